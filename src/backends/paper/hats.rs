//! Hats on heads seen from the side and from before. Hoods belong to the heads themselves.

use super::colour::{Rgb, hex, lift};
use super::dress::{Age, Hat, Looks};
use super::figure::Doll;
use super::head::Frame;
use super::shape::Shape;

/// A glass globe's ring at the neck and the light on its brow.
fn helmet_rim(d: &mut Doll, f: &Frame, s: f32, ink: Rgb) {
    let ring: Vec<[f32; 3]> = (0..=20)
        .map(|i| {
            let a = i as f32 / 20.0 * std::f32::consts::TAU;
            [s + a.cos() * 0.66, 0.46 + a.sin() * 0.68, 0.03]
        })
        .collect();
    d.lay(f.shape(&Shape::ribbon(&ring)), lift(ink, 0.02), 0.02, 1.0, None);
    d.lay(f.shape(&Shape::ribbon(&[[s - 0.42, 0.1, 0.012], [s - 0.22, -0.06, 0.03], [s + 0.06, -0.1, 0.012]])), hex(0xf6f4ea), 0.0, 0.0, None);
    d.cut(f.shape(&Shape::curve(&[[s - 0.56, 1.0, 0.0], [s, 1.12, 0.0], [s + 0.56, 1.0, 0.0], [s + 0.5, 1.2, 0.0], [s, 1.3, 0.0], [s - 0.5, 1.2, 0.0]])), lift(ink, -0.08), 0.03);
}

