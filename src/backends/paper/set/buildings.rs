//! Buildings of the open country, cut in metres.

use super::kit::Kit;
use super::table::Piece;
use crate::backends::paper::colour::{hex, lift, mix};
use crate::backends::paper::shape::{P, Shape};

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Castle => castle(k),
        Piece::Church => church(k),
        Piece::Temple => temple(k),
        Piece::Pyramid => pyramid(k),
        Piece::Windmill => windmill(k),
        Piece::Factory => factory(k),
        Piece::Tower => tower(k),
        Piece::WaterTower => water_tower(k),
        Piece::Bridge => bridge(k),
        Piece::Ruin => ruin(k),
        Piece::Barn => barn(k),
        Piece::Cabin => cabin(k),
        Piece::House => house(k),
        Piece::Tent => tent(k),
        Piece::Marquee => marquee(k),
        Piece::Igloo => igloo(k),
        Piece::Wheel => wheel(k),
        Piece::Dish => dish(k),
        Piece::Pylon => pylon(k),
        Piece::Crane => crane(k),
        _ => {}
    }
}

fn castle(k: &mut Kit) {
    let (stone, dark) = (k.stone(0.56), k.stone(0.46));
    // The rock it stands on.
    k.c(&[[-34.0, -3.0, 1.0], [-24.0, 5.0, 0.0], [-15.0, 8.0, 0.0], [14.0, 8.5, 0.0], [22.0, 4.0, 0.0], [33.0, -3.0, 1.0]], lift(k.stone(0.4), -0.02));
    k.p(&[[2.0, 8.4], [14.0, 8.5], [22.0, 4.0], [33.0, -3.0], [8.0, -3.0]], k.stone(0.35));
    k.r(-14.0, 6.0, 13.0, 16.0, dark);
    k.crenel(-14.0, 13.0, 16.0, 1.6, dark);
    for (x, w, h, tone) in [(-14.0, 3.0, 23.0, 0.54), (12.5, 3.4, 20.0, 0.5), (-3.0, 4.2, 30.0, 0.58)] {
        let ink = lift(stone, tone - 0.56);
        k.r(x - w, 5.0, x + w, h, ink);
        k.flat(Shape::rect(x + w * 0.25, h, x + w, 5.0), lift(ink, -0.06));
        k.crenel(x - w * 1.12, x + w * 1.12, h, 1.5, lift(ink, 0.02));
        k.stones([x - w, 7.0, x + w, h - 2.0], 1.3, lift(ink, -0.04));
        for y in [h * 0.55, h * 0.8] {
            k.pane(Shape::rect(x - 0.35, y + 2.0, x + 0.35, y), ink, 0.7);
        }
    }
    let roof = mix(k.brick(0.38), k.accent(0.4), 0.3);
    k.p(&[[-18.0, 24.2], [-14.0, 33.0], [-10.0, 24.2]], roof);
    k.b([-3.0, 31.0], [-3.0, 39.0], 0.14, k.iron(0.3));
    let flag = k.accent(0.55);
    k.line(&[[-3.0, 38.0, 1.0], [-0.5, 37.6, 0.9], [2.6, 37.9, 0.5]], flag);
    k.flat(Shape::poly(&[[1.0, 6.0], [1.0, 10.4], [2.4, 12.2], [4.0, 12.2], [5.4, 10.4], [5.4, 6.0]]), k.stone(0.24));
}

