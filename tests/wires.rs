//! Every provider against its own strict fake: one order bought as its documents say, and the faults that it may answer
//! with, in its own words. What a fake does not know is refused, so a field too many or a type too wrong fails here.

mod fakes;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use fakes::tongue::Tongue;
use fakes::{Answer, How, Till, film};
use frost::backends::remote::{self, Material};
use frost::plan::provider::contract::Auth;
use frost::plan::provider::order::Line;
use frost::plan::provider::{Order, Role};
use frost::run::gate::Gate;
use frost::run::keys::Secret;
use frost::run::ledger::{Entry, State};
use frost::run::net::{Net, NetError, Pass, host_of};
use frost::run::shop::{Bought, Counter, Learned, Refusal, Shop, Want, Way};
use frost::run::takes::Takes;
use serde_json::json;

/// A provider, its fake, and an order that it fulfils.
struct Wire {
    name: &'static str,
    speaks: &'static str,
    base: String,
    set: BTreeMap<String, String>,
    key: Option<(Auth, &'static str)>,
    order: Order,
    inputs: Vec<(&'static str, Material)>,
    with: Box<dyn Fn(&mut dyn FnMut(&mut Till)) + Send + Sync>,
    tongue: Tongue,
    cost: u64,
    /// What is under way is done.
    finish: Box<dyn Fn() + Send + Sync>,
    /// What comes of the next result instead of it.
    content: Box<dyn Fn(Answer) + Send + Sync>,
}

fn order(role: Role) -> Order {
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
    }
}

fn plate() -> Material {
    Material { name: "plate.png".into(), mime: "image/png", bytes: fakes::picture("plate", 64, 40) }
}

fn voice() -> Material {
    Material { name: "voice.wav".into(), mime: "audio/wav", bytes: fakes::tone("It came back on.") }
}

/// One of four seconds.
fn clip() -> Vec<u8> {
    static CLIP: OnceLock<Vec<u8>> = OnceLock::new();
    CLIP.get_or_init(|| film("640x360", 4)).clone()
}

fn openai(name: &'static str, order: Order, inputs: Vec<(&'static str, Material)>) -> Wire {
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

fn azure(name: &'static str, set: BTreeMap<String, String>, inputs: Vec<(&'static str, Material)>) -> Wire {
    let (fake, base) = fakes::azure::Fake::start();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap());
    Wire { name, speaks: "azure", base, set, key: Some((Auth::Header("api-key".into()), fakes::azure::KEY)), order: order(Role::Picture), inputs, with: Box::new(with), tongue: Tongue::OpenAi, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

fn did(name: &'static str, order: Order, inputs: Vec<(&'static str, Material)>) -> Wire {
    let (fake, base) = fakes::did::Fake::start();
    fake.0.lock().unwrap().clip = clip();
    let ending = fake.clone();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
    Wire { name, speaks: "d-id", base, set: BTreeMap::new(), key: Some((Auth::Basic, fakes::did::KEY)), order, inputs, with: Box::new(with), tongue: Tongue::Did, cost: 1000, finish: Box::new(move || ending.0.lock().unwrap().talks.values_mut().for_each(|t| t.1 = 10)), content: Box::new(|_| ()) }
}

