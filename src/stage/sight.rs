//! Who stands between a camera and the one it is to see.

use super::camera::{Camera, Vec3};
use super::set::Set;
use super::solve::Aim;
use crate::film::{Film, PersonId};

/// Half of a body with its arms, in metres.
const HALF: f64 = 0.3;
/// Metres before the subject at which somebody is beside them, not in the way.
const BESIDE: f64 = 0.45;
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
        !subjects.contains(id) && !film.person(*id).extras && far > -HALF && far < length - BESIDE && off < HALF && sight < tall
    };
    set.present().find(hides).map(|(id, _)| id)
}
