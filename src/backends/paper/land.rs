//! Country: ranges, water, ice and open ground in planes from the horizon to the people's feet.

use crate::plan::picture::{Extent, Sky, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::words::Land;
use super::{aboard, parapet, plants, ridge, river, roof, set, sky, station, surf, town, trunks, verge, water};

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    sky::jobs(scene, out);
    let land = scene.setting.land;
    match land {
        Land::Street => town::street(scene, out),
        Land::Roof => roof::jobs(scene, out),
        Land::Harbour => {
            range(scene, out, 0, 900.0, 0.8, 0.028);
            water::jobs(scene, out);
            water::harbour(scene, out);
        }
        Land::Sea | Land::Deck => {
            range(scene, out, 0, 1600.0, 0.82, 0.03);
            water::jobs(scene, out);
            if land == Land::Sea && shore(scene) {
                surf::jobs(scene, out);
            }
            if aboard::outside(scene) {
                aboard::jobs(scene, out);
            }
        }
        Land::Lake => {
            range(scene, out, 0, 1300.0, 0.76, 0.07);
            range(scene, out, 1, 420.0, 0.5, 0.045);
            water::jobs(scene, out);
            if river::flows(scene) {
                river::jobs(scene, out);
            }
        }
        Land::Bridge => {
            if scene.setting.has("city street town skyline neon downtown") {
                town::skyline(scene, out);
            } else {
                range(scene, out, 0, 1300.0, 0.74, 0.06);
            }
            water::jobs(scene, out);
            water::railing(scene, out);
        }
        Land::Marsh => {
            range(scene, out, 0, 1600.0, 0.84, 0.018);
            water::marsh(scene, out);
        }
        Land::Station => {
            range(scene, out, 0, 1300.0, 0.78, 0.045);
            range(scene, out, 1, 300.0, 0.4, 0.022);
            plants::scattered(scene, out);
            station::jobs(scene, out);
        }
        Land::Moon => {
            range(scene, out, 0, 900.0, 0.12, 0.05);
            range(scene, out, 1, 260.0, 0.05, 0.03);
        }
        Land::Ice => {
            range(scene, out, 0, 1600.0, 0.86, 0.02);
            water::floes(scene, out);
        }
        Land::Mountain if scene.setting.has("sea frozen ocean lake water fjord") => {
            range(scene, out, 0, 1600.0, 0.88, 0.016);
            water::floes(scene, out);
        }
        Land::Mountain => {
            range(scene, out, 0, 1600.0, 0.8, 0.12);
            range(scene, out, 1, 700.0, 0.55, 0.085);
        }
        Land::Forest => {
            range(scene, out, 0, 900.0, 0.78, 0.05);
            plants::wood(scene, out);
            trunks::jobs(scene, out);
        }
        Land::Desert => {
            range(scene, out, 0, 900.0, 0.78, 0.045);
            range(scene, out, 1, 160.0, 0.45, 0.03);
        }
        Land::Village | Land::Garden => {
            range(scene, out, 0, 900.0, 0.75, 0.05);
            range(scene, out, 1, 220.0, 0.3, 0.03);
            // A park has trees and paths, and its houses are elsewhere.
            if !scene.setting.has("park orchard woodland") {
                town::village(scene, out);
            }
            plants::scattered(scene, out);
        }
        Land::Field | Land::Hills => {
            range(scene, out, 0, 1300.0, 0.8, 0.055);
            range(scene, out, 1, 420.0, 0.44, 0.035);
            range(scene, out, 2, 120.0, 0.18, 0.014);
            plants::scattered(scene, out);
        }
    }
    set::sky(scene, out);
    ground(scene, out);
    masts(scene, out);
    set::outdoors(scene, out);
    parapet::jobs(scene, out);
    verge::near(scene, out);
}

/// Whether the people stand on sand, with breakers before it.
pub fn shore(scene: &Scene) -> bool {
    scene.setting.has("beach shore coast sand bay cove")
}

/// Whether snow lies, fallen or falling.
pub fn snowy(scene: &Scene) -> bool {
    scene.picture.weather.kind == Sky::Snow || scene.setting.has("snow snowy snowfield")
}

