//! What may be written at a place.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::{Value, json};

use super::text::Text;
use super::names::{Family, Mention};
use super::script::Script;
use crate::diagnostics::Code;
use crate::film::{Names, Scene};
use crate::source::{FileId, Span};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{self, normalise};

const KEYWORD: u8 = 14;
const SNIPPET: u8 = 15;
const PERSON: u8 = 7;
const PLACE: u8 = 9;
const VALUE: u8 = 12;
const UNIT: u8 = 11;
const NAME: u8 = 6;
const COLOUR: u8 = 16;

/// What a line stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    Margin,
    Film,
    Style,
    Entity,
    Scene,
    Shot,
    Cue,
}

/// A snippet: its name, what it is, and its text with stops.
const SNIPPETS: [(&[Under], &str, &str, &str); 8] = [
    (&[Under::Margin], "film", "a film with size and rate", "film \"${1:Title}\"\n  size ${2:1920x1080}\n  rate ${3:24}\n$0"),
    (&[Under::Margin], "character", "somebody with a look and a voice", "character ${1:NAME}\n  look ${2:a woman of forty, grey coat}\n  voice ${3:low, calm}\n$0"),
    (&[Under::Margin], "style", "a manner for pictures", "style ${1:name}\n  look ${2:cut paper, soft shadows}\n  palette ${3:#141d2b #a9b8c2 #d9552f}\n$0"),
    (&[Under::Margin], "scene inside", "a scene with a first shot", "INT. ${1:PLACE} - ${2:DAY}\n  shot wide\n    $0"),
    (&[Under::Margin], "scene outside", "a scene with a first shot", "EXT. ${1:PLACE} - ${2:DAY}\n  shot wide\n    $0"),
    (&[Under::Scene], "shot", "a shot with what happens", "shot ${1:medium} on ${2:NAME}, ${3:50mm}\n  $0"),
    (&[Under::Scene, Under::Shot], "dialogue", "somebody speaks", "${1:NAME}\n  ${0:What is said.}"),
    (&[Under::Shot], "camera", "a move of the camera", "camera ${1:push in}, ${2:slow}$0"),
];

struct Place<'a> {
    text: &'a Text,
    script: &'a Script,
    /// The cursor.
    at: usize,
    /// What the list takes the place of.
    range: Range<usize>,
    snippets: bool,
    items: Vec<Value>,
}

