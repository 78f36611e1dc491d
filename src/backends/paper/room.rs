//! Rooms: five planes about the stage, seen through the lens, with an opening and the place's furniture in metres.

use crate::plan::picture::{Picture, metres};
use crate::stage::camera::Vec3;

use super::canvas::{Canvas, Sheet};
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::light::Source;
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::words::Room;
use super::{carriage, dressing, figure, fittings, furniture, grand, hours, papering, section, set, shelters};

/// The box: west, east, south, north and height in metres.
#[derive(Clone, Copy, Debug)]
pub struct Hall {
    pub x: [f64; 2],
    pub z: [f64; 2],
    pub high: f64,
    /// How many times wider it is than the place itself, where a far lens needs the room.
    pub scale: f64,
}

/// One wall seen from inside: its left foot, direction along it, and length.
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    pub left: Vec3,
    pub along: Vec3,
    pub long: f64,
    pub inward: Vec3,
    /// 0 north, 1 east, 2 south, 3 west.
    pub side: u64,
}

impl Wall {
    pub fn at(&self, u: f64, v: f64) -> Vec3 {
        self.left + self.along * u + Vec3::new(0.0, v, 0.0)
    }

    pub fn flat(&self, scene: &Scene, u: [f64; 2], v: [f64; 2]) -> Shape {
        scene.lens.flat(&[self.at(u[0], v[0]), self.at(u[1], v[0]), self.at(u[1], v[1]), self.at(u[0], v[1])])
    }

    /// A little before the wall.
    pub fn proud(&self, out: f64) -> Wall {
        Wall { left: self.left + self.inward * out, ..*self }
    }
}

pub fn hall(scene: &Scene) -> Hall {
    let (w, d, high) = match scene.setting.room {
        Some(Room::Tent) => (2.6, 2.4, 2.5),
        Some(Room::Corridor) => (1.3, 6.0, 2.6),
        Some(Room::Church) => (5.0, 9.0, 8.0),
        Some(Room::Grand) => (6.2, 6.4, 6.4),
        Some(Room::Cave) => (4.0, 4.5, 3.6),
        Some(Room::Train) => (1.45, 5.0, 2.3),
        Some(Room::Car) => (0.95, 1.6, 1.4),
        Some(Room::Ship) => (2.3, 2.6, 2.2),
        Some(Room::Office) => (3.4, 2.8, 2.8),
        Some(Room::Bar | Room::Shop) => (3.8, 3.0, 3.0),
        Some(Room::Attic) => (2.8, 2.8, 2.4),
        Some(Room::School | Room::Hospital | Room::Laboratory) => (3.6, 3.0, 3.0),
        _ => (3.0, 2.5, 2.7),
    };
    let mut hall = Hall { x: [-w, w], z: [-d, d], high, scale: 1.0 };
    for f in &scene.picture.figures {
        let p = metres(f.at);
        hall.x = [hall.x[0].min(p.x - 0.7), hall.x[1].max(p.x + 0.7)];
        hall.z = [hall.z[0].min(p.z - 0.8), hall.z[1].max(p.z + 0.9)];
    }
    grand::widened(scene, hall)
}

pub fn walls(hall: &Hall) -> [Wall; 4] {
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    let v = |x: f64, z: f64| Vec3::new(x, 0.0, z);
    [
        Wall { left: v(x0, z1), along: Vec3::new(1.0, 0.0, 0.0), long: x1 - x0, inward: Vec3::new(0.0, 0.0, -1.0), side: 0 },
        Wall { left: v(x1, z1), along: Vec3::new(0.0, 0.0, -1.0), long: z1 - z0, inward: Vec3::new(-1.0, 0.0, 0.0), side: 1 },
        Wall { left: v(x1, z0), along: Vec3::new(-1.0, 0.0, 0.0), long: x1 - x0, inward: Vec3::new(0.0, 0.0, 1.0), side: 2 },
        Wall { left: v(x0, z0), along: Vec3::new(0.0, 0.0, 1.0), long: z1 - z0, inward: Vec3::new(1.0, 0.0, 0.0), side: 3 },
    ]
}

/// Materials of the room.
pub struct Skin {
    pub wall: Rgb,
    pub dado: Option<Rgb>,
    pub floor: Rgb,
    pub ceiling: Rgb,
    pub trim: Rgb,
}

