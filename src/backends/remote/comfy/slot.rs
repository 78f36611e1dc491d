//! The slots of a workflow: values that are one of `{{prompt}}`, `{{negative}}`, `{{seed}}`, `{{width}}`, `{{height}}`,
//! `{{seconds}}`, `{{plate}}`, `{{last}}`, `{{reference}}` or `{{reference 2}}` and so on. Each has a type.

use serde_json::{Value, json};

use crate::backends::remote::{Call, Fault};
use crate::plan::provider::Order;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Prompt,
    Negative,
    Seed,
    Width,
    Height,
    Seconds,
    Plate,
    /// What a camera that moves sees of the plate last.
    Last,
    /// From 1.
    Reference(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Picture,
}

impl Kind {
    pub fn words(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "a number",
            Kind::Picture => "a picture",
        }
    }
}

impl Slot {
    /// The slot that a value is; a value that only looks like one is an error.
    pub fn of(value: &Value) -> Option<Result<Slot, String>> {
        let name = value.as_str()?.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
        Some(Ok(match name {
            "prompt" => Slot::Prompt,
            "negative" | "avoid" => Slot::Negative,
            "seed" => Slot::Seed,
            "width" => Slot::Width,
            "height" => Slot::Height,
            "seconds" => Slot::Seconds,
            "plate" => Slot::Plate,
            "last" => Slot::Last,
            "reference" => Slot::Reference(1),
            _ => match name.strip_prefix("reference ").and_then(|n| n.trim().parse().ok()).filter(|n| (1..=64).contains(n)) {
                Some(number) => Slot::Reference(number),
                None => return Some(Err(format!("the slot `{{{{{name}}}}}` is not known; the slots are prompt, negative, seed, width, height, seconds, plate, last, reference, reference 2"))),
            },
        }))
    }

    pub fn name(self) -> String {
        match self {
            Slot::Prompt => "prompt".into(),
            Slot::Negative => "negative".into(),
            Slot::Seed => "seed".into(),
            Slot::Width => "width".into(),
            Slot::Height => "height".into(),
            Slot::Seconds => "seconds".into(),
            Slot::Plate => "plate".into(),
            Slot::Last => "last".into(),
            Slot::Reference(1) => "reference".into(),
            Slot::Reference(n) => format!("reference {n}"),
        }
    }

    pub fn kind(self) -> Kind {
        match self {
            Slot::Prompt | Slot::Negative => Kind::Text,
            Slot::Plate | Slot::Last | Slot::Reference(_) => Kind::Picture,
            _ => Kind::Number,
        }
    }

    /// What stands in a slot of a number.
    pub fn number(self, order: &Order) -> Option<u64> {
        match self {
            Slot::Seed => Some(order.seed.unwrap_or(0)),
            Slot::Width => order.size.map(|s| u64::from(s[0])),
            Slot::Height => order.size.map(|s| u64::from(s[1])),
            Slot::Seconds => order.milliseconds.map(|ms| ms / 1000),
            _ => None,
        }
    }

    /// What stands in it for an order.
    pub fn fill(self, call: &Call) -> Result<Value, Fault> {
        let order = call.order;
        let missing = |what: &str| Fault::Order(format!("the workflow wants {what}, and this order has none"));
        let plates = usize::from(call.plate.is_some()) + usize::from(call.last.is_some());
        let references = call.uploaded.get(plates..).unwrap_or_default();
        let plate = |at: usize| call.plate.as_ref().and_then(|_| call.uploaded.get(at)).ok_or_else(|| missing("a plate"));
        Ok(match self {
            Slot::Prompt => order.prompt.as_str().into(),
            Slot::Negative => order.avoid.as_str().into(),
            Slot::Plate => plate(0)?.as_str().into(),
            // A camera that stands still ends where it began.
            Slot::Last => plate(usize::from(call.last.is_some()))?.as_str().into(),
            // Where there are fewer, the last stands for those that are missing.
            Slot::Reference(n) => references.get(n - 1).or(references.last()).ok_or_else(|| missing("a reference picture"))?.as_str().into(),
            number => json!(number.number(order).ok_or_else(|| missing(if number == Slot::Seconds { "a length" } else { "a size" }))?),
        })
    }
}
