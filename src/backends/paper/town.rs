//! Built places outdoors: a street between façades, a skyline, village houses, masts and lighthouses.

use crate::plan::picture::{Extent, Hour, Sky, metres};
use crate::stage::camera::Vec3;

use super::canvas::{Canvas, Sheet};
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::land;
use super::signs;
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};

/// Half the street's width in metres.
const STREET: f64 = 5.6;

pub fn lamplit(scene: &Scene) -> bool {
    scene.light.night || scene.picture.hour == Hour::Dusk
}

pub fn street<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    skyline(scene, out);
    let depth = scene.far + 16.0;
    out.push(Job {
        name: "façades".into(),
        depth,
        area: EVERYWHERE,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| facades(scene, c)),
    });
    let edge = scene.lens.ground(scene.far * 1.5 + 4.0, 0.0);
    let ground_depth = scene.far * 1.03 + 0.05;
    out.push(Job {
        name: "street".into(),
        depth: ground_depth,
        area: Extent { top: f64::from(edge) - 0.02, ..EVERYWHERE },
        blur: scene.blur(ground_depth * 1.4) * 0.7,
        glow: false,
        draw: Box::new(move |c| {
            paving(scene, c, edge, 1.0);
        }),
    });
    lamp(scene, out);
    if scene.setting.hints("neon sign bar club nightclub noir") {
        signs::hanging(scene, out);
    }
}

pub fn skyline<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    for order in 0..2u64 {
        let depth = [600.0, 240.0][order as usize];
        out.push(Job {
            name: ["far skyline", "skyline"][order as usize].into(),
            depth,
            area: Extent { bottom: f64::from(scene.lens.horizon) + 0.15, ..EVERYWHERE },
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| {
                let [l, _, r, _] = c.area();
                let h = scene.lens.horizon;
                let zoom = scene.lens.zoom as f32;
                let step = 0.05;
                let (a0, a1) = (scene.lens.heading(l) as f32, scene.lens.heading(r) as f32);
                let fog = scene.light.share([0.85, 0.5][order as usize]).max([0.62, 0.38][order as usize]);
                let ink = mix(scene.palette.dark, scene.palette.ink, 0.2);
                for i in (a0 / step).floor() as i64 - 1..=(a1 / step).ceil() as i64 {
                    let mut rng = Rng::new(scene.seed ^ noise::hash((i + 900) as u64 * 4 + order));
                    let a = (i as f32 + 0.3 * rng.sway()) * step - scene.lens.yaw as f32;
                    if a.abs() > 1.3 {
                        continue;
                    }
                    let x = a.tan() * zoom;
                    let w = step * zoom * rng.range(0.4, 0.75);
                    let top = h - zoom * [0.13, 0.085][order as usize] * rng.range(0.35, 1.35);
                    let body = match rng.below(4) {
                        0 => Shape::rect(x - w, top, x + w, h + 0.2),
                        1 => Shape::poly(&[[x - w, h + 0.2], [x - w, top + 0.02], [x - w * 0.5, top + 0.02], [x - w * 0.5, top - 0.01], [x + w * 0.4, top - 0.01], [x + w * 0.4, top + 0.03], [x + w, top + 0.03], [x + w, h + 0.2]]),
                        2 => Shape::poly(&[[x - w, h + 0.2], [x - w, top], [x + w, top - 0.02], [x + w, h + 0.2]]),
                        _ => Shape::poly(&[[x - w, h + 0.2], [x - w, top], [x - 0.003, top - 0.01], [x, top - 0.05], [x + 0.003, top - 0.01], [x + w, top], [x + w, h + 0.2]]),
                    };
                    c.paint(&body, &scene.sheet(lift(ink, 0.05 * rng.sway()), i as u64).lit(0.5).fog(fog * 0.85, (fog + 0.2).min(0.97)).gap(0.004));
                    if lamplit(scene) {
                        let mut panes = Shape::default();
                        let (pw, ph) = (0.0042, 0.0055);
                        let mut y = top + 0.025;
                        while y < h {
                            let mut px = x - w + 0.008;
                            while px < x + w - 0.008 {
                                if rng.chance(0.14) {
                                    panes = panes.and(Shape::rect(px, y, px + pw, y + ph));
                                }
                                px += 0.0105;
                            }
                            y += 0.0145;
                        }
                        c.paint(&panes, &scene.sheet(hex(0xffcf86), i as u64).flat().lit(0.0).alpha(0.85 - 0.35 * fog));
                    }
                }
            }),
        });
    }
}

