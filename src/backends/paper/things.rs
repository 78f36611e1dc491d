//! Props: the pieces of each kind, on its own foot in a unit box, y up; and where they stand.

use crate::plan::picture::{Extent, Thing, metres};

use super::canvas::Canvas;
use super::colour::{Rgb, at_light, fade, hex, lift, mix};
use super::noise::{self, Rng};
use super::scene::{EVERYWHERE, Job, Scene};
use super::{animal, furniture, goods, set};
use super::shape::{P, Shape};
use super::words::{Words, any_colour};

mod flowers;
mod ground;
mod hand;
mod kinds;
mod several;
mod surface;

pub use kinds::*;
use several::copies;

/// Larger than this in metres a thing stands on the floor.
const ON_A_TABLE: f32 = 0.6;

/// The colour that words give a thing.
pub fn tint(text: &str) -> Option<Rgb> {
    any_colour(&Words::of(text))
}

/// A piece of a thing in the colour that its words say: the first pieces of each are its body.
pub fn tinted(kind: Kind, n: usize, ink: Rgb, tint: Option<Rgb>) -> Rgb {
    let body = match kind {
        Kind::Key => 6,
        Kind::Telephone | Kind::Balloon | Kind::Book => 2,
        Kind::ToyBoat | Kind::Lamp | Kind::Windsock => 1,
        Kind::Cake | Kind::Animal(_) => 0,
        _ => 3,
    };
    let light = super::colour::lightness;
    match tint {
        // Paper is stained by a colour, never painted with it.
        Some(t) if n < 3 && lies(kind) && light(ink) > 0.62 => at_light(mix(ink, t, 0.45), light(ink) - 0.04),
        // Each piece keeps how much lighter or darker it is than the others.
        Some(t) if n < body => at_light(mix(ink, t, 0.85), light(t) * 0.8 + light(ink) * 0.2),
        _ => ink,
    }
}

/// A ring in one outline: round outside, back inside.
fn ring(x: f32, y: f32, r: f32, w: f32) -> Shape {
    let n = 30;
    let at = |i: usize, r: f32| {
        let a = i as f32 / n as f32 * std::f32::consts::TAU;
        [x + r * a.cos(), y + r * a.sin()]
    };
    let points: Vec<P> = (0..=n).map(|i| at(i, r + w)).chain((0..=n).rev().map(|i| at(i, (r - w).max(0.005)))).collect();
    Shape::poly(&points)
}