fn eleven(name: &'static str, order: Order) -> Wire {
    let (fake, base) = fakes::eleven::Fake::start();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap());
    Wire { name, speaks: "elevenlabs", base, set: BTreeMap::new(), key: Some((Auth::Header("xi-api-key".into()), fakes::eleven::KEY)), order, inputs: vec![], with: Box::new(with), tongue: Tongue::Eleven, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

fn comfy(fake: &fakes::comfy::Fake, base: String, workflow: &str) -> Wire {
    let path = tempfile::NamedTempFile::new().unwrap().into_temp_path().keep().unwrap();
    std::fs::write(&path, workflow).unwrap();
    let fake = fake.clone();
    let with = move |f: &mut dyn FnMut(&mut Till)| f(&mut fake.0.lock().unwrap().till);
    let set = BTreeMap::from([("workflow".to_string(), path.display().to_string())]);
    Wire { name: "comfyui", speaks: "comfyui", base, set, key: None, order: order(Role::Picture), inputs: vec![], with: Box::new(with), tongue: Tongue::Plain, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

fn moving(role: Role, model: &str) -> Order {
    Order { model: model.into(), milliseconds: Some(4000), size: Some([1280, 720]), ..order(role) }
}

fn spoken(model: &str) -> Order {
    Order { model: model.into(), size: None, seed: None, voice: Some("21m00Tcm4TlvDq8ikWAM".into()), manner: vec!["whispers".into()], ..order(Role::Speech) }
}

/// All wires, each with a fake of its own.
fn wires() -> Vec<Wire> {
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
    fn fault(&self, answer: Answer) {
        (self.with)(&mut |till| till.faults.push_back(Some(answer.clone())));
    }

    fn sold(&self) -> u32 {
        let mut out = 0;
        (self.with)(&mut |till| out = till.count());
        out
    }

    /// Requests that would sell.
    fn asked(&self) -> usize {
        let mut out = 0;
        (self.with)(&mut |till| out = till.asked.iter().filter(|a| a.starts_with("POST")).count());
        out
    }

    fn want(&self) -> Want {
        let inputs: Vec<String> = self.inputs.iter().map(|(name, _)| name.to_string()).collect();
        let key = self.order.key(&inputs);
        Want { task: "task".into(), key, order: self.order.clone(), inputs, script: "a.frost".into(), shot: Some("1.1".into()), line: 1, cost: self.cost, takes: 1, expected: None, picked: None, missed: None }
    }

    fn counter(&self) -> Counter {
        let pass = self.key.as_ref().map(|(auth, key)| Pass { auth: auth.clone(), secret: Secret::new(key), hosts: host_of(&self.base).into_iter().collect::<Vec<_>>().into() });
        Counter { way: Way::Net(remote::provider(self.speaks).unwrap()), base: self.base.clone(), set: self.set.clone(), pass, local: true, gate: Gate::new(2, None), learned: Learned::default() }
    }

    fn buy(&self, folder: &Path) -> Bought {
        self.buy_until(folder, &AtomicBool::new(false))
    }

    fn buy_until(&self, folder: &Path, cancel: &AtomicBool) -> Bought {
        pace();
        let takes = Takes::open(folder, cancel, &mut || ()).unwrap();
        let net = Net::new().unwrap();
        let counters = BTreeMap::from([("p".to_string(), self.counter())]);
        let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel, detector: None, film_budget: None, run_budget: None };
        let material = |_: &Order, key: &str, _: Option<&Path>| self.inputs.iter().find(|(name, _)| *name == key).map(|(_, m)| m.clone()).ok_or_else(|| "there is none".to_string());
        shop.buy(vec![self.want()], &material, &mut |_, _, _, _| ()).unwrap()
    }

    /// The author lets the last attempt go.
    fn again(&self, folder: &Path) {
        let takes = Takes::open(folder, &AtomicBool::new(false), &mut || ()).unwrap();
        let last = takes.ledger.of_order(&self.want().key).pop().unwrap();
        takes.ledger.append(Entry::Again { attempt: last.id, at: 0 }).unwrap();
    }
}

/// Tests do not wait as people do.
fn pace() {
    static SET: OnceLock<()> = OnceLock::new();
    SET.get_or_init(|| {
        // SAFETY: set once, before anything of the runner reads it.
        unsafe {
            std::env::set_var("FROST_PACE", "0.003");
            std::env::set_var("FROST_TIMEOUT", "5");
        }
    });
}

fn refusal(bought: &Bought) -> &Refusal {
    &bought.refusals.first().unwrap_or_else(|| panic!("it was bought: {bought:?}")).1
}

#[test]
fn each_order_is_bought_once_as_its_documents_say() {
    for wire in wires() {
        let folder = tempfile::tempdir().unwrap();
        let bought = wire.buy(folder.path());
        assert_eq!((bought.takes.len(), bought.sent, wire.sold()), (1, 1, 1), "{}: {:?}", wire.name, bought.refusals);
        assert!(bought.takes["task"].is_file());
        let again = wire.buy(folder.path());
        assert_eq!((again.takes, again.sent, wire.sold()), (bought.takes, 0, 1), "{}", wire.name);
        let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
        let State::Stored { measured, .. } = &takes.ledger.attempts()[0].state else { panic!("{}", wire.name) };
        assert!(!measured.is_empty(), "{}", wire.name);
        // Who says when words are heard is remembered.
        assert_eq!(measured.contains_key("timing"), wire.speaks == "elevenlabs" && wire.order.role == Role::Speech, "{}", wire.name);
    }
}

#[test]
fn a_busy_provider_is_waited_for_and_sells_once() {
    for wire in wires() {
        let folder = tempfile::tempdir().unwrap();
        for answer in wire.tongue.busy() {
            wire.fault(answer);
        }
        let bought = wire.buy(folder.path());
        assert_eq!((bought.takes.len(), wire.sold()), (1, 1), "{}: {:?}", wire.name, bought.refusals);
    }
}

#[test]
fn no_money_and_a_wrong_key_stop_at_once_and_nothing_is_bought() {
    for wire in wires() {
        for answer in [wire.tongue.money(), wire.tongue.error(401, "invalid_api_key", "wrong key"), wire.tongue.error(403, "PermissionError", "not yours")] {
            let folder = tempfile::tempdir().unwrap();
            let (before, sold) = (wire.asked(), wire.sold());
            wire.fault(answer);
            let bought = wire.buy(folder.path());
            assert!(matches!(refusal(&bought), Refusal::Not(why) if why.contains("nothing more is asked there")), "{}: {bought:?}", wire.name);
            let uploads = wire.inputs.len() * usize::from(wire.speaks == "d-id" || wire.speaks == "comfyui");
            assert_eq!((wire.asked() - before, wire.sold()), (1 + uploads, sold), "{}", wire.name);
            // Once that is put right the same command buys it.
            assert_eq!(wire.buy(folder.path()).takes.len(), 1, "{}", wire.name);
        }
    }
}

#[test]
fn refused_words_are_not_sent_again_unasked() {
    for wire in wires() {
        let Some(answer) = wire.tongue.moderation() else { continue };
        let folder = tempfile::tempdir().unwrap();
        wire.fault(answer);
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Moderation(why) if why.contains("safety system") || why.contains("not allowed")), "{}: {bought:?}", wire.name);
        let before = wire.asked();
        assert!(matches!(refusal(&wire.buy(folder.path())), Refusal::Moderation(_)), "{}", wire.name);
        assert_eq!((wire.asked(), wire.sold()), (before, 0), "{}", wire.name);
        wire.again(folder.path());
        assert_eq!(wire.buy(folder.path()).takes.len(), 1, "{}", wire.name);
    }
}

