//! What stands in public rooms and places of work: wards, schools, churches, bars, workshops. Cut in metres, frontal.

use super::kit::Kit;
use super::street::barrel;
use super::table::Piece;
use crate::backends::paper::colour::{Rgb, hex, lift, mix};
use crate::backends::paper::shape::Shape;

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::SchoolDesks => school_desks(k),
        Piece::Ward => ward(k),
        Piece::Drip => drip(k),
        Piece::FoldScreen => fold_screen(k),
        Piece::Bench2 => lab(k),
        Piece::Racks => racks(k),
        Piece::Pews => pews(k),
        Piece::Altar => altar(k),
        Piece::Throne => throne(k),
        Piece::Stool => stools(k),
        Piece::Till => till(k),
        Piece::Jukebox => jukebox(k),
        Piece::Machine => machine(k),
        Piece::Espresso => espresso(k),
        Piece::Anvil => anvil(k),
        Piece::Casks => casks(k),
        Piece::Crates => crates(k),
        Piece::Hay => hay(k),
        Piece::Armour => armour(k),
        Piece::Helm => helm(k),
        Piece::Dais => dais(k),
        _ => {}
    }
}

/// A counter's end with a machine for coffee on it: two spouts, a gauge, cups on its top.
fn espresso(k: &mut Kit) {
    let (wood, steel) = (k.wood(0.4), k.steel(0.66));
    k.r(-0.62, 0.0, 0.62, 0.92, wood);
    k.r(-0.55, 0.1, -0.03, 0.82, lift(wood, 0.03));
    k.r(0.03, 0.1, 0.55, 0.82, lift(wood, 0.03));
    k.r(-0.68, 0.9, 0.68, 0.97, lift(wood, 0.1));
    k.r(-0.4, 0.97, 0.4, 1.03, lift(steel, -0.25));
    k.r(-0.36, 1.03, -0.26, 1.44, lift(steel, -0.1));
    k.r(-0.42, 1.28, 0.42, 1.52, steel);
    k.r(-0.42, 1.28, 0.42, 1.32, lift(steel, -0.12));
    let accent = k.accent(0.5);
    k.r(-0.38, 1.36, 0.1, 1.47, accent);
    k.o(0.26, 1.41, 0.075, 0.075, lift(steel, 0.16));
    k.b([0.26, 1.41], [0.3, 1.45], 0.008, lift(steel, -0.4));
    for x in [-0.12, 0.2] {
        k.r(x - 0.05, 1.2, x + 0.05, 1.28, lift(steel, -0.2));
        k.b([x, 1.22], [x + 0.16, 1.19], 0.016, lift(wood, -0.1));
        let cup = k.white(0.88);
        k.p(&[[x - 0.05, 1.12], [x - 0.035, 1.03], [x + 0.035, 1.03], [x + 0.05, 1.12]], cup);
    }
    for i in 0..5 {
        let x = -0.32 + 0.14 * i as f32;
        let cup = k.white(0.86);
        k.p(&[[x - 0.05, 1.6], [x - 0.035, 1.52], [x + 0.035, 1.52], [x + 0.05, 1.6]], cup);
    }
}

fn school_desks(k: &mut Kit) {
    for (x, y) in [(-0.95, 0.0), (0.35, 0.0), (-0.3, -0.12), (1.0, -0.12)] {
        let w = lift(k.wood(0.5), k.rng.range(-0.03, 0.03));
        for s in [-0.24, 0.24] {
            k.b([x + s, y], [x + s * 0.9, y + 0.66], 0.025, k.iron(0.32));
        }
        k.p(&[[x - 0.32, y + 0.64], [x - 0.3, y + 0.74], [x + 0.3, y + 0.74], [x + 0.32, y + 0.64]], lift(w, 0.05));
        k.r(x - 0.3, y + 0.5, x + 0.3, y + 0.64, lift(w, -0.05));
        k.r(x - 0.2, y + 0.28, x + 0.2, y + 0.34, lift(w, -0.03));
        k.p(&[[x - 0.12, y + 0.74], [x - 0.1, y + 0.77], [x + 0.12, y + 0.77], [x + 0.14, y + 0.74]], k.paint(0.5));
    }
}

