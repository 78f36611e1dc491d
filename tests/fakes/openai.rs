//! A server of OpenAI's dialect: pictures, edits, speech, videos.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use base64::Engine;
use serde_json::{Value, json};

use super::{Answer, Asked, picture, tone};

pub const KEY: &str = "sk-test-5e1f9a77c0ffee";

#[derive(Default)]
pub struct State {
    /// How often each order was sold, by its words.
    pub sold: BTreeMap<String, u32>,
    pub asked: Vec<String>,
    /// What happens to the next requests that would sell; `None` is the usual.
    pub faults: VecDeque<Option<Answer>>,
    /// Jobs by id: words, times asked after, clip.
    pub jobs: BTreeMap<String, (String, u32)>,
    pub clip: Vec<u8>,
    pub edits: u32,
    /// The options of edits that came in JSON.
    pub edits_with: Vec<String>,
    /// What comes of the next results instead of them.
    pub results: VecDeque<Answer>,
    /// Pictures of the model `address`, by name, and where they lie.
    pub laid: BTreeMap<String, (String, [u32; 2])>,
    pub base: String,
}

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<State>>);

impl Fake {
    pub fn start() -> (Fake, String) {
        let (fake, address) = super::start(Fake::answer);
        (fake, format!("{address}/v1"))
    }

    pub fn sold(&self) -> BTreeMap<String, u32> {
        self.0.lock().unwrap().sold.clone()
    }

    pub fn fault(&self, answer: Answer) {
        self.0.lock().unwrap().faults.push_back(Some(answer));
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut state = self.0.lock().unwrap();
        state.asked.push(format!("{} {}", asked.method, asked.path));
        // An address that was given needs no key, and must not get one.
        if let Some(name) = asked.path.strip_prefix("/results/") {
            assert_eq!(asked.header("authorization"), "", "a key goes with a result");
            return state.laid.get(name).map_or_else(|| Answer::json(404, json!({})), |(words, [w, h])| Answer::bytes("image/png", picture(words, *w, *h)));
        }
        if asked.header("authorization") != format!("Bearer {KEY}") {
            return error(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided");
        }
        let json: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        let sells = asked.method == "POST";
        // What is wrong is refused before anything else happens.
        let order = match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/v1/models") => return Answer::json(200, json!({ "object": "list", "data": [] })),
            ("POST", "/v1/images/generations") => generation(&json),
            ("POST", "/v1/images/edits") if json.is_object() => json_edit(&json),
            ("POST", "/v1/images/edits") => edit(asked, None),
            ("GET", path) if path.starts_with("/v1/videos/") => return job(&mut state, &path["/v1/videos/".len()..]),
            ("POST", "/v1/audio/speech") => speech(&json),
            ("POST", "/v1/videos") => video(asked),
            ("DELETE", path) if path.starts_with("/v1/videos/") => {
                state.jobs.remove(&path["/v1/videos/".len()..]);
                return Answer::json(200, json!({ "deleted": true }));
            }
            _ => return error(404, "invalid_request_error", "unknown_url", "Unknown request URL"),
        };
        let (kind, words, [w, h]) = match order {
            Ok(order) => order,
            Err(why) => return error(400, "invalid_request_error", "invalid_value", &why),
        };
        let fault = if sells { state.faults.pop_front().flatten() } else { None };
        if let Some(fault) = fault {
            // An answer that says yes was sold, whatever becomes of it on the way.
            if fault.is_sale() {
                *state.sold.entry(words).or_default() += 1;
            }
            return fault;
        }
        *state.sold.entry(words.clone()).or_default() += 1;
        match kind {
            "speech" => Answer::bytes("audio/wav", tone(&words)),
            "video" => {
                let id = format!("video_{}", state.jobs.len() + 1);
                state.jobs.insert(id.clone(), (words, 0));
                Answer::json(200, json!({ "id": id, "object": "video", "status": "queued", "progress": 0, "seconds": "4", "error": null }))
            }
            // Some servers lay a picture down and say where.
            _ if json["model"] == "address" => {
                let name = format!("{}.png", state.laid.len());
                let answer = Answer::json(200, json!({ "created": 1, "data": [{ "url": format!("{}/results/{name}", state.base) }] }));
                state.laid.insert(name, (words, [w, h]));
                answer
            }
            _ => {
                state.edits += u32::from(kind == "edit");
                if json["images"].is_array() {
                    let said = ["moderation", "complexity"].map(|o| format!("{o} {}", json[o].as_str().unwrap_or("unsaid")));
                    state.edits_with.push(said.join(", "));
                }
                pictured(&words, w, h)
            }
        }
    }
}

