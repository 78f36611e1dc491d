//! A new place is shown before it is used.

use super::view::View;
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, Role, Scene, Subject};
use crate::stage::extent::known_extent;
use crate::syntax::vocabulary::size_name;
use crate::words::Words;

/// Metres that a frame shows from foot to head at least where it shows a place: a person head to toe with floor around them.
const PLACE: f64 = 3.0;

/// `known` tells whether a place, or a room of it, was in an earlier scene; a house is known with any of its rooms.
pub fn check(film: &Film, scene: &Scene, views: &[View], known: impl Fn(&str, &str) -> bool, problems: &mut Vec<Diagnostic>) {
    let heading = &scene.heading;
    let new = heading.places.iter().any(|p| !known(p, &heading.area));
    let Some(first) = views.first().filter(|_| new) else { return };
    if views.iter().take(3).any(|v| shows_a_place(film, v)) {
        return;
    }
    let mut name = heading.places.join(" / ");
    if !heading.area.is_empty() {
        name = format!("{name}, {}", heading.area);
    }
    let problem = Diagnostic::new(Code::Establish, scene.span, format!("{name} is never shown as a place"))
        .label("a new place")
        .also(first.shot.span, format!("its first shot is {}", size_name(first.rank())))
        .help("the audience wants to know where it is: begin with a wide shot, come to one within three shots, or say `allow establish \"why\"`");
    problems.push(if first.shot.covered { problem } else { problem.unsafe_fix("begin with a wide shot", first.place_before(), "shot wide, 3s\n\n  ") });
}

fn shows_a_place(film: &Film, view: &View) -> bool {
    let spec = &view.shot.spec;
    if spec.broken || matches!(view.role(), Some(Role::Establishing | Role::Master)) {
        return true;
    }
    // A wide shot of a clock is a shot of a clock.
    let small = spec.subjects.iter().any(|s| match &s.value {
        Subject::Prop(name) | Subject::Thing(name) => known_extent(film, name).is_some_and(|e| e / view.staged.aim.share < PLACE),
        _ => false,
    });
    // A lift is no larger than a medium shot of whoever is in it; a car is seen from outside.
    let closed = view.scene.heading.places.iter().any(|p| Words::of(p).has("elevator lift closet wardrobe"));
    let most = if closed { 6 } else { 2 };
    !small && view.rank().min(view.last_rank()).min(view.shot.rank()) <= most
}
