//! Who is named in action: declared, cued, staged or framed people, in capitals or title case, whole words, longest first.

use rayon::prelude::*;

use super::lower::Lower;
use super::*;
use crate::syntax::normalise;

/// Prose without `[[notes]]`, and with `\` before a mark or name kept for the reader of names.
pub fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        out.push_str(&rest[..open]);
        match rest[open..].find("]]") {
            Some(close) => rest = &rest[open + close + 2..],
            None => {
                out.push_str(&rest[open..]);
                rest = "";
            }
        }
    }
    out.push_str(rest);
    match out.contains("  ") {
        true => out.split_whitespace().collect::<Vec<_>>().join(" "),
        false => out.trim().to_string(),
    }
}

impl Lower<'_> {
    pub fn names_in_action(&mut self) {
        let index = Index::new(&self.film.people);
        // A scene is read for itself: all cores are asked.
        self.film.scenes.par_iter_mut().with_min_len(16).for_each(|scene| {
            for shot in &mut scene.shots {
                for beat in &mut shot.beats {
                    match &mut beat.kind {
                        BeatKind::Action { text, people } => {
                            *people = index.find(text);
                            for id in people.iter() {
                                if !shot.people.contains(id) {
                                    shot.people.push(*id);
                                }
                            }
                            *text = text.replace('\\', "");
                        }
                        BeatKind::Stage(staged) => {
                            for part in &staged.parts {
                                if let Who::Person(id) = part.who.value
                                    && !shot.people.contains(&id)
                                {
                                    shot.people.push(id);
                                }
                            }
                        }
                        BeatKind::Cue(_) => {}
                    }
                }
                // With no `on`, whoever speaks in the shot is in it.
                if shot.people.is_empty() && shot.spec.subjects.is_empty() {
                    shot.people = seen_speaking(&shot.beats);
                    shot.people.dedup();
                }
            }
        });
    }
}

/// Names as words, by their first word.
pub struct Index {
    names: std::collections::HashMap<String, Vec<(Vec<String>, PersonId)>>,
}

impl Index {
    pub fn new(people: &[Person]) -> Index {
        let mut names: std::collections::HashMap<String, Vec<(Vec<String>, PersonId)>> = std::collections::HashMap::new();
        for (i, person) in people.iter().enumerate() {
            let words: Vec<String> = normalise(&person.name).split(' ').map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).map(|w| w.strip_suffix("'S").unwrap_or(w).to_string()).collect();
            let Some(first) = words.first() else { continue };
            names.entry(first.clone()).or_default().push((words, PersonId(i)));
        }
        for list in names.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Index { names }
    }

    /// In order of first mention.
    fn find(&self, text: &str) -> Vec<PersonId> {
        let mut out = Vec::new();
        let words: Vec<&str> = text.split_whitespace().collect();
        self.each(&words, |_, id| {
            if !out.contains(&id) {
                out.push(id);
            }
        });
        out
    }

    /// Every mention in prose as its author wrote it: the name's bytes, without marks and possessive. Nobody is named in a
    /// `[[note]]`.
    pub fn places(&self, text: &str) -> Vec<(std::ops::Range<usize>, PersonId)> {
        let mut words: Vec<&str> = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find("[[") {
            let Some(close) = rest[open..].find("]]") else { break };
            words.extend(rest[..open].split_whitespace());
            rest = &rest[open + close + 2..];
        }
        words.extend(rest.split_whitespace());
        let start = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
        let mut out = Vec::new();
        self.each(&words, |range, id| {
            let (first, last) = (bare(words[range.start]), bare(words[range.end - 1]));
            out.push((start(first)..start(last) + last.len(), id));
        });
        out
    }

    /// The words of each mention, the longest name first.
    fn each(&self, words: &[&str], mut found: impl FnMut(std::ops::Range<usize>, PersonId)) {
        let mut i = 0;
        while i < words.len() {
            let mut step = 1;
            if let Some(list) = key(words[i]).and_then(|k| self.names.get(&k)) {
                for (name, id) in list {
                    let fits = name.iter().enumerate().all(|(j, w)| words.get(i + j).and_then(|x| key(x)).is_some_and(|k| k == *w));
                    if fits {
                        step = name.len();
                        found(i..i + step, *id);
                        break;
                    }
                }
            }
            i += step;
        }
    }
}

/// A word without the marks around it and without its possessive.
fn bare(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).or_else(|| bare.strip_suffix("'S")).unwrap_or(bare)
}

/// A word of prose as it stands in the index, if it is written as a name is.
fn key(word: &str) -> Option<String> {
    if word.starts_with('\\') {
        return None;
    }
    let bare = bare(word);
    let first = bare.chars().next()?;
    (first.is_uppercase() || (!crate::syntax::is_small(first) && first.is_alphanumeric())).then(|| normalise(bare))
}

/// What there is to choose from, a dozen at most.
pub fn declared_are<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let shown: Vec<&str> = names.by_ref().take(12).collect();
    let more = match names.count() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("declared are: {}{more}", shown.join(", "))
}
