//! What people do with their bodies while a shot lasts, as stretches of time: standing somewhere, or on their way.
//! Each stretch is one drawing of a person; cameras follow from elsewhere.

use super::body::Body;
use super::camera::{Camera, Vec3};
use super::path::path;
use super::set::{Set, Standing, towards};
use super::solve::StagedShot;
use crate::film::metres::{RUN, WALK};
use crate::film::{Act, Bearing, BeatKind, Film, PersonId, Shot, Staged, Subject, Who};
use crate::plan::edit::{Ease, LIFE};
use crate::plan::picture::Pose;

/// A person from one frame of a shot to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub id: PersonId,
    /// How they are drawn; the place is where they are drawn, which of a way is one that the frame holds.
    pub standing: Standing,
    pub start: u64,
    /// Not included.
    pub end: u64,
    /// Feet at the start and at the end, in metres of the set.
    pub from: Vec3,
    pub to: Vec3,
    pub ease: Ease,
}

impl Stretch {
    pub fn moves(&self) -> bool {
        (self.from - self.to).length() > 0.01
    }
}

/// Shorter ways are steps that nobody would draw.
const STEP: f64 = 0.25;
/// Frames that the shortest way takes.
const LEAST: u64 = 8;

/// The stretches of everybody who moves in a shot, in order; nobody who stays as they are is among them.
/// Where time stands still nobody moves.
pub fn stretches(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64) -> Vec<Stretch> {
    let mut out = Vec::new();
    if shot.pace() == 0 {
        return out;
    }
    for id in &staged.people {
        let own = of_one(film, shot, staged, *id, frames);
        // Alone, and as the picture has them anyway.
        let plain = matches!(&own[..], [one] if !one.moves() && one.start == 0 && one.end == frames);
        if !plain {
            out.extend(own);
        }
    }
    out
}

fn of_one(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId, frames: u64) -> Vec<Stretch> {
    let (mut out, at, last) = on_their_own(film, shot, staged, id, frames);
    let last = last.filter(|_| at < frames);
    match last.as_ref().and_then(|last| borne(film, shot, staged, last)).zip(last.as_ref()) {
        Some(((start, end, by, ease), last)) if out.is_empty() => {
            let begin = last.at;
            // Before and after the camera's way they go on the spot.
            if start > 0 {
                out.push(Stretch { id, standing: last.clone(), start: 0, end: start, from: begin, to: begin, ease: Ease::Linear });
            }
            out.push(Stretch { id, standing: last.clone(), start, end, from: begin, to: begin + by, ease });
            if end < frames {
                out.push(Stretch { id, standing: last.clone(), start: end, end: frames, from: begin + by, to: begin + by, ease: Ease::Linear });
            }
        }
        _ => out.extend(last.map(|last| Stretch { id, start: at, end: frames, from: last.at, to: last.at, ease: Ease::Linear, standing: last })),
    }
    // A camera that goes with somebody sees them, and whoever it is on beside them, as it does from where it was solved for;
    // and whoever comes to where it sets out would be behind it.
    if let Some(home) = staged.set.people.get(&id) {
        let goes_along = tracked(shot, id) || follows(shot) && staged.subjects.contains(&id);
        let lost = |at: Vec3| !in_front(&staged.camera, at) && in_front(&staged.camera, home.at);
        out.iter_mut().filter(|s| goes_along || lost(s.standing.at)).for_each(|s| s.standing.at = home.at);
    }
    out
}

/// Whether a camera goes with somebody or something.
fn follows(shot: &Shot) -> bool {
    shot.moves.iter().any(|m| matches!(m.kind, "track" | "follow"))
}

/// Whether a camera goes with somebody.
fn tracked(shot: &Shot, id: PersonId) -> bool {
    let of = |made: &crate::film::Move| made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value)).cloned();
    shot.moves.iter().any(|m| matches!(m.kind, "track" | "follow") && matches!(of(m), Some(Subject::Person(who) | Subject::Part(who, _)) if who == id))
}

/// Where somebody goes in a shot, whatever the camera does, and where they rest between; and whether they are there at its end.
pub fn ways(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId, frames: u64) -> (Vec<Stretch>, bool) {
    let (ways, _, last) = on_their_own(film, shot, staged, id, frames);
    (ways, last.is_some())
}

/// How somebody is from which frame of a shot on, in order.
pub fn changes(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId, frames: u64) -> Vec<(u64, Standing)> {
    let (ways, at, last) = on_their_own(film, shot, staged, id, frames);
    ways.into_iter().map(|way| (way.start, way.standing)).chain(last.map(|last| (at, last))).collect()
}

