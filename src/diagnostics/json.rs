//! Problems for programs: one object with the list `problems`.
//! Lines and columns count from 1, columns in Unicode scalar values; offsets are bytes.

use serde::Serialize;

use super::{Applicability, Diagnostic, Severity};
use crate::source::{Position, Sources, Span};

#[derive(Serialize)]
pub struct Report<'a> {
    pub problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
pub struct Problem<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    label: &'a str,
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    at: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: Place<'a>,
    text: &'a str,
}

fn place(span: Span, sources: &Sources) -> Place<'_> {
    let source = sources.get(span.file);
    Place {
        file: &source.name,
        start: source.position(span.start as usize),
        end: source.position(span.end as usize),
    }
}

pub fn report<'a>(problems: &'a [Diagnostic], sources: &'a Sources) -> Report<'a> {
    Report {
        problems: problems
            .iter()
            .map(|p| Problem {
                code: p.code.name(),
                severity: p.severity,
                message: &p.message,
                at: place(p.span, sources),
                label: &p.label,
                labels: p.labels.iter().map(|l| Label { at: place(l.span, sources), text: &l.text }).collect(),
                help: p.help.as_deref(),
                fixes: p
                    .fixes
                    .iter()
                    .map(|f| Fix {
                        title: &f.title,
                        applicability: f.applicability,
                        edits: f.edits.iter().map(|e| Edit { at: place(e.span, sources), text: &e.text }).collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}
