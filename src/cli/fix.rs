//! `frost fix`: the fixes that problems offer, applied to the script.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

use super::project::Checked;
use super::{Colour, FAILED, Format, USAGE, config, fmt, lock, project, say};
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::film::Settings;
use crate::host::Files;
use crate::source::{FileId, Span};
use crate::syntax::{Kind, parse};

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
    let check = |text: &str| project::check_text(file, text.to_string(), &Files, &settings, &levels);
    let Mended { text, applied, undone, checked } = mend(&old, check, all);
    if let Some(code) = fmt::write_back(file, &old, &text, diff) {
        return code;
    }
    say::problems(&checked.problems, &checked.sources, Format::Human, colour);
    for Undone { line, title, why } in &undone {
        say::note(format_args!("{}:{line}: not fixed: to {title} {why}", file.display()));
    }
    let left = say::count(&checked.problems).map_or_else(|| "no problems left".to_string(), |c| format!("left: {c}"));
    say::note(format_args!("{}: {applied} fixed; {left}", file.display()));
    if crate::diagnostics::has_errors(&checked.problems) { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

/// A fix that was tried and taken back.
pub struct Undone {
    pub line: usize,
    pub title: String,
    pub why: &'static str,
}

/// A script after its fixes.
pub struct Mended {
    pub text: String,
    pub applied: usize,
    pub undone: Vec<Undone>,
    pub checked: Checked,
}

/// What tells a fix from others while places move: its code, its message, its title and the line it speaks of.
type Key = (Code, String, String, String);

/// Applies fixes round by round, of each problem the first; `all` takes in those that are not safe. A fix that leaves its problem where it was, or that makes errors, is taken back.
pub fn mend(old: &str, check: impl Fn(&str) -> Checked, all: bool) -> Mended {
    let mut mended = Mended { text: old.to_string(), applied: 0, undone: Vec::new(), checked: check(old) };
    let mut refused: HashSet<Key> = HashSet::new();
    for _ in 0..ROUNDS {
        let problems = mended.checked.problems.clone();
        let wanted: Vec<_> = fixes(&mended.text, &problems, all).into_iter().filter(|(p, f)| !refused.contains(&key(&mended.text, p, f))).collect();
        let wanted = apart(wanted);
        if wanted.is_empty() {
            break;
        }
        let tried = |some: &[Wanted]| {
            let edits = Edits::of(some);
            let text = edits.apply(&mended.text);
            let checked = check(&text);
            let why = fault(some, &edits, &mended.text, &problems, &checked.problems);
            (text, checked, why)
        };
        let (mut kept, mut found) = (wanted.len(), tried(&wanted));
        if found.2.is_some() {
            // One of them is at fault; each is tried alone.
            let mut good = Vec::new();
            for one in &wanted {
                match tried(std::slice::from_ref(one)).2 {
                    None => good.push(*one),
                    Some(why) => {
                        refused.insert(key(&mended.text, one.0, one.1));
                        mended.undone.push(Undone { line: line_of(&mended.text, one.0), title: one.1.title.clone(), why });
                    }
                }
            }
            if good.is_empty() {
                continue;
            }
            (kept, found) = (good.len(), tried(&good));
            if found.2.is_some() {
                (kept, found) = (1, tried(&good[..1]));
            }
        }
        (mended.text, mended.checked) = (found.0, found.1);
        mended.applied += kept;
    }
    // What a later round mended otherwise is not worth a word.
    let text = &mended.text;
    mended.undone.retain(|u| mended.checked.problems.iter().any(|p| line_of(text, p) == u.line));
    mended
}

type Wanted<'a> = (&'a Diagnostic, &'a Fix);

/// The first fitting fix of each problem that changes this text, and only this.
fn fixes<'a>(text: &str, problems: &'a [Diagnostic], all: bool) -> Vec<Wanted<'a>> {
    let fitting = |p: &'a Diagnostic| p.fixes.iter().find(|f| all || f.applicability == Applicability::Safe).map(|f| (p, f));
    let changes = |e: &Edit| text.get(e.span.range()).is_some_and(|old| old != e.text);
    problems.iter().filter_map(fitting).filter(|(_, f)| f.edits.iter().all(|e| e.span.file == FileId(0)) && f.edits.iter().any(changes)).collect()
}

