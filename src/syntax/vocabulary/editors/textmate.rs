//! The TextMate grammar of VS Code. A TextMate rule sees one line and what is open above it, so lines below decide
//! nothing here: a line in capitals is a cue even where nobody speaks under it.

use serde_json::{Map, Value, json};

use super::forms::{FORMS, Form, openers};
use super::{HEADING, INDENT, PROSE, any};
use crate::syntax::classes::Token;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::Context;
use crate::syntax::vocabulary::{Class, spellings};

/// The scope that themes colour a class by.
pub fn scope(token: Token) -> &'static str {
    match token {
        Token::Comment => "comment.line.double-slash.frost",
        Token::Note => "comment.block.note.frost",
        Token::Heading => "entity.name.section.frost",
        Token::Label => "entity.name.label.frost",
        Token::Cue => "entity.name.function.cue.frost",
        Token::Extension => "string.other.extension.frost",
        Token::Parenthetical => "string.other.parenthetical.frost",
        Token::Dialogue => "meta.dialogue.frost",
        Token::Action => "meta.action.frost",
        Token::Prose => "string.unquoted.prose.frost",
        Token::Keyword => "keyword.control.frost",
        Token::Transition => "keyword.control.transition.frost",
        Token::Size => "support.type.size.frost",
        Token::Camera => "support.constant.camera.frost",
        Token::Move => "support.function.move.frost",
        Token::Light => "support.constant.light.frost",
        Token::Stage => "support.constant.stage.frost",
        Token::Modifier => "storage.modifier.frost",
        Token::Joint => "keyword.operator.word.frost",
        Token::Name => "entity.name.type.frost",
        Token::Reference => "variable.other.reference.frost",
        Token::Param => "variable.parameter.frost",
        Token::String => "string.quoted.double.frost",
        Token::Number => "constant.numeric.frost",
        Token::Colour => "constant.other.colour.frost",
        Token::Text => "string.unquoted.text.frost",
        Token::Unknown => "invalid.illegal.frost",
    }
}

const BOUNDARY: &str = r"(?![\p{L}\p{N}_]|-\p{L})";
const NAME_WORD: &str = r"[\p{Lu}\p{Lo}\p{Lt}\x{10D0}-\x{10FF}](?:[\p{L}\p{M}\p{N}_]|\.(?=\p{L}|\x20[\p{Lu}\p{Lo}\p{Lt}])|-(?=\p{L})|['’](?:(?![sS](?!\p{L}))(?=\p{L})|(?=S\x20(?!(?i:and)(?![\p{L}\p{M}\p{N}]))[\p{Lu}\p{Lo}\p{Lt}\x{10D0}-\x{10FF}])))*";
const SMALL: &str = r"\p{Ll}[\p{Ll}\p{Nd}_-]*";
const REST: &str = r"(?=\s*(?:,|$|\s//))";

pub(super) fn name() -> String {
    format!(r"{NAME_WORD}(?:\x20(?!(?i:and)(?!\p{{L}})){NAME_WORD})*(?:\x20\d+(?![\p{{L}}.%°\d]))?")
}

pub(super) fn number() -> String {
    const UNITS: &str = "seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|BPM|degrees?|deg|metres?|meters?|mm|ms|dB|db|DB|LUFS|K|k|s|f|m";
    format!(r"\b\d{{2}}:\d{{2}}:\d{{2}}[:;]\d{{2}}\b|\b\d+[x×]\d+\b|\b\d+/\d+\b|\b\d+(?:\.\d+)?:\d+(?:\.\d+)?\b|\b[Ff]/\d+(?:\.\d+)?|(?<![\p{{L}}\p{{N}}.])[-+−]?(?:\d+(?:\.\d+)?|\.\d+)(?:\s?(?:(?:{UNITS}){BOUNDARY}|[%°]))?")
}

fn scoped(token: Token) -> Value {
    json!({ "name": scope(token) })
}

/// Prose in a capture: notes and values in braces are told apart.
fn prose(token: Token) -> Value {
    json!({ "name": scope(token), "patterns": [{ "include": "#note" }, { "include": "#param" }] })
}

