//! Music, ambience and effects: which bed plays when, from what the script says and from place and weather.

use super::build::Tasks;
use super::edit::{Edit, Sound, SoundRole};
use super::picture::Sky;
use super::task::{Ambience, Music, Spec};
use crate::film::{Film, Scene, SoundCue};
use crate::time::Rate;

/// Samples at 48 kHz that a number of frames lasts, down to whole ones.
pub fn samples(rate: Rate, frames: u64) -> u64 {
    (u128::from(frames) * 48_000 * u128::from(rate.den) / u128::from(rate.num.max(1))) as u64
}

/// What plays longer than the few seconds of a shot goes round: a bed of any length is made once.
const BED: u32 = 600;
/// The longest piece of music that is composed; what needs more hears it again.
const PIECE: u32 = 210;
/// Levels under dialogue where none is said, in hundredths of a decibel.
const MUSIC: i32 = -1600;
const SAID_SOUND: i32 = -1800;

pub(super) fn beds(film: &Film, tasks: &mut Tasks, edit: &mut Edit) {
    let mut open: Vec<Sound> = Vec::new();
    for (index, scene) in film.scenes.iter().enumerate() {
        let Some((start, end)) = span(film, scene) else { continue };
        let continues = |name: &str| {
            film.scenes.get(index + 1).is_some_and(|next| next.sounds.iter().any(|s| !s.off && s.words == name && s.shot == 0))
        };
        let mut said_ambience = false;
        for cue in &scene.sounds {
            let from = scene.shots.get(cue.shot).and_then(|s| film.slots.get(s.slot)).map_or(start, |s| s.start);
            // At the scene's head a sound begins with the scene, over what leads into it.
            let from = if cue.shot == 0 { start } else { from };
            let from = (from + film.rate.frames(cue.start)).min(end);
            said_ambience |= !cue.music;
            one(film, cue, from, end, continues(&cue.words), tasks, edit, &mut open);
        }
        for shot in &scene.shots {
            let Some(slot) = film.slots.get(shot.slot) else { continue };
            for cue in &shot.sounds {
                let from = slot.start + film.rate.frames(cue.start).min(slot.frames);
                // Music goes on to the scene's end; a sound ends with its shot.
                let to = if cue.music || cue.until_scene_end { end } else { slot.start + slot.frames };
                one(film, cue, from, to, cue.music && continues(&cue.words), tasks, edit, &mut open);
            }
        }
        automatic(film, scene, start, end, said_ambience, tasks, edit);
    }
    edit.sounds.append(&mut open);
    for sound in &mut edit.sounds {
        sound.frames = sound.frames.min(film.frames.saturating_sub(sound.start));
    }
    edit.sounds.retain(|s| s.frames > 0);
    edit.sounds.sort_by(|a, b| (a.start, a.role as u8, &a.task).cmp(&(b.start, b.role as u8, &b.task)));
}

fn span(film: &Film, scene: &Scene) -> Option<(u64, u64)> {
    let slots = scene.shots.iter().filter_map(|s| film.slots.get(s.slot));
    let start = slots.clone().map(|s| s.start).min()?;
    Some((start, slots.map(|s| s.start + s.frames).max()?))
}

#[allow(clippy::too_many_arguments)]
fn one(film: &Film, cue: &SoundCue, from: u64, to: u64, goes_on: bool, tasks: &mut Tasks, edit: &mut Edit, open: &mut Vec<Sound>) {
    let fade = |time: Option<crate::time::Seconds>, usual: f64| time.map_or((film.rate.as_f64() * usual) as u64, |t| film.rate.frames(t));
    if cue.off {
        for mut sound in open.drain(..) {
            sound.frames = from.saturating_sub(sound.start);
            sound.fade_out = fade(cue.fade_out, 1.0).min(sound.frames);
            edit.sounds.push(sound);
        }
        // Music that was closed by its scene's end ends here all the same.
        for sound in edit.sounds.iter_mut().filter(|s| s.role == SoundRole::Music && s.start < from && s.start + s.frames > from) {
            sound.frames = from - sound.start;
            sound.fade_out = fade(cue.fade_out, 1.0).min(sound.frames);
        }
        return;
    }
    let to = cue.length.map_or(to, |l| (from + film.rate.frames(l)).min(film.frames));
    let tune = if cue.music { film.music.iter().find(|t| t.name == cue.words) } else { film.sounds.iter().find(|t| t.name == cue.words) };
    let words = tune.map(|t| t.mood.clone()).filter(|m| !m.is_empty()).unwrap_or_else(|| cue.words.clone());
    let spec = if cue.music {
        Spec::Music(Music { name: cue.words.clone(), mood: words, tempo: tune.and_then(|t| t.tempo), beats: tune.filter(|t| t.tempo.is_some()).map(|t| t.meter.0), seconds: music_seconds(film), seed: film.seed })
    } else {
        Spec::Ambience(Ambience { words, seconds: bed_seconds(film, to.saturating_sub(from)), seed: film.seed })
    };
    let role = if cue.music { SoundRole::Music } else { SoundRole::Effect };
    let key = tasks.add(spec, None, cue.span);
    // The same music named again goes on unbroken.
    if let Some(i) = open.iter().position(|s| s.task == key) {
        let mut sound = open.swap_remove(i);
        sound.frames = to.saturating_sub(sound.start);
        sound.fade_out = fade(cue.fade_out, 1.5).min(sound.frames);
        if goes_on {
            open.push(sound);
        } else {
            edit.sounds.push(sound);
        }
        return;
    }
    let frames = to.saturating_sub(from);
    let quick = if cue.music { 0.5 } else { 0.05 };
    let sound = Sound {
        task: key,
        role,
        start: from,
        frames,
        level: cue.level.unwrap_or(if cue.music { MUSIC } else { SAID_SOUND }),
        fade_in: fade(cue.fade_in, quick).min(frames),
        fade_out: fade(cue.fade_out, if cue.music { 1.5 } else { 0.25 }).min(frames),
        filter: None,
        speaker: String::new(),
    };
    if goes_on { open.push(sound) } else { edit.sounds.push(sound) }
}

