//! Declarations of the script itself that nothing names. Files that are used may declare more than one film needs.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::load::Loaded;
use super::lower::Lower;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{FileId, Span};
use crate::syntax::{Kind, Node, Rule, vocabulary};

impl Lower<'_> {
    /// Reports styles, music, sounds, props, people, places and params whose names stand nowhere but where they are declared.
    /// Nothing is said while there are errors, for a misspelt name leaves the right one unused; those that no error can mean
    /// are kept apart and given back, for editors, which show them in grey.
    pub(super) fn unused(&mut self, named: Named) -> Vec<Diagnostic> {
        if self.film.scenes.is_empty() {
            return Vec::new();
        }
        if self.problems.iter().any(|p| p.severity == Severity::Error) {
            return named.nowhere.iter().filter(|d| !self.is_meant(d)).map(Declared::unused).collect();
        }
        for d in named.nowhere {
            // What uses a set-up is known more exactly, and said elsewhere.
            if d.what == SETUP {
                continue;
            }
            if let Some((span, written)) = self.nearly_heard(&d) {
                let at = Span::new(FileId(0), d.start, d.start + d.name.len());
                self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("there is no sound `{written}`"))
                        .severity(Severity::Warning)
                        .label("not declared; it is made from this word alone")
                        .also(at, format!("`{}` is declared here, and never heard", d.name))
                        .help(format!("did you mean `{}`?", d.name))
                        .unsafe_fix(format!("write `{}`", d.name), span, d.name),
                );
                continue;
            }
            self.problem(d.unused());
        }
        Vec::new()
    }

    /// Whether an error speaks of a declaration, or stands at a word that is almost its name.
    fn is_meant(&self, declared: &Declared) -> bool {
        let at = declared.start as u32;
        self.problems.iter().filter(|p| p.severity == Severity::Error).any(|p| {
            p.labels.iter().any(|l| l.span.file == FileId(0) && l.span.start <= at && at <= l.span.end)
                || p.fixes.iter().flat_map(|f| &f.edits).any(|e| e.text.contains(&declared.name))
                || vocabulary::nearest(self.sources.text(p.span), std::iter::once(declared.name.as_str())).is_some()
        })
    }
}

const SETUP: &str = "set-up";

impl Lower<'_> {
    /// The first sound that is heard under almost the name of a declared one: the place of the name, and the name.
    fn nearly_heard(&self, declared: &Declared) -> Option<(Span, String)> {
        if declared.what != "sound" {
            return None;
        }
        let shots = self.film.scenes.iter().flat_map(|s| s.sounds.iter().chain(s.shots.iter().flat_map(|shot| &shot.sounds)));
        let heard = shots.filter(|cue| !cue.music && !self.film.sounds.iter().any(|s| s.name == cue.words));
        heard.into_iter().find_map(|cue| {
            vocabulary::nearest(&cue.words, std::iter::once(declared.name.as_str()))?;
            let line = self.sources.text(cue.span);
            let behind = line.find(' ')?;
            let at = (behind + line[behind..].find(&cue.words)?) as u32;
            Some((Span { start: cue.span.start + at, end: cue.span.start + at + cue.words.len() as u32, ..cue.span }, cue.words.clone()))
        })
    }
}

/// What of a script's declarations is named, and what is not.
#[derive(Default)]
pub(super) struct Named {
    nowhere: Vec<Declared>,
}

impl Named {
    /// `texts` are the files as their authors wrote them, in which params stand by name.
    pub(super) fn of(root: &Node, text: &str, texts: &[&str]) -> Named {
        let declared = declarations(root, text);
        if declared.is_empty() {
            return Named::default();
        }
        let mut seen: HashMap<u64, u32> = declared.iter().map(|d| (hash(first(&d.name)), 0)).collect();
        // A look at a word's first byte passes over most of a text.
        let mut begins = [false; 128];
        for c in declared.iter().filter_map(|d| first(&d.name).chars().next()).flat_map(char::to_lowercase).filter(char::is_ascii) {
            begins[c as usize] = true;
        }
        let mut count = |word: &str| {
            if word.bytes().next().is_some_and(|b| !b.is_ascii() || begins[usize::from(b.to_ascii_lowercase())])
                && let Some(count) = seen.get_mut(&hash(word))
            {
                *count += 1;
            }
        };
        for text in texts {
            for word in words(text) {
                count(word);
                // `INT. TENT-NIGHT` names the tent.
                if word.contains('-') && word.contains(char::is_uppercase) {
                    word.split('-').for_each(&mut count);
                }
            }
        }
        // What a declaration says of itself is no use of it; of several with one first word each does that.
        let mut own: HashMap<u64, u32> = HashMap::new();
        for d in &declared {
            let key = hash(first(&d.name));
            *own.entry(key).or_default() += words(&text[d.block.clone()]).filter(|w| hash(w) == key).count() as u32;
        }
        let unnamed = |d: &Declared| {
            let key = hash(first(&d.name));
            seen.get(&key).copied().unwrap_or(0) <= own.get(&key).copied().unwrap_or(0)
        };
        Named { nowhere: declared.into_iter().filter(unnamed).collect() }
    }
}

