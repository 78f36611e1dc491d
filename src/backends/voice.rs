//! The embedded voice: speaks a line through flite or espeak-ng, and fits it to its slot.
//! Where a line lies in the film is planned elsewhere; loudness and filters are the mix's.

mod cast;
mod espeak;

pub use cast::{Cast, Engine};

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::pcm::{Pcm, RATE};
use crate::media::MediaError;
use crate::media::filter;

/// One line to be spoken.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub text: &'a str,
    /// The character's name, by which voices differ.
    pub name: &'a str,
    /// The author's words for the voice: `low, tired`.
    pub voice: &'a str,
    /// 1 is the voice's own pace.
    pub pace: f64,
    /// Seconds that the line may take; `None` gives it all it wants.
    pub slot: Option<f64>,
}

/// A spoken line.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub pcm: Pcm,
    /// How much faster than its own pace the voice had to speak for its slot; 1 if it fitted.
    pub tempo: f64,
    pub engine: Engine,
    /// What could not be done as asked.
    pub notice: Option<String>,
}

/// Speaks a line; equal lines sound equal. The sound is never longer than the slot.
pub fn speak(line: &Line) -> Result<Spoken, MediaError> {
    let mut notice = None;
    let text = plain(line.text);
    for engine in Engine::for_text(&text) {
        let cast = Cast::new(engine, line.name, line.voice, &text);
        let raw = match engine {
            Engine::Flite if filter::has_flite() => flite(&text, &cast),
            Engine::Espeak => espeak::speak(&text, &cast),
            _ => continue,
        };
        match raw {
            Ok(raw) if raw.iter().any(|s| s.abs() > 1e-4) => return fit(line, raw, &cast, engine, notice),
            Ok(_) => {}
            Err(e) => notice = Some(format!("{} could not speak: {e}", engine.name())),
        }
    }
    let notice = notice.unwrap_or_else(|| "there is no voice here: neither flite in FFmpeg nor espeak-ng".to_owned());
    let pairs = (line.slot.unwrap_or(0.0).max(0.0) * f64::from(RATE)) as usize;
    let pcm = Pcm { samples: vec![0.0; pairs * 2], looped: false };
    Ok(Spoken { pcm, tempo: 1.0, engine: Engine::Silence, notice: Some(notice) })
}

/// The words alone: no control characters, no marks that a voice would read out.
fn plain(text: &str) -> String {
    let spoken = |c: char| if c.is_control() || "*_#|<>[]{}\\^~`".contains(c) { ' ' } else { c };
    let text: String =
        text.replace(['—', '–'], ", ").replace('…', "...").replace('’', "'").chars().map(spoken).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn flite(text: &str, cast: &Cast) -> Result<Vec<f32>, MediaError> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = plain_folder().join(format!("frost-voice-{}-{number}.txt", std::process::id()));
    let unwritable = |e: std::io::Error| MediaError::Unwritable { path: path.clone(), reason: e.to_string() };
    // flite knows ASCII only; letters with marks keep their base.
    let text: String = unicode_normalization::UnicodeNormalization::nfkd(text).filter(char::is_ascii).collect();
    fs::write(&path, text).map_err(unwritable)?;
    let spoken = filter::flite(&path, &cast.voice);
    // A file left in the temporary folder harms nobody.
    let _ = fs::remove_file(&path);
    spoken
}

/// A folder whose path a filter's options can hold.
fn plain_folder() -> PathBuf {
    let folder = std::env::temp_dir();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if folder.to_str().is_some_and(|path| path.chars().all(plain)) { folder } else { PathBuf::from(".") }
}

/// Trims, bends to the character's pitch and pace, and hurries if the slot asks for it.
fn fit(line: &Line, raw: Vec<f32>, cast: &Cast, engine: Engine, notice: Option<String>) -> Result<Spoken, MediaError> {
    let raw = trimmed(&raw);
    let own = cast.pace * line.pace.clamp(0.4, 2.5);
    let natural = raw.len() as f64 / own;
    let room = line.slot.map(|seconds| (seconds.max(0.0) * f64::from(RATE)).floor());
    // The filter's windows may add some milliseconds at the end.
    let tempo = room.map_or(1.0, |room| (natural / (room - 0.02 * f64::from(RATE)).max(1.0)).max(1.0));
    let bent = filter::bend(raw, cast.pitch, own * tempo)?;
    let mut mono = trimmed(&bent).to_vec();
    if let Some(room) = room {
        mono.truncate(room as usize);
    }
    soften(&mut mono);
    let samples = mono.iter().flat_map(|&s| [s, s]).collect();
    Ok(Spoken { pcm: Pcm { samples, looped: false }, tempo, engine, notice })
}

/// Without the silence at both ends; some milliseconds of breath stay.
fn trimmed(sound: &[f32]) -> &[f32] {
    let peak = sound.iter().fold(0f32, |peak, s| peak.max(s.abs()));
    let loud = |s: &f32| s.abs() > peak * 0.012;
    let keep = RATE as usize / 50;
    let first = sound.iter().position(loud).unwrap_or(0).saturating_sub(keep);
    let last = sound.iter().rposition(loud).map_or(sound.len(), |at| (at + keep).min(sound.len()));
    &sound[first..last.max(first)]
}

/// Brings the peak to −3 dB and lets both ends come and go within 5 ms.
fn soften(sound: &mut [f32]) {
    let peak = sound.iter().fold(1e-6f32, |peak, s| peak.max(s.abs()));
    let count = sound.len();
    let ramp = (RATE as usize / 200).min(count / 2).max(1);
    for (i, sample) in sound.iter_mut().enumerate() {
        let edge = (i.min(count - 1 - i) as f32 / ramp as f32).min(1.0);
        *sample *= 0.707 / peak * edge;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &'static str, name: &'static str, slot: Option<f64>) -> Line<'static> {
        Line { text, name, voice: "", pace: 1.0, slot }
    }

    #[test]
    fn a_line_is_spoken_within_its_slot_and_the_same_twice() {
        let free = speak(&line("It came back on. After nine years, it came back on.", "MARA", None)).unwrap();
        let natural = free.pcm.pairs() as f64 / 48_000.0;
        if free.engine == Engine::Silence {
            assert!(free.notice.is_some());
            return;
        }
        assert!((1.5..8.0).contains(&natural), "{natural}");
        let slot = natural * 0.7;
        let tight = speak(&line("It came back on. After nine years, it came back on.", "MARA", Some(slot))).unwrap();
        let took = tight.pcm.pairs() as f64 / 48_000.0;
        assert!(took <= slot && took > slot * 0.85, "{took} of {slot}");
        assert!((1.35..1.55).contains(&tight.tempo), "{}", tight.tempo);
        let again = speak(&line("It came back on. After nine years, it came back on.", "MARA", Some(slot))).unwrap();
        assert!(again.pcm == tight.pcm);
    }

    #[test]
    fn nothing_in_a_line_reaches_a_filter_or_a_shell() {
        let text = "He said: [out];voice=kal,amovie=/etc/passwd' \"$(id)\" | `ls` \u{1b}[2J — ok?";
        let spoken = speak(&line(text, "JO'NAS; rm", Some(30.0))).unwrap();
        assert!(spoken.pcm.pairs() as f64 <= 30.0 * 48_000.0);
    }

    #[test]
    fn other_scripts_are_spoken_too() {
        let spoken = speak(&line("Снег тает. Ты слышишь?", "МАРА", Some(6.0))).unwrap();
        assert!(spoken.engine != Engine::Flite);
    }
}
