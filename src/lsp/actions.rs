//! What can be done about problems: the fixes of `frost fix`, a waiver, everything that is safe at once.

use serde_json::{Value, json};

use super::diagnostics::{place, value};
use super::script::Script;
use crate::diagnostics::{Applicability, Diagnostic, Edit};
use crate::film::USED_FIRST;
use crate::source::{FileId, Span};

fn edits(script: &Script, edits: &[Edit]) -> Value {
    let mut changes = serde_json::Map::new();
    for edit in edits {
        let uri = script.uri(edit.span.file).to_string();
        let text = json!({ "range": place(script, edit.span), "newText": edit.text });
        if let Some(list) = changes.entry(uri).or_insert_with(|| json!([])).as_array_mut() {
            list.push(text);
        }
    }
    json!({ "changes": changes })
}

/// What can be done about the problems that touch a run of bytes.
pub fn actions(script: &Script, range: std::ops::Range<usize>, only: &[String]) -> Vec<Value> {
    let file = FileId(0);
    let wanted = |kind: &str| only.is_empty() || only.iter().any(|o| kind == o || kind.strip_prefix(o.as_str()).is_some_and(|r| r.starts_with('.')));
    let mut out = Vec::new();
    if wanted("quickfix") {
        let holds = |s: Span| s.file == file && (s.start as usize) <= range.end && range.start <= s.end as usize;
        // One report of several names is a report of each.
        let touches = |p: &&Diagnostic| holds(p.span) || p.labels.iter().any(|l| l.text == USED_FIRST && holds(l.span));
        for p in script.checked.problems.iter().filter(touches) {
            for (i, fix) in p.fixes.iter().enumerate() {
                let safe = fix.applicability == Applicability::Safe;
                out.push(json!({ "title": sentence(&fix.title), "kind": "quickfix", "diagnostics": [value(script, p)], "isPreferred": i == 0 && safe, "edit": edits(script, &fix.edits) }));
            }
            if p.code.is_rule()
                && let Some(waiver) = waiver(script, p)
            {
                out.push(waiver);
            }
        }
    }
    if wanted("source.fixAll") && !only.is_empty() {
        let mut all: Vec<Edit> = Vec::new();
        for fix in script.checked.problems.iter().filter(|p| p.span.file == file).filter_map(|p| p.fixes.iter().find(|f| f.applicability == Applicability::Safe)) {
            let free = fix.edits.iter().all(|e| e.span.file == file && all.iter().all(|o| e.span.end <= o.span.start || e.span.start >= o.span.end) && all.iter().all(|o| o.span.start != e.span.start));
            if free {
                all.extend(fix.edits.iter().cloned());
            }
        }
        if !all.is_empty() {
            out.push(json!({ "title": "Fix all that can be fixed without doubt", "kind": "source.fixAll", "edit": edits(script, &all) }));
        }
    }
    out
}

/// `allow RULE "reason"` under the shot or scene that a rule speaks of, where the reason is the author's to write.
fn waiver(script: &Script, p: &Diagnostic) -> Option<Value> {
    let text = &script.texts[p.span.file.0 as usize];
    let scenes = script.checked.film.scenes.iter();
    let mut shots = scenes.clone().flat_map(|s| &s.shots).filter(|s| !s.covered).map(|s| (script.written(s.span), script.written(s.extent)));
    let holds = |outer: Span| outer.file == p.span.file && outer.start <= p.span.start && p.span.start <= outer.end;
    let within = shots.rfind(|(_, extent)| holds(*extent));
    let (line, deeper) = match within {
        Some((line, _)) => (line, 4),
        None => (script.written(scenes.map(|s| (s.span, s.extent)).rfind(|(_, extent)| holds(script.written(*extent)))?.0), 2),
    };
    let at = text.line_start(text.position(line.end as usize).line + 1).min(text.as_str().len());
    let newline = if text.as_str()[..at].ends_with('\n') { "" } else { "\n" };
    let new = format!("{newline}{}allow {} \"why\"\n", " ".repeat(deeper), p.code.name());
    let uri = script.uri(p.span.file);
    Some(json!({ "title": format!("Allow {} here, with a reason", p.code.name()), "kind": "quickfix", "diagnostics": [value(script, p)], "edit": { "changes": { uri: [{ "range": text.range(at, at), "newText": new }] } } }))
}

fn sentence(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str())
}
