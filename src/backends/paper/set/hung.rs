//! What hangs on the far wall of a room, or from its ceiling. Cut in metres; a wall piece's foot is at the height its entry says.

use super::kit::Kit;
use super::table::Piece;
use crate::backends::paper::colour::{hex, lift, mix};
use crate::backends::paper::shape::Shape;

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Mirror => mirror(k),
        Piece::WallClock => clock(k, 0.0, 0.2, 0.2),
        Piece::GreatDial => great_dial(k),
        Piece::Blackboard => blackboard(k),
        Piece::MapWall => map(k),
        Piece::Portrait => portrait(k),
        Piece::Monitor => monitor(k),
        Piece::BarShelf => bottles(k),
        Piece::Goods => goods(k),
        Piece::WallPhone => wall_phone(k),
        Piece::Bars => bars(k),
        Piece::Chandelier => chandelier(k),
        Piece::BareBulb => bulb(k),
        Piece::Nets => nets(k),
        _ => {}
    }
}

fn mirror(k: &mut Kit) {
    k.c(&[[-0.36, 0.0, 0.0], [-0.36, 0.7, 0.0], [0.0, 1.0, 0.0], [0.36, 0.7, 0.0], [0.36, 0.0, 0.0]], k.straw(0.54));
    let glass = k.water(0.8);
    let inner = Shape::curve(&[[-0.29, 0.06, 0.0], [-0.29, 0.68, 0.0], [0.0, 0.92, 0.0], [0.29, 0.68, 0.0], [0.29, 0.06, 0.0]]);
    k.flat(inner, glass);
    k.flat(Shape::poly(&[[-0.2, 0.2], [0.1, 0.74], [0.18, 0.68], [-0.12, 0.14]]), lift(glass, 0.07));
}

fn clock(k: &mut Kit, x: f32, y: f32, r: f32) {
    k.o(x, y, r * 1.12, r * 1.12, k.wood(0.34));
    k.o(x, y, r, r, k.white(0.88));
    let ink = k.iron(0.22);
    for i in 0..12 {
        let a = i as f32 / 12.0 * std::f32::consts::TAU;
        k.flat(Shape::bar([x + a.sin() * r * 0.8, y + a.cos() * r * 0.8], [x + a.sin() * r * 0.92, y + a.cos() * r * 0.92], r * 0.03), ink);
    }
    let (h, m) = (k.rng.range(0.0, std::f32::consts::TAU), k.rng.range(0.0, std::f32::consts::TAU));
    k.flat(Shape::bar([x, y], [x + h.sin() * r * 0.5, y + h.cos() * r * 0.5], r * 0.05), ink);
    k.flat(Shape::bar([x, y], [x + m.sin() * r * 0.78, y + m.cos() * r * 0.78], r * 0.035), ink);
}

/// The back of a tower clock: glass lit from outside, hands and numerals seen through it, wheels before it.
fn great_dial(k: &mut Kit) {
    let (y, r) = (1.15, 1.15);
    k.o(0.0, y, r * 1.1, r * 1.1, k.iron(0.3));
    let glass = if k.burning { lift(mix(k.scene.light.sky[2], hex(0xffd9a0), 0.3), 0.06) } else { k.white(0.9) };
    k.shine(Shape::round(0.0, y, r, r), glass);
    let ink = k.iron(0.24);
    for i in 0..12 {
        let a = i as f32 / 12.0 * std::f32::consts::TAU;
        k.flat(Shape::bar([a.sin() * r * 0.76, y + a.cos() * r * 0.76], [a.sin() * r * 0.93, y + a.cos() * r * 0.93], if i % 3 == 0 { 0.05 } else { 0.026 }), ink);
        k.flat(Shape::bar([0.0, y], [(a + 0.26).sin() * r, y + (a + 0.26).cos() * r], 0.008), lift(ink, 0.15));
    }
    k.cut(Shape::bar([0.0, y], [-0.32, y + 0.56], 0.045), ink);
    k.cut(Shape::bar([0.0, y], [0.62, y + 0.62], 0.032), ink);
    let brass = k.straw(0.5);
    for (x, dy, q, n) in [(0.0, 0.0, 0.3, 16), (0.86, -0.72, 0.42, 20), (-0.92, -0.86, 0.34, 18)] {
        let points: Vec<[f32; 2]> = (0..n * 4).map(|i| { let a = i as f32 / (n * 4) as f32 * std::f32::consts::TAU; let e = if i % 4 < 2 { q } else { q * 0.87 }; [x + a.cos() * e, y + dy + a.sin() * e] }).collect();
        k.cut(Shape::poly(&points), brass);
        k.o(x, y + dy, q * 0.66, q * 0.66, lift(brass, -0.16));
        for i in 0..5 {
            let a = i as f32 / 5.0 * std::f32::consts::TAU;
            k.flat(Shape::bar([x, y + dy], [x + a.cos() * q * 0.7, y + dy + a.sin() * q * 0.7], q * 0.06), brass);
        }
        k.o(x, y + dy, q * 0.16, q * 0.16, lift(brass, 0.1));
    }
    k.halo([0.0, y], 2.2, 0xffcf8a);
}

