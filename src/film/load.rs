//! A script and every file it uses, read and parsed. The only questions put to the outside go through [`Host`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use super::lower::keyword;
use super::params::{Given, Params};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{Kept, Kind, Node, Parse, Rule, parse, parse_again};

/// What the compiler asks of the world.
pub trait Host {
    /// The text of a file.
    fn read(&self, path: &Path) -> Result<String, ReadError>;

    /// Whether a file that exists lies inside a folder once every symbolic link is followed.
    fn inside(&self, _root: &Path, _path: &Path) -> bool {
        true
    }

    /// What was read of texts before, where they are read again and again.
    fn kept(&self) -> Option<&Kept> {
        None
    }

    /// What a picture, clip, sound or font of the author's own holds.
    fn probe(&self, _path: &Path, _medium: Medium) -> Result<Probe, ReadError> {
        Err(ReadError::Missing)
    }
}

/// What a file is wanted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    Picture,
    Clip,
    Sound,
    Font,
}

impl Medium {
    pub fn name(self) -> &'static str {
        match self {
            Medium::Picture => "picture",
            Medium::Clip => "clip",
            Medium::Sound => "sound",
            Medium::Font => "font",
        }
    }
}

/// What was found in a file of the author's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Probe {
    /// Pixels across and down, if it has a picture.
    pub size: Option<[u32; 2]>,
    /// Thousandths of a second; 0 for a still.
    pub milliseconds: u64,
    pub sound: bool,
    /// Of a font: the characters it draws, first and last of each run.
    pub letters: Vec<(u32, u32)>,
    /// BLAKE3 of its bytes, so that a changed file makes its shots anew.
    pub digest: String,
}

/// What a film is read with besides its script.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which `version` is read; none is the film itself.
    pub version: Option<String>,
    /// `name=value` of params, and where each was given: a text with its own name, and the run of bytes in it.
    pub set: Vec<Setting>,
    /// Measured lengths of lines in thousandths of a second, by the line's key.
    pub measured: BTreeMap<String, u64>,
}

/// A value for a param from the command line or from a row of data.
#[derive(Clone, Debug)]
pub struct Setting {
    pub name: String,
    pub value: String,
    /// What to show when it does not fit: a file's name, its text, and the bytes of the value in it.
    pub file: String,
    pub text: std::sync::Arc<str>,
    /// The bytes of the name in it.
    pub named: std::ops::Range<usize>,
    pub range: std::ops::Range<usize>,
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
    /// Files whose scenes belong to the film, by the place that asks for them.
    pub scenes: BTreeMap<Span, FileId>,
    /// Files whose declarations are used, by the place that asks for them in the author's text.
    pub used: BTreeMap<Span, FileId>,
    /// Files of the author's own, by the place that names them.
    pub own: BTreeMap<Span, Own>,
    /// Places where nothing more is worth saying.
    pub poisoned: Vec<Span>,
    pub version: Option<String>,
    pub measured: BTreeMap<String, u64>,
}

/// A file of the author's own that was found and looked into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Own {
    /// As the working folder sees it.
    pub path: PathBuf,
    pub probe: Probe,
}

/// Reads and parses a script whose text the caller has, and what it uses.
pub fn load(path: &Path, text: String, host: &dyn Host) -> Loaded {
    load_with(path, text, host, &Settings::default())
}

/// As [`load`], with values from outside.
pub fn load_with(path: &Path, text: String, host: &dyn Host, settings: &Settings) -> Loaded {
    let out = Loaded {
        sources: Sources::default(),
        parses: Vec::new(),
        order: Vec::new(),
        problems: Vec::new(),
        scenes: BTreeMap::new(),
        used: BTreeMap::new(),
        own: BTreeMap::new(),
        poisoned: Vec::new(),
        version: settings.version.clone(),
        measured: settings.measured.clone(),
    };
    let mut loader = Loader { host, root: path.parent().unwrap_or(Path::new("")).to_path_buf(), paths: Vec::new(), loaded: Vec::new(), stack: Vec::new(), reused: HashMap::new(), used_at: Vec::new(), out };
    loader.file(path, text, None);
    loader.scenes_of_used();
    loader.read_again(settings);
    loader.own_files();
    loader.out
}

/// Names of people that the files used by a script declare; what cannot be read declares none.
pub fn known_names(path: &Path, text: &str, host: &dyn Host) -> HashSet<String> {
    let loaded = load(path, text.to_string(), host);
    declared_names(&loaded.parses, &loaded.sources, FileId(0))
}