#[test]
fn what_may_have_been_paid_is_not_sent_again_unasked() {
    let yes = |how: How| Answer { how, ..Answer::json(200, json!({ "filler": "x".repeat(4000) })) };
    let broken = [
        Answer::bytes("text/html", b"<html><body>Bad gateway</body></html>".to_vec()),
        Answer::json(200, json!({ "created": 1 })),
        Answer::bytes("application/json", Vec::new()),
        Answer::bytes("application/json", b"{\"id\": \"x".to_vec()),
        yes(How::Truncated),
        yes(How::WrongLength),
        yes(How::Dropped),
    ];
    for wire in wires() {
        for answer in &broken {
            let folder = tempfile::tempdir().unwrap();
            let sold = wire.sold();
            wire.fault(answer.clone());
            let bought = wire.buy(folder.path());
            assert!(matches!(refusal(&bought), Refusal::Undecided { .. }), "{}: {answer:?}: {bought:?}", wire.name);
            let before = wire.asked();
            assert!(matches!(refusal(&wire.buy(folder.path())), Refusal::Undecided { .. }), "{}", wire.name);
            assert_eq!((wire.asked(), wire.sold()), (before, sold + 1), "{}", wire.name);
            wire.again(folder.path());
            assert_eq!((wire.buy(folder.path()).takes.len(), wire.sold()), (1, sold + 2), "{}", wire.name);
        }
    }
}

#[test]
fn a_gateway_that_gives_up_may_have_sold_and_is_not_asked_again_unasked() {
    let page = |status| Answer::bytes("text/html", b"<html><body>Gateway</body></html>".to_vec()).status(status);
    for wire in wires() {
        let own = |status| wire.tongue.error(status, "server_error", "oops");
        for answer in [page(502), page(503), page(504), page(524), own(500), own(502), own(504), own(408)] {
            let folder = tempfile::tempdir().unwrap();
            let sold = wire.sold();
            wire.fault(answer.clone().after_the_sale());
            let bought = wire.buy(folder.path());
            assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains("nobody knows")), "{}: {answer:?}: {bought:?}", wire.name);
            let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
            assert_eq!(takes.ledger.spent(), 1000, "{}: what may have been paid counts", wire.name);
            drop(takes);
            let before = wire.asked();
            assert!(matches!(refusal(&wire.buy(folder.path())), Refusal::Undecided { .. }), "{}", wire.name);
            assert_eq!((wire.asked(), wire.sold()), (before, sold + 1), "{}: {answer:?}", wire.name);
            wire.again(folder.path());
            assert_eq!((wire.buy(folder.path()).takes.len(), wire.sold()), (1, sold + 2), "{}", wire.name);
        }
        // Who says that it may be sent again did nothing.
        let folder = tempfile::tempdir().unwrap();
        let sold = wire.sold();
        wire.fault(own(500).with("x-should-retry", "true"));
        assert_eq!((wire.buy(folder.path()).takes.len(), wire.sold()), (1, sold + 1), "{}", wire.name);
    }
}

