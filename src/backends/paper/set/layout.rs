//! Where called pieces stand: spots of the set that every shot of a place agrees on, shifted only out of faces.

use crate::backends::paper::canvas::Canvas;
use crate::backends::paper::lens::Stand;
use crate::backends::paper::noise;
use crate::backends::paper::room::Hall;
use crate::backends::paper::scene::{EVERYWHERE, Job, Scene};
use crate::backends::paper::colour::Rgb;
use crate::backends::paper::shape::P;
use crate::backends::paper::things;
use crate::backends::paper::words::{Words, colour_of};
use crate::plan::picture::{Extent, Thing, metres};
use crate::stage::camera::Vec3;

use super::kit::{Kit, Made};
use super::table::{Entry, Piece, Spot, TABLE, called};
use super::{buildings, grown, halls, hung, rooms, street, vehicles};

/// At most so many pieces of one kind of place: more would be a junk shop.
const OUTDOORS: usize = 7;
const INDOORS: usize = 7;

/// Radians that a building leans at most before a tilted lens: more is a house that falls.
const KEYSTONE: f32 = 0.12;

struct Placed {
    piece: Piece,
    stand: Stand,
    way: f32,
    size: f32,
    seed: u64,
    /// The colour that the script gives it; else what the place's words say of one, if they do.
    tint: Option<Rgb>,
}

/// The colour that a place's words give a piece: `a red barn`.
pub(super) fn said(scene: &Scene, piece: Piece) -> Option<Rgb> {
    let words = TABLE.iter().find(|e| e.piece == piece)?.words;
    colour_of(&scene.setting.strong, words)
}

pub(super) fn made(scene: &Scene, piece: Piece, seed: u64, way: f32, tint: Option<Rgb>) -> Made {
    let mut kit = Kit::new(scene, seed, way);
    kit.tint = tint;
    buildings::cut(&mut kit, piece);
    vehicles::cut(&mut kit, piece);
    street::cut(&mut kit, piece);
    grown::cut(&mut kit, piece);
    rooms::cut(&mut kit, piece);
    halls::cut(&mut kit, piece);
    hung::cut(&mut kit, piece);
    kit.done()
}

/// What stands on a rise of its own where the ground before it does not reach so far.
fn built(piece: Piece) -> bool {
    matches!(piece, Piece::Castle | Piece::Church | Piece::Temple | Piece::Windmill | Piece::Tower | Piece::WaterTower | Piece::Barn | Piece::Cabin | Piece::House | Piece::Dish | Piece::Factory | Piece::Ruin | Piece::Bus | Piece::Truck)
}

/// A piece whose foot would be hidden or stand in the sea keeps to the water, and the other way round.
fn afloat(piece: Piece) -> bool {
    matches!(piece, Piece::Ship | Piece::Sailboat | Piece::Rowboat | Piece::Iceberg)
}

pub(super) fn seed_of(scene: &Scene, entry: &Entry, n: usize) -> u64 {
    scene.seed ^ noise::hash_str(entry.name) ^ noise::hash(n as u64 * 0x51)
}

