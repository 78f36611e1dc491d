//! The language server: what the compiler knows, for editors. One loop answers in the order of the messages, so that
//! every version of a text gets its own problems; only renders run beside it.
//! The protocol: <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>.

mod commands;
mod complete;
mod hints;
mod hover;
mod names;
mod outline;
mod problems;
mod statistics;
mod text;
mod tokens;
mod world;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use crate::diagnostics::{Code, explain};
use text::{Encoding, Position, Text};
use world::{Document, World, path_of, uri_of};

/// Serves a client on standard input and output until it says goodbye.
pub fn run() -> ExitCode {
    let (connection, threads) = Connection::stdio();
    let code = serve(&connection);
    drop(connection);
    let _ = threads.join();
    code
}

/// Serves one client. 0 after `shutdown` and `exit`, 1 where it went without a word.
pub fn serve(connection: &Connection) -> ExitCode {
    let Ok((id, params)) = connection.initialize_start() else { return ExitCode::FAILURE };
    let Ok(folder) = tempfile::tempdir() else {
        let _ = connection.sender.send(Response::new_err(id, ErrorCode::InternalError as i32, "there is no folder for temporary files".into()).into());
        return ExitCode::FAILURE;
    };
    let mut server = Server::new(connection, &params, folder.path());
    let capabilities = server.capabilities();
    if connection.initialize_finish(id, capabilities).is_err() {
        return ExitCode::FAILURE;
    }
    for message in &connection.receiver {
        match message {
            Message::Request(request) => match connection.handle_shutdown(&request) {
                Ok(true) => return ExitCode::SUCCESS,
                Ok(false) => server.request(request),
                Err(_) => return ExitCode::FAILURE,
            },
            Message::Notification(n) if n.method == "exit" => return ExitCode::FAILURE,
            Message::Notification(notification) => server.notification(notification),
            Message::Response(_) => {}
        }
    }
    ExitCode::FAILURE
}

struct Server<'a> {
    connection: &'a Connection,
    world: World,
    /// For pages and pictures; it goes with the server.
    folder: PathBuf,
    snippets: bool,
    /// The client asked to be told the film's length.
    length: bool,
    /// The client asks for problems itself.
    pulls: bool,
    /// The open scripts for whose sake something was said of a file.
    published: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// Tokens as they were sent last.
    tokens: HashMap<PathBuf, (u64, Vec<u64>)>,
    counted: u64,
    running: HashMap<RequestId, commands::Running>,
}

type Answer = Result<Value, String>;

