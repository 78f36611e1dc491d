//! Trees and grass: single plants as cut-outs, woods in depth, boughs that frame a picture.

use crate::plan::picture::{Extent, Sky, metres};
use crate::stage::camera::Vec3;

use super::canvas::{Canvas, Sheet};
use super::colour::{Rgb, at_light, hex, lift, mix};
use super::land;
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::words::Land;

/// A conifer one unit high, its foot at the origin, y up. No two are alike.
pub fn conifer(seed: u64) -> Shape {
    let mut rng = Rng::new(seed);
    let tiers = 9 + rng.below(5);
    let wide = rng.range(0.15, 0.22);
    let side = |rng: &mut Rng, sign: f32| -> Vec<P> {
        let mut points = vec![[0.0, 1.0]];
        for i in 1..=tiers {
            let u = (i as f32 + rng.sway() * 0.18) / tiers as f32;
            let y = 1.0 - u * 0.9;
            let half = wide * u.powf(0.85) * (1.0 + rng.sway() * 0.17);
            let drop = 0.03 * rng.range(0.6, 1.3);
            points.push([sign * half * 0.93, y + drop * 0.2]);
            points.push([sign * half, y - drop * 0.75]);
            points.push([sign * half * 0.62, y - drop * 0.2]);
            points.push([sign * half * rng.range(0.3, 0.42), y + drop * 0.3]);
        }
        points.push([sign * 0.018, 0.09]);
        points.push([sign * 0.022, -0.01]);
        points
    };
    let mut right = side(&mut rng, 1.0);
    let mut left = side(&mut rng, -1.0);
    left.reverse();
    left.pop();
    right.extend(left);
    Shape::poly(&right)
}

/// A broadleaf one unit high: trunk and crown apart.
pub fn broadleaf(seed: u64) -> [Shape; 3] {
    let mut rng = Rng::new(seed);
    let lean = rng.sway() * 0.05;
    let trunk = Shape::ribbon(&[[0.0, -0.01, 0.035], [lean * 0.3, 0.25, 0.024], [lean, 0.55, 0.014]])
        .and(Shape::ribbon(&[[lean * 0.3, 0.27, 0.014], [lean - 0.12, 0.5, 0.006]]))
        .and(Shape::ribbon(&[[lean * 0.4, 0.32, 0.012], [lean + 0.13, 0.55, 0.005]]));
    let mut crown = |k: f32, dx: f32, dy: f32| {
        let n = 13;
        let points: Vec<P> = (0..n)
            .map(|i| {
                let a = i as f32 / n as f32 * std::f32::consts::TAU;
                let r = k * rng.range(0.8, 1.16);
                [lean + dx + a.cos() * r * 0.3, 0.66 + dy + a.sin() * r * 0.32]
            })
            .collect();
        Shape::smooth(&points).cut(seed, 0.05, 0.008)
    };
    [trunk, crown(1.0, 0.0, 0.0), crown(0.62, -0.07, 0.07)]
}

/// A birch: a slim pale stem with dashes and a light crown.
fn birch(seed: u64) -> (Shape, Shape, Shape) {
    let mut rng = Rng::new(seed);
    let lean = rng.sway() * 0.05;
    let stem = Shape::ribbon(&[[0.0, -0.01, 0.017], [lean * 0.4, 0.4, 0.012], [lean, 0.95, 0.003]]);
    let mut marks = Shape::default();
    for _ in 0..9 {
        let y = rng.range(0.03, 0.7);
        let x = lean * y + rng.sway() * 0.006;
        marks = marks.and(Shape::rect(x - 0.008, y, x + 0.006, y + 0.008));
    }
    let mut crown = Shape::default();
    for _ in 0..7 {
        let (x, y, r) = (lean + rng.sway() * 0.13, rng.range(0.5, 0.95), rng.range(0.05, 0.1));
        crown = crown.and(Shape::round(x, y, r, r * 0.8).cut(seed, 0.03, 0.008));
    }
    (stem, marks, crown)
}

