//! Problems for people, drawn by miette with the script around them.
//! Labels in another file are quoted below the first.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::quote::Quoted;
use super::{Diagnostic, Severity};
use crate::source::Sources;

/// How a report looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub colour: bool,
    pub unicode: bool,
    /// Columns to wrap at.
    pub width: usize,
}

#[derive(Debug)]
struct Report {
    message: String,
    code: Option<&'static str>,
    severity: Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Quoted,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.code.map(|c| Box::new(c) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Info => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The report, and one for each label in another file; the last of them says what helps.
fn reports(problem: &Diagnostic, sources: &Sources, width: usize) -> Vec<Report> {
    let file = problem.span.file;
    let near: Vec<_> = [problem.span].into_iter().chain(problem.labels.iter().map(|l| l.span).filter(|s| s.file == file)).map(|s| s.range()).collect();
    let source = Quoted::new(sources, file, &near, width);
    let mark = |source: &Quoted, text: &str, place: &std::ops::Range<usize>, primary: bool| {
        let place = source.place(place)?;
        let text = (!text.is_empty()).then(|| text.to_string());
        Some(if primary { LabeledSpan::new_primary_with_span(text, place) } else { LabeledSpan::new_with_span(text, place) })
    };
    let mut labels = Vec::from_iter(mark(&source, &problem.label, &problem.span.range(), true));
    let mut elsewhere = Vec::new();
    for other in &problem.labels {
        if other.span.file == file {
            labels.extend(mark(&source, &other.text, &other.span.range(), false));
        } else {
            let source = Quoted::new(sources, other.span.file, &[other.span.range()], width);
            elsewhere.push(Report {
                message: other.text.clone(),
                code: None,
                severity: Severity::Info,
                help: None,
                labels: Vec::from_iter(mark(&source, "", &other.span.range(), true)),
                source,
            });
        }
    }
    let mut help = problem.help.clone();
    if let Some(fix) = problem.fixes.first() {
        let way = match fix.applicability {
            super::Applicability::Safe => "frost fix",
            super::Applicability::Unsafe => "frost fix --unsafe",
        };
        // The command mends the file that it is given.
        let other = fix.edits.first().map(|e| e.span.file).filter(|f| *f != crate::source::FileId(0));
        let way = other.map_or(way.to_string(), |f| format!("{way} {}", sources.get(f).name));
        let line = format!("`{way}` can do this: {}", fix.title);
        help = Some(help.map_or(line.clone(), |h| format!("{h}\n{line}")));
    }
    let mut all = vec![Report { message: problem.message.clone(), code: Some(problem.code.name()), severity: problem.severity, help: None, labels, source }];
    all.append(&mut elsewhere);
    if let Some(last) = all.last_mut() {
        last.help = help;
    }
    all
}

pub fn render(problem: &Diagnostic, sources: &Sources, style: Style) -> String {
    let theme = match (style.colour, style.unicode) {
        (true, true) => GraphicalTheme::unicode(),
        (false, true) => GraphicalTheme::unicode_nocolor(),
        _ => GraphicalTheme::ascii(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_links(false).with_context_lines(1);
    let mut out = String::new();
    for report in reports(problem, sources, style.width) {
        if handler.render_report(&mut out, &report).is_err() {
            return super::short::render(problem, sources);
        }
    }
    out
}
