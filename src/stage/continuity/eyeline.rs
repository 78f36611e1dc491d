//! Looks over the cut: who looks right out of one shot is answered by somebody who looks left.

use super::super::answer::look;
use super::super::place;
use super::super::set::{Set, Standing, towards};
use super::axis::mirrored;
use super::view::{Cut, View, Way, cutaway};
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit, Severity};
use crate::film::{Act, Bearing, Film, PersonId, Who};
use crate::plan::picture::Pose;

/// Whether two looks do not meet, which is reported.
pub fn check(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) -> bool {
    let (from, to) = (cut.from, cut.to);
    if cut.covered() || from.shot.spec.pov.is_some() || to.shot.spec.pov.is_some() {
        return false;
    }
    // Who has left looks at nobody here.
    let Some((a, own)) = from.last_single().and_then(|a| Some((a, from.after.people.get(&a).filter(|s| s.present)?))) else { return false };
    let staged = from.scene.blocking.iter().any(|(at, _)| *at == 0);
    let level = |problem: Diagnostic| if staged { problem.severity(Severity::Error) } else { problem };
    let name = &film.person(a).name;
    // Up and down: the answer is seen from below or from above.
    let vertical = match look(own) {
        Pose::LookUp => Some(("up", "low angle")),
        Pose::LookDown => Some(("down", "high angle")),
        _ => None,
    };
    if let Some((look, wanted)) = vertical {
        // Whoever does not look back is not who was looked at.
        let answers = to.single().is_some_and(|b| b != a && to.looks_at(&to.opening, b) == Some(a)) || (to.staged.subjects.is_empty() && to.thing());
        let up = look == "up";
        let fits = match to.shot.spec.angle.as_ref().map(|s| s.value.as_str()) {
            None => true,
            Some("low angle" | "ground" | "knee" | "hip") => up,
            Some("high angle" | "overhead" | "aerial") => !up,
            Some(_) => false,
        };
        if answers && !fits {
            let at = to.shot.spec.angle.as_ref().map_or(to.shot.span, |s| s.span);
            let problem = level(
                Diagnostic::new(Code::Eyeline, at, format!("{name} looks {look}, and the answer is not seen from {}", if up { "below" } else { "above" }))
                    .label("this angle")
                    .also(from.shot.span, format!("{name} looks {look} here"))
                    .help(format!("the audience sees with {name}'s eyes: answer with `{wanted}`, or leave the angle open")),
            );
            problems.push(match &to.shot.spec.angle {
                Some(angle) => problem.unsafe_fix(format!("answer with `{wanted}`"), angle.span, wanted),
                None => problem,
            });
        }
        return answers && !fits;
    }
    let Some((b, other)) = to.single().filter(|b| *b != a).and_then(|b| Some((b, to.opening.people.get(&b)?))) else { return false };
    // B answers unless B is busy with somebody else.
    let answered = to.looks_at(&to.opening, b);
    let looks_at = from.looks_at(&from.after, a);
    let at_other = looks_at.is_some();
    let meant = match looks_at {
        Some(other) => other == b && answered.is_none_or(|c| c == a),
        // A look out of the picture at nobody is at whoever looks back.
        None => answered == Some(a) && own.gaze.is_some(),
    };
    // Who looks at the audience or turns their back to it answers nobody.
    let elsewhere = answered.is_none() && (matches!(other.minds, Some(Bearing::Camera | Bearing::Away | Bearing::Back)) || !matches!(own.minds, Some(Bearing::Person(_))) && behind(to, other, a));
    if !meant || elsewhere {
        return false;
    }
    // Who runs or walks looks where they go.
    let travels = |set: &Set, id| set.people.get(&id).is_some_and(|s| matches!(s.pose, Pose::Walk | Pose::Run));
    if travels(&from.after, a) || travels(&to.opening, b) {
        return false;
    }
    // So does who turns to go.
    if leaves(to, b) {
        return false;
    }
    let (Some(out), Some(back)) = (from.gaze(&from.after, &from.end, a), to.gaze(&to.opening, &to.staged.camera, b)) else { return false };
    // The audience sees B turn to A.
    let turns = to.looks_at(&to.after, b) == Some(a) && to.gaze(&to.after, &to.end, b) != Some(back);
    if !matches!(out, Way::Left | Way::Right) || back != out || turns {
        return false;
    }
    let other = &film.person(b).name;
    let problem = level(
        Diagnostic::new(Code::Eyeline, to.shot.span, format!("{name} and {other} look the same way"))
            .label(format!("{other} looks {} too", back.name()))
            .also(from.shot.span, if at_other { format!("{name} looks {} at {other}", out.name()) } else { format!("{name} looks {}", out.name()) })
            .help(format!("the audience thinks that both look at a third; let {other} face {name} with `stage`, or show {other} turn")),
    );
    problems.push(if to.shot.covered { problem } else { turn(film, cut, a, b, problem).unsafe_fix("cut away in between", to.place_before(), cutaway(film, cut)) });
    true
}

