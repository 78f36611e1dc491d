//! Two shots of one subject: different enough to be a cut, not so different that they are two people.

use super::view::{CUTAWAY, Cut, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::Film;
use crate::syntax::vocabulary::size_name;

pub fn check(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let (from, to) = (cut.from, cut.to);
    if from.aside() || to.aside() || cut.covered() {
        return;
    }
    let same = from.same_subject(to);
    // An eye belongs to the figure before: nobody knows whose it is from so far away.
    let part = from.last_single().is_some() && from.last_single() == to.part();
    if !same && !part {
        return bare(cut, problems);
    }
    let (a, b) = (from.last_rank(), to.rank());
    let leap = a.abs_diff(b);
    let degrees = between(cut);
    let who = to.subject_name(film);
    // A move in that nobody measured does not make a leap of a long way.
    if leap.min(from.rank().abs_diff(b)) >= 7 && cut.word() != Some("smash cut") {
        problems.push(
            Diagnostic::new(Code::SizeLeap, to.shot.span, format!("from {} to {} of {who} in one cut", size_name(a), size_name(b)))
                .label(size_name(b))
                .also(from.shot.span, size_name(a))
                .help("the audience needs a moment to see that it is the same; put a size between, or mark it `smash cut`"),
        );
        return;
    }
    if !same || matches!(cut.word(), Some("jump cut" | "match cut" | "smash cut")) {
        return;
    }
    if leap >= 2 {
        if degrees < 10.0 {
            problems.push(
                Diagnostic::new(Code::AxialCut, to.shot.span, format!("an axial cut: from {} to {} of {who} along one line", size_name(a), size_name(b)))
                    .label("the same direction")
                    .also(from.shot.span, "the shot before")
                    .help("it strikes like a drum; where that is not wanted, move the camera 30° around"),
            );
        }
        return;
    }
    // Sizes that were far enough apart and cannot be given are said by their own rule; only one picture twice is a mistake of its own.
    let asked = from.shot.rank().abs_diff(to.shot.rank()) >= 2 && (from.rank() != from.shot.rank() || to.rank() != to.shot.rank());
    if asked && leap == 1 {
        return;
    }
    // Two people seen over each other's shoulders are told apart by the shoulder.
    if degrees >= 30.0 || from.shot.spec.over.is_some() != to.shot.spec.over.is_some() {
        return;
    }
    let cures = "change the side by 30° or more, the size by two, cut away in between, or mark it `jump cut`";
    let before = to.place_before();
    let problem = if degrees < 10.0 && leap == 0 {
        Diagnostic::new(Code::JumpCut, to.shot.span, format!("a cut from {who} to {who} at the same size from the same side"))
            .label("the picture jumps here")
            .also(from.shot.span, "the same view before")
            .help(format!("the audience sees a piece of time torn out; {cures}"))
    } else {
        let sizes = if leap == 1 { "size" } else { "sizes" };
        Diagnostic::new(Code::ThirtyDegree, to.shot.span, format!("the camera moves only {degrees:.0}° and {leap} {sizes} between two shots of {who}"))
            .label("too like the shot before")
            .also(from.shot.span, "the shot before")
            .help(format!("a small change looks like a mistake; {cures}"))
    };
    // A shot that coverage made stands nowhere.
    if to.shot.covered {
        problems.push(problem);
        return;
    }
    problems.push(problem.unsafe_fix("cut away in between", before, CUTAWAY).unsafe_fix("mark it `jump cut`", before, "jump cut\n  "));
}

/// A room with nobody in it, twice in the same view. Out of doors a second one may look elsewhere.
fn bare(cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let (from, to) = (cut.from, cut.to);
    let room = |v: &View| {
        let spec = &v.shot.spec;
        let plain = spec.size.is_some() && spec.subjects.is_empty() && spec.lens.is_none() && spec.side.is_none() && spec.angle.is_none() && spec.framing.is_empty();
        plain && v.shot.moves.is_empty() && v.staged.people.is_empty() && v.scene.heading.interior && v.scene.heading.places.len() == 1
    };
    if room(from) && room(to) && from.shot.rank() == to.shot.rank() && cut.word().is_none() {
        problems.push(
            Diagnostic::new(Code::JumpCut, to.shot.span, "a cut to the same view of the place")
                .label("the picture jumps here")
                .also(from.shot.span, "the same view before")
                .help("the audience sees a piece of time torn out; change the size by two, name what is seen, or mark it `jump cut`"),
        );
    }
}

/// Degrees that the camera has gone around over a cut. A view from above or from below is another view.
fn between(cut: &Cut) -> f64 {
    let (a, b) = (cut.from.last_sight(), cut.to.sight(&cut.to.staged.camera));
    let around = {
        let (a, b) = (a.floor(), b.floor());
        (a.dot(b) / (a.length() * b.length()).max(1e-9)).clamp(-1.0, 1.0).acos().to_degrees()
    };
    let height = |v: &View| match v.shot.spec.angle.as_ref().map(|a| a.value.as_str()) {
        Some("high angle" | "overhead" | "aerial") => 1,
        Some("low angle" | "ground") => -1,
        _ => 0,
    };
    let moved = cut.from.shot.moves.iter().any(|m| matches!(m.kind, "crane up" | "crane down" | "pedestal up" | "pedestal down"));
    match height(cut.from) == height(cut.to) && !moved {
        true => around,
        false => around.max(30.0),
    }
}
