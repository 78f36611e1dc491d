//! What happens to a film's orders when providers misbehave: random schedules of faults, and processes killed at any
//! instant. In the end there is the same film, nothing was bought twice unasked, and no key is on disk.
//! `FROST_FAULTS` and `FROST_KILLS` say how many (50 and 10 if not said), `FROST_SEED` where they begin.

mod fakes;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fakes::{Answer, Asked, How, picture};
use frost::backends::remote;
use frost::plan::provider::contract::Auth;
use frost::plan::provider::{Order, Role};
use frost::run::gate::Gate;
use frost::run::keys::Secret;
use frost::run::ledger::Entry;
use frost::run::net::{Net, Pass, host_of};
use frost::run::shop::{Counter, Learned, Refusal, Shop, Want, Way};
use frost::run::takes::Takes;
use serde_json::json;

const KEY: &str = "sk-faults-77aa12";

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

/// Small and good enough for a schedule.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// How an order is answered: at once, with an address of the result, as a job without a word of its end (ComfyUI), or as a
/// job that says how it is (stable-diffusion.cpp).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Direct,
    Link,
    Silent,
    Telling,
}

/// What becomes of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Good,
    Endless,
    Gone,
}

struct Job {
    manner: Manner,
    words: String,
    fate: Fate,
    /// Its name came through.
    told: bool,
}

/// A provider of jobs and of direct answers that misbehaves by a schedule.
#[derive(Default)]
struct Server {
    sold: BTreeMap<String, u32>,
    /// At which request which fault is due: a number from which the kind follows by what is asked.
    faults: BTreeMap<u64, u64>,
    count: u64,
    seen: BTreeMap<&'static str, u64>,
    jobs: Vec<Job>,
    results: BTreeMap<String, String>,
    base: String,
    /// Set, it is the author's Ctrl-C.
    cancel: Arc<AtomicBool>,
}

/// What can go wrong with a request that sells.
const SUBMIT: [&str; 32] = [
    "401", "402", "403", "408", "409", "429 seconds", "429 date", "429 body", "429 milliseconds", "429 money", "451", "500", "503", "slow body", "truncated body", "wrong length", "wrong content type", "html", "missing fields", "dropped",
    "redirect", "clock skew", "no picture", "empty", "expired link", "sold, then 408", "sold, then 500", "sold, then 502", "sold, then 503", "sold, then 504", "interrupt",
    "sold and interrupted",
];

/// What can go wrong with a job that is taken.
const TAKEN: [&str; 4] = ["job never ends", "job vanishes", "duplicate id", "key in its name"];

/// What can go wrong with a question after a job.
const POLL: [&str; 22] = [
    "401", "402", "403", "408", "409", "429 seconds", "429 date", "429 body", "429 milliseconds", "429 money", "451", "500", "503", "slow body", "truncated body", "wrong length", "html", "missing fields", "dropped", "unknown state", "redirect",
    "interrupt",
];

/// What can go wrong with a result that is fetched.
const RESULT: [&str; 11] = ["interrupt", "expired link", "truncated body", "wrong length", "wrong content type", "html", "slow body", "dropped", "500", "503", "redirect"];

fn refuse(status: u16, code: &str) -> Answer {
    fakes::openai::error(status, "t", code, "a fault of the schedule")
}

