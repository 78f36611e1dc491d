//! A boat seen from off it: where the lens stands too far away to be aboard, the deck is a hull on the water and the people stand in it.

use crate::plan::picture::{Extent, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::noise;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::words::Land;

/// Metres from the middle of a deck to its end, and to its side.
const LONG: f32 = 8.6;
const HALF: f64 = 2.3;
/// A lens farther from the people than this, in metres, is not aboard.
const OFF: f64 = 9.0;

/// Whether the deck is seen from outside.
pub fn outside(scene: &Scene) -> bool {
    scene.setting.land == Land::Deck && scene.setting.room.is_none() && (scene.lens.at.floor() - middle(scene)).length() > OFF
}

fn middle(scene: &Scene) -> Vec3 {
    let people = &scene.picture.figures;
    if people.is_empty() {
        return Vec3::new(0.0, 0.0, 0.0);
    }
    people.iter().fold(Vec3::new(0.0, 0.0, 0.0), |sum, f| sum + metres(f.at).floor()) * (1.0 / people.len() as f64)
}

fn paint(scene: &Scene) -> Rgb {
    let p = &scene.palette;
    let said = super::words::colour_of(&scene.setting.strong, "boat trawler ship yacht ferry hull sailboat");
    said.unwrap_or_else(|| [fade(mix(p.accent, p.dark, 0.35), 0.75), p.stain(hex(0x2c4a5c), 0.3), mix(p.dark, hex(0x8c3b2b), 0.5)][(noise::hash(scene.seed ^ 0xb0a7) % 3) as usize])
}

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let at = middle(scene);
    let f = scene.lens.forward.floor();
    let long = f.length().max(1e-6);
    let f = f * (1.0 / long);
    let way = if noise::unit(scene.seed ^ 0xb0a8) < 0.5 { -1.0 } else { 1.0 };
    // Everybody stands between the two sides.
    let behind = scene.picture.figures.iter().map(|g| (metres(g.at).floor() - at).dot(f)).fold(HALF - 0.5, f64::max) + 0.5;
    let before = scene.picture.figures.iter().map(|g| (metres(g.at).floor() - at).dot(f)).fold(0.5 - HALF, f64::min) - 0.5;
    let area = |depth: f64| {
        let reach = f64::from(scene.lens.metre(depth)) * 14.0 + 0.2;
        let x = scene.lens.see(at).map_or(0.0, |q| f64::from(q[0]));
        Extent { left: x - reach, right: x + reach, ..EVERYWHERE }
    };
    let far = scene.lens.depth(at + f * behind);
    out.push(Job { name: "deck".into(), depth: far, area: area(far), blur: scene.blur(far), glow: false, draw: Box::new(move |c| deck(scene, c, at, f, [before, behind], way)) });
    let near = scene.lens.depth(at + f * before).max(0.5);
    out.push(Job { name: "hull".into(), depth: near, area: area(near), blur: scene.blur(near), glow: false, draw: Box::new(move |c| hull(scene, c, at + f * before, way)) });
}

/// The boards that people stand on, the far bulwark, the wheelhouse and the mast.
fn deck(scene: &Scene, c: &mut Canvas, at: Vec3, f: Vec3, [before, behind]: [f64; 2], way: f32) {
    let p = &scene.palette;
    let Some(s) = scene.lens.stand(at + f * behind) else { return };
    let m = |shape: Shape| s.shape(&shape.map(|q| [q[0] * way, q[1]]));
    let white = at_light(mix(p.pale, p.mid, 0.25), 0.8);
    let dark = lift(p.ink, 0.1);
    let burning = scene.light.night || scene.picture.hour == crate::plan::picture::Hour::Dusk;
    // Mast, derrick and stays.
    c.paint(&m(Shape::bar([1.6, 0.0], [1.6, 7.4], 0.09)), &scene.sheet(dark, 1).gap(0.003));
    for (a, b) in [([1.6f32, 7.3f32], [LONG - 0.4, 1.1f32]), ([1.6, 7.3], [-5.8, 3.4]), ([1.6, 5.6], [-LONG + 0.5, 0.8])] {
        c.paint(&m(Shape::bar(a, b, 0.022)), &scene.sheet(dark, 2).flat());
    }
    c.paint(&m(Shape::bar([1.6, 1.6], [6.4, 4.6], 0.06)), &scene.sheet(dark, 3).gap(0.003));
    // The wheelhouse, its panes and its roof.
    c.paint(&m(Shape::poly(&[[-6.9, -0.2], [-6.8, 3.0], [-4.0, 3.0], [-3.7, -0.2]])), &scene.sheet(white, 4).gap(0.006));
    for x in [-6.5f32, -5.55, -4.65] {
        let pane = Shape::rect(x, 2.55, x + 0.7, 1.6);
        if burning {
            c.paint(&m(pane), &scene.sheet(hex(0xffd88a), 5).flat().lit(0.0));
        } else {
            c.paint(&m(pane), &scene.sheet(mix(p.dark, scene.light.sky[1], 0.35), 5).flat());
        }
    }
    c.paint(&m(Shape::poly(&[[-7.2, 2.95], [-7.1, 3.2], [-3.7, 3.2], [-3.5, 2.95]])), &scene.sheet(paint(scene), 6).gap(0.004));
    c.paint(&m(Shape::rect(-6.3, 4.2, -5.7, 3.15)), &scene.sheet(dark, 7).gap(0.003));
    // The far side, and the boards before it.
    c.paint(&m(Shape::poly(&[[-LONG, -0.3], [-LONG, 0.8], [-1.0, 0.55], [LONG, 1.25], [LONG, -0.3]])), &scene.sheet(lift(paint(scene), -0.07), 8).gap(0.004));
    let wood = at_light(p.stain(hex(0x7d6148), 0.35), if scene.light.night { 0.34 } else { 0.5 });
    let side = Vec3::new(f.z, 0.0, -f.x) * f64::from(way);
    let long = f64::from(LONG);
    let board = |z0: f64, z1: f64| scene.lens.flat(&[at + side * -long + f * z0, at + side * (long * 0.95) + f * z0, at + side * (long * 0.95) + f * z1, at + side * -long + f * z1]);
    c.paint(&board(before, behind), &scene.sheet(wood, 9).gap(0.0));
}

