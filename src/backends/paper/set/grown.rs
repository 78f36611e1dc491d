//! What grows, falls and flies: rocks, plants, cliffs, birds and lights in the sky. Cut in metres; the sky in frame heights.

use super::kit::Kit;
use super::table::Piece;
use crate::backends::paper::canvas::Canvas;
use crate::backends::paper::colour::{at_light, hex, lift, mix};
use crate::backends::paper::noise::{self, Rng};
use crate::backends::paper::scene::Scene;
use crate::backends::paper::shape::{P, Shape};

pub fn cut(k: &mut Kit, piece: Piece) {
    match piece {
        Piece::Cliff => cliff(k),
        Piece::Iceberg => iceberg(k),
        Piece::Waterfall => waterfall(k),
        Piece::CaveMouth => cave(k),
        Piece::Rocks => rocks(k),
        Piece::DeadTree => dead_tree(k),
        Piece::Palm => palm(k),
        Piece::Cactus => cactus(k),
        Piece::Reeds => reeds(k),
        Piece::Crop => crop(k),
        Piece::Hedge => hedge(k),
        Piece::Flowers => flowers(k),
        Piece::Haystack => haystack(k),
        _ => {}
    }
}

fn cliff(k: &mut Kit) {
    let face = k.stone(0.5);
    let top: Vec<P> = (0..=18).map(|i| [-16.0 + 2.7 * i as f32, 15.0 + 3.0 * noise::rough(i as f32 * 0.34, 77, 3) + 0.16 * i as f32]).collect();
    let mut all = vec![[-18.0, -3.0], [-16.4, 3.0], [-17.0, 9.0]];
    all.extend(&top);
    all.push([60.0, 18.0]);
    all.push([60.0, -3.0]);
    k.p(&all, face);
    let mut x = -16.0;
    while x < 34.0 {
        let w = k.rng.range(2.0, 5.5);
        let tone = k.rng.range(-0.12, 0.04);
        let lean = k.rng.sway() * 1.6;
        k.flat(Shape::poly(&[[x, 13.0 + k.rng.sway()], [x + w, 13.6 + k.rng.sway()], [x + w + lean, -3.0], [x + lean * 0.5, -3.0]]).cut(3, 1.4, 0.2), lift(face, tone));
        x += w * k.rng.range(0.8, 1.7);
    }
    // Turf hangs over the edge.
    let mut turf = top.clone();
    for (i, p) in top.iter().enumerate().rev() {
        turf.push([p[0], p[1] - if i % 2 == 0 { 1.9 } else { 0.9 }]);
    }
    let green = if k.scene.picture.weather.kind == crate::plan::picture::Sky::Snow { k.white(0.88) } else { k.leaf(0.5) };
    k.cut(Shape::poly(&turf), green);
    for i in 0..7 {
        let x = -19.0 + 1.8 * i as f32;
        let r = k.rng.range(0.7, 1.8);
        k.p(&[[x - r, -3.0], [x - r * 0.7, -3.0 + r], [x + r * 0.3, -2.7 + r * 1.1], [x + r, -3.0]], lift(face, k.rng.range(-0.1, 0.02)));
    }
}

fn iceberg(k: &mut Kit) {
    let pale = k.white(0.93);
    let blue = mix(k.water(0.66), k.white(0.7), 0.3);
    k.p(&[[-15.0, -1.5], [-13.5, 3.5], [-9.0, 9.0], [-6.2, 8.0], [-3.0, 14.5], [0.4, 16.8], [3.2, 11.0], [6.4, 12.0], [10.0, 6.0], [14.5, 2.0], [16.0, -1.5]], pale);
    for f in [&[[0.4, 16.8], [3.2, 11.0], [6.4, 12.0], [5.0, 4.0], [8.0, -1.5], [1.0, -1.5], [-1.0, 6.0]][..], &[[-9.0, 9.0], [-6.2, 8.0], [-7.4, 2.0], [-10.0, -1.5], [-12.0, -1.5], [-10.6, 4.0]], &[[10.0, 6.0], [14.5, 2.0], [16.0, -1.5], [11.0, -1.5]]] {
        k.flat(Shape::poly(f), lift(blue, 0.04));
    }
    k.flat(Shape::poly(&[[3.2, 11.0], [5.0, 4.0], [8.0, -1.5], [4.4, -1.5], [2.0, 5.0]]), lift(blue, -0.05));
    k.flat(Shape::poly(&[[-3.0, 14.5], [0.4, 16.8], [-1.4, 9.0], [-4.6, 5.0]]), lift(pale, -0.05));
}

