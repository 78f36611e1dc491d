//! The picture line without files: frames as functions of their number.

mod common;

use common::*;
use frost::cut::{self, Frame};
use frost::plan::edit::{Anchor, Card, Ease, Fade, Join, Source, Super, Transition};
use frost::plan::picture::{Sky, Weather};

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

/// Writes a frame into the folder that `FROST_LOOK` names, for eyes.
fn look(name: &str, frame: &Frame) {
    if let Some(folder) = std::env::var_os("FROST_LOOK") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(path, frame.png().unwrap()).unwrap();
    }
}

#[test]
fn weather_falls_between_layers_and_never_indoors() {
    let shelf = shelf(SIZE);
    let mut clear = clip(0, 48, plate_source());
    clear.path = push(48, 1.0, Ease::InOut);
    let dry = cut::frame(&edit(SIZE, vec![clear.clone()]), &shelf, 30, SIZE).unwrap();
    for kind in [Sky::Snow, Sky::Rain, Sky::Fog, Sky::Dust, Sky::Storm, Sky::Wind] {
        let mut clip = clear.clone();
        clip.weather = Weather { kind, amount: 2 };
        let wet = cut::frame(&edit(SIZE, vec![clip.clone()]), &shelf, 30, SIZE).unwrap();
        look(&format!("{kind:?}"), &wet);
        assert_ne!(wet.y, dry.y, "{kind:?}");
        let later = cut::frame(&edit(SIZE, vec![clip.clone()]), &shelf, 31, SIZE).unwrap();
        assert_ne!(wet.y, later.y, "{kind:?}");
        clip.interior = true;
        assert_eq!(cut::frame(&edit(SIZE, vec![clip]), &shelf, 30, SIZE).unwrap(), dry, "{kind:?}");
    }
}

#[test]
fn cards_and_supers_stand_where_they_are_anchored() {
    let shelf = shelf(SIZE);
    let card = Card {
        lines: vec!["THAW".into(), "Оттепель".into()],
        ink: [240, 236, 226],
        ground: [14, 16, 22],
        at: Anchor::default(),
    };
    let mut edit = edit(SIZE, vec![clip(0, 24, Source::Card(card)), clip(24, 48, plate_source())]);
    let lines = vec!["Tromsø, ninety kilometres north of the last tree".into()];
    let at = Anchor { x: -1, y: 1, third: false };
    edit.supers = vec![Super { start: 30, frames: 40, lines, ink: [255, 255, 255], at }];
    let title = cut::frame(&edit, &shelf, 3, SIZE).unwrap();
    look("card", &title);
    let bright = |frame: &Frame, rows: std::ops::Range<usize>| {
        frame.y[rows.start * frame.width..rows.end * frame.width].iter().filter(|&&y| y > 180).count()
    };
    assert!(bright(&title, 140..220) > 300 && bright(&title, 0..80) == 0);
    let before = cut::frame(&edit, &shelf, 29, SIZE).unwrap();
    let during = cut::frame(&edit, &shelf, 50, SIZE).unwrap();
    look("super", &during);
    assert!(bright(&during, 290..350) > bright(&before, 290..350) + 200);
    assert_eq!(during.y[..200 * during.width], before.y[..200 * before.width]);
}

#[test]
fn every_transition_begins_in_the_old_picture_and_ends_in_the_new() {
    let shelf = shelf(SIZE);
    use Join::*;
    for kind in
        [Dissolve, WipeLeft, WipeRight, WipeUp, WipeDown, IrisIn, IrisOut, PushLeft, PushRight, WhipLeft, WhipRight]
    {
        let mut two = clip(12, 36, Source::Colour([220, 40, 40]));
        two.transition = Some(Transition { kind, frames: 24 });
        let edit = edit(SIZE, vec![clip(0, 36, plate_source()), two]);
        let red = |index| {
            let frame = cut::frame(&edit, &shelf, index, SIZE).unwrap();
            frame.v.iter().map(|&v| f64::from(v)).sum::<f64>() / frame.v.len() as f64
        };
        look(&format!("{kind:?}"), &cut::frame(&edit, &shelf, 20, SIZE).unwrap());
        let share = |index| (red(index) - red(5)) / (red(40) - red(5));
        assert!(share(12) < 0.2 && share(35) > 0.8, "{kind:?}: {} {}", share(12), share(35));
        assert!(share(23) > share(14) && share(33) > share(23), "{kind:?}");
    }
}

#[test]
fn a_clip_fades_from_its_colour_and_to_it() {
    let shelf = shelf(SIZE);
    let mut one = clip(0, 48, plate_source());
    one.fade_in = Some(Fade { frames: 12, colour: [255, 255, 255] });
    one.fade_out = Some(Fade { frames: 12, colour: [0, 0, 0] });
    let edit = edit(SIZE, vec![one]);
    let frame = |index| cut::frame(&edit, &shelf, index, SIZE).unwrap();
    assert!(frame(0).y.iter().all(|&y| y == 235));
    assert!(frame(47).y.iter().all(|&y| y == 16));
    assert_eq!(frame(12), frame(35));
}

#[test]
fn another_shape_is_letterboxed() {
    let shelf = shelf(SIZE);
    let edit = edit(SIZE, vec![clip(0, 24, plate_source())]);
    let square = cut::frame(&edit, &shelf, 0, [400, 400]).unwrap();
    assert!(square.y[..86 * 400].iter().all(|&y| y == 16));
    assert!(square.y[90 * 400..91 * 400].iter().all(|&y| y > 60));
    assert!(square.y[314 * 400..].iter().all(|&y| y == 16));
}

#[test]
fn a_rolled_camera_shows_the_same_picture_turned() {
    let shelf = shelf(SIZE);
    let mut level = clip(0, 24, plate_source());
    level.path = push(24, 0.0, Ease::Linear);
    let mut rolled = level.clone();
    // Barely rolled: the slow way must agree with the quick one.
    rolled.path.keys.iter_mut().for_each(|key| key.view.roll = 2000);
    let [a, b] = [level.clone(), rolled.clone()].map(|c| cut::frame(&edit(SIZE, vec![c]), &shelf, 5, SIZE).unwrap());
    let far = |a: &[u8], b: &[u8]| a.iter().zip(b).filter(|(a, b)| a.abs_diff(**b) > 12).count();
    assert!(far(&a.y, &b.y) < 60 && far(&a.u, &b.u) < 30, "{} {}", far(&a.y, &b.y), far(&a.u, &b.u));
    rolled.path.keys.iter_mut().for_each(|key| key.view.roll = 5_000_000);
    look("rolled", &cut::frame(&edit(SIZE, vec![rolled]), &shelf, 5, SIZE).unwrap());
}
