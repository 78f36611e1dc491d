//! Scripts as they are while somebody writes them: cut at every character, with one word wrong, with many mistakes at once.

mod scripts;

use std::path::{Path, PathBuf};

use frost::cli::project::check_text;
use frost::diagnostics::Code;
use frost::film::Settings;
use frost::host::Files;
use frost::source::FileId;

fn films() -> Vec<PathBuf> {
    let mut films: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "frost")).collect();
    films.sort();
    films
}

/// Problems of a text as the script of a path: line, code, whether it is an error.
fn problems(path: &Path, text: &str) -> Vec<(usize, Code)> {
    let checked = check_text(path, text.to_string(), &Files, &Settings::default(), &Default::default());
    for p in &checked.problems {
        assert!(p.span.file != FileId(0) || p.span.end as usize <= text.len() && text.is_char_boundary(p.span.start as usize));
    }
    let here = checked.problems.iter().filter(|p| p.span.file == FileId(0) && p.severity == frost::diagnostics::Severity::Error);
    here.map(|p| (checked.sources.get(p.span.file).position(p.span.start as usize).line, p.code)).collect()
}

/// What a film as a whole must have is missing while it is half written: its length, people who come later.
fn of_the_whole(code: Code) -> bool {
    matches!(code, Code::Runtime | Code::Undeclared | Code::EmptyFilm | Code::TransitionEnd)
}

#[test]
fn every_prefix_of_an_example_is_taken_and_its_errors_stay_near_the_cut() {
    for path in films() {
        let text = std::fs::read_to_string(&path).unwrap();
        // Every character of short scripts; of longer ones a step that meets every place of a line in turn.
        let step = if text.len() < 2500 { 1 } else { 7 };
        for (end, _) in text.char_indices().step_by(step) {
            let part = &text[..end];
            let last = part.lines().count().max(1);
            // The statement that is cut may reach back over lines that go on; what stands above its block is whole.
            let block = part.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with(' ')).map(|(i, _)| i + 1).last().unwrap_or(1);
            for (line, code) in problems(&path, part) {
                assert!(of_the_whole(code) || line >= block, "{}: cut at byte {end}, line {last}: {} on line {line}", path.display(), code.name());
            }
        }
    }
}

#[test]
fn one_wrong_letter_is_one_error_on_its_line() {
    let mut tried = 0;
    for path in films() {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            let body = line.trim_start();
            let indent = line.len() - body.len();
            // The first word of statements, and of the values behind it.
            let Some((word, rest)) = body.split_once(' ') else { continue };
            let statement = ["shot", "camera", "stage", "light", "weather", "palette", "grain", "rate", "size", "runtime"].contains(&word);
            if !statement {
                continue;
            }
            let broken = format!("{}{word} {}", " ".repeat(indent), rest.replacen(|c: char| c.is_ascii_lowercase(), "qz", 1));
            if broken == *line {
                continue;
            }
            let mut all = lines.clone();
            all[i] = &broken;
            let found: Vec<(usize, Code)> = problems(&path, &all.join("\n")).into_iter().filter(|(_, code)| !of_the_whole(*code)).collect();
            tried += 1;
            // A letter can be taken for a set-up's or a person's; never is there a second report, and none elsewhere.
            let elsewhere: Vec<_> = found.iter().filter(|(line, code)| *line != i + 1 && !code.is_rule()).collect();
            assert!(found.iter().filter(|(line, _)| *line == i + 1).count() <= 1 && elsewhere.is_empty(), "{}: {broken}: {found:?}", path.display());
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn fifty_mistakes_are_fifty_reports_in_order() {
    let kinds = [
        ("  shot wid, 4s\n    Boats.\n", Code::UnknownWord),
        ("  shot wide 4s\n    Boats.\n", Code::MissingComma),
        ("  shot wide, 4s\n    camra push in\n    Boats.\n", Code::UnknownDirective),
        ("  shot wide, 4s\n    camera pusch in\n    Boats.\n", Code::UnknownWord),
        ("  shot wide, 0s\n    Boats.\n", Code::BadValue),
        ("  shot wide, wide\n    Boats.\n", Code::Conflict),
        ("  shot wide, 4s,\n    Boats.\n", Code::StrayComma),
        ("  shot wide, 4s\n    sound bell, -999dB\n    Boats.\n", Code::BadValue),
        ("  shot wide, 4s\n    super Tide\n    Boats.\n", Code::Syntax),
        ("  shot wide, 4s\n    allow axes \"x\"\n    Boats.\n", Code::UnknownWord),
    ];
    let mut text = String::new();
    let mut wanted = Vec::new();
    for i in 0..50 {
        text.push_str(&format!("EXT. PIER {i} - DAY\n{}\n", kinds[i % kinds.len()].0));
        wanted.push(kinds[i % kinds.len()].1);
    }
    let checked = scripts::check(&text);
    let found: Vec<Code> = checked.problems.iter().map(|p| p.code).collect();
    assert_eq!(found, wanted);
    assert!(checked.problems.windows(2).all(|w| w[0].span < w[1].span));
}

#[test]
fn no_two_cases_of_the_suite_differ_in_names_alone() {
    let mut seen: std::collections::HashMap<String, String> = std::collections::HashMap::new();
    let mut paths: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let mut cases = 0;
    // In these the letters of the names are the case.
    for path in paths.iter().filter(|p| !p.ends_with("unicode.frost") && !p.ends_with("names.frost")) {
        let text = std::fs::read_to_string(path).unwrap();
        for case in text.split("//# ").skip(1) {
            let (name, body) = case.split_once('\n').unwrap_or((case, ""));
            // People and places are what a case declares or frames; numbers stay, because bounds are what many cases are about.
            let mut names: Vec<String> = Vec::new();
            let words: Vec<&str> = body.split_whitespace().collect();
            for pair in words.windows(2) {
                if matches!(pair[0], "character" | "location" | "prop" | "extras" | "on" | "stage" | "and" | "facing") && pair[1].starts_with(char::is_uppercase) {
                    names.push(pair[1].trim_matches(',').to_uppercase());
                }
            }
            let is_name = |w: &str| names.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase());
            let shape: String = body.split_inclusive(|c: char| c.is_whitespace() || c == ',').map(|w| if is_name(w) { "N " } else { w }).collect();
            let place = format!("{}: {name}", path.file_name().unwrap().to_string_lossy());
            cases += 1;
            if let Some(first) = seen.insert(shape, place.clone()) {
                panic!("{place} has the shape of {first}");
            }
        }
    }
    assert!(cases >= 500, "{cases}");
}
