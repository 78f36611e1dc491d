//! What stands on the floors of rooms, cut in metres, frontal. What hangs is in [`super::hung`].

use super::kit::Kit;
use super::street::barrel;
use super::table::Piece;
use crate::backends::paper::colour::{Rgb, hex, lift, mix};
use crate::backends::paper::shape::Shape;

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Desk => desk(k),
        Piece::Bookcase => bookcase(k),
        Piece::Cabinet => cabinet(k),
        Piece::Fireplace => fireplace(k),
        Piece::Oven => oven(k),
        Piece::Fridge => fridge(k),
        Piece::Sink => sink(k),
        Piece::Bath => bath(k),
        Piece::Armchair => armchair(k),
        Piece::Piano => piano(k),
        Piece::LongClock => long_clock(k),
        Piece::SchoolDesks => school_desks(k),
        Piece::Easel => easel(k),
        Piece::Ward => ward(k),
        Piece::Drip => drip(k),
        Piece::FoldScreen => fold_screen(k),
        Piece::Bench2 => lab(k),
        Piece::Racks => racks(k),
        Piece::Pews => pews(k),
        Piece::Altar => altar(k),
        Piece::Throne => throne(k),
        Piece::Stairs => stairs(k),
        Piece::Ladder => ladder(k),
        Piece::Stool => stools(k),
        Piece::Till => till(k),
        Piece::Jukebox => jukebox(k),
        Piece::Radio => radio(k),
        Piece::CoatRack => coat_rack(k),
        Piece::PotPlant => pot_plant(k),
        Piece::Globe => globe(k),
        Piece::Telescope => telescope(k),
        Piece::Machine => machine(k),
        Piece::Anvil => anvil(k),
        Piece::Bunk => bunk(k),
        Piece::Cradle => cradle(k),
        Piece::Cauldron => cauldron(k),
        Piece::Casks => casks(k),
        Piece::Crates => crates(k),
        Piece::Hay => hay(k),
        Piece::Armour => armour(k),
        _ => {}
    }
}

fn books(k: &mut Kit, l: f32, r: f32, y: f32, high: f32) {
    let mut x = l;
    while x < r - 0.03 {
        let w = k.rng.range(0.03, 0.065);
        let h = high * k.rng.range(0.62, 0.95);
        let ink = k.paint(0.5);
        let ink = lift(ink, k.rng.range(-0.1, 0.12));
        if k.rng.chance(0.08) {
            x += w * 1.6;
            continue;
        }
        k.flat(Shape::rect(x, y + h, (x + w).min(r), y), ink);
        x += w + 0.004;
    }
}

fn desk(k: &mut Kit) {
    let w = k.wood(0.44);
    k.r(-0.7, 0.0, -0.2, 0.72, lift(w, -0.04));
    for y in [0.08, 0.3, 0.52] {
        k.r(-0.66, y, -0.24, y + 0.18, lift(w, 0.02));
        k.o(-0.45, y + 0.09, 0.02, 0.02, k.steel(0.6));
    }
    k.r(0.62, 0.0, 0.7, 0.72, lift(w, -0.05));
    k.r(-0.78, 0.72, 0.78, 0.78, lift(w, 0.06));
    lamp_on(k, 0.45, 0.78);
    k.p(&[[-0.3, 0.78], [-0.28, 0.84], [0.08, 0.84], [0.1, 0.78]], k.white(0.82));
    k.p(&[[-0.6, 0.78], [-0.6, 0.98], [-0.42, 0.98], [-0.42, 0.78]], k.paint(0.4));
}

fn lamp_on(k: &mut Kit, x: f32, y: f32) {
    k.r(x - 0.08, y, x + 0.08, y + 0.02, k.iron(0.3));
    k.b([x, y], [x, y + 0.26], 0.012, k.iron(0.3));
    let shade = Shape::poly(&[[x - 0.15, y + 0.24], [x - 0.09, y + 0.42], [x + 0.09, y + 0.42], [x + 0.15, y + 0.24]]);
    if k.burning {
        k.shine(shade, hex(0xffdf9c));
        k.halo([x, y + 0.3], 0.9, 0xffb45c);
    } else {
        k.cut(shade, k.cloth(0.74));
    }
}

