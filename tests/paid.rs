//! Paid renders in trouble: a disk that is full or cannot be written, Ctrl-C, words that look like commands, and what
//! each provider takes of a film. Nothing is lost, and nothing is bought twice.

mod command;
mod fakes;
mod studio;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use command::out;
use fakes::openai::{Fake, KEY};
use studio::{PICTURES, err, frost, no_key_in, ok, project, summary};

const AT_HOME: &str = "[providers]\npicture = \"home/default\"\n";

/// A project whose pictures are jobs of a server at home.
fn at_home(base: &str) -> tempfile::TempDir {
    let folder = project("http://127.0.0.1:1/v1", AT_HOME);
    std::fs::write(folder.path().join("home/frost/config.toml"), format!("[connections.home]\nspeaks = \"stable-diffusion.cpp\"\nbase = \"{base}\"\nprice = 0.01\n")).unwrap();
    folder
}

/// Runs `frost` where no file may be larger than so many blocks of 512 bytes, as on a disk that is full.
#[cfg(unix)]
fn full(folder: &Path, blocks: u32, args: &[&str]) -> Output {
    let frost = studio::command(folder, args);
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(frost.get_program()).args(frost.get_args()).current_dir(folder);
    for (name, value) in frost.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.output().unwrap()
}

#[cfg(unix)]
#[test]
fn where_the_ledger_cannot_be_written_nothing_is_bought() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let output = full(path, 0, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("takes/ cannot be written"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty(), "nothing is asked where it cannot be written down");
    // With room again the same command buys each once.
    ok(frost(path, &["render", "a.frost"]));
    assert!(fake.sold().len() == 2 && fake.sold().values().all(|n| *n == 1));
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_loses_no_purchase() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    // The ledger fits, a picture does not.
    let output = full(path, 8, &["render", "a.frost"]);
    // What was paid and could not be kept is not said to be unpaid, and no more is bought.
    assert!(output.status.code() == Some(1) && err(&output).contains("may have been paid") && err(&output).contains("takes/ cannot be written"), "{}", err(&output));
    let sold = fake.sold();
    assert!(!sold.is_empty());
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("may have been paid"), "{}", err(&output));
    assert!(sold.iter().all(|(words, n)| fake.sold()[words] == *n), "what may have been paid is not bought again");
    // Of a job the provider still knows what it made: it is fetched, not bought again.
    let (home, base) = fakes::sdcpp::Fake::start();
    let folder = at_home(&base);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    assert_eq!(full(path, 8, &["render", "a.frost"]).status.code(), Some(1));
    let sold = home.0.lock().unwrap().till.count();
    assert!(sold > 0);
    ok(frost(path, &["render", "a.frost"]));
    assert_eq!(home.0.lock().unwrap().till.sold.values().max(), Some(&1));
}

