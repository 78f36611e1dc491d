//! Colour in linear light, mixed in Oklab, and the five roles a style's palette is sorted into. Nothing is painted here.

use std::sync::OnceLock;

use crate::plan::picture::Picture;

use super::noise;

/// Linear-light sRGB primaries.
pub type Rgb = [f32; 3];

pub fn linear(v: u8) -> f32 {
    let c = f32::from(v) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

pub const fn rgb8(hex: u32) -> [u8; 3] {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

pub fn hex(v: u32) -> Rgb {
    rgb8(v).map(linear)
}

/// The sRGB curve as a table over the square root, within a tenth of a level: it must run on whole layers.
pub struct Curve(Vec<f32>);

impl Curve {
    pub fn get() -> &'static Curve {
        static CURVE: OnceLock<Curve> = OnceLock::new();
        CURVE.get_or_init(|| {
            let level = |i: usize| {
                let x = (i as f32 / 4095.0).powi(2);
                if x <= 0.003_130_8 { x * 12.92 } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 }
            };
            Curve((0..4096).map(level).collect())
        })
    }

    #[inline]
    pub fn encode(&self, x: f32) -> f32 {
        self.0[((x.max(0.0).sqrt() * 4095.0 + 0.5) as usize).min(4095)]
    }

    /// Three at once, and a fourth for nothing: one register of roots.
    #[inline]
    pub fn encode_all(&self, p: [f32; 4]) -> [f32; 4] {
        let at = p.map(|v| (v.max(0.0).sqrt() * 4095.0 + 0.5).min(4095.0) as i32);
        at.map(|i| self.0[(i as u32 as usize).min(4095)])
    }
}

pub fn to_lab(c: Rgb) -> [f32; 3] {
    let l = (0.412_221_46 * c[0] + 0.536_332_55 * c[1] + 0.051_445_995 * c[2]).max(0.0).cbrt();
    let m = (0.211_903_5 * c[0] + 0.680_699_5 * c[1] + 0.107_396_96 * c[2]).max(0.0).cbrt();
    let s = (0.088_302_46 * c[0] + 0.281_718_85 * c[1] + 0.629_978_7 * c[2]).max(0.0).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

pub fn from_lab(c: [f32; 3]) -> Rgb {
    let l = (c[0] + 0.396_337_78 * c[1] + 0.215_803_76 * c[2]).powi(3);
    let m = (c[0] - 0.105_561_346 * c[1] - 0.063_854_17 * c[2]).powi(3);
    let s = (c[0] - 0.089_484_18 * c[1] - 1.291_485_5 * c[2]).powi(3);
    [
        (4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s).max(0.0),
        (-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s).max(0.0),
        (-0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s).max(0.0),
    ]
}

/// Lightness, chroma, and hue in degrees.
pub fn lch(l: f32, c: f32, h: f32) -> Rgb {
    let (s, k) = h.to_radians().sin_cos();
    from_lab([l, c * k, c * s])
}

pub fn lightness(c: Rgb) -> f32 {
    to_lab(c)[0]
}

pub fn chroma(c: Rgb) -> f32 {
    let l = to_lab(c);
    l[1].hypot(l[2])
}

pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    let (x, y) = (to_lab(a), to_lab(b));
    let t = t.clamp(0.0, 1.0);
    from_lab([0, 1, 2].map(|i| x[i] + (y[i] - x[i]) * t))
}

/// The same colour, lighter by `d` of Oklab L; shadows keep clear of black.
pub fn lift(c: Rgb, d: f32) -> Rgb {
    let l = to_lab(c);
    from_lab([(l[0] + d).clamp(0.09, 0.985), l[1], l[2]])
}

/// The same hue at lightness `l`.
pub fn at_light(c: Rgb, l: f32) -> Rgb {
    let v = to_lab(c);
    from_lab([l, v[1], v[2]])
}

/// The same colour with `k` times the chroma.
pub fn fade(c: Rgb, k: f32) -> Rgb {
    let v = to_lab(c);
    from_lab([v[0], v[1] * k, v[2] * k])
}

/// The hue turned by so many degrees.
pub fn turn(c: Rgb, degrees: f32) -> Rgb {
    let v = to_lab(c);
    let (s, k) = degrees.to_radians().sin_cos();
    from_lab([v[0], v[1] * k - v[2] * s, v[1] * s + v[2] * k])
}

/// The light of a black body, normed to green, softened so that paper keeps its colour.
pub fn kelvin(k: u32) -> Rgb {
    let t = (k.clamp(1500, 12000) as f32 - 5600.0) / 4400.0;
    if t < 0.0 {
        let t = (-t).min(1.0);
        [1.0 + 0.42 * t, 1.0 - 0.10 * t, 1.0 - 0.62 * t]
    } else {
        let t = t.min(1.0);
        [1.0 - 0.34 * t, 1.0 - 0.04 * t, 1.0 + 0.36 * t]
    }
}

