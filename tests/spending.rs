//! Before and while money is spent: one budget for all processes, nothing sent that cannot be written down, no more at once
//! than a provider takes, results from nowhere else, keys from a file of one's own, and what two copies of a film both bought.

mod client;
mod command;
mod fakes;
mod studio;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use command::out;
use fakes::openai::{Fake, KEY};
use fakes::Answer;
use frost::backends::remote;
use frost::plan::provider::{Order, Role};
use frost::run::gate::Gate;
use frost::run::net::{Net, NetError};
use frost::run::shop::{Counter, Learned, Shop, Want, Way};
use frost::run::takes::Takes;
use serde_json::json;
use studio::{PICTURES, SCRIPT, err, frost, ok, project, summary};

#[test]
fn films_that_share_a_budget_spend_it_once() {
    let (fake, base) = Fake::start();
    let folder = project(&base, &format!("{PICTURES}[budget]\nmax = 0.10\n"));
    let path = folder.path();
    // Each costs 8 cents, and both are started at once.
    for (name, word) in [("a", "Boats"), ("b", "Gulls"), ("c", "Ropes")] {
        std::fs::write(path.join(format!("{name}.frost")), SCRIPT.replace("Waves", word).replace("It burns", &format!("{word} burn"))).unwrap();
        ok(frost(path, &["render", &format!("{name}.frost"), "--provider", "embedded"]));
    }
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let runs: Vec<_> = ["a.frost", "b.frost", "c.frost"].map(|film| scope.spawn(move || frost(path, &["render", film]))).into_iter().collect();
        runs.into_iter().map(|r| r.join().unwrap()).collect()
    });
    let good = outputs.iter().filter(|o| o.status.success()).count();
    assert_eq!(good, 1, "{:?}", outputs.iter().map(err).collect::<Vec<_>>());
    assert!(outputs.iter().filter(|o| !o.status.success()).all(|o| err(o).contains("were spent before, and the film's budget is $0.10")), "{:?}", outputs.iter().map(err).collect::<Vec<_>>());
    assert_eq!(fake.sold().values().sum::<u32>(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_synced_is_not_sent() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    // It takes every write, and cannot be synced.
    std::fs::create_dir_all(path.join("takes")).unwrap();
    std::os::unix::fs::symlink("/dev/null", path.join("takes/ledger")).unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("the ledger cannot be synced"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty());
    std::fs::remove_file(path.join("takes/ledger")).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    assert!(fake.sold().len() == 2 && fake.sold().values().all(|n| *n == 1));
}

#[test]
fn no_more_is_asked_at_once_than_a_provider_takes() {
    let (now, most, asked) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let base = {
        let (now, most, asked) = (now.clone(), most.clone(), asked.clone());
        fakes::serve(move |_| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(30));
            now.fetch_sub(1, Ordering::SeqCst);
            // The fifth comes too soon.
            match asked.fetch_add(1, Ordering::SeqCst) {
                4 => Answer::json(429, json!({ "error": { "message": "slow down", "type": "t", "param": null, "code": "slow_down" } })).with("retry-after-ms", "50"),
                n => fakes::openai::pictured(&format!("picture {n}"), 64, 64),
            }
        })
    };
    let folder = tempfile::tempdir().unwrap();
    let (net, cancel) = (Net::new().unwrap(), AtomicBool::new(false));
    let takes = Takes::open(folder.path(), &cancel, &mut || ()).unwrap();
    let counter = Counter { way: Way::Net(remote::provider("openai").unwrap()), base: format!("{base}/v1"), set: BTreeMap::new(), pass: None, local: true, gate: Gate::new(4, None), learned: Learned::default() };
    let counters = BTreeMap::from([("p".to_string(), counter)]);
    let shop = Shop { takes: &takes, net: &net, counters: &counters, cancel: &cancel, detector: None, film_budget: None, run_budget: None };
    let wants: Vec<Want> = (0..16)
        .map(|i| {
            let order = Order { role: Role::Picture, provider: "p".into(), model: "m".into(), prompt: format!("shot {i}"), avoid: String::new(), size: Some([64, 64]), seed: None, milliseconds: None, voice: None, manner: vec![], options: BTreeMap::new(), references: vec![], lines: vec![], ends: None };
            Want { task: format!("t{i}"), key: order.key(&[]), order, inputs: vec![], script: "a.frost".into(), shot: None, line: 1, cost: 1000, takes: 1, expected: None, picked: None, missed: None }
        })
        .collect();
    let bought = shop.buy(wants, &|_, _, _, _| Err("there is none".into()), &mut |_, _, _, _| ()).unwrap();
    assert_eq!((bought.takes.len(), asked.load(Ordering::SeqCst)), (16, 17), "{:?}", bought.refusals);
    let most = most.load(Ordering::SeqCst);
    assert!((2..=4).contains(&most), "{most} at once, and 4 may be");
}

