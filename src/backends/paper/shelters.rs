//! Places to be in that no box of five planes is: tents, caves, and the space under a roof.

use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{lift, mix};
use super::noise::{self, Rng};
use super::outside::outside;
use super::room::{Hall, Skin, Wall};
use super::scene::Scene;
use super::shape::Shape;

/// A ridge tent: gable, slopes, side walls, poles and seams.
pub fn tent(scene: &Scene, c: &mut Canvas, hall: &Hall, order: &[Wall], skin: &Skin) {
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    let (ridge, eave) = (hall.high, 1.25);
    let m = (x0 + x1) * 0.5;
    let v = Vec3::new;
    let slope = |x: f64, salt: u64, c: &mut Canvas| {
        let s = scene.lens.flat(&[v(m, ridge, z0 - 3.0), v(m, ridge, z1), v(x, eave, z1), v(x, eave, z0 - 3.0)]);
        c.paint(&s, &scene.sheet(skin.ceiling, salt).gap(0.004));
        for i in 0..5 {
            let z = z1 - 0.2 - 0.95 * f64::from(i);
            let seam = scene.lens.flat(&[v(m, ridge, z), v(x, eave, z), v(x, eave, z + 0.02), v(m, ridge, z + 0.02)]);
            c.paint_in(&seam, &scene.sheet(lift(skin.ceiling, -0.08), salt + 1).flat(), Some(&s));
        }
    };
    slope(x0, 520, c);
    slope(x1, 530, c);
    for w in order {
        match w.side {
            1 | 3 => {
                let s = scene.lens.flat(&[w.at(-3.0, -0.4), w.at(w.long + 3.0, -0.4), w.at(w.long + 3.0, eave), w.at(-3.0, eave)]);
                c.paint(&s, &scene.sheet(lift(skin.wall, -0.06), 540 + w.side).gap(0.004));
                for i in 0..5 {
                    let u = 0.3 + 1.1 * f64::from(i);
                    c.paint_in(&w.flat(scene, [u, u + 0.02], [-0.4, eave]), &scene.sheet(lift(skin.wall, -0.13), 545).flat(), Some(&s));
                }
            }
            _ => {
                let gable = scene.lens.flat(&[w.at(0.0, -0.4), w.at(w.long, -0.4), w.at(w.long, eave), w.at(w.long * 0.5, ridge), w.at(0.0, eave)]);
                c.paint(&gable, &scene.sheet(skin.wall, 550 + w.side).gap(0.006));
                for u in [0.16, 0.34, 0.68, 0.86] {
                    let u = u * w.long;
                    let top = eave + (ridge - eave) * (1.0 - (u - w.long * 0.5).abs() / (w.long * 0.5));
                    c.paint_in(&w.flat(scene, [u, u + 0.016], [-0.4, top]), &scene.sheet(lift(skin.wall, -0.07), 555).flat(), Some(&gable));
                }
                // A patch, a little askew, with its stitches.
                let u = w.long * 0.72;
                c.paint(&scene.lens.flat(&[w.at(u, 0.95), w.at(u + 0.3, 0.98), w.at(u + 0.29, 1.26), w.at(u - 0.01, 1.24)]), &scene.sheet(lift(skin.wall, -0.03), 556).gap(0.001));
                let pole = lift(skin.trim, -0.06);
                c.paint(&w.proud(0.06).flat(scene, [w.long * 0.5 - 0.035, w.long * 0.5 + 0.035], [-0.3, ridge]), &scene.sheet(pole, 557).gap(0.006));
                for s in [0.0, 1.0] {
                    let e = w.long * s;
                    let d = if s < 0.5 { 0.05 } else { -0.05 };
                    c.paint(&scene.lens.flat(&[w.at(w.long * 0.5, ridge), w.at(w.long * 0.5, ridge - 0.06), w.at(e + d, eave - 0.04), w.at(e, eave)]), &scene.sheet(pole, 558).gap(0.005));
                }
            }
        }
    }
}

/// How high the eaves of an attic are over its floor, in metres.
const EAVES: f64 = 0.85;

