//! Text into coverage: shaping, lines and outlines of the embedded face (EB Garamond, licence beside it).
//! Where text stands in the frame and in which colour is decided in `title`.

use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, Layout, LayoutContext, LineHeight, PositionedLayoutItem,
    StyleProperty,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::letters::FACE;

const FAMILY: &str = "EB Garamond 12";

/// How much of each pixel text covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    pub width: usize,
    pub height: usize,
    pub cover: Vec<u8>,
}

/// A font of the author's own.
#[derive(Clone)]
pub struct Font(Arc<Vec<u8>>);

impl Font {
    pub fn new(bytes: Vec<u8>) -> Font {
        Font(Arc::new(bytes))
    }
}

/// Lines of text set `em` pixels large and broken at `most` pixels; `align` is −1 left, 0 centred, 1 right.
pub fn set(lines: &[String], em: f32, most: f32, align: i8, own: Option<&Font>) -> Mask {
    let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
    let mut fonts = FontContext { collection, source_cache: SourceCache::default() };
    let families = fonts.collection.register_fonts(Blob::new(Arc::new(FACE)), None);
    let mut names = vec![families.first().and_then(|(id, _)| fonts.collection.family_name(*id)).unwrap_or(FAMILY).to_owned()];
    // What the author's font lacks, the embedded one draws.
    if let Some(Font(bytes)) = own {
        let families = fonts.collection.register_fonts(Blob::new(bytes.clone()), None);
        names.splice(0..0, families.first().and_then(|(id, _)| fonts.collection.family_name(*id)).map(str::to_owned));
    }
    let text = lines.join("\n");
    let mut context = LayoutContext::<[u8; 4]>::new();
    let mut builder = context.ranged_builder(&mut fonts, &text, 1.0, false);
    let family: Vec<FontFamilyName> = names.iter().map(|n| FontFamilyName::named(n)).collect();
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(family.into())));
    builder.push_default(StyleProperty::FontSize(em));
    builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.28)));
    // Capitals need air between them.
    let capitals = !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    builder.push_default(StyleProperty::LetterSpacing(if capitals { em * 0.09 } else { em * 0.01 }));
    let mut layout: Layout<[u8; 4]> = builder.build(&text);
    layout.break_all_lines(Some(most));
    let alignment = match align {
        -1 => Alignment::Left,
        0 => Alignment::Center,
        _ => Alignment::Right,
    };
    layout.align(alignment, AlignmentOptions::default());
    // Swashes and accents may reach out of their line.
    let air = (em * 0.35).ceil();
    let width = layout.full_width().max(layout.width()).min(most).max(1.0);
    let mut pen = Pen::new((width + air * 2.0).ceil() as usize, (layout.height() + air * 2.0).ceil() as usize);
    let left = if align == -1 {
        0.0
    } else if align == 0 {
        (most - width) / 2.0
    } else {
        most - width
    };
    for line in layout.lines() {
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            let size = Size::new(run.run().font_size());
            let font = run.run().font();
            let Ok(face) = FontRef::from_index(font.data.as_ref(), font.index) else { continue };
            let outlines = face.outline_glyphs();
            for glyph in run.positioned_glyphs() {
                let Some(outline) = outlines.get(GlyphId::new(glyph.id)) else { continue };
                pen.origin = [glyph.x - left + air, glyph.y + air];
                // A glyph that cannot be drawn leaves its room empty.
                let _ = outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen);
            }
        }
    }
    pen.mask()
}

/// Straight pieces of a curve; at the sizes of titles none is longer than some pixels.
const CHORDS: usize = 12;

/// Outlines summed as signed areas, so that every pixel knows its exact coverage.
struct Pen {
    width: usize,
    height: usize,
    sums: Vec<f32>,
    origin: [f32; 2],
    start: [f32; 2],
    at: [f32; 2],
}

