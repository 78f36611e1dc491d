//! Which statements may stand where, by their first word.

use super::super::grammar::{Rule, clean, fits};
use super::super::vocabulary::{self, Class};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Margin,
    Film,
    Version,
    Style,
    Entity,
    Tune,
    Scene,
    Shot,
    Cue,
}

impl Context {
    pub fn has_prose(self) -> bool {
        matches!(self, Context::Scene | Context::Shot)
    }

    pub fn has_transitions(self) -> bool {
        matches!(self, Context::Margin | Context::Scene)
    }

    /// For messages: `cannot stand …`, `belongs …`.
    pub fn place(self) -> &'static str {
        match self {
            Context::Margin => "at the margin",
            Context::Film => "under `film`",
            Context::Version => "in a version",
            Context::Style => "in a style",
            Context::Entity => "in a declaration",
            Context::Tune => "in a music or sound declaration",
            Context::Scene => "in a scene",
            Context::Shot => "in a shot",
            Context::Cue => "under a cue",
        }
    }

    pub fn noun(self) -> &'static str {
        match self {
            Context::Margin => "statement at the margin",
            Context::Film => "property of a film",
            Context::Version => "property of a version",
            Context::Style => "property of a style",
            Context::Entity => "property of a person, place or prop",
            Context::Tune => "property of music or sound",
            Context::Scene => "statement of a scene",
            Context::Shot | Context::Cue => "statement of a shot",
        }
    }

    pub fn classes(self) -> &'static [Class] {
        match self {
            Context::Margin => &[Class::Margin, Class::Transition],
            Context::Film | Context::Version => &[Class::FilmProperty],
            Context::Style => &[Class::StyleProperty],
            Context::Entity | Context::Tune => &[Class::EntityProperty],
            Context::Scene => &[Class::SceneStatement, Class::Transition],
            Context::Shot | Context::Cue => &[Class::ShotStatement],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A word and prose to the end, over deeper lines.
    Prose,
    Line(Rule),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement {
    pub form: Form,
    /// What may stand under it.
    pub body: Option<Context>,
}

/// The word that makes a line a directive: lower-case ASCII letters and hyphens, less one final `,` `:` or `=`.
pub(crate) fn directive(body: &str) -> Option<&str> {
    let token = body.split([' ', '\t', '\u{a0}']).next()?;
    let word = token.strip_suffix([',', ':', '=']).unwrap_or(token);
    let ok = !word.is_empty()
        && word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()));
    ok.then_some(word)
}

