//! What is seen of the world from inside a room, through its panes.

use crate::plan::picture::{Hour, Sky};

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, lightness, mix};
use super::hours;
use super::noise::{self, Rng};
use super::scene::Scene;
use super::shape::{P, Shape};
use super::words::Room;

/// What is seen through an opening: the sky, and hills if it is light.
pub fn outside(scene: &Scene, c: &mut Canvas, hole: &Shape) {
    let Some([l, t, r, b]) = hole.bounds() else { return };
    if scene.setting.has("submarine bathyscaphe underwater undersea") {
        deep(scene, c, hole);
        return;
    }
    let night = matches!(scene.picture.hour, Hour::Night | Hour::Evening);
    let [high, low] = hours::pane(&scene.palette, scene.picture.hour);
    let h = scene.lens.horizon.clamp(t + (b - t) * 0.35, t + (b - t) * 0.9);
    c.paint(hole, &scene.sheet(high, 200).flat().lit(0.0).fade(low, [0.0, t], [0.0, h]));
    if night && matches!(scene.picture.weather.kind, Sky::Clear | Sky::Wind) {
        stars(scene, c, hole, h);
    }
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
        // By day what lies beyond is bleached by the light; in the dark it is a shape before the sky.
        let deep = lightness(low) - if night { 0.09 } else { 0.1 } - 0.06 * k as f32;
        let ink = at_light(mix(own, low, 0.5 - 0.2 * k as f32), deep.max(0.11));
        c.paint_in(&Shape::poly(&points), &scene.sheet(ink, 202 + k).flat().lit(0.0), Some(hole));
        if view == Beyond::Sea && k == 1 {
            sea(scene, c, hole, h, deep.max(0.11));
        }
        if view != Beyond::Sea && k == 1 && lit(scene.picture.hour) {
            lights(scene, c, hole, h, if view == Beyond::Town { 14 } else { 4 });
        }
    }
    weather_outside(scene, c, hole);
}

/// Whether people out there have their lamps on.
fn lit(hour: Hour) -> bool {
    matches!(hour, Hour::Dusk | Hour::Evening | Hour::Night)
}

/// Stars, and at night the moon among them in every second pane.
fn stars(scene: &Scene, c: &mut Canvas, hole: &Shape, h: f32) {
    let Some([l, t, r, _]) = hole.bounds() else { return };
    let night = scene.picture.hour == Hour::Night;
    let size = (h - t).max(0.01);
    let mut rng = Rng::new(scene.seed ^ 0x57a5);
    let mut all = Shape::default();
    for _ in 0..if night { 22 } else { 5 } {
        let (x, y, k) = (rng.range(l, r), rng.range(t, t + (h - t) * 0.8), size * rng.range(0.006, 0.014));
        all = all.and(Shape::poly(&[[x - k, y], [x, y - k * 1.3], [x + k, y], [x, y + k * 1.3]]));
    }
    let pale = at_light(scene.palette.pale, 0.93);
    c.paint_in(&all, &scene.sheet(pale, 218).flat().lit(0.0).alpha(0.85), Some(hole));
    if night && r - l < size * 2.6 {
        let k = size * 0.15;
        let (x, y) = (l + (r - l) * 0.72, t + size * 0.3);
        let moon = at_light(mix(scene.palette.pale, hex(0xfdf3d6), 0.7), 0.95);
        for (ring, alpha) in [(2.2, 0.1), (1.6, 0.12)] {
            c.paint_in(&Shape::round(x, y, k * ring, k * ring), &scene.sheet(moon, 219).flat().lit(0.0).alpha(alpha), Some(hole));
        }
        c.paint_in(&Shape::round(x, y, k, k), &scene.sheet(moon, 220).flat().lit(0.0), Some(hole));
        c.paint_in(&Shape::round(x - k * 0.3, y - k * 0.2, k * 0.2, k * 0.18), &scene.sheet(lift(moon, -0.06), 221).flat().lit(0.0), Some(hole));
    }
}

/// Under water there is no hour: green light from above, and bubbles that rise.
fn deep(scene: &Scene, c: &mut Canvas, hole: &Shape) {
    let Some([l, t, r, b]) = hole.bounds() else { return };
    let (high, low) = (scene.palette.stain(hex(0x3f8f8c), 0.15), scene.palette.stain(hex(0x0f2f3c), 0.15));
    c.paint(hole, &scene.sheet(high, 230).flat().lit(0.0).fade(low, [0.0, t], [0.0, b]));
    let mut rng = Rng::new(scene.seed ^ 0xb0b);
    let mut all = Shape::default();
    for _ in 0..12 {
        let k = (b - t) * rng.range(0.012, 0.04);
        all = all.and(Shape::round(rng.range(l, r), rng.range(t, b), k, k));
    }
    c.paint_in(&all, &scene.sheet(lift(high, 0.18), 231).flat().lit(0.0).alpha(0.6), Some(hole));
}

