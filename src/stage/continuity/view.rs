//! What the rules look at: each shot with its set at both ends, its cameras, and the cuts between shots.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::camera::{Camera, Vec3};
use super::super::answer::looks_at;
use super::super::body::Body;
use super::super::framing::rank_of;
use super::super::moved::end_camera;
use super::super::place;
use super::super::report::{given, of_thing};
use super::super::set::{Set, towards};
use super::super::solve::{StagedShot, Staging};
use crate::film::{BeatKind, Film, PersonId, Role, Scene, Shot, Slot, Subject};
use crate::source::{Span, Spanned};

/// A shot of a scene as it is seen.
pub struct View<'a> {
    pub film: &'a Film,
    pub scene: &'a Scene,
    pub shot: &'a Shot,
    pub slot: &'a Slot,
    pub staged: &'a StagedShot,
    /// The set that the shot before left, and the one that this shot leaves.
    pub before: Arc<Set>,
    /// The same with what is said before anything happens: what the cut to this shot shows.
    pub opening: Arc<Set>,
    pub after: Arc<Set>,
    /// The camera after the shot's moves.
    pub end: Camera,
    /// A `stage` line stands between this shot and the one before.
    pub restaged: bool,
}

/// A cut from one shot to the next.
pub struct Cut<'v, 'a> {
    pub from: &'v View<'a>,
    pub to: &'v View<'a>,
}

/// A direction on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Left,
    Right,
    Toward,
    Away,
}

impl Way {
    pub fn opposed(self, other: Way) -> bool {
        matches!((self, other), (Way::Left, Way::Right) | (Way::Right, Way::Left))
    }

    pub fn name(self) -> &'static str {
        match self {
            Way::Left => "left",
            Way::Right => "right",
            Way::Toward => "towards the camera",
            Way::Away => "away from the camera",
        }
    }
}

pub fn of_scene<'a>(film: &'a Film, staging: &'a Staging, scene: &'a Scene) -> Vec<View<'a>> {
    let mut set = Arc::new(Set::open(film, scene));
    let mut out = Vec::with_capacity(scene.shots.len());
    for (i, shot) in scene.shots.iter().enumerate() {
        let mut restaged = false;
        for (_, staged) in scene.blocking.iter().filter(|(at, _)| *at == i && *at > 0) {
            Arc::make_mut(&mut set).open_with(film, staged);
            restaged = true;
        }
        let (Some(Some(solved)), Some(slot)) = (staging.shots.get(shot.slot), film.slots.get(shot.slot)) else { continue };
        let before = set.clone();
        let mut opening = before.clone();
        for beat in &shot.beats {
            if let BeatKind::Stage(staged) = &beat.kind {
                if beat.start <= 0 {
                    Arc::make_mut(&mut opening).act(film, staged, &solved.eye);
                }
                Arc::make_mut(&mut set).act(film, staged, &solved.eye);
            }
        }
        out.push(View { film, scene, shot, slot, staged: solved, before, opening, after: set.clone(), end: end_camera(film, shot, solved), restaged });
    }
    out
}

