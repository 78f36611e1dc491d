//! Weather between the layers of a plate: snow, rain, fog and dust at three depths, in one wind.
//! A particle's place is a function of time; nothing is stepped. What lies where is decided in `compose`.

mod fog;
mod particle;

use fog::Bank;
use particle::{Flock, Kind};

use super::compose::band::Band;
use super::compose::place::Window;
use super::compose::sheet;
use super::noise;
use crate::plan::edit::Clip;
use crate::plan::picture::{Sight, Sky};

/// One wind for everything in a shot: frame heights a second at middle depth, with gusts of 0.3 and 1.1 Hz.
#[derive(Clone, Copy)]
pub struct Wind {
    speed: f64,
    phase: [f64; 2],
}

const GUSTS: [(f64, f64); 2] = [(0.3, 0.5), (1.1, 0.2)];

impl Wind {
    /// How far it has carried things after `t` seconds.
    fn way(&self, t: f64) -> f64 {
        let gusts = GUSTS.iter().zip(self.phase).map(|(&(hertz, share), phase)| {
            let w = std::f64::consts::TAU * hertz;
            share * (phase.cos() - (w * t + phase).cos()) / w
        });
        self.speed * (t + gusts.sum::<f64>())
    }

    fn now(&self, t: f64) -> f64 {
        let gusts = GUSTS.iter().zip(self.phase);
        let gusts = gusts.map(|(&(hertz, share), phase)| share * (std::f64::consts::TAU * hertz * t + phase).sin());
        self.speed * (1.0 + gusts.sum::<f64>())
    }
}

/// The weather of one clip.
pub struct Weather {
    /// Farthest first, each laid after the layer of this number.
    groups: Vec<(usize, f64, Group)>,
    wind: Wind,
    window: Window,
    /// Seconds at the clip's first frame: no shot begins in the same gust.
    begun: f64,
}

enum Group {
    Flock(Box<Flock>),
    Bank(Bank),
}

/// What one frame shows of a group.
pub enum Flight {
    Flock(Box<particle::Flight>),
    Bank(fog::Drift),
}

/// The depths of a plate's layers, and the mean colour of the farthest in full range.
pub struct Setting<'a> {
    pub depths: &'a [f64],
    pub mean: [f64; 3],
}

impl Weather {
    /// `None` when nothing falls or drifts, and in interiors.
    pub fn new(clip: &Clip, setting: &Setting, window: Window) -> Option<Weather> {
        let amount = [0.0, 0.45, 1.0, 1.9][usize::from(clip.weather.amount.min(3))];
        if !falls(clip) || setting.depths.is_empty() {
            return None;
        }
        let kind = match clip.weather.kind {
            Sky::Clear | Sky::Overcast => return None,
            Sky::Snow => Kind::Snow,
            Sky::Rain | Sky::Storm => Kind::Rain,
            Sky::Wind => Kind::Chaff,
            Sky::Dust | Sky::Fog => Kind::Dust,
        };
        let speed = match clip.weather.kind {
            Sky::Storm => 0.9,
            Sky::Wind | Sky::Dust => 0.35,
            Sky::Rain => 0.16,
            Sky::Fog => 0.02,
            _ => 0.06,
        };
        let seed = noise::hash2(clip.seed, 0x7765_6174);
        let side = crate::plan::picture::wind(clip.seed);
        let phase = [noise::unit(seed, 1), noise::unit(seed, 2)].map(|v| v * std::f64::consts::TAU);
        let wind = Wind { speed: speed * side, phase };
        let mut groups = Vec::new();
        let places = places(setting.depths);
        // A close shot stands in the midst of it: few and large, and none before the face.
        let close = median(setting.depths) < 2.5;
        for (rank, &(after, depth)) in places.iter().enumerate() {
            if clip.weather.kind == Sky::Fog || clip.weather.kind == Sky::Dust {
                let thick = if clip.weather.kind == Sky::Fog { 1.0 } else { 0.35 };
                let bank = Bank::new(rank, amount * thick, haze(setting.mean, kind), seed + rank as u64);
                groups.push((after, depth, Group::Bank(bank)));
            }
            let shown = match clip.weather.kind {
                Sky::Fog => false,
                _ => !(close && rank == 2),
            };
            if shown {
                let few = match clip.weather.kind {
                    Sky::Wind => 0.75,
                    Sky::Storm => 1.4,
                    _ => 1.0,
                };
                let colour = colour(setting.mean, kind);
                let flock = Flock::new(kind, rank, amount * few, close, colour, seed + 10 + rank as u64, window);
                groups.push((after, depth, Group::Flock(Box::new(flock))));
            }
        }
        let begun = noise::unit(seed, 3) * 60.0;
        Some(Weather { groups, wind, window, begun })
    }

