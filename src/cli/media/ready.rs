//! A script made ready to be looked at: checked, planned, its artefacts made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use super::super::casting::{self, Providers};
use super::super::{Colour, FAILED, Format, USAGE, project, say};
use super::INTERRUPTED;
use super::buy::Paid;
use super::progress::Progress;
use crate::backends::Embedded;
use crate::diagnostics::{self, Code, Diagnostic};
use crate::film::Settings;
use crate::host;
use crate::plan::build::ShotRow;
use crate::plan::edit::Source;
use crate::plan::Plan;
use crate::plan::task::Spec;
use crate::plan::provider::Casting;
use crate::run::takes;
use crate::run::{self, Cache, Made, Notice, RunError};
use crate::source::Sources;
use crate::time::Rate;

pub struct Ready {
    pub script: PathBuf,
    pub plan: Plan,
    pub(super) casting: Casting,
    /// What this run may cost at providers.
    pub(super) budget: Option<u64>,
    pub paid: Paid,
    /// Where artefacts of bought takes lie, by task.
    pub(super) developed: BTreeMap<String, String>,
    /// The texts as they were read.
    pub sources: Sources,
    pub cache: Cache,
}

/// What may be bought for a film that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buying {
    /// Everything that is missing, for at most so much.
    All { budget: Option<u64> },
    /// Nothing: what is not there is made by the embedded backends.
    Nothing,
}

/// Checks and plans a script; problems are said, errors end the command.
pub fn plan(file: &Path, settings: &Settings, providers: &Providers, buying: Buying, colour: Colour) -> Result<Ready, ExitCode> {
    let checked = project::check(file, settings).map_err(|error| {
        say::trouble(format_args!("{}: {error}", file.display()));
        ExitCode::from(USAGE)
    })?;
    if let Some(problem) = project::unknown_version(&checked, settings) {
        say::trouble(problem);
        return Err(ExitCode::from(USAGE));
    }
    // What is only looked at may break rules; a film may not.
    let stops = match buying {
        Buying::All { .. } => diagnostics::has_errors(&checked.problems),
        Buying::Nothing => diagnostics::blocks(&checked.problems),
    };
    if stops {
        say::problems(&checked.problems, &checked.sources, Format::Human, colour);
        say::note(format_args!("{}: nothing was rendered; {}", file.display(), say::count(&checked.problems).unwrap_or_default()));
        return Err(ExitCode::from(FAILED));
    }
    let above: Vec<_> = checked.problems.iter().filter(|p| p.severity > diagnostics::Severity::Info).cloned().collect();
    if let Some(count) = say::count(&above) {
        say::note(format_args!("{}: {count}; `frost check` shows them", file.display()));
    }
    let folder = host::cache(file);
    let cache = Cache::open(&folder).map_err(|error| {
        say::trouble(format_args!("the cache {} cannot be used: {}", folder.display(), host::plain(&error)));
        ExitCode::from(FAILED)
    })?;
    let casting = casting::read(file, providers, colour)?;
    let known = match buying {
        Buying::All { .. } => None,
        Buying::Nothing => Some(bought(file)),
    };
    let plan = casting::plan(file, &checked, &casting, known.as_ref(), colour)?;
    let budget = match buying {
        Buying::All { budget } => budget,
        Buying::Nothing => None,
    };
    Ok(Ready { script: file.to_path_buf(), plan, casting, budget, paid: Paid::default(), developed: BTreeMap::new(), sources: checked.read, cache })
}

/// The orders whose takes are at hand.
fn bought(script: &Path) -> BTreeSet<String> {
    let folder = takes::folder(script);
    let attempts = takes::look(script).unwrap_or_default();
    attempts.iter().filter(|a| takes::file_of(&folder, a).is_some_and(|p| takes::is_whole(&p))).map(|a| a.order.clone()).collect()
}

impl Ready {
    /// The keys of what is seen and heard in a range of frames.
    pub fn needed(&self, range: &Range<u64>, with_sound: bool) -> BTreeSet<String> {
        let inside = |start: u64, frames: u64| start < range.end && start + frames > range.start;
        let mut keys = BTreeSet::new();
        for clip in self.plan.edit.clips.iter().filter(|c| inside(c.start, c.frames)) {
            if let Source::Plate(key) = &clip.source {
                keys.insert(key.clone());
            }
        }
        if with_sound {
            // Loudness is measured over the whole film, so that a part sounds as it does in the whole.
            keys.extend(self.plan.edit.sounds.iter().map(|s| s.task.clone()));
        } else {
            keys.extend(self.voices_seen(range));
        }
        for motion in &self.plan.motions {
            if self.plan.edit.clips.get(motion.clip).is_some_and(|c| inside(c.start, c.frames)) {
                keys.insert(motion.task.clone());
            }
        }
        self.with_inputs(keys)
    }

    /// What the sound of the film is mixed from.
    pub fn heard(&self) -> BTreeSet<String> {
        self.with_inputs(self.plan.edit.sounds.iter().map(|s| s.task.clone()).collect())
    }

    /// The shot of a number, or what to say where there is none.
    pub fn shot(&self, number: &str) -> Result<&ShotRow, String> {
        self.plan.shots.iter().find(|s| s.number == number).ok_or_else(|| {
            let all: Vec<&str> = self.plan.shots.iter().map(|s| s.number.as_str()).take(30).collect();
            format!("there is no shot {number}; the shots are {}", all.join(", "))
        })
    }