#[test]
fn what_costs_nothing_at_home_is_simply_made_again() {
    for mut wire in wires().into_iter().filter(|w| w.key.is_none()) {
        wire.cost = 0;
        let folder = tempfile::tempdir().unwrap();
        wire.fault(Answer { how: How::Dropped, ..Answer::json(200, json!({})) });
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Not(_)), "{}: {bought:?}", wire.name);
        assert_eq!(wire.buy(folder.path()).takes.len(), 1, "{}", wire.name);
    }
}

/// `FROST_FAULTS` says how many schedules for all wires together (50 if not said), `FROST_SEED` where they begin.
#[test]
fn any_schedule_over_any_wire_buys_once() {
    let number = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise);
    let all = wires();
    let rounds = number("FROST_FAULTS", 50).div_ceil(all.len() as u64);
    let mut state = number("FROST_SEED", 1);
    let mut roll = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let page = |status| Answer::bytes("text/html", b"<html>Gateway</html>".to_vec()).status(status).after_the_sale();
    let (mut decided, mut stopped) = (0, 0);
    for wire in &all {
        let own = |status| wire.tongue.error(status, "server_error", "oops");
        let yes = |how| Answer { how, ..Answer::json(200, json!({ "filler": "x".repeat(400) })) };
        let mut kinds = wire.tongue.busy();
        kinds.extend([wire.tongue.money(), own(401), own(403), own(500).after_the_sale(), own(408).after_the_sale(), page(502), page(503), page(504)]);
        kinds.extend([yes(How::Dropped), yes(How::Truncated), yes(How::WrongLength), yes(How::Whole), Answer::bytes("text/html", b"<html>busy</html>".to_vec())]);
        kinds.extend(wire.tongue.moderation());
        let mut film = None;
        for round in 0..rounds {
            let folder = tempfile::tempdir().unwrap();
            let (before, mut allowed) = (wire.sold(), 1);
            (wire.with)(&mut |till| till.faults.clear());
            for _ in 0..3 + roll(3) {
                wire.fault(kinds[roll(kinds.len() as u64) as usize].clone());
            }
            for run in 0.. {
                assert!(run < 30, "{} {round}: it does not end", wire.name);
                let cancel = AtomicBool::new(false);
                let soon = (roll(3) == 0).then(|| Duration::from_millis(roll(40)));
                let bought = std::thread::scope(|scope| {
                    if let Some(soon) = soon {
                        let cancel = &cancel;
                        scope.spawn(move || {
                            std::thread::sleep(soon);
                            cancel.store(true, Ordering::SeqCst);
                        });
                    }
                    wire.buy_until(folder.path(), &cancel)
                });
                let Some((_, refusal)) = bought.refusals.first() else {
                    let name = bought.takes["task"].file_name().unwrap().to_owned();
                    assert_eq!(*film.get_or_insert_with(|| name.clone()), name, "{} {round}", wire.name);
                    break;
                };
                stopped += u32::from(matches!(refusal, Refusal::Cancelled));
                if matches!(refusal, Refusal::Undecided { .. } | Refusal::Moderation(_)) {
                    wire.again(folder.path());
                    (allowed, decided) = (allowed + 1, decided + 1);
                }
            }
            let sold = wire.sold() - before;
            assert!((1..=allowed).contains(&sold), "{} {round}: sold {sold} times, {allowed} allowed", wire.name);
        }
    }
    println!("{} schedules over {} wires, {decided} decisions, {stopped} interrupted", rounds * all.len() as u64, all.len());
}

#[test]
fn a_request_with_a_key_follows_no_redirect() {
    let elsewhere = Arc::new(Mutex::new(0));
    let count = elsewhere.clone();
    let trap = fakes::serve(move |_| {
        *count.lock().unwrap() += 1;
        Answer::json(200, json!({}))
    });
    for wire in wires() {
        for status in [301, 302, 303, 307, 308] {
            let folder = tempfile::tempdir().unwrap();
            wire.fault(Answer::json(status, json!({})).with("location", &format!("{trap}/stolen")));
            let bought = wire.buy(folder.path());
            assert!(matches!(refusal(&bought), Refusal::Not(_)), "{}: {bought:?}", wire.name);
        }
    }
    assert_eq!(*elsewhere.lock().unwrap(), 0);
}

