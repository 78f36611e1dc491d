//! What stands in rooms: windows, doors, shelves on walls; stoves, tables, beds and lamps on the floor; tents and caves.

use crate::plan::picture::{Extent, Pose, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::light::Source;
use super::noise::{self, Rng};
use super::room::{Hall, Skin, Wall, lamp_at, outside, skin};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::things::{self, Kind};
use super::words::Room;

/// Openings and things that hang on a wall.
pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, skin: &Skin) {
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let mut rng = Rng::new(scene.seed ^ (0x3a0 + wall.side));
    let mid = wall.long * 0.5;
    match (wall.side, kind) {
        (_, Room::Train | Room::Car | Room::Ship) => {
            let mut u = 0.4;
            while u + 1.0 < wall.long {
                window(scene, c, wall, [u, u + 0.95], [0.95, hall.high * 0.8], false);
                u += 1.35;
            }
        }
        (_, Room::Church) => {
            let mut u = 0.9;
            while u + 1.0 < wall.long {
                window(scene, c, wall, [u, u + 0.9], [2.0, 5.6], false);
                u += 2.4;
            }
        }
        (0, Room::Corridor) => {
            door(scene, c, wall, mid - 0.45, skin);
        }
        (1 | 3, Room::Corridor) => {
            let mut u = 1.0;
            while u + 1.0 < wall.long {
                door(scene, c, wall, u, skin);
                u += 2.5;
            }
        }
        (0, _) => {
            let at = mid - 0.75 + 0.5 * f64::from(rng.sway());
            let curtains = !matches!(kind, Room::Office | Room::Shop | Room::Bar | Room::Attic);
            window(scene, c, wall, [at, at + 1.5], [0.98, 2.15], curtains);
            let left = (at - 1.75).max(0.15);
            if matches!(kind, Room::Bar | Room::Shop) {
                shelves(scene, c, wall, [0.2, (at - 0.3).max(1.0)], 4, skin);
                shelves(scene, c, wall, [at + 1.9, wall.long - 0.2], 4, skin);
            } else {
                shelves(scene, c, wall, [left, left + 1.15], 2, skin);
                picture(scene, c, wall, at + 2.05, 1.45, skin);
                if kind == Room::Kitchen {
                    pans(scene, c, wall, at + 1.95, skin);
                }
            }
        }
        (1, _) => {
            door(scene, c, wall, mid - 0.2, skin);
            picture(scene, c, wall, mid + 1.2, 1.4, skin);
        }
        (2, _) => {
            shelves(scene, c, wall, [mid - 0.3, mid + 1.2], 3, skin);
            picture(scene, c, wall, mid - 1.5, 1.4, skin);
            if scene.setting.hints("fireplace hearth chimney") {
                hearth(scene, c, wall, mid - 0.4);
            }
        }
        _ => {
            window(scene, c, wall, [mid - 0.6, mid + 0.6], [1.0, 2.1], true);
            picture(scene, c, wall, mid - 1.3, 1.5, skin);
        }
    }
}

fn window(scene: &Scene, c: &mut Canvas, wall: &Wall, u: [f64; 2], v: [f64; 2], curtains: bool) {
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
        let cloth = if scene.light.night { mix(scene.palette.dark, fade(scene.palette.accent, 0.7), 0.35) } else { at_light(mix(scene.palette.pale, fade(scene.palette.accent, 0.8), 0.4), 0.78) };
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
        }
    }
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