/// An answer that goes wrong; `good` is what it would be.
fn fault(kind: &str, good: Answer) -> Answer {
    let how = |how| Answer { how, ..good.clone() };
    match kind {
        "401" => refuse(401, "invalid_api_key"),
        "402" => refuse(402, "billing"),
        "403" => refuse(403, "forbidden"),
        "408" => refuse(408, "timeout"),
        "409" => refuse(409, "conflict"),
        "429 seconds" => refuse(429, "rate_limit_exceeded").with("retry-after", "1"),
        "429 date" => refuse(429, "rate_limit_exceeded").with("retry-after", &soon()),
        "429 body" => Answer::json(429, json!({ "error": { "code": 429, "message": "m", "details": [{ "retryDelay": "1s" }] } })),
        "429 milliseconds" => refuse(429, "slow_down").with("retry-after-ms", "30"),
        "429 money" => refuse(429, "insufficient_quota"),
        "451" => refuse(451, "moderation_blocked"),
        "500" => refuse(500, "server_error"),
        "503" => refuse(503, "server_is_overloaded"),
        "slow body" => how(How::Slow),
        "truncated body" => how(How::Truncated),
        "wrong length" => how(How::WrongLength),
        "wrong content type" => Answer::bytes("image/png", good.body),
        "html" => Answer::bytes("text/html", b"<html><body>Bad gateway</body></html>".to_vec()),
        "missing fields" => Answer::json(200, json!({ "created": 1 })),
        "dropped" => how(How::Dropped),
        "redirect" => refuse(302, "").with("location", "http://127.0.0.1:1/elsewhere"),
        // The clock there is years behind ours.
        "clock skew" => refuse(429, "rate_limit_exceeded").with("retry-after", "Sat, 01 Jan 2000 00:00:00 GMT"),
        "unknown state" => Answer::json(200, json!({ "id": "x", "status": "dreaming" })),
        // What stands before the provider gives up, and the provider goes on.
        "sold, then 408" => refuse(408, "timeout").after_the_sale(),
        "sold, then 500" => refuse(500, "server_error").after_the_sale(),
        "sold, then 502" | "sold, then 503" | "sold, then 504" => {
            let status = kind[kind.len() - 3..].parse().unwrap_or(502);
            Answer::bytes("text/html", b"<html><body>Gateway</body></html>".to_vec()).status(status).after_the_sale()
        }
        // The author presses Ctrl-C and the answer is lost on its way.
        "sold and interrupted" => how(How::Dropped),
        "empty" => Answer::bytes("application/json", Vec::new()),
        _ => good,
    }
}

/// In two seconds, as servers write dates.
fn soon() -> String {
    let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() + 2;
    let day = frost::plan::provider::date::Day((at / 86_400) as i64).to_string();
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day[5..7].parse::<usize>().unwrap() - 1];
    format!("Mon, {} {month} {} {:02}:{:02}:{:02} GMT", &day[8..10], &day[..4], at / 3600 % 24, at / 60 % 60, at % 60)
}

