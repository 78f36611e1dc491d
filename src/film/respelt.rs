//! Misspelt words of items and lines: what the rest of them says tells the word that was meant.

use super::lower::Lower;
use super::shot::SHOT_CLASSES;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Node, Respelt, Rule, clean, fits, respelt};

impl Lower<'_> {
    /// The misspelt word of an item of several words, or of a value.
    pub(super) fn respelt_item(&self, text: &str, rule: Option<Rule>, classes: &[Class]) -> Option<Respelt> {
        if !text.contains(' ') && !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if classes.contains(&Class::Move) {
            return respelt(Rule::camera_line, text, |t| clean(Rule::camera_line, &format!("camera {t}")));
        }
        let rule = rule?;
        // A word in small letters that is nothing else would be the name of a set-up.
        let setups = |t: &str| t.split(' ').next().is_some_and(|w| !fits(Rule::lower_name, w) || self.film.setups.contains_key(w) || !clean(Rule::shot_line, &format!("shot {w} on X")) || vocabulary::spellings(SHOT_CLASSES).any(|s| s.split(' ').next() == Some(w)));
        respelt(rule, text, |t| self.item(t, rule) || rule == Rule::shot_attr && clean(Rule::shot_line, &format!("shot {t}")) && setups(t))
    }

    /// One report for a line of which one word is misspelt. Whether it was one.
    pub(super) fn respelt_line(&mut self, line: &Node) -> bool {
        let (text, start) = (self.str(line).trim_end(), line.start as usize);
        let Some(found) = line.rule().and_then(|rule| respelt(rule, text, |t| clean(rule, t))) else { return false };
        let span = Span::new(self.file, start + found.at.start, start + found.at.end);
        self.problem(
            Diagnostic::new(Code::UnknownWord, span, format!("`{}` is no word of this statement", &text[found.at.clone()]))
                .label("not known here")
                .help(format!("did you mean `{}`?", found.whole))
                .unsafe_fix(format!("write `{}`", found.right), span, found.right),
        );
        true
    }
}
