//! Water: the sea with its bands of light, pack ice in the ground plane, and a harbour with boats and planks.

use crate::plan::picture::{Extent, Sky};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{at_light, hex, lift, mix};
use super::land::{ground_edge, reach};
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::sky;
use super::words::Land;

/// Water from the horizon to the people's ground.
pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let edge = ground_edge(scene) + 0.14;
    let low = reach(scene, 120.0).max(edge);
    // A pier ends at its sides: there the water goes on under the frame.
    let low = if matches!(scene.setting.land, Land::Harbour | Land::Deck) { low.max(0.6) } else { low };
    out.push(Job {
        name: "water".into(),
        depth: 120.0,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.01, bottom: f64::from(low), ..EVERYWHERE },
        blur: scene.blur(120.0),
        glow: false,
        draw: Box::new(move |c| {
            let [l, _, r, b] = c.area();
            let h = scene.lens.horizon;
            let p = &scene.palette;
            // Its own colour is of cold water, in the palette's hand: sand beside it is another.
            let cold = |ink| p.stain(hex(ink), 0.42);
            let far = mix(scene.light.sky[2], mix(p.mid, cold(0x4f7f90), 0.75), 0.58);
            let deep = mix(at_light(mix(mix(p.dark, p.mid, 0.35), cold(0x2c5060), 0.6), 0.42), scene.light.sky[0], 0.25);
            let deep = if scene.light.night { lift(mix(deep, p.ink, 0.4), -0.03) } else { deep };
            let base = Shape::rect(l - 0.1, h, r + 0.1, b + 0.1);
            c.paint(&base, &scene.sheet(far, 0x70).fade(deep, [0.0, h], [0.0, h + 0.42]).lit(0.4).gap(0.0));
            let seed = scene.seed ^ 0x71;
            let (whole, b) = (b, b.min(edge));
            let swell = match scene.picture.weather.kind {
                Sky::Storm => 2.6,
                Sky::Wind => 1.6,
                _ => 1.0,
            };
            for k in 0..9u64 {
                let t = (k as f32 + 0.6) / 9.0;
                let y = h + (b - h) * t.powf(1.7);
                let lift_by = (0.006 + 0.018 * t) * swell;
                let n = (((r - l) / 0.02) as usize).clamp(8, 400);
                let mut points: Vec<P> = (0..=n)
                    .map(|i| {
                        let x = l - 0.05 + (r - l + 0.1) * i as f32 / n as f32;
                        let a = scene.lens.heading(x) as f32;
                        [x, y - lift_by * noise::rough(a * (46.0 - 30.0 * t), seed + k, 2)]
                    })
                    .collect();
                points.push([r + 0.1, whole + 0.2]);
                points.push([l - 0.1, whole + 0.2]);
                let ink = lift(mix(far, deep, t), if k % 2 == 0 { -0.025 } else { 0.02 });
                let fog = scene.light.share((1.0 - t) * 0.5);
                let foam = (swell > 1.2).then(|| crests(&points[..=n], t, swell, seed + k));
                c.paint(&Shape::poly(&points), &scene.sheet(ink, 700 + k).lit(0.4).gap(0.004).shade(0.16).lip(0.8).fog(fog, fog * 0.6));
                if let Some(foam) = foam {
                    let white = at_light(mix(p.pale, far, 0.25), if scene.light.night { 0.62 } else { 0.86 });
                    c.paint(&foam, &scene.sheet(white, 720 + k).flat().lit(0.3).alpha(0.75).fog(fog, fog * 0.6));
                }
            }
            if matches!(scene.picture.weather.kind, Sky::Clear | Sky::Wind | Sky::Snow) {
                glints(scene, c, h, b);
            }
        }),
    });
}

