//! Stagings that no set can hold, and framings that no camera can give.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::body::Body;
use super::super::camera::{Camera, Vec3};
use super::super::place;
use super::super::set::{Set, towards};
use super::super::sight::between;
use super::super::viewpoint::{covers, reaches};
use super::view::{View, names};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Film, PersonId, Staged, Who};
use crate::plan::picture::Pose;
use crate::source::Span;
use crate::syntax::vocabulary::size_name;

/// Metres within which two people stand in one place, and within which their bodies go through each other.
const BODY: f64 = 0.25;
const WIDE: f64 = 0.33;

/// Two people in one place. Whoever stands where somebody is already is reported once.
pub fn one_place(film: &Film, views: &[View], problems: &mut Vec<Diagnostic>) {
    let mut said: HashSet<PersonId> = HashSet::new();
    let mut last: Option<&Arc<Set>> = None;
    for set_of in views.iter().flat_map(|view| [(view, &view.before), (view, &view.after)]) {
        let (view, set) = set_of;
        // Most shots move nobody.
        if last.replace(set).is_some_and(|last| Arc::ptr_eq(last, set)) {
            continue;
        }
        for (a, b) in pairs_in_one_place(film, set) {
            // People of two places stand on two sets.
            if place::of_person(view.scene, a).is_some_and(|here| place::elsewhere(view.scene, Some(here), b)) {
                continue;
            }
            if !said.insert(b) {
                continue;
            }
            let (mut span, mut other, mut came, mut stood) = (staged_at(view, b), staged_at(view, a), b, a);
            // Whoever was staged last is the one who is put where somebody stands.
            if let (Some(s), Some(o)) = (span, other)
                && s.file == o.file
                && o.start > s.start
                && view.before.people.get(&b).map(|p| p.at) == view.after.people.get(&b).map(|p| p.at)
            {
                (span, other, came, stood) = (other, span, a, b);
            }
            let apart = set.people.get(&a).zip(set.people.get(&b)).map_or(0.0, |(a, b)| (a.at - b.at).length());
            let how = if apart < BODY { "stand in one place".to_string() } else { format!("stand {apart:.2} m apart, less than a body is wide") };
            let mut problem = Diagnostic::new(Code::Staging, span.unwrap_or(view.shot.span), format!("{} {how}", names(film, &[a, b])))
                .label(format!("{} is put here", film.person(came).name))
                .help("no two bodies fit there; give one of them another place: `left`, `centre`, `right`, `near`, `far`, or metres as `0.6m right`");
            if let Some(other) = other {
                problem = problem.also(other, format!("{} stands here already", film.person(stood).name));
            }
            problems.push(problem);
        }
    }
}

/// Of everybody who stands in somebody, the two; neighbours are found on a grid of one body.
fn pairs_in_one_place(film: &Film, set: &Set) -> Vec<(PersonId, PersonId)> {
    let close = |p: Pose| matches!(p, Pose::Embrace | Pose::Lie);
    let lie = || set.present().filter(|(id, s)| !film.person(*id).extras && s.pose == Pose::Lie);
    let cell = |v: f64| (v / WIDE).floor() as i64;
    let mut grid: HashMap<(i64, i64), Vec<(PersonId, Vec3)>> = HashMap::new();
    let mut out = Vec::new();
    for (id, standing) in set.present().filter(|(id, s)| !film.person(*id).extras && !close(s.pose)) {
        let (x, z) = (cell(standing.at.x), cell(standing.at.z));
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dz| (x + dx, z + dz))).filter_map(|at| grid.get(&at)).flatten();
        let first = near.filter(|(_, at)| (standing.at - *at).length() < WIDE).map(|(other, _)| *other).min();
        match first {
            Some(other) => out.push((other, id)),
            // Whoever stands in somebody takes no more room.
            None => grid.entry((x, z)).or_default().push((id, standing.at)),
        }
    }
    // Nobody stands in the middle of somebody who lies.
    for (id, standing) in lie() {
        let on = set.present().find(|(other, s)| *other != id && !film.person(*other).extras && !close(s.pose) && (s.at - standing.at).length() < WIDE);
        out.extend(on.map(|(other, _)| (id, other)));
    }
    out
}

