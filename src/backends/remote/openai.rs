//! OpenAI and every server that speaks its dialect: pictures, speech, videos.

use serde_json::{Value, json};

use super::azure::segment;
use super::{Ask, Body, Call, Fault, Field, Job, Material, Provider, Reply, Step, base64, by_status, text_at};
use crate::plan::provider::Role;

pub struct OpenAi;

/// Codes that come as "too many requests" and mean money.
const MONEY: [&str; 5] = ["insufficient_quota", "credit_balance_exhausted", "organization_usage_limit_exceeded", "organization_spend_limit_exceeded", "project_spend_limit_exceeded"];

/// Codes of moderation, today's and those that gateways still give.
const MODERATION: [&str; 4] = ["moderation_blocked", "content_policy_violation", "contentFilter", "content_filter"];

impl Provider for OpenAi {
    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        match call.order.role {
            Role::Picture => picture(call, &format!("{}/images", call.base), ""),
            Role::Speech => speech(call),
            Role::Animate => video(call),
            role => Err(Fault::Order(format!("this dialect has no {role}"))),
        }
    }

    fn answer(&self, call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        match call.order.role {
            Role::Speech => match reply.headers.get("content-type").map_or("", String::as_str) {
                kind if kind.starts_with("audio/") || kind.starts_with("application/octet-stream") => Ok(Step::Done(reply.body.clone())),
                kind => Err(Fault::Broken(format!("the answer is `{kind}`, not sound"))),
            },
            Role::Animate => state(call.base, None, &reply.json()?),
            _ => pictured(reply),
        }
    }

    fn poll(&self, base: &str, _role: Role, job: &Job) -> Ask {
        Ask::get(format!("{base}/videos/{}", segment(&job.id)))
    }

    fn polled(&self, base: &str, job: &Job, reply: &Reply) -> Result<Step, Fault> {
        state(base, Some(job), &reply.json()?)
    }

    fn is_good(&self, said: &Value) -> bool {
        said["data"].is_array()
    }

    fn own_words(&self, said: &Value) -> bool {
        own_words(said)
    }

    fn fault(&self, reply: &Reply) -> Fault {
        fault(reply)
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/models"))
    }
}

/// What only the JSON form of edits has, not the form with files.
pub(super) const JSON_ONLY: [&str; 2] = ["moderation", "complexity"];
/// The longest address of a picture in JSON.
const MOST_ADDRESS: usize = 20_971_520;

/// Pictures from words, or from words and other pictures. `query` stands behind the address.
pub(super) fn picture(call: &Call<'_>, images: &str, query: &str) -> Result<Ask, Fault> {
    let order = call.order;
    let size = order.size.map(|[w, h]| format!("{w}x{h}"));
    // Servers of the older models send addresses unless asked, and know no format.
    let old = order.model.starts_with("dall-e");
    let by_json = !call.references.is_empty() && order.options.keys().any(|o| JSON_ONLY.contains(&o.as_str()));
    if call.references.is_empty() || by_json {
        let mut body = json!({ "model": order.model, "prompt": order.prompt, "n": 1 });
        if let Some(size) = size {
            body["size"] = size.into();
        }
        if old {
            body["response_format"] = "b64_json".into();
        } else {
            body["output_format"] = "png".into();
        }
        for (name, value) in order.options.iter().filter(|(n, _)| known(n)) {
            body[name] = value.as_str().into();
        }
        if by_json {
            body["images"] = call.references.iter().map(|r| address(r).map(|a| json!({ "image_url": a }))).collect::<Result<_, _>>()?;
            return Ok(Ask::post(format!("{images}/edits{query}"), Body::Json(body)));
        }
        return Ok(Ask::post(format!("{images}/generations{query}"), Body::Json(body)));
    }
    let mut fields = vec![Field::text("model", order.model.clone()), Field::text("prompt", order.prompt.clone()), Field::text("n", "1")];
    fields.extend(size.map(|s| Field::text("size", s)));
    if !old {
        fields.push(Field::text("output_format", "png"));
    }
    for (name, value) in &order.options {
        match name.as_str() {
            "quality" => fields.push(Field::text("quality", value.clone())),
            "background" => fields.push(Field::text("background", value.clone())),
            _ => {}
        }
    }
    fields.extend(call.references.iter().map(|r| Field::file("image[]", r)));
    Ok(Ask::post(format!("{images}/edits{query}"), Body::Form(fields)))
}

