//! Who is framed is in the scene: not before they enter, not after they leave.

use super::super::place;
use super::super::set::Set;
use super::super::stretch::stretches;
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, BeatKind, Cue, Film, PersonId, Scene, Staged, Subject, Who};
use crate::source::Span;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let spec = &view.shot.spec;
    let framed = spec.subjects.iter().filter_map(|s| match s.value {
        Subject::Person(id) | Subject::Part(id, _) => Some((id, s.span)),
        _ => None,
    });
    let near = spec.over.iter().map(|o| (o.value, o.span));
    let absent = |(id, _): &(PersonId, Span)| view.staged.set.people.get(id).is_some_and(|s| !s.present);
    let framed: Vec<(PersonId, Span)> = framed.chain(near).collect();
    // Two places are two sets: no camera sees both.
    for (id, span) in framed.iter().filter(|(id, _)| view.elsewhere(*id)) {
        let (name, here) = (&film.person(*id).name, view.staged.place.as_deref().unwrap_or(""));
        let there = place::of_person(view.scene, *id).unwrap_or("");
        problems.push(
            Diagnostic::new(Code::Presence, *span, format!("{name} is framed at {here} and is at {there}"))
                .label("in the other place of this scene")
                .help(format!("the audience would see both in one room; cut between the two places, with a shot on {name} alone, or let {name} be heard: `{name} (O.S.)`")),
        );
    }
    for (id, span) in framed.into_iter().filter(absent).filter(|(id, _)| !view.elsewhere(*id)) {
        let name = &film.person(id).name;
        let problem = Diagnostic::new(Code::Presence, span, format!("{name} is framed but is not there"))
            .label("not in the scene at this moment")
            .help(format!("the audience would look for {name} in an empty frame; {name} comes in with `stage {name} enters left` and is gone after `exits`"));
        problems.push(coming_and_going(film, view.scene, id, span, problem));
    }
}

/// A label where somebody last came or went before a place of the script; where they come in only later, there.
fn coming_and_going(film: &Film, scene: &Scene, id: PersonId, at: Span, problem: Diagnostic) -> Diagnostic {
    let name = &film.person(id).name;
    let lines = scene.all_blocking();
    let mut ways: Vec<(Span, bool)> = lines
        .flat_map(|s| &s.parts)
        .filter(|p| p.who.value == Who::Person(id))
        .flat_map(|p| &p.acts)
        .filter_map(|a| match a.value {
            Act::Enters(_) => Some((a.span, true)),
            Act::Exits(_) => Some((a.span, false)),
            _ => None,
        })
        .filter(|(span, _)| span.file == at.file && *span != at)
        .collect();
    ways.sort_by_key(|(span, _)| span.start);
    let before = ways.iter().rev().find(|(span, _)| span.start < at.start);
    match before.or(ways.first()) {
        Some((span, true)) if span.start < at.start => problem.also(*span, format!("{name} came in here")),
        Some((span, true)) => problem.also(*span, format!("{name} comes in only here")),
        Some((span, false)) if span.start < at.start => problem.also(*span, format!("{name} left here")),
        _ => problem,
    }
}

/// Nobody speaks or does anything before they come in or after they have gone, and nobody comes in twice.
pub fn during(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    // People of a scene in two places are each in their own.
    if view.scene.heading.places.len() > 1 {
        return;
    }
    let mut set = Set::clone(&view.before);
    for beat in &view.shot.beats {
        match &beat.kind {
            BeatKind::Stage(staged) => {
                acts(film, view, &set, staged, problems);
                set.act(film, staged, &view.staged.eye);
            }
            BeatKind::Cue(cue) => speaks(film, view, cue, beat.start, problems),
            BeatKind::Action { .. } => {}
        }
    }
}

