//! `frost board`: every shot as a small picture with what its camera does, its number, size, lens, length and text.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use super::super::variation::{self, Variation};
use super::super::{Colour, FAILED, say};
use super::super::casting::Providers;
use super::arrows;
use super::ready::{self, Buying};
use super::sheet::{FAINT, INK, Sheet};
use crate::cut;
use crate::plan::build::ShotRow;
use crate::time::Rate;

const PICTURE: usize = 480;
const GAP: usize = 28;
const LINE: usize = 19;
/// Lines of text under a picture, its number line not counted.
const LINES: usize = 4;

pub fn run(file: &Path, out: &Path, variation: &Variation, providers: &Providers, colour: Colour, cancel: &AtomicBool) -> ExitCode {
    let mut ready = match variation::settings(file, variation).and_then(|settings| ready::plan(file, &settings, providers, Buying::Nothing, colour)) {
        Ok(ready) => ready,
        Err(code) => return code,
    };
    let needed = ready.needed(&(0..ready.plan.edit.frames), false);
    if let Err(code) = ready.make(&needed, colour, cancel) {
        return code;
    }
    let edit = &ready.plan.edit;
    let shots = &ready.plan.shots;
    if shots.is_empty() {
        say::trouble(format_args!("{}: there is no shot to draw", file.display()));
        return ExitCode::from(FAILED);
    }
    let height = ((PICTURE as u64 * u64::from(edit.size[1]) / u64::from(edit.size[0].max(1))).clamp(40, 900) as usize).next_multiple_of(2);
    let columns = (shots.len() as f64).sqrt().ceil().clamp(2.0, 5.0) as usize;
    let rows = shots.len().div_ceil(columns);
    let cell = [PICTURE + GAP, height + LINE * (LINES + 1) + GAP];
    let head = 70;
    let mut sheet = Sheet::new(columns * cell[0] + GAP, head + rows * cell[1] + GAP / 2);
    let title = format!("{}   {}   {}x{} at {}", edit.title, edit.rate.timecode(edit.frames), edit.size[0], edit.size[1], edit.rate.name());
    sheet.write(&title, 28.0, sheet.width - 2 * GAP, GAP, 22, INK);
    for (i, shot) in shots.iter().enumerate() {
        if cancel.load(std::sync::atomic::Ordering::Relaxed) {
            say::note("stopped; nothing was written");
            return ExitCode::from(super::INTERRUPTED);
        }
        let (x, y) = (GAP + i % columns * cell[0], head + i / columns * cell[1]);
        // A third into the shot: past what leads into it, before what leads out.
        let index = shot.start + shot.frames / 3;
        let frame = match cut::frame(edit, &ready.cache, index, [PICTURE as u32, height as u32]) {
            Ok(frame) => frame,
            Err(error) => {
                say::trouble(error);
                return ExitCode::from(FAILED);
            }
        };
        let mut rgb = frame.rgb();
        if let Some(clip) = edit.clips.iter().find(|c| c.start <= index && index < c.start + c.frames) {
            arrows::draw(&arrows::of(&clip.path), &mut rgb, PICTURE, height);
        }
        sheet.picture(&rgb, PICTURE, height, x, y);
        caption(&mut sheet, shot, edit.rate, x, y + height + 6);
    }
    match sheet.png() {
        Ok(bytes) => super::frame::save(out, &bytes),
        Err(error) => {
            say::trouble(error);
            ExitCode::from(FAILED)
        }
    }
}

fn caption(sheet: &mut Sheet, shot: &ShotRow, rate: Rate, x: usize, y: usize) {
    let seconds = shot.frames as f64 / rate.as_f64();
    let mut line = format!("{}   {}   {:.0}mm   {seconds:.1}s", shot.number, shot.size, shot.lens);
    if !shot.camera.is_empty() {
        line.push_str(&format!("   {}", shot.camera.join(", ")));
    }
    sheet.write(&line, 17.0, PICTURE, x, y, INK);
    for (i, line) in wrap(&shot.text, 62).into_iter().take(LINES).enumerate() {
        sheet.write(&line, 15.0, PICTURE, x, y + LINE * (i + 1) + 2, FAINT);
    }
}

fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() + 1 > most {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}