fn shelves(scene: &Scene, c: &mut Canvas, wall: &Wall, u: [f64; 2], rows: u32, skin: &Skin) {
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

fn picture(scene: &Scene, c: &mut Canvas, wall: &Wall, u: f64, v: f64, skin: &Skin) {
    if u < 0.1 || u + 0.6 > wall.long {
        return;
    }
    let p = &scene.palette;
    let salt = 440 + wall.side * 4;
    let w = 0.42 + 0.2 * f64::from(noise::unit(scene.seed ^ salt));
    c.paint(&wall.flat(scene, [u, u + w], [v, v + 0.5]), &scene.sheet(skin.trim, salt).gap(0.005));
    let inner = wall.flat(scene, [u + 0.05, u + w - 0.05], [v + 0.05, v + 0.45]);
    c.paint(&inner, &scene.sheet(mix(p.pale, p.mid, 0.25), salt + 1).flat());
    c.paint_in(&scene.lens.flat(&[wall.at(u, v), wall.at(u, v + 0.2), wall.at(u + w * 0.4, v + 0.31), wall.at(u + w, v + 0.16), wall.at(u + w, v)]), &scene.sheet(p.dark, salt + 2).gap(0.001), Some(&inner));
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

/// A ridge tent: gable, slopes, side walls, poles and seams.
pub fn tent(scene: &Scene, c: &mut Canvas, hall: &Hall, order: &[Wall], skin: &Skin) {
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    let (ridge, eave) = (hall.high, 1.25);
    let m = (x0 + x1) * 0.5;
    let v = Vec3::new;
    let slope = |x: f64, salt: u64, c: &mut Canvas| {
        let s = scene.lens.flat(&[v(m, ridge, z0 - 3.0), v(m, ridge, z1), v(x, eave, z1), v(x, eave, z0 - 3.0)]);
        c.paint(&s, &scene.sheet(skin.ceiling, salt).gap(0.004));
        for i in 0..5 {
            let z = z1 - 0.2 - 0.95 * f64::from(i);
            let seam = scene.lens.flat(&[v(m, ridge, z), v(x, eave, z), v(x, eave, z + 0.02), v(m, ridge, z + 0.02)]);
            c.paint_in(&seam, &scene.sheet(lift(skin.ceiling, -0.08), salt + 1).flat(), Some(&s));
        }
    };
    slope(x0, 520, c);
    slope(x1, 530, c);
    for w in order {
        match w.side {
            1 | 3 => {
                let s = scene.lens.flat(&[w.at(-3.0, -0.4), w.at(w.long + 3.0, -0.4), w.at(w.long + 3.0, eave), w.at(-3.0, eave)]);
                c.paint(&s, &scene.sheet(lift(skin.wall, -0.06), 540 + w.side).gap(0.004));
                for i in 0..5 {
                    let u = 0.3 + 1.1 * f64::from(i);
                    c.paint_in(&w.flat(scene, [u, u + 0.02], [-0.4, eave]), &scene.sheet(lift(skin.wall, -0.13), 545).flat(), Some(&s));
                }
            }
            _ => {
                let gable = scene.lens.flat(&[w.at(0.0, -0.4), w.at(w.long, -0.4), w.at(w.long, eave), w.at(w.long * 0.5, ridge), w.at(0.0, eave)]);
                c.paint(&gable, &scene.sheet(skin.wall, 550 + w.side).gap(0.006));
                for u in [0.16, 0.34, 0.68, 0.86] {
                    let u = u * w.long;
                    let top = eave + (ridge - eave) * (1.0 - (u - w.long * 0.5).abs() / (w.long * 0.5));
                    c.paint_in(&w.flat(scene, [u, u + 0.016], [-0.4, top]), &scene.sheet(lift(skin.wall, -0.07), 555).flat(), Some(&gable));
                }
                // A patch, a little askew, with its stitches.
                let u = w.long * 0.72;
                c.paint(&scene.lens.flat(&[w.at(u, 0.95), w.at(u + 0.3, 0.98), w.at(u + 0.29, 1.26), w.at(u - 0.01, 1.24)]), &scene.sheet(lift(skin.wall, -0.03), 556).gap(0.001));
                let pole = lift(skin.trim, -0.06);
                c.paint(&w.proud(0.06).flat(scene, [w.long * 0.5 - 0.035, w.long * 0.5 + 0.035], [-0.3, ridge]), &scene.sheet(pole, 557).gap(0.006));
                for s in [0.0, 1.0] {
                    let e = w.long * s;
                    let d = if s < 0.5 { 0.05 } else { -0.05 };
                    c.paint(&scene.lens.flat(&[w.at(w.long * 0.5, ridge), w.at(w.long * 0.5, ridge - 0.06), w.at(e + d, eave - 0.04), w.at(e, eave)]), &scene.sheet(pole, 558).gap(0.005));
                }
            }
        }
    }
}

pub fn cave(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let p = &scene.palette;
    // Rings of rock, each nearer and darker, about an opening of light.
    for k in 0..5u64 {
        let q = k as f32 / 4.0;
        let ink = mix(mix(p.mid, p.dark, 0.4 + 0.5 * q), p.ink, 0.55 * q);
        let (rx, ry) = ((0.16 + 0.3 * q) * scene.lens.aspect, 0.16 + 0.34 * q);
        let mut outer = vec![[l - 0.2, t - 0.2], [r + 0.2, t - 0.2], [r + 0.2, b + 0.2], [l - 0.2, b + 0.2], [l - 0.2, t - 0.2]];
        let n = 40;
        for i in 0..=n {
            let a = -(i as f32 / n as f32) * std::f32::consts::TAU - 2.4;
            let d = 1.0 + 0.16 * noise::rough(a.cos() * 2.0 + a.sin() * 3.1 + k as f32 * 7.0, scene.seed ^ k, 3);
            outer.push([a.cos() * rx * d, a.sin() * ry * d + 0.02]);
        }
        if k == 0 {
            c.paint(&Shape::rect(l - 0.1, t - 0.1, r + 0.1, b + 0.1), &scene.sheet(lift(scene.light.sky[2], -0.02), 600).flat());
        }
        c.paint(&Shape::poly(&outer), &scene.sheet(ink, 601 + k).gap(0.01));
    }
}

/// Furniture as layers at its own depths.
pub fn jobs<'a>(scene: &'a Scene, hall: &Hall, order: &[Wall], out: &mut Vec<Job<'a>>) {
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let hall = *hall;
    let _ = order;
    let mut pieces: Vec<(Vec3, Piece)> = Vec::new();
    let far = hall.z[1] - 0.45;
    let stove_side = -super::light::set_side(scene.picture);
    match kind {
        Room::Tent => {
            pieces.push((Vec3::new(stove_side * 1.85, 0.0, 1.35), Piece::Stove));
            pieces.push((Vec3::new(0.0, 0.0, 0.5), Piece::Crate));
            pieces.push((Vec3::new(-stove_side * 2.0, 0.0, 1.8), Piece::Sacks));
        }
        Room::Kitchen => {
            pieces.push((Vec3::new(-1.7, 0.0, far), Piece::Counter));
            pieces.push((Vec3::new(2.1, 0.0, far), Piece::Stove));
            pieces.push((table_at(scene), Piece::Table));
        }
        Room::Bedroom => {
            pieces.push((Vec3::new(-1.1, 0.0, far - 0.65), Piece::Bed));
            pieces.push((Vec3::new(0.75, 0.0, far), Piece::Bedside));
            pieces.push((Vec3::new(2.2, 0.0, far), Piece::Wardrobe));
        }
        Room::Living | Room::Plain => {
            pieces.push((Vec3::new(-1.6, 0.0, far), Piece::Sofa));
            pieces.push((Vec3::new(2.1, 0.0, far), Piece::Wardrobe));
            if scene.picture.figures.iter().any(|f| f.pose == Pose::Sit) {
                pieces.push((table_at(scene), Piece::Table));
            }
            if scene.setting.hints("piano") {
                pieces.push((Vec3::new(0.6, 0.0, far), Piece::Piano));
            }
        }
        Room::Office => {
            pieces.push((Vec3::new(2.2, 0.0, far), Piece::Wardrobe));
            pieces.push((Vec3::new(-1.9, 0.0, far), Piece::Counter));
            pieces.push((table_at(scene), Piece::Table));
        }
        Room::Bar | Room::Shop => {
            pieces.push((Vec3::new(-1.0, 0.0, far - 0.7), Piece::Bar));
            if scene.picture.figures.iter().any(|f| f.pose == Pose::Sit) {
                pieces.push((table_at(scene), Piece::Table));
            }
        }
        Room::Cabin | Room::Attic | Room::Tower => {
            pieces.push((Vec3::new(stove_side * 2.1, 0.0, far), Piece::Stove));
            pieces.push((Vec3::new(-stove_side * 1.5, 0.0, far), Piece::Crate));
            pieces.push((table_at(scene), Piece::Table));
        }
        Room::Church => {
            pieces.push((Vec3::new(-2.2, 0.0, 2.5), Piece::Sofa));
            pieces.push((Vec3::new(2.2, 0.0, 2.5), Piece::Sofa));
        }
        Room::Corridor | Room::Cave | Room::Train | Room::Car | Room::Ship => {}
    }
    for (i, (at, piece)) in pieces.into_iter().enumerate() {
        let depth = scene.lens.depth(at);
        if depth < 0.9 {
            continue;
        }
        // Only a table may stand among the people; the rest gives way.
        let crowded = scene.picture.figures.iter().any(|f| (metres(f.at) - at).floor().length() < 0.62);
        let blocks = depth < scene.near - 0.15 && piece != Piece::Table;
        if (crowded && !matches!(piece, Piece::Table)) || blocks {
            continue;
        }
        out.push(Job {
            name: piece.name().into(),
            depth,
            area: EVERYWHERE,
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| {
                stand(scene, c, at, piece, i as u64);
                c.skirt((scene.lens.metre(depth) * 0.05).clamp(0.002, 0.014), scene.light.dark);
            }),
        });
        if piece == Piece::Stove && scene.light.night {
            glow(scene, out, at + Vec3::new(0.0, 0.55, -0.2), 0.9, [1.0, 0.42, 0.12], 0.3);
        }
    }
    if scene.light.night && matches!(scene.light.source, Source::Lamp) && !matches!(kind, Room::Car) {
        let at = lamp_at(super::light::set_side(scene.picture) as f32);
        let depth = scene.lens.depth(at);
        if depth > 1.0 {
            out.push(Job {
                name: "lamp".into(),
                depth,
                area: EVERYWHERE,
                blur: scene.blur(depth),
                glow: false,
                draw: Box::new(move |c| hanging(scene, c, at)),
            });
            glow(scene, out, at + Vec3::new(0.0, 0.14, 0.0), 1.5, [1.0, 0.62, 0.26], 0.42);
        }
    }
}

