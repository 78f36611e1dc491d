//! The line between two people, and the side of it on which the camera stays.

use std::collections::BTreeSet;
use std::f64::consts::{PI, TAU};

use super::super::camera::Vec3;
use super::super::line::{self, ON_THE_LINE, side};
use super::super::set::{Set, towards};
use super::view::{Cut, View, cutaway};
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit, Severity};
use crate::film::{Film, PersonId, Role, Scene};

/// The side on which a pair was seen last, and where.
struct Side {
    pair: (PersonId, PersonId),
    sign: f64,
    /// Which shot of the scene it was.
    view: usize,
}

/// Reports the crossings of a scene and gives the slots of the shots that cross.
pub fn check(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) -> BTreeSet<usize> {
    let mut crossed = BTreeSet::new();
    let mut last: Option<Side> = None;
    // A shot of more than two, which sets a side for each two of them.
    let mut group: Option<usize> = None;
    let staged = scene.blocking.iter().any(|(at, _)| *at == 0);
    for (i, view) in views.iter().enumerate() {
        let spec = &view.shot.spec;
        // A transition, a fade, and a card or black between break the sequence.
        let optical = i.checked_sub(1).is_some_and(|before| !Cut { from: &views[before], to: view }.straight(film));
        // A new view of the whole place lets the audience find its bearings anew; so does a look elsewhere.
        let fresh = view.rank() <= 1 || matches!(view.role(), Some(Role::Establishing | Role::Cutaway));
        if view.restaged || optical || fresh || spec.broken {
            (last, group) = (None, None);
        }
        if fresh || spec.broken || view.role() == Some(Role::Insert) {
            continue;
        }
        let Some(pair) = pair(view) else {
            if view.staged.subjects.len() > 2 {
                group = Some(i);
            }
            // Of one of them, who looks at nobody, from their line: as of both from there.
            let on_the_line = |pair: (PersonId, PersonId)| {
                let one = view.staged.subjects.iter().any(|id| *id == pair.0 || *id == pair.1);
                one && side(&view.staged.set, &view.staged.camera, pair).is_some_and(|sine| sine.abs() < ON_THE_LINE.sin())
            };
            last = last.filter(|side| !on_the_line(side.pair));
            continue;
        };
        let sign = match side(&view.staged.set, &view.staged.camera, pair) {
            Some(sine) if spec.pov.is_none() && (spec.over.is_some() || sine.abs() >= ON_THE_LINE.sin()) => sine.signum(),
            // On the line the camera belongs to neither side and may go to either.
            _ => {
                (last, group) = (None, None);
                continue;
            }
        };
        let own = last.take().filter(|side| side.pair == pair);
        let of_group = group.filter(|at| own.as_ref().is_none_or(|side| side.view < *at)).and_then(|at| Some(Side { pair, sign: of_group(&views[at], pair, true)?, view: at }));
        if let Some(side) = of_group.or(own)
            && side.sign != sign
        {
            let names = (&film.person(pair.0).name, &film.person(pair.1).name);
            crossed.insert(view.shot.slot);
            let problem = Diagnostic::new(Code::Axis, view.shot.span, format!("the camera crosses the line between {} and {}", names.0, names.1))
                .label("from the other side of the line")
                .also(views[side.view].shot.span, "the side was set here")
                .help("left and right change places, and the two seem to look the same way; stay on one side, cut away in between, or say `allow axis \"why\"`");
            // A shot that coverage made stands nowhere.
            let problem = if view.shot.covered { problem } else { cures(film, &views[side.view], view, pair, problem) };
            problems.push(if staged { problem.severity(Severity::Error) } else { problem });
        }
        // A camera that goes over the line within its shot takes the audience along: the side is where it ends.
        // So does somebody who walks past the other. On the line it belongs to neither side again.
        let walked = [pair.0, pair.1].iter().any(|id| place(&view.staged.set, *id) != place(&view.after, *id));
        let end = match side(&view.after, &view.end, pair) {
            Some(sine) if walked || !view.shot.moves.is_empty() => Some(sine).filter(|s| spec.over.is_some() || s.abs() >= ON_THE_LINE.sin()).map(f64::signum),
            _ => Some(sign),
        };
        last = end.map(|sign| Side { pair, sign, view: i });
    }
    crossed
}

/// The side from which a shot of more than two shows two of them, as it begins or as it ends.
pub fn of_group(view: &View, pair: (PersonId, PersonId), end: bool) -> Option<f64> {
    let all = &view.staged.subjects;
    let both = all.len() > 2 && all.contains(&pair.0) && all.contains(&pair.1) && view.shot.spec.pov.is_none();
    let (set, camera) = if end { (&view.after, &view.end) } else { (&view.staged.set, &view.staged.camera) };
    side(set, camera, pair).filter(|sine| both && sine.abs() >= ON_THE_LINE.sin()).map(f64::signum)
}

