//! The camera of each shot, from its size, subject, angle, side and lens.
//! One answer for checks, pictures, prompts and measuring.

use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, PI};
use std::sync::Arc;

use super::aim::{Aim, angle, headroom, tipped};
use super::answer::{Before, looks_at};
use super::body::Body;
use super::camera::{Camera, Vec3};
use super::crowd;
use super::framing::{self, SHARES};
use super::kept::{Answer, Kept};
use super::line::ON_THE_LINE;
use super::place;
use super::extent::lies_flat;
use super::set::{Placed, Set, Standing, fixed, quarter, towards};
use super::toric::{self, Wish};
use super::seen::in_picture;
use super::sight;
use super::thing::{LARGE, far_view, holder, holds, thing_at, with_thing};
use super::viewpoint::{Seen, eyes, fix, look_along, over_shoulder};
use crate::plan::picture::Pose;
use crate::film::{Act, BeatKind, Bearing, Film, PersonId, Scene, Shot, SlotKind, Subject, Who, by_scene};

/// Every shot of a film with its set and cameras.
#[derive(Clone, Debug)]
pub struct Staging {
    /// By slot; `None` for cards and black.
    pub shots: Vec<Option<Arc<StagedShot>>>,
}

#[derive(Clone, Debug)]
pub struct StagedShot {
    /// The set as the shot begins.
    pub before: Arc<Set>,
    /// The same with those who come in at their places, and with what people do where they stand: what cameras are solved for.
    pub set: Arc<Set>,
    pub aim: Aim,
    /// Where the shot starts.
    pub camera: Camera,
    /// From where left and right of its `stage` lines are seen.
    pub eye: Camera,
    /// People in the picture, subjects first.
    pub people: Vec<PersonId>,
    pub subjects: Vec<PersonId>,
    /// Where it is, if the scene has several places.
    pub place: Option<String>,
    /// Things in the picture.
    pub things: Vec<(String, Placed, bool)>,
    /// Things that moves end on, wherever they are.
    pub goals: Vec<(String, Placed)>,
    /// It is on hands, eyes or another part of its one subject.
    pub on_part: bool,
}

/// Metres to what lies far off.
const FAR_OFF: f64 = 400.0;

/// Solves every shot. Pure, and in the film's order.
pub fn solve(film: &Film) -> Staging {
    solve_again(film, None)
}

/// As [`solve`], where scenes that are as they were keep their answers.
pub fn solve_again(film: &Film, kept: Option<&Kept>) -> Staging {
    let mut shots: Vec<Option<Arc<StagedShot>>> = film.slots.iter().map(|_| None).collect();
    let solved = match kept {
        Some(kept) => kept.of_scenes(film, solve_scene),
        None => by_scene(film, |_, scene| solve_scene(film, scene)),
    };
    for (scene, solved) in film.scenes.iter().zip(solved) {
        for (shot, solved) in scene.shots.iter().zip(&*solved) {
            if let Some(place) = shots.get_mut(shot.slot) {
                *place = Some(solved.clone());
            }
        }
    }
    debug_assert!(film.slots.iter().zip(&shots).all(|(s, k)| matches!(s.kind, SlotKind::Shot(..)) == k.is_some()));
    Staging { shots }
}

/// The shots of a scene, in order. What it reads of a film besides the scene is what [`super::kept`] tells apart.
fn solve_scene(film: &Film, scene: &Scene) -> Answer {
    let aspect = f64::from(film.size[0]) / f64::from(film.size[1].max(1));
    let mut out = Vec::with_capacity(scene.shots.len());
    let mut set = Arc::new(Set::open(film, scene));
    let mut state = Before::default();
    for (index, shot) in scene.shots.iter().enumerate() {
        for (_, staged) in scene.blocking.iter().filter(|(at, _)| *at == index && *at > 0) {
            Arc::make_mut(&mut set).open_with(film, staged);
        }
        let (mut solved, during, after) = shot_on_set(film, shot, &set, aspect, &state);
        state = after;
        solved.before = set.clone();
        state.keep(film, shot, &solved, &during);
        solved.place = place::of_shot(scene, shot, &solved.subjects);
        // Whoever is in the scene's other place is on another set.
        let away = |id: PersonId| !solved.subjects.contains(&id) && place::elsewhere(scene, solved.place.as_deref(), id);
        solved.people.retain(|id| !away(*id));
        if solved.set.present().any(|(id, _)| away(id)) {
            Arc::make_mut(&mut solved.set).people.iter_mut().filter(|(id, _)| away(**id)).for_each(|(_, s)| s.present = false);
        }
        out.push(Arc::new(solved));
        set = during;
    }
    out.into()
}

