//! Two shots of one subject: different enough to be a cut, not so different that they are two people.

use super::super::set::towards;
use super::view::{Cut, View, cutaway};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::Film;
use crate::syntax::vocabulary::size_name;

/// Sizes between two shots of somebody from which the audience does not see at once that it is them.
const FAR: u8 = 7;

/// `next` is the shot behind the cut's second one, with which a cure should not clash in its turn.
pub fn check(film: &Film, cut: &Cut, next: Option<&View>, problems: &mut Vec<Diagnostic>) {
    let (from, to) = (cut.from, cut.to);
    if from.aside() || to.aside() || cut.covered() {
        return;
    }
    let same = from.same_subject(to);
    // An eye belongs to the figure before: nobody knows whose it is from so far away.
    let part = from.last_single().is_some() && from.last_single() == to.part();
    let (a, b) = (from.last_rank(), to.rank());
    let leap = a.abs_diff(b);
    // One of several who were seen from far off has to be found again as well.
    let held = a < b && to.single().or(to.part()).is_some_and(|id| from.staged.subjects.contains(&id));
    if !(same || part || held && leap >= FAR) {
        return bare(cut, problems);
    }
    let degrees = between(cut);
    let who = to.subject_name(film);
    // A move in that nobody measured does not make a leap of a long way.
    if leap.min(from.rank().abs_diff(b)) >= FAR && cut.word() != Some("smash cut") {
        let mut problem = Diagnostic::new(Code::SizeLeap, to.shot.span, format!("from {} to {} of {who} in one cut", size_name(a), size_name(b)))
            .label(size_name(b))
            .also(from.shot.span, size_name(a))
            .help("the audience needs a moment to see that it is the same; put a size between, or mark it `smash cut`");
        if let Some(size) = to.shot.spec.size.as_ref().filter(|_| !to.shot.covered) {
            // A size between that suits what comes next: of the same subject two sizes away, of its reverse one.
            let suits = |rank: u8| next.is_none_or(|n| n.thing() || n.aside() || if to.same_subject(n) { rank.abs_diff(n.rank()) >= 2 } else { rank.abs_diff(n.rank()) <= 1 || n.rank() < 4 });
            let between = [6, 5, 4, 3].into_iter().map(|by| if b > a { a + by } else { a.saturating_sub(by) }).find(|rank| suits(*rank));
            if let Some(rank) = between {
                problem = problem.unsafe_fix(format!("take {}", size_name(rank)), size.span, size_name(rank));
            }
            problem = problem.unsafe_fix("mark it `smash cut`", to.place_before(), "smash cut\n  ");
        }
        problems.push(problem);
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
    let problem = another(cut, next, problem);
    problems.push(problem.unsafe_fix("cut away in between", before, cutaway(film, cut)).unsafe_fix("mark it `jump cut`", before, "jump cut\n  "));
}

/// The cures that take away the cause: a size two away, or a side 30° around.
fn another(cut: &Cut, next: Option<&View>, problem: Diagnostic) -> Diagnostic {
    let (from, to) = (cut.from, cut.to);
    let spec = &to.shot.spec;
    let clashes = next.filter(|next| to.same_subject(next) && next.shot.spec.over.is_some() == spec.over.is_some());
    let mut problem = problem;
    if let Some(size) = &spec.size {
        let (a, b) = (from.last_rank(), to.rank());
        let far = |rank: u8, other: u8| rank.abs_diff(other) >= 2 && rank.abs_diff(other) < FAR;
        // The way on which the shot goes already, else nearer, else wider; no further than two from where it is.
        let ways: [i32; 6] = if b < a { [-1, -2, 1, 2, 3, -3] } else { [1, 2, -1, -2, 3, -3] };
        // What is given wider than asked is given no nearer.
        let given = |rank: u8| b == to.shot.rank() || rank < b;
        let fits = |rank: &u8| (2..=9).contains(rank) && given(*rank) && far(*rank, a) && clashes.is_none_or(|n| far(*rank, n.rank()));
        let rank = ways.into_iter().filter_map(|by| u8::try_from(i32::from(to.shot.rank()) + by).ok()).find(fits);
        if let Some(rank) = rank {
            problem = problem.unsafe_fix(format!("take {}", size_name(rank)), size.span, size_name(rank));
        }
    }
    match around(cut, clashes) {
        Some(side) => match &spec.side {
            Some(said) => problem.unsafe_fix(format!("see it from `{side}`"), said.span, side),
            None => problem.unsafe_fix(format!("see it from `{side}`"), to.shot.span.after(), format!(", {side}")),
        },
        None => problem,
    }
}

/// A side of somebody that is 30° or more from where the shots beside this one see them, and on the camera's side of the line.
fn around(cut: &Cut, next: Option<&View>) -> Option<&'static str> {
    use std::f64::consts::FRAC_PI_2;
    const APART: f64 = 0.56;
    let to = cut.to;
    let own = to.staged.set.people.get(&to.single()?)?;
    if to.staged.aim.fixed.is_some() || to.shot.rank() <= 2 {
        return None;
    }
    let facing = own.gaze.unwrap_or(own.yaw);
    let sign = if (to.staged.aim.bearing - facing).sin() < 0.0 { -1.0 } else { 1.0 };
    let apart = |a: f64, b: f64| (a - b).cos() <= APART.cos();
    let from = towards(own.at, cut.from.end.at);
    let free = |bearing: f64| apart(bearing, from) && next.is_none_or(|n| apart(bearing, towards(own.at, n.staged.camera.at)));
    [("three-quarter", 0.7), ("profile", FRAC_PI_2), ("front", 0.0)].into_iter().find(|(_, turn)| free(facing + sign * turn)).map(|(side, _)| side)
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