pub fn skin(scene: &Scene) -> Skin {
    let p = &scene.palette;
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let mut rng = Rng::new(scene.seed ^ 0x5c1);
    let warm = [0xcdbf95, 0xbfae8a, 0xc7b79c, 0xb9b7a0][rng.below(4)];
    let light = p.stain(hex(warm), 0.4);
    let wood = p.stain(hex(0x6d4a33), 0.25);
    let (wall, dado, floor, ceiling) = match kind {
        Room::Tent => (at_light(p.stain(hex(0xc9a878), 0.25), 0.72), None, at_light(wood, 0.36), at_light(p.stain(hex(0xc2a070), 0.25), 0.66)),
        Room::Kitchen => (at_light(light, 0.86), Some(at_light(mix(p.mid, hex(0x86b0a2), 0.5), 0.76)), at_light(wood, 0.55), at_light(light, 0.8)),
        Room::Cabin | Room::Attic => (at_light(p.stain(hex(0x8f6642), 0.22), 0.52), None, at_light(wood, 0.42), at_light(wood, 0.4)),
        Room::Bar => (at_light(mix(p.dark, hex(0x6b3b30), 0.4), 0.44), Some(at_light(wood, 0.36)), at_light(wood, 0.38), at_light(p.dark, 0.34)),
        Room::Cave => (at_light(mix(p.dark, p.mid, 0.4), 0.48), None, at_light(p.dark, 0.42), at_light(p.dark, 0.36)),
        Room::Hospital | Room::Laboratory => (at_light(mix(p.pale, p.stain(hex(0xbfd4cc), 0.3), 0.6), 0.8), Some(at_light(mix(p.mid, hex(0x8fb3a6), 0.5), 0.68)), at_light(mix(p.mid, p.pale, 0.3), 0.6), at_light(p.pale, 0.84)),
        Room::School => (at_light(mix(light, p.pale, 0.3), 0.76), Some(at_light(mix(wood, p.mid, 0.4), 0.52)), at_light(wood, 0.46), at_light(p.pale, 0.78)),
        Room::Office | Room::Corridor | Room::Shop | Room::Tower => (at_light(mix(p.mid, p.pale, 0.35), 0.7), Some(at_light(p.mid, 0.56)), at_light(mix(p.mid, wood, 0.4), 0.5), at_light(p.pale, 0.76)),
        Room::Train | Room::Ship | Room::Car => (at_light(mix(p.mid, p.dark, 0.3), 0.56), Some(at_light(mix(wood, p.dark, 0.4), 0.42)), at_light(p.dark, 0.4), at_light(p.mid, 0.62)),
        Room::Grand => (at_light(p.stain(hex(0xe2cf9f), 0.25), 0.76), Some(at_light(p.stain(hex(0xd8c596), 0.25), 0.7)), at_light(p.stain(hex(0x9a6a3c), 0.2), 0.55), at_light(p.stain(hex(0xe8dcc0), 0.3), 0.84)),
        Room::Church => (at_light(mix(p.mid, p.pale, 0.4), 0.66), None, at_light(p.mid, 0.5), at_light(p.dark, 0.44)),
        Room::Bedroom => (at_light(mix(light, mix(p.mid, p.dark, 0.2), 0.5), 0.68), None, at_light(wood, 0.46), at_light(light, 0.7)),
        Room::Living | Room::Plain => (at_light(light, 0.7), Some(at_light(mix(light, p.dark, 0.4), 0.54)), at_light(wood, 0.46), at_light(light, 0.72)),
    };
    let wall = super::words::any_colour(&super::words::Words::of(&scene.picture.place.look)).map_or(wall, |c| mix(wall, at_light(fade(c, 0.6), super::colour::lightness(wall)), 0.5));
    Skin { wall, dado, floor, ceiling, trim: lift(wood, -0.04) }
}

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let hall = hall(scene);
    let seen: Vec<Wall> = walls(&hall).into_iter().filter(|w| (scene.lens.at - w.left).dot(w.inward) > 0.05).collect();
    let mid = |w: &Wall| scene.lens.depth(w.at(w.long * 0.5, 1.2));
    let back = seen.iter().map(mid).fold(scene.far + 0.6, f64::max);
    let mut order = seen;
    order.sort_by(|a, b| mid(b).total_cmp(&mid(a)));
    let wall_order = order.clone();
    out.push(Job {
        name: "walls".into(),
        depth: back,
        area: EVERYWHERE,
        blur: scene.blur(back),
        glow: false,
        draw: Box::new(move |c| shell(scene, c, &hall, &wall_order)),
    });
    let floor_depth = (scene.far * 1.02 + 0.05).min(back - 0.05).max(0.2);
    out.push(Job {
        name: "floor".into(),
        depth: floor_depth,
        area: EVERYWHERE,
        blur: scene.blur(back) * 0.6,
        glow: false,
        draw: Box::new(move |c| floor(scene, c, &hall)),
    });
    set::indoors(scene, &hall, out);
    furniture::jobs(scene, &hall, out);
    if matches!(scene.setting.room, Some(Room::Car | Room::Train)) {
        carriage::jobs(scene, &hall, out);
    }
    match section::front(scene, &hall) {
        // Whoever sees the room whole sees it cut open, and nothing stands before the cut.
        Some(front) => section::jobs(scene, front, hall, out),
        None => near(scene, out),
    }
}

