//! Bodies in clothes: legs, boots, trunks, coats, sleeves and hands over a rig. Heads are cut elsewhere.

use crate::plan::picture::Pose;

use super::cloth::{cloak, lap, scarf, trimmings};
use super::colour::{Rgb, lift, mix};
use super::dress::{Age, Top};
use super::figure::{Doll, crown, held};
use super::rig::{Joint, Limb};
use super::shape::{P, Shape, lerp};

/// A cross-section of the trunk: height along the spine (0 hips, 1 shoulders), half width, half depth, push forward.
pub type Ring = (f32, f32, f32, f32);

pub fn build(d: &mut Doll, gaze: f32) {
    let turn = d.rig.turn;
    // The limb farther from the lens goes behind the trunk.
    let far = usize::from(d.rig.arms[1].root.z < d.rig.arms[0].root.z);
    let near = 1 - far;
    let facing = turn.cos() < -0.35;
    seat(d);
    let back_arm = d.rig.arms[far];
    let arms_before = |l: &Limb, d: &Doll| l.end.z > d.rig.chest.z + 0.1;
    let both_front = facing && arms_before(&back_arm, d);
    if under_umbrella(d) && d.rig.turn.cos() < 0.35 {
        // Its stick goes up behind the head.
        let l = d.rig.arms[1];
        held(d, l.end.flat(), 1.0);
    }
    let in_front = both_front || (facing && back_arm.end.z > -0.2);
    if !in_front {
        arm(d, far, true);
    }
    let away = turn.cos() > 0.35;
    // Turned away, a hand before the chest is beyond the body, with what it holds.
    let beyond = away && held_behind(d, near);
    if beyond {
        arm(d, near, true);
    }
    if d.rig.seated || d.rig.lying {
        leg(d, far);
        trunk(d);
        leg(d, near);
        lap(d);
    } else {
        leg(d, far);
        leg(d, near);
        trunk(d);
    }
    let cloaked = d.looks.cloak.is_some();
    if away {
        if beyond {
            upper_arm(d, near);
        } else {
            arm(d, near, false);
        }
        cloak(d);
        crown(d, gaze);
    } else if cloaked {
        arm(d, near, false);
        if in_front {
            arm(d, far, false);
        }
        cloak(d);
        crown(d, gaze);
        scarf(d);
    } else {
        crown(d, gaze);
        scarf(d);
        if in_front {
            arm(d, far, false);
        }
        arm(d, near, false);
    }
    if away {
        scarf(d);
    }
}

/// Whether an arm's hand is on the far side of a body that is turned away from the lens.
pub fn held_behind(d: &Doll, i: usize) -> bool {
    d.rig.turn.cos() > 0.35 && !d.rig.lying && d.rig.arms[i].end.z < d.rig.chest.z - 0.12
}

fn under_umbrella(d: &Doll) -> bool {
    d.figure.holds.first().is_some_and(|h| super::things::kind(h) == super::things::Kind::Umbrella) && !d.rig.lying
}

/// What a seated person sits on.
fn seat(d: &mut Doll) {
    if !d.figure.pose.sits() {
        return;
    }
    let (x, y) = (d.rig.hips.x, d.rig.hips.y - 0.34 * d.rig.kw);
    let p = &d.scene.palette;
    let wood = p.stain(super::colour::hex(0x6a4630), 0.3);
    let chair = d.scene.setting.room.is_some_and(|r| !matches!(r, super::words::Room::Tent | super::words::Room::Cave));
    let back = -d.rig.turn.sin();
    if chair {
        let w = 0.75;
        let seat_y = y;
        for (dx, dz) in [(-0.62, 0.06), (0.62, 0.06), (-0.52, 0.0), (0.52, 0.0)] {
            d.cut(Shape::bar([x + dx, seat_y], [x + dx * 1.08, -0.02 + dz], 0.065), lift(wood, -0.05 * dz * 16.0), 0.05);
        }
        let side = back.abs() > 0.5;
        let (l, r) = if side { (back.signum() * 0.66, back.signum() * 0.80) } else { (-0.7, 0.7) };
        if side {
            d.cut(Shape::ribbon(&[[x + l, seat_y, 0.07], [x + (l + r) * 0.5, seat_y + 1.0, 0.065], [x + r, seat_y + 1.95, 0.055]]), wood, 0.06);
        } else if d.rig.turn.cos() < 0.0 {
            for s in [-1.0, 1.0] {
                d.cut(Shape::bar([x + s * 0.7, seat_y], [x + s * 0.74, seat_y + 2.0], 0.07), wood, 0.06);
            }
            for t in [1.25, 1.8] {
                d.cut(Shape::bar([x - 0.72, seat_y + t], [x + 0.72, seat_y + t], 0.09), lift(wood, 0.02), 0.05);
            }
        }
        d.cut(Shape::poly(&[[x - w, seat_y + 0.08], [x + w, seat_y + 0.08], [x + w * 0.96, seat_y - 0.08], [x - w * 0.96, seat_y - 0.08]]), lift(wood, 0.03), 0.06);
    } else {
        let w = 0.78;
        d.cut(Shape::poly(&[[x - w, y + 0.06], [x + w, y + 0.06], [x + w, -0.05], [x - w, -0.05]]), lift(wood, -0.04), 0.1);
        for t in [0.35, 0.68] {
            d.cut(Shape::rect(x - w, y * t + 0.02, x + w, y * t - 0.02), lift(wood, -0.12), 0.0);
        }
    }
}

