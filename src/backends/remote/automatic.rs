//! AUTOMATIC1111, Forge and what speaks their API: pictures from tags, at home.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ask, Body, Call, Fault, Material, Provider, Reply, Step, base64, by_status, picture, text_at};
use crate::plan::provider::Order;
use crate::plan::provider::casting::{CONTROLNET, PREPROCESSOR, WEIGHT};

pub struct Automatic;

/// By which ControlNet a server works from pictures.
struct ControlNet<'a> {
    model: &'a str,
    preprocessor: &'a str,
    weight: f64,
}

impl ControlNet<'_> {
    /// As a connection names it; none where it names none.
    fn of(set: &BTreeMap<String, String>) -> Result<Option<ControlNet<'_>>, Fault> {
        let Some(model) = set.get(CONTROLNET) else { return Ok(None) };
        let Some(preprocessor) = set.get(PREPROCESSOR) else {
            return Err(Fault::Order(format!("the connection names a `{CONTROLNET}` and no `{PREPROCESSOR}`, such as \"ip-adapter-auto\"; a preprocessor without a model is `{CONTROLNET} = \"None\"`")));
        };
        let weight = match set.get(WEIGHT).map(|w| w.parse::<f64>()) {
            None => 1.0,
            Some(Ok(weight)) if (0.0..=2.0).contains(&weight) => weight,
            _ => return Err(Fault::Order(format!("`{WEIGHT}` is a number from 0 to 2"))),
        };
        Ok(Some(ControlNet { model, preprocessor, weight }))
    }

    /// One unit of the extension: what it works from stands in its first pictures.
    fn unit(&self, picture: &Material) -> Value {
        use ::base64::Engine;
        json!({
            "enabled": true, "image": ::base64::engine::general_purpose::STANDARD.encode(&picture.bytes), "module": self.preprocessor, "model": self.model, "weight": self.weight,
            "resize_mode": "Crop and Resize", "control_mode": "Balanced", "pixel_perfect": true, "save_detected_map": false,
        })
    }
}

impl Provider for Automatic {
    /// What a connection says of ControlNet is held against what the server has.
    fn checks(&self, base: &str, set: &BTreeMap<String, String>) -> Result<Vec<Ask>, Fault> {
        Ok(ControlNet::of(set)?.map_or(Vec::new(), |_| vec![Ask::get(format!("{base}/controlnet/model_list")), Ask::get(format!("{base}/controlnet/module_list"))]))
    }

    fn checked(&self, set: &BTreeMap<String, String>, _order: Option<&Order>, replies: &[Reply]) -> Result<(), Fault> {
        let (Some(net), [models, modules]) = (ControlNet::of(set)?, replies) else { return Ok(()) };
        // A model goes by its file's name, with the beginning of its digest in brackets behind it or without.
        let plain = |name: &str| name.split(" [").next().unwrap_or_default().to_lowercase();
        for (what, wanted, list) in [(CONTROLNET, net.model, &models.json()?["model_list"]), (PREPROCESSOR, net.preprocessor, &modules.json()?["module_list"])] {
            let known: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let is_none = wanted.eq_ignore_ascii_case("none");
            if !is_none && !known.iter().any(|name| plain(name) == plain(wanted)) {
                let list = if known.is_empty() { "none".to_string() } else { known.join(", ") };
                return Err(Fault::Order(format!("the server has no {what} `{wanted}`; it has {list}")));
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
            "seed": order.seed.map_or(-1, u64::cast_signed), "batch_size": 1, "n_iter": 1,
        });
        for (name, value) in &order.options {
            match name.as_str() {
                "steps" | "cfg_scale" => body[name] = value.parse::<f64>().map_err(|_| Fault::Order(format!("`{name}` is a number")))?.into(),
                "sampler_name" | "scheduler" => body[name] = value.as_str().into(),
                _ => {}
            }
        }
        if !call.references.is_empty() {
            let net = ControlNet::of(call.set)?.ok_or_else(|| Fault::Order(format!("it works from pictures through ControlNet only, and the connection names no `{CONTROLNET}`")))?;
            let units: Vec<Value> = call.references.iter().map(|r| net.unit(r)).collect();
            body["alwayson_scripts"] = json!({ CONTROLNET: { "args": units } });
        }
        if order.model != "default" {
            body["override_settings"] = json!({ "sd_model_checkpoint": order.model });
        }
        Ok(Ask::post(format!("{}/sdapi/v1/txt2img", call.base), Body::Json(body)))
    }

    fn answer(&self, _call: &Call<'_>, reply: &Reply) -> Result<Step, Fault> {
        let answer = reply.json()?;
        let first = answer.get("images").and_then(|i| i.get(0)).and_then(Value::as_str).ok_or_else(|| Fault::Broken("the answer holds no picture".into()))?;
        // Some servers put a data address before it.
        base64(first.rsplit_once("base64,").map_or(first, |(_, data)| data)).map(Step::Done)
    }

    fn is_at_home(&self) -> bool {
        true
    }

