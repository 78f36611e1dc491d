//! Camera moves as a path: keys relative to where the shot starts, so that any plate can be seen through them.

use super::body::Body;
use super::camera::{Camera, Vec3};
use super::extent::lies_flat;
use super::framing::{SHARES, large_share, rank_of, thing_share};
use super::journey::Journey;
use super::set::{Standing, towards};
use super::thing::LARGE;
use super::solve::{Aim, StagedShot};
use crate::film::{Amount, Film, Move, Shot, Subject};
use crate::plan::edit::{Ease, Key, Path};
use crate::plan::picture::View;
use crate::time::Rate;

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

/// The place of whom a move to a size ends on: who is named, or the first of several whom that size does not hold.
fn ends_on(film: &Film, staged: &StagedShot, made: &Move, to: &Aim) -> Option<(Vec3, f64, f64, f64)> {
    if let Some(named) = made.target.as_ref() {
        return target_of(film, staged, &named.value);
    }
    if let Some(whole) = whole(staged, made) {
        return target_of(film, staged, &Subject::Person(whole));
    }
    let [first, _, ..] = staged.subjects[..] else { return None };
    made.to_size.as_ref()?;
    let camera = to.camera();
    let held = |id: &crate::film::PersonId| {
        let Some((at, top, height, _)) = target_of(film, staged, &Subject::Person(*id)) else { return true };
        camera.project(Vec3::new(at.x, top - height * 0.07, at.z)).is_some_and(|s| (0.02..=0.98).contains(&s.x) && (0.0..=1.0).contains(&s.y))
    };
    if staged.subjects.iter().all(held) { None } else { target_of(film, staged, &Subject::Person(first)) }
}

/// Whose hands or eyes a shot is on, where a move leads out to a size that holds more than them.
fn whole(staged: &StagedShot, made: &Move) -> Option<crate::film::PersonId> {
    let out = matches!(made.kind, "pull out" | "zoom out") && made.to_size.as_ref().is_some_and(|s| s.value <= 8);
    match staged.subjects[..] {
        [id] if out && staged.on_part => Some(id),
        _ => None,
    }
}

/// Whether a move ends on somebody, a part of them or a thing, of which each has its own scale of sizes.
fn goal(made: &Move) -> Option<&Subject> {
    made.target.as_ref().map(|t| &t.value)
}

/// A camera that stays where it is and turns to somebody or something, through the lens that it has.
fn turned_to(aim: &Aim, camera: &Camera, made: &Move, target: (Vec3, f64, f64, f64)) -> Aim {
    let mut to = Aim { fixed: Some(camera.at), focal: camera.focal, ..aim.clone() };
    (to.target, to.top, to.height, to.x) = target;
    to.share = camera.height_in_frame(to.height, (to.target - camera.at).floor().length().max(0.3));
    // A head has its headroom, a thing the middle.
    let thing = matches!(goal(made), Some(Subject::Prop(_) | Subject::Thing(_)));
    to.head_y = if thing || to.height < 0.6 { Some(0.5) } else { None };
    to
}

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

