//! Blocks: which line belongs to which, and what kind of statement each line is.
//! Values inside a line are the line grammar's; names are only compared, never resolved.

mod centred;
mod flat;
mod fountain;
mod heading;
mod indentation;
mod keyed;
mod labelled;
mod parts;
mod prose;
mod repair;
mod screenplay;
mod speaks;
mod statement;
mod typed;
mod unknown;

use std::collections::HashSet;

use rayon::prelude::*;

use super::cue::{self, normalise};
use super::grammar::{self, Rule};
use super::layout::{self, Line, LineKind};
use super::tree::{Builder, Kind, Node};
use super::vocabulary;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::{FileId, Span};
pub use parts::Kept;
pub(crate) use repair::NAMELESS_SETUP;
pub(crate) use statement::{Context, Form, Statement, example_of, find, margin_habit};

/// A parsed text: its tree and what is wrong with its form.
#[derive(Clone, Debug)]
pub struct Parse {
    pub root: Node,
    pub problems: Vec<Diagnostic>,
}

/// Parses one file. `known` holds normalised names declared in other files; it decides what is a cue.
pub fn parse(file: FileId, text: &str, known: &HashSet<String>) -> Parse {
    parse_cut(file, text, known, None, parts::cuts)
}

/// As [`parse`], for a text that is read again and again: what was read before is read only where it is another now.
pub fn parse_again(file: FileId, text: &str, known: &HashSet<String>, kept: &Kept) -> Parse {
    parse_cut(file, text, known, Some(kept), parts::cuts)
}

fn parse_cut(file: FileId, text: &str, known: &HashSet<String>, kept: Option<&Kept>, cuts: impl Fn(&[Line], &str) -> Vec<usize>) -> Parse {
    let mut problems = Vec::new();
    let lines = layout::lines(text, file, &mut problems);
    let mut names = known.clone();
    for line in lines.iter().filter(|l| l.indent == 0 && l.kind == LineKind::Text) {
        let body = &text[line.text..line.end];
        for word in ["character", "extras"] {
            if let Some(rest) = body.strip_prefix(word).map(|rest| rest.trim_start_matches([':', '='])).and_then(|rest| rest.strip_prefix(' ')) {
                let name = rest.split("//").next().unwrap_or("").split(" from ").next().unwrap_or("").trim();
                names.insert(normalise(name));
            }
        }
    }
    // A script without capitals shows who speaks by nothing else than that somebody is framed or staged by the name.
    if !text.is_ascii() {
        for line in lines.iter().filter(|l| l.kind == LineKind::Text) {
            names.extend(framed(&text[line.text..line.end]).into_iter().map(normalise));
        }
    }
    let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let parser = |at: usize, until: usize| Parser {
        longest,
        file,
        text,
        lines: &lines,
        names: &names,
        at,
        until,
        out: Builder::starting(if at == 0 { 0 } else { lines[at].text }),
        problems: Vec::new(),
        dialogue_flat: false,
        shots_flat: false,
        bulleted: false,
        meant: None,
        slipped: 0,
        aligned: 0,
        realigned: Vec::new(),
        braces: Vec::new(),
        fences: Vec::new(),
        memory: Default::default(),
    };
    let level = margin_level(&lines, text, fountain::printed_title(&lines, text));
    let cuts = cuts(&lines, text);
    let parts = parts::read(parser, &cuts, level, kept).or_else(|| parts::read(parser, &[0, lines.len()], level, None)).unwrap_or_default();
    let mut root = Node { kind: Kind::Script, start: 0, end: text.len() as u32, children: Vec::new() };
    let (mut braces, mut fences, mut realigned) = (Vec::new(), Vec::new(), Vec::new());
    for mut part in parts {
        problems.append(&mut part.problems);
        braces.append(&mut part.braces);
        fences.append(&mut part.fences);
        realigned.append(&mut part.realigned);
        root.children.append(&mut part.nodes);
    }
    let end = root.children.last().map_or(0, |n| n.end);
    if (end as usize) < text.len() {
        root.children.push(Node { kind: Kind::Space, start: end, end: text.len() as u32, children: Vec::new() });
    }
    whole_file(&mut problems, braces, fences, realigned);
    Parse { root, problems }
}

