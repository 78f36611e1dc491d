//! A script read from disk and taken through the pure phases.

use std::path::Path;

use crate::diagnostics::Diagnostic;
use super::config;
use crate::film::{self, Film, Host, Levels, Loaded, ReadError};
use crate::host::Files;
use crate::source::Sources;
use crate::stage::{self, Staging};

/// A checked film.
pub struct Checked {
    pub sources: Sources,
    pub film: Film,
    pub staging: Staging,
    pub problems: Vec<Diagnostic>,
}

pub fn read(path: &Path) -> Result<String, ReadError> {
    Files.read(path)
}

/// Reads and checks a script. The error is for files that cannot be read at all.
pub fn check(path: &Path) -> Result<Checked, ReadError> {
    let text = read(path)?;
    Ok(check_loaded(film::load(path, text, &Files), &config::levels(path)))
}

pub fn check_loaded(loaded: Loaded, levels: &Levels) -> Checked {
    let typed = film::build(&loaded);
    let staging = stage::solve(&typed.film);
    let mut problems = typed.problems;
    problems.extend(stage::continuity(&typed.film, &staging));
    film::waive(&typed.film, levels, &mut problems);
    crate::diagnostics::sort(&mut problems);
    let mut film = typed.film;
    if film.title.is_empty() {
        film.title = loaded.sources.iter().next().map(|(_, s)| title_of(&s.name)).unwrap_or_default();
    }
    Checked { sources: loaded.sources, film, staging, problems }
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
