//! The language server as an editor meets it: the executable, spoken to over its standard input and output.

mod client;

use client::{Client, marked};
use serde_json::{Value, json};

const SCRIPT: &str = "film \"Pier\"\n  size 1280x720\n\nstyle paper\n  look cut paper\n  grain fine\n\nstyle night from paper\n  palette #141d2b #d9552f\n\ncharacter NORA\n  look yellow coat\n\ncharacter IVO\n  look grey beard\n\nsetup table = medium on NORA and IVO, 50mm\n\nEXT. PIER - DUSK\n  style night\n  stage NORA left facing IVO, IVO right facing NORA\n\n  shot wide\n    Nora and Ivo wait.\n\n  shot table, 4s\n    camera push in, slow\n    NORA\n      It is late.\n\n  shot close on IVO\n    Ivo's hands.\n";

#[test]
fn problems_come_with_the_version_of_the_text_and_go_when_they_are_mended() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", "INT. ROOM - DAY\n  shot wyde\n    Dust.\n");
    let said = client.problems(&uri);
    assert_eq!((said["version"].as_i64(), said["diagnostics"][0]["code"].as_str()), (Some(1), Some("unknown-word")));
    assert_eq!(said["diagnostics"][0]["range"], json!({ "start": { "line": 1, "character": 7 }, "end": { "line": 1, "character": 11 } }));
    let page = said["diagnostics"][0]["codeDescription"]["href"].as_str().unwrap().strip_prefix("file://").unwrap().to_string();
    assert!(std::fs::read_to_string(page).unwrap().starts_with("# A word that"));
    for p in said["diagnostics"].as_array().unwrap() {
        client::is::<gen_lsp_types::Diagnostic>(p);
    }
    // The fix that the editor is offered mends it.
    let actions = client.ask("textDocument/codeAction", json!({ "textDocument": { "uri": uri }, "range": said["diagnostics"][0]["range"], "context": { "diagnostics": [] } }));
    client::is::<Vec<gen_lsp_types::CodeAction>>(&actions);
    let edit = &actions[0]["edit"]["changes"][&uri][0];
    assert_eq!(edit["newText"], "wide");
    client.change(&uri, 2, json!([{ "range": edit["range"], "text": edit["newText"] }]));
    let said = client.problems(&uri);
    assert_eq!((said["version"].as_i64(), said["diagnostics"].as_array().unwrap().len()), (Some(2), 0), "{said}");
    client.end();
}

#[test]
fn every_version_is_answered_for() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", "INT. ROOM - DAY\n  shot wide\n    Dust.\n");
    for version in 2..30 {
        client.change(&uri, version, json!([{ "range": { "start": { "line": 2, "character": 4 }, "end": { "line": 2, "character": 4 } }, "text": "A" }]));
    }
    for version in 1..30 {
        assert_eq!(client.problems(&uri)["version"], version);
    }
    client.end();
}

