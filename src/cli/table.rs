//! A data file: comma-separated values (RFC 4180), of which the first row names the params and every other is a film.
//! Semicolons or tabs part the cells where the first row has them and no comma, as spreadsheets write it in many countries.

use std::process::ExitCode;
use std::sync::Arc;

use super::{Colour, FAILED, Format, say};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{FileId, Source, Sources, Span};

/// A data file of more rows is a mistake.
const MOST_ROWS: usize = 100_000;
/// More broken rows than this are one mistake, made often.
const MOST_REPORTS: usize = 50;

pub struct Cell {
    pub value: String,
    pub range: std::ops::Range<usize>,
}

pub struct Table {
    pub names: Vec<String>,
    /// Where the names stand.
    pub places: Vec<std::ops::Range<usize>>,
    /// Each with its number, from 1.
    pub rows: Vec<(usize, Line)>,
    /// The data file, for what is said of its lines.
    pub sources: Sources,
}

/// A row of a data file: the cells of a film, or what is wrong with its shape.
pub enum Line {
    Cells(Vec<Cell>),
    Broken(Box<Diagnostic>),
}

/// Why there are no films to make; problems that a data file has are shown where they stand.
pub enum Refusal {
    /// It was said.
    Said(ExitCode),
    Table(Vec<Diagnostic>, Sources),
}

impl Refusal {
    pub fn say(self, format: Format, colour: Colour) -> ExitCode {
        match self {
            Refusal::Said(code) => code,
            Refusal::Table(problems, sources) => {
                say::problems(&problems, &sources, format, colour);
                ExitCode::from(FAILED)
            }
        }
    }
}

impl From<ExitCode> for Refusal {
    fn from(code: ExitCode) -> Refusal {
        Refusal::Said(code)
    }
}

/// The table of a text, or what is wrong with the whole of it.
pub fn read(name: &str, text: &Arc<str>) -> Result<Table, Refusal> {
    let mut problems = Vec::new();
    let span = |range: &std::ops::Range<usize>| Span::new(FileId(0), range.start, range.end);
    let between = delimiter(text);
    let mut lines = cells(text, between).into_iter();
    let head = lines.next().unwrap_or_default();
    let names: Vec<String> = head.iter().map(|c| c.value.trim().trim_start_matches('\u{feff}').to_string()).collect();
    if names.is_empty() {
        problems.push(Diagnostic::new(Code::MissingValue, Span::new(FileId(0), 0, 0), "the data file is empty").help("its first row names the params, each below it is a film: `city,hold` and `Paris,3s`"));
    }
    for (i, cell) in head.iter().enumerate() {
        if names[i].is_empty() {
            problems.push(Diagnostic::new(Code::MissingValue, span(&cell.range), "this column has no name").label("the first row names the params").help("write the name of a param, or take the column away"));
        } else if let Some(first) = names[..i].iter().position(|n| *n == names[i]) {
            problems.push(
                Diagnostic::new(Code::Duplicate, span(&cell.range), format!("two columns are named `{}`", names[i]))
                    .label("the second")
                    .also(span(&head[first].range), "the first")
                    .help("a param has one value in a film; take one of them away"),
            );
        }
    }
    let rows: Vec<Vec<Cell>> = lines.collect();
    if !names.is_empty() && rows.is_empty() {
        let end = text.trim_end().len();
        problems.push(Diagnostic::new(Code::MissingValue, Span::new(FileId(0), end, end), "there is no row under the names of the params").help("each row is a film"));
    }
    if rows.len() > MOST_ROWS {
        let at = rows[MOST_ROWS].first().map_or(0..0, |c| c.range.clone());
        problems.push(Diagnostic::new(Code::BadValue, span(&at), format!("more than {MOST_ROWS} rows")).label("this one is too many").help("split the data file"));
    }
    let mut sources = Sources::default();
    sources.add(Source::new(name.to_string(), text.to_string()));
    if !problems.is_empty() {
        return Err(Refusal::Table(problems, sources));
    }
    let mut broken = 0;
    let line = |(i, row): (usize, Vec<Cell>)| match ragged(&names, i + 1, &row, text) {
        None => Some((i + 1, Line::Cells(row))),
        Some(_) if broken == MOST_REPORTS => None,
        Some(problem) => {
            broken += 1;
            Some((i + 1, Line::Broken(Box::new(problem))))
        }
    };
    let rows = rows.into_iter().enumerate().filter_map(line).collect();
    Ok(Table { places: head.iter().map(|c| c.range.clone()).collect(), names, rows, sources })
}

