//! Heads: which view of one is seen, profiles, backs, hats and hoods. Faces turned to the lens are in [`super::face`].

use std::f32::consts::PI;


use super::colour::{Rgb, hex, lift, mix};
use super::dress::{Age, Hair, Hat, Looks};
use super::face;
use super::figure::Doll;
use super::hats;
use super::noise::Rng;
use super::shape::{P, Shape};
use super::telephone;

/// A head's own plane: x towards where it looks, y from the crown (0) down to the chin (1).
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    x: f32,
    y: f32,
    sin: f32,
    cos: f32,
    /// 1 looks to the frame's right.
    pub way: f32,
    lying: bool,
    /// A child's features lie lower in the head, closer together and on rounder cheeks.
    young: bool,
}

/// Where a child has what a grown head has at this height.
fn lower(y: f32) -> f32 {
    const AT: [(f32, f32); 6] = [(0.0, 0.0), (0.36, 0.44), (0.48, 0.555), (0.68, 0.715), (0.79, 0.81), (1.0, 1.0)];
    let Some(pair) = AT.windows(2).find(|w| y >= w[0].0 && y < w[1].0) else { return y };
    let t = (y - pair[0].0) / (pair[1].0 - pair[0].0);
    pair[0].1 + (pair[1].1 - pair[0].1) * t
}

fn childish([x, y]: P) -> P {
    // Full below the eyes; what stands out of the face in profile is small.
    let full = 1.0 + 0.1 * (-((y - 0.74) / 0.16).powi(2)).exp();
    let x = if x > 0.41 && (0.3..1.0).contains(&y) { 0.41 + (x - 0.41) * 0.55 } else { x };
    [x * full, lower(y)]
}

impl Frame {
    pub fn map(&self, p: P) -> P {
        let p = if self.young { childish(p) } else { p };
        let (dx, dy) = (self.way * p[0], 1.0 - p[1]);
        if self.lying {
            return [self.x + dy * self.sin, self.y + p[0] * 0.95];
        }
        [self.x + dx * self.cos + dy * self.sin, self.y - dx * self.sin + dy * self.cos]
    }

    pub fn shape(&self, s: &Shape) -> Shape {
        s.map(|p| self.map(p))
    }
}

/// Skin from lit to shaded; the hue cools towards red as it darkens.
pub fn skin(ink: Rgb) -> [Rgb; 3] {
    [ink, super::colour::turn(lift(ink, -0.075), -5.0), super::colour::turn(lift(ink, -0.17), -10.0)]
}

/// Which side of a head is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View {
    /// From the front (0) to three-quarter (1).
    Face(f32),
    Profile,
    /// From straight behind (0) to where the cheek comes round (1).
    Back(f32),
}

/// A head's plane, and which side of it the lens has.
pub fn seen(d: &Doll, gaze: f32) -> (Frame, View) {
    let head = d.rig.head;
    let lying = d.rig.lying;
    let way = if gaze.sin() >= 0.0 { 1.0 } else { -1.0 };
    let mut lean = d.rig.head_lean;
    match d.figure.looks() {
        0 => {}
        up if up > 0 => lean -= 0.08 * way,
        _ => lean += 0.06 * way,
    }
    let young = d.looks.age == Age::Child;
    let frame = if lying {
        Frame { x: head.x, y: head.y, sin: if d.rig.chest.x > head.x { -1.0 } else { 1.0 }, cos: 0.0, way, lying, young }
    } else {
        Frame { x: head.x, y: head.y, sin: lean.sin(), cos: lean.cos(), way, lying, young }
    };
    let off_front = (PI - gaze.rem_euclid(2.0 * PI)).abs();
    let view = if lying {
        View::Profile
    } else if off_front < 1.08 {
        View::Face((off_front / 0.8).min(1.12))
    } else if off_front < 2.1 {
        View::Profile
    } else {
        View::Back((PI - off_front) / 1.04)
    };
    (frame, view)
}

pub fn build(d: &mut Doll, gaze: f32) {
    let (frame, view) = seen(d, gaze);
    match view {
        View::Face(t) => face::build(d, &frame, t),
        View::Profile => profile(d, &frame),
        View::Back(t) => back(d, &frame, t),
    }
    telephone::handset(d, gaze);
}