impl Place<'_> {
    fn add(&mut self, rank: u8, kind: u8, label: &str, detail: &str) {
        self.insert(rank, kind, label, detail, label, false);
    }

    fn insert(&mut self, rank: u8, kind: u8, label: &str, detail: &str, new: &str, snippet: bool) {
        if self.items.iter().any(|i| i["label"] == label && i["kind"] == kind) {
            return;
        }
        let sort = format!("{rank}{:04}", self.items.len());
        let mut item = json!({ "label": label, "kind": kind, "detail": detail, "sortText": sort, "filterText": label, "textEdit": { "range": self.text.range(self.range.start, self.range.end), "newText": new } });
        if snippet {
            item["insertTextFormat"] = 2.into();
        }
        self.items.push(item);
    }

    fn class(&mut self, rank: u8, class: Class) {
        for word in vocabulary::of(class) {
            self.add(rank, VALUE, word.word, word.meaning);
        }
    }

    fn statements(&mut self, class: Class) {
        for word in vocabulary::of(class) {
            self.add(2, KEYWORD, word.word, word.meaning);
        }
    }

    /// Whether a name stands nowhere but at the cursor: it is being typed, and is none yet. `seen` is where it stands first.
    fn half_typed(&self, name: &str, seen: Span) -> bool {
        let (script, text) = (self.script, self.text);
        let seen = script.written(seen);
        let line = |at: usize| text.position(at).line;
        // Of names that stand on other lines first no list has to be made.
        if seen.file != FileId(0) || !(line(seen.start as usize)..=line(seen.end as usize)).contains(&line(self.at)) {
            return false;
        }
        let key = normalise(name);
        let typed = |file: FileId, m: &Mention| file == FileId(0) && m.start <= self.at && text.as_str().get(m.end..self.at).is_none_or(|between| between.trim().is_empty()) && line(m.end) == line(self.at);
        let elsewhere = script.files().any(|file| script.mentions(file).iter().any(|m| m.family.capital() && m.key == key && !m.said && !typed(file, m)));
        !elsewhere
    }

    /// Those of the scene first: in its shots, and staged or named in a line that is not a shot yet.
    fn people(&mut self, scene: Option<&Scene>) {
        let (film, text) = (&self.script.checked.film, self.text);
        let mut here: HashSet<usize> = scene.into_iter().flat_map(|s| &s.shots).flat_map(|s| &s.people).map(|p| p.0).collect();
        if let Some(scene) = scene {
            let names = Names::new(&film.people);
            let extent = self.script.written(scene.extent);
            let cursor = text.position(self.at).line;
            let last = text.position(extent.end as usize).line.max(cursor);
            for line in text.position(extent.start as usize).line + 1..=last {
                let body = text.line(line).trim_start();
                if line != cursor && ["stage ", "shot "].iter().any(|w| body.starts_with(w)) {
                    here.extend(names.places(body).into_iter().map(|(_, id)| id.0));
                }
            }
        }
        let known = film.people.iter().enumerate().filter(|(_, p)| !self.half_typed(&p.name, p.declared.unwrap_or(p.seen)));
        let all: Vec<(u8, String, String)> = known.map(|(i, p)| (u8::from(!here.contains(&i)), p.name.to_uppercase(), p.look.clone())).collect();
        for (rank, name, look) in all {
            self.add(rank, PERSON, &name, &look);
        }
    }

    fn places(&mut self) {
        for place in self.script.checked.film.places.clone() {
            if !self.half_typed(&place.name, place.declared.unwrap_or(place.seen)) {
                self.add(1, PLACE, &place.name.to_uppercase(), &place.look);
            }
        }
    }

    fn props(&mut self) {
        for prop in self.script.checked.film.props.clone() {
            self.add(1, NAME, &prop.name.to_uppercase(), &prop.look);
        }
    }

    /// Units behind a number that stands before the cursor.
    fn units(&mut self, number: &str, units: &[(&str, &str)]) {
        for (unit, detail) in units {
            self.add(0, UNIT, &format!("{number}{unit}"), detail);
        }
    }

    fn names(&mut self, names: Vec<String>, detail: &str) {
        for name in names {
            self.add(1, NAME, &name, detail);
        }
    }
}

pub fn complete(script: &Script, offset: usize, snippets: bool) -> Value {
    let text = script.own();
    let at = text.position(offset);
    let start = text.line_start(at.line);
    let before = &text.as_str()[start..offset];
    let body = before.trim_start();
    let indent = before.len() - body.len();
    // A comment is its author's.
    if body.contains("//") {
        return json!([]);
    }
    let under = under(text, at.line, indent);
    let scene = script.checked.film.scenes.iter().rfind(|s| s.span.file == FileId(0) && script.written(s.span).start as usize <= offset);
    let mut place = Place { text, script, at: offset, range: offset..offset, snippets, items: Vec::new() };
    if let Some(open) = body.rfind('{').filter(|i| !body[*i..].contains('}')) {
        place.range = start + indent + open + 1..offset;
        let params = script.files().flat_map(|f| script.mentions(f)).filter(|m| m.declares && m.family == Family::Param).map(|m| m.key.clone()).collect();
        place.names(params, "param");
        return place.items.into();
    }
    // So are words in quotes, but for the params in them.
    if body.matches('"').count() % 2 == 1 {
        return json!([]);
    }
    // A heading is one before its place is written.
    if let Some((prefix, _)) = syntax::heading_prefix(&format!("{body}X")) {
        heading(&mut place, body, prefix, start + indent, offset);
    } else if !body.contains(' ') {
        place.range = start + indent..offset;
        first(&mut place, under, scene);
    } else {
        let word = body.split(' ').next().unwrap_or("").to_string();
        // What an item begins behind: a comma, the `=` of a set-up, or the word of the statement.
        let begun = if word == "setup" { [',', '='] } else { [',', ','] };
        let item = body.rfind(begun).map_or(word.len() + 1, |i| i + 1);
        let item = item + (body[item..].len() - body[item..].trim_start().len());
        place.range = start + indent + item..offset;
        rest(&mut place, &word, under, scene, body, start + indent, offset);
    }
    place.items.into()
}

