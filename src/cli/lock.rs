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

/// The name of a pick or a trim: `film.frost 2.3 picture`, of the second of several lines `film.frost 2.3 speech 2`. Scripts that
/// share a lock are told apart by their place in the project.
pub fn pick_name(script: &Path, shot: &str, role: &str, line: u32) -> String {
    let line = if line > 1 { format!(" {line}") } else { String::new() };
    format!("{} {shot} {role}{line}", film(script))
}

/// The name of older locks, which know no script.
fn old_name(shot: &str, role: &str) -> String {
    format!("{shot} {role}")
}

/// A script by its place in its project.
fn film(script: &Path) -> String {
    let own = script.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    let folder = script.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(project)) = (std::fs::canonicalize(folder), std::fs::canonicalize(host::project(script))) else { return own };
    let below: Vec<String> = folder.strip_prefix(&project).map_or(Vec::new(), |p| p.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect());
    below.into_iter().chain([own]).collect::<Vec<_>>().join("/")
}

/// What stands for a script's shot and role, by the number of the line; one of an older lock is nobody's line.
pub fn of<'a, T>(map: &'a BTreeMap<String, T>, script: &Path, shot: &str, role: &str) -> Vec<(Option<u32>, &'a T)> {
    let first = pick_name(script, shot, role, 1);
    let line = |name: &str| match name.strip_prefix(&first)? {
        "" => Some(1),
        rest => rest.strip_prefix(' ')?.parse::<u32>().ok().filter(|n| *n > 1),
    };
    let mut out: Vec<(Option<u32>, &T)> = map.iter().filter_map(|(name, v)| Some((Some(line(name)?), v))).collect();
    if out.is_empty() {
        out.extend(map.get(&old_name(shot, role)).map(|v| (None, v)));
    }
    out
}

/// Takes away what stands for a script's shot and role: of one line, or of all.
pub fn forget<T>(map: &mut BTreeMap<String, T>, script: &Path, shot: &str, role: &str, line: Option<u32>) {
    let first = pick_name(script, shot, role, 1);
    map.remove(&old_name(shot, role));
    match line {
        Some(line) => drop(map.remove(&pick_name(script, shot, role, line))),
        None => map.retain(|name, _| name.strip_prefix(&first).is_none_or(|rest| !rest.is_empty() && rest.strip_prefix(' ').is_none_or(|n| n.parse::<u32>().is_err()))),
    }
}

/// Whether a name is of a script; names of older locks may be of any.
pub fn is_of(name: &str, script: &Path) -> bool {
    let mine = name.strip_prefix(&film(script)).is_some_and(|rest| rest.starts_with(' '));
    mine || !name.contains(".frost ")
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
    fn what_stands_for_a_shot_is_of_its_script_and_its_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("frost.toml"), "").unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let (a, b, c) = (folder.path().join("a.frost"), folder.path().join("b.frost"), folder.path().join("sub/a.frost"));
        assert_eq!(pick_name(&a, "1.2", "speech", 2), "a.frost 1.2 speech 2");
        assert_eq!(pick_name(&c, "1.2", "picture", 1), "sub/a.frost 1.2 picture");
        let mut map = BTreeMap::from([("1.2 picture".to_string(), 0)]);
        assert_eq!(of(&map, &b, "1.2", "picture"), [(None, &0)]);
        map.extend([(pick_name(&a, "1.2", "picture", 1), 1), (pick_name(&a, "1.2", "speech", 1), 2), (pick_name(&a, "1.2", "speech", 2), 3)]);
        assert_eq!(of(&map, &a, "1.2", "picture"), [(Some(1), &1)]);
        assert_eq!(of(&map, &b, "1.2", "picture"), [(None, &0)]);
        assert_eq!(of(&map, &a, "1.2", "speech"), [(Some(1), &2), (Some(2), &3)]);
        forget(&mut map, &a, "1.2", "speech", Some(1));
        assert_eq!(of(&map, &a, "1.2", "speech"), [(Some(2), &3)]);
        forget(&mut map, &a, "1.2", "speech", None);
        assert!(of(&map, &a, "1.2", "speech").is_empty() && !of(&map, &a, "1.2", "picture").is_empty());
        assert!(is_of("a.frost 1.2 picture", &a) && !is_of("a.frost 1.2 picture", &b) && is_of("1.2 picture", &b));
    }

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
