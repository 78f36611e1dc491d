//! Frost: a screenplay that is a typed program.
//!
//! The phases follow one another, and each folder is one of them: [`syntax`], [`film`], [`stage`], [`plan`], [`run`],
//! [`backends`], [`cut`], [`media`]. [`diagnostics`] is what they all speak in.

pub mod backends;
pub mod cli;
pub mod cut;
pub mod diagnostics;
pub mod film;
pub mod host;
pub mod media;
pub mod plan;
pub mod run;
pub mod source;
pub mod stage;
pub mod syntax;
pub mod time;
