//! People who move in a shot: a drawing for each thing they do, and when each is seen.

use super::edit::Stretch;
use super::picture::{Figure, Picture};
use crate::film::{Film, Shot};
use crate::stage::camera::Vec3;
use crate::stage::solve::StagedShot;
use crate::stage::stretch;

/// Puts the drawings of everybody who moves into the picture, and gives the stretches of the clip.
pub fn people(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64, picture: &mut Picture) -> Vec<Stretch> {
    let all = stretch::stretches(film, shot, staged, frames);
    let (right, up, forward) = staged.camera.axes();
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let along = |d: Vec3| [mm(d.dot(right)), mm(d.dot(up)), mm(d.dot(forward))];
    let mut out = Vec::new();
    let mut of_person = std::collections::BTreeMap::new();
    for one in &all {
        let name = film.person(one.id).name.clone();
        let Some(index) = picture.figures.iter().position(|f| f.name == name) else { continue };
        let drawing = of_person.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1u8);
        let standing = &one.standing;
        let figure = Figure {
            at: [mm(standing.at.x), mm(standing.at.y), mm(standing.at.z)],
            yaw: mm(standing.yaw.to_degrees()),
            pose: standing.pose,
            gaze: standing.gaze.map(|g| mm(g.to_degrees())),
            holds: standing.holds.iter().map(|name| super::build::held(film, name)).collect(),
            wears: standing.wears.clone(),
            drawing: *drawing,
            tilt: standing.head(),
            ..picture.figures[index].clone()
        };
        // The first drawing stands in for the person; the others stand beside it.
        match *drawing {
            1 => picture.figures[index] = figure,
            _ => picture.doubles.push(figure),
        }
        out.push(Stretch { name, drawing: *drawing, start: one.start, end: one.end, from: along(one.from - standing.at), to: along(one.to - standing.at), ease: one.ease });
    }
    out
}