pub fn outdoors<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    let mut placed: Vec<Placed> = Vec::new();
    for (order, entry) in called(&scene.setting.strong, &scene.setting.weak, false).filter(|e| e.spot != Spot::Sky && fits(scene, e.piece)).take(OUTDOORS).enumerate() {
        match entry.spot {
            Spot::Out(far, aside) => {
                let seed = seed_of(scene, entry, 0);
                let side = if (noise::unit(seed ^ 2) < 0.5) ^ (order % 2 == 1) { -1.0 } else { 1.0 };
                let z = far * (0.9 + 0.25 * f64::from(noise::unit(seed)));
                let x = aside * side * (0.85 + 0.3 * f64::from(noise::unit(seed ^ 1)));
                let home = Vec3::new(x, 0.0, z);
                add(scene, &mut placed, entry.piece, home, seed, true);
                if let Some(behind) = turned(scene, entry, home) {
                    add(scene, &mut placed, entry.piece, behind, seed ^ 0x7e11, true);
                }
                // Of benches and lamps a place has more than one: the others stand to the east, south and west.
                if matches!(entry.piece, Piece::Bench | Piece::StreetLamp | Piece::Barrels | Piece::Cart | Piece::Flag | Piece::Woodpile | Piece::Laundry | Piece::Rowboat) {
                    for (n, [s, c]) in [[1.0, 0.0], [0.0, -1.0], [-1.0, 0.0]].into_iter().enumerate() {
                        let seed = seed_of(scene, entry, n + 1);
                        let d = far * (1.0 + 0.3 * f64::from(noise::unit(seed)));
                        let a = aside * if noise::unit(seed ^ 3) < 0.5 { -0.8 } else { 0.8 };
                        add(scene, &mut placed, entry.piece, Vec3::new(s * d + c * a, 0.0, c * d - s * a), seed, false);
                    }
                }
                // A wall or a fence goes round: the side that this lens looks at is there.
                if matches!(entry.piece, Piece::Fence | Piece::Wall) && scene.lens.forward.z < 0.55 {
                    let f = scene.lens.forward.floor();
                    let way = if f.x.abs() > f.z.abs() { Vec3::new(f.x.signum(), 0.0, 0.0) } else { Vec3::new(0.0, 0.0, f.z.signum()) };
                    add(scene, &mut placed, entry.piece, way * z, seed ^ 5, false);
                }
            }
            Spot::Round(about, n) => {
                let n = if n > 3 { n + 3 } else { n };
                for i in 0..n {
                    let seed = seed_of(scene, entry, i);
                    let turn = (i as f64 + 0.7 * f64::from(noise::unit(seed))) / n as f64 * std::f64::consts::TAU;
                    let d = about * (0.65 + 0.9 * f64::from(noise::unit(seed ^ 7)));
                    add(scene, &mut placed, entry.piece, Vec3::new(turn.sin() * d * 1.25, 0.0, turn.cos() * d), seed, false);
                }
            }
            _ => {}
        }
    }
    layers(scene, out, placed, "set");
}

/// Where a near lens that looks past what the place is called by sees more of it: a castle is on every side of its court, and a
/// face at the castle has it behind.
fn turned(scene: &Scene, entry: &Entry, home: Vec3) -> Option<Vec3> {
    const CALLED_BY: [Piece; 16] = [Piece::Church, Piece::Temple, Piece::Pyramid, Piece::Windmill, Piece::Factory, Piece::Tower, Piece::WaterTower, Piece::Ruin, Piece::Barn, Piece::Cabin, Piece::Tent, Piece::Marquee, Piece::Igloo, Piece::Wheel, Piece::Forecourt, Piece::Lander];
    let place = &scene.picture.place;
    if scene.picture.rank < 5 || !CALLED_BY.contains(&entry.piece) || !Words::of(&format!("{} {}", place.name, place.area)).has(entry.words) {
        return None;
    }
    let half = scene.lens.aspect * 0.5;
    if scene.lens.see(home).is_some_and(|p| p[0].abs() < half) {
        return None;
    }
    let (f, away) = (scene.lens.forward.floor(), (home - scene.lens.at).floor());
    let far = (away.x * away.x + away.z * away.z).sqrt();
    let long = (f.x * f.x + f.z * f.z).sqrt();
    (long > 0.3).then(|| scene.lens.at.floor() + f * (far.min(34.0) / long))
}

/// Whether a piece is at home in this land: what the land already is, it does not get again.
fn fits(scene: &Scene, piece: Piece) -> bool {
    use crate::backends::paper::words::Land;
    let land = scene.setting.land;
    match piece {
        // What stands on or over roofs.
        _ if land == Land::Roof => matches!(piece, Piece::WaterTower | Piece::Laundry | Piece::Birds | Piece::Flag | Piece::Balloon | Piece::Aurora | Piece::Rainbow | Piece::Bench | Piece::Church),
        Piece::House => !matches!(land, Land::Village | Land::Street),
        Piece::Bridge => land != Land::Bridge,
        Piece::Reeds => land != Land::Marsh || scene.far < 60.0,
        Piece::StreetLamp => land != Land::Street,
        Piece::Rocks | Piece::Flowers | Piece::Crop | Piece::Hedge => land != Land::Street,
        Piece::Planet => land == Land::Moon,
        Piece::Rowboat => matches!(land, Land::Sea | Land::Harbour | Land::Marsh | Land::Lake | Land::Deck),
        Piece::Tower => !scene.setting.has("lighthouse"),
        Piece::Jetty => matches!(land, Land::Sea | Land::Harbour | Land::Lake | Land::Marsh),
        Piece::Ship => land != Land::Deck || scene.setting.has("ship"),
        Piece::Sailboat => land != Land::Harbour,
        Piece::Tent => !scene.setting.has("circus marquee"),
        Piece::Barrels => land != Land::Moon,
        Piece::CaveMouth => land != Land::Moon,
        _ => true,
    }
}

