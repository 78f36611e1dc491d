//! Which of a scene's places a shot is in, where its heading holds several.

use crate::film::{Act, PersonId, Scene, Shot, Subject, Who};

/// Where somebody is, if `stage` says it: `stage PIA in KITCHEN`.
pub fn of_person(scene: &Scene, id: PersonId) -> Option<&str> {
    let parts = scene.blocking.iter().flat_map(|(_, s)| &s.parts).filter(|p| p.who.value == Who::Person(id));
    parts.flat_map(|p| &p.acts).find_map(|a| match &a.value {
        Act::In(name) => Some(name.as_str()),
        _ => None,
    })
}

/// The place of a shot: the one that it is on, or the one where its first subject is.
pub fn of_shot(scene: &Scene, shot: &Shot, subjects: &[PersonId]) -> Option<String> {
    let said = shot.spec.subjects.iter().find_map(|s| match &s.value {
        Subject::Place(name) => Some(name.clone()),
        _ => None,
    });
    said.or_else(|| subjects.iter().find_map(|id| of_person(scene, *id)).map(str::to_string))
}

/// Somebody who is known to be elsewhere than a shot.
pub fn elsewhere(scene: &Scene, place: Option<&str>, id: PersonId) -> bool {
    let same = |a: &str, b: &str| crate::syntax::normalise(a) == crate::syntax::normalise(b);
    match (place, of_person(scene, id)) {
        (Some(here), Some(there)) => !same(here, there),
        _ => false,
    }
}
