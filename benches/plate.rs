//! How long a plate takes to draw at the size of a film's frame.

mod common;

use common::{limit, median};
use frost::backends::paper::draw;
use frost::plan::picture::{CameraMm, Figure, Focus, Hour, Light, Picture, Place, Pose, Sky, Style, View, Weather};

/// A woman in a parka, standing where a lens of `focal` mm sees her from `distance` mm.
fn picture(place: &str, interior: bool, hour: Hour, rank: u8, distance: i32, focal: i32) -> Picture {
    Picture {
        size: [1920, 804],
        seed: 1,
        place: Place { name: place.into(), interior, ..Place::default() },
        hour,
        weather: Weather { kind: Sky::Clear, amount: 0 },
        light: Light::default(),
        style: Style::default(),
        camera: CameraMm { at: [0, 1500, -distance], focal: focal * 100, ..CameraMm::default() },
        views: vec![View::default()],
        figures: vec![Figure { name: "MARA".into(), look: "orange parka, hood up".into(), yaw: 220_000, height: 1720, pose: Pose::Stand, subject: true, ..Figure::default() }],
        doubles: Vec::new(),
        things: Vec::new(),
        seats: Vec::new(),
        focus: Focus { distance, stop: if rank > 6 { 560 } else { 1100 } },
        rank,
        prose: String::new(),
    }
}

/// Cores that a plate's limit is meant for.
const CORES: f64 = 2.0;

fn main() {
    let mut kept = true;
    for (name, picture) in [
        ("ridge, wide", picture("ridge of ice", false, Hour::Dawn, 0, 24_000, 35)),
        ("forest at night", picture("forest", false, Hour::Night, 1, 11_000, 35)),
        ("kitchen, medium", picture("kitchen", true, Hour::Morning, 6, 3_200, 40)),
        ("tent at night, wide", picture("tent", true, Hour::Night, 2, 5_200, 32)),
        ("close-up", picture("ridge of ice", false, Hour::Dawn, 8, 2_000, 85)),
    ] {
        draw(&picture);
        let [cpu, wall] = median(9, true, |_| drop(draw(&picture)));
        // Drawing keeps all cores busy: on a machine with other work, CPU time over the cores is what a quiet one would take.
        kept &= limit(&format!("plate, {name}, on {CORES} cores"), (cpu / CORES).min(wall), 100.0, "ms");
        println!("{:<62} {cpu:>8.2} ms  on the wall {wall:.2} ms", "  its CPU time");
    }
    if !kept {
        std::process::exit(1);
    }
}