fn profile(d: &mut Doll, f: &Frame) {
    let looks = d.looks.clone();
    let big = d.face > 0.055;
    let tones = skin(looks.skin);
    let hair = looks.hair_ink;
    if looks.hat != Hat::Hood {
        hair_behind(d, f, &looks);
    } else {
        hood_back(d, f, &looks);
    }
    super::cloth::neck(d);
    let outline = Shape::curve(&[
        [0.0, 0.015, 0.0], [0.2, 0.04, 0.0], [0.34, 0.14, 0.0], [0.415, 0.3, 0.0], [0.43, 0.39, 0.0], [0.4, 0.46, 0.0], [0.455, 0.55, 0.0],
        [0.53, 0.63, 1.0], [0.505, 0.665, 0.0], [0.43, 0.68, 1.0], [0.455, 0.735, 0.0], [0.425, 0.765, 1.0], [0.447, 0.8, 0.0], [0.405, 0.845, 0.0],
        [0.43, 0.915, 0.0], [0.37, 0.99, 0.0], [0.2, 0.985, 0.0], [-0.02, 0.88, 0.0], [-0.1, 0.8, 0.0], [-0.33, 0.8, 0.0], [-0.43, 0.6, 0.0],
        [-0.445, 0.36, 0.0], [-0.35, 0.12, 0.0], [-0.18, 0.03, 0.0],
    ]);
    // An open mouth takes lower lip and chin with it.
    let gape = d.acting.mouth.gape();
    let outline = f.shape(&outline.map(|p| if p[0] > 0.15 && p[1] > 0.775 { [p[0] - gape * 0.3, p[1] + gape] } else { p }));
    d.lay(outline.clone(), tones[0], 0.03, 0.6, None);
    if big {
        d.mouth_at = d.spot(f, [0.12, 0.69, 0.62, 1.2]);
        d.eyes_at = d.spot(f, [0.22, 0.34, 0.5, 0.58]);
        let cheek = f.shape(&Shape::curve(&[[0.3, 1.02, 0.0], [0.3, 0.9, 0.0], [0.16, 0.8, 0.0], [0.1, 0.64, 0.0], [0.13, 0.5, 0.0], [0.02, 0.4, 0.0], [-0.5, 0.4, 0.0], [-0.5, 1.02, 0.0]]));
        d.lay(cheek, tones[1], 0.012, 0.3, Some(&outline));
        let jaw = f.shape(&Shape::curve(&[[0.36, 1.02, 0.0], [0.3, 0.965, 0.0], [0.08, 0.88, 0.0], [-0.06, 0.74, 0.0], [-0.5, 0.7, 0.0], [-0.5, 1.05, 0.0]]));
        d.lay(jaw, tones[2], 0.0, 0.0, Some(&outline));
        // Under the brow and beside the nose.
        d.lay(f.shape(&Shape::curve(&[[0.42, 0.44, 0.0], [0.33, 0.43, 0.0], [0.28, 0.49, 0.0], [0.35, 0.55, 0.0], [0.42, 0.52, 0.0]])), tones[1], 0.0, 0.0, Some(&outline));
        let blush = mix(looks.skin, hex(0xc0533c), 0.34);
        let soft = 0.03 * d.face;
        d.lay(f.shape(&Shape::curve(&[[0.13, 0.66, 0.0], [0.2, 0.61, 0.0], [0.33, 0.6, 0.0], [0.29, 0.68, 0.0], [0.2, 0.71, 0.0]])), blush, 0.0, 0.0, Some(&outline));
        d.last(|sheet| {
            sheet.alpha = 0.55;
            sheet.blur = soft;
        });
        ear(d, f, [-0.02, 0.52], &tones);
        eye(d, f, &looks, &tones);
        let lip = mix(lift(looks.skin, -0.16), hex(0x9a3f3a), if looks.woman { 0.5 } else { 0.25 });
        d.lay(f.shape(&Shape::curve(&[[0.47, 0.745, 0.0], [0.425, 0.765, 1.0], [0.345, 0.772, 1.0], [0.4, 0.735, 0.0]])), lip, 0.0, 0.3, Some(&outline));
        let g = gape;
        if g > 0.0 {
            d.lay(f.shape(&Shape::poly(&[[0.47, 0.762], [0.335, 0.774], [0.36, 0.79 + g * 0.5], [0.46 - g * 0.3, 0.775 + g]])), hex(0x3a1d1b), 0.0, 0.0, Some(&outline));
        }
        d.lay(f.shape(&Shape::curve(&[[0.46 - g * 0.3, 0.79 + g, 0.0], [0.425 - g * 0.2, 0.768 + g, 1.0], [0.35, 0.774 + g * 0.5, 1.0], [0.39, 0.815 + g, 0.0], [0.43 - g * 0.3, 0.825 + g, 0.0]])), lift(lip, 0.05), 0.0, 0.3, Some(&outline));
        if g == 0.0 {
            d.lay(f.shape(&Shape::bar([0.44, 0.766], [0.335, 0.775], 0.006)), lift(lip, -0.2), 0.0, 0.0, Some(&outline));
        }
        d.lay(f.shape(&Shape::curve(&[[0.475, 0.655, 0.0], [0.43, 0.69, 1.0], [0.4, 0.665, 0.0], [0.42, 0.63, 0.0], [0.45, 0.64, 0.0]])), tones[1], 0.0, 0.0, Some(&outline));
        if looks.age == Age::Old {
            for (a, b) in [([0.3, 0.56], [0.25, 0.6]), ([0.37, 0.68], [0.32, 0.76]), ([0.36, 0.3], [0.24, 0.29])] {
                d.lay(f.shape(&Shape::bar(a, b, 0.006)), tones[2], 0.0, 0.0, Some(&outline));
            }
        }
    } else if d.face > 0.02 {
        d.lay(f.shape(&Shape::bar([0.4, 0.45], [0.3, 0.455], 0.018)), lift(looks.skin, -0.35), 0.0, 0.0, Some(&outline));
    }
    if looks.beard {
        let beard = Shape::curve(&[
            [0.0, 0.52, 0.0], [0.1, 0.62, 0.0], [0.2, 0.74, 0.0], [0.33, 0.71, 0.0], [0.45, 0.7, 0.0], [0.47, 0.745, 0.0], [0.36, 0.775, 1.0], [0.42, 0.83, 0.0],
            [0.47, 0.92, 0.0], [0.42, 1.08, 0.0], [0.26, 1.12, 0.0], [0.06, 1.0, 0.0], [-0.06, 0.82, 0.0], [-0.07, 0.6, 0.0],
        ]);
        let beard = f.shape(&beard);
        d.lay(beard.clone(), hair, 0.035, 0.8, None);
        d.lay(f.shape(&Shape::curve(&[[0.44, 1.1, 0.0], [0.3, 1.0, 0.0], [0.14, 0.9, 0.0], [0.02, 0.7, 0.0], [-0.1, 0.6, 0.0], [-0.1, 1.2, 0.0]])), lift(hair, -0.06), 0.0, 0.0, Some(&beard));
    } else if looks.moustache {
        d.lay(f.shape(&Shape::curve(&[[0.47, 0.7, 0.0], [0.46, 0.745, 0.0], [0.33, 0.76, 1.0], [0.38, 0.7, 0.0]])), hair, 0.02, 0.8, None);
    }
    match looks.hat {
        Hat::Hood => hood_front(d, f, &looks),
        _ => {
            hairline(d, f, &looks);
            hats::profile(d, f, &looks);
        }
    }
    if looks.glasses && big {
        let rim = lift(hex(0x2a2622), 0.0);
        for i in 0..12 {
            let a = i as f32 / 12.0 * 2.0 * PI;
            let b = (i + 1) as f32 / 12.0 * 2.0 * PI;
            d.lay(f.shape(&Shape::bar([0.36 + 0.07 * a.cos(), 0.48 + 0.085 * a.sin()], [0.36 + 0.07 * b.cos(), 0.48 + 0.085 * b.sin()], 0.01)), rim, 0.0, 0.5, None);
        }
        d.lay(f.shape(&Shape::bar([0.29, 0.465], [0.0, 0.47], 0.011)), rim, 0.01, 0.5, None);
    }
    headset(d, f, &looks, [0.0, 0.5]);
}

