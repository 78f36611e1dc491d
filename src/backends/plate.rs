//! A plate: what a picture backend gives back. Layers of RGBA, each flat at one depth before the reference camera.
//! Only the type and its bytes on disk; drawing and camera work are elsewhere.

mod codec;

pub use codec::Layers;

use crate::plan::picture::Extent;

/// A picture in layers, the farthest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// The film's frame in pixels, which `Layer::area` is scaled to.
    pub size: [u32; 2],
    pub layers: Vec<Layer>,
}

/// The name of the one layer of a picture that somebody else made.
pub const BOUGHT: &str = "picture";

#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// What it shows, for people who look into a plate: `sky`, `MARA`, `near frame`.
    pub name: String,
    /// Metres along the reference camera's axis.
    pub depth: f64,
    /// Where the pixels lie on the reference camera's picture plane.
    pub area: Extent,
    /// Pictures of equal size that follow one another; one when nothing moves in the layer.
    pub cels: Vec<Cel>,
    pub play: Play,
    /// The layer is light itself and is added instead of laid over; it takes part in flicker.
    pub glow: bool,
}

/// Premultiplied sRGB, 8 bits a channel, rows from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Cel {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Which cel is seen when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Play {
    #[default]
    Still,
    /// One after the other, each this many frames, from the first again.
    Loop { frames: u32 },
    /// By the loudness of the layer's voice: rest, half open, open.
    Mouth,
    /// The second cel now and then for three frames, every two to six seconds: eyes that shut.
    Blink,
}

/// Clear pixels that stay around what is seen, so that its edge is resampled as before.
const MARGIN: usize = 4;

impl Layer {
    /// Somebody else's picture; it is the only layer of its plate.
    pub fn is_bought(&self) -> bool {
        self.name == BOUGHT
    }

    /// Without the clear pixels around what any of its cels shows; `None` when nothing is seen at all.
    pub fn trimmed(mut self) -> Option<Layer> {
        let (w, h) = self.cels.first().map(|c| (c.width as usize, c.height as usize))?;
        if w == 0 || h == 0 || self.cels.iter().any(|c| (c.width as usize, c.height as usize) != (w, h) || c.rgba.len() != w * h * 4) {
            return Some(self);
        }
        let seen = |pixels: &[u8]| pixels.iter().any(|v| *v != 0);
        let row = |y: usize| self.cels.iter().any(|c| seen(&c.rgba[y * w * 4..][..w * 4]));
        let top = (0..h).find(|y| row(*y))?;
        let bottom = (top..h).rev().find(|y| row(*y))? + 1;
        let (mut left, mut right) = (w, 0);
        for line in self.cels.iter().flat_map(|c| c.rgba[top * w * 4..bottom * w * 4].chunks_exact(w * 4)) {
            left = line[..left * 4].chunks_exact(4).position(seen).unwrap_or(left);
            right = line[right * 4..].chunks_exact(4).rposition(seen).map_or(right, |i| right + i + 1);
        }
        // Even on both sides, so that chroma keeps its sites.
        let (left, top) = (left.saturating_sub(MARGIN) & !1, top.saturating_sub(MARGIN) & !1);
        let (right, bottom) = ((right + MARGIN).min(w), (bottom + MARGIN).min(h));
        if (right - left) * (bottom - top) * 20 > w * h * 19 {
            return Some(self);
        }
        for cel in &mut self.cels {
            let lines = cel.rgba[top * w * 4..bottom * w * 4].chunks_exact(w * 4);
            cel.rgba = lines.flat_map(|line| &line[left * 4..right * 4]).copied().collect();
            (cel.width, cel.height) = ((right - left) as u32, (bottom - top) as u32);
        }
        let (across, down) = ((self.area.right - self.area.left) / w as f64, (self.area.bottom - self.area.top) / h as f64);
        let (x, y) = (self.area.left, self.area.top);
        self.area = Extent { left: x + left as f64 * across, top: y + top as f64 * down, right: x + right as f64 * across, bottom: y + bottom as f64 * down };
        Some(self)
    }
}

/// Why bytes are no plate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlateError {
    /// They begin with something else, or with a version this program does not know.
    Foreign,
    /// They end early or contradict themselves.
    Damaged(&'static str),
}

impl std::fmt::Display for PlateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PlateError::Foreign => write!(f, "it is no plate of this version"),
            PlateError::Damaged(what) => write!(f, "it is a damaged plate: {what}"),
        }
    }
}

impl std::error::Error for PlateError {}
