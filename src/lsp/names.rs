//! Names in a script: where each is declared and used. People, places, props, styles, music, set-ups, versions, params.
//! What a name means is the compiler's answer: its index of people reads the action, its film tells who is what.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::script::Script;
use super::text::Text;
use crate::film::{Film, Names};
use crate::source::FileId;
use crate::syntax::classes::{Token, classes};
use crate::syntax::{self, Kind, Node, Rule, normalise};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    Person,
    Place,
    Prop,
    Style,
    Tune,
    Setup,
    Version,
    Param,
}

impl Family {
    /// Written in capitals, and compared without regard to case.
    pub fn capital(self) -> bool {
        matches!(self, Family::Person | Family::Place | Family::Prop)
    }
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub family: Family,
    /// Equal for equal names.
    pub key: String,
    pub declares: bool,
    /// Only said, in dialogue or a description, where the compiler looks for nobody.
    pub said: bool,
}

/// Every mention in one file of a script, in order.
pub fn mentions(script: &Script, file: FileId) -> Vec<Mention> {
    let film = &script.checked.film;
    let text = script.text(file).as_str();
    let mut walk = Walk {
        text,
        film,
        people: film.people.iter().map(|p| normalise(&p.name)).collect(),
        props: film.props.iter().map(|p| normalise(&p.name)).collect(),
        index: Names::new(&film.people),
        out: Vec::new(),
    };
    let root = &script.parse(file).root;
    walk.node(root);
    for piece in classes(root, text).iter().filter(|c| c.token == Token::Param) {
        walk.put(Family::Param, piece.start + 1, piece.end - 1, false);
    }
    let mut out = walk.out;
    out.sort();
    out.dedup_by(|a, b| a.start == b.start && a.end == b.end);
    out
}

struct Walk<'a> {
    text: &'a str,
    film: &'a Film,
    people: HashSet<String>,
    props: HashSet<String>,
    index: Names,
    out: Vec<Mention>,
}

