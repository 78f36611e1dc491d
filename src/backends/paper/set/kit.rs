//! The cutter's kit: a piece of the set as sheets in metres, foot at the origin, y up. It knows materials, not places.

use std::cell::RefCell;

use crate::backends::paper::canvas::Canvas;
use crate::backends::paper::colour::{Rgb, at_light, hex, lift, mix};
use crate::backends::paper::lens::Stand;
use crate::backends::paper::noise::Rng;
use crate::backends::paper::room::Wall;
use crate::backends::paper::scene::Scene;
use crate::backends::paper::shape::{P, Shape};
use crate::plan::picture::Hour;

pub struct Cut {
    pub shape: Shape,
    pub ink: Rgb,
    /// 1 takes the light of the set, 0 shines by itself.
    pub lit: f32,
    /// Height above what lies behind, in metres.
    pub gap: f32,
    pub alpha: f32,
}

/// Chance that can be asked in the midst of a cut.
pub struct Dice(RefCell<Rng>);

impl Dice {
    pub fn next(&self) -> u64 {
        self.0.borrow_mut().next()
    }

    pub fn range(&self, a: f32, b: f32) -> f32 {
        self.0.borrow_mut().range(a, b)
    }

    pub fn sway(&self) -> f32 {
        self.0.borrow_mut().sway()
    }

    pub fn chance(&self, p: f32) -> bool {
        self.0.borrow_mut().chance(p)
    }

    pub fn below(&self, n: usize) -> usize {
        self.0.borrow_mut().below(n)
    }
}

/// A piece as cut: its sheets from the back to the front, and where it shines.
pub struct Made {
    pub cuts: Vec<Cut>,
    /// Where something shines and how far, in metres: halos are laid there.
    pub halos: Vec<(P, f32, Rgb)>,
}

pub struct Kit<'a> {
    pub scene: &'a Scene<'a>,
    pub rng: Dice,
    made: Made,
    /// Windows and lamps burn.
    pub burning: bool,
    /// Which way smoke goes, as the piece itself has its sides.
    pub wind: f32,
    night: bool,
    /// The colour that the script gives it.
    pub tint: Option<Rgb>,
}

