//! A band of rows of one frame: layers laid over one another, only where they are seen.
//! It is handed placed layers; cameras, weather and grain are elsewhere.

use super::kernel;
use super::place::{Placed, Room};
use super::sheet::Cover;
use super::turned::Turned;
use crate::cut::frame::Frame;

/// Luma rows of a band; few enough that a band stays in a core's own cache.
pub const ROWS: usize = 16;
/// Output pixels of one column of the cover map.
const TILE: usize = 64;

/// A layer as it stands in one frame.
pub enum Standing<'a> {
    Straight(Placed<'a>),
    Turned(Turned<'a>),
}

pub struct Shown<'a> {
    /// Its place among all layers of the plate.
    pub number: usize,
    /// Which of the layer's pictures it is; `None` where it is never twice the same.
    pub cel: Option<usize>,
    pub standing: Standing<'a>,
    /// The layer is added as light, times this gain of 16384.
    pub glow: Option<i32>,
    /// The same layer in another softness, and its share of [`kernel::ONE`].
    pub other: Option<(Standing<'a>, i16)>,
}

impl Standing<'_> {
    /// Whether any of a frame's rows shows it.
    pub fn reaches(&self, rows: (usize, usize)) -> bool {
        match self {
            Standing::Straight(placed) => placed.y.0 < rows.1 && rows.0 < placed.y.1,
            Standing::Turned(_) => true,
        }
    }

    fn cover(&self, x: (usize, usize), y: (usize, usize)) -> Cover {
        match self {
            Standing::Straight(placed) => placed.cover(x, y),
            Standing::Turned(turned) => turned.cover(x, y),
        }
    }

    fn luma(&self, x: (usize, usize), row: usize, room: &mut Room, colour: &mut [i16], alpha: Option<&mut [i16]>) {
        match self {
            Standing::Straight(placed) => placed.luma(x, row, room, colour, alpha),
            Standing::Turned(turned) => turned.luma(x, row, colour, alpha),
        }
    }

    fn chroma(&self, x: (usize, usize), row: usize, room: &mut Room, uv: [&mut [i16]; 2], alpha: Option<&mut [i16]>) {
        match self {
            Standing::Straight(placed) => placed.chroma(x, row, room, uv, alpha),
            Standing::Turned(turned) => turned.chroma(x, row, uv, alpha),
        }
    }
}

impl Shown<'_> {
    fn cover(&self, x: (usize, usize), y: (usize, usize)) -> Cover {
        let own = self.standing.cover(x, y);
        let both = match &self.other {
            Some((other, _)) if other.cover(x, y) != own => Cover::Mixed,
            _ => own,
        };
        // Light never hides what is behind it.
        if self.glow.is_some() && both == Cover::Opaque { Cover::Mixed } else { both }
    }
}

/// Rows of canvas values; chroma has half of both sides.
pub struct Band {
    pub width: usize,
    pub top: usize,
    pub rows: usize,
    pub y: Vec<i16>,
    pub u: Vec<i16>,
    pub v: Vec<i16>,
    room: Room,
    colour: [Vec<i16>; 2],
    alpha: Vec<i16>,
    /// As `colour` and `alpha`, of a layer's other softness.
    second: [Vec<i16>; 3],
    covers: Vec<Cover>,
    /// What no layer hides is still to become black.
    bare: bool,
}

impl Band {
    /// Room for bands of a window so wide, out of sheets at most so wide.
    pub fn new(width: usize, widest: usize) -> Band {
        Band {
            width,
            top: 0,
            rows: 0,
            y: vec![0; width * ROWS],
            u: vec![0; width * ROWS / 4],
            v: vec![0; width * ROWS / 4],
            room: Room::new(widest),
            colour: [vec![0; width], vec![0; width]],
            alpha: vec![0; width],
            second: std::array::from_fn(|_| vec![0; width]),
            covers: Vec::new(),
            bare: false,
        }
    }