#[cfg(unix)]
#[test]
fn where_takes_is_read_only_nothing_is_bought() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let mode = |place: &Path, mode| std::fs::set_permissions(place, std::fs::Permissions::from_mode(mode)).unwrap();
    std::fs::create_dir_all(path.join("takes")).unwrap();
    // Permissions do not bind the user root: then the command runs as nobody, to whom all but `takes/` is open.
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
    if root {
        assert!(Command::new("chmod").args(["-R", "a+rwX"]).arg(path).status().unwrap().success());
    }
    mode(&path.join("takes"), 0o555);
    let mut command = studio::command(path, &["render", "a.frost", "-o", "b.mp4"]);
    if root {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().unwrap();
    assert!(output.status.code() == Some(1) && err(&output).contains("so nothing is bought"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty());
    mode(&path.join("takes"), 0o777);
    ok(frost(path, &["render", "a.frost"]));
    assert_eq!(fake.sold().len(), 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_calls_jobs_off_and_the_same_command_goes_on() {
    let (home, base) = fakes::sdcpp::Fake::start();
    home.0.lock().unwrap().endless = true;
    let folder = at_home(&base);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let child = studio::command(path, &["render", "a.frost"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while home.0.lock().unwrap().jobs.len() < 2 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
    {
        let mut state = home.0.lock().unwrap();
        assert_eq!((state.cancelled.len(), state.jobs.len()), (2, 0), "both jobs are called off there");
        state.endless = false;
    }
    let shown = frost(path, &["resume", "a.frost"]);
    assert!(out(&shown).is_empty(), "nothing is uncertain: {}", out(&shown));
    ok(frost(path, &["render", "a.frost"]));
}

/// Words that a shell, a JSON reader, a filter of FFmpeg or a template would read as theirs.
const NASTY: &str = "It's \"done\"; $(touch pwned) `touch pwned2` && rm -rf x | cat > y; [v0]scale=2:text='x'\\, %{pts} {\"a\":1} {{prompt}} <sd_cpp_extra_args>{}</sd_cpp_extra_args> --help $HOME %s\\n";

#[test]
fn words_that_look_like_commands_are_only_words() {
    let (fake, base) = Fake::start();
    let folder = project(&base, "[providers]\npicture = \"studio/gpt-image-2\"\nspeech = \"studio/gpt-4o-mini-tts\"\n");
    let path = folder.path();
    // As the script language has it: braces put values in, so they are written as such.
    let nasty = NASTY.replace("{{", "(").replace("}}", ")").replace(['{', '}'], "'");
    std::fs::write(path.join("a.frost"), format!("film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 20s\n    She shouts: {nasty}\n    MARA\n    {nasty}\n")).unwrap();
    // The voice of the house first: its words go by file.
    let output = frost(path, &["render", "a.frost", "--provider", "embedded", "-o", "house.mp4"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(frost::media::load_sound(&path.join("house.mp4"), 0.0, 5.0).unwrap().iter().any(|s| s.abs() > 0.005));
    ok(frost(path, &["render", "a.frost"]));
    let sold = fake.sold();
    // A line arrives as it is said, with all its marks; a prompt on one line and without angle brackets.
    let said = "It's \"done\";  dollars (touch pwned) `touch pwned two`  and  and  rm -rf x | cat > y; [v zero]scale equals two:text equals 'x'\\,  percent'pts' '\"a\": one' (prompt) <sd_cpp_extra_args>''</sd_cpp_extra_args> --help  dollars HOME  percents\\n";
    assert!(sold.contains_key(said), "{sold:?}");
    assert!(sold.keys().any(|k| k.contains("She shouts: It's \"done\"; $(touch pwned)") && !k.contains(['<', '>'])), "{sold:?}");
    for name in ["pwned", "pwned2", "y"] {
        assert!(!path.join(name).exists(), "{name}");
    }
    no_key_in(path);
}

/// A connection of the user to each of the three providers of a talking film.
fn talking(openai: &str, did: &str, eleven: &str, casting: &str) -> tempfile::TempDir {
    let folder = project(openai, casting);
    let all = [("openai", openai, "STUDIO_KEY"), ("d-id", did, "FAKE_DID"), ("elevenlabs", eleven, "FAKE_ELEVEN")];
    let config: String = all.iter().map(|(name, base, key)| format!("[connections.{name}]\nspeaks = \"{name}\"\nbase = \"{base}\"\nkey = \"{key}\"\n")).collect();
    std::fs::write(folder.path().join("home/frost/config.toml"), config).unwrap();
    std::fs::write(
        folder.path().join("a.frost"),
        "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\ncharacter IVO\n  look  a boy of ten\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 4s\n    MARA\n    (startled)\n    It came back on.\n  shot close on IVO, 4s\n    IVO\n    Nobody touched it.\n",
    )
    .unwrap();
    folder
}

fn with_keys(folder: &Path, args: &[&str]) -> Output {
    studio::command(folder, args).env("FAKE_DID", fakes::did::KEY).env("FAKE_ELEVEN", fakes::eleven::KEY).output().unwrap()
}

#[test]
fn lines_that_answer_one_another_are_ordered_as_one_exchange() {
    let (_, openai) = Fake::start();
    let (_, did) = fakes::did::Fake::start();
    let (eleven, base) = fakes::eleven::Fake::start();
    let voices = "[voices.elevenlabs]\nMARA = \"21m00Tcm4TlvDq8ikWAM\"\nIVO = \"AZnzlk1XvdvUeBnXmlld\"\n";
    let folder = talking(&openai, &did, &base, &format!("[providers]\nspeech = \"elevenlabs/eleven_v3\"\n{voices}"));
    let path = folder.path();
    // Line by line unless it is said otherwise.
    assert_eq!(summary(with_keys(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    std::fs::write(path.join("frost.toml"), format!("[providers]\nspeech = \"elevenlabs/eleven_v3\"\n{voices}[options.eleven_v3]\ndialogue = \"on\"\n")).unwrap();
    let shown = ok(with_keys(path, &["plan", "a.frost", "--prompts"]));
    assert!(shown.contains("voice 21m00Tcm4TlvDq8ikWAM (startled): It came back on.") && shown.contains("voice AZnzlk1XvdvUeBnXmlld: Nobody touched it."), "{shown}");
    let plan: serde_json::Value = serde_json::from_str(&ok(with_keys(path, &["plan", "a.frost", "--json"]))).unwrap();
    let voices: Vec<u64> = plan["tasks"].as_array().unwrap().iter().filter(|t| t["kind"] == "voice").map(|t| t["cost"].as_u64().unwrap()).collect();
    assert!(voices.len() == 2 && voices.iter().filter(|c| **c > 0).count() == 1, "one of them bears the cost of both: {voices:?}");
    let made = summary(with_keys(path, &["render", "a.frost", "--json"]));
    assert_eq!(made["ordered"].as_u64(), Some(1));
    assert!(eleven.0.lock().unwrap().sold.keys().any(|k| k == "[startled] It came back on. / Nobody touched it."));
    // Each line is heard in its own shot.
    for (from, name) in [(0.0, "Mara"), (4.0, "Ivo")] {
        assert!(frost::media::load_sound(&path.join("a.mp4"), from, from + 3.0).unwrap().iter().any(|s| s.abs() > 0.01), "{name} is silent");
    }
    assert_eq!(summary(with_keys(path, &["render", "a.frost", "--json"]))["made"].as_u64(), Some(0));
    let listed = ok(with_keys(path, &["takes", "a.frost"]));
    assert!(listed.contains("words timed") && !listed.contains("\"words\""), "{listed}");
}

#[test]
fn beds_of_sound_and_music_are_bought_as_long_as_they_are_needed() {
    let (_, openai) = Fake::start();
    let (_, did) = fakes::did::Fake::start();
    let (eleven, base) = fakes::eleven::Fake::start();
    let folder = talking(&openai, &did, &base, "[providers]\nsound = \"elevenlabs/eleven_text_to_sound_v2\"\nmusic = \"elevenlabs/music_v2\"\n");
    let path = folder.path();
    std::fs::write(path.join("a.frost"), "film \"A\"\n  size  320x180\n\nmusic waltz, 90bpm, 3/4\n  mood  slow, piano and strings\n\nEXT. PIER - NOON\n  music  waltz\n  shot wide, 6s\n    Waves against the piles.\n").unwrap();
    let made = summary(with_keys(path, &["render", "a.frost", "--json"]));
    assert_eq!(made["ordered"].as_u64(), Some(2), "{made}");
    let sold = eleven.0.lock().unwrap().sold.clone();
    assert!(sold.contains_key("slow, piano and strings, 90 bpm, 3 beats to the bar") && sold.values().all(|n| *n == 1), "{sold:?}");
    let takes: Vec<serde_json::Value> = serde_json::from_str(&ok(with_keys(path, &["takes", "a.frost", "--json"]))).unwrap();
    let seconds = |role: &str| takes.iter().find(|t| t["role"] == role).and_then(|t| t["measured"]["seconds"].as_str()?.parse::<f64>().ok()).unwrap();
    assert!(seconds("sound") >= 1.0 && seconds("music") >= 6.0, "{takes:?}");
    assert!(frost::media::load_sound(&path.join("a.mp4"), 1.0, 4.0).unwrap().iter().any(|s| s.abs() > 0.005));
    assert_eq!(summary(with_keys(path, &["render", "a.frost", "--json"]))["made"].as_u64(), Some(0));
}

#[test]
fn a_presenter_speaks_in_the_place_of_a_picture() {
    let (openai, openai_base) = Fake::start();
    let (did, did_base) = fakes::did::Fake::start();
    let (_, eleven) = fakes::eleven::Fake::start();
    let casting = "[providers]\npicture = \"openai/gpt-image-2\"\nportrait = \"d-id/clips\"\n";
    let folder = talking(&openai_base, &did_base, &eleven, casting);
    let path = folder.path();
    std::fs::write(path.join("clip.frost"), "film \"C\"\n  size  320x180\n\nEXT. SEA - NOON\n  shot wide, 4s\n    camera push in\n    Waves.\n").unwrap();
    ok(with_keys(path, &["render", "clip.frost", "--provider", "embedded"]));
    did.0.lock().unwrap().clip = std::fs::read(path.join("clip.mp4")).unwrap();
    let output = with_keys(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("has no presenter for MARA") && err(&output).contains("[presenters.d-id]"), "{}", err(&output));
    std::fs::write(path.join("frost.toml"), format!("{casting}[presenters.d-id]\nMARA = \"amy-1/idle\"\nIVO = \"tim-2\"\n")).unwrap();
    let made = summary(with_keys(path, &["render", "a.frost", "--json"]));
    // Two clips and no picture, since nobody would see it.
    assert_eq!((made["ordered"].as_u64(), openai.sold().len()), (Some(2), 0));
    let state = did.0.lock().unwrap();
    let asked: Vec<&serde_json::Value> = state.talks.values().map(|(t, _)| t).collect();
    assert!(asked.iter().any(|t| t["presenter_id"] == "amy-1" && t["driver_id"] == "idle") && asked.iter().any(|t| t["presenter_id"] == "tim-2" && t["driver_id"].is_null()), "{asked:?}");
}

#[test]
fn another_workflow_is_another_order_and_a_doctor_reads_it() {
    let (fake, base) = fakes::comfy::Fake::start();
    let folder = project("http://127.0.0.1:1/v1", "[providers]\npicture = \"home/any\"\n");
    let path = folder.path();
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.home]\nspeaks = \"comfyui\"\nbase = \"{base}\"\nset = {{ workflow = \"shot.json\" }}\n")).unwrap();
    // What must not be seen fills a slot of its own, and the words are put as its author says.
    std::fs::write(path.join("b.frost"), studio::SCRIPT.replace("  grain ", "  avoid     lettering, watermark\n  grain ")).unwrap();
    let shown = ok(frost(path, &["plan", "b.frost", "--prompts"]));
    assert!(shown.contains("avoid: lettering, watermark") && shown.contains("Waves against the piles. ") && !shown.contains("nothing of this is seen"), "{shown}");
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.home]\nspeaks = \"comfyui\"\nbase = \"{base}\"\nwords = \"tags\"\nset = {{ workflow = \"shot.json\" }}\n")).unwrap();
    let shown = ok(frost(path, &["plan", "b.frost", "--prompts"]));
    assert!(shown.contains("avoid: lettering, watermark") && shown.contains("Waves against the piles, "), "{shown}");
    // Its name counts from the project's folder, wherever the command is run.
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW.replace("paint.", "none.")).unwrap();
    let output = frost(path, &["doctor"]);
    assert!(output.status.code() == Some(1) && out(&output).contains("node 1 (Draw), `model`: the server has no `none.safetensors`"), "{}", out(&output));
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW).unwrap();
    assert!(out(&frost(path, &["doctor"])).contains("provider home"));
    let sub = path.join("deeper");
    std::fs::create_dir_all(&sub).unwrap();
    let made = summary(studio::command(path, &["render", "../a.frost", "--json"]).current_dir(&sub).output().unwrap());
    assert_eq!(made["ordered"].as_u64(), Some(2));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(0));
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW.replace("frost/shot", "frost/other")).unwrap();
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
    assert_eq!(fake.0.lock().unwrap().till.count(), 4);
}

