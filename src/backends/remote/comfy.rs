//! ComfyUI: a workflow of one's own, exported for the API, with slots in it. A slot is a value that is one of
//! `{{prompt}}`, `{{avoid}}`, `{{seed}}`, `{{width}}`, `{{height}}`, `{{seconds}}`, `{{reference}}`, `{{plate}}`; pictures
//! are laid down at the server first.

use serde_json::{Value, json};

use super::azure::segment;
use super::{Ask, Body, Call, Fault, Field, Job, Provider, Reply, Step, by_status, text_at};
use crate::plan::provider::Role;

pub struct Comfy;

impl Provider for Comfy {
    fn uploads(&self, call: &Call<'_>) -> Vec<Ask> {
        let pictures = call.plate.iter().chain(&call.references);
        pictures
            .map(|picture| {
                // Named by content, so that one picture does not take the place of another.
                let mut named = picture.clone();
                named.name = format!("frost-{}-{}", &blake3::hash(&picture.bytes).to_hex()[..16], picture.name);
                Ask::post(format!("{}/upload/image", call.base), Body::Form(vec![Field::file("image", &named), Field::text("overwrite", "true")]))
            })
            .collect()
    }

    fn uploaded(&self, reply: &Reply) -> Result<String, Fault> {
        let answer = reply.json()?;
        let name = text_at(&answer, &["name"]).ok_or_else(|| Fault::Broken("what was laid down has no name".into()))?;
        Ok(text_at(&answer, &["subfolder"]).filter(|s| !s.is_empty()).map_or(name.to_string(), |folder| format!("{folder}/{name}")))
    }

    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        let path = call.set.get("workflow").ok_or_else(|| Fault::Order("the connection names no workflow: `set = { workflow = \"shot.json\" }`".into()))?;
        let text = std::fs::read_to_string(path).map_err(|e| Fault::Order(format!("{path}: {}", crate::host::plain(&e))))?;
        let mut workflow: Value = serde_json::from_str(&text).map_err(|e| Fault::Order(format!("{path} is no JSON: {e}")))?;
        let nodes = workflow.as_object().is_some_and(|nodes| !nodes.is_empty() && nodes.values().all(|n| n.get("class_type").is_some()));
        if !nodes {
            return Err(Fault::Order(format!("{path} is no workflow for the API; export it with `Export (API)`")));
        }
        let mut found = Vec::new();
        fill(&mut workflow, call, &mut found)?;
        if call.order.role == Role::Picture && !found.iter().any(|s| s == "prompt") {
            return Err(Fault::Order(format!("{path} has no slot `{{{{prompt}}}}`, so every shot would look the same")));
        }
        Ok(Ask::post(format!("{}/prompt", call.base), Body::Json(json!({ "client_id": "frost", "prompt": workflow }))))
    }

    fn answer(&self, _call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        text_at(&answer, &["prompt_id"]).map(|id| Step::Job(Job { id: id.to_string(), poll: None })).ok_or_else(|| Fault::Broken("the answer names no job".into()))
    }

    fn poll(&self, base: &str, _role: Role, job: &Job) -> Ask {
        Ask::get(format!("{base}/history/{}", segment(&job.id)))
    }

    fn polled(&self, base: &str, job: &Job, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        let Some(history) = answer.get(&job.id) else { return Ok(Step::Wait(Some(std::time::Duration::from_secs(1)))) };
        if text_at(history, &["status", "status_str"]) == Some("error") {
            let said = history["status"]["messages"].as_array().into_iter().flatten().find(|m| m[0] == "execution_error");
            let reason = said.and_then(|m| text_at(&m[1], &["exception_message"])).unwrap_or("no reason was given").trim();
            let node = said.and_then(|m| text_at(&m[1], &["node_type"])).unwrap_or("a node");
            return Err(Fault::Failed(format!("{node}: {reason}")));
        }
        let outputs = history.get("outputs").and_then(Value::as_object).into_iter().flatten().map(|(_, node)| node);
        let files = outputs.flat_map(|node| ["images", "gifs", "video", "audio"].into_iter().filter_map(|n| node.get(n)?.as_array())).flatten();
        let mut files = files.filter(|f| text_at(f, &["type"]) != Some("temp"));
        let file = files.next_back();
        let name = file.and_then(|f| text_at(f, &["filename"])).ok_or_else(|| Fault::Broken("the workflow is done and saved nothing".into()))?;
        let (folder, kind) = (file.and_then(|f| text_at(f, &["subfolder"])).unwrap_or_default(), file.and_then(|f| text_at(f, &["type"])).unwrap_or("output"));
        Ok(Step::Fetch(Ask::get(format!("{base}/view?filename={}&subfolder={}&type={}", segment(name), segment(folder), segment(kind)))))
    }

    fn cancel(&self, base: &str, _role: Role, job: &Job) -> Option<Ask> {
        Some(Ask::post(format!("{base}/queue"), Body::Json(json!({ "delete": [job.id] }))))
    }

    fn fault(&self, reply: &Reply) -> Fault {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let mut reason = text_at(&body, &["error", "message"]).or_else(|| text_at(&body, &["error"])).map_or(format!("it answered {}", reply.status), str::to_string);
        // Which node is wrong, and why.
        for (number, node) in body.get("node_errors").and_then(Value::as_object).into_iter().flatten() {
            for error in node["errors"].as_array().into_iter().flatten() {
                let words = [text_at(error, &["message"]).unwrap_or_default(), text_at(error, &["details"]).unwrap_or_default()].join(" ");
                reason.push_str(&format!("; node {number} ({}): {}", text_at(node, &["class_type"]).unwrap_or_default(), words.trim()));
            }
        }
        by_status(reply, reason)
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/system_stats"))
    }
}

