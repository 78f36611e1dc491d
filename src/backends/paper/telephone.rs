//! Telephoning: the handset along ear and jaw in every turn of the head, the hand that holds it, and its cord.

use super::colour::{Rgb, hex, lift};
use super::figure::Doll;
use super::head::{Frame, View, seen};
use super::rig::Joint;
use super::shape::{P, Shape, lerp};
use super::things::{self, Kind};
use crate::plan::picture::Figure;

/// What somebody has at the ear: a receiver whenever they hold one, a mobile telephone while they speak.
pub fn called(figure: &Figure) -> Option<Kind> {
    let kind = things::kind(figure.holds.first()?);
    match kind {
        Kind::Telephone => Some(kind),
        Kind::Phone if figure.speaks => Some(kind),
        _ => None,
    }
}

/// The arm whose hand is at the ear: the one nearer to the lens, so that it is seen.
pub fn side(turn: f32) -> usize {
    usize::from(turn.sin() >= -0.2)
}

/// A handset on the head's own plane: ear, the bow of the handle, mouthpiece.
struct Lie {
    ear: P,
    bow: P,
    mouth: P,
}

fn lie(d: &Doll, f: &Frame, view: View) -> Lie {
    // On which side of the head the hand comes up, as the head has it.
    let arm = &d.rig.arms[side(d.rig.turn)];
    let own = if (arm.root.x - d.rig.chest.x) * f.way >= 0.0 { 1.0 } else { -1.0 };
    let between = |a: P, b: P, t: f32| lerp(a, b, t.clamp(0.0, 1.0));
    match view {
        View::Profile => Lie { ear: [-0.04, 0.42], bow: [0.0, 0.74], mouth: [0.31, 0.99] },
        // Turned three-quarter, only the ear on the near side is seen.
        View::Face(t) => {
            let own = if t > 0.45 { -1.0 } else { own };
            Lie {
                ear: between([own * 0.41, 0.41], [-0.37, 0.4], if own < 0.0 { t } else { 0.0 }),
                bow: between([own * 0.46, 0.72], [-0.34, 0.77], if own < 0.0 { t } else { 0.0 }),
                mouth: between([own * 0.3, 1.02], [0.0, 1.05], if own < 0.0 { t } else { 0.0 }),
            }
        }
        View::Back(t) => {
            let x = if own > 0.0 { 0.4 * (t * 60f32.to_radians()).cos() + 0.03 } else { -0.42 + 0.08 * t };
            Lie { ear: [x, 0.4], bow: [x + own * 0.07, 0.72], mouth: [x + own * (0.02 + 0.1 * t), 1.02] }
        }
    }
}

/// Brings the hand to the handset. The elbow hangs before the chest, so that its upper arm is seen shortened.
pub fn raise(d: &mut Doll, gaze: f32) {
    if called(d.figure).is_none() || d.rig.lying {
        return;
    }
    let (f, view) = seen(d, gaze);
    let Lie { ear, bow, .. } = lie(d, &f, view);
    let grip = f.map(lerp(ear, bow, 0.94));
    let k = d.rig.k;
    let i = side(d.rig.turn);
    let chest = d.rig.chest;
    let root = d.rig.arms[i].root;
    let out = match view {
        View::Profile => f.way,
        _ if root.x >= chest.x => 1.0,
        _ => -1.0,
    };
    let wide = match view {
        View::Profile => 0.34,
        View::Face(_) => 0.5,
        View::Back(_) => 0.56,
    };
    let elbow = [root.x + out * wide * k.max(0.6), root.y - 0.62 * k];
    // The wrist lies below the grip, towards the elbow.
    let (dx, dy) = (elbow[0] - grip[0], elbow[1] - grip[1]);
    let l = dx.hypot(dy).max(0.05);
    let wrist = [grip[0] + dx / l * 0.27, grip[1] + dy / l * 0.27];
    let z = root.z;
    let joint = |p: P, z: f32| Joint { x: p[0], y: p[1], z };
    let limb = &mut d.rig.arms[i];
    limb.bend = joint(elbow, z + 0.3);
    limb.end = joint(wrist, z + 0.3);
    limb.tip = joint(grip, z + 0.3);
}

fn ink(d: &Doll, kind: Kind) -> Rgb {
    let own = if kind == Kind::Phone { hex(0x22252a) } else { lift(d.scene.palette.ink, 0.06) };
    let name = d.figure.holds.first().map_or("", String::as_str);
    things::tinted(kind, 0, own, things::tint(name))
}

