//! `frost frame`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use super::super::variation::{self, Variation};
use super::super::{Colour, FAILED, USAGE, say};
use super::super::casting::Providers;
use super::ready::{self, Buying};
use crate::cut;

/// Which frame is wanted: at a moment, or in the middle of a shot.
pub struct Moment<'a> {
    pub at: Option<&'a str>,
    pub shot: Option<&'a str>,
}

pub fn run(file: &Path, wanted: Moment, out: &Path, size: Option<&str>, variation: &Variation, providers: &Providers, colour: Colour, cancel: &AtomicBool) -> ExitCode {
    let mut ready = match variation::settings(file, variation).and_then(|settings| ready::plan(file, &settings, providers, Buying::Nothing, colour)) {
        Ok(ready) => ready,
        Err(code) => return code,
    };
    let edit = &ready.plan.edit;
    let index = match (wanted.shot, wanted.at.unwrap_or_default()) {
        (Some(number), _) => match ready.shot(number) {
            Ok(shot) => shot.start + shot.frames / 2,
            Err(reason) => {
                say::trouble(reason);
                return ExitCode::from(USAGE);
            }
        },
        (None, at) => match ready::moment(at, edit.rate) {
            Some(index) => index,
            None => {
                let shot = ready.plan.shots.iter().any(|s| s.number == at);
                let cure = if shot { format!("; the shot of this number is `--shot {at}`") } else { String::new() };
                say::trouble(format_args!("`{at}` is no moment; write a timecode as 00:00:12:10, frames as 240f, or seconds as 12.5s{cure}"));
                return ExitCode::from(USAGE);
            }
        },
    };
    if index >= edit.frames {
        say::trouble(format_args!("the film ends at {}; its last frame is {}", edit.rate.timecode(edit.frames), edit.rate.timecode(edit.frames.saturating_sub(1))));
        return ExitCode::from(USAGE);
    }
    let size = match size.map(|text| (text, ready::size(text))) {
        None => ready.plan.edit.size,
        Some((_, Some(size))) => size,
        Some((text, None)) => {
            say::trouble(format_args!("`{text}` is no size; write it as 960x540, even pixels from 16 to 8192"));
            return ExitCode::from(USAGE);
        }
    };
    let needed = ready.needed(&(index..index + 1), false);
    if let Err(code) = ready.make(&needed, colour, cancel) {
        return code;
    }
    let frame = match cut::frame(&ready.plan.edit, &ready.cache, index, size) {
        Ok(frame) => frame,
        Err(error) => {
            say::trouble(error);
            return ExitCode::from(FAILED);
        }
    };
    match frame.png() {
        Ok(bytes) => save(out, &bytes),
        Err(error) => {
            say::trouble(error);
            ExitCode::from(FAILED)
        }
    }
}

/// Writes a picture whole or not at all.
pub fn save(out: &Path, bytes: &[u8]) -> ExitCode {
    if let Err(code) = variation::make_folder(out) {
        return code;
    }
    if let Err(reason) = crate::host::writable(out) {
        say::trouble(reason);
        return ExitCode::from(FAILED);
    }
    if out.extension().is_none_or(|e| !e.eq_ignore_ascii_case("png")) {
        say::note(format_args!("note: {} is a PNG, whatever its name says", out.display()));
    }
    let real = crate::host::real(out);
    let shown = out;
    let out = real.as_path();
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = crate::host::temporary(folder)?;
        std::io::Write::write_all(&mut file, bytes)?;
        file.persist(out).map_err(|e| e.error)?;
        Ok(())
    };
    match write() {
        Ok(()) => {
            say::result(shown.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            say::trouble(format_args!("{}: {}", out.display(), crate::host::plain(&error)));
            ExitCode::from(FAILED)
        }
    }
}
