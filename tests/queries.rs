//! Every question that an editor asks, with the cursor drawn into the text as `‸` and the answer below its line.
//! `INSTA_UPDATE=always cargo test --test queries` writes the answers anew, to be read before they are kept.

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

struct Editor {
    connection: Connection,
    folder: tempfile::TempDir,
    next: i32,
}

impl Editor {
    fn start(capabilities: Value) -> Editor {
        let (client, server) = Connection::memory();
        std::thread::spawn(move || frost::lsp::serve(&server));
        let mut editor = Editor { connection: client, folder: tempfile::tempdir().unwrap(), next: 0 };
        let root = editor.uri("");
        editor.ask("initialize", json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": root, "name": "test" }] }));
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

#[test]
fn hover() {
    let mut out = String::new();
    for from in [
        "palette‸ #141d2b", "look yel‸low coat", "vignette‸ 20%", "stage NO‸RA left", "stage NORA le‸ft", "right fac‸ing NORA", "EXT. PI‸ER - DUSK", "style ni‸ght\n  music", "music ti‸de\n  stage", "param ci‸ty", "of {ci‸ty}", "sh‸ot wide, 6s",
        "shot wi‸de, 6s", "sh‸ot table, 4s", "shot ta‸ble, 4s", "camera push i‸n", "NORA (O.‸S.)", "shot wy‸de on", "Nora and I‸vo wait", "No‸ra's hands", "prop LET‸TER", "cut to‸ black", "INT. SHED / EXT. PI‸ER",
    ] {
        let text = at(from);
        let answer = ask("textDocument/hover", &text, json!({}));
        match answer.is_null() {
            true => writeln!(out, "{}      nothing\n", drawn(&text, &[])).unwrap(),
            false => {
                out.push_str(&drawn(&text, &[(answer["range"].clone(), String::new())]));
                for line in answer["contents"]["value"].as_str().unwrap().lines() {
                    writeln!(out, "      │ {line}").unwrap();
                }
                out.push('\n');
            }
        }
    }
    for from in ["stage ZOE le‸ft", "turns le‸ft"] {
        let text = format!("{CAST}INT. ROOM - DAY\n  stage ZOE left, ADAM right turns left\n  shot wide\n").replacen(&from.replace('‸', ""), from, 1);
        let answer = ask("textDocument/hover", &text, json!({}));
        writeln!(out, "{}      │ {}\n", drawn(&text, &[(answer["range"].clone(), String::new())]), answer["contents"]["value"].as_str().unwrap().replace('\n', " / ")).unwrap();
    }
    keep("hover", &out);
}

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

/// Two people, one of whom is nowhere yet.
const CAST: &str = "character ZOE\n  look red hat\n\ncharacter ADAM\n  look grey beard\n\nlocation PIER\n  look planks\n\nparam city = \"Oslo\"\n\nmusic tune\nsound bell\n\n";

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

#[test]
fn signature_help() {
    let mut out = String::new();
    let line = "    camera push in, slow\n";
    for new in ["    shot ‸\n", "  shot wide, ‸\n", "  shot close on NORA, 50mm, ‸\n", "    camera ‸\n", "    camera push in, ‸\n", "  stage NORA ‸\n", "  light hard, ‸\n", "    allow ‸\n", "    Nora ‸waits\n", "    music tide, ‸\n", "    sound gulls, ‸\n", "  style ‸\n"] {
        let text = SCRIPT.replacen(line, new, 1);
        let answer = ask("textDocument/signatureHelp", &text, json!({}));
        out.push_str(&drawn(&text, &[]));
        let Some(signature) = answer["signatures"].get(0) else {
            out.push_str("      nothing\n\n");
            continue;
        };
        let label = signature["label"].as_str().unwrap();
        let part = &signature["parameters"][number(&answer["activeParameter"])]["label"];
        let (start, end) = (number(&part[0]), number(&part[1]));
        writeln!(out, "      {label}\n      {}{}\n      {}\n", " ".repeat(start), "^".repeat(end - start), signature["documentation"].as_str().unwrap()).unwrap();
    }
    keep("signature_help", &out);
}

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
fn selection_ranges() {
    let mut out = String::new();
    for from in ["camera push i‸n, slow", "It is la‸te, Ivo", "EXT. PI‸ER - DUSK", "palette #14‸1d2b", "No‸ra's hands"] {
        let text = at(from);
        let (plain, place) = cursor(&text);
        let answer = ask("textDocument/selectionRange", &text, json!({ "positions": [position(&plain, place.unwrap())] }));
        let mut marks = Vec::new();
        let mut range = &answer[0];
        while !range.is_null() {
            marks.push((range["range"].clone(), String::new()));
            range = &range["parent"];
        }
        writeln!(out, "{}", drawn(&text, &marks)).unwrap();
    }
    keep("selection_ranges", &out);
}

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

fn outline(symbols: &Value, depth: usize, out: &mut String) {
    for s in symbols.as_array().unwrap() {
        let lines = format!("{}-{}", number(&s["range"]["start"]["line"]) + 1, number(&s["range"]["end"]["line"]) + 1);
        writeln!(out, "{:<9}{}{}  ({})", lines, "  ".repeat(depth), s["name"].as_str().unwrap(), s["detail"].as_str().unwrap()).unwrap();
        outline(&s["children"], depth + 1, out);
    }
}

#[test]
fn symbols() {
    let (answer, mut editor, _) = asked(json!({}), "textDocument/documentSymbol", SCRIPT, json!({}));
    let mut out = String::new();
    outline(&answer, 0, &mut out);
    for query in ["nora", "pier", "tbl", "ivo"] {
        writeln!(out, "\nworkspace: {query}").unwrap();
        for s in editor.ask("workspace/symbol", json!({ "query": query })).as_array().unwrap() {
            let uri = s["location"]["uri"].as_str().unwrap();
            writeln!(out, "  {} in {}, line {}", s["name"].as_str().unwrap(), uri.rsplit('/').next().unwrap(), number(&s["location"]["range"]["start"]["line"]) + 1).unwrap();
        }
    }
    keep("symbols", &out);
}

#[test]
fn semantic_tokens() {
    let mut editor = Editor::start(json!({}));
    let uri = editor.open("pier.frost", SCRIPT);
    let legend = ["comment", "namespace", "label", "class", "decorator", "string", "keyword", "event", "enumMember", "function", "modifier", "variable", "number", "property"];
    let answer = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let data: Vec<usize> = answer["data"].as_array().unwrap().iter().map(number).collect();
    let (mut line, mut column) = (0, 0);
    let mut marks = Vec::new();
    for token in data.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        marks.push((json!({ "start": { "line": line, "character": column }, "end": { "line": line, "character": column + token[2] } }), legend[token[3]].to_string()));
    }
    keep("semantic_tokens", &drawn(SCRIPT, &marks));
}

#[test]
fn folding() {
    let (answer, ..) = asked(json!({}), "textDocument/foldingRange", SCRIPT, json!({}));
    let marks: Vec<(Value, String)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (json!({ "start": { "line": f["startLine"], "character": 0 }, "end": { "line": f["startLine"], "character": 0 } }), format!("{} to line {}", f["kind"].as_str().unwrap(), number(&f["endLine"]) + 1)))
        .collect();
    keep("folding", &drawn(SCRIPT, &marks));
}

#[test]
fn colours() {
    let (answer, mut editor, _) = asked(json!({}), "textDocument/documentColor", SCRIPT, json!({}));
    let marks: Vec<(Value, String)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|c| {
            let uri = editor.uri("pier.frost");
            let picked = editor.ask("textDocument/colorPresentation", json!({ "textDocument": { "uri": uri }, "color": c["color"], "range": c["range"] }));
            let part = |name: &str| c["color"][name].as_f64().unwrap();
            (c["range"].clone(), format!("{:.3} {:.3} {:.3}, picked as {}", part("red"), part("green"), part("blue"), picked[0]["label"].as_str().unwrap()))
        })
        .collect();
    keep("colours", &drawn(SCRIPT, &marks));
}