/// White water where a wave stands highest: broken strokes along its crest.
fn crests(line: &[P], near: f32, swell: f32, seed: u64) -> Shape {
    let mut rng = Rng::new(seed ^ 0xf0a);
    let mut foam = Shape::default();
    let high = line.windows(5).enumerate().filter(|(_, w)| w.iter().all(|q| w[2][1] <= q[1])).map(|(i, _)| i + 2);
    for i in high.collect::<Vec<_>>() {
        if !rng.chance(0.16 * swell) {
            continue;
        }
        let thick = (0.0006 + 0.0016 * near) * swell;
        // Down the sides of the crest it breaks off.
        let white = |k: usize| line[k][1] - line[i][1] < 3.0 * thick;
        let a = (i.saturating_sub(1 + rng.below(3))..i).find(|k| white(*k)).unwrap_or(i);
        let b = (i..(i + 3 + rng.below(3)).min(line.len())).take_while(|k| white(*k)).last().unwrap_or(i);
        if b - a < 2 {
            continue;
        }
        let stroke: Vec<[f32; 3]> = (a..=b).map(|k| [line[k][0], line[k][1] + thick * 0.6, if k == a || k == b { 0.0003 } else { thick }]).collect();
        foam = foam.and(Shape::ribbon(&stroke));
    }
    foam
}

/// A lane of broken light under sun, moon or the brightest sky.
fn glints(scene: &Scene, c: &mut Canvas, top: f32, foot: f32) {
    let x = sky::orb(scene)[0];
    let mut rng = Rng::new(scene.seed ^ 0x72);
    let ink = at_light(mix(scene.light.sky[2], scene.palette.pale, 0.5), 0.93);
    for i in 0..64u64 {
        let t = rng.unit().powf(1.3);
        let y = top + 0.004 + (foot - top) * t;
        let spread = 0.03 + 0.16 * t;
        let (cx, w) = (x + rng.sway() * spread, (0.008 + 0.03 * t) * rng.range(0.4, 1.5));
        let th = (0.0012 + 0.003 * t) * rng.range(0.6, 1.2);
        let s = Shape::poly(&[[cx - w, y], [cx - w * 0.3, y - th], [cx + w, y], [cx + w * 0.2, y + th]]);
        c.paint(&s, &scene.sheet(ink, i).flat().lit(0.0).alpha(if scene.light.night { 0.4 } else { 0.6 } * (1.0 - 0.5 * t)));
    }
}