fn shell(scene: &Scene, c: &mut Canvas, hall: &Hall, order: &[Wall]) {
    let [l, t, r, b] = c.area();
    let skin = skin(scene);
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    // Whatever no plane covers is the dark of the house beyond.
    match section::front(scene, hall) {
        Some(_) => section::beyond(scene, c),
        None => c.paint(&Shape::rect(l - 0.1, t - 0.1, r + 0.1, b + 0.1), &scene.sheet(lift(mix(skin.wall, scene.palette.ink, 0.45), -0.05), 1).flat()),
    }
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    if kind == Room::Tent {
        shelters::tent(scene, c, hall, order, &skin);
    } else if kind == Room::Attic {
        shelters::attic(scene, c, hall, order, &skin);
    } else if kind == Room::Cave {
        shelters::cave(scene, c);
    } else {
        let y = hall.high;
        let ceiling = scene.lens.flat(&[Vec3::new(x0, y, z0), Vec3::new(x1, y, z0), Vec3::new(x1, y, z1), Vec3::new(x0, y, z1)]);
        if scene.lens.at.y < y {
            c.paint(&ceiling, &scene.sheet(skin.ceiling, 2).gap(0.0));
            if matches!(kind, Room::Kitchen | Room::Cabin | Room::Attic | Room::Bar | Room::Living) {
                for i in 0..5 {
                    let x = x0 + (x1 - x0) * (0.1 + 0.2 * f64::from(i) + 0.03 * f64::from(noise::unit(scene.seed ^ i as u64)));
                    let beam = scene.lens.flat(&[Vec3::new(x - 0.07, y - 0.02, z0), Vec3::new(x + 0.07, y - 0.02, z0), Vec3::new(x + 0.07, y - 0.02, z1), Vec3::new(x - 0.07, y - 0.02, z1)]);
                    c.paint_in(&beam, &scene.sheet(skin.trim, 40 + i as u64).gap(0.006), Some(&ceiling));
                }
            }
        }
        // Side walls a little darker than the one that faces the lens.
        for wall in order {
            let facing = -wall.inward.dot(scene.lens.forward);
            let ink = lift(skin.wall, -0.085 * (1.0 - facing.clamp(0.0, 1.0)) as f32);
            plane(scene, c, hall, wall, ink, &skin);
        }
        // The floor is here too: a camera that moves sees past the foot of a wall, and finds the same boards there.
        let below = scene.lens.flat(&[Vec3::new(x0, 0.0, z0), Vec3::new(x1, 0.0, z0), Vec3::new(x1, 0.0, z1), Vec3::new(x0, 0.0, z1)]);
        if scene.lens.at.y > 0.0 {
            c.paint(&below, &scene.sheet(skin.floor, 3).gap(0.0));
        }
        for wall in order {
            hours::on(scene, c, wall);
            fittings::wall(scene, c, hall, wall, &skin);
        }
    }
    if matches!(scene.light.source, Source::Lamp | Source::Fire) && scene.light.night {
        shadows(scene, c);
    }
}

