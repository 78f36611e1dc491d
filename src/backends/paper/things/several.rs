//! Things of which the words say that there are several, each in a colour of its own, and the small parts that words name.

use crate::backends::paper::colour::{Rgb, at_light, hex, lift, mix};
use crate::backends::paper::scene::Scene;
use crate::backends::paper::shape::Shape;
use crate::backends::paper::words::{Words, colour};

/// One of a thing: where its middle is and how large it is, over the thing's own size, and its colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct One {
    pub x: f32,
    pub size: f32,
    pub tint: Option<Rgb>,
    pub rim: Option<Rgb>,
}

/// More than these are a heap, which things have shapes of their own for.
const MOST: usize = 6;

fn count(name: &str) -> usize {
    const NUMBERS: [(&str, usize); 8] = [("two", 2), ("both", 2), ("pair", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("half+dozen", 6)];
    let words = Words::of(name);
    // What comes in pairs is one thing, and so is what is told of a number of others.
    if words.has("spectacles glasses eyeglasses binoculars scissors trousers letters bundle") {
        return 1;
    }
    let before = |number: &str| words.iter().position(|w| w == number).is_some_and(|i| words.iter().take(i).all(|w| w != "of" && w != "with"));
    NUMBERS.iter().find(|(w, _)| if *w == "pair" { words.has(w) } else { words.has(w) && before(w) }).map_or(1, |(_, n)| *n).min(MOST)
}

/// Colours of things and of their rims, in the order of the words: `a white cup with a blue rim`, `blue rim, green rim`.
fn colours(text: &str) -> (Vec<Rgb>, Vec<Rgb>) {
    let words = Words::of(text);
    let words: Vec<&str> = words.iter().collect();
    let (mut whole, mut rims) = (Vec::new(), Vec::new());
    for (i, word) in words.iter().enumerate() {
        let Some(ink) = colour(word) else { continue };
        if words.get(i + 1).is_some_and(|next| matches!(*next, "rim" | "band" | "edge" | "border")) { rims.push(ink) } else { whole.push(ink) }
    }
    (whole, rims)
}

/// The copies of a thing of this name and look, `wide` from its left to its right edge; `words` are all that is said of it.
pub fn copies(name: &str, look: &str, words: &str, wide: [f32; 2]) -> Vec<One> {
    let n = count(name).max(count(look));
    let (tints, _) = colours(&format!("{name} {look}"));
    let (_, rims) = colours(&format!("{look} {words}"));
    let size = if n == 1 { 1.0 } else { (1.9 / n as f32).clamp(0.34, 0.78) };
    let step = (wide[1] - wide[0]) * size * 1.12;
    let middle = (wide[0] + wide[1]) * 0.5 * size;
    (0..n)
        .map(|i| One {
            x: if n == 1 { 0.0 } else { (i as f32 - (n - 1) as f32 * 0.5) * step - middle },
            size,
            tint: tints.get(i % tints.len().max(1)).copied(),
            rim: rims.get(i % rims.len().max(1)).copied(),
        })
        .collect()
}

/// The rim of a cup in its colour, and the steam over it where somebody says so.
pub fn of_a_cup(scene: &Scene, copy: &One, words: &str) -> Vec<(Shape, Rgb)> {
    let at = |p: [f32; 3]| [copy.x + p[0] * copy.size, p[1] * copy.size, p[2] * copy.size];
    let mut out = Vec::new();
    if let Some(rim) = copy.rim {
        let ink = scene.palette.stain(rim, 0.1);
        out.push((Shape::poly(&[[-0.362, 0.845], [-0.352, 0.745], [0.352, 0.745], [0.362, 0.845]].map(|[x, y]| [copy.x + x * copy.size, y * copy.size])), ink));
        let n = 28;
        let ring: Vec<[f32; 3]> = (0..=n)
            .map(|i| {
                let a = i as f32 / n as f32 * std::f32::consts::TAU;
                at([a.cos() * 0.35, 0.845 + a.sin() * 0.055, 0.018])
            })
            .collect();
        out.push((Shape::ribbon(&ring), lift(ink, 0.05)));
    }
    if Words::of(words).has("steam steams steaming hot") {
        let ink = at_light(scene.palette.pale, 0.9);
        for (k, x) in [-0.12f32, 0.1].into_iter().enumerate() {
            let s = if k == 0 { 1.0 } else { -1.0 };
            out.push((Shape::ribbon(&[at([x, 0.92, 0.008]), at([x + s * 0.07, 1.06, 0.022]), at([x - s * 0.05, 1.22, 0.026]), at([x + s * 0.05, 1.4, 0.018]), at([x, 1.56, 0.002])]), ink));
        }
    }
    out
}

/// A book that is shut, in the colour of its cover.
pub fn closed_book(scene: &Scene, cover: Rgb) -> Vec<(Shape, Rgb)> {
    let ink = scene.palette.stain(cover, 0.1);
    let gilt = at_light(scene.palette.stain(hex(0xb8934a), 0.2), 0.62);
    let pages = at_light(mix(scene.palette.pale, hex(0xe9dcbc), 0.5), 0.8);
    let poly = |v: &[[f32; 2]]| Shape::poly(v);
    vec![
        (poly(&[[-0.43, 0.0], [-0.41, 0.7], [0.44, 0.74], [0.45, 0.03]]), lift(ink, -0.07)),
        (poly(&[[-0.4, 0.03], [-0.385, 0.7], [0.43, 0.73], [0.435, 0.05]]), pages),
        (poly(&[[-0.45, 0.04], [-0.42, 0.75], [0.4, 0.76], [0.41, 0.07]]), ink),
        (poly(&[[-0.45, 0.04], [-0.42, 0.75], [-0.34, 0.75], [-0.37, 0.045]]), lift(ink, -0.05)),
        (poly(&[[-0.26, 0.16], [-0.24, 0.64], [0.3, 0.65], [0.31, 0.18]]), lift(ink, 0.035)),
        (poly(&[[-0.235, 0.19], [-0.217, 0.615], [0.275, 0.625], [0.285, 0.205]]), ink),
        (Shape::bar([0.03, 0.3], [0.035, 0.54], 0.018).and(Shape::bar([-0.05, 0.455], [0.12, 0.46], 0.018)), gilt),
        (Shape::ribbon(&[[0.2, 0.075, 0.014], [0.22, -0.02, 0.014], [0.19, -0.1, 0.012]]), scene.palette.stain(hex(0x9c3a30), 0.2)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_are_said_and_each_in_its_colour() {
        let of = |name: &str, look: &str, words: &str| copies(name, look, words, [-0.4, 0.5]);
        assert_eq!(of("TWO CUPS", "a white cup and a green cup", "").iter().map(|c| c.tint).collect::<Vec<_>>(), [colour("white"), colour("green")]);
        assert_eq!(of("TWO CUPS", "", "Blue rim, green rim.").iter().map(|c| c.rim).collect::<Vec<_>>(), [colour("blue"), colour("green")]);
        assert_eq!(of("three candles", "", "").len(), 3);
        assert_eq!(of("CUP", "a white cup with a blue rim", "").iter().map(|c| (c.tint, c.rim)).collect::<Vec<_>>(), [(colour("white"), colour("blue"))]);
        for one in ["a pair of glasses", "a cup", "a bundle of two letters", "a book of six tales"] {
            assert_eq!(of(one, "", "").len(), 1, "{one}");
        }
        // None lies on another.
        let all = of("four apples", "", "");
        assert!(all.windows(2).all(|w| w[1].x - w[0].x > 0.9 * w[0].size));
    }
}