fn eye(d: &mut Doll, f: &Frame, looks: &Looks, tones: &[Rgb; 3]) {
    let brow = lift(mix(looks.hair_ink, hex(0x2a1c16), 0.35), -0.03);
    let brow_leaf = f.shape(&Shape::curve(&[[0.425, 0.395, 0.0], [0.36, 0.365, 0.0], [0.255, 0.4, 1.0], [0.36, 0.397, 0.0]]));
    if d.acting.eyes_shut {
        d.lay(f.shape(&Shape::curve(&[[0.405, 0.49, 0.0], [0.37, 0.455, 0.0], [0.275, 0.495, 1.0], [0.35, 0.524, 0.0], [0.4, 0.52, 0.0]])), tones[1], 0.0, 0.3, None);
        d.lay(f.shape(&Shape::ribbon(&[[0.41, 0.512, 0.006], [0.34, 0.525, 0.007], [0.272, 0.498, 0.004]])), lift(tones[2], -0.18), 0.0, 0.0, None);
        d.lay(brow_leaf, brow, 0.0, 0.4, None);
        return;
    }
    let white = lift(mix(hex(0xcfc6b8), looks.skin, 0.12), -0.02);
    let almond = f.shape(&Shape::curve(&[[0.405, 0.49, 0.0], [0.37, 0.458, 0.0], [0.275, 0.495, 1.0], [0.35, 0.52, 0.0], [0.4, 0.515, 0.0]]));
    if d.face > 0.11 {
        d.lay(almond.clone(), white, 0.0, 0.0, None);
    }
    d.lay(f.shape(&Shape::round(0.382, 0.488, 0.025, 0.036)), if d.face > 0.11 { lift(looks.iris, -0.1) } else { hex(0x241a17) }, 0.0, 0.0, Some(&almond));
    d.lay(f.shape(&Shape::curve(&[[0.415, 0.475, 0.0], [0.37, 0.448, 0.0], [0.265, 0.492, 1.0], [0.36, 0.466, 0.0]])), lift(tones[2], -0.18), 0.0, 0.0, None);
    d.lay(brow_leaf, brow, 0.0, 0.4, None);
}

