//! A plate as bytes on disk: a versioned header, then every cel plane by plane, each pixel as its step from the left.
//! Whether the bytes are the right ones is the cache's business; damaged ones are refused, never trusted.

use std::io::{self, Read};

use super::{Cel, Layer, Plate, PlateError, Play};
use crate::plan::picture::Extent;

const MAGIC: &[u8; 8] = b"frostpl1";
/// Larger pictures are refused: no film needs them, and damaged sizes must not take all memory.
const MOST_PIXELS: u64 = 1 << 27;
const MOST_SIDE: u32 = 32_768;
const MOST_LAYERS: u32 = 4096;
const MOST_CELS: u32 = 4096;

impl Plate {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        self.size.iter().for_each(|n| out.extend(n.to_le_bytes()));
        out.extend((self.layers.len() as u32).to_le_bytes());
        for layer in &self.layers {
            put(&mut out, layer.name.as_bytes());
            let area = [layer.depth, layer.area.left, layer.area.top, layer.area.right, layer.area.bottom];
            area.iter().for_each(|n| out.extend(n.to_le_bytes()));
            let (kind, frames) = match layer.play {
                Play::Still => (0, 0),
                Play::Loop { frames } => (1, frames),
                Play::Mouth => (2, 0),
                Play::Blink => (3, 0),
            };
            out.extend([kind, u8::from(layer.glow)]);
            out.extend(frames.to_le_bytes());
            out.extend((layer.cels.len() as u32).to_le_bytes());
            for cel in &layer.cels {
                out.extend(cel.width.to_le_bytes());
                out.extend(cel.height.to_le_bytes());
                put(&mut out, &squeeze(cel));
            }
        }
        out
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Plate, PlateError> {
        let layers = Layers::of(bytes)?;
        Ok(Plate { size: layers.size, layers: layers.collect::<Result<_, _>>()? })
    }
}

/// The layers of a plate, unpacked one by one: a whole one takes four times the memory of what a frame is composed from.
pub struct Layers<'a> {
    pub size: [u32; 2],
    from: Reader<'a>,
    left: u32,
    failed: bool,
}

impl<'a> Layers<'a> {
    pub fn of(bytes: &'a [u8]) -> Result<Layers<'a>, PlateError> {
        let mut from = Reader { left: bytes, pixels: 0 };
        if from.take(8)? != MAGIC {
            return Err(PlateError::Foreign);
        }
        let size = [from.number()?, from.number()?];
        let left = from.number()?;
        if left > MOST_LAYERS {
            return Err(PlateError::Damaged("too many layers"));
        }
        if left == 0 && !from.left.is_empty() {
            return Err(LONGER);
        }
        Ok(Layers { size, from, left, failed: false })
    }

    /// How many are still to come.
    pub fn left(&self) -> usize {
        self.left as usize
    }
}

const LONGER: PlateError = PlateError::Damaged("it goes on after its end");

/// Nothing comes after an error.
impl Iterator for Layers<'_> {
    type Item = Result<Layer, PlateError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 || self.failed {
            return None;
        }
        self.left -= 1;
        let mut layer = self.from.layer();
        if self.left == 0 && layer.is_ok() && !self.from.left.is_empty() {
            layer = Err(LONGER);
        }
        self.failed = layer.is_err();
        Some(layer)
    }
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

/// The four planes of a cel one after the other, every row as steps from left to right, compressed.
fn squeeze(cel: &Cel) -> Vec<u8> {
    let row = cel.width as usize * 4;
    let mut planes = Vec::with_capacity(cel.rgba.len());
    for channel in 0..4 {
        for line in cel.rgba.chunks(row.max(1)) {
            let mut left = 0u8;
            for &value in line[channel.min(line.len())..].iter().step_by(4) {
                planes.push(value.wrapping_sub(left));
                left = value;
            }
        }
    }
    // Only memory could fail here; then the plain planes serve as well.
    match zstd::bulk::compress(&planes, 1) {
        Ok(small) => [&[1], &small[..]].concat(),
        Err(_) => [&[0], &planes[..]].concat(),
    }
}

