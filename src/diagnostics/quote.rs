//! The lines of a script that a report quotes. Lines wider than the report are shown around what is marked in them,
//! with `…` for what is left out; columns in headers still count from the true beginning.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::source::{FileId, Sources};

/// Columns that stay around a mark.
const AROUND: usize = 12;
/// Columns of a mark that are shown where all of it has no room.
const MARK: usize = 48;
const GAP: &str = "…";

/// Lines to quote from.
#[derive(Debug)]
pub struct Quoted {
    name: String,
    text: String,
    /// Number of its first line, from 0.
    first: usize,
    pieces: Vec<Piece>,
}

/// A run of the file that stands whole in the quotation.
#[derive(Clone, Debug)]
struct Piece {
    was: Range<usize>,
    /// Where it begins in the quotation.
    now: usize,
    /// Characters of its line before it, in the file.
    column: usize,
}

/// A text with characters that would steer a terminal, or turn the order of what is read, made visible. Every character
/// keeps its length in bytes, so that places stay true.
pub fn visible(text: &str) -> String {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    if !text.contains(steers) {
        return text.to_string();
    }
    text.chars().flat_map(|c| match steers(c) {
        true if c.len_utf8() == 3 => vec!['\u{fffd}'],
        true => vec!['?'; c.len_utf8()],
        false => vec![c],
    }).collect()
}

impl Quoted {
    /// The lines that hold `places`, with some around, for a report of so many columns.
    pub fn new(sources: &Sources, file: FileId, places: &[Range<usize>], width: usize) -> Quoted {
        let source = sources.get(file);
        let edge = |at: Option<usize>| at.unwrap_or(0).min(source.text.len());
        let (start, end) = (edge(places.iter().map(|p| p.start).min()), edge(places.iter().map(|p| p.end).max()));
        let (first, last) = (source.position(start).line.saturating_sub(1).max(1), source.position(end.max(start)).line + 1);
        let last_number = last.to_string().len();
        let room = width.saturating_sub(last_number + 6).max(AROUND * 2);
        let mut quoted = Quoted { name: source.name.clone(), text: String::new(), first: first - 1, pieces: Vec::new() };
        for number in first..=last {
            let from = source.line_start(number);
            if from >= source.text.len() && number > first {
                break;
            }
            let line = source.line(number);
            quoted.line(from, line, places, room);
            // The line end belongs to the quotation, so that marks over several lines stay whole.
            let end = from + line.len();
            let next = source.line_start(number + 1);
            quoted.pieces.push(Piece { was: end..next, now: quoted.text.len(), column: line.chars().count() });
            quoted.text.push_str(&visible(&source.text[end..next]));
        }
        quoted
    }

    fn line(&mut self, from: usize, line: &str, places: &[Range<usize>], room: usize) {
        // Offsets of characters and the columns before each, so that runs are cut between them.
        let (mut offsets, mut columns): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        if line.len() > room {
            let mut wide = 0;
            for (i, c) in line.char_indices() {
                offsets.push(i);
                columns.push(wide);
                wide += c.width().unwrap_or(1);
            }
            offsets.push(line.len());
            columns.push(wide);
        }
        if columns.last().is_none_or(|wide| *wide <= room) {
            self.pieces.push(Piece { was: from..from + line.len(), now: self.text.len(), column: 0 });
            self.text.push_str(&visible(line));
            return;
        }
        let count = offsets.len() - 1;
        let wide = |run: &Range<usize>| columns[run.end] - columns[run.start];
        let index = |offset: usize| offsets.partition_point(|o| *o < offset).min(count);
        let before = |i: usize, by: usize| columns.partition_point(|c| c + by < columns[i]);
        let behind = |i: usize, by: usize| columns.partition_point(|c| *c <= columns[i] + by).saturating_sub(1).min(count);
        let mut keep: Vec<Range<usize>> = Vec::new();
        let mut used = 0;
        for place in places.iter().filter(|p| p.start <= from + line.len() && p.end >= from) {
            let (start, end) = (index(place.start.saturating_sub(from)), index(place.end.saturating_sub(from)));
            let run = before(start, AROUND)..behind(end.min(behind(start, MARK)), AROUND);
            if used > 0 && used + wide(&run) + 2 > room {
                continue;
            }
            used += wide(&run) + 1;
            keep.push(run);
        }
        if keep.is_empty() {
            keep.push(0..behind(0, room.saturating_sub(1)));
        }
        keep.sort_by_key(|r| r.start);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for run in keep {
            match runs.last_mut() {
                Some(last) if run.start <= last.end + 1 => last.end = last.end.max(run.end),
                _ => runs.push(run),
            }
        }
        // What room is left shows more of what stands before and behind.
        let mut left = room.saturating_sub(runs.iter().map(wide).sum::<usize>() + runs.len() + 1);
        while left > 0 {
            let unchanged = left;
            for i in 0..runs.len() {
                let floor = if i == 0 { 0 } else { runs[i - 1].end };
                let ceiling = runs.get(i + 1).map_or(count, |r| r.start);
                if runs[i].start > floor && wide(&(runs[i].start - 1..runs[i].start)) <= left {
                    runs[i].start -= 1;
                    left -= wide(&(runs[i].start..runs[i].start + 1));
                }
                if runs[i].end < ceiling && wide(&(runs[i].end..runs[i].end + 1)) <= left {
                    left -= wide(&(runs[i].end..runs[i].end + 1));
                    runs[i].end += 1;
                }
            }
            if left == unchanged {
                break;
            }
        }
        let mut at = 0;
        for run in runs {
            if run.start > at {
                self.text.push_str(GAP);
            }
            let was = offsets[run.start]..offsets[run.end];
            self.pieces.push(Piece { was: from + was.start..from + was.end, now: self.text.len(), column: run.start });
            self.text.push_str(&visible(&line[was]));
            at = run.end;
        }
        if at < count {
            self.text.push_str(GAP);
        }
    }