fn limb_line(a: Joint, b: Joint, c: Joint, w: [f32; 5]) -> Shape {
    let (p, q, r) = (a.flat(), b.flat(), c.flat());
    let (m, n) = (lerp(p, q, 0.5), lerp(q, r, 0.45));
    let l = (q[0] - p[0]).hypot(q[1] - p[1]).max(0.05);
    let back = |d: f32| [p[0] - (q[0] - p[0]) / l * d, p[1] - (q[1] - p[1]) / l * d];
    let (start, cap) = (back(w[0] * 0.92), back(w[0] * 0.66));
    Shape::ribbon(&[
        [start[0], start[1], w[0] * 0.2],
        [cap[0], cap[1], w[0] * 0.66],
        [p[0], p[1], w[0]],
        [m[0], m[1], w[1]],
        [q[0], q[1], w[2]],
        [n[0], n[1], w[3]],
        [r[0], r[1], w[4]],
    ])
}

fn leg(d: &mut Doll, i: usize) {
    let l = d.rig.legs[i];
    let kw = d.rig.kw * d.looks.build;
    let near = l.root.z >= d.rig.hips.z;
    let winter = d.looks.top == Top::Parka;
    let f = if winter { 1.0 } else { 0.84 };
    let bare = d.looks.skirt;
    let cloth = if bare { mix(d.looks.skin, d.looks.legs, 0.55) } else { d.looks.legs };
    let ink = lift(cloth, if near { 0.01 } else { -0.06 });
    let f = if bare { f * 0.74 } else { f };
    boot(d, &l, near);
    let shape = limb_line(l.root, l.bend, l.end, [0.40 * f * kw, 0.40 * f * kw, 0.31 * f * kw, 0.28 * f * kw, 0.235 * f * kw]);
    d.cut(shape.clone(), ink, 0.06);
    // The fold behind the knee and the side turned from the light.
    let lee = -d.scene.light.dir[0].signum();
    let shade = shape.moved(lee * 0.2 * kw, 0.0);
    d.lay(shade, lift(ink, -0.045), 0.0, 0.0, Some(&shape));
}

