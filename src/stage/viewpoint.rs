//! Cameras that stand where somebody is: at their eyes, or behind their shoulder. The lens makes the size.

use std::f64::consts::FRAC_PI_2;

use super::body::Body;
use super::camera::{Camera, SENSOR_MM, Vec3};
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
/// Half of a head with its hair or its hat, and half of a bare one, in metres, of somebody grown.
const HEAD: f64 = 0.12;
const BARE: f64 = 0.09;
/// Half of a body with its arms, of somebody 1.72 m tall, and how far below the crown its shoulders are, as a share of its height.
const HALF: f64 = 0.24;
const SHOULDERS: f64 = 0.19;
/// What is no higher lies on the ground, in metres.
const LOW: f64 = 0.3;
/// Millimetres of the widest lens of which nothing is said, and metres that the camera goes back for it at most.
const WIDE: f64 = 18.0;
const BACK: f64 = 3.0;
/// The nearest size whose subject always stands free of a shoulder, and how far a size gives way at a time.
const FREE: f64 = 1.3;
const GIVES: f64 = 0.96;

/// Whether something of somebody's head or shoulders is in the frame of a camera behind them.
pub fn reaches(camera: &Camera, owner: &Standing, body: &Body) -> bool {
    let crown = body.crown(owner);
    let neck = Vec3 { y: shoulders(owner, body), ..crown };
    let inside = |half: f64, at: Vec3, below: f64| {
        camera.project(at).is_some_and(|s| {
            let half = half * camera.zoom() / s.depth;
            s.x + half > 0.0 && s.x - half < 1.0 && s.y < 1.0 && camera.project(at - Vec3::new(0.0, below, 0.0)).is_none_or(|s| s.y > 0.0)
        })
    };
    let (head, shoulder) = wide(body);
    owner.pose == Pose::Lie || inside(BARE * head, crown, body.chin(owner.pose)) || inside(HALF * 0.8 * shoulder, neck, body.height)
}

/// What is seen over a shoulder: where it stands, how low it goes, how low its face goes, and half of how wide it is, in metres;
/// of somebody that is their head, if no more of them is looked at.
pub struct Seen {
    pub at: Vec3,
    pub low: f64,
    pub chin: f64,
    pub half: f64,
}

/// How high the shoulders are that one looks over.
fn shoulders(owner: &Standing, body: &Body) -> f64 {
    owner.at.y + body.top(owner.pose) - SHOULDERS * body.height
}

/// Against somebody 1.72 m tall, how wide the head and the body are that one looks past; nobody is taken for narrower.
fn wide(body: &Body) -> (f64, f64) {
    (body.broad().max(1.0), (body.height / 1.72).max(1.0))
}

/// Whether somebody's head or shoulders cover a face from a camera behind them.
pub fn covers(camera: &Camera, owner: &Standing, body: &Body, face: Vec3) -> bool {
    let crown = body.crown(owner);
    let neck = Vec3 { y: shoulders(owner, body), ..crown };
    let (Some(far), Some(top), Some(neck)) = (camera.project(face), camera.project(crown), camera.project(neck)) else { return false };
    let (head, shoulder) = wide(body);
    let beside = |half: f64, depth: f64| (far.x - top.x).abs() > half * camera.zoom() / depth;
    let over = far.y < top.y || beside(BARE * head, top.depth) && far.y < neck.y;
    top.depth < far.depth && !over && !beside(HALF * shoulder, neck.depth)
}

pub fn over_shoulder(shot: &Shot, owner: &Standing, body: &Body, seen: &Seen, front: f64, aim: &mut Aim) {
    // A face that the frame is too narrow to show beside the shoulder is shown smaller.
    while !stood_behind(shot, owner, body, seen, front, aim) && aim.share > FREE {
        aim.share *= GIVES;
    }
    let at = aim.fixed.unwrap_or_default();
    fix(aim, at);
}

/// Puts the camera behind a shoulder; whether what it is on stands free of it there.
fn stood_behind(shot: &Shot, owner: &Standing, body: &Body, seen: &Seen, front: f64, aim: &mut Aim) -> bool {
    let (broad, stout) = wide(body);
    let (wide_head, bare, wide_body) = (HEAD * broad, BARE * broad, HALF * stout);
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
    // What lies low is seen over the shoulder from above it.
    let top = owner.at.y + body.top(owner.pose);
    let shoulder = shoulders(owner, body) + 0.03;
    let up = (top * 0.95).max((shoulder - seen.low * behind / whole) * whole / apart).min(top + 1.0);
    // Of whoever is smaller than whom they see, a third of the frame still has the head: the camera goes down with them.
    let up = if aim.share < 1.0 || down {
        up
    } else {
        let (r, frame) = (behind / whole, aim.height / aim.share);
        up.min(((top - r * (aim.top - 0.55 * frame)) / (1.0 - r)).max(0.3))
    };
    // So far aside that what is seen stands free of the head, and of the shoulders where it is seen to its foot or they hide its
    // face; and that the edge of the head stays in the frame, however long the lens.
    let zoom = aim.share * whole / (aim.height * aim.aspect);
    let parallax = 1.0 / behind - 1.0 / whole;
    let edge = |x: f64, half: f64| (x - 0.4 + half * zoom / behind) / (zoom * parallax);
    // What lies low has no face, and is looked down on past the head.
    let hidden = !down && up - (up - shoulder) * whole / behind > seen.chin;
    let (clear, most) = if hidden { (wide_body, edge(EDGE, wide_body)) } else { (if aim.share < 1.0 { wide_body } else { wide_head }, edge(EDGE, bare)) };
    let free = (clear / behind + seen.half / whole) / parallax;
    // From far off a head takes little of the frame wherever it is, and none where the camera looks down past it.
    let inner = if aim.share < 1.0 || down { 0.0 } else { edge(INNER, wide_head) };
    let aside = (0.28 + 0.12 * behind).max(free).max(inner).min(most);
    let at = head.floor() - along * behind + across * aside + Vec3::new(0.0, up, 0.0);
    aim.fixed = Some(at);
    aim.bearing = towards(seen.at, at);
    // The subject stands off the middle, away from the shoulder.
    let right = Vec3::new((aim.bearing + FRAC_PI_2).sin(), 0.0, (aim.bearing + FRAC_PI_2).cos()) * -1.0;
    let shoulder_right = right.dot(head - at) > 0.0;
    aim.x = if shoulder_right { 0.40 } else { 0.60 };
    // A whole body may lose a foot behind an arm; of a face nothing.
    aim.share < 1.0 || down || free <= most + 0.02
}