/// Names of people that the files beside one of them declare.
pub fn declared_names(parses: &[Parse], sources: &Sources, beside: FileId) -> HashSet<String> {
    let mut known = HashSet::new();
    for ((_, source), parse) in sources.iter().zip(parses).filter(|((file, _), _)| *file != beside) {
        names(&parse.root, &source.text, &mut known);
    }
    known
}

struct Loader<'a> {
    host: &'a dyn Host,
    root: PathBuf,
    /// Of each file by its number.
    paths: Vec<PathBuf>,
    loaded: Vec<PathBuf>,
    /// Files being read, and the place that asked for each; the script itself was asked for by nobody.
    stack: Vec<(PathBuf, Option<Span>)>,
    /// Files read before, by their path.
    reused: HashMap<PathBuf, FileId>,
    /// Where files are used, for what they declare.
    used_at: Vec<(Span, FileId)>,
    out: Loaded,
}

impl Loader<'_> {
    fn file(&mut self, path: &Path, text: String, asked: Option<Span>) -> FileId {
        // Of a file that another asks for, the way back out of a folder is no part of the name.
        let name = if asked.is_some() { tidy(path) } else { path.to_path_buf() };
        let id = self.out.sources.add(Source::new(name.display().to_string(), text));
        self.paths.push(path.to_path_buf());
        self.loaded.push(tidy(path));
        self.reused.insert(tidy(path), id);
        self.stack.push((tidy(path), asked));
        let parsed = self.parse(id, &HashSet::new());
        let uses = uses(&parsed.root, &self.out.sources.get(id).text, id);
        // The place of this file among the parses is kept while the files it uses are read.
        self.out.parses.push(parsed);
        let mut asked: Vec<(FileId, Span)> = Vec::new();
        for (name, span, scenes) in uses {
            match self.used(path, &name, span) {
                Some(found) if scenes => {
                    self.out.scenes.insert(span, found);
                }
                Some(found) => {
                    if let Some((_, first)) = asked.iter().find(|(file, _)| *file == found) {
                        let twice = Diagnostic::new(Code::Duplicate, span, format!("`{name}` is used twice"))
                            .severity(Severity::Warning)
                            .label("used again")
                            .also(*first, "first used here")
                            .help("once is enough; take one away");
                        self.out.problems.push(twice);
                        continue;
                    }
                    asked.push((found, span));
                    self.used_at.push((span, found));
                    self.out.used.insert(span, found);
                }
                None => {}
            }
        }
        self.out.order.push(id);
        self.stack.pop();
        id
    }

    fn parse(&self, file: FileId, known: &HashSet<String>) -> Parse {
        let text = &self.out.sources.get(file).text;
        match self.host.kept() {
            Some(kept) => parse_again(file, text, known, kept),
            None => parse(file, text, known),
        }
    }

    /// Scenes in files that are used for their declarations only.
    fn scenes_of_used(&mut self) {
        for (span, found) in std::mem::take(&mut self.used_at) {
            let scene = self.out.parses[found.0 as usize].root.children.iter().find(|n| n.kind == Kind::Scene);
            let Some(scene) = scene.filter(|_| !self.out.scenes.values().any(|f| *f == found)) else { continue };
            let source = self.out.sources.get(found);
            let name = source.name.clone();
            let heading = scene.children.iter().find(|n| n.kind == Kind::Heading).unwrap_or(scene);
            let problem = Diagnostic::new(Code::Misplaced, span, format!("the scenes of `{name}` are not filmed"))
                .severity(Severity::Warning)
                .label("only its declarations are used")
                .also(Span::new(found, heading.start as usize, heading.end as usize), "its first scene")
                .help("`scenes from` takes in a file's scenes, where they are to be seen");
            self.out.problems.push(problem);
        }
    }

    /// Names from other files decide what is a cue, and values are put in: then files are read again.
    fn read_again(&mut self, settings: &Settings) {
        let mut params = Params::default();
        // What was said so far speaks of the author's text as well.
        let mut problems = std::mem::take(&mut self.out.problems);
        for file in self.out.order.clone() {
            params.declare(&self.out.parses[file.0 as usize].root, file, &self.out.sources.get(file).text, &mut problems);
        }
        let mut given = Vec::new();
        let mut texts: Vec<(&str, FileId)> = Vec::new();
        for setting in &settings.set {
            let file = match texts.iter().find(|(name, _)| *name == setting.file) {
                Some((_, file)) => *file,
                None => {
                    let file = self.out.sources.add(Source::new(setting.file.clone(), setting.text.to_string()));
                    self.out.parses.push(Parse { root: Node { kind: Kind::Script, start: 0, end: 0, children: Vec::new() }, problems: Vec::new() });
                    texts.push((&setting.file, file));
                    file
                }
            };
            given.push(Given { name: setting.name.clone(), value: setting.value.clone(), named: Span::new(file, setting.named.start, setting.named.end), span: Span::new(file, setting.range.start, setting.range.end) });
        }
        params.set(&given, &mut problems);
        params.resolve(&mut problems);
        let mut declared: Vec<(FileId, HashSet<String>)> = Vec::new();
        if self.out.order.len() > 1 {
            for file in &self.out.order {
                let mut own = HashSet::new();
                names(&self.out.parses[file.0 as usize].root, &self.out.sources.get(*file).text, &mut own);
                declared.push((*file, own));
            }
        }
        for file in self.out.order.clone() {
            let known: HashSet<String> = declared.iter().filter(|(f, _)| *f != file).flat_map(|(_, names)| names.iter().cloned()).collect();
            let expanded = params.expand(&self.out.parses[file.0 as usize].root, file, self.out.sources.get(file), &mut problems);
            let again = expanded.is_some() || !known.is_empty();
            if let Some(source) = expanded {
                self.out.sources.replace(file, source);
            }
            if again {
                let parsed = self.parse(file, &known);
                self.out.parses[file.0 as usize] = parsed;
            }
            let found = self.out.parses[file.0 as usize].problems.clone();
            self.out.problems.extend(found);
        }
        // Places in texts that had values put in have moved; so have the places that ask for scenes.
        let moved: BTreeMap<Span, FileId> = std::mem::take(&mut self.out.scenes);
        for file in &self.out.order {
            let text = &self.out.sources.get(*file).text;
            for (_, span, scenes) in uses(&self.out.parses[file.0 as usize].root, text, *file) {
                if scenes && let Some(found) = moved.get(&self.out.sources.written(span).0) {
                    self.out.scenes.insert(span, *found);
                }
            }
        }
        // These speak of the author's text already; everything else is moved to it at the end.
        for problem in &mut problems {
            problem.span = self.read_place(problem.span);
            for label in &mut problem.labels {
                label.span = self.read_place(label.span);
            }
            for edit in problem.fixes.iter_mut().flat_map(|f| &mut f.edits) {
                edit.span = self.read_place(edit.span);
            }
        }
        self.out.problems.extend(problems);
        self.out.poisoned = params.poisoned.iter().map(|span| self.read_place(*span)).collect();
    }

    /// A place of the author's text in the text that was read.
    fn read_place(&self, span: Span) -> Span {
        let (start, end) = self.out.sources.get(span.file).read(span.start, span.end);
        Span { start, end, ..span }
    }

    fn used(&mut self, from: &Path, name: &str, span: Span) -> Option<FileId> {
        if super::params::holds_value(name) {
            self.out.problems.push(
                Diagnostic::new(Code::BadValue, span, "the name of a file that is used holds no value")
                    .label("a value in braces")
                    .help("values are known when all files are read; write the name itself"),
            );
            return None;
        }
        let target = self.target(from, name, span)?;
        let plain = tidy(&target);
        if let Some(open) = self.stack.iter().position(|(path, _)| *path == plain) {
            let mut problem = Diagnostic::new(Code::Cycle, span, format!("`{name}` uses itself, directly or through others"))
                .label("this closes the circle")
                .help("move what both files need into a third");
            // The way from the file back to itself.
            for (path, asked) in &self.stack[open + 1..] {
                if let Some(asked) = asked {
                    problem = problem.also(*asked, format!("{} is asked for here", path.display()));
                }
            }
            self.out.problems.push(problem);
            return None;
        }
        if self.loaded.contains(&plain) {
            return self.reused.get(&plain).copied();
        }
        match self.host.read(&target) {
            Ok(text) => Some(self.file(&target, text, Some(span))),
            Err(error) => {
                self.missing(name, &target, span, &error);
                None
            }
        }
    }

    fn missing(&mut self, name: &str, target: &Path, span: Span, error: &ReadError) {
        let problem = Diagnostic::new(Code::MissingFile, span, format!("`{name}` cannot be read: {error}")).label("used here");
        // `use "people"` for people.frost.
        let longer = (target.extension().is_none() && *error == ReadError::Missing).then(|| target.with_extension("frost"));
        let there = longer.filter(|path| self.host.inside(&self.root, path) && self.host.read(path).is_ok());
        self.out.problems.push(match there {
            Some(path) => problem
                .help(format!("there is {}; a file is named with its ending", path.display()))
                .unsafe_fix(format!("write `\"{name}.frost\"`"), span, format!("\"{name}.frost\"")),
            None => problem.help(format!("looked for {}", target.display())),
        });
    }

    /// Where a file named in a script is; `None`, with the reason said, when that leaves the project.
    fn target(&mut self, from: &Path, name: &str, span: Span) -> Option<PathBuf> {
        let target = from.parent().unwrap_or(Path::new("")).join(name);
        let root = tidy(&self.root);
        let inside = tidy(&target).strip_prefix(&root).is_ok_and(|rest| rest.components().all(|c| matches!(c, Component::Normal(_))));
        if !Path::new(name).is_absolute() && inside && self.host.inside(&self.root, &target) {
            return Some(target);
        }
        self.out.problems.push(
            Diagnostic::new(Code::OutsideProject, span, format!("`{name}` leaves the folder of the script"))
                .label("this path")
                .help("a film uses files beside its script or below it; links that lead out are not followed"),
        );
        None
    }

    /// Looks into the author's own pictures, clips, sounds and fonts.
    fn own_files(&mut self) {
        for file in self.out.order.clone() {
            let mut named = Vec::new();
            own_places(&self.out.parses[file.0 as usize].root, &self.out.sources.get(file).text, file, &mut named);
            let from = self.paths[file.0 as usize].clone();
            for (name, span, medium) in named {
                let Some(target) = self.target(&from, &name, span) else { continue };
                match self.host.probe(&target, medium) {
                    Ok(probe) => {
                        self.out.own.insert(span, Own { path: tidy(&target), probe });
                    }
                    Err(error @ (ReadError::Missing | ReadError::Directory)) => self.missing(&name, &target, span, &error),
                    Err(error) => self.out.problems.push(
                        Diagnostic::new(Code::BadMaterial, span, format!("`{name}` is no {} that can be used: {error}", medium.name()))
                            .label("this file")
                            .help(match medium {
                                Medium::Picture => "pictures are PNG, JPEG or WebP",
                                Medium::Clip => "clips are MP4, MOV, MKV, WebM or AVI with a picture in them",
                                Medium::Sound => "sounds are WAV, FLAC, MP3, M4A, OGG or Opus",
                                Medium::Font => "fonts are TTF or OTF",
                            }),
                    ),
                }
            }
        }
    }
}

