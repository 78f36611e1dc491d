//! Great rooms: ballrooms, theatres, museums, with tall windows, mirrors in gilt, pilasters and parquet. Seen from very far they
//! are as large as the picture needs: nobody looks at a palace through the wall of a doll's house.

use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::outside::outside;
use super::room::{Hall, Skin, Wall};
use super::scene::Scene;
use super::shape::Shape;
use super::words::Room;

/// Whether a room is so large that a far lens is still within it.
pub fn vast(scene: &Scene) -> bool {
    matches!(scene.setting.room, Some(Room::Grand | Room::Church)) || scene.setting.room.is_some() && scene.setting.has("warehouse hangar factory gymnasium arena stadium")
}

/// The hall widened until the lens is within it, and by how much.
pub fn widened(scene: &Scene, hall: Hall) -> Hall {
    if !vast(scene) || scene.picture.rank > 3 {
        return hall;
    }
    let at = scene.lens.at.floor().length() + 1.0;
    let half = f64::from(scene.lens.aspect) * 0.5 * scene.subject / scene.lens.zoom;
    let f = (at / hall.z[1].abs().min(hall.z[0].abs()).max(1.0)).max(half * 0.8 / hall.x[1].max(1.0)).max(1.0);
    if f < 1.05 {
        return hall;
    }
    Hall { x: hall.x.map(|v| v * f), z: hall.z.map(|v| v * f), high: (hall.high * f.min(2.4)).max(scene.lens.at.y + 1.6), scale: f }
}

fn gilt(scene: &Scene, light: f32) -> Rgb {
    at_light(scene.palette.stain(hex(0xc59a3f), 0.12), if scene.light.night { light * 0.82 } else { light })
}

/// Where one plays before rows of seats.
fn played(scene: &Scene) -> bool {
    scene.setting.has("theatre theater opera cinema stage playhouse")
}

