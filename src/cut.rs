//! Artefacts into a film: camera over plates, atmosphere, titles, transitions, mix.
//! What is seen and heard when was decided in the edit; files are written by `media`.

pub mod colour;
pub mod compose;
pub mod frame;
pub mod join;
pub mod mix;
pub mod mouth;
pub mod noise;
mod own;
mod pictures;
pub mod reel;
pub mod render;
pub mod subtitle;
pub mod text;
pub mod title;
pub mod weather;

pub use frame::Frame;
pub use render::{Output, RenderError, RenderOptions, Rendered, Stage, frame, render};

/// Where the bytes of artefacts come from.
pub trait Artefacts: Sync {
    /// The artefact of a task's key, or why there is none.
    fn load(&self, key: &str) -> Result<Vec<u8>, String>;
}
