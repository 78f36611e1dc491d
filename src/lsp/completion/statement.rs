//! What may go on behind the first word of a statement.

use super::{COLOUR, KEYWORD, Place, Under, VALUE};
use crate::diagnostics::Code;
use crate::film::Scene;
use crate::syntax::caps;
use crate::syntax::vocabulary::{self, Class};

const SHOT: [Class; 9] = [Class::Size, Class::Role, Class::Count, Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed];
const LIGHT: [Class; 7] = [Class::LightSource, Class::LightKey, Class::LightQuality, Class::LightDirection, Class::LightPattern, Class::LightFlag, Class::Temperature];

/// A few to begin a palette with.
const COLOURS: [(&str, &str); 12] = [
    ("#101418", "ink"), ("#1f2a44", "night blue"), ("#3b6a8f", "sea blue"), ("#8fb3c7", "haze"), ("#2f4a3a", "pine"), ("#8a9a5b", "moss"), ("#d9b48f", "sand"), ("#e8a04c", "amber"), ("#d9552f", "vermilion"), ("#8c2f39", "wine"),
    ("#b8b4ac", "stone"), ("#f4efe6", "paper"),
];

type Unit = (&'static str, &'static str);

const SECONDS: Unit = ("s", "seconds");
const TIME: [Unit; 4] = [SECONDS, ("min", "minutes"), ("f", "frames"), (" bars", "bars of the music")];
const DEGREES: Unit = ("deg", "degrees");
const METRES: Unit = ("m", "metres");
const LENS: Unit = ("mm", "lens");
const SHARE: Unit = ("%", "of the frame");

/// The item of a line that is being written: what stands between commas.
struct Item<'a> {
    /// Up to the cursor.
    text: &'a str,
    /// Where it begins in the script.
    at: usize,
    /// Where its last word begins, in the item.
    last: usize,
    /// Whether it stands behind a comma.
    listed: bool,
}

impl<'a> Item<'a> {
    /// The words before the one that is being written, with the blank behind them.
    fn before(&self) -> &'a str {
        &self.text[..self.last]
    }

    /// Where the last word begins in the script.
    fn word(&self) -> usize {
        self.at + self.last
    }

    /// Whether one of some words stands right before the last.
    fn behind(&self, words: &[&str]) -> bool {
        let before = self.before().trim_end();
        words.iter().any(|w| before.strip_suffix(w).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
    }
}

/// `body` is the line up to the cursor without its indentation, which begins at `start`.
pub fn rest(place: &mut Place, under: Under, scene: Option<&Scene>, body: &str, start: usize) {
    let word = body.split(' ').next().unwrap_or("");
    // What an item begins behind: a comma, the `=` of a set-up, a text in quotes, the version of an `in`, or the word of the statement.
    let first = match word {
        "clip" | "audio" | "image" | "title" | "credits" | "super" => body.rfind(['"', '”']).map_or(word.len(), |i| i + body[i..].chars().next().map_or(1, char::len_utf8)),
        "in" => body[word.len() + 1..].find(' ').map_or(word.len(), |i| word.len() + 1 + i),
        "setup" => body.rfind('=').map_or(word.len(), |i| i + 1),
        _ => word.len(),
    };
    let from = body.rfind(',').map_or(first, |i| (i + 1).max(first));
    let listed = from > first;
    let lead = body[from..].len() - body[from..].trim_start().len();
    let text = &body[from + lead..];
    let item = Item { text, at: start + from + lead, last: text.rfind(' ').map_or(0, |i| i + 1), listed };
    place.from(item.at);
    if number(place, word, under, &item) {
        return;
    }
    match word {
        "in" if from + lead == word.len() + 1 => versions(place),
        "shot" | "setup" | "in" => shot(place, scene, &item, word == "in"),
        "camera" => camera(place, scene, &item),
        "stage" => stage(place, scene, &item),
        _ => other(place, word, under, body, start, &item),
    }
}