/// Somebody who walks through another: who is there before and after the way, and does not move.
pub fn through(film: &Film, views: &[View], problems: &mut Vec<Diagnostic>) {
    // Who comes in or leaves does so beyond the picture; who crosses it does not.
    let crosses = |view: &View, id: PersonId| {
        let acts = view.shot.blocking();
        let mut acts = acts.flat_map(|s| &s.parts).filter(|p| p.who.value == Who::Person(id)).flat_map(|p| &p.acts);
        acts.all(|a| !matches!(a.value, crate::film::Act::Enters(_) | crate::film::Act::Exits(_)))
    };
    for view in views.iter().filter(|v| !Arc::ptr_eq(&v.before, &v.after) && !v.shot.covered) {
        let standing = |id: PersonId| Some((view.before.people.get(&id).filter(|s| s.present)?, view.after.people.get(&id).filter(|s| s.present)?));
        for (id, _) in view.before.present().filter(|(id, _)| !film.person(*id).extras && crosses(view, *id)) {
            let (ways, _) = super::super::stretch::ways(film, view.shot, view.staged, id, view.slot.frames);
            let hit = ways.iter().filter(|way| way.moves() && (way.to - way.from).length() > 0.3).find_map(|way| {
                let (from, d) = (way.from, way.to - way.from);
                view.before.present().find(|(other, _)| {
                    let Some((a, b)) = standing(*other).filter(|(a, _)| *other != id && !film.person(*other).extras && !matches!(a.pose, Pose::Walk | Pose::Run)) else { return false };
                    let t = (a.at - from).dot(d) / d.dot(d).max(1e-6);
                    let ends = (a.at - from).length().min((a.at - way.to).length()) < BODY;
                    (a.at - b.at).length() < 0.05 && !ends && (0.0..=1.0).contains(&t) && (from + d * t - a.at).floor().length() < BODY
                })
            });
            if let Some((other, _)) = hit {
                let (name, other) = (&film.person(id).name, &film.person(other).name);
                problems.push(
                    Diagnostic::new(Code::Staging, staged_at(view, id).unwrap_or(view.shot.span), format!("{name} walks through {other}"))
                        .label(format!("{other} stands on this way"))
                        .help(format!("no two bodies pass through each other; let {name} go around by another place first, as `crosses to 0.8m near`, or move {other}")),
                );
            }
        }
    }
}

/// Where a `stage` line last spoke of somebody, up to a shot.
pub(super) fn staged_at(view: &View, id: PersonId) -> Option<Span> {
    let scene = view.scene;
    let of = |s: &Staged| s.parts.iter().find(|p| p.who.value == Who::Person(id)).map(|p| p.who.span);
    let mut within = view.shot.beats.iter().filter_map(|b| match &b.kind {
        crate::film::BeatKind::Stage(s) => of(s),
        _ => None,
    });
    let index = scene.shots.iter().position(|s| s.slot == view.shot.slot).unwrap_or(0);
    within.next_back().or_else(|| scene.blocking.iter().filter(|(at, _)| *at <= index).filter_map(|(_, s)| of(s)).next_back())
}

