//! Arrows over a board's picture: what the camera does, read from its path, as storyboards draw it.

use std::f32::consts::TAU;

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, Transform};

use crate::plan::edit::Path;
use crate::plan::picture::View;

/// One thing that the camera does between two keys of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// The frame closes in, or opens.
    In,
    Out,
    /// The camera travels, by its own right and up.
    Truck { right: bool },
    Pedestal { up: bool },
    /// It turns.
    Pan { right: bool },
    Tilt { up: bool },
    Roll { clockwise: bool },
    /// It goes around what it looks at.
    Arc { right: bool },
    Unrest,
}

/// Less than this is no move that a director would draw, in the units of a view: 60 mm, 1.5 degrees, and a share of the focal length.
const LEAST: (i32, i32, f64) = (60_000, 1_500_000, 0.02);

/// What a path does, in order, each thing once after the other.
pub fn of(path: &Path) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    // A curve has a key a frame; its ends say where it goes.
    let dense = |i: usize| i > 0 && i + 1 < path.keys.len() && path.keys[i].frame - path.keys[i - 1].frame == 1 && path.keys[i + 1].frame - path.keys[i].frame == 1;
    let ends: Vec<&View> = path.keys.iter().enumerate().filter(|(i, _)| !dense(*i)).map(|(_, key)| &key.view).collect();
    for pair in ends.windows(2) {
        for arrow in between(pair[0], pair[1]) {
            if arrows.last() != Some(&arrow) {
                arrows.push(arrow);
            }
        }
    }
    if path.unrest > 0 {
        arrows.push(Arrow::Unrest);
    }
    arrows
}

fn between(a: &View, b: &View) -> Vec<Arrow> {
    let moved = |i: usize| b.at[i] - a.at[i];
    let (right, up, forward) = (moved(0), moved(1), moved(2));
    let (yaw, pitch, roll) = (b.yaw - a.yaw, b.pitch - a.pitch, b.roll - a.roll);
    let zoom = f64::from(b.zoom) / f64::from(a.zoom.max(1)) - 1.0;
    let (metres, turned) = (|v: i32| v.abs() >= LEAST.0, |v: i32| v.abs() >= LEAST.1);
    let mut out = Vec::new();
    // Around a subject: to one side, turning to the other.
    if metres(right) && turned(yaw) && (right > 0) != (yaw > 0) {
        return vec![Arrow::Arc { right: right > 0 }];
    }
    if metres(forward) && forward.abs() * 3 > right.abs().max(up.abs()) {
        out.push(if forward > 0 { Arrow::In } else { Arrow::Out });
    }
    if zoom.abs() >= LEAST.2 {
        out.push(if zoom > 0.0 { Arrow::In } else { Arrow::Out });
    }
    if metres(right) && right.abs() * 3 > forward.abs() {
        out.push(Arrow::Truck { right: right > 0 });
    }
    if metres(up) && up.abs() * 3 > forward.abs() {
        out.push(Arrow::Pedestal { up: up > 0 });
    }
    if turned(yaw) {
        out.push(Arrow::Pan { right: yaw > 0 });
    }
    // A crane tilts to keep what it looks at; its rise says enough.
    if turned(pitch) && !metres(up) {
        out.push(Arrow::Tilt { up: pitch > 0 });
    }
    if turned(roll) {
        out.push(Arrow::Roll { clockwise: roll > 0 });
    }
    out.dedup();
    out
}

/// Draws arrows into rows of RGB.
pub fn draw(arrows: &[Arrow], rgb: &mut [u8], width: usize, height: usize) {
    let Some(mut pen) = Pen::new(width, height) else { return };
    for arrow in arrows {
        pen.arrow(*arrow);
    }
    for (to, from) in rgb.chunks_exact_mut(3).zip(pen.pixels.pixels()) {
        let cover = u32::from(from.alpha());
        for (channel, ink) in to.iter_mut().zip([from.red(), from.green(), from.blue()]) {
            // The pixmap's colours hold their cover already.
            *channel = (u32::from(ink) + (u32::from(*channel) * (255 - cover) + 127) / 255).min(255) as u8;
        }
    }
}

