//! `frost render`.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use super::super::variation::{self, Row, Rows};
use super::super::{Colour, FAILED, Format, Render, USAGE, say};
use super::progress::Progress;
use super::INTERRUPTED;
use super::ready::{self, Buying, Ready};
use super::target::{self, Target};
use crate::cut::{self, Output, RenderError, RenderOptions, Rendered, Stage};
use crate::host;
use crate::media::Form;
use crate::plan::build::ShotRow;
use crate::plan::provider::casting::dollars;

pub fn run(options: &Render, colour: Colour, cancel: &AtomicBool) -> ExitCode {
    let rows = match variation::rows(&options.file, &options.variation, options.data.as_deref()).and_then(Rows::whole) {
        Ok(rows) => rows,
        Err(refusal) => return refusal.say(Format::Human, colour),
    };
    let mut targets = Vec::new();
    for row in &rows {
        match target::target(&options.file, row, options.out.as_deref(), options.form) {
            Ok(target) => targets.push(target),
            Err(message) => return usage(message),
        }
    }
    let names: std::collections::BTreeSet<_> = targets.iter().map(|t| &t.path).collect();
    if names.len() < rows.len() {
        return usage("two rows would be written to one file; name the target after the row, as `-o out/film-{row}.mp4`".into());
    }
    for (row, target) in rows.iter().zip(&targets) {
        if let Err(code) = render(options, row, target, colour, cancel) {
            return code;
        }
    }
    ExitCode::SUCCESS
}

fn usage(message: String) -> ExitCode {
    say::trouble(message);
    ExitCode::from(USAGE)
}

