//! One task: what is made, from what, and the key under which its artefact is kept.

use serde::{Deserialize, Serialize};

use super::picture::Picture;
use super::provider::{Order, Using};

/// What a task makes and all that its maker may look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Spec {
    Plate { picture: Box<Picture> },
    Voice(Voice),
    /// A sound of the author's own.
    Audio(Audio),
    Ambience(Ambience),
    Music(Music),
    /// Made by a provider that is not embedded, so many times.
    Order {
        order: Box<Order>,
        using: Using,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        takes: u32,
    },
    /// Joins everything; it always runs.
    /// The film itself: `edit` is the BLAKE3 of the edit in its canonical form.
    Cut { edit: String },
}

fn one() -> u32 {
    1
}

fn is_one(takes: &u32) -> bool {
    *takes == 1
}

/// One line of one speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    pub speaker: String,
    /// As it is said: numbers in words.
    pub text: String,
    /// The author's words for the voice.
    pub voice: String,
    pub manner: Vec<String>,
    /// Hundredths of the normal pace.
    pub pace: u32,
    /// The slot in samples at 48 kHz; the artefact is never longer.
    pub samples: u64,
}

/// A run of a sound file, at a speed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audio {
    pub file: std::path::PathBuf,
    /// Of the file's bytes, so that a changed file is read anew.
    pub digest: String,
    /// Thousandths of a second of the file's own time.
    pub from: u64,
    /// Samples at 48 kHz that it may take in the film.
    pub samples: u64,
    /// Hundredths of a percent of its own speed.
    pub speed: u32,
}

/// A bed of sound, or one effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ambience {
    pub words: String,
    /// Whole seconds; a longer stretch repeats it.
    pub seconds: u32,
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Music {
    pub name: String,
    pub mood: String,
    /// Hundredths of a beat a minute.
    pub tempo: Option<u32>,
    /// Beats a bar, where the metre was said.
    pub beats: Option<u32>,
    /// A film that is longer hears it go round.
    pub seconds: u32,
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub key: String,
    pub kind: &'static str,
    /// The first shot that needs it; of a portrait sheet its person.
    pub shot: Option<String>,
    pub inputs: Vec<String>,
    /// Thousandths of a cent; the embedded backends cost nothing.
    pub cost: u64,
    /// Where in the script it comes from, as bytes of the main file.
    #[serde(skip)]
    pub span: crate::source::Span,
    /// What of the script is sent to a provider, the nearest to the shot first; none for what is made here.
    #[serde(skip)]
    pub words: Vec<Words>,
    pub spec: Spec,
}

/// Words of the script in an order, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub span: crate::source::Span,
    pub text: String,
}

/// Version of what the embedded backends make of equal tasks: a new one makes everything anew.
const BACKENDS: &str = "embedded 5";

impl Spec {
    pub fn kind(&self) -> &'static str {
        match self {
            Spec::Plate { .. } => "plate",
            Spec::Voice(_) => "voice",
            Spec::Audio(_) => "audio",
            Spec::Ambience(_) => "ambience",
            Spec::Music(_) => "music",
            Spec::Order { using, .. } => using.kind(),
            Spec::Cut { .. } => "cut",
        }
    }

    /// BLAKE3 of everything the task is made from, in its canonical form.
    pub fn key(&self, inputs: &[String]) -> String {
        let mut hasher = blake3::Hasher::new();
        if let Spec::Order { order, using, .. } = self {
            // No version: what was bought stays bought, whatever the embedded backends learn. However many takes, each is of it.
            hasher.update(order.key(inputs).as_bytes());
            hasher.update(&serde_json::to_vec(using).unwrap_or_default());
            return hasher.finalize().to_hex()[..32].to_string();
        }
        hasher.update(BACKENDS.as_bytes());
        hasher.update(&[0]);
        // Fields come in the order of their declaration and hold whole numbers and text only.
        hasher.update(&serde_json::to_vec(self).unwrap_or_default());
        for input in inputs {
            hasher.update(&[0]);
            hasher.update(input.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_string()
    }
}