/// The handset, laid over the head and under the hand.
pub fn handset(d: &mut Doll, gaze: f32) {
    let Some(kind) = called(d.figure) else { return };
    let (f, view) = seen(d, gaze);
    let Lie { ear, bow, mouth } = lie(d, &f, view);
    let ink = ink(d, kind);
    let at = |p: P| f.map(p);
    let (a, b, c) = (at(ear), at(bow), at(mouth));
    if kind == Kind::Phone {
        let line = Shape::ribbon(&[[a[0], a[1] + 0.03, 0.05], [b[0], b[1], 0.055], [lerp(b, c, 0.5)[0], lerp(b, c, 0.5)[1], 0.05]]);
        d.cut(line, ink, 0.04);
        return;
    }
    // The cord hangs from the mouthpiece in coils.
    let mut cord: Vec<[f32; 3]> = Vec::new();
    let way = if c[0] >= d.rig.chest.x { 1.0 } else { -1.0 };
    for i in 0..=26 {
        let t = i as f32 / 26.0;
        let coil = if i % 2 == 0 { 0.035 } else { -0.035 };
        cord.push([c[0] + way * (0.34 * t * (1.0 - t) * 2.0) + coil, c[1] - 0.06 - 2.5 * t * d.rig.k, 0.011]);
    }
    d.cut(Shape::ribbon(&cord), lift(ink, 0.03), 0.03);
    let handle = Shape::ribbon(&[[a[0], a[1], 0.05], [lerp(a, b, 0.5)[0], lerp(a, b, 0.5)[1], 0.052], [b[0], b[1], 0.055], [lerp(b, c, 0.6)[0], lerp(b, c, 0.6)[1], 0.052], [c[0], c[1], 0.05]]);
    d.cut(handle.clone(), ink, 0.05);
    d.lay(handle.moved(-d.scene.light.dir[0].signum() * 0.035, -0.012), lift(ink, -0.04), 0.0, 0.0, Some(&handle));
    // Both cups, turned to ear and mouth.
    for (end, from, r) in [(a, b, 0.105), (c, b, 0.1)] {
        let (dx, dy) = (end[0] - from[0], end[1] - from[1]);
        let l = dx.hypot(dy).max(0.01);
        let (ux, uy) = (dx / l, dy / l);
        let p = |u: f32, v: f32| [end[0] + ux * u + uy * v, end[1] + uy * u - ux * v];
        let q = |u: f32, v: f32, corner: f32| { let p = p(u, v); [p[0], p[1], corner] };
        d.cut(Shape::curve(&[q(-r * 0.7, -r, 0.0), q(r * 0.5, -r * 1.05, 0.0), q(r * 0.85, 0.0, 0.0), q(r * 0.5, r * 1.05, 0.0), q(-r * 0.7, r, 0.0)]), lift(ink, 0.04), 0.03);
    }
}

/// The hand about the handle: its back, and four fingers that lie across.
pub fn fist(d: &mut Doll, skin: Rgb) {
    let l = d.rig.arms[side(d.rig.turn)];
    let (w, t) = (l.end.flat(), l.tip.flat());
    let (dx, dy) = (t[0] - w[0], t[1] - w[1]);
    let len = dx.hypot(dy).max(0.05);
    let (ux, uy) = (dx / len, dy / len);
    let kw = d.rig.kw;
    let at = |u: f32, v: f32| [w[0] + ux * u * kw - uy * v * kw, w[1] + uy * u * kw + ux * v * kw];
    let p3 = |p: P, corner: f32| [p[0], p[1], corner];
    let palm = Shape::curve(&[p3(at(-0.1, -0.11), 0.0), p3(at(0.1, -0.16), 0.0), p3(at(0.32, -0.17), 0.0), p3(at(0.42, -0.09), 0.0), p3(at(0.42, 0.09), 0.0), p3(at(0.32, 0.16), 0.0), p3(at(0.1, 0.14), 0.0), p3(at(-0.1, 0.11), 0.0)]);
    d.cut(palm, skin, 0.035);
    if d.face < 0.03 {
        return;
    }
    // Towards the face the fingers close.
    let s = if (d.rig.head.x - t[0]) * -uy + (d.rig.head.y + 0.5 - t[1]) * ux >= 0.0 { 1.0 } else { -1.0 };
    for k in 0..4 {
        let u = 0.37 - 0.088 * k as f32;
        let (a, b, c) = (at(u, -s * 0.13), at(u + 0.015, s * 0.03), at(u - 0.005, s * (0.17 - 0.012 * k as f32)));
        d.cut(Shape::ribbon(&[[a[0], a[1], 0.03 * kw], [b[0], b[1], 0.043 * kw], [c[0], c[1], 0.034 * kw]]), lift(skin, 0.012 * (3 - k) as f32 - 0.01), 0.016);
    }
    let thumb = Shape::curve(&[p3(at(0.04, s * 0.08), 0.0), p3(at(0.1, s * 0.2), 0.0), p3(at(0.02, s * 0.25), 0.0), p3(at(-0.06, s * 0.14), 0.0)]);
    d.cut(thumb, lift(skin, 0.02), 0.02);
}
