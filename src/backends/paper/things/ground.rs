//! What lies about on the ground of a place outdoors, seen from above: an insert's only word of where it is.

use super::super::colour::{at_light, lift};
use super::super::land;
use super::super::words::Land;
use super::*;

/// Grass, leaves, shells or pebbles over the bare ground, by the land; nothing where the bare ground is all there is.
pub fn strew(scene: &Scene, c: &mut Canvas) {
    match scene.setting.land {
        _ if land::snowy(scene) => {}
        Land::Sea if land::shore(scene) => shore(scene, c),
        Land::Forest => litter(scene, c),
        Land::Garden | Land::Village | Land::Field | Land::Hills | Land::Marsh | Land::Lake => grass(scene, c),
        _ => {}
    }
}

fn grass(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let green = at_light(scene.palette.stain(hex(0x5f7a42), 0.3), if scene.light.night { 0.32 } else { 0.5 });
    let mut rng = Rng::new(scene.seed ^ 0x96a5);
    for band in 0..9u64 {
        let mut blades = Shape::default();
        let y0 = t + (b - t + 0.1) * (band as f32 + 0.8) / 9.0;
        for _ in 0..90 {
            let (x, y) = (rng.range(l - 0.05, r + 0.05), y0 + rng.sway() * 0.07);
            let (h, lean, w) = (rng.range(0.06, 0.15), rng.sway() * 0.06, rng.range(0.003, 0.006));
            blades = blades.and(Shape::curve(&[[x - w, y, 1.0], [x + lean * 0.4 - w * 0.7, y - h * 0.6, 0.0], [x + lean, y - h, 1.0], [x + lean * 0.4 + w, y - h * 0.55, 0.0], [x + w, y, 1.0]]));
        }
        c.paint(&blades, &scene.sheet(lift(green, rng.sway() * 0.06), 200 + band).gap(0.0025).shade(0.2));
        // Clover and daisies between the blades.
        if band % 2 == 0 {
            let (x, y) = (rng.range(l, r), y0);
            for k in 0..7 {
                let a = k as f32 / 7.0 * std::f32::consts::TAU;
                c.paint(&Shape::round(x + 0.018 * a.cos(), y + 0.014 * a.sin(), 0.011, 0.008), &scene.sheet(at_light(scene.palette.pale, 0.88), 230 + k as u64).gap(0.001));
            }
            c.paint(&Shape::round(x, y, 0.009, 0.008), &scene.sheet(hex(0xd9a93a), 240).gap(0.001));
        }
    }
}

/// Needles, fallen leaves and a root across the corner.
fn litter(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let p = &scene.palette;
    let mut rng = Rng::new(scene.seed ^ 0x11f7);
    let bark = at_light(p.stain(hex(0x5a412e), 0.3), 0.32);
    let y = t + (b - t) * rng.range(0.12, 0.24);
    c.paint(&Shape::ribbon(&[[l - 0.1, y + 0.12, 0.05], [l + (r - l) * 0.35, y - 0.02, 0.04], [l + (r - l) * 0.7, y + 0.05, 0.03], [r + 0.1, y - 0.06, 0.02]]).cut(scene.seed, 0.04, 0.004), &scene.sheet(bark, 200).gap(0.008).shade(0.3));
    let mut needles = Shape::default();
    for _ in 0..160 {
        let (x, y, a, k) = (rng.range(l, r), rng.range(t, b), rng.range(0.0, std::f32::consts::PI), rng.range(0.012, 0.03));
        needles = needles.and(Shape::bar([x - a.cos() * k, y - a.sin() * k], [x + a.cos() * k, y + a.sin() * k], 0.0012));
    }
    c.paint(&needles, &scene.sheet(lift(bark, 0.12), 201).gap(0.001));
    let hues = [hex(0x9a5a2a), hex(0xb98436), hex(0x6d6a34), hex(0x7c4527)];
    for i in 0..22u64 {
        let (x, y, a, k) = (rng.range(l, r), rng.range(t, b), rng.range(0.0, std::f32::consts::TAU), rng.range(0.022, 0.045));
        let turn = |q: P| [x + k * (q[0] * a.cos() - q[1] * a.sin()), y + k * (q[0] * a.sin() + q[1] * a.cos())];
        let leaf = Shape::curve(&[[-1.0, 0.0, 1.0], [-0.3, -0.5, 0.0], [0.5, -0.4, 0.0], [1.0, 0.0, 1.0], [0.5, 0.4, 0.0], [-0.3, 0.5, 0.0]]).map(turn);
        let ink = at_light(p.stain(hues[rng.below(4)], 0.25), rng.range(0.4, 0.56));
        c.paint(&leaf, &scene.sheet(ink, 210 + i).gap(0.003).shade(0.3));
        c.paint_in(&Shape::bar([-1.0, 0.0], [1.0, 0.0], 0.05).map(turn), &scene.sheet(lift(ink, -0.1), i).flat(), Some(&leaf));
    }
}

