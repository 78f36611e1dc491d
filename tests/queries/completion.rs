//! What may be written at a place.

use super::*;

/// The lines that end in a completion are put into the script in place of one that is there.
fn completed(capabilities: &Value, old: &str, new: &str) -> String {
    assert_eq!(SCRIPT.matches(old).count(), 1, "{old}");
    completed_in(capabilities, &SCRIPT.replacen(old, new, 1))
}

fn completed_in(capabilities: &Value, text: &str) -> String {
    let (answer, ..) = asked(capabilities.clone(), "textDocument/completion", text, json!({}));
    let mut items: Vec<&Value> = answer.as_array().unwrap().iter().collect();
    items.sort_by_key(|i| i["sortText"].as_str().unwrap());
    let range = items.first().map(|i| i["textEdit"]["range"].clone());
    let list = items.iter().map(|i| i["label"].as_str().unwrap().to_string()).collect::<Vec<_>>().join(" · ");
    let mut out = drawn(text, &range.map(|r| vec![(r, String::new())]).unwrap_or_default());
    let mut line = String::from("      ");
    for word in list.split(' ') {
        if line.chars().count() + word.chars().count() > 150 {
            writeln!(out, "{}", line.trim_end()).unwrap();
            line = "      ".into();
        }
        line.push_str(word);
        line.push(' ');
    }
    writeln!(out, "{}\n", if items.is_empty() { "      nothing" } else { line.trim_end() }).unwrap();
    out
}

#[test]
fn completion() {
    let mut out = String::new();
    let end = "cut to black\n";
    for new in [
        "‸\n", "INT. ‸\n", "INT. SHED - ‸\n", "EXT. PIER - NI‸\n", "style ‸\n", "style late from ‸\n", "film \"A\"\n  ‸\n", "style late\n  ‸\n", "style late\n  palette ‸\n", "style late\n  grain ‸\n", "character MAX\n  ‸\n",
        "character MAX\n  pace ‸\n", "setup near = ‸\n", "use \"peo‸\n", "// a com‸\n",
    ] {
        out.push_str(&completed(&json!({}), end, new));
    }
    let line = "    camera push in, slow\n";
    for new in [
        "  ‸\n", "    ‸\n", "  shot ‸\n", "  shot wide, ‸\n", "  shot close on ‸\n", "  shot close on NORA, 50‸\n", "  shot close on NORA, over ‸\n", "    camera ‸\n", "    camera push in, then ‸\n", "    camera push in over 3‸\n", "    camera pan left 20‸\n",
        "  stage ‸\n", "  stage NORA ‸\n", "  stage NORA facing ‸\n", "  stage NORA 2‸\n", "  light ‸\n", "  light 3200‸\n", "  weather ‸\n", "  style ‸\n", "  music ‸\n", "  music tide, -6‸\n", "  sound ‸\n", "  allow ‸\n", "    super \"Later\", ‸\n",
        "    NORA (‸\n", "    Nora looks at {‸\n", "  clip \"a.mp4\", ‸\n",
    ] {
        out.push_str(&completed(&json!({}), line, new));
    }
    keep("completion", &out);
}

#[test]
fn completion_of_names() {
    let mut out = String::new();
    let scene = "INT. ROOM - DAY\n";
    for new in [
        // What is half typed is no name yet.
        format!("{scene}  shot medium on ZO‸\n"), format!("{scene}  XA‸\n"), "INT. PI‸\n".into(), "EXT. PIER / INT. ‸\n".into(), "EXT. PIER / PI‸\n".into(), "character ZO‸\n".into(),
        format!("{scene}  shot medium on ZOR and ZO‸\n"),
        // Whoever is staged is here.
        format!("{scene}  stage ADAM left\n  shot medium on ‸\n"), format!("{scene}  stage ADAM left\n  ‸\n"), format!("{scene}  shot wyde on ADAM\n  shot medium on ‸\n"),
        format!("{scene}  shot wide\n    stage ADAM enters\n    ‸\n"),
        // A card is full of params.
        format!("{scene}  super \"In {{‸\"\n"), format!("{scene}  super \"In {{‸\n"), format!("{scene}  super \"In {{city}} ‸\n"),
        // The second word of a transition.
        format!("{scene}\nfade ‸\n"), format!("{scene}\nwipe ‸\n"), format!("{scene}  smash ‸\n"), format!("{scene}\nmatch c‸\n"), format!("{scene}\nfade out ‸\n"), "style bare\n  palette ‸\n".into(),
    ] {
        let text = format!("{CAST}{new}");
        out.push_str(&completed_in(&json!({}), &text));
    }
    keep("completion_of_names", &out);
}

#[test]
fn completion_with_snippets() {
    let can = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
    let mut out = String::new();
    for (old, new) in [("cut to black\n", "‸\n"), ("  shot wyde on IVO\n", "  ‸\n"), ("    camera push in, slow\n", "    ‸\n")] {
        let text = SCRIPT.replacen(old, new, 1);
        let (answer, ..) = asked(can.clone(), "textDocument/completion", &text, json!({}));
        out.push_str(&drawn(&text, &[]));
        for item in answer.as_array().unwrap().iter().filter(|i| i["insertTextFormat"] == 2) {
            writeln!(out, "      {}: {}\n        {}", item["label"].as_str().unwrap(), item["detail"].as_str().unwrap(), item["textEdit"]["newText"].as_str().unwrap().replace('\n', "\n        ")).unwrap();
        }
        out.push('\n');
    }
    keep("completion_with_snippets", &out);
}