/// The usual ways over a line: a look elsewhere, a shot on the line, and a camera that goes over in the picture.
fn cures(film: &Film, from: &View, to: &View, pair: (PersonId, PersonId), problem: Diagnostic) -> Diagnostic {
    // What leads over the line is taken away first.
    let mut problem = match (to.shot.spec.across, &to.shot.spec.side) {
        (Some(across), _) => problem.unsafe_fix("leave `across the line` out", across, ""),
        (None, Some(side)) => match mirrored(&side.value) {
            Some(other) => problem.unsafe_fix(format!("take `{other}`, from this side of the line"), side.span, other),
            None => problem,
        },
        _ => problem,
    };
    problem = problem.unsafe_fix("cut away in between", to.place_before(), cutaway(film, &Cut { from, to }));
    if let Some((seen, owner)) = on_the_line(to, pair) {
        let (seen, owner) = (&film.person(seen).name, &film.person(owner).name);
        problem = problem.unsafe_fix(format!("see {seen} with {owner}'s eyes in between, from the line"), to.place_before(), format!("shot medium on {seen}, pov {owner}, 2s\n\n  "));
    }
    if let Some((way, edits)) = over(from, to, pair) {
        problem = problem.fix_all(format!("let the camera go over the line in the shot before: `{way}`"), Applicability::Unsafe, edits);
    }
    problem
}

/// The same side of a body from the other side of the line.
pub fn mirrored(side: &str) -> Option<&'static str> {
    match side {
        "profile left" => Some("profile right"),
        "profile right" => Some("profile left"),
        "three-quarter left" => Some("three-quarter right"),
        "three-quarter right" => Some("three-quarter left"),
        _ => None,
    }
}

/// Whom of the two the other sees, which is a view on their line: first whoever the next shot is not on.
fn on_the_line(to: &View, (a, b): (PersonId, PersonId)) -> Option<(PersonId, PersonId)> {
    let sees = |(seen, owner): &(PersonId, PersonId)| to.looks_at(&to.opening, *owner) == Some(*seen);
    let both = if to.single() == Some(a) { [(b, a), (a, b)] } else { [(a, b), (b, a)] };
    both.into_iter().find(sees)
}

/// An arc of the shot before that ends on the other side, where the next camera is another one still.
fn over(from: &View, to: &View, pair: (PersonId, PersonId)) -> Option<(String, Vec<Edit>)> {
    /// How far past the line it ends, and how far from the next camera at least, in radians.
    const PAST: [f64; 4] = [0.45, 0.7, 0.9, 2.0];
    const APART: f64 = 0.62;
    let both = from.staged.subjects.len() == 2 && [pair.0, pair.1].iter().all(|id| from.staged.subjects.contains(id));
    if !both || !from.shot.moves.is_empty() || from.shot.covered || from.thing() {
        return None;
    }
    let (a, b) = (place(&from.staged.set, pair.0)?, place(&from.staged.set, pair.1)?);
    let middle = (a + b) * 0.5;
    let (start, next) = (towards(middle, from.staged.camera.at), towards(middle, to.staged.camera.at));
    let turn = |from: f64, to: f64| (to - from + PI).rem_euclid(TAU) - PI;
    // Over the nearer end of the line, and past it.
    let line = towards(a, b);
    let end = [line, line + PI].into_iter().min_by(|x, y| turn(start, *x).abs().total_cmp(&turn(start, *y).abs()))?;
    let way = turn(start, end).signum();
    let past = PAST.into_iter().find(|past| turn(end + way * past, next).abs() >= APART)?;
    let angle = (turn(start, end).abs() + past).to_degrees();
    let angle = (angle / 5.0).ceil() * 5.0;
    // A bearing that grows leads to the camera's left.
    let camera = format!("camera arc {} {angle:.0}deg", if way > 0.0 { "left" } else { "right" });
    let mut edits = vec![Edit { span: from.shot.span.after(), text: format!("\n    {camera}") }];
    // Over there, the next camera need not go over again.
    if let Some(across) = to.shot.spec.framing.iter().find(|f| f.value == "across the line") {
        if to.shot.spec.angle.is_some() || to.staged.aim.fixed.is_some() {
            return None;
        }
        edits.push(Edit { span: across.span, text: "eye level".into() });
    }
    Some((camera, edits))
}

fn place(set: &Set, id: PersonId) -> Option<Vec3> {
    set.people.get(&id).map(|s| s.at)
}

/// The people whose line a shot has.
pub fn pair(view: &View) -> Option<(PersonId, PersonId)> {
    line::pair(view.shot, &view.staged.subjects, &view.staged.set)
}
