//! Where a name is declared; one that nothing declares is defined where it stands first.

use std::sync::Arc;

use serde_json::{Value, json};

use super::names;
use super::references::places;
use super::script::Script;

pub fn definition(family: &[Arc<Script>], offset: usize) -> Value {
    let Some(found) = names::find(family, offset) else { return Value::Null };
    let declared = places(&found, |m| m.declares);
    match declared.is_empty() {
        true => places(&found, |m| !m.said).into_iter().next().map_or(Value::Null, |first| json!([first])),
        false => declared.into(),
    }
}
