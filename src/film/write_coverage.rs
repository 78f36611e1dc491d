//! The script with the shots that coverage made written out, so that they can be changed.

use super::*;
use crate::source::{FileId, Sources};
use crate::syntax::{Rule, fits, vocabulary};

/// `sources` are the texts as written, `read` those with values put in, of which the film's places speak.
pub fn write_coverage(film: &Film, sources: &Sources, read: &Sources) -> String {
    let text = &sources.get(FileId(0)).text;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let number = |offset: u32| sources.get(FileId(0)).position(offset as usize).line - 1;
    // For each line: what stands before it, and by how much it moves in.
    let mut before: Vec<String> = vec![String::new(); lines.len() + 1];
    let mut deeper = vec![false; lines.len()];
    let mut held: Vec<bool> = vec![false; lines.len()];
    for shot in film.scenes.iter().flat_map(|s| &s.shots).filter(|s| s.covered && s.span.file == FileId(0)) {
        let spans: Vec<Span> = shot.beats.iter().map(|b| read.written(b.span).0).collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        let (from, to) = (number(first.start), number(last.end.saturating_sub(1).max(last.start)));
        let indent: String = lines[from].chars().take_while(|c| c.is_whitespace()).collect();
        let mut hoisted = String::new();
        for line in from..=to {
            let body = lines[line].trim();
            let inside = spans.iter().any(|s| number(s.start) <= line && line <= number(s.end.saturating_sub(1).max(s.start)));
            if inside || body.is_empty() || body.starts_with("//") {
                deeper[line] = true;
            } else {
                // A condition of the scene between two beats stays the scene's.
                hoisted.push_str(lines[line]);
                held[line] = true;
            }
        }
        before[from] = format!("{hoisted}{indent}{}\n", shot_line(film, shot));
    }
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for (i, line) in lines.iter().enumerate() {
        out.push_str(&before[i]);
        if held[i] {
            continue;
        }
        if deeper[i] && !line.trim().is_empty() {
            out.push_str("  ");
        }
        out.push_str(line);
    }
    out
}

fn shot_line(film: &Film, shot: &Shot) -> String {
    let mut line = String::from("shot ");
    if shot.spec.role.as_ref().is_some_and(|r| r.value == Role::Establishing) {
        line.push_str("establishing ");
    }
    line.push_str(vocabulary::size_name(shot.rank()));
    let names: Vec<String> = shot
        .spec
        .subjects
        .iter()
        .filter_map(|s| match &s.value {
            Subject::Person(id) => Some(crate::syntax::capitals(&film.person(*id).name)),
            _ => None,
        })
        // Some names can stand above a line of dialogue and nowhere else; whoever speaks is in the picture all the same.
        .filter(|name| fits(Rule::name, name))
        .collect();
    match names.as_slice() {
        [] => {}
        [one] => line.push_str(&format!(" on {one}")),
        [rest @ .., last] => line.push_str(&format!(" on {} and {last}", rest.join(", "))),
    }
    line
}
