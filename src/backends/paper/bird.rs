//! Birds as characters and as things: herons, gulls, owls, hens. Cut from the side, with legs that walk, and wings that beat
//! when they hurry.

use crate::film::Creature;
use crate::plan::picture::Pose;
use crate::stage::body::{anatomy, head_of};

use super::animal::{Animal, step};
use super::colour::{Rgb, at_light, hex, lift, lightness, mix};
use super::scene::Scene;
use super::shape::{P, Shape};

/// What one kind of bird is cut like, over its standing height.
struct Cut {
    /// Half length and half height of the body, and how steeply it stands, in radians.
    body: [f32; 2],
    tilt: f32,
    skull: f32,
    beak: [f32; 2],
    hook: bool,
    leg: f32,
    tail: f32,
    neck: f32,
    /// Coat, belly, beak, legs.
    inks: [u32; 4],
}

fn cut(creature: Creature) -> Cut {
    use Creature::*;
    let (body, tilt, skull, beak, hook, leg, tail, neck, inks) = match creature {
        Heron => ([0.25, 0.115], 0.3, 0.048, [0.2, 0.026], false, 0.014, 0.12, 0.032, [0x7d8791, 0xd5d6d2, 0xc9973a, 0x6b5a35]),
        Gull => ([0.4, 0.19], 0.1, 0.125, [0.16, 0.05], true, 0.022, 0.2, 0.1, [0xa4abb0, 0xeceae2, 0xd9a531, 0xd09a4a]),
        Owl => ([0.36, 0.25], 1.35, 0.21, [0.08, 0.05], true, 0.035, 0.12, 0.18, [0x7a5a3a, 0xc9ab7d, 0x4a3a24, 0xb99a62]),
        Eagle => ([0.38, 0.2], 1.1, 0.1, [0.11, 0.06], true, 0.035, 0.26, 0.11, [0x5a3e28, 0x6e4d30, 0xd3a234, 0xd3a234]),
        Crow => ([0.38, 0.17], 0.3, 0.12, [0.17, 0.055], false, 0.022, 0.28, 0.09, [0x2a2c33, 0x33363e, 0x1d1e22, 0x1d1e22]),
        Goose => ([0.4, 0.21], 0.12, 0.075, [0.12, 0.045], false, 0.028, 0.14, 0.062, [0xe2dfd3, 0xf0eee4, 0xdf8a2e, 0xdf8a2e]),
        Duck => ([0.46, 0.22], 0.08, 0.14, [0.17, 0.05], false, 0.028, 0.16, 0.1, [0x8a6f50, 0xb39a78, 0xd8a02f, 0xd9832c]),
        Hen => ([0.34, 0.23], 0.2, 0.095, [0.08, 0.04], false, 0.024, 0.26, 0.1, [0xa4602f, 0xb87a44, 0xd9a83a, 0xd9a83a]),
        Penguin => ([0.4, 0.19], 1.5, 0.095, [0.11, 0.03], false, 0.04, 0.08, 0.1, [0x2b3038, 0xf0ede4, 0xd98a35, 0xd98a35]),
        _ => ([0.36, 0.2], 0.45, 0.165, [0.11, 0.04], false, 0.018, 0.3, 0.15, [0x7d6148, 0xc9a888, 0x6b5a3a, 0x6f5540]),
    };
    Cut { body, tilt, skull, beak, hook, leg, tail, neck, inks }
}

fn turn(p: P, angle: f32) -> P {
    let (s, c) = angle.sin_cos();
    [p[0] * c - p[1] * s, p[0] * s + p[1] * c]
}

fn foot(knee: P, at: P, w: f32) -> Shape {
    let toe = w * 3.6;
    Shape::ribbon(&[[knee[0], knee[1], w], [(knee[0] + at[0]) * 0.5, (knee[1] + at[1]) * 0.5, w * 0.9], [at[0], at[1] + w, w * 0.9]]).and(Shape::curve(&[
        [at[0] - toe * 0.6, at[1], 1.0],
        [at[0] - w, at[1] + w * 2.2, 0.0],
        [at[0] + w, at[1] + w * 2.2, 0.0],
        [at[0] + toe, at[1] + w * 0.6, 0.0],
        [at[0] + toe, at[1], 1.0],
    ]))
}