/// Every file of the author's own that a tree names.
fn own_places(node: &Node, text: &str, file: FileId, out: &mut Vec<(String, Span, Medium)>) {
    for child in &node.children {
        let medium = match child.rule() {
            Some(Rule::own_line) => match keyword(child.text(text), &["audio", "image", "clip"]) {
                "image" => Some(Medium::Picture),
                "clip" => Some(Medium::Clip),
                _ => Some(Medium::Sound),
            },
            Some(Rule::file_line) if keyword(child.text(text), &["use", "ref", "font"]) == "ref" => Some(Medium::Picture),
            Some(Rule::file_line) if keyword(child.text(text), &["use", "ref", "font"]) == "font" => Some(Medium::Font),
            Some(_) => continue,
            None => None,
        };
        match (medium, child.child(Rule::string)) {
            (Some(medium), Some(name)) => out.push((super::values::unquote(name, text), Span::new(file, name.start as usize, name.end as usize), medium)),
            (None, _) => own_places(child, text, file, out),
            _ => {}
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

/// Files that a tree uses: the name, its place, and whether their scenes are wanted.
fn uses(root: &Node, text: &str, file: FileId) -> Vec<(String, Span, bool)> {
    root.children
        .iter()
        .filter(|n| n.rule() == Some(Rule::scenes_line) || n.rule() == Some(Rule::file_line) && keyword(n.text(text), &["use", "ref", "font"]) == "use")
        .filter_map(|n| {
            let path = n.child(Rule::string)?;
            let span = Span::new(file, path.start as usize, path.end as usize);
            Some((super::values::unquote(path, text), span, n.rule() == Some(Rule::scenes_line)))
        })
        .collect()
}

fn names(root: &Node, text: &str, into: &mut HashSet<String>) {
    for node in &root.children {
        let line = node.line();
        if line.rule() == Some(Rule::person_line)
            && matches!(keyword(line.text(text), &["character", "location", "prop", "extras"]), "character" | "extras")
            && let Some(name) = line.child(Rule::name)
        {
            into.insert(crate::syntax::normalise(name.text(text)));
        }
    }
}
