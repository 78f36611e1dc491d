//! Names in a script: where each is declared and used. People, places, props, styles, music, set-ups, versions, params.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::text::Text;
use super::world::{Script, World, uri_of};
use crate::source::FileId;
use crate::syntax::{self, Kind, Node, Rule, normalise, vocabulary};

/// What a name names. Capitalised names are one family: the same word cannot be a person and a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    Name,
    Style,
    Tune,
    Setup,
    Version,
    Param,
}

impl Family {
    fn of(statement: Rule) -> Option<Family> {
        Some(match statement {
            Rule::style_line | Rule::style_use => Family::Style,
            Rule::tune_line | Rule::music_line | Rule::sound_line => Family::Tune,
            Rule::setup_line | Rule::shot_line => Family::Setup,
            Rule::version_line | Rule::in_line => Family::Version,
            Rule::param_line => Family::Param,
            _ => return None,
        })
    }
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub family: Family,
    /// Equal for equal names.
    pub key: String,
    pub start: usize,
    pub end: usize,
    pub declares: bool,
}

/// Every mention in a text, in order.
pub fn mentions(text: &str, known: &std::collections::HashSet<String>) -> Vec<Mention> {
    let parsed = syntax::parse(FileId(0), text, known);
    let mut people: Vec<String> = known.iter().cloned().collect();
    for node in parsed.root.body() {
        if node.line().rule() == Some(Rule::person_line)
            && let Some(name) = node.line().child(Rule::name)
        {
            people.push(normalise(name.text(text)));
        }
    }
    people.sort_by_key(|p| std::cmp::Reverse(p.len()));
    people.dedup();
    let mut walk = Walk { text, people, out: Vec::new() };
    walk.node(&parsed.root, None);
    params(text, &mut walk.out);
    walk.out.sort_by_key(|m| (m.start, m.end));
    walk.out.dedup_by(|a, b| a.start == b.start && a.end == b.end);
    walk.out
}

struct Walk<'a> {
    text: &'a str,
    /// Normalised, the longest first.
    people: Vec<String>,
    out: Vec<Mention>,
}

