//! Bodies: how high a head is in a pose and how far before the feet, over the standing height.

use super::camera::Vec3;
use super::framing::{SHARES, rank_of};
use super::set::Standing;
use crate::film::{Creature, Person};
use crate::plan::picture::Pose;

/// Somebody's body: of people the head is over the feet, of animals before them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Body {
    /// Standing height in metres.
    pub height: f64,
    pub creature: Option<Creature>,
}

/// An animal from the side, over its standing height: x forward of the feet's middle, y up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anatomy {
    /// The middle of the head, muzzle or beak included.
    pub head: [f64; 2],
    /// How large the head is.
    pub face: f64,
    /// How long the legs are.
    pub legs: f64,
}

/// Where an animal that stands has its head.
pub fn anatomy(creature: Creature) -> Anatomy {
    use Creature::*;
    let (x, y, face, legs) = match creature {
        Dog | Wolf | Fox => (0.47, 0.84, 0.42, 0.42),
        Cat => (0.44, 0.82, 0.36, 0.4),
        Lion => (0.52, 0.8, 0.4, 0.42),
        Bear => (0.56, 0.74, 0.4, 0.38),
        Horse => (0.56, 0.84, 0.34, 0.5),
        Cow => (0.68, 0.8, 0.34, 0.42),
        Sheep => (0.54, 0.8, 0.34, 0.34),
        Goat => (0.5, 0.84, 0.34, 0.42),
        Pig => (0.66, 0.64, 0.44, 0.28),
        Deer => (0.46, 0.8, 0.26, 0.44),
        Rabbit => (0.32, 0.6, 0.4, 0.18),
        Mouse => (0.62, 0.5, 0.56, 0.14),
        Squirrel => (0.34, 0.74, 0.38, 0.2),
        Heron => (0.2, 0.9, 0.26, 0.46),
        Gull => (0.36, 0.82, 0.34, 0.28),
        Owl => (0.04, 0.8, 0.38, 0.1),
        Eagle => (0.16, 0.86, 0.28, 0.16),
        Crow => (0.36, 0.8, 0.38, 0.24),
        Goose => (0.3, 0.9, 0.26, 0.22),
        Duck => (0.42, 0.78, 0.38, 0.14),
        Hen => (0.3, 0.82, 0.3, 0.24),
        Penguin => (0.06, 0.88, 0.26, 0.05),
        Songbird => (0.34, 0.74, 0.46, 0.2),
    };
    Anatomy { head: [x, y], face, legs }
}

/// The middle of an animal's head in a pose, over its standing height.
pub fn head_of(creature: Creature, pose: Pose) -> [f64; 2] {
    let Anatomy { head: [x, y], legs, .. } = anatomy(creature);
    // What has hooves or feathers does not sit on its haunches: it goes down whole.
    match pose {
        Pose::Sit | Pose::Kneel | Pose::Crouch if creature.haunches() => [x - 0.06, y],
        Pose::Lie | Pose::Sit | Pose::Kneel | Pose::Crouch => [x, y - legs * 0.72],
        _ => [x, y],
    }
}

impl Body {
    pub fn of(person: &Person) -> Body {
        Body { height: f64::from(person.height) / 1000.0, creature: person.creature }
    }

    /// Of a figure in a picture, whose height is in millimetres.
    pub fn seen(name: &str, look: &str, height: i32) -> Body {
        Body { height: f64::from(height) / 1000.0, creature: Creature::of(name, look) }
    }

    /// How high the top of the head is, in metres.
    pub fn top(&self, pose: Pose) -> f64 {
        self.height * self.creature.map_or_else(|| top(pose), |c| head_of(c, pose)[1] + anatomy(c).face * 0.5)
    }

    /// How far the middle of the head is before the feet, in metres.
    pub fn forward(&self, pose: Pose) -> f64 {
        self.height * self.creature.map_or_else(|| forward(pose), |c| head_of(c, pose)[0])
    }

    /// The top of the head of somebody who stands so.
    pub fn crown(&self, standing: &Standing) -> Vec3 {
        let tilted = if self.creature.is_some() { 0.0 } else { self.height * tilted(standing.head()) };
        self.before(standing, self.forward(standing.pose) + tilted) + Vec3::new(0.0, self.top(standing.pose), 0.0)
    }

    /// What a size frames: the head, and of an animal in wide sizes the middle of its body.
    pub fn framed(&self, standing: &Standing, rank: u8) -> Vec3 {
        let crown = self.crown(standing).floor();
        match self.creature {
            None => crown,
            Some(_) => {
                let k = nearness(rank);
                standing.at.floor() * (1.0 - k) + crown * k
            }
        }
    }

    fn before(&self, standing: &Standing, metres: f64) -> Vec3 {
        let (s, c) = standing.yaw.sin_cos();
        standing.at + Vec3::new(s, 0.0, c) * metres
    }

