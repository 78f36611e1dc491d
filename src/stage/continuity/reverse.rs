//! Shot and reverse are a pair: the same size within one, the same lens within a tenth, framed as in a mirror.

use super::super::body::Body;
use super::super::camera::Vec3;
use super::super::set::towards;
use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, PersonId};
use crate::syntax::vocabulary::size_name;

/// Whether a cut leads from a shot to its reverse; what does not match is reported. `said`: another rule has told already that
/// the two are on the wrong sides.
pub fn check(film: &Film, cut: &Cut, said: bool, problems: &mut Vec<Diagnostic>) -> bool {
    let (from, to) = (cut.from, cut.to);
    let (Some(a), Some(b)) = (from.last_single(), to.single()) else { return false };
    let (x, y) = (from.last_rank(), to.rank());
    // A figure with the floor under it is a view of the place, not one half of a pair.
    let pair = x >= 4 && y >= 4 && !from.aside() && !to.aside() && each_other(cut, a, b);
    if !pair || cut.covered() || from.shot.spec.broken || to.shot.spec.broken {
        return pair;
    }
    let names = (&film.person(a).name, &film.person(b).name);
    let problem = |message: String, help: &str| {
        Diagnostic::new(Code::ReverseMatch, to.shot.span, message).label(format!("the reverse, on {}", names.1)).also(from.shot.span, format!("the shot, on {}", names.0)).help(help)
    };
    if x.abs_diff(y) > 1 {
        let problem = problem(
            format!("{} answers {} in {}, {} sizes apart", names.1, names.0, size_name(y), x.abs_diff(y)),
            "the audience feels one of the two grow in importance; give both the same size, or one beside it",
        );
        problems.push(match &to.shot.spec.size {
            Some(size) => problem.unsafe_fix(format!("give both {}", size_name(x)), size.span, size_name(x)),
            None => problem,
        });
    } else if let Some((l, m)) = unlike_lenses(from, to) {
        let problem = problem(
            format!("shot and reverse are seen through unlike lenses: {l:.0}mm and {m:.0}mm"),
            "the room changes its depth with every cut; use one lens for both",
        );
        // Over a shoulder the size asks for its own lens, and the other one gives way.
        problems.push(match (&to.shot.spec.lens, &from.shot.spec.lens, &to.shot.spec.over) {
            (Some(lens), _, None) => problem.unsafe_fix(format!("use {l:.0}mm for both"), lens.span, format!("{l:.0}mm")),
            (None, Some(lens), Some(_)) => problem.unsafe_fix(format!("use {m:.0}mm for both"), lens.span, format!("{m:.0}mm")),
            _ => problem,
        });
    } else if let (Some(p), Some(q), false) = (across(from, a, true), across(to, b, false), said)
        // As in a mirror, the two places add up to the whole frame.
        && (p + q - 1.0).abs() > MIRROR
    {
        let problem = problem(
            format!("{} and {} are framed on the same side", names.0, names.1),
            "the audience's eye has to jump across the frame; frame the reverse as the shot in a mirror, as `left third` and `right third`",
        );
        let third = to.shot.spec.framing.iter().find(|f| matches!(f.value.as_str(), "left third" | "right third" | "centred"));
        let mirrored = if p > 0.6 { "left third" } else if p < 0.4 { "right third" } else { "centred" };
        problems.push(match third {
            Some(third) => problem.unsafe_fix(format!("frame it `{mirrored}`"), third.span, mirrored),
            // Over a shoulder the shoulder has its own side of the frame.
            None if to.shot.spec.over.is_none() && to.shot.spec.size.is_some() => problem.unsafe_fix(format!("frame it `{mirrored}`"), to.shot.span.after(), format!(", {mirrored}")),
            None => problem,
        });
    }
    true
}

/// Share of the frame's width by which a mirrored place may be off.
const MIRROR: f64 = 0.12;

/// Lenses that differ by more than a tenth. One that nobody said is the camera's own to match, except that it cannot match what
/// comes after it; over a shoulder it makes the size, and cannot match what came before it either.
fn unlike_lenses(from: &View, to: &View) -> Option<(f64, f64)> {
    let said = |v: &View| v.shot.spec.lens.as_ref().map(|l| f64::from(l.value) / 100.0);
    let over = to.shot.spec.over.is_some();
    let (first, later) = match (said(from), said(to)) {
        (first, Some(later)) => (first.unwrap_or(from.end.focal), later),
        (Some(first), None) if over => (first, to.staged.camera.focal),
        _ => return None,
    };
    (first.max(later) > first.min(later) * 1.1 + 1e-6).then_some((first, later))
}

/// Two people who look at each other, or are seen over each other's shoulders.
fn each_other(cut: &Cut, a: PersonId, b: PersonId) -> bool {
    let over = |view: &View, id: PersonId| view.shot.spec.over.as_ref().is_some_and(|o| o.value == id);
    let shoulders = over(cut.from, b) && over(cut.to, a);
    let looks = cut.from.looks_at(&cut.from.before, a) == Some(b) && cut.to.looks_at(&cut.to.before, b) == Some(a);
    a != b && (shoulders || looks)
}

/// Where in the frame's width somebody's head is, as the shot begins or ends.
fn across(view: &View, id: PersonId, end: bool) -> Option<f64> {
    let (set, camera) = if end { (&view.after, &view.end) } else { (&view.staged.set, &view.staged.camera) };
    let own = set.people.get(&id)?;
    let body = Body::of(view.film.person(id));
    // Whoever lies has the head beside the feet, an animal before them.
    let head = body.crown_from(own, towards(own.at, camera.at)) - Vec3::new(0.0, body.height * 0.07, 0.0);
    camera.project(head).map(|s| s.x)
}