fn ear(d: &mut Doll, f: &Frame, at: P, tones: &[Rgb; 3]) {
    let e = Shape::curve(&[
        [at[0] + 0.05, at[1] - 0.07, 0.0], [at[0] - 0.01, at[1] - 0.11, 0.0], [at[0] - 0.075, at[1] - 0.07, 0.0], [at[0] - 0.065, at[1] + 0.03, 0.0],
        [at[0] - 0.01, at[1] + 0.11, 0.0], [at[0] + 0.035, at[1] + 0.08, 0.0],
    ]);
    let e = f.shape(&e);
    d.lay(e.clone(), tones[0], 0.02, 0.8, None);
    d.lay(f.shape(&Shape::curve(&[[at[0] + 0.03, at[1] - 0.04, 0.0], [at[0] - 0.04, at[1] - 0.05, 0.0], [at[0] - 0.035, at[1] + 0.02, 0.0], [at[0], at[1] + 0.05, 0.0]])), tones[2], 0.0, 0.0, Some(&e));
}

/// An ear seen from behind: its rim stands out to one side, the hollow behind it is in shade.
fn round_ear(d: &mut Doll, f: &Frame, x: f32, w: f32, tones: &[Rgb; 3]) {
    let ear = Shape::curve(&[
        [x - w * 0.55, 0.46, 0.0], [x - w * 0.1, 0.405, 0.0], [x + w * 0.62, 0.425, 0.0], [x + w * 0.78, 0.51, 0.0], [x + w * 0.4, 0.59, 0.0], [x + w * 0.12, 0.66, 0.0], [x - w * 0.4, 0.66, 0.0],
    ]);
    let ear = f.shape(&ear);
    d.lay(ear.clone(), tones[0], 0.025, 0.9, None);
    let hollow = Shape::curve(&[[x - w * 0.8, 0.44, 0.0], [x - w * 0.1, 0.46, 0.0], [x + w * 0.3, 0.5, 0.0], [x + w * 0.02, 0.57, 0.0], [x - w * 0.14, 0.64, 0.0], [x - w * 0.8, 0.67, 0.0]]);
    d.lay(f.shape(&hollow), tones[2], 0.0, 0.3, Some(&ear));
}

/// What of the hair hangs behind the face.
pub fn hair_behind(d: &mut Doll, f: &Frame, looks: &Looks) {
    let ink = lift(looks.hair_ink, -0.03);
    let gust = super::cloth::gust(d) * f.way;
    // The lower it hangs the farther it is carried, and what is carried rises.
    let blown = |s: Shape| s.map(|p| { let free = (p[1] - 0.3).max(0.0); [p[0] + gust * free, p[1] - gust.abs() * 0.4 * free] });
    if gust != 0.0 && looks.hair != Hair::Bald {
        // Locks stand off from the crown on the lee side.
        let s = gust.signum();
        for k in 0..4 {
            let (x, y) = (s * (0.16 + 0.08 * k as f32), 0.06 + 0.11 * k as f32);
            let long = 0.2 + 0.3 * gust.abs();
            d.cut(f.shape(&Shape::ribbon(&[[x - s * 0.1, y + 0.04, 0.06], [x + s * long * 0.5, y - 0.03, 0.045], [x + s * long, y + 0.02 - 0.03 * k as f32, 0.008]])), ink, 0.02);
        }
    }
    match looks.hair {
        Hair::Long => d.cut(f.shape(&blown(Shape::curve(&[[0.05, 0.05, 0.0], [-0.35, 0.08, 0.0], [-0.54, 0.4, 0.0], [-0.55, 0.9, 0.0], [-0.5, 1.32, 0.0], [-0.22, 1.42, 0.0], [0.02, 1.25, 0.0], [0.05, 0.7, 0.0]]))),ink,0.05),
        Hair::Tail => d.cut(f.shape(&blown(Shape::ribbon(&[[-0.4, 0.3, 0.06], [-0.62, 0.42, 0.1], [-0.68, 0.8, 0.11], [-0.6, 1.15, 0.03]]))),ink,0.05),
        Hair::Bun => d.cut(f.shape(&Shape::round(-0.52, 0.34, 0.2, 0.21)), ink, 0.05),
        Hair::Curly => d.cut(f.shape(&Shape::round(-0.08, 0.36, 0.55, 0.46).cut(looks.seed, 0.09, 0.04)), ink, 0.05),
        Hair::Short | Hair::Bald => {}
    }
}

