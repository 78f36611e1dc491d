//! What is seen of the world from inside a room, through its panes.

use crate::plan::picture::{Hour, Sky};

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::noise::{self, Rng};
use super::scene::Scene;
use super::shape::{P, Shape};
use super::words::Room;

/// What is seen through an opening: the sky, and hills if it is light.
pub fn outside(scene: &Scene, c: &mut Canvas, hole: &Shape) {
    let Some([l, t, r, b]) = hole.bounds() else { return };
    let night = matches!(scene.picture.hour, Hour::Night | Hour::Evening);
    let sky = scene.light.sky;
    let h = scene.lens.horizon.clamp(t + (b - t) * 0.35, t + (b - t) * 0.9);
    // By day the opening is the lightest thing in the room, and what lies beyond is bleached by it; a low sun keeps its colours.
    let low = matches!(scene.picture.hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour);
    let bleach = |c: Rgb, l: f32| if night { c } else { mix(c, at_light(scene.palette.pale, if low { l - 0.1 } else { l }), if low { 0.12 } else { 0.5 }) };
    c.paint(hole, &scene.sheet(if night { sky[1] } else { bleach(lift(sky[2], 0.08), 0.97) }, 200).flat().lit(0.0).fade(bleach(sky[2], 0.95), [0.0, t], [0.0, h]));
    let view = beyond(scene);
    for k in 0..2u64 {
        let seed = scene.seed ^ (0x201 + k);
        let n = if view == Beyond::Town { 60 } else { 18 };
        let mut points: Vec<P> = (0..=n)
            .map(|i| {
                let x = l + (r - l) * i as f32 / n as f32;
                let up = match view {
                    Beyond::Hills => (0.1 - 0.09 * k as f32) * (1.0 + 0.8 * noise::rough(x * 5.0, seed, 2)),
                    // Roofs and blocks, level each and of unlike height.
                    Beyond::Town => (0.26 - 0.14 * k as f32) * (0.3 + noise::unit(seed ^ noise::hash((x * 17.0).floor() as i64 as u64))),
                    Beyond::Sea => 0.02 * (1.0 - k as f32) - 0.16 * k as f32 + 0.012 * noise::along(x * 30.0, seed),
                    Beyond::Trees => (0.3 - 0.12 * k as f32) * (0.45 + 0.75 * (1.0 - 2.0 * ((x * 13.0 + 0.4 * k as f32).rem_euclid(1.0) - 0.5).abs())),
                };
                [x, h - (b - t) * up]
            })
            .collect();
        points.push([r, b]);
        points.push([l, b]);
        let own = match view {
            Beyond::Hills => mix(scene.palette.mid, p_green(scene), 0.5),
            Beyond::Town => mix(scene.palette.dark, scene.palette.mid, 0.4),
            Beyond::Sea => scene.palette.stain(hex(0x3f6a7a), 0.4),
            Beyond::Trees => mix(p_green(scene), scene.palette.dark, 0.4),
        };
        let ink = mix(if night { lift(sky[0], 0.02) } else { own }, sky[2], 0.62 - 0.3 * k as f32);
        c.paint_in(&Shape::poly(&points), &scene.sheet(bleach(ink, 0.9), 202 + k).lit(0.0).gap(0.002), Some(hole));
    }
    weather_outside(scene, c, hole);
}

/// What lies outside a room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Hills,
    Town,
    Sea,
    Trees,
}

fn beyond(scene: &Scene) -> Beyond {
    let has = |words: &str| scene.setting.has(words);
    if scene.setting.room == Some(Room::Ship) || has("sea harbour harbor ship ferry trawler lighthouse coast quay boathouse") {
        Beyond::Sea
    } else if has("forest wood woods pine fir cabin taiga") {
        Beyond::Trees
    } else if scene.setting.room == Some(Room::Office) || has("city town street flat apartment newspaper police downtown hotel skyline station") {
        Beyond::Town
    } else {
        Beyond::Hills
    }
}

