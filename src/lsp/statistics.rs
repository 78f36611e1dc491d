//! Figures of a film: lengths by scene and person, sizes, words.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::script::Script;
use crate::film::BeatKind;
use crate::source::FileId;
use crate::syntax::vocabulary::size_name;

#[derive(Default)]
struct Figures {
    lines: usize,
    words: usize,
    frames: u64,
    shots: usize,
}

/// The whole film's length, for a status bar.
pub fn length(script: &Script) -> Value {
    let film = &script.checked.film;
    let shots: usize = film.scenes.iter().map(|s| s.shots.len()).sum();
    json!({ "frames": film.frames, "seconds": film.frames as f64 / film.rate.as_f64(), "timecode": film.rate.timecode(film.frames), "shots": shots })
}

pub fn statistics(script: &Script) -> Value {
    let film = &script.checked.film;
    let seconds = |frames: u64| frames as f64 / film.rate.as_f64();
    let frames_of = |slot: usize| film.slots.get(slot).map_or(0, |s| s.frames);
    let mut people: BTreeMap<usize, Figures> = BTreeMap::new();
    let mut sizes: BTreeMap<u8, Figures> = BTreeMap::new();
    let (mut dialogue, mut action) = (0, 0);
    let mut scenes = Vec::new();
    for scene in &film.scenes {
        let mut frames = 0;
        for shot in &scene.shots {
            let length = frames_of(shot.slot);
            frames += length;
            let size = sizes.entry(shot.rank()).or_default();
            size.shots += 1;
            size.frames += length;
            for person in &shot.people {
                people.entry(person.0).or_default().shots += 1;
            }
            for beat in &shot.beats {
                match &beat.kind {
                    BeatKind::Action { text, .. } => action += count(text),
                    BeatKind::Cue(cue) => {
                        dialogue += count(&cue.text);
                        for speaker in &cue.speakers {
                            let own = people.entry(speaker.0).or_default();
                            own.lines += 1;
                            own.words += count(&cue.text);
                            own.frames += beat.frames;
                        }
                    }
                    BeatKind::Stage(_) => {}
                }
            }
        }
        let start = scene.shots.first().and_then(|s| film.slots.get(s.slot)).map_or(0, |s| s.start);
        let span = script.written(scene.span);
        let line = (span.file == FileId(0)).then(|| script.own().position(span.start as usize).line);
        scenes.push(json!({ "number": scene.number, "heading": scene.heading.text, "line": line, "start": film.rate.timecode(start), "frames": frames, "seconds": seconds(frames), "shots": scene.shots.len() }));
    }
    let people: Vec<Value> = people.iter().map(|(id, f)| json!({ "name": film.people[*id].name, "lines": f.lines, "words": f.words, "seconds": seconds(f.frames), "shots": f.shots })).collect();
    let sizes: Vec<Value> = sizes.iter().map(|(rank, f)| json!({ "size": size_name(*rank), "shots": f.shots, "seconds": seconds(f.frames) })).collect();
    let mut out = length(script);
    out["title"] = film.title.clone().into();
    out["rate"] = film.rate.as_f64().into();
    out["words"] = json!({ "dialogue": dialogue, "action": action });
    out["scenes"] = scenes.into();
    out["people"] = people.into();
    out["sizes"] = sizes.into();
    out
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}