#[test]
fn a_wrong_workflow_is_told_node_by_node_before_anything_is_sent() {
    let (fake, base) = fakes::comfy::Fake::start();
    for (wrong, said) in [
        (fakes::comfy::WORKFLOW.replace("\"seed\": \"{{seed}}\"", "\"seed\": \"{{prompt}}\""), "node 1 (Draw), `seed`: it takes a number, and the slot `{{prompt}}` holds text"),
        (fakes::comfy::WORKFLOW.replace("paint.safetensors", "none.safetensors"), "node 1 (Draw), `model`: the server has no `none.safetensors`; it has paint.safetensors"),
        (fakes::comfy::WORKFLOW.replace("SaveImage", "SaveElsewhere"), "node 2 (SaveElsewhere): the server has no such node"),
        (fakes::comfy::WORKFLOW.replace("{{prompt}}", "{{promt}}"), "the slot `{{promt}}` is not known"),
        (fakes::comfy::WORKFLOW.replace("{{prompt}}", "a red door"), "has no slot `{{prompt}}`"),
    ] {
        let wire = comfy(&fake, base.clone(), &wrong);
        let folder = tempfile::tempdir().unwrap();
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Not(why) if why.contains(said)), "{said}: {bought:?}");
        assert_eq!(wire.sold(), 0);
    }
    assert!(!fake.0.lock().unwrap().till.asked.iter().any(|a| a.starts_with("POST /prompt")));
}

#[test]
fn references_are_laid_down_and_progress_is_told() {
    let (fake, base) = fakes::comfy::Fake::start();
    let workflow = r#"{
      "1": { "class_type": "Draw", "inputs": { "text": "{{prompt}}", "negative": "{{avoid}}", "seed": "{{seed}}", "width": "{{width}}", "height": "{{height}}", "model": "paint.safetensors" } },
      "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } },
      "3": { "class_type": "LoadImage", "inputs": { "image": "{{reference}}" } }, "4": { "class_type": "LoadImage", "inputs": { "image": "{{reference 2}}" } }
    }"#;
    let mut wire = comfy(&fake, base, workflow);
    wire.inputs = vec![("sheet", plate()), ("other", Material { bytes: fakes::picture("other", 32, 32), ..plate() })];
    fake.0.lock().unwrap().slow = 2;
    let folder = tempfile::tempdir().unwrap();
    pace();
    let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
    let net = Net::new().unwrap();
    let counters = BTreeMap::from([("p".to_string(), wire.counter())]);
    let cancel = AtomicBool::new(false);
    let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
    let mut parts = Vec::new();
    let material = |_: &Order, key: &str, _: Option<&Path>| Ok(wire.inputs.iter().find(|(name, _)| *name == key).unwrap().1.clone());
    // News may come before anybody listens; then the job is only asked after. One of a few is heard.
    for round in 0..20 {
        let mut want = wire.want();
        want.order.prompt = format!("round {round}");
        want.key = want.order.key(&want.inputs);
        let bought = shop.buy(vec![want], &material, &mut |_, _, _, part| parts.extend(part)).unwrap();
        assert_eq!(bought.takes.len(), 1, "{:?}", bought.refusals);
    }
    assert_eq!(fake.0.lock().unwrap().laid.len(), 2);
    assert!(parts.contains(&50), "{parts:?}");
}

