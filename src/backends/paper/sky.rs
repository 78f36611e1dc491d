//! The sky: paper graded by the hour, with sun, moon, stars and torn clouds. Weather in front of it is drawn elsewhere.

use crate::plan::picture::{Extent, Hour, Sky};

use super::canvas::Canvas;
use super::colour::{at_light, lift, lightness, mix};
use super::light::{Source, ember};
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::words::Land;

pub const DEPTH: f64 = 4000.0;

/// Where sun or moon stands, in frame heights.
pub fn orb(scene: &Scene) -> P {
    let side = scene.light.dir[0].signum();
    let x = side * scene.lens.aspect * (0.2 + 0.08 * noise::unit(scene.seed ^ 3));
    let up = match scene.picture.hour {
        Hour::Dawn => 0.0,
        Hour::Dusk => 0.02,
        Hour::MagicHour => 0.085,
        Hour::Night | Hour::Evening => 0.34,
        Hour::Morning | Hour::Afternoon => 0.3,
        Hour::Day | Hour::Noon => 0.5,
    };
    let y = scene.lens.horizon.clamp(-0.45, 0.6) - up;
    [x, if scene.light.night { y.max(-0.36) } else { y }]
}

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    out.push(Job {
        name: "sky".into(),
        depth: DEPTH,
        area: EVERYWHERE,
        blur: scene.blur(DEPTH),
        glow: false,
        draw: Box::new(move |c| paint(scene, c)),
    });
    let at = orb(scene);
    let clear = matches!(scene.picture.weather.kind, Sky::Clear | Sky::Wind | Sky::Snow);
    let low = matches!(scene.picture.hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour);
    if clear && (low || (scene.light.night && scene.light.source == Source::Moon)) {
        let r = if low { 0.5 } else { 0.42 };
        let (r64, x, y) = (f64::from(r), f64::from(at[0]), f64::from(at[1]));
        let strength = if low { 0.2 } else { 0.16 };
        out.push(Job {
            name: if low { "sunlight".into() } else { "moonlight".into() },
            depth: DEPTH * 0.98,
            area: Extent { left: x - r64, top: y - r64, right: x + r64, bottom: y + r64 },
            blur: 0.0,
            glow: true,
            draw: Box::new(move |c| {
                let tint = if low { [1.0, 0.82, 0.55] } else { [0.8, 0.84, 1.0] };
                c.halo(at, r, tint, strength);
                c.halo(at, r * 0.4, tint, strength);
            }),
        });
    }
}