/// What the camera was asked for against what it could give.
pub fn framing(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let (shot, staged) = (view.shot, view.staged);
    if shot.covered || shot.spec.broken || staged.subjects.is_empty() || view.thing() {
        return;
    }
    // Whoever is not there, or in another place, is said by another rule.
    if staged.subjects.iter().any(|id| view.elsewhere(*id) || staged.set.people.get(id).is_some_and(|s| !s.present)) {
        return;
    }
    // One's own shoulder and one's own eyes are said by another rule.
    let eyes = shot.spec.over.iter().chain(&shot.spec.pov).any(|o| staged.subjects.contains(&o.value));
    for id in staged.subjects.iter().filter(|_| !eyes) {
        let Some(own) = staged.set.people.get(id).filter(|s| s.present) else { continue };
        let body = Body::of(film.person(*id));
        // Whoever lies is laid along the picture of this camera, which may hang above them.
        let bearing = if staged.subjects.len() == 1 { staged.aim.bearing } else { towards(own.at, staged.camera.at) };
        let head = body.crown_from(own, bearing) - Vec3::new(0.0, body.height * 0.07, 0.0);
        let seen = staged.camera.project(head);
        // Close sizes cut off a part of the head, which is meant.
        if seen.is_none_or(|s| !(-0.05..=1.05).contains(&s.x) || !(-0.1..=1.05).contains(&s.y)) {
            let name = &film.person(*id).name;
            let why = match seen {
                None => "behind the camera",
                Some(s) if s.y > 1.05 => "below the frame",
                Some(s) if s.y < -0.1 => "above the frame",
                Some(_) => "outside the frame",
            };
            let at = shot.spec.pov.as_ref().map(|p| p.span).or(shot.spec.over.as_ref().map(|o| o.span)).unwrap_or(shot.span);
            problems.push(
                Diagnostic::new(Code::Staging, at, format!("{name} is framed and is {why}"))
                    .label("from here nobody sees both")
                    .also(staged_span(shot, *id).unwrap_or(shot.span), format!("{name} is to be seen"))
                    .help(format!("let {name} stand where the others are, or give each a shot of their own")),
            );
            return;
        }
    }
    if eyes || !count(film, view, problems) {
        return;
    }
    if let (Some(said), [one]) = (shot.spec.count.as_ref().filter(|c| c.value == "dirty single"), &staged.subjects[..])
        && staged.people.len() < 2
    {
        problems.push(
            Diagnostic::new(Code::NearestFraming, said.span, format!("this dirty single shows nobody but {}", film.person(*one).name))
                .label("no piece of another")
                .help("nobody stands where the edge of this frame could take a piece of them; stage somebody nearer, leave the lens open, or say `single`"),
        );
    }
    in_the_way(film, view, problems);
    let asked = shot.rank();
    let given = view.rank();
    if shot.spec.size.is_some() && given < asked {
        let thing = shot.spec.subjects.iter().find_map(|s| match &s.value {
            crate::film::Subject::Prop(name) | crate::film::Subject::Thing(name) => Some(name),
            _ => None,
        });
        let who = match thing {
            Some(thing) => format!("{} and {thing}", names(film, &staged.subjects)),
            None => names(film, &staged.subjects),
        };
        let (verb, cure) = match &staged.subjects[..] {
            [_] if thing.is_none() => ("does", "no lens gives this size from there: bring the two nearer to each other or farther apart, or say the size that is given"),
            _ => ("do", "stage them closer together, or frame fewer of them"),
        };
        let mut problem = Diagnostic::new(Code::NearestFraming, shot.spec.size.as_ref().map_or(shot.span, |s| s.span), format!("{who} {verb} not fit into {}; it is shown as {}", size_name(asked), size_name(given)))
            .label("the nearest possible framing is taken")
            .help(cure);
        // One size off is a matter of taste; two make another shot.
        if asked - given >= 2 {
            problem = problem.severity(Severity::Warning);
        }
        problems.push(problem);
    }
}

/// A two-shot or a group of which nobody is named takes whoever is there; too few are not one. Nobody at all is the action's to name.
fn count(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) -> bool {
    let (shot, subjects) = (view.shot, &view.staged.subjects);
    let Some(said) = shot.spec.count.as_ref().filter(|_| shot.spec.subjects.is_empty()) else { return true };
    let least = match said.value.as_str() {
        "two-shot" => 2,
        "group" => 3,
        _ => 1,
    };
    if subjects.len() >= least || subjects.iter().any(|id| film.person(*id).extras) {
        return true;
    }
    let here = names(film, subjects);
    let (is, alone) = if subjects.len() == 1 { ("is", " alone") } else { ("are", "") };
    let mut problem = Diagnostic::new(Code::Viewpoint, said.span, format!("a {} of {} people", said.value, subjects.len()))
        .label(format!("{here} {is} here{alone}"))
        .help(format!("the audience would look for somebody who is not there; a two-shot shows two, a group three or more: let another one come in with `stage`, or frame {here}"));
    if !subjects.is_empty() {
        let right = if subjects.len() == 1 { "single" } else { "two-shot" };
        problem = problem.unsafe_fix(format!("call it a {right}"), said.span, right);
    }
    problems.push(problem);
    false
}

