//! What a connection says counts: how a key is shown, which programs may start, what options and pictures go along with an
//! order, and what is told before anything is bought.

mod command;
mod fakes;
mod studio;

use std::path::Path;
use std::process::Output;

use command::out;
use studio::{ok, project, summary};

/// Somebody with a look in two shots, and so with a portrait sheet where a model works from pictures.
const TWICE: &str = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 2s\n    MARA trims the wick.\n  shot close on MARA, 2s\n    MARA listens.\n";

/// What was said, however its lines were broken.
fn err(output: &Output) -> String {
    studio::err(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A project with one connection of the user's, whose key is in `HELD`.
fn connected(connection: &str, casting: &str) -> tempfile::TempDir {
    let folder = project("http://127.0.0.1:1/v1", casting);
    std::fs::write(folder.path().join("home/frost/config.toml"), connection).unwrap();
    std::fs::write(folder.path().join("a.frost"), TWICE).unwrap();
    folder
}

fn with_key(folder: &Path, key: &str, args: &[&str]) -> Output {
    studio::command(folder, args).env("HELD", key).output().unwrap()
}

/// No file below a folder holds a word.
fn nowhere(folder: &Path, word: &str) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => nowhere(&path, word),
            false => assert!(!std::fs::read(&path).unwrap().windows(word.len()).any(|w| w == word.as_bytes()), "{} holds it", path.display()),
        }
    }
}

