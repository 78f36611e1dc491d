//! Who stands between a camera and the one it is to see.

use super::camera::{Camera, Vec3};
use super::answer::looks_at;
use super::body::Body;
use super::set::Set;
use super::aim::Aim;
use crate::film::{Film, PersonId};

/// Half of a body with its arms, in metres.
const HALF: f64 = 0.3;
/// Metres before the subject at which somebody is beside them, not in the way, unless they are straight before them.
const BESIDE: f64 = 0.45;
const STRAIGHT: (f64, f64) = (0.12, 0.28);
/// Radians that a camera goes around for a free view, nearest first.
const AROUND: [f64; 8] = [0.2, -0.2, 0.35, -0.35, 0.5, -0.5, 0.7, -0.7];

/// Goes around the subject, on its side of the line, until nobody stands in the way; stays where no place is free.
pub fn clear(film: &Film, set: &Set, subject: PersonId, front: f64, aim: &mut Aim) {
    if between(film, set, &[subject], &aim.camera(), aim.target).is_none() {
        return;
    }
    let side = |bearing: f64| (bearing - front).cos();
    for turn in AROUND {
        let mut other = aim.clone();
        other.bearing += turn;
        // Straight along the line belongs to both sides.
        let keeps = side(other.bearing) * side(aim.bearing) >= 0.0;
        if keeps && between(film, set, &[subject], &other.camera(), aim.target).is_none() {
            aim.bearing = other.bearing;
            return;
        }
    }
}

/// Of whom a dirty single has a piece in its frame: whom its subject looks at, else whoever is nearest.
pub fn beside(film: &Film, set: &Set, subject: PersonId) -> Option<PersonId> {
    let own = set.people.get(&subject)?;
    let others = set.present().filter(|(id, _)| *id != subject && !film.person(*id).extras);
    looks_at(set, subject).or_else(|| others.min_by(|a, b| (a.1.at - own.at).length().total_cmp(&(b.1.at - own.at).length())).map(|(id, _)| id))
}

/// Goes around the subject, on its side of the line, until a piece of another is at the edge of the frame; `framed` is what the
/// camera is asked for from a direction.
pub fn dirty(film: &Film, set: &Set, subject: PersonId, front: f64, said_lens: bool, aim: &mut Aim, framed: impl Fn(&Aim, f64) -> Aim) {
    /// How much of the frame's width the piece takes, and steps of the way around on each side, in radians.
    const PIECE: (f64, f64) = (0.06, 0.2);
    const STEP: f64 = 0.01;
    const STEPS: i32 = 140;
    const BODY: f64 = 0.22;
    let Some((other, own)) = beside(film, set, subject).and_then(|id| Some((id, set.people.get(&id)?))) else { return };
    let body = Body::of(film.person(other));
    let side = |bearing: f64| (bearing - front).cos();
    // A longer lens stands farther off, behind whoever is to reach into the frame.
    const LENSES: [f64; 5] = [1.0, 1.3, 1.7, 2.2, 2.8];
    let piece = |lens: f64, bearing: f64| {
        let camera = Aim { focal: aim.focal * lens, ..framed(aim, bearing) }.camera();
        let top = camera.project(body.crown(own)).filter(|s| s.depth > 0.35 && s.y < 0.8)?;
        let half = BODY * camera.zoom() / top.depth;
        let seen = (top.x + half).min(1.0) - (top.x - half).max(0.0);
        (!(0.1..=0.9).contains(&top.x) && (PIECE.0..=PIECE.1).contains(&seen)).then_some((lens, bearing))
    };
    let around = || (0..=STEPS).flat_map(|i| [f64::from(i) * STEP, -f64::from(i) * STEP]).map(|turn| aim.bearing + turn);
    let lenses = LENSES.into_iter().take(if said_lens { 1 } else { LENSES.len() });
    // Straight along the line belongs to both sides.
    let found = lenses.flat_map(|lens| around().map(move |b| (lens, b))).filter(|(_, b)| side(*b) * side(aim.bearing) >= 0.0).find_map(|(lens, b)| piece(lens, b));
    if let Some((lens, bearing)) = found {
        aim.bearing = bearing;
        aim.focal *= lens;
    }
}

/// Whoever hides a place of the floor from a camera, or stands where the camera does.
pub fn between(film: &Film, set: &Set, subjects: &[PersonId], camera: &Camera, target: Vec3) -> Option<PersonId> {
    let way = (target - camera.at).floor();
    let length = way.length();
    if length < BESIDE {
        return None;
    }
    let along = way * (1.0 / length);
    let across = Vec3::new(along.z, 0.0, -along.x);
    let hides = |(id, standing): &(PersonId, &super::set::Standing)| {
        let to = (standing.at - camera.at).floor();
        let (far, off) = (to.dot(along), to.dot(across).abs());
        let tall = super::body::Body::of(film.person(*id)).top(standing.pose);
        // From above one looks over heads.
        let sight = camera.at.y + (target.y.max(1.0) - camera.at.y) * (far / length).clamp(0.0, 1.0);
        !subjects.contains(id) && !film.person(*id).extras && far > -HALF && far < length - if off < STRAIGHT.0 { STRAIGHT.1 } else { BESIDE } && off < HALF && sight < tall
    };
    set.present().find(hides).map(|(id, _)| id)
}
