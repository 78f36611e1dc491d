//! A railway station: platform, track, and a low building with its clock under the eaves. All in metres of the set, where the
//! building lies to the north and the track to the south; with a train at hand a second track lies before the building.

use crate::plan::picture::{Extent, Hour, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::land;
use super::noise;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;

/// Where things lie along z.
struct Plan {
    /// The platform's southern edge, its northern one, and the building's front.
    south: f64,
    north: f64,
    front: f64,
    second_track: bool,
}

const HALF: f64 = 15.0;
const EAVES: f64 = 3.5;

fn plan(scene: &Scene) -> Plan {
    let z = scene.picture.figures.iter().map(|f| metres(f.at).z);
    let (south, north) = (z.clone().fold(-2.2, f64::min) - 1.0, z.fold(2.4, f64::max) + 1.2);
    let second_track = scene.setting.hints("train locomotive express");
    let north = if second_track { north.max(4.4) } else { north.max(7.2) };
    Plan { south, north, front: if second_track { north + 9.0 } else { north }, second_track }
}

fn burning(scene: &Scene) -> bool {
    scene.light.night || scene.picture.hour == Hour::Dusk
}

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let p = plan(scene);
    let front = p.front;
    let depth = scene.lens.depth(Vec3::new(0.0, 0.0, front));
    if scene.lens.at.z < front - 0.6 && depth > scene.near {
        out.push(Job {
            name: "station".into(),
            depth: depth.max(scene.far * 1.05 + 0.2),
            area: EVERYWHERE,
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| building(scene, c, front)),
        });
        if burning(scene) {
            for i in 0..3 {
                lamp_light(scene, out, Vec3::new(-7.5 + 7.5 * f64::from(i), EAVES - 0.45, front - 2.6));
            }
        }
    }
    let edge = land::ground_edge(scene);
    let ground = scene.far * 1.02 + 0.05;
    out.push(Job {
        name: "platform".into(),
        depth: ground,
        area: Extent { top: f64::from(edge.min(scene.lens.ground(scene.lens.depth(Vec3::new(0.0, 0.0, p.north)).max(1.0), 0.0))) - 0.1, ..EVERYWHERE },
        blur: scene.blur(ground * 1.4) * 0.7,
        glow: false,
        draw: Box::new(move |c| floor(scene, c, &plan(scene), edge)),
    });
}

fn lamp_light<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, at: Vec3) {
    let Some(p) = scene.lens.see(at) else { return };
    let depth = scene.lens.depth(at);
    let r = (2.4 * scene.lens.metre(depth)).clamp(0.06, 0.6);
    out.push(Job {
        name: "lamp light".into(),
        depth: depth.max(scene.far * 1.04),
        area: Extent { left: f64::from(p[0] - r), top: f64::from(p[1] - r), right: f64::from(p[0] + r), bottom: f64::from(p[1] + r) },
        blur: 0.0,
        glow: true,
        draw: Box::new(move |c| {
            c.halo(p, r, [1.0, 0.68, 0.36], 0.3);
            c.halo(p, r * 0.22, [1.0, 0.86, 0.62], 0.5);
        }),
    });
}

