//! What people put up outdoors: fences, posts, stalls, graves, things left standing. Cut in metres.

use super::kit::Kit;
use super::table::Piece;
use crate::backends::paper::colour::{hex, lift, mix};
use crate::backends::paper::shape::Shape;

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Fence => fence(k),
        Piece::Wall => wall(k),
        Piece::Gate => gate(k),
        Piece::Poles => pole(k),
        Piece::Signpost => signpost(k),
        Piece::StreetLamp => lamp(k),
        Piece::Well => well(k),
        Piece::Fountain => fountain(k),
        Piece::Statue => statue(k),
        Piece::Bench => bench(k),
        Piece::PhoneBox => phone_box(k),
        Piece::BusStop => bus_stop(k),
        Piece::Forecourt => forecourt(k),
        Piece::Stall => stall(k),
        Piece::Graves => grave(k),
        Piece::Swing => swing(k),
        Piece::Laundry => laundry(k),
        Piece::Campfire => campfire(k),
        Piece::Woodpile => woodpile(k),
        Piece::Barrels => barrels(k),
        Piece::Flag => flag(k),
        Piece::Jetty => jetty(k),
        Piece::Scarecrow => scarecrow(k),
        Piece::Snowman => snowman(k),
        _ => {}
    }
}

fn fence(k: &mut Kit) {
    let wood = mix(k.wood(0.5), k.white(0.7), 0.25);
    let mut x = -26.0f32;
    let mut posts = Vec::new();
    while x < 26.0 {
        posts.push([x, k.rng.range(1.1, 1.32), k.rng.sway() * 0.06]);
        x += k.rng.range(1.7, 2.3);
    }
    for pair in posts.windows(2) {
        for y in [0.45, 0.95] {
            if k.rng.chance(0.06) {
                continue;
            }
            k.b([pair[0][0] - 0.15, y + k.rng.sway() * 0.05], [pair[1][0] + 0.15, y + k.rng.sway() * 0.05], 0.06, lift(wood, k.rng.range(-0.05, 0.03)));
        }
    }
    for [x, h, lean] in posts {
        k.p(&[[x - 0.08, -0.1], [x - 0.07 + lean, h], [x + 0.02 + lean, h + 0.06], [x + 0.08 + lean, h - 0.02], [x + 0.08, -0.1]], lift(wood, -0.05));
    }
}

fn wall(k: &mut Kit) {
    let s = k.stone(0.52);
    let mut top = vec![[-26.0, -0.1]];
    let mut x = -26.0;
    while x < 26.0 {
        top.push([x, 1.15 + k.rng.sway() * 0.07]);
        x += k.rng.range(0.5, 1.1);
    }
    top.push([26.0, -0.1]);
    k.p(&top, s);
    for i in 0..9 {
        let l = -26.0 + 5.8 * i as f32;
        k.stones([l, 0.05, l + 5.6, 1.05], 0.5, lift(s, -0.03));
    }
}

fn gate(k: &mut Kit) {
    let s = k.stone(0.56);
    for x in [-1.8, 1.8] {
        k.r(x - 0.42, -0.1, x + 0.42, 2.9, s);
        k.r(x - 0.55, 2.85, x + 0.55, 3.15, lift(s, 0.05));
        k.o(x, 3.45, 0.3, 0.32, lift(s, 0.02));
    }
    let iron = k.iron(0.28);
    let mut bars = Shape::bar([-1.4, 0.3], [1.4, 0.3], 0.04).and(Shape::bar([-1.4, 1.5], [1.4, 1.5], 0.04));
    for i in 0..11 {
        let x = -1.35 + 0.27 * i as f32;
        let h = 2.5 - (x * 0.45).powi(2);
        bars = bars.and(Shape::bar([x, 0.05], [x, h], 0.022)).and(Shape::poly(&[[x - 0.06, h], [x, h + 0.16], [x + 0.06, h]]));
    }
    k.cut(bars, iron);
}