fn church(k: &mut Kit) {
    let wall = k.plaster(0.72);
    let roof = k.stone(0.36);
    k.r(-8.5, -0.4, 2.6, 5.4, wall);
    k.p(&[[-9.2, 5.1], [-7.6, 9.4], [2.6, 9.4], [2.6, 5.1]], roof);
    k.flat(Shape::poly(&[[-9.2, 5.1], [-8.9, 5.9], [2.6, 5.9], [2.6, 5.1]]), lift(roof, 0.06));
    for x in [-7.0, -4.6, -2.2, 0.4] {
        k.lancet(x, 1.2, 0.5, 2.9, wall, 0.85);
    }
    // The tower with its spire.
    let t = lift(wall, 0.05);
    k.r(2.2, -0.4, 6.8, 11.4, t);
    k.flat(Shape::rect(4.9, 11.4, 6.8, -0.4), lift(t, -0.07));
    k.r(1.9, 11.1, 7.1, 11.7, lift(t, 0.04));
    k.p(&[[2.0, 11.7], [4.5, 21.5], [7.0, 11.7]], roof);
    k.flat(Shape::poly(&[[4.5, 21.5], [7.0, 11.7], [5.0, 11.7]]), lift(roof, -0.06));
    k.b([4.5, 21.2], [4.5, 23.2], 0.09, k.iron(0.3));
    k.b([3.9, 22.5], [5.1, 22.5], 0.09, k.iron(0.3));
    k.lancet(4.5, 8.0, 0.6, 2.2, t, 0.3);
    k.o(4.5, 6.2, 0.75, 0.75, lift(k.white(0.86), 0.0));
    k.b([4.5, 6.2], [4.5, 6.75], 0.05, k.iron(0.3));
    k.b([4.5, 6.2], [4.9, 6.0], 0.05, k.iron(0.3));
    k.flat(Shape::poly(&[[3.7, -0.4], [3.7, 2.2], [4.5, 3.0], [5.3, 2.2], [5.3, -0.4]]), k.wood(0.3));
}

fn temple(k: &mut Kit) {
    let s = k.stone(0.74);
    for (i, w) in [8.4f32, 7.8, 7.2].into_iter().enumerate() {
        k.r(-w, 0.35 * i as f32, w, 0.35 * (i + 1) as f32, lift(s, -0.05 + 0.03 * i as f32));
    }
    k.r(-6.0, 1.0, 6.0, 6.4, lift(s, -0.3));
    let missing = k.rng.below(6);
    for i in 0..6usize {
        let x = -6.2 + 2.48 * i as f32;
        let h = if i == missing { k.rng.range(2.0, 4.0) } else { 6.2 };
        k.p(&[[x - 0.52, 1.0], [x - 0.42, h], [x + 0.42, h], [x + 0.52, 1.0]], s);
        k.flat(Shape::poly(&[[x + 0.16, 1.0], [x + 0.14, h], [x + 0.42, h], [x + 0.52, 1.0]]), lift(s, -0.09));
        if i != missing {
            k.r(x - 0.66, 6.1, x + 0.66, 6.5, lift(s, 0.03));
        }
    }
    k.r(-7.2, 6.5, 7.2, 7.4, lift(s, -0.02));
    k.p(&[[-7.6, 7.4], [0.0, 10.0], [7.6, 7.4]], lift(s, 0.02));
    k.flat(Shape::poly(&[[-6.0, 7.65], [0.0, 9.5], [6.0, 7.65]]), lift(s, -0.1));
}

fn pyramid(k: &mut Kit) {
    for (x, w, h) in [(-70.0, 34.0, 42.0), (0.0, 52.0, 66.0), (62.0, 22.0, 27.0)] {
        let ink = k.straw(0.68);
        k.p(&[[x - w, -2.0], [x + w * 0.1, h], [x + w, -2.0]], ink);
        k.flat(Shape::poly(&[[x + w * 0.1, h], [x + w, -2.0], [x + w * 0.28, -2.0]]), lift(ink, -0.12));
        let mut y = 4.0;
        while y < h * 0.9 {
            let e = w * (1.0 - y / h);
            k.flat(Shape::rect(x - e, y + 0.25, x + e, y), lift(ink, -0.05));
            y += k.rng.range(4.0, 7.0);
        }
    }
}

