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
use frost::run::shop::{Counter, Refusal, Shop, Want, Way};
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

/// A provider of jobs and of direct answers that misbehaves by a schedule. It speaks D-ID's way of jobs for clips and
/// OpenAI's for pictures; here pictures alone are enough, in both ways.
#[derive(Default)]
struct Server {
    sold: BTreeMap<String, u32>,
    faults: Vec<(u64, usize)>,
    count: u64,
    seen: BTreeMap<&'static str, u64>,
    jobs: Vec<String>,
    /// One job gets the name of another.
    twice: bool,
}

const KINDS: [&str; 24] = [
    "401", "402", "403", "408", "409", "429 seconds", "429 date", "429 body", "429 milliseconds", "429 money", "451", "500", "503", "slow", "truncated", "wrong length", "wrong type", "html", "missing fields", "dropped", "redirect", "clock skew", "no picture", "empty",
];

fn refuse(status: u16, code: &str) -> Answer {
    fakes::openai::error(status, "t", code, "a fault of the schedule")
}

fn fault(kind: &str, words: &str) -> Answer {
    let good = || fakes::openai::pictured(words, 64, 64);
    let how = |how| Answer { how, ..good() };
    match kind {
        "401" => refuse(401, "invalid_api_key"),
        "402" => refuse(402, "billing"),
        "403" => refuse(403, "forbidden"),
        "408" => refuse(408, "timeout"),
        "409" => refuse(409, "conflict"),
        "429 seconds" => refuse(429, "rate_limit_exceeded").with("retry-after", "1"),
        "429 date" => refuse(429, "rate_limit_exceeded").with("retry-after", "Tue, 24 Nov 2026 00:00:05 GMT"),
        "429 body" => Answer::json(429, json!({ "error": { "code": 429, "message": "m", "details": [{ "retryDelay": "1s" }] } })),
        "429 milliseconds" => refuse(429, "slow_down").with("retry-after-ms", "30"),
        "429 money" => refuse(429, "insufficient_quota"),
        "451" => refuse(451, "moderation_blocked"),
        "500" => refuse(500, "server_error"),
        "503" => refuse(503, "server_is_overloaded"),
        "slow" => how(How::Slow),
        "truncated" => how(How::Truncated),
        "wrong length" => how(How::WrongLength),
        "wrong type" => Answer::bytes("image/png", picture(words, 64, 64)),
        "html" => Answer::bytes("text/html", b"<html><body>Bad gateway</body></html>".to_vec()),
        "missing fields" => Answer::json(200, json!({ "created": 1 })),
        "dropped" => how(How::Dropped),
        "redirect" => refuse(302, "").with("location", "http://127.0.0.1:1/elsewhere"),
        "clock skew" => refuse(429, "rate_limit_exceeded").with("retry-after", "Sat, 01 Jan 2000 00:00:00 GMT"),
        "no picture" => fakes::openai::pictured(words, 8, 64),
        _ => Answer::bytes("application/json", Vec::new()),
    }
}

/// Jobs in ComfyUI's way, with faults in asking after them and in fetching what they made.
fn job(server: &mut Server, asked: &Asked) -> Answer {
    let count = server.count;
    server.count += 1;
    let due = server.faults.iter().find(|(at, _)| *at == count).map(|(_, kind)| *kind);
    let submits = asked.path == "/prompt";
    if let Some(kind) = due {
        let kind = if submits { KINDS[kind % KINDS.len()] } else { JOB_KINDS[kind % JOB_KINDS.len()] };
        *server.seen.entry(kind).or_default() += 1;
        let id = asked.path.rsplit('/').next().unwrap_or_default().to_string();
        match kind {
            "unknown state" => return Answer::json(200, json!({ id: { "status": { "status_str": "dreaming" }, "outputs": {} } })),
            "poll 500" => return refuse(500, "x"),
            "poll html" => return Answer::bytes("text/html", b"<html>".to_vec()),
            "poll dropped" => return Answer { how: How::Dropped, ..Answer::json(200, json!({})) },
            "expired link" => return refuse(404, "gone"),
            "truncated result" => return Answer { how: How::Truncated, ..Answer::bytes("image/png", picture("x", 64, 64)) },
            "not yet" => return Answer::json(200, json!({})),
            kind => {
                let body: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
                let words = body["prompt"]["1"]["inputs"]["text"].as_str().unwrap_or_default().to_string();
                let answer = fault(kind, &words);
                if answer.status == 200 {
                    *server.sold.entry(words).or_default() += 1;
                }
                return answer;
            }
        }
    }
    if submits {
        let body: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
        let words = body["prompt"]["1"]["inputs"]["text"].as_str().unwrap().to_string();
        *server.sold.entry(words.clone()).or_default() += 1;
        // Now and then an id that was given before.
        let id = if server.jobs.len() == 7 && server.twice { "job-3".to_string() } else { format!("job-{}", server.jobs.len()) };
        server.jobs.push(words);
        return Answer::json(200, json!({ "prompt_id": id, "number": 0, "node_errors": {} }));
    }
    let number = |text: &str| text.rsplit('-').next().and_then(|n| n.parse::<usize>().ok());
    if let Some(id) = asked.path.strip_prefix("/history/") {
        return Answer::json(200, json!({ id: { "outputs": { "2": { "images": [{ "filename": id, "subfolder": "", "type": "output" }] } }, "status": { "status_str": "success" } } }));
    }
    let name = asked.path.strip_prefix("/view?filename=").and_then(|r| r.split('&').next()).unwrap_or_default();
    match number(name).and_then(|n| server.jobs.get(n)) {
        Some(words) => Answer::bytes("image/png", picture(words, 64, 64)),
        None => refuse(404, "x"),
    }
}

