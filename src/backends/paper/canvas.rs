//! One layer being made: sheets of paper laid on one another with lip, shadow, grain and fog. It knows no subjects, only shapes and how light falls on paper.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use tiny_skia::{FillRule, Mask, PathBuilder, Transform};

use crate::plan::picture::Extent;

use super::colour::Rgb;
use super::light::Lighting;
use super::noise::{self, TILE};
use super::shape::{P, Shape};
use super::soft::Soft;

/// Pixels between two samples of the light.
const CELL: usize = 16;

/// How one sheet is made and lit.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub ink: Rgb,
    /// A second colour and the line, in frame heights, from the first to the second.
    pub fade: Option<(Rgb, P, P)>,
    pub seed: u64,
    /// Share of the full lit lip, 0 to 1 and more.
    pub lip: f32,
    /// Height above what lies behind, in frame heights: where its shadow falls.
    pub gap: f32,
    /// Darkness of that shadow.
    pub shade: f32,
    /// One deviation of grain, as a share of luminance.
    pub grain: f32,
    /// Softness of the edge, in frame heights.
    pub blur: f32,
    pub alpha: f32,
    /// Share of haze at the top and at the foot.
    pub fog: [f32; 2],
    /// 1 takes the light of the set, 0 shines by itself.
    pub lit: f32,
}

impl Sheet {
    pub fn new(ink: Rgb, seed: u64) -> Sheet {
        Sheet {
            ink,
            fade: None,
            seed,
            lip: 1.0,
            gap: 0.005,
            shade: 0.35,
            grain: 0.016,
            blur: 0.0,
            alpha: 1.0,
            fog: [0.0, 0.0],
            lit: 1.0,
        }
    }

    pub fn gap(self, gap: f32) -> Sheet {
        Sheet { gap, ..self }
    }

    pub fn shade(self, shade: f32) -> Sheet {
        Sheet { shade, ..self }
    }

    pub fn lip(self, lip: f32) -> Sheet {
        Sheet { lip, ..self }
    }

    pub fn flat(self) -> Sheet {
        Sheet { lip: 0.0, gap: 0.0, ..self }
    }

    pub fn alpha(self, alpha: f32) -> Sheet {
        Sheet { alpha, ..self }
    }

    pub fn blur(self, blur: f32) -> Sheet {
        Sheet { blur, ..self }
    }

    pub fn fog(self, top: f32, foot: f32) -> Sheet {
        Sheet { fog: [top, foot], ..self }
    }

    pub fn lit(self, lit: f32) -> Sheet {
        Sheet { lit, ..self }
    }

    pub fn grain(self, grain: f32) -> Sheet {
        Sheet { grain, ..self }
    }

    pub fn fade(self, to: Rgb, from_at: P, to_at: P) -> Sheet {
        Sheet { fade: Some((to, from_at, to_at)), ..self }
    }
}

pub struct Canvas<'a> {
    /// Pixels a frame height.
    pub s: f32,
    pub(super) x0: i64,
    pub(super) y0: i64,
    pub w: usize,
    pub h: usize,
    pub(super) px: Vec<[f32; 4]>,
    /// Light at every [`CELL`]th pixel.
    grid: Vec<[f32; 3]>,
    grid_w: usize,
    pub light: &'a Lighting,
    pub(super) glow: bool,
    /// Left, top, right and foot of what was touched so far: most layers fill a small part of what they may.
    touched: Option<[usize; 4]>,
}

/// The pixels of finished layers, clear again: twenty layers take memory for as many as are drawn at once. What the system
/// hands over anew it clears page by page, which takes longer than most layers.
static POOL: Mutex<Vec<Vec<[f32; 4]>>> = Mutex::new(Vec::new());
/// Bytes that are kept at most between layers.
const KEPT: usize = 64 << 20;

fn clear_pixels(count: usize) -> Vec<[f32; 4]> {
    let mut px = POOL.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    if px.capacity() < count {
        px = vec![[0.0; 4]; count];
    }
    px.resize(count, [0.0; 4]);
    px
}

fn keep(px: Vec<[f32; 4]>) {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = |px: &Vec<[f32; 4]>| px.capacity() * size_of::<[f32; 4]>();
    if pool.iter().map(bytes).sum::<usize>() + bytes(&px) <= KEPT {
        pool.push(px);
    }
}

