//! The server of stable-diffusion.cpp, by its own API: jobs that are asked after where it says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use serde_json::{Value, json};

use super::{Answer, Asked, Till, picture};

#[derive(Default)]
pub struct State {
    pub till: Till,
    /// Words, size, times asked after.
    pub jobs: BTreeMap<String, (String, [u32; 2], u32)>,
    pub cancelled: Vec<String>,
    /// Jobs never end.
    pub endless: bool,
    /// Of the jobs that were taken, in their order.
    pub seeds: Vec<i64>,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

fn refuse(status: u16, what: &str) -> Answer {
    Answer::json(status, json!({ "error": what }))
}

impl Fake {
    pub fn start() -> (Fake, String) {
        super::start(Fake::answer)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        state.till.asked.push(format!("{} {}", asked.method, asked.path));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/sdcpp/v1/capabilities") => Answer::json(200, json!({
                "model": { "name": "sd.gguf" }, "supported_modes": ["img_gen"], "samplers": ["euler"], "schedulers": ["discrete"],
                "limits": { "min_width": 64, "max_width": 4096, "min_height": 64, "max_height": 4096, "max_batch_count": 8, "max_queue_size": 64 },
            })),
            ("POST", "/sdcpp/v1/img_gen") => {
                let Ok(body) = serde_json::from_slice::<Value>(&asked.body) else { return Answer::json(500, json!({ "error": "server_error", "message": "parse error" })) };
                let known = ["prompt", "negative_prompt", "width", "height", "seed", "batch_count", "output_format", "embed_image_metadata", "ref_images", "sample_params"];
                if let Some(other) = body.as_object().and_then(|o| o.keys().find(|k| !known.contains(&k.as_str()))) {
                    return refuse(400, &format!("unknown field {other}"));
                }
                let side = |name: &str| body[name].as_u64().filter(|v| (64..=4096).contains(v)).map(|v| v as u32);
                let (Some(words), Some(w), Some(h), Some(_), Some("png")) = (body["prompt"].as_str().filter(|p| !p.is_empty()), side("width"), side("height"), body["seed"].as_i64(), body["output_format"].as_str()) else {
                    return refuse(400, "invalid generation parameters");
                };
                if words.contains("<sd_cpp_extra_args>") {
                    return refuse(400, "parameters in the words");
                }
                // A name is never given twice, also when its job is over.
                let id = format!("job_{}", state.till.asked.len());
                let answer = state.till.sell(words, || Answer::json(202, json!({ "id": id, "kind": "img_gen", "status": "queued", "created": 1, "poll_url": format!("/sdcpp/v1/jobs/{id}") })));
                if answer.status == 202 {
                    state.seeds.extend(body["seed"].as_i64());
                    state.jobs.insert(id, (words.to_string(), [w, h], 0));
                }
                answer
            }
            ("POST", path) if path.ends_with("/cancel") => {
                let id = path.trim_end_matches("/cancel").rsplit('/').next().unwrap_or_default().to_string();
                match state.jobs.remove(&id) {
                    Some((words, ..)) => {
                        state.cancelled.push(id.clone());
                        // What is called off before it is drawn is sold to nobody.
                        state.till.sold.entry(words).and_modify(|n| *n -= 1);
                        Answer::json(200, json!({ "id": id, "status": "cancelled" }))
                    }
                    None => refuse(404, "job not found"),
                }
            }
            ("GET", path) if path.starts_with("/sdcpp/v1/jobs/") => {
                let (id, endless) = (path.rsplit('/').next().unwrap_or_default().to_string(), state.endless);
                if state.cancelled.contains(&id) {
                    return Answer::json(200, json!({ "id": id, "kind": "img_gen", "status": "cancelled", "result": null, "error": null }));
                }
                let Some((words, [w, h], count)) = state.jobs.get_mut(&id) else { return refuse(404, "job not found") };
                *count += 1;
                if endless || *count < 3 {
                    return Answer::json(200, json!({ "id": id, "kind": "img_gen", "status": if *count < 2 { "queued" } else { "generating" }, "result": null, "error": null }));
                }
                let text = base64::engine::general_purpose::STANDARD.encode(picture(words, *w, *h));
                Answer::json(200, json!({ "id": id, "kind": "img_gen", "status": "completed", "result": { "output_format": "png", "images": [{ "index": 0, "b64_json": text }] }, "error": null }))
            }
            _ => refuse(404, "not found"),
        }
    }
}
