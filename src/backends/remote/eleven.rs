//! ElevenLabs: speech with the times of its words, exchanges of several lines, sounds, music.

use serde_json::{Value, json};

use super::azure::segment;
use super::{Ask, Body, Call, Fault, Provider, Reply, Step, Timing, base64, by_status, text_at};
use crate::plan::provider::Role;

pub struct Eleven;

impl Provider for Eleven {
    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let order = call.order;
        let base = call.base;
        let milliseconds = order.milliseconds.unwrap_or(0);
        let (path, mut body) = match order.role {
            Role::Speech if !order.lines.is_empty() => {
                let lines: Vec<Value> = order.lines.iter().map(|l| json!({ "text": directed(&l.text, &l.manner, &order.model), "voice_id": l.voice })).collect();
                ("text-to-dialogue/with-timestamps".into(), json!({ "inputs": lines, "model_id": order.model }))
            }
            Role::Speech => {
                let voice = order.voice.as_deref().ok_or_else(|| Fault::Order("no voice is named".into()))?;
                let mut body = json!({ "text": directed(&order.prompt, &order.manner, &order.model), "model_id": order.model });
                if let Some(pace) = order.options.get("pace").and_then(|p| p.parse::<f64>().ok()) {
                    body["voice_settings"] = json!({ "speed": (pace / 100.0).clamp(0.7, 1.2) });
                }
                (format!("text-to-speech/{}/with-timestamps", segment(voice)), body)
            }
            Role::Sound => ("sound-generation".into(), json!({ "text": order.prompt, "duration_seconds": milliseconds as f64 / 1000.0, "model_id": order.model })),
            Role::Music => ("music".into(), json!({ "prompt": order.prompt, "music_length_ms": milliseconds, "model_id": order.model, "force_instrumental": true })),
            role => return Err(Fault::Order(format!("there is no {role} here"))),
        };
        if let Some(seed) = order.seed.filter(|_| order.role == Role::Speech) {
            body["seed"] = json!(seed);
        }
        Ok(Ask::post(format!("{base}/v1/{path}?output_format=mp3_44100_128"), Body::Json(body)))
    }

    fn answer(&self, call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        if call.order.role == Role::Speech {
            return spoken(call, &reply.json()?);
        }
        match reply.headers.get("content-type").map_or("", String::as_str) {
            kind if kind.starts_with("audio/") || kind.starts_with("application/octet-stream") => Ok(Step::Done(reply.body.clone())),
            kind => Err(Fault::Broken(format!("the answer is `{kind}`, not sound"))),
        }
    }

    fn is_good(&self, said: &Value) -> bool {
        said["tier"].is_string() || said["character_limit"].is_number()
    }

    fn own_words(&self, said: &Value) -> bool {
        said["detail"].is_object()
    }

    fn fault(&self, reply: &Reply) -> Fault {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let code = text_at(&body, &["detail", "code"]).or_else(|| text_at(&body, &["detail", "status"])).unwrap_or_default();
        let message = text_at(&body, &["detail", "message"]).or_else(|| text_at(&body, &["detail"]));
        let reason = message.map_or(format!("it answered {}", reply.status), |m| if code.is_empty() { format!("{m} ({})", reply.status) } else { format!("{m} ({}, {code})", reply.status) });
        match code {
            // It comes as 401.
            "quota_exceeded" | "insufficient_credits" | "payment_required" => Fault::Money(reason),
            "rate_limit_exceeded" | "concurrent_limit_exceeded" | "too_many_concurrent_requests" | "system_busy" => Fault::Busy(reason),
            "content_policy_violation" | "moderation_failed" | "text_moderation" | "bad_prompt" => Fault::Moderation(reason),
            _ => by_status(reply, reason),
        }
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/v1/user/subscription"))
    }
}

