//! Continuity over the cut, on the solved geometry: what an audience would stumble over.
//! Rules that need no geometry are the film's; waivers and levels are applied by the caller.

use std::collections::BTreeSet;

use super::set::towards;
use super::solve::{Staging, StagedShot};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, Amount, BeatKind, Film, PersonId, Role, Scene, Shot, Subject, Who};
use crate::plan::picture::Pose;
use crate::syntax::vocabulary::size_name;

pub fn continuity(film: &Film, staging: &Staging) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for scene in &film.scenes {
        if !scene.montage {
            establish(scene, &mut known, &mut problems);
            let mut line = Line::default();
            for (i, shot) in scene.shots.iter().enumerate() {
                let Some(Some(staged)) = staging.shots.get(shot.slot) else { continue };
                if !shot.covered {
                    framed_and_there(film, shot, staged, &mut problems);
                    tracked(film, shot, staged, &mut problems);
                }
                if shot.spec.broken {
                    line = Line::default();
                    continue;
                }
                axis(film, scene, shot, staged, &mut line, &mut problems);
                let Some(before) = i.checked_sub(1).and_then(|i| scene.shots.get(i)) else { continue };
                let Some(Some(old)) = staging.shots.get(before.slot) else { continue };
                if adjacent(film, before, shot) && !before.spec.broken {
                    same_subject(film, (before, old), (shot, staged), &mut problems);
                }
            }
        }
        known.extend(scene.heading.places.iter().map(String::as_str));
    }
    problems
}

/// Consecutive in a scene, with a straight cut and no time between.
fn adjacent(film: &Film, before: &Shot, shot: &Shot) -> bool {
    let (Some(a), Some(b)) = (film.slots.get(before.slot), film.slots.get(shot.slot)) else { return false };
    shot.slot == before.slot + 1 && b.join.is_none() && b.fade_in.is_none() && a.fade_out.is_none()
}

/// The size at the end of a shot: moves can change it.
fn last_rank(shot: &Shot) -> u8 {
    shot.moves.iter().rev().find_map(|m| m.to_size.as_ref().filter(|_| m.target.is_none()).map(|s| s.value)).unwrap_or_else(|| shot.rank())
}

fn beside_the_action(shot: &Shot) -> bool {
    matches!(shot.spec.role.as_ref().map(|r| r.value), Some(Role::Insert | Role::Cutaway | Role::Establishing)) || shot.spec.pov.is_some()
}

/// From the subject to the camera, over the floor.
fn azimuth(staged: &StagedShot) -> f64 {
    towards(staged.aim.target, staged.camera.at)
}

/// How far the moves of a shot have carried the camera around its subject, in radians.
fn turned(shot: &Shot) -> f64 {
    let arcs = shot.moves.iter().filter(|m| m.kind.starts_with("arc"));
    arcs.map(|m| {
        let said = m.amount.as_ref().map_or(30.0, |a| match a.value {
            Amount::Angle(mdeg) => mdeg as f64 / 1000.0,
            _ => 30.0,
        });
        if m.kind == "arc right" { -said.to_radians() } else { said.to_radians() }
    })
    .sum()
}

fn apart(a: f64, b: f64) -> f64 {
    (a - b).cos().clamp(-1.0, 1.0).acos().to_degrees()
}

