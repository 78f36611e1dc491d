//! What an hour of the day does to a room: the light that comes in, what colours stand in a pane, and the patch that a window
//! throws on wall and floor. Each of the nine hours has its own, so that a single picture tells which it is.

use crate::plan::picture::Hour;
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Palette, Rgb, lch};
use super::light::Source;
use super::room::{Hall, Wall};
use super::scene::Scene;
use super::shape::Shape;
use super::words::Room;

/// Daylight in a room: how strong its key and what fills the shadows are, and the hue of each.
pub struct Daylight {
    pub key: f32,
    pub ambient: f32,
    pub tint: Rgb,
    pub hue: Rgb,
}

pub fn daylight(hour: Hour) -> Daylight {
    let (key, ambient, tint, hue) = match hour {
        // The first sun in a room still cold and blue.
        Hour::Dawn => (0.34, 0.36, [0.98, 1.0, 0.98], [0.62, 0.88, 1.3]),
        Hour::Morning => (0.76, 0.48, [1.1, 1.0, 0.84], [0.95, 1.0, 1.08]),
        Hour::Day => (0.7, 0.5, [1.02, 1.0, 0.97], [0.98, 1.0, 1.03]),
        Hour::Noon => (0.66, 0.62, [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]),
        Hour::Afternoon => (0.76, 0.44, [1.14, 0.99, 0.78], [0.97, 1.0, 1.05]),
        Hour::MagicHour => (0.92, 0.33, [1.3, 0.87, 0.45], [1.04, 0.9, 0.84]),
        Hour::Dusk => (0.38, 0.3, [0.95, 0.8, 1.0], [0.8, 0.84, 1.3]),
        Hour::Evening => (0.3, 0.24, [0.7, 0.82, 1.2], [0.66, 0.82, 1.34]),
        Hour::Night => (0.24, 0.18, [0.66, 0.84, 1.2], [0.62, 0.82, 1.3]),
    };
    Daylight { key, ambient, tint, hue }
}

/// What is left of the day where a lamp lights a room: how strong, and its hue.
pub fn afterlight(hour: Hour) -> (f32, Rgb) {
    match hour {
        Hour::Dusk => (0.2, [0.84, 0.84, 1.34]),
        Hour::Evening => (0.15, [0.7, 0.86, 1.34]),
        _ => (0.105, [0.82, 0.97, 1.16]),
    }
}

/// The sky in a pane, at its upper edge and low over the land.
pub fn pane(palette: &Palette, hour: Hour) -> [Rgb; 2] {
    let pair = match hour {
        Hour::Dawn => [[0.72, 0.065, 246.0], [0.94, 0.1, 92.0]],
        Hour::Morning => [[0.83, 0.06, 238.0], [0.95, 0.035, 88.0]],
        Hour::Day => [[0.84, 0.05, 236.0], [0.95, 0.015, 220.0]],
        Hour::Noon => [[0.93, 0.03, 232.0], [0.985, 0.008, 100.0]],
        Hour::Afternoon => [[0.84, 0.04, 230.0], [0.93, 0.065, 88.0]],
        Hour::MagicHour => [[0.79, 0.11, 78.0], [0.8, 0.16, 56.0]],
        Hour::Dusk => [[0.34, 0.1, 288.0], [0.64, 0.13, 26.0]],
        Hour::Evening => [[0.23, 0.08, 266.0], [0.38, 0.085, 262.0]],
        Hour::Night => [[0.13, 0.035, 268.0], [0.19, 0.045, 265.0]],
    };
    pair.map(|[l, c, h]| palette.stain(lch(l, c, h), 0.22))
}

/// A patch of sun on a wall: its colour and strength, its lower and upper edge in metres, how long it is, and how far it
/// sinks over that length.
struct Patch {
    ink: [f32; 3],
    alpha: f32,
    foot: f64,
    top: f64,
    long: f64,
    sinks: f64,
}

fn on_wall(hour: Hour) -> Option<Patch> {
    let patch = |ink, alpha, foot, top, long, sinks| Some(Patch { ink, alpha, foot, top, long, sinks });
    match hour {
        Hour::Dawn => patch([0.93, 0.095, 94.0], 0.34, 1.25, 1.95, 1.1, 0.06),
        Hour::Morning => patch([0.95, 0.06, 88.0], 0.3, 0.75, 1.65, 1.25, 0.42),
        Hour::Afternoon => patch([0.92, 0.1, 80.0], 0.3, 0.85, 1.7, 1.5, 0.34),
        Hour::MagicHour => patch([0.8, 0.17, 58.0], 0.5, 1.02, 1.82, 2.7, 0.16),
        // Beside lamps the sky's own light still lies on the wall.
        Hour::Dusk => patch([0.52, 0.12, 305.0], 0.26, 0.95, 1.85, 1.2, 0.2),
        Hour::Evening => patch([0.42, 0.12, 264.0], 0.26, 0.85, 1.75, 1.2, 0.3),
        Hour::Night => patch([0.62, 0.06, 258.0], 0.2, 0.55, 1.35, 1.1, 0.46),
        _ => None,
    }
}

/// Whether daylight falls into this room at all.
fn sunlit(scene: &Scene) -> bool {
    let closed = matches!(scene.setting.room, None | Some(Room::Cave | Room::Tent | Room::Car)) || super::dressing::sunless(scene);
    !closed && (scene.light.night && scene.light.source != Source::Fire || matches!(scene.light.source, Source::Window | Source::Sun))
}

