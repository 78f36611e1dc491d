//! What a file of the author's own holds, for the compiler, which links no FFmpeg.

use std::path::Path;
use std::process::ExitCode;

use super::super::{FAILED, say};
use crate::media::{self, probe::Kind};

/// Pictures larger than this on a side, and clips longer than a day, are refused.
const LARGEST_SIDE: u32 = 16_384;
const LONGEST: f64 = 24.0 * 3600.0;

pub fn run(medium: &str, file: &Path) -> ExitCode {
    match look(medium, file) {
        Ok(found) => {
            say::result(found);
            ExitCode::SUCCESS
        }
        Err(why) => {
            say::note(why);
            ExitCode::from(FAILED)
        }
    }
}

fn look(medium: &str, file: &Path) -> Result<serde_json::Value, String> {
    let reason = |e: media::MediaError| match e {
        media::MediaError::Unreadable { reason, .. } => reason,
        other => other.to_string(),
    };
    let found = media::probe::probe(file).map_err(reason)?;
    let size = found.picture.as_ref().map(|p| p.size);
    match (medium, found.kind) {
        ("picture", Kind::Image) | ("clip", Kind::Film) | ("sound", Kind::Sound | Kind::Film) => {}
        ("picture", _) => return Err("it is no still picture".into()),
        ("clip", Kind::Image) => return Err("it is a still picture; `image` takes one".into()),
        ("clip", _) => return Err("there is no picture in it".into()),
        _ => return Err("there is no sound in it".into()),
    }
    if medium == "sound" && found.sound.is_none() {
        return Err("there is no sound in it".into());
    }
    if medium != "sound" && size.is_none_or(|[w, h]| w == 0 || h == 0 || w > LARGEST_SIDE || h > LARGEST_SIDE) {
        return Err(format!("its picture is larger than {LARGEST_SIDE} pixels on a side, or has no size"));
    }
    if found.seconds > LONGEST || medium != "picture" && found.seconds <= 0.0 {
        return Err("it lasts no time, or longer than a day".into());
    }
    // Containers that say nothing about their pictures hide damage until they are decoded.
    if medium != "sound" {
        media::decode::decode_frame(file, 0).map_err(reason)?;
    }
    let seconds = found.picture.as_ref().filter(|p| medium == "clip" && p.seconds > 0.0).map_or(found.seconds, |p| p.seconds);
    Ok(serde_json::json!({ "size": size, "milliseconds": (seconds * 1000.0).floor() as u64, "sound": found.sound.is_some() }))
}
