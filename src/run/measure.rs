//! What came back, looked at: whether it is what was ordered, and what can be measured of it. Nothing is bought on the
//! strength of it; it decides whether an answer is a take.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use crate::media::{self, Image, Pictures};
use crate::plan::picture::Hour;
use crate::plan::provider::expected::Expected;
use crate::plan::provider::{Order, Role};

pub type Measured = BTreeMap<String, String>;

/// The usual ending of a file, by its first bytes; none where it is nothing that can be used.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let at = |place: usize, mark: &[u8]| bytes.get(place..).is_some_and(|b| b.starts_with(mark));
    Some(match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => "png",
        () if starts(b"\xff\xd8\xff") => "jpg",
        () if starts(b"RIFF") && at(8, b"WEBP") => "webp",
        () if starts(b"RIFF") && at(8, b"WAVE") => "wav",
        () if at(4, b"ftyp") => "mp4",
        () if starts(b"\x1a\x45\xdf\xa3") => "webm",
        () if starts(b"ID3") || (bytes.len() > 1 && bytes[0] == 0xff && bytes[1] & 0xe0 == 0xe0) => "mp3",
        () if starts(b"OggS") => "ogg",
        () if starts(b"fLaC") => "flac",
        () => return None,
    })
}

/// When words and lines are heard in a sound, as JSON of [`crate::backends::remote::Timing`].
pub const TIMING: &str = "timing";

/// What a detector said of where people are in a picture.
pub const FRAMING: &str = "framing";
/// Its word where nothing is wrong.
pub const AS_ASKED: &str = "as asked";

/// Measures a file against its order and what the set expects; the error says why it is no take.
pub fn measure(path: &Path, order: &Order, expected: Option<&Expected>) -> Result<Measured, String> {
    let kind = first_bytes(path).and_then(|bytes| ending(&bytes)).unwrap_or_default();
    let fits = match order.role {
        Role::Picture => matches!(kind, "png" | "jpg" | "webp"),
        Role::Animate | Role::Portrait => matches!(kind, "mp4" | "webm"),
        Role::Speech | Role::Sound | Role::Music => !matches!(kind, "png" | "jpg" | "webp"),
    };
    if !fits {
        return Err(format!("it is no {}, but {}", order.role, if kind.is_empty() { "nothing that is known" } else { kind }));
    }
    match order.role {
        Role::Picture => {
            let (mut out, mean) = picture(path, order)?;
            out.extend(expected.and_then(|e| light(e, mean / 255.0)).map(|words| ("light".to_string(), words)));
            Ok(out)
        }
        Role::Animate | Role::Portrait => {
            let (mut out, mean) = clip(path, order)?;
            out.extend(expected.and_then(|e| light(e, mean / 255.0)).map(|words| ("light".to_string(), words)));
            Ok(out)
        }
        Role::Speech | Role::Sound | Role::Music => sound(path, order),
    }
}

fn first_bytes(path: &Path) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    std::fs::File::open(path).ok()?.take(64).read_to_end(&mut out).ok()?;
    Some(out)
}

/// Another shape, or less than half of what was paid for, is another picture. Some servers round to their own steps.
fn shaped(what: &str, own: [u32; 2], order: &Order) -> Result<(), String> {
    let Some([w, h]) = order.size else { return Ok(()) };
    let of = |w: u32, h: u32| f64::from(w.max(1)) / f64::from(h.max(1));
    if (of(own[0], own[1]) / of(w, h)).ln().abs() > 0.02 || own[0] * 2 < w {
        return Err(format!("the {what} is {}x{}, and {w}x{h} was ordered", own[0], own[1]));
    }
    Ok(())
}

/// Mean brightness that is strange for an hour outdoors. Indoors a lamp decides.
fn light(expected: &Expected, mean: f64) -> Option<String> {
    let (least, most, hour) = match expected.hour {
        _ if expected.interior => return None,
        Hour::Night => (0.0, 0.5, "night"),
        Hour::Day | Hour::Noon | Hour::Morning | Hour::Afternoon => (0.2, 1.0, "daylight"),
        Hour::Dawn | Hour::MagicHour | Hour::Dusk | Hour::Evening => (0.06, 0.8, "the hour"),
    };
    let strange = if mean < least { "dark" } else if mean > most { "bright" } else { return None };
    Some(format!("{strange} for {hour}"))
}