/// The same, with the frame until which it leads and how they are then, if they are still there.
fn on_their_own(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId, frames: u64) -> (Vec<Stretch>, u64, Option<Standing>) {
    let pace = f64::from(shot.pace()) / f64::from(LIFE);
    let mut out: Vec<Stretch> = Vec::new();
    let mut set = Set::clone(&staged.before);
    let mut at = 0;
    for beat in &shot.beats {
        let BeatKind::Stage(line) = &beat.kind else { continue };
        let old = set.people.get(&id).cloned();
        set.act(film, line, &staged.eye);
        let (Some(old), Some(new)) = (old, set.people.get(&id).cloned()) else { continue };
        let said = beat.start.max(0) as u64;
        let begin = said.max(at).min(frames);
        let left = frames - begin;
        if new == old || left < LEAST {
            continue;
        }
        // What is said before anything happens is how the shot begins.
        let goes = acts(line, id).any(|a| matches!(a, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_)));
        if begin == 0 && !goes {
            continue;
        }
        // Whoever runs and crosses runs there, and stands when they have come.
        let runs = new.pose == Pose::Run || goes && (old.pose == Pose::Run || acts(line, id).any(|a| matches!(a, Act::Pose(Pose::Run))));
        let speed = pace * if runs { RUN } else { WALK };
        // Slowed down, whoever comes in later than the shot begins still comes from beyond the frame.
        let reach = if begin > 0 { speed.max(WALK) } else { speed } * left as f64 / film.rate.as_f64();
        let way = if entering(line, id) && !old.present {
            Some((edge(film, shot, staged, id, &new, bearing(line, id), reach), new.at))
        } else if old.present && !new.present {
            Some((old.at, edge(film, shot, staged, id, &old, bearing(line, id), reach)))
        } else {
            ((new.at - old.at).length() > STEP && old.present && new.present).then_some((old.at, Vec3 { y: old.at.y, ..new.at }))
        };
        let rest = |until: u64, out: &mut Vec<Stretch>| {
            if old.present && until > at {
                out.push(Stretch { id, standing: old.clone(), start: at, end: until, from: old.at, to: old.at, ease: Ease::Linear });
            }
        };
        match way {
            Some((from, to)) if (to - from).length() > STEP => {
                rest(begin, &mut out);
                let length = (to - from).length();
                // Whoever has far to go in little time hurries.
                let takes = ((length / speed * film.rate.as_f64()).round() as u64).clamp(LEAST, left);
                let pose = if runs || length / takes as f64 * film.rate.as_f64() > 2.4 * pace { Pose::Run } else { Pose::Walk };
                let drawn_at = drawn_at(film, staged, id, if new.present { [to, from] } else { [from, to] });
                let mut leg = |from: Vec3, to: Vec3, start: u64, end: u64| {
                    let walker = Standing { at: drawn_at, yaw: towards(from, to), gaze: None, pose, present: true, ..new.clone() };
                    out.push(Stretch { id, standing: walker, start, end, from, to, ease: Ease::Linear });
                };
                let around = if takes >= 2 * LEAST { around(film, &set, staged, id, from, to) } else { None };
                match around {
                    Some(by) => {
                        let (first, second) = ((by - from).length(), (to - by).length());
                        let turn = begin + ((takes as f64 * first / (first + second)).round() as u64).clamp(1, takes - 1);
                        leg(from, by, begin, turn);
                        leg(by, to, turn, begin + takes);
                    }
                    None => leg(from, to, begin, begin + takes),
                }
                at = begin + takes;
            }
            _ if old.present && new.present => {
                rest(begin, &mut out);
                at = begin;
            }
            _ => {}
        }
    }
    let last = set.people.get(&id).filter(|s| s.present).cloned();
    (out, at, last)
}

/// Where on a way somebody is drawn: at the first of two ends that the frame holds, else where it first does from there. What
/// is outside of the frame would be cut off, and what is behind the camera not be drawn at all.
fn drawn_at(film: &Film, staged: &StagedShot, id: PersonId, [wanted, other]: [Vec3; 2]) -> Vec3 {
    const STEPS: u32 = 8;
    let tall = Body::of(film.person(id)).top(Pose::Stand);
    let way = |i: u32| wanted + (other - wanted) * (f64::from(i) / f64::from(STEPS));
    let held = |at: &Vec3| in_front(&staged.camera, *at) && chest(&staged.camera, *at, tall).is_some_and(|(x, half)| x > half && x < 1.0 - half);
    [wanted, other].into_iter().chain((1..STEPS).map(way)).find(held).unwrap_or_else(|| if in_front(&staged.camera, wanted) || !in_front(&staged.camera, other) { wanted } else { other })
}

fn in_front(camera: &Camera, at: Vec3) -> bool {
    camera.project(at + Vec3::new(0.0, 1.2, 0.0)).is_some_and(|seen| seen.depth > 0.4)
}

