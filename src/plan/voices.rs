//! Speech: a voice for each line, one performance for a line that goes on over a cut, and voices over whole runs of shots.

use super::build::Tasks;
use super::edit::{Edit, Sound, SoundRole, Subtitle};
use super::sound::samples;
use super::task::{Spec, Voice};
use crate::film::{self, Beat, BeatKind, Cue, Film, Shot};
use crate::source::Span;

/// A pause over a cut that is longer than this, in seconds, parts a performance in two.
const BREATH: u64 = 1;

/// The lines of the shot in a slot.
pub(super) fn of_shot(film: &Film, index: usize, tasks: &mut Tasks, edit: &mut Edit) {
    let slot = &film.slots[index];
    let Some((_, shot)) = film.shot(slot) else { return };
    for (i, beat) in shot.beats.iter().enumerate() {
        let BeatKind::Cue(cue) = &beat.kind else { continue };
        let start = at(slot.start, beat);
        subtitle(film, cue, start, beat.frames, edit);
        if goes_on_from(film, index, i) {
            // The cue before it speaks this too.
            continue;
        }
        let mut words = vec![film::words(cue).to_string()];
        let mut end = start + spoken_frames(film, beat, cue);
        let mut next = index;
        let mut last = (shot, i);
        while let Some(goes_on) = continued(film, next, last) {
            next = goes_on;
            let slot = &film.slots[next];
            let Some((_, shot)) = film.shot(slot) else { break };
            let Some((j, beat, cue)) = opening(shot) else { break };
            words.push(film::words(cue).to_string());
            end = at(slot.start, beat) + spoken_frames(film, beat, cue);
            last = (shot, j);
        }
        voice(film, cue, &words.join(" "), start, end - start, Some(&shot.number), beat.span, tasks, edit);
    }
}

/// Voices that stand outside shots.
pub(super) fn over(film: &Film, tasks: &mut Tasks, edit: &mut Edit) {
    for scene in &film.scenes {
        for (shot, beat) in &scene.voices {
            let Some(slot) = scene.shots.get(*shot).and_then(|s| film.slots.get(s.slot)) else { continue };
            let BeatKind::Cue(cue) = &beat.kind else { continue };
            let start = at(slot.start, beat);
            subtitle(film, cue, start, beat.frames, edit);
            voice(film, cue, film::words(cue), start, spoken_frames(film, beat, cue), None, beat.span, tasks, edit);
        }
    }
    edit.subtitles.sort_by_key(|s| s.start);
}

fn at(start: u64, beat: &Beat) -> u64 {
    (start as i64 + beat.start).max(0) as u64
}

fn spoken_frames(film: &Film, beat: &Beat, cue: &Cue) -> u64 {
    beat.frames.saturating_sub(film.rate.frames(cue.pause)).max(1)
}

/// The cue that opens a shot, with its place among the beats.
fn opening(shot: &Shot) -> Option<(usize, &Beat, &Cue)> {
    let (i, beat) = shot.beats.iter().enumerate().find(|(_, b)| !matches!(b.kind, BeatKind::Stage(_)))?;
    match &beat.kind {
        BeatKind::Cue(cue) => Some((i, beat, cue)),
        _ => None,
    }
}

/// The slot whose opening cue goes on with a shot's last cue in one performance.
fn continued(film: &Film, index: usize, (shot, i): (&Shot, usize)) -> Option<usize> {
    let beat = shot.beats.get(i)?;
    let BeatKind::Cue(cue) = &beat.kind else { return None };
    if !cue.runs_on || i + 1 != shot.beats.len() {
        return None;
    }
    let (slot, next) = (&film.slots[index], film.slots.get(index + 1)?);
    let (_, after) = film.shot(next)?;
    let (_, opening, goes_on) = opening(after)?;
    let gap = at(next.start, opening).saturating_sub(at(slot.start, beat) + beat.frames);
    (goes_on.continued && goes_on.speakers == cue.speakers && gap <= film.rate.labels() * BREATH).then_some(index + 1)
}

/// Whether a cue is spoken by the performance that began in the shot before.
fn goes_on_from(film: &Film, index: usize, beat: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let opens = film.shot(&film.slots[index]).and_then(|(_, shot)| opening(shot)).is_some_and(|(i, ..)| i == beat);
    let Some((_, shot)) = film.shot(&film.slots[before]).filter(|_| opens) else { return false };
    shot.beats.len().checked_sub(1).is_some_and(|last| continued(film, before, (shot, last)).is_some())
}

fn subtitle(film: &Film, cue: &Cue, start: u64, frames: u64, edit: &mut Edit) {
    if cue.text.trim().is_empty() {
        return;
    }
    let names: Vec<&str> = cue.speakers.iter().map(|id| film.person(*id).name.as_str()).collect();
    edit.subtitles.push(Subtitle { start, frames: frames.max(1), speaker: names.join(" and "), text: cue.text.clone() });
}

fn voice(film: &Film, cue: &Cue, words: &str, start: u64, frames: u64, shot: Option<&str>, span: Span, tasks: &mut Tasks, edit: &mut Edit) {
    if words.trim().is_empty() {
        return;
    }
    let frames = frames.max(1).min(film.frames.saturating_sub(start).max(1));
    let seen = !cue.voice_over && !cue.unseen;
    for id in &cue.speakers {
        let person = film.person(*id);
        let spec = Spec::Voice(Voice {
            speaker: person.name.clone(),
            text: film::spoken(words),
            voice: if person.voice.is_empty() { person.look.clone() } else { format!("{}; {}", person.voice, person.look) },
            manner: cue.manner.clone(),
            pace: person.pace,
            samples: samples(film.rate, frames),
        });
        let task = tasks.add(spec, shot, span);
        edit.sounds.push(Sound { task, role: SoundRole::Voice, start, frames, level: 0, fade_in: 0, fade_out: 0, filter: cue.filter.clone(), speaker: if seen { person.name.clone() } else { String::new() } });
    }
}
