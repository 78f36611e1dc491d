//! What the theatre draws otherwise than it is framed. A flat plate bears only so much of a way around its subject, so a
//! long arc, and a far turn to somebody or over a crane, is drawn anew from the middle of each leg, and one drawing dissolves
//! into the next; a camera that is tipped
//! draws upright and tips the picture. A bought picture is one, and comes tipped: its arc ends early.

use super::build::{Plan, Resolved, picture};
use super::edit::{Clip, Ease, Join, Key, Path, Source, Transition};
use super::focus;
use super::moving;
use super::task::{Spec, Task};
use crate::film::{Film, Shot, SlotKind};
use crate::stage::camera::Camera;
use crate::stage::moved::{at_frame, camera_at};
use crate::stage::path::{BORNE, on_a_plate, path, seen_from, target_of};
use crate::stage::solve::{StagedShot, Staging};
use crate::time::Rate;

/// Radians of one leg: its plate is seen from half of it to each side. People are turned and furniture is shifted by so much
/// from one drawing to the next: more, and two of each are seen while they dissolve.
const LEG: f64 = 0.35;

/// Parts the clips of shots whose arcs are longer than a plate bears, and sets tipped ones upright.
pub fn part(plan: &mut Plan, film: &Film, staging: &Staging) {
    let mut clips = Vec::with_capacity(plan.edit.clips.len());
    let mut made = Vec::new();
    let mut parted = false;
    // Where each clip stands among the parted ones.
    let mut places = Vec::with_capacity(plan.edit.clips.len());
    // Clips and slots run side by side until one is parted.
    for (slot, clip) in std::mem::take(&mut plan.edit.clips).into_iter().enumerate() {
        places.push(clips.len());
        match legs(plan, film, staging, slot, &clip, &mut made) {
            Some(legs) => {
                clips.extend(legs);
                parted = true;
            }
            None => clips.push(clip),
        }
    }
    for motion in &mut plan.motions {
        motion.clip = places.get(motion.clip).copied().unwrap_or(motion.clip);
    }
    plan.edit.clips = clips;
    if !parted {
        return;
    }
    let wanted = |key: &str| plan.edit.clips.iter().any(|c| matches!(&c.source, Source::Plate(k) if k == key));
    let cut = plan.tasks.pop();
    plan.tasks.retain(|t| !matches!(t.spec, Spec::Plate { .. }) || wanted(&t.key));
    plan.tasks.extend(made);
    if let Some(mut cut) = cut {
        let canonical = serde_json::to_vec(&plan.edit).unwrap_or_default();
        cut.spec = Spec::Cut { edit: blake3::hash(&canonical).to_hex()[..32].to_string() };
        cut.inputs = plan.tasks.iter().map(|t| t.key.clone()).collect();
        cut.key = cut.spec.key(&cut.inputs);
        plan.tasks.push(cut);
    }
}