impl<'a> Kit<'a> {
    pub fn new(scene: &'a Scene<'a>, seed: u64, way: f32) -> Kit<'a> {
        let wind = crate::plan::picture::wind(scene.picture.seed) as f32 * way;
        let hour = scene.picture.hour;
        // Whoever is up at dawn has the day; lamps tell the evening.
        let burning = scene.light.night || hour == Hour::Dusk;
        let night = scene.light.night && scene.setting.room.is_none();
        Kit { scene, rng: Dice(RefCell::new(Rng::new(seed))), made: Made { cuts: Vec::new(), halos: Vec::new() }, burning, wind, night, tint: None }
    }

    pub fn cut(&mut self, shape: Shape, ink: Rgb) {
        self.made.cuts.push(Cut { shape, ink, lit: 1.0, gap: 0.05, alpha: 1.0 });
    }

    /// Lies flush with what is behind it.
    pub fn flat(&mut self, shape: Shape, ink: Rgb) {
        self.made.cuts.push(Cut { shape, ink, lit: 1.0, gap: 0.0, alpha: 1.0 });
    }

    pub fn shine(&mut self, shape: Shape, ink: Rgb) {
        self.made.cuts.push(Cut { shape, ink, lit: 0.0, gap: 0.0, alpha: 1.0 });
    }

    pub fn thin(&mut self, shape: Shape, ink: Rgb, alpha: f32) {
        self.made.cuts.push(Cut { shape, ink, lit: 0.6, gap: 0.0, alpha });
    }

    pub fn p(&mut self, points: &[P], ink: Rgb) {
        self.cut(Shape::poly(points), ink);
    }

    /// Left, foot, right, top.
    pub fn r(&mut self, l: f32, b: f32, r: f32, t: f32, ink: Rgb) {
        self.cut(Shape::rect(l, t, r, b), ink);
    }

    pub fn o(&mut self, x: f32, y: f32, rx: f32, ry: f32, ink: Rgb) {
        self.cut(Shape::round(x, y, rx, ry), ink);
    }

    pub fn b(&mut self, a: P, b: P, half: f32, ink: Rgb) {
        self.cut(Shape::bar(a, b, half), ink);
    }

    /// A soft closed outline; the third number marks corners.
    pub fn c(&mut self, points: &[[f32; 3]], ink: Rgb) {
        self.cut(Shape::curve(points), ink);
    }

    /// A line of changing half width.
    pub fn line(&mut self, points: &[[f32; 3]], ink: Rgb) {
        self.cut(Shape::ribbon(points), ink);
    }

    /// A lightness by day, carried into the night's own scale.
    pub fn tone(&self, l: f32) -> f32 {
        if self.night { 0.17 + 0.36 * l } else { l }
    }

    fn stuff(&self, own: u32, share: f32, l: f32) -> Rgb {
        at_light(self.scene.palette.stain(hex(own), share), self.tone(l))
    }

    pub fn wood(&self, l: f32) -> Rgb {
        self.stuff(0x7b5436, 0.25, l)
    }

    pub fn stone(&self, l: f32) -> Rgb {
        let p = &self.scene.palette;
        at_light(mix(p.mid, p.stain(hex(0x8d877a), 0.4), 0.5), self.tone(l))
    }

    pub fn brick(&self, l: f32) -> Rgb {
        self.stuff(0x9a5540, 0.35, l)
    }

    pub fn plaster(&self, l: f32) -> Rgb {
        self.stuff(0xd9cdb4, 0.45, l)
    }

    pub fn iron(&self, l: f32) -> Rgb {
        at_light(mix(self.scene.palette.ink, hex(0x3b3a3c), 0.4), self.tone(l))
    }

    pub fn steel(&self, l: f32) -> Rgb {
        self.stuff(0x8b9196, 0.4, l)
    }

    pub fn leaf(&self, l: f32) -> Rgb {
        self.stuff(0x56704a, 0.4, l)
    }

    pub fn straw(&self, l: f32) -> Rgb {
        self.stuff(0xc3a15c, 0.3, l)
    }

    pub fn cloth(&self, l: f32) -> Rgb {
        self.stuff(0xc9b58f, 0.3, l)
    }

    pub fn white(&self, l: f32) -> Rgb {
        at_light(mix(self.scene.palette.pale, hex(0xefe9dc), 0.5), self.tone(l))
    }

    pub fn water(&self, l: f32) -> Rgb {
        let p = &self.scene.palette;
        at_light(mix(p.mid, mix(p.dark, self.scene.light.sky[1], 0.5), 0.5), self.tone(l))
    }

    /// A painted thing's colour: one of a family that suits the palette, by the piece's own chance.
    pub fn paint(&self, l: f32) -> Rgb {
        if let Some(said) = self.said(l) {
            return said;
        }
        let own = [0x8c3b2f, 0x3f5f73, 0x4f6b52, 0xb5883e, 0x6d4a5e, 0x2f6a6a][self.rng.below(6)];
        self.stuff(own, 0.3, l)
    }

    /// The colour that the script gives it, as light as the piece has it or as the colour is.
    fn said(&self, l: f32) -> Option<Rgb> {
        self.tint.map(|t| at_light(mix(t, self.scene.palette.dark, 0.06), self.tone((l + super::super::colour::lightness(t)) / 2.0)))
    }

    pub fn accent(&self, l: f32) -> Rgb {
        if let Some(said) = self.said(l) {
            return said;
        }
        let p = &self.scene.palette;
        at_light(mix(p.accent, p.dark, 0.12), self.tone(l))
    }

    pub const WARM: u32 = 0xffcb78;

    /// A pane: warm where someone is in, dark by day.
    pub fn pane(&mut self, shape: Shape, wall: Rgb, chance: f32) {
        if self.burning && self.rng.chance(chance) {
            self.shine(shape, hex(Self::WARM));
        } else {
            self.flat(shape, lift(wall, -0.2));
        }
    }

    /// A window with its frame and a cross.
    pub fn window(&mut self, at: [f32; 4], wall: Rgb, chance: f32) {
        let [l, b, r, t] = at;
        let e = ((r - l) * 0.09).max(0.05);
        let frame = lift(wall, 0.09);
        self.r(l - e, b - e, r + e, t + e, frame);
        self.pane(Shape::rect(l, t, r, b), wall, chance);
        let m = (l + r) * 0.5;
        let k = b + (t - b) * 0.58;
        self.flat(Shape::rect(m - e * 0.3, t, m + e * 0.3, b).and(Shape::rect(l, k + e * 0.25, r, k - e * 0.25)), frame);
    }

    /// A pointed window.
    pub fn lancet(&mut self, x: f32, b: f32, w: f32, h: f32, wall: Rgb, chance: f32) {
        let shape = |e: f32| Shape::poly(&[[x - w - e, b - e], [x - w - e, b + h * 0.62], [x - w * 0.6 - e, b + h * 0.85], [x, b + h + e], [x + w * 0.6 + e, b + h * 0.85], [x + w + e, b + h * 0.62], [x + w + e, b - e]]);
        self.cut(shape(w * 0.3), lift(wall, 0.07));
        self.pane(shape(0.0), wall, chance);
    }

    /// Light that the piece itself gives, around a point.
    pub fn halo(&mut self, at: P, radius: f32, tint: u32) {
        self.made.halos.push((at, radius, hex(tint)));
    }

    /// Steps of a wall's top.
    pub fn crenel(&mut self, l: f32, r: f32, y: f32, step: f32, ink: Rgb) {
        let n = (((r - l) / step) as usize).clamp(1, 60);
        let w = (r - l) / n as f32;
        let mut teeth = Shape::rect(l, y + step * 0.12, r, y - step * 0.4);
        for i in 0..n {
            let x = l + w * i as f32;
            teeth = teeth.and(Shape::rect(x + w * 0.1, y + step * 0.72, x + w * 0.62, y));
        }
        self.cut(teeth, ink);
    }

    /// Courses of planks or stones as a second tone over a wall.
    pub fn courses(&mut self, at: [f32; 4], step: f32, ink: Rgb) {
        let [l, b, r, t] = at;
        let mut lines = Shape::default();
        let mut y = b + step;
        while y < t {
            lines = lines.and(Shape::rect(l, y + step * 0.05, r, y - step * 0.05));
            y += step * self.rng.range(0.85, 1.15);
        }
        self.flat(lines, ink);
    }

    /// Scattered stones of a wall, a few and unequal.
    pub fn stones(&mut self, at: [f32; 4], size: f32, ink: Rgb) {
        let [l, b, r, t] = at;
        let n = (((r - l) * (t - b) / (size * size) * 0.12) as usize).clamp(3, 26);
        for _ in 0..n {
            let (x, y) = (self.rng.range(l, r - size), self.rng.range(b, t - size * 0.5));
            let w = size * self.rng.range(0.5, 1.0);
            self.flat(Shape::poly(&[[x, y], [x + w, y + size * 0.04], [x + w * 0.96, y + size * 0.42], [x + w * 0.03, y + size * 0.38]]), lift(ink, self.rng.range(-0.05, 0.05)));
        }
    }

    /// Smoke or steam from a point, carried off by the wind: `(along, up, half width)` from there.
    pub fn smoke(&mut self, from: P, line: &[[f32; 3]], ink: Rgb, alpha: f32) {
        let line: Vec<[f32; 3]> = line.iter().map(|p| [from[0] + p[0] * self.wind, from[1] + p[1], p[2]]).collect();
        self.thin(Shape::ribbon(&line), ink, alpha);
    }

    pub fn done(self) -> Made {
        self.made
    }
}