    /// Where a place of the file stands in the quotation, as offset and length; `None` where nothing of it does.
    pub fn place(&self, was: &Range<usize>) -> Option<(usize, usize)> {
        let touches = |p: &&Piece| p.was.start <= was.start && (was.start < p.was.end || was.start == was.end && was.start <= p.was.end);
        let first = self.pieces.iter().find(touches)?;
        let start = first.now + (was.start - first.was.start);
        let last = self.pieces.iter().rfind(|p| p.was.start < was.end.max(was.start + 1))?;
        let end = last.now + (was.end.min(last.was.end)).saturating_sub(last.was.start);
        Some((start, end.saturating_sub(start)))
    }
}

impl SourceCode for Quoted {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.as_str().read_span(span, before, after)?;
        // Without context the column is the span's own; with it, the quotation begins a line.
        let start = found.span().offset();
        let column = match self.pieces.iter().rfind(|p| p.now <= start) {
            Some(piece) if before == 0 && after == 0 => piece.column + self.text.get(piece.now..start).map_or(0, |s| s.chars().count()),
            _ => 0,
        };
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), found.data(), *found.span(), found.line() + self.first, column, found.line_count())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn quoted(text: &str, marks: &[&str], width: usize) -> (Quoted, Vec<Option<String>>) {
        let mut sources = Sources::default();
        sources.add(Source::new("a.frost", text));
        let places: Vec<Range<usize>> = marks.iter().map(|m| text.find(m).map_or(0..0, |i| i..i + m.len())).collect();
        let quoted = Quoted::new(&sources, FileId(0), &places, width);
        let shown = places.iter().map(|p| quoted.place(p).map(|(start, len)| quoted.text[start..start + len].to_string())).collect();
        (quoted, shown)
    }

    #[test]
    fn short_lines_stand_as_they_are() {
        let (quoted, shown) = quoted("one\ntwo\nthree\nfour\nfive\n", &["three"], 80);
        assert_eq!(quoted.text, "one\ntwo\nthree\nfour\nfive\n".get(4..).map_or("", |_| "two\nthree\nfour\n"));
        assert_eq!(shown, [Some("three".to_string())]);
    }

    #[test]
    fn long_lines_are_shown_around_their_marks() {
        let long = format!("{} alpha {} omega {}", "x".repeat(300), "ő".repeat(300), "y".repeat(300));
        let (quoted, shown) = quoted(&format!("short\n{long}\nshort\n"), &["alpha", "omega"], 80);
        assert_eq!(shown, [Some("alpha".to_string()), Some("omega".to_string())]);
        let line = quoted.text.lines().nth(1).unwrap();
        assert!(line.chars().count() <= 80 - 7, "{}", line.chars().count());
        assert!(line.starts_with('…') && line.ends_with('…') && line.matches('…').count() == 3, "{line}");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let long = "会社は春を見たことがない".repeat(6);
        let (quoted, shown) = quoted(&format!("short\n{long}\nshort\n"), &["見たこと"], 80);
        assert_eq!(shown, [Some("見たこと".to_string())]);
        let line = quoted.text.lines().nth(1).unwrap();
        let wide: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
        assert!(line.ends_with('…') && wide <= 80 - 7 && wide > 60, "{wide}: {line}");
    }

    #[test]
    fn what_would_steer_a_terminal_is_made_visible() {
        assert_eq!(visible("a\u{202e}b\u{1b}[31mc\u{61c}"), "a\u{fffd}b?[31mc??");
    }

    #[test]
    fn columns_count_from_the_beginning_of_the_true_line() {
        let (quoted, _) = quoted(&format!("{} alpha {}", "é".repeat(300), "y".repeat(300)), &["alpha"], 80);
        let (start, len) = quoted.place(&(601..606)).unwrap();
        let found = quoted.read_span(&(start, len).into(), 0, 0).unwrap();
        assert_eq!((found.line(), found.column()), (0, 301));
    }

    #[test]
    fn a_mark_that_has_no_room_is_left_out() {
        let (_, shown) = quoted(&format!("{}{}", "a".repeat(600), "b".repeat(600)), &["aaaa", "bbbb"], 60);
        assert_eq!(shown[0].as_deref(), Some("aaaa"));
    }
}