fn plane(scene: &Scene, c: &mut Canvas, hall: &Hall, wall: &Wall, ink: Rgb, skin: &Skin) {
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let salt = 100 + wall.side * 16;
    let whole = wall.flat(scene, [0.0, wall.long], [-0.6, hall.high]);
    c.paint(&whole, &scene.sheet(ink, salt).gap(0.006).shade(scene.light.dark * 0.5));
    if matches!(kind, Room::Cabin | Room::Attic) {
        let mut v = 0.0;
        let mut rng = Rng::new(scene.seed ^ salt);
        while v < hall.high {
            let h = f64::from(rng.range(0.17, 0.26));
            c.paint_in(&wall.flat(scene, [0.0, wall.long], [v, v + h - 0.015]), &scene.sheet(lift(ink, rng.sway() * 0.03), salt + 2).gap(0.002), Some(&whole));
            v += h;
        }
    }
    if dressing::stony(scene) && !matches!(kind, Room::Cabin | Room::Attic) {
        papering::courses(scene, c, wall, &whole, ink, hall.high);
        c.paint(&wall.flat(scene, [0.0, wall.long], [0.0, 0.11]), &scene.sheet(lift(ink, -0.1), salt + 6).gap(0.002));
        return;
    }
    if matches!(kind, Room::Living | Room::Bedroom | Room::Plain) {
        papering::paper(scene, c, wall, &whole, ink, 0.0, hall.high);
    }
    let Some(dado) = skin.dado else { return };
    let high = 0.98;
    let dado = lift(dado, super::colour::lightness(ink) - super::colour::lightness(skin.wall));
    let lower = wall.flat(scene, [0.0, wall.long], [-0.6, high]);
    c.paint(&lower, &scene.sheet(dado, salt + 3).gap(0.002));
    if kind == Room::Kitchen {
        let mut lines = Shape::default();
        let mut u = 0.18;
        while u < wall.long {
            lines = lines.and(wall.flat(scene, [u, u + 0.008], [0.0, high]));
            u += 0.18;
        }
        for k in 1..6 {
            let v = high - 0.17 * f64::from(k);
            lines = lines.and(wall.flat(scene, [0.0, wall.long], [v, v + 0.008]));
        }
        c.paint_in(&lines, &scene.sheet(lift(dado, -0.05), salt + 4).flat(), Some(&lower));
    } else {
        let mut lines = Shape::default();
        let mut u = 0.5;
        while u < wall.long {
            lines = lines.and(wall.flat(scene, [u, u + 0.014], [0.1, high - 0.06]));
            u += 0.62;
        }
        c.paint_in(&lines, &scene.sheet(lift(dado, -0.05), salt + 4).flat(), Some(&lower));
    }
    c.paint(&wall.flat(scene, [0.0, wall.long], [high - 0.03, high + 0.03]), &scene.sheet(lift(dado, 0.05), salt + 5).gap(0.002));
    c.paint(&wall.flat(scene, [0.0, wall.long], [0.0, 0.11]), &scene.sheet(lift(dado, -0.1), salt + 6).gap(0.002));
}