#[test]
fn a_result_lies_behind_no_redirect_to_where_results_do_not_lie() {
    let base = fakes::serve(|asked| match asked.path.as_str() {
        "/good" => Answer::json(302, json!({})).with("location", "/there"),
        "/there" => Answer::bytes("image/png", b"\x89PNG".to_vec()),
        "/round" => Answer::json(302, json!({})).with("location", "/round"),
        path => Answer::json(302, json!({})).with("location", &path[1..].replace('|', "/")),
    });
    let net = Net::new().unwrap();
    assert_eq!(net.fetch(&format!("{base}/good"), true, 1 << 20).unwrap().body, b"\x89PNG");
    for place in ["file:||etc|passwd", "ftp:||example.com|x", "http:||example.com|x", "https:||10.0.0.1|x", "https:||[::ffff:169.254.169.254]|x", "https:||user@example.com|x", "data:text|plain,x"] {
        let fetched = net.fetch(&format!("{base}/{place}"), true, 1 << 20);
        assert!(matches!(fetched, Err(NetError::Forbidden(_))), "{place}: {fetched:?}");
    }
    assert!(matches!(net.fetch(&format!("{base}/round"), true, 1 << 20), Err(NetError::Forbidden(why)) if why.contains("from one place to the next")));
}

#[test]
fn a_result_that_does_not_come_is_not_waited_for_for_ever() {
    let base = fakes::serve(move |asked| match asked.method.as_str() {
        "POST" => Answer::json(200, json!({ "created": 1, "data": [{ "url": format!("http://{}/results/x.png", asked.header("host")) }] })),
        _ => {
            std::thread::sleep(Duration::from_secs(60));
            Answer::json(200, json!({}))
        }
    });
    let folder = project(&format!("{base}/v1"), PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let start = Instant::now();
    let output = studio::command(path, &["render", "a.frost"]).env("FROST_TIMEOUT", "0.3").output().unwrap();
    assert!(output.status.code() == Some(1) && err(&output).contains("there was no answer in time") && err(&output).contains("may have been paid"), "{}", err(&output));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[cfg(unix)]
#[test]
fn keys_stand_in_a_file_that_nobody_else_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    // The user's own folder lies elsewhere: it is the one place where the key stands.
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("frost")).unwrap();
    std::fs::copy(path.join("home/frost/config.toml"), home.path().join("frost/config.toml")).unwrap();
    let keys = home.path().join("frost/keys.env");
    std::fs::write(&keys, format!("# mine\nexport STUDIO_KEY=\"{KEY}\"\n")).unwrap();
    let run = |args: &[&str]| studio::command(path, args).env("XDG_CONFIG_HOME", home.path()).env_remove("STUDIO_KEY").output().unwrap();
    for mode in [0o644, 0o640, 0o604] {
        std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(mode)).unwrap();
        for args in [&["render", "a.frost"][..], &["doctor"]] {
            let output = run(args);
            assert!(output.status.code() == Some(1) && (err(&output) + &out(&output)).contains("chmod 600"), "{args:?}: {}", err(&output));
        }
        // Who needs no key does not ask for one.
        ok(run(&["plan", "a.frost"]));
    }
    assert!(fake.0.lock().unwrap().asked.is_empty());
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(out(&run(&["doctor"])).contains("takes the key"));
    let output = run(&["render", "a.frost"]);
    assert!(output.status.success() && !err(&output).contains(KEY), "{}", err(&output));
    studio::no_key_in(path);
}

#[test]
fn a_seed_of_the_authors_own_is_sent_and_those_after_it() {
    let (home, base) = fakes::sdcpp::Fake::start();
    let folder = project("http://127.0.0.1:1/v1", "[providers]\npicture = \"home/default\"\n");
    let path = folder.path();
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.home]\nspeaks = \"stable-diffusion.cpp\"\nbase = \"{base}\"\n")).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    ok(frost(path, &["retake", "a.frost", "1.1", "--seed", "77", "-n", "3"]));
    home.0.lock().unwrap().seeds.clear();
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
    assert_eq!(home.0.lock().unwrap().seeds, [77, 78, 79]);
    let takes: Vec<serde_json::Value> = serde_json::from_str(&ok(frost(path, &["takes", "a.frost", "1.1", "--json"]))).unwrap();
    assert_eq!(takes[1..].iter().map(|t| t["seed"].as_u64().unwrap()).collect::<Vec<_>>(), [77, 78, 79]);
    // Who takes no seed says so.
    let (_fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    ok(frost(folder.path(), &["render", "a.frost"]));
    let output = frost(folder.path(), &["retake", "a.frost", "1.1", "--seed", "77"]);
    assert!(output.status.code() == Some(2) && err(&output).contains("takes no seed"), "{}", err(&output));
}

