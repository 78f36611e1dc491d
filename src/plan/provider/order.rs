//! One order to a provider: everything that is sent, and what is made of the answer.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::contract::Role;
use crate::plan::edit::Path;
use super::expected::Expected;

/// What is asked for. Equal orders are the same purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub role: Role,
    pub provider: String,
    pub model: String,
    /// The words of the shot, or the line that is spoken.
    pub prompt: String,
    /// What must not be seen, for models that take it apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avoid: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<[u32; 2]>,
    /// Below 2³²: what all providers take that take one at all, so that what is shown is what is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// How it is to be said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manner: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The lines of an exchange that is spoken as one; `prompt` holds them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Of a clip whose camera moves: with which pictures it begins and ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Ends>,
}

/// The first and the last picture of a clip: what a camera sees of the plate there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    pub path: Path,
    pub frames: u64,
    /// The last is sent too.
    pub last: bool,
}

/// A seed as providers take it.
pub fn seed(number: u64) -> u64 {
    number & u64::from(u32::MAX)
}

/// The seed of words that have no picture to take it from.
pub fn seed_of(words: &str) -> u64 {
    seed(blake3::hash(words.as_bytes()).as_bytes().iter().take(4).fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

/// One line of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub voice: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manner: Vec<String>,
}

/// A picture to work from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub file: PathBuf,
    /// Of the file's bytes: a changed picture is another order, a moved one is not.
    pub digest: String,
}

/// What an answer becomes in the film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Using {
    /// One layer that fills what the camera's path sees at a depth in millimetres; `area` in ten-thousandths of the
    /// frame's height: left, top, right, bottom.
    Plate { size: [u32; 2], depth: i32, area: [i32; 4], expected: Expected },
    /// A voice in a slot of so many samples at 48 kHz; of an exchange, the line of this number from 0.
    Voice {
        samples: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
    },
    /// A bed that goes round, or one effect.
    Ambience { looped: bool },
    Music,
    /// A picture that others are made from.
    Sheet,
    /// Pictures that follow one another, in the place of a plate.
    Clip,
}

impl Using {
    pub fn kind(&self) -> &'static str {
        match self {
            Using::Plate { .. } => "plate",
            Using::Voice { .. } => "voice",
            Using::Ambience { .. } => "ambience",
            Using::Music => "music",
            Using::Sheet => "sheet",
            Using::Clip => "clip",
        }
    }
}

impl Order {
    /// The name under which takes of this order are kept: of what is sent, and of the artefacts sent with it.
    pub fn key(&self, inputs: &[String]) -> String {
        let mut sent = self.clone();
        for reference in &mut sent.references {
            reference.file = PathBuf::new();
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"order 1\0");
        hasher.update(&serde_json::to_vec(&sent).unwrap_or_default());
        for input in inputs {
            hasher.update(&[0]);
            hasher.update(input.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_string()
    }
}