fn waterfall(k: &mut Kit) {
    let rock = k.stone(0.42);
    k.p(&[[-12.0, -1.0], [-11.0, 9.0], [-6.0, 13.0], [-2.2, 12.2], [2.0, 12.4], [6.0, 14.0], [11.0, 10.0], [13.0, -1.0]], rock);
    for (l, t, r) in [(-11.0, 8.0, -7.0), (-6.4, 12.0, -3.4), (3.0, 12.0, 6.0), (7.6, 11.0, 11.0)] {
        k.flat(Shape::poly(&[[l, t], [r, t + 1.0], [r + 0.6, -1.0], [l - 0.4, -1.0]]), lift(rock, k.rng.range(-0.08, 0.05)));
    }
    let water = k.white(0.88);
    k.p(&[[-2.0, 12.2], [1.8, 12.4], [2.5, 4.0], [3.4, -0.6], [-3.2, -0.6], [-2.4, 4.0]], lift(k.water(0.74), 0.04));
    for i in 0..7 {
        let x = -1.6 + 0.5 * i as f32;
        k.flat(Shape::ribbon(&[[x * 0.9, 12.2, 0.05], [x * 1.1, 6.0, 0.14], [x * 1.4, -0.4, 0.2]]), lift(water, k.rng.range(-0.08, 0.03)));
    }
    for i in 0..6 {
        let x = -3.6 + 1.4 * i as f32;
        k.thin(Shape::round(x, 0.2, 1.5, 0.9).cut(i, 0.4, 0.15), water, 0.35);
    }
}

fn cave(k: &mut Kit) {
    let rock = k.stone(0.4);
    k.p(&[[-13.0, -0.4], [-11.6, 5.0], [-7.0, 9.4], [-1.0, 11.6], [5.0, 10.4], [10.0, 6.4], [13.4, -0.4]], rock);
    for i in 0..7 {
        let x = -11.0 + 3.4 * i as f32;
        k.flat(Shape::poly(&[[x, -0.4], [x + 0.8, 5.0 + k.rng.sway()], [x + 2.4, 6.4 + k.rng.sway() * 2.0], [x + 3.0, -0.4]]), lift(rock, k.rng.range(-0.06, 0.06)));
    }
    k.p(&[[-3.6, -0.4], [-3.2, 2.6], [-1.8, 4.6], [0.3, 5.2], [2.4, 4.2], [3.5, 2.2], [3.9, -0.4]], lift(rock, -0.12));
    k.p(&[[-2.7, -0.4], [-2.4, 2.2], [-1.2, 3.7], [0.4, 4.1], [1.9, 3.3], [2.7, 1.6], [3.0, -0.4]], lift(rock, -0.24));
}

fn rocks(k: &mut Kit) {
    for _ in 0..3 {
        let x = k.rng.sway() * 1.2;
        let (w, h) = (k.rng.range(0.4, 1.1), k.rng.range(0.3, 1.0));
        let rock = lift(k.stone(0.48), k.rng.range(-0.06, 0.05));
        k.p(&[[x - w, -0.06], [x - w * 0.85, h * 0.5], [x - w * 0.2, h], [x + w * 0.5, h * 0.84], [x + w, h * 0.2], [x + w * 0.95, -0.06]], rock);
        k.flat(Shape::poly(&[[x + w * 0.1, -0.06], [x - w * 0.1, h * 0.6], [x + w * 0.5, h * 0.84], [x + w, h * 0.2], [x + w * 0.95, -0.06]]), lift(rock, -0.07));
    }
}