/// The local colour of the ground people stand on.
pub fn soil(scene: &Scene) -> Rgb {
    let p = &scene.palette;
    let snow = scene.picture.weather.kind == Sky::Snow;
    let c = match scene.setting.land {
        Land::Ice => return lift(mix(p.pale, p.mid, 0.25), 0.0),
        Land::Mountain if scene.setting.has("ice snow frozen glacier") => return lift(mix(p.pale, p.mid, 0.25), 0.0),
        Land::Mountain => at_light(p.mid, 0.52),
        Land::Sea if shore(scene) => at_light(p.stain(hex(0xcdb384), 0.3), 0.72),
        Land::Sea | Land::Harbour | Land::Deck | Land::Bridge => at_light(p.stain(hex(0x6b5a48), 0.45), 0.46),
        Land::Lake => at_light(p.stain(hex(0x7d8152), 0.35), 0.52),
        Land::Marsh => at_light(p.stain(hex(0x9a8f55), 0.3), 0.56),
        Land::Station => at_light(p.stain(hex(0x7c7b5c), 0.4), 0.54),
        Land::Moon => return at_light(p.grey(0.6), 0.58),
        Land::Desert if scene.setting.has("mars martian red") => return at_light(p.stain(hex(0xb0613c), 0.15), 0.56),
        Land::Desert => at_light(p.stain(hex(0xc79a5e), 0.35), 0.72),
        Land::Street | Land::Roof => at_light(mix(p.dark, p.ink, 0.3), 0.36),
        Land::Forest if scene.light.night => at_light(mix(p.stain(hex(0x4f5a3c), 0.55), p.dark, 0.7), 0.42),
        Land::Forest => at_light(p.stain(hex(0x4f5a3c), 0.55), 0.42),
        Land::Village | Land::Garden => at_light(p.stain(hex(0x6f8046), 0.28), 0.56),
        Land::Field | Land::Hills => at_light(p.stain(hex(0x8f9250), 0.28), 0.6),
    };
    // Rain darkens what it falls on.
    let c = if matches!(scene.picture.weather.kind, Sky::Rain | Sky::Storm) { lift(c, -0.03 * f32::from(scene.picture.weather.amount.clamp(1, 3)) - 0.02) } else { c };
    // Snow is the palette's pale in its own cool shade, never quite the paper's white.
    if snow || scene.setting.has("snow snowy snowfield") { mix(c, at_light(mix(p.pale, p.mid, 0.3), 0.84), if snow { 0.8 } else { 0.92 }) } else { c }
}

/// A landform against the sky, its crest given as the tangent of elevation over compass headings.
pub fn crest(scene: &Scene, c: &Canvas, foot: f32, seed: u64, elevation: impl Fn(f32) -> f32) -> Shape {
    let [l, _, r, _] = c.area();
    let zoom = scene.lens.zoom as f32;
    let step = 0.014;
    let n = (((r - l) / step) as usize).clamp(8, 600);
    let mut points: Vec<P> = Vec::with_capacity(n + 4);
    for i in 0..=n {
        let wobble = if i == 0 || i == n { 0.0 } else { noise::along(i as f32 * 1.7, seed ^ 0x77) * 0.35 };
        let x = l - 0.02 + (r - l + 0.04) * (i as f32 + wobble) / n as f32;
        let e = elevation(scene.lens.heading(x) as f32) * zoom;
        // Very long lenses flatten what would otherwise leave the frame.
        let e = 0.5 * (e / 0.5).tanh();
        points.push([x, scene.lens.horizon - e]);
    }
    points.push([r + 0.05, foot]);
    points.push([l - 0.05, foot]);
    Shape::poly(&points)
}

