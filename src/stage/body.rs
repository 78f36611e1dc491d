//! Bodies: how high a head is in a pose and how far before the feet, over the standing height.

use super::camera::Vec3;
use super::set::Standing;
use crate::plan::picture::Pose;

/// How high the top of the head is.
pub fn top(pose: Pose) -> f64 {
    match pose {
        Pose::Sit => 0.78,
        Pose::Kneel => 0.76,
        Pose::Crouch => 0.655,
        Pose::Lie => 0.16,
        Pose::Walk => 0.96,
        Pose::Run => 0.86,
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

/// The top of somebody's head, for a standing height in metres.
pub fn crown(standing: &Standing, height: f64) -> Vec3 {
    let (s, c) = standing.yaw.sin_cos();
    standing.at + Vec3::new(s, 0.0, c) * (height * (forward(standing.pose) + tilted(standing.head()))) + Vec3::new(0.0, height * top(standing.pose), 0.0)
}

/// How far the middle of a lying head is from the middle of the body, along the picture, and how far the feet on the other side.
const LIES: (f64, f64) = (0.327, 0.55);

/// The same from a camera that stands in a direction from them: whoever lies is laid along the picture, the head on the side
/// away from which they look.
pub fn crown_from(standing: &Standing, height: f64, bearing: f64) -> Vec3 {
    match standing.pose {
        Pose::Lie => standing.at + laid(standing, bearing) * (LIES.0 * height) + Vec3::new(0.0, height * top(Pose::Lie), 0.0),
        _ => crown(standing, height),
    }
}

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

/// The middle of a part of somebody for words as `hands`, as a camera in that direction sees it.
pub fn part(words: &str, standing: &Standing, height: f64, bearing: f64) -> Vec3 {
    let (s, c) = standing.yaw.sin_cos();
    let before = |(ahead, up): (f64, f64)| standing.at + Vec3::new(s, 0.0, c) * (height * ahead) + Vec3::new(0.0, height * up, 0.0);
    let lies = standing.pose == Pose::Lie;
    let crown = crown_from(standing, height, bearing);
    // A head is 0.147 of a body high.
    let down = |heads: f64| crown - Vec3::new(0.0, if lies { 0.5 } else { heads } * 0.147 * height, 0.0);
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
