//! What the subject of an insert lies on: it fills the frame, and says which place it is where nothing else does.

use super::super::colour::{Rgb, lightness};
use super::super::land;
use super::super::words::{Land, Room};
use super::*;
use crate::plan::picture::Sky;

/// What things lie on in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surface {
    Ground,
    Wood,
    Stone,
    /// Pale sheets with a blue stripe.
    Linen,
    Steel,
    Check,
    /// A leather pad with papers and the backs of books.
    DeskPad,
    /// Canvas, sewn in strips.
    Canvas,
}

fn surface(scene: &Scene) -> Surface {
    let Some(room) = scene.setting.room else {
        return match scene.setting.land {
            Land::Street | Land::Station | Land::Roof => Surface::Stone,
            Land::Harbour | Land::Deck | Land::Bridge => Surface::Wood,
            _ => Surface::Ground,
        };
    };
    let has = |words: &str| scene.setting.has(words);
    match room {
        _ if has("cell prison dungeon crypt cellar jail") => Surface::Stone,
        Room::Cave | Room::Church => Surface::Stone,
        Room::Tent => Surface::Canvas,
        Room::Hospital => Surface::Linen,
        Room::Laboratory => Surface::Steel,
        Room::Kitchen => Surface::Check,
        Room::Bar if has("cafe café diner restaurant bistro") => Surface::Check,
        Room::Office => Surface::DeskPad,
        _ if has("study library archive") => Surface::DeskPad,
        _ => Surface::Wood,
    }
}

/// The table or ground behind the subject, filling what the lens sees below `edge`.
pub fn table<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, depth: f64, edge: Option<f32>) {
    out.push(Job {
        name: "table top".into(),
        depth: depth + 0.03,
        area: Extent { top: edge.map_or(EVERYWHERE.top, f64::from), ..EVERYWHERE },
        blur: 0.0,
        glow: false,
        draw: Box::new(move |c| {
            match surface(scene) {
                Surface::Ground => {
                    bare_ground(scene, c);
                    ground::strew(scene, c);
                }
                Surface::Wood => grain_of_wood(scene, c, edge),
                Surface::Stone => stone(scene, c, edge),
                Surface::Linen => strips(scene, c, edge, at_light(scene.palette.pale, 0.84), Some(scene.palette.stain(hex(0x5f7f9a), 0.3)), 0.5),
                Surface::Steel => strips(scene, c, edge, at_light(scene.palette.grey(0.5), 0.66), None, 0.42),
                Surface::Check => check(scene, c, edge),
                Surface::DeskPad => desk_pad(scene, c, edge),
                Surface::Canvas => strips(scene, c, edge, at_light(scene.palette.stain(hex(0xb49a6a), 0.35), 0.62), Some(at_light(scene.palette.stain(hex(0x8a6f45), 0.3), 0.5)), 0.3),
            }
            falling_light(scene, c, edge);
            if scene.picture.weather.kind == Sky::Dust {
                dust(scene, c, edge);
            }
        }),
    });
}

/// The table that is seen: from its edge, or from above the frame, down.
fn extent(c: &Canvas, edge: Option<f32>) -> [f32; 4] {
    let [l, t, r, b] = c.area();
    [l, edge.map_or(t, |e| e + 0.1), r, b]
}

fn base(scene: &Scene, c: &mut Canvas, ink: Rgb) {
    let [l, t, r, b] = c.area();
    c.paint(&Shape::rect(l - 0.1, t - 0.1, r + 0.1, b + 0.1), &scene.sheet(ink, 1).flat());
}