/// People who hide those whom a shot is on.
fn in_the_way(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let (shot, staged) = (view.shot, view.staged);
    let viewpoint = shot.spec.over.as_ref().or(shot.spec.pov.as_ref());
    let at = viewpoint.map(|v| v.span).or(shot.spec.side.as_ref().map(|s| s.span)).unwrap_or(shot.span);
    // One looks past a shoulder, and out of one's own eyes.
    let free: Vec<PersonId> = staged.subjects.iter().copied().chain(viewpoint.map(|v| v.value)).collect();
    for id in &staged.subjects {
        let Some(own) = staged.set.people.get(id).filter(|s| s.present) else { continue };
        let target = if staged.subjects.len() == 1 { staged.aim.target } else { Vec3::new(own.at.x, staged.aim.top, own.at.z) };
        let Some(other) = between(film, &staged.set, &free, &staged.camera, target) else { continue };
        // A camera in somebody's place is told by its own rule.
        if super::room::held(film, view) == Some(other) {
            continue;
        }
        let drawn = view.shows(other);
        if drawn && !hides(film, &staged.set, &staged.camera, other, *id) {
            continue;
        }
        let (name, other) = (&film.person(*id).name, &film.person(other).name);
        problems.push(
            Diagnostic::new(Code::NearestFraming, at, format!("{other} stands between the camera and {name}"))
                .label(if drawn { format!("from here {other} covers {name}") } else { format!("{other} is left out of this picture") })
                .help(format!("another side sees {name} free, or let `stage` move {other}")),
        );
        return;
    }
    if let (Some(over), [id]) = (&shot.spec.over, &staged.subjects[..])
        && let Some((owner, own)) = staged.set.people.get(&over.value).zip(staged.set.people.get(id))
    {
        let body = Body::of(film.person(*id));
        let face = body.crown_from(own, staged.aim.bearing) - Vec3::new(0.0, body.chin(own.pose) * 0.5, 0.0);
        let (name, other, shoulder) = (&film.person(*id).name, &film.person(over.value).name, Body::of(film.person(over.value)));
        let what = if covers(&staged.camera, owner, &shoulder, face) {
            Some((format!("{other}'s shoulder covers {name}"), format!("from behind it one does not see {name}'s face")))
        } else if !reaches(&staged.camera, owner, &shoulder) {
            Some((format!("{other}'s shoulder is outside of this picture"), format!("from behind it one sees {name} only")))
        } else {
            None
        };
        if let Some((what, from_here)) = what {
            problems.push(
                Diagnostic::new(Code::NearestFraming, over.span, what)
                    .label(from_here)
                    .help("no camera shows both from there; say a wider size, let `stage` move the two, or leave the shoulder out"),
            );
            return;
        }
    }
    // Of a crowd some always stand behind others.
    if !(2..=CROWD).contains(&staged.subjects.len()) {
        return;
    }
    let hidden = staged.subjects.iter().find_map(|back| Some((back, staged.subjects.iter().find(|front| *front != back && hides(film, &staged.set, &staged.camera, **front, *back))?)));
    if let Some((back, front)) = hidden {
        let (name, other) = (&film.person(*back).name, &film.person(*front).name);
        let mut problem = Diagnostic::new(Code::NearestFraming, at, format!("{name} is hidden behind {other}"))
            .label(format!("from here one sees {other} only"))
            .help(format!("the audience would not know that {name} is there; another side shows both, or let `stage` put {name} beside {other}"));
        // Of three one still sees a group; of two nobody sees a pair.
        if staged.subjects.len() == 2 {
            problem = problem.severity(Severity::Warning);
        }
        problems.push(problem);
    }
}

/// From as many people on a shot is of a crowd.
const CROWD: usize = 4;
/// Half of a body's width, in metres.
const HALF: f64 = 0.2;

/// Whether one body covers the middle of another's head.
pub(super) fn hides(film: &Film, set: &Set, camera: &Camera, front: PersonId, back: PersonId) -> bool {
    let of = |id: PersonId| {
        let own = set.people.get(&id).filter(|s| s.present)?;
        let body = Body::of(film.person(id));
        let (height, crown) = (body.height, body.crown(own));
        let head = camera.project(crown - Vec3::new(0.0, height * 0.06, 0.0))?;
        Some((head, camera.project(crown)?))
    };
    let (Some((near, top)), Some((far, _))) = (of(front), of(back)) else { return false };
    let half = HALF * camera.zoom() / near.depth;
    near.depth + BODY < far.depth && (near.x - far.x).abs() < half && top.y < far.y
}

fn staged_span(shot: &crate::film::Shot, id: PersonId) -> Option<Span> {
    shot.spec.subjects.iter().find(|s| matches!(s.value, crate::film::Subject::Person(p) if p == id)).map(|s| s.span)
}