#[test]
fn a_plan_needs_no_key_and_shows_none() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    for args in [&["check", "a.frost"][..], &["plan", "a.frost"], &["plan", "a.frost", "--prompts"], &["plan", "a.frost", "--json"], &["frame", "a.frost", "--at", "1s", "-o", "f.png"]] {
        let output = studio::command(path, args).env_remove("STUDIO_KEY").output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", err(&output));
        let with = studio::command(path, args).output().unwrap();
        assert!(!out(&with).contains(KEY) && !err(&with).contains(KEY));
    }
    assert!(fake.0.lock().unwrap().asked.is_empty());
    let output = studio::command(path, &["render", "a.frost"]).env_remove("STUDIO_KEY").output().unwrap();
    assert!(output.status.code() == Some(1) && err(&output).contains("as STUDIO_KEY"), "{}", err(&output));
}

#[test]
fn a_clone_without_takes_buys_nothing() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost"]));
    let lock = std::fs::read_to_string(path.join("frost.lock")).unwrap();
    assert!(lock.contains("[bought]") && lock.matches(".png").count() == 2, "{lock}");
    let sold = fake.sold();
    // Takes and cache are gone, frost.lock came with the script.
    std::fs::remove_dir_all(path.join("takes")).unwrap();
    std::fs::remove_dir_all(path.join(".frost")).unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("is missing or damaged") && err(&output).contains("frost resume"), "{}", err(&output));
    assert_eq!(fake.sold(), sold);
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    // What is new is bought, what is missed is not; and its author can let it go.
    let shown = ok(frost(path, &["resume", "a.frost"]));
    assert_eq!(shown.matches("missed: ").count(), 2, "{shown}");
    let attempt = shown.split_whitespace().next().unwrap();
    ok(frost(path, &["resume", "a.frost", "--again", attempt]));
    assert_eq!(frost(path, &["render", "a.frost"]).status.code(), Some(1));
    assert_eq!(fake.sold().values().sum::<u32>(), 3);
    // A pick of a take that is nowhere is missed too.
    let folder = project(&base, PICTURES);
    let path = folder.path();
    std::fs::write(path.join("frost.lock"), "[takes]\n\"1.1 picture\" = { attempt = \"0123456789ab-1\" }\n").unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("is missing or damaged"), "{}", err(&output));
}

