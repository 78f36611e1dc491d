//! The places of a name in the script itself.

use std::sync::Arc;

use serde_json::{Value, json};

use super::names;
use super::script::Script;
use crate::source::FileId;

const READ: u8 = 2;
const WRITE: u8 = 3;

pub fn highlights(family: &[Arc<Script>], offset: usize) -> Value {
    let (Some(own), Some(found)) = (family.first(), names::find(family, offset)) else { return Value::Null };
    let Some((_, text, list)) = found.all.iter().find(|(uri, _, _)| uri == own.uri(FileId(0))) else { return Value::Null };
    let seen = list.iter().filter(|m| !m.said);
    seen.map(|m| json!({ "range": text.range(m.start, m.end), "kind": if m.declares { WRITE } else { READ } })).collect::<Vec<_>>().into()
}
