//! One finished picture: planar YUV 4:2:0, 8 bits, BT.709 limited range, chroma sited left.
//! Only the picture and its way to PNG; composing and encoding are elsewhere.

use super::colour;

/// Even in width and height; planes are tight, without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub width: usize,
    pub height: usize,
    pub y: Vec<u8>,
    pub u: Vec<u8>,
    pub v: Vec<u8>,
}

impl Frame {
    /// Black, of a size rounded up to even.
    pub fn new(size: [u32; 2]) -> Frame {
        let [width, height] = size.map(|n| (n.max(2) as usize).next_multiple_of(2));
        let chroma = width / 2 * (height / 2);
        Frame { width, height, y: vec![16; width * height], u: vec![128; chroma], v: vec![128; chroma] }
    }

    /// Becomes another picture, in the memory that it has.
    pub fn copy(&mut self, other: &Frame) {
        (self.width, self.height) = (other.width, other.height);
        self.y.clone_from(&other.y);
        self.u.clone_from(&other.u);
        self.v.clone_from(&other.v);
    }

    pub fn fill(&mut self, rgb: [u8; 3]) {
        let [y, u, v] = colour::limited(rgb);
        self.y.fill(y);
        self.u.fill(u);
        self.v.fill(v);
    }

    /// Rows of sRGB, chroma interpolated between its sites.
    pub fn rgb(&self) -> Vec<u8> {
        let (w, cw, ch) = (self.width, self.width / 2, self.height / 2);
        let mut out = Vec::with_capacity(w * self.height * 3);
        for y in 0..self.height {
            // Chroma rows lie between luma rows: three quarters of the nearer and one of the farther.
            let near = y / 2;
            let far = if y % 2 == 0 { near.saturating_sub(1) } else { (near + 1).min(ch - 1) };
            let chroma = |plane: &[u8], x: usize| {
                let at = |x: usize| i32::from(plane[near * cw + x]) * 3 + i32::from(plane[far * cw + x]);
                let left = at(x / 2);
                let right = if x.is_multiple_of(2) { left } else { at((x / 2 + 1).min(cw - 1)) };
                f64::from(left + right) / 8.0
            };
            for x in 0..w {
                out.extend(colour::rgb(f64::from(self.y[y * w + x]), chroma(&self.u, x), chroma(&self.v, x)));
            }
        }
        out
    }

    /// A PNG file of this frame.
    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.rgb())?;
        writer.finish()?;
        Ok(bytes)
    }
}
