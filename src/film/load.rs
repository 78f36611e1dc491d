//! A script and every file it uses, read and parsed. The only questions put to the outside go through [`Host`].

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{Kind, Node, Parse, Rule, parse};

/// What the compiler asks of the world.
pub trait Host {
    /// The text of a file.
    fn read(&self, path: &Path) -> Result<String, ReadError>;
}

/// Why a file could not be read, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    Missing,
    Directory,
    NotText { line: usize },
    Other(String),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::Missing => f.write_str("there is no such file"),
            ReadError::Directory => f.write_str("it is a directory"),
            ReadError::NotText { line } => write!(f, "it is not UTF-8 text (line {line})"),
            ReadError::Other(why) => f.write_str(why),
        }
    }
}

/// A film's files, each parsed; the first is the script itself, used files stand before their users in `order`.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub sources: Sources,
    pub parses: Vec<Parse>,
    pub order: Vec<FileId>,
    pub problems: Vec<Diagnostic>,
}

/// Reads and parses a script whose text the caller has, and what it uses.
pub fn load(path: &Path, text: String, host: &dyn Host) -> Loaded {
    let mut loader = Loader { host, root: path.parent().unwrap_or(Path::new("")).to_path_buf(), loaded: Vec::new(), stack: Vec::new(), out: Loaded { sources: Sources::default(), parses: Vec::new(), order: Vec::new(), problems: Vec::new() } };
    loader.file(path, text);
    loader.out
}

/// Names of people that the files used by a script declare; what cannot be read declares none.
pub fn known_names(path: &Path, text: &str, host: &dyn Host) -> HashSet<String> {
    let loaded = load(path, text.to_string(), host);
    let mut known = HashSet::new();
    for (file, source) in loaded.sources.iter().skip(1) {
        names(&loaded.parses[file.0 as usize].root, &source.text, &mut known);
    }
    known
}

struct Loader<'a> {
    host: &'a dyn Host,
    root: PathBuf,
    loaded: Vec<PathBuf>,
    stack: Vec<PathBuf>,
    out: Loaded,
}

impl Loader<'_> {
    fn file(&mut self, path: &Path, text: String) -> FileId {
        let id = self.out.sources.add(Source::new(path.display().to_string(), text));
        self.loaded.push(tidy(path));
        self.stack.push(tidy(path));
        // The place of this file among the parses is kept while the files it uses are read.
        self.out.parses.push(Parse { root: Node { kind: Kind::Script, start: 0, end: 0, children: Vec::new() }, problems: Vec::new() });
        let text = self.out.sources.get(id).text.clone();
        let first = parse(id, &text, &HashSet::new());
        let mut known = HashSet::new();
        let uses: Vec<(String, Span)> = uses(&first.root, &text, id);
        let again = !uses.is_empty();
        for (name, span) in uses {
            self.used(path, &name, span);
        }
        let mut parsed = first;
        if again {
            for file in &self.out.order {
                let source = self.out.sources.get(*file);
                names(&self.out.parses[file.0 as usize].root, &source.text, &mut known);
            }
            // Names from other files decide what is a cue.
            parsed = parse(id, &text, &known);
        }
        self.out.problems.extend(parsed.problems.iter().cloned());
        self.out.parses[id.0 as usize] = parsed;
        self.out.order.push(id);
        self.stack.pop();
        id
    }

    fn used(&mut self, from: &Path, name: &str, span: Span) {
        let target = from.parent().unwrap_or(Path::new("")).join(name);
        let plain = tidy(&target);
        let root = tidy(&self.root);
        let inside = plain.strip_prefix(&root).is_ok_and(|rest| rest.components().all(|c| matches!(c, Component::Normal(_))));
        if Path::new(name).is_absolute() || !inside {
            self.out.problems.push(
                Diagnostic::new(Code::OutsideProject, span, format!("`{name}` leaves the folder of the script"))
                    .label("this path")
                    .help("a film uses files beside its script or below it"),
            );
            return;
        }
        if self.stack.contains(&plain) {
            self.out.problems.push(
                Diagnostic::new(Code::Cycle, span, format!("`{name}` uses itself, directly or through others"))
                    .label("this closes the circle")
                    .help("move what both files need into a third"),
            );
            return;
        }
        if self.loaded.contains(&plain) {
            return;
        }
        match self.host.read(&target) {
            Ok(text) => {
                self.file(&target, text);
            }
            Err(error) => self.out.problems.push(
                Diagnostic::new(Code::MissingFile, span, format!("`{name}` cannot be read: {error}"))
                    .label("used here")
                    .help(format!("looked for {}", target.display())),
            ),
        }
    }
}

/// A path without `.` and with `..` taken up where that can be seen.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn uses(root: &Node, text: &str, file: FileId) -> Vec<(String, Span)> {
    root.children
        .iter()
        .filter(|n| n.rule() == Some(Rule::file_line) && n.text(text).starts_with("use"))
        .filter_map(|n| {
            let path = n.child(Rule::string)?;
            Some((super::values::unquote(path, text), Span::new(file, path.start as usize, path.end as usize)))
        })
        .collect()
}

fn names(root: &Node, text: &str, into: &mut HashSet<String>) {
    for node in &root.children {
        let line = node.line();
        if line.rule() == Some(Rule::person_line)
            && line.text(text).starts_with(['c', 'e'])
            && let Some(name) = line.child(Rule::name)
        {
            into.insert(crate::syntax::normalise(name.text(text)));
        }
    }
}
