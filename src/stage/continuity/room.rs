//! Where a camera cannot stand: behind the walls of a room, above its ceiling, or in somebody.

use super::super::body::Body;
use super::super::camera::Camera;
use super::super::moved::camera_at;
use super::super::set::Standing;
use super::impossible::staged_at;
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Amount, Film, Move, PersonId};
use crate::words::Words;

/// Metres from a subject beyond which a camera in a room stands behind the wall.
const ROOM: f64 = 14.0;
/// Metres above the floor of a room beyond which nothing carries a camera.
const CEILING: f64 = 9.0;
/// Half of the room that a body and a camera take from each other, in metres.
const BESIDE: f64 = 0.22;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    if shot.covered || shot.spec.broken {
        return;
    }
    if view.scene.heading.interior && !view.scene.heading.exterior {
        walls(view, problems);
        for made in shot.moves.iter().filter(|m| m.frames > 0 && (m.to_size.is_some() || matches!(m.amount.as_ref().map(|a| a.value), Some(Amount::Distance(_))))) {
            way(film, view, made, problems);
        }
    }
    in_somebody(film, view, problems);
}

/// How far a camera stands from what it is on.
fn away(view: &View, camera: &Camera) -> f64 {
    (camera.at - view.staged.aim.target).floor().length()
}

fn place(view: &View) -> String {
    view.scene.heading.places.join(" / ")
}

fn walls(view: &View, problems: &mut Vec<Diagnostic>) {
    let (shot, staged) = (view.shot, view.staged);
    let away = away(view, &staged.camera);
    let most = if narrow(view) { NARROW } else { ROOM };
    if staged.subjects.is_empty() || view.thing() || away <= most {
        return;
    }
    let at = shot.spec.lens.as_ref().map(|l| l.span).or(shot.spec.size.as_ref().map(|s| s.span)).unwrap_or(shot.span);
    let fitting = staged.camera.focal * most / away;
    let mut problem = Diagnostic::new(Code::CameraRoom, at, format!("this camera would stand {away:.0} m from its subject, behind the wall of {}", place(view)))
        .label(format!("{:.0}mm", staged.camera.focal));
    problem = match fitting >= WIDEST {
        true => problem.help(format!("the room feels as if a wall were taken out; a lens of {fitting:.0}mm gives this size from inside")),
        false => problem.help("the room feels as if a wall were taken out; no lens gives this size from inside: take a nearer size"),
    };
    // Halls are that large, and a name does not tell which are not; into a car one looks through its panes.
    if (shot.rank() < 2 || narrow(view)) && shot.spec.lens.is_none() {
        problem = problem.severity(Severity::Info);
    }
    problems.push(problem);
}

/// A move of so many metres that leads out of the room.
fn way(film: &Film, view: &View, made: &Move, problems: &mut Vec<Diagnostic>) {
    let at = |frame: u64| camera_at(film, view.shot, view.staged, frame as f64);
    let (first, last) = (at(made.start), at(made.start + made.frames));
    let amount = made.amount.as_ref().map(|a| a.span).or(made.to_size.as_ref().map(|s| s.span)).unwrap_or(made.span);
    let mut say = |message: String, most: f64, label: &str| {
        let mut problem = Diagnostic::new(Code::CameraRoom, amount, message).label(label);
        problem = match &made.to_size {
            Some(_) => {
                let fitting = last.focal * ROOM / away(view, &last);
                // Halls are that large, and nobody has said the lens.
                if view.shot.spec.lens.is_none() {
                    problem = problem.severity(Severity::Info);
                }
                problem.help(format!("the audience would feel that the room is not closed; end on a nearer size, or begin with a lens of {fitting:.0}mm, which shows it from inside"))
            }
            None => problem.help(format!("the audience would feel that the room is not closed; go {:.1}m at most, or set the scene outside: `EXT.`", most.max(0.1))),
        };
        problems.push(problem);
    };
    let went = (last.at - first.at).floor().length();
    if narrow(view) && made.to_size.is_none() && went > NARROW {
        return say(format!("this camera goes {went:.1} m, out of {}", place(view)), NARROW, "through the side");
    }
    let from = away(view, &first);
    if away(view, &last) > ROOM && from <= ROOM {
        say(format!("this camera goes to {:.0} m from its subject, behind the wall of {}", away(view, &last), place(view)), ROOM - from, "through the wall");
    } else if last.at.y > CEILING && first.at.y <= CEILING {
        say(format!("this camera rises to {:.0} m, above the ceiling of {}", last.at.y, place(view)), CEILING - first.at.y, "through the ceiling");
    }
}

/// Millimetres of a lens that bends a room no further.
const WIDEST: f64 = 14.0;
/// Metres that a camera goes in a car or a lift at most.
const NARROW: f64 = 2.5;

fn narrow(view: &View) -> bool {
    view.scene.heading.places.iter().any(|p| Words::of(p).has("car taxi cab van elevator lift cockpit closet wardrobe"))
}

/// Whoever stands where the camera of a shot does.
pub(super) fn held(film: &Film, view: &View) -> Option<PersonId> {
    let (shot, staged) = (view.shot, view.staged);
    let own = |id: PersonId| shot.spec.pov.iter().chain(&shot.spec.over).any(|o| o.value == id);
    let there = |(id, standing): &(PersonId, &Standing)| {
        let tall = Body::of(film.person(*id)).top(standing.pose);
        !own(*id) && (staged.camera.at - standing.at).floor().length() < BESIDE && staged.camera.at.y < standing.at.y + tall
    };
    staged.set.present().find(there).map(|(id, _)| id)
}

/// A camera that stands where somebody does: they are left out of its picture.
fn in_somebody(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    let Some(id) = held(film, view) else { return };
    let name = &film.person(id).name;
    let mut problem = Diagnostic::new(Code::NearestFraming, shot.span, format!("the camera of this shot stands where {name} does"))
        .label(format!("{name} is left out of this picture"))
        .help(format!("on a set one of the two would have to go: take another side or another lens, or let `stage` move {name}; `pov {name}` sees with {name}'s eyes"));
    if let Some(said) = staged_at(view, id) {
        problem = problem.also(said, format!("{name} stands here"));
    }
    problems.push(problem);
}