/// The newest models take stage directions in brackets; the others would read them aloud.
fn directed(text: &str, manner: &[String], model: &str) -> String {
    // What stands in brackets in a line is no direction of its author's.
    let bare = |t: &str| t.replace('[', "(").replace(']', ")");
    match (model.starts_with("eleven_v"), manner.is_empty()) {
        (false, _) => text.to_string(),
        (true, true) => bare(text),
        (true, false) => format!("[{}] {}", manner.join(", ").replace(['[', ']'], ""), bare(text)),
    }
}

/// The sound of speech and when its words and lines are heard. A sound without times is still a take.
fn spoken(call: &Call<'_>, answer: &Value) -> Result<Step, Fault> {
    let sound = text_at(answer, &["audio_base64"]).ok_or_else(|| Fault::Broken("the answer holds no sound".into()))?;
    let sound = base64(sound)?;
    let lines = lines(answer, call.order.lines.len());
    if lines.len() < call.order.lines.len() {
        return Err(Fault::Broken("the answer does not say where each line of the exchange is".into()));
    }
    Ok(Step::Spoken(sound, Timing { words: words(&answer["alignment"]), lines }))
}

fn milliseconds(value: &Value) -> Option<u64> {
    value.as_f64().filter(|s| s.is_finite() && (0.0..86_400.0).contains(s)).map(|s| (s * 1000.0).round() as u64)
}

/// Words from the times of characters; what stands in brackets is not spoken.
fn words(alignment: &Value) -> Vec<(String, u64, u64)> {
    let list = |name: &str| alignment[name].as_array().map_or(&[][..], Vec::as_slice);
    let (characters, starts, ends) = (list("characters"), list("character_start_times_seconds"), list("character_end_times_seconds"));
    let mut out: Vec<(String, u64, u64)> = Vec::new();
    let (mut open, mut deep) = (false, 0_u32);
    for ((character, start), end) in characters.iter().zip(starts).zip(ends) {
        let (Some(text), Some(start), Some(end)) = (character.as_str(), milliseconds(start), milliseconds(end)) else { return Vec::new() };
        match text {
            "[" => deep += 1,
            "]" => deep = deep.saturating_sub(1),
            _ if deep > 0 => {}
            _ if text.trim().is_empty() => open = false,
            _ => match out.last_mut().filter(|_| open) {
                Some(word) => {
                    word.0.push_str(text);
                    word.2 = end;
                }
                None => {
                    out.push((text.to_string(), start, end));
                    open = true;
                }
            },
        }
    }
    out
}

