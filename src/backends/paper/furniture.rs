//! What stands in rooms: stoves, tables, beds and lamps at their own depths. What hangs on walls is in [`super::fittings`].

use crate::plan::picture::{Extent, Pose, Seat, Thing, metres};
use crate::stage::camera::Vec3;

use super::bed::{bed_ahead, bed_along};
use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::light::Source;
use super::room::{Hall, lamp_at, skin};
use super::scene::{EVERYWHERE, Job, Scene};
use super::shape::{P, Shape};
use super::set;
use super::things::{self, Kind};
use super::words::{Room, Words};

/// Furniture as layers at its own depths.
pub fn jobs<'a>(scene: &'a Scene, hall: &Hall, out: &mut Vec<Job<'a>>) {
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let mut pieces: Vec<(Vec3, Piece)> = Vec::new();
    let far = hall.z[1] - 0.45;
    let stove_side = -super::light::set_side(scene.picture);
    match kind {
        Room::Tent => {
            pieces.push((Vec3::new(stove_side * 1.85, 0.0, 1.35), Piece::Stove));
            pieces.push((Vec3::new(0.0, 0.0, 0.5), Piece::Crate));
            pieces.push((Vec3::new(-stove_side * 2.0, 0.0, 1.8), Piece::Sacks));
        }
        Room::Kitchen => {
            pieces.push((Vec3::new(-1.7, 0.0, far), Piece::Counter));
            pieces.push((Vec3::new(2.1, 0.0, far), Piece::Stove));
            pieces.push((table_at(scene), Piece::Table));
        }
        Room::Bedroom => {
            pieces.push((Vec3::new(-1.1, 0.0, far - 0.65), Piece::Bed));
            pieces.push((Vec3::new(0.75, 0.0, far), Piece::Bedside));
            pieces.push((Vec3::new(2.2, 0.0, far), Piece::Wardrobe));
        }
        Room::Living | Room::Plain if super::glasshouse::is(scene) || super::dressing::sunless(scene) => {}
        Room::Living | Room::Plain => {
            pieces.push((Vec3::new(-1.6, 0.0, far), Piece::Sofa));
            pieces.push((Vec3::new(2.1, 0.0, far), Piece::Wardrobe));
            if tabled(scene) {
                pieces.push((table_at(scene), Piece::Table));
            }
            if scene.setting.hints("piano") {
                pieces.push((Vec3::new(0.6, 0.0, far), Piece::Piano));
            }
        }
        Room::Office => {
            pieces.push((Vec3::new(2.2, 0.0, far), Piece::Wardrobe));
            pieces.push((Vec3::new(-1.9, 0.0, far), Piece::Counter));
            pieces.push((table_at(scene), Piece::Table));
        }
        Room::Bar | Room::Shop => {
            pieces.push((Vec3::new(-1.0, 0.0, far - 0.7), Piece::Bar));
            if tabled(scene) {
                pieces.push((table_at(scene), Piece::Table));
            }
        }
        // A table is carried up to an attic only for those who sit there.
        Room::Attic if !tabled(scene) => {}
        Room::Cabin | Room::Attic | Room::Tower => {
            pieces.push((Vec3::new(stove_side * 2.1, 0.0, far), Piece::Stove));
            pieces.push((Vec3::new(-stove_side * 1.5, 0.0, far), Piece::Crate));
            pieces.push((table_at(scene), Piece::Table));
        }
        // The beds of a ward are of the place; somebody's own is where they lie.
        Room::Hospital => {
            let lies = scene.picture.figures.iter().find(|f| f.pose == Pose::Lie && f.at[1] > 300).map(|f| metres(f.at));
            pieces.extend(lies.map(|at| (Vec3::new(at.x, 0.0, at.z + 0.05), Piece::Bed)));
        }
        Room::Corridor | Room::Cave | Room::Train | Room::Car | Room::Ship | Room::Church | Room::Grand | Room::School | Room::Laboratory => {}
    }
    // What the author's words put against the far wall takes the place of what a room of this kind has by itself.
    let taken = set::taken(scene, hall);
    pieces.retain(|(at, piece)| at.z < far - 0.8 || taken.iter().all(|t| at.x + piece.half() < t[0] || at.x - piece.half() > t[1]));
    if !matches!(kind, Room::Tent | Room::Cave | Room::Car | Room::Train) {
        pieces.extend(empty_chairs(scene).into_iter().map(|at| (at, Piece::Chair)));
    }
    for thing in &scene.picture.things {
        let Some(Own::Piece(own)) = stands(scene, thing) else { continue };
        let at = metres(thing.at).floor();
        match pieces.iter_mut().find(|(_, piece)| *piece == own) {
            Some(there) => there.0 = at,
            None => pieces.push((at, own)),
        }
    }
    let insert = scene.picture.things.iter().find(|t| t.subject && scene.picture.rank >= 6 && scene.picture.figures.is_empty() && t.extent < 600);
    let on_a_table = insert.map(|t| scene.lens.depth(metres(t.at)));
    for (i, (at, piece)) in pieces.into_iter().enumerate() {
        let depth = scene.lens.depth(at);
        if depth < 0.9 {
            continue;
        }
        // Only a table may stand among the people; the rest gives way.
        let on_it = |f: &crate::plan::picture::Figure| f.pose == Pose::Lie && f.at[1] > 0;
        let crowded = scene.picture.figures.iter().any(|f| !on_it(f) && (metres(f.at) - at).floor().length() < 0.62);
        let blocks = depth < scene.near - 0.15 && !matches!(piece, Piece::Table | Piece::Chair) || piece == Piece::Chair && scene.picture.rank >= 5 && depth < scene.subject;
        // From under its top a table would hide whoever sits behind it.
        let hides = piece == Piece::Table && scene.picture.rank >= 4 && scene.lens.at.y < 0.72 && depth < scene.subject + 0.3;
        if (crowded && !matches!(piece, Piece::Table | Piece::Chair)) || blocks || hides {
            continue;
        }
        // What stands farther than the floor's layer lies before it none the less, or the floor would hide its feet.
        let laid = depth.min(scene.far * 1.012 + 0.03 + depth * 1e-4);
        // Nothing comes between the lens and the small thing that a shot is on.
        if on_a_table.is_some_and(|from| laid < from + 0.05) {
            continue;
        }
        out.push(Job {
            name: piece.name().into(),
            depth: laid,
            area: around(scene, at, if piece == Piece::Bar { 2.5 } else { 1.6 }, 3.6),
            blur: scene.blur(depth),
            glow: false,
            draw: Box::new(move |c| {
                stand(scene, c, at, piece, i as u64);
                c.skirt((scene.lens.metre(depth) * 0.05).clamp(0.002, 0.014), scene.light.dark);
            }),
        });
        if piece == Piece::Stove && scene.light.night {
            glow(scene, out, at + Vec3::new(0.0, 0.55, -0.2), 0.9, [1.0, 0.42, 0.12], 0.3);
        }
    }
    if scene.light.night && matches!(scene.light.source, Source::Lamp) && !matches!(kind, Room::Car) {
        let at = lamp_at(scene.picture);
        let depth = scene.lens.depth(at);
        if depth > 1.0 {
            out.push(Job {
                name: "lamp".into(),
                depth,
                area: around(scene, at, 0.6, 2.4),
                blur: scene.blur(depth),
                glow: false,
                draw: Box::new(move |c| hanging(scene, c, at)),
            });
            glow(scene, out, at + Vec3::new(0.0, 0.14, 0.0), 1.5, [1.0, 0.62, 0.26], 0.42);
        }
    }
}

