//! AUTOMATIC1111, Forge and what speaks their API: pictures from tags, at home.

use serde_json::{Value, json};

use super::{Ask, Body, Call, Fault, Provider, Reply, Step, base64, by_status, picture, text_at};

pub struct Automatic;

impl Provider for Automatic {
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
        by_status(reply, said.map_or(format!("it answered {}", reply.status), |s| format!("{s} ({})", reply.status)))
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
