//! Takes into artefacts: a picture into a plate of one layer, a spoken line into its slot, a bed into sound.

use std::path::Path;

use super::measure::{Measured, TIMING};
use super::schedule::Notice;
use crate::backends::remote::Timing;
use crate::backends::pcm::{Pcm, RATE};
use crate::backends::plate::{BOUGHT, Cel, Layer, Plate, Play};
use crate::media;
use crate::plan::picture::Extent;
use crate::plan::provider::Using;

/// A voice may hurry by this much before its author is told.
const HURRY: f64 = 1.2;

/// The artefact of a take, of which so much was measured; none for what is used as it lies in `takes/`.
pub fn develop(using: &Using, take: &Path, measured: &Measured) -> Result<Option<(Vec<u8>, Option<Notice>)>, String> {
    match using {
        Using::Plate { size, depth, area, .. } => plate(take, *size, *depth, *area).map(|p| Some((p.to_bytes(), None))),
        Using::Voice { samples, line } => voice(take, heard(measured, *line)?, *samples as usize).map(|(pcm, notice)| Some((pcm.to_bytes(), notice))),
        Using::Ambience { looped } => bed(take, *looped).map(|pcm| Some((pcm.to_bytes(), None))),
        Using::Music => bed(take, true).map(|pcm| Some((pcm.to_bytes(), None))),
        Using::Sheet | Using::Clip => Ok(None),
    }
}

/// Where the artefact of a task lies that was made from one of several takes.
pub fn key(task: &str, take: &Path) -> String {
    let name = take.file_name().unwrap_or_default().to_string_lossy();
    blake3::hash(format!("{task} {name}").as_bytes()).to_hex()[..32].to_string()
}

fn plate(take: &Path, size: [u32; 2], depth: i32, area: [i32; 4]) -> Result<Plate, String> {
    let image = media::load_image(take).map_err(|e| e.to_string())?;
    let [left, top, right, bottom] = area.map(|v| f64::from(v) / 10_000.0);
    let (w, h) = (right - left, bottom - top);
    let own = f64::from(image.width.max(1)) / f64::from(image.height.max(1));
    // What the legal size has too much lies outside what the camera sees.
    let (width, tall) = if own > w / h { (h * own, h) } else { (w, w / own) };
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let area = Extent { left: x - width / 2.0, top: y - tall / 2.0, right: x + width / 2.0, bottom: y + tall / 2.0 };
    let mut rgba = image.rgba;
    // A picture of this kind has nothing behind it.
    for pixel in rgba.chunks_exact_mut(4).filter(|p| p[3] < 255) {
        let alpha = u32::from(pixel[3]);
        for c in &mut pixel[..3] {
            *c = ((u32::from(*c) * alpha + 127) / 255) as u8;
        }
        pixel[3] = 255;
    }
    let cel = Cel { width: image.width, height: image.height, rgba };
    Ok(Plate { size, layers: vec![Layer { name: BOUGHT.into(), depth: f64::from(depth) / 1000.0, area, cels: vec![cel], play: Play::Still, glow: false }] })
}

/// Where a line is heard in its sound, in milliseconds, if the provider said so. Of an exchange it must have.
fn heard(measured: &Measured, line: Option<u32>) -> Result<Option<(u64, u64)>, String> {
    let timing: Timing = measured.get(TIMING).and_then(|t| serde_json::from_str(t).ok()).unwrap_or_default();
    match line {
        Some(line) => timing.lines.get(line as usize).copied().map(Some).ok_or_else(|| "the ledger does not say where this line is in its exchange".into()),
        None => Ok(timing.words.first().zip(timing.words.last()).map(|(first, last)| (first.1, last.2)).filter(|(from, to)| from < to)),
    }
}

/// A line in its slot: without the silence around it, and faster where it must be.
fn voice(take: &Path, heard: Option<(u64, u64)>, slot: usize) -> Result<(Pcm, Option<Notice>), String> {
    let mut all = media::load_sound(take, 0.0, 600.0).map_err(|e| e.to_string())?;
    if let Some((from, to)) = heard {
        // A breath before it and its last sound belong to it.
        let at = |ms: u64| (ms as usize * RATE as usize / 1000).min(all.len() / 2) * 2;
        let (from, to) = (at(from.saturating_sub(60)), at(to + 120));
        all.truncate(to);
        all.drain(..from.min(all.len()));
    }
    if all.is_empty() {
        return Err("the line is not in the sound".into());
    }
    let loud = |pair: &[f32]| pair.iter().any(|s| s.abs() > 0.003);
    let pairs: Vec<&[f32]> = all.chunks_exact(2).collect();
    let first = pairs.iter().position(|p| loud(p)).unwrap_or(0).saturating_sub(RATE as usize / 50);
    let last = pairs.iter().rposition(|p| loud(p)).map_or(pairs.len(), |l| (l + RATE as usize / 20).min(pairs.len()));
    let mut samples: Vec<f32> = pairs[first..last].iter().flat_map(|p| p.iter().copied()).collect();
    let mut notice = None;
    if samples.len() / 2 > slot && slot > 0 {
        let tempo = samples.len() as f64 / 2.0 / slot as f64;
        let side = |one: usize| -> Result<Vec<f32>, String> {
            let one: Vec<f32> = samples.iter().skip(one).step_by(2).copied().collect();
            media::filter::bend(&one, 1.0, tempo).map_err(|e| e.to_string())
        };
        let (left, right) = (side(0)?, side(1)?);
        samples = left.into_iter().zip(right).flat_map(|(l, r)| [l, r]).collect();
        notice = (tempo > HURRY).then(|| Notice::Hurried { percent: ((tempo - 1.0) * 100.0).round() as u32 });
    }
    samples.truncate(slot * 2);
    Ok((Pcm { samples, looped: false }, notice))
}

fn bed(take: &Path, looped: bool) -> Result<Pcm, String> {
    let samples = media::load_sound(take, 0.0, 900.0).map_err(|e| e.to_string())?;
    Ok(Pcm { samples, looped })
}