fn boot(d: &mut Doll, l: &Limb, near: bool) {
    let (a, t) = (l.end, l.tip);
    let kw = d.rig.kw;
    let ink = lift(d.looks.boots, if near { 0.03 } else { 0.0 });
    let low = (a.y - 0.34 * d.rig.k).min(t.y);
    let ahead = t.x - a.x;
    let flat_foot = (t.y - low).abs() < 0.25;
    if flat_foot && ahead.abs() > 0.2 {
        let s = ahead.signum();
        let w = 0.25 * kw;
        let toe = a.x + ahead;
        let shape = Shape::curve(&[
            [a.x - s * w, a.y + 0.12, 1.0],
            [a.x + s * w, a.y + 0.12, 1.0],
            [a.x + s * w * 1.15, a.y - 0.08, 0.0],
            [toe - s * 0.12, low + 0.2 * kw, 0.0],
            [toe + s * 0.04, low + 0.09, 0.0],
            [toe, low, 1.0],
            [a.x - s * w * 1.15, low, 1.0],
        ]);
        d.cut(shape, ink, 0.05);
        let (heel, point) = (a.x - s * w * 1.1, toe - s * 0.02);
        d.cut(Shape::rect(heel.min(point), low + 0.055, heel.max(point), low), lift(ink, -0.06), 0.0);
    } else if flat_foot {
        let toward = t.z > a.z;
        let w = 0.25 * kw;
        let shape = Shape::curve(&[
            [a.x - w * 0.95, a.y + 0.12, 1.0],
            [a.x + w * 0.95, a.y + 0.12, 1.0],
            [a.x + w * 1.15 + ahead, low + 0.1, 0.0],
            [a.x + w * 1.05 + ahead, low, 1.0],
            [a.x - w * 1.05 + ahead, low, 1.0],
            [a.x - w * 1.15 + ahead, low + 0.1, 0.0],
        ]);
        d.cut(shape, if toward { ink } else { lift(ink, -0.03) }, 0.05);
    } else {
        // On the toes or lying back.
        let line = Shape::ribbon(&[[a.x, a.y + 0.1, 0.24 * kw], [(a.x + t.x) * 0.5, (a.y + t.y) * 0.5, 0.22 * kw], [t.x, t.y, 0.12 * kw]]);
        d.cut(line, ink, 0.05);
    }
}

/// Rings of each garment from the hem up.
fn rings(top: Top, woman: bool, seated: bool) -> Vec<Ring> {
    let mut rings: Vec<Ring> = match top {
        Top::Parka => vec![(-0.5, 0.80, 0.66, 0.0), (-0.1, 0.76, 0.64, 0.0), (0.3, 0.72, 0.62, 0.03), (0.66, 0.80, 0.64, 0.04), (0.84, 0.86, 0.56, 0.0), (0.97, 0.66, 0.46, 0.0), (1.08, 0.34, 0.32, 0.0)],
        Top::Trench | Top::Coat => vec![(-1.02, 0.84, 0.74, 0.0), (-0.5, 0.72, 0.6, 0.0), (0.0, 0.64, 0.54, 0.0), (0.26, 0.56, 0.48, 0.02), (0.66, 0.76, 0.56, 0.05), (0.86, 0.83, 0.5, 0.0), (0.98, 0.6, 0.4, 0.0), (1.07, 0.3, 0.28, 0.0)],
        Top::Suit => vec![(-0.32, 0.64, 0.5, 0.0), (0.0, 0.6, 0.48, 0.0), (0.3, 0.55, 0.46, 0.03), (0.66, 0.72, 0.52, 0.06), (0.86, 0.8, 0.46, 0.0), (0.98, 0.58, 0.38, 0.0), (1.06, 0.28, 0.26, 0.0)],
        Top::Sweater => vec![(-0.16, 0.56, 0.5, 0.0), (-0.06, 0.62, 0.54, 0.0), (0.3, 0.6, 0.52, 0.04), (0.66, 0.7, 0.54, 0.05), (0.84, 0.76, 0.48, 0.0), (0.97, 0.56, 0.38, 0.0), (1.06, 0.27, 0.26, 0.0)],
        Top::Shirt => vec![(-0.1, 0.54, 0.44, 0.0), (0.25, 0.52, 0.43, 0.02), (0.66, 0.66, 0.5, 0.05), (0.84, 0.72, 0.44, 0.0), (0.97, 0.54, 0.36, 0.0), (1.06, 0.26, 0.24, 0.0)],
        Top::Dress => vec![(-1.1, 0.92, 0.86, 0.0), (-0.5, 0.72, 0.64, 0.0), (0.0, 0.56, 0.48, 0.0), (0.28, 0.42, 0.38, 0.02), (0.66, 0.56, 0.5, 0.07), (0.84, 0.66, 0.42, 0.0), (0.96, 0.5, 0.34, 0.0), (1.04, 0.26, 0.24, 0.0)],
    };
    if woman && !matches!(top, Top::Dress | Top::Parka) {
        for r in &mut rings {
            if (0.2..0.4).contains(&r.0) {
                r.1 *= 0.88;
            } else if r.0 > 0.5 {
                r.1 *= 0.88;
                r.3 += 0.03;
            }
        }
    }
    if seated {
        rings.retain(|r| r.0 > -0.3);
        if let Some(first) = rings.first().copied() {
            rings.insert(0, (-0.17, first.1 * 0.98, first.2, 0.0));
            rings.retain(|r| r.0 >= -0.17);
        }
    }
    rings
}

