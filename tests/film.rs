//! Real films: encoded, probed and decoded again.

mod common;

use std::sync::atomic::AtomicBool;

use common::*;
use frost::cut::{self, RenderOptions};
use frost::plan::edit::{Ease, Join, Transition};

const SIZE: [u32; 2] = [320, 180];

#[test]
fn a_film_of_two_shots() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let mut one = clip(0, 24, plate_source());
    one.path = push(24, 1.0, Ease::InOut);
    let mut two = clip(16, 24, plate_source());
    two.transition = Some(Transition { kind: Join::Dissolve, frames: 8 });
    let edit = edit(SIZE, vec![one, two]);
    let options = RenderOptions { size: None, range: None, draft: false, path: path.clone() };
    let mut seen = 0;
    let rendered =
        cut::render(&edit, &shelf(SIZE), &options, &mut |_, _, _| seen += 1, &AtomicBool::new(false)).unwrap();
    assert_eq!((rendered.frames, seen), (40, 40));
    assert!(path.exists());
}