impl Made {
    /// Lays all sheets flat on a wall, the foot at `at` along it and up, in the wall's own perspective.
    pub fn hang(&self, scene: &Scene, c: &mut Canvas, wall: &Wall, at: [f64; 2], seed: u64) {
        let metre = scene.lens.metre(scene.lens.depth(wall.at(at[0], 1.0)).max(0.3));
        for (n, cut) in self.cuts.iter().enumerate() {
            let behind = std::cell::Cell::new(false);
            let placed = cut.shape.map(|p| {
                let q = scene.lens.see(wall.at(at[0] + f64::from(p[0]), at[1] + f64::from(p[1])));
                behind.set(behind.get() | q.is_none());
                q.unwrap_or_default()
            });
            if behind.get() {
                continue;
            }
            let sheet = scene.sheet(cut.ink, seed ^ (n as u64 * 131)).gap((cut.gap * metre).clamp(0.0, 0.008)).lit(cut.lit).alpha(cut.alpha);
            c.paint(&placed, &if cut.gap > 0.0 { sheet } else { sheet.flat() });
        }
    }

    /// Lays all sheets on `c`; `way` −1 mirrors the piece, `size` scales it.
    pub fn lay(&self, scene: &Scene, c: &mut Canvas, stand: &Stand, way: f32, size: f32, fog: f32, seed: u64) {
        let gap = stand.metre * size;
        for (n, cut) in self.cuts.iter().enumerate() {
            let placed = cut.shape.map(|p| stand.map([p[0] * way * size, p[1] * size]));
            let mut sheet = scene.sheet(cut.ink, seed ^ (n as u64 * 131)).gap((cut.gap * gap).clamp(0.0, 0.008)).lit(cut.lit).alpha(cut.alpha);
            sheet = if cut.gap > 0.0 { sheet.fog(fog, (fog + 0.12 * fog.sqrt()).min(0.95)) } else { sheet.flat().fog(fog * (0.4 + 0.6 * cut.lit), fog * (0.4 + 0.6 * cut.lit)) };
            c.paint(&placed, &sheet);
        }
    }
}
