//! What leaves one shot enters the next: clothes, things in hands, and places.

use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Act, BeatKind, Film, PersonId, Scene, Who};
use crate::source::Span;

/// Metres that somebody may have shifted between two set-ups without being seen to.
const SHIFT: f64 = 0.5;

/// Changes that `stage` lines between the shots of a scene make in somebody who is seen on both sides of the cut.
pub fn check(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) {
    if scene.heading.remembered() {
        return;
    }
    for (i, pair) in views.windows(2).enumerate() {
        let cut = Cut { from: &pair[0], to: &pair[1] };
        if !cut.adjacent(film) {
            continue;
        }
        clothes(film, &cut, problems);
        if !cut.to.restaged {
            continue;
        }
        for (id, new) in &cut.to.before.people {
            // What changes behind the camera's back has been changed there.
            if !cut.from.shows(*id) || !cut.to.shows(*id) {
                continue;
            }
            let Some(old) = cut.from.after.people.get(id) else { continue };
            let name = &film.person(*id).name;
            let change = if old.present && new.present && (old.at - new.at).floor().length() > SHIFT {
                format!("{name} stands {:.1} m from where the shot before left them", (old.at - new.at).floor().length())
            } else if old.wears != new.wears {
                format!("{name} wears {} now, and wore {}", words(&new.wears), words(&old.wears))
            } else if let Some(thing) = new.holds.iter().find(|h| !old.holds.contains(h)) {
                format!("{name} holds {thing} now, and did not")
            } else if let Some(thing) = old.holds.iter().find(|h| !new.holds.contains(h)) {
                format!("{name} held {thing}, and does not now")
            } else {
                continue;
            };
            let span = said(scene, i + 1, *id).unwrap_or(cut.to.shot.span);
            problems.push(
                Diagnostic::new(Code::State, span, change)
                    .label("changed in the cut")
                    .also(cut.from.shot.span, format!("{name} is seen here before"))
                    .also(cut.to.shot.span, "and here after")
                    .help(format!("the audience sees {name} change by magic; let it happen in a shot with `stage`, cut to something else in between, or let time pass")),
            );
        }
    }
}

/// Clothes that somebody wears from a shot's first frame on, and did not in the one before.
fn clothes(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    for beat in cut.to.shot.beats.iter().filter(|b| b.start <= 0) {
        let BeatKind::Stage(staged) = &beat.kind else { continue };
        for part in &staged.parts {
            let Who::Person(id) = part.who.value else { continue };
            if !cut.from.shows(id) || !cut.to.shows(id) {
                continue;
            }
            let Some(old) = cut.from.after.people.get(&id).filter(|s| s.present) else { continue };
            for (wears, span) in part.acts.iter().filter_map(|a| worn(&a.value).map(|w| (w, a.span))) {
                if old.wears.as_ref() != Some(wears) {
                    let name = &film.person(id).name;
                    problems.push(
                        Diagnostic::new(Code::State, span, format!("{name} wears {wears} from the first frame on, and wore {}", words(&old.wears)))
                            .label("changed in the cut")
                            .also(cut.from.shot.span, format!("{name} is seen here before"))
                            .help(format!("the audience sees {name} change by magic; let {name} put it on later in the shot, cut to something else in between, or let time pass")),
                    );
                }
            }
        }
    }
}

fn worn(act: &Act) -> Option<&String> {
    match act {
        Act::Wears(what) => Some(what),
        _ => None,
    }
}

/// Clothes over the cut between two scenes that follow each other without time between.
pub fn wardrobe(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let scene = cut.to.scene;
    for (_, staged) in scene.blocking.iter().filter(|(at, _)| *at == 0) {
        for part in &staged.parts {
            let Who::Person(id) = part.who.value else { continue };
            let Some((wears, span)) = part.acts.iter().find_map(|a| Some((worn(&a.value)?, a.span))) else { continue };
            let Some(old) = cut.from.after.people.get(&id).filter(|s| s.present) else { continue };
            if old.wears.as_ref().is_some_and(|o| o != wears) {
                let name = &film.person(id).name;
                problems.push(
                    Diagnostic::new(Code::State, span, format!("{name} wears {wears} now, and wore {}", words(&old.wears)))
                        .label("changed in the cut")
                        .also(cut.from.shot.span, format!("{name} is seen here before"))
                        .also(scene.span, "no time passes")
                        .help("nobody changes between two moments that follow each other; keep the clothes, or let the heading say LATER"),
                );
            }
        }
    }
}

fn words(wears: &Option<String>) -> String {
    wears.clone().unwrap_or_else(|| "what they always wear".into())
}

/// Where a `stage` line before a shot speaks of somebody.
fn said(scene: &Scene, shot: usize, id: PersonId) -> Option<Span> {
    let lines = scene.blocking.iter().filter(|(at, _)| *at == shot);
    lines.flat_map(|(_, s)| &s.parts).find(|p| p.who.value == Who::Person(id)).map(|p| p.who.span)
}
