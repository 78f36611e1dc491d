//! How a picture is lit: direction, pool, haze and the sky's colours, from hour, weather, place and the author's light.

use crate::plan::picture::{Hour, Picture, Sky};

use super::colour::{Palette, Rgb, at_light, fade, hex, kelvin, lift, lch, lightness, mix, to_lab};
use super::lens::Lens;
use super::manner::Manner;
use super::{hours, noise};
use super::shape::P;

/// The light of one picture, evaluated per layer.
#[derive(Clone, Debug)]
pub struct Lighting {
    /// Towards the light on the picture plane, y down, length 1.
    pub dir: P,
    pub ambient: Rgb,
    pub key: Rgb,
    pub centre: P,
    pub radius: f32,
    pub haze: Rgb,
    pub shadow: Rgb,
    /// How bright a lit lip adds.
    pub lip: f32,
    /// Strength and colour of rims, and the share a body darkens on its far side.
    pub rim: f32,
    pub rim_colour: Rgb,
    pub turn: f32,
    /// Opacity of contact shadows.
    pub dark: f32,
    /// How much thicker than clear air: multiplies the exponent of distance.
    pub thick: f32,
    /// A warm practical light makes the picture.
    pub warm: bool,
    pub night: bool,
    pub sky: [Rgb; 3],
    pub source: Source,
    pub manner: Manner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Sun,
    Moon,
    Lamp,
    Fire,
    Neon,
    Screen,
    Window,
}

impl Lighting {
    pub fn at(&self, x: f32, y: f32) -> Rgb {
        let (dx, dy) = (x - self.centre[0], y - self.centre[1]);
        let r2 = (dx * dx + dy * dy) / (self.radius * self.radius);
        let f = (1.0 + r2).powf(-1.5);
        [0, 1, 2].map(|k| self.ambient[k] + self.key[k] * f)
    }

    /// Share of haze at `z` depths of the set.
    pub fn share(&self, z: f32) -> f32 {
        1.0 - (-z * self.thick).exp()
    }
}

/// −1 the audience's left, +1 its right: as the author says, else the place's own.
pub fn set_side(picture: &Picture) -> f64 {
    match picture.light.side {
        s if s < 0 => -1.0,
        s if s > 0 => 1.0,
        // The day begins on one side of a place and ends on the other.
        _ if matches!(picture.hour, Hour::Dawn | Hour::Morning) && !picture.place.interior => if noise::hash_str(&picture.place.name) & 1 == 0 { 1.0 } else { -1.0 },
        _ => if noise::hash_str(&picture.place.name) & 1 == 0 { -1.0 } else { 1.0 },
    }
}

/// The same side as the lens has it: seen from behind, the same lamp is on the other hand.
fn side(picture: &Picture) -> f32 {
    let yaw = (f64::from(picture.camera.yaw) / 1000.0).to_radians();
    (set_side(picture) * if yaw.cos() < -0.2 { -1.0 } else { 1.0 }) as f32
}