fn picture(path: &Path, order: &Order) -> Result<(Measured, f64), String> {
    let image = media::load_image(path).map_err(|e| format!("the picture cannot be decoded: {e}"))?;
    let mut out = Measured::new();
    out.insert("size".into(), format!("{}x{}", image.width, image.height));
    shaped("picture", [image.width, image.height], order)?;
    let look = Look::new(&image);
    look.refuse("picture")?;
    out.insert("brightness".into(), format!("{:.0} %", look.mean / 2.55));
    if look.bars > 0.0 {
        out.insert("bars".into(), format!("{:.0} % of the height", look.bars * 100.0));
    }
    Ok((out, look.mean))
}

fn sound(path: &Path, order: &Order) -> Result<Measured, String> {
    let probe = media::probe(path).map_err(|e| format!("the sound cannot be decoded: {e}"))?;
    if probe.sound.is_none() {
        return Err("there is no sound in it".into());
    }
    let samples = media::load_sound(path, 0.0, 600.0).map_err(|e| format!("the sound cannot be decoded: {e}"))?;
    if samples.len() < 2 * 2400 {
        return Err("the sound is shorter than a twentieth of a second".into());
    }
    if samples.iter().all(|s| s.abs() < 1e-4) {
        return Err("the sound is silent".into());
    }
    let seconds = samples.len() as f64 / 96_000.0;
    // A file that says how long it is and is not broke off. Headers of streams say nothing, or the most that there can be.
    let said = if probe.seconds < 600.0 { probe.seconds } else { 0.0 };
    if let Some(said) = wav_seconds(path).or(Some(said)).filter(|said| seconds < said * 0.95 - 0.1) {
        return Err(format!("the sound broke off: {seconds:.2} s of {said:.2} s are there"));
    }
    // A bed goes round and a tune is cut: a little less than was ordered serves.
    if let Some(wanted) = order.milliseconds.map(|ms| ms as f64 / 1000.0).filter(|wanted| seconds < wanted / 2.0) {
        return Err(format!("the sound lasts {seconds:.2} s, and {wanted:.2} s were ordered"));
    }
    Ok(Measured::from([("seconds".to_string(), format!("{seconds:.2}"))]))
}

/// The length that a WAV says of itself; none where it was written as a stream.
fn wav_seconds(path: &Path) -> Option<f64> {
    let bytes = std::fs::read(path).ok().filter(|b| b.starts_with(b"RIFF"))?;
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let (mut at, mut rate) = (12, None);
    while let (Some(name), Some(long)) = (bytes.get(at..at + 4), number(at + 4)) {
        match name {
            b"fmt " => rate = number(at + 16).filter(|r| *r > 0),
            b"data" => return rate.filter(|_| long < 0x7fff_0000).map(|rate| f64::from(long) / f64::from(rate)),
            _ => {}
        }
        at += 8 + long as usize + (long as usize & 1);
    }
    None
}

