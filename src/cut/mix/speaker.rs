//! A voice through a small speaker: telephone or radio.
//! Levels and places in time are the mix's.

/// Second-order filter in the transposed direct form.
#[derive(Clone, Copy)]
struct Biquad {
    b: [f32; 3],
    a: [f32; 2],
    state: [[f32; 2]; 2],
}

impl Biquad {
    fn new(high: bool, hertz: f64, q: f64) -> Biquad {
        let w = std::f64::consts::TAU * hertz / f64::from(crate::backends::pcm::RATE);
        let (sin, cos) = w.sin_cos();
        let alpha = sin / (2.0 * q);
        let edge = if high { (1.0 + cos) / 2.0 } else { (1.0 - cos) / 2.0 };
        let middle = if high { -2.0 * edge } else { 2.0 * edge };
        let norm = 1.0 + alpha;
        Biquad {
            b: [edge, middle, edge].map(|v| (v / norm) as f32),
            a: [-2.0 * cos / norm, (1.0 - alpha) / norm].map(|v| v as f32),
            state: [[0.0; 2]; 2],
        }
    }

    fn step(&mut self, channel: usize, x: f32) -> f32 {
        let s = &mut self.state[channel];
        let y = self.b[0] * x + s[0];
        s[0] = self.b[1] * x - self.a[0] * y + s[1];
        s[1] = self.b[2] * x - self.a[1] * y;
        y
    }
}

pub struct Speaker {
    filters: [Biquad; 4],
    /// How hard the voice is driven into the little amplifier.
    drive: f32,
}

impl Speaker {
    /// `radio`, or a telephone for any other word.
    pub fn new(kind: &str) -> Speaker {
        let (low, high, drive) = if kind == "radio" { (380.0, 2800.0, 4.0) } else { (320.0, 3300.0, 1.5) };
        let filters = [
            Biquad::new(true, low, 0.54),
            Biquad::new(true, low, 1.31),
            Biquad::new(false, high, 0.54),
            Biquad::new(false, high, 1.31),
        ];
        Speaker { filters, drive }
    }

    pub fn process(&mut self, samples: &mut [f32]) {
        for pair in samples.chunks_exact_mut(2) {
            for (channel, sample) in pair.iter_mut().enumerate() {
                let mut x = self.filters[..2].iter_mut().fold(*sample, |x, f| f.step(channel, x)) * self.drive;
                x /= 1.0 + x.abs();
                x = self.filters[2..].iter_mut().fold(x, |x, f| f.step(channel, x));
                // The band takes about a third of a voice's power away.
                *sample = x / self.drive * 1.5;
            }
        }
    }
}
