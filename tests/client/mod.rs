//! A client of the language server, as an editor is one.
#![allow(dead_code)]

use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Message>,
    folder: tempfile::TempDir,
    next: i32,
    /// Problems that were published and not looked at.
    published: Vec<Value>,
    /// What else the server said and asked: methods and what went with them.
    pub heard: Vec<(String, Value)>,
    /// Answers that nobody waited for yet.
    answers: Vec<lsp_server::Response>,
}

const PATIENCE: Duration = Duration::from_secs(60);

impl Client {
    pub fn start(options: Value) -> Client {
        Client::start_in(tempfile::tempdir().unwrap(), options)
    }

    /// A server in a folder that was there before.
    pub fn start_in(folder: tempfile::TempDir, options: Value) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_frost")).arg("lsp").current_dir(folder.path()).env_remove("FROST_CACHE").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some(message)) = Message::read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let mut client = Client { child, input, messages, folder, next: 0, published: Vec::new(), heard: Vec::new(), answers: Vec::new() };
        let root = client.uri("");
        let mut params = json!({ "processId": null, "rootUri": root, "workspaceFolders": [{ "uri": root, "name": "test" }], "capabilities": { "general": { "positionEncodings": ["utf-16"] } } });
        for (key, value) in options.as_object().unwrap() {
            params[key] = value.clone();
        }
        let answer = client.ask("initialize", params);
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        is::<gen_lsp_types::InitializeResult>(&answer);
        client.tell("initialized", json!({}));
        client
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn uri(&self, name: &str) -> String {
        let path: PathBuf = if name.is_empty() { self.folder.path().to_path_buf() } else { self.folder.path().join(name) };
        format!("file://{}", path.display())
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    pub fn open(&mut self, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "frost", "version": 1, "text": text } }));
        uri
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        self.tell("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }));
    }

    fn send(&mut self, message: Message) {
        let input = self.input.as_mut().unwrap();
        message.write(input).unwrap();
        input.flush().unwrap();
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.into(), params).into());
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request::new(id.clone(), method.into(), params).into());
        loop {
            match self.messages.recv_timeout(PATIENCE).unwrap_or_else(|e| panic!("{method}: {e}")) {
                Message::Response(response) if response.id == id => {
                    let value = serde_json::to_value(&response).unwrap();
                    return match value.get("error") {
                        Some(error) => Err(error["message"].as_str().unwrap_or_default().to_string()),
                        None => Ok(value.get("result").cloned().unwrap_or(Value::Null)),
                    };
                }
                other => self.hear(other),
            }
        }
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Notification(n) if n.method == "textDocument/publishDiagnostics" => self.published.push(n.params),
            Message::Notification(n) => self.heard.push((n.method, n.params)),
            Message::Request(r) => self.heard.push((r.method, r.params)),
            Message::Response(response) => self.answers.push(response),
        }
    }

    /// The result, or the words of the error.
    pub fn try_ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.answer(method, params)
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.answer(method, params).unwrap_or_else(|e| panic!("{method}: {e}"))
    }

    pub fn fails(&mut self, method: &str, params: Value) -> String {
        self.answer(method, params).expect_err(method)
    }

    /// Sends a request whose answer is asked for later.
    pub fn ask_later(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.send(Request::new(id.clone(), method.into(), params).into());
        id
    }

    /// The answer of a request: its result, or the code of its error.
    pub fn answer_of(&mut self, id: &RequestId) -> Result<Value, i64> {
        // However much else is said meanwhile.
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.answers.iter().position(|r| r.id == *id) {
                let value = serde_json::to_value(self.answers.remove(at)).unwrap();
                return value.get("error").map_or_else(|| Ok(value["result"].clone()), |error| Err(error["code"].as_i64().unwrap()));
            }
            let message = self.messages.recv_timeout(end.saturating_duration_since(Instant::now())).unwrap();
            self.hear(message);
        }
    }

    /// Waits until the server says something, and gives what went with it; what it said before is forgotten.
    pub fn wait_for(&mut self, method: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.heard.clear();
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            self.hear(message);
            if let Some((_, params)) = self.heard.iter().find(|(m, p)| m == method && wanted(p)) {
                return params.clone();
            }
        }
    }

    /// Bytes as they stand.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// The next problems that are published of a file.
    pub fn problems(&mut self, uri: &str) -> Value {
        loop {
            if let Some(at) = self.published.iter().position(|p| p["uri"] == uri) {
                return self.published.remove(at);
            }
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            self.hear(message);
        }
    }

    /// Says goodbye, and gives the folder to whoever comes next.
    pub fn end(mut self) -> tempfile::TempDir {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.input.take());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        self.folder
    }

    /// Sends `exit` and gives what the server ends with.
    pub fn exit(mut self) -> Option<i32> {
        self.tell("exit", Value::Null);
        self.child.wait().unwrap().code()
    }

    /// Closes the pipe and gives how long the server lived on.
    pub fn vanish(mut self) -> Duration {
        let start = Instant::now();
        drop(self.input.take());
        self.child.wait().unwrap();
        start.elapsed()
    }
}

/// A text without its `|`, and where that stood.
pub fn marked(text: &str) -> (String, Value) {
    let at = text.find('|').expect("a cursor");
    (text.replacen('|', "", 1), position(text, at))
}

/// A byte as line and UTF-16 column.
pub fn position(text: &str, at: usize) -> Value {
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

/// Whether a value has the shape that the protocol says.
pub fn is<T: serde::de::DeserializeOwned>(value: &Value) {
    if let Err(error) = serde_json::from_value::<T>(value.clone()) {
        panic!("{error}\n{value:#}");
    }
}

/// Edits from the last to the first, as changes of one version.
pub fn reversed(edits: &Value) -> Value {
    edits.as_array().unwrap().iter().rev().map(|e| json!({ "range": e["range"], "text": e["newText"] })).collect::<Vec<_>>().into()
}

pub fn apply(text: &str, edits: &Value) -> String {
    let offset = |at: &Value| {
        let (line, column) = (at["line"].as_u64().unwrap() as usize, at["character"].as_u64().unwrap() as usize);
        let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
        let mut units = 0;
        text[start..].char_indices().find(|(_, c)| {
            let here = units >= column;
            units += c.len_utf16();
            here
        }).map_or(text.len(), |(i, _)| start + i)
    };
    let mut out = text.to_string();
    for edit in edits.as_array().unwrap().iter().rev() {
        out.replace_range(offset(&edit["range"]["start"])..offset(&edit["range"]["end"]), edit["newText"].as_str().unwrap());
    }
    out
}
