//! What fills the walls of a room between its openings, at the height of heads, so that a close shot has the place behind it:
//! by the place's own words, then by the kind of room, in another order for each place.

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::fittings::shelves;
use super::noise::{self, Rng};
use super::outside::outside;
use super::room::{Skin, Wall};
use super::scene::Scene;
use super::words::Room;

/// What may hang or stand on a stretch of wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Frames,
    Sconce,
    Pegs,
    Shelves,
    Pigeonholes,
    Board,
    Clock,
    Pipes,
    Tools,
    Flasks,
    Chart,
    Plates,
    Drawings,
    Tablet,
    Bars,
    Tally,
    Porthole,
    Mirror,
    Poster,
    Bottles,
    Dials,
    Ropes,
}

impl Item {
    /// Half of how wide it is, in metres.
    fn half(self) -> f64 {
        match self {
            Item::Shelves | Item::Pigeonholes | Item::Flasks | Item::Plates | Item::Bottles => 0.56,
            Item::Board | Item::Chart | Item::Drawings | Item::Pegs | Item::Tools | Item::Frames => 0.5,
            Item::Mirror | Item::Poster | Item::Tablet | Item::Bars | Item::Tally | Item::Dials => 0.36,
            Item::Pipes | Item::Porthole | Item::Ropes => 0.3,
            Item::Sconce | Item::Clock => 0.22,
        }
    }
}

/// Where people are locked up there are neither curtains nor wallpaper.
pub fn locked(scene: &Scene) -> bool {
    scene.setting.has("prison cell jail gaol dungeon brig")
}

/// Where no daylight comes in.
pub fn sunless(scene: &Scene) -> bool {
    scene.setting.has("cellar crypt dungeon tunnel mine basement vault bunker underground catacomb morgue darkroom subway")
}

/// Whether a room is one where somebody would hang curtains.
pub fn curtained(scene: &Scene) -> bool {
    let home = matches!(scene.setting.room, Some(Room::Kitchen | Room::Bedroom | Room::Living | Room::Plain));
    home && !locked(scene) && !scene.setting.has("barn stable cellar workshop garage factory warehouse station bathroom castle palace throne studio stage")
}

/// Whether the walls are of stone or brick.
pub fn stony(scene: &Scene) -> bool {
    locked(scene) || scene.setting.has("stone stones brick castle cellar crypt lighthouse tower bunker vault well monastery dungeon")
}