impl Walk<'_> {
    fn put(&mut self, family: Family, start: usize, end: usize, declares: bool) {
        let name = &self.text[start..end];
        let key = if family.capital() { normalise(name) } else { name.to_string() };
        if !key.is_empty() {
            self.out.push(Mention { start, end, family, key, declares, said: false });
        }
    }

    fn node(&mut self, node: &Node) {
        let (start, end) = (node.start as usize, node.end as usize);
        match node.kind {
            Kind::Heading => self.heading(start, end),
            Kind::CueLine => self.cue(start, end),
            Kind::Action => self.action(node),
            Kind::Text | Kind::Dialogue => self.said(start, end),
            Kind::Line(rule) => self.statement(rule, node),
            _ => node.children.iter().for_each(|n| self.node(n)),
        }
    }

    /// A statement: the first name of a declaration is what it declares.
    fn statement(&mut self, rule: Rule, node: &Node) {
        use Family::*;
        let body = node.text(self.text);
        // The family of what stands first, whether that is declared, and the family of the names behind it.
        let (first, declares, rest) = match rule {
            Rule::person_line if body.starts_with("location") => (Some(Place), true, Some(Place)),
            Rule::person_line if body.starts_with("prop") => (Some(Prop), true, Some(Prop)),
            Rule::person_line => (Some(Person), true, Some(Person)),
            Rule::style_line => (Some(Style), true, Some(Style)),
            Rule::style_use => (Some(Style), false, None),
            Rule::tune_line => (Some(Tune), true, None),
            Rule::music_line | Rule::sound_line => (Some(Tune), false, None),
            Rule::setup_line => (Some(Setup), true, Some(Setup)),
            Rule::shot_line => (Some(Setup), false, Some(Setup)),
            Rule::version_line => (Some(Version), true, None),
            Rule::in_line => (Some(Version), false, Some(Setup)),
            Rule::param_line => (Some(Param), true, None),
            _ => (None, false, None),
        };
        let mut names = Vec::new();
        collect(node, &mut names);
        let declaration = rule == Rule::person_line;
        let small = names.iter().find(|n| n.rule() == Some(Rule::lower_name)).map(|n| n.start);
        for (i, name) in names.iter().enumerate() {
            let (start, end) = (name.start as usize, name.end as usize);
            match name.rule() {
                Some(Rule::name) if declaration => {
                    let Some(family) = first else { continue };
                    self.put(family, start, end, declares && i == 0);
                }
                Some(Rule::name) => {
                    let family = self.meant(&self.text[start..end]);
                    self.put(family, start, end, false);
                }
                _ => {
                    let is_first = small == Some(name.start);
                    let Some(family) = (if is_first { first } else { rest }) else { continue };
                    // A word that nothing declares is no set-up, but one that is misspelt.
                    let known = match family {
                        Setup => (is_first && declares) || self.film.setups.contains_key(&self.text[start..end]),
                        _ => true,
                    };
                    if known && !family.capital() {
                        self.put(family, start, end, declares && is_first);
                    }
                }
            }
        }
    }

    /// What a capitalised name in a statement means: as the compiler decides it.
    fn meant(&self, name: &str) -> Family {
        let key = normalise(name);
        match () {
            () if self.people.contains(&key) => Family::Person,
            () if self.props.contains(&key) => Family::Prop,
            () if self.film.place_index.contains_key(&key) => Family::Place,
            () => Family::Person,
        }
    }

    /// `INT. KITCHEN / HALL - NIGHT`: the places.
    fn heading(&mut self, start: usize, end: usize) {
        let body = &self.text[start..end];
        let Some((length, _)) = syntax::heading_prefix(body) else { return };
        let rest = &body[length..];
        let stop = [" - ", " – ", " — ", "//"].iter().filter_map(|m| rest.find(m)).min().unwrap_or(rest.len());
        let mut at = length;
        for part in rest[..stop].split(" / ") {
            // A second place can have its own prefix.
            let lead = part.len() - part.trim_start().len();
            let inner = syntax::heading_prefix(part.trim_start()).map_or(0, |(n, _)| n);
            let from = (at + lead + inner).min(at + part.len());
            let name = &body[from..at + part.len()];
            let (skip, name) = (name.len() - name.trim_start().len(), name.trim());
            // What a param stands for is named where that is declared.
            if !name.is_empty() && !name.contains('{') {
                let length = self.declared_place(name);
                self.put(Family::Place, start + from + skip, start + from + skip + length, false);
            }
            at += part.len() + " / ".len();
        }
    }

    /// The bytes of the declared place that words begin with, the longest first; else of all of them.
    fn declared_place(&self, words: &str) -> usize {
        let ends = words.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | '\'' | '’')).map(|(i, _)| i).chain([words.len()]);
        let declared = |name: &str| self.film.place_named(name).is_some_and(|p| p.declared.is_some());
        ends.filter(|end| declared(&words[..*end])).max().unwrap_or(words.len())
    }

    fn cue(&mut self, start: usize, end: usize) {
        let body = &self.text[start..end];
        let Some(cue) = syntax::cue_line(body) else { return };
        let name = &body[cue.name.clone()];
        let from = start + cue.name.start;
        let known = |n: &str| self.people.contains(&normalise(n));
        match syntax::split_and(name).filter(|(a, b)| known(a) && known(b) && !known(name)) {
            Some((a, b)) => {
                let second = from + name.len() - b.len();
                self.put(Family::Person, from, from + a.len(), false);
                self.put(Family::Person, second, second + b.len(), false);
            }
            None => self.put(Family::Person, from, from + name.len(), false),
        }
    }

    /// A paragraph of action, in which a name may go on over the end of a line.
    fn action(&mut self, node: &Node) {
        let mut joined = String::new();
        // Where each line stands in the paragraph and in the text.
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for line in node.children.iter().filter(|n| n.kind == Kind::Text) {
            if !joined.is_empty() {
                joined.push(' ');
            }
            lines.push((joined.len(), line.start as usize));
            joined.push_str(line.text(self.text));
        }
        let place = |at: usize| {
            let line = &lines[lines.partition_point(|(joined, _)| *joined <= at).saturating_sub(1)];
            at - line.0 + line.1
        };
        for (range, id) in self.index.places(&joined) {
            let (start, end) = (place(range.start), place(range.end - 1) + 1);
            // A comment between two lines of a name is nobody's name.
            if start < end && normalise(&self.text[start..end]) == normalise(&joined[range]) {
                let key = normalise(&self.film.person(id).name);
                self.out.push(Mention { start, end, family: Family::Person, key, declares: false, said: false });
            }
        }
    }

    fn said(&mut self, start: usize, end: usize) {
        for (range, id) in self.index.places(&self.text[start..end]) {
            let key = normalise(&self.film.person(id).name);
            self.out.push(Mention { start: start + range.start, end: start + range.end, family: Family::Person, key, declares: false, said: true });
        }
    }
}

