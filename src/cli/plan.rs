//! `frost plan`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use super::casting::{self, Providers};
use super::variation::{self, Rows, Variation};
use super::project::Checked;
use super::{Colour, FAILED, Format, USAGE, config, orders, project, say, why};
use crate::diagnostics;
use crate::film;
use crate::host::Files;
use crate::plan::provider::Casting;
use crate::plan::{self, Plan};
use crate::time::Rate;

/// The published schema of `--json`.
const SCHEMA: &str = include_str!("../../docs/plan.schema.json");

/// What is shown of a plan.
pub enum Form<'a> {
    Table,
    Json,
    Graph,
    Schema,
    /// Where the properties of a shot come from; as JSON or not.
    Why(&'a str, bool),
    Coverage,
    /// What is sent to providers; as JSON or not.
    Prompts(bool),
    /// Where people and camera stand in a shot; as JSON or not.
    Stage(&'a str, bool),
}

pub fn run(file: &Path, form: Form, variation: &Variation, providers: &Providers, data: Option<&Path>, colour: Colour) -> ExitCode {
    if let Form::Schema = form {
        say::result(SCHEMA.trim_end());
        return ExitCode::SUCCESS;
    }
    let rows = match variation::rows(file, variation, data).and_then(Rows::whole) {
        Ok(rows) => rows,
        Err(refusal) => return refusal.say(Format::Human, colour),
    };
    let casting = match casting::read(file, providers, colour) {
        Ok(casting) => casting,
        Err(code) => return code,
    };
    let mut failed = false;
    let (host, levels) = (project::Remembering::new(&Files), config::levels(file));
    for row in &rows {
        let checked = match project::check_with(file, &host, &row.settings, &levels) {
            Ok(checked) => checked,
            Err(error) => {
                say::trouble(format_args!("{}: {error}", file.display()));
                return ExitCode::from(USAGE);
            }
        };
        match one(file, &form, row, checked, &casting, colour) {
            Ok(()) => {}
            Err(code) if code == USAGE => return ExitCode::from(USAGE),
            Err(_) => failed = true,
        }
    }
    if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
}

fn one(file: &Path, form: &Form, row: &variation::Row, checked: Checked, casting: &Casting, colour: Colour) -> Result<(), u8> {
    if let Some(problem) = project::unknown_version(&checked, &row.settings) {
        say::trouble(problem);
        return Err(USAGE);
    }
    let failed = diagnostics::has_errors(&checked.problems);
    if failed {
        say::problems(&checked.problems, &checked.sources, Format::Human, colour);
        let count = say::count(&checked.problems).unwrap_or_default();
        if diagnostics::blocks(&checked.problems) {
            say::note(format_args!("{}: not planned; {count}", file.display()));
            return Err(FAILED);
        }
        say::note(format_args!("{}: planned, but not to be rendered with these problems; {count}", file.display()));
    }
    let plan = casting::plan(file, &checked, casting, None, colour).map_err(|_| FAILED)?;
    let json = |value: serde_json::Result<String>| match value {
        Ok(text) => {
            say::result(text);
            Ok(())
        }
        Err(error) => {
            say::trouble(error);
            Err(FAILED)
        }
    };
    match form {
        Form::Json => json(serde_json::to_string(&plan))?,
        Form::Graph => say::result(plan::graph::dot(&plan).trim_end()),
        Form::Coverage => {
            let text = film::write_coverage(&checked.film, &checked.sources, &checked.read);
            say::text(&format!("{}\n", crate::syntax::format(&text, &film::known_names(file, &text, &Files)).trim_end()));
        }
        Form::Why(number, as_json) => {
            let Some(why) = why::why(&checked, &plan, number) else { return Err(no_shot(&plan, number)) };
            match as_json {
                true => json(serde_json::to_string(&why))?,
                false => say::result(why::table(&why).trim_end()),
            }
        }
        Form::Stage(number, as_json) => {
            let Some(report) = crate::stage::report::report(&checked.film, &checked.staging, number) else { return Err(no_shot(&plan, number)) };
            match as_json {
                true => json(serde_json::to_string(&report))?,
                false => say::result(super::stage::table(&report).trim_end()),
            }
        }
        Form::Prompts(true) => json(serde_json::to_string(&orders::list(file, &plan).map_err(|_| FAILED)?))?,
        Form::Prompts(false) => say::result(orders::prompts(file, &plan).map_err(|_| FAILED)?.trim_end()),
        Form::Table | Form::Schema => {
            if row.number > 0 {
                let cells: Vec<String> = row.cells.iter().map(|(name, value)| format!("{name}={value}")).collect();
                say::result(format_args!("row {}: {}", row.number, cells.join(", ")));
            }
            let there = orders::there(file, &plan).map_err(|_| FAILED)?;
            say::result(table(&plan, &there).trim_end());
            if let Some(costs) = orders::costs(file, &plan, casting).map_err(|_| FAILED)? {
                say::result(costs.trim_end());
            }
        }
    }
    if failed { Err(FAILED) } else { Ok(()) }
}

fn no_shot(plan: &Plan, number: &str) -> u8 {
    let all: Vec<&str> = plan.shots.iter().map(|s| s.number.as_str()).take(30).collect();
    say::trouble(format_args!("there is no shot {number}; the shots are {}", all.join(", ")));
    USAGE
}

/// The plan for people: scenes with their shots, then what will be made, with a word on what is `there` already.
fn table(plan: &Plan, there: &BTreeMap<String, String>) -> String {
    let rate = Rate::from(plan.film.rate);
    let seconds = |frames: u64| format!("{:.1}s", frames as f64 / rate.as_f64());
    let mut out = String::new();
    let _ = writeln!(out, "{} · {}x{} · {} fps · {} ({} frames)", plan.film.title, plan.film.size[0], plan.film.size[1], rate.name(), rate.timecode(plan.film.frames), plan.film.frames);
    for scene in &plan.scenes {
        let _ = writeln!(out, "\n{:<4} {}  {} {}", scene.number, scene.heading, rate.timecode(scene.start), seconds(scene.frames));
        for shot in plan.shots.iter().filter(|s| s.scene == scene.number) {
            let mark = match (shot.covered, shot.length) {
                (true, _) => "covered",
                (_, "said") => "said",
                _ => "",
            };
            let camera = if shot.camera.is_empty() { String::new() } else { format!(" · {}", shot.camera.join(", ")) };
            let _ = writeln!(
                out,
                "  {:<6} {} {:>6}  {:<13} {:>5}mm  {}{camera}  {mark}",
                shot.number,
                rate.timecode(shot.start),
                // Speech that nobody has measured makes a length an estimate.
                if shot.length == "computed" && shot.speech == Some("estimated") { format!("~{}", seconds(shot.frames)) } else { seconds(shot.frames) },
                shot.size,
                format!("{:.0}", shot.lens),
                if shot.subjects.is_empty() { "the place".to_string() } else { shot.subjects.join(", ") }
            );
        }
    }
    let _ = writeln!(out, "\ntasks");
    for task in &plan.tasks {
        let what = match &task.spec {
            crate::plan::task::Spec::Voice(line) => format!("{}: {}", line.speaker, line.text),
            crate::plan::task::Spec::Ambience(bed) => bed.words.clone(),
            crate::plan::task::Spec::Music(tune) => tune.name.clone(),
            crate::plan::task::Spec::Order { order, .. } => format!("{} {}/{}: {}", task.shot.as_deref().unwrap_or_default(), order.provider, order.model, order.prompt).trim().to_string(),
            _ => task.shot.clone().unwrap_or_default(),
        };
        let what: String = what.chars().take(60).collect();
        let there = there.get(&task.key).map_or(String::new(), |word| format!("  {word}"));
        let _ = writeln!(out, "  {}  {:<9} ${:.2}  {what}{there}", &task.key[..12], task.kind, task.cost as f64 / 100_000.0);
    }
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for task in &plan.tasks {
        match kinds.iter_mut().find(|(k, _)| *k == task.kind) {
            Some((_, n)) => *n += 1,
            None => kinds.push((task.kind, 1)),
        }
    }
    let cost: u64 = plan.tasks.iter().map(|t| t.cost).sum();
    let list: Vec<String> = kinds.iter().map(|(k, n)| format!("{n} {k}")).collect();
    let there = if there.is_empty() { String::new() } else { format!("; {} of them are there", there.len()) };
    let _ = writeln!(out, "\n{} tasks ({}), cost ${:.2}{there}", plan.tasks.len(), list.join(", "), cost as f64 / 100_000.0);
    out
}