/// Pieces in a unit box about x 0, foot at y 0, y up.
pub fn pieces(scene: &Scene, kind: Kind, seed: u64) -> Vec<(Shape, Rgb)> {
    if let Some(pieces) = goods::pieces(scene, kind, seed) {
        return pieces;
    }
    let p = &scene.palette;
    let mut rng = Rng::new(seed);
    let ink = lift(p.ink, 0.05);
    let metal = mix(p.mid, hex(0x8d8f90), 0.5);
    let wood = p.stain(hex(0x7b5436), 0.25);
    let paper = lift(mix(p.pale, hex(0xf0e6cf), 0.4), 0.02);
    let glow = hex(0xffd38a);
    let poly = |v: &[P]| Shape::poly(v);
    match kind {
        Kind::Radio => {
            let body = mix(p.dark, hex(0x36524d), 0.4);
            let mut out = vec![
                (Shape::ribbon(&[[0.32, 0.6, 0.01], [0.46, 1.35, 0.006]]), metal),
                (poly(&[[-0.5, 0.0], [-0.5, 0.6], [-0.47, 0.64], [0.47, 0.64], [0.5, 0.6], [0.5, 0.0]]), body),
                (Shape::rect(-0.46, 0.04, 0.46, 0.585), lift(body, 0.045)),
                (Shape::round(-0.25, 0.32, 0.18, 0.19), lift(body, -0.11)),
            ];
            for i in 0..4 {
                for j in 0..4 {
                    let (x, y) = (-0.25 + (i as f32 - 1.5) * 0.075, 0.32 + (j as f32 - 1.5) * 0.078);
                    out.push((Shape::round(x, y, 0.022, 0.023), lift(body, 0.02)));
                }
            }
            out.push((Shape::rect(0.02, 0.36, 0.42, 0.54), glow));
            out.push((Shape::bar([0.16, 0.38], [0.2, 0.52], 0.007), hex(0x8a2f1a)));
            out.push((Shape::round(0.11, 0.17, 0.07, 0.075), lift(metal, 0.06)));
            out.push((Shape::round(0.33, 0.17, 0.07, 0.075), lift(metal, 0.02)));
            out
        }
        Kind::Letter => {
            let mut out = vec![(poly(&[[-0.36, 0.02], [-0.33, 0.98], [0.36, 1.0], [0.37, 0.0]]), paper), (poly(&[[-0.36, 0.02], [-0.345, 0.5], [0.365, 0.51], [0.37, 0.0]]), lift(paper, -0.03))];
            let hand = lift(p.ink, 0.12);
            for i in 0..11 {
                let y = 0.87 - 0.068 * i as f32;
                let end = if i == 10 || i % 4 == 3 { rng.range(-0.05, 0.15) } else { rng.range(0.22, 0.29) };
                let mut x = -0.27;
                let mut line = Shape::default();
                while x < end {
                    let w = rng.range(0.03, 0.1);
                    line = line.and(Shape::ribbon(&[[x, y, 0.0022], [x + w * 0.2, y + 0.009, 0.003], [x + w * 0.4, y - 0.006, 0.0034], [x + w * 0.62, y + 0.01, 0.0028], [x + w * 0.8, y - 0.004, 0.0034], [x + w, y + 0.003, 0.002]]));
                    x += w + 0.022;
                }
                out.push((line, hand));
            }
            out.push((poly(&[[0.36, 1.0], [0.24, 0.995], [0.362, 0.9]]), lift(paper, -0.08)));
            out
        }
        Kind::Envelope => {
            let cover = lift(mix(p.pale, hex(0xd9c199), 0.6), -0.02);
            let hand = lift(p.ink, 0.12);
            let line = |y: f32, from: f32, to: f32| Shape::ribbon(&[[from, y, 0.004], [from + 0.07, y + 0.016, 0.006], [from + 0.15, y - 0.012, 0.006], [(from + to) * 0.5, y + 0.014, 0.005], [to, y - 0.004, 0.003]]);
            vec![
                (poly(&[[-0.5, 0.0], [-0.49, 0.66], [0.49, 0.68], [0.5, 0.02]]), cover),
                // The flap, drawn over the top, and its seal.
                (poly(&[[-0.49, 0.66], [0.49, 0.68], [0.06, 0.4], [-0.05, 0.4]]), lift(cover, 0.03)),
                (poly(&[[-0.5, 0.0], [-0.06, 0.36], [0.06, 0.36], [0.5, 0.02]]), lift(cover, -0.035)),
                (Shape::round(0.0, 0.41, 0.062, 0.06), fade(mix(p.accent, hex(0x96302a), 0.6), 0.95)),
                (Shape::round(-0.008, 0.416, 0.034, 0.033), lift(fade(mix(p.accent, hex(0x96302a), 0.6), 0.95), -0.05)),
                (line(0.13, -0.2, 0.16).and(line(0.075, -0.14, 0.12)), hand),
            ]
        }
        Kind::Bundle => {
            let mut out = Vec::new();
            // Five covers that lie askew, and the string round them.
            for i in 0..5u32 {
                let t = i as f32;
                let (dx, lean, y) = (rng.sway() * 0.05, rng.sway() * 0.035, 0.035 * t);
                let own = lift([mix(p.pale, hex(0xe3cfa6), 0.6), paper, mix(paper, p.mid, 0.3), mix(p.pale, hex(0xcfae84), 0.7), paper][i as usize], -0.055 + 0.014 * t);
                out.push((poly(&[[-0.46 + dx, y], [-0.46 + dx - lean, y + 0.56], [0.46 + dx - lean, y + 0.58 + lean], [0.46 + dx, y + 0.02 + lean]]), own));
            }
            let top = 0.14;
            out.push((Shape::rect(0.26, top + 0.53, 0.4, top + 0.39), fade(mix(p.accent, p.mid, 0.3), 0.9)));
            out.push((Shape::ribbon(&[[-0.26, top + 0.3, 0.005], [-0.12, top + 0.315, 0.007], [0.0, top + 0.29, 0.007], [0.16, top + 0.305, 0.004]]).and(Shape::ribbon(&[[-0.2, top + 0.21, 0.005], [-0.06, top + 0.225, 0.006], [0.12, top + 0.21, 0.004]])), lift(p.ink, 0.12)));
            let string = lift(hex(0x8a6a44), 0.0);
            out.push((Shape::bar([-0.04, -0.01], [-0.06, top + 0.6], 0.013).and(Shape::bar([-0.48, 0.24], [0.48, 0.27], 0.013)), string));
            out.push((Shape::ribbon(&[[-0.05, 0.255, 0.014], [-0.16, 0.36, 0.012], [-0.17, 0.27, 0.01], [-0.05, 0.255, 0.012]]).and(Shape::ribbon(&[[-0.05, 0.255, 0.014], [0.07, 0.35, 0.012], [0.09, 0.26, 0.01], [-0.05, 0.255, 0.012]])), lift(string, 0.05)));
            out
        }
        Kind::Ticket => {
            let card = at_light(mix(hex(0xb98d52), p.stain(hex(0xb98d52), 0.3), 0.5), 0.68);
            let print = lift(at_light(card, 0.34), 0.0);
            // A notch in both ends, a tear line, the print of two stations and a hole from the clippers.
            let mut tear = Shape::default();
            for i in 0..9 {
                let y = 0.035 + 0.046 * i as f32;
                tear = tear.and(Shape::rect(0.215, y + 0.02, 0.228, y));
            }
            vec![
                (poly(&[[-0.5, 0.0], [-0.5, 0.17], [-0.465, 0.2], [-0.465, 0.26], [-0.5, 0.29], [-0.5, 0.45], [0.5, 0.46], [0.5, 0.3], [0.465, 0.27], [0.465, 0.2], [0.5, 0.17], [0.5, 0.01]]), card),
                (Shape::rect(-0.43, 0.41, 0.17, 0.395).and(Shape::rect(-0.43, 0.055, 0.17, 0.04)), print),
                (Shape::rect(-0.4, 0.345, -0.12, 0.275).and(Shape::rect(-0.16, 0.17, 0.12, 0.1)), lift(print, 0.06)),
                (poly(&[[-0.07, 0.32], [0.04, 0.32], [0.04, 0.345], [0.1, 0.305], [0.04, 0.265], [0.04, 0.29], [-0.07, 0.29]]), fade(p.accent, 0.85)),
                (tear, lift(card, -0.16)),
                (Shape::round(0.36, 0.24, 0.05, 0.052), lift(card, -0.3)),
                (Shape::rect(0.27, 0.41, 0.45, 0.37).and(Shape::rect(0.27, 0.1, 0.45, 0.06)), lift(print, 0.1)),
            ]
        }
        Kind::Map => {
            let sea = mix(paper, p.mid, 0.35);
            vec![
                (poly(&[[-0.5, 0.02], [-0.49, 0.72], [0.49, 0.74], [0.5, 0.0]]), paper),
                (Shape::curve(&[[-0.46, 0.05, 1.0], [-0.46, 0.68, 1.0], [-0.2, 0.69, 0.0], [-0.12, 0.5, 0.0], [-0.24, 0.36, 0.0], [-0.1, 0.2, 0.0], [-0.2, 0.05, 1.0]]), sea),
                (Shape::curve(&[[0.0, 0.5, 0.0], [0.18, 0.6, 0.0], [0.32, 0.5, 0.0], [0.22, 0.36, 0.0], [0.04, 0.38, 0.0]]), mix(paper, hex(0x9aa56a), 0.4)),
                (Shape::ribbon(&[[-0.05, 0.12, 0.006], [0.08, 0.24, 0.006], [0.05, 0.34, 0.006], [0.2, 0.44, 0.006], [0.38, 0.6, 0.006]]), fade(p.accent, 0.9)),
                (Shape::bar([0.35, 0.57], [0.41, 0.63], 0.01).and(Shape::bar([0.35, 0.63], [0.41, 0.57], 0.01)), hex(0x8f2f24)),
                (Shape::rect(-0.172, 0.725, -0.164, 0.01).and(Shape::rect(0.164, 0.73, 0.172, 0.01)).and(Shape::rect(-0.49, 0.372, 0.49, 0.364)), lift(paper, -0.07)),
            ]
        }
        Kind::Newspaper => {
            let news = lift(mix(paper, p.mid, 0.18), -0.02);
            let print = lift(p.ink, 0.3);
            let mut columns = Shape::default();
            for i in 0..3 {
                let x = -0.4 + 0.275 * i as f32;
                for k in 0..9 {
                    if i == 1 && k < 5 {
                        continue;
                    }
                    let y = 0.6 - 0.06 * k as f32;
                    columns = columns.and(Shape::rect(x, y, x + rng.range(0.2, 0.25), y - 0.014));
                }
            }
            vec![
                (poly(&[[-0.46, 0.0], [-0.45, 0.98], [0.46, 1.0], [0.47, 0.02]]), news),
                (Shape::rect(-0.4, 0.93, 0.4, 0.82), lift(print, -0.08)),
                (Shape::rect(-0.4, 0.77, 0.4, 0.755).and(Shape::rect(-0.34, 0.72, 0.3, 0.675)), print),
                (Shape::rect(-0.125, 0.61, 0.13, 0.32), mix(p.mid, p.dark, 0.3)),
                (columns, lift(print, 0.12)),
                (poly(&[[-0.46, 0.49], [0.465, 0.505], [0.465, 0.49], [-0.46, 0.475]]), lift(news, -0.07)),
            ]
        }
        Kind::Photograph => vec![
            (poly(&[[-0.42, 0.0], [-0.42, 0.92], [0.42, 0.94], [0.43, 0.02]]), lift(p.pale, 0.03)),
            (Shape::rect(-0.35, 0.16, 0.35, 0.86), mix(p.mid, p.pale, 0.4)),
            (poly(&[[-0.35, 0.16], [-0.35, 0.42], [-0.1, 0.52], [0.12, 0.44], [0.35, 0.5], [0.35, 0.16]]), mix(p.dark, p.mid, 0.6)),
            (poly(&[[-0.16, 0.16], [-0.14, 0.4], [-0.05, 0.46], [0.05, 0.4], [0.07, 0.16]]), lift(p.dark, -0.04)),
            (Shape::round(-0.04, 0.53, 0.065, 0.085), hex(0xc99a74)),
            (poly(&[[0.07, 0.16], [0.09, 0.32], [0.15, 0.36], [0.21, 0.31], [0.22, 0.16]]), fade(p.accent, 0.7)),
            (Shape::round(0.15, 0.42, 0.048, 0.06), hex(0xd2a684)),
        ],
        Kind::Lamp => vec![
            (Shape::ribbon(&[[-0.22, 0.72, 0.016], [-0.12, 1.04, 0.016], [0.12, 1.04, 0.016], [0.22, 0.72, 0.016]]), lift(ink, 0.08)),
            (poly(&[[-0.3, 0.0], [-0.28, 0.16], [0.28, 0.16], [0.3, 0.0]]), ink),
            (poly(&[[-0.24, 0.15], [-0.3, 0.42], [-0.22, 0.72], [0.22, 0.72], [0.3, 0.42], [0.24, 0.15]]), hex(0xffe9b8)),
            (Shape::curve(&[[0.0, 0.2, 0.0], [0.075, 0.27, 0.0], [0.06, 0.4, 0.0], [0.0, 0.58, 1.0], [-0.05, 0.42, 0.0], [-0.07, 0.27, 0.0]]), hex(0xfff8e2)),
            (Shape::bar([-0.24, 0.15], [-0.22, 0.72], 0.014).and(Shape::bar([0.24, 0.15], [0.22, 0.72], 0.014)), lift(ink, 0.06)),
            (poly(&[[-0.28, 0.7], [-0.16, 0.86], [0.16, 0.86], [0.28, 0.7]]), lift(ink, 0.03)),
        ],
        Kind::Candle => vec![
            (poly(&[[-0.2, 0.0], [-0.26, 0.06], [0.26, 0.06], [0.2, 0.0]]), metal),
            (poly(&[[-0.09, 0.05], [-0.09, 0.7], [0.06, 0.74], [0.09, 0.66], [0.09, 0.05]]), lift(p.pale, -0.01)),
            (Shape::curve(&[[0.0, 0.72, 1.0], [0.055, 0.82, 0.0], [0.0, 1.0, 1.0], [-0.05, 0.82, 0.0]]), hex(0xffe2a0)),
        ],
        Kind::Cup => vec![
            (ring(0.38, 0.44, 0.17, 0.048), lift(p.pale, -0.08)),
            (poly(&[[-0.36, 0.84], [-0.31, 0.06], [-0.22, 0.0], [0.22, 0.0], [0.31, 0.06], [0.36, 0.84]]), lift(p.pale, -0.01)),
            (poly(&[[0.06, 0.84], [0.08, 0.0], [0.22, 0.0], [0.31, 0.06], [0.36, 0.84]]), lift(p.pale, -0.09)),
            (Shape::round(0.0, 0.84, 0.36, 0.06), lift(wood, -0.12)),
        ],
        Kind::Bottle => vec![
            (poly(&[[-0.16, 0.0], [-0.17, 0.55], [-0.06, 0.7], [-0.06, 0.97], [0.06, 0.97], [0.06, 0.7], [0.17, 0.55], [0.16, 0.0]]), mix(hex(0x2e4a36), p.dark, 0.35)),
            (Shape::rect(-0.165, 0.14, 0.165, 0.42), mix(paper, p.mid, 0.2)),
            (Shape::rect(-0.065, 0.9, 0.065, 1.0), fade(p.accent, 0.8)),
        ],
        Kind::Kettle => vec![
            (Shape::ribbon(&[[-0.28, 0.5, 0.025], [-0.2, 0.84, 0.028], [0.18, 0.84, 0.028], [0.26, 0.5, 0.025]]), ink),
            (Shape::ribbon(&[[0.26, 0.25, 0.09], [0.44, 0.4, 0.055], [0.56, 0.56, 0.035]]), lift(metal, -0.14)),
            (Shape::curve(&[[-0.4, 0.05, 1.0], [-0.42, 0.3, 0.0], [-0.22, 0.54, 0.0], [0.22, 0.54, 0.0], [0.42, 0.3, 0.0], [0.4, 0.05, 1.0], [0.0, 0.0, 0.0]]), lift(metal, -0.1)),
            (Shape::round(0.0, 0.57, 0.06, 0.05), ink),
        ],
        Kind::Book => {
            let cover = mix(p.dark, fade(p.accent, 0.8), 0.4);
            vec![
                (poly(&[[-0.45, 0.0], [-0.42, 0.74], [0.42, 0.76], [0.45, 0.02]]), lift(cover, -0.05)),
                (poly(&[[-0.43, 0.03], [-0.4, 0.71], [-0.01, 0.7], [0.0, 0.05]]), paper),
                (poly(&[[0.43, 0.04], [0.4, 0.73], [-0.01, 0.7], [0.0, 0.05]]), lift(paper, -0.035)),
                (Shape::ribbon(&[[-0.34, 0.58, 0.006], [-0.08, 0.58, 0.006]]).and(Shape::ribbon(&[[-0.34, 0.48, 0.006], [-0.1, 0.48, 0.006]])).and(Shape::ribbon(&[[-0.35, 0.38, 0.006], [-0.07, 0.38, 0.006]])).and(Shape::ribbon(&[[0.08, 0.6, 0.006], [0.33, 0.6, 0.006]])).and(Shape::ribbon(&[[0.08, 0.5, 0.006], [0.3, 0.5, 0.006]])), lift(p.ink, 0.25)),
            ]
        }
        Kind::Phone => vec![
            (poly(&[[-0.24, 0.02], [-0.24, 0.98], [-0.21, 1.0], [0.21, 1.0], [0.24, 0.98], [0.24, 0.02], [0.21, 0.0], [-0.21, 0.0]]), hex(0x22252a)),
            (Shape::rect(-0.21, 0.07, 0.21, 0.93), hex(0xa9d6e6)),
            (Shape::rect(-0.15, 0.6, 0.09, 0.7), lift(hex(0xa9d6e6), 0.07)),
            (Shape::rect(-0.08, 0.42, 0.15, 0.52), mix(p.accent, hex(0xa9d6e6), 0.3)),
        ],
        Kind::Telephone => vec![
            (Shape::curve(&[[-0.5, 0.5, 0.0], [-0.42, 0.66, 0.0], [0.0, 0.62, 0.0], [0.42, 0.66, 0.0], [0.5, 0.5, 0.0], [0.34, 0.46, 1.0], [0.24, 0.54, 0.0], [-0.24, 0.54, 0.0], [-0.34, 0.46, 1.0]]), lift(ink, 0.05)),
            (poly(&[[-0.42, 0.0], [-0.3, 0.46], [-0.2, 0.52], [0.2, 0.52], [0.3, 0.46], [0.42, 0.0]]), lift(ink, 0.02)),
            (Shape::round(0.0, 0.24, 0.17, 0.16), lift(p.pale, -0.06)),
            (Shape::round(0.0, 0.24, 0.07, 0.07), lift(ink, 0.02)),
        ],
        Kind::Screen => vec![
            (Shape::rect(-0.09, 0.0, 0.09, 0.2), ink),
            (poly(&[[-0.26, 0.0], [0.26, 0.0], [0.2, 0.05], [-0.2, 0.05]]), lift(ink, 0.03)),
            (Shape::rect(-0.5, 0.14, 0.5, 0.8), lift(ink, 0.04)),
            (Shape::rect(-0.46, 0.18, 0.46, 0.76), hex(0x9fd0e0)),
            (Shape::rect(-0.4, 0.26, 0.05, 0.3).and(Shape::rect(-0.4, 0.36, 0.2, 0.4)).and(Shape::rect(-0.4, 0.46, -0.05, 0.5)), hex(0x5d97ad)),
        ],
        Kind::Key => vec![
            (ring(-0.32, 0.18, 0.13, 0.045), hex(0xb99a55)),
            (Shape::rect(-0.2, 0.15, 0.46, 0.215), hex(0xb99a55)),
            (poly(&[[0.3, 0.16], [0.3, 0.03], [0.36, 0.03], [0.36, 0.09], [0.4, 0.09], [0.4, 0.02], [0.46, 0.02], [0.46, 0.16]]), hex(0xa88a49)),
        ],
        Kind::Clock => vec![
            (Shape::round(0.0, 0.5, 0.48, 0.48), lift(wood, -0.08)),
            (Shape::round(0.0, 0.5, 0.4, 0.4), paper),
            (Shape::bar([0.0, 0.5], [0.0, 0.8], 0.016).and(Shape::bar([0.0, 0.5], [0.2, 0.42], 0.02)), ink),
            (Shape::bar([0.0, 0.85], [0.0, 0.89], 0.012).and(Shape::bar([0.0, 0.11], [0.0, 0.15], 0.012)).and(Shape::bar([0.35, 0.5], [0.39, 0.5], 0.012)).and(Shape::bar([-0.35, 0.5], [-0.39, 0.5], 0.012)), ink),
            (Shape::round(0.0, 0.5, 0.03, 0.03), fade(p.accent, 0.9)),
        ],
        Kind::Suitcase => {
            let leather = p.stain(hex(0x7d4f2f), 0.2);
            vec![
                (Shape::ribbon(&[[-0.13, 0.6, 0.022], [-0.1, 0.72, 0.024], [0.1, 0.72, 0.024], [0.13, 0.6, 0.022]]), lift(leather, -0.14)),
                (poly(&[[-0.5, 0.02], [-0.5, 0.6], [-0.46, 0.64], [0.46, 0.64], [0.5, 0.6], [0.5, 0.02], [0.47, 0.0], [-0.47, 0.0]]), leather),
                (Shape::rect(-0.33, 0.0, -0.25, 0.64).and(Shape::rect(0.25, 0.0, 0.33, 0.64)), lift(leather, -0.09)),
                (Shape::rect(-0.34, 0.4, -0.24, 0.48).and(Shape::rect(0.24, 0.4, 0.34, 0.48)), hex(0xc2a25c)),
                (Shape::rect(-0.5, 0.5, 0.5, 0.515), lift(leather, -0.12)),
            ]
        }
        Kind::Bag => {
            let canvas = p.stain(hex(0x8d8467), 0.25);
            let strap = lift(p.stain(hex(0x6b4a30), 0.2), -0.03);
            vec![
                (Shape::ribbon(&[[-0.34, 0.62, 0.028], [-0.24, 0.92, 0.026], [0.0, 1.0, 0.026], [0.22, 0.92, 0.026], [0.33, 0.62, 0.028]]), strap),
                (Shape::curve(&[[-0.44, 0.1, 0.0], [-0.4, 0.5, 0.0], [-0.36, 0.68, 1.0], [0.35, 0.7, 1.0], [0.42, 0.46, 0.0], [0.47, 0.08, 0.0], [0.34, 0.0, 0.0], [-0.05, 0.015, 0.0], [-0.36, 0.0, 0.0]]), canvas),
                (Shape::curve(&[[0.12, 0.7, 1.0], [0.35, 0.7, 1.0], [0.42, 0.46, 0.0], [0.47, 0.08, 0.0], [0.34, 0.0, 0.0], [0.16, 0.01, 0.0], [0.21, 0.3, 0.0]]), lift(canvas, -0.05)),
                (Shape::curve(&[[-0.38, 0.69, 1.0], [0.37, 0.71, 1.0], [0.36, 0.42, 0.0], [0.2, 0.33, 0.0], [-0.22, 0.32, 0.0], [-0.38, 0.4, 0.0]]), lift(canvas, 0.04)),
                (Shape::rect(-0.05, 0.44, 0.05, 0.2), strap),
                (Shape::rect(-0.075, 0.32, 0.075, 0.24), lift(metal, 0.03)),
                (poly(&[[-0.3, 0.16], [-0.26, 0.06], [-0.12, 0.05], [-0.14, 0.15]]), lift(canvas, -0.09)),
            ]
        }
        Kind::Mailbag => {
            let canvas = p.stain(hex(0x8f8a78), 0.3);
            let cord = lift(p.stain(hex(0x7a6244), 0.2), -0.02);
            vec![
                // Full below, gathered at the neck, with its cord, seal and tag.
                (Shape::curve(&[[-0.34, 0.03, 0.0], [-0.37, 0.24, 0.0], [-0.34, 0.5, 0.0], [-0.2, 0.71, 0.0], [-0.12, 0.78, 0.0], [0.12, 0.79, 0.0], [0.22, 0.7, 0.0], [0.36, 0.46, 0.0], [0.38, 0.2, 0.0], [0.33, 0.02, 0.0], [0.0, 0.0, 0.0]]), canvas),
                (Shape::curve(&[[0.1, 0.78, 0.0], [0.22, 0.7, 0.0], [0.36, 0.46, 0.0], [0.38, 0.2, 0.0], [0.33, 0.02, 0.0], [0.14, 0.005, 0.0], [0.2, 0.26, 0.0], [0.16, 0.56, 0.0]]), lift(canvas, -0.055)),
                (Shape::curve(&[[-0.12, 0.77, 0.0], [-0.2, 0.9, 0.0], [-0.17, 0.99, 0.0], [-0.05, 0.95, 0.0], [0.05, 1.0, 0.0], [0.17, 0.96, 0.0], [0.19, 0.88, 0.0], [0.12, 0.78, 0.0]]), lift(canvas, 0.035)),
                (Shape::ribbon(&[[-0.26, 0.62, 0.004], [-0.2, 0.4, 0.009], [-0.24, 0.16, 0.004]]).and(Shape::ribbon(&[[-0.04, 0.74, 0.004], [-0.02, 0.5, 0.009], [-0.06, 0.2, 0.004]])).and(Shape::ribbon(&[[0.1, 0.72, 0.004], [0.17, 0.5, 0.008], [0.15, 0.3, 0.003]])), lift(canvas, -0.09)),
                (Shape::ribbon(&[[-0.14, 0.79, 0.02], [0.0, 0.765, 0.022], [0.14, 0.8, 0.02]]).and(Shape::ribbon(&[[0.06, 0.78, 0.01], [0.13, 0.66, 0.01], [0.1, 0.56, 0.01]])), cord),
                (Shape::round(0.1, 0.53, 0.055, 0.055), lift(metal, -0.04)),
                (Shape::round(0.096, 0.535, 0.03, 0.03), lift(metal, 0.06)),
                (poly(&[[-0.08, 0.7], [-0.2, 0.62], [-0.14, 0.46], [-0.0, 0.55]]), lift(paper, -0.06)),
            ]
        }
        Kind::Gun => vec![
            (poly(&[[-0.5, 0.46], [-0.5, 0.62], [0.42, 0.64], [0.46, 0.56], [0.3, 0.44]]), hex(0x33363a)),
            (poly(&[[0.16, 0.48], [0.42, 0.5], [0.52, 0.06], [0.3, 0.02]]), lift(wood, -0.12)),
            (ring(0.1, 0.38, 0.1, 0.018), hex(0x2a2d30)),
            (Shape::rect(-0.5, 0.62, -0.44, 0.67), hex(0x2a2d30)),
        ],
        Kind::Knife => vec![(poly(&[[-0.5, 0.1], [-0.1, 0.06], [0.12, 0.08], [0.12, 0.2], [-0.2, 0.19]]), lift(metal, 0.1)), (poly(&[[0.1, 0.06], [0.5, 0.05], [0.5, 0.2], [0.1, 0.2]]), lift(wood, -0.14))],
        Kind::Umbrella => {
            let silk = mix(p.ink, p.dark, 0.4);
            let rib = |a: f32, b: f32, tone: f32| (Shape::curve(&[[a, 0.65, 1.0], [(a + b) * 0.5, 0.69, 0.0], [b, 0.65, 1.0], [b * 0.66, 0.86, 0.0], [0.0, 0.98, 1.0], [a * 0.66, 0.86, 0.0]]), lift(silk, tone));
            vec![
                (Shape::curve(&[[-0.5, 0.62, 1.0], [-0.34, 0.86, 0.0], [0.0, 0.98, 0.0], [0.34, 0.86, 0.0], [0.5, 0.62, 1.0], [0.25, 0.68, 0.0], [0.17, 0.63, 1.0], [0.0, 0.68, 0.0], [-0.17, 0.63, 1.0], [-0.25, 0.68, 0.0]]), silk),
                rib(-0.17, 0.17, 0.04),
                rib(0.17, 0.5, -0.05),
                (Shape::bar([0.0, 0.02], [0.0, 0.67], 0.012), lift(ink, 0.1)),
                (Shape::ribbon(&[[0.0, 0.04, 0.016], [0.01, -0.02, 0.018], [0.05, -0.03, 0.018], [0.06, 0.02, 0.016]]), lift(wood, -0.06)),
                (Shape::bar([0.0, 0.97], [0.0, 1.02], 0.01), ink),
            ]
        }
        Kind::Flower => {
            let mut out = vec![(poly(&[[-0.17, 0.34], [-0.12, 0.0], [0.12, 0.0], [0.17, 0.34]]), fade(mix(p.accent, wood, 0.4), 0.9))];
            for i in 0..7 {
                let x = (i as f32 - 3.0) * 0.1 + rng.sway() * 0.03;
                let y = rng.range(0.62, 0.98);
                out.push((Shape::curve(&[[x * 0.2, 0.3, 1.0], [x * 0.6 + 0.05, 0.55, 0.0], [x, y, 1.0], [x * 0.6 - 0.05, 0.52, 0.0]]), p.stain(lift(hex(0x55704c), rng.sway() * 0.05), 0.3)));
            }
            out
        }
        Kind::Cigarette => vec![(Shape::bar([-0.3, 0.02], [0.62, 0.42], 0.05), paper), (Shape::bar([-0.45, -0.045], [-0.28, 0.03], 0.052), hex(0xc98f52)), (Shape::bar([0.6, 0.41], [0.72, 0.462], 0.045), hex(0xff9a4a))],
        Kind::Animal(creature) => animal::of("", creature.words().split([' ', '+']).next().unwrap_or_default(), "").map_or_else(Vec::new, |beast| animal::pieces(scene, &beast, crate::plan::picture::Pose::Stand, 0.0, seed)),
        _ => vec![
            (Shape::rect(-0.5, 0.0, 0.5, 0.7), wood),
            (Shape::rect(-0.5, 0.6, 0.5, 0.7), lift(wood, 0.05)),
            (Shape::rect(-0.46, 0.28, 0.46, 0.31), lift(wood, -0.09)),
            (Shape::rect(-0.09, 0.48, 0.09, 0.56), lift(metal, 0.04)),
        ],
    }
}

