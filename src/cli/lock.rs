//! `frost.lock`: what was measured of a film and must not change by itself. One entry a line, sorted, so that two
//! people's changes merge.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;

use super::{FAILED, USAGE, say};
use crate::host;

#[derive(Debug, Default, Deserialize)]
struct Lock {
    #[serde(default)]
    voices: BTreeMap<String, Voice>,
    #[serde(default)]
    takes: BTreeMap<String, Pick>,
    #[serde(default)]
    trims: BTreeMap<String, Trim>,
    #[serde(default)]
    bought: BTreeMap<String, Bought>,
}

/// A take that was paid, by its attempt: a clone without `takes/` knows by it what not to buy again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bought {
    /// In `takes/`.
    pub file: String,
}

/// The part of a clip that is shown, in milliseconds of its own time; without an end, to its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trim {
    pub from: u64,
    pub to: Option<u64>,
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

pub fn trims(script: &Path) -> Result<BTreeMap<String, Trim>, ExitCode> {
    Ok(read(script)?.trims)
}

pub fn bought(script: &Path) -> Result<BTreeMap<String, Bought>, ExitCode> {
    Ok(read(script)?.bought)
}

/// What the author decided about takes: read, changed and written as one.
pub fn decide(script: &Path, change: impl FnOnce(&mut BTreeMap<String, Pick>, &mut BTreeMap<String, Trim>)) -> Result<(), ExitCode> {
    update(script, false, |lock| change(&mut lock.takes, &mut lock.trims))
}

/// Adds takes that were paid, and takes out those that their author let go.
pub fn remember(script: &Path, change: impl FnOnce(&mut BTreeMap<String, Bought>)) -> Result<(), ExitCode> {
    update(script, false, |lock| change(&mut lock.bought))
}

/// Puts the measured lengths in the place of what was there.
pub fn measure(script: &Path, voices: BTreeMap<String, Voice>) -> Result<(), ExitCode> {
    update(script, true, |lock| lock.voices = voices)
}

/// Reads, changes and writes a lock; one that is not there is made only where something stands in it, or `always`.
fn update(script: &Path, always: bool, change: impl FnOnce(&mut Lock)) -> Result<(), ExitCode> {
    let mut lock = read(script)?;
    let before = text(&lock);
    change(&mut lock);
    let after = text(&lock);
    if before == after && (!always || path(script).exists()) {
        return Ok(());
    }
    write(script, &after).map_err(|e| {
        say::trouble(format_args!("{}: {}", path(script).display(), host::plain(&e)));
        ExitCode::from(FAILED)
    })
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

/// The text of a lock.
fn text(lock: &Lock) -> String {
    let Lock { voices, takes, trims, bought } = lock;
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
    if !trims.is_empty() {
        out.push_str("\n# Parts of clips that are shown, in milliseconds.\n[trims]\n");
    }
    for (name, trim) in trims {
        let to = trim.to.map_or(String::new(), |to| format!(", to = {to}"));
        out.push_str(&format!("{} = {{ from = {}{to} }}\n", quoted(name), trim.from));
    }
    if !bought.is_empty() {
        out.push_str("\n# Takes that were paid. Where takes/ does not have them they are missed, not bought again.\n[bought]\n");
    }
    for (attempt, bought) in bought {
        out.push_str(&format!("{} = {{ file = {} }}\n", quoted(attempt), quoted(&bought.file)));
    }
    out
}

/// Writes a lock whole.
fn write(script: &Path, text: &str) -> std::io::Result<()> {
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
        let trims = BTreeMap::from([("2.3 animate".to_string(), Trim { from: 500, to: None }), ("2.4 animate".to_string(), Trim { from: 0, to: Some(1500) })]);
        let bought = BTreeMap::from([("0a-2".to_string(), Bought { file: "00ff.png".into() })]);
        let written = Lock { voices: voices.clone(), takes: takes.clone(), trims: trims.clone(), bought: bought.clone() };
        let lock: Lock = toml::from_str(&text(&written)).unwrap();
        assert_eq!((lock.voices, lock.takes, lock.trims, lock.bought), (voices, takes, trims, bought));
    }
}
