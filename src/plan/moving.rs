//! People and things that move in a shot: a drawing for each thing they do, and when each is seen.

use std::collections::BTreeMap;

use super::edit::{Ease, Stretch};
use super::picture::{Figure, Picture, Thing};
use crate::film::{Film, Shot};
use crate::stage::camera::Vec3;
use crate::stage::{crowd, driven};
use crate::stage::solve::StagedShot;
use crate::stage::stretch;

/// Puts the drawings of everybody who moves into the picture, and gives the stretches of the clip.
pub fn people(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64, picture: &mut Picture) -> Vec<Stretch> {
    let all = stretch::stretches(film, shot, staged, frames);
    let (right, up, forward) = staged.camera.axes();
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let along = |d: Vec3| [mm(d.dot(right)), mm(d.dot(up)), mm(d.dot(forward))];
    let mut out = Vec::new();
    let mut of_person: BTreeMap<String, u8> = BTreeMap::new();
    for one in &all {
        let name = film.person(one.id).name.clone();
        if film.person(one.id).extras {
            crowd(film, staged, one, picture, &mut of_person, &along, &mut out);
            continue;
        }
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
    out.extend(things(film, shot, staged, frames, picture, &along));
    out
}

/// Of a crowd everybody goes where it goes, each from their own place in it.
fn crowd(film: &Film, staged: &StagedShot, one: &stretch::Stretch, picture: &mut Picture, drawings: &mut BTreeMap<String, u8>, along: &dyn Fn(Vec3) -> [i32; 3], out: &mut Vec<Stretch>) {
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let person = film.person(one.id);
    let Some(home) = staged.set.people.get(&one.id).map(|s| s.at) else { return };
    for index in 0..picture.figures.len() {
        let figure = picture.figures[index].clone();
        if !crowd::belongs(&figure.name, &person.name) {
            continue;
        }
        let own = Vec3::new(f64::from(figure.at[0]) / 1000.0, f64::from(figure.at[1]) / 1000.0, f64::from(figure.at[2]) / 1000.0) - home;
        // The first drawing stands where the crowd was solved for; the others are put beside it.
        let own = if figure.drawing == 0 { own } else { crowd::place(person, &staged.set, one.id, &figure.name).map_or(own, |at| at - home) };
        let drawing = drawings.entry(figure.name.clone()).and_modify(|n| *n += 1).or_insert(1u8);
        let at = one.standing.at + own;
        let drawn = Figure { at: [mm(at.x), mm(at.y), mm(at.z)], yaw: mm(one.standing.yaw.to_degrees()), pose: one.standing.pose, drawing: *drawing, ..figure.clone() };
        match *drawing {
            1 => picture.figures[index] = drawn,
            _ => picture.doubles.push(drawn),
        }
        out.push(Stretch { name: figure.name, drawing: *drawing, start: one.start, end: one.end, from: along(one.from - one.standing.at), to: along(one.to - one.standing.at), ease: one.ease });
    }
}

/// Things that drive, sail or are pushed.
fn things(film: &Film, shot: &Shot, staged: &StagedShot, frames: u64, picture: &mut Picture, along: &dyn Fn(Vec3) -> [i32; 3]) -> Vec<Stretch> {
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let mut out = Vec::new();
    let mut drawings: BTreeMap<String, u8> = BTreeMap::new();
    for one in driven::drives(film, shot, staged, frames) {
        let Some(index) = picture.things.iter().position(|t| t.name == one.name) else { continue };
        let drawing = drawings.entry(one.name.clone()).and_modify(|n| *n += 1).or_insert(1u8);
        let thing = Thing { at: [mm(one.at.x), mm(one.at.y), mm(one.at.z)], drawing: *drawing, ..picture.things[index].clone() };
        match *drawing {
            1 => picture.things[index] = thing,
            _ => picture.things.push(thing),
        }
        out.push(Stretch { name: one.name, drawing: *drawing, start: one.start, end: one.end, from: along(one.from - one.at), to: along(one.to - one.at), ease: Ease::Linear });
    }
    out
}
