//! A shot's geometry for people and programs: who stands where, the camera that sees them, and where they are in its frame.

use serde::Serialize;

use super::beast;
use super::camera::{Camera, Vec3};
use super::crowd;
use super::framing::{rank_of, thing_rank};
use super::moved::at_frame;
use super::path::path;
use super::extent::lies_flat;
use super::set::towards;
use super::body::Body;
use super::solve::{StagedShot, Staging};
use crate::film::{Film, PersonId, Scene, Shot, Subject};
use crate::plan::picture::Pose;
use crate::syntax::vocabulary::size_name;

#[derive(Clone, Debug, Serialize)]
pub struct StageReport {
    pub shot: String,
    pub scene: String,
    /// Where it is, if the scene has several places or the shot names one.
    pub place: Option<String>,
    /// What was asked for.
    pub size: &'static str,
    /// What the camera gives, which is wider where that cannot hold everybody.
    pub given: &'static str,
    pub camera: CameraReport,
    /// Where its moves leave the camera; none where it stands still.
    pub end: Option<CameraReport>,
    pub people: Vec<PersonReport>,
    /// What people do while the shot lasts, in order; nobody who stays as they are is here.
    pub moves: Vec<MoveReport>,
    pub things: Vec<ThingReport>,
}

/// Somebody from one frame of the shot to another, the second not included.
#[derive(Clone, Debug, Serialize)]
pub struct MoveReport {
    pub name: String,
    pub pose: String,
    pub start: u64,
    pub end: u64,
    pub from: [f64; 3],
    pub to: [f64; 3],
    /// Where they are in the frame at the end, as the camera stands then; none behind it.
    pub frame: Option<Screened>,
}

/// Metres and degrees: x to the audience's right, y up, z away from the audience; yaw 0 looks away from the audience.
#[derive(Clone, Debug, Serialize)]
pub struct CameraReport {
    pub at: [f64; 3],
    pub yaw: f64,
    pub pitch: f64,
    pub roll: f64,
    /// Millimetres, full frame.
    pub focal: f64,
    /// Degrees seen across the frame.
    pub view: f64,
    /// Metres over the floor to the subject.
    pub distance: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct PersonReport {
    pub name: String,
    pub at: [f64; 3],
    pub facing: f64,
    /// Degrees of the head, where it looks elsewhere than the body.
    pub gaze: Option<f64>,
    pub pose: String,
    pub subject: bool,
    pub holds: Vec<String>,
    /// In the first frame, as drawn; none of whoever is behind the camera or left out. Of a crowd the box holds all of them.
    pub frame: Option<Screened>,
    /// The camera sees them and the picture does not show them: they are nearer than whom the shot is on and would cover them
    /// or reach over the edge, or it is through their eyes that one sees.
    pub left_out: bool,
    /// How many of a crowd are in the picture; none of one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crowd: Option<usize>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ThingReport {
    pub name: String,
    pub at: [f64; 3],
    /// In whose hands it is, or on what it rests.
    pub rests: String,
    pub subject: bool,
    pub frame: Option<Screened>,
}

/// A box in the frame, from 0 at its left and top to 1; parts outside the frame count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Screened {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    /// Standing height over the height of the frame, and the size that makes it.
    pub share: f64,
    pub size: &'static str,
}

/// The report of a shot by its number.
pub fn report(film: &Film, staging: &Staging, number: &str) -> Option<StageReport> {
    let (scene, shot) = film.scenes.iter().flat_map(|s| s.shots.iter().map(move |shot| (s, shot))).find(|(_, shot)| shot.number == number)?;
    let staged = staging.shots.get(shot.slot)?.as_ref()?;
    Some(of(film, scene, shot, staged))
}