    /// What is made from other artefacts needs them too; a task stands after what it is made from.
    fn with_inputs(&self, mut keys: BTreeSet<String>) -> BTreeSet<String> {
        for task in self.plan.tasks.iter().rev().filter(|t| t.kind != "cut") {
            if keys.contains(&task.key) {
                keys.extend(task.inputs.iter().cloned());
            }
        }
        keys
    }

    /// The voices that move a mouth in a range of frames.
    fn voices_seen(&self, range: &Range<u64>) -> Vec<String> {
        let speaks = |speaker: &str, start: u64, end: u64| {
            let clips = self.plan.edit.clips.iter().filter(|c| c.start < end && start < c.start + c.frames);
            let pictures = clips.filter_map(|clip| match &clip.source {
                Source::Plate(key) => self.plan.tasks.iter().find(|t| t.key == *key),
                _ => None,
            });
            pictures.into_iter().any(|task| matches!(&task.spec, Spec::Plate { picture } if picture.figures.iter().any(|f| f.speaks && f.name == speaker)))
        };
        let sounds = self.plan.edit.sounds.iter().filter(|s| !s.speaker.is_empty());
        sounds
            // A shape is held for two frames, and hears both.
            .map(|s| (s, s.start.max(range.start), (s.start + s.frames + 1).min(range.end)))
            .filter(|(s, start, end)| start < end && speaks(&s.speaker, *start, *end))
            .map(|(s, ..)| s.task.clone())
            .collect()
    }

    /// Makes what is missing. Damaged entries are found here and made again.
    pub fn make(&mut self, needed: &BTreeSet<String>, colour: Colour, cancel: &AtomicBool) -> Result<Made, ExitCode> {
        let mut progress = Progress::new("making");
        let made = run::run(
            &self.plan.tasks,
            needed,
            &self.cache,
            &Embedded,
            &mut |done, total, task| {
                let what = task.shot.as_ref().map_or(task.kind.to_string(), |s| format!("{} of {s}", task.kind));
                progress.step(done as u64, total as u64, &what);
            },
            cancel,
        );
        progress.end();
        // What follows needs its memory for frames.
        crate::backends::paper::rest();
        crate::host::give_memory_back();
        match made {
            Ok(mut made) => {
                self.order(needed, &mut made, colour, cancel)?;
                self.notices(&made, colour);
                Ok(made)
            }
            Err(RunError::Cancelled) => {
                say::note("stopped; what was made is kept, and the same command goes on from there");
                Err(ExitCode::from(INTERRUPTED))
            }
            Err(error) => {
                say::trouble(error);
                Err(ExitCode::from(FAILED))
            }
        }
    }

    /// Takes damaged artefacts out of the cache and says how many there were.
    pub fn drop_damaged(&self, needed: &BTreeSet<String>) -> usize {
        let damaged = needed.iter().map(|key| self.developed.get(key).unwrap_or(key)).filter(|key| self.cache.has(key) && self.cache.get(key).is_none());
        damaged.filter(|key| self.cache.remove(key).is_ok()).count()
    }

    /// What backends had to say, each once, at the line of the script it belongs to where there is one.
    fn notices(&self, made: &Made, colour: Colour) {
        let mut said: BTreeSet<&str> = BTreeSet::new();
        for (key, notice) in &made.notices {
            match (notice, self.plan.tasks.iter().find(|t| t.key == *key)) {
                (Notice::Hurried { percent }, Some(task)) => {
                    let problem = Diagnostic::new(Code::SpeechOverrun, task.span, format!("the voice has to speak {percent} % faster to fit this line"))
                        .label("faster than is natural")
                        .help("give the line more time, the person a faster `pace`, or the line fewer words");
                    let mut problems = vec![problem];
                    diagnostics::as_written(&mut problems, &self.sources);
                    say::problems(&problems, &self.sources.as_written(), Format::Human, colour);
                }
                (Notice::Said(text), _) if said.insert(text) => say::note(format_args!("note: {text}")),
                _ => {}
            }
        }
    }
}

/// A moment as people write it on the command line: timecode, `240f`, `12.5s`, or seconds.
pub fn moment(text: &str, rate: Rate) -> Option<u64> {
    if text.contains(':') {
        return rate.parse_timecode(text).or_else(|| {
            // `1:30` is minutes and seconds.
            let (minutes, seconds) = text.split_once(':')?;
            let minutes: u64 = minutes.parse().ok().filter(|m| *m < 10_000)?;
            let seconds: f64 = seconds.parse().ok().filter(|s| (0.0..60.0).contains(s))?;
            Some(((minutes as f64 * 60.0 + seconds) * rate.as_f64()).round() as u64)
        });
    }
    if let Some(frames) = text.strip_suffix('f') {
        return frames.parse().ok();
    }
    // A bare `2.3` is the number of a shot everywhere else.
    let seconds: f64 = text.strip_suffix('s')?.parse().ok()?;
    (seconds.is_finite() && (0.0..1e6).contains(&seconds)).then(|| (seconds * rate.as_f64()).round() as u64)
}

/// `1280x720`, both even and from 16 to 8192.
pub fn size(text: &str) -> Option<[u32; 2]> {
    let (w, h) = text.split_once('x')?;
    let (w, h): (u32, u32) = (w.parse().ok()?, h.parse().ok()?);
    let fits = |n: u32| (16..=8192).contains(&n) && n.is_multiple_of(2);
    (fits(w) && fits(h)).then_some([w, h])
}
