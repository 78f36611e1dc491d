//! ElevenLabs: speech with the times of its characters, exchanges, sounds, music.

use std::sync::{Arc, Mutex};

use base64::Engine;
use serde_json::{Value, json};

use super::{Answer, Asked, Till, tone, tone_of};

pub const KEY: &str = "xi-c0ffee-331";

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<Till>>);

fn wrong(message: &str) -> Answer {
    Answer::json(422, json!({ "detail": { "type": "validation_error", "code": "invalid_parameters", "message": message, "request_id": "r" } }))
}

fn encoded(words: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(tone(words))
}

/// Every character lasts as long as the tone makes it.
fn alignment(text: &str, start: f64) -> Value {
    let long = 1.0 / 16.0;
    let at = |i: usize| start + i as f64 * long;
    let characters: Vec<String> = text.chars().map(String::from).collect();
    let (starts, ends): (Vec<f64>, Vec<f64>) = (0..characters.len()).map(|i| (at(i), at(i + 1))).unzip();
    json!({ "characters": characters, "character_start_times_seconds": starts, "character_end_times_seconds": ends })
}

impl Fake {
    pub fn start() -> (Fake, String) {
        super::start(Fake::answer)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut till = self.0.lock().unwrap();
        till.asked.push(format!("{} {}", asked.method, asked.path));
        if asked.header("xi-api-key") != KEY {
            return Answer::json(401, json!({ "detail": { "status": "invalid_api_key", "message": "Invalid API key" } }));
        }
        if asked.path == "/v1/user/subscription" {
            return Answer::json(200, json!({ "tier": "creator" }));
        }
        let Ok(body) = serde_json::from_slice::<Value>(&asked.body) else { return wrong("no JSON") };
        let known = |names: &[&str]| body.as_object().is_some_and(|o| o.keys().all(|k| names.contains(&k.as_str())));
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        if query != "output_format=mp3_44100_128" || asked.method != "POST" || !body["model_id"].is_string() {
            return wrong("wrong request");
        }
        let models: &[&str] = match path {
            "/v1/sound-generation" => &["eleven_text_to_sound_v2", "eleven_text_to_sound_v3"],
            "/v1/music" => &["music_v1", "music_v2", "music_v2_5"],
            _ => &["eleven_v3", "eleven_multilingual_v2", "eleven_flash_v2_5"],
        };
        if !models.contains(&body["model_id"].as_str().unwrap_or_default()) {
            return wrong("no such model");
        }
        match path {
            "/v1/text-to-dialogue/with-timestamps" => {
                let inputs = body["inputs"].as_array().cloned().unwrap_or_default();
                let whole = inputs.iter().all(|i| i.as_object().is_some_and(|o| o.len() == 2) && i["text"].is_string() && i["voice_id"].as_str().is_some_and(|v| v.len() == 20));
                if !known(&["inputs", "model_id", "seed"]) || body["model_id"] != "eleven_v3" || inputs.is_empty() || !whole {
                    return wrong("wrong exchange");
                }
                let text = |i: &Value| i["text"].as_str().unwrap_or_default().to_string();
                let all: String = inputs.iter().map(text).collect::<Vec<_>>().join(" / ");
                till.sell(&all, || {
                    let mut at = 0.0;
                    let segments: Vec<Value> = inputs.iter().enumerate().map(|(n, i)| {
                        let from = at;
                        at += text(i).chars().count() as f64 / 16.0;
                        json!({ "voice_id": i["voice_id"], "start_time_seconds": from, "end_time_seconds": at, "character_start_index": 0, "character_end_index": 1, "dialogue_input_index": n })
                    }).collect();
                    Answer::json(200, json!({ "audio_base64": encoded(&all), "alignment": alignment(&all, 0.0), "voice_segments": segments }))
                })
            }
            "/v1/sound-generation" => match (body["text"].as_str(), body["duration_seconds"].as_f64()) {
                (Some(text), Some(seconds)) if known(&["text", "duration_seconds", "model_id", "prompt_influence", "loop"]) && (0.5..=30.0).contains(&seconds) => till.sell(text, || Answer::bytes("audio/mpeg", tone_of(seconds))),
                _ => wrong("wrong sound"),
            },
            "/v1/music" => match (body["prompt"].as_str(), body["music_length_ms"].as_u64()) {
                (Some(text), Some(long @ 3000..=600_000)) if known(&["prompt", "music_length_ms", "model_id", "force_instrumental", "seed"]) => till.sell(text, || Answer::bytes("audio/mpeg", tone_of(long as f64 / 1000.0))),
                _ => wrong("wrong music"),
            },
            path => {
                let voice = path.strip_prefix("/v1/text-to-speech/").and_then(|v| v.strip_suffix("/with-timestamps")).filter(|v| v.len() == 20);
                let (Some(voice), true, Some(text)) = (voice, known(&["text", "model_id", "voice_settings", "seed"]), body["text"].as_str()) else { return wrong("wrong line") };
                till.sell(&format!("{voice}: {text}"), || Answer::json(200, json!({ "audio_base64": encoded(text), "alignment": alignment(text, 0.0), "normalized_alignment": null })))
            }
        }
    }
}