pub fn of(film: &Film, scene: &Scene, shot: &Shot, staged: &StagedShot) -> StageReport {
    let track = path(film, shot, staged);
    let still = track.keys.len() < 2;
    // Where somebody comes in under a camera that goes with them, it begins beside where it was solved for.
    let first = StagedShot { camera: at_frame(&staged.camera, &track, 0.0), ..staged.clone() };
    let in_frame = |b: &Screened| b.right > 0.0 && b.left < 1.0 && b.bottom > 0.0 && b.top < 1.0;
    let frames = film.slots.get(shot.slot).map_or(0, |s| s.frames);
    let ways = super::stretch::stretches(film, shot, staged, frames);
    // Of whoever comes in during the shot, where they are as it begins; nowhere if they come later.
    let comes = |id: PersonId| {
        let there = staged.before.people.get(&id).is_some_and(|s| s.present);
        let first = ways.iter().find(|w| w.id == id).filter(|w| !there && w.moves())?;
        Some((first.start == 0).then_some(first.from))
    };
    let people = staged.set.present().map(|(id, s)| (id, s, staged.people.contains(&id))).map(|(id, s, drawn)| PersonReport {
        name: film.person(id).name.clone(),
        at: point(s.at),
        facing: degrees(s.yaw),
        gaze: s.gaze.map(degrees),
        pose: pose_name(s.pose),
        subject: staged.subjects.contains(&id),
        holds: s.holds.clone(),
        // Who is far outside the frame is there all the same, and whoever comes in is where they come from.
        frame: match comes(id) {
            Some(from) => from.and_then(|at| seen(&first.camera, &super::set::Standing { at, ..s.clone() }, &Body::of(film.person(id)))),
            None => crowd_box(film, &first, id).filter(|b| drawn || !in_frame(b)),
        },
        left_out: !drawn && crowd_box(film, &first, id).is_some_and(|b| in_frame(&b)),
        crowd: film.person(id).extras.then(|| if drawn { crowd::seen(film, staged, id).len() } else { 0 }),
    });
    let things = staged.things.iter().map(|(name, placed, subject)| ThingReport {
        name: name.clone(),
        at: point(placed.at),
        rests: rests(film, scene, staged, name, placed),
        subject: *subject,
        frame: {
            let (up, down) = if lies_flat(film, name) { (0.5, 0.5) } else { (1.0, 0.0) };
            let along = |share: f64| Vec3::new(0.0, placed.tall * share, 0.0);
            // Of what the shot is on, the size is the one that was asked for; several sizes show a thing alike.
            let size = |share: f64| if *subject { shot.rank() } else { thing_rank(share) };
            boxed(&first.camera, placed.at - along(down), placed.at + along(up), placed.wide / 2.0, placed.extent, size)
        },
    });
    // Of somebody who goes, the distance at the end is from where they end.
    let gone = staged.subjects.first().map_or(Vec3::default(), |id| {
        let ways: Vec<_> = ways.iter().filter(|s| s.id == *id).collect();
        ways.first().zip(ways.last()).map_or(Vec3::default(), |(first, last)| last.to - first.from)
    });
    let last = track.keys.last().map_or(staged.camera, |k| at_frame(&staged.camera, &track, k.frame as f64));
    let moves = ways.iter().map(|s| {
        let body = Body::of(film.person(s.id));
        let there = super::set::Standing { at: s.to, ..s.standing.clone() };
        MoveReport {
            name: film.person(s.id).name.clone(),
            pose: pose_name(s.standing.pose),
            start: s.start,
            end: s.end,
            from: point(s.from),
            to: point(s.to),
            frame: seen(&at_frame(&staged.camera, &track, s.end as f64), &there, &body),
        }
    });
    StageReport {
        shot: shot.number.clone(),
        scene: scene.heading.text.clone(),
        place: staged.place.clone(),
        size: size_name(shot.rank()),
        given: size_name(given(shot, staged)),
        camera: camera(&first.camera, staged.aim.target),
        end: (!still).then(|| camera(&last, staged.aim.target + gone)),
        people: people.collect(),
        moves: moves.collect(),
        things: things.collect(),
    }
}

/// In whose hands a thing is, or on what it rests.
fn rests(film: &Film, scene: &Scene, staged: &StagedShot, name: &str, placed: &super::set::Placed) -> String {
    match super::thing::holder(&staged.set, name).filter(|id| staged.set.people.get(id).is_some_and(|s| s.present)) {
        Some(id) => format!("in {}'s hands", film.person(id).name),
        None if super::set::fixed(name) => "at the wall".into(),
        None if placed.at.y > 0.3 => "on a table".into(),
        None if scene.heading.interior && !scene.heading.exterior => "on the floor".into(),
        None => "on the ground".into(),
    }
}

/// The size that a camera gives. Things and places have a scale of their own, which holds them.
pub fn given(shot: &Shot, staged: &StagedShot) -> u8 {
    if of_thing(shot) || staged.subjects.is_empty() { shot.rank() } else { rank_of(staged.aim.share) }
}

/// A shot on a thing or on a part of somebody, without anybody whole.
pub fn of_thing(shot: &Shot) -> bool {
    let any = |is: fn(&Subject) -> bool| shot.spec.subjects.iter().any(|s| is(&s.value));
    any(|s| matches!(s, Subject::Part(..))) || (any(|s| matches!(s, Subject::Prop(_) | Subject::Thing(_))) && !any(|s| matches!(s, Subject::Person(_))))
}

/// Where somebody's body lies in the first frame of a shot.
pub fn person_box(film: &Film, staged: &StagedShot, id: PersonId) -> Option<Screened> {
    let own = staged.set.people.get(&id)?;
    seen(&staged.camera, own, &Body::of(film.person(id)))
}

/// The same of everybody of a crowd.
fn crowd_box(film: &Film, staged: &StagedShot, id: PersonId) -> Option<Screened> {
    let first = person_box(film, staged, id)?;
    if !film.person(id).extras {
        return Some(first);
    }
    let own = staged.set.people.get(&id)?;
    let body = Body::of(film.person(id));
    let each = crowd::seen(film, staged, id).into_iter().filter_map(|m| seen(&staged.camera, &super::set::Standing { at: m.at, ..own.clone() }, &body));
    Some(each.fold(first, |all, b| Screened { left: all.left.min(b.left), top: all.top.min(b.top), right: all.right.max(b.right), bottom: all.bottom.max(b.bottom), ..all }))
}

