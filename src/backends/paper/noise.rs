//! Chance that is the same on every run: hashes, a small generator, smooth noise and the relief of the paper itself.

use std::sync::OnceLock;

/// SplitMix64's mixing step.
pub fn hash(v: u64) -> u64 {
    let mut z = v.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Case and surrounding space make no difference to a name.
pub fn hash_str(s: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for b in s.trim().bytes() {
        h = (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    hash(h)
}

pub fn unit(v: u64) -> f32 {
    (hash(v) >> 40) as f32 / (1u64 << 24) as f32
}

#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(hash(seed))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        hash(self.0)
    }

    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn range(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.unit()
    }

    /// Between −1 and 1.
    pub fn sway(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }

    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Smooth noise along a line, −1 to 1, one knot a unit.
pub fn along(x: f32, seed: u64) -> f32 {
    let i = x.floor();
    let t = x - i;
    let at = |k: i64| unit(seed ^ (k as u64).wrapping_mul(0x2545_f491_4f6c_dd1d)) * 2.0 - 1.0;
    let (a, b) = (at(i as i64), at(i as i64 + 1));
    a + (b - a) * t * t * (3.0 - 2.0 * t)
}

/// Octaves of [`along`]: landforms.
pub fn rough(x: f32, seed: u64, octaves: u32) -> f32 {
    let (mut sum, mut size, mut step) = (0.0, 1.0, 1.0);
    for o in 0..octaves {
        sum += along(x * step, seed.wrapping_add(u64::from(o) * 7919)) * size;
        size *= 0.5;
        step *= 2.13;
    }
    sum / 1.7
}

/// Side of the relief tile in pixels; a power of two.
pub const TILE: usize = 1024;

/// The slope of a sheet of paper at every pixel of a tile that repeats.
pub struct Relief {
    /// Slopes along x and y, in units of their own deviation × 32.
    pub slope: Vec<[i8; 2]>,
    /// White noise for dither, 0 to 255.
    pub white: Vec<u8>,
}

/// Drawn once a process: the same for all.
pub fn relief() -> &'static Relief {
    static RELIEF: OnceLock<Relief> = OnceLock::new();
    RELIEF.get_or_init(make_relief)
}

fn make_relief() -> Relief {
    let n = TILE;
    let white: Vec<u8> = (0..n * n).map(|i| (hash(i as u64) >> 56) as u8).collect();
    let mut height = vec![0.0f32; n * n];
    for (pass, (radius, weight)) in [(1usize, 1.0f32), (2, 1.6), (6, 5.0)].into_iter().enumerate() {
        let mut field: Vec<f32> = (0..n * n).map(|i| unit((i as u64) | ((pass as u64 + 1) << 40)) - 0.5).collect();
        for _ in 0..2 {
            wrap_blur(&mut field, radius, n);
        }
        let sd = (field.iter().map(|v| v * v).sum::<f32>() / (n * n) as f32).sqrt().max(1e-6);
        for (h, f) in height.iter_mut().zip(&field) {
            *h += f / sd * weight * 0.4;
        }
    }
    let mut rng = Rng::new(0xf1b2e);
    for _ in 0..(n / 4) {
        // A fibre: a short bent stroke lying on the sheet.
        let (mut x, mut y) = (rng.range(0.0, n as f32), rng.range(0.0, n as f32));
        let mut heading = rng.range(0.0, std::f32::consts::TAU);
        let bend = rng.sway() * 0.03;
        let strong = rng.range(0.4, 1.5);
        for _ in 0..rng.range(12.0, 55.0) as usize {
            x += heading.cos();
            y += heading.sin();
            heading += bend;
            let at = |d: i64, e: i64| ((y as i64 + e).rem_euclid(n as i64) as usize) * n + (x as i64 + d).rem_euclid(n as i64) as usize;
            height[at(0, 0)] += strong;
            height[at(1, 0)] += strong * 0.4;
            height[at(0, 1)] += strong * 0.4;
        }
    }
    let mut slope = vec![[0.0f32; 2]; n * n];
    let mut power = 0.0;
    for y in 0..n {
        for x in 0..n {
            let dx = height[y * n + (x + 1) % n] - height[y * n + (x + n - 1) % n];
            let dy = height[((y + 1) % n) * n + x] - height[((y + n - 1) % n) * n + x];
            slope[y * n + x] = [dx, dy];
            power += dx * dx;
        }
    }
    let k = 32.0 / (power / (n * n) as f32).sqrt().max(1e-6);
    let slope = slope.iter().map(|s| s.map(|v| (v * k).clamp(-127.0, 127.0) as i8)).collect();
    Relief { slope, white }
}

fn wrap_blur(field: &mut [f32], radius: usize, n: usize) {
    let k = 1.0 / (2 * radius + 1) as f32;
    let mut line = vec![0.0f32; n];
    for y in 0..n {
        let row = &mut field[y * n..(y + 1) * n];
        line.copy_from_slice(row);
        let mut sum: f32 = (0..=2 * radius).map(|i| line[(i + n - radius) % n]).sum();
        for x in 0..n {
            row[x] = sum * k;
            sum += line[(x + radius + 1) % n] - line[(x + n - radius) % n];
        }
    }
    let old = field.to_vec();
    let mut sums = vec![0.0f32; n];
    for i in 0..=2 * radius {
        for x in 0..n {
            sums[x] += old[((i + n - radius) % n) * n + x];
        }
    }
    for y in 0..n {
        for x in 0..n {
            field[y * n + x] = sums[x] * k;
            sums[x] += old[((y + radius + 1) % n) * n + x] - old[((y + n - radius) % n) * n + x];
        }
    }
}
