//! Things that go: on rails, roads, water and in the air. Cut in metres, side on.

use super::kit::Kit;
use super::table::Piece;
use crate::backends::paper::colour::{Rgb, hex, lift, mix};
use crate::backends::paper::shape::Shape;

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Train => train(k),
        Piece::Car => car(k),
        Piece::Bus => bus(k),
        Piece::Truck => truck(k),
        Piece::Bicycle => bicycle(k),
        Piece::Cart => cart(k),
        Piece::Plane => plane(k),
        Piece::Ship => ship(k),
        Piece::Sailboat => sailboat(k),
        Piece::Rowboat => rowboat(k),
        Piece::Rocket => rocket(k),
        Piece::Lander => lander(k),
        _ => {}
    }
}

fn wheel(k: &mut Kit, x: f32, r: f32, spokes: usize) {
    let tyre = k.iron(0.24);
    k.o(x, r, r, r, tyre);
    let rim = if spokes > 0 { lift(tyre, 0.14) } else { k.steel(0.58) };
    k.flat(Shape::round(x, r, r * 0.58, r * 0.58), rim);
    k.flat(Shape::round(x, r, r * 0.46, r * 0.46), lift(tyre, 0.04));
    for i in 0..spokes {
        let a = i as f32 / spokes as f32 * std::f32::consts::TAU;
        k.flat(Shape::bar([x, r], [x + a.cos() * r * 0.8, r + a.sin() * r * 0.8], r * 0.05), rim);
    }
    k.flat(Shape::round(x, r, r * 0.16, r * 0.16), rim);
}

fn train(k: &mut Kit) {
    let coach = k.paint(0.42);
    let cream = k.plaster(0.78);
    for n in 0..3 {
        let x = -4.5 - 15.6 * n as f32;
        let (l, r) = (x - 15.0, x);
        k.r(l, 0.9, r, 3.7, coach);
        k.flat(Shape::rect(l, 3.1, r, 1.95), cream);
        k.c(&[[l - 0.1, 3.6, 1.0], [l + 0.5, 4.1, 0.0], [r - 0.5, 4.1, 0.0], [r + 0.1, 3.6, 1.0]], lift(coach, -0.12));
        for i in 0..8 {
            let wx = l + 0.9 + 1.75 * i as f32;
            let pane = Shape::rect(wx, 3.0, wx + 1.2, 2.05);
            if k.burning || k.rng.chance(0.15) { k.shine(pane, hex(Kit::WARM)) } else { k.flat(pane, lift(cream, -0.34)) }
        }
        k.r(l, 0.55, r, 0.95, k.iron(0.24));
        for wx in [l + 1.6, l + 3.4, r - 3.4, r - 1.6] {
            wheel(k, wx, 0.46, 0);
        }
    }
    // The engine, its boiler forward.
    let black = mix(k.iron(0.26), k.accent(0.3), 0.15);
    k.r(-3.9, 0.9, -0.4, 4.0, black);
    k.r(-4.3, 3.9, 0.1, 4.25, lift(black, 0.05));
    k.window([-2.9, 2.6, -1.3, 3.5], black, 1.0);
    k.r(-0.6, 1.1, 5.4, 3.0, lift(black, 0.05));
    k.flat(Shape::rect(-0.6, 1.7, 5.4, 1.1), lift(black, -0.03));
    k.o(5.4, 2.05, 0.42, 0.96, lift(black, 0.09));
    k.p(&[[3.9, 2.9], [3.75, 4.3], [4.85, 4.3], [4.7, 2.9]], black);
    k.o(2.4, 3.05, 0.5, 0.42, lift(black, 0.08));
    k.o(0.9, 3.0, 0.4, 0.32, mix(k.straw(0.6), black, 0.3));
    k.r(-0.8, 0.62, 6.0, 1.15, k.accent(0.4));
    for x in [0.6, 2.3, 4.0] {
        wheel(k, x, 0.72, 8);
    }
    wheel(k, 5.5, 0.42, 6);
    k.b([0.6, 0.72], [4.2, 0.72], 0.09, k.steel(0.6));
    k.p(&[[5.9, 0.2], [6.1, 1.0], [6.9, 0.2]], k.iron(0.3));
    k.shine(Shape::round(5.9, 2.6, 0.24, 0.26), hex(0xfff0c8));
    if k.burning {
        k.halo([6.0, 2.6], 2.6, 0xffcf86);
    }
    let steam = lift(k.scene.light.haze, 0.08);
    k.smoke([4.3, 4.4], &[[0.0, 0.0, 0.4], [0.7, 1.2, 0.9], [2.9, 2.4, 1.3], [6.7, 3.0, 1.6], [11.3, 2.9, 1.1], [15.3, 3.4, 0.5]], steam, 0.7);
    k.smoke([4.3, 4.8], &[[0.4, 0.0, 0.5], [2.3, 1.1, 0.8], [5.7, 1.7, 0.9], [9.3, 1.5, 0.5]], lift(steam, -0.06), 0.5);
}