/// The space under a roof: boarded gables at its ends, rafters that slope from the eaves to the ridge at its sides, and tie beams.
pub fn attic(scene: &Scene, c: &mut Canvas, hall: &Hall, order: &[Wall], skin: &Skin) {
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    let m = (x0 + x1) * 0.5;
    let v = Vec3::new;
    let timber = lift(skin.trim, -0.06);
    for w in order {
        if matches!(w.side, 1 | 3) {
            let low = w.flat(scene, [-2.0, w.long + 2.0], [-0.4, EAVES]);
            c.paint(&low, &scene.sheet(lift(skin.wall, -0.1), 560 + w.side).gap(0.004));
            continue;
        }
        let gable = scene.lens.flat(&[w.at(0.0, -0.4), w.at(w.long, -0.4), w.at(w.long, EAVES), w.at(w.long * 0.5, hall.high), w.at(0.0, EAVES)]);
        c.paint(&gable, &scene.sheet(lift(skin.wall, -0.04), 562 + w.side).gap(0.006));
        let mut rng = Rng::new(scene.seed ^ (0x9ab + w.side));
        let mut u = 0.0;
        while u < w.long {
            let wide = f64::from(rng.range(0.16, 0.24));
            c.paint_in(&w.flat(scene, [u, u + wide - 0.012], [-0.4, hall.high]), &scene.sheet(lift(skin.wall, -0.04 + rng.sway() * 0.025), 565).gap(0.0015), Some(&gable));
            u += wide;
        }
    }
    // Boards of the roof, then the rafters under them, each pair meeting at the ridge.
    for (k, x) in [x0, x1].into_iter().enumerate() {
        let k = k as u64;
        let slope = scene.lens.flat(&[v(m, hall.high, z0 - 2.0), v(m, hall.high, z1), v(x, EAVES, z1), v(x, EAVES, z0 - 2.0)]);
        c.paint(&slope, &scene.sheet(lift(skin.ceiling, -0.02 - 0.03 * k as f32), 570 + k).gap(0.004));
        let at = |t: f64, z: f64| v(m + (x - m) * t, hall.high + (EAVES - hall.high) * t, z);
        let mut seams = Shape::default();
        for i in 1..9 {
            let t = f64::from(i) / 9.0;
            seams = seams.and(scene.lens.flat(&[at(t, z0 - 2.0), at(t, z1), at(t + 0.008, z1), at(t + 0.008, z0 - 2.0)]));
        }
        c.paint_in(&seams, &scene.sheet(lift(skin.ceiling, -0.11), 572).flat(), Some(&slope));
        let mut z = z1 - 0.1;
        while z > z0 - 2.0 {
            let rafter = scene.lens.flat(&[at(0.0, z), at(1.0, z), at(1.0, z - 0.13), at(0.0, z - 0.13)]);
            c.paint(&rafter, &scene.sheet(timber, 573 + k).gap(0.005));
            z -= 0.95;
        }
    }
    for w in order.iter().filter(|w| matches!(w.side, 0 | 2)) {
        let half = w.long * 0.5;
        // The gable's own rafters, before its boards, and a strut to each side.
        for s in [-1.0, 1.0] {
            for (foot, up, wide) in [(0.98, 0.05, 0.16), (0.52, 0.0, 0.13)] {
                let (a, b) = (half + s * half * foot, half + s * half * up);
                let (low, high) = if foot > 0.9 { (EAVES - 0.1, hall.high - 0.12) } else { (0.0, hall.high * 0.86) };
                let near = w.proud(0.08);
                let beam = scene.lens.flat(&[near.at(a - wide * 0.6, low), near.at(a + wide * 0.6, low), near.at(b + wide * 0.6, high), near.at(b - wide * 0.6, high)]);
                c.paint(&beam, &scene.sheet(lift(timber, 0.02), 580 + w.side).gap(0.007));
            }
        }
        let tie = w.proud(0.1);
        c.paint(&tie.flat(scene, [half - half * 0.42, half + half * 0.42], [1.98, 2.12]), &scene.sheet(timber, 584).gap(0.006));
        // Small round windows between the rafters, each with a cross of bars.
        for (u, y, r) in [(half + half * 0.27, 1.46, 0.25), (half - half * 0.27, 1.46, 0.25)] {
            let ring = |k: f64| {
                let points: Vec<Vec3> = (0..24).map(|i| f64::from(i) / 24.0 * std::f64::consts::TAU).map(|a| w.proud(0.02).at(u + a.cos() * r * k, y + a.sin() * r * k)).collect();
                scene.lens.flat(&points)
            };
            c.paint(&ring(1.25), &scene.sheet(lift(timber, 0.05), 585).gap(0.005));
            let hole = ring(1.0);
            outside(scene, c, &hole);
            let near = w.proud(0.03);
            let bars = near.flat(scene, [u - 0.02, u + 0.02], [y - r, y + r]).and(near.flat(scene, [u - r, u + r], [y - 0.02, y + 0.02]));
            c.paint_in(&bars, &scene.sheet(lift(timber, 0.05), 586).gap(0.001), Some(&hole));
        }
        // What has been carried up here: boxes and cases in a heap along the boards.
        let heap = w.proud(0.3);
        let mut rng = Rng::new(scene.seed ^ (0xb0c5 + w.side));
        let mut u = 0.35;
        while u + 0.8 < w.long {
            let (wide, high) = (f64::from(rng.range(0.45, 0.75)), f64::from(rng.range(0.3, 0.62)));
            let ink = lift(mix(scene.palette.stain(super::colour::hex([0x8a6a44, 0x6b4a38, 0x59636b, 0x9a8258][rng.below(4)]), 0.25), skin.floor, 0.2), -0.02);
            c.paint(&heap.flat(scene, [u, u + wide], [0.0, high]), &scene.sheet(ink, 587).gap(0.005));
            c.paint(&heap.flat(scene, [u - 0.015, u + wide + 0.015], [high * 0.72, high]), &scene.sheet(lift(ink, 0.035), 588).gap(0.002));
            for x in [0.22, 0.74] {
                c.paint(&heap.flat(scene, [u + wide * x, u + wide * x + 0.035], [0.0, high]), &scene.sheet(lift(ink, -0.1), 589).flat());
            }
            u += wide + f64::from(rng.range(0.08, 0.6));
        }
    }
}