/// Both sides of the street along the set's depth, and its two ends far off.
fn facades(scene: &Scene, c: &mut Canvas) {
    // Blocks stand along z; farthest first from this camera.
    let mut blocks: Vec<(f64, f64, f64, f64, u64)> = Vec::new();
    for side in [-1.0, 1.0] {
        let mut z = -46.0;
        let mut i = 0u64;
        while z < 74.0 {
            let seed = scene.seed ^ noise::hash(i * 2 + u64::from(side > 0.0));
            let long = 7.0 + 8.0 * f64::from(noise::unit(seed));
            blocks.push((side, z, z + long, 9.0 + 14.0 * f64::from(noise::unit(seed ^ 4)), seed));
            z += long + if noise::unit(seed ^ 8) < 0.12 { 4.0 } else { 0.0 };
            i += 1;
        }
    }
    let mid = |b: &(f64, f64, f64, f64, u64)| {
        let d = Vec3::new(b.0 * STREET, 0.0, (b.1 + b.2) * 0.5) - scene.lens.at;
        d.length()
    };
    blocks.sort_by(|a, b| mid(b).total_cmp(&mid(a)));
    for (side, z0, z1, high, seed) in blocks {
        block(scene, c, side, z0, z1, high, seed);
    }
    paving(scene, c, scene.lens.horizon + 0.004, 0.4);
}

