//! What the client asks: each question goes to its own file, with the scripts that it is about.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_server::{ErrorCode, Request, Response};
use serde_json::{Value, json};

use super::script::Script;
use super::text::Position;
use super::{Server, actions, colours, commands, completion, definition, diagnostics, folding, formatting, highlight, hover, inlay, lenses, links, outline, references, rename, selection, signature, statistics, symbols, tokens};

type Answer = Result<Value, String>;

/// Questions about one script.
const QUERIES: [&str; 25] = [
    "textDocument/hover", "textDocument/completion", "textDocument/signatureHelp", "textDocument/definition", "textDocument/references",
    "textDocument/documentHighlight", "textDocument/prepareRename", "textDocument/rename", "textDocument/documentSymbol", "textDocument/codeAction",
    "textDocument/codeLens", "textDocument/documentLink", "textDocument/documentColor", "textDocument/colorPresentation", "textDocument/formatting",
    "textDocument/rangeFormatting", "textDocument/onTypeFormatting", "textDocument/foldingRange", "textDocument/selectionRange", "textDocument/inlayHint",
    "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range", "textDocument/diagnostic",
    "frost/statistics",
];

impl Server<'_> {
    pub fn request(&mut self, request: Request) {
        let id = request.id.clone();
        if request.method == "workspace/executeCommand" {
            return self.command(request);
        }
        // A fault of ours is an error of one request, and the server lives on.
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match self.problems(&request) {
            Some(items) => Err(items),
            None => Ok(self.answer(&request.method, &request.params)),
        }));
        let answer = match answer {
            Ok(Err(items)) => return self.send_text(format!(r#"{{"jsonrpc":"2.0","id":{},"result":{{"kind":"full","items":{items}}}}}"#, json!(id))),
            Ok(Ok(answer)) => Ok(answer),
            Err(fault) => Err(fault),
        };
        self.send(match answer {
            Ok(Some(Ok(value))) => Response { id, response_result: Ok(value) },
            Ok(Some(Err(why))) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
            Ok(None) => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("there is no request `{}`", request.method)),
            Err(_) => Response::new_err(id, ErrorCode::InternalError as i32, format!("`{}` failed; please report it", request.method)),
        });
    }

    /// The problems of a file that a client asks about, as JSON.
    fn problems(&mut self, request: &Request) -> Option<String> {
        let path = (request.method == "textDocument/diagnostic").then(|| self.world.path(request.params["textDocument"]["uri"].as_str()?))??;
        let script = self.world.script(&path)?;
        Some(diagnostics::list(&diagnostics::of_file(&script, &path)))
    }

    fn answer(&mut self, method: &str, params: &Value) -> Option<Answer> {
        if method == "workspace/symbol" {
            let paths = self.world.known_paths();
            let scripts: Vec<Arc<Script>> = paths.iter().filter_map(|p| self.world.script(p)).collect();
            return Some(Ok(symbols::symbols(&scripts, params["query"].as_str().unwrap_or("")).into()));
        }
        if !QUERIES.contains(&method) {
            return None;
        }
        let Some(path) = self.world.path(params["textDocument"]["uri"].as_str().unwrap_or_default()) else {
            return Some(Err("the request names no file".into()));
        };
        let Some(script) = self.world.script(&path) else { return Some(Ok(Value::Null)) };
        let offset = Position::read(&params["position"]).map(|p| script.own().offset(p));
        Some(match method.strip_prefix("textDocument/") {
            Some("definition" | "references" | "documentHighlight" | "prepareRename" | "rename") => match offset {
                Some(offset) => self.of_name(method, &path, offset, params),
                None => Ok(Value::Null),
            },
            Some(tokens) if tokens.starts_with("semanticTokens") => Ok(self.tokens(method, path, &script, params)),
            _ => Ok(of_script(method, &script, offset, params, self.client.snippets)),
        })
    }

    /// Questions about a name, which every file that knows it has a part in.
    fn of_name(&mut self, method: &str, path: &std::path::Path, offset: usize, params: &Value) -> Answer {
        let family = self.world.family(path);
        Ok(match method {
            "textDocument/definition" => definition::definition(&family, offset),
            "textDocument/references" => references::references(&family, offset, params["context"]["includeDeclaration"].as_bool().unwrap_or(true)),
            "textDocument/documentHighlight" => highlight::highlights(&family, offset),
            "textDocument/prepareRename" => rename::prepare(&family, offset),
            _ => rename::rename(&family, offset, params["newName"].as_str().unwrap_or(""), self.client.asks)?,
        })
    }

    fn tokens(&mut self, method: &str, path: PathBuf, script: &Script, params: &Value) -> Value {
        if method.ends_with("range") {
            return json!({ "data": tokens::data(script, script.own().bytes(&params["range"])) });
        }
        let data = tokens::data(script, None);
        self.counted += 1;
        let old = self.tokens.insert(path, (self.counted, data.clone()));
        let id = self.counted.to_string();
        let last = params["previousResultId"].as_str();
        match old.filter(|(n, _)| method.ends_with("delta") && last == Some(n.to_string().as_str())) {
            Some((_, old)) => json!({ "resultId": id, "edits": tokens::delta(&old, &data) }),
            None => json!({ "resultId": id, "data": data }),
        }
    }

    fn command(&mut self, request: Request) {
        let command = request.params["command"].as_str().unwrap_or_default();
        let argument = &request.params["arguments"][0];
        match commands::job(&mut self.world, command, argument, &self.folder) {
            Ok(job) => {
                let mut token = request.params.get("workDoneToken").cloned();
                if token.is_none() && self.client.progress {
                    self.counted += 1;
                    let own = json!(format!("frost-progress-{}", self.counted));
                    self.ask("window/workDoneProgress/create", json!({ "token": own }));
                    token = Some(own);
                }
                self.running.retain(|_, r| r.runs());
                let running = commands::start(job, request.id.clone(), token, self.connection.sender.clone());
                self.running.insert(request.id, running);
            }
            Err(why) => self.send(Response::new_err(request.id, ErrorCode::RequestFailed as i32, why)),
        }
    }
}

