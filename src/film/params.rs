//! Values that can be set from outside: `param city = "Detroit"`, and `{city}` where it is to stand.
//! They are put into the text before it is read, each as one token of one kind, so that none can become anything else.

use std::collections::{BTreeMap, BTreeSet};

use super::values;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::source::{FileId, Replaced, Source, Span};
use crate::syntax::{Kind, Node, Rule, vocabulary, whole_value};

/// A value given from outside, with the place to show when it does not fit.
#[derive(Clone, Debug)]
pub struct Given {
    pub name: String,
    pub value: String,
    pub span: Span,
    /// Where the name was given.
    pub named: Span,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: String,
    pub span: Span,
    pub kind: Rule,
    /// As a token of the language; of text, what stands between the quotes.
    pub value: String,
    pub spoken: Option<String>,
    /// Where it was given another value from outside.
    pub given: Option<Span>,
}

/// All params of a film by name.
#[derive(Clone, Debug, Default)]
pub struct Params {
    pub list: BTreeMap<String, Param>,
    /// `{…}` with nothing behind it: what else is said there is not worth saying.
    pub poisoned: Vec<Span>,
    /// Names whose declaration was reported.
    broken: BTreeSet<String>,
}

/// Marks around a value that is spoken otherwise than it is shown; private-use characters, which no script has.
pub(super) const SHOWN: char = '\u{F0000}';
pub(super) const SAID: char = '\u{F0001}';
pub(super) const DONE: char = '\u{F0002}';