fn clip(path: &Path, order: &Order) -> Result<(Measured, f64), String> {
    let probe = media::probe(path).map_err(|e| format!("the clip cannot be decoded: {e}"))?;
    let picture = probe.picture.as_ref().filter(|_| probe.seconds > 0.05).ok_or("there are no moving pictures in it")?;
    let mut out = Measured::from([("size".to_string(), format!("{}x{}", picture.size[0], picture.size[1])), ("seconds".to_string(), format!("{:.2}", probe.seconds))]);
    // Somebody who speaks may be cut a little after their line; what is missing then is stillness.
    let least = if order.role == Role::Animate { 0.9 } else { 0.75 };
    if let Some(wanted) = order.milliseconds.filter(|wanted| probe.seconds * 1000.0 < *wanted as f64 * least) {
        return Err(format!("the clip lasts {:.2} s, and {:.2} s were ordered", probe.seconds, wanted as f64 / 1000.0));
    }
    shaped("clip", picture.size, order)?;
    let there = media::count_frames(path).map_err(|e| format!("the clip cannot be decoded: {e}"))?;
    let rate = f64::from(picture.rate.num) / f64::from(picture.rate.den.max(1));
    let said = if picture.frames > 0 { picture.frames as f64 } else { rate * probe.seconds };
    if (there as f64) < said * 0.95 - 1.0 {
        return Err(format!("the clip broke off: {there} of its {said:.0} pictures are there"));
    }
    let mut pictures = Pictures::open(path, [160, 90]).map_err(|e| format!("the clip cannot be decoded: {e}"))?;
    let mut seen: Vec<Image> = Vec::new();
    for part in 0..8 {
        seen.push(pictures.at(probe.seconds * f64::from(part) / 8.0).map_err(|e| format!("the clip cannot be decoded: {e}"))?.clone());
    }
    let looks: Vec<Look> = seen.iter().map(Look::new).collect();
    if looks.iter().all(|l| l.refuse("clip").is_err()) {
        return Err("the clip is black or empty".into());
    }
    let apart = |a: &Image, b: &Image| a.rgba.iter().zip(&b.rgba).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.rgba.len().max(1) as f64;
    let steps: Vec<f64> = seen.windows(2).map(|w| apart(&w[0], &w[1])).collect();
    // Looked at in eight places.
    let still = steps.iter().filter(|s| **s < 0.02).count();
    if still == steps.len() {
        return Err("the clip is frozen: all its pictures are the same".into());
    }
    if still * 3 >= steps.len() * 2 {
        return Err("the clip is frozen for most of its length".into());
    }
    let mean = |look: &Look| look.mean;
    let (low, high) = looks.iter().map(mean).fold((255.0_f64, 0.0_f64), |(l, h), m| (l.min(m), h.max(m)));
    out.insert("brightness".into(), format!("{:.0} % to {:.0} %", low / 2.55, high / 2.55));
    // Bars that come and go are part of what is shown.
    let bars = looks.iter().map(|l| l.bars).fold(1.0_f64, f64::min);
    if bars > 0.0 {
        out.insert("bars".into(), format!("{:.0} % of the height", bars * 100.0));
    }
    let rate = f64::from(picture.rate.num.max(1)) / f64::from(picture.rate.den.max(1));
    if flickers(&mut pictures, probe.seconds, rate)? {
        out.insert("flicker".into(), "its light flickers".into());
    }
    if is_cut(&mut pictures, probe.seconds, rate)? {
        out.insert("cut".into(), "there is a cut in it".into());
    }
    Ok((out, looks.iter().map(mean).sum::<f64>() / looks.len().max(1) as f64))
}

/// Longer clips are looked at to here for cuts.
const LOOKED_AT: f64 = 60.0;

/// Whether a picture follows one that it has nothing of: a step from frame to frame that is large, and stands alone. A flash goes back
/// again with the next.
fn is_cut(pictures: &mut Pictures, seconds: f64, rate: f64) -> Result<bool, String> {
    let count = (rate.clamp(1.0, 60.0) * seconds.min(LOOKED_AT)) as u32;
    let (mut steps, mut before): (Vec<f64>, Option<Image>) = (Vec::new(), None);
    for i in 0..count {
        let now = pictures.at(f64::from(i) / rate.clamp(1.0, 60.0)).map_err(|e| format!("the clip cannot be decoded: {e}"))?;
        if let Some(before) = &before {
            let colours = now.rgba.chunks_exact(4).zip(before.rgba.chunks_exact(4)).flat_map(|(a, b)| a[..3].iter().zip(&b[..3]));
            steps.push(colours.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / (now.rgba.len() / 4 * 3).max(1) as f64);
        }
        before = Some(now.clone());
    }
    let mut sorted = steps.clone();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0).max(0.5);
    let beside = |i: usize| [i.checked_sub(1), i.checked_add(1)].into_iter().flatten().filter_map(|i| steps.get(i)).fold(0.0_f64, |a, b| a.max(*b));
    Ok(steps.iter().enumerate().any(|(i, step)| *step > 10.0 && *step > usual * 8.0 && beside(i) < step / 2.0))
}