/// What a piece may cover: so many metres to each side of its foot and above it.
fn around(scene: &Scene, at: Vec3, aside: f32, above: f32) -> Extent {
    let Some(s) = scene.lens.stand(at) else { return EVERYWHERE };
    // Near pieces lean and widen; a table's near edge hangs below its foot.
    let near = scene.lens.metre((s.depth - 1.2).max(0.3));
    let m = f64::from(near);
    let [x, y] = s.at.map(f64::from);
    Extent { left: x - m * f64::from(aside), top: y - m * f64::from(above), right: x + m * f64::from(aside), bottom: y + m * 1.6 }
}

fn glow<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, at: Vec3, radius: f32, tint: Rgb, strength: f32) {
    let Some(p) = scene.lens.see(at) else { return };
    let depth = scene.lens.depth(at) - 0.02;
    let r = (radius * scene.lens.metre(depth)).clamp(0.06, 0.8);
    out.push(Job {
        name: "halo".into(),
        depth,
        area: Extent { left: f64::from(p[0] - r), top: f64::from(p[1] - r), right: f64::from(p[0] + r), bottom: f64::from(p[1] + r) },
        blur: 0.0,
        glow: true,
        draw: Box::new(move |c| {
            c.halo(p, r, tint, strength * 0.55);
            c.halo(p, r * 0.3, [1.0, 0.85, 0.6], strength);
        }),
    });
}