/// Names in a shot, a set-up or a stage line that are of a script without capitals.
fn framed(body: &str) -> Vec<&str> {
    let rule = match statement::directive(body) {
        Some("shot") => Rule::shot_line,
        Some("setup") => Rule::setup_line,
        Some("stage") => Rule::stage_line,
        _ => return Vec::new(),
    };
    let uncased = |name: &&str| name.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_uppercase() && !cue::is_small(c));
    if body.is_ascii() { Vec::new() } else { grammar::names(rule, without_comment(body)).into_iter().filter(uncased).collect() }
}

/// The depth at which a file's first statements stand: that of the first line, unless it is the odd one. Where headings stand
/// is the margin; a first line without what it belongs to does not move it. `title`: how many lines are a title page.
fn margin_level(lines: &[Line], source: &str, title: usize) -> Option<usize> {
    let lines = &lines[title..];
    let text = || lines.iter().filter(|l| l.kind == LineKind::Text);
    let first = text().next()?.indent;
    if first == 0 {
        return Some(0);
    }
    let count = |depth: usize| text().filter(|l| l.indent == depth).count();
    let headings = |depth: usize| text().filter(|l| l.indent == depth && cue::is_heading(&source[l.text..l.end])).count();
    let (out, deep) = (headings(0), headings(first));
    let outer = if out == deep { count(0) > count(first) } else { out > deep };
    Some(if outer { 0 } else { first })
}

/// What is one report for a file, wherever in it the mistakes stand.
fn whole_file(problems: &mut Vec<Diagnostic>, braces: Vec<(Span, Edit)>, fences: Vec<(Span, Edit)>, realigned: Vec<Edit>) {
    if let Some((first, _)) = fences.first() {
        problems.push(
            Diagnostic::new(Code::Fountain, *first, "a script stands in no fences")
                .label("where code begins or ends in Markdown")
                .help("they came along when the script was copied; take them away")
                .fix_all("take them away", Applicability::Safe, fences.into_iter().map(|(_, edit)| edit).collect()),
        );
    }
    if let Some((first, _)) = braces.first() {
        problems.push(
            Diagnostic::new(Code::Braces, *first, "Frost has no braces and no semicolons")
                .label("the first of them")
                .help("what belongs to a statement is indented under it, and a statement ends with its line; take them away")
                .fix_all("take them away", Applicability::Unsafe, braces.into_iter().map(|(_, edit)| edit).collect()),
        );
    }
    // A line that stands where it cannot stand has no depth there either.
    let nowhere: HashSet<u32> = problems.iter().filter(|p| p.code == Code::Misplaced).map(|p| p.span.start).collect();
    problems.retain(|p| p.code != Code::Indentation || !nowhere.contains(&p.span.end));
    let odd = problems.iter_mut().filter(|p| p.code == Code::TabIndent).flat_map(|p| &mut p.fixes).flat_map(|f| &mut f.edits);
    for edit in odd {
        if let Ok(i) = realigned.binary_search_by_key(&edit.span.start, |e| e.span.start) {
            edit.text.clone_from(&realigned[i].text);
        }
    }
}

/// Statements longer than this are a mistake, and slow to take apart.
const LONGEST: usize = 64 << 10;

