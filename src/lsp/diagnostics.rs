//! Problems as an editor shows them.

use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use super::script::Script;
use super::text::object;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::Span;

pub fn place(script: &Script, span: Span) -> Value {
    script.texts[span.file.0 as usize].range(span.start as usize, span.end as usize)
}

fn location(script: &Script, span: Span) -> Value {
    object([("uri", script.uri(span.file).into()), ("range", place(script, span))])
}

/// Whether a script finds anything wrong in a file.
pub fn any(script: &Script, path: &Path) -> bool {
    script.file(path).is_some_and(|file| script.checked.problems.iter().any(|p| p.span.file == file))
}

/// The problems of one file of a script.
pub fn of_file(script: &Script, path: &Path) -> Vec<Value> {
    let Some(file) = script.file(path) else { return Vec::new() };
    // There can be hundreds, and an editor waits for them at every key.
    script.checked.problems.par_iter().with_min_len(64).filter(|p| p.span.file == file).map(|p| problem(script, p)).collect()
}

pub fn problem(script: &Script, problem: &Diagnostic) -> Value {
    let severity = match problem.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let mut message = problem.message.clone();
    if let Some(help) = &problem.help {
        message.push('\n');
        message.push_str(help);
    }
    let mut out = object([
        ("range", place(script, problem.span)),
        ("severity", severity.into()),
        ("source", "frost".into()),
        ("code", problem.code.name().into()),
        ("codeDescription", object([("href", format!("{}/{}.md", script.pages, problem.code.name()).into())])),
        ("message", message.into()),
    ]);
    let related = problem.labels.iter().map(|l| object([("location", location(script, l.span)), ("message", l.text.as_str().into())]));
    if !problem.labels.is_empty() {
        out["relatedInformation"] = related.collect();
    }
    // Editors show what is not needed in grey.
    if matches!(problem.code, Code::Unused | Code::UnusedWaiver) {
        out["tags"] = Value::Array(vec![1.into()]);
    }
    out
}
