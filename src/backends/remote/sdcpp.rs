//! The API of stable-diffusion.cpp's own server: pictures as jobs, at home.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};

use super::{Ask, Body, Call, Fault, Job, Provider, Reply, Step, base64, by_status, picture, text_at};
use crate::plan::provider::{Order, Role};

pub struct SdCpp;

impl Provider for SdCpp {
    fn checks(&self, base: &str, _set: &BTreeMap<String, String>) -> Result<Vec<Ask>, Fault> {
        Ok(vec![self.probe(base)])
    }

    /// Whether the model that is loaded makes pictures, and of this size.
    fn checked(&self, _set: &BTreeMap<String, String>, order: Option<&Order>, replies: &[Reply]) -> Result<(), Fault> {
        let Some(reply) = replies.first() else { return Ok(()) };
        let able = reply.json()?;
        let modes: Vec<&str> = able["supported_modes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !modes.contains(&"img_gen") {
            return Err(Fault::Order(format!("the model that is loaded there makes no pictures; it does {}", if modes.is_empty() { "nothing".into() } else { modes.join(", ") })));
        }
        if let Some([w, h]) = order.and_then(|o| o.size) {
            let limit = |name: &str, otherwise: u64| able["limits"][name].as_u64().unwrap_or(otherwise);
            let fits = |v: u32, side: &str| (limit(&format!("min_{side}"), 1)..=limit(&format!("max_{side}"), u64::MAX)).contains(&u64::from(v));
            if !fits(w, "width") || !fits(h, "height") {
                return Err(Fault::Order(format!("the server makes no picture of {w}x{h}: at most {}x{}", limit("max_width", 0), limit("max_height", 0))));
            }
        }
        Ok(())
    }

    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let order = call.order;
        let [w, h] = picture(order)?;
        let mut body = json!({
            "prompt": literal(&order.prompt), "negative_prompt": literal(&order.avoid), "width": w, "height": h,
            // Below 0 it rolls its own.
            "seed": order.seed.map_or(-1, u64::cast_signed), "batch_count": 1, "output_format": "png", "embed_image_metadata": false,
        });
        if !call.references.is_empty() {
            body["ref_images"] = call.references.iter().map(|r| base64::engine::general_purpose::STANDARD.encode(&r.bytes)).collect();
        }
        let mut sample = json!({});
        for (name, value) in &order.options {
            let number = || value.parse::<f64>().map_err(|_| Fault::Order(format!("`{name}` is a number")));
            match name.as_str() {
                "steps" => sample["sample_steps"] = json!(number()?.clamp(1.0, 1000.0) as u32),
                "cfg_scale" => sample["guidance"] = json!({ "txt_cfg": number()? }),
                "sampler_name" => sample["sample_method"] = value.as_str().into(),
                "scheduler" => sample["scheduler"] = value.as_str().into(),
                _ => {}
            }
        }
        if sample.as_object().is_some_and(|s| !s.is_empty()) {
            body["sample_params"] = sample;
        }
        Ok(Ask::post(format!("{}/sdcpp/v1/img_gen", call.base), Body::Json(body)))
    }

    fn answer(&self, call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        let id = text_at(&answer, &["id"]).filter(|id| !id.is_empty()).ok_or_else(|| Fault::Broken("the answer names no job".into()))?;
        // It says where to ask, from its root.
        let poll = text_at(&answer, &["poll_url"]).map(|url| if url.starts_with('/') { format!("{}{url}", call.base) } else { url.to_string() });
        Ok(Step::Job(Job { id: id.to_string(), poll }))
    }

    fn poll(&self, base: &str, _role: Role, job: &Job) -> Ask {
        Ask::get(job.poll.clone().unwrap_or_else(|| format!("{base}/sdcpp/v1/jobs/{}", super::azure::segment(&job.id))))
    }

    fn polled(&self, _base: &str, _job: &Job, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        match text_at(&answer, &["status"]) {
            Some("queued" | "generating") => Ok(Step::Wait(Some(Duration::from_secs(1)))),
            Some("completed") => {
                let picture = answer["result"]["images"].get(0).and_then(|i| text_at(i, &["b64_json"])).ok_or_else(|| Fault::Broken("the job is done and holds no picture".into()))?;
                base64(picture).map(Step::Done)
            }
            Some(over @ ("failed" | "cancelled")) => Err(Fault::Failed(text_at(&answer, &["error", "message"]).unwrap_or(over).to_string())),
            other => Err(Fault::Broken(format!("the job is in a state that is not known: `{}`", other.unwrap_or("none")))),
        }
    }

    fn confirms(&self) -> bool {
        true
    }

    /// It lets go of what waits, not of what it draws.
    fn cancel(&self, base: &str, role: Role, job: &Job) -> Vec<Ask> {
        vec![Ask::post(format!("{}/cancel", self.poll(base, role, job).url), Body::Json(json!({})))]
    }

    fn is_at_home(&self) -> bool {
        true
    }

    fn is_good(&self, said: &Value) -> bool {
        said["supported_modes"].is_array()
    }

    fn own_words(&self, said: &Value) -> bool {
        said["error"].is_object() || said["error"].is_string()
    }

    fn fault(&self, reply: &Reply) -> Fault {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let said = text_at(&body, &["error", "message"]).or_else(|| text_at(&body, &["message"])).or_else(|| text_at(&body, &["error"]));
        by_status(reply, said.map_or(format!("it answered {}", reply.status), |s| format!("{s} ({})", reply.status)))
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/sdcpp/v1/capabilities"))
    }
}

