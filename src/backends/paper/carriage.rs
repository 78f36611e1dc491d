//! Inside cars and trains: seats behind the people, racks, and the dashboard before the lens.

use crate::plan::picture::{Extent, metres};
use crate::stage::camera::Vec3;

use super::colour::{at_light, fade, hex, lift, mix};
use super::room::Hall;
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
    let standing = scene.picture.figures.iter().any(|f| !f.pose.sits());
    out.push(Job {
        name: "seats".into(),
        depth,
        area: EVERYWHERE,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let cloth = at_light(mix(scene.palette.dark, fade(scene.palette.accent, 0.7), 0.3), if scene.light.night { 0.34 } else { 0.42 });
            let (w, top) = if car { (0.3f32, 1.02f32) } else { (0.5, 1.32) };
            let foot = if car || standing { 0.0 } else { 0.1 };
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
                c.paint(&s.shape(&rest), &scene.sheet(if car { lift(ink, 0.03) } else { lift(scene.palette.pale, -0.12) }, 0x5ea3 + i).gap(0.003));
            }
        }),
    });
    if car {
        dashboard(scene, out);
    } else {
        rack(scene, hall, out);
    }
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