/// A shot's camera, the set that it leaves, and what the next shot takes over.
fn shot_on_set(film: &Film, shot: &Shot, set: &Arc<Set>, aspect: f64, before: &Before) -> (StagedShot, Arc<Set>, Before) {
    let lines = || shot.blocking();
    // Left and right are the screen's: where that changes where people go, the camera is solved again for it.
    let acts = || lines().flat_map(|s| &s.parts).flat_map(|p| &p.acts).map(|a| &a.value);
    let to_camera = |b: &Bearing| matches!(b, Bearing::Camera | Bearing::Away);
    let sided = acts().any(|a| matches!(a, Act::Crosses(_) | Act::Turns(Some(_)) | Act::Looks(_)));
    let faced = acts().any(|a| matches!(a, Act::Turns(Some(b)) | Act::Looks(b) | Act::Facing(b) if to_camera(b)));
    let back = before.audience() + PI;
    let mut eye = Camera { at: Vec3::new(back.sin(), 1.6, back.cos()) * -6.0, yaw: back, pitch: 0.0, roll: 0.0, focal: 35.0, aspect };
    let mut rounds = 0;
    loop {
        // Whoever enters in this shot is in its picture. Most shots move nobody, and share one set.
        let (mut opening, mut during) = (set.clone(), set.clone());
        let mut arrived: BTreeMap<PersonId, Standing> = BTreeMap::new();
        for beat in &shot.beats {
            let BeatKind::Stage(staged) = &beat.kind else { continue };
            if beat.start <= 0 {
                Arc::make_mut(&mut opening).act(film, staged, &eye);
            }
            Arc::make_mut(&mut during).act(film, staged, &eye);
            let there = |id: &PersonId| set.people.get(id).is_some_and(|s| s.present);
            for (id, standing) in during.present().filter(|(id, _)| !there(id)) {
                arrived.entry(id).or_insert_with(|| standing.clone());
            }
        }
        // A frame that holds the place is for where they come in; a nearer one for where they end.
        if shot.rank() > 3 {
            arrived.clear();
        }
        let mut shown = if Arc::ptr_eq(set, &during) { set.clone() } else { Arc::new(entering(set, &opening, &during, &arrived, shot)) };
        if let Some((owner, yaw)) = looks_past(shot, &shown)
            && let Some(owner) = Arc::make_mut(&mut shown).people.get_mut(&owner)
        {
            owner.yaw = yaw;
        }
        let mut after = before.clone();
        let mut solved = shot_camera(film, shot, &shown, aspect, &mut after);
        let turned = (quarter(Some(&solved.camera)) - quarter(Some(&eye))).cos() < 0.5;
        if rounds == 2 || !((faced && rounds == 0) || (sided && turned)) {
            solved.eye = eye;
            return (solved, during, after);
        }
        eye = solved.camera;
        rounds += 1;
    }
}

/// Over whose shoulder one sees somebody, they look at them, unless the script has them look elsewhere.
fn looks_past(shot: &Shot, set: &Set) -> Option<(PersonId, f64)> {
    let owner = shot.spec.over.as_ref()?.value;
    let own = set.people.get(&owner).filter(|s| s.minds.is_none() && s.gaze.is_none())?;
    let seen = shot.spec.subjects.iter().find_map(|s| match s.value {
        Subject::Person(id) | Subject::Part(id, _) if id != owner => set.people.get(&id).filter(|s| s.present),
        _ => None,
    })?;
    let yaw = towards(own.at, seen.at);
    ((yaw - own.yaw).cos() < 1.0 - 1e-9).then_some((owner, yaw))
}