/// Whether a piece is wanted in this room: some rooms have it already, some words mean the room itself.
pub(super) fn furnishes(scene: &Scene, piece: Piece) -> bool {
    use crate::backends::paper::words::Room;
    let room = scene.setting.room.unwrap_or(Room::Plain);
    let has = |w: &str| scene.setting.has(w);
    match piece {
        // Not every machine has cogwheels.
        Piece::Machine => !has("coffee+machine espresso coffeemaker washing+machine sewing+machine slot+machine vending+machine answering+machine") || has("generator engine pump workshop factory lathe press turbine loom"),
        Piece::Till | Piece::Goods => !matches!(room, Room::Kitchen | Room::Office),
        Piece::Radio | Piece::Crates => room != Room::Tent,
        Piece::WallClock => !has("clock+tower clock+loft grandfather+clock longcase"),
        Piece::Bunk => room != Room::Cabin || has("bunk berth"),
        Piece::Racks => matches!(room, Room::Office | Room::Laboratory | Room::Ship | Room::Tower | Room::Plain),
        Piece::Helm => room == Room::Ship && crate::backends::paper::ship::steered(scene),
        Piece::Portrait => room != Room::Tent && room != Room::Cave,
        _ => true,
    }
}

fn add(scene: &Scene, placed: &mut Vec<Placed>, piece: Piece, at: Vec3, seed: u64, once: bool) {
    let mut at = at;
    if afloat(piece) {
        at.y = -0.6;
    }
    let depth = scene.lens.depth(at);
    if depth < 1.2 {
        return;
    }
    // A thing smaller than a person never stands between them and the lens.
    let crowded = scene.picture.figures.iter().any(|f| (metres(f.at) - at).floor().length() < if once { 1.3 } else { 1.0 });
    if crowded || depth < scene.near * 1.04 {
        return;
    }
    let Some(stand) = scene.lens.stand(at) else { return };
    let mut stand = stand.upright(KEYSTONE);
    // A landmark stays in the picture for every camera that looks its way at all: the place is known by it.
    if once && at.length() > 13.0 && depth > at.length() * 0.3 {
        let most = scene.lens.aspect * 0.36;
        stand.at[0] = stand.at[0].clamp(-most, most);
    }
    // What is long stands beside the people behind it, not before them.
    let long = match piece {
        Piece::Car | Piece::Bus | Piece::Truck | Piece::Plane | Piece::Cart | Piece::Rowboat => 2.5,
        _ => 0.0,
    };
    for f in scene.picture.figures.iter().filter(|_| long > 0.0) {
        let (Some(q), behind) = (scene.lens.see(metres(f.at)), scene.lens.depth(metres(f.at))) else { continue };
        let (off, keep) = (stand.at[0] - q[0], (long + 0.4) * stand.metre);
        if behind > depth - 0.3 && off.abs() < keep {
            stand.at[0] = q[0] + if off >= 0.0 { keep } else { -keep };
        }
    }
    // Set pieces give way to heads: a shift to the nearer free side, by as little as will do.
    if once && scene.picture.rank >= 4 {
        let keep = 0.09 + 0.3 * scene.lens.metre(scene.subject) * 0.3;
        for f in scene.picture.figures.iter().filter(|f| f.subject) {
            if let Some(q) = scene.lens.see(metres(f.at)) {
                let off = stand.at[0] - q[0];
                if off.abs() < keep {
                    stand.at[0] = q[0] + if off >= 0.0 { keep } else { -keep };
                }
            }
        }
    }
    let way = if noise::unit(seed ^ 11) < 0.5 { -1.0 } else { 1.0 };
    let size = 0.88 + 0.27 * noise::unit(seed ^ 13);
    placed.push(Placed { piece, stand, way, size: if once { size.clamp(0.95, 1.1) } else { size }, seed, tint: None });
}

