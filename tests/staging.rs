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

/// Every film in the folder of examples and in those below it.
fn films() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))];
    let mut films = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(e) if e == "frost" => films.push(path),
                _ => {}
            }
        }
    }
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

fn subject(film: &Film, staged: &StagedShot, picture: &Picture, id: frost::film::PersonId) -> Option<String> {
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
    // In a tipped frame a body leans, and in a near one it turns aside: the middle of its box is not where its head is.
    let tipped = || {
        let crown = body::Body::of(film.person(id)).crown_from(own, frost::stage::set::towards(own.at, staged.camera.at));
        staged.camera.project(crown).map(|head| head.x)
    };
    let x = if staged.camera.roll == 0.0 && solved.bottom <= 1.3 { None } else { tipped() }.unwrap_or((solved.left + solved.right) / 2.0);
    // A raised hand is higher than the head, and of somebody beside whom a near shot is on no more is cut than the frame shows.
    let raised = matches!(own.pose, Pose::Wave | Pose::Cheer);
    let beside = staged.subjects.first() != Some(&id);
    // Under a tilted lens feet below the frame are nobody's measure: `heads_under_a_tilted_lens…` has the head's.
    let unseen = solved.bottom > 1.3 && (beside || staged.camera.pitch.abs() > 0.08);
    let mut wrong = Vec::new();
    // Hats and hair stand above the crown; children sit a little higher than the table of poses has them.
    let upright = !matches!(own.pose, Pose::Sit | Pose::Kneel | Pose::Crouch | Pose::Lie);
    // A hat is a part of what is drawn, and no part of whom a camera is solved for; near a face a hood's tip is far behind the crown.
    let hat = ["hat", "cap", "hood", "parka", "helmet"].iter().any(|word| film.person(id).look.contains(word) || own.wears.as_ref().is_some_and(|w| w.contains(word)));
    let slack = if upright { 0.035 } else { 0.05 } + if hat { 0.03 } else { 0.0 };
    let near = (share / solved.share).ln().abs() < 2.0 * slack;
    if rank_of(share) != rank_of(solved.share) && !near && !unseen {
        wrong.push(format!("drawn {share:.2} of the frame high, solved {:.2}", solved.share));
    }
    if !raised && (drawn.x - x).abs() > if beside || hat && solved.share > 4.0 { 0.045 } else { 0.03 } {
        wrong.push(format!("drawn at {:.3} across, solved {x:.3}", drawn.x));
    }
    if !raised && (drawn.top - solved.top).abs() > slack * solved.share.max(1.0) {
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
            for problem in staged.subjects.iter().filter_map(|id| subject(&checked.film, staged, picture, *id)) {
                wrong.push_str(&format!("{} {}: {problem}\n", path.file_stem().unwrap().to_string_lossy(), shot.number));
            }
            seen += staged.subjects.len();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(seen > 150, "{seen} people in shots");
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

/// Where the middle of somebody's head, or of a part of them, is in the frame of the only shot.
fn solved(script: &str) -> (frost::film::Typed, frost::stage::Staging) {
    let loaded = frost::film::load(std::path::Path::new("a.frost"), script.to_string(), &scripts::Memory::default());
    let typed = frost::film::build(&loaded);
    let staging = frost::stage::solve(&typed.film);
    (typed, staging)
}

#[test]
fn people_of_whom_nothing_is_said_face_each_other_in_any_order() {
    for stage in ["TOM right, PIA left", "PIA left, TOM right", "TOM far, PIA near", "PIA 2m right 1m far, TOM 1m left"] {
        let (typed, staging) = solved(&format!("INT. OFFICE - DAY\n  stage {stage}\n  shot wide, 3s\n    They talk.\n"));
        let set = &staging.shots[0].as_ref().unwrap().set;
        let all: Vec<_> = set.present().collect();
        for (a, b) in [(0, 1), (1, 0)] {
            let (own, other) = (all[a].1, all[b].1);
            let d = other.at - own.at;
            assert!((d.x.atan2(d.z) - own.yaw).cos() > 0.999, "{stage}: {} looks {:.0}°", typed.film.person(all[a].0).name, own.yaw.to_degrees());
        }
    }
}

#[test]
fn a_shoulder_is_in_the_picture_from_any_distance() {
    for apart in ["0.5m", "0.8m", "1.5m", "2m", "3m"] {
        for size in ["full", "medium", "medium close", "close"] {
            let (typed, staging) = solved(&format!("EXT. FIELD - DAY\n  stage KID {apart} left facing BOB, BOB {apart} right facing KID\n  shot {size} on BOB, over KID's shoulder, 2s\n    Bob.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let box_of = |name: &str| typed.film.people.iter().position(|p| p.name == name).and_then(|i| staged.set.present().nth(i)).and_then(|(id, _)| person_box(&typed.film, staged, id)).unwrap();
            let (kid, bob) = (box_of("KID"), box_of("BOB"));
            let seen = (kid.right.min(1.0) - kid.left.max(0.0)).max(0.0);
            assert!(seen > 0.08, "{size} from {apart}: {kid:?} before {bob:?}");
            let middle = (bob.left + bob.right) / 2.0;
            assert!(middle > 0.3 && middle < 0.7, "{bob:?}");
        }
    }
}

#[test]
fn what_a_part_is_called_is_in_the_middle_of_its_frame() {
    for (pose, height) in [("stands", 1.72), ("sits", 1.72), ("kneels", 1.72), ("lies", 1.72)] {
        for part in ["hands", "feet", "face", "back", "eyes"] {
            let (_, staging) = solved(&format!("EXT. FIELD - DAY\n  stage ANNA left {pose} facing right\n  shot close on ANNA's {part}, 2s\n    A.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let (_, own) = staged.set.present().next().unwrap();
            let at = body::Body { height, creature: None }.part(part, own, staged.aim.bearing);
            let seen = staged.camera.project(at).unwrap();
            assert!((seen.x - 0.5).abs() < 0.05 && (seen.y - 0.5).abs() < 0.2, "{part} of whoever {pose}: {seen:?}");
        }
    }
}

#[test]
fn heads_are_in_the_frame_from_above_and_of_those_who_lie() {
    for line in ["medium on ANNA, overhead", "close on ANNA, overhead", "medium close on ANNA, aerial", "close on ANNA", "medium on ANNA and BOB"] {
        for pose in ["stands", "lies", "sits"] {
            let (typed, staging) = solved(&format!("EXT. FIELD - DAY\n  stage ANNA left {pose} facing right, BOB right sits facing ANNA\n  shot {line}, 2s\n    A.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            for id in &staged.subjects {
                let own = &staged.set.people[id];
                let height = f64::from(typed.film.person(*id).height) / 1000.0;
                let head = staged.camera.project(body::Body { height, creature: None }.crown_from(own, staged.aim.bearing)).unwrap();
                assert!((0.0..=1.0).contains(&head.x) && (0.0..0.97).contains(&head.y), "{line}, {pose}: {head:?}");
            }
        }
    }
}

#[test]
fn a_move_ends_on_whom_it_names() {
    for made in ["zoom in to close on JONAS", "push in to close on JONAS", "pan to JONAS"] {
        for line in ["wide on ANNA and JONAS", "medium on ANNA"] {
            let (typed, staging) = solved(&format!("INT. HALL - DAY\n  stage ANNA left facing JONAS, JONAS 1.5m right 1m far facing ANNA\n  shot {line}, 20s\n    camera {made}\n    A.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let shot = &typed.film.scenes[0].shots[0];
            let (id, own) = staged.set.present().find(|(id, _)| typed.film.person(*id).name == "JONAS").unwrap();
            assert!(staged.people.contains(&id), "{line}, {made}: he is not drawn");
            let seen = frost::stage::moved::end_camera(&typed.film, shot, staged).project(body::Body { height: 1.72, creature: None }.crown(own)).unwrap();
            assert!((0.3..0.7).contains(&seen.x) && (0.0..0.6).contains(&seen.y), "{line}, {made}: {seen:?}");
        }
    }
}

/// A camera over a shoulder sees the thing past it: in the frame, and free of head and shoulders where its middle is.
#[test]
fn things_are_seen_past_a_shoulder() {
    let mut wrong = String::new();
    for (prop, look) in [("LETTER", "a letter"), ("CAR", "a blue car"), ("VASE", "a vase"), ("LADDER", "a ladder")] {
        for place in ["near", "2m right", "2m right 3m far", "4m left 6m far", ""] {
            for size in ["wide", "medium", "close"] {
                for heading in ["EXT. FIELD", "INT. HALL"] {
                    let stage = if place.is_empty() { String::new() } else { format!("{prop} {place}, ") };
                    let facing = if place.is_empty() { "right".to_string() } else { prop.to_string() };
                    let script = format!("prop {prop}\n  look {look}\n\n{heading} - DAY\n  stage {stage}ANNA left facing {facing}\n  shot {size} on {prop}, over ANNA's shoulder, 2s\n    It.\n");
                    let (_, staging) = solved(&script);
                    let staged = staging.shots[0].as_ref().unwrap();
                    let case = format!("{heading}: {size} on {prop} {place}");
                    let (_, placed, _) = staged.things.iter().find(|(name, ..)| name == prop).unwrap();
                    let middle = staged.aim.top;
                    let seen = staged.camera.project(frost::stage::camera::Vec3::new(placed.at.x, middle, placed.at.z));
                    let Some(seen) = seen.filter(|s| (0.15..0.85).contains(&s.x) && (0.2..0.8).contains(&s.y)) else {
                        wrong.push_str(&format!("{case}: the middle is at {seen:?}\n"));
                        continue;
                    };
                    // Her head is a disc, her shoulders are a bar below it.
                    let (_, anna) = staged.set.present().next().unwrap();
                    let at = |up: f64| staged.camera.project(anna.at + frost::stage::camera::Vec3::new(0.0, up, 0.0)).unwrap();
                    let (head, shoulders) = (at(1.6), at(1.72 * 0.81));
                    let zoom = staged.camera.zoom();
                    let beside = |part: &frost::stage::camera::Screen, half: f64| (seen.x - part.x).abs() > half * zoom / part.depth;
                    let free = (beside(&head, 0.1) || seen.y > shoulders.y.max(head.y) && seen.y < shoulders.y) && (seen.y < shoulders.y || beside(&shoulders, 0.2));
                    if !free {
                        wrong.push_str(&format!("{case}: {seen:?} behind head {head:?}, shoulders {shoulders:?}\n"));
                    }
                    // Something of her is in the frame.
                    let inside = |x: f64, y: f64| (0.0..=1.0).contains(&x) && (0.0..=1.05).contains(&y);
                    let edge = 0.2 * zoom / shoulders.depth;
                    if !inside(head.x, head.y) && !inside(shoulders.x - edge, shoulders.y) && !inside(shoulders.x + edge, shoulders.y) {
                        wrong.push_str(&format!("{case}: her head is at {head:?}, her shoulders at {shoulders:?}\n"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A push of which nothing is said goes a size, however long it lasts.
#[test]
fn a_push_that_nobody_measured_goes_a_size() {
    for (made, steps) in [("push in, slow", 1), ("push in", 1), ("push in, fast", 2), ("pull out, slow", -1), ("pull out, fast", -2)] {
        for (size, rank) in [("full", 3), ("medium", 6), ("medium close", 7), ("close", 8)] {
            let (typed, staging) = solved(&format!("EXT. FIELD - DAY\n  stage ANNA left facing right\n  shot {size} on ANNA, 30s\n    camera {made}\n    A.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let shot = &typed.film.scenes[0].shots[0];
            let end = frost::stage::moved::end_camera(&typed.film, shot, staged);
            let (_, own) = staged.set.present().next().unwrap();
            let head = body::Body { height: 1.72, creature: None }.crown(own);
            let share = end.height_in_frame(1.72, end.project(head).unwrap().depth);
            assert_eq!(i32::from(rank_of(share)), rank + steps, "{made} from {size}: {share}");
        }
    }
}

#[test]
fn whoever_lies_where_there_is_a_bed_lies_on_it() {
    let cases = [
        ("INT. BEDROOM", "ANNA lies", true),
        ("INT. BEDROOM", "ANNA near lies", false),
        ("INT. HOTEL - LOBBY", "ANNA lies", false),
        ("INT. CELL", "BED left far, ANNA lies", true),
        ("INT. CELL", "ANNA lies", false),
        ("EXT. FIELD", "ANNA lies", false),
    ];
    for (place, stage, on_it) in cases {
        for size in ["wide", "medium", "close"] {
            let (typed, staging) = solved(&format!("prop BED\n  look a bed\n\n{place} - DAY\n  stage {stage}\n  shot {size} on ANNA, 3s\n    A.\n  shot full on ANNA, 3s\n    stage ANNA stands\n    She gets up.\n  shot full on ANNA, front, 3s\n    A.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let (id, own) = staged.set.present().next().unwrap();
            assert_eq!(own.at.y > 0.3, on_it, "{place}: {stage}");
            let seen = person_box(&typed.film, staged, id).unwrap();
            let height = frost::stage::body::Body { height: 1.72, creature: None };
            let head = staged.camera.project(height.crown_from(own, staged.aim.bearing)).unwrap();
            assert!((0.0..1.0).contains(&head.x) && (-0.05..0.97).contains(&head.y), "{place}, {size}: {head:?} of {seen:?}");
            let (_, later) = staging.shots[2].as_ref().unwrap().set.present().next().unwrap();
            assert_eq!(later.at.y, 0.0, "{place}: {stage}");
        }
    }
}

/// What lies far off is looked at, not the ground before the camera.
#[test]
fn far_views_are_seen_from_where_one_stands() {
    for (view, up) in [("the mountain", false), ("the sea", false), ("the moon", true), ("the night sky", true)] {
        let (_, staging) = solved(&format!("EXT. FIELD - DAY\n  shot wide on \"{view}\", 3s\n    It.\n"));
        let camera = staging.shots[0].as_ref().unwrap().camera;
        let pitch = camera.pitch.to_degrees();
        assert!(if up { (15.0..35.0).contains(&pitch) } else { (-1.0..12.0).contains(&pitch) }, "{view}: {pitch:.0}°");
        assert!((1.0..2.5).contains(&camera.at.y), "{view}: {:.1} m", camera.at.y);
    }
}

/// Where a thing lies in the first frame as drawn: its middle across and down, and its height, over the frame's.
fn drawn_thing(picture: &Picture, name: &str) -> Option<[f64; 3]> {
    let picture = Picture { size: [480, 270], views: picture.views[..1].to_vec(), ..picture.clone() };
    let plate = paper::draw(&picture);
    let layer = plate.layers.iter().find(|l| l.name == name)?;
    let cel = &layer.cels[0];
    let (w, h) = (cel.width as usize, cel.height as usize);
    let solid = |x: usize, y: usize| cel.rgba[(y * w + x) * 4 + 3] > 200;
    let rows: Vec<usize> = (0..h).filter(|y| (0..w).any(|x| solid(x, *y))).collect();
    let columns: Vec<usize> = (0..w).filter(|x| (0..h).any(|y| solid(*x, y))).collect();
    let (top, bottom) = (*rows.first()? as f64, *rows.last()? as f64 + 1.0);
    let (left, right) = (*columns.first()? as f64, *columns.last()? as f64 + 1.0);
    let scale = (layer.area.bottom - layer.area.top) / h as f64;
    let x = 0.5 + (layer.area.left + (left + right) / 2.0 * scale) / picture.aspect();
    let y = 0.5 + layer.area.top + (top + bottom) / 2.0 * scale;
    Some([x, y, (bottom - top) * scale])
}

/// A thing has its place in the picture as its box has it, whoever or whatever else is there.
#[test]
fn things_are_drawn_where_they_were_solved() {
    let mut wrong = String::new();
    let mut seen = 0;
    for (look, size) in [("a letter", "close"), ("a violin", "medium"), ("a lamp", "medium"), ("a clock", "medium"), ("a suitcase", "full"), ("a bottle", "close"), ("a book", "close"), ("a chair", "full"), ("a telephone", "medium")] {
        for place in ["centre", "left", "0.5m right 0.6m far"] {
            for heading in ["EXT. FIELD", "INT. OFFICE"] {
                for line in [format!("{size} on X"), "wide".to_string()] {
                    let script = format!("prop X\n  look {look}\n\n{heading} - DAY\n  stage X {place}, ANNA 2m left\n  shot {line}, 2s\n    It.\n");
                    let checked = scripts::check(&script);
                    let scene = &checked.film.scenes[0];
                    let staged = checked.staging.shots[0].as_ref().unwrap();
                    let report = frost::stage::report::of(&checked.film, scene, &scene.shots[0], staged);
                    let solved = report.things.iter().find(|t| t.name == "X").and_then(|t| t.frame).unwrap();
                    let plan = plan::build(&checked.film, &checked.staging);
                    let Some(Spec::Plate { picture }) = plan.tasks.iter().map(|t| &t.spec).find(|s| matches!(s, Spec::Plate { .. })) else { panic!("no plate") };
                    let case = format!("{heading}: {line}, {look} {place}");
                    let Some([x, y, _]) = drawn_thing(picture, "X") else {
                        wrong.push_str(&format!("{case}: not drawn\n"));
                        continue;
                    };
                    seen += 1;
                    let (across, down) = ((solved.left + solved.right) / 2.0, (solved.top + solved.bottom) / 2.0);
                    if (x - across).abs() > 0.03 || (y - down).abs() > 0.03 * f64::from(picture.size[0]) / f64::from(picture.size[1]) {
                        wrong.push_str(&format!("{case}: drawn at {x:.3}, {y:.3}, solved {across:.3}, {down:.3}\n"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(seen > 90, "{seen} things");
}

/// Wide sizes over a shoulder are taken from behind it, through a lens that does not bend the room, and hold whom they see from
/// head to foot beside the shoulder.
#[test]
fn a_wide_shot_over_a_shoulder_stands_behind_it() {
    let mut wrong = String::new();
    for apart in ["0.8m", "1.5m", "3m"] {
        for size in ["wide", "full", "medium wide"] {
            let (typed, staging) = solved(&format!("EXT. FIELD - DAY\n  stage KID {apart} left facing BOB, BOB {apart} right facing KID\n  shot {size} on BOB, over KID's shoulder, 2s\n    Bob.\n"));
            let staged = staging.shots[0].as_ref().unwrap();
            let of = |name: &str| staged.set.present().find(|(id, _)| typed.film.person(*id).name == name).unwrap();
            let ((kid_id, kid), (bob_id, bob)) = (of("KID"), of("BOB"));
            let (kid_box, bob_box) = (person_box(&typed.film, staged, kid_id).unwrap(), person_box(&typed.film, staged, bob_id).unwrap());
            let case = format!("{size} from {apart}");
            let camera = &staged.camera;
            if camera.focal < 17.9 {
                wrong.push_str(&format!("{case}: {:.0}mm\n", camera.focal));
            }
            // Behind the shoulder: farther from whom it sees than the shoulder is.
            let (from_bob, of_kid) = ((camera.at - bob.at).floor().length(), (kid.at - bob.at).floor().length());
            if from_bob < of_kid + 0.4 {
                wrong.push_str(&format!("{case}: {from_bob:.2} m from BOB, KID {of_kid:.2} m\n"));
            }
            if !(0.0..=1.0).contains(&bob_box.left) || !(0.0..=1.0).contains(&bob_box.right) || bob_box.top < 0.0 {
                wrong.push_str(&format!("{case}: {bob_box:?}\n"));
            }
            let shoulder = (kid_box.right.min(1.0) - kid_box.left.max(0.0)).max(0.0);
            if shoulder < 0.05 {
                wrong.push_str(&format!("{case}: no shoulder, {kid_box:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whom `--stage` lists in the frame the picture shows, and whom it does not show is said to be left out.
#[test]
fn whoever_is_listed_in_the_frame_is_drawn() {
    let scripts = [
        "INT. OFFICE - DAY\n  stage BOB right facing left, ANNA left facing BOB\n  shot full on ANNA, 5s\n    She waits.\n    stage ANNA crosses to BOB\n    She goes.\n  shot medium on ANNA, 5s\n    stage ANNA embraces\n    A.\n",
        "INT. HALL - DAY\n  stage ANNA left, BOB centre, CID right\n  shot medium wide on ANNA and BOB, 2s\n    A.\n  shot medium on BOB and CID, 2s\n    A.\n  shot medium close on BOB, 2s\n    A.\n  shot full on CID, profile left, 2s\n    A.\n  shot close on BOB, pov of CID, 2s\n    A.\n",
        "INT. HALL - DAY\n  stage ANNA left facing BOB, BOB right facing ANNA\n  shot full on ANNA, 3s\n    A.\n  shot medium on BOB, 3s\n    A.\n  shot insert on \"a letter\", 3s\n    A.\n",
    ];
    let (mut drawn, mut out) = (0, 0);
    for script in scripts {
        let checked = scripts::check(script);
        let plan = plan::build(&checked.film, &checked.staging);
        let scene = &checked.film.scenes[0];
        for shot in &scene.shots {
            let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
            let key = &plan.shots.iter().find(|r| r.number == shot.number).unwrap().plate;
            let Some(Spec::Plate { picture }) = plan.tasks.iter().find(|t| Some(&t.key) == key.as_ref()).map(|t| &t.spec) else { panic!("no plate") };
            for person in frost::stage::report::of(&checked.film, scene, shot, staged).people {
                let here = picture.figures.iter().any(|f| f.name == person.name);
                let framed = person.frame.is_some_and(|b| b.right > 0.0 && b.left < 1.0 && b.bottom > 0.0 && b.top < 1.0);
                assert!(!framed || here, "{}: {} is listed in the frame and not drawn\n{script}", shot.number, person.name);
                assert!(!person.left_out || !here, "{}: {} is left out and drawn\n{script}", shot.number, person.name);
                drawn += usize::from(framed);
                out += usize::from(person.left_out);
            }
        }
    }
    assert!(drawn > 12 && out > 0, "{drawn} drawn, {out} left out");
}

/// Forty extras are forty people, of two kinds where the look says so, and none stands before whom a shot is on.
#[test]
fn extras_are_a_crowd() {
    let script = "extras CROWD\n  look men and women in coats\n  count 40\ncharacter SPEAKER\n  look a tall man\n\nEXT. SQUARE - DAY\n  stage CROWD centre facing camera, SPEAKER near facing CROWD\n  shot wide on CROWD, 3s\n    They wait.\n  shot medium on SPEAKER, 3s\n    He waits.\n";
    let checked = scripts::check(script);
    let plan = plan::build(&checked.film, &checked.staging);
    let pictures: Vec<&Picture> = plan.tasks.iter().filter_map(|t| match &t.spec {
        Spec::Plate { picture } => Some(&**picture),
        _ => None,
    }).collect();
    let crowd: Vec<&Figure> = pictures[0].figures.iter().filter(|f| f.name.starts_with("CROWD")).collect();
    assert!(crowd.len() >= 36, "{} of forty", crowd.len());
    assert!(crowd.iter().any(|f| f.look.contains("woman")) && crowd.iter().any(|f| f.look.starts_with("a man")), "{:?}", crowd[1].look);
    for (i, a) in crowd.iter().enumerate() {
        for b in &crowd[i + 1..] {
            let apart = f64::from(a.at[0] - b.at[0]).hypot(f64::from(a.at[2] - b.at[2]));
            assert!(apart > 300.0, "{} and {} stand {apart} mm apart", a.name, b.name);
        }
    }
    let staged = checked.staging.shots[1].as_ref().unwrap();
    let speaker = staged.subjects[0];
    let own = staged.set.people.iter().find(|(id, _)| **id == speaker).unwrap().1;
    let head = staged.camera.project(body::Body { height: 1.8, creature: None }.crown(own)).unwrap();
    for figure in pictures[1].figures.iter().filter(|f| f.name.starts_with("CROWD")) {
        let at = frost::plan::picture::metres(figure.at);
        let Some(seen) = staged.camera.project(at + frost::stage::camera::Vec3::new(0.0, 1.6, 0.0)) else { continue };
        let half = 0.15 * staged.camera.zoom() / seen.depth;
        assert!(seen.depth > head.depth || (seen.x - head.x).abs() > half, "{} stands before him", figure.name);
    }
}

/// What drives is drawn on its way, and the camera that tracks it goes along.
#[test]
fn things_drive() {
    let script = "prop CAR\n  look a red car\n\nEXT. ROAD - DAY\n  stage CAR left\n  shot very wide, 4s\n    stage CAR exits right\n    A.\n  shot very wide, 4s\n    A.\n  shot full on CAR, 6s\n    camera track CAR\n    stage CAR enters left\n    A.\n  shot wide, 4s\n    stage CAR crosses 4m right\n    A.\n";
    let checked = scripts::check(script);
    let plan = plan::build(&checked.film, &checked.staging);
    let clips = &plan.edit.clips;
    let out = clips[0].stretches.iter().find(|s| s.name == "CAR").expect("it goes out");
    assert!(out.to[0] > 3000 && out.end < clips[0].frames, "{out:?}");
    assert!(checked.staging.shots[1].as_ref().unwrap().things.is_empty(), "it has gone");
    let comes = &clips[2];
    assert!(comes.stretches.iter().any(|s| s.from[0] < -3000) && comes.path.keys.len() > 2, "{:?}", comes.stretches);
    let way = comes.path.keys.last().unwrap().view.at[0] - comes.path.keys[0].view.at[0];
    assert!(way > 500_000, "the camera goes {way} micrometres along");
    assert!(clips[3].stretches.iter().any(|s| (s.to[0] - s.from[0]).abs() > 3000), "{:?}", clips[3].stretches);
}

/// A move ends where its words say: on the face from the feet, on the thing, on the whole of somebody from their hands; and a
/// camera at somebody's eyes walks with them.
#[test]
fn moves_end_on_what_they_name() {
    let at = |script: &str, index: usize| {
        let (typed, staging) = solved(script);
        let shot = &typed.film.scenes[0].shots[index];
        let staged = staging.shots[shot.slot].as_ref().unwrap().clone();
        let end = frost::stage::moved::end_camera(&typed.film, shot, &staged);
        (typed, staged, end)
    };
    let head = |typed: &frost::film::Typed, staged: &StagedShot, camera: &frost::stage::camera::Camera, name: &str| {
        let (_, own) = staged.set.present().find(|(id, _)| typed.film.person(*id).name == name).unwrap();
        camera.project(body::Body { height: 1.72, creature: None }.crown(own) - frost::stage::camera::Vec3::new(0.0, 0.12, 0.0))
    };
    let open = "INT. OFFICE - DAY\n  stage ANNA left facing BOB holds \"a gun\", BOB right facing ANNA\n";
    let mut wrong = String::new();
    for (line, made, name) in [
        ("close on ANNA's feet", "tilt up to ANNA", "ANNA"),
        ("medium on ANNA", "whip pan to BOB", "BOB"),
        ("medium on BOB", "whip pan right to ANNA", "ANNA"),
        ("insert on \"a letter\"", "pull out to medium on ANNA", "ANNA"),
        ("insert on \"a letter\"", "pull out to wide on ANNA", "ANNA"),
        ("close on ANNA's hands", "pull out to medium", "ANNA"),
        ("medium on ANNA", "push in to medium close, then pan to BOB", "BOB"),
    ] {
        let (typed, staged, end) = at(&format!("{open}  shot {line}, 12s\n    camera {made}\n    A.\n"), 0);
        let seen = head(&typed, &staged, &end, name);
        if !seen.is_some_and(|s| (0.25..0.75).contains(&s.x) && (0.0..0.6).contains(&s.y)) {
            wrong.push_str(&format!("{line}, {made}: {seen:?}\n"));
        }
        if end.at.length() > 20.0 {
            wrong.push_str(&format!("{line}, {made}: ends {:.0} m off\n", end.at.length()));
        }
    }
    for (made, thing) in [("pan to \"a cup\"", "a cup"), ("push in to close on \"a cup\"", "a cup"), ("push in to close on \"the gun\"", "the gun"), ("tilt down to \"a gun\"", "a gun"), ("pan to \"the door\"", "the door")] {
        let (_, staged, end) = at(&format!("{open}  shot medium on ANNA, 12s\n    camera {made}\n    A.\n"), 0);
        let (_, placed) = staged.goals.iter().find(|(name, _)| name == thing).expect("it is somewhere");
        let seen = end.project(placed.at + frost::stage::camera::Vec3::new(0.0, placed.tall / 2.0, 0.0));
        if !seen.is_some_and(|s| (0.2..0.8).contains(&s.x) && (0.2..0.8).contains(&s.y)) {
            wrong.push_str(&format!("{made}: {seen:?}\n"));
        }
        if thing == "the gun" && (placed.at.x + 0.8).abs() > 0.5 {
            wrong.push_str(&format!("{made}: it is at {:?}, not in her hands\n", placed.at));
        }
    }
    let (typed, staged, end) = at(&format!("{open}  shot full on BOB, pov of ANNA, 5s\n    stage ANNA crosses to BOB\n    A.\n"), 0);
    let went = (end.at - staged.camera.at).floor().length();
    if went < 0.6 || !head(&typed, &staged, &end, "BOB").is_some_and(|s| (0.2..0.8).contains(&s.x)) {
        wrong.push_str(&format!("her eyes went {went:.2} m\n"));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A dirty single has a piece of another at the edge of its frame, a clean one nobody else.
#[test]
fn a_dirty_single_has_a_piece_of_another() {
    let mut told_of = 0;
    for apart in ["0.6m", "0.8m", "1.2m"] {
        for size in ["medium", "medium close", "close"] {
            for kind in ["dirty", "clean"] {
                let (typed, staging) = solved(&format!("INT. OFFICE - DAY\n  stage ANNA {apart} left facing BOB, BOB {apart} right facing ANNA\n  shot {size} {kind} single on ANNA, 3s\n    A.\n"));
                let staged = staging.shots[0].as_ref().unwrap();
                let (bob, _) = staged.set.present().find(|(id, _)| typed.film.person(*id).name == "BOB").unwrap();
                let case = format!("{size} {kind} single, {apart}");
                let drawn = staged.people.contains(&bob);
                assert!(kind == "dirty" || !drawn, "{case}");
                if kind == "dirty" && !drawn {
                    // Where the frame cannot take a piece of him, that is told.
                    let told = frost::stage::continuity(&typed.film, &staging);
                    assert!(told.iter().any(|p| p.message.contains("dirty single shows nobody")), "{case}: nothing is said");
                    told_of += 1;
                }
                if drawn {
                    let seen = person_box(&typed.film, staged, bob).unwrap();
                    let piece = (seen.right.min(1.0) - seen.left.max(0.0)).max(0.0);
                    assert!((0.03..0.33).contains(&piece) && seen.top < 0.9, "{case}: {seen:?}");
                }
            }
        }
    }
    assert!(told_of <= 2, "{told_of} of nine have no piece of him");
}

/// A dolly zoom keeps the head where it is in the frame, while the room changes behind it.
#[test]
fn a_dolly_zoom_nails_the_head() {
    for made in ["dolly zoom 1m", "dolly zoom to 100mm"] {
        for line in ["medium on ANNA", "medium close on ANNA, low angle", "medium on ANNA, left third"] {
            let (typed, staging) = solved(&format!("INT. HALL - DAY\n  stage ANNA left facing right\n  shot {line}, 5s\n    camera {made}\n    A.\n"));
            let shot = &typed.film.scenes[0].shots[0];
            let staged = staging.shots[0].as_ref().unwrap();
            let (_, own) = staged.set.present().next().unwrap();
            let head = body::Body { height: 1.72, creature: None }.crown(own) - frost::stage::camera::Vec3::new(0.0, 0.172, 0.0);
            let first = staged.camera.project(head).unwrap();
            for frame in [0, 30, 60, 90, 119] {
                let camera = frost::stage::moved::camera_at(&typed.film, shot, staged, f64::from(frame));
                let seen = camera.project(head).unwrap();
                assert!((seen.x - first.x).abs() < 0.01 && (seen.y - first.y).abs() < 0.01, "{line}, {made}, frame {frame}: {seen:?}, first {first:?}");
            }
        }
    }
}

/// Two who cross to one place together keep their order and their gap, and whoever runs and crosses runs there.
#[test]
fn two_who_walk_together_keep_apart() {
    let (typed, staging) = solved("INT. HALL - DAY\n  stage ANNA 2m left facing right, BOB 1.3m left facing right\n  shot wide, 8s\n    stage ANNA crosses right, BOB crosses right\n    They walk.\n  shot wide on BOB, 4s\n    stage BOB runs, crosses left\n    He runs.\n");
    let shots = &typed.film.scenes[0].shots;
    let later = staging.shots[1].as_ref().unwrap();
    let at = |name: &str| later.before.people.iter().find(|(id, _)| typed.film.person(**id).name == name).map(|(_, s)| s.at.x).unwrap();
    assert!((at("BOB") - 0.8).abs() < 0.01 && (at("BOB") - at("ANNA") - 0.7).abs() < 0.01, "ANNA at {}, BOB at {}", at("ANNA"), at("BOB"));
    let ways = frost::stage::stretch::stretches(&typed.film, &shots[1], later, 96);
    let run = ways.iter().find(|s| s.moves()).expect("he goes");
    assert_eq!(run.standing.pose, Pose::Run);
    assert_eq!(ways.last().unwrap().standing.pose, Pose::Stand, "he stands when he has come");
}

/// The summary of the only scene.
fn chart(script: &str) -> frost::stage::continuity::summary::SceneSummary {
    let (typed, staging) = solved(script);
    frost::stage::continuity::summary::summary(&typed.film, &staging).remove(0)
}

/// In a tipped frame one head is higher than the other, and both are in it, whole and as large as asked for.
#[test]
fn a_tipped_frame_holds_both_heads() {
    for size in ["medium wide", "medium", "medium close"] {
        for tip in ["10deg", "-10deg", "15deg", "-15deg", "20deg"] {
            for stage in ["ANNA 0.6m left facing BOB, BOB 0.6m right facing ANNA", "ANNA left facing BOB, BOB right facing ANNA", "ANNA near facing BOB, BOB far facing ANNA"] {
                let (typed, staging) = solved(&format!("INT. HALL - DAY\n  stage {stage}\n  shot {size} on ANNA and BOB, dutch {tip}, 3s\n    A.\n"));
                let staged = staging.shots[0].as_ref().unwrap();
                let heads: Vec<_> = staged.subjects.iter().map(|id| staged.camera.project(body::Body { height: 1.72, creature: None }.crown(&staged.set.people[id])).unwrap()).collect();
                for head in &heads {
                    assert!((0.03..=0.97).contains(&head.x) && (0.0..0.75).contains(&head.y), "{size}, {tip}, {stage}: {heads:?}");
                }
                let level = solved(&format!("INT. HALL - DAY\n  stage {stage}\n  shot {size} on ANNA and BOB, 3s\n    A.\n")).1;
                let (asked, given) = (rank_of(level.shots[0].as_ref().unwrap().aim.share), rank_of(staged.aim.share));
                assert!(given + 1 >= asked, "{size}, {tip}, {stage}: {given} for {asked}");
                let spread = (heads[0].x + heads[1].x) / 2.0;
                assert!((0.35..0.65).contains(&spread), "{size}, {tip}, {stage}: both beside the middle, {heads:?}");
                let report = frost::stage::report::report(&typed.film, &staging, "1.1").unwrap();
                for person in &report.people {
                    let b = person.frame.unwrap();
                    assert!(b.left < b.right && b.top < b.bottom, "{b:?}");
                }
            }
        }
    }
}

/// A table that is put in the centre stands between those at it, and behind them where somebody stands in its place.
#[test]
fn a_table_stands_among_those_at_it() {
    let place = |stage: &str, name: &str| {
        let (_, staging) = solved(&format!("prop TABLE\n  look an oak table\n\nprop CAR\n  look an old car\n\nINT. DINING ROOM - NIGHT\n  stage {stage}\n  shot wide, 3s\n    A.\n"));
        staging.shots[0].as_ref().unwrap().set.props[name].at
    };
    assert_eq!(place("TABLE centre, ANNA 0.9m left facing BOB sits, BOB 0.9m right facing ANNA sits", "TABLE").z, 0.0);
    assert_eq!(place("TABLE centre, ANNA left facing BOB sits, BOB right facing ANNA sits", "TABLE").z, 0.0);
    assert!(place("TABLE centre, ANNA centre facing camera", "TABLE").z > 0.5);
    assert_eq!(place("TABLE centre far, ANNA centre facing camera", "TABLE").z, 1.4);
    // What is larger than furniture stays behind people.
    assert!(place("CAR left, ANNA right facing CAR", "CAR").z > 1.0);
}

/// Whose shoulder one looks over looks at whom one sees, unless the script has them look elsewhere.
#[test]
fn whose_shoulder_it_is_looks_at_whom_one_sees() {
    let off = |stage: &str, line: &str| {
        let (typed, staging) = solved(&format!("INT. HALL - DAY\n  stage {stage}\n  shot {line}, 2s\n    A.\n"));
        let set = &staging.shots[0].as_ref().unwrap().set;
        let own = |name: &str| set.present().find(|(id, _)| typed.film.person(*id).name == name).unwrap().1;
        let (anna, cid) = (own("ANNA"), own("CID"));
        let d = cid.at - anna.at;
        (d.x.atan2(d.z) - anna.yaw).cos()
    };
    assert!(off("ANNA left, BOB centre, CID right", "medium close on CID, over ANNA's shoulder") > 0.999);
    assert!(off("ANNA left facing left, BOB centre, CID right", "medium close on CID, over ANNA's shoulder") < 0.0, "what is said stays");
}

/// A camera on the line between two stands on neither side of it.
#[test]
fn a_camera_on_the_line_counts_for_no_side() {
    let scene = chart("INT. HALL - DAY\n  stage ANNA left facing BOB, BOB right facing ANNA\n  shot wide on ANNA and BOB, 2s\n    A.\n  shot close on BOB, pov of ANNA, 2s\n    A.\n  shot close on ANNA, pov of BOB, 2s\n    A.\n  shot medium on BOB, front, 2s\n    A.\n  shot medium on ANNA and BOB, 2s\n    A.\n");
    let sides: Vec<Option<char>> = scene.shots.iter().map(|s| s.side).collect();
    assert_eq!(sides, [Some('A'), None, None, None, Some('A')]);
    assert_eq!((scene.sides[0].a, scene.sides[0].b), (2, 0));
}

/// Where somebody comes in under a camera that goes with them, the table of the shot is of its first frame.
#[test]
fn the_stage_of_a_shot_is_its_first_frame() {
    let (typed, staging) = solved("EXT. STREET - DAY\n  stage BOB left facing right\n  shot wide, 3s\n    A street.\n  shot full on ANNA, 6s\n    camera track ANNA\n    stage ANNA enters left, crosses right\n    She runs in.\n");
    let shot = &typed.film.scenes[0].shots[1];
    let staged = staging.shots[1].as_ref().unwrap();
    let first = frost::stage::moved::camera_at(&typed.film, shot, staged, 0.0);
    let report = frost::stage::report::report(&typed.film, &staging, "1.2").unwrap();
    let at = report.camera.at;
    let d = frost::stage::camera::Vec3::new(at[0], at[1], at[2]) - first.at;
    assert!(d.length() < 0.01, "{at:?} for {:?}", first.at);
    assert!((first.at - staged.camera.at).length() > 0.3, "the camera goes along from where she comes in");
    let (typed, staging) = solved("INT. HALL - DAY\n  stage BOB right\n  shot wide, 6s\n    stage ANNA enters left\n    She comes.\n");
    let report = frost::stage::report::report(&typed.film, &staging, "1.1").unwrap();
    let anna = report.people.iter().find(|p| p.name == "ANNA").unwrap();
    assert!(anna.frame.is_none_or(|b| b.right < 0.12), "{:?}: she is not in the first frame yet", anna.frame);
}

/// A pan or a tilt to what lies far off turns to it from where the camera stands; it is behind the set, and above what is in the sky.
#[test]
fn a_pan_to_what_lies_far_off_turns_to_it() {
    for (made, up) in [("pan to \"the sea\"", 0.0..0.15), ("tilt up to \"the moon\"", 0.3..0.6), ("pan to \"the mountains\"", 0.0..0.25)] {
        let (typed, staging) = solved(&format!("EXT. FIELD - NIGHT\n  stage ANNA left facing right\n  shot medium on ANNA, 20s\n    camera {made}\n    A.\n"));
        let shot = &typed.film.scenes[0].shots[0];
        let staged = staging.shots[0].as_ref().unwrap();
        let end = frost::stage::moved::end_camera(&typed.film, shot, staged);
        assert!((end.at - staged.camera.at).length() < 0.01, "{made}: it goes nowhere");
        assert!(up.contains(&end.pitch.tan()), "{made}: looks {:.2} up", end.pitch.tan());
        if made.starts_with("pan") {
            assert!(end.yaw.cos() > 0.99, "{made}: {:.0}°", end.yaw.to_degrees());
        }
    }
}

/// From above one sees the whole of whoever lies, and their face; a frame on somebody who runs holds their head.
#[test]
fn who_lies_is_seen_from_above_and_who_runs_keeps_the_head() {
    let (typed, staging) = solved("INT. ROOM - DAY\n  stage ANNA lies\n  shot medium on ANNA, overhead, 3s\n    A.\n");
    let staged = staging.shots[0].as_ref().unwrap();
    let lying = person_box(&typed.film, staged, staged.subjects[0]).unwrap();
    assert!(lying.bottom - lying.top > 0.3 && (lying.top + lying.bottom) / 2.0 > 0.3 && (lying.top + lying.bottom) / 2.0 < 0.7, "{lying:?}");
    for line in ["medium on ANNA, front", "medium on ANNA", "medium close on ANNA, back", "close on ANNA, profile left"] {
        let (typed, staging) = solved(&format!("EXT. FIELD - DAY\n  stage ANNA runs facing right\n  shot {line}, 3s\n    A.\n"));
        let plan = plan::build(&typed.film, &staging);
        let Spec::Plate { picture } = &plan.tasks.iter().find(|t| matches!(t.spec, Spec::Plate { .. })).unwrap().spec else { panic!("no plate") };
        let seen = drawn(picture, "ANNA").unwrap();
        assert!(seen.top > -0.03 && seen.top < 0.3, "{line}: the head begins at {:.2}", seen.top);
    }
}

/// Whoever comes in goes around whoever stands on the way, and stops where nobody stands.
#[test]
fn whoever_comes_in_goes_around_and_stops_beside() {
    let (typed, staging) = solved("INT. HALL - DAY\n  stage ANNA left, BOB right\n  shot wide, 8s\n    stage CARL enters left\n    He comes.\n    stage CARL exits right\n    He goes.\n");
    let staged = staging.shots[0].as_ref().unwrap();
    let frames = typed.film.slots[0].frames;
    let ways = frost::stage::stretch::stretches(&typed.film, &typed.film.scenes[0].shots[0], staged, frames);
    let others: Vec<_> = staged.set.present().filter(|(id, _)| typed.film.person(*id).name != "CARL").map(|(_, s)| s.at).collect();
    let mut legs = 0;
    for way in ways.iter().filter(|w| typed.film.person(w.id).name == "CARL" && w.moves()) {
        legs += 1;
        for i in 0..=20 {
            let at = way.from + (way.to - way.from) * (f64::from(i) / 20.0);
            assert!(others.iter().all(|o| (*o - at).floor().length() > 0.25), "{at:?} is in somebody");
        }
    }
    assert!(legs >= 3, "{legs} legs");
    let (typed, staging) = solved("INT. HALL - DAY\n  stage ANNA right\n  shot wide, 3s\n    A hall.\n  shot wide, 5s\n    stage ANNA crosses to right, BOB enters right\n    He comes.\n");
    let set = &staging.shots[1].as_ref().unwrap().set;
    let all: Vec<_> = set.present().map(|(_, s)| s.at).collect();
    assert!(all.len() == 2 && (all[0] - all[1]).floor().length() >= 0.5, "{all:?} in {}", typed.film.people.len());
}

/// A wide frame on extras holds all of them.
#[test]
fn a_wide_frame_holds_a_whole_crowd() {
    for line in ["wide on CROWD", "full group on CROWD"] {
        let (typed, staging) = solved(&format!("extras CROWD\n  look men and women\n  count 40\n\nEXT. SQUARE - DAY\n  stage CROWD centre facing camera\n  shot {line}, 3s\n    They wait.\n"));
        let report = frost::stage::report::report(&typed.film, &staging, "1.1").unwrap();
        let crowd = report.people[0].frame.unwrap();
        assert!(crowd.left > -0.05 && crowd.right < 1.05, "{line}: {crowd:?}");
    }
}

/// A dolly zoom of which nothing is said ends on a lens that there is, and not in whom it is on.
#[test]
fn a_dolly_zoom_without_an_amount_keeps_its_distance() {
    for line in ["medium on ANNA", "close on ANNA", "medium close on ANNA, 35mm", "full on ANNA, 24mm"] {
        let (typed, staging) = solved(&format!("INT. HALL - DAY\n  stage ANNA left facing right\n  shot {line}, 5s\n    camera dolly zoom\n    A.\n"));
        let staged = staging.shots[0].as_ref().unwrap();
        let end = frost::stage::moved::end_camera(&typed.film, &typed.film.scenes[0].shots[0], staged);
        let (_, own) = staged.set.present().next().unwrap();
        assert!(end.focal > 14.0 && (own.at - end.at).floor().length() > 0.5, "{line}: {:.0} mm, {:.2} m", end.focal, (own.at - end.at).floor().length());
    }
}

/// In near sizes too the shoulder that is looked over is drawn: of whoever is smaller than whom they see, and with any hair.
#[test]
fn a_near_shoulder_is_drawn_whoever_it_is() {
    for look in ["a woman with long dark hair", "a woman in a parka with its hood up", "a girl of eight", "a tall man"] {
        for size in ["medium close", "close", "big close"] {
            let (typed, staging) = solved(&format!("character MARA\n  look {look}\n\ncharacter JONAS\n  look a man\n\nINT. TENT - DAY\n  stage MARA left facing JONAS, JONAS right facing MARA\n  shot {size} on JONAS, over MARA's shoulder, 3s\n    A.\n"));
            let plan = plan::build(&typed.film, &staging);
            let Spec::Plate { picture } = &plan.tasks.iter().find(|t| matches!(t.spec, Spec::Plate { .. })).unwrap().spec else { panic!("no plate") };
            let small = Picture { size: [240, 135], ..(**picture).clone() };
            let plate = paper::draw(&small);
            assert!(plate.layers.iter().any(|l| l.name == "MARA"), "{look}, {size}: she is not drawn");
        }
    }
}

/// Somebody of whom nothing is said about clothes wears the same in every frame, alone or with others.
#[test]
fn clothes_stay_the_same_from_shot_to_shot() {
    let (typed, staging) = solved("character CARL\n  look a man\n\ncharacter ANNA\n  look a woman\n\nINT. ROOM - DAY\n  stage ANNA left facing CARL, CARL right facing ANNA\n  shot wide, 3s\n    A.\n  shot full on CARL, 3s\n    A.\n  shot full on ANNA and CARL, 3s\n    A.\n  shot full on ANNA, 3s\n    A.\n");
    let plan = plan::build(&typed.film, &staging);
    let pictures: Vec<_> = plan.tasks.iter().filter_map(|t| if let Spec::Plate { picture } = &t.spec { Some(picture) } else { None }).collect();
    // The most frequent colour of somebody's layer, in coarse steps.
    let colour = |picture: &Picture, name: &str| {
        let plate = paper::draw(&Picture { size: [320, 180], ..picture.clone() });
        let layer = plate.layers.iter().find(|l| l.name == name)?;
        let cel = &layer.cels[0];
        let rows = cel.rgba.len() / 4 / cel.width as usize;
        let mut seen = std::collections::BTreeMap::<[u8; 3], usize>::new();
        // The upper body: below the head, above the hips.
        for (_, p) in cel.rgba.chunks_exact(4).enumerate().filter(|(i, p)| p[3] == 255 && (rows * 22 / 100..rows * 42 / 100).contains(&(i / cel.width as usize))) {
            *seen.entry([p[0] / 24, p[1] / 24, p[2] / 24]).or_default() += 1;
        }
        seen.into_iter().max_by_key(|(_, n)| *n).map(|(c, _)| c)
    };
    for name in ["CARL", "ANNA"] {
        let all: Vec<[u8; 3]> = pictures[..4].iter().filter_map(|p| colour(p, name)).collect();
        assert!(all.len() >= 3, "{name}: {all:?}");
        let far = all.iter().flat_map(|a| all.iter().map(move |b| (0..3).map(|i| a[i].abs_diff(b[i])).max().unwrap_or(0))).max().unwrap_or(0);
        assert!(far <= 2, "{name} changes clothes: {all:?}");
    }
}

/// A lens that looks up or down has each head where its box has it, whether they stand, sit or kneel.
#[test]
fn heads_under_a_tilted_lens_are_where_they_were_solved() {
    let mut wrong = String::new();
    for pose in ["", "sits", "kneels"] {
        for angle in ["eye level", "low angle", "high angle", "ground"] {
            for (size, side) in [("close", "front"), ("close", "profile"), ("medium", "front"), ("medium", "three-quarter")] {
                let checked = scripts::check(&format!("character ANNA\n  look a bald man\n\nEXT. DESERT - DAY\n  stage ANNA centre {pose} facing camera\n  shot {size} on ANNA, {side}, {angle}, 2s\n    A.\n"));
                let staged = checked.staging.shots[0].as_ref().unwrap();
                let plan = plan::build(&checked.film, &checked.staging);
                let Some(Spec::Plate { picture }) = plan.tasks.iter().map(|t| &t.spec).find(|s| matches!(s, Spec::Plate { .. })) else { panic!("no plate") };
                let solved = person_box(&checked.film, staged, staged.subjects[0]).unwrap();
                let drawn = drawn(picture, "ANNA").unwrap();
                if (drawn.top - solved.top).abs() > 0.035 {
                    wrong.push_str(&format!("{size}, {side}, {angle}, {pose}: drawn at {:.3} down, solved {:.3}\n", drawn.top, solved.top));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whoever goes is drawn where the frame has them, and as the camera that goes along sees them, to the end of the shot.
#[test]
fn whoever_goes_is_drawn_in_the_frame_from_the_side_that_is_said() {
    // Whom the camera leaves behind rests outside of its frame.
    for (script, names, goes_along) in [
        ("EXT. STREET - DAY\n  stage ANNA 2m left walks facing right\n  shot full on ANNA, profile right, 3s\n    camera track ANNA\n    stage ANNA crosses to 3m right\n    She walks.\n", &["ANNA"][..], true),
        ("EXT. PARK - DAY\n  stage ANNA 0.4m left 4m far walks facing camera, BEN 0.4m right 4m far walks facing camera\n  shot medium on ANNA and BEN, front, 5s\n    camera track ANNA\n    stage ANNA crosses to 0.4m left 1m near, BEN crosses to 0.4m right 1m near\n    A.\n", &["ANNA", "BEN"], true),
        ("INT. ROOM - NIGHT\n  stage ANNA 0.8m right sits facing left, BEN 1.2m left 1.2m far facing ANNA\n  shot medium on BEN, 4s\n    stage BEN crosses to ANNA\n    He comes round.\n", &["BEN"], false),
    ] {
        let checked = scripts::check(script);
        let plan = plan::build(&checked.film, &checked.staging);
        let staged = checked.staging.shots[0].as_ref().unwrap();
        let Some(Spec::Plate { picture }) = plan.tasks.iter().map(|t| &t.spec).find(|s| matches!(s, Spec::Plate { .. })) else { panic!("no plate") };
        for name in names {
            for figure in picture.figures.iter().chain(&picture.doubles).filter(|f| f.name == *name && (goes_along || matches!(f.pose, Pose::Walk | Pose::Run))) {
                let at = frost::plan::picture::metres(figure.at);
                let seen = staged.camera.project(at + frost::stage::camera::Vec3::new(0.0, 1.4, 0.0)).filter(|s| s.depth > 0.4);
                assert!(seen.is_some_and(|s| (0.0..=1.0).contains(&s.x)), "{name} is drawn at {at:?}, {seen:?}\n{script}");
            }
        }
    }
}