/// The set as a shot opens, with those who come in during it already at their places.
fn entering(before: &Set, opening: &Set, after: &Set, arrived: &BTreeMap<PersonId, Standing>, shot: &Shot) -> Set {
    let mut shown = before.clone();
    let enters = |id: PersonId| {
        shot.beats.iter().any(|b| matches!(&b.kind, BeatKind::Stage(s) if s.parts.iter().any(|p| p.who.value == Who::Person(id) && p.acts.iter().any(|a| matches!(a.value, Act::Enters(_))))))
    };
    for (id, standing) in &after.people {
        match shown.people.get(id) {
            Some(old) if old.present => {
                // What is said before anything happens is how the shot begins; the rest happens in it.
                if let Some(first) = opening.people.get(id).filter(|first| first.present && (old.at - first.at).length() < 0.05) {
                    shown.people.insert(*id, first.clone());
                }
            }
            _ => {
                // Who comes in and leaves again within the shot is seen all the same.
                let present = standing.present || enters(*id);
                let standing = arrived.get(id).unwrap_or(standing);
                shown.people.insert(*id, Standing { present, ..standing.clone() });
            }
        }
    }
    for (name, placed) in &after.props {
        // What drives or is pushed does so in the shot: its camera is solved for where it sets out, or for where it comes to.
        let old = before.props.get(name).filter(|old| old.present).cloned();
        let comes = placed.present || thing_comes(shot, name);
        shown.props.insert(name.clone(), old.unwrap_or(Placed { present: comes, ..placed.clone() }));
    }
    shown
}

/// Whether a thing comes in during a shot.
fn thing_comes(shot: &Shot, name: &str) -> bool {
    shot.blocking().flat_map(|s| &s.parts).any(|p| matches!(&p.who.value, Who::Prop(n) if n == name) && p.acts.iter().any(|a| matches!(a.value, Act::Enters(_))))
}

