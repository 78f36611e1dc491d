//! ElevenLabs: speech, sounds, music.

use serde_json::{Value, json};

use super::azure::segment;
use super::{Ask, Body, Call, Fault, Provider, Reply, Step, by_status, text_at};
use crate::plan::provider::Role;

pub struct Eleven;

impl Provider for Eleven {
    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let order = call.order;
        let base = call.base;
        let milliseconds = order.milliseconds.unwrap_or(0);
        let (path, mut body) = match order.role {
            Role::Speech => {
                let voice = order.voice.as_deref().ok_or_else(|| Fault::Order("no voice is named".into()))?;
                // The newest model takes stage directions in brackets; the others would read them aloud.
                let text = match order.manner.is_empty() || !order.model.starts_with("eleven_v") {
                    true => order.prompt.clone(),
                    false => format!("[{}] {}", order.manner.join(", ").replace(['[', ']'], ""), order.prompt),
                };
                let mut body = json!({ "text": text, "model_id": order.model });
                if let Some(pace) = order.options.get("pace").and_then(|p| p.parse::<f64>().ok()) {
                    body["voice_settings"] = json!({ "speed": (pace / 100.0).clamp(0.7, 1.2) });
                }
                (format!("text-to-speech/{}", segment(voice)), body)
            }
            Role::Sound => ("sound-generation".into(), json!({ "text": order.prompt, "duration_seconds": milliseconds as f64 / 1000.0, "model_id": order.model })),
            Role::Music => ("music".into(), json!({ "prompt": order.prompt, "music_length_ms": milliseconds, "model_id": order.model, "force_instrumental": true })),
            role => return Err(Fault::Order(format!("there is no {role} here"))),
        };
        if let Some(seed) = order.seed.filter(|_| order.role == Role::Speech) {
            body["seed"] = json!(seed as u32);
        }
        Ok(Ask::post(format!("{base}/v1/{path}?output_format=mp3_44100_128"), Body::Json(body)))
    }

    fn answer(&self, _call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        match reply.headers.get("content-type").map_or("", String::as_str) {
            kind if kind.starts_with("audio/") || kind.starts_with("application/octet-stream") => Ok(Step::Done(reply.body.clone())),
            kind => Err(Fault::Broken(format!("the answer is `{kind}`, not sound"))),
        }
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

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;

    #[test]
    fn a_line_is_sent_to_its_voice_and_directions_in_brackets() {
        let mut order = order(Role::Speech);
        order.model = "eleven_v3".into();
        order.voice = Some("a/b".into());
        order.manner = vec!["whispers".into()];
        let set = Default::default();
        let ask = Eleven.ask(&call(&order, "https://api.elevenlabs.io", &set)).unwrap();
        assert_eq!(ask.url, "https://api.elevenlabs.io/v1/text-to-speech/a%2Fb?output_format=mp3_44100_128");
        assert_eq!(ask.body, Body::Json(json!({ "text": "[whispers] words", "model_id": "eleven_v3" })));
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
