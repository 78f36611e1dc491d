//! Where somebody goes in a shot, for a camera that goes with them: it sets out when they do, keeps them where they are in
//! the frame, and stops when they stop. It goes with whoever comes in for the last third of their way, and with whoever leaves
//! for the first.

use super::camera::Vec3;
use super::driven;
use super::solve::StagedShot;
use super::stretch::{Stretch, ways};
use crate::film::{Film, PersonId, Shot};
use crate::plan::edit::Ease;

/// A part of a way.
#[derive(Clone, Debug)]
struct Leg {
    start: u64,
    end: u64,
    from: Vec3,
    to: Vec3,
    ease: Ease,
}

#[derive(Clone, Debug)]
pub struct Journey {
    /// On their way, in order.
    ways: Vec<Leg>,
    /// The place that the camera was solved for.
    home: Vec3,
    /// Metres that the camera goes to either side of it, where they come in or leave.
    most: f64,
}

impl Journey {
    /// Somebody's journey, if they go anywhere.
    pub fn of(film: &Film, shot: &Shot, staged: &StagedShot, id: PersonId) -> Option<Journey> {
        let frames = film.slots.get(shot.slot)?.frames;
        let (all, stays) = ways(film, shot, staged, id, frames);
        let home = staged.set.people.get(&id)?.at;
        let before = staged.before.people.get(&id).is_some_and(|s| s.present);
        let legs = all.into_iter().filter(Stretch::moves).map(|s| Leg { start: s.start, end: s.end, from: s.from, to: s.to, ease: s.ease });
        Journey::along(legs.collect(), home, before && stays)
    }

    /// A thing's journey, if it goes anywhere.
    pub fn of_thing(film: &Film, shot: &Shot, staged: &StagedShot, name: &str) -> Option<Journey> {
        let frames = film.slots.get(shot.slot)?.frames;
        let home = staged.set.props.get(name)?.at;
        let there = |set: &super::set::Set| set.props.get(name).is_some_and(|p| p.present);
        let all = driven::of_one(film, shot, staged, name, frames);
        let stays = there(&staged.before) && all.last().is_some_and(|d| d.end == frames);
        let legs = all.into_iter().filter(driven::Drive::moves).map(|d| Leg { start: d.start, end: d.end, from: d.from, to: d.to, ease: Ease::Linear });
        Journey::along(legs.collect(), home, stays)
    }

    fn along(ways: Vec<Leg>, home: Vec3, stays: bool) -> Option<Journey> {
        let most = match stays {
            // The way to the edge is half as long again as from a camera that stands: a third is half of that.
            false => ways.iter().map(|s| (s.to - s.from).length() / 3.0).fold(f64::INFINITY, f64::min),
            true => f64::INFINITY,
        };
        (!ways.is_empty()).then_some(Journey { ways, home, most })
    }

    /// Frames from the first step to the last.
    pub fn span(&self) -> (u64, u64) {
        (self.ways.first().map_or(0, |w| w.start), self.ways.last().map_or(0, |w| w.end))
    }

    /// Metres that the camera has gone by a frame, over the floor.
    pub fn at(&self, frame: f64) -> Vec3 {
        let way = self.ways.iter().rfind(|w| w.start as f64 <= frame).or(self.ways.first());
        let Some(way) = way else { return Vec3::default() };
        let t = way.ease.at((frame - way.start as f64) / (way.end - way.start).max(1) as f64);
        let by = (way.from + (way.to - way.from) * t - self.home).floor();
        let length = by.length();
        if length > self.most { by * (self.most / length) } else { by }
    }
}
