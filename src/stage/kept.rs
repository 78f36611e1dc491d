//! Answers of scenes that are as they were: an editor asks for a whole film at every key, of which one scene changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::solve::StagedShot;
use crate::film::{Film, Scene, by_scene};
use crate::recent::Recent;

/// By everything that a scene's answer depends on.
#[derive(Default)]
pub struct Kept(Mutex<Recent<u64, Answer>>);

pub(super) type Answer = Arc<[Arc<StagedShot>]>;

impl Kept {
    /// Forgets what nobody asked for since the last time.
    pub fn turn(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).turn();
    }

    /// The answer for each scene, solved where it is not known.
    pub(super) fn of_scenes(&self, film: &Film, solve: impl Fn(&Film, &Scene) -> Answer + Sync) -> Vec<Answer> {
        let around = around(film);
        let keys = by_scene(film, |_, scene| inside(film, scene, around));
        let known: Vec<Option<Answer>> = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            keys.iter().map(|key| all.find(key)).collect()
        };
        let answers = by_scene(film, |i, scene| known[i].clone().unwrap_or_else(|| solve(film, scene)));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = keys.into_iter().zip(&answers).zip(known).filter(|(_, known)| known.is_none());
        fresh.for_each(|((key, answer), _)| all.keep(key, answer.clone()));
        answers
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
