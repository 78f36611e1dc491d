//! `frost plan`.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use super::{Colour, FAILED, Format, USAGE, project, say};
use crate::diagnostics;
use crate::plan::{self, Plan};
use crate::time::Rate;

/// The published schema of `--json`.
const SCHEMA: &str = include_str!("../../docs/plan.schema.json");

pub fn run(file: &Path, json: bool, graph: bool, schema: bool, colour: Colour) -> ExitCode {
    if schema {
        say::result(SCHEMA.trim_end());
        return ExitCode::SUCCESS;
    }
    let checked = match project::check(file) {
        Ok(checked) => checked,
        Err(error) => {
            say::trouble(format_args!("{}: {error}", file.display()));
            return ExitCode::from(USAGE);
        }
    };
    if diagnostics::has_errors(&checked.problems) {
        say::problems(&checked.problems, &checked.sources, Format::Human, colour);
        say::note(format_args!("{}: not planned; {}", file.display(), say::count(&checked.problems).unwrap_or_default()));
        return ExitCode::from(FAILED);
    }
    let plan = plan::build(&checked.film, &checked.staging);
    if json {
        match serde_json::to_string(&plan) {
            Ok(text) => say::result(text),
            Err(error) => {
                say::trouble(error);
                return ExitCode::from(FAILED);
            }
        }
    } else if graph {
        say::result(plan::graph::dot(&plan).trim_end());
    } else {
        say::result(table(&plan).trim_end());
    }
    ExitCode::SUCCESS
}

/// The plan for people: scenes with their shots, then what will be made.
fn table(plan: &Plan) -> String {
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
                seconds(shot.frames),
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
            _ => task.shot.clone().unwrap_or_default(),
        };
        let what: String = what.chars().take(60).collect();
        let _ = writeln!(out, "  {}  {:<9} ${:.2}  {what}", &task.key[..12], task.kind, task.cost as f64 / 100_000.0);
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
    let _ = writeln!(out, "\n{} tasks ({}), cost ${:.2}", plan.tasks.len(), list.join(", "), cost as f64 / 100_000.0);
    out
}