fn hairline(d: &mut Doll, f: &Frame, looks: &Looks) {
    let ink = looks.hair_ink;
    if looks.hair == Hair::Bald {
        let fringe = Shape::curve(&[[-0.06, 0.42, 0.0], [-0.2, 0.36, 0.0], [-0.45, 0.38, 0.0], [-0.455, 0.62, 0.0], [-0.34, 0.8, 0.0], [-0.16, 0.72, 0.0], [-0.05, 0.56, 0.0]]);
        d.cut(f.shape(&fringe), ink, 0.025);
        return;
    }
    let low = matches!(looks.hair, Hair::Short);
    let cap = Shape::curve(&[
        [0.37, 0.21, 0.0], [0.3, 0.05, 0.0], [0.08, -0.025, 0.0], [-0.2, 0.0, 0.0], [-0.42, 0.16, 0.0], [-0.485, 0.42, 0.0], [-0.45, 0.66, 0.0],
        [-0.33, if low { 0.83 } else { 0.78 }, 0.0], [-0.18, 0.76, 0.0], [-0.11, 0.62, 0.0], [-0.07, 0.45, 0.0], [0.03, 0.43, 0.0], [0.06, 0.56, 0.0], [0.1, 0.42, 0.0], [0.16, 0.29, 0.0], [0.3, 0.25, 0.0],
    ]);
    let cap = f.shape(&cap);
    d.cut(cap.clone(), ink, 0.03);
    if d.face > 0.06 {
        let sheen = f.shape(&Shape::curve(&[[0.3, 0.16, 0.0], [0.18, 0.05, 0.0], [-0.12, 0.03, 0.0], [-0.34, 0.18, 0.0], [-0.2, 0.14, 0.0], [0.08, 0.14, 0.0]]));
        d.lay(sheen, lift(ink, 0.04), 0.0, 0.5, Some(&cap));
    }
}

fn headset(d: &mut Doll, f: &Frame, looks: &Looks, ear: P) {
    if !looks.headset {
        return;
    }
    let ink = hex(0x2a2a2c);
    d.lay(f.shape(&Shape::ribbon(&[[ear[0] + 0.01, ear[1], 0.03], [ear[0] + 0.03, 0.2, 0.035], [ear[0] - 0.01, -0.03, 0.035]])), lift(ink, 0.08), 0.02, 1.0, None);
    d.cut(f.shape(&Shape::curve(&[[ear[0] + 0.1, ear[1] - 0.1, 0.0], [ear[0] - 0.06, ear[1] - 0.14, 0.0], [ear[0] - 0.12, ear[1], 0.0], [ear[0] - 0.05, ear[1] + 0.14, 0.0], [ear[0] + 0.1, ear[1] + 0.1, 0.0]])), ink, 0.04);
    d.lay(f.shape(&Shape::round(ear[0], ear[1], 0.06, 0.08)), lift(ink, 0.09), 0.0, 0.8, None);
    d.lay(f.shape(&Shape::ribbon(&[[ear[0] + 0.02, ear[1] + 0.1, 0.012], [ear[0] + 0.16, 0.78, 0.012], [ear[0] + 0.4, 0.81, 0.014]])), ink, 0.02, 0.8, None);
    d.cut(f.shape(&Shape::round(ear[0] + 0.42, 0.81, 0.045, 0.032)), ink, 0.015);
}

fn hood_back(d: &mut Doll, f: &Frame, looks: &Looks) {
    let ink = lift(looks.hat_ink, -0.1);
    d.cut(f.shape(&Shape::curve(&[[0.3, 0.02, 0.0], [0.0, -0.07, 0.0], [-0.4, 0.0, 0.0], [-0.62, 0.3, 0.0], [-0.64, 0.7, 0.0], [-0.5, 1.1, 0.0], [0.2, 1.2, 0.0], [0.36, 0.9, 0.0]])), ink, 0.05);
}

