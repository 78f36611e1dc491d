//! What belongs to a wall: windows with the country beyond, doors, shelves, pictures, a hearth.

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::furniture::{Own, opening};
use super::noise::{self, Rng};
use super::outside::outside;
use super::room::{Hall, Skin, Wall};
use super::scene::Scene;
use super::{carriage, dressing, glasshouse, grand, set, ship};
use super::shape::Shape;
use super::words::Room;

/// Openings and things that hang on a wall.
pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, skin: &Skin) {
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let mut rng = Rng::new(scene.seed ^ (0x3a0 + wall.side));
    let mid = wall.long * 0.5;
    match (wall.side, kind) {
        (_, Room::Ship) => ship::wall(scene, c, hall, wall, skin),
        (_, Room::Grand) => grand::wall(scene, c, hall, wall, skin),
        _ if glasshouse::is(scene) => glasshouse::wall(scene, c, hall, wall),
        (_, Room::Train) => carriage::wall(scene, c, hall, wall),
        (_, Room::Car) => {
            let mut u = 0.4;
            while u + 1.0 < wall.long {
                window(scene, c, wall, [u, u + 0.95], [0.95, hall.high * 0.8], false);
                u += 1.35;
            }
        }
        (side, Room::Church) => {
            let mut u = 0.9;
            while u + 1.0 < wall.long {
                lancet(scene, c, wall, u + 0.45, side == 0 && (u + 0.45 - mid).abs() < 1.3);
                u += 2.4;
            }
            dressing::fill(scene, c, wall, skin, &[]);
            if side != 0 && side != 2 {
                columns(scene, c, &wall.proud(0.7), hall.high, skin);
            }
        }
        (0, Room::Corridor) => {
            door(scene, c, wall, mid - 0.45, skin);
        }
        (1 | 3, Room::Corridor) => {
            let mut doors: Vec<[f64; 2]> = Vec::new();
            let mut u = 1.0;
            while u + 1.0 < wall.long {
                door(scene, c, wall, u, skin);
                doors.push([u - 0.15, u + 1.05]);
                u += 2.5;
            }
            dressing::fill(scene, c, wall, skin, &doors);
        }
        (0, _) => {
            // The author's own pieces stand first; window and shelves take what is free beside them.
            let taken: Vec<[f64; 2]> = set::taken(scene, hall).into_iter().map(|t| [t[0] - hall.x[0], t[1] - hall.x[0]]).collect();
            let own = |own: Own| opening(scene, own).map(|x| x - hall.x[0]);
            if let Some(at) = own(Own::Door) {
                door(scene, c, wall, at - 0.45, skin);
            }
            let wish = own(Own::Window).map_or(mid - 0.75 + 0.5 * f64::from(rng.sway()), |at| at - 0.75);
            // Beside a door, a window takes what is left.
            let taken: Vec<[f64; 2]> = taken.into_iter().chain(own(Own::Door).map(|at| [at - 0.6, at + 0.6])).collect();
            let free = |l: f64, r: f64| taken.iter().all(|t| r < t[0] || l > t[1]);
            let curtains = dressing::curtained(scene);
            let mut spots: Vec<[f64; 2]> = taken.clone();
            if (dressing::locked(scene) || dressing::sunless(scene)) && own(Own::Window).is_none() {
                dressing::fill(scene, c, wall, skin, &spots);
                return;
            }
            let seen = if own(Own::Window).is_some() { Some(wish) } else { [0.0, -0.6, 0.6, -1.2, 1.2, -1.8, 1.8].map(|d| wish + d).into_iter().find(|at| free(*at, at + 1.5) && *at > 0.2 && at + 1.7 < wall.long) };
            let at = seen.unwrap_or(wish);
            if seen.is_none() && scene.setting.has("window") {
                // The author's window has its place, if only a narrow one.
                let narrow = (0..12).map(|i| 0.2 + 0.45 * f64::from(i)).find(|u| free(*u, u + 0.8) && u + 1.0 < wall.long);
                let narrow = narrow.map_or([mid - 0.4, mid + 0.4], |u| [u, u + 0.8]);
                window(scene, c, wall, narrow, [1.05, 2.15], false);
                spots.push([narrow[0] - 0.15, narrow[1] + 0.15]);
            } else if seen.is_none() && !dressing::sunless(scene) {
                // Over what stands along the wall there is a strip of glass under the ceiling.
                let top = hall.high - 0.16;
                window(scene, c, wall, [wish.max(0.3), (wish + 1.7).min(wall.long - 0.3)], [top - 0.5, top], false);
            } else if seen.is_some() {
                window(scene, c, wall, [at, at + 1.5], [0.98, 2.15], curtains);
                spots.push(if curtains { [at - 0.4, at + 1.9] } else { [at - 0.15, at + 1.65] });
            }
            if taken.is_empty() && matches!(kind, Room::Bar | Room::Shop) {
                shelves(scene, c, wall, [0.2, (at - 0.3).max(1.0)], 4, skin);
                shelves(scene, c, wall, [at + 1.9, wall.long - 0.2], 4, skin);
                return;
            }
            if taken.is_empty() && kind == Room::Kitchen {
                pans(scene, c, wall, at + 1.95, skin);
                spots.push([at + 1.8, at + 2.95]);
            }
            dressing::fill(scene, c, wall, skin, &spots);
        }
        (1, _) => {
            door(scene, c, wall, mid - 0.2, skin);
            let mut spots = vec![[mid - 0.35, mid + 0.85]];
            if !set::told(scene) && !dressing::locked(scene) && !dressing::sunless(scene) && mid > 1.7 {
                let curtains = dressing::curtained(scene);
                window(scene, c, wall, [mid - 1.5, mid - 0.6], [1.0, 2.1], curtains);
                spots.push([mid - if curtains { 1.86 } else { 1.65 }, mid - 0.3]);
            }
            let spots = set::along(scene, c, wall, &spots);
            dressing::fill(scene, c, wall, skin, &spots);
        }
        (2, _) => {
            let hearths = scene.setting.hints("fireplace hearth chimney");
            if hearths {
                hearth(scene, c, wall, mid - 0.4);
            }
            let mut spots: Vec<[f64; 2]> = if hearths { vec![[mid - 0.85, mid + 1.05]] } else { Vec::new() };
            if !hearths && !set::told(scene) && !dressing::locked(scene) && !dressing::sunless(scene) {
                let curtains = dressing::curtained(scene);
                window(scene, c, wall, [mid - 0.2, mid + 0.9], [1.0, 2.1], curtains);
                spots.push([mid - if curtains { 0.6 } else { 0.35 }, mid + if curtains { 1.3 } else { 1.05 }]);
            }
            let spots = set::along(scene, c, wall, &spots);
            dressing::fill(scene, c, wall, skin, &spots);
        }
        _ if dressing::locked(scene) || dressing::sunless(scene) => {
            let spots = set::along(scene, c, wall, &[]);
            dressing::fill(scene, c, wall, skin, &spots);
        }
        _ => {
            let curtains = dressing::curtained(scene);
            window(scene, c, wall, [mid - 0.6, mid + 0.6], [1.0, 2.1], curtains);
            let spots = set::along(scene, c, wall, &[[mid - if curtains { 1.0 } else { 0.75 }, mid + if curtains { 1.0 } else { 0.75 }]]);
            dressing::fill(scene, c, wall, skin, &spots);
        }
    }
}

