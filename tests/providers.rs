//! Films made with providers: what is bought, what it costs, what is never bought twice, and what is said when it fails.
//! The providers are fakes on loopback.

mod command;
mod fakes;
mod studio;

use std::path::Path;
use std::process::{Command, Output};

use command::out;
use fakes::openai::{Fake, KEY, error};
use fakes::{Answer, How, colour};
use frost::media;
use studio::{PICTURES, SCRIPT, err, frost, no_key_in, ok, project, summary};

#[test]
fn a_film_is_made_of_bought_pictures_and_bought_once() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let plan: serde_json::Value = serde_json::from_str(&ok(frost(path, &["plan", "a.frost", "--json"]))).unwrap();
    let costs: Vec<u64> = plan["tasks"].as_array().unwrap().iter().map(|t| t["cost"].as_u64().unwrap()).filter(|c| *c > 0).collect();
    assert_eq!(costs, [4000, 4000]);
    assert!(fake.sold().is_empty());
    let made = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((made["ordered"].as_u64(), made["cost"].as_f64()), (Some(2), Some(0.08)));
    let sold = fake.sold();
    assert!(sold.len() == 2 && sold.values().all(|n| *n == 1), "{sold:?}");
    // What is seen is what was sold.
    let words: Vec<&String> = sold.keys().collect();
    for (frame, mark) in [(24, "Waves against"), (72, "It burns by day")] {
        let words = words.iter().find(|w| w.contains(mark)).unwrap();
        let seen = media::decode_frame(&path.join("a.mp4"), frame).unwrap();
        let middle = &seen.rgba[((90 * 320 + 160) * 4) as usize..][..3];
        for (seen, sold) in middle.iter().zip(colour(words)) {
            assert_eq!(*seen > 100, sold == 255, "{middle:?} for {words}");
        }
    }
    let again = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((again["made"].as_u64(), again["ordered"].as_u64(), again["cost"].as_f64()), (Some(0), Some(0), Some(0.0)));
    // Without the cache, without a key and without the provider.
    std::fs::remove_dir_all(path.join(".frost")).unwrap();
    std::fs::remove_file(path.join("home/frost/config.toml")).unwrap();
    std::fs::write(path.join("frost.toml"), "[providers]\npicture = \"studio/gpt-image-2\"\n[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\nkey = \"NO_SUCH\"\n").unwrap();
    let offline = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((offline["ordered"].as_u64(), fake.sold()), (Some(0), sold));
    no_key_in(path);
}

#[test]
fn a_budget_buys_all_or_nothing() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let output = frost(path, &["render", "a.frost", "--budget", "0.07"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("budget\n") && err(&output).contains("$0.08"), "{}", err(&output));
    assert!(fake.sold().is_empty());
    std::fs::write(path.join("frost.toml"), format!("{PICTURES}[budget]\nmax = 0.10\n")).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    // The film's budget counts what was spent before.
    std::fs::write(path.join("a.frost"), SCRIPT.replace("Waves", "Boats")).unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(err(&output).contains("were spent before"), "{}", err(&output));
    assert_eq!(fake.sold().len(), 2);
}

