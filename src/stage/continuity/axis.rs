//! The line between two people, and the side of it on which the camera stays.

use std::collections::BTreeSet;

use super::super::camera::Vec3;
use super::super::line::{self, ON_THE_LINE, side};
use super::super::set::Set;
use super::view::{CUTAWAY, Cut, View};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Film, PersonId, Role, Scene};
use crate::source::Span;

/// The side on which a pair was seen last, and where.
struct Side {
    pair: (PersonId, PersonId),
    sign: f64,
    span: Span,
}

/// Reports the crossings of a scene and gives the slots of the shots that cross.
pub fn check(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
    let mut crossed = BTreeSet::new();
    let mut last: Option<Side> = None;
    let staged = scene.blocking.iter().any(|(at, _)| *at == 0);
    for (i, view) in views.iter().enumerate() {
        let spec = &view.shot.spec;
        // A transition, a fade, and a card or black between break the sequence.
        let optical = i.checked_sub(1).is_some_and(|before| !Cut { from: &views[before], to: view }.straight(film));
        // A new view of the whole place lets the audience find its bearings anew; so does a look elsewhere.
        let fresh = view.rank() <= 1 || matches!(view.role(), Some(Role::Establishing | Role::Cutaway));
        if view.restaged || optical || fresh || spec.broken {
            last = None;
        }
        if fresh || spec.broken || view.role() == Some(Role::Insert) {
            continue;
        }
        let Some(pair) = pair(view) else { continue };
        let sign = match side(&view.staged.set, &view.staged.camera, pair) {
            Some(sine) if spec.pov.is_none() && (spec.over.is_some() || sine.abs() >= ON_THE_LINE.sin()) => sine.signum(),
            // On the line the camera belongs to neither side and may go to either.
            _ => {
                last = None;
                continue;
            }
        };
        if let Some(side) = &last
            && side.pair == pair
            && side.sign != sign
        {
            let names = (&film.person(pair.0).name, &film.person(pair.1).name);
            crossed.insert(view.shot.slot);
            let problem = Diagnostic::new(Code::Axis, view.shot.span, format!("the camera crosses the line between {} and {}", names.0, names.1))
                .label("from the other side of the line")
                .also(side.span, "the side was set here")
                .help("left and right change places, and the two seem to look the same way; stay on one side, cut away in between, or say `allow axis \"why\"`");
            // A shot that coverage made stands nowhere.
            let problem = if view.shot.covered { problem } else { problem.unsafe_fix("cut away in between", view.place_before(), CUTAWAY) };
            problems.push(if staged { problem.severity(Severity::Error) } else { problem });
        }
        // A camera that goes over the line within its shot takes the audience along: the side is where it ends.
        // So does somebody who walks past the other. On the line it belongs to neither side again.
        let walked = [pair.0, pair.1].iter().any(|id| place(&view.staged.set, *id) != place(&view.after, *id));
        let end = match side(&view.after, &view.end, pair) {
            Some(sine) if walked || !view.shot.moves.is_empty() => Some(sine).filter(|s| spec.over.is_some() || s.abs() >= ON_THE_LINE.sin()).map(f64::signum),
            _ => Some(sign),
        };
        last = end.map(|sign| Side { pair, sign, span: view.shot.span });
    }
    crossed
}

fn place(set: &Set, id: PersonId) -> Option<Vec3> {
    set.people.get(&id).map(|s| s.at)
}

/// The people whose line a shot has.
pub fn pair(view: &View) -> Option<(PersonId, PersonId)> {
    line::pair(view.shot, &view.staged.subjects, &view.staged.set)
}
