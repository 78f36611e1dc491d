//! One script, many films: params from the command line and from rows, versions, numbers, coverage written out, measured
//! voices; and what programs read about problems.

mod command;

use std::path::Path;

use command::{err, frost, out};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    command::folder(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn plan(folder: &Path, args: &[&str]) -> serde_json::Value {
    let result = frost(folder, &[&["plan", "a.frost", "--json"], args].concat());
    assert_eq!(result.status.code(), Some(0), "{}", err(&result));
    serde_json::from_str(&out(&result)).unwrap()
}

const SCRIPT: &str = r#"film "Tide {city}"
  size     1920x1080

param city = "Oslo"
param hold = 4s

version reel
  size     1080x1920

EXT. PIER - DAY
  shot establishing wide, {hold}
    in reel 2s, centred
    super    "{city}"
    Boats off {city}.
  shot very wide, 3s
    in reel omit
    Water.
"#;

#[test]
fn params_are_set_from_the_command_line() {
    let dir = folder(&[("a.frost", SCRIPT)]);
    let film = plan(dir.path(), &["--set", "city=Bergen, \"by\" the sea", "--set", "hold=60f"]);
    assert_eq!(film["film"]["title"], "Tide Bergen, \"by\" the sea");
    assert_eq!(film["shots"][0]["frames"], 60);
    let wrong = frost(dir.path(), &["check", "a.frost", "--set", "hold=long"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(err(&wrong).contains("`long` is a word, and `hold` is a length of time"), "{}", err(&wrong));
    let unknown = frost(dir.path(), &["check", "a.frost", "--set", "hodl=3s"]);
    assert!(err(&unknown).contains("did you mean `hold`?"), "{}", err(&unknown));
    assert_eq!(frost(dir.path(), &["check", "a.frost", "--set", "hold"]).status.code(), Some(2));
}

#[test]
fn rows_of_data_are_films_and_a_bad_cell_is_shown_where_it_stands() {
    let rows = "city,hold\nParis,3s\n\"Rio, de\",five\n";
    let dir = folder(&[("a.frost", SCRIPT), ("rows.csv", rows)]);
    let result = frost(dir.path(), &["check", "a.frost", "--data", "rows.csv", "--format", "json"]);
    assert_eq!(result.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_str(&out(&result)).unwrap();
    let problem = &report["problems"][0];
    assert_eq!((problem["file"].as_str(), problem["start"]["line"].as_u64(), problem["start"]["column"].as_u64()), (Some("rows.csv"), Some(3), Some(11)));
    assert_eq!(report["problems"].as_array().unwrap().len(), 1);
    // A row of another shape hides nothing of the others, and is no film.
    std::fs::write(dir.path().join("rows.csv"), "city,hold\nParis,soon\nRome\nOslo,5s,7s\nRio,five\n").unwrap();
    let report: serde_json::Value = serde_json::from_str(&out(&frost(dir.path(), &["check", "a.frost", "--data", "rows.csv", "--format", "json"]))).unwrap();
    let lines: Vec<u64> = report["problems"].as_array().unwrap().iter().map(|p| p["start"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 3, 4, 5], "{report}");
    assert_eq!(frost(dir.path(), &["plan", "a.frost", "--data", "rows.csv", "--json"]).status.code(), Some(1));
    std::fs::write(dir.path().join("rows.csv"), "city,hold\nParis,3s\nRio,5s\n").unwrap();
    let plans = frost(dir.path(), &["plan", "a.frost", "--data", "rows.csv", "--json"]);
    let titles: Vec<String> = out(&plans).lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["film"]["title"].as_str().unwrap().to_string()).collect();
    assert_eq!(titles, ["Tide Paris", "Tide Rio"]);
    for (text, words) in [("", "names the params"), ("city,hold\n", "no row"), ("city,hold\nParis\n", "row 1 has 1 cell,")] {
        std::fs::write(dir.path().join("rows.csv"), text).unwrap();
        let result = frost(dir.path(), &["check", "a.frost", "--data", "rows.csv"]);
        assert_eq!(result.status.code(), Some(1));
        assert!(err(&result).contains(words), "{}", err(&result));
        let report: serde_json::Value = serde_json::from_str(&out(&frost(dir.path(), &["check", "a.frost", "--data", "rows.csv", "--format", "json"]))).unwrap();
        assert_eq!(report["problems"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_version_has_its_own_size_shots_and_lengths_and_keeps_the_numbers() {
    let dir = folder(&[("a.frost", SCRIPT)]);
    let whole = plan(dir.path(), &[]);
    assert_eq!(whole["film"]["frames"], 7 * 24);
    let reel = plan(dir.path(), &["--version", "reel"]);
    assert_eq!(reel["film"]["size"], serde_json::json!([1080, 1920]));
    assert_eq!(reel["film"]["frames"], 48);
    assert_eq!(reel["shots"][0]["framing"], serde_json::json!(["centred"]));
    let none = frost(dir.path(), &["plan", "a.frost", "--version", "real"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("there are reel"), "{}", err(&none));
}

#[test]
fn numbers_written_down_stay_when_a_shot_comes_between() {
    let dir = folder(&[("a.frost", SCRIPT)]);
    assert_eq!(frost(dir.path(), &["number", "a.frost"]).status.code(), Some(0));
    let text = std::fs::read_to_string(dir.path().join("a.frost")).unwrap();
    assert!(text.contains("EXT. PIER - DAY #1#\n") && text.contains("  shot very wide, 3s #1.2#\n"), "{text}");
    assert_eq!(frost(dir.path(), &["check", "a.frost"]).status.code(), Some(0));
    let again = frost(dir.path(), &["number", "a.frost"]);
    assert!(err(&again).contains("0 numbered"), "{}", err(&again));
    std::fs::write(dir.path().join("a.frost"), text.replace("  shot very wide", "  shot close on \"a rope\", 2s\n    Knots.\n  shot very wide")).unwrap();
    let film = plan(dir.path(), &[]);
    let numbers: Vec<&str> = film["shots"].as_array().unwrap().iter().map(|s| s["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["1.1", "1.1A", "1.2"]);
}

#[test]
fn numbering_a_film_makes_no_picture_anew() {
    let dir = folder(&[("a.frost", SCRIPT)]);
    let pictures = |film: &serde_json::Value| -> Vec<String> {
        let plates = film["shots"].as_array().unwrap().iter().map(|s| s["plate"].to_string());
        let tasks = film["tasks"].as_array().unwrap().iter().map(|t| t["key"].to_string());
        plates.chain(tasks).collect()
    };
    let before = pictures(&plan(dir.path(), &[]));
    assert_eq!(frost(dir.path(), &["number", "a.frost"]).status.code(), Some(0));
    assert_eq!(pictures(&plan(dir.path(), &[])), before);
    // A name is another shot's variation.
    let text = std::fs::read_to_string(dir.path().join("a.frost")).unwrap();
    std::fs::write(dir.path().join("a.frost"), text.replace("#1.2#", "#water#")).unwrap();
    assert_ne!(pictures(&plan(dir.path(), &[])), before);
}

#[test]
fn numbers_go_on_from_the_last_one() {
    let text = "EXT. PIER - DAY #7#\n  shot wide #7.4#\n    Boats.\n  shot close on \"a rope\"\n    Knots.\n\nINT. SHED - DAY\n  shot wide\n    Nets.\n\nINT. HUT - DAY #9#\n  Nets.\n\nINT. LOFT - DAY\n  Nets.\n";
    let dir = folder(&[("a.frost", text)]);
    let film = plan(dir.path(), &[]);
    let numbers: Vec<&str> = film["shots"].as_array().unwrap().iter().map(|s| s["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["7.4", "7.5", "8.1", "9.1", "10.1"]);
}

#[test]
fn a_value_that_does_not_fit_where_it_stands_is_shown_in_its_cell_too() {
    let rows = "city,hold\nParis,3s\nRio,0s\n";
    let dir = folder(&[("a.frost", SCRIPT), ("rows.csv", rows)]);
    let result = frost(dir.path(), &["check", "a.frost", "--data", "rows.csv", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out(&result)).unwrap();
    let problem = report["problems"].as_array().unwrap().iter().find(|p| p["code"] == "bad-value").unwrap();
    assert_eq!(problem["file"], "a.frost");
    let label = &problem["labels"].as_array().unwrap().last().unwrap();
    assert_eq!((label["file"].as_str(), label["start"]["line"].as_u64(), label["start"]["column"].as_u64()), (Some("rows.csv"), Some(3), Some(5)), "{problem}");
}

#[test]
fn coverage_written_out_checks_where_a_name_can_only_speak() {
    let text = "INT. SHED - NIGHT\n  MARA'S MOTHER\n    Here they are.\n\n  BEN\n    All of them?\n";
    let dir = folder(&[("a.frost", text)]);
    let written = frost(dir.path(), &["plan", "a.frost", "--write-coverage"]);
    std::fs::write(dir.path().join("a.frost"), out(&written)).unwrap();
    assert_eq!(frost(dir.path(), &["check", "a.frost"]).status.code(), Some(0), "{}", out(&written));
}

#[test]
fn a_lock_with_lengths_that_no_line_has_is_refused() {
    for milliseconds in ["0", "3600000"] {
        let lock = format!("[voices]\n0a = {{ milliseconds = {milliseconds}, who = \"NINA\", says = \"Hi.\" }}\n");
        let dir = folder(&[("a.frost", SCRIPT), ("frost.lock", &lock)]);
        let result = frost(dir.path(), &["check", "a.frost"]);
        assert_eq!(result.status.code(), Some(2));
        assert!(err(&result).contains("NINA"), "{}", err(&result));
    }
}

#[test]
fn coverage_written_out_gives_the_same_film() {
    let text = "INT. SHED - NIGHT\n  Nina lights a lamp. The nets are wet.\n\n  // who speaks first\n  NINA\n    Here they are.\n\n  BEN\n    All of them?\n\n  She counts the floats with one finger.\n";
    let dir = folder(&[("a.frost", text)]);
    let before = plan(dir.path(), &[]);
    let written = frost(dir.path(), &["plan", "a.frost", "--write-coverage"]);
    std::fs::write(dir.path().join("a.frost"), out(&written)).unwrap();
    let after = plan(dir.path(), &[]);
    let rows = |plan: &serde_json::Value| -> Vec<serde_json::Value> {
        plan["shots"].as_array().unwrap().iter().map(|s| serde_json::json!([s["number"], s["start"], s["frames"], s["size"], s["subjects"], s["text"]])).collect()
    };
    assert_eq!(rows(&before), rows(&after), "{}", out(&written));
    assert!(out(&written).contains("// who speaks first"));
    assert_eq!(after["shots"][0]["covered"], false);
}

#[test]
fn coverage_written_out_breaks_no_rule_that_it_did_not_break() {
    let warnings = |dir: &std::path::Path| {
        let result = frost(dir, &["check", "a.frost", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out(&result)).unwrap();
        let problems = report["problems"].as_array().unwrap().iter().filter(|p| p["severity"] != "info");
        problems.map(|p| format!("{}: {}", p["code"].as_str().unwrap(), p["message"].as_str().unwrap())).collect::<Vec<_>>()
    };
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/night-ferry.frost")).unwrap();
    let dir = folder(&[("a.frost", &text)]);
    let before = warnings(dir.path());
    let written = frost(dir.path(), &["plan", "a.frost", "--write-coverage"]);
    std::fs::write(dir.path().join("a.frost"), out(&written)).unwrap();
    assert_eq!(warnings(dir.path()), before, "{}", out(&written));
}

#[test]
fn every_property_of_a_shot_knows_where_it_comes_from() {
    let text = "film \"Tide\"\n  style    day\n  seed     7\n\nstyle day\n  look     cold light\n  grain    fine\n\nstyle night from day\n  look     + lamps\n\nsetup two = wide on NINA, 24mm\n\nEXT. PIER - DUSK\n  style    night\n  shot two, 4s\n    Nina waits.\n    takes 2\n\nINT. SHED - CONTINUOUS\n  Nets.\n";
    let dir = folder(&[("a.frost", text)]);
    let result = frost(dir.path(), &["plan", "a.frost", "--why", "1.1", "--json"]);
    let why: serde_json::Value = serde_json::from_str(&out(&result)).unwrap();
    let from = |name: &str| {
        let p = why["properties"].as_array().unwrap().iter().find(|p| p["property"] == name).unwrap();
        (p["from"].as_str().unwrap().to_string(), p["line"].as_u64())
    };
    assert_eq!(from("lens"), ("set-up".into(), Some(12)));
    assert_eq!(from("length"), ("shot".into(), Some(16)));
    assert_eq!(from("style"), ("scene".into(), Some(15)));
    assert_eq!(from("look"), ("style night".into(), Some(10)));
    assert_eq!(from("grain"), ("style day".into(), Some(7)));
    assert_eq!(from("weather"), ("default".into(), None));
    assert_eq!(from("seed"), ("film".into(), Some(3)));
    assert_eq!(from("takes"), ("shot".into(), Some(18)));
    // CONTINUOUS takes the hour of the scene before.
    let later = frost(dir.path(), &["plan", "a.frost", "--why", "2.1", "--json"]);
    let later: serde_json::Value = serde_json::from_str(&out(&later)).unwrap();
    let hour = later["properties"].as_array().unwrap().iter().find(|p| p["property"] == "hour").unwrap();
    assert_eq!((hour["value"].as_str(), hour["from"].as_str(), hour["line"].as_u64()), (Some("dusk"), Some("scene 1"), Some(14)));
    assert_eq!(frost(dir.path(), &["plan", "a.frost", "--why", "9.9"]).status.code(), Some(2));
}

#[test]
fn measured_voices_are_kept_and_give_the_lengths() {
    let text = "EXT. PIER - DAY\n  shot wide on NINA\n    NINA\n      The tide is late, and so are you.\n";
    let dir = folder(&[("a.frost", text)]);
    assert_eq!(plan(dir.path(), &[])["shots"][0]["speech"], "estimated");
    let spoken = frost(dir.path(), &["voice", "a.frost"]);
    if err(&spoken).contains("there is no voice here") {
        assert_eq!(spoken.status.code(), Some(1));
        return;
    }
    assert_eq!(spoken.status.code(), Some(0), "{}", err(&spoken));
    assert_eq!(plan(dir.path(), &[])["shots"][0]["speech"], "measured");
    let lock = std::fs::read_to_string(dir.path().join("frost.lock")).unwrap();
    assert!(lock.contains("The tide is late, and so are you."), "{lock}");
    // A length in the lock counts, whatever the voices here would take.
    let key = lock.lines().find(|l| l.contains("NINA")).and_then(|l| l.split(' ').next()).unwrap().to_string();
    let line = format!("[voices]\n{key} = {{ milliseconds = 9000, who = \"NINA\", says = \"x\" }}\n");
    std::fs::write(dir.path().join("frost.lock"), line).unwrap();
    assert_eq!(plan(dir.path(), &[])["shots"][0]["frames"], 9 * 24 + 12);
    std::fs::write(dir.path().join("frost.lock"), "[voices\n").unwrap();
    let damaged = frost(dir.path(), &["plan", "a.frost"]);
    assert!(err(&damaged).contains("frost.lock cannot be read"), "{}", err(&damaged));
}

#[test]
fn a_link_that_leaves_the_project_is_not_followed() {
    let outside = folder(&[("people.frost", "character NINA\n  look a diver\n")]);
    let dir = folder(&[("a.frost", "use \"people.frost\"\n\nEXT. PIER - DAY\n  Nina waits.\n")]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("people.frost"), dir.path().join("people.frost")).unwrap();
    let result = frost(dir.path(), &["check", "a.frost", "--format", "short"]);
    assert_eq!(result.status.code(), Some(1));
    assert!(err(&result).contains("outside-project"), "{}", err(&result));
}

#[test]
fn playlists_and_text_are_no_clips() {
    let list = "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.ts\n";
    let dir = folder(&[("a.frost", "EXT. PIER - DAY\n  shot wide, 3s\n    clip \"list.m3u8\"\n    Boats.\n"), ("list.m3u8", list), ("list.mp4", "ffconcat version 1.0\nfile '/etc/passwd'\n")]);
    for name in ["list.m3u8", "list.mp4"] {
        std::fs::write(dir.path().join("a.frost"), format!("EXT. PIER - DAY\n  shot wide, 3s\n    clip \"{name}\"\n    Boats.\n")).unwrap();
        let result = frost(dir.path(), &["check", "a.frost", "--format", "short"]);
        assert_eq!(result.status.code(), Some(1), "{name}");
        assert!(err(&result).contains("bad-material"), "{name}: {}", err(&result));
    }
}

#[test]
fn problems_for_programs_fit_their_schemas() {
    let dir = folder(&[("a.frost", "character ANNA\n  look   a diver\n\nINT. KITCHEN - DAY\n  shot wide 4s\n    Anna pours tea.\n  shot wid on ANNA\n    Boats.\n\nEXT. PIER - DAY\nANNA\nHello there.\n")]);
    let validator = jsonschema::validator_for(&serde_json::from_str(include_str!("../docs/diagnostics.schema.json")).unwrap()).unwrap();
    let report: serde_json::Value = serde_json::from_str(&out(&frost(dir.path(), &["check", "a.frost", "--format", "json"]))).unwrap();
    assert!(validator.is_valid(&report), "{report}");
    assert!(report["problems"].as_array().unwrap().len() >= 3);
    let log: serde_json::Value = serde_json::from_str(&out(&frost(dir.path(), &["check", "a.frost", "--format", "sarif"]))).unwrap();
    // Whether it is SARIF is asked in `sarif.rs`.
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), report["problems"].as_array().unwrap().len());
}