fn building(scene: &Scene, c: &mut Canvas, front: f64) {
    let p = &scene.palette;
    let night = scene.light.night;
    let tone = |l: f32| if night { 0.2 + 0.3 * l } else { l };
    let fog = scene.light.share(((scene.lens.depth(Vec3::new(0.0, 0.0, front)) - scene.subject).max(0.0) / 120.0) as f32);
    let sheet = |ink: Rgb, k: u64| scene.sheet(ink, 0x57a0 + k).fog(fog, (fog + 0.06).min(0.95)).gap(0.004);
    let wall = at_light(mix(p.mid, p.stain(hex(0xb98a5c), 0.3), 0.6), tone(0.66));
    let roof = at_light(mix(p.dark, hex(0x6b3d30), 0.4), tone(0.36));
    let timber = at_light(mix(p.dark, hex(0x3f5a4c), 0.4), tone(0.36));
    let flat = |x: [f64; 2], y: [f64; 2], z: f64| scene.lens.flat(&[Vec3::new(x[0], y[0], z), Vec3::new(x[1], y[0], z), Vec3::new(x[1], y[1], z), Vec3::new(x[0], y[1], z)]);
    let lit = burning(scene);
    let panes = if lit { hex(0xffc873) } else { lift(wall, -0.26) };
    let snow = scene.picture.weather.kind == crate::plan::picture::Sky::Snow;
    // The roof behind, with two chimneys.
    let ridge = scene.lens.flat(&[Vec3::new(-HALF - 0.6, EAVES + 0.5, front - 0.2), Vec3::new(HALF + 0.6, EAVES + 0.5, front - 0.2), Vec3::new(HALF - 2.4, EAVES + 3.4, front + 3.6), Vec3::new(-HALF + 2.4, EAVES + 3.4, front + 3.6)]);
    for x in [-8.0, 6.6] {
        c.paint(&flat([x, x + 0.9], [EAVES + 2.0, EAVES + 4.9], front + 3.2), &sheet(lift(roof, -0.03), 1));
    }
    c.paint(&ridge, &sheet(roof, 2));
    if snow {
        let cap = scene.lens.flat(&[Vec3::new(-HALF - 0.4, EAVES + 0.9, front), Vec3::new(HALF + 0.4, EAVES + 0.9, front), Vec3::new(HALF - 2.4, EAVES + 3.5, front + 3.6), Vec3::new(-HALF + 2.4, EAVES + 3.5, front + 3.6)]);
        c.paint(&cap.cut(9, 0.03, 0.003), &sheet(lift(p.pale, if night { -0.2 } else { -0.02 }), 3));
    }
    c.paint(&flat([-HALF, HALF], [-0.3, EAVES + 0.6], front), &sheet(wall, 4));
    c.paint(&flat([-HALF, HALF], [-0.3, 0.9], front), &sheet(lift(wall, -0.09), 5).gap(0.001));
    let mut x = -HALF + 1.0;
    let mut i = 0u64;
    while x + 1.6 < HALF {
        let door = i % 3 == 1;
        let (w, y) = if door { (1.1, [0.0, 2.5]) } else { (1.35, [1.0, 2.5]) };
        c.paint(&flat([x - 0.14, x + w + 0.14], [y[0] - 0.1, y[1] + 0.14], front - 0.03), &sheet(lift(timber, 0.04), 6));
        let on = lit && noise::unit(scene.seed ^ (0x33 + i)) < 0.75;
        if door {
            c.paint(&flat([x, x + w], y, front - 0.04), &sheet(timber, 7).gap(0.001));
            c.paint(&flat([x + 0.14, x + w - 0.14], [1.4, 2.3], front - 0.05), &sheet(if on { panes } else { lift(wall, -0.26) }, 8).flat().lit(if on { 0.1 } else { 1.0 }));
        } else {
            c.paint(&flat([x, x + w], y, front - 0.04), &sheet(if on { panes } else { lift(wall, -0.26) }, 9).flat().lit(if on { 0.1 } else { 1.0 }));
            c.paint(&flat([x + w * 0.47, x + w * 0.53], y, front - 0.05).and(flat([x, x + w], [1.86, 1.95], front - 0.05)), &sheet(lift(timber, 0.04), 10).flat());
        }
        x += w + if i.is_multiple_of(2) { 1.3 } else { 1.75 };
        i += 1;
    }
    // Eaves over the platform: the underside, a fringe of boards, posts with their brackets.
    let out = front - 3.2;
    let under = scene.lens.flat(&[Vec3::new(-HALF, EAVES + 0.35, front), Vec3::new(HALF, EAVES + 0.35, front), Vec3::new(HALF, EAVES, out), Vec3::new(-HALF, EAVES, out)]);
    c.paint(&under, &sheet(if lit { at_light(mix(timber, hex(0xffb868), 0.35), tone(0.5)) } else { lift(timber, -0.04) }, 11).gap(0.0));
    let mut fringe = flat([-HALF, HALF], [EAVES - 0.05, EAVES + 0.34], out);
    let mut x = -HALF;
    while x < HALF {
        fringe = fringe.and(scene.lens.flat(&[Vec3::new(x, EAVES, out), Vec3::new(x + 0.3, EAVES, out), Vec3::new(x + 0.3, EAVES - 0.14, out), Vec3::new(x + 0.15, EAVES - 0.3, out), Vec3::new(x, EAVES - 0.14, out)]));
        x += 0.34;
    }
    let posts: Vec<f64> = (0..8).map(|i| -HALF + 1.0 + 4.0 * f64::from(i)).collect();
    for x in &posts {
        c.paint(&flat([x - 0.09, x + 0.09], [0.0, EAVES], out + 0.1), &sheet(timber, 12));
        c.paint(&flat([x - 0.16, x + 0.16], [0.0, 0.4], out + 0.08), &sheet(lift(timber, 0.04), 13));
        for s in [-1.0, 1.0] {
            c.paint(&scene.lens.flat(&[Vec3::new(x + s * 0.08, EAVES - 0.8, out + 0.1), Vec3::new(x + s * 0.08, EAVES - 0.95, out + 0.1), Vec3::new(x + s * 0.85, EAVES, out + 0.1), Vec3::new(x + s * 0.7, EAVES, out + 0.1)]), &sheet(timber, 14).gap(0.001));
        }
    }
    c.paint(&fringe, &sheet(lift(timber, 0.05), 15));
    if snow {
        c.paint(&flat([-HALF - 0.2, HALF + 0.2], [EAVES + 0.3, EAVES + 0.5], out - 0.05).cut(5, 0.05, 0.002), &sheet(lift(p.pale, if night { -0.2 } else { 0.0 }), 16));
    }
    for i in 0..3 {
        let x = -7.5 + 7.5 * f64::from(i);
        c.paint(&flat([x - 0.14, x + 0.14], [EAVES - 0.62, EAVES - 0.3], out + 0.6), &sheet(if lit { hex(0xfff0cf) } else { lift(p.pale, -0.1) }, 17).flat().lit(if lit { 0.0 } else { 1.0 }));
    }
    for x in [-9.6, -3.6, 2.4, 8.4] {
        clock(scene, c, Vec3::new(x, EAVES - 0.95, out - 0.02), &sheet(timber, 18));
    }
    // The name of the place on two legs, a white bar on enamel, and time tables on the wall between the windows.
    let enamel = at_light(mix(p.dark, hex(0x24507a), 0.6), tone(0.42));
    for i in -3..=3 {
        let x = 4.6 * f64::from(i) + 0.5;
        let z = front - 1.3;
        for leg in [-0.7, 0.66] {
            c.paint(&flat([x + leg, x + leg + 0.07], [0.0, 2.1], z), &sheet(timber, 30));
        }
        c.paint(&flat([x - 0.95, x + 0.95], [1.5, 2.05], z - 0.02), &sheet(lift(p.pale, if night { -0.22 } else { -0.03 }), 31));
        c.paint(&flat([x - 0.89, x + 0.89], [1.55, 2.0], z - 0.03), &sheet(enamel, 32).gap(0.001));
        c.paint(&flat([x - 0.62, x + 0.62], [1.72, 1.83], z - 0.04), &sheet(lift(p.pale, if night { -0.18 } else { 0.0 }), 33).flat());
    }
    // A bench by the wall.
    for y in [0.42, 0.74] {
        c.paint(&flat([-4.2, -2.2], [y, y + 0.1], front - 0.5), &sheet(lift(timber, 0.08), 19));
    }
    for x in [-4.0, -2.5] {
        c.paint(&flat([x, x + 0.1], [0.0, 0.8], front - 0.5), &sheet(timber, 20));
    }
}

