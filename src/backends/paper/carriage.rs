//! Inside cars and trains: seats behind the people, racks, and the dashboard before the lens.

use crate::plan::picture::{Extent, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::lens::Stand;
use super::outside;
use super::room::{Hall, Wall};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;
use super::words::Room;

pub fn jobs<'a>(scene: &'a Scene, hall: &Hall, out: &mut Vec<Job<'a>>) {
    let car = scene.setting.room == Some(Room::Car);
    let back = Vec3::new(scene.lens.forward.x, 0.0, scene.lens.forward.z);
    let back = back * (1.0 / back.length().max(1e-6));
    // Everyone has a seat of their own, behind them as the lens sees it.
    let mut seats: Vec<Vec3> = scene.picture.figures.iter().map(|f| metres(f.at) + back * 0.34).collect();
    if !car {
        let z = hall.z[1] - 0.45;
        seats.extend([-2, -1, 0, 1, 2].map(|i| Vec3::new(1.15 * f64::from(i), 0.0, z)).into_iter().filter(|s| scene.picture.figures.iter().all(|f| (metres(f.at) - *s).floor().length() > 0.9)));
    }
    seats.retain(|s| scene.lens.depth(*s) > 0.5);
    seats.sort_by(|a, b| scene.lens.depth(*b).total_cmp(&scene.lens.depth(*a)));
    let Some(nearest) = seats.last().map(|s| scene.lens.depth(*s)) else { return };
    let depth = nearest.max(scene.far * 1.01 + 0.02);
    out.push(Job {
        name: "seats".into(),
        depth,
        area: EVERYWHERE,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let cloth = at_light(mix(scene.palette.dark, fade(scene.palette.accent, 0.7), 0.3), if scene.light.night { 0.34 } else { 0.42 });
            if !car {
                for (i, at) in seats.iter().enumerate() {
                    let Some(s) = scene.lens.stand(*at) else { continue };
                    bench(scene, c, &s, cloth, 0x5ea0 + i as u64 * 16);
                }
                return;
            }
            let (w, top) = (0.3f32, 1.02f32);
            let foot = 0.0;
            for (i, at) in seats.iter().enumerate() {
                let Some(s) = scene.lens.stand(*at) else { continue };
                let i = i as u64 * 8;
                let ink = cloth;
                let back = Shape::curve(&[[-w, foot, 1.0], [-w, top - 0.14, 0.0], [-w * 0.7, top, 0.0], [w * 0.7, top, 0.0], [w, top - 0.14, 0.0], [w, foot, 1.0]]);
                c.paint(&s.shape(&back), &scene.sheet(ink, 0x5ea0 + i).gap(0.006));
                c.paint_in(&s.shape(&Shape::rect(w * 0.3, 3.0, w + 0.2, -1.0)), &scene.sheet(lift(ink, -0.05), 0x5ea1 + i).flat(), Some(&s.shape(&back)));
                for k in 1..4 {
                    let x = -w + w * 2.0 * k as f32 / 4.0;
                    c.paint_in(&s.shape(&Shape::bar([x, foot], [x, top - 0.1], 0.008)), &scene.sheet(lift(ink, -0.07), 0x5ea2 + i).flat(), Some(&s.shape(&back)));
                }
                let rest = Shape::curve(&[[-w * 0.55, top - 0.04, 0.0], [-w * 0.5, top + 0.2, 0.0], [w * 0.5, top + 0.2, 0.0], [w * 0.55, top - 0.04, 0.0]]);
                c.paint(&s.shape(&rest), &scene.sheet(lift(ink, 0.03), 0x5ea3 + i).gap(0.003));
            }
        }),
    });
    if car {
        dashboard(scene, out);
    } else {
        rack(scene, hall, out);
    }
}

