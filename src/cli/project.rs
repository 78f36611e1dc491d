//! A script read from disk and taken through the pure phases.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::backends::paper::shapes;
use crate::diagnostics::{Diagnostic, Severity};
use super::config;
use crate::film::{self, Film, Host, Levels, Loaded, Medium, Probe, ReadError, Settings};
use crate::host::Files;
use crate::source::{FileId, Sources};
use crate::stage::{self, Staging};
use crate::syntax::{Kept, Parse};

/// A checked film.
pub struct Checked {
    /// The texts as their authors wrote them, of which problems speak.
    pub sources: Sources,
    /// The texts as they were read, with values put in, of which the film's places speak.
    pub read: Sources,
    /// The trees of the texts that were read.
    pub parses: Vec<Parse>,
    pub film: Film,
    pub staging: Staging,
    pub problems: Vec<Diagnostic>,
    /// Declarations that nothing names, while errors are all that is said.
    pub unused: Vec<Diagnostic>,
}

pub fn read(path: &Path) -> Result<String, ReadError> {
    Files.read(path)
}

/// A host that is asked only once for each file: versions and rows of data are many films of the same files.
pub struct Remembering<'a> {
    host: &'a dyn Host,
    texts: RefCell<HashMap<PathBuf, Result<String, ReadError>>>,
    probes: RefCell<HashMap<(PathBuf, Medium), Result<Probe, ReadError>>>,
}

impl<'a> Remembering<'a> {
    pub fn new(host: &'a dyn Host) -> Remembering<'a> {
        Remembering { host, texts: RefCell::default(), probes: RefCell::default() }
    }
}

impl Host for Remembering<'_> {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        self.texts.borrow_mut().entry(path.to_path_buf()).or_insert_with(|| self.host.read(path)).clone()
    }

    fn inside(&self, root: &Path, path: &Path) -> bool {
        self.host.inside(root, path)
    }

    fn kept(&self) -> Option<&Kept> {
        self.host.kept()
    }

    fn probe(&self, path: &Path, medium: Medium) -> Result<Probe, ReadError> {
        self.probes.borrow_mut().entry((path.to_path_buf(), medium)).or_insert_with(|| self.host.probe(path, medium)).clone()
    }
}

/// Reads and checks a script. The error is for files that cannot be read at all.
pub fn check(path: &Path, settings: &Settings) -> Result<Checked, ReadError> {
    Ok(check_text(path, read(path)?, &Files, settings, &config::levels(path)))
}

/// As [`check`], for one of several films of the same files.
pub fn check_with(path: &Path, host: &Remembering, settings: &Settings, levels: &Levels) -> Result<Checked, ReadError> {
    Ok(check_text(path, host.read(path)?, host, settings, levels))
}

/// Checks a text as the script of a path: the film or the version asked for, and, where none is asked for, every version.
pub fn check_text(path: &Path, text: String, host: &dyn Host, settings: &Settings, levels: &Levels) -> Checked {
    check_again(path, text, host, settings, levels, None)
}

/// As [`check_text`], where scenes that are as they were keep their staging.
pub fn check_again(path: &Path, text: String, host: &dyn Host, settings: &Settings, levels: &Levels, kept: Option<&stage::Kept>) -> Checked {
    let host = &Remembering::new(host);
    let loaded = film::load_with(path, text, host, settings);
    let mut checked = check_kept(loaded, levels, kept);
    if settings.version.is_some() {
        return checked;
    }
    for (version, _) in checked.film.versions.clone() {
        let settings = Settings { version: Some(version.clone()), ..settings.clone() };
        let other = check_kept(film::load_with(path, checked.sources.get(FileId(0)).text.clone(), host, &settings), levels, kept);
        let wrong = crate::diagnostics::has_errors(&checked.problems);
        for mut problem in other.problems {
            // A figure in it may be another in this version.
            let known = |p: &Diagnostic| p.code == problem.code && p.span == problem.span;
            // What a rule says of a version, while something is wrong with all of them, may come from that.
            let follows = wrong && problem.code.is_rule() && problem.severity != Severity::Error;
            if !follows && !checked.problems.iter().any(known) {
                problem.message = format!("in version `{version}`, {}", problem.message);
                checked.problems.push(problem);
            }
        }
    }
    crate::diagnostics::sort(&mut checked.problems);
    checked
}

pub fn check_loaded(loaded: Loaded, levels: &Levels) -> Checked {
    check_kept(loaded, levels, None)
}

fn check_kept(loaded: Loaded, levels: &Levels, kept: Option<&stage::Kept>) -> Checked {
    let typed = film::build(&loaded);
    let staging = stage::solve_again(&typed.film, kept);
    let mut problems = typed.problems;
    problems.extend(stage::continuity(&typed.film, &staging));
    problems.extend(shapes::undrawn(&typed.film));
    film::drop_following(&typed.film, &loaded.sources, &mut problems);
    crate::diagnostics::drop_poisoned(&mut problems, typed.film.people.iter().map(|p| (p.seen, p.name.as_str())));
    film::waive(&typed.film, levels, &mut problems);
    crate::diagnostics::as_written(&mut problems, &loaded.sources);
    let (mut film, mut unused) = (typed.film, typed.unused);
    crate::diagnostics::as_written(&mut unused, &loaded.sources);
    if film.title.is_empty() {
        film.title = loaded.sources.iter().next().map(|(_, s)| title_of(&s.name)).unwrap_or_default();
    }
    Checked { sources: loaded.sources.as_written(), read: loaded.sources, parses: loaded.parses, film, staging, problems, unused }
}

/// Why the version that was asked for cannot be had, if the script does not declare it.
pub fn unknown_version(checked: &Checked, settings: &Settings) -> Option<String> {
    let wanted = settings.version.as_ref()?;
    let names: Vec<&str> = checked.film.versions.iter().map(|(n, _)| n.as_str()).collect();
    (!names.contains(&wanted.as_str())).then(|| match names.is_empty() {
        true => format!("there is no version `{wanted}`; the script declares none"),
        false => format!("there is no version `{wanted}`; there are {}", names.join(", ")),
    })
}

/// A title from a file's name, for scripts without a `film` block.
fn title_of(name: &str) -> String {
    let stem = Path::new(name).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let words: Vec<String> = stem
        .split(['-', '_', ' '])
        .map(|w| {
            let mut chars = w.chars();
            chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str())
        })
        .collect();
    words.join(" ")
}