fn hood_front(d: &mut Doll, f: &Frame, looks: &Looks) {
    let ink = looks.hat_ink;
    if d.face > 0.055 {
        // Hair at the temple, in the hood's own shade.
        d.cut(f.shape(&Shape::curve(&[[0.33, 0.14, 0.0], [0.2, 0.24, 0.0], [0.12, 0.42, 0.0], [0.1, 0.66, 0.0], [-0.2, 0.7, 0.0], [-0.2, 0.1, 0.0]])), looks.hair_ink, 0.02);
    }
    let shell = Shape::curve(&[
        [0.36, 0.04, 0.0], [0.14, -0.07, 0.0], [-0.24, -0.06, 0.0], [-0.54, 0.14, 0.0], [-0.66, 0.5, 0.0], [-0.62, 0.86, 0.0], [-0.46, 1.16, 0.0], [-0.1, 1.24, 0.0],
        [0.26, 1.16, 0.0], [0.3, 1.04, 1.0], [0.1, 0.9, 0.0], [0.03, 0.66, 0.0], [0.06, 0.4, 0.0], [0.2, 0.18, 0.0],
    ]);
    let shell = f.shape(&shell);
    d.cut(shell.clone(), ink, 0.06);
    d.lay(f.shape(&Shape::curve(&[[-0.2, -0.1, 0.0], [-0.36, 0.3, 0.0], [-0.36, 0.8, 0.0], [-0.16, 1.3, 0.0], [-0.8, 1.3, 0.0], [-0.8, -0.1, 0.0]])), lift(ink, -0.065), 0.02, 0.5, Some(&shell));
    ruff(d, f, looks, &[[0.36, 0.05], [0.2, 0.2], [0.07, 0.42], [0.05, 0.66], [0.12, 0.9], [0.3, 1.06]], 0.075);
}

/// Tufts of fur along a line: broad leaves in rows that overlap like tiles, unequal, leaning one way.
pub fn ruff(d: &mut Doll, f: &Frame, looks: &Looks, line: &[P], size: f32) {
    let fur = mix(hex(0xb5a48c), d.scene.palette.pale, 0.3);
    let mut rng = Rng::new(looks.seed ^ 0xfa);
    let soft: Vec<[f32; 3]> = line.iter().map(|p| [p[0], p[1], size * 0.62]).collect();
    let band = f.shape(&Shape::ribbon(&soft).cut(looks.seed, 0.05, 0.02));
    d.lay(band, lift(fur, -0.13), 0.03, 0.4, None);
    if d.face < 0.04 {
        return;
    }
    let path = super::shape::trace(&soft, false);
    let n = path.len();
    // Outwards, inwards, and a last row over the seam: every row lies over the roots of the one before.
    let rows: &[(f32, f32, f32, f32)] = if d.face > 0.2 { &[(1.0, 1.25, -0.13, 0.1), (-1.0, 1.1, -0.09, 0.05), (0.9, 0.9, -0.035, 0.1), (-0.75, 0.85, 0.01, -0.1)] } else { &[(1.0, 1.15, -0.05, 0.1), (-0.8, 0.95, 0.02, 0.1)] };
    for &(out, long, tone, root) in rows {
        // Every second leaf lies over its neighbours, so that each has an edge.
        let mut tufts = [Shape::default(), Shape::default()];
        let mut turn = 0;
        let mut along = rng.range(0.0, 0.4) * size;
        let mut k = 0usize;
        let mut passed = 0.0f32;
        while k + 1 < n {
            let (a, b) = (path[k], path[k + 1]);
            let l = super::shape::length(a, b).max(1e-4);
            if along > passed + l {
                passed += l;
                k += 1;
                continue;
            }
            let t = (along - passed) / l;
            let at = super::shape::lerp(a, b, t);
            let (ux, uy) = ((b[0] - a[0]) / l, (b[1] - a[1]) / l);
            let (nx, ny) = (-uy * out.signum(), ux * out.signum());
            let len = size * long * rng.range(0.75, 1.2);
            let w = size * rng.range(0.3, 0.46);
            let lean = rng.range(0.15, 0.6);
            let p = |across: f32, up: f32| [at[0] - nx * size * root + ux * (across * w + lean * up * up * len) + nx * up * len, at[1] - ny * size * root + uy * (across * w + lean * up * up * len) + ny * up * len];
            tufts[turn % 2].loops.extend(Shape::poly(&[p(-1.0, 0.0), p(-1.02, 0.36), p(-0.62, 0.7), p(0.05, 1.0), p(0.5, 0.74), p(0.98, 0.4), p(1.0, 0.0)]).loops);
            turn += 1;
            along += w * rng.range(0.95, 1.5);
        }
        for (k, tufts) in tufts.iter().enumerate() {
            d.lay(f.shape(tufts), lift(fur, tone + 0.022 * k as f32), 0.012, 1.0, None);
        }
    }
}

