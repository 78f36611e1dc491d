//! What a shot takes over from the one before: the lens of a pair, the angle that answers a look, and the side of the line.

use super::camera::Camera;
use super::line::{self, ON_THE_LINE, Pair, Sides};
use super::moved::end_camera;
use super::set::{Set, towards};
use super::solve::StagedShot;
use crate::film::{Film, PersonId, Role, Shot};
use crate::plan::picture::Pose;

/// What the shot before left.
#[derive(Clone, Default)]
pub struct Before {
    /// The camera has gone over to the side away from the audience.
    pub far: bool,
    sides: Sides,
    single: Option<Single>,
}

/// A shot of one person.
#[derive(Clone)]
struct Single {
    who: PersonId,
    rank: u8,
    /// Millimetres.
    focal: f64,
    /// Where its camera belongs to a shoulder or an eye, the lens was made for that.
    free: bool,
    /// The person looks at them, or up, or down.
    looks_at: Option<PersonId>,
    pose: Pose,
    slot: usize,
}

impl Before {
    pub fn keep(&mut self, film: &Film, shot: &Shot, solved: &StagedShot, after: &Set) {
        if !shot.moves.is_empty() {
            let end = end_camera(film, shot, solved).at - solved.aim.target;
            let start = solved.camera.at - solved.aim.target;
            // A camera stays on the side of the line where the shot before ended.
            if end.z * start.z < 0.0 && end.z.abs() > 0.1 * end.floor().length() {
                self.far = end.z > 0.0;
            }
        }
        self.keep_side(film, shot, solved, after);
        let moves = !shot.moves.is_empty();
        self.single = match solved.subjects[..] {
            [who] => after.people.get(&who).map(|s| Single {
                who,
                rank: shot.rank(),
                focal: solved.camera.focal,
                free: shot.spec.over.is_none() && shot.spec.pov.is_none() && !moves,
                looks_at: looks_at(after, who),
                pose: s.pose,
                slot: shot.slot,
            }),
            _ => None,
        };
    }

    /// The side on which a shot has seen its pair, where its camera and they end.
    fn keep_side(&mut self, film: &Film, shot: &Shot, solved: &StagedShot, after: &Set) {
        let whole = shot.rank() <= 1 || shot.spec.role.as_ref().is_some_and(|r| r.value == Role::Establishing);
        if whole {
            self.sides.forget();
        }
        let Some(pair) = line::pair(shot, &solved.subjects, &solved.set).filter(|_| shot.spec.pov.is_none()) else { return };
        let end: Camera = end_camera(film, shot, solved);
        if let Some(sine) = line::side(after, &end, pair)
            && (shot.spec.over.is_some() || sine.abs() >= ON_THE_LINE.sin())
        {
            self.sides.set(after, pair, sine.signum());
        }
    }

    /// The direction in which the camera stands from a shot's people: their side of their line, or the audience's.
    pub fn front(&mut self, shot: &Shot, subjects: &[PersonId], set: &Set) -> f64 {
        let across = shot.spec.framing.iter().any(|f| f.value == "across the line");
        let pair: Option<Pair> = line::pair(shot, subjects, set);
        let sign = pair.map(|pair| self.sides.of(set, pair, self.audience()));
        if across {
            self.far = !self.far;
        }
        let front = pair.zip(sign).and_then(|(pair, sign)| {
            let sign = if across { -sign } else { sign };
            self.sides.set(set, pair, sign);
            Sides::front(set, pair, sign)
        });
        front.unwrap_or_else(|| self.audience())
    }

    /// From the middle of the set to the master camera, in radians.
    pub fn audience(&self) -> f64 {
        if self.far { 0.0 } else { std::f64::consts::PI }
    }

    fn before(&self, film: &Film, shot: &Shot) -> Option<&Single> {
        let straight = film.slots.get(shot.slot).is_some_and(|s| s.join.is_none() && s.fade_in.is_none());
        self.single.as_ref().filter(|s| straight && s.slot + 1 == shot.slot)
    }

    /// The lens of the shot that this one is the reverse of.
    pub fn lens(&self, film: &Film, shot: &Shot, set: &Set, who: PersonId) -> Option<f64> {
        let before = self.before(film, shot)?;
        let pair = before.free && before.who != who && before.looks_at == Some(who) && looks_at(set, who) == Some(before.who);
        let sizes = before.rank >= 4 && shot.rank() >= 4 && before.rank.abs_diff(shot.rank()) <= 1;
        (pair && sizes && shot.spec.over.is_none() && shot.spec.pov.is_none()).then_some(before.focal)
    }

    /// The angle that answers a look up or down.
    pub fn angle(&self, film: &Film, shot: &Shot, who: Option<PersonId>) -> Option<&'static str> {
        let before = self.before(film, shot)?;
        match before.pose {
            _ if who == Some(before.who) => None,
            Pose::LookUp => Some("low angle"),
            Pose::LookDown => Some("high angle"),
            _ => None,
        }
    }
}

/// Who somebody looks at: the nearest person within 20° of their gaze.
pub fn looks_at(set: &Set, id: PersonId) -> Option<PersonId> {
    let own = set.people.get(&id)?;
    let gaze = own.gaze.unwrap_or(own.yaw);
    set.present()
        .filter(|(other, s)| *other != id && (towards(own.at, s.at) - gaze).cos() > 20_f64.to_radians().cos())
        .min_by(|x, y| (x.1.at - own.at).length().total_cmp(&(y.1.at - own.at).length()))
        .map(|(other, _)| other)
}
