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
        // A margin of three deviations, so that the blur may run out.
        let (sw, sh) = (w.div_ceil(step).max(1), h.div_ceil(step).max(1));
        let k = 1.0 / (step * step) as f32;
        let mut data = vec![0.0f32; sw * sh];
        for y in 0..h {
            let row = &cover[y * w..(y + 1) * w];
            let out = &mut data[(y / step) * sw..(y / step + 1) * sw];
            for (o, chunk) in out.iter_mut().zip(row.chunks(step)) {
                *o += chunk.iter().map(|v| u32::from(*v)).sum::<u32>() as f32 * k;
            }
        }
        let s = sigma / step as f32;
        let radius = ((s * s * 12.0 / 3.0 + 1.0).sqrt() * 0.5 - 0.5).round().max(1.0) as usize;
        let mut line = Vec::new();
        for _ in 0..3 {
            for y in 0..sh {
                box_line(&mut data[y * sw..(y + 1) * sw], radius, &mut line);
            }
        }
        let mut column = vec![0.0f32; sh];
        for x in 0..sw {
            for y in 0..sh {
                column[y] = data[y * sw + x];
            }
            for _ in 0..3 {
                box_line(&mut column, radius, &mut line);
            }
            for y in 0..sh {
                data[y * sw + x] = column[y];
            }
        }
        Soft { step, w: sw, h: sh, data }
    }

    /// The value, 0 to 255, at a pixel of the coverage it was made from.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let k = 1.0 / self.step as f32;
        let (x, y) = ((x + 0.5) * k - 0.5, (y + 0.5) * k - 0.5);
        if x < -0.99 || y < -0.99 || x > self.w as f32 || y > self.h as f32 {
            return 0.0;
        }
        let (x, y) = (x.clamp(0.0, (self.w - 1) as f32), y.clamp(0.0, (self.h - 1) as f32));
        let (i, j) = (x as usize, y as usize);
        let (i1, j1) = ((i + 1).min(self.w - 1), (j + 1).min(self.h - 1));
        let (t, u) = (x - i as f32, y - j as f32);
        let a = self.data[j * self.w + i] * (1.0 - t) + self.data[j * self.w + i1] * t;
        let b = self.data[j1 * self.w + i] * (1.0 - t) + self.data[j1 * self.w + i1] * t;
        a + (b - a) * u
    }

    /// Back at full size.
    pub fn full(&self, w: usize, h: usize) -> Vec<u8> {
        let mut out = vec![0u8; w * h];
        for (y, row) in out.chunks_mut(w.max(1)).enumerate() {
            for (x, v) in row.iter_mut().enumerate() {
                *v = (self.at(x as f32, y as f32) + 0.5) as u8;
            }
        }
        out
    }
}

fn box_line(row: &mut [f32], radius: usize, line: &mut Vec<f32>) {
    let n = row.len();
    line.clear();
    line.extend_from_slice(row);
    let k = 1.0 / (2 * radius + 1) as f32;
    let mut sum: f32 = line.iter().take(radius + 1).sum();
    for x in 0..n {
        row[x] = sum * k;
        if x + radius + 1 < n {
            sum += line[x + radius + 1];
        }
        if x >= radius {
            sum -= line[x - radius];
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
        *out = sum.map(|v| (v * k).max(0.0));
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
