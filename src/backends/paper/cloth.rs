//! What lies over the garments and hangs from them: trimmings, cloaks, laps, collars, scarves.

use super::body::{Ring, hull};
use super::colour::lift;
use super::dress::Top;
use super::figure::Doll;
use super::rig::Joint;
use super::shape::{P, Shape};

/// What is laid over the garment: stripes, an apron, buttons.
pub fn trimmings(d: &mut Doll, shape: &Shape) {
    let (hip, chest, k) = (d.rig.hips, d.rig.chest, d.rig.k);
    let (s, c) = d.rig.turn.sin_cos();
    let kw = d.rig.kw * d.looks.build;
    let (dx, dy) = (chest.x - hip.x, chest.y - hip.y);
    let l = dx.hypot(dy).max(0.05);
    let across = [dy / l, -dx / l];
    if d.looks.stripes {
        let ink = super::colour::at_light(d.scene.palette.pale, 0.86);
        let ink = if super::colour::lightness(d.looks.top_ink) > 0.75 { lift(d.looks.top_ink, -0.32) } else { ink };
        for i in 0..9 {
            let t = -0.1 + 0.125 * i as f32;
            let m = [hip.x + dx * t, hip.y + dy * t];
            let (a, b) = ([m[0] - across[0] * 1.3, m[1] - across[1] * 1.3 + 0.02], [m[0] + across[0] * 1.3, m[1] + across[1] * 1.3 + 0.02]);
            d.lay(Shape::bar(a, b, 0.055), ink, 0.0, 0.3, Some(shape));
        }
    }
    if c >= 0.3 {
        return;
    }
    let centre = |t: f32, push: f32| -> P { [hip.x + dx * t + s * push, if t < 0.0 { hip.y + t * 2.05 * k } else { hip.y + dy * t }] };
    if let Some(ink) = d.looks.apron {
        let (top, waist, hem) = (centre(0.72, 0.5 * kw), centre(0.26, 0.52 * kw), centre(-0.62, 0.6 * kw));
        let w = 0.5 * kw * (-c).max(0.5);
        d.lay(Shape::curve(&[[top[0] - w * 0.8, top[1], 1.0], [top[0] + w * 0.8, top[1], 1.0], [waist[0] + w * 1.2, waist[1], 0.0], [hem[0] + w * 1.5, hem[1], 1.0], [hem[0] - w * 1.5, hem[1], 1.0], [waist[0] - w * 1.2, waist[1], 0.0]]), ink, 0.03, 1.0, Some(shape));
        // Its skirt hangs over the legs.
        if !d.rig.seated && !d.rig.lying {
            d.cut(Shape::curve(&[[waist[0] - w * 1.2, waist[1] - 0.5, 1.0], [waist[0] + w * 1.2, waist[1] - 0.5, 1.0], [hem[0] + w * 1.5, hem[1] - 0.1, 0.0], [hem[0] + w * 1.35, hem[1] - 0.2, 1.0], [hem[0] - w * 1.35, hem[1] - 0.2, 1.0], [hem[0] - w * 1.5, hem[1] - 0.1, 0.0]]), ink, 0.05);
        }
        d.lay(Shape::bar([waist[0] - 1.2, waist[1]], [waist[0] + 1.2, waist[1] + 0.02], 0.05), lift(ink, -0.06), 0.01, 0.8, Some(shape));
    }
    if let Some(ink) = d.looks.buttons
        && d.face > 0.02
    {
        for i in 0..5 {
            let m = centre(0.86 - 0.17 * i as f32, 0.46 * kw);
            for side in [-1.0, 1.0] {
                d.lay(Shape::round(m[0] + side * 0.13 * kw, m[1], 0.036, 0.036), ink, 0.008, 1.0, Some(shape));
            }
        }
    }
}