/// The room's own furniture that a word names, for people.
pub fn fixture(word: &str) -> Option<&'static str> {
    piece(word).map(Piece::name)
}

fn piece(text: &str) -> Option<Piece> {
    const OWN: [(Piece, &str); 8] = [
        (Piece::Stove, "stove cooker range hob"),
        (Piece::Table, "table"),
        (Piece::Bed, "bed"),
        (Piece::Sofa, "sofa couch settee"),
        (Piece::Wardrobe, "wardrobe cupboard closet"),
        (Piece::Counter, "counter worktop sideboard"),
        (Piece::Bar, "bar"),
        (Piece::Sacks, "sack"),
    ];
    let words = Words::of(text);
    OWN.iter().find(|(_, w)| words.has(w)).map(|(p, _)| *p)
}

/// What of the room itself a thing of the script is: a piece of its furniture, its window or its door. It stands where the
/// script's camera looks for it, and the room has it there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Own {
    Piece(Piece),
    Window,
    Door,
}

pub fn stands(scene: &Scene, thing: &Thing) -> Option<Own> {
    use Room::{Car, Cave, Church, Corridor, Ship, Tent, Train};
    let room = scene.setting.room?;
    if things::is(&thing.name, Kind::Window) || things::is(&thing.name, Kind::Door) {
        let plain = !matches!(room, Car | Cave | Church | Corridor | Ship | Tent | Train);
        return plain.then_some(if things::is(&thing.name, Kind::Window) { Own::Window } else { Own::Door });
    }
    (things::kind_of(&thing.name, "") == Kind::Box).then(|| piece(&thing.name)).flatten().filter(|_| set::piece_of(&Words::of(&thing.name)).is_none()).map(Own::Piece)
}

/// Where along x the script's own window or door is.
pub fn opening(scene: &Scene, own: Own) -> Option<f64> {
    scene.picture.things.iter().find(|t| stands(scene, t) == Some(own)).map(|t| metres(t.at).x)
}

/// Where people sit: of the whole scene, or at least of the picture.
fn seats(scene: &Scene) -> Vec<Seat> {
    let sitting = scene.picture.figures.iter().filter(|f| f.pose.sits()).map(|f| Seat { at: f.at, yaw: f.yaw });
    if scene.picture.seats.is_empty() { sitting.collect() } else { scene.picture.seats.clone() }
}

/// Whether those who sit in this room have a table before them.
pub fn tabled(scene: &Scene) -> bool {
    use Room::{Attic, Bar, Cabin, Kitchen, Living, Office, Plain, Shop, Tower};
    scene.setting.room.is_some_and(|r| matches!(r, Kitchen | Living | Plain | Office | Bar | Shop | Cabin | Attic | Tower)) && !seats(scene).is_empty()
}

/// Where the people's table stands in every shot of the scene: before the one who sits, or between those who do and a little
/// towards the audience.
fn table_at(scene: &Scene) -> Vec3 {
    let seats = seats(scene);
    let place = |s: &Seat| metres(s.at).floor();
    match &seats[..] {
        [] => Vec3::new(0.3, 0.0, 0.9),
        [one] => {
            let (s, c) = (f64::from(one.yaw) / 1000.0).to_radians().sin_cos();
            // Seen from the side it stands a little nearer to the audience, so that the hands lie on it.
            place(one) + Vec3::new(s, 0.0, c) * 0.75 + Vec3::new(0.0, 0.0, -0.25 * s.abs())
        }
        many => {
            let sum = many.iter().fold(Vec3::default(), |a, s| a + place(s)) * (1.0 / many.len() as f64);
            sum + Vec3::new(0.0, 0.0, -0.42)
        }
    }
}

