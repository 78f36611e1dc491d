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
