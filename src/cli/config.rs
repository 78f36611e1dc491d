//! `frost.toml`: how strictly a project is checked.

use std::path::Path;

use serde::Deserialize;

use super::say;
use crate::diagnostics::{Code, Severity};
use crate::film::Levels;
use crate::host;
use crate::syntax::vocabulary;

#[derive(Debug, Default, Deserialize)]
struct Config {
    #[serde(default)]
    rules: toml::Table,
    #[serde(default)]
    providers: Pictures,
}

/// Who makes the pictures.
#[derive(Debug, Default, Deserialize)]
struct Pictures {
    picture: Option<String>,
}

/// The levels that the project of a script sets. What cannot be understood is said and left out.
pub fn levels(script: &Path) -> Levels {
    let path = host::project(script).join("frost.toml");
    let Ok(text) = std::fs::read_to_string(&path) else { return Levels::new() };
    let config: Config = match toml::from_str(&text) {
        Ok(config) => config,
        Err(error) => {
            say::trouble(format_args!("{}: {}", path.display(), error.message()));
            return Levels::new();
        }
    };
    let mut levels = Levels::new();
    // A provider draws what it is told, whatever the theatre has shapes for.
    if config.providers.picture.is_some_and(|p| p.trim() != "embedded") {
        levels.insert(Code::NotDrawn.name(), None);
    }
    for (name, value) in &config.rules {
        let Some(code) = Code::rule(name) else {
            let near = vocabulary::nearest(name, Code::rules().map(Code::name)).map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            say::note(format_args!("warning: {}: there is no rule `{name}`{near}", path.display()));
            continue;
        };
        let level = match value.as_str() {
            Some("off") => None,
            Some("info") => Some(Severity::Info),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => {
                say::note(format_args!("warning: {}: the level of `{name}` is \"error\", \"warning\", \"info\" or \"off\"", path.display()));
                continue;
            }
        };
        levels.insert(code.name(), level);
    }
    levels
}
