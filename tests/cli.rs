//! The command line as a user meets it: exit codes, messages, JSON, input that is no script.

mod command;

use command::{err, folder, frost, out};

const GOOD: &str = "INT. KITCHEN - DAY\n  Anna pours tea.\n";
const BAD: &str = "INT. KITCHEN - DAY\n  shot wid on ANNA, 4s\n    Anna pours tea.\n";

#[test]
fn check_ends_with_0_1_or_2() {
    let dir = folder(&[("good.frost", GOOD.as_bytes()), ("bad.frost", BAD.as_bytes())]);
    assert_eq!(frost(dir.path(), &["check", "good.frost"]).status.code(), Some(0));
    assert_eq!(frost(dir.path(), &["check", "good.frost", "bad.frost"]).status.code(), Some(1));
    assert_eq!(frost(dir.path(), &["check", "nowhere.frost"]).status.code(), Some(2));
    assert_eq!(frost(dir.path(), &["check"]).status.code(), Some(2));
    assert_eq!(frost(dir.path(), &["chek", "good.frost"]).status.code(), Some(2));
}

#[test]
fn input_that_is_no_script_is_named_with_its_reason() {
    let dir = folder(&[("latin.frost", b"INT. CAF\xc9 - DAY\n  H\xe9.\n"), ("zero.frost", b"a\0b"), ("empty.frost", b"")]);
    std::fs::create_dir(dir.path().join("folder.frost")).unwrap();
    for (file, code, words) in [
        ("nowhere.frost", 2, "there is no such file"),
        ("folder.frost", 2, "it is a directory"),
        ("latin.frost", 2, "it is not UTF-8 text (line 1)"),
        ("zero.frost", 2, "it is binary"),
        ("empty.frost", 1, "there is nothing to see"),
    ] {
        for command in ["check", "plan"] {
            let result = frost(dir.path(), &[command, file]);
            assert_eq!(result.status.code(), Some(code), "{command} {file}");
            assert!(err(&result).contains(file) && err(&result).contains(words), "{command} {file}: {}", err(&result));
        }
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_read() {
    let dir = folder(&[("dos.frost", "\u{feff}INT. KITCHEN - DAY\r\n  Anna pours tea.\r\n".as_bytes())]);
    assert_eq!(frost(dir.path(), &["check", "dos.frost"]).status.code(), Some(0));
    // And kept.
    std::fs::write(dir.path().join("dos.frost"), "\u{feff}INT. KITCHEN - DAY\r\n     Anna pours tea.\r\n").unwrap();
    assert_eq!(frost(dir.path(), &["fmt", "dos.frost"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(dir.path().join("dos.frost")).unwrap(), "\u{feff}INT. KITCHEN - DAY\r\n  Anna pours tea.\r\n");
}

#[test]
fn a_file_whose_lines_end_as_they_did_long_ago_is_told_and_mended() {
    let dir = folder(&[("old.frost", "INT. KITCHEN - DAY\r  Anna pours tea.\r".as_bytes())]);
    let result = frost(dir.path(), &["check", "--format", "short", "old.frost"]);
    assert_eq!(err(&result).lines().filter(|l| l.contains('[')).count(), 1, "{}", err(&result));
    assert_eq!(frost(dir.path(), &["fix", "old.frost"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(dir.path().join("old.frost")).unwrap(), "INT. KITCHEN - DAY\n  Anna pours tea.\n");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_a_script_names_keeps_nobody_waiting() {
    let dir = folder(&[("a.frost", "use \"pipe.frost\"\n\nscenes from \"pipe.frost\"\n\nINT. KITCHEN - DAY\n  Anna pours tea.\n".as_bytes())]);
    assert!(std::process::Command::new("mkfifo").arg(dir.path().join("pipe.frost")).status().unwrap().success());
    let result = frost(dir.path(), &["check", "a.frost"]);
    assert_eq!(result.status.code(), Some(1));
    assert!(err(&result).contains("no plain file"), "{}", err(&result));
}

#[test]
fn the_mistake_is_shown_before_what_it_refers_to() {
    let text = format!("character ANN\n{}\ncharacter ANN\n\nINT. KITCHEN - DAY\n  Ann waits.\n", "\n".repeat(12));
    let dir = folder(&[("a.frost", text.as_bytes())]);
    let result = frost(dir.path(), &["check", "a.frost"]);
    let places: Vec<String> = err(&result).lines().filter_map(|l| Some(l.split_once("a.frost:")?.1.split(':').next()?.to_string())).collect();
    assert_eq!(places.first().map(String::as_str), Some("15"), "{}", err(&result));
}

#[test]
fn a_word_of_a_million_letters_is_not_repeated_whole_and_nothing_steers_the_terminal() {
    let dir = folder(&[("a.frost", format!("INT. KITCHEN - DAY\n  {}\n  \u{202e}x\u{1b}[31m clsoe\n", "a".repeat(1_000_000)).as_bytes())]);
    let result = frost(dir.path(), &["check", "a.frost"]);
    assert!(err(&result).len() < 20_000, "{}", err(&result).len());
    assert!(!err(&result).contains(['\u{202e}', '\u{1b}']));
}

#[test]
fn problems_as_json_are_one_line_with_places_in_characters() {
    let dir = folder(&[("bad.frost", "INT. КУХНЯ - DAY\n  shot wid on АННА, hihg angle\n    Анна.\n".as_bytes())]);
    let result = frost(dir.path(), &["check", "--format", "json", "bad.frost"]);
    assert_eq!(result.status.code(), Some(1));
    assert_eq!(out(&result).trim_end().lines().count(), 1);
    let report: serde_json::Value = serde_json::from_str(&out(&result)).unwrap();
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0]["code"], "unknown-word");
    assert_eq!(problems[0]["severity"], "error");
    assert_eq!(problems[0]["file"], "bad.frost");
    assert_eq!(problems[0]["start"], serde_json::json!({ "line": 2, "column": 8 }));
    assert_eq!(problems[0]["end"], serde_json::json!({ "line": 2, "column": 11 }));
    assert_eq!(problems[1]["start"], serde_json::json!({ "line": 2, "column": 21 }));
    assert_eq!(problems[0]["fixes"][0]["edits"][0]["text"], "wide");
}

#[test]
fn fmt_replaces_checks_and_shows_differences() {
    let messy = "INT. KITCHEN - DAY\n   shot wide,4s\n      Anna pours tea.\n";
    let dir = folder(&[("a.frost", messy.as_bytes())]);
    let checked = frost(dir.path(), &["fmt", "--check", "a.frost"]);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(dir.path().join("a.frost")).unwrap(), messy);
    let diff = frost(dir.path(), &["fmt", "--diff", "a.frost"]);
    assert!(out(&diff).contains("+  shot wide, 4s"), "{}", out(&diff));
    assert_eq!(frost(dir.path(), &["fmt", "a.frost"]).status.code(), Some(0));
    assert_eq!(frost(dir.path(), &["fmt", "--check", "a.frost"]).status.code(), Some(0));
}

#[test]
fn fix_mends_what_it_can() {
    let dir = folder(&[("a.frost", b"film \"A\"\n  rate 24fps\n\nINT. KITCHEN - DAY\n  shot wide, 4s,\n    Anna pours tea.\n")]);
    let fixed = frost(dir.path(), &["fix", "a.frost"]);
    assert_eq!(fixed.status.code(), Some(0), "{}", err(&fixed));
    let text = std::fs::read_to_string(dir.path().join("a.frost")).unwrap();
    assert!(text.contains("rate 24\n") && text.contains("shot wide, 4s\n"), "{text}");
}

#[test]
fn a_new_project_checks_clean_and_is_never_overwritten() {
    let dir = folder(&[]);
    assert_eq!(frost(dir.path(), &["new", "mine"]).status.code(), Some(0));
    let checked = frost(dir.path(), &["check", "mine/film.frost"]);
    assert!(err(&checked).contains("no problems"), "{}", err(&checked));
    assert_eq!(frost(dir.path(), &["fmt", "--check", "mine/film.frost"]).status.code(), Some(0));
    assert_eq!(frost(dir.path(), &["new", "mine"]).status.code(), Some(2));
}

#[test]
fn every_code_is_explained_and_an_unknown_one_is_not() {
    let dir = folder(&[]);
    assert!(out(&frost(dir.path(), &["explain", "presence"])).contains("```frost"));
    let unknown = frost(dir.path(), &["explain", "presense"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("`presence`"));
}

#[test]
fn a_project_sets_the_levels_of_rules() {
    let script = "INT. KITCHEN - DAY\n  shot close on ANNA\n    Anna waits.\n  shot close on ANNA\n    Anna waits still.\n";
    let dir = folder(&[("a.frost", script.as_bytes())]);
    let plain = err(&frost(dir.path(), &["check", "--format", "short", "a.frost"]));
    assert!(plain.contains("warning[jump-cut]"), "{plain}");
    std::fs::write(dir.path().join("frost.toml"), "[rules]\njump-cut = \"error\"\nestablish = \"off\"\n").unwrap();
    let strict = frost(dir.path(), &["check", "--format", "short", "a.frost"]);
    assert!(err(&strict).contains("error[jump-cut]") && !err(&strict).contains("establish"), "{}", err(&strict));
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn a_graph_has_an_edge_from_every_task_to_the_cut() {
    let dir = folder(&[("a.frost", GOOD.as_bytes())]);
    let graph = out(&frost(dir.path(), &["plan", "--graph", "a.frost"]));
    assert!(graph.starts_with("digraph plan {") && graph.contains("->") && graph.trim_end().ends_with('}'), "{graph}");
}

#[test]
fn the_set_is_told_in_words_in_json_and_from_above() {
    let script = "INT. BAR - DAY\n  stage KIT left facing LEE, LEE right facing KIT\n\n  shot wide\n    Kit and Lee wait.\n\n  shot close on KIT, over LEE's shoulder\n    KIT\n      Well?\n";
    let dir = folder(&[("bar.frost", script.as_bytes())]);
    let words = out(&frost(dir.path(), &["plan", "bar.frost", "--stage", "1.2"]));
    assert!(words.contains("KIT *") && words.contains("camera") && words.contains("-0.80  0.00  0.00"), "{words}");
    let json = out(&frost(dir.path(), &["plan", "bar.frost", "--stage", "1.2", "--json"]));
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["people"][0]["frame"]["size"], "close", "{json}");
    assert_eq!(frost(dir.path(), &["plan", "bar.frost", "--stage", "9.9"]).status.code(), Some(2));
    let chart = out(&frost(dir.path(), &["check", "bar.frost", "--continuity"]));
    assert!(chart.contains("2 shots in") && chart.contains("line of KIT and LEE: 2 on A"), "{chart}");
    let json = out(&frost(dir.path(), &["check", "bar.frost", "--continuity", "--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["continuity"][0]["scenes"][0]["shots"].as_array().map(Vec::len), Some(2), "{json}");
    let drawn = frost(dir.path(), &["board", "bar.frost", "--floor", "-o", "floor.png"]);
    assert_eq!(drawn.status.code(), Some(0), "{}", err(&drawn));
    assert!(std::fs::read(dir.path().join("floor.png")).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn the_shapes_of_every_look_are_told_in_words_and_in_json() {
    let script = "character ANN\n  look  a woman in a red coat, wistful\n\nlocation FARM\n  look  a barn, a windmill, much regret\n\nprop LETTER\n  look  a letter\n\nEXT. FARM - DAY\n  shot wide on ANN\n    Ann waits.\n";
    let dir = folder(&[("farm.frost", script.as_bytes())]);
    let words = out(&frost(dir.path(), &["check", "farm.frost", "--shapes"]));
    for line in ["place FARM (field, outdoors)", "  drawn      farm: barn · barn · windmill", "  not drawn  much · regret", "  not drawn  wistful", "prop LETTER"] {
        assert!(words.contains(line), "{line} in {words}");
    }
    let json = out(&frost(dir.path(), &["check", "farm.frost", "--shapes", "--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["shapes"][0]["looks"][0]["kind"], "field, outdoors", "{json}");
}

#[test]
fn a_waiver_of_a_rule_that_is_off_waives_something() {
    let script = "INT. OFFICE - DAY\n  stage  LENA centre facing camera\n  shot wide, 3s\n    A desk.\n  shot medium on LENA, 3s\n    Lena reads.\n  shot medium on LENA, 3s\n    allow jump-cut \"time goes by\"\n    Lena reads on.\n";
    let dir = folder(&[("a.frost", script.as_bytes()), ("frost.toml", b"[rules]\njump-cut = \"off\"\nestblish = \"off\"\n")]);
    let result = frost(dir.path(), &["check", "--format", "short", "a.frost"]);
    assert_eq!(result.status.code(), Some(0));
    assert!(!err(&result).contains("unused-waiver"), "{}", err(&result));
    assert!(err(&result).contains("warning:") && err(&result).contains("did you mean `establish`?"), "{}", err(&result));
}

#[test]
fn what_two_files_use_is_said_once_and_counted_where_it_was_said() {
    let files: [(&str, &[u8]); 3] = [
        ("people.frost", b"character ANN\n  height tall\n"),
        ("a.frost", b"use \"people.frost\"\n\nINT. BAR - DAY\n  Ann waits.\n"),
        ("b.frost", b"use \"people.frost\"\n\nEXT. YARD - DAY\n  Ann waits.\n"),
    ];
    let dir = folder(&files);
    let result = frost(dir.path(), &["check", "--format", "short", "a.frost", "b.frost"]);
    assert_eq!(result.status.code(), Some(1));
    let said = err(&result);
    assert_eq!(said.matches("people.frost:2").count(), 1, "{said}");
    assert!(said.contains("b.frost: nothing new, 1 said above"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let dir = folder(&[("a.frost", b"INT. BAR - DAY\n  Rain.\n")]);
    for args in [&["plan", "a.frost", "--json"][..], &["check", "--format", "json", "a.frost"], &["fmt", "-"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let script = std::fs::File::open(dir.path().join("a.frost")).unwrap();
        let result = std::process::Command::new(env!("CARGO_BIN_EXE_frost")).args(args).current_dir(dir.path()).stdin(script).stdout(full).output().unwrap();
        assert_eq!(result.status.code(), Some(1), "{args:?}");
        assert!(err(&result).contains("the disk is full"), "{args:?}: {}", err(&result));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_target_and_a_link_is_followed() {
    use std::os::unix::fs::FileTypeExt;
    let dir = folder(&[("a.frost", b"film \"A\"\n  size 64x36\n\nINT. BAR - DAY\n  shot wide, 1s\n    Rain.\n"), ("real.png", b"")]);
    let pipe = dir.path().join("pipe.png");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let refused = frost(dir.path(), &["frame", "a.frost", "--at", "0f", "-o", "pipe.png"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("it is no file"), "{}", err(&refused));
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
    std::os::unix::fs::symlink("real.png", dir.path().join("link.png")).unwrap();
    let drawn = frost(dir.path(), &["frame", "a.frost", "--at", "0f", "-o", "link.png"]);
    assert_eq!(drawn.status.code(), Some(0), "{}", err(&drawn));
    assert!(dir.path().join("link.png").symlink_metadata().unwrap().is_symlink());
    assert!(std::fs::read(dir.path().join("real.png")).unwrap().starts_with(b"\x89PNG"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_render_soon_and_leaves_nothing() {
    use std::os::unix::process::CommandExt;
    let script = "INT. KITCHEN - NIGHT\n  shot wide, 20s\n    camera push in\n    Rain.\n\n  shot close on ANN, 20s\n    Ann looks up.\n";
    let dir = folder(&[("a.frost", script.as_bytes())]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_frost"))
        .args(["render", "a.frost", "-o", "film.mp4"])
        .current_dir(dir.path())
        .env_remove("FROST_CACHE")
        .stderr(std::process::Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    // The terminal tells every process of the command's group.
    let told = std::time::Instant::now();
    let kill = format!("kill -s INT -- -{}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert!(told.elapsed() < std::time::Duration::from_secs(2), "{:?}", told.elapsed());
    let left: Vec<String> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).filter(|n| n != "a.frost" && n != ".frost").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_film_of_the_wrong_length_can_be_planned_and_looked_at_but_not_rendered() {
    let script = "film \"Short\"\n  runtime exactly 10s\n\nEXT. CLIFF - DAY\n  shot wide, 2s\n    A diver goes.\n";
    let dir = folder(&[("a.frost", script.as_bytes())]);
    let plan = frost(dir.path(), &["plan", "a.frost", "--json"]);
    assert_eq!(plan.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&plan.stdout).unwrap();
    assert_eq!(json["film"]["frames"], 48);
    assert_eq!(frost(dir.path(), &["frame", "a.frost", "--at", "1s", "-o", "a.png"]).status.code(), Some(0));
    assert_eq!(frost(dir.path(), &["render", "a.frost", "-o", "a.mp4"]).status.code(), Some(1));
    assert!(dir.path().join("a.png").exists() && !dir.path().join("a.mp4").exists());
}
