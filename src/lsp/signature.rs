//! The form of the statement on a line, and which of its parts the cursor is in.

use serde_json::{Value, json};

use super::completion::{Under, under};
use super::text::Text;
use crate::syntax::{self, Context};
use crate::syntax::vocabulary::{Class, WORDS};

pub fn signature(text: &Text, offset: usize) -> Value {
    let line = text.position(offset).line;
    let before = text.as_str()[text.line_start(line)..offset].trim_start();
    let Some(word) = before.split(' ').next().filter(|w| w.len() < before.len()) else { return Value::Null };
    let indent = text.as_str()[text.line_start(line)..offset].len() - before.len();
    let near = match under(text, line, indent) {
        Under::Scene => [Context::Scene, Context::Shot],
        Under::Shot | Under::Cue => [Context::Shot, Context::Scene],
        Under::Film => [Context::Film, Context::Version],
        Under::Style => [Context::Style, Context::Style],
        Under::Entity => [Context::Entity, Context::Tune],
        Under::Margin => [Context::Margin, Context::Margin],
    };
    let Some((example, context)) = syntax::example_of(word, &near) else { return Value::Null };
    let word_in = |classes: &[Class]| WORDS.iter().find(|w| classes.contains(&w.class) && w.word == word);
    let statements = [Class::ShotStatement, Class::SceneStatement, Class::Margin, Class::FilmProperty, Class::StyleProperty, Class::EntityProperty];
    let meaning = word_in(context.classes()).or_else(|| word_in(&statements)).map_or("", |w| w.meaning);
    let mut parts = Vec::new();
    let mut at = example.find(' ').map_or(0, |i| i + 1);
    for part in example[at..].split(", ") {
        parts.push(json!({ "label": [at, at + part.len()] }));
        at += part.len() + 2;
    }
    let active = before.matches(',').count().min(parts.len().saturating_sub(1));
    let mut signature = json!({ "label": example, "parameters": parts });
    if !meaning.is_empty() {
        signature["documentation"] = meaning.into();
    }
    json!({ "signatures": [signature], "activeSignature": 0, "activeParameter": active })
}