/// Broken pack ice: cells of the ground plane, drawn band after band.
pub fn floes<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    // A crest under the people's feet dips below the ground's edge; the ice goes on behind it.
    let edge = (ground_edge(scene) + 0.2).max(reach(scene, 140.0)).max((scene.lens.ground(scene.subject, 0.0) + 0.16).min(1.0));
    out.push(Job {
        name: "pack ice".into(),
        depth: 140.0,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.01, bottom: f64::from(edge), ..EVERYWHERE },
        blur: scene.blur(140.0),
        glow: false,
        draw: Box::new(move |c| {
            let [l, _, r, b] = c.area();
            let h = scene.lens.horizon;
            let p = &scene.palette;
            let cool = mix(scene.light.sky[0], p.mid, 0.5);
            let water = at_light(mix(mix(p.dark, p.mid, 0.7), cool, 0.3), if scene.light.night { 0.36 } else { 0.58 });
            let far = scene.light.share(0.5);
            c.paint(
                &Shape::rect(l - 0.1, h, r + 0.1, b + 0.1),
                &scene.sheet(water, 0x74).fade(lift(water, -0.1), [0.0, h], [0.0, h + 0.5]).gap(0.0).lit(0.55).fog(far * 0.6, 0.0),
            );
            let rows = 15;
            let span = (b - h).max(0.05);
            let row_y = |k: f32| h + span * 1.1 * ((k + 0.55) / rows as f32).powf(1.75);
            for k in 0..rows {
                let (y0, y1) = (row_y(k as f32 - 0.5), row_y(k as f32 + 0.5));
                let t = k as f32 / rows as f32;
                let wide = (y1 - y0) * (2.3 + 2.4 * (1.0 - t));
                let angle = wide / scene.lens.zoom as f32;
                let (a0, a1) = (scene.lens.heading(l - 0.2) as f32, scene.lens.heading(r + 0.2) as f32);
                let (i0, i1) = ((a0 / angle).floor() as i64, (a1 / angle).ceil() as i64);
                if i1 - i0 > 400 {
                    continue;
                }
                // Cells fill their row between two wavering lines that neighbouring rows share; cracks of water part them.
                let high = y1 - y0;
                let rim = |y: f32, k: u64, x: f32| y + high * 0.46 * noise::along(x / wide * 1.3, scene.seed ^ (0x9e + k));
                let cut = |i: i64| {
                    let mut rng = Rng::new(scene.seed ^ noise::hash((i + 5000) as u64 * 64 + k as u64));
                    let x = (((i as f32 + 0.42 * rng.sway()) * angle - scene.lens.yaw as f32).clamp(-1.4, 1.4)).tan() * scene.lens.zoom as f32;
                    let lean = wide * 0.26 * rng.sway();
                    ([x + lean, x - lean], rng)
                };
                let mut tones = [Shape::default(), Shape::default(), Shape::default()];
                for i in i0..=i1 {
                    let ((from, mut rng), (to, _)) = (cut(i), cut(i + 1));
                    if rng.chance(0.05) || noise::along(i as f32 * 0.4 + k as f32 * 1.7, scene.seed ^ 0x1ead) > 0.52 {
                        continue;
                    }
                    let (u, v) = (rng.range(0.3, 0.7), rng.range(0.3, 0.7));
                    let (top, low) = (from[0] + (to[0] - from[0]) * u, from[1] + (to[1] - from[1]) * v);
                    let (k0, k1) = (k as u64, k as u64 + 1);
                    let points = [
                        [from[0], rim(y0, k0, from[0])], [top, rim(y0, k0, top) - high * 0.06 * rng.unit()], [to[0], rim(y0, k0, to[0])],
                        [to[1], rim(y1, k1, to[1])], [low, rim(y1, k1, low) - high * 0.08 * rng.unit()], [from[1], rim(y1, k1, from[1])],
                    ];
                    let mid = points.iter().fold([0.0, 0.0], |m, p| [m[0] + p[0] / 6.0, m[1] + p[1] / 6.0]);
                    let (sx, sy) = (rng.range(0.8, 0.96), rng.range(0.7, 0.92));
                    let which = if rng.chance(0.3) { 1 } else if rng.chance(0.22) { 2 } else { 0 };
                    tones[which].loops.push(points.iter().map(|p| [mid[0] + (p[0] - mid[0]) * sx, mid[1] + (p[1] - mid[1]) * sy]).collect());
                }
                let fog = scene.light.share(0.45 * (1.0 - t).powf(2.0));
                let warm = mix(p.pale, scene.light.sky[2], 0.3 * (1.0 - t));
                for (j, shape) in tones.into_iter().enumerate() {
                    let ink = mix(mix(warm, cool, 0.1 + 0.25 * t), p.mid, 0.1 + 0.16 * j as f32 + 0.2 * t);
                    c.paint(
                        &shape.cut(scene.seed, 0.02, 0.0014),
                        &scene.sheet(ink, 800 + (k * 2 + j) as u64).gap(0.0015 + 0.005 * t).shade(0.45).fog(fog, fog).lip(0.5 + 0.6 * t),
                    );
                }
            }
        }),
    });
}