pub fn of(picture: &Picture, palette: &Palette, manner: Manner, lens: &Lens) -> Lighting {
    let side = side(picture);
    let inside = picture.place.interior;
    let dark_hour = matches!(picture.hour, Hour::Night | Hour::Evening);
    let said = picture.light.source.as_deref().unwrap_or("");
    let source = match said {
        "sun" => Source::Sun,
        "moon" => Source::Moon,
        "lamp" | "practical" => Source::Lamp,
        "fire" => Source::Fire,
        "neon" => Source::Neon,
        "screen" => Source::Screen,
        _ if inside && (dark_hour || picture.hour == Hour::Dusk) => Source::Lamp,
        _ if inside => Source::Window,
        _ if picture.hour == Hour::Night => Source::Moon,
        _ => Source::Sun,
    };
    let night = dark_hour || (inside && !matches!(source, Source::Window | Source::Sun) && picture.hour == Hour::Dusk);
    let (sky, thick) = sky(picture, palette);
    let warm_lamp = matches!(source, Source::Lamp | Source::Fire);
    let tint = match (picture.light.kelvin, source) {
        (Some(k), _) => kelvin(k),
        (None, Source::Lamp) => kelvin(2900),
        (None, Source::Fire) => kelvin(2100),
        (None, Source::Moon) => kelvin(9800),
        (None, Source::Screen) => kelvin(9500),
        (None, Source::Neon) => [1.08, 0.84, 0.95],
        (None, _) => match picture.hour {
            // The first light is clear and cool, the last of it gold.
            Hour::Dawn => kelvin(5700),
            Hour::MagicHour => kelvin(3200),
            Hour::Dusk => [1.02, 0.86, 1.02],
            Hour::Evening if !inside => [0.78, 0.9, 1.2],
            Hour::Morning | Hour::Afternoon => kelvin(5000),
            _ => kelvin(5900),
        },
    };
    let cool = kelvin(8000);
    let daylight = (inside && !night && matches!(source, Source::Window | Source::Sun)).then(|| hours::daylight(picture.hour));
    // What the hour gives is there too where the script names the light's warmth.
    let tint = match &daylight {
        Some(day) if picture.light.kelvin.is_none() => day.tint,
        Some(day) => [0, 1, 2].map(|i| tint[i] * (0.5 + 0.5 * day.tint[i])),
        None => tint,
    };
    let (after, dusky) = hours::afterlight(picture.hour);
    let (key, ambient, radius) = match (source, night, inside) {
        (Source::Window | Source::Sun, _, true) if daylight.is_some() => daylight.as_ref().map_or((0.7, 0.48, 1.15), |day| (day.key, day.ambient, 1.15)),
        (Source::Lamp | Source::Fire, true, true) => (1.12, after, 0.72),
        (Source::Lamp | Source::Fire, true, _) => (1.12, 0.105, 0.72),
        (Source::Lamp | Source::Fire, false, _) => (0.6, 0.42, 0.9),
        (Source::Neon, _, _) => (0.62, 0.26, 0.9),
        (Source::Screen, true, true) => (0.8, 0.075, 0.42),
        (Source::Screen, true, _) => (0.85, 0.12, 0.6),
        (Source::Moon, _, true) => (0.55, 0.13, 0.75),
        (Source::Moon, _, false) => (0.42, 0.23, 1.2),
        (_, true, true) => (0.6, 0.16, 0.8),
        (_, true, false) => (0.42, 0.34, 1.3),
        (Source::Window, _, _) => (0.7, 0.48, 1.15),
        _ => match picture.hour {
            Hour::Dusk => (0.4, 0.36, 1.3),
            Hour::Dawn => (0.44, 0.46, 1.5),
            Hour::MagicHour => (0.62, 0.46, 1.4),
            _ => (0.46, 0.6, 1.7),
        },
    };
    let (key, ambient) = match picture.light.key.as_deref() {
        Some("high") => (key * 0.85, ambient * 1.4),
        Some("low") => (key * 0.95, ambient * 0.6),
        _ => (key, ambient),
    };
    // Under a storm or in driving rain the day itself is darker.
    let (key, ambient) = match picture.weather.kind {
        Sky::Storm if !inside => (key * 0.7, ambient * 0.74),
        Sky::Rain if !inside => (key * 0.8, ambient * 0.88),
        // A roof of cloud is one large lamp: as much light, from nowhere.
        Sky::Overcast if !inside => (key * 0.72, ambient * 1.06),
        _ => (key, ambient),
    };
    let backlit = matches!(picture.light.direction.as_deref(), Some("back"))
        || matches!(picture.light.pattern.as_deref(), Some("rim" | "silhouette"));
    let silhouette = picture.light.pattern.as_deref() == Some("silhouette");
    let centre = match picture.light.direction.as_deref() {
        Some("top") => [side * 0.1, -0.7],
        Some("bottom") => [side * 0.15, 0.55],
        Some("front") => [side * 0.1, -0.05],
        _ if inside && source == Source::Lamp => {
            // A close face is never left in the dark beyond the frame.
            let edge = picture.aspect() as f32 * if picture.rank >= 7 { 0.3 } else { 0.62 };
            let hung = lens.see(super::room::lamp_at(picture)).unwrap_or([side * edge, -0.3]);
            // Nor is whom the shot is on ever out of the lamp's reach.
            let head = picture.figures.iter().find(|f| f.subject).and_then(|f| lens.see(crate::plan::picture::metres(f.at)));
            let x = head.map_or(hung[0], |h| hung[0].clamp(h[0] - 0.78, h[0] + 0.78));
            [x.clamp(-edge, edge), hung[1].clamp(-0.5, 0.3)]
        }
        _ => [side * picture.aspect() as f32 * if inside { 0.24 } else { 0.28 }, -0.16],
    };
    let dir = match picture.light.direction.as_deref() {
        Some("top") => [side * 0.25, -0.968],
        Some("bottom") => [side * 0.5, 0.866],
        Some("side") => [side * 0.93, -0.368],
        _ => [side * 0.74, -0.673],
    };
    let hazy = matches!(picture.weather.kind, Sky::Snow | Sky::Fog | Sky::Storm | Sky::Dust | Sky::Rain | Sky::Overcast) && !inside;
    let rim = match source {
        Source::Lamp | Source::Fire | Source::Neon | Source::Screen => 0.75,
        Source::Moon => 0.5,
        _ if inside && picture.hour == Hour::MagicHour => 0.75,
        _ if matches!(picture.hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour) => 0.42,
        _ if hazy => 0.2,
        _ => 0.28,
    } * if backlit { 1.7 } else { 1.0 };
    let dark = if hazy && !night { 0.24 } else if night { 0.52 } else { 0.38 };
    let haze = if inside {
        at_light(mix(palette.mid, palette.pale, 0.3), if night { 0.3 } else { 0.7 })
    } else {
        // At dusk the glow keeps to the sky; the land lies in violet air.
        mix(sky[2], sky[1], if picture.hour == Hour::Dusk { 0.6 } else { 0.25 })
    };
    let shade_hue = if warm_lamp || tint[0] > tint[2] { lch(0.13, 0.025, 255.0) } else { lch(0.13, 0.02, 40.0) };
    let low_sun = matches!(picture.hour, Hour::Dawn | Hour::Dusk | Hour::MagicHour);
    let k = if silhouette { 0.35 } else { 1.0 };
    let mut light = Lighting {
        dir,
        ambient: [0, 1, 2].map(|i| ambient * k * if night && picture.rank >= 7 { 1.7 } else { 1.0 } * if source == Source::Moon && !inside { [0.8, 0.95, 1.2][i] } else { 1.0 } * (if let Some(day) = &daylight { day.hue[i] } else if night && inside { dusky[i] } else if night || warm_lamp { cool[i] } else { 1.0 + (cool[i] - 1.0) * if low_sun && !inside { 0.75 } else { 0.3 } })),
        key: tint.map(|v| v * key),
        centre,
        radius,
        haze,
        shadow: mix(shade_hue, palette.ink, 0.4),
        lip: if night { 0.35 } else { 1.0 },
        rim,
        rim_colour: if hazy && !warm_lamp { lift(haze, 0.1) } else { tint.map(|v| v * 0.9) },
        turn: if backlit { 0.6 } else if night { 0.5 } else { 0.26 },
        dark,
        thick,
        warm: warm_lamp,
        night,
        sky,
        source,
        manner,
    };
    manner.light(&mut light);
    light
}