/// A tall pointed window of coloured glass; the one over the altar is larger.
fn lancet(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64, great: bool) {
    let (w, foot, top) = if great { (0.95, 2.6, 7.0) } else { (0.55, 2.1, 5.4) };
    let shape = |e: f64| {
        let (w, foot, top) = (w + e, foot - e, top + e);
        let spring = top - w * 1.5;
        scene.lens.flat(&[wall.at(u - w, foot), wall.at(u - w, spring), wall.at(u - w * 0.72, spring + w * 0.8), wall.at(u, top), wall.at(u + w * 0.72, spring + w * 0.8), wall.at(u + w, spring), wall.at(u + w, foot)])
    };
    let stone = at_light(scene.palette.mid, if scene.light.night { 0.5 } else { 0.74 });
    let salt = 380 + wall.side * 20;
    c.paint(&shape(0.16), &scene.sheet(stone, salt).gap(0.004));
    let hole = shape(0.0);
    let night = scene.light.night;
    let glow = if night { 0.34 } else { 0.8 };
    c.paint(&hole, &scene.sheet(at_light(scene.light.sky[2], glow), salt + 1).flat().lit(0.0));
    let mut rng = Rng::new(scene.seed ^ (salt + (u * 10.0) as u64));
    let colours = [0xb5433a, 0x3d6ea8, 0xd9a441, 0x4f8a5c, 0x7a4a8c];
    for row in 0..7 {
        for i in 0..3 {
            let (x0, x1) = (u - w + w * 2.0 / 3.0 * f64::from(i), u - w + w * 2.0 / 3.0 * f64::from(i + 1));
            let (y0, y1) = (foot + (top - foot) / 7.0 * f64::from(row), foot + (top - foot) / 7.0 * f64::from(row + 1));
            let ink = at_light(hex(colours[rng.below(5)]), if night { 0.3 } else { 0.66 + 0.12 * rng.unit() });
            let lean = 0.1 * f64::from(rng.sway());
            let pane = scene.lens.flat(&[wall.at(x0 + 0.03, y0 + 0.03), wall.at(x1 - 0.03, y0 + 0.03), wall.at(x1 - 0.03 + lean, y1 - 0.03), wall.at(x0 + 0.03 + lean, y1 - 0.03)]);
            c.paint_in(&pane, &scene.sheet(ink, salt + 2).flat().lit(0.0), Some(&hole));
        }
    }
}