/// A head seen from behind, turned a little where `t` grows to 1.
fn back(d: &mut Doll, f: &Frame, t: f32) {
    let looks = d.looks.clone();
    let shift = 0.08 * t;
    let hood = looks.hat == Hat::Hood;
    let tones = skin(looks.skin);
    let ear = 0.38 * (t * 60f32.to_radians()).cos();
    super::cloth::neck(d);
    if !hood {
        // The ear on the side to which the head turns comes towards the middle; the other goes behind.
        for (x, w) in [(shift - 0.4, -0.07), (ear + 0.02, 0.07)] {
            round_ear(d, f, x, w, &tones);
        }
        d.cut(f.shape(&Shape::curve(&[[0.0, 0.02, 0.0], [0.3, 0.1, 0.0], [0.4, 0.36, 0.0], [0.36, 0.66, 0.0], [0.24, 0.94, 0.0], [0.0, 0.98, 0.0], [-0.24, 0.94, 0.0], [-0.36, 0.66, 0.0], [-0.4, 0.36, 0.0], [-0.3, 0.1, 0.0]])), tones[2], 0.03);
    }
    if hood {
        let ink = looks.hat_ink;
        let shell = f.shape(&Shape::curve(&[[0.0 - shift, -0.07, 0.0], [0.38, 0.0, 0.0], [0.56, 0.32, 0.0], [0.56, 0.76, 0.0], [0.42, 1.14, 0.0], [0.0, 1.26, 0.0], [-0.42, 1.14, 0.0], [-0.58, 0.76, 0.0], [-0.58, 0.32, 0.0], [-0.4, 0.0, 0.0]]));
        if t > 0.25 {
            ruff(d, f, &looks, &[[0.36, 0.02], [0.55, 0.32], [0.57, 0.72], [0.44, 1.1]], 0.07);
        }
        d.cut(shell.clone(), ink, 0.06);
        let lee = -d.scene.light.dir[0].signum() * f.way;
        d.lay(f.shape(&Shape::curve(&[[lee * 0.2, -0.1, 0.0], [lee * 0.3, 0.4, 0.0], [lee * 0.22, 1.3, 0.0], [lee * 0.9, 1.3, 0.0], [lee * 0.9, -0.1, 0.0]])), lift(ink, -0.06), 0.02, 0.5, Some(&shell));
        d.lay(f.shape(&Shape::ribbon(&[[-shift, -0.1, 0.012], [-shift * 1.5, 0.4, 0.014], [-shift, 1.3, 0.012]])), lift(ink, -0.08), 0.0, 0.6, Some(&shell));
        return;
    }
    if looks.hair == Hair::Bald {
        // What is left runs from ear to ear, thin above and down to the nape.
        let ink = mix(looks.hair_ink, tones[2], 0.62);
        let fringe = Shape::curve(&[
            [0.4, 0.5, 0.0], [0.38, 0.68, 0.0], [0.28, 0.84, 0.0], [0.12, 0.9, 0.0], [0.0, 0.87, 0.0], [-0.12, 0.9, 0.0], [-0.28, 0.84, 0.0], [-0.38, 0.68, 0.0], [-0.4, 0.5, 0.0], [-0.34, 0.58, 0.0], [-0.2, 0.66, 0.0], [0.0, 0.69, 0.0], [0.2, 0.66, 0.0], [0.34, 0.58, 0.0],
        ]);
        d.lay(f.shape(&fringe.cut(looks.seed, 0.05, 0.008)), ink, 0.008, 0.5, None);
    } else {
        let low = match looks.hair {
            Hair::Long => 1.38,
            Hair::Curly => 1.0,
            _ => 0.84,
        };
        let w = if matches!(looks.hair, Hair::Long | Hair::Curly) { 1.14 } else { 1.0 };
        let mass = Shape::curve(&[
            [0.0, -0.025, 0.0], [0.22 * w, 0.02, 0.0], [0.37 * w, 0.15, 0.0], [0.43 * w, 0.38, 0.0], [0.39 * w, 0.64, 0.0], [0.3 * w, low * 0.96, 0.0], [0.0, low, 0.0], [-0.3 * w, low * 0.97, 0.0],
            [-0.39 * w, 0.64, 0.0], [-0.43 * w, 0.38, 0.0], [-0.37 * w, 0.15, 0.0], [-0.22 * w, 0.02, 0.0],
        ]);
        let mass = f.shape(&mass);
        d.cut(mass.clone(), looks.hair_ink, 0.03);
        let lee = -d.scene.light.dir[0].signum() * f.way;
        d.lay(f.shape(&Shape::curve(&[[lee * 0.12, -0.05, 0.0], [lee * 0.2, 0.4, 0.0], [lee * 0.14, low + 0.1, 0.0], [lee * 0.7, low + 0.1, 0.0], [lee * 0.7, -0.05, 0.0]])), lift(looks.hair_ink, -0.05), 0.0, 0.4, Some(&mass));
        if d.face > 0.2 {
            // Locks from the crown: a lit strand on the light's side, and a nape that is no straight cut.
            let lit = -lee;
            for (k, u) in [0.34f32, 0.2, 0.05, -0.12].into_iter().enumerate() {
                let (x, tone) = (lit * u, if k == 0 { 0.06 } else { 0.03 - 0.03 * k as f32 });
                let lock = Shape::curve(&[[x * 0.3, 0.0, 0.0], [x * 0.8, 0.18, 0.0], [x, 0.42, 0.0], [x * 0.96, low * 0.78, 0.0], [x * 0.8 - lit * 0.02, low * 0.98, 1.0], [x * 0.72 - lit * 0.05, low * 0.76, 0.0], [x * 0.8 - lit * 0.06, 0.42, 0.0], [x * 0.5 - lit * 0.03, 0.16, 0.0]]);
                d.lay(f.shape(&lock), lift(looks.hair_ink, tone), 0.006, 0.6, Some(&mass));
            }
        }
        match looks.hair {
            Hair::Bun => d.cut(f.shape(&Shape::round(-shift, 0.34, 0.2, 0.2)), lift(looks.hair_ink, 0.03), 0.05),
            Hair::Tail => d.cut(f.shape(&Shape::ribbon(&[[-shift, 0.32, 0.07], [-shift, 0.5, 0.12], [-shift * 2.0, 0.95, 0.12], [-shift, 1.3, 0.03]])), lift(looks.hair_ink, 0.03), 0.04),
            _ => {}
        }
    }
    if t > 0.2 && !matches!(looks.hair, Hair::Long | Hair::Curly) {
        // Before the ear the cheek comes round, and the jaw under it.
        let cheek = Shape::curve(&[
            [ear - 0.02, 0.44, 0.0], [ear + 0.03, 0.36, 0.0], [0.415, 0.33, 0.0], [0.425 + 0.02 * t, 0.5, 0.0], [0.4 + 0.03 * t, 0.66, 0.0], [0.31 + 0.04 * t, 0.86, 0.0], [0.16, 0.97, 0.0], [ear - 0.14, 0.84, 0.0], [ear - 0.05, 0.66, 0.0],
        ]);
        let cheek = f.shape(&cheek);
        d.cut(cheek.clone(), tones[1], 0.015);
        d.lay(f.shape(&Shape::curve(&[[0.0, 0.9, 0.0], [ear - 0.04, 0.7, 0.0], [ear + 0.03, 0.72, 0.0], [0.3, 0.92, 0.0], [0.2, 1.1, 0.0]])), tones[2], 0.0, 0.0, Some(&cheek));
        if looks.beard {
            d.lay(f.shape(&Shape::curve(&[[ear - 0.02, 0.5, 0.0], [ear + 0.04, 0.62, 0.0], [0.5, 0.72, 0.0], [0.5, 1.1, 0.0], [0.1, 1.1, 0.0], [ear - 0.1, 0.8, 0.0]])), looks.hair_ink, 0.01, 0.6, Some(&cheek));
        }
        round_ear(d, f, ear, 0.085, &tones);
    }
    hats::back(d, f, &looks, t);
    if looks.headset {
        let ink = hex(0x2a2a2c);
        d.lay(f.shape(&Shape::ribbon(&[[-0.4, 0.5, 0.04], [-0.36, 0.12, 0.035], [0.0, -0.04, 0.035], [0.36, 0.12, 0.035], [0.4, 0.5, 0.04]])), ink, 0.02, 0.8, None);
        for s in [-1.0, 1.0] {
            d.cut(f.shape(&Shape::round(s * 0.41, 0.53, 0.085, 0.14)), ink, 0.03);
        }
    }
}