/// Puts an order into the slots of a workflow. A slot takes the type of what fills it; text stays one value.
fn fill(value: &mut Value, call: &Call, found: &mut Vec<String>) -> Result<(), Fault> {
    match value {
        Value::Array(list) => list.iter_mut().try_for_each(|v| fill(v, call, found)),
        Value::Object(map) => map.values_mut().try_for_each(|v| fill(v, call, found)),
        Value::String(text) => {
            let Some(slot) = text.trim().strip_prefix("{{").and_then(|t| t.strip_suffix("}}")).map(|s| s.trim().to_string()) else { return Ok(()) };
            let order = call.order;
            let missing = |what: &str| Fault::Order(format!("the workflow wants {what}, and this order has none"));
            *value = match slot.as_str() {
                "prompt" => order.prompt.as_str().into(),
                "avoid" => order.avoid.as_str().into(),
                "seed" => json!(order.seed.unwrap_or(0) >> 1),
                "width" => order.size.ok_or_else(|| missing("a size"))?[0].into(),
                "height" => order.size.ok_or_else(|| missing("a size"))?[1].into(),
                "seconds" => (order.milliseconds.ok_or_else(|| missing("a length"))? / 1000).into(),
                "plate" => call.plate.as_ref().and_then(|_| call.uploaded.first()).ok_or_else(|| missing("a plate"))?.as_str().into(),
                "reference" => call.uploaded.get(usize::from(call.plate.is_some())).ok_or_else(|| missing("a reference picture"))?.as_str().into(),
                other => return Err(Fault::Order(format!("the workflow has a slot `{{{{{other}}}}}` that is not known; the slots are prompt, avoid, seed, width, height, seconds, reference, plate"))),
            };
            found.push(slot);
            Ok(())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;

    #[test]
    fn slots_are_filled_with_values_of_their_types_and_words_stay_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        std::fs::write(&path, r#"{"1":{"class_type":"T","inputs":{"text":"{{prompt}}","w":"{{width}}","seed":"{{ seed }}"}}}"#).unwrap();
        let set = [("workflow".to_string(), path.display().to_string())].into();
        let mut order = order(Role::Picture);
        order.prompt = "a \"door\" {{width}} }\n".into();
        order.seed = Some(u64::MAX);
        let Body::Json(body) = Comfy.ask(&call(&order, "http://127.0.0.1:8188", &set)).unwrap().body else { panic!() };
        assert_eq!(body["prompt"]["1"]["inputs"], json!({ "text": "a \"door\" {{width}} }\n", "w": 1024, "seed": u64::MAX >> 1 }));
        std::fs::write(&path, r#"{"1":{"class_type":"T","inputs":{"text":"{{prompts}}"}}}"#).unwrap();
        assert!(Comfy.ask(&call(&order, "b", &set)).unwrap_err().reason().contains("not known"));
        std::fs::write(&path, r#"{"nodes":[]}"#).unwrap();
        assert!(Comfy.ask(&call(&order, "b", &set)).unwrap_err().reason().contains("Export (API)"));
    }

    #[test]
    fn a_history_is_read_to_the_file_it_saved() {
        let job = Job { id: "j".into(), poll: None };
        let of = |body: Value| Comfy.polled("b", &job, &Reply { status: 200, headers: Default::default(), body: body.to_string().into_bytes() });
        assert!(matches!(of(json!({})), Ok(Step::Wait(_))));
        let done = of(json!({ "j": { "outputs": { "2": { "images": [{ "filename": "a b.png", "subfolder": "frost", "type": "output" }] } }, "status": { "status_str": "success", "completed": true } } }));
        assert_eq!(done, Ok(Step::Fetch(Ask::get("b/view?filename=a%20b.png&subfolder=frost&type=output".into()))));
        let failed = of(json!({ "j": { "outputs": {}, "status": { "status_str": "error", "messages": [["execution_error", { "node_type": "KSampler", "exception_message": "out of memory" }]] } } }));
        assert_eq!(failed, Err(Fault::Failed("KSampler: out of memory".into())));
    }
}
