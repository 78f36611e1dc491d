//! A client and a disk that do what they should not: the server answers with an error or an empty result, and lives on.

mod client;

use client::Client;
use serde_json::{Value, json};

const SCRIPT: &str = "character NORA\n  look yellow coat\n\nEXT. PIER - DUSK\n  shot wide on NORA\n    Nora waits.\n";

#[test]
fn nonsense_is_answered_and_survived() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", SCRIPT);
    assert!(client.fails("frost/nothing", json!({})).contains("there is no request"));
    for uri in ["", "x", "file://%zz"] {
        assert!(client.fails("textDocument/hover", json!({ "textDocument": { "uri": uri } })).contains("names no file"));
    }
    assert_eq!(client.ask("textDocument/hover", json!({ "textDocument": { "uri": "untitled:x" }, "position": { "line": 0, "character": 0 } })), Value::Null);
    assert_eq!(client.ask("textDocument/hover", json!({ "textDocument": { "uri": "file:///no/such.frost" }, "position": { "line": 0, "character": 0 } })), Value::Null);
    for position in [json!({ "line": 4_000_000_000_u64, "character": 4_000_000_000_u64 }), json!({ "line": -1, "character": "x" }), json!([])] {
        for method in ["hover", "completion", "definition", "references", "documentHighlight", "prepareRename", "signatureHelp", "onTypeFormatting"] {
            client.ask(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri }, "position": position }));
        }
    }
    client.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "range": { "start": {} }, "text": "x" }, { "text": 7 }, 3] }));
    client.tell("$/cancelRequest", json!({ "id": [] }));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///not/open.frost" } }));
    client.tell("no/such", json!(null));
    client.write("bytes.frost", "");
    std::fs::write(client.folder().join("bytes.frost"), b"INT. \xff\xfe").unwrap();
    let bytes = client.uri("bytes.frost");
    assert_eq!(client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": bytes } })), Value::Null);
    assert!(client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).is_array());
    client.end();
}

/// The server still knows its script.
fn lives(client: &mut Client, uri: &str) {
    let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(outline.as_array().is_some_and(|o| !o.is_empty()), "{outline}");
}

#[test]
fn what_is_no_message_is_passed_over() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", SCRIPT);
    client.send_bytes(b"what is this?\r\nContent-Length: many\r\n\r\n");
    client.send_bytes(b"Content-Length: 9\r\n\r\n{\"no json");
    client.send_bytes(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    client.send_bytes(b"Content-Length: 23\r\nContent-Type: x\r\n\r\n{\"id\":7,\"method\":false}");
    for method in ["", "$/x", "textDocument/", "workspace/executeCommand", "initialize"] {
        for params in [json!(null), json!([]), json!(7), json!({ "textDocument": [] }), json!({ "arguments": {}, "command": [] })] {
            client.fails(method, params);
        }
    }
    lives(&mut client, &uri);
    client.end();
}

#[test]
fn a_message_that_is_announced_too_long_swallows_no_other() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", SCRIPT);
    client.send_bytes(b"Content-Length: 300000000\r\n\r\n");
    lives(&mut client, &uri);
    // Nor does one with a body, wherever a piece of it ends.
    for more in 0..40 {
        client.send_bytes(format!("Content-Length: 300000000\r\n\r\n{}", "x".repeat(8192 - more)).as_bytes());
        lives(&mut client, &uri);
    }
    client.send_bytes(format!("Content-Length: 99999999999999999999\r\n\r\n{{\"jsonrpc\":\"2.0\",\"id\":99,\"text\":\"{}\"}}", "x".repeat(100_000)).as_bytes());
    lives(&mut client, &uri);
    assert!(client.heard.iter().any(|(m, p)| m == "window/logMessage" && p["message"].as_str().unwrap().contains("300000000 bytes")));
    client.end();
}

#[test]
fn nothing_is_asked_after_the_end() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", SCRIPT);
    client.ask("shutdown", Value::Null);
    for method in ["textDocument/hover", "shutdown", "workspace/executeCommand"] {
        let id = client.ask_later(method, json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } }));
        assert_eq!(client.answer_of(&id), Err(-32600), "{method}");
    }
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.exit(), Some(0));
}

#[test]
fn who_leaves_without_goodbye_is_told_so() {
    let client = Client::start(json!({}));
    assert_eq!(client.exit(), Some(1));
}

