//! What leaves one shot enters the next: people, their clothes, what they hold, how and where they stand.

use super::super::camera::Vec3;
use super::super::set::Standing;
use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Act, BeatKind, Film, PersonId, Scene, Who};
use crate::plan::picture::Pose;
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
        opening(film, &cut, problems);
        if !cut.to.restaged {
            continue;
        }
        for (id, new) in &cut.to.before.people {
            // What changes behind the camera's back has been changed there.
            if !cut.from.notes(*id) || !(cut.to.notes(*id) || empty(&cut, *id)) {
                continue;
            }
            let Some(old) = cut.from.after.people.get(id) else { continue };
            let Some(change) = changed(film, &cut, *id, old, new) else { continue };
            let name = &film.person(*id).name;
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

/// What a `stage` line between two shots has changed in somebody whom both see.
fn changed(film: &Film, cut: &Cut, id: PersonId, old: &Standing, new: &Standing) -> Option<String> {
    let name = &film.person(id).name;
    if old.present && !new.present {
        return Some(format!("{name} was here, and is gone"));
    }
    if !old.present || !new.present {
        return None;
    }
    let went = (old.at - new.at).floor().length();
    let turned = (old.yaw - new.yaw).cos() < TURN.cos();
    let pose = |s: &Standing| match s.pose {
        Pose::Sit | Pose::Write => "sits",
        Pose::Kneel => "kneels",
        Pose::Crouch => "crouches",
        Pose::Lie => "lies",
        _ => "stands",
    };
    // A face alone does not tell whether its body sits.
    let bodies = cut.from.last_rank() <= BODIES && cut.to.rank() <= BODIES;
    if went > SHIFT {
        Some(format!("{name} stands {went:.1} m from where the shot before left them"))
    } else if old.wears != new.wears {
        Some(format!("{name} wears {} now, and wore {}", words(&new.wears), words(&old.wears)))
    } else if let Some(change) = held(name, old, new) {
        Some(change)
    } else if bodies && pose(old) != pose(new) {
        Some(format!("{name} {} now, and did not", pose(new)))
    } else if turned {
        Some(format!("{name} has turned by {:.0}°", (old.yaw - new.yaw).cos().clamp(-1.0, 1.0).acos().to_degrees()))
    } else {
        None
    }
}

/// Radians that somebody may have turned between two set-ups without being seen to.
const TURN: f64 = std::f64::consts::FRAC_PI_3;
/// The closest sizes that show how somebody sits, and what they hold.
const BODIES: u8 = 7;
const HANDS: u8 = 6;

/// Both shots show hands.
fn hands(cut: &Cut) -> bool {
    cut.from.last_rank() <= HANDS && cut.to.rank() <= HANDS
}

/// What somebody holds or has let go.
fn held(name: &str, old: &Standing, new: &Standing) -> Option<String> {
    let within = |thing: &str, list: &[String]| list.iter().any(|h| h.eq_ignore_ascii_case(thing));
    let taken = new.holds.iter().find(|h| !within(h, &old.holds)).map(|thing| format!("{name} holds {thing} now, and did not"));
    taken.or_else(|| old.holds.iter().find(|h| !within(h, &new.holds)).map(|thing| format!("{name} held {thing}, and does not now")))
}

/// A view over the floor where somebody stood who has gone.
fn empty(cut: &Cut, id: PersonId) -> bool {
    let Some(old) = cut.from.after.people.get(&id) else { return false };
    let gone = old.present && cut.to.before.people.get(&id).is_some_and(|s| !s.present);
    let seen = cut.to.staged.camera.project(old.at + Vec3::new(0.0, 1.2, 0.0)).is_some_and(|s| (0.0..=1.0).contains(&s.x));
    gone && seen && cut.to.rank() <= WHOLE && !cut.to.thing()
}

/// The closest size that shows whole people.
const WHOLE: u8 = 3;

/// Clothes and things in hands that somebody has from a shot's first frame on, and had not in the one before.
fn opening(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    for beat in cut.to.shot.beats.iter().filter(|b| b.start <= 0) {
        let BeatKind::Stage(staged) = &beat.kind else { continue };
        for part in &staged.parts {
            let Who::Person(id) = part.who.value else { continue };
            if !cut.from.notes(id) || !cut.to.notes(id) {
                continue;
            }
            let Some(old) = cut.from.after.people.get(&id).filter(|s| s.present) else { continue };
            let name = &film.person(id).name;
            let has = |thing: &String| old.holds.iter().any(|h| h.eq_ignore_ascii_case(thing));
            for act in &part.acts {
                let (change, does) = match &act.value {
                    Act::Wears(wears) if old.wears.as_ref() != Some(wears) => (format!("{name} wears {wears} from the first frame on, and wore {}", words(&old.wears)), "put it on"),
                    Act::Holds(thing) if hands(cut) && !has(thing) => (format!("{name} holds {thing} from the first frame on, and did not"), "take it"),
                    Act::Drops(thing) if hands(cut) && has(thing) => (format!("{name} held {thing}, and does not from the first frame on"), "let it go"),
                    _ => continue,
                };
                problems.push(
                    Diagnostic::new(Code::State, act.span, change)
                        .label("changed in the cut")
                        .also(cut.from.shot.span, format!("{name} is seen here before"))
                        .help(format!("the audience sees {name} change by magic; let {name} {does} later in the shot, below what happens first, cut to something else in between, or let time pass")),
                );
            }
        }
    }
}

/// Clothes and things over the cut between two scenes that follow each other without time between.
pub fn luggage(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let scene = cut.to.scene;
    if scene.heading.remembered() {
        return;
    }
    for (id, new) in cut.to.opening.people.iter().filter(|(_, s)| s.present) {
        let Some(old) = cut.from.after.people.get(id).filter(|s| s.present) else { continue };
        if !cut.from.notes(*id) || !cut.to.notes(*id) {
            continue;
        }
        let name = &film.person(*id).name;
        let line = scene.blocking.iter().filter(|(at, _)| *at == 0).flat_map(|(_, s)| &s.parts).find(|p| p.who.value == Who::Person(*id));
        let worn = line.and_then(|p| p.acts.iter().find(|a| matches!(a.value, Act::Wears(_)))).map(|a| a.span);
        let change = if old.wears != new.wears {
            Some(format!("{name} wears {} now, and wore {}", words(&new.wears), words(&old.wears)))
        } else {
            hands(cut).then(|| held(name, old, new)).flatten()
        };
        let Some(change) = change else { continue };
        problems.push(
            Diagnostic::new(Code::State, worn.or(line.map(|p| p.who.span)).unwrap_or(cut.to.shot.span), change)
                .label("changed in the cut")
                .also(cut.from.shot.span, format!("{name} is seen here before"))
                .also(scene.span, "no time passes")
                .help(format!("the audience sees {name} change by magic between two moments that follow each other; say here what {name} wears and holds, let it change in a shot, or let the heading say LATER")),
        );
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
