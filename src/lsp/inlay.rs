//! What stands behind the lines: timecode and computed length of a shot, what it costs, how a scene is covered.

use std::ops::Range;

use serde_json::{Value, json};

use super::script::Script;
use crate::film::Shot;
use crate::source::{FileId, Span};

/// The shots that are written in the script itself, with the end of their first line.
pub fn shots(script: &Script) -> impl Iterator<Item = (&Shot, Span, usize)> {
    let source = script.own().as_str();
    script.checked.film.scenes.iter().flat_map(|s| &s.shots).filter(|s| !s.covered).filter_map(move |shot| {
        let span = script.written(shot.span);
        let line = source.get(span.range())?.lines().next().unwrap_or("").trim_end();
        (span.file == FileId(0)).then_some((shot, span, span.start as usize + line.len()))
    })
}

pub fn shots_in_words(count: usize) -> String {
    if count == 1 { "1 shot".into() } else { format!("{count} shots") }
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
        let cost = script.cost(&shot.number).map_or(String::new(), |cost| format!(" · ${:.2}", cost as f64 / 100_000.0));
        out.push(hint(end, format!("{}{length}{cost}", rate.timecode(slot.start))));
    }
    for scene in &film.scenes {
        let head = script.written(scene.span);
        let covered = scene.shots.iter().filter(|s| s.covered).count();
        if covered > 0 && head.file == FileId(0) && within.contains(&(head.end as usize)) {
            let frames: u64 = scene.shots.iter().filter_map(|s| film.slots.get(s.slot)).map(|s| s.frames).sum();
            out.push(hint(head.end as usize, format!("{} · {:.1}s", shots_in_words(covered), frames as f64 / rate.as_f64())));
        }
    }
    out
}
