//! The hand that holds what an insert is on: its sleeve comes from the frame's edge, the palm lies behind, the thumb before.

use crate::backends::paper::canvas::Canvas;
use crate::backends::paper::colour::{Rgb, lift};
use crate::backends::paper::dress::Looks;
use crate::backends::paper::scene::Scene;
use crate::backends::paper::shape::{P, Shape};
use crate::plan::picture::{Figure, Hand};

use super::{Kind, lies};

pub struct Held<'s, 'a> {
    scene: &'s Scene<'a>,
    looks: Looks,
    skin: Rgb,
    /// Where it is gripped, the way to the elbow, and frame heights a metre.
    grip: P,
    to: P,
    metre: f32,
    /// −1 for the hand as in a mirror.
    across: f32,
    /// A lamp in the other hand, by which the thing is looked at.
    lamp: bool,
}

impl<'s, 'a> Held<'s, 'a> {
    /// `place` puts a point of the thing's unit box into the frame; of the thing how tall it is, and −1 as in a mirror.
    pub fn of(scene: &'s Scene<'a>, hand: &Hand, kind: Kind, (tall, across): (f32, f32), metre: f32, place: &dyn Fn(P) -> P) -> Held<'s, 'a> {
        let figure = Figure { name: hand.name.clone(), look: hand.look.clone(), wears: hand.wears.clone(), ..Figure::default() };
        let looks = Looks::of(scene, &figure);
        let skin = if looks.gloves { lift(looks.boots, 0.06) } else { looks.skin };
        // Paper is held by its lower corner, what hangs by its handle, the rest about the middle.
        let (grip, to) = if lies(kind) {
            (place([0.3, tall * 0.16]), [0.62, 0.78])
        } else if kind.hangs() {
            (place([0.04, tall * 0.94]), [0.5, -0.86])
        } else {
            (place([-0.3, tall * 0.42]), [-0.8, 0.6])
        };
        let to = [to[0] * across, to[1]];
        let lamp = hand.also.iter().any(|name| matches!(super::kind(name), Kind::Lamp | Kind::Candle));
        Held { scene, looks, skin, grip, to, metre, across, lamp }
    }

    fn at(&self, along: f32, across: f32) -> P {
        let [x, y] = self.to;
        let (m, across) = (self.metre, across * self.across);
        [self.grip[0] + (x * along - y * across) * m, self.grip[1] + (y * along + x * across) * m]
    }

    fn ribbon(&self, points: &[(f32, f32, f32)]) -> Shape {
        let line: Vec<[f32; 3]> = points.iter().map(|(u, v, w)| { let p = self.at(*u, *v); [p[0], p[1], w * self.metre] }).collect();
        Shape::ribbon(&line)
    }

    fn lay(&self, c: &mut Canvas, shape: &Shape, ink: Rgb, salt: u64) {
        c.paint(shape, &self.scene.sheet(ink, self.looks.seed ^ salt).gap((0.006 * self.metre).clamp(0.001, 0.008)).grain(0.014));
    }

    /// Where the light is by which it is looked at.
    pub fn lit_from(&self) -> P {
        [self.grip[0] - 0.3 * self.metre, self.grip[1] - 0.16 * self.metre]
    }

    pub fn has_lamp(&self) -> bool {
        self.lamp
    }

    /// Sleeve, palm and fingers, under the thing.
    pub fn behind(&self, c: &mut Canvas) {
        if self.lamp {
            let (at, k) = (self.lit_from(), 0.34 * self.metre);
            for (n, (shape, ink)) in super::pieces(self.scene, Kind::Lamp, 7).into_iter().enumerate() {
                let placed = shape.map(|p| [at[0] + p[0] * k, at[1] + (0.45 - p[1]) * k]);
                c.paint(&placed, &self.scene.sheet(ink, 40 + n as u64).gap(0.003).lit(if (2..=3).contains(&n) { 0.1 } else { 0.8 }));
            }
        }
        let sleeve = self.looks.sleeves.unwrap_or(self.looks.top_ink);
        let palm = self.ribbon(&[(-0.03, 0.0, 0.03), (0.03, 0.0, 0.046), (0.085, 0.002, 0.046), (0.14, 0.0, 0.034), (0.2, 0.0, 0.03)]);
        for k in 0..4 {
            let v = -0.04 + 0.026 * k as f32;
            let long = [0.07, 0.086, 0.08, 0.06][k as usize];
            self.lay(c, &self.ribbon(&[(0.03, v, 0.012), (-long * 0.5, v * 1.1, 0.012), (-long, v * 1.15, 0.008)]), lift(self.skin, -0.03 + 0.012 * k as f32), 20 + k as u64);
        }
        self.lay(c, &palm, self.skin, 24);
        let arm = self.ribbon(&[(0.165, 0.0, 0.046), (0.3, 0.01, 0.058), (0.6, 0.02, 0.07), (1.6, 0.05, 0.09)]);
        self.lay(c, &arm, sleeve, 25);
        c.paint_in(&arm.moved(-self.scene.light.dir[0].signum() * 0.035 * self.metre, 0.012), &self.scene.sheet(lift(sleeve, -0.05), 26).flat(), Some(&arm));
        self.lay(c, &self.ribbon(&[(0.15, 0.0, 0.05), (0.2, 0.0, 0.051)]), lift(sleeve, -0.05), 27);
    }

    /// The thumb, over the thing.
    pub fn before(&self, c: &mut Canvas) {
        let thumb = self.ribbon(&[(0.075, -0.034, 0.017), (0.03, -0.044, 0.017), (-0.02, -0.03, 0.0155), (-0.052, -0.012, 0.009)]);
        self.lay(c, &thumb, lift(self.skin, 0.02), 30);
        if !self.looks.gloves {
            let nail = self.ribbon(&[(-0.028, -0.026, 0.007), (-0.046, -0.016, 0.0055)]);
            self.lay(c, &nail, lift(self.skin, 0.07), 31);
        }
    }
}
