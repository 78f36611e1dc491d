//! Beats in words: action, and cues with what is said, from where and how.

use num_rational::Ratio;

use super::lower::Lower;
use super::*;
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Kind, Node};

impl Lower<'_> {
    pub fn action(&mut self, node: &Node) -> Beat {
        let lines = node.children.iter().filter(|n| n.kind == Kind::Text).map(|n| self.str(n).trim());
        let text = names::without_notes(&crate::syntax::joined(lines));
        let text = text.strip_prefix('!').unwrap_or(&text).to_string();
        Beat { span: self.span(node), kind: BeatKind::Action { text, people: Vec::new() }, at: None, start: 0, frames: 0 }
    }

    pub fn cue(&mut self, node: &Node) -> Option<Beat> {
        let line = node.children.iter().find(|n| n.kind == Kind::CueLine)?;
        let text = self.str(line);
        let parts = crate::syntax::cue_line(text)?;
        let name = &text[parts.name.clone()];
        let name_span = Span::new(self.file, line.start as usize + parts.name.start, line.start as usize + parts.name.end);
        let known = |n: &str| self.people.contains_key(&crate::syntax::normalise(n));
        let both = super::lower::together(name).filter(|(a, b)| known(a) && known(b) && !known(name));
        let speakers = match both {
            Some((a, b)) => vec![self.person(a, name_span), self.person(b, name_span)],
            None => vec![self.person(name, name_span)],
        };
        let mut cue = Cue {
            speakers,
            name_span,
            voice_over: false,
            unseen: false,
            extensions: Vec::new(),
            filter: None,
            continued: false,
            dual: parts.dual,
            text: String::new(),
            said: None,
            measured: None,
            runs_on: false,
            manner: Vec::new(),
            pause: Ratio::from_integer(0),
        };
        for group in &parts.groups {
            let words = text[group.clone()].trim();
            // `(V.O., angry)` says two things.
            let (words, manner) = match words.split_once([',', ';']) {
                Some((first, rest)) if extension(words).is_none() && extension(first).is_some() => (first.trim(), rest.trim()),
                _ => (words, ""),
            };
            self.parenthetical(manner, &mut cue);
            let mark = extension(words);
            cue.extensions.extend(mark.filter(|m| !cue.extensions.contains(m)));
            match mark {
                Some("V.O.") => cue.voice_over = true,
                Some("O.S." | "O.C.") => cue.unseen = true,
                Some("CONT'D") => cue.continued = true,
                Some("ON PHONE") => (cue.unseen, cue.filter) = (true, Some("phone".into())),
                Some("RADIO") => (cue.unseen, cue.filter) = (true, Some("radio".into())),
                Some(_) => cue.unseen = true,
                None => self.parenthetical(words, &mut cue),
            }
        }
        let mut said: Vec<&str> = Vec::new();
        for child in &node.children {
            match child.kind {
                Kind::Dialogue => said.push(self.str(child).trim()),
                Kind::Parenthetical => {
                    let words = self.str(child).trim_matches(['(', ')', '（', '）']).trim();
                    self.parenthetical(words, &mut cue);
                }
                _ => {}
            }
        }
        let text = names::without_notes(&crate::syntax::joined(said));
        (cue.text, cue.said) = shown_and_said(&text);
        if let Some(id) = cue.speakers.first() {
            let person = self.film.person(*id);
            cue.measured = self.measured.get(&speech::line_key(person, &cue)).copied();
        }
        let last = node.children.iter().rev().find(|c| c.kind != Kind::Space).unwrap_or(node);
        let span = self.span(node);
        let span = Span { end: last.end, ..span };
        Some(Beat { span, kind: BeatKind::Cue(cue), at: None, start: 0, frames: 0 })
    }

    fn parenthetical(&mut self, words: &str, cue: &mut Cue) {
        if words.eq_ignore_ascii_case("beat") || words.eq_ignore_ascii_case("a beat") {
            cue.pause += Ratio::from_integer(1);
        } else if let Some(seconds) = words.strip_suffix('s').and_then(|n| values::decimal(n.trim())).filter(|s| *s < Ratio::from_integer(600)) {
            cue.pause += seconds;
        } else if !words.is_empty() {
            cue.manner.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

/// Where a voice comes from: `V.O.`, also as `VO`, `V/O` or `V.0.`, and `ON THE PHONE`.
fn extension(words: &str) -> Option<&'static str> {
    if let Some(word) = vocabulary::find(Class::Extension, words) {
        return Some(word.word);
    }
    let letters: String = words.to_uppercase().chars().filter(|c| c.is_alphanumeric()).map(|c| if c == '0' { 'O' } else { c }).collect();
    let right = match letters.as_str() {
        "VO" | "VOICEOVER" => "V.O.",
        "OS" | "OFFSCREEN" => "O.S.",
        "OC" | "OFFCAMERA" => "O.C.",
        "ONPHONE" | "ONTHEPHONE" | "OVERPHONE" | "OVERTHEPHONE" | "THROUGHPHONE" | "ONTELEPHONE" => "ON PHONE",
        "ONRADIO" | "ONTHERADIO" | "OVERRADIO" | "OVERTHERADIO" => "RADIO",
        _ => return None,
    };
    vocabulary::find(Class::Extension, right).map(|w| w.word)
}

/// A line as it stands written and, where values in it are spoken otherwise, as it is said.
fn shown_and_said(text: &str) -> (String, Option<String>) {
    use super::params::{DONE, SAID, SHOWN};
    if !text.contains(SHOWN) {
        return (text.to_string(), None);
    }
    let (mut shown, mut said, mut side) = (String::new(), String::new(), DONE);
    for c in text.chars() {
        match c {
            SHOWN | SAID | DONE => side = c,
            c => {
                if side != SAID {
                    shown.push(c);
                }
                if side != SHOWN {
                    said.push(c);
                }
            }
        }
    }
    (shown, Some(said))
}