/// A cloak from the shoulders, open in front.
pub fn cloak(d: &mut Doll) {
    let Some(ink) = d.looks.cloak else { return };
    let rings = [(-1.3, 1.12, 1.0, -0.1), (-0.6, 0.98, 0.86, -0.06), (0.2, 0.92, 0.74, -0.03), (0.8, 0.92, 0.6, 0.0), (1.0, 0.62, 0.42, 0.0), (1.08, 0.32, 0.3, 0.0)];
    let rings: Vec<Ring> = if d.rig.seated { rings[2..].to_vec() } else { rings.to_vec() };
    let (shape, _) = hull(d, &rings);
    d.cut(shape.clone(), ink, 0.09);
    let (hip, chest) = (d.rig.hips, d.rig.chest);
    let (s, c) = d.rig.turn.sin_cos();
    if c < 0.4 {
        // The slit in front shows what is worn beneath.
        let (top, foot) = ([chest.x + s * 0.3, chest.y - 0.1], [hip.x + s * 0.6, hip.y - 2.9 * d.rig.k]);
        d.lay(Shape::poly(&[[top[0] - 0.03, top[1]], [top[0] + 0.03, top[1]], [foot[0] + 0.3, foot[1]], [foot[0] - 0.24, foot[1]]]), lift(d.looks.top_ink, -0.08), 0.0, 0.0, Some(&shape));
    }
    let lee = -d.scene.light.dir[0].signum();
    d.lay(shape.moved(lee * 0.5, -0.04), lift(ink, -0.06), 0.02, 0.4, Some(&shape));
    d.cut(Shape::round(chest.x + s * 0.28, chest.y + 0.02, 0.07, 0.07), lift(d.scene.palette.pale, -0.1), 0.02);
}

/// Cloth over the thighs of someone who sits in a coat or skirt.
pub fn lap(d: &mut Doll) {
    let long = matches!(d.looks.top, Top::Coat | Top::Trench | Top::Dress) || d.looks.skirt;
    if !long || !d.rig.seated {
        return;
    }
    let kw = d.rig.kw * d.looks.build;
    let (l, r) = (d.rig.legs[0], d.rig.legs[1]);
    let ink = if d.looks.skirt && d.looks.top != Top::Dress { d.looks.legs } else { d.looks.top_ink };
    let mid = |a: Joint, b: Joint| [(a.x + b.x) * 0.5, (a.y + b.y) * 0.5];
    let (h, k) = (mid(l.root, r.root), mid(l.bend, r.bend));
    let side = d.rig.turn.sin();
    if side.abs() > 0.5 {
        let w = 0.44 * kw;
        let s = side.signum();
        d.cut(Shape::curve(&[[h[0] - s * 0.5 * kw, h[1] + 0.3, 0.0], [h[0] + s * 0.2, h[1] + w * 0.95, 0.0], [k[0], k[1] + w * 0.82, 0.0], [k[0] + s * 0.32 * kw, k[1] + 0.1, 0.0], [k[0] + s * 0.3 * kw, k[1] - 0.75, 1.0], [k[0] - s * 0.25 * kw, k[1] - 0.7, 1.0], [h[0] - s * 0.5 * kw, h[1] - w, 0.0]]), ink, 0.06);
    } else {
        d.cut(Shape::curve(&[[h[0] - 0.72 * kw, h[1] + 0.35, 0.0], [h[0] + 0.72 * kw, h[1] + 0.35, 0.0], [k[0] + 0.76 * kw, k[1], 0.0], [k[0] + 0.74 * kw, k[1] - 0.75, 1.0], [k[0] - 0.74 * kw, k[1] - 0.75, 1.0], [k[0] - 0.76 * kw, k[1], 0.0]]), ink, 0.06);
    }
}

