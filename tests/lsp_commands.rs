//! Commands of the language server: what they draw, how they tell of it, and how they end.

mod client;

use std::time::{Duration, Instant};

use client::Client;
use serde_json::{Value, json};

const SCRIPT: &str = "film \"Pier\"\n  size 1280x720\n\nstyle paper\n  look cut paper\n  grain fine\n\nstyle night from paper\n  palette #141d2b #d9552f\n\ncharacter NORA\n  look yellow coat\n\ncharacter IVO\n  look grey beard\n\nsetup table = medium on NORA and IVO, 50mm\n\nEXT. PIER - DUSK\n  style night\n  stage NORA left facing IVO, IVO right facing NORA\n\n  shot wide\n    Nora and Ivo wait.\n\n  shot table, 4s\n    camera push in, slow\n    NORA\n      It is late.\n\n  shot close on IVO\n    Ivo's hands.\n";

#[test]
fn commands_draw_and_refuse_what_is_not_saved() {
    let mut client = Client::start(json!({}));
    client.write("a.frost", SCRIPT);
    let uri = client.open("a.frost", SCRIPT);
    let done = client.ask("workspace/executeCommand", json!({ "command": "frost.showFrame", "arguments": [{ "uri": uri, "shot": "1.1" }], "workDoneToken": "t" }));
    assert!(std::fs::read(done["path"].as_str().unwrap()).unwrap().starts_with(b"\x89PNG"));
    client.change(&uri, 2, json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "// new\n" }]));
    assert!(client.fails("workspace/executeCommand", json!({ "command": "frost.showFrame", "arguments": [{ "uri": uri, "shot": "1.1" }] })).contains("not saved"));
    assert!(client.fails("workspace/executeCommand", json!({ "command": "frost.sing", "arguments": [{ "uri": uri }] })).contains("not saved"));
    client.end();
}

#[test]
fn a_command_shows_its_progress_where_the_client_does() {
    let mut client = Client::start(json!({ "capabilities": { "general": { "positionEncodings": ["utf-16"] }, "window": { "workDoneProgress": true } } }));
    client.write("a.frost", SCRIPT);
    let uri = client.open("a.frost", SCRIPT);
    let out = client.folder().join("shot.mp4");
    let done = client.ask("workspace/executeCommand", json!({ "command": "frost.renderShot", "arguments": [{ "uri": uri, "shot": "1.1", "out": out }] }));
    assert_eq!(done["path"], out.display().to_string());
    assert!(std::fs::metadata(&out).unwrap().len() > 1000);
    let of = |method: &str| -> Vec<&Value> { client.heard.iter().filter(|(m, _)| m == method).map(|(_, p)| p).collect() };
    let token = &of("window/workDoneProgress/create")[0]["token"];
    let kinds: Vec<&str> = of("$/progress").iter().filter(|p| p["token"] == *token).map(|p| p["value"]["kind"].as_str().unwrap()).collect();
    assert!(kinds.first() == Some(&"begin") && kinds.contains(&"report") && kinds.last() == Some(&"end"), "{kinds:?}");
    let board = client.ask("workspace/executeCommand", json!({ "command": "frost.board", "arguments": [{ "uri": uri }] }));
    assert!(std::fs::read(board["path"].as_str().unwrap()).unwrap().starts_with(b"\x89PNG"));
    client.end();
}

/// A shot that nobody waits for to the end.
fn long() -> String {
    SCRIPT.replace("shot wide\n", "shot wide, 600s\n").replace("1280x720", "1920x1080")
}

const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_command_that_is_taken_back_stops() {
    let mut client = Client::start(json!({ "capabilities": { "general": { "positionEncodings": ["utf-16"] }, "window": { "workDoneProgress": true } } }));
    client.write("a.frost", &long());
    let uri = client.open("a.frost", &long());
    let render = json!({ "command": "frost.renderShot", "arguments": [{ "uri": uri, "shot": "1.1" }] });
    let begun = |client: &mut Client| client.wait_for("$/progress", |p| p["value"]["kind"] == "begin")["token"].clone();
    // As a request that is cancelled.
    let id = client.ask_later("workspace/executeCommand", render.clone());
    begun(&mut client);
    let start = Instant::now();
    client.tell("$/cancelRequest", json!({ "id": serde_json::to_value(&id).unwrap() }));
    assert_eq!(client.answer_of(&id), Err(-32800));
    // As progress that is stopped.
    let id = client.ask_later("workspace/executeCommand", render);
    let token = begun(&mut client);
    client.tell("window/workDoneProgress/cancel", json!({ "token": token }));
    assert_eq!(client.answer_of(&id), Err(-32800));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    // The server does the next thing.
    let done = client.ask("workspace/executeCommand", json!({ "command": "frost.showFrame", "arguments": [{ "uri": uri, "shot": "1.3" }] }));
    assert!(std::fs::read(done["path"].as_str().unwrap()).unwrap().starts_with(b"\x89PNG"));
    client.end();
}

/// How many processes work for a folder, by their arguments.
#[cfg(target_os = "linux")]
fn working_for(folder: &str) -> usize {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    processes.filter_map(|p| std::fs::read(p.path().join("cmdline")).ok()).filter(|words| String::from_utf8_lossy(words).contains(folder)).count()
}

#[cfg(target_os = "linux")]
#[test]
fn a_render_ends_with_the_client_that_asked_for_it() {
    for says_goodbye in [true, false] {
        let mut client = Client::start(json!({}));
        client.write("a.frost", &long());
        let uri = client.open("a.frost", &long());
        let folder = client.folder().display().to_string();
        client.ask_later("workspace/executeCommand", json!({ "command": "frost.renderShot", "arguments": [{ "uri": uri, "shot": "1.1" }], "workDoneToken": "t" }));
        client.wait_for("$/progress", |p| p["value"]["kind"] == "report");
        assert!(working_for(&folder) > 0);
        // The folder stays, as that of a project does.
        let _kept = if says_goodbye { Some(client.end()) } else { client.vanish(); None };
        let start = Instant::now();
        while working_for(&folder) > 0 {
            assert!(start.elapsed() < SOON, "still at work");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn what_is_no_longer_on_disk_is_not_drawn() {
    let mut client = Client::start(json!({}));
    client.write("a.frost", SCRIPT);
    let uri = client.open("a.frost", SCRIPT);
    std::fs::remove_file(client.folder().join("a.frost")).unwrap();
    for command in ["frost.showFrame", "frost.renderShot", "frost.board"] {
        assert!(client.fails("workspace/executeCommand", json!({ "command": command, "arguments": [{ "uri": uri, "shot": "1.1" }] })).contains("not saved"), "{command}");
    }
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert!(client.fails("workspace/executeCommand", json!({ "command": "frost.board", "arguments": [{ "uri": uri }] })).contains("cannot be read"));
    for (command, argument, why) in [("frost.showFrame", json!({ "uri": 7 }), "wants `uri`"), ("frost.renderShot", json!({}), "wants `uri`"), ("frost.board", json!({ "uri": "https://example.org/a.frost" }), "no file")] {
        assert!(client.fails("workspace/executeCommand", json!({ "command": command, "arguments": [argument] })).contains(why), "{command}");
    }
    client.end();
}