fn shot_camera(film: &Film, shot: &Shot, set: &Arc<Set>, aspect: f64, before: &mut Before) -> StagedShot {
    let rank = shot.rank();
    let mut subjects: Vec<PersonId> = Vec::new();
    let mut part: Option<String> = None;
    let mut thing: Option<String> = None;
    let mut place_alone = false;
    for subject in &shot.spec.subjects {
        match &subject.value {
            Subject::Person(id) => subjects.push(*id),
            Subject::Part(id, words) => {
                subjects.push(*id);
                part = Some(words.clone());
            }
            Subject::Prop(name) => thing = thing.or(Some(name.clone())),
            Subject::Thing(words) => thing = thing.or(Some(words.clone())),
            Subject::Place(_) => place_alone = true,
        }
    }
    let named: Vec<PersonId> = shot.people.iter().copied().filter(|id| set.people.get(id).is_some_and(|s| s.present)).collect();
    if subjects.is_empty() && thing.is_none() && !place_alone {
        let everybody = || named.iter().copied().chain(set.present().map(|(id, _)| id).filter(|id| !named.contains(id)));
        let owner = shot.spec.pov.as_ref().map(|p| p.value);
        subjects = match (owner, shot.spec.count.as_ref().map(|c| c.value.as_str())) {
            // Through somebody's eyes one sees whom they look at, or whoever does something there.
            (Some(owner), _) => {
                let seen = looks_at(set, owner);
                let acts = || named.iter().copied().find(|id| *id != owner);
                seen.filter(|id| named.is_empty() || named.contains(id)).or_else(acts).or(seen).into_iter().collect()
            }
            (_, Some("single" | "dirty single")) => everybody().take(1).collect(),
            (_, Some("two-shot")) => everybody().take(2).collect(),
            (_, Some("group")) => everybody().collect(),
            _ if shot.spec.subjects.is_empty() && rank <= 3 => set.present().map(|(id, _)| id).collect(),
            _ => named.iter().copied().take(2).collect(),
        };
    }
    let subjects: Vec<PersonId> = subjects.into_iter().filter(|id| set.people.contains_key(id)).collect();
    // A thing beside somebody is in their picture; alone it has a scale of its own.
    let beside = if subjects.is_empty() { None } else { thing.take() };
    let standing: Vec<&Standing> = subjects.iter().filter_map(|id| set.people.get(id)).collect();
    let on_people: &[PersonId] = if thing.is_some() { &[] } else { &subjects };
    let front = before.front(shot, on_people, set);
    let audience = before.audience();
    let lens = shot.spec.lens.as_ref().map(|l| f64::from(l.value) / 100.0);
    let single = match subjects[..] {
        [one] if thing.is_none() => Some(one),
        _ => None,
    };
    let lens = lens.or_else(|| before.lens(film, shot, set, single?));
    let share = SHARES[usize::from(rank.min(10))];
    let mut aim = Aim {
        target: Vec3::default(),
        height: 1.72,
        top: 1.72,
        bearing: audience,
        elevation: None,
        lens_height: 1.6,
        share,
        focal: lens.unwrap_or_else(|| framing::usual_lens(rank)),
        aspect,
        x: 0.5,
        head_y: None,
        roll: shot.spec.dutch.as_ref().map_or(0.0, |d| (f64::from(d.value) / 1000.0).to_radians()),
        fixed: None,
    };
    let eyes = shot.spec.pov.as_ref().and_then(|p| Some(eyes(set.people.get(&p.value)?, &Body::of(film.person(p.value)))));
    let far = thing.as_deref().filter(|name| !set.props.contains_key(*name) && eyes.is_none() && shot.spec.over.is_none()).and_then(far_view);
    let mut things: Vec<(String, Placed, bool)> = set.things().filter(|(name, _)| !holds(set, name)).map(|(n, p)| (n.clone(), p.clone(), false)).collect();
    if !standing.is_empty() && thing.is_none() {
        aim_at_people(film, shot, set, &subjects, &standing, front, audience, &mut aim);
        if let Some(words) = &part {
            if words.ends_with("back") && shot.spec.side.is_none() {
                aim.bearing = standing[0].yaw + PI;
            }
            let at = Body::of(film.person(subjects[0])).part(words, standing[0], aim.bearing);
            // From its own height: a lens that looks down from the eyes would see what is above it.
            (aim.target, aim.top) = (at.floor(), at.y.max(0.12));
            aim.lens_height = aim.top;
            aim.head_y = Some(0.5);
            aim.x = 0.5;
        }
    } else if let Some(rise) = far {
        // What lies far off is looked at from where one stands, and what is in the sky from below.
        aim.lens_height = match shot.spec.angle.as_ref().map(|a| a.value.as_str()) {
            Some("high angle") => 6.0,
            Some("aerial" | "overhead") => 30.0,
            Some("low angle" | "knee") => 0.5,
            Some("ground") => 0.12,
            _ => 1.6,
        };
        let away = aim.height * aim.focal / super::camera::SENSOR_MM * aim.aspect / aim.share;
        aim.top = 1.6 + away * rise;
        aim.head_y = Some(0.5);
    } else if let Some(name) = &thing {
        let placed = thing_at(film, shot, set, &named, name);
        things.retain(|(n, ..)| n != name);
        things.push((name.clone(), placed.clone(), true));
        aim.target = placed.at.floor();
        aim.height = placed.extent;
        // What lies flat is centred on its place, what stands has its foot there.
        aim.top = placed.at.y + if lies_flat(film, name) { 0.0 } else { placed.tall * 0.5 };
        aim.head_y = Some(0.5);
        // From farther off than this the room would be a doll's house.
        aim.share = if placed.extent < LARGE { framing::thing_share(rank) } else { framing::large_share(rank) }.max(if fixed(name) { 0.3 } else { 0.0 });
        aim.elevation = Some(if placed.extent < 0.6 { 0.5 } else if fixed(name) { 0.0 } else { 0.1 });
        if let Some(eye) = eyes {
            fix(&mut aim, eye);
            aim.elevation = None;
        } else if let Some((over, owner)) = shot.spec.over.as_ref().and_then(|o| Some((o.value, set.people.get(&o.value)?))) {
            let low = (aim.top - placed.tall / 2.0).max(0.0);
            let seen = Seen { at: placed.at.floor(), low, chin: low, half: placed.wide / 2.0 };
            over_shoulder(shot, owner, &Body::of(film.person(over)), &seen, front, &mut aim);
            aim.elevation = None;
        }
    } else {
        // A place without people: framed as if somebody stood in the middle of it.
        aim.x = 0.5;
        aim.lens_height = if rank <= 1 { 2.2 } else { 1.6 };
        if let (Some(eye), Some(owner)) = (eyes, shot.spec.pov.as_ref().and_then(|p| set.people.get(&p.value))) {
            look_along(&mut aim, eye, owner);
        }
    }
    // A look up or down is answered from there.
    let said_angle = shot.spec.angle.as_ref().map(|a| a.value.as_str());
    let answer = || if single.is_some() || thing.is_some() { before.angle(film, shot, single) } else { None };
    if far.is_none() {
        angle(said_angle.or_else(answer), rank, &mut aim, thing.is_some());
    }
    // Seen from above whoever lies is laid across the frame, and has no room over the head.
    let lies = standing.len() == 1 && standing[0].pose == Pose::Lie;
    if lies && thing.is_none() && aim.elevation.is_some_and(|e| e > 0.78) && aim.head_y.is_none() {
        aim.head_y = Some(0.46);
    }
    for framing in &shot.spec.framing {
        match framing.value.as_str() {
            "centred" | "symmetric" => aim.x = 0.5,
            "left third" => aim.x = 1.0 / 3.0,
            "right third" => aim.x = 2.0 / 3.0,
            "short-sided" => aim.x = 1.0 - aim.x,
            "headroom" => aim.head_y = Some(aim.head_y.unwrap_or_else(|| headroom(aim.share, aim.height, aim.top)) + 0.08),
            _ => {}
        }
    }
    // Of extras a wide frame and a group hold all, a nearer one the first.
    let all = rank <= 4 || shot.spec.count.as_ref().is_some_and(|c| c.value == "group");
    let crowd = subjects.iter().filter(|id| all && film.person(**id).extras);
    let crowd: Vec<Vec3> = crowd.flat_map(|id| crowd::members(film.person(*id), set, *id).into_iter().map(|m| m.at + Vec3::new(0.0, Body::of(film.person(*id)).top(Pose::Stand), 0.0))).collect();
    if thing.is_none() && (subjects.len() > 1 || beside.is_some() || !crowd.is_empty()) {
        let mut points: Vec<(Vec3, f64)> = subjects.iter().zip(&standing).map(|(id, s)| (Body::of(film.person(*id)), s)).map(|(body, s)| (body.crown_from(s, aim.bearing), body.chin(s.pose))).chain(crowd.into_iter().map(|at| (at, 0.0))).collect();
        if let Some(name) = &beside {
            let placed = thing_at(film, shot, set, &named, name);
            things.retain(|(n, ..)| n != name);
            // As a part of the place: what a shot is on alone lies on a table, and what is held is in a hand.
            if !holds(set, name) {
                things.push((name.clone(), placed.clone(), false));
            }
            points.extend(with_thing(shot, &placed, points[0].0, front, &mut aim).into_iter().map(|at| (at, 0.0)));
        }
        super::fit::fit(&mut aim, &points);
    }
    let camera = aim.camera();
    let mut people = if place_alone { Vec::new() } else { in_picture(film, shot, set, &subjects, &aim, &camera, thing.is_some()) };
    if let Some(name) = &beside {
        let holder = holder(set, name).filter(|id| set.people.get(id).is_some_and(|s| s.present) && !people.contains(id));
        people.extend(holder.filter(|id| shot.spec.pov.as_ref().is_none_or(|p| p.value != *id)));
    }
    let mut goals: Vec<(String, Placed)> = Vec::new();
    for made in &shot.moves {
        let Some(Subject::Prop(name) | Subject::Thing(name)) = made.target.as_ref().map(|t| &t.value) else { continue };
        if goals.iter().any(|(n, _)| n == name) {
            continue;
        }
        let there = things.iter().find(|(n, ..)| n == name).map(|(_, placed, _)| placed.clone());
        let mut placed = there.clone().unwrap_or_else(|| thing_at(film, shot, set, if named.is_empty() { &subjects } else { &named }, name));
        // What lies far off is behind the set and above it, and a camera turns to it from where it stands.
        let turns = matches!(made.kind, "pan to" | "tilt up" | "tilt down" | "whip pan left" | "whip pan right");
        if let Some(rise) = far_view(name).filter(|_| turns && there.is_none() && !holds(set, name)) {
            let (s, c) = (audience + PI).sin_cos();
            placed.at = camera.at + Vec3::new(s, 0.0, c) * FAR_OFF;
            placed.at.y = camera.at.y + FAR_OFF * rise - placed.tall / 2.0;
        }
        if there.is_none() && !holds(set, name) && far_view(name).is_none() {
            things.push((name.clone(), placed.clone(), false));
        }
        goals.push((name.clone(), placed));
    }
    let on_part = part.is_some() && subjects.len() == 1 && thing.is_none();
    let mut solved = StagedShot { before: set.clone(), set: set.clone(), aim, camera, eye: camera, people, subjects, place: None, things, goals, on_part };
    if !place_alone && !shot.moves.is_empty() {
        solved.met_on_the_way(film, shot, thing.is_some());
    }
    solved
}