impl View<'_> {
    /// The one person that the shot is on.
    pub fn single(&self) -> Option<PersonId> {
        match &self.staged.subjects[..] {
            [one] if !self.thing() => Some(*one),
            _ => None,
        }
    }

    /// The one person that the shot ends on: a camera can go from one to another.
    pub fn last_single(&self) -> Option<PersonId> {
        self.gone_to().or_else(|| self.single())
    }

    /// Whom a move has taken the camera to.
    fn gone_to(&self) -> Option<PersonId> {
        self.shot.moves.iter().rev().filter(|m| m.ends_on()).find_map(|m| match m.target.as_ref()?.value {
            Subject::Person(id) => Some(id),
            _ => None,
        })
    }

    /// Whose part the shot is on.
    pub fn part(&self) -> Option<PersonId> {
        match self.shot.spec.subjects.first()?.value {
            Subject::Part(id, _) => Some(id),
            _ => None,
        }
    }

    /// The shot is on a thing or on a part of somebody.
    pub fn thing(&self) -> bool {
        of_thing(self.shot)
    }

    /// What the shot is on, by which two shots are of the same: people in any order, or a thing, a part or a place.
    /// Of this one its end counts, of the other its beginning.
    pub fn same_subject(&self, other: &View) -> bool {
        let people = |v: &View| (!v.thing() && !v.staged.subjects.is_empty()).then(|| v.staged.subjects.iter().copied().collect::<BTreeSet<_>>());
        let last = self.gone_to().map(|id| BTreeSet::from([id]));
        match (last.or_else(|| people(self)), people(other)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => {
                let (a, b) = (&self.shot.spec.subjects, &other.shot.spec.subjects);
                let within = |s: &Spanned<Subject>, list: &[Spanned<Subject>]| list.iter().any(|o| o.value == s.value);
                !a.is_empty() && a.iter().all(|s| within(s, b)) && b.iter().all(|s| within(s, a))
            }
            _ => false,
        }
    }

    /// What the shot is on, in words.
    pub fn subject_name(&self, film: &Film) -> String {
        match self.shot.spec.subjects.first().map(|s| &s.value) {
            Some(Subject::Prop(name) | Subject::Place(name) | Subject::Thing(name)) => name.clone(),
            Some(Subject::Part(id, part)) => format!("{}'s {part}", film.person(*id).name),
            _ => names(film, &self.staged.subjects),
        }
    }

    /// The place of the script before this shot, which stands two deep in its scene.
    pub fn place_before(&self) -> Span {
        self.shot.span.before()
    }

    pub fn role(&self) -> Option<Role> {
        self.shot.spec.role.as_ref().map(|r| r.value)
    }

    /// The shot stands beside the action: what it shows has no place in the run of sizes and sides.
    pub fn aside(&self) -> bool {
        matches!(self.role(), Some(Role::Insert | Role::Cutaway | Role::Establishing)) || self.shot.spec.pov.is_some()
    }

    /// The size that the camera gives, which is wider than the one asked for where that cannot hold everybody.
    pub fn rank(&self) -> u8 {
        given(self.shot, self.staged)
    }

    /// The size at the end: moves can change it.
    pub fn last_rank(&self) -> u8 {
        const NEARER: [&str; 5] = ["push in", "pull out", "zoom in", "zoom out", "crash zoom"];
        let moves = &self.shot.moves;
        if let Some(id) = self.gone_to() {
            return self.rank_on(id).unwrap_or_else(|| self.rank());
        }
        // A camera that goes with somebody keeps its distance, and things have a scale of their own.
        let along = self.thing() || moves.iter().any(|m| matches!(m.kind, "track" | "follow"));
        match moves.iter().rev().find(|m| NEARER.contains(&m.kind)) {
            None => self.rank(),
            Some(last) => match &last.to_size {
                Some(size) if last.target.is_none() => size.value,
                _ if along => self.rank(),
                _ => {
                    let (start, end) = (&self.staged.camera, &self.end);
                    let nearer = self.sight(start).length() / self.sight(end).length().max(1e-6);
                    rank_of(self.staged.aim.share * nearer * end.focal / start.focal)
                }
            },
        }
    }

    /// The size of somebody in the last frame.
    fn rank_on(&self, id: PersonId) -> Option<u8> {
        let own = self.staged.set.people.get(&id)?;
        let away = (own.at - self.end.at).floor().length().max(0.1);
        let body = Body::of(self.film.person(id));
        Some(body.rank(self.end.height_in_frame(body.height, away)))
    }

    /// From the middle of what is framed to a camera.
    pub fn sight(&self, camera: &Camera) -> Vec3 {
        let aim = &self.staged.aim;
        camera.at - Vec3::new(aim.target.x, aim.top * 0.8, aim.target.z)
    }

    /// From what the shot ends on to where its camera ends.
    pub fn last_sight(&self) -> Vec3 {
        match self.gone_to().and_then(|id| self.staged.set.people.get(&id)) {
            Some(own) => self.end.at - own.at - Vec3::new(0.0, self.staged.aim.top * 0.8, 0.0),
            None => self.sight(&self.end),
        }
    }

    /// Who somebody looks at on a set.
    pub fn looks_at(&self, set: &Set, id: PersonId) -> Option<PersonId> {
        looks_at(set, id)
    }

    /// Where on the screen somebody looks.
    pub fn gaze(&self, set: &Set, camera: &Camera, id: PersonId) -> Option<Way> {
        let own = set.people.get(&id)?;
        Some(way(camera, own.at, own.gaze.unwrap_or(own.yaw)))
    }

    /// Whether somebody is in the scene's other place, where this shot is not.
    pub fn elsewhere(&self, id: PersonId) -> bool {
        place::elsewhere(self.scene, self.staged.place.as_deref(), id)
    }

    /// Whether the audience takes note of somebody in the picture: not of whoever stands by the way before those it is on.
    pub fn notes(&self, id: PersonId) -> bool {
        let depth = |at: Vec3| self.staged.camera.project(at).map_or(0.0, |s| s.depth);
        let aim = &self.staged.aim;
        let near = self.staged.set.people.get(&id).is_some_and(|s| depth(s.at + Vec3::new(0.0, 1.5, 0.0)) < 0.85 * depth(Vec3::new(aim.target.x, aim.top, aim.target.z)));
        let named = self.staged.subjects.contains(&id) || self.shot.people.contains(&id) || self.shot.spec.over.as_ref().is_some_and(|o| o.value == id);
        self.shows(id) && (named || !near || self.staged.subjects.is_empty())
    }

    /// Whether somebody can be seen in the picture.
    pub fn shows(&self, id: PersonId) -> bool {
        self.staged.people.contains(&id)
    }
}

