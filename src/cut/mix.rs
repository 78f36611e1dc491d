//! The film's sound: every artefact at its sample, ducked under speech, brought to one loudness, never too loud.
//! It streams block by block; encoding is done by `media`, making sounds by the backends.

mod limit;
mod speaker;

use std::collections::BTreeMap;

use ebur128::{EbuR128, Mode};

use limit::Limiter;
use speaker::Speaker;

use super::Artefacts;
use crate::backends::pcm::{RATE, Reader};
use crate::plan::edit::{Edit, Sound, SoundRole};
use crate::time::Rate;

/// Loudness of a film that says none, in LUFS.
pub const LOUDNESS: f64 = -16.0;
/// What dialogue is brought to before the whole is measured, in LUFS.
const DIALOGUE: f64 = -18.0;
/// Stereo pairs mixed at once.
const BLOCK: usize = 4800;
/// A film that whispers is not raised beyond this, in decibels.
const MOST_GAIN: f64 = 30.0;

/// Samples of the film before a frame, exact at every rate.
pub fn samples_before(rate: Rate, frame: u64) -> u64 {
    let exact = u128::from(frame) * u128::from(RATE) * u128::from(rate.den) / u128::from(rate.num.max(1));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

/// The film's sound from one sample on.
pub struct Mix<'a> {
    edit: &'a Edit,
    artefacts: &'a dyn Artefacts,
    voices: Vec<Voice>,
    open: BTreeMap<usize, Open>,
    speech: Vec<(u64, u64)>,
    at: u64,
    room: Vec<f32>,
}

/// Where one sound lies, in samples.
struct Voice {
    start: u64,
    end: u64,
    fade_in: u64,
    fade_out: u64,
}

struct Open {
    reader: Reader,
    gain: f32,
    speaker: Option<Speaker>,
}

impl<'a> Mix<'a> {
    pub fn new(edit: &'a Edit, artefacts: &'a dyn Artefacts) -> Mix<'a> {
        let place = |sound: &Sound| Voice {
            start: samples_before(edit.rate, sound.start),
            end: samples_before(edit.rate, sound.start + sound.frames),
            fade_in: samples_before(edit.rate, sound.fade_in),
            fade_out: samples_before(edit.rate, sound.fade_out),
        };
        let voices: Vec<Voice> = edit.sounds.iter().map(place).collect();
        let spoken = edit.sounds.iter().zip(&voices).filter(|(sound, _)| sound.role == SoundRole::Voice);
        let mut speech: Vec<(u64, u64)> = spoken.map(|(_, voice)| (voice.start, voice.end)).collect();
        speech.sort_unstable();
        Mix { edit, artefacts, voices, open: BTreeMap::new(), speech, at: 0, room: vec![0.0; BLOCK * 2] }
    }

    /// Mixes the next pairs into `out`, which is overwritten; at most one block.
    fn block(&mut self, out: &mut [f32]) -> Result<(), String> {
        let (from, to) = (self.at, self.at + out.len() as u64 / 2);
        out.fill(0.0);
        self.open.retain(|&number, _| self.voices[number].end > from);
        for number in 0..self.voices.len() {
            let voice = &self.voices[number];
            let (start, end) = (voice.start.max(from), voice.end.min(to));
            if start >= end {
                continue;
            }
            let sound = &self.edit.sounds[number];
            if !self.open.contains_key(&number) {
                self.open.insert(number, open(sound, self.artefacts)?);
            }
            let Some(open) = self.open.get_mut(&number) else { continue };
            let part = &mut self.room[..(end - start) as usize * 2];
            open.reader.read(start - voice.start, part).map_err(|e| format!("{}: {e}", sound.task))?;
            if let Some(speaker) = &mut open.speaker {
                speaker.process(part);
            }
            let duck = ducked(sound.role);
            let out = &mut out[(start - from) as usize * 2..];
            for (i, (pair, out)) in part.chunks_exact(2).zip(out.chunks_exact_mut(2)).enumerate() {
                let at = start + i as u64;
                let mut gain = open.gain * voice.fade(at);
                if duck < 1.0 {
                    gain *= 1.0 - (1.0 - duck) * near(&self.speech, at);
                }
                out[0] += pair[0] * gain;
                out[1] += pair[1] * gain;
            }
        }
        self.at = to;
        Ok(())
    }
}