/// The statement that a directive begins here.
pub(crate) fn find(context: Context, word: &str, body: &str) -> Option<Statement> {
    let line = |rule| Some(Statement { form: Form::Line(rule), body: None });
    let block = |rule, inner| Some(Statement { form: Form::Line(rule), body: Some(inner) });
    let prose = Some(Statement { form: Form::Prose, body: None });
    match (context, word) {
        (Context::Margin, "film") => block(Rule::film_line, Context::Film),
        (Context::Margin, "style") => block(Rule::style_line, Context::Style),
        (Context::Margin, "character" | "location" | "prop" | "extras") => block(Rule::person_line, Context::Entity),
        (Context::Margin, "music" | "sound") => block(Rule::tune_line, Context::Tune),
        (Context::Margin, "setup") => line(Rule::setup_line),
        (Context::Margin, "use") => line(Rule::file_line),
        (Context::Margin, "scenes") => line(Rule::scenes_line),
        (Context::Margin, "param") => line(Rule::param_line),
        (Context::Margin, "version") => block(Rule::version_line, Context::Version),
        (Context::Margin, "title" | "credits") => line(Rule::text_line),
        (Context::Film | Context::Version, "size") => line(Rule::size_line),
        (Context::Film | Context::Version, "rate") => line(Rule::rate_line),
        (Context::Film | Context::Version, "runtime") => line(Rule::runtime_line),
        (Context::Film | Context::Version, "loudness") => line(Rule::loudness_line),
        (Context::Film | Context::Version, "style") => line(Rule::style_use),
        (Context::Film, "cast") => line(Rule::cast_line),
        (Context::Film, "font") => line(Rule::file_line),
        (Context::Film, "seed") => line(Rule::seed_line),
        (Context::Style, "look" | "avoid") => prose,
        (Context::Style, "palette") => line(Rule::palette_line),
        (Context::Style, "grain") => line(Rule::grain_line),
        (Context::Style, "vignette") => line(Rule::vignette_line),
        (Context::Style, "light") => line(Rule::light_line),
        (Context::Style, "weather") => line(Rule::weather_line),
        (Context::Entity, "look" | "voice") => prose,
        (Context::Entity, "pace") => line(Rule::pace_line),
        (Context::Entity, "height") => line(Rule::height_line),
        (Context::Entity, "wears") => line(Rule::wears_line),
        (Context::Entity, "count") => line(Rule::seed_line),
        (Context::Entity | Context::Shot, "ref") => line(Rule::file_line),
        (Context::Tune, "mood" | "look") => prose,
        (Context::Scene, "shot") => block(Rule::shot_line, Context::Shot),
        (Context::Scene, "style") | (Context::Shot, "style") => line(Rule::style_use),
        (Context::Scene | Context::Shot, "weather") => line(Rule::weather_line),
        (Context::Scene | Context::Shot, "light") => line(Rule::light_line),
        (Context::Scene | Context::Shot, "stage") => line(Rule::stage_line),
        (Context::Scene | Context::Shot, "music") => line(Rule::music_line),
        (Context::Scene | Context::Shot, "sound") => line(Rule::sound_line),
        (Context::Scene, "montage") => line(Rule::montage_line),
        (Context::Scene | Context::Shot, "allow") => line(Rule::allow_line),
        (Context::Scene | Context::Shot, "title" | "super") => line(Rule::text_line),
        (Context::Shot, "camera") => line(Rule::camera_line),
        (Context::Shot, "seed" | "takes") => line(Rule::seed_line),
        (Context::Shot, "image" | "clip" | "audio") => line(Rule::own_line),
        (Context::Scene | Context::Shot, "in") => line(Rule::in_line),
        (Context::Shot, "at") => line(Rule::at_line),
        (Context::Margin | Context::Scene, "black") => line(Rule::black_line),
        (Context::Margin | Context::Scene, _) if opens_transition(word, body) => line(Rule::transition_line),
        _ => None,
    }
}

fn opens_transition(word: &str, body: &str) -> bool {
    let first = |w: &str| w.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if !vocabulary::spellings(&[Class::Transition]).any(first) {
        return false;
    }
    // `push` and `wipe` need their second word before they are transitions; `fade` alone is one, to be completed.
    fits(Rule::transition_line, body) || matches!(word, "fade" | "dissolve" | "cut" | "wipe" | "iris" | "smash" | "match" | "jump" | "crossfade" | "j-cut" | "l-cut" | "push" | "whip" | "cross")
}

const PLACES: [Context; 8] =
    [Context::Margin, Context::Film, Context::Version, Context::Style, Context::Entity, Context::Tune, Context::Scene, Context::Shot];

/// The nearest other place where a word begins a statement.
pub(crate) fn anywhere(context: Context, word: &str, body: &str) -> Option<(Context, Statement)> {
    let order: &[Context] = match context {
        Context::Shot | Context::Cue => &[Context::Shot, Context::Scene, Context::Film],
        Context::Scene => &[Context::Shot, Context::Margin, Context::Film],
        _ => &PLACES,
    };
    let found = order.iter().filter(|c| **c != context).find_map(|c| find(*c, word, body).map(|s| (*c, s)));
    // A whole declaration in a shot is no prose.
    let whole = |s: &Statement| matches!(s.form, Form::Line(rule) if clean(rule, body));
    found.or_else(|| find(Context::Margin, word, body).filter(|s| context.has_prose() && body.len() > word.len() && whole(s)).map(|s| (Context::Margin, s)))
}

