//! Cut flowers in their paper, and a single one on its stem.

use super::super::colour::{Rgb, at_light, hex, lift, mix};
use super::super::noise::Rng;
use super::super::scene::Scene;
use super::super::shape::Shape;
use super::super::words::Words;

/// What words for flowers make: several in their paper, one on its stem; nothing of those that grow in a pot.
pub fn cut(scene: &Scene, words: &Words, tint: Option<Rgb>, seed: u64) -> Option<Vec<(Shape, Rgb)>> {
    if words.has("bunch bouquet nosegay posy roses tulips poppies daisies lilies sunflowers flowers") {
        return Some(bouquet(scene, tint, seed));
    }
    let one = words.has("rose tulip poppy daisy lily sunflower flower blossom") && !words.has("vase pot plant houseplant seedling");
    one.then(|| bloom(scene, words, tint, seed))
}

fn bloom(scene: &Scene, words: &Words, tint: Option<Rgb>, seed: u64) -> Vec<(Shape, Rgb)> {
    let mut rng = Rng::new(seed);
    let green = scene.palette.stain(hex(0x4f6f45), 0.3);
    let usual = if words.has("daisy lily") { 0xece6d8 } else if words.has("sunflower") { 0xe0a92c } else { 0xb03038 };
    let petal = scene.palette.stain(tint.unwrap_or(hex(usual)), 0.1);
    let (x, y) = (0.02, 0.76f32);
    let mut out = vec![(Shape::ribbon(&[[-0.02, 0.0, 0.016], [0.01, 0.35, 0.014], [x, y - 0.08, 0.012]]), green)];
    for (way, at) in [(1.0f32, 0.22f32), (-1.0, 0.36), (1.0, 0.5)] {
        let long = rng.range(0.2, 0.27);
        let leaf = Shape::curve(&[[0.0, at, 1.0], [way * long * 0.45, at + 0.02, 0.0], [way * long, at + 0.13, 1.0], [way * long * 0.4, at + 0.13, 0.0]]);
        out.push((leaf, lift(green, 0.03 * way)));
        out.push((Shape::bar([0.0, at + 0.005], [way * long * 0.9, at + 0.118], 0.004), lift(green, -0.07)));
    }
    if words.has("daisy sunflower") {
        for k in 0..15 {
            let a = k as f32 / 15.0 * std::f32::consts::TAU;
            let (cos, sin) = (a.cos(), a.sin());
            let at = |u: f32, v: f32| [x + cos * u - sin * v, y + sin * u + cos * v];
            let (p, q, r, s) = (at(0.05, 0.0), at(0.13, 0.035), at(0.2, 0.0), at(0.13, -0.035));
            out.push((Shape::curve(&[[p[0], p[1], 1.0], [q[0], q[1], 0.0], [r[0], r[1], 0.6], [s[0], s[1], 0.0]]), lift(petal, 0.03 * (k % 3) as f32 - 0.03)));
        }
        let middle = if words.has("sunflower") { hex(0x5a3b22) } else { hex(0xd8a537) };
        out.push((Shape::round(x, y, 0.075, 0.075).cut(seed, 0.05, 0.004), scene.palette.stain(middle, 0.1)));
        return out;
    }
    // The green cup, the outer petals open, the inner ones closed over one another.
    out.push((Shape::curve(&[[x - 0.1, y - 0.08, 0.0], [x, y - 0.17, 1.0], [x + 0.1, y - 0.08, 0.0], [x + 0.06, y - 0.02, 1.0], [x - 0.06, y - 0.02, 1.0]]), lift(green, -0.03)));
    for (k, [dx, dy, rx, ry]) in [[-0.13f32, 0.0f32, 0.11f32, 0.13f32], [0.13, 0.0, 0.11, 0.13], [-0.06, 0.09, 0.11, 0.12], [0.07, 0.09, 0.11, 0.12], [0.0, -0.04, 0.14, 0.12]].into_iter().enumerate() {
        out.push((Shape::round(x + dx, y + dy, rx, ry).cut(seed ^ k as u64, 0.06, 0.006), lift(petal, [-0.05, -0.03, 0.0, 0.02, 0.035][k])));
    }
    for (k, r) in [0.1f32, 0.066, 0.034].into_iter().enumerate() {
        let dx = if k % 2 == 0 { 0.012 } else { -0.012 };
        out.push((Shape::round(x + dx, y + 0.035, r, r * 0.86).cut(seed ^ (9 + k as u64), 0.05, 0.004), lift(petal, [-0.03, 0.05, -0.07][k])));
    }
    out
}

fn bouquet(scene: &Scene, tint: Option<Rgb>, seed: u64) -> Vec<(Shape, Rgb)> {
    let mut rng = Rng::new(seed);
    let green = scene.palette.stain(hex(0x55704c), 0.3);
    let petal = scene.palette.stain(tint.unwrap_or(hex(0xb54a52)), 0.1);
    let paper = at_light(mix(scene.palette.pale, hex(0xe4d6b4), 0.5), 0.78);
    let mut out = Vec::new();
    let heads: Vec<[f32; 2]> = (0..9).map(|i| [(i as f32 / 8.0 - 0.5) * 0.54 + rng.sway() * 0.03, 0.66 + 0.24 * (1.0 - (i as f32 / 4.0 - 1.0).powi(2)) * 0.7 + rng.sway() * 0.06]).collect();
    for [x, y] in &heads {
        out.push((Shape::ribbon(&[[x * 0.1, 0.1, 0.008], [x * 0.6, y * 0.6, 0.008], [*x, *y, 0.007]]), lift(green, rng.sway() * 0.04)));
        out.push((Shape::curve(&[[x * 0.7, y * 0.66, 1.0], [x * 0.7 + 0.09, y * 0.78, 0.0], [x * 0.8 + 0.08, y * 0.9, 1.0], [x * 0.7 + 0.01, y * 0.8, 0.0]]), lift(green, 0.03 + rng.sway() * 0.04)));
    }
    for (k, [x, y]) in heads.iter().enumerate() {
        let r = 0.075 + 0.015 * rng.unit();
        let ink = lift(petal, rng.sway() * 0.045);
        out.push((Shape::round(*x, *y, r, r * 0.94).cut(seed ^ k as u64, 0.06, 0.008), ink));
        out.push((Shape::curve(&[[x - r * 0.7, y + r * 0.1, 0.0], [*x, y + r * 0.7, 0.0], [x + r * 0.6, y + r * 0.1, 0.0], [*x, y - r * 0.2, 0.0]]), lift(ink, 0.05)));
        out.push((Shape::round(x + r * 0.06, y + r * 0.18, r * 0.34, r * 0.3), lift(ink, -0.09)));
    }
    out.push((Shape::poly(&[[-0.05, 0.0], [-0.26, 0.56], [-0.06, 0.5], [0.04, 0.58], [0.27, 0.55], [0.06, 0.0]]), paper));
    out.push((Shape::poly(&[[0.0, 0.02], [0.04, 0.56], [0.27, 0.55], [0.06, 0.0]]), lift(paper, -0.05)));
    out.push((Shape::bar([-0.11, 0.2], [0.12, 0.21], 0.022), scene.palette.stain(hex(0x8a3b34), 0.2)));
    out
}