struct Parser<'a> {
    file: FileId,
    text: &'a str,
    lines: &'a [Line],
    /// Normalised names of people.
    names: &'a HashSet<String>,
    /// Characters of the longest of them.
    longest: usize,
    /// The line to read next.
    at: usize,
    /// The line that is another part's.
    until: usize,
    out: Builder,
    problems: Vec<Diagnostic>,
    /// Flat dialogue was reported in this scene.
    dialogue_flat: bool,
    /// Flat shots were.
    shots_flat: bool,
    /// The marks of a list before its action were.
    bulleted: bool,
    /// The next statement begins with so many bytes of a misspelt word, and the word.
    meant: Option<(usize, String)>,
    /// Up to this byte lines at the margin were told to belong to the scene above.
    slipped: usize,
    /// Up to this byte lines that stand too deep were told, or are put right by a report about their scene.
    aligned: usize,
    /// Lines with tabs or odd blanks before them that stand at a depth of their own, and the blanks that they should have.
    realigned: Vec<Edit>,
    /// Braces and semicolons, and what goes with them.
    braces: Vec<(Span, Edit)>,
    /// Fences of code around the script, or parts of it, and their lines.
    fences: Vec<(Span, Edit)>,
    memory: grammar::Memory<'a>,
}

impl<'a> Parser<'a> {
    fn body(&self, line: &Line) -> &'a str {
        &self.text[line.text..line.end]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Adds blank lines and comments from `at` on to the tree, and gives the next line of text.
    fn trivia(&mut self) -> Option<Line> {
        while let Some(line) = self.lines.get(self.at).copied() {
            match line.kind {
                LineKind::Text => return Some(line),
                LineKind::Comment => {
                    self.out.skip(line.text);
                    self.out.leaf(Kind::Comment, line.end);
                }
                LineKind::Blank => {}
            }
            self.at += 1;
        }
        None
    }

    /// The next line of text after `at` that directly follows, with no blank between; comments do not part lines.
    fn directly_below(&self) -> Option<Line> {
        let mut i = self.at + 1;
        while let Some(line) = self.lines.get(i) {
            match line.kind {
                LineKind::Text => return Some(*line),
                LineKind::Comment => i += 1,
                LineKind::Blank => return None,
            }
        }
        None
    }

