//! What is wrong, and what can be done about it.

use super::*;

#[test]
fn code_actions() {
    let mut out = String::new();
    let tight = "    IVO AND NORA\n      Go!\n";
    let cases = [
        (at("shot wy‸de on"), json!({})),
        // Somebody whom nothing declares.
        (SCRIPT.replacen(tight, "    MA‸X\n      Go!\n", 1), json!({})),
        // Almost a name that is declared; and the second of two names of one report.
        (SCRIPT.replacen(tight, "    DO‸RA\n      Go!\n", 1), json!({})),
        (SCRIPT.replacen(tight, "    MAX\n      Go!\n\n    PET‸ER\n      Go!\n", 1), json!({})),
        // More than fits.
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot close on NORA and IVO, 1‸s\n", 1).replacen("      Go!", "      I have waited here for you since the morning, and nobody came, not even once, to ask me in.", 1), json!({})),
        // A cut that jumps.
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot medium on NORA and IVO, 50m‸m\n", 1), json!({})),
        // Words of other trades, and words that are only begun.
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot medium on IVO, 85‸m\n", 1), json!({})),
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot over NORA o‸n IVO\n", 1), json!({})),
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot medium on NORA AN‸D IVO\n", 1), json!({})),
        (SCRIPT.replacen("  shot wyde on IVO\n", "  shot insert on BE‸LL\n", 1), json!({})),
        (SCRIPT.replacen("  shot wyde on IVO\n", "  allow ju‸mp \"he is late\"\n", 1), json!({})),
        (SCRIPT.replacen("  voice low, calm\n", "  pace sl‸w\n", 1), json!({})),
        (at("film \"Pier‸\""), json!({ "context": { "diagnostics": [], "only": ["source.fixAll"] } })),
        (SCRIPT.replacen("  grain fine\n", "\tgrain fine‸\n", 1), json!({ "context": { "diagnostics": [], "only": ["source.fixAll"] } })),
    ];
    for (text, more) in cases {
        let (plain, place) = cursor(&text);
        let place = position(&plain, place.unwrap());
        let mut more = more;
        more["range"] = json!({ "start": place, "end": place });
        let (answer, editor, _) = asked(json!({}), "textDocument/codeAction", &text, more);
        out.push_str(&drawn(&text, &[]));
        for action in answer.as_array().unwrap() {
            let preferred = if action["isPreferred"] == true { " (preferred)" } else { "" };
            let of = action["diagnostics"][0]["code"].as_str().map_or(String::new(), |c| format!(" of {c}"));
            writeln!(out, "    {}: {}{of}{preferred}", action["kind"].as_str().unwrap(), action["title"].as_str().unwrap()).unwrap();
            for (uri, edits) in action["edit"]["changes"].as_object().unwrap() {
                let marks: Vec<(Value, String)> = edits.as_array().unwrap().iter().map(|e| (e["range"].clone(), format!("{:?}", e["newText"].as_str().unwrap()))).collect();
                assert_eq!(*uri, editor.uri("pier.frost"));
                out.push_str(&drawn(&plain, &marks));
            }
        }
        out.push('\n');
    }
    keep("code_actions", &out);
}

#[test]
fn diagnostics() {
    let mut out = String::new();
    let unused = "style plain\n  grain fine\n\nEXT. SEA - DAWN\n  shot wide\n    allow axis \"no reason\"\n    A boat.\n";
    let jump = "character IVO\n  look old\n\nINT. ROOM - DAY\n  shot extreme wide on IVO\n    Ivo waits.\n\n  shot extreme close on IVO\n    Ivo blinks.\n";
    let names = "character NORA\n  look old\n\nlocation SEA\n  look flat\n\nstyle plain\n  grain fine\n\nsetup near = close on NORA\n\nprop LAMP\n  look brass\n\nmusic tide\n\nEXT. SEA - DAWN\n  music tyde\n  shot wyde on NORA\n    MAX\n      Go!\n\n    PETER\n      Go!\n";
    let bounds = "character IVO\n  pace 7\n\nINT. ROOM - DAY\n  shot wide on IVO\n    takes 40\n    Ivo waits.\n\ncredits\n";
    for text in [SCRIPT, unused, jump, names, bounds] {
        let answer = ask("textDocument/diagnostic", text, json!({}));
        let mut marks = Vec::new();
        for p in answer["items"].as_array().unwrap() {
            let tags = if p["tags"] == json!([1]) { " (unused)" } else { "" };
            let severity = ["", "error", "warning", "note"][number(&p["severity"])];
            marks.push((p["range"].clone(), format!("{severity}[{}]{tags}: {}", p["code"].as_str().unwrap(), p["message"].as_str().unwrap().replace('\n', " / "))));
            assert!(p["codeDescription"]["href"].as_str().unwrap().ends_with(&format!("/explain/{}.md", p["code"].as_str().unwrap())));
            for related in p["relatedInformation"].as_array().into_iter().flatten() {
                marks.push((related["location"]["range"].clone(), format!("related: {}", related["message"].as_str().unwrap())));
            }
        }
        writeln!(out, "{}", drawn(text, &marks)).unwrap();
    }
    keep("diagnostics", &out);
}

/// Columns count what client and server agreed on: bytes, UTF-16 units, or characters.
#[test]
fn columns_count_what_was_agreed() {
    let text = "INT. CAFÉ 😀 - DAY\n  shot wide, 😀é wyde\n    Zoë waits.\n";
    for (offered, agreed, column) in [(json!(["utf-8", "utf-16"]), "utf-8", 13 + 11), (json!(["utf-16"]), "utf-16", 13 + 8), (json!(["utf-32"]), "utf-32", 13 + 7), (json!(["utf-32", "utf-16"]), "utf-16", 13 + 8), (json!([]), "utf-16", 13 + 8), (json!("x"), "utf-16", 13 + 8)] {
        let mut editor = Editor::start(json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(editor.offers["capabilities"]["positionEncoding"], agreed);
        let uri = editor.open("a.frost", text);
        let found = editor.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        let strange = found["items"].as_array().unwrap().iter().find(|p| p["code"] == "unknown-word").unwrap();
        assert_eq!(strange["range"], json!({ "start": { "line": 1, "character": 13 }, "end": { "line": 1, "character": column } }), "{agreed}");
        // What the client says is counted so as well.
        editor.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "range": strange["range"], "text": "50mm" }] }));
        let found = editor.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert!(found["items"].as_array().unwrap().iter().all(|p| p["code"] != "unknown-word"), "{agreed}: {found}");
    }
}

/// A place that a problem speaks of besides may lie in another file.
#[test]
fn related_places_lie_in_other_files() {
    let text = "use \"people.frost\"\n\ncharacter IVO\n  look tall\n\nINT. ROOM - DAY\n  shot wide on IVO\n";
    let (answer, editor, _) = asked(json!({}), "textDocument/diagnostic", text, json!({}));
    let twice = answer["items"].as_array().unwrap().iter().find(|p| p["code"] == "duplicate").unwrap_or_else(|| panic!("{answer}"));
    let related = &twice["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("people.frost"), "{twice}");
    assert_eq!(related["location"]["range"]["start"], json!({ "line": 0, "character": 10 }), "{twice}");
}
