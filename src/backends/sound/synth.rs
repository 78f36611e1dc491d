//! Small parts that sounds are made of: noise, filters, envelopes, plucked strings, a room.
//! What they are put together to is in `bed`, `effect` and `score`.

use crate::backends::pcm::RATE;

pub const HZ: f32 = RATE as f32;

/// Seeded random numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed ^ 0x5bd1_e995_7b93_ac3d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// White noise of −1 to 1.
    pub fn white(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }
}

/// Noise that falls 3 dB an octave (Paul Kellet's filter).
#[derive(Default)]
pub struct Pink([f32; 4]);

impl Pink {
    pub fn step(&mut self, white: f32) -> f32 {
        let b = &mut self.0;
        b[0] = 0.99765 * b[0] + white * 0.099_046;
        b[1] = 0.963 * b[1] + white * 0.296_516_4;
        b[2] = 0.57 * b[2] + white * 1.052_691_3;
        (b[0] + b[1] + b[2] + white * 0.1848) * 0.25
    }
}

/// State-variable filter whose edge may move with every sample.
#[derive(Default, Clone, Copy)]
pub struct Filter {
    a: f32,
    b: f32,
}

/// What a filter lets through.
pub struct Bands {
    pub low: f32,
    pub band: f32,
    pub high: f32,
}

impl Filter {
    pub fn step(&mut self, x: f32, hertz: f32, q: f32) -> Bands {
        let g = (std::f32::consts::PI * (hertz / HZ).min(0.45)).tan();
        let k = 1.0 / q;
        let band = (self.a + g * (x - self.b)) / (1.0 + g * (g + k));
        let low = self.b + g * band;
        self.a = 2.0 * band - self.a;
        self.b = 2.0 * low - self.b;
        Bands { low, band: band * k, high: x - band * k - low }
    }

    pub fn low(&mut self, x: f32, hertz: f32) -> f32 {
        self.step(x, hertz, 0.707).low
    }

    pub fn high(&mut self, x: f32, hertz: f32) -> f32 {
        self.step(x, hertz, 0.707).high
    }

    pub fn band(&mut self, x: f32, hertz: f32, q: f32) -> f32 {
        self.step(x, hertz, q).band
    }
}

/// A value that wanders smoothly between 0 and 1, a new aim every `1 ÷ hertz` seconds.
pub struct Wander {
    dice: Dice,
    from: f32,
    to: f32,
    at: f32,
    step: f32,
}

impl Wander {
    pub fn new(seed: u64, hertz: f32) -> Wander {
        let mut dice = Dice::new(seed);
        let (from, to) = (dice.unit(), dice.unit());
        Wander { dice, from, to, at: 0.0, step: hertz / HZ }
    }

    pub fn step(&mut self) -> f32 {
        self.at += self.step;
        if self.at >= 1.0 {
            self.at -= 1.0;
            self.from = self.to;
            self.to = self.dice.unit();
        }
        let t = self.at;
        self.from + (self.to - self.from) * t * t * (3.0 - 2.0 * t)
    }
}

/// A sine by phase.
pub fn sine(turns: f32) -> f32 {
    (turns.fract() * std::f32::consts::TAU).sin()
}

/// Falls to a thousandth in `seconds`, after a rise of `attack`.
pub fn decay(t: f32, attack: f32, seconds: f32) -> f32 {
    if t < 0.0 {
        return 0.0;
    }
    (t / attack.max(1e-4)).min(1.0) * (-6.9 * t / seconds).exp()
}

/// Rises and falls once over 0 to 1.
pub fn hump(t: f32) -> f32 {
    if (0.0..=1.0).contains(&t) { (std::f32::consts::PI * t).sin().powi(2) } else { 0.0 }
}

/// A stereo buffer that sounds are added to.
pub struct Tape {
    pub samples: Vec<f32>,
}

impl Tape {
    pub fn new(seconds: f32) -> Tape {
        Tape { samples: vec![0.0; (seconds.max(0.0) * HZ) as usize * 2] }
    }

    pub fn pairs(&self) -> usize {
        self.samples.len() / 2
    }

    /// Adds what `voice` gives from `start` on for `seconds`; pan is −1 left to 1 right.
    pub fn add(&mut self, start: f32, seconds: f32, pan: f32, mut voice: impl FnMut(f32) -> f32) {
        let first = (start.max(0.0) * HZ) as usize;
        let last = (first + (seconds * HZ) as usize).min(self.pairs());
        let angle = (pan.clamp(-1.0, 1.0) + 1.0) * std::f32::consts::FRAC_PI_4;
        let (right, left) = angle.sin_cos();
        for (i, pair) in self.samples.chunks_exact_mut(2).take(last).skip(first).enumerate() {
            let value = voice(i as f32 / HZ);
            pair[0] += value * left;
            pair[1] += value * right;
        }
    }