/// A row of columns before a wall, joined by arches.
fn columns(scene: &Scene, c: &mut Canvas, wall: &Wall, high: f64, skin: &Skin) {
    let stone = lift(skin.wall, 0.05);
    let mut u = 0.1;
    while u + 2.4 < wall.long + 2.4 {
        let salt = 420 + (u * 10.0) as u64;
        if scene.lens.depth(wall.at(u, 1.0)) > scene.near * 1.02 {
            c.paint(&wall.flat(scene, [u - 0.26, u + 0.26], [0.0, high * 0.62]), &scene.sheet(stone, salt).gap(0.008));
            c.paint(&wall.flat(scene, [u + 0.06, u + 0.26], [0.0, high * 0.62]), &scene.sheet(lift(stone, -0.07), salt + 1).flat());
            c.paint(&wall.flat(scene, [u - 0.38, u + 0.38], [0.0, 0.35]), &scene.sheet(lift(stone, 0.03), salt + 2).gap(0.003));
            c.paint(&wall.flat(scene, [u - 0.38, u + 0.38], [high * 0.6, high * 0.65]), &scene.sheet(lift(stone, 0.04), salt + 3).gap(0.003));
            let arch: Vec<crate::stage::camera::Vec3> = (0..=10)
                .map(|i| {
                    let t = f64::from(i) / 10.0;
                    wall.at(u + 0.2 + 2.0 * t, high * 0.65 + 1.5 * (1.0 - (2.0 * t - 1.0).abs().powf(1.7)))
                })
                .chain([wall.at(u + 2.2, high), wall.at(u + 0.2, high)])
                .collect();
            c.paint(&scene.lens.flat(&arch), &scene.sheet(lift(stone, -0.03), salt + 4).gap(0.006));
        }
        u += 2.4;
    }
}

pub fn window(scene: &Scene, c: &mut Canvas, wall: &Wall, u: [f64; 2], v: [f64; 2], curtains: bool) {
    if u[1] > wall.long || u[0] < 0.0 {
        return;
    }
    let salt = 300 + wall.side * 20;
    let frame = lift(scene.palette.stain(hex(0xd8c8a8), 0.3), if scene.light.night { -0.1 } else { 0.0 });
    c.paint(&wall.flat(scene, [u[0] - 0.09, u[1] + 0.09], [v[0] - 0.09, v[1] + 0.09]), &scene.sheet(frame, salt).gap(0.004));
    let hole = wall.flat(scene, u, v);
    outside(scene, c, &hole);
    let m = (u[0] + u[1]) * 0.5;
    let k = v[0] + (v[1] - v[0]) * 0.56;
    let bars = wall.flat(scene, [m - 0.025, m + 0.025], v).and(wall.flat(scene, u, [k - 0.022, k + 0.022]));
    c.paint_in(&bars, &scene.sheet(lift(frame, -0.06), salt + 1).gap(0.002), Some(&hole));
    let proud = wall.proud(0.1);
    c.paint(&proud.flat(scene, [u[0] - 0.14, u[1] + 0.14], [v[0] - 0.13, v[0] - 0.06]), &scene.sheet(lift(frame, 0.03), salt + 2).gap(0.005));
    if curtains {
        let (cloth, pattern) = curtain(scene);
        let rod = wall.proud(0.12);
        c.paint(&rod.flat(scene, [u[0] - 0.35, u[1] + 0.35], [v[1] + 0.12, v[1] + 0.155]), &scene.sheet(lift(scene.palette.ink, 0.08), salt + 3).gap(0.004));
        for side in [0, 1] {
            // Gathered cloth: wide at the rod, drawn aside below.
            let (outer, way) = if side == 0 { (u[0] - 0.28, 1.0) } else { (u[1] + 0.28, -1.0) };
            let edge = |t: f64| outer + way * (0.56 - 0.2 * t + 0.03 * f64::from(noise::along(t as f32 * 4.0, scene.seed ^ side)));
            let mut points = vec![rod.at(outer, v[1] + 0.13)];
            for i in 0..=8 {
                let t = f64::from(i) / 8.0;
                points.push(rod.at(edge(t), v[1] + 0.13 - t * (v[1] - v[0] + 0.3)));
            }
            points.push(rod.at(outer, v[0] - 0.17));
            let shape = scene.lens.flat(&points);
            c.paint(&shape, &scene.sheet(cloth, salt + 4 + side).gap(0.005).alpha(0.93));
            for f in 1..4 {
                let x = outer + way * 0.11 * f64::from(f);
                let fold = scene.lens.flat(&[rod.at(x, v[1] + 0.12), rod.at(x + way * 0.035, v[1] + 0.12), rod.at(x - way * 0.01, v[0] - 0.15), rod.at(x - way * 0.03, v[0] - 0.15)]);
                c.paint_in(&fold, &scene.sheet(lift(cloth, -0.045), salt + 8).flat(), Some(&shape));
            }
            if let Some(ink) = pattern {
                let mut bands = Shape::default();
                for k in 0..4 {
                    let v = v[0] - 0.1 + (v[1] - v[0]) * (0.08 + 0.25 * f64::from(k));
                    let (a, b) = (outer - 0.05, outer + way * 0.75);
                    bands = bands.and(scene.lens.flat(&[rod.at(a, v), rod.at(b, v), rod.at(b, v + 0.045), rod.at(a, v + 0.045)]));
                }
                c.paint_in(&bands, &scene.sheet(ink, salt + 9).flat(), Some(&shape));
            }
        }
    }
}

