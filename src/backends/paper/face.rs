//! Faces turned to the lens, from the front to three-quarter: planes of skin, eyes, nose, lips, hair, hood and hat.

use super::colour::{Rgb, hex, lift, mix};
use super::dress::{Age, Hair, Hat, Looks};
use super::figure::Doll;
use super::hats;
use super::head::{Frame, ruff, skin};
use super::shape::{P, Shape};

/// Outlines of the same number of points: straight on, and turned three-quarter to the frame's right.
const FRONT: [P; 20] = [
    [0.0, 0.02], [0.19, 0.045], [0.315, 0.14], [0.36, 0.28], [0.362, 0.4], [0.352, 0.48], [0.352, 0.58], [0.322, 0.72], [0.25, 0.865], [0.135, 0.98],
    [0.0, 1.0], [-0.135, 0.98], [-0.25, 0.865], [-0.322, 0.72], [-0.352, 0.58], [-0.352, 0.48], [-0.362, 0.4], [-0.36, 0.28], [-0.315, 0.14], [-0.19, 0.045],
];
const TURNED: [P; 20] = [
    [0.1, 0.02], [0.26, 0.07], [0.36, 0.17], [0.4, 0.29], [0.405, 0.385], [0.372, 0.465], [0.398, 0.57], [0.362, 0.69], [0.312, 0.83], [0.262, 0.945],
    [0.15, 1.0], [0.03, 0.985], [-0.11, 0.905], [-0.24, 0.78], [-0.31, 0.64], [-0.345, 0.5], [-0.365, 0.4], [-0.36, 0.27], [-0.27, 0.12], [-0.1, 0.04],
];

/// How the parts of a face lie at a turn of `t`, 0 from the front.
struct Face {
    t: f32,
}

impl Face {
    fn of(&self, front: f32, turned: f32) -> f32 {
        front + (turned - front) * self.t
    }

    fn outline(&self, chin: f32) -> Shape {
        let points: Vec<P> = FRONT
            .iter()
            .zip(&TURNED)
            .map(|(a, b)| {
                let p = [self.of(a[0], b[0]), self.of(a[1], b[1])];
                // A broader or narrower jaw.
                if p[1] > 0.66 { [self.of(0.0, 0.13) + (p[0] - self.of(0.0, 0.13)) * chin, p[1]] } else { p }
            })
            .collect();
        Shape::smooth(&points)
    }
}

pub fn build(d: &mut Doll, f: &Frame, t: f32) {
    let looks = d.looks.clone();
    let gape = d.acting.mouth.gape();
    let v = Face { t: t.clamp(0.0, 1.1) };
    let tones = skin(looks.skin);
    let middle = d.face > 0.055;
    let big = d.face > 0.16;
    behind(d, f, &v, &looks);
    super::cloth::neck(d);
    let child = looks.age == Age::Child;
    let chin = if looks.woman || child { 0.95 } else { 1.2 };
    // An open mouth takes the chin with it.
    let outline = f.shape(&v.outline(chin).map(|p| [p[0], p[1] + gape * 0.7 * ((p[1] - 0.72) / 0.28).clamp(0.0, 1.0)]));
    if looks.hat == Hat::None && looks.hair != Hair::Long || looks.hair == Hair::Bald {
        ears(d, f, &v, &tones);
    }
    d.lay(outline.clone(), tones[0], 0.03, 0.6, None);
    if middle {
        planes(d, f, &v, &looks, &tones, &outline);
    }
    let eyes = [(v.of(0.165, 0.282), v.of(1.0, 0.74)), (v.of(-0.165, -0.005), 1.0)];
    if middle {
        nose(d, f, &v, &looks, &tones, &outline, big);
        for (i, (x, wide)) in eyes.into_iter().enumerate() {
            eye(d, f, &v, &looks, &tones, &outline, Eye { x, wide, far: i == 0, big });
        }
        let m = v.of(0.0, 0.178);
        d.mouth_at = d.spot(f, [m - 0.3, 0.69, m + 0.3, 1.2]);
        d.eyes_at = d.spot(f, [v.of(-0.36, -0.24), 0.36, v.of(0.36, 0.43), 0.6]);
        mouth(d, f, &v, &looks, &outline, big);
        if big {
            marks(d, f, &v, &looks, &tones, &outline);
        }
    } else if d.face > 0.022 {
        for (x, wide) in eyes {
            d.lay(f.shape(&Shape::bar([x - 0.06 * wide, 0.475], [x + 0.06 * wide, 0.475], 0.018)), lift(looks.skin, -0.33), 0.0, 0.0, Some(&outline));
        }
    }
    if looks.beard {
        beard(d, f, &v, &looks);
    }
    if looks.moustache || looks.beard {
        let m = v.of(0.0, 0.185);
        let w = 0.17;
        d.lay(f.shape(&Shape::curve(&[[m, 0.7, 0.0], [m + w * v.of(0.9, 0.6), 0.74, 0.0], [m + w * v.of(1.05, 0.7), 0.8, 1.0], [m, 0.752, 0.0], [m - w * 1.05, 0.8, 1.0], [m - w * 0.85, 0.735, 0.0]])), lift(looks.hair_ink, 0.02), 0.015, 0.8, None);
    }
    if looks.hat == Hat::Hood {
        hood(d, f, &v, &looks);
    } else {
        hairline(d, f, &v, &looks);
        hats::front(d, f, v.of(0.0, 0.03), &looks);
    }
    if looks.glasses {
        glasses(d, f, &eyes);
    }
    headset(d, f, &v, &looks);
}

