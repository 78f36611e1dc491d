//! The hot loops: plain integer Rust over rows, compiled twice, for AVX2 and for any CPU, with equal bits.
//! They know rows of numbers; plates, cameras and frames are elsewhere.
//!
//! Canvas rows are i16 with six bits below the code value, so that dither comes in before rounding.

/// Bits below a code value in canvas rows.
pub const BITS: u32 = 6;
/// One, as a weight between two neighbours of a row.
pub const ONE: i32 = 1 << 14;
/// Opaque, as a canvas value.
pub const OPAQUE: i16 = 255 << BITS;

#[cfg(target_arch = "x86_64")]
fn avx2() -> bool {
    if PORTABLE.load(std::sync::atomic::Ordering::Relaxed) {
        return false;
    }
    std::is_x86_feature_detected!("avx2")
}

/// Turns AVX2 off, so that tests and benches can ask for the other way.
pub static PORTABLE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

macro_rules! twice {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block)*) => {$(
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        pub fn $name($($arg: $type),*) {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn plain($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                #[allow(clippy::too_many_arguments)]
                fn fast($($arg: $type),*) {
                    plain($($arg),*)
                }
                if avx2() {
                    // SAFETY: the CPU has just been asked for AVX2, all the function needs.
                    return unsafe { fast($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    )*};
}

/// The high half of a product: one instruction on sixteen numbers.
#[inline(always)]
fn high(a: i16, b: i16) -> i16 {
    ((i32::from(a) * i32::from(b)) >> 16) as i16
}

/// The gains of one row under a vignette. They fall by the fourth power of the distance from the middle, and are counted
/// anew for every pixel: a table of them is larger than the frame, and waiting for it takes longer.
#[derive(Clone, Copy)]
pub struct Dimming<'a> {
    /// Of every pixel, how far it lies to the side of the middle: the square, of 65536 in a corner.
    pub across: &'a [u16],
    /// The same of the row, above or below it; no sum of both is more than 65535.
    pub down: u16,
    /// The gain in the middle, of 32768.
    pub full: i16,
    /// What is taken from it in a corner, no more than all of it.
    pub loss: u16,
}

impl Dimming<'_> {
    #[inline(always)]
    fn gain(&self, across: u16) -> i16 {
        let square = across.wrapping_add(self.down);
        self.full.wrapping_sub(high_unsigned(high_unsigned(square, square), self.loss) as i16)
    }
}

/// Asks for a row that is wanted soon: sheets are larger than a core's own cache, and a row of two thousand pixels is mixed
/// sooner than it comes.
pub fn ahead<T>(row: &[T]) {
    #[cfg(target_arch = "x86_64")]
    for line in row.chunks((64 / size_of::<T>()).max(1)) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint about memory of a slice; it is part of every CPU of this kind.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = row;
}

/// As [`high`], of numbers without a sign.
#[inline(always)]
fn high_unsigned(a: u16, b: u16) -> u16 {
    ((u32::from(a) * u32::from(b)) >> 16) as u16
}

twice! {
    /// Between two rows of bytes: `weight` of 32768 is all `b`.
    fn mix_bytes(a: &[u8], b: &[u8], weight: i16, out: &mut [i16]) {
        for ((&a, &b), out) in a.iter().zip(b).zip(out) {
            let (a, b) = (i16::from(a), i16::from(b));
            *out = (a << 6) + high((b - a) << 7, weight);
        }
    }

    /// Bytes as canvas values.
    fn widen(bytes: &[u8], out: &mut [i16]) {
        for (&byte, out) in bytes.iter().zip(out) {
            *out = i16::from(byte) << 6;
        }
    }

    /// As [`widen`], of signed bytes.
    fn widen_signed(bytes: &[i8], out: &mut [i16]) {
        for (&byte, out) in bytes.iter().zip(out) {
            *out = i16::from(byte) << 6;
        }
    }

    /// As [`mix_bytes`], of signed bytes whose difference fits eight bits of magnitude.
    fn mix_signed(a: &[i8], b: &[i8], weight: i16, out: &mut [i16]) {
        for ((&a, &b), out) in a.iter().zip(b).zip(out) {
            let (a, b) = (i16::from(a), i16::from(b));
            *out = (a << 6) + high((b - a) << 7, weight);
        }
    }

    /// A layer laid over the canvas; its colour is premultiplied.
    fn over(colour: &[i16], alpha: &[i16], canvas: &mut [i16]) {
        for ((&colour, &alpha), canvas) in colour.iter().zip(alpha).zip(canvas) {
            let through = OPAQUE - alpha;
            // 16320 becomes 32767, so that nothing is lost where the layer is clear.
            let through = (through << 1) + (through >> 7);
            *canvas = colour + high(*canvas << 1, through) + ((through == i16::MAX && *canvas > 0) as i16);
        }
    }

    /// `share` of [`ONE`] of another row mixed into a row.
    fn blend(other: &[i16], share: i16, row: &mut [i16]) {
        for (row, &other) in row.iter_mut().zip(other) {
            *row += (((i32::from(other) - i32::from(*row)) * i32::from(share) + ONE / 2) >> 14) as i16;
        }
    }

    /// A row times `gain` of 16384.
    fn gain(gain: i32, low: i16, high: i16, canvas: &mut [i16]) {
        for canvas in canvas.iter_mut() {
            *canvas = ((i32::from(*canvas) * gain) >> 14).clamp(low.into(), high.into()) as i16;
        }
    }

    /// Light added to the canvas, times `gain` of 16384.
    fn add(colour: &[i16], gain: i32, low: i16, high: i16, canvas: &mut [i16]) {
        for (&colour, canvas) in colour.iter().zip(canvas) {
            let sum = i32::from(*canvas) + ((i32::from(colour) * gain) >> 14);
            *canvas = sum.clamp(low.into(), high.into()) as i16;
        }
    }

    /// Canvas luma to codes: `grain` is the row's noise in canvas units, of the vignette see [`Dimming`].
    fn luma(canvas: &[i16], dim: Dimming, grain: &[i16], dither: &[i16; 64], out: &mut [u8]) {
        for (((canvas, across), grain), out) in
            canvas.chunks(64).zip(dim.across.chunks(64)).zip(grain.chunks(64)).zip(out.chunks_mut(64))
        {
            for ((((&canvas, &across), &grain), &dither), out) in
                canvas.iter().zip(across).zip(grain).zip(dither).zip(out)
            {
                let code = (high(canvas << 1, dim.gain(across)) + grain + dither + (16 << 6)) >> 6;
                *out = code.clamp(16, 235) as u8;
            }
        }
    }

    /// Canvas chroma to codes.
    fn chroma(canvas: &[i16], dim: Dimming, dither: &[i16; 64], out: &mut [u8]) {
        for ((canvas, across), out) in canvas.chunks(64).zip(dim.across.chunks(64)).zip(out.chunks_mut(64)) {
            for (((&canvas, &across), &dither), out) in canvas.iter().zip(across).zip(dither).zip(out) {
                let code = (high(canvas << 1, dim.gain(across)) + dither + (128 << 6)) >> 6;
                *out = code.clamp(16, 240) as u8;
            }
        }
    }

    /// Full-range luma, and alpha, of premultiplied pixels.
    fn luma_of(rgba: &[u8], y: &mut [u8], alpha: &mut [u8]) {
        for ((pixel, y), alpha) in rgba.as_chunks::<4>().0.iter().zip(y).zip(alpha) {
            let [r, g, b, a] = pixel.map(u32::from);
            *y = ((r * 13933 + g * 46871 + b * 4732 + 32768) >> 16) as u8;
            *alpha = a as u8;
        }
    }

    /// The sums of two rows of pixels.
    fn add_rows(upper: &[u8], lower: &[u8], sums: &mut [[i32; 4]]) {
        let (upper, lower) = (upper.as_chunks::<4>().0, lower.as_chunks::<4>().0);
        for ((sum, a), b) in sums.iter_mut().zip(upper).zip(lower) {
            for c in 0..4 {
                sum[c] = i32::from(a[c]) + i32::from(b[c]);
            }
        }
    }

    /// Full-range chroma, and alpha, of every second of a row of sums, weighed 1 2 1 with its neighbours:
    /// `sums` begins one pixel before the row.
    fn chroma_of(sums: &[[i32; 4]], u: &mut [i8], v: &mut [i8], alpha: &mut [u8]) {
        for (x, ((u, v), alpha)) in u.iter_mut().zip(v).zip(alpha).enumerate() {
            let Some([left, mid, right]) = sums.get(x * 2..x * 2 + 3).and_then(|s| s.as_array()) else { continue };
            let [r, g, b, a] = [0, 1, 2, 3].map(|c| left[c] + 2 * mid[c] + right[c]);
            let y = r * 13933 + g * 46871 + b * 4732;
            // 1 ÷ 1.8556 and 1 ÷ 1.5748 in 65536ths, and the eighth of the sum.
            let signed = |value: i32, by: i32| {
                let value = ((value * 65536 - y) >> 12) * by;
                ((value + (1 << 22)) >> 23).clamp(-127, 127) as i8
            };
            *u = signed(b, 35318);
            *v = signed(r, 41615);
            *alpha = ((a + 4) >> 3) as u8;
        }
    }

    /// Two finished rows mixed: `weight` of 256 is all `b`; the dither of 0 to 255 keeps slow fades from banding.
    fn dissolve(b: &[u8], weight: i32, dither: &[i16; 64], a: &mut [u8]) {
        for (a, b) in a.chunks_mut(64).zip(b.chunks(64)) {
            for ((a, &b), &dither) in a.iter_mut().zip(b).zip(dither) {
                *a = ((i32::from(*a) * (256 - weight) + i32::from(b) * weight + i32::from(dither)) >> 8) as u8;
            }
        }
    }
}

/// One axis resampled: for every output pixel its left neighbour in the source, and the weight of the right one in [`ONE`].
#[derive(Default)]
pub struct Taps {
    at: Vec<u16>,
    /// Both weights, the left one in the lower half.
    pair: Vec<u32>,
    /// Where the bytes of both neighbours lie, from the left neighbour of the first of four pixels.
    bytes: Vec<u32>,
    /// All neighbours of four pixels lie within eight of the source.
    narrow: bool,
}

impl Taps {
    /// Of neighbours that never fall.
    pub fn new(at: Vec<u16>, weight: &[i16]) -> Taps {
        let pair = weight.iter().map(|w| (*w as u32) << 16 | (ONE - i32::from(*w)) as u32).collect();
        let mut bytes = Vec::with_capacity(at.len());
        // The fast way trusts that no neighbour falls.
        let mut narrow = at.is_sorted();
        for four in at.chunks(4) {
            for place in four {
                let from = u32::from(place.wrapping_sub(four[0]));
                narrow &= from <= 6;
                bytes.push(0x0302_0100 + from.min(6) * 0x0202_0202);
            }
        }
        Taps { at, pair, bytes, narrow }
    }

    pub fn at(&self, x: usize) -> usize {
        usize::from(self.at[x])
    }

    pub fn weight(&self, x: usize) -> i32 {
        (self.pair[x] >> 16) as i32
    }
}

/// Pixels `x` of a resampled row, of which `row` holds the source from pixel `start` on.
pub fn spread(row: &[i16], start: usize, taps: &Taps, x: (usize, usize), out: &mut [i16]) {
    #[cfg(target_arch = "x86_64")]
    if taps.narrow && avx2() {
        // SAFETY: the CPU has just been asked for AVX2, all the function needs.
        return unsafe { spread_avx2(row, start, taps, x, out) };
    }
    spread_plain(row, start, taps, x, out);
}

fn spread_plain(row: &[i16], start: usize, taps: &Taps, x: (usize, usize), out: &mut [i16]) {
    for ((&at, &pair), out) in taps.at[x.0..x.1].iter().zip(&taps.pair[x.0..x.1]).zip(out) {
        let at = usize::from(at) - start;
        let (a, b) = (i32::from(row[at]), i32::from(row[at + 1]));
        *out = ((a * (pair & 0xffff) as i32 + b * (pair >> 16) as i32 + ONE / 2) >> 14) as i16;
    }
}

/// Four pixels a lane: a shuffle takes their pairs out of eight of the source. The compiler finds no such way by itself.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn spread_avx2(row: &[i16], start: usize, taps: &Taps, x: (usize, usize), out: &mut [i16]) {
    use std::arch::x86_64::*;
    let head = x.0.next_multiple_of(4).min(x.1);
    // Fours of which the source is at hand to its eighth pixel: neighbours never fall.
    let near = |four: usize| usize::from(taps.at[four]).checked_sub(start).is_some_and(|from| from + 8 <= row.len());
    let mut end = head + (x.1 - head) / 16 * 16;
    while end > head && !(near(head) && near(end - 4)) {
        end -= 16;
    }
    spread_plain(row, start, taps, (x.0, head), &mut out[..head - x.0]);
    let (ats, _) = taps.at[head..end].as_chunks::<16>();
    let (pairs, _) = taps.pair[head..end].as_chunks::<16>();
    let (bytes, _) = taps.bytes[head..end].as_chunks::<16>();
    let (outs, _) = out[head - x.0..].as_chunks_mut::<16>();
    let half = _mm256_set1_epi32(ONE / 2);
    for (((at, pair), bytes), out) in ats.iter().zip(pairs).zip(bytes).zip(outs) {
        let eight = |four: usize| {
            let from = usize::from(at[four]) - start;
            // SAFETY: the last four of all has eight pixels of the source before it, and no other lies behind it.
            unsafe { _mm_loadu_si128(row.as_ptr().add(from).cast()) }
        };
        let sum = |first: usize| {
            let source = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(eight(first)), eight(first + 4));
            // SAFETY: eight numbers of sixteen, from the first or the ninth on; loads need no alignment.
            let (bytes, pair) = unsafe { (_mm256_loadu_si256(bytes.as_ptr().add(first).cast()), _mm256_loadu_si256(pair.as_ptr().add(first).cast())) };
            _mm256_srai_epi32::<14>(_mm256_add_epi32(_mm256_madd_epi16(_mm256_shuffle_epi8(source, bytes), pair), half))
        };
        let packed = _mm256_permute4x64_epi64::<0b1101_1000>(_mm256_packs_epi32(sum(0), sum(8)));
        // SAFETY: sixteen numbers; stores need no alignment.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), packed) };
    }
    spread_plain(row, start, taps, (end, x.1), &mut out[end - x.0..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cut::noise::hash;

    #[test]
    fn both_ways_give_equal_bits() {
        for case in 0..200u64 {
            let r = |i: u64| hash(case * 10_007 + i);
            let width = 30 + (r(0) % 200) as usize;
            let row: Vec<i16> = (0..width as u64).map(|i| (r(i + 1) % 32_640) as i16 - 16_320).collect();
            let step = 0.3 + (r(900) % 1600) as f64 / 1000.0;
            let count = ((width - 2) as f64 / step) as usize;
            let at: Vec<u16> = (0..count).map(|x| (x as f64 * step) as u16 + 5).collect();
            let weight: Vec<i16> = (0..count as u64).map(|i| (r(i + 1000) % (ONE as u64 + 1)) as i16).collect();
            let taps = Taps::new(at, &weight);
            // Any part of it, from any pixel on.
            let from = (r(901) % 23) as usize % count;
            let x = (from, count - (r(902) % 9) as usize % (count - from));
            let (mut a, mut b) = (vec![0; x.1 - x.0], vec![0; x.1 - x.0]);
            spread(&row, 5, &taps, x, &mut a);
            spread_plain(&row, 5, &taps, x, &mut b);
            assert_eq!(a, b);
        }
    }
}
