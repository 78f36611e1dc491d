//! Manners a style's look may name: noir, watercolour, super-8, woodcut, blueprint, technicolor. They change the palette, the
//! light, how the edge of a sheet is drawn, and how a layer is printed. Grain and vignette of the film are the cut's.

use super::canvas::{Canvas, Rect, each_row};
use super::colour::{Palette, Rgb, at_light, chroma, fade, from_lab, hex, lightness, mix, to_lab};
use super::light::Lighting;
use super::noise;
use super::words::Words;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Paper,
    Noir,
    Watercolour,
    Super8,
    Woodcut,
    Blueprint,
    Technicolor,
}

/// A manner with the colours it prints in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    pub kind: Kind,
    ink: Rgb,
    paper: Rgb,
}

/// Which words mean which manner; the first that is found is taken.
const NAMES: &[(Kind, &str)] = &[
    (Kind::Blueprint, "blueprint cyanotype schematic"),
    (Kind::Woodcut, "woodcut linocut woodblock engraving etching"),
    (Kind::Watercolour, "watercolour watercolor aquarelle gouache"),
    (Kind::Super8, "super+8 super8 8mm home+movie kodachrome"),
    (Kind::Technicolor, "technicolor technicolour"),
    (Kind::Noir, "noir"),
];

impl Manner {
    pub fn of(look: &str, palette: &Palette) -> Manner {
        let words = Words::of(look);
        let kind = NAMES.iter().find(|(_, w)| words.has(w)).map_or(Kind::Paper, |(k, _)| *k);
        match kind {
            Kind::Blueprint => Manner { kind, ink: hex(0x14366b), paper: hex(0xdfeaf6) },
            Kind::Woodcut => Manner { kind, ink: at_light(mix(palette.ink, hex(0x1b1510), 0.6), 0.19), paper: at_light(mix(palette.pale, hex(0xeadfc6), 0.6), 0.89) },
            _ => Manner { kind, ink: palette.ink, paper: at_light(mix(palette.pale, hex(0xf4efe3), 0.6), 0.95) },
        }
    }

    /// The palette as this manner has it.
    pub fn palette(&self, p: Palette) -> Palette {
        let all = |f: &dyn Fn(Rgb) -> Rgb| Palette { ink: f(p.ink), dark: f(p.dark), mid: f(p.mid), pale: f(p.pale), accent: f(p.accent) };
        match self.kind {
            Kind::Noir => Palette { accent: fade(p.accent, 0.95), ink: at_light(fade(p.ink, 0.3), 0.14), ..all(&|c| fade(c, 0.22)) },
            Kind::Technicolor => all(&|c| fade(c, 1.7)),
            Kind::Super8 => all(&|c| mix(c, hex(0xc98a4a), 0.14)),
            _ => p,
        }
    }

    /// The light as this manner has it.
    pub fn light(&self, light: &mut Lighting) {
        match self.kind {
            Kind::Noir => {
                // Hard and low: little fills the shadows.
                light.ambient = light.ambient.map(|v| v * 0.52);
                light.key = light.key.map(|v| v * 1.14);
                light.radius *= 0.72;
                light.rim *= 1.5;
                light.turn = (light.turn * 1.6).min(0.75);
                light.dark = (light.dark * 1.4).min(0.75);
            }
            Kind::Watercolour => {
                light.ambient = light.ambient.map(|v| v * 1.22);
                light.dark *= 0.3;
                light.lip *= 0.2;
                light.rim *= 0.3;
                light.turn *= 0.4;
            }
            Kind::Blueprint => {
                light.dark = 0.0;
                light.rim = 0.0;
                light.turn = 0.0;
            }
            Kind::Woodcut => {
                light.rim *= 1.6;
                light.turn = (light.turn * 1.3).min(0.7);
            }
            Kind::Paper | Kind::Super8 | Kind::Technicolor => {}
        }
    }

    /// The two colours it prints in.
    pub fn inks(&self) -> (Rgb, Rgb) {
        (self.ink, self.paper)
    }

    /// Whether sheets have the lit and dark lips of cut card.
    pub fn lips(&self) -> bool {
        !matches!(self.kind, Kind::Watercolour | Kind::Blueprint)
    }

    pub fn prints(&self) -> bool {
        self.kind != Kind::Paper
    }

