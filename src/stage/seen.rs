//! Who is in the picture of a camera, from where it starts and on its way.

use super::body::Body;
use super::camera::{Camera, Vec3};
use super::set::{Set, Standing};
use super::solve::{Aim, StagedShot};
use crate::film::{Film, PersonId, Shot, Subject};

/// Who is in the picture of a camera, subjects first: those framed and named, whoever's shoulder it is, and those who stand
/// behind the subject in view.
/// From this size on a frame is for the people that it names.
const NEAR: u8 = 6;

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
        if near && !whole(id, s) {
            continue;
        }
        let head = Vec3::new(s.at.x, Body::of(film.person(id)).top(s.pose) * 0.9, s.at.z);
        if let Some(seen) = camera.project(head)
            && (0.0..=1.0).contains(&seen.x)
            && (seen.depth > reach * 0.85 || (subjects.is_empty() && !thing))
        {
            add(id);
        }
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
                if free && !(self.subjects.is_empty() && thing) {
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
        StagedShot { camera, people, ..self.clone() }
    }
}
