//! The set of a scene over time: who is there, where they stand, which way they look, what they hold.
//! Moves happen at the end of the beat that says them; cameras are elsewhere.

use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, PI};

use super::camera::{Camera, Vec3};
use crate::film::metres::{ARM, FAR, NEAR, SIDE};
use crate::film::{Act, Bearing, Film, PersonId, Scene, Staged, Who};
use crate::plan::picture::Pose;

mod props;

pub use props::{ON_THE_FLOOR, fixed};
use props::bed_of;

/// One person on the set.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Feet, in metres.
    pub at: Vec3,
    /// Radians; 0 looks away from the audience, π/2 to the audience's right, π to the master camera.
    pub yaw: f64,
    pub gaze: Option<f64>,
    /// What `facing`, `turns` or `looks` named last.
    pub minds: Option<Bearing>,
    /// A look up 1 or down −1, which whoever sits has too.
    pub tilt: i8,
    pub pose: Pose,
    pub holds: Vec<String>,
    pub wears: Option<String>,
    pub present: bool,
}

impl Standing {
    /// Where a head looks whose pose does not say so: 1 up, −1 down. Whoever lies looks where they lie.
    pub fn head(&self) -> i8 {
        match self.pose {
            Pose::LookUp | Pose::LookDown | Pose::Lie => 0,
            _ => self.tilt,
        }
    }
}

/// A prop on the set.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its foot; of what lies flat the middle.
    pub at: Vec3,
    /// Its largest side, and how wide and tall it is seen, in metres.
    pub extent: f64,
    pub wide: f64,
    pub tall: f64,
    /// Not before it comes in, nor after it has gone.
    pub present: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set {
    pub people: BTreeMap<PersonId, Standing>,
    pub props: BTreeMap<String, Placed>,
    /// Nothing stands on a table here, unless the script puts one there.
    pub open_air: bool,
    /// The bed that this room has by itself.
    pub bed: Option<Vec3>,
}

/// Metres from the centre to `left` and `right` of things, which are wider than people.
const PROP_SIDE: f64 = SIDE + 0.5;
/// Metres that a person without a place keeps from those who have one.
const ROOM: f64 = 0.5;

impl Set {
    /// The set as a scene opens: its whole cast at the places that the script gives, or at default ones.
    pub fn open(film: &Film, scene: &Scene) -> Set {
        let cast: Vec<PersonId> = crate::film::cast(scene).into_iter().collect();
        let mut order: Vec<PersonId> = Vec::new();
        for (_, staged) in scene.blocking.iter().filter(|(shot, _)| *shot == 0) {
            order.extend(staged.parts.iter().filter_map(|p| match p.who.value {
                Who::Person(id) => Some(id),
                Who::Prop(_) => None,
            }));
        }
        // Then in the order in which the scene names them.
        for shot in &scene.shots {
            order.extend(shot.people.iter().copied());
        }
        order.extend(cast.iter().copied());
        let mut seen = Vec::new();
        for id in order {
            if !seen.contains(&id) && cast.contains(&id) {
                seen.push(id);
            }
        }
        let mut set = Set { open_air: scene.heading.exterior && !scene.heading.interior, bed: bed_of(scene), ..Set::default() };
        let n = seen.len();
        for (i, id) in seen.iter().enumerate() {
            let at = default_place(i, n);
            set.people.insert(*id, Standing { at, yaw: 0.0, gaze: None, minds: None, tilt: 0, pose: Pose::Stand, holds: Vec::new(), wears: film.person(*id).wears.clone(), present: true });
        }
        set.face_each_other(scene);
        for (_, staged) in scene.blocking.iter().filter(|(shot, _)| *shot == 0) {
            set.open_with(film, staged);
        }
        set.make_room(scene);
        set.face_each_other(scene);
        set.props_to_come(film, scene);
        // Whoever comes in later is not there yet.
        for shot in &scene.shots {
            for beat in &shot.beats {
                if let crate::film::BeatKind::Stage(staged) = &beat.kind {
                    for part in &staged.parts {
                        if let Who::Person(id) = part.who.value
                            && part.acts.iter().any(|a| matches!(a.value, Act::Enters(_)))
                            && !entered_before(scene, id, staged)
                            && let Some(standing) = set.people.get_mut(&id)
                        {
                            standing.present = false;
                        }
                    }
                }
            }
        }
        set
    }