impl Params {
    /// The params that a file declares.
    pub fn declare(&mut self, root: &Node, file: FileId, text: &str, problems: &mut Vec<Diagnostic>) {
        // Only of what is wrong is it asked.
        let tokens = std::cell::OnceCell::new();
        let is_token = |name: &str| tokens.get_or_init(|| tokens_of(root, text)).contains(name);
        for line in root.children.iter().filter(|n| n.rule() == Some(Rule::param_line)) {
            let span = |n: &Node| Span::new(file, n.start as usize, n.end as usize);
            if let Some(bare) = line.child(Rule::bare) {
                let lower = bare.text(text).to_lowercase();
                problems.push(
                    Diagnostic::new(Code::BadName, span(bare), format!("`{}` cannot name a param", bare.text(text)))
                        .label("a name in lower case")
                        .help("params are lower-case letters, digits and hyphens, as `{city}` in the text")
                        .unsafe_fix(format!("write `{lower}`"), span(bare), lower),
                );
                continue;
            }
            // `param dwell 4s`: what is missing is the sign, or what follows it.
            if let (Some(name), Some(extra)) = (line.child(Rule::lower_name), line.child(Rule::extra))
                && let between = text[name.end as usize..extra.start as usize].trim()
                && !between.contains('=')
                && line.parts().all(|(rule, _)| matches!(rule, Rule::lower_name | Rule::extra))
            {
                self.broken.insert(name.text(text).to_string());
                let (written, end) = (extra.text(text).trim(), Span::new(file, name.end as usize, name.end as usize));
                let problem = match written.trim_start_matches('=').trim() {
                    "" => Diagnostic::new(Code::MissingValue, span(line), "the value is missing").label("after this").help("its form: `param city = \"Detroit\"`"),
                    value if !written.starts_with('=') && whole_value(value).is_some() => Diagnostic::new(Code::Syntax, span(extra), format!("`=` stands between `{}` and what it is", name.text(text)))
                        .label("missing before this")
                        .help(format!("its form: `param {} = {value}`", name.text(text)))
                        .fix("put it there", end, " ="),
                    _ => Diagnostic::new(Code::Syntax, span(extra), "a param has one value").label("this is too much").help("text with spaces stands in quotes: `param city = \"New York\"`"),
                };
                problems.push(problem);
                continue;
            }
            if let Some(extra) = line.child(Rule::extra) {
                let name = line.child(Rule::lower_name).map_or("", |n| n.text(text));
                self.broken.insert(name.to_string());
                let value = line.parts().find(|(rule, _)| !matches!(rule, Rule::lower_name | Rule::spoken_as | Rule::extra)).map(|(_, n)| n);
                let used_whole = is_token(name);
                problems.push(too_much(extra, value, used_whole, text, &span));
                continue;
            }
            let Some(name) = line.child(Rule::lower_name) else {
                problems.push(Diagnostic::new(Code::MissingValue, span(line), "the name is missing").label("after this").help("its form: `param city = \"Detroit\"`"));
                continue;
            };
            let value = line.parts().find(|(rule, _)| !matches!(rule, Rule::lower_name | Rule::spoken_as | Rule::extra));
            let Some((kind, node)) = value else {
                problems.push(Diagnostic::new(Code::MissingValue, span(line), "the value is missing").label("after this").help("its form: `param city = \"Detroit\"`"));
                continue;
            };
            if kind == Rule::rest {
                self.broken.insert(name.text(text).to_string());
                let written = node.text(text).trim();
                if values::is_open(written) {
                    let right = values::quoted(written);
                    problems.push(
                        Diagnostic::new(Code::UnclosedQuote, span(node), "these quotes are never closed")
                            .label("opened here")
                            .help("text in quotes ends on the line on which it begins")
                            // Text where something else is wanted is another mistake.
                            .fix_all("close them", Applicability::Unsafe, if is_token(name.text(text)) { Vec::new() } else { vec![Edit { span: span(node), text: right }] }),
                    );
                    continue;
                }
                problems.push(no_value(written, name.text(text), span(node), is_token(name.text(text))));
                continue;
            }
            let name_text = name.text(text).to_string();
            if let Some(first) = self.list.get(&name_text) {
                problems.push(
                    Diagnostic::new(Code::Duplicate, span(name), format!("param `{name_text}` is declared twice"))
                        .label("declared again")
                        .also(first.span, "first declared here")
                        .help("give one of them another name, or take one away"),
                );
                continue;
            }
            let value = if kind == Rule::string { values::unquote(node, text) } else { node.text(text).to_string() };
            let spoken = line.child(Rule::spoken_as).and_then(|n| n.child(Rule::string)).map(|n| values::unquote(n, text));
            if spoken.is_some() && kind != Rule::string {
                problems.push(Diagnostic::new(Code::Misplaced, span(line), "only text can be spoken otherwise than it is shown").label("no text").help("write the value in quotes"));
            }
            self.list.insert(name_text.clone(), Param { name: name_text, span: span(name), kind, value, spoken, given: None });
        }
    }

