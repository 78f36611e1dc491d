//! What the words of a stage line are in metres, and how fast people go: the clock and the stage go by the same.

/// From the centre to `left` and `right`, to `near` and to `far`.
pub const SIDE: f64 = 0.8;
pub const NEAR: f64 = -1.1;
pub const FAR: f64 = 1.4;
/// Arm's length.
pub const ARM: f64 = 0.8;
/// A second of somebody who walks and of somebody who runs.
pub const WALK: f64 = 1.35;
pub const RUN: f64 = 3.4;
