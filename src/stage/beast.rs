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
    use Creature::*;
    let [stands, sits, lies] = match creature {
        Wolf => [[-0.55, 0.7, 1.04], [-0.62, 0.63, 1.05], [-0.68, 0.69, 0.74]],
        Dog => [[-0.55, 0.7, 0.95], [-0.62, 0.63, 0.95], [-0.68, 0.69, 0.65]],
        Cat => [[-0.55, 0.57, 1.03], [-0.63, 0.51, 1.05], [-0.69, 0.61, 0.74]],
        Lion => [[-0.52, 0.75, 1.0], [-0.48, 0.68, 1.0], [-0.52, 0.73, 0.71]],
        Fox => [[-0.58, 0.7, 1.04], [-0.62, 0.63, 1.05], [-0.68, 0.69, 0.74]],
        Bear => [[-0.55, 0.78, 0.9], [-0.5, 0.72, 0.9], [-0.54, 0.77, 0.64]],
        Horse => [[-0.49, 0.74, 0.98], [-0.49, 0.72, 0.65], [-0.49, 0.72, 0.65]],
        Cow => [[-0.52, 0.86, 0.98], [-0.53, 0.84, 0.7], [-0.53, 0.84, 0.7]],
        Sheep => [[-0.43, 0.72, 0.89], [-0.45, 0.71, 0.66], [-0.45, 0.71, 0.66]],
        Goat => [[-0.42, 0.68, 1.07], [-0.44, 0.67, 0.78], [-0.44, 0.67, 0.78]],
        Pig => [[-0.52, 0.93, 0.8], [-0.53, 0.91, 0.62], [-0.53, 0.91, 0.62]],
        Deer => [[-0.39, 0.6, 1.08], [-0.39, 0.58, 0.79], [-0.39, 0.58, 0.79]],
        Rabbit => [[-0.36, 0.53, 0.97], [-0.31, 0.47, 0.97], [-0.36, 0.53, 0.85]],
        Mouse => [[-0.98, 0.91, 0.74], [-0.46, 0.86, 0.74], [-0.97, 0.91, 0.65]],
        Squirrel => [[-0.57, 0.55, 0.99], [-0.31, 0.49, 0.92], [-0.57, 0.55, 0.99]],
        Heron => [[-0.36, 0.29, 0.93], [-0.36, 0.3, 0.61], [-0.36, 0.3, 0.61]],
        Gull => [[-0.58, 0.53, 0.92], [-0.58, 0.52, 0.73], [-0.58, 0.52, 0.73]],
        Owl => [[-0.29, 0.25, 1.04], [-0.27, 0.25, 0.98], [-0.27, 0.25, 0.98]],
        Eagle => [[-0.3, 0.28, 0.94], [-0.31, 0.28, 0.82], [-0.31, 0.28, 0.82]],
        Crow => [[-0.62, 0.53, 0.9], [-0.62, 0.52, 0.73], [-0.62, 0.52, 0.73]],
        Goose => [[-0.53, 0.42, 0.96], [-0.53, 0.41, 0.8], [-0.53, 0.41, 0.8]],
        Duck => [[-0.6, 0.6, 0.9], [-0.6, 0.6, 0.8], [-0.6, 0.6, 0.8]],
        Hen => [[-0.63, 0.42, 0.95], [-0.63, 0.4, 0.79], [-0.63, 0.4, 0.79]],
        Penguin => [[-0.2, 0.19, 0.95], [-0.2, 0.19, 0.91], [-0.2, 0.19, 0.91]],
        Songbird => [[-0.58, 0.51, 0.89], [-0.59, 0.51, 0.74], [-0.59, 0.51, 0.74]],
    };
    match pose {
        Pose::Sit | Pose::Kneel | Pose::Crouch => sits,
        Pose::Lie => lies,
        _ => stands,
    }
}

/// How far claws and tail hang below what it stands on, over its standing height.
fn sinks(creature: Creature) -> f64 {
    match creature {
        Creature::Owl => 0.08,
        Creature::Eagle => 0.13,
        Creature::Penguin => 0.1,
        _ => 0.0,
    }
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
    let (top, foot) = (camera.project(head + Vec3::new(0.0, tall * body.height, 0.0))?, camera.project(head - Vec3::new(0.0, sinks(creature) * body.height, 0.0))?);
    Some([a.x.min(b.x), top.y.min(foot.y), a.x.max(b.x), top.y.max(foot.y)])
}