/// A window's light lies across it by day: in bars where the window has some, in none where there is no window.
fn falling_light(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    let has = |words: &str| scene.setting.has(words);
    let dark = matches!(scene.setting.room, None | Some(Room::Cave | Room::Tent | Room::Corridor)) || has("cellar crypt dungeon tunnel mine");
    if scene.light.night || dark {
        return;
    }
    let [_, t, _, b] = extent(c, edge);
    let x = scene.light.dir[0].signum();
    let barred = has("cell prison jail");
    let (n, wide, step) = if barred { (5, 0.1, 0.17) } else { (2, 0.28, 0.36) };
    // At the ends of the day the light comes from low down: it is warm, and slants far.
    use crate::plan::picture::Hour;
    let warm = |own: u32, l: f32| at_light(mix(scene.light.sky[2], hex(own), 0.6), l);
    let (ink, slant, alpha) = match scene.picture.hour {
        Hour::Dawn => (warm(0xfff0b8, 0.9), 1.1, 0.26),
        Hour::Morning => (warm(0xffe2a0, 0.93), 0.75, 0.22),
        Hour::Noon => (lift(scene.palette.pale, 0.05), 0.06, 0.34),
        Hour::Afternoon => (warm(0xffd083, 0.9), 0.7, 0.22),
        Hour::MagicHour | Hour::Dusk => (warm(0xff9a48, 0.8), 0.95, 0.36),
        _ => (lift(scene.palette.pale, 0.03), 0.4, 0.15),
    };
    for i in 0..n {
        let x0 = x * (0.15 + step * i as f32 - if barred { 0.3 } else { 0.0 });
        let pane = Shape::poly(&[[x0, t - 0.1], [x0 + wide, t - 0.1], [x0 + wide - x * slant, b + 0.1], [x0 - x * slant, b + 0.1]]);
        c.paint(&pane, &scene.sheet(ink, i as u64).flat().alpha(alpha).blur(0.006));
    }
}

/// Dust that the wind has laid over it, in tongues and grains.
fn dust(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    let [l, t, r, b] = extent(c, edge);
    let much = f32::from(scene.picture.weather.amount.clamp(1, 3)) / 3.0;
    let ink = at_light(scene.palette.stain(hex(0xb07a3e), 0.15), 0.6);
    let mut rng = Rng::new(scene.seed ^ 0xd057);
    for i in 0..7u64 {
        let (x, y) = (rng.range(l, r), rng.range(t, b));
        let long = rng.range(0.3, 0.7);
        let tongue = Shape::ribbon(&[[x - long, y, 0.004], [x - long * 0.3, y - 0.02, 0.05], [x + long * 0.4, y + 0.012, 0.035], [x + long, y - 0.01, 0.003]]);
        c.paint(&tongue.cut(scene.seed ^ i, 0.05, 0.006), &scene.sheet(ink, 300 + i).flat().alpha(0.3 + 0.3 * much).blur(0.008));
    }
    let mut grains = Shape::default();
    for _ in 0..(140.0 + 240.0 * much) as u32 {
        let (x, y, k) = (rng.range(l, r), rng.range(t, b), rng.range(0.0012, 0.004));
        grains = grains.and(Shape::poly(&[[x - k, y], [x, y - k * 0.8], [x + k * 1.6, y], [x, y + k * 0.7]]));
    }
    c.paint(&grains, &scene.sheet(lift(ink, -0.14), 320).flat().alpha(0.75));
}

/// Earth, sand or snow seen from above: flat drifts that lie over one another, and what is strewn on them.
fn bare_ground(scene: &Scene, c: &mut Canvas) {
    let [l, t, r, b] = c.area();
    let soil = land::soil(scene);
    let mut rng = Rng::new(scene.seed ^ 0x7ab);
    base(scene, c, lift(soil, -0.03));
    for i in 0..7u64 {
        let (x, y) = (rng.range(l, r), t + (b - t) * (i as f32 + rng.unit()) / 7.0);
        let (rx, ry) = (rng.range(0.3, 0.8), rng.range(0.08, 0.2));
        c.paint(&Shape::round(x, y, rx, ry).cut(scene.seed ^ i, 0.05, 0.02), &scene.sheet(lift(soil, rng.sway() * 0.035), 10 + i).gap(0.004).shade(0.16));
    }
    for i in 0..26u64 {
        let (x, y, k) = (rng.range(l, r), rng.range(t, b), rng.range(0.004, 0.014));
        let scrap = Shape::poly(&[[x - k, y], [x - k * 0.3, y - k * 0.7], [x + k, y - k * 0.2], [x + k * 0.5, y + k * 0.6]]);
        c.paint(&scrap, &scene.sheet(lift(soil, rng.range(-0.12, 0.04)), 40 + i).gap(0.0015));
    }
}

fn wood(scene: &Scene) -> Rgb {
    at_light(scene.palette.stain(hex(0x80553a), 0.22), 0.46)
}