/// One pattern of all the words that a form knows, the longest first; each run of one class is a capture.
fn words(form: &Form) -> Option<Value> {
    let mut runs: Vec<(Token, Vec<String>)> = Vec::new();
    for (token, word) in form.spellings() {
        match runs.last_mut() {
            Some((last, words)) if *last == token => words.push(word.to_string()),
            _ => runs.push((token, vec![word.to_string()])),
        }
    }
    if runs.is_empty() {
        return None;
    }
    let pattern: Vec<String> = runs.iter().map(|(_, words)| format!("({})", words.join("|"))).collect();
    let captures: Map<String, Value> = runs.iter().enumerate().map(|(i, (token, _))| ((i + 1).to_string(), scoped(*token))).collect();
    // On a stage capitals are always somebody.
    let fold = if form.name == "stage" { "" } else { "i" };
    Some(json!({ "match": format!(r"(?<![\p{{L}}\p{{N}}_-])(?{fold}:{}){BOUNDARY}", pattern.join("|")), "captures": captures }))
}

/// What stands inside a statement of a form.
fn inside(form: &Form) -> Value {
    let name = name();
    let note = json!({ "name": scope(Token::Comment), "match": r"\[\[[^\]]*\]\]" });
    let mut patterns = vec![json!({ "include": "#comment-behind" }), note, json!({ "include": "#string" }), json!({ "include": "#param" })];
    patterns.push(match form.labels {
        true => json!({ "name": scope(Token::Label), "match": "#[^#]+#" }),
        false => json!({ "name": scope(Token::Colour), "match": format!("#(?:[0-9A-Fa-f]{{6}}|[0-9A-Fa-f]{{3}}){BOUNDARY}") }),
    });
    if form.labels {
        patterns.push(json!({ "match": format!(r"\b(over)\s+({name})['’](?:[sS](?!\p{{L}}))?\s+(shoulder){BOUNDARY}"), "captures": { "1": scoped(Token::Joint), "2": scoped(Token::Name), "3": scoped(Token::Joint) } }));
        patterns.push(json!({ "match": format!(r"\b(on|and|over|ots|of)\s+({name})"), "captures": { "1": scoped(Token::Joint), "2": scoped(Token::Name) } }));
        patterns.push(json!({ "match": r"(?<=[\p{L}\p{N}])['’](?:[sS](?!\p{L}))?\s+(\p{Ll}+(?:\x20(?!(?:and|over|from|at)(?!\p{L}))\p{Ll}+){0,3})", "captures": { "1": scoped(Token::Text) } }));
    }
    patterns.push(json!({ "name": scope(Token::Number), "match": number() }));
    patterns.extend(words(form));
    patterns.push(json!({ "name": scope(Token::Name), "match": name }));
    if form.name == "param" {
        patterns.push(json!({ "name": scope(Token::Text), "match": SMALL }));
    } else if form.references {
        patterns.push(json!({ "name": scope(Token::Reference), "match": SMALL }));
    }
    json!({ "patterns": patterns })
}