fn glow<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, at: Vec3, radius: f32, tint: Rgb, strength: f32) {
    let Some(p) = scene.lens.see(at) else { return };
    let depth = scene.lens.depth(at) - 0.02;
    let r = (radius * scene.lens.metre(depth)).clamp(0.06, 0.8);
    out.push(Job {
        name: "halo".into(),
        depth,
        area: Extent { left: f64::from(p[0] - r), top: f64::from(p[1] - r), right: f64::from(p[0] + r), bottom: f64::from(p[1] + r) },
        blur: 0.0,
        glow: true,
        draw: Box::new(move |c| {
            c.halo(p, r, tint, strength * 0.55);
            c.halo(p, r * 0.3, [1.0, 0.85, 0.6], strength);
        }),
    });
}

/// Where the people's table stands: between those who sit, a little towards the lens.
fn table_at(scene: &Scene) -> Vec3 {
    let seats: Vec<Vec3> = scene.picture.figures.iter().filter(|f| f.pose == Pose::Sit).map(|f| metres(f.at)).collect();
    if seats.len() < 2 {
        let toward = scene.lens.at.floor();
        let l = toward.length().max(0.1);
        return seats.first().map_or(Vec3::new(0.3, 0.0, 0.9), |s| s.floor() + toward * (0.75 / l));
    }
    let sum = seats.iter().fold(Vec3::default(), |a, b| a + *b) * (1.0 / seats.len() as f64);
    let toward = (scene.lens.at - sum).floor();
    sum.floor() + toward * (0.42 / toward.length().max(0.1))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Stove,
    Crate,
    Sacks,
    Counter,
    Table,
    Bed,
    Bedside,
    Wardrobe,
    Sofa,
    Piano,
    Bar,
}

