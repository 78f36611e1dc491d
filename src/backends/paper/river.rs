//! A river's other bank: what makes water a river is that it ends again, near enough to see who stands there.

use crate::plan::picture::Extent;

use super::canvas::Canvas;
use super::colour::{at_light, hex, lift, mix};
use super::land::{crest, reach, soil};
use super::noise::{self, Rng};
use super::plants;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;

/// Whether the water of this place flows between two banks.
pub fn flows(scene: &Scene) -> bool {
    scene.setting.has("river riverbank canal stream brook creek")
}

/// Metres from the lens to the other bank.
fn across(scene: &Scene) -> f64 {
    scene.far * 1.7 + 15.0
}

/// Where the lens is so far off that the water behind the people is a thread, it looks over the river: there is water before them too.
fn before(scene: &Scene) -> Option<f64> {
    (scene.picture.rank <= 1 && scene.near > 9.0 && !scene.sweeps(scene.near * 0.7)).then_some(scene.near * 0.7)
}

fn near_water(scene: &Scene, c: &mut Canvas, depth: f64) {
    let [l, _, r, b] = c.area();
    let p = &scene.palette;
    let y = scene.lens.ground(depth, 0.0);
    let m = scene.lens.metre(depth);
    let cold = |ink, l: f32| at_light(mix(p.mid, p.stain(hex(ink), 0.42), 0.7), if scene.light.night { l * 0.5 } else { l });
    let (far, deep) = (mix(cold(0x4f7f90, 0.62), scene.light.sky[2], 0.35), cold(0x2c5060, 0.42));
    let mut rng = Rng::new(scene.seed ^ 0x21ff);
    let mut edge = Vec::new();
    let n = 60;
    for i in 0..=n {
        let x = l - 0.1 + (r - l + 0.2) * i as f32 / n as f32;
        edge.push([x, y + 0.22 * m * noise::along(scene.lens.heading(x) as f32 * 7.0, scene.seed ^ 0x2200)]);
    }
    let below = [[r + 0.1, b + 0.2], [l - 0.1, b + 0.2]];
    let mud = at_light(p.stain(hex(0x5b4632), 0.3), if scene.light.night { 0.24 } else { 0.4 });
    let lip: Vec<_> = edge.iter().map(|q| [q[0], q[1] - 0.3 * m]).chain(below).collect();
    c.paint(&Shape::poly(&lip), &scene.sheet(mud, 1).gap(0.003).lip(0.5));
    let whole = Shape::poly(&edge.into_iter().chain(below).collect::<Vec<_>>());
    c.paint(&whole, &scene.sheet(far, 2).fade(deep, [0.0, y], [0.0, y + 0.4]).gap(0.002).lit(0.5));
    // Where it flows: long strokes, larger towards the lens.
    for i in 0..70u64 {
        let u = rng.unit();
        let (x, v) = (rng.range(l, r), y + 0.01 + (b - y) * u * u);
        let w = (0.03 + 0.22 * u * u) * rng.range(0.6, 1.4);
        let h = 0.0012 + 0.006 * u;
        let ink = if i % 3 == 0 { lift(far, 0.09) } else { lift(mix(far, deep, u), -0.035) };
        c.paint_in(&Shape::curve(&[[x - w, v, 1.0], [x, v - h, 0.0], [x + w, v, 1.0], [x, v + h, 0.0]]), &scene.sheet(ink, 10 + i).flat().alpha(0.7), Some(&whole));
    }
}

/// The bank with its reeds, bushes and trees, and their broken picture in the water under it.
pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    if let Some(depth) = before(scene) {
        let y = scene.lens.ground(depth, 0.0);
        out.push(Job { name: "near water".into(), depth, area: Extent { top: f64::from(y) - 0.05, ..EVERYWHERE }, blur: scene.blur(depth), glow: false, draw: Box::new(move |c| near_water(scene, c, depth)) });
    }
    let depth = across(scene);
    let canal = scene.setting.has("canal");
    let foot = scene.lens.ground(depth, 0.0);
    out.push(Job {
        name: "far bank".into(),
        depth,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.5, bottom: f64::from(foot.max(reach(scene, depth))) + 0.14, ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| bank(scene, c, depth, canal)),
    });
}

