//! Problems for people, drawn by miette with the script around them.
//! Labels in another file are quoted below the first.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::quote::{Quoted, visible};
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

/// Lines between two marks that are drawn in one box.
const APART: usize = 2;

/// Of each label, whether it stands so near to the mistake that one box holds both. The box of the mistake comes first,
/// wherever the others stand.
fn neighbours(problem: &Diagnostic, sources: &Sources) -> Vec<bool> {
    let source = sources.get(problem.span.file);
    let lines = |span: crate::source::Span| (source.position(span.start as usize).line, source.position(span.end as usize).line);
    let (mut first, mut last) = lines(problem.span);
    let mut close = vec![false; problem.labels.len()];
    while let Some((i, (from, to))) = problem.labels.iter().enumerate().filter(|(i, l)| !close[*i] && l.span.file == problem.span.file).map(|(i, l)| (i, lines(l.span))).find(|(_, (from, to))| {
        *from <= last + APART + 1 && first <= *to + APART + 1
    }) {
        close[i] = true;
        (first, last) = (first.min(from), last.max(to));
    }
    close
}

/// The report, and one for each label in another file or far away; the last of them says what helps.
fn reports(problem: &Diagnostic, sources: &Sources, width: usize) -> Vec<Report> {
    let file = problem.span.file;
    let close = neighbours(problem, sources);
    let near: Vec<_> = [problem.span].into_iter().chain(problem.labels.iter().zip(&close).filter(|(_, close)| **close).map(|(l, _)| l.span)).map(|s| s.range()).collect();
    let source = Quoted::new(sources, file, &near, width);
    let mark = |source: &Quoted, text: &str, place: &std::ops::Range<usize>, primary: bool| {
        let place = source.place(place)?;
        let text = (!text.is_empty()).then(|| visible(text));
        Some(if primary { LabeledSpan::new_primary_with_span(text, place) } else { LabeledSpan::new_with_span(text, place) })
    };
    let mut labels = Vec::from_iter(mark(&source, &problem.label, &problem.span.range(), true));
    let mut elsewhere = Vec::new();
    for (other, close) in problem.labels.iter().zip(close) {
        if close {
            labels.extend(mark(&source, &other.text, &other.span.range(), false));
        // A far place of which the same is said as of the first is for editors; a screenplay can name forty people.
        } else if other.text != problem.label {
            let source = Quoted::new(sources, other.span.file, &[other.span.range()], width);
            elsewhere.push(Report {
                message: visible(&other.text),
                code: None,
                severity: Severity::Info,
                help: None,
                labels: Vec::from_iter(mark(&source, "", &other.span.range(), true)),
                source,
            });
        }
    }
    let mut help = problem.help.as_deref().map(visible);
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
    let mut all = vec![Report { message: visible(&problem.message), code: Some(problem.code.name()), severity: problem.severity, help: None, labels, source }];
    all.append(&mut elsewhere);
    if let Some(last) = all.last_mut() {
        last.help = help;
    }
    all
}

/// The theme with the mistake in the colour of its severity, and all that explains it in another.
fn marked(theme: &GraphicalTheme, report: &Report) -> GraphicalTheme {
    let mut theme = theme.clone();
    let own = match report.severity {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Info => theme.styles.advice,
    };
    // Marks are coloured in the order of their places.
    let mut marks: Vec<(usize, bool)> = report.labels.iter().map(|l| (l.offset(), l.primary())).collect();
    marks.sort_by_key(|(at, _)| *at);
    theme.styles.highlights = marks.into_iter().map(|(_, primary)| if primary { own } else { theme.styles.link }).collect();
    if theme.styles.highlights.is_empty() {
        theme.styles.highlights.push(own);
    }
    theme
}

pub fn render(problem: &Diagnostic, sources: &Sources, style: Style) -> String {
    let theme = match (style.colour, style.unicode) {
        (true, true) => GraphicalTheme::unicode(),
        (false, true) => GraphicalTheme::unicode_nocolor(),
        _ => GraphicalTheme::ascii(),
    };
    let mut out = String::new();
    for report in reports(problem, sources, style.width) {
        let handler = GraphicalReportHandler::new_themed(marked(&theme, &report)).with_width(style.width).with_links(false).with_context_lines(1);
        if handler.render_report(&mut out, &report).is_err() {
            return super::short::render(problem, sources);
        }
    }
    out
}