    /// Two of whom nothing is said face each other, wherever they were put, and more the middle of them all, a little opened
    /// to the audience.
    fn face_each_other(&mut self, scene: &Scene) {
        let opening = || scene.blocking.iter().filter(|(shot, _)| *shot == 0).flat_map(|(_, s)| &s.parts);
        let said = |id: PersonId, is: fn(&Act) -> bool| opening().filter(|p| p.who.value == Who::Person(id)).flat_map(|p| &p.acts).any(|a| is(&a.value));
        let looks: fn(&Act) -> bool = |a| matches!(a, Act::Facing(_) | Act::Turns(_) | Act::Looks(_) | Act::Crosses(_));
        let placed: fn(&Act) -> bool = |a| matches!(a, Act::Place(_) | Act::Across(_) | Act::Depth(_) | Act::Away(_));
        let n = self.people.len();
        let anywhere = self.people.keys().any(|id| said(*id, placed));
        let middle = self.people.values().fold(Vec3::default(), |sum, s| sum + s.at) * (1.0 / n.max(1) as f64);
        let middle = Vec3::new(0.0, 0.0, -0.6) + if anywhere { middle.floor() } else { Vec3::default() };
        let places: Vec<(PersonId, Vec3)> = self.people.iter().map(|(id, s)| (*id, s.at)).collect();
        for (id, standing) in &mut self.people {
            let minded = match standing.minds {
                Some(Bearing::Person(other)) if standing.gaze.is_none() => places.iter().find(|(who, _)| *who == other && other != *id),
                _ => None,
            };
            standing.yaw = match places[..] {
                // Whoever looked at somebody from the old place looks at them from the new one.
                _ if minded.is_some() => minded.map_or(standing.yaw, |(_, at)| towards(standing.at, *at)),
                _ if said(*id, looks) => standing.yaw,
                [_] => PI - 0.65,
                [a, b] => towards(standing.at, if a.0 == *id { b.1 } else { a.1 }),
                _ => towards(standing.at, middle),
            };
        }
    }

    /// Whoever has no place of their own leaves room for those who have.
    fn make_room(&mut self, scene: &Scene) {
        let placed = |id: PersonId| {
            let parts = scene.blocking.iter().filter(|(shot, _)| *shot == 0).flat_map(|(_, s)| &s.parts);
            let acts = parts.filter(|p| p.who.value == Who::Person(id)).flat_map(|p| &p.acts);
            acts.into_iter().any(|a| matches!(a.value, Act::Place(_) | Act::Across(_) | Act::Depth(_) | Act::Away(_)))
        };
        let ids: Vec<PersonId> = self.people.keys().copied().collect();
        let mut taken: Vec<Vec3> = ids.iter().filter(|id| placed(**id)).filter_map(|id| self.people.get(id)).map(|s| s.at).collect();
        if taken.is_empty() {
            return;
        }
        for id in ids.into_iter().filter(|id| !placed(*id)) {
            let Some(standing) = self.people.get_mut(&id) else { continue };
            let free = |at: &Vec3| taken.iter().all(|t| (*t - *at).length() >= ROOM);
            let places = [standing.at, Vec3::new(-SIDE, 0.0, 0.0), Vec3::new(SIDE, 0.0, 0.0), Vec3::default(), Vec3::new(-SIDE, 0.0, FAR), Vec3::new(SIDE, 0.0, FAR), Vec3::new(0.0, 0.0, FAR)];
            let Some(at) = places.into_iter().find(free) else { continue };
            standing.at = at;
            taken.push(at);
        }
    }

    /// What a `stage` line of a scene changes: it gives places, and left and right are the audience's.
    pub fn open_with(&mut self, film: &Film, staged: &Staged) {
        self.apply(film, staged, None);
    }

    /// What a `stage` line of a shot changes: left and right of its moves are the screen's, as its camera has them.
    pub fn act(&mut self, film: &Film, staged: &Staged, eye: &Camera) {
        self.apply(film, staged, Some(eye));
    }

