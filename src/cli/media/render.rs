//! `frost render`.

use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use super::super::variation::{self, Row};
use super::super::{Colour, FAILED, Render, USAGE, say};
use super::progress::Progress;
use super::INTERRUPTED;
use super::ready::{self, Buying};
use crate::host;
use crate::plan::provider::casting::dollars;
use crate::cut::{self, RenderError, RenderOptions, Stage};

pub fn run(options: &Render, colour: Colour, cancel: &AtomicBool) -> ExitCode {
    let rows = match variation::rows(&options.file, &options.variation, options.data.as_deref()) {
        Ok(rows) => rows,
        Err(code) => return code,
    };
    let one_name = options.out.as_ref().is_some_and(|out| rows.iter().map(|row| variation::target(out, row)).collect::<std::collections::BTreeSet<_>>().len() < rows.len());
    if one_name {
        return usage("two rows would be written to one file; name the target after the row, as `-o out/film-{row}.mp4`".into());
    }
    for row in &rows {
        if let Err(code) = render(options, row, colour, cancel) {
            return code;
        }
    }
    ExitCode::SUCCESS
}

fn usage(message: String) -> ExitCode {
    say::trouble(message);
    ExitCode::from(USAGE)
}

fn render(options: &Render, row: &Row, colour: Colour, cancel: &AtomicBool) -> Result<(), ExitCode> {
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
            let shot = ready.plan.shots.iter().find(|s| s.number == *number).ok_or_else(|| {
                let all: Vec<&str> = ready.plan.shots.iter().map(|s| s.number.as_str()).take(30).collect();
                usage(format!("there is no shot {number}; the shots are {}", all.join(", ")))
            })?;
            shot.start..shot.start + shot.frames
        }
        None => moment(&options.from, 0)?..moment(&options.to, edit.frames)?.min(edit.frames),
    };
    if range.start >= range.end {
        return Err(usage(format!("nothing lies between {} and {} in a film of {}", edit.rate.timecode(range.start), edit.rate.timecode(range.end), edit.rate.timecode(edit.frames))));
    }
    let path = options.out.as_ref().map_or_else(|| variation::numbered(&options.file, row), |out| variation::target(out, row));
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("mp4")) {
        return Err(usage(format!("{}: a film is written as MP4; end its name in .mp4", path.display())));
    }
    if row.number > 0 {
        variation::make_folder(&path)?;
    }
    // A target that cannot be written is known before any work is done.
    if let Err(reason) = host::writable(&path) {
        say::trouble(reason);
        return Err(ExitCode::from(FAILED));
    }
    let needed = ready.needed(&range, true);
    let mut made = ready.make(&needed, colour, cancel)?;
    // With what was bought in it.
    let (edit, cache) = (ready.plan.edit.clone(), ready.cache.clone());
    let settings = RenderOptions { size, range: Some(range), draft: options.draft, path: path.clone() };
    let cut = || {
        let mut progress = Progress::new("rendering");
        let rendered = cut::render(
            &edit,
            &cache,
            &settings,
            &mut |stage, done, total| {
                progress.stage(match stage {
                    Stage::Sound => "listening",
                    Stage::Picture => "rendering",
                });
                progress.step(done, total, "");
            },
            cancel,
        );
        progress.end();
        rendered
    };
    let mut rendered = cut();
    // A damaged artefact shows when it is read; it is made again, once.
    if matches!(rendered, Err(RenderError::Artefact { .. } | RenderError::Sound(_))) && ready.drop_damaged(&needed) > 0 {
        let again = ready.make(&needed, colour, cancel)?;
        made.reused -= again.made.min(made.reused);
        made.made += again.made;
        rendered = cut();
    }
    let rendered = rendered.map_err(|error| match error {
        RenderError::Cancelled => {
            say::note("stopped; nothing was written, and the same command goes on with what was made");
            ExitCode::from(INTERRUPTED)
        }
        error => {
            say::trouble(error);
            ExitCode::from(FAILED)
        }
    })?;
    for notice in &rendered.notices {
        say::note(format_args!("note: {notice}"));
    }
    // Subtitles beside the whole film; a part of it has them in its own track.
    if rendered.frames == edit.frames && !edit.subtitles.is_empty() {
        let beside = path.with_extension("srt");
        if let Err(error) = std::fs::write(&beside, cut::subtitle::srt(&edit)) {
            say::note(format_args!("note: {} could not be written: {}", beside.display(), host::plain(&error)));
        }
    }
    let seconds = rendered.frames as f64 / edit.rate.as_f64();
    // What was spent now; what the film is worth is in the plan.
    let cost = ready.paid.cost as f64 / 100_000.0;
    if options.json {
        say::result(serde_json::json!({
            "output": rendered.path, "frames": rendered.frames, "seconds": (seconds * 1000.0).round() / 1000.0,
            "made": made.made, "reused": made.reused, "ordered": ready.paid.orders, "cost": cost,
        }));
    } else {
        say::result(format_args!(
            "{} · {} ({} frames) · {} made, {} reused · ${cost:.2}",
            rendered.path.display(),
            edit.rate.timecode(rendered.frames),
            rendered.frames,
            made.made,
            made.reused
        ));
    }
    Ok(())
}