/// The cloth of a place's curtains, and the colour of the stripes across them where they have any.
fn curtain(scene: &Scene) -> (Rgb, Option<Rgb>) {
    let p = &scene.palette;
    let by = noise::hash(scene.seed ^ 0xc7a1) % 5;
    let ink = match by {
        0 => mix(p.pale, fade(p.accent, 0.8), 0.4),
        1 => mix(p.pale, p.stain(hex(0xd8cdb2), 0.3), 0.6),
        2 => mix(p.mid, p.stain(hex(0x6f8a72), 0.4), 0.6),
        3 => mix(p.mid, p.stain(hex(0x6d7f96), 0.4), 0.6),
        _ => mix(p.dark, p.stain(hex(0x9a5a48), 0.3), 0.7),
    };
    let light = [0.78, 0.8, 0.7, 0.72, 0.66][by as usize];
    let cloth = if scene.light.night { at_light(mix(ink, p.dark, 0.5), light * 0.55) } else { at_light(ink, light) };
    let striped = noise::unit(scene.seed ^ 0xc7a2) < 0.4;
    (cloth, striped.then(|| lift(mix(cloth, fade(p.accent, 0.8), 0.4), -0.09)))
}

fn door(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64, skin: &Skin) {
    if u + 1.0 > wall.long || u < 0.0 {
        return;
    }
    let salt = 340 + wall.side * 20;
    let ink = lift(mix(skin.trim, skin.wall, 0.25), 0.02);
    c.paint(&wall.flat(scene, [u - 0.1, u + 1.0], [0.0, 2.14]), &scene.sheet(lift(ink, 0.06), salt).gap(0.004));
    c.paint(&wall.flat(scene, [u, u + 0.9], [0.0, 2.04]), &scene.sheet(ink, salt + 1).gap(0.001));
    for (a, b) in [(0.15, 0.85), (1.05, 1.88)] {
        for x in [0.1, 0.5] {
            c.paint(&wall.flat(scene, [u + x, u + x + 0.3], [a, b]), &scene.sheet(lift(ink, -0.05), salt + 2).gap(0.0).lip(-0.6));
        }
    }
    if let Some(p) = scene.lens.see(wall.proud(0.04).at(u + 0.82, 1.02)) {
        let k = scene.lens.metre(scene.lens.depth(wall.at(u, 1.0))) * 0.032;
        c.paint(&Shape::round(p[0], p[1], k, k), &scene.sheet(hex(0xb89a5a), salt + 3).gap(0.002));
    }
}