fn blackboard(k: &mut Kit) {
    k.r(-1.2, 0.0, 1.2, 1.25, k.wood(0.44));
    k.flat(Shape::rect(-1.13, 1.18, 1.13, 0.08), mix(k.leaf(0.3), k.iron(0.3), 0.5));
    let chalk = k.white(0.84);
    for (y, l, r) in [(1.0, -1.0, -0.2), (0.84, -1.0, -0.35), (0.68, -1.0, -0.1), (0.52, -1.0, -0.5)] {
        let mut x = l;
        while x < r {
            let w = k.rng.range(0.06, 0.2);
            k.thin(Shape::ribbon(&[[x, y, 0.007], [x + w * 0.5, y + k.rng.sway() * 0.025, 0.009], [x + w, y, 0.006]]), chalk, 0.8);
            x += w + 0.05;
        }
    }
    let (cx, cy) = (0.6, 0.62);
    k.thin(Shape::bar([cx - 0.32, cy - 0.28], [cx + 0.34, cy - 0.28], 0.008).and(Shape::bar([cx + 0.34, cy - 0.28], [cx - 0.1, cy + 0.36], 0.008)).and(Shape::bar([cx - 0.1, cy + 0.36], [cx - 0.32, cy - 0.28], 0.008)), chalk, 0.85);
    k.r(-1.2, -0.03, 1.2, 0.03, k.wood(0.5));
    k.r(0.2, 0.03, 0.4, 0.08, k.cloth(0.6));
}

fn map(k: &mut Kit) {
    let paper = k.cloth(0.8);
    k.r(-0.68, 0.0, 0.68, 0.95, paper);
    for y in [-0.02, 0.93] {
        k.r(-0.72, y, 0.72, y + 0.04, k.wood(0.34));
    }
    for (x, y, w, h) in [(-0.3, 0.55, 0.26, 0.22), (0.25, 0.42, 0.3, 0.26), (0.1, 0.76, 0.16, 0.1), (-0.38, 0.2, 0.14, 0.1)] {
        k.flat(Shape::round(x, y, w, h).cut(7, 0.07, 0.04), mix(k.leaf(0.62), paper, 0.35));
    }
    for t in [0.25, 0.5, 0.75] {
        k.flat(Shape::bar([-0.66, t * 0.95], [0.66, t * 0.95], 0.003).and(Shape::bar([-0.68 + 1.36 * t, 0.02], [-0.68 + 1.36 * t, 0.93], 0.003)), lift(paper, -0.16));
    }
    k.flat(Shape::ribbon(&[[-0.36, 0.5, 0.007], [-0.1, 0.62, 0.007], [0.14, 0.5, 0.007], [0.34, 0.36, 0.007]]), k.accent(0.5));
    k.o(0.34, 0.36, 0.03, 0.03, k.accent(0.5));
}

