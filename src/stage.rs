//! Where people stand and where cameras are, in metres.
//! Pure geometry: no text, no pictures, no IO.

pub mod aim;
mod answer;
pub mod beast;
pub mod body;
pub mod camera;
pub mod continuity;
pub mod crowd;
pub mod driven;
pub mod extent;
mod fit;
pub mod focus;
pub mod framing;
pub mod moved;
mod journey;
mod kept;
pub mod line;
pub mod path;
pub mod place;
pub mod report;
pub mod set;
mod seen;
mod sight;
pub mod solve;
pub mod stretch;
mod thing;
mod toric;
mod viewpoint;

pub use continuity::continuity;
pub use kept::Kept;
pub use solve::{StagedShot, Staging, solve, solve_again};
