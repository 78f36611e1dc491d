//! The outline of a script.

use serde_json::{Value, json};

use super::text::Text;
use super::script::Script;
use crate::source::FileId;
use crate::syntax::{Kind, Rule};

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
    for node in script.parse(FileId(0)).root.body().filter(|n| matches!(n.kind, Kind::Block | Kind::Line(_))) {
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