#[test]
fn scripts_in_one_folder_have_takes_of_their_own() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    std::fs::write(path.join("b.frost"), studio::SCRIPT.replace("Waves", "Boats")).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    ok(frost(path, &["take", "a.frost", "1.1", "--pick", "1"]));
    let lock = std::fs::read_to_string(path.join("frost.lock")).unwrap();
    assert!(lock.contains("\"a.frost 1.1 picture\" = "), "{lock}");
    let output = frost(path, &["render", "b.frost"]);
    assert!(output.status.success() && !err(&output).contains("other words"), "{}", err(&output));
    assert!(fake.sold().keys().any(|k| k.contains("Boats")), "b has a picture of its own");
    let of = |file: &str| ok(frost(path, &["takes", file])).lines().filter(|l| l.contains(" picture")).count();
    // Shot 1.2 is the same in both, and was bought by a.
    assert_eq!((of("a.frost"), of("b.frost")), (2, 1));
    // A lock of before still counts, and gives way to what is decided now.
    let old = lock.replace("a.frost 1.1 picture", "1.1 picture");
    std::fs::write(path.join("frost.lock"), &old).unwrap();
    std::fs::write(path.join("a.frost"), studio::SCRIPT.replace("Waves", "Gulls")).unwrap();
    assert!(err(&frost(path, &["render", "a.frost"])).contains("was made from other words"));
    ok(frost(path, &["take", "a.frost", "1.1", "--unpick"]));
    ok(frost(path, &["render", "a.frost"]));
    assert!(fake.sold().keys().any(|k| k.contains("Gulls")));
}