/// Questions that the script itself answers.
fn of_script(method: &str, script: &Script, offset: Option<usize>, params: &Value, snippets: bool) -> Value {
    let text = script.own();
    let range = || text.bytes(&params["range"]).unwrap_or(0..text.as_str().len());
    let at = |query: &dyn Fn(usize) -> Value| offset.map_or(Value::Null, query);
    match method {
        "textDocument/hover" => at(&|o| hover::hover(script, o)),
        "textDocument/completion" => at(&|o| completion::complete(script, o, snippets)),
        "textDocument/signatureHelp" => at(&|o| signature::signature(text, o)),
        "textDocument/documentSymbol" => outline::symbols(script).into(),
        "textDocument/codeAction" => {
            let only: Vec<String> = params["context"]["only"].as_array().into_iter().flatten().filter_map(|k| k.as_str().map(str::to_string)).collect();
            actions::actions(script, range(), &only).into()
        }
        "textDocument/codeLens" => lenses::lenses(script).into(),
        "textDocument/documentLink" => links::links(script).into(),
        "textDocument/documentColor" => colours::colours(script).into(),
        "textDocument/colorPresentation" => colours::presentations(params),
        "textDocument/formatting" => formatting::format(script, None).into(),
        "textDocument/rangeFormatting" => formatting::format(script, Some(range())).into(),
        "textDocument/onTypeFormatting" => at(&|o| formatting::line_above(script, o).into()),
        "textDocument/foldingRange" => folding::folding(script).into(),
        "textDocument/selectionRange" => {
            let places: Vec<usize> = params["positions"].as_array().into_iter().flatten().filter_map(Position::read).map(|p| text.offset(p)).collect();
            selection::selections(script, &places).into()
        }
        "textDocument/inlayHint" => inlay::inlay(script, range()).into(),
        "frost/statistics" => statistics::statistics(script),
        _ => Value::Null,
    }
}
