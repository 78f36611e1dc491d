//! A new place is shown before it is used.

use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Role, Scene};
use crate::syntax::vocabulary::size_name;

pub fn check(scene: &Scene, known: impl Fn(&str) -> bool, problems: &mut Vec<Diagnostic>) {
    let new = scene.heading.places.iter().any(|p| !known(p));
    let Some(first) = scene.shots.first().filter(|_| new) else { return };
    let shown = scene.shots.iter().take(3).any(|s| s.spec.broken || s.rank() <= 2 || s.spec.role.as_ref().is_some_and(|r| matches!(r.value, Role::Establishing | Role::Master)));
    if shown {
        return;
    }
    problems.push(
        Diagnostic::new(Code::Establish, scene.span, format!("{} is never shown as a place", scene.heading.places.join(" / ")))
            .label("a new place")
            .also(first.span, format!("its first shot is {}", size_name(first.rank())))
            .help("the audience wants to know where it is: begin with a wide shot, or come to one within three shots"),
    );
}
