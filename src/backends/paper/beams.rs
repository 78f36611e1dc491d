//! Shafts of light in the air, where a shot asks for volumetric light. They are added to the picture, never drawn into it.

use super::canvas::Canvas;
use super::noise::Rng;
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    if !scene.picture.light.volumetric {
        return;
    }
    out.push(Job {
        name: "beams".into(),
        depth: scene.far * 1.15 + 0.2,
        area: EVERYWHERE,
        blur: 0.0,
        glow: true,
        draw: Box::new(move |c| paint(scene, c)),
    });
}

fn paint(scene: &Scene, c: &mut Canvas) {
    let light = &scene.light;
    let strength = if light.warm { 0.16 } else if light.night { 0.08 } else { 0.1 };
    let warm = light.key;
    let most = warm.iter().copied().fold(0.01, f32::max);
    let tint = warm.map(|v| v / most);
    let mut rng = Rng::new(scene.seed ^ 0xbea);
    let (dx, dy) = (light.dir[0], light.dir[1]);
    // From beyond the frame's edge, across, gone before the other side.
    let from = [dx * scene.lens.aspect * 0.55, dy.min(-0.4) * 0.8];
    for i in 0..5u64 {
        let spread = (i as f32 - 2.0) * 0.2 + rng.sway() * 0.05;
        let (w0, w1) = (rng.range(0.015, 0.04), rng.range(0.06, 0.15));
        let end = [from[0] - dx * 1.25 + spread * 0.7, from[1] - dy * 1.25 + spread.abs() * 0.1];
        let start = [from[0] + spread * 0.35, from[1]];
        let beam = Shape::poly(&[[start[0] - w0, start[1]], [start[0] + w0, start[1]], [end[0] + w1, end[1]], [end[0] - w1, end[1]]]);
        let ink = tint.map(|v| v * strength * rng.range(0.6, 1.0));
        c.paint(&beam, &scene.sheet(ink, i).flat().grain(0.0).fade([0.0; 3], start, end).blur(0.018));
    }
}
