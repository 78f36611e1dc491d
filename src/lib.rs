//! Frost: a screenplay that is a typed program.
//!
//! The phases follow one another, and each folder is one of them: [`syntax`], [`film`], [`stage`], [`plan`], [`run`],
//! [`backends`], [`cut`], [`media`]. [`diagnostics`] is what they all speak in.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

#[allow(clippy::disallowed_methods, reason = "voices are programs and files")]
pub mod backends;
#[allow(clippy::disallowed_methods, reason = "commands read, write and tell the time")]
pub mod cli;
pub mod cut;
pub mod diagnostics;
pub mod film;
#[allow(clippy::disallowed_methods, reason = "this is the outside")]
pub mod host;
#[allow(clippy::disallowed_methods, reason = "an editor's files are files")]
pub mod lsp;
#[allow(clippy::disallowed_methods, reason = "films are files")]
pub mod media;
pub mod letters;
pub mod plan;
#[allow(clippy::disallowed_methods, reason = "the cache is files")]
pub mod run;
pub mod source;
pub mod stage;
pub mod syntax;
pub mod time;
pub mod recent;
mod words;