/// From where to where each line of an exchange is heard.
fn lines(answer: &Value, count: usize) -> Vec<(u64, u64)> {
    let segments = answer["voice_segments"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |line: usize| {
        let mine = segments.iter().filter(|s| s["dialogue_input_index"].as_u64() == Some(line as u64));
        let times: Vec<(u64, u64)> = mine.filter_map(|s| Some((milliseconds(&s["start_time_seconds"])?, milliseconds(&s["end_time_seconds"])?))).collect();
        let (from, to) = (times.iter().map(|t| t.0).min()?, times.iter().map(|t| t.1).max()?);
        (from < to).then_some((from, to))
    };
    (0..count).map_while(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;
    use crate::plan::provider::order::Line;

    #[test]
    fn a_line_is_sent_to_its_voice_and_directions_in_brackets() {
        let mut order = order(Role::Speech);
        order.model = "eleven_v3".into();
        order.voice = Some("a/b".into());
        order.manner = vec!["whispers".into()];
        let set = Default::default();
        let ask = Eleven.ask(&call(&order, "https://api.elevenlabs.io", &set)).unwrap();
        assert_eq!(ask.url, "https://api.elevenlabs.io/v1/text-to-speech/a%2Fb/with-timestamps?output_format=mp3_44100_128");
        assert_eq!(ask.body, Body::Json(json!({ "text": "[whispers] words", "model_id": "eleven_v3" })));
    }

    #[test]
    fn the_times_of_words_are_read_and_directions_are_no_words() {
        let order = order(Role::Speech);
        let set = Default::default();
        let text = "[low] Hi, you";
        let characters: Vec<String> = text.chars().map(String::from).collect();
        let starts: Vec<f64> = (0..text.len()).map(|i| i as f64 * 0.1).collect();
        let ends: Vec<f64> = starts.iter().map(|s| s + 0.1).collect();
        let of = |body: Value| Eleven.answer(&call(&order, "b", &set), &Reply { status: 200, headers: Default::default(), body: body.to_string().into_bytes() });
        let alignment = json!({ "characters": characters, "character_start_times_seconds": starts, "character_end_times_seconds": ends });
        let timing = Timing { words: vec![("Hi,".into(), 600, 900), ("you".into(), 1000, 1300)], lines: vec![] };
        assert_eq!(of(json!({ "audio_base64": "aGk=", "alignment": alignment })), Ok(Step::Spoken(b"hi".to_vec(), timing)));
        assert_eq!(of(json!({ "audio_base64": "aGk=", "alignment": null })), Ok(Step::Spoken(b"hi".to_vec(), Timing::default())));
        assert!(matches!(of(json!({ "alignment": {} })), Err(Fault::Broken(_))));
    }

    #[test]
    fn an_exchange_is_one_order_and_each_line_has_its_place() {
        let mut order = order(Role::Speech);
        order.model = "eleven_v3".into();
        let line = |voice: &str, text: &str, manner: &[&str]| Line { voice: voice.into(), text: text.into(), manner: manner.iter().map(|m| m.to_string()).collect() };
        order.lines = vec![line("v1", "Who [is] there?", &["whispers"]), line("v2", "Nobody.", &[])];
        let set = Default::default();
        let call = call(&order, "https://api.elevenlabs.io", &set);
        let ask = Eleven.ask(&call).unwrap();
        assert_eq!(ask.url, "https://api.elevenlabs.io/v1/text-to-dialogue/with-timestamps?output_format=mp3_44100_128");
        assert_eq!(ask.body, Body::Json(json!({ "inputs": [{ "text": "[whispers] Who (is) there?", "voice_id": "v1" }, { "text": "Nobody.", "voice_id": "v2" }], "model_id": "eleven_v3" })));
        let of = |segments: Value| Eleven.answer(&call, &Reply { status: 200, headers: Default::default(), body: json!({ "audio_base64": "aGk=", "voice_segments": segments }).to_string().into_bytes() });
        let part = |line: u32, from: f64, to: f64| json!({ "voice_id": "v", "start_time_seconds": from, "end_time_seconds": to, "dialogue_input_index": line });
        let timing = Timing { words: vec![], lines: vec![(0, 900), (1200, 1800)] };
        assert_eq!(of(json!([part(0, 0.0, 0.4), part(0, 0.4, 0.9), part(1, 1.2, 1.8)])), Ok(Step::Spoken(b"hi".to_vec(), timing)));
        assert!(matches!(of(json!([part(0, 0.0, 0.4)])), Err(Fault::Broken(_))));
    }

    #[test]
    fn a_quota_that_is_used_up_is_money_though_it_comes_as_a_wrong_key() {
        let reply = |status, body: &str| Reply { status, headers: Default::default(), body: body.as_bytes().to_vec() };
        assert!(matches!(Eleven.fault(&reply(401, r#"{"detail":{"status":"quota_exceeded","message":"m"}}"#)), Fault::Money(_)));
        assert!(matches!(Eleven.fault(&reply(401, r#"{"detail":{"status":"invalid_api_key","message":"m"}}"#)), Fault::Key(_)));
        assert!(matches!(Eleven.fault(&reply(429, r#"{"detail":{"code":"rate_limit_exceeded","message":"m"}}"#)), Fault::Busy(_)));
        assert!(matches!(Eleven.fault(&reply(422, "<html>")), Fault::Order(_)));
    }
}