pub fn pictured(words: &str, w: u32, h: u32) -> Answer {
    let text = base64::engine::general_purpose::STANDARD.encode(picture(words, w, h));
    Answer::json(200, json!({ "created": 1, "data": [{ "b64_json": text }], "output_format": "png", "size": format!("{w}x{h}"), "usage": { "total_tokens": 1 } }))
}

pub fn error(status: u16, kind: &str, code: &str, message: &str) -> Answer {
    Answer::json(status, json!({ "error": { "message": message, "type": kind, "param": null, "code": code } }))
}

pub type Order = Result<(&'static str, String, [u32; 2]), String>;

fn fields(json: &Value, known: &[&str]) -> Result<(), String> {
    let object = json.as_object().ok_or("the body is no object")?;
    match object.keys().find(|k| !known.contains(&k.as_str())) {
        Some(other) => Err(format!("Unknown parameter: '{other}'")),
        None => Ok(()),
    }
}

fn text(json: &Value, name: &str) -> Result<String, String> {
    json[name].as_str().filter(|t| !t.is_empty()).map(str::to_string).ok_or(format!("Missing required parameter: '{name}'"))
}

fn size(text: &str, model: &str) -> Result<[u32; 2], String> {
    let wrong = || format!("Invalid size '{text}'");
    let (w, h) = text.split_once('x').ok_or_else(wrong)?;
    let size = [w.parse().map_err(|_| wrong())?, h.parse().map_err(|_| wrong())?];
    let [w, h]: [u32; 2] = size;
    let pixels = w * h;
    let legal = if model.starts_with("gpt-image-2") { w % 16 == 0 && h % 16 == 0 && (655_360..=8_294_400).contains(&pixels) && w <= 3 * h && h <= 3 * w } else { pixels <= 16_777_216 };
    if legal { Ok(size) } else { Err(wrong()) }
}

pub fn generation(json: &Value) -> Order {
    if json["model"].as_str().is_some_and(|m| m.starts_with("dall-e")) {
        return old(json);
    }
    fields(json, &["model", "prompt", "n", "size", "quality", "output_format", "background", "moderation", "complexity"])?;
    drawn(json)
}

/// What servers of the older models take: addresses unless they are asked otherwise, sizes from a list, no formats.
fn old(json: &Value) -> Order {
    fields(json, &["model", "prompt", "n", "size", "quality", "style", "response_format"])?;
    let (model, size) = (text(json, "model")?, text(json, "size")?);
    let sizes: &[&str] = if model == "dall-e-3" { &["1024x1024", "1792x1024", "1024x1792"] } else { &["256x256", "512x512", "1024x1024"] };
    if json["n"] != json!(1) || json["response_format"] != "b64_json" || !sizes.contains(&size.as_str()) {
        return Err("Invalid type".into());
    }
    let (w, h) = size.split_once('x').ok_or("Invalid size")?;
    Ok(("picture", text(json, "prompt")?, [w.parse().map_err(|_| "Invalid size")?, h.parse().map_err(|_| "Invalid size")?]))
}

/// What every order of a picture in JSON has.
fn drawn(json: &Value) -> Order {
    let one_of = |name: &str, known: &[&str]| json.get(name).is_none_or(|v| v.as_str().is_some_and(|v| known.contains(&v)));
    if !one_of("moderation", &["auto", "low"]) || !one_of("complexity", &["low", "medium", "high"]) || !one_of("background", &["auto", "opaque", "transparent"]) {
        return Err("Invalid option".into());
    }
    if json["n"] != json!(1) || !["png", "jpeg", "webp"].contains(&json["output_format"].as_str().unwrap_or("")) {
        return Err("Invalid type".into());
    }
    if !["low", "medium", "high", "auto"].contains(&json["quality"].as_str().unwrap_or("auto")) {
        return Err("Invalid quality".into());
    }
    let model = text(json, "model")?;
    Ok(("picture", text(json, "prompt")?, size(&text(json, "size")?, &model)?))
}

/// Edits in JSON, which only OpenAI itself has.
fn json_edit(json: &Value) -> Order {
    fields(json, &["model", "prompt", "n", "size", "quality", "output_format", "background", "moderation", "complexity", "images"])?;
    let images = json["images"].as_array().filter(|i| (1..=16).contains(&i.len())).ok_or("Invalid images")?;
    let is_png = |address: &str| address.strip_prefix("data:image/png;base64,").and_then(|t| base64::engine::general_purpose::STANDARD.decode(t).ok()).is_some_and(|b| b.starts_with(b"\x89PNG"));
    if !images.iter().all(|i| i.as_object().is_some_and(|o| o.len() == 1) && i["image_url"].as_str().is_some_and(is_png)) {
        return Err("Invalid image_url".into());
    }
    drawn(json).map(|(_, words, size)| ("edit", words, size))
}

/// Edits as a form; at a deployment its model is known and not said.
pub fn edit(asked: &Asked, deployed: Option<&str>) -> Order {
    let form = asked.form().ok_or("the body is no form")?;
    let get = |name: &str| form.iter().find(|f| f.0 == name && f.1.is_none()).and_then(|f| String::from_utf8(f.2.clone()).ok()).ok_or(format!("Missing required parameter: '{name}'"));
    if let Some(other) = form.iter().find(|f| !["model", "prompt", "n", "size", "quality", "output_format", "background", "image[]"].contains(&f.0.as_str())) {
        return Err(format!("Unknown parameter: '{}'", other.0));
    }
    let model = match (deployed, get("model")) {
        (None, model) => model?,
        (Some(model), Err(_)) => model.to_string(),
        (Some(_), Ok(_)) => return Err("Unknown parameter: 'model'".into()),
    };
    let images: Vec<_> = form.iter().filter(|f| f.0 == "image[]").collect();
    if images.is_empty() || images.len() > 16 || images.iter().any(|i| i.1.is_none() || !i.2.starts_with(b"\x89PNG")) {
        return Err("Invalid image".into());
    }
    Ok(("edit", get("prompt")?, size(&get("size")?, &model)?))
}

fn speech(json: &Value) -> Order {
    fields(json, &["model", "input", "voice", "instructions", "response_format", "speed"])?;
    text(json, "model")?;
    if json["response_format"] != "wav" || !["alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar"].contains(&text(json, "voice")?.as_str()) {
        return Err("Invalid voice".into());
    }
    Ok(("speech", text(json, "input")?, [0, 0]))
}

fn video(asked: &Asked) -> Order {
    let form = asked.form().ok_or("the body is no form")?;
    if let Some(other) = form.iter().find(|f| !["model", "prompt", "seconds", "size", "input_reference"].contains(&f.0.as_str())) {
        return Err(format!("Unknown parameter: '{}'", other.0));
    }
    let get = |name: &str| form.iter().find(|f| f.0 == name).map(|f| String::from_utf8_lossy(&f.2).into_owned()).ok_or(format!("Missing required parameter: '{name}'"));
    if !["4", "8", "12"].contains(&get("seconds")?.as_str()) || !form.iter().any(|f| f.0 == "input_reference" && f.2.starts_with(b"\x89PNG")) {
        return Err("Invalid seconds or input_reference".into());
    }
    Ok(("video", get("prompt")?, size(&get("size")?, "")?))
}

fn job(state: &mut State, rest: &str) -> Answer {
    let (id, content) = rest.split_once('/').unwrap_or((rest, ""));
    let clip = state.clip.clone();
    let Some((_, asked)) = state.jobs.get_mut(id) else { return error(404, "invalid_request_error", "not_found", "Video not found") };
    *asked += 1;
    match content {
        "content" => state.results.pop_front().unwrap_or_else(|| Answer::bytes("video/mp4", clip)),
        _ => Answer::json(200, json!({ "id": id, "object": "video", "status": if *asked > 2 { "completed" } else { "in_progress" }, "error": null })),
    }
}
