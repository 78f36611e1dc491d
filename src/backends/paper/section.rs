//! A room seen from so far off that the picture is wider than it: its house is cut open, the room is lit, and what else of
//! the house the cut goes through lies in the dark, under its own hour's sky.

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, lift, mix};
use super::noise;
use super::room::{Hall, Wall, skin, walls};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::Shape;
use super::words::Room;

/// How thick walls and floors are, in metres.
const THICK: f64 = 0.24;
/// How far apart the other walls of the house are.
const NEXT: f64 = 4.3;

/// The side on which the room is open to the lens, where its edges lie within the picture.
pub fn front(scene: &Scene, hall: &Hall) -> Option<Wall> {
    if matches!(scene.setting.room, None | Some(Room::Tent | Room::Cave | Room::Car | Room::Train | Room::Ship)) || scene.picture.rank > 3 || super::grand::vast(scene) {
        return None;
    }
    let outside = |w: &Wall| (scene.lens.at - w.left).dot(w.inward) < -0.3;
    let open = walls(hall).into_iter().filter(outside).max_by(|a, b| (a.left - scene.lens.at).dot(a.inward).total_cmp(&(b.left - scene.lens.at).dot(b.inward)))?;
    let whole = open.flat(scene, [0.0, open.long], [0.0, hall.high]);
    let [l, t, r, b] = whole.bounds()?;
    let edge = scene.lens.aspect * 0.5;
    let within = [l > -edge * 0.94, r < edge * 0.94, t > -0.47, b < 0.47].into_iter().filter(|v| *v).count();
    (within >= 3).then_some(open)
}

/// The dark of the house beside the room.
fn dark(scene: &Scene) -> Rgb {
    at_light(mix(scene.palette.ink, scene.palette.dark, 0.35), if scene.light.night { 0.18 } else { 0.26 })
}

/// What the house stands in: its own hour's sky, subdued, so that the room is the lightest thing.
pub fn beyond(scene: &Scene, c: &mut Canvas) {
    super::sky::paint(scene, c);
    let [l, t, r, b] = c.area();
    let veil = at_light(mix(scene.palette.ink, scene.palette.dark, 0.5), 0.22);
    c.paint(&Shape::rect(l - 1.0, t - 1.0, r + 1.0, b + 1.0), &scene.sheet(veil, 5).flat().lit(0.0).alpha(if scene.light.night { 0.3 } else { 0.5 }));
}

pub fn jobs<'a>(scene: &'a Scene, front: Wall, hall: Hall, out: &mut Vec<Job<'a>>) {
    let depth = scene.lens.depth(front.at(front.long * 0.5, 0.4)).min(scene.near * 0.98).max(0.3);
    out.push(Job { name: "section".into(), depth, area: EVERYWHERE, blur: 0.0, glow: false, draw: Box::new(move |c| cut(scene, c, &front, &hall)) });
}

/// Draws on the plane of the cut, in metres along it and up.
struct Pen<'p, 'a, 'c> {
    scene: &'p Scene<'a>,
    c: &'p mut Canvas<'c>,
    front: Wall,
    salt: u64,
}

impl Pen<'_, '_, '_> {
    fn poly(&mut self, points: &[[f64; 2]], ink: Rgb, gap: f32, lit: f32) {
        let points: Vec<_> = points.iter().map(|p| self.front.at(p[0], p[1])).collect();
        self.salt += 1;
        self.c.paint(&self.scene.lens.flat(&points), &self.scene.sheet(ink, 900 + self.salt).gap(gap).lit(lit));
    }

    fn rect(&mut self, u: [f64; 2], v: [f64; 2], ink: Rgb, gap: f32, lit: f32) {
        self.poly(&[[u[0], v[0]], [u[1], v[0]], [u[1], v[1]], [u[0], v[1]]], ink, gap, lit);
    }
}

