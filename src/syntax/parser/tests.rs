use std::collections::HashSet;

use super::super::grammar::Rule;
use super::*;

fn joined(text: &str) -> String {
    let parsed = parse(FileId(0), text, &HashSet::new());
    let mut leaves = Vec::new();
    parsed.root.leaves(&mut leaves);
    leaves.iter().map(|l| l.text(text)).collect()
}

#[test]
fn leaves_joined_are_the_source() {
    for text in ["", "\n", "film \"X\"\r\n  size 2x2 // why\r\n", "\u{feff}INT. A - DAY\n\tB\n  C,\n", "shot\n  shot wide,\n    4s,\n", "INT. A\n  shot on A, , wide\n    /* x\n  y */\n"] {
        assert_eq!(joined(text), text);
    }
}

#[test]
fn a_shot_goes_on_after_a_comma() {
    let text = "INT. A - DAY\n  shot wide,\n    high angle,\n    4s\n    Bo runs.\n";
    let parsed = parse(FileId(0), text, &HashSet::new());
    assert_eq!(parsed.problems, Vec::new());
    assert!(parsed.root.find(Rule::duration).is_some());
}

#[test]
fn parts_that_are_read_side_by_side_are_the_whole() {
    // Whatever ends a part: comments, errors, lines that go on, no blank before the heading.
    let endings = [
        "  shot wide,\n", "  // a note\n\n// another\n\n", "  shto wide\n    deeper\n\n    // deeper still\n\n", "  MARA\n", "Title: X\n", "stray prose\n", "  shot wide\n    Rain\n      goes on\n", "/* open\n\nand closed */\n", "CUT TO:\n\n", "  ANNA:\n",
    ];
    for indent in ["", "  "] {
        let mut text = format!("{indent}character MARA\n");
        for i in 0..1500 {
            text.push_str(&format!("INT. ROOM {} - DAY\n  shot close on MARA, {}s\n    Rain.\n{}", i % 7, i % 9, endings[i % endings.len()]));
        }
        let lines = layout::lines(&text, FileId(0), &mut Vec::new());
        assert!(parts::cuts(&lines, &text).len() > 2);
        let at_once = parse(FileId(0), &text, &HashSet::new());
        assert_eq!(joined(&text), text);
        let whole = parse_cut(FileId(0), &text, &HashSet::new(), None, |lines, _| vec![0, lines.len()]);
        assert!(at_once.root == whole.root);
        assert_eq!(at_once.problems, whole.problems);
        // What was kept of a text is the same in one that is longer above, in the middle and below.
        let kept = Kept::default();
        for (at, new) in [(0, "// above\n"), (text.len() / 2, "x"), (text.len(), "  shto wide\n"), (0, "character BO\n")] {
            let mut other = text.clone();
            other.insert_str(other.floor_char_boundary(at), new);
            let again = parse_again(FileId(1), &other, &HashSet::new(), &kept);
            let fresh = parse(FileId(1), &other, &HashSet::new());
            assert!(again.root == fresh.root, "{new}");
            assert_eq!(again.problems, fresh.problems, "{new}");
            kept.turn();
        }
    }
}

#[test]
fn what_a_title_page_says_of_the_film_is_kept() {
    let text = "title: Slack Water\n  rate: 25\n  resolution: 1280x720\n  author: Ada\n\nINT. A - DAY\n  Bo runs.\n";
    let parsed = parse(FileId(0), text, &HashSet::new());
    let fixed = &parsed.problems[0].fixes[0].edits[0].text;
    assert_eq!(fixed, "film \"Slack Water\"\n  rate 25\n  size 1280x720\n// author: Ada");
}