/// By the nearest line above that stands less deep.
pub fn under(text: &Text, line: usize, indent: usize) -> Under {
    if indent == 0 {
        return Under::Margin;
    }
    let mut depth = indent;
    for above in (0..line).rev() {
        let full = text.line(above);
        let body = full.trim_start();
        let own = full.len() - body.len();
        if body.is_empty() || own >= depth {
            continue;
        }
        depth = own;
        let first = body.split([' ', ',']).next().unwrap_or("");
        match first {
            "shot" => return Under::Shot,
            "film" | "version" if own == 0 => return Under::Film,
            "style" if own == 0 => return Under::Style,
            "character" | "location" | "prop" | "extras" | "music" | "sound" if own == 0 => return Under::Entity,
            _ if syntax::is_heading(body) => return Under::Scene,
            _ if own > 0 && syntax::caps(body) => return Under::Cue,
            _ if own == 0 => return Under::Margin,
            _ => {}
        }
    }
    Under::Margin
}

/// The first word of a line.
fn first(place: &mut Place, under: Under, scene: Option<&Scene>) {
    if place.snippets {
        for (_, name, detail, body) in SNIPPETS.iter().filter(|s| s.0.contains(&under)) {
            place.insert(3, SNIPPET, name, detail, body, true);
        }
    }
    match under {
        Under::Margin => {
            place.statements(Class::Margin);
            for prefix in ["INT. ", "EXT. ", "INT./EXT. "] {
                place.add(1, KEYWORD, prefix, "a scene begins");
            }
            place.statements(Class::Transition);
        }
        Under::Film => place.statements(Class::FilmProperty),
        Under::Style => place.statements(Class::StyleProperty),
        Under::Entity => place.statements(Class::EntityProperty),
        Under::Scene => {
            place.people(scene);
            place.statements(Class::SceneStatement);
            place.statements(Class::Transition);
        }
        Under::Shot => {
            place.people(scene);
            place.statements(Class::ShotStatement);
        }
        Under::Cue => {}
    }
}

/// `INT. ` and then places; behind ` - ` the hours.
fn heading(place: &mut Place, body: &str, prefix: usize, start: usize, offset: usize) {
    if let Some(dash) = body.rfind(" - ") {
        place.range = start + dash + 3..offset;
        for word in vocabulary::of(Class::Hour) {
            place.add(1, VALUE, &word.word.to_uppercase(), word.meaning);
        }
        return;
    }
    let from = body[prefix..].rfind('/').map_or(prefix, |i| prefix + i + 1);
    let from = from + (body[from..].len() - body[from..].trim_start().len());
    // A second place may have a prefix of its own.
    let from = from + syntax::heading_prefix(&format!("{}X", &body[from..])).map_or(0, |(prefix, _)| prefix);
    place.range = start + from..offset;
    place.places();
}

const SHOT: [Class; 10] = [Class::Size, Class::Role, Class::Count, Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed, Class::Part];
const VERBS: [(&str, &str); 9] = [
    ("facing ", "the body looks"), ("enters ", "comes in"), ("exits ", "goes out"), ("crosses to ", "walks over"), ("looks at ", "the head looks"), ("turns ", "the body turns"), ("holds ", "has in hand"), ("drops ", "puts down"),
    ("wears ", "has on from here"),
];
/// A few to begin a palette with.
const COLOURS: [(&str, &str); 12] = [
    ("#101418", "ink"), ("#1f2a44", "night blue"), ("#3b6a8f", "sea blue"), ("#8fb3c7", "haze"), ("#2f4a3a", "pine"), ("#8a9a5b", "moss"), ("#d9b48f", "sand"), ("#e8a04c", "amber"), ("#d9552f", "vermilion"), ("#8c2f39", "wine"),
    ("#b8b4ac", "stone"), ("#f4efe6", "paper"),
];
const SECONDS: [(&str, &str); 4] = [("s", "seconds"), ("min", "minutes"), ("f", "frames"), (" bars", "bars of the music")];

