//! A provider, its strict fake and an order that it fulfils, for each wire format.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock};

use frost::backends::remote::{self, Material};
use frost::plan::provider::contract::Auth;
use frost::plan::provider::order::Line;
use frost::plan::provider::{Order, Role};
use frost::run::gate::Gate;
use frost::run::keys::Secret;
use frost::run::ledger::Entry;
use frost::run::net::{Net, Pass, host_of};
use frost::run::shop::{Bought, Counter, End, Learned, Refusal, Shop, Want, Way};
use frost::run::takes::Takes;

use crate::fakes::tongue::Tongue;
use crate::fakes::{self, Answer, Till, film};

/// A provider, its fake, and an order that it fulfils.
pub struct Wire {
    pub name: &'static str,
    pub speaks: &'static str,
    pub base: String,
    pub set: BTreeMap<String, String>,
    pub key: Option<(Auth, &'static str)>,
    pub order: Order,
    pub inputs: Vec<(&'static str, Material)>,
    pub with: Box<dyn Fn(&mut dyn FnMut(&mut Till)) + Send + Sync>,
    pub tongue: Tongue,
    pub cost: u64,
    /// What is under way is done.
    pub finish: Box<dyn Fn() + Send + Sync>,
    /// What comes of the next result instead of it.
    pub content: Box<dyn Fn(Answer) + Send + Sync>,
}

pub fn order(role: Role) -> Order {
    Order {
        role,
        provider: "p".into(),
        model: "gpt-image-2".into(),
        prompt: "a \"door\" {x} <sd_cpp_extra_args>{}</sd_cpp_extra_args> $(reboot) | 'quoted' \\ [v0]scale=2".into(),
        avoid: "lettering".into(),
        size: Some([1024, 640]),
        seed: Some(7),
        milliseconds: None,
        voice: None,
        manner: Vec::new(),
        options: BTreeMap::new(),
        references: Vec::new(),
        lines: Vec::new(),
        ends: None,
    }
}

pub fn plate() -> Material {
    Material { name: "plate.png".into(), mime: "image/png", bytes: fakes::picture("plate", 64, 40) }
}

pub fn voice() -> Material {
    Material { name: "voice.wav".into(), mime: "audio/wav", bytes: fakes::tone("It came back on.") }
}

/// One of four seconds.
pub fn clip() -> Vec<u8> {
    static CLIP: OnceLock<Vec<u8>> = OnceLock::new();
    CLIP.get_or_init(|| film("640x360", 4)).clone()
}

pub fn openai(name: &'static str, order: Order, inputs: Vec<(&'static str, Material)>) -> Wire {
    let till = Arc::new(Mutex::new(Till::default()));
    let (fake, base) = fakes::openai::Fake::start();
    if order.role == Role::Animate {
        fake.0.lock().unwrap().clip = clip();
    }
    let (ending, results) = (fake.clone(), fake.clone());
    let with = move |f: &mut dyn FnMut(&mut Till)| {
        // Its fake is older than the till, and keeps the same things in the same way.
        let (mut state, mut till) = (fake.0.lock().unwrap(), till.lock().unwrap());
        till.sold = state.sold.clone();
        till.asked = state.asked.clone();
        till.faults = std::mem::take(&mut state.faults);
        f(&mut till);
        state.faults = std::mem::take(&mut till.faults);
    };
    Wire { name, speaks: "openai", base, set: BTreeMap::new(), key: Some((Auth::Bearer, fakes::openai::KEY)), order, inputs, with: Box::new(with), tongue: Tongue::OpenAi, cost: 1000, finish: Box::new(move || ending.0.lock().unwrap().jobs.values_mut().for_each(|j| j.1 = 10)), content: Box::new(move |answer| results.0.lock().unwrap().results.push_back(answer)) }
}

pub fn azure(name: &'static str, set: BTreeMap<String, String>, inputs: Vec<(&'static str, Material)>) -> Wire {
    let (fake, base) = fakes::azure::Fake::start();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap());
    Wire { name, speaks: "azure", base, set, key: Some((Auth::Header("api-key".into()), fakes::azure::KEY)), order: order(Role::Picture), inputs, with: Box::new(with), tongue: Tongue::OpenAi, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

pub fn did(name: &'static str, order: Order, inputs: Vec<(&'static str, Material)>) -> Wire {
    let (fake, base) = fakes::did::Fake::start();
    fake.0.lock().unwrap().clip = clip();
    let ending = fake.clone();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
    Wire { name, speaks: "d-id", base, set: BTreeMap::new(), key: Some((Auth::Basic, fakes::did::KEY)), order, inputs, with: Box::new(with), tongue: Tongue::Did, cost: 1000, finish: Box::new(move || ending.0.lock().unwrap().talks.values_mut().for_each(|t| t.1 = 10)), content: Box::new(|_| ()) }
}

