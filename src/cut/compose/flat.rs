//! Before a camera that rests, neighbouring layers in which nothing changes are laid over one another once, on the frame's own
//! pixels. Which layers these are is decided in the parent.

use super::band::{Band, ROWS, Shown};
use super::finish;
use super::kernel;
use super::place::Window;
use super::sheet::Sheet;
use crate::plan::picture::Extent;

/// Chroma that shows how much of what lies behind a run of layers comes through it.
const BEHIND: i16 = 127 << kernel::BITS;

/// Lays `shown` over one another. The farthest layer of a plate hides all that is behind it; others keep their transparency.
pub fn sheet(shown: &[Shown], window: Window, widest: usize) -> Sheet {
    let mut band = Band::new(window.width, widest);
    let (full, half) = (window.width * window.height, window.width * window.height / 4);
    let (mut y, mut alpha) = (vec![0; full], vec![255; full]);
    let (mut u, mut v, mut chroma_alpha) = (vec![0; half], vec![0; half], vec![255; half]);
    let opaque = shown.first().is_some_and(|s| s.number == 0);
    let dither = finish::dither_canvas();
    let code = |value: i16, dither: i16| ((i32::from(value) + i32::from(dither)) >> kernel::BITS).clamp(0, 255) as u8;
    let signed = |value: i16, dither: i16| ((i32::from(value) + i32::from(dither)) >> kernel::BITS).clamp(-127, 127) as i8;
    for top in (0..window.height).step_by(ROWS) {
        let rows = ROWS.min(window.height - top);
        band.start(top, rows);
        band.paint(shown, |_, _, _| {});
        let over_black = [band.y.clone(), band.u.clone(), band.v.clone()];
        for row in 0..rows {
            let (from, to) = (row * window.width, (top + row) * window.width);
            let line = &dither[(top + row) % 8];
            let values = &band.y[from..from + window.width];
            y[to..to + window.width].iter_mut().zip(values).enumerate().for_each(|(x, (out, v))| *out = code(*v, line[x % 64]));
        }
        let wide = window.width / 2;
        for row in 0..rows / 2 {
            let (from, to) = (row * wide, (top / 2 + row) * wide);
            let line = &dither[(top / 2 + row) % 8];
            for (plane, out) in [(&band.u, &mut u), (&band.v, &mut v)] {
                let values = &plane[from..from + wide];
                out[to..to + wide].iter_mut().zip(values).enumerate().for_each(|(x, (out, v))| *out = signed(*v, line[x % 64]));
            }
        }
        if opaque {
            continue;
        }
        // What is seen of something behind is what a bright ground adds to a black one.
        band.start_on(top, rows, [kernel::OPAQUE, BEHIND, BEHIND]);
        band.paint(shown, |_, _, _| {});
        let (from, to) = (0, top * window.width);
        for i in 0..rows * window.width {
            let through = i32::from(band.y[from + i]) - i32::from(over_black[0][from + i]);
            alpha[to + i] = (255 - (through * 255 + i32::from(kernel::OPAQUE) / 2) / i32::from(kernel::OPAQUE)).clamp(0, 255) as u8;
        }
        let to = top / 2 * wide;
        for i in 0..rows / 2 * wide {
            let through = i32::from(band.u[i]) - i32::from(over_black[1][i]);
            chroma_alpha[to + i] = (255 - (through * 255 + i32::from(BEHIND) / 2) / i32::from(BEHIND)).clamp(0, 255) as u8;
        }
        // What is wholly clear has no colour either: dither must not make any.
        for (y, a) in y[top * window.width..][..rows * window.width].iter_mut().zip(&alpha[top * window.width..]) {
            *y = if *a == 0 { 0 } else { (*y).min(*a) };
        }
        for i in to..to + rows / 2 * wide {
            if chroma_alpha[i] == 0 {
                (u[i], v[i]) = (0, 0);
            }
        }
    }
    Sheet::of_planes([window.width, window.height], [y, alpha], [u, v], chroma_alpha)
}

/// Where such a sheet lies, so that each of its pixels is one of the window's in a level view from the reference camera.
pub fn area(window: Window) -> Extent {
    let (right, bottom) = (window.width as f64 / window.height as f64 / 2.0, 0.5);
    Extent { left: -right, top: -bottom, right, bottom }
}
