//! What is laid over a composed band on its way to bytes: vignette, film grain, dither.
//! Its numbers are in canvas values; the layers are composed in `band`.

use super::band::Band;
use super::kernel;
use super::place::Window;
use crate::cut::frame::Frame;
use crate::cut::noise;
use crate::plan::edit::{Finish, Grain};

/// Side of the repeating square of grain.
const SIDE: usize = 512;

/// Full-range canvas values to limited-range codes, as gains of 32767.
const LUMA: i16 = (219.0 / 255.0 * 32768.0) as i16;
const CHROMA: i16 = (224.0 / 255.0 * 32768.0) as i16;

/// A clip's finish, ready for all its frames.
pub struct Finisher {
    strength: i16,
    /// Squared distances from the middle, of columns and rows, in 32767ths of the corner's.
    across: Vec<i16>,
    down: Vec<i16>,
    grain: Option<Vec<i16>>,
    bayer: [[i16; 64]; 8],
    seed: u64,
}

impl Finisher {
    pub fn new(finish: Finish, seed: u64, window: Window) -> Finisher {
        let (w, h) = (window.width as f64, window.height as f64);
        let corner = (w * w + h * h) / 4.0;
        let axis = |count: usize| {
            let mid = (count as f64 - 1.0) / 2.0;
            (0..count).map(|i| ((i as f64 - mid).powi(2) / corner * 32767.0) as i16).collect()
        };
        Finisher {
            strength: (i32::from(finish.vignette.min(1000)) * 32767 / 1000) as i16,
            across: axis(window.width),
            down: axis(window.height),
            grain: grain(finish.grain, window.height),
            bayer: bayer(),
            seed,
        }
    }

    /// No two frames of this finish differ.
    pub fn is_still(&self) -> bool {
        self.grain.is_none()
    }

    /// Writes a band into its place in the frame.
    pub fn write(&self, band: &Band, number: u64, window: Window, room: &mut Room, frame: &mut Frame) {
        let width = window.width;
        let shift = noise::hash2(self.seed, number);
        let (dx, dy) = (shift as usize % SIDE, (shift >> 32) as usize % SIDE);
        for row in 0..band.rows {
            let y = band.top + row;
            self.gains(y, LUMA, &mut room.gain);
            if let Some(grain) = &self.grain {
                let line = &grain[(y + dy) % SIDE * SIDE..][..SIDE];
                let repeats = line[dx..].iter().chain(line.iter().cycle());
                room.grain.iter_mut().zip(repeats).for_each(|(out, &g)| *out = g);
            }
            let out = &mut frame.y[(window.top + y) * frame.width + window.left..][..width];
            kernel::luma(&band.y[row * width..][..width], &room.gain, &room.grain, &self.bayer[y % 8], out);
        }
        let half = width / 2;
        for row in 0..band.rows / 2 {
            let y = band.top / 2 + row;
            self.gains(y * 2, CHROMA, &mut room.gain);
            for x in 0..half {
                room.gain[x] = room.gain[x * 2];
            }
            let start = (window.top / 2 + y) * (frame.width / 2) + window.left / 2;
            let span = row * half..(row + 1) * half;
            let (gain, dither) = (&room.gain[..half], &self.bayer[y % 8]);
            kernel::chroma(&band.u[span.clone()], gain, dither, &mut frame.u[start..][..half]);
            kernel::chroma(&band.v[span], gain, dither, &mut frame.v[start..][..half]);
        }
    }

    fn gains(&self, y: usize, full: i16, out: &mut [i16]) {
        if self.strength == 0 {
            out.fill(full);
        } else {
            kernel::vignette(&self.across, self.down[y], self.strength, full, out);
        }
    }
}

/// Rows that a worker reuses.
pub struct Room {
    gain: Vec<i16>,
    grain: Vec<i16>,
}

impl Room {
    pub fn new(width: usize) -> Room {
        Room { gain: vec![0; width], grain: vec![0; width] }
    }

    pub fn fits(&self, width: usize) -> bool {
        self.gain.len() == width
    }
}

/// A square of noise without a mean, in canvas units: finer stocks have smaller, weaker grains.
fn grain(kind: Grain, height: usize) -> Option<Vec<i16>> {
    // Spread in shares of full luminance, and blur in pixels of a frame 1080 high.
    let (spread, blur) = match kind {
        Grain::None => return None,
        Grain::Fine => (0.005, 0.35),
        Grain::Medium => (0.009, 0.6),
        Grain::Heavy => (0.015, 0.9),
    };
    let blur: f64 = blur * height as f64 / 1080.0;
    let reach = (blur * 3.0).ceil() as i64;
    let weights: Vec<f64> = (-reach..=reach).map(|d| (-((d * d) as f64) / (2.0 * blur * blur).max(1e-6)).exp()).collect();
    // Sums of squares keep the spread while neighbours mix.
    let norm = weights.iter().map(|w| w * w).sum::<f64>();
    let white: Vec<f64> = (0..SIDE * SIDE)
        .map(|i| (0..4).map(|k| noise::unit(0x6772_6169_6e00 + k, i as u64)).sum::<f64>() * 3f64.sqrt() - 2.0 * 3f64.sqrt())
        .collect();
    let wrap = |v: i64| v.rem_euclid(SIDE as i64) as usize;
    let pass = |from: &[f64], dx: i64, dy: i64| -> Vec<f64> {
        let mut out = Vec::with_capacity(SIDE * SIDE);
        for y in 0..SIDE as i64 {
            for x in 0..SIDE as i64 {
                let sum = weights.iter().zip(-reach..=reach).map(|(w, d)| w * from[wrap(y + d * dy) * SIDE + wrap(x + d * dx)]);
                out.push(sum.sum());
            }
        }
        out
    };
    let soft = pass(&pass(&white, 1, 0), 0, 1);
    let scale = spread * 219.0 * 64.0 / norm;
    Some(soft.iter().map(|v| (v * scale).round().clamp(-2000.0, 2000.0) as i16).collect())
}

/// Rows of an ordered dither of half a code either way, eight repeats wide; half of 64 is added for rounding.
fn bayer() -> [[i16; 64]; 8] {
    std::array::from_fn(|y| {
        std::array::from_fn(|x| {
            let mut value = 0;
            for bit in 0..3 {
                let (a, b) = (x >> bit & 1, y >> bit & 1);
                value |= ((a ^ b) << 1 | b) << (4 - 2 * bit);
            }
            value as i16
        })
    })
}

/// The same dither from 0 to 255, for mixing finished rows.
pub fn dither_bytes() -> [[i16; 64]; 8] {
    bayer().map(|row| row.map(|v| v * 4 + 2))
}
