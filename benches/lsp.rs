//! How long an editor waits: a recorded session in a script of 10,000 lines, keystroke by keystroke, against the server.
//! Between what was answered and the next key lie 50 ms, which is faster than anybody types.
//! Prints the median, the 99th percentile and the peak memory, and ends with 1 past a limit. `cargo bench --bench lsp`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

/// What was typed: a place as a part of the script, and text; `\u{8}` takes a letter back.
const SESSION: [(f64, &str); 6] = [
    (0.5, "\n  shot medium clo\u{8}\u{8}\u{8}close on MARA, 50mm, 4s\n    camera push in, slow\n    Mara looks up at the ceiling."),
    (0.1, "\nA light goes out behind the window, and somebody laughs."),
    (0.9, "\n\nINT. KITCHEN - NIGHT\n  shot wide\n    Nobody is here."),
    (0.3, "  // a note of the author"),
    (0.7, "\ndissolve 1s\u{8}\u{8}2s\n"),
    (0.0, "// begin\n"),
];

struct Editor {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i32,
}

impl Editor {
    fn send(&mut self, message: Message) {
        message.write(&mut self.input).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    /// The bytes of the next message.
    fn body(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the server writes");
            match line.trim().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().expect("a length"),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("the server writes");
        body
    }

    fn until(&mut self, wanted: impl Fn(&Message) -> bool) -> Message {
        loop {
            let message = Message::read(&mut self.output).expect("the server writes").expect("the server lives");
            if wanted(&message) {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Duration {
        self.next += 1;
        let id = RequestId::from(self.next);
        let start = Instant::now();
        self.send(Request::new(id.clone(), method.into(), params).into());
        self.until(|m| matches!(m, Message::Response(r) if r.id == id));
        start.elapsed()
    }

    /// From the key to the last byte of the problems of that version; what the editor then makes of them is its own.
    fn change(&mut self, uri: &str, version: i64, change: Value) -> (Duration, usize) {
        std::thread::sleep(Duration::from_millis(50));
        let start = Instant::now();
        self.send(Notification::new("textDocument/didChange".into(), json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] })).into());
        loop {
            let body = self.body();
            let took = start.elapsed();
            let message: Value = serde_json::from_slice(&body).expect("a message");
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version {
                return (took, body.len());
            }
        }
    }
}

fn position(text: &str, at: usize) -> Value {
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

fn report(name: &str, mut times: Vec<Duration>, limit: f64) -> bool {
    times.sort_unstable();
    let ms = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
    let ok = ms(0.99) <= limit;
    println!("{name:<46} {:>4} times   median {:>6.1} ms   99th {:>6.1} ms   limit {limit} ms{}", times.len(), ms(0.5), ms(0.99), if ok { "" } else { "   PAST THE LIMIT" });
    ok
}

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let mut text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/long.frost")).expect("the long script");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.frost");
    std::fs::write(&path, &text).expect("a file");
    let uri = format!("file://{}", path.display());
    let mut child = Command::new(env!("CARGO_BIN_EXE_frost")).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server");
    let mut editor = Editor { input: child.stdin.take().expect("a pipe"), output: BufReader::new(child.stdout.take().expect("a pipe")), next: 0 };
    editor.ask("initialize", json!({ "capabilities": {}, "rootUri": null }));
    editor.send(Notification::new("initialized".into(), json!({})).into());
    editor.send(Notification::new("textDocument/didOpen".into(), json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 1, "text": text } })).into());
    let (mut keys, mut lists, mut hovers, mut colours) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // How long, how many bytes of problems, and the line as it then stood.
    let mut said = Vec::new();
    let mut version = 1;
    for (part, typed) in SESSION {
        let start = (text.len() as f64 * part) as usize;
        // At the end of a line.
        let mut at = if part == 0.0 { 0 } else { text[start..].find('\n').map_or(text.len(), |i| start + i) };
        for (done, c) in typed.char_indices() {
            version += 1;
            let (range, new) = match c {
                '\u{8}' => {
                    let before = text[..at].char_indices().next_back().map_or(0, |(i, _)| i);
                    (before..at, String::new())
                }
                c => (at..at, c.to_string()),
            };
            let change = json!({ "range": { "start": position(&text, range.start), "end": position(&text, range.end) }, "text": new });
            text.replace_range(range.clone(), &new);
            at = range.start + new.len();
            let (took, bytes) = editor.change(&uri, version, change);
            keys.push(took);
            said.push((took, bytes, typed[..done + c.len_utf8()].lines().last().unwrap_or_default().to_string()));
            let place = json!({ "textDocument": { "uri": uri }, "position": position(&text, at) });
            if c == ' ' {
                lists.push(editor.ask("textDocument/completion", place.clone()));
            }
            if c == '\n' {
                hovers.push(editor.ask("textDocument/hover", place.clone()));
                colours.push(editor.ask("textDocument/semanticTokens/full", place));
            }
        }
    }
    let peak = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok().and_then(|s| s.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()));
    let mut ok = report("keystroke to published problems", keys, 50.0);
    said.sort_by_key(|(took, ..)| std::cmp::Reverse(*took));
    for (took, bytes, line) in said.iter().take(8) {
        println!("    slowest: {:>6.1} ms, {bytes} bytes of problems, after {line:?}", took.as_secs_f64() * 1000.0);
    }
    ok &= report("completion", lists, 15.0);
    ok &= report("hover", hovers, 50.0);
    ok &= report("colours of the whole script", colours, 100.0);
    if let Some(megabytes) = peak.map(|kb| kb / 1024.0) {
        ok &= megabytes <= 200.0;
        println!("{:<46} {megabytes:>6.0} MB   limit 200 MB{}", "peak memory of the server", if megabytes <= 200.0 { "" } else { "   PAST THE LIMIT" });
    }
    let _ = child.kill();
    let _ = child.wait();
    if !ok {
        std::process::exit(1);
    }
}
