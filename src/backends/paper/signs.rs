//! Neon over a street: signs without letters.

use crate::plan::picture::{Extent, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::noise::Rng;
use super::scene::{Job, Scene};
use super::shape::{P, Shape};
use super::town::lamplit;

/// The sign the street is known by, on the side that the people leave free: tubes nearly white, their colour in the glow.
pub fn hanging<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let depth = scene.far + 10.0;
    let x = scene.picture.figures.iter().filter(|f| f.subject).find_map(|f| scene.lens.see(metres(f.at))).map_or(-0.2, |q| q[0]);
    let to = if x > 0.0 { -1.0 } else { 1.0 };
    let at = [to * super::town::beside(scene, to, [0.34, 0.41, 0.27, -0.42]), scene.lens.horizon.clamp(-0.1, 0.3) - 0.2];
    let k = 0.17f32;
    let colours = [[hex(0xff4f8a), hex(0x35d6e0)], [hex(0xff6a3d), hex(0x8a6bff)]][(scene.seed % 2) as usize];
    let pink = scene.setting.has("pink");
    let tint = if pink { hex(0xff4f8a) } else { colours[0] };
    let area = |r: f32| Extent { left: f64::from(at[0] - r), top: f64::from(at[1] - r), right: f64::from(at[0] + r), bottom: f64::from(at[1] + r) };
    out.push(Job {
        name: "neon sign".into(),
        depth,
        area: area(k * 1.4),
        blur: scene.blur(depth) * 0.7,
        glow: false,
        draw: Box::new(move |c| {
            let m = |p: P| [at[0] + p[0] * k, at[1] - p[1] * k];
            let lit = lamplit(scene);
            let tube = |c: &mut Canvas, line: &[P], own: Rgb, salt: u64| {
                let mut shape = Shape::default();
                for pair in line.windows(2) {
                    shape = shape.and(Shape::bar(m(pair[0]), m(pair[1]), 0.0028));
                }
                let ink = if lit { mix(own, hex(0xffffff), 0.72) } else { lift(own, -0.1) };
                c.paint(&shape, &scene.sheet(ink, salt).flat().lit(if lit { 0.0 } else { 1.0 }));
            };
            let board = at_light(scene.palette.ink, 0.19);
            c.paint(&Shape::poly(&[m([-0.62, -1.0]), m([-0.62, 1.05]), m([0.62, 1.05]), m([0.62, -1.0])]), &scene.sheet(board, 1).gap(0.005));
            c.paint(&Shape::bar(m([to * 0.6, 0.8]), m([to * 1.3, 0.8]), 0.004).and(Shape::bar(m([to * 0.6, -0.7]), m([to * 1.3, -0.7]), 0.004)), &scene.sheet(board, 2));
            tube(c, &[[-0.54, -0.92], [-0.54, 0.97], [0.54, 0.97], [0.54, -0.92], [-0.54, -0.92]], colours[1], 3);
            // A glass with its straw, and a star: signs need no letters.
            tube(c, &[[-0.36, 0.34], [0.36, 0.34], [0.0, -0.16], [-0.36, 0.34]], tint, 4);
            tube(c, &[[0.0, -0.16], [0.0, -0.58]], tint, 5);
            tube(c, &[[-0.24, -0.6], [0.24, -0.6]], tint, 6);
            tube(c, &[[0.08, 0.16], [0.34, 0.62]], colours[1], 7);
            let star: Vec<P> = (0..=10).map(|i| { let a = i as f32 / 10.0 * std::f32::consts::TAU; let r = if i % 2 == 0 { 0.17 } else { 0.07 }; [-0.16 + a.sin() * r, 0.68 + a.cos() * r] }).collect();
            tube(c, &star, hex(0xffd27a), 8);
        }),
    });
    if lamplit(scene) {
        out.push(Job {
            name: "neon light".into(),
            depth: depth - 0.02,
            area: area(k * 3.2),
            blur: 0.0,
            glow: true,
            draw: Box::new(move |c| {
                c.halo(at, k * 3.2, tint, 0.22);
                c.halo([at[0], at[1] + k * 0.2], k * 1.5, tint, 0.3);
                c.halo([at[0], at[1] - k * 0.5], k * 1.3, colours[1], 0.16);
            }),
        });
    }
}

/// A sign without letters: a tall box of tubes, hung across the pavement.
pub fn board(scene: &Scene, c: &mut Canvas, x: f64, z: f64, seed: u64) {
    let Some(s) = scene.lens.stand(Vec3::new(x, 4.2, z)) else { return };
    // Signs give way to profiles and hands.
    let reach = 0.14 + 0.3 * scene.lens.metre(scene.subject).min(0.6);
    if super::town::heads(scene, true).iter().any(|x| (x - s.at[0]).abs() < reach) {
        return;
    }
    let mut rng = Rng::new(seed ^ 0xee);
    let tube = [hex(0xff9ec2), hex(0x9ff0f4), hex(0xffd59a)][rng.below(3)];
    let board = Shape::rect(-0.55, 0.0, 0.55, 3.6);
    c.paint(&s.shape(&board), &scene.sheet(at_light(scene.palette.ink, 0.2), seed).gap(0.004));
    let ring = |a: f32, b: f32, d: f32, e: f32, w: f32| Shape::bar([a, b], [d, b], w).and(Shape::bar([d, b], [d, e], w)).and(Shape::bar([d, e], [a, e], w)).and(Shape::bar([a, e], [a, b], w));
    c.paint(&s.shape(&ring(-0.47, 0.1, 0.47, 3.5, 0.035)), &scene.sheet(tube, 1).flat().lit(0.0));
    let star = |y: f32, r: f32| {
        let points: Vec<P> = (0..10)
            .map(|i| {
                let a = i as f32 / 10.0 * std::f32::consts::TAU;
                let r = if i % 2 == 0 { r } else { r * 0.42 };
                [a.sin() * r, y + a.cos() * r]
            })
            .collect();
        Shape::poly(&points)
    };
    let other = [hex(0xffd59a), hex(0xff9ec2), hex(0x9ff0f4)][rng.below(3)];
    c.paint(&s.shape(&star(2.6, 0.3)), &scene.sheet(other, 2).flat().lit(0.0));
    c.paint(&s.shape(&Shape::poly(&[[0.0, 1.9], [0.3, 1.5], [0.0, 1.1], [-0.3, 1.5]])), &scene.sheet(tube, 3).flat().lit(0.0));
    c.paint(&s.shape(&Shape::bar([-0.3, 0.7], [0.3, 0.78], 0.05).and(Shape::bar([-0.3, 0.45], [0.3, 0.53], 0.05))), &scene.sheet(other, 4).flat().lit(0.0));
}