fn lights(k: &mut Kit, front: [f32; 2], back: [f32; 2]) {
    k.shine(Shape::round(front[0], front[1], 0.13, 0.14), hex(0xfff0c8));
    k.shine(Shape::round(back[0], back[1], 0.09, 0.12), hex(0xc9362a));
    if k.burning {
        k.halo(front, 1.6, 0xffdf9c);
    }
}

fn car(k: &mut Kit) {
    let body = k.paint(0.46);
    k.c(&[[-1.25, 0.95, 0.0], [-0.9, 1.5, 0.0], [-0.2, 1.62, 0.0], [0.55, 1.54, 0.0], [1.15, 0.98, 0.0]], lift(body, -0.03));
    let glass = if k.burning { mix(k.water(0.4), hex(Kit::WARM), 0.25) } else { k.water(0.7) };
    k.flat(Shape::poly(&[[-1.02, 0.98], [-0.76, 1.42], [-0.2, 1.5], [-0.2, 0.98]]), glass);
    k.flat(Shape::poly(&[[-0.08, 0.98], [-0.08, 1.5], [0.46, 1.43], [0.9, 0.98]]), glass);
    k.c(&[[-2.15, 0.36, 1.0], [-2.2, 0.85, 0.0], [-1.7, 1.0, 0.0], [0.0, 1.02, 0.0], [1.3, 0.98, 0.0], [2.05, 0.82, 0.0], [2.2, 0.55, 0.0], [2.15, 0.36, 1.0]], body);
    k.flat(Shape::poly(&[[-2.18, 0.36], [-2.19, 0.56], [2.19, 0.52], [2.15, 0.36]]), lift(body, -0.08));
    k.flat(Shape::ribbon(&[[-2.1, 0.8, 0.02], [0.0, 0.86, 0.025], [2.0, 0.74, 0.015]]), lift(body, 0.12));
    k.flat(Shape::rect(-0.16, 1.0, -0.14, 0.4), lift(body, -0.1));
    k.b([-2.3, 0.42], [-2.0, 0.42], 0.07, k.steel(0.68));
    k.b([2.0, 0.42], [2.32, 0.42], 0.07, k.steel(0.68));
    for x in [-1.38, 1.38] {
        k.flat(Shape::round(x, 0.42, 0.44, 0.42), k.iron(0.2));
        wheel(k, x, 0.34, 0);
    }
    lights(k, [2.12, 0.68], [-2.16, 0.72]);
}

fn bus(k: &mut Kit) {
    let body = k.accent(0.48);
    let cream = k.plaster(0.8);
    k.c(&[[-4.6, 0.5, 1.0], [-4.65, 2.9, 0.0], [-4.3, 3.25, 0.0], [4.2, 3.25, 0.0], [4.6, 2.8, 0.0], [4.65, 0.5, 1.0]], body);
    k.flat(Shape::rect(-4.62, 2.75, 4.5, 1.55), cream);
    for i in 0..7 {
        let x = -4.3 + 1.22 * i as f32;
        k.pane(Shape::rect(x, 2.62, x + 1.02, 1.66), cream, 1.0);
    }
    k.flat(Shape::rect(3.3, 2.6, 4.2, 0.6), lift(body, -0.12));
    for x in [-2.9, 2.4] {
        wheel(k, x, 0.48, 0);
    }
    lights(k, [4.55, 0.95], [-4.6, 1.0]);
}

fn truck(k: &mut Kit) {
    let body = k.paint(0.44);
    k.r(-4.2, 0.9, 1.2, 3.4, k.cloth(0.62));
    for x in [-3.2, -2.1, -1.0, 0.1] {
        k.flat(Shape::rect(x, 3.4, x + 0.07, 0.9), k.cloth(0.55));
    }
    k.c(&[[1.35, 0.6, 1.0], [1.35, 2.6, 1.0], [2.7, 2.6, 0.0], [3.2, 1.7, 0.0], [4.2, 1.55, 0.0], [4.3, 0.6, 1.0]], body);
    k.pane(Shape::poly(&[[1.7, 1.65], [1.7, 2.4], [2.6, 2.4], [2.95, 1.65]]), body, 0.4);
    k.r(-4.2, 0.6, 4.3, 0.92, k.iron(0.26));
    for x in [-3.2, -2.1, 3.2] {
        wheel(k, x, 0.48, 0);
    }
    lights(k, [4.28, 1.1], [-4.2, 0.8]);
}