    /// The layers after which something is in the air.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().map(|(after, ..)| *after)
    }

    /// Layers were laid together: by its old number, the new one of each.
    pub fn renumber(&mut self, places: &[usize]) {
        for (after, ..) in &mut self.groups {
            *after = places.get(*after).copied().unwrap_or(*after);
        }
    }

    /// Everything in the air at `seconds` of the clip, with the layer each lies before.
    pub fn at(&self, seconds: f64, sight: &Sight, zoom: f64) -> Vec<(usize, Flight)> {
        let t = self.begun + seconds;
        let mut flights = Vec::with_capacity(self.groups.len());
        for (after, depth, group) in &self.groups {
            // Weather is everywhere: past its depth the camera only stops getting closer.
            let mut near = *sight;
            near.at[2] = near.at[2].min(depth * 0.6);
            let Some(placement) = near.placement(*depth, zoom) else { continue };
            flights.push((
                *after,
                match group {
                    Group::Flock(flock) => {
                        Flight::Flock(Box::new(flock.at(t, &self.wind, &placement, sight.roll, self.window)))
                    }
                    Group::Bank(bank) => Flight::Bank(bank.at(t, &self.wind, &placement, self.window)),
                },
            ));
        }
        flights
    }
}

impl Flight {
    pub fn lay(&self, band: &mut Band) {
        match self {
            Flight::Flock(flight) => flight.lay(band),
            Flight::Bank(drift) => drift.lay(band),
        }
    }
}

/// Whether anything falls or drifts in a clip.
pub fn falls(clip: &Clip) -> bool {
    !clip.interior && clip.weather.amount > 0 && !matches!(clip.weather.kind, Sky::Clear | Sky::Overcast)
}

/// The layer each of three groups comes after, and its depth.
fn places(depths: &[f64]) -> [(usize, f64); 3] {
    let last = depths.len() - 1;
    let between = |layer: usize| {
        let next = depths.get(layer + 1).copied().unwrap_or(depths[layer] * 0.6);
        (depths[layer].max(0.2) * next.max(0.2)).sqrt().clamp(0.5, 60.0)
    };
    [last * 2 / 5, last * 7 / 10, last].map(|layer| (layer, between(layer)))
}

fn median(depths: &[f64]) -> f64 {
    let mut sorted = depths.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Flakes are lit by the sky; drops only brighten what is behind them.
fn colour(mean: [f64; 3], kind: Kind) -> [i16; 3] {
    let [y, u, v] = mean;
    match kind {
        Kind::Snow => sheet::canvas([(110.0 + y * 0.62).min(244.0), u * 0.35, v * 0.35]),
        Kind::Rain => sheet::canvas([(84.0 + y * 0.78).min(240.0), u * 0.6, v * 0.6]),
        // Against any sky a leaf is dark, and brown.
        Kind::Chaff => sheet::canvas([if y < 70.0 { y + 46.0 } else { y * 0.4 }, u * 0.3 - 12.0, v * 0.3 + 12.0]),
        Kind::Dust => sheet::canvas([(60.0 + y * 0.75).min(235.0), u * 0.6 - 8.0, v * 0.6 + 6.0]),
    }
}

fn haze(mean: [f64; 3], kind: Kind) -> [i16; 3] {
    let [y, u, v] = mean;
    match kind {
        Kind::Dust if u < 0.0 => sheet::canvas([(y * 0.86 + 16.0).min(215.0), u * 1.2, v * 1.2]),
        _ => sheet::canvas([(y * 0.85 + 35.0).min(230.0), u * 0.7, v * 0.7]),
    }
}
