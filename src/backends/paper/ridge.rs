//! A snow crest under the people's feet, with its strips, slabs and footprints.

use crate::plan::picture::metres;

use super::canvas::Canvas;
use super::colour::{at_light, lift, mix};
use super::noise::{self, Rng};
use super::scene::Scene;
use super::shape::{P, Shape};

/// A crest under the people's feet, from which lit strips hang over a dark flank.
pub fn paint(scene: &Scene, c: &mut Canvas) {
    let [l, _, r, b] = c.area();
    let seed = scene.seed ^ 0x81d;
    let p = &scene.palette;
    let feet: Vec<P> = scene.picture.figures.iter().filter_map(|f| scene.lens.see(metres(f.at))).collect();
    let level = feet.first().map_or(scene.lens.ground(scene.subject, 0.0), |f| f[1]);
    let summit = summit(scene);
    let line = |x: f32| -> f32 {
        // Two flanks, hollow towards the valley, one longer than the other.
        let away = (x - summit) / if x < summit { 0.30 } else { 0.22 };
        let rise = 1.0 / (1.0 + (away * away + 0.02).powf(0.8));
        let free = level + 0.05 * noise::rough(x * 1.3, seed, 4) - 0.235 * rise;
        // The crest passes exactly under each pair of feet.
        let mut y = free;
        for f in &feet {
            let near = (-((x - f[0]) / 0.16).powi(2)).exp();
            y += (f[1] + 0.004 - y) * near;
        }
        y
    };
    let n = (((r - l) / 0.014) as usize).clamp(10, 500);
    let xs: Vec<f32> = (0..=n).map(|i| l - 0.03 + (r - l + 0.06) * i as f32 / n as f32).collect();
    let body = |drop: &dyn Fn(f32) -> f32| -> Shape {
        let mut points: Vec<P> = xs.iter().map(|&x| [x, line(x) + drop(x)]).collect();
        points.push([r + 0.1, b + 0.3]);
        points.push([l - 0.1, b + 0.3]);
        Shape::poly(&points)
    };
    let whole = body(&|_| 0.0);
    let deep = at_light(mix(p.dark, p.ink, 0.35), 0.4);
    c.paint(&whole, &scene.sheet(deep, seed).fade(mix(deep, p.ink, 0.6), [0.0, level], [0.0, level + 0.7]).fog(0.06, 0.0));
    let side = scene.light.dir[0].signum();
    // Slabs of the lee side, darker and lighter by turns, cut by long straight edges.
    let mut rng = Rng::new(seed);
    let mut x = l - 0.1;
    let mut turn = 0u64;
    while x < r + 0.1 && turn < 40 {
        let w = rng.range(0.08, 0.46);
        let (top, lean) = (line(x + w * 0.5) + 0.02, rng.sway() * 0.08);
        let slab = Shape::poly(&[[x, line(x)], [x + w * 0.6, top], [x + w + lean, b + 0.1], [x - 0.04 + lean * 2.0, b + 0.1]]).cut(seed + turn, 0.05, 0.003);
        let ink = lift(mix(p.dark, p.mid, rng.range(0.05, 0.3)), rng.range(-0.08, 0.02));
        c.paint_in(&slab, &scene.sheet(ink, 500 + turn).gap(0.006).fade(mix(ink, p.ink, 0.5), [0.0, top], [0.0, top + 0.55]), Some(&whole));
        x += w * rng.range(0.8, 1.3);
        turn += 1;
    }
    // Lit strips from the crest, deepest first.
    for k in (0..4u64).rev() {
        let salt = seed ^ (k + 11);
        let depth = [0.03, 0.085, 0.165, 0.27][k as usize];
        let mut points: Vec<P> = xs.iter().map(|&x| [x, line(x)]).collect();
        let mut x = r + 0.03;
        let mut down = true;
        let mut rng = Rng::new(salt);
        while x > l - 0.03 {
            // Some stretches hang far down, some hardly at all; one side of a tooth is steep.
            let swell = 0.35 + 0.85 * (0.5 + 0.5 * noise::along(x * 1.9, salt ^ 3)).powf(1.4);
            let reach = depth * swell * if down { rng.range(0.9, 1.5) } else { rng.range(0.2, 0.6) };
            points.push([x, line(x) + reach]);
            let step = rng.range(0.35, 1.5) * (0.07 + 0.055 * k as f32);
            if down {
                points.push([x - step * 0.22, line(x - step * 0.22) + reach * rng.range(0.55, 0.8)]);
            }
            x -= step * if down { 0.5 } else { 1.0 };
            down = !down;
        }
        let ink = mix(p.pale, p.mid, [0.0, 0.22, 0.48, 0.8][k as usize]);
        let ink = if k == 0 { lift(ink, 0.02) } else { ink };
        let light_end = mix(ink, p.mid, 0.3);
        c.paint_in(
            &Shape::poly(&points).cut(salt, 0.016, 0.002),
            &scene.sheet(ink, salt).fade(light_end, [side * 0.8, 0.0], [-side * 0.8, 0.0]).gap(0.006).shade(scene.light.dark),
            Some(&whole),
        );
    }
    if let Some(first) = feet.first() {
        tracks(scene, c, *first, &line);
    }
}

/// Where the ridge is highest, away from the people.
pub fn summit(scene: &Scene) -> f32 {
    let x = scene.picture.figures.first().and_then(|f| scene.lens.see(metres(f.at))).map_or(0.0, |p| p[0]);
    let side = if x.abs() < 0.02 { scene.light.dir[0].signum() } else { -x.signum() };
    side * scene.lens.aspect * 0.17
}

/// Footprints back along the way someone came.
fn tracks(scene: &Scene, c: &mut Canvas, from: P, line: &dyn Fn(f32) -> f32) {
    let Some(figure) = scene.picture.figures.first() else { return };
    let metre = scene.lens.metre(scene.subject);
    if metre > 0.14 {
        return;
    }
    let way = (f64::from(figure.yaw) / 1000.0).to_radians() - scene.lens.yaw;
    let back = if way.sin() >= 0.0 { -1.0 } else { 1.0 };
    for i in 1..34 {
        let x = from[0] + back * metre * 0.42 * i as f32;
        let y = line(x) + metre * if i % 2 == 0 { 0.07 } else { 0.13 };
        let s = metre * 0.05;
        c.paint(&Shape::rect(x - s, y - s * 0.3, x + s, y + s * 0.35), &scene.sheet(lift(scene.palette.mid, -0.1), i).flat().alpha(0.7));
    }
}
