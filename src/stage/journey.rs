//! Where somebody goes in a shot, for a camera that goes with them: it sets out when they do, keeps them where they are in
//! the frame, and stops when they stop. It goes with whoever comes in for the last third of their way, and with whoever leaves
//! for the first.

use super::camera::Vec3;
use super::solve::StagedShot;
use super::stretch::{Stretch, ways};
use crate::film::{Film, PersonId, Shot};

#[derive(Clone, Debug)]
pub struct Journey {
    /// On their way, in order.
    ways: Vec<Stretch>,
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
        let most = match !before || !stays {
            // The way to the edge is half as long again as from a camera that stands: a third is half of that.
            true => all.iter().filter(|s| s.moves()).map(|s| (s.to - s.from).length() / 3.0).fold(f64::INFINITY, f64::min),
            false => f64::INFINITY,
        };
        let ways: Vec<Stretch> = all.into_iter().filter(Stretch::moves).collect();
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
