//! A limiter that looks ahead: no true peak above its ceiling, no clicks.
//! How loud the whole is to be is the mix's business.

use std::collections::VecDeque;

/// −2.6 dBTP: AAC may add a decibel to what it is given.
const CEILING: f32 = 0.741;
/// Pairs it looks ahead: 5 ms.
const AHEAD: usize = 240;
/// Pairs before the place whose peak the interpolation is about.
const HALF: usize = 6;

pub struct Limiter {
    /// Weights of the three places between two samples.
    taps: [[f32; HALF * 2]; 3],
    history: [VecDeque<f32>; 2],
    /// Gains asked for, the smallest of the window first, with their number.
    smallest: VecDeque<(u64, f32)>,
    window: VecDeque<f32>,
    sum: f64,
    number: u64,
    delayed: VecDeque<[f32; 2]>,
    /// The gain recovers slowly.
    release: f32,
}

impl Limiter {
    pub fn new() -> Limiter {
        let taps = std::array::from_fn(|phase| {
            let shift = (phase as f64 + 1.0) / 4.0;
            std::array::from_fn(|i| {
                let x = i as f64 - (HALF as f64 - 1.0) - shift;
                let window = 0.5 + 0.5 * (std::f64::consts::PI * x / (HALF as f64 + 0.5)).cos();
                let sinc =
                    if x.abs() < 1e-9 { 1.0 } else { (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) };
                (sinc * window) as f32
            })
        });
        Limiter {
            taps,
            history: [(); 2].map(|()| VecDeque::from(vec![0.0; HALF * 2])),
            smallest: VecDeque::new(),
            window: VecDeque::from(vec![1.0; AHEAD]),
            sum: AHEAD as f64,
            number: 0,
            delayed: VecDeque::from(vec![[0.0; 2]; AHEAD + HALF - 1]),
            release: 1.0,
        }
    }

    /// Pairs that come out before the first that went in.
    pub fn delay(&self) -> u64 {
        (AHEAD + HALF - 1) as u64
    }

    pub fn process(&mut self, samples: &mut [f32]) {
        for pair in samples.chunks_exact_mut(2) {
            let peak = self.peak([pair[0], pair[1]]);
            let wanted = if peak > CEILING { CEILING / peak } else { 1.0 };
            self.release = wanted.min(self.release + (1.0 - self.release) * 0.0004);
            let gain = self.smooth(self.release);
            self.delayed.push_back([pair[0], pair[1]]);
            if let Some(old) = self.delayed.pop_front() {
                pair[0] = old[0] * gain;
                pair[1] = old[1] * gain;
            }
        }
    }

    /// The highest of the sample in the middle of the history and three places after it.
    fn peak(&mut self, pair: [f32; 2]) -> f32 {
        let mut peak = 0f32;
        for (history, sample) in self.history.iter_mut().zip(pair) {
            history.pop_front();
            history.push_back(sample);
            let line = history.make_contiguous();
            peak = peak.max(line[HALF - 1].abs());
            // Between samples a peak rises above both by a fifth at most; quiet places need no closer look.
            if line[HALF - 1].abs().max(line[HALF].abs()) < CEILING * 0.5 {
                continue;
            }
            for taps in &self.taps {
                peak = peak.max(line.iter().zip(taps).map(|(a, b)| a * b).sum::<f32>().abs());
            }
        }
        peak
    }

    /// The smallest gain of the window, averaged over another: it is down in time, and its way there is smooth.
    fn smooth(&mut self, gain: f32) -> f32 {
        while self.smallest.back().is_some_and(|&(_, last)| last >= gain) {
            self.smallest.pop_back();
        }
        self.smallest.push_back((self.number, gain));
        if self.smallest.front().is_some_and(|&(number, _)| number + AHEAD as u64 <= self.number) {
            self.smallest.pop_front();
        }
        self.number += 1;
        let smallest = self.smallest.front().map_or(1.0, |&(_, gain)| gain);
        self.window.push_back(smallest);
        self.sum += f64::from(smallest) - f64::from(self.window.pop_front().unwrap_or(1.0));
        ((self.sum / AHEAD as f64) as f32).min(1.0)
    }
}
