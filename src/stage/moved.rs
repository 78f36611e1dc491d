//! The camera of the set while it moves: at a frame of its path, and where the moves of a shot leave it.

use super::camera::Camera;
use super::path::path;
use super::solve::StagedShot;
use crate::film::{BeatKind, Film, Shot};
use crate::plan::edit::Path;
use crate::plan::picture::Sight;

/// The camera at a frame of its path.
pub fn at_frame(start: &Camera, track: &Path, frame: f64) -> Camera {
    let Sight { at, yaw, pitch, roll, zoom } = track.sight(frame);
    let (right, up, forward) = start.axes();
    Camera {
        at: start.at + right * at[0] + up * at[1] + forward * at[2],
        yaw: start.yaw + yaw,
        pitch: start.pitch + pitch,
        roll: start.roll + roll,
        focal: start.focal * zoom,
        aspect: start.aspect,
    }
}

/// The camera at a frame of its shot.
pub fn camera_at(film: &Film, shot: &Shot, staged: &StagedShot, frame: f64) -> Camera {
    at_frame(&staged.camera, &path(film, shot, staged), frame)
}

/// Where the moves of a shot leave its camera.
pub fn end_camera(film: &Film, shot: &Shot, staged: &StagedShot) -> Camera {
    // A camera of its own accord follows only whoever sits down or stands up.
    if shot.moves.is_empty() && !shot.beats.iter().any(|b| matches!(b.kind, BeatKind::Stage(_))) {
        return staged.camera;
    }
    let track = path(film, shot, staged);
    let last = track.keys.last().map_or(0, |k| k.frame);
    at_frame(&staged.camera, &track, last as f64)
}

/// The camera at even steps of its way, from its first place to its last.
pub fn way(film: &Film, shot: &Shot, staged: &StagedShot, steps: u32) -> Vec<Camera> {
    let track = path(film, shot, staged);
    let last = track.keys.last().map_or(0, |k| k.frame) as f64;
    let at = |i: u32| f64::from(i) / f64::from(steps.max(1));
    (0..=steps).map(|i| at_frame(&staged.camera, &track, last * at(i))).collect()
}
