//! Everything that holds lines below its first: scenes, shots, declarations, and comments over several lines.

use serde_json::{Value, json};

use super::script::Script;
use super::text::Text;
use crate::source::FileId;
use crate::syntax::{Kind, Node};

pub fn folding(script: &Script) -> Vec<Value> {
    let mut out = Vec::new();
    fold(&script.parse(FileId(0)).root, script.own(), &mut out);
    out
}

fn fold(node: &Node, text: &Text, out: &mut Vec<Value>) {
    // The first and the last line of comments that follow each other.
    let mut comment: Option<(usize, usize)> = None;
    let lines = |n: &Node| {
        let end = n.start as usize + n.text(text.as_str()).trim_end().len();
        (text.position(n.start as usize).line, text.position(end).line)
    };
    let mut put = |(first, last): (usize, usize), kind: &str| {
        if last > first {
            out.push(json!({ "startLine": first, "endLine": last, "kind": kind }));
        }
    };
    let mut inner = Vec::new();
    for child in node.children.iter().filter(|n| n.kind != Kind::Space) {
        if child.kind == Kind::Comment {
            let (first, last) = lines(child);
            comment = match comment {
                Some((start, end)) if end + 1 == first => Some((start, last)),
                ended => {
                    ended.into_iter().for_each(|run| put(run, "comment"));
                    Some((first, last))
                }
            };
            continue;
        }
        comment.take().into_iter().for_each(|run| put(run, "comment"));
        if matches!(child.kind, Kind::Scene | Kind::Block) {
            put(lines(child), "region");
        }
        inner.push(child);
    }
    comment.into_iter().for_each(|run| put(run, "comment"));
    inner.into_iter().for_each(|n| fold(n, text, out));
}
