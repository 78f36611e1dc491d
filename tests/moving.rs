//! People who come in, go, cross and sit down while a shot lasts: staged, planned, and drawn so.

use std::path::Path;

mod scripts;

use frost::plan::edit::{Edit, Source, Stretch};
use frost::plan::{self, task::Spec};
use frost::{backends::paper, cut, film, stage};

fn planned(script: &str) -> plan::Plan {
    let loaded = film::load(Path::new("a.frost"), script.to_string(), &scripts::Memory::default());
    let typed = film::build(&loaded);
    assert!(typed.problems.iter().all(|p| p.severity != frost::diagnostics::Severity::Error), "{:?}", typed.problems);
    let staging = stage::solve(&typed.film);
    plan::build(&typed.film, &staging)
}

fn scene(acts: &str) -> String {
    format!("film \"X\"\n  size 640x360\n\ncharacter ANNA\n  look a woman in a red coat\n\ncharacter BOB\n  look a man in a blue coat\n\nEXT. STREET - DAY\n  shot wide, 5s\n{acts}    They are there.\n")
}

fn of<'a>(edit: &'a Edit, name: &str) -> Vec<&'a Stretch> {
    edit.clips[0].stretches.iter().filter(|s| s.name == name).collect()
}

#[test]
fn whoever_comes_in_walks_from_the_edge_and_then_stands() {
    let plan = planned(&scene("    stage BOB right, ANNA enters from left\n"));
    let anna = of(&plan.edit, "ANNA");
    let [walk, rest] = anna[..] else { panic!("{anna:?}") };
    assert_eq!((walk.start, walk.end, rest.end), (0, rest.start, 120));
    assert!(walk.from[0] < -2000 && walk.to == [0; 3], "{walk:?}");
    assert_eq!((rest.from, rest.to), ([0; 3], [0; 3]));
    assert!(of(&plan.edit, "BOB").is_empty());
}

#[test]
fn whoever_goes_is_gone_and_whoever_sits_down_stood_before() {
    let plan = planned(&scene("    stage ANNA left, BOB right\n    Anna waits.\n    stage ANNA exits left, BOB sits\n"));
    let anna = of(&plan.edit, "ANNA");
    let [rest, walk] = anna[..] else { panic!("{anna:?}") };
    assert!(rest.start == 0 && rest.end == walk.start && walk.start > 0 && walk.to[0] < -500, "{anna:?}");
    let bob = of(&plan.edit, "BOB");
    assert_eq!(bob.len(), 2);
    assert_eq!((bob[0].end, bob[1].end), (bob[1].start, 120));
}

#[test]
fn somebody_on_the_way_is_gone_around() {
    let plan = planned(&scene("    stage ANNA 2m left, BOB centre\n    Anna waits.\n    stage ANNA crosses to 2m right\n"));
    let anna = of(&plan.edit, "ANNA");
    let ways: Vec<_> = anna.iter().filter(|s| s.from != s.to).collect();
    let [first, second] = ways[..] else { panic!("{anna:?}") };
    assert_eq!((first.end, first.to), (second.start, second.from));
    // Half a metre behind Bob, as the camera has it.
    assert!((first.to[2] - first.from[2]).abs() > 300, "{anna:?}");
}

#[test]
fn a_turn_near_the_camera_takes_place_when_its_beat_comes() {
    for line in ["full on ANNA", "medium on ANNA", "close on ANNA"] {
        let plan = planned(&scene("    Anna waits.\n    stage ANNA turns away, BOB sits\n").replace("shot wide", &format!("shot {line}")));
        let anna = of(&plan.edit, "ANNA");
        assert!(anna.len() == 2 && anna[0].start == 0 && anna[0].end > 0 && anna[0].end == anna[1].start, "{line}: {anna:?}");
    }
}

#[test]
fn a_near_camera_tilts_with_the_head_of_whoever_sits_down() {
    let plan = planned(&scene("    Anna waits.\n    stage ANNA sits\n    She rests.\n").replace("shot wide", "shot close on ANNA"));
    let track = &plan.edit.clips[0].path;
    let (first, last) = (track.sight(0.0), track.sight(119.0));
    assert!(last.pitch < first.pitch - 0.1 && last.at == first.at, "{track:?}");
}

#[test]
fn nobody_who_stays_has_drawings_of_their_own() {
    let plan = planned(&scene("    stage ANNA left facing BOB, BOB right\n"));
    assert!(plan.edit.clips[0].stretches.is_empty());
}

struct Drawn(Vec<u8>);

impl cut::Artefacts for Drawn {
    fn load(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }
}

