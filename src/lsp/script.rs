//! A script that was checked, with what queries ask of it again and again. It never changes: a new version of a text is a
//! new script.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::names::{self, Mention};
use super::text::Text;
use crate::cli::project::Checked;
use crate::cli::{Colour, casting};
use crate::film;
use crate::plan::{self, Plan};
use crate::plan::task::Spec;
use crate::source::{FileId, Span};
use crate::syntax::{self, Parse, Rule};

pub struct Script {
    pub path: PathBuf,
    pub checked: Checked,
    /// Its files as their authors wrote them, the script itself first.
    pub texts: Vec<Arc<Text>>,
    pub paths: Vec<PathBuf>,
    uris: Vec<String>,
    /// The address of the folder in which every code is explained.
    pub pages: String,
    asked: Vec<Asked>,
    plan: OnceLock<Option<Plan>>,
    costs: OnceLock<HashMap<String, u64>>,
}

/// What is made of a file when it is first asked for.
#[derive(Default)]
struct Asked {
    names: OnceLock<HashSet<String>>,
    parse: OnceLock<Parse>,
    mentions: OnceLock<Vec<Mention>>,
}

impl Script {
    pub fn new(path: PathBuf, checked: Checked, texts: Vec<Arc<Text>>, paths: Vec<PathBuf>, uris: Vec<String>, pages: String) -> Script {
        let asked = paths.iter().map(|_| Asked::default()).collect();
        Script { path, checked, texts, paths, uris, pages, asked, plan: OnceLock::new(), costs: OnceLock::new() }
    }

    /// The script's own text.
    pub fn own(&self) -> &Text {
        &self.texts[0]
    }

    pub fn text(&self, file: FileId) -> &Text {
        &self.texts[file.0 as usize]
    }

    /// The address of a file.
    pub fn uri(&self, file: FileId) -> &str {
        &self.uris[file.0 as usize]
    }

    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.paths.len() as u32).map(FileId)
    }

    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.paths.iter().position(|p| p == path).map(|i| FileId(i as u32))
    }

    /// A place of the film in its author's text.
    pub fn written(&self, span: Span) -> Span {
        self.checked.read.written(span).0
    }

    /// Names of people that other files declare, which tell a cue from action.
    pub fn known(&self, file: FileId) -> &HashSet<String> {
        self.asked[file.0 as usize].names.get_or_init(|| film::declared_names(&self.checked.parses, &self.checked.read, file))
    }

    /// The tree of a file as its author wrote it: that of the check, where no value was put in.
    pub fn parse(&self, file: FileId) -> &Parse {
        match self.checked.read.get(file).is_expanded() {
            false => &self.checked.parses[file.0 as usize],
            true => self.asked[file.0 as usize].parse.get_or_init(|| syntax::parse(file, self.text(file).as_str(), self.known(file))),
        }
    }

    /// Every name in a file, in order.
    pub fn mentions(&self, file: FileId) -> &[Mention] {
        self.asked[file.0 as usize].mentions.get_or_init(|| names::mentions(self, file))
    }

    /// The name at a place of the script's own text.
    pub fn mention_at(&self, offset: usize) -> Option<&Mention> {
        self.mentions(FileId(0)).iter().find(|m| m.start <= offset && offset <= m.end)
    }

    /// What a param stands for where nothing else is given, as its declaration says it.
    pub fn value_of(&self, param: &str) -> Option<&str> {
        self.files().find_map(|file| {
            let text = self.text(file).as_str();
            let line = self.parse(file).root.children.iter().find(|n| n.rule() == Some(Rule::param_line) && n.child(Rule::lower_name).is_some_and(|name| name.text(text) == param))?;
            Some(line.text(text).split_once('=')?.1.trim())
        })
    }

    /// The plan, with the providers that the project had when it was first asked for; what is wrong with them is told of
    /// `frost.toml`.
    pub fn plan(&self) -> Option<&Plan> {
        let make = || {
            let casting = casting::read(&self.path, &Default::default(), Colour::Never).ok()?;
            casting::plan(&self.path, &self.checked, &casting, None, Colour::Never).ok()
        };
        self.plan.get_or_init(make).as_ref()
    }

    /// The plan where nobody can say who makes what: shots and their lengths.
    pub fn bare_plan(&self) -> Plan {
        plan::build(&self.checked.film, &self.checked.staging)
    }

    /// What the providers are paid for a shot, in thousandths of a cent; nothing where the embedded backends make it.
    pub fn cost(&self, shot: &str) -> Option<u64> {
        let make = || {
            let mut costs = HashMap::new();
            // Without providers nothing costs anything, and no plan has to be made to know that.
            let plan = if casting::path(&self.path).is_file() { self.plan() } else { None };
            for task in plan.into_iter().flat_map(|p| &p.tasks) {
                if let (Spec::Order { .. }, Some(shot)) = (&task.spec, &task.shot) {
                    *costs.entry(shot.clone()).or_default() += task.cost;
                }
            }
            costs
        };
        self.costs.get_or_init(make).get(shot).copied()
    }
}