fn clock(scene: &Scene, c: &mut Canvas, at: Vec3, rim: &super::canvas::Sheet) {
    let Some(s) = scene.lens.stand(at) else { return };
    c.paint(&s.shape(&Shape::bar([0.0, 0.5], [0.0, 1.1], 0.05)), rim);
    c.paint(&s.shape(&Shape::round(0.0, 0.0, 0.58, 0.58)), rim);
    let face = if burning(scene) { hex(0xfff3d6) } else { lift(scene.palette.pale, 0.03) };
    c.paint(&s.shape(&Shape::round(0.0, 0.0, 0.5, 0.5)), &scene.sheet(face, 0x57c).flat().lit(if burning(scene) { 0.2 } else { 1.0 }));
    let ink = at_light(scene.palette.ink, 0.2);
    let mut marks = Shape::bar([0.0, 0.0], [0.12, 0.28], 0.035).and(Shape::bar([0.0, 0.0], [-0.2, 0.34], 0.025));
    for i in 0..12 {
        let a = i as f32 / 12.0 * std::f32::consts::TAU;
        marks = marks.and(Shape::bar([a.sin() * 0.38, a.cos() * 0.38], [a.sin() * 0.46, a.cos() * 0.46], 0.018));
    }
    c.paint(&s.shape(&marks), &scene.sheet(ink, 0x57d).flat());
}