/// Boats at their moorings and sheds across the water.
pub fn harbour<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let depth = scene.far + 26.0;
    let foot = scene.lens.ground(scene.far + 9.0, -0.8);
    out.push(Job {
        name: "boats".into(),
        depth,
        area: Extent { bottom: f64::from(foot) + 0.2, ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let p = &scene.palette;
            let mut rng = Rng::new(scene.seed ^ 0x7b);
            let base = scene.lens.yaw;
            // The far quay with its sheds.
            let quay: Vec<Vec3> = (0..=26).map(|i| (f64::from(i) / 26.0 - 0.5) * 3.0).map(|a| Vec3::new(95.0 * a.sin(), 0.0, 95.0 * a.cos())).collect();
            let wall = |lift_by: f64| quay.iter().filter_map(|q| scene.lens.see(Vec3 { y: lift_by, ..*q })).collect::<Vec<P>>();
            let (top, mut foot) = (wall(-1.0), wall(-4.2));
            foot.reverse();
            if top.len() > 2 && foot.len() > 2 {
                let fog = scene.light.share(0.55);
                let stone = mix(at_light(p.grey(0.5), 0.46), scene.light.haze, 0.15);
                c.paint(&Shape::poly(&[top, foot].concat()), &scene.sheet(stone, 39).fog(fog, (fog + 0.1).min(0.95)).gap(0.003).lip(0.8));
            }
            for i in 0..13u64 {
                let a = (i as f64 / 13.0 - 0.5) * 2.6 + f64::from(rng.sway()) * 0.08;
                let d = 95.0;
                let at = Vec3::new(d * a.sin(), -1.2, d * a.cos());
                let Some(s) = scene.lens.stand(at) else { continue };
                let (w, h) = (rng.range(9.0, 17.0), rng.range(5.0, 10.0));
                let ink = mix(mix(p.dark, p.mid, rng.range(0.0, 0.5)), scene.light.haze, 0.15);
                let fog = scene.light.share(0.55);
                let shed = Shape::poly(&[[-w / 2.0, -1.5], [-w / 2.0, h], [0.0, h + 3.0], [w / 2.0, h], [w / 2.0, -1.5]]);
                c.paint(&s.shape(&shed), &scene.sheet(ink, 40 + i).fog(fog, (fog + 0.15).min(0.95)).gap(0.003));
                for k in 0..3 {
                    if rng.chance(0.4) {
                        let x = (k as f32 - 1.0) * w * 0.28;
                        let lit = scene.light.night || matches!(scene.picture.hour, crate::plan::picture::Hour::Dusk);
                        let pane = if lit { hex(0xffc874) } else { lift(ink, -0.12) };
                        c.paint(&s.shape(&Shape::rect(x - 0.7, h * 0.35, x + 0.7, h * 0.35 + 1.6)), &scene.sheet(pane, i).flat().lit(if lit { 0.0 } else { 1.0 }).fog(fog * 0.6, fog * 0.6));
                    }
                }
            }
            let side = scene.light.dir[0].signum();
            for i in 0..7u64 {
                let a = base + (i as f64 / 7.0 - 0.43) * 1.5 + f64::from(rng.sway()) * 0.07;
                let d = scene.far + 11.0 + f64::from(rng.range(0.0, 28.0)) + (7 - i) as f64;
                let at = scene.lens.at.floor() + Vec3::new(d * a.sin(), -0.9, d * a.cos());
                let Some(s) = scene.lens.stand(at) else { continue };
                let long = rng.range(2.6, 5.0);
                let way = if rng.chance(0.5) { 1.0 } else { -1.0 };
                boat(scene, c, &s, long, way, side, i);
            }
        }),
    });
}