impl Piece {
    fn name(self) -> &'static str {
        match self {
            Piece::Stove => "stove",
            Piece::Crate => "crate",
            Piece::Sacks => "sacks",
            Piece::Counter => "counter",
            Piece::Table => "table",
            Piece::Bed => "bed",
            Piece::Bedside => "bedside table",
            Piece::Wardrobe => "wardrobe",
            Piece::Sofa => "sofa",
            Piece::Piano => "piano",
            Piece::Bar => "bar",
        }
    }
}

/// A box of the set: lit top, front faces that the lens sees.
fn block(scene: &Scene, c: &mut Canvas, at: Vec3, size: [f64; 3], ink: Rgb, salt: u64) {
    let [w, h, d] = [size[0] * 0.5, size[1], size[2] * 0.5];
    let p = |x: f64, y: f64, z: f64| at + Vec3::new(x * w, y * h, z * d);
    let eye = scene.lens.at - at;
    let gap = scene.sheet(ink, salt).gap(0.003);
    let mut faces: Vec<(f64, Shape, f32)> = Vec::new();
    for (n, s) in [(0, 1.0), (0, -1.0), (2, 1.0), (2, -1.0)] {
        let seen = if n == 0 { eye.x * s > w } else { eye.z * s > d };
        if !seen {
            continue;
        }
        let quad = if n == 0 { [p(s, 0.0, -1.0), p(s, 0.0, 1.0), p(s, 1.0, 1.0), p(s, 1.0, -1.0)] } else { [p(-1.0, 0.0, s), p(1.0, 0.0, s), p(1.0, 1.0, s), p(-1.0, 1.0, s)] };
        let facing = if n == 0 { (eye.x / eye.length().max(0.1)).abs() } else { (eye.z / eye.length().max(0.1)).abs() };
        faces.push((facing, scene.lens.flat(&quad), -0.07 * (1.0 - facing as f32)));
    }
    faces.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (k, (_, shape, tone)) in faces.into_iter().enumerate() {
        c.paint(&shape, &super::canvas::Sheet { ink: lift(ink, tone), seed: salt + k as u64, ..gap });
    }
    if scene.lens.at.y > at.y + h {
        let top = scene.lens.flat(&[p(-1.0, 1.0, -1.0), p(1.0, 1.0, -1.0), p(1.0, 1.0, 1.0), p(-1.0, 1.0, 1.0)]);
        c.paint(&top, &super::canvas::Sheet { ink: lift(ink, 0.05), seed: salt + 9, ..gap });
    }
}