/// A stage in its gilt frame: red curtains drawn aside, a swag above, boards, and the dark behind; before it the backs of seats.
fn stage(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall) {
    let f = hall.scale.min(3.0);
    let (mid, half, top) = (wall.long * 0.5, (wall.long * 0.36).min(4.6 * f), (hall.high - 1.1 * f).min(4.6 * f));
    let salt = 0x6b00;
    let near = wall.proud(0.05);
    let rect = |w: &Wall, u: [f64; 2], v: [f64; 2]| w.flat(scene, u, v);
    c.paint(&rect(&near, [mid - half - 0.4 * f, mid + half + 0.4 * f], [0.0, top + 0.5 * f]), &scene.sheet(gilt(scene, 0.62), salt).gap(0.008));
    c.paint(&rect(&near, [mid - half - 0.2 * f, mid + half + 0.2 * f], [0.0, top + 0.25 * f]), &scene.sheet(gilt(scene, 0.72), salt + 1).gap(0.003));
    c.paint(&rect(&near, [mid - half, mid + half], [0.0, top]), &scene.sheet(at_light(mix(scene.palette.ink, scene.palette.dark, 0.4), 0.26), salt + 2).flat());
    let red = at_light(scene.palette.stain(hex(0xa02a2c), 0.1), if scene.light.night { 0.38 } else { 0.44 });
    let cloth = wall.proud(0.12);
    for s in [-1.0, 1.0] {
        let at = |x: f64, v: f64| cloth.at(mid + s * half * x, v);
        let drape = scene.lens.flat(&[at(1.02, top), at(0.3, top), at(0.42, top * 0.6), at(0.72, top * 0.34), at(0.6, 0.5 * f), at(1.02, 0.5 * f)]);
        c.paint(&drape, &scene.sheet(red, salt + 3).gap(0.008));
        for k in 0..6 {
            let x = 0.98 - 0.12 * f64::from(k);
            let fold = scene.lens.flat(&[at(x, top), at(x - 0.035, top), at(0.8 + 0.035 * f64::from(5 - k), top * 0.36), at(0.82 + 0.035 * f64::from(5 - k), top * 0.36)]);
            c.paint_in(&fold, &scene.sheet(lift(red, -0.06), salt + 4).flat(), Some(&drape));
        }
    }
    let swag: Vec<Vec3> = (0..=24).map(|i| f64::from(i) / 24.0).map(|t| cloth.proud(0.02).at(mid - half + 2.0 * half * t, top - (0.35 + 0.3 * (t * 4.0 * std::f64::consts::PI).sin().abs()) * f)).chain([cloth.at(mid + half, top + 0.02), cloth.at(mid - half, top + 0.02)]).collect();
    c.paint(&scene.lens.flat(&swag), &scene.sheet(lift(red, 0.03), salt + 5).gap(0.006));
    // The boards and the row of footlights.
    let lip = wall.proud(0.9);
    let boards = scene.lens.flat(&[wall.at(mid - half, 0.55 * f), wall.at(mid + half, 0.55 * f), lip.at(mid + half, 0.5 * f), lip.at(mid - half, 0.5 * f)]);
    c.paint(&boards, &scene.sheet(at_light(scene.palette.stain(hex(0x9a6a3c), 0.2), 0.52), salt + 6).gap(0.003));
    c.paint(&rect(&lip, [mid - half, mid + half], [0.0, 0.5 * f]), &scene.sheet(at_light(scene.palette.stain(hex(0x6a4028), 0.2), 0.36), salt + 7).gap(0.006));
    for i in 0..9 {
        let u = mid - half * 0.88 + half * 1.76 * f64::from(i) / 8.0;
        c.paint(&rect(&lip.proud(0.04), [u - 0.1 * f, u + 0.1 * f], [0.44 * f, 0.58 * f]), &scene.sheet(hex(0xffd27a), salt + 8).flat().lit(0.0));
    }
    for row in 0..2 {
        let seats = wall.proud(2.0 + 1.0 * f64::from(row));
        let mut u = 0.4 + 0.3 * f64::from(row);
        while u + 0.5 < wall.long {
            // An aisle down the middle.
            if (u + 0.25 - mid).abs() > 0.7 && scene.lens.depth(seats.at(u, 0.5)) > scene.far * 1.05 {
                let back = scene.lens.flat(&[seats.at(u, 0.0), seats.at(u + 0.5, 0.0), seats.at(u + 0.5, 0.8), seats.at(u + 0.42, 0.92), seats.at(u + 0.08, 0.92), seats.at(u, 0.8)]);
                c.paint(&back, &scene.sheet(lift(red, -0.03 - 0.03 * row as f32), salt + 9).gap(0.005));
            }
            u += 0.58;
        }
    }
}

