//! Music and sounds with a name.

use super::super::lower::Lower;
use super::super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Kind, Node, Rule};

impl Lower<'_> {
    /// `music alley sax, 70bpm`: a name of several words, which is told.
    fn name_of_words(&mut self, line: &Node, extra: &Node, what: &str) -> Option<String> {
        let first = line.child(Rule::lower_name)?;
        let rest = self.str(extra).split(',').next().unwrap_or("").trim();
        let whole = format!("{}-{}", self.str(first), rest.split_whitespace().collect::<Vec<_>>().join("-"));
        if rest.is_empty() || !crate::syntax::fits(Rule::lower_name, &whole) {
            return None;
        }
        let at = self.span(first);
        let span = Span { end: self.span(extra).start + rest.len() as u32, ..at };
        self.problem(
            Diagnostic::new(Code::BadName, span, format!("the name of {what} is one word"))
                .label("several words")
                .help(format!("join them by hyphens: `{what} {whole}`"))
                .unsafe_fix(format!("call it `{whole}`"), span, whole.clone()),
        );
        Some(whole)
    }

    pub(super) fn tune(&mut self, block: &Node) {
        let line = block.line();
        let music = self.keyword(line, &["sound", "music"]) == "music";
        let what = if music { "music" } else { "sound" };
        // `music tide 90bpm`
        let forgotten = line.child(Rule::extra).filter(|n| line.child(Rule::lower_name).is_some() && [Rule::tempo, Rule::meter].into_iter().any(|rule| crate::syntax::fits(rule, self.str(n).trim())));
        if let Some(extra) = forgotten {
            let (span, before) = (self.span(extra), self.text[..extra.start as usize].trim_end().len() as u32);
            self.problem(
                Diagnostic::new(Code::MissingComma, span, format!("a comma is missing before `{}`", self.str(extra).trim()))
                    .label("a comma belongs before this")
                    .fix("put the comma", Span { start: before, end: span.start, ..span }, ", "),
            );
        }
        let parted = line.child(Rule::extra).filter(|_| forgotten.is_none()).and_then(|n| self.name_of_words(line, n, what));
        let Some(name) = self.lower_named(line, what, &format!("{what} waltz"), forgotten.is_some() || parted.is_some()) else { return };
        let (text, span) = (parted.unwrap_or(name.value), name.span);
        if let Some(why) = tune_name_taken(&text, what) {
            return self.problem(
                Diagnostic::new(Code::ReservedName, span, why)
                    .label("taken")
                    .help(format!("`{what} off` stops what plays; give this another name")),
            );
        }
        let first = if music { &self.film.music } else { &self.film.sounds }.iter().find(|t| t.name == text).map(|t| t.span);
        // What a second declaration says is read as well, and counts for nothing.
        if let Some(first) = first {
            self.duplicate(what, &text, span, first);
        }
        let mut said = Vec::new();
        let mut tune = Tune { name: text, span, meter: (4, 4), broken: line.child(Rule::extra).is_some(), ..Tune::default() };
        for (rule, node) in line.parts() {
            let kind = match rule {
                Rule::tempo => Some("tempo"),
                Rule::meter => Some("metre"),
                _ => None,
            };
            if kind.is_some_and(|kind| !self.single(&mut said, kind, node)) {
                continue;
            }
            match rule {
                Rule::tempo => {
                    let tempo = node.child(Rule::number).and_then(|n| values::scaled(self.str(n), 100));
                    match tempo {
                        Some(v) if (2000..=40000).contains(&v) => tune.tempo = Some(v as u32),
                        _ => {
                            let at = self.span(node);
                            tune.broken = true;
                            self.problem(Diagnostic::new(Code::BadValue, at, "a tempo is 20bpm to 400bpm").label("this tempo").help("a tempo is beats a minute, as `90bpm`"));
                        }
                    }
                }
                Rule::meter => {
                    let parts: Vec<u32> = node.parts().filter_map(|(_, n)| self.str(n).parse().ok()).collect();
                    match parts[..] {
                        [beats @ 1..=16, unit @ (1 | 2 | 4 | 8 | 16)] => tune.meter = (beats, unit),
                        _ => {
                            let at = self.span(node);
                            self.problem(Diagnostic::new(Code::BadValue, at, format!("`{}` is no metre", self.str(node))).label("this metre").help("a metre is as `3/4` or `6/8`"));
                        }
                    }
                }
                Rule::missing => self.empty_item(node),
                Rule::unknown if let Some(tempo) = self.str(node).strip_prefix("tempo").map(|t| t.trim_matches([' ', ':', '='])).filter(|t| t.trim_end_matches("bpm").trim().parse::<f64>().is_ok()).map(|t| format!("{}bpm", t.trim_end_matches("bpm").trim())) => {
                    let at = self.span(node);
                    tune.broken = true;
                    self.problem(Diagnostic::new(Code::UnknownWord, at, format!("`{}` is no tempo or metre", self.str(node))).label("not known here").help(format!("a tempo needs no word before it: `{tempo}`")).unsafe_fix(format!("write `{tempo}`"), at, tempo));
                }
                Rule::unknown => {
                    tune.broken = true;
                    self.unknown(node, "tempo or metre", Some(Rule::tempo), &[], &["90bpm", "4/4"]);
                }
                _ => {}
            }
        }
        for node in block.body().filter(|n| n.kind == Kind::Prose) {
            let (own, word) = (if music { "mood" } else { "look" }, self.prose(node).0);
            if word != own {
                let at = Span { end: node.start + word.len() as u32, ..self.span(node) };
                self.problem(Diagnostic::new(Code::Misplaced, at, format!("{what} has no `{word}`")).label("not known here").help(format!("how {what} is, its `{own}` says")).fix(format!("write `{own}`"), at, own));
            } else if !self.wordless(node) {
                tune.mood = self.prose(node).1;
            }
        }
        if first.is_some() {
            return;
        }
        if music { self.film.music.push(tune) } else { self.film.sounds.push(tune) }
    }
}

/// Why a word cannot name music or a sound, if it cannot.
pub fn tune_name_taken(name: &str, what: &str) -> Option<String> {
    (name == "off").then(|| format!("`off` is a word of the language and cannot name {what}"))
}