impl Server {
    /// The fault that is due now among those that can happen here.
    fn due(&mut self, kinds: &[&'static str]) -> Option<&'static str> {
        let number = self.faults.get(&self.count).copied();
        self.count += 1;
        let kind = *kinds.get((number? % kinds.len() as u64) as usize)?;
        *self.seen.entry(kind).or_default() += 1;
        if kind.contains("interrupt") {
            self.cancel.store(true, std::sync::atomic::Ordering::SeqCst);
        }
        Some(kind)
    }

    fn answer(&mut self, asked: &Asked) -> Answer {
        let path = asked.path.as_str();
        // An address that was given needs no key, and must not get one.
        if let Some(name) = path.strip_prefix("/results/") {
            assert_eq!(asked.header("authorization"), "", "a key goes with a result");
            let words = self.results.get(name).cloned();
            return self.fetched(words);
        }
        assert_eq!(asked.header("authorization"), format!("Bearer {KEY}"));
        let json: serde_json::Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        let number = |text: &str| text.rsplit(['-', '/']).next().and_then(|n| n.parse::<usize>().ok());
        match (asked.method.as_str(), path) {
            ("GET", _) if path.starts_with("/object_info/") => {
                let class = path.rsplit('/').next().unwrap();
                Answer::json(200, json!({ class: { "input": { "required": {}, "optional": { "text": ["STRING"], "w": ["INT"], "images": ["IMAGE"] } }, "output": ["IMAGE"], "output_node": true } }))
            }
            ("GET", "/queue") => {
                let waiting: Vec<serde_json::Value> = self.jobs.iter().enumerate().filter(|(_, j)| j.fate == Fate::Endless).flat_map(|(n, _)| ["job-".to_string(), format!("job-{KEY}-"), "job-…-".into()].map(|name| json!([0, format!("{name}{n}"), {}, {}, []]))).collect();
                Answer::json(200, json!({ "queue_running": [], "queue_pending": waiting }))
            }
            // What runs is not let go of.
            ("POST", "/queue" | "/interrupt") => Answer::json(200, json!({})),
            ("POST", _) if path.ends_with("/cancel") => Answer::json(409, json!({ "error": "it runs" })),
            ("GET", "/sdcpp/v1/capabilities") => Answer::json(200, json!({ "supported_modes": ["img_gen"], "limits": {} })),
            ("POST", "/v1/images/generations") => {
                let words = json["prompt"].as_str().unwrap().to_string();
                let way = if json["model"] == "link" { Manner::Link } else { Manner::Direct };
                self.submitted(way, words)
            }
            ("POST", "/prompt") => self.submitted(Manner::Silent, json["prompt"]["1"]["inputs"]["text"].as_str().unwrap().to_string()),
            ("POST", "/sdcpp/v1/img_gen") => self.submitted(Manner::Telling, json["prompt"].as_str().unwrap().to_string()),
            ("GET", _) if path.starts_with("/history/") => {
                let id = path.rsplit('/').next().unwrap().to_string();
                let good = match number(&id).and_then(|n| self.jobs.get(n)) {
                    Some(Job { fate: Fate::Good, .. }) => json!({ id.clone(): { "outputs": { "2": { "images": [{ "filename": id, "subfolder": "", "type": "output" }] } }, "status": { "status_str": "success" } } }),
                    _ => json!({}),
                };
                self.polled(Answer::json(200, good))
            }
            ("GET", _) if path.starts_with("/sdcpp/v1/jobs/") => {
                let good = match number(path).and_then(|n| self.jobs.get(n)) {
                    Some(Job { fate: Fate::Good, words, .. }) => Answer::json(200, json!({ "id": "x", "status": "completed", "result": { "images": [{ "index": 0, "b64_json": base64(&picture(words, 64, 64)) }] } })),
                    Some(Job { fate: Fate::Endless, .. }) => Answer::json(200, json!({ "id": "x", "status": "generating" })),
                    _ => Answer::json(404, json!({ "error": "job not found" })),
                };
                self.polled(good)
            }
            ("GET", _) if path.starts_with("/view?filename=") => {
                let name = path.strip_prefix("/view?filename=").and_then(|r| r.split('&').next()).unwrap_or_default();
                let words = number(name).and_then(|n| self.jobs.get(n)).map(|j| j.words.clone());
                self.fetched(words)
            }
            _ => refuse(404, "x"),
        }
    }

    fn submitted(&mut self, way: Manner, words: String) -> Answer {
        let job = matches!(way, Manner::Silent | Manner::Telling);
        let fits = |kind: &&&str| match **kind {
            "no picture" => way == Manner::Direct,
            "expired link" => way == Manner::Link,
            _ => true,
        };
        let kinds: Vec<&'static str> = SUBMIT.iter().filter(fits).chain(if job { &TAKEN[..] } else { &[] }).copied().collect();
        let due = self.due(&kinds);
        let good = match way {
            Manner::Direct => fakes::openai::pictured(&words, if due == Some("no picture") { 8 } else { 64 }, 64),
            Manner::Link => {
                // An address that is over never leads to another result.
                let name = format!("{}.png", self.count);
                if due != Some("expired link") {
                    self.results.insert(name.clone(), words.clone());
                }
                Answer::json(200, json!({ "data": [{ "url": format!("{}/results/{name}", self.base) }] }))
            }
            Manner::Silent | Manner::Telling => {
                // A name that another job has already; of one that never came through nobody could know it.
                let known = self.jobs.iter().rposition(|j| j.manner == way && j.told).filter(|_| due == Some("duplicate id"));
                let id = known.unwrap_or(self.jobs.len());
                let name = if due == Some("key in its name") { format!("job-{KEY}-{id}") } else { format!("job-{id}") };
                match way {
                    Manner::Silent => Answer::json(200, json!({ "prompt_id": name, "number": 0, "node_errors": {} })),
                    _ => Answer::json(202, json!({ "id": name, "status": "queued", "poll_url": format!("/sdcpp/v1/jobs/{name}") })),
                }
            }
        };
        let answer = due.map_or(good.clone(), |kind| fault(kind, good));
        // A yes is a sale, whatever comes through; so is what a gateway says after it.
        if answer.is_sale() {
            *self.sold.entry(words.clone()).or_default() += 1;
            if job {
                let fate = match due {
                    Some("job never ends") => Fate::Endless,
                    Some("job vanishes") => Fate::Gone,
                    _ => Fate::Good,
                };
                self.jobs.push(Job { manner: way, words, fate, told: due.is_none_or(|kind| kind.starts_with("job ") || kind == "interrupt") });
            }
        }
        answer
    }

    fn polled(&mut self, good: Answer) -> Answer {
        self.due(&POLL).map_or(good.clone(), |kind| fault(kind, good))
    }

    fn fetched(&mut self, words: Option<String>) -> Answer {
        let due = self.due(&RESULT);
        let good = words.map_or_else(|| refuse(404, "gone"), |words| Answer::bytes("image/png", picture(&words, 64, 64)));
        match due {
            Some("expired link") => Answer::json(403, json!({ "message": "Request has expired" })),
            Some("wrong content type") => Answer { headers: vec![("content-type".into(), "text/plain".into())], ..good },
            Some(kind) => fault(kind, good),
            None => good,
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn want(i: usize) -> Want {
    let prompt = format!("shot {i}: a \"door\"; $(reboot) `{{}}` | 'quoted' \\ [v0]scale=2");
    let (provider, model) = [("fake", "any"), ("jobs", "any"), ("fake", "link"), ("told", "default")][i % 4];
    let order = Order { role: Role::Picture, provider: provider.into(), model: model.into(), prompt, avoid: String::new(), size: Some([64, 64]), seed: None, milliseconds: None, voice: None, manner: vec![], options: BTreeMap::new(), references: vec![], lines: vec![] };
    let key = order.key(&[]);
    Want { task: format!("task-{i}"), key, order, inputs: vec![], script: "a.frost".into(), shot: Some(format!("1.{i}")), line: 1, cost: 1000, takes: 1, expected: None, picked: None, missed: None }
}

fn counters(base: &str, workflow: &Path) -> BTreeMap<String, Counter> {
    let counter = |speaks: &str, base: &str, set| {
        let pass = Pass { auth: Auth::Bearer, secret: Secret::new(KEY), hosts: host_of(base).into_iter().collect::<Vec<_>>().into() };
        Counter { way: Way::Net(remote::provider(speaks).unwrap()), base: base.into(), set, pass: Some(pass), local: true, gate: Gate::new(3, None), learned: Learned::default() }
    };
    let set = BTreeMap::from([("workflow".to_string(), workflow.display().to_string())]);
    BTreeMap::from([
        ("fake".to_string(), counter("openai", &format!("{base}/v1"), BTreeMap::new())),
        ("jobs".to_string(), counter("comfyui", base, set)),
        ("told".to_string(), counter("stable-diffusion.cpp", base, BTreeMap::new())),
    ])
}

/// No file below a folder, whatever it is, holds a key.
fn no_key_in(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            no_key_in(&entry.path());
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        for key in [KEY, fakes::openai::KEY] {
            assert!(!bytes.windows(key.len()).any(|w| w == key.as_bytes()), "{} holds a key", entry.path().display());
        }
    }
}

#[test]
fn any_schedule_of_faults_ends_in_the_same_film_bought_once() {
    // SAFETY: the only test of this file that reads the environment in this process sets it before any thread reads it.
    unsafe {
        std::env::set_var("FROST_PACE", "0.0002");
        std::env::set_var("FROST_TIMEOUT", "2");
    }
    let (rounds, seed) = (number("FROST_FAULTS", 50), number("FROST_SEED", 1));
    let workflow = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(workflow.path(), r#"{"1":{"class_type":"Text","inputs":{"text":"{{prompt}}","w":"{{width}}"}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0]}}}"#).unwrap();
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut first, mut decided, mut fewest) = (None, 0, u64::MAX);
    for round in 0..rounds {
        let mut dice = Dice(seed + round);
        let server = Arc::new(Mutex::new(Server::default()));
        // Three faults or more happen among the first requests, of which there are at least thirty.
        let many = 3 + dice.roll(6);
        while (server.lock().unwrap().faults.len() as u64) < many {
            let (at, kind) = (dice.roll(30), dice.roll(1 << 32));
            server.lock().unwrap().faults.insert(at, kind);
        }
        let inner = server.clone();
        let base = fakes::serve(move |asked| inner.lock().unwrap().answer(asked));
        server.lock().unwrap().base = base.clone();
        let folder = tempfile::tempdir().unwrap();
        let (net, cancel) = (Net::new().unwrap(), server.lock().unwrap().cancel.clone());
        let mut again: BTreeMap<String, u32> = BTreeMap::new();
        let mut film = BTreeMap::new();
        for run in 0.. {
            assert!(run < 40, "round {round} does not end");
            cancel.store(false, std::sync::atomic::Ordering::SeqCst);
            let takes = Takes::open(folder.path(), &cancel, &mut || ()).unwrap();
            let counters = counters(&base, workflow.path());
            let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
            let bought = shop.buy((0..20).map(want).collect(), &|_, _, _| Err("there is none".into()), &mut |_, _, _, _| ()).unwrap();
            for (task, refusal) in &bought.refusals {
                // The author looks at each undecided and each refused order and lets it be sent again, and gives up a job that
                // is still not done the second time.
                let lets = match refusal {
                    Refusal::Undecided { .. } | Refusal::Moderation(_) => true,
                    Refusal::Later(why) => run > 0 && (why.contains("not done") || why.contains("cannot be asked after")),
                    _ => false,
                };
                if lets {
                    let order = want(task.rsplit('-').next().unwrap().parse().unwrap()).key;
                    let attempt = takes.ledger.of_order(&order).pop().unwrap().id;
                    takes.ledger.append(Entry::Again { attempt, at: 0 }).unwrap();
                    *again.entry(task.clone()).or_default() += 1;
                    decided += 1;
                }
            }
            if bought.refusals.is_empty() {
                film = bought.takes.into_iter().map(|(task, path)| (task, path.file_name().unwrap().to_owned())).collect();
                break;
            }
        }
        assert_eq!(film.len(), 20);
        assert_eq!(*first.get_or_insert_with(|| film.clone()), film, "round {round}");
        let server = server.lock().unwrap();
        for i in 0..20 {
            let want = want(i);
            let allowed = 1 + again.get(&want.task).copied().unwrap_or(0);
            let sold = server.sold.get(&want.order.prompt).copied().unwrap_or(0);
            assert!((1..=allowed).contains(&sold), "round {round}: {} sold {sold} times, {allowed} allowed", want.task);
        }
        fewest = fewest.min(server.seen.values().sum());
        for (kind, count) in &server.seen {
            *seen.entry(kind).or_default() += count;
        }
        no_key_in(folder.path());
    }
    let kinds: std::collections::BTreeSet<&str> = SUBMIT.iter().chain(&TAKEN).chain(&POLL).chain(&RESULT).copied().collect();
    println!("{rounds} schedules of {fewest} faults or more, {decided} decisions, {} kinds: {seen:?}", kinds.len());
    assert!(fewest >= 3);
    if rounds >= 1000 {
        let rare: Vec<&&str> = kinds.iter().filter(|k| seen.get(**k).copied().unwrap_or(0) < 20).collect();
        assert!(rare.is_empty(), "less than 20 times: {rare:?}");
    }
}

const SCRIPT: &str = "film \"A\"\n  size  320x180\n\nEXT. PIER - NOON\n  shot wide, 1s\n    Waves.\n  shot close on \"the lantern\", 1s\n    It burns.\n  shot wide on \"the boat\", 1s\n    It rocks.\n  shot full on \"the bell\", 1s\n    It rings.\n";

#[cfg(unix)]
#[test]
fn killed_at_any_instant_nothing_is_lost_and_nothing_bought_twice() {
    let (kills, seed) = (number("FROST_KILLS", 10), number("FROST_SEED", 1));
    let (fake, base) = fakes::openai::Fake::start();
    // Half of the pictures are jobs that go on without us.
    let (jobs, jobs_base) = fakes::sdcpp::Fake::start();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir_all(path.join("home/frost")).unwrap();
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"STUDIO_KEY\"\nprice = 0.04\n[connections.home]\nspeaks = \"stable-diffusion.cpp\"\nbase = \"{jobs_base}\"\nprice = 0.01\n")).unwrap();
    let of = |shot: &str| format!("[[providers.where]]\nshot = \"{shot}\"\npicture = \"home/default\"\n");
    std::fs::write(path.join("frost.toml"), format!("[providers]\npicture = \"studio/gpt-image-2\"\n{}{}", of("1.2"), of("1.4"))).unwrap();
    let start = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frost"));
        command.args(args).current_dir(path).env_remove("FROST_CACHE").env("XDG_CONFIG_HOME", path.join("home")).env("STUDIO_KEY", fakes::openai::KEY).env("FROST_PACE", "0.01").stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let mut dice = Dice(seed);
    let (mut killed, mut allowed) = (0, 0);
    for film in 0.. {
        if killed >= kills {
            break;
        }
        // Each film has other words, so that there is always something to buy.
        std::fs::write(path.join("a.frost"), SCRIPT.replace("Waves", &format!("Waves {film}")).replace("It ", &format!("On day {film} it "))).unwrap();
        loop {
            let mut child = start(&["render", "a.frost"]).spawn().unwrap();
            let until = Instant::now() + Duration::from_millis(dice.roll(1500));
            let mut ended = None;
            while killed < kills && ended.is_none() && Instant::now() < until {
                ended = child.try_wait().unwrap();
                std::thread::sleep(Duration::from_millis(2));
            }
            if killed < kills && ended.is_none() {
                child.kill().unwrap();
                child.wait().unwrap();
                killed += 1;
                continue;
            }
            let code = ended.unwrap_or_else(|| child.wait().unwrap()).code();
            if code == Some(0) {
                break;
            }
            // What may have been bought is shown, and let go by the author.
            let shown = start(&["resume", "a.frost"]).stdout(Stdio::piped()).output().unwrap();
            let open: Vec<String> = String::from_utf8_lossy(&shown.stdout).lines().filter(|l| !l.contains("under way")).filter_map(|l| l.split_whitespace().next().map(str::to_string)).collect();
            assert!(!open.is_empty(), "a render failed for another reason than an open purchase");
            for attempt in &open {
                assert!(start(&["resume", "a.frost", "--again", attempt]).status().unwrap().success());
                allowed += 1;
            }
        }
    }
    let mut sold = fake.sold();
    sold.extend(jobs.0.lock().unwrap().till.sold.clone());
    assert!(jobs.0.lock().unwrap().till.count() > 0 && !fake.sold().is_empty());
    let twice: u32 = sold.values().map(|n| n - 1).sum();
    println!("{killed} kills, {} pictures, {allowed} decisions, {twice} bought again by decision", sold.len());
    assert!(twice <= allowed);
    no_key_in(path);
}

/// `cargo test --release --test faults throughput -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn throughput_of_ten_thousand_cheap_orders() {
    let picture = picture("cheap", 32, 32);
    let clip = picture.clone();
    let base = fakes::serve(move |_| {
        use base64::Engine;
        Answer::json(200, json!({ "data": [{ "b64_json": base64::engine::general_purpose::STANDARD.encode(&clip) }] }))
    });
    let folder = tempfile::tempdir().unwrap();
    let (net, cancel) = (Net::new().unwrap(), AtomicBool::new(false));
    // What the wire alone takes, 64 at once.
    let ask = remote::Ask::get(format!("{base}/v1/x"));
    let alone = {
        let start = Instant::now();
        let left = std::sync::atomic::AtomicU64::new(10_000);
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| {
                    while left.fetch_update(std::sync::atomic::Ordering::Relaxed, std::sync::atomic::Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                        net.ask(&ask, None).unwrap();
                    }
                });
            }
        });
        start.elapsed()
    };
    let takes = Takes::open(folder.path(), &cancel, &mut || ()).unwrap();
    let counter = Counter { way: Way::Net(remote::provider("openai").unwrap()), base: format!("{base}/v1"), set: BTreeMap::new(), pass: None, local: true, gate: Gate::new(64, None), learned: Learned::default() };
    let counters = BTreeMap::from([("fake".to_string(), counter)]);
    let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
    let wants: Vec<Want> = (0..40_000)
        .step_by(4)
        .map(|i| {
            let mut want = want(i);
            want.order.size = Some([32, 32]);
            want.key = want.order.key(&[]);
            want
        })
        .collect();
    let start = Instant::now();
    let bought = shop.buy(wants, &|_, _, _| Err("there is none".into()), &mut |_, _, _, _| ()).unwrap();
    let whole = start.elapsed();
    assert_eq!((bought.takes.len(), bought.refusals.len()), (10_000, 0));
    let added = whole.saturating_sub(alone).as_secs_f64() / 10.0;
    println!("10000 orders: {whole:?}, of which the wire {alone:?}: {added:.3} ms each beside it");
    assert!(added <= 1.0, "each order adds {added:.3} ms");
}