/// Rings of rock about the mouth of a cave, through which the hour is seen.
pub fn cave(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let p = &scene.palette;
    // The mouth lies to the side from which the light of the place comes, over people's shoulders.
    let side = scene.light.dir[0].signum();
    let (mx, my) = (side * 0.2 * scene.lens.aspect, -0.12);
    for k in 0..5u64 {
        let q = k as f32 / 4.0;
        let ink = mix(mix(p.mid, p.dark, 0.4 + 0.5 * q), p.ink, 0.55 * q);
        let (rx, ry) = ((0.1 + 0.36 * q) * scene.lens.aspect, 0.17 + 0.33 * q);
        let (cx, cy) = (mx * (1.0 - q), my * (1.0 - q) + 0.02 * q);
        let mut outer = vec![[l - 0.2, t - 0.2], [r + 0.2, t - 0.2], [r + 0.2, b + 0.2], [l - 0.2, b + 0.2], [l - 0.2, t - 0.2]];
        let mut ring = Vec::new();
        let n = 40;
        for i in 0..=n {
            let a = -(i as f32 / n as f32) * std::f32::consts::TAU - 2.4;
            let d = 1.0 + 0.16 * noise::rough(a.cos() * 2.0 + a.sin() * 3.1 + k as f32 * 7.0, scene.seed ^ k, 3);
            ring.push([cx + a.cos() * rx * d, cy + a.sin() * ry * d + 0.02]);
        }
        if k == 0 {
            outside(scene, c, &Shape::poly(&ring));
        }
        outer.extend(ring);
        c.paint(&Shape::poly(&outer), &scene.sheet(ink, 601 + k).gap(0.01));
    }
}