    /// The height in metres that the sizes of shots are shares of. A person's head is a seventh of it: so that a close
    /// shot of an animal holds its head, muzzle and all, and one of a child the chin, they count there as some of their heads.
    pub fn measure(&self, rank: u8) -> f64 {
        match self.creature {
            None => self.height * self.heads().powf(childlike(rank)),
            Some(c) => {
                // Whole bodies up to a full shot, heads from a medium close shot; even steps between.
                let near = anatomy(c).face * HEADS;
                let k = nearness(rank);
                let between = SHARES[3].powf(1.0 - k) * (SHARES[7] / near).powf(k);
                self.height * if (4..7).contains(&rank) { SHARES[usize::from(rank)] / between } else { near.powf(k) }
            }
        }
    }

    /// How much larger somebody's head is against the body than a grown one.
    fn heads(&self) -> f64 {
        self.head() / self.height * GROWN
    }

    /// The size at which a body is shown whose standing height over the frame's is `share`.
    pub fn rank(&self, share: f64) -> u8 {
        if self.creature.is_none() && self.heads() < 1.0 + 1e-9 {
            return rank_of(share);
        }
        let off = |rank: u8| (share * self.measure(rank) / self.height / SHARES[usize::from(rank)]).max(1e-9).ln().abs();
        (0..SHARES.len() as u8).min_by(|a, b| off(*a).total_cmp(&off(*b))).unwrap_or(0)
    }

    /// How high a head is, in metres. A child's is larger against its height.
    fn head(&self) -> f64 {
        self.height * self.creature.map_or_else(|| 1.0 / if self.height < 1.2 { 4.5 } else if self.height < 1.3 { 4.7 } else if self.height < 1.4 { 5.1 } else { GROWN }, |c| anatomy(c).face)
    }

    /// How wide a head is against that of somebody 1.72 m tall.
    pub fn broad(&self) -> f64 {
        self.head() * GROWN / 1.72
    }

    /// Metres from the top of the head down to the chin.
    pub fn chin(&self, pose: Pose) -> f64 {
        if pose == Pose::Lie && self.creature.is_none() { 0.1 * self.height } else { self.head() }
    }

    /// Half of how wide the head and shoulders are seen, in metres.
    pub fn half(&self) -> f64 {
        self.height * self.creature.map_or(0.14, |c| anatomy(c).face * 0.55)
    }
}

/// Somebody grown in heads.
const GROWN: f64 = 6.8;

/// How much of a child's head counts in a size: nothing where the waist is the measure, all of it where the chin is.
fn childlike(rank: u8) -> f64 {
    match rank {
        0..=5 => 0.0,
        6 => 0.25,
        7 => 0.45,
        _ => 1.0,
    }
}

/// An animal in heads, which are longer than high.
const HEADS: f64 = 5.5;

/// From the whole body (0) to the head (1).
fn nearness(rank: u8) -> f64 {
    (f64::from(rank.saturating_sub(3)) / 4.0).clamp(0.0, 1.0)
}

/// How high the top of the head is.
pub fn top(pose: Pose) -> f64 {
    match pose {
        Pose::Sit => 0.78,
        Pose::Kneel => 0.76,
        Pose::Crouch => 0.655,
        Pose::Lie => 0.16,
        Pose::Walk => 0.96,
        // Where a stride begins, half as high as it gets.
        Pose::Run => 0.921,
        Pose::Bow => 0.872,
        Pose::Push => 0.926,
        Pose::Write => 0.771,
        Pose::Lean | Pose::Throw | Pose::Dance | Pose::Weep => 0.983,
        _ => 1.0,
    }
}

/// How far the middle of the head is before the feet.
pub fn forward(pose: Pose) -> f64 {
    match pose {
        Pose::Sit | Pose::Embrace => 0.07,
        Pose::Kneel | Pose::LookDown => 0.057,
        Pose::Crouch => 0.2,
        Pose::Walk => 0.045,
        Pose::Run => 0.107,
        Pose::Reach => 0.082,
        Pose::LookUp | Pose::Lie => 0.0,
        Pose::Bow => 0.299,
        Pose::Push => 0.167,
        Pose::Lean => 0.125,
        Pose::Write => 0.108,
        Pose::Weep => 0.092,
        Pose::Climb | Pose::Pray => 0.048,
        Pose::Cheer | Pose::Drink => 0.015,
        Pose::Throw => -0.019,
        _ => 0.032,
    }
}

/// How far a head goes forward that looks up (1) or down (−1) in a pose that does not say so.
pub fn tilted(head: i8) -> f64 {
    match head {
        0 => 0.0,
        up if up > 0 => -0.032,
        _ => 0.025,
    }
}

/// How far the middle of a lying head is from the middle of the body, along the picture, and how far the feet on the other side.
const LIES: (f64, f64) = (0.327, 0.55);