fn grain_of_wood(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    let [l, t, r, b] = extent(c, edge);
    let wood = wood(scene);
    let mut rng = Rng::new(scene.seed ^ 0x7ab);
    base(scene, c, lift(wood, -0.1));
    let mut y = t - 0.05;
    let mut k = 0u64;
    while y < b + 0.05 && k < 60 {
        let h = rng.range(0.2, 0.34);
        let ink = lift(wood, rng.sway() * 0.03);
        let slope = 0.012;
        let plank = Shape::poly(&[[l - 0.1, y], [r + 0.1, y + slope], [r + 0.1, y + h + slope - 0.006], [l - 0.1, y + h - 0.006]]).cut(k, 0.05, 0.0012);
        c.paint(&plank, &scene.sheet(ink, 10 + k).gap(0.003));
        for _ in 0..7 {
            let gy = y + rng.range(0.03, h - 0.03);
            let gx = rng.range(l, r);
            let len = rng.range(0.1, 0.5);
            let line = Shape::ribbon(&[[gx, gy, 0.0004], [gx + len * 0.3, gy + rng.sway() * 0.008, 0.0016], [gx + len * 0.7, gy + rng.sway() * 0.008, 0.0012], [gx + len, gy, 0.0003]]);
            c.paint_in(&line, &scene.sheet(lift(ink, -0.045), k).flat(), Some(&plank));
        }
        y += h;
        k += 1;
    }
}

/// Slabs in courses, with cracks and worn corners.
fn stone(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    let [l, t, r, b] = extent(c, edge);
    let grey = at_light(scene.palette.grey(0.55), if scene.setting.room == Some(Room::Cave) { 0.36 } else { 0.48 });
    let mut rng = Rng::new(scene.seed ^ 0x7ac);
    base(scene, c, lift(grey, -0.13));
    let (mut y, mut row) = (t - 0.1, 0u64);
    while y < b + 0.1 && row < 20 {
        let h = rng.range(0.34, 0.46);
        let mut x = l - 0.1 - rng.range(0.0, 0.5);
        let mut k = 0u64;
        while x < r + 0.1 && k < 30 {
            let w = rng.range(0.45, 0.85);
            let ink = lift(grey, rng.sway() * 0.045);
            let slab = Shape::rect(x + 0.006, y + 0.006, x + w - 0.006, y + h - 0.006).cut(scene.seed ^ (row * 40 + k), 0.03, 0.004);
            c.paint(&slab, &scene.sheet(ink, 10 + row * 40 + k).gap(0.004).lip(0.7));
            if rng.chance(0.4) {
                let (cx, cy) = (x + w * rng.range(0.2, 0.8), y + h * 0.05);
                let crack = Shape::ribbon(&[[cx, cy, 0.002], [cx + 0.02, cy + h * 0.3, 0.0016], [cx - 0.015, cy + h * 0.5, 0.001], [cx + 0.01, cy + h * 0.7, 0.0004]]);
                c.paint_in(&crack, &scene.sheet(lift(ink, -0.12), k).flat(), Some(&slab));
            }
            x += w;
            k += 1;
        }
        y += h;
        row += 1;
    }
}

/// Cloth or metal in strips beside one another, with a seam or a stripe between.
fn strips(scene: &Scene, c: &mut Canvas, edge: Option<f32>, ink: Rgb, seam: Option<Rgb>, wide: f32) {
    let [l, t, r, b] = extent(c, edge);
    base(scene, c, lift(ink, -0.05));
    let mut rng = Rng::new(scene.seed ^ 0x7ad);
    let tilt = 0.1;
    for i in 0..((r - l + 1.0) / wide) as u64 + 1 {
        let x = l - 0.5 + wide * i as f32;
        let strip = Shape::poly(&[[x, t - 0.1], [x + wide - 0.004, t - 0.1], [x + wide - 0.004 + tilt, b + 0.1], [x + tilt, b + 0.1]]);
        c.paint(&strip, &scene.sheet(lift(ink, rng.sway() * 0.012), 10 + i).gap(0.003).shade(0.12).lip(0.5));
        let Some(seam) = seam else { continue };
        let at = x + wide * 0.5;
        let line = Shape::poly(&[[at - 0.012, t - 0.1], [at + 0.012, t - 0.1], [at + 0.012 + tilt, b + 0.1], [at - 0.012 + tilt, b + 0.1]]);
        c.paint_in(&line, &scene.sheet(seam, 60 + i).flat().alpha(0.75), Some(&strip));
        // Stitches beside it.
        for k in 0..16 {
            let (y, u) = (t + (b - t) * (k as f32 + 0.5) / 16.0, (k as f32 + 0.5) / 16.0);
            let sx = at + 0.028 + tilt * u;
            c.paint_in(&Shape::rect(sx, y, sx + 0.003, y + (b - t) * 0.03), &scene.sheet(lift(seam, -0.06), k as u64).flat().alpha(0.6), Some(&strip));
        }
    }
    // Two folds across.
    for i in 0..2u64 {
        let y = t + (b - t) * (0.25 + 0.45 * i as f32 + 0.06 * rng.sway());
        let fold = Shape::ribbon(&[[l - 0.1, y, 0.001], [l + (r - l) * 0.35, y + 0.03 * rng.sway(), 0.007], [l + (r - l) * 0.7, y + 0.03 * rng.sway(), 0.005], [r + 0.1, y, 0.001]]);
        c.paint(&fold, &scene.sheet(lift(ink, -0.07), 80 + i).flat().alpha(0.5).blur(0.004));
    }
}

