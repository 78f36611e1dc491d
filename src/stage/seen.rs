//! Who is in the picture of a camera, from where it starts and on its way.

use super::body::Body;
use super::camera::{Camera, Vec3};
use super::crowd;
use super::set::{Set, Standing};
use super::aim::Aim;
use super::solve::StagedShot;
use crate::film::{Film, PersonId, Shot, Subject};
use crate::plan::picture::Pose;

/// Metres before a lens within which nobody is drawn, and the share of the frame's width that somebody near may take: more
/// would be a picture of a back.
const NEAREST: f64 = 0.5;
const BACK: f64 = 0.42;
/// Half of a head and half of a body with its arms, in metres, and how far before somebody one stands in their way.
const HEAD: f64 = 0.09;
const HALF: f64 = 0.2;
const BEFORE: f64 = 0.25;
/// How far those stand from each other who embrace, in metres.
const EMBRACE: f64 = 1.0;

/// Whether somebody who stands so would cover the head of one of those whom a shot is on, or too much of its frame.
pub fn in_the_way(film: &Film, set: &Set, camera: &Camera, subjects: &[PersonId], own: &Standing, body: &Body) -> bool {
    let crown = body.crown(own);
    let Some(top) = camera.project(crown) else { return false };
    let half = HALF * camera.zoom() / top.depth;
    let wide = (top.x + half).min(1.0) - (top.x - half).max(0.0);
    // Whoever stands beside or behind those whom the shot is on covers nobody.
    let heads: Vec<_> = subjects.iter().filter_map(|id| {
        let s = set.people.get(id).filter(|s| s.present)?;
        let body = Body::of(film.person(*id));
        camera.project(body.crown(s) - Vec3::new(0.0, body.height * 0.06, 0.0))
    }).collect();
    let nearer = heads.iter().any(|head| top.depth + BEFORE < head.depth);
    let covers = heads.iter().any(|head| top.depth + BEFORE < head.depth && top.y < head.y && (top.x - head.x).abs() < half + HEAD * camera.zoom() / head.depth);
    covers || nearer && wide > BACK && top.y < 0.9
}

/// Whether the middle of somebody's head is in the frame's width, and something of them in its height.
fn framed(camera: &Camera, own: &Standing, body: &Body) -> bool {
    let Some(head) = camera.project(body.crown(own) - Vec3::new(0.0, body.height * 0.07, 0.0)) else { return false };
    let foot = camera.project(own.at).map_or(2.0, |s| s.y);
    (0.0..=1.0).contains(&head.x) && head.depth > NEAREST && head.y < 1.0 && foot > 0.0
}

/// Half of a body with its arms hanging, in metres.
const ARMS: f64 = 0.24;

/// The most of a frame's width that is still a piece of somebody.
const PIECE: f64 = 0.3;

/// Whether a piece of somebody is in the frame.
fn reaches_in(camera: &Camera, own: &Standing, body: &Body) -> bool {
    camera.project(body.crown(own)).is_some_and(|s| {
        let half = ARMS * camera.zoom() / s.depth;
        let wide = (s.x + half).min(1.0) - (s.x - half).max(0.0);
        s.depth > NEAREST * 0.6 && s.y < 1.0 && wide > 0.0 && wide < PIECE
    })
}

/// Whether a camera sees somebody nearer than whom a shot is on, and past them whom it is on.
fn near_by(film: &Film, set: &Set, camera: &Camera, subjects: &[PersonId], id: PersonId, own: &Standing) -> bool {
    let body = Body::of(film.person(id));
    // Whoever is embraced is there, whatever is seen past them.
    framed(camera, own, &body) && (embraced(set, subjects, own) || !in_the_way(film, set, camera, subjects, own, &body))
}

/// Whether somebody embraces one of those whom a shot is on, or is embraced.
fn embraced(set: &Set, subjects: &[PersonId], own: &Standing) -> bool {
    subjects.iter().filter_map(|s| set.people.get(s)).any(|s| (s.pose == Pose::Embrace || own.pose == Pose::Embrace) && (s.at - own.at).floor().length() < EMBRACE)
}

/// From this size on a frame is for the people that it names.
const NEAR: u8 = 6;

