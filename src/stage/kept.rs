//! Answers of scenes that are as they were: an editor asks for a whole film at every key, of which one scene changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::solve::StagedShot;
use crate::film::{Film, Scene, by_scene};

/// By everything that a scene's answer depends on.
#[derive(Default)]
pub struct Kept(Mutex<Answers>);

#[derive(Default)]
struct Answers {
    round: u64,
    /// With the round that asked for it last.
    scenes: HashMap<u64, (u64, Answer)>,
}

type Answer = Arc<[Arc<StagedShot>]>;

impl Kept {
    /// Forgets what nobody asked for since the last time.
    pub fn turn(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let round = all.round;
        all.scenes.retain(|_, (asked, _)| *asked == round);
        all.round += 1;
    }

    /// The answer for each scene, solved where it is not known.
    pub(super) fn of_scenes(&self, film: &Film, solve: impl Fn(&Film, &Scene) -> Vec<Arc<StagedShot>> + Sync) -> Vec<Answer> {
        let (round, known) = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            (all.round, std::mem::take(&mut all.scenes))
        };
        let around = around(film);
        let answers = by_scene(film, |_, scene| {
            let key = inside(film, scene, around);
            (key, known.get(&key).map_or_else(|| solve(film, scene).into(), |(_, answer)| answer.clone()))
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.scenes = known;
        all.scenes.extend(answers.iter().map(|(key, answer)| (*key, (round, answer.clone()))));
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

/// What every scene's answer depends on.
fn around(film: &Film) -> u64 {
    let mut state = DefaultHasher::new();
    (film.size, film.rate, &film.people, &film.props).hash(&mut state);
    state.finish()
}

/// What the answer of one scene depends on: all that the film says of it, wherever in the file, and how long its shots are.
fn inside(film: &Film, scene: &Scene, around: u64) -> u64 {
    let mut state = DefaultHasher::new();
    (around, scene).hash(&mut state);
    for slot in scene.shots.iter().map(|shot| film.slots.get(shot.slot)) {
        slot.map(|s| (s.frames, s.join.is_some(), s.fade_in.is_some())).hash(&mut state);
    }
    state.finish()
}