impl Pen {
    fn new(width: usize, height: usize) -> Pen {
        Pen { width, height, sums: vec![0.0; (width + 1) * height], origin: [0.0; 2], start: [0.0; 2], at: [0.0; 2] }
    }

    fn place(&self, x: f32, y: f32) -> [f32; 2] {
        [self.origin[0] + x, self.origin[1] - y]
    }

    fn line(&mut self, to: [f32; 2]) {
        let from = std::mem::replace(&mut self.at, to);
        if from[1] == to[1] {
            return;
        }
        let (sign, top, bottom) = if from[1] < to[1] { (1.0, from, to) } else { (-1.0, to, from) };
        let slope = (bottom[0] - top[0]) / (bottom[1] - top[1]);
        let first = top[1].max(0.0);
        let last = bottom[1].min(self.height as f32);
        let mut y = first;
        while y < last {
            let row = y as usize;
            let next = ((row + 1) as f32).min(last);
            let (x0, x1) = (top[0] + (y - top[1]) * slope, top[0] + (next - top[1]) * slope);
            self.strip(row, sign * (next - y), x0.min(x1), x0.max(x1));
            y = next;
        }
    }

    /// A stroke through one row of pixels: what lies right of it is inside by `height`.
    fn strip(&mut self, row: usize, height: f32, left: f32, right: f32) {
        let limit = self.width as f32 - 0.01;
        let (left, right) = (left.clamp(0.0, limit), right.clamp(0.0, limit));
        let (first, last) = (left as usize, right as usize);
        let span = (right - left).max(1e-6);
        // The mean distance from the stroke to an edge right of it.
        let reach = |edge: f32| {
            let inside = (edge.min(right) - left).max(0.0);
            inside * inside / (2.0 * span) + (edge - right.max(left)).max(0.0)
        };
        let base = row * (self.width + 1);
        let (mut gone, mut covered) = (0.0, 0.0);
        for x in first..=last {
            let now = reach((x + 1) as f32);
            self.sums[base + x] += height * (now - gone - covered);
            covered = now - gone;
            gone = now;
        }
        self.sums[base + last + 1] += height * (1.0 - covered);
    }

    fn mask(self) -> Mask {
        let mut cover = Vec::with_capacity(self.width * self.height);
        for row in self.sums.chunks_exact(self.width + 1) {
            let mut sum = 0.0;
            for value in &row[..self.width] {
                sum += value;
                cover.push((sum.abs().min(1.0) * 255.0).round() as u8);
            }
        }
        Mask { width: self.width, height: self.height, cover }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.line(to);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, c, to) = (self.at, self.place(cx, cy), self.place(x, y));
        for i in 1..=CHORDS {
            let t = i as f32 / CHORDS as f32;
            let u = 1.0 - t;
            self.line(std::array::from_fn(|k| u * u * from[k] + 2.0 * u * t * c[k] + t * t * to[k]));
        }
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (from, c, d, to) = (self.at, self.place(cx0, cy0), self.place(cx1, cy1), self.place(x, y));
        for i in 1..=CHORDS {
            let t = i as f32 / CHORDS as f32;
            let u = 1.0 - t;
            let (a, b) = (3.0 * u * u * t, 3.0 * u * t * t);
            self.line(std::array::from_fn(|k| u * u * u * from[k] + a * c[k] + b * d[k] + t * t * t * to[k]));
        }
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;


    #[test]
    fn text_covers_pixels_and_longer_text_breaks() {
        let one = set(&["Оттепель".to_owned()], 40.0, 600.0, 0, None);
        let share = one.cover.iter().map(|&c| f64::from(c)).sum::<f64>() / 255.0 / one.cover.len() as f64;
        assert!((0.04..0.3).contains(&share), "{share}");
        assert!(one.cover.iter().any(|&c| c > 250));
        let long = "The snow had begun to melt before anyone believed in it".to_owned();
        assert!(set(&[long], 40.0, 300.0, 0, None).height > one.height * 2);
    }
}
