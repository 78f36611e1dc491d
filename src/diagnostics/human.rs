//! Problems for people, drawn by miette with the script around them.
//! Labels in another file are quoted below the first.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::{Diagnostic, Severity};
use crate::source::{FileId, Sources};

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

/// A text to quote from. Columns in its headers count characters, as everywhere else.
#[derive(Debug)]
struct Quoted {
    name: String,
    text: String,
    /// Lines and columns that were cut away before it.
    before: (usize, usize),
}

impl SourceCode for Quoted {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.as_str().read_span(span, before, after)?;
        // Without context the column is the span's own; with it, the quotation begins a line.
        let start = found.span().offset();
        let line = self.text[..start.min(self.text.len())].rfind('\n').map_or(0, |i| i + 1);
        let column = self.text.get(line..start).map_or(0, |s| s.chars().count());
        let first = found.line() == 0;
        let contents = MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            found.line() + self.before.0,
            if first { column + self.before.1 } else { column },
            found.line_count(),
        );
        Ok(Box::new(contents))
    }
}

/// Lines longer than this are cut around the label: a report must stay readable.
const LONGEST: usize = 400;

/// The lines of a file that hold `places`, with some around, and how far offsets move in them; `None` where one of the
/// lines is too long to quote.
fn lines_of(sources: &Sources, file: FileId, places: &std::ops::Range<usize>) -> Option<(Quoted, usize)> {
    let source = sources.get(file);
    let (first, last) = (source.position(places.start).line.saturating_sub(2).max(1), source.position(places.end).line + 2);
    let (from, end) = (source.line_start(first), source.line_start(last + 1));
    let text = source.text.get(from..end)?;
    text.split('\n').all(|line| line.len() <= LONGEST).then(|| (Quoted { name: source.name.clone(), text: text.to_string(), before: (first - 1, 0) }, from))
}

/// A part of a long line, and how far offsets move in it.
fn part_of_line(sources: &Sources, file: FileId, start: usize) -> (Quoted, usize) {
    let source = sources.get(file);
    let text = &source.text;
    let line = text[..start.min(text.len())].rfind('\n').map_or(0, |i| i + 1);
    let from = (start.saturating_sub(60)..=start).find(|i| text.is_char_boundary(*i) && *i >= line).unwrap_or(start);
    let end = text[from..].find('\n').map_or(text.len(), |i| from + i).min(from + LONGEST);
    let end = (end..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    let before = (source.position(from).line - 1, text[line..from].chars().count());
    (Quoted { name: source.name.clone(), text: text[from..end].to_string(), before }, from)
}

/// The report, and one for each label in another file; the last of them says what helps.
fn reports(problem: &Diagnostic, sources: &Sources) -> Vec<Report> {
    let file = problem.span.file;
    let near = problem.labels.iter().map(|l| l.span).filter(|s| s.file == file).chain([problem.span]);
    let own = problem.span.start as usize..problem.span.end as usize;
    let places = near.fold(own, |all, s| all.start.min(s.start as usize)..all.end.max(s.end as usize));
    let lines = lines_of(sources, file, &places);
    let whole = lines.is_some();
    let (source, moved) = lines.unwrap_or_else(|| part_of_line(sources, file, problem.span.start as usize));
    let length = source.text.len();
    let label = |text: &str, start: u32, end: u32, primary: bool| {
        let start = (start as usize).saturating_sub(moved).min(length);
        let end = (end as usize).saturating_sub(moved).clamp(start, length);
        let text = (!text.is_empty()).then(|| text.to_string());
        match primary {
            true => LabeledSpan::new_primary_with_span(text, (start, end - start)),
            false => LabeledSpan::new_with_span(text, (start, end - start)),
        }
    };
    let mut labels = vec![label(&problem.label, problem.span.start, problem.span.end, true)];
    let mut elsewhere = Vec::new();
    for other in &problem.labels {
        if other.span.file == file && whole {
            labels.push(label(&other.text, other.span.start, other.span.end, false));
        } else if other.span.file != file {
            let places = other.span.start as usize..other.span.end as usize;
            let (source, moved) = lines_of(sources, other.span.file, &places).unwrap_or_else(|| part_of_line(sources, other.span.file, places.start));
            let start = (other.span.start as usize).saturating_sub(moved);
            let end = (other.span.end as usize).saturating_sub(moved).max(start);
            elsewhere.push(Report {
                message: other.text.clone(),
                code: None,
                severity: Severity::Info,
                help: None,
                labels: vec![LabeledSpan::new_primary_with_span(None, (start, end - start))],
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
    for report in reports(problem, sources) {
        if handler.render_report(&mut out, &report).is_err() {
            return super::short::render(problem, sources);
        }
    }
    out
}
