//! What the editor shows beside the lines: timecodes and lengths, commands, colours, links, and the form of a statement.

use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::text::Text;
use super::world::{Script, uri_of};
use crate::film::Shot;
use crate::source::{FileId, Span};
use crate::syntax::classes::{Token, classes};
use crate::syntax::vocabulary::{Class, WORDS};
use crate::syntax::{self, Kind, Node, Rule};

/// The shots that are written in the script itself, with the end of their first line.
fn shots(script: &Script) -> impl Iterator<Item = (&Shot, Span, usize)> {
    let source = script.own().as_str();
    script.checked.film.scenes.iter().flat_map(|s| &s.shots).filter(|s| !s.covered).filter_map(move |shot| {
        let span = script.written(shot.span);
        let line = source.get(span.range())?.lines().next().unwrap_or("").trim_end();
        (span.file == FileId(0)).then_some((shot, span, span.start as usize + line.len()))
    })
}

/// Start and length behind each shot, and how a scene without shots is covered.
pub fn inlay(script: &Script, within: Range<usize>) -> Vec<Value> {
    let (text, film) = (script.own(), &script.checked.film);
    let rate = film.rate;
    let hint = |at: usize, label: String| json!({ "position": text.position(at).json(), "label": label, "paddingLeft": true });
    let mut out = Vec::new();
    for (shot, _, end) in shots(script).filter(|(_, _, end)| within.contains(end) || *end == within.end) {
        let Some(slot) = film.slots.get(shot.slot) else { continue };
        // A length that is said stands there already.
        let length = if shot.spec.length.is_some() { String::new() } else { format!(" · {:.1}s", slot.frames as f64 / rate.as_f64()) };
        out.push(hint(end, format!("{}{length}", rate.timecode(slot.start))));
    }
    for scene in &film.scenes {
        let head = script.written(scene.span);
        let covered = scene.shots.iter().filter(|s| s.covered).count();
        if covered > 0 && head.file == FileId(0) && within.contains(&(head.end as usize)) {
            let frames: u64 = scene.shots.iter().filter_map(|s| film.slots.get(s.slot)).map(|s| s.frames).sum();
            out.push(hint(head.end as usize, format!("{covered} shots · {:.1}s", frames as f64 / rate.as_f64())));
        }
    }
    out
}

/// Commands over each shot, and the length of each scene.
pub fn lenses(script: &Script) -> Vec<Value> {
    let (text, film) = (script.own(), &script.checked.film);
    let uri = uri_of(&script.path);
    let rate = film.rate;
    let mut out = Vec::new();
    for scene in &film.scenes {
        let head = script.written(scene.span);
        if head.file != FileId(0) {
            continue;
        }
        let frames: u64 = scene.shots.iter().filter_map(|s| film.slots.get(s.slot)).map(|s| s.frames).sum();
        let title = format!("{:.1}s · {} shots", frames as f64 / rate.as_f64(), scene.shots.len());
        out.push(json!({ "range": text.range(head.start as usize, head.end as usize), "command": { "title": title, "command": "" } }));
    }
    for (shot, span, end) in shots(script) {
        let range = text.range(span.start as usize, end);
        for (title, command) in [("Render this shot", "frost.renderShot"), ("Show its frame", "frost.showFrame")] {
            out.push(json!({ "range": range, "command": { "title": title, "command": command, "arguments": [{ "uri": uri, "shot": shot.number }] } }));
        }
    }
    out
}

pub fn colours(text: &Text) -> Vec<Value> {
    let source = text.as_str();
    let parsed = syntax::parse(FileId(0), source, &Default::default());
    let found = classes(&parsed.root, source).into_iter().filter(|c| c.token == Token::Colour);
    found
        .filter_map(|c| {
            let [r, g, b] = rgb(&source[c.start..c.end])?.map(|v| f64::from(v) / 255.0);
            Some(json!({ "range": text.range(c.start, c.end), "color": { "red": r, "green": g, "blue": b, "alpha": 1.0 } }))
        })
        .collect()
}

fn rgb(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#')?;
    let part = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
    match hex.len() {
        6 => Some([part(0)?, part(2)?, part(4)?]),
        3 => {
            let one = |i: usize| u8::from_str_radix(hex.get(i..=i)?, 16).ok().map(|v| v * 17);
            Some([one(0)?, one(1)?, one(2)?])
        }
        _ => None,
    }
}

/// A colour that was picked, as it is written.
pub fn presentations(params: &Value) -> Value {
    let part = |name: &str| (params["color"][name].as_f64().unwrap_or(0.0).clamp(0.0, 1.0) * 255.0).round() as u8;
    json!([{ "label": format!("#{:02x}{:02x}{:02x}", part("red"), part("green"), part("blue")) }])
}

/// Files that the script names.
pub fn links(text: &Text, path: &Path) -> Vec<Value> {
    let source = text.as_str();
    let parsed = syntax::parse(FileId(0), source, &Default::default());
    let mut out = Vec::new();
    link(&parsed.root, &mut |node: &Node| {
        let name = node.text(source).trim_matches(['"', '“', '”']);
        let folder = path.parent().unwrap_or(Path::new("."));
        // A path out of the project is a problem, and nothing to follow.
        if !name.is_empty() && !name.contains('{') && !name.starts_with('/') && !Path::new(name).components().any(|c| c == std::path::Component::ParentDir) {
            out.push(json!({ "range": text.range(node.start as usize, node.end as usize), "target": uri_of(&super::world::plain(&folder.join(name))) }));
        }
    });
    out
}

fn link(node: &Node, found: &mut dyn FnMut(&Node)) {
    if matches!(node.kind, Kind::Line(Rule::file_line | Rule::scenes_line | Rule::own_line)) {
        if let Some(name) = node.find(Rule::string) {
            found(name);
        }
        return;
    }
    node.children.iter().for_each(|n| link(n, found));
}

/// The form of the statement on a line, and which of its parts the cursor is in.
pub fn signature(text: &Text, offset: usize) -> Value {
    let line = text.position(offset).line;
    let before = text.as_str()[text.line_start(line)..offset].trim_start();
    let Some(word) = before.split(' ').next().filter(|w| w.len() < before.len()) else { return Value::Null };
    let Some(example) = syntax::example_of(word) else { return Value::Null };
    let statements = [Class::ShotStatement, Class::SceneStatement, Class::Margin, Class::FilmProperty, Class::StyleProperty, Class::EntityProperty];
    let meaning = WORDS.iter().find(|w| statements.contains(&w.class) && w.word == word).map_or("", |w| w.meaning);
    let mut parts = Vec::new();
    let mut at = example.find(' ').map_or(0, |i| i + 1);
    for part in example[at..].split(", ") {
        parts.push(json!({ "label": [at, at + part.len()] }));
        at += part.len() + 2;
    }
    let active = before.matches(',').count().min(parts.len().saturating_sub(1));
    json!({ "signatures": [{ "label": example, "documentation": meaning, "parameters": parts }], "activeSignature": 0, "activeParameter": active })
}