/// A range of hills or mountains; `order` counts from the farthest.
fn range<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, order: u64, depth: f64, fog: f32, high: f32) {
    let foot = ground_edge(scene) + 0.12;
    let low = reach(scene, depth).max(foot);
    let steep = scene.setting.land == Land::Mountain && high > 0.05;
    let bare = scene.setting.land == Land::Moon;
    let dunes = scene.setting.land == Land::Desert;
    let seed = scene.seed ^ (0x100 + order);
    let thick = scene.light.thick;
    let share = 1.0 - (1.0 - fog).powf(thick.max(0.5));
    let bend = move |a: f32| -> f32 {
        let f = if steep { 5.0 } else if dunes { 2.2 } else { 3.2 } * (1.0 + order as f32 * 0.5);
        let v = noise::rough(a * f, seed, if steep { 5 } else if dunes { 1 } else { 3 });
        if steep { high * (0.55 + 0.75 * (1.0 - (v * 1.3).abs())) } else { high * (0.55 + 0.65 * v) }
    };
    out.push(Job {
        name: ["far range", "range", "near hills"][order.min(2) as usize].into(),
        depth,
        area: Extent { bottom: f64::from(low), top: f64::from(scene.lens.horizon) - 0.55, ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let local = match scene.setting.land {
                Land::Mountain | Land::Ice => mix(scene.palette.dark, scene.palette.mid, 0.45),
                Land::Desert => lift(soil(scene), -0.06),
                Land::Sea | Land::Harbour | Land::Deck | Land::Lake => scene.palette.dark,
                Land::Moon => lift(soil(scene), -0.06 + 0.05 * order as f32),
                _ => mix(scene.palette.dark, lift(soil(scene), -0.07), 0.55 + 0.15 * order as f32),
            };
            let local = lift(local, 0.03 * noise::unit(seed));
            let shape = crest(scene, c, foot, seed, bend);
            if low > foot {
                let [l, _, r, _] = c.area();
                let fog = (share + 0.2).min(0.97);
                c.paint(&Shape::rect(l - 0.1, foot - 0.01, r + 0.1, low + 0.1), &scene.sheet(local, seed).flat().fog(fog, fog));
            }
            c.paint(&shape, &scene.sheet(local, seed).fog(share * 0.92, (share + 0.2).min(0.97)).gap(0.006));
            if steep {
                // Lit snow hangs from the crest in jagged strips; the lee stays dark.
                for k in 0..2u64 {
                    let (drop, salt) = (0.02 + 0.03 * k as f32, seed ^ (0x31 + k));
                    let strip = crest(scene, c, foot, seed, |a| bend(a) * (1.0 - 0.1 * k as f32) - drop * 0.2 * k as f32);
                    let lower = crest(scene, c, foot, salt, |a| bend(a) - high * (0.12 + 0.3 * noise::rough(a * 26.0, salt, 2).abs() + 0.1 * k as f32));
                    let mut band = strip.loops.first().cloned().unwrap_or_default();
                    let mut under = lower.loops.first().cloned().unwrap_or_default();
                    band.truncate(band.len().saturating_sub(2));
                    under.truncate(under.len().saturating_sub(2));
                    under.reverse();
                    band.extend(under);
                    let ink = mix(scene.palette.pale, scene.palette.mid, 0.15 + 0.4 * k as f32);
                    c.paint_in(&Shape::poly(&band), &scene.sheet(ink, salt).fog(share * 0.9, share).gap(0.003).shade(0.2), Some(&shape));
                }
            }
            if !bare {
                mist(scene, c, foot - 0.1, seed);
            }
        }),
    });
}

/// A torn band of fog at the foot of a plane.
pub fn mist(scene: &Scene, c: &mut Canvas, at: f32, seed: u64) {
    // The night's mist lies on the ground until the sun has it.
    let early = scene.picture.hour == crate::plan::picture::Hour::Dawn;
    if !early && !matches!(scene.picture.weather.kind, Sky::Fog | Sky::Snow | Sky::Rain) && !scene.light.night && scene.light.thick < 0.7 {
        return;
    }
    let [l, _, r, _] = c.area();
    let half = 0.05 + 0.03 * noise::unit(seed);
    let n = 24;
    let mut points = Vec::new();
    for i in 0..=n {
        let x = l + (r - l) * i as f32 / n as f32;
        points.push([x, at - half * (0.7 + 0.4 * noise::along(x * 3.0, seed))]);
    }
    points.push([r, at + 0.4]);
    points.push([l, at + 0.4]);
    let strength = (0.16 * scene.light.thick).min(0.4) * if early { 1.7 } else { 1.0 };
    c.paint(&Shape::poly(&points), &scene.sheet(scene.light.haze, seed).flat().lit(0.0).alpha(strength).blur(0.016));
}

