//! The script in its one layout, as edits of the lines that change.

use std::ops::Range;

use serde_json::{Value, json};

use super::script::Script;
use crate::source::FileId;
use crate::syntax;

/// The whole script; `within` leaves other lines alone.
pub fn format(script: &Script, within: Option<Range<usize>>) -> Vec<Value> {
    let text = script.own();
    let old = text.as_str();
    let new = syntax::format(old, script.known(FileId(0)));
    if new == old {
        return Vec::new();
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let lines = within.map(|r| text.position(r.start).line..text.position(r.end.max(r.start)).line + 1);
    let mut out = Vec::new();
    let mut put = |was: Range<usize>, new: String| {
        out.push(json!({ "range": { "start": { "line": was.start, "character": 0 }, "end": { "line": was.end, "character": 0 } }, "newText": new }));
    };
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &a, &b) {
        let (tag, was, now) = op.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            continue;
        }
        let Some(lines) = &lines else {
            put(was, b[now].concat());
            continue;
        };
        if lines.start <= was.start && was.end <= lines.end {
            put(was, b[now].concat());
            continue;
        }
        // Of a change that goes beyond the lines, those in it whose words stay as they are.
        for (i, j) in was.zip(now) {
            let words = |line: &str| line.split_whitespace().collect::<String>();
            if words(a[i]) != words(b[j]) {
                break;
            }
            if lines.contains(&i) && a[i] != b[j] {
                put(i..i + 1, b[j].to_string());
            }
        }
    }
    // A last line without an end has no line below it to begin.
    if let Some(last) = out.last_mut()
        && last["range"]["end"]["line"].as_u64().is_some_and(|l| l as usize >= text.line_count())
    {
        last["range"]["end"] = text.position(old.len()).json();
    }
    out
}

/// The line above a place, which was finished by the place's own.
pub fn line_above(script: &Script, offset: usize) -> Vec<Value> {
    let text = script.own();
    let line = text.position(offset).line.saturating_sub(1);
    let start = text.line_start(line);
    match text.line(line).trim().is_empty() {
        true => Vec::new(),
        false => format(script, Some(start..start + text.line(line).len())),
    }
}
