//! Which words of a look the theatre has a shape for: what `frost check --shapes` says. Nothing is drawn here.

use crate::plan::picture::{Figure, Picture, Place};

use super::dress::Looks;
use super::scene::Scene;
use super::set::table::{TABLE, indoor};
use super::things;
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

/// A word of a person's look has a shape if leaving it out, or saying it alone, changes the doll.
pub fn person(name: &str, look: &str) -> Shapes {
    let picture = Picture::default();
    let scene = Scene::of(&picture);
    let looks = |look: String| Looks::of(&scene, &Figure { name: name.to_owned(), look, ..Figure::default() });
    let (whole, none) = (looks(look.to_owned()), looks(String::new()));
    gather(look, |word| {
        let rest = listed(look).filter(|w| w != word).collect::<Vec<_>>().join(" ");
        (looks(rest) != whole || looks(word.to_owned()) != none).then(|| if colour(word).is_some() { "colour".to_owned() } else { "drawn".to_owned() })
    })
}

/// A prop's words.
pub fn prop(name: &str, look: &str) -> Shapes {
    gather(&format!("{name} {look}"), |word| things::named(word).or_else(|| colour(word).map(|_| "colour".to_owned())))
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

    #[test]
    fn a_person_wears_what_changes_the_doll() {
        let shapes = person("PAT", "a woman of sixty, orange parka, melancholy, glasses");
        let found: Vec<&str> = shapes.found.iter().map(|(w, _)| w.as_str()).collect();
        assert_eq!(found, ["woman", "sixty", "orange", "parka", "glasses"]);
        assert_eq!(shapes.unknown, ["melancholy"]);
    }
}