/// What can go wrong with a job that was taken.
const JOB_KINDS: [&str; 7] = ["unknown state", "poll 500", "poll html", "poll dropped", "expired link", "truncated result", "not yet"];

fn answer(server: &Mutex<Server>, asked: &Asked) -> Answer {
    let mut server = server.lock().unwrap();
    assert_eq!(asked.header("authorization"), format!("Bearer {KEY}"));
    if !asked.path.starts_with("/v1/") {
        return job(&mut server, asked);
    }
    let body: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
    let words = body["prompt"].as_str().unwrap().to_string();
    let count = server.count;
    server.count += 1;
    let due = server.faults.iter().find(|(at, _)| *at == count).map(|(_, kind)| KINDS[*kind]);
    let answer = match due {
        Some(kind) => {
            *server.seen.entry(kind).or_default() += 1;
            fault(kind, &words)
        }
        None => fakes::openai::pictured(&words, 64, 64),
    };
    // A yes is a sale, whatever comes through.
    if answer.status == 200 {
        *server.sold.entry(words).or_default() += 1;
    }
    answer
}

fn want(i: usize) -> Want {
    let prompt = format!("shot {i}: a \"door\"; $(reboot) `{{}}` | 'quoted' \\ [v0]scale=2");
    let provider = if i % 2 == 0 { "fake" } else { "jobs" };
    let order = Order { role: Role::Picture, provider: provider.into(), model: "any".into(), prompt, avoid: String::new(), size: Some([64, 64]), seed: None, milliseconds: None, voice: None, manner: vec![], options: BTreeMap::new(), references: vec![] };
    let key = order.key(&[]);
    Want { task: format!("task-{i}"), key, order, inputs: vec![], shot: Some(format!("1.{i}")), cost: 1000, takes: 1, expected: None, picked: None }
}

fn counters(base: &str, workflow: &Path) -> BTreeMap<String, Counter> {
    let counter = |speaks: &str, base: &str, set| {
        let pass = Pass { auth: Auth::Bearer, secret: Secret::new(KEY), hosts: host_of(base).into_iter().collect::<Vec<_>>().into() };
        Counter { way: Way::Net(remote::provider(speaks).unwrap()), base: base.into(), set, pass: Some(pass), local: true, gate: Gate::new(3, None) }
    };
    let set = BTreeMap::from([("workflow".to_string(), workflow.display().to_string())]);
    BTreeMap::from([("fake".to_string(), counter("openai", &format!("{base}/v1"), BTreeMap::new())), ("jobs".to_string(), counter("comfyui", base, set))])
}

fn no_key_in(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes()), "{} holds a key", entry.path().display());
    }
}

