//! `frost explain`.

use std::process::ExitCode;

use super::{USAGE, say};
use crate::diagnostics::{Code, explain};
use crate::syntax::vocabulary;

pub fn run(code: Option<&str>) -> ExitCode {
    let Some(name) = code else {
        for code in Code::ALL {
            let title = explain(*code).lines().next().unwrap_or("").trim_start_matches("# ").to_string();
            say::result(format_args!("{:<18} {:<8} {title}", code.name(), code.severity().name()));
        }
        return ExitCode::SUCCESS;
    };
    if let Some(code) = Code::named(name) {
        say::result(explain(code).trim_end());
        return ExitCode::SUCCESS;
    }
    match vocabulary::nearest(name, Code::ALL.iter().map(|c| c.name())) {
        Some(near) => say::trouble(format_args!("there is no code `{name}`; did you mean `{near}`?")),
        None => say::trouble(format_args!("there is no code `{name}`; `frost explain` lists them")),
    }
    ExitCode::from(USAGE)
}