fn prop(scene: &Scene, c: &mut Canvas, at: Vec3, kind: Kind, size: f32, salt: u64) {
    let Some(s) = scene.lens.stand(at) else { return };
    for (n, (shape, ink)) in things::pieces(scene, kind, salt).into_iter().enumerate() {
        let placed = shape.map(|p| s.map([p[0] * size, p[1] * size]));
        let shines = kind == Kind::Radio && super::colour::lightness(ink) > 0.84;
        c.paint(&placed, &scene.sheet(ink, salt + n as u64).gap((size * s.metre * 0.03).min(0.004)).lit(if shines { 0.2 } else { 1.0 }));
    }
}

fn stand(scene: &Scene, c: &mut Canvas, at: Vec3, piece: Piece, i: u64) {
    let skin = skin(scene);
    let p = &scene.palette;
    let wood = lift(skin.trim, 0.03);
    let salt = scene.seed ^ (0x7000 + i * 64);
    let up = |y: f64| at + Vec3::new(0.0, y, 0.0);
    let off = |x: f64, y: f64, z: f64| at + Vec3::new(x, y, z);
    let taken = |k: Kind| scene.picture.things.iter().any(|t| things::kind(&t.name) == k);
    match piece {
        Piece::Stove => {
            let Some(s) = scene.lens.stand(at) else { return };
            let iron = at_light(mix(p.ink, hex(0x3a302a), 0.5), 0.3);
            let m = |v: &[P]| s.shape(&Shape::poly(v));
            let sheet = |ink: Rgb, k: u64| scene.sheet(ink, salt + k).gap(0.003);
            c.paint(&m(&[[0.12, 0.8], [0.12, 3.2], [0.22, 3.2], [0.22, 0.8]]), &sheet(lift(iron, 0.03), 0));
            for y in [1.35, 2.1] {
                c.paint(&m(&[[0.1, y], [0.1, y + 0.05], [0.24, y + 0.05], [0.24, y]]), &sheet(lift(iron, 0.07), 1));
            }
            for x in [-0.26, 0.24] {
                c.paint(&m(&[[x - 0.03, 0.2], [x - 0.06, -0.01], [x, -0.01], [x + 0.04, 0.2]]), &sheet(iron, 2));
            }
            c.paint(&m(&[[-0.34, 0.16], [-0.34, 0.78], [0.34, 0.78], [0.34, 0.16]]), &sheet(iron, 3));
            c.paint(&m(&[[-0.4, 0.77], [-0.4, 0.83], [0.4, 0.83], [0.4, 0.77]]), &sheet(lift(iron, 0.06), 4));
            c.paint(&m(&[[-0.2, 0.26], [-0.2, 0.62], [0.18, 0.62], [0.18, 0.26]]), &sheet(lift(iron, -0.03), 5));
            for k in 0..4 {
                let x = -0.15 + 0.08 * k as f32;
                c.paint(&m(&[[x, 0.32], [x, 0.56], [x + 0.045, 0.56], [x + 0.045, 0.32]]), &sheet(hex([0xff9a3c, 0xffb04e, 0xff8f34, 0xffa646][k as usize]), 6).flat().lit(0.0));
            }
            prop(scene, c, off(-0.12, 0.83, 0.0), Kind::Kettle, 0.32, salt + 20);
        }
        Piece::Crate => {
            block(scene, c, at, [0.85, 0.55, 0.5], lift(wood, -0.03), salt);
            let front = if scene.lens.at.z < at.z { -0.25 } else { 0.25 };
            for y in [0.19, 0.37] {
                c.paint(&scene.lens.flat(&[off(-0.42, y, front), off(0.42, y, front), off(0.42, y + 0.012, front), off(-0.42, y + 0.012, front)]), &scene.sheet(lift(wood, -0.14), salt + 10).flat());
            }
            if !taken(Kind::Radio) && scene.setting.hints("radio") {
                prop(scene, c, up(0.56), Kind::Radio, 0.42, salt + 20);
            } else if !taken(Kind::Lamp) {
                prop(scene, c, up(0.56), Kind::Cup, 0.12, salt + 20);
            }
        }
        Piece::Sacks => {
            let Some(s) = scene.lens.stand(at) else { return };
            for (k, (x, w, h)) in [(-0.35f32, 0.42f32, 0.5f32), (0.4, 0.36, 0.36), (0.02, 0.4, 0.3)].into_iter().enumerate() {
                let sack = Shape::curve(&[[x - w, 0.0, 1.0], [x - w * 0.95, h * 0.6, 0.0], [x - w * 0.3, h, 0.0], [x + w * 0.4, h * 0.95, 0.0], [x + w, h * 0.5, 0.0], [x + w * 0.96, 0.0, 1.0]]);
                c.paint(&s.shape(&sack), &scene.sheet(lift(at_light(p.stain(hex(0x8f7752), 0.3), 0.5), 0.04 * k as f32 - 0.05), salt + k as u64).gap(0.005));
            }
        }
        Piece::Counter => {
            let body = at_light(mix(skin.wall, p.dark, 0.45), 0.5);
            block(scene, c, at, [1.9, 0.88, 0.6], body, salt);
            block(scene, c, up(0.88), [2.0, 0.05, 0.66], lift(wood, 0.05), salt + 16);
            let front = if scene.lens.at.z < at.z { -0.305 } else { 0.305 };
            for x in [-0.9, -0.28, 0.34] {
                c.paint(&scene.lens.flat(&[off(x, 0.1, front), off(x + 0.54, 0.1, front), off(x + 0.54, 0.8, front), off(x, 0.8, front)]), &scene.sheet(lift(body, 0.035), salt + 30).gap(0.002));
                c.paint(&scene.lens.flat(&[off(x + 0.44, 0.6, front), off(x + 0.48, 0.6, front), off(x + 0.48, 0.72, front), off(x + 0.44, 0.72, front)]), &scene.sheet(lift(body, -0.14), salt + 31).gap(0.001));
            }
            prop(scene, c, off(-0.6, 0.93, 0.0), Kind::Bottle, 0.3, salt + 40);
            prop(scene, c, off(0.1, 0.93, 0.0), Kind::Cup, 0.15, salt + 41);
            prop(scene, c, off(0.6, 0.93, 0.05), Kind::Flower, 0.42, salt + 42);
        }
        Piece::Table => {
            for (x, z) in [(-0.62, 0.32), (0.62, 0.32), (-0.62, -0.32), (0.62, -0.32)] {
                block(scene, c, off(x, 0.0, z), [0.07, 0.7, 0.07], lift(wood, -0.06), salt + 50);
            }
            block(scene, c, up(0.7), [1.5, 0.055, 0.85], lift(wood, 0.045), salt + 60);
            if scene.setting.room == Some(Room::Office) {
                prop(scene, c, off(-0.35, 0.76, 0.1), Kind::Lamp, 0.36, salt + 70);
                prop(scene, c, off(0.3, 0.76, 0.0), Kind::Book, 0.24, salt + 80);
            } else {
                if !taken(Kind::Kettle) {
                    prop(scene, c, off(-0.04, 0.76, 0.05), Kind::Kettle, 0.24, salt + 70);
                }
                prop(scene, c, off(-0.36, 0.76, -0.12), Kind::Cup, 0.1, salt + 80);
                prop(scene, c, off(0.4, 0.76, -0.05), Kind::Cup, 0.1, salt + 90);
            }
        }
        Piece::Bed => {
            let cloth = at_light(mix(p.mid, fade(p.accent, 0.6), 0.35), 0.6);
            block(scene, c, off(0.0, 0.0, 0.95), [1.7, 1.05, 0.08], lift(wood, -0.04), salt);
            block(scene, c, at, [1.6, 0.42, 1.9], lift(wood, -0.08), salt + 10);
            block(scene, c, up(0.3), [1.62, 0.24, 1.88], lift(p.pale, -0.05), salt + 20);
            block(scene, c, off(0.0, 0.3, -0.32), [1.68, 0.27, 1.28], cloth, salt + 30);
            for x in [-0.4, 0.4] {
                block(scene, c, off(x, 0.54, 0.7), [0.6, 0.15, 0.34], lift(p.pale, -0.01), salt + 40);
            }
        }
        Piece::Bedside => {
            block(scene, c, at, [0.45, 0.55, 0.4], wood, salt);
            prop(scene, c, off(0.04, 0.55, 0.0), Kind::Lamp, 0.36, salt + 20);
        }
        Piece::Wardrobe => {
            block(scene, c, at, [1.05, 1.95, 0.5], lift(wood, -0.02), salt);
            let front = if scene.lens.at.z < at.z { -0.255 } else { 0.255 };
            for x in [-0.47, 0.03] {
                c.paint(&scene.lens.flat(&[off(x, 0.12, front), off(x + 0.44, 0.12, front), off(x + 0.44, 1.84, front), off(x, 1.84, front)]), &scene.sheet(lift(wood, 0.025), salt + 20).gap(0.002));
            }
        }
        Piece::Sofa => {
            let cloth = at_light(mix(p.dark, fade(p.accent, 0.7), 0.3), 0.44);
            block(scene, c, off(0.0, 0.0, 0.3), [1.9, 0.85, 0.22], lift(cloth, -0.03), salt);
            block(scene, c, at, [1.9, 0.4, 0.75], lift(cloth, -0.05), salt + 10);
            for x in [-0.43, 0.43] {
                block(scene, c, off(x, 0.4, -0.02), [0.82, 0.13, 0.68], lift(cloth, 0.03), salt + 20);
            }
            for x in [-0.98, 0.98] {
                block(scene, c, off(x, 0.0, 0.0), [0.2, 0.62, 0.8], cloth, salt + 30);
            }
        }
        Piece::Piano => {
            let black = at_light(mix(p.ink, hex(0x2a1a14), 0.4), 0.25);
            block(scene, c, at, [1.45, 1.22, 0.55], black, salt);
            block(scene, c, off(0.0, 0.62, -0.32), [1.4, 0.12, 0.3], lift(black, 0.03), salt + 10);
            block(scene, c, off(0.0, 0.74, -0.34), [1.25, 0.02, 0.2], lift(p.pale, 0.0), salt + 20);
        }
        Piece::Bar => {
            block(scene, c, at, [3.6, 1.06, 0.5], lift(wood, -0.05), salt);
            block(scene, c, up(1.06), [3.8, 0.06, 0.64], lift(wood, 0.06), salt + 10);
            let front = if scene.lens.at.z < at.z { -0.26 } else { 0.26 };
            for k in 0..5 {
                let x = -1.7 + 0.7 * f64::from(k);
                c.paint(&scene.lens.flat(&[off(x, 0.15, front), off(x + 0.58, 0.15, front), off(x + 0.58, 0.92, front), off(x, 0.92, front)]), &scene.sheet(lift(wood, -0.02), salt + 20).gap(0.002));
            }
            for (k, x) in [-1.2, -0.95, 0.3, 1.1, 1.3].into_iter().enumerate() {
                prop(scene, c, off(x, 1.12, 0.0), if k % 2 == 0 { Kind::Bottle } else { Kind::Cup }, if k % 2 == 0 { 0.3 } else { 0.13 }, salt + 40 + k as u64);
            }
        }
    }
}