#[test]
fn any_schedule_of_faults_ends_in_the_same_film_bought_once() {
    // SAFETY: the only test of this file that reads the environment in this process sets it before any thread reads it.
    unsafe {
        std::env::set_var("FROST_PACE", "0.002");
        std::env::set_var("FROST_TIMEOUT", "2");
    }
    let (rounds, seed) = (number("FROST_FAULTS", 50), number("FROST_SEED", 1));
    let workflow = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(workflow.path(), r#"{"1":{"class_type":"Text","inputs":{"text":"{{prompt}}","w":"{{width}}"}},"2":{"class_type":"SaveImage","inputs":{"images":["1",0]}}}"#).unwrap();
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut first, mut decided) = (None, 0);
    for round in 0..rounds {
        let mut dice = Dice(seed + round);
        let server = Arc::new(Mutex::new(Server::default()));
        let many = 3 + dice.roll(6);
        server.lock().unwrap().faults = (0..many).map(|_| (dice.roll(60), dice.roll(KINDS.len() as u64) as usize)).collect();
        let inner = server.clone();
        server.lock().unwrap().twice = dice.roll(4) == 0;
        let base = fakes::serve(move |asked| answer(&inner, asked));
        let folder = tempfile::tempdir().unwrap();
        let (net, cancel) = (Net::new().unwrap(), AtomicBool::new(false));
        let mut again: BTreeMap<String, u32> = BTreeMap::new();
        let mut film = BTreeMap::new();
        for run in 0.. {
            assert!(run < 40, "round {round} does not end");
            let takes = Takes::open(folder.path(), &cancel, &mut || ()).unwrap();
            let counters = counters(&base, workflow.path());
            let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
            let bought = shop.buy((0..20).map(want).collect(), &|_, _, _| Err("there is none".into()), &mut |_, _, _| ()).unwrap();
            // The author looks at each undecided order and lets it be bought again.
            for (task, refusal) in &bought.refusals {
                if let Refusal::Undecided { attempt, .. } = refusal {
                    takes.ledger.append(Entry::Again { attempt: attempt.clone(), at: 0 }).unwrap();
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
        for (kind, count) in &server.seen {
            *seen.entry(kind).or_default() += count;
        }
        no_key_in(folder.path());
    }
    println!("{rounds} schedules, {decided} decisions; faults: {seen:?}");
    if rounds >= 1000 {
        assert!(KINDS.iter().chain(&JOB_KINDS).all(|k| seen.get(k).copied().unwrap_or(0) >= 20), "{seen:?}");
    }
}

const SCRIPT: &str = "film \"A\"\n  size  320x180\n\nEXT. PIER - NOON\n  shot wide, 1s\n    Waves.\n  shot close on \"the lantern\", 1s\n    It burns.\n  shot wide on \"the boat\", 1s\n    It rocks.\n  shot full on \"the bell\", 1s\n    It rings.\n";

#[cfg(unix)]
#[test]
fn killed_at_any_instant_nothing_is_lost_and_nothing_bought_twice() {
    let (kills, seed) = (number("FROST_KILLS", 10), number("FROST_SEED", 1));
    let (fake, base) = fakes::openai::Fake::start();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir_all(path.join("home/frost")).unwrap();
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"STUDIO_KEY\"\nprice = 0.04\n")).unwrap();
    std::fs::write(path.join("frost.toml"), "[providers]\npicture = \"studio/gpt-image-2\"\n").unwrap();
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
            let open: Vec<String> = String::from_utf8_lossy(&shown.stdout).lines().filter_map(|l| l.split_whitespace().next().map(str::to_string)).collect();
            assert!(!open.is_empty(), "a render failed for another reason than an open purchase");
            for attempt in &open {
                assert!(start(&["resume", "a.frost", "--again", attempt]).status().unwrap().success());
                allowed += 1;
            }
        }
    }
    let sold = fake.sold();
    let twice: u32 = sold.values().map(|n| n - 1).sum();
    println!("{killed} kills, {} pictures, {allowed} decisions, {twice} bought again by decision", sold.len());
    assert!(twice <= allowed);
    for entry in std::fs::read_dir(path.join("takes")).unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(fakes::openai::KEY.len()).any(|w| w == fakes::openai::KEY.as_bytes()));
    }
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
    let counter = Counter { way: Way::Net(remote::provider("openai").unwrap()), base: format!("{base}/v1"), set: BTreeMap::new(), pass: None, local: true, gate: Gate::new(64, None) };
    let counters = BTreeMap::from([("fake".to_string(), counter)]);
    let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
    let wants: Vec<Want> = (0..20_000)
        .step_by(2)
        .map(|i| {
            let mut want = want(i);
            want.order.size = Some([32, 32]);
            want.key = want.order.key(&[]);
            want
        })
        .collect();
    let start = Instant::now();
    let bought = shop.buy(wants, &|_, _, _| Err("there is none".into()), &mut |_, _, _| ()).unwrap();
    let whole = start.elapsed();
    assert_eq!((bought.takes.len(), bought.refusals.len()), (10_000, 0));
    println!("10000 orders: {whole:?}, of which the wire {alone:?}: {:.3} ms each beside it", whole.saturating_sub(alone).as_secs_f64() / 10.0);
}