/// A bench of a compartment: a straight back with a wooden rail, wings at its ends, buttons, and a cloth where heads rest.
fn bench(scene: &Scene, c: &mut Canvas, s: &Stand, cloth: Rgb, salt: u64) {
    let wood = at_light(scene.palette.stain(hex(0x7a4e2e), 0.2), if scene.light.night { 0.34 } else { 0.46 });
    // No higher than shoulders: over it one sees the pane.
    let (w, top) = (0.62f32, 1.0f32);
    let lay = |c: &mut Canvas, shape: Shape, ink: Rgb, k: u64, gap: f32| c.paint(&s.shape(&shape), &scene.sheet(ink, salt + k).gap(gap));
    lay(c, Shape::rect(-w, top, w, 0.0), cloth, 0, 0.006);
    let mut seams = Shape::default();
    for k in 1..6 {
        let x = -w + w * 2.0 * k as f32 / 6.0;
        seams = seams.and(Shape::bar([x, 0.1], [x, top - 0.06], 0.006));
    }
    lay(c, seams, lift(cloth, -0.06), 1, 0.0);
    for row in 0..2 {
        for k in 0..6 {
            let x = -w + w * 2.0 * (k as f32 + 0.5) / 6.0;
            lay(c, Shape::round(x, 0.42 + 0.22 * row as f32, 0.014, 0.014), lift(cloth, -0.1), 2, 0.001);
        }
    }
    lay(c, Shape::poly(&[[-0.2, top - 0.01], [0.2, top - 0.01], [0.2, top - 0.18], [0.15, top - 0.16], [0.1, top - 0.18], [0.05, top - 0.16], [0.0, top - 0.18], [-0.05, top - 0.16], [-0.1, top - 0.18], [-0.15, top - 0.16], [-0.2, top - 0.18]]), lift(scene.palette.pale, -0.05), 3, 0.002);
    lay(c, Shape::rect(-w - 0.03, top + 0.07, w + 0.03, top - 0.03), wood, 4, 0.004);
    lay(c, Shape::rect(-w - 0.03, top + 0.07, w + 0.03, top + 0.045), lift(wood, 0.06), 5, 0.0);
    for side in [-1.0f32, 1.0] {
        let x = side * w;
        let wing = Shape::curve(&[[x - 0.09, 0.0, 1.0], [x - 0.09, top - 0.12, 0.0], [x - 0.07, top + 0.1, 0.0], [x + 0.07, top + 0.1, 0.0], [x + 0.09, top - 0.12, 0.0], [x + 0.09, 0.0, 1.0]]);
        lay(c, wing, lift(cloth, 0.05), 6, 0.006);
        lay(c, Shape::rect(x - 0.015, top + 0.02, x + 0.015, 0.0), lift(cloth, -0.02), 7, 0.0);
    }
    // The rack over it, a net of brass with a case in it.
    let brass = at_light(mix(scene.palette.mid, hex(0xb08d4a), 0.5), if scene.light.night { 0.4 } else { 0.58 });
    let y = 1.68f32;
    let case = scene.palette.stain(hex([0x6b4630, 0x7a3b32, 0x3f5560][(salt >> 4) as usize % 3]), 0.2);
    lay(c, Shape::rect(-0.42, y + 0.3, 0.2, y), at_light(case, if scene.light.night { 0.3 } else { 0.42 }), 8, 0.004);
    lay(c, Shape::rect(-0.3, y + 0.3, -0.26, y).and(Shape::rect(0.04, y + 0.3, 0.08, y)), at_light(case, if scene.light.night { 0.22 } else { 0.32 }), 9, 0.0);
    let mut net = Shape::rect(-w - 0.06, y + 0.02, w + 0.06, y - 0.02).and(Shape::rect(-w - 0.06, y + 0.13, w + 0.06, y + 0.11));
    for k in 0..14 {
        let x = -w + w * 2.0 * k as f32 / 13.0;
        net = net.and(Shape::bar([x, y], [x + 0.06, y + 0.12], 0.004));
    }
    lay(c, net, brass, 10, 0.002);
}