    pub fn fits(&self, width: usize, widest: usize) -> bool {
        self.width == width && self.room.fits(widest)
    }

    /// Takes a finished picture of the window's size as the band's content.
    pub fn load(&mut self, picture: &Frame) {
        self.bare = false;
        let (full, half) = (picture.width, picture.width / 2);
        let luma = |code: u8| ((i32::from(code) - 16).max(0) * 255 * 64 / 219) as i16;
        let chroma = |code: u8| ((i32::from(code) - 128) * 255 * 64 / 224) as i16;
        for row in 0..self.rows {
            let codes = &picture.y[(self.top + row) * full..][..self.width];
            self.y[row * self.width..][..self.width].iter_mut().zip(codes).for_each(|(out, &c)| *out = luma(c));
        }
        for row in 0..self.rows / 2 {
            let from = (self.top / 2 + row) * half;
            for (plane, out) in [(&picture.u, &mut self.u), (&picture.v, &mut self.v)] {
                let out = &mut out[row * half..][..half];
                out.iter_mut().zip(&plane[from..]).for_each(|(out, &c)| *out = chroma(c));
            }
        }
    }

    /// Begins a band at row `top`. What is painted next is painted on black.
    pub fn start(&mut self, top: usize, rows: usize) {
        self.top = top;
        self.rows = rows;
        self.bare = true;
    }

    /// As [`Band::start`], on another ground.
    pub fn start_on(&mut self, top: usize, rows: usize, [y, u, v]: [i16; 3]) {
        self.start(top, rows);
        self.bare = false;
        self.y.fill(y);
        self.u.fill(u);
        self.v.fill(v);
    }

    fn blacken(&mut self, x: (usize, usize)) {
        for line in self.y.chunks_exact_mut(self.width).take(self.rows) {
            line[x.0..x.1].fill(0);
        }
        for plane in [&mut self.u, &mut self.v] {
            plane.chunks_exact_mut(self.width / 2).take(self.rows.div_ceil(2)).for_each(|line| line[x.0 / 2..x.1.div_ceil(2)].fill(0));
        }
    }

    /// Paints the layers, the farthest first; `between` is called after each with its number
    /// and that of the next one.
    pub fn paint(&mut self, shown: &[Shown], mut between: impl FnMut(usize, usize, &mut Band)) {
        let tiles = self.width.div_ceil(TILE);
        let rows = (self.top, self.top + self.rows);
        let mut covers = std::mem::take(&mut self.covers);
        covers.clear();
        for layer in shown {
            for tile in 0..tiles {
                let x = (tile * TILE, ((tile + 1) * TILE).min(self.width));
                covers.push(layer.cover(x, rows));
            }
        }
        // What lies behind an opaque tile is never seen.
        for tile in 0..tiles {
            let front = (0..shown.len()).rev().find(|layer| covers[layer * tiles + tile] == Cover::Opaque);
            for layer in 0..front.unwrap_or(0) {
                covers[layer * tiles + tile] = Cover::Clear;
            }
            if front.is_none() && self.bare {
                self.blacken((tile * TILE, ((tile + 1) * TILE).min(self.width)));
            }
        }
        self.bare = false;
        for (place, layer) in shown.iter().enumerate() {
            let covers = &covers[place * tiles..][..tiles];
            let mut tile = 0;
            while tile < tiles {
                let cover = covers[tile];
                let run = covers[tile..].iter().take_while(|&&c| c == cover).count();
                let x = (tile * TILE, ((tile + run) * TILE).min(self.width));
                tile += run;
                if cover != Cover::Clear {
                    self.lay(layer, x, cover == Cover::Opaque);
                }
            }
            between(layer.number, shown.get(place + 1).map_or(usize::MAX, |next| next.number), self);
        }
        self.covers = covers;
    }

    /// All light times a gain of 16384.
    pub fn flicker(&mut self, gain: i32) {
        kernel::gain(gain, 0, kernel::OPAQUE, &mut self.y[..self.rows * self.width]);
        let most = 127 << 6;
        for plane in [&mut self.u, &mut self.v] {
            kernel::gain(gain, -most, most, &mut plane[..self.rows * self.width / 4]);
        }
    }

