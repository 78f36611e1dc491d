//! Soft edges: blurred coverage on a coarser grid, and the blur of a whole layer out of focus. Gaussians by repeated boxes.

use rayon::prelude::*;

/// Blurred coverage, kept no finer than its softness needs.
pub struct Soft {
    step: usize,
    w: usize,
    h: usize,
    data: Vec<f32>,
}

impl Soft {
    /// `cover` blurred by `sigma` pixels.
    pub fn of(cover: &[u8], w: usize, h: usize, sigma: f32) -> Soft {
        let mut step = 1;
        while sigma / step as f32 > 2.6 && step < 64 {
            step *= 2;
        }
        let (sw, sh) = (w.div_ceil(step).max(1), h.div_ceil(step).max(1));
        let k = 1.0 / (step * step) as f32;
        let mut data = vec![0.0f32; sw * sh];
        for y in 0..h {
            let row = &cover[y * w..(y + 1) * w];
            let out = &mut data[(y / step) * sw..(y / step + 1) * sw];
            match step {
                1 => out.iter_mut().zip(row).for_each(|(o, v)| *o = f32::from(*v)),
                2 => gather::<2>(out, row, k),
                4 => gather::<4>(out, row, k),
                8 => gather::<8>(out, row, k),
                _ => out.iter_mut().zip(row.chunks(step)).for_each(|(o, chunk)| *o += sum(chunk) * k),
            }
        }
        let s = sigma / step as f32;
        let radius = ((s * s * 12.0 / 3.0 + 1.0).sqrt() * 0.5 - 0.5).round().max(1.0) as usize;
        box_across(&mut data, sw, radius);
        for _ in 0..3 {
            box_down(&mut data, sw, sh, radius);
        }
        Soft { step, w: sw, h: sh, data }
    }

    /// The values along a row, from pixel `x` on, into `out`. `line` is room to work in.
    pub fn row(&self, x: f32, y: f32, line: &mut Vec<f32>, out: &mut [f32]) {
        let k = 1.0 / self.step as f32;
        let y = (y + 0.5) * k - 0.5;
        if y < -0.99 || y > self.h as f32 {
            out.fill(0.0);
            return;
        }
        let y = y.clamp(0.0, (self.h - 1) as f32);
        let j = y as usize;
        let j1 = (j + 1).min(self.h - 1);
        let u = y - j as f32;
        // Samples of the grid lie at whole pixels of its own; half a step is the same everywhere, and so is the part of a
        // pixel, so that it is counted once.
        let phase = (x + 0.5) - 0.5 * self.step as f32;
        let (whole, part) = (phase.floor(), phase - phase.floor());
        let first = whole as i64;
        let step = self.step as i64;
        // Before the first sample and behind the last it goes on for one.
        let (from, to) = ((-step - first).clamp(0, out.len() as i64) as usize, (self.w as i64 * step - first).clamp(0, out.len() as i64) as usize);
        out[..from].fill(0.0);
        out[to.max(from)..].fill(0.0);
        if to <= from {
            return;
        }
        let knot = |i: i64| (first + i).div_euclid(step);
        let (low, high) = (knot(from as i64), knot(to as i64 - 1) + 1);
        let last = self.w as i64 - 1;
        let (a, b) = (&self.data[j * self.w..(j + 1) * self.w], &self.data[j1 * self.w..(j1 + 1) * self.w]);
        let inner = low.clamp(0, last) as usize..high.clamp(0, last) as usize + 1;
        line.clear();
        line.extend((low..0.min(high + 1)).map(|_| a[0] + (b[0] - a[0]) * u));
        line.extend(a[inner.clone()].iter().zip(&b[inner]).map(|(a, b)| a + (b - a) * u));
        line.resize((high - low + 1) as usize, line.last().copied().unwrap_or(0.0));
        let out = &mut out[from..to];
        if self.step == 1 {
            for (v, pair) in out.iter_mut().zip(line.windows(2)) {
                *v = pair[0] + (pair[1] - pair[0]) * part;
            }
            return;
        }
        // All pixels up to the next sample lie between the same two.
        let mut within = (first + from as i64).rem_euclid(step) as usize;
        let mut done = 0;
        for pair in line.windows(2) {
            let end = (done + self.step - within).min(out.len());
            let (p, rise) = (pair[0], (pair[1] - pair[0]) * k);
            for (i, v) in out[done..end].iter_mut().enumerate() {
                *v = p + rise * ((within + i) as f32 + part);
            }
            (done, within) = (end, 0);
        }
    }

