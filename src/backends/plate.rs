//! A plate: what a picture backend gives back. Layers of RGBA, each flat at one depth before the reference camera.
//! Only the type and its bytes on disk; drawing and camera work are elsewhere.

mod codec;

use crate::plan::picture::Extent;

/// A picture in layers, the farthest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// The film's frame in pixels, which `Layer::area` is scaled to.
    pub size: [u32; 2],
    pub layers: Vec<Layer>,
}

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
