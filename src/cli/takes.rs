//! `frost takes`, `frost take`, `frost retake`, `frost resume`: what was bought for a film, and what is decided of it.
//! No network: what is decided here, the next render does.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use serde_json::json;

use super::{FAILED, USAGE, lock, say};
use crate::host;
use crate::run::ledger::{Attempt, Entry, State};
use crate::run::measure;
use crate::run::shop::now;
use crate::run::takes::{self, Takes};

fn fail(why: impl std::fmt::Display) -> ExitCode {
    say::trouble(why);
    ExitCode::from(FAILED)
}

fn attempts(file: &Path) -> Result<Vec<Attempt>, ExitCode> {
    takes::look(file).map_err(|e| fail(format_args!("{}: {e}", takes::folder(file).join(takes::LEDGER).display())))
}

/// The attempts of a script: scripts in one folder share a ledger. What an older ledger or a script that is not there any more
/// ordered may be of any. A take that serves several scripts is of the one that ordered it.
pub fn ours(file: &Path, attempts: Vec<Attempt>) -> Vec<Attempt> {
    let own = file.file_name().map(|n| n.to_string_lossy().into_owned());
    let is_there = |name: &str| file.with_file_name(name).is_file();
    attempts.into_iter().filter(|a| a.script.as_deref().is_none_or(|s| own.as_deref() == Some(s) || !is_there(s))).collect()
}

pub fn dollars(cost: u64) -> String {
    format!("${:.2}", cost as f64 / 100_000.0)
}

/// What became of an attempt, in a word or a few.
fn state(attempt: &Attempt) -> String {
    match &attempt.state {
        State::Uncertain => "uncertain: it may have been bought".into(),
        State::Submitted(job) => format!("under way as {}", job.id),
        State::Stored { file, .. } => format!("takes/{file}"),
        State::Void(reason) => format!("not bought: {reason}"),
        State::Refused(reason) => format!("refused: {reason}"),
        State::Lost(reason) => format!("lost: {reason}"),
        State::Given => "given up".into(),
    }
}

/// The takes of a shot, or of all.
pub fn list(file: &Path, shot: Option<&str>, as_json: bool) -> ExitCode {
    let attempts = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    let picks = match lock::picks(file) {
        Ok(picks) => picks,
        Err(code) => return code,
    };
    let attempts = ours(file, attempts);
    let chosen = in_order(&attempts, shot);
    if as_json {
        let rows: Vec<_> = numbered(&chosen)
            .map(|(number, a)| {
                let (kept, measured) = match &a.state {
                    State::Stored { file, measured, .. } => (Some(file), Some(measured)),
                    _ => (None, None),
                };
                json!({ "take": number, "attempt": a.id, "shot": a.shot, "role": a.role, "line": a.line, "provider": a.provider, "model": a.model, "seed": a.seed, "cost": a.cost, "at": a.at, "file": kept, "measured": measured, "state": state(a), "picked": picks.values().any(|p| p.attempt == a.id) })
            })
            .collect();
        say::result(json!(rows));
        return ExitCode::SUCCESS;
    }
    if chosen.is_empty() {
        say::note(match shot {
            Some(shot) => format!("nothing was bought for shot {shot}"),
            None => "nothing was bought for this film".into(),
        });
        return ExitCode::SUCCESS;
    }
    for (number, a) in numbered(&chosen) {
        let mark = if picks.values().any(|p| p.attempt == a.id) { "*" } else { " " };
        let line = if a.line > 1 { format!(" {}", a.line) } else { String::new() };
        let place = a.shot.as_ref().map_or_else(|| a.role.clone(), |s| format!("{s} {}", a.role)) + &line;
        let seed = a.seed.map_or(String::new(), |s| format!(" seed {s}"));
        let measured = match &a.state {
            State::Stored { measured, .. } => measured.iter().map(|(k, v)| if k == measure::TIMING { " · words timed".into() } else { format!(" · {k} {v}") }).collect(),
            _ => String::new(),
        };
        say::result(format_args!("{mark} {place:<14} {number:>2}  {}  {:>7}  {}/{}{seed}  {}{measured}", a.id, dollars(a.cost), a.provider, a.model, state(a)));
    }
    let spent: u64 = chosen.iter().map(|a| a.spent()).sum();
    say::result(format_args!("{} attempts, {}", chosen.len(), dollars(spent)));
    ExitCode::SUCCESS
}

