//! What a camera over a shoulder or at somebody's eyes cannot give: it stands where they are, and its lens makes the size.

use super::super::camera::Vec3;
use super::super::framing::{rank_of, usual_lens};
use super::impossible::staged_at;
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Film, PersonId};
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
    if let (Some(seen), Some(own)) = (behind(view, owner).filter(|_| whose == "eyes"), staged_at(view, owner)) {
        let seen = &film.person(seen).name;
        problems.push(
            Diagnostic::new(Code::NearestFraming, at, format!("{name} has {seen} behind them, and sees {seen} all the same"))
                .severity(Severity::Warning)
                .label(format!("what is at {name}'s back"))
                .also(own, format!("{name} is staged here"))
                .help(format!("the audience would not believe these eyes; let {name} turn before: `stage {name} turns to {seen}`")),
        );
        return;
    }
    if let (Some(seen), "shoulder") = (turned_from(film, view, owner), whose) {
        let mut problem = Diagnostic::new(Code::NearestFraming, at, format!("{name} has {seen} behind them, and the camera has {name}'s face before it"))
            .severity(Severity::Warning)
            .label("nobody's shoulder is seen from behind")
            .help(format!("the audience would ask whom {name} looks at; let {name} turn before, `stage {name} turns to {seen}`, or leave `over {name}'s shoulder` out"));
        if let Some(own) = staged_at(view, owner) {
            problem = problem.also(own, format!("{name} is staged here"));
        }
        problems.push(problem);
        return;
    }
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
            let asked = size_name(view.shot.rank());
            let help = match size == asked {
                // Both are sizes of that name, and the camera has the middle one.
                true => format!("{said:.0}mm would show a little {} from there; leave the lens out", if said < given { "more" } else { "less" }),
                false => format!("{said:.0}mm would show {size} from there; leave the lens out, or say `{size}`"),
            };
            say(lens.span, format!("from {name}'s {whose}, {asked} needs {given:.0}mm"), help);
        }
    } else if spec.size.is_some() && !bare(view) && rank_of(staged.aim.share) > view.shot.rank() {
        let (asked, given) = (size_name(view.shot.rank()), size_name(rank_of(staged.aim.share)));
        say(spec.size.as_ref().map_or(at, |s| s.span), format!("from {name}'s {whose}, nothing wider than {given} can be seen"), format!("a lens of {:.0}mm is the widest here; {asked} is seen from farther away: `stage` them farther apart, or take the shot without {name}'s {whose}", staged.camera.focal.min(usual_lens(0))));
    }
}

/// Whom or what somebody whose shoulder is looked over has at their back, by name: then the camera stands before their face.
fn turned_from(film: &Film, view: &View, owner: PersonId) -> Option<String> {
    const MOST: f64 = 110.0;
    let staged = view.staged;
    let own = staged.set.people.get(&owner)?;
    let d = (staged.aim.target - own.at).floor();
    let turned = d.length() > 0.05 && (d.x.atan2(d.z) - own.yaw).cos() < MOST.to_radians().cos();
    turned.then(|| view.subject_name(film))
}

/// Whom somebody's eyes see although neither head nor eyes turn so far.
fn behind(view: &View, owner: PersonId) -> Option<PersonId> {
    // A head turns by 80 degrees, and eyes by 35 more.
    const MOST: f64 = 115.0;
    let people = &view.staged.set.people;
    let own = people.get(&owner)?;
    let turned = |at: Vec3| {
        let d = (at - own.at).floor();
        d.length() > 0.05 && (d.x.atan2(d.z) - own.yaw).cos() < MOST.to_radians().cos()
    };
    view.single().filter(|id| people.get(id).is_some_and(|s| turned(s.at)))
}

/// Whether nobody and nothing is what a camera sees: a place is as wide as it is, whatever the size.
fn bare(view: &View) -> bool {
    view.staged.subjects.is_empty() && view.staged.things.iter().all(|(.., subject)| !subject)
}