fn bank(scene: &Scene, c: &mut Canvas, depth: f64, canal: bool) {
    let [l, _, r, _] = c.area();
    let m = scene.lens.metre(depth);
    let foot = scene.lens.ground(depth, 0.0);
    let fog = scene.haze(depth) * 0.8;
    let seed = scene.seed ^ 0x21fe;
    let green = at_light(mix(soil(scene), scene.palette.stain(hex(0x5d7040), 0.3), 0.5), if scene.light.night { 0.34 } else { 0.5 });
    let mut rng = Rng::new(seed);
    // Trees stand in groups, with the open country between them.
    let groups = ((r - l) / (m * 7.0).max(0.05)).ceil().min(60.0) as u64;
    for k in 0..groups {
        let x = l + (r - l) * (k as f32 + rng.unit()) / groups as f32;
        if rng.chance(0.35) {
            continue;
        }
        let tall = m * rng.range(3.2, 7.5);
        let ink = lift(green, rng.range(-0.13, -0.05));
        let trunk = Shape::bar([x, foot], [x + tall * 0.03, foot - tall * 0.5], tall * 0.022);
        c.paint(&trunk, &scene.sheet(lift(green, -0.2), k).fog(fog, fog));
        for i in 0..3 {
            let (dx, dy, q) = (tall * rng.sway() * 0.2, tall * (0.5 + 0.17 * i as f32), tall * rng.range(0.2, 0.32));
            c.paint(&Shape::round(x + dx, foot - dy, q, q * 0.82).cut(seed ^ (k * 5 + i), 0.05, q * 0.06), &scene.sheet(lift(ink, 0.02 * i as f32), 40 + k).gap(0.003).fog(fog, fog));
        }
    }
    // The bank itself: its crest behind, its edge at the water.
    let rise = (1.1 * m / scene.lens.zoom as f32).max(0.004);
    let low = foot.max(reach(scene, depth)) + 0.02;
    let back = crest(scene, c, foot, seed, |a| rise * (0.8 + 0.5 * noise::rough(a * 5.0, seed, 2)) + (scene.lens.horizon - foot) / scene.lens.zoom as f32);
    c.paint(&back, &scene.sheet(green, 3).gap(0.004).fog(fog, fog * 0.7));
    let wall = at_light(scene.palette.grey(0.5), if scene.light.night { 0.3 } else { 0.48 });
    let edge = if canal { wall } else { lift(mix(green, scene.palette.stain(hex(0x5b4632), 0.3), 0.6), -0.08) };
    c.paint(&Shape::rect(l - 0.1, foot - 0.25 * m, r + 0.1, foot + 0.12 * m).cut(seed, 0.05, if canal { 0.0008 } else { 0.1 * m }), &scene.sheet(edge, 4).gap(0.003).fog(fog, fog * 0.7));
    // What stands on it stands in the water once more, broken.
    let mut strokes = Shape::default();
    for _ in 0..90 {
        let (x, u) = (rng.range(l, r), rng.unit());
        let y = foot + 0.15 * m + u * u * (low - foot + 1.6 * m);
        let w = m * rng.range(0.5, 2.2) * (1.0 - 0.5 * u);
        strokes = strokes.and(Shape::poly(&[[x - w, y], [x, y - 0.05 * m], [x + w, y + 0.01 * m], [x, y + 0.05 * m]]));
    }
    c.paint(&strokes, &scene.sheet(lift(green, -0.1), 5).flat().alpha(0.32).fog(fog, fog * 0.5));
    if !canal {
        let mut reeds = Shape::default();
        for _ in 0..((r - l) / m * 1.1).clamp(10.0, 160.0) as u32 {
            let (x, h, lean) = (rng.range(l, r), m * rng.range(0.5, 1.25), rng.sway() * 0.12 + plants::bent(scene));
            reeds = reeds.and(Shape::poly(&[[x - 0.03 * m, foot + 0.1 * m], [x + lean * h, foot - h], [x + 0.03 * m, foot + 0.1 * m]]));
        }
        c.paint(&reeds, &scene.sheet(lift(green, -0.1), 6).fog(fog, fog * 0.7));
    }
}
