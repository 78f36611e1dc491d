//! Where the sea comes in: rows of breaking water along a beach, white on the sand.

use crate::plan::picture::{Extent, Sky};

use super::canvas::Canvas;
use super::colour::{at_light, hex, mix};
use super::land::ground_edge;
use super::noise;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let edge = ground_edge(scene);
    let depth = scene.far * 1.015 + 0.04;
    out.push(Job {
        name: "surf".into(),
        depth,
        area: Extent { top: f64::from(edge - below(scene, edge) * 0.34) - 0.1, bottom: f64::from(edge) + 0.12, ..EVERYWHERE },
        blur: scene.blur(depth * 1.4) * 0.7,
        glow: false,
        draw: Box::new(move |c| paint(scene, c, edge)),
    });
}

/// How far the sand begins under the horizon, in frame heights.
fn below(scene: &Scene, edge: f32) -> f32 {
    (edge - scene.lens.horizon).max(0.02)
}

fn paint(scene: &Scene, c: &mut Canvas, edge: f32) {
    let [l, _, r, _] = c.area();
    let rough = match scene.picture.weather.kind {
        Sky::Storm => 2.2f32,
        Sky::Wind => 1.5,
        _ => 1.0,
    };
    let cold = scene.palette.stain(hex(0x3d6a7c), 0.25);
    let dark = scene.light.night || super::colour::lightness(scene.light.sky[2]) < 0.5;
    let (water, white) = (at_light(cold, if dark { 0.36 } else { 0.55 }), at_light(mix(scene.palette.pale, cold, 0.12), if dark { 0.72 } else { 0.93 }));
    let below = below(scene, edge);
    let high = (below * 0.16).clamp(0.004, 0.03) * rough.sqrt();
    // Two rollers that are about to break, and the last of one on the sand.
    for (k, up) in [0.62f32, 0.28, -0.05].into_iter().enumerate() {
        let seed = scene.seed ^ (0x5f0 + k as u64);
        let y = edge - up * below * 0.5;
        let n = (((r - l) / 0.014) as usize).clamp(8, 500);
        let line = |i: usize, salt: u64, by: f32| -> P {
            let x = l - 0.05 + (r - l + 0.1) * i as f32 / n as f32;
            let a = scene.lens.heading(x) as f32;
            [x, y - by * high * (0.55 + 0.45 * noise::rough(a * (9.0 + 7.0 * k as f32), seed ^ salt, 3))]
        };
        if k < 2 {
            let mut roll: Vec<P> = (0..=n).map(|i| line(i, 0, 1.7)).collect();
            roll.extend((0..=n).rev().map(|i| line(i, 3, -0.6)));
            c.paint(&Shape::poly(&roll), &scene.sheet(water, 10 + k as u64).lit(0.5).gap(0.003).lip(0.8));
        }
        // Foam in scallops, torn where it runs out.
        let mut foam: Vec<P> = (0..=n).map(|i| line(i, 5, 0.5)).collect();
        foam.extend((0..=n).rev().map(|i| {
            let [x, y] = line(i, 7, -0.25);
            let a = scene.lens.heading(x) as f32 * (30.0 - 7.0 * k as f32);
            [x, y + high * (0.25 + 0.7 * (a * 3.1).sin().abs()) * if k == 2 { 1.5 } else { 0.7 }]
        }));
        c.paint(&Shape::poly(&foam), &scene.sheet(white, 20 + k as u64).lit(0.5).gap(0.002).shade(0.2).alpha(if k == 2 { 0.92 } else { 0.8 }));
    }
}
