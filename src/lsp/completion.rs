//! What may be written at a place.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::{Value, json};

use super::text::Text;
use super::names::{Family, Mention};
use super::script::Script;
use crate::film::{Names, Scene};
use crate::source::{FileId, Span};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{self, normalise};

mod statement;

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
    /// The end of the word that it stands in, which a choice takes the place of as a whole.
    end: usize,
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

    /// Those of a class that go on as the words that stand there already, of which a choice takes the place.
    fn going_on(&mut self, rank: u8, class: Class, words: &str) {
        for word in vocabulary::of(class).filter(|w| w.word.starts_with(words)) {
            self.add(rank, VALUE, word.word, word.meaning);
        }
    }

    /// Small words of a line, each with the blank behind which one goes on.
    fn joints(&mut self, rank: u8, class: Class) {
        for word in vocabulary::of(class) {
            self.add(rank, KEYWORD, &format!("{} ", word.word), word.meaning);
        }
    }

    /// From a place to the end of the word at the cursor.
    fn from(&mut self, start: usize) {
        self.range = start..self.end;
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
    let end = word_end(text.as_str(), offset);
    let mut place = Place { text, script, at: offset, end, range: offset..offset, snippets, items: Vec::new() };
    if let Some(open) = body.rfind('{').filter(|i| !body[*i..].contains('}')) {
        place.from(start + indent + open + 1);
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
        heading(&mut place, body, prefix, start + indent);
    } else if !body.contains(' ') {
        place.from(start + indent);
        first(&mut place, under, scene);
    } else {
        statement::rest(&mut place, under, scene, body, start + indent);
    }
    place.items.into()
}

/// Where the word ends that the cursor stands in or behind; what follows a blank or a comma is another's.
fn word_end(text: &str, offset: usize) -> usize {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if !text[..offset].ends_with(|c: char| part(c) || c == '#') {
        return offset;
    }
    let end = text[offset..].find(|c: char| !part(c)).map_or(text.len(), |i| offset + i);
    // `5|0%`
    end + usize::from(end > offset && text[end..].starts_with('%'))
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
fn heading(place: &mut Place, body: &str, prefix: usize, start: usize) {
    if let Some(dash) = body.rfind(" - ") {
        place.from(start + dash + 3);
        for word in vocabulary::of(Class::Hour) {
            place.add(1, VALUE, &word.word.to_uppercase(), word.meaning);
        }
        return;
    }
    let from = body[prefix..].rfind('/').map_or(prefix, |i| prefix + i + 1);
    let from = from + (body[from..].len() - body[from..].trim_start().len());
    // A second place may have a prefix of its own.
    let from = from + syntax::heading_prefix(&format!("{}X", &body[from..])).map_or(0, |(prefix, _)| prefix);
    place.from(start + from);
    place.places();
}
