//! What stands at the margin besides scenes: the film's own properties, styles, people, places, props, music, set-ups.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::syntax::{Kind, Node, Rule};

mod entity;
mod film;
mod style;
pub(super) mod tune;

/// Declarations in the order in which they need one another: the rate decides how timecodes count, set-ups name people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    Film,
    People,
    Styles,
    Setups,
}

impl Pass {
    pub const ALL: [Pass; 4] = [Pass::Film, Pass::People, Pass::Styles, Pass::Setups];
}

impl<'a> Lower<'a> {
    /// One pass over the declarations of a file; all files take a pass before the next begins.
    pub fn declarations(&mut self, root: &Node, pass: Pass) {
        let pick = |rule: Rule| root.body().filter(move |n| n.line().rule() == Some(rule));
        match pass {
            Pass::Film => {
                pick(Rule::film_line).for_each(|n| self.film_block(n));
                pick(Rule::version_line).for_each(|n| self.version_block(n));
                pick(Rule::file_line).for_each(|n| self.file_line(n));
                pick(Rule::scenes_line).for_each(|n| self.file_line(n));
                for name in pick(Rule::setup_line).filter_map(|n| n.child(Rule::lower_name)) {
                    let (text, span) = (self.str(name).to_string(), self.span(name));
                    self.setups_named.entry(text).or_insert(span);
                }
            }
            Pass::People => self.entities(root),
            Pass::Styles => {
                pick(Rule::style_line).for_each(|n| self.style(n));
                self.inherit_styles();
                pick(Rule::tune_line).for_each(|n| self.tune(n));
            }
            Pass::Setups => pick(Rule::setup_line).for_each(|n| self.setup(n)),
        }
    }

    /// The style that the film or its version names must be there.
    pub fn film_style(&mut self) {
        if let Some(style) = self.film.style.clone()
            && self.film.style_named(&style.value).is_none()
        {
            self.unknown_name("style", &style);
        }
    }