fn ward(k: &mut Kit) {
    let s = k.steel(0.6);
    let white = k.white(0.88);
    for x in [-1.05, 1.0] {
        k.cut(Shape::bar([x, 0.1], [x, if x < 0.0 { 1.15 } else { 0.9 }], 0.03).and(Shape::bar([x + 0.14, 0.1], [x + 0.14, if x < 0.0 { 1.15 } else { 0.9 }], 0.02)), s);
        k.o(x, 0.06, 0.06, 0.06, k.iron(0.3));
    }
    k.b([-1.05, 0.42], [1.05, 0.42], 0.035, s);
    k.r(-1.0, 0.46, 1.0, 0.64, white);
    k.c(&[[-0.45, 0.62, 1.0], [-0.3, 0.82, 0.0], [0.4, 0.8, 0.0], [1.02, 0.74, 0.0], [1.04, 0.36, 1.0], [-0.45, 0.34, 1.0]], mix(white, k.water(0.74), 0.35));
    k.r(-0.5, 0.36, -0.34, 0.83, white);
    k.c(&[[-1.0, 0.64, 0.0], [-0.96, 0.86, 0.0], [-0.62, 0.86, 0.0], [-0.56, 0.64, 0.0]], lift(white, 0.02));
}

fn drip(k: &mut Kit) {
    let s = k.steel(0.66);
    k.b([0.0, 0.05], [0.0, 2.0], 0.015, s);
    for x in [-0.2, 0.2] {
        k.b([0.0, 0.12], [x, 0.02], 0.015, s);
        k.line(&[[0.0, 1.98, 0.012], [x * 0.7, 2.02, 0.012], [x * 0.8, 1.94, 0.012]], s);
    }
    k.c(&[[0.09, 1.92, 1.0], [0.09, 1.62, 0.0], [0.16, 1.54, 0.0], [0.23, 1.62, 0.0], [0.23, 1.92, 1.0]], k.white(0.82));
    k.flat(Shape::rect(0.1, 1.76, 0.22, 1.62), k.accent(0.66));
    k.flat(Shape::ribbon(&[[0.16, 1.54, 0.006], [0.2, 1.1, 0.006], [0.02, 0.8, 0.006], [-0.4, 0.72, 0.006]]), k.steel(0.7));
}

fn fold_screen(k: &mut Kit) {
    let c = k.white(0.8);
    for i in 0..3 {
        let x = -0.75 + 0.5 * i as f32;
        let dy = if i % 2 == 0 { 0.0 } else { 0.05 };
        k.p(&[[x, 0.12 + dy], [x, 1.75 + dy], [x + 0.5, 1.7 - dy], [x + 0.5, 0.1 - dy + 0.04]], lift(c, -0.05 * (i % 2) as f32));
        k.b([x, 0.0], [x, 1.78], 0.02, k.steel(0.6));
    }
    k.b([0.75, 0.0], [0.75, 1.76], 0.02, k.steel(0.6));
}

fn flask(k: &mut Kit, x: f32, y: f32, s: f32, ink: Rgb) {
    k.thin(Shape::poly(&[[x - 0.03 * s, y + 0.3 * s], [x - 0.03 * s, y + 0.18 * s], [x - 0.12 * s, y], [x + 0.12 * s, y], [x + 0.03 * s, y + 0.18 * s], [x + 0.03 * s, y + 0.3 * s]]), k.white(0.84), 0.75);
    k.flat(Shape::poly(&[[x - 0.08 * s, y + 0.1 * s], [x - 0.12 * s, y], [x + 0.12 * s, y], [x + 0.08 * s, y + 0.1 * s]]), ink);
}

