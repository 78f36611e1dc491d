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
    #[cfg(test)]
    if PORTABLE.load(std::sync::atomic::Ordering::Relaxed) {
        return false;
    }
    std::is_x86_feature_detected!("avx2")
}

/// Tests turn AVX2 off with it.
#[cfg(test)]
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

twice! {
    /// Between two rows of bytes: `weight` of 32768 is all `b`.
    fn mix_bytes(a: &[u8], b: &[u8], weight: i16, out: &mut [i16]) {
        for ((&a, &b), out) in a.iter().zip(b).zip(out) {
            let (a, b) = (i16::from(a), i16::from(b));
            *out = (a << 6) + high((b - a) << 7, weight);
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

    /// Light added to the canvas, times `gain` of 16384.
    fn add(colour: &[i16], gain: i32, low: i16, high: i16, canvas: &mut [i16]) {
        for (&colour, canvas) in colour.iter().zip(canvas) {
            let sum = i32::from(*canvas) + ((i32::from(colour) * gain) >> 14);
            *canvas = sum.clamp(low.into(), high.into()) as i16;
        }
    }

    /// Canvas luma to codes: `gain` is the row's vignette of 32767, `grain` its noise in canvas units.
    fn luma(canvas: &[i16], gain: &[i16], grain: &[i16], dither: &[i16; 64], out: &mut [u8]) {
        for (((canvas, gain), grain), out) in
            canvas.chunks(64).zip(gain.chunks(64)).zip(grain.chunks(64)).zip(out.chunks_mut(64))
        {
            for ((((&canvas, &gain), &grain), &dither), out) in
                canvas.iter().zip(gain).zip(grain).zip(dither).zip(out)
            {
                let code = (high(canvas << 1, gain) + grain + dither + (16 << 6)) >> 6;
                *out = code.clamp(16, 235) as u8;
            }
        }
    }

    /// Canvas chroma to codes.
    fn chroma(canvas: &[i16], gain: &[i16], dither: &[i16; 64], out: &mut [u8]) {
        for ((canvas, gain), out) in canvas.chunks(64).zip(gain.chunks(64)).zip(out.chunks_mut(64)) {
            for (((&canvas, &gain), &dither), out) in canvas.iter().zip(gain).zip(dither).zip(out) {
                let code = (high(canvas << 1, gain) + dither + (128 << 6)) >> 6;
                *out = code.clamp(16, 240) as u8;
            }
        }
    }

    /// A row's vignette: `across` and `down` are squared distances from the centre, together at most 32767 in the corner.
    fn vignette(across: &[i16], down: i16, strength: i16, full: i16, out: &mut [i16]) {
        for (&across, out) in across.iter().zip(out) {
            let t = across.saturating_add(down);
            let dark = high(high(t, t) << 1, strength) << 1;
            *out = high(full, i16::MAX - dark) << 1;
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

/// A row resampled: pixel `x` of `out` lies `weight[x]` of [`ONE`] between `row[at[x] - start]` and its right neighbour.
/// Every `at` must leave that neighbour inside the row.
pub fn spread(row: &[i16], start: usize, at: &[u16], weight: &[i16], out: &mut [i16]) {
    for ((&at, &weight), out) in at.iter().zip(weight).zip(out) {
        let at = usize::from(at) - start;
        let (a, b, weight) = (i32::from(row[at]), i32::from(row[at + 1]), i32::from(weight));
        *out = ((a * (ONE - weight) + b * weight + ONE / 2) >> 14) as i16;
    }
}
