//! Stagings that no set can hold, and framings that no camera can give.

use super::super::framing::rank_of;
use super::super::set::Set;
use super::view::{View, names};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, PersonId, Scene, Staged, Who};
use crate::plan::picture::Pose;
use crate::source::Span;
use crate::syntax::vocabulary::size_name;

/// Metres within which two people would stand in each other.
const BODY: f64 = 0.25;
/// Metres from a subject beyond which a camera in a room stands behind the wall.
const ROOM: f64 = 14.0;

/// Two people in one place.
pub fn one_place(film: &Film, scene: &Scene, views: &[View], problems: &mut Vec<Diagnostic>) {
    let mut said: Vec<(PersonId, PersonId)> = Vec::new();
    for view in views {
        for set in [&view.before, &view.after] {
            for (a, b) in pairs_in_one_place(film, set) {
                if said.contains(&(a, b)) {
                    continue;
                }
                said.push((a, b));
                let (span, other) = (staged(scene, view, b), staged(scene, view, a));
                let mut problem = Diagnostic::new(Code::Staging, span.unwrap_or(view.shot.span), format!("{} stand in one place", names(film, &[a, b])))
                    .label(format!("{} is put here", film.person(b).name))
                    .help("no two bodies fit there; give one of them another place: `left`, `centre`, `right`, `near`, `far`, or metres as `0.6m right`");
                if let Some(other) = other {
                    problem = problem.also(other, format!("{} stands here already", film.person(a).name));
                }
                problems.push(problem);
            }
        }
    }
}

fn pairs_in_one_place(film: &Film, set: &Set) -> Vec<(PersonId, PersonId)> {
    let close = |p: Pose| matches!(p, Pose::Embrace | Pose::Lie);
    let people: Vec<_> = set.present().filter(|(id, s)| !film.person(*id).extras && !close(s.pose)).collect();
    let mut out = Vec::new();
    for (i, (a, s)) in people.iter().enumerate() {
        for (b, t) in &people[i + 1..] {
            if (s.at - t.at).length() < BODY {
                out.push((*a, *b));
            }
        }
    }
    out
}

/// Where a `stage` line last spoke of somebody, up to a shot.
fn staged(scene: &Scene, view: &View, id: PersonId) -> Option<Span> {
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
    // One's own shoulder and one's own eyes are said by another rule.
    let eyes = shot.spec.over.iter().chain(&shot.spec.pov).any(|o| staged.subjects.contains(&o.value));
    for id in staged.subjects.iter().filter(|_| !eyes) {
        let Some(own) = staged.set.people.get(id).filter(|s| s.present) else { continue };
        let mut head = own.at;
        head.y = f64::from(film.person(*id).height) / 1000.0 * super::super::body::top(own.pose) * 0.9;
        let seen = staged.camera.project(head);
        if seen.is_none_or(|s| !(-0.05..=1.05).contains(&s.x)) {
            let name = &film.person(*id).name;
            let why = if seen.is_none() { "behind the camera" } else { "outside the frame" };
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
    let asked = shot.rank();
    let given = rank_of(staged.aim.share);
    if shot.spec.size.is_some() && given < asked {
        problems.push(
            Diagnostic::new(Code::NearestFraming, shot.spec.size.as_ref().map_or(shot.span, |s| s.span), format!("{} do not fit into {}; it is shown as {}", names(film, &staged.subjects), size_name(asked), size_name(given)))
                .label("the nearest possible framing is taken")
                .help("stage them closer together, or frame fewer of them"),
        );
    }
    let away = (staged.camera.at - staged.aim.target).floor().length();
    if view.scene.heading.interior && !view.scene.heading.exterior && away > ROOM && asked >= 2 {
        let lens = shot.spec.lens.as_ref().map_or(shot.span, |l| l.span);
        let fitting = staged.camera.focal * ROOM / away;
        problems.push(
            Diagnostic::new(Code::CameraRoom, lens, format!("this camera would stand {away:.0} m from its subject, behind the wall of {}", view.scene.heading.places.join(" / ")))
                .label(format!("{:.0}mm", staged.camera.focal))
                .help(format!("the room feels as if a wall were taken out; a lens of {fitting:.0}mm gives this size from inside")),
        );
    }
}

fn staged_span(shot: &crate::film::Shot, id: PersonId) -> Option<Span> {
    shot.spec.subjects.iter().find(|s| matches!(s.value, crate::film::Subject::Person(p) if p == id)).map(|s| s.span)
}
