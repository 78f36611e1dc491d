//! `frost check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::project::Checked;
use super::variation::{self, Row, Variation};
use super::{Colour, FAILED, Format, USAGE, chart, config, project, say, shapes};
use crate::diagnostics::{self, Severity, json, sarif};
use crate::host::Files;
use crate::source::Sources;
use crate::stage::continuity::summary::summary;

/// What is said beside the problems.
#[derive(Clone, Copy)]
pub struct Reports {
    pub continuity: bool,
    pub shapes: bool,
}

pub fn run(files: &[PathBuf], format: Format, reports_asked: Reports, variation: &Variation, data: Option<&Path>, colour: Colour) -> ExitCode {
    let Reports { continuity, shapes: shapes_asked } = reports_asked;
    let mut unreadable = false;
    let mut errors = false;
    let mut reports: Vec<serde_json::Value> = Vec::new();
    let mut runs = Vec::new();
    let mut charts: Vec<serde_json::Value> = Vec::new();
    // What several of the files or rows share is said once.
    let mut said_before: std::collections::BTreeSet<(String, u32, &'static str, String)> = std::collections::BTreeSet::new();
    let mut shaped: Vec<serde_json::Value> = Vec::new();
    for file in files {
        let rows = match variation::rows(file, variation, data) {
            Ok(rows) => rows,
            Err(refusal) => return refusal.say(format, colour),
        };
        let (host, levels) = (project::Remembering::new(&Files), config::levels(file));
        let data = rows.data;
        for row in rows.rows {
            if let Some(problem) = &row.broken {
                errors = true;
                if !said_before.insert((data.get(problem.span.file).name.clone(), problem.span.start, problem.code.name(), problem.message.clone())) {
                    continue;
                }
                let problems = std::slice::from_ref(&**problem);
                match format {
                    Format::Json => reports.extend(json_list(problems, &data)),
                    Format::Sarif => runs.extend(sarif::results(problems, &data)),
                    Format::Human | Format::Short => say::problems(problems, &data, format, colour),
                }
                continue;
            }
            let mut checked = match project::check_with(file, &host, &row.settings, &levels) {
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
            let mark = |p: &diagnostics::Diagnostic| (checked.sources.get(p.span.file).name.clone(), p.span.start, p.code.name(), p.message.clone());
            let new: Vec<_> = checked.problems.iter().map(mark).collect();
            let mut fresh = new.iter().map(|m| !said_before.contains(m));
            errors |= diagnostics::has_errors(&checked.problems);
            checked.problems.retain(|_| fresh.next().unwrap_or(true));
            let above = new.len() - checked.problems.len();
            said_before.extend(new);
            match format {
                Format::Json => reports.extend(json_list(&checked.problems, &checked.sources)),
                Format::Sarif => runs.extend(sarif::results(&checked.problems, &checked.sources)),
                Format::Human | Format::Short => said(file, &row, &checked, above, format, continuity, colour),
            }
            if continuity {
                let scenes = summary(&checked.film, &checked.staging);
                match format {
                    Format::Human | Format::Short => say::result(chart::chart(&scenes).trim_end()),
                    Format::Json => charts.push(serde_json::json!({ "file": file.display().to_string(), "row": row.number, "scenes": scenes })),
                    Format::Sarif => {}
                }
            }
            if shapes_asked {
                let looks = shapes::looks(&checked.film);
                match format {
                    Format::Human | Format::Short => say::result(shapes::table(&looks).trim_end()),
                    Format::Json => shaped.push(serde_json::json!({ "file": file.display().to_string(), "row": row.number, "looks": looks })),
                    Format::Sarif => {}
                }
            }
        }
    }
    match format {
        Format::Json => {
            let mut all = serde_json::json!({ "problems": reports });
            if continuity {
                all["continuity"] = charts.into();
            }
            if shapes_asked {
                all["shapes"] = shaped.into();
            }
            say::result(all);
        }
        Format::Sarif => say::result(sarif::log(runs)),
        Format::Human | Format::Short => {}
    }
    match (unreadable, errors) {
        (true, _) => ExitCode::from(USAGE),
        (_, true) => ExitCode::from(FAILED),
        _ => ExitCode::SUCCESS,
    }
}

/// The problems of a report, as values.
fn json_list(problems: &[diagnostics::Diagnostic], sources: &Sources) -> Vec<serde_json::Value> {
    match serde_json::to_value(json::report(problems, sources)) {
        Ok(serde_json::Value::Object(mut report)) => match report.remove("problems") {
            Some(serde_json::Value::Array(list)) => list,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The problems of one film, and its length; `above` were said of a file before.
fn said(file: &Path, row: &Row, checked: &Checked, above: usize, format: Format, continuity: bool, colour: Colour) {
    // Notes are for whoever asks about the cut; everybody else hears how many there are.
    let shown: Vec<_> = checked.problems.iter().filter(|p| continuity || p.severity > Severity::Info).cloned().collect();
    say::problems(&shown, &checked.sources, format, colour);
    let film = &checked.film;
    let name = match row.number {
        0 => file.display().to_string(),
        n => format!("{} row {n}", file.display()),
    };
    let shots = film.scenes.iter().map(|s| s.shots.len()).sum::<usize>();
    let length = match film.slots.is_empty() && film.declares {
        true => "declarations only".to_string(),
        false => format!("{shots} shot{}, {} ({} frames)", if shots == 1 { "" } else { "s" }, film.rate.timecode(film.frames), film.frames),
    };
    let hint = if shown.len() < checked.problems.len() { " (`--continuity` shows the notes)" } else { "" };
    let hint = if above > 0 { format!("{hint}, {above} said above") } else { hint.to_string() };
    match say::count(&checked.problems) {
        None if above > 0 => say::note(format_args!("{name}: nothing new{hint}; {length}")),
        Some(count) => say::note(format_args!("{name}: {count}{hint}; {length}")),
        None => say::note(format_args!("{name}: no problems; {length}")),
    }
}
