//! What every scene can be asked by itself.

use rayon::prelude::*;

use super::{Film, Scene};

/// Shots from which all cores are worth asking.
const LONG: usize = 200;

/// Something of every scene, in order. `of` knows of no other scene, so a long film asks all cores.
pub fn by_scene<'f, T: Send>(film: &'f Film, of: impl Fn(usize, &'f Scene) -> T + Sync) -> Vec<T> {
    match film.scenes.iter().map(|s| s.shots.len()).sum::<usize>() < LONG {
        true => film.scenes.iter().enumerate().map(|(i, scene)| of(i, scene)).collect(),
        false => film.scenes.par_iter().enumerate().map(|(i, scene)| of(i, scene)).collect(),
    }
}
