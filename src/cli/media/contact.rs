//! `frost takes -o sheet.png`: what was bought, side by side, to choose from.

use std::path::Path;
use std::process::ExitCode;

use super::super::takes::{dollars, in_order, numbered, ours};
use super::super::{FAILED, lock, say};
use super::sheet::{FAINT, INK, Sheet};
use crate::media::{self, Pictures};
use crate::run::ledger::{Attempt, State};
use crate::run::{measure, takes};

const PICTURE: [usize; 2] = [400, 300];
const GAP: usize = 24;
const LINE: usize = 20;
/// A circled take stands in a red frame of so many pixels.
const RING: usize = 5;
const RED: [u8; 3] = [0xc0, 0x39, 0x2b];
const COLUMNS: usize = 4;

pub fn run(file: &Path, shot: Option<&str>, out: &Path) -> ExitCode {
    let fail = |why: String| {
        say::trouble(why);
        ExitCode::from(FAILED)
    };
    let folder = takes::folder(file);
    let known = match takes::look(file) {
        Ok(known) => known,
        Err(error) => return fail(format!("{}: {error}", folder.join(takes::LEDGER).display())),
    };
    let picks = match lock::picks(file) {
        Ok(picks) => picks,
        Err(code) => return code,
    };
    let known = ours(file, known);
    let chosen = in_order(&known, shot);
    // Sounds have nothing to look at.
    let seen: Vec<(usize, &Attempt)> = numbered(&chosen).filter(|(_, a)| matches!(a.role.as_str(), "picture" | "animate" | "portrait") && matches!(a.state, State::Stored { .. })).collect();
    if seen.is_empty() {
        return fail(format!("{}: there are no takes to look at{}", file.display(), shot.map_or(String::new(), |s| format!(" of shot {s}"))));
    }
    let columns = seen.len().min(COLUMNS);
    let cell = [PICTURE[0] + GAP, PICTURE[1] + LINE * 3 + GAP];
    let mut sheet = Sheet::new(columns * cell[0] + GAP, seen.len().div_ceil(columns) * cell[1] + GAP);
    for (i, (number, attempt)) in seen.into_iter().enumerate() {
        let (x, y) = (GAP + i % columns * cell[0], GAP + i / columns * cell[1]);
        let circled = picks.values().any(|p| p.attempt == attempt.id);
        let drawn = takes::file_of(&folder, attempt).ok_or_else(|| "it has no file".to_string()).and_then(|path| fitted(&path));
        match drawn {
            Ok((rgb, [w, h])) => {
                let at = [x + (PICTURE[0] - w) / 2, y + (PICTURE[1] - h) / 2];
                if circled {
                    let [wide, high] = [w + 2 * RING, h + 2 * RING];
                    sheet.picture(&RED.repeat(wide * high), wide, high, at[0] - RING, at[1] - RING);
                }
                sheet.picture(&rgb, w, h, at[0], at[1]);
            }
            // One that is gone leaves its place empty.
            Err(why) => sheet.write(&why, 15.0, PICTURE[0], x, y + PICTURE[1] / 2, FAINT),
        }
        let mark = if circled { "   circled" } else { "" };
        let place = attempt.shot.as_deref().unwrap_or("all shots");
        let seed = attempt.seed.map_or(String::new(), |s| format!("   seed {s}"));
        sheet.write(&format!("{place}   {} {number}   {}{seed}{mark}", attempt.role, dollars(attempt.cost)), 17.0, PICTURE[0], x, y + PICTURE[1] + 6, INK);
        sheet.write(&format!("{}/{}", attempt.provider, attempt.model), 15.0, PICTURE[0], x, y + PICTURE[1] + 6 + LINE, FAINT);
        let State::Stored { measured, .. } = &attempt.state else { continue };
        let wrong: Vec<&str> = [measure::FRAMING, "light", "flicker", "cut"].iter().filter_map(|k| measured.get(*k)).map(String::as_str).filter(|w| *w != measure::AS_ASKED).collect();
        sheet.write(&wrong.join("; "), 15.0, PICTURE[0], x, y + PICTURE[1] + 6 + LINE * 2, FAINT);
    }
    match sheet.png() {
        Ok(bytes) => super::frame::save(out, &bytes),
        Err(error) => fail(error.to_string()),
    }
}

/// A picture, or the middle of a clip, as large as its place allows.
fn fitted(path: &Path) -> Result<(Vec<u8>, [usize; 2]), String> {
    let probe = media::probe(path).map_err(|e| e.to_string())?;
    let [w, h] = probe.picture.map(|p| p.size).ok_or("there is no picture in it")?;
    let scale = (PICTURE[0] as f64 / f64::from(w.max(1))).min(PICTURE[1] as f64 / f64::from(h.max(1)));
    let side = |v: u32, most: usize| ((f64::from(v) * scale).round() as usize).clamp(2, most);
    let size = [side(w, PICTURE[0]), side(h, PICTURE[1])];
    let mut pictures = Pictures::open(path, size.map(|v| v as u32)).map_err(|e| e.to_string())?;
    let image = pictures.at(probe.seconds / 2.0).map_err(|e| e.to_string())?;
    // On white, as paper is.
    let over = |c: u8, alpha: u8| ((u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8;
    Ok((image.rgba.chunks_exact(4).flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]).collect(), size))
}
