//! Physical lines: where each begins and ends, how deep it stands, and which are blank or comment.
//! What a line says is read by the block parser.

use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::{FileId, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Blank,
    Comment,
    Text,
}

#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// First byte of the line.
    pub start: usize,
    /// First byte after its indentation.
    pub text: usize,
    /// End without trailing white space and line end.
    pub end: usize,
    /// Columns of indentation; a tab stands for two.
    pub indent: usize,
    pub kind: LineKind,
}

const ODD_SPACES: [char; 4] = ['\t', '\u{a0}', '\u{3000}', '\u{2003}'];

/// What has no width: a word behind it looks as if it stood first, and does not.
const INVISIBLE: [char; 4] = ['\u{200b}', '\u{200c}', '\u{2060}', '\u{feff}'];

/// The first line end of a file that has only such as no editor writes now: its lines cannot be told apart.
pub fn old_line_end(text: &str) -> Option<usize> {
    // The common end is looked for first: nearly every text has one soon.
    if text.contains('\n') { None } else { text.trim_end().find(['\r', '\u{2028}', '\u{2029}']) }
}

/// Splits a text into lines; tabs and odd spaces as indentation are one problem a file.
pub fn lines(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<Line> {
    if let Some(at) = old_line_end(text) {
        let ends = text.char_indices().filter(|(_, c)| matches!(c, '\r' | '\u{2028}' | '\u{2029}'));
        let edits = ends.map(|(i, c)| Edit { span: Span::new(file, i, i + c.len_utf8()), text: "\n".into() }).collect();
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        problems.push(
            Diagnostic::new(Code::Syntax, Span::new(file, at, at + width), "this file is one long line")
                .label("no line end of today")
                .help("its lines end as no editor ends them now; save it with line feeds")
                .fix_all("end the lines with line feeds", Applicability::Safe, edits),
        );
        return Vec::new();
    }
    let mut lines = Vec::with_capacity(text.len() / 32 + 1);
    let mut odd: Vec<Edit> = Vec::new();
    let mut start = 0;
    let mut in_comment: Option<usize> = None;
    while start < text.len() {
        let next = text[start..].find('\n').map_or(text.len(), |i| start + i + 1);
        let mut content = start;
        let mut indent = 0;
        let mut has_odd = false;
        for c in text[start..next].chars() {
            match c {
                ' ' => indent += 1,
                '\u{feff}' if content == 0 => {}
                c if INVISIBLE.contains(&c) => has_odd = true,
                c if ODD_SPACES.contains(&c) => {
                    indent += 2;
                    has_odd = true;
                }
                _ => break,
            }
            content += c.len_utf8();
        }
        let end = content + text[content..next].trim_end().len();
        let body = &text[content..end];
        let mut kind = match body {
            "" => LineKind::Blank,
            _ if body.starts_with("//") => LineKind::Comment,
            _ => LineKind::Text,
        };
        if in_comment.is_none() && body.starts_with("/*") {
            in_comment = Some(content);
        }
        if in_comment.is_some() {
            kind = LineKind::Comment;
            if let Some(close) = body.find("*/").filter(|i| !(*i == 1 && in_comment == Some(content))) {
                in_comment = None;
                let behind = content + close + 2 + (body[close + 2..].len() - body[close + 2..].trim_start().len());
                if behind < end {
                    let at = Span::new(file, behind, end);
                    problems.push(
                        Diagnostic::new(Code::CommentInProse, at, "what stands behind a block comment is not read")
                            .label("counts as comment")
                            .help("the comment ends at `*/`; put what follows on a line of its own")
                            .unsafe_fix("put it on a line of its own", Span::new(file, content + close + 2, behind), format!("\n{}", " ".repeat(indent))),
                    );
                }
            }
        }
        if has_odd && kind == LineKind::Text {
            odd.push(Edit { span: Span::new(file, start, content), text: " ".repeat(indent) });
        }
        lines.push(Line { start, text: content.min(end.max(start)), end: end.max(start), indent, kind });
        start = next;
    }
    if let Some(open) = in_comment {
        problems.push(
            Diagnostic::new(Code::UnclosedComment, Span::new(file, open, open + 2), "this block comment is never closed")
                .label("opened here")
                .help("end a line with `*/`; everything below counts as comment until then"),
        );
    }
    if let Some(first) = odd.first() {
        problems.push(
            Diagnostic::new(Code::TabIndent, first.span, "indentation is written with tabs or odd spaces")
                .label("a tab, or a space that is none")
                .help("indent with spaces, two for each level; a tab is read as two")
                .fix_all("indent with spaces", Applicability::Safe, odd),
        );
    }
    lines
}
