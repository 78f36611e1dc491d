//! A layer out of focus: the same picture in rising softness, between which a lens that is refocused goes.
//! How soft it is when is decided in the parent.

use crate::backends::paper::soft::blur_layer;
use crate::backends::plate::{Cel, Layer};
use crate::plan::picture::Extent;

/// Deviations in pixels of the steps between sharp and the softest: close enough that a mixture of two looks like one between them.
const STEPS: [f64; 5] = [0.0, 1.0, 2.2, 4.5, 9.0];
/// A picture of this softness is kept at half its pixels; of twice as much at a quarter.
const COARSE: f64 = 4.0;

/// The deviations of a layer that is at most so soft, sharp first; only the first where it is always sharp.
pub fn steps(most: f64) -> Vec<f64> {
    if most < 0.25 {
        return vec![0.0];
    }
    let below = STEPS.iter().copied().filter(|s| *s < most * 0.8);
    below.chain([most]).collect()
}

/// Between which two steps a deviation lies, and the share of the softer: variances of a mixture add.
pub fn between(steps: &[f64], deviation: f64) -> (usize, f64) {
    let last = steps.len() - 1;
    let at = steps.iter().rposition(|s| *s <= deviation).unwrap_or(0).min(last.saturating_sub(1));
    if last == 0 {
        return (0, 0.0);
    }
    let (a, b) = (steps[at] * steps[at], steps[at + 1] * steps[at + 1]);
    (at, ((deviation * deviation - a) / (b - a)).clamp(0.0, 1.0))
}

/// A layer with room around it for its softest edge. What is cut at the edge goes on beyond it.
pub fn with_room(mut layer: Layer, most: f64) -> Layer {
    let Some((w, h)) = layer.cels.first().map(|c| (c.width as usize, c.height as usize)) else { return layer };
    if w == 0 || h == 0 || layer.cels.iter().any(|c| c.rgba.len() != w * h * 4) {
        return layer;
    }
    // A multiple of four, so that halves of it fall on pixels.
    let room = ((most * 3.0).ceil() as usize).next_multiple_of(4);
    let (wide, tall) = ((w + room * 2).next_multiple_of(4), (h + room * 2).next_multiple_of(4));
    for cel in &mut layer.cels {
        let mut rgba = Vec::with_capacity(wide * tall * 4);
        for y in 0..tall {
            let row = &cel.rgba[y.saturating_sub(room).min(h - 1) * w * 4..][..w * 4];
            rgba.extend(row[..4].repeat(room));
            rgba.extend(row);
            rgba.extend(row[w * 4 - 4..].repeat(wide - w - room));
        }
        *cel = Cel { width: wide as u32, height: tall as u32, rgba };
    }
    let (across, down) = ((layer.area.right - layer.area.left) / w as f64, (layer.area.bottom - layer.area.top) / h as f64);
    let (left, top) = (layer.area.left - room as f64 * across, layer.area.top - room as f64 * down);
    layer.area = Extent { left, top, right: left + wide as f64 * across, bottom: top + tall as f64 * down };
    layer
}

/// A cel at a deviation in its own pixels. Light is mixed as light; a glow is light already.
pub fn soft(cel: &Cel, deviation: f64, glow: bool) -> Cel {
    if deviation <= 0.0 || cel.rgba.is_empty() {
        return cel.clone();
    }
    if deviation >= COARSE && cel.width >= 16 && cel.height >= 16 {
        return soft(&super::sheet::halved(cel), deviation / 2.0, glow);
    }
    let linear: [f32; 256] = std::array::from_fn(|i| {
        let v = i as f32 / 255.0;
        if glow { v } else if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    });
    let coded = |v: f32| if glow { v } else if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    let mut px: Vec<[f32; 4]> = cel
        .rgba
        .as_chunks::<4>()
        .0
        .iter()
        .map(|&[r, g, b, a]| {
            if glow || a == 255 {
                return [linear[usize::from(r)], linear[usize::from(g)], linear[usize::from(b)], f32::from(a) / 255.0];
            }
            if a == 0 {
                return [0.0; 4];
            }
            let own = |c: u8| linear[(u32::from(c) * 255 / u32::from(a)).min(255) as usize] * f32::from(a) / 255.0;
            [own(r), own(g), own(b), f32::from(a) / 255.0]
        })
        .collect();
    blur_layer(&mut px, cel.width as usize, cel.height as usize, deviation as f32);
    let byte = |v: f32| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    let rgba = px.iter().flat_map(|&[r, g, b, a]| {
        if glow {
            return [r, g, b, a].map(byte);
        }
        let over = if a > 0.001 { 1.0 / a } else { 0.0 };
        let alpha = byte(a);
        let [r, g, b] = [r, g, b].map(|c| byte(coded((c * over).min(1.0)) * a).min(alpha));
        [r, g, b, alpha]
    });
    Cel { width: cel.width, height: cel.height, rgba: rgba.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_lies_between_two_steps() {
        let steps = steps(6.0);
        assert_eq!(steps, [0.0, 1.0, 2.2, 4.5, 6.0]);
        assert_eq!(between(&steps, 0.0), (0, 0.0));
        assert_eq!(between(&steps, 6.0), (3, 1.0));
        let (at, share) = between(&steps, 3.0);
        assert!(at == 2 && (share - (9.0 - 4.84) / (20.25 - 4.84)).abs() < 1e-9);
        assert_eq!(between(&super::steps(0.1), 0.1), (0, 0.0));
    }

    #[test]
    fn softness_keeps_the_light_and_spreads_it() {
        let mut rgba = vec![0; 64 * 64 * 4];
        for y in 24..40 {
            rgba[(y * 64 + 24) * 4..(y * 64 + 40) * 4].fill(255);
        }
        let cel = Cel { width: 64, height: 64, rgba };
        let sum = |c: &Cel| c.rgba.chunks(4).map(|p| f64::from(p[3])).sum::<f64>() * (64.0 / f64::from(c.width)).powi(2);
        let edge = |c: &Cel| c.rgba.chunks(4).filter(|p| p[3] > 10 && p[3] < 245).count() * (64 / c.width as usize).pow(2);
        let (one, four) = (soft(&cel, 1.0, false), soft(&cel, 4.0, false));
        assert!((sum(&one) / sum(&cel) - 1.0).abs() < 0.02 && (sum(&four) / sum(&cel) - 1.0).abs() < 0.02);
        assert!(edge(&one) > edge(&cel) && edge(&four) > edge(&one) && four.width == 32);
        assert!(four.rgba.chunks(4).all(|p| p[0] <= p[3]));
    }
}