fn bicycle(k: &mut Kit) {
    let ink = k.accent(0.4);
    for x in [-0.55, 0.55] {
        let mut ring = Shape::default();
        for i in 0..18 {
            let at = |i: i32| {
                let a = i as f32 / 18.0 * std::f32::consts::TAU;
                [x + a.cos() * 0.34, 0.34 + a.sin() * 0.34]
            };
            ring = ring.and(Shape::bar(at(i), at(i + 1), 0.022));
            if i % 2 == 0 {
                ring = ring.and(Shape::bar([x, 0.34], at(i), 0.004));
            }
        }
        k.cut(ring, k.iron(0.26));
    }
    for (a, b) in [([-0.55, 0.34], [-0.18, 0.82]), ([-0.18, 0.82], [0.4, 0.86]), ([-0.06, 0.34], [0.42, 0.84]), ([-0.55, 0.34], [-0.06, 0.34]), ([-0.06, 0.34], [-0.22, 0.92]), ([0.55, 0.34], [0.38, 1.0])] {
        k.b(a, b, 0.02, ink);
    }
    k.line(&[[0.38, 1.0, 0.02], [0.5, 1.04, 0.022], [0.56, 0.96, 0.02]], k.iron(0.26));
    k.p(&[[-0.36, 0.93], [-0.34, 0.98], [-0.08, 0.96], [-0.1, 0.92]], k.wood(0.3));
}

fn cart(k: &mut Kit) {
    let wood = k.wood(0.42);
    k.p(&[[-2.0, 0.9], [-2.2, 1.8], [1.6, 1.7], [1.5, 0.9]], wood);
    k.courses([-2.0, 0.95, 1.5, 1.75], 0.26, lift(wood, -0.08));
    k.line(&[[1.4, 0.95, 0.05], [2.6, 0.9, 0.05], [4.0, 0.5, 0.04]], lift(wood, -0.05));
    k.c(&[[-2.0, 1.7, 1.0], [-1.6, 2.4, 0.0], [-0.2, 2.7, 0.0], [1.2, 2.2, 0.0], [1.5, 1.65, 1.0]], k.straw(0.62));
    for x in [-1.2, 1.0] {
        wheel(k, x, 0.66, 10);
    }
}

fn plane(k: &mut Kit) {
    let body = mix(k.plaster(0.74), k.accent(0.6), 0.25);
    k.line(&[[-4.2, 2.3, 0.14], [-2.0, 2.1, 0.44], [1.0, 2.0, 0.66], [2.8, 2.05, 0.6], [3.6, 2.05, 0.32]], body);
    k.flat(Shape::ribbon(&[[-4.2, 2.2, 0.05], [-1.0, 1.8, 0.2], [2.0, 1.6, 0.22], [3.5, 1.9, 0.05]]), lift(body, -0.09));
    k.p(&[[-4.4, 2.3], [-4.6, 3.7], [-3.9, 3.8], [-3.1, 2.4]], k.accent(0.5));
    for (y, l) in [(3.5, 2.7), (1.6, 2.4)] {
        k.line(&[[-0.6, y, 0.06], [0.6, y + 0.05, 0.12], [l - 0.4, y, 0.05]], lift(body, -0.04));
    }
    for x in [0.0, 1.5] {
        k.b([x, 1.7], [x + 0.1, 3.5], 0.04, k.wood(0.34));
    }
    k.pane(Shape::curve(&[[0.2, 2.55, 1.0], [0.4, 2.95, 0.0], [0.9, 2.95, 0.0], [1.2, 2.6, 1.0]]), body, 0.4);
    k.b([3.65, 0.95], [3.75, 3.15], 0.06, k.wood(0.3));
    k.o(3.7, 2.05, 0.16, 0.2, k.steel(0.5));
    k.b([1.6, 1.5], [1.9, 0.4], 0.06, k.steel(0.4));
    wheel(k, 1.9, 0.36, 0);
    wheel(k, -3.6, 0.2, 0);
}

fn hull(k: &mut Kit, points: &[[f32; 3]], ink: Rgb) {
    k.c(points, ink);
}

