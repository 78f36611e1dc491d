//! Problems as a SARIF 2.1.0 log (OASIS Standard, 27 March 2020), which code review tools show.
//! Lines and columns count from 1, columns in Unicode code points, which the log says.

use serde_json::{Value, json};

use super::{Applicability, Code, Diagnostic, Severity, explain};
use crate::source::{Sources, Span};

fn region(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for b in name.replace('\\', "/").bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => out.push(b.into()),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

fn location(span: Span, sources: &Sources) -> Value {
    json!({ "artifactLocation": { "uri": uri(&sources.get(span.file).name) }, "region": region(span, sources) })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// One result a problem.
pub fn results(problems: &[Diagnostic], sources: &Sources) -> Vec<Value> {
    problems.iter().map(|p| result(p, sources)).collect()
}

fn result(problem: &Diagnostic, sources: &Sources) -> Value {
    let mut text = problem.message.clone();
    if let Some(help) = &problem.help {
        text = format!("{text}\n{help}");
    }
    let mut out = json!({
        "ruleId": problem.code.name(),
        "ruleIndex": Code::ALL.iter().position(|c| *c == problem.code),
        "level": level(problem.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(problem.span, sources) }],
    });
    if !problem.labels.is_empty() {
        out["relatedLocations"] = problem
            .labels
            .iter()
            .enumerate()
            .map(|(i, label)| json!({ "id": i, "physicalLocation": location(label.span, sources), "message": { "text": label.text } }))
            .collect();
    }
    let fixes: Vec<Value> = problem.fixes.iter().filter(|f| f.applicability == Applicability::Safe).map(|fix| {
        let mut files: Vec<(u32, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let replacement = json!({ "deletedRegion": region(edit.span, sources), "insertedContent": { "text": edit.text } });
            match files.iter_mut().find(|(file, _)| *file == edit.span.file.0) {
                Some((_, list)) => list.push(replacement),
                None => files.push((edit.span.file.0, vec![replacement])),
            }
        }
        let changes: Vec<Value> = files
            .into_iter()
            .map(|(file, replacements)| json!({ "artifactLocation": { "uri": uri(&sources.get(crate::source::FileId(file)).name) }, "replacements": replacements }))
            .collect();
        json!({ "description": { "text": fix.title }, "artifactChanges": changes })
    }).collect();
    if !fixes.is_empty() {
        out["fixes"] = Value::Array(fixes);
    }
    out
}

/// The log around the results of a run.
pub fn log(results: Vec<Value>) -> Value {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            let page = explain(*code);
            let title = page.lines().next().unwrap_or("").trim_start_matches("# ");
            json!({
                "id": code.name(),
                "shortDescription": { "text": title },
                "fullDescription": { "text": page.lines().skip(1).find(|l| !l.trim().is_empty()).unwrap_or(title) },
                "help": { "text": page, "markdown": page },
                "defaultConfiguration": { "level": level(code.severity()) },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "frost", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}
