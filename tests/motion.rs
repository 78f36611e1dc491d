//! How evenly pictures move, measured below a pixel: camera moves of scripts over a plane of texture, people beside a
//! tracking camera, a lens that is refocused, and time that runs otherwise than life.

mod common;
mod scripts;

use std::collections::BTreeMap;
use std::path::Path;

use common::Shelf;
use frost::backends::plate::{Cel, Layer, Plate, Play};
use frost::cut::{self, Frame};
use frost::plan::edit::{Clip, Edit, Source};
use frost::plan::picture::{Extent, Picture};
use frost::plan::{self, task::Spec};
use frost::{backends::paper, film, stage};

const SIZE: [u32; 2] = [640, 360];

fn planned(script: &str) -> plan::Plan {
    let loaded = film::load(Path::new("a.frost"), script.to_string(), &scripts::Memory::default());
    let typed = film::build(&loaded);
    assert!(typed.problems.iter().all(|p| p.severity != frost::diagnostics::Severity::Error), "{:?}", typed.problems);
    plan::build(&typed.film, &stage::solve(&typed.film))
}

fn script(shot: &str) -> String {
    let style = "style plain\n  look    paper\n  grain   none\n  vignette 0%\n";
    let people = "character ANNA\n  look a woman in a red coat\n\ncharacter BOB\n  look a man in a blue coat\n";
    format!("film \"X\"\n  size 640x360\n  style plain\n\n{style}\n{people}\nEXT. FIELD - DAY\n{shot}")
}

fn picture_of(plan: &plan::Plan, clip: usize) -> Picture {
    let Source::Plate(key) = &plan.edit.clips[clip].source else { panic!("no plate") };
    match &plan.tasks.iter().find(|t| t.key == *key).unwrap().spec {
        Spec::Plate { picture } => (**picture).clone(),
        _ => panic!("no picture"),
    }
}

/// A plane at the distance of focus, wherever the camera looks: soft spots of every shade, a few pixels wide.
fn plane(picture: &Picture) -> Plate {
    let (w, h) = (1600u32, 1200u32);
    let spot = |x: u32, y: u32| {
        let wave = |a: f64, b: f64, c: f64| (f64::from(x) * a + f64::from(y) * b + c).sin();
        let v = wave(0.11, 0.031, 0.0) + wave(-0.047, 0.093, 1.0) + wave(0.071, -0.083, 2.0) + wave(0.019, 0.127, 4.0);
        (128.0 + v * 28.0) as u8
    };
    let rgba = (0..w * h).flat_map(|i| { let v = spot(i % w, i / w); [v, v, v, 255] }).collect();
    let area = Extent { left: -2.4, top: -1.8, right: 2.4, bottom: 1.8 };
    let depth = f64::from(picture.focus.distance) / 1000.0;
    Plate { size: SIZE, layers: vec![Layer { name: "plane".into(), depth, area, cels: vec![Cel { width: w, height: h, rgba }], play: Play::Still, glow: false }] }
}

fn drawn(edit: &Edit, plate: &Plate) -> Shelf {
    let key = match &edit.clips[0].source {
        Source::Plate(key) => key.clone(),
        _ => panic!("no plate"),
    };
    Shelf(BTreeMap::from([(key, plate.to_bytes())]))
}

fn frames(edit: &Edit, shelf: &Shelf, range: std::ops::Range<u64>) -> Vec<Frame> {
    range.map(|i| cut::frame(edit, shelf, i, SIZE).unwrap()).collect()
}

/// How the middle of the picture moves from one frame to the next, in pixels: right, down, and outwards at the frame's edge.
/// Least squares of brightness constancy (Lucas and Kanade, 1981) under a shift and a scale.
fn flow(a: &Frame, b: &Frame) -> [f64; 3] {
    let (w, h) = (a.width as i64, a.height as i64);
    let at = |f: &Frame, x: i64, y: i64| f64::from(f.y[(y * w + x) as usize]);
    let (mut m, mut r) = ([[0.0; 3]; 3], [0.0; 3]);
    for y in (20..h - 20).step_by(2) {
        for x in (20..w - 20).step_by(2) {
            // The gradient of both frames together: a shift is then measured at its middle.
            let d = |dx: i64, dy: i64| (at(a, x + dx, y + dy) - at(a, x - dx, y - dy) + at(b, x + dx, y + dy) - at(b, x - dx, y - dy)) / 4.0;
            let (gx, gy, gt) = (d(1, 0), d(0, 1), at(b, x, y) - at(a, x, y));
            let (px, py) = ((x - w / 2) as f64 / (w / 2) as f64, (y - h / 2) as f64 / (w / 2) as f64);
            let row = [gx, gy, gx * px + gy * py];
            for i in 0..3 {
                r[i] -= row[i] * gt;
                for j in 0..3 {
                    m[i][j] += row[i] * row[j];
                }
            }
        }
    }
    solve(m, r)
}