/// The neck and its collar: laid by the head, between what hangs behind it and the face.
pub fn neck(d: &mut Doll) {
    let (n, h) = (d.rig.neck, d.rig.head);
    let kw = 0.21 * if d.looks.woman { 0.88 } else { 1.0 } * d.looks.build;
    let ink = lift(d.looks.skin, -0.085);
    let (s, c) = d.rig.turn.sin_cos();
    let lean = h.x;
    // It goes up behind the jaw, narrower there, so that no end of it shows when the head tips or turns.
    d.cut(
        Shape::poly(&[
            [n.x - kw * 1.25, n.y - 0.16],
            [lean - kw, h.y + 0.16],
            [lean - kw * 0.75, h.y + 0.44],
            [lean + kw * 0.75, h.y + 0.44],
            [lean + kw, h.y + 0.16],
            [n.x + kw * 1.25, n.y - 0.16],
        ]),
        ink,
        0.03,
    );
    // Collars stand before the neck, lower on the side of the throat.
    let throat = if c < 0.0 { s } else { s * 0.6 };
    let ink = d.looks.top_ink;
    match d.looks.top {
        Top::Trench | Top::Coat => {
            let up = 0.3;
            let w = 0.46 * d.looks.build;
            let back = Shape::curve(&[
                [n.x - w, n.y - 0.22, 1.0],
                [n.x - w * 0.86 - throat * 0.05, n.y + up * if throat > 0.0 { 1.0 } else { 0.55 }, 1.0],
                [n.x + throat * 0.1, n.y + 0.02, 0.0],
                [n.x + w * 0.86 - throat * 0.05, n.y + up * if throat < 0.0 { 1.0 } else { 0.55 }, 1.0],
                [n.x + w, n.y - 0.22, 1.0],
                [n.x + throat * 0.3, n.y - 0.5, 1.0],
            ]);
            d.cut(back, lift(ink, 0.045), 0.06);
            if d.looks.tie.is_some() && c < 0.35 && d.face > 0.03 {
                // Between the collar's wings: a shirt and the tie on it.
                let (side, build) = (s.abs(), d.looks.build);
                let x = |u: f32| n.x + s * 0.36 * build + u * (1.0 - 0.45 * side);
                let chest = Shape::poly(&[[x(-0.17), n.y + 0.04], [x(0.17), n.y + 0.04], [x(0.12), n.y - 0.5], [x(0.0), n.y - 0.95], [x(-0.12), n.y - 0.5]]);
                d.cut(chest, d.looks.under, 0.02);
                if let Some(tie) = d.looks.tie {
                    d.cut(Shape::poly(&[[x(-0.06), n.y + 0.02], [x(0.07), n.y + 0.02], [x(0.04), n.y - 0.1], [x(0.1), n.y - 0.55], [x(0.0), n.y - 0.95], [x(-0.08), n.y - 0.55], [x(-0.03), n.y - 0.1]]), tie, 0.02);
                }
            }
        }
        Top::Sweater => {
            d.cut(Shape::curve(&[[n.x - 0.31, n.y - 0.14, 0.0], [n.x - 0.26, n.y + 0.1, 0.0], [n.x + 0.26, n.y + 0.1, 0.0], [n.x + 0.31, n.y - 0.14, 0.0], [n.x, n.y - 0.2, 0.0]]), lift(ink, 0.045), 0.035);
        }
        Top::Shirt | Top::Suit => {
            let white = if d.looks.top == Top::Suit { d.looks.under } else { lift(ink, 0.06) };
            d.cut(Shape::poly(&[[n.x - 0.3, n.y - 0.12], [n.x - 0.22, n.y + 0.09], [n.x + throat * 0.16, n.y - 0.02], [n.x + 0.22, n.y + 0.09], [n.x + 0.3, n.y - 0.12], [n.x + throat * 0.2 + 0.1, n.y - 0.24], [n.x + throat * 0.18, n.y - 0.1], [n.x + throat * 0.2 - 0.1, n.y - 0.24]]), white, 0.03);
        }
        Top::Parka | Top::Dress => {}
    }
}

