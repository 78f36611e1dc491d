//! What of a film reaches a provider: portrait sheets in every shot, in whatever way it takes them, the pictures that a clip
//! begins and ends with, the words of one shot in each dialect; and a program that fills every role.

mod command;
mod fakes;
mod studio;

use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};

use base64::Engine;
use command::out;
use fakes::{Answer, Asked};
use frost::media;
use studio::{frost, ok, project, summary};

/// Somebody with a look in two shots.
const TWICE: &str = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nINT. LAMP ROOM - NIGHT\n  shot medium on MARA, 2s\n    MARA trims the wick.\n  shot close on MARA, 2s\n    MARA listens.\n";

/// What was said, however its lines were broken.
fn err(output: &Output) -> String {
    studio::err(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

type Log = Arc<Mutex<Vec<Asked>>>;

/// A fake behind which everything is written down.
fn logged(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> (String, Log) {
    let log = Log::default();
    let inner = log.clone();
    let base = fakes::serve(move |asked| {
        inner.lock().unwrap().push(asked.clone());
        answer(asked)
    });
    (base, log)
}

/// How many requests hold some bytes, as they are or as JSON writes them.
fn holding(log: &Log, bytes: &[u8]) -> usize {
    let text = base64::engine::general_purpose::STANDARD.encode(bytes).into_bytes();
    let has = |all: &[u8], part: &[u8]| all.windows(part.len()).any(|w| w == part);
    log.lock().unwrap().iter().filter(|a| has(&a.body, bytes) || has(&a.body, &text)).count()
}

fn connected(connection: &str, casting: &str, script: &str) -> tempfile::TempDir {
    let folder = project("http://127.0.0.1:1/v1", casting);
    std::fs::write(folder.path().join("home/frost/config.toml"), connection).unwrap();
    std::fs::write(folder.path().join("a.frost"), script).unwrap();
    folder
}

/// The file of somebody's portrait sheet.
fn sheet(folder: &Path) -> Vec<u8> {
    let takes: Vec<serde_json::Value> = serde_json::from_str(&ok(frost(folder, &["takes", "a.frost", "MARA", "--json"]))).unwrap();
    assert_eq!(takes.len(), 1, "{takes:?}");
    std::fs::read(folder.join("takes").join(takes[0]["file"].as_str().unwrap())).unwrap()
}

const DRAWN_FROM: &str = r#"{
  "1": { "class_type": "Draw", "inputs": { "text": "{{prompt}}", "negative": "{{negative}}", "seed": "{{seed}}", "width": "{{width}}", "height": "{{height}}", "model": "paint.safetensors" } },
  "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "frost/shot" } },
  "3": { "class_type": "LoadImage", "inputs": { "image": "{{reference}}" } }
}"#;

#[test]
fn everybody_who_draws_gets_the_sheet_of_a_person_with_each_of_their_shots() {
    let openai = fakes::openai::Fake::default();
    let azure = fakes::azure::Fake::default();
    let automatic = fakes::automatic::Fake::default();
    let sdcpp = fakes::sdcpp::Fake::default();
    let comfy = fakes::comfy::Fake::default();
    let all: Vec<(&str, String, (String, Log))> = vec![
        ("openai", "key = \"STUDIO_KEY\"\n".into(), logged(move |a| openai.answer(a))),
        ("azure", "key = \"HELD\"\n".into(), logged(move |a| azure.answer(a))),
        ("automatic1111", "set = { controlnet = \"ip-adapter_sd15\", preprocessor = \"ip-adapter-auto\" }\n".into(), logged(move |a| automatic.answer(a))),
        ("stable-diffusion.cpp", String::new(), logged(move |a| sdcpp.answer(a))),
        ("comfyui", "set = { workflow = \"shot.json\", bare = \"bare.json\" }\n".into(), logged(move |a| comfy.answer(a))),
    ];
    for (speaks, rest, (base, log)) in all {
        let base = if speaks == "openai" { format!("{base}/v1") } else { base };
        let folder = connected(&format!("[connections.p]\nspeaks = \"{speaks}\"\nbase = \"{base}\"\n{rest}"), "[providers]\npicture = \"p/default\"\n", TWICE);
        let path = folder.path();
        std::fs::write(path.join("shot.json"), DRAWN_FROM).unwrap();
        std::fs::write(path.join("bare.json"), fakes::comfy::WORKFLOW).unwrap();
        let output = studio::command(path, &["render", "a.frost", "--json"]).env("HELD", fakes::azure::KEY).output().unwrap();
        assert!(!err(&output).contains("works from no pictures"), "{speaks}: {}", err(&output));
        assert_eq!(summary(output)["ordered"].as_u64(), Some(3), "{speaks}");
        assert_eq!(holding(&log, &sheet(path)), 2, "{speaks}: both shots are made from the sheet");
    }
}

#[cfg(unix)]
#[test]
fn a_program_gets_the_sheet_of_a_person_with_each_of_their_shots() {
    let folder = connected("", "[providers]\npicture = \"mine/sky\"\n[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\n", TWICE);
    let path = folder.path();
    std::fs::write(path.join("picture"), fakes::picture("by a program", 640, 360)).unwrap();
    std::fs::write(path.join("sheet"), fakes::picture("a sheet", 1536, 1024)).unwrap();
    std::fs::write(path.join("p.sh"), "o=$(cat)\nf=$(printf %s \"$o\" | sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')\nfor r in \"$f\"/0-*; do [ -f \"$r\" ] && cat \"$r\" >> seen && echo >> shots; done\ncase \"$o\" in *\"character sheet\"*) cp sheet \"$f/r\";; *) cp picture \"$f/r\";; esac\necho '{\"file\":\"r\"}'\n").unwrap();
    ok(frost(path, &["trust", "--yes"]));
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(3));
    let sheet = sheet(path);
    assert_eq!((std::fs::read(path.join("seen")).unwrap().len(), std::fs::read_to_string(path.join("shots")).unwrap().lines().count()), (2 * sheet.len(), 2));
}

#[test]
fn a_workflow_without_a_place_for_pictures_is_told_and_gets_no_sheet() {
    let (fake, base) = fakes::comfy::Fake::start();
    let folder = connected(&format!("[connections.p]\nspeaks = \"comfyui\"\nbase = \"{base}\"\nset = {{ workflow = \"shot.json\" }}\n"), "[providers]\npicture = \"p/any\"\n", TWICE);
    let path = folder.path();
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW).unwrap();
    let output = frost(path, &["render", "a.frost", "--json"]);
    let said = err(&output);
    assert!(said.contains("`any` works from no pictures, so MARA may look like somebody else in each of 2 shots") && said.contains("give its workflow a slot `{{reference}}`"), "{said}");
    assert_eq!((summary(output)["ordered"].as_u64(), fake.0.lock().unwrap().till.count()), (Some(2), 2));
    // One that has such a place cannot do without: what has no picture is made by another, or told.
    std::fs::write(path.join("shot.json"), DRAWN_FROM).unwrap();
    let output = frost(path, &["plan", "a.frost"]);
    assert!(output.status.code() == Some(1) && err(&output).contains("the workflow of `p` works from a picture, and this shot has none") && err(&output).contains("`set = { bare = \"…\" }`"), "{}", err(&output));
    // Nor does it get a seed that it has no place for: every take would claim another.
    std::fs::write(path.join("shot.json"), fakes::comfy::WORKFLOW.replace("\"{{seed}}\"", "7")).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    let takes: Vec<serde_json::Value> = serde_json::from_str(&ok(frost(path, &["takes", "a.frost", "--json"]))).unwrap();
    assert_eq!(takes.iter().map(|t| t["seed"].is_null()).collect::<Vec<_>>(), [false, true, false, true]);
}