#[test]
fn a_token_of_entra_is_shown_to_azure_as_one() {
    let (fake, base) = fakes::azure::Fake::start();
    let connection = |auth: &str| format!("[connections.az]\nspeaks = \"azure\"\nbase = \"{base}\"\nkey = \"HELD\"\nset = {{ {auth} }}\n");
    let folder = connected(&connection("auth = \"bearer\""), "[providers]\npicture = \"az/pictures\"\n");
    let path = folder.path();
    assert!(out(&with_key(path, fakes::azure::TOKEN, &["doctor"])).contains("takes the key"));
    let made = summary(with_key(path, fakes::azure::TOKEN, &["render", "a.frost", "--json"]));
    assert_eq!((made["ordered"].as_u64(), fake.0.lock().unwrap().count()), (Some(3), 3));
    nowhere(path, fakes::azure::TOKEN);
    // As a key it is none, and a key is no token.
    for (set, key) in [("", fakes::azure::TOKEN), ("auth = \"bearer\"", fakes::azure::KEY)] {
        let folder = connected(&connection(set), "[providers]\npicture = \"az/pictures\"\n");
        let output = with_key(folder.path(), key, &["render", "a.frost"]);
        assert!(output.status.code() == Some(1) && err(&output).contains("Access denied"), "{}", err(&output));
    }
    assert_eq!(fake.0.lock().unwrap().count(), 3);
    // The key of a deployment is shown as ever.
    let folder = connected(&connection("deployment = \"my pictures\""), "[providers]\npicture = \"az/pictures\"\n");
    assert_eq!(summary(with_key(folder.path(), fakes::azure::KEY, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
}

#[test]
fn a_server_at_home_that_wants_a_login_gets_it_as_browsers_show_it() {
    let (fake, base) = fakes::automatic::Fake::start();
    fake.0.lock().unwrap().login = Some("mara:it-came-back-on");
    let connection = |auth: &str| format!("[connections.home]\nspeaks = \"automatic1111\"\nbase = \"{base}\"\nkey = \"HELD\"\nset = {{ auth = \"{auth}\" }}\n");
    let casting = "[providers]\npicture = \"home/default\"\n";
    let folder = connected(&connection("login"), casting);
    let path = folder.path();
    assert!(out(&with_key(path, "mara:it-came-back-on", &["doctor"])).contains("takes the key"));
    assert_eq!(summary(with_key(path, "mara:it-came-back-on", &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    nowhere(path, "it-came-back-on");
    nowhere(path, &base64::Engine::encode(&base64::engine::general_purpose::STANDARD, "mara:it-came-back-on"));
    for (auth, key, said) in [("login", "mara:wrong", "Incorrect username or password"), ("bearer", "mara:it-came-back-on", "Incorrect username or password"), ("cookie", "x", "`cookie` is no way to show a key")] {
        let folder = connected(&connection(auth), casting);
        let output = with_key(folder.path(), key, &["render", "a.frost"]);
        assert!(output.status.code() == Some(1) && err(&output).contains(said), "{auth}: {}", err(&output));
    }
    assert_eq!(fake.0.lock().unwrap().till.count(), 2);
}

#[cfg(unix)]
#[test]
fn a_program_that_changed_is_shown_again_before_it_starts() {
    let casting = |command: &str| format!("[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = {command}\n");
    let own = "#!/bin/sh\ncat > /dev/null\necho one >> ran\necho '{\"error\":{\"kind\":\"order\",\"message\":\"drawn by nobody\"}}'\n";
    let executable = |path: &Path, text: &str| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::write(path, text).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    // The program itself, and a script that one of the system runs.
    for command in ["[\"./tools/p.sh\"]", "[\"sh\", \"tools/p.sh\"]"] {
        let folder = connected("", &casting(command));
        let path = folder.path();
        let ran = || std::fs::read_to_string(path.join("ran")).unwrap_or_default().lines().count();
        std::fs::create_dir(path.join("tools")).unwrap();
        executable(&path.join("tools/p.sh"), own);
        let shown = ok(studio::frost(path, &["trust", "--yes"]));
        assert!(shown.contains(&format!("tools/p.sh is now (BLAKE3 {})", &blake3::hash(own.as_bytes()).to_hex()[..16])), "{shown}");
        assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("drawn by nobody"));
        let before = ran();
        assert!(before > 0);
        // Whoever can write it can make it do something else: that is asked again, and nothing starts until then.
        executable(&path.join("tools/p.sh"), &own.replace("one", "two"));
        let output = studio::frost(path, &["render", "a.frost"]);
        assert!(output.status.code() == Some(1) && err(&output).contains("its program changed since") && err(&output).contains("frost trust"), "{}", err(&output));
        assert_eq!(ran(), before);
        // As it was it counts again, and so it does once it was looked at.
        executable(&path.join("tools/p.sh"), own);
        assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("drawn by nobody"));
        executable(&path.join("tools/p.sh"), &own.replace("one", "two"));
        ok(studio::frost(path, &["trust", "--yes"]));
        assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("drawn by nobody"));
        assert!(std::fs::read_to_string(path.join("ran")).unwrap().contains("two"));
        // One that is gone is another than the one that was there.
        std::fs::remove_file(path.join("tools/p.sh")).unwrap();
        assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("its program changed since"));
    }
    // What lies outside the project is its user's, and a link that leads there is too.
    let elsewhere = tempfile::tempdir().unwrap();
    executable(&elsewhere.path().join("p.sh"), own);
    let folder = connected("", &casting("[\"./p.sh\"]"));
    std::os::unix::fs::symlink(elsewhere.path().join("p.sh"), folder.path().join("p.sh")).unwrap();
    assert!(!ok(studio::frost(folder.path(), &["trust", "--yes"])).contains("is now"));
    executable(&elsewhere.path().join("p.sh"), &own.replace("one", "two"));
    assert!(err(&studio::frost(folder.path(), &["render", "a.frost"])).contains("drawn by nobody"));
}

#[test]
fn options_go_along_with_pictures_that_are_made_from_others_or_are_refused() {
    let (fake, base) = fakes::openai::Fake::start();
    let connection = format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"HELD\"\nprice = 0.04\n");
    let casting = |model: &str, options: &str| format!("[providers]\npicture = \"studio/{model}\"\n[options.{model}]\n{options}");
    let folder = connected(&connection, &casting("gpt-image-2", "moderation = \"low\"\ncomplexity = \"high\"\n"));
    let path = folder.path();
    assert_eq!(summary(with_key(path, fakes::openai::KEY, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
    // They are in JSON, which has these options; without them it is a form.
    assert_eq!(fake.0.lock().unwrap().edits_with, ["moderation low, complexity high", "moderation low, complexity high"]);
    std::fs::write(path.join("frost.toml"), casting("gpt-image-2", "quality = \"low\"\n")).unwrap();
    assert_eq!(summary(with_key(path, fakes::openai::KEY, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
    {
        let state = fake.0.lock().unwrap();
        assert_eq!((state.edits, state.edits_with.len()), (4, 2));
    }
    // Who has no such edits refuses, once, before anything is bought, with its cures.
    let sold = fake.sold();
    std::fs::write(path.join("frost.toml"), casting("house", "moderation = \"low\"\n")).unwrap();
    for args in [&["plan", "a.frost"][..], &["render", "a.frost"]] {
        let output = with_key(path, fakes::openai::KEY, args);
        let said = err(&output);
        assert!(output.status.code() == Some(1) && said.contains("backend-fit ") && said.contains("`house` at `studio` takes no `moderation` for a picture that is made from others"), "{said}");
        assert!(said.matches("takes no `moderation`").count() == 1 && said.contains("take `moderation` out of `[options.house]`") && said.contains("`openai/gpt-image-"), "{said}");
    }
    assert_eq!(fake.sold(), sold);
    // With words alone it takes it.
    std::fs::write(path.join("a.frost"), studio::SCRIPT).unwrap();
    assert_eq!(summary(with_key(path, fakes::openai::KEY, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    let (azure, base) = fakes::azure::Fake::start();
    let folder = connected(&format!("[connections.az]\nspeaks = \"azure\"\nbase = \"{base}\"\nkey = \"HELD\"\n"), "[providers]\npicture = \"az/pictures\"\n[options.pictures]\ncomplexity = \"low\"\n");
    let output = with_key(folder.path(), fakes::azure::KEY, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("`pictures` at `az` takes no `complexity`"), "{}", err(&output));
    assert!(azure.0.lock().unwrap().asked.is_empty());
}

#[test]
fn people_stay_themselves_at_home_where_a_controlnet_is_named_and_else_it_is_told() {
    let (fake, base) = fakes::automatic::Fake::start();
    let connection = |set: &str| format!("[connections.home]\nspeaks = \"automatic1111\"\nbase = \"{base}\"\n{set}");
    let folder = connected(&connection(""), "[providers]\npicture = \"home/default\"\n");
    let path = folder.path();
    let said = err(&studio::frost(path, &["plan", "a.frost"]));
    assert!(said.matches("`default` works from no pictures, so MARA may look like somebody else in each of 2 shots").count() == 1 && said.contains("`set = { controlnet = \"…\", preprocessor = \"…\" }`"), "{said}");
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    assert_eq!(fake.0.lock().unwrap().units, 0);
    // With one, her sheet comes first and both shots are made from it.
    let net = |model: &str, weight: &str| connection(&format!("set = {{ controlnet = \"{model}\", preprocessor = \"ip-adapter-auto\", weight = \"{weight}\" }}\n"));
    std::fs::write(path.join("home/frost/config.toml"), net("ip-adapter_sd15", "0.7")).unwrap();
    assert!(!err(&studio::frost(path, &["plan", "a.frost"])).contains("works from no pictures"));
    assert!(out(&studio::frost(path, &["doctor"])).contains("provider home") && studio::frost(path, &["doctor"]).status.success());
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
    assert_eq!(fake.0.lock().unwrap().units, 2);
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
    // Another weight makes other pictures of the same words; the sheet is made from none and stays.
    std::fs::write(path.join("home/frost/config.toml"), net("ip-adapter_sd15", "0.9")).unwrap();
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    // What the server does not have is told before anything is sent.
    let sold = fake.0.lock().unwrap().till.count();
    std::fs::write(path.join("home/frost/config.toml"), net("ip-adapter_sdxl", "0.9")).unwrap();
    for args in [&["render", "a.frost"][..], &["doctor"]] {
        let output = studio::frost(path, args);
        let said = err(&output) + &out(&output);
        assert!(output.status.code() == Some(1) && said.contains("the server has no controlnet `ip-adapter_sdxl`; it has canny [d14c016b], ip-adapter_sd15 [6a3f6166]"), "{said}");
    }
    fake.0.lock().unwrap().bare = true;
    let output = studio::frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("has it the ControlNet that the connection names?"), "{}", err(&output));
    assert_eq!(fake.0.lock().unwrap().till.count(), sold);
}

/// Shot by shot another provider: who draws, who speaks, who brings a still to life.
const TOGETHER: &str = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nmusic waltz, 90bpm, 3/4\n  mood  slow, piano and strings\n\nEXT. PIER - NOON\n  music  waltz\n  shot medium on MARA, 4s\n    MARA\n    It came back on.\n  shot close on MARA, 4s\n    MARA\n    Nobody touched it.\n  shot wide, 2s\n    Waves against the piles.\n  shot close on \"the lantern\", 2s\n    It burns by day.\n  shot wide on \"the boat\", 4s\n    It rocks.\n  shot full on \"the bell\", 2s\n    It rings.\n";

#[cfg(unix)]
#[test]
fn a_film_that_all_providers_make_together_is_bought_once() {
    let (openai, openai_base) = fakes::openai::Fake::start();
    let (azure, azure_base) = fakes::azure::Fake::start();
    let (did, did_base) = fakes::did::Fake::start();
    let (eleven, eleven_base) = fakes::eleven::Fake::start();
    let (comfy, comfy_base) = fakes::comfy::Fake::start();
    let (automatic, automatic_base) = fakes::automatic::Fake::start();
    let (sdcpp, sdcpp_base) = fakes::sdcpp::Fake::start();
    {
        let mut did = did.0.lock().unwrap();
        did.clip = fakes::film("640x360", 4);
    }
    let net = |name: &str, speaks: &str, base: &str, rest: &str| format!("[connections.{name}]\nspeaks = \"{speaks}\"\nbase = \"{base}\"\n{rest}");
    let connections = [
        net("openai", "openai", &openai_base, "key = \"STUDIO_KEY\"\nprice = 0.04\n"),
        net("azure", "azure", &azure_base, "key = \"HELD\"\nprice = 0.04\n"),
        net("d-id", "d-id", &did_base, "key = \"FAKE_DID\"\n"),
        net("elevenlabs", "elevenlabs", &eleven_base, "key = \"FAKE_ELEVEN\"\n"),
        net("workflow", "comfyui", &comfy_base, "set = { workflow = \"shot.json\" }\n"),
        net("tags", "automatic1111", &automatic_base, "set = { controlnet = \"ip-adapter_sd15\", preprocessor = \"ip-adapter-auto\" }\n"),
        net("cpp", "stable-diffusion.cpp", &sdcpp_base, ""),
        "[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\nprice = 0.01\n".into(),
    ];
    let of = |shot: &str, role: &str, by: &str| format!("[[providers.where]]\nshot = \"{shot}\"\n{role} = \"{by}\"\n");
    let casting = [
        "[providers]\npicture = \"openai/gpt-image-2\"\nspeech = \"elevenlabs/eleven_v3\"\nsound = \"elevenlabs/eleven_text_to_sound_v2\"\nmusic = \"elevenlabs/music_v2\"\nportrait = \"d-id/talks\"\n".to_string(),
        of("1.2", "speech", "mine/voice"),
        of("1.2", "picture", "tags/default"),
        of("1.3", "picture", "azure/pictures"),
        of("1.4", "picture", "workflow/any"),
        of("1.5", "picture", "cpp/default"),
        of("1.5", "animate", "d-id/animations"),
        of("1.6", "picture", "mine/sky"),
        "[voices.elevenlabs]\nMARA = \"21m00Tcm4TlvDq8ikWAM\"\n".to_string(),
    ];
    let folder = connected(&connections.concat(), &casting.concat());
    let path = folder.path();
    std::fs::write(path.join("a.frost"), TOGETHER).unwrap();
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW).unwrap();
    std::fs::write(path.join("picture"), fakes::picture("by a program", 640, 360)).unwrap();
    std::fs::write(path.join("speech"), fakes::tone("Nobody touched it.")).unwrap();
    std::fs::write(path.join("p.sh"), "o=$(cat)\nf=$(printf %s \"$o\" | sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')\nr=$(printf %s \"$o\" | sed 's/.*\"role\":\"\\([^\"]*\\)\".*/\\1/')\necho $r >> made\ncp \"$r\" \"$f/r\"\necho '{\"file\":\"r\"}'\n").unwrap();
    let run = |args: &[&str]| studio::command(path, args).env("HELD", fakes::azure::KEY).env("FAKE_DID", fakes::did::KEY).env("FAKE_ELEVEN", fakes::eleven::KEY).output().unwrap();
    ok(run(&["trust", "--yes"]));
    let made = summary(run(&["render", "a.frost", "--json"]));
    let sold = |what: &std::collections::BTreeMap<String, u32>| (what.len(), what.values().all(|n| *n == 1));
    assert_eq!(sold(&openai.sold()), (1, true), "{made}");
    assert_eq!(sold(&azure.0.lock().unwrap().sold), (1, true));
    // Two that Mara speaks in, and the boat.
    assert_eq!(sold(&did.0.lock().unwrap().till.sold), (3, true));
    // A line, the sea, the waltz.
    assert_eq!(sold(&eleven.0.lock().unwrap().sold), (3, true));
    assert_eq!(sold(&comfy.0.lock().unwrap().till.sold), (1, true));
    assert_eq!(sold(&automatic.0.lock().unwrap().till.sold), (1, true));
    assert_eq!(sold(&sdcpp.0.lock().unwrap().till.sold), (1, true));
    let mut by_program: Vec<String> = std::fs::read_to_string(path.join("made")).unwrap().lines().map(str::to_string).collect();
    by_program.sort();
    assert_eq!(by_program, ["picture", "speech"]);
    assert_eq!(made["ordered"].as_u64(), Some(13));
    // The second line is heard in its own shot, and everything is there for the next time.
    assert!(frost::media::load_sound(&path.join("a.mp4"), 4.0, 7.0).unwrap().iter().any(|s| s.abs() > 0.01));
    let again = summary(run(&["render", "a.frost", "-o", "again.mp4", "--json"]));
    assert_eq!((again["ordered"].as_u64(), again["made"].as_u64()), (Some(0), Some(0)));
    assert!(std::fs::read(path.join("a.mp4")).unwrap() == std::fs::read(path.join("again.mp4")).unwrap());
    for key in [fakes::openai::KEY, fakes::azure::KEY, fakes::did::KEY, fakes::eleven::KEY] {
        nowhere(path, key);
    }
}

#[test]
fn a_shot_of_two_lines_or_two_speakers_has_a_face_that_stays_still_and_says_so() {
    let (openai, base) = fakes::openai::Fake::start();
    let connection = format!("[connections.openai]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"HELD\"\n[connections.d-id]\nspeaks = \"d-id\"\nbase = \"http://127.0.0.1:1\"\nkey = \"HELD\"\n");
    let casting = "[providers]\npicture = \"openai/gpt-image-2\"\nportrait = \"d-id/talks\"\n";
    let folder = connected(&connection, casting);
    let path = folder.path();
    let head = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60\n\ncharacter IVO\n  look  a boy of ten\n\nINT. LAMP ROOM - NIGHT\n";
    let two_lines = "  shot medium on MARA, 8s\n    MARA\n    It came back on.\n\n    She turns.\n\n    MARA\n    Nobody touched it.\n";
    let two_people = "  shot wide on MARA and IVO, 8s\n    MARA\n    It came back on.\n\n    IVO\n    Nobody touched it.\n";
    let one = "  shot medium on MARA, 4s\n    MARA\n    It came back on.\n";
    for (shot, said) in [(two_lines, Some("2 lines are spoken in shot 1.1")), (two_people, Some("2 people speak in shot 1.1")), (one, None)] {
        std::fs::write(path.join("a.frost"), format!("{head}{shot}")).unwrap();
        let output = studio::frost(path, &["plan", "a.frost", "--prompts"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(out(&output).contains("d-id/talks"), said.is_none(), "{}", out(&output));
        match said {
            Some(said) => {
                let told = err(&output);
                assert!(told.contains(&format!("{said}, and `talks` brings one face to life for one line")) && told.contains("its face stays still") && told.contains("`portrait = \"embedded\"` for shot 1.1"), "{told}");
                // Its author can say that it is meant so.
                std::fs::write(path.join("frost.toml"), format!("{casting}[[providers.where]]\nshot = \"1.1\"\nportrait = \"embedded\"\n")).unwrap();
                assert!(!err(&studio::frost(path, &["plan", "a.frost"])).contains("brings one face to life"));
                std::fs::write(path.join("frost.toml"), casting).unwrap();
            }
            None => assert!(!err(&output).contains("brings one face to life"), "{}", err(&output)),
        }
    }
    assert!(openai.sold().is_empty());
}

#[test]
fn a_job_that_does_not_end_can_be_given_up_and_bought_anew() {
    let (home, base) = fakes::sdcpp::Fake::start();
    home.0.lock().unwrap().endless = true;
    let folder = connected(&format!("[connections.home]\nspeaks = \"stable-diffusion.cpp\"\nbase = \"{base}\"\nprice = 0.01\n"), "[providers]\npicture = \"home/default\"\n");
    let path = folder.path();
    std::fs::write(path.join("a.frost"), "film \"A\"\n  size  320x180\n\nEXT. PIER - NOON\n  shot wide, 2s\n    Waves.\n").unwrap();
    // An hour passes soon.
    let soon = |args: &[&str]| studio::command(path, args).env("FROST_PACE", "0.0003").output().unwrap();
    let output = soon(&["render", "a.frost"]);
    let said = err(&output);
    assert!(output.status.code() == Some(1) && said.contains("the plate of shot 1.1 is not there yet: the job job_2 is not done after an hour"), "{said}");
    assert!(said.contains("it is not bought twice") && said.contains("`frost resume a.frost` shows it, and can give it up"), "{said}");
    // The same command asks after it, and buys nothing.
    assert!(err(&soon(&["render", "a.frost"])).contains("not done after an hour"));
    assert_eq!(home.0.lock().unwrap().till.count(), 1);
    let shown = ok(soon(&["resume", "a.frost"]));
    assert!(shown.contains("under way as job_2"), "{shown}");
    ok(soon(&["resume", "a.frost", "--again", shown.split_whitespace().next().unwrap()]));
    home.0.lock().unwrap().endless = false;
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(1));
    assert_eq!(home.0.lock().unwrap().till.count(), 2);
}

#[cfg(unix)]
#[test]
fn a_program_that_changes_while_it_is_used_is_not_started_again() {
    // Four pictures, two at once; the first changes the program, as whoever can write it could at any time.
    let script = "film \"A\"\n  size  320x180\n\nEXT. PIER - NOON\n  shot wide, 1s\n    Waves.\n  shot close on \"the lantern\", 1s\n    It burns.\n  shot wide on \"the boat\", 1s\n    It rocks.\n  shot full on \"the bell\", 1s\n    It rings.\n  shot full on \"the door\", 1s\n    It shuts.\n";
    let program = "o=$(cat)\nf=$(printf %s \"$o\" | sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')\necho >> ran\ncp picture \"$f/r\"\nif mv change \"$f/c\" 2>/dev/null; then cp p.sh q; echo '# another' >> q; mv q p.sh; fi\nsleep 0.2\necho '{\"file\":\"r\"}'\n";
    let casting = "[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\n";
    let folder = connected("", casting);
    let path = folder.path();
    std::fs::write(path.join("a.frost"), script).unwrap();
    std::fs::write(path.join("p.sh"), program).unwrap();
    std::fs::write(path.join("picture"), fakes::picture("by a program", 640, 360)).unwrap();
    std::fs::write(path.join("change"), "").unwrap();
    ok(studio::frost(path, &["trust", "--yes"]));
    let ran = || std::fs::read_to_string(path.join("ran")).unwrap_or_default().lines().count();
    let output = studio::frost(path, &["render", "a.frost"]);
    let said = err(&output);
    assert!(output.status.code() == Some(1) && said.contains("its program changed since it was trusted; `frost trust` shows what it would do"), "{said}");
    assert!((1..=2).contains(&ran()), "it was started {} times", ran());
    // Nothing of it starts until its user looked at it; what was made is kept.
    let before = ran();
    assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("its program changed since"));
    assert_eq!(ran(), before);
    ok(studio::frost(path, &["trust", "--yes"]));
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(5 - before as u64));
    // One that is only touched, or written again as it was, is the same.
    let touching = program.replace("echo '# another' >> q; ", "");
    std::fs::write(path.join("p.sh"), &touching).unwrap();
    std::fs::write(path.join("change"), "").unwrap();
    ok(studio::frost(path, &["trust", "--yes"]));
    for shot in ["1.1", "1.2", "1.3", "1.4", "1.5"] {
        ok(studio::frost(path, &["retake", "a.frost", shot]));
    }
    assert_eq!(summary(studio::frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(5));
}

#[cfg(unix)]
#[test]
fn a_command_of_ones_own_does_not_start_what_a_cloned_project_laid_there() {
    let folder = connected("[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\n", "[providers]\npicture = \"mine/sky\"\n");
    let path = folder.path();
    std::fs::write(path.join("p.sh"), "cat > /dev/null\necho >> ran\necho '{\"error\":{\"kind\":\"order\",\"message\":\"drawn by nobody\"}}'\n").unwrap();
    let output = studio::frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("the connection `mine` starts a program of this project that is not trusted yet, or changed since"), "{}", err(&output));
    assert!(!path.join("ran").exists());
    let shown = ok(studio::frost(path, &["trust", "--yes"]));
    assert!(shown.contains("starts \"sh\" \"./p.sh\"") && shown.contains("./p.sh is now (BLAKE3 "), "{shown}");
    assert!(err(&studio::frost(path, &["render", "a.frost"])).contains("drawn by nobody"));
    // A program of one's own that lies elsewhere asks nobody.
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::copy(path.join("p.sh"), elsewhere.path().join("p.sh")).unwrap();
    let folder = connected(&format!("[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"{}\"]\n", elsewhere.path().join("p.sh").display()), "[providers]\npicture = \"mine/sky\"\n");
    assert!(err(&studio::frost(folder.path(), &["render", "a.frost"])).contains("drawn by nobody"));
}

#[test]
fn what_a_connection_or_an_option_says_and_nobody_reads_is_told_where_it_stands() {
    let of = |connections: &str, rest: &str| format!("[providers]\npicture = \"studio/gpt-image-2\"\n{rest}{connections}");
    for (toml, said) in [
        (of("[connections.az]\nspeaks = \"azure\"\nbase = \"https://x.openai.azure.com\"\nset = { deploiment = \"x\" }\n", ""), "`az` speaks `azure`, which has no setting `deploiment`; did you mean `deployment`?"),
        (of("[connections.w]\nspeaks = \"comfyui\"\nset = { workflo = \"x.json\" }\n", ""), "`w` speaks `comfyui`, which has no setting `workflo`; did you mean `workflow`?"),
        (of("[connections.w]\nspeaks = \"exec\"\ncommand = [\"x\"]\nset = { quality = \"high\" }\n", ""), "`w` speaks `exec`, which has no setting `quality`"),
        (of("[connections.w]\nspeaks = \"openai\"\nset = { auth = \"baerer\" }\n", ""), "`baerer` is no way to show a key; did you mean `bearer`?"),
        (of("[connections.w]\nspeaks = \"opnai\"\n", ""), "`w` speaks `opnai`, which nobody does; did you mean `openai`?"),
        (of("[connections.w]\nspeaks = \"openai\"\nbsae = \"https://x\"\n", ""), "unknown field `bsae`"),
        (of("", "[options.eleven_v3]\ndialogue = \"true\"\n"), "`dialogue` of `eleven_v3` is `true`"),
        (of("", "[options.eleven_v3]\npace = \"fast\"\n"), "`pace` of `eleven_v3` is `fast`"),
        (of("", "[options.default]\nsteps = \"many\"\n"), "`steps` of `default` is `many`"),
    ] {
        let folder = connected("[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\n", &toml);
        for args in [&["plan", "a.frost"][..], &["render", "a.frost"]] {
            let output = studio::frost(folder.path(), args);
            assert!(output.status.code() == Some(1) && err(&output).contains(said), "{toml}\n{}", err(&output));
        }
        assert!(out(&studio::frost(folder.path(), &["doctor"])).contains(said.split(';').next().unwrap()), "{toml}");
    }
    assert!(err(&studio::frost(connected("", "[providers]\n[connections.w]\nspeaks = \"openai\"\nbsae = \"https://x\"\n").path(), &["plan", "a.frost"])).contains("did you mean `base`?"));
    // A voice of somebody who is nearly in the film; one of another film of the folder is no mistake.
    let folder = connected("[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\n", "[providers]\nspeech = \"studio/any\"\n[voices.studio]\nMRAA = \"x\"\nMARA = \"y\"\nOKORO = \"z\"\n");
    let output = studio::frost(folder.path(), &["plan", "a.frost"]);
    assert!(output.status.success() && err(&output).contains("this film has nobody of the name `MRAA`; did you mean `MARA`?") && !err(&output).contains("OKORO"), "{}", err(&output));
    // In one's own configuration it stops whoever asks there, and is said to the others.
    let own = |more: &str| format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\nprice = 0.01\n{more}");
    let folder = connected(&own("set = { outh = \"bearer\" }\n"), "[providers]\npicture = \"studio/any\"\n");
    let output = studio::frost(folder.path(), &["plan", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("which has no setting `outh`; did you mean `auth`?"), "{}", err(&output));
    let folder = connected(&own("[connections.other]\nspeaks = \"openai\"\nset = { outh = \"bearer\" }\n"), "[providers]\npicture = \"studio/any\"\n");
    let output = studio::frost(folder.path(), &["plan", "a.frost"]);
    assert!(output.status.success() && err(&output).contains("warning: `other` speaks `openai`, which has no setting `outh`"), "{}", err(&output));
    let folder = connected("[conections.studio]\nspeaks = \"openai\"\n", "[providers]\npicture = \"studio/any\"\n");
    assert!(err(&studio::frost(folder.path(), &["plan", "a.frost"])).contains("unknown field `conections`"));
}
