//! Two shots of one subject: different enough to be a cut, not so different that they are two people.

use super::super::camera::Vec3;
use super::view::Cut;
use crate::diagnostics::{Code, Diagnostic};
use crate::film::Film;
use crate::source::Span;
use crate::syntax::vocabulary::size_name;

pub fn check(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let (from, to) = (cut.from, cut.to);
    if !from.same_subject(to) || from.aside() || to.aside() || cut.covered() {
        return;
    }
    let (a, b) = (from.last_rank(), to.shot.rank());
    let leap = a.abs_diff(b);
    let degrees = between(from.sight(&from.end), to.sight(&to.staged.camera));
    let who = to.subject_name(film);
    if leap >= 7 && cut.word() != Some("smash cut") {
        problems.push(
            Diagnostic::new(Code::SizeLeap, to.shot.span, format!("from {} to {} of {who} in one cut", size_name(a), size_name(b)))
                .label(size_name(b))
                .also(from.shot.span, size_name(a))
                .help("the audience needs a moment to see that it is the same; put a size between, or mark it `smash cut`"),
        );
        return;
    }
    if matches!(cut.word(), Some("jump cut" | "match cut" | "smash cut")) {
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
    // Two people seen over each other's shoulders are told apart by the shoulder.
    if degrees >= 30.0 || from.shot.spec.over.is_some() != to.shot.spec.over.is_some() {
        return;
    }
    let cures = "change the side by 30° or more, the size by two, cut away in between, or mark it `jump cut`";
    // Shots stand two deep in their scene.
    let before = Span { end: to.shot.span.start, ..to.shot.span };
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
    problems.push(problem.unsafe_fix("cut away in between", before, "shot cutaway on \"what is seen\", 2s\n\n  ").unsafe_fix("mark it `jump cut`", before, "jump cut\n  "));
}

/// Degrees between two directions in space, so that a view from above is another view.
fn between(a: Vec3, b: Vec3) -> f64 {
    (a.dot(b) / (a.length() * b.length()).max(1e-9)).clamp(-1.0, 1.0).acos().to_degrees()
}
