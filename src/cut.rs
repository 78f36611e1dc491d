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
    /// What was found out about artefacts before, under a key of all that it follows from.
    fn known(&self, _key: &str) -> Option<Vec<u8>> {
        None
    }
    /// Keeps what was found out; where that cannot be kept, it is found out again.
    fn remember(&self, _key: &str, _what: &[u8]) {}
}