/// Metres that whoever walks keeps from somebody who stands on the way, and how far aside they go around them.
const BODY: f64 = 0.25;
const ASIDE: f64 = 0.5;

/// A place by which a way leads around the first who stands on it: on the side where they leave more room, else behind them.
fn around(film: &Film, set: &Set, staged: &StagedShot, id: PersonId, from: Vec3, to: Vec3) -> Option<Vec3> {
    let d = (to - from).floor();
    let along = d * (1.0 / d.length().max(1e-6));
    let across = Vec3::new(along.z, 0.0, -along.x);
    let on_the_way = set.present().filter(|(other, s)| *other != id && !film.person(*other).extras && !matches!(s.pose, Pose::Walk | Pose::Run)).filter_map(|(_, s)| {
        let to_them = (s.at - from).floor();
        let (far, off) = (to_them.dot(along), to_them.dot(across));
        (far > BODY && far < d.length() - BODY && off.abs() < BODY).then_some((far, off, s.at))
    });
    let (_, off, at) = on_the_way.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let behind = staged.camera.axes().2.dot(across) >= 0.0;
    let side = if off.abs() > 0.02 { -off.signum() } else if behind { 1.0 } else { -1.0 };
    Some(at.floor() + across * (ASIDE * side) + Vec3::new(0.0, to.y, 0.0))
}

/// Whoever walks or runs while the camera travels with them goes as far as it does.
fn borne(film: &Film, shot: &Shot, staged: &StagedShot, standing: &Standing) -> Option<(u64, u64, Vec3, Ease)> {
    if !follows(shot) || !matches!(standing.pose, Pose::Walk | Pose::Run) {
        return None;
    }
    let track = path(film, shot, staged);
    let (first, last) = (track.keys.first()?, track.keys.last()?);
    // The camera may rest before it goes.
    let start = track.keys.iter().take_while(|k| k.view == first.view).last().map_or(0, |k| k.frame);
    let (right, _, forward) = staged.camera.axes();
    let went = last.view.sight().at;
    let by = right * went[0] + forward * went[2];
    (last.frame > start && by.length() > STEP).then(|| (start, last.frame, Vec3::new(by.x, 0.0, by.z), last.ease))
}

fn acts(line: &Staged, id: PersonId) -> impl Iterator<Item = &Act> {
    line.parts.iter().filter(move |p| p.who.value == Who::Person(id)).flat_map(|p| p.acts.iter().map(|a| &a.value))
}

fn entering(line: &Staged, id: PersonId) -> bool {
    acts(line, id).any(|a| matches!(a, Act::Enters(_)))
}

fn bearing(line: &Staged, id: PersonId) -> Option<&Bearing> {
    acts(line, id).find_map(|a| match a {
        Act::Enters(b) | Act::Exits(b) => b.as_ref(),
        _ => None,
    })
}

/// A place beside somebody's where the camera does not see them, no farther than they get in the time.
fn edge(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId, standing: &Standing, bearing: Option<&Bearing>, reach: f64) -> Vec3 {
    let camera = &staged.camera;
    let (right, _, _) = camera.axes();
    let side = match bearing {
        Some(Bearing::Left) => Vec3::new(-right.x, 0.0, -right.z),
        Some(Bearing::Right) => Vec3::new(right.x, 0.0, right.z),
        // The nearer side of the frame.
        _ => {
            let x = camera.project(standing.at).map_or(0.5, |s| s.x);
            Vec3::new(right.x, 0.0, right.z) * if x < 0.5 { -1.0 } else { 1.0 }
        }
    };
    let tall = Body::of(film.person(id)).top(Pose::Stand);
    let seen = |at: Vec3| inside(camera, at, tall);
    let steps = (reach.min(60.0) / 0.1).floor() as u32;
    let most = f64::from(steps) * 0.1;
    let far = (1..=steps).map(|i| f64::from(i) * 0.1).find(|d| !seen(standing.at + side * *d));
    // A camera that goes with them has half of that way to go before they are out of its frame.
    standing.at + side * far.map_or(most, |far| if tracked(shot, id) { (far * 1.5).min(most) } else { far })
}

fn inside(camera: &Camera, feet: Vec3, tall: f64) -> bool {
    chest(camera, feet, tall).is_some_and(|(x, half)| x > -half && x < 1.0 + half)
}

/// Where a body is across the frame, and half of how wide it is there.
fn chest(camera: &Camera, feet: Vec3, tall: f64) -> Option<(f64, f64)> {
    let seen = camera.project(Vec3::new(feet.x, feet.y + tall * 0.7, feet.z))?;
    // A body with its arms is about a third as wide as tall.
    Some((seen.x, tall * 0.2 * camera.zoom() / seen.depth))
}
