//! The one layout: indentation by depth, one space between the words of a statement, values of declarations in a column.
//! Prose, comments and what stands in quotes keep every byte. Long lines of prose are wrapped where that is asked for;
//! lines are never joined.

use std::collections::{HashMap, HashSet};

use super::layout::{self, LineKind};
use super::lines;
use super::parser::parse;
use super::tree::{Kind, Node};
use crate::source::FileId;

/// The column, after the indentation, in which values of declarations and of a scene's conditions stand.
const COLUMN: usize = 9;
const STEP: usize = 2;

/// Formats a script. `known` holds names declared in other files, as for parsing.
pub fn format(text: &str, known: &HashSet<String>) -> String {
    format_wrapped(text, known, None)
}

/// As [`format`]; lines of prose that are longer than `wrap` columns go on in a deeper line.
pub fn format_wrapped(text: &str, known: &HashSet<String>, wrap: Option<usize>) -> String {
    // A file whose lines cannot be told apart is left as it is.
    if layout::old_line_end(text).is_some() {
        return text.to_string();
    }
    // Where a text changes, its lines can read otherwise than before; a few rounds settle it.
    let mut out = once(text, known, wrap);
    let mut read = text.to_string();
    for _ in 0..ROUNDS {
        if out == read {
            break;
        }
        let next = once(&out, known, wrap);
        read = std::mem::replace(&mut out, next);
    }
    out
}

const ROUNDS: usize = 8;

fn once(text: &str, known: &HashSet<String>, wrap: Option<usize>) -> String {
    let parsed = parse(FileId(0), text, known);
    let lines = layout::lines(text, FileId(0), &mut Vec::new());
    let mut walker = Walker { text, placed: HashMap::new(), broken: None, wrap };
    walker.children(&parsed.root, 0, Place::Margin);
    let placed = walker.placed;
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut blank = false;
    let mut in_comment = false;
    let mut before = 0;
    // The indentation that lines of text have now, by number of the line.
    let indents: Vec<Option<usize>> = lines.iter().map(|l| placed.get(&l.text).filter(|_| l.kind == LineKind::Text).map(|p| p.0)).collect();
    let mut below = vec![None; lines.len()];
    let mut next: Option<(usize, usize)> = None;
    for i in (0..lines.len()).rev() {
        below[i] = next;
        if let Some(indent) = indents[i] {
            next = Some((lines[i].indent, indent));
        }
    }
    for (i, line) in lines.iter().enumerate() {
        let body = &text[line.text..line.end];
        if body.is_empty() && !in_comment {
            blank = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push('\n');
        }
        if line.kind == LineKind::Comment {
            let opens = body.starts_with("/*");
            if in_comment {
                // Inside a block comment the author's own layout stays.
                out.push_str(&text[line.start..line.end]);
            } else {
                let indent = match below[i] {
                    // Deeper than what follows, it belongs to what stands above.
                    Some((was, now)) if line.indent > was && before > now => before,
                    Some((_, now)) => now,
                    None => before,
                };
                let indent = if line.indent == 0 { 0 } else { indent };
                out.extend(std::iter::repeat_n(' ', indent));
                out.push_str(body);
            }
            in_comment = (in_comment || opens) && !body.find("*/").is_some_and(|i| in_comment || i > 1);
        } else if let Some((indent, content)) = placed.get(&line.text) {
            out.extend(std::iter::repeat_n(' ', *indent));
            out.push_str(content);
            before = content.rsplit_once('\n').map_or(*indent, |(_, last)| last.len() - last.trim_start().len());
        } else {
            out.extend(std::iter::repeat_n(' ', line.indent));
            out.push_str(body);
        }
        out.push('\n');
    }
    out
}

/// Where a statement stands decides whether its value goes to the column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Margin,
    Declaration,
    Scene,
    Shot,
    Cue,
}

struct Walker<'a> {
    text: &'a str,
    /// The new indentation and content of the line whose text begins at a byte.
    placed: HashMap<usize, (usize, String)>,
    /// The column of the first of some lines that could not be read.
    broken: Option<usize>,
    wrap: Option<usize>,
}

