//! The providers of a project: `frost.toml`, the user's own configuration, and the command line, put together and
//! complained of. No key is looked up here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use super::project::Checked;
use super::{Colour, FAILED, Format, USAGE, say, trust};
use crate::backends::remote;
use crate::diagnostics::{self, Code, Diagnostic, Severity};
use crate::host;
use crate::plan::provider::casting::{BARE, Complaint, Connection, WORKFLOW, Workflow};
use crate::plan::provider::date::Day;
use crate::plan::provider::{self, Casting};
use crate::plan::{self, Plan};
use crate::run::keys;
use crate::source::{FileId, Source, Sources, Span};

/// Who makes what.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Providers {
    /// Give a role to a provider: picture=openai/gpt-image-2; or `embedded` for everything. Can be repeated.
    #[arg(long = "provider", value_name = "ROLE=NAME")]
    pub provider: Vec<String>,
}

/// Where a project says who makes what.
pub fn path(script: &Path) -> PathBuf {
    host::project(script).join("frost.toml")
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    #[serde(default)]
    connections: BTreeMap<String, Connection>,
}

/// The connections of the user's own configuration.
pub fn own() -> Result<BTreeMap<String, Connection>, String> {
    let Some(path) = keys::folder().map(|f| f.join("config.toml")) else { return Ok(BTreeMap::new()) };
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(BTreeMap::new()) };
    toml::from_str::<Own>(&text).map(|o| o.connections).map_err(|e| format!("{}: {}", path.display(), e.message()))
}

/// The casting of a script, with what the command line says. Problems of `frost.toml` are said; errors end the command.
pub fn read(script: &Path, given: &Providers, colour: Colour) -> Result<Casting, ExitCode> {
    let path = path(script);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let own = own().map_err(|why| {
        say::trouble(why);
        ExitCode::from(FAILED)
    })?;
    let mut casting = Casting::read(&text, &own).map_err(|complaint| {
        complain(&path, &text, &[complaint], colour);
        ExitCode::from(FAILED)
    })?;
    let distrusted: BTreeSet<String> = casting.project_connections().map(|(name, _)| name.to_string()).filter(|name| !trust::is_trusted(script, &casting, name)).collect();
    for (name, connection) in casting.connections_mut() {
        // What a project names is read once its user said that it counts.
        if !distrusted.contains(name) {
            connection.workflow = workflow(script, connection, WORKFLOW);
            connection.bare = workflow(script, connection, BARE);
        }
    }
    for forced in &given.provider {
        casting.force(forced).map_err(|why| {
            say::trouble(why);
            ExitCode::from(USAGE)
        })?;
    }
    let complaints = casting.complaints(today());
    complain(&path, &text, &complaints, colour);
    if complaints.iter().any(|c| !c.warning) { Err(ExitCode::from(FAILED)) } else { Ok(casting) }
}

/// Why a project's connection may not be used: the workflow that it names leads out of the project.
pub fn leads_out(script: &Path, casting: &Casting, name: &str) -> Option<String> {
    let connection = casting.of_project(name)?;
    let project = std::fs::canonicalize(host::project(script)).ok()?;
    let settings = settings(script, connection);
    [WORKFLOW, BARE].into_iter().find_map(|which| {
        let place = std::fs::canonicalize(settings.get(which)?).ok()?;
        (!place.starts_with(&project)).then(|| format!("the workflow `{}` lies outside the project", connection.set.get(which).map_or(String::new(), |named| named.escape_debug().to_string())))
    })
}

/// The format's own settings of a connection; files that they name lie in the project.
pub fn settings(script: &Path, connection: &Connection) -> BTreeMap<String, String> {
    let mut set = connection.set.clone();
    for which in [WORKFLOW, BARE] {
        if let Some(workflow) = set.get_mut(which) {
            *workflow = host::project(script).join(&*workflow).display().to_string();
        }
    }
    set
}

/// A connection's workflow, whose content is part of every order that is made by it; none where there is no such file, which is said when
/// it is needed.
fn workflow(script: &Path, connection: &Connection, which: &str) -> Option<Workflow> {
    let bytes = remote::workflow_file(Path::new(settings(script, connection).get(which)?)).ok()?;
    Some(Workflow { digest: blake3::hash(&bytes).to_hex()[..16].to_string(), slots: remote::slots(&bytes) })
}

/// What is wrong with `frost.toml`, at its words.
/// What is wrong with a `frost.toml`, for whoever shows it in its place.
pub fn complaints(text: &str) -> Vec<Complaint> {
    // What is wrong with the user's own configuration stands in another file.
    match Casting::read(text, &own().unwrap_or_default()) {
        Err(complaint) => vec![complaint],
        Ok(casting) => casting.complaints(today()).into_iter().chain(super::config::complaints(text)).collect(),
    }
}

fn complain(path: &Path, text: &str, complaints: &[Complaint], colour: Colour) {
    let mut sources = Sources::default();
    let file: FileId = sources.add(Source::new(path.display().to_string(), text));
    for complaint in complaints {
        let Some(range) = complaint.range.clone() else {
            match complaint.warning {
                true => say::note(format_args!("warning: {}; {}", complaint.message, complaint.help)),
                false => say::trouble(format_args!("{}; {}", complaint.message, complaint.help)),
            }
            continue;
        };
        let problem = Diagnostic::new(Code::Provider, Span::new(file, range.start, range.end), complaint.message.clone()).help(complaint.help.clone());
        let problem = if complaint.warning { problem.severity(Severity::Warning) } else { problem };
        say::problems(&[problem], &sources, Format::Human, colour);
    }
}

/// The plan of a checked film with its providers. With `known`, only what was bought before is asked of them, and the
/// embedded backends make the rest.
pub fn plan(script: &Path, checked: &Checked, casting: &Casting, known: Option<&BTreeSet<String>>, colour: Colour) -> Result<Plan, ExitCode> {
    let mut plan = plan::build(&checked.film, &checked.staging);
    let mut problems = provider::assign(&mut plan, &checked.film, casting, known);
    plan::legs::part(&mut plan, &checked.film, &checked.staging);
    if known.is_some() {
        return Ok(plan);
    }
    let scenes: Vec<&str> = checked.film.scenes.iter().map(|s| s.number.as_str()).collect();
    let shots: Vec<&str> = checked.film.scenes.iter().flat_map(|s| &s.shots).map(|s| s.number.as_str()).collect();
    let people: Vec<&str> = checked.film.people.iter().map(|p| p.name.as_str()).collect();
    let unmatched = casting.unmatched(&scenes, &people, &shots);
    if !unmatched.is_empty() {
        let path = path(script);
        complain(&path, &std::fs::read_to_string(&path).unwrap_or_default(), &unmatched, colour);
    }
    diagnostics::as_written(&mut problems, &checked.read);
    say::problems(&problems, &checked.sources, Format::Human, colour);
    if diagnostics::has_errors(&problems) { Err(ExitCode::from(FAILED)) } else { Ok(plan) }
}

/// The day it is; `SOURCE_DATE_EPOCH` sets it, as for other builds.
pub fn today() -> Day {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|v| v.parse::<u64>().ok());
    let seconds = set.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()));
    Day((seconds / 86_400) as i64)
}