/// Green, autumn or snow-dusted needles of the palette.
pub fn leaf(scene: &Scene) -> Rgb {
    let p = &scene.palette;
    let autumn = scene.setting.has("autumn fall october november golden");
    let base = if autumn { p.stain(hex(0xa66a2f), 0.25) } else { p.stain(hex(0x3f5b40), 0.5) };
    let c = if scene.light.night { at_light(mix(base, p.dark, 0.6), 0.245) } else { at_light(base, 0.42) };
    if scene.picture.weather.kind == Sky::Snow { mix(c, p.pale, 0.12) } else { c }
}

struct Tree {
    foot: Vec3,
    high: f32,
    seed: u64,
}

/// Trees of a jittered grid about the stage, with a clearing and a lane where the people are.
fn planted(scene: &Scene, cell: f64, reach: i64, keep: f32, clear: f64, crowned: bool) -> Vec<(f64, Tree)> {
    let mut trees = Vec::new();
    for i in -reach..=reach {
        for j in -reach..=reach {
            let seed = scene.seed ^ noise::hash((i + 500) as u64 * 1009 + (j + 500) as u64);
            let mut rng = Rng::new(seed);
            if !rng.chance(keep) {
                continue;
            }
            let p = Vec3::new(
                (i as f64 + 0.9 * f64::from(rng.unit() - 0.5)) * cell,
                0.0,
                (j as f64 + 0.9 * f64::from(rng.unit() - 0.5)) * cell,
            );
            if p.length() < clear {
                continue;
            }
            let high = rng.range(4.4, 8.2) * if rng.chance(0.15) { 0.55 } else { 1.0 };
            let depth = scene.lens.depth(p);
            if depth < scene.far * 1.12 + 0.8 {
                continue;
            }
            // Trees that would stand behind a head give way, most of them.
            if let Some(at) = scene.lens.see(p) {
                // The moon stands over a gap, not behind a trunk.
                let moon = scene.light.source == super::light::Source::Moon && (at[0] - super::sky::orb(scene)[0]).abs() < 0.15 && depth < scene.far + 26.0;
                if moon {
                    continue;
                }
                let blocked = scene.picture.figures.iter().any(|f| {
                    // In near shots the whole crown keeps clear of the head.
                    let crown = if crowned && scene.picture.rank >= 6 { 0.34 * high * scene.lens.metre(depth) } else { 0.0 };
                    scene.lens.see(metres(f.at)).is_some_and(|q| (q[0] - at[0]).abs() < if crowned { 0.07 + scene.lens.metre(scene.subject) * 0.2 + crown } else { 0.05 + scene.lens.metre(scene.subject) * 0.06 })
                });
                if at[0].abs() > scene.lens.aspect * 0.5 + scene.lens.metre(depth) * 3.0 + 0.3 || (blocked && (scene.picture.rank >= 6 || depth < scene.far * 4.0 + 25.0)) {
                    continue;
                }
                trees.push((depth, Tree { foot: p, high, seed }));
            }
        }
    }
    trees.sort_by(|a, b| b.0.total_cmp(&a.0));
    trees
}

/// How far the wind bends what grows, as a share of its height: to the side that snow, cloth and smoke go to as well.
pub fn bent(scene: &Scene) -> f32 {
    let share = match scene.picture.weather.kind {
        Sky::Storm => 0.17,
        Sky::Wind | Sky::Dust => 0.11,
        _ => 0.0,
    };
    share * crate::plan::picture::wind(scene.picture.seed) as f32
}

/// A wood: three or four planes of trees, thinning towards the clearing.
pub fn wood<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let trees = planted(scene, 4.4, 18, 0.74, 9.0, true);
    let bounds = [scene.far + 42.0, scene.far + 22.0, scene.far + 11.0, 0.0];
    let mut from = f64::MAX;
    let mut rest = trees.into_iter().peekable();
    for (k, to) in bounds.into_iter().enumerate() {
        let mut group = Vec::new();
        while rest.peek().is_some_and(|t| t.0 >= to && t.0 < from) {
            group.extend(rest.next());
        }
        from = to;
        if group.is_empty() {
            continue;
        }
        let depth = group.iter().map(|g| g.0).sum::<f64>() / group.len() as f64;
        stand(scene, out, group, depth, ["far wood", "wood", "near wood", "edge of the wood"][k], [0.86, 0.66, 0.4, 0.12][k]);
    }
}

