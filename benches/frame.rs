//! How long a frame takes to compose, on one core.

#[path = "../tests/common/mod.rs"]
mod common;

use common::*;
use criterion::{Criterion, criterion_group, criterion_main};
use frost::cut::Frame;
use frost::cut::reel::{Bench, Reel};
use frost::plan::edit::{Ease, Edit, Finish, Grain};
use frost::plan::picture::{Sky, Weather};

const SIZE: [u32; 2] = [1920, 1080];

fn scene(weather: Weather, finish: Finish) -> Edit {
    let mut clip = clip(0, 240, plate_source());
    clip.path = push(240, 1.0, Ease::InOut);
    clip.weather = weather;
    clip.finish = finish;
    edit(SIZE, vec![clip])
}

fn frames(c: &mut Criterion) {
    let shelf = shelf(SIZE);
    let snow = Weather { kind: Sky::Snow, amount: 2 };
    let finish = |grain| Finish { grain, vignette: 340 };
    let scenes = [
        ("six layers", scene(Weather::default(), Finish::default())),
        ("six layers, snow, vignette", scene(snow, finish(Grain::None))),
        ("six layers, snow, vignette, grain", scene(snow, finish(Grain::Medium))),
    ];
    for (name, edit) in &scenes {
        let reel = Reel::new(edit, &shelf, SIZE);
        let (mut bench, mut out, mut index) = (Bench::default(), Frame::new(SIZE), 0);
        c.bench_function(name, |b| {
            b.iter(|| {
                index = (index + 7) % edit.frames;
                reel.frame(index, &mut bench, &mut out)
            });
        });
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
