//! Azure's OpenAI pictures, in both shapes of address: a deployment in the path, or in the body under `/openai/v1`.

use serde_json::Value;

use super::openai::{JSON_ONLY, fault, own_words, picture, pictured};
use super::{Ask, Body, Call, Fault, Provider, Reply, Step};
use crate::plan::provider::Role;

pub struct Azure;

/// The version of the older shape; `set = { version = "…" }` names another.
const CLASSIC: &str = "2025-04-01-preview";

impl Provider for Azure {
    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault> {
        if call.order.role != Role::Picture {
            return Err(Fault::Order(format!("there is no {} here", call.order.role)));
        }
        if call.base.is_empty() {
            return Err(Fault::Order("the connection names no `base`, such as https://NAME.openai.azure.com".into()));
        }
        let classic = call.set.get("deployment");
        let version = call.set.get("version").map_or(if classic.is_some() { CLASSIC } else { "preview" }, String::as_str);
        let base = root(call.base);
        let images = match classic {
            Some(deployment) => format!("{base}/openai/deployments/{}/images", segment(deployment)),
            None => format!("{base}/openai/v1/images"),
        };
        // Its edits are forms; a plan says so before it comes to this.
        if let Some(option) = call.order.options.keys().find(|o| JSON_ONLY.contains(&o.as_str())).filter(|_| !call.references.is_empty()) {
            return Err(Fault::Order(format!("there is no `{option}` for a picture that is made from others")));
        }
        let mut ask = picture(call, &images, &format!("?api-version={}", segment(version)))?;
        // The deployment in the path says which model it is.
        if classic.is_some()
            && let Body::Json(body) = &mut ask.body
            && let Some(body) = body.as_object_mut()
        {
            body.remove("model");
        }
        if let (Body::Form(fields), Some(_)) = (&mut ask.body, classic) {
            fields.retain(|f| f.name != "model");
        }
        Ok(ask)
    }

    fn answer(&self, _call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        pictured(reply)
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
        Ask::get(format!("{}/openai/models?api-version={CLASSIC}", root(base)))
    }
}

/// An address as its portal shows it, without what stands in every request anyway.
fn root(base: &str) -> &str {
    base.trim_end_matches('/').trim_end_matches("/openai/v1").trim_end_matches("/openai")
}

/// A name as one segment of an address.
pub(super) fn segment(name: &str) -> String {
    name.bytes().map(|b| if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~') { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{call, order};
    use super::*;

    #[test]
    fn an_option_that_edits_do_not_have_is_not_dropped() {
        let mut order = order(Role::Picture);
        order.options.insert("moderation".into(), "low".into());
        let set = Default::default();
        let mut call = call(&order, "https://x.openai.azure.com", &set);
        assert!(Azure.ask(&call).is_ok());
        call.references.push(super::super::Material { name: "a.png".into(), mime: "image/png", bytes: b"\x89PNG".to_vec() });
        assert!(matches!(Azure.ask(&call), Err(Fault::Order(why)) if why.contains("`moderation`")));
    }

    #[test]
    fn both_shapes_of_address_are_known() {
        let order = order(Role::Picture);
        let mut set = std::collections::BTreeMap::new();
        let ask = Azure.ask(&call(&order, "https://x.openai.azure.com", &set)).unwrap();
        assert_eq!(ask.url, "https://x.openai.azure.com/openai/v1/images/generations?api-version=preview");
        assert!(matches!(&ask.body, Body::Json(b) if b["model"] == "m"));
        let shown = Azure.ask(&call(&order, "https://x.openai.azure.com/openai/v1", &set)).unwrap();
        assert_eq!(shown.url, ask.url);
        let filtered = Reply { status: 400, headers: Default::default(), body: br#"{"error":{"code":"BadRequest","message":"m","inner_error":{"code":"ResponsibleAIPolicyViolation"}}}"#.to_vec() };
        assert!(matches!(Azure.fault(&filtered), Fault::Moderation(_)));
        set.insert("deployment".into(), "my pictures/1".into());
        let ask = Azure.ask(&call(&order, "https://x.openai.azure.com", &set)).unwrap();
        assert_eq!(ask.url, "https://x.openai.azure.com/openai/deployments/my%20pictures%2F1/images/generations?api-version=2025-04-01-preview");
        assert!(matches!(&ask.body, Body::Json(b) if b.get("model").is_none()));
    }
}