#[test]
fn calling_off_cancels_jobs_where_that_is_possible() {
    let off = |wire: &Wire, folder: &Path| {
        let cancel = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let until = Instant::now() + Duration::from_secs(20);
                while wire.sold() == 0 && Instant::now() < until {
                    std::thread::sleep(Duration::from_millis(5));
                }
                std::thread::sleep(Duration::from_millis(50));
                cancel.store(true, Ordering::SeqCst);
            });
            wire.buy_until(folder, &cancel)
        })
    };
    let state = |folder: &Path| {
        let takes = Takes::open(folder, &AtomicBool::new(false), &mut || ()).unwrap();
        takes.ledger.attempts().pop().unwrap().state
    };
    let all = wires();
    let by_name = |name: &str| all.iter().find(|w| w.name == name).unwrap();
    // One that lets go of its job: nothing is spent.
    let (sdcpp, base) = fakes::sdcpp::Fake::start();
    sdcpp.0.lock().unwrap().endless = true;
    let inner = sdcpp.clone();
    let wire = Wire { base, with: Box::new(move |f: &mut dyn FnMut(&mut Till)| f(&mut inner.0.lock().unwrap().till)), set: BTreeMap::new(), key: None, order: order(Role::Picture), inputs: vec![], ..wire_like(by_name("stable-diffusion.cpp")) };
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refusal(&off(&wire, folder.path())), Refusal::Cancelled));
    assert_eq!(sdcpp.0.lock().unwrap().cancelled.len(), 1);
    assert!(matches!(state(folder.path()), State::Void(_)));
    // ComfyUI is told to take it out of the queue and to interrupt it.
    let (comfyui, base) = fakes::comfy::Fake::start();
    comfyui.0.lock().unwrap().slow = u32::MAX;
    let mut wire = comfy(&comfyui, base, fakes::comfy::WORKFLOW);
    wire.cost = 0;
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refusal(&off(&wire, folder.path())), Refusal::Cancelled));
    assert_eq!(comfyui.0.lock().unwrap().cancelled, ["prompt-0", "prompt-0"]);
    // D-ID lets go only of what is over, and wants its money for it: nothing is deleted, and the result is fetched next time.
    let (fake, base) = fakes::did::Fake::start();
    {
        let mut state = fake.0.lock().unwrap();
        (state.endless, state.clip) = (true, clip());
    }
    let inner = fake.clone();
    let talks = by_name("d-id talks");
    let wire = Wire { base, with: Box::new(move |f: &mut dyn FnMut(&mut Till)| f(&mut inner.0.lock().unwrap().till)), set: BTreeMap::new(), key: talks.key.clone(), order: talks.order.clone(), inputs: talks.inputs.clone(), ..wire_like(talks) };
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(refusal(&off(&wire, folder.path())), Refusal::Cancelled));
    assert!(matches!(state(folder.path()), State::Submitted(_)));
    fake.0.lock().unwrap().endless = false;
    assert_eq!((wire.buy(folder.path()).takes.len(), wire.sold()), (1, 1));
    assert!(fake.0.lock().unwrap().deleted.is_empty());
}

#[test]
fn a_job_that_is_done_when_it_is_called_off_is_kept() {
    for wire in wires().into_iter().filter(|w| ["openai videos", "d-id talks", "d-id animations", "stable-diffusion.cpp"].contains(&w.name)) {
        let folder = tempfile::tempdir().unwrap();
        let cancel = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let until = Instant::now() + Duration::from_secs(20);
                while wire.sold() == 0 && Instant::now() < until {
                    std::thread::sleep(Duration::from_millis(1));
                }
                (wire.finish)();
                cancel.store(true, Ordering::SeqCst);
            });
            wire.buy_until(folder.path(), &cancel)
        });
        let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
        assert!(matches!(takes.ledger.attempts()[0].state, State::Stored { .. }), "{}: {:?}", wire.name, takes.ledger.attempts());
        drop(takes);
        assert_eq!((wire.buy(folder.path()).takes.len(), wire.sold()), (1, 1), "{}", wire.name);
    }
}

#[test]
fn a_job_that_a_server_forgot_is_not_asked_after_for_ever() {
    let (fake, base) = fakes::comfy::Fake::start();
    fake.0.lock().unwrap().slow = u32::MAX;
    let mut wire = comfy(&fake, base, fakes::comfy::WORKFLOW);
    for (cost, paid) in [(1000, true), (0, false)] {
        wire.cost = cost;
        let folder = tempfile::tempdir().unwrap();
        // The server is started anew while it draws.
        let sold = wire.sold();
        let bought = std::thread::scope(|scope| {
            scope.spawn(|| {
                let until = Instant::now() + Duration::from_secs(20);
                while wire.sold() == sold && Instant::now() < until {
                    std::thread::sleep(Duration::from_millis(1));
                }
                std::thread::sleep(Duration::from_millis(50));
                fake.0.lock().unwrap().jobs.clear();
            });
            wire.buy(folder.path())
        });
        assert_eq!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains("started anew")), paid, "{bought:?}");
        assert_eq!(matches!(refusal(&bought), Refusal::Not(_)), !paid, "{bought:?}");
    }
}

#[test]
fn a_result_that_breaks_on_its_way_is_asked_for_again_while_its_job_is_known() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    let torn = || {
        let mut bytes = clip();
        bytes.truncate(bytes.len() / 2);
        Answer::bytes("video/mp4", bytes)
    };
    for answer in [Answer::bytes("text/html", b"<html>busy</html>".to_vec()), torn(), Answer::json(500, json!({})).with("retry-after-ms", "10")] {
        let folder = tempfile::tempdir().unwrap();
        let sold = wire.sold();
        (wire.content)(answer);
        let bought = wire.buy(folder.path());
        assert_eq!((bought.takes.len(), wire.sold()), (1, sold + 1), "{bought:?}");
    }
    // What comes the same each time is what was made.
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        (wire.content)(torn());
    }
    assert!(matches!(refusal(&wire.buy(folder.path())), Refusal::Undecided { .. }));
}

