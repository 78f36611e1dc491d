//! What the compiler has to say: one type for every problem, and one renderer a format.
//! Problems are found elsewhere; here they are only data and words.

use crate::source::{FileId, Span};

pub mod codes;
pub mod human;
mod quote;
pub mod json;
pub mod sarif;
pub mod short;

pub use codes::{Code, explain};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// How far a machine may trust a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The meaning cannot change, or was none before.
    Safe,
    /// Probably what the author wants; to be looked at.
    Unsafe,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<Edit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// The smallest text that shows the mistake.
    pub span: Span,
    /// What stands at `span`; may be empty.
    pub label: String,
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: brief(message.into()),
            span,
            label: String::new(),
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.label = brief(text.into());
        self
    }

    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(brief(text.into()));
        self
    }

    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fixes.push(Fix {
            title: brief(title.into()),
            applicability: Applicability::Safe,
            edits: vec![Edit { span, text: text.into() }],
        });
        self
    }

    pub fn unsafe_fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fixes.push(Fix {
            title: brief(title.into()),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span, text: text.into() }],
        });
        self
    }

    pub fn fix_all(mut self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Diagnostic {
        if !edits.is_empty() {
            self.fixes.push(Fix { title: title.into(), applicability, edits });
        }
        self
    }
}

/// A script may hold a word of a million letters; what is said about it is for reading.
fn brief(text: String) -> String {
    const MOST: usize = 1200;
    if text.len() <= MOST {
        return text;
    }
    let (head, tail) = (text.floor_char_boundary(MOST * 3 / 4), text.ceil_char_boundary(text.len() - MOST / 8));
    format!("{}…{}", &text[..head], &text[tail..])
}

/// By file, place and code, without repeats.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    problems.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
}

/// Takes away what the rules of continuity say of people who are not known, of moves that cannot be, and of a statement that
/// was read as it is meant and is not yet written so: the mistake is said already. `people`: where each name stands first.
pub fn drop_poisoned<'a>(problems: &mut Vec<Diagnostic>, people: impl Iterator<Item = (Span, &'a str)>) {
    use Code::*;
    const OF_PEOPLE: [Code; 14] =
        [NotDrawn, TimePlace, Presence, Staging, NearestFraming, Axis, ThirtyDegree, JumpCut, SizeLeap, Eyeline, ScreenDirection, ExitEnter, ReverseMatch, State];
    let unknown: Vec<Span> = problems.iter().filter(|p| p.code == Undeclared && p.severity == Severity::Error).map(|p| p.span).collect();
    let within = |spans: &[Span], p: &Diagnostic| {
        let holds = |span: Span| spans.iter().any(|u| u.file == span.file && span.start <= u.start && u.end <= span.end);
        holds(p.span) || p.labels.iter().any(|l| holds(l.span))
    };
    let strangers: Vec<&str> = people.filter(|(seen, _)| unknown.contains(seen)).map(|(_, name)| name).collect();
    let names = |p: &Diagnostic| {
        let word = |text: &str, name: &str| text.match_indices(name).any(|(i, _)| !text[..i].ends_with(char::is_alphanumeric) && !text[i + name.len()..].starts_with(char::is_alphanumeric));
        strangers.iter().any(|name| word(&p.message, name))
    };
    let refused: Vec<Span> = problems.iter().filter(|p| p.code == MoveValid && p.severity == Severity::Error).map(|p| p.span).collect();
    let meant: std::collections::HashSet<(FileId, u32)> = problems.iter().filter(|p| matches!(p.code, UnknownDirective | ScreenplaySlug)).map(|p| (p.span.file, p.span.start)).collect();
    problems.retain(|p| {
        let of_people = OF_PEOPLE.contains(&p.code) && (within(&unknown, p) || names(p));
        let of_refused = p.code == MoveConflict && within(&refused, p);
        !(of_people || of_refused || (p.code.is_rule() || p.code == TransitionEnd) && meant.contains(&(p.span.file, p.span.start)))
    });
}

pub fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error)
}

/// Whether there is an error without whose cure the film has no pictures or lengths that could be shown. Rules of
/// continuity, of what fits into a shot and of the film's length judge a film that is whole.
pub fn blocks(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error && (!p.code.is_rule() || matches!(p.code, Code::Overlap | Code::LjOverlap)))
}

/// Moves problems from the read text to the text that authors wrote. A fix that would change a value put in is dropped.
pub fn as_written(problems: &mut Vec<Diagnostic>, sources: &crate::source::Sources) {
    for problem in problems.iter_mut() {
        // What a rule says of a shot is about more than the one value in it. Where a value was given is a place of the author's
        // text already.
        let given = if problem.code.is_rule() { None } else { sources.given(problem.span) };
        problem.span = sources.written(problem.span).0;
        for label in &mut problem.labels {
            label.span = sources.written(label.span).0;
        }
        problem.labels.extend(given.filter(|given| problem.labels.iter().all(|l| l.span != *given)).map(|span| Label { span, text: "given here".into() }));
        problem.fixes.retain_mut(|fix| {
            fix.edits.iter_mut().all(|edit| {
                let (span, touched) = sources.written(edit.span);
                edit.span = span;
                !touched
            })
        });
    }
    sort(problems);
}