    /// Takes values from outside; one of another kind than the declared one is a problem where it was given.
    pub fn set(&mut self, given: &[Given], problems: &mut Vec<Diagnostic>) {
        for given in given {
            let names: Vec<String> = self.list.keys().cloned().collect();
            let Some(param) = self.list.get_mut(&given.name) else {
                let problem = Diagnostic::new(Code::Undeclared, given.named, format!("there is no param `{}`", given.name)).label("set here");
                problems.push(match vocabulary::nearest(&given.name, names.iter().map(String::as_str)) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None if names.is_empty() => problem.help(format!("the script declares none; declare it at the margin: `param {} = \"…\"`", given.name)),
                    None => problem.help(super::names::declared_are(names.iter().map(String::as_str))),
                });
                continue;
            };
            let value = given.value.trim();
            if param.kind == Rule::string {
                if value.contains(['\n', '\r']) {
                    problems.push(Diagnostic::new(Code::BadValue, given.span, "a value is one line").label("has more than one"));
                } else {
                    param.value = value.to_string();
                    param.spoken = None;
                    param.given = Some(given.span);
                }
                continue;
            }
            match whole_value(value) {
                Some(kind) if same(kind, param.kind) => {
                    param.value = value.to_string();
                    param.kind = kind;
                    param.given = Some(given.span);
                }
                found => {
                    let found = found.map_or("nothing the language knows".to_string(), |k| kind_name(k).to_string());
                    problems.push(
                        Diagnostic::new(Code::BadValue, given.span, format!("`{value}` is {found}, and `{}` is {}", param.name, kind_name(param.kind)))
                            .label(kind_name(param.kind))
                            .also(param.span, format!("declared here with {}", kind_name(param.kind)))
                            .help(format!("give a value of the same kind as `{}`", param.value)),
                    );
                }
            }
        }
    }

    /// Puts params into the text of other params.
    pub fn resolve(&mut self, problems: &mut Vec<Diagnostic>) {
        let names: Vec<String> = self.list.keys().cloned().collect();
        let mut done: BTreeMap<String, String> = BTreeMap::new();
        let mut circles = BTreeSet::new();
        for name in &names {
            let mut open = Vec::new();
            let value = self.value(name, &mut open, &mut done, &mut circles, problems);
            if let Some(param) = self.list.get_mut(name) {
                param.value = value;
            }
        }
        // Nothing more is worth saying where they stand.
        for name in circles {
            self.list.remove(&name);
            self.broken.insert(name);
        }
    }

    fn value(&self, name: &str, open: &mut Vec<String>, done: &mut BTreeMap<String, String>, circles: &mut BTreeSet<String>, problems: &mut Vec<Diagnostic>) -> String {
        if let Some(value) = done.get(name) {
            return value.clone();
        }
        let Some(param) = self.list.get(name) else { return String::new() };
        if param.kind != Rule::string {
            return param.value.clone();
        }
        open.push(name.to_string());
        let mut out = String::new();
        let mut at = 0;
        for found in braces(&param.value) {
            out.push_str(&param.value[at..found.start]);
            at = found.end;
            let inner = &param.value[found.start + 1..found.end - 1];
            if let Some(first) = open.iter().position(|o| o == inner) {
                circles.extend(open[first..].iter().cloned());
                problems.push(
                    Diagnostic::new(Code::Cycle, param.span, format!("param `{name}` is made of itself"))
                        .label("this closes the circle")
                        .help("a value can hold others, but not itself"),
                );
            } else if self.list.contains_key(inner) {
                out.push_str(&self.value(inner, open, done, circles, problems));
            } else {
                problems.push(Diagnostic::new(Code::Undeclared, param.span, format!("there is no param `{inner}`, which this value holds")).label("in this value"));
            }
            // Values made of values made of values: a text of a million letters helps nobody.
            out.truncate(out.floor_char_boundary(LONGEST));
        }
        out.push_str(&param.value[at..]);
        open.pop();
        done.insert(name.to_string(), out.clone());
        out
    }

    /// `{city` of a param that is declared, which nothing closes.
    fn open_braces(&mut self, node: &Node, text: &str, file: FileId, problems: &mut Vec<Diagnostic>) {
        if node.kind == Kind::Comment || node.rule() == Some(Rule::param_line) || !node.text(text).contains('{') {
            return;
        }
        if !node.children.is_empty() {
            return node.children.iter().for_each(|n| self.open_braces(n, text, file, problems));
        }
        let written = node.text(text);
        for (at, _) in written.match_indices('{').filter(|(at, _)| !written[..*at].ends_with('\\')) {
            let rest = &written[at + 1..];
            let name = &rest[..rest.find(|c: char| !(c.is_lowercase() || c.is_numeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len())];
            if rest[name.len()..].starts_with('}') || !self.list.contains_key(name) {
                continue;
            }
            let start = node.start as usize + at;
            let span = Span::new(file, start, start + 1 + name.len());
            self.poisoned.push(span);
            problems.push(
                Diagnostic::new(Code::Syntax, span, format!("the brace of `{name}` is never closed"))
                    .label("opened here")
                    .help(format!("a value stands in two braces, `{{{name}}}`; in prose, `\\{{` is only a brace"))
                    .fix("close it", span.after(), "}"),
            );
        }
    }

    /// The text of a file with all values put in; `None` when there is nothing to put in.
    pub fn expand(&mut self, root: &Node, file: FileId, source: &Source, problems: &mut Vec<Diagnostic>) -> Option<Source> {
        let text = &source.text;
        if !text.contains('{') {
            return None;
        }
        self.open_braces(root, text, file, problems);
        let mut places = Vec::new();
        spots(root, text, &mut places);
        let (mut out, mut replaced, mut at) = (String::with_capacity(text.len() + 256), Vec::new(), 0);
        for (range, spot) in places {
            let name = &text[range.start + 1..range.end - 1];
            let span = Span::new(file, range.start, range.end);
            let given = self.list.get(name).map(|param| param.given.unwrap_or(param.span));
            let value = match self.list.get(name) {
                // A name alone on its line is who speaks.
                Some(param) if spot == Spot::LineOfAction && param.kind == Rule::name && alone(text, &range) => param.value.clone(),
                Some(param) => token(param, spot),
                // Where nothing can stand for anything, a brace in prose is a brace.
                None if self.list.is_empty() && !matches!(spot, Spot::Token | Spot::Quoted) => continue,
                None if self.broken.contains(name) => {
                    self.poisoned.push(span);
                    continue;
                }
                None => {
                    self.poisoned.push(span);
                    // Once for each name.
                    self.broken.insert(name.to_string());
                    let problem = Diagnostic::new(Code::Undeclared, span, format!("there is no param `{name}`")).label("not declared");
                    problems.push(match vocabulary::nearest(name, self.list.keys().map(String::as_str)) {
                        Some(near) => problem.help(format!("did you mean `{{{near}}}`?")).unsafe_fix(format!("write `{{{near}}}`"), span, format!("{{{near}}}")),
                        None => problem.help(format!("declare it at the margin: `param {name} = \"…\"`; in prose, `\\{{` is only a brace")),
                    });
                    continue;
                }
            };
            out.push_str(&text[at..range.start]);
            let start = out.len() as u32;
            out.push_str(&value);
            replaced.push(Replaced { was: range.start as u32..range.end as u32, now: start..out.len() as u32, given });
            at = range.end;
        }
        if replaced.is_empty() {
            return None;
        }
        out.push_str(&text[at..]);
        Some(Source::expanded(source.name.clone(), text.clone(), out, replaced))
    }
}

