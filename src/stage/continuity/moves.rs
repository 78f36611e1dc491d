//! Camera moves: over the cut, against people who stand still, and against the eye's patience.

use super::super::moved::camera_at;
use super::super::path::{crossing, path};
use super::view::{Cut, View};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, Amount, BeatKind, Film, Move, OPPOSED, Staged, Subject, Who};
use crate::plan::picture::Pose;
use crate::time::Rate;

/// A quarter of a second on either side of the cut: what moves within it moves over it.
fn near(rate: Rate) -> u64 {
    rate.frames(num_rational::Ratio::new(1, 4))
}

/// A move that a straight cut throws into its opposite.
pub fn conflict(cut: &Cut, film: &Film, problems: &mut Vec<Diagnostic>) {
    let near = near(film.rate);
    let going = cut.from.shot.moves.iter().filter(|m| m.frames > 0 && m.start + m.frames + near >= cut.from.slot.frames);
    for old in going {
        let Some(new) = cut.to.shot.moves.iter().find(|m| m.start <= near && m.frames > 0 && against(old.kind, m.kind)) else {
            continue;
        };
        problems.push(
            Diagnostic::new(Code::MoveConflict, new.span, format!("`{}` is cut against `{}`", new.kind, old.kind))
                .label("the other way")
                .also(old.span, "still moving at the cut")
                .help("the audience is thrown back at the cut; end one move before it with `hold`, or let both go one way"),
        );
        return;
    }
}

/// Whether the picture goes one way in the first move and the other way in the second.
fn against(old: &str, new: &str) -> bool {
    /// What the picture does, whichever part of the camera does it.
    const WAYS: [(&[&str], &[&str]); 4] = [
        (&["push in", "zoom in", "crash zoom"], &["pull out", "zoom out"]),
        (&["pedestal up", "crane up", "tilt up"], &["pedestal down", "crane down", "tilt down"]),
        (&["truck left"], &["truck right"]),
        (&["pan left", "whip pan left"], &["pan right", "whip pan right"]),
    ];
    let either = |x: &str, y: &str| (old, new) == (x, y) || (new, old) == (x, y);
    OPPOSED.iter().any(|(x, y)| either(x, y)) || WAYS.iter().any(|(a, b)| (a.contains(&old) && b.contains(&new)) || (b.contains(&old) && a.contains(&new)))
}

/// A dolly that would end in what it goes to, or a camera that would go into the floor: it stops before, and says so.
pub fn limited(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let amount = |m: &Move| match m.amount.as_ref().map(|a| a.value) {
        Some(Amount::Distance(mm)) => Some(mm as f64 / 1000.0),
        _ => None,
    };
    let said: Vec<&Move> = view.shot.moves.iter().filter(|m| m.frames > 0 && amount(m).is_some()).collect();
    for made in said {
        let Some(metres) = amount(made) else { continue };
        let (first, last) = (camera_at(film, view.shot, view.staged, made.start as f64), camera_at(film, view.shot, view.staged, (made.start + made.frames) as f64));
        let went = (last.at - first.at).length();
        let (why, help) = match made.kind {
            "push in" if made.to_size.is_none() => ("what it goes to stands nearer than that", "take a shorter way, or a size as `push in to close`"),
            "dolly zoom" => ("what it goes to stands nearer than that", "take a shorter way"),
            "pedestal down" | "crane down" => ("the floor is nearer than that", "take a shorter way, or begin higher: `high angle`"),
            _ => continue,
        };
        // A crane swings by half as much again; other moves at the same time go their own way.
        let alone = view.shot.moves.iter().filter(|m| m.start < made.start + made.frames && made.start < m.start + m.frames).count() == 1;
        if alone && went < metres * 0.98 - 0.02 {
            problems.push(
                Diagnostic::new(Code::NearestFraming, made.span, format!("this camera cannot go {metres}m; it stops after {went:.1} m"))
                    .severity(Severity::Warning)
                    .label(why)
                    .help(help),
            );
        }
    }
}

/// A camera that tracks needs somebody who travels.
pub fn tracked(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let shot = view.shot;
    for made in shot.moves.iter().filter(|m| matches!(m.kind, "track" | "follow")) {
        let target = made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value));
        let Some(Subject::Person(id)) = target else { continue };
        let moves = |s: &Staged| {
            s.parts.iter().any(|p| p.who.value == Who::Person(*id) && p.acts.iter().any(|a| matches!(a.value, Act::Enters(_) | Act::Exits(_) | Act::Crosses(_) | Act::Pose(Pose::Walk | Pose::Run))))
        };
        let travels = shot.beats.iter().any(|b| matches!(&b.kind, BeatKind::Stage(s) if moves(s)))
            || view.staged.set.people.get(id).is_some_and(|s| matches!(s.pose, Pose::Walk | Pose::Run));
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

/// A pan whose picture strobes.
pub fn pan_speed(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let panning = |kind: &str| matches!(kind, "pan left" | "pan right" | "pan to");
    if !view.shot.moves.iter().any(|m| panning(m.kind)) {
        return;
    }
    let track = path(film, view.shot, view.staged);
    // Amount, pace and span together are one too many, and said as such.
    let sound = |m: &&Move| !(m.amount.is_some() && m.pace.is_some() && m.over.is_some());
    for made in view.shot.moves.iter().filter(|m| panning(m.kind) && m.frames > 0).filter(sound) {
        let degrees = (track.sight((made.start + made.frames) as f64).yaw - track.sight(made.start as f64).yaw).abs().to_degrees();
        let seconds = made.frames as f64 / film.rate.as_f64();
        let width = 2.0 * (0.5 / view.staged.camera.zoom()).atan().to_degrees();
        let crosses = width / (degrees / seconds).max(1e-6);
        let least = crossing(film.rate);
        // A tenth is for rounding to whole frames.
        if crosses + 0.1 < least {
            let longer = degrees / width * least;
            problems.push(
                Diagnostic::new(Code::PanSpeed, made.span, format!("this pan strobes: what it passes crosses the frame in {crosses:.1} s"))
                    .label(format!("{degrees:.0}° in {seconds:.1} s through {:.0}mm", view.staged.camera.focal))
                    .help(format!("below {least:.0} s the eye sees single pictures; give it {longer:.0} s, a smaller angle or a wider lens, or make it a `whip pan {}`", if made.kind == "pan left" { "left" } else { "right" })),
            );
        }
    }
}
