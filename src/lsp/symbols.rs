//! Scenes and declared names of all scripts that hold the letters asked for, in their order.

use std::sync::Arc;

use serde_json::{Value, json};

use super::outline;
use super::script::Script;
use crate::source::FileId;

pub fn symbols(scripts: &[Arc<Script>], query: &str) -> Vec<Value> {
    let query = query.to_lowercase();
    let fits = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        query.chars().all(|q| letters.any(|c| c == q))
    };
    let mut out = Vec::new();
    for script in scripts {
        let uri = script.uri(FileId(0));
        for symbol in outline::symbols(script) {
            if symbol["name"].as_str().is_some_and(fits) {
                out.push(json!({ "name": symbol["name"], "kind": symbol["kind"], "location": { "uri": uri, "range": symbol["selectionRange"] }, "containerName": symbol["detail"] }));
            }
        }
        if out.len() > 500 {
            break;
        }
    }
    out
}