fn pole(k: &mut Kit) {
    let w = k.wood(0.32);
    let lean = k.rng.sway() * 0.15;
    k.line(&[[0.0, -0.1, 0.13], [lean * 0.5, 3.5, 0.11], [lean, 7.4, 0.08]], w);
    for y in [6.9, 6.2] {
        k.b([lean - 0.9, y], [lean + 0.9, y + 0.03], 0.06, w);
        for x in [-0.8, -0.35, 0.35, 0.8] {
            k.r(lean + x - 0.04, y + 0.05, lean + x + 0.04, y + 0.2, k.white(0.7));
        }
    }
    for (x, y) in [(-0.8, 7.1), (0.8, 7.1), (0.8, 6.4)] {
        k.flat(Shape::ribbon(&[[lean + x, y, 0.014], [lean + x + 9.0, y - 0.7, 0.014], [lean + x + 19.0, y - 0.1, 0.014]]), w);
        k.flat(Shape::ribbon(&[[lean + x, y, 0.014], [lean + x - 9.0, y - 0.7, 0.014], [lean + x - 19.0, y - 0.1, 0.014]]), w);
    }
}

fn signpost(k: &mut Kit) {
    let w = k.wood(0.38);
    k.b([0.0, -0.1], [0.04, 2.7], 0.07, w);
    let board = k.white(0.78);
    for (y, s) in [(2.35, 1.0f32), (1.9, -1.0)] {
        k.p(&[[s * -0.25, y], [s * -0.25, y + 0.34], [s * 0.95, y + 0.36], [s * 1.2, y + 0.17], [s * 0.95, y]], lift(board, if s > 0.0 { 0.0 } else { -0.05 }));
        k.flat(Shape::bar([s * 0.0, y + 0.17], [s * 0.8, y + 0.19], 0.025), lift(board, -0.3));
    }
}

fn lamp(k: &mut Kit) {
    let i = k.iron(0.27);
    k.line(&[[0.0, -0.1, 0.12], [0.0, 0.8, 0.07], [0.0, 3.2, 0.045]], i);
    k.r(-0.2, -0.1, 0.2, 0.28, i);
    k.b([-0.3, 2.9], [0.3, 2.9], 0.03, i);
    k.p(&[[-0.16, 3.2], [-0.27, 3.75], [0.27, 3.75], [0.16, 3.2]], i);
    if k.burning {
        k.shine(Shape::poly(&[[-0.12, 3.26], [-0.21, 3.7], [0.21, 3.7], [0.12, 3.26]]), hex(0xfff0cf));
        k.halo([0.0, 3.5], 3.2, 0xffb257);
    } else {
        k.flat(Shape::poly(&[[-0.12, 3.26], [-0.21, 3.7], [0.21, 3.7], [0.12, 3.26]]), k.white(0.72));
    }
    k.p(&[[-0.33, 3.74], [0.0, 4.08], [0.33, 3.74]], lift(i, 0.03));
}

fn well(k: &mut Kit) {
    let s = k.stone(0.54);
    k.r(-1.0, -0.1, 1.0, 0.85, s);
    k.stones([-0.95, 0.0, 0.95, 0.8], 0.34, lift(s, -0.03));
    k.r(-1.12, 0.82, 1.12, 0.98, lift(s, 0.06));
    for x in [-0.9, 0.9] {
        k.b([x, 0.9], [x, 2.3], 0.07, k.wood(0.36));
    }
    k.b([-1.0, 1.75], [1.15, 1.75], 0.08, k.wood(0.42));
    k.flat(Shape::bar([0.0, 1.7], [0.0, 1.15], 0.02), k.straw(0.6));
    k.p(&[[-0.18, 0.9], [-0.22, 1.2], [0.22, 1.2], [0.18, 0.9]], k.wood(0.46));
    k.p(&[[-1.5, 2.2], [-0.9, 3.1], [0.9, 3.1], [1.5, 2.2]], k.brick(0.42));
}

