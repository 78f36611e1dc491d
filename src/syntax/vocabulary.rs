//! The words of film that the language knows: one table from which the grammar's keywords, suggestions, hover text,
//! the reference and the editors' word lists derive. What a word does is decided by the phase its row names.

pub mod editors;
mod words;

pub use words::WORDS;

/// Which table of words may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Margin,
    FilmProperty,
    StyleProperty,
    EntityProperty,
    SceneStatement,
    ShotStatement,
    Size,
    Role,
    Count,
    Angle,
    Side,
    Framing,
    Lens,
    Focus,
    Speed,
    Move,
    Pace,
    Ease,
    LightKey,
    LightQuality,
    LightDirection,
    LightPattern,
    LightSource,
    LightFlag,
    Temperature,
    Grain,
    Weather,
    Amount,
    Hour,
    Transition,
    Place,
    Distance,
    Bearing,
    Posture,
    TextPlace,
    Runtime,
    VoicePace,
    Extension,
    Part,
    Fit,
    ShotJoint,
    CameraJoint,
    StageVerb,
}

impl Class {
    pub const ALL: [Class; 43] = [
        Class::Margin,
        Class::FilmProperty,
        Class::StyleProperty,
        Class::EntityProperty,
        Class::SceneStatement,
        Class::ShotStatement,
        Class::Size,
        Class::Role,
        Class::Count,
        Class::Angle,
        Class::Side,
        Class::Framing,
        Class::Lens,
        Class::Focus,
        Class::Speed,
        Class::Move,
        Class::Pace,
        Class::Ease,
        Class::LightKey,
        Class::LightQuality,
        Class::LightDirection,
        Class::LightPattern,
        Class::LightSource,
        Class::LightFlag,
        Class::Temperature,
        Class::Grain,
        Class::Weather,
        Class::Amount,
        Class::Hour,
        Class::Transition,
        Class::Place,
        Class::Distance,
        Class::Bearing,
        Class::Posture,
        Class::TextPlace,
        Class::Runtime,
        Class::VoicePace,
        Class::Extension,
        Class::Part,
        Class::Fit,
        Class::ShotJoint,
        Class::CameraJoint,
        Class::StageVerb,
    ];

    /// The grammar rule generated for this class; `None` where the block parser reads the words itself.
    pub fn rule(self) -> Option<&'static str> {
        Some(match self {
            Class::Size => "size_word",
            Class::Role => "role_word",
            Class::Count => "count_word",
            Class::Angle => "angle_word",
            Class::Side => "side_word",
            Class::Framing => "framing_word",
            Class::Lens => "lens_word",
            Class::Focus => "focus_word",
            Class::Speed => "speed_word",
            Class::Move => "move_word",
            Class::Pace => "pace_word",
            Class::Ease => "ease_word",
            Class::LightKey => "light_key",
            Class::LightQuality => "light_quality",
            Class::LightDirection => "light_direction",
            Class::LightPattern => "light_pattern",
            Class::LightSource => "light_source",
            Class::LightFlag => "light_flag",
            Class::Temperature => "temperature_word",
            Class::Grain => "grain_word",
            Class::Weather => "weather_word",
            Class::Amount => "amount_word",
            Class::Transition => "transition_word",
            Class::Place => "place_word",
            Class::Distance => "distance_word",
            Class::Bearing => "bearing_word",
            Class::Posture => "posture_word",
            Class::TextPlace => "text_place",
            Class::Runtime => "runtime_word",
            Class::VoicePace => "voice_pace",
            Class::Fit => "fit_word",
            _ => return None,
        })
    }

    /// What people call the class, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Class::Margin => "statement at the margin",
            Class::FilmProperty => "film property",
            Class::StyleProperty => "style property",
            Class::EntityProperty => "property",
            Class::SceneStatement => "scene statement",
            Class::ShotStatement => "shot statement",
            Class::Size => "shot size",
            Class::Role => "shot role",
            Class::Count => "number of subjects",
            Class::Angle => "camera height or angle",
            Class::Side => "side",
            Class::Framing => "framing",
            Class::Lens => "lens class",
            Class::Focus => "focus",
            Class::Speed => "speed of the picture",
            Class::Move => "camera move",
            Class::Pace => "pace",
            Class::Ease => "ease",
            Class::LightKey => "key of light",
            Class::LightQuality => "quality of light",
            Class::LightDirection => "direction of light",
            Class::LightPattern => "pattern of light",
            Class::LightSource => "source of light",
            Class::LightFlag => "manner of light",
            Class::Temperature => "colour temperature",
            Class::Grain => "grain",
            Class::Weather => "weather",
            Class::Amount => "strength",
            Class::Hour => "time of day",
            Class::Transition => "transition",
            Class::Place => "place on the set",
            Class::Distance => "distance on the set",
            Class::Bearing => "direction",
            Class::Posture => "posture",
            Class::TextPlace => "place of text",
            Class::Runtime => "bound of the runtime",
            Class::VoicePace => "pace of speech",
            Class::Extension => "cue extension",
            Class::Part => "part of a body",
            Class::Fit => "fit of a picture in the frame",
            Class::ShotJoint => "small word of a shot",
            Class::CameraJoint => "small word of a camera move",
            Class::StageVerb => "verb of the stage",
        }
    }
}