/// Windows and mirrors by turns, each between two pilasters, under a cornice.
pub fn wall(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, skin: &Skin) {
    if played(scene) && wall.side == 0 {
        stage(scene, c, hall, wall);
        return;
    }
    let f = hall.scale.min(3.0);
    let top = (hall.high - 0.9 * f).min(5.2 * f);
    let n = (wall.long / (3.0 * f)).floor().max(1.0) as usize;
    let step = wall.long / n as f64;
    let salt = 0x6a00 + wall.side * 32;
    let pale = lift(skin.wall, 0.05);
    for i in 0..n {
        let u = step * (i as f64 + 0.5);
        // The middle of the far wall is a window.
        let glazed = (i + n / 2 + wall.side as usize).is_multiple_of(2);
        let (half, foot) = (0.78 * f, if glazed { 0.35 * f } else { 0.9 * f });
        let arch = |e: f64| {
            let (w, t) = (half + e, top + e);
            let mut points = vec![wall.proud(0.02).at(u - w, foot - e), wall.proud(0.02).at(u + w, foot - e)];
            points.extend((0..=10).map(|k| std::f64::consts::PI * f64::from(k) / 10.0).map(|a| wall.proud(0.02).at(u + w * a.cos(), t - w + w * a.sin())));
            scene.lens.flat(&points)
        };
        if !glazed {
            c.paint(&arch(0.14 * f), &scene.sheet(gilt(scene, 0.66), salt).gap(0.005));
            let glass = at_light(mix(scene.palette.mid, scene.palette.pale, 0.5), if scene.light.night { 0.5 } else { 0.74 });
            let hole = arch(0.0);
            c.paint(&hole, &scene.sheet(glass, salt + 1).flat());
            let near = wall.proud(0.03);
            for (x, w) in [(-0.5, 0.22), (-0.1, 0.1)] {
                let ray = scene.lens.flat(&[near.at(u + (x - 0.2) * f, foot), near.at(u + (x - 0.2 + w) * f, foot), near.at(u + (x + 0.5 + w) * f, top), near.at(u + (x + 0.5) * f, top)]);
                c.paint_in(&ray, &scene.sheet(lift(glass, 0.08), salt + 2).flat(), Some(&hole));
            }
        } else {
            c.paint(&arch(0.12 * f), &scene.sheet(lift(pale, 0.03), salt + 3).gap(0.005));
            let hole = arch(0.0);
            outside(scene, c, &hole);
            let near = wall.proud(0.04);
            let mut bars = near.flat(scene, [u - 0.03 * f, u + 0.03 * f], [foot, top]);
            for k in 1..5 {
                let v = foot + (top - foot) * f64::from(k) / 5.0;
                bars = bars.and(near.flat(scene, [u - half, u + half], [v - 0.025 * f, v + 0.025 * f]));
            }
            c.paint_in(&bars, &scene.sheet(lift(pale, -0.02), salt + 4).gap(0.001), Some(&hole));
            // Heavy curtains, tied back.
            let cloth = at_light(mix(scene.palette.accent, scene.palette.stain(hex(0x8a2f34), 0.2), 0.6), if scene.light.night { 0.34 } else { 0.42 });
            for s in [-1.0, 1.0] {
                let rod = wall.proud(0.12);
                let edge = |x: f64, v: f64| rod.at(u + s * x * f, v);
                let drape = scene.lens.flat(&[edge(1.08, top + 0.1 * f), edge(0.3, top + 0.1 * f), edge(0.52, top * 0.66), edge(0.84, top * 0.36), edge(0.7, 0.02), edge(1.12, 0.02)]);
                c.paint(&drape, &scene.sheet(cloth, salt + 5).gap(0.006));
                let fold = scene.lens.flat(&[edge(0.8, top), edge(0.72, top), edge(0.9, top * 0.4), edge(0.94, top * 0.4)]).and(scene.lens.flat(&[edge(0.98, top * 0.3), edge(0.94, top * 0.3), edge(0.88, 0.02), edge(0.95, 0.02)]));
                c.paint_in(&fold, &scene.sheet(lift(cloth, -0.06), salt + 6).flat(), Some(&drape));
                c.paint(&rod.proud(0.02).flat(scene, if s < 0.0 { [u - 1.06 * f, u - 0.76 * f] } else { [u + 0.76 * f, u + 1.06 * f] }, [top * 0.34, top * 0.375]), &scene.sheet(gilt(scene, 0.62), salt + 7).gap(0.002));
            }
        }
    }
    for i in 0..=n {
        let u = (step * i as f64).clamp(0.24 * f, wall.long - 0.24 * f);
        let near = wall.proud(0.1);
        c.paint(&near.flat(scene, [u - 0.2 * f, u + 0.2 * f], [0.0, top + 0.5 * f]), &scene.sheet(pale, salt + 8).gap(0.006));
        c.paint(&near.flat(scene, [u + 0.06 * f, u + 0.2 * f], [0.0, top + 0.5 * f]), &scene.sheet(lift(pale, -0.05), salt + 9).flat());
        for (v, h) in [(0.0, 0.32), (top + 0.2 * f, 0.36)] {
            c.paint(&near.proud(0.02).flat(scene, [u - 0.28 * f, u + 0.28 * f], [v, v + h * f]), &scene.sheet(gilt(scene, 0.7), salt + 10).gap(0.003));
        }
        // Candles in a sconce on every pilaster.
        let lamp = near.proud(0.1);
        c.paint(&lamp.flat(scene, [u - 0.02 * f, u + 0.02 * f], [1.7 * f, 2.0 * f]).and(lamp.flat(scene, [u - 0.16 * f, u + 0.16 * f], [1.94 * f, 1.98 * f])), &scene.sheet(gilt(scene, 0.6), salt + 11).gap(0.002));
        for x in [-0.14, 0.12] {
            c.paint(&lamp.flat(scene, [u + x * f, u + (x + 0.03) * f], [1.98 * f, 2.16 * f]), &scene.sheet(lift(scene.palette.pale, 0.0), salt + 12).flat());
            c.paint(&lamp.flat(scene, [u + (x - 0.005) * f, u + (x + 0.035) * f], [2.16 * f, 2.26 * f]), &scene.sheet(hex(0xffd27a), salt + 13).flat().lit(0.0));
        }
    }
    let near = wall.proud(0.14);
    c.paint(&near.flat(scene, [0.0, wall.long], [top + 0.5 * f, top + 0.8 * f]), &scene.sheet(lift(pale, 0.03), salt + 14).gap(0.006));
    c.paint(&near.flat(scene, [0.0, wall.long], [top + 0.56 * f, top + 0.62 * f]), &scene.sheet(gilt(scene, 0.68), salt + 15).flat());
}