fn windmill(k: &mut Kit) {
    let wall = k.plaster(0.74);
    k.p(&[[-3.0, -0.3], [-1.9, 9.2], [1.9, 9.2], [3.0, -0.3]], wall);
    k.flat(Shape::poly(&[[0.8, -0.3], [0.5, 9.2], [1.9, 9.2], [3.0, -0.3]]), lift(wall, -0.08));
    k.c(&[[-2.3, 9.0, 1.0], [-1.4, 11.0, 0.0], [0.6, 11.4, 0.0], [2.3, 9.0, 1.0]], k.wood(0.34));
    k.window([-0.5, 5.2, 0.4, 6.6], wall, 0.7);
    k.window([-0.9, 2.4, 0.1, 3.6], wall, 0.7);
    let turn = k.rng.range(0.2, 0.7);
    for i in 0..4 {
        let a = turn + i as f32 * std::f32::consts::FRAC_PI_2;
        let (s, q) = a.sin_cos();
        let at = |u: f32, v: f32| -> P { [q * u - s * v, 9.7 + s * u + q * v] };
        k.cut(Shape::bar(at(0.0, 0.0), at(7.4, 0.0), 0.13), k.wood(0.3));
        let mut slats = Shape::default();
        for j in 0..8 {
            let u = 1.4 + 0.74 * j as f32;
            slats = slats.and(Shape::bar(at(u, 0.0), at(u, 1.2), 0.07));
        }
        slats = slats.and(Shape::bar(at(1.3, 1.2), at(7.2, 1.2), 0.07));
        k.cut(slats, k.wood(0.34));
        k.thin(Shape::poly(&[at(1.3, 0.05), at(7.2, 0.05), at(7.2, 1.2), at(1.3, 1.2)]), k.cloth(0.8), 0.8);
    }
    k.o(0.0, 9.7, 0.35, 0.35, k.iron(0.32));
}

fn factory(k: &mut Kit) {
    let b = k.brick(0.46);
    for (x, h) in [(-13.0, 31.0), (-8.0, 26.0), (15.0, 35.0)] {
        k.p(&[[x - 1.6, 0.0], [x - 1.0, h], [x + 1.0, h], [x + 1.6, 0.0]], lift(b, -0.04));
        k.r(x - 1.2, h - 2.2, x + 1.2, h - 1.2, lift(b, 0.08));
        let smoke = lift(k.scene.light.haze, -0.06);
        k.smoke([x, h], &[[0.0, 0.4, 0.8], [3.0, 4.5, 2.0], [9.0, 7.0, 3.2], [18.0, 8.2, 4.0], [30.0, 8.0, 3.0]], smoke, 0.55);
    }
    k.r(-24.0, -1.0, 22.0, 10.0, b);
    for i in 0..7 {
        let x = -24.0 + 6.57 * i as f32;
        k.p(&[[x, 10.0], [x, 14.2], [x + 6.5, 10.0]], lift(b, -0.06));
        k.pane(Shape::poly(&[[x + 0.3, 10.3], [x + 0.3, 13.4], [x + 1.5, 12.6], [x + 1.5, 10.3]]), b, 0.8);
        for y in [2.0, 6.0] {
            k.pane(Shape::rect(x + 1.0, y + 2.4, x + 5.2, y), b, 0.55);
            k.flat(Shape::rect(x + 2.9, y + 2.4, x + 3.2, y), lift(b, 0.05));
        }
    }
}

fn tower(k: &mut Kit) {
    let s = k.stone(0.6);
    k.p(&[[-3.2, -0.3], [-2.6, 16.0], [2.6, 16.0], [3.2, -0.3]], s);
    k.flat(Shape::poly(&[[0.9, -0.3], [0.7, 16.0], [2.6, 16.0], [3.2, -0.3]]), lift(s, -0.08));
    k.stones([-2.6, 1.0, 2.4, 15.0], 1.1, lift(s, -0.05));
    k.r(-3.2, 15.6, 3.2, 17.0, lift(s, 0.03));
    k.crenel(-3.2, 3.2, 17.0, 1.3, lift(s, 0.03));
    for y in [4.0, 8.2, 12.4] {
        k.lancet(-0.2, y, 0.42, 1.9, s, 0.7);
    }
    k.flat(Shape::poly(&[[-0.9, -0.3], [-0.9, 1.9], [0.0, 2.7], [0.9, 1.9], [0.9, -0.3]]), k.wood(0.28));
}