#[test]
fn each_of_two_lines_in_a_shot_has_a_take_of_its_own() {
    let (fake, base) = Fake::start();
    let folder = project(&base, "[providers]\nspeech = \"studio/gpt-4o-mini-tts\"\n");
    let path = folder.path();
    let script = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 8s\n    MARA\n    It came back on.\n\n    She turns.\n\n    MARA\n    Nobody touched it.\n";
    std::fs::write(path.join("a.frost"), script).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    let listed = ok(frost(path, &["takes", "a.frost"]));
    assert!(listed.contains("1.1 speech ") && listed.contains("1.1 speech 2"), "{listed}");
    // The second take is of the second line: both can be picked.
    for number in ["1", "2"] {
        ok(frost(path, &["take", "a.frost", "1.1", "--role", "speech", "--pick", number]));
    }
    let lock = std::fs::read_to_string(path.join("frost.lock")).unwrap();
    assert!(lock.contains("\"a.frost 1.1 speech\" = ") && lock.contains("\"a.frost 1.1 speech 2\" = "), "{lock}");
    // A line whose words change keeps its picked take, and that is said.
    let sold = fake.sold();
    std::fs::write(path.join("a.frost"), script.replace("It came back on.", "It is on again.")).unwrap();
    let output = frost(path, &["render", "a.frost"]);
    assert!(output.status.success() && err(&output).contains("was made from other words"), "{}", err(&output));
    assert_eq!(fake.sold(), sold);
    assert!(ok(frost(path, &["plan", "a.frost"])).contains("to pay $0.00"));
    // Only one of them is taken anew.
    ok(frost(path, &["retake", "a.frost", "1.1", "--role", "speech", "--line", "2"]));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(1));
    assert_eq!(fake.sold().get("Nobody touched it."), Some(&2));
}