/// The broad planes: the side turned from the light, its deeper half, forehead, cheeks.
fn planes(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks, tones: &[Rgb; 3], outline: &Shape) {
    // Light from where the face looks leaves the near side in shade; else the far side.
    let faces_light = d.scene.light.dir[0] * f.way >= -0.05;
    if faces_light {
        let side = Shape::curve(&[
            [v.of(-0.2, -0.19), 0.1, 0.0], [v.of(-0.235, -0.225), 0.3, 0.0], [v.of(-0.265, -0.235), 0.44, 0.0], [v.of(-0.26, -0.215), 0.55, 0.0], [v.of(-0.2, -0.115), 0.64, 0.0], [v.of(-0.215, -0.145), 0.74, 0.0],
            [v.of(-0.14, -0.02), 0.86, 0.0], [v.of(-0.06, 0.07), 0.94, 0.0], [v.of(0.06, 0.2), 1.04, 0.0], [-0.5, 1.05, 0.0], [-0.5, 0.1, 0.0],
        ]);
        let young = looks.age == Age::Child;
        d.lay(f.shape(&side), if young { mix(tones[0], tones[1], 0.6) } else { tones[1] }, 0.012, 0.35, Some(outline));
        let deep = Shape::curve(&[
            [-0.3, 0.3, 0.0], [v.of(-0.325, -0.3), 0.44, 0.0], [v.of(-0.315, -0.26), 0.6, 0.0], [v.of(-0.265, -0.205), 0.72, 0.0], [v.of(-0.2, -0.1), 0.86, 0.0], [v.of(-0.08, 0.06), 0.99, 0.0], [-0.1, 1.1, 0.0], [-0.6, 1.0, 0.0], [-0.6, 0.3, 0.0],
        ]);
        // A child has no hollow under the cheekbone.
        d.lay(f.shape(&deep), if young { tones[1] } else { tones[2] }, 0.0, 0.2, Some(outline));
    } else {
        let side = Shape::curve(&[
            [v.of(0.22, 0.33), 0.1, 0.0], [v.of(0.25, 0.352), 0.34, 0.0], [v.of(0.27, 0.36), 0.48, 0.0], [v.of(0.2, 0.33), 0.62, 0.0], [v.of(0.21, 0.315), 0.72, 0.0], [v.of(0.13, 0.27), 0.86, 0.0], [v.of(0.04, 0.2), 1.02, 0.0], [0.6, 1.05, 0.0], [0.6, 0.1, 0.0],
        ]);
        d.lay(f.shape(&side), tones[2], 0.012, 0.3, Some(outline));
        let jaw = Shape::curve(&[[v.of(-0.36, -0.36), 0.6, 0.0], [v.of(-0.26, -0.2), 0.78, 0.0], [v.of(-0.1, -0.02), 0.92, 0.0], [v.of(0.05, 0.14), 0.96, 0.0], [0.1, 1.1, 0.0], [-0.6, 1.0, 0.0]]);
        d.lay(f.shape(&jaw), tones[1], 0.0, 0.2, Some(outline));
    }
    // Hair, hat or hood shades the forehead.
    let low = if looks.hat == Hat::Fedora { 0.4 } else if looks.hat == Hat::Hood { 0.275 } else { 0.2 };
    let brow = Shape::curve(&[[-0.5, low + 0.06, 0.0], [v.of(-0.15, -0.05), low - 0.012, 0.0], [v.of(0.12, 0.24), low, 0.0], [0.5, low + 0.05, 0.0], [0.5, -0.1, 0.0], [-0.5, -0.1, 0.0]]);
    d.lay(f.shape(&brow), lift(tones[1], 0.02), 0.0, 0.0, Some(outline));
    // Colour in the cheeks is never a disc: soft, and no more than a breath.
    let blush = mix(looks.skin, hex(0xc4553c), if looks.age == Age::Child { 0.34 } else if looks.woman { 0.26 } else { 0.16 });
    let soft = 0.035 * d.face;
    for (x, y, rx) in [(v.of(0.215, 0.335), 0.615, v.of(0.085, 0.045)), (v.of(-0.215, -0.06), 0.625, 0.095)] {
        let cheek = f.shape(&Shape::curve(&[[x - rx, y + 0.015, 0.0], [x - rx * 0.2, y - 0.04, 0.0], [x + rx, y - 0.03, 0.0], [x + rx * 0.5, y + 0.045, 0.0]]));
        d.lay(cheek, blush, 0.0, 0.0, Some(outline));
        d.last(|sheet| {
            sheet.alpha = 0.6;
            sheet.blur = soft;
        });
    }
}