/// Whether brightness goes up and down from frame to frame, over a second in the middle of a clip.
fn flickers(pictures: &mut Pictures, seconds: f64, rate: f64) -> Result<bool, String> {
    let start = (seconds / 2.0 - 0.5).max(0.0);
    let count = (rate.clamp(1.0, 60.0) * seconds.min(1.0)) as u32;
    let mut means = Vec::new();
    for i in 0..count {
        means.push(Look::new(pictures.at(start + f64::from(i) / rate.max(1.0)).map_err(|e| format!("the clip cannot be decoded: {e}"))?).mean);
    }
    // A ramp or a cut bends the line of means once; flicker bends it to and fro.
    let bends: Vec<f64> = means.windows(3).map(|w| w[0] - 2.0 * w[1] + w[2]).collect();
    let to_and_fro = bends.windows(2).filter(|b| b[0] * b[1] < 0.0 && b[0].abs().min(b[1].abs()) > 5.0).count();
    Ok(bends.len() >= 6 && to_and_fro * 3 > bends.len())
}

struct Look {
    mean: f64,
    darkest: u8,
    brightest: u8,
    /// The part of the height that black bars at top and bottom take.
    bars: f64,
}

impl Look {
    fn new(image: &Image) -> Look {
        let luma = |p: &[u8]| ((u32::from(p[0]) * 54 + u32::from(p[1]) * 183 + u32::from(p[2]) * 19) >> 8) as u8;
        let (mut sum, mut darkest, mut brightest) = (0_u64, 255_u8, 0_u8);
        for pixel in image.rgba.chunks_exact(4) {
            let l = luma(pixel);
            sum += u64::from(l);
            darkest = darkest.min(l);
            brightest = brightest.max(l);
        }
        let rows: Vec<bool> = image.rgba.chunks_exact((image.width as usize * 4).max(4)).map(|row| row.chunks_exact(4).all(|p| luma(p) < 20)).collect();
        let top = rows.iter().take_while(|b| **b).count();
        let bottom = rows.iter().rev().take_while(|b| **b).count();
        let both = if top > 2 && bottom > 2 && top + bottom < rows.len() { top + bottom } else { 0 };
        Look { mean: sum as f64 / (image.rgba.len() / 4).max(1) as f64, darkest, brightest, bars: both as f64 / rows.len().max(1) as f64 }
    }