fn cut(scene: &Scene, c: &mut Canvas, front: &Wall, hall: &Hall) {
    let skin = skin(scene);
    let dark = dark(scene);
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let (long, high) = (front.long, hall.high);
    let alone = matches!(kind, Room::Cabin | Room::Attic | Room::Tower | Room::Church);
    let tall = matches!(kind, Room::Office | Room::Corridor | Room::Hospital | Room::School | Room::Laboratory | Room::Shop) || super::dressing::locked(scene);
    let far = 90.0;
    let mut pen = Pen { scene, c, front: *front, salt: 0 };
    let (left, right) = if alone { (-THICK, long + THICK) } else { (-THICK * 2.0 - NEXT, long + THICK * 2.0 + NEXT) };
    let solid = lift(dark, 0.07);
    // The ground that it stands on, cut too, in beds.
    let earth = at_light(mix(super::land::soil(scene), scene.palette.ink, 0.62), if scene.light.night { 0.2 } else { 0.28 });
    pen.rect([-far, long + far], [-60.0, -THICK * 0.8], earth, 0.004, 0.7);
    for (k, v) in [-0.9, -2.0, -3.6, -6.0].into_iter().enumerate() {
        let points: Vec<[f64; 2]> = (0..=40)
            .map(|i| {
                let u = -24.0 + (long + 48.0) * f64::from(i) / 40.0;
                [u, v + 0.3 * f64::from(noise::rough(u as f32 * 0.35, scene.seed ^ k as u64, 2))]
            })
            .chain([[long + far, v], [long + far, -60.0], [-far, -60.0], [-far, v]])
            .collect();
        pen.poly(&points, lift(earth, -0.018 * (k + 1) as f32), 0.003, 0.6);
    }
    // Rooms beside it, unlit; a window each, and what stands in it.
    let pane = at_light(mix(scene.light.sky[1], dark, 0.55), super::colour::lightness(dark) + 0.08);
    if !alone {
        for side in [-1.0f64, 1.0] {
            let u = if side < 0.0 { [left + THICK, -THICK] } else { [long + THICK, right - THICK] };
            pen.rect(u, [0.0, high], dark, 0.0, 0.6);
            let m = (u[0] + u[1]) * 0.5;
            pen.rect([m - 0.6, m + 0.6], [1.0, 2.05], pane, 0.002, 0.4);
            pen.rect([m - 0.03, m + 0.03], [1.0, 2.05], dark, 0.0, 0.6);
            pen.rect([m - 0.9 * side - 0.6, m - 0.9 * side + 0.6], [0.0, 0.82], lift(dark, 0.025), 0.003, 0.6);
            pen.rect([m + 1.4 * side - 0.4, m + 1.4 * side + 0.4], [0.0, 1.9], lift(dark, 0.02), 0.003, 0.6);
        }
    }
    // The roof, or the floors above.
    let top = high + THICK;
    if tall {
        let up = top + high;
        pen.rect([left, right], [top, up], dark, 0.0, 0.6);
        let n = ((right - left) / 1.9) as i32;
        for i in 0..n {
            let u = left + 0.9 + 1.9 * f64::from(i);
            pen.rect([u - 0.45, u + 0.45], [top + 0.95, top + 2.05], if noise::unit(scene.seed ^ (i as u64 * 31)) < 0.2 && scene.light.night { at_light(super::light::ember(&scene.palette), 0.6) } else { pane }, 0.002, 0.3);
        }
        pen.rect([left - 0.3, right + 0.3], [up, up + 0.3], solid, 0.006, 0.8);
    } else {
        let (m, rise) = ((left + right) * 0.5, if kind == Room::Tower { 1.5 } else { (right - left) * 0.2 });
        pen.poly(&[[left - 0.5, top - 0.1], [right + 0.5, top - 0.1], [m + 0.1, top + rise + 0.35], [m - 0.1, top + rise + 0.35]], solid, 0.006, 0.8);
        pen.poly(&[[left + 0.3, top], [right - 0.3, top], [m, top + rise]], lift(dark, -0.02), 0.0, 0.6);
        if kind != Room::Tower {
            let u = m + (right - left) * 0.22;
            pen.rect([u - 0.3, u + 0.3], [top + rise * 0.4, top + rise + 0.9], lift(solid, -0.03), 0.005, 0.8);
            pen.rect([u - 0.38, u + 0.38], [top + rise + 0.9, top + rise + 1.05], solid, 0.005, 0.8);
        }
    }
    // Floors and walls as the saw has left them; about the lit room they catch the light.
    for v in [[-THICK, 0.0], [high, top]] {
        pen.rect([left, right], v, solid, 0.004, 0.8);
    }
    for u in [left, right - THICK] {
        pen.rect([u, u + THICK], [-THICK, if tall { top + high } else { top }], solid, 0.004, 0.8);
    }
    let edge = at_light(mix(skin.wall, skin.trim, 0.4), if scene.light.night { 0.36 } else { 0.52 });
    pen.rect([-THICK, 0.0], [-THICK, top], edge, 0.006, 0.9);
    pen.rect([long, long + THICK], [-THICK, top], lift(edge, -0.03), 0.006, 0.9);
    pen.rect([-THICK, long + THICK], [high, top], lift(edge, -0.02), 0.006, 0.9);
    pen.rect([-THICK, long + THICK], [-THICK, 0.0], lift(edge, 0.02), 0.006, 0.9);
}
