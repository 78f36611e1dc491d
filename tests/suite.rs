//! The suite: small scripts whose expectations stand in their source. `//# name` begins a case; `//~ error[code]`
//! behind a line or under it says what is reported there; information only where a case expects some. `FROST_CASE=words` runs the cases whose names hold the words.

mod scripts;

use std::fmt::Write;

struct Case {
    file: String,
    name: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let mut out = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "frost")) {
        let text = std::fs::read_to_string(path).unwrap();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for part in text.split_inclusive('\n') {
            if let Some(name) = part.strip_prefix("//# ") {
                out.push(Case { file: file.clone(), name: name.trim().to_string(), text: String::new() });
            } else if let Some(case) = out.last_mut().filter(|c: &&mut Case| c.file == file) {
                case.text.push_str(part);
            }
        }
    }
    out
}

/// What the source expects: the line spoken of, and `severity[code]`.
fn expected(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut spoken_of = 0;
    for (i, line) in text.lines().enumerate() {
        let own = line.trim_start().starts_with("//~");
        if !own {
            spoken_of = i + 1;
        }
        if let Some((_, expectation)) = line.split_once("//~ ") {
            out.push((spoken_of, expectation.trim().to_string()));
        }
    }
    out.sort();
    out
}

#[test]
fn every_case_reports_what_its_source_says() {
    let only = std::env::var("FROST_CASE").unwrap_or_default();
    let (mut run, mut failed, mut names) = (0, String::new(), std::collections::BTreeSet::new());
    for case in cases().iter().filter(|c| c.name.contains(&only)) {
        run += 1;
        assert!(names.insert((case.file.clone(), case.name.clone())), "{}: two cases are called `{}`", case.file, case.name);
        let mut found = scripts::codes(&case.text);
        found.sort();
        let wanted = expected(&case.text);
        // Information is spoken of in the cases that are about it.
        if !wanted.iter().any(|(_, w)| w.starts_with("info[")) {
            found.retain(|(_, f)| !f.starts_with("info["));
        }
        // So is what the theatre has no shape for.
        if !case.file.starts_with("drawn") {
            found.retain(|(_, f)| !f.ends_with("[not-drawn]"));
        }
        if found != wanted {
            let _ = writeln!(failed, "── {}: {}\n{}   wanted {wanted:?}\n   found  {found:?}\n", case.file, case.name, case.text);
        }
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(run > 0, "no case was run");
    println!("{run} cases");
}

#[test]
fn formatting_a_case_changes_no_meaning_and_twice_nothing_more() {
    for case in cases() {
        let none = std::collections::HashSet::new();
        let once = frost::syntax::format(&case.text, &none);
        assert_eq!(frost::syntax::format(&once, &none), once, "{}: {}", case.file, case.name);
        let words = |t: &str| t.split_whitespace().flat_map(str::chars).filter(|c| !matches!(c, ',' | '\u{feff}' | '\u{200b}')).collect::<String>();
        assert_eq!(words(&once), words(&case.text), "{}: {}", case.file, case.name);
    }
}

#[test]
fn every_prefix_of_a_case_is_taken_without_a_panic() {
    for case in cases().iter().step_by(3) {
        for (end, _) in case.text.char_indices() {
            let checked = scripts::check(&case.text[..end]);
            for problem in &checked.problems {
                assert!(problem.span.end as usize <= end, "{}: {}", case.file, case.name);
            }
        }
    }
}

/// Each safe fix alone changes the script, takes its problem away and makes no error; what breaks a rule only because
/// it can be read at last is none.
#[test]
fn every_safe_fix_of_a_case_mends() {
    use frost::diagnostics::{Applicability, Diagnostic, Severity};
    let errors = |problems: &[Diagnostic]| problems.iter().filter(|p| p.severity == Severity::Error && !p.code.is_rule()).count();
    let (mut bad, mut tried) = (String::new(), 0);
    for case in cases() {
        let before = scripts::check(&case.text).problems;
        for problem in &before {
            for fix in problem.fixes.iter().filter(|f| f.applicability == Applicability::Safe && f.edits.iter().all(|e| e.span.file.0 == 0)) {
                let text = scripts::applied(&case.text, fix);
                tried += 1;
                let after = scripts::check(&text).problems;
                let same = |problems: &[Diagnostic]| problems.iter().filter(|p| p.code == problem.code && p.message == problem.message).count();
                if text == case.text || same(&after) >= same(&before) || errors(&after) > errors(&before) {
                    let found: Vec<_> = after.iter().map(|p| format!("{}: {}", p.code.name(), p.message)).collect();
                    let _ = writeln!(bad, "── {}: {}: {} ({})\n{text}   found {found:#?}\n", case.file, case.name, fix.title, problem.message);
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad}");
    assert!(tried > 100, "{tried} fixes");
}

/// Whatever a rule of continuity or a viewpoint offers, done alone, takes its problem away and makes no error.
#[test]
fn every_cure_of_a_rule_mends() {
    use frost::diagnostics::{Code, Severity};
    let only = std::env::var("FROST_CASE").unwrap_or_default();
    let (mut bad, mut tried) = (String::new(), std::collections::BTreeMap::<&str, usize>::new());
    for case in cases().iter().filter(|c| c.name.contains(&only)) {
        let before = scripts::check(&case.text).problems;
        let errors = before.iter().filter(|p| p.severity == Severity::Error).count();
        // What is put before a shot stands as deep as a shot does; where a scene stands at the margin, that is mended first.
        if before.iter().any(|p| p.code == Code::FlatScene) {
            continue;
        }
        for problem in before.iter().filter(|p| p.code.is_rule() || p.code == Code::Viewpoint) {
            for fix in problem.fixes.iter().filter(|f| f.edits.iter().all(|e| e.span.file.0 == 0)) {
                let text = scripts::applied(&case.text, fix);
                *tried.entry(problem.code.name()).or_default() += 1;
                let after = scripts::check(&text).problems;
                let same = |p: &&frost::diagnostics::Diagnostic| p.code == problem.code;
                let more = after.iter().filter(|p| p.severity == Severity::Error).count() > errors;
                if more || after.iter().filter(same).count() >= before.iter().filter(same).count() {
                    let found: Vec<_> = after.iter().map(|p| format!("{}: {}", p.code.name(), p.message)).collect();
                    let _ = writeln!(bad, "── {}: {}: {} ({})\n{text}   found {found:#?}\n", case.file, case.name, fix.title, problem.message);
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad}");
    if only.is_empty() {
        for code in ["axis", "eyeline", "jump-cut", "thirty-degree", "size-leap", "reverse-match", "viewpoint", "move-conflict", "pan-speed", "establish", "exit-enter"] {
            assert!(tried.get(code).is_some_and(|n| *n > 1), "nothing is offered for {code}: {tried:?}");
        }
    }
}

/// What is said only of a script that can be read: these come to light when its mistake is gone, and are none of the fix.
const THEN_SAID: [frost::diagnostics::Code; 5] = {
    use frost::diagnostics::Code::*;
    [Unused, UnusedWaiver, MissingFile, TransitionEnd, EmptyScene]
};

/// Where a case has one problem and it offers fixes, `frost fix --unsafe` takes the first, keeps it, and nothing else is wrong then.
#[test]
fn the_first_fix_of_a_single_mistake_mends_it() {
    use frost::diagnostics::{Diagnostic, Severity};
    let (mut bad, mut tried) = (String::new(), 0);
    let only = std::env::var("FROST_CASE").unwrap_or_default();
    for case in cases().iter().filter(|c| c.name.contains(&only)) {
        let (main, files) = scripts::files(&case.text);
        let check = |text: &str| frost::cli::project::check_text(std::path::Path::new("film.frost"), text.to_string(), &files, &Default::default(), &Default::default());
        let told = |problems: &[Diagnostic]| problems.iter().filter(|p| p.severity != Severity::Info).cloned().collect::<Vec<_>>();
        let before = told(&check(&main).problems);
        let [problem] = &before[..] else { continue };
        let Some(fix) = problem.fixes.first().filter(|f| f.edits.iter().all(|e| e.span.file.0 == 0)) else { continue };
        tried += 1;
        let mended = frost::cli::fix::mend(&main, check, true);
        let after = told(&mended.checked.problems);
        // Nor is a rule of continuity, of what could not be read before.
        let then = |p: &Diagnostic| THEN_SAID.contains(&p.code) || p.code.is_rule() && !problem.code.is_rule();
        let new: Vec<String> = after.iter().filter(|p| p.code != problem.code && !then(p)).map(|p| format!("{}: {}", p.code.name(), p.message)).collect();
        // What comes to light has fixes of its own.
        let refused: Vec<&str> = mended.undone.iter().filter(|u| u.title == fix.title).map(|u| u.why).collect();
        if mended.applied == 0 || !refused.is_empty() || !new.is_empty() {
            let _ = writeln!(bad, "── {}: {}: {} ({})\n{}   {} applied, refused {refused:?}, new {new:#?}\n", case.file, case.name, fix.title, problem.message, mended.text, mended.applied);
        }
    }
    assert!(bad.is_empty(), "{bad}");
    assert!(tried > 100 || !only.is_empty(), "{tried} fixes");
}

/// Letters that are as many bytes in capitals as they like, and marks wider than a byte, wherever they stand in a case.
#[test]
fn letters_of_any_width_stop_nothing() {
    const ODD: [&str; 8] = ["ΐΐΐΐ", "İİİİ", "ŉ", "ſ", "\u{212a}", "“", "’", "ﬃ ß"];
    let none = std::collections::HashSet::new();
    for (number, case) in cases().iter().enumerate() {
        // At the ends of lines and items, behind blanks, and inside words: a few places of each case, others for each.
        let places: Vec<usize> = case.text.char_indices().filter(|(_, c)| !c.is_control() || *c == '\n').map(|(i, _)| i).collect();
        let ends: Vec<usize> = case.text.match_indices(['\n', ',', ' ']).map(|(i, _)| i).collect();
        for (k, odd) in ODD.iter().enumerate() {
            for from in [&places, &ends].into_iter().filter(|p| !p.is_empty()) {
                let at = from[(number * 31 + k * 17 + number * k * 7) % from.len()];
                let gap = if (number + k) % 2 == 0 { " " } else { "" };
                let text = format!("{}{gap}{odd}{}", &case.text[..at], &case.text[at..]);
                scripts::check(&text);
                frost::syntax::format(&text, &none);
            }
        }
    }
}

/// A script in which a spelling of the vocabulary stands where its class may; `None` of words that the cases are full of.
fn spoken(class: frost::syntax::vocabulary::Class, word: &str, canonical: &str) -> Option<String> {
    use frost::syntax::vocabulary::Class::*;
    let shot = |attributes: &str| format!("character NINA\n\ncharacter OTTO\n\nINT. HALL - DAY\n  stage NINA left facing OTTO, OTTO right facing NINA\n  shot wide\n    Nina and Otto wait.\n  shot {attributes}\n    allow thirty-degree \"a word alone\"\n    They wait.\n");
    let camera = |moves: &str| format!("character NINA\n\ncharacter OTTO\n\nINT. HALL - DAY\n  stage NINA left facing OTTO, OTTO right facing NINA\n  shot wide, 12s\n    camera {moves}\n    Nina and Otto wait.\n");
    let scene = |line: &str| format!("INT. HALL - DAY\n  {line}\n  Rain taps on the glass.\n");
    let stage = |what: &str| format!("character NINA\n\ncharacter OTTO\n\nprop LANTERN\n\nINT. HALL - DAY\n  stage NINA left facing OTTO, OTTO right facing NINA\n  shot wide, 8s\n    stage NINA {what}\n    They wait.\n");
    Some(match class {
        Size => shot(&format!("{word} on NINA")),
        Role => shot(&format!("{word} wide")),
        Count => shot(&format!("medium {} on NINA{}, {word}", "", if matches!(canonical, "two-shot" | "group") { " and OTTO" } else { "" }).replace("  ", " ")),
        Angle | Side | Framing | Lens | Focus | Speed => shot(&format!("medium on NINA, {word}, 3s")),
        Move => camera(&match canonical {
            "pan to" | "rack focus to" => format!("{word} OTTO"),
            "track" | "follow" => return Some(format!("character NINA\n\nEXT. FIELD - DAY\n  stage NINA left facing right\n  shot wide, 8s\n    camera {word} NINA\n    stage NINA crosses to right\n    Nina walks.\n")),
            _ => word.to_string(),
        }),
        Pace | Ease => camera(&format!("push in, {word}")),
        LightKey | LightQuality | LightDirection | LightPattern | LightSource | LightFlag | Temperature => scene(&format!("light {word}")),
        Weather => scene(&format!("weather {word}")),
        Amount => scene(&format!("weather rain, {word}")),
        Grain => format!("film \"Salt\"\n  style cold\n\nstyle cold\n  grain {word}\n\n{}", scene("light lamp")),
        Hour => format!("INT. HALL - DAY\n  Rain.\n\nINT. HALL - {word}\n  Rain.\n"),
        Transition => {
            let timed = if matches!(canonical, "cut" | "smash cut" | "match cut" | "jump cut") { "" } else { " 6f" };
            format!("INT. HALL - DAY\n  shot wide, 4s\n    Rain.\n\n{word}{timed}\n\nEXT. FIELD - NIGHT\n  shot wide, 4s\n    Grass.\n")
        }
        Place => stage(&format!("crosses to {word}")),
        Distance => stage(&format!("crosses to left {word}")),
        Bearing => stage(&format!("looks {word}")),
        Posture => stage(word),
        TextPlace => format!("INT. HALL - DAY\n  shot wide, 4s\n    super \"Salt\", {word}\n    Rain.\n"),
        Runtime => format!("film \"Salt\"\n  runtime {word} 4s\n\nINT. HALL - DAY\n  shot wide, 4s\n    Rain.\n"),
        VoicePace => format!("character NINA\n  pace {word}\n\n{}", scene("light lamp").replace("Rain taps", "Nina taps")),
        Extension => format!("character NINA\n\nINT. HALL - DAY\n  shot wide\n    NINA\n      I hear you.\n  shot wide, 6s\n    allow thirty-degree \"a word alone\"\n    NINA ({word})\n      And I see you.\n"),
        Part => shot(&format!("insert on NINA's {word}")),
        ShotJoint => shot(&match canonical {
            "over" => format!("medium on OTTO, {word} NINA's shoulder"),
            "pov of" => format!("medium on OTTO, {word} NINA"),
            "dutch" => format!("medium on NINA, {word} 15deg"),
            "reverse of" => return Some(shot("pair").replacen("INT.", "setup pair = medium on NINA, over OTTO's shoulder\n\nINT.", 1) + "  shot reverse of pair\n    They wait.\n"),
            _ => format!("medium {word} NINA"),
        }),
        CameraJoint => camera(&match canonical {
            "then" => format!("push in, 2s, {word} hold"),
            "over" => format!("push in, {word} 3s"),
            "from" => format!("push in, {word} 1s, over 2s"),
            _ => format!("push in {word} medium"),
        }),
        StageVerb => match canonical {
            "in" => return Some(format!("character NINA\n\nINT. KITCHEN / EXT. PIER - NIGHT\n  stage NINA {word} KITCHEN\n  shot wide on NINA\n    Nina waits.\n")),
            "facing" => stage(&format!("left {word} right")),
            "enters" => return Some(format!("character NINA\n\nINT. HALL - DAY\n  shot wide, 8s\n    stage NINA {word} left\n    Nina comes.\n")),
            "exits" => stage(&format!("{word} left")),
            "holds" => stage(&format!("{word} LANTERN")),
            "drops" => stage(&format!("holds LANTERN {word} LANTERN")),
            "wears" => stage(&format!("{word} \"a red coat\"")),
            "looks at" | "turns" | "crosses to" => stage(&format!("{word} {}", if canonical == "crosses to" { "OTTO" } else { "right" })).replace("looks at right", "looks at OTTO").replace("looks to right", "looks to OTTO"),
            _ => stage(&format!("{word} OTTO")),
        },
        Margin | FilmProperty | StyleProperty | EntityProperty | SceneStatement | ShotStatement | Fit => return None,
    })
}

/// Every row of the vocabulary and every other spelling of it is a word of the grammar, and is in the plan or moves it.
#[test]
fn every_spelling_of_the_vocabulary_is_taken_where_it_stands() {
    use frost::diagnostics::Severity;
    let (mut bad, mut tried) = (String::new(), 0);
    for row in frost::syntax::vocabulary::WORDS {
        for spelling in std::iter::once(&row.word).chain(row.also) {
            let Some(text) = spoken(row.class, spelling, row.word) else { continue };
            tried += 1;
            // What the theatre cannot do with a word is information about the word, and no mistake in it.
            let found: Vec<String> = scripts::check(&text).problems.iter().filter(|p| p.severity == Severity::Error && !p.code.is_rule()).map(|p| format!("{}: {}", p.code.name(), p.message)).collect();
            if !found.is_empty() {
                let _ = writeln!(bad, "── {:?} `{spelling}`\n{text}   {found:?}", row.class);
            }
        }
    }
    assert!(bad.is_empty(), "{bad}");
    assert!(tried > 300, "{tried}");
}

/// Two neighbouring letters of a statement's first word in the wrong order: the word itself is what is asked for.
#[test]
fn swapped_letters_of_every_statement_are_put_right() {
    use frost::syntax::vocabulary::{Class, of};
    let scene = "INT. HALL - DAY\n  Rain.\n";
    let around = |class: Class, word: &str| match class {
        Class::Margin => format!("{word} x\n\n{scene}"),
        Class::FilmProperty => format!("film \"Salt\"\n  {word} x\n\n{scene}"),
        Class::StyleProperty => format!("style cold\n  {word} x\n\n{scene}"),
        Class::EntityProperty => format!("character NINA\n  {word} x\n\n{scene}"),
        Class::SceneStatement => format!("INT. HALL - DAY\n  {word} x\n  Rain.\n"),
        _ => format!("INT. HALL - DAY\n  shot wide\n    {word} x\n    Rain.\n"),
    };
    let (mut bad, mut tried) = (String::new(), 0);
    for class in [Class::Margin, Class::FilmProperty, Class::StyleProperty, Class::EntityProperty, Class::SceneStatement, Class::ShotStatement] {
        // `mood` is music's, `count` a crowd's.
        for word in of(class).map(|w| w.word).filter(|w| w.len() > 3 && !matches!(*w, "mood")) {
            for i in 0..word.len() - 1 {
                let mut letters: Vec<char> = word.chars().collect();
                letters.swap(i, i + 1);
                let wrong: String = letters.into_iter().collect();
                if wrong == word {
                    continue;
                }
                tried += 1;
                let text = around(class, &wrong);
                let line = text.lines().position(|l| l.trim_start().starts_with(&wrong)).unwrap();
                let checked = scripts::check(&text);
                let told: Vec<_> = checked.problems.iter().filter(|p| checked.sources.get(p.span.file).position(p.span.start as usize).line == line + 1 && text[p.span.range()] == wrong).collect();
                if !matches!(told[..], [p] if p.fixes.iter().any(|f| f.edits.iter().any(|e| e.text == word))) {
                    let _ = writeln!(bad, "{class:?} `{wrong}` for `{word}`: {:?}", told.iter().map(|p| (&p.message, &p.help)).collect::<Vec<_>>());
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad}");
    assert!(tried > 150, "{tried}");
}
