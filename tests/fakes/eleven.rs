//! ElevenLabs: speech.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Answer, Asked, tone};

pub const KEY: &str = "xi-c0ffee-331";

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<BTreeMap<String, u32>>>);

impl Fake {
    pub fn start() -> (Fake, String) {
        let fake = Fake::default();
        let inner = fake.clone();
        let base = super::serve(move |asked| inner.answer(asked));
        (fake, base)
    }

    fn answer(&self, asked: &Asked) -> Answer {
        if asked.header("xi-api-key") != KEY {
            return Answer::json(401, json!({ "detail": { "status": "invalid_api_key", "message": "Invalid API key" } }));
        }
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        if asked.path == "/v1/user/subscription" {
            return Answer::json(200, json!({ "tier": "creator" }));
        }
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        let voice = path.strip_prefix("/v1/text-to-speech/").filter(|v| v.len() == 20);
        let known = body.as_object().is_some_and(|o| o.keys().all(|k| ["text", "model_id", "voice_settings", "seed"].contains(&k.as_str())));
        let (Some(voice), true, "output_format=mp3_44100_128", Some(text)) = (voice, known, query, body["text"].as_str()) else {
            return Answer::json(422, json!({ "detail": { "type": "validation_error", "code": "invalid_parameters", "message": "wrong" } }));
        };
        *self.0.lock().unwrap().entry(format!("{voice}: {text}")).or_default() += 1;
        Answer::bytes("audio/mpeg", tone(text))
    }
}
