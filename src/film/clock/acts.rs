//! How long what people do takes, before anything is staged: a way to go by how far it is and by the size of the frame, as the
//! audience must see it made, and a moment for what is done on the spot.

use num_rational::Ratio;

use crate::film::{Act, PersonId, Shot, Staged, Who};
use crate::plan::edit::LIFE;
use crate::plan::picture::Pose;
use crate::time::{Rate, Seconds};

/// Millimetres a second of somebody who walks and of somebody who runs.
const WALK: i64 = (crate::film::metres::WALK * 1000.0) as i64;
const RUN: i64 = (crate::film::metres::RUN * 1000.0) as i64;

/// What the stage lines of one shot ask for, in their order.
pub struct Acts {
    rank: u8,
    pace: u32,
    rate: Rate,
    /// Until when each of them is busy.
    busy: Vec<(PersonId, u64)>,
}

impl Acts {
    pub fn of(shot: &Shot, rate: Rate) -> Self {
        Self { rank: shot.rank(), pace: shot.pace(), rate, busy: Vec::new() }
    }

    /// The frame at which everybody of a line has done what it says, if it begins at `at`; `ways` is how far each of them goes.
    pub fn done(&mut self, line: &Staged, ways: &[i64], at: u64) -> u64 {
        let mut end = 0;
        for (i, part) in line.parts.iter().enumerate() {
            let Who::Person(id) = part.who.value else { continue };
            let runs = part.acts.iter().any(|a| matches!(a.value, Act::Pose(Pose::Run)));
            let takes = part.acts.iter().map(|a| self.takes(&a.value, ways.get(i).copied().unwrap_or(0), at, runs)).max().unwrap_or_default();
            if takes == Seconds::default() || self.pace == 0 {
                continue;
            }
            let takes = self.rate.frames(takes * Ratio::new(i64::from(LIFE), i64::from(self.pace)));
            let until = match self.busy.iter_mut().find(|(who, _)| *who == id) {
                Some((_, until)) => {
                    *until = at.max(*until) + takes;
                    *until
                }
                None => {
                    self.busy.push((id, at + takes));
                    at + takes
                }
            };
            end = end.max(until);
        }
        end
    }

    fn takes(&self, act: &Act, way: i64, at: u64, runs: bool) -> Seconds {
        match act {
            // From the middle of the frame to its edge. A shot that begins with a place begins there.
            Act::Enters(_) | Act::Exits(_) | Act::Crosses(_) | Act::Place(_) | Act::Depth(_) | Act::Across(_) | Act::Away(_)
                if at > 0 || matches!(act, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_)) =>
            {
                let walk = match self.rank {
                    0 | 1 => Ratio::from_integer(6),
                    2 => Ratio::from_integer(3),
                    3..=6 => Ratio::from_integer(2),
                    _ => Ratio::new(3, 2),
                };
                let (walk, speed) = if runs { (walk / 2, RUN) } else { (walk, WALK) };
                walk.max(Ratio::new(way, speed))
            }
            // What a shot begins with, or what is too close to be seen, is how it is framed.
            _ if at == 0 || self.rank > 3 => Seconds::default(),
            _ => Ratio::from_integer(1),
        }
    }
}