/// A wing from the shoulder at 0, its feathers to the left; the unit is its length.
fn wing(spread: bool) -> Vec<(Shape, f32)> {
    let feathers = |n: usize, to: P, from: P| {
        let mut s = Shape::default();
        for i in 0..n {
            let t = i as f32 / n as f32;
            let a = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
            s = s.and(Shape::ribbon(&[[a[0], a[1], 0.004], [a[0] - 0.2, a[1] - 0.06, 0.009], [a[0] - 0.34, a[1] - 0.1, 0.002]]));
        }
        s
    };
    match spread {
        false => vec![
            (Shape::curve(&[[0.06, 0.06, 0.0], [-0.2, 0.16, 0.0], [-0.62, 0.1, 0.0], [-1.0, -0.02, 1.0], [-0.62, -0.16, 0.0], [-0.26, -0.22, 0.0], [0.0, -0.14, 0.0]]), 0.0),
            (Shape::curve(&[[-0.3, -0.02, 0.0], [-0.66, 0.02, 0.0], [-1.0, -0.02, 1.0], [-0.66, -0.14, 0.0], [-0.34, -0.16, 0.0]]), -0.07),
            (feathers(4, [-0.5, -0.12], [-0.14, 0.02]), -0.1),
        ],
        true => vec![
            (Shape::curve(&[[0.08, -0.04, 0.0], [0.02, 0.3, 0.0], [-0.16, 0.72, 0.0], [-0.5, 1.05, 1.0], [-0.56, 0.82, 1.0], [-0.66, 0.7, 1.0], [-0.6, 0.5, 1.0], [-0.66, 0.36, 1.0], [-0.52, 0.22, 1.0], [-0.5, 0.06, 0.0], [-0.3, -0.12, 0.0]]), 0.0),
            (Shape::curve(&[[-0.2, 0.1, 0.0], [-0.24, 0.5, 0.0], [-0.5, 1.05, 1.0], [-0.56, 0.82, 1.0], [-0.66, 0.7, 1.0], [-0.6, 0.5, 1.0], [-0.66, 0.36, 1.0], [-0.5, 0.2, 0.0]]), -0.08),
        ],
    }
}