fn block(scene: &Scene, c: &mut Canvas, side: f64, z0: f64, z1: f64, high: f64, seed: u64) {
    let mut rng = Rng::new(seed);
    let p = &scene.palette;
    let x = side * STREET;
    let depth = scene.lens.depth(Vec3::new(x, 0.0, (z0 + z1) * 0.5));
    let fog = scene.light.share(((depth - scene.subject).max(0.0) / 85.0) as f32).min(0.9);
    let wall = match rng.below(4) {
        0 => mix(p.dark, hex(0x7a4436), 0.35),
        1 => mix(p.dark, p.mid, 0.45),
        2 => lift(p.dark, -0.03),
        _ => mix(p.dark, p.mid, 0.2),
    };
    let wall = if scene.light.night { at_light(wall, 0.36 + 0.05 * rng.unit()) } else { at_light(wall, 0.52 + 0.1 * rng.unit()) };
    // A low sun gilds the side that it falls on, and leaves the other blue.
    let wall = match scene.picture.hour {
        Hour::Morning | Hour::Afternoon | Hour::MagicHour if !scene.light.night && matches!(scene.light.source, super::light::Source::Sun) => {
            if side * super::light::set_side(scene.picture) < 0.0 { lift(mix(wall, hex(0xf0c070), 0.34), 0.1) } else { lift(mix(wall, hex(0x8fa4c4), 0.25), -0.05) }
        }
        _ => wall,
    };
    let flat = |za: f64, zb: f64, ya: f64, yb: f64| scene.lens.flat(&[Vec3::new(x, ya, za), Vec3::new(x, ya, zb), Vec3::new(x, yb, zb), Vec3::new(x, yb, za)]);
    let body = flat(z0, z1, -0.1, high);
    let sheet = |c: Rgb, k: u64| scene.sheet(c, seed ^ k).fog(fog * 0.8, (fog + 0.1).min(0.95));
    // Ends of a block that face the camera.
    for z in [z0, z1] {
        let toward = (z - scene.lens.at.z) * (if z == z0 { 1.0 } else { -1.0 });
        if toward > 0.0 {
            let end = scene.lens.flat(&[Vec3::new(x, -0.1, z), Vec3::new(x * 2.4, -0.1, z), Vec3::new(x * 2.4, high, z), Vec3::new(x, high, z)]);
            c.paint(&end, &sheet(lift(wall, -0.05), 2).gap(0.004));
        }
    }
    if (scene.lens.at.x - x) * side > 0.0 {
        return;
    }
    c.paint(&body, &sheet(wall, 1).gap(0.006));
    c.paint(&flat(z0 - 0.1, z1 + 0.1, high - 0.5, high + 0.15), &sheet(lift(wall, 0.05), 3).gap(0.003));
    // A lower façade lighter than what stands before it.
    c.paint(&flat(z0, z1, 0.0, 3.3), &sheet(lift(wall, if scene.light.night { 0.05 } else { -0.08 }), 4).gap(0.002));
    let lit = lamplit(scene);
    let (mut dark, mut bright, mut sill) = (Shape::default(), Shape::default(), Shape::default());
    let pitch = 1.9 + 0.5 * f64::from(rng.unit());
    let storeys = ((high - 4.2) / 3.1) as usize;
    let near = depth.abs() < 60.0;
    for s in 0..storeys {
        let y = 4.3 + 3.1 * s as f64;
        let mut z = z0 + 0.8;
        while z + 1.0 < z1 && near {
            if !rng.chance(0.08) {
                let pane = flat(z, z + 1.05, y, y + 1.65);
                if lit && rng.chance(0.24) { bright = bright.and(pane) } else { dark = dark.and(pane) }
                sill = sill.and(flat(z - 0.1, z + 1.15, y - 0.14, y));
            }
            z += pitch;
        }
    }
    c.paint(&dark, &sheet(if scene.light.night { lift(wall, -0.09) } else { lift(wall, -0.16) }, 5).gap(0.0).lip(-0.6));
    c.paint(&bright, &sheet(hex(0xffc873), 6).gap(0.0).lip(0.3).lit(0.15).fog(fog * 0.5, fog * 0.5));
    c.paint(&sill, &sheet(lift(wall, 0.07), 7).gap(0.0015));
    // Shop fronts.
    let mut z = z0 + 0.6;
    while z + 2.4 < z1 && near {
        let w = f64::from(rng.range(1.8, 3.2)).min(z1 - z - 0.4);
        let glow = lit && rng.chance(0.5);
        let pane = if glow { [hex(0xffd08a), hex(0xffb45e), hex(0xf2d9b0)][rng.below(3)] } else { lift(wall, -0.13) };
        c.paint(&flat(z, z + w, 0.45, 2.6), &sheet(pane, 8).gap(0.0).lip(-0.4).lit(if glow { 0.25 } else { 1.0 }));
        c.paint(&flat(z + w * 0.48, z + w * 0.52, 0.45, 2.6), &sheet(lift(wall, -0.06), 9).gap(0.001));
        let awning = scene.lens.flat(&[
            Vec3::new(x, 3.1, z - 0.15),
            Vec3::new(x, 3.1, z + w + 0.15),
            Vec3::new(x - side * 0.9, 2.55, z + w + 0.15),
            Vec3::new(x - side * 0.9, 2.55, z - 0.15),
        ]);
        if rng.chance(0.6) {
            let cloth = [mix(p.dark, p.accent, 0.4), p.dark, mix(p.mid, p.dark, 0.5)][rng.below(3)];
            c.paint(&awning, &sheet(cloth, 10).gap(0.005));
        }
        z += w + f64::from(rng.range(0.5, 1.6));
    }
    if near && depth > 2.0 && scene.setting.hints("neon sign bar club city downtown noir") && rng.chance(0.34) {
        signs::board(scene, c, x - side * 0.5, (z0 + z1) * 0.5, seed);
    }
}

