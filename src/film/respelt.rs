//! An item of several words of which one is misspelt: that word is mended, and what stands beside it is kept.

use super::lower::{Lower, shorten};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Rule, clean, fits};

/// Words that join others in an item and stand in no table.
const JOINTS: [&str; 24] = [
    "over", "from", "to", "on", "with", "then", "for", "until", "of", "pov", "dutch", "reverse", "shoulder", "and", "fade", "in", "out", "speed", "side", "ahead", "behind", "lead", "tail", "end",
];

/// More words than an item has.
const MOST: usize = 8;

impl Lower<'_> {
    /// The item with one word of it mended: the word's bytes, and the right one.
    pub(super) fn respelt(&self, text: &str, rule: Option<Rule>, classes: &[Class]) -> Option<(std::ops::Range<usize>, String)> {
        let words: Vec<&str> = text.split(' ').collect();
        if words.len() < 2 && !text.starts_with(|c: char| c.is_ascii_digit()) || words.len() > MOST {
            return None;
        }
        let whole = |said: &str| match rule {
            Some(Rule::shot_attr) => self.item(said, Rule::shot_attr) || said.contains(' ') && clean(Rule::shot_line, &format!("shot {said}")),
            None if classes.contains(&Class::Move) => clean(Rule::camera_line, &format!("camera {said}")),
            Some(rule) => fits(rule, said),
            None => false,
        };
        let sizes: &[Class] = if classes.contains(&Class::Move) { &[Class::Size] } else { &[] };
        let known = || vocabulary::spellings(classes).chain(vocabulary::spellings(sizes)).flat_map(|w| w.split(' ')).chain(JOINTS);
        let mut best: Option<(usize, std::ops::Range<usize>, String)> = None;
        for word in words {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            let at = from..from + word.len();
            let mut consider = |distance: usize, right: &str| {
                let said = format!("{}{right}{}", &text[..at.start], &text[at.end..]);
                if best.as_ref().is_none_or(|(d, ..)| distance < *d) && whole(&said) {
                    best = Some((distance, at.clone(), right.to_string()));
                }
            };
            // `2 bras`: a length of two words.
            if rule == Some(Rule::shot_attr) && text.starts_with(|c: char| c.is_ascii_digit()) {
                for unit in ["bars", "bar", "frames", "seconds", "minutes"].into_iter().filter(|unit| *unit != word && unit.len().abs_diff(word.len()) <= 1) {
                    if word.len() > 2 && strsim::osa_distance(word, unit) == 1 {
                        consider(1, unit);
                    }
                }
            }
            // `35mmm`
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                if let Some(shorter) = word.char_indices().next_back().map(|(i, _)| &word[..i]).filter(|s| s.ends_with(|c: char| c.is_ascii_alphabetic())) {
                    consider(1, shorter);
                }
                continue;
            }
            let count = word.chars().count();
            if word.chars().any(|c| c.is_uppercase() || c == '"') || count < 2 {
                continue;
            }
            let most = (count / 3).max(1);
            for right in known().filter(|w| w.len().abs_diff(word.len()) <= most && *w != word) {
                let distance = strsim::osa_distance(word, right);
                // Of two letters both are there, or it is another word.
                if distance <= most && (count > 2 || right.len() > 2 || right.chars().all(|c| word.contains(c))) {
                    consider(distance, right);
                }
            }
        }
        best.map(|(_, at, right)| (at, right))
    }

    /// Such an item, told at its one wrong word.
    pub(super) fn respelt_item(&self, text: &str, span: Span, what: &str, at: &std::ops::Range<usize>, right: &str) -> Diagnostic {
        let place = Span { start: span.start + at.start as u32, end: span.start + at.end as u32, ..span };
        let whole = format!("{}{right}{}", &text[..at.start], &text[at.end..]);
        Diagnostic::new(Code::UnknownWord, place, format!("`{}` is no {what}", shorten(text)))
            .label("not known here")
            .help(format!("did you mean `{whole}`?"))
            .unsafe_fix(format!("write `{right}`"), place, right)
    }
}