    fn apply(&mut self, film: &Film, staged: &Staged, eye: Option<&Camera>) {
        // Things first: people lie on them.
        for part in &staged.parts {
            if let Who::Prop(name) = &part.who.value {
                self.prop(film, name, part, eye);
            }
        }
        let gaps = self.gaps(staged, eye);
        for part in &staged.parts {
            if let Who::Person(id) = part.who.value {
                self.person(film, id, part, eye, gaps.get(&id).copied().unwrap_or_default());
            }
        }
        if eye.is_none() {
            self.among_people(staged);
        }
        // Facing is read once everybody has a place.
        for part in &staged.parts {
            let Who::Person(id) = part.who.value else { continue };
            for act in &part.acts {
                let to = match &act.value {
                    // Places and what somebody faces are the set's own, the camera excepted.
                    Act::Facing(b) => self.direction(id, b, eye.filter(|_| matches!(b, Bearing::Camera | Bearing::Away))),
                    Act::Turns(Some(b)) => self.direction(id, b, eye),
                    Act::Turns(None) => self.people.get(&id).map(|s| s.yaw + PI),
                    Act::Crosses(Bearing::Person(other)) => self.people.get(other).map(|o| o.at).and_then(|at| self.people.get(&id).map(|s| towards(s.at, at))),
                    _ => None,
                };
                let gaze = match &act.value {
                    Act::Looks(b) => Some(self.direction(id, b, eye)),
                    _ => None,
                };
                let minds = match &act.value {
                    Act::Facing(b) | Act::Looks(b) | Act::Turns(Some(b)) => Some(b.clone()),
                    Act::Crosses(b @ Bearing::Person(_)) => Some(b.clone()),
                    Act::Turns(None) => Some(Bearing::Back),
                    _ => None,
                };
                if let Some(standing) = self.people.get_mut(&id) {
                    standing.minds = minds.or(standing.minds.take());
                    if let Some(yaw) = to {
                        standing.yaw = yaw;
                        standing.gaze = None;
                    }
                    if let Some(gaze) = gaze {
                        standing.gaze = gaze;
                    }
                }
            }
        }
    }

    /// How far behind the first of them those stop who cross to one place together: as they went, at arm's length at most.
    fn gaps(&self, staged: &Staged, eye: Option<&Camera>) -> BTreeMap<PersonId, Vec3> {
        let crossing = |part: &crate::film::StagePart| match (&part.who.value, part.acts.iter().find_map(|a| if let Act::Crosses(to) = &a.value { Some(to.clone()) } else { None })) {
            (Who::Person(id), Some(to)) if !matches!(to, Bearing::Person(_) | Bearing::Prop(_)) => Some((*id, to)),
            _ => None,
        };
        let all: Vec<(PersonId, Bearing)> = staged.parts.iter().filter_map(crossing).collect();
        let mut out = BTreeMap::new();
        for (id, to) in &all {
            let Some(own) = self.people.get(id) else { continue };
            let Some(way) = to_place(own.at, to, SIDE, eye).map(|at| (at - own.at).floor()).filter(|way| way.length() > 0.05) else { continue };
            let along = way * (1.0 / way.length());
            let ahead = all.iter().filter(|(other, place)| other != id && place == to).filter_map(|(other, _)| self.people.get(other)).filter(|o| {
                let d = (o.at - own.at).floor();
                // Who goes beside them comes beside them.
                d.dot(along) > 0.05 && (d - along * d.dot(along)).length() < ROOM
            });
            let behind: f64 = ahead.map(|o| (o.at - own.at).floor().dot(along).min(ARM)).sum();
            out.insert(*id, along * -behind.min(way.length()));
        }
        out
    }