/// The attempts of a shot, or all as the film has them: sheets of people first, then shot by shot.
pub fn in_order<'a>(attempts: &'a [Attempt], shot: Option<&str>) -> Vec<&'a Attempt> {
    let place = |a: &Attempt| -> (u8, Vec<u64>, String, String, u32) {
        let name = a.shot.clone().unwrap_or_default();
        let numbers = name.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        let rank = if name.is_empty() { 2 } else { u8::from(name.starts_with(|c: char| c.is_ascii_digit())) };
        (rank, if rank == 1 { numbers } else { Vec::new() }, name, a.role.clone(), a.line)
    };
    let mut out: Vec<&Attempt> = attempts.iter().filter(|a| shot.is_none_or(|s| a.shot.as_deref() == Some(s))).collect();
    out.sort_by_cached_key(|a| place(a));
    out
}

/// Takes counted from 1 for each shot and role.
pub fn numbered<'a>(attempts: &'a [&'a Attempt]) -> impl Iterator<Item = (usize, &'a Attempt)> {
    attempts.iter().enumerate().map(|(i, a)| (attempts[..=i].iter().filter(|b| b.shot == a.shot && b.role == a.role).count(), *a))
}

/// What `--trim` says: `0.5s-3.2s`, `0.5s-`, or `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trimming {
    None,
    To(lock::Trim),
}

/// A trim as people write it on the command line; the error says how.
pub fn trimming(text: &str) -> Result<Trimming, String> {
    let wrong = || format!("`{text}` is no part of a clip; write it as 0.5s-3.2s, 0.5s- to its end, or none");
    if text.trim() == "none" {
        return Ok(Trimming::None);
    }
    let moment = |t: &str| -> Result<u64, String> {
        let seconds: f64 = t.trim().trim_end_matches('s').parse().map_err(|_| wrong())?;
        if seconds.is_finite() && (0.0..3600.0).contains(&seconds) { Ok((seconds * 1000.0).round() as u64) } else { Err(wrong()) }
    };
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let to = if to.trim().is_empty() { None } else { Some(moment(to)?) };
    let from = if from.trim().is_empty() { 0 } else { moment(from)? };
    if to.is_some_and(|to| to < from + 100) {
        return Err(format!("`{text}` leaves less than a tenth of a second of the clip"));
    }
    Ok(Trimming::To(lock::Trim { from, to }))
}

/// Sets or takes away the trim of a shot's clips.
fn trim(trims: &mut BTreeMap<String, lock::Trim>, file: &Path, shot: &str, role: &str, how: Trimming) {
    lock::forget(trims, file, shot, role, None);
    if let Trimming::To(trim) = how {
        trims.insert(lock::pick_name(file, shot, role, 1), trim);
    }
}

/// The role of a shot's clips, of which a part can be shown.
fn clips(attempts: &[Attempt], shot: &str, role: Option<&str>) -> Result<String, ExitCode> {
    let of = |a: &&Attempt| a.shot.as_deref() == Some(shot) && role.is_none_or(|r| a.role == r) && matches!(a.state, State::Stored { .. });
    let roles: BTreeSet<&str> = attempts.iter().filter(of).map(|a| a.role.as_str()).collect();
    match ["portrait", "animate"].into_iter().find(|r| roles.contains(r)) {
        Some(role) => Ok(role.to_string()),
        None => Err(fail(format_args!("there is no clip of shot {shot} to trim; only what moves has a part to show"))),
    }
}

/// What is decided of a shot's takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Pick(usize),
    Unpick,
    /// Only the part that is shown changes.
    Keep,
}