/// What version control makes of one file that two changed: each side's lines where they stand.
fn both(ours: &str, theirs: &str) -> String {
    let mut out: Vec<&str> = ours.lines().collect();
    let mut before: Option<&str> = None;
    for line in theirs.lines() {
        if !out.contains(&line) {
            let at = before.and_then(|b| out.iter().rposition(|l| *l == b)).map_or(0, |p| p + 1);
            out.insert(at, line);
        }
        before = Some(line);
    }
    out.join("\n") + "\n"
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

#[test]
fn two_copies_that_both_bought_and_picked_become_one_film() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let here = folder.path();
    ok(frost(here, &["render", "a.frost"]));
    let other = tempfile::tempdir().unwrap();
    let there = other.path();
    copy(here, there);
    // One buys another take of the first shot and circles it, one does so with the second.
    for (copy, shot) in [(here, "1.1"), (there, "1.2")] {
        ok(frost(copy, &["retake", "a.frost", shot]));
        ok(frost(copy, &["render", "a.frost"]));
        ok(frost(copy, &["take", "a.frost", shot, "--pick", "2"]));
    }
    let sold = fake.sold();
    assert_eq!(sold.values().sum::<u32>(), 4);
    let read = |folder: &Path, name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    for name in ["frost.lock", "takes/ledger"] {
        // One entry a line.
        std::fs::write(here.join(name), both(&read(here, name), &read(there, name))).unwrap();
    }
    for entry in std::fs::read_dir(there.join("takes")).unwrap().flatten() {
        let name = entry.file_name();
        if !here.join("takes").join(&name).exists() {
            std::fs::copy(entry.path(), here.join("takes").join(&name)).unwrap();
        }
    }
    let output = frost(here, &["render", "a.frost", "--json"]);
    assert!(!err(&output).contains("other words"), "{}", err(&output));
    assert_eq!(summary(output)["ordered"].as_u64(), Some(0));
    assert_eq!(fake.sold(), sold);
    let listed = ok(frost(here, &["takes", "a.frost"]));
    assert!(listed.contains("4 attempts, $0.16") && listed.matches("\n* ").count() + usize::from(listed.starts_with('*')) == 2, "{listed}");
    ok(frost(here, &["cache", "verify", "a.frost"]));
}

#[test]
fn a_plan_says_what_is_there_and_what_the_rest_may_come_to() {
    let (_fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let shown = ok(frost(path, &["plan", "a.frost"]));
    // Half of such pictures are kept.
    assert!(shown.contains("2 orders, 0 bought; to pay $0.08, $0.16 with the retakes to be expected") && !shown.contains("  cached") && !shown.contains("  bought\n"), "{shown}");
    assert!(!path.join(".frost").exists() && !path.join("takes").exists(), "a plan makes nothing");
    ok(frost(path, &["render", "a.frost"]));
    let shown = ok(frost(path, &["plan", "a.frost"]));
    assert!(shown.contains("2 orders, 2 bought; to pay $0.00, $0.00") && shown.lines().filter(|l| l.ends_with("  bought")).count() == 2 && shown.contains("  cached"), "{shown}");
    ok(frost(path, &["retake", "a.frost", "1.1"]));
    let shown = ok(frost(path, &["plan", "a.frost"]));
    assert!(shown.contains("to pay $0.04, $0.08 with") && shown.lines().filter(|l| l.ends_with("  bought")).count() == 1, "{shown}");
}

#[test]
fn prices_that_are_not_from_a_providers_own_list_are_told() {
    let (_, openai) = Fake::start();
    let (_, did) = fakes::did::Fake::start();
    let (_, eleven) = fakes::eleven::Fake::start();
    let folder = project(&openai, "[providers]\npicture = \"studio/gpt-image-2\"\nportrait = \"d-id/talks\"\nspeech = \"elevenlabs/eleven_v3\"\n[voices.elevenlabs]\nMARA = \"21m00Tcm4TlvDq8ikWAM\"\n");
    let path = folder.path();
    let config = |price: &str| format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{openai}\"\nkey = \"STUDIO_KEY\"\n[connections.d-id]\nspeaks = \"d-id\"\nbase = \"{did}\"\nkey = \"FAKE_DID\"\n{price}[connections.elevenlabs]\nspeaks = \"elevenlabs\"\nbase = \"{eleven}\"\nkey = \"FAKE_ELEVEN\"\n");
    let write = |price: &str| std::fs::write(path.join("home/frost/config.toml"), config(price)).unwrap();
    write("");
    std::fs::write(path.join("a.frost"), "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 4s\n    MARA\n    It came back on.\n").unwrap();
    let run = |args: &[&str]| studio::command(path, args).env("FAKE_DID", fakes::did::KEY).env("FAKE_ELEVEN", fakes::eleven::KEY).output().unwrap();
    let shown = ok(run(&["doctor"]));
    assert!(shown.contains("prices of d-id") && shown.contains("what talks costs is not from its provider's own list (as of 2026-"), "{shown}");
    assert!(shown.contains("prices of elevenlabs") && !shown.contains("prices of studio"), "{shown}");
    assert!(ok(run(&["plan", "a.frost"])).contains("not from its provider's own list, and so perhaps another: what d-id/talks, elevenlabs/eleven_v3 costs"));
    // What its user says it costs, it costs.
    write("price = 0.05\n");
    assert!(!ok(run(&["doctor"])).contains("prices of d-id"));
    assert!(ok(run(&["plan", "a.frost"])).contains("perhaps another: what elevenlabs/eleven_v3 costs"));
}