fn ship(k: &mut Kit) {
    let black = mix(k.iron(0.3), k.paint(0.34), 0.3);
    let white = k.white(0.84);
    k.r(-9.0, 3.0, 6.0, 6.4, white);
    k.r(-7.0, 6.4, 3.4, 8.8, lift(white, -0.03));
    k.r(0.4, 8.8, 3.4, 10.8, white);
    for (y, l, r) in [(4.2, -8.6, 5.6), (7.2, -6.6, 2.8)] {
        let mut x = l;
        while x < r {
            k.pane(Shape::round(x, y, 0.34, 0.36), white, 0.85);
            x += 1.25;
        }
    }
    k.pane(Shape::rect(0.8, 10.4, 3.2, 9.6), white, 1.0);
    for (x, lean) in [(-5.0, -0.5), (-1.6, -0.5)] {
        k.p(&[[x - 0.9, 8.6], [x - 0.8 + lean, 12.8], [x + 0.8 + lean, 12.8], [x + 0.9, 8.6]], k.accent(0.48));
        k.flat(Shape::rect(x - 0.85 + lean, 12.8, x + 0.82 + lean, 12.0), k.iron(0.24));
        k.smoke([x + lean, 13.0], &[[0.0, 0.0, 0.5], [3.0, 2.0, 1.2], [9.0, 3.2, 1.7], [16.0, 3.0, 1.0]], lift(k.scene.light.haze, -0.07), 0.5);
    }
    k.b([9.5, 3.0], [9.5, 11.5], 0.14, k.wood(0.4));
    k.b([-12.0, 3.0], [-12.0, 10.5], 0.14, k.wood(0.4));
    k.flat(Shape::bar([9.5, 11.3], [16.0, 4.4], 0.04).and(Shape::bar([9.5, 11.3], [2.0, 10.6], 0.04)), k.iron(0.34));
    hull(k, &[[-16.0, 3.4, 1.0], [0.0, 2.8, 0.0], [17.0, 4.6, 1.0], [14.6, 0.0, 0.0], [13.6, -1.4, 1.0], [-14.6, -1.4, 1.0]], black);
    k.flat(Shape::ribbon(&[[-15.4, 0.0, 0.28], [0.0, -0.2, 0.28], [14.0, 0.1, 0.28]]), k.brick(0.4));
    k.flat(Shape::ribbon(&[[-15.9, 3.0, 0.1], [0.0, 2.4, 0.1], [16.6, 4.1, 0.1]]), lift(black, 0.3));
    wake(k, 16.0, -1.2);
}

fn wake(k: &mut Kit, long: f32, y: f32) {
    let foam = k.white(0.8);
    for i in 0..7 {
        let t = i as f32 / 6.0 - 0.5;
        let x = t * long * 2.2 + k.rng.sway();
        let w = long * k.rng.range(0.08, 0.2);
        k.thin(Shape::poly(&[[x - w, y], [x - w * 0.2, y + 0.12], [x + w, y + 0.03], [x + w * 0.2, y - 0.1]]), foam, 0.6);
    }
}

fn sailboat(k: &mut Kit) {
    let hull_ink = k.paint(0.42);
    k.b([0.3, 0.6], [0.3, 9.4], 0.09, k.wood(0.36));
    let sail = mix(k.white(0.88), k.accent(0.8), 0.12);
    k.c(&[[0.1, 9.1, 1.0], [-2.4, 4.4, 0.0], [-3.6, 1.4, 1.0], [0.1, 1.5, 1.0]], sail);
    for y in [3.4, 5.6] {
        k.flat(Shape::bar([-3.0 + (y - 3.4) * 0.7, y], [0.1, y + 0.1], 0.03), lift(sail, -0.09));
    }
    k.c(&[[0.5, 8.6, 1.0], [1.7, 5.0, 0.0], [3.3, 1.2, 1.0], [0.6, 1.9, 1.0]], lift(sail, -0.05));
    hull(k, &[[-3.7, 1.0, 1.0], [0.0, 0.75, 0.0], [3.7, 1.25, 1.0], [2.9, 0.0, 0.0], [2.3, -0.4, 1.0], [-3.0, -0.4, 1.0]], hull_ink);
    k.flat(Shape::ribbon(&[[-3.6, 0.86, 0.06], [0.0, 0.62, 0.06], [3.5, 1.08, 0.05]]), lift(hull_ink, 0.25));
    wake(k, 3.4, -0.3);
}

