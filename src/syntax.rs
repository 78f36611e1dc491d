//! Text to a lossless tree. Parsing never fails: every broken line is one problem, and the lines beside it still count.
//! No names are resolved here and no file is read.

pub mod classes;
mod cue;
pub(crate) mod elsewhere;
pub mod format;
pub mod grammar;
mod layout;
mod lines;
mod parser;
pub mod tree;
pub mod vocabulary;

pub use cue::{CueLine, capitals, caps, cue_line, extension, heading_label, heading_prefix, is_heading, is_heading_alone, is_small, normalise, screenplay_transition, transition_to_a_place, voice_apart};
pub use grammar::{Rule, clean, fits, whole_value};
pub use format::{format, format_wrapped};
pub use lines::joined;
pub use parser::{Kept, Parse, parse, parse_again};
pub(crate) use elsewhere::{hour_in_other_words, is_heading_word};
pub(crate) use parser::{Context, NAMELESS_SETUP, example_of, margin_habit, split_and};
pub use tree::{Kind, Node};
