//! One task in, one artefact out. The embedded backends need no network and no key.

pub mod paper;
pub mod pcm;
pub mod plate;

mod embedded;

pub use embedded::Embedded;
