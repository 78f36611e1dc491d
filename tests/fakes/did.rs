//! D-ID: pictures and voices are laid down, then talks, clips and animations are asked for and asked after.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Answer, Asked, Till};

pub const KEY: &str = "did-user:did-pass-c0ffee";

#[derive(Default)]
pub struct State {
    /// Talks, clips and animations by id: what was asked, how often it was asked after.
    pub talks: BTreeMap<String, (Value, u32)>,
    pub till: Till,
    pub deleted: Vec<String>,
    /// Jobs never end.
    pub endless: bool,
    pub laid: BTreeMap<String, usize>,
    /// Digests of what was laid down.
    pub prints: BTreeMap<String, String>,
    pub clip: Vec<u8>,
    pub base: String,
    /// The link of the first result is over when it is fetched.
    pub expired: u32,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

/// A picture or a voice among those that are laid down.
pub fn print(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_string()
}

fn refuse(status: u16, kind: &str, description: &str) -> Answer {
    Answer::json(status, json!({ "kind": kind, "description": description }))
}

impl Fake {
    pub fn start() -> (Fake, String) {
        let (fake, base): (Fake, String) = super::start(Fake::answer);
        fake.0.lock().unwrap().base = base.clone();
        (fake, base)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        let base = state.base.clone();
        state.till.asked.push(format!("{} {}", asked.method, asked.path));
        if asked.path == "/results/talk.mp4" {
            assert!(asked.header("authorization").is_empty(), "a key goes with a result");
            if state.expired > 0 {
                state.expired -= 1;
                return Answer::json(403, json!({ "message": "Request has expired" }));
            }
            return Answer::bytes("video/mp4", state.clip.clone());
        }
        if asked.header("authorization") != format!("Basic {KEY}") {
            return refuse(401, "AuthorizationError", "user unauthenticated");
        }
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        let lay = |state: &mut State, field: &str, ending: &str, marks: [&[u8]; 2]| {
            let form = asked.form().unwrap_or_default();
            let [(name, Some(_), bytes)] = form.as_slice() else { return refuse(400, "BadRequestError", "no file") };
            if name != field || !marks.iter().any(|m| bytes.starts_with(m)) {
                return refuse(415, "UnsupportedMimeTypeError", "no such file");
            }
            let url = format!("https://uploads.d-id.example/{}.{ending}", state.laid.len());
            state.laid.insert(url.clone(), bytes.len());
            state.prints.insert(url.clone(), print(bytes));
            Answer::json(201, json!({ "id": "img_1", "url": url }))
        };
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/credits") => Answer::json(200, json!({ "remaining": 10 })),
            ("POST", "/images") => lay(&mut state, "image", "png", [b"\x89PNG", b"\xff\xd8"]),
            ("POST", "/audios") => lay(&mut state, "audio", "wav", [b"RIFF", b"ID3"]),
            ("POST", path @ ("/talks" | "/clips" | "/animations")) => {
                let known = |value: &Value, names: &[&str]| value.as_object().is_some_and(|o| o.keys().all(|k| names.contains(&k.as_str())));
                let laid = |value: &Value| value.as_str().is_some_and(|u| state.laid.contains_key(u));
                let spoken = known(&body["script"], &["type", "audio_url"]) && body["script"]["type"] == "audio" && laid(&body["script"]["audio_url"]);
                let good = match path {
                    "/talks" => spoken && laid(&body["source_url"]) && known(&body, &["source_url", "script", "config", "name", "user_data"]) && known(&body["config"], &["stitch", "fluent", "result_format", "driver_expressions"]),
                    "/clips" => {
                        let high = body["config"]["output_resolution"].as_u64();
                        spoken && body["presenter_id"].is_string() && known(&body, &["presenter_id", "driver_id", "script", "config", "presenter_config", "background"]) && known(&body["config"], &["result_format", "output_resolution"]) && high.is_none_or(|h| (150..=1080).contains(&h))
                    }
                    _ => laid(&body["source_url"]) && known(&body, &["source_url", "driver_url", "config"]) && known(&body["config"], &["mute", "stitch", "max_animated_faces"]),
                };
                if !good {
                    return refuse(400, "BadRequestError", "bad order");
                }
                let id = format!("{}_{}", match path { "/talks" => "tlk", "/clips" => "clp", _ => "anm" }, state.talks.len());
                let made_of = body["source_url"].as_str().map_or_else(|| body["presenter_id"].to_string(), |url| state.prints[url].clone());
                let words = format!("{path} {made_of}");
                let answer = state.till.sell(&words, || Answer::json(201, json!({ "id": id, "object": path.trim_matches(['/', 's']), "status": "created" })));
                if answer.status == 201 {
                    state.talks.insert(id, (body, 0));
                }
                answer
            }
            ("DELETE", path) if path.split('/').count() == 3 => {
                let id = path.rsplit('/').next().unwrap_or_default().to_string();
                match state.talks.get(&id).map(|(_, asked)| *asked) {
                    None => refuse(404, "NotFoundError", "not found"),
                    // What is running is not let go of.
                    Some(asked) if asked > 1 && !state.endless => refuse(409, "NotReadyError", "not ready"),
                    Some(_) => {
                        state.talks.remove(&id);
                        state.deleted.push(id);
                        Answer::json(200, json!({}))
                    }
                }
            }
            ("GET", path) if ["/talks/", "/clips/", "/animations/"].iter().any(|p| path.starts_with(p)) => {
                let endless = state.endless;
                let id = path.rsplit('/').next().unwrap_or_default();
                // Each kind is asked after in its own place.
                if path.trim_start_matches('/').split('/').next().map(|k| match k { "talks" => "tlk", "clips" => "clp", _ => "anm" }) != id.split('_').next() {
                    return refuse(404, "NotFoundError", "not found");
                }
                match state.talks.get_mut(id) {
                    None => refuse(404, "NotFoundError", "not found"),
                    Some((_, asked)) => {
                        *asked += 1;
                        match asked {
                            1 => Answer::json(200, json!({ "status": "created" })),
                            _ if endless => Answer::json(200, json!({ "status": "started" })),
                            2 => Answer::json(200, json!({ "status": "started", "pending_url": "s3://d-id/x" })),
                            _ => Answer::json(200, json!({ "status": "done", "result_url": format!("{base}/results/talk.mp4") })),
                        }
                    }
                }
            }
            _ => refuse(404, "NotFoundError", "no such place"),
        }
    }
}