    fn person(&mut self, film: &Film, id: PersonId, part: &crate::film::StagePart, eye: Option<&Camera>, gap: Vec3) {
        let mut standing = self.people.get(&id).cloned().unwrap_or(Standing {
            at: Vec3::default(),
            yaw: PI - 0.65,
            gaze: None,
            minds: None,
            tilt: 0,
            pose: Pose::Stand,
            holds: Vec::new(),
            wears: film.person(id).wears.clone(),
            present: true,
        });
        let placed = eye.is_none() && part.acts.iter().any(|a| matches!(a.value, Act::Place(_) | Act::Across(_) | Act::Depth(_) | Act::Away(_)));
        if placed {
            standing.at = Vec3::default();
        }
        for act in &part.acts {
            match &act.value {
                Act::Place(side) => standing.at.x = f64::from(*side) * SIDE,
                Act::Depth(depth) => standing.at.z = if *depth < 0 { NEAR } else { FAR },
                Act::Across(mm) => standing.at.x = f64::from(*mm) / 1000.0,
                Act::Away(mm) => standing.at.z = f64::from(*mm) / 1000.0,
                Act::Enters(_) => {
                    standing.present = true;
                    standing.at = self.free_place(film, id, standing.at);
                }
                Act::Exits(_) => standing.present = false,
                Act::Crosses(to) => {
                    let target = match to {
                        Bearing::Person(other) => self.people.get(other).map(|o| self.free_beside(film, id, standing.at, beside(standing.at, o.at, ARM), *other)),
                        Bearing::Prop(name) => self.thing(name).map(|at| beside(standing.at, at.floor(), ARM)),
                        place => to_place(standing.at, place, SIDE, eye).map(|at| at + gap),
                    };
                    standing.at = target.unwrap_or(standing.at);
                    standing.pose = Pose::Stand;
                }
                Act::Pose(pose) => (standing.pose, standing.tilt) = (*pose, 0),
                Act::Holds(what)
                    if !standing.holds.contains(what) => {
                        standing.holds.push(what.clone());
                    }
                Act::Drops(what) => standing.holds.retain(|h| h != what),
                Act::Wears(what) => standing.wears = Some(what.clone()),
                // Whoever sits or lies stays so; a look up or down is over with the next look.
                Act::Looks(to) if matches!(standing.pose, Pose::Stand | Pose::LookUp | Pose::LookDown) => {
                    standing.pose = match to {
                        Bearing::Up => Pose::LookUp,
                        Bearing::Down => Pose::LookDown,
                        _ => Pose::Stand,
                    };
                }
                _ => {}
            }
        }
        let looks = part.acts.iter().rev().find_map(|a| match &a.value {
            Act::Looks(to) => Some(to),
            _ => None,
        });
        if let Some(to) = looks {
            standing.tilt = match to {
                Bearing::Up => 1,
                Bearing::Down => -1,
                _ => 0,
            };
        }
        self.on_a_bed(id, &mut standing, placed);
        self.people.insert(id, standing);
    }

    /// Whether nobody else stands in a place: extras make way, and whoever lies is stepped around.
    fn is_free(&self, film: &Film, id: PersonId, at: Vec3) -> bool {
        self.present().all(|(other, s)| other == id || film.person(other).extras || s.pose == Pose::Lie || (s.at - at).floor().length() >= ROOM)
    }

    /// Where whoever comes in stops: at their place, or at the usual place nearest to it where nobody stands.
    fn free_place(&self, film: &Film, id: PersonId, own: Vec3) -> Vec3 {
        let usual = [-SIDE, 0.0, SIDE].into_iter().flat_map(|x| [0.0, FAR, NEAR].map(|z| Vec3::new(x, own.y, z)));
        let away = |at: &Vec3| (*at - own).floor().length();
        let free = || usual.filter(|at| self.is_free(film, id, *at)).min_by(|a, b| away(a).total_cmp(&away(b)));
        if self.is_free(film, id, own) { own } else { free().unwrap_or(own) }
    }

    /// A place beside somebody, or beside whoever stands there already: to their side, or before them.
    fn free_beside(&self, film: &Film, id: PersonId, from: Vec3, at: Vec3, goal: PersonId) -> Vec3 {
        if self.is_free(film, id, at) {
            return at;
        }
        let Some(goal) = self.people.get(&goal).map(|s| s.at) else { return at };
        let back = towards(goal, from);
        let around = |turn: f64| Vec3 { y: at.y, ..goal + Vec3::new((back + turn).sin(), 0.0, (back + turn).cos()) * ARM };
        [0.8, -0.8, 1.2, -1.2, 1.6, -1.6].into_iter().map(around).find(|at| self.is_free(film, id, *at)).unwrap_or(at)
    }