    /// The lines up to the next part's; `None` if something in them takes hold of the next part's first line.
    fn part(mut self, level: Option<usize>) -> Option<Parser<'a>> {
        self.margin(level);
        if let Some(line) = self.lines.get(self.until) {
            self.trivia();
            self.out.skip(line.text);
        }
        (self.until == self.lines.len() || self.at == self.until).then_some(self)
    }

    /// What stands at the margin, which is so deep.
    fn margin(&mut self, level: Option<usize>) {
        self.statements(Context::Margin, 0, level);
    }

    /// Statements at one depth, as long as lines stand at least at `indent`.
    fn block(&mut self, context: Context, indent: usize) {
        self.statements(context, indent, None);
    }

    fn statements(&mut self, context: Context, indent: usize, level: Option<usize>) {
        let mut level = level.or_else(|| self.level(context, indent));
        loop {
            self.furniture(context, indent);
            let Some(line) = self.peek_in(indent).or_else(|| self.slipped(context, indent, level)) else { return };
            // A heading, or what only the margin has, ends a scene however deep it stands.
            if context != Context::Margin && self.ends_scene(context, &line) || self.belongs_above(context, level, &line) {
                return;
            }
            self.trivia();
            if context.has_prose() && self.centred(&line, level.unwrap_or(line.indent.min(self.depth_of_block(indent)))) {
                continue;
            }
            let depth = *level.get_or_insert(line.indent);
            // Whoever speaks too deep says what is deeper still.
            let speaks = context.has_prose() && line.indent > depth && self.sunk_speech(self.at, depth) > 0;
            if line.indent != depth {
                self.misaligned(&line, depth);
            }
            // It is read at the depth that the fix gives it.
            let line = if speaks { line } else { Line { indent: depth, ..line } };
            let before = self.at;
            self.statement(context, &line);
            if self.at == before {
                self.at += 1;
            }
        }
    }

    /// The next line of text if it stands at least `indent` deep; moves over nothing.
    fn peek_in(&self, indent: usize) -> Option<Line> {
        let line = self.lines[self.at.min(self.until)..self.until].iter().find(|l| l.kind == LineKind::Text)?;
        (line.indent >= indent).then_some(*line)
    }

    fn ends_scene(&self, context: Context, line: &Line) -> bool {
        let body = self.body(line);
        if matches!(context, Context::Scene | Context::Shot) && (heads(context, line, body) || self.numbered_heading(line) || line.indent == 0 && (heading::is_marked(body) || heading::misspelt(body).is_some_and(|(n, _)| n > 0))) {
            return true;
        }
        context == Context::Scene && line.indent == 0 && statement::opens_margin(body)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn statement(&mut self, context: Context, line: &Line) {
        let body = self.body(line);
        self.out.skip(line.text);
        if context == Context::Cue {
            return self.dialogue(line, line.indent);
        }
        if heads(context, line, body) {
            return self.scene(line, context);
        }
        if self.transition_to_a_place(context, line) || self.announced(context, line) || self.marked_heading(context, line) || self.heading_alone(context, line) || self.misspelt_heading(context, line) || self.fountain(context, line) || self.labelled(context, line) {
            return;
        }
        if body.contains(['{', '}']) && body.chars().all(|c| matches!(c, '{' | '}' | ';' | ',' | ' ')) {
            // The whole line goes, with its end.
            let next = self.lines.get(self.at + 1).map_or(self.text.len(), |l| l.start);
            self.brace(self.span(line.text, line.end), self.span(line.start, next));
            self.out.leaf(Kind::Error, line.end);
            self.at += 1;
            return;
        }
        if let Some(forced) = body.strip_prefix('!')
            && context.has_prose() && !forced.is_empty() {
                return self.action(line);
            }
        // `IRIS` with words under it is somebody who speaks.
        let speaks = context != Context::Margin && self.is_cue(body) && self.directly_below().is_some_and(|l| l.indent > line.indent);
        let bare = without_comment(body);
        if context.has_transitions() && !speaks && let Some(word) = cue::screenplay_transition(bare) {
            if !cue::is_plain_transition(bare) {
                self.near_transition(line, word);
            }
            self.leaf_and_comment(Kind::Transition, line);
            self.at += 1;
            return;
        }
        if !speaks && self.screenplay(context, line) || self.listed(context, line) {
            return;
        }
        if self.keyed(context, line) || self.called(context, line) || self.card_for_film(context, line) {
            return;
        }
        if let Some(word) = statement::directive(body) {
            if let Some(found) = statement::find(context, word, body) {
                if self.reads_like_action(context, &found, line) {
                    return;
                }
                return self.directive(found, line);
            }
            return self.unknown_directive(context, word, line);
        }
        if (context.has_prose() || context == Context::Margin) && self.shouted(context, line) {
            return;
        }
        if context.has_prose() {
            if self.is_cue(body) && self.cue(line) || self.said_on_the_line(line) {
                return;
            }
            if cue::is_slug(body) || prose::timed_slug(body).is_some() {
                self.slug(line);
                return;
            }
            return self.action(line);
        }
        if context == Context::Margin {
            if self.shouted_transition(line) || self.montage_at_margin(line) {
                return;
            }
            // A note is nobody's but the author's.
            if body.starts_with("[[") && body.ends_with("]]") {
                self.out.leaf(Kind::Comment, line.end);
                self.at += 1;
                return;
            }
            // A screenplay may open with action before any heading; nothing can show it.
            let problem = Diagnostic::new(Code::Stray, self.span(line.text, line.end), "this text belongs to no scene")
                .label("prose at the margin")
                .help("put a heading such as `INT. KITCHEN - NIGHT` above it, or make it a comment with `//`");
            self.problem(problem);
            self.out.leaf(Kind::Error, line.end);
            self.at += 1;
            // Lines directly below are the same mistake.
            while let Some(next) = self.lines.get(self.at).copied().filter(|l| l.kind == LineKind::Text) {
                let own = self.body(&next);
                if next.indent <= line.indent && (cue::is_heading(own) || statement::directive(own).is_some() || cue::screenplay_transition(own).is_some()) {
                    break;
                }
                self.out.skip(next.text);
                self.out.leaf(Kind::Error, next.end);
                self.at += 1;
            }
            return;
        }
        self.unknown_property(context, line);
    }

    fn scene(&mut self, line: &Line, context: Context) {
        if context != Context::Margin {
            self.problem(
                Diagnostic::new(Code::Indentation, self.span(line.start, line.text), "a heading stands at the margin")
                    .label("indented")
                    .fix("move it to the margin", self.span(line.start, line.text), ""),
            );
        }
        self.out.start(Kind::Scene);
        self.leaf_and_comment(Kind::Heading, line);
        // Marks behind it were told.
        let end = self.lines[self.at].end;
        self.out.leaf(Kind::Error, if line.end < end { end } else { line.end });
        self.at += 1;
        self.dialogue_flat = false;
        self.shots_flat = false;
        self.bulleted = false;
        let inner = self.peek_in(0);
        match inner {
            Some(next) if next.indent > line.indent && !self.opens_centred(line.indent) => self.block(Context::Scene, line.indent + 1),
            Some(_) if let Some(depth) = self.slipped_first(line) => self.statements(Context::Scene, line.indent + 1, Some(depth)),
            Some(next) if self.is_flat_scene(&next) => self.flat_scene(line),
            _ => {}
        }
        self.out.finish();
    }

    /// A line that is no prose, and the comment behind it.
    fn leaf_and_comment(&mut self, kind: Kind, line: &Line) {
        let bare = without_comment(self.body(line)).len();
        self.out.leaf(kind, line.text + bare);
        let rest = &self.text[line.text + bare..line.end];
        self.out.skip(line.end - rest.trim_start().len());
        self.out.leaf(Kind::Comment, line.end);
    }
}