/// A few trees in open country.
pub fn scattered<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    // Parks, gardens and snowed fields have trees all round, so that one stands behind whoever is near the lens.
    let ring = scene.setting.has("park garden orchard grove churchyard cemetery") || land::snowy(scene);
    if ring {
        let trees: Vec<_> = planted(scene, 5.2, 3, 0.62, 6.5, false).into_iter().filter(|t| t.1.foot.length() < 16.0).collect();
        if !trees.is_empty() {
            let depth = trees.iter().map(|g| g.0).sum::<f64>() / trees.len() as f64;
            stand(scene, out, trees, depth, "trees around", 0.06);
        }
    }
    let trees = planted(scene, 17.0, 7, 0.34, 14.0, true);
    if trees.is_empty() {
        return;
    }
    let depth = trees.iter().map(|g| g.0).sum::<f64>() / trees.len() as f64;
    stand(scene, out, trees, depth, "trees", 0.2);
}

fn stand<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, trees: Vec<(f64, Tree)>, depth: f64, name: &str, fog: f32) {
    // Under a clear moon the near trees stand dark before the light that lies low between the far ones.
    let clear_night = scene.light.night && matches!(scene.picture.weather.kind, Sky::Clear | Sky::Wind);
    let share = 1.0 - (1.0 - fog * if clear_night { 0.35 + 0.58 * fog } else { 1.0 }).powf(scene.light.thick);
    let kind_birch = scene.setting.has("birch aspen");
    let broad = scene.setting.land != Land::Forest && !scene.setting.has("pine fir spruce conifer") && !land::snowy(scene)
        || scene.setting.has("oak beech maple jungle leaf autumn orchard grove");
    let foot = scene.lens.ground(trees.last().map_or(depth, |t| t.0), 0.0).max(land::reach(scene, depth) - 0.2);
    out.push(Job {
        name: name.into(),
        depth,
        area: Extent { bottom: f64::from(foot) + 0.3, ..EVERYWHERE },
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            let green = leaf(scene);
            let bend = bent(scene);
            let [l, _, r, _] = c.area();
            let back = trees.first().map_or(depth, |t| t.0);
            if scene.setting.land == Land::Forest {
                // The wood's own floor, so that no trunk stands in the air.
                let y = scene.lens.ground(back, 0.0);
                let n = 30;
                let mut points: Vec<P> = (0..=n)
                    .map(|i| {
                        let x = l + (r - l) * i as f32 / n as f32;
                        [x, y + 0.006 * noise::along(x * 5.0, scene.seed ^ 0x77)]
                    })
                    .collect();
                points.push([r, foot + 0.3]);
                points.push([l, foot + 0.3]);
                c.paint(&Shape::poly(&points), &scene.sheet(land::soil(scene), 0x88).fog((share + 0.1).min(0.95), share * 0.6).gap(0.004));
            }
            for (d, tree) in &trees {
                let Some(stand) = scene.lens.stand(tree.foot) else { continue };
                let h = tree.high;
                // Tops bend before the wind.
                let place = |s: &Shape| stand.shape(&s.map(|p| [(p[0] + bend * p[1] * p[1]) * h, p[1] * h]));
                let fog = (share + scene.haze(*d) * 0.12).min(0.9);
                let ink = lift(green, 0.04 * (noise::unit(tree.seed) - 0.5));
                let sheet = |c: Rgb, k: u64| scene.sheet(c, tree.seed ^ k).fog(fog, (fog + 0.12 * fog.sqrt()).min(0.93)).gap(0.004);
                let bark = at_light(mix(scene.palette.ink, scene.palette.dark, 0.5), 0.28);
                if kind_birch && tree.seed % 4 != 0 {
                    let (stem, marks, crown) = birch(tree.seed);
                    c.paint(&place(&stem), &sheet(lift(scene.palette.pale, -0.06), 1));
                    c.paint(&place(&marks), &sheet(bark, 2).flat());
                    c.paint(&place(&crown), &sheet(lift(ink, 0.1), 3).alpha(0.93));
                } else if broad {
                    let [trunk, crown, lit] = broadleaf(tree.seed);
                    c.paint(&place(&trunk), &sheet(bark, 1));
                    c.paint(&place(&crown), &sheet(ink, 2));
                    let side = scene.light.dir[0].signum();
                    c.paint(&place(&lit.map(|p| [p[0] * -side, p[1]])), &sheet(lift(ink, 0.06), 3).gap(0.003).shade(0.2));
                } else {
                    let shape = place(&conifer(tree.seed));
                    c.paint(&shape, &sheet(ink, 1));
                    if stand.metre * h > 0.18 {
                        // The lit half is its own sheet: a narrower tree laid over, towards the light.
                        let side = scene.light.dir[0].signum();
                        let slim = place(&conifer(tree.seed ^ 5).map(|p| [p[0] * 0.5 + side * 0.028 * (1.0 - p[1]), p[1] * 0.97]));
                        let lit = if land::snowy(scene) { mix(ink, scene.palette.pale, if scene.light.night { 0.4 } else { 0.75 }) } else { lift(ink, 0.05) };
                        c.paint_in(&slim, &sheet(lit, 2).gap(0.002).shade(0.15).lip(0.7), Some(&shape));
                    }
                }
            }
            land::mist(scene, c, scene.lens.ground(depth, 0.0), scene.seed ^ noise::hash(back as u64));
        }),
    });
}