fn lab(k: &mut Kit) {
    let s = k.white(0.74);
    k.r(-1.2, 0.0, 1.2, 0.86, s);
    for x in [-1.14, -0.56, 0.02, 0.6] {
        k.r(x, 0.06, x + 0.52, 0.78, lift(s, 0.04));
        k.flat(Shape::rect(x + 0.2, 0.7, x + 0.32, 0.68), lift(s, -0.3));
    }
    k.r(-1.28, 0.86, 1.28, 0.92, k.iron(0.32));
    let inks = [k.accent(0.58), k.paint(0.56), k.leaf(0.6)];
    for (i, (x, q)) in [(-1.0, 1.2), (-0.7, 0.8), (0.78, 1.0), (1.05, 0.7)].into_iter().enumerate() {
        flask(k, x, 0.92, q, inks[i % 3]);
    }
    // A stand of tubes.
    k.r(-0.5, 0.98, -0.05, 1.01, k.wood(0.44));
    k.r(-0.5, 1.12, -0.05, 1.15, k.wood(0.44));
    for i in 0..5 {
        let x = -0.46 + 0.09 * i as f32;
        k.thin(Shape::rect(x, 1.24, x + 0.035, 0.95), k.white(0.84), 0.8);
        k.flat(Shape::rect(x, 1.06, x + 0.035, 0.95), inks[i % 3]);
    }
    // A microscope.
    let m = k.iron(0.3);
    k.r(0.2, 0.92, 0.52, 0.96, m);
    k.line(&[[0.46, 0.96, 0.03], [0.5, 1.12, 0.03], [0.42, 1.26, 0.03]], m);
    k.b([0.3, 1.02], [0.44, 1.34], 0.035, lift(m, 0.06));
    k.b([0.43, 1.32], [0.48, 1.42], 0.022, m);
    k.r(0.24, 1.02, 0.42, 1.04, lift(m, 0.05));
}

fn racks(k: &mut Kit) {
    let s = k.steel(0.4);
    for (i, x) in [-1.0f32, -0.34, 0.32].into_iter().enumerate() {
        k.r(x, 0.0, x + 0.62, 1.95, lift(s, -0.02 * i as f32));
        for j in 0..6 {
            let y = 0.1 + 0.3 * j as f32;
            k.r(x + 0.04, y, x + 0.58, y + 0.26, lift(s, -0.07));
            for n in 0..4 {
                let lx = x + 0.09 + 0.12 * n as f32;
                let ink = [hex(0x7fe0a0), hex(0xffc05a), hex(0xff6a4a), hex(0x8ad0ff)][k.rng.below(4)];
                if k.rng.chance(0.55) {
                    k.shine(Shape::rect(lx, y + 0.15, lx + 0.05, y + 0.11), ink);
                } else {
                    k.flat(Shape::round(lx + 0.03, y + 0.13, 0.03, 0.03), lift(s, 0.15));
                }
            }
        }
    }
    k.shine(Shape::rect(-0.9, 1.72, -0.5, 1.48), hex(0x9fe0d8));
    k.halo([-0.3, 1.2], 1.1, 0x7fc8c0);
    k.p(&[[-1.1, 0.0], [-1.1, 0.7], [1.0, 0.7], [1.0, 0.0]], lift(s, 0.05));
    k.p(&[[-1.12, 0.7], [-1.02, 0.84], [0.92, 0.84], [1.02, 0.7]], lift(s, 0.1));
    for i in 0..14 {
        let x = -0.98 + 0.14 * i as f32;
        let ink = [hex(0xff6a4a), hex(0xffd27a), k.white(0.8)][k.rng.below(3)];
        k.flat(Shape::rect(x, 0.8, x + 0.07, 0.75), ink);
    }
}

fn pews(k: &mut Kit) {
    for row in 0..3 {
        let (y, w) = (-0.16 * row as f32, 1.05 + 0.1 * row as f32);
        for s in [-1.0f32, 1.0] {
            let wood = lift(k.wood(0.4), -0.03 * row as f32);
            let (l, r) = (s * 0.55, s * (0.55 + w));
            let (l, r) = (l.min(r), l.max(r));
            k.r(l, y, r, y + 0.95, wood);
            k.r(l - 0.03, y + 0.9, r + 0.03, y + 0.98, lift(wood, 0.06));
            for i in 0..4 {
                let x = l + (r - l) * (i as f32 + 0.12) / 4.0;
                k.flat(Shape::rect(x, y + 0.82, x + (r - l) * 0.19, y + 0.2), lift(wood, -0.06));
            }
            k.c(&[[l - 0.06, y, 1.0], [l - 0.06, y + 1.0, 0.0], [l + 0.06, y + 1.06, 0.0], [l + 0.08, y, 1.0]], lift(wood, 0.03));
        }
    }
}

