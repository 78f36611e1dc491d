//! The shape of a script: its outline, what folds, what a selection grows to.

use std::path::Path;

use serde_json::{Value, json};

use super::text::Text;
use super::world::{Script, World, uri_of};
use crate::source::FileId;
use crate::syntax::{self, Kind, Node, Rule};

const NAMESPACE: u8 = 3;
const CLASS: u8 = 5;
const METHOD: u8 = 6;
const CONSTRUCTOR: u8 = 9;
const CONSTANT: u8 = 14;
const OBJECT: u8 = 19;
const EVENT: u8 = 24;

fn symbol(text: &Text, name: &str, detail: &str, kind: u8, whole: (usize, usize), own: (usize, usize), children: Vec<Value>) -> Value {
    let name = if name.trim().is_empty() { "…" } else { name };
    json!({ "name": name, "detail": detail, "kind": kind, "range": text.range(whole.0, whole.1.max(own.1)), "selectionRange": text.range(own.0, own.1), "children": children })
}

/// Film, declarations, scenes with their shots; timecodes and lengths behind them.
pub fn symbols(script: &Script) -> Vec<Value> {
    let text = script.own();
    let source = text.as_str();
    let film = &script.checked.film;
    let rate = film.rate;
    let mut out = Vec::new();
    let parsed = syntax::parse(FileId(0), source, &Default::default());
    for node in parsed.root.body().filter(|n| matches!(n.kind, Kind::Block | Kind::Line(_))) {
        let line = node.line();
        let Some(rule) = line.rule() else { continue };
        let first = line.text(source).lines().next().unwrap_or("").trim();
        let (word, name) = first.split_once(' ').unwrap_or((first, ""));
        let kind = match rule {
            Rule::film_line => NAMESPACE,
            Rule::person_line => CLASS,
            Rule::style_line | Rule::tune_line => OBJECT,
            Rule::setup_line => CONSTRUCTOR,
            Rule::param_line | Rule::version_line => CONSTANT,
            _ => continue,
        };
        let name = name.split(" = ").next().unwrap_or(name).trim_matches('"');
        out.push(symbol(text, name, word, kind, (node.start as usize, node.end as usize), (line.start as usize, line.start as usize + first.len()), Vec::new()));
    }
    let own = |span: crate::source::Span| span.file == FileId(0);
    for scene in &film.scenes {
        let (head, whole) = (script.written(scene.span), script.written(scene.extent));
        if !own(head) {
            continue;
        }
        let mut shots = Vec::new();
        let mut frames = 0;
        for shot in &scene.shots {
            let slot = film.slots.get(shot.slot);
            frames += slot.map_or(0, |s| s.frames);
            let span = script.written(shot.span);
            if shot.covered || !own(span) {
                continue;
            }
            let line = source[span.range()].lines().next().unwrap_or("").trim();
            let detail = slot.map_or(String::new(), |s| format!("{}  {:.1}s", rate.timecode(s.start), s.frames as f64 / rate.as_f64()));
            let extent = script.written(shot.extent);
            shots.push(symbol(text, &format!("{} {}", shot.number, line.strip_prefix("shot").unwrap_or(line).trim()), &detail, METHOD, (extent.start as usize, extent.end as usize), (span.start as usize, span.start as usize + line.len()), Vec::new()));
        }
        let detail = format!("{:.1}s", frames as f64 / rate.as_f64());
        out.push(symbol(text, &format!("{}. {}", scene.number, scene.heading.text), &detail, EVENT, (head.start as usize, whole.end as usize), (head.start as usize, head.end as usize), shots));
    }
    out
}

/// Scenes and declared names of all scripts that hold the letters asked for, in their order.
pub fn workspace(world: &mut World, query: &str) -> Vec<Value> {
    let query = query.to_lowercase();
    let fits = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        query.chars().all(|q| letters.any(|c| c == q))
    };
    let mut out = Vec::new();
    for path in world.known_paths() {
        let Some(script) = world.script(&path) else { continue };
        for symbol in symbols(&script) {
            if symbol["name"].as_str().is_some_and(fits) {
                out.push(json!({ "name": symbol["name"], "kind": symbol["kind"], "location": { "uri": uri_of(&path), "range": symbol["selectionRange"] }, "containerName": symbol["detail"] }));
            }
        }
        if out.len() > 500 {
            break;
        }
    }
    out
}

/// Everything that holds lines below its first: scenes, shots, declarations, comments, and runs of dialogue.
pub fn folding(text: &Text) -> Vec<Value> {
    let parsed = syntax::parse(FileId(0), text.as_str(), &Default::default());
    let mut out = Vec::new();
    fold(&parsed.root, text, &mut out);
    out
}

fn fold(node: &Node, text: &Text, out: &mut Vec<Value>) {
    let first = text.position(node.start as usize).line;
    let end = node.start as usize + text.as_str()[node.start as usize..node.end as usize].trim_end().len();
    let last = text.position(end).line;
    let kind = match node.kind {
        Kind::Scene | Kind::Block => "region",
        Kind::Comment => "comment",
        _ => "",
    };
    if last > first && !kind.is_empty() {
        out.push(json!({ "startLine": first, "endLine": last, "kind": kind }));
    }
    node.children.iter().for_each(|n| fold(n, text, out));
}

/// From the word at each place to the whole script.
pub fn selections(text: &Text, places: &[usize]) -> Vec<Value> {
    let parsed = syntax::parse(FileId(0), text.as_str(), &Default::default());
    let one = |offset: &usize| {
        let mut ranges: Vec<(usize, usize)> = vec![(0, text.as_str().len())];
        let mut node = &parsed.root;
        while let Some(child) = node.children.iter().find(|c| c.start as usize <= *offset && *offset <= c.end as usize && !matches!(c.kind, Kind::Space)) {
            ranges.push((child.start as usize, child.end as usize));
            node = child;
        }
        let word = text.word(*offset);
        ranges.push((word.start, word.end));
        ranges.dedup();
        // Each holds the next.
        let mut nested = Value::Null;
        let mut outer = (0, usize::MAX);
        for (start, end) in ranges {
            if start < outer.0 || end > outer.1 {
                continue;
            }
            outer = (start, end);
            let range = text.range(start, end);
            nested = if nested.is_null() { json!({ "range": range }) } else { json!({ "range": range, "parent": nested }) };
        }
        nested
    };
    places.iter().map(one).collect()
}

/// The whole script in its one layout, as edits of the lines that change; `within` leaves the others alone.
pub fn format(world: &World, path: &Path, text: &Text, within: Option<std::ops::Range<usize>>) -> Vec<Value> {
    let old = text.as_str();
    let new = syntax::format(old, &world.names_for(path, old));
    if new == old {
        return Vec::new();
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let lines = within.map(|r| text.position(r.start).line..text.position(r.end.max(r.start)).line + 1);
    let mut out = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &a, &b) {
        let (tag, was, now) = op.as_tag_tuple();
        let touched = lines.as_ref().is_none_or(|l| was.start < l.end && l.start < was.end.max(was.start + 1));
        if tag != similar::DiffTag::Equal && touched {
            out.push(json!({ "range": { "start": { "line": was.start, "character": 0 }, "end": { "line": was.end, "character": 0 } }, "newText": b[now].concat() }));
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