/// Radians of an arc, to the camera's right.
fn arc(made: &Move, rate: Rate) -> f64 {
    let angle = radians(made, rate).min(std::f64::consts::TAU);
    if made.kind == "arc left" { -angle } else { angle }
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
/// Radians that a pan goes to somebody at most on one picture; what lies farther around is drawn anew.
const FARTHEST: f64 = 1.2;

/// A flat plate bears only so much of an arc, in radians.
pub const BORNE: f64 = 0.5;

/// Seconds that something takes to cross the frame, at least, before a pan strobes: seven at 24 frames a second.
pub(super) fn crossing(rate: Rate) -> f64 {
    // More frames a second show more of the way.
    7.0 * 24.0 / rate.as_f64()
}

enum Change {
    Straight(Offset),
    /// Around the subject, to the camera's right, in radians.
    Arc(f64),
    /// With somebody, wherever they go.
    With(Journey),
    /// Metres along the camera's axis, and over the floor, and what keeps its place.
    DollyZoom { distance: f64, travel: f64, on: Vec3 },
    /// Metres up, and how far away and how far above the lens what the camera is on is.
    Crane { up: f64, away: f64, below: f64 },
}

/// Metres to the camera's right and ahead over the floor, and up, along its own axes: a tipped or tilted camera on a dolly
/// travels level.
fn level(camera: &Camera, right: f64, up: f64, ahead: f64) -> Offset {
    let (s, c) = camera.yaw.sin_cos();
    along(camera, Vec3::new(c * right + s * ahead, up, c * ahead - s * right))
}

/// A way on the set along a camera's own axes.
fn along(camera: &Camera, way: Vec3) -> Offset {
    let (right, up, forward) = camera.axes();
    Offset { right: way.dot(right), up: way.dot(up), forward: way.dot(forward), ..Offset::default() }
}

/// What a move changes from start to end. `aim` becomes what the camera is asked for afterwards.
fn change(film: &Film, shot: &Shot, staged: &StagedShot, made: &Move, aim: &mut Aim, at: &Camera, most: f64) -> Change {
    let rate = film.rate;
    let seconds = made.frames as f64 / rate.as_f64();
    let pace = made.pace.as_ref().map_or(1.0, |p| f64::from(p.value) / 100.0);
    let camera = aim.camera();
    let target = Vec3::new(aim.target.x, aim.top - aim.height * 0.1, aim.target.z);
    let distance = (target - camera.at).length().max(0.3);
    // In a wide frame the normal pace of a dolly would not be seen: it is at least 3 % of the way each second.
    let metres = match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Distance(mm)) => mm as f64 / 1000.0,
        Some(Amount::Percent(hundredths)) => distance * hundredths as f64 / 10_000.0,
        _ => (0.4_f64).max(0.03 * distance) * pace * seconds,
    };
    let radians = radians(made, rate);
    let share_of = |d: f64| match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Percent(hundredths)) => (1.0 + d * hundredths as f64 / 10_000.0).max(0.05),
        Some(Amount::Lens(mm)) => mm as f64 / 100.0 / camera.focal,
        _ => (1.0 + 0.10 * pace).powf(d * seconds),
    };
    let straight = Change::Straight;
    match made.kind {
        "push in" | "pull out" => {
            let nearer = made.kind == "push in";
            let share = match &made.to_size {
                Some(size) => share_on(film, staged, aim, made, size.value),
                None => {
                    let share = aim.share * distance / (distance - if nearer { metres.min(distance * 0.75) } else { -metres });
                    if made.amount.is_some() || (made.pace.is_some() && made.over.is_some()) { share } else { within_sizes(aim.share, share, pace) }
                }
            };
            let mut to = aim.clone();
            let new = ends_on(film, staged, made, &Aim { share, ..aim.clone() });
            if let Some(new) = new {
                (to.target, to.top, to.height, to.x) = new;
                // It goes straight to whom it ends on, from where it stands.
                to.bearing = towards(to.target, camera.at);
                on_its_own_scale(staged, made, &mut to);
            } else if let (Some(size), Some((body, standing)), None) = (&made.to_size, animal(film, staged), to.fixed) {
                to.target = body.framed(standing, size.value);
            }
            if let (Some(_), Some(new)) = (to.fixed, new) {
                // From a fixed place it goes straight to whom it ends on.
                to = turned_to(aim, &camera, made, new);
                to.fixed = Some(camera.at + (Vec3::new(to.target.x, to.top, to.target.z) - camera.at) * (1.0 - (to.share / share).min(1.0)));
                to.share = share;
            } else if to.fixed.is_some() {
                // A camera over a shoulder goes along its own axis.
                to.fixed = Some(camera.at + (target - camera.at) * (1.0 - to.share / share));
                to.share = share;
            } else {
                to.share = share;
                // The camera keeps its height as far as it can, and ends at the eyes.
                if to.elevation.is_none() {
                    let closer = (share / aim.share).ln().abs().min(1.0);
                    to.lens_height += (to.top * 0.93 - to.lens_height) * closer;
                }
            }
            let end = to.camera();
            *aim = to;
            straight(between(&camera, &end))
        }
        "zoom in" | "zoom out" | "crash zoom" => {
            let ratio = match &made.to_size {
                Some(size) => share_on(film, staged, aim, made, size.value) / aim.share,
                None if made.kind == "crash zoom" => 2.5,
                None => share_of(if made.kind == "zoom out" { -1.0 } else { 1.0 }),
            };
            let mut to = aim.clone();
            to.focal *= ratio;
            to.share *= ratio;
            to.fixed = Some(camera.at);
            if let Some(new) = ends_on(film, staged, made, &to) {
                to = turned_to(aim, &camera, made, new);
                match &made.to_size {
                    Some(size) => {
                        to.share = share_on(film, staged, &to, made, size.value);
                        super::viewpoint::fix(&mut to, camera.at);
                    }
                    None => (to.focal, to.share) = (to.focal * ratio, to.share * ratio),
                }
            }
            to.focal = to.focal.clamp(SHORTEST, LONGEST);
            let end = to.camera();
            *aim = to;
            straight(between(&camera, &end))
        }
        "truck left" | "truck right" | "track" | "follow" => {
            let tracked = made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value));
            let person = match (made.kind, tracked) {
                ("track" | "follow", Some(Subject::Person(id) | Subject::Part(id, _))) => staged.set.people.get(id).map(|s| (*id, s)),
                _ => None,
            };
            let journey = match tracked {
                Some(Subject::Prop(name)) if matches!(made.kind, "track" | "follow") => Journey::of_thing(film, shot, staged, name),
                _ => person.and_then(|(id, _)| Journey::of(film, shot, staged, id)),
            };
            if let Some(journey) = journey {
                let end = journey.at(journey.span().1 as f64);
                aim.target = aim.target + end;
                aim.fixed = aim.fixed.map(|at| at + end);
                return Change::With(journey);
            }
            let by = match person {
                // What goes nowhere is not followed.
                None if matches!(made.kind, "track" | "follow") && matches!(tracked, Some(Subject::Prop(_))) => Offset::default(),
                // Whoever walks or runs goes where the body looks, and the camera beside, before or behind them.
                Some((_, own)) => along(at, Vec3::new(own.yaw.sin(), 0.0, own.yaw.cos()) * metres),
                None => level(at, if made.kind == "truck left" { -metres } else { metres }, 0.0, 0.0),
            };
            let way = moved(at, by).at - at.at;
            aim.target = aim.target + way;
            aim.fixed = aim.fixed.map(|at| at + way);
            straight(by)
        }
        "pedestal up" | "pedestal down" => {
            let up = if made.kind == "pedestal up" { metres } else { -metres.min((camera.at.y - 0.15).max(0.0)) };
            aim.lens_height += up;
            straight(level(at, 0.0, up, 0.0))
        }
        "crane up" | "crane down" => {
            // What nobody measured sweeps: half as far again as a dolly goes.
            let metres = if made.amount.is_some() { metres } else { metres * 1.5 };
            let up = if made.kind == "crane up" { metres } else { -metres.min((camera.at.y - 0.15).max(0.0)) };
            aim.lens_height += up;
            let to = target - at.at;
            Change::Crane { up, away: to.floor().length(), below: to.y }
        }
        "pan left" | "pan right" => {
            // A pan of which nothing is said goes no faster than the eye follows through this lens.
            let most = 2.0 * (0.5 / camera.zoom()).atan() / crossing(rate) * seconds;
            let angle = if made.amount.is_none() && made.pace.is_none() { radians.min(most) } else { radians };
            straight(Offset { yaw: if made.kind == "pan left" { -angle } else { angle }, ..Offset::default() })
        }
        // Whoever is named is where it ends, whichever way is said.
        "whip pan left" | "whip pan right" | "tilt up" | "tilt down" if made.target.as_ref().is_some_and(|t| target_of(film, staged, &t.value).is_some()) => {
            let Some(new) = made.target.as_ref().and_then(|t| target_of(film, staged, &t.value)) else { return straight(Offset::default()) };
            turn(aim, at, &camera, made, new, most)
        }
        "whip pan left" | "whip pan right" => {
            let angle = if made.amount.is_some() { radians } else { 50_f64.to_radians() };
            straight(Offset { yaw: if made.kind == "whip pan left" { -angle } else { angle }, ..Offset::default() })
        }
        "pan to" => match made.target.as_ref().and_then(|t| target_of(film, staged, &t.value)) {
            Some(new) => turn(aim, at, &camera, made, new, most),
            None => straight(Offset::default()),
        },
        "tilt up" | "tilt down" => {
            let most = 2.0 * (0.5 / camera.zoom()).atan() / crossing(rate) * seconds;
            let angle = if made.amount.is_none() && made.pace.is_none() { radians.min(most) } else { radians };
            straight(Offset { pitch: if made.kind == "tilt up" { angle } else { -angle }, ..Offset::default() })
        }
        "roll cw" | "roll ccw" => straight(Offset { roll: if made.kind == "roll cw" { radians } else { -radians }, ..Offset::default() }),
        "arc left" | "arc right" => {
            let angle = arc(made, rate).clamp(-most, most);
            aim.bearing -= angle;
            aim.fixed = aim.fixed.map(|at| around(&Camera { at, ..camera }, pivot(staged), angle).at);
            Change::Arc(angle)
        }
        "dolly zoom" => {
            let travel = match made.amount.as_ref().map(|a| a.value) {
                // A longer lens is answered from farther away.
                Some(Amount::Lens(hundredths)) => distance * (1.0 - hundredths as f64 / 100.0 / camera.focal),
                _ => metres,
            };
            Change::DollyZoom { distance, travel: travel.min(distance * 0.75), on: target }
        }
        _ => straight(Offset::default()),
    }
}