/// Whether a word begins a statement anywhere.
pub(crate) fn opens_any(word: &str, body: &str) -> bool {
    PLACES.iter().any(|c| find(*c, word, body).is_some())
}

/// Statements that only the margin has: they end a scene.
pub(crate) fn opens_margin(body: &str) -> bool {
    directive(body).is_some_and(|w| {
        matches!(w, "film" | "character" | "location" | "prop" | "extras" | "setup" | "use" | "scenes" | "param" | "version" | "credits")
            || (matches!(w, "style" | "music" | "sound" | "title" | "black") || find(Context::Margin, w, body).is_some())
    })
}

/// What may stand at a place, for a help line.
pub(crate) fn list(context: Context) -> String {
    let words: Vec<&str> =
        vocabulary::of(context.classes()[0]).map(|w| w.word).filter(|w| find(context, w, w).is_some()).collect();
    words.join(", ")
}

/// What people call a statement.
pub(crate) fn what(rule: Rule) -> &'static str {
    match rule {
        Rule::shot_line => "this shot line",
        Rule::camera_line => "this camera line",
        Rule::stage_line => "this stage line",
        Rule::setup_line => "this set-up",
        Rule::transition_line => "this transition",
        Rule::text_line => "this card",
        _ => "this line",
    }
}

/// The form of a statement, as an example of it.
pub(crate) fn example(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::film_line => "film \"The Long Night\"",
        Rule::style_line => "style memory from daylight",
        Rule::person_line => "character NINA",
        Rule::tune_line => "music waltz, 90bpm",
        Rule::setup_line => "setup two-hander = medium on NINA and OTTO, 50mm",
        Rule::shot_line => "shot medium close on NINA, 85mm, 4s",
        Rule::camera_line => "camera hold 1s, then push in to close, slow",
        Rule::stage_line => "stage NINA left facing OTTO, OTTO right",
        Rule::light_line => "light lamp, warm, from left",
        Rule::weather_line => "weather snow, heavy",
        Rule::music_line => "music waltz, -18dB, fade in 2s",
        Rule::sound_line => "sound radio static, -24dB, for 3s",
        Rule::size_line => "size 1920x1080",
        Rule::rate_line => "rate 24",
        Rule::runtime_line => "runtime under 2min",
        Rule::loudness_line => "loudness -14LUFS",
        Rule::transition_line => "dissolve 1s",
        Rule::text_line => "super \"Three years later\", lower third, 3s",
        Rule::allow_line => "allow axis \"she has lost her bearings\"",
        Rule::palette_line => "palette #0e1a22 #c9d6d9 #e8a04c",
        Rule::black_line => "black 2s",
        Rule::file_line => "use \"lib/people.frost\"",
        Rule::scenes_line => "scenes from \"act-2.frost\"",
        Rule::param_line => "param city = \"Detroit\"",
        Rule::version_line => "version reel",
        Rule::in_line => "in reel 2s, centred",
        Rule::own_line => "clip \"wave.mp4\" from 12s to 16s, speed 50%, mute",
        Rule::grain_line => "grain fine",
        Rule::vignette_line => "vignette 30%",
        Rule::pace_line => "pace slow",
        Rule::height_line => "height 1.82m",
        Rule::wears_line => "wears \"a red scarf\"",
        Rule::seed_line => "seed 7",
        Rule::cast_line => "cast closed",
        Rule::at_line => "at 2s",
        _ => return None,
    })
}

/// The form of the statement that a word begins, and where that stands: at the places that are near, else wherever it may.
pub(crate) fn example_of(word: &str, near: &[Context]) -> Option<(&'static str, Context)> {
    near.iter().chain(&PLACES).find_map(|c| match find(*c, word, word)?.form {
        // Of rules that several words share, the word's own form.
        Form::Line(rule) => Some((OWN.iter().find(|(r, w, _)| *r == rule && *w == word).map(|(_, _, own)| *own).or_else(|| example(rule))?, *c)),
        Form::Prose => None,
    })
}

