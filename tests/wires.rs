//! Every provider against its own strict fake: one order bought as its documents say, and the faults that it may answer
//! with, in its own words. What a fake does not know is refused, so a field too many or a type too wrong fails here.

mod fakes;
#[path = "wires/results.rs"]
mod results;
#[path = "wires/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fakes::{Answer, How, Till};
use frost::backends::remote::Material;
use frost::plan::provider::{Order, Role};
use frost::run::ledger::State;
use frost::run::net::Net;
use frost::run::shop::{End, Refusal, Shop};
use frost::run::takes::Takes;
use serde_json::json;
use wire::{Wire, clip, comfy, order, pace, plate, refusal, wire_like, wires};

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
    let material = |_: &Order, key: &str, _: Option<&Path>, _: End| Ok(wire.inputs.iter().find(|(name, _)| *name == key).unwrap().1.clone());
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
