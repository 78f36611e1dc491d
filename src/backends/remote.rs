//! Providers that are not embedded. Each knows its wire format and nothing else: which request asks for an order, what
//! an answer means, how a job is asked after. Sending, keys, waiting and money are the runner's.

mod automatic;
mod azure;
mod comfy;
mod did;
mod eleven;
pub mod exec;
mod openai;
mod sdcpp;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::plan::provider::casting::Slots;
use crate::plan::provider::{Order, Role};

/// A request as a provider wants it, without its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    None,
    Json(Value),
    Form(Vec<Field>),
}

/// A part of a form: text, or a file with its name and type.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: &'static str,
    pub file: Option<(String, &'static str)>,
    pub bytes: Vec<u8>,
}

impl Field {
    pub fn text(name: &'static str, text: impl Into<String>) -> Field {
        Field { name, file: None, bytes: text.into().into_bytes() }
    }

    pub fn file(name: &'static str, material: &Material) -> Field {
        Field { name, file: Some((material.name.clone(), material.mime)), bytes: material.bytes.clone() }
    }
}

impl Ask {
    pub fn get(url: String) -> Ask {
        Ask { method: Method::Get, url, headers: Vec::new(), body: Body::None }
    }

    pub fn post(url: String, body: Body) -> Ask {
        Ask { method: Method::Post, url, headers: Vec::new(), body }
    }
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn json(&self) -> Result<Value, Fault> {
        serde_json::from_slice(&self.body).map_err(|_| Fault::Broken(format!("the answer is no JSON{}", self.glimpse())))
    }

    /// The beginning of an answer that is no JSON, for people.
    fn glimpse(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let kind = self.headers.get("content-type").map_or("", String::as_str);
        if kind.contains("html") || text.trim_start().starts_with('<') {
            return ", it is a page of HTML".into();
        }
        let start: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
        if start.is_empty() { ", it is empty".into() } else { format!(": `{start}`") }
    }
}

/// A file that goes with an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Material {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// An order made ready: its files are read, and those that had to be sent before have their addresses.
pub struct Call<'a> {
    pub order: &'a Order,
    /// Where the provider answers, without a slash at the end.
    pub base: &'a str,
    pub set: &'a BTreeMap<String, String>,
    /// Reference pictures, the author's first, then portraits.
    pub references: Vec<Material>,
    /// The plate that is brought to life: what the camera sees of it first.
    pub plate: Option<Material>,
    /// What a camera that moves sees of it last, where the model takes that too.
    pub last: Option<Material>,
    /// The voice that it speaks with, as a sound file.
    pub voice: Option<Material>,
    pub uploaded: Vec<String>,
}

/// A job that goes on at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    /// Where the provider said that it can be asked after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The result itself.
    Done(Vec<u8>),
    /// A sound of somebody who speaks, and when what is heard in it.
    Spoken(Vec<u8>, Timing),
    /// Where it lies; a key goes with the request only to the provider's own hosts.
    Link(String),
    /// Where it lies at the provider itself.
    Fetch(Ask),
    Job(Job),
    /// Not done; asked again after this, or after the usual time.
    Wait(Option<Duration>),
}

/// When words and lines are heard, in milliseconds of the sound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    pub words: Vec<(String, u64, u64)>,
    /// From and to, for each line of an exchange.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(u64, u64)>,
}

/// What a message that a provider sends of itself says of a job.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// How much of it is done, in hundredths.
    Part(u8),
    /// It ended, well or not: asking after it says how.
    Over,
}

/// Why an order was not fulfilled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The words or the picture were refused, with the provider's reason. Never sent again.
    Moderation(String),
    /// There is no money left there.
    Money(String),
    /// The key is missing, wrong or may not do this.
    Key(String),
    /// Too much at once, or the provider is out of order for a while.
    Busy(String),
    /// The order itself is wrong.
    Order(String),
    /// An answer that says yes and holds nothing usable: it may have been paid.
    Broken(String),
    /// The job ended without a result.
    Failed(String),
    /// The provider knows nothing of the job.
    Gone(String),
}

impl Fault {
    pub fn reason(&self) -> &str {
        match self {
            Fault::Moderation(r) | Fault::Money(r) | Fault::Key(r) | Fault::Busy(r) | Fault::Order(r) | Fault::Broken(r) | Fault::Failed(r) | Fault::Gone(r) => r,
        }
    }
}

