//! One geometry: what is drawn stands where it was solved.

mod scripts;

use std::path::PathBuf;

use frost::backends::paper;
use frost::cli::project::check;
use frost::film::Film;
use frost::plan::{self, picture::{Figure, Picture, Pose}, task::Spec};
use frost::stage::framing::rank_of;
use frost::stage::report::person_box;
use frost::stage::body;
use frost::stage::solve::StagedShot;

fn films() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap();
    let mut films: Vec<PathBuf> = folder.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "frost")).collect();
    films.sort();
    films
}

/// Somebody as drawn: the middle of the head across the frame, the top of the head down it, and the body's height over
/// the frame's.
struct Drawn {
    x: f64,
    top: f64,
    share: f64,
}

/// Draws a picture in a frame so tall that bodies are in it from head to foot, and measures one of them.
fn drawn(picture: &Picture, name: &str) -> Option<Drawn> {
    const WIDTH: u32 = 200;
    const TALL: u32 = 14;
    let aspect = f64::from(picture.size[0]) / f64::from(picture.size[1]);
    let tall = Picture { size: [WIDTH, WIDTH * TALL], views: picture.views[..1].to_vec(), ..picture.clone() };
    let plate = paper::draw(&tall);
    let layer = plate.layers.iter().find(|l| l.name == name)?;
    let cel = &layer.cels[0];
    let (w, h) = (cel.width as usize, cel.height as usize);
    let solid = |x: usize, y: usize| cel.rgba[(y * w + x) * 4 + 3] > 200;
    let row = |y: usize| (0..w).filter(|x| solid(*x, y)).collect::<Vec<_>>();
    let top = (0..h).find(|y| !row(*y).is_empty())?;
    let foot = (0..h).rev().find(|y| !row(*y).is_empty())?;
    // A head is an eighth of a body.
    let head: Vec<usize> = (top..top + (foot - top).div_ceil(10)).flat_map(row).collect();
    let middle = head.iter().sum::<usize>() as f64 / head.len() as f64 + 0.5;
    // Layer pixels to widths of the frame, from its middle.
    let scale = (layer.area.bottom - layer.area.top) / h as f64 * f64::from(TALL);
    let left = layer.area.left * f64::from(TALL);
    let above = layer.area.top * f64::from(TALL);
    Some(Drawn { x: 0.5 + left + middle * scale, top: 0.5 + (above + top as f64 * scale) * aspect, share: (foot + 1 - top) as f64 * scale * aspect })
}

fn subject(film: &Film, staged: &StagedShot, picture: &Picture) -> Option<String> {
    let id = *staged.subjects.first()?;
    let own = staged.set.people.get(&id)?;
    let name = film.person(id).name.clone();
    // An animal's head is not an eighth of it, nor over its feet.
    if film.person(id).creature.is_some() {
        return None;
    }
    let solved = person_box(film, staged, id)?;
    // Of somebody who moves there are several drawings; the one that rests where the camera was solved for is measured.
    let mut drawings = picture.figures.iter().chain(&picture.doubles).filter(|f| f.name == name);
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let rests = |f: &&Figure| f.drawing == 0 || f.at == [mm(own.at.x), mm(own.at.y), mm(own.at.z)] && f.pose == own.pose && !matches!(f.pose, Pose::Walk | Pose::Run);
    let label = match drawings.find(rests) {
        Some(figure) if figure.drawing > 0 => format!("{name}/{}", figure.drawing),
        Some(_) => name.clone(),
        None if picture.figures.iter().any(|f| f.name == name && f.drawing > 0) => return None,
        None => return Some(format!("{name} is not in the picture")),
    };
    let Some(drawn) = drawn(picture, &label) else { return Some(format!("{name} is not drawn")) };
    // A body that the camera looks down on is as much shorter as the camera is tilted.
    let share = drawn.share / body::top(own.pose) / staged.camera.pitch.cos().abs();
    let x = (solved.left + solved.right) / 2.0;
    let mut wrong = Vec::new();
    // Hats and hair stand above the crown; children sit a little higher than the table of poses has them.
    let upright = !matches!(own.pose, Pose::Sit | Pose::Kneel | Pose::Crouch | Pose::Lie);
    let slack = if upright { 0.035 } else { 0.05 };
    let near = (share / solved.share).ln().abs() < 2.0 * slack;
    if rank_of(share) != rank_of(solved.share) && !near {
        wrong.push(format!("drawn {share:.2} of the frame high, solved {:.2}", solved.share));
    }
    if (drawn.x - x).abs() > 0.03 {
        wrong.push(format!("drawn at {:.3} across, solved {x:.3}", drawn.x));
    }
    if (drawn.top - solved.top).abs() > slack * solved.share.max(1.0) {
        wrong.push(format!("drawn at {:.3} down, solved {:.3}", drawn.top, solved.top));
    }
    (!wrong.is_empty()).then(|| format!("{name} ({:?}): {}", own.pose, wrong.join("; ")))
}