fn boat(scene: &Scene, c: &mut Canvas, s: &super::lens::Stand, long: f32, way: f32, side: f32, i: u64) {
    let p = &scene.palette;
    let mut rng = Rng::new(scene.seed ^ (0x900 + i));
    let fog = scene.light.share(((s.depth - scene.subject).max(0.0) as f32 / 70.0).min(0.8));
    let paint = [p.accent, p.dark, p.mid, p.pale, mix(p.dark, hex(0x8c3b2b), 0.5), p.dark][rng.below(6)];
    let ink = if paint == p.accent { super::colour::fade(mix(p.accent, p.dark, 0.3), 0.7) } else { paint };
    let sheet = |c, k: u64| scene.sheet(c, i * 31 + k).fog(fog, fog).gap(0.003);
    let m = |shape: Shape| s.shape(&shape.map(|q| [q[0] * way, q[1]]));
    let h = long * 0.24;
    let mast = long * rng.range(1.2, 1.9);
    c.paint(&m(Shape::bar([long * 0.08, h * 0.5], [long * 0.1, mast], 0.05)), &sheet(lift(p.ink, 0.08), 1));
    c.paint(&m(Shape::bar([long * 0.1, mast * 0.98], [long * 0.98, h * 1.2], 0.012)), &sheet(lift(p.ink, 0.1), 2).flat());
    c.paint(&m(Shape::bar([long * 0.1, mast * 0.98], [-long * 0.85, h * 1.0], 0.012)), &sheet(lift(p.ink, 0.1), 3).flat());
    c.paint(&m(Shape::ribbon(&[[long * 0.1, mast * 0.32, 0.05], [-long * 0.35, mast * 0.3, 0.11], [-long * 0.72, mast * 0.28, 0.04]])), &sheet(mix(p.pale, p.mid, 0.4), 4));
    let cabin = Shape::poly(&[[-long * 0.45, h * 0.7], [-long * 0.42, h * 2.0], [long * 0.02, h * 2.0], [long * 0.12, h * 0.7]]);
    c.paint(&m(cabin), &sheet(lift(mix(p.pale, p.mid, 0.35), -0.03), 5));
    let lit = scene.light.night || rng.chance(0.3);
    let pane = if lit { hex(0xffc46b) } else { lift(p.dark, -0.05) };
    for k in 0..2 {
        let x = -long * (0.36 - 0.2 * k as f32);
        c.paint(&m(Shape::rect(x, h * 1.25, x + long * 0.12, h * 1.75)), &sheet(pane, 6).flat().lit(if lit { 0.0 } else { 1.0 }));
    }
    let hull = Shape::curve(&[[-long, h * 0.95, 1.0], [-long * 0.1, h * 0.78, 0.0], [long * 1.05, h * 1.35, 1.0], [long * 0.8, -h * 0.2, 0.0], [long * 0.6, -h * 0.5, 1.0], [-long * 0.86, -h * 0.5, 1.0]]);
    c.paint(&m(hull.clone()), &sheet(ink, 7));
    let strake = Shape::ribbon(&[[-long, h * 0.86, 0.05], [-long * 0.1, h * 0.7, 0.05], [long * 1.03, h * 1.22, 0.04]]);
    c.paint_in(&m(strake), &sheet(lift(ink, 0.12), 8).gap(0.001), Some(&m(hull)));
    // The hull's broken picture in the water.
    for k in 0..6 {
        let y = -h * (0.62 + 0.34 * k as f32);
        let w = long * (0.85 - 0.1 * k as f32) * rng.range(0.7, 1.0);
        let x = side * rng.sway() * 0.2;
        c.paint(&m(Shape::poly(&[[x - w, y], [x - w * 0.5, y + h * 0.1], [x + w, y + h * 0.03], [x + w * 0.3, y - h * 0.1]])), &sheet(lift(ink, -0.08), 9).flat().alpha(0.55 - 0.07 * k as f32));
    }
}