/// Where the people's ground begins on the picture.
pub fn ground_edge(scene: &Scene) -> f32 {
    let depth = scene.far * 1.5 + 2.0;
    scene.lens.ground(depth, 0.0).clamp(scene.lens.horizon.min(3.0), scene.lens.horizon.min(3.0) + 0.9)
}

/// The rise that something stands on which is farther than the people's ground reaches: from its foot down to that ground,
/// broad and uneven. Nothing where the ground goes on to it.
pub fn mound(scene: &Scene, c: &mut Canvas, at: P, half: f32, depth: f64, fog: f32, seed: u64) {
    let edge = ground_edge(scene);
    if depth < scene.far * 1.5 + 2.0 || at[1] > edge + 0.004 || at[1] < edge - 0.4 || half < 0.004 {
        return;
    }
    let ink = mix(lift(soil(scene), -0.09), scene.palette.dark, 0.25);
    let n = 14;
    let wide = half * 1.9 + 0.03;
    let down = (edge + 0.03 - at[1]).max(0.012);
    let mut points: Vec<P> = (0..=n)
        .map(|i| {
            let u = i as f32 / n as f32 * 2.0 - 1.0;
            // Level under the walls, then down.
            let fall = ((u.abs() - 0.55) / 0.45).max(0.0).powf(1.4);
            [at[0] + u * wide, at[1] - 0.003 + down * fall * (1.0 + 0.2 * noise::along(u * 4.0, seed)) + 0.004 * noise::along(u * 9.0, seed ^ 3)]
        })
        .collect();
    // Under the edge of the ground before it, wherever that is cut.
    points.push([at[0] + wide * 1.25, at[1] + down + 0.28]);
    points.push([at[0] - wide * 1.25, at[1] + down + 0.28]);
    c.paint(&Shape::poly(&points), &scene.sheet(ink, seed ^ 0x30).fog(fog, (fog * 1.2).min(0.95)).gap(0.003));
}

/// How low a plane at `depth` must reach so that no view of the path sees under it: where the ground's edge comes to lie, seen
/// from the highest point of a crane.
pub fn reach(scene: &Scene, depth: f64) -> f32 {
    let edge = f64::from(ground_edge(scene)) + 0.03;
    let near = scene.far * 1.02 + 0.05;
    let over = scene.picture.views.iter().filter_map(|view| {
        let sight = view.sight();
        let (ground, plane) = (sight.placement(near, scene.lens.zoom)?, sight.placement(depth, scene.lens.zoom)?);
        Some(((edge * ground.scale + ground.y - plane.y) / plane.scale) as f32)
    });
    over.fold(edge as f32, f32::max).min(4.0)
}

fn ground<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let edge = ground_edge(scene);
    let depth = scene.far * 1.02 + 0.05;
    let land = scene.setting.land;
    if matches!(land, Land::Street | Land::Station | Land::Roof) || aboard::outside(scene) {
        return;
    }
    out.push(Job {
        name: "ground".into(),
        depth,
        area: Extent { top: f64::from(edge) - 0.12, ..EVERYWHERE },
        blur: scene.blur(depth * 1.4) * 0.7,
        glow: false,
        draw: Box::new(move |c| {
            if matches!(land, Land::Mountain | Land::Ice) && scene.lens.zoom < 9.0 && scene.subject > 6.0 {
                ridge::paint(scene, c);
            } else if matches!(land, Land::Harbour | Land::Deck | Land::Bridge) {
                water::planks(scene, c);
            } else {
                open(scene, c, edge);
            }
            if scene.picture.hour == crate::plan::picture::Hour::Dawn && land != Land::Moon {
                for k in 0..2u64 {
                    mist(scene, c, edge + 0.012 + 0.05 * k as f32, scene.seed ^ (0xda + k));
                }
            }
            if wet(scene) && !matches!(land, Land::Moon | Land::Marsh) {
                puddles(scene, c, edge);
            }
        }),
    });
}

