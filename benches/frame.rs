//! How long a frame takes to compose on one core, with AVX2 and on the portable path, against its limits.

mod common;
#[path = "../tests/common/mod.rs"]
mod plates;

use std::sync::atomic::Ordering;

use common::{limit, median};
use frost::cut::Frame;
use frost::cut::compose::kernel::PORTABLE;
use frost::cut::reel::{Bench, Reel};
use frost::plan::edit::{Ease, Edit, Finish, Grain};
use frost::plan::picture::{Sky, Weather};
use plates::*;

const SIZE: [u32; 2] = [1920, 1080];

fn scene(weather: Weather, finish: Finish) -> Edit {
    let mut clip = clip(0, 240, plate_source());
    clip.path = push(240, 1.0, Ease::InOut);
    clip.weather = weather;
    clip.finish = finish;
    edit(SIZE, vec![clip])
}

/// The median of the CPU milliseconds that a frame takes, over frames from all of the move.
fn frames(edit: &Edit) -> f64 {
    let shelf = shelf(SIZE);
    let reel = Reel::new(edit, &shelf, SIZE);
    let (mut bench, mut out) = (Bench::default(), Frame::new(SIZE));
    let mut compose = |i: usize| reel.frame((i as u64 * 7) % edit.frames, &mut bench, &mut out).expect("a frame of a plate at hand");
    (0..4).for_each(&mut compose);
    median(120, false, compose)[0]
}

fn main() {
    let snow = Weather { kind: Sky::Snow, amount: 2 };
    let finish = |grain| Finish { grain, vignette: 340 };
    let whole = scene(snow, finish(Grain::Medium));
    let mut kept = true;
    println!("{:<62} {:>8.2} ms", "six layers", frames(&scene(Weather::default(), Finish::default())));
    println!("{:<62} {:>8.2} ms", "six layers, snow, vignette", frames(&scene(snow, finish(Grain::None))));
    if std::env::consts::ARCH == "x86_64" {
        kept &= limit("six layers, snow, vignette, grain, AVX2, one core", frames(&whole), 5.0, "ms");
    }
    PORTABLE.store(true, Ordering::Relaxed);
    kept &= limit("six layers, snow, vignette, grain, portable, one core", frames(&whole), 16.0, "ms");
    if !kept {
        std::process::exit(1);
    }
}