fn nose(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks, tones: &[Rgb; 3], outline: &Shape, big: bool) {
    let faces_light = d.scene.light.dir[0] * f.way >= -0.05;
    let n = v.of(0.0, 0.195);
    let root = v.of(0.0, 0.155);
    let wide = match looks.age {
        Age::Child => 0.72,
        _ if looks.woman => 0.92,
        _ => 1.2,
    };
    let s = if faces_light { -1.0 } else { v.of(1.0, 0.55) };
    let w = 0.085 * wide;
    let side = if faces_light || v.t < 0.4 {
        // Bridge, wall of the nose, wing and base: one piece.
        Shape::curve(&[
            [root + s * 0.02, 0.4, 0.0], [root + s * 0.055, 0.44, 0.0], [n + s * 0.03 - 0.01, 0.54, 0.0], [n + s * w, 0.635, 0.0], [n + s * w * 1.02, 0.668, 0.0], [n + s * w * 0.5, 0.688, 0.0],
            [n - s * w * 0.1, 0.7, 0.0], [n - s * w * 0.75, 0.682, 1.0], [n - s * w * 0.2, 0.672, 0.0], [n + s * 0.006, 0.638, 0.0], [n + s * 0.012 - 0.012, 0.56, 0.0], [root + s * 0.004, 0.45, 0.0],
        ])
    } else {
        Shape::curve(&[[root + 0.03, 0.42, 0.0], [n + 0.035, 0.56, 0.0], [n + 0.07, 0.64, 0.0], [n + 0.045, 0.68, 0.0], [n - 0.02, 0.698, 0.0], [n - w, 0.684, 1.0], [n - 0.01, 0.67, 0.0], [n + 0.018, 0.63, 0.0], [n + 0.006, 0.53, 0.0], [root + 0.015, 0.46, 0.0]])
    };
    let side = f.shape(&side);
    d.lay(side, tones[1], 0.012, 0.4, Some(outline));
    if big {
        // Nostrils and the base in shade.
        let ink = lift(tones[2], -0.13);
        let k = v.of(1.0, 0.62);
        d.lay(f.shape(&Shape::curve(&[[n - 0.075 * wide, 0.683, 0.0], [n - 0.045, 0.668, 0.0], [n - 0.018, 0.684, 0.0], [n - 0.045, 0.695, 0.0]])), ink, 0.0, 0.0, Some(outline));
        d.lay(f.shape(&Shape::curve(&[[n + 0.066 * k, 0.682, 0.0], [n + 0.045 * k, 0.668, 0.0], [n + 0.018, 0.684, 0.0], [n + 0.042 * k, 0.694, 0.0]])), ink, 0.0, 0.0, Some(outline));
        d.lay(f.shape(&Shape::curve(&[[n - 0.02, 0.645, 0.0], [n, 0.6, 0.0], [n + 0.02, 0.64, 0.0], [n, 0.66, 0.0]])), lift(looks.skin, 0.045), 0.0, 0.3, Some(outline));
        d.lay(f.shape(&Shape::curve(&[[root - 0.006, 0.45, 0.0], [n - 0.006, 0.56, 0.0], [n + 0.012, 0.56, 0.0], [root + 0.014, 0.45, 0.0]])), lift(looks.skin, 0.03), 0.0, 0.2, Some(outline));
    }
}

struct Eye {
    x: f32,
    wide: f32,
    far: bool,
    big: bool,
}

fn eye(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks, tones: &[Rgb; 3], outline: &Shape, e: Eye) {
    let child = looks.age == Age::Child;
    let (x, y) = (e.x, 0.482 + if e.far { -0.003 } else { 0.003 });
    let half = 0.1 * e.wide * if child { 1.16 } else { 1.0 };
    let tall = half.max(0.085) * 0.42 * if child { 1.42 } else { 1.0 };
    // Outer corner: away from the nose.
    let o = if e.far { 1.0 } else { -1.0 };
    let tired = match looks.age {
        Age::Old => 0.42,
        Age::Child => 0.2,
        _ => 0.3,
    } + if e.far { 0.03 } else { 0.0 };
    if d.acting.eyes_shut {
        let lid = Shape::curve(&[[x - o * half * 1.02, y + 0.014, 1.0], [x - o * half * 0.5, y - 0.034, 0.0], [x + o * half * 0.2, y - tall - 0.02, 0.0], [x + o * half * 1.06, y - 0.004, 1.0], [x + o * half * 0.3, y + tall * 0.62, 0.0], [x - o * half * 0.5, y + tall * 0.6, 0.0]]);
        d.lay(f.shape(&lid), mix(tones[0], tones[1], 0.4), 0.008, 0.5, Some(outline));
        d.lay(f.shape(&Shape::ribbon(&[[x - o * half, y + 0.018, 0.004], [x, y + tall * 0.66, 0.0085], [x + o * half * 1.05, y, 0.006]])), hex(0x2a1a15), 0.0, 0.0, Some(outline));
        brow_leaf(d, f, looks, &e, (x, half, o), outline);
        return;
    }
    if e.big {
        let socket = Shape::curve(&[
            [x - o * half * 1.15, y - 0.005, 0.0], [x - o * half * 0.9, y - 0.07, 0.0], [x, y - 0.083, 0.0], [x + o * half * 1.15, y - 0.05, 0.0], [x + o * half * 1.25, y + 0.01, 0.0], [x + o * half * 0.4, y + 0.062, 0.0], [x - o * half * 0.6, y + 0.055, 0.0],
        ]);
        d.lay(f.shape(&socket), mix(tones[0], tones[1], 0.75), 0.0, 0.2, Some(outline));
    }
    let almond = f.shape(&Shape::curve(&[
        [x - o * half, y + 0.012, 1.0], [x - o * half * 0.45, y - tall * 0.78, 0.0], [x + o * half * 0.2, y - tall, 0.0], [x + o * half, y - 0.008, 1.0], [x + o * half * 0.3, y + tall * 0.82, 0.0], [x - o * half * 0.5, y + tall * 0.72, 0.0],
    ]));
    let white = super::colour::at_light(mix(hex(0xcfc4b4), looks.skin, 0.15), 0.785);
    d.lay(almond.clone(), white, 0.0, 0.0, Some(outline));
    let gaze = v.of(0.0, 0.028) * e.wide.max(0.8);
    let down = match d.figure.looks() {
        0 => 0.004,
        up if up > 0 => -0.022,
        _ => 0.02,
    };
    let r = tall * 1.12;
    let (ix, iy) = (x + gaze, y + down);
    if e.big {
        d.lay(f.shape(&Shape::round(ix, iy, r * e.wide.max(0.85) * 1.06, r * 1.06)), lift(looks.iris, -0.13), 0.0, 0.0, Some(&almond));
        d.lay(f.shape(&Shape::round(ix, iy + 0.004, r * 0.86 * e.wide.max(0.85), r * 0.86)), looks.iris, 0.0, 0.0, Some(&almond));
        d.lay(f.shape(&Shape::round(ix, iy + 0.012, r * 0.5, r * 0.4)), lift(looks.iris, 0.09), 0.0, 0.0, Some(&almond));
        d.lay(f.shape(&Shape::round(ix, iy, r * 0.48, r * 0.48)), hex(0x15100f), 0.0, 0.0, Some(&almond));
    } else {
        d.lay(f.shape(&Shape::round(ix, iy, r * 0.95, r)), hex(0x231915), 0.0, 0.0, Some(&almond));
    }
    // The lid's own sheet, with its shadow on the ball.
    let cover = y - tall + tall * 2.0 * tired;
    let shade = f.shape(&Shape::curve(&[[x - o * half * 1.05, y + 0.02, 1.0], [x - o * half * 0.4, cover + 0.012, 0.0], [x + o * half * 0.3, cover + 0.008, 0.0], [x + o * half * 1.05, y + 0.006, 1.0], [x + o * half, y - 0.1, 0.0], [x - o * half, y - 0.1, 0.0]]));
    d.lay(shade, lift(white, -0.33), 0.0, 0.0, Some(&almond));
    d.last(|sheet| sheet.alpha = 0.55);
    if e.big {
        let lid = Shape::curve(&[
            [x - o * half * 1.02, y + 0.012, 1.0], [x - o * half * 0.5, cover - 0.014, 0.0], [x + o * half * 0.2, cover - 0.02, 0.0], [x + o * half * 1.06, y - 0.008, 1.0], [x + o * half * 0.9, y - 0.042, 0.0], [x + o * half * 0.1, y - tall - 0.026, 0.0], [x - o * half * 0.7, y - tall * 0.8 - 0.008, 0.0],
        ]);
        d.lay(f.shape(&lid), mix(tones[0], tones[1], 0.35), 0.01, 0.5, Some(outline));
    }
    // Lashes: a crescent that thickens outwards.
    let dark = lift(hex(0x2a1a15), 0.0);
    let lash = Shape::curve(&[
        [x - o * half * 1.0, y + 0.014, 1.0], [x - o * half * 0.45, cover - 0.01, 0.0], [x + o * half * 0.25, cover - 0.014, 0.0], [x + o * half * 1.08, y - 0.01, 1.0], [x + o * half * 0.85, y + 0.002, 0.0], [x + o * half * 0.2, cover + 0.001 + if e.big { 0.0 } else { 0.006 }, 0.0], [x - o * half * 0.45, cover - 0.002, 0.0],
    ]);
    d.lay(f.shape(&lash), dark, 0.0, 0.0, Some(outline));
    if e.big {
        let c = r * 0.19;
        let lx = d.scene.light.dir[0] * f.way;
        d.lay(f.shape(&Shape::round(ix + lx.signum() * r * 0.36, iy - r * 0.3, c, c)), hex(0xf6f0e4), 0.0, 0.0, Some(&almond));
        d.lay(f.shape(&Shape::ribbon(&[[x - o * half * 0.85, y + tall * 0.9, 0.002], [x, y + tall * 1.28, 0.0045], [x + o * half * 0.8, y + tall * 0.8, 0.001]])), tones[1], 0.0, 0.2, Some(outline));
    }
    brow_leaf(d, f, looks, &e, (x, half, o), outline);
}

