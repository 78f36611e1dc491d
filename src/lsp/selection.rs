//! From the word at each place to the whole script.

use serde_json::{Value, json};

use super::script::Script;
use crate::source::FileId;
use crate::syntax::Kind;

pub fn selections(script: &Script, places: &[usize]) -> Vec<Value> {
    let text = script.own();
    let one = |offset: &usize| {
        let mut ranges: Vec<(usize, usize)> = vec![(0, text.as_str().len())];
        let mut node = &script.parse(FileId(0)).root;
        while let Some(child) = node.children.iter().find(|c| c.start as usize <= *offset && *offset <= c.end as usize && !matches!(c.kind, Kind::Space)) {
            ranges.push((child.start as usize, child.end as usize));
            node = child;
        }
        let word = text.word(*offset);
        ranges.push((word.start, word.end));
        ranges.dedup();
        // Each holds the next.
        let mut nested = Value::Null;
        let mut outer = (0, usize::MAX);
        for (start, end) in ranges {
            if start < outer.0 || end > outer.1 {
                continue;
            }
            outer = (start, end);
            let range = text.range(start, end);
            nested = if nested.is_null() { json!({ "range": range }) } else { json!({ "range": range, "parent": nested }) };
        }
        nested
    };
    places.iter().map(one).collect()
}
