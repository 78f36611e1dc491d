//! Cameras that go with somebody keep them in the frame, from wherever they look; dollies go level.

mod scripts;

use frost::cli::project::Checked;
use frost::stage::camera::{Screen, Vec3};
use frost::stage::moved::{camera_at, end_camera};
use frost::stage::stretch::stretches;

/// Where ANNA's chest is in the frame at each frame of the last shot.
fn seen(text: &str) -> Vec<Option<Screen>> {
    let checked = scripts::check(text);
    let shot = checked.film.scenes[0].shots.last().unwrap();
    let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
    let id = checked.film.people.iter().position(|p| p.name == "ANNA").map(|i| staged.set.people.keys().nth(i).copied().unwrap()).unwrap();
    let frames = checked.film.slots[shot.slot].frames;
    let ways: Vec<_> = stretches(&checked.film, shot, staged, frames).into_iter().filter(|s| s.id == id).collect();
    assert!(ways.iter().any(|w| w.moves()), "she goes nowhere");
    let at = |frame: u64| {
        let way = ways.iter().find(|w| (w.start..=w.end).contains(&frame))?;
        let t = way.ease.at((frame - way.start) as f64 / (way.end - way.start).max(1) as f64);
        let feet = way.from + (way.to - way.from) * t;
        camera_at(&checked.film, shot, staged, frame as f64).project(feet + Vec3::new(0.0, 1.3, 0.0))
    };
    (0..frames).map(at).collect()
}

#[test]
fn who_is_tracked_keeps_their_place_in_the_frame() {
    for line in [
        "  stage ANNA 4m left facing right\n  shot full on ANNA, profile right, 8s\n    camera track ANNA\n    stage ANNA crosses to 4m right\n    Anna goes.\n",
        "  stage ANNA far facing camera\n  shot full on ANNA, 6s\n    camera track ANNA\n    stage ANNA crosses to near\n    Anna comes.\n",
        "  stage ANNA left walks facing right\n  shot medium on ANNA, front, 6s\n    camera track ANNA\n    Anna walks.\n",
        "  stage ANNA left walks facing right\n  shot full on ANNA, profile right, 6s\n    camera follow ANNA\n    Anna walks.\n",
        "  stage ANNA left\n  shot full on ANNA, 8s\n    camera track ANNA\n    Anna waits for the bus that does not come.\n    stage ANNA crosses to 3m right\n",
    ] {
        let places = seen(&format!("EXT. STREET - DAY\n{line}"));
        let first = places[0].unwrap();
        for (frame, place) in places.iter().enumerate() {
            let Some(place) = place else { panic!("{line}\nbehind the camera at {frame}") };
            assert!((place.x - first.x).abs() < 0.02 && (place.depth - first.depth).abs() < 0.1, "{line}\nframe {frame}: {place:?}, at first {first:?}");
        }
    }
}

#[test]
fn who_comes_in_is_met_and_who_leaves_is_let_go() {
    let comes = seen("EXT. STREET - DAY\n  stage BO right\n  shot full on ANNA, 6s\n    camera track ANNA\n    stage ANNA enters from left\n    Anna comes.\n");
    let off = |s: Option<Screen>| s.is_none_or(|s| !(0.0..=1.0).contains(&s.x));
    assert!(off(comes[0]) && !off(comes[comes.len() - 1]), "{:?}", comes[0]);
    let goes = seen("EXT. STREET - DAY\n  stage ANNA centre\n  shot full on ANNA, 6s\n    camera follow ANNA\n    stage ANNA exits right\n    Anna goes.\n");
    assert!(!off(goes[0]) && goes.iter().any(|s| off(*s)));
}