    fn is_good(&self, said: &Value) -> bool {
        said.is_array()
    }

    fn own_words(&self, said: &Value) -> bool {
        ["detail", "errors", "error"].iter().any(|name| said[name].is_string())
    }

    fn fault(&self, reply: &Reply) -> Fault {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let said = ["detail", "errors", "error", "message"].iter().find_map(|n| text_at(&body, &[n]).filter(|t| !t.is_empty()));
        let said = said.map_or(format!("it answered {}", reply.status), |s| format!("{s} ({})", reply.status));
        let asleep = "; was it started with --api, and has it the ControlNet that the connection names?";
        by_status(reply, if reply.status == 404 { said + asleep } else { said })
    }

    fn probe(&self, base: &str) -> Ask {
        Ask::get(format!("{base}/sdapi/v1/sd-models"))
    }
}

/// Words without what its prompts read as weights, wildcards and networks.
fn literal(text: &str) -> String {
    // Two words in capitals part a prompt there.
    let words: Vec<String> = text.split(' ').map(|w| if matches!(w.trim_matches(|c: char| !c.is_alphanumeric()), "AND" | "BREAK") { w.to_lowercase() } else { w.to_string() }).collect();
    words.join(" ").chars().fold(String::new(), |mut out, c| {
        if matches!(c, '(' | ')' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(match c {
            '{' | '}' | '|' | '<' | '>' | '_' => ' ',
            c => c,
        });
        out
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::provider::Role;
    use super::super::tests::{call, order};
    use super::*;

    #[test]
    fn pictures_to_work_from_go_by_the_controlnet_that_the_connection_names() {
        let order = order(Role::Picture);
        let sheet = |name: &str| Material { name: name.into(), mime: "image/png", bytes: b"abc".to_vec() };
        let ask = |set: &BTreeMap<String, String>| Automatic.ask(&Call { references: vec![sheet("a"), sheet("b")], ..call(&order, "http://127.0.0.1:7860", set) });
        let mut set = BTreeMap::new();
        assert!(matches!(ask(&set), Err(Fault::Order(why)) if why.contains("through ControlNet only")));
        assert!(Automatic.checks("b", &set).unwrap().is_empty());
        set.insert("controlnet".to_string(), "ip-adapter_sd15".to_string());
        assert!(matches!(Automatic.checks("b", &set), Err(Fault::Order(why)) if why.contains("no `preprocessor`")));
        set.insert("preprocessor".into(), "ip-adapter-auto".into());
        set.insert("weight".into(), "3".into());
        assert!(matches!(ask(&set), Err(Fault::Order(why)) if why == "`weight` is a number from 0 to 2"));
        set.insert("weight".into(), "0.7".into());
        let Ok(Ask { body: Body::Json(body), url, .. }) = ask(&set) else { panic!() };
        assert_eq!(url, "http://127.0.0.1:7860/sdapi/v1/txt2img");
        let unit = json!({ "enabled": true, "image": "YWJj", "module": "ip-adapter-auto", "model": "ip-adapter_sd15", "weight": 0.7, "resize_mode": "Crop and Resize", "control_mode": "Balanced", "pixel_perfect": true, "save_detected_map": false });
        assert_eq!(body["alwayson_scripts"], json!({ "controlnet": { "args": [unit, unit] } }));
        // What the server has is known before anything is sent.
        let said = |body: &str| Reply { status: 200, headers: BTreeMap::new(), body: body.as_bytes().to_vec() };
        let has = |models: &str, modules: &str| Automatic.checked(&set, None, &[said(&format!(r#"{{"model_list":[{models}]}}"#)), said(&format!(r#"{{"module_list":[{modules}]}}"#))]);
        assert_eq!(has(r#""ip-adapter_sd15 [6a3f6166]""#, r#""none","ip-adapter-auto""#), Ok(()));
        assert_eq!(has(r#""canny [d14c016b]""#, r#""ip-adapter-auto""#), Err(Fault::Order("the server has no controlnet `ip-adapter_sd15`; it has canny [d14c016b]".into())));
        assert_eq!(has(r#""ip-adapter_sd15""#, r#""none""#), Err(Fault::Order("the server has no preprocessor `ip-adapter-auto`; it has none".into())));
    }

    #[test]
    fn words_stay_words() {
        let mut order = order(Role::Picture);
        order.prompt = "a (red:1.4) door AND BREAK, <lora:x:1>, __colour__, {a|b} [c]".into();
        order.seed = Some(u64::from(u32::MAX));
        let set = Default::default();
        let Body::Json(body) = Automatic.ask(&call(&order, "http://127.0.0.1:7860", &set)).unwrap().body else { panic!() };
        assert_eq!(body["prompt"], "a \\(red:1.4\\) door and break,  lora:x:1 ,   colour  ,  a b  \\[c\\]");
        assert_eq!((body["seed"].as_i64(), body["width"].as_i64()), (Some(i64::from(u32::MAX)), Some(1024)));
    }
}
