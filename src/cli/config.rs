//! `frost.toml`: how strictly a project is checked.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::say;
use crate::diagnostics::{Code, Severity};
use crate::film::Levels;
use crate::host;
use crate::plan::provider::casting::Complaint;
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
    let (mut levels, complaints) = rules(&config.rules);
    for complaint in complaints {
        say::note(format_args!("warning: {}: {complaint}", path.display()));
    }
    // A provider draws what it is told, whatever the theatre has shapes for.
    if config.providers.picture.is_some_and(|p| p.trim() != "embedded") {
        levels.insert(Code::NotDrawn.name(), None);
    }
    levels
}

/// What is wrong with the rules of a `frost.toml` that can be read, each where its name stands first.
pub fn complaints(text: &str) -> Vec<Complaint> {
    #[derive(Default, Deserialize)]
    struct Named {
        #[serde(default)]
        rules: BTreeMap<toml::Spanned<String>, toml::Value>,
    }
    if let Err(error) = toml::from_str::<Config>(text) {
        return vec![Complaint { range: error.span(), message: error.message().to_string(), help: "`[rules]` has names of rules, each with its level".into(), warning: false }];
    }
    let named: Named = toml::from_str(text).unwrap_or_default();
    let complaint = |(name, value): (toml::Spanned<String>, toml::Value)| {
        let why = rules(&[(name.get_ref().clone(), value)].into_iter().collect()).1.pop()?;
        Some(Complaint { range: Some(name.span()), message: why, help: "`frost explain` lists the rules".into(), warning: true })
    };
    named.rules.into_iter().filter_map(complaint).collect()
}

/// Levels of rules by name, and what cannot be understood of them.
fn rules(table: &toml::Table) -> (Levels, Vec<String>) {
    let (mut levels, mut complaints) = (Levels::new(), Vec::new());
    for (name, value) in table {
        let Some(code) = Code::rule(name) else {
            let near = vocabulary::nearest(name, Code::rules().map(Code::name)).map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            complaints.push(format!("there is no rule `{name}`{near}"));
            continue;
        };
        let level = match value.as_str() {
            Some("off") => None,
            Some("info") => Some(Severity::Info),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => {
                complaints.push(format!("the level of `{name}` is \"error\", \"warning\", \"info\" or \"off\""));
                continue;
            }
        };
        levels.insert(code.name(), level);
    }
    (levels, complaints)
}