/// Roadway, kerbs and pavement; wet ground mirrors the windows.
fn paving(scene: &Scene, c: &mut Canvas, top: f32, near: f32) {
    let [l, _, r, b] = c.area();
    let p = &scene.palette;
    let road = land::soil(scene);
    let far = scene.haze(scene.far + 30.0).max(0.2);
    let line = scene.lens.horizon;
    let base = scene.lens.flat(&[Vec3::new(-STREET, 0.0, -60.0), Vec3::new(STREET, 0.0, -60.0), Vec3::new(STREET, 0.0, 400.0), Vec3::new(-STREET, 0.0, 400.0)]);
    let base = if near < 0.9 { base } else { clipped(&base, top) };
    c.paint(&base, &scene.sheet(lift(road, 0.03), 0x61).fade(lift(road, -0.05), [0.0, line], [0.0, line + 0.5]).gap(0.0).fog(far * 0.6, far * 0.6));
    let flat = |x0: f64, x1: f64, y: f64| scene.lens.flat(&[Vec3::new(x0, y, -46.0), Vec3::new(x1, y, -46.0), Vec3::new(x1, y, 90.0), Vec3::new(x0, y, 90.0)]);
    for side in [-1.0, 1.0] {
        c.paint_in(&flat(side * 3.6, side * STREET, 0.0), &scene.sheet(mix(road, p.mid, 0.3), 0x62).gap(0.002).fog(far * 0.6, far * 0.6), Some(&base));
        c.paint_in(&flat(side * 3.5, side * 3.7, 0.0), &scene.sheet(mix(road, p.mid, 0.55), 0x63).gap(0.002).fog(far * 0.6, far * 0.6), Some(&base));
    }
    let wet = matches!(scene.picture.weather.kind, Sky::Rain | Sky::Storm) || scene.setting.hints("wet rain puddle");
    let mut rng = Rng::new(scene.seed ^ 0x64);
    if wet && lamplit(scene) {
        // The lit windows again, drawn out downwards and broken.
        for i in 0..42u64 {
            let x = rng.range(l, r);
            let t = rng.unit();
            let y = top + 0.02 + (b - top) * t * t;
            let w = rng.range(0.004, 0.015) * (0.5 + t);
            let h = rng.range(0.06, 0.24) * (0.4 + t);
            let ink = [hex(0xffc46b), hex(0xffb45e), hex(0xff9ec2), hex(0x8fe6ee), p.accent][rng.below(if scene.setting.hints("neon") { 5 } else { 2 })];
            let s = Shape::poly(&[[x - w, y], [x + w * 0.8, y + h * 0.06], [x + w * 0.7, y + h], [x - w * 0.6, y + h * 0.9]]);
            c.paint_in(&s, &scene.sheet(ink, i).flat().lit(0.3).alpha(0.3).blur(0.008 + 0.008 * t), Some(&base));
        }
        for i in 0..16u64 {
            let (x, t) = (rng.range(l, r), rng.unit());
            let y = top + (b - top) * t;
            let (rx, ry) = (0.02 + 0.1 * t * rng.unit(), 0.003 + 0.012 * t);
            c.paint_in(&Shape::round(x, y, rx, ry).cut(i, 0.01, 0.001), &scene.sheet(lift(scene.light.haze, -0.02), i).flat().alpha(0.22).lip(0.8), Some(&base));
        }
    } else if near > 0.9 {
        for i in 0..14u64 {
            let z = scene.lens.at.z + f64::from(rng.range(-2.0, 30.0));
            let x = f64::from(rng.sway()) * 3.6;
            let crack = scene.lens.flat(&[Vec3::new(x, 0.0, z), Vec3::new(x + 0.6, 0.0, z + 0.1), Vec3::new(x + 1.4, 0.0, z - 0.1), Vec3::new(x + 0.6, 0.0, z + 0.14)]);
            c.paint_in(&crack, &scene.sheet(lift(road, -0.05), i).flat().alpha(0.6), Some(&base));
        }
    }
}

/// The part of a shape below a line.
fn clipped(shape: &Shape, top: f32) -> Shape {
    shape.map(|p| [p[0], p[1].max(top)])
}