/// The side of a carriage: wide panes with rounded corners, a blind half drawn, and the line's own poles and wires going by.
pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall) {
    let wood = at_light(scene.palette.stain(hex(0x8a5c38), 0.2), if scene.light.night { 0.36 } else { 0.5 });
    let salt = 0x5ec0 + wall.side * 16;
    let n = (wall.long / 1.75).round().max(1.0) as usize;
    let step = wall.long / n as f64;
    let (foot, top) = (0.86, (hall.high - 0.42).min(1.86));
    for i in 0..n {
        let (l, r) = (step * i as f64 + 0.14, step * (i as f64 + 1.0) - 0.14);
        let pane = |e: f64| {
            let q = 0.12;
            let (l, r, b, t) = (l - e, r + e, foot - e, top + e);
            let w = wall.proud(0.01);
            scene.lens.flat(&[w.at(l + q, b), w.at(r - q, b), w.at(r - q * 0.3, b + q * 0.3), w.at(r, b + q), w.at(r, t - q), w.at(r - q * 0.3, t - q * 0.3), w.at(r - q, t), w.at(l + q, t), w.at(l + q * 0.3, t - q * 0.3), w.at(l, t - q), w.at(l, b + q), w.at(l + q * 0.3, b + q * 0.3)])
        };
        c.paint(&pane(0.07), &scene.sheet(lift(wood, 0.04), salt).gap(0.005));
        let hole = pane(0.0);
        outside::outside(scene, c, &hole);
        // Poles beside the track, leaning with the speed, and wires that sag between them.
        let ink = at_light(mix(scene.palette.ink, scene.palette.dark, 0.4), if scene.light.night { 0.14 } else { 0.32 });
        let w = wall.proud(0.012);
        let x = l + (r - l) * (0.3 + 0.35 * f64::from(super::noise::unit(scene.seed ^ (i as u64 + wall.side * 7))));
        let pole = scene.lens.flat(&[w.at(x, foot), w.at(x + 0.07, foot), w.at(x + 0.1, top), w.at(x + 0.03, top)]).and(scene.lens.flat(&[w.at(x - 0.16, top - 0.2), w.at(x + 0.28, top - 0.2), w.at(x + 0.28, top - 0.23), w.at(x - 0.16, top - 0.23)]));
        c.paint_in(&pole, &scene.sheet(ink, salt + 1).flat().lit(0.0).blur(0.002), Some(&hole));
        let mut wires = Shape::default();
        for k in 0..3 {
            let v = top - 0.2 - 0.07 * f64::from(k);
            let at = |t: f64| w.at(l + (r - l) * t, v - 0.1 * (1.0 - (2.0 * t - 1.0).powi(2)));
            for j in 0..8 {
                let (a, b) = (f64::from(j) / 8.0, f64::from(j + 1) / 8.0);
                let down = |p: crate::stage::camera::Vec3| p + crate::stage::camera::Vec3::new(0.0, -0.008, 0.0);
                wires = wires.and(scene.lens.flat(&[at(a), at(b), down(at(b)), down(at(a))]));
            }
        }
        c.paint_in(&wires, &scene.sheet(ink, salt + 2).flat().lit(0.0), Some(&hole));
        let blind = wall.proud(0.03).flat(scene, [l, r], [top - 0.22, top]);
        c.paint_in(&blind, &scene.sheet(scene.palette.stain(hex(0x8c7a4a), 0.3), salt + 3).gap(0.003), Some(&hole));
        let cord = wall.proud(0.04).flat(scene, [(l + r) * 0.5 - 0.008, (l + r) * 0.5 + 0.008], [top - 0.36, top - 0.22]);
        c.paint_in(&cord, &scene.sheet(lift(wood, -0.06), salt + 4).flat(), Some(&hole));
        // The sill, and a strap to let the pane down by.
        c.paint(&wall.proud(0.08).flat(scene, [l - 0.1, r + 0.1], [foot - 0.1, foot - 0.03]), &scene.sheet(lift(wood, 0.07), salt + 5).gap(0.004));
        c.paint(&wall.proud(0.09).flat(scene, [(l + r) * 0.5 - 0.04, (l + r) * 0.5 + 0.04], [foot - 0.32, foot - 0.04]), &scene.sheet(at_light(scene.palette.ink, 0.26), salt + 6).gap(0.003));
    }
    c.paint(&wall.flat(scene, [0.0, wall.long], [top + 0.12, top + 0.2]), &scene.sheet(lift(wood, 0.03), salt + 7).gap(0.003));
}

