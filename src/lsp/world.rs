//! What the server knows: the texts that are open, files beneath them on disk, and every script checked.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use super::address::{path_of, plain, unsaved as unsaved_path, uri_of};
use super::script::Script;
use super::text::{Encoding, Text};
use crate::cli::project;
use crate::cli::{config, lock};
use crate::film::{Host, Medium, Probe, ReadError, Settings};
use crate::host::Files;
use crate::source::Source;
use crate::stage;
use crate::syntax::Kept;

/// A text that an editor holds.
pub struct Document {
    pub version: i64,
    pub text: Arc<Text>,
}

type Probed = (Option<SystemTime>, u64, Result<Probe, ReadError>);

#[derive(Default)]
pub struct World {
    pub encoding: Encoding,
    pub open: BTreeMap<PathBuf, Document>,
    pub roots: Vec<PathBuf>,
    /// Addresses of texts that are or were open, as the client writes them.
    pub addresses: BTreeMap<PathBuf, String>,
    /// Where the paths of texts begin that no file holds: the first root, else a folder where nothing lies.
    unsaved: PathBuf,
    /// Without a root they name no files.
    nowhere: bool,
    /// See [`Script::pages`].
    pub pages: String,
    scripts: BTreeMap<PathBuf, Arc<Script>>,
    probes: RefCell<HashMap<(PathBuf, Medium), Probed>>,
    /// What was read of scenes that are still as they were.
    kept: Kept,
    /// What was solved of them.
    staged: stage::Kept,
    /// Scripts that are no longer so, until there is time to take them apart.
    retired: Vec<Arc<Script>>,
    /// Where that is done: it takes longer than a keystroke may.
    reaper: Option<Sender<Arc<Script>>>,
}

/// Open texts above the disk.
struct Overlay<'a>(&'a World);

impl Host for Overlay<'_> {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        match self.0.open.get(&plain(path)) {
            Some(document) => Ok(document.text.as_str().to_string()),
            None if self.lies_nowhere(path) => Err(unsaved()),
            None => Files.read(path),
        }
    }

    fn inside(&self, root: &Path, path: &Path) -> bool {
        Files.inside(root, path)
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.0.kept)
    }

    /// What a file holds is asked again only once the file is another.
    fn probe(&self, path: &Path, medium: Medium) -> Result<Probe, ReadError> {
        if self.lies_nowhere(path) {
            return Err(unsaved());
        }
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

impl Overlay<'_> {
    fn lies_nowhere(&self, path: &Path) -> bool {
        self.0.nowhere && plain(path).starts_with(&self.0.unsaved)
    }
}

fn unsaved() -> ReadError {
    ReadError::Other("the script has to be saved first: files are looked for beside it".into())
}

impl World {
    /// `folder` is one where no script lies.
    pub fn new(encoding: Encoding, roots: Vec<PathBuf>, pages: String, folder: &Path) -> World {
        let (reaper, old) = std::sync::mpsc::channel::<Arc<Script>>();
        std::thread::spawn(move || old.into_iter().for_each(drop));
        World { encoding, unsaved: roots.first().cloned().unwrap_or_else(|| folder.join("unsaved")), nowhere: roots.is_empty(), roots, pages, reaper: Some(reaper), ..World::default() }
    }

    /// The path of an address: of a file, or of a text that only an editor holds.
    pub fn path(&self, uri: &str) -> Option<PathBuf> {
        path_of(uri).or_else(|| unsaved_path(uri, &self.unsaved))
    }

    /// The address of a file, as the client writes it.
    pub fn uri(&self, path: &Path) -> String {
        self.addresses.get(path).cloned().unwrap_or_else(|| uri_of(path))
    }

    /// The checked script of a path, from memory where nothing changed.
    pub fn script(&mut self, path: &Path) -> Option<Arc<Script>> {
        if let Some(script) = self.scripts.get(path) {
            return Some(script.clone());
        }
        let text = Overlay(self).read(path).ok()?;
        let settings = Settings { measured: lock::measured(path).unwrap_or_default(), ..Settings::default() };
        let checked = project::check_again(path, text, &Overlay(self), &settings, &config::levels(path), Some(&self.staged));
        let paths: Vec<PathBuf> = checked.sources.iter().map(|(_, s)| plain(Path::new(&s.name))).collect();
        let text = |source: &Source, path: &PathBuf| match self.open.get(path).filter(|d| d.text.as_str() == source.text) {
            Some(document) => document.text.clone(),
            None => Arc::new(Text::new(source.text.clone(), self.encoding)),
        };
        let texts = checked.sources.iter().zip(&paths).map(|((_, source), path)| text(source, path)).collect();
        let uris = paths.iter().map(|p| self.uri(p)).collect();
        let script = Arc::new(Script::new(path.to_path_buf(), checked, texts, paths, uris, self.pages.clone()));
        self.scripts.insert(path.to_path_buf(), script.clone());
        Some(script)
    }

    /// Forgets what was made from a file, and says which open scripts that touches.
    pub fn changed(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        self.kept.turn();
        self.staged.turn();
        // What a project says of its rules and lengths counts for every script in it.
        let project = path.file_name().is_some_and(|n| n == "frost.toml" || n == "frost.lock");
        let of_project = |root: &Path| project && path.parent().is_some_and(|folder| root.starts_with(folder));
        let touched: Vec<PathBuf> = self.scripts.iter().filter(|(root, s)| root.as_path() == path || s.paths.iter().any(|p| p == path) || of_project(root) || wants(s, path)).map(|(root, _)| root.clone()).collect();
        for root in &touched {
            self.retired.extend(self.scripts.remove(root));
        }
        touched.into_iter().filter(|root| self.open.contains_key(root)).chain(self.open.contains_key(path).then(|| path.to_path_buf())).collect()
    }

    /// Takes old scripts apart, once what the editor waits for is said.
    pub fn reap(&mut self) {
        for script in self.retired.drain(..) {
            if let Some(reaper) = &self.reaper {
                let _ = reaper.send(script);
            }
        }
    }

    /// Every script that is open or lies in a root, for questions about names over files.
    pub fn known_paths(&self) -> BTreeSet<PathBuf> {
        let mut out: BTreeSet<PathBuf> = self.open.keys().cloned().collect();
        for root in &self.roots {
            walk(root, 0, &mut out);
        }
        out
    }

    /// A script, and every other that shares a file with it: what it uses, and who uses one of them.
    pub fn family(&mut self, path: &Path) -> Vec<Arc<Script>> {
        let Some(own) = self.script(path) else { return Vec::new() };
        let mut out = vec![own.clone()];
        for other in self.known_paths() {
            if other != own.path
                && let Some(script) = self.script(&other)
                && script.paths.iter().any(|p| own.paths.contains(p))
            {
                out.push(script);
            }
        }
        out
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
