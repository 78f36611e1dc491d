//! Two finished frames become one: dissolves, wipes, irises, pushes, whips, and fades to a colour.
//! It works on codes; clips are composed in `compose`.

use super::colour;
use super::compose::finish::dither_bytes;
use super::compose::kernel;
use super::compose::place::Window;
use super::frame::Frame;
use crate::plan::edit::Join;

/// Lays `next` over `frame`; `t` of 0 is all the old picture, 1 all the new one.
pub fn join(kind: Join, t: f64, frame: &mut Frame, next: &Frame) {
    let t = t.clamp(0.0, 1.0);
    match kind {
        Join::Dissolve => dissolve(t, frame, next),
        Join::WipeLeft => wipe(frame, next, |x, _| x >= 1.0 - t),
        Join::WipeRight => wipe(frame, next, |x, _| x < t),
        Join::WipeUp => wipe(frame, next, |_, y| y >= 1.0 - t),
        Join::WipeDown => wipe(frame, next, |_, y| y < t),
        Join::IrisIn | Join::IrisOut => iris(kind == Join::IrisOut, t, frame, next),
        Join::PushLeft => slide(ease(t), 0.0, frame, next),
        Join::PushRight => slide(-ease(t), 0.0, frame, next),
        Join::WhipLeft => slide(ease(t), smear(t), frame, next),
        Join::WhipRight => slide(-ease(t), smear(t), frame, next),
    }
}

fn ease(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

/// The shutter's share of a frame width that a whip smears at its fastest.
fn smear(t: f64) -> f64 {
    0.35 * 4.0 * t * (1.0 - t)
}

/// The three planes of a frame with their widths, and whether they are chroma.
fn planes(frame: &mut Frame) -> [(&mut Vec<u8>, usize); 3] {
    let width = frame.width;
    [(&mut frame.y, width), (&mut frame.u, width / 2), (&mut frame.v, width / 2)]
}

fn sources(frame: &Frame) -> [&[u8]; 3] {
    [&frame.y, &frame.u, &frame.v]
}

fn dissolve(t: f64, frame: &mut Frame, next: &Frame) {
    let weight = (t * 256.0).round() as i32;
    let dither = dither_bytes();
    for ((plane, width), source) in planes(frame).into_iter().zip(sources(next)) {
        for (row, (a, b)) in plane.chunks_mut(width).zip(source.chunks(width)).enumerate() {
            kernel::dissolve(b, weight, &dither[row % 8], a);
        }
    }
}

/// Mixes the film's picture towards one colour, and leaves the letterbox.
pub fn fade(t: f64, rgb: [u8; 3], window: Window, frame: &mut Frame) {
    let weight = (t.clamp(0.0, 1.0) * 256.0).round() as i32;
    let dither = dither_bytes();
    let codes = colour::limited(rgb);
    let full = frame.width;
    for ((plane, width), code) in planes(frame).into_iter().zip(codes) {
        let part = full / width;
        let line = vec![code; window.width / part];
        let rows = plane.chunks_mut(width).skip(window.top / part).take(window.height / part);
        for (row, a) in rows.enumerate() {
            kernel::dissolve(&line, weight, &dither[row % 8], &mut a[window.left / part..]);
        }
    }
}

fn wipe(frame: &mut Frame, next: &Frame, new: impl Fn(f64, f64) -> bool) {
    for ((plane, width), source) in planes(frame).into_iter().zip(sources(next)) {
        let height = plane.len() / width;
        for (row, (a, b)) in plane.chunks_mut(width).zip(source.chunks(width)).enumerate() {
            let y = (row as f64 + 0.5) / height as f64;
            for (x, (a, &b)) in a.iter_mut().zip(b).enumerate() {
                if new((x as f64 + 0.5) / width as f64, y) {
                    *a = b;
                }
            }
        }
    }
}

/// In: the new picture opens from a point in the middle. Out: the old one closes to it.
fn iris(out: bool, t: f64, frame: &mut Frame, next: &Frame) {
    let (w, h) = (frame.width as f64, frame.height as f64);
    let corner = (w * w + h * h).sqrt() / 2.0 + 2.0;
    let radius = corner * if out { 1.0 - t } else { t };
    for ((plane, width), source) in planes(frame).into_iter().zip(sources(next)) {
        let step = w / width as f64;
        for (row, (a, b)) in plane.chunks_mut(width).zip(source.chunks(width)).enumerate() {
            let dy = (row as f64 + 0.5) * step - h / 2.0;
            for (x, (a, &b)) in a.iter_mut().zip(b).enumerate() {
                let dx = (x as f64 + 0.5) * step - w / 2.0;
                // One pixel of soft edge.
                let inside = (radius - (dx * dx + dy * dy).sqrt() + 0.5).clamp(0.0, 1.0);
                let new = if out { 1.0 - inside } else { inside };
                let weight = (new * 256.0) as i32;
                *a = ((i32::from(*a) * (256 - weight) + i32::from(b) * weight + 128) >> 8) as u8;
            }
        }
    }
}

/// Both pictures side by side behind the frame, `t` widths on; negative comes from the left.
/// `smear` widths of the strip are averaged across each pixel.
fn slide(t: f64, smear: f64, frame: &mut Frame, next: &Frame) {
    for ((plane, width), source) in planes(frame).into_iter().zip(sources(next)) {
        let shift = (t.abs() * width as f64).round() as usize;
        let reach = ((smear * width as f64) as usize).min(width);
        let mut strip = vec![0u8; width * 2];
        let mut sums = vec![0u32; width * 2 + 1];
        for (old, new) in plane.chunks_mut(width).zip(source.chunks(width)) {
            let (left, right, from) = if t >= 0.0 { (&*old, new, shift) } else { (new, &*old, width - shift) };
            strip[..width].copy_from_slice(left);
            strip[width..].copy_from_slice(right);
            if reach < 2 {
                old.copy_from_slice(&strip[from..from + width]);
                continue;
            }
            for (i, &code) in strip.iter().enumerate() {
                sums[i + 1] = sums[i] + u32::from(code);
            }
            for (x, out) in old.iter_mut().enumerate() {
                let low = (from + x).saturating_sub(reach / 2);
                let high = (from + x + reach / 2 + 1).min(width * 2);
                *out = ((sums[high] - sums[low]) / (high - low) as u32) as u8;
            }
        }
    }
}
