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

/// A snippet as it is once its stops are left as they are.
fn filled(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = match rest[at + 1..].strip_prefix('{') {
            Some(stop) => {
                let (inner, behind) = stop.split_once('}').unwrap();
                out.push_str(inner.split_once(':').map_or("", |(_, text)| text));
                behind
            }
            None => rest[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit()),
        };
    }
    out + rest
}

#[test]
fn what_a_snippet_writes_is_frost() {
    let can = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
    let mut tried = std::collections::BTreeSet::new();
    for text in ["‸\n\nINT. ROOM - DAY\n  Dust.\n", "INT. ROOM - DAY\n  ‸\n", "INT. ROOM - DAY\n  shot wide\n    ‸\n"] {
        let (answer, mut editor, _) = asked(can.clone(), "textDocument/completion", text, json!({}));
        let indent = " ".repeat(text[..text.find('‸').unwrap()].rsplit('\n').next().unwrap().len());
        for item in answer.as_array().unwrap().iter().filter(|i| i["insertTextFormat"] == 2) {
            let written = filled(item["textEdit"]["newText"].as_str().unwrap()).replace('\n', &format!("\n{indent}"));
            let whole = text.replacen('‸', &written, 1);
            let uri = editor.open(&format!("{}.frost", tried.len()), &whole);
            let found = editor.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
            assert!(found["items"].as_array().unwrap().iter().all(|p| p["severity"] != 1), "{whole}\n{found:#}");
            tried.insert(item["label"].as_str().unwrap().to_string());
        }
    }
    assert_eq!(tried.len(), 8, "{tried:?}");
}

/// Behind words that stand there already: what goes on from them, and what a choice takes the place of.
#[test]
fn completion_goes_on() {
    let mut out = String::new();
    let cast = format!("{CAST}prop CUP\n\nsetup near = close on ZOE\n\nversion short\n\n");
    let scene = "INT. ROOM - DAY\n";
    for line in [
        // Of a word that the cursor stands in, all is taken away.
        "  shot wi‸de on ZOE", "  shot close on Z‸OE, 50mm", "  shot wide, 5‸0mm", "  shot wide, high an‸gle", "  sty‸le x",
        // A size has its subject behind it, or a second word.
        "  shot wide ‸", "  shot medium c‸", "  shot medium on ZOE ‸", "  shot close on ZOE's ‸", "  shot close on ADAM, over ZOE's ‸", "  shot reverse of ‸", "  shot pov of ‸", "  shot wide, dutch 1‸", "  shot medium on ZOE, 4‸",
        "  shot wide\n    in ‸", "  shot wide\n    in short ‸", "  shot wide\n    in short, me‸",
        // A move has what it moves to, by, and for how long.
        "  shot wide\n    camera push in to ‸", "  shot wide\n    camera pan to ‸", "  shot wide\n    camera track ‸", "  shot wide\n    camera rack focus to ‸", "  shot wide\n    camera push ‸", "  shot wide\n    camera push in ‸",
        "  shot wide\n    camera pan left 2‸", "  shot wide\n    camera push in 2‸", "  shot wide\n    camera zoom in to 8‸", "  shot wide\n    camera push in over 2‸", "  shot wide\n    camera hold 1s then pu‸",
        "  stage ZOE crosses to ‸", "  stage ZOE enters ‸", "  stage ZOE enters from ‸", "  stage ZOE exits ‸", "  stage ZOE holds ‸", "  stage ZOE left fac‸",
        // What stands in quotes stays.
        "  super \"Late\" lo‸", "  super \"Late, or not\", lo‸", "  shot wide\n    clip \"a.mp4\" ‸", "  shot wide\n    clip \"a.mp4\" from 1s ‸", "  shot wide\n    clip \"a.mp4\", speed 5‸", "  shot wide\n    clip \"a.mp4\" from 5‸",
    ] {
        out.push_str(&completed_in(&json!({}), &format!("{cast}{scene}{line}\n")));
    }
    keep("completion_goes_on", &out);
}