    /// Adds one voice a side, made by a seed of its own.
    pub fn fill<V: FnMut(f32) -> f32>(&mut self, mut voice: impl FnMut(u64) -> V) {
        for channel in 0..2 {
            let mut side = voice(channel as u64);
            for (i, sample) in self.samples[channel..].iter_mut().step_by(2).enumerate() {
                *sample += side(i as f32 / HZ);
            }
        }
    }

    /// Brings the loudest stretch of a tenth of a second to `level` of full scale (root mean square).
    pub fn level(&mut self, level: f32) {
        let power = |part: &[f32]| part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32;
        let loudest = self.samples.chunks(9600).map(power).fold(1e-12, f32::max).sqrt();
        let peak = self.samples.iter().fold(1e-9f32, |peak, s| peak.max(s.abs()));
        let gain = (level / loudest).min(0.8 / peak);
        self.samples.iter_mut().for_each(|s| *s *= gain);
    }

    /// Makes the last `seconds` run into the first, and drops them.
    pub fn close(&mut self, seconds: f32) {
        let over = ((seconds * HZ) as usize).min(self.pairs() / 3);
        let kept = self.pairs() - over;
        for i in 0..over {
            let t = i as f32 / over as f32 * std::f32::consts::FRAC_PI_2;
            for channel in 0..2 {
                let tail = self.samples[(kept + i) * 2 + channel];
                let head = &mut self.samples[i * 2 + channel];
                *head = *head * t.sin() + tail * t.cos();
            }
        }
        self.samples.truncate(kept * 2);
    }

    /// Lets both ends come from and go to silence.
    pub fn ends(&mut self, rise: f32, fall: f32) {
        let count = self.pairs();
        for (i, pair) in self.samples.chunks_exact_mut(2).enumerate() {
            let t = (i as f32 / HZ / rise.max(1e-4)).min((count - i) as f32 / HZ / fall.max(1e-4)).min(1.0);
            pair.iter_mut().for_each(|s| *s *= t * t * (3.0 - 2.0 * t));
        }
    }

    /// Puts everything into a room: `wet` of it comes back from walls `size` large.
    pub fn room(&mut self, size: f32, wet: f32) {
        const LENGTHS: [usize; 8] = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797];
        let mut lines: Vec<Vec<f32>> = LENGTHS.iter().map(|l| vec![0.0; (*l as f32 * (0.5 + size)) as usize]).collect();
        let mut at = [0usize; 8];
        let mut damp = [0f32; 8];
        let keep = 0.72 + 0.2 * size.min(1.0);
        for pair in self.samples.chunks_exact_mut(2) {
            let mut out: [f32; 8] = std::array::from_fn(|i| lines[i][at[i]]);
            for (value, damp) in out.iter_mut().zip(&mut damp) {
                *damp += (*value - *damp) * 0.42;
                *value = *damp;
            }
            // A Householder mix: every line hears all others, and no energy is made.
            let mean = out.iter().sum::<f32>() / 4.0;
            for i in 0..8 {
                lines[i][at[i]] = pair[i % 2] * 0.35 + (out[i] - mean) * keep;
                at[i] = (at[i] + 1) % lines[i].len();
            }
            let (left, right) = (out[0] + out[2] - out[4] + out[6], out[1] + out[3] - out[5] + out[7]);
            pair[0] = pair[0] * (1.0 - wet * 0.4) + left * wet;
            pair[1] = pair[1] * (1.0 - wet * 0.4) + right * wet;
        }
    }
}

/// A plucked string (Karplus and Strong), its whole sound at once.
pub fn pluck(hertz: f32, seconds: f32, softness: f32, dice: &mut Dice) -> Vec<f32> {
    let period = HZ / hertz.max(20.0);
    let whole = period.floor().max(2.0) as usize;
    let mut soft = Filter::default();
    let mut line: Vec<f32> = (0..whole).map(|_| soft.low(dice.white(), hertz * (9.0 - 7.0 * softness))).collect();
    let keep = (0.001f32).powf(1.0 / (hertz * seconds.max(0.1)));
    let (mut at, mut last) = (0, 0.0);
    // The average of two samples delays by half of one; the rest is a first-order all-pass.
    let part = (period - whole as f32 + 0.5).fract();
    let tuning = (1.0 - part) / (1.0 + part);
    let (mut x1, mut y1) = (0.0, 0.0);
    (0..(seconds * HZ) as usize)
        .map(|_| {
            let out = line[at];
            let average = (out + last) * 0.5 * keep;
            last = out;
            let tuned = tuning * average + x1 - tuning * y1;
            (x1, y1) = (average, tuned);
            line[at] = tuned;
            at = (at + 1) % whole;
            out
        })
        .collect()
}