#[test]
fn a_cloned_project_gets_no_key() {
    let (fake, base) = Fake::start();
    let folder = project(&base, &format!("{PICTURES}[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"OPENAI_API_KEY\"\n"));
    let path = folder.path();
    let output = frost(path, &["render", "a.frost"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("frost trust"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty());
    // Nobody is asked without a terminal.
    assert_eq!(frost(path, &["trust"]).status.code(), Some(2));
    let shown = ok(frost(path, &["trust", "--yes"]));
    assert!(shown.contains(&base) && shown.contains("OPENAI_API_KEY"));
    assert!(err(&frost(path, &["render", "a.frost"])).contains("Incorrect API key"), "the key was shown after trust only");
    // Another base is another question.
    std::fs::write(path.join("frost.toml"), format!("{PICTURES}[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}/\"\nkey = \"OPENAI_API_KEY\"\n")).unwrap();
    assert!(err(&frost(path, &["render", "a.frost"])).contains("frost trust"));
    no_key_in(path);
}

#[test]
fn a_refusal_stands_at_the_words_and_the_rest_is_kept() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    fake.fault(error(400, "image_generation_user_error", "moderation_blocked", "Your request was rejected by the safety system."));
    let output = frost(path, &["render", "a.frost"]);
    let said = err(&output);
    assert!(output.status.code() == Some(1) && said.contains("refused\n") && said.contains("rejected by the safety system") && said.contains("shot "), "{said}");
    // At the words that were sent, not at the line of the shot.
    assert!(said.contains("these words") && (said.contains("Waves against the piles.") || said.contains("It burns by day.")), "{said}");
    assert_eq!(fake.sold().len(), 1);
    // The same words are not sent again, until their author says so or says something else.
    let asked = fake.0.lock().unwrap().asked.len();
    assert!(err(&frost(path, &["render", "a.frost"])).contains("rejected by the safety system"));
    assert_eq!(fake.0.lock().unwrap().asked.len(), asked);
    let shown = ok(frost(path, &["resume", "a.frost"]));
    let attempt = shown.split_whitespace().next().unwrap();
    assert!(shown.contains("refused: "), "{shown}");
    ok(frost(path, &["resume", "a.frost", "--again", attempt]));
    ok(frost(path, &["render", "a.frost"]));
    assert!(fake.sold().len() == 2 && fake.sold().values().all(|n| *n == 1));
}

#[test]
fn no_money_stops_and_a_busy_provider_is_waited_for() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    for _ in 0..2 {
        fake.fault(error(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"));
    }
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("exceeded your current quota"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.len() <= 2);
    fake.0.lock().unwrap().faults.clear();
    fake.fault(error(429, "rate_limit_error", "slow_down", "Slow down").with("retry-after-ms", "20"));
    fake.fault(error(503, "service_unavailable_error", "server_is_overloaded", "Overloaded"));
    fake.fault(error(500, "server_error", "server_error", "Oops").with("x-should-retry", "true"));
    ok(frost(path, &["render", "a.frost"]));
    assert!(fake.sold().len() == 2 && fake.sold().values().all(|n| *n == 1));
}

#[test]
fn what_may_have_been_bought_is_not_bought_again_unasked() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let mut torn = fakes::openai::pictured("torn", 1088, 608);
    torn.how = How::Truncated;
    fake.fault(torn);
    let output = frost(path, &["render", "a.frost"]);
    let said = err(&output);
    assert!(output.status.code() == Some(1) && said.contains("may have been paid") && said.contains("frost resume"), "{said}");
    let before = fake.sold().values().sum::<u32>();
    assert_eq!(before, 2);
    let output = frost(path, &["render", "a.frost"]);
    assert!(err(&output).contains("may have been paid"), "{}", err(&output));
    assert_eq!(fake.sold().values().sum::<u32>(), before);
    // The author looks, and decides.
    let shown = ok(frost(path, &["resume", "a.frost"]));
    let attempt = shown.split_whitespace().find(|w| w.len() == 23 && w[12..].starts_with("-1-")).unwrap_or_else(|| panic!("{shown}")).to_string();
    ok(frost(path, &["resume", "a.frost", "--again", &attempt]));
    ok(frost(path, &["render", "a.frost"]));
    assert_eq!(fake.sold().values().sum::<u32>(), before + 1);
}

#[test]
fn answers_that_are_no_pictures_are_no_takes() {
    for answer in [
        Answer::bytes("text/html", b"<html>busy</html>".to_vec()),
        Answer::json(200, serde_json::json!({ "data": [] })),
        Answer::json(200, serde_json::json!({ "created": 1 })),
        fakes::openai::pictured("small", 64, 64),
    ] {
        let (fake, base) = Fake::start();
        let folder = project(&base, PICTURES);
        fake.fault(answer);
        let output = frost(folder.path(), &["render", "a.frost"]);
        assert!(output.status.code() == Some(1) && err(&output).contains("purchase\n"), "{}", err(&output));
        assert!(!folder.path().join("a.mp4").exists());
    }
}

#[test]
fn a_paid_file_that_is_gone_is_an_error_and_no_purchase() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost"]));
    let sold = fake.sold();
    for entry in std::fs::read_dir(path.join("takes")).unwrap().flatten() {
        if entry.path().extension().is_some_and(|e| e == "png") {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("is missing or damaged"), "{}", err(&output));
    assert_eq!(fake.sold(), sold);
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
}

#[test]
fn what_is_wrong_with_the_casting_stands_at_its_words() {
    let (_, base) = Fake::start();
    let folder = project(&base, "[providers]\npicture = \"opnai/gpt-image-2\"\n");
    let output = frost(folder.path(), &["plan", "a.frost"]);
    let said = err(&output);
    assert!(output.status.code() == Some(1) && said.contains("provider\n") && said.contains("did you mean `openai`?") && said.contains("frost.toml"), "{said}");
    assert_eq!(frost(folder.path(), &["check", "a.frost"]).status.code(), Some(0));
}

#[test]
fn speech_and_clips_come_from_the_same_dialect() {
    let (fake, base) = Fake::start();
    let folder = project(&base, "[providers]\npicture = \"studio/gpt-image-2\"\nspeech = \"studio/gpt-4o-mini-tts\"\nanimate = \"studio/wan\"\n");
    let path = folder.path();
    // The clip of the fake is a film made here.
    std::fs::write(path.join("clip.frost"), "film \"C\"\n  size  640x360\n\nEXT. SEA - NOON\n  shot wide, 4s\n    camera push in\n    Waves.\n").unwrap();
    ok(frost(path, &["render", "clip.frost", "--provider", "embedded"]));
    fake.0.lock().unwrap().clip = std::fs::read(path.join("clip.mp4")).unwrap();
    std::fs::write(path.join("a.frost"), "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 3s\n    MARA trims the wick.\n    MARA\n    It came back on.\n  shot close on MARA, 2s\n    MARA listens.\n").unwrap();
    let made = summary(frost(path, &["render", "a.frost", "--json"]));
    // A portrait sheet that both pictures are made from, two pictures, a line, two clips.
    assert_eq!(made["ordered"].as_u64(), Some(6), "{:?}", fake.sold().keys());
    assert_eq!(fake.0.lock().unwrap().edits, 2);
    // The sheet goes by its person, and comes first.
    assert!(ok(frost(path, &["takes", "a.frost", "MARA"])).contains("MARA picture") && ok(frost(path, &["takes", "a.frost"])).starts_with("  MARA picture"));
    assert!(fake.sold().values().all(|n| *n == 1));
    let seen = media::decode_frame(&path.join("a.mp4"), 24).unwrap();
    assert_eq!(seen.width, 320);
    assert!(media::load_sound(&path.join("a.mp4"), 0.0, 3.0).unwrap().iter().any(|s| s.abs() > 0.01));
    let again = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!(again["ordered"].as_u64(), Some(0));
    // A part of a clip: from its second second on it shows what it showed there; what is too short is slowed, and said.
    let seen = |name: &str, frame| media::decode_frame(&path.join(name), frame).unwrap().rgba;
    let apart = |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>() as f64 / a.len() as f64;
    ok(frost(path, &["take", "a.frost", "1.2", "--trim", "1.5s-"]));
    assert!(std::fs::read_to_string(path.join("frost.lock")).unwrap().contains("\"a.frost 1.2 animate\" = { from = 1500 }"));
    ok(frost(path, &["render", "a.frost", "-o", "trimmed.mp4"]));
    let (whole, trimmed) = (seen("a.mp4", 72 + 36), seen("trimmed.mp4", 72));
    assert!(apart(&whole, &trimmed) < apart(&seen("a.mp4", 72), &trimmed), "the part begins a second and a half later");
    ok(frost(path, &["take", "a.frost", "1.2", "--trim", "1s-2s"]));
    let output = frost(path, &["render", "a.frost", "-o", "slowed.mp4"]);
    assert!(output.status.success() && err(&output).contains("it is slowed to fill it"), "{}", err(&output));
    assert_eq!(frost(path, &["take", "a.frost", "1.2", "--trim", "9s-"]).status.code(), Some(0));
    assert!(err(&frost(path, &["render", "a.frost", "-o", "none.mp4"])).contains("--trim none"));
    ok(frost(path, &["take", "a.frost", "1.2", "--trim", "none"]));
    ok(frost(path, &["render", "a.frost", "-o", "again.mp4"]));
    assert!(std::fs::read(path.join("a.mp4")).unwrap() == std::fs::read(path.join("again.mp4")).unwrap(), "untrimmed it is as it was");
    assert!(err(&frost(path, &["take", "a.frost", "1.9", "--trim", "1s-"])).contains("there is no clip"));
    assert_eq!(frost(path, &["take", "a.frost", "1.2", "--trim", "2-1"]).status.code(), Some(2));
}

/// The film of stills and speaking faces in `examples/`, with fakes in the place of its three providers.
#[test]
fn stills_become_faces_that_speak() {
    let (openai, openai_base) = Fake::start();
    let (did, did_base) = fakes::did::Fake::start();
    let (eleven, eleven_base) = fakes::eleven::Fake::start();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/the-frost");
    std::fs::write(path.join("frost.toml"), std::fs::read(example.join("frost.toml")).unwrap()).unwrap();
    let script = std::fs::read_to_string(example.join("film.frost")).unwrap();
    // Small, so that debug builds draw it in no time.
    std::fs::write(path.join("film.frost"), script.replace("1280x720", "320x180")).unwrap();
    std::fs::create_dir_all(path.join("home/frost")).unwrap();
    let config = [("openai", &openai_base, "STUDIO_KEY"), ("d-id", &did_base, "FAKE_DID"), ("elevenlabs", &eleven_base, "FAKE_ELEVEN")];
    let config: String = config.iter().map(|(name, base, key)| format!("[connections.{name}]\nspeaks = \"{name}\"\nbase = \"{base}\"\nkey = \"{key}\"\n")).collect();
    std::fs::write(path.join("home/frost/config.toml"), config).unwrap();
    std::fs::write(path.join("clip.frost"), "film \"C\"\n  size  640x360\n\nEXT. SEA - NOON\n  shot wide, 4s\n    camera push in\n    Waves.\n").unwrap();
    ok(frost(path, &["render", "clip.frost", "--provider", "embedded"]));
    {
        let mut did = did.0.lock().unwrap();
        did.clip = std::fs::read(path.join("clip.mp4")).unwrap();
        did.expired = 1;
    }
    let run = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_frost")).args(args).current_dir(path).env_remove("FROST_CACHE").env("XDG_CONFIG_HOME", path.join("home")).env("STUDIO_KEY", KEY).env("FAKE_DID", fakes::did::KEY).env("FAKE_ELEVEN", fakes::eleven::KEY).env("FROST_PACE", "0.01").output().unwrap();
    let prompts = ok(run(&["plan", "film.frost", "--prompts"]));
    assert!(prompts.contains("d-id/talks") && prompts.contains("startled") && prompts.contains("from the plate"), "{prompts}");
    let made = summary(run(&["render", "film.frost", "--json"]));
    // Two portrait sheets, three stills, two lines, two faces.
    assert_eq!(made["ordered"].as_u64(), Some(9));
    assert_eq!(openai.sold().values().sum::<u32>(), 5);
    let did = did.0.lock().unwrap();
    assert_eq!((did.talks.len(), did.laid.len()), (2, 4));
    assert!(did.talks.values().any(|(t, _)| t["config"]["driver_expressions"]["expressions"][0]["expression"] == "surprise"));
    let said = eleven.0.lock().unwrap().sold.clone();
    assert!(said.keys().any(|k| k.contains("[startled] It knows our names.")) && said.values().all(|n| *n == 1), "{said:?}");
    drop(did);
    let again = summary(run(&["render", "film.frost", "--json"]));
    assert_eq!((again["ordered"].as_u64(), again["made"].as_u64()), (Some(0), Some(0)));
    let listed = ok(run(&["takes", "film.frost"]));
    assert!(listed.contains("9 attempts") && listed.contains("seconds"), "{listed}");
}

#[cfg(unix)]
#[test]
fn a_program_of_ones_own_makes_pictures_once_it_is_trusted() {
    let folder = project("http://127.0.0.1:1", "[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = [\"./gradient.py\"]\n");
    let path = folder.path();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exec/gradient.py"), path.join("gradient.py")).unwrap();
    assert!(err(&frost(path, &["render", "a.frost"])).contains("frost trust"));
    assert!(ok(frost(path, &["trust", "--yes"])).contains("./gradient.py is now"));
    let made = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((made["ordered"].as_u64(), made["cost"].as_f64()), (Some(2), Some(0.0)));
}

#[cfg(unix)]
#[test]
fn a_detector_says_where_people_are_and_what_is_not_as_asked_is_told() {
    let (_fake, base) = Fake::start();
    let casting = format!("{PICTURES}[framing-check]\ndetector = \"eyes\"\n[connections.eyes]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./eyes.sh\"]\n");
    let folder = project(&base, &casting);
    let path = folder.path();
    let script = "film \"A\"\n  size  320x180\n\ncharacter NORA\n  look  yellow coat\n\nEXT. PIER - NOON\n  shot wide, 2s\n    Waves against the piles.\n\n  shot medium on NORA, 2s\n    Nora waits.\n";
    std::fs::write(path.join("a.frost"), script).unwrap();
    // It is asked of shots that are on somebody, and told whom to look for.
    std::fs::write(path.join("eyes.sh"), "cat >> asked.json\nprintf '{\"subjects\":[{\"name\":\"NORA\",\"area\":[0.5,0.7,0.52,0.75]}]}'\n").unwrap();
    assert!(err(&frost(path, &["render", "a.frost"])).contains("is not trusted yet"));
    ok(frost(path, &["trust", "--yes"]));
    for shot in ["1.1", "1.2"] {
        ok(frost(path, &["retake", "a.frost", shot]));
    }
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(0) && err(&output).contains("the picture of shot 1.2: NORA is extreme wide, and medium was asked"), "{}\n{}", err(&output), ok(frost(path, &["takes", "a.frost"])));
    let asked = std::fs::read_to_string(path.join("asked.json")).unwrap();
    let asked: serde_json::Value = serde_json::Deserializer::from_str(&asked).into_iter().next().unwrap().unwrap();
    assert_eq!(asked["subjects"], serde_json::json!(["NORA"]));
    assert!(Path::new(asked["picture"].as_str().unwrap()).exists());
    // It stays with the take, and is said whenever the take is used.
    assert!(ok(frost(path, &["takes", "a.frost", "1.2"])).contains("framing NORA is extreme wide"));
    assert!(err(&frost(path, &["render", "a.frost"])).contains("framing-check"));
    std::fs::write(path.join("eyes.sh"), "cat > /dev/null; exit 3\n").unwrap();
    ok(frost(path, &["retake", "a.frost", "1.2"]));
    let said = err(&frost(path, &["render", "a.frost"]));
    assert!(said.contains("nobody looks at the framing") && said.contains("its program changed since"), "{said}");
    ok(frost(path, &["trust", "--yes"]));
    ok(frost(path, &["retake", "a.frost", "1.2"]));
    assert!(err(&frost(path, &["render", "a.frost"])).contains("not looked at: the program ended"));
}

