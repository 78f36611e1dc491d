//! Names: where they are declared and used, and new ones for them.

use super::*;

/// Where a question about a name leads, by file.
fn places(answer: &Value, text: &str, editor: &Editor) -> String {
    let Some(list) = answer.as_array() else { return format!("{}      {}\n\n", drawn(text, &[]), answer.as_str().unwrap_or("nothing")) };
    let own = editor.uri("pier.frost");
    let marks: Vec<(Value, String)> = list.iter().filter(|l| l.get("uri").is_none_or(|u| *u == own)).map(|l| (l["range"].clone(), if l["kind"] == 3 { "declared".into() } else { String::new() })).collect();
    let mut out = drawn(text, &marks);
    let other: Vec<(Value, String)> = list.iter().filter(|l| l.get("uri").is_some_and(|u| *u != own)).map(|l| (l["range"].clone(), String::new())).collect();
    if !other.is_empty() {
        write!(out, "    people.frost\n{}", drawn(PEOPLE, &other)).unwrap();
    }
    out + "\n"
}

const NAMES: [&str; 9] = ["facing IVO, I‸VO right", "No‸ra's hands", "shot ta‸ble", "style night from pap‸er", "music ti‸de\n  stage", "of {ci‸ty}", "EXT. P‸IER - DUSK", "INT. SH‸ED", "IVO AND NO‸RA"];

#[test]
fn definition() {
    let mut out = String::new();
    for from in NAMES.into_iter().chain(["wait by the wa‸ter"]) {
        let text = at(from);
        let (answer, editor, _) = asked(json!({}), "textDocument/definition", &text, json!({}));
        out.push_str(&places(&answer, &text, &editor));
    }
    keep("definition", &out);
}

#[test]
fn references() {
    let mut out = String::new();
    for from in NAMES {
        let text = at(from);
        let (answer, editor, _) = asked(json!({}), "textDocument/references", &text, json!({ "context": { "includeDeclaration": true } }));
        out.push_str(&places(&answer, &text, &editor));
    }
    keep("references", &out);
}

#[test]
fn highlights() {
    let mut out = String::new();
    for from in NAMES {
        let text = at(from);
        let (answer, editor, _) = asked(json!({}), "textDocument/documentHighlight", &text, json!({}));
        out.push_str(&places(&answer, &text, &editor));
    }
    keep("highlights", &out);
}

#[test]
fn rename() {
    let mut out = String::new();
    let renames = [
        ("No‸ra's hands", "DORA"), ("NORA (O.S.)", "mary ann"), ("facing IVO, I‸VO right", "McGee"), ("shot ta‸ble", "desk"), ("style night from pap‸er", "card"), ("of {ci‸ty}", "town"), ("EXT. P‸IER - DUSK", "QUAY"), ("No‸ra's hands", "IVO"),
        ("No‸ra's hands", "PIER"), ("No‸ra's hands", "Ivo"), ("No‸ra's hands", ""), ("No‸ra's hands", "A:B"), ("No‸ra's hands", "INT. HALL"), ("shot ta‸ble", "close"), ("shot ta‸ble", "Desk"), ("style night from pap‸er", "night"), ("wait by the wa‸ter", "SEA"),
    ];
    for (from, new) in renames {
        let from = if from.contains('‸') { from.to_string() } else { from.replacen("NORA", "NO‸RA", 1) };
        let text = at(&from);
        let (answer, editor, _) = asked(json!({}), "textDocument/rename", &text, json!({ "newName": new }));
        writeln!(out, "to `{new}`").unwrap();
        let Some(changes) = answer.get("changes") else {
            writeln!(out, "{}      {}\n", drawn(&text, &[]), answer.as_str().unwrap_or("nothing")).unwrap();
            continue;
        };
        for (uri, edits) in changes.as_object().unwrap() {
            let marks: Vec<(Value, String)> = edits.as_array().unwrap().iter().map(|e| (e["range"].clone(), e["newText"].as_str().unwrap().into())).collect();
            let own = *uri == editor.uri("pier.frost");
            if !own {
                out.push_str("    people.frost\n");
            }
            out.push_str(&drawn(if own { &text } else { PEOPLE }, &marks));
        }
        out.push('\n');
    }
    // Words that the compiler reserves.
    for (from, new) in [("music tu‸ne", "off"), ("sound be‸ll", "off"), ("setup ne‸ar", "on"), ("setup ne‸ar", "reverse"), ("setup ne‸ar", "wide"), ("setup ne‸ar", "rain")] {
        let text = format!("{CAST}setup near = close on ZOE\n\nINT. ROOM - DAY\n  music tune\n  shot near\n").replacen(&from.replace('‸', ""), from, 1);
        let answer = ask("textDocument/rename", &text, json!({ "newName": new }));
        writeln!(out, "to `{new}`\n{}      {}\n", drawn(&text, &[]), answer.as_str().unwrap_or("renamed")).unwrap();
    }
    // A client that can ask its author is given what is only said, to be confirmed.
    let asks = json!({ "workspace": { "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} } } });
    let text = at("facing IVO, I‸VO right");
    let (answer, ..) = asked(asks, "textDocument/rename", &text, json!({ "newName": "Max" }));
    let edits = answer["documentChanges"].as_array().unwrap().iter().find(|d| d["textDocument"]["uri"].as_str().unwrap().ends_with("pier.frost")).unwrap();
    let marks: Vec<(Value, String)> = edits["edits"].as_array().unwrap().iter().map(|e| (e["range"].clone(), format!("{}{}", e["newText"].as_str().unwrap(), if e["annotationId"] == "said" { "?" } else { "" }))).collect();
    writeln!(out, "to `Max`, where the client can ask\n{}", drawn(&text, &marks)).unwrap();
    keep("rename", &out);
}

#[test]
fn prepare_rename() {
    let mut out = String::new();
    for from in ["No‸ra's hands", "wait by the wa‸ter", "shot ta‸ble", "late, I‸vo."] {
        let text = at(from);
        let answer = ask("textDocument/prepareRename", &text, json!({}));
        match answer.is_null() {
            true => writeln!(out, "{}      nothing\n", drawn(&text, &[])).unwrap(),
            false => writeln!(out, "{}", drawn(&text, &[(answer["range"].clone(), answer["placeholder"].as_str().unwrap().into())])).unwrap(),
        }
    }
    keep("prepare_rename", &out);
}
