//! `frost check`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Colour, FAILED, Format, USAGE, project, say};
use crate::diagnostics::{self, json};

pub fn run(files: &[PathBuf], format: Format, colour: Colour) -> ExitCode {
    let mut unreadable = false;
    let mut errors = false;
    let mut reports: Vec<serde_json::Value> = Vec::new();
    for file in files {
        match project::check(file) {
            Err(error) => {
                unreadable = true;
                say::trouble(format_args!("{}: {error}", file.display()));
            }
            Ok(checked) => {
                errors |= diagnostics::has_errors(&checked.problems);
                if format == Format::Json {
                    if let Ok(serde_json::Value::Object(mut report)) = serde_json::to_value(json::report(&checked.problems, &checked.sources))
                        && let Some(serde_json::Value::Array(list)) = report.remove("problems")
                    {
                        reports.extend(list);
                    }
                    continue;
                }
                say::problems(&checked.problems, &checked.sources, format, colour);
                let film = &checked.film;
                let length = format!("{} shots, {} ({} frames)", film.scenes.iter().map(|s| s.shots.len()).sum::<usize>(), film.rate.timecode(film.frames), film.frames);
                match say::count(&checked.problems) {
                    Some(count) => say::note(format_args!("{}: {count}; {length}", file.display())),
                    None => say::note(format_args!("{}: no problems; {length}", file.display())),
                }
            }
        }
    }
    if format == Format::Json {
        say::result(serde_json::json!({ "problems": reports }));
    }
    match (unreadable, errors) {
        (true, _) => ExitCode::from(USAGE),
        (_, true) => ExitCode::from(FAILED),
        _ => ExitCode::SUCCESS,
    }
}