/// Parquet: squares of boards laid the one way and the other, in two tones.
pub fn parquet(scene: &Scene, c: &mut Canvas, hall: &Hall, ink: Rgb, whole: &Shape) {
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    let step = (0.75 * hall.scale).max((x1 - x0) / 44.0);
    let (mut light, mut dark, mut seams) = (Shape::default(), Shape::default(), Shape::default());
    let (nx, nz) = (((x1 - x0) / step).ceil() as i64, ((z1 - z0) / step).ceil() as i64);
    for i in 0..nx.min(46) {
        for j in 0..nz.min(46) {
            let (u, v) = (x0 + step * i as f64, z0 + step * j as f64);
            let at = |a: f64, b: f64| Vec3::new(u + step * a, 0.0, v + step * b);
            if scene.lens.depth(at(0.5, 0.5)) < 0.3 {
                continue;
            }
            let tile = scene.lens.flat(&[at(0.02, 0.02), at(0.98, 0.02), at(0.98, 0.98), at(0.02, 0.98)]);
            let across = (i + j) % 2 == 0;
            if across { light = light.and(tile) } else { dark = dark.and(tile) }
            for k in [0.33, 0.66] {
                let line = if across { [at(0.02, k), at(0.98, k), at(0.98, k + 0.03), at(0.02, k + 0.03)] } else { [at(k, 0.02), at(k + 0.03, 0.02), at(k + 0.03, 0.98), at(k, 0.98)] };
                seams = seams.and(scene.lens.flat(&line));
            }
        }
    }
    c.paint_in(&light, &scene.sheet(lift(ink, 0.04), 61).gap(0.0006), Some(whole));
    c.paint_in(&dark, &scene.sheet(lift(ink, -0.045), 62).gap(0.0006), Some(whole));
    c.paint_in(&seams, &scene.sheet(lift(ink, -0.1), 63).flat().alpha(0.6), Some(whole));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::paper::room;

    /// A palace is not looked at through its own wall.
    #[test]
    fn a_far_lens_is_within_a_great_room() {
        let mut picture = crate::backends::paper::tests::plain();
        picture.place.interior = true;
        picture.place.name = "BALLROOM".into();
        picture.rank = 0;
        picture.camera.at = [0, 14_000, -34_000];
        picture.camera.pitch = -20_000;
        let scene = Scene::of(&picture);
        let hall = room::hall(&scene);
        assert!(hall.scale > 2.0, "{hall:?}");
        assert!(hall.z[0] < scene.lens.at.z && hall.high > scene.lens.at.y, "{hall:?}");
        assert!(super::super::section::front(&scene, &hall).is_none());
    }
}