fn brow_leaf(d: &mut Doll, f: &Frame, looks: &Looks, e: &Eye, (x, half, o): (f32, f32, f32), outline: &Shape) {
    let child = looks.age == Age::Child;
    let ink = mix(looks.hair_ink, hex(0x2b1d17), 0.45);
    let (by, thick) = (0.382 + if e.far { 0.0 } else { 0.004 }, if looks.woman || child { 0.012 } else { 0.026 });
    let (inner, outer) = (x - o * half * 1.12, x + o * half * 1.42);
    let worry = if looks.age == Age::Old { -0.006 } else { 0.0 };
    let brow = Shape::curve(&[
        [inner, by + 0.016 + worry, 0.0], [inner + o * half * 0.5, by - thick * 0.75, 0.0], [x + o * half * 0.45, by - thick * 1.25 - 0.008, 0.0], [outer, by + 0.022, 1.0], [x + o * half * 0.5, by + thick * 0.25, 0.0], [inner + o * half * 0.4, by + thick + 0.008, 0.0],
    ]);
    d.lay(f.shape(&brow), ink, 0.006, 0.4, Some(outline));
}

fn mouth(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks, outline: &Shape, big: bool) {
    let m = v.of(0.0, 0.178);
    let gape = d.acting.mouth.gape();
    // Open lips draw the corners in a little.
    let narrow = (1.0 - gape * 1.6) * if looks.age == Age::Child { 0.82 } else { 1.0 };
    let (l, r) = (m - v.of(0.125, 0.135) * narrow, m + v.of(0.125, 0.09) * narrow);
    let y = 0.79;
    let low = y + gape;
    let blood = if looks.woman && looks.age != Age::Child { 0.42 } else { 0.2 };
    let upper = mix(lift(looks.skin, -0.14), hex(0x9c4440), blood);
    let lower = mix(lift(looks.skin, -0.07), hex(0xb4605a), blood);
    let full = if looks.woman || looks.age == Age::Child { 1.0 } else { 0.72 };
    d.lay(f.shape(&Shape::curve(&[[l + 0.012, y + 0.004 + gape * 0.45, 1.0], [m, low - 0.006, 0.0], [r - 0.01, y + 0.004 + gape * 0.45, 1.0], [m + 0.05, low + 0.047 * full, 0.0], [m, low + 0.055 * full, 0.0], [m - 0.065, low + 0.045 * full, 0.0]])), lower, 0.008, 0.5, Some(outline));
    d.lay(f.shape(&Shape::curve(&[[l, y + 0.003, 1.0], [m - 0.045, y - 0.034 * full, 0.0], [m - 0.006, y - 0.026 * full, 0.0], [m + 0.03, y - 0.034 * full, 0.0], [r, y + 0.003, 1.0], [m + 0.03, y + 0.003, 0.0], [m, y + 0.01, 0.0], [m - 0.04, y + 0.004, 0.0]])), upper, 0.006, 0.4, Some(outline));
    let cleft = super::colour::at_light(mix(upper, hex(0x3a1a18), 0.7), 0.29);
    if gape > 0.0 {
        // The dark between the lips, and the tongue low in it; no teeth.
        let dark = f.shape(&Shape::curve(&[[l + 0.008, y + 0.006, 1.0], [m - 0.05, y - 0.004, 0.0], [m, y + 0.003, 0.0], [m + 0.04, y - 0.004, 0.0], [r - 0.006, y + 0.006, 1.0], [m + 0.06, low + 0.004, 0.0], [m, low + 0.012, 0.0], [m - 0.07, low + 0.003, 0.0]]));
        d.lay(dark.clone(), super::colour::at_light(cleft, 0.25), 0.0, 0.0, None);
        d.lay(f.shape(&Shape::round(m, low + 0.012, 0.07, gape * 0.42)), mix(cleft, hex(0xa0524c), 0.5), 0.0, 0.0, Some(&dark));
    } else {
        d.lay(f.shape(&Shape::curve(&[[l - 0.006, y + 0.001, 1.0], [m - 0.05, y - 0.003, 0.0], [m, y + 0.004, 0.0], [m + 0.04, y - 0.003, 0.0], [r + 0.004, y, 1.0], [m + 0.03, y + 0.007, 0.0], [m, y + 0.012, 0.0], [m - 0.05, y + 0.008, 0.0]])), cleft, 0.0, 0.0, Some(outline));
    }
    if big {
        let tones = skin(looks.skin);
        d.lay(f.shape(&Shape::curve(&[[m - 0.07, low + 0.072, 0.0], [m, low + 0.064, 0.0], [m + 0.055, low + 0.07, 0.0], [m + 0.01, low + 0.095, 0.0]])), tones[1], 0.0, 0.3, Some(outline));
        let n = v.of(0.0, 0.19);
        d.lay(f.shape(&Shape::curve(&[[n - 0.016, 0.704, 0.0], [n + 0.014, 0.704, 0.0], [m + 0.012, 0.755, 0.0], [m - 0.02, 0.755, 0.0]])), mix(tones[0], tones[1], 0.5), 0.0, 0.0, Some(outline));
    }
}

