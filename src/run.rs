//! The plan's tasks into artefacts: what is in the cache is taken from there, the rest is made.
//! Joining them into a film is the cut's.

pub mod cache;
pub mod schedule;

pub use cache::Cache;
pub use schedule::{Made, Notice, Progress, RunError, run};