/// A street lamp beyond the people, with its light.
fn lamp<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let f = scene.lens.forward.floor();
    let side = Vec3::new(f.z, 0.0, -f.x);
    let depth = scene.far + 9.0;
    let x = scene.picture.figures.first().and_then(|g| scene.lens.see(metres(g.at))).map_or(-0.2, |q| q[0]);
    let to = if x > 0.0 { -1.0 } else { 1.0 };
    let across = f64::from(to * beside(scene, to, [0.06, 0.12, 0.18, 0.26, -0.14, 0.34, -0.3])) * depth / scene.lens.zoom;
    let foot = scene.lens.at.floor() + f * depth + side * across;
    let Some(stand) = scene.lens.stand(foot) else { return };
    let head = stand.map([0.85 * to, 4.25]);
    let lit = lamplit(scene);
    out.push(Job {
        name: "street lamp".into(),
        depth,
        area: Extent { left: f64::from(head[0].min(stand.at[0]) - stand.metre), right: f64::from(head[0].max(stand.at[0]) + stand.metre), ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let ink = at_light(mix(scene.palette.ink, scene.palette.dark, 0.3), 0.26);
            let k = to;
            let pole = Shape::ribbon(&[[0.0, -0.02, 0.075], [0.0, 1.0, 0.06], [0.0, 3.9, 0.045], [0.12 * k, 4.45, 0.04], [0.5 * k, 4.6, 0.036], [0.9 * k, 4.5, 0.034]]);
            c.paint(&stand.shape(&pole), &scene.sheet(ink, 1).gap(0.003));
            c.paint(&stand.shape(&Shape::poly(&[[-0.14, 0.0], [-0.1, 0.5], [0.1, 0.5], [0.14, 0.0]])), &scene.sheet(lift(ink, 0.02), 2));
            let cap = Shape::poly(&[[0.5 * k, 4.38], [0.66 * k, 4.58], [1.05 * k, 4.58], [1.22 * k, 4.38]]);
            c.paint(&stand.shape(&cap), &scene.sheet(lift(ink, 0.03), 3));
            if lit {
                c.paint(&stand.shape(&Shape::poly(&[[0.6 * k, 4.39], [1.12 * k, 4.39], [1.02 * k, 4.26], [0.7 * k, 4.26]])), &scene.sheet(hex(0xfff0cf), 4).flat().lit(0.0));
            }
        }),
    });
    if lit {
        let r = (stand.metre * 4.6).clamp(0.22, 0.85);
        let foot = stand.map([0.0, 0.0])[1];
        let area = |r: f32| Extent { left: f64::from(head[0] - r), top: f64::from(head[1] - r), right: f64::from(head[0] + r), bottom: f64::from(head[1] + r) };
        out.push(Job {
            name: "lamp light".into(),
            depth: depth - 0.02,
            area: area(r),
            blur: 0.0,
            glow: true,
            draw: Box::new(move |c| {
                c.halo(head, r, [1.0, 0.62, 0.3], 0.4);
                c.halo(head, r * 0.45, [1.0, 0.72, 0.42], 0.22);
                c.halo(head, r * 0.16, [1.0, 0.86, 0.62], 0.6);
                // The cone in the wet air below it.
                if scene.light.thick > 0.9 {
                    let (top, low) = (stand.metre * 0.22, stand.metre * 1.5);
                    let cone = Shape::poly(&[[head[0] - top, head[1]], [head[0] + top, head[1]], [head[0] + low, foot], [head[0] - low, foot]]);
                    c.paint(&cone, &scene.sheet([0.2, 0.135, 0.07], 7).flat().grain(0.0).fade([0.0; 3], head, [head[0], head[1] + (foot - head[1]) * 0.95]).blur(0.016));
                }
            }),
        });
    }
}

/// The share of the frame's width, of those that would do, at which a thing beyond the people stands farthest from their heads; the
/// first of equals.
pub fn beside<const N: usize>(scene: &Scene, to: f32, places: [f32; N]) -> f32 {
    let heads = heads(scene, false);
    let room = |place: f32| heads.iter().map(|x| (to * place * scene.lens.aspect - x).abs()).fold(f32::MAX, f32::min).min(0.36);
    places.into_iter().fold(places[0], |best, place| if room(place) > room(best) + 0.05 { place } else { best }) * scene.lens.aspect
}

/// Where heads are in the frame, and hands that are held out before them: of all, or of whom the shot is on.
pub fn heads(scene: &Scene, subjects: bool) -> Vec<f32> {
    scene
        .picture
        .figures
        .iter()
        .filter(|f| f.subject || !subjects)
        .filter_map(|f| Some((f, scene.lens.see(metres(f.at))?[0])))
        .flat_map(|(f, x)| {
            let way = ((f64::from(f.yaw) / 1000.0).to_radians() - scene.lens.yaw).sin() as f32;
            let held = !f.holds.is_empty();
            [Some(x), held.then(|| x + way * 0.5 * scene.lens.metre(scene.lens.depth(metres(f.at))))].into_iter().flatten()
        })
        .collect()
}

