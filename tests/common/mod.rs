//! Synthetic plates and edits for tests and benches of the picture line.
//! Nothing here is drawn well; it only has layers, depths and edges like a drawn plate.
#![allow(dead_code)]

use std::collections::BTreeMap;

use frost::backends::plate::{Cel, Layer, Plate, Play};
use frost::cut::Artefacts;
use frost::plan::edit::{Clip, Ease, Edit, Finish, Key, LIFE, Path, Source};
use frost::plan::picture::{Extent, Light, View, Weather};
use frost::time::Rate;

/// Artefacts in memory.
#[derive(Default)]
pub struct Shelf(pub BTreeMap<String, Vec<u8>>);

impl Artefacts for Shelf {
    fn load(&self, key: &str) -> Result<Vec<u8>, String> {
        self.0.get(key).cloned().ok_or_else(|| "it was never made".to_owned())
    }
}

fn noise(x: u32, y: u32, seed: u32) -> u32 {
    let mut n = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed.wrapping_mul(0xc2b2_ae3d);
    n ^= n >> 15;
    n = n.wrapping_mul(0x2c1b_3c6d);
    n ^ (n >> 13)
}

/// Opaque below a wavy line, with some texture.
fn ridge(size: [u32; 2], line: f64, colour: [f64; 3], seed: u32) -> Cel {
    let [w, h] = size;
    let mut rgba = Vec::with_capacity((w * h * 4) as usize);
    for y in 0..h {
        for x in 0..w {
            let u = f64::from(x) / f64::from(w) * 6.3;
            let s = f64::from(seed);
            let crest = line + 0.06 * (u * 1.7 + s).sin() + 0.02 * (u * 7.1 + s * 2.0).sin();
            let alpha = ((f64::from(y) / f64::from(h) - crest) * f64::from(h)).clamp(0.0, 1.0);
            let grain = f64::from(noise(x, y, seed) % 9) - 4.0;
            let shade = 1.0 - 0.2 * f64::from(y) / f64::from(h);
            for c in colour {
                rgba.push(((c * shade + grain).clamp(0.0, 255.0) * alpha) as u8);
            }
            rgba.push((alpha * 255.0) as u8);
        }
    }
    Cel { width: w, height: h, rgba }
}

/// A soft round light, for glow layers.
fn lamp(size: u32) -> Cel {
    let mid = f64::from(size) / 2.0;
    let mut rgba = Vec::new();
    for y in 0..size {
        for x in 0..size {
            let r = ((f64::from(x) - mid).powi(2) + (f64::from(y) - mid).powi(2)).sqrt() / mid;
            let light = (1.0 - r).clamp(0.0, 1.0).powi(2);
            rgba.extend([(200.0 * light) as u8, (150.0 * light) as u8, (80.0 * light) as u8, 0]);
        }
    }
    Cel { width: size, height: size, rgba }
}

/// Six layers: sky, three ridges, a village strip, a near frame; 1.2 times the film's size.
pub fn plate(size: [u32; 2]) -> Plate {
    let aspect = f64::from(size[0]) / f64::from(size[1]);
    let big = size.map(|n| n * 6 / 5);
    let area = Extent { left: -aspect * 0.6, top: -0.6, right: aspect * 0.6, bottom: 0.6 };
    let layer = |name: &str, depth: f64, cel: Cel| Layer {
        name: name.into(),
        depth,
        area,
        cels: vec![cel],
        play: Play::Still,
        glow: false,
    };
    let mut layers = vec![
        layer("sky", 400.0, ridge(big, -1.0, [150.0, 170.0, 200.0], 1)),
        layer("far ridge", 120.0, ridge(big, 0.45, [110.0, 130.0, 160.0], 2)),
        layer("middle ridge", 40.0, ridge(big, 0.55, [80.0, 100.0, 125.0], 3)),
        layer("near ridge", 16.0, ridge(big, 0.68, [60.0, 70.0, 90.0], 4)),
        layer("village", 8.0, ridge(big, 0.78, [70.0, 50.0, 50.0], 5)),
        layer("near frame", 3.0, ridge(big, 0.92, [20.0, 22.0, 30.0], 6)),
    ];
    layers.insert(
        5,
        Layer {
            name: "lamp".into(),
            depth: 7.5,
            area: Extent { left: 0.1, top: 0.15, right: 0.3, bottom: 0.35 },
            cels: vec![lamp(200)],
            play: Play::Still,
            glow: true,
        },
    );
    Plate { size, layers }
}

pub fn clip(start: u64, frames: u64, source: Source) -> Clip {
    Clip {
        shot: "1.1".into(),
        start,
        frames,
        source,
        path: Path::default(),
        weather: Weather::default(),
        interior: false,
        light: Light::default(),
        finish: Finish::default(),
        transition: None,
        fade_in: None,
        fade_out: None,
        seed: 7 + start,
        stretches: Vec::new(),
        pace: LIFE,
        rack: None,
        grade: None,
    }
}

/// A push of so many metres over a clip.
pub fn push(frames: u64, metres: f64, ease: Ease) -> Path {
    let to = View { at: [0, 0, (metres * 1e6) as i32], ..View::default() };
    let keys = vec![Key { frame: 0, view: View::default(), ease }, Key { frame: frames - 1, view: to, ease }];
    Path { keys, focal: 3500, ..Path::default() }
}

pub fn edit(size: [u32; 2], clips: Vec<Clip>) -> Edit {
    Edit {
        title: "Thaw".into(),
        size,
        rate: Rate::default(),
        frames: clips.iter().map(|c| c.start + c.frames).max().unwrap_or(0),
        font: None,
        loudness: None,
        clips,
        supers: Vec::new(),
        chapters: Vec::new(),
        subtitles: Vec::new(),
        sounds: Vec::new(),
    }
}

/// A shelf with a plate under `plate`.
pub fn shelf(size: [u32; 2]) -> Shelf {
    Shelf(BTreeMap::from([("plate".to_owned(), plate(size).to_bytes())]))
}

pub fn plate_source() -> Source {
    Source::Plate("plate".into())
}