/// Whether rain lies on the ground.
pub fn wet(scene: &Scene) -> bool {
    matches!(scene.picture.weather.kind, Sky::Rain | Sky::Storm) && scene.picture.weather.amount > 0
}

/// Puddles that mirror the sky, and rings where drops fall into them: larger and farther apart towards the lens.
fn puddles(scene: &Scene, c: &mut Canvas, edge: f32) {
    let mut rng = Rng::new(scene.seed ^ 0x9dd1);
    let f = scene.lens.forward.floor();
    let f = f * (1.0 / f.length().max(0.05));
    let side = Vec3::new(f.z, 0.0, -f.x);
    let much = f64::from(scene.picture.weather.amount.clamp(1, 3)) / 3.0;
    let mirror = at_light(mix(scene.light.sky[2], scene.light.sky[1], 0.3), (super::colour::lightness(scene.light.sky[2]) + 0.03).min(0.86));
    let most = (scene.far * 1.5 + 2.0).max(4.0);
    for i in 0..(18.0 + 22.0 * much) as u64 {
        let d = 1.3 * (most / 1.3).powf(f64::from(rng.unit()));
        let across = f64::from(rng.sway()) * d * f64::from(scene.lens.aspect) / scene.lens.zoom * 0.62;
        let p = scene.lens.at.floor() + f * d + side * across;
        let (Some(at), r) = (scene.lens.see(p), rng.range(0.25, 0.75) * scene.lens.metre(d)) else { continue };
        if at[1] < edge + 0.006 || !(0.006..=0.24).contains(&r) {
            continue;
        }
        let flat = (scene.lens.at.y / d).clamp(0.05, 0.7) as f32;
        let pool = Shape::round(at[0], at[1], r, r * flat * 0.8).cut(scene.seed ^ i, 0.06, r * 0.12);
        c.paint(&pool, &scene.sheet(mirror, 300 + i).flat().lit(0.5).alpha(0.4).lip(0.0));
        for k in 0..2u32 {
            let (x, y) = (at[0] + rng.sway() * r * 0.5, at[1] + rng.sway() * r * flat * 0.35);
            let q = r * rng.range(0.1, 0.22) * (1.0 + k as f32 * 0.4);
            let n = 16;
            let ring: Vec<[f32; 3]> = (0..=n).map(|j| { let a = j as f32 / n as f32 * std::f32::consts::TAU; [x + a.cos() * q, y + a.sin() * q * flat, (q * 0.05).max(0.0006)] }).collect();
            c.paint_in(&Shape::ribbon(&ring), &scene.sheet(lift(mirror, 0.05), 340 + i).flat().lit(0.4).alpha(0.5), Some(&pool));
        }
    }
}

/// Rolling ground in two or three strips towards the camera.
fn open(scene: &Scene, c: &mut Canvas, edge: f32) {
    let [l, _, r, b] = c.area();
    let soil = soil(scene);
    let seed = scene.seed ^ 0x900;
    let strips = 3;
    for k in 0..strips {
        let t = k as f32 / strips as f32;
        let y = edge + (0.62 - edge).max(0.1) * t * t.sqrt();
        let mut points = Vec::new();
        let n = (((r - l) / 0.02) as usize).clamp(6, 400);
        for i in 0..=n {
            let x = l - 0.05 + (r - l + 0.1) * i as f32 / n as f32;
            let a = scene.lens.heading(x) as f32 * 6.0;
            let up = noise::rough(a + k as f32 * 3.0, seed + k, 2) * (0.006 + 0.014 * t);
            points.push([x, y - up]);
        }
        points.push([r + 0.1, b + 0.2]);
        points.push([l - 0.1, b + 0.2]);
        let ink = lift(soil, 0.015 - 0.045 * t);
        let fog = scene.haze(scene.far * 1.6) * (1.0 - t) + 0.06 * (1.0 - t);
        c.paint(
            &Shape::poly(&points),
            &scene.sheet(ink, seed + k).fade(lift(ink, -0.1), [0.0, y], [0.0, y + 0.5]).fog(fog, fog * 0.4).gap(0.006).shade(scene.light.dark * 0.6).lip(0.45),
        );
    }
    match scene.setting.land {
        Land::Moon => craters(scene, c, edge),
        Land::Marsh => water::pools(scene, c, edge),
        _ => {
            if scene.setting.has("road path trail track lane highway street park") {
                path(scene, c, edge);
            }
            if scene.setting.land != Land::Lake && scene.setting.land != Land::Sea && scene.setting.has("river stream brook creek") {
                water::stream(scene, c);
            }
        }
    }
    tufts(scene, c, edge);
}