    /// Back at full size.
    pub fn full(&self, w: usize, h: usize) -> Vec<u8> {
        let mut out = vec![0u8; w * h];
        let mut line = Vec::new();
        let mut row = vec![0.0f32; w];
        for (y, out) in out.chunks_mut(w.max(1)).enumerate() {
            self.row(0.0, y as f32, &mut line, &mut row);
            for (v, s) in out.iter_mut().zip(&row) {
                *v = (*s + 0.5) as u8;
            }
        }
        out
    }
}

fn sum(chunk: &[u8]) -> f32 {
    chunk.iter().map(|v| u32::from(*v)).sum::<u32>() as f32
}

/// Adds the means of `N` pixels each.
fn gather<const N: usize>(out: &mut [f32], row: &[u8], k: f32) {
    let (whole, rest) = row.as_chunks::<N>();
    for (o, chunk) in out.iter_mut().zip(whole) {
        *o += sum(chunk) * k;
    }
    if let (Some(o), false) = (out.get_mut(whole.len()), rest.is_empty()) {
        *o += sum(rest) * k;
    }
}

/// Rows that are summed side by side: a running sum waits for itself, and eight of them fill that time.
const LANES: usize = 8;

/// Three boxes along every row; beyond its ends there is nothing.
fn box_across(data: &mut [f32], w: usize, radius: usize) {
    let k = 1.0 / (2 * radius + 1) as f32;
    let (mut now, mut old) = (vec![[0.0f32; LANES]; w], vec![[0.0f32; LANES]; w]);
    for rows in data.chunks_mut(w * LANES) {
        let n = rows.len() / w;
        for (lane, row) in rows.chunks(w).enumerate() {
            for (x, v) in row.iter().enumerate() {
                now[x][lane] = *v;
            }
        }
        for _ in 0..3 {
            std::mem::swap(&mut now, &mut old);
            let mut sum = [0.0f32; LANES];
            for v in old.iter().take(radius + 1) {
                (0..LANES).for_each(|i| sum[i] += v[i]);
            }
            for x in 0..w {
                now[x] = sum.map(|s| s * k);
                if let Some(v) = old.get(x + radius + 1) {
                    (0..LANES).for_each(|i| sum[i] += v[i]);
                }
                if x >= radius {
                    let v = old[x - radius];
                    (0..LANES).for_each(|i| sum[i] -= v[i]);
                }
            }
        }
        for (lane, row) in rows.chunks_mut(w).enumerate().take(n) {
            for (x, v) in row.iter_mut().enumerate() {
                *v = now[x][lane];
            }
        }
    }
}

/// A box down all columns at once, row by row.
fn box_down(data: &mut [f32], w: usize, h: usize, radius: usize) {
    let old = data.to_vec();
    let k = 1.0 / (2 * radius + 1) as f32;
    let mut sum = vec![0.0f32; w];
    for y in 0..h.min(radius + 1) {
        for (s, v) in sum.iter_mut().zip(&old[y * w..(y + 1) * w]) {
            *s += v;
        }
    }
    for y in 0..h {
        for (o, s) in data[y * w..(y + 1) * w].iter_mut().zip(&sum) {
            *o = (s * k).max(0.0);
        }
        if y + radius + 1 < h {
            for (s, v) in sum.iter_mut().zip(&old[(y + radius + 1) * w..(y + radius + 2) * w]) {
                *s += v;
            }
        }
        if y >= radius {
            for (s, v) in sum.iter_mut().zip(&old[(y - radius) * w..(y - radius + 1) * w]) {
                *s -= v;
            }
        }
    }
}