/// A program for every role: it lays down what it is asked for, and keeps what it was given.
#[cfg(unix)]
const ROLES: &str = "o=$(cat)\nf=$(printf %s \"$o\" | sed 's/.*\"folder\":\"\\([^\"]*\\)\".*/\\1/')\nr=$(printf %s \"$o\" | sed 's/.*\"role\":\"\\([^\"]*\\)\".*/\\1/')\necho $r >> made\nfor n in plate last speech; do for k in \"$f\"/$n-*; do [ -f \"$k\" ] && cp \"$k\" \"$r-$n\"; done; done\ncase \"$o\" in *\"character sheet\"*) r=sheet;; esac\ncp \"as-$r\" \"$f/r\"\necho '{\"file\":\"r\"}'\n";

#[cfg(unix)]
fn by_program(roles: &[&str], script: &str) -> tempfile::TempDir {
    let casting: String = roles.iter().map(|r| format!("{r} = \"mine/own\"\n")).collect();
    let folder = connected("", &format!("[providers]\n{casting}[connections.mine]\nspeaks = \"exec\"\ncommand = [\"sh\", \"./p.sh\"]\n"), script);
    let path = folder.path();
    std::fs::write(path.join("p.sh"), ROLES).unwrap();
    std::fs::write(path.join("as-picture"), fakes::picture("by a program", 960, 360)).unwrap();
    std::fs::write(path.join("as-sheet"), fakes::picture("a sheet", 1536, 1024)).unwrap();
    for (role, seconds) in [("speech", 2.0), ("sound", 60.0), ("music", 30.0)] {
        std::fs::write(path.join(format!("as-{role}")), fakes::tone_of(seconds)).unwrap();
    }
    let clip = fakes::film("320x180", 4);
    for role in ["animate", "portrait"] {
        std::fs::write(path.join(format!("as-{role}")), &clip).unwrap();
    }
    ok(frost(path, &["trust", "--yes"]));
    folder
}