/// A dark pillar and an awning's edge close to the lens.
pub fn frame(scene: &Scene, c: &mut Canvas, sheet: &Sheet, side: f32) {
    let edge = scene.lens.aspect * 0.5;
    let w = 0.1 + 0.07 * noise::unit(scene.seed ^ 0xf3);
    c.paint(&Shape::rect((side * edge - w).min(side * edge + w), -2.0, (side * edge - w).max(side * edge + w), 2.0).cut(3, 0.06, 0.002), sheet);
    // The corner of a house: its stones, longer and shorter in turn, with joints between them.
    for i in 0..16 {
        let (top, long) = (-0.62 + 0.082 * i as f32, if i % 2 == 0 { 0.062 } else { 0.038 });
        let (a, b) = (side * (edge - w), side * (edge - w + long));
        c.paint(&Shape::rect(a.min(b), top, a.max(b), top + 0.074).cut(40 + i as u64, 0.05, 0.0015), &Sheet { ink: lift(sheet.ink, 0.05 + 0.015 * (i % 3) as f32), ..*sheet });
    }
    let far = side * (edge - w - 0.24);
    c.paint(&Shape::poly(&[[side * edge * 1.3, -0.52], [far, -0.52], [far + side * 0.04, -0.47], [side * (edge - w), -0.4], [side * edge * 1.3, -0.38]]), sheet);
}

/// Houses about a green, each a gabled box at its own place.
pub fn village<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let mut houses: Vec<(f64, Vec3, u64)> = Vec::new();
    for i in 0..11u64 {
        let seed = scene.seed ^ noise::hash(0x40 + i);
        let a = (i as f64 + 0.6 * f64::from(noise::unit(seed))) / 11.0 * std::f64::consts::TAU;
        let d = 20.0 + 24.0 * f64::from(noise::unit(seed ^ 1));
        let p = Vec3::new(a.sin() * d, 0.0, a.cos() * d);
        let depth = scene.lens.depth(p);
        if depth > scene.far * 1.1 + 4.0 {
            houses.push((depth, p, seed));
        }
    }
    houses.sort_by(|a, b| b.0.total_cmp(&a.0));
    if houses.is_empty() {
        return;
    }
    let depth = houses.iter().map(|h| h.0).sum::<f64>() / houses.len() as f64;
    out.push(Job {
        name: "houses".into(),
        depth,
        area: EVERYWHERE,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            for (d, p, seed) in &houses {
                house(scene, c, *p, *d, *seed);
            }
        }),
    });
}

fn house(scene: &Scene, c: &mut Canvas, at: Vec3, depth: f64, seed: u64) {
    let Some(s) = scene.lens.stand(at) else { return };
    let mut rng = Rng::new(seed);
    let p = &scene.palette;
    let fog = scene.light.share(((depth - scene.subject).max(0.0) / 130.0) as f32);
    let (w, h, ridge) = (rng.range(3.2, 4.8), rng.range(2.6, 3.6), rng.range(1.9, 2.9));
    let wall = at_light([mix(p.pale, p.mid, 0.3), mix(p.mid, hex(0xa2553f), 0.4), mix(p.pale, hex(0xd8b98a), 0.5), p.mid][rng.below(4)], if scene.light.night { 0.42 } else { 0.7 });
    let roof = at_light(mix(p.dark, hex(0x7e3f30), 0.45 * rng.unit()), 0.38);
    let sheet = |c: Rgb, k: u64| scene.sheet(c, seed ^ k).fog(fog, (fog + 0.14).min(0.95)).gap(0.004);
    let way = if rng.chance(0.5) { 1.0 } else { -1.0 };
    let m = |shape: Shape| s.shape(&shape.map(|q| [q[0] * way, q[1]]));
    c.paint(&m(Shape::poly(&[[-w, -0.3], [-w, h], [w * 0.2, h], [w * 0.2, -0.3]])), &sheet(lift(wall, -0.05), 1));
    c.paint(&m(Shape::poly(&[[w * 0.2, -0.3], [w * 0.2, h], [w * 0.62, h + ridge], [w * 1.05, h], [w * 1.05, -0.3]])), &sheet(wall, 2));
    c.paint(&m(Shape::rect(-w * 0.55, h + 0.4, -w * 0.35, h + ridge + 0.7)), &sheet(lift(roof, -0.03), 3));
    c.paint(&m(Shape::poly(&[[-w - 0.3, h - 0.15], [-w * 0.6, h + ridge], [w * 0.62, h + ridge + 0.05], [w * 0.2, h - 0.25]]).cut(seed, 0.03, 0.01)), &sheet(roof, 4));
    c.paint(&m(Shape::bar([w * 0.62, h + ridge + 0.06], [w * 1.2, h - 0.35], 0.12)), &sheet(lift(roof, 0.05), 5));
    let lit = lamplit(scene);
    for (x, y) in [(-w * 0.75, 1.0), (-w * 0.25, 1.0), (w * 0.5, 1.1), (w * 0.62, 2.9)] {
        if rng.chance(0.15) {
            continue;
        }
        let on = lit && rng.chance(0.6);
        let pane = if on { hex(0xffc873) } else { lift(wall, -0.24) };
        c.paint(&m(Shape::rect(x - 0.45, y - 0.05, x + 0.45, y + 1.15)), &sheet(lift(wall, 0.08), 6).gap(0.001));
        c.paint(&m(Shape::rect(x - 0.36, y + 0.03, x + 0.36, y + 1.06)), &sheet(pane, 7).flat().lit(if on { 0.1 } else { 1.0 }));
        c.paint(&m(Shape::rect(x - 0.03, y + 0.03, x + 0.03, y + 1.06)), &sheet(lift(wall, 0.06), 8).flat());
    }
    c.paint(&m(Shape::rect(w * 0.78, -0.2, w * 0.98, 1.9)), &sheet(mix(p.dark, p.accent, 0.25), 9).gap(0.001));
}