fn portrait(k: &mut Kit) {
    k.r(-0.45, 0.0, 0.45, 1.05, k.straw(0.5));
    k.flat(Shape::rect(-0.36, 0.96, 0.36, 0.09), k.iron(0.32));
    let coat = k.paint(0.36);
    k.flat(Shape::curve(&[[-0.3, 0.1, 1.0], [-0.24, 0.4, 0.0], [0.0, 0.5, 0.0], [0.24, 0.4, 0.0], [0.3, 0.1, 1.0]]), coat);
    k.flat(Shape::round(0.0, 0.64, 0.11, 0.15), k.cloth(0.68));
    k.flat(Shape::curve(&[[-0.12, 0.66, 0.0], [-0.1, 0.82, 0.0], [0.1, 0.82, 0.0], [0.12, 0.66, 0.0], [0.0, 0.75, 0.0]]), k.wood(0.28));
}

fn monitor(k: &mut Kit) {
    k.r(-0.6, 0.0, 0.6, 0.75, k.iron(0.26));
    k.shine(Shape::rect(-0.55, 0.71, 0.55, 0.05), hex(0x23697c));
    k.shine(Shape::curve(&[[-0.55, 0.05, 1.0], [-0.5, 0.3, 0.0], [-0.1, 0.42, 0.0], [0.2, 0.28, 0.0], [0.55, 0.36, 0.0], [0.55, 0.05, 1.0]]), hex(0x4fc3d2));
    for y in [0.56, 0.62] {
        k.shine(Shape::bar([-0.48, y], [0.0, y], 0.008), hex(0xd9f0f0));
    }
    k.halo([0.0, 0.38], 1.3, 0x8ac4d4);
}

fn bottles(k: &mut Kit) {
    let w = k.wood(0.34);
    k.r(-1.3, 0.0, 1.3, 1.35, lift(w, -0.06));
    k.flat(Shape::rect(-1.2, 1.28, 1.2, 0.06), mix(k.water(0.62), w, 0.35));
    for row in 0..3 {
        let y = 0.08 + 0.42 * row as f32;
        k.r(-1.25, y - 0.04, 1.25, y, lift(w, 0.07));
        let mut x = -1.14;
        while x < 1.1 {
            let (bw, h) = (k.rng.range(0.035, 0.06), k.rng.range(0.2, 0.33));
            let ink = [k.leaf(0.42), k.wood(0.46), k.straw(0.6), k.white(0.76), k.accent(0.46)][k.rng.below(5)];
            k.cut(Shape::poly(&[[x - bw, y], [x - bw, y + h * 0.6], [x - bw * 0.35, y + h * 0.74], [x - bw * 0.35, y + h], [x + bw * 0.35, y + h], [x + bw * 0.35, y + h * 0.74], [x + bw, y + h * 0.6], [x + bw, y]]), ink);
            k.flat(Shape::rect(x - bw, y + h * 0.44, x + bw, y + h * 0.2), k.white(0.8));
            x += bw * 2.0 + k.rng.range(0.02, 0.12);
        }
    }
}

fn goods(k: &mut Kit) {
    let w = k.wood(0.42);
    k.r(-1.05, -0.5, 1.05, 1.75, lift(w, -0.08));
    for row in 0..5 {
        let y = -0.42 + 0.42 * row as f32;
        k.r(-1.05, y - 0.04, 1.05, y, lift(w, 0.05));
        let mut x = -0.98;
        while x < 0.9 {
            let (bw, h) = (k.rng.range(0.09, 0.2), k.rng.range(0.14, 0.32));
            let ink = k.paint(0.58);
            match k.rng.below(3) {
                0 => k.r(x, y, x + bw, y + h, ink),
                1 => k.c(&[[x, y, 1.0], [x, y + h * 0.7, 0.0], [x + bw * 0.5, y + h * 0.9, 0.0], [x + bw, y + h * 0.7, 0.0], [x + bw, y, 1.0]], mix(ink, k.straw(0.6), 0.5)),
                _ => {
                    k.r(x, y, x + bw, y + h * 0.8, lift(ink, 0.1));
                    k.r(x, y + h * 0.8, x + bw, y + h * 0.92, k.iron(0.34));
                }
            }
            x += bw + k.rng.range(0.01, 0.06);
        }
    }
}