/// Slits of age and scraps of light.
fn marks(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks, tones: &[Rgb; 3], outline: &Shape) {
    if looks.age == Age::Child || looks.age == Age::Teen {
        return;
    }
    let ink = if looks.age == Age::Old { mix(tones[1], tones[2], 0.4) } else { mix(tones[0], tones[1], 0.8) };
    let slit = |d: &mut Doll, a: P, m: P, b: P, w: f32| {
        d.lay(f.shape(&Shape::ribbon(&[[a[0], a[1], 0.001], [m[0], m[1], w], [b[0], b[1], 0.001]])), ink, 0.0, 0.3, Some(outline));
    };
    let (n, m) = (v.of(0.0, 0.19), v.of(0.0, 0.178));
    slit(d, [n - 0.11, 0.665], [m - 0.165, 0.73], [m - 0.175, 0.785], 0.006);
    if looks.age == Age::Old {
        slit(d, [n + v.of(0.11, 0.075), 0.665], [m + v.of(0.165, 0.12), 0.73], [m + v.of(0.175, 0.12), 0.785], 0.006);
        slit(d, [v.of(-0.2, -0.1), 0.285], [v.of(0.0, 0.13), 0.275], [v.of(0.2, 0.3), 0.287], 0.006);
        slit(d, [v.of(-0.16, -0.06), 0.33], [v.of(0.0, 0.13), 0.322], [v.of(0.16, 0.28), 0.333], 0.005);
        let x = v.of(-0.165, -0.005);
        slit(d, [x - 0.12, 0.48], [x - 0.16, 0.485], [x - 0.19, 0.5], 0.004);
        slit(d, [x - 0.12, 0.495], [x - 0.155, 0.515], [x - 0.175, 0.54], 0.004);
        slit(d, [x - 0.08, 0.545], [x, 0.568], [x + 0.08, 0.548], 0.006);
        let q = v.of(0.165, 0.282);
        slit(d, [q - 0.06, 0.545], [q, 0.565], [q + 0.06, 0.545], 0.005);
    }
    if looks.age == Age::Old || !looks.woman {
        let b = v.of(0.0, 0.15);
        slit(d, [b - 0.012, 0.37], [b - 0.008, 0.4], [b - 0.014, 0.43], 0.004);
    }
    let lit = lift(looks.skin, 0.04);
    let lx = if d.scene.light.dir[0] * f.way >= 0.0 { v.of(0.22, 0.33) } else { v.of(-0.22, -0.08) };
    d.lay(f.shape(&Shape::curve(&[[lx - 0.04, 0.585, 1.0], [lx + 0.02, 0.575, 0.0], [lx + 0.045, 0.6, 1.0], [lx, 0.605, 0.0]])), lit, 0.0, 0.5, Some(outline));
}