fn candle(k: &mut Kit, x: f32, y: f32, h: f32) {
    k.r(x - 0.022, y, x + 0.022, y + h, k.white(0.86));
    k.shine(Shape::curve(&[[x - 0.022, y + h + 0.02, 0.0], [x, y + h + 0.11, 1.0], [x + 0.022, y + h + 0.02, 0.0], [x, y + h, 0.0]]), hex(0xffd98a));
    k.halo([x, y + h + 0.05], 0.5, 0xffb45c);
}

fn altar(k: &mut Kit) {
    let s = k.stone(0.6);
    k.r(-1.4, -0.02, 1.4, 0.16, lift(s, -0.04));
    k.r(-1.15, 0.16, 1.15, 0.32, s);
    k.r(-0.9, 0.32, 0.9, 1.24, k.white(0.82));
    k.flat(Shape::rect(-0.22, 1.24, 0.22, 0.5), k.accent(0.46));
    k.r(-1.0, 1.22, 1.0, 1.32, lift(s, 0.06));
    let gold = k.straw(0.66);
    k.b([0.0, 1.32], [0.0, 2.15], 0.035, gold);
    k.b([-0.24, 1.86], [0.24, 1.86], 0.035, gold);
    for (x, h) in [(-0.75, 0.42), (-0.5, 0.3), (0.5, 0.32), (0.75, 0.44)] {
        k.b([x, 1.32], [x, 1.46], 0.03, gold);
        candle(k, x, 1.46, h * 0.7);
    }
}

fn throne(k: &mut Kit) {
    let gold = k.straw(0.58);
    k.r(-1.0, -0.02, 1.0, 0.2, k.stone(0.5));
    k.p(&[[-0.46, 0.2], [-0.5, 2.0], [-0.3, 2.3], [0.0, 2.55], [0.3, 2.3], [0.5, 2.0], [0.46, 0.2]], gold);
    k.p(&[[-0.34, 0.7], [-0.36, 1.9], [0.0, 2.2], [0.36, 1.9], [0.34, 0.7]], k.accent(0.42));
    k.r(-0.5, 0.56, 0.5, 0.72, k.accent(0.46));
    for s in [-1.0f32, 1.0] {
        k.r(s * 0.5 - 0.06, 0.2, s * 0.5 + 0.06, 1.05, lift(gold, -0.06));
        k.o(s * 0.5, 1.1, 0.1, 0.1, gold);
        k.o(s * 0.5, 2.08, 0.08, 0.08, lift(gold, 0.06));
    }
}

fn stools(k: &mut Kit) {
    for x in [-0.7, 0.05, 0.75] {
        let i = k.steel(0.46);
        for s in [-0.2, 0.2] {
            k.b([x + s, 0.0], [x + s * 0.5, 0.74], 0.02, i);
        }
        k.b([x - 0.16, 0.3], [x + 0.16, 0.3], 0.015, i);
        k.c(&[[x - 0.24, 0.74, 0.0], [x - 0.22, 0.86, 0.0], [x + 0.22, 0.86, 0.0], [x + 0.24, 0.74, 0.0]], k.accent(0.42));
    }
}

fn till(k: &mut Kit) {
    let w = k.wood(0.42);
    k.r(-0.8, 0.0, 0.8, 0.95, w);
    k.courses([-0.78, 0.05, 0.78, 0.9], 0.24, lift(w, -0.06));
    k.r(-0.88, 0.93, 0.88, 1.0, lift(w, 0.08));
    let brass = k.straw(0.52);
    k.p(&[[-0.25, 1.0], [-0.27, 1.12], [-0.2, 1.3], [0.2, 1.3], [0.27, 1.12], [0.25, 1.0]], brass);
    k.r(-0.2, 1.28, 0.2, 1.46, lift(brass, -0.06));
    k.flat(Shape::rect(-0.15, 1.43, 0.15, 1.33), k.white(0.85));
    for i in 0..5 {
        for j in 0..2 {
            k.o(-0.14 + 0.07 * i as f32, 1.16 + 0.06 * j as f32, 0.022, 0.022, k.white(0.8));
        }
    }
}