/// Forms of words whose rule has another word's form for its example.
const OWN: [(Rule, &str, &str); 21] = [
    (Rule::style_use, "style", "style memory"),
    (Rule::tune_line, "sound", "sound radio-static"),
    (Rule::person_line, "location", "location HARBOUR"),
    (Rule::person_line, "prop", "prop LANTERN"),
    (Rule::person_line, "extras", "extras SAILORS"),
    (Rule::file_line, "font", "font \"type/serif.ttf\""),
    (Rule::file_line, "ref", "ref \"nina.png\""),
    (Rule::own_line, "image", "image \"map.png\", fit contain"),
    (Rule::own_line, "audio", "audio \"bells.wav\", -12dB"),
    (Rule::seed_line, "takes", "takes 4"),
    (Rule::seed_line, "count", "count 40"),
    (Rule::text_line, "title", "title \"The End\", 3s"),
    (Rule::text_line, "credits", "credits \"written by / Nina\", 5s"),
    (Rule::transition_line, "cut", "cut"),
    (Rule::transition_line, "fade", "fade out 2s to white"),
    (Rule::transition_line, "wipe", "wipe left 1s"),
    (Rule::transition_line, "iris", "iris out 1s"),
    (Rule::transition_line, "push", "push left 1s"),
    (Rule::transition_line, "whip", "whip left 0.5s"),
    (Rule::transition_line, "smash", "smash cut"),
    (Rule::transition_line, "match", "match cut"),
];

/// `close on "the letter"` from a slug in lower case; `None` where nothing sure can be said.
pub(crate) fn slug_shot(lower: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    const SLUGS: [(&str, &str); 12] = [
        ("extreme close", "extreme close"),
        ("extreme wide", "extreme wide"),
        ("medium close", "medium close"),
        ("closeup", "close"),
        ("close-up", "close"),
        ("close up", "close"),
        ("close", "close"),
        ("angle on", "medium"),
        ("medium", "medium"),
        ("wide", "wide"),
        ("insert", "insert"),
        ("on", "medium"),
    ];
    let (slug, shot) = SLUGS.into_iter().find(|(slug, _)| lower.strip_prefix(slug).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))?;
    // What it is on may be a thing, which stands in quotes; people are in capitals.
    let mut subject = lower[slug.len()..].trim_start_matches([' ', ':', '-', ',', '–', '—']);
    for word in ["up ", "shot ", "angle ", "on ", "of ", "- "] {
        subject = subject.strip_prefix(word).unwrap_or(subject).trim_start();
    }
    let subject = subject.trim_end_matches(" shot").trim();
    // `TOM'S FACE` is a part of somebody.
    let part = ["'s ", "’s "].iter().find_map(|mark| subject.split_once(mark)).filter(|(owner, _)| known(owner));
    if let Some((owner, what)) = part {
        return Some(format!("{shot} on {}'s {what}", owner.to_uppercase()));
    }
    Some(match subject.is_empty() || matches!(subject, "shot" | "angle" | "up" | "on") {
        true => shot.to_string(),
        false if subject.contains(['\'', '’']) || subject.starts_with("the ") || subject.starts_with("a ") || subject.starts_with("an ") || subject.contains(',') => format!("{shot} on \"{subject}\""),
        false => format!("{shot} on {}", subject.to_uppercase()),
    })
}

/// As [`habit`], for the first word of a declaration.
pub(crate) fn margin_habit(word: &str) -> Option<&'static str> {
    habit(Context::Margin, word)
}

