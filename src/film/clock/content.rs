//! What happens in a shot, measured in frames, and how action gives way to a length that is said.

use super::acts::Acts;
use super::ways::Ways;
use crate::film::{BeatKind, Shot};
use crate::time::Rate;

/// Frames that the beats of a shot take.
#[derive(Default)]
pub struct Content {
    /// In sequence.
    pub told: u64,
    /// Of those among them that cannot give.
    pub speech: u64,
    /// Until everybody has done what the stage lines say.
    pub done: u64,
    /// The same of what begins behind action, and so sooner where that is shorter.
    pub gone: u64,
}

/// `ways` are those of its stage lines, by beat.
pub fn measure(shot: &Shot, lengths: &[u64], ways: &Ways, rate: Rate) -> Content {
    let (mut at, mut cue_start, mut said_until, mut acted) = (0_u64, 0_u64, 0_u64, false);
    let mut out = Content::default();
    let mut acts = Acts::of(shot, rate);
    for (i, (beat, length)) in shot.beats.iter().zip(lengths).enumerate() {
        if let Some(time) = beat.at {
            at = rate.frames(time);
            acted = false;
        }
        let dual = matches!(&beat.kind, BeatKind::Cue(cue) if cue.dual);
        let start = if dual { cue_start } else { at };
        if matches!(beat.kind, BeatKind::Cue(_)) {
            cue_start = start;
            out.speech = if dual { out.speech.max(*length) } else { out.speech + length };
            // A line that is put at a moment ends where it ends.
            if beat.at.is_some() {
                said_until = said_until.max(start + length);
            }
        }
        at = at.max(start + length);
        out.told = out.told.max(at);
        match &beat.kind {
            // What follows does not wait for it, but the shot does.
            BeatKind::Stage(line) => {
                let done = acts.done(line, ways.get(i).map_or(&[], Vec::as_slice), at);
                out.done = out.done.max(done);
                if acted {
                    out.gone = out.gone.max(done);
                }
            }
            BeatKind::Action { .. } => acted = true,
            BeatKind::Cue(_) => {}
        }
    }
    out.speech = out.speech.max(said_until);
    out
}

/// The beats that give when a length is said.
pub fn actions(shot: &Shot) -> impl Iterator<Item = usize> {
    shot.beats.iter().enumerate().filter(|(_, b)| matches!(b.kind, BeatKind::Action { .. }) && b.at.is_none()).map(|(i, _)| i)
}

/// Takes so many frames off the action, each its share.
pub fn shorten(shot: &Shot, lengths: &mut [u64], over: u64) {
    let action: u64 = actions(shot).map(|i| lengths[i]).sum();
    if action == 0 {
        return;
    }
    for i in actions(shot) {
        lengths[i] -= (lengths[i] * over.min(action)).div_ceil(action).min(lengths[i]);
    }
}