/// The chairs of those who do not sit just now.
fn empty_chairs(scene: &Scene) -> Vec<Vec3> {
    let taken = |at: Vec3| scene.picture.figures.iter().any(|f| f.pose.sits() && (metres(f.at) - at).floor().length() < 0.35);
    scene.picture.seats.iter().map(|s| (metres(s.at), f64::from(s.yaw) / 1000.0)).filter(move |(at, _)| !taken(*at)).map(|(at, yaw)| {
        // Whoever has stood up stands before it.
        let (s, c) = yaw.to_radians().sin_cos();
        at - Vec3::new(s, 0.0, c) * 0.3
    }).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Stove,
    Crate,
    Sacks,
    Counter,
    Table,
    Bed,
    Bedside,
    Wardrobe,
    Sofa,
    Piano,
    Bar,
    Chair,
}

impl Piece {
    /// Half its width in metres.
    fn half(self) -> f64 {
        match self {
            Piece::Stove => 0.4,
            Piece::Crate | Piece::Bedside => 0.42,
            Piece::Sacks => 0.8,
            Piece::Counter | Piece::Sofa => 1.0,
            Piece::Table | Piece::Piano => 0.75,
            Piece::Bed => 1.05,
            Piece::Wardrobe => 0.55,
            Piece::Bar => 1.9,
            Piece::Chair => 0.3,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Piece::Stove => "stove",
            Piece::Crate => "crate",
            Piece::Sacks => "sacks",
            Piece::Counter => "counter",
            Piece::Table => "table",
            Piece::Bed => "bed",
            Piece::Bedside => "bedside table",
            Piece::Wardrobe => "wardrobe",
            Piece::Sofa => "sofa",
            Piece::Piano => "piano",
            Piece::Bar => "bar",
            Piece::Chair => "chair",
        }
    }
}

/// A box of the set: lit top, front faces that the lens sees.
pub fn block(scene: &Scene, c: &mut Canvas, at: Vec3, size: [f64; 3], ink: Rgb, salt: u64) {
    let [w, h, d] = [size[0] * 0.5, size[1], size[2] * 0.5];
    let p = |x: f64, y: f64, z: f64| at + Vec3::new(x * w, y * h, z * d);
    let eye = scene.lens.at - at;
    let gap = scene.sheet(ink, salt).gap(0.003);
    let mut faces: Vec<(f64, Shape, f32)> = Vec::new();
    for (n, s) in [(0, 1.0), (0, -1.0), (2, 1.0), (2, -1.0)] {
        let seen = if n == 0 { eye.x * s > w } else { eye.z * s > d };
        if !seen {
            continue;
        }
        let quad = if n == 0 { [p(s, 0.0, -1.0), p(s, 0.0, 1.0), p(s, 1.0, 1.0), p(s, 1.0, -1.0)] } else { [p(-1.0, 0.0, s), p(1.0, 0.0, s), p(1.0, 1.0, s), p(-1.0, 1.0, s)] };
        let facing = if n == 0 { (eye.x / eye.length().max(0.1)).abs() } else { (eye.z / eye.length().max(0.1)).abs() };
        faces.push((facing, scene.lens.flat(&quad), -0.07 * (1.0 - facing as f32)));
    }
    faces.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (k, (_, shape, tone)) in faces.into_iter().enumerate() {
        c.paint(&shape, &super::canvas::Sheet { ink: lift(ink, tone), seed: salt + k as u64, ..gap });
    }
    if scene.lens.at.y > at.y + h {
        let top = scene.lens.flat(&[p(-1.0, 1.0, -1.0), p(1.0, 1.0, -1.0), p(1.0, 1.0, 1.0), p(-1.0, 1.0, 1.0)]);
        c.paint(&top, &super::canvas::Sheet { ink: lift(ink, 0.05), seed: salt + 9, ..gap });
    }
}

fn prop(scene: &Scene, c: &mut Canvas, at: Vec3, kind: Kind, size: f32, salt: u64) {
    let Some(s) = scene.lens.stand(at) else { return };
    for (n, (shape, ink)) in things::pieces(scene, kind, salt).into_iter().enumerate() {
        let placed = shape.map(|p| s.map([p[0] * size, p[1] * size]));
        let shines = kind == Kind::Radio && super::colour::lightness(ink) > 0.84;
        c.paint(&placed, &scene.sheet(ink, salt + n as u64).gap((size * s.metre * 0.03).min(0.004)).lit(if shines { 0.2 } else { 1.0 }));
    }
}