/// Ripples in the sand, shells, and the last of a wave along the upper edge.
fn shore(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let p = &scene.palette;
    let sand = land::soil(scene);
    let mut rng = Rng::new(scene.seed ^ 0x54e1);
    for i in 0..12u64 {
        let y = t + (b - t) * (i as f32 + 0.5) / 12.0;
        let mut x = l - 0.1;
        let mut line = Vec::new();
        while x < r + 0.1 {
            line.push([x, y + 0.014 * noise::along(x * 4.0, scene.seed ^ i), 0.004]);
            x += 0.06;
        }
        c.paint(&Shape::ribbon(&line), &scene.sheet(lift(sand, -0.05), 200 + i).flat().alpha(0.6));
    }
    let water = at_light(p.stain(hex(0x6f9aa8), 0.35), if scene.light.night { 0.36 } else { 0.66 });
    for (k, (reach, ink)) in [(0.3f32, lift(sand, -0.08)), (0.25, at_light(p.pale, 0.92)), (0.22, water)].into_iter().enumerate() {
        let mut points: Vec<P> = vec![[r + 0.2, t - 0.2], [l - 0.2, t - 0.2]];
        let mut x = l - 0.2;
        while x < r + 0.2 {
            points.push([x, t + (b - t) * reach * (0.7 + 0.4 * noise::along(x * 2.3, scene.seed ^ 0x5e))]);
            x += 0.04;
        }
        c.paint(&Shape::poly(&points), &scene.sheet(ink, 220 + k as u64).gap(0.003).alpha(if k == 2 { 0.9 } else { 1.0 }));
    }
    for i in 0..9u64 {
        let (x, y, k, a) = (rng.range(l, r), rng.range(t + (b - t) * 0.4, b), rng.range(0.022, 0.04), rng.range(-0.9, 0.9f32));
        let turn = |q: P| [x + k * (q[0] * a.cos() - q[1] * a.sin()), y + k * (q[0] * a.sin() + q[1] * a.cos())];
        let ink = at_light(p.stain([hex(0xe8c9b4), hex(0xd9b48f), hex(0xefe3d0)][rng.below(3)], 0.2), 0.8);
        let shell = Shape::curve(&[[0.0, 0.8, 1.0], [-0.9, 0.1, 0.0], [-0.7, -0.6, 0.0], [0.0, -0.85, 0.0], [0.7, -0.6, 0.0], [0.9, 0.1, 0.0]]).map(turn);
        c.paint(&shell, &scene.sheet(ink, 240 + i).gap(0.004).shade(0.3));
        let mut ribs = Shape::default();
        for q in [-0.55f32, -0.28, 0.0, 0.28, 0.55] {
            ribs = ribs.and(Shape::bar([q * 0.2, 0.7], [q, -0.7], 0.04).map(turn));
        }
        c.paint_in(&ribs, &scene.sheet(lift(ink, -0.1), i).flat(), Some(&shell));
    }
}