fn bookcase(k: &mut Kit) {
    let w = k.wood(0.4);
    k.r(-0.8, 0.0, 0.8, 2.15, w);
    k.flat(Shape::rect(-0.74, 2.08, 0.74, 0.08), lift(w, -0.13));
    for i in 0..5 {
        let y = 0.1 + 0.4 * i as f32;
        books(k, -0.72, 0.72, y, 0.36);
        k.r(-0.78, y - 0.04, 0.78, y, lift(w, 0.04));
    }
    k.r(-0.86, 2.12, 0.86, 2.2, lift(w, 0.05));
}

fn cabinet(k: &mut Kit) {
    let s = k.steel(0.5);
    for (x, h) in [(-0.42, 1.35), (0.04, 1.05)] {
        k.r(x, 0.0, x + 0.42, h, s);
        let n = (h / 0.33) as usize;
        for i in 0..n {
            let y = 0.04 + 0.33 * i as f32;
            k.r(x + 0.025, y, x + 0.395, y + 0.29, lift(s, 0.04));
            k.flat(Shape::rect(x + 0.14, y + 0.19, x + 0.28, y + 0.16), lift(s, -0.18));
            k.flat(Shape::rect(x + 0.15, y + 0.26, x + 0.27, y + 0.21), k.white(0.8));
        }
    }
    k.p(&[[0.1, 1.05], [0.11, 1.1], [0.42, 1.11], [0.41, 1.05]], k.white(0.78));
}

fn flames(k: &mut Kit, x: f32, y: f32, w: f32, h: f32) {
    for (n, q) in [1.0f32, 0.72, 0.42].into_iter().enumerate() {
        let (w, h) = (w * q, h * (0.4 + 0.6 * q));
        k.shine(Shape::curve(&[[x - w, y, 1.0], [x - w * 0.8, y + h * 0.5, 0.0], [x - w * 0.4, y + h * 0.35, 1.0], [x - w * 0.05, y + h, 1.0], [x + w * 0.3, y + h * 0.4, 1.0], [x + w * 0.65, y + h * 0.7, 1.0], [x + w, y, 1.0]]), hex([0xe0622a, 0xffa040, 0xffe2a0][n]));
    }
}

fn fireplace(k: &mut Kit) {
    let s = k.stone(0.56);
    k.r(-0.95, 0.0, 0.95, 1.25, s);
    k.stones([-0.9, 0.02, -0.55, 1.2], 0.24, lift(s, -0.02));
    k.stones([0.55, 0.02, 0.92, 1.2], 0.24, lift(s, -0.02));
    k.r(-0.75, 1.36, 0.75, 2.9, lift(s, -0.03));
    k.flat(Shape::curve(&[[-0.52, 0.0, 1.0], [-0.52, 0.72, 0.0], [0.0, 0.92, 0.0], [0.52, 0.72, 0.0], [0.52, 0.0, 1.0]]), hex(0x1a1210));
    k.r(-1.08, 1.22, 1.08, 1.36, k.wood(0.36));
    k.b([-0.36, 0.1], [0.3, 0.16], 0.06, k.wood(0.24));
    k.b([-0.28, 0.18], [0.34, 0.1], 0.05, k.wood(0.28));
    flames(k, 0.0, 0.12, 0.36, 0.62);
    k.halo([0.0, 0.36], 1.9, 0xff8a3a);
    k.b([-0.6, 1.36], [-0.6, 1.62], 0.03, k.straw(0.6));
    k.r(0.2, 1.36, 0.5, 1.62, k.wood(0.46));
    k.o(0.35, 1.5, 0.1, 0.1, k.white(0.84));
}

fn oven(k: &mut Kit) {
    let b = k.brick(0.48);
    k.c(&[[-0.95, 0.0, 1.0], [-0.95, 1.3, 0.0], [-0.6, 1.85, 0.0], [0.0, 2.05, 0.0], [0.6, 1.85, 0.0], [0.95, 1.3, 0.0], [0.95, 0.0, 1.0]], b);
    k.stones([-0.85, 0.1, 0.85, 1.7], 0.26, lift(b, -0.04));
    k.flat(Shape::curve(&[[-0.46, 0.85, 1.0], [-0.44, 1.22, 0.0], [0.0, 1.45, 0.0], [0.44, 1.22, 0.0], [0.46, 0.85, 1.0]]), hex(0x1c1210));
    k.shine(Shape::curve(&[[-0.4, 0.86, 1.0], [-0.38, 1.1, 0.0], [0.0, 1.24, 0.0], [0.38, 1.1, 0.0], [0.4, 0.86, 1.0]]), hex(0xff8f3a));
    k.shine(Shape::curve(&[[-0.26, 0.86, 1.0], [-0.2, 1.0, 0.0], [0.0, 1.1, 0.0], [0.2, 1.0, 0.0], [0.26, 0.86, 1.0]]), hex(0xffd58a));
    k.halo([0.0, 1.05], 1.6, 0xff9440);
    k.r(-0.6, 0.76, 0.6, 0.84, k.stone(0.6));
    k.b([0.8, 0.0], [1.05, 1.9], 0.025, k.wood(0.46));
}

