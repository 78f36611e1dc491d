//! Camera moves as a path: keys relative to where the shot starts, so that any plate can be seen through them.

mod change;
mod goal;

use super::body::Body;
use super::camera::{Camera, Vec3};
use super::extent::lies_flat;
use super::framing::{SHARES, large_share, rank_of, thing_share};
use super::journey::Journey;
use super::set::{Standing, towards};
use super::thing::LARGE;
use super::aim::Aim;
use super::solve::StagedShot;
use crate::film::{Amount, Film, Move, Shot, Subject};
use crate::plan::edit::{Ease, Key, Path};
use crate::plan::picture::View;
use crate::time::Rate;

use change::{Change, along, change, kept, level};
use goal::{alone, animal, ends_on, goal, turned_to, whole};
pub use goal::target_of;

/// What the moves of a shot add to its first camera; real numbers in metres and radians.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Offset {
    right: f64,
    up: f64,
    forward: f64,
    yaw: f64,
    pitch: f64,
    roll: f64,
    /// Logarithm of the zoom, so that moves add.
    zoom: f64,
}

impl Offset {
    fn add(self, o: Offset, t: f64) -> Offset {
        Offset {
            right: self.right + o.right * t,
            up: self.up + o.up * t,
            forward: self.forward + o.forward * t,
            yaw: self.yaw + o.yaw * t,
            pitch: self.pitch + o.pitch * t,
            roll: self.roll + o.roll * t,
            zoom: self.zoom + o.zoom * t,
        }
    }

    fn view(self) -> View {
        let micrometres = |v: f64| (v * 1e6).round().clamp(-2e9, 2e9) as i32;
        let degrees = |v: f64| (v.to_degrees() * 1e6).round().clamp(-1e9, 1e9) as i32;
        View {
            at: [micrometres(self.right), micrometres(self.up), micrometres(self.forward)],
            yaw: degrees(self.yaw),
            pitch: degrees(self.pitch),
            roll: degrees(self.roll),
            zoom: (self.zoom.exp() * 1e6).round().clamp(1e4, 1e9) as i32,
        }
    }
}

/// The path of a shot's camera over its frames.
pub fn path(film: &Film, shot: &Shot, staged: &StagedShot) -> Path {
    way(film, shot, staged, std::f64::consts::TAU)
}

/// The same as far as a flat plate bears it: its arcs end early.
pub fn on_a_plate(film: &Film, shot: &Shot, staged: &StagedShot) -> Path {
    way(film, shot, staged, BORNE)
}

/// The path with arcs of so many radians at most.
fn way(film: &Film, shot: &Shot, staged: &StagedShot, most: f64) -> Path {
    let mut out = Path { keys: vec![Key { frame: 0, view: View::default(), ease: Ease::Linear }], focal: (staged.camera.focal * 100.0).round() as i32, unrest: 0 };
    let mut going = Going { film, shot, staged, most, aim: staged.aim.clone(), at: staged.camera };
    let mut i = 0;
    while i < shot.moves.len() {
        let mut end = i + 1;
        while end < shot.moves.len() && !shot.moves[end].then {
            end += 1;
        }
        let group = &shot.moves[i..end];
        for made in group {
            match made.kind {
                "handheld" => out.unrest = out.unrest.max(1),
                "shake" => out.unrest = 2,
                _ => {}
            }
        }
        let travelling: Vec<&Move> = group.iter().filter(|m| !matches!(m.kind, "handheld" | "shake" | "hold" | "rack focus to") && m.frames > 0).collect();
        if !travelling.is_empty() {
            going.together(&travelling, &mut out);
        }
        i = end;
    }
    if out.keys.len() == 1 {
        with_the_head(film, shot, staged, &mut out);
    }
    if out.keys.len() == 1 {
        with_the_eyes(film, shot, staged, &mut out);
    }
    out
}