fn fountain(k: &mut Kit) {
    let s = k.stone(0.64);
    let water = lift(k.water(0.74), 0.06);
    for (x, h) in [(-0.5, 2.9), (0.5, 2.9), (-1.0, 2.5), (1.0, 2.5)] {
        k.thin(Shape::ribbon(&[[0.0, 2.6, 0.05], [x * 0.5, h, 0.05], [x, h - 0.5, 0.05], [x * 1.3, 0.8, 0.08]]), water, 0.7);
    }
    k.p(&[[-0.3, 0.5], [-0.14, 2.2], [0.14, 2.2], [0.3, 0.5]], s);
    k.c(&[[-0.9, 2.0, 1.0], [-0.6, 1.7, 0.0], [0.6, 1.7, 0.0], [0.9, 2.0, 1.0], [0.0, 2.1, 0.0]], lift(s, 0.03));
    k.c(&[[-2.6, 0.75, 1.0], [0.0, 0.6, 0.0], [2.6, 0.75, 1.0], [2.4, 0.0, 0.0], [0.0, -0.12, 0.0], [-2.4, 0.0, 0.0]], s);
    k.c(&[[-2.5, 0.76, 0.0], [0.0, 0.64, 0.0], [2.5, 0.76, 0.0], [0.0, 0.88, 0.0]], water);
}

fn statue(k: &mut Kit) {
    let s = k.stone(0.56);
    k.r(-1.1, -0.1, 1.1, 0.4, s);
    k.p(&[[-0.85, 0.4], [-0.75, 2.2], [0.75, 2.2], [0.85, 0.4]], lift(s, 0.03));
    k.r(-0.95, 2.15, 0.95, 2.4, lift(s, 0.06));
    let bronze = mix(k.leaf(0.46), k.iron(0.42), 0.4);
    k.c(&[[-0.5, 2.4, 1.0], [-0.34, 3.5, 0.0], [-0.46, 4.2, 0.0], [-0.2, 4.45, 0.0], [0.2, 4.45, 0.0], [0.44, 4.2, 0.0], [0.3, 3.4, 0.0], [0.56, 2.4, 1.0]], bronze);
    k.line(&[[0.3, 4.25, 0.12], [0.8, 4.6, 0.1], [1.2, 5.1, 0.07]], bronze);
    k.line(&[[-0.35, 4.2, 0.12], [-0.6, 3.6, 0.1], [-0.3, 3.2, 0.08]], lift(bronze, -0.05));
    k.o(0.03, 4.75, 0.2, 0.25, bronze);
}

fn bench(k: &mut Kit) {
    let w = k.wood(0.46);
    let i = k.iron(0.28);
    for x in [-0.75, 0.75] {
        k.line(&[[x - 0.1, 0.0, 0.03], [x, 0.45, 0.03], [x, 0.9, 0.025]], i);
        k.b([x + 0.2, 0.0], [x + 0.1, 0.45], 0.03, i);
    }
    for y in [0.6, 0.74, 0.88] {
        k.b([-0.95, y], [0.95, y], 0.045, lift(w, (y - 0.74) * 0.2));
    }
    k.r(-1.0, 0.42, 1.0, 0.5, lift(w, 0.05));
}

fn phone_box(k: &mut Kit) {
    let red = k.accent(0.46);
    k.r(-0.5, 0.0, 0.5, 2.35, red);
    k.c(&[[-0.54, 2.3, 1.0], [-0.4, 2.56, 0.0], [0.4, 2.56, 0.0], [0.54, 2.3, 1.0]], lift(red, 0.04));
    k.flat(Shape::rect(-0.38, 2.28, 0.38, 2.12), k.white(0.8));
    for i in 0..3 {
        for j in 0..6 {
            let (x, y) = (-0.36 + 0.25 * i as f32, 0.32 + 0.29 * j as f32);
            k.pane(Shape::rect(x, y + 0.24, x + 0.2, y), red, 1.0);
        }
    }
    if k.burning {
        k.halo([0.0, 1.5], 1.7, 0xffc878);
    }
}

