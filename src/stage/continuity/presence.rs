//! Who is framed is in the scene: not before they enter, not after they leave.

use super::super::set::Set;
use super::super::stretch::stretches;
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, BeatKind, Cue, Film, PersonId, Staged, Subject, Who};
use crate::source::Span;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let spec = &view.shot.spec;
    let framed = spec.subjects.iter().filter_map(|s| match s.value {
        Subject::Person(id) | Subject::Part(id, _) => Some((id, s.span)),
        _ => None,
    });
    let near = spec.over.iter().map(|o| (o.value, o.span));
    let absent = |(id, _): &(PersonId, Span)| view.staged.set.people.get(id).is_some_and(|s| !s.present);
    for (id, span) in framed.chain(near).filter(absent) {
        let name = &film.person(id).name;
        problems.push(
            Diagnostic::new(Code::Presence, span, format!("{name} is framed but is not there"))
                .label("not in the scene at this moment")
                .help(format!("{name} comes in with `stage {name} enters left` and is gone after `exits`")),
        );
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
                acts(film, &set, staged, problems);
                set.act(film, staged, &view.staged.eye);
            }
            BeatKind::Cue(cue) => speaks(film, view, cue, beat.start, problems),
            BeatKind::Action { .. } => {}
        }
    }
}

fn acts(film: &Film, set: &Set, staged: &Staged, problems: &mut Vec<Diagnostic>) {
    for part in &staged.parts {
        let Who::Person(id) = part.who.value else { continue };
        let Some(mut present) = set.people.get(&id).map(|s| s.present) else { continue };
        let name = &film.person(id).name;
        // `left enters from left` says where to before it says that they come.
        let comes = part.acts.iter().position(|a| matches!(a.value, Act::Enters(_)));
        for (i, act) in part.acts.iter().enumerate() {
            match (&act.value, present) {
                (Act::Enters(_), true) => problems.push(
                    Diagnostic::new(Code::Presence, act.span, format!("{name} comes in, and is there already"))
                        .severity(Severity::Warning)
                        .label("in the scene since before")
                        .help(format!("let {name} leave first with `exits`, or say `crosses`")),
                ),
                (Act::Enters(_), false) => present = true,
                (Act::Exits(_), true) => present = false,
                (_, true) => {}
                (Act::Place(_) | Act::Across(_) | Act::Depth(_) | Act::Away(_), false) if comes.is_some_and(|at| i < at) => {}
                (_, false) => {
                    problems.push(
                        Diagnostic::new(Code::Presence, act.span, format!("{name} does this, and is not there"))
                            .label("not in the scene at this moment")
                            .help(format!("{name} comes in with `stage {name} enters left` and is gone after `exits`")),
                    );
                    break;
                }
            }
        }
    }
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
        problems.push(
            Diagnostic::new(Code::Presence, cue.name_span, format!("{name} speaks {when}"))
                .label("not in the scene at this moment")
                .help(format!("let {name} come in before the line and leave after it, or mark it as heard from outside the picture: `{name} (O.S.)`"))
                .unsafe_fix("mark it (O.S.)", cue.name_span.after(), " (O.S.)"),
        );
    }
}
