//! What covers a whole wall: courses of stone or brick, wallpaper.

use super::canvas::Canvas;
use super::colour::{Rgb, lift};
use super::noise::{self, Rng};
use super::room::Wall;
use super::scene::Scene;
use super::shape::Shape;

/// Courses of stone or brick over a whole wall.
pub fn courses(scene: &Scene, c: &mut Canvas, wall: &Wall, whole: &Shape, ink: Rgb, high: f64) {
    let (h, long) = (0.3, 0.62);
    let (mut light, mut dark) = (Shape::default(), Shape::default());
    let mut rng = Rng::new(scene.seed ^ (0xb1 + wall.side));
    let rows = (high / h).ceil() as i64;
    for row in 0..rows.min(30) {
        let v = row as f64 * h;
        let mut u = -0.4 * f64::from(rng.unit());
        while u < wall.long {
            let w = long * f64::from(rng.range(0.7, 1.3));
            let block = wall.flat(scene, [u.max(0.0), (u + w - 0.025).min(wall.long)], [v, v + h - 0.025]);
            if rng.chance(0.5) { light = light.and(block) } else if rng.chance(0.75) { dark = dark.and(block) }
            u += w;
        }
    }
    c.paint_in(&light, &scene.sheet(lift(ink, 0.03), 690).gap(0.0012), Some(whole));
    c.paint_in(&dark, &scene.sheet(lift(ink, -0.022), 691).gap(0.0012), Some(whole));
}

/// Wallpaper: stripes or sprigs, by the place.
pub fn paper(scene: &Scene, c: &mut Canvas, wall: &Wall, whole: &Shape, ink: Rgb, from: f64, high: f64) {
    let mut all = Shape::default();
    if noise::unit(scene.seed ^ 0x9a9) < 0.5 {
        let step = 0.24 + 0.2 * f64::from(noise::unit(scene.seed ^ 0x9aa));
        let mut u = 0.1;
        while u < wall.long {
            all = all.and(wall.flat(scene, [u, (u + step * 0.42).min(wall.long)], [from, high]));
            u += step;
        }
        c.paint_in(&all, &scene.sheet(lift(ink, -0.024), 692).flat(), Some(whole));
        return;
    }
    let (nu, nv) = ((wall.long / 0.34) as i64, ((high - from) / 0.3) as i64);
    for i in 0..nu.min(40) {
        for j in 0..nv.min(14) {
            let (u, v) = (0.17 + 0.34 * i as f64 + if j % 2 == 0 { 0.0 } else { 0.17 }, from + 0.15 + 0.3 * j as f64);
            all = all.and(scene.lens.flat(&[wall.at(u, v - 0.06), wall.at(u + 0.035, v), wall.at(u, v + 0.06), wall.at(u - 0.035, v)]));
        }
    }
    c.paint_in(&all, &scene.sheet(lift(ink, -0.035), 693).flat(), Some(whole));
}