#[test]
fn every_question_survives_places_that_are_not_there() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", SCRIPT);
    let far = json!({ "line": 4_000_000_000_u64, "character": 4_000_000_000_u64 });
    let backwards = json!({ "start": far, "end": { "line": 0, "character": 0 } });
    for method in [
        "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename", "rename", "documentSymbol", "codeAction", "codeLens", "documentLink", "documentColor", "colorPresentation", "formatting", "rangeFormatting",
        "onTypeFormatting", "foldingRange", "selectionRange", "inlayHint", "semanticTokens/full", "semanticTokens/full/delta", "semanticTokens/range", "diagnostic",
    ] {
        for (position, range) in [(far.clone(), backwards.clone()), (json!({ "line": -1, "character": "x" }), json!({ "start": 1 })), (json!([]), json!(null)), (json!({ "line": 5, "character": 1.5 }), json!("x"))] {
            let _ = client.try_ask(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri }, "position": position, "range": range, "positions": [position], "newName": "X", "previousResultId": "9", "context": { "only": 3 }, "color": "red" }));
        }
        // A file that is not there has nothing to answer.
        assert_eq!(client.try_ask(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": "file:///no/such.frost" }, "position": far, "range": backwards })), Ok(Value::Null), "{method}");
    }
    lives(&mut client, &uri);
    client.end();
}

#[test]
fn a_question_that_is_taken_back_is_answered_as_cancelled_or_answered() {
    let mut client = Client::start(json!({}));
    let long = long(10_000);
    let uri = client.open("a.frost", &long);
    client.problems(&uri);
    // While the change is checked, the questions wait.
    client.change(&uri, 2, json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "// new\n" }]));
    let ids: Vec<_> = (0..20).map(|_| client.ask_later("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))).collect();
    for id in ids.iter().skip(1) {
        client.tell("$/cancelRequest", json!({ "id": serde_json::to_value(id).unwrap() }));
    }
    let mut cancelled = 0;
    for id in &ids {
        match client.answer_of(id) {
            Ok(outline) => assert!(outline.is_array()),
            Err(code) => {
                assert_eq!(code, -32800);
                cancelled += 1;
            }
        }
    }
    assert!(cancelled > 0);
    assert_eq!(client.problems(&uri)["version"], 2);
    lives(&mut client, &uri);
    client.end();
}

#[test]
fn a_client_that_goes_without_a_word_leaves_no_server() {
    let client = Client::start(json!({}));
    assert!(client.vanish() < std::time::Duration::from_secs(5));
    let mut client = Client::start(json!({}));
    client.open("a.frost", SCRIPT);
    // In the middle of a message.
    client.send_bytes(b"Content-Length: 900\r\n\r\n{\"jsonrpc\":");
    assert!(client.vanish() < std::time::Duration::from_secs(5));
}

#[test]
fn a_client_that_comes_again_finds_its_script_as_it_lies_on_disk() {
    let mut client = Client::start(json!({}));
    client.write("a.frost", SCRIPT);
    let uri = client.open("a.frost", &SCRIPT.replace("shot wide", "shot wyde"));
    assert_eq!(client.problems(&uri)["diagnostics"][0]["code"], "unknown-word");
    let folder = client.end();
    let mut client = Client::start_in(folder, json!({}));
    lives(&mut client, &uri);
    let uri = client.open("a.frost", SCRIPT);
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    client.end();
}

#[test]
fn several_roots_are_one_workspace() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(one.path().join("one.frost"), SCRIPT).unwrap();
    std::fs::write(two.path().join("two.frost"), SCRIPT.replace("NORA", "DORA").replace("Nora", "Dora")).unwrap();
    let folder = |f: &tempfile::TempDir, name: &str| json!({ "uri": format!("file://{}", f.path().display()), "name": name });
    let mut client = Client::start(json!({ "workspaceFolders": [folder(&one, "one"), folder(&two, "two")] }));
    let found = |client: &mut Client, query: &str| client.ask("workspace/symbol", json!({ "query": query })).as_array().unwrap().len();
    assert_eq!((found(&mut client, "nora"), found(&mut client, "dora")), (1, 1));
    client.tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [folder(&two, "two")] } }));
    assert_eq!((found(&mut client, "nora"), found(&mut client, "dora")), (1, 0));
    // The same name in two films is two people.
    std::fs::write(one.path().join("other.frost"), SCRIPT).unwrap();
    let uri = format!("file://{}/one.frost", one.path().display());
    let places = client.ask("textDocument/references", json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 11 }, "context": { "includeDeclaration": true } }));
    assert!(places.as_array().unwrap().iter().all(|p| p["uri"] == uri), "{places}");
    client.end();
}

