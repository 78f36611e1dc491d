//! `frost voice`: every line spoken at its own pace, its length kept in `frost.lock`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::variation::{self, Variation};
use super::super::{Colour, FAILED, Format, USAGE, lock, project, say};
use super::INTERRUPTED;
use super::progress::Progress;
use crate::backends::voice::{self, Engine, Line};
use crate::diagnostics;
use crate::film::{self, BeatKind, Cue, Film};

pub fn run(file: &Path, variation: &Variation, colour: Colour, cancel: &AtomicBool) -> ExitCode {
    match measure(file, variation, colour, cancel) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}

fn measure(file: &Path, variation: &Variation, colour: Colour, cancel: &AtomicBool) -> Result<(), ExitCode> {
    let settings = variation::settings(file, variation)?;
    let checked = project::check(file, &settings).map_err(|error| {
        say::trouble(format_args!("{}: {error}", file.display()));
        ExitCode::from(USAGE)
    })?;
    // Lengths that do not fit are what measuring may mend; anything else must be mended first.
    let others: Vec<_> = checked.problems.iter().filter(|p| !matches!(p.code, diagnostics::Code::SpeechFit | diagnostics::Code::Runtime)).cloned().collect();
    if diagnostics::has_errors(&others) {
        say::problems(&others, &checked.sources, Format::Human, colour);
        say::note(format_args!("{}: nothing was spoken; {}", file.display(), say::count(&others).unwrap_or_default()));
        return Err(ExitCode::from(FAILED));
    }
    let film = &checked.film;
    let cues: Vec<&Cue> = cues(film);
    let old = lock::voices(file)?;
    let mut voices = BTreeMap::new();
    let mut progress = Progress::new("speaking");
    let (mut spoken, mut silent) = (0, None);
    for (done, cue) in cues.iter().enumerate() {
        if cancel.load(Ordering::SeqCst) {
            progress.end();
            say::note("stopped; frost.lock is as it was");
            return Err(ExitCode::from(INTERRUPTED));
        }
        let Some(person) = cue.speakers.first().map(|id| film.person(*id)) else { continue };
        let key = film::line_key(person, cue);
        progress.step(done as u64, cues.len() as u64, &person.name);
        if let Some(known) = old.get(&key) {
            voices.insert(key, known.clone());
            continue;
        }
        let text = film::spoken(film::words(cue));
        let description = if person.voice.is_empty() { person.look.clone() } else { format!("{}; {}", person.voice, person.look) };
        let line = Line { text: &text, name: &person.name, voice: &description, pace: f64::from(person.pace) / 100.0, slot: None };
        let made = voice::speak(&line).map_err(|error| {
            say::trouble(error);
            ExitCode::from(FAILED)
        })?;
        if made.engine == Engine::Silence {
            silent = made.notice;
            break;
        }
        spoken += 1;
        let milliseconds = made.pcm.pairs() as u64 * 1000 / u64::from(crate::backends::pcm::RATE);
        voices.insert(key, lock::Voice { milliseconds, who: person.name.clone(), says: film::words(cue).to_string() });
    }
    progress.end();
    if let Some(why) = silent {
        say::trouble(format_args!("{why}; frost.lock is as it was"));
        return Err(ExitCode::from(FAILED));
    }
    let count = voices.len();
    let lines = if count == 1 { "line" } else { "lines" };
    lock::measure(file, voices)?;
    let after = project::check(file, &variation::settings(file, variation)?).map(|c| c.film).unwrap_or_else(|_| film.clone());
    say::result(format_args!(
        "{} · {} {lines}, {spoken} spoken now · the film was {}, it is {}",
        lock::path(file).display(),
        count,
        film.rate.timecode(film.frames),
        after.rate.timecode(after.frames)
    ));
    Ok(())
}

/// Every line that has words, in order.
fn cues(film: &Film) -> Vec<&Cue> {
    let beats = film.scenes.iter().flat_map(|s| s.voices.iter().map(|(_, b)| b).chain(s.shots.iter().flat_map(|shot| &shot.beats)));
    beats
        .filter_map(|b| match &b.kind {
            BeatKind::Cue(cue) if !film::words(cue).trim().is_empty() => Some(cue),
            _ => None,
        })
        .collect()
}
