//! The author's own material in the edit: pictures and clips before the camera, sounds in the mix.

use super::build::Tasks;
use super::edit::{Edit, Footage, LIFE, Sound, SoundRole};
use super::picture::Picture;
use super::sound::samples;
use super::task::{Audio, Spec};
use crate::film::{self, Film, Medium, Shot, Slot};

/// What stands before the camera instead of a plate.
pub(super) fn footage(shot: &Shot, picture: &Picture) -> Option<Footage> {
    let own = shot.own.as_ref()?;
    let (depth, area) = seen(picture);
    Some(Footage {
        path: own.file.path.clone(),
        size: own.file.probe.size?,
        from: milliseconds(own.from),
        // What stands still shows its first picture.
        speed: if own.medium == Medium::Picture { 0 } else { (u64::from(own.speed) * u64::from(shot.pace()) / u64::from(LIFE)) as u32 },
        contain: own.contain,
        depth,
        area,
    })
}

/// Where a flat picture stands, in millimetres, and what the camera's path sees of that depth: left, top, right and
/// bottom in ten-thousandths of the frame's height.
pub(super) fn seen(picture: &Picture) -> (i32, [i32; 4]) {
    let depth = picture.focus.distance.max(100);
    let seen = picture.extent(f64::from(depth) / 1000.0);
    let part = |v: f64| (v * 10_000.0).round().clamp(-1e9, 1e9) as i32;
    (depth, [part(seen.left), part(seen.top), part(seen.right), part(seen.bottom)])
}

fn milliseconds(time: crate::time::Seconds) -> u64 {
    (time * 1000).round().to_integer().max(0) as u64
}

/// Own sounds of a shot, and the sound of its clip unless it is muted.
pub(super) fn sounds(film: &Film, shot: &Shot, slot: &Slot, tasks: &mut Tasks, edit: &mut Edit) {
    let clip = shot.own.as_ref().filter(|o| o.medium == Medium::Clip && o.file.probe.sound && !o.mute);
    for own in shot.audio.iter().filter(|o| !o.mute).chain(clip) {
        let frames = length(film, own).min(slot.frames);
        if frames == 0 {
            continue;
        }
        let audio = Audio { file: own.file.path.clone(), digest: own.file.probe.digest.clone(), from: milliseconds(own.from), samples: samples(film.rate, frames), speed: own.speed };
        let task = tasks.add(Spec::Audio(audio), Some(&shot.number), own.span);
        let edge = (film.rate.labels() / 24).min(frames / 2);
        edit.sounds.push(Sound { task, role: SoundRole::Effect, start: slot.start, frames, level: own.level.unwrap_or(0), fade_in: edge, fade_out: edge, filter: None, speaker: String::new() });
    }
}

fn length(film: &Film, own: &film::Footage) -> u64 {
    own.length().map_or(u64::MAX, |l| film.rate.frames(l))
}