/// The values that stand somewhere as tokens of their own, where text in quotes would be another mistake.
fn tokens_of<'t>(root: &Node, text: &'t str) -> BTreeSet<&'t str> {
    let mut places = Vec::new();
    spots(root, text, &mut places);
    places.iter().filter(|(_, spot)| *spot == Spot::Token).map(|(range, _)| &text[range.start + 1..range.end - 1]).collect()
}

/// What is said of words behind a value.
fn too_much(extra: &Node, value: Option<&Node>, used_whole: bool, text: &str, span: &impl Fn(&Node) -> Span) -> Diagnostic {
    let written = extra.text(text).trim();
    let (word, rest) = written.split_once([' ', ':', '=']).unwrap_or((written, ""));
    let rest = rest.trim_start_matches([':', '=', ' ']);
    if matches!(word, "spoken" | "said" | "say" | "pronounced" | "read" | "voiced" | "as") && !rest.is_empty() {
        let right = format!("spoken {}", values::quoted(rest));
        return Diagnostic::new(Code::Syntax, span(extra), "how a value is spoken stands in quotes behind `spoken`")
            .label("not read")
            .help(format!("write `{right}`"))
            .fix(format!("write `{right}`"), span(extra), right);
    }
    // `spkoen "…"`
    if crate::syntax::vocabulary::nearest(word, ["spoken"].into_iter()).is_some() && rest.starts_with(['"', '“']) {
        let at = Span { end: span(extra).start + word.len() as u32, ..span(extra) };
        return Diagnostic::new(Code::UnknownWord, at, format!("`{word}` is no word of this statement")).label("not known here").help(format!("did you mean `spoken {rest}`?")).unsafe_fix("write `spoken`", at, "spoken");
    }
    let problem = Diagnostic::new(Code::Syntax, span(extra), "a param has one value").label("this is too much");
    let Some(value) = value else { return problem.help("text with spaces stands in quotes: `param city = \"New York\"`") };
    let whole = Span { end: span(extra).end, ..span(value) };
    let quoted = values::quoted(&text[whole.range()]);
    let text_of = |node: &Node| node.text(text);
    if whole_value(written).is_some() && !matches!(value.rule(), Some(Rule::name | Rule::lower_words)) || written.starts_with([',', ';']) || text_of(value).starts_with('"') {
        let gone = Span { start: span(value).end, ..span(extra) };
        return problem.help(format!("keep one of them, as `{}`", text_of(value))).unsafe_fix("take it away", gone, "");
    }
    match used_whole {
        true => problem.help("text with spaces stands in quotes: `param city = \"New York\"`"),
        false => problem.help(format!("text with spaces stands in quotes: {quoted}")).unsafe_fix("quote it", whole, quoted),
    }
}