#[cfg(unix)]
#[test]
fn a_program_fills_every_role_of_a_film() {
    let script = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nmusic waltz, 90bpm, 3/4\n  mood  slow, piano and strings\n\nEXT. PIER - NOON\n  music  waltz\n  shot medium on MARA, 4s\n    MARA\n    It came back on.\n  shot wide, 2s\n    Waves against the piles.\n";
    let folder = by_program(&["picture", "animate", "portrait", "speech", "sound", "music"], script);
    let path = folder.path();
    // Its pictures have the shape that is ordered here.
    std::fs::write(path.join("as-picture"), fakes::picture("by a program", 640, 360)).unwrap();
    let made = summary(frost(path, &["render", "a.frost", "--json"]));
    let mut roles: Vec<String> = std::fs::read_to_string(path.join("made")).unwrap().lines().map(str::to_string).collect();
    roles.sort();
    roles.dedup();
    assert_eq!(roles, ["animate", "music", "picture", "portrait", "sound", "speech"], "{made}");
    assert!(path.join("portrait-plate").exists() && path.join("portrait-speech").exists() && path.join("animate-plate").exists());
    // It is seen and heard.
    assert!(media::load_sound(&path.join("a.mp4"), 0.0, 5.0).unwrap().iter().any(|s| s.abs() > 0.01));
    let again = summary(frost(path, &["render", "a.frost", "--json"]));
    assert_eq!((again["ordered"].as_u64(), again["made"].as_u64()), (Some(0), Some(0)));
}

/// The mean brightness of a picture.
#[cfg(unix)]
fn mean(path: &Path) -> (f64, [u32; 2]) {
    let image = media::load_image(path).unwrap();
    let sum: u64 = image.rgba.chunks_exact(4).map(|p| u64::from(p[0]) + u64::from(p[1]) + u64::from(p[2])).sum();
    (sum as f64 / f64::from(image.width * image.height * 3), [image.width, image.height])
}

#[cfg(unix)]
#[test]
fn a_clip_begins_and_ends_with_what_its_camera_sees() {
    let shot = |camera: &str| format!("film \"A\"\n  size  320x180\n\nEXT. PIER - NOON\n  shot wide, 4s\n{camera}    Waves against the piles.\n");
    // Bought pictures grow brighter from left to right; drawn ones have their places.
    for (roles, picture) in [(&["picture", "animate"][..], true), (&["animate"], false)] {
        let folder = by_program(roles, &shot("    camera pan right 40deg\n"));
        let path = folder.path();
        if picture {
            // Of the shape that all the camera comes by has.
            let orders: serde_json::Value = serde_json::from_str(&ok(frost(path, &["plan", "a.frost", "--prompts", "--json"]))).unwrap();
            let size = |i: usize| orders[0]["order"]["size"][i].as_u64().unwrap() as u32;
            assert!(size(0) > size(1) * 2, "{orders}");
            std::fs::write(path.join("as-picture"), fakes::picture("by a program", size(0), size(1))).unwrap();
        }
        ok(frost(path, &["render", "a.frost"]));
        let ((first, own), (last, size)) = (mean(&path.join("animate-plate")), mean(&path.join("animate-last")));
        assert_eq!((own, size), ([320, 180], [320, 180]));
        assert!(if picture { last > first + 8.0 } else { (last - first).abs() > 0.01 }, "{first} to {last}");
    }
    // A camera that stands still has one picture, and it is sent as it is.
    let folder = by_program(&["picture", "animate"], &shot(""));
    let path = folder.path();
    std::fs::write(path.join("as-picture"), fakes::picture("by a program", 640, 360)).unwrap();
    ok(frost(path, &["render", "a.frost"]));
    assert!(!path.join("animate-last").exists() && std::fs::read(path.join("animate-plate")).unwrap() == std::fs::read(path.join("as-picture")).unwrap());
    // A camera that goes all around is drawn in parts, but not where its clip has a camera of its own.
    let around = "film \"A\"\n  size  320x180\n\ncharacter MARA\n  look  a keeper, 60\n\nEXT. PIER - NOON\n  shot full on MARA, 4s\n    camera arc left 120deg\n    MARA waits.\n  shot wide, 4s\n    Waves.\n";
    let folder = by_program(&["animate"], around);
    let path = folder.path();
    assert_eq!(summary(frost(path, &["render", "a.frost", "--json"]))["ordered"].as_u64(), Some(2));
}

