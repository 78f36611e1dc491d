//! A layer made ready for composing: planar luma, chroma and alpha, with a map of where it is clear or opaque.
//! Made once a clip from a plate's cel; where it stands in a frame is decided elsewhere.

use super::kernel;
use crate::backends::plate::Cel;
use crate::cut::colour;

/// What a part of a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    Clear,
    Opaque,
    Mixed,
}

/// Source pixels of one entry of the cover map.
const TILE: [usize; 2] = [32, 8];

/// Premultiplied full-range planes; chroma is sited left, between two rows.
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    pub y: Vec<u8>,
    pub alpha: Vec<u8>,
    pub chroma_width: usize,
    pub chroma_height: usize,
    pub u: Vec<i8>,
    pub v: Vec<i8>,
    pub chroma_alpha: Vec<u8>,
    tiles: Vec<Cover>,
    tiles_across: usize,
}

impl Sheet {
    /// A cel too small to resample grows by repeating its pixels; one without pixels is clear.
    pub fn new(cel: &Cel) -> Sheet {
        let (w, h) = (cel.width as usize, cel.height as usize);
        if w < 3 || h < 3 || cel.rgba.len() != w * h * 4 {
            return Sheet::new(&repeated(cel));
        }
        let (cw, ch) = (w.div_ceil(2), h.div_ceil(2));
        let mut sheet = Sheet {
            width: w,
            height: h,
            y: vec![0; w * h],
            alpha: vec![0; w * h],
            chroma_width: cw,
            chroma_height: ch,
            u: vec![0; cw * ch],
            v: vec![0; cw * ch],
            chroma_alpha: vec![0; cw * ch],
            tiles: Vec::new(),
            tiles_across: w.div_ceil(TILE[0]),
        };
        kernel::luma_of(&cel.rgba, &mut sheet.y, &mut sheet.alpha);
        let mut sums = vec![[0i32; 4]; w + 2];
        for row in 0..ch {
            let upper = &cel.rgba[row * 2 * w * 4..][..w * 4];
            let lower = &cel.rgba[(row * 2 + 1).min(h - 1) * w * 4..][..w * 4];
            kernel::add_rows(upper, lower, &mut sums[1..=w]);
            sums[0] = sums[1];
            sums[w + 1] = sums[w];
            let part = row * cw..(row + 1) * cw;
            let (u, v) = (&mut sheet.u[part.clone()], &mut sheet.v[part.clone()]);
            kernel::chroma_of(&sums, u, v, &mut sheet.chroma_alpha[part]);
        }
        sheet.find_cover();
        sheet
    }

    /// Planes as they are handed over: luma and its alpha of `size`, chroma and its alpha of half of both sides.
    pub fn of_planes([width, height]: [usize; 2], [y, alpha]: [Vec<u8>; 2], [u, v]: [Vec<i8>; 2], chroma_alpha: Vec<u8>) -> Sheet {
        let (chroma_width, chroma_height) = (width / 2, height / 2);
        let mut sheet = Sheet { width, height, y, alpha, chroma_width, chroma_height, u, v, chroma_alpha, tiles: Vec::new(), tiles_across: width.div_ceil(TILE[0]) };
        sheet.find_cover();
        sheet
    }

    fn find_cover(&mut self) {
        for top in (0..self.height).step_by(TILE[1]) {
            for left in (0..self.width).step_by(TILE[0]) {
                let (mut clear, mut opaque) = (true, true);
                for row in top..(top + TILE[1]).min(self.height) {
                    let span = row * self.width + left..row * self.width + (left + TILE[0]).min(self.width);
                    let (alpha, luma) = (&self.alpha[span.clone()], &self.y[span]);
                    opaque &= alpha.iter().all(|&a| a == 255);
                    clear &= alpha.iter().all(|&a| a == 0) && luma.iter().all(|&y| y == 0);
                }
                self.tiles.push(match (clear, opaque) {
                    (true, _) => Cover::Clear,
                    (_, true) => Cover::Opaque,
                    _ => Cover::Mixed,
                });
            }
        }
    }

    /// What the pixels from `x` to `y`, both ends included and clamped to the sheet, hold together.
    pub fn cover(&self, x: [i64; 2], y: [i64; 2]) -> Cover {
        let clamp = |v: i64, size: usize| v.clamp(0, size as i64 - 1) as usize;
        let (left, right) = (clamp(x[0], self.width) / TILE[0], clamp(x[1], self.width) / TILE[0]);
        let (top, bottom) = (clamp(y[0], self.height) / TILE[1], clamp(y[1], self.height) / TILE[1]);
        let first = self.tiles[top * self.tiles_across + left];
        for row in top..=bottom {
            let tiles = &self.tiles[row * self.tiles_across..][left..=right];
            if tiles.iter().any(|&tile| tile != first) {
                return Cover::Mixed;
            }
        }
        first
    }

    /// The mean colour, full range, of what is not clear.
    pub fn mean(&self) -> [f64; 3] {
        let sum = |alpha: &[u8]| alpha.iter().map(|&a| u64::from(a)).sum::<u64>().max(1) as f64 / 255.0;
        let (luma, chroma) = (sum(&self.alpha), sum(&self.chroma_alpha));
        let signed = |plane: &[i8]| plane.iter().map(|&c| i64::from(c)).sum::<i64>() as f64 / chroma;
        [self.y.iter().map(|&y| u64::from(y)).sum::<u64>() as f64 / luma, signed(&self.u), signed(&self.v)]
    }
}

/// A cel with every pixel repeated four times each way.
fn repeated(cel: &Cel) -> Cel {
    let (w, h) = (cel.width as usize, cel.height as usize);
    if w * h == 0 || cel.rgba.len() != w * h * 4 {
        return Cel { width: 4, height: 4, rgba: vec![0; 64] };
    }
    let row = |y: usize| cel.rgba[y * w * 4..][..w * 4].chunks_exact(4).flat_map(|pixel| pixel.repeat(4));
    let rgba = (0..h * 4).flat_map(|y| row(y / 4)).collect();
    Cel { width: cel.width * 4, height: cel.height * 4, rgba }
}

/// A cel of half the size, each pixel the mean of four.
pub fn halved(cel: &Cel) -> Cel {
    let (w, h) = (cel.width as usize, cel.height as usize);
    let (hw, hh) = (w / 2, h / 2);
    let mut rgba = Vec::with_capacity(hw * hh * 4);
    for row in 0..hh {
        let (upper, lower) = (&cel.rgba[row * 2 * w * 4..][..w * 4], &cel.rgba[(row * 2 + 1) * w * 4..][..w * 4]);
        for (a, b) in upper.chunks_exact(8).zip(lower.chunks_exact(8)) {
            for c in 0..4 {
                let sum = [a[c], a[c + 4], b[c], b[c + 4]].map(u32::from).iter().sum::<u32>();
                rgba.push(((sum + 2) >> 2) as u8);
            }
        }
    }
    Cel { width: hw as u32, height: hh as u32, rgba }
}

/// Canvas values of a colour.
pub fn canvas(full: [f64; 3]) -> [i16; 3] {
    full.map(|c| (c * 64.0).round().clamp(-8160.0, 16320.0) as i16)
}

/// Canvas values of an sRGB colour.
pub fn canvas_of(rgb: [u8; 3]) -> [i16; 3] {
    canvas(colour::full(rgb.map(f64::from)))
}