fn stand(scene: &Scene, c: &mut Canvas, at: Vec3, piece: Piece, i: u64) {
    let skin = skin(scene);
    let p = &scene.palette;
    let wood = lift(skin.trim, 0.03);
    let salt = scene.seed ^ (0x7000 + i * 64);
    let up = |y: f64| at + Vec3::new(0.0, y, 0.0);
    let off = |x: f64, y: f64, z: f64| at + Vec3::new(x, y, z);
    let taken = |k: Kind| scene.picture.things.iter().any(|t| things::kind(&t.name) == k);
    match piece {
        Piece::Stove => {
            let Some(s) = scene.lens.stand(at) else { return };
            let iron = at_light(mix(p.ink, hex(0x3a302a), 0.5), 0.3);
            let m = |v: &[P]| s.shape(&Shape::poly(v));
            let sheet = |ink: Rgb, k: u64| scene.sheet(ink, salt + k).gap(0.003);
            c.paint(&m(&[[0.12, 0.8], [0.12, 3.2], [0.22, 3.2], [0.22, 0.8]]), &sheet(lift(iron, 0.03), 0));
            for y in [1.35, 2.1] {
                c.paint(&m(&[[0.1, y], [0.1, y + 0.05], [0.24, y + 0.05], [0.24, y]]), &sheet(lift(iron, 0.07), 1));
            }
            for x in [-0.26, 0.24] {
                c.paint(&m(&[[x - 0.03, 0.2], [x - 0.06, -0.01], [x, -0.01], [x + 0.04, 0.2]]), &sheet(iron, 2));
            }
            c.paint(&m(&[[-0.34, 0.16], [-0.34, 0.78], [0.34, 0.78], [0.34, 0.16]]), &sheet(iron, 3));
            c.paint(&m(&[[-0.4, 0.77], [-0.4, 0.83], [0.4, 0.83], [0.4, 0.77]]), &sheet(lift(iron, 0.06), 4));
            c.paint(&m(&[[-0.2, 0.26], [-0.2, 0.62], [0.18, 0.62], [0.18, 0.26]]), &sheet(lift(iron, -0.03), 5));
            for k in 0..4 {
                let x = -0.15 + 0.08 * k as f32;
                c.paint(&m(&[[x, 0.32], [x, 0.56], [x + 0.045, 0.56], [x + 0.045, 0.32]]), &sheet(hex([0xff9a3c, 0xffb04e, 0xff8f34, 0xffa646][k as usize]), 6).flat().lit(0.0));
            }
            prop(scene, c, off(-0.12, 0.83, 0.0), Kind::Kettle, 0.32, salt + 20);
        }
        Piece::Crate => {
            block(scene, c, at, [0.85, 0.55, 0.5], lift(wood, -0.03), salt);
            let front = if scene.lens.at.z < at.z { -0.25 } else { 0.25 };
            for y in [0.19, 0.37] {
                c.paint(&scene.lens.flat(&[off(-0.42, y, front), off(0.42, y, front), off(0.42, y + 0.012, front), off(-0.42, y + 0.012, front)]), &scene.sheet(lift(wood, -0.14), salt + 10).flat());
            }
            if !taken(Kind::Radio) && scene.setting.hints("radio") {
                prop(scene, c, up(0.56), Kind::Radio, 0.42, salt + 20);
            } else if !taken(Kind::Lamp) {
                prop(scene, c, up(0.56), Kind::Cup, 0.12, salt + 20);
            }
        }
        Piece::Sacks => {
            let Some(s) = scene.lens.stand(at) else { return };
            for (k, (x, w, h)) in [(-0.35f32, 0.42f32, 0.5f32), (0.4, 0.36, 0.36), (0.02, 0.4, 0.3)].into_iter().enumerate() {
                let sack = Shape::curve(&[[x - w, 0.0, 1.0], [x - w * 0.95, h * 0.6, 0.0], [x - w * 0.3, h, 0.0], [x + w * 0.4, h * 0.95, 0.0], [x + w, h * 0.5, 0.0], [x + w * 0.96, 0.0, 1.0]]);
                c.paint(&s.shape(&sack), &scene.sheet(lift(at_light(p.stain(hex(0x8f7752), 0.3), 0.5), 0.04 * k as f32 - 0.05), salt + k as u64).gap(0.005));
            }
        }
        Piece::Counter => {
            let body = at_light(mix(skin.wall, p.dark, 0.45), 0.5);
            block(scene, c, at, [1.9, 0.88, 0.6], body, salt);
            block(scene, c, up(0.88), [2.0, 0.05, 0.66], lift(wood, 0.05), salt + 16);
            let front = if scene.lens.at.z < at.z { -0.305 } else { 0.305 };
            for x in [-0.9, -0.28, 0.34] {
                c.paint(&scene.lens.flat(&[off(x, 0.1, front), off(x + 0.54, 0.1, front), off(x + 0.54, 0.8, front), off(x, 0.8, front)]), &scene.sheet(lift(body, 0.035), salt + 30).gap(0.002));
                c.paint(&scene.lens.flat(&[off(x + 0.44, 0.6, front), off(x + 0.48, 0.6, front), off(x + 0.48, 0.72, front), off(x + 0.44, 0.72, front)]), &scene.sheet(lift(body, -0.14), salt + 31).gap(0.001));
            }
            prop(scene, c, off(-0.6, 0.93, 0.0), Kind::Bottle, 0.3, salt + 40);
            prop(scene, c, off(0.1, 0.93, 0.0), Kind::Cup, 0.15, salt + 41);
            prop(scene, c, off(0.6, 0.93, 0.05), Kind::Flower, 0.42, salt + 42);
        }
        Piece::Table => {
            for (x, z) in [(-0.62, 0.32), (0.62, 0.32), (-0.62, -0.32), (0.62, -0.32)] {
                block(scene, c, off(x, 0.0, z), [0.07, 0.7, 0.07], lift(wood, -0.06), salt + 50);
            }
            block(scene, c, up(0.7), [1.5, 0.055, 0.85], lift(wood, if scene.light.night { 0.045 } else { 0.1 }), salt + 60);
            // The side of the table that is nearer to the lens.
            let toward = if scene.lens.at.z < at.z { 1.0 } else { -1.0 };
            if !scene.light.night && scene.lens.at.y > 0.8 {
                // The window's panes, sheared, on the wood.
                let top = scene.lens.flat(&[off(-0.75, 0.757, -0.425), off(0.75, 0.757, -0.425), off(0.75, 0.757, 0.425), off(-0.75, 0.757, 0.425)]);
                let lean = 0.34 * f64::from(-scene.light.dir[0].signum());
                for (x, w) in [(-0.36, 0.3), (0.0, 0.33)] {
                    let pane = scene.lens.flat(&[off(x, 0.757, 0.36 * toward), off(x + w, 0.757, 0.36 * toward), off(x + w + lean, 0.757, -0.3 * toward), off(x + lean, 0.757, -0.3 * toward)]);
                    c.paint_in(&pane, &scene.sheet(lift(p.pale, 0.04), salt + 66).flat().alpha(0.26).blur(0.003), Some(&top));
                }
            }
            if scene.setting.room == Some(Room::Office) {
                // The lamp stands at the end that is farther from who sits there, out of their face.
                let from = seats(scene).first().map_or(at.x - 0.1, |s| metres(s.at).x);
                let side = if at.x >= from { 1.0 } else { -1.0 };
                prop(scene, c, off(0.52 * side, 0.76, 0.22), Kind::Lamp, 0.36, salt + 70);
                prop(scene, c, off(0.02 * side, 0.76, -0.1), Kind::Book, 0.24, salt + 80);
            } else {
                if !taken(Kind::Kettle) {
                    prop(scene, c, off(-0.13, 0.76, -0.2 * toward), Kind::Kettle, 0.21, salt + 70);
                }
                prop(scene, c, off(-0.46, 0.76, -0.04 * toward), Kind::Cup, 0.1, salt + 80);
                prop(scene, c, off(0.4, 0.76, -0.12 * toward), Kind::Cup, 0.1, salt + 90);
            }
        }
        Piece::Bed => {
            let cloth = at_light(mix(p.mid, fade(p.accent, 0.6), 0.35), 0.6);
            if scene.picture.figures.iter().any(|f| f.pose == Pose::Lie) {
                bed_along(scene, c, at, cloth, salt);
            } else {
                bed_ahead(scene, c, at, cloth, salt);
            }
        }
        Piece::Bedside => {
            block(scene, c, at, [0.45, 0.55, 0.4], wood, salt);
            prop(scene, c, off(0.04, 0.55, 0.0), Kind::Lamp, 0.36, salt + 20);
        }
        Piece::Wardrobe => {
            block(scene, c, at, [1.05, 1.95, 0.5], lift(wood, -0.02), salt);
            let front = if scene.lens.at.z < at.z { -0.255 } else { 0.255 };
            for x in [-0.47, 0.03] {
                c.paint(&scene.lens.flat(&[off(x, 0.12, front), off(x + 0.44, 0.12, front), off(x + 0.44, 1.84, front), off(x, 1.84, front)]), &scene.sheet(lift(wood, 0.025), salt + 20).gap(0.002));
            }
        }
        Piece::Sofa => {
            let cloth = at_light(mix(p.dark, fade(p.accent, 0.7), 0.3), 0.44);
            block(scene, c, off(0.0, 0.0, 0.3), [1.9, 0.85, 0.22], lift(cloth, -0.03), salt);
            block(scene, c, at, [1.9, 0.4, 0.75], lift(cloth, -0.05), salt + 10);
            for x in [-0.43, 0.43] {
                block(scene, c, off(x, 0.4, -0.02), [0.82, 0.13, 0.68], lift(cloth, 0.03), salt + 20);
            }
            for x in [-0.98, 0.98] {
                block(scene, c, off(x, 0.0, 0.0), [0.2, 0.62, 0.8], cloth, salt + 30);
            }
        }
        Piece::Piano => {
            let black = at_light(mix(p.ink, hex(0x2a1a14), 0.4), 0.25);
            block(scene, c, at, [1.45, 1.22, 0.55], black, salt);
            block(scene, c, off(0.0, 0.62, -0.32), [1.4, 0.12, 0.3], lift(black, 0.03), salt + 10);
            block(scene, c, off(0.0, 0.74, -0.34), [1.25, 0.02, 0.2], lift(p.pale, 0.0), salt + 20);
        }
        Piece::Chair => prop(scene, c, at, Kind::Chair, 0.95, salt),
        Piece::Bar => {
            block(scene, c, at, [3.6, 1.06, 0.5], lift(wood, -0.05), salt);
            block(scene, c, up(1.06), [3.8, 0.06, 0.64], lift(wood, 0.06), salt + 10);
            let front = if scene.lens.at.z < at.z { -0.26 } else { 0.26 };
            for k in 0..5 {
                let x = -1.7 + 0.7 * f64::from(k);
                c.paint(&scene.lens.flat(&[off(x, 0.15, front), off(x + 0.58, 0.15, front), off(x + 0.58, 0.92, front), off(x, 0.92, front)]), &scene.sheet(lift(wood, -0.02), salt + 20).gap(0.002));
            }
            for (k, x) in [-1.2, -0.95, 0.3, 1.1, 1.3].into_iter().enumerate() {
                prop(scene, c, off(x, 1.12, 0.0), if k % 2 == 0 { Kind::Bottle } else { Kind::Cup }, if k % 2 == 0 { 0.3 } else { 0.13 }, salt + 40 + k as u64);
            }
        }
    }
}

