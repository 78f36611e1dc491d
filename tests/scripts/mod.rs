//! What the tests share: a script in memory, taken through the pure phases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use frost::cli::project::{self, Checked};
use frost::film::{Host, Medium, Probe, ReadError, Settings};
use frost::stage::Kept;

/// Files that exist only in a test.
#[derive(Default)]
pub struct Memory(pub BTreeMap<PathBuf, String>);

impl Host for Memory {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }

    /// Every test has a clip of four seconds, a picture, a sound of ten seconds, a font, and a broken clip.
    fn probe(&self, path: &Path, medium: Medium) -> Result<Probe, ReadError> {
        let size = Some([1920, 1080]);
        let digest = path.display().to_string();
        match (path.to_str().unwrap_or(""), medium) {
            ("wave.mp4", Medium::Clip) => Ok(Probe { size, milliseconds: 4000, sound: true, digest, ..Probe::default() }),
            ("still.png", Medium::Picture) => Ok(Probe { size, digest, ..Probe::default() }),
            ("tone.wav", Medium::Sound) => Ok(Probe { milliseconds: 10_000, sound: true, digest, ..Probe::default() }),
            ("Courier.ttf", Medium::Font) => Ok(Probe { digest, ..Probe::default() }),
            ("broken.mp4" | "still.png" | "tone.wav" | "wave.mp4", _) => Err(ReadError::Other("there is nothing of the kind in it".into())),
            _ => Err(ReadError::Missing),
        }
    }
}

/// A case's own text, and the files beside it: each begins with a line `//> name`, and its text is never reported on here.
pub fn files(text: &str) -> (String, Memory) {
    let mut parts = text.split("//> ");
    let main = parts.next().unwrap_or("").to_string();
    let mut memory = Memory::default();
    for part in parts {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        memory.0.insert(PathBuf::from(name.trim()), body.to_string());
    }
    (main, memory)
}

pub fn check(text: &str) -> Checked {
    check_again(text, None)
}

/// As [`check`], after other versions of the same script.
pub fn check_again(text: &str, kept: Option<&Kept>) -> Checked {
    let (text, files) = files(text);
    project::check_again(Path::new("film.frost"), text, &files, &Settings::default(), &Default::default(), kept)
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

/// A script after one fix, all of whose edits are its own.
#[allow(dead_code)]
pub fn applied(text: &str, fix: &frost::diagnostics::Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|e| std::cmp::Reverse((e.span.start, e.span.end)));
    let mut text = text.to_string();
    edits.into_iter().for_each(|e| text.replace_range(e.span.range(), &e.text));
    text
}
