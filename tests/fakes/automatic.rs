//! AUTOMATIC1111's API: one picture for one request.

use std::sync::{Arc, Mutex};

use base64::Engine;
use serde_json::{Value, json};

use super::{Answer, Asked, Till, picture};

#[derive(Default)]
pub struct State {
    pub till: Till,
    /// It was started with `--api-auth`.
    pub login: Option<&'static str>,
    /// The ControlNet extension is not there.
    pub bare: bool,
    /// Pictures that orders were made from.
    pub units: usize,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

/// Whether the units of ControlNet are as its extension takes them, and how many.
fn units(scripts: &Value) -> Result<usize, String> {
    let known = |value: &Value, names: &[&str]| value.as_object().is_some_and(|o| o.keys().all(|k| names.contains(&k.as_str())));
    if !known(scripts, &["controlnet"]) || !known(&scripts["controlnet"], &["args"]) {
        return Err("Script not found".into());
    }
    let all = scripts["controlnet"]["args"].as_array().filter(|a| (1..=3).contains(&a.len())).ok_or("more units than there are")?;
    for unit in all {
        if !known(unit, &["enabled", "module", "model", "weight", "image", "resize_mode", "control_mode", "pixel_perfect", "save_detected_map"]) {
            return Err("an unknown field of a unit".into());
        }
        let picture = unit["image"].as_str().and_then(|t| base64::engine::general_purpose::STANDARD.decode(t).ok()).is_some_and(|b| b.starts_with(b"\x89PNG"));
        let modes = unit["resize_mode"] == "Crop and Resize" && unit["control_mode"] == "Balanced" && unit["pixel_perfect"].is_boolean() && unit["save_detected_map"].is_boolean();
        if !picture || !modes || unit["enabled"] != true || unit["module"] != "ip-adapter-auto" || unit["model"] != "ip-adapter_sd15" || !unit["weight"].as_f64().is_some_and(|w| (0.0..=2.0).contains(&w)) {
            return Err("a wrong unit".into());
        }
    }
    Ok(all.len())
}

impl Fake {
    pub fn start() -> (Fake, String) {
        super::start(Fake::answer)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        state.till.asked.push(format!("{} {}", asked.method, asked.path));
        if let Some(login) = state.login
            && asked.header("authorization") != format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(login))
        {
            return Answer::json(401, json!({ "detail": "Incorrect username or password" }));
        }
        let wrong = |what: &str| Answer::json(422, json!({ "detail": [{ "loc": ["body"], "msg": what, "type": "value_error" }] }));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/sdapi/v1/sd-models") => Answer::json(200, json!([{ "title": "m", "model_name": "m" }])),
            ("GET", "/controlnet/model_list") if !state.bare => Answer::json(200, json!({ "model_list": ["canny [d14c016b]", "ip-adapter_sd15 [6a3f6166]"] })),
            ("GET", "/controlnet/module_list") if !state.bare => Answer::json(200, json!({ "module_list": ["none", "canny", "ip-adapter-auto"], "module_detail": {} })),
            ("POST", "/sdapi/v1/txt2img") => {
                let Ok(body) = serde_json::from_slice::<Value>(&asked.body) else { return wrong("no JSON") };
                let known = ["prompt", "negative_prompt", "width", "height", "seed", "batch_size", "n_iter", "steps", "cfg_scale", "sampler_name", "scheduler", "override_settings", "alwayson_scripts"];
                if let Some(other) = body.as_object().and_then(|o| o.keys().find(|k| !known.contains(&k.as_str()))) {
                    return wrong(&format!("extra field {other}"));
                }
                let side = |name: &str| body[name].as_u64().filter(|v| v % 8 == 0 && (64..=2048).contains(v)).map(|v| v as u32);
                let (Some(words), Some(w), Some(h), Some(-1..=4_294_967_295), Some(_)) = (body["prompt"].as_str(), side("width"), side("height"), body["seed"].as_i64(), body["negative_prompt"].as_str()) else {
                    return wrong("wrong type");
                };
                let scripts = &body["alwayson_scripts"];
                match if scripts.is_null() { Ok(0) } else { units(scripts) } {
                    Ok(0) => {}
                    Ok(_) if state.bare => return wrong("Script 'controlnet' not found"),
                    Ok(some) => state.units += some,
                    Err(why) => return wrong(&why),
                }
                state.till.sell(words, || {
                    let text = base64::engine::general_purpose::STANDARD.encode(picture(words, w, h));
                    Answer::json(200, json!({ "images": [text], "parameters": {}, "info": "{\"seed\": 1}" }))
                })
            }
            _ => Answer::json(404, json!({ "detail": "Not Found" })),
        }
    }
}
