//! Stems of a wood close behind near faces: where crowns are above the frame, these are what tells that one stands among trees.

use crate::plan::picture::{Extent, metres};

use super::canvas::Canvas;
use super::colour::{at_light, hex, lift, mix};
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;

/// From this size on crowns are out of the picture.
const NEAR: u8 = 4;

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    if scene.picture.rank < NEAR || scene.picture.camera.pitch < -30_000 {
        return;
    }
    // Two planes, so that they part when the lens moves.
    for (k, behind) in [(0u64, 7.5), (1, 3.2)] {
        let depth = scene.far * 1.12 + behind;
        if scene.sweeps(depth) {
            continue;
        }
        out.push(Job {
            name: if k == 0 { "far stems".into() } else { "stems".into() },
            depth,
            area: Extent { bottom: f64::from(scene.lens.ground(depth, 0.0).min(2.0)) + 0.08, ..EVERYWHERE },
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| stems(scene, c, depth, k)),
        });
    }
}

fn stems(scene: &Scene, c: &mut Canvas, depth: f64, plane: u64) {
    let [l, t, r, _] = c.area();
    let m = scene.lens.metre(depth);
    let foot = scene.lens.ground(depth, 0.0).min(2.0);
    let p = &scene.palette;
    let birch = scene.setting.has("birch");
    let bark = if birch { at_light(mix(p.pale, p.mid, 0.25), 0.76) } else { at_light(mix(p.stain(hex(0x5d4330), 0.35), p.dark, 0.25), if plane == 0 { 0.4 } else { 0.33 }) };
    let bark = if scene.light.night { at_light(bark, if birch { 0.5 } else { 0.2 + 0.06 * (1 - plane) as f32 }) } else { bark };
    let fog = scene.haze(depth) * if plane == 0 { 0.9 } else { 0.5 };
    let heads: Vec<f32> = scene.picture.figures.iter().filter_map(|f| scene.lens.see(metres(f.at))).map(|q| q[0]).collect();
    let clear = 0.03 + 0.24 * scene.lens.metre(scene.subject);
    // A stem stands where it stands: its place is an angle from the lens, not a part of the frame.
    let step = 0.34f64;
    let (from, to) = (scene.lens.heading(l - 0.3), scene.lens.heading(r + 0.3));
    let step = step.min((to - from).abs().max(0.05) / 7.0);
    for i in (from / step).floor() as i64..=(to / step).ceil() as i64 {
        let seed = scene.seed ^ noise::hash((i + 9000) as u64 * 31 + plane);
        let mut rng = Rng::new(seed);
        if plane == 1 && rng.chance(0.25) {
            continue;
        }
        let angle = (i as f64 + 0.7 * f64::from(rng.unit() - 0.5)) * step - scene.lens.yaw;
        if angle.abs() > 1.3 {
            continue;
        }
        let x = (angle.tan() * scene.lens.zoom) as f32;
        let half = m * rng.range(0.1, 0.19) * if birch { 0.6 } else { 1.0 };
        if plane == 1 && heads.iter().any(|h| (h - x).abs() < clear + half) {
            continue;
        }
        let lean = rng.sway() * 0.05;
        let top = (t - 0.1).min(-0.6);
        let stem = Shape::ribbon(&[[x, foot + 0.02, half * 1.35], [x + lean * 0.1, foot - 0.25, half], [x + lean * 0.6, (top + foot) * 0.5, half * 0.92], [x + lean, top, half * 0.84]]);
        c.paint(&stem, &scene.sheet(lift(bark, rng.range(-0.03, 0.03)), seed & 0xff).gap(0.006).shade(0.3).fog(fog, fog));
        // It comes out of the ground, and does not stand on it.
        c.paint(&Shape::round(x, foot + 0.014, half * 2.4 + 0.004, 0.012 + 0.1 * half).cut(seed, 0.05, 0.002), &scene.sheet(lift(super::land::soil(scene), -0.04), seed & 0x3f).gap(0.002).fog(fog, fog * 0.6));
        // Furrows of the bark, or a birch's marks.
        let mut marks = Shape::default();
        for _ in 0..9 {
            let (u, y) = (rng.sway() * 0.75, rng.range(top.max(-0.6), foot.min(0.7)));
            if birch {
                marks = marks.and(Shape::rect(x + u * half - half * 0.3, y, x + u * half + half * 0.3, y + 0.012));
            } else {
                let long = m * rng.range(0.25, 0.8);
                marks = marks.and(Shape::ribbon(&[[x + u * half, y, 0.0006], [x + u * half + 0.004, y + long * 0.5, half * 0.06], [x + u * half, y + long, 0.0006]]));
            }
        }
        c.paint_in(&marks, &scene.sheet(lift(bark, -0.08), seed & 0x7f).flat().fog(fog, fog), Some(&stem));
        // A broken bough here and there.
        if plane == 1 && rng.chance(0.5) {
            let (way, y) = (if rng.chance(0.5) { 1.0 } else { -1.0 }, rng.range(-0.4, 0.1));
            let bough = Shape::ribbon(&[[x + way * half * 0.6, y, half * 0.28], [x + way * (half + m * 0.3), y - m * 0.12, half * 0.18], [x + way * (half + m * 0.62), y - m * 0.34, half * 0.05]]);
            c.paint(&bough, &scene.sheet(lift(bark, -0.02), 7).gap(0.003).fog(fog, fog));
        }
    }
}