fn jukebox(k: &mut Kit) {
    let c = k.accent(0.42);
    k.c(&[[-0.42, 0.0, 1.0], [-0.42, 1.1, 0.0], [-0.26, 1.42, 0.0], [0.0, 1.52, 0.0], [0.26, 1.42, 0.0], [0.42, 1.1, 0.0], [0.42, 0.0, 1.0]], c);
    for (i, ink) in [0xff9ec2, 0xffd27a, 0x8fe6ee].into_iter().enumerate() {
        let q = 0.36 - 0.06 * i as f32;
        let arch: Vec<[f32; 3]> = (0..=14).map(|n| { let a = std::f32::consts::PI * n as f32 / 14.0; [a.cos() * q, 1.02 + a.sin() * q * 1.1, 0.02] }).collect();
        k.shine(Shape::ribbon(&arch), hex(ink));
    }
    k.shine(Shape::rect(-0.2, 1.16, 0.2, 0.82), hex(0xffe7b0));
    k.halo([0.0, 1.0], 1.2, 0xff8fa8);
    for i in 0..6 {
        k.flat(Shape::rect(-0.28 + 0.1 * i as f32, 0.66, -0.24 + 0.1 * i as f32, 0.16), lift(c, -0.14));
    }
}

fn gear(x: f32, y: f32, r: f32, n: usize) -> Shape {
    let points: Vec<[f32; 2]> = (0..n * 4)
        .map(|i| {
            let a = i as f32 / (n * 4) as f32 * std::f32::consts::TAU;
            let q = if i % 4 < 2 { r } else { r * 0.84 };
            [x + a.cos() * q, y + a.sin() * q]
        })
        .collect();
    Shape::poly(&points)
}

fn machine(k: &mut Kit) {
    let s = mix(k.steel(0.44), k.leaf(0.44), 0.3);
    k.r(-0.95, 0.0, 0.95, 0.3, lift(s, -0.08));
    k.r(-0.8, 0.3, 0.35, 1.25, s);
    k.flat(Shape::rect(0.1, 1.25, 0.35, 0.3), lift(s, -0.06));
    k.cut(gear(0.5, 0.85, 0.46, 14), k.iron(0.34));
    k.o(0.5, 0.85, 0.14, 0.14, k.steel(0.56));
    k.cut(gear(-0.45, 0.75, 0.24, 10), lift(s, 0.1));
    k.line(&[[-0.6, 1.25, 0.06], [-0.6, 1.7, 0.06], [-0.3, 1.9, 0.06], [-0.3, 2.9, 0.06]], k.steel(0.5));
    for x in [-0.1, 0.16] {
        k.o(x, 1.05, 0.09, 0.09, k.white(0.85));
        k.flat(Shape::bar([x, 1.05], [x + 0.05, 1.1], 0.01), k.iron(0.2));
    }
    k.b([-0.9, 0.6], [-1.05, 1.2], 0.03, k.accent(0.5));
}

fn anvil(k: &mut Kit) {
    k.p(&[[-0.24, 0.0], [-0.2, 0.5], [0.2, 0.5], [0.24, 0.0]], k.wood(0.36));
    k.c(&[[-0.55, 0.8, 1.0], [-0.2, 0.66, 0.0], [-0.14, 0.58, 0.0], [-0.22, 0.5, 1.0], [0.22, 0.5, 1.0], [0.14, 0.58, 0.0], [0.2, 0.68, 0.0], [0.4, 0.7, 1.0], [0.4, 0.8, 1.0]], k.iron(0.34));
}

