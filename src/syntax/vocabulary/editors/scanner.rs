//! Tables for the scanner of tree-sitter-frost: openers, words by form, and letters by kind.

use std::fmt::Write;

use super::forms::{CONTEXTS, FORMS, openers};
use crate::syntax::classes::Token;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::Context;

/// `editors/tree-sitter-frost/src/words.h`.
pub fn words_h() -> String {
    let mut out = String::from("// Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\n#ifndef FROST_WORDS_H\n#define FROST_WORDS_H\n\n#include <stdint.h>\n\n");
    let names: Vec<String> = CONTEXTS.iter().map(|c| format!("IN_{}", format!("{c:?}").to_uppercase())).collect();
    let _ = writeln!(out, "enum Context {{ {}, IN_NONE }};", names.join(", "));
    let forms: Vec<String> = FORMS.iter().map(|f| format!("FORM_{}", f.name.to_uppercase())).collect();
    let _ = writeln!(out, "enum Form {{ {}, FORM_PROSE }};\n", forms.join(", "));
    let flags = |pick: fn(&super::forms::Form) -> bool| FORMS.iter().map(|f| if pick(f) { "1" } else { "0" }).chain(["0"]).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "static const uint8_t FORM_REFERENCES[] = {{{}}};", flags(|f| f.references));
    let _ = writeln!(out, "static const uint8_t FORM_TEXT[] = {{{}}};", flags(|f| f.text));
    let _ = writeln!(out, "static const uint8_t FORM_LABELS[] = {{{}}};\n", flags(|f| f.labels));

    out.push_str("typedef struct { uint8_t context; const char *word; uint8_t symbol; uint8_t form; uint8_t body; uint8_t defines; } Opener;\nstatic const Opener OPENERS[] = {\n");
    for o in openers() {
        let form = o.form.map_or("FORM_PROSE".to_string(), |i| forms[i].clone());
        let body = o.body.map_or("IN_NONE".to_string(), context);
        let _ = writeln!(out, "  {{{}, \"{}\", {}, {form}, {body}, {}}},", context(o.context), o.word, symbol(o.rule), u8::from(defines(o.rule)));
    }
    out.push_str("};\n\n// The longest spelling comes first.\ntypedef struct { uint8_t form; uint8_t symbol; const char *word; } Word;\nstatic const Word WORDS[] = {\n");
    for (form, name) in FORMS.iter().zip(&forms) {
        for (token, word) in form.spellings() {
            let _ = writeln!(out, "  {{{name}, {}, \"{word}\"}},", token_symbol(token));
        }
    }
    out.push_str("};\n\n");
    out.push_str("typedef struct { uint32_t first, last; uint8_t step; } Run;\n");
    runs(&mut out, "UPPER", char::is_uppercase);
    runs(&mut out, "LOWER", char::is_lowercase);
    runs(&mut out, "LETTER", |c| c.is_alphabetic() || c.is_numeric() || mark(c));
    out.push_str("typedef struct { uint32_t first, last; uint8_t step; int32_t by; } Shift;\nstatic const Shift TO_UPPER[] = {\n");
    for (first, last, step, by) in shifts() {
        let _ = writeln!(out, "  {{{first}, {last}, {step}, {by}}},");
    }
    out.push_str("};\n\n#endif\n");
    out
}

fn context(context: Context) -> String {
    format!("IN_{}", format!("{context:?}").to_uppercase())
}

/// The scanner's symbol for a statement's first word, which decides what node the statement is.
fn symbol(rule: Option<Rule>) -> &'static str {
    match rule {
        None => "KW_PROPERTY",
        Some(Rule::film_line) => "KW_FILM",
        Some(Rule::style_line) => "KW_STYLE",
        Some(Rule::person_line | Rule::tune_line) => "KW_DECLARATION",
        Some(Rule::setup_line) => "KW_SETUP",
        Some(Rule::param_line) => "KW_PARAM",
        Some(Rule::version_line) => "KW_VERSION",
        Some(Rule::shot_line) => "KW_SHOT",
        Some(Rule::camera_line) => "KW_CAMERA",
        Some(Rule::stage_line) => "KW_STAGE",
        Some(_) => "KW_STATEMENT",
    }
}

/// Whether the first name behind the word is declared by it.
fn defines(rule: Option<Rule>) -> bool {
    matches!(rule, Some(Rule::style_line | Rule::person_line | Rule::tune_line | Rule::setup_line | Rule::param_line | Rule::version_line))
}

fn token_symbol(token: Token) -> &'static str {
    match token {
        Token::Size => "SIZE",
        Token::Camera => "CAMERA",
        Token::Move => "MOVE",
        Token::Light => "LIGHT",
        Token::Stage => "STAGE",
        Token::Modifier => "MODIFIER",
        Token::Transition => "TRANSITION_WORD",
        _ => "JOINT",
    }
}

/// Marks that stand on a letter.
fn mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}')
}

/// Characters beyond ASCII of a kind, as runs of every one or every other.
fn runs(out: &mut String, name: &str, is: impl Fn(char) -> bool) {
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for c in ('\u{80}'..=char::MAX).filter(|c| is(*c)) {
        let at = c as u32;
        match runs.last_mut() {
            Some((first, last, step)) if at - *last == *step || (first == last && at - *last <= 2) => {
                *step = at - *last;
                *last = at;
            }
            _ => runs.push((at, at, 1)),
        }
    }
    let _ = writeln!(out, "static const Run {name}[] = {{");
    for row in runs.chunks(6) {
        let row: Vec<String> = row.iter().map(|(first, last, step)| format!("{{0x{first:x}, 0x{last:x}, {step}}}")).collect();
        let _ = writeln!(out, "  {},", row.join(", "));
    }
    out.push_str("};\n");
}

/// How far a small letter is from its capital.
fn shifts() -> Vec<(u32, u32, u32, i64)> {
    let mut out: Vec<(u32, u32, u32, i64)> = Vec::new();
    for c in '\u{80}'..=char::MAX {
        let mut upper = c.to_uppercase();
        let (Some(capital), None) = (upper.next(), upper.next()) else { continue };
        let (at, by) = (c as u32, capital as i64 - c as i64);
        if by == 0 {
            continue;
        }
        match out.last_mut() {
            Some((first, last, step, own)) if *own == by && (at - *last == *step || (first == last && at - *last <= 2)) => {
                *step = at - *last;
                *last = at;
            }
            _ => out.push((at, at, 1, by)),
        }
    }
    out
}
