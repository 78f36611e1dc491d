//! A workflow against what the server's nodes take (`/object_info`): which node is missing, which value does not fit, and
//! whether each slot stands where its type belongs. Known before the first order is sent.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::slot::{Kind, Slot};
use crate::backends::remote::text_at;
use crate::plan::provider::Order;

/// What an input takes.
#[derive(Debug, PartialEq)]
enum Takes<'a> {
    Text,
    Number { least: f64, most: f64 },
    Truth,
    /// One of these; a picture that is laid down first where the node says so.
    Choice { of: Vec<&'a str>, pictures: bool },
    /// What comes out of another node.
    Link(&'a str),
}

/// The classes that a workflow is made of, each once, in order.
pub fn classes(workflow: &Value) -> Vec<&str> {
    let mut out: Vec<&str> = nodes(workflow).filter_map(|(_, n)| text_at(n, &["class_type"])).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn nodes(workflow: &Value) -> impl Iterator<Item = (&String, &Value)> {
    workflow.as_object().into_iter().flatten()
}

/// What is wrong with a workflow on a server that says `schemas` of its classes, node by node.
pub fn faults(workflow: &Value, schemas: &BTreeMap<&str, Value>, order: Option<&Order>) -> Vec<String> {
    let schema = |class: &str| schemas.get(class).and_then(|s| s.get(class)).filter(|s| s.is_object());
    let mut out = Vec::new();
    let mut saves = false;
    for (number, node) in nodes(workflow) {
        let class = text_at(node, &["class_type"]).unwrap_or_default();
        let place = format!("node {number} ({class})");
        let Some(schema) = schema(class) else {
            out.push(format!("{place}: the server has no such node; install what it belongs to there"));
            continue;
        };
        saves |= schema["output_node"] == true;
        let empty = Map::new();
        let given = node["inputs"].as_object().unwrap_or(&empty);
        for name in schema["input"]["required"].as_object().into_iter().flatten().map(|(name, _)| name) {
            if !given.contains_key(name) {
                out.push(format!("{place} wants the input `{name}`"));
            }
        }
        for (name, value) in given {
            let takes = ["required", "optional"].iter().find_map(|part| takes(schema["input"][*part].get(name)?));
            match (Slot::of(value), takes) {
                (Some(Err(why)), _) => out.push(format!("{place}, `{name}`: {why}")),
                // The server passes over inputs that it does not know; words of a script must not get lost there.
                (Some(Ok(slot)), None) => out.push(format!("{place} has no input `{name}`, so nothing would read the slot `{{{{{}}}}}` there", slot.name())),
                (Some(Ok(slot)), Some(takes)) => out.extend(misplaced(slot, &takes, order).map(|why| format!("{place}, `{name}`: {why}"))),
                (None, Some(takes)) => out.extend(wrong(value, &takes, workflow, schemas).map(|why| format!("{place}, `{name}`: {why}"))),
                (None, None) => {}
            }
        }
    }
    if out.is_empty() && !saves {
        out.push("no node of it saves anything; add one such as SaveImage".into());
    }
    out
}

fn takes(input: &Value) -> Option<Takes<'_>> {
    let options = &input[1];
    let number = || Takes::Number { least: options["min"].as_f64().unwrap_or(f64::NEG_INFINITY), most: options["max"].as_f64().unwrap_or(f64::INFINITY) };
    let pictures = options["image_upload"] == true || options["video_upload"] == true;
    Some(match &input[0] {
        Value::Array(_) => Takes::Choice { of: names(&input[0]), pictures },
        Value::String(kind) => match kind.as_str() {
            "STRING" => Takes::Text,
            "INT" | "FLOAT" => number(),
            "BOOLEAN" => Takes::Truth,
            "COMBO" => Takes::Choice { of: names(&options["options"]), pictures },
            kind => Takes::Link(kind),
        },
        _ => return None,
    })
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Why a slot cannot stand at an input.
fn misplaced(slot: Slot, takes: &Takes, order: Option<&Order>) -> Option<String> {
    let wanted = match (slot.kind(), takes) {
        (Kind::Text, Takes::Text) | (Kind::Picture, Takes::Text | Takes::Choice { pictures: true, .. }) => return None,
        (Kind::Number, Takes::Number { least, most }) => {
            let value = order.and_then(|o| slot.number(o))?;
            let fits = (*least..=*most).contains(&(value as f64));
            return (!fits).then(|| format!("{value} would stand there, and it takes {least} to {most}"));
        }
        (_, Takes::Text) => "text",
        (_, Takes::Number { .. }) => "a number",
        (_, Takes::Truth) => "true or false",
        (_, Takes::Choice { .. }) => "one of a list",
        (_, Takes::Link(kind)) => return Some(format!("it takes what another node gives ({kind}), not the slot `{{{{{}}}}}`", slot.name())),
    };
    Some(format!("it takes {wanted}, and the slot `{{{{{}}}}}` holds {}", slot.name(), slot.kind().words()))
}

/// Why a value that the author left in a workflow does not fit.
fn wrong(value: &Value, takes: &Takes, workflow: &Value, schemas: &BTreeMap<&str, Value>) -> Option<String> {
    if let Some(link) = value.as_array() {
        let [from, index] = link.as_slice() else { return None };
        let from = from.as_str().unwrap_or_default();
        let Some(class) = workflow.get(from).and_then(|n| text_at(n, &["class_type"])) else { return Some(format!("there is no node {from} to take it from")) };
        let given = text_at(schemas.get(class)?.get(class)?.get("output")?.get(index.as_u64()? as usize)?, &[])?;
        let Takes::Link(kind) = takes else { return None };
        let one_of = |list: &str| list.split(',').any(|k| given.split(',').any(|g| g.trim() == k.trim()));
        return (!one_of(kind) && *kind != "*" && given != "*").then(|| format!("node {from} gives {given}, and it takes {kind}"));
    }
    match takes {
        // What is laid down under a name of its own is not in the list yet.
        Takes::Choice { of, pictures: false } => {
            let value = value.as_str()?;
            (!of.is_empty() && !of.contains(&value)).then(|| format!("the server has no `{value}`; it has {}", few(of)))
        }
        Takes::Number { least, most } => {
            let value = value.as_f64()?;
            (!(*least..=*most).contains(&value)).then(|| format!("{value} does not lie between {least} and {most}"))
        }
        Takes::Text => (!value.is_string()).then(|| "it takes text".into()),
        _ => None,
    }
}

fn few(names: &[&str]) -> String {
    let shown = names.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 6 { format!("{shown} and {} more", names.len() - 6) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schemas() -> BTreeMap<&'static str, Value> {
        let of = |class: &'static str, required: Value, output: Value, saves: bool| (class, json!({ class: { "input": { "required": required, "optional": {} }, "output": output, "output_node": saves } }));
        BTreeMap::from([
            of("Text", json!({ "text": ["STRING", { "multiline": true }], "seed": ["INT", { "min": 0, "max": 100 }], "model": [["a.safetensors", "b.safetensors"]] }), json!(["IMAGE"]), false),
            of("LoadImage", json!({ "image": [["x.png"], { "image_upload": true }] }), json!(["IMAGE", "MASK"]), false),
            of("SaveImage", json!({ "images": ["IMAGE"], "filename_prefix": ["STRING", {}] }), json!([]), true),
            of("Size", json!({ "w": ["INT", { "min": 16, "max": 512 }], "method": ["COMBO", { "options": ["near", "far"] }] }), json!(["LATENT"]), false),
        ])
    }

    fn of(workflow: Value) -> Vec<String> {
        faults(&workflow, &schemas(), None)
    }

    #[test]
    fn a_workflow_that_fits_has_no_faults() {
        let good = json!({
            "1": { "class_type": "Text", "inputs": { "text": "{{prompt}}", "seed": 7, "model": "a.safetensors" } },
            "2": { "class_type": "LoadImage", "inputs": { "image": "{{reference}}" } },
            "3": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "frost" } },
        });
        assert_eq!(of(good.clone()), [""; 0]);
        assert_eq!(classes(&good), ["LoadImage", "SaveImage", "Text"]);
    }

    #[test]
    fn each_fault_names_its_node_and_input() {
        let one = |node: Value| of(json!({ "1": node, "9": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } } })).join("; ");
        let text = |text: &str, seed: Value, model: &str| json!({ "class_type": "Text", "inputs": { "text": text, "seed": seed, "model": model } });
        assert_eq!(one(json!({ "class_type": "Gone", "inputs": {} })), "node 1 (Gone): the server has no such node; install what it belongs to there");
        assert_eq!(one(text("{{seed}}", json!(1), "a.safetensors")), "node 1 (Text), `text`: it takes text, and the slot `{{seed}}` holds a number");
        assert_eq!(one(text("x", json!("{{prompt}}"), "a.safetensors")), "node 1 (Text), `seed`: it takes a number, and the slot `{{prompt}}` holds text");
        assert_eq!(one(text("x", json!(101), "a.safetensors")), "node 1 (Text), `seed`: 101 does not lie between 0 and 100");
        assert_eq!(one(text("x", json!(1), "c.safetensors")), "node 1 (Text), `model`: the server has no `c.safetensors`; it has a.safetensors, b.safetensors");
        assert!(one(text("{{promt}}", json!(1), "a.safetensors")).contains("not known"));
        assert_eq!(one(json!({ "class_type": "Text", "inputs": { "seed": 1, "model": "a.safetensors", "txt": "{{prompt}}" } })), "node 1 (Text) wants the input `text`; node 1 (Text) has no input `txt`, so nothing would read the slot `{{prompt}}` there");
        assert_eq!(one(json!({ "class_type": "Size", "inputs": { "w": "{{width}}", "method": "middle" } })), "node 1 (Size), `method`: the server has no `middle`; it has near, far; node 9 (SaveImage), `images`: node 1 gives LATENT, and it takes IMAGE");
        assert_eq!(of(json!({ "1": text("x", json!(1), "a.safetensors") })), ["no node of it saves anything; add one such as SaveImage"]);
        assert!(of(json!({ "9": { "class_type": "SaveImage", "inputs": { "images": ["7", 0], "filename_prefix": "x" } } })).join("").contains("no node 7"));
    }

    #[test]
    fn a_size_that_a_node_does_not_take_is_told_for_its_order() {
        let order = crate::backends::remote::tests::order(crate::plan::provider::Role::Picture);
        let workflow = json!({ "1": { "class_type": "Size", "inputs": { "w": "{{width}}", "method": "near" } }, "2": { "class_type": "SaveImage", "inputs": { "images": ["3", 0], "filename_prefix": "x" } }, "3": { "class_type": "LoadImage", "inputs": { "image": "{{plate}}" } } });
        assert_eq!(faults(&workflow, &schemas(), Some(&order)), ["node 1 (Size), `w`: 1024 would stand there, and it takes 16 to 512"]);
    }
}
