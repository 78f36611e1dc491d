//! The words of every example and every case of the suite, with the class that the compiler gives each.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use frost::diagnostics::{Code, Severity};
use frost::source::FileId;
use frost::syntax::classes::{Token, classes};

use crate::scripts;

/// A text, where it is from, and its words with their classes; words of lines that have a problem, or that its
/// cure moves, are left out.
pub struct Script {
    pub from: String,
    pub text: String,
    pub words: Vec<(usize, usize, Token)>,
    /// Nothing is wrong with its form.
    pub clean: bool,
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn frost_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            frost_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "frost") {
            out.push(path);
        }
    }
}

/// Runs of characters between blanks and commas, from their first letter or digit on.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '\u{feff}')) {
        if let Some(first) = part.find(char::is_alphanumeric) {
            out.push((at + first, at + part.len()));
        }
        at += part.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

fn script(from: String, text: &str) -> Script {
    let text = scripts::files(text).0;
    let parse = frost::syntax::parse(FileId(0), &text, &Default::default());
    let classed = classes(&parse.root, &text);
    let line_of = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count();
    let checked = scripts::check(&text).problems;
    let wrong = checked.iter().filter(|p| p.severity == Severity::Error && p.span.file == FileId(0));
    let mut spoken_of: Vec<(usize, usize)> = parse.problems.iter().chain(wrong).map(|p| (line_of(p.span.start as usize), line_of((p.span.end as usize).saturating_sub(1)))).collect();
    // What a fix moves was read at another depth than it has, and what stands under a line that was read as it is meant was
    // read as its.
    spoken_of.extend(parse.problems.iter().flat_map(|p| &p.fixes).flat_map(|f| &f.edits).map(|e| (line_of(e.span.start as usize), line_of(e.span.end as usize))));
    let lines: Vec<&str> = text.lines().collect();
    let depth = |line: usize| lines.get(line).map_or(0, |l| l.len() - l.trim_start().len());
    for problem in parse.problems.iter().filter(|p| matches!(p.code, Code::UnknownDirective | Code::Heading | Code::Indentation | Code::Misplaced | Code::Fountain | Code::ColonCue)) {
        let first = line_of(problem.span.start as usize);
        spoken_of.extend(problem.labels.iter().map(|l| line_of(l.span.start as usize)).map(|line| (line, line)));
        // It holds what is deeper than it is to stand.
        let moved = problem.fixes.iter().flat_map(|f| &f.edits).find(|e| line_of(e.span.start as usize) == first && e.text.trim().is_empty()).map(|e| e.text.len());
        let own = moved.map_or(depth(first), |to| to.min(depth(first)));
        let below = lines[(first + 1).min(lines.len())..].iter().position(|l| !l.trim().is_empty() && l.len() - l.trim_start().len() <= own);
        spoken_of.push((first, below.map_or(lines.len(), |n| first + n)));
    }
    // Of a line that is told to be no name, or another's, what stands below may be action to who knows no names.
    let told: Vec<usize> = checked.iter().chain(&parse.problems).map(|p| line_of(p.span.start as usize)).collect();
    let cue_of = |line: usize| (0..line).rev().find(|above| !lines[*above].trim().is_empty() && depth(*above) < depth(line));
    let words = words(&text)
        .into_iter()
        .filter(|(start, _)| !spoken_of.iter().any(|(first, last)| (*first..=(*last).max(*first)).contains(&line_of(*start))))
        .filter_map(|(start, end)| classed.iter().find(|c| c.start <= start && start < c.end).map(|c| (start, end, c.token)))
        .filter(|(start, _, token)| *token != Token::Unknown && !(*token == Token::Dialogue && cue_of(line_of(*start)).is_some_and(|cue| told.contains(&cue))))
        .collect();
    Script { from, text, words, clean: parse.problems.is_empty() }
}

pub fn all() -> Vec<Script> {
    let mut out = Vec::new();
    let mut files = Vec::new();
    frost_files(&root().join("examples"), &mut files);
    for path in files {
        out.push(script(path.strip_prefix(root()).unwrap().display().to_string(), &std::fs::read_to_string(&path).unwrap()));
    }
    let mut files = Vec::new();
    frost_files(&root().join("tests/suite"), &mut files);
    for path in files {
        let all = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in all.split("//# ").skip(1) {
            let (title, text) = case.split_once('\n').unwrap_or((case, ""));
            // Expectations are no part of a script: behind prose they would be prose.
            let text: String = text.lines().map(|l| l.split("//~").next().unwrap_or("").trim_end().to_string() + "\n").collect();
            out.push(script(format!("{name}: {title}"), &text));
        }
    }
    out
}

/// The line of a byte, and how many UTF-16 units stand before it there.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    (text[..at].matches('\n').count(), text[start..at].encode_utf16().count())
}
