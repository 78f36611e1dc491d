//! AUTOMATIC1111's API: one picture for one request.

use std::sync::{Arc, Mutex};

use base64::Engine;
use serde_json::{Value, json};

use super::{Answer, Asked, Till, picture};

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<Till>>);

impl Fake {
    pub fn start() -> (Fake, String) {
        super::start(Fake::answer)
    }

    fn answer(&self, asked: &Asked) -> Answer {
        let mut till = self.0.lock().unwrap();
        till.asked.push(format!("{} {}", asked.method, asked.path));
        let wrong = |what: &str| Answer::json(422, json!({ "detail": [{ "loc": ["body"], "msg": what, "type": "value_error" }] }));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/sdapi/v1/sd-models") => Answer::json(200, json!([{ "title": "m", "model_name": "m" }])),
            ("POST", "/sdapi/v1/txt2img") => {
                let Ok(body) = serde_json::from_slice::<Value>(&asked.body) else { return wrong("no JSON") };
                let known = ["prompt", "negative_prompt", "width", "height", "seed", "batch_size", "n_iter", "steps", "cfg_scale", "sampler_name", "scheduler", "override_settings"];
                if let Some(other) = body.as_object().and_then(|o| o.keys().find(|k| !known.contains(&k.as_str()))) {
                    return wrong(&format!("extra field {other}"));
                }
                let side = |name: &str| body[name].as_u64().filter(|v| v % 8 == 0 && (64..=2048).contains(v)).map(|v| v as u32);
                let (Some(words), Some(w), Some(h), Some(-1..=4_294_967_295), Some(_)) = (body["prompt"].as_str(), side("width"), side("height"), body["seed"].as_i64(), body["negative_prompt"].as_str()) else {
                    return wrong("wrong type");
                };
                till.sell(words, || {
                    let text = base64::engine::general_purpose::STANDARD.encode(picture(words, w, h));
                    Answer::json(200, json!({ "images": [text], "parameters": {}, "info": "{\"seed\": 1}" }))
                })
            }
            _ => Answer::json(404, json!({ "detail": "Not Found" })),
        }
    }
}
