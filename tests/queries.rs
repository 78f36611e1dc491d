//! Every question that an editor asks, with the cursor drawn into the text as `‸` and the answer below its line.
//! `INSTA_UPDATE=always cargo test --test queries` writes the answers anew, to be read before they are kept.

#[path = "queries/completion.rs"]
mod completion;
#[path = "queries/figures.rs"]
mod figures;
#[path = "queries/meaning.rs"]
mod meaning;
#[path = "queries/names.rs"]
mod names;
#[path = "queries/problems.rs"]
mod problems;
#[path = "queries/shape.rs"]
mod shape;

use std::fmt::Write;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

/// A script with errors in it: everything is asked of it all the same.
const SCRIPT: &str = r##"use "people.frost"

film "Pier"
  size 1280x720
  rate 24

param city = "Aberdeen"

style paper
  look cut paper, soft shadows
  palette #141d2b #d95
  grain fine

style night from paper
  vignette 20%

character NORA
  look yellow coat
  voice low, calm

prop LETTER
  look a grey envelope

location PIER
  look wet planks

setup table = medium on NORA and IVO, 50mm

music tide, 60 bpm
  mood slow

EXT. PIER - DUSK
  style night
  music tide
  stage NORA left facing IVO, IVO right facing NORA

  shot wide, 6s
    // Nobody else is here.
    // Not even a gull.
    Nora and Ivo wait by the water of {city}. Nora's hands
    hold the letter.

  shot table, 4s
    camera push in, slow
    NORA (O.S.)
      (softly)
      It is late, Ivo.

  shot wyde on IVO
    IVO AND NORA
      Go!

INT. SHED / EXT. PIER - NIGHT #2A#
  Nora sits down.

  NORA
    Nora is tired.

cut to black
"##;

const PEOPLE: &str = "character IVO\n  look grey beard\n";

/// Two people, one of whom is nowhere yet.
const CAST: &str = "character ZOE\n  look red hat\n\ncharacter ADAM\n  look grey beard\n\nlocation PIER\n  look planks\n\nparam city = \"Oslo\"\n\nmusic tune\nsound bell\n\n";

struct Editor {
    connection: Connection,
    folder: tempfile::TempDir,
    next: i32,
    /// What the server answered to the greeting.
    offers: Value,
}

impl Editor {
    fn start(capabilities: Value) -> Editor {
        let (client, server) = Connection::memory();
        std::thread::spawn(move || frost::lsp::serve(&server));
        let mut editor = Editor { connection: client, folder: tempfile::tempdir().unwrap(), next: 0, offers: Value::Null };
        let root = editor.uri("");
        editor.offers = editor.ask("initialize", json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": root, "name": "test" }] }));
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.path().join(name).display())
    }

    fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.into(), params).into()).unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.connection.sender.send(Request::new(id.clone(), method.into(), params).into()).unwrap();
        loop {
            if let Message::Response(response) = self.connection.receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap()
                && response.id == id
            {
                let value = serde_json::to_value(response).unwrap();
                return value.get("error").map_or_else(|| value["result"].clone(), |error| json!(format!("refused: {}", error["message"].as_str().unwrap())));
            }
        }
    }

    fn open(&mut self, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 1, "text": text } }));
        uri
    }
}

/// A text without its cursor, and where that stood, if anywhere.
fn cursor(text: &str) -> (String, Option<usize>) {
    (text.replacen('‸', "", 1), text.find('‸'))
}

fn position(text: &str, at: usize) -> Value {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": text[..at].matches('\n').count(), "character": text[start..at].encode_utf16().count() })
}

/// The script with a cursor in it: `from` says where, by a part of the script with `‸` in it.
fn at(from: &str) -> String {
    let plain = from.replace('‸', "");
    assert_eq!(SCRIPT.matches(&plain).count(), 1, "{plain}");
    SCRIPT.replacen(&plain, from, 1)
}

/// Asks at the cursor of the script, with what else the question needs.
fn asked(capabilities: Value, method: &str, text: &str, more: Value) -> (Value, Editor, String) {
    let mut editor = Editor::start(capabilities);
    std::fs::write(editor.folder.path().join("people.frost"), PEOPLE).unwrap();
    let (plain, place) = cursor(text);
    let uri = editor.open("pier.frost", &plain);
    let mut params = json!({ "textDocument": { "uri": uri } });
    if let Some(place) = place {
        params["position"] = position(&plain, place);
    }
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    let answer = editor.ask(method, params);
    (answer, editor, plain)
}

fn ask(method: &str, text: &str, more: Value) -> Value {
    asked(json!({}), method, text, more).0
}

fn whole() -> Value {
    json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } } })
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// The lines of a text that an answer speaks of, with a mark under each range and words behind it. The cursor's line is
/// always there.
fn drawn(text: &str, marks: &[(Value, String)]) -> String {
    let (plain, place) = cursor(text);
    let cursor_line = place.map(|p| plain[..p].matches('\n').count());
    let mut out = String::new();
    let mut last = None;
    for (i, (line, shown)) in plain.split('\n').zip(text.split('\n')).enumerate() {
        let here: Vec<&(Value, String)> = marks.iter().filter(|(r, _)| number(&r["start"]["line"]) == i).collect();
        if here.is_empty() && cursor_line != Some(i) {
            continue;
        }
        if last.is_some_and(|l: usize| l + 1 < i) {
            out.push_str("      ⋮\n");
        }
        last = Some(i);
        writeln!(out, "{:>4}  {shown}", i + 1).unwrap();
        for (range, words) in here {
            let (start, end) = (number(&range["start"]["character"]), number(&range["end"]["character"]));
            // The cursor in the line moves what lies behind it.
            let moved = |at: usize| at + usize::from(cursor_line == Some(i) && place.is_some_and(|p| number(&position(&plain, p)["character"]) < at));
            let (a, b, more) = match number(&range["end"]["line"]) {
                l if l == i => (moved(start), moved(end), String::new()),
                l => (moved(start), moved(line.encode_utf16().count()), format!("…{}", l + 1)),
            };
            writeln!(out, "      {}{}{more}{}{words}", " ".repeat(a), if b > a { "^".repeat(b - a) } else { "|".into() }, if words.is_empty() { "" } else { " " }).unwrap();
        }
    }
    out
}

/// Snapshots beside this file, one a question.
fn keep(name: &str, answer: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, { insta::assert_snapshot!(name, answer) });
}