#[test]
fn a_rule_can_be_waived_with_a_reason() {
    let mut client = Client::start(json!({}));
    let script = "character IVO\n  look old\n\nINT. ROOM - DAY\n  shot extreme wide on IVO\n    Ivo waits.\n\n  shot extreme close on IVO\n    Ivo blinks.\n";
    let uri = client.open("a.frost", script);
    let said = client.problems(&uri);
    let leap = said["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "size-leap").unwrap().clone();
    assert!(!leap["relatedInformation"].as_array().unwrap().is_empty());
    let actions = client.ask("textDocument/codeAction", json!({ "textDocument": { "uri": uri }, "range": leap["range"], "context": { "diagnostics": [leap] } }));
    let waive = actions.as_array().unwrap().iter().find(|a| a["title"] == "Allow size-leap here, with a reason").unwrap();
    client.change(&uri, 2, json!([{ "range": waive["edit"]["changes"][&uri][0]["range"], "text": waive["edit"]["changes"][&uri][0]["newText"] }]));
    let said = client.problems(&uri);
    assert!(said["diagnostics"].as_array().unwrap().iter().all(|d| d["code"] != "size-leap"), "{said}");
    client.end();
}

#[test]
fn unsaved_texts_count_over_files() {
    let mut client = Client::start(json!({}));
    client.write("people.frost", "character NORA\n  look yellow coat\n");
    let uri = client.open("a.frost", "use \"people.frost\"\n\nINT. ROOM - DAY\n  shot wide on NORA\n    Nora waits.\n");
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    // Who is declared changes in a text that is not saved.
    let people = client.open("people.frost", "character DORA\n  look yellow coat\n");
    let said = client.problems(&uri);
    assert!(said["diagnostics"].as_array().unwrap().iter().any(|d| d["code"] == "undeclared"), "{said}");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": people } }));
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    client.end();
}

/// Asks at the cursor of a text and gives the answer.
fn at(method: &str, text: &str) -> Value {
    let mut client = Client::start(json!({}));
    let (text, position) = marked(text);
    let uri = client.open("a.frost", &text);
    let answer = client.ask(method, json!({ "textDocument": { "uri": uri }, "position": position, "context": { "includeDeclaration": true }, "newName": "DORA" }));
    client.end();
    answer
}

fn labels(answer: &Value) -> Vec<&str> {
    client::is::<Vec<gen_lsp_types::CompletionItem>>(answer);
    answer.as_array().unwrap().iter().map(|i| i["label"].as_str().unwrap()).collect()
}

#[test]
fn completion_knows_the_place() {
    let complete = |text: &str| at("textDocument/completion", text);
    let begins = "character NORA\n  look tall\n\nINT. ROOM - DAY\n  shot wide on NORA, 4s\n    Nora waits.\n\n";
    let cases = [
        ("|", "character", "mm"),
        ("film \"A\"\n  |", "rate", "shot"),
        ("style a\n  |", "palette", "rate"),
        ("INT. |", "", "wide"),
        (&format!("{begins}INT. |"), "ROOM", "wide"),
        (&format!("{begins}INT. ROOM - |"), "DUSK", "ROOM"),
        (&format!("{begins}INT. ROOM - DAY\n  |"), "shot", "rate"),
        (&format!("{begins}INT. ROOM - DAY\n  shot |"), "medium close", "NORA"),
        (&format!("{begins}INT. ROOM - DAY\n  shot wide on |"), "NORA", "wide"),
        (&format!("{begins}INT. ROOM - DAY\n  shot wide, 50|"), "50mm", "wide"),
        (&format!("{begins}INT. ROOM - DAY\n  shot wide\n    camera |"), "push in", "NORA"),
        (&format!("{begins}INT. ROOM - DAY\n  light |"), "lamp", "wide"),
        (&format!("{begins}INT. ROOM - DAY\n  stage NORA |"), "left", "wide"),
        (&format!("{begins}INT. ROOM - DAY\n  allow |"), "axis", "wide"),
    ];
    for (text, has, not) in cases {
        let answer = complete(text);
        let labels = labels(&answer);
        assert!(has.is_empty() || labels.contains(&has), "{text}\n{labels:?}");
        assert!(!labels.contains(&not), "{text}\n{labels:?}");
    }
    // Nothing is offered within a comment or a name in quotes.
    for text in ["// sh|", "film \"My |"] {
        assert_eq!(complete(text), json!([]));
    }
}

#[test]
fn names_lead_to_each_other() {
    let text = SCRIPT.replacen("on NORA and", "on NO|RA and", 1);
    let places = |answer: &Value| -> Vec<(u64, u64)> { answer.as_array().unwrap().iter().map(|l| (l["range"]["start"]["line"].as_u64().unwrap(), l["range"]["start"]["character"].as_u64().unwrap())).collect() };
    assert_eq!(places(&at("textDocument/definition", &text)), [(10, 10)]);
    assert_eq!(places(&at("textDocument/references", &text)), [(10, 10), (16, 24), (20, 8), (20, 47), (23, 4), (27, 4)]);
    let edit = at("textDocument/rename", &text);
    client::is::<gen_lsp_types::WorkspaceEdit>(&edit);
    let texts: Vec<&str> = edit["changes"].as_object().unwrap().values().flat_map(|v| v.as_array().unwrap()).map(|e| e["newText"].as_str().unwrap()).collect();
    assert_eq!(texts, ["DORA", "DORA", "DORA", "DORA", "Dora", "DORA"]);
    let setup = SCRIPT.replacen("shot table", "shot ta|ble", 1);
    assert_eq!(places(&at("textDocument/definition", &setup)), [(16, 6)]);
    let style = SCRIPT.replacen("from paper", "from pa|per", 1);
    assert_eq!(places(&at("textDocument/definition", &style)), [(3, 6)]);
    let place = SCRIPT.replacen("EXT. PIER", "EXT. PI|ER", 1);
    assert_eq!(places(&at("textDocument/definition", &place)), [(18, 5)]);
    assert_eq!(at("textDocument/documentHighlight", &text).as_array().unwrap().len(), 6);
}

#[test]
fn a_name_that_is_taken_or_no_name_is_refused() {
    for (cursor, new, why) in [("NO|RA", "IVO", "already"), ("NO|RA", "", "at least one letter"), ("NO|RA", "A:B", "is no name")] {
        let mut client = Client::start(json!({}));
        let (text, position) = marked(&SCRIPT.replacen("NORA", cursor, 1));
        let uri = client.open("a.frost", &text);
        let error = client.fails("textDocument/rename", json!({ "textDocument": { "uri": uri }, "position": position, "newName": new }));
        assert!(error.contains(why), "{error}");
        client.end();
    }
}

#[test]
fn hover_says_what_is_known() {
    let hover = |text: &str| {
        let answer = at("textDocument/hover", text);
        client::is::<gen_lsp_types::Hover>(&answer);
        answer["contents"]["value"].as_str().unwrap().to_string()
    };
    assert!(hover(&SCRIPT.replacen("shot close", "shot clo|se", 1)).contains("size"));
    assert!(hover(&SCRIPT.replacen("push in", "push i|n", 1)).starts_with("**push in**"));
    assert!(hover(&SCRIPT.replacen("on IVO", "on I|VO", 1)).contains("grey beard"));
    let style = hover(&SCRIPT.replacen("style night\n  stage", "style ni|ght\n  stage", 1));
    assert!(style.contains("cut paper *(from paper)*") && style.contains("`#141d2b`"), "{style}");
    let shot = hover(&SCRIPT.replacen("shot table", "sh|ot table", 1));
    assert!(shot.contains("shot 1.2") && shot.contains("50mm") && shot.contains("4.0s") && shot.contains("$0.00"), "{shot}");
}

#[test]
fn a_script_has_an_outline_folds_hints_lenses_colours_and_links() {
    let mut client = Client::start(json!({}));
    let script = format!("use \"lib.frost\"\n\n{SCRIPT}");
    client.write("lib.frost", "location PIER\n  look planks\n");
    let uri = client.open("a.frost", &script);
    let whole = json!({ "textDocument": { "uri": uri }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } } });
    let outline = client.ask("textDocument/documentSymbol", whole.clone());
    client::is::<Vec<gen_lsp_types::DocumentSymbol>>(&outline);
    let names: Vec<&str> = outline.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Pier", "paper", "night from paper", "NORA", "IVO", "table", "1. EXT. PIER - DUSK"]);
    assert_eq!(outline[6]["children"].as_array().unwrap().len(), 3);
    let folds = client.ask("textDocument/foldingRange", whole.clone());
    client::is::<Vec<gen_lsp_types::FoldingRange>>(&folds);
    assert!(folds.as_array().unwrap().contains(&json!({ "startLine": 20, "endLine": 33, "kind": "region" })), "{folds}");
    let hints = client.ask("textDocument/inlayHint", whole.clone());
    client::is::<Vec<gen_lsp_types::InlayHint>>(&hints);
    assert_eq!(hints.as_array().unwrap().len(), 3);
    let lenses = client.ask("textDocument/codeLens", whole.clone());
    client::is::<Vec<gen_lsp_types::CodeLens>>(&lenses);
    assert_eq!(lenses.as_array().unwrap().len(), 7);
    let colours = client.ask("textDocument/documentColor", whole.clone());
    client::is::<Vec<gen_lsp_types::ColorInformation>>(&colours);
    assert_eq!(colours.as_array().unwrap().len(), 2);
    let links = client.ask("textDocument/documentLink", whole.clone());
    client::is::<Vec<gen_lsp_types::DocumentLink>>(&links);
    assert!(links[0]["target"].as_str().unwrap().ends_with("/lib.frost"));
    let statistics = client.ask("frost/statistics", whole.clone());
    assert_eq!((statistics["shots"].as_u64(), statistics["people"][0]["words"].as_u64()), (Some(3), Some(3)), "{statistics}");
    let found = client.ask("workspace/symbol", json!({ "query": "nora" }));
    client::is::<Vec<gen_lsp_types::WorkspaceSymbol>>(&found);
    assert_eq!(found.as_array().unwrap().len(), 1);
    let tokens = client.ask("textDocument/semanticTokens/full", whole.clone());
    client::is::<gen_lsp_types::SemanticTokens>(&tokens);
    let again = client.ask("textDocument/semanticTokens/full/delta", json!({ "textDocument": { "uri": uri }, "previousResultId": tokens["resultId"] }));
    assert_eq!(again["edits"], json!([]));
    let grown = client.ask("textDocument/selectionRange", json!({ "textDocument": { "uri": uri }, "positions": [{ "line": 24, "character": 10 }] }));
    client::is::<Vec<gen_lsp_types::SelectionRange>>(&grown);
    let help = client.ask("textDocument/signatureHelp", json!({ "textDocument": { "uri": uri }, "position": { "line": 27, "character": 16 } }));
    client::is::<gen_lsp_types::SignatureHelp>(&help);
    assert!(help["signatures"][0]["label"].as_str().unwrap().starts_with("shot "));
    client.end();
}