#[test]
fn a_file_that_goes_and_comes_back_is_missed_and_found() {
    let mut client = Client::start(json!({}));
    client.write("lib.frost", "character NORA\n  look yellow coat\n");
    let uri = client.open("a.frost", "use \"lib.frost\"\n\nEXT. PIER - DUSK\n  shot wide on NORA\n    Nora waits.\n");
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    let lib = client.uri("lib.frost");
    let changed = json!({ "changes": [{ "uri": lib, "type": 3 }] });
    std::fs::remove_file(client.folder().join("lib.frost")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    let said = client.problems(&uri);
    assert!(said["diagnostics"].as_array().unwrap().iter().any(|d| d["code"] == "missing-file"), "{said}");
    // No text at all.
    std::fs::write(client.folder().join("lib.frost"), b"character NORA\n\xff\xfe").unwrap();
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    let said = client.problems(&uri);
    assert!(said["diagnostics"].as_array().unwrap().iter().any(|d| d["message"].as_str().unwrap().contains("not UTF-8 text (line 2)")), "{said}");
    client.write("lib.frost", "character NORA\n  look yellow coat\n");
    client.tell("workspace/didChangeWatchedFiles", changed);
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    // The script itself was never on the disk, and nothing of it can be drawn.
    assert!(client.fails("workspace/executeCommand", json!({ "command": "frost.showFrame", "arguments": [{ "uri": uri, "shot": "1.1" }] })).contains("not saved"));
    client.end();
}

#[test]
fn what_vanishes_while_it_is_open_is_still_known() {
    let mut client = Client::start(json!({}));
    client.write("a.frost", SCRIPT);
    client.write("b.frost", &SCRIPT.replace("NORA", "DORA").replace("Nora", "Dora"));
    let uri = client.open("a.frost", SCRIPT);
    assert_eq!(client.problems(&uri)["diagnostics"], json!([]));
    let found = |client: &mut Client, query: &str| client.ask("workspace/symbol", json!({ "query": query })).as_array().unwrap().len();
    assert_eq!((found(&mut client, "nora"), found(&mut client, "dora")), (1, 1));
    // The file of the open text, another one, and at last the whole folder.
    for gone in ["a.frost", "b.frost"] {
        std::fs::remove_file(client.folder().join(gone)).unwrap();
        client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": client.uri(gone), "type": 3 }] }));
    }
    assert_eq!((found(&mut client, "nora"), found(&mut client, "dora")), (1, 0));
    std::fs::remove_dir_all(client.folder()).unwrap();
    client.change(&uri, 2, json!([{ "text": SCRIPT.replace("wide", "wyde") }]));
    let said = loop {
        let said = client.problems(&uri);
        if said["version"] == 2 {
            break said;
        }
    };
    assert_eq!(said["diagnostics"][0]["code"], "unknown-word", "{said}");
    lives(&mut client, &uri);
    assert!(client.vanish() < std::time::Duration::from_secs(5));
}

#[test]
fn rules_of_the_project_count_as_soon_as_they_change() {
    let mut client = Client::start(json!({}));
    let uri = client.open("a.frost", "character IVO\n  look old\n\nINT. ROOM - DAY\n  shot extreme wide on IVO\n    Ivo waits.\n\n  shot extreme close on IVO\n    Ivo blinks.\n");
    let severity = |said: &Value| said["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "size-leap").map(|d| d["severity"].as_i64().unwrap());
    let first = severity(&client.problems(&uri));
    assert!(first.is_some_and(|s| s > 1), "{first:?}");
    client.write("frost.toml", "[rules]\nsize-leap = \"error\"\n");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": client.uri("frost.toml"), "type": 1 }] }));
    assert_eq!(severity(&client.problems(&uri)), Some(1));
    client.end();
}

fn long(lines: usize) -> String {
    let mut text = String::from("character NORA\n  look yellow coat\n\n");
    let mut scene = 0;
    while text.len() < lines * 20 {
        scene += 1;
        text.push_str(&format!("INT. ROOM {scene} - DAY\n"));
        for shot in 0..6 {
            text.push_str(["  shot wide\n    Dust, and a window.\n\n", "  shot medium on NORA\n    NORA\n      It is late.\n\n"][shot % 2]);
        }
    }
    text
}

#[test]
fn a_script_of_100_000_lines_is_a_script() {
    let mut client = Client::start(json!({}));
    let text = long(100_000);
    assert!(text.lines().count() > 100_000, "{}", text.lines().count());
    let uri = client.open("a.frost", &text);
    assert_eq!(client.problems(&uri)["version"], 1);
    let end = text.lines().count();
    client.change(&uri, 2, json!([{ "range": { "start": { "line": end, "character": 0 }, "end": { "line": end, "character": 0 } }, "text": "INT. END - DAY\n  shot wyde\n    Dust.\n" }]));
    let said = client.problems(&uri);
    assert!(said["version"] == 2 && said["diagnostics"].as_array().unwrap().iter().any(|d| d["code"] == "unknown-word" && d["range"]["start"]["line"] == end + 1));
    for method in ["hover", "completion", "definition", "foldingRange", "semanticTokens/full", "inlayHint", "formatting"] {
        let answer = client.ask(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri }, "position": { "line": 5, "character": 18 }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 50, "character": 0 } }, "options": {} }));
        assert!(!answer.is_null() || method == "definition" || method == "hover", "{method}");
    }
    client.end();
}