#[test]
fn several_takes_of_a_shot_are_bought_and_paid_as_several() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    std::fs::write(path.join("a.frost"), SCRIPT.replace("    Waves", "    takes 3\n    Waves")).unwrap();
    assert!(ok(frost(path, &["plan", "a.frost"])).contains("to pay $0.16"));
    // All or nothing counts them all.
    assert_eq!(frost(path, &["render", "a.frost", "--budget", "0.15"]).status.code(), Some(1));
    assert!(fake.sold().is_empty());
    let made = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((made["ordered"].as_u64(), made["cost"].as_f64()), (Some(4), Some(0.16)));
    let takes = |shot| -> Vec<serde_json::Value> { serde_json::from_str(&ok(frost(path, &["takes", "a.frost", shot, "--json"]))).unwrap() };
    assert_eq!((takes("1.1").len(), takes("1.2").len()), (3, 1));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
    ok(frost(path, &["retake", "a.frost", "1.2", "-n", "2"]));
    assert!(ok(frost(path, &["plan", "a.frost"])).contains("to pay $0.08"), "both new takes are counted");
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
    ok(frost(path, &["takes", "a.frost", "-o", "sheet.png"]));
    let sheet = media::decode_frame(&path.join("sheet.png"), 0).unwrap();
    assert_eq!((sheet.width, sheet.height), (4 * 424 + 24, 2 * 384 + 24));
    assert_eq!(frost(path, &["takes", "a.frost", "9.9", "-o", "none.png"]).status.code(), Some(1));
    // The first new one stands until another is picked; with one picked nothing more is bought.
    ok(frost(path, &["take", "a.frost", "1.2", "--pick", "1"]));
    // It stands in a red frame, after the three of the shot before it.
    ok(frost(path, &["takes", "a.frost", "-o", "sheet.png"]));
    let sheet = media::decode_frame(&path.join("sheet.png"), 0).unwrap();
    let at = |cell: u32| &sheet.rgba[((150 * sheet.width + 24 + cell * 424 - 3) * 4) as usize..][..3];
    assert!(at(3) == [0xc0, 0x39, 0x2b] && at(2) != at(3), "{:?} {:?}", at(2), at(3));
    ok(frost(path, &["retake", "a.frost", "1.1", "-n", "5"]));
    assert!(ok(frost(path, &["plan", "a.frost"])).contains("to pay $0.20"));
    ok(frost(path, &["take", "a.frost", "1.1", "--pick", "2"]));
    assert!(ok(frost(path, &["plan", "a.frost"])).contains("to pay $0.00"));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
}