/// Dark trunks and hanging boughs at both edges, of unequal width.
pub fn frame(scene: &Scene, c: &mut Canvas, sheet: &Sheet, side: f32) {
    let edge = scene.lens.aspect * 0.5;
    let mut rng = Rng::new(scene.seed ^ 0xb0);
    for (k, sign) in [(0, side), (1, side), (2, -side)] {
        let at = edge - [0.02, 0.17, 0.03][k] + rng.sway() * 0.02;
        let half = [0.075, 0.024, 0.05][k];
        let x = sign * at;
        let lean = rng.sway() * 0.02;
        c.paint(&Shape::ribbon(&[[x + lean, 0.9, half * 1.2], [x, 0.2, half], [x - lean, -0.8, half * 0.7]]), sheet);
        for b in 0..if k == 1 { 3 } else { 2 } {
            let y = -0.42 + 0.2 * b as f32 + rng.sway() * 0.06;
            let reach = rng.range(0.14, 0.3) * if k == 2 { 0.8 } else { 1.0 };
            let drop = rng.range(0.05, 0.1);
            let way = -sign;
            let mut line = Vec::new();
            for i in 0..=7 {
                let t = i as f32 / 7.0;
                line.push([x + way * reach * t, y + drop * t * t - 0.02 * (t * 3.0).sin(), 0.006 * (1.0 - t * 0.8)]);
            }
            let mut bough = Shape::ribbon(&line);
            for i in 2..22 {
                let t = i as f32 / 22.0;
                let (bx, by) = (x + way * reach * t, y + drop * t * t - 0.02 * (t * 3.0).sin());
                let len = 0.05 * (1.0 - t * 0.55) * rng.range(0.7, 1.2);
                bough = bough.and(Shape::poly(&[[bx - way * 0.004, by - 0.003], [bx + way * len * 0.55, by + len], [bx + way * 0.014, by]]));
            }
            c.paint(&bough, sheet);
        }
    }
    blades(scene, c, sheet, side);
}

/// Grass close to the lens.
pub fn blades(scene: &Scene, c: &mut Canvas, sheet: &Sheet, side: f32) {
    let mut rng = Rng::new(scene.seed ^ 0xb1);
    let edge = scene.lens.aspect * 0.5;
    for _ in 0..26 {
        let x = side * (edge - rng.unit().powi(2) * edge * 0.7);
        let (h, lean) = (rng.range(0.05, 0.17), rng.sway() * 0.06 + bent(scene) * 0.8);
        c.paint(&Shape::ribbon(&[[x, 0.56, 0.007], [x + lean * 0.3, 0.5 - h * 0.45, 0.005], [x + lean, 0.5 - h, 0.0008]]), sheet);
    }
}