/// Who is in the picture of a camera, subjects first: those framed and named, whoever's shoulder it is, and whoever stands in
/// view. Of those nearer than the subject some are left out: who would cover it, and who only reaches over the frame's edge.
pub fn in_picture(film: &Film, shot: &Shot, set: &Set, subjects: &[PersonId], aim: &Aim, camera: &Camera, thing: bool) -> Vec<PersonId> {
    let mut people = subjects.to_vec();
    let mut add = |id: PersonId| {
        if !people.contains(&id) && set.people.get(&id).is_some_and(|s| s.present) {
            people.push(id);
        }
    };
    shot.people.iter().for_each(|id| add(*id));
    shot.spec.over.iter().for_each(|o| add(o.value));
    let reach = camera.project(Vec3::new(aim.target.x, aim.top, aim.target.z)).map_or(0.0, |s| s.depth);
    // A near frame is for whom it names: of others it has the whole face, or nothing.
    let near = shot.rank() >= NEAR && (thing || !subjects.is_empty());
    let whole = |id: PersonId, s: &Standing| {
        let body = Body::of(film.person(id));
        let crown = body.crown(s);
        let at = |down: f64| camera.project(crown - Vec3::new(0.0, down * body.height, 0.0));
        let within = |x: f64| (0.04..=0.96).contains(&x);
        at(0.0).zip(at(0.15)).is_some_and(|(top, chin)| within(top.x) && within(chin.x) && top.y > -0.02 && chin.y < 0.95)
    };
    for (id, s) in set.present() {
        if near && !film.person(id).extras && !embraced(set, subjects, s) && !whole(id, s) {
            continue;
        }
        let head = Vec3::new(s.at.x, Body::of(film.person(id)).top(s.pose) * 0.9, s.at.z);
        if let Some(seen) = camera.project(head)
            && (0.0..=1.0).contains(&seen.x)
            && (seen.depth > reach * 0.85 || (subjects.is_empty() && !thing))
        {
            add(id);
        }
        if !thing && near_by(film, set, camera, subjects, id, s) {
            add(id);
        }
        // Of a crowd one is enough.
        let own = film.person(id);
        if own.extras && !thing && crowd::members(own, set, id).iter().any(|m| camera.project(Vec3::new(m.at.x, 1.6, m.at.z)).is_some_and(|s| (0.0..=1.0).contains(&s.x) && s.depth > reach * 0.85)) {
            add(id);
        }
    }
    match (shot.spec.count.as_ref().map(|c| c.value.as_str()), subjects) {
        // A piece of another is what makes it dirty; a clean one shows nobody else but a crowd.
        (Some("dirty single"), [one]) => {
            let piece = super::sight::beside(film, set, *one).filter(|id| !people.contains(id) && set.people.get(id).is_some_and(|s| s.present && reaches_in(camera, s, &Body::of(film.person(*id)))));
            people.extend(piece);
        }
        (Some("single"), [one]) => people.retain(|id| id == one || film.person(*id).extras),
        _ => {}
    }
    if let Some(pov) = &shot.spec.pov {
        people.retain(|id| *id != pov.value);
    }
    people
}

impl StagedShot {
    /// Those whom a move goes to, and those who come into view on its way, are in the picture too.
    pub fn met_on_the_way(&mut self, film: &Film, shot: &Shot, thing: bool) {
        const STEPS: u32 = 4;
        let reach = |camera: &Camera, at: Vec3| camera.project(at).map_or(0.0, |s| s.depth);
        let aimed = Vec3::new(self.aim.target.x, self.aim.top, self.aim.target.z);
        let mut met: Vec<PersonId> = shot.moves.iter().filter_map(|m| match m.target.as_ref()?.value {
            Subject::Person(id) | Subject::Part(id, _) => Some(id),
            _ => None,
        }).collect();
        for camera in super::moved::way(film, shot, self, STEPS) {
            let far = reach(&camera, aimed).max(reach(&self.camera, aimed));
            for (id, s) in self.set.present() {
                let head = Vec3::new(s.at.x, Body::of(film.person(id)).top(s.pose) * 0.9, s.at.z);
                // Nearer than what the shot is on, they would stand before it.
                let free = self.camera.project(head).is_some_and(|seen| seen.depth > 0.4) && camera.project(head).is_some_and(|seen| (0.0..=1.0).contains(&seen.x) && seen.depth > far * 0.85);
                let near = !thing && near_by(film, &self.set, &camera, &self.subjects, id, s) && !in_the_way(film, &self.set, &self.camera, &self.subjects, s, &Body::of(film.person(id)));
                if (free || near) && !(self.subjects.is_empty() && thing) {
                    met.push(id);
                }
            }
        }
        let owner = shot.spec.pov.as_ref().map(|p| p.value);
        for id in met {
            if owner != Some(id) && !self.people.contains(&id) && self.set.people.get(&id).is_some_and(|s| s.present) {
                self.people.push(id);
            }
        }
    }

    /// The same shot as its camera has it later on its way.
    pub fn from(&self, film: &Film, shot: &Shot, camera: Camera) -> StagedShot {
        let thing = self.things.iter().any(|(.., subject)| *subject);
        let people = if self.people.is_empty() { Vec::new() } else { in_picture(film, shot, &self.set, &self.subjects, &self.aim, &camera, thing) };
        // Whom a move goes to is there from the start.
        let met = self.people.iter().copied().filter(|id| !people.contains(id)).filter(|id| {
            let Some(s) = self.set.people.get(id) else { return false };
            let head = Vec3::new(s.at.x, Body::of(film.person(*id)).top(s.pose) * 0.9, s.at.z);
            camera.project(head).is_some_and(|seen| seen.depth > 0.4 && (-0.5..=1.5).contains(&seen.x))
        });
        let people = people.iter().copied().chain(met).collect();
        // What a camera has left behind is no longer what it is on: else it would be drawn as an insert's.
        let in_frame = |at: Vec3| camera.project(at).is_some_and(|s| (0.0..=1.0).contains(&s.x) && (0.0..=1.0).contains(&s.y));
        let things = self.things.iter().map(|(name, placed, subject)| (name.clone(), placed.clone(), *subject && in_frame(placed.at))).collect();
        StagedShot { camera, people, things, ..self.clone() }
    }
}