fn casks(k: &mut Kit) {
    for (x, y) in [(-0.55, 0.0), (0.3, 0.0), (-0.12, 0.72)] {
        let w = k.wood(0.42);
        k.o(x, y + 0.4, 0.42, 0.4, lift(w, -0.06));
        k.o(x, y + 0.4, 0.36, 0.34, lift(w, 0.05));
        for i in 0..5 {
            k.flat(Shape::bar([x - 0.3 + 0.13 * i as f32, y + 0.16], [x - 0.3 + 0.13 * i as f32, y + 0.64], 0.006), lift(w, -0.05));
        }
        k.o(x, y + 0.22, 0.035, 0.035, k.iron(0.3));
    }
    barrel(k, 1.05, 0.0, 1.0);
}

fn crates(k: &mut Kit) {
    for (x, y, w, h) in [(-0.85, 0.0, 0.8, 0.66), (0.02, 0.0, 0.9, 0.56), (-0.6, 0.66, 0.66, 0.5), (0.2, 0.56, 0.5, 0.44)] {
        let ink = lift(k.wood(0.48), k.rng.range(-0.06, 0.04));
        k.r(x, y, x + w, y + h, ink);
        k.courses([x, y + 0.02, x + w, y + h], 0.17, lift(ink, -0.08));
        for e in [x, x + w - 0.08] {
            k.r(e, y, e + 0.08, y + h, lift(ink, 0.05));
        }
    }
}

fn hay(k: &mut Kit) {
    let s = k.straw(0.62);
    k.c(&[[-1.4, 0.0, 1.0], [-1.1, 0.6, 0.0], [-0.4, 1.05, 0.0], [0.3, 0.8, 0.0], [1.0, 0.5, 0.0], [1.5, 0.0, 1.0]], s);
    for _ in 0..26 {
        let (x, y) = (k.rng.sway() * 1.0, k.rng.range(0.05, 0.7));
        k.flat(Shape::bar([x, y], [x + k.rng.sway() * 0.25, y + k.rng.sway() * 0.12], 0.008), lift(s, k.rng.range(-0.12, 0.08)));
    }
    k.b([1.1, 0.0], [0.9, 1.7], 0.02, k.wood(0.42));
    for d in [-0.08, 0.0, 0.08] {
        k.b([0.9 + d, 1.68], [0.88 + d, 1.95], 0.01, k.iron(0.4));
    }
}

fn armour(k: &mut Kit) {
    let s = k.steel(0.58);
    for x in [-0.14, 0.14] {
        k.p(&[[x - 0.1, 0.0], [x - 0.09, 0.85], [x + 0.09, 0.85], [x + 0.1, 0.0]], lift(s, -0.05));
        k.o(x, 0.45, 0.1, 0.08, lift(s, 0.06));
    }
    k.p(&[[-0.26, 0.78], [-0.32, 1.3], [-0.2, 1.5], [0.2, 1.5], [0.32, 1.3], [0.26, 0.78]], s);
    k.flat(Shape::bar([0.0, 0.8], [0.0, 1.46], 0.012), lift(s, 0.12));
    for q in [-1.0f32, 1.0] {
        k.o(q * 0.34, 1.38, 0.12, 0.13, lift(s, 0.04));
        k.p(&[[q * 0.3, 1.3], [q * 0.42, 0.85], [q * 0.3, 0.82], [q * 0.22, 1.2]], lift(s, -0.03));
    }
    k.c(&[[-0.14, 1.52, 1.0], [-0.16, 1.72, 0.0], [0.0, 1.86, 0.0], [0.16, 1.72, 0.0], [0.14, 1.52, 1.0]], lift(s, 0.03));
    k.flat(Shape::rect(-0.12, 1.72, 0.12, 1.69), k.iron(0.2));
    k.line(&[[0.0, 1.84, 0.04], [-0.12, 2.06, 0.07], [-0.3, 2.0, 0.03]], k.accent(0.5));
    k.b([0.48, 0.0], [0.44, 2.3], 0.018, k.wood(0.4));
    k.p(&[[0.39, 2.28], [0.44, 2.55], [0.49, 2.28]], lift(s, 0.1));
}