/// A picture as an address that holds it.
fn address(picture: &Material) -> Result<String, Fault> {
    use ::base64::Engine;
    let address = format!("data:{};base64,{}", picture.mime, ::base64::engine::general_purpose::STANDARD.encode(&picture.bytes));
    if address.len() > MOST_ADDRESS {
        return Err(Fault::Order(format!("with `moderation` or `complexity` a picture to work from has at most {} MB, and one has {:.1}", (MOST_ADDRESS / 4 * 3) >> 20, picture.bytes.len() as f64 / 1_048_576.0)));
    }
    Ok(address)
}

/// Options of an author that the pictures take.
fn known(option: &str) -> bool {
    matches!(option, "quality" | "background" | "moderation" | "complexity")
}

pub(super) fn pictured(reply: &Reply) -> Result<Step, Fault> {
    let answer = reply.json()?;
    // Gateways answer yes, and say in it that they have nothing.
    if answer["error"].is_object() && answer.get("data").is_none() {
        return Err(fault(&Reply { status: 400, ..reply.clone() }));
    }
    let first = answer.get("data").and_then(|d| d.get(0)).ok_or_else(|| Fault::Broken("the answer holds no picture".into()))?;
    if let Some(text) = text_at(first, &["b64_json"]) {
        return base64(text).map(Step::Done);
    }
    text_at(first, &["url"]).map(|u| Step::Link(u.to_string())).ok_or_else(|| Fault::Broken("the answer holds neither a picture nor its address".into()))
}

fn speech(call: &Call<'_>) -> Result<Ask, Fault> {
    let order = call.order;
    let voice = order.voice.as_deref().ok_or_else(|| Fault::Order("no voice is named".into()))?;
    let mut body = json!({ "model": order.model, "input": order.prompt, "voice": voice, "response_format": "wav" });
    if !order.manner.is_empty() {
        body["instructions"] = order.manner.join(", ").into();
    }
    if let Some(pace) = order.options.get("pace").and_then(|p| p.parse::<f64>().ok()) {
        body["speed"] = json!((pace / 100.0).clamp(0.25, 4.0));
    }
    Ok(Ask::post(format!("{}/audio/speech", call.base), Body::Json(body)))
}

fn video(call: &Call<'_>) -> Result<Ask, Fault> {
    let order = call.order;
    let mut fields = vec![Field::text("model", order.model.clone()), Field::text("prompt", order.prompt.clone())];
    fields.extend(order.milliseconds.map(|ms| Field::text("seconds", (ms / 1000).to_string())));
    fields.extend(order.size.map(|[w, h]| Field::text("size", format!("{w}x{h}"))));
    fields.extend(call.plate.as_ref().map(|p| Field::file("input_reference", p)));
    Ok(Ask::post(format!("{}/videos", call.base), Body::Form(fields)))
}

/// What a video job says of itself.
fn state(base: &str, job: Option<&Job>, answer: &Value) -> Result<Step, Fault> {
    let id = text_at(answer, &["id"]).ok_or_else(|| Fault::Broken("the answer names no job".into()))?;
    match text_at(answer, &["status"]) {
        Some("completed") => Ok(Step::Fetch(Ask::get(format!("{base}/videos/{}/content", segment(id))))),
        Some("failed") => {
            let message = text_at(answer, &["error", "message"]).unwrap_or("no reason was given").to_string();
            Err(if text_at(answer, &["error", "code"]).is_some_and(|c| MODERATION.contains(&c)) { Fault::Moderation(message) } else { Fault::Failed(message) })
        }
        Some("queued" | "in_progress") if job.is_some() => Ok(Step::Wait(None)),
        Some("queued" | "in_progress") => Ok(Step::Job(Job { id: id.to_string(), poll: None })),
        other => Err(Fault::Broken(format!("the job is in a state that is not known: `{}`", other.unwrap_or("none")))),
    }
}

/// An error of this dialect has a message of its own.
pub(super) fn own_words(said: &Value) -> bool {
    said["error"]["message"].is_string()
}