fn rest(place: &mut Place, word: &str, under: Under, scene: Option<&Scene>, body: &str, start: usize, offset: usize) {
    let item = body[place.range.start - start..].to_string();
    let last = item.rfind(' ').map_or(0, |i| i + 1);
    let number = item[last..].to_string();
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(&number);
    let counted = unsigned.starts_with(|c: char| c.is_ascii_digit()) && unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let from_last = place.range.start + last..offset;
    if counted {
        place.range = from_last.clone();
        let mut units: Vec<(&str, &str)> = SECONDS.to_vec();
        match word {
            "shot" | "setup" => units.extend([("mm", "lens")]),
            "camera" => units.extend([("deg", "degrees"), ("m", "metres"), ("%", "of the frame"), ("mm", "lens")]),
            "stage" | "height" => units = vec![("m", "metres"), ("cm", "centimetres")],
            "light" => units = vec![("K", "kelvin")],
            "music" | "sound" | "audio" | "clip" if unsigned.len() < number.len() => units = vec![("dB", "louder or softer than dialogue")],
            "music" | "sound" if under == Under::Margin => units = vec![("bpm", "beats a minute"), ("/4", "beats a bar")],
            "audio" | "clip" => units.extend([("%", "of its own speed")]),
            "vignette" => units = vec![("%", "of the corners' light")],
            "rate" | "seed" | "takes" | "count" => units.clear(),
            _ => {}
        }
        return place.units(&number, &units);
    }
    let film = &place.script.checked.film;
    let styles: Vec<String> = film.styles.iter().map(|s| s.name.clone()).collect();
    let setups: Vec<String> = film.setups.keys().cloned().collect();
    let tunes = |music: bool| -> Vec<String> { if music { &film.music } else { &film.sounds }.iter().map(|t| t.name.clone()).collect() };
    let versions: Vec<String> = film.versions.iter().map(|(n, _)| n.clone()).collect();
    let palette: Vec<String> = film.styles.iter().filter_map(|s| s.palette.as_ref()).flat_map(|p| &p.value).map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")).collect();
    let after_joint = ["on ", "over ", "of ", "and ", "to ", "facing ", "at ", "follow "].iter().any(|j| item[..last].ends_with(j));
    match word {
        "shot" | "setup" | "in" if after_joint => {
            place.range = from_last;
            place.people(scene);
            place.props();
            place.places();
        }
        "in" if !item.contains(' ') && body.split(' ').count() == 2 => {
            place.names(versions, "version");
        }
        "shot" | "setup" | "in" => {
            for class in SHOT {
                place.class(2, class);
            }
            place.names(setups, "set-up");
            place.add(1, KEYWORD, "on ", "who or what the shot is on");
            place.add(3, KEYWORD, "over ", "somebody's shoulder in the foreground");
            place.add(3, KEYWORD, "pov of ", "what somebody sees");
            place.add(3, KEYWORD, "reverse of ", "the other side of a set-up");
            if word == "in" {
                place.add(1, KEYWORD, "omit", "left out of the version");
            }
        }
        "camera" => {
            if after_joint {
                place.range = from_last;
                place.class(1, Class::Size);
                place.people(scene);
            } else {
                let then = item.strip_prefix("then ").map_or(0, |_| 5);
                place.range = place.range.start + then..offset;
                place.class(1, Class::Move);
                place.class(2, Class::Pace);
                place.class(3, Class::Ease);
                place.add(2, KEYWORD, "then ", "one move after the other");
                place.add(3, KEYWORD, "over ", "how long the move takes");
            }
        }
        "stage" => {
            let named = place.script.checked.film.people.iter().any(|p| item.to_uppercase().starts_with(&format!("{} ", p.name.to_uppercase())));
            let towards = ["facing ", "at ", "to ", "looks ", "turns ", "from ", "crosses "].iter().any(|j| item[..last].ends_with(j));
            if towards {
                place.range = from_last;
                place.people(scene);
                place.class(2, Class::Bearing);
                if item[..last].ends_with("crosses to ") || item[..last].ends_with("crosses ") {
                    place.class(2, Class::Place);
                }
                place.props();
            } else if item[..last].ends_with("holds ") || item[..last].ends_with("drops ") {
                place.range = from_last;
                place.props();
            } else if named {
                place.range = from_last;
                for class in [Class::Place, Class::Distance] {
                    place.class(0, class);
                }
                for (verb, meaning) in VERBS {
                    place.add(1, KEYWORD, verb, meaning);
                }
                place.class(2, Class::Posture);
            } else {
                place.people(scene);
                place.props();
            }
        }
        "light" => {
            for class in [Class::LightSource, Class::LightKey, Class::LightQuality, Class::LightDirection, Class::LightPattern, Class::LightFlag, Class::Temperature] {
                place.class(1, class);
            }
        }
        "weather" => {
            place.class(1, Class::Weather);
            place.class(2, Class::Amount);
        }
        "grain" => place.class(1, Class::Grain),
        "pace" => place.class(1, Class::VoicePace),
        "runtime" => place.class(1, Class::Runtime),
        // A new name is its author's.
        "fade" | "wipe" | "smash" | "match" | "jump" | "iris" | "push" | "whip" if matches!(under, Under::Margin | Under::Scene) => {
            let whole = start + (body.len() - body.trim_start().len());
            let (sides, colours) = (["fade in ", "fade out "], ["from white", "to white"]);
            match sides.iter().position(|side| body.starts_with(side)) {
                Some(side) => {
                    place.range = from_last;
                    place.add(1, KEYWORD, colours[side], "else black");
                }
                None => {
                    place.range = whole..offset;
                    for transition in vocabulary::of(Class::Transition).filter(|t| t.word.starts_with(body.trim_start())) {
                        place.add(1, KEYWORD, transition.word, transition.meaning);
                    }
                }
            }
        }
        "style" if under == Under::Margin => {
            place.range = from_last;
            let name = item.split(' ').next().unwrap_or("");
            if item[..last].ends_with("from ") {
                place.names(styles.into_iter().filter(|s| s != name).collect(), "style");
            } else if last > 0 {
                place.add(1, KEYWORD, "from ", "begins as another style");
            }
        }
        "style" => place.names(styles, "style"),
        "music" | "sound" if under != Under::Margin && body.contains(',') => {
            for (word, meaning) in [("fade in ", "comes slowly"), ("fade out ", "goes slowly"), ("for ", "how long"), ("from ", "where in it"), ("until scene end", "past the shot"), ("-12dB", "softer than dialogue")] {
                place.add(1, KEYWORD, word, meaning);
            }
        }
        "music" if under != Under::Margin => {
            place.names(tunes(true), "music");
            place.add(2, KEYWORD, "off", "the music stops");
        }
        "sound" if under != Under::Margin => place.names(tunes(false), "sound"),
        "title" | "super" => place.class(1, Class::TextPlace),
        "image" | "clip" | "audio" if body.contains(',') => {
            if word != "audio" {
                for fit in vocabulary::of(Class::Fit) {
                    place.add(1, VALUE, &format!("fit {}", fit.word), fit.meaning);
                }
            }
            if word != "image" {
                for (word, meaning) in [("from ", "where in the file"), ("to ", "where in the file it ends"), ("speed ", "of its own, as 50%"), ("mute", "without its sound"), ("-12dB", "softer than dialogue")] {
                    place.add(2, KEYWORD, word, meaning);
                }
            }
        }
        "palette" => {
            place.range = from_last;
            for colour in palette {
                place.add(1, COLOUR, &colour, "of this film");
            }
            for (colour, name) in COLOURS {
                place.add(2, COLOUR, colour, name);
            }
        }
        "allow" => {
            place.range = from_last;
            for code in Code::rules() {
                place.add(1, VALUE, code.name(), "");
            }
        }
        "character" | "extras" => {
            place.range = from_last;
            place.people(None);
        }
        "use" | "scenes" => {}
        _ if body.contains('(') && !body.contains(')') => {
            place.range = start + body.rfind('(').map_or(0, |i| i + 1)..offset;
            place.class(1, Class::Extension);
        }
        _ => {}
    }
}
