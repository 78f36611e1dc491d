//! `frost check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::project::Checked;
use super::variation::{self, Row, Variation};
use super::{Colour, FAILED, Format, USAGE, project, say};
use crate::diagnostics::{self, json, sarif};

pub fn run(files: &[PathBuf], format: Format, variation: &Variation, data: Option<&Path>, colour: Colour) -> ExitCode {
    let mut unreadable = false;
    let mut errors = false;
    let mut reports: Vec<serde_json::Value> = Vec::new();
    let mut runs = Vec::new();
    for file in files {
        let rows = match variation::rows(file, variation, data) {
            Ok(rows) => rows,
            Err(code) => return code,
        };
        for row in rows {
            let checked = match project::check(file, &row.settings) {
                Ok(checked) => checked,
                Err(error) => {
                    unreadable = true;
                    say::trouble(format_args!("{}: {error}", file.display()));
                    break;
                }
            };
            if let Some(problem) = project::unknown_version(&checked, &row.settings) {
                say::trouble(format_args!("{}: {problem}", file.display()));
                return ExitCode::from(USAGE);
            }
            errors |= diagnostics::has_errors(&checked.problems);
            match format {
                Format::Json => {
                    if let Ok(serde_json::Value::Object(mut report)) = serde_json::to_value(json::report(&checked.problems, &checked.sources))
                        && let Some(serde_json::Value::Array(list)) = report.remove("problems")
                    {
                        reports.extend(list);
                    }
                }
                Format::Sarif => runs.extend(sarif::results(&checked.problems, &checked.sources)),
                Format::Human | Format::Short => said(file, &row, &checked, format, colour),
            }
        }
    }
    match format {
        Format::Json => say::result(serde_json::json!({ "problems": reports })),
        Format::Sarif => say::result(sarif::log(runs)),
        Format::Human | Format::Short => {}
    }
    match (unreadable, errors) {
        (true, _) => ExitCode::from(USAGE),
        (_, true) => ExitCode::from(FAILED),
        _ => ExitCode::SUCCESS,
    }
}

/// The problems of one film, and its length.
fn said(file: &Path, row: &Row, checked: &Checked, format: Format, colour: Colour) {
    say::problems(&checked.problems, &checked.sources, format, colour);
    let film = &checked.film;
    let name = match row.number {
        0 => file.display().to_string(),
        n => format!("{} row {n}", file.display()),
    };
    let shots = film.scenes.iter().map(|s| s.shots.len()).sum::<usize>();
    let length = match film.slots.is_empty() && film.declares {
        true => "declarations only".to_string(),
        false => format!("{shots} shots, {} ({} frames)", film.rate.timecode(film.frames), film.frames),
    };
    match say::count(&checked.problems) {
        Some(count) => say::note(format_args!("{name}: {count}; {length}")),
        None => say::note(format_args!("{name}: no problems; {length}")),
    }
}
