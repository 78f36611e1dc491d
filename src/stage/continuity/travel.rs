//! Ways across the screen: who goes right keeps going right, and who leaves at one side comes in at the other.

use super::super::set::Set;
use super::super::camera::Camera;
use super::super::set::towards;
use super::view::{Cut, View, Way, names, way};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Act, Bearing, BeatKind, Film, PersonId, Who};
use crate::plan::picture::Pose;
use crate::source::Span;

/// What somebody's body does in a shot, in order.
enum Step {
    Goes(Way, Span),
    Turns,
    /// They are where they were going: what comes next is another way.
    Arrives,
}

pub fn screen_direction(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    // A camera that turns one way around turns all ways around, which is one mistake.
    let mut turned: Vec<(PersonId, Way, Span, Way, Span)> = Vec::new();
    for id in cut.from.staged.people.iter().filter(|id| cut.to.shows(**id)) {
        let (before, after) = (steps(film, cut.from, *id), steps(film, cut.to, *id));
        let (Some(Step::Goes(out, at)), Some(Step::Goes(back, here))) = (before.last(), after.first()) else { continue };
        if !out.opposed(*back) {
            continue;
        }
        // Who leaves and comes in is on a journey of their own rule.
        let leaves = acts(cut.from, *id).any(|(act, _)| matches!(act, Act::Exits(Some(_))));
        let comes = acts(cut.to, *id).any(|(act, _)| matches!(act, Act::Enters(Some(_))));
        if leaves && comes {
            continue;
        }
        turned.push((*id, *out, *at, *back, *here));
    }
    while let Some(&(_, out, at, back, here)) = turned.first() {
        let (same, others): (Vec<_>, Vec<_>) = turned.into_iter().partition(|t| (t.1, t.3, t.4) == (out, back, here));
        turned = others;
        let ids: Vec<PersonId> = same.iter().map(|t| t.0).collect();
        let who = names(film, &ids);
        let (goes, has, lets) = if ids.len() == 1 { ("goes", format!("{who} has"), who.clone()) } else { ("go", "they have".to_string(), "them".to_string()) };
        problems.push(
            Diagnostic::new(Code::ScreenDirection, here, format!("{who} {goes} {} after going {}", back.name(), out.name()))
                .label(format!("{goes} {} on the screen", back.name()))
                .also(at, format!("went {} here", out.name()))
                .help(format!("the audience thinks that {has} turned back; keep the direction, let {lets} turn in the picture, or put a shot straight towards or away from the camera between")),
        );
    }
}

pub fn exit_enter(film: &Film, cut: &Cut, problems: &mut Vec<Diagnostic>) {
    let side = |b: &Bearing| match b {
        Bearing::Left => Some(Way::Left),
        Bearing::Right => Some(Way::Right),
        _ => None,
    };
    for (id, act, at) in everybody(cut.from) {
        let Act::Exits(Some(out)) = act else { continue };
        let back = acts(cut.to, id).find_map(|(act, span)| match act {
            Act::Enters(Some(b)) => Some((b, span)),
            _ => None,
        });
        let Some((back, here)) = back else { continue };
        let (Some(out), Some(back)) = (side(out), side(back)) else { continue };
        if out == back {
            let name = &film.person(id).name;
            let other = if out == Way::Left { "right" } else { "left" };
            problems.push(
                Diagnostic::new(Code::ExitEnter, here, format!("{name} leaves at the {} and comes in at the {}", out.name(), back.name()))
                    .label(format!("in at the {}", back.name()))
                    .also(at, format!("out at the {}", out.name()))
                    .help(format!("the audience thinks that {name} has come back; on the same way {name} enters from the {other}"))
                    .unsafe_fix(format!("come in at the {other}"), here, format!("enters {other}")),
            );
        }
    }
}

/// Everybody's acts in a shot.
fn everybody<'v>(view: &'v View) -> impl Iterator<Item = (PersonId, &'v Act, Span)> {
    let staged = view.shot.blocking();
    staged.flat_map(|s| &s.parts).flat_map(|p| {
        let who = match p.who.value {
            Who::Person(id) => Some(id),
            Who::Prop(_) => None,
        };
        p.acts.iter().filter_map(move |a| Some((who?, &a.value, a.span)))
    })
}

fn acts<'v>(view: &'v View, id: PersonId) -> impl Iterator<Item = (&'v Act, Span)> {
    everybody(view).filter(move |(who, ..)| *who == id).map(|(_, act, span)| (act, span))
}

fn steps(film: &Film, view: &View, id: PersonId) -> Vec<Step> {
    let mut out = Vec::new();
    let mut set = Set::clone(&view.before);
    let moving = |pose: Pose| matches!(pose, Pose::Walk | Pose::Run);
    // Where they go is said first of all by what they do in the shot.
    let said = acts(view, id).any(|(act, _)| matches!(act, Act::Enters(_) | Act::Exits(Some(_)) | Act::Crosses(_)));
    if let Some(s) = set.people.get(&id)
        && s.present
        && moving(s.pose)
        && !said
    {
        out.push(Step::Goes(way(&view.staged.camera, s.at, s.yaw), view.shot.span));
    }
    for beat in &view.shot.beats {
        let BeatKind::Stage(staged) = &beat.kind else { continue };
        let old = set.people.get(&id).map(|s| s.at);
        set.act(film, staged, &view.staged.eye);
        let Some(now) = set.people.get(&id) else { continue };
        // What is said in the set's own directions is seen by the camera as it stands then.
        let camera: &Camera = if out.is_empty() { &view.staged.camera } else { &view.end };
        for part in staged.parts.iter().filter(|p| p.who.value == Who::Person(id)) {
            for act in &part.acts {
                let goes = match &act.value {
                    Act::Enters(Some(Bearing::Left)) | Act::Exits(Some(Bearing::Right)) => Some(Way::Right),
                    Act::Enters(Some(Bearing::Right)) | Act::Exits(Some(Bearing::Left)) => Some(Way::Left),
                    Act::Crosses(_) => old.filter(|o| (now.at - *o).floor().length() > 0.1).map(|o| way(camera, o, towards(o, now.at))),
                    Act::Pose(pose) if moving(*pose) && !said => Some(way(camera, now.at, now.yaw)),
                    _ => None,
                };
                match &act.value {
                    _ if goes.is_some() => {
                        out.extend(goes.map(|g| Step::Goes(g, act.span)));
                        if matches!(act.value, Act::Crosses(Bearing::Person(_) | Bearing::Prop(_))) && arrives(film, view, id) {
                            out.push(Step::Arrives);
                        }
                    }
                    Act::Turns(_) | Act::Facing(_) => out.push(Step::Turns),
                    _ => {}
                }
            }
        }
    }
    out
}

/// Whether the last way of somebody in a shot ends before the shot does.
fn arrives(film: &Film, view: &View, id: PersonId) -> bool {
    let (ways, stays) = super::super::stretch::ways(film, view.shot, view.staged, id, view.slot.frames);
    stays && ways.iter().rfind(|w| w.moves()).is_none_or(|w| w.end < view.slot.frames)
}
