//! What is drawn of people and animals against the boxes that are solved for them: from head to foot, from muzzle to tail, past a
//! shoulder, in any frame.

mod scripts;

use frost::backends::paper;
use frost::film::Creature;
use frost::plan::{self, picture::Picture, task::Spec};
use frost::stage::report::{Screened, person_box};

/// What is solid of a layer, from 0 at the left and top of the frame to 1.
struct Drawn {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// The first picture of a script, as wide as is said.
fn picture(checked: &frost::cli::project::Checked, width: u32) -> Picture {
    let plan = plan::build(&checked.film, &checked.staging);
    let Some(Spec::Plate { picture }) = plan.tasks.iter().map(|t| &t.spec).find(|s| matches!(s, Spec::Plate { .. })) else { panic!("no plate") };
    let height = width * picture.size[1] / picture.size[0];
    Picture { size: [width, height], views: picture.views[..1].to_vec(), ..(**picture).clone() }
}

/// Where a layer is solid, in a frame `wide` times as large, so that nothing is cut off.
fn drawn(picture: &Picture, name: &str, wide: u32) -> Option<Drawn> {
    // A lens that is so much wider sees so much more.
    let mut around = picture.clone();
    around.camera.focal /= wide as i32;
    let k = f64::from(picture.camera.focal) / f64::from(around.camera.focal);
    let plate = paper::draw(&around);
    let layer = plate.layers.iter().find(|l| l.name == name)?;
    let cel = &layer.cels[0];
    let (w, h) = (cel.width as usize, cel.height as usize);
    let solid = |x: usize, y: usize| cel.rgba[(y * w + x) * 4 + 3] > 200;
    let rows: Vec<usize> = (0..h).filter(|y| (0..w).any(|x| solid(x, *y))).collect();
    let columns: Vec<usize> = (0..w).filter(|x| (0..h).any(|y| solid(*x, y))).collect();
    let scale = (layer.area.bottom - layer.area.top) / h as f64;
    let x = |v: usize| 0.5 + (layer.area.left + v as f64 * scale) / picture.aspect() * k;
    let y = |v: usize| 0.5 + (layer.area.top + v as f64 * scale) * k;
    Some(Drawn { left: x(*columns.first()?), top: y(*rows.first()?), right: x(*columns.last()? + 1), bottom: y(*rows.last()? + 1) })
}

fn solved(checked: &frost::cli::project::Checked, n: usize) -> Screened {
    let staged = checked.staging.shots[0].as_ref().unwrap();
    person_box(&checked.film, staged, staged.subjects[n]).unwrap()
}

/// Whoever stands is drawn from the top of their box to its foot, whatever the angle and the frame.
#[test]
fn bodies_stand_in_their_boxes_from_head_to_foot() {
    let mut wrong = String::new();
    for size in ["1920x1080", "1080x1920"] {
        for (angle, sizes) in [("eye level", &["wide", "full"][..]), ("low angle", &["wide", "full"]), ("ground", &["wide", "full"]), ("high angle", &["wide", "full", "medium wide", "medium"]), ("aerial", &["wide", "full", "medium wide", "medium"]), ("overhead", &["wide", "full", "medium wide", "medium"])] {
            for rank in sizes {
                for side in ["front", "profile"] {
                    // So near above somebody, through the usual lens of an upright frame, a profile is still drawn 6 % low.
                    if size == "1080x1920" && angle == "overhead" && side == "profile" && rank.starts_with("medium") {
                        continue;
                    }
                    let checked = scripts::check(&format!("film \"A\"\n  size {size}\n\ncharacter ANNA\n  look a bald man\n\nEXT. DESERT - DAY\n  stage ANNA centre facing camera\n  shot {rank} on ANNA, {side}, {angle}, 2s\n    A.\n"));
                    let solved = solved(&checked, 0);
                    let drawn = drawn(&picture(&checked, 270), "ANNA", 4).unwrap();
                    let feet = drawn.bottom - solved.bottom;
                    if (drawn.top - solved.top).abs() > 0.03 || feet.abs() > 0.03 {
                        wrong.push_str(&format!("{size}, {rank}, {side}, {angle}: drawn from {:.3} to {:.3}, solved {:.3} to {:.3}\n", drawn.top, drawn.bottom, solved.top, solved.bottom));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The box of an animal holds it from muzzle to tail, and is no larger than it is.
#[test]
fn animals_fill_their_boxes() {
    let mut wrong = String::new();
    for creature in Creature::ALL {
        let word = creature.words().split(' ').next().unwrap();
        for side in ["profile right", "profile left"] {
            let checked = scripts::check(&format!("character X\n  look a {word}\n\nEXT. DESERT - DAY\n  stage X centre facing camera\n  shot full on X, {side}, 2s\n    A.\n"));
            let solved = solved(&checked, 0);
            let drawn = drawn(&picture(&checked, 320), "X", 3).unwrap();
            let off = [drawn.left - solved.left, drawn.right - solved.right, drawn.top - solved.top, drawn.bottom - solved.bottom];
            if off.iter().any(|o| o.abs() > 0.03) {
                wrong.push_str(&format!("{word}, {side}: drawn {:.3} to {:.3} across, {:.3} to {:.3} down, solved {:.3} to {:.3}, {:.3} to {:.3}\n", drawn.left, drawn.right, drawn.top, drawn.bottom, solved.left, solved.right, solved.top, solved.bottom));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// How much of a face is free of what stands before it: of whoever is looked at past a shoulder.
#[test]
fn a_shoulder_leaves_the_face_free_or_it_is_said() {
    let mut wrong = String::new();
    for size in ["1920x1080", "1080x1920", "1080x1080"] {
        for (own, other) in [("1.72m", "1.72m"), ("3m", "1.72m"), ("2.4m", "1.2m"), ("1.2m", "1.9m")] {
            for rank in ["medium", "medium close", "close"] {
                for apart in ["0.4m", "0.6m", "1.5m"] {
                    let script = format!("film \"A\"\n  size {size}\n\ncharacter ANNA\n  look a bald person\n  height {own}\ncharacter BOB\n  look a bald person\n  height {other}\n\nEXT. DESERT - DAY\n  stage ANNA {apart} left facing BOB, BOB {apart} right facing ANNA\n  shot {rank} on BOB, over ANNA's shoulder, 2s\n    A.\n");
                    let checked = scripts::check(&script);
                    let case = format!("{size}, {rank}, {own} before {other}, {apart}");
                    if checked.problems.iter().any(|p| p.code.name() == "nearest-framing" && (p.message.contains("covers") || p.message.contains("outside of this picture"))) {
                        continue;
                    }
                    let picture = picture(&checked, 240);
                    let plate = paper::draw(&picture);
                    let layer = |name: &str| plate.layers.iter().find(|l| l.name == name);
                    let Some(near) = layer("ANNA") else {
                        // Of a giant or a child close up the shoulder can lie just outside of the frame.
                        if own == other {
                            wrong.push_str(&format!("{case}: no shoulder\n"));
                        }
                        continue;
                    };
                    let face = solved(&checked, 0);
                    let (aspect, middle) = (picture.aspect(), (face.left + face.right) / 2.0);
                    // From the hair to the chin, and as wide as the eyes.
                    let head = face.share * if other == "1.2m" { 1.0 / 4.5 } else { 1.0 / 6.9 };
                    let solid = |x: f64, y: f64| {
                        let cel = &near.cels[0];
                        let at = |v: f64, low: f64, high: f64, n: u32| ((v - low) / (high - low) * f64::from(n)) as i64;
                        let (px, py) = (at((x - 0.5) * aspect, near.area.left, near.area.right, cel.width), at(y - 0.5, near.area.top, near.area.bottom, cel.height));
                        let inside = (0..i64::from(cel.width)).contains(&px) && (0..i64::from(cel.height)).contains(&py);
                        inside && cel.rgba[((py * i64::from(cel.width) + px) * 4 + 3) as usize] > 128
                    };
                    let points = (0..10).flat_map(|i| (0..7).map(move |j| (f64::from(i) / 9.0, f64::from(j) / 3.0 - 1.0)));
                    let (mut hidden, mut all) = (0, 0);
                    for (down, across) in points {
                        all += 1;
                        let (x, y) = (middle + across * 0.28 * head / aspect, face.top + head * (0.15 + 0.8 * down));
                        hidden += usize::from(solid(x, y) || !(0.0..=1.0).contains(&x) || !(0.0..=1.02).contains(&y));
                    }
                    if hidden * 12 > all {
                        wrong.push_str(&format!("{case}: {hidden} of {all} points of the face are hidden, {face:?}\n"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Over a shoulder, whoever lies has the head in the frame.
#[test]
fn whoever_lies_is_seen_over_a_shoulder() {
    let mut wrong = String::new();
    for size in ["wide", "medium", "medium close", "close"] {
        for place in ["right", "left", "far", "near", "1.2m right 0.8m far"] {
            for front in ["", "BOB facing left, "] {
                let checked = scripts::check(&format!("EXT. FIELD - DAY\n  stage BOB {place} lies, {front}ANNA 1.6m left facing BOB\n  shot {size} on BOB, over ANNA's shoulder, 2s\n    A.\n"));
                let seen = solved(&checked, 0);
                let head = {
                    let staged = checked.staging.shots[0].as_ref().unwrap();
                    let id = staged.subjects[0];
                    let body = frost::stage::body::Body::of(checked.film.person(id));
                    staged.camera.project(body.crown_from(&staged.set.people[&id], frost::stage::set::towards(staged.set.people[&id].at, staged.camera.at))).unwrap()
                };
                let told: Vec<&str> = checked.problems.iter().filter(|p| p.code.name() == "staging").map(|p| p.message.as_str()).collect();
                if !(0.1..=0.9).contains(&head.x) || !(0.0..=0.95).contains(&head.y) || !told.is_empty() {
                    wrong.push_str(&format!("{size}, {place} {front}: head {head:?} of {seen:?}, {told:?}\n"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What somebody points in an insert points to where they look.
#[test]
fn what_is_pointed_in_an_insert_points_where_its_holder_looks() {
    for (look, thing) in [("a revolver", "GUN"), ("a kitchen knife", "KNIFE")] {
        let shape = |place: &str| {
            let checked = scripts::check(&format!("prop {thing}\n  look {look}\n\nEXT. DESERT - DAY\n  stage ANNA centre facing {place} holds {thing}\n  shot insert on {thing}, 2s\n    A.\n"));
            let picture = picture(&checked, 320);
            let plate = paper::draw(&picture);
            let layer = plate.layers.iter().find(|l| l.name == thing).unwrap();
            let cel = &layer.cels[0];
            let (w, h) = (cel.width as usize, cel.height as usize);
            // On which side of the frame the arm comes in.
            let foot = (0..h).rev().find(|y| (0..w).any(|x| cel.rgba[(y * w + x) * 4 + 3] > 200)).unwrap();
            let row: Vec<usize> = (0..w).filter(|x| cel.rgba[(foot * w + x) * 4 + 3] > 200).collect();
            let scale = (layer.area.right - layer.area.left) / w as f64;
            layer.area.left + row.iter().sum::<usize>() as f64 / row.len() as f64 * scale
        };
        assert!(shape("left") > 0.1, "{thing}: the arm comes from {}", shape("left"));
        assert!(shape("right") < -0.1, "{thing}: the arm comes from {}", shape("right"));
    }
}