fn solve(mut m: [[f64; 3]; 3], mut r: [f64; 3]) -> [f64; 3] {
    for i in 0..3 {
        for j in i + 1..3 {
            let k = m[j][i] / m[i][i];
            let from = m[i];
            for (to, from) in m[j].iter_mut().zip(from) {
                *to -= from * k;
            }
            r[j] -= r[i] * k;
        }
    }
    let z = r[2] / m[2][2];
    let y = (r[1] - m[1][2] * z) / m[1][1];
    [(r[0] - m[0][1] * y - m[0][2] * z) / m[0][0], y, z]
}

fn length(v: [f64; 3]) -> f64 {
    v.iter().map(|c| c * c).sum::<f64>().sqrt()
}

/// The speeds of a shot's camera over its plane, frame by frame, in pixels.
fn speeds(shot: &str) -> Vec<[f64; 3]> {
    speeds_at(shot, 1.0)
}

/// The same over a plane so many times as far away as the focus: what an arc goes around hardly moves in the frame.
fn speeds_at(shot: &str, far: f64) -> Vec<[f64; 3]> {
    let plan = planned(&script(shot));
    let mut plane = plane(&picture_of(&plan, 0));
    plane.layers[0].depth *= far;
    let shelf = drawn(&plan.edit, &plane);
    let all = frames(&plan.edit, &shelf, 0..plan.edit.frames);
    all.windows(2).map(|pair| flow(&pair[0], &pair[1])).collect()
}

/// No frame repeats the one before it while the camera goes, and none jumps: the speed changes by a small share of the
/// greatest, and by no more than the measurement's own error beside that.
fn even(name: &str, speeds: &[[f64; 3]], share: f64) {
    let most = speeds.iter().map(|v| length(*v)).fold(0.0, f64::max);
    assert!(most > 0.05, "{name} goes: {most}");
    for (i, pair) in speeds.windows(2).enumerate() {
        let jump = length([0, 1, 2].map(|c| pair[1][c] - pair[0][c]));
        assert!(jump < most * share + 0.012, "{name} jumps by {jump:.4} of {most:.4} px after frame {i}: {pair:?}");
    }
    // A camera that comes to rest may stand still in its first and last frames.
    let inner = &speeds[speeds.len() / 12..speeds.len() - speeds.len() / 12];
    for (i, v) in inner.iter().enumerate() {
        assert!(length(*v) > most * 0.01, "{name} repeats a frame near {}: {v:?}", i + speeds.len() / 12);
    }
}

#[test]
fn camera_moves_are_even_below_a_pixel() {
    for (name, moves) in [
        ("a slow push", "push in, slow"),
        ("a push by a hair", "push in 4%, linear"),
        ("an arc", "arc left 25deg"),
        ("a crane", "crane up 1.2m"),
        ("a truck", "truck right 0.8m"),
        ("a pan", "pan right 6deg"),
        ("a dolly zoom", "dolly zoom"),
        ("a zoom", "zoom in 20%"),
        ("a pedestal and a push", "push in 10%, pedestal up 0.2m from 1s"),
    ] {
        for size in ["medium on ANNA", "close on ANNA, 85mm"] {
            // Three per cent of the frame's way at most in a frame: faster ones are for the eye, not for this measure.
            // What an arc or a dolly zoom is on keeps its place; what lies behind it goes by.
            let far = if matches!(name, "an arc" | "a dolly zoom") { 1.4 } else { 1.0 };
            even(&format!("{name}, {size}"), &speeds_at(&format!("  shot {size}, 4s\n    camera {moves}\n    Anna.\n"), far), 0.09);
        }
    }
}

#[test]
fn a_hand_held_camera_wanders_without_a_jerk() {
    let all = speeds("  shot medium on ANNA, 4s\n    camera handheld\n    Anna.\n");
    let most = all.iter().map(|v| length(*v)).fold(0.0, f64::max);
    assert!((0.05..4.0).contains(&most), "{most}");
    for pair in all.windows(2) {
        assert!(length([0, 1, 2].map(|c| pair[1][c] - pair[0][c])) < most * 0.4, "{pair:?} of {most}");
    }
    // It is never quite at rest for long, and it comes back.
    assert!(all.windows(6).all(|run| run.iter().any(|v| length(*v) > most * 0.03)));
    let gone = all.iter().fold([0.0; 2], |sum, v| [sum[0] + v[0], sum[1] + v[1]]);
    assert!(gone[0].hypot(gone[1]) < 24.0, "{gone:?}");
}