/// Units behind a number that stands before the cursor, the likeliest first.
fn number(place: &mut Place, word: &str, under: Under, item: &Item) -> bool {
    let number = &item.text[item.last..];
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(number);
    let counted = unsigned.starts_with(|c: char| c.is_ascii_digit()) && unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !counted {
        return false;
    }
    let many = unsigned.split('.').next().is_some_and(|whole| whole.len() > 1);
    let mut units: Vec<Unit> = Vec::new();
    match word {
        "shot" | "setup" | "in" if item.behind(&["dutch"]) => units.push(DEGREES),
        // Nobody has a lens of 4 mm, and few shots last 50 s.
        "shot" | "setup" | "in" if many => units.extend([LENS].into_iter().chain(TIME)),
        "shot" | "setup" | "in" => units.extend(TIME.into_iter().chain([LENS])),
        "camera" if item.behind(&["over", "from", "hold"]) => units.extend(TIME),
        "camera" => {
            let begins = |words: &[&str]| words.iter().any(|w| item.before().split(' ').any(|b| b == *w));
            let own: &[Unit] = match () {
                () if begins(&["pan", "tilt", "roll", "arc"]) => &[DEGREES],
                () if begins(&["zoom"]) => &[LENS, SHARE],
                () if begins(&["push", "pull", "truck", "pedestal", "crane", "dolly"]) => &[METRES, SHARE],
                () => &[DEGREES, METRES, SHARE, LENS],
            };
            units.extend(own.iter().copied().chain(TIME));
        }
        "stage" | "height" => units.extend([METRES, ("cm", "centimetres")]),
        "light" => units.push(("K", "kelvin")),
        "music" | "sound" | "audio" | "clip" if unsigned.len() < number.len() => units.push(("dB", "louder or softer than dialogue")),
        "music" | "sound" if under == Under::Margin => units.extend([("bpm", "beats a minute"), ("/4", "beats a bar")]),
        "audio" | "clip" if item.behind(&["speed"]) => units.push(("%", "of its own speed")),
        "vignette" => units.push(("%", "of the corners' light")),
        "loudness" => units.push(("LUFS", "of the whole film")),
        "rate" | "seed" | "takes" | "count" | "pace" => {}
        _ => units.extend(TIME),
    }
    place.from(item.word());
    for (unit, detail) in units {
        place.add(0, super::UNIT, &format!("{number}{unit}"), detail);
    }
    true
}

fn versions(place: &mut Place) {
    let versions = place.script.checked.film.versions.iter().map(|(n, _)| n.clone()).collect();
    place.names(versions, "version");
}

fn setups(place: &mut Place) {
    let setups = place.script.checked.film.setups.keys().cloned().collect();
    place.names(setups, "set-up");
}

fn shot(place: &mut Place, scene: Option<&Scene>, item: &Item, version: bool) {
    let before = item.before().trim_end();
    if before.is_empty() {
        SHOT.into_iter().for_each(|class| place.class(2, class));
        setups(place);
        place.joints(3, Class::ShotJoint);
        if version {
            place.add(1, KEYWORD, "omit", "left out of the version");
        }
        return;
    }
    SHOT.into_iter().for_each(|class| place.going_on(1, class, item.text));
    place.from(item.word());
    match () {
        () if item.behind(&["reverse of"]) => setups(place),
        () if item.behind(&["dutch"]) => {}
        () if item.behind(&["over", "ots", "pov", "pov of"]) => place.people(scene),
        () if item.behind(&["on", "and", "of"]) => {
            place.people(scene);
            place.props();
            place.places();
        }
        () if before.ends_with("'s") || before.ends_with("’s") => match before.rfind("over ") > before.rfind("on ") {
            true => place.add(1, KEYWORD, "shoulder", "in the foreground"),
            false => place.class(1, Class::Part),
        },
        // Somebody is named: there may be more of them.
        () if before.contains("on ") && before.rsplit(' ').next().is_some_and(caps) => place.add(1, KEYWORD, "and ", "somebody besides"),
        () => place.joints(1, Class::ShotJoint),
    }
}

fn camera(place: &mut Place, scene: Option<&Scene>, item: &Item) {
    // Behind `then` a move begins.
    let own = item.text.rfind("then ").map_or(0, |i| i + "then ".len());
    let item = Item { text: &item.text[own..], at: item.at + own, last: item.last.max(own) - own, listed: item.listed };
    if item.before().is_empty() {
        place.from(item.at);
        place.class(1, Class::Move);
        place.class(2, Class::Pace);
        place.class(3, Class::Ease);
        if own == 0 {
            place.joints(3, Class::CameraJoint);
        }
        return;
    }
    place.from(item.at);
    place.going_on(1, Class::Move, item.text);
    place.from(item.word());
    match () {
        () if item.behind(&["pan to", "rack focus to", "track", "follow", "on", "with", "and"]) => {
            place.people(scene);
            place.props();
        }
        () if item.behind(&["to"]) => place.class(1, Class::Size),
        () if item.behind(&["over", "from"]) => {}
        () => {
            place.class(2, Class::Pace);
            place.class(3, Class::Ease);
            place.joints(2, Class::CameraJoint);
        }
    }
}

fn stage(place: &mut Place, scene: Option<&Scene>, item: &Item) {
    let named = place.script.checked.film.people.iter().any(|p| item.text.to_uppercase().starts_with(&format!("{} ", p.name.to_uppercase())));
    if !item.before().is_empty() {
        place.from(item.word());
    }
    match () {
        () if item.behind(&["crosses to", "crosses"]) => {
            place.people(scene);
            place.class(1, Class::Place);
            place.class(1, Class::Distance);
        }
        () if item.behind(&["facing", "looks", "looks at", "looks to", "turns", "turns to"]) => {
            place.people(scene);
            place.class(2, Class::Bearing);
            place.props();
        }
        () if item.behind(&["enters"]) => {
            place.add(1, KEYWORD, "from ", "the side that they come from");
            place.class(2, Class::Bearing);
        }
        () if item.behind(&["enters from", "exits", "exits to"]) => place.class(1, Class::Bearing),
        () if item.behind(&["holds", "drops", "puts down"]) => place.props(),
        () if item.behind(&["in"]) => place.places(),
        () if item.behind(&["wears"]) => {}
        () if named => {
            place.class(0, Class::Place);
            place.class(0, Class::Distance);
            place.joints(1, Class::StageVerb);
            place.class(2, Class::Posture);
        }
        () => {
            place.people(scene);
            place.props();
        }
    }
}

