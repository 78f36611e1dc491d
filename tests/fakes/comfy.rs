//! ComfyUI: nodes with their schemas, pictures laid down, workflows that are checked and run, news by websocket.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Answer, Asked, News, Till, picture};

#[derive(Default)]
pub struct State {
    pub till: Till,
    /// Words, size, times asked after.
    pub jobs: BTreeMap<String, (String, [u32; 2], u32)>,
    pub laid: BTreeMap<String, usize>,
    pub cancelled: Vec<String>,
    /// The history knows a job after so many questions.
    pub slow: u32,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>, pub News);

/// A workflow that fits the fake, with slots.
pub const WORKFLOW: &str = r#"{
  "1": { "class_type": "Draw", "inputs": { "text": "{{prompt}}", "negative": "{{negative}}", "seed": "{{seed}}", "width": "{{width}}", "height": "{{height}}", "model": "paint.safetensors" } },
  "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "frost/shot" } }
}"#;

fn schema(class: &str) -> Value {
    let of = |required: Value, output: Value, saves: bool| json!({ class: { "input": { "required": required }, "output": output, "output_node": saves } });
    match class {
        "Draw" => of(
            json!({ "text": ["STRING", { "multiline": true }], "negative": ["STRING", {}], "seed": ["INT", { "min": 0, "max": 18_446_744_073_709_551_615_u64 }], "width": ["INT", { "min": 16, "max": 16384 }], "height": ["INT", { "min": 16, "max": 16384 }], "model": [["paint.safetensors"], {}] }),
            json!(["IMAGE"]),
            false,
        ),
        "LoadImage" => of(json!({ "image": [["example.png"], { "image_upload": true }] }), json!(["IMAGE", "MASK"]), false),
        "SaveImage" => of(json!({ "images": ["IMAGE"], "filename_prefix": ["STRING", { "default": "ComfyUI" }] }), json!([]), true),
        _ => json!({}),
    }
}

impl Fake {
    pub fn start() -> (Fake, String) {
        let fake = Fake::default();
        let inner = fake.clone();
        let base = super::serve_with(move |asked| inner.answer(asked), Some(fake.1.clone()));
        (fake, base)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        state.till.asked.push(format!("{} {}", asked.method, asked.path));
        let json: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/system_stats") => Answer::json(200, json!({ "system": {}, "devices": [] })),
            ("GET", path) if path.starts_with("/object_info/") => Answer::json(200, schema(&path["/object_info/".len()..])),
            ("POST", "/upload/image") => {
                let form = asked.form().unwrap_or_default();
                let Some((_, Some(name), bytes)) = form.iter().find(|f| f.0 == "image" && f.2.starts_with(b"\x89PNG")) else { return Answer::json(400, json!({})) };
                state.laid.insert(name.clone(), bytes.len());
                Answer::json(200, json!({ "name": name, "subfolder": "", "type": "input" }))
            }
            ("POST", "/prompt") => self.prompt(&mut state, &json),
            ("GET", "/queue") => {
                let waiting: Vec<Value> = state.jobs.iter().filter(|(_, j)| j.2 < state.slow).map(|(id, _)| json!([0, id, {}, {}, []])).collect();
                Answer::json(200, json!({ "queue_running": [], "queue_pending": waiting }))
            }
            ("POST", "/queue") | ("POST", "/interrupt") => {
                let id = json["delete"][0].as_str().or(json["prompt_id"].as_str()).unwrap_or_default().to_string();
                state.jobs.remove(&id);
                state.cancelled.push(id);
                Answer::bytes("text/plain", Vec::new())
            }
            ("GET", path) if path.starts_with("/history/") => {
                let id = path["/history/".len()..].to_string();
                let slow = state.slow;
                match state.jobs.get_mut(&id) {
                    Some((.., count)) if *count >= slow => Answer::json(200, json!({ id.clone(): { "outputs": { "2": { "images": [{ "filename": format!("{id}.png"), "subfolder": "frost", "type": "output" }] } }, "status": { "status_str": "success", "completed": true, "messages": [] } } })),
                    Some((.., count)) => {
                        *count += 1;
                        Answer::json(200, json!({}))
                    }
                    None => Answer::json(200, json!({})),
                }
            }
            ("GET", path) if path.starts_with("/view?filename=") => {
                let name = path["/view?filename=".len()..].split('&').next().unwrap_or_default();
                match state.jobs.get(name.trim_end_matches(".png")) {
                    Some((words, [w, h], _)) => Answer::bytes("image/png", picture(words, *w, *h)),
                    None => Answer::bytes("text/plain", Vec::new()).status(404),
                }
            }
            _ => Answer::json(404, json!({})),
        }
    }

    fn prompt(&self, state: &mut State, json: &Value) -> Answer {
        let refuse = |kind: &str, message: &str, errors: Value| Answer::json(400, json!({ "error": { "type": kind, "message": message, "details": "", "extra_info": {} }, "node_errors": errors }));
        if json.as_object().is_none_or(|o| o.keys().any(|k| !["client_id", "prompt", "prompt_id", "number", "front", "extra_data"].contains(&k.as_str()))) || !json["client_id"].is_string() {
            return refuse("invalid_prompt", "Cannot execute because of unknown fields", json!({}));
        }
        let mut drawn = None;
        for (number, node) in json["prompt"].as_object().into_iter().flatten() {
            let class = node["class_type"].as_str().unwrap_or_default();
            let schema = &schema(class)[class];
            for (name, kind) in schema["input"]["required"].as_object().into_iter().flatten() {
                let value = &node["inputs"][name];
                let fits = match kind[0].as_str() {
                    Some("STRING") => value.is_string(),
                    Some("INT") => value.is_u64() && value.as_u64() >= kind[1]["min"].as_u64() && value.as_u64() <= kind[1]["max"].as_u64(),
                    Some(_) => value.is_array(),
                    None if kind[1]["image_upload"] == true => value.as_str().is_some_and(|v| state.laid.contains_key(v)),
                    None => kind[0].as_array().is_some_and(|a| a.contains(value)),
                };
                if !fits {
                    let errors = json!({ number: { "errors": [{ "type": "value_not_in_list", "message": "Value not in list", "details": name }], "dependent_outputs": [], "class_type": class } });
                    return refuse("prompt_outputs_failed_validation", "Prompt outputs failed validation", errors);
                }
            }
            if class == "Draw" {
                let side = |name: &str| node["inputs"][name].as_u64().unwrap_or(0) as u32;
                drawn = Some((node["inputs"]["text"].as_str().unwrap_or_default().to_string(), [side("width"), side("height")]));
            }
        }
        let Some((words, size)) = drawn else { return refuse("prompt_no_outputs", "Prompt has no outputs", json!({})) };
        let id = format!("prompt-{}", state.jobs.len() + state.cancelled.len());
        let answer = state.till.sell(&words, || Answer::json(200, json!({ "prompt_id": id, "number": 0, "node_errors": {} })));
        if answer.status == 200 {
            state.jobs.insert(id.clone(), (words, size, 0));
            let mut news = self.1.lock().unwrap();
            news.push(json!({ "type": "status", "data": { "status": { "exec_info": { "queue_remaining": 1 } } } }).to_string());
            news.push(json!({ "type": "progress", "data": { "value": 10, "max": 20, "prompt_id": id, "node": "1" } }).to_string());
            news.push(json!({ "type": "execution_success", "data": { "prompt_id": id, "timestamp": 1 } }).to_string());
        }
        answer
    }
}