fn render(options: &Render, row: &Row, target: &Target, colour: Colour, cancel: &AtomicBool) -> Result<(), ExitCode> {
    let budget = match options.budget {
        None => None,
        Some(value) => Some(dollars(value).ok_or_else(|| usage("`--budget` is an amount in dollars, such as 4.50".into()))?),
    };
    let mut ready = ready::plan(&options.file, &row.settings, &options.providers, Buying::All { budget }, colour)?;
    let edit = ready.plan.edit.clone();
    let size = match options.size.as_deref() {
        None => None,
        Some(text) => Some(ready::size(text).ok_or_else(|| usage(format!("`{text}` is no size; write it as 1280x720, even pixels from 16 to 8192")))?),
    };
    let moment = |text: &Option<String>, otherwise: u64| match text {
        None => Ok(otherwise),
        Some(text) => ready::moment(text, edit.rate).ok_or_else(|| usage(format!("`{text}` is no moment; write a timecode as 00:00:12:10, frames as 240f, or seconds as 12.5s"))),
    };
    let range = match &options.shot {
        Some(number) => {
            let shot = ready.shot(number).map_err(usage)?;
            shot.start..shot.start + shot.frames
        }
        None => moment(&options.from, 0)?..moment(&options.to, edit.frames)?.min(edit.frames),
    };
    if range.start >= range.end {
        return Err(usage(format!("nothing lies between {} and {} in a film of {}", edit.rate.timecode(range.start), edit.rate.timecode(range.end), edit.rate.timecode(edit.frames))));
    }
    let whole = Part { name: target.path.clone(), range: range.clone() };
    // One file a shot, of those that the range touches.
    let inside = |s: &&ShotRow| s.start < range.end && s.start + s.frames > range.start;
    let parts: Vec<Part> = match target.shots {
        false => vec![whole],
        true => {
            let of_shot = |s: &ShotRow| Part { name: named(&target.path, &s.number), range: s.start.max(range.start)..(s.start + s.frames).min(range.end) };
            ready.plan.shots.iter().filter(inside).map(of_shot).collect()
        }
    };
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Err(usage("there is no shot to write".into()));
    };
    variation::make_folder(&first.name)?;
    // A target that cannot be written is known before any work is done.
    if target.output != Output::Pictures
        && let Err(reason) = host::writable(&first.name)
    {
        say::trouble(reason);
        return Err(ExitCode::from(FAILED));
    }
    let form = match target.output {
        Output::File(form) => Some(form),
        Output::Pictures => None,
    };
    let seen = first.range.start..last.range.end;
    let needed = match form {
        Some(Form::Wav) => ready.heard(),
        form => ready.needed(&seen, form.is_some_and(Form::has_sound)),
    };
    let mut made = ready.make(&needed, colour, cancel)?;
    let mut frames = 0;
    let mut notices: Vec<String> = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let settings = RenderOptions { size, range: Some(part.range.clone()), draft: options.draft, output: target.output, path: part.name.clone() };
        let name = if parts.len() > 1 { format!("{} of {}", i + 1, parts.len()) } else { String::new() };
        let mut rendered = one(&ready, &settings, &name, cancel);
        // A damaged artefact shows when it is read; it is made again, once.
        if matches!(rendered, Err(RenderError::Artefact { .. } | RenderError::Sound(_))) && ready.drop_damaged(&needed) > 0 {
            let again = ready.make(&needed, colour, cancel)?;
            made.reused -= again.made.min(made.reused);
            made.made += again.made;
            rendered = one(&ready, &settings, &name, cancel);
        }
        let rendered = rendered.map_err(|error| match error {
            RenderError::Cancelled => {
                let written = if i > 0 { format!("{i} files are written") } else { "nothing was written".into() };
                say::note(format_args!("stopped; {written}, and the same command goes on with what was made"));
                ExitCode::from(INTERRUPTED)
            }
            error => {
                say::trouble(error);
                ExitCode::from(FAILED)
            }
        })?;
        frames += rendered.frames;
        for notice in rendered.notices {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
    }
    for notice in &notices {
        say::note(format_args!("note: {notice}"));
    }
    // Subtitles beside the whole film; a part of it has them in its own track.
    if frames == edit.frames && !target.shots && form.is_some_and(|f| f.has_picture() && f.has_sound()) && !edit.subtitles.is_empty() {
        let beside = target.path.with_extension("srt");
        if let Err(error) = std::fs::write(&beside, cut::subtitle::srt(&edit)) {
            say::note(format_args!("note: {} could not be written: {}", beside.display(), host::plain(&error)));
        }
    }
    let seconds = frames as f64 / edit.rate.as_f64();
    // What was spent now; what the film is worth is in the plan.
    let cost = ready.paid.cost as f64 / 100_000.0;
    if options.json {
        let mut result = serde_json::json!({
            "output": target.path, "frames": frames, "seconds": (seconds * 1000.0).round() / 1000.0,
            "made": made.made, "reused": made.reused, "ordered": ready.paid.orders, "cost": cost,
        });
        if target.shots {
            result["outputs"] = parts.iter().map(|p| serde_json::json!(p.name)).collect();
        }
        say::result(result);
    } else {
        let what = if parts.len() > 1 { format!("{} files · ", parts.len()) } else { String::new() };
        say::result(format_args!(
            "{} · {what}{} ({frames} frames) · {} made, {} reused · ${cost:.2}",
            target.path.display(),
            edit.rate.timecode(frames),
            made.made,
            made.reused
        ));
    }
    Ok(())
}

/// Some frames and the file that they go to.
struct Part {
    name: PathBuf,
    range: Range<u64>,
}

fn named(pattern: &Path, shot: &str) -> PathBuf {
    let file = pattern.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    pattern.with_file_name(file.replace(target::SHOT, shot))
}

/// Renders one file, and shows how it goes on.
fn one(ready: &Ready, settings: &RenderOptions, name: &str, cancel: &AtomicBool) -> Result<Rendered, RenderError> {
    let mut progress = Progress::new("rendering");
    let rendered = cut::render(
        &ready.plan.edit,
        &ready.cache,
        settings,
        &mut |stage, done, total| {
            progress.stage(match stage {
                Stage::Sound => "listening",
                Stage::Picture => "rendering",
            });
            progress.step(done, total, name);
        },
        cancel,
    );
    progress.end();
    rendered
}
