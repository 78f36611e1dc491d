//! One task in, one artefact out. The embedded backends need no network and no key.

mod embedded;
pub mod paper;
pub mod pcm;
pub mod plate;
pub mod remote;
pub mod sound;
pub mod voice;

pub use embedded::Embedded;
