//! An insert or a cutaway leads back to whoever it belongs to.

use super::view::{View, names};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, PersonId, Role, Subject};

pub fn check(film: &Film, views: &[View], problems: &mut Vec<Diagnostic>) {
    let aside = |v: &View| matches!(v.role(), Some(Role::Insert | Role::Cutaway));
    for (i, view) in views.iter().enumerate() {
        // Of a chain of inserts the last one returns.
        if !aside(view) || view.shot.spec.broken || views.get(i + 1).is_some_and(aside) {
            continue;
        }
        let start = views[..i].iter().rposition(|v| !aside(v));
        let chain = &views[start.map_or(0, |s| s + 1)..=i];
        let mut owners: Vec<PersonId> = chain.iter().flat_map(owns).collect();
        // A thing that nobody holds belongs to whoever is named with it, or was seen before it.
        if owners.is_empty() {
            owners.extend(chain.iter().flat_map(|v| v.shot.people.iter().copied()));
            if let Some(before) = start.map(|s| &views[s]) {
                let (shot, staged) = (before.shot, before.staged);
                owners.extend(shot.people.iter().chain(&staged.subjects).copied().chain(shot.spec.over.iter().map(|o| o.value)));
            }
        }
        let Some(next) = views.get(i + 1) else { continue };
        if owners.is_empty() || next.shot.spec.broken || next.staged.people.iter().chain(&next.shot.people).any(|p| owners.contains(p)) {
            continue;
        }
        owners.sort();
        owners.dedup();
        let who = names(film, &owners);
        problems.push(
            Diagnostic::new(Code::InsertReturn, view.shot.span, format!("nobody returns from this {}", if view.role() == Some(Role::Insert) { "insert" } else { "cutaway" }))
                .label(format!("belongs to {who}"))
                .also(next.shot.span, "the next shot is of somebody else")
                .help(format!("the audience waits to see what it means to {who}: come back to their face")),
        );
    }
}

/// Whose thing it is for certain: the hand's owner, or whoever holds it.
fn owns(view: &View) -> Vec<PersonId> {
    let mut out = Vec::new();
    for subject in &view.shot.spec.subjects {
        match &subject.value {
            Subject::Part(id, _) => out.push(*id),
            Subject::Prop(name) | Subject::Thing(name) => {
                out.extend(view.before.people.iter().filter(|(_, s)| s.holds.iter().any(|h| h.eq_ignore_ascii_case(name))).map(|(id, _)| *id));
            }
            _ => {}
        }
    }
    out
}