struct Pen {
    pixels: Pixmap,
    w: f32,
    h: f32,
}

impl Pen {
    fn new(width: usize, height: usize) -> Option<Pen> {
        Some(Pen { pixels: Pixmap::new(width as u32, height as u32)?, w: width as f32, h: height as f32 })
    }

    fn arrow(&mut self, arrow: Arrow) {
        let (w, h) = (self.w, self.h);
        match arrow {
            Arrow::In | Arrow::Out => {
                for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    let from = |share: f32| (w * (0.5 + (x - 0.5) * share), h * (0.5 + (y - 0.5) * share));
                    let (start, end) = (from(0.92), from(0.68));
                    if arrow == Arrow::In { self.line(&[start, end]) } else { self.line(&[end, start]) }
                }
            }
            Arrow::Truck { right } => self.sideways(right, 0.9, 0.0),
            Arrow::Pan { right } => self.sideways(right, 0.12, 0.05),
            Arrow::Arc { right } => self.sideways(right, 0.86, -0.1),
            Arrow::Pedestal { up } => self.upward(up, 0.06, 0.0),
            Arrow::Tilt { up } => self.upward(up, 0.94, 0.03),
            Arrow::Roll { clockwise } => {
                let point = |i: i32| {
                    let turn = (i as f32 / 24.0 * 0.6 - 0.3) * if clockwise { 1.0 } else { -1.0 } * TAU - TAU / 4.0;
                    (w / 2.0 + h * 0.3 * turn.cos(), h / 2.0 + h * 0.3 * turn.sin())
                };
                self.line(&(0..=24).map(point).collect::<Vec<_>>());
            }
            Arrow::Unrest => {
                let point = |i: i32| (w * (0.8 + 0.15 * i as f32 / 32.0), h * (0.9 + 0.025 * (i as f32 / 32.0 * 3.0 * TAU).sin()));
                self.stroke(&(0..=32).map(point).collect::<Vec<_>>());
            }
        }
    }

    /// An arrow across a third of the width, at a share of the height; `bow` is how far its middle sinks.
    fn sideways(&mut self, right: bool, at: f32, bow: f32) {
        let points = (0..=16).map(|i| {
            let t = i as f32 / 16.0;
            let along = if right { t } else { 1.0 - t };
            (self.w * (0.33 + 0.34 * along), self.h * (at - bow * (1.0 - (2.0 * t - 1.0).powi(2))))
        });
        self.line(&points.collect::<Vec<_>>());
    }

    fn upward(&mut self, up: bool, at: f32, bow: f32) {
        let points = (0..=16).map(|i| {
            let t = i as f32 / 16.0;
            let along = if up { 1.0 - t } else { t };
            (self.w * (at - bow * (1.0 - (2.0 * t - 1.0).powi(2))), self.h * (0.3 + 0.4 * along))
        });
        self.line(&points.collect::<Vec<_>>());
    }

    /// A line with a head at its end.
    fn line(&mut self, points: &[(f32, f32)]) {
        self.stroke(points);
        let [.., before, end] = points else { return };
        let (dx, dy) = (end.0 - before.0, end.1 - before.1);
        let length = dx.hypot(dy).max(0.001);
        let (dx, dy) = (dx / length, dy / length);
        let size = self.w * 0.022;
        let tip = (end.0 + dx * size, end.1 + dy * size);
        let side = |s: f32| (end.0 - dx * size * 0.6 - dy * s * size * 0.75, end.1 - dy * size * 0.6 + dx * s * size * 0.75);
        let head = [tip, side(1.0), side(-1.0)];
        let mut path = PathBuilder::new();
        path.move_to(head[0].0, head[0].1);
        path.line_to(head[1].0, head[1].1);
        path.line_to(head[2].0, head[2].1);
        path.close();
        if let Some(path) = path.finish() {
            let edge = Stroke { width: self.w * 0.006, line_join: LineJoin::Round, ..Stroke::default() };
            self.pixels.stroke_path(&path, &ink(20, 150), &edge, Transform::identity(), None);
            self.pixels.fill_path(&path, &ink(250, 255), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// White with a dark edge, so that it is seen on any picture.
    fn stroke(&mut self, points: &[(f32, f32)]) {
        let Some((first, rest)) = points.split_first() else { return };
        let mut path = PathBuilder::new();
        path.move_to(first.0, first.1);
        rest.iter().for_each(|p| path.line_to(p.0, p.1));
        let Some(path) = path.finish() else { return };
        for (width, paint) in [(0.0125, ink(20, 150)), (0.0065, ink(250, 255))] {
            let stroke = Stroke { width: self.w * width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
            self.pixels.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
    }
}

fn ink(grey: u8, cover: u8) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(grey, grey, grey, cover);
    paint.anti_alias = true;
    paint
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::{Ease, Key};

    fn path(views: &[View]) -> Path {
        let keys = views.iter().enumerate().map(|(i, view)| Key { frame: i as u64 * 24, view: *view, ease: Ease::InOut }).collect();
        Path { keys, focal: 0, unrest: 0 }
    }

    #[test]
    fn a_path_is_read_as_the_moves_that_made_it() {
        let still = View::default();
        let at = |x: i32, y: i32, z: i32| View { at: [x * 1000, y * 1000, z * 1000], ..still };
        assert_eq!(of(&path(&[still, still])), []);
        assert_eq!(of(&path(&[still, at(0, 0, 800)])), [Arrow::In]);
        assert_eq!(of(&path(&[still, View { zoom: 700_000, ..still }])), [Arrow::Out]);
        assert_eq!(of(&path(&[still, View { zoom: 1_500_000, ..at(0, 0, -900) }])), [Arrow::Out, Arrow::In]);
        assert_eq!(of(&path(&[still, at(-700, 0, 0)])), [Arrow::Truck { right: false }]);
        assert_eq!(of(&path(&[still, View { yaw: 20_000_000, ..still }])), [Arrow::Pan { right: true }]);
        assert_eq!(of(&path(&[still, View { pitch: -9_000_000, ..at(0, 1500, -200) }])), [Arrow::Pedestal { up: true }]);
        assert_eq!(of(&path(&[still, View { yaw: -12_000_000, ..at(900, 0, 200) }, View { yaw: -24_000_000, ..at(1700, 0, 600) }])), [Arrow::Arc { right: true }]);
        assert_eq!(of(&path(&[still, at(0, 0, 800), View { pitch: 8_000_000, ..at(0, 0, 800) }])), [Arrow::In, Arrow::Tilt { up: true }]);
        assert_eq!(of(&Path { unrest: 1, ..path(&[still]) }), [Arrow::Unrest]);
        // A curve of a key a frame, each step too small to draw.
        let curve = (0..=48).map(|i| Key { frame: i, view: View { yaw: -500_000 * i as i32, ..at(30 * i as i32, 0, 0) }, ease: Ease::Linear });
        assert_eq!(of(&Path { keys: curve.collect(), focal: 0, unrest: 0 }), [Arrow::Arc { right: true }]);
    }

    #[test]
    fn arrows_change_the_picture_where_they_point() {
        let (w, h) = (480, 270);
        let mut rgb = vec![90u8; w * h * 3];
        draw(&[Arrow::Truck { right: true }], &mut rgb, w, h);
        let changed = |x: usize, y: usize| rgb[(y * w + x) * 3] != 90;
        assert!(changed(240, 243) && !changed(240, 135) && !changed(40, 243));
        // The head is at the right end.
        assert!(changed(326, 243) && !changed(152, 243));
    }
}
