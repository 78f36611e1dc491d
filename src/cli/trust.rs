//! `frost trust`: which connections of a project may see keys and start programs. A cloned project alone may not.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{FAILED, USAGE, casting, say};
use crate::host;
use crate::plan::provider::Casting;
use crate::plan::provider::casting::Connection;
use crate::run::keys;

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Trusted {
    /// Digest of a connection as it was shown, and where it was shown.
    #[serde(default)]
    connections: BTreeMap<String, String>,
}

fn file() -> Option<PathBuf> {
    keys::folder().map(|f| f.join("trusted.toml"))
}

fn read() -> Trusted {
    let text = file().and_then(|p| std::fs::read_to_string(p).ok()).unwrap_or_default();
    toml::from_str(&text).unwrap_or_default()
}

/// A file of the project that a command names: its own program, or the script that one of the system is to run.
#[derive(serde::Serialize)]
struct Program {
    word: String,
    /// Of its content.
    digest: String,
}

/// The files of the project among the words of a command. What lies elsewhere is not the project's to change.
fn programs(project: &Path, connection: &Connection) -> Vec<Program> {
    let Ok(home) = std::fs::canonicalize(project) else { return Vec::new() };
    let of = |word: &String| {
        let place = std::fs::canonicalize(home.join(word)).ok().filter(|p| p.starts_with(&home))?;
        // A pipe would never end.
        if !std::fs::metadata(&place).ok()?.is_file() {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        let digest = std::fs::File::open(&place).and_then(|f| hasher.update_reader(f).map(|h| h.finalize().to_hex().to_string()));
        // One that cannot be read counts as another than any that could.
        Some(Program { word: word.clone(), digest: digest.unwrap_or_default() })
    };
    connection.command.iter().filter_map(of).collect()
}

/// Of everything that a connection says, of the folder that its programs are found from, and of those that lie in it.
fn digest(project: &Path, name: &str, connection: &Connection) -> String {
    let place = std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf());
    let programs = programs(project, connection);
    let text = if programs.is_empty() { serde_json::json!([place, name, connection]) } else { serde_json::json!([place, name, connection, programs]) };
    blake3::hash(text.to_string().as_bytes()).to_hex()[..32].to_string()
}

/// Why a connection does not count, for people.
pub fn distrusted(what: &str) -> String {
    format!("{what} of this project is not trusted yet, or its lines or its program changed since; `frost trust` shows what it would do")
}

/// Whether a connection counts: the user's own does, a project's only once it was shown.
pub fn is_trusted(script: &Path, casting: &Casting, name: &str) -> bool {
    match casting.of_project(name) {
        None => true,
        Some(connection) => read().connections.contains_key(&digest(&host::project(script), name, connection)),
    }
}

/// A word of somebody else's on one line, with all that is not to be seen written out.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}

pub fn run(place: &Path, yes: bool) -> ExitCode {
    let script = if place.is_dir() { place.join("film.frost") } else { place.to_path_buf() };
    let project = host::project(&script);
    let text = std::fs::read_to_string(casting::path(&script)).unwrap_or_default();
    let casting = match Casting::read(&text, &BTreeMap::new()) {
        Ok(casting) => casting,
        Err(complaint) => {
            say::trouble(format_args!("{}: {}", casting::path(&script).display(), complaint.message));
            return ExitCode::from(FAILED);
        }
    };
    let here: Vec<(&str, &Connection)> = casting.project_connections().collect();
    if here.is_empty() {
        say::note(format_args!("{}: there are no connections to trust", project.display()));
        return ExitCode::SUCCESS;
    }
    for (name, c) in &here {
        // Nothing of it may move the cursor, or turn the direction of reading.
        say::result(format_args!("{}: speaks {}", shown(name), shown(&c.speaks)));
        if let Some(base) = &c.base {
            say::result(format_args!("  sends scripts and pictures to {}", shown(base)));
        }
        if let Some(key) = &c.key {
            say::result(format_args!("  shows it the key in {}", shown(key)));
        }
        if !c.command.is_empty() {
            say::result(format_args!("  starts {}", c.command.iter().map(|word| format!("\"{}\"", shown(word))).collect::<Vec<_>>().join(" ")));
            for program in programs(&project, c) {
                say::result(format_args!("  as {} is now (BLAKE3 {})", shown(&program.word), program.digest.get(..16).unwrap_or("not readable")));
            }
        }
        for (option, value) in &c.set {
            say::result(format_args!("  sets {} to \"{}\"", shown(option), shown(value)));
        }
    }
    if !yes {
        if !std::io::stdin().is_terminal() {
            say::trouble("nobody can be asked here; look at what stands above and say `--yes`");
            return ExitCode::from(USAGE);
        }
        say::note("Trust them? Only `yes` is a yes:");
        let mut answer = String::new();
        if std::io::stdin().lock().read_line(&mut answer).is_err() || answer.trim() != "yes" {
            say::note("not trusted");
            return ExitCode::from(FAILED);
        }
    }
    let mut trusted = read();
    for (name, connection) in &here {
        trusted.connections.insert(digest(&project, name, connection), format!("{name} of {}", project.display()));
    }
    let write = || -> Result<(), String> {
        let path = file().ok_or("there is no home folder to keep it in")?;
        let folder = path.parent().ok_or("there is no folder to keep it in")?;
        let text = toml::to_string(&trusted).map_err(|e| e.to_string())?;
        let plain = |e: std::io::Error| host::plain(&e);
        std::fs::create_dir_all(folder).map_err(plain)?;
        let mut file = host::temporary(folder).map_err(plain)?;
        std::io::Write::write_all(&mut file, text.as_bytes()).map_err(plain)?;
        file.persist(&path).map_err(|e| plain(e.error))?;
        Ok(())
    };
    match write() {
        Ok(()) => {
            say::note("trusted; a change of these lines, or of a program of the project, asks again. What such a program starts or reads is not looked at");
            ExitCode::SUCCESS
        }
        Err(why) => {
            say::trouble(why);
            ExitCode::from(FAILED)
        }
    }
}
