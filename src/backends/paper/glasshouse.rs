//! Houses of glass: panes between white bars from a low wall to the roof, and benches of pots along their foot.

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift};
use super::noise::Rng;
use super::outside::outside;
use super::room::{Hall, Wall};
use super::scene::Scene;
use super::shape::Shape;

pub fn is(scene: &Scene) -> bool {
    scene.setting.room.is_some() && scene.setting.has("greenhouse conservatory glasshouse hothouse orangery")
}

pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall) {
    let salt = 0x6c00 + wall.side * 32;
    let dark = scene.light.night;
    let white = at_light(scene.palette.pale, if dark { 0.5 } else { 0.9 });
    let brick = at_light(scene.palette.stain(hex(0x9a5f48), 0.25), if dark { 0.34 } else { 0.5 });
    let (low, top) = (0.55, hall.high - 0.05);
    let hole = wall.flat(scene, [0.0, wall.long], [low, top]);
    outside(scene, c, &hole);
    c.paint(&wall.flat(scene, [0.0, wall.long], [-0.4, low]), &scene.sheet(brick, salt).gap(0.004));
    let near = wall.proud(0.02);
    let mut bars = near.flat(scene, [0.0, wall.long], [low, low + 0.07]).and(near.flat(scene, [0.0, wall.long], [1.62, 1.66])).and(near.flat(scene, [0.0, wall.long], [top - 0.08, top]));
    let n = (wall.long / 0.62).round().max(2.0) as usize;
    for i in 0..=n {
        let u = wall.long * i as f64 / n as f64;
        let w = if i % 3 == 0 { 0.04 } else { 0.018 };
        bars = bars.and(near.flat(scene, [u - w, u + w], [low, top]));
    }
    c.paint(&bars, &scene.sheet(white, salt + 1).gap(0.003));
    // Slatted benches with pots, and what grows in them up to the height of heads.
    let bench = wall.proud(0.42);
    let wood = at_light(scene.palette.stain(hex(0x8a6a48), 0.25), if dark { 0.34 } else { 0.5 });
    c.paint(&bench.flat(scene, [0.1, wall.long - 0.1], [0.7, 0.78]), &scene.sheet(wood, salt + 2).gap(0.005));
    let mut u = 0.25;
    while u < wall.long - 0.1 {
        c.paint(&bench.flat(scene, [u, u + 0.06], [0.0, 0.7]), &scene.sheet(lift(wood, -0.06), salt + 3).gap(0.003));
        u += 1.1;
    }
    let mut rng = Rng::new(scene.seed ^ (0x91a5 + wall.side));
    let mut u = 0.3;
    while u + 0.3 < wall.long {
        let w = f64::from(rng.range(0.1, 0.16));
        let pot = scene.lens.flat(&[bench.at(u - w * 0.75, 0.78), bench.at(u + w * 0.75, 0.78), bench.at(u + w, 0.98), bench.at(u - w, 0.98)]);
        let leaf = at_light(scene.palette.stain(hex([0x4f7a45, 0x3f6a4a, 0x6f8f4a][rng.below(3)]), 0.2), if dark { 0.3 } else { 0.5 } + 0.06 * rng.sway());
        let mut leaves = Shape::default();
        for k in 0..9 {
            let a = (f64::from(k) / 8.0 - 0.5) * 2.6 + 0.15 * f64::from(rng.sway());
            let long = f64::from(rng.range(0.32, 0.74));
            let at = |t: f64, side: f64| bench.at(u + a.sin() * long * t + a.cos() * side, 0.96 + a.cos() * long * t * (1.0 - 0.25 * t) - a.sin() * side);
            leaves = leaves.and(scene.lens.flat(&[at(0.0, 0.012), at(0.45, 0.055), at(1.0, 0.0), at(0.45, -0.055), at(0.0, -0.012)]));
        }
        c.paint(&leaves, &scene.sheet(leaf, salt + 4).gap(0.003));
        if rng.chance(0.45) {
            let bloom: Rgb = scene.palette.stain(hex([0xd9677a, 0xe3b13a, 0xe4e2da, 0xc0563c][rng.below(4)]), 0.15);
            for k in 0..4 {
                let (x, y) = (u + f64::from(rng.sway()) * 0.3, 1.15 + 0.1 * f64::from(k) + 0.05 * f64::from(rng.sway()));
                let points: Vec<_> = (0..9).map(|i| f64::from(i) / 9.0 * std::f64::consts::TAU).map(|a| bench.proud(0.01).at(x + a.cos() * 0.05, y + a.sin() * 0.05)).collect();
                c.paint(&scene.lens.flat(&points), &scene.sheet(bloom, salt + 5).gap(0.002));
            }
        }
        c.paint(&pot, &scene.sheet(at_light(scene.palette.stain(hex(0xb8603c), 0.2), if dark { 0.36 } else { 0.54 }), salt + 6).gap(0.003));
        u += f64::from(rng.range(0.42, 0.66));
    }
}
