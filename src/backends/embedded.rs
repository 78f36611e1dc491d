//! The backends that come with the program: paper for pictures, spoken and synthesised sound.
//! Which task they are asked for is decided by the runner.

use super::pcm::{Pcm, RATE};
use super::{paper, sound, voice};
use crate::media;
use crate::plan::task::{Audio, Spec};
use crate::run::schedule::{Maker, Notice};

/// Makes every kind of task, with no key and no network, equal for equal tasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

/// A voice may hurry by this much before its author is told.
const HURRY: f64 = 1.2;

impl Maker for Embedded {
    fn make(&self, spec: &Spec) -> Result<(Vec<u8>, Option<Notice>), String> {
        match spec {
            Spec::Plate { picture } => Ok((paper::draw(picture).to_bytes(), None)),
            Spec::Voice(line) => {
                let spoken = voice::speak(&voice::Line {
                    text: &line.text,
                    name: &line.speaker,
                    voice: &line.voice,
                    pace: f64::from(line.pace) / 100.0,
                    slot: Some(line.samples as f64 / f64::from(RATE)),
                })
                .map_err(|e| e.to_string())?;
                let hurried = (spoken.tempo > HURRY).then(|| Notice::Hurried { percent: ((spoken.tempo - 1.0) * 100.0).round() as u32 });
                Ok((spoken.pcm.to_bytes(), hurried.or(spoken.notice.map(Notice::Said))))
            }
            Spec::Audio(audio) => Ok((own_sound(audio)?.to_bytes(), None)),
            Spec::Ambience(bed) => Ok((sound::ambience(&bed.words, f64::from(bed.seconds), bed.seed).to_bytes(), None)),
            Spec::Music(tune) => {
                let tempo = tune.tempo.map(|t| f64::from(t) / 100.0);
                Ok((sound::score(&tune.mood, tempo, tune.beats, f64::from(tune.seconds), tune.seed).to_bytes(), None))
            }
            Spec::Order { order, .. } => Err(format!("it is ordered of `{}`", order.provider)),
            Spec::Cut { .. } => Err("a cut is no artefact".into()),
        }
    }
}

/// A run of the author's own sound, faster or slower without another pitch.
fn own_sound(audio: &Audio) -> Result<Pcm, String> {
    let speed = f64::from(audio.speed.max(1)) / 10_000.0;
    let wanted = audio.samples as usize;
    let seconds = audio.samples as f64 / f64::from(RATE) * speed;
    let samples = media::load_sound(&audio.file, audio.from as f64 / 1000.0, seconds).map_err(|e| e.to_string())?;
    let mut samples = if (speed - 1.0).abs() < 1e-9 {
        samples
    } else {
        let side = |first: usize| -> Result<Vec<f32>, String> {
            let one: Vec<f32> = samples.iter().skip(first).step_by(2).copied().collect();
            media::filter::bend(&one, 1.0, speed).map_err(|e| e.to_string())
        };
        let (left, right) = (side(0)?, side(1)?);
        left.into_iter().zip(right).flat_map(|(l, r)| [l, r]).collect()
    };
    samples.truncate(wanted * 2);
    Ok(Pcm { samples, looped: false })
}
