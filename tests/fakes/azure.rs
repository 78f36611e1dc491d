//! Azure's OpenAI pictures in both shapes of address: a deployment in the path, or in the body.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::openai::{edit, error, generation, pictured};
use super::{Answer, Asked, Till};

pub const KEY: &str = "az-0ddba11c0ffee";
/// A token of Entra, which is shown in another way than a key.
pub const TOKEN: &str = "eyJ-entra-0ddba11c0ffee";

#[derive(Clone, Default)]
pub struct Fake(pub Arc<Mutex<Till>>);

impl Fake {
    pub fn start() -> (Fake, String) {
        super::start(Fake::answer)
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let mut till = self.0.lock().unwrap();
        till.asked.push(format!("{} {}", asked.method, asked.path));
        let shown = (asked.header("api-key"), asked.header("authorization"));
        if shown != (KEY, "") && shown != ("", &*format!("Bearer {TOKEN}")) {
            return Answer::json(401, json!({ "error": { "code": "401", "message": "Access denied due to invalid subscription key or wrong API endpoint." } }));
        }
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        if (asked.method.as_str(), path) == ("GET", "/openai/models") && query == "api-version=2025-04-01-preview" {
            return Answer::json(200, json!({ "data": [] }));
        }
        let classic = path.strip_prefix("/openai/deployments/");
        let version = if classic.is_some() { "api-version=2025-04-01-preview" } else { "api-version=preview" };
        if asked.method != "POST" || query != version {
            return Answer::json(404, json!({ "error": { "code": "404", "message": "Resource not found" } }));
        }
        let mut json: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        // The deployment in the path says which model it is; one in the body is one field too many.
        if classic.is_some() && json.is_object() {
            if json.get("model").is_some() {
                return error(400, "invalid_request_error", "unknown_parameter", "Unknown parameter: 'model'");
            }
            json["model"] = "gpt-image-2".into();
        }
        let order = match classic.map_or_else(|| path.strip_prefix("/openai/v1/images/"), |rest| rest.split_once("/images/").map(|(_, what)| what)) {
            Some("generations") => generation(&json),
            Some("edits") if !asked.header("content-type").starts_with("multipart/form-data") => return error(400, "invalid_request_error", "invalid_content_type", "edits are forms here"),
            Some("edits") => edit(asked, classic.map(|_| "gpt-image-2")),
            _ => return Answer::json(404, json!({ "error": { "code": "DeploymentNotFound", "message": "The API deployment for this resource does not exist." } })),
        };
        match order {
            Ok((_, words, [w, h])) => till.sell(&words, || pictured(&words, w, h)),
            Err(why) => error(400, "invalid_request_error", "invalid_value", &why),
        }
    }
}
