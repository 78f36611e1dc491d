//! `frost fix`: the fixes that problems offer, applied to the script.

use std::path::Path;
use std::process::ExitCode;

use super::{Colour, FAILED, Format, USAGE, config, fmt, lock, project, say};
use crate::diagnostics::{Applicability, Diagnostic, Edit};
use crate::film::Settings;
use crate::host::Files;
use crate::source::FileId;

/// A fix can uncover another problem; more rounds than this are a circle.
const ROUNDS: usize = 10;

pub fn run(file: &Path, all: bool, diff: bool, colour: Colour) -> ExitCode {
    let old = match project::read(file) {
        Ok(text) => text,
        Err(error) => {
            say::trouble(format_args!("{}: {error}", file.display()));
            return ExitCode::from(USAGE);
        }
    };
    let levels = config::levels(file);
    let measured = match lock::measured(file) {
        Ok(measured) => measured,
        Err(code) => return code,
    };
    let settings = Settings { measured, ..Settings::default() };
    let mut text = old.clone();
    let mut applied = 0;
    let mut checked = project::check_text(file, text.clone(), &Files, &settings, &levels);
    for _ in 0..ROUNDS {
        let (next, count) = apply(&text, &checked.problems, all);
        if count == 0 {
            break;
        }
        applied += count;
        text = next;
        checked = project::check_text(file, text.clone(), &Files, &settings, &levels);
    }
    if let Some(code) = fmt::write_back(file, &old, &text, diff) {
        return code;
    }
    say::problems(&checked.problems, &checked.sources, Format::Human, colour);
    let left = say::count(&checked.problems).map_or_else(|| "no problems left".to_string(), |c| format!("left: {c}"));
    say::note(format_args!("{}: {applied} fixed; {left}", file.display()));
    if crate::diagnostics::has_errors(&checked.problems) { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// Applies the first fitting fix of each problem, as long as none touches another's text.
fn apply(text: &str, problems: &[Diagnostic], all: bool) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for problem in problems {
        let Some(fix) = problem.fixes.iter().find(|f| all || f.applicability == Applicability::Safe) else { continue };
        let own = fix.edits.iter().all(|e| e.span.file == FileId(0));
        let free = fix.edits.iter().all(|e| edits.iter().all(|o| e.span.end <= o.span.start || e.span.start >= o.span.end) && !edits.iter().any(|o| o.span.start == e.span.start));
        if own && free {
            edits.extend(&fix.edits);
            count += 1;
        }
    }
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(&text[at..]);
    (out, count)
}