/// From the middle of a lying body to its head, as a camera in that direction sees it.
fn laid(standing: &Standing, bearing: f64) -> Vec3 {
    let (s, c) = bearing.sin_cos();
    let right = Vec3::new(-c, 0.0, s);
    // Nought is neither side, and the head has to be on one.
    right * if (standing.yaw - bearing - std::f64::consts::PI).sin() >= -1e-9 { -1.0 } else { 1.0 }
}

/// Hands that hold something are before the chest.
fn hands(standing: &Standing) -> (f64, f64) {
    let holds = !standing.holds.is_empty();
    match standing.pose {
        Pose::Sit if holds => (0.27, 0.5),
        Pose::Stand | Pose::Walk | Pose::LookDown if holds => (0.27, 0.72),
        Pose::Hold => (0.25, 0.72),
        Pose::Sit | Pose::Write => (0.28, 0.36),
        Pose::Kneel => (0.28, 0.36),
        Pose::Crouch => (0.35, 0.3),
        Pose::Stand | Pose::Walk | Pose::Run | Pose::LookUp | Pose::LookDown | Pose::Lie => (0.05, 0.4),
        Pose::Drink | Pose::Pray | Pose::Salute | Pose::Cheer | Pose::Wave => (0.15, 0.75),
        _ => (0.2, 0.6),
    }
}

impl Body {
    /// The top of the head as a camera that stands in a direction from them sees it: whoever lies is laid along the picture,
    /// the head on the side away from which they look.
    pub fn crown_from(&self, standing: &Standing, bearing: f64) -> Vec3 {
        match standing.pose {
            Pose::Lie if self.creature.is_none() => standing.at + laid(standing, bearing) * (LIES.0 * self.height) + Vec3::new(0.0, self.top(Pose::Lie), 0.0),
            _ => self.crown(standing),
        }
    }

    /// The middle of a part of somebody for words as `hands`, as a camera in that direction sees it.
    pub fn part(&self, words: &str, standing: &Standing, bearing: f64) -> Vec3 {
        let height = self.height;
        let (s, c) = standing.yaw.sin_cos();
        let before = |(ahead, up): (f64, f64)| standing.at + Vec3::new(s, 0.0, c) * (height * ahead) + Vec3::new(0.0, height * up, 0.0);
        let lies = standing.pose == Pose::Lie;
        let crown = self.crown_from(standing, bearing);
        let down = |heads: f64| crown - Vec3::new(0.0, if lies || self.creature.is_some() { 0.5 } else { heads } * self.head(), 0.0);
        match words.split(' ').next_back().unwrap_or("") {
            "hands" | "hand" | "fingers" | "fist" | "fists" | "palm" if lies => standing.at + Vec3::new(0.0, 0.14 * height, 0.0),
            "hands" | "hand" | "fingers" | "fist" | "fists" | "palm" => before(hands(standing)),
            "feet" | "foot" | "boots" | "shoes" if lies => standing.at - laid(standing, bearing) * (LIES.1 * height) + Vec3::new(0.0, 0.06 * height, 0.0),
            "feet" | "foot" | "boots" | "shoes" => before(match standing.pose {
                Pose::Sit | Pose::Write => (0.26, 0.05),
                Pose::Kneel => (-0.1, 0.05),
                _ => (0.04, 0.05),
            }),
            "mouth" | "lips" => down(0.78),
            "eyes" | "eye" => down(0.5),
            "back" | "shoulder" | "shoulders" | "chest" => down(1.75),
            _ => down(0.5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animal_is_measured_by_its_head_the_nearer_it_is() {
        for creature in Creature::ALL {
            let body = Body { height: 0.8, creature: Some(*creature) };
            let shares: Vec<f64> = (0..=10).map(|rank| SHARES[rank] * body.height / body.measure(rank as u8)).collect();
            assert!(shares.windows(2).all(|w| w[0] < w[1]), "{creature:?}: {shares:?}");
            for (rank, share) in shares.iter().enumerate() {
                assert_eq!(body.rank(*share), rank as u8, "{creature:?}");
            }
            // A close shot holds the whole head.
            assert!(1.0 / shares[8] > anatomy(*creature).face, "{creature:?}");
        }
    }

    #[test]
    fn a_close_shot_of_a_child_holds_the_chin() {
        for height in [0.8, 1.0, 1.15, 1.25, 1.35] {
            let body = Body { height, creature: None };
            let shares: Vec<f64> = (0..=10).map(|rank| SHARES[rank] * body.height / body.measure(rank as u8)).collect();
            assert!(shares.windows(2).all(|w| w[0] < w[1]), "{height}: {shares:?}");
            for (rank, share) in shares.iter().enumerate() {
                assert_eq!(body.rank(*share), rank as u8, "{height}");
            }
            // A tenth of the frame is air above the crown.
            assert!(0.9 * body.height / shares[8] > body.chin(Pose::Stand) * 1.1, "{height}");
        }
        let grown = Body { height: 1.72, creature: None };
        assert!((0..=10).all(|rank| (grown.measure(rank) - grown.height).abs() < 1e-9));
    }
}
