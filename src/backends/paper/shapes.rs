//! Which words of a film the theatre has a shape for: what `frost check` and `frost check --shapes` say. Nothing is drawn here.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Act, Creature, Film, Subject, Who};
use crate::plan::picture::{Figure, Picture, Place};
use crate::source::Span;
use crate::syntax::vocabulary;

use super::dress::Looks;
use super::scene::Scene;
use super::set::table::{TABLE, indoor};
use super::{things, worn};
use super::words::{self, Setting, Words, colour};

/// A look's words: those with a shape and what it is, and those without.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Shapes {
    pub found: Vec<(String, String)>,
    pub unknown: Vec<String>,
}

/// Words that name nothing to be drawn.
const SMALL: &str = "a an the of in on at by to from with without and or but its his her their is are no not very over under behind beside before after near far \
                     between through above below into onto out off up down all every each some any that this it as long short";

fn listed(look: &str) -> impl Iterator<Item = String> + '_ {
    look.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn gather(look: &str, shape: impl Fn(&str) -> Option<String>) -> Shapes {
    let mut shapes = Shapes::default();
    let small = Words::of(SMALL);
    for word in listed(look) {
        let known = shapes.found.iter().any(|(w, _)| *w == word) || shapes.unknown.contains(&word);
        if known || small.has(&word) {
            continue;
        }
        match shape(&word) {
            Some(name) => shapes.found.push((word, name)),
            None => shapes.unknown.push(word),
        }
    }
    shapes
}

/// A place's kind, and what its words bring.
pub fn place(place: &Place) -> (String, Shapes) {
    let setting = Setting::of(&Picture { place: place.clone(), ..Picture::default() });
    let kind = setting.kind();
    let strong = &setting.strong;
    let shapes = gather(&format!("{} {} {}", place.name, place.area, place.look), |word| {
        let one = Words::of(word);
        let own = |e: &&super::set::table::Entry| indoor(e) == place.interior && e.words.split(' ').any(|w| strong.has(w) && w.split('+').any(|part| one.has(part)));
        TABLE.iter().find(own).map(|e| e.name.to_owned()).or_else(|| words::kind_of(&one, place.interior)).or_else(|| colour(word).map(|_| "colour".to_owned())).or_else(|| feature(&one, place.interior))
    });
    (kind, shapes)
}

/// What a land or a room makes of a word by itself.
fn feature(word: &Words, interior: bool) -> Option<String> {
    let list: &[(&str, &str)] = if interior {
        &[("window", "window"), ("door", "door"), ("table", "table"), ("chair", "chair"), ("kettle teapot", "kettle"), ("pan hook", "pans"), ("curtain", "curtain"), ("lamp lantern", "lamp"), ("stove", "stove"), ("bed", "bed"), ("sofa", "sofa")]
    } else {
        &[("path road trail track lane", "path"), ("mast antenna aerial transmitter beacon", "mast"), ("lighthouse", "lighthouse"), ("tree", "tree"), ("neon", "neon sign"), ("wet puddle", "wet ground"), ("autumn", "autumn leaves"), ("moon moonlight", "moon"), ("sun", "sun"), ("snow", "snow"), ("star", "stars"), ("cloud", "clouds"), ("grass", "grass")]
    };
    list.iter().find(|(words, _)| word.has(words)).map(|(_, name)| (*name).to_owned())
}