/// Blurs a premultiplied layer in place. The layer's own edges repeat, so that an opaque one stays opaque.
pub fn blur_layer(px: &mut [[f32; 4]], w: usize, h: usize, sigma: f32) {
    let radius = ((sigma * sigma * 12.0 / 2.0 + 1.0).sqrt() * 0.5 - 0.5).round().max(1.0) as usize;
    for _ in 0..2 {
        px.par_chunks_mut(w).for_each(|row| box_edge(row, radius));
    }
    // Columns in strips of 16, which are a few cache lines wide.
    let strips: Vec<usize> = (0..w).step_by(16).collect();
    let source = &*px;
    let done: Vec<Vec<[f32; 4]>> = strips
        .par_iter()
        .map(|&x0| {
            let n = 16.min(w - x0);
            let mut strip = vec![[0.0f32; 4]; n * h];
            for y in 0..h {
                for x in 0..n {
                    strip[x * h + y] = source[y * w + x0 + x];
                }
            }
            for column in strip.chunks_mut(h) {
                box_edge(column, radius);
                box_edge(column, radius);
            }
            strip
        })
        .collect();
    for (x0, strip) in strips.into_iter().zip(done) {
        for (i, column) in strip.chunks(h).enumerate() {
            for (y, p) in column.iter().enumerate() {
                px[y * w + x0 + i] = *p;
            }
        }
    }
}

fn box_edge(row: &mut [[f32; 4]], radius: usize) {
    let n = row.len();
    if n == 0 {
        return;
    }
    let line = row.to_vec();
    let k = 1.0 / (2 * radius + 1) as f32;
    let mut sum = [0.0f32; 4];
    for i in 0..=2 * radius {
        let p = line[i.saturating_sub(radius).min(n - 1)];
        for c in 0..4 {
            sum[c] += p[c];
        }
    }
    for (x, out) in row.iter_mut().enumerate() {
        for c in 0..4 {
            out[c] = (sum[c] * k).max(0.0);
        }
        let (a, b) = (line[(x + radius + 1).min(n - 1)], line[x.saturating_sub(radius)]);
        for c in 0..4 {
            sum[c] += a[c] - b[c];
        }
    }
    // Running sums drift by an ulp or two; an opaque row must come out opaque.
    for p in row.iter_mut() {
        if p[3] > 0.9995 {
            p[3] = 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bilinear samples of the grid, one by one: flat for a sample around it, and nothing beyond.
    fn sampled(soft: &Soft, x: f32, y: f32) -> f32 {
        let k = 1.0 / soft.step as f32;
        let (x, y) = ((x + 0.5) * k - 0.5, (y + 0.5) * k - 0.5);
        if x < -0.999 || y < -0.99 || x > soft.w as f32 - 0.001 || y > soft.h as f32 {
            return 0.0;
        }
        let (x, y) = (x.clamp(0.0, (soft.w - 1) as f32), y.clamp(0.0, (soft.h - 1) as f32));
        let (i, j) = (x as usize, y as usize);
        let (i1, j1) = ((i + 1).min(soft.w - 1), (j + 1).min(soft.h - 1));
        let at = |i: usize, j: usize| soft.data[j * soft.w + i];
        let (u, v) = (x - i as f32, y - j as f32);
        let (top, foot) = (at(i, j) + (at(i1, j) - at(i, j)) * u, at(i, j1) + (at(i1, j1) - at(i, j1)) * u);
        top + (foot - top) * v
    }

    #[test]
    fn a_row_is_what_single_samples_are() {
        let (w, h) = (61, 17);
        let cover: Vec<u8> = (0..w * h).map(|i| if (i * 7919) % 13 < 6 { 255 } else { (i % 251) as u8 }).collect();
        for sigma in [0.6, 2.0, 4.0, 9.0, 30.0] {
            let soft = Soft::of(&cover, w, h, sigma);
            for x in [0.0, -3.25, 7.6, -40.0, 58.3, 90.0, -100.5] {
                for y in [0.0, 5.5, -2.0, 16.0, 25.0] {
                    let (mut line, mut out) = (Vec::new(), vec![7.0; 70]);
                    soft.row(x, y, &mut line, &mut out);
                    for (i, v) in out.iter().enumerate() {
                        let own = sampled(&soft, x + i as f32, y);
                        // At the very end of the flat part either is right.
                        let edge = ((x + i as f32 + 0.5) / soft.step as f32 - 0.5 - soft.w as f32).abs() < 0.01 || ((x + i as f32 + 0.5) / soft.step as f32 + 0.5).abs() < 0.01;
                        assert!((v - own).abs() < 0.02 || edge, "sigma {sigma}, step {}, pixel {i} from {x}, row {y}: {v}, and {own} alone", soft.step);
                    }
                }
            }
        }
    }
}