fn ears(d: &mut Doll, f: &Frame, v: &Face, tones: &[Rgb; 3]) {
    for (x, far) in [(v.of(-0.37, -0.375), false), (v.of(0.37, 0.33), true)] {
        if far && v.t > 0.45 {
            continue;
        }
        let w = if far { v.of(0.055, 0.03) } else { v.of(0.055, 0.085) };
        let ear = f.shape(&Shape::curve(&[[x, 0.42, 0.0], [x + if far { w } else { -w }, 0.43, 0.0], [x + if far { w * 0.8 } else { -w * 0.8 }, 0.56, 0.0], [x, 0.65, 0.0], [x + if far { -0.03 } else { 0.04 }, 0.54, 0.0]]));
        d.lay(ear.clone(), mix(tones[0], tones[1], 0.5), 0.02, 0.7, None);
        d.lay(f.shape(&Shape::round(x - if far { -0.02 } else { 0.025 }, 0.51, 0.02, 0.055)), tones[2], 0.0, 0.0, Some(&ear));
    }
}

fn behind(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks) {
    if looks.hat == Hat::Hood {
        let s = v.of(0.0, -0.08);
        let ink = lift(looks.hat_ink, -0.04);
        let shell = f.shape(&Shape::curve(&[
            [s, -0.065, 0.0], [s + 0.34, -0.03, 0.0], [v.of(0.55, 0.5), 0.26, 0.0], [v.of(0.6, 0.5), 0.66, 0.0], [v.of(0.5, 0.42), 1.05, 0.0], [v.of(0.3, 0.26), 1.28, 0.0], [v.of(0.0, -0.1), 1.34, 0.0], [v.of(-0.34, -0.46), 1.26, 0.0],
            [v.of(-0.52, -0.7), 1.02, 0.0], [v.of(-0.6, -0.82), 0.62, 0.0], [v.of(-0.55, -0.72), 0.24, 0.0], [s - 0.34, -0.02, 0.0],
        ]));
        d.cut(shell.clone(), ink, 0.05);
        // Two deeper folds towards the back of the hood.
        for (k, x) in [v.of(-0.46, -0.5), v.of(-0.54, -0.64)].into_iter().enumerate() {
            let fold = Shape::curve(&[[x + 0.1, -0.1, 0.0], [x, 0.3, 0.0], [x - 0.02, 0.7, 0.0], [x + 0.08, 1.1, 0.0], [x + 0.2, 1.5, 0.0], [-1.2, 1.5, 0.0], [-1.2, -0.1, 0.0]]);
            d.lay(f.shape(&fold), lift(looks.hat_ink, -0.1 - 0.06 * k as f32), 0.02, 0.6, Some(&shell));
        }
        let inner = Shape::round(v.of(0.0, 0.06), 0.56, v.of(0.44, 0.42), 0.57);
        d.lay(f.shape(&inner), mix(lift(looks.hat_ink, -0.3), hex(0x24160f), 0.6), 0.0, 0.0, Some(&shell));
        return;
    }
    let ink = lift(looks.hair_ink, -0.03);
    match looks.hair {
        Hair::Long => d.cut(f.shape(&Shape::curve(&[[0.05, -0.01, 0.0], [0.28, 0.06, 0.0], [0.4, 0.2, 0.0], [v.of(0.46, 0.4), 0.5, 0.0], [v.of(0.47, 0.34), 1.0, 0.0], [v.of(0.4, 0.25), 1.36, 0.0], [0.05, 1.2, 0.0], [v.of(-0.4, -0.42), 1.38, 0.0], [v.of(-0.48, -0.55), 1.0, 0.0], [v.of(-0.47, -0.55), 0.45, 0.0], [v.of(-0.4, -0.44), 0.18, 0.0], [-0.24, 0.05, 0.0]])), ink, 0.05),
        Hair::Curly => d.cut(f.shape(&Shape::round(v.of(0.0, -0.05), 0.4, 0.54, 0.48).cut(looks.seed, 0.08, 0.04)), ink, 0.05),
        Hair::Bun => d.cut(f.shape(&Shape::round(v.of(0.0, -0.42), v.of(0.0, 0.16), 0.19, 0.17)), ink, 0.04),
        Hair::Tail => d.cut(f.shape(&Shape::ribbon(&[[v.of(-0.2, -0.36), 0.2, 0.06], [v.of(-0.44, -0.55), 0.5, 0.1], [v.of(-0.46, -0.56), 0.9, 0.11], [v.of(-0.42, -0.5), 1.25, 0.03]])), ink, 0.04),
        Hair::Short | Hair::Bald => {
            if looks.hair == Hair::Short {
                d.cut(f.shape(&Shape::curve(&[[v.of(0.0, 0.0), -0.01, 0.0], [0.3, 0.06, 0.0], [v.of(0.4, 0.38), 0.3, 0.0], [v.of(0.38, 0.2), 0.5, 0.0], [0.0, 0.6, 0.0], [v.of(-0.38, -0.42), 0.62, 0.0], [v.of(-0.41, -0.48), 0.36, 0.0], [v.of(-0.32, -0.36), 0.08, 0.0]])), ink, 0.03);
            }
        }
    }
}