/// Whether somebody stands behind another who was told which way to look, as in a queue or in rows.
fn behind(to: &View, other: &Standing, a: PersonId) -> bool {
    let said = matches!(other.minds, Some(Bearing::Left | Bearing::Right | Bearing::Near | Bearing::Far));
    said && to.opening.people.get(&a).is_some_and(|own| own.present && (towards(other.at, own.at) - other.gaze.unwrap_or(other.yaw)).cos() < -0.5)
}

/// The cure that takes away the cause: the camera comes back over the line, or one of the two looks at the other.
fn turn(film: &Film, cut: &Cut, a: PersonId, b: PersonId, problem: Diagnostic) -> Diagnostic {
    let (from, to) = (cut.from, cut.to);
    if let Some(across) = to.shot.spec.across.or(from.shot.spec.across) {
        return problem.unsafe_fix("leave `across the line` out", across, "");
    }
    let (names, apart) = ((&film.person(a).name, &film.person(b).name), place::of_person(to.scene, a) != place::of_person(to.scene, b));
    // In two places nobody sees the other; there each looks to the other side.
    let facing = |own: PersonId, other: &str, view: &View| {
        let before = to.scene.blocking.iter().map(|(_, s)| s).filter(|s| s.span.start < to.shot.span.start);
        let acts = before.chain(view.shot.blocking()).flat_map(|s| &s.parts).filter(|p| p.who.value == Who::Person(own)).flat_map(|p| &p.acts);
        let somebody = |bearing: &Bearing| matches!(bearing, Bearing::Person(_));
        let mut said = acts.filter_map(|act| match &act.value {
            Act::Facing(Bearing::Left) if apart => Some((act.span, "facing right".to_string())),
            Act::Facing(Bearing::Right) if apart => Some((act.span, "facing left".to_string())),
            Act::Facing(bearing) if !apart && !somebody(bearing) => Some((act.span, format!("facing {other}"))),
            Act::Looks(bearing) if !apart && !somebody(bearing) => Some((act.span, format!("looks at {other}"))),
            Act::Turns(Some(bearing)) if !apart && !somebody(bearing) => Some((act.span, format!("turns to {other}"))),
            _ => None,
        });
        said.next_back()
    };
    let own = facing(b, names.0, to).map(|said| (said, to));
    match own.or_else(|| facing(a, names.1, from).map(|said| (said, from))) {
        Some(((span, text), view)) => {
            let mut edits = vec![Edit { span, text: text.clone() }];
            // A side belongs to the body: when that turns around, its other side is the one that the camera sees.
            if let Some((side, other)) = view.shot.spec.side.as_ref().and_then(|side| Some((side, mirrored(&side.value)?))) {
                edits.push(Edit { span: side.span, text: other.to_string() });
            }
            problem.fix_all(format!("let it be `{text}`"), Applicability::Unsafe, edits)
        }
        None if !apart => problem.unsafe_fix(format!("let {} turn to {} as the shot begins", names.1, names.0), to.shot.span.after(), format!("\n    stage {} facing {}", names.1, names.0)),
        None => problem,
    }
}

/// Whether somebody goes out or elsewhere in a shot.
fn leaves(view: &View, id: PersonId) -> bool {
    let lines = view.shot.blocking();
    let acts = lines.flat_map(|s| &s.parts).filter(|p| p.who.value == Who::Person(id)).flat_map(|p| &p.acts);
    acts.into_iter().any(|a| matches!(a.value, Act::Exits(_)) || matches!(&a.value, Act::Crosses(to) if !matches!(to, Bearing::Person(_))))
}