pub fn eleven(name: &'static str, order: Order) -> Wire {
    let (fake, base) = fakes::eleven::Fake::start();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap());
    Wire { name, speaks: "elevenlabs", base, set: BTreeMap::new(), key: Some((Auth::Header("xi-api-key".into()), fakes::eleven::KEY)), order, inputs: vec![], with: Box::new(with), tongue: Tongue::Eleven, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

pub fn comfy(fake: &fakes::comfy::Fake, base: String, workflow: &str) -> Wire {
    let path = tempfile::NamedTempFile::new().unwrap().into_temp_path().keep().unwrap();
    std::fs::write(&path, workflow).unwrap();
    let fake = fake.clone();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
    let set = BTreeMap::from([("workflow".to_string(), path.display().to_string())]);
    Wire { name: "comfyui", speaks: "comfyui", base, set, key: None, order: order(Role::Picture), inputs: vec![], with: Box::new(with), tongue: Tongue::Plain, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

pub fn moving(role: Role, model: &str) -> Order {
    Order { model: model.into(), milliseconds: Some(4000), size: Some([1280, 720]), ..order(role) }
}

pub fn spoken(model: &str) -> Order {
    Order { model: model.into(), size: None, seed: None, voice: Some("21m00Tcm4TlvDq8ikWAM".into()), manner: vec!["whispers".into()], ..order(Role::Speech) }
}

/// All wires, each with a fake of its own.
pub fn wires() -> Vec<Wire> {
    let talk = Order { size: None, seed: None, prompt: String::new(), avoid: String::new(), manner: vec!["startled".into()], ..moving(Role::Portrait, "talks") };
    let mut clips = Order { model: "clips".into(), ..talk.clone() };
    clips.options = [("presenter".to_string(), "amy-1/idle".to_string()), ("resolution".into(), "720".into())].into();
    let line = |voice: &str, text: &str| Line { voice: voice.into(), text: text.into(), manner: vec![] };
    let mut exchange = Order { voice: None, manner: vec![], ..spoken("eleven_v3") };
    exchange.lines = vec![line("21m00Tcm4TlvDq8ikWAM", "Who is there?"), line("AZnzlk1XvdvUeBnXmlld", "Nobody but the sea.")];
    let sound = |role, model: &str| Order { model: model.into(), milliseconds: Some(8000), size: None, seed: None, ..order(role) };
    let automatic = |name: &'static str, set: BTreeMap<String, String>, inputs| {
        let (fake, base) = fakes::automatic::Fake::start();
        let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
        Wire { name, speaks: "automatic1111", base, set, key: None, order: order(Role::Picture), inputs, with: Box::new(with), tongue: Tongue::Plain, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
    };
    let sdcpp = {
        let (fake, base) = fakes::sdcpp::Fake::start();
        let ending = fake.clone();
        let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
        Wire { name: "stable-diffusion.cpp", speaks: "stable-diffusion.cpp", base, set: BTreeMap::new(), key: None, order: order(Role::Picture), inputs: vec![("sheet", plate())], with: Box::new(with), tongue: Tongue::Plain, cost: 1000, finish: Box::new(move || ending.0.lock().unwrap().jobs.values_mut().for_each(|j| j.2 = 10)), content: Box::new(|_| ()) }
    };
    let net = [("controlnet", "ip-adapter_sd15"), ("preprocessor", "ip-adapter-auto"), ("weight", "0.7")].map(|(k, v)| (k.to_string(), v.to_string())).into();
    let closer = Order { options: [("moderation".to_string(), "low".to_string()), ("complexity".into(), "high".into())].into(), ..order(Role::Picture) };
    let (fake, base) = fakes::comfy::Fake::start();
    vec![
        openai("openai generations", order(Role::Picture), vec![]),
        openai("dall-e-3 of a server", Order { model: "dall-e-3".into(), size: Some([1792, 1024]), ..order(Role::Picture) }, vec![]),
        openai("dall-e-2 of a server", Order { model: "dall-e-2".into(), size: Some([512, 512]), ..order(Role::Picture) }, vec![]),
        openai("openai edits", order(Role::Picture), vec![("sheet", plate()), ("other sheet", plate())]),
        openai("openai edits in json", closer, vec![("sheet", plate())]),
        openai("openai speech", Order { voice: Some("coral".into()), ..spoken("gpt-4o-mini-tts") }, vec![]),
        openai("openai videos", moving(Role::Animate, "wan"), vec![("plate", plate())]),
        azure("azure deployment", [("deployment".to_string(), "my pictures".to_string())].into(), vec![]),
        azure("azure v1", BTreeMap::new(), vec![]),
        azure("azure edits of a deployment", [("deployment".to_string(), "my pictures".to_string())].into(), vec![("sheet", plate())]),
        azure("azure edits", BTreeMap::new(), vec![("sheet", plate())]),
        did("d-id talks", talk.clone(), vec![("plate", plate()), ("voice", voice())]),
        did("d-id clips", clips, vec![("voice", voice())]),
        did("d-id animations", Order { seed: None, size: None, ..moving(Role::Animate, "animations") }, vec![("plate", plate())]),
        comfy(&fake, base, fakes::comfy::WORKFLOW),
        automatic("automatic1111", BTreeMap::new(), vec![]),
        automatic("automatic1111 controlnet", net, vec![("sheet", plate()), ("other sheet", plate())]),
        sdcpp,
        eleven("elevenlabs speech", spoken("eleven_v3")),
        eleven("elevenlabs speech of another model", spoken("eleven_flash_v2_5")),
        eleven("elevenlabs dialogue", exchange),
        eleven("elevenlabs sound", sound(Role::Sound, "eleven_text_to_sound_v2")),
        eleven("elevenlabs sound of the newer model", sound(Role::Sound, "eleven_text_to_sound_v3")),
        eleven("elevenlabs music", sound(Role::Music, "music_v2")),
        eleven("elevenlabs music of the older model", sound(Role::Music, "music_v1")),
        eleven("elevenlabs music of the newer model", sound(Role::Music, "music_v2_5")),
    ]
}

impl Wire {
    pub fn fault(&self, answer: Answer) {
        (self.with)(&mut |till| till.faults.push_back(Some(answer.clone())));
    }

    pub fn sold(&self) -> u32 {
        let mut out = 0;
        (self.with)(&mut |till| out = till.count());
        out
    }

    /// Requests that would sell.
    pub fn asked(&self) -> usize {
        let mut out = 0;
        (self.with)(&mut |till| out = till.asked.iter().filter(|a| a.starts_with("POST")).count());
        out
    }

    pub fn want(&self) -> Want {
        let inputs: Vec<String> = self.inputs.iter().map(|(name, _)| name.to_string()).collect();
        let key = self.order.key(&inputs);
        Want { task: "task".into(), key, order: self.order.clone(), inputs, script: "a.frost".into(), shot: Some("1.1".into()), line: 1, cost: self.cost, takes: 1, expected: None, picked: None, missed: None }
    }

    pub fn counter(&self) -> Counter {
        let pass = self.key.as_ref().map(|(auth, key)| Pass { auth: auth.clone(), secret: Secret::new(key), hosts: host_of(&self.base).into_iter().collect::<Vec<_>>().into() });
        Counter { way: Way::Net(remote::provider(self.speaks).unwrap()), base: self.base.clone(), set: self.set.clone(), pass, local: true, gate: Gate::new(2, None), learned: Learned::default() }
    }

    pub fn buy(&self, folder: &Path) -> Bought {
        self.buy_until(folder, &AtomicBool::new(false))
    }

    pub fn buy_until(&self, folder: &Path, cancel: &AtomicBool) -> Bought {
        pace();
        let takes = Takes::open(folder, cancel, &mut || ()).unwrap();
        let net = Net::new().unwrap();
        let counters = BTreeMap::from([("p".to_string(), self.counter())]);
        let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel, detector: None, film_budget: None, run_budget: None };
        let material = |_: &Order, key: &str, _: Option<&Path>, _: End| self.inputs.iter().find(|(name, _)| *name == key).map(|(_, m)| m.clone()).ok_or_else(|| "there is none".to_string());
        shop.buy(vec![self.want()], &material, &mut |_, _, _, _| ()).unwrap()
    }

    /// The author lets the last attempt go.
    pub fn again(&self, folder: &Path) {
        let takes = Takes::open(folder, &AtomicBool::new(false), &mut || ()).unwrap();
        let last = takes.ledger.of_order(&self.want().key).pop().unwrap();
        takes.ledger.append(Entry::Again { attempt: last.id, at: 0 }).unwrap();
    }
}

/// Tests do not wait as people do.
pub fn pace() {
    static SET: OnceLock<()> = OnceLock::new();
    SET.get_or_init(|| {
        // SAFETY: set once, before anything of the runner reads it.
        unsafe {
            std::env::set_var("FROST_PACE", "0.003");
            std::env::set_var("FROST_TIMEOUT", "5");
        }
    });
}

pub fn refusal(bought: &Bought) -> &Refusal {
    &bought.refusals.first().unwrap_or_else(|| panic!("it was bought: {bought:?}")).1
}

/// Name and words of another wire.
pub fn wire_like(wire: &Wire) -> Wire {
    Wire { name: wire.name, speaks: wire.speaks, base: String::new(), set: BTreeMap::new(), key: None, order: wire.order.clone(), inputs: vec![], with: Box::new(|_| ()), tongue: wire.tongue, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}
