//! A flat roof above a town: felt in strips, a parapet with its coping, chimney stacks and vents, and other roofs below.

use crate::plan::picture::{Extent, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::noise::Rng;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;
use super::town;

/// Metres that the parapet stands high, and its coping is thick.
const PARAPET: f64 = 0.85;
const COPING: f64 = 0.12;

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    town::skyline(scene, out);
    out.push(Job {
        name: "roofs below".into(),
        depth: 120.0,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.06, ..EVERYWHERE },
        blur: scene.blur(120.0),
        glow: false,
        draw: Box::new(move |c| below(scene, c)),
    });
    out.push(Job {
        name: "roof".into(),
        depth: scene.far * 1.02 + 0.05,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.5, ..EVERYWHERE },
        blur: scene.blur(scene.far * 1.4) * 0.7,
        glow: false,
        draw: Box::new(move |c| flat_roof(scene, c)),
    });
}

/// Gables and chimneys of the houses across the street, seen from above.
fn below(scene: &Scene, c: &mut Canvas) {
    let [l, _, r, b] = c.area();
    let h = scene.lens.horizon;
    let p = &scene.palette;
    let slate = at_light(mix(p.dark, p.stain(hex(0x5b4a48), 0.3), 0.4), if scene.light.night { 0.3 } else { 0.44 });
    let fog = scene.light.share(0.45);
    c.paint(&Shape::rect(l - 0.1, h + 0.02, r + 0.1, b + 0.1), &scene.sheet(lift(slate, -0.04), 1).fog(fog, fog * 0.5));
    let mut rng = Rng::new(scene.seed ^ 0x0f0f);
    let mut x = l - 0.2;
    for k in 0..40u64 {
        if x > r + 0.2 {
            break;
        }
        let (w, top) = (rng.range(0.16, 0.34), h + rng.range(-0.035, 0.05));
        let ink = lift(slate, rng.sway() * 0.04);
        let sheet = |ink: Rgb, salt: u64| scene.sheet(ink, 10 + k * 4 + salt).fog(fog, fog * 0.6).gap(0.003);
        let stack = x + w * rng.range(0.2, 0.7);
        c.paint(&Shape::rect(stack, top - 0.035, stack + 0.022, top + 0.05), &sheet(lift(ink, -0.03), 0));
        c.paint(&Shape::rect(stack - 0.003, top - 0.04, stack + 0.025, top - 0.03), &sheet(lift(ink, 0.06), 1));
        c.paint(&Shape::poly(&[[x, top + 0.11], [x + w * 0.5, top], [x + w, top + 0.11], [x + w, b + 0.1], [x, b + 0.1]]), &sheet(ink, 2).lip(0.7));
        x += w * 0.86;
    }
}

