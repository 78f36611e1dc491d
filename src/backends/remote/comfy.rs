//! ComfyUI: a workflow of one's own, exported for the API, with slots in it. It is held against what the server's nodes
//! take before anything is asked; pictures are laid down at the server first; jobs are heard of by websocket.

mod schema;
mod slot;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::azure::segment;
use super::{Ask, Body, Call, Fault, Field, Job, News, Provider, Reply, Step, by_status, text_at};
use crate::plan::provider::casting::{BARE, Slots, WORKFLOW};
use crate::plan::provider::{Order, Role};
use slot::Slot;

pub struct Comfy;

/// Under this name the server knows us: what it tells of a job goes to whoever asked for it.
fn client() -> String {
    format!("frost-{}", std::process::id())
}

/// The settings that name workflows: the usual one, and another for what is made from no picture.
const WORKFLOWS: [&str; 2] = [WORKFLOW, BARE];

/// The workflow of a connection that goes by a setting.
fn workflow<'a>(set: &'a BTreeMap<String, String>, which: &str) -> Result<(Value, &'a str), Fault> {
    let path = set.get(which).ok_or_else(|| Fault::Order("the connection names no workflow: `set = { workflow = \"shot.json\" }`".into()))?;
    let text = super::workflow_file(std::path::Path::new(path)).map_err(Fault::Order)?;
    let workflow: Value = serde_json::from_slice(&text).map_err(|e| Fault::Order(format!("{path} is no JSON: {e}")))?;
    match workflow.as_object().is_some_and(|nodes| !nodes.is_empty() && nodes.values().all(|n| n.get("class_type").is_some())) {
        true => Ok((workflow, path)),
        false => Err(Fault::Order(format!("{path} is no workflow for the API; export it with `Export (API)`"))),
    }
}

impl Provider for Comfy {
    fn checks(&self, base: &str, set: &BTreeMap<String, String>) -> Result<Vec<Ask>, Fault> {
        Ok(classes(&all(set)?).into_iter().map(|class| Ask::get(format!("{base}/object_info/{}", segment(class)))).collect())
    }

    fn checked(&self, set: &BTreeMap<String, String>, order: Option<&Order>, replies: &[Reply]) -> Result<(), Fault> {
        let all = all(set)?;
        let mut schemas = BTreeMap::new();
        for (class, reply) in classes(&all).into_iter().zip(replies) {
            schemas.insert(class, reply.json()?);
        }
        for (workflow, path) in &all {
            let faults = schema::faults(workflow, &schemas, order);
            if !faults.is_empty() {
                return Err(Fault::Order(format!("{path} does not fit the server: {}", faults.join("; "))));
            }
        }
        Ok(())
    }

    fn news(&self, base: &str) -> Option<String> {
        let rest = base.strip_prefix("http")?;
        Some(format!("ws{rest}/ws?clientId={}", client()))
    }

    fn heard(&self, message: &str) -> Option<(String, News)> {
        let message: Value = serde_json::from_str(message).ok()?;
        let data = &message["data"];
        let id = text_at(data, &["prompt_id"])?.to_string();
        let part = |value: f64, most: f64| News::Part((100.0 * value / most.max(1.0)).clamp(0.0, 100.0) as u8);
        let news = match text_at(&message, &["type"])? {
            "progress" => part(data["value"].as_f64()?, data["max"].as_f64()?),
            "progress_state" => {
                let running = data["nodes"].as_object()?.values().find(|n| text_at(n, &["state"]) == Some("running"))?;
                part(running["value"].as_f64()?, running["max"].as_f64()?)
            }
            "execution_success" | "execution_error" | "execution_interrupted" => News::Over,
            "executing" if data["node"].is_null() => News::Over,
            _ => return None,
        };
        Some((id, news))
    }