/// Circles a take of a shot, takes the circle away, or says which part of a clip is shown.
pub fn take(file: &Path, shot: &str, role: Option<&str>, decision: Decision, trimmed: Option<Trimming>) -> ExitCode {
    match decide(file, shot, role, decision, trimmed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}

fn decide(file: &Path, shot: &str, role: Option<&str>, decision: Decision, trimmed: Option<Trimming>) -> Result<(), ExitCode> {
    let attempts = ours(file, attempts(file)?);
    let moving = match trimmed {
        Some(_) => Some(clips(&attempts, shot, role)?),
        None => None,
    };
    let role = role.or(moving.as_deref()).unwrap_or("picture");
    let of: Vec<&Attempt> = attempts.iter().filter(|a| a.shot.as_deref() == Some(shot) && a.role == role).collect();
    let chosen = match decision {
        Decision::Pick(number) => {
            let Some((_, chosen)) = numbered(&of).find(|(n, _)| *n == number) else {
                say::trouble(format_args!("there is no take {number} of the {role} of shot {shot}; there are {}", of.len()));
                return Err(ExitCode::from(USAGE));
            };
            if !matches!(chosen.state, State::Stored { .. }) {
                return Err(fail(format_args!("take {number} of shot {shot} holds nothing to show: {}", state(chosen))));
            }
            Some((chosen.id.clone(), chosen.line))
        }
        Decision::Unpick | Decision::Keep => None,
    };
    lock::decide(file, |picks, trims| {
        match (decision, &chosen) {
            (Decision::Pick(_), Some((id, line))) => {
                lock::forget(picks, file, shot, role, Some(*line));
                picks.insert(lock::pick_name(file, shot, role, *line), lock::Pick { attempt: id.clone() });
            }
            (Decision::Unpick, _) => lock::forget(picks, file, shot, role, None),
            _ => {}
        }
        if let (Some(how), Some(role)) = (trimmed, &moving) {
            trim(trims, file, shot, role, how);
        }
    })?;
    match decision {
        Decision::Pick(number) => say::note(format_args!("take {number} stands for the {role} of shot {shot}, in frost.lock")),
        Decision::Unpick => say::note(format_args!("the script decides the {role} of shot {shot}")),
        Decision::Keep => {}
    }
    match trimmed {
        Some(Trimming::None) => say::note(format_args!("all of the clip of shot {shot} is shown")),
        Some(Trimming::To(part)) => {
            let to = part.to.map_or("its end".to_string(), |to| format!("{:.2} s", to as f64 / 1000.0));
            say::note(format_args!("the clip of shot {shot} is shown from {:.2} s to {to}, in frost.lock", part.from as f64 / 1000.0));
        }
        None => {}
    }
    Ok(())
}

/// What is under way or uncertain; attempts that the author lets go may be bought again.
pub fn resume(file: &Path, again: &[String]) -> ExitCode {
    let known = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    let missed = match missed(file, &known) {
        Ok(missed) => missed,
        Err(code) => return code,
    };
    if again.is_empty() {
        for (id, bought) in &missed {
            say::result(format_args!("{id}  missed: it was paid, and takes/{} is not there", bought.file));
        }
        let mine = ours(file, known.clone());
        let open: Vec<&Attempt> = mine.iter().filter(|a| matches!(a.state, State::Uncertain | State::Submitted(_) | State::Lost(_) | State::Refused(_))).collect();
        for a in &open {
            let place = a.shot.as_ref().map_or_else(|| a.role.clone(), |s| format!("{} of {s}", a.role));
            say::result(format_args!("{}  {place}  {}  {}/{}  {}", a.id, dollars(a.cost), a.provider, a.model, state(a)));
        }
        match open.len() + missed.len() {
            0 => say::note("nothing is under way, and nothing is uncertain"),
            _ => say::note("`frost render` asks after what is under way. Look at your account for what is uncertain or lost; `frost resume FILE --again ATTEMPT` lets the next render buy it once more, or send once more what was refused"),
        }
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = again.iter().find(|id| !missed.contains_key(*id) && !known.iter().any(|a| a.id == **id && matches!(a.state, State::Uncertain | State::Lost(_) | State::Submitted(_) | State::Refused(_)))) {
        say::trouble(format_args!("there is no uncertain, lost or refused attempt `{unknown}`; `frost resume {}` lists them", file.display()));
        return ExitCode::from(USAGE);
    }
    let let_go: Vec<&String> = again.iter().filter(|id| known.iter().any(|a| a.id == **id)).collect();
    let entries = let_go.into_iter().map(|id| Entry::Again { attempt: id.clone(), at: now() });
    let done = write(file, entries).and_then(|()| {
        lock::remember(file, |bought| bought.retain(|id, _| !again.contains(id)))?;
        lock::decide(file, |picks, _| picks.retain(|_, pick| !(again.contains(&pick.attempt) && missed.contains_key(&pick.attempt))))
    });
    match done {
        Ok(()) => {
            say::note(format_args!("the next render may buy {} again", again.join(", ")));
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

/// Takes that were paid, by frost.lock, and whose files are not there.
fn missed(file: &Path, known: &[Attempt]) -> Result<BTreeMap<String, lock::Bought>, ExitCode> {
    let folder = takes::folder(file);
    let mut bought = lock::bought(file)?;
    bought.retain(|id, b| match known.iter().find(|a| a.id == *id) {
        Some(attempt) => matches!(attempt.state, State::Stored { .. }) && !takes::is_whole(&folder.join(&b.file)),
        None => true,
    });
    // A pick of an attempt that nobody knows any more is missed as well.
    for (_, pick) in lock::picks(file)?.into_iter().filter(|(name, _)| lock::is_of(name, file)) {
        if !known.iter().any(|a| a.id == pick.attempt) {
            bought.entry(pick.attempt).or_insert(lock::Bought { file: takes::LEDGER.into() });
        }
    }
    Ok(bought)
}

/// The takes of a shot so far give way to a new one, which the next render buys.
pub fn retake(file: &Path, shot: &str, role: Option<&str>, line: Option<u32>, count: u32, seed: Option<u64>, trimmed: Option<Trimming>) -> ExitCode {
    let known = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    let known = ours(file, known);
    let fits = |a: &&Attempt| a.shot.as_deref() == Some(shot) && role.is_none_or(|r| a.role == r) && line.is_none_or(|l| a.line == l) && matches!(a.state, State::Stored { .. });
    let old: Vec<&Attempt> = known.iter().filter(fits).collect();
    if old.is_empty() {
        say::trouble(format_args!("nothing was bought for shot {shot}; `frost takes {}` lists what was", file.display()));
        return ExitCode::from(USAGE);
    }
    let orders: BTreeSet<&String> = old.iter().filter(|a| !a.stands_back).map(|a| &a.order).collect();
    if seed.is_some() && old.iter().all(|a| a.seed.is_none()) {
        say::trouble(format_args!("what made shot {shot} takes no seed; every take of it is another"));
        return ExitCode::from(USAGE);
    }
    let moving = match trimmed.map(|_| clips(&known, shot, role)).transpose() {
        Ok(moving) => moving,
        Err(code) => return code,
    };
    let back = old.iter().map(|a| Entry::Retake { attempt: a.id.clone(), at: now() });
    let entries = back.chain(orders.into_iter().map(|order| Entry::Wanted { order: order.clone(), takes: count, seed, at: now() }));
    if let Err(code) = write(file, entries) {
        return code;
    }
    // A part of the old take says nothing of the new one.
    let done = lock::decide(file, |picks, trims| {
        for a in &old {
            lock::forget(picks, file, shot, &a.role, line);
            lock::forget(trims, file, shot, &a.role, None);
        }
        if let (Some(how), Some(role)) = (trimmed, &moving) {
            trim(trims, file, shot, role, how);
        }
    });
    if let Err(code) = done {
        return code;
    }
    let what = if count == 1 { "a new take".to_string() } else { format!("{count} new takes") };
    say::note(format_args!("the next render buys {what} of shot {shot}; those that are there stay, and `frost take {} {shot} --pick N` brings one back", file.display()));
    ExitCode::SUCCESS
}

fn write(file: &Path, entries: impl Iterator<Item = Entry>) -> Result<(), ExitCode> {
    let folder = takes::folder(file);
    let takes = Takes::open(&folder, &AtomicBool::new(false), &mut || say::note("another render is buying for this film; waiting for it")).map_err(|e| fail(format_args!("{}: {e}", folder.display())))?;
    for entry in entries {
        takes.ledger.append(entry).map_err(|e: io::Error| fail(format_args!("{}: {}", folder.display(), host::plain(&e))))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trim_is_read_as_people_write_it() {
        let to = |from, to| Ok(Trimming::To(lock::Trim { from, to }));
        assert_eq!(trimming("0.5s-3.2s"), to(500, Some(3200)));
        assert_eq!(trimming("1-"), to(1000, None));
        assert_eq!(trimming("-2.5"), to(0, Some(2500)));
        assert_eq!(trimming("none"), Ok(Trimming::None));
        for wrong in ["", "3", "2s-1s", "1-1.05", "a-b", "-5--1", "nan-2"] {
            assert!(trimming(wrong).is_err(), "{wrong}");
        }
    }
}