fn floor(scene: &Scene, c: &mut Canvas, hall: &Hall) {
    let skin = skin(scene);
    let ([x0, x1], [z0, z1]) = (hall.x, hall.z);
    // Towards the lens the floor goes on past the room's missing wall.
    let (ax, bx) = (x0.min(scene.lens.at.x - 2.0), x1.max(scene.lens.at.x + 2.0));
    let (az, bz) = (z0.min(scene.lens.at.z - 2.0), z1.max(scene.lens.at.z + 2.0));
    let seen = |inward: Vec3, p: Vec3| (scene.lens.at - p).dot(inward) > 0.05;
    let west = if seen(Vec3::new(1.0, 0.0, 0.0), Vec3::new(x0, 0.0, 0.0)) { x0 } else { ax };
    let east = if seen(Vec3::new(-1.0, 0.0, 0.0), Vec3::new(x1, 0.0, 0.0)) { x1 } else { bx };
    let south = if seen(Vec3::new(0.0, 0.0, 1.0), Vec3::new(0.0, 0.0, z0)) { z0 } else { az };
    let north = if seen(Vec3::new(0.0, 0.0, -1.0), Vec3::new(0.0, 0.0, z1)) { z1 } else { bz };
    let cut = section::front(scene, hall).is_some();
    let (west, east, south, north) = if cut { (x0, x1, z0, z1) } else { (west, east, south, north) };
    let flat = |u0: f64, u1: f64, v0: f64, v1: f64| scene.lens.flat(&[Vec3::new(u0, 0.0, v0), Vec3::new(u1, 0.0, v0), Vec3::new(u1, 0.0, v1), Vec3::new(u0, 0.0, v1)]);
    let whole = flat(west, east, south, north);
    c.paint(&whole, &scene.sheet(lift(skin.floor, -0.02), 60).gap(0.0));
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let mut rng = Rng::new(scene.seed ^ 0xf100);
    if kind == Room::Grand {
        grand::parquet(scene, c, hall, skin.floor, &whole);
    } else if matches!(kind, Room::Kitchen | Room::Corridor | Room::Church | Room::Shop | Room::Hospital | Room::Laboratory) {
        let step = if kind == Room::Church { 0.9 } else { 0.42 };
        let (mut light, mut dark) = (Shape::default(), Shape::default());
        let (nx, nz) = (((east - west) / step) as i64, ((north - south) / step) as i64);
        for i in 0..nx.min(40) {
            for j in 0..nz.min(40) {
                let (u, v) = (west + i as f64 * step, south + j as f64 * step);
                let tile = flat(u + 0.01, u + step - 0.01, v + 0.01, v + step - 0.01);
                if (i + j) % 2 == 0 { light = light.and(tile) } else { dark = dark.and(tile) }
            }
        }
        c.paint_in(&light, &scene.sheet(lift(skin.floor, 0.045), 61).gap(0.0008), Some(&whole));
        c.paint_in(&dark, &scene.sheet(lift(skin.floor, -0.03), 62).gap(0.0008), Some(&whole));
    } else if kind != Room::Cave {
        let mut u = west;
        let mut k = 0u64;
        while u < east && k < 60 {
            let w = f64::from(rng.range(0.16, 0.26));
            let ink = lift(skin.floor, rng.sway() * 0.03);
            c.paint_in(&flat(u + 0.006, u + w - 0.006, south, north), &scene.sheet(ink, 70 + k).gap(0.001).lip(0.5), Some(&whole));
            u += w;
            k += 1;
        }
    }
    if kind == Room::Cave {
        // Worn rock: flat slabs over one another.
        for k in 0..26u64 {
            let (u, v, w) = (f64::from(rng.range(west as f32, east as f32)), f64::from(rng.range(south as f32, north as f32)), f64::from(rng.range(0.35, 1.1)));
            let points: Vec<Vec3> = (0..9)
                .map(|i| {
                    let a = f64::from(i) / 9.0 * std::f64::consts::TAU;
                    let r = w * f64::from(0.8 + 0.3 * noise::unit(scene.seed ^ (k * 16 + i as u64)));
                    Vec3::new(u + a.cos() * r, 0.0, v + a.sin() * r * 0.7)
                })
                .collect();
            let slab = scene.lens.flat(&points);
            c.paint_in(&slab, &scene.sheet(lift(skin.floor, rng.sway() * 0.035), 130 + k).gap(0.003), Some(&whole));
        }
    }
    if matches!(kind, Room::Living | Room::Bedroom | Room::Plain | Room::Cabin | Room::Office) && !dressing::locked(scene) {
        let rug = fade(mix(scene.palette.accent, scene.palette.dark, 0.55), 0.7);
        c.paint_in(&flat(-1.4, 1.4, -0.9, 0.9).cut(3, 0.05, 0.002), &scene.sheet(rug, 66).gap(0.003), Some(&whole));
        c.paint_in(&flat(-1.22, 1.22, -0.74, 0.74), &scene.sheet(lift(rug, 0.06), 67).gap(0.001), Some(&whole));
    }
    // Daylight from the window lies on the boards.
    hours::floor(scene, c, hall, &whole);
}

/// People's shadows thrown on the wall by a lamp: what makes a night interior.
fn shadows(scene: &Scene, c: &mut Canvas) {
    let lamp = scene.light.centre;
    for f in &scene.picture.figures {
        let Some(outline) = figure::outline(scene, f) else { continue };
        let Some(b) = outline.bounds() else { continue };
        if b[3] - b[1] > 2.2 {
            continue;
        }
        let k = 1.42;
        let foot = b[3];
        let thrown = outline.map(|p| [lamp[0] + (p[0] - lamp[0]) * k, foot + (p[1] - foot) * 1.22 - 0.02]);
        c.paint(&thrown, &Sheet { shade: 0.0, ..scene.sheet(scene.light.shadow, 90) }.flat().lit(0.0).alpha(0.42).blur(0.0062));
    }
}

