//! `frost.lock`: what was measured of a film and must not change by itself. One entry a line, sorted, so that two
//! people's changes merge.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;

use super::{USAGE, say};
use crate::host;

#[derive(Debug, Default, Deserialize)]
struct Lock {
    #[serde(default)]
    voices: BTreeMap<String, Voice>,
    #[serde(default)]
    takes: BTreeMap<String, Pick>,
}

/// A take that was circled: it stands for its shot whatever the script says later.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Pick {
    pub attempt: String,
}

/// Thousandths of a second that a line may take to say: nobody says a word in less, or speaks for ten minutes without a cut.
const LINE: std::ops::RangeInclusive<u64> = 20..=600_000;

/// The name of a pick: `2.3 picture`.
pub fn pick_name(shot: &str, role: &str) -> String {
    format!("{shot} {role}")
}

pub fn picks(script: &Path) -> Result<BTreeMap<String, Pick>, ExitCode> {
    Ok(read(script)?.takes)
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

/// The measured lengths by key. With a lock that cannot be read no length would be sure: that is said, and ends the command.
pub fn measured(script: &Path) -> Result<BTreeMap<String, u64>, ExitCode> {
    Ok(voices(script)?.into_iter().map(|(key, voice)| (key, voice.milliseconds)).collect())
}

pub fn voices(script: &Path) -> Result<BTreeMap<String, Voice>, ExitCode> {
    Ok(read(script)?.voices)
}

fn read(script: &Path) -> Result<Lock, ExitCode> {
    let path = path(script);
    let unreadable = |why: String| {
        say::trouble(format_args!("{} cannot be read: {why}; mend it, or take it away and run `frost voice` again", path.display()));
        ExitCode::from(USAGE)
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Lock::default()),
        Err(error) => return Err(unreadable(host::plain(&error))),
    };
    let lock = toml::from_str::<Lock>(&text).map_err(|error| unreadable(error.message().to_string()))?;
    match lock.voices.values().find(|voice| !LINE.contains(&voice.milliseconds)) {
        Some(voice) => Err(unreadable(format!("a line of {} takes {} ms there, and a line takes {} to {} ms", voice.who, voice.milliseconds, LINE.start(), LINE.end()))),
        None => Ok(lock),
    }
}

/// The text of a lock that holds these lengths and these picks.
pub fn text(voices: &BTreeMap<String, Voice>, takes: &BTreeMap<String, Pick>) -> String {
    let mut out = String::from("# Measured by `frost voice`. Lengths of lines count as they stand here; `frost plan` shows them.\n\n[voices]\n");
    let quoted = |s: &str| toml::Value::String(s.to_string()).to_string();
    for (key, voice) in voices {
        out.push_str(&format!("{key} = {{ milliseconds = {}, who = {}, says = {} }}\n", voice.milliseconds, quoted(&voice.who), quoted(&voice.says)));
    }
    if !takes.is_empty() {
        out.push_str("\n# Picked by `frost take`.\n[takes]\n");
    }
    for (name, pick) in takes {
        out.push_str(&format!("{} = {{ attempt = {} }}\n", quoted(name), quoted(&pick.attempt)));
    }
    out
}

/// Writes a lock whole.
pub fn write(script: &Path, text: &str) -> std::io::Result<()> {
    let path = path(script);
    let mut file = host::temporary(path.parent().unwrap_or(Path::new(".")))?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_back_what_it_wrote() {
        let voices = BTreeMap::from([("0a".to_string(), Voice { milliseconds: 2413, who: "MARA".into(), says: "\"It's\" on\\off — still.".into() })]);
        let takes = BTreeMap::from([("2.3 picture".to_string(), Pick { attempt: "0a-2".into() })]);
        let lock: Lock = toml::from_str(&text(&voices, &takes)).unwrap();
        assert_eq!((lock.voices, lock.takes), (voices, takes));
    }
}
