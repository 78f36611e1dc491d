//! Animals on four legs that are neither dog nor cat: horses, cows, bears, rabbits. Cut from the side, one way for all, from
//! the proportions of each.

use crate::film::Creature;
use crate::plan::picture::Pose;
use crate::stage::body::{anatomy, head_of};

use super::animal::{Animal, step};
use super::colour::{Rgb, at_light, hex, lift, lightness, mix};
use super::scene::Scene;
use super::shape::{P, Shape};

#[derive(Clone, Copy, PartialEq)]
enum Ears {
    Up,
    Aside,
    Round,
    Long,
}

#[derive(Clone, Copy, PartialEq)]
enum Tail {
    Hair,
    Rope,
    Stub,
    Thin,
    Bush,
}

/// Proportions over the standing height.
struct Cut {
    /// Half the trunk's length, and the back's height.
    half: f32,
    back: f32,
    leg: f32,
    neck: [f32; 2],
    ears: Ears,
    tail: Tail,
    /// How far the muzzle points down.
    drop: f32,
    coat: u32,
    hoof: bool,
}

fn cut(creature: Creature) -> Cut {
    use Creature::*;
    let (half, back, leg, neck, ears, tail, drop, coat, hoof) = match creature {
        Horse => (0.4, 0.72, 0.05, [0.13, 0.075], Ears::Up, Tail::Hair, 0.36, 0x6b4327, true),
        Cow => (0.5, 0.82, 0.055, [0.16, 0.1], Ears::Aside, Tail::Rope, 0.3, 0x7b5a42, true),
        Sheep => (0.4, 0.78, 0.042, [0.14, 0.09], Ears::Aside, Tail::Stub, 0.26, 0xe2dccb, true),
        Goat => (0.38, 0.76, 0.036, [0.11, 0.07], Ears::Aside, Tail::Stub, 0.26, 0xc9bda4, true),
        Pig => (0.5, 0.78, 0.06, [0.2, 0.15], Ears::Aside, Tail::Stub, 0.12, 0xd9a394, true),
        Deer => (0.34, 0.64, 0.03, [0.085, 0.05], Ears::Aside, Tail::Stub, 0.24, 0x8f5f38, true),
        Bear => (0.5, 0.82, 0.1, [0.2, 0.15], Ears::Round, Tail::Stub, 0.14, 0x4d3423, false),
        Lion => (0.48, 0.74, 0.065, [0.16, 0.12], Ears::Round, Tail::Rope, 0.12, 0xb98a4e, false),
        Rabbit => (0.3, 0.52, 0.06, [0.12, 0.1], Ears::Long, Tail::Stub, 0.1, 0x8d7458, false),
        Mouse => (0.46, 0.62, 0.05, [0.2, 0.16], Ears::Round, Tail::Thin, 0.1, 0x8a8078, false),
        _ => (0.3, 0.5, 0.05, [0.12, 0.1], Ears::Up, Tail::Bush, 0.08, 0x8f5230, false),
    };
    Cut { half, back, leg, neck, ears, tail, drop, coat, hoof }
}

fn leg(root: P, dx: f32, up: f32, w: f32, hoof: bool) -> (Shape, Shape) {
    let foot = [root[0] + dx, up];
    let knee = [root[0] + dx * 0.4 + w * 0.3, root[1] * 0.5 + up * 0.5];
    let shin = Shape::ribbon(&[[root[0], root[1] + w, w * 1.9], [knee[0], knee[1], w * 0.9], [foot[0], foot[1] + w * 0.8, w * 0.75]]);
    let (h, t) = if hoof { (w * 1.1, w * 1.0) } else { (w * 0.9, w * 1.9) };
    let paw = Shape::curve(&[[foot[0] - w * 0.85, foot[1] + h, 0.0], [foot[0] + w * 0.8, foot[1] + h, 0.0], [foot[0] + t, foot[1] + h * 0.3, 0.0], [foot[0] + t, foot[1], 1.0], [foot[0] - w * 0.95, foot[1], 1.0]]);
    (shin, paw)
}

