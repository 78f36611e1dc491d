//! Problems as an editor shows them.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::script::Script;
use super::text::{Encoding, Range, Text};
use crate::cli::casting;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::plan::provider::casting::Complaint;
use crate::source::Span;

/// A problem in the form of the protocol, written without copies of what it says: there can be hundreds, and an editor
/// waits for them at every key.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Problem<'a> {
    range: Range,
    severity: u8,
    source: &'static str,
    code: &'static str,
    code_description: Description,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<Related<'a>>,
    /// 1 for what is not needed, which editors show in grey.
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[u8; 1]>,
}

#[derive(Serialize)]
struct Description {
    href: String,
}

#[derive(Serialize)]
struct Related<'a> {
    location: Location<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    uri: &'a str,
    range: Range,
}

pub fn place(script: &Script, span: Span) -> Range {
    script.texts[span.file.0 as usize].between(span.start as usize, span.end as usize)
}

/// Whether a script finds anything wrong in a file.
pub fn any(script: &Script, path: &Path) -> bool {
    script.file(path).is_some_and(|file| script.checked.problems.iter().chain(&script.checked.unused).any(|p| p.span.file == file))
}

/// The problems of one file of a script, each as JSON.
pub fn of_file(script: &Script, path: &Path) -> Vec<String> {
    let Some(file) = script.file(path) else { return Vec::new() };
    script.checked.problems.par_iter().chain(&script.checked.unused).with_min_len(64).filter(|p| p.span.file == file).filter_map(|p| serde_json::to_string(&problem(script, p)).ok()).collect()
}

/// The problems of a `frost.toml`, each as JSON.
pub fn of_settings(text: &str, pages: &str, encoding: Encoding) -> Vec<String> {
    let lines = Text::new(text.to_string(), encoding);
    let problem = |c: Complaint| {
        let range = c.range.unwrap_or(0..0);
        serde_json::to_string(&Problem {
            range: lines.between(range.start, range.end),
            severity: if c.warning { 2 } else { 1 },
            source: "frost",
            code: Code::Provider.name(),
            code_description: Description { href: format!("{pages}/{}.md", Code::Provider.name()) },
            message: format!("{}\n{}", c.message, c.help),
            related_information: Vec::new(),
            tags: None,
        })
    };
    casting::complaints(text).into_iter().filter_map(|c| problem(c).ok()).collect()
}

/// Values as JSON, as one JSON array.
pub fn list(values: &[String]) -> String {
    format!("[{}]", values.join(","))
}

/// A problem as a value, to be sent back with its fix.
pub fn value(script: &Script, known: &Diagnostic) -> serde_json::Value {
    serde_json::to_value(problem(script, known)).unwrap_or_default()
}

fn problem<'a>(script: &'a Script, problem: &'a Diagnostic) -> Problem<'a> {
    Problem {
        range: place(script, problem.span),
        severity: match problem.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
        },
        source: "frost",
        code: problem.code.name(),
        code_description: Description { href: format!("{}/{}.md", script.pages, problem.code.name()) },
        message: match &problem.help {
            Some(help) => format!("{}\n{help}", problem.message),
            // What the mark says is all the cure that there is.
            None if problem.fixes.is_empty() && !problem.label.is_empty() => format!("{}\n{}", problem.message, problem.label),
            None => problem.message.clone(),
        },
        related_information: problem.labels.iter().map(|l| Related { location: Location { uri: script.uri(l.span.file), range: place(script, l.span) }, message: &l.text }).collect(),
        tags: matches!(problem.code, Code::Unused | Code::UnusedWaiver).then_some([1]),
    }
}