/// Rings of thrown-up dust, flat in the ground plane.
fn craters(scene: &Scene, c: &mut Canvas, edge: f32) {
    let mut rng = Rng::new(scene.seed ^ 0xc4a);
    let soil = soil(scene);
    let f = scene.lens.forward.floor();
    for i in 0..26u64 {
        let d = 2.0 + scene.far * 1.6 * f64::from(rng.unit().powi(2));
        let across = f64::from(rng.sway()) * d * f64::from(scene.lens.aspect) / scene.lens.zoom * 0.7;
        let p = scene.lens.at.floor() + f * d + Vec3::new(f.z, 0.0, -f.x) * across;
        let (Some(at), r) = (scene.lens.see(p), rng.range(0.2, 1.3) * scene.lens.metre(d)) else { continue };
        if at[1] < edge + 0.004 || !(0.004..=0.4).contains(&r) {
            continue;
        }
        let flat = (scene.lens.at.y / d).clamp(0.08, 0.8) as f32;
        let side = scene.light.dir[0].signum();
        c.paint(&Shape::round(at[0], at[1], r, r * flat).cut(i, 0.02, 0.002), &scene.sheet(lift(soil, 0.05), i).gap(0.003));
        let bowl = Shape::round(at[0], at[1], r * 0.8, r * 0.74 * flat).cut(i ^ 9, 0.02, 0.002);
        c.paint(&bowl, &scene.sheet(lift(soil, -0.06), 40 + i).gap(0.0).lip(-0.5));
        c.paint_in(&Shape::round(at[0] + side * r * 0.35, at[1] - r * flat * 0.16, r * 0.74, r * 0.7 * flat), &scene.sheet(lift(soil, -0.17), 80 + i).flat(), Some(&bowl));
    }
}

/// A path that winds from before the people's feet into the depth, and is lost behind the ground's edge.
fn path(scene: &Scene, c: &mut Canvas, edge: f32) {
    let seed = scene.seed ^ 0x9a7;
    let mut left = Vec::new();
    let mut right = Vec::new();
    let f = scene.lens.forward.floor();
    let side = Vec3::new(f.z, 0.0, -f.x);
    let start = scene.lens.at.floor();
    let way = if noise::unit(seed) < 0.5 { -1.0 } else { 1.0 };
    let far = scene.far * 1.5 + 2.0;
    // Under the people, then off to one side and back again, each bend wider in metres and smaller in the frame.
    let at = scene.picture.figures.iter().find(|f| f.subject).or(scene.picture.figures.first()).map_or(start, |f| metres(f.at).floor());
    let (d0, x0) = ((at - start).dot(f), (at - start).dot(side));
    for i in 0..34 {
        let t = f64::from(i) / 33.0;
        let d = 0.9 * (far / 0.9).powf(t);
        let bend = ((d / d0.max(1.0)).ln() * 1.25).sin();
        let sway = x0 * (d / d0.max(1.0)).min(1.6) + way * bend * d * 0.1;
        let p = start + f * d + side * sway;
        let wide = (0.56 + 0.08 * f64::from(noise::along(i as f32 * 0.4, seed))) * ((1.0 - t) * 4.0).min(1.0);
        if let (Some(a), Some(b)) = (scene.lens.see(p + side * -wide), scene.lens.see(p + side * wide)) {
            if a[1] < edge + 0.002 {
                break;
            }
            left.push(a);
            right.push(b);
        }
    }
    right.reverse();
    left.extend(right);
    let ink = lift(mix(soil(scene), scene.palette.pale, 0.35), 0.02);
    c.paint(&Shape::poly(&left).cut(seed, 0.03, 0.002), &scene.sheet(ink, seed).gap(0.0025).lip(0.6).fog(scene.haze(scene.far * 1.6) + 0.12, 0.0));
}

