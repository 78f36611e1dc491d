//! The paper theatre: plates of cut paper, drawn from a picture's words and staging. It moves nothing: cameras, falling
//! weather and grade come later.
//!
//! A picture is read into a [`Scene`]; the scene lists jobs, one a layer, each at its depth; jobs are drawn side by side and
//! sorted from the farthest.

mod aboard;
mod animal;
mod beams;
mod bed;
mod beast;
mod bird;
mod body;
mod canvas;
mod carriage;
mod cast;
mod cloth;
mod colour;
mod dress;
mod dressing;
mod face;
mod figure;
mod finish;
mod fittings;
mod furniture;
mod grand;
mod glasshouse;
mod goods;
pub mod grade;
mod hats;
mod head;
mod hours;
mod land;
mod lens;
mod light;
mod manner;
mod noise;
mod outside;
mod papering;
mod parapet;
mod plants;
mod pose;
mod ridge;
mod rig;
mod river;
mod roof;
mod room;
mod scene;
mod section;
mod set;
mod shape;
mod shelters;
mod ship;
pub mod shapes;
mod signs;
mod sky;
pub mod soft;
mod station;
mod surf;
mod telephone;
mod things;
mod town;
mod verge;
mod trunks;
mod water;
mod words;
mod worn;

use rayon::prelude::*;

use crate::backends::plate::{Layer, Plate};
use crate::plan::picture::Picture;

use scene::{Job, Scene};

/// Draws a picture. Equal pictures give equal bytes.
pub fn draw(picture: &Picture) -> Plate {
    let scene = Scene::of(picture);
    let mut jobs: Vec<Job> = Vec::new();
    if scene.setting.room.is_some() {
        room::jobs(&scene, &mut jobs);
    } else {
        land::jobs(&scene, &mut jobs);
    }
    things::jobs(&scene, &mut jobs);
    beams::jobs(&scene, &mut jobs);
    // The first job is the sky or the walls: nothing may lie behind it.
    let back = jobs.first().map_or(f64::MAX, |job| job.depth * 0.999);
    for job in jobs.iter_mut().skip(1) {
        job.depth = job.depth.min(back);
    }
    let (set, people): (Vec<Layer>, Vec<Layer>) = rayon::join(|| jobs.par_iter().filter_map(|job| scene.render(job)).collect(), || figure::layers(&scene, back));
    let mut layers = set;
    layers.extend(people);
    layers.sort_by(|a, b| b.depth.total_cmp(&a.depth));
    Plate { size: picture.size, layers }
}

/// Lets go of the memory that is kept from picture to picture.
pub fn rest() {
    canvas::rest();
}

#[cfg(test)]
mod tests;