#[test]
fn takes_of_a_shot_where_nobody_speaks_are_of_its_picture() {
    let (_fake, base) = fakes::openai::Fake::start();
    let folder = project(&base, "[providers]\npicture = \"studio/gpt-image-2\"\nportrait = \"d-id/talks\"\n");
    std::fs::write(folder.path().join("a.frost"), studio::SCRIPT.replace("    Waves", "    takes 3\n    Waves")).unwrap();
    assert!(ok(frost(folder.path(), &["plan", "a.frost"])).contains("to pay $0.16"));
}

#[test]
fn a_picture_that_no_model_makes_large_enough_and_words_that_are_too_many_are_told() {
    let folder = project("http://127.0.0.1:1/v1", "[providers]\npicture = \"studio/dall-e-3\"\nsound = \"elevenlabs/eleven_text_to_sound_v2\"\nmusic = \"elevenlabs/music_v2\"\n");
    let path = folder.path();
    let long = "the sea beats slowly against old wooden piles ".repeat(12);
    let endless = "slow strings that come and go ".repeat(150);
    std::fs::write(path.join("a.frost"), format!("film \"A\"\n  size  1920x1080\n\nmusic waltz\n  mood  {}\n\nEXT. PIER - NOON\n  music  waltz\n  sound \"{}\"\n  shot wide, 2s\n    Waves.\n  shot close on \"the lantern\", 2s\n    It burns.\n", endless.trim(), long.trim())).unwrap();
    let said = err(&frost(path, &["plan", "a.frost"]));
    assert!(said.matches("`dall-e-3` makes at most 1792x1024 of a picture that wants 1920x1080: it is enlarged").count() == 1 && said.contains("backend-fit"), "{said}");
    assert!(said.contains("the words of this sound are longer than the 450 characters that `eleven_text_to_sound_v2` takes") && said.contains("the words of this music are longer than the 4100 characters"), "{said}");
    // Sizes that a model has are ordered as they are, others as the next that covers them.
    for (film, ordered) in [("1920x1080", [1920, 1088]), ("1280x720", [1280, 720]), ("3840x2160", [3840, 2160]), ("1920x804", [1920, 816])] {
        let folder = project("http://127.0.0.1:1/v1", "[providers]\npicture = \"openai/gpt-image-2\"\n");
        std::fs::write(folder.path().join("a.frost"), studio::SCRIPT.replace("320x180", film)).unwrap();
        let output = frost(folder.path(), &["plan", "a.frost", "--prompts", "--json"]);
        assert!(!err(&output).contains("it is enlarged"), "{}", err(&output));
        let shown: serde_json::Value = serde_json::from_str(&ok(output)).unwrap();
        assert_eq!(shown[0]["order"]["size"], serde_json::json!(ordered), "{film}");
    }
    // What is left ends with a whole word.
    let shown: serde_json::Value = serde_json::from_str(&ok(frost(path, &["plan", "a.frost", "--prompts", "--json"]))).unwrap();
    let said: Vec<&str> = shown.as_array().unwrap().iter().filter(|o| o["order"]["role"] == "sound").map(|o| o["order"]["prompt"].as_str().unwrap()).collect();
    let sound = said.into_iter().max_by_key(|s| s.len()).unwrap();
    assert!((400..=450).contains(&sound.chars().count()) && long.starts_with(sound) && long[sound.len()..].starts_with(' '), "{sound}");
}

#[test]
fn one_shot_is_put_in_the_words_of_each_dialect() {
    let script = "film \"A\"\n  size  1280x720\n\nstyle northlight\n  look     photograph on grainy film, cold blue shadows\n  avoid    lettering, signatures\n  palette  #16202b #e2894a\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\nEXT. PIER - DUSK\n  weather  rain, heavy\n  light    lamp, warm, from left\n  shot medium close on MARA, 4s\n    camera push in, slow\n    MARA looks out over the water.\n";
    let moving = "[providers]\npicture = \"openai/gpt-image-2\"\nanimate = \"home/wan\"\n[connections.home]\nspeaks = \"openai\"\nbase = \"http://127.0.0.1:1/v1\"\n";
    let tags = "[providers]\npicture = \"automatic1111/default\"\n";
    let mut shown = format!("{script}\n");
    for casting in [moving, tags] {
        let folder = project("http://127.0.0.1:1/v1", casting);
        std::fs::write(folder.path().join("a.frost"), script).unwrap();
        let prompts = out(&frost(folder.path(), &["plan", "a.frost", "--prompts"]));
        shown.push_str(&format!("--- {}\n{prompts}\n", casting.lines().nth(1).unwrap_or_default()));
    }
    insta::assert_snapshot!(shown);
}