fn flat_roof(scene: &Scene, c: &mut Canvas) {
    let p = &scene.palette;
    let felt = at_light(mix(p.grey(0.5), p.dark, 0.35), if scene.light.night { 0.27 } else { 0.45 });
    let brick = at_light(p.stain(hex(0x8a5442), 0.3), if scene.light.night { 0.28 } else { 0.44 });
    let f = scene.lens.forward.floor();
    let f = f * (1.0 / f.length().max(1e-6));
    let side = Vec3::new(f.z, 0.0, -f.x);
    let start = scene.lens.at.floor();
    let far = scene.far * 1.4 + 1.6;
    let half = 4.5 + scene.far * 0.75;
    let at = |d: f64, x: f64, y: f64| start + f * d + side * x + Vec3::new(0.0, y, 0.0);
    let board = |d0: f64, d1: f64, x0: f64, x1: f64| scene.lens.flat(&[at(d0, x0, 0.0), at(d1, x0, 0.0), at(d1, x1, 0.0), at(d0, x1, 0.0)]);
    let haze = scene.haze(far);
    c.paint(&board(0.2, far, -half, half), &scene.sheet(felt, 1).fog(haze, 0.0));
    let mut rng = Rng::new(scene.seed ^ 0x20f);
    let (step, mut x, mut k) = (1.0, -half, 0u64);
    while x < half && k < 80 {
        c.paint(&board(0.2, far, x, x + step - 0.03), &scene.sheet(lift(felt, rng.sway() * 0.02), 10 + k).gap(0.002).lip(0.5).fog(haze, 0.0));
        x += step;
        k += 1;
    }
    // The parapet: across at the end, and towards the lens on both sides.
    let wall = |a: [f64; 2], b: [f64; 2], y0: f64, y1: f64| scene.lens.flat(&[at(a[0], a[1], y0), at(b[0], b[1], y0), at(b[0], b[1], y1), at(a[0], a[1], y1)]);
    let runs = [([0.4, -half], [far, -half]), ([0.4, half], [far, half]), ([far, -half], [far, half])];
    for (i, (a, b)) in runs.into_iter().enumerate() {
        let ink = if i < 2 { lift(brick, -0.04) } else { brick };
        c.paint(&wall(a, b, 0.0, PARAPET), &scene.sheet(ink, 100 + i as u64).gap(0.003).shade(0.2).fog(haze, haze * 0.5));
        for course in 1..6 {
            let y = PARAPET * f64::from(course) / 6.0;
            c.paint(&wall(a, b, y, y + 0.012), &scene.sheet(lift(ink, -0.07), 110).flat().alpha(0.7));
        }
        c.paint(&wall(a, b, PARAPET, PARAPET + COPING), &scene.sheet(lift(mix(brick, p.grey(0.5), 0.6), 0.06), 120 + i as u64).gap(0.003).lip(0.8).fog(haze, haze * 0.5));
    }
    // Stacks and a vent stand where nobody does.
    let clear = |x: f32, half: f32| scene.picture.figures.iter().all(|g| scene.lens.see(metres(g.at)).is_none_or(|q| (q[0] - x).abs() > half + 0.05));
    for (i, (d, x)) in [(far - 0.8, -half * 0.62), (far - 1.1, half * 0.48), (far - 0.7, half * 0.86), (far - 0.9, -half * 0.2)].into_iter().enumerate() {
        let Some(s) = scene.lens.stand(at(d, x, 0.0)) else { continue };
        if !clear(s.at[0], 0.7 * s.metre) {
            continue;
        }
        let salt = 200 + i as u64 * 10;
        if i == 1 {
            vent(scene, c, &s, felt, salt);
        } else {
            stack(scene, c, &s, brick, salt);
        }
    }
}

/// A chimney stack with its pots.
fn stack(scene: &Scene, c: &mut Canvas, s: &super::lens::Stand, brick: Rgb, salt: u64) {
    let h = 1.9 + 0.5 * ((salt / 10) % 3) as f32;
    c.paint(&s.shape(&Shape::rect(-0.5, -0.02, 0.5, h)), &scene.sheet(brick, salt).gap(0.004).shade(0.3).lip(0.6));
    for k in 1..9 {
        let y = h * k as f32 / 9.0;
        c.paint(&s.shape(&Shape::rect(-0.5, y, 0.5, y + 0.015)), &scene.sheet(lift(brick, -0.07), salt + 1).flat().alpha(0.7));
    }
    c.paint(&s.shape(&Shape::rect(-0.6, h, 0.6, h + 0.16)), &scene.sheet(lift(brick, 0.05), salt + 2).gap(0.003));
    let clay = at_light(scene.palette.stain(hex(0xb06a48), 0.25), if scene.light.night { 0.3 } else { 0.5 });
    for x in [-0.3f32, 0.0, 0.3] {
        c.paint(&s.shape(&Shape::poly(&[[x - 0.11, h + 0.16], [x - 0.08, h + 0.62], [x - 0.11, h + 0.66], [x + 0.11, h + 0.66], [x + 0.08, h + 0.62], [x + 0.11, h + 0.16]])), &scene.sheet(clay, salt + 3).gap(0.002).shade(0.3));
    }
}

/// A sheet-iron vent with its hood.
fn vent(scene: &Scene, c: &mut Canvas, s: &super::lens::Stand, felt: Rgb, salt: u64) {
    let iron = lift(felt, 0.1);
    c.paint(&s.shape(&Shape::rect(-0.16, -0.02, 0.16, 1.0)), &scene.sheet(iron, salt).gap(0.003).shade(0.3));
    c.paint(&s.shape(&Shape::poly(&[[-0.34, 1.0], [0.0, 1.26], [0.34, 1.0], [0.3, 0.94], [-0.3, 0.94]])), &scene.sheet(lift(iron, 0.04), salt + 1).gap(0.003));
}