fn hairline(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks) {
    let ink = looks.hair_ink;
    let part = v.of(0.12, 0.24);
    let shape = match looks.hair {
        Hair::Bald => {
            Shape::curve(&[[v.of(-0.34, -0.33), 0.36, 0.0], [v.of(-0.4, -0.44), 0.3, 0.0], [v.of(-0.42, -0.46), 0.55, 0.0], [v.of(-0.37, -0.36), 0.62, 0.0], [v.of(-0.335, -0.3), 0.5, 0.0]])
        }
        Hair::Short => Shape::curve(&[
            [v.of(0.34, 0.37), 0.34, 1.0], [v.of(0.37, 0.4), 0.18, 0.0], [v.of(0.24, 0.27), 0.005, 0.0], [0.0, -0.025, 0.0], [v.of(-0.26, -0.26), 0.02, 0.0], [v.of(-0.39, -0.43), 0.2, 0.0], [v.of(-0.385, -0.43), 0.48, 0.0], [v.of(-0.345, -0.3), 0.52, 1.0],
            [v.of(-0.33, -0.26), 0.36, 0.0], [v.of(-0.27, -0.2), 0.25, 0.0], [v.of(-0.06, 0.06), 0.2, 0.0], [part, 0.17, 0.0], [v.of(0.29, 0.345), 0.25, 0.0],
        ]),
        _ => Shape::curve(&[
            [v.of(0.345, 0.385), 0.46, 1.0], [v.of(0.4, 0.43), 0.28, 0.0], [v.of(0.33, 0.36), 0.12, 0.0], [v.of(0.18, 0.2), 0.012, 0.0], [0.0, -0.025, 0.0], [v.of(-0.2, -0.2), 0.01, 0.0], [v.of(-0.35, -0.36), 0.11, 0.0], [v.of(-0.43, -0.46), 0.3, 0.0], [v.of(-0.43, -0.48), 0.56, 0.0], [v.of(-0.36, -0.33), 0.68, 1.0],
            [v.of(-0.33, -0.25), 0.46, 0.0], [v.of(-0.24, -0.13), 0.29, 0.0], [v.of(-0.02, 0.1), 0.19, 0.0], [part, 0.13, 1.0], [v.of(0.26, 0.34), 0.25, 0.0],
        ]),
    };
    let shape = f.shape(&shape);
    d.cut(shape.clone(), ink, 0.03);
    if d.face > 0.06 && looks.hair != Hair::Bald {
        d.lay(f.shape(&Shape::curve(&[[part, 0.05, 0.0], [0.0, 0.02, 0.0], [v.of(-0.26, -0.28), 0.12, 0.0], [v.of(-0.36, -0.38), 0.32, 0.0], [v.of(-0.24, -0.22), 0.17, 0.0], [0.0, 0.09, 0.0]])), lift(ink, 0.045), 0.0, 0.5, Some(&shape));
    }
}

fn beard(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks) {
    let ink = looks.hair_ink;
    let m = v.of(0.0, 0.178);
    let shape = Shape::curve(&[
        [v.of(-0.345, -0.305), 0.5, 1.0], [v.of(-0.31, -0.22), 0.62, 0.0], [v.of(-0.22, -0.1), 0.73, 0.0], [m - 0.15, 0.735, 0.0], [m - 0.13, 0.81, 0.0], [m, 0.842, 0.0], [m + v.of(0.13, 0.095), 0.81, 0.0], [m + v.of(0.15, 0.11), 0.735, 0.0],
        [v.of(0.22, 0.35), 0.72, 0.0], [v.of(0.31, 0.385), 0.62, 0.0], [v.of(0.345, 0.375), 0.56, 1.0], [v.of(0.36, 0.4), 0.74, 0.0], [v.of(0.3, 0.36), 0.93, 0.0], [v.of(0.12, 0.25), 1.1, 0.0], [v.of(-0.04, 0.1), 1.13, 0.0], [v.of(-0.22, -0.1), 1.03, 0.0], [v.of(-0.34, -0.28), 0.82, 0.0],
    ]);
    let shape = f.shape(&shape.cut(looks.seed, 0.05, 0.008));
    d.cut(shape.clone(), ink, 0.035);
    let faces_light = d.scene.light.dir[0] * f.way >= -0.05;
    let s = if faces_light { -1.0 } else { 1.0 };
    d.lay(f.shape(&Shape::curve(&[[m + s * 0.1, 1.2, 0.0], [m + s * 0.12, 0.95, 0.0], [m + s * 0.2, 0.8, 0.0], [m + s * 0.34, 0.6, 0.0], [m + s * 0.8, 0.6, 0.0], [m + s * 0.8, 1.2, 0.0]])), lift(ink, -0.06), 0.0, 0.5, Some(&shape));
    if d.face > 0.16 {
        let mut locks = Shape::default();
        for i in 0..9 {
            let u = i as f32 / 8.0 - 0.5;
            let x = m + u * v.of(0.52, 0.5);
            locks = locks.and(Shape::poly(&[[x - 0.006, 0.9 - u * u * 0.5], [x + 0.008, 0.9 - u * u * 0.5], [x * 0.96 + 0.004, 1.05 - u * u * 0.6]]));
        }
        d.lay(f.shape(&locks), lift(ink, 0.06), 0.0, 0.3, Some(&shape));
    }
}