/// What is wrong with the shape of a row, counted from 1.
fn ragged(names: &[String], number: usize, row: &[Cell], text: &str) -> Option<Diagnostic> {
    let (first, last) = (row.first()?, row.last()?);
    if row.len() == names.len() {
        return None;
    }
    let span = |range: std::ops::Range<usize>| Span::new(FileId(0), range.start, range.end);
    let have = if row.len() == 1 { "1 cell".to_string() } else { format!("{} cells", row.len()) };
    let message = format!("row {number} has {have}, and the first row names {}", names.len());
    let open = last.range.end == text.len() && text[last.range.clone()].bytes().filter(|b| *b == b'"').count() % 2 == 1;
    Some(if open {
        let start = last.range.start;
        Diagnostic::new(Code::UnclosedQuote, span(start..start + 1), "this quote is never closed").label("opened here").help("a cell that holds a quote is quoted, and writes it twice: `\"the \"\"big\"\" one\"`")
    } else if row.len() < names.len() {
        let missing = names[row.len()..].join("`, `");
        Diagnostic::new(Code::MissingValue, span(first.range.start..last.range.end), message).label(format!("`{missing}` is missing")).help("every row has a cell for each name; an empty one stands between two commas")
    } else {
        Diagnostic::new(Code::BadValue, span(row[names.len()].range.start..last.range.end), message).label("no name stands above this").help("a cell that holds a comma is quoted: `\"Rio, Brazil\"`")
    })
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    match head {
        h if h.contains(',') => b',',
        h if h.contains(';') => b';',
        h if h.contains('\t') => b'\t',
        _ => b',',
    }
}

/// The cells, each with the bytes it stands in.
fn cells(text: &str, between: u8) -> Vec<Vec<Cell>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between).from_reader(text.as_bytes());
    let mut out = Vec::new();
    // The text is UTF-8 and lengths may differ, so no record can be in error.
    for record in reader.records().flatten() {
        let mut at = record.position().map_or(0, |p| p.byte() as usize);
        // The reader's position may stand on the line end before.
        at += text[at..].len() - text[at..].trim_start_matches(['\n', '\r']).len();
        let mut row = Vec::new();
        for value in record.iter() {
            let end = cell_end(text, at, between);
            row.push(Cell { value: value.to_string(), range: at..end });
            at = (end + 1).min(text.len());
        }
        out.push(row);
    }
    out
}

/// Where a cell ends that begins at a byte: before the next delimiter or line end outside quotes.
fn cell_end(text: &str, start: usize, between: u8) -> usize {
    let mut quoted = false;
    for (i, b) in text.bytes().enumerate().skip(start) {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => return i,
            b if b == between && !quoted => return i,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_where_they_stand() {
        let text = "city,slogan\r\nParis,\"quick, \"\"cheap\"\"\"\n\nOslo,cold\n";
        let rows = cells(text, b',');
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1][1].value, "quick, \"cheap\"");
        assert_eq!(&text[rows[1][1].range.clone()], "\"quick, \"\"cheap\"\"\"");
        assert_eq!(&text[rows[2][0].range.clone()], "Oslo");
    }

    fn problems(text: &str) -> Vec<(&'static str, String)> {
        match read("rows.csv", &text.into()) {
            Err(Refusal::Table(problems, sources)) => problems.iter().map(|p| (p.code.name(), sources.text(p.span).to_string())).collect(),
            Ok(table) => table
                .rows
                .iter()
                .filter_map(|(_, line)| match line {
                    Line::Broken(p) => Some((p.code.name(), table.sources.text(p.span).to_string())),
                    Line::Cells(_) => None,
                })
                .collect(),
            Err(Refusal::Said(_)) => Vec::new(),
        }
    }

    #[test]
    fn broken_rows_are_shown_where_they_stand() {
        assert_eq!(problems("a,b\n1,2\n"), []);
        assert_eq!(problems(""), [("missing-value", String::new())]);
        assert_eq!(problems("a,b\n"), [("missing-value", String::new())]);
        assert_eq!(problems("a,b\n1\n2,3\n1,2,3,4\n"), [("missing-value", "1".into()), ("bad-value", "3,4".into())]);
        assert_eq!(problems("a,a\n1,2\n"), [("duplicate", "a".into())]);
        assert_eq!(problems("a,b\n\"Ulm,6\n7,8\n"), [("unclosed-quote", "\"".into())]);
    }

    #[test]
    fn semicolons_and_tabs_part_cells_too() {
        for text in ["a;b\n1,5;2\n", "a\tb\n1,5\t2\n"] {
            let Ok(table) = read("rows.csv", &text.into()) else { panic!("{text}") };
            assert_eq!(table.names, ["a", "b"]);
            let (1, Line::Cells(row)) = &table.rows[0] else { panic!("{text}") };
            assert_eq!((row[0].value.as_str(), &text[row[1].range.clone()]), ("1,5", "2"));
        }
    }
}