/// Planks of a pier or deck under the people's feet, running from the lens to the water.
pub fn planks(scene: &Scene, c: &mut Canvas) {
    let p = &scene.palette;
    let deck = scene.setting.land == Land::Deck;
    let wood = at_light(p.stain(hex(0x7d6148), 0.35), if scene.light.night { 0.36 } else { 0.5 });
    let f = scene.lens.forward.floor();
    let l = f.length().max(1e-6);
    let f = f * (1.0 / l);
    let side = Vec3::new(f.z, 0.0, -f.x);
    let start = scene.lens.at.floor();
    let far = scene.far * 1.5 + 2.0;
    let bridge = scene.setting.land == Land::Bridge;
    let half = if deck { 3.4 } else if bridge { 30.0 } else { 5.5 } + scene.far * 0.35;
    let at = |d: f64, x: f64, y: f64| start + f * d + side * x + Vec3::new(0.0, y, 0.0);
    let board = |d0: f64, d1: f64, x0: f64, x1: f64| scene.lens.flat(&[at(d0, x0, 0.0), at(d1, x0, 0.0), at(d1, x1, 0.0), at(d0, x1, 0.0)]);
    let whole = board(0.2, far, -half, half);
    // The edge of the quay towards the water.
    c.paint(&scene.lens.flat(&[at(far, -half, 0.0), at(far, half, 0.0), at(far, half, -0.5), at(far, -half, -0.5)]), &scene.sheet(lift(wood, -0.16), 1));
    c.paint(&whole, &scene.sheet(lift(wood, -0.03), 2).gap(0.004).fog(scene.haze(far), 0.0));
    let mut rng = Rng::new(scene.seed ^ 0x81);
    let step = 0.26;
    let n = ((far - 0.3) / step) as usize;
    for i in 0..n.min(140) {
        let d = far - step * i as f64;
        let gap = 0.03 + 0.02 * f64::from(rng.unit());
        let tone = lift(wood, rng.range(-0.05, 0.035));
        if scene.lens.metre(d) * 0.26 < 0.0035 {
            continue;
        }
        c.paint(&board(d - step + gap, d, -half, half).cut(i as u64, 0.06, 0.0008), &scene.sheet(tone, 20 + i as u64).gap(0.0016).lip(0.7));
    }
    // Bollards and posts along the edge, of unequal height.
    for i in 0..5u64 {
        let x = -half * 0.7 + half * 0.35 * i as f64 + f64::from(rng.sway()) * 0.5;
        let Some(s) = scene.lens.stand(at(far - 0.35, x, 0.0)) else { continue };
        let clear = scene.picture.figures.iter().all(|g| scene.lens.see(crate::plan::picture::metres(g.at)).is_none_or(|q| (q[0] - s.at[0]).abs() > 0.09));
        if !clear {
            continue;
        }
        let h = rng.range(0.45, 1.2);
        let post = Shape::poly(&[[-0.13, -0.02], [-0.12, h], [-0.05, h + 0.05], [0.12, h - 0.02], [0.13, -0.02]]);
        c.paint(&s.shape(&post), &scene.sheet(lift(p.ink, 0.1), 90 + i).gap(0.006));
        c.paint(&s.shape(&Shape::rect(-0.15, h * 0.62, 0.15, h * 0.72)), &scene.sheet(mix(p.pale, p.mid, 0.5), 95 + i).gap(0.002));
    }
}