    fn refuse(&self, what: &str) -> Result<(), String> {
        if self.brightest < 12 {
            return Err(format!("the {what} is black"));
        }
        if self.brightest - self.darkest < 3 {
            return Err(format!("the {what} is empty: it has one colour"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_beginning_not_by_their_names() {
        assert_eq!(ending(b"\x89PNG\r\n\x1a\n...."), Some("png"));
        assert_eq!(ending(b"RIFF\0\0\0\0WAVEfmt "), Some("wav"));
        assert_eq!(ending(b"\0\0\0\x20ftypisom"), Some("mp4"));
        for bytes in [&b""[..], b"<html>", b"{\"error\":1}", b"RIFF"] {
            assert_eq!(ending(bytes), None);
        }
    }

    #[test]
    fn silent_short_and_torn_sounds_are_no_takes() {
        let folder = tempfile::tempdir().unwrap();
        let wav = |samples: &[i16]| {
            let long = samples.len() as u32 * 2;
            let mut out = [&b"RIFF"[..], &(36 + long).to_le_bytes(), b"WAVEfmt \x10\0\0\0\x01\0\x01\0", &48_000_u32.to_le_bytes(), &96_000_u32.to_le_bytes(), b"\x02\0\x10\0data", &long.to_le_bytes()].concat();
            out.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
            let path = folder.path().join(format!("{}.wav", blake3::hash(&out).to_hex()));
            std::fs::write(&path, out).unwrap();
            path
        };
        let tone: Vec<i16> = (0..96_000).map(|i| if i % 100 < 50 { 6000 } else { -6000 }).collect();
        let of = |path: &Path, milliseconds| {
            let order = Order { role: Role::Sound, provider: "p".into(), model: "m".into(), prompt: "x".into(), avoid: String::new(), size: None, seed: None, milliseconds, voice: None, manner: vec![], options: BTreeMap::new(), references: vec![], lines: vec![], ends: None };
            measure(path, &order, None)
        };
        assert_eq!(of(&wav(&tone), Some(3000)).unwrap()["seconds"], "2.00");
        assert_eq!(of(&wav(&tone), Some(5000)).unwrap_err(), "the sound lasts 2.00 s, and 5.00 s were ordered");
        assert_eq!(of(&wav(&[0; 96_000]), None).unwrap_err(), "the sound is silent");
        assert!(of(&wav(&tone[..500]), None).is_err());
        // The header of a whole sound, and a tenth of it.
        let whole = std::fs::read(wav(&tone)).unwrap();
        let torn = folder.path().join("torn.wav");
        std::fs::write(&torn, &whole[..whole.len() / 10]).unwrap();
        assert!(of(&torn, None).unwrap_err().contains("broke off"), "{:?}", of(&torn, None));
        // One that was written as a stream says no length.
        let mut stream = whole.clone();
        stream[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
        std::fs::write(&torn, &stream).unwrap();
        assert_eq!(of(&torn, None).unwrap()["seconds"], "2.00");
    }

    #[test]
    fn black_empty_and_misshapen_pictures_are_no_takes() {
        let picture = |w: u32, h: u32, of: fn(u32) -> [u8; 3]| {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, w, h);
            encoder.set_color(png::ColorType::Rgb);
            let data: Vec<u8> = (0..w * h).flat_map(of).collect();
            encoder.write_header().unwrap().write_image_data(&data).unwrap();
            let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            file
        };
        let order = Order { role: Role::Picture, provider: "p".into(), model: "m".into(), prompt: "x".into(), avoid: String::new(), size: Some([64, 32]), seed: None, milliseconds: None, voice: None, manner: vec![], options: BTreeMap::new(), references: vec![], lines: vec![], ends: None };
        let of = |file: &tempfile::NamedTempFile| measure(file.path(), &order, None);
        assert_eq!(of(&picture(64, 32, |i| [i as u8; 3])).unwrap()["size"], "64x32");
        assert_eq!(of(&picture(64, 32, |_| [0; 3])).unwrap_err(), "the picture is black");
        assert_eq!(of(&picture(64, 32, |_| [90; 3])).unwrap_err(), "the picture is empty: it has one colour");
        assert!(of(&picture(32, 32, |i| [i as u8; 3])).unwrap_err().contains("64x32 was ordered"));
        let letterbox = of(&picture(64, 32, |i| if (i / 64) % 28 < 4 { [0; 3] } else { [60 + i as u8 % 100; 3] })).unwrap();
        assert_eq!(letterbox["bars"], "25 % of the height");
        let night = Expected { hour: Hour::Night, ..Expected::default() };
        let bright = measure(picture(64, 32, |i| [200 + (i % 50) as u8; 3]).path(), &order, Some(&night)).unwrap();
        assert_eq!(bright.get("light").map(String::as_str), Some("bright for night"));
        let inside = Expected { interior: true, ..night };
        assert_eq!(measure(picture(64, 32, |i| [200 + (i % 50) as u8; 3]).path(), &order, Some(&inside)).unwrap().get("light"), None);
        let whole = std::fs::read(picture(64, 32, |i| [i as u8; 3]).path()).unwrap();
        let torn = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(torn.path(), &whole[..40]).unwrap();
        assert!(of(&torn).is_err());
        std::fs::write(torn.path(), b"\0\0\0\x20ftypisom").unwrap();
        assert_eq!(of(&torn).unwrap_err(), "it is no picture, but mp4");
    }
}