/// Platform, ballast, sleepers and rails; the country's own ground on the far side of the track.
fn floor(scene: &Scene, c: &mut Canvas, plan: &Plan, edge: f32) {
    let [l, _, r, b] = c.area();
    let p = &scene.palette;
    let snow = scene.picture.weather.kind == crate::plan::picture::Sky::Snow;
    let soil = land::soil(scene);
    let flat = |x: [f64; 2], z: [f64; 2], y: f64| scene.lens.flat(&[Vec3::new(x[0], y, z[0]), Vec3::new(x[1], y, z[0]), Vec3::new(x[1], y, z[1]), Vec3::new(x[0], y, z[1])]);
    let long = [-70.0, 70.0];
    let south = scene.lens.forward.z < 0.25;
    if south {
        c.paint(&Shape::rect(l - 0.1, edge, r + 0.1, b + 0.1), &scene.sheet(soil, 0x5701).fade(lift(soil, -0.08), [0.0, edge], [0.0, edge + 0.5]).gap(0.004));
    }
    let ballast = mix(at_light(mix(p.dark, p.mid, 0.4), if scene.light.night { 0.34 } else { 0.46 }), p.pale, if snow { 0.35 } else { 0.0 });
    let track = |c: &mut Canvas, z: f64| {
        c.paint(&flat(long, [z - 1.7, z + 1.7], -0.55), &scene.sheet(ballast, 0x5702).gap(0.002));
        let mut sleepers = Shape::default();
        let mut x = -40.0;
        while x < 40.0 {
            sleepers = sleepers.and(flat([x, x + 0.26], [z - 1.2, z + 1.2], -0.5));
            x += 0.66;
        }
        c.paint(&sleepers, &scene.sheet(lift(at_light(p.stain(hex(0x5a4636), 0.4), if scene.light.night { 0.28 } else { 0.36 }), 0.0), 0x5703).gap(0.001));
        for rail in [-0.72, 0.72] {
            c.paint(&flat(long, [z + rail - 0.05, z + rail + 0.05], -0.42), &scene.sheet(lift(p.mid, if scene.light.night { -0.12 } else { 0.06 }), 0x5704).gap(0.001).lip(1.4));
        }
    };
    track(c, plan.south - 2.2);
    if plan.second_track {
        track(c, plan.north + 2.2);
        c.paint(&flat(long, [plan.north + 4.2, plan.front + 0.2], 0.0), &scene.sheet(lift(soil, -0.02), 0x5705).gap(0.002));
    }
    let stone = mix(at_light(mix(p.mid, p.stain(hex(0x9c8f7a), 0.4), 0.5), if scene.light.night { 0.42 } else { 0.62 }), p.pale, if snow { 0.55 } else { 0.0 });
    // The edge's face, seen from the track.
    if scene.lens.at.z < plan.south {
        let face = scene.lens.flat(&[Vec3::new(long[0], 0.0, plan.south), Vec3::new(long[1], 0.0, plan.south), Vec3::new(long[1], -0.6, plan.south), Vec3::new(long[0], -0.6, plan.south)]);
        c.paint(&face, &scene.sheet(lift(stone, -0.16), 0x5706).gap(0.003));
    }
    let top = flat(long, [plan.south, plan.north + 0.3], 0.0);
    c.paint(&top, &scene.sheet(stone, 0x5707).gap(0.003).fog(scene.haze(scene.far * 1.3), 0.0));
    let mut joints = Shape::default();
    let mut z = plan.south + 1.2;
    while z < plan.north {
        joints = joints.and(flat([-40.0, 40.0], [z, z + 0.025], 0.0));
        z += 1.4;
    }
    for i in -24..24 {
        let x = 1.7 * f64::from(i) + 0.5 * f64::from(noise::unit(scene.seed ^ (i + 99) as u64));
        joints = joints.and(flat([x, x + 0.025], [plan.south, plan.north], 0.0));
    }
    c.paint_in(&joints, &scene.sheet(lift(stone, -0.055), 0x5708).flat(), Some(&top));
    for z in [plan.south + 0.32].into_iter().chain(plan.second_track.then_some(plan.north - 0.2)) {
        c.paint_in(&flat(long, [z, z + 0.14], 0.0), &scene.sheet(lift(p.pale, if scene.light.night { -0.25 } else { 0.0 }), 0x5709).flat(), Some(&top));
    }
}