fn wall_phone(k: &mut Kit) {
    let b = k.iron(0.26);
    k.r(-0.13, 0.0, 0.13, 0.4, b);
    k.o(0.0, 0.16, 0.085, 0.085, k.white(0.8));
    k.flat(Shape::round(0.0, 0.16, 0.04, 0.04), b);
    k.line(&[[-0.18, 0.4, 0.04], [-0.1, 0.47, 0.025], [0.1, 0.47, 0.025], [0.18, 0.4, 0.04]], lift(b, 0.06));
    k.flat(Shape::ribbon(&[[-0.16, 0.38, 0.008], [-0.26, 0.1, 0.008], [-0.14, -0.14, 0.008], [-0.06, 0.02, 0.008]]), b);
}

fn bars(k: &mut Kit) {
    k.r(-0.5, -0.06, 0.5, 0.82, k.stone(0.5));
    let night = k.scene.light.night;
    k.shine(Shape::rect(-0.4, 0.74, 0.4, 0.0), if night { k.scene.light.sky[2] } else { lift(k.scene.light.sky[2], 0.05) });
    for i in 0..5 {
        let x = -0.32 + 0.16 * i as f32;
        k.r(x - 0.02, 0.0, x + 0.02, 0.76, k.iron(0.26));
    }
    k.halo([0.0, 0.4], 1.2, 0xcfd8e0);
}

fn chandelier(k: &mut Kit) {
    let g = k.straw(0.56);
    k.b([0.0, 0.6], [0.0, 2.2], 0.015, g);
    for (r, y) in [(0.75f32, 0.1f32), (0.42, 0.36)] {
        k.line(&[[-r, y + 0.06, 0.022], [0.0, y - 0.05, 0.026], [r, y + 0.06, 0.022]], g);
        for i in 0..5 {
            let x = (i as f32 / 4.0 * 2.0 - 1.0) * r;
            let cy = y + 0.06 * (x / r).powi(2) - 0.03;
            k.b([x, cy], [x, cy + 0.09], 0.016, k.white(0.86));
            k.shine(Shape::curve(&[[x - 0.022, cy + 0.1, 0.0], [x, cy + 0.2, 1.0], [x + 0.022, cy + 0.1, 0.0]]), hex(0xffe2a0));
            k.flat(Shape::poly(&[[x, cy - 0.03], [x + 0.02, cy - 0.08], [x, cy - 0.14], [x - 0.02, cy - 0.08]]), k.white(0.82));
        }
    }
    for s in [-1.0f32, 1.0] {
        k.flat(Shape::bar([0.0, 0.75], [s * 0.7, 0.14], 0.008), g);
    }
    k.halo([0.0, 0.25], 1.8, 0xffc878);
}

fn bulb(k: &mut Kit) {
    k.flat(Shape::bar([0.0, 0.16], [0.0, 2.2], 0.008), k.iron(0.24));
    k.r(-0.025, 0.1, 0.025, 0.18, k.iron(0.3));
    k.shine(Shape::curve(&[[-0.03, 0.1, 0.0], [-0.065, 0.0, 0.0], [0.0, -0.07, 0.0], [0.065, 0.0, 0.0], [0.03, 0.1, 0.0]]), hex(0xfff0c8));
    k.halo([0.0, 0.0], 1.4, 0xffc878);
}

fn nets(k: &mut Kit) {
    let s = k.straw(0.46);
    let mut net = Shape::default();
    for i in 0..12 {
        let t = i as f32 / 11.0 * 2.0 - 1.0;
        let sag = |x: f32| 1.2 - 0.75 * (1.0 - x * x);
        net = net.and(Shape::ribbon(&[[t * 1.3, 1.5, 0.008], [t * 1.25 + 0.1, (1.5 + sag(t)) * 0.5, 0.008], [t * 1.15, sag(t), 0.008]]));
        net = net.and(Shape::ribbon(&[[-1.3, 1.45 - 0.05 * i as f32, 0.007], [0.0, 1.3 - 0.085 * i as f32, 0.007], [1.3, 1.45 - 0.05 * i as f32, 0.007]]));
    }
    k.cut(net, s);
    for x in [-0.8, -0.2, 0.5] {
        k.o(x, 0.62 + 0.2 * x * x, 0.07, 0.07, k.accent(0.5));
    }
}