/// Why a word of other notations begins nothing here, and what is written for it.
pub(crate) fn said_otherwise(word: &str) -> Option<&'static str> {
    Some(match word {
        "wait" | "pause" | "delay" | "sleep" => "a shot lasts as long as it says, as `shot wide, 6s`; before a line somebody waits by `(beat)` or `(2s)`",
        "if" | "else" | "when" | "unless" | "for" | "foreach" | "while" | "repeat" | "loop" => "a film goes from its first shot to its last; what is other in another cut of it is a `version`",
        "speed" | "slowmo" | "slow-motion" => "how fast a clip plays stands behind its name, as `clip \"wave.mp4\", speed 50%`",
        "only" => "what only one version has is left out of the others: `in NAME omit` under the scene or the shot",
        "freeze" => "a clip that stands still has `speed 0%`; a picture stands still of itself",
        "dialogue" | "dialog" | "say" | "says" | "speak" | "speaks" => "who speaks stands on a line in capitals, and what is said indented under it",
        _ => return None,
    })
}

/// Transitions of programs that cut films, which Frost has another for.
pub(crate) fn transition_otherwise(word: &str) -> Option<&'static str> {
    Some(match word {
        "dip" => "a picture that goes down to black and comes up again is `fade out 1s` and `fade in 1s`; to white, `fade out 1s to white`",
        "flash" => "a flash is a short fade from white: `fade in 6f from white`",
        "white" => "white between two pictures is `fade out 1s to white` before it; a black picture is `black 2s`",
        "morph" | "spin" | "slide" | "swipe" | "flip" | "glitch" | "blur" | "zoom-in" | "swirl" | "page" => "the transitions are cut, dissolve, fade, wipe, iris, push and whip, as `dissolve 1s` or `wipe left 1s`",
        _ => return None,
    })
}

/// The word that another notation's word for a property or a statement means here.
pub(crate) fn habit(context: Context, word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    habits(context).iter().find(|(right, words)| words.contains(&word.as_str()) && find(context, right, right).is_some()).map(|(right, _)| *right)
}

/// As [`habit`], for such a word that is misspelt: `plcae`.
pub(crate) fn habit_misspelt(context: Context, word: &str) -> Option<&'static str> {
    let known = || habits(context).iter().flat_map(|(_, words)| words.iter().copied()).filter(|w| w.len() > 4);
    vocabulary::nearest(word, known()).filter(|_| word.len() > 4).and_then(|near| habit(context, near))
}

/// Words of the language, and those that other notations have for them.
fn habits(context: Context) -> &'static [(&'static str, &'static [&'static str])] {
    match context {
        Context::Margin => &[
            ("character", &["person", "actor", "actress", "role", "char", "figure", "protagonist", "people"]),
            ("location", &["place", "setting", "loc"]),
            ("prop", &["object", "item"]),
            ("extras", &["crowd"]),
            ("use", &["import", "include", "require"]),
            ("film", &["movie", "project"]),
            ("param", &["var", "let", "const", "variable", "parameter"]),
            ("title", &["card"]),
        ],
        Context::Film | Context::Version => &[
            ("rate", &["fps", "framerate", "frame-rate", "frame_rate", "frames"]),
            ("size", &["resolution", "aspect", "aspect-ratio", "aspect_ratio", "ratio", "dimensions", "format"]),
            ("runtime", &["duration", "length"]),
            ("loudness", &["volume", "level", "lufs", "master"]),
        ],
        Context::Entity => &[("look", &["description", "desc", "appearance", "looks"]), ("wears", &["costume", "wardrobe", "clothes", "outfit"])],
        Context::Style => &[("look", &["description", "mood", "tone", "prompt"]), ("avoid", &["negative", "negative-prompt", "without"]), ("palette", &["colors", "colours", "color", "colour"])],
        Context::Tune => &[("mood", &["description", "style", "genre"])],
        Context::Scene | Context::Shot => &[
            ("light", &["lighting", "lights"]),
            ("stage", &["blocking", "position", "positions", "staging", "place", "block"]),
            ("at", &["after"]),
            ("sound", &["sfx", "fx", "ambience", "ambient", "atmosphere", "foley"]),
            ("super", &["caption", "subtitle", "text"]),
            ("camera", &["movement", "move", "cam", "dop"]),
        ],
        _ => &[],
    }
}
