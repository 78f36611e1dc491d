//! Whom a shot is on, and who walks out of its picture: past the camera, or over its edge, without leaving.

use std::sync::Arc;

use super::super::body::Body;
use super::super::camera::Camera;
use super::super::moved::at_frame;
use super::super::path::path;
use super::super::set::{Standing, towards};
use super::super::stretch::{Stretch, ways};
use super::view::View;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::film::{Act, Film, PersonId, Subject, Who};
use crate::source::Span;

/// Seconds of an empty picture that an audience takes for a mistake.
const EMPTY: f64 = 1.0;
/// Metres before a lens at which somebody is past it.
const PAST: f64 = 0.3;

/// How somebody is out of a picture.
#[derive(Clone, Copy, PartialEq)]
enum Out {
    Behind,
    Left,
    Right,
    Below,
    Above,
}

pub fn check(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let (shot, staged) = (view.shot, view.staged);
    if Arc::ptr_eq(&view.before, &view.after) || shot.covered || shot.spec.broken || shot.pace() == 0 || view.thing() || staged.subjects.is_empty() {
        return;
    }
    let frames = view.slot.frames;
    let track = path(film, shot, staged);
    let at = |frame: u64| at_frame(&staged.camera, &track, frame as f64);
    let eyes = shot.spec.pov.as_ref().map(|p| p.value);
    // Whom a move goes to is met by it, and whom it leaves is left.
    let meant = shot.moves.iter().any(|m| !matches!(m.kind, "track" | "follow") && m.target.is_some());
    let gone: Vec<(PersonId, Span, u64, Out)> = staged.subjects.iter().copied().filter(|id| Some(*id) != eyes && !meant).filter_map(|id| gone(film, view, id, frames, &at)).collect();
    let Some(&(id, span, since, out)) = gone.first() else { return };
    let stays = staged.subjects.iter().any(|id| gone.iter().all(|g| g.0 != *id) && view.after.people.get(id).is_some_and(|s| s.present));
    let empty = (frames - since) as f64 / film.rate.as_f64();
    let name = &film.person(id).name;
    let (code, message, label) = match out {
        Out::Behind => (Code::Staging, format!("{name} walks past the camera and is behind it"), "this way leads past the camera".to_string()),
        out => (Code::NearestFraming, format!("{name} walks out of the picture {}", out.edge()), format!("{name} is outside the frame from {:.1} s on", since as f64 / film.rate.as_f64())),
    };
    let felt = if stays || empty < EMPTY { "the audience takes it for an exit".to_string() } else { format!("the audience takes it for an exit and sees an empty picture for {empty:.1} s") };
    let follow = format!("camera follow {name}");
    let still = shot.moves.iter().all(|m| matches!(m.kind, "handheld" | "shake"));
    let cure = match (still, out) {
        (true, _) => format!("go along, `{follow}`, end the way earlier, frame wider, or say `exits` where it is one"),
        (false, Out::Behind) => "end the way, or the camera's, earlier, or say `exits` where it is an exit".to_string(),
        (false, _) => format!("let the camera's move go where {name} goes, end the way earlier, frame wider, or say `exits` where it is an exit"),
    };
    let mut problem = Diagnostic::new(code, span, message).label(label).help(format!("{felt}; {cure}"));
    if out != Out::Behind && !stays && empty >= EMPTY {
        problem = problem.severity(Severity::Warning);
    }
    if still && shot.moves.is_empty() {
        problem = problem.unsafe_fix(format!("`{follow}`"), shot.span.after(), format!("\n    {follow}"));
    }
    problems.push(problem);
}

/// A truck or a pedestal that leaves whom the shot is on, and ends where nobody is. A pan or a tilt to the place shows something.
pub fn left(film: &Film, view: &View, problems: &mut Vec<Diagnostic>) {
    let (shot, staged) = (view.shot, view.staged);
    if shot.covered || shot.spec.broken || view.thing() || staged.subjects.is_empty() || !Arc::ptr_eq(&view.before, &view.after) {
        return;
    }
    let goes = |m: &&crate::film::Move| m.frames > 0 && m.target.is_none() && matches!(m.kind, "truck left" | "truck right" | "pedestal up" | "pedestal down");
    let Some(made) = shot.moves.iter().rfind(goes) else { return };
    let seen = |camera: &Camera, id: PersonId| {
        let Some(own) = view.after.people.get(&id).filter(|s| s.present) else { return false };
        let body = Body::of(film.person(id));
        let crown = body.crown_from(own, towards(own.at, camera.at));
        let at = |down: f64| camera.project(crown - super::super::camera::Vec3::new(0.0, body.height * down, 0.0));
        // Head or chest.
        [0.07, 0.3].into_iter().filter_map(at).any(|s| s.depth > PAST && (-0.02..=1.02).contains(&s.x) && (-0.02..=1.02).contains(&s.y))
    };
    let walks = |id: &PersonId| view.after.people.get(id).is_some_and(|s| matches!(s.pose, crate::plan::picture::Pose::Walk | crate::plan::picture::Pose::Run));
    let first = staged.subjects.iter().filter(|id| seen(&staged.camera, **id)).collect::<Vec<_>>();
    if first.is_empty() || first.iter().any(|id| walks(id)) || view.after.present().any(|(id, _)| seen(&view.end, id)) {
        return;
    }
    let name = &film.person(*first[0]).name;
    problems.push(
        Diagnostic::new(Code::NearestFraming, made.span, format!("`{}` leaves {name}, and ends where nobody is", made.kind))
            .label("the picture is empty at its end")
            .also(shot.spec.subjects.first().map_or(shot.span, |s| s.span), "whom the shot is on")
            .help(format!("the audience asks what it is to see there; take a shorter way, end on somebody or something (`camera pan to \"the door\"`), or let {name} go along")),
    );
}

