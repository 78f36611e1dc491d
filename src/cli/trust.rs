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
use crate::run::programs::Programs;

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

/// Of everything that a connection says, of the folder that its programs are found from, and of those that lie in it.
fn digest(project: &Path, name: &str, connection: &Connection, programs: &Programs) -> String {
    let place = std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf());
    let programs = programs.all();
    let text = if programs.is_empty() { serde_json::json!([place, name, connection]) } else { serde_json::json!([place, name, connection, programs]) };
    blake3::hash(text.to_string().as_bytes()).to_hex()[..32].to_string()
}

/// Why a connection does not count, for people.
pub fn distrusted(casting: &Casting, what: &str, name: &str) -> String {
    match casting.of_project(name) {
        Some(_) => format!("the {what} `{name}` of this project is not trusted yet, or its lines or its program changed since; `frost trust` shows what it would do"),
        None => format!("the {what} `{name}` starts a program of this project that is not trusted yet, or changed since; `frost trust` shows it"),
    }
}

/// Whether a connection counts: the user's own does, a project's only once it was shown.
pub fn is_trusted(script: &Path, casting: &Casting, name: &str) -> bool {
    trusted(script, casting, name).is_some()
}

/// The programs of a connection that counts, as they were when it was shown. A command of the user's own may name a file of the
/// project too, and whoever the project is from can put anything there.
pub fn trusted(script: &Path, casting: &Casting, name: &str) -> Option<Programs> {
    let project = host::project(script);
    let Some(connection) = casting.connection(name) else { return Some(Programs::of(&project, &[])) };
    let programs = Programs::of(&project, &connection.command);
    let own = casting.of_project(name).is_none();
    let shown = || read().connections.contains_key(&digest(&project, name, connection, &programs));
    (own && programs.all().is_empty() || shown()).then_some(programs)
}

/// A word of somebody else's on one line, with all that is not to be seen written out.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}

pub fn run(place: &Path, yes: bool) -> ExitCode {
    let script = if place.is_dir() { place.join("film.frost") } else { place.to_path_buf() };
    let project = host::project(&script);
    let text = std::fs::read_to_string(casting::path(&script)).unwrap_or_default();
    let own = match casting::own() {
        Ok(own) => own,
        Err(why) => {
            say::trouble(why);
            return ExitCode::from(FAILED);
        }
    };
    let casting = match Casting::read(&text, &own) {
        Ok(casting) => casting,
        Err(complaint) => {
            say::trouble(format_args!("{}: {}", casting::path(&script).display(), complaint.message));
            return ExitCode::from(FAILED);
        }
    };
    // The user's own too, where they start something that lies in the project.
    let of_own = casting.own_connections().map(|(name, c)| (name, c, Programs::of(&project, &c.command))).filter(|(.., programs)| !programs.all().is_empty());
    let here: Vec<(&str, &Connection, Programs)> = casting.project_connections().map(|(name, c)| (name, c, Programs::of(&project, &c.command))).chain(of_own).collect();
    if here.is_empty() {
        say::note(format_args!("{}: there are no connections to trust", project.display()));
        return ExitCode::SUCCESS;
    }
    for (name, c, programs) in &here {
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
            for program in programs.all() {
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
    for (name, connection, programs) in &here {
        trusted.connections.insert(digest(&project, name, connection, programs), format!("{name} of {}", project.display()));
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