/// One wire format.
pub trait Provider: Send + Sync {
    /// Whether the answer to [`Provider::probe`] is one that this provider gives.
    fn is_good(&self, said: &Value) -> bool;
    /// Requests that cost nothing and show whether what the author prepared fits the server, such as a workflow. Asked
    /// once, before the first order.
    fn checks(&self, _base: &str, _set: &BTreeMap<String, String>) -> Result<Vec<Ask>, Fault> {
        Ok(Vec::new())
    }
    /// What the answers to [`Provider::checks`] mean, for an order or at all.
    fn checked(&self, _set: &BTreeMap<String, String>, _order: Option<&Order>, _replies: &[Reply]) -> Result<(), Fault> {
        Ok(())
    }
    /// Files that must be sent before, which costs nothing; each answer's address is kept in the call.
    fn uploads(&self, _call: &Call<'_>) -> Vec<Ask> {
        Vec::new()
    }
    /// The address that an upload was given.
    fn uploaded(&self, _reply: &Reply) -> Result<String, Fault> {
        Err(Fault::Broken("nothing was to be sent before".into()))
    }
    /// The request that spends.
    fn ask(&self, call: &Call<'_>) -> Result<Ask, Fault>;
    fn answer(&self, call: &Call<'_>, reply: &Reply) -> Result<Step, Fault>;
    /// How a job is asked after.
    fn poll(&self, base: &str, role: Role, job: &Job) -> Ask {
        Ask::get(job.poll.clone().unwrap_or_else(|| format!("{base}/{role}/{}", job.id)))
    }
    fn polled(&self, _base: &str, _job: &Job, _reply: &Reply) -> Result<Step, Fault> {
        Err(Fault::Broken("there are no jobs here".into()))
    }
    /// Where it can be seen whether a job that gives no sign of itself is still there.
    fn queue(&self, _base: &str) -> Option<Ask> {
        None
    }
    /// Whether the answer to [`Provider::queue`] names a job.
    fn queued(&self, _job: &Job, _reply: &Reply) -> Result<bool, Fault> {
        Ok(true)
    }
    /// What calls a job off. Only where that wastes nothing: a provider that wants its money all the same is asked for the result
    /// next time.
    fn cancel(&self, _base: &str, _role: Role, _job: &Job) -> Vec<Ask> {
        Vec::new()
    }
    /// Whether it draws by itself, on the machine that it runs on.
    fn is_at_home(&self) -> bool {
        false
    }
    /// Whether a job that was called off says so when it is asked after: then it is sure that nothing was made.
    fn confirms(&self) -> bool {
        false
    }
    /// Where the provider tells by itself how its jobs go on (a websocket); polling goes on all the same.
    fn news(&self, _base: &str) -> Option<String> {
        None
    }
    /// Of which job a message speaks, and what it says.
    fn heard(&self, _message: &str) -> Option<(String, News)> {
        None
    }
    /// Whether an answer that is no yes is in the provider's own words; what stands between us and it has others.
    fn own_words(&self, said: &Value) -> bool;
    /// What an answer that is no yes means.
    fn fault(&self, reply: &Reply) -> Fault;
    /// A request that costs nothing and shows whether the key is good.
    fn probe(&self, base: &str) -> Ask;
}

/// The wire format of a name.
pub fn provider(speaks: &str) -> Option<Arc<dyn Provider>> {
    Some(match speaks {
        "openai" => Arc::new(openai::OpenAi),
        "azure" => Arc::new(azure::Azure),
        "d-id" => Arc::new(did::Did),
        "comfyui" => Arc::new(comfy::Comfy),
        "automatic1111" => Arc::new(automatic::Automatic),
        "elevenlabs" => Arc::new(eleven::Eleven),
        "stable-diffusion.cpp" => Arc::new(sdcpp::SdCpp),
        _ => return None,
    })
}

/// Width and height of the picture that is ordered, from one who makes nothing else.
fn picture(order: &Order) -> Result<[u32; 2], Fault> {
    if order.role != Role::Picture {
        return Err(Fault::Order(format!("there is no {} here", order.role)));
    }
    order.size.ok_or_else(|| Fault::Order("no size was ordered".into()))
}

/// What a status means where the body says no more.
fn by_status(reply: &Reply, reason: String) -> Fault {
    match reply.status {
        401 | 403 => Fault::Key(reason),
        402 => Fault::Money(reason),
        451 => Fault::Moderation(reason),
        404 | 410 => Fault::Gone(reason),
        408 | 409 | 425 | 429 | 500.. => Fault::Busy(reason),
        _ => Fault::Order(reason),
    }
}

/// More than this is no workflow.
const MOST_WORKFLOW: u64 = 16 << 20;

/// The bytes of a workflow: a plain file of a size that a workflow may have.
pub fn workflow_file(path: &std::path::Path) -> Result<Vec<u8>, String> {
    let plain = |e: std::io::Error| format!("{}: {}", path.display(), crate::host::plain(&e));
    let what = std::fs::metadata(path).map_err(plain)?;
    if !what.is_file() || what.len() > MOST_WORKFLOW {
        return Err(format!("{} is no file of at most {} MB", path.display(), MOST_WORKFLOW >> 20));
    }
    std::fs::read(path).map_err(plain)
}

/// The slots of a workflow; none where it is no workflow.
pub fn slots(workflow: &[u8]) -> Option<Slots> {
    comfy::slots(workflow)
}

/// A text at a path of names in JSON.
fn text_at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(value, |v, name| v.get(name))?.as_str()
}

fn base64(text: &str) -> Result<Vec<u8>, Fault> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text.trim()).map_err(|_| Fault::Broken("the result is damaged base64".into()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn order(role: Role) -> Order {
        Order {
            role,
            provider: "p".into(),
            model: "m".into(),
            prompt: "words".into(),
            avoid: String::new(),
            size: Some([1024, 1024]),
            seed: None,
            milliseconds: None,
            voice: None,
            manner: Vec::new(),
            options: BTreeMap::new(),
            references: Vec::new(),
            lines: Vec::new(),
            ends: None,
        }
    }

    pub fn call<'a>(order: &'a Order, base: &'a str, set: &'a BTreeMap<String, String>) -> Call<'a> {
        Call { order, base, set, references: Vec::new(), plate: None, last: None, voice: None, uploaded: Vec::new() }
    }

    #[test]
    fn every_contract_has_its_wire_format() {
        for contract in crate::plan::provider::contract::built_in() {
            assert!(contract.name == "exec" || provider(&contract.name).is_some(), "{}", contract.name);
        }
    }
}
