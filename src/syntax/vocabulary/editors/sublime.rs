//! The syntax of Sublime Text: a context for each form of statement.

use std::fmt::Write;

use super::forms::{FORMS, openers};
use super::textmate::{name, number, scope};
use super::{HEADING, INDENT, PROSE, any};
use crate::syntax::classes::Token;
use crate::syntax::vocabulary::{Class, spellings};

/// A pattern between single quotes.
fn quoted(pattern: &str) -> String {
    format!("'{}'", pattern.replace('\'', "''"))
}

/// `editors/sublime/Frost.sublime-syntax`.
pub fn sublime() -> String {
    let mut out = String::from(
        "%YAML 1.2\n---\n# Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\nname: Frost\nfile_extensions: [frost]\nscope: source.frost\nversion: 2\n\ncontexts:\n  main:\n",
    );
    let all = openers();
    let rule = |out: &mut String, pattern: &str, more: &[String]| {
        let _ = writeln!(out, "    - match: {}", quoted(pattern));
        for line in more {
            let _ = writeln!(out, "      {line}");
        }
    };
    let named = |token: Token| format!("scope: {}", scope(token));
    rule(&mut out, r"^\s*/\*", &["push: block-comment".into()]);
    rule(&mut out, r"^\s*//.*$", &[named(Token::Comment)]);
    rule(
        &mut out,
        &format!(r"^{INDENT}({HEADING})\s+(.*?)(\s*#[^#]+#)?\s*$"),
        &["captures:".into(), "  1: keyword.control.heading.frost".into(), format!("  2: {}", scope(Token::Heading)), format!("  3: {}", scope(Token::Label))],
    );
    rule(&mut out, &format!(r"^[ \t]*({})(?=\s|$)", PROSE.join("|")), &["captures:".into(), "  1: keyword.control.property.frost".into(), "push: prose".into()]);
    rule(&mut out, &format!(r"^[ \t]*({})(?![\w-])(?=\s*$|\s+[\d#]|\s+to\b|\s+from\b|\s+//|:)", any(spellings(&[Class::Transition]))), &["captures:".into(), format!("  1: {}", scope(Token::Transition)), "push: in-transition".into()]);
    for form in &FORMS {
        let mut words = any(all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name)).map(|o| o.word));
        if form.name == "name" {
            rule(&mut out, r"^(music|sound)(?=\s|$)", &["captures:".into(), format!("  1: {}", scope(Token::Keyword)), "push: in-name".into()]);
            words = words.split('|').filter(|w| !matches!(*w, "music" | "sound")).collect::<Vec<_>>().join("|");
        }
        rule(&mut out, &format!(r"^[ \t]*({words})(?=\s|,|$)"), &["captures:".into(), format!("  1: {}", scope(Token::Keyword)), format!("push: in-{}", form.name)]);
    }
    rule(&mut out, r"^\s*>?\s*(?:[A-Z][A-Z -]+ TO:|FADE (?:IN|OUT)[.:]?|FADE TO BLACK\.?)\s*$", &[named(Token::Transition)]);
    rule(
        &mut out,
        r"^([ \t]+)(@[^(（^\n]+?|(?=[^\p{Ll}\n]*\p{Lu})[^\p{Ll}(（^\n]*?[^\p{Ll}(（^\s:.!?…,—-])((?:\s*[(（][^)）\n]*[)）])*)\s*(\^)?\s*$",
        &["captures:".into(), format!("  2: {}", scope(Token::Cue)), format!("  3: {}", scope(Token::Extension)), format!("  4: {}", scope(Token::Joint))],
    );
    rule(&mut out, r"^[ \t]+[(（].*[)）]\s*$", &[named(Token::Parenthetical)]);
    out.push_str("    - include: marks\n\n  marks:\n");
    rule(&mut out, r"\[\[", &["push: note".into()]);
    rule(&mut out, r"(?<!\\)\{[a-z][a-z0-9_-]*\}", &[named(Token::Param)]);
    out.push_str("\n  block-comment:\n    - meta_scope: comment.block.frost\n");
    rule(&mut out, r"\*/.*$", &["pop: true".into()]);
    let _ = writeln!(out, "\n  note:\n    - meta_scope: {}", scope(Token::Note));
    rule(&mut out, r"\]\]|^\s*$", &["pop: true".into()]);
    let _ = writeln!(out, "\n  prose:\n    - meta_content_scope: {}", scope(Token::Prose));
    // Deeper lines go on with it; a property's own column is never as deep as eight.
    rule(&mut out, r"^(?![ \t]{8}[ \t]*\S)", &["pop: true".into()]);
    out.push_str("    - include: marks\n\n  value:\n");
    rule(&mut out, r"(?<=\s)//.*$", &[named(Token::Comment)]);
    rule(&mut out, r",[ \t]*\n", &[]);
    rule(&mut out, "$", &["pop: true".into()]);
    rule(&mut out, "[\"“”]", &["push: string".into()]);
    out.push_str("    - include: marks\n\n  string:\n");
    let _ = writeln!(out, "    - meta_scope: {}", scope(Token::String));
    rule(&mut out, r"\\.", &["scope: constant.character.escape.frost".into()]);
    rule(&mut out, "[\"“”]|$", &["pop: true".into()]);
    out.push_str("    - include: marks\n");
    for form in &FORMS {
        let _ = writeln!(out, "\n  in-{}:\n    - include: value", form.name);
        match form.labels {
            true => rule(&mut out, "#[^#\\n]+#", &[named(Token::Label)]),
            false => rule(&mut out, "#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\\b", &[named(Token::Colour)]),
        }
        rule(&mut out, &number(), &[named(Token::Number)]);
        let mut runs: Vec<(Token, Vec<&str>)> = Vec::new();
        for (token, word) in form.spellings() {
            match runs.last_mut() {
                Some((last, words)) if *last == token => words.push(word),
                _ => runs.push((token, vec![word])),
            }
        }
        if !runs.is_empty() {
            let pattern: Vec<String> = runs.iter().map(|(_, words)| format!("({})", words.join("|"))).collect();
            let fold = if form.name == "stage" { "" } else { "i" };
            let mut captures = vec!["captures:".to_string()];
            captures.extend(runs.iter().enumerate().map(|(i, (token, _))| format!("  {}: {}", i + 1, scope(*token))));
            rule(&mut out, &format!(r"(?<![\w-])(?{fold}:{})(?![\w-])", pattern.join("|")), &captures);
        }
        rule(&mut out, &name(), &[named(Token::Name)]);
        if form.references {
            rule(&mut out, r"\p{Ll}[\p{Ll}\p{Nd}_-]*", &[named(Token::Reference)]);
        }
    }
    out
}