fn fridge(k: &mut Kit) {
    let s = k.white(0.8);
    k.r(-0.36, 0.0, 0.36, 1.75, s);
    k.flat(Shape::rect(0.2, 1.75, 0.36, 0.0), lift(s, -0.06));
    k.flat(Shape::rect(-0.35, 1.16, 0.35, 1.13), lift(s, -0.16));
    for (a, b) in [(0.7, 1.05), (1.24, 1.5)] {
        k.r(-0.3, a, -0.26, b, k.steel(0.6));
    }
    k.p(&[[0.0, 1.3], [0.0, 1.52], [0.18, 1.53], [0.18, 1.31]], k.accent(0.6));
}

fn sink(k: &mut Kit) {
    let s = k.white(0.82);
    k.c(&[[-0.4, 0.9, 1.0], [-0.32, 0.62, 0.0], [0.0, 0.55, 0.0], [0.32, 0.62, 0.0], [0.4, 0.9, 1.0]], s);
    k.r(-0.08, 0.0, 0.08, 0.58, lift(s, -0.06));
    k.line(&[[0.0, 0.9, 0.018], [0.0, 1.12, 0.018], [0.1, 1.14, 0.018], [0.12, 1.04, 0.018]], k.steel(0.66));
}

fn bath(k: &mut Kit) {
    let s = k.white(0.86);
    for x in [-0.6, 0.6] {
        k.c(&[[x - 0.06, 0.16, 0.0], [x - 0.1, 0.0, 1.0], [x + 0.06, 0.0, 1.0], [x + 0.06, 0.16, 0.0]], k.straw(0.56));
    }
    k.c(&[[-0.95, 0.66, 1.0], [-0.84, 0.28, 0.0], [-0.5, 0.14, 0.0], [0.5, 0.14, 0.0], [0.8, 0.28, 0.0], [0.88, 0.62, 1.0]], s);
    k.c(&[[-1.02, 0.72, 0.0], [-0.9, 0.6, 0.0], [0.86, 0.57, 0.0], [0.95, 0.66, 0.0]], lift(s, 0.03));
    k.line(&[[0.7, 0.62, 0.02], [0.72, 0.95, 0.02], [0.58, 0.98, 0.02], [0.55, 0.86, 0.02]], k.straw(0.6));
}

fn armchair(k: &mut Kit) {
    let c = k.paint(0.42);
    k.c(&[[-0.46, 0.12, 1.0], [-0.5, 0.9, 0.0], [-0.34, 1.16, 0.0], [0.34, 1.16, 0.0], [0.5, 0.9, 0.0], [0.46, 0.12, 1.0]], lift(c, -0.03));
    for x in [-0.16, 0.16] {
        for y in [0.72, 0.95] {
            k.o(x, y, 0.025, 0.025, lift(c, -0.1));
        }
    }
    k.r(-0.36, 0.34, 0.36, 0.52, lift(c, 0.05));
    for s in [-1.0f32, 1.0] {
        k.c(&[[s * 0.34, 0.1, 1.0], [s * 0.34, 0.6, 0.0], [s * 0.46, 0.7, 0.0], [s * 0.58, 0.6, 0.0], [s * 0.56, 0.1, 1.0]], lift(c, 0.02));
        k.b([s * 0.46, 0.0], [s * 0.44, 0.12], 0.035, k.wood(0.3));
    }
}