/// The garment's outline over the rig: both sides of its rings.
pub fn hull(d: &Doll, rings: &[Ring]) -> (Shape, Vec<(P, P)>) {
    let (hip, top) = (d.rig.hips, d.rig.chest);
    let (dx, dy) = (top.x - hip.x, top.y - hip.y);
    let l = dx.hypot(dy).max(0.05);
    let (nx, ny) = (dy / l, -dx / l);
    let (s, c) = d.rig.turn.sin_cos();
    let kw = d.rig.kw * d.looks.build;
    let wide = if d.looks.age == Age::Child { 0.92 } else { 1.0 };
    let belly = d.looks.belly;
    let mut sides = Vec::new();
    for &(t, w, depth, push) in rings {
        // A belly is at the belt and is gone at the chest.
        let round = belly * (1.0 - ((t - 0.22) / 0.42).powi(2)).max(0.0);
        let half = ((w * c).powi(2) + ((depth + round * 0.6) * s).powi(2)).sqrt() * kw * wide;
        let push = push + round;
        let x = hip.x + dx * t + push * s * kw;
        let y = hip.y + dy * t;
        // Below the hips cloth falls straight, whatever the back does, and no lower than the ground.
        let (mx, my) = if t < 0.0 { (1.0, 0.0) } else { (nx, ny) };
        // Hems blow out before the wind that bends the trees.
        let blown = if t < 0.0 && d.scene.setting.room.is_none() { super::plants::bent(d.scene) * t * t * 3.4 } else { 0.0 };
        let (x, y) = if t < 0.0 { (hip.x + push * s * kw + blown, (hip.y + t * d.rig.k * 2.05).max(0.0)) } else { (x, y) };
        let (mut left, mut right) = (x - mx * half, x + mx * half);
        if t < -0.05 && !d.rig.seated && !d.rig.lying {
            // A skirt or a coat goes with the legs in it.
            for leg in &d.rig.legs {
                let at = along(leg, y);
                left = left.min(at - 0.27 * kw);
                right = right.max(at + 0.27 * kw);
            }
        }
        sides.push(([left, y - my * half], [right, y + my * half]));
    }
    let n = sides.len();
    let mut points: Vec<[f32; 3]> = Vec::new();
    for (i, (a, _)) in sides.iter().enumerate() {
        points.push([a[0], a[1], f32::from(u8::from(i == 0))]);
    }
    for (i, (_, b)) in sides.iter().enumerate().rev() {
        points.push([b[0], b[1], f32::from(u8::from(i == 0))]);
    }
    debug_assert!(n > 0);
    (Shape::curve(&points), sides)
}

/// Where a leg is at a height.
fn along(leg: &Limb, y: f32) -> f32 {
    let part = |a: Joint, b: Joint| {
        let t = (a.y - y) / (a.y - b.y).abs().max(0.05);
        a.x + (b.x - a.x) * t.clamp(0.0, 1.0)
    };
    if y > leg.bend.y { part(leg.root, leg.bend) } else { part(leg.bend, leg.end) }
}