fn same_subject(film: &Film, (before, old): (&Shot, &StagedShot), (shot, new): (&Shot, &StagedShot), problems: &mut Vec<Diagnostic>) {
    if old.subjects.is_empty() || old.subjects != new.subjects || beside_the_action(before) || beside_the_action(shot) {
        return;
    }
    // Coverage keeps the rules by itself.
    if shot.covered && before.covered {
        return;
    }
    let cut = film.slots.get(shot.slot).and_then(|s| s.cut);
    let (a, b) = (last_rank(before), shot.rank());
    let angle = apart(azimuth(old) + turned(before), azimuth(new));
    let leap = a.abs_diff(b);
    let who = names(film, &new.subjects);
    if leap >= 7 && cut != Some("smash cut") {
        problems.push(
            Diagnostic::new(Code::SizeLeap, shot.span, format!("from {} to {} of {who} in one cut", size_name(a), size_name(b)))
                .label(size_name(b))
                .also(before.span, size_name(a))
                .help("the audience needs a moment to see that it is the same person; put a size between, or mark it `smash cut`"),
        );
    }
    if leap >= 2 || angle >= 30.0 || cut == Some("jump cut") || cut == Some("match cut") {
        return;
    }
    // Two people seen over each other's shoulders are told apart by the shoulder.
    if shot.spec.over.is_some() != before.spec.over.is_some() {
        return;
    }
    let cures = "change the side by 30° or more, the size by two, cut away in between, or mark it `jump cut`";
    let problem = if angle < 10.0 && leap == 0 {
        Diagnostic::new(Code::JumpCut, shot.span, format!("a cut from {who} to {who} at the same size from the same side"))
            .label("the picture jumps here")
            .also(before.span, "the same view before")
            .help(format!("the audience sees a piece of time torn out; {cures}"))
    } else {
        Diagnostic::new(Code::ThirtyDegree, shot.span, format!("the camera moves only {angle:.0}° and {leap} {} between two shots of {who}", if leap == 1 { "size" } else { "sizes" }))
            .label("too like the shot before")
            .also(before.span, "the shot before")
            .help(format!("a small change looks like a mistake; {cures}"))
    };
    problems.push(problem);
}

fn names(film: &Film, ids: &[PersonId]) -> String {
    let list: Vec<&str> = ids.iter().map(|id| film.person(*id).name.as_str()).collect();
    list.join(" and ")
}

/// Where the camera was, about whose line.
#[derive(Default)]
struct Line {
    last: Option<(PersonId, PersonId, f64, crate::source::Span)>,
}

/// The people whose line a shot has: its pair, the two of an over-the-shoulder, or a person and whoever they look at.
fn pair(shot: &Shot, staged: &StagedShot) -> Option<(PersonId, PersonId)> {
    let order = |a: PersonId, b: PersonId| if a < b { (a, b) } else { (b, a) };
    match (&staged.subjects[..], &shot.spec.over) {
        ([a, b], _) => Some(order(*a, *b)),
        ([a], Some(over)) if over.value != *a => Some(order(*a, over.value)),
        ([a], None) => {
            let own = staged.set.people.get(a)?;
            let gaze = own.gaze.unwrap_or(own.yaw);
            staged
                .set
                .present()
                .filter(|(id, s)| id != a && apart(towards(own.at, s.at), gaze) < 20.0)
                .min_by(|x, y| (x.1.at - own.at).length().total_cmp(&(y.1.at - own.at).length()))
                .map(|(id, _)| order(*a, id))
        }
        _ => None,
    }
}