fn piano(k: &mut Kit) {
    let b = mix(k.iron(0.26), k.wood(0.26), 0.5);
    k.r(-0.75, 0.0, 0.75, 1.22, b);
    k.r(-0.8, 1.2, 0.8, 1.27, lift(b, 0.06));
    k.r(-0.68, 0.84, 0.68, 1.14, lift(b, 0.03));
    k.r(-0.42, 0.9, 0.42, 1.1, k.white(0.8));
    k.r(-0.8, 0.62, 0.8, 0.7, lift(b, 0.05));
    k.r(-0.68, 0.7, 0.68, 0.76, k.white(0.86));
    let mut keys = Shape::default();
    for i in 0..26 {
        if i % 7 != 2 && i % 7 != 6 {
            let x = -0.64 + 0.049 * i as f32;
            keys = keys.and(Shape::rect(x, 0.76, x + 0.022, 0.724));
        }
    }
    k.flat(keys, k.iron(0.2));
    for x in [-0.7, 0.62] {
        k.r(x, 0.0, x + 0.1, 0.62, lift(b, 0.04));
    }
    k.r(-0.3, 0.0, -0.26, 0.4, b);
    k.r(0.24, 0.0, 0.28, 0.4, b);
    k.r(-0.36, 0.38, 0.36, 0.48, k.accent(0.38));
}