#[test]
fn another_take_is_bought_picked_and_stays_when_the_words_change() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost"]));
    ok(frost(path, &["retake", "a.frost", "1.1"]));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(1));
    let takes: Vec<serde_json::Value> = serde_json::from_str(&ok(frost(path, &["takes", "a.frost", "1.1", "--json"]))).unwrap();
    assert_eq!(takes.len(), 2);
    ok(frost(path, &["take", "a.frost", "1.1", "--pick", "1"]));
    assert!(std::fs::read_to_string(path.join("frost.lock")).unwrap().contains("1.1 picture"));
    let sold: u32 = fake.sold().values().sum();
    std::fs::write(path.join("a.frost"), SCRIPT.replace("Waves", "Boats")).unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(0) && err(&output).contains("was made from other words"), "{}", err(&output));
    assert_eq!(fake.sold().values().sum::<u32>(), sold);
    ok(frost(path, &["take", "a.frost", "1.1", "--unpick"]));
    ok(frost(path, &["render", "a.frost"]));
    assert_eq!(fake.sold().values().sum::<u32>(), sold + 1);
}

#[test]
fn two_renders_at_once_buy_once() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3).map(|i| scope.spawn(move || frost(path, &["render", "a.frost", "-o", &format!("{i}.mp4")]))).collect();
        runs.into_iter().map(|r| r.join().unwrap()).collect()
    });
    for output in outputs {
        ok(output);
    }
    assert!(fake.sold().len() == 2 && fake.sold().values().all(|n| *n == 1));
}

