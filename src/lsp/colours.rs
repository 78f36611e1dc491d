//! Colours of palettes and cards, and a picked one as it is written.

use serde_json::{Value, json};

use super::script::Script;
use crate::source::FileId;
use crate::syntax::classes::{Token, classes};

pub fn colours(script: &Script) -> Vec<Value> {
    let text = script.own();
    let source = text.as_str();
    let found = classes(&script.parse(FileId(0)).root, source).into_iter().filter(|c| c.token == Token::Colour);
    found
        .filter_map(|c| {
            let [r, g, b] = rgb(&source[c.start..c.end])?.map(|v| f64::from(v) / 255.0);
            Some(json!({ "range": text.range(c.start, c.end), "color": { "red": r, "green": g, "blue": b, "alpha": 1.0 } }))
        })
        .collect()
}

fn rgb(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#')?;
    let part = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
    match hex.len() {
        6 => Some([part(0)?, part(2)?, part(4)?]),
        3 => {
            let one = |i: usize| u8::from_str_radix(hex.get(i..=i)?, 16).ok().map(|v| v * 17);
            Some([one(0)?, one(1)?, one(2)?])
        }
        _ => None,
    }
}

/// A colour that was picked, as it is written.
pub fn presentations(params: &Value) -> Value {
    let part = |name: &str| (params["color"][name].as_f64().unwrap_or(0.0).clamp(0.0, 1.0) * 255.0).round() as u8;
    json!([{ "label": format!("#{:02x}{:02x}{:02x}", part("red"), part("green"), part("blue")) }])
}