fn other(place: &mut Place, word: &str, under: Under, body: &str, start: usize, item: &Item) {
    let film = &place.script.checked.film;
    match word {
        "light" => LIGHT.into_iter().for_each(|class| place.class(1, class)),
        "weather" => {
            place.class(1, Class::Weather);
            place.class(2, Class::Amount);
        }
        "grain" => place.class(1, Class::Grain),
        "pace" => place.class(1, Class::VoicePace),
        "runtime" => place.class(1, Class::Runtime),
        "fade" | "wipe" | "smash" | "match" | "jump" | "iris" | "push" | "whip" if matches!(under, Under::Margin | Under::Scene) => {
            let (sides, colours) = (["fade in ", "fade out "], ["from white", "to white"]);
            match sides.iter().position(|side| body.starts_with(side)) {
                Some(side) => {
                    place.from(item.word());
                    place.add(1, KEYWORD, colours[side], "else black");
                }
                None => {
                    place.from(start);
                    for transition in vocabulary::of(Class::Transition).filter(|t| t.word.starts_with(body)) {
                        place.add(1, KEYWORD, transition.word, transition.meaning);
                    }
                }
            }
        }
        // A new name is its author's.
        "style" if under == Under::Margin => {
            let name = item.text.split(' ').next().unwrap_or("");
            let styles = film.styles.iter().map(|s| s.name.clone()).filter(|s| s != name).collect();
            place.from(item.word());
            if item.behind(&["from"]) {
                place.names(styles, "style");
            } else if item.last > 0 {
                place.add(1, KEYWORD, "from ", "begins as another style");
            }
        }
        "style" => {
            let styles = film.styles.iter().map(|s| s.name.clone()).collect();
            place.names(styles, "style");
        }
        "music" | "sound" if under != Under::Margin && item.listed => {
            for (word, meaning) in [("fade in ", "comes slowly"), ("fade out ", "goes slowly"), ("for ", "how long"), ("from ", "where in it"), ("until scene end", "past the shot"), ("-12dB", "softer than dialogue")] {
                place.add(1, KEYWORD, word, meaning);
            }
        }
        "music" if under != Under::Margin => {
            let tunes = film.music.iter().map(|t| t.name.clone()).collect();
            place.names(tunes, "music");
            place.add(2, KEYWORD, "off", "the music stops");
        }
        "sound" if under != Under::Margin => {
            let sounds = film.sounds.iter().map(|t| t.name.clone()).collect();
            place.names(sounds, "sound");
        }
        // A comma stands before what follows the text of a card.
        "title" | "super" if item.listed => place.class(1, Class::TextPlace),
        "clip" | "audio" if item.text.starts_with("from ") && item.last > "from ".len() => {
            place.from(item.word());
            place.add(1, KEYWORD, "to ", "where in the file it ends");
        }
        // Of a line that names its file.
        "image" | "clip" | "audio" if body.contains(['"', '”']) => {
            if word != "audio" && item.listed {
                for fit in vocabulary::of(Class::Fit) {
                    place.add(1, VALUE, &format!("fit {}", fit.word), fit.meaning);
                }
            }
            if word != "image" && item.last == 0 {
                for (word, meaning) in [("from ", "where in the file"), ("speed ", "of its own, as 50%"), ("mute", "without its sound"), ("-12dB", "softer than dialogue")] {
                    place.add(2, KEYWORD, word, meaning);
                }
            }
        }
        "palette" => {
            let palette: Vec<String> = film.styles.iter().filter_map(|s| s.palette.as_ref()).flat_map(|p| &p.value).map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")).collect();
            place.from(item.word());
            for colour in palette {
                place.add(1, COLOUR, &colour, "of this film");
            }
            for (colour, name) in COLOURS {
                place.add(2, COLOUR, colour, name);
            }
        }
        "allow" => {
            place.from(item.word());
            for code in Code::rules() {
                place.add(1, VALUE, code.name(), "");
            }
        }
        "character" | "extras" => {
            place.from(item.word());
            place.people(None);
        }
        "use" | "scenes" => {}
        _ if body.contains('(') && !body.contains(')') => {
            place.range = start + body.rfind('(').map_or(0, |i| i + 1)..place.at;
            place.class(1, Class::Extension);
        }
        _ => {}
    }
}