#[test]
fn a_doctor_asks_each_provider_without_buying() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let output = frost(folder.path(), &["doctor"]);
    assert!(out(&output).contains("provider studio") && out(&output).contains("answers"), "{}", out(&output));
    assert_eq!(fake.0.lock().unwrap().asked, ["GET /v1/models"]);
    std::fs::write(folder.path().join("home/frost/config.toml"), format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"OPENAI_API_KEY\"\n")).unwrap();
    let output = frost(folder.path(), &["doctor"]);
    assert!(output.status.code() == Some(1) && out(&output).contains("Incorrect API key"), "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn an_archive_renders_elsewhere_without_network_or_key() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    assert!(err(&frost(path, &["cache", "export", "a.frost", "-o", "a.tar"])).contains("not bought yet"));
    ok(frost(path, &["render", "a.frost"]));
    ok(frost(path, &["cache", "export", "a.frost", "-o", "a.tar"]));
    let sold = fake.sold();
    let other = tempfile::tempdir().unwrap();
    assert!(Command::new("tar").arg("xf").arg(path.join("a.tar")).current_dir(other.path()).status().unwrap().success());
    std::fs::create_dir_all(other.path().join("home/frost")).unwrap();
    std::fs::write(other.path().join("home/frost/config.toml"), "[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\nkey = \"NONE\"\nprice = 0.04\n").unwrap();
    let made = summary(frost(other.path(), &["render", "a.frost", "--json"]));
    assert_eq!((made["ordered"].as_u64(), made["made"].as_u64()), (Some(0), Some(0)));
    assert_eq!(std::fs::read(path.join("a.mp4")).unwrap(), std::fs::read(other.path().join("a.mp4")).unwrap());
    assert_eq!(fake.sold(), sold);
    no_key_in(other.path());
    // Frost unpacks it itself, and writes over nothing.
    ok(frost(path, &["cache", "import", "a.tar", "-o", "elsewhere"]));
    assert_eq!(std::fs::read(path.join("elsewhere/takes/ledger")).unwrap(), std::fs::read(path.join("takes/ledger")).unwrap());
    assert!(err(&frost(path, &["cache", "import", "a.tar", "-o", "elsewhere"])).contains("is there already"));
    // Cleaning up takes nothing that was paid, unless it is said.
    let takes = || std::fs::read_dir(path.join("takes")).unwrap().count();
    let before = takes();
    std::fs::write(path.join("a.frost"), SCRIPT.replace("Waves", "Boats")).unwrap();
    ok(frost(path, &["cache", "prune", "a.frost"]));
    assert_eq!(takes(), before);
    ok(frost(path, &["cache", "verify", "a.frost"]));
    let shown = ok(frost(path, &["cache", "show", "a.frost"]));
    assert!(shown.contains("2 takes") && shown.contains("1 of them do not stand in the film"), "{shown}");
    ok(frost(path, &["cache", "prune", "a.frost", "--paid"]));
    assert_eq!(takes(), before - 1);
}

#[cfg(unix)]
#[test]
fn a_doctor_says_whether_a_program_is_there_and_starts_none() {
    let casting = |command: &str| format!("[providers]\npicture = \"mine/sky\"\n[framing-check]\ndetector = \"eyes\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = {command}\n[connections.eyes]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./eyes.sh\"]\n");
    let folder = project("http://127.0.0.1:1", &casting("[\"./p.sh\"]"));
    let path = folder.path();
    std::fs::write(path.join("eyes.sh"), "echo ran >> ran\n").unwrap();
    ok(frost(path, &["trust", "--yes"]));
    let output = frost(path, &["doctor"]);
    assert!(output.status.code() == Some(1) && out(&output).contains("p.sh, or it may not be started") && out(&output).contains("provider eyes"), "{}", out(&output));
    std::fs::write(path.join("frost.toml"), casting("[\"sh\", \"./eyes.sh\"]")).unwrap();
    ok(frost(path, &["trust", "--yes"]));
    assert!(ok(frost(path, &["doctor"])).contains("provider mine"));
    assert!(!path.join("ran").exists());
}
