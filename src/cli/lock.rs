//! `frost.lock`: what was measured of a film and must not change by itself. One entry a line, sorted, so that two
//! people's changes merge.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::say;
use crate::host;

#[derive(Debug, Default, Deserialize)]
struct Lock {
    #[serde(default)]
    voices: BTreeMap<String, Voice>,
}

/// How long a line takes to say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Voice {
    pub milliseconds: u64,
    pub who: String,
    pub says: String,
}

pub fn path(script: &Path) -> PathBuf {
    host::project(script).join("frost.lock")
}

/// The measured lengths by key. A lock that cannot be read is said and counts for nothing.
pub fn measured(script: &Path) -> BTreeMap<String, u64> {
    voices(script).into_iter().map(|(key, voice)| (key, voice.milliseconds)).collect()
}

pub fn voices(script: &Path) -> BTreeMap<String, Voice> {
    let path = path(script);
    let Ok(text) = std::fs::read_to_string(&path) else { return BTreeMap::new() };
    match toml::from_str::<Lock>(&text) {
        Ok(lock) => lock.voices,
        Err(error) => {
            say::trouble(format_args!("{} cannot be read and counts for nothing: {}", path.display(), error.message()));
            BTreeMap::new()
        }
    }
}

/// The text of a lock that holds these lengths.
pub fn text(voices: &BTreeMap<String, Voice>) -> String {
    let mut out = String::from("# Measured by `frost voice`. Lengths of lines count as they stand here; `frost plan` shows them.\n\n[voices]\n");
    let quoted = |s: &str| toml::Value::String(s.to_string()).to_string();
    for (key, voice) in voices {
        out.push_str(&format!("{key} = {{ milliseconds = {}, who = {}, says = {} }}\n", voice.milliseconds, quoted(&voice.who), quoted(&voice.says)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_back_what_it_wrote() {
        let voices = BTreeMap::from([("0a".to_string(), Voice { milliseconds: 2413, who: "MARA".into(), says: "\"It's\" on\\off — still.".into() })]);
        let lock: Lock = toml::from_str(&text(&voices)).unwrap();
        assert_eq!(lock.voices, voices);
    }
}
