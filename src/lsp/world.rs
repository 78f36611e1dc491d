//! What the server knows: the texts that are open, files beneath them on disk, and every script checked.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use super::text::{Encoding, Text};
use crate::cli::project::{self, Checked};
use crate::cli::{config, lock};
use crate::film::{self, Host, Medium, Probe, ReadError, Settings};
use crate::host::Files;
use crate::source::{FileId, Span};

/// A text that an editor holds.
pub struct Document {
    pub uri: String,
    pub version: i64,
    pub text: Text,
}

/// A script that was checked, and its files as texts.
pub struct Script {
    pub path: PathBuf,
    pub checked: Checked,
    pub texts: Vec<Arc<Text>>,
    pub paths: Vec<PathBuf>,
    /// The address of the folder in which every code is explained.
    pub pages: String,
}

impl Script {
    /// The script's own text.
    pub fn own(&self) -> &Text {
        &self.texts[0]
    }

    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.paths.iter().position(|p| p == path).map(|i| FileId(i as u32))
    }

    /// A place of the film in its author's text.
    pub fn written(&self, span: Span) -> Span {
        self.checked.read.written(span).0
    }
}

type Probed = (Option<SystemTime>, u64, Result<Probe, ReadError>);

#[derive(Default)]
pub struct World {
    pub encoding: Encoding,
    pub open: BTreeMap<PathBuf, Document>,
    pub roots: Vec<PathBuf>,
    /// See [`Script::pages`].
    pub pages: String,
    scripts: BTreeMap<PathBuf, Arc<Script>>,
    probes: RefCell<HashMap<(PathBuf, Medium), Probed>>,
    /// Where scripts go that are no longer so: taking a large one apart takes longer than a keystroke may.
    reaper: Option<Sender<Arc<Script>>>,
}

/// Open texts above the disk.
struct Overlay<'a>(&'a World);

impl Host for Overlay<'_> {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        match self.0.open.get(&plain(path)) {
            Some(document) => Ok(document.text.as_str().to_string()),
            None => Files.read(path),
        }
    }

    fn inside(&self, root: &Path, path: &Path) -> bool {
        Files.inside(root, path)
    }

    /// What a file holds is asked again only once the file is another.
    fn probe(&self, path: &Path, medium: Medium) -> Result<Probe, ReadError> {
        let meta = std::fs::metadata(path).ok();
        let state = (meta.as_ref().and_then(|m| m.modified().ok()), meta.map_or(0, |m| m.len()));
        let key = (path.to_path_buf(), medium);
        if let Some((time, length, known)) = self.0.probes.borrow().get(&key)
            && (*time, *length) == state
        {
            return known.clone();
        }
        let found = Files.probe(path, medium);
        self.0.probes.borrow_mut().insert(key, (state.0, state.1, found.clone()));
        found
    }
}

impl World {
    pub fn new(encoding: Encoding, roots: Vec<PathBuf>, pages: String) -> World {
        let (reaper, old) = std::sync::mpsc::channel::<Arc<Script>>();
        std::thread::spawn(move || old.into_iter().for_each(drop));
        World { encoding, roots, pages, reaper: Some(reaper), ..World::default() }
    }

    /// The checked script of a path, from memory where nothing changed.
    pub fn script(&mut self, path: &Path) -> Option<Arc<Script>> {
        if let Some(script) = self.scripts.get(path) {
            return Some(script.clone());
        }
        let text = Overlay(self).read(path).ok()?;
        let settings = Settings { measured: lock::measured(path).unwrap_or_default(), ..Settings::default() };
        let checked = project::check_text(path, text, &Overlay(self), &settings, &config::levels(path));
        let paths: Vec<PathBuf> = checked.sources.iter().map(|(_, s)| plain(Path::new(&s.name))).collect();
        let texts = checked.sources.iter().map(|(_, s)| Arc::new(Text::new(s.text.to_string(), self.encoding))).collect();
        let script = Arc::new(Script { path: path.to_path_buf(), checked, texts, paths, pages: self.pages.clone() });
        self.scripts.insert(path.to_path_buf(), script.clone());
        Some(script)
    }

    /// Forgets what was made from a file, and says which open scripts that touches.
    pub fn changed(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        let touched: Vec<PathBuf> = self.scripts.iter().filter(|(root, s)| root.as_path() == path || s.paths.iter().any(|p| p == path) || wants(s, path)).map(|(root, _)| root.clone()).collect();
        for root in &touched {
            if let (Some(script), Some(reaper)) = (self.scripts.remove(root), &self.reaper) {
                let _ = reaper.send(script);
            }
        }
        touched.into_iter().filter(|root| self.open.contains_key(root)).chain(self.open.contains_key(path).then(|| path.to_path_buf())).collect()
    }

    /// Every script that is open or lies in a root, for questions about names over files.
    pub fn known_paths(&self) -> BTreeSet<PathBuf> {
        let mut out: BTreeSet<PathBuf> = self.open.keys().cloned().collect();
        for root in &self.roots {
            walk(root, 0, &mut out);
        }
        out
    }

    /// Names of people that a formatter must know to tell a cue from action.
    pub fn names_for(&self, path: &Path, text: &str) -> std::collections::HashSet<String> {
        film::known_names(path, text, &Overlay(self))
    }
}

/// A script that looked for a file that was not there then.
fn wants(script: &Script, path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|n| n.to_str()) else { return false };
    script.checked.problems.iter().any(|p| matches!(p.code, crate::diagnostics::Code::MissingFile) && script.checked.sources.text(p.span).contains(name))
}

/// More scripts than this in one root are no project.
const MOST: usize = 2000;

fn walk(folder: &Path, depth: usize, out: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with('.') || matches!(name.to_str(), Some("target" | "node_modules" | "takes"));
        if kind.is_dir() && !hidden && depth < 6 {
            walk(&path, depth + 1, out);
        } else if kind.is_file() && path.extension().is_some_and(|e| e == "frost") && out.len() < MOST {
            out.insert(plain(&path));
        }
    }
}

/// A path without `.` and `..`, so that equal files have equal names.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if !matches!(out.components().next_back(), None | Some(Component::RootDir | Component::ParentDir)) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// `file:` addresses only; others have no path.
pub fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let mut bytes = Vec::with_capacity(rest.len());
    let mut input = rest.bytes();
    while let Some(b) = input.next() {
        if b != b'%' {
            bytes.push(b);
            continue;
        }
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let (high, low) = (hex(input.next())?, hex(input.next())?);
        bytes.push((high * 16 + low) as u8);
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/C:/film.frost`
    let path = match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => &path[1..],
        _ => &path,
    };
    Path::new(path).is_absolute().then(|| plain(Path::new(path)))
}

pub fn uri_of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut out = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for b in text.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => out.push(char::from(b)),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_lead_to_each_other() {
        for path in ["/a/b c.frost", "/ü/#1?.frost", "/a%20b.frost"] {
            assert_eq!(path_of(&uri_of(Path::new(path))).unwrap(), Path::new(path));
        }
        for bad in ["untitled:Untitled-1", "file://%zz", "file://%ff", "http://x/a.frost", "file://"] {
            assert_eq!(path_of(bad), None, "{bad}");
        }
        assert_eq!(path_of("file:///a/./b/../c.frost").unwrap(), Path::new("/a/c.frost"));
    }
}