/// Where the red coat is across the frame, in pixels.
fn red(frame: &Frame) -> Option<f64> {
    let (w, rgb) = (frame.width, frame.rgb());
    let weights: Vec<(f64, f64)> = rgb
        .chunks(3)
        .enumerate()
        .filter(|(_, p)| p[0] > 90 && p[0] / 2 > p[1] && p[0] / 2 > p[2])
        .map(|(i, p)| ((i % w) as f64, f64::from(p[0]) - f64::from(p[1])))
        .collect();
    let sum: f64 = weights.iter().map(|(_, k)| k).sum();
    (weights.len() > 30).then(|| weights.iter().map(|(x, k)| x * k).sum::<f64>() / sum)
}

#[test]
fn whoever_is_tracked_keeps_their_place_while_the_ground_goes_by() {
    let shot = "  shot full on ANNA, profile right, 5s\n    camera hold 1s, then track ANNA 3m over 3s\n    stage ANNA walks\n    Anna walks.\n";
    let plan = planned(&script(shot));
    let picture = picture_of(&plan, 0);
    let shelf = drawn(&plan.edit, &paper::draw(&picture));
    // Drawings are held for two frames and take each other's place; her middle is compared over a whole step of the walk.
    let step = 24;
    let at: Vec<f64> = (0..plan.edit.frames).map(|i| red(&cut::frame(&plan.edit, &shelf, i, SIZE).unwrap()).expect("she is seen")).collect();
    let mean: Vec<f64> = at.windows(step).map(|run| run.iter().sum::<f64>() / step as f64).collect();
    let wander = mean.iter().copied().fold(f64::MIN, f64::max) - mean.iter().copied().fold(f64::MAX, f64::min);
    assert!(wander < 4.0, "she wanders by {wander} px: {mean:?}");
    let ground = speeds(shot);
    even("the ground", &ground[26..94], 0.09);
    let way: f64 = ground.iter().map(|v| v[0].abs()).sum();
    assert!(way > 100.0, "{way}");
}

/// How much detail a column of the frame's luma has, between two shares of its width.
fn detail(frame: &Frame, from: f64, to: f64) -> f64 {
    let (a, b) = ((frame.width as f64 * from) as usize, (frame.width as f64 * to) as usize);
    let rows = frame.y.chunks(frame.width).skip(60).take(frame.height - 120);
    rows.map(|row| (a..b - 1).map(|x| f64::from(row[x].abs_diff(row[x + 1])).powi(2)).sum::<f64>()).sum()
}

/// Two cards of the same fine pattern, left and near, right and far, before a plain ground.
fn cards(near: f64, far: f64) -> Plate {
    let card = |name: &str, depth: f64, left: f64| {
        let (w, h) = (400u32, 500u32);
        let rgba = (0..w * h).flat_map(|i| { let v = if (i % w / 6 + i / w / 6).is_multiple_of(2) { 210 } else { 60 }; [v, v, v, 255] }).collect();
        let area = Extent { left, top: -0.5, right: left + 0.8, bottom: 0.5 };
        Layer { name: name.into(), depth, area, cels: vec![Cel { width: w, height: h, rgba }], play: Play::Still, glow: false }
    };
    let mut ground = card("ground", far * 20.0, -2.0);
    ground.area = Extent { left: -2.0, top: -1.0, right: 2.0, bottom: 1.0 };
    ground.cels = vec![Cel { width: 4, height: 4, rgba: [130, 130, 130, 255].repeat(16) }];
    Plate { size: SIZE, layers: vec![ground, card("far", far, 0.05), card("near", near, -0.85)] }
}

#[test]
fn a_rack_of_focus_goes_evenly_from_one_to_the_other() {
    let shot = "  stage ANNA left near facing camera, BOB 0.8m right 5m far facing camera\n\n  shot medium close on ANNA, front, f/2, 5s\n    camera hold 1s, then rack focus to BOB over 2s\n    Anna. Bob.\n";
    let plan = planned(&script(shot));
    let rack = plan.edit.clips[0].rack.clone().expect("the focus moves");
    let (near, far) = (rack.distance(0), rack.distance(119));
    assert!(far > near * 1.3, "{near} {far}");
    assert!((rack.distance(24) - near).abs() < 1e-9 && (rack.distance(72) - far).abs() < 1e-9);
    let shelf = drawn(&plan.edit, &cards(near, far));
    let all = frames(&plan.edit, &shelf, 0..120);
    let sharp = |from: f64, to: f64| -> Vec<f64> {
        let found: Vec<f64> = all.iter().map(|f| detail(f, from, to)).collect();
        let most = found.iter().copied().fold(0.0, f64::max);
        found.iter().map(|d| d / most).collect()
    };
    let (left, right) = (sharp(0.06, 0.4), sharp(0.6, 0.94));
    assert!(left[0] > 0.99 && left[119] < 0.5 && right[119] > 0.99 && right[0] < 0.5, "{} {} {} {}", left[0], left[119], right[0], right[119]);
    // One falls while the other rises; neither pumps, and no frame of the way jumps.
    assert!(left.windows(2).all(|p| p[1] <= p[0] + 0.004), "{left:?}");
    assert!(right.windows(2).all(|p| p[1] >= p[0] - 0.004), "{right:?}");
    assert!(left.windows(2).chain(right.windows(2)).all(|p| (p[1] - p[0]).abs() < 0.16), "{left:?} {right:?}");
    // Before and after it nothing changes.
    assert!(all[..24].windows(2).all(|p| p[0] == p[1]) && all[73..].windows(2).all(|p| p[0] == p[1]));
}