/// A camera that stands still near somebody tilts with the head of whoever sits down or stands up.
fn with_the_head(film: &Film, shot: &Shot, staged: &StagedShot, out: &mut Path) {
    /// Metres that a head goes up or down before the camera follows, and seconds that it takes.
    const LEAST: f64 = 0.1;
    const TAKES: f64 = 0.7;
    let free = shot.spec.over.is_none() && shot.spec.pov.is_none() && staged.things.iter().all(|(.., subject)| !subject);
    let whole = shot.spec.subjects.iter().all(|s| !matches!(s.value, Subject::Part(..)));
    let ([id], Some(slot)) = (&staged.subjects[..], film.slots.get(shot.slot)) else { return };
    let acts = || shot.beats.iter().any(|b| matches!(b.kind, crate::film::BeatKind::Stage(_)));
    if !free || !whole || shot.rank() < 4 || !acts() {
        return;
    }
    let body = Body::of(film.person(*id));
    let frames = |seconds: f64| (seconds * film.rate.as_f64()).round() as u64;
    let changes = super::stretch::changes(film, shot, staged, *id, slot.frames);
    for pair in changes.windows(2) {
        let ((_, old), (at, new)) = (&pair[0], &pair[1]);
        let crown = |s: &super::set::Standing| body.crown_from(s, staged.aim.bearing);
        let (was, is) = (crown(old), crown(new));
        if (old.at - new.at).length() > 0.05 || (was.y - is.y).abs() < LEAST {
            continue;
        }
        let to = Aim { target: is.floor(), top: is.y, fixed: Some(staged.camera.at), ..staged.aim.clone() };
        let last = out.keys.last().map_or((0, View::default()), |k| (k.frame, k.view));
        let start = at.saturating_sub(frames(TAKES * 0.4)).max(last.0);
        let end = (start + frames(TAKES)).min(slot.frames);
        if start > last.0 {
            out.keys.push(Key { frame: start, view: last.1, ease: Ease::Linear });
        }
        if end > start {
            out.keys.push(Key { frame: end, view: between(&staged.camera, &to.camera()).view(), ease: Ease::InOut });
        }
    }
}

/// A camera at somebody's eyes goes where they go, and stays on what it sees.
fn with_the_eyes(film: &Film, shot: &Shot, staged: &StagedShot, out: &mut Path) {
    let (Some(pov), Some(eye)) = (&shot.spec.pov, staged.aim.fixed) else { return };
    let Some(journey) = Journey::of(film, shot, staged, pov.value) else { return };
    let (start, end) = journey.span();
    // Nobody walks into the eyes of whom they see.
    let near = |way: Vec3| {
        let d = (staged.aim.target - eye - way).floor();
        d.length() < NEAREST
    };
    let mut last = View::default();
    if start > 0 {
        out.keys.push(Key { frame: start, view: last, ease: Ease::Linear });
    }
    for frame in start + 1..=end {
        let way = journey.at(frame as f64);
        if !near(way) {
            last = between(&staged.camera, &Aim { fixed: Some(eye + way), ..staged.aim.clone() }.camera()).view();
        }
        out.keys.push(Key { frame, view: last, ease: Ease::Linear });
    }
}

/// Metres from what it sees within which no camera goes.
const NEAREST: f64 = 0.4;

/// The camera on its way through the moves of a shot.
struct Going<'a> {
    film: &'a Film,
    shot: &'a Shot,
    staged: &'a StagedShot,
    /// Radians of an arc at most.
    most: f64,
    /// What it is asked for where it is.
    aim: Aim,
    at: Camera,
}