#[test]
fn formatting_is_that_of_the_command() {
    let mut client = Client::start(json!({}));
    let messy = "style a\n  grain   fine\n\n\n\nINT. ROOM - DAY\n    shot   wide\n        Dust.";
    let uri = client.open("a.frost", messy);
    let edits = client.ask("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": {} }));
    client::is::<Vec<gen_lsp_types::TextEdit>>(&edits);
    client.change(&uri, 2, client::reversed(&edits));
    assert_eq!(client.ask("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": {} })), json!([]));
    client.end();
}

#[test]
fn a_shot_tells_its_provider_its_prompt_and_its_cost() {
    let mut client = Client::start(json!({}));
    client.write("frost.toml", "[providers]\npicture = \"openai/gpt-image-2\"\n");
    let uri = client.open("a.frost", SCRIPT);
    let (_, place) = marked(&SCRIPT.replacen("shot table", "sh|ot table", 1));
    let hover = client.ask("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": place }));
    let words = hover["contents"]["value"].as_str().unwrap();
    for part in ["shot 1.2", "medium", "50mm", "4.0s", "00:00:0", "by openai/gpt-image-2, $0.", "> "] {
        assert!(words.contains(part), "no {part} in {words}");
    }
    let hints = client.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } }));
    assert!(hints.as_array().unwrap().iter().all(|h| h["label"].as_str().unwrap().contains(" · $0.")), "{hints}");
    client.end();
}

