//! Where a sheet stands in one frame, and its rows resampled to the frame's pixels.
//! It moves pictures; what lies over what is decided in `band`.

use super::kernel;
use super::sheet::{Cover, Sheet};
use crate::plan::picture::{Extent, Placement};

/// The part of the output that the film's picture fills; the rest is letterbox. Even numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
}

impl Window {
    /// The largest part of `output` that has the shape of `film`, in the middle.
    pub fn fit(film: [u32; 2], output: [usize; 2]) -> Window {
        let [fw, fh] = film.map(|n| u64::from(n.max(1)));
        let [w, h] = output.map(|n| n as u64);
        let even = |n: u64| n.next_multiple_of(2).max(2) as usize;
        let (width, height) = if w * fh > h * fw {
            (even((h * fw + fh / 2) / fh).min(output[0]), output[1])
        } else {
            (output[0], even((w * fh + fw / 2) / fw).min(output[1]))
        };
        Window { left: (output[0] - width) / 4 * 2, top: (output[1] - height) / 4 * 2, width, height }
    }
}

/// A straight line from output pixels to source pixels: `source = x × step + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub step: f64,
    pub offset: f64,
}

impl Line {
    /// The same line for chroma samples of both sides; `site` is where a sample lies among its two pixels.
    fn chroma(self, site: f64) -> Line {
        Line { step: self.step, offset: (site * self.step + self.offset - site) / 2.0 }
    }

    fn at(self, x: f64) -> f64 {
        x * self.step + self.offset
    }

    /// The output pixels whose source lies at most one pixel outside `0..size`, within `0..limit`.
    fn within(self, size: usize, limit: usize) -> (usize, usize) {
        let first = ((-1.0 - self.offset) / self.step).ceil().clamp(0.0, limit as f64);
        let last = ((size as f64 - self.offset) / self.step).floor();
        let end = (last + 1.0).clamp(first, limit as f64);
        (first as usize, end as usize)
    }
}

/// Table of one axis, for the output pixels that a sheet reaches.
pub struct Axis {
    taps: kernel::Taps,
    /// The first output pixel of the table.
    start: usize,
    /// Nothing needs mixing: every pixel is a pixel of the source, one after the other.
    whole: bool,
}

impl Axis {
    fn new(line: Line, size: usize, x: (usize, usize)) -> Axis {
        // Pixels are taken by fours, counted from the frame's edge.
        let start = x.0 / 4 * 4;
        let (mut at, mut weight) = (Vec::with_capacity(x.1 - start), Vec::with_capacity(x.1 - start));
        for x in start..x.1 {
            let (place, part) = tap(line.at(x as f64), size);
            at.push(place);
            weight.push(part);
        }
        let mut axis = Axis { taps: kernel::Taps::new(at, &weight), start, whole: true };
        let mut reached = x.0..x.1;
        if let Some(first) = reached.next().map(|x| axis.first(x)) {
            let whole = |(x, first): (usize, usize)| matches!(i32::from(weight[x - start]), 0 | kernel::ONE) && axis.first(x) == first;
            axis.whole = whole((x.0, first)) && reached.zip(first + 1..).all(whole);
        }
        axis
    }

    /// Where nothing needs mixing, the source pixel of an output pixel.
    fn first(&self, x: usize) -> usize {
        let x = x - self.start;
        self.taps.at(x) + usize::from(self.taps.weight(x) == kernel::ONE)
    }

    /// The source pixels that output pixels `x` need.
    fn span(&self, x: (usize, usize)) -> (usize, usize) {
        (self.taps.at(x.0 - self.start), self.taps.at(x.1 - 1 - self.start) + 2)
    }
}

/// Rounded down, without a call into the library of the system.
fn floor(value: f64) -> i64 {
    let whole = value as i64;
    whole - i64::from((whole as f64) > value)
}

/// Left neighbour and weight in [`kernel::ONE`] of a place in a row of `size` pixels, at least two.
fn tap(place: f64, size: usize) -> (u16, i16) {
    let last = (size - 1) as f64;
    let place = (place.clamp(0.0, last) * f64::from(kernel::ONE) + 0.5) as i64;
    let (at, weight) = (place >> 14, place & i64::from(kernel::ONE - 1));
    // The last pixel has no right neighbour: it is the whole of the pair before it.
    if at as usize >= size - 1 { ((size - 2) as u16, kernel::ONE as i16) } else { (at as u16, weight as i16) }
}

/// A sheet in one frame, with nothing turned.
pub struct Placed<'a> {
    pub sheet: &'a Sheet,
    pub across: Line,
    pub down: Line,
    luma: Axis,
    chroma: Axis,
    /// Output pixels that the sheet reaches, left and top included, right and bottom not.
    pub x: (usize, usize),
    pub y: (usize, usize),
}

/// The lines that carry output pixels of a window to pixels of a sheet.
pub fn lines(size: [usize; 2], area: &Extent, place: &Placement, window: Window) -> [Line; 2] {
    let line = |source: usize, from: f64, to: f64, shift: f64, count: usize| {
        let density = source as f64 / (to - from).max(1e-9);
        let step = density / (place.scale * window.height as f64);
        let start = ((0.5 - count as f64 / 2.0) / window.height as f64 - shift) / place.scale;
        Line { step, offset: (start - from) * density - 0.5 }
    };
    [
        line(size[0], area.left, area.right, place.x, window.width),
        line(size[1], area.top, area.bottom, place.y, window.height),
    ]
}

