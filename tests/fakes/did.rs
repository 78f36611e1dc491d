//! D-ID: pictures and voices are laid down, then talks are asked for and asked after.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Answer, Asked};

pub const KEY: &str = "did-user:did-pass-c0ffee";

#[derive(Default)]
pub struct State {
    pub talks: BTreeMap<String, (Value, u32)>,
    pub laid: BTreeMap<String, usize>,
    pub clip: Vec<u8>,
    pub base: String,
    /// The link of the first result is over when it is fetched.
    pub expired: u32,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

fn refuse(status: u16, kind: &str, description: &str) -> Answer {
    Answer::json(status, json!({ "kind": kind, "description": description }))
}

impl Fake {
    pub fn start() -> (Fake, String) {
        let fake = Fake::default();
        let inner = fake.clone();
        let base = super::serve(move |asked| inner.answer(asked));
        fake.0.lock().unwrap().base = base.clone();
        (fake, base)
    }

    fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        let base = state.base.clone();
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
            Answer::json(201, json!({ "id": "img_1", "url": url }))
        };
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/credits") => Answer::json(200, json!({ "remaining": 10 })),
            ("POST", "/images") => lay(&mut state, "image", "png", [b"\x89PNG", b"\xff\xd8"]),
            ("POST", "/audios") => lay(&mut state, "audio", "wav", [b"RIFF", b"ID3"]),
            ("POST", "/talks") => {
                let known = |value: &Value, names: &[&str]| value.as_object().is_some_and(|o| o.keys().all(|k| names.contains(&k.as_str())));
                let laid = |value: &Value| value.as_str().is_some_and(|u| state.laid.contains_key(u));
                let good = known(&body, &["source_url", "script", "config", "name", "user_data"]) && known(&body["script"], &["type", "audio_url"]) && known(&body["config"], &["stitch", "fluent", "result_format", "driver_expressions"]);
                if !good || body["script"]["type"] != "audio" || !laid(&body["source_url"]) || !laid(&body["script"]["audio_url"]) {
                    return refuse(400, "BadRequestError", "bad talk");
                }
                let id = format!("tlk_{}", state.talks.len());
                state.talks.insert(id.clone(), (body, 0));
                Answer::json(201, json!({ "id": id, "object": "talk", "status": "created" }))
            }
            ("GET", path) if path.starts_with("/talks/") => match state.talks.get_mut(&path["/talks/".len()..]) {
                None => refuse(404, "NotFoundError", "not found"),
                Some((_, asked)) => {
                    *asked += 1;
                    match asked {
                        1 => Answer::json(200, json!({ "status": "created" })),
                        2 => Answer::json(200, json!({ "status": "started", "pending_url": "s3://d-id/x" })),
                        _ => Answer::json(200, json!({ "status": "done", "result_url": format!("{base}/results/talk.mp4") })),
                    }
                }
            },
            _ => refuse(404, "NotFoundError", "no such place"),
        }
    }
}