fn trunk(d: &mut Doll) {
    let top = d.looks.top;
    let rings = rings(top, d.looks.woman, d.rig.seated);
    let (shape, sides) = hull(d, &rings);
    let ink = d.looks.top_ink;
    let (s, c) = d.rig.turn.sin_cos();
    if d.looks.skirt && top != Top::Dress && !d.rig.seated {
        let skirt = [(-0.95, 0.78, 0.7, 0.0), (-0.5, 0.68, 0.58, 0.0), (0.05, 0.54, 0.46, 0.0)];
        let (cut, _) = hull(d, &skirt);
        d.cut(cut, d.looks.legs, 0.08);
    }
    d.cut(shape.clone(), ink, 0.09);
    if d.face < 0.012 {
        return;
    }
    // The side away from the light is a second, darker cut of the same cloth.
    let lee = -d.scene.light.dir[0].signum();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (i, (a, b)) in sides.iter().enumerate() {
        let t = if lee > 0.0 { 0.66 } else { 0.34 } + 0.035 * if i % 2 == 0 { 1.0 } else { -1.0 };
        let m = lerp(*a, *b, t);
        left.push([m[0], m[1], 0.0]);
        right.push(if lee > 0.0 { [b[0] + 0.2, b[1], 0.0] } else { [a[0] - 0.2, a[1], 0.0] });
    }
    right.reverse();
    left.extend(right);
    d.lay(Shape::curve(&left), lift(ink, -0.05), 0.02, 0.4, Some(&shape));
    let hip = d.rig.hips;
    let (chest, k) = (d.rig.chest, d.rig.k);
    // The middle of the chest as the lens has it.
    let centre = |t: f32, push: f32| -> P {
        [hip.x + (chest.x - hip.x) * t + s * push, if t < 0.0 { hip.y + t * 2.05 * k } else { hip.y + (chest.y - hip.y) * t }]
    };
    let hem = rings.first().map_or(0.0, |r| r.0);
    let kw = d.rig.kw * d.looks.build;
    match top {
        Top::Parka | Top::Coat | Top::Trench => {
            if c < 0.45 {
                let (a, m, b) = (centre(hem, 0.62 * kw), centre(0.4, 0.5 * kw), centre(0.96, 0.3 * kw));
                d.lay(Shape::ribbon(&[[a[0], a[1] - 0.05, 0.035], [m[0], m[1], 0.03], [b[0], b[1], 0.03]]), lift(ink, -0.09), 0.012, 0.7, Some(&shape));
            }
            if top == Top::Parka {
                for t in [0.12, -0.24] {
                    let y = hip.y + t * 2.05 * d.rig.k;
                    d.lay(Shape::bar([hip.x - 1.2, y], [hip.x + 1.2, y + 0.03], 0.016), lift(ink, -0.07), 0.0, 0.0, Some(&shape));
                }
            } else {
                let y = hip.y + 0.24 * 2.05 * d.rig.k;
                d.lay(Shape::bar([hip.x - 1.2, y - 0.02], [hip.x + 1.2, y + 0.02], 0.085), lift(ink, -0.06), 0.03, 1.0, Some(&shape));
                if c < 0.3 {
                    let m = centre(0.24, 0.5 * kw);
                    d.lay(Shape::rect(m[0] - 0.1, y - 0.1, m[0] + 0.09, y + 0.1), lift(ink, 0.06), 0.02, 1.0, Some(&shape));
                }
            }
        }
        Top::Suit | Top::Shirt => {
            if c < 0.2 {
                let (a, b) = (centre(0.55, 0.44 * kw), centre(1.05, 0.24 * kw));
                let w = 0.2 * (-c).max(0.25) * kw;
                let v = Shape::poly(&[[b[0] - w, b[1]], [b[0] + w, b[1]], [a[0], a[1] - 0.1]]);
                if top == Top::Suit {
                    d.lay(v.clone(), d.looks.under, 0.02, 0.8, Some(&shape));
                    let tie = d.looks.tie.unwrap_or(lift(d.looks.under, -0.08));
                    d.lay(Shape::poly(&[[b[0] - 0.05, b[1] - 0.02], [b[0] + 0.05, b[1] - 0.02], [a[0] + 0.05, a[1] + 0.05], [a[0], a[1] - 0.06], [a[0] - 0.05, a[1] + 0.05]]), tie, 0.02, 1.0, Some(&shape));
                    for sgn in [-1.0, 1.0] {
                        let lapel = Shape::poly(&[[b[0] + sgn * w, b[1] + 0.02], [b[0] + sgn * w * 1.9, b[1] - 0.3], [b[0] + sgn * w * 1.55, b[1] - 0.42], [a[0] + sgn * 0.02, a[1] - 0.1]]);
                        d.lay(lapel, lift(ink, 0.03), 0.03, 1.0, Some(&shape));
                    }
                } else {
                    let (p, q) = (centre(-0.1, 0.5 * kw), centre(0.97, 0.28 * kw));
                    d.lay(Shape::bar(p, q, 0.02), lift(ink, -0.06), 0.01, 0.6, Some(&shape));
                }
            }
        }
        Top::Sweater => {
            let y = hip.y - 0.1 * 2.05 * d.rig.k;
            d.lay(Shape::rect(hip.x - 1.3, y - 0.16, hip.x + 1.3, y + 0.1), lift(ink, -0.045), 0.015, 0.8, Some(&shape));
        }
        Top::Dress => {
            let y = hip.y + 0.28 * 2.05 * d.rig.k;
            d.lay(Shape::bar([hip.x - 1.2, y], [hip.x + 1.2, y], 0.05), lift(ink, -0.08), 0.015, 1.0, Some(&shape));
        }
    }
    trimmings(d, &shape);
}