#[test]
fn what_is_damaged_is_found_and_a_paid_take_is_not_bought_again_for_it() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost"]));
    assert!(ok(frost(path, &["cache", "verify", "a.frost"])).contains(" 0 damaged; 2 takes, 0 missing or damaged"));
    // One bit of an entry, and one of a take.
    let spoil = |place: &Path| {
        let whole = std::fs::read(place).unwrap();
        let mut bytes = whole.clone();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(place, bytes).unwrap();
        whole
    };
    let mut entries = Vec::new();
    files(&path.join(".frost/cache"), &mut entries);
    spoil(&entries[0]);
    let take = std::fs::read_dir(path.join("takes")).unwrap().flatten().map(|e| e.path()).find(|p| p.extension().is_some_and(|e| e == "png")).unwrap();
    let whole = spoil(&take);
    let output = frost(path, &["cache", "verify", "a.frost"]);
    assert!(output.status.code() == Some(1) && out(&output).contains(" 1 damaged; 2 takes, 1 missing or damaged") && err(&output).contains("is missing or damaged: take "), "{}{}", out(&output), err(&output));
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("is missing or damaged"), "{}", err(&output));
    std::fs::write(&take, whole).unwrap();
    ok(frost(path, &["cache", "verify", "a.frost"]));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
    assert_eq!(fake.sold().values().sum::<u32>(), 2);
}

fn files(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path(), all),
            false => all.push(entry.path()),
        }
    }
    all.sort();
}

#[cfg(unix)]
#[test]
fn an_editor_buys_nothing_and_trusts_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_path_buf();
    let casting = |price: &str| format!("[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\n{price}");
    std::fs::write(path.join("frost.toml"), casting("price = 0.01\n")).unwrap();
    std::fs::write(path.join("p.sh"), "cat > /dev/null\necho ran >> ran\necho '{\"error\":{\"kind\":\"order\",\"message\":\"drawn by nobody\"}}'\n").unwrap();
    std::fs::write(path.join("a.frost"), SCRIPT).unwrap();
    let mut client = client::Client::start_in(folder, json!({}));
    let uri = client.open("a.frost", SCRIPT);
    let args = json!({ "command": "frost.renderShot", "arguments": [{ "uri": uri, "shot": "1.1" }] });
    let said = client.fails("workspace/executeCommand", args.clone());
    assert!(said.contains("budget") || said.contains("not trusted"), "{said}");
    assert!(!path.join("ran").exists(), "an editor started a program of a cloned project");
    for command in ["frost.trust", "frost.resume", "frost.retake", "frost.take"] {
        assert!(client.fails("workspace/executeCommand", json!({ "command": command, "arguments": [{ "uri": uri, "shot": "1.1" }] })).contains("there is no command"), "{command}");
    }
    // One without a price costs nothing, and is started by nobody all the same before its user looked at it.
    client.write("frost.toml", &casting(""));
    assert!(client.fails("workspace/executeCommand", args).len() > 3);
    assert!(!path.join("ran").exists());
    client.end();
}

/// A small disk of its own, where the system lets one be made.
#[cfg(target_os = "linux")]
struct Disk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_disk_without_room_nothing_is_bought() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let place = path.join("takes");
    std::fs::create_dir_all(&place).unwrap();
    let made = std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&place).stderr(std::process::Stdio::null()).status();
    if !made.is_ok_and(|m| m.success()) {
        eprintln!("no disk can be made here; only root may");
        return;
    }
    let disk = Disk(place);
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("the disk of takes/ has room for 1 MB, and this may take 3"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty());
    drop(disk);
    ok(frost(path, &["render", "a.frost"]));
    assert_eq!(fake.sold().len(), 2);
}
