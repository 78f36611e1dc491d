//! Files that the script names.

use std::path::{Component, Path};

use serde_json::{Value, json};

use super::address::{plain, uri_of};
use super::script::Script;
use crate::source::FileId;
use crate::syntax::{Kind, Node, Rule};

pub fn links(script: &Script) -> Vec<Value> {
    let text = script.own();
    let folder = script.path.parent().unwrap_or(Path::new("."));
    let mut out = Vec::new();
    link(&script.parse(FileId(0)).root, &mut |node: &Node| {
        let name = node.text(text.as_str()).trim_matches(['"', '“', '”']);
        // A path out of the project is a problem, and nothing to follow.
        if !name.is_empty() && !name.contains('{') && !name.starts_with('/') && !Path::new(name).components().any(|c| c == Component::ParentDir) {
            out.push(json!({ "range": text.range(node.start as usize, node.end as usize), "target": uri_of(&plain(&folder.join(name))) }));
        }
    });
    out
}

fn link(node: &Node, found: &mut dyn FnMut(&Node)) {
    if matches!(node.kind, Kind::Line(Rule::file_line | Rule::scenes_line | Rule::own_line)) {
        if let Some(name) = node.find(Rule::string) {
            found(name);
        }
        return;
    }
    node.children.iter().for_each(|n| link(n, found));
}