/// The near side: from the rail down to the water, with its strakes, its name and the foam along it.
fn hull(scene: &Scene, c: &mut Canvas, at: Vec3, way: f32) {
    let p = &scene.palette;
    let Some(s) = scene.lens.stand(at) else { return };
    let m = |shape: Shape| s.shape(&shape.map(|q| [q[0] * way, q[1]]));
    let ink = paint(scene);
    let side = m(Shape::curve(&[[-LONG, 0.72, 1.0], [-4.5, 0.42, 0.0], [0.0, 0.38, 0.0], [4.5, 0.62, 0.0], [LONG + 0.7, 1.45, 1.0], [LONG - 0.2, 0.0, 0.0], [LONG - 1.3, -1.75, 1.0], [-LONG + 0.7, -1.75, 1.0]]));
    c.paint(&side, &scene.sheet(ink, 20).gap(0.008));
    let rail = |drop: f32, half: f32| m(Shape::ribbon(&[[-LONG, 0.72 - drop, half], [-4.5, 0.42 - drop, half], [0.0, 0.38 - drop, half], [4.5, 0.62 - drop, half], [LONG + 0.6, 1.42 - drop, half]]));
    c.paint_in(&rail(0.32, 0.05), &scene.sheet(lift(ink, -0.1), 21).flat(), Some(&side));
    c.paint(&rail(0.0, 0.075), &scene.sheet(at_light(mix(p.pale, p.mid, 0.3), 0.76), 22).gap(0.002));
    let red = at_light(p.stain(hex(0x8a3326), 0.2), 0.36);
    c.paint_in(&m(Shape::rect(-LONG - 0.5, -1.15, LONG + 0.5, -2.0)), &scene.sheet(red, 23).flat(), Some(&side));
    // Tyres and the anchor's pipe.
    for x in [-5.0f32, -1.6, 2.2] {
        let ring: Vec<[f32; 3]> = (0..=18).map(|k| { let a = k as f32 / 18.0 * std::f32::consts::TAU; [x + 0.32 * a.cos(), -0.25 + 0.32 * a.sin(), 0.1] }).collect();
        c.paint(&m(Shape::ribbon(&ring)), &scene.sheet(lift(p.ink, 0.07), 24).gap(0.003));
    }
    c.paint(&m(Shape::round(LONG - 0.9, 0.45, 0.16, 0.16)), &scene.sheet(lift(p.ink, 0.06), 25).flat());
    // White water along it, and the broken picture below.
    let foam = at_light(mix(p.pale, scene.light.sky[2], 0.3), if scene.light.night { 0.58 } else { 0.86 });
    for k in 0..26u64 {
        let u = noise::unit(scene.seed ^ noise::hash(k ^ 0xf0a3));
        let (x, y) = (-LONG + 0.4 + (2.0 * LONG - 1.6) * (k as f32 + 0.5 * u) / 26.0, -1.7 - 0.22 * noise::unit(scene.seed ^ (k * 7)));
        let w = 0.3 + 0.6 * u;
        let stroke: [P; 4] = [[x - w, y], [x - w * 0.2, y + 0.1], [x + w, y + 0.02], [x, y - 0.1]];
        c.paint(&m(Shape::poly(&stroke)), &scene.sheet(foam, 30 + k).flat().alpha(0.75));
    }
    for k in 0..7 {
        let y = -2.0 - 0.32 * k as f32;
        let w = LONG * (0.86 - 0.08 * k as f32);
        let x = noise::along(k as f32 * 1.3, scene.seed ^ 0xb0a9) * 0.6;
        c.paint(&m(Shape::poly(&[[x - w, y], [x - w * 0.4, y + 0.12], [x + w, y + 0.03], [x + w * 0.3, y - 0.12]])), &scene.sheet(lift(ink, -0.1), 60).flat().alpha(0.4 - 0.045 * k as f32));
    }
}
