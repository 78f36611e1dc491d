//! What the client can do, and what the server offers it.

use serde_json::{Value, json};

use super::text::Encoding;
use super::{commands, tokens};

/// What a client said of itself.
#[derive(Clone, Debug, Default)]
pub struct Client {
    pub encodings: Vec<String>,
    pub snippets: bool,
    /// It wants to be told the film's length.
    pub length: bool,
    /// It asks for problems itself.
    pub pulls: bool,
    /// It asks anew when it is told that something changed elsewhere.
    pub refreshes: bool,
    /// It can ask its author about single edits.
    pub asks: bool,
    /// It watches files for the server.
    pub watches: bool,
    /// It shows the progress of what it did not ask to see.
    pub progress: bool,
}

impl Client {
    pub fn read(params: &Value) -> Client {
        let client = &params["capabilities"];
        let yes = |value: &Value| value.as_bool().unwrap_or(false);
        let (edit, text) = (&client["workspace"]["workspaceEdit"], &client["textDocument"]);
        Client {
            encodings: client["general"]["positionEncodings"].as_array().into_iter().flatten().filter_map(|e| e.as_str().map(str::to_string)).collect(),
            snippets: yes(&text["completion"]["completionItem"]["snippetSupport"]),
            length: yes(&params["initializationOptions"]["length"]),
            pulls: text["diagnostic"].is_object(),
            refreshes: yes(&client["workspace"]["diagnostics"]["refreshSupport"]),
            asks: yes(&edit["documentChanges"]) && edit["changeAnnotationSupport"].is_object(),
            watches: yes(&client["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"]),
            progress: yes(&client["window"]["workDoneProgress"]),
        }
    }

    pub fn capabilities(&self, encoding: Encoding) -> Value {
        let mut capabilities = json!({
            "positionEncoding": encoding.name(),
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
}
