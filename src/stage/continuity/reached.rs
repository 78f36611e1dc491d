//! Where a camera's moves end: on whom they are to end, through a lens that there is, and past nobody's body.

use super::super::body::Body;
use super::super::camera::{Camera, Vec3};
use super::super::moved::{camera_at, way};
use super::super::path::{LONGEST, SHORTEST, target_of};
use super::super::set::{Standing, towards};
use super::impossible::hides;
use super::view::{View, names};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Amount, Film, Move, PersonId, Subject};
use crate::source::Span;
use crate::syntax::vocabulary::size_name;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    if shot.covered || shot.spec.broken || shot.moves.is_empty() {
        return;
    }
    for made in shot.moves.iter().filter(|m| m.frames > 0) {
        let ends = camera_at(film, shot, view.staged, (made.start + made.frames) as f64);
        on_somebody(film, view, made, &ends, problems);
        lens(view, made, &ends, problems);
    }
    covered(film, view, problems);
    through(film, view, problems);
}

/// An arc that ends with one of two behind the other.
fn covered(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let Some(made) = view.shot.moves.iter().rfind(|m| m.frames > 0 && matches!(m.kind, "arc left" | "arc right")) else { return };
    let [a, b] = view.staged.subjects[..] else { return };
    if view.thing() || view.before.people != view.after.people {
        return;
    }
    let hidden = [(a, b), (b, a)].into_iter().find(|(front, back)| hides(film, &view.after, &view.end, *front, *back));
    if let Some((front, back)) = hidden {
        let (front, back) = (&film.person(front).name, &film.person(back).name);
        problems.push(
            Diagnostic::new(Code::NearestFraming, made.span, format!("this arc ends with {back} behind {front}"))
                .label(format!("from there one sees {front} only"))
                .help(format!("the audience would ask where {back} is; go on past their line or end before it, by 20° or more")),
        );
    }
}

/// Whether the middle of somebody's head is in a camera's frame.
fn sees(film: &Film, camera: &Camera, standing: &Standing, id: PersonId) -> bool {
    let body = Body::of(film.person(id));
    let crown = body.crown_from(standing, towards(standing.at, camera.at));
    camera.project(crown - Vec3::new(0.0, body.height * 0.07, 0.0)).is_some_and(|s| (0.0..=1.0).contains(&s.x) && (-0.05..=1.05).contains(&s.y))
}

fn on_somebody(film: &Film, view: &View, made: &Move, ends: &Camera, problems: &mut Vec<Diagnostic>) {
    let staged = view.staged;
    let here = |id: &PersonId| staged.set.people.get(id).filter(|s| s.present);
    let out = |id: &PersonId| here(id).is_some_and(|s| !sees(film, ends, s, *id));
    // Whoever goes somewhere in the shot is met or missed as they go.
    let goes = |id: &PersonId| view.before.people.get(id).map(|s| s.at) != view.after.people.get(id).map(|s| s.at);
    match made.target.as_ref().map(|t| (&t.value, t.span)) {
        Some((Subject::Person(id), span)) if !matches!(made.kind, "track" | "follow") => {
            let name = &film.person(*id).name;
            if goes(id) || view.shot.spec.pov.as_ref().is_some_and(|p| p.value == *id) {
                return;
            }
            if !out(id) {
                if let Some(problem) = from_behind(film, view, made, ends, *id, span) {
                    problems.push(problem);
                }
                return;
            }
            let (message, help) = match made.kind {
                "rack focus to" => (format!("the focus goes to {name}, who is outside the frame"), format!("everything in the picture goes soft and nobody is sharp; frame both, or `pan to {name}`")),
                kind => (format!("`{}` does not reach {name}", said(kind)), format!("the camera ends beside {name}, on nobody; begin from where both are seen, or give {name} a shot of their own")),
            };
            problems.push(Diagnostic::new(Code::NearestFraming, span, message).severity(Severity::Warning).label(format!("{name} is not in the picture")).help(help));
        }
        Some((target @ (Subject::Part(..) | Subject::Prop(_) | Subject::Thing(_)), span)) if !matches!(made.kind, "track" | "follow" | "rack focus to") => {
            let name = match target {
                Subject::Part(id, part) => format!("{}'s {part}", film.person(*id).name),
                Subject::Prop(name) | Subject::Thing(name) => name.clone(),
                _ => return,
            };
            let whose = if let Subject::Part(id, _) = target { goes(id) } else { false };
            let Some((floor, top, ..)) = target_of(film, staged, target) else { return };
            let seen = ends.project(Vec3::new(floor.x, top, floor.z)).is_some_and(|s| (0.0..=1.0).contains(&s.x) && (-0.05..=1.05).contains(&s.y));
            if !seen && !whose {
                problems.push(
                    Diagnostic::new(Code::NearestFraming, span, format!("`{}` does not reach {name}", said(made.kind)))
                        .severity(Severity::Warning)
                        .label("not in the picture at the end")
                        .help(format!("the camera ends beside it; begin from where both are seen, `pan to` it, or give {name} a shot of its own")),
                );
            }
        }
        None if made.to_size.is_some() && staged.subjects.len() > 1 && !view.thing() => {
            let lost: Vec<PersonId> = staged.subjects.iter().copied().filter(|id| out(id) && !goes(id)).collect();
            if let (Some(size), false) = (&made.to_size, lost.is_empty()) {
                problems.push(
                    Diagnostic::new(Code::NearestFraming, size.span, format!("{} does not hold {}", size_name(size.value), names(film, &staged.subjects)))
                        .label(format!("this ends without {}", names(film, &lost)))
                        .help(format!("say on whom it ends: `{} to {} on {}`", made.kind, size_name(size.value), film.person(staged.subjects[0]).name)),
                );
            }
        }
        _ => {}
    }
}