/// A warm light of the palette if it has one.
pub fn ember(palette: &Palette) -> Rgb {
    let l = to_lab(palette.accent);
    let h = l[2].atan2(l[1]).to_degrees();
    if (20.0..105.0).contains(&h) { palette.accent } else { hex(0xe9a35a) }
}

/// The sky from zenith to horizon as it is seen, and the thickness of the air.
fn sky(picture: &Picture, palette: &Palette) -> ([Rgb; 3], f32) {
    let ember = ember(palette);
    // Light that has come far through the air is more golden than any paint of the palette.
    let glow = mix(ember, hex(0xf3bf62), 0.6);
    let blue = |l: f32, c: f32| palette.stain(lch(l, c, 240.0), 0.35);
    let base = |l: f32| palette.grey(l);
    let mut sky = match picture.hour {
        // A clear cold sky over a primrose horizon: dusk has the violets and the reds.
        Hour::Dawn => [blue(0.56, 0.075), mix(blue(0.8, 0.045), lch(0.83, 0.045, 60.0), 0.5), mix(base(0.93), lch(0.94, 0.1, 92.0), 0.85)],
        Hour::Morning => [blue(0.72, 0.075), blue(0.85, 0.05), mix(blue(0.95, 0.015), at_light(glow, 0.94), 0.3)],
        Hour::Day => [blue(0.66, 0.075), blue(0.79, 0.05), base(0.92)],
        Hour::Noon => [blue(0.6, 0.1), blue(0.74, 0.075), blue(0.9, 0.025)],
        Hour::Afternoon => [blue(0.64, 0.065), blue(0.8, 0.035), mix(base(0.9), at_light(glow, 0.88), 0.3)],
        Hour::MagicHour => [mix(base(0.45), blue(0.5, 0.06), 0.5), mix(base(0.66), at_light(ember, 0.7), 0.5), mix(base(0.82), at_light(glow, 0.82), 0.85)],
        Hour::Dusk => [mix(base(0.32), lch(0.36, 0.085, 285.0), 0.75), mix(base(0.48), lch(0.52, 0.09, 335.0), 0.65), mix(lch(0.62, 0.09, 340.0), at_light(ember, 0.7), 0.55)],
        Hour::Evening => [blue(0.25, 0.09), blue(0.4, 0.1), mix(blue(0.56, 0.085), at_light(ember, 0.6), 0.2)],
        Hour::Night => [mix(palette.ink, blue(0.17, 0.05), 0.5), mix(blue(0.26, 0.055), base(0.27), 0.4), mix(blue(0.5, 0.05), base(0.5), 0.5)],
    };
    // A moon's own light lies low in the air: the middle ground is the lightest part of such a night.
    let said = picture.light.source.as_deref();
    if picture.hour == Hour::Night && (said == Some("moon") || said.is_none()) && matches!(picture.weather.kind, Sky::Clear | Sky::Wind) && !picture.place.interior {
        sky[0] = mix(sky[0], at_light(palette.dark, 0.2), 0.5);
        sky[1] = mix(at_light(sky[1], 0.31), at_light(palette.dark, 0.31), 0.6);
        sky[2] = mix(mix(at_light(sky[2], 0.56), at_light(palette.mid, 0.56), 0.6), at_light(palette.pale, 0.64), 0.5);
    }
    // At night the thick air low over the ground is what people stand out from.
    let dark_hour = matches!(picture.hour, Hour::Night | Hour::Evening);
    let amount = f32::from(picture.weather.amount.clamp(1, 3)) / 3.0;
    let (veil, thick, level) = match picture.weather.kind {
        Sky::Clear => (0.0, 0.75, 0.0),
        Sky::Wind => (0.12, 0.85, 0.0),
        Sky::Snow => (0.25 + 0.2 * amount, 0.85 + 0.45 * amount, 0.02),
        Sky::Rain => (0.5 + 0.25 * amount, 1.0 + 0.8 * amount, -0.06),
        Sky::Overcast => (0.72 + 0.2 * amount, 0.85, -0.02 - 0.04 * amount),
        Sky::Fog => (0.75 + 0.2 * amount, 1.6 + 1.8 * amount, 0.03),
        Sky::Dust => (0.5 + 0.3 * amount, 1.4 + 1.2 * amount, 0.0),
        // A sky that is dark already has less to lose.
        Sky::Storm => (0.7 + 0.25 * amount, 1.2 + 0.8 * amount, if matches!(picture.hour, Hour::Dusk | Hour::Dawn | Hour::Evening | Hour::Night) { -0.07 } else { -0.27 }),
    };
    // Warm hours keep their colour at the horizon, which thick air only mutes.
    let mean = (lightness(sky[0]) + lightness(sky[1]) * 2.0 + lightness(sky[2])) / 4.0 + level;
    let grey = if picture.weather.kind == Sky::Dust { mix(lch(mean * 0.94, 0.085, 66.0), palette.grey(mean), 0.12) } else { fade(palette.grey(mean), 1.1) };
    for (i, c) in sky.iter_mut().enumerate() {
        let keep = [1.0, 0.85, 0.5][i];
        let target = at_light(grey, mean + if picture.hour == Hour::Evening { [-0.09, -0.03, 0.07] } else if dark_hour { [-0.07, 0.03, 0.2] } else { [-0.07, 0.0, 0.06] }[i]);
        *c = mix(*c, target, veil * keep);
    }
    // No sky is a hole: the darkest cloud still has light behind it.
    if picture.weather.kind == Sky::Storm {
        for (c, least) in sky.iter_mut().zip([0.25, 0.33, 0.42]) {
            if lightness(*c) < least {
                *c = mix(at_light(*c, least), blue(least, 0.04), 0.5);
            }
        }
    }
    // A town lights its own sky from below, and the rain in it.
    let town = super::words::Words::of(&picture.place.name).has("city street town alley avenue downtown rooftop neon");
    if town && matches!(picture.hour, Hour::Night | Hour::Evening | Hour::Dusk) {
        let wet = if veil > 0.3 { 0.8 } else { 1.0 };
        sky[1] = mix(sky[1], at_light(ember, 0.42), 0.4 * wet);
        sky[2] = mix(sky[2], at_light(ember, 0.64), 0.7 * wet);
    }
    (sky, thick)
}