/// On a head seen from the side.
pub fn profile(d: &mut Doll, f: &Frame, looks: &Looks) {
    let ink = looks.hat_ink;
    match looks.hat {
        Hat::Fedora => {
            d.cut(f.shape(&Shape::curve(&[[0.44, 0.24, 1.0], [0.4, 0.0, 0.0], [0.28, -0.12, 0.0], [0.1, -0.06, 0.0], [-0.12, -0.13, 0.0], [-0.36, -0.02, 0.0], [-0.46, 0.26, 1.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[0.445, 0.22, 1.0], [0.425, 0.1, 1.0], [0.0, 0.12, 0.0], [-0.45, 0.12, 1.0], [-0.47, 0.26, 1.0], [0.0, 0.27, 0.0]])), lift(ink, -0.08), 0.015);
            // The brim shadows the eyes.
            d.lay(f.shape(&Shape::curve(&[[0.46, 0.3, 0.0], [0.44, 0.47, 0.0], [0.1, 0.45, 0.0], [-0.1, 0.32, 0.0]])), lift(looks.skin, -0.24), 0.0, 0.0, None);
            if let Some(last) = d.pieces.last_mut() {
                last.sheet.alpha = 0.5;
            }
            d.cut(f.shape(&Shape::curve(&[[0.78, 0.36, 0.0], [0.6, 0.24, 0.0], [0.2, 0.22, 0.0], [-0.3, 0.23, 0.0], [-0.6, 0.2, 0.0], [-0.74, 0.27, 0.0], [-0.4, 0.36, 0.0], [0.1, 0.34, 0.0], [0.5, 0.36, 0.0]])), lift(ink, 0.025), 0.05);
        }
        Hat::Cap => {
            d.cut(f.shape(&Shape::curve(&[[0.44, 0.26, 1.0], [0.34, 0.02, 0.0], [0.0, -0.05, 0.0], [-0.36, 0.06, 0.0], [-0.48, 0.34, 1.0], [0.0, 0.29, 0.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[0.36, 0.22, 1.0], [0.66, 0.29, 0.0], [0.7, 0.33, 0.0], [0.38, 0.32, 1.0]])), lift(ink, -0.05), 0.03);
        }
        Hat::Beanie => {
            d.cut(f.shape(&Shape::curve(&[[0.43, 0.3, 1.0], [0.36, 0.04, 0.0], [0.02, -0.06, 0.0], [-0.36, 0.04, 0.0], [-0.5, 0.36, 1.0], [0.0, 0.32, 0.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[0.46, 0.34, 0.0], [0.44, 0.2, 0.0], [0.0, 0.22, 0.0], [-0.5, 0.26, 0.0], [-0.53, 0.42, 0.0], [0.0, 0.37, 0.0]])), lift(ink, 0.05), 0.03);
            if matches!(looks.age, Age::Child) {
                d.cut(f.shape(&Shape::round(-0.06, -0.03, 0.11, 0.08).cut(looks.seed, 0.05, 0.012)), lift(ink, 0.1), 0.03);
            }
        }
        Hat::Tall | Hat::Bowler => {
            let (top, crown) = if looks.hat == Hat::Tall { (-0.52, 0.02) } else { (-0.16, 0.16) };
            d.cut(f.shape(&Shape::curve(&[[0.42, 0.26, 1.0], [0.4 - crown * 0.3, top + crown, 0.0], [0.3 - crown, top, if crown < 0.1 { 1.0 } else { 0.0 }], [-0.34 + crown, top, if crown < 0.1 { 1.0 } else { 0.0 }], [-0.45 + crown * 0.3, top + crown, 0.0], [-0.46, 0.28, 1.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::poly(&[[0.425, 0.24], [0.42, 0.13], [-0.455, 0.15], [-0.46, 0.26]])), lift(ink, 0.07), 0.012);
            d.cut(f.shape(&Shape::curve(&[[0.6, 0.3, 0.0], [0.3, 0.24, 0.0], [-0.3, 0.25, 0.0], [-0.62, 0.29, 0.0], [-0.3, 0.31, 0.0], [0.3, 0.3, 0.0]])), lift(ink, 0.03), 0.05);
        }
        Hat::Kerchief => {
            d.cut(f.shape(&Shape::curve(&[[0.34, 0.17, 0.0], [0.2, 0.0, 0.0], [-0.1, -0.04, 0.0], [-0.44, 0.1, 0.0], [-0.52, 0.45, 0.0], [-0.44, 0.86, 0.0], [-0.1, 1.06, 0.0], [0.22, 1.04, 0.0], [0.06, 0.88, 0.0], [-0.06, 0.6, 0.0], [0.06, 0.34, 0.0]])), ink, 0.04);
            d.cut(f.shape(&Shape::curve(&[[0.1, 1.0, 0.0], [0.28, 1.06, 0.0], [0.22, 1.3, 1.0], [0.1, 1.22, 1.0], [0.02, 1.32, 1.0]])), lift(ink, -0.05), 0.04);
        }
        Hat::Crown => {
            d.cut(f.shape(&Shape::poly(&[[0.37, 0.19], [0.39, -0.05], [0.2, 0.06], [0.08, -0.11], [-0.1, 0.05], [-0.25, -0.1], [-0.31, 0.06], [-0.45, -0.02], [-0.43, 0.24]])), ink, 0.03);
            d.cut(f.shape(&Shape::poly(&[[0.37, 0.21], [0.375, 0.14], [-0.435, 0.18], [-0.43, 0.26]])), lift(ink, -0.09), 0.01);
        }
        Hat::Helmet => {
            d.lay(f.shape(&Shape::round(0.0, 0.46, 0.66, 0.68)), ink, 0.05, 1.0, None);
            if let Some(last) = d.pieces.last_mut() {
                last.sheet.alpha = 0.3;
            }
            helmet_rim(d, f, 0.0, ink);
        }
        Hat::None | Hat::Hood => {}
    }
}

/// On a head turned to the lens; `s` is where its middle is.
pub fn front(d: &mut Doll, f: &Frame, s: f32, looks: &Looks) {
    let ink = looks.hat_ink;
    match looks.hat {
        Hat::Fedora => {
            d.cut(f.shape(&Shape::curve(&[[s + 0.41, 0.25, 1.0], [s + 0.38, 0.0, 0.0], [s + 0.22, -0.11, 0.0], [s, -0.06, 0.0], [s - 0.24, -0.11, 0.0], [s - 0.39, 0.0, 0.0], [s - 0.43, 0.25, 1.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[s + 0.42, 0.24, 1.0], [s + 0.4, 0.12, 1.0], [s, 0.145, 0.0], [s - 0.41, 0.12, 1.0], [s - 0.43, 0.24, 1.0], [s, 0.29, 0.0]])), lift(ink, -0.08), 0.015);
            d.cut(f.shape(&Shape::curve(&[[s + 0.74, 0.25, 0.0], [s + 0.4, 0.2, 0.0], [s, 0.24, 0.0], [s - 0.42, 0.2, 0.0], [s - 0.76, 0.26, 0.0], [s - 0.4, 0.36, 0.0], [s, 0.39, 0.0], [s + 0.42, 0.35, 0.0]])), lift(ink, 0.02), 0.07);
        }
        Hat::Cap => {
            d.cut(f.shape(&Shape::curve(&[[s + 0.41, 0.27, 1.0], [s + 0.34, 0.03, 0.0], [s, -0.055, 0.0], [s - 0.36, 0.03, 0.0], [s - 0.44, 0.3, 1.0], [s, 0.24, 0.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[s + 0.36, 0.26, 0.0], [s, 0.2, 0.0], [s - 0.33, 0.26, 0.0], [s - 0.26, 0.35, 0.0], [s + 0.06, 0.33, 0.0], [s + 0.36, 0.36, 0.0]])), lift(ink, -0.06), 0.05);
        }
        Hat::Beanie => {
            d.cut(f.shape(&Shape::curve(&[[s + 0.42, 0.3, 1.0], [s + 0.35, 0.04, 0.0], [s, -0.06, 0.0], [s - 0.37, 0.04, 0.0], [s - 0.45, 0.32, 1.0], [s, 0.28, 0.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::curve(&[[s + 0.43, 0.2, 0.0], [s, 0.17, 0.0], [s - 0.46, 0.21, 0.0], [s - 0.47, 0.36, 0.0], [s, 0.31, 0.0], [s + 0.44, 0.35, 0.0]])), lift(ink, 0.05), 0.05);
            if looks.age == Age::Child {
                d.cut(f.shape(&Shape::round(s, -0.03, 0.11, 0.08).cut(looks.seed, 0.05, 0.012)), lift(ink, 0.1), 0.03);
            }
        }
        Hat::Tall | Hat::Bowler => {
            let (top, crown) = if looks.hat == Hat::Tall { (-0.52, 0.02) } else { (-0.16, 0.14) };
            let corner = if crown < 0.1 { 1.0 } else { 0.0 };
            d.cut(f.shape(&Shape::curve(&[[s + 0.4, 0.25, 1.0], [s + 0.4 - crown * 0.2, top + crown, 0.0], [s + 0.38 - crown, top, corner], [s - 0.38 + crown, top, corner], [s - 0.4 + crown * 0.2, top + crown, 0.0], [s - 0.41, 0.25, 1.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::poly(&[[s + 0.41, 0.23], [s + 0.4, 0.12], [s - 0.4, 0.12], [s - 0.41, 0.23]])), lift(ink, 0.07), 0.012);
            d.cut(f.shape(&Shape::curve(&[[s + 0.6, 0.25, 0.0], [s, 0.22, 0.0], [s - 0.6, 0.25, 0.0], [s - 0.3, 0.31, 0.0], [s, 0.33, 0.0], [s + 0.3, 0.31, 0.0]])), lift(ink, 0.03), 0.06);
        }
        Hat::Kerchief => {
            let (l, r) = (s - 0.43, s + 0.41);
            let cloth = Shape::curve(&[[s, -0.05, 0.0], [r - 0.1, 0.05, 0.0], [r + 0.02, 0.4, 0.0], [r - 0.04, 0.82, 0.0], [s + 0.12, 1.1, 0.0], [s - 0.12, 1.1, 0.0], [l + 0.04, 0.82, 0.0], [l - 0.02, 0.4, 0.0], [l + 0.1, 0.05, 0.0]]);
            let mut whole = f.shape(&cloth);
            // The face looks out: the inner outline runs the other way round.
            let hole = f.shape(&Shape::curve(&[[s, 0.17, 0.0], [s + 0.24, 0.24, 0.0], [s + 0.34, 0.45, 0.0], [s + 0.28, 0.78, 0.0], [s + 0.06, 1.0, 0.0], [s - 0.06, 1.0, 0.0], [s - 0.28, 0.78, 0.0], [s - 0.34, 0.45, 0.0], [s - 0.24, 0.24, 0.0]]));
            if let (Some(outer), Some(inner)) = (whole.loops.first_mut(), hole.loops.first()) {
                // One outline: out along the cloth, in through the knot, back along the face.
                let n = outer.len();
                outer.rotate_left(n * 4 / 9);
                let start = inner.len() * 4 / 9;
                let mut back: Vec<_> = inner[start..].iter().chain(&inner[..=start]).copied().collect();
                back.reverse();
                if let Some(first) = outer.first().copied() {
                    outer.push(first);
                }
                outer.extend(back);
            }
            d.cut(whole, ink, 0.04);
            d.cut(f.shape(&Shape::curve(&[[s - 0.07, 1.06, 0.0], [s + 0.07, 1.06, 0.0], [s + 0.18, 1.28, 1.0], [s, 1.18, 0.0], [s - 0.18, 1.28, 1.0]])), lift(ink, -0.05), 0.04);
        }
        Hat::Crown => {
            d.cut(f.shape(&Shape::poly(&[[s + 0.37, 0.2], [s + 0.4, -0.04], [s + 0.22, 0.06], [s + 0.12, -0.1], [s, 0.05], [s - 0.12, -0.1], [s - 0.22, 0.06], [s - 0.4, -0.04], [s - 0.37, 0.2]])), ink, 0.03);
            d.cut(f.shape(&Shape::poly(&[[s + 0.37, 0.22], [s + 0.375, 0.15], [s - 0.375, 0.15], [s - 0.37, 0.22]])), lift(ink, -0.09), 0.01);
        }
        Hat::Helmet => {
            d.lay(f.shape(&Shape::round(s, 0.46, 0.66, 0.68)), ink, 0.05, 1.0, None);
            if let Some(last) = d.pieces.last_mut() {
                last.sheet.alpha = 0.3;
            }
            helmet_rim(d, f, s, ink);
        }
        Hat::None | Hat::Hood => {}
    }
}

/// On a head seen from behind, turned a little where `t` grows to 1.
pub fn back(d: &mut Doll, f: &Frame, looks: &Looks, t: f32) {
    let ink = looks.hat_ink;
    let lee = -d.scene.light.dir[0].signum() * f.way;
    match looks.hat {
        Hat::Fedora => {
            d.cut(f.shape(&Shape::curve(&[[0.43, 0.26, 1.0], [0.37, -0.04, 0.0], [0.16, -0.12, 0.0], [0.0, -0.07, 0.0], [-0.16, -0.12, 0.0], [-0.37, -0.04, 0.0], [-0.43, 0.26, 1.0]])), ink, 0.03);
            d.cut(f.shape(&Shape::rect(-0.43, 0.12, 0.43, 0.25)), lift(ink, -0.08), 0.015);
            d.cut(f.shape(&Shape::curve(&[[0.68, 0.24, 0.0], [0.0, 0.2, 0.0], [-0.68, 0.24, 0.0], [-0.5, 0.34, 0.0], [0.0, 0.37, 0.0], [0.5, 0.34, 0.0]])), lift(ink, 0.02), 0.05);
        }
        Hat::Cap | Hat::Beanie => {
            if looks.hat == Hat::Cap && t > 0.12 {
                // The peak comes out on the side to which the head looks.
                let out = 0.46 + 0.13 * t.min(1.0);
                d.cut(f.shape(&Shape::curve(&[[0.3, 0.2, 0.0], [0.44, 0.215, 0.0], [out, 0.285, 0.0], [out + 0.01, 0.33, 0.0], [0.42, 0.335, 0.0], [0.28, 0.33, 0.0]])), lift(ink, -0.05), 0.03);
            }
            let crown = f.shape(&Shape::curve(&[[0.45, 0.34, 1.0], [0.36, 0.04, 0.0], [0.0, -0.05, 0.0], [-0.36, 0.04, 0.0], [-0.45, 0.34, 1.0], [0.0, 0.38, 0.0]]));
            d.cut(crown.clone(), ink, 0.03);
            // The side away from the light, and the seams of its panels.
            d.lay(f.shape(&Shape::curve(&[[lee * 0.1, -0.1, 0.0], [lee * 0.2, 0.16, 0.0], [lee * 0.2, 0.45, 0.0], [lee * 0.7, 0.45, 0.0], [lee * 0.7, -0.1, 0.0]])), lift(ink, -0.05), 0.0, 0.4, Some(&crown));
            if looks.hat == Hat::Cap && d.face > 0.1 {
                let m = 0.1 * t;
                for (x, w) in [(m, 0.0), (m - 0.27, -0.1), (m + 0.27, 0.1)] {
                    d.lay(f.shape(&Shape::ribbon(&[[m * 0.4, -0.06, 0.005], [x * 0.8 + w * 0.1, 0.12, 0.007], [x + w, 0.37, 0.007]])), lift(ink, -0.09), 0.0, 0.6, Some(&crown));
                }
                d.lay(f.shape(&Shape::curve(&[[0.46, 0.28, 1.0], [0.0, 0.315, 0.0], [-0.46, 0.28, 1.0], [-0.46, 0.36, 1.0], [0.0, 0.395, 0.0], [0.46, 0.36, 1.0]])), lift(ink, 0.035), 0.012, 0.8, Some(&crown));
            }
            if looks.hat == Hat::Beanie {
                if d.face > 0.1 {
                    for i in 0..9 {
                        let u = i as f32 / 8.0 * 2.0 - 1.0;
                        d.lay(f.shape(&Shape::ribbon(&[[u * 0.1, -0.05, 0.004], [u * 0.34, 0.1, 0.006], [u * 0.44, 0.3, 0.006]])), lift(ink, -0.045), 0.0, 0.4, Some(&crown));
                    }
                }
                d.cut(f.shape(&Shape::curve(&[[0.47, 0.26, 0.0], [0.0, 0.28, 0.0], [-0.47, 0.26, 0.0], [-0.47, 0.42, 0.0], [0.0, 0.46, 0.0], [0.47, 0.42, 0.0]])), lift(ink, 0.05), 0.03);
                if matches!(looks.age, Age::Child) {
                    d.cut(f.shape(&Shape::round(0.0, -0.03, 0.11, 0.08).cut(looks.seed, 0.05, 0.012)), lift(ink, 0.1), 0.03);
                }
            }
        }
        Hat::Kerchief => {
            d.cut(f.shape(&Shape::curve(&[[0.0, -0.04, 0.0], [0.36, 0.06, 0.0], [0.45, 0.44, 0.0], [0.36, 0.86, 0.0], [0.0, 1.22, 1.0], [-0.36, 0.86, 0.0], [-0.45, 0.44, 0.0], [-0.36, 0.06, 0.0]])), ink, 0.04);
        }
        Hat::Tall | Hat::Bowler | Hat::Crown | Hat::Helmet => front(d, f, 0.0, looks),
        Hat::None | Hat::Hood => {}
    }
}