/// The pieces over the standing height, looking to the right, y up, `phase` of the way through the movement.
pub fn pieces(scene: &Scene, animal: &Animal, pose: Pose, phase: f32) -> Vec<(Shape, Rgb)> {
    let p = &scene.palette;
    let kind = animal.creature;
    let k = cut(kind);
    let coat = p.stain(animal.coat.unwrap_or(hex(k.coat)), 0.15);
    let coat = at_light(coat, lightness(coat).clamp(0.3, 0.85));
    let (far, near, shade) = (lift(coat, -0.075), lift(coat, 0.015), lift(coat, -0.05));
    let pale = animal.patch.map_or(mix(coat, p.pale, 0.55), |c| p.stain(c, 0.1));
    let dark = at_light(mix(p.ink, hex(0x1c1512), 0.6), 0.2);
    let anat = anatomy(kind);
    let legs = anat.legs as f32;
    let f = anat.face as f32;
    let low = matches!(pose, Pose::Lie | Pose::Sit | Pose::Kneel | Pose::Crouch);
    // What has hooves lies down whole, the others sit on their haunches.
    let sits = low && pose != Pose::Lie && !k.hoof;
    let lies = low && !sits;
    let down = if lies { legs * 0.72 } else { 0.0 };
    let [hx, hy] = head_of(kind, if lies { Pose::Lie } else { pose }).map(|v| v as f32);
    let nod = 0.012 * (phase * std::f32::consts::TAU).sin();
    let head = |x: f32, y: f32| -> P { [hx + x * f, hy + nod + y * f] };
    let head3 = |x: f32, y: f32, corner: f32| -> [f32; 3] { [hx + x * f, hy + nod + y * f, corner] };
    let (h, top, belly) = (k.half, k.back - down, legs * 0.92 - down);
    let mut out: Vec<(Shape, Rgb)> = Vec::new();
    let foot_ink = if k.hoof { dark } else { shade };
    if sits {
        out.push((Shape::curve(&[[-h * 0.9, 0.02, 1.0], [-h * 1.05, top * 0.3, 0.0], [-h * 0.5, top * 0.72, 0.0], [h * 0.4, top * 1.02, 0.0], [h * 0.95, top * 0.86, 0.0], [h * 0.9, top * 0.4, 0.0], [h * 0.5, 0.02, 1.0]]), coat));
        out.push((Shape::curve(&[[-h, 0.0, 1.0], [-h * 0.95, top * 0.4, 0.0], [-h * 0.3, top * 0.46, 0.0], [h * 0.1, top * 0.16, 0.0], [h * 0.3, 0.0, 1.0]]), near));
        let (shin, paw) = leg([h * 0.75, top * 0.5], 0.04, 0.0, k.leg, k.hoof);
        out.push((shin, near));
        out.push((paw, foot_ink));
    } else {
        if !lies {
            for (x, half_way) in [(-0.7, 0.0), (0.66, 0.5)] {
                let (dx, up) = step(pose, phase, half_way);
                let (shin, paw) = leg([h * x, belly + 0.04], dx * legs * 1.8, up, k.leg, k.hoof);
                out.push((shin, far));
                out.push((paw, lift(foot_ink, -0.03)));
            }
        }
        let sway = 0.02 * (phase * std::f32::consts::TAU).sin();
        match k.tail {
            Tail::Hair => out.push((Shape::ribbon(&[[-h * 0.96, top - 0.04, 0.03], [-h * 1.16 + sway, top - 0.2, 0.055], [-h * 1.12 + sway * 2.0, top * 0.42, 0.02]]), far)),
            Tail::Rope => {
                out.push((Shape::ribbon(&[[-h * 0.96, top - 0.05, 0.024], [-h * 1.1 + sway, top * 0.7, 0.014], [-h * 1.06 + sway * 2.0, top * 0.46, 0.014]]), shade));
                out.push((Shape::round(-h * 1.06 + sway * 2.0, top * 0.42, 0.035, 0.06), far));
            }
            Tail::Stub => out.push((Shape::round(-h * 1.0, top - 0.1, 0.07, 0.075), pale)),
            Tail::Thin => out.push((Shape::ribbon(&[[-h * 0.94, top * 0.4, 0.035], [-h * 1.5, top * 0.2 + sway, 0.02], [-h * 2.2, top * 0.36 + sway, 0.006]]), mix(coat, hex(0xd0a092), 0.5))),
            Tail::Bush => out.push((Shape::ribbon(&[[-h * 0.9, 0.16, 0.06], [-h * 1.5, 0.4, 0.13], [-h * 1.3 + sway, 0.8, 0.15], [-h * 1.75 + sway, 0.98, 0.05]]), lift(coat, -0.02))),
        }
    }
    // Neck behind the trunk's near side, then the trunk.
    let chest = if sits { [h * 0.5, top * 0.85] } else { [h * 0.72, top - k.neck[0] * 0.8] };
    let nape = head(-0.26, 0.0);
    out.push((Shape::ribbon(&[[chest[0] - 0.06, chest[1] - 0.02, k.neck[0] * 1.1], [(chest[0] + nape[0]) * 0.5, (chest[1] + nape[1]) * 0.5 + 0.02, (k.neck[0] + k.neck[1]) * 0.5], [nape[0], nape[1], k.neck[1]]]), coat));
    if !sits {
        let trunk = Shape::curve(&[
            [-h, (top + belly) * 0.5 + 0.04, 0.0],
            [-h * 0.82, top * 0.99, 0.0],
            [-h * 0.1, top * 0.955, 0.0],
            [h * 0.62, top, 0.0],
            [h, top - (top - belly) * 0.34, 0.0],
            [h * 0.9, belly + (top - belly) * 0.12, 0.0],
            [h * 0.3, belly - 0.005, 0.0],
            [-h * 0.5, belly + 0.02, 0.0],
            [-h * 0.94, belly + (top - belly) * 0.2, 0.0],
        ]);
        out.push((trunk.clone(), coat));
        out.push((Shape::curve(&[[-h * 0.8, belly + 0.06, 0.0], [-h * 0.2, belly + 0.1, 0.0], [h * 0.5, belly + 0.06, 0.0], [h * 0.86, belly + 0.12, 0.0], [h * 0.3, belly, 0.0], [-h * 0.5, belly + 0.02, 0.0]]), if animal.patch.is_some() { pale } else { shade }));
        if kind == Creature::Cow {
            // A hide of two colours.
            out.push((Shape::curve(&[[-h * 0.6, top * 0.95, 0.0], [-h * 0.1, top * 0.93, 0.0], [-h * 0.16, top * 0.72, 0.0], [-h * 0.5, top * 0.68, 0.0]]), mix(coat, p.pale, 0.75)));
            out.push((Shape::curve(&[[h * 0.2, top * 0.74, 0.0], [h * 0.56, top * 0.8, 0.0], [h * 0.6, top * 0.6, 0.0], [h * 0.3, top * 0.58, 0.0]]), mix(coat, p.pale, 0.7)));
        }
        if kind == Creature::Sheep {
            let mut wool = Shape::default();
            for i in 0..9 {
                let t = i as f32 / 8.0;
                wool = wool.and(Shape::round(-h * 0.95 + 1.9 * h * t, top - 0.01 - 0.03 * (2.0 * t - 1.0).powi(2), 0.075, 0.06));
            }
            out.push((wool, lift(coat, 0.01)));
        }
        if lies {
            let (a, b) = (h * 0.55, -h * 0.45);
            out.push((Shape::ribbon(&[[a, 0.09, k.leg * 1.8], [a + 0.14, 0.05, k.leg], [a - 0.02, 0.035, k.leg * 0.8]]), near));
            out.push((Shape::ribbon(&[[b, 0.1, k.leg * 2.2], [b + 0.18, 0.05, k.leg], [b + 0.02, 0.035, k.leg * 0.8]]), near));
        } else {
            for (x, half_way) in [(-0.82, 0.5), (0.78, 0.0)] {
                let (dx, up) = step(pose, phase, half_way);
                let (shin, paw) = leg([h * x, belly + 0.05], dx * legs * 1.8, up, k.leg, k.hoof);
                out.push((shin, near));
                out.push((paw, foot_ink));
            }
        }
    }
    head_pieces(&mut out, &k, animal, (coat, far, near, pale, dark), &head, &head3);
    if let Some(band) = animal.band {
        let at = [(chest[0] + nape[0] * 2.0) / 3.0, (chest[1] + nape[1] * 2.0) / 3.0];
        let w = k.neck[1] * 1.15;
        out.push((Shape::bar([at[0] - w, at[1] + w * 0.35], [at[0] + w, at[1] - w * 0.35], w * 0.28), band));
    }
    out
}