/// An MP4 whose index stands before its pictures, as servers send it.
fn index_first(bytes: &[u8]) -> Vec<u8> {
    let mut boxes: Vec<(&[u8], &[u8])> = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let long = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        boxes.push((&bytes[at + 4..at + 8], &bytes[at..at + long]));
        at += long;
    }
    let of = |name: &[u8]| boxes.iter().find(|b| b.0 == name).unwrap().1;
    let (head, mut index, pictures) = (of(b"ftyp"), of(b"moov").to_vec(), of(b"mdat"));
    let was = boxes.iter().take_while(|b| b.0 != b"mdat").map(|b| b.1.len()).sum::<usize>();
    let moved = (head.len() + index.len()) as i64 - was as i64;
    let places: Vec<usize> = (0..index.len() - 4).filter(|i| index[*i..].starts_with(b"stco")).collect();
    for place in places {
        let count = u32::from_be_bytes(index[place + 8..place + 12].try_into().unwrap()) as usize;
        for offset in index[place + 12..place + 12 + count * 4].chunks_exact_mut(4) {
            let new = i64::from(u32::from_be_bytes(offset.try_into().unwrap())) + moved;
            offset.copy_from_slice(&(new as u32).to_be_bytes());
        }
    }
    [head, &index, pictures].concat()
}

#[test]
fn clips_of_another_shape_or_length_and_torn_ones_are_no_takes() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    // Its index comes first: what is there can be decoded.
    let mut torn = index_first(&clip());
    torn.truncate(torn.len() * 4 / 5);
    // Whole, it is a take.
    let folder = tempfile::tempdir().unwrap();
    (wire.content)(Answer::bytes("video/mp4", index_first(&clip())));
    assert_eq!(wire.buy(folder.path()).takes.len(), 1);
    for (bytes, said) in [(film("360x640", 4), "1280x720 was ordered"), (film("640x360", 2), "4.00 s were ordered"), (torn, "the clip ")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            (wire.content)(Answer::bytes("video/mp4", bytes.clone()));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains(said)), "{said}: {bought:?}");
        wire.again(folder.path());
        // What was not fetched any more is not in the way of the next.
        while wire.buy(folder.path()).takes.is_empty() {
            wire.again(folder.path());
        }
    }
}

#[test]
fn frozen_black_and_cut_clips_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let black = png(|_| 0);
    let noise = png(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 / 2 + 60);
    std::fs::write(folder.path().join("black.png"), black).unwrap();
    std::fs::write(folder.path().join("still.png"), noise).unwrap();
    let shot = |length: &str, what: &str| format!("  shot wide, {length}\n    {what}\n    Waves.\n");
    let of = |shots: &str| {
        let head = "film \"C\"\n  size  640x360\n\nstyle plain\n  look      paper\n  grain     none\n  vignette  0%\n\nEXT. SEA - NOON\n";
        fakes::rendered(folder.path(), &format!("{head}{shots}"))
    };
    let still = of(&shot("4s", "image \"still.png\""));
    let mostly = of(&(shot("2s", "camera push in") + &shot("8s", "image \"still.png\"")));
    let dark = of(&shot("4s", "image \"black.png\""));
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    for (bytes, said) in [(still, "the clip is frozen: all its pictures are the same"), (mostly, "the clip is frozen for most of its length"), (dark, "the clip is black or empty")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            (wire.content)(Answer::bytes("video/mp4", bytes.clone()));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains(said) && reason.contains("kept as takes/")), "{said}: {bought:?}");
        // What came the same twice was fetched twice.
        (wire.content)(Answer::bytes("video/mp4", clip()));
        wire.again(folder.path());
        while wire.buy(folder.path()).takes.is_empty() {
            wire.again(folder.path());
        }
    }
    // A cut is no fault, and is noted with the take.
    let cut = of(&(shot("2s", "camera push in") + "\nINT. CELLAR - NIGHT\n" + &shot("2s", "camera push in")));
    for (bytes, noted) in [(cut, Some("there is a cut in it")), (clip(), None)] {
        let folder = tempfile::tempdir().unwrap();
        (wire.content)(Answer::bytes("video/mp4", bytes));
        assert_eq!(wire.buy(folder.path()).takes.len(), 1);
        let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
        let State::Stored { measured, .. } = &takes.ledger.attempts()[0].state else { panic!() };
        assert_eq!(measured.get("cut").map(String::as_str), noted, "{measured:?}");
    }
}

/// A grey picture of a frame's size, by the number of each pixel.
fn png(of: impl Fn(u32) -> u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 640, 360);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&(0..640 * 360).map(of).collect::<Vec<u8>>()).unwrap();
    bytes
}