fn rowboat(k: &mut Kit) {
    let w = k.wood(0.46);
    k.c(&[[-2.1, 0.72, 1.0], [0.0, 0.5, 0.0], [2.2, 0.82, 1.0], [1.7, 0.2, 0.0], [1.2, -0.08, 1.0], [-1.5, -0.08, 1.0], [-1.9, 0.25, 0.0]], w);
    k.flat(Shape::ribbon(&[[-2.05, 0.64, 0.05], [0.0, 0.43, 0.05], [2.1, 0.73, 0.04]]), lift(w, 0.12));
    k.flat(Shape::ribbon(&[[-1.9, 0.35, 0.02], [0.0, 0.18, 0.02], [1.9, 0.42, 0.02]]), lift(w, -0.09));
    k.line(&[[-0.4, 0.62, 0.025], [0.8, 0.4, 0.025], [2.0, 0.06, 0.03], [2.5, -0.06, 0.1]], lift(w, 0.06));
}

fn rocket(k: &mut Kit) {
    let white = k.white(0.86);
    let iron = k.steel(0.4);
    let mut gantry = Shape::bar([-6.0, 0.0], [-6.0, 34.0], 0.25).and(Shape::bar([-3.6, 0.0], [-3.6, 34.0], 0.25));
    for j in 0..13 {
        let y = 2.6 * j as f32;
        let s = if j % 2 == 0 { 1.2 } else { -1.2 };
        gantry = gantry.and(Shape::bar([-4.8 - s, y], [-4.8 + s, y + 2.6], 0.12));
    }
    for y in [14.0, 22.0, 30.0] {
        gantry = gantry.and(Shape::bar([-3.6, y], [-1.5, y], 0.18));
    }
    k.cut(gantry, iron);
    for s in [-1.0, 1.0] {
        k.p(&[[s * 1.7, 2.0], [s * 1.7, 8.0], [s * 4.0, 0.6]], k.accent(0.46));
    }
    k.c(&[[-1.8, 1.6, 1.0], [-1.8, 24.0, 0.0], [-1.1, 31.0, 0.0], [0.0, 36.0, 1.0], [1.1, 31.0, 0.0], [1.8, 24.0, 0.0], [1.8, 1.6, 1.0]], white);
    k.flat(Shape::curve(&[[0.5, 1.6, 1.0], [0.5, 24.0, 0.0], [0.3, 31.0, 0.0], [0.0, 36.0, 1.0], [1.1, 31.0, 0.0], [1.8, 24.0, 0.0], [1.8, 1.6, 1.0]]), lift(white, -0.1));
    for y in [8.5, 20.0] {
        k.flat(Shape::rect(-1.8, y + 1.4, 1.8, y), k.iron(0.3));
    }
    k.flat(Shape::rect(-8.0, 1.6, 8.0, -0.4), k.stone(0.46));
    k.pane(Shape::round(0.0, 27.0, 0.5, 0.55), white, 1.0);
}

fn lander(k: &mut Kit) {
    let gold = k.straw(0.62);
    let grey = k.steel(0.66);
    for s in [-1.0, 1.0] {
        k.b([s * 1.4, 1.6], [s * 3.2, 0.1], 0.09, k.steel(0.5));
        k.b([s * 1.5, 0.9], [s * 3.0, 0.4], 0.05, k.steel(0.5));
        k.c(&[[s * 2.7, 0.12, 0.0], [s * 3.2, 0.2, 0.0], [s * 3.7, 0.12, 0.0], [s * 3.2, -0.04, 0.0]], k.steel(0.5));
    }
    k.p(&[[-1.9, 1.1], [-2.1, 2.4], [2.1, 2.4], [1.9, 1.1]], gold);
    for x in [-1.2, -0.2, 0.9] {
        k.flat(Shape::poly(&[[x, 1.1], [x + 0.3, 2.4], [x + 0.5, 2.4], [x + 0.3, 1.1]]), lift(gold, -0.1));
    }
    k.p(&[[-0.6, 0.6], [-0.35, 1.1], [0.35, 1.1], [0.6, 0.6]], k.iron(0.3));
    k.p(&[[-1.5, 2.4], [-1.8, 3.4], [-1.0, 4.3], [0.9, 4.4], [1.7, 3.5], [1.4, 2.4]], grey);
    k.flat(Shape::poly(&[[0.4, 2.4], [0.6, 4.4], [0.9, 4.4], [1.7, 3.5], [1.4, 2.4]]), lift(grey, -0.12));
    k.pane(Shape::poly(&[[-1.0, 3.3], [-0.9, 3.9], [-0.3, 3.5]]), grey, 1.0);
    k.b([0.9, 4.3], [1.2, 5.6], 0.03, k.steel(0.5));
    k.o(1.3, 5.5, 0.35, 0.2, k.white(0.8));
    k.flat(Shape::bar([-2.6, 0.1], [-1.9, 2.2], 0.04).and(Shape::bar([-2.35, 0.1], [-1.65, 2.2], 0.04)), k.steel(0.45));
}