fn bus_stop(k: &mut Kit) {
    let i = k.steel(0.42);
    for x in [-1.6, 1.6] {
        k.b([x, 0.0], [x, 2.4], 0.05, i);
    }
    k.thin(Shape::rect(-1.6, 2.3, 1.6, 0.35), k.water(0.7), 0.4);
    k.r(-1.9, 2.35, 1.9, 2.52, i);
    k.r(-1.2, 0.42, 1.2, 0.5, k.wood(0.42));
    k.b([2.4, 0.0], [2.4, 2.8], 0.04, i);
    k.o(2.4, 2.9, 0.3, 0.3, k.accent(0.52));
    if k.burning {
        k.shine(Shape::rect(-1.4, 2.36, 1.4, 2.3), hex(0xfff0cf));
        k.halo([0.0, 2.2], 2.2, 0xffdf9c);
    }
}

/// A flat roof over two pumps, its edge lit, the pay booth behind, and the prices on their pole.
fn forecourt(k: &mut Kit) {
    let (steel, white, band) = (k.steel(0.5), k.white(0.86), k.accent(0.55));
    // The booth.
    k.r(-4.6, 0.0, 2.0, 3.0, k.stone(0.62));
    k.r(-4.8, 2.9, 2.2, 3.25, white);
    for x in [-4.3, -2.6, -0.6] {
        let pane = Shape::rect(x, 2.4, x + 1.5, 0.7);
        if k.burning {
            k.shine(pane, hex(0xffe7b0));
        } else {
            k.flat(pane, k.water(0.72));
        }
    }
    k.r(1.05, 0.0, 1.85, 2.2, k.steel(0.36));
    for x in [-3.4, 3.4] {
        k.r(x - 0.16, 0.0, x + 0.16, 4.3, steel);
    }
    k.r(-5.6, 4.2, 5.6, 5.05, white);
    k.r(-5.6, 4.42, 5.6, 4.74, band);
    if k.burning {
        k.shine(Shape::rect(-5.3, 4.2, 5.3, 4.12), hex(0xfff6dc));
        k.halo([-2.6, 3.9], 3.6, 0xffefc4);
        k.halo([2.6, 3.9], 3.6, 0xffefc4);
    }
    k.r(-4.4, 0.0, 4.4, 0.16, k.stone(0.7));
    for x in [-1.9, 1.9] {
        k.r(x - 0.42, 0.16, x + 0.42, 1.85, band);
        k.r(x - 0.48, 1.8, x + 0.48, 2.12, white);
        k.r(x - 0.3, 1.2, x + 0.3, 1.66, k.steel(0.24));
        for (i, y) in [1.52f32, 1.34].into_iter().enumerate() {
            k.shine(Shape::rect(x - 0.22, y + 0.07, x + 0.22 - 0.1 * i as f32, y), hex(0xd8f0c0));
        }
        // The hose in its bow, and the nozzle.
        k.line(&[[x + 0.42, 1.5, 0.035], [x + 0.74, 1.2, 0.035], [x + 0.7, 0.5, 0.035], [x + 0.5, 0.42, 0.035], [x + 0.46, 1.0, 0.035]], k.steel(0.2));
        k.b([x + 0.42, 1.0], [x + 0.56, 1.22], 0.06, k.steel(0.2));
    }
    // The prices.
    k.r(6.5, 0.0, 6.72, 3.2, steel);
    k.r(6.0, 3.0, 7.2, 5.6, white);
    k.r(6.0, 4.9, 7.2, 5.6, band);
    for y in [4.3f32, 3.75, 3.2] {
        k.flat(Shape::rect(6.2, y + 0.32, 7.0, y), k.steel(0.24));
        k.shine(Shape::rect(6.3, y + 0.24, 6.62, y + 0.08).and(Shape::rect(6.7, y + 0.24, 6.9, y + 0.08)), hex(0xffd27a));
    }
    if k.burning {
        k.halo([6.6, 4.4], 2.2, 0xffd79a);
    }
}