/// The names of a statement, in order.
fn collect<'a>(node: &'a Node, out: &mut Vec<&'a Node>) {
    match node.rule() {
        Some(Rule::name | Rule::lower_name) => out.push(node),
        _ => node.children.iter().for_each(|n| collect(n, out)),
    }
}

/// The mentions of one name, in every file that knows it.
pub struct Found {
    pub at: Mention,
    /// Addresses of files, each with its text and the mentions in it.
    pub all: Vec<(String, Arc<Text>, Vec<Mention>)>,
    /// The scripts that it is known in, by their place in the family.
    pub scripts: Vec<usize>,
}

/// Where a script says a name for the first time to declare it.
fn declared(script: &Script, family: Family, key: &str) -> Option<(PathBuf, usize)> {
    script.files().find_map(|file| {
        let found = script.mentions(file).iter().find(|m| m.declares && m.family == family && m.key == key)?;
        Some((script.paths[file.0 as usize].clone(), found.start))
    })
}

/// The name at a place of the first script of a family, with its mentions in all of them. A script of the family that
/// declares the same word anew has a name of its own.
pub fn find(family: &[Arc<Script>], offset: usize) -> Option<Found> {
    let own = family.first()?;
    let at = own.mention_at(offset)?.clone();
    let holds = |script: &Script| script.paths.contains(&own.path);
    let homes: BTreeSet<(PathBuf, usize)> = family.iter().filter(|s| holds(s)).filter_map(|s| declared(s, at.family, &at.key)).collect();
    let knows = |script: &Script| match homes.is_empty() {
        true => holds(script),
        false => declared(script, at.family, &at.key).is_some_and(|home| homes.contains(&home)),
    };
    let mut all: BTreeMap<PathBuf, (String, Arc<Text>, BTreeSet<Mention>)> = BTreeMap::new();
    let mut scripts = Vec::new();
    for (i, script) in family.iter().enumerate().filter(|(_, s)| knows(s)) {
        scripts.push(i);
        for file in script.files() {
            let same = script.mentions(file).iter().filter(|m| m.family == at.family && m.key == at.key).cloned();
            let path = script.paths[file.0 as usize].clone();
            all.entry(path).or_insert_with(|| (script.uri(file).to_string(), script.texts[file.0 as usize].clone(), BTreeSet::new())).2.extend(same);
        }
    }
    let all = all.into_values().filter(|(_, _, list)| !list.is_empty()).map(|(uri, text, list)| (uri, text, list.into_iter().collect())).collect();
    Some(Found { at, all, scripts })
}

/// The lines of action of a tree, in order.
pub fn action_lines(root: &Node) -> Vec<&Node> {
    let mut out = Vec::new();
    for node in &root.children {
        match node.kind {
            Kind::Action => out.extend(node.children.iter().filter(|n| n.kind == Kind::Text)),
            _ => out.extend(action_lines(node)),
        }
    }
    out
}