impl Walker<'_> {
    fn put(&mut self, start: u32, indent: usize, content: String) {
        self.placed.insert(start as usize, (indent, content));
    }

    /// A line of prose, wrapped where it is too long: what is over goes on `deeper`, from `column` on.
    fn prose_line(&self, text: &str, column: usize, deeper: usize) -> String {
        let Some(wrap) = self.wrap else { return text.to_string() };
        // Blanks that were put there on purpose would not survive.
        if text.contains("  ") || text.chars().any(|c| c.is_whitespace() && c != ' ') {
            return text.to_string();
        }
        let mut out = String::with_capacity(text.len() + 16);
        let mut at = column;
        for (spaced, word) in lines::pieces(text) {
            let long = word.chars().count();
            // These would begin something else at the start of a line.
            let stays = word.is_empty() || word.starts_with(['(', '（', '/', '*', '!', '@', '\\']) || out.is_empty();
            if at + usize::from(spaced) + long > wrap && !stays {
                out.truncate(out.trim_end().len());
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', deeper));
                at = deeper + long;
            } else {
                if spaced {
                    out.push(' ');
                    at += 1;
                }
                at += long;
            }
            out.push_str(word);
        }
        // What is left of the first line must not look like who speaks.
        let first = out.lines().next().and_then(|l| l.split("//").next()).unwrap_or("").trim_end();
        let prose = !text.starts_with('@') && (first.chars().any(char::is_lowercase) && first.split(' ').count() >= 4 || lines::breaks_anywhere(first) && first.chars().count() >= 12);
        if prose { out } else { text.to_string() }
    }

    fn children(&mut self, node: &Node, indent: usize, place: Place) {
        for child in &node.children {
            self.node(child, indent, place);
        }
    }

    fn node(&mut self, node: &Node, indent: usize, place: Place) {
        if matches!(node.kind, Kind::Scene | Kind::Block | Kind::Cue) {
            self.broken = None;
        }
        match node.kind {
            Kind::Scene => {
                for child in &node.children {
                    match child.kind {
                        Kind::Heading => {
                            let heading = spaced(child.text(self.text)) + &self.comment_behind(child.end);
                            self.put(child.start, indent, heading);
                        }
                        _ => self.node(child, indent + STEP, Place::Scene),
                    }
                }
            }
            Kind::Block => {
                let inner = match (place, node.line().rule()) {
                    (_, Some(super::Rule::shot_line)) => Place::Shot,
                    _ => Place::Declaration,
                };
                let mut own = true;
                for child in &node.children {
                    let statement = !matches!(child.kind, Kind::Space | Kind::Comment);
                    if own && statement {
                        own = false;
                        self.node(child, indent, place);
                        // What stands under a line that cannot be read is measured against itself.
                        self.broken = None;
                    } else {
                        self.node(child, indent + STEP, inner);
                    }
                }
            }
            Kind::Cue => {
                for child in &node.children {
                    let depth = if child.kind == Kind::CueLine { indent } else { indent + STEP };
                    self.node(child, depth, Place::Cue);
                }
            }
            Kind::Action => {
                let mut first = true;
                for child in node.children.iter().filter(|c| c.kind == Kind::Text) {
                    let depth = if std::mem::take(&mut first) { indent } else { indent + STEP };
                    let line = self.prose_line(child.text(self.text), depth, indent + STEP);
                    self.put(child.start, depth, line);
                }
            }
            Kind::Prose => self.prose(node, indent, place),
            Kind::Dialogue => {
                let line = self.prose_line(node.text(self.text), indent, indent);
                self.put(node.start, indent, line);
            }
            Kind::CueLine | Kind::Parenthetical | Kind::Transition => {
                let line = spaced(node.text(self.text)) + &self.comment_behind(node.end);
                self.put(node.start, indent, line);
            }
            Kind::Error => {
                // Lines that could not be read keep their depth against the first of them.
                let column = self.column_of(node.start);
                // At the margin nothing is known of what it belongs to, and its depth may say it.
                let rest = &self.text[node.start as usize..];
                if place == Place::Margin && indent == 0 {
                    self.put(node.start, column, rest.lines().next().unwrap_or("").trim_end().to_string());
                    return;
                }
                let base = self.broken.map_or(column, |b| b.min(column));
                self.broken = Some(base);
                // With whatever stands behind it on its line, such as a comment.
                self.put(node.start, indent + (column - base), rest.lines().next().unwrap_or("").trim_end().to_string());
                return;
            }
            Kind::Line(_) => self.typed(node, indent, place),
            Kind::Script | Kind::Heading | Kind::Keyword | Kind::Text | Kind::Comment | Kind::Space => return,
        }
        self.broken = None;
    }

    /// The comment behind a line that ends at `end`, with two spaces before it.
    fn comment_behind(&self, end: u32) -> String {
        let rest = self.text[end as usize..].lines().next().unwrap_or("").trim();
        if rest.is_empty() { String::new() } else { format!("  {rest}") }
    }

    fn column_of(&self, start: u32) -> usize {
        let line = self.text[..start as usize].rfind('\n').map_or(0, |i| i + 1);
        self.text[line..start as usize].chars().count()
    }

    fn prose(&mut self, node: &Node, indent: usize, place: Place) {
        let mut texts = node.children.iter().filter(|c| c.kind == Kind::Text);
        let word = node.children.first().filter(|c| c.kind == Kind::Keyword).map_or("", |k| k.text(self.text));
        let column = column(place).max(word.len() + 1);
        let first = texts.next();
        let head = node.children.first().map_or(node.start, |k| k.start);
        // With nothing behind the word, the first text stands on a line of its own.
        let same_line = first.is_some_and(|t| !self.text[head as usize..t.start as usize].contains('\n'));
        match first {
            Some(text) if same_line => {
                let line = self.prose_line(text.text(self.text), indent + column, indent + column);
                self.put(head, indent, format!("{word:column$}{line}"));
            }
            Some(text) => {
                self.put(head, indent, word.to_string());
                self.put(text.start, indent + column, text.text(self.text).to_string());
            }
            None => self.put(head, indent, word.to_string()),
        }
        for text in texts {
            let line = self.prose_line(text.text(self.text), indent + column, indent + column);
            self.put(text.start, indent + column, line);
        }
    }

    fn typed(&mut self, node: &Node, indent: usize, place: Place) {
        // The statement with a comment behind it on the same line.
        let start = node.start as usize;
        let end = node.end as usize;
        let line_end = self.text[end..].find('\n').map_or(self.text.len(), |i| end + i);
        let whole = self.text[start..line_end].trim_end();
        let mut lines = tidy(whole).into_iter();
        let mut at = start;
        let Some(first) = lines.next() else { return };
        let aligned = align(&first, column(place));
        self.put(at as u32, indent, aligned);
        for line in lines {
            // The next physical line that holds text.
            let Some(skip) = self.text[at..].find('\n') else { return };
            at += skip + 1;
            let body = self.text[at..].len() - self.text[at..].trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}', '\u{2003}']).len();
            self.put((at + body) as u32, indent + 2 * STEP, line);
            at += body;
        }
    }
}