fn stall(k: &mut Kit) {
    let (a, b) = (k.paint(0.5), k.white(0.82));
    for x in [-1.5, 1.5] {
        k.b([x, 0.0], [x, 2.4], 0.05, k.wood(0.36));
    }
    k.r(-1.6, 0.0, 1.6, 0.95, k.wood(0.44));
    k.courses([-1.6, 0.05, 1.6, 0.9], 0.22, k.wood(0.36));
    for i in 0..9 {
        let ink = k.paint(0.56);
        let x = -1.35 + 0.34 * i as f32;
        k.o(x, 1.04, 0.17, 0.14, ink);
    }
    for i in 0..8 {
        let x = -1.9 + 0.475 * i as f32;
        k.p(&[[x * 0.8, 2.9], [(x + 0.475) * 0.8, 2.9], [x + 0.475, 2.25], [x + 0.24, 2.13], [x, 2.25]], if i % 2 == 0 { a } else { b });
    }
    if k.burning {
        k.shine(Shape::round(0.0, 2.0, 0.1, 0.12), hex(0xfff0cf));
        k.halo([0.0, 2.0], 1.8, 0xffb860);
    }
}

fn grave(k: &mut Kit) {
    let s = lift(k.stone(0.56), k.rng.range(-0.05, 0.05));
    let lean = k.rng.sway() * 0.09;
    match k.rng.below(3) {
        0 => k.c(&[[-0.36, -0.05, 1.0], [-0.36 + lean, 0.75, 0.0], [lean, 1.08, 0.0], [0.36 + lean, 0.75, 0.0], [0.36, -0.05, 1.0]], s),
        1 => k.cut(Shape::bar([0.0, -0.05], [lean * 1.4, 1.35], 0.1).and(Shape::bar([-0.36 + lean, 0.95], [0.36 + lean, 0.95], 0.09)), s),
        _ => k.p(&[[-0.34, -0.05], [-0.34 + lean, 0.8], [-0.18 + lean, 0.95], [0.18 + lean, 0.95], [0.34 + lean, 0.8], [0.34, -0.05]], s),
    }
    for y in [0.5, 0.64] {
        k.flat(Shape::bar([-0.2 + lean * 0.6, y], [0.18 + lean * 0.6, y], 0.015), lift(s, -0.12));
    }
    k.p(&[[-0.5, -0.06], [-0.3, 0.1], [0.3, 0.08], [0.5, -0.06]], k.leaf(0.4));
}

fn swing(k: &mut Kit) {
    let i = k.paint(0.44);
    for x in [-2.0, 2.0] {
        k.b([x - 0.5, 0.0], [x, 2.7], 0.05, i);
        k.b([x + 0.5, 0.0], [x, 2.7], 0.05, i);
    }
    k.b([-2.1, 2.7], [2.1, 2.7], 0.06, i);
    for (x, lean) in [(-0.9, 0.0), (0.9, 0.35)] {
        k.flat(Shape::bar([x - 0.2, 2.7], [x - 0.2 + lean, 0.62], 0.014).and(Shape::bar([x + 0.2, 2.7], [x + 0.2 + lean, 0.62], 0.014)), k.iron(0.34));
        k.r(x - 0.27 + lean, 0.56, x + 0.27 + lean, 0.63, k.wood(0.4));
    }
}

fn laundry(k: &mut Kit) {
    for x in [-3.2, 3.2] {
        k.b([x, -0.05], [x, 2.3], 0.06, k.wood(0.38));
    }
    let y = |x: f32| 2.2 - 0.34 * (1.0 - (x / 3.2).powi(2));
    k.flat(Shape::ribbon(&[[-3.2, 2.2, 0.014], [0.0, y(0.0), 0.014], [3.2, 2.2, 0.014]]), k.iron(0.4));
    let mut x = -2.7;
    while x < 2.4 {
        let (w, h) = (k.rng.range(0.4, 1.0), k.rng.range(0.6, 1.15));
        let ink = if k.rng.chance(0.6) { k.white(0.86) } else { k.paint(0.6) };
        let sway = 0.16;
        k.c(&[[x, y(x), 1.0], [x + w, y(x + w), 1.0], [x + w + sway * 1.2, y(x) - h * 0.95, 1.0], [x + w * 0.5 + sway, y(x) - h * 1.05, 0.0], [x + sway, y(x) - h, 1.0]], ink);
        x += w + k.rng.range(0.12, 0.4);
    }
}