fn aim_at_people(film: &Film, shot: &Shot, set: &Set, subjects: &[PersonId], standing: &[&Standing], front: f64, audience: f64, aim: &mut Aim) {
    let n = standing.len() as f64;
    let centre = standing.iter().fold(Vec3::default(), |sum, s| sum + s.at) * (1.0 / n);
    let rank = shot.rank();
    let bodies: Vec<Body> = subjects.iter().map(|id| Body::of(film.person(*id))).collect();
    let tops: Vec<f64> = bodies.iter().zip(standing).map(|(body, s)| s.at.y + body.top(s.pose)).collect();
    // Alone an animal is measured by its head.
    let heights: Vec<f64> = bodies.iter().map(|body| if bodies.len() == 1 { body.measure(rank).max(0.1) } else { body.height.max(0.2) }).collect();
    // Among several the tallest sets the size, so that nobody is cut off.
    aim.height = heights.iter().copied().fold(0.1, f64::max);
    aim.top = tops.iter().copied().fold(0.0, f64::max);
    aim.target = match standing {
        // Of one person the head has its place in the frame, and it is before the feet.
        [one] => bodies[0].framed(one, rank),
        _ => centre,
    };
    aim.lens_height = aim.top * 0.93;
    let first = standing[0];
    let facing = first.gaze.unwrap_or(first.yaw);
    let side = shot.spec.side.as_ref().map(|s| s.value.as_str());
    // The camera keeps to one side of the line: the bearing nearer to that side is taken.
    let nearer = |a: f64, b: f64| if (a - front).cos() >= (b - front).cos() { a } else { b };
    aim.bearing = match side {
        Some("front") => facing,
        Some("back") => facing + PI,
        Some("profile") => nearer(facing + FRAC_PI_2, facing - FRAC_PI_2),
        Some("profile left") => facing - FRAC_PI_2,
        Some("profile right") => facing + FRAC_PI_2,
        Some("three-quarter left") => facing - 0.7,
        Some("three-quarter right") => facing + 0.7,
        Some("three-quarter") => nearer(facing + 0.7, facing - 0.7),
        // Two are seen across their line, more from where the audience is.
        _ if standing.len() > 1 => if subjects.len() == 2 { front } else { audience },
        // A figure in a place is seen from where the audience is, unless that is over the line.
        _ if rank <= 2 => if (front - audience).cos() > -ON_THE_LINE.sin() { audience } else { front },
        _ => {
            let turned = (facing - front).cos();
            // Nearly frontal already: a little to the side; else three-quarter on the camera's side of the line.
            match turned > 0.9 {
                true => nearer(facing + 0.4, facing - 0.4),
                // Who looks away at nobody is seen from behind.
                false if turned > -0.35 => nearer(facing + 0.65, facing - 0.65),
                false => audience,
            }
        }
    };
    if let [one] = standing
        && bodies[0].creature.is_none()
    {
        aim.target = bodies[0].crown_from(one, aim.bearing).floor();
    }
    let free = side.is_none() && shot.spec.over.is_none() && shot.spec.pov.is_none() && shot.spec.angle.is_none();
    if let ([_], [one]) = (standing, subjects)
        && free
        && rank >= 3
    {
        sight::clear(film, set, *one, front, aim);
    }
    // Air on the side that the subject looks to.
    let weight = if rank <= 1 { 0.15 } else if rank >= 9 { 0.03 } else { 0.09 };
    let air = |bearing: f64| 0.5 + weight * (facing - bearing).sin().clamp(-1.0, 1.0);
    if let ([_], [one]) = (standing, subjects)
        && free
        && shot.spec.count.as_ref().is_some_and(|c| c.value == "dirty single")
    {
        sight::dirty(film, set, *one, front, shot.spec.lens.is_some(), aim, |aim, bearing| Aim { bearing, x: air(bearing), ..aim.clone() });
    }
    if standing.len() == 1 {
        aim.x = air(aim.bearing);
    } else {
        // Wide enough for all of them.
        let half = standing.iter().map(|s| ((s.at - centre).floor().length() * (towards(centre, s.at) - aim.bearing).sin()).abs()).fold(0.0, f64::max) + 0.3;
        let zoom = aim.focal / super::camera::SENSOR_MM;
        let least = half * zoom / 0.44;
        let share = aim.height * zoom * aim.aspect / least;
        let placed = shot.spec.framing.iter().any(|f| matches!(f.value.as_str(), "centred" | "symmetric" | "left third" | "right third"));
        // Two who do not fit side by side are seen a little from the side, one nearer than the other.
        if let [a, b] = standing[..]
            && rank >= 4
            && side.is_none()
            && !placed
            && share < aim.share
            && let Some(pair) = toric::pair(&Wish { a: bodies[0].crown(a).floor(), b: bodies[1].crown(b).floor(), height: heights[0], share: aim.share, focal: aim.focal, aspect: aim.aspect, audience: front })
        {
            (aim.target, aim.bearing, aim.height, aim.share, aim.x) = (bodies[0].crown(a).floor(), pair.bearing, heights[0], pair.share, pair.x[0]);
            tipped(aim, pair.x[0] - 0.5, pair.x[0] - 0.5);
        } else {
            aim.share = aim.share.min(share);
            tipped(aim, 0.0, (half - 0.3) * aim.share / (aim.height * aim.aspect));
        }
    }
    if let Some(over) = &shot.spec.over
        && let Some(owner) = set.people.get(&over.value)
    {
        // Of a body only as much as the size shows has to be seen.
        let shown = (aim.height * 0.5 / aim.share).min(aim.height * 0.35);
        let half = if aim.share < 1.0 { 0.2 } else { 0.12 * bodies[0].broad().max(1.0) };
        // Whoever lies is laid along the picture, which turns with the camera: that stands for the middle of the body, and is
        // turned to the head.
        let lies = standing.len() == 1 && first.pose == Pose::Lie && bodies[0].creature.is_none();
        if lies {
            aim.target = first.at.floor();
        }
        let at = if standing.len() == 1 { aim.target } else { first.at };
        let seen = Seen { at, low: (aim.top - shown).max(0.0), chin: aim.top - bodies[0].chin(first.pose), half };
        over_shoulder(shot, owner, &Body::of(film.person(over.value)), &seen, front, aim);
        if lies && let Some(camera) = aim.fixed {
            aim.bearing = towards(first.at, camera);
            aim.target = bodies[0].crown_from(first, aim.bearing).floor();
            fix(aim, camera);
        }
    }
    if let Some(pov) = &shot.spec.pov
        && let Some(owner) = set.people.get(&pov.value)
    {
        let eye = eyes(owner, &Body::of(film.person(pov.value)));
        fix(aim, eye);
        aim.x = 0.5;
    }
}