struct Reader<'a> {
    left: &'a [u8],
    pixels: u64,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], PlateError> {
        let (head, tail) = self.left.split_at_checked(count).ok_or(PlateError::Damaged("it ends early"))?;
        self.left = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], PlateError> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| PlateError::Damaged("it ends early"))
    }

    fn number(&mut self) -> Result<u32, PlateError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn real(&mut self) -> Result<f64, PlateError> {
        let value = f64::from_le_bytes(self.array()?);
        if value.is_finite() && value.abs() < 1e9 {
            Ok(value)
        } else {
            Err(PlateError::Damaged("a measure is no number"))
        }
    }

    fn block(&mut self) -> Result<&'a [u8], PlateError> {
        let length = u64::from_le_bytes(self.array()?);
        self.take(usize::try_from(length).map_err(|_| PlateError::Damaged("it ends early"))?)
    }

    fn layer(&mut self) -> Result<Layer, PlateError> {
        let name = String::from_utf8(self.block()?.to_vec()).map_err(|_| PlateError::Damaged("a name is no text"))?;
        let depth = self.real()?;
        let area = Extent { left: self.real()?, top: self.real()?, right: self.real()?, bottom: self.real()? };
        let [kind, glow] = self.array()?;
        let frames = self.number()?;
        let play = match kind {
            0 => Play::Still,
            1 => Play::Loop { frames },
            2 => Play::Mouth,
            3 => Play::Blink,
            _ => return Err(PlateError::Damaged("an unknown kind of play")),
        };
        let count = self.number()?;
        if count > MOST_CELS {
            return Err(PlateError::Damaged("too many cels"));
        }
        let cels = (0..count).map(|_| self.cel()).collect::<Result<_, _>>()?;
        Ok(Layer { name, depth, area, cels, play, glow: glow != 0 })
    }

    fn cel(&mut self) -> Result<Cel, PlateError> {
        let (width, height) = (self.number()?, self.number()?);
        let pixels = u64::from(width) * u64::from(height);
        self.pixels += pixels;
        if width > MOST_SIDE || height > MOST_SIDE || self.pixels > MOST_PIXELS {
            return Err(PlateError::Damaged("too many pixels"));
        }
        let size = pixels as usize * 4;
        let block = self.block()?;
        let rgba = match block.split_first() {
            Some((0, plain)) => weave(plain, size, width as usize),
            Some((1, small)) => {
                let planes = zstd::stream::read::Decoder::with_buffer(small).map_err(|_| UNREADABLE)?;
                weave(planes, size, width as usize)
            }
            _ => return Err(PlateError::Damaged("an unknown kind of pixels")),
        };
        Ok(Cel { width, height, rgba: rgba? })
    }
}

const UNREADABLE: PlateError = PlateError::Damaged("its pixels do not unpack");

/// Pixels of `size` bytes out of their planes, a row at a time: no more than one row of a plane is held.
fn weave(mut planes: impl Read, size: usize, width: usize) -> Result<Vec<u8>, PlateError> {
    let missing = |e: io::Error| match e.kind() {
        io::ErrorKind::UnexpectedEof => PlateError::Damaged("pixels are missing"),
        _ => UNREADABLE,
    };
    // The system hands these pages over only as they are written.
    let mut rgba = vec![0; size];
    let mut line = vec![0; width];
    for channel in 0..4 {
        for out in rgba.chunks_exact_mut((width * 4).max(1)) {
            planes.read_exact(&mut line).map_err(missing)?;
            let mut left = 0u8;
            for (&step, pixel) in line.iter().zip(out.as_chunks_mut::<4>().0) {
                left = left.wrapping_add(step);
                pixel[channel] = left;
            }
        }
    }
    match planes.read(&mut [0]).map_err(missing)? {
        0 => Ok(rgba),
        _ => Err(PlateError::Damaged("it has more pixels than it says")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plate() -> Plate {
        let rgba = (0..7 * 5 * 4).map(|i| (i * i % 251) as u8).collect::<Vec<u8>>();
        let cel = Cel { width: 7, height: 5, rgba };
        let area = Extent { left: -0.9, top: -0.5, right: 0.9, bottom: 0.5 };
        let layer =
            |play, glow| Layer { name: "МАРА".into(), depth: 4.25, area, cels: vec![cel.clone(); 2], play, glow };
        let layers = vec![layer(Play::Still, false), layer(Play::Loop { frames: 2 }, true), layer(Play::Mouth, false), layer(Play::Blink, false)];
        Plate { size: [1920, 804], layers }
    }

    #[test]
    fn a_plate_survives_its_bytes() {
        assert_eq!(Plate::from_bytes(&plate().to_bytes()), Ok(plate()));
        let empty = Plate { size: [2, 2], layers: Vec::new() };
        assert_eq!(Plate::from_bytes(&empty.to_bytes()), Ok(empty));
    }

    #[test]
    fn damaged_bytes_are_refused_without_panic_or_great_memory() {
        let bytes = plate().to_bytes();
        for end in 0..bytes.len() {
            assert!(Plate::from_bytes(&bytes[..end]).is_err());
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                let _ = Plate::from_bytes(&damaged);
            }
        }
        let mut huge = MAGIC.to_vec();
        huge.extend([255; 200]);
        assert!(Plate::from_bytes(&huge).is_err());
    }
}
