//! The slower way for a camera that rolls: a sheet sampled along slanted rows.
//! The straight way is in `place`.

use super::place::{self, Window};
use super::sheet::{Cover, Sheet};
use crate::plan::picture::{Extent, Placement};

/// A sheet in one frame whose camera is rolled.
pub struct Turned<'a> {
    pub sheet: &'a Sheet,
    /// Source place in 65536ths of a pixel: of output pixel (0, 0), and what one pixel right and one down add.
    origin: [i64; 2],
    right: [i64; 2],
    down: [i64; 2],
    endless: bool,
}

impl<'a> Turned<'a> {
    pub fn new(
        sheet: &'a Sheet,
        area: &Extent,
        placement: &Placement,
        roll: f64,
        window: Window,
        endless: bool,
    ) -> Turned<'a> {
        let [across, along] = place::lines([sheet.width, sheet.height], area, placement, window);
        let (sin, cos) = roll.sin_cos();
        // Turned about the middle of the window, then as if nothing were turned.
        let mid = [(window.width as f64 - 1.0) / 2.0, (window.height as f64 - 1.0) / 2.0];
        let straight = |x: f64, y: f64| {
            let (dx, dy) = (x - mid[0], y - mid[1]);
            let (x, y) = (dx * cos - dy * sin + mid[0], dx * sin + dy * cos + mid[1]);
            [x * across.step + across.offset, y * along.step + along.offset]
        };
        let fixed = |v: [f64; 2]| v.map(|v| (v * 65536.0).round() as i64);
        let (o, r, d) = (straight(0.0, 0.0), straight(1.0, 0.0), straight(0.0, 1.0));
        Turned {
            sheet,
            origin: fixed(o),
            right: fixed([r[0] - o[0], r[1] - o[1]]),
            down: fixed([d[0] - o[0], d[1] - o[1]]),
            endless,
        }
    }

    fn at(&self, x: usize, y: usize) -> [i64; 2] {
        std::array::from_fn(|i| self.origin[i] + self.right[i] * x as i64 + self.down[i] * y as i64)
    }

    pub fn cover(&self, x: (usize, usize), y: (usize, usize)) -> Cover {
        let corners = [(x.0, y.0), (x.1, y.0), (x.0, y.1), (x.1, y.1)].map(|(x, y)| self.at(x, y));
        let span = |i: usize| {
            let low = corners.iter().map(|c| c[i]).min().unwrap_or(0);
            let high = corners.iter().map(|c| c[i]).max().unwrap_or(0);
            [(low >> 16) - 3, (high >> 16) + 4]
        };
        let (across, down) = (span(0), span(1));
        let size = [self.sheet.width as i64, self.sheet.height as i64];
        let outside = across[0] < 0 || down[0] < 0 || across[1] >= size[0] || down[1] >= size[1];
        match self.sheet.cover(across, down) {
            Cover::Opaque if outside && !self.endless => Cover::Mixed,
            cover => cover,
        }
    }

    pub fn luma(&self, x: (usize, usize), y: usize, colour: &mut [i16], mut alpha: Option<&mut [i16]>) {
        for (i, out) in colour.iter_mut().enumerate() {
            let spot = self.spot(self.at(x.0 + i, y), [self.sheet.width, self.sheet.height]);
            *out = spot.sample(|i| i32::from(self.sheet.y[i]));
            if let Some(alpha) = &mut alpha {
                alpha[i] = spot.sample(|i| i32::from(self.sheet.alpha[i]));
            }
        }
    }

    pub fn chroma(&self, x: (usize, usize), y: usize, uv: [&mut [i16]; 2], mut alpha: Option<&mut [i16]>) {
        let [u, v] = uv;
        for (i, (u, v)) in u.iter_mut().zip(v).enumerate() {
            // The sample lies at an even pixel, between two rows; so it does in the source.
            let [x, y] = self.at((x.0 + i) * 2, y * 2);
            let at = [(x + self.down[0] / 2) / 2, (y + self.down[1] / 2 - (1 << 15)) / 2];
            let spot = self.spot(at, [self.sheet.chroma_width, self.sheet.chroma_height]);
            *u = spot.sample(|i| i32::from(self.sheet.u[i]));
            *v = spot.sample(|i| i32::from(self.sheet.v[i]));
            if let Some(alpha) = &mut alpha {
                alpha[i] = spot.sample(|i| i32::from(self.sheet.chroma_alpha[i]));
            }
        }
    }

    fn spot(&self, at: [i64; 2], size: [usize; 2]) -> Spot {
        let limit = size.map(|n| (n as i64 - 1) << 16);
        let outside = (0..2).any(|i| at[i] < -65536 || at[i] > limit[i] + 65536);
        if outside && !self.endless {
            return Spot { at: 0, row: 0, weights: [0; 4] };
        }
        let [x, y]: [i64; 2] = std::array::from_fn(|i| at[i].clamp(0, limit[i] - 1));
        let (fx, fy) = (((x & 0xffff) >> 8) as i32, ((y & 0xffff) >> 8) as i32);
        Spot {
            at: (y >> 16) as usize * size[0] + (x >> 16) as usize,
            row: size[0],
            weights: [(256 - fx) * (256 - fy), fx * (256 - fy), (256 - fx) * fy, fx * fy],
        }
    }
}

/// Four neighbours and their weights.
struct Spot {
    at: usize,
    row: usize,
    weights: [i32; 4],
}

impl Spot {
    #[inline(always)]
    fn sample(&self, plane: impl Fn(usize) -> i32) -> i16 {
        if self.weights == [0; 4] {
            return 0;
        }
        let [a, b, c, d] = self.weights;
        let sum = plane(self.at) * a
            + plane(self.at + 1) * b
            + plane(self.at + self.row) * c
            + plane(self.at + self.row + 1) * d;
        (sum >> 10) as i16
    }
}