fn dead_tree(k: &mut Kit) {
    let bark = k.wood(0.27);
    k.line(&[[0.0, -0.1, 0.42], [0.1, 1.2, 0.26], [-0.15, 3.0, 0.2], [0.1, 5.0, 0.12], [0.0, 6.8, 0.03]], bark);
    let mut rng = Rng::new(k.rng.next());
    for i in 0..9 {
        let s = if i % 2 == 0 { 1.0 } else { -1.0 };
        let y = 1.9 + 0.5 * i as f32 + rng.sway() * 0.2;
        let reach = (3.1 - 0.22 * i as f32) * rng.range(0.7, 1.15);
        let (mx, my) = (s * reach * 0.5, y + reach * 0.34);
        let (ex, ey) = (s * reach, y + reach * rng.range(0.5, 0.95));
        k.line(&[[0.0, y, 0.12], [mx, my, 0.07], [ex, ey, 0.012]], bark);
        for j in 0..3 {
            let t = 0.4 + 0.2 * j as f32;
            let (bx, by) = (ex * t, y + (ey - y) * t * 0.95);
            k.line(&[[bx, by, 0.04], [bx + s * rng.range(0.1, 0.4), by + rng.range(0.3, 0.6), 0.02], [bx + s * rng.range(0.2, 0.6), by + rng.range(0.7, 1.1), 0.004]], bark);
        }
    }
}

fn palm(k: &mut Kit) {
    let lean = k.rng.sway() * 1.6;
    let h = k.rng.range(5.0, 7.6);
    k.line(&[[0.0, -0.1, 0.2], [lean * 0.25, h * 0.4, 0.15], [lean, h, 0.11]], k.wood(0.42));
    let green = k.leaf(0.42);
    for i in 0..9 {
        let a = i as f32 / 8.0 * 3.6 - 0.25 + k.rng.sway() * 0.15;
        let r = k.rng.range(1.8, 2.6);
        let (dx, dy) = (a.cos() * r, a.sin() * r * 0.6);
        let at = |t: f32| [lean + dx * t, h + dy * t + 0.5 * (t * 3.0).sin() - 1.1 * t * t];
        let mut leaf = Shape::ribbon(&[[at(0.0)[0], at(0.0)[1], 0.05], [at(0.5)[0], at(0.5)[1], 0.05], [at(1.0)[0], at(1.0)[1], 0.01]]);
        for j in 1..10 {
            let t = j as f32 / 10.0;
            let (p, q) = (at(t), at(t + 0.08));
            let l = 0.62 * (1.0 - (t - 0.4).abs());
            leaf = leaf.and(Shape::poly(&[p, [q[0], q[1]], [p[0] + dx.signum() * 0.18, p[1] - l]]));
        }
        k.cut(leaf, lift(green, 0.05 * (i % 3) as f32 - 0.05));
    }
}

fn cactus(k: &mut Kit) {
    let g = k.leaf(0.46);
    let h = k.rng.range(2.0, 4.2);
    let limb = |k: &mut Kit, points: &[[f32; 3]]| {
        k.line(points, g);
        let inner: Vec<[f32; 3]> = points.iter().map(|p| [p[0] + p[2] * 0.35, p[1] - 0.04, p[2] * 0.3]).collect();
        k.flat(Shape::ribbon(&inner), lift(g, -0.07));
    };
    for (s, y, r) in [(1.0, h * 0.42, 0.85), (-1.0, h * 0.55, 0.75)] {
        let top = y + k.rng.range(0.7, 1.4);
        limb(k, &[[0.0, y, 0.14], [s * r * 0.8, y + 0.05, 0.15], [s * r, y + 0.3, 0.15], [s * r, top, 0.14], [s * r, top + 0.15, 0.05]]);
    }
    limb(k, &[[0.0, -0.1, 0.2], [0.0, h * 0.5, 0.24], [0.0, h * 0.95, 0.2], [0.0, h + 0.16, 0.06]]);
}

