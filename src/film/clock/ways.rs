//! How far people go in a scene whose script says from where and to where, in millimetres: enough for the clock, before anything
//! is staged. Of a way that is not told so the size of the frame says how long it takes.

use std::collections::HashMap;

use crate::film::{Act, Bearing, BeatKind, Scene, Staged, StagePart, Who};
use crate::film::metres::{ARM, FAR, NEAR, SIDE};

/// Of a shot, by beat and by part of its stage line.
pub type Ways = Vec<Vec<i64>>;

/// Where everybody is of whom that is said, to the right and away from the audience, in metres.
type Places = HashMap<Who, [f64; 2]>;

/// The ways of a scene, by shot.
pub fn of(scene: &Scene) -> Vec<Ways> {
    let mut places = Places::new();
    let mut out = Vec::with_capacity(scene.shots.len());
    for (i, shot) in scene.shots.iter().enumerate() {
        for (_, line) in scene.blocking.iter().filter(|(at, _)| *at == i) {
            opens(&mut places, line);
        }
        let ways = shot.beats.iter().map(|beat| match &beat.kind {
            BeatKind::Stage(line) => line.parts.iter().map(|part| goes(&mut places, part)).collect(),
            _ => Vec::new(),
        });
        out.push(ways.collect());
    }
    out
}

/// What a line before a shot says of places: what it leaves out is the middle.
fn opens(places: &mut Places, line: &Staged) {
    for part in &line.parts {
        if part.acts.iter().any(|a| along(&a.value).is_some()) {
            places.insert(part.who.value.clone(), [0.0; 2]);
            goes(places, part);
        }
    }
}

/// A place that an act names by itself: which of the two directions, and how far.
fn along(act: &Act) -> Option<(usize, f64)> {
    Some(match act {
        Act::Place(side) => (0, f64::from(*side) * SIDE),
        Act::Across(mm) => (0, f64::from(*mm) / 1000.0),
        Act::Depth(depth) => (1, if *depth < 0 { NEAR } else { FAR }),
        Act::Away(mm) => (1, f64::from(*mm) / 1000.0),
        _ => return None,
    })
}

/// Moves somebody as a part of a line says, and tells how far that is.
fn goes(places: &mut Places, part: &StagePart) -> i64 {
    let Some(from) = places.get(&part.who.value).copied() else { return 0 };
    let mut at = from;
    for act in &part.acts {
        if let Some((axis, metres)) = along(&act.value) {
            at[axis] = metres;
        }
        let Act::Crosses(to) = &act.value else { continue };
        match to {
            Bearing::Left => at[0] = -SIDE,
            Bearing::Right => at[0] = SIDE,
            Bearing::Centre => at[0] = 0.0,
            Bearing::Across(mm) => at[0] = f64::from(*mm) / 1000.0,
            Bearing::Near => at[1] = NEAR,
            Bearing::Far => at[1] = FAR,
            Bearing::Depth(mm) => at[1] = f64::from(*mm) / 1000.0,
            Bearing::Person(id) => at = beside(at, places.get(&Who::Person(*id))),
            Bearing::Prop(name) => at = beside(at, places.get(&Who::Prop(name.clone()))),
            _ => {}
        }
    }
    if part.acts.iter().any(|a| matches!(a.value, Act::Exits(_))) {
        places.remove(&part.who.value);
    } else {
        places.insert(part.who.value.clone(), at);
    }
    ((at[0] - from[0]).hypot(at[1] - from[1]) * 1000.0).round() as i64
}

/// At arm's length from a goal, on the side from which one comes.
fn beside(from: [f64; 2], goal: Option<&[f64; 2]>) -> [f64; 2] {
    let Some(goal) = goal else { return from };
    let d = [from[0] - goal[0], from[1] - goal[1]];
    let length = d[0].hypot(d[1]);
    if length < ARM { from } else { [0, 1].map(|i| goal[i] + d[i] * ARM / length) }
}