fn hanging(scene: &Scene, c: &mut Canvas, at: Vec3) {
    let Some(s) = scene.lens.stand(at) else { return };
    let ink = lift(scene.palette.ink, 0.04);
    c.paint(&s.shape(&Shape::bar([0.0, 0.36], [0.0, 2.0], 0.008)), &scene.sheet(ink, 1).flat());
    let lantern = scene.setting.room.is_some_and(|r| matches!(r, Room::Tent | Room::Cabin | Room::Attic | Room::Cave | Room::Ship));
    if lantern {
        for (n, (shape, ink)) in things::pieces(scene, Kind::Lamp, 7).into_iter().enumerate() {
            c.paint(&s.shape(&shape.map(|p| [p[0] * 0.4, p[1] * 0.36])), &scene.sheet(ink, 10 + n as u64).gap(0.001).lit(if n == 2 || n == 3 { 0.0 } else { 0.7 }));
        }
    } else {
        c.paint(&s.shape(&Shape::round(0.0, 0.12, 0.07, 0.08)), &scene.sheet(hex(0xfff0c8), 2).flat().lit(0.0));
        let shade = Shape::curve(&[[-0.3, 0.1, 1.0], [-0.2, 0.3, 0.0], [-0.05, 0.37, 0.0], [0.05, 0.37, 0.0], [0.2, 0.3, 0.0], [0.3, 0.1, 1.0]]);
        c.paint(&s.shape(&shade), &scene.sheet(mix(scene.palette.dark, fade(scene.palette.accent, 0.9), 0.6), 3).gap(0.003));
    }
}
