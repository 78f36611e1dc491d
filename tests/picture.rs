//! The picture line without files: frames as functions of their number.

mod common;

use common::*;
use frost::cut;
use frost::plan::edit::{Ease, Join, Transition};

const SIZE: [u32; 2] = [640, 360];

#[test]
fn a_slow_push_never_repeats_or_jumps() {
    let shelf = shelf(SIZE);
    let mut clip = clip(0, 72, plate_source());
    // 0.2 % a second on the nearest layer at 3 m: 6 mm a second.
    clip.path = push(72, 0.018, Ease::Linear);
    let edit = edit(SIZE, vec![clip]);
    let frames: Vec<_> = (0..72).map(|i| cut::frame(&edit, &shelf, i, SIZE).unwrap()).collect();
    // The first frame lies on the plate's own grid and keeps its finest texture; the others are compared.
    let steps: Vec<f64> = frames[1..]
        .windows(2)
        .map(|pair| pair[0].y.iter().zip(&pair[1].y).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>())
        .collect();
    let mean = steps.iter().sum::<f64>() / steps.len() as f64;
    assert!(mean > 100.0, "it moves: {mean}");
    let worst = steps.iter().map(|s| (s / mean - 1.0).abs()).fold(0.0, f64::max);
    assert!(worst < 0.25, "differences vary by {worst}: {steps:?}");
}

#[test]
fn a_frame_can_be_seen() {
    let shelf = shelf(SIZE);
    let mut one = clip(0, 24, plate_source());
    one.path = push(24, 1.0, Ease::InOut);
    let mut two = clip(16, 24, plate_source());
    two.transition = Some(Transition { kind: Join::Dissolve, frames: 8 });
    let edit = edit(SIZE, vec![one, two]);
    let frame = cut::frame(&edit, &shelf, 23, SIZE).unwrap();
    let png = frame.png().unwrap();
    if let Some(folder) = option_env!("FROST_LOOK") {
        std::fs::write(format!("{folder}/frame.png"), &png).unwrap();
    }
    assert!(png.len() > 1000);
}