/// A lattice mast with a dish, a lamp and stays.
pub fn mast(scene: &Scene, c: &mut Canvas, foot: P, depth: f64) {
    let p = &scene.palette;
    let m = scene.lens.metre(depth);
    let high = (m * 14.0).clamp(0.2, 0.62).min((foot[1] + 0.5 - 0.03).max(0.12));
    let fog = scene.haze(depth);
    let ink = mix(p.ink, p.dark, 0.35);
    let (x, y) = (foot[0], foot[1]);
    let w = high * 0.02;
    let sheet = |c: Rgb, k: u64| scene.sheet(c, k).fog(fog, fog).gap(0.002);
    for (dx, at) in [(-0.34, 0.82), (0.37, 0.82), (-0.2, 0.5), (0.24, 0.5)] {
        c.paint(&Shape::bar([x, y - high * at], [x + dx * high, y + high * 0.1], 0.0007), &sheet(lift(ink, 0.1), 1).flat());
    }
    let mut lattice = Shape::bar([x - w, y + high * 0.03], [x - w * 0.5, y - high * 0.9], 0.0014).and(Shape::bar([x + w, y + high * 0.03], [x + w * 0.5, y - high * 0.9], 0.0014));
    let n = 14;
    for i in 0..n {
        let (a, b) = (i as f32 / n as f32, (i + 1) as f32 / n as f32);
        let half = |t: f32| w * (1.0 - 0.5 * t);
        let s = if i % 2 == 0 { 1.0 } else { -1.0 };
        lattice = lattice.and(Shape::bar([x - s * half(a), y - high * 0.9 * a], [x + s * half(b), y - high * 0.9 * b], 0.001));
    }
    c.paint(&lattice, &sheet(ink, 2));
    c.paint(&Shape::bar([x, y - high * 0.88], [x, y - high], 0.0012), &sheet(ink, 3));
    c.paint(&Shape::rect(x - w * 1.6, y - high * 0.53, x + w * 1.6, y - high * 0.515), &sheet(ink, 4));
    c.paint(&Shape::round(x - w * 1.5, y - high * 0.7, w * 1.1, w * 1.25), &sheet(lift(ink, -0.03), 5));
    c.paint(&Shape::round(x, y - high, 0.0055, 0.0055), &sheet(hex(0xff5a2c), 6).flat().lit(0.0).fog(0.0, 0.0));
}

/// Whether a lighthouse's light is seen: in the dark, and in air thick enough to show it.
pub fn beams(scene: &Scene) -> bool {
    lamplit(scene) || matches!(scene.picture.weather.kind, Sky::Storm | Sky::Fog | Sky::Rain)
}

/// The height of a lighthouse in the frame.
fn tower_high(scene: &Scene, depth: f64) -> f32 {
    (scene.lens.metre(depth) * 16.0).clamp(0.22, 0.6)
}

