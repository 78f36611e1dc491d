//! Names of nobody: whom a move goes to, and whom somebody faces or goes to, has to be there, and be another.

use std::collections::HashSet;

use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, Bearing, Film, PersonId, Scene, StagePart, Staged, Subject, Who};
use crate::source::Span;

pub fn check(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) {
    let Some(first) = views.first() else { return };
    // Who is somewhere in the scene, though perhaps not yet.
    let known: HashSet<PersonId> = first.before.people.keys().chain(views.iter().flat_map(|v| v.after.people.keys())).copied().collect();
    let lines: Vec<&Staged> = scene.all_blocking().collect();
    for part in lines.iter().flat_map(|s| &s.parts) {
        said_of(film, part, &known, problems);
        things_of(film, part, views, problems);
    }
    for view in views.iter().filter(|v| !v.shot.covered && !v.shot.spec.broken) {
        for made in view.shot.moves.iter().filter(|m| !matches!(m.kind, "track" | "follow")) {
            let Some(target) = &made.target else { continue };
            let (Subject::Person(id) | Subject::Part(id, _)) = target.value else { continue };
            let here = view.staged.set.people.get(&id).is_some_and(|s| s.present) || view.after.people.get(&id).is_some_and(|s| s.present);
            if !here {
                problems.push(nobody(film, id, target.span, format!("`{}` leads to {}, who is not there", made.kind, film.person(id).name)));
            }
        }
    }
}

fn said_of(film: &Film, part: &StagePart, known: &HashSet<PersonId>, problems: &mut Vec<Diagnostic>) {
    let Who::Person(own) = part.who.value else { return };
    let name = &film.person(own).name;
    for act in &part.acts {
        let (verb, to) = match &act.value {
            Act::Facing(Bearing::Person(to)) => ("face", to),
            Act::Looks(Bearing::Person(to)) => ("look at", to),
            Act::Turns(Some(Bearing::Person(to))) => ("turn to", to),
            Act::Crosses(Bearing::Person(to)) => ("cross to", to),
            _ => continue,
        };
        if *to == own {
            problems.push(
                Diagnostic::new(Code::Staging, act.span, format!("{name} cannot {verb} {name}"))
                    .label("one and the same")
                    .help("nothing would change; name another one, or a direction: `left`, `right`, `camera`, `away`"),
            );
        } else if !known.contains(to) {
            let other = &film.person(*to).name;
            let problem = nobody(film, *to, act.span, format!("{name} is to {verb} {other}, who is not there"));
            // Somebody beyond the picture can be looked at, though nobody knows where they are; nobody can go to them.
            problems.push(if verb == "cross to" { problem } else { problem.severity(Severity::Warning) });
        }
    }
}

/// Things without a name that somebody looks at or goes to, and that are nowhere in the scene.
fn things_of(film: &Film, part: &StagePart, views: &[View], problems: &mut Vec<Diagnostic>) {
    let Who::Person(own) = part.who.value else { return };
    for act in &part.acts {
        let (verb, what) = match &act.value {
            Act::Facing(Bearing::Prop(what)) => ("faces", what),
            Act::Looks(Bearing::Prop(what)) => ("looks at", what),
            Act::Turns(Some(Bearing::Prop(what))) => ("turns to", what),
            Act::Crosses(Bearing::Prop(what)) => ("crosses to", what),
            _ => continue,
        };
        let named = film.props.iter().any(|p| p.name == *what) || film.place_index.contains_key(what);
        if named || views.iter().any(|v| v.staged.set.thing(what).is_some() || v.after.thing(what).is_some()) {
            continue;
        }
        let first = what.split(' ').next().unwrap_or("");
        let bare = what.strip_prefix(first).filter(|_| ["a", "an", "the"].iter().any(|w| w.eq_ignore_ascii_case(first))).unwrap_or(what).trim();
        let name = crate::syntax::capitals(bare);
        problems.push(
            Diagnostic::new(Code::Staging, act.span, format!("{} {verb} \"{what}\", and nothing of this name stands here", film.person(own).name))
                .severity(Severity::Warning)
                .label("where is it?")
                .help(format!("the audience follows a look and finds nothing; declare it, `prop {name}`, and put it on the set: `stage {name} right`")),
        );
    }
}

fn nobody(film: &Film, id: PersonId, at: Span, message: String) -> Diagnostic {
    let name = &film.person(id).name;
    Diagnostic::new(Code::Presence, at, message)
        .label("nobody of this name is in the scene")
        .help(format!("the audience would look for {name} and find nobody; stage them, `stage {name} right`, or is it a slip of the pen for another name?"))
}