fn campfire(k: &mut Kit) {
    for i in 0..9 {
        let a = i as f32 / 8.0 * std::f32::consts::PI;
        k.o(a.cos() * 0.55, 0.04 + 0.02 * a.sin(), 0.12, 0.09, k.stone(0.4));
    }
    for (a, b) in [([-0.45, 0.04], [0.25, 0.3]), ([0.45, 0.03], [-0.22, 0.3]), ([-0.1, 0.02], [0.06, 0.36])] {
        k.b(a, b, 0.06, k.wood(0.26));
    }
    for (n, (w, h)) in [(0.34, 0.85), (0.25, 0.64), (0.14, 0.4)].into_iter().enumerate() {
        let sway = k.rng.sway() * 0.06;
        k.shine(Shape::curve(&[[-w, 0.08, 1.0], [-w * 0.8, h * 0.45, 0.0], [-w * 0.35, h * 0.62, 1.0], [-w * 0.1, h * 0.55, 0.0], [sway, h, 1.0], [w * 0.3, h * 0.5, 0.0], [w * 0.6, h * 0.7, 1.0], [w * 0.85, h * 0.3, 0.0], [w, 0.08, 1.0]]), hex([0xe8662a, 0xffa13c, 0xffe3a0][n]));
    }
    k.halo([0.0, 0.35], 3.0, 0xff8a34);
    for _ in 0..8 {
        let (x, y) = (k.rng.sway() * 0.4, k.rng.range(0.9, 2.0));
        k.shine(Shape::round(x, y, 0.014, 0.014), hex(0xffc070));
    }
}

fn woodpile(k: &mut Kit) {
    for row in 0..5 {
        for i in 0..(11 - row) {
            let (x, y) = (-1.4 + 0.28 * i as f32 + 0.14 * row as f32, 0.14 + 0.24 * row as f32);
            let r = 0.13 * k.rng.range(0.85, 1.1);
            let w = k.wood(0.36);
            k.o(x, y, r, r, w);
            let end = lift(k.wood(0.6), k.rng.range(-0.05, 0.05));
            k.flat(Shape::round(x, y, r * 0.78, r * 0.78), end);
        }
    }
    for x in [-1.6, 1.75] {
        k.b([x, 0.0], [x, 1.4], 0.06, k.wood(0.3));
    }
}

fn barrels(k: &mut Kit) {
    for (x, y, s) in [(-0.62, 0.0, 1.0), (0.18, 0.0, 0.92), (-0.22, 0.8, 0.85)] {
        barrel(k, x, y, s);
    }
    let w = k.wood(0.5);
    k.r(0.9, 0.0, 1.8, 0.7, w);
    k.courses([0.9, 0.05, 1.8, 0.7], 0.2, lift(w, -0.1));
    k.b([0.95, 0.05], [1.75, 0.65], 0.04, lift(w, -0.05));
}

pub fn barrel(k: &mut Kit, x: f32, y: f32, s: f32) {
    let w = k.wood(0.42);
    k.c(&[[x - 0.3 * s, y, 1.0], [x - 0.38 * s, y + 0.42 * s, 0.0], [x - 0.3 * s, y + 0.86 * s, 1.0], [x + 0.3 * s, y + 0.86 * s, 1.0], [x + 0.38 * s, y + 0.42 * s, 0.0], [x + 0.3 * s, y, 1.0]], w);
    for u in [-0.16, 0.0, 0.16] {
        k.flat(Shape::rect((u - 0.01) * s + x, y + 0.86 * s, (u + 0.01) * s + x, y), lift(w, -0.08));
    }
    for v in [0.18, 0.66] {
        k.flat(Shape::rect(x - 0.36 * s, y + (v + 0.06) * s, x + 0.36 * s, y + v * s), k.iron(0.32));
    }
}