/// A tablecloth in two colours.
fn check(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    let [l, t, r, b] = extent(c, edge);
    let pale = at_light(scene.palette.pale, 0.82);
    let tint = at_light(fade(scene.palette.accent, 0.75), 0.56);
    base(scene, c, pale);
    let step = 0.13;
    let band = |c: &mut Canvas, i: u64, upright: bool| {
        let shape = if upright { Shape::rect(l - 0.1 + step * 2.0 * i as f32, t - 0.1, l - 0.1 + step * (2.0 * i as f32 + 1.0), b + 0.1) } else { Shape::rect(l - 0.1, t - 0.1 + step * 2.0 * i as f32, r + 0.1, t - 0.1 + step * (2.0 * i as f32 + 1.0)) };
        c.paint(&shape, &scene.sheet(tint, 10 + i).flat().alpha(0.42));
    };
    for i in 0..((r - l + 0.2) / (2.0 * step)) as u64 + 1 {
        band(c, i, true);
    }
    for i in 0..((b - t + 0.2) / (2.0 * step)) as u64 + 1 {
        band(c, i, false);
    }
}

/// A desk: wood, a green pad in leather corners, the backs of books along the far edge and a pencil.
fn desk_pad(scene: &Scene, c: &mut Canvas, edge: Option<f32>) {
    grain_of_wood(scene, c, edge);
    let [l, t, r, b] = extent(c, edge);
    let p = &scene.palette;
    let green = at_light(p.stain(hex(0x3f5f4b), 0.3), 0.42);
    let leather = at_light(p.stain(hex(0x6b4630), 0.3), 0.36);
    let (x0, x1, y0, y1) = (l.max(-0.62), r.min(0.62), t.max(-0.3), b + 0.2);
    c.paint(&Shape::rect(x0, y0, x1, y1).cut(scene.seed, 0.04, 0.001), &scene.sheet(green, 100).gap(0.005).lip(0.6));
    for (x, way) in [(x0, 1.0), (x1, -1.0)] {
        c.paint(&Shape::poly(&[[x, y0], [x + way * 0.16, y0], [x, y0 + 0.16]]), &scene.sheet(leather, 101).gap(0.003));
    }
    // Books stand with their backs to whoever sits here.
    let mut rng = Rng::new(scene.seed ^ 0x7ae);
    let mut x = l - 0.05;
    let mut k = 0u64;
    while x < r + 0.05 && k < 60 {
        let (w, h) = (rng.range(0.05, 0.11), rng.range(0.12, 0.2));
        let hues = [p.accent, p.dark, p.mid, p.stain(hex(0x5f2a28), 0.2), p.stain(hex(0x2f4656), 0.2)];
        let ink = fade(hues[rng.below(5)], 0.75);
        let ink = at_light(ink, lightness(ink).clamp(0.3, 0.55));
        let back = Shape::rect(x, t - 0.2, x + w - 0.004, t + h - 0.05);
        c.paint(&back, &scene.sheet(ink, 110 + k).gap(0.003).shade(0.2));
        c.paint_in(&Shape::rect(x, t + h - 0.1, x + w, t + h - 0.085), &scene.sheet(lift(ink, 0.14), k).flat(), Some(&back));
        x += w;
        k += 1;
    }
}
