//! Frost: a screenplay that is a typed program.
//!
//! The phases follow one another, and each folder is one of them: [`stage`], [`plan`], [`backends`].

pub mod backends;
pub mod plan;
pub mod stage;
pub mod time;