#[test]
fn answers_and_results_that_are_too_large_are_not_taken() {
    const MB: u64 = 1 << 20;
    let promised = |kind: &str, bytes: u64| Answer { how: How::Promised(bytes), ..Answer::bytes(kind, b"{".to_vec()) };
    let all = wires();
    let by_name = |name: &str| all.iter().find(|w| w.name == name).unwrap();
    // An order that is answered with more than may be may have been paid.
    let wire = by_name("openai generations");
    let folder = tempfile::tempdir().unwrap();
    wire.fault(promised("application/json", 128 * MB + 1));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason == "the answer is larger than 128 MB"), "{bought:?}");
    assert_eq!(wire.sold(), 1);
    // One of just that size is not refused for it: here it breaks off.
    let folder = tempfile::tempdir().unwrap();
    wire.fault(promised("application/json", 128 * MB));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains("broke off")), "{bought:?}");
    // Clips may be larger than pictures, and have their end too.
    let wire = by_name("openai videos");
    for (bytes, said) in [(512 * MB, "broke off"), (512 * MB + 1, "the answer is larger than 512 MB")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..18 {
            (wire.content)(promised("video/mp4", bytes));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Later(why) if why.contains("cannot be fetched") && why.contains(said)), "{said}: {bought:?}");
        // The job is known, so it is fetched once it can be, and paid once.
        let sold = wire.sold();
        while wire.buy(folder.path()).takes.is_empty() {}
        assert_eq!(wire.sold(), sold);
    }
    // Nobody needs to say how much is coming.
    let base = fakes::serve(|asked| {
        let body = vec![b'x'; asked.path[1..].parse().unwrap()];
        Answer { how: How::Unmeasured, ..Answer::bytes("image/png", body) }.status(if asked.method == "POST" { 500 } else { 200 })
    });
    let net = Net::new().unwrap();
    let ask = |bytes: u64| remote::Ask::get(format!("{base}/{bytes}"));
    assert_eq!(net.ask_for(&ask(3 * MB), None, 3 * MB, None).unwrap().body.len() as u64, 3 * MB);
    for large in [net.ask_for(&ask(3 * MB + 1), None, 3 * MB, None), net.fetch(&ask(3 * MB + 1).url, true, 3 * MB)] {
        assert!(matches!(&large, Err(NetError::TooLarge(why)) if why == "the answer is larger than 3 MB"), "{:?}", large.map(|r| r.status));
    }
    // A refusal is one, however much stands in it.
    let refused = net.ask_for(&remote::Ask::post(format!("{base}/{}", 3 * MB + 1), remote::Body::None), None, 3 * MB, None).unwrap();
    assert!(refused.status == 500 && refused.body.len() as u64 <= 3 * MB);
}

#[test]
fn a_key_in_the_name_of_a_job_is_not_written_down() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    let key = fakes::openai::KEY;
    for id in [key.to_string(), base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("Bearer {key}"))] {
        let folder = tempfile::tempdir().unwrap();
        wire.fault(Answer::json(200, json!({ "id": id, "object": "video", "status": "queued" })));
        wire.buy(folder.path());
        let text = std::fs::read_to_string(folder.path().join("ledger")).unwrap();
        assert!(text.contains("submitted") && !text.contains(&id) && !text.contains(key), "{text}");
    }
}

/// Name and words of another wire.
fn wire_like(wire: &Wire) -> Wire {
    Wire { name: wire.name, speaks: wire.speaks, base: String::new(), set: BTreeMap::new(), key: None, order: wire.order.clone(), inputs: vec![], with: Box::new(|_| ()), tongue: wire.tongue, cost: 1000, finish: Box::new(|| ()), content: Box::new(|_| ()) }
}

#[test]
fn a_server_sends_us_to_no_other_host() {
    // A poll address elsewhere is not asked, with or without a key.
    let trap = Arc::new(Mutex::new(0));
    let count = trap.clone();
    let elsewhere = fakes::serve(move |_| {
        *count.lock().unwrap() += 1;
        Answer::json(200, json!({}))
    });
    let wire = wires().into_iter().find(|w| w.speaks == "stable-diffusion.cpp").unwrap();
    let folder = tempfile::tempdir().unwrap();
    wire.fault(Answer::json(202, json!({ "id": "job_9", "status": "queued", "poll_url": format!("{elsewhere}/sdcpp/v1/jobs/job_9") })));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Later(why) if why.contains("another host")), "{bought:?}");
    assert_eq!(*trap.lock().unwrap(), 0);
}