impl<'a> Server<'a> {
    fn new(connection: &'a Connection, params: &Value, folder: &Path) -> Server<'a> {
        let client = &params["capabilities"];
        let offered: Vec<&str> = client["general"]["positionEncodings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut roots: Vec<PathBuf> = params["workspaceFolders"].as_array().into_iter().flatten().filter_map(|f| path_of(f["uri"].as_str()?)).collect();
        if roots.is_empty() {
            roots.extend(params["rootUri"].as_str().and_then(path_of));
        }
        let pages = folder.join("explain");
        let _ = std::fs::create_dir_all(&pages);
        for code in Code::ALL {
            let _ = std::fs::write(pages.join(format!("{}.md", code.name())), explain(*code));
        }
        Server {
            connection,
            world: World::new(Encoding::negotiate(&offered), roots, uri_of(&pages)),
            folder: folder.to_path_buf(),
            snippets: client["textDocument"]["completion"]["completionItem"]["snippetSupport"].as_bool().unwrap_or(false),
            length: params["initializationOptions"]["length"].as_bool().unwrap_or(false),
            pulls: client["textDocument"]["diagnostic"].is_object(),
            published: BTreeMap::new(),
            tokens: HashMap::new(),
            counted: 0,
            running: HashMap::new(),
        }
    }

    fn capabilities(&self) -> Value {
        let mut capabilities = json!({
            "positionEncoding": self.world.encoding.name(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": [" ", ",", "(", "{", "#"] },
            "signatureHelpProvider": { "triggerCharacters": [" ", ","] },
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
            "codeLensProvider": {},
            "documentLinkProvider": {},
            "colorProvider": true,
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "\n" },
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "inlayHintProvider": true,
            "semanticTokensProvider": { "legend": { "tokenTypes": tokens::TYPES, "tokenModifiers": [] }, "full": { "delta": true }, "range": true },
            "executeCommandProvider": { "commands": commands::NAMES, "workDoneProgress": true },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        });
        if self.pulls {
            capabilities["diagnosticProvider"] = json!({ "identifier": "frost", "interFileDependencies": true, "workspaceDiagnostics": false });
        }
        json!({ "capabilities": capabilities, "serverInfo": { "name": "frost", "version": env!("CARGO_PKG_VERSION") } })
    }

    fn notify(&self, method: &str, params: Value) {
        let _ = self.connection.sender.send(Notification { method: method.into(), params }.into());
    }

    // ── What the client tells ───────────────────────────────────────────────────────────────────────────────────────

    fn notification(&mut self, notification: Notification) {
        let params = notification.params;
        let path = || path_of(params["textDocument"]["uri"].as_str()?);
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let document = &params["textDocument"];
                let (Some(path), Some(text)) = (path(), document["text"].as_str()) else { return };
                let text = Text::new(text.to_string(), self.world.encoding);
                let uri = document["uri"].as_str().unwrap_or_default().to_string();
                self.world.open.insert(path.clone(), Document { uri, version: document["version"].as_i64().unwrap_or(0), text });
                self.check(&path);
            }
            "textDocument/didChange" => {
                let Some(path) = path() else { return };
                let Some(document) = self.world.open.get_mut(&path) else { return };
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    let range = change.get("range").and_then(|r| document.text.bytes(r));
                    // A change of a range that makes no sense changes nothing.
                    if range.is_some() == change.get("range").is_some()
                        && let Some(new) = change["text"].as_str()
                    {
                        document.text.change(range, new);
                    }
                }
                document.version = params["textDocument"]["version"].as_i64().unwrap_or(document.version + 1);
                self.check(&path);
            }
            "textDocument/didClose" => {
                let Some(path) = path() else { return };
                self.world.open.remove(&path);
                self.tokens.remove(&path);
                let others = self.world.changed(&path);
                self.forget(&path);
                others.iter().for_each(|p| self.publish(p));
            }
            "textDocument/didSave" => {
                if let Some(path) = path() {
                    self.check(&path);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let changed: Vec<PathBuf> = params["changes"].as_array().into_iter().flatten().filter_map(|c| path_of(c["uri"].as_str()?)).collect();
                for path in changed {
                    self.check(&path);
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                let list = |name: &str| -> Vec<PathBuf> { params["event"][name].as_array().into_iter().flatten().filter_map(|f| path_of(f["uri"].as_str()?)).collect() };
                let gone = list("removed");
                self.world.roots.retain(|r| !gone.contains(r));
                self.world.roots.extend(list("added"));
            }
            "$/cancelRequest" => {
                let id = match &params["id"] {
                    Value::Number(n) => n.as_i64().and_then(|n| i32::try_from(n).ok()).map(RequestId::from),
                    Value::String(s) => Some(RequestId::from(s.clone())),
                    _ => None,
                };
                if let Some(running) = id.and_then(|id| self.running.get(&id)) {
                    running.stop();
                }
            }
            "window/workDoneProgress/cancel" => self.running.values().filter(|r| r.token.as_ref() == Some(&params["token"])).for_each(commands::Running::stop),
            _ => {}
        }
    }

    /// Checks what a changed file touches, and says what is wrong with it now.
    fn check(&mut self, path: &Path) {
        for script in self.world.changed(path) {
            self.publish(&script);
        }
    }

    /// Says what is wrong with a script and with files that only it has read.
    fn publish(&mut self, path: &Path) {
        let Some(script) = self.world.script(path) else { return };
        let before: Vec<PathBuf> = self.published.iter().filter(|(_, by)| by.contains(path)).map(|(p, _)| p.clone()).collect();
        for file in before.iter().chain(&script.paths).collect::<BTreeSet<_>>() {
            // An open file speaks for itself.
            let own = file.as_path() == path;
            let speaks = own || !self.world.open.contains_key(file.as_path()) && problems::any(&script, file);
            let by = self.published.entry(file.clone()).or_default();
            let spoke = if speaks { !by.insert(path.to_path_buf()) } else { by.remove(path) };
            if speaks || spoke {
                self.say(file);
            }
        }
        if self.length {
            let mut length = statistics::length(&script);
            length["uri"] = uri_of(path).into();
            length["version"] = self.world.open.get(path).map(|d| d.version).into();
            self.notify("frost/length", length);
        }
    }

    /// Everything that is known to be wrong with a file.
    fn say(&mut self, file: &Path) {
        let mut all: Vec<Value> = Vec::new();
        for (i, root) in self.published.get(file).cloned().into_iter().flatten().enumerate() {
            let Some(script) = self.world.script(&root) else { continue };
            let own = problems::of_file(&script, file);
            // Two scripts can find the same in a file that both use.
            let new: Vec<Value> = if i == 0 { own } else { own.into_iter().filter(|p| !all.contains(p)).collect() };
            all.extend(new);
        }
        let open = self.world.open.get(file);
        let mut params = json!({ "uri": open.map_or_else(|| uri_of(file), |d| d.uri.clone()), "diagnostics": all });
        if let Some(document) = open {
            params["version"] = document.version.into();
        }
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// What was said for a script that is closed is said no longer.
    fn forget(&mut self, path: &Path) {
        let touched: Vec<PathBuf> = self.published.iter_mut().filter_map(|(file, by)| by.remove(path).then(|| file.clone())).collect();
        touched.iter().for_each(|file| self.say(file));
    }

    // ── What the client asks ────────────────────────────────────────────────────────────────────────────────────────

    fn request(&mut self, request: Request) {
        let id = request.id.clone();
        if request.method == "workspace/executeCommand" {
            return self.command(request);
        }
        // A fault of ours is an error of one request, and the server lives on.
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.answer(&request.method, &request.params)));
        let response = match answer {
            Ok(Some(Ok(value))) => Response::new_ok(id, value),
            Ok(Some(Err(why))) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
            Ok(None) => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("there is no request `{}`", request.method)),
            Err(_) => Response::new_err(id, ErrorCode::InternalError as i32, format!("`{}` failed; please report it", request.method)),
        };
        let _ = self.connection.sender.send(response.into());
    }

    fn answer(&mut self, method: &str, params: &Value) -> Option<Answer> {
        const QUERIES: [&str; 24] = [
            "textDocument/hover", "textDocument/completion", "textDocument/signatureHelp", "textDocument/definition", "textDocument/references",
            "textDocument/documentHighlight", "textDocument/prepareRename", "textDocument/rename", "textDocument/documentSymbol", "textDocument/codeAction",
            "textDocument/codeLens", "textDocument/documentLink", "textDocument/documentColor", "textDocument/colorPresentation", "textDocument/formatting",
            "textDocument/rangeFormatting", "textDocument/onTypeFormatting", "textDocument/foldingRange", "textDocument/selectionRange", "textDocument/inlayHint",
            "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range", "textDocument/diagnostic",
        ];
        match method {
            "workspace/symbol" => return Some(Ok(outline::workspace(&mut self.world, params["query"].as_str().unwrap_or("")).into())),
            "frost/statistics" => {
                let path = path_of(params["textDocument"]["uri"].as_str().unwrap_or_default());
                return Some(Ok(path.and_then(|p| self.world.script(&p)).map_or(Value::Null, |s| statistics::statistics(&s))));
            }
            method if !QUERIES.contains(&method) => return None,
            _ => {}
        }
        let Some(path) = path_of(params["textDocument"]["uri"].as_str().unwrap_or_default()) else {
            return Some(Err("the request names no file".into()));
        };
        let Some(script) = self.world.script(&path) else { return Some(Ok(Value::Null)) };
        let text = script.own();
        let offset = Position::read(&params["position"]).map(|p| text.offset(p));
        let range = || text.bytes(&params["range"]).unwrap_or(0..text.as_str().len());
        let at = |this: &mut Self, query: fn(&mut World, &Path, usize) -> Value| offset.map_or(Value::Null, |o| query(&mut this.world, &path, o));
        Some(Ok(match method {
            "textDocument/hover" => at(self, hover::hover),
            "textDocument/completion" => offset.map_or(Value::Null, |o| complete::complete(&mut self.world, &path, o, self.snippets)),
            "textDocument/signatureHelp" => offset.map_or(Value::Null, |o| hints::signature(text, o)),
            "textDocument/definition" => at(self, names::definition),
            "textDocument/references" => {
                let declaration = params["context"]["includeDeclaration"].as_bool().unwrap_or(true);
                offset.map_or(Value::Null, |o| names::references(&mut self.world, &path, o, declaration))
            }
            "textDocument/documentHighlight" => at(self, names::highlights),
            "textDocument/prepareRename" => at(self, names::prepare),
            "textDocument/rename" => {
                let new = params["newName"].as_str().unwrap_or("");
                match offset.map(|o| names::rename(&mut self.world, &path, o, new)) {
                    Some(Err(why)) => return Some(Err(why)),
                    Some(Ok(edit)) => edit,
                    None => Value::Null,
                }
            }
            "textDocument/documentSymbol" => outline::symbols(&script).into(),
            "textDocument/codeAction" => {
                let only: Vec<String> = params["context"]["only"].as_array().into_iter().flatten().filter_map(|k| k.as_str().map(str::to_string)).collect();
                problems::actions(&script, &path, range(), &only).into()
            }
            "textDocument/codeLens" => hints::lenses(&script).into(),
            "textDocument/documentLink" => hints::links(text, &path).into(),
            "textDocument/documentColor" => hints::colours(text).into(),
            "textDocument/colorPresentation" => hints::presentations(params),
            "textDocument/formatting" => outline::format(&self.world, &path, text, None).into(),
            "textDocument/rangeFormatting" => outline::format(&self.world, &path, text, Some(range())).into(),
            // The line that was finished.
            "textDocument/onTypeFormatting" => offset.map_or(Value::Null, |o| {
                let line = text.position(o).line.saturating_sub(1);
                let start = text.line_start(line);
                match text.line(line).trim().is_empty() {
                    true => json!([]),
                    false => outline::format(&self.world, &path, text, Some(start..start + text.line(line).len())).into(),
                }
            }),
            "textDocument/foldingRange" => outline::folding(text).into(),
            "textDocument/selectionRange" => {
                let places: Vec<usize> = params["positions"].as_array().into_iter().flatten().filter_map(Position::read).map(|p| text.offset(p)).collect();
                outline::selections(text, &places).into()
            }
            "textDocument/inlayHint" => hints::inlay(&script, range()).into(),
            "textDocument/semanticTokens/range" => json!({ "data": tokens::data(text, &self.world.names_for(&path, text.as_str()), Some(range())) }),
            "textDocument/diagnostic" => json!({ "kind": "full", "items": problems::of_file(&script, &path) }),
            _ => {
                let data = tokens::data(text, &self.world.names_for(&path, text.as_str()), None);
                self.counted += 1;
                let old = self.tokens.insert(path.clone(), (self.counted, data.clone()));
                let id = self.counted.to_string();
                let last = params["previousResultId"].as_str();
                match old.filter(|(n, _)| method.ends_with("delta") && last == Some(n.to_string().as_str())) {
                    Some((_, old)) => json!({ "resultId": id, "edits": tokens::delta(&old, &data) }),
                    None => json!({ "resultId": id, "data": data }),
                }
            }
        }))
    }

    fn command(&mut self, request: Request) {
        let command = request.params["command"].as_str().unwrap_or_default();
        let argument = &request.params["arguments"][0];
        let token = request.params.get("workDoneToken").cloned();
        match commands::job(&mut self.world, command, argument, &self.folder) {
            Ok(job) => {
                let running = commands::start(job, request.id.clone(), token, self.connection.sender.clone());
                self.running.insert(request.id, running);
            }
            Err(why) => {
                let _ = self.connection.sender.send(Response::new_err(request.id, ErrorCode::RequestFailed as i32, why).into());
            }
        }
    }
}