impl<'a> Placed<'a> {
    /// `endless` sheets go on beyond their edges: the farthest must never leave a gap.
    pub fn new(sheet: &'a Sheet, area: &Extent, place: &Placement, window: Window, endless: bool) -> Placed<'a> {
        let [across, down] = lines([sheet.width, sheet.height], area, place, window);
        let reach = |line: Line, size, limit| if endless { (0, limit) } else { line.within(size, limit) };
        let x = reach(across, sheet.width, window.width);
        Placed {
            sheet,
            across,
            down,
            luma: Axis::new(across, sheet.width, x),
            chroma: Axis::new(across.chroma(0.0), sheet.chroma_width, (x.0 / 2, x.1.div_ceil(2))),
            x,
            y: reach(down, sheet.height, window.height),
        }
    }

    /// What the output pixels of a tile see of the sheet.
    pub fn cover(&self, x: (usize, usize), y: (usize, usize)) -> Cover {
        if x.1 <= self.x.0 || x.0 >= self.x.1 || y.1 <= self.y.0 || y.0 >= self.y.1 {
            return Cover::Clear;
        }
        let inside = x.0 >= self.x.0 && x.1 <= self.x.1 && y.0 >= self.y.0 && y.1 <= self.y.1;
        // Chroma is filtered over three pixels before it is resampled: two more on each side.
        let span = |line: Line, (from, to): (usize, usize)| {
            [floor(line.at(from as f64)) - 3, floor(line.at((to - 1) as f64)) + 4]
        };
        match self.sheet.cover(span(self.across, x), span(self.down, y)) {
            Cover::Opaque if !inside => Cover::Mixed,
            cover => cover,
        }
    }

    /// Two source rows of an output row of luma, and the weight of the second in 32768.
    fn rows(&self, y: usize) -> (usize, i16) {
        let (at, weight) = tap(self.down.at(y as f64), self.sheet.height);
        (usize::from(at), ((i32::from(weight) * 2).min(32767)) as i16)
    }

    fn chroma_rows(&self, y: usize) -> (usize, i16) {
        let (at, weight) = tap(self.down.chroma(0.5).at(y as f64), self.sheet.chroma_height);
        (usize::from(at), ((i32::from(weight) * 2).min(32767)) as i16)
    }

    /// Luma, and alpha unless it is known to be opaque, of output pixels `x` of row `y`.
    pub fn luma(&self, x: (usize, usize), y: usize, room: &mut Room, colour: &mut [i16], alpha: Option<&mut [i16]>) {
        let (row, weight) = self.rows(y);
        let rows = |plane| Rows::new(plane, self.sheet.width, row, self.luma.span(x));
        self.bytes(&self.luma, x, rows(&self.sheet.y), weight, room, colour);
        if let Some(alpha) = alpha {
            self.bytes(&self.luma, x, rows(&self.sheet.alpha), weight, room, alpha);
        }
    }

    /// Both chromas, and alpha unless opaque, of chroma samples `x` of chroma row `y`.
    pub fn chroma(&self, x: (usize, usize), y: usize, room: &mut Room, uv: [&mut [i16]; 2], alpha: Option<&mut [i16]>) {
        let (row, weight) = self.chroma_rows(y);
        let (width, span) = (self.sheet.chroma_width, self.chroma.span(x));
        let [u, v] = uv;
        for (plane, out) in [(&self.sheet.u, u), (&self.sheet.v, v)] {
            let rows = Rows::new(plane, width, row, span);
            if self.chroma.whole && weight == 0 {
                kernel::widen_signed(&rows.upper[self.chroma.first(x.0) - span.0..][..out.len()], out);
                continue;
            }
            kernel::mix_signed(rows.upper, rows.lower, weight, &mut room.0[..span.1 - span.0]);
            resample(&self.chroma, x, span.0, &room.0, out);
        }
        if let Some(alpha) = alpha {
            self.bytes(&self.chroma, x, Rows::new(&self.sheet.chroma_alpha, width, row, span), weight, room, alpha);
        }
    }

    fn bytes(&self, axis: &Axis, x: (usize, usize), rows: Rows<u8>, weight: i16, room: &mut Room, out: &mut [i16]) {
        let span = axis.span(x);
        if axis.whole && weight == 0 {
            return kernel::widen(&rows.upper[axis.first(x.0) - span.0..][..out.len()], out);
        }
        kernel::mix_bytes(rows.upper, rows.lower, weight, &mut room.0[..span.1 - span.0]);
        // The room is longer than the span: shuffles may look beyond it, at what no weight takes.
        resample(axis, x, span.0, &room.0, out);
    }
}

/// Two rows of a plane, as far as they are wanted.
struct Rows<'a, T> {
    upper: &'a [T],
    lower: &'a [T],
}

impl<'a, T> Rows<'a, T> {
    /// The row after them, which the next row of the frame wants, is asked for already.
    fn new(plane: &'a [T], width: usize, row: usize, span: (usize, usize)) -> Rows<'a, T> {
        let of = |row: usize| &plane[row * width..][span.0..span.1];
        if (row + 3) * width <= plane.len() {
            kernel::ahead(of(row + 2));
        }
        Rows { upper: of(row), lower: of(row + 1) }
    }
}

fn resample(axis: &Axis, x: (usize, usize), start: usize, row: &[i16], out: &mut [i16]) {
    if axis.whole {
        out.copy_from_slice(&row[axis.first(x.0) - start..][..out.len()]);
    } else {
        kernel::spread(row, start, &axis.taps, (x.0 - axis.start, x.1 - axis.start), out);
    }
}

/// Room for one mixed source row.
pub struct Room(Vec<i16>);

impl Room {
    pub fn new(width: usize) -> Room {
        Room(vec![0; width + 18])
    }

    pub fn fits(&self, width: usize) -> bool {
        self.0.len() >= width + 18
    }
}
