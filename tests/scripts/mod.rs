//! What the tests share: a script in memory, taken through the pure phases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use frost::cli::project::{Checked, check_loaded};
use frost::film::{self, Host, ReadError};

/// Files that exist only in a test.
#[derive(Default)]
pub struct Memory(pub BTreeMap<PathBuf, String>);

impl Host for Memory {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }
}

pub fn check(text: &str) -> Checked {
    check_loaded(film::load(Path::new("film.frost"), text.to_string(), &Memory::default()), &Default::default())
}

/// `line: severity[code]` of every problem.
#[allow(dead_code)]
pub fn codes(text: &str) -> Vec<(usize, String)> {
    let checked = check(text);
    checked
        .problems
        .iter()
        .map(|p| (checked.sources.get(p.span.file).position(p.span.start as usize).line, format!("{}[{}]", p.severity.name(), p.code.name())))
        .collect()
}