/// Somebody's body as a camera sees it.
fn seen(camera: &Camera, own: &super::set::Standing, body: &Body) -> Option<Screened> {
    let bearing = towards(own.at, camera.at);
    match own.pose {
        // From above one sees the whole of whoever lies, as wide as they are.
        Pose::Lie if body.creature.is_none() && camera.pitch.sin() < -0.7 => {
            let (_, up, _) = camera.axes();
            let across = up.floor() * (0.14 * body.height / up.floor().length().max(1e-6));
            boxed(camera, own.at - across, own.at + across, body.height * 0.5, body.height, |share| body.rank(share))
        }
        Pose::Lie if body.creature.is_none() => {
            let middle = own.at + Vec3::new(0.0, body.top(Pose::Lie), 0.0);
            boxed(camera, own.at, middle, body.height * 0.5, body.height, |share| body.rank(share))
        }
        _ => {
            let head = boxed(camera, own.at, body.crown_from(own, bearing), body.half(), body.height, |share| body.rank(share))?;
            // Of an animal that is framed whole the box holds all of it, nearer ones its head.
            // That its head is nearer than its feet does not make it another size.
            let away = camera.project(own.at + Vec3::new(0.0, body.height * 0.5, 0.0)).map_or(0.0, |s| s.depth);
            let held = camera.roll == 0.0 && away > 0.0 && body.rank(camera.height_in_frame(body.height, away)) <= WHOLE;
            let whole = body.creature.filter(|_| held).and_then(|creature| beast::edges(camera, own.at, own.yaw, own.pose, body, creature));
            Some(whole.map(|e| e.map(thousandth)).map_or(head, |[left, top, right, bottom]| Screened { left, top, right, bottom, ..head }))
        }
    }
}

/// The nearest size in which an animal is seen from muzzle to tail.
const WHOLE: u8 = 4;

/// A body as the camera sees it: its foot, its top, half its width, its standing height, and the size that a share of the frame is.
fn boxed(camera: &Camera, foot: Vec3, top: Vec3, half: f64, standing: f64, size: impl Fn(f64) -> u8) -> Option<Screened> {
    let (right, _, _) = camera.axes();
    let across = right.floor() * (half / right.floor().length().max(1e-6));
    let head = camera.project(top)?;
    // Feet can lie behind a camera that looks down from close by; then the body goes on under the frame.
    let below = camera.project(foot).unwrap_or(super::camera::Screen { y: 2.0, ..head });
    let (l, r) = (camera.project(top - across)?, camera.project(top + across)?);
    let share = camera.height_in_frame(standing, head.depth);
    // In a tipped frame a body leans: its feet are beside its head, and one shoulder is higher than the other.
    let corners = if camera.roll == 0.0 { vec![l, r] } else { [Some(l), Some(r), camera.project(foot - across), camera.project(foot + across)].into_iter().flatten().collect() };
    let x = |pick: fn(f64, f64) -> f64| corners.iter().map(|c| c.x).reduce(pick).unwrap_or(head.x);
    Some(Screened { left: thousandth(x(f64::min)), right: thousandth(x(f64::max)), top: thousandth(head.y.min(below.y)), bottom: thousandth(head.y.max(below.y)), share: thousandth(share), size: size_name(size(share)) })
}

fn camera(camera: &Camera, target: Vec3) -> CameraReport {
    CameraReport {
        at: point(camera.at),
        yaw: degrees(camera.yaw),
        pitch: thousandth(camera.pitch.to_degrees()),
        roll: thousandth(camera.roll.to_degrees()),
        focal: (camera.focal * 10.0).round() / 10.0,
        view: (2.0 * (0.5 / camera.zoom()).atan().to_degrees() * 10.0).round() / 10.0,
        distance: thousandth((camera.at - target).floor().length()),
    }
}

fn pose_name(pose: Pose) -> String {
    match pose {
        Pose::LookUp => "look up".into(),
        Pose::LookDown => "look down".into(),
        _ => format!("{pose:?}").to_lowercase(),
    }
}

fn point(v: Vec3) -> [f64; 3] {
    [thousandth(v.x), thousandth(v.y), thousandth(v.z)]
}

/// Degrees from −180 to 180.
fn degrees(radians: f64) -> f64 {
    let turned = (radians.to_degrees() + 180.0).rem_euclid(360.0) - 180.0;
    (turned * 10.0).round() / 10.0
}

fn thousandth(v: f64) -> f64 {
    // No negative nought.
    (v * 1000.0).round() / 1000.0 + 0.0
}

/// Clock-like words for a direction over the floor, as somebody on the set would say it.
pub fn compass(degrees: f64) -> &'static str {
    const WORDS: [&str; 8] = ["away", "away and right", "right", "towards and right", "towards", "towards and left", "left", "away and left"];
    WORDS[((degrees + 22.5).rem_euclid(360.0) / 45.0) as usize % 8]
}
