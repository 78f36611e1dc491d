//! Classes of words for an editor that colours by meaning.

use serde_json::{Value, json};

use super::script::Script;
use crate::source::FileId;
use crate::syntax::classes::{Token, classes};

/// The protocol's own names of token types; a token's type is its place in this list.
pub const TYPES: [&str; 14] = ["comment", "namespace", "label", "class", "decorator", "string", "keyword", "event", "enumMember", "function", "modifier", "variable", "number", "property"];

/// Prose stays as its author's words; everything else has a type.
fn kind(token: Token) -> Option<usize> {
    let name = match token {
        Token::Comment | Token::Note => "comment",
        Token::Heading => "namespace",
        Token::Label => "label",
        Token::Cue | Token::Name => "class",
        Token::Extension | Token::Parenthetical => "decorator",
        Token::String | Token::Text => "string",
        Token::Keyword | Token::Joint => "keyword",
        Token::Transition => "event",
        Token::Size | Token::Camera | Token::Light | Token::Stage => "enumMember",
        Token::Move => "function",
        Token::Modifier => "modifier",
        Token::Reference | Token::Param => "variable",
        Token::Number | Token::Colour => "number",
        Token::Prose => "property",
        Token::Dialogue | Token::Action | Token::Unknown => return None,
    };
    TYPES.iter().position(|t| *t == name)
}

/// Five numbers a token: lines and columns from the one before, length, type, no modifiers.
pub fn data(script: &Script, within: Option<std::ops::Range<usize>>) -> Vec<u64> {
    let text = script.own();
    let source = text.as_str();
    let mut out = Vec::new();
    let mut last = (0, 0);
    let mut put = |start: usize, end: usize, kind: usize| {
        let at = text.position(start);
        let length = text.encoding.units(&source[start..end]);
        let column = if at.line == last.0 { at.column - last.1 } else { at.column };
        out.extend([(at.line - last.0) as u64, column as u64, length as u64, kind as u64, 0]);
        last = (at.line, at.column);
    };
    for piece in classes(&script.parse(FileId(0)).root, source) {
        let Some(kind) = kind(piece.token) else { continue };
        if within.as_ref().is_some_and(|r| piece.end <= r.start || r.end <= piece.start) {
            continue;
        }
        // A token lies on one line.
        let mut at = piece.start;
        for line in source[piece.start..piece.end].split('\n') {
            let body = line.trim_end_matches('\r');
            let lead = body.len() - body.trim_start().len();
            if lead < body.len() {
                put(at + lead, at + body.len(), kind);
            }
            at += line.len() + 1;
        }
    }
    out
}

/// What has to be changed in one list of numbers to make the other.
pub fn delta(old: &[u64], new: &[u64]) -> Value {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    if head == old.len() && head == new.len() {
        return json!([]);
    }
    json!([{ "start": head, "deleteCount": old.len() - head - tail, "data": &new[head..new.len() - tail] }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_makes_the_new_from_the_old() {
        for (old, new) in [(vec![1, 2, 3, 4], vec![1, 2, 9, 9, 4]), (vec![], vec![1]), (vec![1, 1], vec![1, 1, 1]), (vec![5], vec![])] {
            let mut made = old.clone();
            for edit in delta(&old, &new).as_array().unwrap().iter().rev() {
                let (start, count) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
                made.splice(start..start + count, edit["data"].as_array().unwrap().iter().map(|v| v.as_u64().unwrap()));
            }
            assert_eq!(made, new);
        }
    }
}
