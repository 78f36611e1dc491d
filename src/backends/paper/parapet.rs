//! A castle's wall behind near faces: the lens is among its walls, and what it sees of them are courses of stone and a parapet.

use crate::plan::picture::Extent;
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{at_light, lift, mix};
use super::noise::Rng;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;

/// Metres of a merlon and of the gap beside it.
const MERLON: f32 = 0.85;
const GAP: f32 = 0.6;

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let name = super::words::Words::of(&scene.picture.place.name);
    if scene.picture.rank < 5 || !name.has("castle fortress citadel keep stronghold battlement battlements rampart ramparts") {
        return;
    }
    let depth = scene.far * 1.5 + 3.2;
    if scene.sweeps(depth) {
        return;
    }
    let m = scene.lens.metre(depth);
    // Its top is in the picture, whatever the lens, and never under the eyes of who stands before it.
    let top = (scene.lens.horizon - 0.16).max(-0.3);
    let foot = scene.lens.ground(depth, 0.0);
    out.push(Job {
        name: "parapet".into(),
        depth,
        area: Extent { top: f64::from(top - 1.1 * m) - 0.02, bottom: f64::from(foot.max(0.6)) + 0.3, ..EVERYWHERE },
        // Soft, but not so soft that the stones are lost.
        blur: scene.blur(depth) * 0.5,
        glow: false,
        draw: Box::new(move |c| wall(scene, c, top, foot, m)),
    });
}

fn wall(scene: &Scene, c: &mut Canvas, top: f32, foot: f32, m: f32) {
    let [l, _, r, b] = c.area();
    let foot = foot.min(b + 0.1);
    let p = &scene.palette;
    let stone = at_light(mix(p.grey(0.55), p.stain(super::colour::hex(0x8a7d68), 0.3), 0.5), if scene.light.night { 0.42 } else { 0.56 });
    // The same stones stand in the same place however far the lens turns.
    let start = scene.lens.see(Vec3::new(0.0, 0.0, scene.far + 6.0)).map_or(0.0, |q| q[0]).rem_euclid((MERLON + GAP) * m);
    let mut whole = Shape::rect(l - 0.1, top, r + 0.1, foot);
    let mut x = l - 0.1 - ((l - start).rem_euclid((MERLON + GAP) * m)) ;
    while x < r + 0.1 {
        whole = whole.and(Shape::rect(x, top - 0.8 * m, x + MERLON * m, top + 0.02));
        x += (MERLON + GAP) * m;
    }
    c.paint(&whole, &scene.sheet(stone, 1).gap(0.004));
    let mut rng = Rng::new(scene.seed ^ 0xca57);
    let (mut light, mut dark) = (Shape::default(), Shape::default());
    let high = 0.32 * m;
    let mut y = top - 0.8 * m;
    let mut row = 0;
    while y < foot && row < 60 {
        let mut u = l - 0.1 - 0.7 * m * rng.unit();
        while u < r + 0.1 {
            let w = m * rng.range(0.45, 0.85);
            let block = Shape::rect(u + 0.02 * m, y + 0.02 * m, u + w - 0.02 * m, y + high - 0.02 * m);
            match rng.below(5) {
                0 | 1 => light = light.and(block),
                2 | 3 => dark = dark.and(block),
                _ => {}
            }
            u += w;
        }
        y += high;
        row += 1;
    }
    c.paint_in(&light, &scene.sheet(lift(stone, 0.05), 2).gap(0.001), Some(&whole));
    c.paint_in(&dark, &scene.sheet(lift(stone, -0.05), 3).gap(0.001), Some(&whole));
    // The string course under the merlons, and slits to shoot through.
    c.paint(&Shape::rect(l - 0.1, top + 0.05 * m, r + 0.1, top + 0.2 * m), &scene.sheet(lift(stone, 0.06), 4).gap(0.003));
    let step = (MERLON + GAP) * m * 2.0;
    let mut x = l - ((l - start).rem_euclid(step)) + MERLON * m * 0.5;
    while x < r + 0.1 {
        c.paint(&Shape::rect(x - 0.06 * m, top + 0.7 * m, x + 0.06 * m, top + 1.6 * m), &scene.sheet(lift(p.ink, 0.06), 5).flat());
        x += step;
    }
}
