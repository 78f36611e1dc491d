//! Time and place: another place has a heading, and an optical transition says that time or place has changed.

use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Act, Film, Role, Scene, Staged, Subject};
use crate::plan::edit::Join;
use crate::source::Span;

/// What is seen between the shots of one scene.
pub fn within(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) {
    if scene.heading.remembered() {
        return;
    }
    let here = |name: &str| scene.heading.places.iter().any(|p| crate::syntax::normalise(p) == crate::syntax::normalise(name));
    let elsewhere = |name: &str, span: Span| {
        Diagnostic::new(Code::TimePlace, span, format!("{name} is another place than the heading names"))
            .label("not in this scene")
            .also(scene.span, format!("this scene is at {}", scene.heading.places.join(" / ")))
            .help(format!("the audience is not told that it has moved; begin a scene with a heading at {name}, name both places in this one, or mark the shot `cutaway`"))
    };
    for view in views {
        for subject in &view.shot.spec.subjects {
            if let Subject::Place(name) = &subject.value
                && !here(name)
                && !matches!(view.role(), Some(Role::Cutaway | Role::Insert))
                && view.shot.spec.pov.is_none()
            {
                problems.push(elsewhere(name, subject.span));
            }
        }
    }
    let lines = scene.blocking.iter().map(|(_, s)| s).chain(views.iter().flat_map(|v| v.shot.blocking()));
    for act in lines.flat_map(|s: &Staged| &s.parts).flat_map(|p| &p.acts) {
        if let Act::In(name) = &act.value
            && !here(name)
        {
            problems.push(elsewhere(name, act.span));
        }
    }
    for pair in views.windows(2) {
        let cut = Cut { from: &pair[0], to: &pair[1] };
        // A new arrangement of people shows that time has passed.
        if let Some((word, span)) = optical(film, &cut)
            && !cut.to.restaged
        {
            problems.push(
                Diagnostic::new(Code::TimePlace, span, format!("this {word} says that time passes, and nothing else does"))
                    .label("within one scene")
                    .also(cut.to.shot.span, "the same place and time")
                    .help("the audience asks what it has missed; cut, or say what has changed: a new heading as `- LATER`, or a `stage` line after the transition"),
            );
        }
    }
}

/// What is seen between two scenes.
pub fn between(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let (old, new) = (&cut.from.scene.heading, &cut.to.scene.heading);
    if !new.continuous || old.places != new.places || old.remembered() || new.remembered() {
        return;
    }
    if let Some((word, span)) = optical(film, cut) {
        problems.push(
            Diagnostic::new(Code::TimePlace, span, format!("this {word} says that time or place changes, and the heading says CONTINUOUS"))
                .label("between two moments that follow each other")
                .also(cut.to.scene.span, "no time passes, and the place is the same")
                .help("cut straight, or let the heading say LATER"),
        );
    }
}

/// The transition of a cut, if it is one that means time or place.
fn optical(film: &Film, cut: &Cut) -> Option<(&'static str, Span)> {
    let next = film.slots.get(cut.from.shot.slot + 1).is_some_and(|s| std::ptr::eq(s, cut.to.slot));
    if !next {
        return None;
    }
    if cut.from.slot.fade_out.is_some() || cut.to.slot.fade_in.is_some() {
        return Some(("fade", cut.to.slot.faded?));
    }
    let join = cut.to.slot.join.as_ref()?;
    let word = match join.kind {
        Join::Dissolve => "dissolve",
        Join::WipeLeft | Join::WipeRight | Join::WipeUp | Join::WipeDown => "wipe",
        Join::IrisIn | Join::IrisOut => "iris",
        // A push or a whip is a throw of the camera, within one time as well.
        _ => return None,
    };
    Some((word, join.span))
}