/// How hard the wind carries hair and cloth, to the side that it blows to in the frame; nothing in a room.
pub fn gust(d: &Doll) -> f32 {
    if d.scene.setting.room.is_some() { 0.0 } else { super::plants::bent(d.scene) * 5.0 }
}

pub fn scarf(d: &mut Doll) {
    let Some(ink) = d.looks.scarf else { return };
    let n = d.rig.neck;
    let s = d.rig.turn.sin();
    let w = 0.4;
    let y = n.y + 0.06;
    d.cut(Shape::curve(&[[n.x - w, y + 0.08, 0.0], [n.x, y + 0.03, 0.0], [n.x + w, y + 0.08, 0.0], [n.x + w, y - 0.14, 0.0], [n.x, y - 0.2, 0.0], [n.x - w, y - 0.14, 0.0]]), ink, 0.06);
    // It flies in a wind, and hangs in still air: two ends, folded where they leave the knot, narrower there.
    let weather = d.scene.picture.weather;
    let gale = match weather.kind {
        _ if d.scene.picture.place.interior => 0.0,
        crate::plan::picture::Sky::Wind | crate::plan::picture::Sky::Storm => 0.75 + 0.1 * f32::from(weather.amount.min(3)),
        crate::plan::picture::Sky::Snow | crate::plan::picture::Sky::Rain | crate::plan::picture::Sky::Dust => 0.12 + 0.14 * f32::from(weather.amount.min(3)),
        _ => 0.08,
    };
    let c = d.rig.turn.cos();
    let side = if s.abs() < 0.3 { 0.3 } else { s.signum() * 0.34 };
    // Ends hang before the chest, or down the back of whoever has them thrown over.
    let way = crate::plan::picture::wind(d.scene.picture.seed) as f32;
    let still = if c > 0.35 { 0.0 } else { side };
    // In a wind they leave the neck on the lee side.
    let lee = gale.min(1.0);
    let foot = [n.x + still + (way * 0.36 - still) * lee, y - 0.12 + 0.07 * lee];
    for (k, long) in [(0usize, 1.18f32), (1, 0.92)] {
        let (k, long) = (k as f32, long * (1.0 + 0.45 * lee));
        let mut line: Vec<[f32; 3]> = Vec::new();
        let (mut x, mut v) = (foot[0] + (k - 0.5) * 0.14, foot[1] + 0.04 * k);
        for i in 0..=6 {
            let t = i as f32 / 6.0;
            // The farther from the knot, the more the wind has of it, in waves.
            let turn = (gale * (0.55 + 0.75 * t)).min(1.0) * 1.42 + 0.22 * gale * (t * 7.0 + k * 2.1).sin();
            line.push([x, v, 0.085 + 0.05 * (t * 2.2).min(1.0)]);
            let step = long / 6.0;
            x += way * turn.sin() * step + (1.0 - gale) * 0.012 * (t * 5.0 + k * 1.7).sin();
            v -= turn.cos() * step;
        }
        let shape = Shape::ribbon(&line);
        let ink = lift(ink, -0.025 - 0.035 * k);
        d.cut(shape.clone(), ink, 0.05);
        if d.face > 0.05 {
            let fold: Vec<[f32; 3]> = line.iter().map(|p| [p[0] + 0.03, p[1] - 0.01, p[2] * 0.16]).collect();
            d.lay(Shape::ribbon(&fold), lift(ink, -0.06), 0.0, 0.3, Some(&shape));
            // The end is knotted fringe.
            if let (Some(a), Some(b)) = (line.get(5), line.get(6)) {
                let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
                let l = dx.hypot(dy).max(0.01);
                for q in -2..=2 {
                    let o = q as f32 * 0.05;
                    let p = [b[0] - dy / l * o, b[1] + dx / l * o];
                    d.cut(Shape::bar(p, [p[0] + dx / l * 0.1, p[1] + dy / l * 0.1], 0.014), ink, 0.01);
                }
            }
        }
    }
}
