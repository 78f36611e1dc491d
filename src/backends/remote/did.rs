//! D-ID: a still and a voice to somebody who speaks (talks), or a still brought to life (animations).

use serde_json::{Value, json};

use super::{Ask, Body, Call, Fault, Field, Job, Method, Provider, Reply, Step, by_status, text_at};
use crate::plan::provider::Role;

pub struct Did;

fn kind(role: Role) -> &'static str {
    if role == Role::Portrait { "talks" } else { "animations" }
}

impl Provider for Did {
    /// It takes addresses only: picture and voice are laid down there first, which costs nothing.
    fn uploads(&self, call: &Call<'_>) -> Vec<Ask> {
        let form = |path: &str, field| Ask::post(format!("{}/{path}", call.base), Body::Form(vec![field]));
        let picture = call.plate.as_ref().map(|p| form("images", Field::file("image", p)));
        let voice = call.voice.as_ref().filter(|_| call.order.role == Role::Portrait).map(|v| form("audios", Field::file("audio", v)));
        picture.into_iter().chain(voice).collect()
    }

    fn uploaded(&self, reply: &Reply) -> Result<String, Fault> {
        text_at(&reply.json()?, &["url"]).map(str::to_string).ok_or_else(|| Fault::Broken("what was laid down has no address".into()))
    }

    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let role = call.order.role;
        let body = match (role, call.uploaded.as_slice()) {
            (Role::Portrait, [picture, voice]) => {
                let mut body = json!({ "source_url": picture, "script": { "type": "audio", "audio_url": voice }, "config": { "stitch": true, "result_format": "mp4" } });
                if let Some(expression) = expression(&call.order.manner) {
                    body["config"]["driver_expressions"] = json!({ "expressions": [{ "start_frame": 0, "expression": expression, "intensity": 1.0 }] });
                }
                body
            }
            (Role::Animate, [picture]) => json!({ "source_url": picture, "config": { "mute": true, "stitch": true } }),
            _ => return Err(Fault::Order(format!("a {role} needs a picture, and a portrait a voice"))),
        };
        Ok(Ask::post(format!("{}/{}", call.base, kind(role)), Body::Json(body)))
    }

    fn answer(&self, _call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        let id = text_at(&answer, &["id"]).filter(|id| !id.is_empty()).ok_or_else(|| Fault::Broken("the answer names no job".into()))?;
        Ok(Step::Job(Job { id: id.to_string(), poll: None }))
    }

    fn poll(&self, base: &str, role: Role, job: &Job) -> Ask {
        Ask::get(format!("{base}/{}/{}", kind(role), super::azure::segment(&job.id)))
    }

    fn polled(&self, _base: &str, _job: &Job, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        match text_at(&answer, &["status"]) {
            Some("done") => text_at(&answer, &["result_url"]).map(|u| Step::Link(u.to_string())).ok_or_else(|| Fault::Broken("the job is done and its result has no address".into())),
            Some("created" | "started") => Ok(Step::Wait(None)),
            Some(over @ ("error" | "rejected")) => {
                let kind = text_at(&answer, &["error", "kind"]).unwrap_or_default();
                let reason = text_at(&answer, &["error", "description"]).map_or(over.to_string(), |d| format!("{d} ({kind})"));
                Err(if over == "rejected" || moderated(kind) { Fault::Moderation(reason) } else { Fault::Failed(reason) })
            }
            other => Err(Fault::Broken(format!("the job is in a state that is not known: `{}`", other.unwrap_or("none")))),
        }
    }

    /// It refuses to let go of what is running; then the job goes on.
    fn cancel(&self, base: &str, role: Role, job: &Job) -> Option<Ask> {
        Some(Ask { method: Method::Delete, ..self.poll(base, role, job) })
    }

    fn fault(&self, reply: &Reply) -> Fault {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let kind = text_at(&body, &["kind"]).unwrap_or_default();
        let reason = text_at(&body, &["description"]).map_or(format!("it answered {}", reply.status), |d| format!("{d} ({}, {kind})", reply.status));
        match kind {
            _ if moderated(kind) => Fault::Moderation(reason),
            "InsufficientCreditsError" => Fault::Money(reason),
            _ => by_status(reply, reason),
        }
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/credits"))
    }
}

fn moderated(kind: &str) -> bool {
    kind.ends_with("ModerationError") || kind == "CelebrityRecognizedError"
}

/// One of its four faces, from the directions of a line.
fn expression(manner: &[String]) -> Option<&'static str> {
    const FACES: [(&str, &[&str]); 3] = [
        ("happy", &["happy", "happily", "smiling", "laughing", "cheerful", "cheerfully", "delighted", "joyful", "warmly", "amused", "grinning"]),
        ("serious", &["serious", "seriously", "grave", "gravely", "angry", "angrily", "cold", "coldly", "stern", "sad", "sadly", "quietly", "low", "bitter"]),
        ("surprise", &["surprised", "astonished", "startled", "amazed", "shocked", "gasping"]),
    ];
    let words: Vec<String> = manner.iter().flat_map(|m| m.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>()).collect();
    FACES.iter().find(|(_, list)| words.iter().any(|w| list.contains(&w.as_str()))).map(|(face, _)| *face)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, headers: Default::default(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_face_follows_the_directions() {
        assert_eq!(expression(&["smiling, to herself".into()]), Some("happy"));
        assert_eq!(expression(&["beat".into()]), None);
        let mut order = order(Role::Portrait);
        order.manner = vec!["Angrily".into()];
        let set = Default::default();
        let mut call = call(&order, "https://api.d-id.com", &set);
        assert!(Did.ask(&call).is_err());
        call.uploaded = vec!["https://a/p.png".into(), "https://a/v.wav".into()];
        let ask = Did.ask(&call).unwrap();
        assert_eq!(ask.url, "https://api.d-id.com/talks");
        assert!(matches!(&ask.body, Body::Json(b) if b["config"]["driver_expressions"]["expressions"][0]["expression"] == "serious" && b["script"]["audio_url"] == "https://a/v.wav"));
    }

    #[test]
    fn states_and_faults_are_told_apart() {
        let job = Job { id: "tlk_1".into(), poll: None };
        let of = |body: &str| Did.polled("b", &job, &reply(200, body));
        assert_eq!(of(r#"{"status":"started"}"#), Ok(Step::Wait(None)));
        assert_eq!(of(r#"{"status":"done","result_url":"https://r/x.mp4"}"#), Ok(Step::Link("https://r/x.mp4".into())));
        assert!(matches!(of(r#"{"status":"done"}"#), Err(Fault::Broken(_))));
        assert!(matches!(of(r#"{"status":"dreaming"}"#), Err(Fault::Broken(_))));
        assert!(matches!(of(r#"{"status":"error","error":{"kind":"FaceError","description":"no face"}}"#), Err(Fault::Failed(_))));
        assert!(matches!(Did.fault(&reply(451, r#"{"kind":"CelebrityRecognizedError","description":"d"}"#)), Fault::Moderation(_)));
        assert!(matches!(Did.fault(&reply(402, r#"{"kind":"InsufficientCreditsError","description":"d"}"#)), Fault::Money(_)));
        assert!(matches!(Did.fault(&reply(401, r#"{"kind":"AuthorizationError","description":"d"}"#)), Fault::Key(_)));
    }
}