/// The sun of this hour on a wall, as another window throws it: two panes side by side, again after a stretch of shade.
pub fn on(scene: &Scene, c: &mut Canvas, wall: &Wall) {
    if !sunlit(scene) || wall.side == 2 {
        return;
    }
    let Some(p) = on_wall(scene.picture.hour) else { return };
    let way = f64::from(-scene.light.dir[0].signum());
    let ink = scene.palette.stain(lch(p.ink[0], p.ink[1], p.ink[2]), 0.15);
    let mut all = Shape::default();
    let mut u = 0.35;
    while u + p.long < wall.long + 0.6 {
        for (a, b) in [(0.0, 0.47), (0.53, 1.0)] {
            let edge = |t: f64, v: f64| {
                let t = if way > 0.0 { t } else { 1.0 - t };
                wall.at(u + p.long * t, v - p.sinks * if way > 0.0 { t } else { 1.0 - t })
            };
            let m = (p.foot + p.top) * 0.5;
            for (low, high) in [(p.foot, m - 0.02), (m + 0.02, p.top)] {
                all = all.and(scene.lens.flat(&[edge(a, low), edge(b, low), edge(b, high), edge(a, high)]));
            }
        }
        u += p.long + 1.15;
    }
    c.paint(&all, &scene.sheet(ink, 0x5a11).flat().lit(if scene.light.night { 0.0 } else { 0.35 }).alpha(p.alpha).blur(0.003));
}

/// The sun of this hour on the floor, from the windows of the far wall: short and bright at noon, long when it is low.
pub fn floor(scene: &Scene, c: &mut Canvas, hall: &Hall, whole: &Shape) {
    if !sunlit(scene) || matches!(scene.setting.room, Some(Room::Church | Room::Corridor | Room::Train | Room::Ship)) {
        return;
    }
    // How far from the wall it begins and ends, how far aside it is carried, and its colour and strength.
    let (from, to, aside, ink, alpha) = match scene.picture.hour {
        Hour::Dawn => (1.6, 3.9, 0.9, [0.92, 0.095, 94.0], 0.2),
        Hour::Morning => (0.9, 3.3, 1.5, [0.95, 0.06, 88.0], 0.26),
        Hour::Day => (0.6, 2.1, 0.5, [0.95, 0.02, 90.0], 0.22),
        Hour::Noon => (0.2, 0.95, 0.05, [0.98, 0.02, 95.0], 0.5),
        Hour::Afternoon => (0.9, 3.1, 1.3, [0.93, 0.09, 82.0], 0.28),
        Hour::MagicHour => (1.2, 4.4, 2.4, [0.8, 0.17, 58.0], 0.4),
        Hour::Dusk => (0.5, 2.0, 0.5, [0.5, 0.12, 305.0], 0.22),
        Hour::Evening => (0.5, 2.2, 0.6, [0.4, 0.12, 264.0], 0.24),
        Hour::Night => (0.7, 2.8, 1.0, [0.6, 0.06, 258.0], 0.2),
    };
    let aside = aside * f64::from(-scene.light.dir[0].signum());
    let z = hall.z[1];
    let ink = scene.palette.stain(lch(ink[0], ink[1], ink[2]), 0.15);
    for k in 0..2 {
        let u = -0.7 + 0.72 * f64::from(k);
        let pane = scene.lens.flat(&[Vec3::new(u + aside * 0.2, 0.0, z - from), Vec3::new(u + 0.64 + aside * 0.2, 0.0, z - from), Vec3::new(u + 0.64 + aside, 0.0, z - to), Vec3::new(u + aside, 0.0, z - to)]);
        c.paint_in(&pane, &scene.sheet(ink, 68).flat().lit(if scene.light.night { 0.0 } else { 0.5 }).alpha(alpha).blur(0.003), Some(whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::paper::colour::to_lab;

    const HOURS: [Hour; 9] = [Hour::Dawn, Hour::Morning, Hour::Day, Hour::Noon, Hour::Afternoon, Hour::MagicHour, Hour::Dusk, Hour::Evening, Hour::Night];

    /// No two hours have the same pane, nor the same light in a room.
    #[test]
    fn hours_are_told_apart() {
        let palette = Palette::of(&crate::backends::paper::tests::plain());
        let apart = |a: Rgb, b: Rgb| to_lab(a).iter().zip(to_lab(b)).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt();
        for (i, a) in HOURS.into_iter().enumerate() {
            for b in HOURS.into_iter().skip(i + 1) {
                let (p, q) = (pane(&palette, a), pane(&palette, b));
                let panes = apart(p[0], q[0]).max(apart(p[1], q[1]));
                let (x, y) = (daylight(a), daylight(b));
                let light = [0, 1, 2].map(|k| (x.tint[k] * x.key - y.tint[k] * y.key).abs().max((x.hue[k] * x.ambient - y.hue[k] * y.ambient).abs())).into_iter().fold(0.0, f32::max);
                assert!(panes > 0.025, "{a:?} and {b:?} have panes {panes:.3} apart");
                assert!(light > 0.04, "{a:?} and {b:?} have light {light:.3} apart");
            }
        }
    }
}
