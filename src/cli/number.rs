//! `frost number`: the numbers that scenes and shots have now, written to them, so that they stay.

use std::path::Path;
use std::process::ExitCode;

use super::{Colour, FAILED, Format, USAGE, config, fmt, project, say};
use crate::diagnostics;
use crate::film::Settings;
use crate::host::Files;
use crate::source::FileId;
use crate::syntax::{Kind, Rule};

pub fn run(file: &Path, diff: bool, colour: Colour) -> ExitCode {
    let old = match project::read(file) {
        Ok(text) => text,
        Err(error) => {
            say::trouble(format_args!("{}: {error}", file.display()));
            return ExitCode::from(USAGE);
        }
    };
    let checked = project::check_text(file, old.clone(), &Files, &Settings::default(), &config::levels(file));
    if diagnostics::has_errors(&checked.problems) {
        say::problems(&checked.problems, &checked.sources, Format::Human, colour);
        say::note(format_args!("{}: nothing was numbered; {}", file.display(), say::count(&checked.problems).unwrap_or_default()));
        return ExitCode::from(FAILED);
    }
    let (new, count) = numbered(&checked, &old);
    if let Some(code) = fmt::write_back(file, &old, &new, diff) {
        return code;
    }
    say::note(format_args!("{}: {count} numbered", file.display()));
    ExitCode::SUCCESS
}

/// The script with a label on every scene and written shot that had none, and how many there were.
fn numbered(checked: &project::Checked, text: &str) -> (String, usize) {
    let parsed = crate::syntax::parse(FileId(0), text, &Default::default());
    let mut inserts: Vec<(usize, String)> = Vec::new();
    let place = |span: crate::source::Span| checked.read.written(span).0;
    for scene in checked.film.scenes.iter().filter(|s| s.span.file == FileId(0)) {
        let at = place(scene.span);
        if crate::syntax::heading_label(checked.sources.text(at)).is_none() {
            inserts.push((at.end as usize, format!(" #{}#", scene.number)));
        }
        for shot in scene.shots.iter().filter(|s| !s.covered && s.spec.label.is_none()) {
            let at = place(shot.span);
            inserts.push((at.end as usize, format!(" #{}#", shot.number)));
        }
    }
    // A place must be the end of a heading or shot line of the text as it stands.
    let mut ends = std::collections::BTreeSet::new();
    for scene in parsed.root.body().filter(|n| n.kind == Kind::Scene) {
        ends.extend(scene.children.iter().filter(|n| n.kind == Kind::Heading).map(|n| n.end as usize));
        ends.extend(scene.body().filter(|n| n.line().rule() == Some(Rule::shot_line)).map(|n| n.line().end as usize));
    }
    inserts.retain(|(at, _)| ends.contains(at));
    inserts.sort();
    let mut out = String::with_capacity(text.len() + inserts.len() * 8);
    let mut at = 0;
    for (place, label) in &inserts {
        out.push_str(&text[at..*place]);
        out.push_str(label);
        at = *place;
    }
    out.push_str(&text[at..]);
    (out, inserts.len())
}
