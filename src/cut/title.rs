//! Cards and supers: how large text is, where it stands, and how it is laid over a finished frame.
//! Letters become pixels in `text`.

use super::colour;
use super::compose::place::Window;
use super::frame::Frame;
use super::text::{self, Font, Mask};
use crate::plan::edit::{Anchor, Card, Super};

/// Share of the picture's height that stays free around text.
const MARGIN: f64 = 0.08;

/// Text ready to be laid over frames.
pub struct Title {
    mask: Mask,
    shade: Option<Mask>,
    /// The mask's corner in the frame.
    left: i64,
    top: i64,
    ink: [u8; 3],
}

/// A card's picture of the window's size.
pub fn card(card: &Card, window: Window, font: Option<&Font>) -> Frame {
    let mut frame = Frame::new([window.width as u32, window.height as u32]);
    frame.fill(card.ground);
    let inside = Window { left: 0, top: 0, ..window };
    Title::new(&card.lines, card.ink, card.at, 0.075, false, inside, font).draw(255, &mut frame);
    frame
}

impl Title {
    pub fn of_super(text: &Super, window: Window, font: Option<&Font>) -> Title {
        Title::new(&text.lines, text.ink, text.at, 0.05, true, window, font)
    }

    fn new(lines: &[String], ink: [u8; 3], at: Anchor, share: f64, shaded: bool, window: Window, font: Option<&Font>) -> Title {
        let (width, height) = (window.width as f64, window.height as f64);
        let most = width * 0.84;
        let room = height * (1.0 - 2.0 * MARGIN);
        let mut em = height * share;
        let mut mask = text::set(lines, em as f32, most as f32, at.x.signum(), font);
        // Long credits shrink until they fit.
        while mask.height as f64 > room && em > 8.0 {
            em *= 0.88;
            mask = text::set(lines, em as f32, most as f32, at.x.signum(), font);
        }
        let (mask_w, mask_h) = (mask.width as f64, mask.height as f64);
        let side = |sign: i8, size: f64, whole: f64, margin: f64| match sign.signum() {
            -1 => margin,
            0 => (whole - size) / 2.0,
            _ => whole - margin - size,
        };
        // The mask has air around its letters, which the margin already gives.
        let air = em * 0.35;
        let left = side(at.x, mask_w, width, width * MARGIN - air);
        let top = match (at.third, at.y.signum()) {
            (true, -1) => height / 6.0 - mask_h / 2.0,
            (true, 1) => height * 5.0 / 6.0 - mask_h / 2.0,
            (_, sign) => side(sign, mask_h, height, height * MARGIN - air),
        };
        let shade = shaded.then(|| soft(&mask, (em * 0.09).ceil() as usize));
        let (left, top) = (left.round() as i64 + window.left as i64, top.round() as i64 + window.top as i64);
        Title { mask, shade, left, top, ink }
    }

    /// Lays the text over a frame, with a soft shadow of the other value under it; 255 is all of it.
    pub fn draw(&self, opacity: u8, frame: &mut Frame) {
        if let Some(shade) = &self.shade {
            let light = colour::limited(self.ink)[0] > 110;
            let under = if light { [8, 8, 10] } else { [245, 245, 240] };
            lay(shade, self.left, self.top, under, u32::from(opacity) * 5 / 8, frame);
        }
        lay(&self.mask, self.left, self.top, self.ink, opacity.into(), frame);
    }
}

/// The opacity of a super at a frame of its own: it comes and goes within a third of a second.
pub fn opacity(text: &Super, at: u64, labels: u64) -> u8 {
    let ramp = (labels / 3).min(text.frames / 4).max(1);
    let near = (at + 1).min(text.frames.saturating_sub(at));
    (near.min(ramp) * 255 / ramp) as u8
}

fn lay(mask: &Mask, left: i64, top: i64, ink: [u8; 3], opacity: u32, frame: &mut Frame) {
    let codes = colour::limited(ink).map(i32::from);
    let cover = |x: i64, y: i64| {
        let (x, y) = (x - left, y - top);
        let inside = x >= 0 && y >= 0 && x < mask.width as i64 && y < mask.height as i64;
        if inside { u32::from(mask.cover[y as usize * mask.width + x as usize]) } else { 0 }
    };
    let mix = |code: &mut u8, ink: i32, weight: u32| {
        // 255 × 255 is all ink.
        let weight = weight as i32;
        *code = ((i32::from(*code) * (65025 - weight) + ink * weight + 32512) / 65025) as u8;
    };
    let (width, height) = (frame.width as i64, frame.height as i64);
    let rows = top.clamp(0, height) / 2 * 2..(top + mask.height as i64).clamp(0, height);
    let columns = left.clamp(0, width) / 2 * 2..(left + mask.width as i64).clamp(0, width);
    for y in rows.clone() {
        for x in columns.clone() {
            let weight = cover(x, y) * opacity;
            if weight > 0 {
                mix(&mut frame.y[(y * width + x) as usize], codes[0], weight);
            }
        }
    }
    for y in rows.step_by(2) {
        for x in columns.clone().step_by(2) {
            let pair = |x: i64| cover(x, y) + cover(x, y + 1);
            let weight = (pair(x - 1) + 2 * pair(x) + pair(x + 1)) / 8 * opacity;
            if weight > 0 {
                let at = (y / 2 * (width / 2) + x / 2) as usize;
                mix(&mut frame.u[at], codes[1], weight);
                mix(&mut frame.v[at], codes[2], weight);
            }
        }
    }
}

/// The mask blurred by three boxes, which come near a Gaussian.
fn soft(mask: &Mask, radius: usize) -> Mask {
    let mut mask = mask.clone();
    let (w, h) = (mask.width, mask.height);
    let mut line = Vec::new();
    for _ in 0..3 {
        for row in mask.cover.chunks_mut(w) {
            boxed(row, radius, &mut line);
        }
        for x in 0..w {
            let mut column: Vec<u8> = (0..h).map(|y| mask.cover[y * w + x]).collect();
            boxed(&mut column, radius, &mut line);
            column.iter().enumerate().for_each(|(y, &c)| mask.cover[y * w + x] = c);
        }
    }
    // Thin letters need more than their own shadow.
    mask.cover.iter_mut().for_each(|c| *c = (u32::from(*c) * 2).min(255) as u8);
    mask
}

fn boxed(row: &mut [u8], radius: usize, sums: &mut Vec<u32>) {
    sums.clear();
    sums.push(0);
    let mut sum = 0;
    sums.extend(row.iter().map(|&c| {
        sum += u32::from(c);
        sum
    }));
    let count = row.len();
    for (x, out) in row.iter_mut().enumerate() {
        let (low, high) = (x.saturating_sub(radius), (x + radius + 1).min(count));
        *out = ((sums[high] - sums[low]) / (2 * radius as u32 + 1)) as u8;
    }
}