    /// A colour, not premultiplied, as it is printed at a place of the frame.
    pub fn print(&self, c: Rgb, x: f32, y: f32, pixel: f32) -> Rgb {
        match self.kind {
            Kind::Paper | Kind::Blueprint => c,
            Kind::Noir => {
                let lab = to_lab(c);
                // What is strongly coloured keeps a part of it: a sign, a lip, a tie.
                let own = lab[1].hypot(lab[2]);
                let keep = ((own - 0.09) * 7.0).clamp(0.06, 0.75);
                let l = lab[0].clamp(0.0, 1.0);
                let s = l * l * (3.0 - 2.0 * l);
                from_lab([l + (s - l) * 0.75, lab[1] * keep, lab[2] * keep])
            }
            Kind::Technicolor => {
                let lab = to_lab(c);
                let l = lab[0].clamp(0.0, 1.0);
                let s = l * l * (3.0 - 2.0 * l);
                from_lab([l + (s - l) * 0.3, lab[1] * 1.5, lab[2] * 1.5])
            }
            Kind::Super8 => {
                let lab = to_lab(c);
                // Blacks are lifted and the whole leans to amber, as dyes do with the years.
                from_lab([0.13 + lab[0] * 0.83, lab[1] * 0.8 + 0.012, lab[2] * 0.8 + 0.034])
            }
            Kind::Watercolour => {
                // Pigment settles in the valleys of the paper and leaves its ridges pale.
                let settle = noise::along(x * 61.0 + 9.0 * noise::along(y * 23.0, 5), 0x77) * noise::along(y * 57.0 + 7.0 * noise::along(x * 19.0, 6), 0x78);
                let wash = noise::along(x * 5.0 + 2.0 * noise::along(y * 3.0, 8), 0x79) * noise::along(y * 4.0, 0x7a);
                // Light washes are thin already: a lamp keeps its warmth.
                let thin = (0.2 + 0.035 * settle + 0.1 * wash).clamp(0.0, 0.5) * (1.0 - 0.5 * chroma(c) / 0.2).clamp(0.4, 1.0);
                let lab = to_lab(mix(c, self.paper, thin));
                from_lab([lab[0], lab[1] * 1.25, lab[2] * 1.25])
            }
            Kind::Woodcut => {
                let tone = lightness(c).clamp(0.0, 1.0);
                // The light of the sky is left uncut, and night keeps the paper between its lines.
                let dark = ((0.73 - tone) / 0.62).clamp(0.0, 0.9);
                // Lines of the graver: closer by none, thicker where it is darker.
                let wave = 0.03 * noise::along(x * 2.3 + y * 1.7, 0x81) + 0.007 * noise::along(x * 9.0 + y * 4.0, 0x82);
                let period = 0.0105;
                let at = ((y * 0.94 + x * 0.34 + wave) / period).rem_euclid(1.0);
                let half = dark * 0.5;
                let off = ((at - 0.5).abs() - half) * period;
                let k = if dark <= 0.02 { 0.0 } else if dark >= 0.98 { 1.0 } else { (0.5 - off / (pixel * 1.4)).clamp(0.0, 1.0) };
                let ground = if chroma(c) > 0.085 { at_light(c, (tone + 0.16).clamp(0.5, 0.8)) } else { self.paper };
                [0, 1, 2].map(|i| ground[i] + (self.ink[i] - ground[i]) * k)
            }
        }
    }

    /// The body of a sheet before it is laid: its tone in this manner's own stuff.
    pub fn body(&self, ink: Rgb) -> Rgb {
        match self.kind {
            Kind::Blueprint => {
                let l = lightness(ink).clamp(0.0, 1.0);
                at_light(self.ink, 0.27 + 0.2 * l)
            }
            _ => ink,
        }
    }
}

impl Canvas<'_> {
    /// What a manner draws along the edge of a sheet just laid.
    pub(super) fn edge(&mut self, cover: &[u8], at: Rect, alpha: f32) {
        let manner = self.light.manner;
        let (reach, ink, strength) = match manner.kind {
            Kind::Blueprint => (0.0013, manner.paper, 0.92),
            Kind::Watercolour => (0.0032, manner.ink, 0.2),
            Kind::Woodcut => (0.0016, manner.ink, 0.85),
            _ => return,
        };
        let reach = ((reach * self.s).round() as i64).max(1);
        let darkens = manner.kind == Kind::Watercolour;
        let w = self.w;
        let pick = |x: i64, y: i64| if x < 0 || y < 0 || x >= at.w as i64 || y >= at.h as i64 { 0 } else { cover[y as usize * at.w + x as usize] };
        each_row(&mut self.px, w, at, |y, x_from, row| {
            let ly = y as i64 - at.y;
            for (i, px) in row.iter_mut().enumerate() {
                let lx = (x_from + i) as i64 - at.x;
                let m = pick(lx, ly);
                if m == 0 {
                    continue;
                }
                let least = pick(lx - reach, ly).min(pick(lx + reach, ly)).min(pick(lx, ly - reach)).min(pick(lx, ly + reach));
                if least >= m {
                    continue;
                }
                let k = f32::from(m - least) / 255.0 * strength * alpha;
                for j in 0..3 {
                    px[j] = if darkens { px[j] * (1.0 - k * 1.4 * (1.0 - ink[j])) } else { px[j] + (ink[j] * px[3] - px[j]) * k };
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::backends::paper::tests::{flatten, plain};
    use crate::plan::picture::{Picture, Style};

    #[test]
    fn every_manner_is_seen() {
        let frame = |look: &str| flatten(&crate::backends::paper::draw(&Picture { size: [320, 134], style: Style { look: look.into(), ..Style::default() }, ..plain() }));
        let paper = frame("cut paper");
        for look in ["noir", "a watercolour", "super-8", "woodcut", "blueprint", "Technicolor"] {
            let other = frame(look);
            let far = paper.iter().zip(&other).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / paper.len() as f64;
            assert!(far > 9.0, "{look} differs by {far}");
        }
    }
}