/// A turn of the camera to somebody or something.
fn turn(aim: &mut Aim, at: &Camera, camera: &Camera, made: &Move, new: (Vec3, f64, f64, f64), most: f64) -> Change {
    let to = turned_to(aim, &Camera { focal: at.focal, ..*camera }, made, new);
    let end = to.camera();
    let mut yaw = end.yaw - camera.yaw;
    while yaw > std::f64::consts::PI {
        yaw -= std::f64::consts::TAU;
    }
    while yaw < -std::f64::consts::PI {
        yaw += std::f64::consts::TAU;
    }
    *aim = to;
    Change::Straight(Offset { yaw: if most < BORNE * 2.0 { yaw.clamp(-FARTHEST, FARTHEST) } else { yaw }, pitch: end.pitch - camera.pitch, ..Offset::default() })
}

/// The share of what a move ends on at a size.
fn share_on(film: &Film, staged: &StagedShot, aim: &Aim, made: &Move, rank: u8) -> f64 {
    match goal(made) {
        Some(Subject::Person(id)) => {
            let body = Body::of(film.person(*id));
            SHARES[usize::from(rank.min(10))] * body.measure(8) / body.measure(rank)
        }
        Some(Subject::Prop(_) | Subject::Thing(_)) => match goal(made).and_then(|g| target_of(film, staged, g)) {
            Some((_, _, extent, _)) if extent >= LARGE => large_share(rank),
            _ => thing_share(rank),
        },
        Some(Subject::Part(..)) => SHARES[usize::from(rank.min(10))],
        _ if whole(staged, made).is_some() => SHARES[usize::from(rank.min(10))],
        _ => size_share(film, staged, aim, rank),
    }
}

