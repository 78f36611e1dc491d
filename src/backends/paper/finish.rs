//! What is done to a whole layer once its sheets lie: rims, skirts of shadow, focus, and the cut to a cel of bytes.

use rayon::prelude::*;

use crate::backends::plate::{Cel, Layer, Play};
use crate::plan::picture::Extent;

use super::canvas::{Canvas, each_row};
use super::colour::{Curve, Rgb};
use super::noise::{self, TILE};
use super::shape::{P, Shape};
use super::soft::{Soft, blur_layer};

impl Canvas<'_> {
    /// Light along the edges of all that was laid so far, as from a source at `toward`, with a soft darkening of the far side.
    pub fn rim(&mut self, toward: P, width: f32, colour: Rgb, strength: f32, turn_away: f32) {
        let narrow = (width * self.s).max(0.8);
        let Some(all) = self.held(narrow * 24.0) else { return };
        let (w, h) = (all.w, all.h);
        let alpha = self.opacity(all);
        let soft = Soft::of(&alpha, w, h, (narrow * 2.4).max(0.6));
        let body = Soft::of(&alpha, w, h, (narrow * 7.0).max(1.0));
        let at = |x: f32, y: f32| {
            let (x, y) = (x.round(), y.round());
            if x < 0.0 || y < 0.0 || x >= w as f32 || y >= h as f32 { 255.0 } else { f32::from(alpha[y as usize * w + x as usize]) }
        };
        let (full, top) = (self.w, all.y as usize);
        each_row(&mut self.px, full, all, |y, _, row| {
            let fy = (y - top) as f32;
            let (mut line, mut bands, mut lees) = (Vec::new(), vec![0.0; w], vec![0.0; w]);
            soft.row(toward[0] * narrow * 2.4, fy + toward[1] * narrow * 2.4, &mut line, &mut bands);
            body.row(-toward[0] * narrow * 7.0, fy - toward[1] * narrow * 7.0, &mut line, &mut lees);
            for (x, px) in row.iter_mut().enumerate() {
                if px[3] < 0.02 {
                    continue;
                }
                let edge = (px[3] * 255.0 - at(x as f32 + toward[0] * narrow, fy + toward[1] * narrow)).max(0.0) / 255.0;
                let band = (255.0 - bands[x]) / 255.0;
                let lee = (255.0 - lees[x]) / 255.0;
                let k = (edge * 0.75 + band * band * 0.6) * strength;
                let dim = 1.0 - lee * turn_away;
                for j in 0..3 {
                    px[j] = px[j] * dim * (1.0 + k * 1.2) + colour[j] * k * 0.3 * px[3];
                }
            }
        });
    }

    /// The shadow of the whole layer on whatever is behind it, baked under it as a dark skirt.
    pub fn skirt(&mut self, gap: f32, dark: f32) {
        let gap = gap * self.s;
        if gap < 0.5 || dark < 0.01 {
            return;
        }
        let Some(all) = self.held(gap * 4.0 + 4.0) else { return };
        let (w, h) = (all.w, all.h);
        let dir = self.light.dir;
        let soft = Soft::of(&self.opacity(all), w, h, gap * 0.75);
        let ink = self.light.shadow;
        self.touch(all);
        let (full, top) = (self.w, all.y as usize);
        each_row(&mut self.px, full, all, |y, _, row| {
            let (mut line, mut soft_row) = (Vec::new(), vec![0.0; w]);
            soft.row(dir[0] * gap, (y - top) as f32 + dir[1] * gap, &mut line, &mut soft_row);
            for (x, px) in row.iter_mut().enumerate() {
                if px[3] >= 0.999 {
                    continue;
                }
                let a = soft_row[x] / 255.0 * dark * (1.0 - px[3]);
                if a < 0.002 {
                    continue;
                }
                for k in 0..3 {
                    px[k] += ink[k] * a;
                }
                px[3] += a;
            }
        });
    }

    /// A soft dark patch under all that was laid so far.
    pub fn under(&mut self, shape: &Shape, dark: f32, blur: f32) {
        let sigma = (blur * self.s).max(0.6);
        let Some(at) = self.window(shape, sigma * 3.0) else { return };
        let Some(mask) = self.cover(shape, at) else { return };
        let soft = Soft::of(mask.data(), at.w, at.h, sigma);
        let (ink, w) = (self.light.shadow, self.w);
        self.touch(at);
        each_row(&mut self.px, w, at, |y, x_from, row| {
            let (mut line, mut soft_row) = (Vec::new(), vec![0.0; row.len()]);
            soft.row((x_from as i64 - at.x) as f32, (y as i64 - at.y) as f32, &mut line, &mut soft_row);
            for (i, px) in row.iter_mut().enumerate() {
                let a = soft_row[i] / 255.0 * dark * (1.0 - px[3]);
                if a > 0.002 {
                    for k in 0..3 {
                        px[k] += ink[k] * a;
                    }
                    px[3] += a;
                }
            }
        });
    }

    /// Leaves only what lies inside a rectangle of the frame, with an edge that fades over `soft` frame heights.
    pub fn keep(&mut self, at: [f32; 4], soft: f32) {
        let s = self.s;
        let (l, t, r, b) = (at[0] * s - self.x0 as f32, at[1] * s - self.y0 as f32, at[2] * s - self.x0 as f32, at[3] * s - self.y0 as f32);
        let edge = (soft * s).max(1.0);
        let Some(all) = self.held(0.0) else { return };
        let w = self.w;
        each_row(&mut self.px, w, all, |y, from, row| {
            let y = y as f32 + 0.5;
            let down = ((y - t).min(b - y) / edge).clamp(0.0, 1.0);
            for (x, px) in row.iter_mut().enumerate() {
                let x = (from + x) as f32 + 0.5;
                let k = down * ((x - l).min(r - x) / edge).clamp(0.0, 1.0);
                for v in px.iter_mut() {
                    *v *= k;
                }
            }
        });
    }

    /// Ends the work: blurred by `sigma` frame heights, cropped to what is painted, quantised. `None` when nothing is.
    pub fn layer(mut self, name: &str, depth: f64, sigma: f32) -> Option<Layer> {
        self.soften(sigma);
        let at = self.held(0.0)?;
        let (x, y, w) = (at.x as usize, at.y as usize, self.w);
        let seen: Vec<Option<(usize, usize)>> = self.px[y * w..(y + at.h) * w]
            .par_chunks(w)
            .map(|row| {
                let row = &row[x..x + at.w];
                let first = row.iter().position(|p| p[3] > 0.002)?;
                let last = row.iter().rposition(|p| p[3] > 0.002)?;
                Some((x + first, x + last))
            })
            .collect();
        let top = y + seen.iter().position(Option::is_some)?;
        let foot = y + seen.iter().rposition(Option::is_some)?;
        let left = seen.iter().flatten().map(|s| s.0).min()?;
        let right = seen.iter().flatten().map(|s| s.1).max()?;
        let (cel, area) = self.bytes(left, top, right - left + 1, foot - top + 1);
        Some(Layer { name: name.to_owned(), depth, area, cels: vec![cel], play: Play::Still, glow: self.glow })
    }

    /// Ends the work as one picture of several: the whole canvas, whatever is painted.
    pub fn cel(mut self, sigma: f32) -> (Cel, Extent) {
        self.soften(sigma);
        self.bytes(0, 0, self.w, self.h)
    }

    fn soften(&mut self, sigma: f32) {
        let sigma = sigma * self.s;
        let Some(at) = self.held(sigma * 3.0 + 2.0).filter(|_| sigma > 0.5) else { return };
        self.touch(at);
        let rows = (at.y as usize..at.y as usize + at.h).map(|y| y * self.w + at.x as usize);
        let mut part: Vec<[f32; 4]> = rows.clone().flat_map(|from| &self.px[from..from + at.w]).copied().collect();
        blur_layer(&mut part, at.w, at.h, sigma);
        for (from, line) in rows.zip(part.chunks_exact(at.w)) {
            self.px[from..from + at.w].copy_from_slice(line);
        }
    }

    fn bytes(&self, left: usize, top: usize, cw: usize, ch: usize) -> (Cel, Extent) {
        let w = self.w;
        let relief = noise::relief();
        let glow = self.glow;
        let curve = Curve::get();
        let mut rgba = vec![0u8; cw * ch * 4];
        let held = self.held(0.0).map_or(0..0, |at| at.y as usize..at.y as usize + at.h);
        let px = &self.px;
        let (manner, pixel) = (self.light.manner, 1.0 / self.s);
        let prints = manner.prints() && !glow;
        let (x0, y0) = ((self.x0 + left as i64) as f32 * pixel, (self.y0 + top as i64) as f32 * pixel);
        rgba.par_chunks_mut(cw * 4).enumerate().filter(|(y, _)| held.contains(&(top + y))).for_each(|(y, out)| {
            let row = &px[(top + y) * w + left..(top + y) * w + left + cw];
            let tile = (y & (TILE - 1)) * TILE;
            for (x, (p, q)) in row.iter().zip(out.chunks_exact_mut(4)).enumerate() {
                let a = p[3].clamp(0.0, 1.0);
                if a <= 0.002 {
                    continue;
                }
                let white = f32::from(relief.white[tile + (x & (TILE - 1))]) / 256.0;
                let mut p = *p;
                if prints {
                    let c = manner.print([p[0] / a, p[1] / a, p[2] / a], x0 + x as f32 * pixel, y0 + y as f32 * pixel, pixel);
                    p = [c[0] * a, c[1] * a, c[2] * a, p[3]];
                }
                if a > 0.998 && !glow {
                    let seen = curve.encode_all(p);
                    for k in 0..3 {
                        q[k] = (seen[k] * 255.0 + white) as u8;
                    }
                    q[3] = 255;
                } else {
                    let alpha = (a * 255.0 + white) as u8;
                    let over = 1.0 / a;
                    let seen = if glow { p.map(|v| v.clamp(0.0, a)) } else { curve.encode_all(p.map(|v| v * over)).map(|v| v * a) };
                    for k in 0..3 {
                        q[k] = ((seen[k] * 255.0 + white) as u8).min(alpha);
                    }
                    q[3] = alpha;
                }
            }
        });
        let s = f64::from(self.s);
        let (l, t) = ((self.x0 + left as i64) as f64 / s, (self.y0 + top as i64) as f64 / s);
        (Cel { width: cw as u32, height: ch as u32, rgba }, Extent { left: l, top: t, right: l + cw as f64 / s, bottom: t + ch as f64 / s })
    }
}