/// The phase that acts on a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Syntax,
    Film,
    Stage,
    Plan,
    Picture,
    Cut,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::Syntax => "syntax",
            Phase::Film => "film",
            Phase::Stage => "stage",
            Phase::Plan => "plan",
            Phase::Picture => "picture",
            Phase::Cut => "cut",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub class: Class,
    pub word: &'static str,
    pub also: &'static [&'static str],
    pub meaning: &'static str,
    pub phase: Phase,
}

pub fn of(class: Class) -> impl Iterator<Item = &'static Word> {
    WORDS.iter().filter(move |w| w.class == class)
}

/// The row for a word or one of its aliases, in any case.
pub fn find(class: Class, text: &str) -> Option<&'static Word> {
    let fits = |w: &str| w.eq_ignore_ascii_case(text);
    of(class).find(|w| fits(w.word) || w.also.iter().any(|a| fits(a)))
}

/// The rank of a size word, 0 (extreme wide) to 10 (extreme close).
pub fn size_rank(text: &str) -> Option<u8> {
    of(Class::Size).position(|w| w.word.eq_ignore_ascii_case(text) || w.also.iter().any(|a| a.eq_ignore_ascii_case(text))).map(|i| i as u8)
}

/// The word for a size rank.
pub fn size_name(rank: u8) -> &'static str {
    of(Class::Size).nth(rank.into()).map_or("medium", |w| w.word)
}

/// The word nearest to `text` among all the classes, if it is near enough to be meant: the same but for case,
/// else within a third of its letters.
pub fn nearest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = text.to_lowercase();
    let length = lower.chars().count();
    let most = (length / 3).max(1);
    let own = letters(text);
    // `COW` is an abbreviation, which nobody writes in small letters.
    let small = !text.chars().any(char::is_uppercase);
    words
        .filter(|w| !(small && w.len() <= 4 && w.bytes().all(|b| b.is_ascii_uppercase())))
        .filter(|w| w.chars().count().abs_diff(length) <= most)
        // A step changes two letters at most: most words are passed over without being measured.
        .filter(|w| (letters(w) ^ own).count_ones() as usize <= 2 * most)
        // Edit distance with neighbouring letters swapped as one step.
        .map(|w| (strsim::osa_distance(&lower, &w.to_lowercase()), w))
        .filter(|(d, _)| *d <= most)
        .min_by_key(|(d, _)| *d)
        .map(|(_, w)| w)
}

/// A bit for each letter that occurs, whatever its case; letters of other scripts share some.
fn letters(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}

/// Words and aliases of some classes, words first.
pub fn spellings(classes: &[Class]) -> impl Iterator<Item = &'static str> {
    let rows = move |w: &&Word| classes.contains(&w.class);
    let words = WORDS.iter().filter(rows).map(|w| w.word).collect::<Vec<_>>();
    let also = WORDS.iter().filter(rows).flat_map(|w| w.also.iter().copied()).collect::<Vec<_>>();
    words.into_iter().chain(also)
}

/// The text of `grammar/keywords.pest`.
pub fn keywords_pest() -> String {
    let mut out = String::from("// Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\n\n");
    for class in Class::ALL {
        let Some(rule) = class.rule() else { continue };
        let mut words: Vec<&str> = of(class).flat_map(|w| std::iter::once(w.word).chain(w.also.iter().copied())).collect();
        words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
        words.dedup();
        // By first letter, so that most words are passed over at once; the longest comes first within each.
        let mut firsts: Vec<char> = words.iter().filter_map(|w| w.chars().next()).map(|c| c.to_ascii_lowercase()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let groups: Vec<String> = firsts
            .iter()
            .map(|first| {
                let own: Vec<&&str> = words.iter().filter(|w| w.starts_with([*first, first.to_ascii_uppercase()])).collect();
                match own[..] {
                    [one] => format!("^\"{one}\""),
                    _ => format!("^\"{first}\" ~ ({})", own.iter().map(|w| format!("^\"{}\"", &w[1..])).collect::<Vec<_>>().join(" | ")),
                }
            })
            .collect();
        out.push_str(&format!("{rule} = @{{ ({}) ~ !word_char }}\n", groups.join(" | ")));
    }
    out
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "generated files are compared with what is kept, and written")]
mod tests {
    use super::*;

    #[test]
    fn generated_keywords_are_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/keywords.pest");
        let text = keywords_pest();
        if std::env::var_os("FROST_WRITE").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "run FROST_WRITE=1 cargo test generated");
    }

    #[test]
    fn sizes_are_ordered_from_wide_to_close() {
        assert_eq!(size_rank("EWS"), Some(0));
        assert_eq!(size_rank("medium"), Some(6));
        assert_eq!(size_rank("extreme close"), Some(10));
        assert_eq!(size_name(8), "close");
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("high angel", spellings(&[Class::Angle])), Some("high angle"));
        assert_eq!(nearest("banana", spellings(&[Class::Angle])), None);
    }
}
