//! Transitions: the word, its direction, its length and a colour; and what a line in another order was meant to be.

use num_rational::Ratio;

use super::lower::{Lower, Transition};
use super::statements::length_habit;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Kind, Node, Rule};

impl Lower<'_> {
    pub fn transition(&mut self, node: &Node) -> Option<Transition> {
        let span = self.span(node);
        if node.kind == Kind::Transition {
            let text = self.str(node);
            let word = crate::syntax::screenplay_transition(text).or_else(|| Some(crate::syntax::transition_to_a_place(text)?.0))?;
            let word = if word == "fade out" || word == "fade in" { word } else { word.trim_end_matches(" to") };
            return Some(Transition { word, span, length: None, colour: None });
        }
        if let Some(extra) = node.child(Rule::extra).filter(|n| self.str(n).trim().bytes().all(|b| b.is_ascii_digit() || b == b'.')) {
            let (span, text) = (self.span(extra), self.str(extra).trim().to_string());
            self.problem(length_habit(span, &text));
        } else if let Some((span, time)) = node.child(Rule::extra).and_then(|n| Some((self.span(n), said_length(self.str(n))?))) {
            // `dissolve over 1s`, `dissolve (1s)`, `dissolve, 1s`
            let before = self.text[..span.start as usize].trim_end_matches([' ', ',', ':']).len() as u32;
            let right = format!("{} {time}", &self.text[node.start as usize..before as usize]);
            self.problem(
                Diagnostic::new(Code::Syntax, span, "how long a transition takes stands right behind it")
                    .label("not read")
                    .help(format!("write `{right}`"))
                    .fix(format!("write `{right}`"), Span { start: before, ..span }, format!(" {time}")),
            );
        } else if let Some(right) = node.child(Rule::extra).and_then(|_| transition_meant(self.str(node).trim_end())) {
            let whole = Span { end: span.start + self.str(node).trim_end().len() as u32, ..span };
            let extra = node.child(Rule::extra).map_or(span, |n| self.span(n));
            self.problem(
                Diagnostic::new(Code::Syntax, extra, "this does not stand here in a transition")
                    .label("not read")
                    .help(format!("did you mean `{right}`?"))
                    .unsafe_fix(format!("write `{right}`"), whole, right),
            );
        } else if let Some(extra) = node.child(Rule::extra) {
            let span = self.span(extra);
            self.problem(
                Diagnostic::new(Code::Syntax, span, "the transition ends before this")
                    .label("this is too much")
                    .help("its form: the word, its direction, its length and a colour, as `wipe left 1s`, `iris out 1s`, `fade out 2s to white`"),
            );
        }
        let word = self.word(Class::Transition, node.child(Rule::transition_word)?);
        let length = self.time_in(node);
        let mut times = node.parts().filter(|(rule, _)| matches!(rule, Rule::duration | Rule::timecode)).map(|(_, n)| self.span(n));
        if let (Some(first), Some(again)) = (times.next(), times.next()) {
            let gap = Span { start: first.end.max(again.start - 1), ..again };
            self.problem(Diagnostic::new(Code::Conflict, again, "the length is said twice").label("said again").also(first, "first said here").help("take one of them away").unsafe_fix("take the second away", gap, ""));
        }
        let colour = node.child(Rule::to_colour).map(|n| {
            let text = self.str(n);
            match n.child(Rule::colour) {
                Some(colour) => values::colour(self.str(colour)).unwrap_or([0; 3]),
                None if text.ends_with("white") => [255; 3],
                None => [0; 3],
            }
        });
        if colour.is_some() && !word.starts_with("fade") {
            self.problem(Diagnostic::new(Code::Conflict, span, format!("a {word} has no colour")).label("only fades have one").help("`fade out 1s to white`"));
        }
        if matches!(word, "cut" | "smash cut" | "match cut" | "jump cut") && length.is_some() {
            self.problem(Diagnostic::new(Code::Conflict, span, format!("a {word} takes no time")).label("it has a length").help("a `dissolve` takes time, a cut does not"));
        }
        if length == Some(Ratio::from_integer(0)) {
            self.problem(Diagnostic::new(Code::BadValue, span, format!("a {word} cannot last no time")).label("no length").help("write `cut`, or a length as `dissolve 1s`"));
            return None;
        }
        Some(Transition { word, span, length, colour })
    }
}