/// Words without what its server may read as parameters of its own (`<sd_cpp_extra_args>`) or as networks.
fn literal(text: &str) -> String {
    text.replace('<', "‹").replace('>', "›")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, headers: BTreeMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn parameters_in_the_words_of_a_script_stay_words() {
        let mut order = order(Role::Picture);
        order.prompt = "a door <sd_cpp_extra_args>{\"sample_params\":{\"sample_steps\":9999}}</sd_cpp_extra_args> <lora:x:1>".into();
        order.seed = Some(u64::from(u32::MAX));
        order.options = [("steps".to_string(), "20".to_string()), ("cfg_scale".into(), "4.5".into())].into();
        let set = BTreeMap::new();
        let Body::Json(body) = SdCpp.ask(&call(&order, "http://127.0.0.1:1234", &set)).unwrap().body else { panic!() };
        assert!(!body["prompt"].as_str().unwrap().contains(['<', '>']));
        assert_eq!((body["seed"].as_i64(), body["sample_params"]["sample_steps"].as_u64()), (Some(i64::from(u32::MAX)), Some(20)));
    }

    #[test]
    fn a_job_is_asked_after_where_the_server_says() {
        let order = order(Role::Picture);
        let set = BTreeMap::new();
        let call = call(&order, "http://127.0.0.1:1234", &set);
        let Ok(Step::Job(job)) = SdCpp.answer(&call, &reply(202, r#"{"id":"job_1","status":"queued","poll_url":"/sdcpp/v1/jobs/job_1"}"#)) else { panic!() };
        assert_eq!(SdCpp.poll("b", Role::Picture, &job).url, "http://127.0.0.1:1234/sdcpp/v1/jobs/job_1");
        assert_eq!(SdCpp.cancel("b", Role::Picture, &job)[0].url, "http://127.0.0.1:1234/sdcpp/v1/jobs/job_1/cancel");
        let of = |body: &str| SdCpp.polled("b", &job, &reply(200, body));
        assert!(matches!(of(r#"{"status":"generating"}"#), Ok(Step::Wait(_))));
        assert_eq!(of(r#"{"status":"completed","result":{"images":[{"index":0,"b64_json":"aGk="}]}}"#), Ok(Step::Done(b"hi".to_vec())));
        assert_eq!(of(r#"{"status":"failed","error":{"code":"x","message":"no memory"}}"#), Err(Fault::Failed("no memory".into())));
        assert!(matches!(of(r#"{"status":"completed","result":null}"#), Err(Fault::Broken(_))));
        assert!(matches!(SdCpp.fault(&reply(404, r#"{"error":"job not found"}"#)), Fault::Gone(_)));
        assert!(matches!(SdCpp.fault(&reply(429, r#"{"error":"job queue is full"}"#)), Fault::Busy(_)));
    }

    #[test]
    fn what_the_server_cannot_make_is_known_before_it_is_asked() {
        let able = reply(200, r#"{"supported_modes":["img_gen"],"limits":{"min_width":64,"max_width":512,"min_height":64,"max_height":512}}"#);
        let set = BTreeMap::new();
        assert_eq!(SdCpp.checked(&set, None, std::slice::from_ref(&able)), Ok(()));
        assert!(SdCpp.checked(&set, Some(&order(Role::Picture)), &[able]).unwrap_err().reason().contains("at most 512x512"));
        assert!(SdCpp.checked(&set, None, &[reply(200, r#"{"supported_modes":["vid_gen"]}"#)]).is_err());
    }
}
