//! Layers that never part under a clip's camera become one, so that they are moved once instead of each for itself.
//! Only plates are changed here; where layers stand in a frame is in `place`.

use super::place::Window;
use crate::backends::plate::{Cel, Layer, Play};
use crate::plan::edit::Clip;
use crate::plan::picture::Extent;

/// Joins every layer with the one behind it, where nobody could tell. Layers come one by one, the farthest first.
pub struct Baker<'a> {
    clip: &'a Clip,
    zoom: f64,
    window: Window,
    /// Something falls between layers, and only those at one depth are joined.
    spaced: bool,
    behind: Option<Layer>,
}

impl<'a> Baker<'a> {
    pub fn new(clip: &'a Clip, zoom: f64, window: Window, spaced: bool) -> Baker<'a> {
        Baker { clip, zoom, window, spaced, behind: None }
    }

    /// The next layer; what comes back is joined by nothing any more.
    pub fn take(&mut self, layer: Layer) -> Option<Layer> {
        match &mut self.behind {
            Some(behind) if joins(behind, &layer) && !part(behind, &layer, self.clip, self.zoom, self.window, self.spaced) => {
                lay(&layer, behind);
                None
            }
            _ => self.behind.replace(layer),
        }
    }

    /// The nearest layer.
    pub fn end(self) -> Option<Layer> {
        self.behind
    }
}

/// Both are still pictures, and the nearer one lies within the farther one at no finer grain.
fn joins(behind: &Layer, layer: &Layer) -> bool {
    // A drawing of somebody who moves comes and goes.
    let still = |l: &Layer| l.play == Play::Still && !l.name.contains('/') && !l.glow && l.cels.len() == 1;
    let (Some(a), Some(b)) = (behind.cels.first(), layer.cels.first()) else { return false };
    let whole = |cel: &Cel| cel.width > 1 && cel.height > 1 && cel.rgba.len() == (cel.width * cel.height * 4) as usize;
    let (out, inner) = (&behind.area, &layer.area);
    let e = 1e-6;
    let inside = inner.left >= out.left - e
        && inner.right <= out.right + e
        && inner.top >= out.top - e
        && inner.bottom <= out.bottom + e;
    let fine = |cel: &Cel, area: &Extent| {
        [f64::from(cel.width) / (area.right - area.left), f64::from(cel.height) / (area.bottom - area.top)]
    };
    let (fa, fb) = (fine(a, out), fine(b, inner));
    still(behind) && still(layer) && whole(a) && whole(b) && inside && (0..2).all(|i| fb[i] <= fa[i] * 1.02)
}

/// Whether any corner of the frame sees the two move apart by a thirty-second of a pixel.
fn part(behind: &Layer, layer: &Layer, clip: &Clip, zoom: f64, window: Window, spaced: bool) -> bool {
    let one_depth = (behind.depth - layer.depth).abs() <= behind.depth * 1e-9;
    if one_depth {
        return false;
    }
    let reach = window.width as f64 / window.height as f64 / 2.0 + 0.5;
    spaced
        || clip.path.keys.iter().any(|key| {
            let sight = key.view.sight();
            match (sight.placement(behind.depth, zoom), sight.placement(layer.depth, zoom)) {
                (Some(a), Some(b)) => {
                    let apart = (a.scale - b.scale).abs() * reach + (a.x - b.x).abs() + (a.y - b.y).abs();
                    apart * window.height as f64 > 1.0 / 32.0
                }
                _ => true,
            }
        })
}

/// Lays a layer's picture over the one behind it, on that one's pixels.
fn lay(layer: &Layer, behind: &mut Layer) {
    let (Some(source), Some(target)) = (layer.cels.first(), behind.cels.first_mut()) else { return };
    let axis = |count: u32, out: [f64; 2], size: u32, inner: [f64; 2]| -> Vec<(usize, u32)> {
        let step = (out[1] - out[0]) / f64::from(count);
        let fine = f64::from(size) / (inner[1] - inner[0]);
        let at = |i: u32| (out[0] + (f64::from(i) + 0.5) * step - inner[0]) * fine - 0.5;
        (0..count)
            .map(|i| {
                let place = at(i);
                // Up to half a pixel outside still belongs to the edge.
                if place < -0.51 || place > f64::from(size) - 0.49 {
                    return (usize::MAX, 0);
                }
                let place = (place.clamp(0.0, f64::from(size) - 1.0) * 256.0).round() as usize;
                let at = (place / 256).min(size as usize - 2);
                (at, (place - at * 256) as u32)
            })
            .collect()
    };
    let (out, inner) = (&behind.area, &layer.area);
    let across = axis(target.width, [out.left, out.right], source.width, [inner.left, inner.right]);
    let down = axis(target.height, [out.top, out.bottom], source.height, [inner.top, inner.bottom]);
    let row = source.width as usize * 4;
    for (line, &(y, fy)) in target.rgba.chunks_exact_mut(target.width as usize * 4).zip(&down) {
        if y == usize::MAX {
            continue;
        }
        for (pixel, &(x, fx)) in line.chunks_exact_mut(4).zip(&across) {
            if x == usize::MAX {
                continue;
            }
            let at = y * row + x * 4;
            let near: [u32; 4] = std::array::from_fn(|c| {
                let tap = |i: usize| u32::from(source.rgba[i + c]);
                let upper = tap(at) * (256 - fx) + tap(at + 4) * fx;
                let lower = tap(at + row) * (256 - fx) + tap(at + row + 4) * fx;
                (upper * (256 - fy) + lower * fy + 32_768) >> 16
            });
            let through = 255 - near[3].min(255);
            for (value, near) in pixel.iter_mut().zip(near) {
                *value = (near + (u32::from(*value) * through + 127) / 255).min(255) as u8;
            }
        }
    }
}