/// A dark edge of something close: a door frame, a plant, canvas.
fn near<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    // An upright picture has no room at its sides.
    if scene.picture.rank >= 7 || scene.near < 1.0 || scene.lens.aspect < 1.1 || scene.setting.room == Some(Room::Car) {
        return;
    }
    let depth = (scene.near * 0.4).clamp(0.4, 2.2);
    if scene.sweeps(depth) {
        return;
    }
    out.push(Job {
        name: "near frame".into(),
        depth,
        area: EVERYWHERE,
        blur: 0.0036,
        glow: false,
        draw: Box::new(move |c| {
            let ink = at_light(mix(scene.palette.ink, scene.palette.dark, 0.12), if scene.light.night { 0.16 } else { 0.22 });
            let sheet = scene.sheet(ink, 0xf7).gap(0.0).lip(0.3).lit(0.5);
            let edge = scene.lens.aspect * 0.5;
            let s = if noise::unit(scene.seed ^ 0x1d) < 0.5 { -1.0 } else { 1.0 };
            if scene.setting.room == Some(Room::Tent) {
                for (side, w) in [(-1.0f32, 0.2f32), (1.0, 0.13)] {
                    let x = |u: f32| side * (edge - u);
                    let flap: Vec<[f32; 3]> = vec![[x(-0.4), -0.9, 1.0], [x(w + 0.26), -0.62, 1.0], [x(w + 0.1), -0.3, 0.0], [x(w * 0.5), -0.02, 0.0], [x(w * 0.34), 0.2, 0.0], [x(w * 0.42), 0.7, 0.0], [x(-0.4), 0.9, 1.0]];
                    c.paint(&Shape::curve(&flap), &sheet);
                }
            } else {
                let w = 0.05 + 0.05 * noise::unit(scene.seed ^ 0x2d);
                // The end of the wall through which one looks: its plaster, and a door frame with mouldings.
                let skin = skin(scene);
                let low = if scene.light.night { 0.2 } else { 0.4 };
                let upright = |from: f32, to: f32| {
                    let (a, b) = (s * (edge - from), s * (edge - to));
                    Shape::rect(a.min(b), -2.0, a.max(b), 2.0)
                };
                let wood = at_light(skin.trim, low);
                c.paint(&upright(w, -1.0).cut(4, 0.05, 0.0015), &scene.sheet(wood, 0xf8).gap(0.008).lit(0.75));
                c.paint(&upright(w - 0.012, w - 0.017), &scene.sheet(lift(wood, -0.06), 0xf9).flat().lit(0.7));
                c.paint(&upright(w - 0.017, w - 0.034), &scene.sheet(lift(wood, 0.05), 0xfa).gap(0.001).lit(0.75));
                c.paint(&upright(w - 0.046, -1.0), &scene.sheet(at_light(mix(skin.wall, skin.trim, 0.25), low - 0.04), 0xfb).gap(0.003).lit(0.6));
                if matches!(scene.setting.room, Some(Room::Plain | Room::Kitchen | Room::Bedroom | Room::Living | Room::Office | Room::Cabin)) {
                    plant(c, &sheet, [-s * (edge - 0.12), 0.5], scene.seed);
                }
            }
        }),
    });
}

fn plant(c: &mut Canvas, sheet: &Sheet, at: P, seed: u64) {
    let mut rng = Rng::new(seed ^ 0x91a);
    for i in 0..9 {
        let a = (i as f32 / 8.0 - 0.5) * 2.2 + rng.sway() * 0.12;
        let l = rng.range(0.16, 0.32);
        let tip = [at[0] + a.sin() * l, at[1] - 0.1 - a.cos() * l];
        let m = [at[0] + a.sin() * l * 0.45, at[1] - 0.1 - a.cos() * l * 0.6];
        c.paint(&Shape::ribbon(&[[at[0], at[1] - 0.04, 0.004], [m[0], m[1], 0.018], [tip[0], tip[1], 0.0006]]), sheet);
    }
    c.paint(&Shape::poly(&[[at[0] - 0.1, at[1] - 0.07], [at[0] + 0.1, at[1] - 0.07], [at[0] + 0.075, at[1] + 0.2], [at[0] - 0.075, at[1] + 0.2]]), sheet);
}

/// Where the room's lamp hangs, in metres of the set.
pub fn lamp_at(picture: &Picture) -> Vec3 {
    // Under canvas it hangs from the slope, lower than from a ceiling.
    let tent = super::words::Words::of(&format!("{} {}", picture.place.name, picture.place.look)).has("tent yurt tipi");
    Vec3::new(super::light::set_side(picture) * 1.35, if tent { 1.62 } else { 1.9 }, 0.7)
}
