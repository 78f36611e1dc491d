//! Blocks: which line belongs to which, and what kind of statement each line is.
//! Values inside a line are the line grammar's; names are only compared, never resolved.

mod centred;
mod fountain;
mod heading;
mod indentation;
mod keyed;
mod labelled;
mod prose;
mod repair;
mod screenplay;
mod statement;
mod typed;

use std::collections::HashSet;

use rayon::prelude::*;

use super::cue::{self, normalise};
use super::grammar::{self, Rule};
use super::layout::{self, Line, LineKind};
use super::tree::{Builder, Kind, Node};
use super::vocabulary;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::{FileId, Span};
pub(crate) use statement::{Context, Form, Statement, example_of, find, margin_habit};

/// A parsed text: its tree and what is wrong with its form.
#[derive(Clone, Debug)]
pub struct Parse {
    pub root: Node,
    pub problems: Vec<Diagnostic>,
}

/// Parses one file. `known` holds normalised names declared in other files; it decides what is a cue.
pub fn parse(file: FileId, text: &str, known: &HashSet<String>) -> Parse {
    parse_cut(file, text, known, cuts)
}

fn parse_cut(file: FileId, text: &str, known: &HashSet<String>, cuts: impl Fn(&[Line], &str) -> Vec<usize>) -> Parse {
    let mut problems = Vec::new();
    let lines = layout::lines(text, file, &mut problems);
    let mut names = known.clone();
    for line in lines.iter().filter(|l| l.indent == 0 && l.kind == LineKind::Text) {
        let body = &text[line.text..line.end];
        for word in ["character ", "extras "] {
            if let Some(rest) = body.strip_prefix(word) {
                let name = rest.split("//").next().unwrap_or("").split(" from ").next().unwrap_or("").trim();
                names.insert(normalise(name));
            }
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
        meant: None,
        slipped: 0,
        realigned: Vec::new(),
        braces: Vec::new(),
        memory: Default::default(),
    };
    let level = margin_level(&lines);
    let cuts = cuts(&lines, text);
    let parts: Option<Vec<Parser>> = match cuts.len() {
        2 => None,
        _ => cuts.par_windows(2).map(|w| parser(w[0], w[1]).part(level)).collect(),
    };
    let parts = parts.unwrap_or_else(|| {
        let mut whole = parser(0, lines.len());
        whole.margin(level);
        vec![whole]
    });
    let mut root = Node { kind: Kind::Script, start: 0, end: text.len() as u32, children: Vec::new() };
    let last = parts.len() - 1;
    let (mut braces, mut realigned) = (Vec::new(), Vec::new());
    for (i, mut part) in parts.into_iter().enumerate() {
        if i == last {
            part.out.skip(text.len());
        }
        problems.append(&mut part.problems);
        braces.append(&mut part.braces);
        realigned.append(&mut part.realigned);
        root.children.append(&mut part.out.done().children);
    }
    whole_file(&mut problems, braces, realigned);
    Parse { root, problems }
}

/// The depth at which a file's first statements stand: that of the first line, unless it is the odd one.
fn margin_level(lines: &[Line]) -> Option<usize> {
    let text = || lines.iter().filter(|l| l.kind == LineKind::Text);
    let first = text().next()?.indent;
    if first == 0 {
        return Some(0);
    }
    let count = |depth: usize| text().filter(|l| l.indent == depth).count();
    Some(if count(0) > count(first) { 0 } else { first })
}

/// What is one report for a file, wherever in it the mistakes stand.
fn whole_file(problems: &mut Vec<Diagnostic>, braces: Vec<(Span, Edit)>, realigned: Vec<Edit>) {
    if let Some((first, _)) = braces.first() {
        problems.push(
            Diagnostic::new(Code::Braces, *first, "Frost has no braces and no semicolons")
                .label("the first of them")
                .help("what belongs to a statement is indented under it, and a statement ends with its line; take them away")
                .fix_all("take them away", Applicability::Unsafe, braces.into_iter().map(|(_, edit)| edit).collect()),
        );
    }
    let odd = problems.iter_mut().filter(|p| p.code == Code::TabIndent).flat_map(|p| &mut p.fixes).flat_map(|f| &mut f.edits);
    for edit in odd {
        if let Ok(i) = realigned.binary_search_by_key(&edit.span.start, |e| e.span.start) {
            edit.text.clone_from(&realigned[i].text);
        }
    }
}

/// Where a long text is cut into parts that are read side by side: before headings at the margin, which end all that is
/// above them. The first line and the one after the last are cuts too.
fn cuts(lines: &[Line], text: &str) -> Vec<usize> {
    const LONG: usize = 2000;
    let mut out = vec![0];
    if lines.len() > LONG {
        let size = (lines.len() / (2 * rayon::current_num_threads())).max(LONG / 4);
        for (i, line) in lines.iter().enumerate() {
            let last = out[out.len() - 1];
            if i >= last + size && line.indent == 0 && line.kind == LineKind::Text && cue::is_heading(&text[line.text..line.end]) {
                out.push(i);
            }
        }
    }
    out.push(lines.len());
    out
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
    /// The next statement begins with so many bytes of a misspelt word, and the word.
    meant: Option<(usize, String)>,
    /// Up to this byte lines at the margin were told to belong to the scene above.
    slipped: usize,
    /// Lines with tabs or odd blanks before them that stand at a depth of their own, and the blanks that they should have.
    realigned: Vec<Edit>,
    /// Braces and semicolons, and what goes with them.
    braces: Vec<(Span, Edit)>,
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
        while let Some(line) = self.peek_in(indent).or_else(|| self.slipped(context, indent, level)) {
            // A heading, or what only the margin has, ends a scene however deep it stands.
            if context != Context::Margin && self.ends_scene(context, &line) || self.belongs_above(context, level, &line) {
                return;
            }
            self.trivia();
            if context.has_prose() && self.centred(&line, level.unwrap_or(line.indent.min(self.depth_of_block(indent)))) {
                continue;
            }
            let depth = *level.get_or_insert(line.indent);
            if line.indent != depth {
                self.misaligned(&line, depth);
            }
            // It is read at the depth that the fix gives it.
            let line = Line { indent: depth, ..line };
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
        if matches!(context, Context::Scene | Context::Shot) && (heads(context, line, body) || self.numbered_heading(line) || line.indent == 0 && heading::misspelt(body).is_some_and(|(n, _)| n > 0)) {
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
        if self.announced(context, line) || self.misspelt_heading(context, line) || self.fountain(context, line) || self.labelled(context, line) {
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
        let speaks = self.is_cue(body) && self.directly_below().is_some_and(|l| l.indent > line.indent);
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
        if self.keyed(context, line) {
            return;
        }
        if let Some(word) = statement::directive(body) {
            if let Some(found) = statement::find(context, word, body) {
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
            if cue::is_slug(body) {
                self.slug(line);
                return;
            }
            return self.action(line);
        }
        if context == Context::Margin {
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

    fn unknown_property(&mut self, context: Context, line: &Line) {
        let body = self.body(line);
        let first = body.split_whitespace().next().unwrap_or(body);
        let mut problem = Diagnostic::new(
            Code::UnknownDirective,
            self.span(line.text, line.text + first.len()),
            format!("`{first}` is no {}", context.noun()),
        )
        .label("not known here");
        problem = match statement::habit(context, first.trim_end_matches([':', '='])).or_else(|| vocabulary::nearest(first, vocabulary::spellings(context.classes()))) {
            Some(word) => problem.help(format!("did you mean `{word}`?")).unsafe_fix(
                format!("write `{word}`"),
                self.span(line.text, line.text + first.len()),
                word,
            ),
            None => problem.help(format!("what may stand here: {}", statement::list(context))),
        };
        let near = problem.fixes.first().and_then(|f| f.edits.first()).map(|e| e.text.clone());
        self.problem(problem);
        match near {
            Some(right) if !first.ends_with([':', '=']) => self.as_meant(context, first.len(), &right, line),
            _ => self.error_line(line),
        }
    }

    /// The line and the deeper lines below it become one error.
    fn error_line(&mut self, line: &Line) {
        self.out.leaf(Kind::Error, line.end);
        self.at += 1;
        while let Some(next) = self.lines.get(self.at).copied() {
            if next.kind == LineKind::Text && next.indent <= line.indent {
                break;
            }
            if next.kind == LineKind::Text {
                self.out.skip(next.text);
                self.out.leaf(Kind::Error, next.end);
            } else if next.kind == LineKind::Comment {
                self.out.skip(next.text);
                self.out.leaf(Kind::Comment, next.end);
            }
            self.at += 1;
        }
    }

    fn unknown_directive(&mut self, context: Context, word: &str, line: &Line) {
        let body = self.body(line);
        let at = self.span(line.text, line.text + word.len());
        let moves = context == Context::Shot && grammar::clean(Rule::camera_line, &format!("camera {}", without_comment(body)));
        if let Some((place, _)) = statement::anywhere(context, word, body).filter(|_| !moves) {
            if let Some(holder) = self.holder(line, word) {
                self.problem(
                    Diagnostic::new(Code::Misplaced, at, format!("`{word}` cannot stand {}", context.place()))
                        .label("not indented")
                        .also(self.span(holder.text, holder.end), "this is what it says something of")
                        .help("what belongs to a declaration is indented under it")
                        .fix("indent it", self.span(line.start, line.text), " ".repeat(holder.indent + 2)),
                );
                return self.error_line(line);
            }
            let mut problem = Diagnostic::new(Code::Misplaced, at, format!("`{word}` cannot stand {}", context.place()))
                .label(format!("this belongs {}", place.place()))
                .help(match (word, context) {
                    ("shot", Context::Shot) => "a shot ends where the next begins: align this `shot` with the one above".to_string(),
                    _ if place == Context::Shot && self.below_a_shot(line) => "what belongs to a shot is indented under it".to_string(),
                    _ => format!("move it {}; here may stand: {}", place.place(), statement::list(context)),
                });
            if place == Context::Shot && self.below_a_shot(line) {
                problem = problem.fix("indent it", self.span(line.start, line.start), "  ");
            }
            self.problem(problem);
        } else {
            if moves {
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                        .label("a camera move")
                        .help(format!("what the camera does stands behind `camera`: `camera {}`", without_comment(body)))
                        .unsafe_fix("write `camera`", self.span(line.text, line.text), "camera "),
                );
                return self.as_meant(context, 0, "camera ", line);
            }
            if let Some(why) = statement::said_otherwise(word).filter(|_| context.has_prose()) {
                self.problem(Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun())).label("not known here").help(why));
                return self.error_line(line);
            }
            // `transition: dissolve 1s`
            let behind = without_comment(body)[word.len()..].trim_start_matches([':', '=', ' ']);
            if word == "transition" && context.has_transitions() && grammar::clean(Rule::transition_line, behind) {
                let gone = self.span(line.text, line.text + (behind.as_ptr() as usize - body.as_ptr() as usize));
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, gone, format!("nothing stands before `{behind}`"))
                        .label("not needed")
                        .help("a transition is known by its own words")
                        .fix("take it away", gone, ""),
                );
                return self.error_line(line);
            }
            // `hard cut`, `slow dissolve`: how a transition is made, it has no word for.
            let plain = without_comment(body)[word.len()..].trim_start();
            if context.has_transitions() && matches!(word, "hard" | "slow" | "quick" | "fast" | "straight" | "simple" | "long" | "soft" | "hardcut") && grammar::clean(Rule::transition_line, plain) {
                let gone = self.span(line.text, line.text + body.len() - body[word.len()..].trim_start().len());
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is said of no transition"))
                        .label("not needed")
                        .help(format!("write `{plain}`; how long it takes is a length behind it, as `dissolve 2s`"))
                        .unsafe_fix(format!("write `{plain}`"), gone, ""),
                );
                return self.error_line(line);
            }
            // `wide shot, 6s`: a shot whose first word is missing.
            let shot = context == Context::Scene && vocabulary::size_rank(&first_size(body)).is_some();
            if shot {
                let text = without_comment(body);
                let size = first_size(body);
                let rest = text[size.len()..].trim_start().strip_prefix("shot").unwrap_or(&text[size.len()..]);
                let rest = &match rest.trim_start().strip_prefix("of ") {
                    Some(of) if of.starts_with(|c: char| c.is_lowercase()) => format!(" on \"{}\"{}", of.split(',').next().unwrap_or(of), of.find(',').map_or("", |i| &of[i..])),
                    Some(of) => format!(" on {of}"),
                    None => rest.to_string(),
                };
                let line_of = format!("shot {size}{}{}", if rest.starts_with([',', ' ']) || rest.is_empty() { "" } else { " " }, rest.trim_end());
                let whole = self.span(line.text, line.text + text.len());
                self.problem(
                    Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun()))
                        .label("a size, not a statement")
                        .help(format!("a shot begins with `shot`: `{line_of}`"))
                        .unsafe_fix(format!("write `{line_of}`"), whole, line_of),
                );
                return self.error_line(line);
            }
            let near = statement::habit(context, word).or_else(|| vocabulary::nearest(word, vocabulary::spellings(context.classes())));
            let mut problem = Diagnostic::new(Code::UnknownDirective, at, format!("`{word}` is no {}", context.noun())).label("not known here");
            let prose = if context.has_prose() { ", or a line of action, which begins with a capital or with `!`" } else { "" };
            problem = match near {
                Some(w) => problem.help(format!("did you mean `{w}`{prose}?")).unsafe_fix(format!("write `{w}`"), at, w),
                None if context.has_prose() => {
                    let first = line.text..line.text + body.chars().next().map_or(0, char::len_utf8);
                    let capital: String = body.chars().take(1).flat_map(char::to_uppercase).collect();
                    problem
                        .help("a line that begins in lower case is a statement; a line of action begins with a capital, or with `!`")
                        .unsafe_fix("make it action", self.span(first.start, first.end), capital)
                }
                None => problem.help(format!("what may stand here: {}", statement::list(context))),
            };
            self.problem(problem);
            // What a `use` names was not read.
            if let Some(right) = near.filter(|right| *right != "use" && !body[word.len()..].starts_with([':', '='])) {
                return self.as_meant(context, word.len(), right, line);
            }
        }
        self.error_line(line);
    }

    /// The declaration right above, at the same depth, under which a word may stand.
    fn holder(&self, line: &Line, word: &str) -> Option<Line> {
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind != LineKind::Comment).filter(|l| l.kind == LineKind::Text && l.indent == line.indent)?;
        let body = self.body(above);
        let inner = statement::find(Context::Margin, statement::directive(body)?, body)?.body?;
        statement::find(inner, word, self.body(line)).map(|_| *above)
    }

    /// The statement above, at the same depth, is a shot.
    fn below_a_shot(&self, line: &Line) -> bool {
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text && l.indent <= line.indent);
        above.is_some_and(|l| l.indent == line.indent && matches!(statement::directive(self.body(l)), Some("shot" | "camera")))
    }

    // ── Scenes ──────────────────────────────────────────────────────────────────────────────────────────────────────

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
        self.at += 1;
        self.dialogue_flat = false;
        let inner = self.peek_in(0);
        match inner {
            Some(next) if next.indent > line.indent && !self.opens_centred(line.indent) => self.block(Context::Scene, line.indent + 1),
            Some(next) if self.is_flat_scene(&next) => self.flat_scene(line),
            _ => {}
        }
        self.out.finish();
    }

    fn is_flat_scene(&self, next: &Line) -> bool {
        let body = self.body(next);
        !cue::is_heading(body) && !statement::opens_margin(body) && cue::screenplay_transition(body).is_none()
            && statement::directive(body).is_none_or(|w| statement::find(Context::Scene, w, body).is_some() && statement::find(Context::Margin, w, body).is_none())
    }

    /// A pasted screenplay: the scene's lines stand at its heading's depth, up to the next heading.
    fn flat_scene(&mut self, heading: &Line) {
        let mut edits = Vec::new();
        let first = self.peek_in(0);
        let mut i = self.at;
        let mut above: Option<&Line> = None;
        let depth = first.map_or(0, |f| f.indent.min(heading.indent));
        while let Some(line) = self.lines.get(i) {
            let centred = if line.kind == LineKind::Text { self.centred_lines(i, depth) } else { 0 };
            if centred > 0 {
                // A cue and its lines as on paper come to the depth that they have in Frost.
                for (n, line) in self.lines[i..i + centred].iter().enumerate() {
                    edits.push(Edit { span: self.span(line.start, line.text), text: " ".repeat(if n == 0 { 2 } else { 4 }) });
                }
                self.dialogue_flat = true;
                above = None;
                i += centred;
                continue;
            }
            if line.kind == LineKind::Blank {
                above = None;
            }
            if line.kind == LineKind::Text {
                let body = self.body(line);
                let wraps = above.is_some_and(|above| self.wraps(above, line));
                if cue::is_heading(body) || self.numbered_heading(line) || (line.indent == 0 && statement::opens_margin(body) && !wraps) {
                    break;
                }
                above = Some(line);
                edits.push(match self.of_page(line) {
                    true => Edit { span: self.span(line.start, line.text), text: "  ".into() },
                    false => Edit { span: self.span(line.start, line.start), text: "  ".into() },
                });
            }
            i += 1;
        }
        if let Some(first) = first {
            self.problem(
                Diagnostic::new(Code::FlatScene, self.span(first.text, first.end), "this scene's lines stand at the margin")
                    .label("the first of them")
                    .also(self.span(heading.text, heading.end), "the scene that they belong to")
                    .help("it is read as the scene's text; in Frost a scene's lines are indented under its heading")
                    .fix_all("indent the scene", Applicability::Safe, edits),
            );
        }
        self.block(Context::Scene, first.map_or(heading.indent, |f| f.indent.min(heading.indent)));
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

/// The size that a line begins with, the longest first; empty if none.
fn first_size(body: &str) -> String {
    let words: Vec<&str> = without_comment(body).split([' ', ',']).collect();
    (1..=words.len().min(2)).rev().map(|n| words[..n].join(" ")).find(|w| vocabulary::size_rank(w).is_some()).unwrap_or_default()
}

/// Whether a line is a heading where it stands: indented, it must be in capitals, or `Ext. 42 rings` would be one.
fn heads(context: Context, line: &Line, body: &str) -> bool {
    cue::is_heading(body) && (context == Context::Margin || line.indent == 0 || cue::caps(without_comment(body)))
}

/// `A AND B`, in any case, `A & B` and `A/B`.
pub(crate) fn split_and(name: &str) -> Option<(&str, &str)> {
    let lower = name.to_ascii_lowercase();
    let (at, mark) = [" and ", "&", "/"].into_iter().find_map(|mark| Some((lower.find(mark)?, mark)))?;
    let (a, b) = (name[..at].trim(), name[at + mark.len()..].trim());
    (!a.is_empty() && !b.is_empty()).then_some((a, b))
}

/// A typed line without its trailing comment.
fn without_comment(body: &str) -> &str {
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