/// Where the red coat is across the frame, from 0 to 1; none where there is no red.
fn red(frame: &cut::Frame) -> Option<f64> {
    let (w, rgb) = (frame.width, frame.rgb());
    let at: Vec<usize> = rgb.chunks(3).enumerate().filter(|(_, p)| p[0] > 110 && p[1] < 70 && p[2] < 70).map(|(i, _)| i % w).collect();
    (at.len() > 30).then(|| at.iter().sum::<usize>() as f64 / at.len() as f64 / w as f64)
}

#[test]
fn what_is_drawn_goes_where_it_was_staged() {
    let plan = planned(&scene("    stage BOB far right, ANNA enters from left\n"));
    let Source::Plate(key) = &plan.edit.clips[0].source else { panic!() };
    let task = plan.tasks.iter().find(|t| t.key == *key).unwrap();
    let Spec::Plate { picture } = &task.spec else { panic!() };
    let drawn = Drawn(paper::draw(picture).to_bytes());
    let seen = |index| red(&cut::frame(&plan.edit, &drawn, index, [640, 360]).unwrap());
    let walk = of(&plan.edit, "ANNA")[0].clone();
    assert_eq!(seen(0), None);
    let way: Vec<f64> = (1..=8).filter_map(|i| seen(walk.start + (walk.end - walk.start) * i / 8 - 1)).collect();
    assert!(way.len() >= 5 && way.windows(2).all(|p| p[0] < p[1]), "{way:?}");
    assert!((seen(walk.end + 2).unwrap() - way[way.len() - 1]).abs() < 0.05);
}

#[test]
fn left_and_right_of_a_shot_are_its_screens() {
    for line in ["wide", "wide, across the line", "full on BOB, front", "full on BOB, back", "full on BOB, profile left"] {
        for (acts, sign, leaves) in [("stage ANNA enters from left", -1, false), ("stage ANNA enters from right", 1, false), ("stage BOB exits left", -1, true), ("stage BOB exits right", 1, true)] {
            let plan = planned(&format!("EXT. STREET - DAY\n  stage BOB right facing left\n  shot {line}, 5s\n    {acts}\n    They are there.\n"));
            let name = if leaves { "BOB" } else { "ANNA" };
            let ways: Vec<_> = of(&plan.edit, name).into_iter().filter(|s| s.from != s.to).collect();
            // Around whoever stands on the way it has two legs.
            let (Some(first), Some(last)) = (ways.first(), ways.last()) else { panic!("{line}, {acts}: nobody goes") };
            assert!(ways.len() <= 2, "{line}, {acts}: {ways:?}");
            let off = if leaves { last.to } else { first.from };
            assert!(off[0] * sign > 300 && off[0].abs() > 3 * off[2].abs(), "{line}, {acts}: {off:?}");
        }
    }
}

/// A shot of which no length is said lasts as long as a way in it that the script tells, at the pace at which one walks or runs.
#[test]
fn a_shot_waits_for_whoever_goes_far() {
    let walk = frost::film::metres::WALK;
    for (stage, act, metres, runs) in [
        ("ANNA 3m left", "ANNA crosses to 5m right", 8.0, false),
        ("ANNA 3m left 1m near", "ANNA crosses to 7m far", 8.0, false),
        ("ANNA 6m left, BOB 3m right", "ANNA crosses to BOB", 8.2, false),
        ("ANNA 9m left", "ANNA runs crosses to 9m right", 18.0, true),
        // What a frame can show of a short way keeps its own time.
        ("ANNA left", "ANNA crosses to right", 1.6, false),
        ("BOB left", "ANNA crosses to 9m right", 0.0, false),
    ] {
        let checked = scripts::check(&format!("EXT. FIELD - DAY\n  stage {stage}\n  shot wide on ANNA\n    stage {act}\n    A.\n"));
        let slot = &checked.film.slots[0];
        let seconds = slot.frames as f64 / checked.film.rate.as_f64();
        let least = metres / if runs { frost::film::metres::RUN } else { walk };
        assert!((seconds - least.max(3.0)).abs() < 0.05, "{act} lasts {seconds}");
        let shot = &checked.film.scenes[0].shots[0];
        let staged = checked.staging.shots[0].as_ref().unwrap();
        let ways = frost::stage::stretch::stretches(&checked.film, shot, staged, slot.frames);
        let ways: Vec<_> = ways.iter().filter(|w| w.moves()).collect();
        if metres > 0.0 && !runs {
            assert!(ways.iter().all(|w| w.standing.pose == frost::plan::picture::Pose::Walk), "{act}: {ways:?}");
        }
        // What is said is what lasts: whoever has far to go then hurries.
        let said = scripts::check(&format!("EXT. FIELD - DAY\n  stage {stage}\n  shot wide on ANNA, 3s\n    stage {act}\n    A.\n"));
        assert_eq!(said.film.slots[0].frames, 72);
    }
}