pub(super) fn fault(reply: &Reply) -> Fault {
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let code = text_at(&body, &["error", "code"]).unwrap_or_default();
    let kind = text_at(&body, &["error", "type"]).unwrap_or_default();
    let reason = match text_at(&body, &["error", "message"]).or_else(|| text_at(&body, &["error"])) {
        Some(message) if code.is_empty() => format!("{message} ({})", reply.status),
        Some(message) => format!("{message} ({}, {code})", reply.status),
        None => format!("it answered {}", reply.status),
    };
    let inner = ["inner_error", "innererror"].into_iter().find_map(|name| text_at(&body, &["error", name, "code"])).unwrap_or_default();
    match code {
        _ if inner == "ResponsibleAIPolicyViolation" => Fault::Moderation(reason),
        code if MODERATION.contains(&code) => Fault::Moderation(reason),
        code if MONEY.contains(&code) => Fault::Money(reason),
        "Forbidden" if reason.contains("content policy") => Fault::Money(reason),
        _ if kind == "image_generation_user_error" && reason.contains("safety") => Fault::Moderation(reason),
        _ => by_status(reply, reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, headers: BTreeMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn too_many_requests_may_mean_money_and_a_wrong_request_moderation() {
        let of = |status, code: &str| fault(&reply(status, &format!(r#"{{"error":{{"message":"m","type":"t","param":null,"code":"{code}"}}}}"#)));
        assert!(matches!(of(429, "insufficient_quota"), Fault::Money(_)));
        assert!(matches!(of(429, "slow_down"), Fault::Busy(_)));
        assert!(matches!(of(503, "server_is_overloaded"), Fault::Busy(_)));
        assert!(matches!(of(400, "moderation_blocked"), Fault::Moderation(_)));
        assert!(matches!(of(400, "invalid_value"), Fault::Order(_)));
        assert!(matches!(of(401, "invalid_api_key"), Fault::Key(_)));
        assert!(matches!(fault(&reply(502, "<html>")), Fault::Busy(_)));
    }

    #[test]
    fn edits_are_forms_unless_an_option_is_of_json_alone() {
        use super::super::tests::{call, order};
        let mut order = order(Role::Picture);
        order.options = [("quality".to_string(), "low".to_string()), ("background".into(), "opaque".into())].into();
        let set = Default::default();
        let sheet = |bytes: usize| Material { name: "sheet.png".into(), mime: "image/png", bytes: vec![7; bytes] };
        let ask = |order: &crate::plan::provider::Order, bytes| OpenAi.ask(&Call { references: vec![sheet(bytes), sheet(bytes)], ..call(order, "https://api.openai.com/v1", &set) });
        let Ok(Ask { body: Body::Form(fields), .. }) = ask(&order, 3) else { panic!() };
        assert_eq!(fields.iter().map(|f| f.name).collect::<Vec<_>>(), ["model", "prompt", "n", "size", "output_format", "background", "quality", "image[]", "image[]"]);
        order.options.extend([("moderation".to_string(), "low".to_string()), ("complexity".into(), "high".into())]);
        let Ok(Ask { body: Body::Json(body), url, .. }) = ask(&order, 3) else { panic!() };
        assert_eq!(url, "https://api.openai.com/v1/images/edits");
        assert_eq!(body, json!({
            "model": "m", "prompt": "words", "n": 1, "size": "1024x1024", "output_format": "png", "quality": "low", "background": "opaque", "moderation": "low", "complexity": "high",
            "images": [{ "image_url": "data:image/png;base64,BwcH" }, { "image_url": "data:image/png;base64,BwcH" }],
        }));
        assert!(ask(&order, 15_000_000).is_ok());
        assert!(matches!(ask(&order, 16_000_000), Err(Fault::Order(why)) if why.contains("at most 15 MB, and one has 15.3")), "{:?}", ask(&order, 16_000_000).map(|_| ()));
    }

    #[test]
    fn an_answer_without_a_picture_is_broken() {
        for body in ["", "<html>busy</html>", "{}", r#"{"data":[]}"#, r#"{"data":[{"b64_json":"%"}]}"#] {
            assert!(matches!(pictured(&reply(200, body)), Err(Fault::Broken(_))), "{body}");
        }
        assert!(matches!(pictured(&reply(200, r#"{"error":{"message":"no","type":"t","param":null,"code":"moderation_blocked"}}"#)), Err(Fault::Moderation(_))));
        assert_eq!(pictured(&reply(200, r#"{"data":[{"b64_json":"aGk="}]}"#)), Ok(Step::Done(b"hi".to_vec())));
    }
}