/// Whether a line is a heading where it stands: indented, it is in capitals or ends with its hour, or `Ext. 42 rings`
/// would be one.
fn heads(context: Context, line: &Line, body: &str) -> bool {
    // A place in a script without capitals is in no small letters either.
    let large = |body: &str| body.starts_with(['I', 'E']) && !body.chars().any(cue::is_small);
    // `Int. Hall - Night`: its hour says what it is.
    let timed = |body: &str| body.rsplit_once(" - ").is_some_and(|(place, hour)| place.contains(". ") && vocabulary::find(vocabulary::Class::Hour, hour.trim()).is_some());
    cue::is_heading(body) && (context == Context::Margin || line.indent == 0 || large(without_comment(body)) || timed(without_comment(body)))
}

/// `A AND B`, in any case, `A & B`, `A/B`, `A + B` and `A, B`.
pub(crate) fn split_and(name: &str) -> Option<(&str, &str)> {
    let lower = name.to_ascii_lowercase();
    let (at, mark) = [" and ", "&", "/", " + ", ", "].into_iter().find_map(|mark| Some((lower.find(mark)?, mark)))?;
    let (a, b) = (name[..at].trim(), name[at + mark.len()..].trim());
    (!a.is_empty() && !b.is_empty()).then_some((a, b))
}

/// A typed line without its trailing comment.
fn without_comment(body: &str) -> &str {
    // Nearly every line has none.
    if !body.as_bytes().contains(&b'/') {
        return body;
    }
    let mut quoted = false;
    let bytes = body.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'/' if !quoted && bytes.get(i + 1) == Some(&b'/') && body[..i].ends_with(char::is_whitespace) => return body[..i].trim_end(),
            _ => {}
        }
    }
    body
}

#[cfg(test)]
mod tests;