fn water_tower(k: &mut Kit) {
    let w = k.wood(0.42);
    for (a, b) in [(-2.6, -1.9), (2.6, 1.9), (-0.8, -0.6), (0.8, 0.6)] {
        k.b([a, -0.2], [b, 8.0], 0.16, k.iron(0.32));
    }
    for y in [2.6, 5.4] {
        k.b([-2.4, y], [2.4, y + 0.1], 0.1, k.iron(0.34));
        k.b([-2.4, y], [2.1, y + 2.7], 0.06, k.iron(0.34));
    }
    k.r(-2.7, 8.0, 2.7, 12.4, w);
    k.flat(Shape::rect(0.9, 12.4, 2.7, 8.0), lift(w, -0.07));
    for x in [-2.0, -1.2, -0.4, 0.4, 1.2, 2.0] {
        k.flat(Shape::rect(x - 0.04, 12.4, x + 0.04, 8.0), lift(w, -0.06));
    }
    for y in [8.8, 10.3, 11.7] {
        k.r(-2.76, y, 2.76, y + 0.14, k.iron(0.32));
    }
    k.p(&[[-3.1, 12.3], [0.0, 14.6], [3.1, 12.3]], lift(w, -0.1));
}

fn bridge(k: &mut Kit) {
    let s = k.stone(0.52);
    // Arches in a row, over what the country has below.
    let mut deck = vec![[-60.0, 9.4], [-60.0, 12.4], [60.0, 12.4], [60.0, 9.4]];
    let n = 7;
    let wide = 120.0 / n as f32;
    for i in (0..n).rev() {
        let l = -60.0 + wide * i as f32;
        let r = l + wide;
        deck.push([r - 1.3, 9.0]);
        deck.push([r - 1.3, -6.0]);
        deck.push([r - 1.8, -6.0]);
        for j in 0..=10 {
            let a = j as f32 / 10.0 * std::f32::consts::PI;
            deck.push([(l + r) * 0.5 + a.cos() * (wide * 0.5 - 1.8), 2.0 + a.sin() * 7.0]);
        }
        deck.push([l + 1.8, -6.0]);
        deck.push([l + 1.3, -6.0]);
        deck.push([l + 1.3, 9.0]);
    }
    k.p(&deck, s);
    k.r(-60.0, 12.2, 60.0, 13.0, lift(s, 0.06));
    for i in 0..=n {
        let x = -60.0 + wide * i as f32;
        k.r(x - 1.6, -6.0, x + 1.6, 12.4, lift(s, -0.03));
        k.flat(Shape::rect(x + 0.5, 12.4, x + 1.6, -6.0), lift(s, -0.1));
    }
}

fn ruin(k: &mut Kit) {
    let s = k.stone(0.52);
    k.p(&[[-7.0, -0.3], [-6.8, 6.4], [-5.6, 7.1], [-5.0, 5.2], [-3.6, 5.6], [-3.1, 3.4], [-1.4, 3.0], [-0.6, 4.2], [0.4, 4.0], [1.0, 1.5], [2.2, 1.2], [2.6, -0.3]], s);
    k.lancet(-5.0, 1.4, 0.6, 2.8, s, 0.0);
    k.lancet(-2.2, 0.6, 0.5, 1.8, s, 0.0);
    k.stones([-6.6, 0.0, -1.0, 4.0], 0.8, lift(s, -0.05));
    k.p(&[[4.0, -0.3], [4.2, 5.0], [5.0, 5.8], [5.6, 4.4], [6.0, -0.3]], lift(s, -0.05));
    for _ in 0..9 {
        let x = k.rng.range(-8.0, 8.0);
        let w = k.rng.range(0.3, 1.0);
        k.p(&[[x - w, -0.3], [x - w * 0.6, w * 0.7], [x + w * 0.5, w * 0.8], [x + w, -0.3]], lift(s, k.rng.range(-0.1, 0.03)));
    }
}

