//! Cameras that go around people: as far as the script says, on the set and in the picture.

mod scripts;

use frost::cli::project::Checked;
use frost::plan::edit::{Edit, Source};
use frost::plan::task::Spec;
use frost::plan::{self, build::Plan};
use frost::stage::camera::{Camera, Vec3};
use frost::stage::moved::{at_frame, camera_at, end_camera};

fn script(moves: &str) -> String {
    format!("EXT. YARD - DAY\n  stage KIT left facing LEE, LEE right facing KIT\n  shot wide, 2s\n    A yard.\n  shot medium on KIT and LEE, 6s\n    camera {moves}\n    They wait.\n  dissolve 1s\n  shot wide, 4s\n    A yard.\n")
}

fn planned(checked: &Checked) -> Plan {
    let mut plan = plan::build(&checked.film, &checked.staging);
    plan::legs::part(&mut plan, &checked.film, &checked.staging);
    plan
}

/// Where the camera of the second shot begins and ends, around the middle of the two: metres and degrees.
fn ends(checked: &Checked) -> [(f64, f64); 2] {
    let shot = &checked.film.scenes[0].shots[1];
    let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
    [staged.camera, end_camera(&checked.film, shot, staged)].map(|c| (c.at.floor().length(), c.at.x.atan2(c.at.z).to_degrees()))
}

fn legs(edit: &Edit) -> Vec<&plan::edit::Clip> {
    edit.clips.iter().filter(|c| c.shot == "1.2").collect()
}

#[test]
fn an_arc_goes_all_the_way_around_the_middle_of_the_two() {
    for (moves, turn) in [("arc right 120deg", -120.0), ("arc left 200deg", 200.0), ("arc left 20deg", 20.0)] {
        let [(from, a), (to, b)] = ends(&scripts::check(&script(moves)));
        assert!((from - to).abs() < 0.01, "{moves}: from {from} m to {to} m");
        assert!(((b - a - turn) / 360.0 - ((b - a - turn) / 360.0).round()).abs() < 0.001, "{moves}: from {a}° to {b}°");
    }
}

#[test]
fn a_push_in_after_an_arc_goes_towards_them() {
    let [(from, _), (to, _)] = ends(&scripts::check(&script("arc right 120deg, then push in 1m")));
    assert!((from - to - 1.0).abs() < 0.15, "from {from} m to {to} m");
}

#[test]
fn a_short_arc_is_one_plate() {
    let plan = planned(&scripts::check(&script("arc left 25deg")));
    assert_eq!(legs(&plan.edit).len(), 1);
}

#[test]
fn a_long_arc_is_drawn_anew_on_its_way_and_every_leg_sees_what_the_set_has() {
    let checked = scripts::check(&script("arc left 170deg"));
    let plan = planned(&checked);
    let legs = legs(&plan.edit);
    assert!(legs.len() >= 4, "{} legs", legs.len());
    let shot = &checked.film.scenes[0].shots[1];
    let slot = &checked.film.slots[shot.slot];
    let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
    assert_eq!((legs[0].start, legs.last().unwrap().start + legs.last().unwrap().frames), (slot.start, slot.start + slot.frames));
    assert!(plan.shots[1].plate.is_some());
    // Two are seen at once, three never.
    for index in 0..checked.film.frames {
        let covering = plan.edit.clips.iter().filter(|c| (c.start..c.start + c.frames).contains(&index)).count();
        assert!((1..=2).contains(&covering), "frame {index}: {covering} clips");
    }
    for leg in legs {
        let Source::Plate(key) = &leg.source else { panic!("no plate") };
        let task = plan.tasks.iter().find(|t| t.key == *key).expect("its plate is a task");
        let Spec::Plate { picture } = &task.spec else { panic!("no plate") };
        assert_eq!(picture.figures.len(), 2);
        let reference: Camera = picture.camera.camera(f64::from(picture.size[0]) / f64::from(picture.size[1]));
        for frame in [0, leg.frames / 2, leg.frames] {
            let seen = at_frame(&reference, &leg.path, frame as f64);
            let truth = camera_at(&checked.film, shot, staged, (leg.start - slot.start + frame) as f64);
            for at in [Vec3::new(-0.8, 1.5, 0.0), Vec3::new(0.8, 0.2, 0.0), Vec3::new(0.0, 1.0, 0.4)] {
                let (p, q) = (seen.project(at).unwrap(), truth.project(at).unwrap());
                assert!((p.x - q.x).abs() < 0.01 && (p.y - q.y).abs() < 0.01, "{}: frame {frame}: {p:?} for {q:?}", leg.start);
            }
            assert!(leg.path.sight(frame as f64).yaw.abs() < 0.7, "the plate bears it");
        }
    }
}

/// However quick: nobody is lost on the way, the first frame is drawn for the first camera and the last for the last.
#[test]
fn a_quick_arc_begins_and_ends_as_it_was_solved() {
    for (moves, length) in [("arc left 180deg", "2s"), ("arc right 180deg", "3s"), ("arc left 180deg", "12s"), ("arc right 60deg", "4s"), ("crane up 6m", "5s"), ("whip pan right 90deg", "2s")] {
        let script = script(moves).replace("6s", length).replace("  dissolve 1s\n", "");
        let checked = scripts::check(&script);
        let plan = planned(&checked);
        let legs = legs(&plan.edit);
        for (leg, frame) in [(legs[0], 0), (legs[legs.len() - 1], legs[legs.len() - 1].frames)] {
            // One plate is drawn for where it begins.
            if legs.len() == 1 && frame > 0 {
                continue;
            }
            let sight = leg.path.sight(frame as f64);
            assert!(sight.yaw.abs() < 0.01 && sight.pitch.abs() < 0.01 && sight.at.iter().all(|v| v.abs() < 0.02), "{moves} in {length}: {sight:?} at {frame}");
        }
        if moves.starts_with("arc") {
            assert!(legs.len() >= 3, "{moves} in {length}: {} legs", legs.len());
            for leg in &legs {
                for frame in 0..=leg.frames {
                    assert!(leg.path.sight(frame as f64).yaw.abs() < 0.75, "{moves} in {length}: a plate is seen from {:.2} around", leg.path.sight(frame as f64).yaw);
                }
                let Source::Plate(key) = &leg.source else { panic!("no plate") };
                let Some(Spec::Plate { picture }) = plan.tasks.iter().find(|t| t.key == *key).map(|t| &t.spec) else { panic!("no task") };
                assert_eq!(picture.figures.len(), 2, "{moves} in {length}");
            }
        }
    }
}