/// The sky's paper, its lights and its clouds, over the whole layer.
pub fn paint(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    if scene.setting.land == Land::Moon && scene.setting.room.is_none() {
        // No air: black at noon, and the stars stay.
        let black = at_light(mix(scene.palette.ink, super::colour::hex(0x10131f), 0.6), 0.13);
        c.paint(&Shape::rect(l - 1.0, t - 1.0, r + 1.0, b + 1.0), &scene.sheet(black, 1).flat().lit(0.0).fade(lift(black, 0.05), [0.0, scene.lens.horizon - 0.6], [0.0, scene.lens.horizon]));
        stars(scene, c, &mut Rng::new(scene.seed ^ 0x51), scene.lens.horizon + 0.1);
        return;
    }
    let sky = scene.light.sky;
    let horizon = scene.lens.horizon.clamp(-0.6, 0.85);
    let zenith = horizon - 0.85;
    let knee = horizon - 0.3;
    // By day the air is brighter towards the light.
    let lit = if scene.light.night { 0.0 } else if scene.picture.rank >= 7 { 0.9 } else { 0.6 };
    let paper = |ink, salt| scene.sheet(ink, salt).flat().lit(lit).grain(0.014);
    c.paint(&Shape::rect(l - 1.0, t - 1.0, r + 1.0, b + 1.0), &paper(sky[0], 1).fade(sky[1], [0.0, zenith], [0.0, knee]));
    if b > knee {
        c.paint(&Shape::rect(l - 1.0, knee, r + 1.0, b + 1.0), &paper(sky[1], 1).fade(sky[2], [0.0, knee], [0.0, horizon]));
    }
    if scene.picture.rank >= 7 && !scene.light.night {
        // Behind a face the air glows on the light's side.
        let x = scene.light.dir[0].signum() * scene.lens.aspect * 0.36;
        let glow = at_light(mix(scene.palette.pale, sky[2], 0.4), 0.93);
        c.paint(&Shape::round(x, horizon - 0.04, 0.5, 0.36), &scene.sheet(glow, 7).flat().lit(0.2).alpha(0.6).blur(0.11));
    }
    let kind = scene.picture.weather.kind;
    let clear = matches!(kind, Sky::Clear | Sky::Wind);
    let open = clear || kind == Sky::Snow;
    let hour = scene.picture.hour;
    let at = orb(scene);
    let mut rng = Rng::new(scene.seed ^ 0x51);
    if matches!(hour, Hour::Night | Hour::Evening) && clear {
        stars(scene, c, &mut rng, horizon);
    }
    if hour == Hour::Night && open {
        moon(scene, c, at);
    } else if matches!(hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour) && open {
        let warm = ember(&scene.palette);
        let hot = at_light(mix(warm, scene.palette.pale, 0.55), 0.93);
        for (i, k) in [4.2f32, 2.9, 1.9].into_iter().enumerate() {
            let ring = Shape::round(at[0], at[1], 0.05 * k * 1.5, 0.05 * k).cut(scene.seed ^ i as u64, 0.02, 0.004);
            c.paint(&ring, &paper(hot, 20 + i as u64).alpha(0.12).lip(0.3));
        }
        c.paint(&Shape::round(at[0], at[1], 0.042, 0.042), &paper(lift(hot, 0.04), 24).lip(0.4));
    }
    match kind {
        Sky::Storm => {
            let dark = |by: f32| at_light(sky[0], (lightness(sky[0]) - by).max(0.185));
            bank(scene, c, horizon - 0.24, dark(0.07), 0xba1);
            bank(scene, c, horizon - 0.4, dark(0.14), 0xba2);
        }
        Sky::Rain => bank(scene, c, horizon - 0.36, lift(sky[0], -0.055), 0xba3),
        // Rolls of cloud behind one another, from the far ones over the horizon to the near ones overhead.
        Sky::Overcast => {
            for (k, high) in [0.13, 0.25, 0.4].into_iter().enumerate() {
                let ink = at_light(mix(sky[1], sky[2], 0.5 - 0.25 * k as f32), lightness(sky[1]) + [0.015, -0.03, -0.075][k]);
                bank(scene, c, horizon - high, ink, 0xba4 + k as u64);
            }
        }
        _ => {}
    }
    clouds(scene, c, &mut rng, horizon);
}

/// The torn underside of a roof of cloud, hanging down to `low`.
fn bank(scene: &Scene, c: &mut Canvas, low: f32, ink: super::colour::Rgb, salt: u64) {
    let [l, t, r, _] = c.area();
    if low + 0.2 < t {
        return;
    }
    let n = (((r - l) / 0.02) as usize).clamp(8, 300);
    let mut points: Vec<P> = vec![[r + 0.1, t - 0.3], [l - 0.1, t - 0.3]];
    for i in 0..=n {
        let x = l - 0.1 + (r - l + 0.2) * i as f32 / n as f32;
        let a = scene.lens.heading(x) as f32 * 4.0;
        // The cloud hangs in round bellies, each as deep as it likes, with notches between them.
        let u = a * 1.7 + 0.35 * noise::along(a * 0.9, scene.seed ^ salt ^ 5);
        let deep = 0.35 + 0.65 * noise::unit(scene.seed ^ salt ^ noise::hash((u.floor() as i64 + 4096) as u64));
        let belly = deep * (1.0 - (2.0 * (u - u.floor()) - 1.0).powi(2)).max(0.0).sqrt();
        points.push([x, low - 0.06 + 0.085 * belly + 0.006 * noise::along(a * 9.0, scene.seed ^ salt)]);
    }
    c.paint(&Shape::poly(&points), &scene.sheet(ink, salt).lit(0.25).gap(0.008).shade(0.2).lip(0.35).blur(0.004));
}

fn stars(scene: &Scene, c: &mut Canvas, rng: &mut Rng, horizon: f32) {
    let [l, t, r, _] = c.area();
    let n = ((r - l) * 26.0) as usize;
    for i in 0..n.min(160) {
        let (x, u) = (rng.range(l, r), rng.unit());
        let y = t + (horizon - 0.12 - t) * u * u.sqrt();
        let size = rng.range(0.0008, 0.0021) * if rng.chance(0.1) { 1.6 } else { 1.0 };
        let alpha = rng.range(0.3, 0.95);
        let ink = lift(scene.palette.pale, 0.03);
        let star = Shape::poly(&[[x - size, y], [x, y - size * 1.3], [x + size, y], [x, y + size * 1.3]]);
        c.paint(&star, &scene.sheet(ink, i as u64).flat().lit(0.0).alpha(alpha));
    }
}