fn barn(k: &mut Kit) {
    let red = mix(k.brick(0.46), k.wood(0.46), 0.3);
    let roof = k.stone(0.34);
    k.r(-8.4, -0.3, 1.0, 4.4, lift(red, -0.05));
    for i in 0..12 {
        let x = -8.2 + 0.77 * i as f32;
        k.flat(Shape::rect(x, 4.4, x + 0.06, -0.3), lift(red, -0.1));
    }
    k.p(&[[-9.0, 4.1], [-7.4, 8.3], [3.6, 8.5], [1.0, 4.1]], roof);
    let front = [[0.6, -0.3], [0.6, 4.4], [1.6, 6.8], [4.0, 8.8], [6.4, 6.8], [7.4, 4.4], [7.4, -0.3]];
    k.p(&front, red);
    for i in 0..8 {
        let x = 1.2 + 0.85 * i as f32;
        k.flat(Shape::rect(x, 5.2, x + 0.07, -0.3), lift(red, -0.06));
    }
    k.line(&[[0.3, 4.0, 0.16], [1.6, 6.9, 0.17], [4.0, 8.95, 0.18], [6.4, 6.9, 0.17], [7.7, 4.0, 0.16]], lift(roof, 0.05));
    let white = k.white(0.84);
    k.r(2.3, -0.3, 5.7, 3.5, lift(red, -0.12));
    k.cut(Shape::bar([2.3, -0.2], [2.3, 3.5], 0.12).and(Shape::bar([5.7, -0.2], [5.7, 3.5], 0.12)).and(Shape::bar([2.2, 3.5], [5.8, 3.5], 0.12)).and(Shape::bar([2.3, -0.1], [5.7, 3.4], 0.1)).and(Shape::bar([5.7, -0.1], [2.3, 3.4], 0.1)), white);
    k.window([3.4, 5.4, 4.6, 6.6], red, 0.5);
}

fn cabin(k: &mut Kit) {
    let log = k.wood(0.46);
    let roof = k.wood(0.3);
    let pale = k.white(0.9);
    let snow = k.scene.picture.weather.kind == crate::plan::picture::Sky::Snow;
    k.r(-3.2, -0.2, 3.2, 2.5, log);
    k.courses([-3.2, -0.1, 3.2, 2.5], 0.3, lift(log, -0.08));
    k.p(&[[1.6, 3.4], [1.6, 5.2], [2.3, 5.2], [2.3, 3.0]], k.stone(0.46));
    k.p(&[[-3.9, 2.2], [0.0, 4.7], [3.9, 2.2], [3.9, 2.5], [0.0, 5.05], [-3.9, 2.5]], roof);
    k.p(&[[-3.2, 2.5], [0.0, 4.6], [3.2, 2.5]], lift(log, -0.04));
    if snow {
        k.line(&[[-3.9, 2.62, 0.1], [0.0, 5.16, 0.16], [3.9, 2.62, 0.1]], pale);
    }
    k.r(0.7, -0.2, 1.7, 1.9, k.wood(0.32));
    k.o(1.52, 0.9, 0.06, 0.06, k.steel(0.6));
    k.window([-2.3, 0.8, -0.9, 1.8], log, 0.95);
    let smoke = lift(k.scene.light.haze, 0.03);
    k.smoke([1.95, 5.3], &[[0.0, 0.0, 0.14], [0.25, 1.0, 0.34], [1.0, 2.2, 0.42], [1.4, 3.6, 0.6], [2.5, 4.9, 0.5]], smoke, 0.5);
    if k.burning {
        k.halo([-1.6, 1.3], 2.4, 0xffa64a);
    }
}

fn house(k: &mut Kit) {
    let wall = mix(k.plaster(0.74), k.paint(0.66), 0.35);
    let roof = mix(k.brick(0.4), k.stone(0.36), 0.4);
    k.r(-5.6, -0.3, 3.8, 5.6, wall);
    k.flat(Shape::rect(2.0, 5.6, 3.8, -0.3), lift(wall, -0.06));
    k.r(-3.9, 7.6, -2.9, 10.4, lift(roof, -0.04));
    k.p(&[[-6.3, 5.4], [-4.6, 9.2], [2.8, 9.2], [4.5, 5.4]], roof);
    k.flat(Shape::poly(&[[-6.3, 5.4], [-6.05, 6.0], [4.25, 6.0], [4.5, 5.4]]), lift(roof, 0.06));
    // A gable of its own towards the lens.
    let gable = lift(wall, 0.04);
    k.p(&[[-0.9, -0.3], [-0.9, 6.2], [1.2, 8.6], [3.3, 6.2], [3.3, -0.3]], gable);
    k.line(&[[-1.4, 5.6, 0.16], [1.2, 8.75, 0.16], [3.8, 5.6, 0.16]], lift(roof, 0.03));
    k.window([0.5, 4.0, 1.9, 5.6], gable, 0.6);
    k.window([-4.9, 3.4, -3.8, 4.9], wall, 0.5);
    k.window([-3.0, 3.4, -1.9, 4.9], wall, 0.5);
    k.window([-4.9, 0.6, -3.6, 2.3], wall, 0.8);
    k.r(-2.9, -0.3, -1.7, 2.2, k.accent(0.42));
    k.p(&[[-3.3, 2.3], [-3.0, 2.9], [-1.6, 2.9], [-1.3, 2.3]], lift(roof, 0.05));
    k.window([0.2, 0.6, 2.4, 2.3], gable, 0.85);
}