#[test]
fn subjects_are_drawn_where_they_were_solved() {
    let (mut wrong, mut seen) = (String::new(), 0);
    for path in films() {
        let checked = check(&path, &Default::default()).unwrap();
        let plan = plan::build(&checked.film, &checked.staging);
        for shot in checked.film.scenes.iter().flat_map(|s| &s.shots) {
            let Some(Some(staged)) = checked.staging.shots.get(shot.slot) else { continue };
            let key = &plan.shots.iter().find(|r| r.number == shot.number).unwrap().plate;
            let task = plan.tasks.iter().find(|t| Some(&t.key) == key.as_ref()).unwrap();
            let Spec::Plate { picture } = &task.spec else { continue };
            seen += usize::from(!staged.subjects.is_empty());
            if let Some(problem) = subject(&checked.film, staged, picture) {
                wrong.push_str(&format!("{} {}: {problem}\n", path.file_stem().unwrap().to_string_lossy(), shot.number));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(seen > 50, "{seen} shots of people");
}

/// Close shots of an animal show its head: it lies in the frame, and there it is drawn.
#[test]
fn a_close_shot_of_an_animal_holds_its_head() {
    let mut wrong = String::new();
    for animal in ["a red fox", "a horse", "a grey heron", "a white goose", "an owl", "a cat", "a pig"] {
        for side in ["profile right", "profile left", "three-quarter left", "front"] {
            for pose in ["stands", "sits", "lies"] {
                let script = format!("character X\n  look   {animal}\n\nEXT. MEADOW - DAY\n  stage X centre facing right {pose}\n  shot close on X, {side}, 2s\n    It watches.\n");
                let checked = scripts::check(&script);
                let staged = checked.staging.shots[0].as_ref().unwrap();
                let seen = person_box(&checked.film, staged, staged.subjects[0]).unwrap();
                let case = format!("{animal} {side} {pose}");
                if seen.left < 0.0 || seen.right > 1.0 || seen.top < -0.06 || seen.size != "close" {
                    wrong.push_str(&format!("{case}: {seen:?}\n"));
                }
                let plan = plan::build(&checked.film, &checked.staging);
                let Some(Spec::Plate { picture }) = plan.tasks.iter().map(|t| &t.spec).find(|s| matches!(s, Spec::Plate { .. })) else { panic!("{case}: no plate") };
                let picture = Picture { size: [320, 180], ..(**picture).clone() };
                let plate = paper::draw(&picture);
                let Some(layer) = plate.layers.iter().find(|l| l.name == "X") else {
                    wrong.push_str(&format!("{case}: not drawn\n"));
                    continue;
                };
                // A close shot is somewhat more than a head high.
                let (x, y) = ((seen.left + seen.right) / 2.0 - 0.5, seen.top + 0.42 - 0.5);
                let x = x * picture.aspect();
                let cel = &layer.cels[0];
                let at = |v: f64, low: f64, high: f64, n: u32| ((v - low) / (high - low) * f64::from(n)) as i64;
                let solid = |x: f64, y: f64| {
                    let (px, py) = (at(x, layer.area.left, layer.area.right, cel.width), at(y, layer.area.top, layer.area.bottom, cel.height));
                    let inside = (0..i64::from(cel.width)).contains(&px) && (0..i64::from(cel.height)).contains(&py);
                    inside && cel.rgba[((py * i64::from(cel.width) + px) * 4 + 3) as usize] > 200
                };
                // Beaks are thin: something of the head lies within a fifth of the frame's height.
                let near = (-4..=4).flat_map(|i| (-4..=4).map(move |j| (f64::from(i) * 0.05, f64::from(j) * 0.05)));
                if !near.into_iter().any(|(dx, dy)| solid(x + dx, y + dy)) {
                    wrong.push_str(&format!("{case}: nothing is drawn where its head was solved\n"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_camera_that_follows_goes_the_way_its_person_goes() {
    for (act, sign) in [("crosses right", 1), ("crosses left", -1), ("exits left", -1), ("enters left", 1), ("enters right", -1)] {
        for word in ["follow", "track"] {
            let text = format!("EXT. PIER - DAY\n  stage JO centre facing camera\n  shot wide on JO, 5s\n    camera {word} JO\n    stage JO {act}\n    Jo goes.\n");
            let checked = scripts::check(&text);
            let plan = plan::build(&checked.film, &checked.staging);
            let keys = &plan.edit.clips[0].path.keys;
            let way = keys.last().unwrap().view.at[0] - keys[0].view.at[0];
            assert!(way * sign > 500, "{word}: {act} leads {way} mm to the right");
        }
    }
}