/// Waves in rows that widen towards the pane, their crests white where the wind is up.
fn sea(scene: &Scene, c: &mut Canvas, hole: &Shape, h: f32, deep: f32) {
    let Some([l, _, r, b]) = hole.bounds() else { return };
    let rough = matches!(scene.picture.weather.kind, Sky::Storm | Sky::Wind);
    let below = (b - h).max(0.01);
    let water = at_light(scene.palette.stain(hex(0x3f6a7a), 0.3), deep);
    let mut crests = Shape::default();
    for row in 0..4u64 {
        let t = row as f32 / 4.0;
        let y = h + below * (0.06 + 0.8 * t * t + 0.12 * t);
        let high = below * (0.03 + 0.09 * t) * if rough { 1.7 } else { 0.7 };
        let long = (b - h).max(0.03) * (0.5 + 1.1 * t) * 2.2;
        let seed = scene.seed ^ (0x5ea + row);
        let n = (((r - l) / (long / 6.0)) as usize).clamp(4, 90);
        let mut points: Vec<P> = (0..=n)
            .map(|i| {
                let x = l + (r - l) * i as f32 / n as f32;
                let u = (x / long + 0.37 * row as f32).rem_euclid(1.0);
                // Steep before, long behind.
                [x, y - high * (1.0 - (2.0 * (u.powf(1.5)) - 1.0).abs()) * (0.7 + 0.5 * noise::along(x * 9.0, seed))]
            })
            .collect();
        if rough {
            for pair in points.windows(3).filter(|w| w[1][1] < w[0][1] && w[1][1] <= w[2][1]) {
                crests = crests.and(Shape::ribbon(&[[pair[0][0], pair[0][1], high * 0.05], [pair[1][0], pair[1][1], high * 0.2], [pair[2][0], pair[2][1], high * 0.05]]));
            }
        }
        points.push([r, b + 0.01]);
        points.push([l, b + 0.01]);
        c.paint_in(&Shape::poly(&points), &scene.sheet(lift(water, -0.025 * row as f32 + if row % 2 == 0 { 0.03 } else { 0.0 }), 224 + row).lit(0.0).gap(0.002).shade(0.2), Some(hole));
    }
    c.paint_in(&crests, &scene.sheet(at_light(scene.palette.pale, (deep + 0.36).min(0.93)), 229).flat().lit(0.0), Some(hole));
}

/// Lit windows of houses out there.
fn lights(scene: &Scene, c: &mut Canvas, hole: &Shape, h: f32, n: u32) {
    let Some([l, t, r, b]) = hole.bounds() else { return };
    let size = (b - t).max(0.01);
    let mut rng = Rng::new(scene.seed ^ 0x11f7);
    let mut all = Shape::default();
    for _ in 0..n {
        let (x, y, k) = (rng.range(l, r), rng.range(h - size * 0.09, h + size * 0.12), size * 0.012);
        all = all.and(Shape::rect(x - k * 0.7, y - k, x + k * 0.7, y + k));
    }
    c.paint_in(&all, &scene.sheet(hex(0xffcf86), 222).flat().lit(0.0).alpha(0.9), Some(hole));
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
    let [high, low] = hours::pane(&scene.palette, scene.picture.hour);
    // Cloud and falling water take the colour out of the hour, not its light.
    let sky = mix(high, low, 0.5);
    let grey = at_light(mix(scene.palette.mid, sky, 0.55), lightness(sky) * 0.94);
    c.paint_in(&Shape::rect(l, t, r, b), &scene.sheet(grey, 210).flat().lit(0.0).alpha(0.3 + 0.35 * much), Some(hole));
    match weather.kind {
        Sky::Rain | Sky::Storm => {
            let light = if lightness(sky) < 0.6 { lift(sky, 0.3) } else { lift(scene.palette.pale, 0.04) };
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
            let ink = if weather.kind == Sky::Dust { at_light(mix(grey, hex(0xb07a3e), 0.75), lightness(grey) * 0.86) } else { grey };
            for i in 0..4u64 {
                let y = t + (b - t) * (0.3 + 0.2 * i as f32);
                c.paint_in(&Shape::round((l + r) * 0.5 + rng.sway() * (r - l) * 0.4, y, (r - l) * 0.7, size * 0.22), &scene.sheet(lift(ink, 0.05), 217 + i).flat().lit(0.0).alpha(0.3).blur(0.006), Some(hole));
            }
        }
        Sky::Clear | Sky::Wind | Sky::Overcast => {}
    }
}

fn p_green(scene: &Scene) -> Rgb {
    scene.palette.stain(hex(0x7f9a80), 0.3)
}