/// Where a lighthouse's lamp is in the frame.
pub fn lantern(scene: &Scene, foot: P, depth: f64) -> P {
    [foot[0], foot[1] - 0.85 * tower_high(scene, depth)]
}

/// The lamp's two beams and its halo: light added to the air, gone before the frame's edge.
pub fn beam(scene: &Scene, c: &mut Canvas, at: P) {
    let dark = scene.light.night;
    let tint = [1.0, 0.88, 0.62].map(|v| v * if dark { 0.3 } else { 0.17 });
    let turn = 0.1 + 0.12 * noise::unit(scene.seed ^ 0xbea3);
    let long = scene.lens.aspect * 0.62;
    let toward = if at[0] > 0.0 { -1.0 } else { 1.0 };
    // One beam comes half towards the lens and widens; its other end is seen going away.
    for (side, length, wide) in [(toward, long, 0.13), (-toward, long * 0.6, 0.045)] {
        let end = [at[0] + side * length, at[1] - turn * length * side * toward * 0.7];
        let beam = Shape::poly(&[[at[0], at[1] - 0.006], [end[0], end[1] - wide], [end[0], end[1] + wide], [at[0], at[1] + 0.006]]);
        c.paint(&beam, &scene.sheet(tint, 1).flat().grain(0.0).fade([0.0; 3], at, end).blur(0.006));
    }
    c.halo(at, 0.24, [1.0, 0.86, 0.58], if dark { 0.3 } else { 0.2 });
    c.halo(at, 0.06, [1.0, 0.94, 0.78], if dark { 0.7 } else { 0.5 });
}

/// A lighthouse of three tapering drums with its lantern.
pub fn lighthouse(scene: &Scene, c: &mut Canvas, foot: P, depth: f64) {
    let p = &scene.palette;
    let high = tower_high(scene, depth);
    let fog = scene.haze(depth);
    let sheet = |c: Rgb, k: u64| scene.sheet(c, 0x11 + k).fog(fog, (fog + 0.1).min(0.95)).gap(0.004);
    let at = |u: f32, v: f32| [foot[0] + u * high, foot[1] - v * high];
    let pale = lift(p.pale, -0.04);
    if scene.setting.room.is_none() {
        super::land::mound(scene, c, at(0.0, 0.0), high * 0.26, depth, fog, 0x11);
    }
    c.paint(&Shape::poly(&[at(-0.34, -0.06), at(-0.2, 0.05), at(0.22, 0.04), at(0.38, -0.06)]).cut(5, 0.02, 0.004), &sheet(lift(p.dark, -0.05), 0));
    let half = |v: f32| 0.095 - 0.04 * v;
    for i in 0..5 {
        let (a, b) = (i as f32 * 0.155, (i + 1) as f32 * 0.155);
        let ink = if i % 2 == 0 { pale } else { mix(p.accent, p.dark, 0.15) };
        let drum = Shape::poly(&[at(-half(a), a), at(-half(b), b), at(half(b), b), at(half(a), a)]);
        c.paint(&drum, &sheet(ink, 1 + i as u64).gap(0.002));
        let side = -scene.light.dir[0].signum();
        let lee = Shape::poly(&[at(side * half(a), a), at(side * half(b), b), at(side * half(b) * 0.25, b), at(side * half(a) * 0.3, a)]);
        c.paint(&lee, &sheet(lift(ink, -0.1), 8).flat());
    }
    c.paint(&Shape::poly(&[at(-0.085, 0.77), at(-0.075, 0.8), at(0.075, 0.8), at(0.085, 0.77)]), &sheet(lift(p.ink, 0.06), 20));
    c.paint(&Shape::poly(&[at(-0.042, 0.8), at(-0.04, 0.9), at(0.04, 0.9), at(0.042, 0.8)]), &sheet(hex(0xffe3a3), 21).lit(0.0));
    c.paint(&Shape::poly(&[at(-0.055, 0.9), at(0.0, 1.0), at(0.055, 0.9)]), &sheet(mix(p.accent, p.dark, 0.3), 22));
    c.paint(&Shape::rect(at(-0.012, 0.9)[0], at(0.0, 0.9)[1], at(-0.006, 0.0)[0], at(0.0, 0.8)[1]), &sheet(lift(p.ink, 0.06), 23).flat());
}
