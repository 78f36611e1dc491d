//! Shot and reverse are a pair: the same size within one, the same lens within a tenth, framed as in a mirror.

use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, PersonId};
use crate::syntax::vocabulary::size_name;

pub fn check(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let (from, to) = (cut.from, cut.to);
    let (Some(a), Some(b)) = (from.single(), to.single()) else { return };
    if cut.covered() || from.aside() || to.aside() || !each_other(cut, a, b) {
        return;
    }
    let (x, y) = (from.last_rank(), to.shot.rank());
    // A figure with the floor under it is a view of the place, not one half of a pair.
    if x < 4 || y < 4 {
        return;
    }
    let names = (&film.person(a).name, &film.person(b).name);
    let problem = |message: String| Diagnostic::new(Code::ReverseMatch, to.shot.span, message).label(format!("the reverse, on {}", names.1)).also(from.shot.span, format!("the shot, on {}", names.0));
    if x.abs_diff(y) > 1 {
        problems.push(
            problem(format!("{} answers {} in {}, {} sizes apart", names.1, names.0, size_name(y), x.abs_diff(y)))
                .help("the audience feels one of the two grow in importance; give both the same size, or one beside it"),
        );
        return;
    }
    // A lens that nobody said is the reverse's own to match.
    if let (Some(l), Some(m)) = (&from.shot.spec.lens, &to.shot.spec.lens)
        && from.shot.spec.over.is_none() == to.shot.spec.over.is_none()
    {
        let (l, m) = (f64::from(l.value) / 100.0, f64::from(m.value) / 100.0);
        if (l / m).max(m / l) > 1.1 {
            problems.push(
                problem(format!("shot and reverse are seen through unlike lenses: {l:.0}mm and {m:.0}mm"))
                    .help("the room changes its depth with every cut; use one lens for both"),
            );
            return;
        }
    }
    let (Some(p), Some(q)) = (across(from, a), across(to, b)) else { return };
    // As in a mirror, the two places add up to the whole frame.
    if (p + q - 1.0).abs() > 0.12 {
        problems.push(
            problem(format!("{} and {} are framed on the same side", names.0, names.1))
                .help("the audience's eye has to jump across the frame; frame the reverse as the shot in a mirror, as `left third` and `right third`"),
        );
    }
}

/// Two people who look at each other, or are seen over each other's shoulders.
fn each_other(cut: &Cut, a: PersonId, b: PersonId) -> bool {
    let over = |view: &View, id: PersonId| view.shot.spec.over.as_ref().is_some_and(|o| o.value == id);
    let shoulders = over(cut.from, b) && over(cut.to, a);
    let looks = cut.from.looks_at(&cut.from.staged.set, a) == Some(b) && cut.to.looks_at(&cut.to.staged.set, b) == Some(a);
    a != b && (shoulders || looks)
}

/// Where in the frame's width somebody's head is.
fn across(view: &View, id: PersonId) -> Option<f64> {
    let own = view.staged.set.people.get(&id)?;
    let mut head = own.at;
    head.y = view.staged.aim.top * 0.93;
    view.staged.camera.project(head).map(|s| s.x)
}