impl Walk<'_> {
    fn put(&mut self, family: Family, start: usize, end: usize, declares: bool) {
        let name = &self.text[start..end];
        let key = if family == Family::Name { normalise(name) } else { name.to_string() };
        if !key.is_empty() {
            self.out.push(Mention { family, key, start, end, declares });
        }
    }

    fn node(&mut self, node: &Node, statement: Option<Rule>) {
        let (start, end) = (node.start as usize, node.end as usize);
        match node.kind {
            Kind::Heading => self.heading(start, end),
            Kind::CueLine => self.cue(start, end),
            Kind::Text | Kind::Dialogue => self.prose(start, end),
            Kind::Line(rule) => {
                let top = statement.unwrap_or(rule);
                match rule {
                    Rule::name => {
                        let declares = top == Rule::person_line && !self.out.iter().rev().take_while(|m| m.start >= self.line_of(start)).any(|m| m.declares);
                        return self.put(Family::Name, start, end, declares);
                    }
                    Rule::lower_name => {
                        if let Some(family) = Family::of(top) {
                            let declares = matches!(top, Rule::style_line | Rule::tune_line | Rule::setup_line | Rule::version_line | Rule::param_line)
                                && !self.out.iter().rev().take_while(|m| m.start >= self.line_of(start)).any(|m| m.declares);
                            let family = if top == Rule::shot_line && self.is_style(start) { Family::Style } else { family };
                            self.put(family, start, end, declares);
                        }
                        return;
                    }
                    _ => {}
                }
                node.children.iter().for_each(|n| self.node(n, Some(top)));
            }
            _ => node.children.iter().for_each(|n| self.node(n, None)),
        }
    }

    fn line_of(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    fn is_style(&self, at: usize) -> bool {
        self.text[self.line_of(at)..at].trim_start().starts_with("style")
    }

    /// `INT. KITCHEN / HALL - NIGHT`: the places.
    fn heading(&mut self, start: usize, end: usize) {
        let body = &self.text[start..end];
        let Some((length, _)) = syntax::heading_prefix(body) else { return };
        let rest = &body[length..];
        let stop = [" - ", " – ", " — ", "#", "//"].iter().filter_map(|m| rest.find(m)).min().unwrap_or(rest.len());
        let mut at = length;
        for part in rest[..stop].split('/') {
            // A second place can have its own prefix.
            let lead = part.len() - part.trim_start().len();
            let inner = syntax::heading_prefix(part.trim_start()).map_or(0, |(n, _)| n);
            let from = at + lead + inner;
            let name = &body[from.min(at + part.len())..at + part.len()];
            let (skip, name) = (name.len() - name.trim_start().len(), name.trim());
            if !name.is_empty() {
                self.put(Family::Name, start + from + skip, start + from + skip + name.len(), false);
            }
            at += part.len() + 1;
        }
    }

    fn cue(&mut self, start: usize, end: usize) {
        let body = &self.text[start..end];
        let Some(cue) = syntax::cue_line(body) else { return };
        let name = &body[cue.name.clone()];
        let from = start + cue.name.start;
        match syntax::split_and(name) {
            Some((a, b)) if self.people.contains(&normalise(a)) && self.people.contains(&normalise(b)) => {
                let second = from + name.len() - b.len();
                self.put(Family::Name, from, from + a.len(), false);
                self.put(Family::Name, second, second + b.len(), false);
            }
            _ => self.put(Family::Name, from, from + name.len(), false),
        }
    }

    /// Declared people in prose, whose names begin with capitals.
    fn prose(&mut self, start: usize, end: usize) {
        let body = &self.text[start..end];
        let mut at = 0;
        while at < body.len() {
            let rest = &body[at..];
            let boundary = body[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let capital = rest.chars().next().is_some_and(char::is_uppercase);
            let found = if boundary && capital { self.people.iter().find_map(|name| matches(rest, name)) } else { None };
            match found {
                Some(length) => {
                    self.put(Family::Name, start + at, start + at + length, false);
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
    }
}

/// The bytes at the start of a text that say a normalised name, as whole words.
fn matches(text: &str, name: &str) -> Option<usize> {
    let words = name.split(' ').count();
    let mut end = 0;
    for _ in 0..words {
        let rest = &text[end..];
        let skip = rest.len() - rest.trim_start_matches(' ').len();
        let word = rest[skip..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(rest.len() - skip);
        end += skip + word;
    }
    let found = text[..end].trim_end_matches(['.', '-']);
    let bare = found.strip_suffix("'s").or_else(|| found.strip_suffix("’s")).unwrap_or(found);
    (normalise(bare) == *name).then_some(bare.len())
}

/// `{city}`, wherever it stands.
fn params(text: &str, out: &mut Vec<Mention>) {
    for (open, _) in text.match_indices('{') {
        let Some(length) = text[open + 1..].find('}') else { continue };
        let name = &text[open + 1..open + 1 + length];
        if !name.is_empty() && name.len() < 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
            out.push(Mention { family: Family::Param, key: name.to_string(), start: open + 1, end: open + 1 + length, declares: false });
        }
    }
}

/// The mentions of the name at a place, in every file that knows it.
pub struct Found {
    pub at: Mention,
    pub all: Vec<(PathBuf, Arc<Text>, Vec<Mention>)>,
}

pub fn find(world: &mut World, path: &Path, offset: usize) -> Option<Found> {
    let own = world.script(path)?;
    let known = world.names_for(path, own.own().as_str());
    let at = mentions(own.own().as_str(), &known).into_iter().find(|m| m.start <= offset && offset <= m.end)?;
    let mut all = Vec::new();
    for other in connected(world, &own) {
        let Some(script) = world.script(&other) else { continue };
        let known = world.names_for(&other, script.own().as_str());
        let same: Vec<Mention> = mentions(script.own().as_str(), &known).into_iter().filter(|m| m.family == at.family && m.key == at.key).collect();
        if !same.is_empty() {
            all.push((other, script.texts[0].clone(), same));
        }
    }
    Some(Found { at, all })
}

/// The files that share declarations with a script: what it uses, and who uses one of them.
fn connected(world: &mut World, own: &Script) -> Vec<PathBuf> {
    let mut out = own.paths.clone();
    for path in world.known_paths() {
        if out.contains(&path) {
            continue;
        }
        if let Some(script) = world.script(&path)
            && script.paths.iter().any(|p| own.paths.contains(p))
        {
            out.extend(script.paths.iter().filter(|p| !out.contains(p)).cloned().collect::<Vec<_>>());
        }
    }
    out
}

pub fn definition(world: &mut World, path: &Path, offset: usize) -> Value {
    let Some(found) = find(world, path, offset) else { return Value::Null };
    let declared: Vec<Value> = places(&found, |m| m.declares);
    match declared.is_empty() {
        // An undeclared name is defined where it stands first.
        true => places(&found, |_| true).into_iter().next().map_or(Value::Null, |first| json!([first])),
        false => declared.into(),
    }
}

pub fn references(world: &mut World, path: &Path, offset: usize, declaration: bool) -> Value {
    let Some(found) = find(world, path, offset) else { return Value::Null };
    places(&found, |m| declaration || !m.declares).into()
}

fn places(found: &Found, wanted: impl Fn(&Mention) -> bool) -> Vec<Value> {
    let one = |path: &PathBuf, text: &Text, m: &Mention| json!({ "uri": uri_of(path), "range": text.range(m.start, m.end) });
    found.all.iter().flat_map(|(path, text, list)| list.iter().filter(|m| wanted(m)).map(|m| one(path, text, m)).collect::<Vec<_>>()).collect()
}

pub fn highlights(world: &mut World, path: &Path, offset: usize) -> Value {
    let Some(found) = find(world, path, offset) else { return Value::Null };
    let own = found.all.iter().find(|(p, _, _)| p == path);
    own.map_or(Value::Null, |(_, text, list)| list.iter().map(|m| json!({ "range": text.range(m.start, m.end), "kind": if m.declares { 3 } else { 2 } })).collect::<Vec<_>>().into())
}

/// The range of the name that can be renamed at a place.
pub fn prepare(world: &mut World, path: &Path, offset: usize) -> Value {
    let Some(found) = find(world, path, offset) else { return Value::Null };
    let Some((_, text, _)) = found.all.iter().find(|(p, _, _)| p == path) else { return Value::Null };
    json!({ "range": text.range(found.at.start, found.at.end), "placeholder": &text.as_str()[found.at.start..found.at.end] })
}

/// The edits of a rename, or why it cannot be.
pub fn rename(world: &mut World, path: &Path, offset: usize, new: &str) -> Result<Value, String> {
    let found = find(world, path, offset).ok_or("there is no name here that could be changed")?;
    let new = new.trim();
    check(world, path, &found, new)?;
    let mut changes = serde_json::Map::new();
    for (file, text, list) in &found.all {
        let edits: Vec<Value> = list.iter().map(|m| json!({ "range": text.range(m.start, m.end), "newText": cased(&text.as_str()[m.start..m.end], new, m) })).collect();
        changes.insert(uri_of(file), edits.into());
    }
    Ok(json!({ "changes": changes }))
}

/// In capitals where the old one was, else as people are named in prose.
fn cased(old: &str, new: &str, m: &Mention) -> String {
    match m.family {
        Family::Name if syntax::caps(old) => new.to_uppercase(),
        Family::Name => new.split(' ').map(|w| w.chars().enumerate().flat_map(|(i, c)| if i == 0 { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() }).collect::<String>()).collect::<Vec<_>>().join(" "),
        _ => new.to_string(),
    }
}

fn check(world: &mut World, path: &Path, found: &Found, new: &str) -> Result<(), String> {
    if new.is_empty() {
        return Err("a name has at least one letter".into());
    }
    let form = match found.at.family {
        Family::Name => new.chars().next().is_some_and(char::is_alphabetic) && new.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '.')),
        Family::Param => new.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')),
        _ => new.starts_with(|c: char| c.is_ascii_lowercase()) && new.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
    };
    if !form {
        return Err(match found.at.family {
            Family::Name => format!("`{new}` is no name: it has letters, digits, blanks and hyphens"),
            _ => format!("`{new}` is no name here: it has small letters, digits and hyphens, as `tea-table`"),
        });
    }
    if found.at.family == Family::Setup && vocabulary::WORDS.iter().any(|w| w.word == new || w.also.contains(&new)) {
        return Err(format!("`{new}` is a word of the language and cannot name a set-up"));
    }
    let key = if found.at.family == Family::Name { normalise(new) } else { new.to_string() };
    if key != found.at.key {
        for other in found.all.iter().map(|(p, _, _)| p.clone()).chain([path.to_path_buf()]).collect::<std::collections::BTreeSet<_>>() {
            let Some(script) = world.script(&other) else { continue };
            let known = world.names_for(&other, script.own().as_str());
            if mentions(script.own().as_str(), &known).iter().any(|m| m.family == found.at.family && m.key == key) {
                return Err(format!("there is a `{new}` already"));
            }
        }
    }
    Ok(())
}
