//! The style's colours over pictures that the theatre did not draw: the author's own, and paid ones.
//! What falls in front of them, and the film's grain and vignette, are the cut's.

use std::sync::Arc;

use rayon::prelude::*;

use crate::plan::edit::Grade;
use crate::plan::picture::{Picture, Style};

use super::colour::{Curve, Palette, Rgb, from_lab, linear, mix, lightness, to_lab};
use super::manner::{Kind, Manner};

/// Knots of the table of colours on each axis.
const KNOTS: usize = 33;
/// How far colours lean to the palette: its darkest in the shadows, its palest in the lights.
const LEAN: f32 = 0.4;

/// A grade ready for pictures.
#[derive(Clone)]
pub struct Table {
    manner: Manner,
    /// sRGB bytes at every knot, red slowest; shared by all frames of a clip.
    colours: Arc<Vec<[f32; 3]>>,
    /// Lines of a graver and pools of paint depend on the place too.
    drawn: bool,
}

impl Table {
    /// `asked`: whoever made the picture was told the style's words, so that only its colours are brought together.
    pub fn of(grade: &Grade, asked: bool) -> Table {
        let style = Style { look: grade.look.clone(), palette: grade.palette.clone(), ..Style::default() };
        let palette = Palette::of(&Picture { style, ..Picture::default() });
        let manner = Manner::of(&grade.look, &palette);
        let palette = (!grade.palette.is_empty()).then(|| manner.palette(palette));
        let at = |i: usize| (i as f32 / (KNOTS - 1) as f32 * 255.0).round() as u8;
        let curve = Curve::get();
        let drawn = !asked && matches!(manner.kind, Kind::Watercolour | Kind::Woodcut);
        let colours = (0..KNOTS * KNOTS * KNOTS).into_par_iter().map(|i| {
            let c = [i / KNOTS / KNOTS, i / KNOTS % KNOTS, i % KNOTS].map(|k| linear(at(k)));
            let c = tone(&manner, palette.as_ref(), c, asked);
            c.map(|v| curve.encode(v.clamp(0.0, 1.0)) * 255.0)
        });
        Table { manner, colours: Arc::new(colours.collect()), drawn }
    }

    /// Grades straight or premultiplied opaque pixels in place, `pixel` frame heights wide each.
    pub fn apply(&self, rgba: &mut [u8], width: usize, pixel: f32) {
        let curve = Curve::get();
        rgba.par_chunks_mut(width.max(1) * 4).enumerate().for_each(|(y, row)| {
            for (x, p) in row.chunks_exact_mut(4).enumerate() {
                let mut c = self.look_up([p[0], p[1], p[2]]);
                if self.drawn {
                    let light = c.map(|v| linear((v + 0.5) as u8));
                    let printed = self.manner.print(light, x as f32 * pixel, y as f32 * pixel, pixel);
                    c = printed.map(|v| curve.encode(v.clamp(0.0, 1.0)) * 255.0);
                }
                for (p, v) in p.iter_mut().zip(c) {
                    *p = (v + 0.5) as u8;
                }
            }
        });
    }

    fn look_up(&self, rgb: [u8; 3]) -> [f32; 3] {
        let place = rgb.map(|v| f32::from(v) * ((KNOTS - 1) as f32 / 255.0));
        let low = place.map(|p| (p as usize).min(KNOTS - 2));
        let part: [f32; 3] = std::array::from_fn(|i| place[i] - low[i] as f32);
        let mut sum = [0.0; 3];
        for corner in 0..8 {
            let side = [corner >> 2 & 1, corner >> 1 & 1, corner & 1];
            let weight: f32 = (0..3).map(|i| if side[i] == 1 { part[i] } else { 1.0 - part[i] }).product();
            let at = ((low[0] + side[0]) * KNOTS + low[1] + side[1]) * KNOTS + low[2] + side[2];
            for (s, v) in sum.iter_mut().zip(self.colours[at]) {
                *s += v * weight;
            }
        }
        sum
    }
}

fn tone(manner: &Manner, palette: Option<&Palette>, c: Rgb, asked: bool) -> Rgb {
    let c = match manner.kind {
        // What is coloured by hand is asked for; only photographs are turned into it.
        Kind::Blueprint if !asked => {
            let (ink, paper) = manner.inks();
            mix(ink, paper, lightness(c).clamp(0.0, 1.0).powi(2))
        }
        Kind::Noir | Kind::Super8 => manner.print(c, 0.0, 0.0, 1.0),
        Kind::Technicolor if !asked => manner.print(c, 0.0, 0.0, 1.0),
        _ => c,
    };
    let Some(palette) = palette else { return c };
    if matches!(manner.kind, Kind::Noir | Kind::Blueprint) {
        return c;
    }
    let lab = to_lab(c);
    let (dark, pale) = (to_lab(palette.ink), to_lab(palette.pale));
    let t = ((lab[0] - dark[0]) / (pale[0] - dark[0]).max(0.1)).clamp(0.0, 1.0);
    let toward = |k: usize| dark[k] + (pale[k] - dark[k]) * t;
    // Strong colours keep themselves: they are what is meant to be seen.
    let own = lab[1].hypot(lab[2]);
    let lean = LEAN * (1.0 - (own / 0.2).min(1.0));
    from_lab([lab[0], lab[1] + (toward(1) - lab[1]) * lean, lab[2] + (toward(2) - lab[2]) * lean])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(look: &str, palette: &[[u8; 3]], asked: bool, rgb: [u8; 3]) -> [u8; 3] {
        let mut rgba = [rgb[0], rgb[1], rgb[2], 255].repeat(64 * 64);
        Table::of(&Grade { look: look.into(), palette: palette.to_vec() }, asked).apply(&mut rgba, 64, 1.0 / 64.0);
        let at = (20 * 64 + 20) * 4;
        [rgba[at], rgba[at + 1], rgba[at + 2]]
    }

    #[test]
    fn manners_and_palettes_are_seen_on_a_photograph() {
        let skin = [190, 140, 110];
        let spread = |c: [u8; 3]| c.iter().max().unwrap() - c.iter().min().unwrap();
        assert!(spread(graded("noir", &[], false, skin)) < 16);
        assert!(spread(graded("technicolor", &[], false, skin)) > spread(skin) + 10);
        let print = graded("blueprint", &[], false, skin);
        assert!(print[2] > print[0]);
        // A cool palette cools greys, and leaves a strong red red.
        let cool = [[0x10, 0x1c, 0x30], [0x40, 0x60, 0x80], [0xd0, 0xe4, 0xf4]];
        let grey = graded("cut paper", &cool, false, [128, 128, 128]);
        assert!(grey[2] > grey[0] + 4, "{grey:?}");
        let red = graded("cut paper", &cool, false, [210, 30, 30]);
        assert!(red[0] > 195 && red[2] < 60, "{red:?}");
        // What was painted in the manner already is not painted again.
        assert_eq!(graded("technicolor", &[], true, skin), skin);
    }

    #[test]
    fn without_words_nothing_changes() {
        for c in [[0, 0, 0], [255, 255, 255], [17, 130, 240], [128, 128, 128]] {
            let same = graded("cut paper", &[], false, c);
            assert!(same.iter().zip(c).all(|(a, b)| a.abs_diff(b) <= 1), "{c:?} {same:?}");
        }
    }
}
