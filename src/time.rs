//! Exact time: frame rates, durations as rationals, timecode.
//! No clock is read here; a film's time is arithmetic.

use num_rational::Ratio;
use serde::{Deserialize, Serialize};

/// A duration in seconds, exact.
pub type Seconds = Ratio<i64>;

/// Frames a second as a fraction: 23.976 is 24000/1001.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "[u32; 2]", from = "[u32; 2]")]
pub struct Rate {
    pub num: u32,
    pub den: u32,
}

impl From<Rate> for [u32; 2] {
    fn from(rate: Rate) -> Self {
        [rate.num, rate.den]
    }
}

impl From<[u32; 2]> for Rate {
    fn from([num, den]: [u32; 2]) -> Self {
        Rate { num, den }
    }
}

impl Default for Rate {
    fn default() -> Self {
        Rate { num: 24, den: 1 }
    }
}

impl Rate {
    /// The rates that film and television use; `None` for any other text.
    pub fn parse(text: &str) -> Option<Rate> {
        let (num, den) = match text {
            "23.976" | "23.98" => (24000, 1001),
            "24" => (24, 1),
            "25" => (25, 1),
            "29.97" => (30000, 1001),
            "30" => (30, 1),
            "50" => (50, 1),
            "59.94" => (60000, 1001),
            "60" => (60, 1),
            _ => return None,
        };
        Some(Rate { num, den })
    }

    pub const NAMES: [&str; 8] = ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"];

    /// The name a script uses for this rate.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().copied().find(|n| Self::parse(n) == Some(self)).unwrap_or("24")
    }

    /// Frames that timecode counts in a labelled second: 24 for 23.976.
    pub fn labels(self) -> u64 {
        u64::from(self.num.div_ceil(self.den))
    }

    pub fn drops(self) -> bool {
        self.den != 1 && self.labels().is_multiple_of(30)
    }

    /// The nearest whole number of frames, halves up; saturates far beyond any film.
    pub fn frames(self, time: Seconds) -> u64 {
        let (frames, parts) = self.exact(time);
        u64::try_from((2 * frames + parts).div_euclid(2 * parts).max(0)).unwrap_or(u64::MAX)
    }

    /// The smallest whole number of frames that holds `time`.
    pub fn frames_up(self, time: Seconds) -> u64 {
        let (frames, parts) = self.exact(time);
        u64::try_from((frames + parts - 1).div_euclid(parts).max(0)).unwrap_or(u64::MAX)
    }

    /// Frames of a time as a fraction that is not reduced; 64 by 32 bits always have room in it.
    fn exact(self, time: Seconds) -> (i128, i128) {
        (i128::from(*time.numer()) * i128::from(self.num), i128::from(*time.denom()) * i128::from(self.den))
    }

    /// Exact seconds of a number of frames.
    pub fn seconds(self, frames: u64) -> Seconds {
        let frames = i64::try_from(frames).unwrap_or(i64::MAX / i64::from(self.den.max(1)));
        Ratio::new(frames.saturating_mul(self.den.into()), self.num.into())
    }

    pub fn as_f64(self) -> f64 {
        f64::from(self.num) / f64::from(self.den)
    }

    /// Timecode `HH:MM:SS:FF`, drop-frame with `;` at 29.97 and 59.94 (SMPTE ST 12-1).
    pub fn timecode(self, frames: u64) -> String {
        let fps = self.labels();
        let (label, mark) = if self.drops() {
            let drop = fps / 15;
            let per_minute = fps * 60 - drop;
            let per_ten = fps * 600 - drop * 9;
            let (tens, rest) = (frames / per_ten, frames % per_ten);
            let skipped = if rest < fps * 60 { 0 } else { 1 + (rest - fps * 60) / per_minute };
            (frames + drop * (tens * 9 + skipped), ';')
        } else {
            (frames, ':')
        };
        let (seconds, ff) = (label / fps, label % fps);
        format!("{:02}:{:02}:{:02}{mark}{ff:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Frames from a timecode `HH:MM:SS:FF` (`;` before the frames counts drop-frame labels).
    pub fn parse_timecode(self, text: &str) -> Option<u64> {
        let dropping = text.contains(';');
        let parts: Vec<u64> = text
            .split([':', ';'])
            .map(|part| (part.len() == 2).then(|| part.parse().ok()).flatten())
            .collect::<Option<_>>()?;
        let [h, m, s, f] = parts[..] else { return None };
        let fps = self.labels();
        if m > 59 || s > 59 || f >= fps || (dropping && !self.drops()) {
            return None;
        }
        let label = ((h * 60 + m) * 60 + s) * fps + f;
        if !dropping {
            return Some(label);
        }
        let drop = fps / 15;
        if s == 0 && m % 10 != 0 && f < drop {
            return None;
        }
        let minutes = h * 60 + m;
        Some(label - drop * (minutes - minutes / 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drop_frame_skips_two_labels_a_minute_but_not_the_tenth() {
        let rate = Rate::parse("29.97").unwrap();
        assert_eq!(rate.timecode(1799), "00:00:59;29");
        assert_eq!(rate.timecode(1800), "00:01:00;02");
        assert_eq!(rate.timecode(17982), "00:10:00;00");
        for frames in (0..200_000).step_by(7) {
            assert_eq!(rate.parse_timecode(&rate.timecode(frames)), Some(frames));
        }
        assert_eq!(rate.parse_timecode("00:01:00;00"), None);
    }

    #[test]
    fn thirty_seconds_at_29_97_are_899_frames() {
        let rate = Rate::parse("29.97").unwrap();
        assert_eq!(rate.frames(Ratio::from_integer(30)), 899);
        assert_eq!(rate.parse_timecode("00:00:30;00"), Some(900));
    }
}
