//! What to make: the graph of tasks and the edit that joins their artefacts.
//! Pure and serialisable; nothing is made here.

pub mod build;
pub mod edit;
mod focus;
pub mod graph;
pub mod legs;
mod moving;
mod own;
pub mod picture;
pub mod provider;
pub mod sound;
pub mod task;
mod voices;

pub use build::{Plan, build};
