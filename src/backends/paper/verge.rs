//! What stands beside the lens outdoors and holds the picture on one side: a bank, a drift, boughs, the corner of a house.

use crate::plan::picture::metres;

use super::colour::{at_light, mix};
use super::land::{snowy, soil};
use super::noise;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;
use super::words::Land;
use super::{plants, town};

/// A dark, soft shape close to the lens that holds the picture on one side.
pub fn near<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    // Looking steeply down there is nothing to stand beside the lens.
    if scene.picture.rank >= 6 || scene.near < 1.2 || scene.lens.aspect < 1.1 || scene.picture.camera.pitch < -18_000 {
        return;
    }
    let depth = (scene.near * 0.4).clamp(0.5, 6.0);
    if scene.sweeps(depth) {
        return;
    }
    let wood = matches!(scene.setting.land, Land::Forest | Land::Garden);
    let street = matches!(scene.setting.land, Land::Street | Land::Station);
    if matches!(scene.setting.land, Land::Bridge | Land::Harbour | Land::Deck | Land::Roof) {
        return;
    }
    out.push(Job {
        name: "near frame".into(),
        depth,
        area: EVERYWHERE,
        blur: 0.0034,
        glow: false,
        draw: Box::new(move |c| {
            // By day a bank in its own shade, not a hole in the picture.
            let ink = if scene.light.night { at_light(mix(scene.palette.ink, scene.palette.dark, 0.15), 0.19) } else { at_light(mix(mix(scene.palette.ink, scene.palette.dark, 0.4), soil(scene), 0.3), 0.28) };
            // Where snow lies the bank before the lens is a drift.
            let drift = snowy(scene) && !wood && !street;
            let ink = if drift { at_light(soil(scene), if scene.light.night { 0.4 } else { 0.66 }) } else { ink };
            let sheet = scene.sheet(ink, 0xf0).gap(0.0).lip(0.3).lit(0.6);
            let x = scene.picture.figures.first().and_then(|f| scene.lens.see(metres(f.at))).map_or(-0.1, |p| p[0]);
            let side = if x > 0.0 { -1.0 } else { 1.0 };
            if wood {
                plants::frame(scene, c, &sheet, side);
            } else if street {
                town::frame(scene, c, &sheet, side);
            } else {
                let [l, _, r, b] = c.area();
                let edge = scene.lens.aspect * 0.5;
                let mut points = Vec::new();
                let n = 40;
                for i in 0..=n {
                    let px = l + (r - l) * i as f32 / n as f32;
                    let t = (px * side / edge).clamp(-1.4, 1.4);
                    let y = 0.57 - 0.24 * ((t + 0.1).max(0.0)).powf(1.8) * 0.72 + 0.012 * noise::rough(px * 5.0, scene.seed ^ 0xf1, 3);
                    points.push([px, y]);
                }
                points.push([r, b + 0.2]);
                points.push([l, b + 0.2]);
                c.paint(&Shape::poly(&points), &sheet);
                if !drift && !matches!(scene.setting.land, Land::Ice | Land::Mountain | Land::Desert | Land::Harbour | Land::Deck | Land::Moon | Land::Station | Land::Bridge) {
                    plants::blades(scene, c, &sheet, side);
                }
            }
        }),
    });
}
