//! Frost: a screenplay that is a typed program.
//!
//! The phases follow one another, and each folder is one of them: [`stage`], [`plan`], [`backends`], [`cut`], [`media`].

pub mod backends;
pub mod cut;
pub mod media;
pub mod plan;
pub mod stage;
pub mod time;
