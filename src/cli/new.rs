//! `frost new`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::{FAILED, USAGE, say};
use crate::host::plain;

const SCRIPT: &str = include_str!("new/film.frost");
const CONFIG: &str = include_str!("new/frost.toml");

pub fn run(dir: &Path) -> ExitCode {
    if dir.join("film.frost").exists() || dir.join("frost.toml").exists() {
        say::trouble(format_args!("{} holds a project already", dir.display()));
        return ExitCode::from(USAGE);
    }
    let files = [("film.frost", SCRIPT), ("frost.toml", CONFIG), (".gitattributes", "# What both sides bought stays.\ntakes/ledger merge=union\n"), (".gitignore", ".frost/\n*.mp4\n*.srt\n# What was paid is kept.\n!takes/*\ntakes/.lock\n")];
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(dir)?;
        for (name, text) in files {
            if !dir.join(name).exists() {
                fs::write(dir.join(name), text)?;
            }
        }
        Ok(())
    };
    match write() {
        Ok(()) => {
            let film = dir.join("film.frost").display().to_string();
            let plain = film.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '+' | ':' | '\\'));
            let film = if plain { film } else { format!("'{}'", film.replace('\'', "'\\''")) };
            say::note(format_args!("made {}; now: frost render {film}", dir.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            say::trouble(format_args!("{}: {}", dir.display(), plain(&error)));
            ExitCode::from(FAILED)
        }
    }
}