fn tent(k: &mut Kit) {
    let canvas = mix(k.cloth(0.66), k.accent(0.6), 0.35);
    let glow = k.burning;
    k.p(&[[-2.6, -0.05], [-0.6, 2.1], [1.2, 2.2], [2.9, -0.05]], lift(canvas, -0.06));
    if glow {
        // Lit from inside: the cloth is the lamp.
        k.shine(Shape::poly(&[[-2.5, 0.0], [-0.6, 2.06], [1.0, 2.1], [0.4, 0.0]]), mix(hex(Kit::WARM), canvas, 0.35));
        k.shine(Shape::poly(&[[0.4, 0.0], [1.0, 2.1], [2.8, 0.0]]), mix(hex(0xffe2a6), canvas, 0.2));
        k.halo([0.4, 0.9], 3.4, 0xff9c3f);
    } else {
        k.p(&[[0.4, -0.05], [1.1, 2.18], [2.9, -0.05]], lift(canvas, 0.05));
    }
    k.flat(Shape::poly(&[[1.15, 0.0], [1.1, 1.9], [1.75, 0.0]]), if glow { hex(0xfff0c8) } else { lift(canvas, -0.25) });
    k.line(&[[-0.6, 2.1, 0.03], [0.2, 2.16, 0.03], [1.2, 2.24, 0.03]], lift(canvas, -0.14));
    for (a, b) in [([-0.6, 2.1], [-3.6, 0.0]), ([1.15, 2.2], [3.9, 0.0])] {
        k.flat(Shape::bar(a, b, 0.015), k.iron(0.4));
    }
    k.b([1.1, 0.0], [1.12, 2.3], 0.035, k.wood(0.3));
}

fn marquee(k: &mut Kit) {
    let (a, b) = (k.accent(0.52), k.white(0.86));
    let n = 10;
    for i in 0..n {
        let (u, v) = (i as f32 / n as f32 * 2.0 - 1.0, (i + 1) as f32 / n as f32 * 2.0 - 1.0);
        let ink = if i % 2 == 0 { a } else { b };
        k.p(&[[u * 11.0, 4.0], [u * 1.2, 10.5], [v * 1.2, 10.5], [v * 11.0, 4.0]], ink);
        k.p(&[[u * 10.4, -0.2], [u * 11.0, 4.1], [v * 11.0, 4.1], [v * 10.4, -0.2]], lift(ink, -0.05));
    }
    k.p(&[[-1.2, 10.4], [0.0, 12.4], [1.2, 10.4]], a);
    k.b([0.0, 12.2], [0.0, 14.4], 0.08, k.iron(0.3));
    k.line(&[[0.0, 14.1, 0.3], [0.9, 13.9, 0.28], [1.9, 14.1, 0.1]], a);
    k.p(&[[-1.6, -0.2], [-0.7, 4.0], [0.7, 4.0], [1.6, -0.2]], k.iron(0.26));
    if k.burning {
        for i in 0..15 {
            let x = -10.5 + 1.5 * i as f32;
            k.shine(Shape::round(x, 4.0, 0.16, 0.16), hex(0xffe3a3));
        }
    }
}

