//! What holds for any text: the tree loses nothing, the formatter settles at once, checking never panics.

mod scripts;

use std::collections::HashSet;

use frost::source::FileId;
use frost::syntax::{format, parse};
use proptest::prelude::*;

/// Lines made of what scripts are made of, in any order and depth.
fn script() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "film", "\"A Title\"", "size", "1920x804", "rate 24", "style", "plain", "from", "look", "palette #0e1a22", "character", "MARA", "Mara", "location", "INT. TENT - NIGHT", "EXT. SEA", "shot",
        "wide", "close on MARA", "over MARA's shoulder", ",", ", 4s", "camera", "push in", "then", "hold 1s", "stage", "left facing", "enters", "sits", "light lamp", "weather snow", "music thaw", "-18dB",
        "fade in 2s", "dissolve 1s", "fade out", "CUT TO:", "MARA (V.O.)", "(beat)", "It snows.", "the wind", "— no", "// why", "/* a", "*/", "[[note]]", "\"", "#4A#", "@mara", "!wait", "super", "title", "at 2s",
        "99999999999s", "0x0", "\t", "\u{a0}", "мара", "東京", "მთვარე", "^", "allow axis \"x\"", "black", "setup two = medium", "use \"a.frost\"", "\\Will", "“", "param a =", "holds",
    ]);
    let line = (0_usize..8, prop::collection::vec(piece, 0..6)).prop_map(|(depth, words)| format!("{}{}", " ".repeat(depth), words.join(" ")));
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

fn joined(text: &str) -> String {
    let parsed = parse(FileId(0), text, &HashSet::new());
    let mut leaves = Vec::new();
    parsed.root.leaves(&mut leaves);
    leaves.iter().map(|l| l.text(text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn leaves_joined_are_the_text(text in script()) {
        prop_assert_eq!(joined(&text), text);
    }

    #[test]
    fn leaves_joined_are_any_text(text in "\\PC{0,200}") {
        prop_assert_eq!(joined(&text), text);
    }

    #[test]
    fn formatting_settles_at_once(text in script()) {
        let once = format(&text, &HashSet::new());
        prop_assert_eq!(format(&once, &HashSet::new()), once.clone(), "{}", text);
    }

    #[test]
    fn formatting_keeps_every_word(text in script()) {
        let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '\u{feff}').collect::<String>();
        prop_assert_eq!(bare(&format(&text, &HashSet::new())), bare(&text));
    }

    #[test]
    fn checking_never_panics_and_points_into_the_text(text in script()) {
        let checked = scripts::check(&text);
        for problem in &checked.problems {
            prop_assert!(problem.span.end as usize <= text.len());
            prop_assert!(text.is_char_boundary(problem.span.start as usize) && text.is_char_boundary(problem.span.end as usize));
        }
        let plan = frost::plan::build(&checked.film, &checked.staging);
        prop_assert!(serde_json::to_string(&plan).is_ok());
    }
}

#[test]
fn quotes_that_are_wider_than_a_byte_are_taken_whole() {
    for said in ["“ \"A Title\"", "“”", "“a”", "\"“\"", "”"] {
        let text = format!("INT. TENT - NIGHT\n\nNINA {said}\n");
        assert!(format(&text, &HashSet::new()).contains(said), "{said}");
        scripts::check(&text);
    }
}

/// An editor solves anew only what changed: after any edits the answer is what a film read for the first time gets.
#[test]
fn scenes_that_are_as_they_were_keep_the_right_staging() {
    let mut state = 7_u64;
    let mut any = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below.max(1)
    };
    for name in ["matches", "rain-on-ninth", "night-ferry"] {
        let Ok(original) = std::fs::read_to_string(format!("{}/examples/{name}.frost", env!("CARGO_MANIFEST_DIR"))) else { panic!("no example {name}") };
        let (kept, mut text) = (frost::stage::Kept::default(), original.clone());
        for round in 0..80 {
            let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
            let line = any(lines.len());
            match any(6) {
                0 => drop(lines.remove(line)),
                1 => lines.insert(line, lines[line].clone()),
                2 => lines.insert(line, String::new()),
                3 => lines[line] = lines[line].replacen(|c: char| c.is_ascii_digit(), &any(10).to_string(), 1),
                4 => lines[line].push_str(" Somebody waits."),
                _ => {
                    let words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
                    let (old, new) = (words[any(words.len())].clone(), words[any(words.len())].clone());
                    lines[line] = lines[line].replacen(&old, &new, 1);
                }
            }
            // What was broken is mended again, as an author does.
            text = if round % 8 == 7 { original.clone() } else { lines.join("\n") + "\n" };
            kept.turn();
            let (fresh, again) = (scripts::check(&text), scripts::check_again(&text, Some(&kept)));
            assert_eq!(format!("{:?}", again.staging), format!("{:?}", fresh.staging), "{name}, {round}: {text}");
        }
    }
}

/// What a scene's staging takes from elsewhere in the film is looked at as well.
#[test]
fn a_change_elsewhere_that_moves_a_camera_is_not_missed() {
    let script = "film \"Two halls\"\n  size 1920x1080\n  rate 24\n\ncharacter MARA\n  height 1.72m\n\nprop CART\n  height 0.90m\n\nINT. HALL - DAY\n  stage MARA left, CART right\n\n  shot wide on CART\n    A cart.\n\n  \
                  shot full on MARA, low angle\n    camera follow MARA\n    stage MARA crosses right\n\nINT. CELLAR - DAY\n  shot wide\n    Nobody is here.\n";
    let staged = |text: &str, kept: Option<&frost::stage::Kept>| format!("{:?}", &scripts::check_again(text, kept).staging.shots[..2]);
    for (old, new) in [("1920x1080", "1080x1920"), ("1.72m", "1.30m"), ("0.90m", "1.60m")] {
        let kept = frost::stage::Kept::default();
        let (before, after) = (script.to_string(), script.replace(old, new));
        let first = staged(&before, Some(&kept));
        let (again, fresh) = (staged(&after, Some(&kept)), staged(&after, None));
        assert_eq!(again, fresh, "{old} to {new}");
        assert_ne!(first, fresh, "{old} to {new} moves no camera: it shows nothing");
    }
}