fn acts(film: &Film, view: &View, set: &Set, staged: &Staged, problems: &mut Vec<Diagnostic>) {
    let scene = view.scene;
    for part in &staged.parts {
        let Who::Person(id) = part.who.value else { continue };
        let Some(mut present) = set.people.get(&id).map(|s| s.present) else { continue };
        let name = &film.person(id).name;
        // `left enters from left` says where to before it says that they come.
        let comes = part.acts.iter().position(|a| matches!(a.value, Act::Enters(_)));
        for (i, act) in part.acts.iter().enumerate() {
            match (&act.value, present) {
                (Act::Enters(_), true) => {
                    let problem = Diagnostic::new(Code::Presence, act.span, format!("{name} comes in, and is there already"))
                        .severity(Severity::Warning)
                        .label("in the scene since before")
                        .help(format!("the audience has seen {name} here and sees a second one come; let {name} leave first with `exits`, or say `crosses`"));
                    let problem = match scene.shots.iter().find(|s| s.people.contains(&id) && s.span.start < act.span.start && s.span.file == act.span.file) {
                        Some(shot) if !comes_before(scene, id, act.span) => problem.also(shot.span, format!("{name} is here from the start")),
                        _ => coming_and_going(film, scene, id, act.span, problem),
                    };
                    problems.push(problem);
                }
                (Act::Enters(_), false) => present = true,
                (Act::Exits(_), true) => present = false,
                (_, true) => {}
                (Act::Place(_) | Act::Across(_) | Act::Depth(_) | Act::Away(_), false) if comes.is_some_and(|at| i < at) => {}
                // Whoever is framed and not there has been told so.
                (_, false) if view.shot.spec.subjects.iter().any(|s| s.value == Subject::Person(id)) && view.staged.set.people.get(&id).is_some_and(|s| !s.present) => break,
                (_, false) => {
                    let problem = Diagnostic::new(Code::Presence, act.span, format!("{name} does this, and is not there"))
                        .label("not in the scene at this moment")
                        .help(format!("the audience would see nobody do it; {name} comes in with `stage {name} enters left` and is gone after `exits`"));
                    problems.push(coming_and_going(film, scene, id, act.span, problem));
                    break;
                }
            }
        }
    }
}

/// Whether somebody comes in or goes before a place of the script.
fn comes_before(scene: &Scene, id: PersonId, at: Span) -> bool {
    let within = scene.shots.iter().flat_map(|s| s.blocking());
    within.filter(|s| s.span.start < at.start).flat_map(|s| &s.parts).filter(|p| p.who.value == Who::Person(id)).flat_map(|p| &p.acts).any(|a| a.span.start < at.start && matches!(a.value, Act::Enters(_) | Act::Exits(_)))
}

/// A line in person before its speaker comes in or after they have gone.
fn speaks(film: &Film, view: &View, cue: &Cue, start: i64, problems: &mut Vec<Diagnostic>) {
    let spec = &view.shot.spec;
    let Ok(frame) = u64::try_from(start) else { return };
    if cue.voice_over || cue.unseen || cue.continued || spec.broken {
        return;
    }
    for id in &cue.speakers {
        // Whoever is not framed at all has been told so.
        let framed = spec.subjects.is_empty() || view.shot.people.contains(id) || spec.over.as_ref().is_some_and(|o| o.value == *id);
        let (Some(before), Some(after)) = (view.before.people.get(id), view.after.people.get(id)) else { continue };
        if !framed || (before.present && after.present) {
            continue;
        }
        let seen = stretches(film, view.shot, view.staged, view.slot.frames);
        let mut own = seen.iter().filter(|s| s.id == *id).peekable();
        let alone = own.peek().is_none();
        let seen = if alone { before.present || view.staged.set.people.get(id).is_some_and(|s| s.present) } else { own.any(|s| (s.start..s.end).contains(&frame)) };
        if seen {
            continue;
        }
        let name = &film.person(*id).name;
        let when = if before.present { "after leaving" } else { "without being there" };
        let problem = Diagnostic::new(Code::Presence, cue.name_span, format!("{name} speaks {when}"))
            .label("not in the scene at this moment")
            .help(format!("the audience hears a voice and finds no mouth; let {name} come in before the line and leave after it, or mark it as heard from outside the picture: `{name} (O.S.)`"))
            .unsafe_fix("mark it (O.S.)", cue.name_span.after(), " (O.S.)");
        problems.push(coming_and_going(film, view.scene, *id, cue.name_span, problem));
    }
}