/// Far, middle and near pieces, each in one layer, farthest first.
fn layers<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, mut placed: Vec<Placed>, name: &'static str) {
    let half = scene.lens.aspect * 0.5;
    placed.retain(|p| {
        let reach = (p.stand.metre * 26.0).min(2.0);
        p.stand.at[0].abs() < half + reach + 0.3
    });
    placed.sort_by(|a, b| b.stand.depth.total_cmp(&a.stand.depth));
    let ground = scene.far * 1.5 + 2.5;
    let bounds = [scene.far + 45.0, ground.max(scene.far + 8.0), ground, 0.0];
    let names = ["far set", "set", "near set", "stage set"];
    let mut rest = placed.into_iter().peekable();
    let mut from = f64::MAX;
    for (k, to) in bounds.into_iter().enumerate() {
        let mut group: Vec<Placed> = Vec::new();
        while rest.peek().is_some_and(|p| p.stand.depth >= to && p.stand.depth < from) {
            group.extend(rest.next());
        }
        from = to;
        if group.is_empty() {
            continue;
        }
        let mean = group.iter().map(|p| p.stand.depth).sum::<f64>() / group.len() as f64;
        // On the stage itself pieces lie before the ground they stand on.
        let depth = if k == 3 { (scene.far * 1.012 + 0.03).min(mean) } else { mean };
        place(scene, out, group, depth, if name == "set" { names[k] } else { name });
    }
}

fn place<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, group: Vec<Placed>, depth: f64, name: &str) {
    let kits: Vec<(Placed, Made)> = group.into_iter().map(|p| { let made = made(scene, p.piece, p.seed, p.way, p.tint.or_else(|| said(scene, p.piece))); (p, made) }).collect();
    let mut halos: Vec<(P, f32, [f32; 3])> = Vec::new();
    let mut all = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for (p, kit) in &kits {
        let see = |q: P| p.stand.map([q[0] * p.way * p.size, q[1] * p.size]);
        halos.extend(kit.halos.iter().map(|(at, r, tint)| (see(*at), (r * p.stand.metre * p.size).clamp(0.02, 0.9), *tint)));
        for b in kit.cuts.iter().filter_map(|cut| cut.shape.map(see).bounds()) {
            all = [all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])];
        }
    }
    let pad = 0.03;
    let outside = scene.setting.room.is_none();
    // Room for the rise that a building stands on.
    let (aside, under) = if outside && kits.iter().any(|(p, _)| built(p.piece)) { ((all[2] - all[0]) * 0.6, 0.5) } else { (0.0, 0.0) };
    let area = Extent { left: f64::from(all[0] - pad - aside), top: f64::from(all[1] - pad), right: f64::from(all[2] + pad + aside), bottom: f64::from(all[3] + pad + under) };
    out.push(Job {
        name: name.into(),
        depth,
        area,
        blur: scene.blur(depth),
        glow: false,
        draw: Box::new(move |c| {
            for (p, kit) in &kits {
                let fog = if outside { scene.light.share(((p.stand.depth - scene.subject).max(0.0) / 130.0) as f32).min(0.93) } else { 0.0 };
                if outside && built(p.piece) {
                    let [wide, _] = spans(kit);
                    crate::backends::paper::land::mound(scene, c, p.stand.at, wide * p.size * p.stand.metre * 0.5, p.stand.depth, fog, p.seed);
                }
                kit.lay(scene, c, &p.stand, p.way, p.size, fog, p.seed);
            }
            let m = scene.lens.metre(depth);
            c.rim(scene.light.dir, (m * 0.03).clamp(0.0006, 0.002), scene.light.rim_colour, scene.light.rim * 0.35, scene.light.turn * 0.35);
            c.skirt((m * 0.05).clamp(0.001, 0.012), scene.light.dark * 0.8);
        }),
    });
    for (at, r, tint) in halos.into_iter().take(4) {
        let (x, y, r64) = (f64::from(at[0]), f64::from(at[1]), f64::from(r));
        out.push(Job {
            name: "halo".into(),
            depth: depth - 0.015,
            area: Extent { left: x - r64, top: y - r64, right: x + r64, bottom: y + r64 },
            blur: 0.0,
            glow: true,
            draw: Box::new(move |c: &mut Canvas| {
                c.halo(at, r, tint, 0.2);
                c.halo(at, r * 0.35, tint, 0.3);
            }),
        });
    }
}

/// How wide and how tall a piece is, in metres.
fn spans(made: &Made) -> [f32; 2] {
    let all = made.cuts.iter().filter_map(|c| c.shape.bounds()).reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    all.map_or([0.0; 2], |b| [b[2] - b[0], b[3] - b[1]])
}

