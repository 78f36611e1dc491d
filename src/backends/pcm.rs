//! Sound as an artefact: stereo at 48 kHz, and its bytes on disk in blocks that can be read one by one.
//! What it sounds like is made in `sound` and `voice`; it is heard in `cut::mix`.

use ebur128::{EbuR128, Mode};

/// Samples a second of every artefact.
pub const RATE: u32 = 48_000;

/// A piece of sound, left and right by turns.
#[derive(Clone, Debug, PartialEq)]
pub struct Pcm {
    pub samples: Vec<f32>,
    /// Its end goes on into its beginning.
    pub looped: bool,
}

/// Why bytes are no sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PcmError {
    Foreign,
    Damaged(&'static str),
}

impl std::fmt::Display for PcmError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PcmError::Foreign => write!(f, "it is no sound of this version"),
            PcmError::Damaged(what) => write!(f, "it is damaged sound: {what}"),
        }
    }
}

impl std::error::Error for PcmError {}

const MAGIC: &[u8; 8] = b"frostpc1";
/// Stereo pairs of one block.
const BLOCK: usize = 48_000;
/// Eight hours: more is damage.
const MOST_PAIRS: u64 = 8 * 3600 * RATE as u64;

impl Pcm {
    /// Stereo pairs.
    pub fn pairs(&self) -> usize {
        self.samples.len() / 2
    }

    /// Integrated loudness in LUFS, of short sounds their loudest moment; `None` of silence.
    pub fn loudness(&self) -> Option<f64> {
        let mut meter = EbuR128::new(2, RATE, Mode::I | Mode::M).ok()?;
        let mut loudest = f64::NEG_INFINITY;
        // A sound shorter than the meter's window of 0.4 s is measured with silence after it.
        let tail = vec![0.0; RATE as usize * 8 / 10];
        for block in self.samples.chunks(RATE as usize / 5).chain(tail.chunks(RATE as usize / 5)) {
            meter.add_frames_f32(block).ok()?;
            loudest = loudest.max(meter.loudness_momentary().ok()?);
        }
        let whole = meter.loudness_global().ok()?;
        let value = if self.pairs() < RATE as usize * 3 { whole.max(loudest - 3.0) } else { whole };
        (value.is_finite() && value > -70.0).then_some(value)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let peak = self.samples.iter().fold(0f32, |peak, s| if s.is_finite() { peak.max(s.abs()) } else { peak });
        let loudness = self.loudness().map_or(i32::MIN, |l| (l * 100.0).round() as i32);
        let mut out = MAGIC.to_vec();
        out.extend((self.pairs() as u64).to_le_bytes());
        out.extend(peak.to_le_bytes());
        out.extend(loudness.to_le_bytes());
        out.push(u8::from(self.looped));
        let scale = if peak > 0.0 { 32767.0 / peak } else { 0.0 };
        for block in self.samples[..self.pairs() * 2].chunks(BLOCK * 2) {
            let packed = squeeze(block, scale);
            out.extend((packed.len() as u32).to_le_bytes());
            out.extend(packed);
        }
        out
    }
}

/// Steps between neighbours, the high bytes before the low ones, compressed.
fn squeeze(block: &[f32], scale: f32) -> Vec<u8> {
    let (mut high, mut low) = (Vec::with_capacity(block.len()), Vec::with_capacity(block.len()));
    for channel in 0..2 {
        let mut left = 0i16;
        for &sample in block[channel..].iter().step_by(2) {
            let value = (sample * scale).round() as i16;
            let [h, l] = value.wrapping_sub(left).to_be_bytes();
            high.push(h);
            low.push(l);
            left = value;
        }
    }
    high.extend(low);
    match zstd::bulk::compress(&high, 1) {
        Ok(small) => [&[1], &small[..]].concat(),
        Err(_) => [&[0], &high[..]].concat(),
    }
}

/// An artefact of sound being read, a block at a time.
pub struct Reader {
    bytes: Vec<u8>,
    pairs: u64,
    peak: f32,
    loudness: Option<f64>,
    looped: bool,
    /// Where each block lies in the bytes.
    blocks: Vec<std::ops::Range<usize>>,
    /// The block that was read last.
    open: Option<(usize, Vec<f32>)>,
}

