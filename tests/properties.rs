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