/// A project whose pictures a program makes.
#[cfg(unix)]
fn by_program(script: &str) -> tempfile::TempDir {
    let folder = project("http://127.0.0.1:1/v1", "[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\nprice = 0.05\n");
    std::fs::write(folder.path().join("p.sh"), script).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn a_program_that_is_stopped_may_have_spent() {
    let folder = by_program("cat > /dev/null\nenv > env.txt\necho charged >> charged\nsleep 30\n");
    let path = folder.path();
    ok(frost(path, &["trust", "--yes"]));
    let child = studio::command(path, &["render", "a.frost"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let charged = || std::fs::read_to_string(path.join("charged")).unwrap_or_default().lines().count();
    let until = Instant::now() + Duration::from_secs(60);
    while charged() < 1 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(100));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
    let before = charged();
    let output = frost(path, &["resume", "a.frost"]);
    assert_eq!(out(&output).matches("stopped before it said").count(), before, "{}", out(&output));
    // It sees no key of any connection.
    assert!(!std::fs::read_to_string(path.join("env.txt")).unwrap().contains("STUDIO_KEY"));
}

#[cfg(unix)]
#[test]
fn what_a_program_leaves_behind_holds_nobody_up_and_what_it_said_is_shown() {
    // A server that it starts and leaves has its standard error, and so would whoever waits for ours.
    let script = "f=$(sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')\ncp picture.png \"$f/a.png\"\necho 'warming up the brushes' >&2\n(sleep 60; echo 'much too late' >&2) &\necho '{\"file\":\"a.png\"}'\n";
    let folder = by_program(script);
    let path = folder.path();
    std::fs::write(path.join("picture.png"), fakes::picture("any", 640, 360)).unwrap();
    ok(frost(path, &["trust", "--yes"]));
    ok(frost(path, &["render", "a.frost", "--provider", "embedded"]));
    let start = Instant::now();
    let output = frost(path, &["render", "a.frost", "--json"]);
    let took = start.elapsed();
    assert!(err(&output).contains("warming up the brushes"), "{}", err(&output));
    assert_eq!(summary(output)["ordered"].as_u64(), Some(2));
    assert!(took < Duration::from_secs(25), "it waited {took:?} for what the program left behind");
}

#[test]
fn a_ledger_that_is_damaged_stops_the_plan_too() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    ok(frost(path, &["render", "a.frost"]));
    let ledger = path.join("takes/ledger");
    let mut text = std::fs::read(&ledger).unwrap();
    let last = text.len() - 20;
    text[last] ^= 1;
    std::fs::write(&ledger, text).unwrap();
    let sold = fake.sold();
    for args in [&["plan", "a.frost"][..], &["plan", "a.frost", "--prompts"], &["render", "a.frost", "-o", "b.mp4"], &["takes", "a.frost"]] {
        let output = frost(path, args);
        assert!(output.status.code() == Some(1) && err(&output).contains("is damaged"), "{args:?}: {}", err(&output));
    }
    assert_eq!(fake.sold(), sold);
}

#[cfg(unix)]
#[test]
fn a_cloned_project_hides_nothing_and_holds_nobody_up() {
    let (_fake, base) = Fake::start();
    let escape = "\\u001b[1A\\u001b[2K";
    let folder = project(&base, &format!("[providers]\npicture = \"studio/gpt-image-2\"\n[connections.\"c{escape}\"]\nspeaks = \"exec{escape}\"\ncommand = [\"sh\", \"-c\", \"curl evil\"]\n[connections.\"c{escape}\".set]\n\"{escape} harmless\" = \"x\"\n"));
    let shown = frost(folder.path(), &["trust", "--yes"]);
    assert!(!out(&shown).contains('\u{1b}') && out(&shown).contains("curl evil"), "{}", out(&shown));
    // A pipe in the place of a workflow, and a path that leads out.
    let folder = project(&base, "[providers]\npicture = \"c/x\"\n[connections.c]\nspeaks = \"comfyui\"\nbase = \"http://127.0.0.1:9\"\nset = { workflow = \"pipe\" }\n");
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    let start = Instant::now();
    frost(folder.path(), &["plan", "a.frost"]);
    ok(frost(folder.path(), &["trust", "--yes"]));
    frost(folder.path(), &["plan", "a.frost"]);
    let output = frost(folder.path(), &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("is no file of at most"), "{}", err(&output));
    std::fs::write(folder.path().join("frost.toml"), "[providers]\npicture = \"c/x\"\n[connections.c]\nspeaks = \"comfyui\"\nbase = \"http://127.0.0.1:9\"\nset = { workflow = \"../../../../dev/zero\" }\n").unwrap();
    ok(frost(folder.path(), &["trust", "--yes"]));
    let output = frost(folder.path(), &["render", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("lies outside the project"), "{}", err(&output));
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_key_for_this_machine_goes_past_no_proxy() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = seen.clone();
    let proxy = fakes::serve(move |_| {
        count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        fakes::Answer::json(502, serde_json::json!({}))
    });
    let output = studio::command(folder.path(), &["render", "a.frost"]).env("HTTP_PROXY", &proxy).env("http_proxy", &proxy).env("ALL_PROXY", &proxy).output().unwrap();
    ok(output);
    assert_eq!((fake.sold().len(), seen.load(std::sync::atomic::Ordering::SeqCst)), (2, 0));
}

#[test]
fn a_doctor_does_not_take_a_page_for_a_provider() {
    let page = fakes::serve(|_| fakes::Answer::bytes("text/html", b"<html>log in</html>".to_vec()));
    let folder = project(&page, PICTURES);
    let output = frost(folder.path(), &["doctor"]);
    assert!(output.status.code() == Some(1) && out(&output).contains("but not as `openai` does"), "{}", out(&output));
}