/// The pieces over the standing height, looking to the right, y up, `phase` of the way through the movement.
pub fn pieces(scene: &Scene, animal: &Animal, pose: Pose, phase: f32) -> Vec<(Shape, Rgb)> {
    let p = &scene.palette;
    let kind = animal.creature;
    let k = cut(kind);
    let ink = |v: u32| p.stain(hex(v), 0.12);
    let coat = animal.coat.map_or(ink(k.inks[0]), |c| p.stain(c, 0.12));
    let coat = at_light(coat, lightness(coat).clamp(0.24, 0.88));
    let own = animal.coat.is_some();
    let belly = if own { mix(coat, p.pale, 0.45) } else { ink(k.inks[1]) };
    let (beak_ink, leg_ink) = (ink(k.inks[2]), ink(k.inks[3]));
    let dark = at_light(mix(p.ink, hex(0x1c1512), 0.6), 0.18);
    let legs = anatomy(kind).legs as f32;
    let low = matches!(pose, Pose::Sit | Pose::Lie | Pose::Kneel | Pose::Crouch);
    let down = if low { legs * 0.72 } else { 0.0 };
    let (near_step, far_step) = (step(pose, phase, 0.0), step(pose, phase, 0.5));
    let bob = 0.012 * (phase * std::f32::consts::TAU * 2.0).sin() * f32::from(u8::from(matches!(pose, Pose::Walk | Pose::Run)));
    let flies = matches!(pose, Pose::Run | Pose::Cheer | Pose::Wave);
    // The middle of the body stands over the legs.
    let (s, c) = k.tilt.sin_cos();
    let high = (k.body[0] * s).hypot(k.body[1] * c);
    let middle = [0.0, legs + high * 0.82 - down + bob];
    let on = |q: P| {
        let r = turn(q, k.tilt);
        [middle[0] + r[0], middle[1] + r[1]]
    };
    let [a, b] = k.body;
    let head = {
        let [x, y] = head_of(kind, if low { Pose::Lie } else { Pose::Stand });
        // The anatomy's head has the beak in it.
        [x as f32 - k.beak[0] * 0.5, y as f32 + bob * 0.5]
    };
    let mut out: Vec<(Shape, Rgb)> = Vec::new();
    if !low {
        for (i, (dx, up)) in [far_step, near_step].into_iter().enumerate() {
            let root = [middle[0] + if i == 0 { 0.03 } else { -0.03 }, middle[1] - high * 0.6];
            let at = [root[0] + dx * legs * 1.6 + 0.02, up * 0.6];
            let knee = [(root[0] + at[0]) * 0.5 - legs * 0.1, (root[1] + at[1]) * 0.52];
            let thigh = Shape::ribbon(&[[root[0], root[1] + 0.02, k.leg * 2.6], [knee[0], knee[1], k.leg * 1.1]]);
            let tone = if i == 0 { -0.06 } else { 0.0 };
            out.push((thigh, lift(leg_ink, tone)));
            out.push((foot(knee, at, k.leg), lift(leg_ink, tone)));
        }
    }
    let beat = (phase * std::f32::consts::TAU).cos();
    let span = a * if flies { 1.9 } else { 1.5 };
    let shoulder = [a * 0.52, b * if flies { 0.5 } else { 0.28 }];
    let placed = |spread: bool, beat: f32, off: P| -> Vec<(Shape, f32)> {
        wing(spread).into_iter().map(|(shape, tone)| (shape.map(|q| on([shoulder[0] + off[0] + q[0] * span, shoulder[1] + off[1] + q[1] * span * if spread { 0.35 + 0.65 * beat } else { 0.82 }])), tone)).collect()
    };
    if flies {
        for (shape, tone) in placed(true, beat, [0.05, 0.02]) {
            out.push((shape, lift(coat, tone - 0.07)));
        }
    }
    // Tail, body and the lighter breast.
    let t = k.tail;
    let cock = if kind == Creature::Hen { 0.24 } else { 0.0 };
    out.push((Shape::curve(&[[-a * 0.7, b * 0.5, 0.0], [-a - t * 0.6, b * 0.35 + cock, 0.0], [-a - t, b * 0.1 + cock, 1.0], [-a - t * 0.9, -b * 0.3 + cock * 0.5, 1.0], [-a * 0.6, -b * 0.5, 0.0]]).map(on), lift(coat, -0.06)));
    out.push((Shape::curve(&[[-a, 0.0, 0.0], [-a * 0.6, b * 0.78, 0.0], [0.0, b, 0.0], [a * 0.6, b * 0.86, 0.0], [a * 0.98, b * 0.24, 0.0], [a * 0.82, -b * 0.55, 0.0], [a * 0.2, -b, 0.0], [-a * 0.5, -b * 0.74, 0.0]]).map(on), coat));
    let pale = match animal.patch {
        Some(c) => p.stain(c, 0.1),
        None => belly,
    };
    out.push((Shape::curve(&[[a * 0.6, b * 0.5, 0.0], [a * 0.96, b * 0.16, 0.0], [a * 0.8, -b * 0.56, 0.0], [a * 0.2, -b * 0.98, 0.0], [-a * 0.5, -b * 0.74, 0.0], [-a * 0.1, -b * 0.4, 0.0], [a * 0.34, -b * 0.1, 0.0]]).map(on), pale));
    // The neck: an S on long ones.
    let root = on([a * 0.74, b * 0.2]);
    let curve = if matches!(kind, Creature::Heron | Creature::Goose) { 0.05 } else { 0.0 };
    let neck_ink = if matches!(kind, Creature::Gull | Creature::Goose | Creature::Penguin) && !own { if kind == Creature::Penguin { coat } else { belly } } else { coat };
    let w = k.neck;
    let m = [(root[0] + head[0]) * 0.5, (root[1] + head[1]) * 0.5];
    let neck = Shape::ribbon(&[[root[0] - 0.04, root[1] - 0.03, w * 1.7], [root[0] + curve * 0.8, root[1] + (head[1] - root[1]) * 0.25, w * 1.35], [m[0] - curve * 0.6, m[1] + 0.02, w], [head[0] - curve * 0.7, head[1] - k.skull * 0.6, w], [head[0], head[1], w * 0.9]]);
    out.push((neck.clone(), neck_ink));
    let r = k.skull;
    let [bl, bw] = k.beak;
    let hx = head[0] + r * 0.72;
    let beak = |up: f32, down: f32, drop: f32| Shape::curve(&[[hx - r * 0.2, head[1] + up, 1.0], [hx + bl * 0.55, head[1] + up * 0.7, 0.0], [hx + bl, head[1] - drop, 1.0], [hx + bl * 0.5, head[1] - down, 0.0], [hx - r * 0.2, head[1] - down, 1.0]]);
    let drop = if k.hook { bw * 1.2 } else { bw * 0.2 };
    if kind != Creature::Owl {
        out.push((beak(bw * 0.2, bw, bw * 0.5), lift(beak_ink, -0.09)));
        out.push((beak(bw, bw * 0.1, drop), beak_ink));
    }
    let green = kind == Creature::Duck && !own && animal.drake;
    let face = if green { ink(0x2f5f45) } else { neck_ink };
    let scalp = Shape::curve(&[[head[0] - r, head[1] - r * 0.1, 0.0], [head[0] - r * 0.7, head[1] + r * 0.78, 0.0], [head[0] + r * 0.1, head[1] + r, 0.0], [head[0] + r * 0.86, head[1] + r * 0.46, 0.0], [head[0] + r * 0.98, head[1] - r * 0.2, 0.0], [head[0] + r * 0.4, head[1] - r * 0.86, 0.0], [head[0] - r * 0.6, head[1] - r * 0.8, 0.0]]);
    out.push((scalp.clone(), lift(face, 0.012)));
    match kind {
        Creature::Heron => out.push((Shape::ribbon(&[[head[0] + r * 0.4, head[1] + r * 0.7, r * 0.24], [head[0] - r * 0.8, head[1] + r * 0.6, r * 0.22], [head[0] - r * 3.2, head[1] + r * 0.1, r * 0.05]]), dark)),
        Creature::Hen => {
            let comb = ink(0xb5301f);
            let x = |v: f32| head[0] + r * v;
            let y = |v: f32| head[1] + r * v;
            out.push((Shape::poly(&[[x(-0.5), y(0.8)], [x(-0.55), y(1.5)], [x(-0.15), y(1.2)], [x(0.05), y(1.7)], [x(0.35), y(1.2)], [x(0.7), y(1.45)], [x(0.75), y(0.6)]]), comb));
            out.push((Shape::round(x(0.75), y(-0.95), r * 0.26, r * 0.45), lift(comb, -0.04)));
        }
        Creature::Penguin => out.push((Shape::curve(&[[head[0] - r * 0.6, head[1] - r * 0.7, 0.0], [head[0] - r * 0.2, head[1] - r * 0.1, 0.0], [head[0] + r * 0.3, head[1] - r * 0.8, 0.0]]), pale)),
        Creature::Owl => {
            // A disc for a face, and ears.
            out.push((Shape::poly(&[[head[0] - r * 0.8, head[1] + r * 0.5], [head[0] - r * 0.7, head[1] + r * 1.35], [head[0] - r * 0.1, head[1] + r * 0.9]]).and(Shape::poly(&[[head[0] + r * 0.3, head[1] + r * 0.9], [head[0] + r * 0.9, head[1] + r * 1.3], [head[0] + r * 0.9, head[1] + r * 0.4]])), lift(coat, -0.04)));
            for x in [-0.32, 0.52] {
                out.push((Shape::round(head[0] + r * x, head[1] + r * 0.06, r * 0.46, r * 0.5), belly));
                out.push((Shape::round(head[0] + r * x, head[1] + r * 0.08, r * 0.27, r * 0.28), ink(0xe0a82e)));
                out.push((Shape::round(head[0] + r * (x + 0.04), head[1] + r * 0.08, r * 0.15, r * 0.17), dark));
            }
            let at = head[0] + r * 0.12;
            out.push((Shape::poly(&[[at - r * 0.14, head[1] + r * 0.02], [at + r * 0.14, head[1] + r * 0.02], [at + r * 0.02, head[1] - r * 0.42]]), beak_ink));
        }
        _ => {}
    }
    if kind != Creature::Owl {
        let e = (r * 0.15).max(0.008);
        let at = [head[0] + r * 0.34, head[1] + r * 0.24];
        if lightness(face) < 0.42 {
            out.push((Shape::round(at[0], at[1], e * 1.5, e * 1.5), mix(face, p.pale, 0.55)));
        }
        out.push((Shape::round(at[0], at[1], e, e), dark));
    }
    if let Some(band) = animal.band {
        let at = [(m[0] + head[0]) * 0.5 - curve * 0.6, (m[1] + head[1]) * 0.5];
        out.push((Shape::bar([at[0] - w * 1.4, at[1] - w * 0.2], [at[0] + w * 1.4, at[1] + w * 0.2], w * 0.6), band));
    }
    for (shape, tone) in placed(flies, beat, [0.0, 0.0]) {
        let back = if kind == Creature::Penguin { -0.04 } else { -0.025 };
        out.push((shape, lift(coat, tone + back)));
    }
    out
}