pub fn jobs<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>) {
    for (i, thing) in scene.picture.things.iter().enumerate() {
        job(scene, out, thing, i as u64);
    }
}

fn job<'a>(scene: &'a Scene, out: &mut Vec<Job<'a>>, thing: &'a Thing, i: u64) {
    let at = metres(thing.at);
    let tall = if thing.extent > 0 { f64::from(thing.extent) / 1000.0 } else { f64::from(size(kind_of(&thing.name, &thing.look))) };
    let Some(stand) = scene.lens.stand_small(at, tall.max(0.02)) else { return };
    if furniture::stands(scene, thing).is_some() || view(&thing.name) && thing.look.is_empty() {
        return;
    }
    let what = kind_of(&thing.name, &thing.look);
    if known(&thing.name).is_none()
        && let Some(entry) = set::piece_of(&Words::of(&thing.name))
    {
        set::stand_alone(scene, out, thing, entry, &stand);
        return;
    }
    let extent = if thing.extent > 0 { thing.extent as f32 / 1000.0 } else { size(what) };
    let depth = stand.depth;
    let k = extent * stand.metre;
    let insert = thing.subject && scene.picture.rank >= 6 && extent < ON_A_TABLE;
    let flat = lies(what) && insert;
    // What somebody has in the hand lies nowhere.
    let holder = thing.hand.as_ref().filter(|_| insert && !matches!(what, Kind::Animal(_)));
    let outside = scene.setting.room.is_none();
    // Outdoors what stands has the place's own ground under it, and is seen on it where nothing but ground is in the picture.
    let only_ground = outside && scene.lens.horizon < -0.42 && !scene.sweeps(depth);
    if insert && (flat || !outside || only_ground) && holder.is_none() {
        // Seen from the side, what stands has a table's edge behind it, and the place beyond that.
        let f = scene.lens.forward.floor();
        let edge = (!flat && !outside && scene.picture.camera.pitch > -42_000).then(|| scene.lens.see(at + f * (0.3 / f.length().max(0.05)))).flatten().map(|p| p[1]);
        surface::table(scene, out, depth, edge);
    }
    let centre = stand.map([0.0, 0.0]);
    let r = f64::from(k) * if holder.is_some() { 6.0 } else { 1.8 };
    out.push(Job {
        name: thing.layer(if thing.name.is_empty() { "thing" } else { &thing.name }),
        depth: depth - 0.01,
        area: Extent { left: f64::from(centre[0]) - r, top: f64::from(centre[1]) - r, right: f64::from(centre[0]) + r, bottom: f64::from(centre[1]) + r },
        blur: if thing.subject { 0.0 } else { scene.blur(depth) },
        glow: false,
        draw: Box::new(move |c| {
            let seed = noise::hash_str(&thing.name);
            let tilt = if flat { 0.16 * (noise::unit(seed) - 0.3) } else { 0.0 };
            let (s, q) = tilt.sin_cos();
            let words = format!("{} {}", thing.look, scene.picture.prose);
            let (pieces, tall) = laid_out(scene, thing, what, seed, &words);
            // Seen from above: it lies centred on its place, a sheet of paper a little nearer to its foot.
            let middle = (tall / 2.0).min(0.45);
            // What is pointed points where its holder looks.
            let across = if matches!(what, Kind::Gun | Kind::Knife) && holder.is_some_and(|h| h.right) { -1.0 } else { 1.0 };
            let place = |p: P| {
                let p = [p[0] * across, p[1]];
                if !flat {
                    return stand.map([p[0] * extent, p[1] * extent]);
                }
                let (x, y) = (p[0], p[1] - middle);
                let (x, y) = (x * q - y * s, x * s + y * q);
                [centre[0] + x * k, centre[1] - (y + 0.02 * x) * k * 0.94]
            };
            let fingers = holder.map(|h| hand::Held::of(scene, h, what, (tall, across), k / extent, &place));
            if let Some(held) = &fingers {
                held.behind(c);
            }
            for (n, (shape, ink)) in pieces.into_iter().enumerate() {
                let placed = shape.map(place);
                let lamp = matches!(what, Kind::Lamp | Kind::Candle) && (2..=3).contains(&n) || matches!(what, Kind::Radio) && super::colour::lightness(ink) > 0.84 || matches!(what, Kind::Phone | Kind::Screen) && super::colour::lightness(ink) > 0.7;
                let sheet = scene.sheet(ink, seed ^ (n as u64 + i * 64)).gap((k * 0.022).clamp(0.0006, 0.009)).lit(if lamp { 0.25 } else { 1.0 });
                c.paint(&placed, &sheet);
            }
            if let Some(held) = &fingers {
                held.before(c);
            }
            c.rim(scene.light.dir, (k * 0.008).clamp(0.0008, 0.003), scene.light.rim_colour, scene.light.rim * 0.7, scene.light.turn * 0.6);
            c.skirt((k * 0.05).clamp(0.002, 0.016), scene.light.dark * 1.1);
        }),
    });
    if shines(scene, what) {
        out.push(halo(scene, stand.map([0.0, extent * 0.4]), depth - 0.015, stand.metre));
    }
    if let Some(by) = holder
        && let held = hand::Held::of(scene, by, what, (1.0, 1.0), k / extent, &|p: P| [centre[0] + p[0] * k, centre[1] - (p[1] - 0.45) * k])
        && held.has_lamp()
    {
        out.push(halo(scene, held.lit_from(), depth - 0.015, stand.metre * 0.4));
    }
}

