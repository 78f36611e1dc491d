//! Who is framed is in the scene: not before they enter, not after they leave.

use super::view::View;
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, PersonId, Subject};
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