fn moon(scene: &Scene, c: &mut Canvas, at: P) {
    let r = 0.1 + 0.035 * noise::unit(scene.seed ^ 77);
    let ink = at_light(mix(scene.palette.pale, super::colour::hex(0xfdf3d6), 0.7), 0.95);
    for (i, k) in [2.9f32, 2.15, 1.55].into_iter().enumerate() {
        let ring = Shape::round(at[0], at[1], r * k, r * k).cut(scene.seed ^ i as u64, 0.03, 0.004);
        c.paint(&ring, &scene.sheet(ink, 30 + i as u64).flat().lit(0.0).lip(0.5).alpha(0.075));
    }
    let disc = Shape::round(at[0], at[1], r, r).cut(scene.seed, 0.012, 0.0006);
    c.paint(&disc, &scene.sheet(ink, 40).lit(0.0).gap(0.004).shade(0.25).lip(0.3));
    let mut rng = Rng::new(scene.seed ^ 0x1a);
    for i in 0..5 {
        let (a, d) = (rng.range(0.0, std::f32::consts::TAU), rng.range(0.15, 0.75) * r);
        let size = r * rng.range(0.08, 0.24);
        let spot = Shape::round(at[0] + a.cos() * d, at[1] + a.sin() * d, size, size * 0.85).cut(i, 0.01, 0.0015);
        c.paint_in(&spot, &scene.sheet(lift(ink, -0.055), 44 + i).lit(0.0).gap(0.0).lip(-0.35), Some(&disc));
    }
}

fn clouds(scene: &Scene, c: &mut Canvas, rng: &mut Rng, horizon: f32) {
    let [l, _, r, _] = c.area();
    let kind = scene.picture.weather.kind;
    let sky = scene.light.sky;
    let warm = ember(&scene.palette);
    let (n, alpha) = match kind {
        Sky::Clear => (4, 0.6),
        Sky::Wind => (6, 0.6),
        Sky::Snow => (4, 0.45),
        Sky::Storm => (8, 0.8),
        Sky::Overcast => (9, 0.55),
        Sky::Rain => (5, 0.5),
        Sky::Fog | Sky::Dust => (2, 0.3),
    };
    let low = matches!(scene.picture.hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour);
    for i in 0..n {
        let t = (i as f32 + rng.range(0.2, 0.8)) / n as f32;
        let y = horizon - 0.05 - 0.62 * t * t.sqrt();
        let x = rng.range(-scene.lens.aspect * 0.55, scene.lens.aspect * 0.55);
        let half = rng.range(0.22, 0.6) * (0.7 + 0.5 * t);
        let thick = rng.range(0.008, 0.022) * (0.5 + 1.4 * t) * match kind {
            Sky::Storm => 2.2,
            Sky::Overcast => 1.8,
            _ => 1.0,
        };
        if x + half < l || x - half > r {
            continue;
        }
        let steps = 18;
        let seed = scene.seed ^ (0xc0 + i as u64);
        let mut points: Vec<[f32; 3]> = Vec::new();
        for k in 0..=steps {
            let u = k as f32 / steps as f32;
            let body = (u * std::f32::consts::PI).sin().max(0.0).powf(0.7);
            points.push([x - half + 2.0 * half * u, y - thick * body * (0.75 + 0.9 * noise::along(u * 5.0, seed).abs()), 0.0]);
        }
        for k in (1..steps).rev() {
            let u = k as f32 / steps as f32;
            let body = (u * std::f32::consts::PI).sin().max(0.0).powf(0.7);
            points.push([x - half + 2.0 * half * u, y + thick * 0.35 * body * (1.0 + 0.5 * noise::along(u * 3.0, seed ^ 5)), 0.0]);
        }
        let shape = Shape::curve(&points).cut(seed, 0.012, 0.0016);
        let near_glow = low && t < 0.55 && !matches!(kind, Sky::Storm | Sky::Rain | Sky::Overcast);
        let ink = if near_glow {
            mix(lift(sky[2], 0.03), at_light(warm, 0.84), 0.45)
        } else if kind == Sky::Storm {
            lift(sky[1], if i % 2 == 0 { -0.08 } else { 0.03 })
        } else if scene.light.night {
            lift(sky[1], 0.05)
        } else {
            lift(mix(sky[1], sky[2], 0.6), 0.045)
        };
        c.paint(&shape, &scene.sheet(ink, 60 + i as u64).lit(0.0).alpha(alpha).gap(0.004).shade(0.12).lip(0.5));
    }
}