fn igloo(k: &mut Kit) {
    let ice = k.white(0.9);
    k.c(&[[-2.6, 0.0, 1.0], [-2.3, 1.2, 0.0], [-1.0, 2.2, 0.0], [1.0, 2.2, 0.0], [2.3, 1.2, 0.0], [2.6, 0.0, 1.0]], ice);
    for y in [0.55, 1.1, 1.6] {
        k.flat(Shape::rect(-2.4 + y * 0.4, y + 0.03, 2.4 - y * 0.4, y), lift(ice, -0.1));
    }
    k.c(&[[0.2, 0.0, 1.0], [0.3, 1.1, 0.0], [1.1, 1.5, 0.0], [1.9, 1.1, 0.0], [2.0, 0.0, 1.0]], lift(ice, -0.05));
    let hole = Shape::curve(&[[0.55, 0.0, 1.0], [0.6, 0.8, 0.0], [1.1, 1.15, 0.0], [1.6, 0.8, 0.0], [1.65, 0.0, 1.0]]);
    k.pane(hole, lift(ice, -0.35), 1.0);
}

fn wheel(k: &mut Kit) {
    let iron = k.steel(0.42);
    let (y, r) = (17.0, 14.5);
    k.b([-7.0, -0.3], [0.0, y], 0.4, iron);
    k.b([7.0, -0.3], [0.0, y], 0.4, iron);
    let n = 16;
    let mut frame = Shape::default();
    let mut cars = Vec::new();
    for i in 0..n {
        let (a, b) = (i as f32 / n as f32 * std::f32::consts::TAU, (i + 1) as f32 / n as f32 * std::f32::consts::TAU);
        let at = |a: f32, q: f32| [a.cos() * r * q, y + a.sin() * r * q];
        frame = frame.and(Shape::bar(at(a, 1.0), at(b, 1.0), 0.18)).and(Shape::bar(at(a, 0.86), at(b, 0.86), 0.1)).and(Shape::bar(at(a, 0.0), at(a, 1.0), 0.07));
        cars.push(at(a, 1.0));
    }
    k.cut(frame, iron);
    for c in cars {
        let ink = k.paint(0.55);
        k.p(&[[c[0] - 0.9, c[1] - 0.5], [c[0] + 0.9, c[1] - 0.5], [c[0] + 0.7, c[1] - 1.7], [c[0] - 0.7, c[1] - 1.7]], ink);
        if k.burning {
            k.shine(Shape::round(c[0], c[1], 0.3, 0.3), hex([0xffd38a, 0xff9ec2, 0x9ff0f4][k.rng.below(3)]));
        }
    }
    k.o(0.0, y, 0.9, 0.9, k.accent(0.5));
}

/// An observatory's dome, its shutter open to the sky.
fn dome(k: &mut Kit) {
    let (s, w) = (k.white(0.8), k.stone(0.56));
    k.r(-4.6, -0.4, 4.6, 4.4, w);
    k.r(2.2, -0.4, 4.6, 4.4, lift(w, -0.05));
    k.window([-3.0, 1.4, -1.8, 2.8], w, 0.8);
    k.window([0.9, 1.4, 2.1, 2.8], w, 0.8);
    k.r(-0.7, -0.4, 0.3, 2.4, k.wood(0.34));
    k.c(&[[-5.0, 4.6, 1.0], [-4.7, 7.2, 0.0], [-2.8, 9.3, 0.0], [0.0, 10.0, 0.0], [2.8, 9.3, 0.0], [4.7, 7.2, 0.0], [5.0, 4.6, 1.0]], s);
    k.flat(Shape::curve(&[[2.0, 4.6, 1.0], [2.9, 7.4, 0.0], [1.4, 9.6, 0.0], [2.8, 9.3, 0.0], [4.7, 7.2, 0.0], [5.0, 4.6, 1.0]]), lift(s, -0.08));
    k.flat(Shape::curve(&[[-0.5, 5.6, 1.0], [-0.7, 8.2, 0.0], [-0.3, 9.95, 0.0], [0.8, 9.9, 0.0], [1.1, 8.0, 0.0], [0.9, 5.6, 1.0]]), k.iron(0.24));
    k.b([0.2, 6.6], [0.9, 9.4], 0.3, k.straw(0.5));
    k.r(-5.2, 4.2, 5.2, 4.8, lift(s, -0.05));
}