#[test]
fn a_broken_project_file_is_told_of_and_shots_keep_their_lengths() {
    let mut client = Client::start(json!({}));
    client.write("frost.toml", "[rules]\nsize-leep = \"off\"\n");
    let uri = client.open("a.frost", SCRIPT);
    let settings = client.uri("frost.toml");
    let said = client.problems(&settings)["diagnostics"].clone();
    assert!(said[0]["message"].as_str().unwrap().contains("did you mean `size-leap`") && said[0]["range"]["start"] == json!({ "line": 1, "character": 0 }), "{said}");
    client.write("frost.toml", "[rules]\nsize-leap = \"off\"\n[nonsense");
    let changed = json!({ "changes": [{ "uri": settings, "type": 2 }] });
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    let said = client.problems(&settings)["diagnostics"].clone();
    assert!(said.as_array().unwrap().len() == 1 && said[0]["severity"] == 1 && said[0]["range"]["start"]["line"] == 2, "{said}");
    let (_, place) = marked(&SCRIPT.replacen("shot table", "sh|ot table", 1));
    let hover = client.ask("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": place }));
    let words = hover["contents"]["value"].as_str().unwrap();
    for part in ["shot 1.2", "medium", "50mm", "4.0s", "00:00:0", "who makes it is not known"] {
        assert!(words.contains(part), "no {part} in {words}");
    }
    assert!(!words.contains('$'));
    client.write("frost.toml", "");
    client.tell("workspace/didChangeWatchedFiles", changed);
    assert_eq!(client.problems(&settings)["diagnostics"], json!([]));
    client.end();
}

