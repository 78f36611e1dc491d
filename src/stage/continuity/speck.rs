//! Whoever a shot tells of and nobody can make out: a thing as large as a bridge is seen from so far away.

use super::super::report::person_box;
use super::view::{View, names};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Film, PersonId};

/// Share of the frame's height below which a body is a speck.
const SPECK: f64 = 0.025;

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    // A size that is on people shows them; and one can wish for a speck in a landscape, but says so.
    if shot.covered || shot.spec.broken || !view.thing() || shot.rank() == 0 || !shot.moves.is_empty() {
        return;
    }
    let speck = |id: &PersonId| view.shows(*id) && !view.elsewhere(*id) && person_box(film, view.staged, *id).is_some_and(|b| b.share < SPECK);
    let told: Vec<PersonId> = shot.people.iter().copied().filter(speck).collect();
    let Some(first) = told.first() else { return };
    let (who, what) = (names(film, &told), view.subject_name(film));
    let away = (view.staged.camera.at - view.staged.aim.target).floor().length();
    let are = if told.len() == 1 { "is" } else { "are" };
    problems.push(
        Diagnostic::new(Code::NearestFraming, shot.span, format!("{who} {are} too small to be seen: {what} is framed from {away:.0} m away"))
            .severity(Severity::Warning)
            .label("from here a body is a speck")
            .help(format!("the audience would not find whom this tells of; give them a shot of their own, `shot wide on {}`, or take a nearer size of {what}", film.person(*first).name)),
    );
}