/// What is said of words that are no value.
fn no_value(written: &str, name: &str, at: Span, used_whole: bool) -> Diagnostic {
    let bare = written.trim_start_matches(['=', ':', ' ']);
    if bare.len() < written.len() && whole_value(bare).is_some() {
        let gone = Span { end: at.end - bare.len() as u32, ..at };
        return Diagnostic::new(Code::Syntax, gone, format!("one `=` stands between `{name}` and what it is"))
            .label("one too many")
            .help(format!("its form: `param {name} = {bare}`"))
            .fix("take it away", gone, " ");
    }
    // `4s, "x"`: the first is one.
    let ends = written.char_indices().filter(|(_, c)| matches!(c, ',' | ';')).map(|(i, _)| i);
    if let Some(end) = ends.into_iter().find(|i| whole_value(written[..*i].trim_end()).is_some_and(|k| !matches!(k, Rule::name | Rule::lower_words))) {
        let first = written[..end].trim_end();
        let gone = Span { start: at.start + first.len() as u32, ..at };
        // `"€39", spoken "thirty-nine euros"`
        let spoken = written[end + 1..].trim_start();
        if spoken.starts_with("spoken ") && spoken.ends_with(['"', '”']) {
            let mark = Span { end: at.end - spoken.len() as u32, ..gone };
            return Diagnostic::new(Code::Syntax, mark, "no mark stands between a value and how it is spoken")
                .label("not needed")
                .help(format!("write `{first} {spoken}`"))
                .fix("take it away", mark, " ");
        }
        return Diagnostic::new(Code::Syntax, gone, "a param has one value").label("this is too much").help(format!("keep one of them, as `{first}`")).unsafe_fix("take it away", gone, "");
    }
    let problem = Diagnostic::new(Code::BadValue, at, format!("`{written}` is no single value")).label("one value, or text in quotes");
    if written.starts_with('#') {
        return Diagnostic::new(Code::BadValue, at, format!("`{written}` is no colour"))
            .label("`#` and three or six digits")
            .help("a colour is its red, green and blue in digits from 0 to f, as `#e8a04c`");
    }
    let inner = braces(written);
    if let [only] = &inner[..]
        && only.len() == written.len()
    {
        let problem = problem.help("a value that holds another one is text, in quotes, and can stand where text can; where another kind is wanted, name the other one there");
        return if used_whole { problem } else { problem.unsafe_fix("quote it", at, format!("\"{written}\"")) };
    }
    let problem = problem.help("a param is text in quotes, a length as `4s`, a number, a colour, a level, a name in capitals, or a word of the language");
    if used_whole { problem } else { problem.unsafe_fix("quote it", at, format!("\"{}\"", written.replace('"', "\\\""))) }
}

/// A text put together from params is cut at this many bytes.
const LONGEST: usize = 64 << 10;

/// What a place takes: a whole token, text among words, text between quotes, a line of action, speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Token,
    Quoted,
    Prose,
    LineOfAction,
    Speech,
}

