//! `frost takes`, `frost take`, `frost retake`, `frost resume`: what was bought for a film, and what is decided of it.
//! No network: what is decided here, the next render does.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use serde_json::json;

use super::{FAILED, USAGE, lock, say};
use crate::host;
use crate::run::ledger::{Attempt, Entry, State};
use crate::run::shop::now;
use crate::run::takes::{self, Takes};

fn fail(why: impl std::fmt::Display) -> ExitCode {
    say::trouble(why);
    ExitCode::from(FAILED)
}

fn attempts(file: &Path) -> Result<Vec<Attempt>, ExitCode> {
    takes::look(file).map_err(|e| fail(format_args!("{}: {e}", takes::folder(file).join(takes::LEDGER).display())))
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
    let chosen: Vec<&Attempt> = attempts.iter().filter(|a| shot.is_none_or(|s| a.shot.as_deref() == Some(s))).collect();
    if as_json {
        let rows: Vec<_> = numbered(&chosen)
            .map(|(number, a)| {
                let (kept, measured) = match &a.state {
                    State::Stored { file, measured, .. } => (Some(file), Some(measured)),
                    _ => (None, None),
                };
                json!({ "take": number, "attempt": a.id, "shot": a.shot, "role": a.role, "provider": a.provider, "model": a.model, "seed": a.seed, "cost": a.cost, "at": a.at, "file": kept, "measured": measured, "state": state(a), "picked": picks.values().any(|p| p.attempt == a.id) })
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
        let place = a.shot.as_ref().map_or_else(|| a.role.clone(), |s| format!("{s} {}", a.role));
        let seed = a.seed.map_or(String::new(), |s| format!(" seed {s}"));
        let measured = match &a.state {
            State::Stored { measured, .. } => measured.iter().map(|(k, v)| format!(" · {k} {v}")).collect(),
            _ => String::new(),
        };
        say::result(format_args!("{mark} {place:<14} {number:>2}  {}  {:>7}  {}/{}{seed}  {}{measured}", a.id, dollars(a.cost), a.provider, a.model, state(a)));
    }
    let spent: u64 = chosen.iter().map(|a| a.spent()).sum();
    say::result(format_args!("{} attempts, {}", chosen.len(), dollars(spent)));
    ExitCode::SUCCESS
}

/// Takes counted from 1 for each shot and role.
pub fn numbered<'a>(attempts: &'a [&'a Attempt]) -> impl Iterator<Item = (usize, &'a Attempt)> {
    attempts.iter().enumerate().map(|(i, a)| (attempts[..=i].iter().filter(|b| b.shot == a.shot && b.role == a.role).count(), *a))
}

/// Circles a take of a shot, or takes the circle away.
pub fn pick(file: &Path, shot: &str, role: &str, number: Option<usize>) -> ExitCode {
    let attempts = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    let of: Vec<&Attempt> = attempts.iter().filter(|a| a.shot.as_deref() == Some(shot) && a.role == role).collect();
    let (mut picks, voices) = match lock::picks(file).and_then(|picks| Ok((picks, lock::voices(file)?))) {
        Ok(both) => both,
        Err(code) => return code,
    };
    let name = lock::pick_name(shot, role);
    match number {
        None => {
            picks.remove(&name);
        }
        Some(number) => {
            let Some((_, chosen)) = numbered(&of).find(|(n, _)| *n == number) else {
                say::trouble(format_args!("there is no take {number} of the {role} of shot {shot}; there are {}", of.len()));
                return ExitCode::from(USAGE);
            };
            if !matches!(chosen.state, State::Stored { .. }) {
                return fail(format_args!("take {number} of shot {shot} holds nothing to show: {}", state(chosen)));
            }
            picks.insert(name, lock::Pick { attempt: chosen.id.clone() });
        }
    }
    match lock::write(file, &lock::text(&voices, &picks)) {
        Ok(()) => {
            say::note(match number {
                Some(number) => format!("take {number} stands for the {role} of shot {shot}, in frost.lock"),
                None => format!("the script decides the {role} of shot {shot}"),
            });
            ExitCode::SUCCESS
        }
        Err(e) => fail(format_args!("{}: {}", lock::path(file).display(), host::plain(&e))),
    }
}

/// What is under way or uncertain; attempts that the author lets go may be bought again.
pub fn resume(file: &Path, again: &[String]) -> ExitCode {
    let known = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    if again.is_empty() {
        let open: Vec<&Attempt> = known.iter().filter(|a| matches!(a.state, State::Uncertain | State::Submitted(_) | State::Lost(_))).collect();
        for a in &open {
            let place = a.shot.as_ref().map_or_else(|| a.role.clone(), |s| format!("{} of {s}", a.role));
            say::result(format_args!("{}  {place}  {}  {}/{}  {}", a.id, dollars(a.cost), a.provider, a.model, state(a)));
        }
        match open.len() {
            0 => say::note("nothing is under way, and nothing is uncertain"),
            _ => say::note("`frost render` asks after what is under way. Look at your account for what is uncertain or lost; `frost resume FILE --again ATTEMPT` lets the next render buy it once more"),
        }
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = again.iter().find(|id| !known.iter().any(|a| a.id == **id && matches!(a.state, State::Uncertain | State::Lost(_) | State::Submitted(_)))) {
        say::trouble(format_args!("there is no uncertain or lost attempt `{unknown}`; `frost resume {}` lists them", file.display()));
        return ExitCode::from(USAGE);
    }
    let entries = again.iter().map(|id| Entry::Again { attempt: id.clone(), at: now() });
    match write(file, entries) {
        Ok(()) => {
            say::note(format_args!("the next render may buy {} again", again.join(", ")));
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

/// The takes of a shot so far give way to a new one, which the next render buys.
pub fn retake(file: &Path, shot: &str, role: Option<&str>, count: u32, seed: Option<u64>) -> ExitCode {
    let known = match attempts(file) {
        Ok(attempts) => attempts,
        Err(code) => return code,
    };
    let fits = |a: &&Attempt| a.shot.as_deref() == Some(shot) && role.is_none_or(|r| a.role == r) && matches!(a.state, State::Stored { .. });
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
    let back = old.iter().map(|a| Entry::Retake { attempt: a.id.clone(), at: now() });
    let entries = back.chain(orders.into_iter().map(|order| Entry::Wanted { order: order.clone(), takes: count, seed, at: now() }));
    if let Err(code) = write(file, entries) {
        return code;
    }
    let (mut picks, voices) = match lock::picks(file).and_then(|picks| Ok((picks, lock::voices(file)?))) {
        Ok(both) => both,
        Err(code) => return code,
    };
    let before = picks.len();
    for a in &old {
        picks.remove(&lock::pick_name(shot, &a.role));
    }
    if picks.len() != before
        && let Err(e) = lock::write(file, &lock::text(&voices, &picks))
    {
        return fail(format_args!("{}: {}", lock::path(file).display(), host::plain(&e)));
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