/// The roles of a picture's colours.
#[derive(Clone, Debug)]
pub struct Palette {
    pub ink: Rgb,
    pub dark: Rgb,
    pub mid: Rgb,
    pub pale: Rgb,
    pub accent: Rgb,
}

/// What a place falls back on when the style names no colours: ink, dark, mid, pale, accent.
const MOODS: [[u32; 5]; 6] = [
    [0x12202a, 0x40586a, 0x7f98a3, 0xd5dcda, 0xe0893e],
    [0x1d1712, 0x5a4334, 0x9c8b6d, 0xe9dcc0, 0xc5542f],
    [0x161a22, 0x4b4f63, 0x8d8c9b, 0xe0d9d3, 0xd2693f],
    [0x12201c, 0x3d5a52, 0x84a08f, 0xdfe2cf, 0xd8a13c],
    [0x1a1824, 0x4d4668, 0x8a83a3, 0xe2d8dc, 0xd9a441],
    [0x20160f, 0x6a4a30, 0xb0926a, 0xf0e2c4, 0x2f7f86],
];

impl Palette {
    pub fn of(picture: &Picture) -> Palette {
        let mut given: Vec<Rgb> = picture.style.palette.iter().map(|c| c.map(linear)).collect();
        let mood = if picture.place.interior {
            [1, 5, 3, 1][(noise::hash_str(&picture.place.name) % 4) as usize]
        } else {
            [0, 2, 3, 4][(noise::hash_str(&picture.place.name) % 4) as usize]
        };
        let [ink, dark, mid, pale, accent] = MOODS[mood].map(hex);
        if given.is_empty() {
            return Palette { ink, dark, mid, pale, accent };
        }
        given.sort_by(|a, b| lightness(*a).total_cmp(&lightness(*b)));
        let mut accent_at = 0;
        for (i, c) in given.iter().enumerate() {
            if chroma(*c) > chroma(given[accent_at]) {
                accent_at = i;
            }
        }
        let vivid = chroma(given[accent_at]) > 0.075;
        let accent = if vivid { given[accent_at] } else { accent };
        let mut rest = given.clone();
        if vivid && rest.len() > 1 {
            rest.remove(accent_at);
        }
        let mean = rest.iter().fold([0.0; 3], |s, c| {
            let l = to_lab(*c);
            [s[0] + l[0], s[1] + l[1], s[2] + l[2]]
        });
        let n = rest.len() as f32;
        let tint = |l: f32, k: f32| from_lab([l, (mean[1] / n * k).clamp(-0.05, 0.05), (mean[2] / n * k).clamp(-0.05, 0.05)]);
        let first = rest[0];
        let last = rest[rest.len() - 1];
        let ink = if lightness(first) < 0.3 { first } else { tint(0.18, 0.8) };
        let pale = if lightness(last) > 0.72 { last } else { tint(0.9, 0.4) };
        // What lies between the ends serves as dark and mid; gaps are filled by mixing the ends.
        let between: Vec<Rgb> = rest.iter().copied().filter(|c| (0.3..=0.72).contains(&lightness(*c))).collect();
        let (dark, mid) = match between.as_slice() {
            [] => (mix(ink, pale, 0.36), mix(ink, pale, 0.64)),
            [one] if lightness(*one) < 0.5 => (*one, mix(*one, pale, 0.45)),
            [one] => (mix(ink, *one, 0.55), *one),
            [first, .., last] => (*first, *last),
        };
        Palette { ink, dark, mid, pale, accent }
    }

    /// A material's own colour, drawn a share of the way into this palette's family.
    pub fn stain(&self, c: Rgb, share: f32) -> Rgb {
        let l = to_lab(c);
        let near = to_lab(self.grey(l[0]));
        from_lab([l[0], l[1] + (near[1] - l[1]) * share, l[2] + (near[2] - l[2]) * share])
    }

    /// The palette's own neutral at lightness `l`.
    pub fn grey(&self, l: f32) -> Rgb {
        let steps = [self.ink, self.dark, self.mid, self.pale];
        let mut below = steps[0];
        let mut above = steps[3];
        for c in steps {
            if lightness(c) <= l && lightness(c) >= lightness(below) {
                below = c;
            }
            if lightness(c) >= l && lightness(c) <= lightness(above) {
                above = c;
            }
        }
        let (a, b) = (lightness(below), lightness(above));
        let t = if (b - a).abs() < 1e-3 { 0.0 } else { (l - a) / (b - a) };
        at_light(mix(below, above, t), l)
    }
}