fn column(place: Place) -> usize {
    match place {
        Place::Declaration | Place::Scene => COLUMN,
        _ => 0,
    }
}

/// Pads the first word so that what follows stands in the column. Shots and transitions are not aligned.
fn align(line: &str, column: usize) -> String {
    let Some((word, rest)) = line.split_once(' ') else { return line.to_string() };
    let property = matches!(
        word,
        "size" | "font" | "ref" | "rate" | "runtime" | "loudness" | "style" | "cast" | "seed" | "palette" | "grain" | "vignette" | "pace" | "height" | "wears" | "count" | "weather" | "light" | "stage" | "music" | "sound" | "allow" | "super" | "title"
    );
    if column == 0 || !property {
        return line.to_string();
    }
    format!("{word:0$}{rest}", column.max(word.len() + 1))
}

/// A line with single blanks between its words.
fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A typed statement with single spaces, a space after each comma and none before; one string a physical line.
fn tidy(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for raw in text.split('\n') {
        let raw = raw.trim();
        let mut out = String::with_capacity(raw.len());
        let mut quoted = false;
        let mut pending = false;
        let mut rest = raw;
        while let Some(c) = rest.chars().next() {
            if quoted {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                match c {
                    '\\' => {
                        if let Some(escaped) = rest.chars().next() {
                            out.push(escaped);
                            rest = &rest[escaped.len_utf8()..];
                        }
                    }
                    '"' | '“' | '”' => quoted = false,
                    _ => {}
                }
                continue;
            }
            if c == ' ' || c == '\t' || c == '\u{a0}' || c == '\u{3000}' {
                pending = true;
                rest = &rest[c.len_utf8()..];
                continue;
            }
            if pending && rest.starts_with("//") {
                out.push_str("  ");
                out.push_str(rest);
                break;
            }
            if c == ',' {
                pending = true;
                out.push(',');
                rest = &rest[1..];
                continue;
            }
            if std::mem::take(&mut pending) && !out.is_empty() {
                out.push(' ');
            }
            quoted = matches!(c, '"' | '“' | '”');
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
        lines.push(out);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        let once = format(text, &HashSet::new());
        assert_eq!(format(&once, &HashSet::new()), once, "formatting twice changes nothing");
        once
    }

    #[test]
    fn declarations_stand_in_a_column_and_shots_do_not() {
        let text = "film   \"A\"\n    size 1920x804\n    rate   24 // film\n\ncharacter BO\n   look a man,\n     old\n\n\n\nINT. A - DAY\n   weather snow ,heavy\n   shot wide,4s\n      camera  push in,slow\n      Bo runs\n        away.\n      BO\n         Hey  there.\n";
        insta::assert_snapshot!(formatted(text), @r#"
        film "A"
          size     1920x804
          rate     24  // film

        character BO
          look     a man,
                   old

        INT. A - DAY
          weather  snow, heavy
          shot wide, 4s
            camera push in, slow
            Bo runs
              away.
            BO
              Hey  there.
        "#);
    }

    #[test]
    fn a_pasted_screenplay_is_indented() {
        let text = "INT. A - DAY\n\nBo runs.\n\nBO\n(quietly)\nHey.\n\nEXT. B - DAY\n\nIt rains.\n";
        assert_eq!(formatted(text), "INT. A - DAY\n\n  Bo runs.\n\n  BO\n    (quietly)\n    Hey.\n\nEXT. B - DAY\n\n  It rains.\n");
    }

    #[test]
    fn long_prose_is_wrapped_where_that_is_asked_for() {
        let text = "style day\n  look     cold light over everything that stands there, and long shadows\n\nINT. A - DAY\n  Bo runs along the wall and (as always) looks for a way out of it all, twice.\n  BO\n    I have been here before, and nobody opened then either, so why should they now?\n";
        let once = format_wrapped(text, &HashSet::new(), Some(44));
        insta::assert_snapshot!(once, @r#"
        style day
          look     cold light over everything that
                   stands there, and long shadows

        INT. A - DAY
          Bo runs along the wall and (as always)
            looks for a way out of it all, twice.
          BO
            I have been here before, and nobody
            opened then either, so why should they
            now?
        "#);
        assert_eq!(format_wrapped(&once, &HashSet::new(), Some(44)), once);
        assert_eq!(format(&once, &HashSet::new()), once);
        let words = |t: &str| t.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        assert_eq!(words(&once), words(text));
    }

    #[test]
    fn prose_without_blanks_is_wrapped_between_letters() {
        let text = "INT. 駅 - NIGHT\n  雨の音だけが聞こえる。「誰か、いますか」と声がして、古い駅の時計が止まる。\n";
        let once = format_wrapped(text, &HashSet::new(), Some(22));
        insta::assert_snapshot!(once, @r"
        INT. 駅 - NIGHT
          雨の音だけが聞こえる。「誰か、いますか」
            と声がして、古い駅の時計が止まる。
        ");
        assert_eq!(format_wrapped(&once, &HashSet::new(), Some(22)), once);
        let letters = |t: &str| t.split_whitespace().collect::<String>();
        assert_eq!(letters(&once), letters(text));
    }

    #[test]
    fn comments_keep_their_bytes() {
        let text = "// top\nINT. A - DAY\n   // in\n   /* a\n        b */\n   Bo runs.\n      // odd\n   Bo sits.\n";
        let out = formatted(text);
        for part in ["// top\n", "  // in\n", "/* a\n        b */\n", "// odd\n"] {
            assert!(out.contains(part), "{out}");
        }
    }
}
