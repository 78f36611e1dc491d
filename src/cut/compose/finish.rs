//! What is laid over a composed band on its way to bytes: vignette, film grain, dither.
//! Its numbers are in canvas values; the layers are composed in `band`.

use super::band::Band;
use super::kernel::{self, Dimming};
use super::place::Window;
use crate::cut::frame::Frame;
use crate::cut::noise;
use crate::plan::edit::{Finish, Grain};

/// Side of the repeating square of grain.
const SIDE: usize = 512;

/// Full-range canvas values to limited-range codes, as gains.
const LUMA: f64 = 219.0 / 255.0;
const CHROMA: f64 = 224.0 / 255.0;

/// A clip's finish, ready for all its frames.
pub struct Finisher {
    luma: Vignette,
    chroma: Vignette,
    grain: Option<Vec<i16>>,
    bayer: [[i16; 64]; 8],
    seed: u64,
}

impl Finisher {
    pub fn new(finish: Finish, seed: u64, window: Window) -> Finisher {
        let strength = f64::from(finish.vignette.min(1000)) / 1000.0;
        let (width, height) = (window.width, window.height);
        Finisher {
            luma: Vignette::new([width, height], LUMA, strength),
            chroma: Vignette::new([width / 2, height / 2], CHROMA, strength),
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
            if let Some(grain) = &self.grain {
                let line = &grain[(y + dy) % SIDE * SIDE..][..SIDE];
                let (head, tail) = room.grain.split_at_mut((SIDE - dx).min(width));
                head.copy_from_slice(&line[dx..][..head.len()]);
                tail.chunks_mut(SIDE).for_each(|part| part.copy_from_slice(&line[..part.len()]));
            }
            let out = &mut frame.y[(window.top + y) * frame.width + window.left..][..width];
            kernel::luma(&band.y[row * width..][..width], self.luma.row(y), &room.grain, &self.bayer[y % 8], out);
        }
        let half = width / 2;
        for row in 0..band.rows / 2 {
            let y = band.top / 2 + row;
            let start = (window.top / 2 + y) * (frame.width / 2) + window.left / 2;
            let span = row * half..(row + 1) * half;
            let (dim, dither) = (self.chroma.row(y), &self.bayer[y % 8]);
            kernel::chroma(&band.u[span.clone()], dim, dither, &mut frame.u[start..][..half]);
            kernel::chroma(&band.v[span], dim, dither, &mut frame.v[start..][..half]);
        }
    }
}

/// A plane's vignette: one less the fourth power of the distance from the middle, of which a corner loses all its strength.
struct Vignette {
    /// Squares of the distance from the middle, to the side and up or down, of 65536 in a corner.
    across: Vec<u16>,
    down: Vec<u16>,
    full: i16,
    loss: u16,
}

impl Vignette {
    fn new([width, height]: [usize; 2], full: f64, strength: f64) -> Vignette {
        let (w, h) = (width as f64 - 1.0, height as f64 - 1.0);
        let corner = ((w * w + h * h) / 4.0).max(1.0);
        // Rounded down, so that no sum is more than the most that there is.
        let squares = |count: usize, last: f64| (0..count).map(|at| ((at as f64 - last / 2.0).powi(2) / corner * 65535.0) as u16).collect();
        let full = full * 32768.0;
        Vignette { across: squares(width, w), down: squares(height, h), full: full as i16, loss: (full * strength) as u16 }
    }

    fn row(&self, y: usize) -> Dimming<'_> {
        Dimming { across: &self.across, down: self.down[y], full: self.full, loss: self.loss }
    }
}

/// A row that a worker reuses.
pub struct Room {
    grain: Vec<i16>,
}

impl Room {
    pub fn new(width: usize) -> Room {
        Room { grain: vec![0; width] }
    }

    pub fn fits(&self, width: usize) -> bool {
        self.grain.len() == width
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
    let weights: Vec<f64> =
        (-reach..=reach).map(|d| (-((d * d) as f64) / (2.0 * blur * blur).max(1e-6)).exp()).collect();
    // Sums of squares keep the spread while neighbours mix.
    let norm = weights.iter().map(|w| w * w).sum::<f64>();
    let white: Vec<f64> = (0..SIDE * SIDE)
        .map(|i| {
            (0..4).map(|k| noise::unit(0x6772_6169_6e00 + k, i as u64)).sum::<f64>() * 3f64.sqrt() - 2.0 * 3f64.sqrt()
        })
        .collect();
    let wrap = |v: i64| v.rem_euclid(SIDE as i64) as usize;
    let pass = |from: &[f64], dx: i64, dy: i64| -> Vec<f64> {
        let mut out = Vec::with_capacity(SIDE * SIDE);
        for y in 0..SIDE as i64 {
            for x in 0..SIDE as i64 {
                let sum = weights
                    .iter()
                    .zip(-reach..=reach)
                    .map(|(w, d)| w * from[wrap(y + d * dy) * SIDE + wrap(x + d * dx)]);
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

/// The same dither in canvas values.
pub fn dither_canvas() -> [[i16; 64]; 8] {
    bayer()
}

/// The same dither from 0 to 255, for mixing finished rows.
pub fn dither_bytes() -> [[i16; 64]; 8] {
    bayer().map(|row| row.map(|v| v * 4 + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a flat bright picture comes out as, against the formula in real numbers.
    #[test]
    fn a_vignette_falls_by_the_fourth_power_of_the_distance() {
        let window = Window { left: 0, top: 0, width: 640, height: 360 };
        for strength in [0, 340, 1000] {
            let finisher = Finisher::new(Finish { grain: Grain::None, vignette: strength }, 1, window);
            let mut frame = Frame::new([640, 360]);
            let mut band = Band::new(640, 0);
            for top in (0..360).step_by(super::super::band::ROWS) {
                band.start_on(top, super::super::band::ROWS.min(360 - top), [200 << 6, 40 << 6, -40 << 6]);
                finisher.write(&band, 0, window, &mut Room::new(640), &mut frame);
            }
            let share = |x: f64, y: f64, [w, h]: [f64; 2]| {
                let t = ((x - w / 2.0).powi(2) + (y - h / 2.0).powi(2)) / ((w * w + h * h) / 4.0);
                1.0 - f64::from(strength) / 1000.0 * t * t
            };
            for y in 0..360 {
                for x in 0..640 {
                    let wanted = 16.0 + 200.0 * LUMA * share(x as f64, y as f64, [639.0, 359.0]);
                    // The dither is half a code either way.
                    let got = f64::from(frame.y[y * 640 + x]);
                    assert!((got - wanted.max(16.0)).abs() < 1.1, "{strength}: {x}, {y}: {got}, and {wanted}");
                }
            }
            let wanted = 128.0 + 40.0 * CHROMA * share(3.0, 170.0, [319.0, 179.0]);
            assert!((f64::from(frame.u[170 * 320 + 3]) - wanted).abs() < 1.1);
        }
    }
}