fn wishes(scene: &Scene) -> Vec<Item> {
    use Item::*;
    let has = |w: &str| scene.setting.has(w);
    // What the place's words name comes first.
    let named: [(Item, &str); 16] = [
        (Pigeonholes, "pigeonhole pigeonholes sorting post mailroom"),
        (Clock, "clock"),
        (Chart, "map chart globe school observatory war navigation"),
        (Pipes, "pipe boiler engine steam cellar submarine factory"),
        (Plates, "plate dresser crockery china"),
        (Mirror, "mirror dressing barber salon"),
        (Frames, "painting portrait picture gallery photograph"),
        (Poster, "poster theatre theater cinema station travel"),
        (Ropes, "rope net fishing sail harbour boathouse"),
        (Tools, "tool workshop garage forge smithy shed barn stable"),
        (Bottles, "bottle wine whisky pub cellar"),
        (Flasks, "flask laboratory lab pharmacy apothecary chemist"),
        (Dials, "dial instrument control console cockpit engine observatory telescope"),
        (Pegs, "coat hook peg cloakroom"),
        (Board, "notice board police newsroom detective"),
        (Sconce, "lamp candle sconce"),
    ];
    let mut out: Vec<Item> = named.iter().filter(|(_, words)| has(words)).map(|(item, _)| *item).collect();
    let kind = scene.setting.room.unwrap_or(Room::Plain);
    let usual: &[Item] = if locked(scene) {
        &[Bars, Tally, Pipes]
    } else {
        match kind {
            Room::Kitchen => &[Plates, Shelves, Frames, Pegs],
            Room::Bedroom => &[Frames, Sconce, Shelves, Mirror],
            Room::Living | Room::Plain => &[Frames, Shelves, Sconce, Frames],
            Room::Office => &[Pigeonholes, Board, Clock, Chart, Shelves],
            Room::Corridor => &[Sconce, Poster, Frames],
            Room::Cabin => &[Tools, Shelves, Pegs, Ropes],
            Room::Attic => &[Ropes, Frames, Shelves, Tools],
            Room::Bar => &[Bottles, Mirror, Sconce, Poster],
            Room::Shop => &[Shelves, Poster, Bottles],
            Room::Church => &[Tablet, Sconce],
            Room::Ship => &[Pipes, Dials, Ropes],
            Room::Tower => &[Pipes, Chart, Porthole, Shelves, Pegs],
            Room::Hospital => &[Chart, Flasks, Clock, Pipes],
            Room::School => &[Drawings, Chart, Pegs, Board],
            Room::Laboratory => &[Flasks, Chart, Dials, Pipes, Board],
            Room::Tent | Room::Cave | Room::Train | Room::Car | Room::Grand => &[],
        }
    };
    let by = (noise::hash(scene.seed ^ 0xd3e5) % usual.len().max(1) as u64) as usize;
    let rest: Vec<Item> = (0..usual.len()).map(|i| usual[(i + by) % usual.len()]).collect();
    for item in rest {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// Fills a wall between what is taken, along it and in metres.
pub fn fill(scene: &Scene, c: &mut Canvas, wall: &Wall, skin: &Skin, taken: &[[f64; 2]]) {
    let wishes = wishes(scene);
    if wishes.is_empty() {
        return;
    }
    let mut rng = Rng::new(scene.seed ^ (0xd0 + wall.side * 7));
    // Each wall begins elsewhere in the list, so that no two say the same.
    let mut next = (wall.side as usize * 2 + 1) % wishes.len();
    if wall.side == 0 {
        next = 0;
    }
    let mut u = 0.2 + f64::from(rng.range(0.0, 0.3));
    let mut n = 0;
    while u < wall.long - 0.4 && n < 14 {
        n += 1;
        let item = wishes[next % wishes.len()];
        let half = item.half();
        let at = u + half;
        if let Some(t) = taken.iter().find(|t| at + half > t[0] - 0.1 && at - half < t[1] + 0.1) {
            u = t[1] + 0.14;
            continue;
        }
        if at + half > wall.long - 0.1 {
            break;
        }
        let mut pen = Pen { scene, c, wall: wall.proud(0.03), skin, salt: 700 + wall.side * 64 + n * 5, rng: Rng::new(scene.seed ^ (wall.side * 97 + n)) };
        pen.item(item, at);
        next += 1;
        u = at + half + 0.18 + f64::from(rng.range(0.0, 0.4));
    }
}

/// Draws on a wall in metres along it and up.
struct Pen<'p, 'a, 'c> {
    scene: &'p Scene<'a>,
    c: &'p mut Canvas<'c>,
    wall: Wall,
    skin: &'p Skin,
    salt: u64,
    rng: Rng,
}

impl Pen<'_, '_, '_> {
    fn poly(&mut self, points: &[[f64; 2]], ink: Rgb, gap: f32) {
        let points: Vec<_> = points.iter().map(|p| self.wall.at(p[0], p[1])).collect();
        let shape = self.scene.lens.flat(&points);
        self.salt += 1;
        self.c.paint(&shape, &self.scene.sheet(ink, self.salt).gap(gap));
    }

    fn rect(&mut self, u: [f64; 2], v: [f64; 2], ink: Rgb, gap: f32) {
        self.poly(&[[u[0], v[0]], [u[1], v[0]], [u[1], v[1]], [u[0], v[1]]], ink, gap);
    }

    fn disc(&mut self, u: f64, v: f64, r: f64, ink: Rgb, gap: f32) {
        let points: Vec<[f64; 2]> = (0..20)
            .map(|i| {
                let a = f64::from(i) / 20.0 * std::f64::consts::TAU;
                [u + a.cos() * r, v + a.sin() * r]
            })
            .collect();
        self.poly(&points, ink, gap);
    }

    fn line(&mut self, a: [f64; 2], b: [f64; 2], w: f64, ink: Rgb) {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let l = dx.hypot(dy).max(0.01);
        let (nx, ny) = (-dy / l * w, dx / l * w);
        self.poly(&[[a[0] + nx, a[1] + ny], [b[0] + nx, b[1] + ny], [b[0] - nx, b[1] - ny], [a[0] - nx, a[1] - ny]], ink, 0.002);
    }

    fn paint(&mut self, light: f32) -> Rgb {
        let p = &self.scene.palette;
        let ink = [p.mid, p.dark, mix(fade(p.accent, 0.8), p.mid, 0.4), mix(p.mid, hex(0x8a5a42), 0.5), mix(p.mid, hex(0x5c7a6a), 0.5), mix(p.pale, p.mid, 0.4)][self.rng.below(6)];
        at_light(ink, light)
    }

    fn metal(&self, light: f32) -> Rgb {
        at_light(mix(self.scene.palette.mid, hex(0x7d7f80), 0.6), light)
    }

    fn sheet_of_paper(&mut self) -> Rgb {
        let light = self.rng.range(0.74, 0.88);
        at_light(mix(self.scene.palette.pale, hex(0xf0e6cf), 0.4), light)
    }

    fn item(&mut self, item: Item, u: f64) {
        let wood = self.skin.trim;
        match item {
            Item::Frames => self.frames(u),
            Item::Sconce => self.sconce(u),
            Item::Pegs => self.pegs(u),
            Item::Shelves => shelves(self.scene, self.c, &self.wall, [u - 0.54, u + 0.54], 2, self.skin),
            Item::Pigeonholes => self.pigeonholes(u),
            Item::Board => self.board(u),
            Item::Clock => {
                self.disc(u, 1.86, 0.21, lift(wood, -0.02), 0.006);
                self.disc(u, 1.86, 0.175, at_light(self.scene.palette.pale, 0.86), 0.0);
                let ink = at_light(self.scene.palette.ink, 0.24);
                self.line([u, 1.86], [u + 0.03, 1.98], 0.009, ink);
                self.line([u, 1.86], [u - 0.08, 1.8], 0.009, ink);
            }
            Item::Pipes => self.pipes(u),
            Item::Tools => self.tools(u),
            Item::Flasks | Item::Bottles => self.glass(u, item == Item::Bottles),
            Item::Chart => self.chart(u),
            Item::Plates => self.plates(u),
            Item::Drawings => self.drawings(u),
            Item::Tablet => {
                let stone = lift(self.skin.wall, 0.08);
                self.poly(&[[u - 0.3, 1.3], [u + 0.3, 1.3], [u + 0.3, 2.0], [u, 2.2], [u - 0.3, 2.0]], stone, 0.006);
                for k in 0..4 {
                    self.rect([u - 0.2, u + 0.2 - 0.05 * f64::from(k % 2)], [1.44 + 0.13 * f64::from(k), 1.48 + 0.13 * f64::from(k)], lift(stone, -0.14), 0.0);
                }
            }
            Item::Bars => self.bars(u),
            Item::Tally => {
                let chalk = lift(self.skin.wall, 0.12);
                for k in 0..4 {
                    for i in 0..4 {
                        let (x, y) = (u - 0.3 + 0.17 * f64::from(k) + 0.03 * f64::from(i), 1.5 + 0.03 * f64::from(k % 2));
                        self.line([x, y], [x + 0.01, y + 0.14], 0.005, chalk);
                    }
                    let x = u - 0.32 + 0.17 * f64::from(k);
                    self.line([x, 1.53 + 0.03 * f64::from(k % 2)], [x + 0.14, 1.62 + 0.03 * f64::from(k % 2)], 0.005, chalk);
                }
            }
            Item::Porthole => {
                let frame = self.metal(0.5);
                self.disc(u, 1.65, 0.3, frame, 0.006);
                self.disc(u, 1.65, 0.25, lift(frame, -0.08), 0.0);
                let hole: Vec<_> = (0..20).map(|i| f64::from(i) / 20.0 * std::f64::consts::TAU).map(|a| self.wall.at(u + a.cos() * 0.22, 1.65 + a.sin() * 0.22)).collect();
                outside(self.scene, self.c, &self.scene.lens.flat(&hole));
            }
            Item::Mirror => {
                self.poly(&[[u - 0.34, 1.2], [u + 0.34, 1.2], [u + 0.34, 1.95], [u + 0.2, 2.12], [u - 0.2, 2.12], [u - 0.34, 1.95]], lift(wood, 0.05), 0.006);
                let glass = at_light(mix(self.scene.palette.mid, self.scene.palette.pale, 0.5), if self.scene.light.night { 0.5 } else { 0.76 });
                self.poly(&[[u - 0.28, 1.26], [u + 0.28, 1.26], [u + 0.28, 1.92], [u + 0.17, 2.05], [u - 0.17, 2.05], [u - 0.28, 1.92]], glass, 0.0);
                self.poly(&[[u - 0.2, 1.4], [u - 0.08, 1.4], [u + 0.16, 1.9], [u + 0.06, 1.94]], lift(glass, 0.07), 0.0);
            }
            Item::Poster => {
                let ink = self.paint(0.56);
                self.rect([u - 0.3, u + 0.3], [1.22, 2.06], self.scene.palette.stain(hex(0xd9cdb0), 0.3), 0.003);
                self.rect([u - 0.26, u + 0.26], [1.42, 2.02], ink, 0.0);
                self.poly(&[[u - 0.26, 1.42], [u - 0.26, 1.62], [u - 0.05, 1.8], [u + 0.1, 1.64], [u + 0.26, 1.74], [u + 0.26, 1.42]], lift(ink, -0.14), 0.0);
                self.disc(u + 0.1, 1.86, 0.07, lift(ink, 0.2), 0.0);
                self.rect([u - 0.2, u + 0.2], [1.29, 1.35], at_light(self.scene.palette.ink, 0.3), 0.0);
            }
            Item::Dials => {
                self.rect([u - 0.34, u + 0.34], [1.3, 2.0], self.metal(0.4), 0.006);
                for (x, y, r) in [(-0.17, 1.8, 0.11), (0.15, 1.82, 0.09), (-0.14, 1.5, 0.09), (0.16, 1.52, 0.12)] {
                    self.disc(u + x, y, r, self.metal(0.3), 0.003);
                    self.disc(u + x, y, r * 0.82, at_light(self.scene.palette.pale, 0.8), 0.0);
                    let a = f64::from(self.rng.range(-1.2, 1.2));
                    self.line([u + x, y], [u + x + a.sin() * r * 0.7, y + a.cos() * r * 0.7], 0.007, hex(0x7c2d22));
                }
            }
            Item::Ropes => {
                let rope = self.scene.palette.stain(hex(0xa58a5c), 0.3);
                let ink = at_light(rope, 0.5);
                self.disc(u, 2.06, 0.03, self.metal(0.34), 0.003);
                for k in 0..4 {
                    let (x, w, low) = (u + 0.02 * f64::from(k), 0.13 + 0.025 * f64::from(k), 1.36 + 0.05 * f64::from(k));
                    self.line([x - 0.01, 2.05], [x - w, 1.7], 0.016, lift(ink, 0.02 * k as f32));
                    self.line([x - w, 1.71], [x - w * 0.4, low], 0.016, lift(ink, 0.02 * k as f32));
                    self.line([x - w * 0.42, low], [x + w * 0.42, low], 0.016, lift(ink, 0.01));
                    self.line([x + w * 0.4, low], [x + w, 1.71], 0.016, lift(ink, -0.02));
                    self.line([x + w, 1.7], [x + 0.01, 2.05], 0.016, lift(ink, -0.03));
                }
            }
        }
    }

    fn frames(&mut self, u: f64) {
        let gilt = self.scene.palette.stain(hex(0xa98846), 0.3);
        for (dx, v, w, h) in [(-0.24, 1.36, 0.19, 0.3), (0.24, 1.5, 0.15, 0.2), (0.22, 1.98, 0.13, 0.12)] {
            let (w, h) = (w * f64::from(self.rng.range(0.85, 1.15)), h * f64::from(self.rng.range(0.85, 1.1)));
            let frame = if self.rng.chance(0.5) { self.skin.trim } else { at_light(gilt, 0.56) };
            self.rect([u + dx - w, u + dx + w], [v, v + h * 2.0], frame, 0.005);
            let back = self.paint(0.62);
            let (l, r, b, t) = (u + dx - w + 0.035, u + dx + w - 0.035, v + 0.035, v + h * 2.0 - 0.035);
            self.rect([l, r], [b, t], back, 0.0);
            if self.rng.chance(0.5) {
                // A hill and a sky, or a sitter.
                let m = b + (t - b) * 0.4;
                self.poly(&[[l, b], [r, b], [r, m], [l + (r - l) * 0.6, m + (t - b) * 0.2], [l, m - (t - b) * 0.1]], lift(back, -0.16), 0.0);
            } else {
                let x = (l + r) * 0.5;
                self.poly(&[[x - w * 0.55, b], [x + w * 0.55, b], [x + w * 0.3, b + (t - b) * 0.42], [x - w * 0.3, b + (t - b) * 0.42]], lift(back, -0.26), 0.0);
                self.disc(x, b + (t - b) * 0.6, w * 0.28, at_light(self.scene.palette.stain(hex(0xcf9f78), 0.2), 0.66), 0.0);
            }
        }
    }

    fn sconce(&mut self, u: f64) {
        let lit = self.scene.light.night && self.scene.light.warm;
        self.disc(u, 1.62, 0.05, at_light(self.skin.trim, 0.34), 0.003);
        self.line([u, 1.62], [u, 1.78], 0.012, at_light(self.skin.trim, 0.3));
        let shade = if lit { hex(0xffdf9c) } else { at_light(mix(self.scene.palette.pale, fade(self.scene.palette.accent, 0.6), 0.3), 0.72) };
        self.poly(&[[u - 0.16, 1.76], [u + 0.16, 1.76], [u + 0.09, 1.98], [u - 0.09, 1.98]], shade, 0.005);
    }

    fn pegs(&mut self, u: f64) {
        self.rect([u - 0.48, u + 0.48], [1.78, 1.87], lift(self.skin.trim, 0.03), 0.004);
        for k in 0..4 {
            let x = u - 0.36 + 0.24 * f64::from(k);
            self.disc(x, 1.8, 0.022, self.metal(0.4), 0.002);
            if self.rng.chance(0.72) {
                let ink = self.paint(0.42);
                let (w, low) = (f64::from(self.rng.range(0.07, 0.12)), f64::from(self.rng.range(0.75, 1.2)));
                self.poly(&[[x - 0.02, 1.8], [x + 0.02, 1.8], [x + w, 1.62], [x + w * 1.1, low], [x - w * 1.15, low + 0.03], [x - w, 1.6]], ink, 0.006);
                self.line([x, 1.7], [x + 0.01, low + 0.05], 0.006, lift(ink, -0.08));
            }
        }
    }

    fn pigeonholes(&mut self, u: f64) {
        let wood = self.skin.trim;
        let (l, b, n, m, s) = (u - 0.55, 0.98, 6, 5, 0.183);
        let (r, t) = (l + s * f64::from(n), b + s * 1.12 * f64::from(m));
        self.rect([l - 0.04, r + 0.04], [b - 0.04, t + 0.05], lift(wood, 0.02), 0.008);
        for i in 0..n {
            for j in 0..m {
                let (x, y) = (l + s * f64::from(i), b + s * 1.12 * f64::from(j));
                self.rect([x + 0.013, x + s - 0.013], [y + 0.013, y + s * 1.12 - 0.013], lift(wood, -0.17), 0.0);
                if self.rng.chance(0.68) {
                    let paper = self.sheet_of_paper();
                    let high = f64::from(self.rng.range(0.05, 0.14));
                    self.poly(&[[x + 0.022, y + 0.014], [x + s - 0.024, y + 0.014], [x + s - 0.03, y + high], [x + 0.03, y + high + 0.012]], paper, 0.001);
                }
            }
        }
    }

    fn board(&mut self, u: f64) {
        self.rect([u - 0.48, u + 0.48], [1.2, 1.98], lift(self.skin.trim, 0.02), 0.006);
        let cork = at_light(self.scene.palette.stain(hex(0xb08a5a), 0.3), 0.58);
        self.rect([u - 0.44, u + 0.44], [1.24, 1.94], cork, 0.0);
        for k in 0..7 {
            let (x, y) = (u - 0.4 + 0.2 * f64::from(k % 4), 1.3 + 0.33 * f64::from(k / 4));
            let (w, h, lean) = (f64::from(self.rng.range(0.11, 0.17)), f64::from(self.rng.range(0.14, 0.24)), f64::from(self.rng.sway()) * 0.02);
            let paper = self.sheet_of_paper();
            self.poly(&[[x, y], [x + w, y + lean], [x + w - lean, y + h + lean], [x - lean, y + h]], paper, 0.002);
            self.disc(x + w * 0.5, y + h - 0.015, 0.012, fade(self.scene.palette.accent, 0.9), 0.001);
        }
    }

    fn pipes(&mut self, u: f64) {
        let ink = self.metal(if self.scene.light.night { 0.34 } else { 0.44 });
        for (x, w) in [(-0.14, 0.05), (0.04, 0.032), (0.17, 0.06)] {
            self.rect([u + x - w, u + x + w], [-0.1, 3.4], lift(ink, 0.03 * w as f32 * 20.0), 0.006);
            self.rect([u + x - w * 0.2, u + x + w], [-0.1, 3.4], lift(ink, -0.05), 0.0);
            for v in [1.18, 2.02] {
                let v = v + f64::from(self.rng.sway()) * 0.14;
                self.rect([u + x - w * 1.45, u + x + w * 1.45], [v, v + 0.06], lift(ink, 0.05), 0.003);
            }
        }
        self.disc(u + 0.17, 1.6, 0.11, lift(ink, 0.02), 0.005);
        self.disc(u + 0.17, 1.6, 0.085, at_light(self.scene.palette.pale, 0.78), 0.0);
        self.line([u + 0.17, 1.6], [u + 0.22, 1.65], 0.006, hex(0x7c2d22));
    }

    fn tools(&mut self, u: f64) {
        let (wood, steel) = (at_light(self.skin.trim, 0.44), self.metal(0.56));
        self.rect([u - 0.48, u + 0.48], [1.98, 2.03], lift(wood, -0.06), 0.003);
        // A saw, a hammer, a lantern, a pair of snowshoes' worth of curves: what hangs by the door.
        self.poly(&[[u - 0.46, 1.96], [u - 0.36, 1.96], [u - 0.3, 1.36], [u - 0.46, 1.4]], steel, 0.004);
        self.poly(&[[u - 0.48, 1.98], [u - 0.34, 1.98], [u - 0.36, 1.84], [u - 0.47, 1.84]], wood, 0.004);
        self.rect([u - 0.17, u - 0.13], [1.5, 1.97], wood, 0.004);
        self.rect([u - 0.25, u - 0.06], [1.46, 1.56], lift(steel, -0.14), 0.004);
        self.rect([u + 0.08, u + 0.12], [1.3, 1.97], wood, 0.004);
        self.poly(&[[u + 0.02, 1.34], [u + 0.18, 1.34], [u + 0.2, 1.16], [u + 0.1, 1.1], [u, 1.16]], lift(steel, -0.06), 0.004);
        self.disc(u + 0.36, 1.68, 0.12, lift(wood, 0.05), 0.004);
        self.disc(u + 0.36, 1.68, 0.085, lift(self.skin.wall, -0.04), 0.0);
    }

    fn glass(&mut self, u: f64, bottles: bool) {
        let p = &self.scene.palette;
        let back = at_light(mix(p.mid, p.pale, 0.4), if self.scene.light.night { 0.4 } else { 0.66 });
        self.rect([u - 0.56, u + 0.56], [1.1, 2.2], lift(self.skin.trim, -0.02), 0.006);
        self.rect([u - 0.52, u + 0.52], [1.13, 2.17], if bottles { lift(self.skin.trim, -0.12) } else { back }, 0.0);
        for row in 0..3 {
            let v = 1.15 + 0.35 * f64::from(row);
            let mut x = u - 0.48;
            while x < u + 0.44 {
                let (w, h) = (f64::from(self.rng.range(0.05, 0.1)), f64::from(self.rng.range(0.18, 0.28)));
                let colour = [0x4f7a5c, 0x7a5a34, 0x8fb4bd, 0xb5713a, 0x5a7f9a][self.rng.below(5)];
                let light = self.rng.range(0.42, 0.66);
                let ink = at_light(self.scene.palette.stain(hex(colour), 0.2), light);
                if bottles || self.rng.chance(0.4) {
                    self.poly(&[[x, v], [x + w, v], [x + w, v + h * 0.6], [x + w * 0.66, v + h * 0.74], [x + w * 0.66, v + h], [x + w * 0.34, v + h], [x + w * 0.34, v + h * 0.74], [x, v + h * 0.6]], ink, 0.003);
                } else {
                    // A flask: a cone under a neck.
                    self.poly(&[[x - 0.02, v], [x + w + 0.02, v], [x + w * 0.66, v + h * 0.62], [x + w * 0.66, v + h], [x + w * 0.34, v + h], [x + w * 0.34, v + h * 0.62]], lift(ink, 0.16), 0.003);
                    self.poly(&[[x - 0.02, v], [x + w + 0.02, v], [x + w * 0.84, v + h * 0.3], [x + w * 0.16, v + h * 0.3]], ink, 0.0);
                }
                x += w + f64::from(self.rng.range(0.03, 0.09));
            }
            self.rect([u - 0.54, u + 0.54], [v - 0.03, v], lift(self.skin.trim, 0.06), 0.003);
        }
    }

    fn chart(&mut self, u: f64) {
        let paper = at_light(mix(self.scene.palette.pale, hex(0xe6d7b4), 0.5), 0.8);
        self.rect([u - 0.46, u + 0.46], [1.14, 2.08], paper, 0.005);
        for v in [1.1, 2.06] {
            self.rect([u - 0.5, u + 0.5], [v, v + 0.045], lift(self.skin.trim, -0.04), 0.003);
        }
        let (a, b) = (self.paint(0.6), self.paint(0.66));
        self.poly(&[[u - 0.4, 1.5], [u - 0.3, 1.82], [u - 0.08, 1.94], [u + 0.04, 1.72], [u - 0.1, 1.56], [u - 0.2, 1.36]], a, 0.0);
        self.poly(&[[u + 0.06, 1.28], [u + 0.12, 1.6], [u + 0.3, 1.82], [u + 0.4, 1.6], [u + 0.32, 1.34]], b, 0.0);
        let ink = lift(paper, -0.14);
        for k in 1..4 {
            let t = f64::from(k) / 4.0;
            self.line([u - 0.46 + 0.92 * t, 1.15], [u - 0.46 + 0.92 * t, 2.06], 0.003, ink);
            self.line([u - 0.46, 1.14 + 0.94 * t], [u + 0.46, 1.14 + 0.94 * t], 0.003, ink);
        }
    }

    fn plates(&mut self, u: f64) {
        let wood = lift(self.skin.trim, 0.03);
        self.rect([u - 0.56, u + 0.56], [1.2, 2.12], lift(wood, -0.05), 0.006);
        for (row, v) in [1.26, 1.68].into_iter().enumerate() {
            for k in 0..4 {
                let x = u - 0.4 + 0.265 * f64::from(k);
                let r = f64::from(self.rng.range(0.1, 0.125));
                let (white, ring) = (self.scene.palette.stain(hex(0xe8e4d6), 0.2), self.paint(0.58));
                self.disc(x, v + r + 0.01, r, at_light(white, 0.84), 0.004);
                self.disc(x, v + r + 0.01, r * 0.74, ring, 0.0);
                self.disc(x, v + r + 0.01, r * 0.64, at_light(white, 0.82), 0.0);
            }
            self.rect([u - 0.58, u + 0.58], [v - 0.04, v + 0.01], wood, 0.004);
            if row == 0 {
                // Cups on hooks under the board.
                for k in 0..3 {
                    let x = u - 0.32 + 0.3 * f64::from(k);
                    let ink = self.paint(0.66);
                    self.poly(&[[x - 0.06, 1.19], [x + 0.06, 1.19], [x + 0.05, 1.07], [x - 0.05, 1.07]], ink, 0.003);
                }
            }
        }
    }

    fn drawings(&mut self, u: f64) {
        for k in 0..4 {
            let (x, y, lean) = (u - 0.44 + 0.25 * f64::from(k % 4), 1.3 + 0.34 * f64::from(k % 2), f64::from(self.rng.sway()) * 0.025);
            let paper = self.sheet_of_paper();
            self.poly(&[[x, y], [x + 0.2, y + lean], [x + 0.2 - lean, y + 0.27], [x - lean, y + 0.27 - lean]], paper, 0.003);
            let (a, b) = (self.paint(0.6), self.paint(0.5));
            self.poly(&[[x + 0.03, y + 0.03], [x + 0.17, y + 0.03], [x + 0.17, y + 0.1], [x + 0.03, y + 0.08]], a, 0.0);
            if k % 2 == 0 {
                self.disc(x + 0.14, y + 0.21, 0.03, hex(0xd8a53c), 0.0);
            }
            self.poly(&[[x + 0.06, y + 0.09], [x + 0.13, y + 0.09], [x + 0.13, y + 0.16], [x + 0.095, y + 0.21], [x + 0.06, y + 0.16]], b, 0.0);
        }
    }

    fn bars(&mut self, u: f64) {
        self.rect([u - 0.36, u + 0.36], [1.56, 2.3], lift(self.skin.wall, -0.07), 0.004);
        let hole = self.wall.flat(self.scene, [u - 0.28, u + 0.28], [1.64, 2.22]);
        outside(self.scene, self.c, &hole);
        for k in 0..4 {
            let x = u - 0.21 + 0.14 * f64::from(k);
            self.rect([x - 0.018, x + 0.018], [1.62, 2.24], at_light(self.scene.palette.ink, 0.26), 0.003);
        }
        self.rect([u - 0.3, u + 0.3], [1.9, 1.935], at_light(self.scene.palette.ink, 0.28), 0.003);
    }
}