#[test]
fn who_asks_for_problems_is_not_told_them_as_well() {
    let mut client = Client::start(json!({ "capabilities": { "general": { "positionEncodings": ["utf-16"] }, "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } } }));
    client.write("people.frost", "character NORA\n  look yellow coat\n  heigth 1.7m\n");
    let uri = client.open("a.frost", "use \"people.frost\"\n\nINT. ROOM - DAY\n  shot wyde on NORA\n    Nora waits.\n");
    let pulled = |client: &mut Client| client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))["items"].as_array().unwrap().len();
    assert_eq!(pulled(&mut client), 1);
    // Those of a file that nobody asks for are told.
    let people = client.uri("people.frost");
    assert_eq!(client.problems(&people)["diagnostics"].as_array().unwrap().len(), 1);
    // A change elsewhere makes the client ask again.
    client.open("people.frost", "character DORA\n  look yellow coat\n");
    assert!(pulled(&mut client) > 1);
    let asked_anew = |client: &Client| client.heard.iter().filter(|(m, _)| m == "workspace/diagnostic/refresh").count();
    let before = asked_anew(&client);
    assert!(before > 0);
    // So does a change that is given up.
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": people } }));
    assert_eq!(pulled(&mut client), 1);
    assert_eq!(asked_anew(&client), before + 1);
    client.end();
}

#[test]
fn a_text_that_was_never_saved_is_a_script() {
    let mut client = Client::start(json!({}));
    client.write("people.frost", "character NORA\n  look yellow coat\n");
    let uri = "untitled:Untitled-1";
    let text = "use \"people.frost\"\n\nEXT. PIER - DUSK\n  shot wyde on NORA\n    Nora   waits.\n";
    client.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 1, "text": text } }));
    let said = client.problems(uri);
    let codes: Vec<&str> = said["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!((said["version"].as_i64(), codes), (Some(1), vec!["unknown-word"]));
    let at = |line: u32, character: u32| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character }, "options": {}, "context": { "includeDeclaration": true }, "newName": "DORA", "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } });
    assert!(client.ask("textDocument/hover", at(3, 16))["contents"]["value"].as_str().unwrap().contains("yellow coat"));
    assert!(labels(&client.ask("textDocument/completion", at(3, 15))).contains(&"NORA"));
    for method in ["signatureHelp", "definition", "references", "documentHighlight", "prepareRename", "rename", "documentSymbol", "codeAction", "codeLens", "formatting", "foldingRange", "inlayHint", "semanticTokens/full", "documentLink"] {
        assert!(!client.ask(&format!("textDocument/{method}"), at(3, 16)).is_null(), "{method}");
    }
    let edits = client.ask("textDocument/rename", at(3, 16))["changes"].clone();
    assert_eq!(edits.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), [client.uri("people.frost").as_str(), uri]);
    assert!(client.fails("workspace/executeCommand", json!({ "command": "frost.showFrame", "arguments": [{ "uri": uri, "shot": "1.1" }] })).contains("save it"));
    client.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text.replace("wyde", "wide") }] }));
    assert_eq!(client.problems(uri), json!({ "uri": uri, "version": 2, "diagnostics": [] }));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.problems(uri)["diagnostics"], json!([]));
    assert_eq!(client.ask("textDocument/hover", at(3, 16)), Value::Null);
    client.end();
    // Where no folder is open, nothing lies beside it.
    let mut client = Client::start(json!({ "workspaceFolders": null, "rootUri": null }));
    client.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 1, "text": text } }));
    let said = client.problems(uri)["diagnostics"].to_string();
    assert!(said.contains("has to be saved first"), "{said}");
    client.end();
}

#[test]
fn a_file_that_two_scripts_speak_of_is_told_of_once() {
    let mut client = Client::start(json!({}));
    let lib = "character NORA\n  look yellow coat\n  heigth 1.7m\n";
    client.write("lib.frost", lib);
    let script = client.open("a.frost", "use \"lib.frost\"\n\nEXT. PIER - DUSK\n  shot wide on NORA\n    Nora waits.\n");
    let uri = client.uri("lib.frost");
    assert_eq!(client.problems(&uri)["diagnostics"].as_array().unwrap().len(), 1);
    client.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 7, "text": lib } }));
    let said = client.problems(&uri);
    assert_eq!((said["version"].as_i64(), said["diagnostics"].as_array().unwrap().len()), (Some(7), 1), "{said}");
    // And edits bear the address that the client gave.
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.problems(&uri);
    let own = uri.replace("lib.frost", "li%62.frost");
    client.tell("textDocument/didOpen", json!({ "textDocument": { "uri": own, "languageId": "frost", "version": 1, "text": lib } }));
    let edit = client.ask("textDocument/rename", json!({ "textDocument": { "uri": script }, "position": { "line": 3, "character": 16 }, "newName": "DORA" }));
    assert!(edit["changes"].get(&own).is_some() && edit["changes"].get(&script).is_some(), "{edit}");
    client.end();
}