fn arm(d: &mut Doll, i: usize, behind: bool) {
    let l = d.rig.arms[i];
    let kw = d.rig.kw * d.looks.build;
    let (f, cuff) = match d.looks.top {
        Top::Parka => (1.06, 0.05),
        Top::Coat | Top::Trench => (0.98, 0.06),
        Top::Sweater => (0.88, 0.05),
        Top::Suit => (0.86, 0.035),
        Top::Shirt | Top::Dress => (0.74, 0.035),
    };
    let f = f * if d.looks.woman { 0.88 } else { 1.0 } * kw;
    let ink = lift(d.looks.sleeves.unwrap_or(d.looks.top_ink), if behind { -0.075 } else { 0.02 });
    hand(d, &l, i, behind);
    let shape = limb_line(l.root, l.bend, l.end, [0.29 * f, 0.31 * f, 0.27 * f, 0.25 * f, 0.18 * f]);
    d.cut(shape.clone(), ink, if behind { 0.05 } else { 0.085 });
    if d.face > 0.03 {
        let lee = -d.scene.light.dir[0].signum();
        d.lay(shape.moved(lee * 0.19 * kw, -0.03), lift(ink, -0.05), 0.0, 0.0, Some(&shape));
        // Folds at the elbow, on the inner side.
        let (e, w) = (l.bend.flat(), l.end.flat());
        let fold = lerp(e, w, 0.12);
        for k in 0..2 {
            let o = 0.1 * k as f32;
            d.lay(Shape::poly(&[[fold[0] - 0.02, fold[1] + 0.16 - o], [fold[0] + 0.22 * f, fold[1] + 0.03 - o], [fold[0] + 0.02, fold[1] + 0.1 - o]]), lift(ink, -0.08), 0.0, 0.0, Some(&shape));
        }
    }
    let (e, w) = (l.bend.flat(), l.end.flat());
    let near = lerp(e, w, 1.0 - cuff * 2.2);
    let past = lerp(e, w, 1.0 + cuff * 0.4);
    d.cut(Shape::bar(near, past, 0.2 * f), lift(ink, if d.looks.top == Top::Suit { 0.0 } else { -0.055 }), 0.03);
}

/// The sleeve from the shoulder to the elbow alone, where the rest is beyond the body.
fn upper_arm(d: &mut Doll, i: usize) {
    let l = d.rig.arms[i];
    let f = match d.looks.top {
        Top::Parka => 1.06,
        Top::Coat | Top::Trench => 0.98,
        Top::Sweater => 0.88,
        Top::Suit => 0.86,
        Top::Shirt | Top::Dress => 0.74,
    } * if d.looks.woman { 0.88 } else { 1.0 } * d.rig.kw * d.looks.build;
    let ink = lift(d.looks.sleeves.unwrap_or(d.looks.top_ink), 0.02);
    let (p, q) = (l.root.flat(), l.bend.flat());
    let m = lerp(p, q, 0.5);
    let past = lerp(p, q, 1.12);
    let shape = Shape::ribbon(&[[p[0], p[1] + 0.2 * f, 0.1 * f], [p[0], p[1], 0.29 * f], [m[0], m[1], 0.31 * f], [q[0], q[1], 0.26 * f], [past[0], past[1], 0.12 * f]]);
    d.cut(shape.clone(), ink, 0.06);
    if d.face > 0.03 {
        let lee = -d.scene.light.dir[0].signum();
        d.lay(shape.moved(lee * 0.19 * d.rig.kw, -0.03), lift(ink, -0.05), 0.0, 0.0, Some(&shape));
    }
}

