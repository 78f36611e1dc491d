//! What stands beside the lines: timecodes, lengths, commands, and the figures of the film.

use super::*;

#[test]
fn inlay_hints() {
    let (answer, ..) = asked(json!({}), "textDocument/inlayHint", SCRIPT, whole());
    let marks: Vec<(Value, String)> = answer.as_array().unwrap().iter().map(|h| (json!({ "start": h["position"], "end": h["position"] }), h["label"].as_str().unwrap().into())).collect();
    keep("inlay_hints", &drawn(SCRIPT, &marks));
}

#[test]
fn code_lenses() {
    let (answer, ..) = asked(json!({}), "textDocument/codeLens", SCRIPT, json!({}));
    let marks: Vec<(Value, String)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|l| {
            let command = &l["command"];
            let shot = command["arguments"][0]["shot"].as_str().map_or(String::new(), |s| format!(" {s}"));
            (l["range"].clone(), format!("[{}] {}{shot}", command["title"].as_str().unwrap(), command["command"].as_str().unwrap()))
        })
        .collect();
    keep("code_lenses", &drawn(SCRIPT, &marks));
}

#[test]
fn statistics() {
    let (answer, ..) = asked(json!({}), "frost/statistics", SCRIPT, json!({}));
    keep("statistics", &serde_json::to_string_pretty(&answer).unwrap());
}
