//! Texts of scripts and places in them. Files are read elsewhere.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Which file of a [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A run of bytes of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// Where something is said is no part of what is said: what moved in its file, and is as it was, has the same hash.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.end), ..self }
    }

    /// The place right before it.
    pub fn before(self) -> Span {
        Span { end: self.start, ..self }
    }

    /// The empty place right after this.
    pub fn after(self) -> Span {
        Span { start: self.end, ..self }
    }
}

/// A value with the place that says it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

#[derive(Clone, Debug)]
pub struct Source {
    /// As the user named it.
    pub name: String,
    pub text: String,
    /// Byte offset at which each line starts.
    lines: Vec<u32>,
    /// The author's text, where `text` had values put into it.
    original: Option<Box<Original>>,
}

#[derive(Clone, Debug)]
struct Original {
    text: String,
    replaced: Vec<Replaced>,
}

/// A run of the author's text, and the run of the read text that stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub was: std::ops::Range<u32>,
    pub now: std::ops::Range<u32>,
    /// Where the value was given, if that is outside of the scripts: a cell of a data file, or the command line.
    pub given: Option<Span>,
}

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Source {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        let text = text.into();
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        Source { name: name.into(), text, lines, original: None }
    }

    /// A text with values put into the author's; `replaced` is in order of place.
    pub fn expanded(name: impl Into<String>, original: String, text: String, replaced: Vec<Replaced>) -> Source {
        Source { original: Some(Box::new(Original { text: original, replaced })), ..Source::new(name, text) }
    }

    /// Whether values were put into the author's text.
    pub fn is_expanded(&self) -> bool {
        self.original.is_some()
    }

    /// The same file as its author wrote it, where values were put into it.
    fn original(&self) -> Option<Source> {
        self.original.as_ref().map(|original| Source::new(&*self.name, &*original.text))
    }

    /// Where a run of the read text stands in the author's, and whether it touches a value that was put in.
    pub fn written(&self, start: u32, end: u32) -> (u32, u32, bool) {
        let Some(original) = &self.original else { return (start, end, false) };
        let list = &original.replaced;
        let place = |offset: u32, is_end: bool| {
            // The last run that begins at or before the place.
            let i = list.partition_point(|r| if is_end { r.now.start < offset } else { r.now.start <= offset });
            let Some(run) = i.checked_sub(1).map(|i| &list[i]) else { return (offset, false) };
            match offset {
                o if o >= run.now.end && !(is_end && o == run.now.end) => (o - run.now.end + run.was.end, false),
                _ => (if is_end { run.was.end } else { run.was.start }, true),
            }
        };
        let ((a, in_a), (b, in_b)) = (place(start, false), place(end.max(start), start != end));
        let across = list.iter().any(|r| r.now.start >= start && r.now.end <= end && start != end);
        (a, b.max(a), in_a || in_b || across)
    }

    /// Where a run of the author's text stands in the read text; the other way of [`Source::written`].
    pub fn read(&self, start: u32, end: u32) -> (u32, u32) {
        let Some(original) = &self.original else { return (start, end) };
        let place = |offset: u32, is_end: bool| {
            let i = original.replaced.partition_point(|r| if is_end { r.was.start < offset } else { r.was.start <= offset });
            let Some(run) = i.checked_sub(1).map(|i| &original.replaced[i]) else { return offset };
            match offset {
                o if o > run.was.end || (o == run.was.end && !is_end) => o - run.was.end + run.now.end,
                _ if is_end => run.now.end,
                _ => run.now.start,
            }
        };
        let (a, b) = (place(start, false), place(end, start != end));
        (a, b.max(a))
    }

    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start as usize <= offset) - 1;
        let start = self.lines[line] as usize;
        Position { line: line + 1, column: self.text[start..offset].chars().count() + 1 }
    }

    /// Where a line, counted from 1, starts; the end of the text for one that is not there.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line.wrapping_sub(1)).map_or(self.text.len(), |start| *start as usize)
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = self.lines.get(line.wrapping_sub(1)) else { return "" };
        let end = self.lines.get(line).map_or(self.text.len(), |end| *end as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// All files of one film. Copies of it share the texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(Arc::new(source));
        FileId(self.files.len() as u32 - 1)
    }

    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// Puts another text of the same file in its place.
    pub fn replace(&mut self, file: FileId, source: Source) {
        self.files[file.0 as usize] = Arc::new(source);
    }

    /// All files as their authors wrote them.
    pub fn as_written(&self) -> Sources {
        Sources { files: self.files.iter().map(|source| source.original().map_or_else(|| source.clone(), Arc::new)).collect() }
    }

    /// A place of the read text in the author's, and whether it touches a value that was put in.
    pub fn written(&self, span: Span) -> (Span, bool) {
        let (start, end, touched) = self.get(span.file).written(span.start, span.end);
        (Span { start, end, ..span }, touched)
    }

    /// Where a value was given that stands in a place of the read text.
    pub fn given(&self, span: Span) -> Option<Span> {
        let runs = &self.get(span.file).original.as_ref()?.replaced;
        let first = runs.partition_point(|r| r.now.end <= span.start && r.now.end != r.now.start || r.now.end < span.start);
        runs[first..].iter().take_while(|r| r.now.start < span.end.max(span.start + 1)).find_map(|r| r.given)
    }

    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(i, s)| (FileId(i as u32), &**s))
    }
}