fn hand(d: &mut Doll, l: &Limb, i: usize, behind: bool) {
    let (w, t) = (l.end.flat(), l.tip.flat());
    let len = (t[0] - w[0]).hypot(t[1] - w[1]);
    let (ux, uy) = if len > 0.08 { ((t[0] - w[0]) / len, (t[1] - w[1]) / len) } else { (0.0, -1.0) };
    let (nx, ny) = (-uy, ux);
    let mut kw = d.rig.kw;
    if d.looks.gloves {
        kw *= 1.12;
    }
    let glove: Rgb = lift(d.looks.boots, 0.06);
    let ink = if d.looks.gloves { glove } else { lift(d.looks.skin, if behind { -0.09 } else { -0.02 }) };
    if i == super::telephone::side(d.rig.turn) && super::telephone::called(d.figure).is_some() && !d.rig.lying {
        return super::telephone::fist(d, ink);
    }
    let reach = (len / 0.45).clamp(0.55, 1.0);
    let at = |u: f32, v: f32| [w[0] + ux * u * kw * reach + nx * v * kw, w[1] + uy * u * kw * reach + ny * v * kw];
    // The thumb lies towards the body's middle, or up when the arm points.
    let s = if i == 0 { -1.0f32 } else { 1.0 } * if d.rig.turn.cos() < 0.0 { 1.0 } else { -1.0 };
    let s = if ux.abs() > 0.6 { ux.signum() } else { s };
    let held_here = i == 1 && !(super::figure::in_hand(d.figure).is_none() || d.rig.lying || under_umbrella(d) && d.rig.turn.cos() < 0.35);
    // What is thinner than a hand is held before the palm, between the fingers.
    let thin = held_here && super::figure::in_hand(d.figure).is_some_and(|h| super::things::kind(h).slim());
    if held_here && !thin {
        let grip = at(0.3, 0.0);
        held(d, grip, if ux >= 0.0 { 1.0 } else { -1.0 });
    }
    let p3 = |p: P, corner: f32| [p[0], p[1], corner];
    let palm = if d.figure.pose == Pose::Point && i == 1 {
        Shape::curve(&[p3(at(-0.08, -0.13), 0.0), p3(at(0.2, -0.15), 0.0), p3(at(0.32, -0.09), 0.0), p3(at(0.34, 0.02), 1.0), p3(at(0.62, 0.06), 0.0), p3(at(0.62, 0.12), 0.0), p3(at(0.24, 0.15), 0.0), p3(at(-0.08, 0.12), 0.0)])
    } else {
        Shape::curve(&[p3(at(-0.08, -0.12), 0.0), p3(at(0.16, -0.17), 0.0), p3(at(0.42, -0.13), 0.0), p3(at(0.52, -0.02), 0.0), p3(at(0.46, 0.1), 0.0), p3(at(0.2, 0.16), 0.0), p3(at(-0.08, 0.11), 0.0)])
    };
    d.cut(palm.clone(), ink, 0.035);
    let thumb = Shape::curve(&[p3(at(0.02, s * 0.09), 0.0), p3(at(0.16, s * 0.21), 0.0), p3(at(0.3, s * 0.2), 0.0), p3(at(0.32, s * 0.13), 0.0), p3(at(0.18, s * 0.06), 0.0)]);
    if thin {
        let grip = at(0.42, s * 0.1);
        held(d, grip, if ux >= 0.0 { 1.0 } else { -1.0 });
    }
    d.cut(thumb, lift(ink, 0.02), 0.025);
    if d.face > 0.12 {
        fingers(d, &at, ink);
    }
}

/// Fingertips as scallops, and where the hand is large enough four fingers of their own.
fn fingers(d: &mut Doll, at: &dyn Fn(f32, f32) -> P, ink: Rgb) {
    let points = d.figure.pose == Pose::Point;
    let large = d.face > 0.2;
    for k in 0..4usize {
        let v = -0.115 + 0.075 * k as f32;
        // Of a hand that points only the first finger is straight.
        let long = if points { if k == 3 { 0.36 } else { 0.1 } } else { [0.2, 0.27, 0.29, 0.25][k] };
        let from = if large { 0.3 } else { 0.36 };
        let (root, knuckle, tip) = (at(from, v), at(from + long * 0.5, v * 0.97 + 0.008), at(from + long, v * 0.8));
        let w = if large { 0.04 } else { 0.037 };
        let w = w * d.rig.kw;
        let finger = Shape::ribbon(&[[root[0], root[1], w], [knuckle[0], knuckle[1], w * 1.04], [tip[0], tip[1], w * 0.72]]);
        d.cut(finger, lift(ink, 0.008 * k as f32 - 0.012), 0.018);
        if large && !d.looks.gloves && !points {
            let (a, b) = (at(from + long * 0.84, v * 0.85 - 0.012), at(from + long * 0.84, v * 0.85 + 0.02));
            d.cut(Shape::bar(a, b, w * 0.5), lift(ink, 0.05), 0.0);
        }
    }
}