    fn uploads(&self, call: &Call<'_>) -> Vec<Ask> {
        let pictures = call.plate.iter().chain(&call.last).chain(&call.references);
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
        let bare = call.order.role == Role::Picture && call.references.is_empty() && call.set.contains_key(BARE);
        let (mut workflow, path) = workflow(call.set, if bare { BARE } else { WORKFLOW })?;
        let mut found = Vec::new();
        fill(&mut workflow, call, &mut found)?;
        if call.order.role == Role::Picture && !found.contains(&Slot::Prompt) {
            return Err(Fault::Order(format!("{path} has no slot `{{{{prompt}}}}`, so every shot would look the same")));
        }
        if call.order.role == Role::Animate && !found.contains(&Slot::Plate) {
            return Err(Fault::Order(format!("{path} has no slot `{{{{plate}}}}`, so the clip would have nothing of its picture")));
        }
        Ok(Ask::post(format!("{}/prompt", call.base), Body::Json(json!({ "client_id": client(), "prompt": workflow }))))
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

    fn queue(&self, base: &str) -> Option<Ask> {
        Some(Ask::get(format!("{base}/queue")))
    }

    fn queued(&self, job: &Job, reply: &Reply) -> Result<bool, Fault> {
        let answer = reply.json()?;
        let lists: Vec<&Vec<Value>> = ["queue_running", "queue_pending"].into_iter().filter_map(|name| answer[name].as_array()).collect();
        if lists.len() < 2 {
            return Err(Fault::Broken("the answer shows no queue".into()));
        }
        // Of each the second is its name.
        Ok(lists.into_iter().flatten().any(|entry| entry[1] == job.id.as_str()))
    }

    /// One that waits is taken out of the queue, one that runs is interrupted.
    fn cancel(&self, base: &str, _role: Role, job: &Job) -> Vec<Ask> {
        vec![Ask::post(format!("{base}/queue"), Body::Json(json!({ "delete": [job.id] }))), Ask::post(format!("{base}/interrupt"), Body::Json(json!({ "prompt_id": job.id })))]
    }

    fn is_at_home(&self) -> bool {
        true
    }

    fn is_good(&self, said: &Value) -> bool {
        said["system"].is_object()
    }

    fn own_words(&self, said: &Value) -> bool {
        said["error"].is_object() || said["error"].is_string()
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

/// The workflows of a connection, each with its path.
fn all(set: &BTreeMap<String, String>) -> Result<Vec<(Value, &str)>, Fault> {
    WORKFLOWS.into_iter().filter(|which| *which == WORKFLOW || set.contains_key(*which)).map(|which| workflow(set, which)).collect()
}

/// The classes that workflows are made of, each once, in order.
fn classes<'a>(all: &'a [(Value, &str)]) -> Vec<&'a str> {
    let mut out: Vec<&str> = all.iter().flat_map(|(workflow, _)| schema::classes(workflow)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The slots of a workflow; none where it is no workflow. One that is not known is told when an order is made ready.
pub(super) fn slots(workflow: &[u8]) -> Option<Slots> {
    fn find(value: &Value, found: &mut Vec<Slot>) {
        match value {
            Value::Array(list) => list.iter().for_each(|v| find(v, found)),
            Value::Object(map) => map.values().for_each(|v| find(v, found)),
            value => found.extend(Slot::of(value).and_then(Result::ok)),
        }
    }
    let mut found = Vec::new();
    find(&serde_json::from_slice(workflow).ok()?, &mut found);
    let references = found.iter().filter_map(|s| if let Slot::Reference(n) = s { Some(*n) } else { None }).max().unwrap_or(0);
    Some(Slots { references, seed: found.contains(&Slot::Seed), last: found.contains(&Slot::Last) })
}

/// Puts an order into the slots of a workflow. A slot takes the type of what fills it; text stays one value.
fn fill(value: &mut Value, call: &Call, found: &mut Vec<Slot>) -> Result<(), Fault> {
    match value {
        Value::Array(list) => list.iter_mut().try_for_each(|v| fill(v, call, found)),
        Value::Object(map) => map.values_mut().try_for_each(|v| fill(v, call, found)),
        value => {
            if let Some(slot) = Slot::of(value) {
                let slot = slot.map_err(Fault::Order)?;
                *value = slot.fill(call)?;
                found.push(slot);
            }
            Ok(())
        }
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
        order.seed = Some(u64::from(u32::MAX));
        let Body::Json(body) = Comfy.ask(&call(&order, "http://127.0.0.1:8188", &set)).unwrap().body else { panic!() };
        assert_eq!(body["prompt"]["1"]["inputs"], json!({ "text": "a \"door\" {{width}} }\n", "w": 1024, "seed": u32::MAX }));
        std::fs::write(&path, r#"{"1":{"class_type":"T","inputs":{"text":"{{prompts}}"}}}"#).unwrap();
        assert!(Comfy.ask(&call(&order, "b", &set)).unwrap_err().reason().contains("not known"));
        std::fs::write(&path, r#"{"nodes":[]}"#).unwrap();
        assert!(Comfy.ask(&call(&order, "b", &set)).unwrap_err().reason().contains("Export (API)"));
    }

    #[test]
    fn a_clip_gets_its_first_and_its_last_picture_and_a_still_camera_one_for_both() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        let text = r#"{"1":{"class_type":"T","inputs":{"start":"{{plate}}","end":"{{last}}","like":"{{reference}}","s":"{{seconds}}"}}}"#;
        std::fs::write(&path, text).unwrap();
        assert_eq!(slots(text.as_bytes()), Some(Slots { references: 1, seed: false, last: true }));
        let set = [("workflow".to_string(), path.display().to_string())].into();
        let mut order = order(Role::Animate);
        order.milliseconds = Some(4000);
        let picture = |name: &str| super::super::Material { name: format!("{name}.png"), mime: "image/png", bytes: name.as_bytes().to_vec() };
        let mut call = Call { plate: Some(picture("first")), last: Some(picture("last")), references: vec![picture("ref")], ..call(&order, "b", &set) };
        assert_eq!(Comfy.uploads(&call).len(), 3);
        call.uploaded = ["f", "l", "r"].map(String::from).to_vec();
        let inputs = |call: &Call| {
            let Body::Json(body) = Comfy.ask(call).unwrap().body else { panic!() };
            body["prompt"]["1"]["inputs"].clone()
        };
        assert_eq!(inputs(&call), json!({ "start": "f", "end": "l", "like": "r", "s": 4 }));
        call.last = None;
        call.uploaded = ["f", "r"].map(String::from).to_vec();
        assert_eq!(inputs(&call), json!({ "start": "f", "end": "f", "like": "r", "s": 4 }));
        std::fs::write(&path, r#"{"1":{"class_type":"T","inputs":{"text":"{{prompt}}"}}}"#).unwrap();
        assert!(Comfy.ask(&call).unwrap_err().reason().contains("has no slot `{{plate}}`"));
    }

    #[test]
    fn what_is_made_from_no_picture_goes_by_its_own_workflow() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            (name.trim_end_matches(".json").to_string(), path.display().to_string())
        };
        let of = |class: &str, more: &str| format!(r#"{{"1":{{"class_type":"{class}","inputs":{{"text":"{{{{prompt}}}}"{more}}}}}}}"#);
        let set = [write("workflow.json", &of("A", r#","like":"{{reference}}""#)), write("bare.json", &of("B", ""))].into();
        let order = order(Role::Picture);
        let class = |call: &Call| {
            let Body::Json(body) = Comfy.ask(call).unwrap().body else { panic!() };
            body["prompt"]["1"]["class_type"].clone()
        };
        assert_eq!(class(&call(&order, "b", &set)), "B");
        let from = Call { references: vec![super::super::Material { name: "r.png".into(), mime: "image/png", bytes: vec![1] }], uploaded: vec!["r".into()], ..call(&order, "b", &set) };
        assert_eq!(class(&from), "A");
        // Both are held against the server.
        assert_eq!(Comfy.checks("b", &set).unwrap().iter().map(|a| a.url.as_str()).collect::<Vec<_>>(), ["b/object_info/A", "b/object_info/B"]);
        let reply = |class: &str, needs: &str| Reply { status: 200, headers: Default::default(), body: json!({ class: { "input": { "required": { needs: ["STRING", {}] }, "optional": { "like": [["x"], { "image_upload": true }] } }, "output": [], "output_node": true } }).to_string().into_bytes() };
        assert_eq!(Comfy.checked(&set, None, &[reply("A", "text"), reply("B", "text")]), Ok(()));
        assert!(matches!(Comfy.checked(&set, None, &[reply("A", "text"), reply("B", "words")]), Err(Fault::Order(why)) if why.contains("bare.json does not fit the server: node 1 (B) wants the input `words`")));
    }

    #[test]
    fn what_the_server_tells_is_understood() {
        let of = |text: &str| Comfy.heard(text);
        assert_eq!(of(r#"{"type":"progress","data":{"value":5,"max":20,"prompt_id":"j","node":"3"}}"#), Some(("j".into(), News::Part(25))));
        assert_eq!(of(r#"{"type":"progress_state","data":{"prompt_id":"j","nodes":{"1":{"state":"finished","value":1,"max":1},"3":{"state":"running","value":1,"max":2}}}}"#), Some(("j".into(), News::Part(50))));
        assert_eq!(of(r#"{"type":"execution_success","data":{"prompt_id":"j"}}"#), Some(("j".into(), News::Over)));
        assert_eq!(of(r#"{"type":"executing","data":{"node":null,"prompt_id":"j"}}"#), Some(("j".into(), News::Over)));
        for other in [r#"{"type":"executing","data":{"node":"3","prompt_id":"j"}}"#, r#"{"type":"status","data":{"status":{}}}"#, "x", r#"{"type":"progress","data":{"value":"a","max":0,"prompt_id":"j"}}"#] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(Comfy.news("https://x.example:1/c").unwrap().split('=').next(), Some("wss://x.example:1/c/ws?clientId"));
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