impl Reader {
    pub fn new(bytes: Vec<u8>) -> Result<Reader, PcmError> {
        let short = PcmError::Damaged("it ends early");
        let (head, _) = bytes.split_at_checked(25).ok_or(short.clone())?;
        let field = |at: usize| <[u8; 4]>::try_from(&head[at..at + 4]).map_err(|_| PcmError::Foreign);
        if &head[..8] != MAGIC {
            return Err(PcmError::Foreign);
        }
        let pairs = u64::from(u32::from_le_bytes(field(8)?)) | u64::from(u32::from_le_bytes(field(12)?)) << 32;
        let peak = f32::from_le_bytes(field(16)?);
        let loudness = i32::from_le_bytes(field(20)?);
        if pairs > MOST_PAIRS || !(0.0..1e6).contains(&peak) {
            return Err(PcmError::Damaged("its length or level cannot be"));
        }
        let looped = head[24] != 0;
        let (mut at, mut blocks) = (25, Vec::new());
        for _ in 0..pairs.div_ceil(BLOCK as u64) {
            let size = bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
            let start = at + 4;
            let end = start + size.ok_or(short.clone())? as usize;
            if end > bytes.len() {
                return Err(short);
            }
            blocks.push(start..end);
            at = end;
        }
        let loudness = (-7000..7000).contains(&loudness).then(|| f64::from(loudness) / 100.0);
        Ok(Reader { bytes, pairs, peak, loudness, looped, blocks, open: None })
    }

    pub fn pairs(&self) -> u64 {
        self.pairs
    }

    /// Loudness in LUFS; `None` of silence.
    pub fn loudness(&self) -> Option<f64> {
        self.loudness
    }

    pub fn looped(&self) -> bool {
        self.looped
    }

    /// Reads pairs from `at` on into `out`; a loop goes round, all else is silence after its end.
    pub fn read(&mut self, at: u64, out: &mut [f32]) -> Result<(), PcmError> {
        let (mut at, mut done) = (at, 0);
        let wanted = out.len() / 2;
        while done < wanted {
            let place = if self.looped && self.pairs > 0 { at % self.pairs } else { at };
            if place >= self.pairs {
                out[done * 2..].fill(0.0);
                break;
            }
            let (number, inside) = ((place / BLOCK as u64) as usize, (place % BLOCK as u64) as usize);
            let block = self.block(number)?;
            let count = (block.len() / 2 - inside).min(wanted - done);
            out[done * 2..][..count * 2].copy_from_slice(&block[inside * 2..][..count * 2]);
            done += count;
            at += count as u64;
        }
        Ok(())
    }

    fn block(&mut self, number: usize) -> Result<&[f32], PcmError> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            let size = (self.pairs - (number * BLOCK) as u64).min(BLOCK as u64) as usize;
            let packed = &self.bytes[self.blocks[number].clone()];
            self.open = Some((number, grow(packed, size, self.peak / 32767.0)?));
        }
        self.open.as_ref().map(|(_, block)| &block[..]).ok_or(PcmError::Damaged("a block is missing"))
    }
}

fn grow(packed: &[u8], pairs: usize, scale: f32) -> Result<Vec<f32>, PcmError> {
    let damaged = PcmError::Damaged("a block does not unpack");
    let planes = match packed.split_first() {
        Some((0, plain)) => plain.to_vec(),
        Some((1, small)) => zstd::bulk::decompress(small, pairs * 4).map_err(|_| damaged.clone())?,
        _ => return Err(damaged),
    };
    if planes.len() != pairs * 4 {
        return Err(damaged);
    }
    let (high, low) = planes.split_at(pairs * 2);
    let mut out = vec![0.0; pairs * 2];
    for channel in 0..2 {
        let mut left = 0i16;
        for i in 0..pairs {
            let step = i16::from_be_bytes([high[channel * pairs + i], low[channel * pairs + i]]);
            left = left.wrapping_add(step);
            out[i * 2 + channel] = f32::from(left) * scale;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(seconds: f64) -> Pcm {
        let count = (seconds * f64::from(RATE)) as usize;
        let wave = |i: usize| ((i as f32 / 48_000.0 * 997.0 * std::f32::consts::TAU).sin()) * 0.25;
        Pcm { samples: (0..count).flat_map(|i| [wave(i), wave(i) * 0.5]).collect(), looped: false }
    }

    #[test]
    fn sound_survives_its_bytes_and_is_read_from_anywhere() {
        let pcm = tone(2.3);
        let mut reader = Reader::new(pcm.to_bytes()).unwrap();
        let mut out = vec![0.0; 2000];
        for at in [0, 47_700, 100_000] {
            reader.read(at, &mut out).unwrap();
            for (i, &sample) in out.iter().enumerate() {
                assert!((sample - pcm.samples[at as usize * 2 + i]).abs() < 1e-4);
            }
        }
        reader.read(pcm.pairs() as u64, &mut out).unwrap();
        assert!(out.iter().all(|&s| s == 0.0));
    }

    #[test]
    fn damaged_sound_never_panics() {
        let bytes = tone(1.2).to_bytes();
        for at in (0..bytes.len()).step_by(97).chain(0..40) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            if let Ok(mut reader) = Reader::new(damaged) {
                let _ = reader.read(0, &mut vec![0.0; 200_000]);
            }
            assert!(Reader::new(bytes[..at].to_vec()).is_err());
        }
    }
}
