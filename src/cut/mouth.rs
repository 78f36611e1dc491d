//! How far mouths are open, from the samples of the voices: rest, half open, open, each held for two frames.
//! Which pictures these are is decided in `compose`.

use std::collections::BTreeMap;

use super::Artefacts;
use super::mix::samples_before;
use crate::backends::pcm::Reader;
use crate::plan::edit::{Clip, Edit, Sound, SoundRole};
use crate::time::Rate;

/// Frames that a shape is held at least.
const HELD: u64 = 2;
/// Shares of a voice's own loud moments from which on a mouth is half open, and open.
const HALF: f64 = 0.14;
const OPEN: f64 = 0.75;

/// By speaker, the shape of the mouth at each frame of a clip: 0 rest, 1 half open, 2 open.
pub type Mouths = BTreeMap<String, Vec<u8>>;

/// The mouths of everybody who is heard in a clip. A voice that is not at hand moves none.
pub fn of_clip(edit: &Edit, clip: &Clip, artefacts: &dyn Artefacts) -> Mouths {
    let mut mouths = Mouths::new();
    // Where time stands still, a voice is heard and no mouth moves.
    if clip.pace == 0 {
        return mouths;
    }
    let heard = |s: &&Sound| s.role == SoundRole::Voice && !s.speaker.is_empty() && s.start < clip.start + clip.frames && clip.start < s.start + s.frames;
    for sound in edit.sounds.iter().filter(heard) {
        let Some(levels) = artefacts.load(&sound.task).ok().and_then(|bytes| levels(bytes, edit.rate, sound)) else { continue };
        let shapes = mouths.entry(sound.speaker.clone()).or_insert_with(|| vec![0; clip.frames as usize]);
        // Pairs of frames are counted from the voice's start, so that a line that goes on over a cut moves one mouth.
        for (shape, frame) in shapes.iter_mut().zip(clip.start..) {
            let Some(level) = frame.checked_sub(sound.start).and_then(|f| levels.get((f / HELD) as usize)) else { continue };
            *shape = (*shape).max(u8::from(*level >= HALF) + u8::from(*level >= OPEN));
        }
    }
    mouths
}

/// The loudness of each pair of frames of a voice, as a share of its loud moments.
fn levels(bytes: Vec<u8>, rate: Rate, sound: &Sound) -> Option<Vec<f64>> {
    let mut reader = Reader::new(bytes).ok()?;
    let first = samples_before(rate, sound.start);
    let at = |frame: u64| samples_before(rate, sound.start + frame) - first;
    let mut samples = Vec::new();
    let mut levels = Vec::new();
    for frame in (0..sound.frames).step_by(HELD as usize) {
        let (from, to) = (at(frame), at((frame + HELD).min(sound.frames)).min(reader.pairs()));
        samples.resize(to.saturating_sub(from) as usize * 2, 0.0);
        reader.read(from, &mut samples).ok()?;
        let power = samples.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / samples.len().max(1) as f64;
        levels.push(power.sqrt());
    }
    let mut sorted: Vec<f64> = levels.iter().copied().filter(|l| *l > 1e-4).collect();
    sorted.sort_by(f64::total_cmp);
    let loud = *sorted.get(sorted.len() * 9 / 10)?;
    levels.iter_mut().for_each(|l| *l /= loud);
    Some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::pcm::{Pcm, RATE};
    use crate::plan::edit::{LIFE, Source};

    struct One(Vec<u8>);

    impl Artefacts for One {
        fn load(&self, key: &str) -> Result<Vec<u8>, String> {
            if key == "voice" { Ok(self.0.clone()) } else { Err("none".into()) }
        }
    }

    /// Three seconds of a tone: a second each of silence, of a fifth of the loudness, and of all of it.
    fn voice() -> One {
        let pairs = (0..RATE * 3).flat_map(|i| {
            let gain = [0.0, 0.2, 1.0][(i / RATE) as usize];
            let v = (i as f32 * 0.05).sin() * 0.5 * gain;
            [v, v]
        });
        One(Pcm { samples: pairs.collect(), looped: false }.to_bytes())
    }

    #[test]
    fn a_mouth_is_as_far_open_as_the_voice_is_loud() {
        let mut edit = Edit { title: String::new(), size: [2, 2], rate: Rate::default(), frames: 96, font: None, loudness: None, clips: Vec::new(), supers: Vec::new(), chapters: Vec::new(), subtitles: Vec::new(), sounds: Vec::new() };
        let sound = Sound { task: "voice".into(), role: SoundRole::Voice, start: 12, frames: 72, level: 0, fade_in: 0, fade_out: 0, filter: None, speaker: "MARA".into() };
        edit.sounds.push(sound);
        let clip = Clip { shot: String::new(), start: 24, frames: 72, source: Source::Colour([0; 3]), path: Default::default(), weather: Default::default(), interior: false, light: Default::default(), finish: Default::default(), transition: None, fade_in: None, fade_out: None, seed: 0, stretches: Vec::new(), pace: LIFE, rack: None, grade: None };
        let mouths = of_clip(&edit, &clip, &voice());
        let shapes = &mouths["MARA"];
        // The voice began half a second before the clip.
        assert!(shapes[..12].iter().all(|s| *s == 0) && shapes[12..36].iter().all(|s| *s == 1) && shapes[36..60].iter().all(|s| *s == 2));
        assert!(shapes[60..].iter().all(|s| *s == 0));
        assert!(of_clip(&edit, &Clip { pace: 0, ..clip.clone() }, &voice()).is_empty());
        edit.sounds[0].task = "another".into();
        assert!(of_clip(&edit, &clip, &voice()).is_empty());
    }
}
