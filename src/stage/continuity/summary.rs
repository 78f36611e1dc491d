//! A scene at a glance: its sizes, sides and lengths, shot by shot.

use serde::Serialize;

use super::super::solve::Staging;
use super::axis::pair;
use super::super::line::side;
use super::view;
use crate::film::{Film, Subject};
use crate::syntax::vocabulary::size_name;

#[derive(Clone, Debug, Serialize)]
pub struct SceneSummary {
    pub number: String,
    pub heading: String,
    pub shots: Vec<ShotSummary>,
    /// Seconds.
    pub length: f64,
    pub average: f64,
    pub shortest: f64,
    pub longest: f64,
    /// Shots of each size that occurs, from the widest.
    pub sizes: Vec<SizeCount>,
    /// Shots from each side of their line.
    pub sides: Sides,
}

#[derive(Clone, Debug, Serialize)]
pub struct ShotSummary {
    pub number: String,
    pub size: &'static str,
    pub rank: u8,
    /// Millimetres.
    pub lens: f64,
    pub subjects: Vec<String>,
    /// `A` is the side of the line on which the scene began, `B` the other; none where a shot has no line.
    pub side: Option<char>,
    pub seconds: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct SizeCount {
    pub size: &'static str,
    pub shots: usize,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Sides {
    pub a: usize,
    pub b: usize,
}

pub fn summary(film: &Film, staging: &Staging) -> Vec<SceneSummary> {
    film.scenes
        .iter()
        .filter_map(|scene| {
            let views = view::of_scene(film, staging, scene);
            let rate = film.rate.as_f64();
            let mut firsts: Vec<(crate::film::PersonId, crate::film::PersonId, f64)> = Vec::new();
            let shots: Vec<ShotSummary> = views
                .iter()
                .map(|v| {
                    let side = pair(v).and_then(|p| Some((p, side(&v.staged.set, &v.staged.camera, p)?.signum()))).map(|((a, b), sign)| {
                        let first = match firsts.iter().find(|(x, y, _)| (*x, *y) == (a, b)) {
                            Some((.., first)) => *first,
                            None => {
                                firsts.push((a, b, sign));
                                sign
                            }
                        };
                        if first == sign { 'A' } else { 'B' }
                    });
                    ShotSummary {
                        number: v.shot.number.clone(),
                        size: size_name(v.shot.rank()),
                        rank: v.shot.rank(),
                        lens: (v.staged.camera.focal * 10.0).round() / 10.0,
                        subjects: subjects(film, v),
                        side,
                        seconds: thousandths(v.slot.frames as f64 / rate),
                    }
                })
                .collect();
            let lengths = shots.iter().map(|s| s.seconds);
            let (first, rest) = (shots.first()?.seconds, shots.len() as f64);
            let length: f64 = lengths.clone().sum();
            let sizes = (0..=10).filter_map(|rank| {
                let n = shots.iter().filter(|s| s.rank == rank).count();
                (n > 0).then(|| SizeCount { size: size_name(rank), shots: n })
            });
            Some(SceneSummary {
                number: scene.number.clone(),
                heading: scene.heading.text.clone(),
                length: thousandths(length),
                average: thousandths(length / rest),
                shortest: lengths.clone().fold(first, f64::min),
                longest: lengths.fold(first, f64::max),
                sizes: sizes.collect(),
                sides: Sides { a: shots.iter().filter(|s| s.side == Some('A')).count(), b: shots.iter().filter(|s| s.side == Some('B')).count() },
                shots,
            })
        })
        .collect()
}

/// Whom or what a shot is on.
fn subjects(film: &Film, view: &view::View) -> Vec<String> {
    let things = view.shot.spec.subjects.iter().filter_map(|s| match &s.value {
        Subject::Prop(name) | Subject::Thing(name) | Subject::Place(name) => Some(name.clone()),
        Subject::Part(id, words) => Some(format!("{}'s {words}", film.person(*id).name)),
        Subject::Person(_) => None,
    });
    let things: Vec<String> = things.collect();
    match things.is_empty() {
        true => view.staged.subjects.iter().map(|id| film.person(*id).name.clone()).collect(),
        false => things,
    }
}

fn thousandths(v: f64) -> f64 {
    (v * 1000.0).round() / 1000.0
}
