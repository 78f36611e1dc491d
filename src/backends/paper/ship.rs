//! Aboard: the wheelhouse with its row of leaning panes over the sea, and round ports everywhere else.

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::outside::outside;
use super::room::{Hall, Skin, Wall};
use super::scene::Scene;
use super::shape::Shape;

/// Whether the room is where a ship is steered from.
pub fn steered(scene: &Scene) -> bool {
    scene.setting.has("wheelhouse helm bridge wheel pilot pilothouse")
}

fn metal(scene: &Scene, light: f32) -> Rgb {
    at_light(mix(scene.palette.mid, hex(0x83888a), 0.6), if scene.light.night { light * 0.8 } else { light })
}

pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, skin: &Skin) {
    // The after wall has the companionway instead of panes.
    if steered(scene) && wall.side != 2 {
        panes(scene, c, hall, wall, skin);
    } else {
        let mut u = 0.55;
        while u + 0.4 < wall.long {
            port(scene, c, wall, u);
            u += 1.15;
        }
    }
    // Rivets along the plating.
    let mut rivets = Shape::default();
    let mut u = 0.12;
    while u < wall.long {
        rivets = rivets.and(wall.flat(scene, [u, u + 0.025], [0.9, 0.925])).and(wall.flat(scene, [u, u + 0.025], [hall.high - 0.1, hall.high - 0.075]));
        u += 0.16;
    }
    c.paint(&rivets, &scene.sheet(lift(skin.wall, -0.1), 0x5b0).flat());
}

/// One long row of panes that lean outwards at their heads, the horizon running through all of them, and the console below.
fn panes(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, skin: &Skin) {
    let (foot, top) = (1.02, (hall.high - 0.2).min(1.98));
    let salt = 0x5b10 + wall.side * 16;
    let frame = metal(scene, 0.62);
    c.paint(&wall.flat(scene, [0.02, wall.long - 0.02], [foot - 0.09, top + 0.1]), &scene.sheet(frame, salt).gap(0.005));
    let hole = wall.flat(scene, [0.08, wall.long - 0.08], [foot, top]);
    outside(scene, c, &hole);
    let n = (wall.long / 0.8).round().max(2.0) as usize;
    let step = wall.long / n as f64;
    for i in 0..=n {
        let u = step * i as f64;
        let mid = wall.long * 0.5;
        // They lean away from the middle.
        let lean = 0.1 * ((u - mid) / mid).signum() * ((u - mid) / mid).abs().sqrt();
        let near = wall.proud(0.02);
        let bar = scene.lens.flat(&[near.at(u - 0.045, foot - 0.05), near.at(u + 0.045, foot - 0.05), near.at(u + lean + 0.045, top + 0.05), near.at(u + lean - 0.045, top + 0.05)]);
        c.paint(&bar, &scene.sheet(lift(frame, -0.04), salt + 1).gap(0.003));
        if i < n && i % 2 == 0 {
            // A wiper lies across every second pane.
            let (a, b) = (u + step * 0.5, u + step * 0.78);
            let wiper = scene.lens.flat(&[near.at(a, foot), near.at(a + 0.02, foot), near.at(b + 0.012, top - 0.2), near.at(b, top - 0.2)]);
            c.paint_in(&wiper, &scene.sheet(at_light(scene.palette.ink, 0.22), salt + 2).flat(), Some(&hole));
        }
    }
    // The console under the panes: a shelf, dials, a row of levers.
    let desk = wall.proud(0.36);
    let body = at_light(mix(skin.trim, scene.palette.dark, 0.4), if scene.light.night { 0.3 } else { 0.4 });
    c.paint(&desk.flat(scene, [0.0, wall.long], [0.0, 0.92]), &scene.sheet(body, salt + 3).gap(0.008));
    let shelf = scene.lens.flat(&[desk.at(0.0, 0.92), desk.at(wall.long, 0.92), wall.at(wall.long, 1.0), wall.at(0.0, 1.0)]);
    c.paint(&shelf, &scene.sheet(lift(body, 0.07), salt + 4).gap(0.003));
    let mut u = 0.3;
    let mut k = 0u64;
    while u + 0.3 < wall.long {
        let disc = |r: f64, v: f64| {
            let points: Vec<_> = (0..16).map(|i| f64::from(i) / 16.0 * std::f64::consts::TAU).map(|a| desk.proud(0.01).at(u + a.cos() * r, v + a.sin() * r)).collect();
            scene.lens.flat(&points)
        };
        if k % 3 == 2 {
            for x in [-0.08, 0.06] {
                c.paint(&desk.proud(0.05).flat(scene, [u + x, u + x + 0.03], [0.86, 1.06]), &scene.sheet(metal(scene, 0.4), salt + 5).gap(0.003));
                c.paint(&desk.proud(0.06).flat(scene, [u + x - 0.02, u + x + 0.05], [1.04, 1.1]), &scene.sheet(hex(0xa5382c), salt + 6).gap(0.002));
            }
        } else {
            c.paint(&disc(0.13, 0.7), &scene.sheet(scene.palette.stain(hex(0xb08d4a), 0.2), salt + 7).gap(0.003));
            c.paint(&disc(0.105, 0.7), &scene.sheet(at_light(scene.palette.pale, if scene.light.night { 0.72 } else { 0.84 }), salt + 8).flat());
            let hand = desk.proud(0.015).flat(scene, [u - 0.008, u + 0.008], [0.7, 0.78]);
            c.paint(&hand, &scene.sheet(hex(0x9b2c22), salt + 9).flat());
        }
        u += 0.42;
        k += 1;
    }
}

/// A round port with its ring of brass and bolts.
fn port(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64) {
    let (y, r) = (1.5, 0.24);
    let disc = |k: f64| {
        let points: Vec<_> = (0..24).map(|i| f64::from(i) / 24.0 * std::f64::consts::TAU).map(|a| wall.proud(0.02).at(u + a.cos() * r * k, y + a.sin() * r * k)).collect();
        scene.lens.flat(&points)
    };
    let brass = scene.palette.stain(hex(0xb08d4a), 0.2);
    let salt = 0x5b40 + (u * 10.0) as u64;
    c.paint(&disc(1.35), &scene.sheet(at_light(brass, if scene.light.night { 0.42 } else { 0.6 }), salt).gap(0.005));
    c.paint(&disc(1.12), &scene.sheet(at_light(brass, if scene.light.night { 0.34 } else { 0.5 }), salt + 1).flat());
    let hole = disc(1.0);
    outside(scene, c, &hole);
    let mut bolts = Shape::default();
    for i in 0..8 {
        let a = f64::from(i) / 8.0 * std::f64::consts::TAU;
        let (x, v) = (u + a.cos() * r * 1.23, y + a.sin() * r * 1.23);
        bolts = bolts.and(wall.proud(0.03).flat(scene, [x - 0.016, x + 0.016], [v - 0.016, v + 0.016]));
    }
    c.paint(&bolts, &scene.sheet(at_light(brass, 0.34), salt + 2).flat());
}
