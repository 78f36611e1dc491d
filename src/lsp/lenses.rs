//! Commands over each shot, and the length of each scene.

use serde_json::{Value, json};

use super::inlay::{shots, shots_in_words};
use super::script::Script;
use crate::source::FileId;

pub fn lenses(script: &Script) -> Vec<Value> {
    let (text, film) = (script.own(), &script.checked.film);
    let uri = script.uri(FileId(0));
    let rate = film.rate;
    let mut out = Vec::new();
    for scene in &film.scenes {
        let head = script.written(scene.span);
        if head.file != FileId(0) {
            continue;
        }
        let frames: u64 = scene.shots.iter().filter_map(|s| film.slots.get(s.slot)).map(|s| s.frames).sum();
        let title = format!("{:.1}s · {}", frames as f64 / rate.as_f64(), shots_in_words(scene.shots.len()));
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