/// Rain, snow and fog as one sees them through a pane.
fn weather_outside(scene: &Scene, c: &mut Canvas, hole: &Shape) {
    let Some([l, t, r, b]) = hole.bounds() else { return };
    let weather = scene.picture.weather;
    let much = f32::from(weather.amount.max(1)) / 3.0;
    if weather.amount == 0 || matches!(weather.kind, Sky::Clear | Sky::Wind) {
        return;
    }
    let mut rng = Rng::new(scene.seed ^ 0x3a17);
    let night = matches!(scene.picture.hour, Hour::Night | Hour::Evening);
    let size = (b - t).max(0.02);
    let grey = if night { lift(scene.light.sky[1], 0.08) } else { at_light(mix(scene.palette.mid, scene.palette.pale, 0.4), 0.72) };
    c.paint_in(&Shape::rect(l, t, r, b), &scene.sheet(grey, 210).flat().lit(0.0).alpha(0.3 + 0.35 * much), Some(hole));
    match weather.kind {
        Sky::Rain | Sky::Storm => {
            let light = if night { lift(scene.light.sky[2], 0.25) } else { lift(scene.palette.pale, 0.04) };
            let (mut far, mut near, mut drops) = (Shape::default(), Shape::default(), Shape::default());
            for i in 0..(90.0 + 170.0 * much) as u32 {
                let (x, y, k) = (rng.range(l, r), rng.range(t, b), size * rng.range(0.05, 0.13));
                let stroke = Shape::ribbon(&[[x, y, size * 0.0014], [x - k * 0.12, y + k * 0.6, size * 0.0034], [x - k * 0.2, y + k, size * 0.001]]);
                if i % 3 == 0 { near = near.and(stroke) } else { far = far.and(stroke) }
            }
            // Drops on the pane, and the ways that some have run.
            for i in 0..(26.0 + 40.0 * much) as u32 {
                let (x, y, k) = (rng.range(l, r), rng.range(t, b), size * rng.range(0.006, 0.014));
                drops = drops.and(Shape::round(x, y, k * 0.8, k));
                if i % 4 == 0 {
                    drops = drops.and(Shape::ribbon(&[[x, y, k * 0.3], [x + k * 0.8, y - k * 7.0, k * 0.22], [x - k * 0.4, y - k * 15.0, k * 0.06]]));
                }
            }
            c.paint_in(&far, &scene.sheet(light, 211).flat().lit(0.0).alpha(0.34), Some(hole));
            c.paint_in(&near, &scene.sheet(light, 212).flat().lit(0.0).alpha(0.55), Some(hole));
            c.paint_in(&drops, &scene.sheet(lift(light, 0.03), 213).flat().lit(0.0).alpha(0.5), Some(hole));
        }
        Sky::Snow => {
            let (mut far, mut near) = (Shape::default(), Shape::default());
            for i in 0..(70.0 + 150.0 * much) as u32 {
                let (x, y) = (rng.range(l, r), rng.range(t, b));
                let k = size * if i % 4 == 0 { rng.range(0.012, 0.022) } else { rng.range(0.005, 0.01) };
                let flake = Shape::round(x, y, k, k * 0.9);
                if i % 4 == 0 { near = near.and(flake) } else { far = far.and(flake) }
            }
            let white = at_light(scene.palette.pale, if night { 0.82 } else { 0.97 });
            c.paint_in(&far, &scene.sheet(white, 214).flat().lit(0.0).alpha(0.7), Some(hole));
            c.paint_in(&near, &scene.sheet(white, 215).flat().lit(0.0).alpha(0.9), Some(hole));
            // It lies on the sill.
            let sill = Shape::curve(&[[l, b, 1.0], [l, b - size * 0.05, 0.0], [l + (r - l) * 0.3, b - size * 0.075, 0.0], [l + (r - l) * 0.6, b - size * 0.05, 0.0], [r, b - size * 0.08, 0.0], [r, b, 1.0]]);
            c.paint_in(&sill, &scene.sheet(white, 216).lit(0.2), Some(hole));
        }
        Sky::Fog | Sky::Dust => {
            let ink = if weather.kind == Sky::Dust { mix(grey, hex(0xb98a52), 0.5) } else { grey };
            for i in 0..4u64 {
                let y = t + (b - t) * (0.3 + 0.2 * i as f32);
                c.paint_in(&Shape::round((l + r) * 0.5 + rng.sway() * (r - l) * 0.4, y, (r - l) * 0.7, size * 0.22), &scene.sheet(lift(ink, 0.05), 217 + i).flat().lit(0.0).alpha(0.3).blur(0.006), Some(hole));
            }
        }
        Sky::Clear | Sky::Wind => {}
    }
}

fn p_green(scene: &Scene) -> Rgb {
    scene.palette.stain(hex(0x7f9a80), 0.3)
}
