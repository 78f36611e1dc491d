//! What a person looks like, read from the author's words: age, build, skin, hair, clothes and their colours.

use crate::plan::picture::Figure;

use super::colour::{Rgb, at_light, chroma, fade, hex, lift, lightness, mix};
use super::noise::{self, Rng};
use super::scene::Scene;
use super::words::{Words, colour_of, free_colour};
use super::worn;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Child,
    Teen,
    Adult,
    Old,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    Parka,
    Trench,
    Coat,
    Suit,
    Sweater,
    Shirt,
    Dress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hair {
    Short,
    Long,
    Bun,
    Tail,
    Curly,
    Bald,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hat {
    None,
    Hood,
    Fedora,
    Cap,
    Beanie,
    Tall,
    Bowler,
    Kerchief,
    Crown,
    Helmet,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    pub seed: u64,
    pub age: Age,
    pub woman: bool,
    pub skin: Rgb,
    pub hair: Hair,
    pub hair_ink: Rgb,
    pub hat: Hat,
    pub hat_ink: Rgb,
    pub top: Top,
    pub top_ink: Rgb,
    pub under: Rgb,
    /// Of a waistcoat, which has none, the shirt's.
    pub sleeves: Option<Rgb>,
    pub legs: Rgb,
    pub boots: Rgb,
    pub skirt: bool,
    pub beard: bool,
    pub moustache: bool,
    pub glasses: bool,
    pub headset: bool,
    pub scarf: Option<Rgb>,
    pub tie: Option<Rgb>,
    pub gloves: bool,
    /// Across the cloth of the upper body.
    pub stripes: bool,
    pub buttons: Option<Rgb>,
    pub apron: Option<Rgb>,
    /// Hangs from the shoulders over everything.
    pub cloak: Option<Rgb>,
    pub belly: f32,
    pub iris: Rgb,
    /// Broader or slighter than most.
    pub build: f32,
    /// Heads in the standing height.
    pub heads: f32,
    /// On four legs.
    pub animal: Option<super::animal::Animal>,
}

impl Looks {
    pub fn of(scene: &Scene, figure: &Figure) -> Looks {
        let text = format!("{} {}", figure.look, figure.wears.as_deref().unwrap_or(""));
        let words = Words::of(&text);
        let named = Words::of(&figure.name);
        let seed = noise::hash_str(&figure.name);
        let mut rng = Rng::new(seed);
        let p = &scene.palette;
        let has = |w: &str| words.has(w);
        let either = |w: &str| words.has(w) || named.has(w);

        let years = words.iter().find_map(years);
        let age = match years {
            Some(0..=12) => Age::Child,
            Some(13..=18) => Age::Teen,
            Some(19..=57) => Age::Adult,
            Some(_) => Age::Old,
            None if either("child boy girl kid toddler infant son daughter") || figure.height < 1320 && figure.height > 0 => Age::Child,
            None if either("teen teenager teenage adolescent youth") => Age::Teen,
            None if either("old elderly aged grandfather grandmother grandma grandpa ancient wrinkled") => Age::Old,
            None => Age::Adult,
        };
        let woman = if either("woman girl she her lady mother daughter wife sister grandmother actress nurse waitress queen dress skirt blouse female mara") {
            true
        } else if either("man boy he his father son husband brother grandfather beard bearded male king moustache") {
            false
        } else {
            matches!(figure.name.trim().to_lowercase().chars().last(), Some('a' | 'e' | 'i'))
        };

        const SKINS: [u32; 6] = [0xefc6a4, 0xe2ae86, 0xcc9268, 0xab744e, 0x82533a, 0x5f3c2b];
        let skin = if has("pale fair freckled") {
            SKINS[0]
        } else if has("dark black ebony african") && has("skin skinned") {
            SKINS[5]
        } else if has("brown tan tanned olive weathered") && has("skin skinned face") {
            SKINS[3]
        } else {
            SKINS[[0, 1, 1, 2, 3, 4][rng.below(6)]]
        };
        let skin = p.stain(hex(skin), 0.08);
        let hair_ink = match colour_of(&words, "hair haired beard bearded bun braid ponytail") {
            // Red hair is never the red of paint.
            Some(_) if has("red hair") && super::words::colour("red") == colour_of(&words, "hair haired beard bearded bun braid ponytail") => hex(0x9a4522),
            Some(c) => mix(c, hex(0x3a2a20), 0.15),
            None if has("dark black") && has("hair haired bun braid ponytail plait curl beard bearded moustache") => hex(0x231815),
            None if age == Age::Old => hex(0x9b9a95),
            None if has("blond blonde fair") => hex(0xc79a54),
            None if has("redhead ginger red-haired") => hex(0x9a4a24),
            None => hex([0x2b1d17, 0x3c271b, 0x4a3021, 0x1d1a1c, 0x6a4528][rng.below(5)]),
        };
        // Hair, brows and beard stand out from any skin.
        let hair_ink = match (lightness(hair_ink) - lightness(skin)).abs() < 0.13 {
            // Grey hair goes whiter, any other darker.
            true if chroma(hair_ink) < 0.03 => at_light(hair_ink, (lightness(skin) + 0.14).min(0.88)),
            true => lift(hair_ink, if lightness(hair_ink) > 0.3 { -0.15 } else { 0.1 }),
            false => hair_ink,
        };
        let hair = if has(worn::BALD) && !long_hair(&words) {
            Hair::Bald
        } else if has(worn::BUN) {
            Hair::Bun
        } else if has(worn::TAIL) {
            Hair::Tail
        } else if has(worn::CURLY) {
            Hair::Curly
        } else if long_hair(&words) {
            Hair::Long
        } else if has(worn::SHORT) || !woman {
            Hair::Short
        } else {
            [Hair::Bun, Hair::Long, Hair::Short, Hair::Tail][rng.below(4)]
        };
        // Chosen whether it is needed or not: the weather changes nothing else of somebody.
        let usual = rng.below(4);
        let top = if has(worn::PARKA) {
            Top::Parka
        } else if has(worn::TRENCH) {
            Top::Trench
        } else if has(worn::DRESS) {
            Top::Dress
        } else if has(worn::COAT) {
            Top::Coat
        } else if has(worn::SUIT) {
            Top::Suit
        } else if has(worn::SWEATER) {
            Top::Sweater
        } else if has(worn::SHIRT) {
            Top::Shirt
        } else if scene.picture.weather.kind == crate::plan::picture::Sky::Snow && !scene.picture.place.interior {
            Top::Parka
        } else if !scene.picture.place.interior && matches!(scene.picture.weather.kind, crate::plan::picture::Sky::Rain | crate::plan::picture::Sky::Storm) {
            Top::Trench
        } else {
            [Top::Sweater, Top::Shirt, Top::Coat, Top::Suit][if scene.picture.place.interior { usual % 2 } else { usual }]
        };
        const TOPS: &str = "parka anorak snowsuit puffer trench trenchcoat raincoat mac coat overcoat peacoat cloak cape suit jacket blazer uniform oilskin jersey pyjamas overalls sweater jumper pullover cardigan hoodie sweatshirt turtleneck shirt blouse dress gown robe vest waistcoat tunic knit";
        let accent = p.accent;
        let default_top = match top {
            Top::Trench => p.stain(hex(0xa8916a), 0.2),
            Top::Parka | Top::Coat => [p.dark, lift(p.dark, -0.06), mix(p.dark, hex(0x6b3a2c), 0.4)][rng.below(3)],
            _ => [mix(p.dark, p.mid, 0.3), p.dark, mix(p.mid, hex(0x8a4b35), 0.4), mix(p.dark, hex(0x2f5a5c), 0.4)][rng.below(4)],
        };
        // The film's accent goes to some of those of whom nothing else was said, and to the same ones in every shot.
        let bright = rng.chance(0.34);
        let vest = has(worn::VEST).then(|| colour_of(&words, worn::VEST)).flatten();
        let top_ink = vest.filter(|_| top == Top::Suit).or_else(|| colour_of(&words, TOPS)).or_else(|| free_colour(&words).filter(|c| chroma(*c) > 0.05)).unwrap_or(if bright {
            mix(accent, p.dark, 0.15)
        } else {
            default_top
        });
        let top_ink = if chroma(top_ink) > 0.1 && chroma(accent) > 0.06 { mix(top_ink, accent, 0.1) } else { p.stain(top_ink, 0.15) };
        let hat = if has(worn::HOOD) || (top == Top::Parka && !has("hat cap beanie headset hoodless bareheaded down astronaut cosmonaut spacesuit headscarf kerchief")) {
            Hat::Hood
        } else if has(worn::TOPPER) {
            Hat::Tall
        } else if has(worn::BOWLER) {
            Hat::Bowler
        } else if has(worn::KERCHIEF) {
            Hat::Kerchief
        } else if has(worn::CROWN) {
            Hat::Crown
        } else if has(worn::HELMET) {
            Hat::Helmet
        } else if has(worn::FEDORA) && !has("woolly woollen woolen wool knit knitted") {
            Hat::Fedora
        } else if has(worn::CAP) {
            Hat::Cap
        } else if has(worn::BEANIE) {
            Hat::Beanie
        } else {
            Hat::None
        };
        let hat_ink = match hat {
            Hat::Hood => top_ink,
            Hat::Crown => hex(0xd9ac3f),
            Hat::Helmet => hex(0xdfe6ea),
            Hat::Fedora if has("straw panama boater") => p.stain(hex(0xd8bd7c), 0.1),
            _ => colour_of(&words, "hat cap fedora beanie beret helmet toque trilby topper bowler headscarf kerchief bandana bonnet hijab veil").unwrap_or(mix(p.dark, p.ink, 0.4)),
        };
        let skirt = top == Top::Dress || has(worn::SKIRT);
        Looks {
            seed,
            age,
            woman,
            skin,
            hair,
            hair_ink: p.stain(hair_ink, 0.1),
            hat,
            hat_ink,
            top,
            top_ink,
            under: colour_of(&words, "shirt blouse collar").unwrap_or(lift(p.pale, -0.02)),
            sleeves: (top == Top::Suit && has(worn::VEST) && !has("suit jacket blazer uniform tuxedo tailcoat coat")).then(|| colour_of(&words, "shirt blouse").unwrap_or(lift(p.pale, -0.04))),
            legs: colour_of(&words, "trousers pants jeans skirt leggings").unwrap_or(lift(mix(p.dark, p.ink, 0.35), -0.02 + 0.05 * rng.unit())),
            boots: mix(p.ink, hex(0x2a1c16), 0.5),
            skirt,
            beard: has(worn::BEARD),
            moustache: has(worn::MOUSTACHE),
            glasses: has(worn::GLASSES),
            headset: has(worn::HEADSET),
            scarf: has(worn::SCARF).then(|| colour_of(&words, worn::SCARF).unwrap_or(fade(accent, 0.9))),
            tie: has(worn::TIE).then(|| colour_of(&words, worn::TIE).unwrap_or(hex(0x8f2530))),
            gloves: has(worn::GLOVES) || top == Top::Parka && !scene.picture.place.interior,
            stripes: has(worn::STRIPES),
            buttons: has(worn::BUTTONS).then(|| if has("brass gold golden") { hex(0xc99a3a) } else { lift(top_ink, 0.2) }),
            apron: has(worn::APRON).then(|| colour_of(&words, worn::APRON).unwrap_or(hex(0xe4e2da))),
            cloak: has(worn::CLOAK).then(|| colour_of(&words, worn::CLOAK).unwrap_or(mix(accent, p.dark, 0.3))),
            belly: if has(worn::BELLY) { 0.16 } else { 0.0 },
            // Dark skin goes with brown eyes.
            iris: hex(if lightness(skin) < 0.63 { [0x3a2417, 0x4a3220, 0x2c1d16, 0x4a3a20] } else { [0x2f6a72, 0x4a3220, 0x3b4a2c, 0x35506e] }[rng.below(4)]),
            animal: super::animal::of(&figure.name, &figure.look, figure.wears.as_deref().unwrap_or("")),
            heads: match age {
                Age::Child if years.is_some_and(|y| y <= 7) || figure.height > 0 && figure.height < 1200 => 4.5,
                Age::Child => 5.1,
                Age::Teen => 6.4,
                Age::Adult | Age::Old => 6.9,
            },
            build: if has(worn::STOUT) { 1.16 } else if has(worn::THIN) { 0.9 } else { 1.0 },
        }
    }
}

/// Long hair, and not a long coat.
fn long_hair(words: &Words) -> bool {
    let words: Vec<&str> = words.iter().collect();
    words.iter().enumerate().any(|(i, w)| matches!(*w, "hair" | "haired" | "curls" | "tresses") && words[i.saturating_sub(3)..i].contains(&"long"))
}

/// An age in figures or in words.
fn years(word: &str) -> Option<u32> {
    const TENS: [(&str, u32); 19] = [
        ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12),
        ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("seventeen", 17),
        ("twenty", 22), ("thirty", 32), ("forty", 42), ("fifty", 52), ("sixty", 62), ("seventy", 72), ("eighty", 82),
    ];
    if let Ok(n) = word.parse::<u32>() {
        return (2..=105).contains(&n).then_some(n);
    }
    let decade = word.strip_suffix('s').unwrap_or(word);
    let decade = match decade {
        "twentie" => "twenty",
        "thirtie" => "thirty",
        "fortie" => "forty",
        "fiftie" => "fifty",
        "sixtie" => "sixty",
        "seventie" => "seventy",
        other => other,
    };
    TENS.iter().find(|(w, _)| *w == decade).map(|(_, n)| *n)
}
