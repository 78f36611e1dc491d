//! Ten scenes cut by the book, each with its broken twins. A scene raises nothing above information; a twin raises exactly
//! the one rule that it is named after. A twin stands below its scene: `//# rule: what is wrong`, then lines of the scene
//! behind `//- ` and what takes their place behind `//+ `.

mod scripts;

use std::fmt::Write;
use std::path::PathBuf;

use frost::diagnostics::{Severity, short};

struct Twin {
    rule: String,
    name: String,
    text: String,
}

struct Case {
    file: String,
    scene: String,
    twins: Vec<Twin>,
}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/continuity")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| case(path.file_name().unwrap().to_string_lossy().into_owned(), &std::fs::read_to_string(path).unwrap())).collect()
}

fn case(file: String, text: &str) -> Case {
    let mut parts = text.split("\n//# ");
    let scene = format!("{}\n", parts.next().unwrap_or(""));
    let twins = parts.map(|part| {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let (rule, _) = head.split_once(':').unwrap_or((head, ""));
        Twin { rule: rule.to_string(), name: format!("{file}: {head}"), text: changed(&scene, body, head) }
    });
    Case { twins: twins.collect(), file, scene: scene.clone() }
}

/// The scene with its replacements: a run of `//-` lines gives way to the run of `//+` lines behind it.
fn changed(scene: &str, body: &str, name: &str) -> String {
    let mut text = scene.to_string();
    let (mut old, mut new) = (String::new(), String::new());
    let mut swap = |old: &mut String, new: &mut String| {
        if !old.is_empty() {
            assert_eq!(text.matches(old.as_str()).count(), 1, "{name}: these lines stand not once in the scene:\n{old}");
            text = text.replacen(old.as_str(), new, 1);
        }
        old.clear();
        new.clear();
    };
    for line in body.lines() {
        let words = |line: &str| format!("{}\n", line.get(4..).unwrap_or(""));
        if line.starts_with("//-") {
            if !new.is_empty() {
                swap(&mut old, &mut new);
            }
            old.push_str(&words(line));
        } else if line.starts_with("//+") {
            new.push_str(&words(line));
        }
    }
    swap(&mut old, &mut new);
    text
}

fn said(text: &str, least: Severity) -> (Vec<String>, String) {
    let checked = scripts::check(text);
    let problems = checked.problems.iter().filter(|p| p.severity >= least);
    let lines: Vec<String> = problems.clone().map(|p| short::render(p, &checked.sources)).collect();
    (problems.map(|p| p.code.name().to_string()).collect(), lines.join("\n"))
}

#[test]
fn ten_scenes_cut_by_the_book_raise_nothing() {
    let cases = cases();
    assert!(cases.len() >= 10);
    let mut wrong = String::new();
    for case in &cases {
        let (codes, lines) = said(&case.scene, Severity::Warning);
        if !codes.is_empty() {
            let _ = writeln!(wrong, "{}:\n{lines}\n", case.file);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn forty_broken_twins_raise_their_one_rule() {
    let cases = cases();
    let mut wrong = String::new();
    for twin in cases.iter().flat_map(|c| &c.twins) {
        let (codes, lines) = said(&twin.text, Severity::Warning);
        let (all, _) = said(&twin.text, Severity::Info);
        let noted = codes.is_empty() && all.contains(&twin.rule);
        // One rule, and once.
        if codes != [twin.rule.as_str()] && !noted {
            let _ = writeln!(wrong, "{}\n{lines}\n", twin.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let twins = cases.iter().map(|c| c.twins.len()).sum::<usize>();
    assert!(twins >= 40, "{twins} twins");
}

#[test]
fn the_first_fix_of_a_broken_twin_mends_it() {
    let cases = cases();
    let mut wrong = String::new();
    let mut mended = std::collections::BTreeSet::new();
    for twin in cases.iter().flat_map(|c| &c.twins) {
        let checked = scripts::check(&twin.text);
        let Some(fix) = checked.problems.iter().filter(|p| p.code.name() == twin.rule).find_map(|p| p.fixes.first()) else { continue };
        let text = scripts::applied(&twin.text, fix);
        let (codes, lines) = said(&text, Severity::Warning);
        match codes.is_empty() {
            true => _ = mended.insert(twin.rule.clone()),
            false => _ = writeln!(wrong, "{}, `{}`\n{lines}\n", twin.name, fix.title),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    for rule in ["axis", "eyeline", "reverse-match", "exit-enter", "jump-cut", "thirty-degree"] {
        assert!(mended.contains(rule), "nothing mends {rule}: {mended:?}");
    }
}

/// `frost fix` takes the first; an editor offers them all.
#[test]
fn every_cure_of_the_axis_mends_it() {
    let mut wrong = String::new();
    let mut cures = std::collections::BTreeMap::<String, usize>::new();
    let own = [
        "INT. DINER - NIGHT\n  stage ROSA left facing EMIL, EMIL right facing ROSA\n\n  shot wide on ROSA and EMIL\n    Rosa turns her cup.\n\n  shot medium on ROSA and EMIL, across the line\n    EMIL\n      You kept the ring.\n",
        "INT. DINER - NIGHT\n  stage ROSA left facing EMIL, EMIL right facing ROSA\n\n  shot wide on ROSA and EMIL, 4s\n    Rosa turns her cup.\n\n  shot close on EMIL, across the line\n    EMIL\n      You kept the ring.\n",
        "INT. DINER - NIGHT\n  stage ROSA near facing EMIL, EMIL far facing ROSA\n\n  shot wide on ROSA and EMIL, 4s\n    Rosa turns her cup.\n\n  shot medium close on EMIL, over ROSA's shoulder, across the line\n    EMIL\n      You kept the ring.\n",
    ];
    let twins: Vec<(String, String)> = cases().into_iter().flat_map(|c| c.twins).filter(|t| t.rule == "axis").map(|t| (t.name, t.text)).collect();
    for (name, script) in own.iter().map(|s| ("of its own".to_string(), s.to_string())).chain(twins) {
        let checked = scripts::check(&script);
        for fix in checked.problems.iter().filter(|p| p.code.name() == "axis").flat_map(|p| &p.fixes) {
            let text = scripts::applied(&script, fix);
            let (codes, lines) = said(&text, Severity::Warning);
            *cures.entry(fix.title.split(" ").next().unwrap_or("").to_string()).or_default() += 1;
            if !codes.is_empty() {
                let _ = writeln!(wrong, "{name}, `{}`\n{lines}\n{text}", fix.title);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(["leave", "cut", "see", "let"].iter().all(|cure| cures.get(*cure).is_some_and(|n| *n >= 2)), "{cures:?}");
}