/// A luggage rack with cases over the windows of the far side.
fn rack<'a>(scene: &'a Scene, hall: &Hall, out: &mut Vec<Job<'a>>) {
    let (z, y, x) = (hall.z[1] - 0.3, hall.high * 0.82, hall.x);
    let depth = scene.lens.depth(Vec3::new(0.0, y, z));
    if depth < scene.near * 1.02 {
        return;
    }
    out.push(Job {
        name: "luggage rack".into(),
        depth,
        area: EVERYWHERE,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let brass = at_light(mix(scene.palette.mid, hex(0xb08d4a), 0.5), if scene.light.night { 0.4 } else { 0.58 });
            let flat = |a: f64, b: f64, y0: f64, y1: f64| scene.lens.flat(&[Vec3::new(a, y0, z), Vec3::new(b, y0, z), Vec3::new(b, y1, z), Vec3::new(a, y1, z)]);
            let mut rng = super::noise::Rng::new(scene.seed ^ 0x1a66);
            let mut at = x[0] + 0.3;
            while at + 0.5 < x[1] {
                let w = f64::from(rng.range(0.4, 0.75));
                let own = [0x6b4630, 0x7a3b32, 0x3f5560, 0x8a7650][rng.below(4)];
                let ink = at_light(scene.palette.stain(hex(own), 0.25), if scene.light.night { 0.3 } else { 0.42 });
                let h = f64::from(rng.range(0.18, 0.32));
                c.paint(&flat(at, at + w, y, y + h), &scene.sheet(ink, 1).gap(0.003));
                c.paint(&flat(at + w * 0.2, at + w * 0.26, y, y + h).and(flat(at + w * 0.74, at + w * 0.8, y, y + h)), &scene.sheet(lift(ink, -0.08), 2).flat());
                at += w + f64::from(rng.range(0.15, 0.9));
            }
            c.paint(&flat(x[0], x[1], y - 0.03, y + 0.01).and(flat(x[0], x[1], y + 0.09, y + 0.11)), &scene.sheet(brass, 3).gap(0.003));
        }),
    });
}

/// The lower edge of a windscreen, soft and dark before the lens, with the wheel's arc.
fn dashboard<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    if scene.near < 0.75 || scene.picture.rank >= 8 {
        return;
    }
    let depth = (scene.near * 0.5).clamp(0.3, 1.2);
    if scene.sweeps(depth) {
        return;
    }
    out.push(Job {
        name: "dashboard".into(),
        depth,
        area: Extent { top: 0.05, ..EVERYWHERE },
        blur: 0.003,
        glow: false,
        draw: Box::new(move |c| {
            let [l, _, r, b] = c.area();
            let ink = at_light(mix(scene.palette.ink, scene.palette.dark, 0.15), 0.19);
            let sheet = scene.sheet(ink, 0xda5).gap(0.0).lip(0.4).lit(0.6);
            let edge = scene.lens.aspect * 0.5;
            let driver = scene.picture.figures.first().and_then(|f| scene.lens.see(metres(f.at))).map_or(-0.3, |p| p[0]).clamp(-edge * 0.7, edge * 0.7);
            let arc: Vec<[f32; 3]> = (0..=18)
                .map(|i| {
                    let a = std::f32::consts::PI * (0.08 + 0.84 * i as f32 / 18.0);
                    [driver + a.cos() * 0.27, 0.56 - a.sin() * 0.3, 0.014]
                })
                .collect();
            c.paint(&Shape::ribbon(&arc), &sheet);
            c.paint(&Shape::curve(&[[l - 0.1, b + 0.1, 1.0], [l - 0.1, 0.44, 1.0], [driver - 0.34, 0.42, 0.0], [driver, 0.385, 0.0], [driver + 0.34, 0.425, 0.0], [r + 0.1, 0.45, 1.0], [r + 0.1, b + 0.1, 1.0]]), &sheet);
        }),
    });
}