/// A wheel with eight spokes on its pedestal.
fn helm(k: &mut Kit) {
    let (wood, brass) = (k.wood(0.44), k.straw(0.56));
    k.p(&[[-0.16, 0.0], [-0.1, 1.05], [0.1, 1.05], [0.16, 0.0]], lift(wood, -0.08));
    k.r(-0.24, 0.0, 0.24, 0.1, lift(wood, -0.04));
    let (y, r) = (1.12, 0.42);
    for i in 0..8 {
        let a = i as f32 / 8.0 * std::f32::consts::TAU + 0.2;
        let at = |q: f32| [a.sin() * q, y + a.cos() * q];
        k.b(at(0.06), at(r * 1.34), 0.022, wood);
        k.b(at(r * 1.1), at(r * 1.36), 0.032, lift(wood, 0.05));
    }
    let ring: Vec<[f32; 3]> = (0..=28).map(|i| i as f32 / 28.0 * std::f32::consts::TAU).map(|a| [a.sin() * r, y + a.cos() * r, 0.042]).collect();
    k.line(&ring, lift(wood, 0.03));
    let ring: Vec<[f32; 3]> = (0..=28).map(|i| i as f32 / 28.0 * std::f32::consts::TAU).map(|a| [a.sin() * r, y + a.cos() * r, 0.012]).collect();
    k.line(&ring, brass);
    k.o(0.0, y, 0.11, 0.11, wood);
    k.o(0.0, y, 0.06, 0.06, brass);
}

/// A judge's bench: panelled, raised, a high chair behind it, scales on the wall and a flag to each side.
fn dais(k: &mut Kit) {
    let wood = k.wood(0.36);
    k.r(-0.95, 0.0, 0.95, 3.0, lift(wood, -0.04));
    k.r(-0.8, 1.5, 0.8, 2.9, lift(wood, 0.03));
    let brass = k.straw(0.6);
    k.b([0.0, 2.05], [0.0, 2.72], 0.022, brass);
    k.b([-0.42, 2.64], [0.42, 2.64], 0.018, brass);
    for x in [-0.4f32, 0.4] {
        k.flat(Shape::bar([x, 2.64], [x - 0.12, 2.34], 0.007).and(Shape::bar([x, 2.64], [x + 0.12, 2.34], 0.007)), brass);
        k.c(&[[x - 0.16, 2.35, 1.0], [x, 2.26, 0.0], [x + 0.16, 2.35, 1.0]], brass);
    }
    k.p(&[[-0.2, 2.05], [0.2, 2.05], [0.1, 2.12], [-0.1, 2.12]], brass);
    // The chair's back over the bench.
    k.c(&[[-0.34, 1.0, 1.0], [-0.34, 1.8, 0.0], [0.0, 2.0, 0.0], [0.34, 1.8, 0.0], [0.34, 1.0, 1.0]], k.accent(0.36));
    k.r(-1.5, 0.0, 1.5, 0.3, lift(wood, -0.02));
    k.r(-1.35, 0.3, 1.35, 1.32, wood);
    k.r(-1.45, 1.3, 1.45, 1.4, lift(wood, 0.08));
    for x in [-1.2, -0.56, 0.08, 0.72] {
        k.r(x, 0.42, x + 0.52, 1.2, lift(wood, 0.035));
    }
    k.r(0.5, 1.4, 0.74, 1.44, lift(wood, -0.1));
    k.b([0.62, 1.47], [0.86, 1.5], 0.018, lift(wood, -0.1));
    for s in [-1.0f32, 1.0] {
        k.b([s * 1.72, 0.0], [s * 1.72, 2.6], 0.025, brass);
        k.o(s * 1.72, 2.63, 0.05, 0.06, brass);
        let cloth = if s < 0.0 { k.accent(0.44) } else { k.paint(0.46) };
        k.c(&[[s * 1.74, 2.5, 1.0], [s * 1.98, 2.1, 0.0], [s * 1.94, 1.2, 0.0], [s * 1.8, 0.9, 1.0], [s * 1.74, 1.0, 1.0]], cloth);
    }
}