fn blades(k: &mut Kit, n: usize, wide: f32, high: [f32; 2], ink: crate::backends::paper::colour::Rgb, head: Option<crate::backends::paper::colour::Rgb>) {
    for tone in 0..2 {
        let mut all = Shape::default();
        let mut heads = Shape::default();
        for _ in 0..n / 2 {
            let (x, h) = (k.rng.sway() * wide, k.rng.range(high[0], high[1]));
            let lean = k.rng.range(-0.12, 0.3) * h;
            all = all.and(Shape::ribbon(&[[x, -0.1, 0.022], [x + lean * 0.3, h * 0.55, 0.018], [x + lean, h, 0.003]]));
            if head.is_some() && k.rng.chance(0.6) {
                let (a, b) = ([x + lean * 0.82, h * 0.86], [x + lean, h * 1.04]);
                heads = heads.and(Shape::bar(a, b, 0.038));
            }
        }
        k.cut(all, lift(ink, -0.05 + 0.09 * tone as f32));
        if let Some(ink) = head {
            k.cut(heads, lift(ink, 0.04 * tone as f32));
        }
    }
}

fn reeds(k: &mut Kit) {
    let (green, head) = (mix(k.straw(0.56), k.leaf(0.52), 0.4), k.wood(0.32));
    blades(k, 34, 1.5, [0.8, 1.9], green, Some(head));
}

fn crop(k: &mut Kit) {
    let (straw, ear) = (k.straw(0.58), k.straw(0.7));
    blades(k, 64, 2.6, [0.8, 1.15], straw, Some(ear));
}

fn flowers(k: &mut Kit) {
    let green = k.leaf(0.46);
    blades(k, 26, 1.3, [0.25, 0.5], green, None);
    let colours = [k.accent(0.6), k.paint(0.62), k.white(0.86)];
    for i in 0..12 {
        let (x, y) = (k.rng.sway() * 1.3, k.rng.range(0.28, 0.56));
        let ink = colours[i % 3];
        let r = k.rng.range(0.05, 0.09);
        k.flat(Shape::bar([x - 0.02, 0.0], [x, y], 0.01), green);
        k.o(x, y, r, r * 0.8, ink);
        k.flat(Shape::round(x, y, r * 0.35, r * 0.3), lift(ink, -0.15));
    }
}

fn hedge(k: &mut Kit) {
    let g = k.leaf(0.4);
    let n = 15;
    let w = k.rng.range(2.0, 3.6);
    for (tone, s, dy) in [(0.0, 1.0, 0.0), (0.05, 0.72, 0.16)] {
        let mut points = vec![[-w * s, -0.1, 1.0]];
        for i in 0..=n {
            let t = i as f32 / n as f32;
            let y = (1.0 + 0.35 * k.rng.sway()) * (std::f32::consts::PI * t).sin().max(0.2).powf(0.4) * 1.25 * s;
            points.push([(-1.0 + 2.0 * t) * w * s, y + dy, 0.0]);
        }
        points.push([w * s, -0.1, 1.0]);
        k.cut(Shape::curve(&points).cut(5, 0.22, 0.06), lift(g, tone));
    }
}

fn haystack(k: &mut Kit) {
    let s = k.straw(0.64);
    k.c(&[[-1.7, -0.05, 1.0], [-1.6, 1.0, 0.0], [-0.7, 2.3, 0.0], [0.0, 2.8, 0.0], [0.8, 2.2, 0.0], [1.6, 1.0, 0.0], [1.7, -0.05, 1.0]], s);
    k.flat(Shape::curve(&[[0.4, -0.05, 1.0], [0.5, 1.2, 0.0], [0.1, 2.7, 0.0], [0.8, 2.2, 0.0], [1.6, 1.0, 0.0], [1.7, -0.05, 1.0]]), lift(s, -0.08));
    for _ in 0..16 {
        let (x, y) = (k.rng.sway() * 1.2, k.rng.range(0.1, 1.7));
        k.flat(Shape::bar([x, y], [x + k.rng.sway() * 0.3, y - 0.25], 0.012), lift(s, k.rng.range(-0.12, 0.07)));
    }
    k.b([0.0, 2.6], [0.04, 3.2], 0.03, k.wood(0.34));
}