/// A direction over the floor as a camera sees it at a place; within 10° of its line of sight it leads to or from it.
pub fn way(camera: &Camera, at: Vec3, yaw: f64) -> Way {
    let relative = yaw - towards(camera.at, at);
    match relative.sin() {
        s if s > 10_f64.to_radians().sin() => Way::Right,
        s if s < -10_f64.to_radians().sin() => Way::Left,
        _ if relative.cos() > 0.0 => Way::Away,
        _ => Way::Toward,
    }
}

impl Cut<'_, '_> {
    /// A cut without a transition that takes time, a fade, or a card between.
    pub fn straight(&self, film: &Film) -> bool {
        let (a, b) = (self.from.slot, self.to.slot);
        let next = film.slots.get(self.from.shot.slot + 1).is_some_and(|s| std::ptr::eq(s, b));
        next && b.join.is_none() && b.fade_in.is_none() && a.fade_out.is_none()
    }

    /// Consecutive in a scene, with a straight cut and no time between.
    pub fn adjacent(&self, film: &Film) -> bool {
        std::ptr::eq(self.from.scene, self.to.scene) && self.straight(film)
    }

    /// What one of the shots says could not be read.
    pub fn broken(&self) -> bool {
        self.from.shot.spec.broken || self.to.shot.spec.broken
    }

    /// Coverage keeps the rules by itself.
    pub fn covered(&self) -> bool {
        self.from.shot.covered && self.to.shot.covered
    }

    /// The author's word for the cut.
    pub fn word(&self) -> Option<&'static str> {
        self.to.slot.cut
    }
}

/// A shot of something else, which goes before a shot: of a thing that the scene names and that neither of the two is on, or of
/// somebody's hands.
pub fn cutaway(film: &Film, cut: &Cut) -> String {
    let on = |v: &View, subject: &Subject| v.shot.spec.subjects.iter().any(|s| s.value == *subject);
    let free = |subject: &Subject| !on(cut.from, subject) && !on(cut.to, subject);
    let scene = cut.to.scene;
    let shots = || scene.shots.iter().flat_map(|s| &s.spec.subjects).map(|s| s.value.clone()).filter(|s| matches!(s, Subject::Prop(_) | Subject::Thing(_)));
    let held = || cut.to.opening.people.values().flat_map(|s| &s.holds).map(|name| match film.props.iter().find(|p| p.name == *name) {
        Some(prop) => Subject::Prop(prop.name.clone()),
        None => Subject::Thing(name.clone()),
    });
    let staged = || cut.to.opening.things().map(|(name, _)| Subject::Prop(name.clone()));
    let what = match shots().chain(staged()).chain(held()).find(free) {
        Some(Subject::Prop(name)) => name,
        Some(Subject::Thing(words)) => format!("\"{words}\""),
        _ => {
            let hands = cut.from.staged.subjects.iter().chain(&cut.to.staged.subjects).next();
            hands.map_or_else(|| "\"the window\"".to_string(), |id| format!("{}'s hands", film.person(*id).name))
        }
    };
    format!("shot cutaway on {what}, 2s\n\n  ")
}

pub fn names(film: &Film, ids: &[PersonId]) -> String {
    let list: Vec<&str> = ids.iter().map(|id| film.person(*id).name.as_str()).collect();
    match &list[..] {
        [] => "nobody".into(),
        [one] => (*one).into(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
