//! Word lists for Emacs, which the mode makes patterns of.

use std::fmt::Write;

use super::forms::{FORMS, openers};
use super::PROSE;
use crate::syntax::classes::Token;
use crate::syntax::parser::Context;
use crate::syntax::vocabulary::{Class, spellings};

/// `editors/emacs/frost-words.el`.
pub fn emacs() -> String {
    let quoted = |words: &[&str]| words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" ");
    let mut out = String::from(";;; frost-words.el --- The words of Frost  -*- lexical-binding: t; -*-\n\n;; Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\n\n;;; Code:\n\n");
    let all = openers();
    let _ = writeln!(out, "(defconst frost-properties '({})\n  \"Words that prose follows.\")\n", quoted(&PROSE));
    let mut holds: Vec<&str> = all.iter().filter(|o| o.body.is_some() && o.context == Context::Margin).map(|o| o.word).collect();
    holds.dedup();
    let _ = writeln!(out, "(defconst frost-blocks '({})\n  \"Words at the margin that hold deeper lines.\")\n", quoted(&holds));
    let transitions: Vec<&str> = spellings(&[Class::Transition]).collect();
    let _ = writeln!(out, "(defconst frost-transitions '({}))\n", quoted(&transitions));
    out.push_str("(defconst frost-forms\n  '(");
    for form in &FORMS {
        let mut words: Vec<&str> = all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name)).map(|o| o.word).collect();
        words.sort_unstable();
        words.dedup();
        let _ = write!(out, "({}\n     ({})", form.name, quoted(&words));
        let spelt = form.spellings();
        for token in Token::ALL {
            let own: Vec<&str> = spelt.iter().filter(|(t, _)| *t == token).map(|(_, w)| *w).collect();
            if !own.is_empty() {
                let _ = write!(out, "\n     ({} {})", token.name(), quoted(&own));
            }
        }
        out.push_str(")\n    ");
    }
    let out = out.trim_end().to_string();
    out + ")\n  \"Forms of statements: a name, the words that begin them, and the words of each class in them.\")\n\n(provide 'frost-words)\n;;; frost-words.el ends here\n"
}
