//! Places in a text as editors count them: lines from 0, and columns in units that client and server agree on.

use serde::Serialize;
use serde_json::Value;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The first that the client offers and this server knows; bytes are cheapest.
    pub fn negotiate(offered: &[String]) -> Encoding {
        let offers = |name: &str| offered.iter().any(|o| o == name);
        match () {
            () if offers("utf-8") => Encoding::Utf8,
            () if offers("utf-32") && !offers("utf-16") => Encoding::Utf32,
            () => Encoding::Utf16,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    pub fn units(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
        }
    }
}

/// A JSON object of values that are there already; `json!` would copy each of them.
pub fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Object(pairs.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

/// A line and a column, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    pub line: usize,
    #[serde(rename = "character")]
    pub column: usize,
}

/// From one place to another.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Range {
    start: Position,
    end: Position,
}

impl Position {
    pub fn read(value: &Value) -> Option<Position> {
        let number = |name: &str| value.get(name)?.as_u64().map(|v| usize::try_from(v).unwrap_or(usize::MAX));
        Some(Position { line: number("line")?, column: number("character")? })
    }

    pub fn json(self) -> Value {
        object([("line", self.line.into()), ("character", self.column.into())])
    }
}

/// Where lines begin behind the line ends among some bytes: `\n`, `\r\n`, and `\r` alone.
fn starts(text: &[u8], within: std::ops::Range<usize>) -> impl Iterator<Item = usize> + '_ {
    within.filter(|i| text[*i] == b'\n' || text[*i] == b'\r' && text.get(i + 1) != Some(&b'\n')).map(|i| i + 1)
}

/// A text and where its lines begin.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    lines: Vec<usize>,
    pub encoding: Encoding,
}

impl Text {
    pub fn new(text: String, encoding: Encoding) -> Text {
        let lines = std::iter::once(0).chain(starts(text.as_bytes(), 0..text.len())).collect();
        Text { text, lines, encoding }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line).copied().unwrap_or(self.text.len())
    }

    /// A line without its end.
    pub fn line(&self, line: usize) -> &str {
        self.text[self.line_start(line)..self.line_start(line + 1)].trim_end_matches(['\n', '\r'])
    }

    /// The byte of a place; one that lies outside is the nearest that there is.
    pub fn offset(&self, at: Position) -> usize {
        if at.line >= self.lines.len() {
            return self.text.len();
        }
        let (start, line) = (self.line_start(at.line), self.line(at.line));
        let mut units = 0;
        for (i, c) in line.char_indices() {
            if units >= at.column {
                return start + i;
            }
            units += match self.encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
        }
        start + line.len()
    }

    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        Position { line, column: self.encoding.units(&self.text[self.lines[line]..offset]) }
    }

    pub fn between(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end.max(start)) }
    }

    pub fn range(&self, start: usize, end: usize) -> Value {
        let Range { start, end } = self.between(start, end);
        object([("start", start.json()), ("end", end.json())])
    }

    /// The bytes of a range that a client sent.
    pub fn bytes(&self, range: &Value) -> Option<std::ops::Range<usize>> {
        let (start, end) = (Position::read(range.get("start")?)?, Position::read(range.get("end")?)?);
        let (start, end) = (self.offset(start), self.offset(end));
        Some(start.min(end)..end.max(start))
    }

    /// Puts text in the place of a range, or of everything.
    pub fn change(&mut self, range: Option<std::ops::Range<usize>>, new: &str) {
        let Some(range) = range else {
            *self = Text::new(new.to_string(), self.encoding);
            return;
        };
        let (gone, come) = (range.len(), new.len());
        self.text.replace_range(range.clone(), new);
        // Whether a `\r` at an edge ends a line is decided by what stands behind it now.
        let from = range.start.saturating_sub(1);
        let first = self.lines.partition_point(|start| *start <= from);
        let last = self.lines.partition_point(|start| *start <= range.end);
        let rest = self.lines.split_off(last);
        self.lines.truncate(first);
        self.lines.extend(starts(self.text.as_bytes(), from..range.start + come));
        self.lines.extend(rest.into_iter().map(|start| start - gone + come));
    }

    /// The word around a place: letters, digits, and hyphens between them.
    pub fn word(&self, offset: usize) -> std::ops::Range<usize> {
        let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’');
        let start = self.text[..offset].char_indices().rev().take_while(|(_, c)| part(*c)).last().map_or(offset, |(i, _)| i);
        let end = self.text[offset..].char_indices().find(|(_, c)| !part(*c)).map_or(self.text.len(), |(i, _)| offset + i);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_was_agreed() {
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            let text = Text::new("a\né😀b\n".into(), encoding);
            assert_eq!(text.position(8), Position { line: 1, column }, "{encoding:?}");
            assert_eq!(text.offset(Position { line: 1, column }), 8);
            assert_eq!(text.offset(Position { line: 1, column: 99 }), 9);
            assert_eq!(text.offset(Position { line: 99, column: 0 }), 10);
        }
    }

    #[test]
    fn a_line_ends_in_any_of_three_ways() {
        let text = Text::new("a\rb\r\nc\nd\r".into(), Encoding::Utf16);
        assert_eq!(text.lines, [0, 2, 5, 7, 9]);
        assert_eq!(text.position(7), Position { line: 3, column: 0 });
        assert_eq!((text.line(1), text.line(3)), ("b", "d"));
    }

    #[test]
    fn a_change_leaves_what_a_new_text_would_be() {
        let mut text = Text::new("one\ntwo\nthree\n".into(), Encoding::Utf16);
        let edits = [(4..7, "2\n2.5"), (0..0, "\n"), (1..14, ""), (0..0, "end"), (0..0, "a\rb\r\nc"), (3..4, "\r"), (2..2, "\n"), (2..3, ""), (1..1, "\r"), (2..2, "\r\n"), (0..1, "\n"), (3..3, "x")];
        for (range, new) in edits {
            text.change(Some(range), new);
            let fresh = Text::new(text.as_str().to_string(), Encoding::Utf16);
            assert_eq!(text.lines, fresh.lines, "{:?}", text.as_str());
        }
    }
}