impl Going<'_> {
    fn change(&mut self, made: &Move) -> Change {
        change(self.film, self.shot, self.staged, made, &mut self.aim, &self.at, self.most)
    }

    /// Moves that go on at the same time.
    fn together(&mut self, moves: &[&Move], out: &mut Path) {
        let changes: Vec<Change> = moves.iter().map(|m| self.change(m)).collect();
        // A camera that goes with somebody sets out and stops with them.
        let spans = || moves.iter().zip(&changes).map(|(m, change)| match change {
            Change::With(journey) => journey.span(),
            _ => (m.start, m.start + m.frames),
        });
        let start = spans().map(|(start, _)| start).min().unwrap_or(0);
        let end = spans().map(|(_, end)| end).max().unwrap_or(start);
        let same_span = moves.iter().all(|m| m.start == start && m.start + m.frames == end && ease(m) == ease(moves[0]));
        let straight = changes.iter().all(|c| matches!(c, Change::Straight(_)));
        let first = self.at;
        let view = |camera: &Camera| between(&self.staged.camera, camera).view();
        if out.keys.last().is_some_and(|k| k.frame < start) {
            out.keys.push(Key { frame: start, view: view(&first), ease: Ease::Linear });
        }
        let pivot = pivot(self.staged);
        let at = |frame: f64| {
            let (mut offset, mut turn) = (Offset::default(), 0.0);
            for (made, change) in moves.iter().zip(&changes) {
                let t = ease(made).at((frame - made.start as f64) / made.frames.max(1) as f64);
                match change {
                    Change::Straight(by) => offset = offset.add(*by, t),
                    // Around whatever the others leave the camera before.
                    Change::Arc(angle) => turn += angle * t,
                    Change::DollyZoom { distance, travel, on } => {
                        let d = travel * t;
                        offset = offset.add(level(&first, 0.0, 0.0, d), 1.0);
                        let zoom = ((distance - d) / distance).ln();
                        offset.zoom += zoom;
                        // The head keeps its place in the frame, while the room behind it grows or shrinks.
                        let (yaw, pitch) = kept(&first, &moved(&first, level(&first, 0.0, 0.0, d)), zoom.exp(), *on);
                        offset.yaw += yaw;
                        offset.pitch += pitch;
                    }
                    // The eye stays on what it is on.
                    Change::Crane { up, away, below } => {
                        let up = up * t;
                        let pitch = (below - up).atan2(*away) - below.atan2(*away);
                        offset = offset.add(level(&first, 0.0, up, 0.0), 1.0);
                        offset.pitch += pitch;
                    }
                    Change::With(journey) => offset = offset.add(along(&first, journey.at(frame)), 1.0),
                }
            }
            around(&moved(&first, offset), pivot, turn)
        };
        let last = at(end as f64);
        if same_span && straight {
            out.keys.push(Key { frame: end, view: view(&last), ease: ease(moves[0]) });
        } else {
            if start == 0 && out.keys.len() == 1 {
                // Whoever comes in is met on their way.
                out.keys[0].view = view(&at(0.0));
            }
            // Curves and moves of unlike spans are laid down frame by frame.
            out.keys.extend((start + 1..=end).map(|frame| Key { frame, view: view(&at(frame as f64)), ease: Ease::Linear }));
        }
        self.at = last;
    }
}

/// What arcs go around: the middle of those whom the shot is on.
fn pivot(staged: &StagedShot) -> Vec3 {
    let standing: Vec<Vec3> = staged.subjects.iter().filter_map(|id| staged.set.people.get(id)).map(|s| s.at).collect();
    match standing.len() {
        0 | 1 => staged.aim.target.floor(),
        n => standing.iter().fold(Vec3::default(), |sum, at| sum + *at).floor() * (1.0 / n as f64),
    }
}

/// A camera that has gone around a place of the floor, to its right, with its eye on it.
fn around(camera: &Camera, pivot: Vec3, angle: f64) -> Camera {
    if angle == 0.0 {
        return *camera;
    }
    let (s, c) = angle.sin_cos();
    let d = camera.at - pivot;
    Camera { at: pivot + Vec3::new(d.x * c - d.z * s, d.y, d.z * c + d.x * s), yaw: camera.yaw - angle, ..*camera }
}

/// A camera after an offset along its own axes.
fn moved(camera: &Camera, by: Offset) -> Camera {
    let (right, up, forward) = camera.axes();
    Camera {
        at: camera.at + right * by.right + up * by.up + forward * by.forward,
        yaw: camera.yaw + by.yaw,
        pitch: camera.pitch + by.pitch,
        roll: camera.roll + by.roll,
        focal: camera.focal * by.zoom.exp(),
        aspect: camera.aspect,
    }
}

fn ease(made: &Move) -> Ease {
    match made.kind {
        "whip pan left" | "whip pan right" | "crash zoom" => made.ease.unwrap_or(Ease::InOut),
        _ => made.ease.unwrap_or_default(),
    }
}

/// The lenses that there are, in millimetres.
pub(super) const SHORTEST: f64 = 4.0;
pub(super) const LONGEST: f64 = 2000.0;

/// A flat plate bears only so much of an arc, in radians.
pub const BORNE: f64 = 0.5;

/// Seconds that something takes to cross the frame, at least, before a pan strobes: seven at 24 frames a second.
pub(super) fn crossing(rate: Rate) -> f64 {
    // More frames a second show more of the way.
    7.0 * 24.0 / rate.as_f64()
}

/// What one camera sees from another's place: its view relative to that one.
pub fn seen_from(from: &Camera, to: &Camera) -> View {
    between(from, to).view()
}

/// A camera relative to another, in that one's right, up and forward.
fn between(from: &Camera, to: &Camera) -> Offset {
    let (right, up, forward) = from.axes();
    let d = to.at - from.at;
    Offset {
        right: d.dot(right),
        up: d.dot(up),
        forward: d.dot(forward),
        yaw: to.yaw - from.yaw,
        pitch: to.pitch - from.pitch,
        roll: to.roll - from.roll,
        zoom: (to.focal / from.focal).ln(),
    }
}