/// The legs of one clip, if its arc is too long for its plate.
fn legs(plan: &mut Plan, film: &Film, staging: &Staging, index: usize, clip: &Clip, made: &mut Vec<Task>) -> Option<Vec<Clip>> {
    let slot = film.slots.get(index)?;
    let (Source::Plate(key), SlotKind::Shot(..)) = (&clip.source, &slot.kind) else { return None };
    // A clip that takes the place of its plate has a camera of its own.
    if plan.motions.iter().any(|m| m.clip == index) {
        return None;
    }
    let (scene, shot) = film.shot(slot)?;
    let staged = staging.shots.get(index)?.as_ref()?;
    // Neither a transition's frames nor another leg's are parted.
    let next = film.slots.get(index + 1).and_then(|s| s.join.as_ref()).map_or(0, |j| j.frames);
    let turned = turned(film, shot, staged, clip.frames);
    let (bounds, overlap) = match turned.as_ref().and_then(|angles| boundaries(angles, clip, film.rate, next)) {
        Some(bounds) => bounds,
        None if staged.camera.roll != 0.0 => (vec![0, clip.frames], 0),
        None => return None,
    };
    let one = bounds.len() == 2;
    // A bought picture is no plate of the theatre.
    let old = plan.tasks.iter().find(|t| t.key == *key && matches!(t.spec, Spec::Plate { .. }))?;
    let (kind, span) = (old.kind, old.span);
    let resolved = Resolved::new(film, scene, shot);
    let mut out = Vec::new();
    for (i, pair) in bounds.windows(2).enumerate() {
        let last = i + 2 == bounds.len();
        let (start, end) = (if i == 0 { pair[0] } else { pair[0] - overlap / 2 }, if last { pair[1] } else { pair[1] + overlap.div_ceil(2) });
        let seen = if one { staged.camera } else { camera_at(film, shot, staged, drawn_from(turned.as_deref().unwrap_or_default(), start, end, i == 0, last) as f64) };
        let reference = staged.from(film, shot, Camera { roll: 0.0, ..seen });
        let track = relative(film, shot, staged, &reference, start, end, one);
        let mut picture = picture(film, scene, shot, &reference, &resolved, &track);
        picture.seats = super::build::seats(scene, staging, &picture);
        // It is one place all the way around.
        picture.seed = clip.seed;
        let rack = focus::rack(film, shot, &reference, &mut picture).map(|rack| rack.part(start, end));
        let mut stretches = moving::people(film, shot, &reference, slot.frames, &mut picture);
        for stretch in &mut stretches {
            (stretch.start, stretch.end) = (stretch.start.saturating_sub(start), stretch.end.saturating_sub(start));
        }
        let spec = Spec::Plate { picture: Box::new(picture) };
        let key = spec.key(&[]);
        if !made.iter().any(|t| t.key == key) {
            made.push(Task { key: key.clone(), kind, shot: Some(shot.number.clone()), inputs: Vec::new(), cost: 0, span, spec, words: Vec::new() });
        }
        if i == 0
            && let Some(row) = plan.shots.iter_mut().find(|r| r.number == shot.number)
        {
            row.plate = Some(key.clone());
        }
        out.push(Clip {
            start: clip.start + start,
            frames: end - start,
            source: Source::Plate(key),
            path: track,
            transition: if i == 0 { clip.transition } else { Some(Transition { kind: Join::Dissolve, frames: overlap }) },
            fade_in: clip.fade_in.filter(|_| i == 0),
            fade_out: clip.fade_out.filter(|_| last),
            stretches,
            rack,
            ..clip.clone()
        });
    }
    Some(out)
}

/// Frames of the dissolve from one leg to the next at most: a twelfth of a second, too short for two of everybody to be seen.
fn longest_overlap(rate: Rate) -> u64 {
    rate.frames(num_rational::Ratio::new(1, 12)).max(2)
}

/// Radians by which the camera has turned, frame by frame, where its moves go around somebody, to somebody or up and down.
fn turned(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64) -> Option<Vec<f64>> {
    let turns = |m: &crate::film::Move| match m.kind {
        "arc left" | "arc right" | "crane up" | "crane down" | "pan to" => true,
        "whip pan left" | "whip pan right" | "tilt up" | "tilt down" => m.target.is_some(),
        "push in" | "pull out" | "zoom in" | "zoom out" | "crash zoom" => m.target.is_some() || (m.to_size.is_some() && staged.subjects.len() > 1),
        _ => false,
    };
    if !shot.moves.iter().any(|m| m.frames > 0 && turns(m)) {
        return None;
    }
    let track = path(film, shot, staged);
    // Whom a move goes to was drawn far off the axis, and comes to it.
    let goal = shot.moves.iter().rfind(|m| m.frames > 0 && turns(m)).and_then(|m| target_of(film, staged, &m.target.as_ref()?.value)).map(|(at, ..)| at);
    let off = |camera: &Camera| goal.map_or(0.0, |goal| {
        let d = goal - camera.at;
        (d.x.atan2(d.z) - camera.yaw).sin().asin().abs()
    });
    let first = off(&staged.camera);
    let angle = |f: u64| {
        let camera = at_frame(&staged.camera, &track, f as f64);
        let (yaw, pitch) = (camera.yaw - staged.camera.yaw, camera.pitch - staged.camera.pitch);
        let turned = yaw + pitch * if yaw < 0.0 { -1.0 } else { 1.0 };
        if turned.abs() >= (first - off(&camera)).abs() { turned } else { first - off(&camera) }
    };
    Some((0..=frames).map(angle).collect())
}