#[test]
fn all_that_is_safe_at_once_is_what_the_command_fixes() {
    let scripts = [
        "film \"A\"\n\tsize 1280x720\n\nINT. ROOM - DAY\n  shot wide close on NORA, 4s\n    Nora waits. She has\n    nothing to say.\n\n  cut to black\n",
        "EXT. PIER - DUSK\n  shot wide\n    title \"Late\", 2s\n    NORA\n\n      It is late.\n\nSMASH CUT TO:\n\nINT. SHED - NIGHT\n  shot medium on IVO\n    Ivo sits.\n",
        "character NORA\n  wears a red hat\n\nINT. ROOM - DAY\n  stage NORA left\n  shot wide, 2\n    allow axis no reason\n    Nora waits.\n",
    ];
    let mut mended = 0;
    for (i, script) in scripts.into_iter().enumerate() {
        let mut client = Client::start(json!({}));
        let name = format!("{i}.frost");
        client.write(&name, script);
        let uri = client.open(&name, script);
        let mut text = script.to_string();
        for version in 2..12 {
            let found = client.ask("textDocument/codeAction", json!({ "textDocument": { "uri": uri }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "context": { "diagnostics": [], "only": ["source.fixAll"] } }));
            let Some(action) = found.as_array().unwrap().first() else { break };
            let mut edits = action["edit"]["changes"][&uri].as_array().unwrap().clone();
            edits.sort_by_key(|e| (e["range"]["start"]["line"].as_u64(), e["range"]["start"]["character"].as_u64()));
            text = client::apply(&text, &edits.into());
            client.change(&uri, version, json!([{ "text": text }]));
            mended += 1;
        }
        let file = client.folder().join(&name);
        std::process::Command::new(env!("CARGO_BIN_EXE_frost")).arg("fix").arg(&file).output().unwrap();
        assert_eq!(text, std::fs::read_to_string(&file).unwrap());
        client.end();
    }
    assert!(mended >= 3, "{mended}");
}

#[test]
fn a_session_of_random_edits_ends_with_the_text_that_the_client_has() {
    // `FROST_SESSION=600` runs it for ten minutes.
    let seconds: u64 = std::env::var("FROST_SESSION").ok().and_then(|s| s.parse().ok()).unwrap_or(4);
    let mut client = Client::start(json!({}));
    let mut model = SCRIPT.to_string();
    let uri = client.open("a.frost", &model);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n.max(1) as u64) as usize
    };
    let pieces = ["", "x", "\n", "  ", "shot wide\n", "NORA\n", "é", "😀", "\"", "/*", "*/", "\t", ", 4s", "INT. A - DAY\n", "{", "}"];
    let start = std::time::Instant::now();
    let mut version = 1;
    while start.elapsed().as_secs() < seconds {
        version += 1;
        let edge = |at: usize, model: &str| (at..=model.len()).find(|i| model.is_char_boundary(*i)).unwrap_or(model.len());
        let a = edge(random(model.len() + 1), &model);
        let b = edge((a + random(8)).min(model.len()), &model);
        let new = pieces[random(pieces.len())];
        client.change(&uri, version, json!([{ "range": { "start": client::position(&model, a), "end": client::position(&model, b) }, "text": new }]));
        model.replace_range(a..b, new);
        if model.len() > 4000 {
            version += 1;
            model = SCRIPT.to_string();
            client.change(&uri, version, json!([{ "text": model }]));
        }
        if random(12) == 0 {
            let place = client::position(&model, edge(random(model.len() + 1), &model));
            let method = ["hover", "completion", "documentSymbol", "foldingRange", "semanticTokens/full", "formatting", "inlayHint", "codeLens", "references"][random(9)];
            client.ask(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri }, "position": place, "options": {}, "context": {} }));
        }
    }
    // What the server formats is what it holds.
    let edits = client.ask("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": {} }));
    let formatted = client::apply(&model, &edits);
    let known = std::collections::HashSet::new();
    assert_eq!(formatted, frost::syntax::format(&model, &known), "after {version} versions");
    client.end();
}