fn dish(k: &mut Kit) {
    if k.scene.setting.has("observatory dome astronomer") {
        return dome(k);
    }
    let s = k.white(0.82);
    k.p(&[[-3.4, -0.3], [-2.6, 3.4], [2.6, 3.4], [3.4, -0.3]], k.stone(0.5));
    k.window([-1.0, 0.6, 0.4, 1.8], k.stone(0.5), 0.8);
    k.b([0.0, 3.2], [0.6, 7.4], 0.7, k.steel(0.45));
    k.c(&[[-6.6, 12.6, 1.0], [-5.4, 8.0, 0.0], [-1.6, 5.4, 0.0], [3.4, 5.4, 0.0], [6.6, 7.0, 1.0]], lift(s, -0.1));
    k.c(&[[-6.6, 12.6, 0.0], [-2.0, 8.9, 0.0], [6.6, 7.0, 0.0], [2.4, 11.6, 0.0]], s);
    for t in [0.25f32, 0.5, 0.75] {
        let (a, b) = ([-6.6 + 13.2 * t, 12.6 - 5.6 * t], [1.0, 7.0]);
        k.flat(Shape::bar(a, b, 0.05), lift(s, -0.12));
    }
    for foot in [[-4.0, 11.2], [4.0, 8.2]] {
        k.b(foot, [3.6, 15.0], 0.07, k.steel(0.4));
    }
    k.o(3.6, 15.0, 0.5, 0.5, k.iron(0.34));
}

fn pylon(k: &mut Kit) {
    let i = k.steel(0.38);
    let mut f = Shape::bar([-2.6, 0.0], [-0.4, 17.0], 0.13).and(Shape::bar([2.6, 0.0], [0.4, 17.0], 0.13));
    for j in 0..8 {
        let (a, b) = (j as f32 / 8.0, (j + 1) as f32 / 8.0);
        let half = |t: f32| 2.6 - 2.2 * t;
        let s = if j % 2 == 0 { 1.0 } else { -1.0 };
        f = f.and(Shape::bar([-s * half(a), 17.0 * a], [s * half(b), 17.0 * b], 0.08));
    }
    for (y, w) in [(12.0, 4.4), (14.6, 3.4), (16.8, 2.4)] {
        f = f.and(Shape::bar([-w, y], [w, y], 0.12)).and(Shape::bar([-w, y], [0.0, y + 1.0], 0.07)).and(Shape::bar([w, y], [0.0, y + 1.0], 0.07));
    }
    k.cut(f, i);
    for (y, w) in [(11.8, 4.4), (14.4, 3.4)] {
        for s in [-1.0, 1.0] {
            k.flat(Shape::ribbon(&[[s * w, y, 0.03], [s * (w + 15.0), y - 2.4, 0.03], [s * (w + 32.0), y - 0.6, 0.03]]), i);
        }
    }
}

fn crane(k: &mut Kit) {
    let i = mix(k.steel(0.42), k.accent(0.5), 0.35);
    let mut f = Shape::bar([-1.4, 0.0], [-1.0, 26.0], 0.2).and(Shape::bar([1.4, 0.0], [1.0, 26.0], 0.2));
    for j in 0..11 {
        let y = 2.3 * j as f32;
        let s = if j % 2 == 0 { 1.3 } else { -1.3 };
        f = f.and(Shape::bar([-s, y], [s, y + 2.3], 0.1));
    }
    f = f.and(Shape::bar([-9.0, 26.0], [26.0, 26.6], 0.22)).and(Shape::bar([-9.0, 27.4], [26.0, 27.2], 0.14)).and(Shape::bar([0.0, 26.0], [0.0, 32.0], 0.2)).and(Shape::bar([0.0, 32.0], [24.0, 27.2], 0.08)).and(Shape::bar([0.0, 32.0], [-8.6, 27.4], 0.08));
    k.cut(f, i);
    k.r(-10.0, 23.6, -6.8, 26.0, k.stone(0.4));
    k.window([0.8, 23.4, 3.0, 25.4], i, 0.8);
    k.flat(Shape::bar([19.0, 26.4], [19.0, 12.0], 0.06), k.iron(0.3));
    k.r(17.4, 9.8, 20.6, 12.0, k.wood(0.42));
}
