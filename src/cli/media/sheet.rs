//! A sheet of paper that pictures and words are laid on.

use crate::cut::text;

pub const PAPER: [u8; 3] = [243, 240, 233];
pub const INK: [u8; 3] = [38, 36, 34];
pub const FAINT: [u8; 3] = [120, 114, 106];

/// A picture in sRGB that text and pictures are laid on.
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    rgb: Vec<u8>,
}

impl Sheet {
    pub fn new(width: usize, height: usize) -> Sheet {
        Sheet { width, height, rgb: PAPER.repeat(width * height) }
    }

    pub fn picture(&mut self, rgb: &[u8], width: usize, height: usize, x: usize, y: usize) {
        for row in 0..height.min(self.height.saturating_sub(y)) {
            let to = ((y + row) * self.width + x) * 3;
            let from = row * width * 3;
            self.rgb[to..to + width * 3].copy_from_slice(&rgb[from..from + width * 3]);
        }
    }

    pub fn write(&mut self, line: &str, em: f32, most: usize, x: usize, y: usize, ink: [u8; 3]) {
        let mask = text::set(&[line.to_string()], em, most as f32, -1, None);
        for row in 0..mask.height.min(self.height.saturating_sub(y)) {
            for column in 0..mask.width.min(most).min(self.width.saturating_sub(x)) {
                let cover = u32::from(mask.cover[row * mask.width + column]);
                let at = ((y + row) * self.width + x + column) * 3;
                for (channel, ink) in self.rgb[at..at + 3].iter_mut().zip(ink) {
                    *channel = ((u32::from(*channel) * (255 - cover) + u32::from(ink) * cover + 127) / 255) as u8;
                }
            }
        }
    }

    /// Pixels from the first letter of a line to its last.
    pub fn measure(line: &str, em: f32) -> f32 {
        let mask = text::set(&[line.to_string()], em, f32::MAX, -1, None);
        (mask.width as f32 - 2.0 * Sheet::air(em)).max(0.0)
    }

    /// Pixels of air around what is written.
    pub fn air(em: f32) -> f32 {
        (em * 0.35).ceil()
    }

    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&self.rgb)?;
        Ok(bytes)
    }
}
