//! Which voice a character has: by the author's words, and by the name so that people differ.
//! Nothing is spoken here.

use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    Flite,
    Espeak,
    Silence,
}

impl Engine {
    /// Engines in the order of preference: flite sounds better and knows English only.
    pub(super) fn for_text(text: &str) -> [Engine; 2] {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
        if latin * 10 >= letters * 9 { [Engine::Flite, Engine::Espeak] } else { [Engine::Espeak, Engine::Flite] }
    }

    pub fn name(self) -> &'static str {
        match self {
            Engine::Flite => "flite",
            Engine::Espeak => "espeak-ng",
            Engine::Silence => "silence",
        }
    }
}

/// A voice of an engine, and how it is bent.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    pub engine: Engine,
    pub voice: String,
    pub pitch: f64,
    pub pace: f64,
}

const WOMEN: [&str; 13] = [
    "woman",
    "women",
    "female",
    "girl",
    "lady",
    "mother",
    "sister",
    "daughter",
    "her",
    "she",
    "aunt",
    "grandmother",
    "queen",
];
const MEN: [&str; 13] =
    ["man", "men", "male", "boy", "gentleman", "father", "brother", "son", "his", "he", "uncle", "grandfather", "king"];
/// Words with the pitch and the pace they ask for.
const MANNERS: [(&[&str], f64, f64); 8] = [
    (&["low", "deep", "dark", "gravelly", "bass", "rough", "hoarse"], 0.9, 0.98),
    (&["high", "bright", "light", "thin", "clear", "sharp"], 1.09, 1.02),
    (&["child", "girl", "boy", "kid", "small"], 1.24, 1.03),
    (&["young", "teenage", "teenager"], 1.07, 1.04),
    (&["old", "aged", "elderly", "grandmother", "grandfather", "frail"], 0.95, 0.9),
    (&["tired", "slow", "weary", "sad", "calm", "heavy", "sleepy"], 0.97, 0.91),
    (&["fast", "quick", "nervous", "eager", "excited", "brisk"], 1.03, 1.1),
    (&["warm", "soft", "gentle", "quiet"], 0.98, 0.96),
];

impl Cast {
    pub(super) fn new(engine: Engine, name: &str, words: &str, text: &str) -> Cast {
        let words: Vec<String> =
            words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|w| !w.is_empty()).collect();
        let said = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let digest = blake3::hash(name.trim().to_uppercase().as_bytes());
        let [a, b, ..] = *digest.as_bytes();
        let woman = if said(&WOMEN) {
            true
        } else if said(&MEN) {
            false
        } else {
            sounds_female(name)
        };
        // A name moves the pitch by up to nine hundredths either way.
        let mut pitch = 1.0 + (f64::from(b) / 255.0 - 0.5) * if woman { 0.14 } else { 0.18 };
        let mut pace = 1.0;
        for (list, higher, faster) in MANNERS {
            if said(list) {
                pitch *= higher;
                pace *= faster;
            }
        }
        let voice = match (engine, woman) {
            (Engine::Espeak, woman) => {
                let variant = if woman { u32::from(a) % 5 + 1 } else { u32::from(a) % 7 + 1 };
                format!("{}+{}{variant}", language(text), if woman { 'f' } else { 'm' })
            }
            (_, true) => "slt".to_owned(),
            (_, false) => ["rms", "awb", "rms", "awb", "kal16"][usize::from(a) % 5].to_owned(),
        };
        Cast { engine, voice, pitch: pitch.clamp(0.75, 1.4), pace: pace.clamp(0.75, 1.3) }
    }
}

/// A guess for names without a word about the voice; any `woman` or `man` in the script overrules it.
fn sounds_female(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let ends = ["a", "ie", "ine", "elle", "ette", "ah", "yn", "eth", "а", "я"];
    ends.iter().any(|end| first.ends_with(end))
        && !["luca", "noah", "jonah", "joshua", "nikita", "elijah"].contains(&first.as_str())
}

/// The language of espeak-ng by the letters used.
fn language(text: &str) -> &'static str {
    let count = |from: u32, to: u32| text.chars().filter(|&c| (from..to).contains(&(c as u32))).count();
    let scripts = [
        (count(0x400, 0x530), if text.contains(['і', 'ї', 'є', 'ґ']) { "uk" } else { "ru" }),
        (count(0x370, 0x400), "el"),
        (count(0x590, 0x600), "he"),
        (count(0x600, 0x700), "ar"),
        (count(0x900, 0x980), "hi"),
        (count(0x3040, 0x3100), "ja"),
        (count(0x4e00, 0xa000), "cmn"),
        (count(0xac00, 0xd7b0), "ko"),
    ];
    let most = scripts.iter().max_by_key(|(count, _)| *count);
    match most {
        Some(&(count, language)) if count * 2 > text.chars().filter(|c| c.is_alphabetic()).count() => language,
        _ => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_choose_the_voice_and_names_tell_people_apart() {
        let cast = |name, words| Cast::new(Engine::Flite, name, words, "Hello");
        assert_eq!(cast("MARA", "low, tired").voice, "slt");
        assert_ne!(cast("JONAS", "").voice, "slt");
        assert_eq!(cast("JONAS", "a woman").voice, "slt");
        assert!(cast("MARA", "low").pitch < cast("MARA", "").pitch);
        assert_ne!(cast("MARA", ""), cast("ELSA", ""));
        assert_eq!(Cast::new(Engine::Espeak, "МАРА", "", "Это снег").voice.split('+').next(), Some("ru"));
    }
}
