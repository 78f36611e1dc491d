//! The line between two people, and the side of it on which a camera stands.

use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, PI};

use super::answer::looks_at;
use super::camera::{Camera, Vec3};
use super::set::{Set, towards};
use crate::film::{PersonId, Shot};

/// Two people in the order of their declaration.
pub type Pair = (PersonId, PersonId);

/// A camera within this many radians of the line is on it: 10°.
pub const ON_THE_LINE: f64 = 10.0 * PI / 180.0;

/// The people whose line a shot has: its pair, the two of an over-the-shoulder, or a person and whoever they look at.
pub fn pair(shot: &Shot, subjects: &[PersonId], set: &Set) -> Option<Pair> {
    let order = |a: PersonId, b: PersonId| if a < b { (a, b) } else { (b, a) };
    match (subjects, &shot.spec.over) {
        ([a, b], _) => Some(order(*a, *b)),
        ([a], Some(over)) if over.value != *a => Some(order(*a, over.value)),
        ([a], None) => looks_at(set, *a).map(|b| order(*a, b)),
        _ => None,
    }
}

/// The sine of the angle between a pair's line and the way from its middle to a camera; its sign is the side.
pub fn side(set: &Set, camera: &Camera, pair: Pair) -> Option<f64> {
    let (a, b) = ends(set, pair)?;
    let along = b - a;
    let to = camera.at - (a + b) * 0.5;
    let cross = along.z * to.x - along.x * to.z;
    Some(cross / (along.floor().length() * to.floor().length()).max(1e-6))
}

fn ends(set: &Set, (a, b): Pair) -> Option<(Vec3, Vec3)> {
    Some((set.people.get(&a)?.at, set.people.get(&b)?.at))
}

/// On which side of each pair's line the camera stays, over the shots of a scene.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    /// With the places of both when the side was set.
    kept: BTreeMap<Pair, (f64, Vec3, Vec3)>,
}

impl Sides {
    /// The side of a pair: the one where they were seen last, else the nearer to the audience's place, `audience` radians
    /// from them. Of two who stand behind each other it is the audience's right.
    pub fn of(&self, set: &Set, pair: Pair, audience: f64) -> f64 {
        let Some((a, b)) = ends(set, pair) else { return 1.0 };
        match self.kept.get(&pair) {
            Some((sign, was_a, was_b)) if (*was_a - a).length() < 0.05 && (*was_b - b).length() < 0.05 => *sign,
            _ => {
                let along = towards(a, b);
                let sine = (audience - along).sin();
                if sine.abs() > ON_THE_LINE.sin() {
                    return sine.signum();
                }
                let right = if audience.cos() < 0.0 { FRAC_PI_2 } else { -FRAC_PI_2 };
                (right - along).sin().signum()
            }
        }
    }

    /// The direction from a pair's line to a side of it.
    pub fn front(set: &Set, pair: Pair, sign: f64) -> Option<f64> {
        let (a, b) = ends(set, pair)?;
        ((b - a).floor().length() > 0.2).then(|| towards(a, b) + FRAC_PI_2 * sign)
    }

    pub fn set(&mut self, set: &Set, pair: Pair, sign: f64) {
        if let Some((a, b)) = ends(set, pair) {
            self.kept.insert(pair, (sign, a, b));
        }
    }

    /// A view of the whole place lets every side be chosen anew.
    pub fn forget(&mut self) {
        self.kept.clear();
    }
}