/// Those that touch no text of one before.
fn apart(wanted: Vec<Wanted>) -> Vec<Wanted> {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut out = Vec::new();
    for (problem, fix) in wanted {
        let free = |e: &Edit| edits.iter().all(|o| (e.span.end <= o.span.start || e.span.start >= o.span.end) && o.span.start != e.span.start);
        if fix.edits.iter().all(free) {
            edits.extend(&fix.edits);
            out.push((problem, fix));
        }
    }
    out
}

/// Edits in the order of the text.
struct Edits<'a>(Vec<&'a Edit>);

impl Edits<'_> {
    fn of<'a>(fixes: &[Wanted<'a>]) -> Edits<'a> {
        let mut edits: Vec<&Edit> = fixes.iter().flat_map(|(_, f)| &f.edits).collect();
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        Edits(edits)
    }

    fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for edit in &self.0 {
            let range = edit.span.range();
            out.push_str(&text[at..range.start]);
            out.push_str(&edit.text);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Where the text of a span is after the edits.
    fn moved(&self, span: Span) -> std::ops::Range<usize> {
        let place = |at: u32, end: bool| {
            let mut by = 0;
            for edit in &self.0 {
                let (from, to) = (edit.span.start, edit.span.end);
                if to < at || to == at && (from < to || !end) {
                    by += edit.text.len() as i64 - i64::from(to - from);
                } else if from < at {
                    // Within what was replaced: all of the new text.
                    by += i64::from(from) - i64::from(at) + if end { edit.text.len() as i64 } else { 0 };
                } else {
                    break;
                }
            }
            (i64::from(at) + by).max(0) as usize
        };
        let start = place(span.start, false);
        start..place(span.end, true).max(start)
    }
}

/// Why fixes are not to be kept, if so.
fn fault(fixes: &[Wanted], edits: &Edits, text: &str, before: &[Diagnostic], after: &[Diagnostic]) -> Option<&'static str> {
    let touches = |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| a == b || a.start < b.end && b.start < a.end;
    let remains = |p: &Diagnostic| {
        let place = edits.moved(p.span);
        after.iter().any(|q| q.code == p.code && q.span.file == p.span.file && touches(&place, &q.span.range()))
    };
    if fixes.iter().any(|(p, _)| remains(p)) {
        return Some("does not mend it");
    }
    // What could not be read before may hold mistakes that come to light; the film as a whole is judged when it is whole.
    let mut unread = Vec::new();
    let parsed = parse(FileId(0), text, &HashSet::new());
    parsed.root.leaves(&mut unread);
    let unread: Vec<_> = unread.iter().filter(|n| n.kind == Kind::Error).map(|n| edits.moved(Span { file: FileId(0), start: n.start, end: n.end })).collect();
    // Whether a file is there, and whether a transition has two sides, shows when it can be read.
    let counts = |p: &&Diagnostic| p.severity == Severity::Error && !p.code.is_rule() && !matches!(p.code, Code::EmptyFilm | Code::MissingFile | Code::TransitionEnd);
    let new = after.iter().filter(counts).filter(|p| p.span.file != FileId(0) || !unread.iter().any(|u| touches(u, &p.span.range()))).count();
    let mended = fixes.iter().filter(|(p, _)| counts(p)).count();
    (new + mended > before.iter().filter(counts).count()).then_some("would make other errors")
}

fn line_of(text: &str, problem: &Diagnostic) -> usize {
    let start = (problem.span.start as usize).min(text.len());
    text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1
}

fn key(text: &str, problem: &Diagnostic, fix: &Fix) -> Key {
    let line = text.lines().nth(line_of(text, problem) - 1).unwrap_or("");
    (problem.code, problem.message.clone(), fix.title.clone(), line.to_string())
}