/// Music is composed to its end: as long as the film, in steps of half a minute so that a longer shot changes nothing.
/// In a film of more than three minutes it goes round.
fn music_seconds(film: &Film) -> u32 {
    let seconds = (film.frames as f64 / film.rate.as_f64()).ceil() as u32;
    seconds.next_multiple_of(30).clamp(30, PIECE)
}

fn bed_seconds(film: &Film, frames: u64) -> u32 {
    let seconds = (frames as f64 / film.rate.as_f64()).ceil() as u32;
    // A few lengths only, so that a longer shot does not make its sound anew.
    [4, 10, 20].into_iter().find(|s| *s >= seconds).unwrap_or(BED)
}

/// What a place sounds like if nobody says it: its weather, and the air of the place.
fn automatic(film: &Film, scene: &Scene, start: u64, end: u64, said: bool, tasks: &mut Tasks, edit: &mut Edit) {
    let weather = scene.conditions.weather.as_ref().map(|w| w.value).unwrap_or_default();
    let heavy = if weather.amount >= 3 { "heavy " } else { "" };
    let words = match weather.kind {
        Sky::Snow => format!("{heavy}wind"),
        Sky::Rain => format!("{heavy}rain"),
        Sky::Storm => "storm".to_string(),
        Sky::Wind | Sky::Dust => format!("{heavy}wind"),
        Sky::Clear | Sky::Fog | Sky::Overcast => {
            let place = scene.heading.places.first().cloned().unwrap_or_default();
            let look = film.place_named(&place).map(|p| p.look.as_str()).unwrap_or("");
            place_sound(&place, look, scene.heading.interior)
        }
    };
    let interior = scene.heading.interior && !scene.heading.exterior;
    let level = match (said, interior) {
        (true, _) => -3400,
        (false, true) => -3000,
        (false, false) => -2600,
    };
    let key = tasks.add(Spec::Ambience(Ambience { words, seconds: BED, seed: film.seed }), None, scene.span);
    let quarter = (film.rate.as_f64() / 2.0) as u64;
    let frames = end.saturating_sub(start);
    edit.sounds.push(Sound {
        task: key,
        role: SoundRole::Ambience,
        start,
        frames,
        level,
        fade_in: quarter.min(frames / 2),
        fade_out: quarter.min(frames / 2),
        filter: None,
        speaker: String::new(),
    });
}

fn place_sound(name: &str, look: &str, interior: bool) -> String {
    let words = format!("{} {}", name.to_lowercase(), look.to_lowercase());
    const SOUNDS: [(&[&str], &str); 10] = [
        (&["sea", "coast", "beach", "harbour", "harbor", "pier", "shore", "ferry", "boat", "deck", "lighthouse"], "sea"),
        (&["forest", "wood", "woods", "pines", "birches", "garden", "park", "meadow", "field"], "forest birds"),
        (&["street", "city", "alley", "square", "avenue", "market", "skyline"], "city"),
        (&["train", "carriage", "compartment"], "train"),
        (&["station", "platform"], "crowd hall"),
        (&["bar", "cafe", "café", "restaurant", "pub", "diner"], "crowd murmur"),
        (&["fireplace", "campfire", "hearth"], "fire crackle"),
        (&["ridge", "mountain", "glacier", "ice", "summit"], "wind"),
        (&["river", "stream", "waterfall"], "stream water"),
        (&["cave", "cellar", "tunnel"], "cave drip room tone"),
    ];
    let found = SOUNDS.iter().find(|(list, _)| words.split(|c: char| !c.is_alphanumeric()).any(|w| list.contains(&w)));
    match found {
        Some((_, sound)) if !interior || !matches!(*sound, "forest birds" | "wind" | "city" | "sea") => sound.to_string(),
        _ if interior => "room tone".to_string(),
        _ => "light wind".to_string(),
    }
}