pub fn shelves(scene: &Scene, c: &mut Canvas, wall: &Wall, u: [f64; 2], rows: u32, skin: &Skin) {
    if u[1] > wall.long || u[1] - u[0] < 0.4 {
        return;
    }
    let proud = wall.proud(0.2);
    let p = &scene.palette;
    for row in 0..rows {
        let v = 1.28 + 0.4 * f64::from(row) - if rows > 3 { 0.2 } else { 0.0 };
        let mut rng = Rng::new(scene.seed ^ (0x51 + u64::from(row) + wall.side * 9));
        let salt = 380 + u64::from(row) * 40 + wall.side * 3;
        let mut x = u[0] + 0.08;
        let mut n = 0;
        while x < u[1] - 0.12 && n < 24 {
            n += 1;
            let pot = rng.chance(0.4);
            let (w, h) = if pot { (f64::from(rng.range(0.09, 0.15)), f64::from(rng.range(0.12, 0.24))) } else { (f64::from(rng.range(0.03, 0.055)), f64::from(rng.range(0.2, 0.28))) };
            let ink = [p.mid, p.dark, mix(p.pale, p.mid, 0.3), mix(fade(p.accent, 0.75), p.dark, 0.3), mix(p.mid, hex(0x9a6a4a), 0.4)][rng.below(5)];
            if rng.chance(0.85) {
                if pot {
                    let s = scene.lens.flat(&[proud.at(x, v), proud.at(x + w, v), proud.at(x + w * 1.05, v + h * 0.7), proud.at(x + w * 0.75, v + h * 0.86), proud.at(x + w * 0.25, v + h * 0.86), proud.at(x - w * 0.05, v + h * 0.7)]);
                    c.paint(&s, &scene.sheet(ink, salt + n).gap(0.003));
                    c.paint(&proud.flat(scene, [x + w * 0.18, x + w * 0.82], [v + h * 0.86, v + h]), &scene.sheet(lift(ink, -0.1), salt + n + 1).gap(0.001));
                } else {
                    c.paint(&proud.flat(scene, [x, x + w], [v, v + h]), &scene.sheet(ink, salt + n).gap(0.002));
                }
            }
            x += w + if pot { f64::from(rng.range(0.03, 0.12)) } else { 0.004 };
        }
        c.paint(&proud.flat(scene, u, [v - 0.035, v]), &scene.sheet(skin.trim, salt).gap(0.006));
    }
}

fn pans(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64, skin: &Skin) {
    let proud = wall.proud(0.06);
    if u + 1.0 > wall.long {
        return;
    }
    c.paint(&proud.flat(scene, [u - 0.1, u + 0.95], [2.02, 2.05]), &scene.sheet(lift(scene.palette.ink, 0.08), 460).gap(0.003));
    for i in 0..3 {
        let x = u + 0.1 + 0.32 * f64::from(i);
        let drop = 0.24 + 0.12 * f64::from(noise::unit(scene.seed ^ (i as u64 + 8)));
        let ink = [lift(scene.palette.dark, -0.04), mix(skin.trim, fade(scene.palette.accent, 0.8), 0.5), scene.palette.dark][i as usize];
        c.paint(&proud.flat(scene, [x - 0.014, x + 0.014], [2.03 - drop, 2.04]), &scene.sheet(ink, 461).gap(0.003));
        if let Some(at) = scene.lens.see(proud.at(x, 2.03 - drop - 0.1)) {
            let k = scene.lens.metre(scene.lens.depth(proud.at(x, 1.8))) * (0.1 + 0.02 * i as f32);
            c.paint(&Shape::round(at[0], at[1], k, k), &scene.sheet(ink, 462 + i as u64).gap(0.005));
        }
    }
}

fn hearth(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64) {
    let stone = at_light(scene.palette.mid, 0.5);
    let proud = wall.proud(0.25);
    c.paint(&proud.flat(scene, [u - 0.3, u + 1.3], [0.0, 1.3]), &scene.sheet(stone, 470).gap(0.008));
    c.paint(&proud.flat(scene, [u, u + 1.0], [0.0, 0.85]), &scene.sheet(hex(0x1d1410), 471).flat());
    c.paint(&proud.flat(scene, [u - 0.4, u + 1.4], [1.3, 1.4]), &scene.sheet(lift(stone, 0.06), 472).gap(0.006));
    for (k, ink) in [0xd9602a, 0xf09a3e, 0xffd98a].into_iter().enumerate() {
        let w = 0.36 - 0.1 * k as f64;
        let h = 0.6 - 0.16 * k as f64;
        let m = u + 0.5;
        let flame = scene.lens.flat(&[proud.at(m - w, 0.05), proud.at(m - w * 0.7, h * 0.6), proud.at(m - w * 0.4, h * 0.4), proud.at(m - 0.02, h), proud.at(m + w * 0.3, h * 0.45), proud.at(m + w * 0.6, h * 0.75), proud.at(m + w, 0.05)]);
        c.paint(&flame, &scene.sheet(hex(ink), 473 + k as u64).flat().lit(0.0));
    }
}