fn token(param: &Param, spot: Spot) -> String {
    let text = param.kind == Rule::string;
    match spot {
        Spot::Token if text => format!("\"{}\"", param.value.replace('\\', "\\\\").replace('"', "\\\"")),
        Spot::Quoted if text => param.value.replace('\\', "\\\\").replace('"', "\\\""),
        // A line that a value begins stays a line of action whatever the value is.
        Spot::LineOfAction => format!("!{}", param.value),
        Spot::Speech => match &param.spoken {
            Some(spoken) => format!("{SHOWN}{}{SAID}{spoken}{DONE}", param.value),
            None => param.value.clone(),
        },
        _ => param.value.clone(),
    }
}

/// Every `{name}` of a tree that stands where a value can.
fn spots(node: &Node, text: &str, out: &mut Vec<(std::ops::Range<usize>, Spot)>) {
    // What files there are is settled before any value is.
    let of_files = node.rule() == Some(Rule::scenes_line) || node.rule() == Some(Rule::file_line) && node.text(text).starts_with("use");
    if node.rule() == Some(Rule::param_line) || of_files {
        return;
    }
    if node.children.is_empty() || matches!(node.kind, Kind::Line(Rule::string)) {
        let written = node.text(text);
        if !written.contains('{') || node.kind == Kind::Comment {
            return;
        }
        for found in braces(written) {
            let spot = match node.kind {
                Kind::Line(Rule::string | Rule::string_text) => Spot::Quoted,
                Kind::Dialogue => Spot::Speech,
                Kind::Text | Kind::Parenthetical | Kind::CueLine | Kind::Heading => Spot::Prose,
                _ if written[..found.start].matches(['"', '“', '”']).count() % 2 == 1 => Spot::Quoted,
                _ => Spot::Token,
            };
            out.push((node.start as usize + found.start..node.start as usize + found.end, spot));
        }
        return;
    }
    let first = out.len();
    for child in &node.children {
        spots(child, text, out);
    }
    if node.kind == Kind::Action
        && let Some((range, spot)) = out.get_mut(first)
        && range.start == node.start as usize
    {
        *spot = Spot::LineOfAction;
    }
}

/// Whether a text holds `{name}`.
pub(super) fn holds_value(text: &str) -> bool {
    !braces(text).is_empty()
}

/// `{name}` in a text, without those behind a backslash.
fn braces(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|i| at + i) {
        at = open + 1;
        let Some(close) = text[at..].find('}').map(|i| at + i) else { break };
        let name = &text[at..close];
        let good = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
        if good && !text[..open].ends_with('\\') {
            out.push(open..close + 1);
            at = close + 1;
        }
    }
    out
}

/// Whether nothing but parentheses stands beside a run of bytes on its line.
fn alone(text: &str, range: &std::ops::Range<usize>) -> bool {
    let start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |i| range.end + i);
    let behind = text[range.end..end].trim().trim_end_matches('^').trim_end();
    text[start..range.start].trim().is_empty() && (behind.is_empty() || behind.starts_with('(') && behind.ends_with(')'))
}

/// Lengths of time are one kind, however they are written.
fn same(a: Rule, b: Rule) -> bool {
    let time = |r| matches!(r, Rule::duration | Rule::timecode);
    a == b || (time(a) && time(b))
}

fn kind_name(kind: Rule) -> &'static str {
    match kind {
        Rule::string => "text",
        Rule::colour => "a colour",
        Rule::timecode | Rule::duration => "a length of time",
        Rule::pixels => "a size",
        Rule::aspect => "an aspect",
        Rule::millimetres => "a focal length",
        Rule::aperture => "an aperture",
        Rule::distance => "a distance",
        Rule::angle => "an angle",
        Rule::percent => "a share",
        Rule::kelvin => "a colour temperature",
        Rule::decibel => "a level",
        Rule::lufs => "a loudness",
        Rule::tempo => "a tempo",
        Rule::meter => "a metre",
        Rule::number => "a number",
        Rule::name => "a name",
        _ => "a word",
    }
}