/// A bridge's rail behind the people, with the hangers of its cable, in metres of the set.
pub fn railing<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let back = scene.picture.figures.iter().map(|f| crate::plan::picture::metres(f.at).z).fold(0.0, f64::max) + 2.1;
    for (k, (z, far)) in [(back, false), (back + 0.1, true)].into_iter().enumerate() {
        let depth = scene.lens.depth(Vec3::new(0.0, 0.0, z));
        if depth < scene.near * 1.03 {
            continue;
        }
        out.push(Job {
            name: ["rail", "cables"][k].into(),
            depth: if far { depth + 0.4 } else { (scene.far * 1.012 + 0.03).min(depth) },
            area: EVERYWHERE,
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| {
                let iron = at_light(mix(scene.palette.ink, scene.palette.dark, 0.35), if scene.light.night { 0.27 } else { 0.34 });
                let fog = scene.haze(depth);
                let bar = |a: Vec3, b: Vec3, half: f64| scene.lens.flat(&[a + Vec3::new(-half * 0.5, half, 0.0), b + Vec3::new(half * 0.5, half, 0.0), b + Vec3::new(half * 0.5, -half, 0.0), a + Vec3::new(-half * 0.5, -half, 0.0)]);
                let post = |x: f64, y0: f64, y1: f64, half: f64| scene.lens.flat(&[Vec3::new(x - half, y0, z), Vec3::new(x + half, y0, z), Vec3::new(x + half, y1, z), Vec3::new(x - half, y1, z)]);
                let sheet = |ink, k: u64| scene.sheet(ink, k).fog(fog, fog).gap(0.003);
                if far {
                    // Two towers, and the cable that hangs between them.
                    let tower = 16.0;
                    let y = |x: f64| 2.2 + 13.0 * (x / tower).abs().min(1.6).powi(2);
                    for s in [-1.0, 1.0] {
                        c.paint(&post(s * tower, -6.0, 18.0, 0.8), &sheet(lift(iron, 0.03), 10).gap(0.006));
                        c.paint(&post(s * tower + 0.3, -6.0, 18.0, 0.4), &sheet(lift(iron, -0.04), 11).flat());
                    }
                    for i in -16..16 {
                        let (a, b) = (f64::from(i), f64::from(i + 1));
                        c.paint(&bar(Vec3::new(a, y(a), z), Vec3::new(b, y(b), z), 0.1), &sheet(iron, 20).flat());
                        c.paint(&post(a, 1.0, y(a), 0.025), &sheet(iron, 21).flat());
                    }
                    return;
                }
                c.paint(&bar(Vec3::new(-30.0, -0.1, z), Vec3::new(30.0, -0.1, z), 0.22), &sheet(lift(iron, 0.06), 1));
                for i in -60..=60 {
                    let x = 0.5 * f64::from(i);
                    c.paint(&post(x, 0.0, 1.05, if i % 6 == 0 { 0.07 } else { 0.02 }), &sheet(iron, 2).flat());
                }
                c.paint(&bar(Vec3::new(-30.0, 1.08, z), Vec3::new(30.0, 1.08, z), 0.055), &sheet(lift(iron, 0.05), 3));
                c.paint(&bar(Vec3::new(-30.0, 0.3, z), Vec3::new(30.0, 0.3, z), 0.03), &sheet(iron, 4));
            }),
        });
    }
}

/// The colour of still water under this sky.
fn still(scene: &Scene) -> super::colour::Rgb {
    let sky = mix(scene.light.sky[2], scene.light.sky[1], 0.45);
    lift(mix(sky, at_light(scene.palette.dark, 0.4), 0.3), if scene.light.night { -0.02 } else { 0.0 })
}

/// The wide flats of a marsh: grass in bands with water between, out to the horizon.
pub fn marsh<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let edge = (ground_edge(scene) + 0.14).max(reach(scene, 120.0));
    out.push(Job {
        name: "flats".into(),
        depth: 120.0,
        area: Extent { top: f64::from(scene.lens.horizon) - 0.02, bottom: f64::from(edge), ..EVERYWHERE },
        blur: scene.blur(120.0),
        glow: false,
        draw: Box::new(move |c| {
            let [l, _, r, b] = c.area();
            let h = scene.lens.horizon;
            let soil = super::land::soil(scene);
            let water = still(scene);
            let fog = |t: f32| scene.light.share((1.0 - t) * 0.55);
            c.paint(&Shape::rect(l - 0.1, h, r + 0.1, b + 0.1), &scene.sheet(water, 0x8a).lit(0.5).gap(0.0).fog(fog(0.2), fog(1.0)));
            for k in 0..9u64 {
                let t = (k as f32 + 0.3) / 9.0;
                let y = h + (b - h) * t.powf(1.8);
                let thick = 0.004 + (b - h) * 0.16 * t;
                let seed = scene.seed ^ (0x8b0 + k);
                let n = (((r - l) / 0.015) as usize).clamp(8, 400);
                let at = |i: usize, low: bool| -> P {
                    let x = l - 0.05 + (r - l + 0.1) * i as f32 / n as f32;
                    let a = scene.lens.heading(x) as f32 * (9.0 - 5.0 * t);
                    let v = noise::rough(a, seed, 3);
                    // Where the noise runs negative the band breaks off and water shows.
                    let half = thick * (v + 0.35).clamp(0.0, 1.0);
                    let ragged = thick * 0.12 * noise::along(x * 160.0, seed);
                    [x, if low { y + half * 0.5 } else { y - half - ragged.abs() * f32::from(u8::from(half > 0.0)) }]
                };
                let mut points: Vec<P> = (0..=n).map(|i| at(i, false)).collect();
                points.extend((0..=n).rev().map(|i| at(i, true)));
                let ink = lift(mix(soil, scene.palette.mid, 0.2), 0.03 * if k % 2 == 0 { 1.0 } else { -1.0 } - 0.03 * t);
                c.paint(&Shape::poly(&points), &scene.sheet(ink, 0x8c0 + k).fog(fog(t), fog(t)).gap(0.002).lip(0.5));
            }
        }),
    });
}

