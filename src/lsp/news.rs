//! What the client tells: texts that open, change and close; and what is said of them then.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_server::{Notification, RequestId};
use serde_json::{Value, json};

use super::address::{path_of, plain};
use super::text::Text;
use super::world::Document;
use crate::cli::casting;
use super::{Server, commands, diagnostics, statistics};

/// The request that a `$/cancelRequest` speaks of.
pub fn cancelled(params: &Value) -> Option<RequestId> {
    match &params["id"] {
        Value::Number(n) => n.as_i64().and_then(|n| i32::try_from(n).ok()).map(RequestId::from),
        Value::String(s) => Some(RequestId::from(s.clone())),
        _ => None,
    }
}

impl Server<'_> {
    /// Asks to be told when files change that no editor holds.
    pub fn watch(&mut self) {
        if self.client.watches {
            let watchers: Vec<Value> = ["**/*.frost", "**/frost.toml", "**/frost.lock"].iter().map(|glob| json!({ "globPattern": glob })).collect();
            let files = json!({ "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers } });
            self.ask("client/registerCapability", json!({ "registrations": [files] }));
        }
    }

    pub fn notification(&mut self, notification: Notification) {
        let params = notification.params;
        let path = params["textDocument"]["uri"].as_str().and_then(|uri| self.world.path(uri));
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let document = &params["textDocument"];
                let (Some(path), Some(text)) = (path, document["text"].as_str()) else { return };
                let text = Arc::new(Text::new(text.to_string(), self.world.encoding));
                let uri = document["uri"].as_str().unwrap_or_default().to_string();
                self.world.addresses.insert(path.clone(), uri);
                self.world.open.insert(path.clone(), Document { version: document["version"].as_i64().unwrap_or(0), text });
                self.check(&path);
                self.tell_settings(&casting::path(&path));
            }
            "textDocument/didChange" => {
                let Some(path) = path else { return };
                let Some(document) = self.world.open.get_mut(&path) else { return };
                let text = Arc::make_mut(&mut document.text);
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    let range = change.get("range").and_then(|r| text.bytes(r));
                    // A change of a range that makes no sense changes nothing.
                    if range.is_some() == change.get("range").is_some()
                        && let Some(new) = change["text"].as_str()
                    {
                        text.change(range, new);
                    }
                }
                document.version = params["textDocument"]["version"].as_i64().unwrap_or(document.version + 1);
                self.check(&path);
            }
            "textDocument/didClose" => {
                let Some(path) = path else { return };
                self.world.open.remove(&path);
                self.tokens.remove(&path);
                let before = self.forget(&path);
                self.check_besides(&path, before);
            }
            "textDocument/didSave" => {
                if let Some(path) = path {
                    self.check(&path);
                    // Not every client watches files.
                    self.tell_settings(&casting::path(&path));
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let changed: BTreeSet<PathBuf> = params["changes"].as_array().into_iter().flatten().filter_map(|c| path_of(c["uri"].as_str()?)).collect();
                // What an editor holds is what counts.
                for path in changed.iter().filter(|p| !self.world.open.contains_key(*p)).collect::<Vec<_>>() {
                    self.check(path);
                    if path.file_name().is_some_and(|name| name == "frost.toml") {
                        self.tell_settings(path);
                    }
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                let list = |name: &str| -> Vec<PathBuf> { params["event"][name].as_array().into_iter().flatten().filter_map(|f| path_of(f["uri"].as_str()?)).collect() };
                let gone = list("removed");
                self.world.roots.retain(|r| !gone.contains(r));
                self.world.roots.extend(list("added"));
            }
            "$/cancelRequest" => {
                if let Some(running) = cancelled(&params).and_then(|id| self.running.get(&id)) {
                    running.stop();
                }
            }
            "window/workDoneProgress/cancel" => self.running.values().filter(|r| r.token.as_ref() == Some(&params["token"])).for_each(commands::Running::stop),
            _ => {}
        }
    }

    /// Checks what a changed file touches, and says what is wrong with it now.
    fn check(&mut self, path: &Path) {
        self.check_besides(path, BTreeSet::new());
    }

    /// As [`Server::check`], where other files have to be told of as well.
    fn check_besides(&mut self, path: &Path, mut told: BTreeSet<PathBuf>) {
        let touched = self.world.changed(path);
        // A file of which several scripts speak is told of once, with what all of them say.
        told.extend(touched.iter().flat_map(|script| self.speak(script)));
        told.iter().for_each(|file| self.say(file));
        if self.client.length {
            touched.iter().for_each(|script| self.tell_length(script));
        }
        // Who asks for problems himself knows of changes in the file that he asked about only.
        if self.client.pulls && self.client.refreshes && touched.iter().any(|p| p != path) {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// What is wrong with a `frost.toml`, where that is something else than before.
    fn tell_settings(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let path = plain(path);
        let problems = diagnostics::of_settings(&text, &self.world.pages, self.world.encoding);
        let before = self.settings.insert(path.clone(), problems.clone()).unwrap_or_default();
        if before != problems {
            self.send_text(format!(r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{},"diagnostics":{}}}}}"#, Value::from(self.world.uri(&path)), diagnostics::list(&problems)));
        }
    }

    /// The files that a script has something to say of now, or had before: itself, and those that only it has read.
    fn speak(&mut self, path: &Path) -> Vec<PathBuf> {
        let Some(script) = self.world.script(path) else { return Vec::new() };
        let mut told = Vec::new();
        let before: Vec<PathBuf> = self.published.iter().filter(|(_, by)| by.contains(path)).map(|(p, _)| p.clone()).collect();
        for file in before.iter().chain(&script.paths).collect::<BTreeSet<_>>() {
            // An open file speaks for itself.
            let own = file.as_path() == path;
            let speaks = own || !self.world.open.contains_key(file.as_path()) && diagnostics::any(&script, file);
            let by = self.published.entry(file.clone()).or_default();
            let spoke = if speaks { !by.insert(path.to_path_buf()) } else { by.remove(path) };
            if speaks || spoke {
                told.push(file.clone());
            }
        }
        told
    }

    fn tell_length(&mut self, path: &Path) {
        let Some(script) = self.world.script(path) else { return };
        let mut length = statistics::length(&script);
        length["uri"] = self.world.uri(path).into();
        length["version"] = self.world.open.get(path).map(|d| d.version).into();
        self.notify("frost/length", length);
    }

    /// Everything that is known to be wrong with a file. Of open files a client that asks hears when it asks.
    fn say(&mut self, file: &Path) {
        if self.client.pulls && self.world.open.contains_key(file) {
            return;
        }
        let mut all: Vec<String> = Vec::new();
        for (i, root) in self.published.get(file).cloned().into_iter().flatten().enumerate() {
            let Some(script) = self.world.script(&root) else { continue };
            let own = diagnostics::of_file(&script, file);
            // Two scripts can find the same in a file that both use.
            let new: Vec<String> = if i == 0 { own } else { own.into_iter().filter(|p| !all.contains(p)).collect() };
            all.extend(new);
        }
        let open = self.world.open.get(file);
        let uri = self.world.uri(file);
        let version = open.map_or(String::new(), |d| format!(r#","version":{}"#, d.version));
        let all = diagnostics::list(&all);
        self.send_text(format!(r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{},"diagnostics":{all}{version}}}}}"#, Value::from(uri)));
    }

    /// What was said for a script that is closed is said no longer: the files of which it spoke.
    fn forget(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        self.published.iter_mut().filter_map(|(file, by)| by.remove(path).then(|| file.clone())).collect()
    }
}