impl Voice {
    /// The fades' gain at a sample: equal power.
    fn fade(&self, at: u64) -> f32 {
        let share = |part: u64, whole: u64| if part >= whole { 1.0 } else { part as f32 / whole as f32 };
        let gain = share(at - self.start, self.fade_in) * share(self.end - at, self.fade_out);
        if gain < 1.0 { (gain * std::f32::consts::FRAC_PI_2).sin() } else { 1.0 }
    }
}

fn open(sound: &Sound, artefacts: &dyn Artefacts) -> Result<Open, String> {
    let reader = Reader::new(artefacts.load(&sound.task)?).map_err(|e| format!("{}: {e}", sound.task))?;
    let level = f64::from(sound.level) / 100.0;
    // Every artefact is brought to dialogue's loudness first, so that a level means what it says.
    let gain = reader.loudness().map_or(0.0, |own| 10f64.powf((DIALOGUE - own + level) / 20.0));
    let speaker = sound.filter.as_deref().map(Speaker::new);
    Ok(Open { reader, gain: gain as f32, speaker })
}

/// What is left of a role under speech.
fn ducked(role: SoundRole) -> f32 {
    match role {
        SoundRole::Music => 0.45,
        SoundRole::Ambience => 0.6,
        SoundRole::Voice | SoundRole::Effect => 1.0,
    }
}

/// 1 while someone speaks, falling to 0 within 0.2 s before and 0.6 s after.
fn near(speech: &[(u64, u64)], at: u64) -> f32 {
    let (before, after) = (f64::from(RATE) * 0.2, f64::from(RATE) * 0.6);
    // Lines lie in order of their start; only those around the sample matter.
    let next = speech.partition_point(|line| line.0 <= at);
    let coming = speech.get(next).map_or(0.0, |line| 1.0 - (line.0 - at) as f64 / before);
    let gone = speech[next.saturating_sub(8)..next].iter().map(|line| 1.0 - at.saturating_sub(line.1) as f64 / after);
    let t = gone.fold(coming, f64::max).clamp(0.0, 1.0) as f32;
    t * t * (3.0 - 2.0 * t)
}

/// The finished sound, ready to be taken in parts of any size.
pub struct Sounds<'a> {
    mix: Mix<'a>,
    limiter: Limiter,
    gain: f32,
    /// Finished pairs that nobody has taken yet.
    ready: Vec<f32>,
    /// Pairs still to skip: the limiter's delay and what lies before a range.
    skip: u64,
}

impl<'a> Sounds<'a> {
    /// Listens to the whole film once or more to find its gain; `progress` is told the share that is done.
    pub fn new(
        edit: &'a Edit,
        artefacts: &'a dyn Artefacts,
        from: u64,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Sounds<'a>>, String> {
        let total = samples_before(edit.rate, edit.frames);
        let key = gain_key(edit);
        let known = artefacts.known(&key).and_then(|bytes| bytes.try_into().ok()).map(f64::from_le_bytes).filter(|g| g.is_finite() && *g > 0.0);
        let mut gain = known.unwrap_or(1.0);
        if known.is_none() && !edit.sounds.is_empty() {
            // The limiter takes some loudness away again, so that the first answer may need mending.
            for pass in 0..4 {
                let limited = pass > 0;
                let Some(loudness) = measure(edit, artefacts, total, limited.then_some(gain as f32), progress)? else {
                    return Ok(None);
                };
                if !loudness.is_finite() {
                    break;
                }
                let off = edit.loudness.map_or(LOUDNESS, |l| f64::from(l) / 100.0) - loudness;
                if limited && off.abs() < 0.3 {
                    break;
                }
                gain = (gain * 10f64.powf(off / 20.0)).min(10f64.powf(MOST_GAIN / 20.0));
            }
            artefacts.remember(&key, &gain.to_le_bytes());
        }
        let limiter = Limiter::new();
        let skip = limiter.delay() + from;
        Ok(Some(Sounds { mix: Mix::new(edit, artefacts), limiter, gain: gain as f32, ready: Vec::new(), skip }))
    }