#[test]
fn links() {
    let (answer, editor, _) = asked(json!({}), "textDocument/documentLink", &SCRIPT.replacen("  shot wide, 6s\n", "  shot wide, 6s\n    image \"art/pier.png\"\n    audio \"../../etc/passwd\"\n", 1), json!({}));
    let text = SCRIPT.replacen("  shot wide, 6s\n", "  shot wide, 6s\n    image \"art/pier.png\"\n    audio \"../../etc/passwd\"\n", 1);
    let root = editor.uri("");
    let marks: Vec<(Value, String)> = answer.as_array().unwrap().iter().map(|l| (l["range"].clone(), l["target"].as_str().unwrap().replace(root.trim_end_matches('/'), "…"))).collect();
    keep("links", &drawn(&text, &marks));
}

#[test]
fn formatting() {
    let messy = "style a\n  grain   fine\n\n\n\nINT. ROOM - DAY\n    shot   wide‸\n        Dust.\n   shot close,2s\n     Dust.";
    let mut out = String::new();
    let edits = |answer: &Value| -> Vec<(Value, String)> { answer.as_array().unwrap().iter().map(|e| (e["range"].clone(), format!("{:?}", e["newText"].as_str().unwrap()))).collect() };
    writeln!(out, "the script\n{}", drawn(messy, &edits(&ask("textDocument/formatting", messy, json!({ "options": {} }))))).unwrap();
    let second = json!({ "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 4 } }, "options": {} });
    writeln!(out, "its second line\n{}", drawn(messy, &edits(&ask("textDocument/rangeFormatting", messy, second)))).unwrap();
    let finished = messy.replace("wide‸\n", "wide\n‸");
    writeln!(out, "the line that was finished\n{}", drawn(&finished, &edits(&ask("textDocument/onTypeFormatting", &finished, json!({ "ch": "\n", "options": {} }))))).unwrap();
    keep("formatting", &out);
}

#[test]
fn diagnostics() {
    let mut out = String::new();
    let unused = "style plain\n  grain fine\n\nEXT. SEA - DAWN\n  shot wide\n    allow axis \"no reason\"\n    A boat.\n";
    let jump = "character IVO\n  look old\n\nINT. ROOM - DAY\n  shot extreme wide on IVO\n    Ivo waits.\n\n  shot extreme close on IVO\n    Ivo blinks.\n";
    let names = "character NORA\n  look old\n\nlocation SEA\n  look flat\n\nstyle plain\n  grain fine\n\nsetup near = close on NORA\n\nprop LAMP\n  look brass\n\nmusic tide\n\nEXT. SEA - DAWN\n  music tyde\n  shot wyde on NORA\n    MAX\n      Go!\n\n    PETER\n      Go!\n";
    for text in [SCRIPT, unused, jump, names] {
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

#[test]
fn statistics() {
    let (answer, ..) = asked(json!({}), "frost/statistics", SCRIPT, json!({}));
    keep("statistics", &serde_json::to_string_pretty(&answer).unwrap());
}