/// The length in words that say nothing else: `over 1s`, `for 1s`, `(1s)`, `, 1s`.
fn said_length(text: &str) -> Option<&str> {
    let bare = text.trim().trim_matches(['(', ')', ',', '-', ':', ' ']);
    let time = ["over ", "for ", "in ", "lasting "].iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare).trim();
    crate::syntax::fits(Rule::duration, time).then_some(time)
}

/// The transition that the words of a line are in another order, with one of them misspelt, or without its `to`.
fn transition_meant(text: &str) -> Option<String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
    if !(2..=5).contains(&words.len()) {
        return None;
    }
    let clean = |words: &[String]| crate::syntax::clean(Rule::transition_line, &words.join(" "));
    // `wipe, left, 1s`, `wipe to the left 1s`, `wipe from left 1s`
    let plain: Vec<String> = words.iter().map(|w| w.trim_matches([',', ':']).to_string()).filter(|w| !w.is_empty() && !matches!(w.as_str(), "the" | "towards" | "toward")).collect();
    let directed: Vec<String> = plain.iter().enumerate().filter(|(i, w)| !(matches!(w.as_str(), "to") && plain.get(i + 1).is_some_and(|n| matches!(n.as_str(), "left" | "right")))).map(|(_, w)| w.clone()).collect();
    let turned = plain.iter().position(|w| w == "from").filter(|i| plain.get(i + 1).is_some_and(|n| matches!(n.as_str(), "left" | "right"))).map(|i| {
        let mut form = plain.clone();
        form.remove(i);
        form[i] = if form[i] == "left" { "right".into() } else { "left".into() };
        form
    });
    if let Some(form) = [Some(plain.clone()), Some(directed), turned].into_iter().flatten().find(|form| *form != words && clean(form)) {
        return Some(form.join(" "));
    }
    let known: Vec<&str> = vocabulary::spellings(&[Class::Transition]).flat_map(|w| w.split(' ')).chain(["black", "white", "to", "from"]).collect();
    let mut forms = vec![words.clone()];
    // One word misspelt, the nearest one that makes a transition of the rest.
    for (i, word) in words.iter().enumerate().skip(1).filter(|(_, w)| w.len() > 2 && !w.starts_with(|c: char| c.is_ascii_digit() || c == '#') && !known.contains(&w.as_str())) {
        let most = (word.len() / 3).max(1);
        let mut near: Vec<(usize, &str)> = known.iter().map(|k| (strsim::osa_distance(word, k), *k)).filter(|(d, _)| *d <= most).collect();
        near.sort();
        near.dedup();
        forms.extend(near.into_iter().map(|(_, right)| {
            let mut form = words.clone();
            form[i] = right.to_string();
            form
        }));
    }
    if let Some(i) = words.iter().rposition(|w| matches!(w.as_str(), "black" | "white") || w.starts_with('#')).filter(|i| *i > 0 && words[i - 1] != "to") {
        let mut form = words.clone();
        form.insert(i, "to".to_string());
        forms.push(form);
    }
    forms.iter().find_map(|form| {
        if clean(form) {
            return Some(form.join(" "));
        }
        // A word moved to another place.
        (1..form.len()).flat_map(|from| (1..form.len()).map(move |to| (from, to))).filter(|(from, to)| from != to).find_map(|(from, to)| {
            let mut moved = form.clone();
            let word = moved.remove(from);
            moved.insert(to, word);
            clean(&moved).then(|| moved.join(" "))
        })
    })
}