/// What a shot that begins there would be asked for: a head has its headroom and the camera its eyes' height, a thing is in the
/// middle of the frame.
fn on_its_own_scale(staged: &StagedShot, made: &Move, to: &mut Aim) {
    let thing = matches!(goal(made), Some(Subject::Prop(_) | Subject::Thing(_)));
    let part = matches!(goal(made), Some(Subject::Part(..)));
    let from_thing = staged.on_part || staged.things.iter().any(|(.., subject)| *subject);
    if thing || part {
        to.head_y = Some(0.5);
        to.elevation = None;
        to.lens_height = if thing && to.height < 0.6 { to.top + 0.35 } else { to.top.max(0.12) };
    } else if from_thing {
        to.head_y = None;
        to.elevation = None;
        to.lens_height = to.top * 0.93;
        to.x = 0.5;
    }
}

/// The share at the end of a push or a pull of which nobody says how far it goes: a size from where it began, and two if it is
/// fast. A camera that crept for long would else end in somebody's eye.
fn within_sizes(from: f64, to: f64, pace: f64) -> f64 {
    let steps = if pace > 1.0 { 2 } else { 1 };
    let (rank, last) = (usize::from(rank_of(from)), SHARES.len() - 1);
    let (nearer, wider) = ((rank + steps).min(last), rank.saturating_sub(steps));
    // At the ends of the table a step is as large as the last one.
    let most = if nearer > rank { SHARES[nearer] / SHARES[rank] } else { SHARES[last] / SHARES[last - steps] };
    let least = if wider < rank { SHARES[wider] / SHARES[rank] } else { SHARES[0] / SHARES[steps] };
    to.clamp(from * least, from * most)
}

