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
        Pose::Lie => 0.2,
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
