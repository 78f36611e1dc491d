//! Where a shot is sharp: the lens's aperture and distance, and how they are pulled from one subject to another.

use super::edit::{Ease, Pull, Rack};
use super::picture::{Focus, Picture};
use crate::film::{Film, Move, Shot};
use crate::stage::camera::Vec3;
use crate::stage::path::target_of;
use crate::stage::solve::StagedShot;

/// Hundredths of the f-number of a shot that says `shallow focus`, of a close one, and of all others.
const SHALLOW: u32 = 200;
const CLOSE: u32 = 560;
const WIDE: u32 = 1100;

/// Where the shot's lens is focused as it begins, and how wide it is open.
pub(super) fn of_shot(shot: &Shot, staged: &StagedShot) -> Focus {
    let said = shot.spec.aperture.as_ref().map(|a| a.value);
    let stop = match shot.spec.focus.as_ref().map(|f| f.value.as_str()) {
        Some("deep focus") => 0,
        Some(_) => said.unwrap_or(SHALLOW),
        None => said.unwrap_or(if shot.rank() >= 7 { CLOSE } else { WIDE }),
    };
    let aim = Vec3::new(staged.aim.target.x, staged.aim.top, staged.aim.target.z);
    Focus { distance: along(staged, aim), stop }
}

/// Millimetres along the shot's axis.
fn along(staged: &StagedShot, at: Vec3) -> i32 {
    let (_, _, forward) = staged.camera.axes();
    ((at - staged.camera.at).dot(forward) * 1000.0).round().clamp(0.0, 1e8) as i32
}

/// The pulls of focus of a shot's camera line. The picture is then drawn sharp everywhere, for the lens is played over it.
pub(super) fn rack(film: &Film, shot: &Shot, staged: &StagedShot, picture: &mut Picture) -> Option<Rack> {
    let Focus { distance, stop } = picture.focus;
    // A camera that goes to somebody else is refocused on its way, as a puller does, and as sharp as before.
    let pulls = shot.moves.iter().filter(|m| m.kind == "rack focus to" || (m.ends_on() && m.target.is_some() && m.frames > 0)).filter_map(|made| {
        let (floor, top, ..) = made.target.as_ref().and_then(|t| target_of(film, staged, &t.value))?;
        Some((made, along(staged, Vec3::new(floor.x, top, floor.z))))
    });
    let pulls: Vec<(&Move, i32)> = pulls.collect();
    // A plate drawn from where what the shot began on lies behind the camera is sharp at what it goes to.
    let distance = if distance > 0 { distance } else { pulls.iter().map(|(_, to)| *to).find(|to| *to > 0).unwrap_or(1) };
    let mut keys = vec![Pull { frame: 0, distance: distance.max(1), ease: Ease::Linear }];
    for (made, to) in pulls {
        let before = keys.last().map_or(distance, |k| k.distance);
        // Behind the camera there is nothing to focus on.
        if to <= 0 {
            continue;
        }
        if keys.last().is_some_and(|k| k.frame < made.start) {
            keys.push(Pull { frame: made.start, distance: before, ease: Ease::Linear });
        }
        keys.push(Pull { frame: made.start + made.frames, distance: to, ease: made.ease.unwrap_or_default() });
    }
    let moves = keys.windows(2).any(|pair| pair[0].distance != pair[1].distance);
    // A lens that is stopped down shows both sharp; whoever asks for a pull of focus wants it seen.
    let racked = shot.moves.iter().any(|m| m.kind == "rack focus to");
    let stop = if shot.spec.aperture.is_some() || !racked { stop } else { stop.min(SHALLOW + 80) };
    if !moves || stop == 0 {
        return None;
    }
    picture.focus.stop = 0;
    Some(Rack { stop, keys })
}