/// Pieces of the sky, in frame heights, over the whole layer.
pub fn sky(scene: &Scene, c: &mut Canvas, piece: Piece) {
    match piece {
        Piece::Birds => birds(scene, c),
        Piece::Balloon => balloon(scene, c),
        Piece::Planet => planet(scene, c),
        Piece::Rainbow => rainbow(scene, c),
        Piece::Aurora => aurora(scene, c),
        _ => {}
    }
}

fn free_side(scene: &Scene) -> f32 {
    -scene.light.dir[0].signum()
}

fn birds(scene: &Scene, c: &mut Canvas) {
    let mut rng = Rng::new(scene.seed ^ 0xb17d);
    let ink = if scene.setting.hints("gull seagull swan egret") { lift(scene.palette.pale, -0.03) } else { at_light(scene.palette.ink, 0.26) };
    let cx = free_side(scene) * scene.lens.aspect * 0.2;
    let cy = (scene.lens.horizon - 0.26).clamp(-0.36, 0.1);
    for i in 0..9u64 {
        let (x, y) = (cx + rng.sway() * 0.26, cy + rng.sway() * 0.1);
        let s = 0.009 + 0.016 * rng.unit();
        let (up, tilt) = (rng.range(0.15, 0.8), rng.sway() * 0.2);
        let wing = Shape::curve(&[
            [-s, -s * up * 0.55 + tilt * s, 1.0], [-s * 0.5, -s * up * 0.8, 0.0], [0.0, s * 0.02, 0.0], [s * 0.5, -s * up * 0.75, 0.0], [s, -s * up * 0.5 - tilt * s, 1.0], [s * 0.5, -s * up * 0.45, 0.0], [s * 0.12, s * 0.2, 0.0], [-s * 0.12, s * 0.2, 0.0], [-s * 0.5, -s * up * 0.5, 0.0],
        ]);
        c.paint(&wing.moved(x, y), &scene.sheet(ink, i).flat().lit(0.3).fog(0.15, 0.15));
    }
}

fn balloon(scene: &Scene, c: &mut Canvas) {
    let (x, y, r) = (free_side(scene) * scene.lens.aspect * 0.23, (scene.lens.horizon - 0.3).clamp(-0.26, 0.1), 0.1);
    let stripes = [scene.palette.accent, scene.palette.pale, mix(scene.palette.accent, scene.palette.dark, 0.4)];
    for k in 0..7 {
        let (a, b) = (k as f32 / 7.0 * 2.0 - 1.0, (k + 1) as f32 / 7.0 * 2.0 - 1.0);
        let edge = |u: f32| -> Vec<[f32; 3]> { (0..=6).map(|i| { let t = i as f32 / 6.0; let w = (std::f32::consts::PI * (0.06 + 0.9 * t)).sin().powf(0.75) * (1.0 - 0.22 * t); [x + u * r * w, y - r * 1.1 + t * r * 2.3, 0.0] }).collect() };
        let mut points = edge(a);
        let mut back = edge(b);
        back.reverse();
        points.extend(back);
        c.paint(&Shape::curve(&points), &scene.sheet(stripes[k % 3], k as u64).gap(0.002).fog(0.12, 0.18));
    }
    let ink = at_light(scene.palette.ink, 0.3);
    for s in [-1.0, 1.0] {
        c.paint(&Shape::bar([x + s * r * 0.16, y + r * 1.18], [x + s * r * 0.12, y + r * 1.55], 0.0008), &scene.sheet(ink, 9).flat());
    }
    c.paint(&Shape::rect(x - r * 0.16, y + r * 1.55, x + r * 0.16, y + r * 1.8), &scene.sheet(mix(ink, hex(0x8a5a34), 0.6), 10).gap(0.001));
}

