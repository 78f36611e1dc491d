//! Cameras that stand where somebody is: at their eyes, or behind their shoulder. The lens makes the size.

use std::f64::consts::FRAC_PI_2;

use super::body::Body;
use super::camera::{SENSOR_MM, Vec3};
use super::set::{Standing, towards};
use super::aim::Aim;
use crate::film::Shot;
use crate::plan::picture::Pose;

/// Where somebody looks from.
pub fn eyes(owner: &Standing, body: &Body) -> Vec3 {
    owner.at + Vec3::new(0.0, body.top(owner.pose) * 0.93, 0.0)
}

/// The camera stands at a point, and the lens makes the size.
pub fn fix(aim: &mut Aim, at: Vec3) {
    // As the lens sees it, which may look down on it.
    let distance = (Vec3::new(aim.target.x, aim.top, aim.target.z) - at).length().max(0.3);
    aim.focal = (aim.share * distance * SENSOR_MM / (aim.height * aim.aspect)).clamp(14.0, 400.0);
    aim.share = aim.height * aim.focal / SENSOR_MM * aim.aspect / distance;
    aim.fixed = Some(at);
}

/// The camera at somebody's eyes, when nobody is what they look at: it looks where they look, three metres away.
pub fn look_along(aim: &mut Aim, eye: Vec3, owner: &Standing) {
    const AWAY: f64 = 3.0;
    let (s, c) = owner.gaze.unwrap_or(owner.yaw).sin_cos();
    aim.target = owner.at.floor() + Vec3::new(s, 0.0, c) * AWAY;
    aim.top = match owner.tilt {
        0 => eye.y,
        tilt if tilt > 0 => eye.y + 1.6,
        _ => 0.1,
    };
    aim.head_y = Some(0.5);
    aim.share = aim.height * aim.focal / SENSOR_MM * aim.aspect / AWAY;
    aim.fixed = Some(eye);
}

/// Between which places of the frame the inner edge of the head before the camera lies: a third of it is the head's at most.
const INNER: f64 = 0.67;
const EDGE: f64 = 0.84;
/// Half of a head with its hair or its hat, and half of a bare one, in metres.
const HEAD: f64 = 0.12;
const BARE: f64 = 0.09;
/// Half of a body with its arms, and how far below the crown its shoulders are, as a share of its height.
const HALF: f64 = 0.24;
const SHOULDERS: f64 = 0.19;
/// What is no higher lies on the ground, in metres.
const LOW: f64 = 0.3;
/// Millimetres of the widest lens of which nothing is said, and metres that the camera goes back for it at most.
const WIDE: f64 = 18.0;
const BACK: f64 = 3.0;

/// What is seen over a shoulder: where it stands, how low it goes, and half of how wide it is, in metres; of somebody that is
/// their head, if no more of them is looked at.
pub struct Seen {
    pub at: Vec3,
    pub low: f64,
    pub half: f64,
}

pub fn over_shoulder(shot: &Shot, owner: &Standing, body: &Body, seen: &Seen, front: f64, aim: &mut Aim) {
    // The head is what hides and what is seen: whoever kneels or bends has it before the feet.
    let head = match owner.pose {
        Pose::Lie => owner.at,
        _ => body.crown(owner),
    };
    let gap = seen.at - head;
    let apart = gap.floor().length().max(0.4);
    let along = gap.floor() * (1.0 / apart);
    // To the side of the shoulder that is nearer to the camera's side of the line.
    let across = Vec3::new(along.z, 0.0, -along.x);
    let to_front = Vec3::new(front.sin(), 0.0, front.cos());
    let across = if across.dot(to_front) >= 0.0 { across } else { across * -1.0 };
    // As far behind the shoulder, against the way to the subject, as from near: or a long lens would see past it.
    let down = aim.top < LOW;
    let mut behind = if down { (0.46 * apart).max(0.75) } else { (0.62 * apart).max(0.95) };
    let needs = |lens: f64| aim.height * lens / SENSOR_MM * aim.aspect / aim.share - apart;
    match &shot.spec.lens {
        Some(lens) => behind = needs(f64::from(lens.value) / 100.0).clamp(0.55, BACK),
        // Wide sizes are taken from farther back, not through a lens that bends the room.
        None => behind = behind.max(needs(WIDE).min(BACK)),
    }
    let whole = apart + behind;
    // So far aside that what is seen stands free of the head, and of the shoulders where it is seen to its foot; and that the
    // edge of the head stays in the frame, however long the lens.
    let zoom = aim.share * whole / (aim.height * aim.aspect);
    let parallax = 1.0 / behind - 1.0 / whole;
    let edge = |x: f64, half: f64| (x - 0.4 + half * zoom / behind) / (zoom * parallax);
    let clear = if aim.share < 1.0 { HALF } else { HEAD };
    let free = (clear / behind + seen.half / whole) / parallax;
    // From far off a head takes little of the frame wherever it is, and none where the camera looks down past it.
    let inner = if aim.share < 1.0 || down { 0.0 } else { edge(INNER, HEAD) };
    let aside = (0.28 + 0.12 * behind).max(free).max(inner).min(edge(EDGE, BARE));
    // What lies low is seen over the shoulder from above it.
    let top = owner.at.y + body.top(owner.pose);
    let shoulder = top - SHOULDERS * body.height + 0.03;
    let up = (top * 0.95).max((shoulder - seen.low * behind / whole) * whole / apart).min(top + 1.0);
    // Of whoever is smaller than whom they see, a third of the frame still has the head: the camera goes down with them.
    let up = if aim.share < 1.0 || down {
        up
    } else {
        let (r, frame) = (behind / whole, aim.height / aim.share);
        up.min(((top - r * (aim.top - 0.55 * frame)) / (1.0 - r)).max(0.3))
    };
    let at = head.floor() - along * behind + across * aside + Vec3::new(0.0, up, 0.0);
    fix(aim, at);
    aim.bearing = towards(seen.at, at);
    // The subject stands off the middle, away from the shoulder.
    let right = Vec3::new((aim.bearing + FRAC_PI_2).sin(), 0.0, (aim.bearing + FRAC_PI_2).cos()) * -1.0;
    let shoulder_right = right.dot(head - at) > 0.0;
    aim.x = if shoulder_right { 0.40 } else { 0.60 };
}