    /// Exactly the next `out.len() / 2` pairs.
    pub fn take(&mut self, out: &mut [f32]) -> Result<(), String> {
        let mut block = vec![0.0; BLOCK * 2];
        while self.ready.len() < out.len() {
            self.mix.block(&mut block)?;
            block.iter_mut().for_each(|s| *s *= self.gain);
            self.limiter.process(&mut block);
            let skipped = (self.skip as usize).min(BLOCK);
            self.skip -= skipped as u64;
            self.ready.extend(&block[skipped * 2..]);
        }
        out.copy_from_slice(&self.ready[..out.len()]);
        self.ready.drain(..out.len());
        Ok(())
    }
}

/// The key of a film's gain: of all that is heard and when. Another way of mixing is another number.
fn gain_key(edit: &Edit) -> String {
    let heard = serde_json::to_vec(&(&edit.sounds, edit.rate, edit.frames)).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"gain 1\0");
    hasher.update(&heard);
    if let Some(loudness) = edit.loudness {
        hasher.update(&loudness.to_le_bytes());
    }
    hasher.finalize().to_hex()[..32].to_string()
}

/// Loudness of the whole mix in LUFS; with a gain, of the mix as it will be heard. `None` when cancelled.
fn measure(
    edit: &Edit,
    artefacts: &dyn Artefacts,
    total: u64,
    gain: Option<f32>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<f64>, String> {
    let mut meter = EbuR128::new(2, RATE, Mode::I | Mode::HISTOGRAM).map_err(|e| e.to_string())?;
    let mut mix = Mix::new(edit, artefacts);
    let mut limiter = Limiter::new();
    let mut block = vec![0.0; BLOCK * 2];
    while mix.at < total {
        let count = (total - mix.at).min(BLOCK as u64) as usize;
        mix.block(&mut block[..count * 2])?;
        if let Some(gain) = gain {
            block.iter_mut().for_each(|s| *s *= gain);
            limiter.process(&mut block[..count * 2]);
        }
        meter.add_frames_f32(&block[..count * 2]).map_err(|e| e.to_string())?;
        if !progress(mix.at, total) {
            return Ok(None);
        }
    }
    meter.loudness_global().map(Some).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::pcm::Pcm;
    use crate::plan::edit::Edit;

    struct Tone(Vec<u8>);

    impl Artefacts for Tone {
        fn load(&self, _: &str) -> Result<Vec<u8>, String> {
            Ok(self.0.clone())
        }
    }

    /// Loudness of the finished sound of a film in LUFS, and its highest true peak in dB.
    fn heard(loudness: Option<i32>) -> (f64, f64) {
        let pairs = (0..RATE * 6).flat_map(|i| {
            let v = (f64::from(i) * 0.06).sin() as f32 * 0.3;
            [v, v]
        });
        let tone = Tone(Pcm { samples: pairs.collect(), looped: false }.to_bytes());
        let sound = Sound { task: "tone".into(), role: SoundRole::Voice, start: 0, frames: 144, level: 0, fade_in: 0, fade_out: 0, filter: None, speaker: String::new() };
        let edit = Edit { title: String::new(), size: [2, 2], rate: Rate::default(), frames: 144, font: None, loudness, clips: Vec::new(), supers: Vec::new(), chapters: Vec::new(), subtitles: Vec::new(), sounds: vec![sound] };
        let mut sounds = Sounds::new(&edit, &tone, 0, &mut |_, _| true).unwrap().unwrap();
        let mut out = vec![0.0; samples_before(edit.rate, edit.frames) as usize * 2];
        sounds.take(&mut out).unwrap();
        let mut meter = EbuR128::new(2, RATE, Mode::I | Mode::TRUE_PEAK).unwrap();
        meter.add_frames_f32(&out).unwrap();
        let peak = meter.true_peak(0).unwrap().max(meter.true_peak(1).unwrap());
        (meter.loudness_global().unwrap(), 20.0 * peak.log10())
    }

    #[test]
    fn a_film_is_as_loud_as_it_says_and_never_above_its_peaks() {
        for (said, wanted) in [(None, LOUDNESS), (Some(-2300), -23.0), (Some(-1400), -14.0)] {
            let (loudness, peak) = heard(said);
            assert!((loudness - wanted).abs() < 0.5 && peak < -1.0, "{said:?}: {loudness} LUFS, {peak} dBTP");
        }
    }
}
