//! The plan's tasks into artefacts: what is in the cache is taken from there, the rest is made.
//! Joining them into a film is the cut's.

pub mod cache;
pub mod develop;
mod errand;
pub mod framing;
pub mod keys;
pub mod ledger;
pub mod measure;
pub mod net;
mod news;
pub mod programs;
pub mod retry;
pub mod schedule;
pub mod gate;
pub mod shop;
pub mod takes;

pub use cache::Cache;
pub use errand::away;
pub use schedule::{Made, Notice, Progress, RunError, run};