    /// The direction, in radians, in which a bearing lies from a person.
    fn direction(&self, id: PersonId, bearing: &Bearing, eye: Option<&Camera>) -> Option<f64> {
        let own = self.people.get(&id)?;
        let camera = eye.map_or(PI, |eye| towards(own.at, eye.at));
        match bearing {
            Bearing::Left => Some(quarter(eye) - FRAC_PI_2),
            Bearing::Right => Some(quarter(eye) + FRAC_PI_2),
            Bearing::Camera => Some(camera),
            Bearing::Away => Some(camera + PI),
            Bearing::Back => Some(own.yaw + PI),
            Bearing::Person(other) => self.people.get(other).map(|o| towards(own.at, o.at)),
            Bearing::Prop(name) => self.thing(name).map(|at| towards(own.at, at)),
            Bearing::Centre => Some(towards(own.at, Vec3::default())),
            Bearing::Across(_) | Bearing::Depth(_) | Bearing::Near | Bearing::Far | Bearing::Up | Bearing::Down => None,
        }
    }

    /// Everybody who is there, in a fixed order.
    pub fn present(&self) -> impl Iterator<Item = (PersonId, &Standing)> {
        self.people.iter().filter(|(_, s)| s.present).map(|(id, s)| (*id, s))
    }
}

/// The set's own direction, in quarters of a turn, that a camera looks along most nearly.
pub fn quarter(eye: Option<&Camera>) -> f64 {
    eye.map_or(0.0, |eye| (eye.yaw / FRAC_PI_2).round() * FRAC_PI_2)
}

/// To the right of the screen, and away from the camera, along the set.
fn across(eye: Option<&Camera>) -> Vec3 {
    let (s, c) = quarter(eye).sin_cos();
    Vec3::new(c, 0.0, -s)
}

fn away(eye: Option<&Camera>) -> Vec3 {
    let (s, c) = quarter(eye).sin_cos();
    Vec3::new(s, 0.0, c)
}

/// The yaw from one point to another.
pub fn towards(from: Vec3, to: Vec3) -> f64 {
    let d = to - from;
    if d.floor().length() < 1e-6 { PI } else { d.x.atan2(d.z) }
}

/// So far from a goal, on the side one comes from.
fn beside(from: Vec3, goal: Vec3, apart: f64) -> Vec3 {
    let d = from - goal;
    let length = d.floor().length();
    if length < apart { from } else { goal + d * (apart / length) }
}

/// A way to a place of the set, as the camera has left and right; `side` is how far they are.
fn to_place(from: Vec3, to: &Bearing, side: f64, eye: Option<&Camera>) -> Option<Vec3> {
    let (right, away) = (across(eye), away(eye));
    let along = |axis: Vec3, metres: f64| Some(from + axis * (metres - from.dot(axis)));
    match to {
        Bearing::Left => along(right, -side),
        Bearing::Right => along(right, side),
        Bearing::Centre => along(right, 0.0),
        Bearing::Across(mm) => along(right, f64::from(*mm) / 1000.0),
        Bearing::Depth(mm) => along(away, f64::from(*mm) / 1000.0),
        Bearing::Near => along(away, NEAR),
        Bearing::Far => along(away, FAR),
        _ => None,
    }
}

fn default_place(i: usize, n: usize) -> Vec3 {
    match n {
        0 | 1 => Vec3::default(),
        2 => Vec3::new(if i == 0 { -0.6 } else { 0.6 }, 0.0, 0.0),
        // On an arc that opens to the audience.
        _ => {
            let width = 0.9 * (n - 1) as f64;
            let x = -width / 2.0 + 0.9 * i as f64;
            let bow = 1.0 - (2.0 * x / width).powi(2);
            Vec3::new(x, 0.0, 0.7 * bow)
        }
    }
}

fn entered_before(scene: &Scene, id: PersonId, line: &Staged) -> bool {
    for shot in &scene.shots {
        for beat in &shot.beats {
            match &beat.kind {
                crate::film::BeatKind::Stage(s) if s.span == line.span => return false,
                crate::film::BeatKind::Stage(s) => {
                    let earlier = s.parts.iter().any(|p| p.who.value == Who::Person(id));
                    if earlier {
                        return true;
                    }
                }
                crate::film::BeatKind::Cue(cue) if cue.speakers.contains(&id) && !cue.voice_over && !cue.unseen => return true,
                _ => {}
            }
        }
        if shot.spec.subjects.iter().any(|s| s.value == crate::film::Subject::Person(id)) && !shot.beats.iter().any(|b| b.span == line.span) {
            return true;
        }
    }
    false
}