/// Somebody who is in the picture when they set out, and at the end of the shot is there no more: the act that says where they
/// go, the frame since when, and how.
fn gone(film: &Film, view: &View, id: PersonId, frames: u64, at: &dyn Fn(u64) -> Camera) -> Option<(PersonId, Span, u64, Out)> {
    let there = |set: &super::super::set::Set| set.people.get(&id).filter(|s| s.present).map(|s| s.at);
    if there(&view.after)? == there(&view.before).unwrap_or_default() || along(view, id) {
        return None;
    }
    let body = Body::of(film.person(id));
    let (own, stays) = ways(film, view.shot, view.staged, id, frames);
    let legs: Vec<&Stretch> = own.iter().filter(|s| s.moves()).collect();
    let first = legs.first().filter(|_| stays)?;
    let out_at = |frame: u64| {
        let leg = legs.iter().rfind(|leg| leg.start <= frame).unwrap_or(first);
        out(&at(frame), &body, leg, frame)
    };
    // Whoever ends as they should is not asked for on the way; and whom a camera turns from has not gone.
    let end = frames.saturating_sub(1);
    let how = out_at(end)?;
    out(&at(0), &body, legs.last()?, end)?;
    let since = (first.start..frames).rev().take_while(|frame| out_at(*frame).is_some()).last().unwrap_or(frames);
    // They have to be in the picture before they can leave it.
    if since == first.start && there(&view.before).is_some() {
        return None;
    }
    Some((id, said(view, id)?, since, how))
}

/// How somebody is out of a camera's picture on their way or after it.
fn out(camera: &Camera, body: &Body, way: &Stretch, frame: u64) -> Option<Out> {
    let t = way.ease.at((frame.saturating_sub(way.start)) as f64 / (way.end - way.start).max(1) as f64).min(1.0);
    let at = way.from + (way.to - way.from) * t;
    let standing = Standing { at, ..way.standing.clone() };
    let crown = body.crown_from(&standing, towards(at, camera.at));
    let head = crown - super::super::camera::Vec3::new(0.0, body.height * 0.07, 0.0);
    match camera.project(head).filter(|s| s.depth > PAST) {
        None => Some(Out::Behind),
        Some(s) if s.x < -0.02 => Some(Out::Left),
        Some(s) if s.x > 1.02 => Some(Out::Right),
        Some(s) if s.y > 1.02 => Some(Out::Below),
        Some(s) if s.y < -0.2 => Some(Out::Above),
        Some(_) => None,
    }
}

/// Whether a camera goes with somebody.
fn along(view: &View, id: PersonId) -> bool {
    let of = |made: &crate::film::Move| match made.target.as_ref().or(view.shot.spec.subjects.first()).map(|t| &t.value) {
        Some(Subject::Person(who) | Subject::Part(who, _)) => *who == id,
        _ => false,
    };
    view.shot.moves.iter().any(|m| matches!(m.kind, "track" | "follow") && of(m))
}

/// Where a shot says last where somebody goes.
fn said(view: &View, id: PersonId) -> Option<Span> {
    let lines = view.shot.blocking().rev();
    let acts = lines.flat_map(|s| s.parts.iter().rev()).filter(|p| p.who.value == Who::Person(id)).flat_map(|p| p.acts.iter().rev());
    acts.into_iter().find(|a| matches!(a.value, Act::Crosses(_) | Act::Enters(_))).map(|a| a.span)
}

impl Out {
    fn edge(self) -> &'static str {
        match self {
            Out::Left => "at the left",
            Out::Right => "at the right",
            Out::Below => "below",
            _ => "above",
        }
    }
}