type Inks = (Rgb, Rgb, Rgb, Rgb, Rgb);

fn head_pieces(out: &mut Vec<(Shape, Rgb)>, k: &Cut, animal: &Animal, (coat, far, near, pale, dark): Inks, head: &dyn Fn(f32, f32) -> P, head3: &dyn Fn(f32, f32, f32) -> [f32; 3]) {
    let kind = animal.creature;
    let d = k.drop;
    if kind == Creature::Lion && animal.mane {
        out.push((Shape::curve(&[head3(-0.62, -0.3, 1.0), head3(-0.7, 0.16, 1.0), head3(-0.46, 0.5, 1.0), head3(-0.08, 0.56, 1.0), head3(0.16, 0.34, 0.0), head3(0.08, -0.3, 0.0), head3(-0.1, -0.62, 1.0), head3(-0.44, -0.6, 1.0)]), lift(far, -0.04)));
    }
    if kind == Creature::Horse {
        out.push((Shape::ribbon(&[[head(-0.1, 0.32)[0], head(-0.1, 0.32)[1], 0.03], [head(-0.5, 0.1)[0], head(-0.5, 0.1)[1], 0.055], [head(-0.9, -0.6)[0], head(-0.9, -0.6)[1], 0.03]]), lift(far, -0.06)));
    }
    let horn = mix(pale, hex(0xd8c9a0), 0.7);
    match kind {
        Creature::Deer if animal.antlers => {
            for (x, tone) in [(-0.16, -0.08), (-0.04, 0.0)] {
                let a = |u: f32, v: f32| head(x + u, 0.26 + v);
                let branch = |from: P, to: P, w: f32| Shape::bar(from, to, w);
                let stem = Shape::ribbon(&[[a(0.0, 0.0)[0], a(0.0, 0.0)[1], 0.014], [a(-0.22, 0.4)[0], a(-0.22, 0.4)[1], 0.012], [a(-0.06, 0.95)[0], a(-0.06, 0.95)[1], 0.006]]);
                out.push((stem.and(branch(a(-0.14, 0.25), a(0.14, 0.5), 0.009)).and(branch(a(-0.21, 0.5), a(-0.46, 0.76), 0.008)).and(branch(a(-0.16, 0.66), a(0.1, 0.84), 0.007)), lift(horn, tone - 0.12)));
            }
        }
        Creature::Cow => out.push((Shape::ribbon(&[[head(-0.2, 0.26)[0], head(-0.2, 0.26)[1], 0.026], [head(-0.02, 0.5)[0], head(-0.02, 0.5)[1], 0.018], [head(0.12, 0.62)[0], head(0.12, 0.62)[1], 0.004]]), horn)),
        Creature::Goat => out.push((Shape::ribbon(&[[head(-0.14, 0.26)[0], head(-0.14, 0.26)[1], 0.024], [head(-0.3, 0.62)[0], head(-0.3, 0.62)[1], 0.018], [head(-0.56, 0.76)[0], head(-0.56, 0.76)[1], 0.004]]), lift(horn, -0.1))),
        _ => {}
    }
    let ears = |x: f32| -> Shape {
        match k.ears {
            Ears::Up => Shape::poly(&[head(x - 0.1, 0.22), head(x - 0.02, 0.56), head(x + 0.12, 0.24)]),
            Ears::Aside => Shape::curve(&[head3(x, 0.22, 1.0), head3(x - 0.16, 0.34, 0.0), head3(x - 0.4, 0.22, 1.0), head3(x - 0.18, 0.12, 0.0)]),
            Ears::Round => Shape::curve(&[head3(x - 0.13, 0.2, 0.0), head3(x - 0.12, 0.42, 0.0), head3(x + 0.04, 0.46, 0.0), head3(x + 0.12, 0.26, 0.0)]),
            Ears::Long => Shape::curve(&[head3(x - 0.06, 0.2, 0.0), head3(x - 0.26, 0.8, 0.0), head3(x - 0.14, 0.98, 0.0), head3(x, 0.86, 0.0), head3(x + 0.1, 0.26, 0.0)]),
        }
    };
    out.push((ears(-0.02), far));
    // Horses have long heads, and bears short ones.
    let nose = 0.5 - d * 0.3;
    let skull = Shape::curve(&[
        head3(-0.4, -0.02, 0.0),
        head3(-0.34, 0.24, 0.0),
        head3(-0.08, 0.3, 0.0),
        head3(0.14, 0.16, 0.0),
        head3(nose - 0.06, 0.1 - d, 0.0),
        head3(nose + 0.04, 0.0 - d, 0.0),
        head3(nose, -0.14 - d, 0.0),
        head3(nose - 0.2, -0.18 - d, 0.0),
        head3(0.0, -0.24, 0.0),
        head3(-0.24, -0.28, 0.0),
    ]);
    let face = if kind == Creature::Sheep && animal.patch.is_some() { pale } else { near };
    out.push((skull, face));
    if kind == Creature::Pig {
        out.push((Shape::curve(&[head3(nose - 0.06, 0.1 - d, 0.0), head3(nose + 0.1, 0.06 - d, 0.0), head3(nose + 0.1, -0.18 - d, 0.0), head3(nose - 0.06, -0.2 - d, 0.0)]), lift(coat, -0.06)));
    } else {
        out.push((Shape::curve(&[head3(nose - 0.16, 0.06 - d, 0.0), head3(nose + 0.03, 0.0 - d, 0.0), head3(nose, -0.14 - d, 0.0), head3(nose - 0.2, -0.17 - d, 0.0)]), if k.hoof { lift(coat, -0.07) } else { pale }));
        out.push((Shape::curve(&[head3(nose - 0.03, 0.05 - d, 0.0), head3(nose + 0.06, 0.01 - d, 0.0), head3(nose + 0.03, -0.06 - d, 0.0), head3(nose - 0.05, -0.02 - d, 0.0)]), dark));
    }
    if kind == Creature::Goat {
        out.push((Shape::poly(&[head(nose - 0.22, -0.15 - d), head(nose - 0.08, -0.17 - d), head(nose - 0.18, -0.5 - d)]), pale));
    }
    out.push((ears(-0.16), lift(near, -0.03)));
    out.push((Shape::curve(&[head3(0.01, 0.1, 0.0), head3(0.06, 0.15, 0.0), head3(0.11, 0.1, 0.0), head3(0.06, 0.06, 0.0)]), dark));
}