    /// Lays one layer over the pixels `x` of the band.
    fn lay(&mut self, layer: &Shown, x: (usize, usize), opaque: bool) {
        let (x, y) = match &layer.standing {
            Standing::Straight(placed) => (
                (x.0.max(placed.x.0), x.1.min(placed.x.1)),
                (self.top.max(placed.y.0), (self.top + self.rows).min(placed.y.1)),
            ),
            Standing::Turned(_) => (x, (self.top, self.top + self.rows)),
        };
        if x.0 >= x.1 || y.0 >= y.1 {
            return;
        }
        for row in y.0..y.1 {
            self.lay_luma(layer, x, row, opaque);
        }
        for row in y.0 / 2..y.1.div_ceil(2) {
            self.lay_chroma(layer, (x.0 / 2, x.1.div_ceil(2)), row, opaque);
        }
    }

    fn lay_luma(&mut self, layer: &Shown, x: (usize, usize), row: usize, opaque: bool) {
        let canvas = &mut self.y[(row - self.top) * self.width..][x.0..x.1];
        let count = x.1 - x.0;
        let (colour, alpha) = (&mut self.colour[0][..count], &mut self.alpha[..count]);
        let (room, [second, _, veil]) = (&mut self.room, &mut self.second);
        let mut sample = |colour: &mut [i16], mut alpha: Option<&mut [i16]>| {
            layer.standing.luma(x, row, room, colour, alpha.as_deref_mut());
            if let Some((other, share)) = &layer.other {
                other.luma(x, row, room, &mut second[..count], alpha.is_some().then_some(&mut veil[..count]));
                kernel::blend(&second[..count], *share, colour);
                if let Some(alpha) = alpha {
                    kernel::blend(&veil[..count], *share, alpha);
                }
            }
        };
        match layer.glow {
            Some(gain) => {
                sample(colour, None);
                kernel::add(colour, gain, 0, kernel::OPAQUE, canvas);
            }
            None if opaque => sample(canvas, None),
            None => {
                sample(colour, Some(alpha));
                kernel::over(colour, alpha, canvas);
            }
        }
    }

    fn lay_chroma(&mut self, layer: &Shown, x: (usize, usize), row: usize, opaque: bool) {
        let start = (row - self.top / 2) * (self.width / 2);
        let (u, v) = (&mut self.u[start..][x.0..x.1], &mut self.v[start..][x.0..x.1]);
        let count = x.1 - x.0;
        let [cu, cv] = &mut self.colour;
        let (cu, cv, alpha) = (&mut cu[..count], &mut cv[..count], &mut self.alpha[..count]);
        let (room, [su, sv, veil]) = (&mut self.room, &mut self.second);
        let mut sample = |uv: [&mut [i16]; 2], mut alpha: Option<&mut [i16]>| {
            let [u, v] = uv;
            layer.standing.chroma(x, row, room, [&mut *u, &mut *v], alpha.as_deref_mut());
            if let Some((other, share)) = &layer.other {
                other.chroma(x, row, room, [&mut su[..count], &mut sv[..count]], alpha.is_some().then_some(&mut veil[..count]));
                kernel::blend(&su[..count], *share, u);
                kernel::blend(&sv[..count], *share, v);
                if let Some(alpha) = alpha {
                    kernel::blend(&veil[..count], *share, alpha);
                }
            }
        };
        match layer.glow {
            Some(gain) => {
                sample([cu, cv], None);
                let most = 127 << 6;
                kernel::add(cu, gain, -most, most, u);
                kernel::add(cv, gain, -most, most, v);
            }
            None if opaque => sample([u, v], None),
            None => {
                sample([&mut *cu, &mut *cv], Some(&mut *alpha));
                kernel::over(cu, alpha, u);
                kernel::over(cv, alpha, v);
            }
        }
    }
}