fn long_clock(k: &mut Kit) {
    let w = k.wood(0.36);
    k.r(-0.26, 0.0, 0.26, 0.5, w);
    k.r(-0.2, 0.5, 0.2, 1.5, lift(w, 0.02));
    k.flat(Shape::rect(-0.12, 1.4, 0.12, 0.6), lift(w, -0.14));
    k.flat(Shape::bar([0.02, 1.36], [0.05, 0.82], 0.01), k.straw(0.62));
    k.flat(Shape::round(0.06, 0.78, 0.07, 0.07), k.straw(0.66));
    k.r(-0.27, 1.5, 0.27, 2.05, w);
    k.c(&[[-0.3, 2.04, 1.0], [0.0, 2.28, 0.0], [0.3, 2.04, 1.0]], lift(w, 0.03));
    k.o(0.0, 1.77, 0.2, 0.2, k.white(0.88));
    k.flat(Shape::bar([0.0, 1.77], [0.0, 1.91], 0.012).and(Shape::bar([0.0, 1.77], [0.09, 1.72], 0.012)), k.iron(0.22));
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

fn easel(k: &mut Kit) {
    let w = k.wood(0.46);
    k.b([-0.45, 0.0], [-0.05, 2.0], 0.03, w);
    k.b([0.45, 0.0], [0.05, 2.0], 0.03, w);
    k.b([0.1, 0.1], [0.0, 1.9], 0.02, lift(w, -0.08));
    k.r(-0.48, 0.66, 0.48, 0.72, lift(w, 0.04));
    k.r(-0.44, 0.72, 0.44, 1.72, k.white(0.86));
    let (a, b) = (k.paint(0.6), k.paint(0.5));
    k.flat(Shape::curve(&[[-0.4, 0.76, 1.0], [-0.38, 1.1, 0.0], [0.0, 1.25, 0.0], [0.38, 1.05, 0.0], [0.4, 0.76, 1.0]]), a);
    k.flat(Shape::round(0.12, 1.42, 0.11, 0.11), b);
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

fn stairs(k: &mut Kit) {
    let w = k.wood(0.42);
    let n = 12;
    let mut side = vec![[-1.3, 0.0]];
    for i in 0..n {
        let (x, y) = (-1.3 + 0.25 * i as f32, 0.2 * (i + 1) as f32);
        side.push([x, y]);
        side.push([x + 0.25, y]);
    }
    side.push([1.7, 0.0]);
    k.p(&side, lift(w, -0.08));
    k.p(&[[-0.9, 0.0], [1.7, 2.1], [1.7, 0.0]], lift(w, -0.15));
    for i in 0..n {
        let (x, y) = (-1.3 + 0.25 * i as f32, 0.2 * (i + 1) as f32);
        k.r(x - 0.03, y - 0.045, x + 0.27, y, lift(w, 0.08));
        k.b([x + 0.12, y], [x + 0.12, y + 0.85], 0.016, lift(w, 0.02));
    }
    k.b([-1.25, 1.02], [1.75, 3.4], 0.05, lift(w, 0.03));
    k.r(-1.42, 0.0, -1.28, 1.2, w);
    k.o(-1.35, 1.26, 0.1, 0.1, lift(w, 0.05));
}

fn ladder(k: &mut Kit) {
    let w = k.wood(0.48);
    let rungs = (0..9).fold(Shape::default(), |s, i| {
        let y = 0.3 + 0.32 * i as f32;
        let t = y / 3.2;
        s.and(Shape::bar([-0.3 + 0.25 * t, y], [0.3 + 0.25 * t, y], 0.022))
    });
    k.cut(rungs, lift(w, -0.05));
    k.b([-0.3, 0.0], [-0.05, 3.2], 0.035, w);
    k.b([0.3, 0.0], [0.55, 3.2], 0.035, w);
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

fn radio(k: &mut Kit) {
    let w = k.wood(0.42);
    k.r(-0.5, 0.0, 0.5, 0.62, k.wood(0.36));
    k.r(-0.54, 0.6, 0.54, 0.66, k.wood(0.46));
    k.c(&[[-0.4, 0.66, 1.0], [-0.4, 1.05, 0.0], [-0.3, 1.16, 0.0], [0.3, 1.16, 0.0], [0.4, 1.05, 0.0], [0.4, 0.66, 1.0]], w);
    k.o(-0.16, 0.92, 0.17, 0.18, lift(w, -0.12));
    for y in [0.82, 0.9, 0.98] {
        k.flat(Shape::bar([-0.3, y], [-0.02, y], 0.012), lift(w, 0.04));
    }
    k.shine(Shape::rect(0.08, 1.04, 0.34, 0.92), hex(0xffd991));
    for x in [0.13, 0.29] {
        k.o(x, 0.79, 0.045, 0.045, k.white(0.78));
    }
    k.halo([0.2, 0.98], 0.5, 0xffc070);
}

fn coat_rack(k: &mut Kit) {
    let w = k.wood(0.36);
    k.b([0.0, 0.0], [0.0, 1.85], 0.025, w);
    for x in [-0.24, 0.0, 0.24] {
        k.b([0.0, 0.1], [x, 0.0], 0.025, w);
    }
    for s in [-1.0f32, 1.0] {
        k.line(&[[0.0, 1.7, 0.018], [s * 0.14, 1.72, 0.018], [s * 0.18, 1.84, 0.018]], w);
    }
    let coat = k.paint(0.4);
    k.c(&[[-0.18, 1.74, 0.0], [-0.3, 1.56, 0.0], [-0.34, 0.62, 1.0], [-0.02, 0.6, 1.0], [-0.05, 1.6, 0.0]], coat);
    k.flat(Shape::bar([-0.18, 1.66], [-0.17, 0.62], 0.01), lift(coat, -0.1));
    k.c(&[[0.05, 1.9, 0.0], [0.14, 2.02, 0.0], [0.3, 2.0, 0.0], [0.36, 1.88, 0.0]], k.iron(0.28));
    k.c(&[[-0.02, 1.9, 0.0], [0.2, 1.84, 0.0], [0.44, 1.88, 0.0], [0.2, 1.92, 0.0]], k.iron(0.31));
}

fn pot_plant(k: &mut Kit) {
    let g = k.leaf(0.44);
    for i in 0..11 {
        let a = (i as f32 / 10.0 - 0.5) * 2.3 + k.rng.sway() * 0.12;
        let l = k.rng.range(0.55, 0.95);
        let tip = [a.sin() * l, 0.45 + a.cos() * l];
        let mid = [a.sin() * l * 0.42, 0.45 + a.cos() * l * 0.62];
        k.line(&[[0.0, 0.4, 0.014], [mid[0], mid[1], 0.07], [tip[0], tip[1], 0.003]], lift(g, k.rng.range(-0.06, 0.06)));
    }
    k.p(&[[-0.24, 0.44], [-0.17, 0.0], [0.17, 0.0], [0.24, 0.44]], k.brick(0.5));
    k.r(-0.27, 0.4, 0.27, 0.48, k.brick(0.54));
}

fn globe(k: &mut Kit) {
    let w = k.wood(0.36);
    k.b([0.0, 0.0], [0.0, 0.7], 0.03, w);
    for x in [-0.25, 0.25] {
        k.b([0.0, 0.14], [x, 0.0], 0.025, w);
    }
    let sea = k.water(0.62);
    k.o(0.0, 1.0, 0.3, 0.3, sea);
    for (x, y, r) in [(-0.1, 1.08, 0.11), (0.12, 0.95, 0.09), (0.02, 0.82, 0.06)] {
        k.flat(Shape::round(x, y, r, r * 0.8).cut(5, 0.05, 0.02), k.straw(0.62));
    }
    k.line(&[[0.1, 1.36, 0.016], [0.34, 1.1, 0.016], [0.3, 0.8, 0.016], [0.0, 0.66, 0.016]], k.straw(0.56));
}

fn telescope(k: &mut Kit) {
    let brass = k.straw(0.54);
    for x in [-0.42, 0.1, 0.5] {
        k.b([0.05, 1.05], [x, 0.0], 0.03, k.wood(0.38));
    }
    k.p(&[[-0.55, 0.78], [-0.5, 0.68], [0.42, 1.2], [0.36, 1.34]], brass);
    k.p(&[[0.34, 1.36], [0.43, 1.17], [0.86, 1.42], [0.76, 1.62]], lift(brass, 0.06));
    k.p(&[[0.76, 1.64], [0.88, 1.4], [0.95, 1.44], [0.83, 1.68]], lift(brass, -0.08));
    k.b([-0.62, 0.68], [-0.52, 0.74], 0.04, k.iron(0.3));
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

fn bunk(k: &mut Kit) {
    let w = k.wood(0.4);
    for x in [-0.95, 0.88] {
        k.r(x, 0.0, x + 0.07, 1.75, w);
    }
    for y in [0.34, 1.16] {
        k.r(-0.92, y, 0.92, y + 0.12, lift(w, 0.03));
        k.r(-0.86, y + 0.12, 0.86, y + 0.24, k.white(0.78));
        k.c(&[[-0.3, y + 0.22, 1.0], [-0.25, y + 0.34, 0.0], [0.86, y + 0.32, 0.0], [0.88, y + 0.06, 1.0], [-0.3, y + 0.04, 1.0]], k.paint(0.46));
        k.c(&[[-0.84, y + 0.24, 0.0], [-0.8, y + 0.36, 0.0], [-0.5, y + 0.36, 0.0], [-0.46, y + 0.24, 0.0]], k.white(0.84));
    }
    for i in 0..5 {
        k.b([0.5, 0.2 + 0.3 * i as f32], [0.78, 0.2 + 0.3 * i as f32], 0.02, lift(w, 0.05));
    }
}

fn cradle(k: &mut Kit) {
    let w = k.wood(0.48);
    k.line(&[[-0.5, 0.06, 0.03], [0.0, 0.0, 0.03], [0.5, 0.06, 0.03]], lift(w, -0.06));
    k.p(&[[-0.42, 0.1], [-0.52, 0.62], [0.48, 0.6], [0.42, 0.1]], w);
    k.c(&[[-0.54, 0.6, 1.0], [-0.52, 0.98, 0.0], [-0.28, 1.02, 0.0], [-0.14, 0.6, 1.0]], lift(w, 0.05));
    k.c(&[[-0.2, 0.58, 0.0], [0.0, 0.72, 0.0], [0.46, 0.62, 0.0], [0.44, 0.44, 1.0], [-0.1, 0.42, 1.0]], k.white(0.86));
}

fn cauldron(k: &mut Kit) {
    for s in [-1.0f32, 1.0] {
        k.b([s * 0.6, 0.0], [0.0, 1.9], 0.03, k.wood(0.34));
    }
    k.flat(Shape::bar([0.0, 1.8], [0.0, 1.0], 0.012), k.iron(0.28));
    k.c(&[[-0.4, 0.9, 1.0], [-0.5, 0.6, 0.0], [-0.3, 0.32, 0.0], [0.3, 0.32, 0.0], [0.5, 0.6, 0.0], [0.4, 0.9, 1.0]], k.iron(0.26));
    k.r(-0.46, 0.86, 0.46, 0.94, k.iron(0.32));
    flames(k, 0.0, 0.04, 0.3, 0.3);
    k.halo([0.0, 0.2], 1.2, 0xff8a3a);
    k.thin(Shape::ribbon(&[[0.0, 0.95, 0.06], [0.12, 1.2, 0.12], [-0.06, 1.5, 0.14], [0.1, 1.85, 0.08]]), k.white(0.8), 0.4);
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
