//! Every place of a name, over files.

use std::sync::Arc;

use serde_json::{Value, json};

use super::names::{self, Found, Mention};
use super::script::Script;

pub fn references(family: &[Arc<Script>], offset: usize, declaration: bool) -> Value {
    let Some(found) = names::find(family, offset) else { return Value::Null };
    places(&found, |m| !m.said && (declaration || !m.declares)).into()
}

pub fn places(found: &Found, wanted: impl Fn(&Mention) -> bool) -> Vec<Value> {
    let mut out = Vec::new();
    for (uri, text, list) in &found.all {
        out.extend(list.iter().filter(|m| wanted(m)).map(|m| json!({ "uri": uri, "range": text.range(m.start, m.end) })));
    }
    out
}