/// Without a length a shot lasts until whoever goes is gone, and the length that is said bends the action before.
#[test]
fn who_leaves_at_the_end_of_a_shot_is_seen_to_leave() {
    let off = |s: Option<Screen>| s.is_none_or(|s| !(0.05..=0.95).contains(&s.x));
    for line in [
        "  stage ANNA left\n  shot wide\n    They wait.\n    stage ANNA exits left\n",
        "  stage ANNA centre\n  shot very wide\n    They wait.\n    stage ANNA exits right\n",
        "  stage ANNA left\n  shot medium on ANNA\n    ANNA\n      Good night, then.\n    stage ANNA exits left\n",
        "  stage ANNA left\n  shot wide, 4s\n    They wait for a tram that was taken off this line years ago, and for each other.\n    stage ANNA exits left\n",
    ] {
        let places = seen(&format!("EXT. STREET - DAY\n{line}"));
        assert!(!off(places[0]), "{line}");
        assert!(off(places.iter().rev().flatten().next().copied()), "{line}{:?}", places.iter().rev().flatten().next());
    }
    // What goes on beside a way does not make it shorter.
    let comes = seen("EXT. STREET - DAY\n  stage BO right\n  shot wide\n    Bo waits.\n    stage ANNA left enters from left facing BO\n");
    assert!(comes.iter().flatten().count() >= 48, "{} frames of a way", comes.iter().flatten().count());
}

/// Metres to the right, up and away that the camera of a shot goes on the set.
fn goes(line: &str) -> [f64; 3] {
    let checked: Checked = scripts::check(&format!("EXT. STREET - DAY\n  stage ANNA centre facing camera\n  shot {line}\n    Anna waits.\n"));
    let shot = &checked.film.scenes[0].shots[0];
    let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
    let (from, to) = (staged.camera.at, end_camera(&checked.film, shot, staged).at);
    [to.x - from.x, to.y - from.y, to.z - from.z]
}

#[test]
fn cameras_on_a_dolly_travel_level_and_as_far_as_is_said() {
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    let up = goes("medium on ANNA, high angle, 4s\n    camera pedestal up 1m");
    assert!(near(up[0], 0.0) && near(up[1], 1.0) && near(up[2], 0.0), "{up:?}");
    let right = goes("medium on ANNA, dutch 30deg, 4s\n    camera truck right 2m");
    assert!(near(right[1], 0.0) && near(right[0].hypot(right[2]), 2.0), "{right:?}");
    let crane = goes("wide on ANNA, 6s\n    camera crane up 3m");
    assert!(near(crane[1], 3.0), "{crane:?}");
    let zoom = goes("full on ANNA, 6s\n    camera dolly zoom 1m");
    assert!(near(zoom[1], 0.0) && near(zoom[0].hypot(zoom[2]), 1.0), "{zoom:?}");
}

#[test]
fn a_crane_keeps_its_eye_on_whom_it_rises_from() {
    let checked = scripts::check("EXT. STREET - DAY\n  stage ANNA centre facing camera\n  shot wide on ANNA, 6s\n    camera crane up 3m\n    Anna waits.\n");
    let shot = &checked.film.scenes[0].shots[0];
    let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
    let at = |frame: f64| camera_at(&checked.film, shot, staged, frame).project(Vec3::new(0.0, 1.5, 0.0)).unwrap();
    for frame in 0..144 {
        assert!((at(f64::from(frame)).y - at(0.0).y).abs() < 0.05, "{frame}: {:?}, at first {:?}", at(f64::from(frame)), at(0.0));
    }
}

#[test]
fn a_tipped_head_has_its_place() {
    for line in ["medium on ANNA, dutch 45deg, left third", "medium close on ANNA, dutch 20deg, right third"] {
        let checked = scripts::check(&format!("EXT. STREET - DAY\n  stage ANNA centre facing camera\n  shot {line}\n    Anna waits.\n"));
        let shot = &checked.film.scenes[0].shots[0];
        let staged = checked.staging.shots[shot.slot].as_ref().unwrap();
        let aim = &staged.aim;
        let head = staged.camera.project(Vec3::new(aim.target.x, aim.top, aim.target.z)).unwrap();
        assert!((head.x - aim.x).abs() < 0.01, "{line}: {head:?}");
    }
}