fn hanging(scene: &Scene, c: &mut Canvas, at: Vec3) {
    let Some(s) = scene.lens.stand(at) else { return };
    let ink = lift(scene.palette.ink, 0.04);
    c.paint(&s.shape(&Shape::bar([0.0, 0.36], [0.0, 2.0], 0.008)), &scene.sheet(ink, 1).flat());
    let lantern = scene.setting.room.is_some_and(|r| matches!(r, Room::Tent | Room::Cabin | Room::Attic | Room::Cave | Room::Ship));
    if lantern {
        for (n, (shape, ink)) in things::pieces(scene, Kind::Lamp, 7).into_iter().enumerate() {
            c.paint(&s.shape(&shape.map(|p| [p[0] * 0.4, p[1] * 0.36])), &scene.sheet(ink, 10 + n as u64).gap(0.001).lit(if n == 2 || n == 3 { 0.0 } else { 0.7 }));
        }
    } else {
        c.paint(&s.shape(&Shape::round(0.0, 0.12, 0.07, 0.08)), &scene.sheet(hex(0xfff0c8), 2).flat().lit(0.0));
        let shade = Shape::curve(&[[-0.3, 0.1, 1.0], [-0.2, 0.3, 0.0], [-0.05, 0.37, 0.0], [0.05, 0.37, 0.0], [0.2, 0.3, 0.0], [0.3, 0.1, 1.0]]);
        c.paint(&s.shape(&shade), &scene.sheet(mix(scene.palette.dark, fade(scene.palette.accent, 0.9), 0.6), 3).gap(0.003));
    }
}
