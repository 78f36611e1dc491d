//! D-ID: a still and a voice to somebody who speaks (talks), a presenter of its own who speaks (clips), or a still
//! brought to life (animations).

use serde_json::{Value, json};

use super::{Ask, Body, Call, Fault, Field, Job, Material, Provider, Reply, Step, by_status, text_at};
use crate::plan::provider::Role;

pub struct Did;

/// Larger sounds are refused there.
const MOST_SOUND: usize = 6_000_000;

/// The path of an order's kind.
fn kind(role: Role, model: &str) -> &'static str {
    match role {
        Role::Portrait if model == "clips" => "clips",
        Role::Portrait => "talks",
        _ => "animations",
    }
}

impl Provider for Did {
    /// It takes addresses only: picture and voice are laid down there first, which costs nothing.
    fn uploads(&self, call: &Call<'_>) -> Vec<Ask> {
        let form = |path: &str, field| Ask::post(format!("{}/{path}", call.base), Body::Form(vec![field]));
        let picture = call.plate.as_ref().map(|p| form("images", Field::file("image", p)));
        let voice = call.voice.as_ref().filter(|_| call.order.role == Role::Portrait).map(|v| form("audios", Field::file("audio", &slim(v))));
        picture.into_iter().chain(voice).collect()
    }

    fn uploaded(&self, reply: &Reply) -> Result<String, Fault> {
        text_at(&reply.json()?, &["url"]).map(str::to_string).ok_or_else(|| Fault::Broken("what was laid down has no address".into()))
    }

    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let role = call.order.role;
        let body = match (role, call.uploaded.as_slice()) {
            (Role::Portrait, [voice]) if call.order.model == "clips" => clip(call, voice)?,
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
        Ok(Ask::post(format!("{}/{}", call.base, kind(role, &call.order.model)), Body::Json(body)))
    }

    fn answer(&self, call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        let id = text_at(&answer, &["id"]).filter(|id| !id.is_empty()).ok_or_else(|| Fault::Broken("the answer names no job".into()))?;
        let poll = format!("{}/{}/{}", call.base, kind(call.order.role, &call.order.model), super::azure::segment(id));
        Ok(Step::Job(Job { id: id.to_string(), poll: Some(poll) }))
    }

    fn poll(&self, base: &str, role: Role, job: &Job) -> Ask {
        Ask::get(job.poll.clone().unwrap_or_else(|| format!("{base}/{}/{}", kind(role, ""), super::azure::segment(&job.id))))
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

    fn is_good(&self, said: &Value) -> bool {
        said["remaining"].is_number() || said["credits"].is_array()
    }

    fn own_words(&self, said: &Value) -> bool {
        said["kind"].is_string() && said["description"].is_string()
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

/// A presenter of D-ID's own who speaks: `NAME` or `NAME/DRIVER`.
fn clip(call: &Call<'_>, voice: &str) -> Result<Value, Fault> {
    let options = &call.order.options;
    let presenter = options.get("presenter").ok_or_else(|| Fault::Order("no presenter is named".into()))?;
    let (presenter, driver) = presenter.split_once('/').map_or((presenter.as_str(), None), |(p, d)| (p, Some(d)));
    let mut body = json!({
        "presenter_id": presenter, "script": { "type": "audio", "audio_url": voice }, "config": { "result_format": "mp4" },
        "presenter_config": { "crop": { "type": "wide" } },
    });
    if let Some(driver) = driver {
        body["driver_id"] = driver.into();
    }
    if let Some(high) = options.get("resolution").and_then(|r| r.parse::<u32>().ok()) {
        body["config"]["output_resolution"] = high.clamp(150, 1080).into();
    }
    if let Some(colour) = options.get("background") {
        body["background"] = json!({ "color": colour });
    }
    Ok(body)
}

/// A sound that is not too large: lips need one channel at 16 kHz, which is what D-ID keeps of it anyway.
fn slim(voice: &Material) -> Material {
    const HEAD: usize = 44;
    let bytes = &voice.bytes;
    // What the runner writes: 16 bits, two channels, 48 kHz.
    let ours = bytes.len() > HEAD && bytes.starts_with(b"RIFF") && bytes[22..24] == [2, 0] && bytes[24..28] == 48_000_u32.to_le_bytes();
    if bytes.len() <= MOST_SOUND || !ours {
        return voice.clone();
    }
    let samples: Vec<i16> = bytes[HEAD..].chunks_exact(12).map(|six| (six.chunks_exact(2).map(|s| i32::from(i16::from_le_bytes([s[0], s[1]]))).sum::<i32>() / 6) as i16).collect();
    let mut out = bytes[..HEAD].to_vec();
    let long: u32 = (samples.len() * 2) as u32;
    out[4..8].copy_from_slice(&(36 + long).to_le_bytes());
    out[22..24].copy_from_slice(&1_u16.to_le_bytes());
    out[24..28].copy_from_slice(&16_000_u32.to_le_bytes());
    out[28..32].copy_from_slice(&32_000_u32.to_le_bytes());
    out[32..34].copy_from_slice(&2_u16.to_le_bytes());
    out[40..44].copy_from_slice(&long.to_le_bytes());
    out.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
    Material { bytes: out, ..voice.clone() }
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
    fn a_presenter_speaks_without_a_picture() {
        let mut order = order(Role::Portrait);
        order.model = "clips".into();
        let set = Default::default();
        let mut all = call(&order, "https://api.d-id.com", &set);
        all.uploaded = vec!["https://a/v.wav".into()];
        assert_eq!(Did.ask(&all), Err(Fault::Order("no presenter is named".into())));
        order.options = [("presenter".to_string(), "amy-1/idle".to_string()), ("resolution".into(), "4000".into())].into();
        let mut all = call(&order, "https://api.d-id.com", &set);
        all.uploaded = vec!["https://a/v.wav".into()];
        let ask = Did.ask(&all).unwrap();
        assert_eq!(ask.url, "https://api.d-id.com/clips");
        let Body::Json(body) = &ask.body else { panic!() };
        assert_eq!((body["presenter_id"].as_str(), body["driver_id"].as_str(), body["config"]["output_resolution"].as_u64()), (Some("amy-1"), Some("idle"), Some(1080)));
        let Ok(Step::Job(job)) = Did.answer(&all, &reply(201, r#"{"id":"clp_1"}"#)) else { panic!() };
        assert_eq!(Did.poll("b", Role::Portrait, &job).url, "https://api.d-id.com/clips/clp_1");
    }

    #[test]
    fn a_long_voice_is_made_smaller_and_stays_as_long() {
        let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0".to_vec();
        bytes.extend_from_slice(&48_000_u32.to_le_bytes());
        bytes.extend_from_slice(&192_000_u32.to_le_bytes());
        bytes.extend_from_slice(b"\x04\0\x10\0data\0\0\0\0");
        bytes.extend(std::iter::repeat_n([0x10_u8, 0x01], 2 * 48_000 * 40).flatten());
        let voice = Material { name: "voice.wav".into(), mime: "audio/wav", bytes };
        let small = slim(&voice);
        assert_eq!(small.bytes.len(), 44 + 40 * 32_000);
        assert_eq!((&small.bytes[24..28], &small.bytes[44..46]), (&16_000_u32.to_le_bytes()[..], &[0x10, 0x01][..]));
        let short = Material { bytes: voice.bytes[..10_000].to_vec(), ..voice };
        assert_eq!(slim(&short), short);
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
