//! What a camera over a shoulder or at somebody's eyes cannot give: it stands where they are, and its lens makes the size.

use super::super::framing::{rank_of, usual_lens};
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::Film;
use crate::source::Span;
use crate::syntax::vocabulary::size_name;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let (spec, staged) = (&view.shot.spec, view.staged);
    if staged.aim.fixed.is_none() || spec.broken {
        return;
    }
    let (at, owner, whose) = match (&spec.pov, &spec.over) {
        (Some(pov), _) => (pov.span, pov.value, "eyes"),
        (None, Some(over)) => (over.span, over.value, "shoulder"),
        _ => return,
    };
    // Who would see themselves is told by another rule.
    if staged.subjects.contains(&owner) {
        return;
    }
    let name = &film.person(owner).name;
    let gives = if whose == "eyes" { "give" } else { "gives" };
    let mut say = |span: Span, message: String, help: String| {
        let place = format!("the camera is {} {name}'s {whose}", if whose == "eyes" { "at" } else { "over" });
        problems.push(Diagnostic::new(Code::NearestFraming, span, message).severity(Severity::Warning).label("left out").also(at, place).help(help));
    };
    if let Some(angle) = &spec.angle {
        say(angle.span, format!("{name}'s {whose} {gives} this camera its height, and not `{}`", angle.value), format!("leave `{}` out, or take the shot without {name}'s {whose}", angle.value));
    }
    if let Some(side) = &spec.side {
        say(side.span, format!("{name}'s {whose} {gives} this camera its side, and not `{}`", side.value), format!("leave `{}` out, or take the shot without {name}'s {whose}", side.value));
    }
    if let Some(lens) = &spec.lens {
        let said = f64::from(lens.value) / 100.0;
        let given = staged.camera.focal;
        if (given / said).ln().abs() > 0.1 {
            let size = size_name(rank_of(staged.aim.share * said / given));
            say(lens.span, format!("from {name}'s {whose}, {} needs {given:.0}mm", size_name(view.shot.rank())), format!("{said:.0}mm would show {size} from there; leave the lens out, or say `{size}`"));
        }
    } else if spec.size.is_some() && rank_of(staged.aim.share) > view.shot.rank() {
        let (asked, given) = (size_name(view.shot.rank()), size_name(rank_of(staged.aim.share)));
        say(spec.size.as_ref().map_or(at, |s| s.span), format!("from {name}'s {whose}, nothing wider than {given} can be seen"), format!("a lens of {:.0}mm is the widest here; {asked} is seen from farther away: `stage` them farther apart, or take the shot without {name}'s {whose}", staged.camera.focal.min(usual_lens(0))));
    }
}
