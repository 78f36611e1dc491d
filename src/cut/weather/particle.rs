//! Flakes, drops and specks: where each is at a time, and how it is drawn into a band.
//! Which layers they fall between is decided in the parent.

use super::Wind;
use crate::cut::compose::band::{Band, ROWS};
use crate::cut::compose::place::Window;
use crate::cut::noise;
use crate::plan::picture::Placement;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Snow,
    Rain,
    Dust,
    /// What a wind carries along: leaves and straws.
    Chaff,
}

/// Numbers of one kind at one depth; lengths in shares of the frame's height.
struct Habit {
    count: f64,
    radius: [f64; 2],
    opacity: f64,
    blur: f64,
    /// Half the length along the way of falling, over the radius.
    streak: [f64; 2],
    fall: f64,
    /// How strongly the wind takes it.
    carry: f64,
}

fn habit(kind: Kind, rank: usize) -> Habit {
    let pick = |of: [f64; 3]| of[rank.min(2)];
    match kind {
        Kind::Snow => Habit {
            count: pick([700.0, 240.0, 46.0]),
            radius: [pick([0.0009, 0.002, 0.006]), pick([0.0016, 0.0034, 0.011])],
            opacity: pick([0.6, 0.75, 0.5]),
            blur: pick([0.0007, 0.0013, 0.006]),
            streak: [1.0, 1.5],
            fall: pick([0.075, 0.13, 0.27]),
            carry: pick([0.6, 1.0, 2.0]),
        },
        Kind::Rain => Habit {
            count: pick([520.0, 200.0, 36.0]),
            radius: [pick([0.0007, 0.00115, 0.0025]); 2],
            opacity: pick([0.3, 0.36, 0.3]),
            blur: pick([0.0003, 0.0004, 0.0012]),
            streak: [pick([28.0, 32.0, 36.0]), pick([38.0, 44.0, 46.0])],
            fall: pick([1.0, 1.7, 3.0]),
            carry: pick([0.6, 1.0, 1.7]),
        },
        Kind::Chaff => Habit {
            count: pick([46.0, 26.0, 7.0]),
            radius: [pick([0.0008, 0.0014, 0.004]), pick([0.0014, 0.0026, 0.007])],
            opacity: pick([0.55, 0.7, 0.5]),
            blur: pick([0.0003, 0.0005, 0.004]),
            streak: [2.2, 5.0],
            fall: pick([0.02, 0.035, 0.06]),
            carry: pick([1.0, 1.6, 2.6]),
        },
        Kind::Dust => Habit {
            count: pick([160.0, 90.0, 24.0]),
            radius: [pick([0.0006, 0.001, 0.003]), pick([0.001, 0.0018, 0.005])],
            opacity: pick([0.25, 0.3, 0.16]),
            blur: pick([0.0005, 0.001, 0.005]),
            streak: [1.0, 1.6],
            fall: pick([0.006, 0.01, 0.018]),
            carry: pick([0.6, 1.0, 1.6]),
        },
    }
}

/// All particles of one depth.
pub struct Flock {
    kind: Kind,
    colour: [i16; 3],
    particles: Vec<Particle>,
    carry: f64,
    blur: f64,
    /// Sides of the field in which they go round, in frame heights.
    field: [f64; 2],
    profile: [u16; 257],
}

struct Particle {
    at: [f64; 2],
    fall: f64,
    radius: f64,
    /// Width over length before streaking.
    round: f64,
    streak: f64,
    opacity: f64,
    sway: [f64; 3],
}

impl Flock {
    pub fn new(
        kind: Kind,
        rank: usize,
        amount: f64,
        close: bool,
        colour: [i16; 3],
        seed: u64,
        window: Window,
    ) -> Flock {
        let habit = habit(kind, rank);
        let aspect = window.width as f64 / window.height as f64;
        // Room for the longest streak and for a camera that turns.
        let field = [aspect * 1.4 + 0.4, 1.7];
        let (share, size) = if close { (0.4, 2.0) } else { (1.0, 1.0) };
        let count = habit.count * amount * share * field[0] * field[1] / 2.39;
        let particle = |i: u64| {
            let r = |k: u64| noise::unit(seed, i * 16 + k);
            let between = |[a, b]: [f64; 2], t: f64| a + (b - a) * t;
            Particle {
                at: [r(0) * field[0], r(1) * field[1]],
                fall: habit.fall * (0.75 + 0.5 * r(2)),
                radius: between(habit.radius, r(3)) * size,
                round: 0.7 + 0.3 * r(4),
                streak: between(habit.streak, r(5)),
                opacity: habit.opacity * (0.7 + 0.3 * r(6)),
                sway: [0.004 + 0.012 * r(7), 0.15 + 0.45 * r(8), r(9)],
            }
        };
        let mean = (habit.radius[0] + habit.radius[1]) / 2.0;
        // Out of focus nothing keeps a firm middle.
        let hard = (mean / (mean + 2.0 * habit.blur) - 0.25).max(0.0);
        let profile = std::array::from_fn(|i| {
            let r = (i as f64 / 256.0).sqrt();
            let t = ((1.0 - r) / (1.0 - hard).max(0.05)).clamp(0.0, 1.0);
            (t * t * (3.0 - 2.0 * t) * 256.0) as u16
        });
        let particles = (0..count as u64).map(particle).collect();
        Flock { kind, colour, particles, carry: habit.carry, blur: habit.blur * size, field, profile }
    }