impl Lower<'_> {
    /// Files of which nothing is used. `texts` are the files as their authors wrote them.
    pub(super) fn unused_files(&mut self, loaded: &Loaded, texts: &[&str]) {
        if self.film.scenes.is_empty() || self.problems.iter().any(|p| p.severity == Severity::Error) {
            return;
        }
        for (span, file) in loaded.used.iter().filter(|(span, _)| span.file == FileId(0)) {
            let mut with = vec![*file];
            let mut at = 0;
            while let Some(file) = with.get(at).copied() {
                let more = loaded.used.iter().filter(|(span, _)| span.file == file).map(|(_, f)| *f);
                let more: Vec<FileId> = more.filter(|f| !with.contains(f)).collect();
                with.extend(more);
                at += 1;
            }
            // Its scenes are not filmed, which was said.
            if with.iter().any(|f| loaded.parses[f.0 as usize].root.children.iter().any(|n| n.kind == Kind::Scene)) {
                continue;
            }
            let mut names: HashSet<u64> = HashSet::new();
            for file in &with {
                let (root, text) = (&loaded.parses[file.0 as usize].root, &loaded.sources.get(*file).text);
                names.extend(declarations(root, text).iter().map(|d| hash(first(&d.name))));
                let named = root.body().filter(|n| n.line().rule() == Some(Rule::version_line));
                names.extend(named.filter_map(|n| n.line().child(Rule::lower_name)).map(|n| hash(first(n.text(text)))));
            }
            let others = texts.iter().enumerate().filter(|(i, _)| !with.iter().any(|f| f.0 as usize == *i));
            if others.into_iter().any(|(_, text)| words(text).any(|w| names.contains(&hash(w)))) {
                continue;
            }
            let name = loaded.sources.get(*file).name.clone();
            let (start, end) = loaded.sources.get(span.file).read(span.start, span.end);
            self.problem(
                Diagnostic::new(Code::Unused, Span { start, end, ..*span }, format!("nothing that `{name}` declares is used"))
                    .severity(Severity::Warning)
                    .label("used here")
                    .help("name somebody or something of it, or take the line away"),
            );
        }
    }
}

impl Declared {
    fn unused(&self) -> Diagnostic {
        Diagnostic::new(Code::Unused, Span::new(FileId(0), self.start, self.start + self.name.len()), format!("{} `{}` is never used", self.what, self.name))
            .severity(Severity::Warning)
            .label("declared here")
            .help("use it, or take the declaration away")
    }
}

struct Declared {
    what: &'static str,
    name: String,
    start: usize,
    /// The whole declaration, as bytes of the text.
    block: std::ops::Range<usize>,
}

fn declarations(root: &Node, text: &str) -> Vec<Declared> {
    let mut out = Vec::new();
    for node in root.body() {
        let line = node.line();
        let (what, name) = match line.rule() {
            Some(Rule::style_line) => ("style", line.child(Rule::lower_name)),
            Some(Rule::tune_line) => (if line.text(text).starts_with("music") { "music" } else { "sound" }, line.child(Rule::lower_name)),
            Some(Rule::setup_line) => (SETUP, line.child(Rule::lower_name)),
            Some(Rule::param_line) => ("param", line.child(Rule::lower_name)),
            // A version with properties of its own is another cut, even if no line names it.
            Some(Rule::version_line) if node.body().next().is_none() => ("version", line.child(Rule::lower_name)),
            Some(Rule::person_line) if node.kind == Kind::Block || node.kind == Kind::Line(Rule::person_line) => match line.text(text).split_whitespace().next() {
                Some("character") => ("character", line.child(Rule::name)),
                Some("location") => ("location", line.child(Rule::name)),
                Some("prop") => ("prop", line.child(Rule::name)),
                Some("extras") => ("extras", line.child(Rule::name)),
                _ => continue,
            },
            _ => continue,
        };
        if let Some(name) = name {
            out.push(Declared { what, name: name.text(text).to_string(), start: name.start as usize, block: node.start as usize..node.end as usize });
        }
    }
    out
}

/// The first word of a name.
fn first(name: &str) -> &str {
    words(name).next().unwrap_or(name)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).map(|w| w.trim_matches('-')).filter(|w| !w.is_empty())
}

/// Equal for words that differ in case only, and for one thing and several.
fn hash(word: &str) -> u64 {
    let word = word.strip_suffix(['s', 'S']).filter(|w| w.len() > 2).unwrap_or(word);
    let mut hasher = DefaultHasher::new();
    for c in word.chars() {
        match c.is_ascii() {
            true => c.to_ascii_lowercase().hash(&mut hasher),
            false => c.to_lowercase().for_each(|c| c.hash(&mut hasher)),
        }
    }
    hasher.finish()
}