/// Nothing more is drawn for now.
pub fn rest() {
    POOL.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

impl Drop for Canvas<'_> {
    fn drop(&mut self) {
        if let Some([l, t, r, b]) = self.touched {
            for y in t..b {
                self.px[y * self.w + l..y * self.w + r].fill([0.0; 4]);
            }
        }
        debug_assert!(self.px.iter().all(|p| *p == [0.0; 4]), "something was painted that nothing touched");
        keep(std::mem::take(&mut self.px));
    }
}

/// A window of pixels.
#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub x: i64,
    pub y: i64,
    pub w: usize,
    pub h: usize,
}

impl<'a> Canvas<'a> {
    /// A clear layer over `area` at `s` pixels a frame height.
    pub fn new(area: Extent, s: f64, light: &'a Lighting, glow: bool) -> Canvas<'a> {
        let (x0, y0) = ((area.left * s).floor(), (area.top * s).floor());
        let w = ((area.right * s).ceil() - x0).clamp(1.0, 8000.0) as usize;
        let h = ((area.bottom * s).ceil() - y0).clamp(1.0, 8000.0) as usize;
        let grid_w = w / CELL + 2;
        let grid_h = h / CELL + 2;
        let mut grid = Vec::new();
        if !glow {
            grid = (0..grid_w * grid_h)
                .map(|i| {
                    let x = (x0 + ((i % grid_w) * CELL) as f64) / s;
                    let y = (y0 + ((i / grid_w) * CELL) as f64) / s;
                    light.at(x as f32, y as f32)
                })
                .collect();
        }
        Canvas { s: s as f32, x0: x0 as i64, y0: y0 as i64, w, h, px: clear_pixels(w * h), grid, grid_w, light, glow, touched: None }
    }

    /// Notes that something is painted in a window.
    pub(super) fn touch(&mut self, at: Rect) {
        let side = |v: i64, most: usize| v.clamp(0, most as i64) as usize;
        let (l, t) = (side(at.x, self.w), side(at.y, self.h));
        let (r, b) = (side(at.x + at.w as i64, self.w), side(at.y + at.h as i64, self.h));
        if l < r && t < b {
            let old = self.touched.unwrap_or([l, t, r, b]);
            self.touched = Some([old[0].min(l), old[1].min(t), old[2].max(r), old[3].max(b)]);
        }
    }

    /// The window that holds all that was painted, with so many pixels around it; `None` while nothing was.
    pub(super) fn held(&self, around: f32) -> Option<Rect> {
        let [l, t, r, b] = self.touched?;
        let pad = around.ceil().max(0.0) as usize;
        let (x, y) = (l.saturating_sub(pad), t.saturating_sub(pad));
        Some(Rect { x: x as i64, y: y as i64, w: (r + pad).min(self.w) - x, h: (b + pad).min(self.h) - y })
    }

    /// A window's opacity in bytes.
    pub(super) fn opacity(&self, at: Rect) -> Vec<u8> {
        let rows = (at.y as usize..at.y as usize + at.h).map(|y| &self.px[y * self.w + at.x as usize..][..at.w]);
        rows.flatten().map(|p| (p[3] * 255.0) as u8).collect()
    }

    fn px_of(&self, p: P) -> P {
        [p[0] * self.s - self.x0 as f32, p[1] * self.s - self.y0 as f32]
    }

    /// The part of the layer, with a margin, that `shape` touches.
    pub(super) fn window(&self, shape: &Shape, margin: f32) -> Option<Rect> {
        let b = shape.bounds()?;
        let (a, c) = (self.px_of([b[0], b[1]]), self.px_of([b[2], b[3]]));
        let x = (a[0] - margin - 1.0).floor().max(-margin - 2.0) as i64;
        let y = (a[1] - margin - 1.0).floor().max(-margin - 2.0) as i64;
        let r = (c[0] + margin + 1.0).ceil().min(self.w as f32 + margin + 2.0) as i64;
        let d = (c[1] + margin + 1.0).ceil().min(self.h as f32 + margin + 2.0) as i64;
        if r <= x || d <= y {
            return None;
        }
        Some(Rect { x, y, w: (r - x) as usize, h: (d - y) as usize })
    }

    pub(super) fn cover(&self, shape: &Shape, at: Rect) -> Option<Mask> {
        let mut mask = Mask::new(at.w as u32, at.h as u32)?;
        let mut pb = PathBuilder::new();
        let (w, h) = (at.w as f32 + 8.0, at.h as f32 + 8.0);
        for points in &shape.loops {
            let local: Vec<P> = points
                .iter()
                .map(|p| {
                    let q = self.px_of(*p);
                    [q[0] - at.x as f32, q[1] - at.y as f32]
                })
                .collect();
            let mut cut = clip(&local, -8.0, -8.0, w, h);
            // All loops run one way round, or overlapping ones would cut holes into each other.
            if area(&cut) < 0.0 {
                cut.reverse();
            }
            let mut rest = cut.iter();
            let Some(first) = rest.next() else { continue };
            pb.move_to(first[0], first[1]);
            for p in rest {
                pb.line_to(p[0], p[1]);
            }
            pb.close();
        }
        let path = pb.finish()?;
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        Some(mask)
    }

    pub fn paint(&mut self, shape: &Shape, sheet: &Sheet) {
        self.paint_in(shape, sheet, None);
    }

    /// Lays a sheet; where `within` is given, only inside that outline.
    pub fn paint_in(&mut self, shape: &Shape, sheet: &Sheet, within: Option<&Shape>) {
        let dir = self.light.dir;
        let sigma = sheet.blur * self.s;
        let gap = sheet.gap * self.s;
        let casts = gap > 0.25 && sheet.shade > 0.01;
        let margin = if sigma > 0.3 { sigma * 3.0 } else { 0.0 } + if casts { gap * 3.0 + 2.0 } else { 2.0 };
        let Some(at) = self.window(shape, margin) else { return };
        let Some(mask) = self.cover(shape, at) else { return };
        let mut cover = mask.take();
        if sigma > 0.3 {
            cover = Soft::of(&cover, at.w, at.h, sigma).full(at.w, at.h);
        }
        if let Some(limit) = within {
            match self.cover(limit, at) {
                Some(limit) => {
                    for (a, b) in cover.iter_mut().zip(limit.data()) {
                        *a = (u32::from(*a) * u32::from(*b) / 255) as u8;
                    }
                }
                None => return,
            }
        }
        if casts && self.holds(at) {
            self.cast(&cover, at, [-dir[0] * gap, -dir[1] * gap], gap * 0.75, sheet.shade * sheet.alpha * (1.0 - sheet.fog[1] * 0.8), sheet.alpha > 0.999);
        }
        self.lay(&cover, at, sheet);
        if self.light.manner.prints() && sigma <= 0.3 && sheet.blur <= 0.0 {
            self.edge(&cover, at, sheet.alpha);
        }
    }

    /// Whether anything lies in a window yet.
    fn holds(&self, at: Rect) -> bool {
        let (x0, x1) = (at.x.clamp(0, self.w as i64) as usize, (at.x + at.w as i64).clamp(0, self.w as i64) as usize);
        let (y0, y1) = (at.y.clamp(0, self.h as i64) as usize, (at.y + at.h as i64).clamp(0, self.h as i64) as usize);
        (y0..y1).any(|y| self.px[y * self.w + x0..y * self.w + x1].iter().any(|p| p[3] > 0.0))
    }

    /// The shadow of a sheet on what this layer already holds.
    fn cast(&mut self, cover: &[u8], at: Rect, shift: P, sigma: f32, dark: f32, opaque: bool) {
        let soft = Soft::of(cover, at.w, at.h, sigma.max(0.6));
        let ink = self.light.shadow;
        let w = self.w;
        let (dx, dy) = (shift[0], shift[1]);
        let core = [(shift[0] * 0.4).round() as i64, (shift[1] * 0.4).round() as i64];
        each_row(&mut self.px, w, at, |y, x_from, row| {
            let ly = (y as i64 - at.y) as f32 - dy;
            // Nothing to darken where nothing lies, or where the sheet itself will cover it.
            let (first, own) = ((x_from as i64 - at.x) as usize, (y as i64 - at.y) as usize * at.w);
            let hidden = &cover[own + first..own + first + row.len()];
            let shown = |(p, c): (&[f32; 4], &u8)| p[3] > 0.0 && !(opaque && *c == 255);
            let Some(left) = row.iter().zip(hidden).position(shown) else { return };
            let right = row.iter().zip(hidden).rposition(shown).map_or(row.len(), |r| r + 1);
            let (x_from, row, hidden) = (x_from + left, &mut row[left..right], &hidden[left..right]);
            let (mut line, mut soft_row) = (Vec::new(), vec![0.0; row.len()]);
            soft.row((x_from as i64 - at.x) as f32 - dx, ly, &mut line, &mut soft_row);
            for (i, px) in row.iter_mut().enumerate() {
                if px[3] <= 0.0 || (opaque && hidden[i] == 255) {
                    continue;
                }
                let x = (x_from + i) as i64 - at.x;
                let s = soft_row[i];
                let (cx, cy) = (x - core[0], y as i64 - at.y - core[1]);
                let c = if cx >= 0 && cy >= 0 && (cx as usize) < at.w && (cy as usize) < at.h {
                    f32::from(cover[cy as usize * at.w + cx as usize])
                } else {
                    0.0
                };
                let a = (s * 0.72 + c * 0.28) / 255.0 * dark;
                if a > 0.003 {
                    for k in 0..3 {
                        px[k] = px[k] * (1.0 - a) + ink[k] * px[3] * a;
                    }
                }
            }
        });
    }

    fn lay(&mut self, cover: &[u8], at: Rect, sheet: &Sheet) {
        self.touch(at);
        let relief = noise::relief();
        let dir = self.light.dir;
        let reach = (0.002 * self.s).max(1.0);
        let lip = [(dir[0] * reach).round() as i64, (dir[1] * reach).round() as i64];
        let manner = self.light.manner;
        let has_lip = sheet.lip > 0.01 && manner.lips();
        let key = noise::hash(sheet.seed);
        let (ox, oy) = ((key & 1023) as usize, ((key >> 10) & 1023) as usize);
        let mirror = if key >> 20 & 1 == 1 { -1.0 } else { 1.0 };
        let grain = [dir[0] * mirror * sheet.grain / 32.0, dir[1] * sheet.grain / 32.0];
        let (ax, bx, c0, c1) = match sheet.fade {
            None => ([0.0, 0.0], 0.0, manner.body(sheet.ink), manner.body(sheet.ink)),
            Some((to, p, q)) => {
                let (p, q) = (self.px_of(p), self.px_of(q));
                let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
                let l2 = (dx * dx + dy * dy).max(1e-6);
                ([dx / l2, dy / l2], -(p[0] * dx + p[1] * dy) / l2, manner.body(sheet.ink), manner.body(to))
            }
        };
        // Four lanes, of which the last is opacity, so that a pixel is one register.
        let c0 = [c0[0], c0[1], c0[2], 0.0];
        let step = [c1[0] - c0[0], c1[1] - c0[1], c1[2] - c0[2], 0.0];
        let haze = manner.body(self.light.haze);
        let (grid, grid_w) = (&self.grid, self.grid_w);
        let (w, dim) = (self.w, self.light);
        let lit = if self.glow { 0.0 } else { sheet.lit };
        let fog_len = at.h.max(1) as f32;
        let dull = 1.0 - (sheet.fog[0] + sheet.fog[1]) * 0.5;
        let (lip_k, lip_add, far_k) = (0.55 * sheet.lip * dull, 0.015 * sheet.lip * dull * dim.lip, 0.2 * sheet.lip * dull);
        let alpha = sheet.alpha / 255.0;
        let (whole, fades) = (sheet.alpha >= 1.0, sheet.fade.is_some());
        each_row(&mut self.px, w, at, |y, x_from, row| {
            let ly = y as i64 - at.y;
            let start = (x_from as i64 - at.x) as usize;
            let line = &cover[ly as usize * at.w + start..][..row.len()];
            // Windows are larger than what they hold: only from the first to the last covered pixel is anything done.
            let (Some(first), Some(last)) = (line.iter().position(|m| *m != 0), line.iter().rposition(|m| *m != 0)) else { return };
            let (line, row, x_from, start) = (&line[first..=last], &mut row[first..=last], x_from + first, start + first);
            let fog = sheet.fog[0] + (sheet.fog[1] - sheet.fog[0]) * (ly as f32 / fog_len);
            let veil = [haze[0] * fog, haze[1] * fog, haze[2] * fog, 0.0];
            let clear = 1.0 - fog;
            let tile = &relief.slope[((y + oy) & (TILE - 1)) * TILE..][..TILE];
            let gains = if lit > 0.0 { gains(grid, grid_w, y, x_from, row.len(), lit) } else { Vec::new() };
            let tone = ax[1] * y as f32 + bx;
            // Only pixels near an edge of the sheet can have a lip.
            let beside = |by: [i64; 2]| -> Vec<u8> {
                let mut out = vec![0; line.len()];
                let y = ly + by[1];
                if y >= 0 && (y as usize) < at.h {
                    let whole = &cover[y as usize * at.w..(y as usize + 1) * at.w];
                    let from = start as i64 + by[0];
                    let (skip, from) = ((-from).max(0) as usize, from.max(0) as usize);
                    if skip < out.len() && from < whole.len() {
                        let count = (out.len() - skip).min(whole.len() - from);
                        out[skip..skip + count].copy_from_slice(&whole[from..from + count]);
                    }
                }
                out
            };
            let (above, below) = if has_lip { (beside(lip), beside([-lip[0], -lip[1]])) } else { (Vec::new(), Vec::new()) };
            let mut done = 0;
            while done < row.len() {
                // Up to the next sample of the light.
                let x = x_from + done;
                let count = (CELL - x % CELL).min(row.len() - done);
                let (mut gain, rise) = match gains.get(x / CELL - x_from / CELL..) {
                    Some([a, b, ..]) => {
                        let rise: [f32; 4] = std::array::from_fn(|j| (b[j] - a[j]) / CELL as f32);
                        let u = (x % CELL) as f32;
                        (std::array::from_fn(|j| a[j] + rise[j] * u), rise)
                    }
                    _ => ([1.0; 4], [0.0; 4]),
                };
                for (i, (px, &m)) in row[done..done + count].iter_mut().zip(&line[done..done + count]).enumerate() {
                    let now = gain;
                    for j in 0..4 {
                        gain[j] += rise[j];
                    }
                    if m == 0 {
                        continue;
                    }
                    let g = tile[(x + i + ox) & (TILE - 1)];
                    let mut k = 1.0 + f32::from(g[0]) * grain[0] + f32::from(g[1]) * grain[1];
                    let mut add = 0.0;
                    if has_lip {
                        let (above, below) = (above[done + i], below[done + i]);
                        if above < m || below < m {
                            let bright = f32::from(m.saturating_sub(above)) / 255.0;
                            let far = f32::from(m.saturating_sub(below)) / 255.0;
                            k *= (1.0 + lip_k * bright) * (1.0 - far_k * far);
                            add = lip_add * bright;
                        }
                    }
                    let body = match fades {
                        true => {
                            let t = (tone + ax[0] * (x + i) as f32).clamp(0.0, 1.0);
                            std::array::from_fn(|j| c0[j] + step[j] * t)
                        }
                        false => c0,
                    };
                    let mut v = [0.0f32; 4];
                    for j in 0..4 {
                        v[j] = ((body[j] * now[j] * k + add) * clear + veil[j] * k).max(0.0);
                    }
                    v[3] = 1.0;
                    // Most of a sheet covers what lies below.
                    if m == 255 && whole {
                        *px = v;
                        continue;
                    }
                    let a = f32::from(m) * alpha;
                    for j in 0..4 {
                        px[j] += (v[j] - px[j]) * a;
                    }
                }
                done += count;
            }
        });
    }

    /// Light itself, strongest at `at`, gone at `radius`: for layers that are added.
    pub fn halo(&mut self, at: P, radius: f32, colour: Rgb, strength: f32) {
        let shape = Shape::rect(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius);
        let Some(win) = self.window(&shape, 0.0) else { return };
        let c = self.px_of(at);
        let r2 = (radius * self.s).powi(2).max(1.0);
        self.touch(win);
        let w = self.w;
        each_row(&mut self.px, w, win, |y, x_from, row| {
            for (i, px) in row.iter_mut().enumerate() {
                let (dx, dy) = ((x_from + i) as f32 - c[0], y as f32 - c[1]);
                let d = (dx * dx + dy * dy) / r2;
                if d >= 1.0 {
                    continue;
                }
                let f = (1.0 - d) * (1.0 - d) / (1.0 + 9.0 * d) * strength;
                for k in 0..3 {
                    px[k] += colour[k] * f;
                }
                px[3] = (px[3] + f).min(1.0);
            }
        });
    }

    /// The rectangle this layer covers, in frame heights.
    pub fn area(&self) -> [f32; 4] {
        let (x, y) = (self.x0 as f32 / self.s, self.y0 as f32 / self.s);
        [x, y, x + self.w as f32 / self.s, y + self.h as f32 / self.s]
    }
}

/// The light on a row at every [`CELL`]th pixel from the one at or before `x`, mixed with none by `1 - lit`.
fn gains(grid: &[[f32; 3]], grid_w: usize, y: usize, x: usize, count: usize, lit: f32) -> Vec<[f32; 4]> {
    let (gy, ty) = (y / CELL, (y % CELL) as f32 / CELL as f32);
    (x / CELL..=(x + count) / CELL + 1)
        .map(|g| {
            let g = g.min(grid_w - 1);
            let (a, b) = (grid[gy * grid_w + g], grid[(gy + 1) * grid_w + g]);
            let gain = |k: usize| 1.0 + (a[k] + (b[k] - a[k]) * ty - 1.0) * lit;
            [gain(0), gain(1), gain(2), 1.0]
        })
        .collect()
}

/// Runs `f(y, first x, pixels)` over the rows of `px` inside `at`; on several cores where that pays. Rows are independent.
pub(super) fn each_row(px: &mut [[f32; 4]], w: usize, at: Rect, f: impl Fn(usize, usize, &mut [[f32; 4]]) + Sync) {
    let h = px.len() / w.max(1);
    let (x0, x1) = (at.x.clamp(0, w as i64) as usize, (at.x + at.w as i64).clamp(0, w as i64) as usize);
    let (y0, y1) = (at.y.clamp(0, h as i64) as usize, (at.y + at.h as i64).clamp(0, h as i64) as usize);
    if x1 <= x0 || y1 <= y0 {
        return;
    }
    let part = &mut px[y0 * w..y1 * w];
    if (x1 - x0) * (y1 - y0) < 60_000 {
        for (i, row) in part.chunks_mut(w).enumerate() {
            f(y0 + i, x0, &mut row[x0..x1]);
        }
    } else {
        part.par_chunks_mut(w * 16).enumerate().for_each(|(block, rows)| {
            for (i, row) in rows.chunks_mut(w).enumerate() {
                f(y0 + block * 16 + i, x0, &mut row[x0..x1]);
            }
        });
    }
}

/// Twice the signed area.
fn area(points: &[P]) -> f32 {
    let n = points.len();
    (0..n).map(|i| { let (a, b) = (points[i], points[(i + 1) % n]); a[0] * b[1] - b[0] * a[1] }).sum()
}

/// A polygon cut to a rectangle, so that no coordinate is too large to fill.
fn clip(points: &[P], left: f32, top: f32, right: f32, bottom: f32) -> Vec<P> {
    let inside_all = points.iter().all(|p| p[0] >= left && p[0] <= right && p[1] >= top && p[1] <= bottom);
    if inside_all {
        return points.to_vec();
    }
    let mut out = points.to_vec();
    for (axis, limit, sign) in [(0, left, 1.0f32), (0, right, -1.0), (1, top, 1.0), (1, bottom, -1.0)] {
        let from = std::mem::take(&mut out);
        let n = from.len();
        for i in 0..n {
            let (a, b) = (from[i], from[(i + 1) % n]);
            let (da, db) = ((a[axis] - limit) * sign, (b[axis] - limit) * sign);
            if da >= 0.0 {
                out.push(a);
            }
            if (da >= 0.0) != (db >= 0.0) {
                let t = da / (da - db);
                let mut p = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
                p[axis] = limit;
                out.push(p);
            }
        }
    }
    out
}