/// A prop that is a piece of the set, where the script has it and as large as it says.
pub fn stand_alone<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, thing: &Thing, entry: &Entry, stand: &Stand) {
    let seed = noise::hash_str(&thing.name);
    let tint = things::tint(&format!("{} {}", thing.name, thing.look));
    let made = made(scene, entry.piece, seed, 1.0, tint);
    let whole = spans(&made).into_iter().fold(0.1, f32::max);
    let size = if thing.extent > 0 { (thing.extent as f32 / 1000.0 / whole).clamp(0.02, 20.0) } else { 1.0 };
    drop(made);
    place(scene, out, vec![Placed { piece: entry.piece, stand: *stand, way: 1.0, size, seed, tint }], (stand.depth - 0.01).max(0.1), &if thing.drawing == 0 { entry.name.to_string() } else { thing.layer(&thing.name) });
}

/// Pieces of the sky, each its own layer far off.
pub fn sky<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    for (i, entry) in called(&scene.setting.strong, &scene.setting.weak, false).filter(|e| e.spot == Spot::Sky && fits(scene, e.piece)).take(3).enumerate() {
        let piece = entry.piece;
        let depth = if piece == Piece::Birds { 90.0 } else { 3000.0 - i as f64 };
        out.push(Job { name: entry.name.into(), depth, area: EVERYWHERE, blur: scene.blur(depth), glow: false, draw: Box::new(move |c| grown::sky(scene, c, piece)) });
    }
}

/// Pieces of a room: wall pieces side by side on the far wall, floor pieces before it, the rest hung.
pub fn indoors<'a>(scene: &'a Scene, hall: &Hall, out: &mut Vec<Job<'a>>) {
    layers(scene, out, arranged(scene, hall).0, "furniture");
}

/// How much of the far wall is taken, from and until along x, so that the room's own furniture fills what is left.
pub fn taken(scene: &Scene, hall: &Hall) -> Vec<[f64; 2]> {
    arranged(scene, hall).1
}

fn arranged(scene: &Scene, hall: &Hall) -> (Vec<Placed>, Vec<[f64; 2]>) {
    let mut taken: Vec<[f64; 2]> = Vec::new();
    let mut up: Vec<[f64; 2]> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    // What stands on the floor of a hall that was widened for the lens keeps its distance.
    let far = hall.z[1] / hall.scale - 0.5;
    let half = (hall.x[1] - hall.x[0]) * 0.5 / hall.scale - 0.25;
    let middle = (hall.x[0] + hall.x[1]) * 0.5;
    // The far wall's places, from its thirds outwards; the seed says which side is first.
    let side = if noise::unit(scene.seed ^ 0x5e7) < 0.5 { -1.0 } else { 1.0 };
    let spots = [0.36 * side, -0.42 * side, 0.82 * side, -0.85 * side, 0.0, 0.6 * side, -0.64 * side, 0.18 * side, -0.2 * side];
    let free = |list: &[[f64; 2]], x: f64, w: f64| list.iter().all(|t| x + w < t[0] || x - w > t[1]) && (x - middle).abs() + w < half + 0.3;
    for entry in called(&scene.setting.strong, &scene.setting.weak, true).filter(|e| furnishes(scene, e.piece)).take(INDOORS) {
        let seed = seed_of(scene, entry, 0);
        let wild = matches!(scene.setting.room, Some(crate::backends::paper::words::Room::Cave));
        if wild && entry.piece == Piece::Fireplace {
            // Among rocks a fire is laid on the ground.
            let at = Vec3::new(middle + 0.7 * side, 0.0, 0.9);
            if scene.lens.depth(at) > 1.0
                && let Some(stand) = scene.lens.stand(at)
            {
                placed.push(Placed { piece: Piece::Campfire, stand, way: 1.0, size: 1.0, seed, tint: None });
            }
            continue;
        }
        let (list, w, y, z) = match entry.spot {
            Spot::Floor(w) => (&mut taken, w, 0.0, far),
            Spot::Wall(..) if hall.scale > 1.0 => continue,
            Spot::Wall(y, w) => (&mut up, w, y, hall.z[1] - 0.06),
            Spot::Hung if entry.piece == Piece::Chandelier && hall.high > 4.0 => {
                // Great rooms have three in a row, as large as they are.
                let size = 1.5 * hall.scale.min(3.2) as f32;
                for x in [0.0, -0.52, 0.52] {
                    let at = Vec3::new(hall.x[1] * x, hall.high - 2.1 * f64::from(size), 1.2 * hall.scale);
                    if scene.lens.depth(at) > scene.near * 1.05
                        && let Some(stand) = scene.lens.stand(at)
                    {
                        placed.push(Placed { piece: entry.piece, stand, way: 1.0, size, seed, tint: None });
                    }
                }
                continue;
            }
            Spot::Hung => {
                let at = Vec3::new(middle + 0.3 * side, hall.high - 0.9, 0.9);
                if scene.lens.depth(at) > scene.near * 1.05
                    && let Some(stand) = scene.lens.stand(at)
                {
                    placed.push(Placed { piece: entry.piece, stand, way: 1.0, size: 1.0, seed, tint: None });
                }
                continue;
            }
            _ => continue,
        };
        let central = matches!(entry.piece, Piece::Pews | Piece::Altar | Piece::Dais | Piece::Blackboard | Piece::Throne | Piece::GreatDial);
        let order: Vec<f64> = if central { [0.0].into_iter().chain(spots).collect() } else { spots.to_vec() };
        let Some(x) = order.into_iter().map(|s| middle + s * half).find(|x| free(list, *x, w)) else { continue };
        list.push([x - w - 0.08, x + w + 0.08]);
        let z = match entry.piece {
            Piece::Pews => z - 1.6,
            Piece::SchoolDesks | Piece::Ward | Piece::Stool => z - 0.7,
            _ => z,
        };
        let at = Vec3::new(x, y, z);
        let crowded = scene.picture.figures.iter().any(|f| (metres(f.at) - at).floor().length() < 0.62);
        if scene.lens.depth(at) < scene.near * 1.02 || crowded {
            continue;
        }
        let Some(stand) = scene.lens.stand(at) else { continue };
        placed.push(Placed { piece: entry.piece, stand, way: if x < middle { 1.0 } else { -1.0 }, size: 1.0, seed, tint: None });
    }
    taken.extend(up);
    (placed, taken)
}