fn hood(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks) {
    let (cx, cy) = (v.of(0.0, 0.07), 0.55);
    // A parting of hair under the hood.
    let hair = looks.hair_ink;
    let part = v.of(0.05, 0.2);
    if looks.hair != Hair::Bald {
        d.cut(f.shape(&Shape::curve(&[[part, 0.06, 1.0], [v.of(-0.14, 0.02), 0.16, 0.0], [v.of(-0.27, -0.16), 0.32, 0.0], [v.of(-0.3, -0.2), 0.56, 0.0], [v.of(-0.27, -0.17), 0.72, 1.0], [v.of(-0.36, -0.32), 0.66, 0.0], [v.of(-0.42, -0.4), 0.3, 0.0], [v.of(-0.2, -0.2), 0.02, 0.0]])), hair, 0.03);
        d.cut(f.shape(&Shape::curve(&[[part, 0.06, 1.0], [v.of(0.2, 0.31), 0.17, 0.0], [v.of(0.3, 0.385), 0.34, 1.0], [v.of(0.42, 0.45), 0.3, 0.0], [v.of(0.3, 0.36), 0.04, 0.0]])), hair, 0.03);
    }
    // Below the chin the hood is closed over the throat: one piece from side to side, with its zip.
    let ink = looks.hat_ink;
    let front = f.shape(&Shape::curve(&[
        [v.of(0.4, 0.42), 0.72, 1.0], [v.of(0.56, 0.5), 0.86, 0.0], [v.of(0.56, 0.5), 1.14, 0.0], [v.of(0.66, 0.6), 1.62, 1.0], [v.of(-0.66, -0.6), 1.62, 1.0], [v.of(-0.58, -0.56), 1.14, 0.0], [v.of(-0.56, -0.5), 0.86, 0.0], [v.of(-0.4, -0.32), 0.72, 1.0],
        [v.of(-0.26, -0.17), 0.96, 0.0], [v.of(0.0, 0.09), 1.06, 0.0], [v.of(0.26, 0.32), 0.96, 0.0],
    ]));
    d.cut(front.clone(), lift(ink, -0.015), 0.03);
    let lee = -d.scene.light.dir[0].signum() * f.way;
    d.lay(f.shape(&Shape::curve(&[[v.of(0.0, 0.09) + lee * 0.16, 0.7, 0.0], [v.of(0.0, 0.09) + lee * 0.2, 1.2, 0.0], [v.of(0.0, 0.09) + lee * 0.1, 1.7, 0.0], [lee * 1.2, 1.7, 0.0], [lee * 1.2, 0.7, 0.0]])), lift(ink, -0.075), 0.015, 0.5, Some(&front));
    d.lay(f.shape(&Shape::ribbon(&[[v.of(0.0, 0.1), 1.0, 0.02], [v.of(-0.01, 0.1), 1.3, 0.02], [v.of(-0.02, 0.07), 1.7, 0.022]])), lift(ink, -0.12), 0.008, 0.8, Some(&front));
    // The rim's shadow falls on the face; then the ring of fur.
    let n = 17;
    let (rx, ry) = (v.of(0.415, 0.385), 0.545);
    let ring: Vec<P> = (0..=n)
        .map(|i| {
            let a = (i as f32 / n as f32) * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
            [cx + a.cos() * rx * (1.0 + 0.03 * (a * 3.0).sin()), cy + a.sin() * ry]
        })
        .collect();
    let rim: Vec<[f32; 3]> = ring.iter().map(|p| [p[0], p[1], 0.045]).collect();
    let band = f.shape(&Shape::ribbon(&rim).map(|p| [p[0], p[1]]));
    d.lay(band, mix(lift(looks.hat_ink, -0.3), hex(0x24160f), 0.6), 0.07, 0.0, None);
    ruff(d, f, looks, &ring, 0.092);
}

fn glasses(d: &mut Doll, f: &Frame, eyes: &[(f32, f32); 2]) {
    let rim = hex(0x2c2723);
    for (x, wide) in eyes {
        let mut ring = Shape::default();
        let n = 14;
        for i in 0..n {
            let (a, b) = (i as f32 / n as f32 * std::f32::consts::TAU, (i + 1) as f32 / n as f32 * std::f32::consts::TAU);
            let at = |a: f32| [x + 0.125 * wide * a.cos(), 0.49 + 0.1 * a.sin()];
            ring = ring.and(Shape::bar(at(a - 0.06), at(b + 0.06), 0.01));
        }
        d.lay(f.shape(&ring), rim, 0.015, 0.6, None);
    }
    d.lay(f.shape(&Shape::bar([eyes[1].0 + 0.12, 0.475], [eyes[0].0 - 0.12 * eyes[0].1, 0.475], 0.01)), rim, 0.01, 0.5, None);
    d.lay(f.shape(&Shape::bar([eyes[1].0 - 0.125, 0.47], [-0.36, 0.45], 0.01)), rim, 0.01, 0.5, None);
}

fn headset(d: &mut Doll, f: &Frame, v: &Face, looks: &Looks) {
    if !looks.headset {
        return;
    }
    let ink = hex(0x2a2a2d);
    let x = v.of(-0.4, -0.36);
    d.lay(f.shape(&Shape::ribbon(&[[x, 0.5, 0.035], [x - 0.015, 0.22, 0.036], [v.of(-0.22, -0.2), 0.02, 0.036], [v.of(0.0, 0.08), -0.035, 0.036], [v.of(0.22, 0.25), 0.02, 0.034], [v.of(0.39, 0.36), v.of(0.2, 0.1), 0.03], [v.of(0.41, 0.39), v.of(0.46, 0.2), 0.02]])), lift(ink, 0.06), 0.03, 1.0, None);
    if v.t < 0.6 {
        d.cut(f.shape(&Shape::round(v.of(0.4, 0.4), 0.53, 0.06, 0.13)), ink, 0.03);
    }
    let w = v.of(0.07, 0.12);
    d.cut(f.shape(&Shape::round(x, 0.53, w, 0.15)), ink, 0.04);
    d.lay(f.shape(&Shape::round(x - 0.01, 0.53, w * 0.6, 0.095)), lift(ink, 0.1), 0.0, 0.8, None);
    let m = v.of(0.0, 0.178);
    d.lay(f.shape(&Shape::ribbon(&[[x + 0.03, 0.64, 0.012], [x + 0.12, 0.8, 0.012], [m - 0.17, 0.855, 0.013]])), ink, 0.025, 0.8, None);
    d.cut(f.shape(&Shape::round(m - 0.16, 0.855, 0.045, 0.032)), ink, 0.02);
}