/// The pieces of a thing as its words have it: as many as they say, each in its own colours; and how tall it is.
fn laid_out(scene: &Scene, thing: &Thing, what: Kind, seed: u64, words: &str) -> (Vec<(Shape, Rgb)>, f32) {
    let look = format!("{} {}", thing.name, thing.look);
    if let Kind::Animal(_) = what
        && let Some(beast) = animal::of(&thing.name, &look, "")
    {
        let pieces = animal::pieces(scene, &beast, crate::plan::picture::Pose::Stand, 0.0, seed);
        let tall = tallest(&pieces);
        return (pieces, tall);
    }
    let tint = tint(&look);
    let one = match (what, tint) {
        // Of a colour is the cover, so that is what is seen.
        (Kind::Book, Some(cover)) if !Words::of(words).has("open pages page") => several::closed_book(scene, cover),
        (Kind::Flower, _) => flowers::cut(scene, &Words::of(&look), tint, seed).unwrap_or_else(|| pieces(scene, what, seed)),
        _ => pieces(scene, what, seed),
    };
    let tall = tallest(&one);
    let wide = one.iter().filter_map(|(shape, _)| shape.bounds()).fold([0.0f32; 2], |a, b| [a[0].min(b[0]), a[1].max(b[2])]);
    let mut out = Vec::new();
    for copy in copies(&thing.name, &thing.look, words, wide) {
        for (n, (shape, ink)) in one.iter().enumerate() {
            let ink = tinted(what, n, *ink, copy.tint);
            out.push((shape.map(|p| [copy.x + p[0] * copy.size, p[1] * copy.size]), ink));
        }
        if what == Kind::Cup {
            out.extend(several::of_a_cup(scene, &copy, words));
        }
    }
    (out, tall)
}

fn tallest(pieces: &[(Shape, Rgb)]) -> f32 {
    pieces.iter().filter_map(|(shape, _)| shape.bounds()).map(|b| b[3]).fold(0.0, f32::max)
}

/// Whether a thing of this kind is a light that is lit here.
pub fn shines(scene: &Scene, kind: Kind) -> bool {
    matches!(kind, Kind::Lamp | Kind::Candle) && (super::town::lamplit(scene) || scene.setting.room.is_some() && scene.light.warm)
}

/// The light about a lamp that somebody carries or that stands in the place.
pub fn halo<'a>(scene: &Scene, at: P, depth: f64, metre: f32) -> Job<'a> {
    let r = (metre * 0.85).clamp(0.05, 0.6);
    let k = if scene.light.night { 1.0 } else { 0.6 };
    let [x, y] = at.map(f64::from);
    let reach = f64::from(r);
    Job {
        name: "halo".into(),
        depth,
        area: Extent { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach },
        blur: 0.0,
        glow: true,
        draw: Box::new(move |c| {
            c.halo(at, r, [1.0, 0.66, 0.3], 0.3 * k);
            c.halo(at, r * 0.28, [1.0, 0.84, 0.56], 0.42 * k);
        }),
    }
}