fn planet(scene: &Scene, c: &mut Canvas) {
    let (x, y, r) = (free_side(scene) * scene.lens.aspect * 0.24, (scene.lens.horizon - 0.42).clamp(-0.3, 0.05), 0.12);
    let disc = Shape::round(x, y, r, r).cut(9, 0.012, 0.0005);
    let sea = hex(0x3f6f9c);
    c.paint(&Shape::round(x, y, r * 1.25, r * 1.25), &scene.sheet(lift(sea, 0.1), 1).flat().lit(0.0).alpha(0.1));
    c.paint(&disc, &scene.sheet(sea, 2).lit(0.0).gap(0.003));
    let mut rng = Rng::new(scene.seed ^ 0xea7);
    for i in 0..7u64 {
        let (px, py) = (x + rng.sway() * r * 0.8, y + rng.sway() * r * 0.8);
        let s = r * rng.range(0.15, 0.45);
        let ink = if i % 2 == 0 { hex(0x6d8a5a) } else { hex(0xe8ece9) };
        c.paint_in(&Shape::round(px, py, s, s * 0.55).cut(i, 0.014, 0.008), &scene.sheet(ink, 3 + i).flat().lit(0.0), Some(&disc));
    }
    let lee = -scene.light.dir[0].signum();
    c.paint_in(&Shape::round(x + lee * r * 0.75, y + r * 0.25, r * 1.1, r * 1.15), &scene.sheet(hex(0x0c1420), 12).flat().lit(0.0).alpha(0.78).blur(0.008), Some(&disc));
}

fn rainbow(scene: &Scene, c: &mut Canvas) {
    let (x, y, r) = (free_side(scene) * scene.lens.aspect * 0.14, scene.lens.horizon + 0.1, 0.62);
    for (i, ink) in [0xd8695a, 0xe3a45c, 0xe6d579, 0x86b67c, 0x6f9cc4, 0x8a7ab8].into_iter().enumerate() {
        let q = r - 0.017 * i as f32;
        let line: Vec<[f32; 3]> = (0..=22).map(|k| { let a = std::f32::consts::PI * (k as f32 / 22.0); [x + a.cos() * q * 1.15, y - a.sin() * q, 0.0088] }).collect();
        c.paint(&Shape::ribbon(&line), &scene.sheet(hex(ink), i as u64).flat().lit(0.0).alpha(0.3).blur(0.002));
    }
}

fn aurora(scene: &Scene, c: &mut Canvas) {
    let [l, _, r, _] = c.area();
    for i in 0..3u64 {
        let ink = [hex(0x6fe3a8), hex(0x59c7c0), hex(0xa98be0)][i as usize];
        let seed = scene.seed ^ (0xa0 + i);
        let base = scene.lens.horizon - 0.2 - 0.11 * i as f32;
        let n = 26;
        for layer in 0..3 {
            let tall = 0.24 + 0.1 * layer as f32;
            let mut points: Vec<P> = Vec::new();
            for k in 0..=n {
                let x = l + (r - l) * k as f32 / n as f32;
                points.push([x, base + 0.07 * noise::rough(x * 1.3, seed, 2)]);
            }
            for k in (0..=n).rev() {
                let x = l + (r - l) * k as f32 / n as f32;
                points.push([x + 0.03, base + 0.07 * noise::rough(x * 1.3, seed, 2) - tall * (0.55 + 0.45 * noise::along(x * 9.0, seed ^ 3))]);
            }
            c.paint(&Shape::poly(&points), &scene.sheet(ink, i).flat().lit(0.0).grain(0.0).alpha(0.11).blur(0.012));
        }
    }
}