/// A word of a person's look has a shape if leaving it out, or saying it alone, changes the doll, or somebody else's, of whom the
/// chance did not have it so already.
pub fn person(name: &str, look: &str) -> Shapes {
    let picture = Picture::default();
    let scene = Scene::of(&picture);
    let of = |name: &str, look: String| Looks::of(&scene, &Figure { name: name.to_owned(), look, ..Figure::default() });
    let looks = |look: String| of(name, look);
    let whole = looks(look.to_owned());
    let alone = |word: &str| [name, "NED", "LENA", "OTTO", "IDA"].iter().any(|name| of(name, word.to_owned()) != of(name, String::new()));
    gather(look, |word| {
        let rest = listed(look).filter(|w| w != word).collect::<Vec<_>>().join(" ");
        // The doll is as tall as the film has it; a length of hair is no height.
        if Words::of(word).has(worn::TALL) {
            return Some("height".to_owned());
        }
        let animal = Creature::of("", word).filter(|c| Creature::of(name, look) == Some(*c));
        (animal.is_some() || looks(rest) != whole || alone(word)).then(|| if let Some(creature) = animal { creature.name() } else if colour(word).is_some() { "colour".to_owned() } else { "drawn".to_owned() })
    })
}

/// A prop's words.
pub fn prop(name: &str, look: &str) -> Shapes {
    gather(&format!("{name} {look}"), |word| things::named(word).or_else(|| colour(word).map(|_| "colour".to_owned())))
}

/// Everything of a film that the theatre would draw as something else: things as boxes, animals as people.
pub fn undrawn(film: &Film) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    // Each is said once, where it stands first.
    let mut said: BTreeSet<String> = BTreeSet::new();
    for person in film.people.iter().filter(|p| p.declared.is_some()) {
        let (Some(word), Some(declared)) = (Creature::undrawn(&person.name, &person.look), person.declared) else { continue };
        let near = vocabulary::nearest(&word, Creature::ALL.iter().flat_map(|c| c.words().split(' ')).filter(|w| !w.contains('+')));
        let cure = near.map_or("a `dog`, a `fox`, a `horse`, a `heron` or an `owl` has a shape".to_owned(), |near| format!("`{near}` has a shape"));
        out.push(
            Diagnostic::new(Code::NotDrawn, person.look_said.unwrap_or(declared), format!("no shape for `{word}`: {} would be drawn as a person", person.name))
                .label("an animal that the theatre does not know")
                .help(format!("{cure}; a provider of pictures draws what it is told (`frost explain not-drawn`)")),
        );
    }
    for Named { words, look, at, .. } in things_of(film) {
        if things::named(words).is_some() || things::named(look).is_some() || !said.insert(words.to_lowercase()) {
            continue;
        }
        out.push(Diagnostic::new(Code::NotDrawn, at, format!("no shape for {words}: it would be drawn as a plain box")).label("the theatre does not know this thing").help(cure(words)));
    }
    out
}

/// A thing of a film where it is named.
struct Named<'a> {
    words: &'a str,
    /// Of a prop, what its declaration says; nothing of one in quotes.
    look: &'a str,
    at: Span,
    declared: bool,
}

/// Every thing that a shot is on, that is placed, or that somebody holds, scene by scene.
fn things_of(film: &Film) -> Vec<Named<'_>> {
    let of = |words, at| match film.props.iter().find(|p| p.name.eq_ignore_ascii_case(words)) {
        Some(prop) => Named { words, look: &prop.look, at: prop.look_said.unwrap_or(prop.span), declared: true },
        None => Named { words, look: "", at, declared: false },
    };
    let mut out = Vec::new();
    for scene in &film.scenes {
        for subject in scene.shots.iter().flat_map(|s| &s.spec.subjects) {
            if let Subject::Thing(words) | Subject::Prop(words) = &subject.value {
                out.push(of(words, subject.span));
            }
        }
        for part in scene.all_blocking().flat_map(|s| &s.parts) {
            if let Who::Prop(name) = &part.who.value {
                out.push(of(name, part.who.span));
            }
            out.extend(part.acts.iter().filter_map(|act| match &act.value {
                Act::Holds(what) => Some(of(what, act.span)),
                _ => None,
            }));
        }
    }
    out
}