/// The frames at which the legs of a shot meet, with its first and its end, and the frames of the dissolves there; none where one
/// plate is enough. The first leg is drawn from where the camera sets out and the last from where it comes to, so both are half
/// as long as those between, which are drawn from their middle.
fn boundaries(angles: &[f64], clip: &Clip, rate: Rate, next: u64) -> Option<(Vec<u64>, u64)> {
    let frames = clip.frames;
    let (least, most) = angles.iter().fold((0.0_f64, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
    let whole = most - least;
    if whole <= BORNE {
        return None;
    }
    let half = (LEG / 2.0).min(whole / 2.0 - 1e-6);
    let between = ((whole - 2.0 * half) / LEG).ceil().max(1.0);
    let leg = ((whole - 2.0 * half) / between - 1e-6).max(half);
    // A quick way leaves little time: a leg is seen for as long as its dissolve at least.
    let quickest = angles.windows(2).map(|w| (w[1] - w[0]).abs()).fold(1e-9, f64::max);
    let overlap = longest_overlap(rate).min((leg / quickest / 2.0) as u64).max(1);
    let first = clip.transition.map_or(0, |t| t.frames) + overlap;
    let end = frames.saturating_sub(next + overlap);
    let mut bounds = vec![0];
    let mut from = angles[0];
    for (frame, angle) in (0..=frames).zip(angles) {
        let since = frame - bounds.last().copied().unwrap_or(0);
        let far = if bounds.len() == 1 { half } else { leg };
        if (angle - from).abs() >= far && since > overlap && frame >= first && frame + overlap < end {
            bounds.push(frame);
            from = *angle;
        }
    }
    bounds.push(frames);
    (bounds.len() > 2).then_some((bounds, overlap))
}

/// The frame from which a leg is drawn: the first of the first, the last of the last, of those between, and of a first or last that
/// a transition has made too long, the one by which half of their angle is gone.
fn drawn_from(angles: &[f64], start: u64, end: u64, first: bool, last: bool) -> u64 {
    let turned = |frame: u64| angles.get(frame as usize).copied().unwrap_or_default();
    if (first || last) && (turned(end) - turned(start)).abs() <= LEG * 0.8 {
        return if first { start } else { end };
    }
    let half = (turned(start) + turned(end)) / 2.0;
    (start..=end).min_by(|x, y| (turned(*x) - half).abs().total_cmp(&(turned(*y) - half).abs())).unwrap_or(start)
}

/// The way of one leg as its own plate's camera has it.
fn relative(film: &Film, shot: &Shot, staged: &StagedShot, reference: &StagedShot, start: u64, end: u64, one: bool) -> Path {
    // A single plate bears its whole way, arcs as far as they go on a plate.
    let whole = if one { on_a_plate(film, shot, staged) } else { path(film, shot, staged) };
    let view = |frame: u64| seen_from(&reference.camera, &at_frame(&staged.camera, &whole, frame as f64));
    let keys = match one {
        true => whole.keys.iter().map(|k| Key { view: view(k.frame), ..*k }).collect(),
        false => (start..=end).map(|frame| Key { frame: frame - start, view: view(frame), ease: Ease::Linear }).collect(),
    };
    Path { keys, focal: (reference.camera.focal * 100.0).round() as i32, unrest: whole.unrest }
}