fn axis(film: &Film, scene: &Scene, shot: &Shot, staged: &StagedShot, line: &mut Line, problems: &mut Vec<Diagnostic>) {
    let reset = shot.rank() <= 1 || matches!(shot.spec.role.as_ref().map(|r| r.value), Some(Role::Establishing | Role::Cutaway));
    let restaged = scene.blocking.iter().any(|(at, _)| *at > 0 && scene.shots.get(*at).is_some_and(|s| s.slot == shot.slot));
    let broken = film.slots.get(shot.slot).is_some_and(|s| s.join.is_some() || s.fade_in.is_some());
    if restaged || broken {
        line.last = None;
    }
    if reset {
        // A new view of the whole place: the audience finds its bearings anew.
        line.last = None;
        return;
    }
    let Some((a, b)) = pair(shot, staged) else { return };
    let (Some(pa), Some(pb)) = (staged.set.people.get(&a), staged.set.people.get(&b)) else { return };
    let along = pb.at - pa.at;
    let to = staged.camera.at - (pa.at + pb.at) * 0.5;
    let cross = along.z * to.x - along.x * to.z;
    let sine = cross / (along.floor().length() * to.floor().length()).max(1e-6);
    // On the line, within 10°, the camera belongs to neither side and may go to either.
    if sine.abs() < 10_f64.to_radians().sin() {
        line.last = None;
        return;
    }
    if let Some((c, d, side, span)) = line.last
        && (c, d) == (a, b)
        && side.signum() != sine.signum()
    {
        let staged_here = scene.blocking.iter().any(|(at, _)| *at == 0);
        let mut problem = Diagnostic::new(Code::Axis, shot.span, format!("the camera crosses the line between {} and {}", film.person(a).name, film.person(b).name))
            .label("from the other side of the line")
            .also(span, "the side was set here")
            .help("left and right change places, and the two seem to look the same way; stay on one side, cut away in between, or say `allow axis \"why\"`");
        if staged_here {
            problem = problem.severity(Severity::Error);
        }
        problems.push(problem);
    }
    // A shot that arcs or trucks across has taken the audience along.
    let crossing = shot.moves.iter().any(|m| m.kind.starts_with("arc"));
    line.last = (!crossing).then_some((a, b, sine, shot.span));
}

/// Who is framed is in the scene: not before they enter, not after they leave.
fn framed_and_there(film: &Film, shot: &Shot, staged: &StagedShot, problems: &mut Vec<Diagnostic>) {
    for subject in &shot.spec.subjects {
        let Subject::Person(id) = subject.value else { continue };
        if staged.set.people.get(&id).is_none_or(|s| s.present) {
            continue;
        }
        let name = &film.person(id).name;
        problems.push(
            Diagnostic::new(Code::Presence, subject.span, format!("{name} is framed but is not there"))
                .label("not in the scene at this moment")
                .help(format!("{name} comes in with `stage {name} enters left` and is gone after `exits`")),
        );
    }
}

/// A camera that tracks needs somebody who travels.
fn tracked(film: &Film, shot: &Shot, staged: &StagedShot, problems: &mut Vec<Diagnostic>) {
    for made in shot.moves.iter().filter(|m| matches!(m.kind, "track" | "follow")) {
        let target = made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value));
        let Some(Subject::Person(id)) = target else { continue };
        let moves = |s: &crate::film::Staged| {
            s.parts.iter().any(|p| p.who.value == Who::Person(*id) && p.acts.iter().any(|a| matches!(a.value, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_) | Act::Pose(Pose::Walk | Pose::Run))))
        };
        let travels = shot.beats.iter().any(|b| matches!(&b.kind, BeatKind::Stage(s) if moves(s)))
            || staged.set.people.get(id).is_some_and(|s| matches!(s.pose, Pose::Walk | Pose::Run));
        if !travels {
            let name = &film.person(*id).name;
            problems.push(
                Diagnostic::new(Code::MoveValid, made.span, format!("the camera is to {} {name}, who goes nowhere", made.kind))
                    .label("nobody travels in this shot")
                    .help(format!("say where {name} goes: `stage {name} crosses to right`; or let the camera `truck`")),
            );
        }
    }
}

fn establish<'a>(scene: &'a Scene, known: &mut BTreeSet<&'a str>, problems: &mut Vec<Diagnostic>) {
    let new = scene.heading.places.iter().any(|p| !known.contains(p.as_str()));
    if !new || scene.shots.is_empty() {
        return;
    }
    let shown = scene.shots.iter().take(3).any(|s| s.spec.broken || s.rank() <= 2 || s.spec.role.as_ref().is_some_and(|r| matches!(r.value, Role::Establishing | Role::Master)));
    if shown {
        return;
    }
    problems.push(
        Diagnostic::new(Code::Establish, scene.span, format!("{} is never shown as a place", scene.heading.places.join(" / ")))
            .label("a new place")
            .also(scene.shots[0].span, format!("its first shot is {}", size_name(scene.shots[0].rank())))
            .help("the audience wants to know where it is: begin with a wide shot, or come to one within three shots"),
    );
}