/// A word that has a shape and is written nearly so, or where all of them are.
fn cure(words: &str) -> String {
    let all: Vec<String> = things::vocabulary().map(|(word, _)| word).collect();
    let near = listed(words).filter(|w| w.len() > 3).find_map(|w| vocabulary::nearest(&w, all.iter().map(String::as_str)).map(str::to_owned));
    let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? Otherwise "));
    format!("{near}use a word that has a shape: the book's page on the theatre lists them, and `frost check --shapes` says which of yours have one; a provider of pictures draws what it is told")
}

/// One part of what the theatre draws: its title, and of each shape its name and the words for it.
pub struct Chapter {
    pub title: &'static str,
    pub shapes: Vec<(String, Vec<String>)>,
}

/// All that the theatre draws by name, for the book.
pub fn catalogue() -> Vec<Chapter> {
    let spaced = |words: &str| words.split(' ').filter(|w| !w.is_empty()).map(|w| w.replace('+', " ")).collect::<Vec<_>>();
    let pieces = |inside: bool| TABLE.iter().filter(|e| indoor(e) == inside).map(|e| (e.name.to_owned(), spaced(e.words))).collect();
    vec![
        Chapter { title: "Places outdoors", shapes: words::kinds(false).map(|(name, w)| (name, spaced(w))).collect() },
        Chapter { title: "Rooms", shapes: words::kinds(true).map(|(name, w)| (name, spaced(w))).collect() },
        Chapter { title: "In a place outdoors", shapes: pieces(false) },
        Chapter { title: "In a room", shapes: pieces(true) },
        Chapter { title: "Props and things in quotes", shapes: things::kinds().map(|(name, w)| (name, spaced(&w))).collect() },
        Chapter { title: "Animals", shapes: Creature::ALL.iter().map(|c| (c.name(), spaced(c.words()))).collect() },
        Chapter { title: "Clothes, hair and what people wear", shapes: worn::ALL.iter().map(|(name, w)| ((*name).to_owned(), spaced(w))).collect() },
    ]
}

/// Quoted things: what a shot is on or somebody holds and no prop declares.
pub fn quoted(film: &Film) -> Vec<(String, Shapes)> {
    let mut out: Vec<(String, Shapes)> = Vec::new();
    for Named { words, .. } in things_of(film).into_iter().filter(|t| !t.declared) {
        if out.iter().all(|(w, _)| w != words) {
            let whole = things::named(words).is_some();
            let shapes = gather(words, |word| things::named(word).filter(|_| whole).or_else(|| colour(word).map(|_| "colour".to_owned())));
            out.push((words.to_owned(), shapes));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_into_those_with_a_shape_and_those_without() {
        let (kind, shapes) = place(&Place { name: "FARM".into(), look: "a red barn, a phone box, an inexplicable sadness".into(), ..Place::default() });
        assert_eq!(kind, "field, outdoors");
        let found: Vec<&str> = shapes.found.iter().map(|(w, _)| w.as_str()).collect();
        assert_eq!(found, ["farm", "red", "barn", "phone", "box"]);
        assert_eq!(shapes.unknown, ["inexplicable", "sadness"]);
    }

    /// The book lists no word that changes nobody.
    #[test]
    fn every_word_of_the_table_changes_somebody() {
        for word in worn::ALL.iter().flat_map(|(_, words)| words.split(' ')) {
            let said = word.replace('+', " ");
            let shapes = person("X", &format!("a person, {said}"));
            // A length of hair is no word by itself.
            assert!(word == "short" || shapes.found.iter().any(|(w, _)| said.split(' ').any(|part| part == w)), "{word}: {shapes:?}");
        }
    }

    #[test]
    fn a_person_wears_what_changes_the_doll() {
        let shapes = person("PAT", "a woman of sixty, orange parka, melancholy, glasses");
        let found: Vec<&str> = shapes.found.iter().map(|(w, _)| w.as_str()).collect();
        assert_eq!(found, ["woman", "sixty", "orange", "parka", "glasses"]);
        assert_eq!(shapes.unknown, ["melancholy"]);
    }
}