#[test]
fn a_rack_of_focus_is_seen_in_what_is_drawn() {
    let shot = "  stage ANNA left near facing camera, BOB 0.8m right 5m far facing camera\n\n  shot medium on ANNA, front, f/1.4, 4s\n    camera rack focus to BOB over 3s\n    Anna. Bob.\n";
    let plan = planned(&script(shot));
    let shelf = drawn(&plan.edit, &paper::draw(&picture_of(&plan, 0)));
    let [first, last] = [0, 95].map(|i| cut::frame(&plan.edit, &shelf, i, SIZE).unwrap());
    if let Some(folder) = std::env::var_os("FROST_LOOK") {
        for (name, frame) in [("rack-first", &first), ("rack-last", &last)] {
            std::fs::write(Path::new(&folder).join(format!("{name}.png")), frame.png().unwrap()).unwrap();
        }
    }
    let far: f64 = first.y.iter().zip(&last.y).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / first.y.len() as f64;
    assert!(far > 0.4, "{far}");
}

/// A clip alone, told otherwise.
fn told(edit: &Edit, change: impl Fn(&mut Clip)) -> Edit {
    let mut edit = edit.clone();
    change(&mut edit.clips[0]);
    edit
}

#[test]
fn time_runs_as_the_shot_line_says() {
    let shot = |words: &str| planned(&script(&format!("  weather snow\n\n  shot full on ANNA, profile right{words}, 4s\n    stage ANNA walks\n    Anna walks.\n")));
    let life = shot("");
    let shelf = drawn(&life.edit, &paper::draw(&picture_of(&life, 0)));
    let frame = |edit: &Edit, i| cut::frame(edit, &shelf, i, SIZE).unwrap();
    for (words, times) in [(", slow motion", 0.4), (", timelapse", 10.0)] {
        let other = shot(words);
        assert_eq!(other.edit.clips[0].pace as f64, 10_000.0 * times);
        // Twenty frames of slow motion are eight of life: the same drawings, the same flakes.
        let (film, world) = if times < 1.0 { (20, 8) } else { (3, 30) };
        let same = told(&life.edit, |clip| clip.pace = other.edit.clips[0].pace);
        assert_eq!(frame(&same, film), frame(&life.edit, world), "{words}");
    }
    let freeze = shot(", freeze");
    let still = told(&life.edit, |clip| (clip.pace, clip.stretches) = (freeze.edit.clips[0].pace, freeze.edit.clips[0].stretches.clone()));
    assert!(freeze.edit.clips[0].stretches.is_empty());
    assert_eq!(frame(&still, 0), frame(&still, 61));
    assert_ne!(frame(&life.edit, 0), frame(&life.edit, 61));
}

#[test]
fn a_camera_goes_on_around_what_stands_still() {
    let plan = planned(&script("  weather snow\n\n  shot full on ANNA, freeze, 3s\n    camera push in 20%\n    stage ANNA walks\n    Anna walks.\n"));
    let shelf = drawn(&plan.edit, &paper::draw(&picture_of(&plan, 0)));
    let [a, b] = [10, 40].map(|i| cut::frame(&plan.edit, &shelf, i, SIZE).unwrap());
    assert_ne!(a, b);
}

#[test]
fn slowed_down_people_take_longer_for_their_way() {
    let way = |words: &str| {
        let plan = planned(&script(&format!("  shot wide{words}, 12s\n    stage ANNA enters from left\n    Anna comes.\n")));
        let walk = plan.edit.clips[0].stretches[0].clone();
        f64::from(walk.to[0] - walk.from[0]) / (walk.end - walk.start) as f64
    };
    let (life, slow, quick) = (way(""), way(", slow motion"), way(", timelapse"));
    assert!((slow / life - 0.4).abs() < 0.03 && quick > life * 5.0, "{life} {slow} {quick}");
}