    pub fn unknown_name(&mut self, what: &str, name: &Spanned<String>) {
        let names: Vec<String> = match what {
            "style" => self.film.styles.iter().map(|s| s.name.clone()).collect(),
            "set-up" => self.film.setups.keys().cloned().collect(),
            _ => Vec::new(),
        };
        if what == "style" {
            return self.strangers.push(("style", name.value.clone(), name.span));
        }
        let problem = Diagnostic::new(Code::Undeclared, name.span, format!("there is no {what} `{}`", name.value)).label("not declared");
        let problem = match crate::syntax::vocabulary::nearest(&name.value, names.iter().map(String::as_str)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), name.span, near),
            None if names.is_empty() => problem.help(format!("declare it at the margin: `{} {}`", what.replace('-', ""), name.value)),
            None => problem.help(super::names::declared_are(names.iter().map(String::as_str))),
        };
        self.problem(problem);
    }

    pub fn duplicate(&mut self, what: &str, name: &str, span: Span, first: Span) {
        // A name that was told to be wrong may be meant otherwise.
        if self.problems.iter().any(|p| p.code == Code::BadName && p.span == span) {
            return;
        }
        self.problem(
            Diagnostic::new(Code::Duplicate, span, format!("{what} `{name}` is declared twice"))
                .label("declared again")
                .also(first, "first declared here")
                .help("give one of them another name, or take one away"),
        );
    }

    /// A property said twice; `false` when it was.
    pub(super) fn once<T>(&mut self, what: &str, old: &Option<Spanned<T>>, node: &Node) -> bool {
        let Some(first) = old.as_ref().map(|o| o.span) else { return true };
        let span = self.span(node);
        self.problem(
            Diagnostic::new(Code::Duplicate, span, format!("`{what}` is said twice"))
                .label("said again")
                .also(first, "first said here")
                .help("the first one counts; take one away"),
        );
        false
    }

    /// As [`Lower::once`], for properties that are kept in a list.
    pub(super) fn once_of(&mut self, said: &mut Vec<(&'static str, Span)>, what: &'static str, node: &Node) -> bool {
        if let Some((_, first)) = said.iter().find(|(w, _)| *w == what) {
            let first = Spanned::new((), *first);
            return self.once(what, &Some(first), node);
        }
        said.push((what, self.span(node)));
        true
    }

    /// The name that a statement gives to a style, a version, music or a sound.
    /// `told`: what stands behind the name was reported.
    pub(super) fn lower_named(&mut self, line: &Node, what: &str, example: &str, told: bool) -> Option<Spanned<String>> {
        if !told && !self.style_extended(line, what) {
            self.extra(line);
        }
        if let Some(name) = line.child(Rule::lower_name) {
            return Some(self.at(name, self.str(name).to_string()));
        }
        match line.child(Rule::bare) {
            Some(bare) => {
                let (span, lower) = (self.span(bare), self.str(bare).trim_matches(['"', '“', '”', '\'']).to_lowercase());
                let good = crate::syntax::fits(Rule::lower_name, &lower);
                // Where it is named it is written so too.
                let word = what.rsplit(' ').next().unwrap_or(what);
                let named = format!("{word} {}", self.str(bare));
                let uses = self.text.match_indices(&named).map(|(i, _)| i + word.len() + 1).filter(|at| *at != bare.start as usize);
                let ends = |at: usize| !self.text[at + self.str(bare).len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
                let starts = |at: usize| self.text[..at - word.len() - 1].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
                let uses = uses.filter(|at| ends(*at) && starts(*at)).map(|at| Edit { span: Span::new(self.file, at, at + self.str(bare).len()), text: lower.clone() });
                let edits = std::iter::once(Edit { span, text: lower.clone() }).chain(uses).collect();
                self.problem(
                    Diagnostic::new(Code::BadName, span, format!("`{}` cannot name {what}", self.str(bare)))
                        .label("a name in lower case")
                        .help("people, places and props have a capital; all other names are lower-case letters, digits and hyphens")
                        .fix_all(format!("write `{lower}`"), Applicability::Unsafe, if good { edits } else { Vec::new() }),
                );
                // It is read by the name that it should have.
                return good.then_some(Spanned { value: lower, span });
            }
            None => self.missing(line, "the name", example),
        }
        None
    }

    /// `style dream extends cellar`, `style dream: cellar`. Whether it was said so.
    fn style_extended(&mut self, line: &Node, what: &str) -> bool {
        let (Some(extra), Some(name)) = (line.child(Rule::extra).filter(|_| what == "a style"), line.child(Rule::lower_name)) else { return false };
        let text = self.str(extra);
        let bare = text.trim().trim_matches([':', '(', ')', '<', '=', ' ']);
        let joined = ["extends ", "inherits from ", "inherits ", "based on ", "like ", "as ", "from ", "form ", "fro ", "fom ", "frm "].iter().find_map(|w| bare.strip_prefix(w));
        let Some(parent) = joined.or_else(|| text.trim_start().starts_with([':', '<']).then_some(bare)).map(str::trim).filter(|p| crate::syntax::fits(Rule::lower_name, p)) else { return false };
        let gone = Span::new(self.file, name.end as usize, self.span(extra).end as usize);
        self.problem(
            Diagnostic::new(Code::Syntax, self.span(extra), "what a style begins as stands behind `from`")
                .label("another one's name")
                .help(format!("write `style {} from {parent}`", self.str(name)))
                .unsafe_fix(format!("write `from {parent}`"), gone, format!(" from {parent}")),
        );
        true
    }

    /// The form of `use`, `scenes from`, `ref` and `font`; the file itself was read before.
    pub fn file_line(&mut self, line: &Node) {
        if let Some(bare) = line.child(Rule::bare) {
            return self.unquoted_file(bare, line);
        } else if let Some(extra) = line.child(Rule::extra).filter(|_| line.child(Rule::string).is_none() && self.keyword(line, &["use", "scenes", "ref", "font"]) == "scenes") {
            let span = self.span(extra);
            let name = values::quoted(self.str(extra));
            return self.problem(
                Diagnostic::new(Code::Syntax, span, "`scenes` says `from` before its file")
                    .label("no `from` before this")
                    .help(format!("write `scenes from {name}`"))
                    .fix("write `from`", span, format!("from {name}")),
            );
        } else if line.child(Rule::string).is_none() {
            let example = match self.keyword(line, &["use", "scenes", "ref", "font"]) {
                "scenes" => "scenes from \"act-2.frost\"",
                "ref" => "ref \"mara.png\"",
                "font" => "font \"fonts/Courier.ttf\"",
                _ => "use \"lib/people.frost\"",
            };
            self.missing(line, "the file, in quotes,", example);
        }
        self.extra(line);
    }

    /// The name of a file without quotes, or in others than Frost has.
    pub(super) fn unquoted_file(&mut self, bare: &Node, line: &Node) {
        let start = bare.start as usize;
        let rest = &self.text[start..(line.end as usize).max(bare.end as usize)];
        let close = match rest.chars().next() {
            Some(mark @ ('\'' | '"' | '`')) => rest[mark.len_utf8()..].find(mark).map(|i| i + 2 * mark.len_utf8()),
            Some(mark @ ('‘' | '’' | '«')) => rest[mark.len_utf8()..].char_indices().find(|(_, c)| matches!(c, '’' | '»')).map(|(i, c)| mark.len_utf8() + i + c.len_utf8()),
            _ => None,
        };
        let span = Span::new(self.file, start, start + close.unwrap_or(self.str(bare).len()));
        let name = values::quoted(&self.text[span.range()]);
        let open = close.is_none() && rest.starts_with(['"', '“']);
        self.problem(match open {
            true => Diagnostic::new(Code::UnclosedQuote, span, "these quotes are never closed").label("opened here").help("text in quotes ends on the line on which it begins").unsafe_fix("close them", span, name),
            false => Diagnostic::new(Code::Syntax, span, "the name of a file stands in quotes").label("without double quotes").fix("quote it", span, name),
        });
    }

    fn setup(&mut self, line: &Node) {
        let Some(Spanned { value: text, span }) = self.lower_named(line, "a set-up", "setup two = medium on NINA", false) else { return };
        if let Some(first) = self.film.setups.get(&text).map(|s| s.span) {
            return self.duplicate("set-up", &text, span, first);
        }
        if let Some(why) = super::setup_name_taken(&text) {
            self.problem(
                Diagnostic::new(Code::ReservedName, span, why)
                    .label("taken")
                    .help("in a shot line nobody could tell which is meant; give the set-up a name of its own")
                    .unsafe_fix(format!("call it `my-{text}`"), span, format!("my-{text}")),
            );
            return;
        }
        let mut spec = self.spec(line, Some(span.start));
        // A set-up may begin from another.
        self.apply_setup(&mut spec);
        let used = self.setups_wanted.contains(&text);
        self.film.setups.insert(text, Setup { span, spec, used });
    }

    /// Says so where a prose property has no text.
    pub(super) fn wordless(&mut self, node: &Node) -> bool {
        let (word, text) = self.prose(node);
        if !text.is_empty() {
            return false;
        }
        let example = match word {
            "avoid" => "avoid text, logos",
            "voice" => "voice low, dry, in no hurry",
            "mood" => "mood slow strings, one piano",
            _ => "look grey coat, a scar over one eye",
        };
        self.missing(node, &format!("what `{word}` says"), example);
        true
    }

    /// A prose property: its word, and its text over all lines.
    pub fn prose(&self, node: &Node) -> (&'a str, String) {
        let word = node.children.first().map_or("", |n| self.str(n));
        let text = node.children.iter().filter(|n| n.kind == Kind::Text).map(|n| self.str(n).trim());
        (word, names::without_notes(&crate::syntax::joined(text)))
    }
}