#[cfg(test)]
mod tests {
    use super::super::table::TABLE;
    use super::*;

    #[test]
    fn every_piece_is_cut() {
        let picture = crate::backends::paper::tests::plain();
        let scene = Scene::of(&picture);
        for entry in TABLE.iter().filter(|e| e.spot != Spot::Sky) {
            let kit = made(&scene, entry.piece, 7, 1.0, None);
            assert!(kit.cuts.len() >= 2, "{}", entry.name);
            assert!(kit.cuts.iter().all(|c| c.shape.bounds().is_some()), "{}", entry.name);
        }
    }

    /// One geometry: what cameras are solved for is what is drawn.
    #[test]
    fn things_are_drawn_as_wide_and_tall_as_the_stage_has_them() {
        use crate::backends::paper::things;
        use crate::stage::extent::sides_of;
        let picture = crate::backends::paper::tests::plain();
        let scene = Scene::of(&picture);
        let mut wrong = String::new();
        let mut ask = |word: &str, [wide, tall]: [f32; 2]| {
            let [w, t] = sides_of(word).map(|s| s as f32);
            if (w - wide).abs() > 0.13 || (t - tall).abs() > 0.13 {
                wrong.push_str(&format!("{word}: {wide:.2} × {tall:.2} drawn, {w:.2} × {t:.2} solved\n"));
            }
        };
        for (_, words) in things::kinds() {
            let kind = things::kind(&words.split(' ').next().unwrap().replace('+', " "));
            let all = things::pieces(&scene, kind, 7).iter().filter_map(|(s, _)| s.bounds()).reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]).unwrap();
            for word in words.split(' ').map(|w| w.replace('+', " ")).filter(|w| things::kind(w) == kind) {
                ask(&word, [all[2] - all[0], all[3] - all[1]]);
            }
        }
        for word in ["castle", "church", "house", "tent", "ship", "train", "car", "bus", "truck", "bicycle", "tower", "windmill", "statue", "signpost", "piano", "bench", "armchair", "fireplace", "throne"] {
            let entry = super::super::piece_of(&crate::backends::paper::words::Words::of(word)).unwrap();
            let [w, t] = spans(&made(&scene, entry.piece, 7, 1.0, None));
            ask(word, [w / w.max(t), t / w.max(t)]);
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}
