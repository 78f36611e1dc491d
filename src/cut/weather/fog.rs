//! Banks of fog: soft bands that drift between layers.
//! How many there are and where is decided in the parent.

use super::Wind;
use crate::cut::compose::band::Band;
use crate::cut::compose::place::Window;
use crate::cut::noise;
use crate::plan::picture::Placement;

/// Output pixels between two values of the field.
const CELL: usize = 16;

pub struct Bank {
    colour: [i16; 3],
    /// Middle and half height, in frame heights from the frame's centre.
    middle: f64,
    half: f64,
    density: f64,
    carry: f64,
    seed: u64,
}

impl Bank {
    pub fn new(rank: usize, amount: f64, colour: [i16; 3], seed: u64) -> Bank {
        let pick = |of: [f64; 3]| of[rank.min(2)];
        Bank {
            colour,
            middle: pick([0.06, 0.18, 0.34]),
            half: pick([0.1, 0.14, 0.2]),
            density: (pick([0.62, 0.42, 0.25]) * amount.sqrt()).min(0.85),
            carry: pick([0.7, 1.2, 2.2]),
            seed,
        }
    }

    pub fn at(&self, t: f64, wind: &Wind, place: &Placement, window: Window) -> Drift {
        let (height, columns) = (window.height as f64, window.width / CELL + 2);
        let rows = window.height / CELL + 2;
        let way = wind.way(t) * self.carry;
        let mut cover = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let y = ((row * CELL) as f64 / height - 0.5 - place.y) / place.scale;
            for column in 0..columns {
                let x = (((column * CELL) as f64 - window.width as f64 / 2.0) / height - place.x) / place.scale - way;
                // The edge is torn, the inside uneven by a fifth.
                let torn = noise::field(self.seed, x * 2.2, y * 5.0 + t * 0.05) * 0.45 * self.half;
                let fall = 1.0 - ((y - self.middle + torn) / self.half).abs().min(1.0);
                let soft = fall * fall * (3.0 - 2.0 * fall);
                let uneven = 1.0 + 0.2 * noise::field(self.seed + 1, x * 6.0, y * 12.0 - t * 0.08);
                cover.push((self.density * soft * uneven * 16384.0).clamp(0.0, 16384.0) as i32);
            }
        }
        Drift { colour: self.colour, columns, cover }
    }
}

/// A bank in one frame: a coarse field of cover, of 16384.
pub struct Drift {
    colour: [i16; 3],
    columns: usize,
    cover: Vec<i32>,
}

impl Drift {
    pub fn lay(&self, band: &mut Band) {
        let width = band.width;
        for row in 0..band.rows {
            let line = &mut band.y[row * width..][..width];
            self.row((band.top + row) * 2, 1, |x, cover| mix(&mut line[x], self.colour[0], cover), width);
        }
        for row in 0..band.rows / 2 {
            let start = row * width / 2;
            let put = |x: usize, cover: i32| {
                mix(&mut band.u[start + x], self.colour[1], cover);
                mix(&mut band.v[start + x], self.colour[2], cover);
            };
            self.row((band.top + row * 2) * 2 + 1, 2, put, width / 2);
        }
    }

    /// The cover of every sample of a row at half pixels `y`, where it is not nothing.
    #[inline(always)]
    fn row(&self, y: usize, pitch: usize, mut put: impl FnMut(usize, i32), count: usize) {
        let (row, part) = (y / (CELL * 2), (y % (CELL * 2)) as i32);
        let upper = &self.cover[row * self.columns..][..self.columns];
        let lower = &self.cover[(row + 1) * self.columns..][..self.columns];
        let at = |column: usize| (upper[column] * (32 - part) + lower[column] * part) >> 5;
        let run = CELL / pitch;
        for column in 0..count.div_ceil(run) {
            let (a, b) = (at(column), at((column + 1).min(self.columns - 1)));
            if a == 0 && b == 0 {
                continue;
            }
            for i in 0..run.min(count - column * run) {
                put(column * run + i, a + (b - a) * (i * pitch) as i32 / CELL as i32);
            }
        }
    }
}

#[inline(always)]
fn mix(canvas: &mut i16, colour: i16, cover: i32) {
    *canvas += (((i32::from(colour) - i32::from(*canvas)) * cover) >> 14) as i16;
}
