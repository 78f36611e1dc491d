//! Groups: the nearest camera that holds everybody it is on.

use super::camera::Vec3;
use super::aim::Aim;

/// The frame's middle part that bodies keep to.
const INSIDE: f64 = 0.46;
/// How far down the frame a chin may be.
const LOWEST: f64 = 0.97;
/// Half the width of a body, in metres.
const HALF: f64 = 0.24;

/// Draws the camera back, or takes a shorter lens where it cannot move, until all heads are in the frame: each is where its top
/// is, and how many metres are below it down to the chin.
pub fn fit(aim: &mut Aim, heads: &[(Vec3, f64)]) {
    for _ in 0..12 {
        let camera = aim.camera();
        let (right, _, _) = camera.axes();
        let reach = |(head, chin): &(Vec3, f64)| {
            let sides = [1.0, -1.0].map(|s| camera.project(*head + right * (HALF * s)));
            let across = sides.iter().map(|p| p.map_or(f64::MAX, |p| (p.x - 0.5).abs())).fold(0.0, f64::max);
            let above = camera.project(*head).map_or(0.0, |p| 0.5 - p.y);
            // Who lies, sits or is small beside somebody may be below the frame.
            let below = camera.project(*head - Vec3::new(0.0, *chin, 0.0)).map_or(0.0, |p| p.y - LOWEST + 0.5);
            // A head may touch the upper edge in close sizes, and only there.
            across.max(below.max(if aim.share < 4.0 { above } else { 0.0 }) * INSIDE / 0.5)
        };
        let most = heads.iter().map(reach).fold(0.0, f64::max);
        if most <= INSIDE {
            return;
        }
        // Somebody behind the camera cannot be reached in steps that depend on where they are.
        let step = (most / INSIDE).min(1.6) * 1.01;
        aim.share /= step;
        if aim.fixed.is_some() {
            aim.focal = (aim.focal / step).max(14.0);
        }
    }
}