    /// What is in the air at `t`, in pixels of the window.
    pub fn at(&self, t: f64, wind: &Wind, place: &Placement, roll: f64, window: Window) -> Flight {
        let (height, mid) = (window.height as f64, [window.width as f64 / 2.0, window.height as f64 / 2.0]);
        let way = wind.way(t) * self.carry;
        let drift = wind.now(t) * self.carry;
        let (sin, cos) = roll.sin_cos();
        let mut drops = Vec::with_capacity(self.particles.len());
        for p in &self.particles {
            let swaying = if self.kind == Kind::Rain { 0.0 } else { 1.0 };
            let sway = p.sway[0] * (std::f64::consts::TAU * (p.sway[1] * t + p.sway[2])).sin() * swaying;
            let moved = [p.at[0] + way + sway + place.x / place.scale, p.at[1] + p.fall * t + place.y / place.scale];
            let [x, y]: [f64; 2] =
                std::array::from_fn(|i| (moved[i].rem_euclid(self.field[i]) - self.field[i] / 2.0) * place.scale);
            let (x, y) = (x * cos + y * sin, -x * sin + y * cos);
            // It is long along its way, and as blurred as its depth.
            let speed = (drift * drift + p.fall * p.fall).sqrt().max(1e-6);
            let along = [drift / speed, p.fall / speed];
            let scale = place.scale * height;
            let wide = (p.radius * p.round + 2.0 * self.blur) * scale;
            let long = (p.radius * p.streak + 2.0 * self.blur) * scale;
            drops.push(Drop {
                at: [mid[0] + x * height, mid[1] + y * height],
                along,
                sides: [1.0 / long.max(0.8), 1.0 / wide.max(0.8)],
                // What is thinner than a pixel is fainter, not wider.
                opacity: (p.opacity * 256.0 * (wide / 0.8).min(1.0)) as i32,
                reach: [
                    (long * along[0]).abs() + (wide * along[1]).abs() + 1.0,
                    (long * along[1]).abs() + (wide * along[0]).abs() + 1.0,
                ],
            });
        }
        let bands = window.height.div_ceil(ROWS);
        let mut by_band = vec![Vec::new(); bands];
        for (number, drop) in drops.iter().enumerate() {
            let (top, bottom) = (drop.at[1] - drop.reach[1], drop.at[1] + drop.reach[1]);
            let side = drop.at[0] + drop.reach[0] < 0.0 || drop.at[0] - drop.reach[0] > window.width as f64;
            if bottom < 0.0 || top >= height || side {
                continue;
            }
            let (first, last) = (top.max(0.0) as usize / ROWS, bottom.min(height - 1.0) as usize / ROWS);
            by_band[first..=last].iter_mut().for_each(|band| band.push(number as u32));
        }
        Flight { colour: self.colour, profile: self.profile, drops, by_band }
    }
}

struct Drop {
    at: [f64; 2],
    along: [f64; 2],
    /// One over half the length and half the width.
    sides: [f64; 2],
    opacity: i32,
    reach: [f64; 2],
}

/// One depth's particles in one frame.
pub struct Flight {
    colour: [i16; 3],
    profile: [u16; 257],
    drops: Vec<Drop>,
    by_band: Vec<Vec<u32>>,
}

impl Flight {
    pub fn lay(&self, band: &mut Band) {
        let Some(numbers) = self.by_band.get(band.top / ROWS) else { return };
        let width = band.width;
        for drop in numbers.iter().map(|&n| &self.drops[n as usize]) {
            for row in 0..band.rows {
                let line = &mut band.y[row * width..][..width];
                self.row(drop, (band.top + row) as f64, 1.0, width, |x, weight| {
                    mix(&mut line[x], self.colour[0], weight)
                });
            }
            for row in 0..band.rows / 2 {
                let y = (band.top + row * 2) as f64 + 0.5;
                let start = row * width / 2;
                self.row(drop, y, 2.0, width / 2, |x, weight| {
                    mix(&mut band.u[start + x], self.colour[1], weight);
                    mix(&mut band.v[start + x], self.colour[2], weight);
                });
            }
        }
    }

    /// Calls `put` with every sample of a row that the drop covers, and with how much of 256.
    #[inline(always)]
    fn row(&self, drop: &Drop, y: f64, pitch: f64, count: usize, mut put: impl FnMut(usize, i32)) {
        let dy = y - drop.at[1];
        if dy.abs() > drop.reach[1] {
            return;
        }
        // Along and across are both linear in x: the covered samples lie between the roots of a parabola.
        let [ax, ay] = drop.along;
        let [sl, sw] = drop.sides;
        let (l0, w0) = (dy * ay * sl, dy * ax * sw);
        let (l1, w1) = (ax * sl, -ay * sw);
        let (a, b, c) = (l1 * l1 + w1 * w1, l0 * l1 + w0 * w1, l0 * l0 + w0 * w0 - 1.0);
        let root = b * b - a * c;
        if root <= 0.0 {
            return;
        }
        let root = root.sqrt();
        let first = ((drop.at[0] + (-b - root) / a) / pitch).ceil().max(0.0) as usize;
        let last = ((drop.at[0] + (-b + root) / a) / pitch).floor();
        if last < 0.0 {
            return;
        }
        for x in first..=(last as usize).min(count - 1) {
            let dx = x as f64 * pitch - drop.at[0];
            let q = (a * dx + 2.0 * b) * dx + c + 1.0;
            let weight = (i32::from(self.profile[((q * 256.0) as usize).min(256)]) * drop.opacity) >> 8;
            put(x, weight);
        }
    }
}

#[inline(always)]
fn mix(canvas: &mut i16, colour: i16, weight: i32) {
    *canvas += (((i32::from(colour) - i32::from(*canvas)) * weight) >> 8) as i16;
}
