//! Things that come, go and cross while a shot lasts: what drives, sails or is pushed. Each stretch is one drawing of a thing.

use super::camera::{Camera, Vec3};
use super::set::{Placed, Set, fixed};
use super::solve::StagedShot;
use crate::film::{Act, Bearing, BeatKind, Film, Shot, Who};
use crate::plan::edit::LIFE;

/// A thing from one frame of a shot to another, the second not included.
#[derive(Clone, Debug, PartialEq)]
pub struct Drive {
    pub name: String,
    /// Where it is drawn, which of a way is the end in the frame.
    pub at: Vec3,
    pub start: u64,
    pub end: u64,
    pub from: Vec3,
    pub to: Vec3,
}

impl Drive {
    pub fn moves(&self) -> bool {
        (self.from - self.to).length() > 0.01
    }
}

/// Metres a second of what drives or sails, and of what somebody pushes or carries.
const DRIVES: f64 = 6.0;
const PUSHED: f64 = 1.35;
/// From this size on a thing goes by itself, in metres.
const VEHICLE: f64 = 2.5;
/// Frames that the shortest way takes.
const LEAST: u64 = 8;
/// Shorter ways are none.
const STEP: f64 = 0.05;

/// The stretches of all things of a shot that go anywhere, in order.
pub fn drives(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64) -> Vec<Drive> {
    let mut names: Vec<&String> = shot.blocking().flat_map(|s| &s.parts).filter_map(|p| match &p.who.value {
        Who::Prop(name) => Some(name),
        Who::Person(_) => None,
    }).collect();
    names.sort();
    names.dedup();
    if names.is_empty() || shot.pace() == 0 {
        return Vec::new();
    }
    names.into_iter().flat_map(|name| of_one(film, shot, staged, name, frames)).collect()
}

/// The stretches of one thing; none where it stays as it is.
pub fn of_one(film: &Film, shot: &Shot, staged: &StagedShot, name: &str, frames: u64) -> Vec<Drive> {
    let mut out: Vec<Drive> = Vec::new();
    let mut set = Set::clone(&staged.before);
    let mut at = 0;
    let drive = |at: Vec3, start: u64, end: u64, from: Vec3, to: Vec3| Drive { name: name.to_string(), at, start, end, from, to };
    for beat in &shot.beats {
        let BeatKind::Stage(line) = &beat.kind else { continue };
        let old = set.props.get(name).cloned();
        set.act(film, line, &staged.eye);
        let (Some(old), Some(new)) = (old, set.props.get(name).cloned()) else { continue };
        let begin = (beat.start.max(0) as u64).max(at).min(frames);
        let left = frames - begin;
        if new == old || left < LEAST {
            continue;
        }
        let side = line.parts.iter().filter(|p| matches!(&p.who.value, Who::Prop(n) if n == name)).flat_map(|p| &p.acts).find_map(|a| match &a.value {
            Act::Enters(b) | Act::Exits(b) => b.as_ref(),
            _ => None,
        });
        let speed = if new.extent >= VEHICLE { DRIVES } else { PUSHED } * f64::from(shot.pace()) / f64::from(LIFE);
        let reach = speed * left as f64 / film.rate.as_f64();
        let (from, to) = match (old.present, new.present) {
            (false, true) => (edge(&staged.camera, &new, side, reach), new.at),
            (true, false) => (old.at, edge(&staged.camera, &old, side, reach)),
            (true, true) => (old.at, new.at),
            (false, false) => continue,
        };
        if old.present && begin > at {
            out.push(drive(old.at, at, begin, old.at, old.at));
        }
        let length = (to - from).length();
        at = begin;
        if length > STEP {
            let takes = ((length / speed.max(0.01) * film.rate.as_f64()).round() as u64).clamp(LEAST, left);
            let seen = |at: Vec3| staged.camera.project(at).is_some_and(|s| s.depth > 0.4);
            let drawn = if new.present && (seen(new.at) || !seen(old.at)) { new.at } else { old.at };
            out.push(drive(drawn, begin, begin + takes, from, to));
            at = begin + takes;
        }
    }
    let goes = out.iter().any(Drive::moves);
    if !goes {
        return Vec::new();
    }
    if let Some(last) = set.props.get(name).filter(|p| p.present && at < frames) {
        out.push(drive(last.at, at, frames, last.at, last.at));
    }
    // A camera that goes with it sees it as it does from where it was solved for.
    if tracked(shot, name)
        && let Some(home) = staged.set.props.get(name)
    {
        out.iter_mut().for_each(|d| d.at = home.at);
    }
    out
}

/// Whether a shot says that a thing comes, goes or crosses; what belongs to the walls cannot.
pub fn goes(shot: &Shot, name: &str) -> bool {
    let moves = |a: &Act| matches!(a, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_));
    !fixed(name) && shot.blocking().flat_map(|s| &s.parts).any(|p| matches!(&p.who.value, Who::Prop(n) if n == name) && p.acts.iter().any(|a| moves(&a.value)))
}

/// Whether a camera goes with a thing.
fn tracked(shot: &Shot, name: &str) -> bool {
    use crate::film::Subject;
    let of = |made: &crate::film::Move| made.target.as_ref().or(shot.spec.subjects.first()).is_some_and(|t| matches!(&t.value, Subject::Prop(n) if n == name));
    shot.moves.iter().any(|m| matches!(m.kind, "track" | "follow") && of(m))
}

/// A place beside a thing's where the camera does not see it, no farther than it gets in the time.
fn edge(camera: &Camera, placed: &Placed, bearing: Option<&Bearing>, reach: f64) -> Vec3 {
    let right = camera.axes().0.floor();
    let right = right * (1.0 / right.length().max(1e-6));
    let side = match bearing {
        Some(Bearing::Left) => right * -1.0,
        Some(Bearing::Right) => right,
        // The nearer side of the frame.
        _ => right * if camera.project(placed.at).map_or(0.5, |s| s.x) < 0.5 { -1.0 } else { 1.0 },
    };
    let seen = |at: Vec3| {
        camera.project(at).is_some_and(|s| {
            let half = placed.wide * 0.6 * camera.zoom() / s.depth;
            s.x > -half && s.x < 1.0 + half
        })
    };
    let steps = (reach.min(200.0) / 0.25).floor() as u32;
    let far = (1..=steps).map(|i| f64::from(i) * 0.25).find(|d| !seen(placed.at + side * *d));
    placed.at + side * far.unwrap_or(f64::from(steps) * 0.25)
}