/// Grass, stones or drifts, so that no ground is empty.
fn tufts(scene: &Scene, c: &mut Canvas, edge: f32) {
    let mut rng = Rng::new(scene.seed ^ 0x6a5);
    let soil = soil(scene);
    let bare = matches!(scene.setting.land, Land::Desert | Land::Mountain | Land::Ice | Land::Sea | Land::Moon);
    for i in 0..46 {
        let d = scene.far * 1.5 * f64::from(rng.range(0.3, 1.0));
        let across = f64::from(rng.sway()) * d * f64::from(scene.lens.aspect) / scene.lens.zoom * 0.7;
        let f = scene.lens.forward.floor();
        let p = scene.lens.at.floor() + f * d + Vec3::new(f.z, 0.0, -f.x) * across;
        let Some(stand) = scene.lens.stand(p) else { continue };
        let size = rng.range(0.06, 0.2);
        if stand.at[1] < edge || size * stand.metre < 0.002 || size * stand.metre > 0.085 {
            continue;
        }
        let shape = if bare {
            Shape::poly(&[[-size, 0.0], [-size * 0.7, size * 0.45], [size * 0.1, size * 0.7], [size * 0.8, size * 0.3], [size, 0.0]])
        } else {
            let mut blades = Vec::new();
            for k in 0..5 {
                let x = (k as f32 - 2.0) * size * 0.22;
                blades.push([x - size * 0.06, 0.0]);
                blades.push([x * 1.7 + rng.sway() * size * 0.2 + plants::bent(scene) * size * 4.0, size * rng.range(0.7, 1.3)]);
                blades.push([x + size * 0.06, 0.0]);
            }
            Shape::poly(&blades)
        };
        let ink = lift(soil, if bare { rng.range(-0.1, 0.06) } else { rng.range(-0.14, -0.04) });
        c.paint(&stand.shape(&shape), &scene.sheet(ink, i).gap(0.002));
    }
}

/// Masts, towers and lighthouses named by the place, beyond the people.
fn masts<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let mast = scene.setting.hints("mast antenna aerial transmitter beacon");
    let tower = scene.setting.has("lighthouse");
    if !mast && !tower {
        return;
    }
    let ridge = matches!(scene.setting.land, Land::Mountain | Land::Ice) && scene.subject > 6.0 && scene.lens.zoom < 9.0;
    let depth = if ridge { scene.far * 1.01 + 0.04 } else { scene.far * 1.9 + 9.0 };
    let x = ridge::summit(scene);
    out.push(Job {
        name: if tower { "lighthouse".into() } else { "mast".into() },
        depth,
        area: Extent { left: f64::from(x) - 0.6, right: f64::from(x) + 0.6, ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let foot = if ridge { scene.lens.ground(scene.subject, 0.0) - 0.14 } else { scene.lens.ground(depth, 0.0) + 0.02 };
            if tower { town::lighthouse(scene, c, [x, foot], depth) } else { town::mast(scene, c, [x, foot], depth) }
        }),
    });
    if tower && !ridge && town::beams(scene) {
        let at = town::lantern(scene, [x, scene.lens.ground(depth, 0.0) + 0.02], depth);
        let reach = f64::from(scene.lens.aspect) * 0.8;
        out.push(Job {
            name: "lighthouse beam".into(),
            depth: depth - 0.03,
            area: Extent { left: f64::from(at[0]) - reach, right: f64::from(at[0]) + reach, top: f64::from(at[1]) - 0.4, bottom: f64::from(at[1]) + 0.4 },
            blur: 0.0,
            glow: true,
            draw: Box::new(move |c| town::beam(scene, c, at)),
        });
    }
}