/// A move as it is said to somebody: then it has no side of its own.
fn said(kind: &str) -> &str {
    match kind {
        "whip pan left" | "whip pan right" => "whip pan",
        kind => kind,
    }
}

/// A camera that goes in on somebody and ends at their back, or goes out where it is to go in.
fn from_behind(film: &Film, view: &View, made: &Move, ends: &Camera, id: PersonId, span: Span) -> Option<Diagnostic> {
    /// Degrees from where somebody looks beyond which no face is seen.
    const BACK: f64 = 115.0;
    let own = view.staged.set.people.get(&id)?;
    if !matches!(made.kind, "push in" | "pull out") || made.to_size.is_none() || view.single() == Some(id) {
        return None;
    }
    let name = &film.person(id).name;
    let begins = camera_at(film, view.shot, view.staged, made.start as f64);
    let away = |camera: &Camera| (camera.at - own.at).floor().length();
    if made.kind == "push in" && away(ends) > away(&begins) + 0.3 {
        return Some(
            Diagnostic::new(Code::NearestFraming, span, format!("this `push in` goes backwards: {name} is {:.1} m from where it begins, and {:.1} m from where it ends", away(&begins), away(ends)))
                .severity(Severity::Warning)
                .label("nearer than this size already")
                .help(format!("begin from a shot that is wide enough for both, or give {name} a shot of their own")),
        );
    }
    let behind = |camera: &Camera| (towards(own.at, camera.at) - own.gaze.unwrap_or(own.yaw)).cos() < BACK.to_radians().cos();
    (behind(ends) && view.shot.spec.over.is_none()).then(|| {
        Diagnostic::new(Code::NearestFraming, span, format!("this `{}` ends on the back of {name}'s head", made.kind))
            .severity(Severity::Warning)
            .label("from here nobody sees the face")
            .help(format!("the audience would wait for {name} to turn around; begin from where {name}'s face is seen, or let `stage` turn {name} on the way"))
    })
}

/// A lens that nobody makes, and one that is not reached.
fn lens(view: &View, made: &Move, ends: &Camera, problems: &mut Vec<Diagnostic>) {
    let at = made.amount.as_ref().map_or(made.span, |a| a.span);
    match made.kind {
        "zoom in" | "zoom out" | "crash zoom" if ends.focal <= SHORTEST * 1.001 || ends.focal >= LONGEST * 0.999 => {
            let start = view.staged.camera.focal;
            problems.push(
                Diagnostic::new(Code::MoveValid, at, format!("no lens goes so far: this `{}` from {start:.0}mm ends at {:.0}mm", made.kind, ends.focal))
                    .label("4mm to 2000mm")
                    .help("name the lens at the end, as `to 35mm`, a size, as `to wide`, or a smaller share"),
            );
        }
        "dolly zoom" => {
            let Some(Amount::Lens(hundredths)) = made.amount.as_ref().map(|a| a.value) else { return };
            let asked = hundredths as f64 / 100.0;
            if (ends.focal / asked).ln().abs() > 0.02 {
                problems.push(
                    Diagnostic::new(Code::MoveValid, at, format!("this dolly zoom ends at {:.0}mm, not at {asked:.0}mm", ends.focal))
                        .label("the camera would stand in what it is on")
                        .help(format!("from {:.0}mm the camera goes {} the way in; name a longer lens at the end, or begin with a longer one", view.staged.camera.focal, if asked < ends.focal { "more than three quarters of" } else { "another part of" })),
                );
            }
        }
        _ => {}
    }
}

/// A camera that goes through somebody on its way.
fn through(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    /// Half of the room that a body and a camera take from each other, in metres.
    const BESIDE: f64 = 0.28;
    const STEPS: u32 = 24;
    let (shot, staged) = (view.shot, view.staged);
    let Some(made) = shot.moves.iter().find(|m| m.frames > 0 && !matches!(m.kind, "track" | "follow" | "pan to" | "pan left" | "pan right" | "zoom in" | "zoom out" | "rack focus to" | "hold" | "handheld" | "shake")) else { return };
    let cameras = way(film, shot, staged, STEPS);
    let own = |id: PersonId| shot.spec.pov.iter().chain(&shot.spec.over).any(|o| o.value == id);
    let hit = staged.set.present().find(|(id, s)| {
        let tall = Body::of(film.person(*id)).top(s.pose);
        let near = |pair: &[Camera]| {
            let (a, b) = (pair[0].at.floor(), pair[1].at.floor());
            let d = b - a;
            let t = if d.length() < 1e-6 { 0.0 } else { ((s.at - a).dot(d) / d.dot(d)).clamp(0.0, 1.0) };
            (a + d * t - s.at.floor()).length() < BESIDE && pair[1].at.y < s.at.y + tall
        };
        !own(*id) && !film.person(*id).extras && (cameras[0].at - s.at).floor().length() >= BESIDE && cameras.windows(2).any(near)
    });
    if let Some((id, _)) = hit {
        let name = &film.person(id).name;
        problems.push(
            Diagnostic::new(Code::NearestFraming, made.span, format!("the camera goes through {name}"))
                .severity(Severity::Warning)
                .label(format!("{name} stands in its way"))
                .help(format!("on a set one of the two would have to step aside: let `stage` move {name}, come from another side, or `zoom in` from where the camera stands")),
        );
    }
}
