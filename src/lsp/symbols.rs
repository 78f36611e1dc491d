//! Scenes and declared names of all scripts that hold the letters asked for, in their order.

use std::sync::Arc;

use serde_json::{Value, json};

use super::address::uri_of;
use super::outline;
use super::script::Script;

pub fn symbols(scripts: &[Arc<Script>], query: &str) -> Vec<Value> {
    let query = query.to_lowercase();
    let fits = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        query.chars().all(|q| letters.any(|c| c == q))
    };
    let mut out = Vec::new();
    for script in scripts {
        let uri = uri_of(&script.path);
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
