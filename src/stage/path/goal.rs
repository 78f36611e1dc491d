//! On whom or what a move ends, and where that is.

use super::*;

/// The place of whom a move to a size ends on: who is named, or the first of several whom that size does not hold.
pub(super) fn ends_on(film: &Film, staged: &StagedShot, made: &Move, to: &Aim) -> Option<(Vec3, f64, f64, f64)> {
    if let Some(named) = made.target.as_ref() {
        return target_of(film, staged, &named.value);
    }
    if let Some(whole) = whole(staged, made) {
        return target_of(film, staged, &Subject::Person(whole));
    }
    let [first, _, ..] = staged.subjects[..] else { return None };
    made.to_size.as_ref()?;
    let camera = to.camera();
    let held = |id: &crate::film::PersonId| {
        let Some((at, top, height, _)) = target_of(film, staged, &Subject::Person(*id)) else { return true };
        camera.project(Vec3::new(at.x, top - height * 0.07, at.z)).is_some_and(|s| (0.02..=0.98).contains(&s.x) && (0.0..=1.0).contains(&s.y))
    };
    if staged.subjects.iter().all(held) { None } else { target_of(film, staged, &Subject::Person(first)) }
}

/// Whose hands or eyes a shot is on, where a move leads out to a size that holds more than them.
pub(super) fn whole(staged: &StagedShot, made: &Move) -> Option<crate::film::PersonId> {
    let out = matches!(made.kind, "pull out" | "zoom out") && made.to_size.as_ref().is_some_and(|s| s.value <= 8);
    match staged.subjects[..] {
        [id] if out && staged.on_part => Some(id),
        _ => None,
    }
}

/// Whether a move ends on somebody, a part of them or a thing, of which each has its own scale of sizes.
pub(super) fn goal(made: &Move) -> Option<&Subject> {
    made.target.as_ref().map(|t| &t.value)
}

/// A camera that stays where it is and turns to somebody or something, through the lens that it has.
pub(super) fn turned_to(aim: &Aim, camera: &Camera, made: &Move, target: (Vec3, f64, f64, f64)) -> Aim {
    let mut to = Aim { fixed: Some(camera.at), focal: camera.focal, ..aim.clone() };
    (to.target, to.top, to.height, to.x) = target;
    to.share = camera.height_in_frame(to.height, (to.target - camera.at).floor().length().max(0.3));
    // A head has its headroom, a thing the middle.
    let thing = matches!(goal(made), Some(Subject::Prop(_) | Subject::Thing(_)));
    to.head_y = if thing || to.height < 0.6 { Some(0.5) } else { None };
    to
}

/// The one person or animal that a shot is on.
pub(super) fn alone<'a>(film: &Film, staged: &'a StagedShot) -> Option<(Body, &'a Standing)> {
    let [id] = staged.subjects[..] else { return None };
    let thing = staged.things.iter().any(|(.., subject)| *subject);
    (!thing).then_some((Body::of(film.person(id)), staged.set.people.get(&id)?))
}

/// The one animal that a shot is on.
pub(super) fn animal<'a>(film: &Film, staged: &'a StagedShot) -> Option<(Body, &'a Standing)> {
    alone(film, staged).filter(|(body, _)| body.creature.is_some())
}

/// Place on the floor, height of the top, standing height and place across the frame of somebody or something.
pub fn target_of(film: &Film, staged: &StagedShot, subject: &Subject) -> Option<(Vec3, f64, f64, f64)> {
    match subject {
        Subject::Person(id) | Subject::Part(id, _) => {
            let standing = staged.set.people.get(id)?;
            let body = Body::of(film.person(*id));
            let bearing = staged.aim.bearing;
            if let Subject::Part(_, words) = subject {
                let at = body.part(words, standing, bearing);
                return Some((at.floor(), at.y + body.height * 0.07, body.measure(8), 0.5));
            }
            let at = if body.creature.is_some() { body.framed(standing, 8) } else { body.crown_from(standing, bearing) };
            Some((at.floor(), body.crown_from(standing, bearing).y, body.measure(8), 0.5))
        }
        Subject::Prop(name) | Subject::Thing(name) => {
            let goal = staged.goals.iter().find(|(n, _)| n == name).map(|(_, p)| p);
            let placed = goal.or_else(|| staged.things.iter().find(|(n, ..)| n == name).map(|(_, p, _)| p)).or_else(|| staged.set.props.get(name))?;
            Some((placed.at.floor(), placed.at.y + if lies_flat(film, name) { 0.0 } else { placed.tall / 2.0 }, placed.extent, 0.5))
        }
        Subject::Place(_) => None,
    }
}