fn flag(k: &mut Kit) {
    k.b([0.0, -0.1], [0.0, 7.6], 0.06, k.white(0.7));
    let ink = k.accent(0.5);
    k.c(&[[0.06, 7.4, 1.0], [0.9, 7.6, 0.0], [1.8, 7.2, 0.0], [2.7, 7.45, 1.0], [2.6, 5.95, 1.0], [1.8, 5.75, 0.0], [0.9, 6.1, 0.0], [0.06, 5.9, 1.0]], ink);
    k.flat(Shape::curve(&[[0.9, 7.58, 0.0], [1.3, 7.42, 0.0], [1.3, 5.96, 0.0], [0.9, 6.1, 0.0]]), lift(ink, -0.07));
}

fn jetty(k: &mut Kit) {
    let w = k.wood(0.36);
    for i in 0..3 {
        let (x, h) = (-0.7 + 0.7 * i as f32 + k.rng.sway() * 0.2, k.rng.range(0.8, 2.0));
        let lean = k.rng.sway() * 0.14;
        k.p(&[[x - 0.14, -0.6], [x - 0.12 + lean, h], [x + 0.05 + lean, h + 0.08], [x + 0.13 + lean, h - 0.04], [x + 0.14, -0.6]], lift(w, k.rng.range(-0.05, 0.05)));
        k.flat(Shape::rect(x - 0.15, 0.12, x + 0.15, -0.6), lift(w, -0.12));
    }
}

fn scarecrow(k: &mut Kit) {
    let coat = k.paint(0.36);
    k.b([0.0, -0.1], [0.0, 2.1], 0.05, k.wood(0.34));
    k.b([-0.95, 1.5], [0.95, 1.56], 0.04, k.wood(0.34));
    k.c(&[[-0.34, 0.55, 1.0], [-0.3, 1.4, 0.0], [-0.85, 1.38, 1.0], [-0.85, 1.64, 1.0], [0.0, 1.72, 0.0], [0.85, 1.66, 1.0], [0.85, 1.4, 1.0], [0.3, 1.4, 0.0], [0.4, 0.5, 1.0], [0.1, 0.7, 1.0]], coat);
    for s in [-1.0, 1.0] {
        for i in 0..4 {
            k.b([s * 0.83, 1.46 + 0.04 * i as f32], [s * (1.05 + 0.04 * i as f32), 1.36 + 0.08 * i as f32], 0.012, k.straw(0.66));
        }
    }
    k.o(0.0, 1.93, 0.2, 0.23, k.straw(0.62));
    k.p(&[[-0.4, 2.06], [-0.16, 2.12], [-0.1, 2.42], [0.12, 2.44], [0.17, 2.12], [0.42, 2.08]], k.iron(0.3));
    k.flat(Shape::round(0.07, 1.95, 0.025, 0.03).and(Shape::round(-0.07, 1.95, 0.025, 0.03)), k.iron(0.24));
}

fn snowman(k: &mut Kit) {
    let s = k.white(0.92);
    for (y, r) in [(0.5, 0.6), (1.25, 0.42), (1.82, 0.28)] {
        k.cut(Shape::round(0.0, y, r, r * 0.94).cut(5, 0.1, 0.02), s);
        k.thin(Shape::round(r * 0.25, y - r * 0.1, r * 0.72, r * 0.78), lift(s, -0.06), 0.6);
    }
    k.p(&[[0.02, 1.86], [0.36, 1.8], [0.02, 1.78]], hex(0xd9772e));
    k.flat(Shape::round(-0.08, 1.9, 0.03, 0.035).and(Shape::round(0.1, 1.9, 0.03, 0.035)), k.iron(0.22));
    k.r(-0.24, 2.04, 0.24, 2.42, k.iron(0.26));
    k.r(-0.38, 2.0, 0.38, 2.08, k.iron(0.3));
    k.line(&[[-0.28, 1.58, 0.07], [0.0, 1.53, 0.08], [0.28, 1.58, 0.07]], k.accent(0.5));
    for (a, b) in [([-0.35, 1.3], [-0.95, 1.7]), ([0.35, 1.3], [0.9, 1.55])] {
        k.b(a, b, 0.02, k.wood(0.3));
    }
}