/// How a statement begins: its words, and what the first item of some of them is.
fn begin(form: &Form, words: &str) -> (String, Value) {
    let own = r"(?!\[\[)";
    let mut captures = json!({ "2": scoped(Token::Keyword) });
    let first = match form.name {
        "sound" => {
            captures["3"] = scoped(Token::Joint);
            captures["4"] = scoped(Token::Reference);
            captures["5"] = prose(Token::Text);
            format!(r#"(?:[ \t]+(?:(off){REST}|({SMALL}){REST}|((?!["“”]){own}[^,\s].*?)(?=\s*(?:,|$|\s//))))?"#)
        }
        "card" => {
            captures["3"] = prose(Token::Text);
            r#"(?:[ \t]+((?!["“”])[^,\s].*?)(?=\s*(?:,|$|\s//)))?"#.to_string()
        }
        "words" => {
            captures["3"] = prose(Token::Text);
            r#"(?:[ \t]+((?!["“”])\S.*?)(?=\s*$|\s+//))?"#.to_string()
        }
        _ => String::new(),
    };
    (format!(r"^([ \t]*)({words})(?=\s|,|$){first}"), captures)
}

/// `editors/vscode/syntaxes/frost.tmLanguage.json`.
pub fn textmate() -> String {
    let transitions = any(spellings(&[Class::Transition]));
    let all: Vec<_> = openers();
    let opening = any(all.iter().map(|o| o.word));
    // A deeper line that begins as a value or a small word goes on; one that begins as a statement does not.
    let value = r##"[\d#"“\-]"##;
    let free = format!(r"^(?!\1[ \t]+(?:{value}|//|(?!(?:{opening}|{transitions})(?=[\s,:=]|$))[a-z]))");
    let mut repository = Map::new();
    let mut order: Vec<String> = Vec::new();
    for form in &FORMS {
        repository.insert(format!("in-{}", form.name), inside(form));
        // Music and sound are declared at the margin and heard in scenes.
        let picked = |margin: bool| any(all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name) && (o.context == Context::Margin) == margin).map(|o| o.word));
        let bodied = |word: &str| all.iter().any(|o| o.word == word && o.body.is_some() && o.form.is_some_and(|i| FORMS[i].name == form.name));
        let tunes = form.name == "name";
        let mut groups: Vec<(String, String)> = vec![(String::new(), any(all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name) && !(tunes && o.rule == Some(Rule::tune_line))).map(|o| o.word)))];
        if tunes {
            groups.insert(0, ("-margin".into(), picked(true)));
        }
        for (suffix, list) in groups {
            if form.name == "transition" {
                continue;
            }
            for (body, holds) in [("-block", true), ("", false)] {
                let own = any(list.split('|').filter(|w| bodied(w) == holds).map(|w| all.iter().find(|o| o.word == w).map_or("", |o| o.word)));
                if own.is_empty() {
                    continue;
                }
                let (mut start, captures) = begin(form, &own);
                if suffix == "-margin" {
                    start = start.replacen(r"^([ \t]*)", "^()", 1);
                }
                let end = match (holds, form.name) {
                    (true, "shot") => format!(r"^(?!\1[ \t]+(?:\d+\S*\s*(?:,|$)|#|//|(?!(?:{opening})(?=[\s,:=]|$))(?:{}){BOUNDARY}))", form.spellings().iter().map(|(_, w)| *w).collect::<Vec<_>>().join("|")),
                    (true, _) => "^".to_string(),
                    // The next person may stand on a line of their own, and no other line stands under a stage.
                    (false, "stage") => r"^(?!\1[ \t]+\S)".to_string(),
                    _ => free.clone(),
                };
                let mut patterns = vec![json!({ "include": format!("#in-{}", form.name) })];
                if form.name == "shot" && !holds {
                    patterns.insert(0, json!({ "match": format!(r"(?<=setup|in)\s+({SMALL})"), "captures": { "1": scoped(Token::Reference) } }));
                }
                if form.name == "param" {
                    patterns.insert(0, json!({ "match": format!(r"(?<=param)\s+({SMALL})"), "captures": { "1": scoped(Token::Reference) } }));
                }
                let key = format!("line-{}{suffix}{body}", form.name);
                repository.insert(key.clone(), json!({ "begin": start, "end": end, "beginCaptures": captures, "patterns": patterns }));
                order.push(key);
            }
        }
    }
    // What is narrower comes first: the margin's own before what may stand anywhere.
    order.sort_by_key(|k| !k.contains("-margin"));

    let caps = r"(?=[^\p{Ll}]*\p{Lu})[^\p{Ll}(（^]*?[^\p{Ll}(（^\s:.!?…,—-]";
    let extensions = r"((?:\s*[(（][^)）]*[)）])*)\s*(\^)?:?";
    let cue = format!(r"(@[^(（^]+?|(?!{HEADING}\s)(?!(?:CLOSE ON|CLOSE[- ]?UP|ANGLE ON|WIDE ON|INSERT|POV|BACK TO|(?:WIDE|MEDIUM|LONG|TWO|FULL|ESTABLISHING) SHOT|REVERSE ANGLE)(?![\p{{L}}])){caps}){extensions}\s*(?=$|\s//)");
    let cue_captures = json!({ "2": scoped(Token::Cue), "3": scoped(Token::Extension), "4": scoped(Token::Joint) });
    let speech = json!([{ "include": "#comment" }, { "include": "#comment-behind-cue" }, { "include": "#parenthetical" }, { "name": scope(Token::Dialogue), "begin": r"^[ \t]*(?=\S)", "end": "$", "patterns": [{ "include": "#note" }, { "include": "#param" }] }]);
    let capitals: Vec<String> = spellings(&[Class::Transition]).map(str::to_uppercase).collect();

    for (key, value) in [
        ("comment", json!({ "patterns": [
            { "name": "comment.block.frost", "begin": r"^\s*/\*", "end": r"\*/.*$" },
            { "name": scope(Token::Comment), "match": r"^\s*//.*$" }
        ] })),
        ("comment-behind", json!({ "name": scope(Token::Comment), "match": r"(?<=\s)//.*$" })),
        ("comment-behind-cue", json!({ "name": scope(Token::Comment), "match": r"(?<=\S\s)\s*//.*$" })),
        ("note", json!({ "name": scope(Token::Note), "begin": r"\[\[", "end": r"\]\]|^\s*$" })),
        ("string", json!({ "name": scope(Token::String), "begin": "[\"“”]", "end": "[\"“”]|$", "patterns": [{ "name": "constant.character.escape.frost", "match": r"\\." }, { "include": "#param" }] })),
        ("param", json!({ "name": scope(Token::Param), "match": r"(?<!\\)\{[a-z][a-z0-9_-]*\}" })),
        ("heading", json!({ "match": format!(r"^({INDENT})({HEADING})\s*(.*?)(\s*#[^#]+#)?\s*(//.*)?$"), "captures": {
            "2": { "name": "keyword.control.heading.frost" },
            "3": { "name": scope(Token::Heading), "patterns": [{ "include": "#param" }, { "name": scope(Token::Label), "match": "#[^#]+#" }] },
            "4": scoped(Token::Label),
            "5": scoped(Token::Comment)
        } })),
        // A key of another notation begins no prose.
        ("keyed-heading", json!({ "match": format!(r"^[ \t]*\p{{Ll}}+:[ \t]+({HEADING})\s*(.*?)(\s*#[^#]+#)?\s*$"), "captures": {
            "1": { "name": "keyword.control.heading.frost" }, "2": scoped(Token::Heading), "3": scoped(Token::Label)
        } })),
        ("keyed", json!({ "match": r"^[ \t]*\p{Ll}+:.*$" })),
        ("property", json!({
            "begin": format!(r"^([ \t]*)({})(?=\s|$)", PROSE.join("|")), "end": r"^(?!\1[ \t]+\S)",
            "beginCaptures": { "2": { "name": "keyword.control.property.frost" } },
            "contentName": scope(Token::Prose), "patterns": [{ "include": "#note" }, { "include": "#param" }]
        })),
        ("transition", json!({
            "begin": format!(r"^([ \t]*)({transitions}){BOUNDARY}(?=\s*$|\s+[\d#]|\s+to\b|\s+from\b|\s+//|:)"), "end": "^",
            "beginCaptures": { "2": scoped(Token::Transition) }, "patterns": [{ "include": "#in-transition" }]
        })),
        ("black", json!({ "begin": r"^([ \t]*)(black)(?=\s|$)", "end": "^", "beginCaptures": { "2": scoped(Token::Keyword) }, "patterns": [{ "include": "#in-transition" }] })),
        ("screenplay-transition", json!({ "name": scope(Token::Transition), "match": format!(r"^\s*>?\s*(?:{})[:.]*\s*$", any_of(&capitals)) })),
        ("cue", json!({ "begin": format!(r"^([ \t]+)(?=\S){cue}"), "end": r"^(?=[ \t]*[^\s/])(?!\1[ \t]+)|^(?=[ \t]*/)(?!\1[ \t])", "beginCaptures": cue_captures, "patterns": speech })),
        // A pasted screenplay has all at the margin, and a blank line ends what is said.
        ("cue-at-margin", json!({ "begin": format!(r"^(){cue}"), "end": format!(r"^[ \t]*$|^(?={HEADING}\s)"), "beginCaptures": cue_captures, "patterns": speech })),
        ("parenthetical", json!({ "match": r"^[ \t]*([(（].*[)）])[ \t]*$", "captures": { "1": prose(Token::Parenthetical) } })),
        ("action", json!({ "name": scope(Token::Action), "begin": r"^([ \t]*)(?=\S)(?!//|/\*)", "end": r"^(?!\1[ \t]+\S)", "patterns": [{ "include": "#comment" }, { "include": "#note" }, { "include": "#param" }] })),
    ] {
        repository.insert(key.to_string(), value);
    }
    let mut patterns: Vec<Value> = ["comment", "note", "heading", "property", "transition", "black"].iter().map(|k| json!({ "include": format!("#{k}") })).collect();
    patterns.extend(order.iter().map(|k| json!({ "include": format!("#{k}") })));
    patterns.extend(["keyed-heading", "keyed", "screenplay-transition", "cue", "cue-at-margin", "action"].iter().map(|k| json!({ "include": format!("#{k}") })));
    let grammar = json!({
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "information_for_contributors": ["Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew."],
        "name": "Frost",
        "scopeName": "source.frost",
        "fileTypes": ["frost"],
        "patterns": patterns,
        "repository": repository
    });
    serde_json::to_string_pretty(&grammar).unwrap_or_default() + "\n"
}

/// Alternatives of a pattern, the longest first.
fn any_of(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    words.join("|")
}