/// Pools and a winding creek in the marsh under the people's feet.
pub fn pools(scene: &Scene, c: &mut Canvas, edge: f32) {
    let water = still(scene);
    let mut rng = Rng::new(scene.seed ^ 0x8d);
    let f = scene.lens.forward.floor();
    let side = Vec3::new(f.z, 0.0, -f.x);
    for i in 0..18u64 {
        let d = 2.0 + scene.far * 1.7 * f64::from(rng.unit());
        let across = f64::from(rng.sway()) * d * f64::from(scene.lens.aspect) / scene.lens.zoom * 0.7;
        let p = scene.lens.at.floor() + f * d + side * across;
        let Some(at) = scene.lens.see(p) else { continue };
        let r = rng.range(0.7, 2.6) * scene.lens.metre(d);
        if at[1] < edge + 0.004 || r > 0.9 || scene.picture.figures.iter().any(|g| (crate::plan::picture::metres(g.at) - p).floor().length() < 1.6) {
            continue;
        }
        let flat = (scene.lens.at.y / d).clamp(0.05, 0.6) as f32;
        let pool = Shape::round(at[0], at[1], r, r * flat * 0.6).cut(i, 0.03, 0.004);
        c.paint(&pool, &scene.sheet(water, 0x8e + i).lit(0.5).gap(0.0).lip(-0.7));
        c.paint_in(&Shape::round(at[0] - r * 0.2, at[1] - r * flat * 0.1, r * 0.5, r * flat * 0.12), &scene.sheet(lift(water, 0.06), 0x9e + i).flat().lit(0.4), Some(&pool));
    }
    stream(scene, c);
}

/// A stream that winds into the depth beside the people.
pub fn stream(scene: &Scene, c: &mut Canvas) {
    let seed = scene.seed ^ 0x57e;
    let f = scene.lens.forward.floor();
    let l = f.length().max(1e-6);
    let f = f * (1.0 / l);
    let side = Vec3::new(f.z, 0.0, -f.x);
    let start = scene.lens.at.floor();
    let people = scene.picture.figures.first().map_or(0.0, |g| (crate::plan::picture::metres(g.at) - start).dot(side));
    let away = if people > 0.0 { -1.0 } else { 1.0 };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for i in 0..26 {
        let d = 1.4 * 1.2f64.powi(i);
        if d > scene.far * 1.5 + 6.0 {
            break;
        }
        let bend = people + away * (2.3 + d * 0.12) + f64::from(noise::along(i as f32 * 0.42, seed)) * d * 0.16;
        let half = 0.75 + 0.3 * f64::from(noise::along(i as f32 * 0.9, seed ^ 3));
        let p = start + f * d + side * bend;
        if let (Some(a), Some(b)) = (scene.lens.see(p + side * -half), scene.lens.see(p + side * half)) {
            left.push([a[0], a[1], 0.0]);
            right.push([b[0], b[1], 0.0]);
        }
    }
    right.reverse();
    left.extend(right);
    if left.len() < 6 {
        return;
    }
    let water = still(scene);
    let bed = Shape::curve(&left).cut(seed, 0.02, 0.002);
    c.paint(&bed, &scene.sheet(water, seed).lit(0.5).gap(0.0).lip(-0.8));
}