/// How far a camera that has travelled and zoomed turns and tilts, so that what it is on stays where it was in the frame.
fn kept(first: &Camera, now: &Camera, zoom: f64, on: Vec3) -> (f64, f64) {
    let seen = |at: Vec3| {
        let d = on - at;
        (d.x.atan2(d.z), d.y.atan2(d.floor().length().max(0.01)))
    };
    let ((across, up), (a, u)) = (seen(first.at), seen(now.at));
    // Straight past the lens nothing is kept.
    let off = |angle: f64| (angle.sin().clamp(-0.99, 0.99).asin().tan() / zoom).atan();
    let yaw = (a - off(across - first.yaw) - first.yaw).sin().asin();
    (yaw, u - off(up - first.pitch) - first.pitch)
}

/// The angle of a move, in radians.
fn radians(made: &Move, rate: Rate) -> f64 {
    let pace = made.pace.as_ref().map_or(1.0, |p| f64::from(p.value) / 100.0);
    match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Angle(mdeg)) => (mdeg as f64 / 1000.0).to_radians(),
        _ => (6.0 * pace * made.frames as f64 / rate.as_f64()).min(90.0).to_radians(),
    }
}

/// The share of what is framed at a size.
fn size_share(film: &Film, staged: &StagedShot, aim: &Aim, rank: u8) -> f64 {
    let share = SHARES[usize::from(rank.min(10))];
    match animal(film, staged) {
        // An animal is measured by its head the nearer it is.
        Some((body, _)) => share * aim.height / body.measure(rank),
        // A thing has its own scale of sizes; keep the ratio of the table.
        None if aim.height < 0.6 => share / SHARES[8] * 0.55,
        None => share,
    }
}

/// The one animal that a shot is on.
fn animal<'a>(film: &Film, staged: &'a StagedShot) -> Option<(Body, &'a Standing)> {
    let [id] = staged.subjects[..] else { return None };
    let body = Body::of(film.person(id));
    let thing = staged.things.iter().any(|(.., subject)| *subject);
    (body.creature.is_some() && !thing).then_some(())?;
    Some((body, staged.set.people.get(&id)?))
}

/// Place on the floor, height of the top, standing height and place across the frame of somebody or something.
pub fn target_of(film: &Film, staged: &StagedShot, subject: &Subject) -> Option<(Vec3, f64, f64, f64)> {
    match subject {
        Subject::Person(id) | Subject::Part(id, _) => {
            let standing = staged.set.people.get(id)?;
            let body = Body::of(film.person(*id));
            let bearing = staged.aim.bearing;
            if let Subject::Part(_, words) = subject {
                let at = body.part(words, standing, bearing);
                return Some((at.floor(), at.y + body.height * 0.07, body.measure(8), 0.5));
            }
            let at = if body.creature.is_some() { body.framed(standing, 8) } else { body.crown_from(standing, bearing) };
            Some((at.floor(), body.crown_from(standing, bearing).y, body.measure(8), 0.5))
        }
        Subject::Prop(name) | Subject::Thing(name) => {
            let goal = staged.goals.iter().find(|(n, _)| n == name).map(|(_, p)| p);
            let placed = goal.or_else(|| staged.things.iter().find(|(n, ..)| n == name).map(|(_, p, _)| p)).or_else(|| staged.set.props.get(name))?;
            Some((placed.at.floor(), placed.at.y + if lies_flat(film, name) { 0.0 } else { placed.tall / 2.0 }, placed.extent, 0.5))
        }
        Subject::Place(_) => None,
    }
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
