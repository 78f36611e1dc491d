//! The author's own picture as a plate: one layer, as large as what the camera's path sees, or all of it with bars.

use crate::backends::plate::{Cel, Layer, Plate, Play};
use crate::media::Image;
use crate::plan::edit::Footage;
use crate::plan::picture::Extent;

/// How a picture is fitted before the camera.
pub struct Fit {
    /// Pixels that the material is scaled to.
    pub pixels: [u32; 2],
    size: [u32; 2],
    depth: f64,
    area: Extent,
    contain: bool,
}

impl Fit {
    /// For a film of `size`, drawn in windows of a height in pixels.
    pub fn new(footage: &Footage, size: [u32; 2], height: usize) -> Fit {
        let [left, top, right, bottom] = footage.area.map(|v| f64::from(v) / 10_000.0);
        let own = f64::from(footage.size[0].max(1)) / f64::from(footage.size[1].max(1));
        let aspect = f64::from(size[0].max(1)) / f64::from(size[1].max(1));
        let (middle_x, middle_y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let (width, tall) = if footage.contain {
            // Within the frame of the reference camera.
            if own > aspect { (aspect, aspect / own) } else { (own, 1.0) }
        } else {
            let (w, h) = ((right - left).max(aspect), (bottom - top).max(1.0));
            if own > w / h { (h * own, h) } else { (w, w / own) }
        };
        let (x, y) = if footage.contain { (0.0, 0.0) } else { (middle_x, middle_y) };
        let area = Extent { left: x - width / 2.0, top: y - tall / 2.0, right: x + width / 2.0, bottom: y + tall / 2.0 };
        let pixel = |v: f64| ((v * height as f64 * 1.15).round() as u32).clamp(16, 8192).next_multiple_of(2);
        Fit { pixels: [pixel(width), pixel(tall)], size, depth: f64::from(footage.depth) / 1000.0, area, contain: footage.contain }
    }

    /// Pixels of the material in a frame height.
    pub fn density(&self) -> f32 {
        f64::from(self.pixels[1]) as f32 / (self.area.bottom - self.area.top).max(1e-6) as f32
    }

    pub fn plate(&self, image: &Image) -> Plate {
        let cel = Cel { width: image.width, height: image.height, rgba: premultiplied(image) };
        let layer = |name: &str, depth, area, cel| Layer { name: name.into(), depth, area, cels: vec![cel], play: Play::Still, glow: false };
        let mut layers = Vec::new();
        // Behind what does not fill the frame, or is not opaque, there is black.
        let black = Cel { width: 4, height: 4, rgba: [0, 0, 0, 255].repeat(16) };
        let all = Extent { left: -8.0, top: -8.0, right: 8.0, bottom: 8.0 };
        if self.contain || image.rgba.chunks_exact(4).any(|p| p[3] < 255) {
            layers.push(layer("behind", self.depth * 1.001, all, black));
        }
        layers.push(layer("own", self.depth, self.area, cel));
        Plate { size: self.size, layers }
    }
}

fn premultiplied(image: &Image) -> Vec<u8> {
    let mut rgba = image.rgba.clone();
    for pixel in rgba.chunks_exact_mut(4).filter(|p| p[3] < 255) {
        let alpha = u32::from(pixel[3]);
        for c in &mut pixel[..3] {
            *c = ((u32::from(*c) * alpha + 127) / 255) as u8;
        }
    }
    rgba
}
