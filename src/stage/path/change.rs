//! What one move of a shot changes of its camera, and what the camera is asked for afterwards.

use super::*;

/// Millimetres and metres that a dolly zoom of which nothing is said leaves of lens and way.
const WIDEST: f64 = 20.0;
const NEARBY: f64 = 0.7;

/// Radians of an arc, to the camera's right.
pub(super) fn arc(made: &Move, rate: Rate) -> f64 {
    let angle = radians(made, rate).min(std::f64::consts::TAU);
    if made.kind == "arc left" { -angle } else { angle }
}

/// Radians that a pan goes to somebody at most on one picture; what lies farther around is drawn anew.
const FARTHEST: f64 = 1.2;

pub(super) enum Change {
    Straight(Offset),
    /// Around the subject, to the camera's right, in radians.
    Arc(f64),
    /// With somebody, wherever they go.
    With(Journey),
    /// Metres along the camera's axis, and over the floor, and what keeps its place.
    DollyZoom { distance: f64, travel: f64, on: Vec3 },
    /// Metres up, and how far away and how far above the lens what the camera is on is.
    Crane { up: f64, away: f64, below: f64 },
}

/// Metres to the camera's right and ahead over the floor, and up, along its own axes: a tipped or tilted camera on a dolly
/// travels level.
pub(super) fn level(camera: &Camera, right: f64, up: f64, ahead: f64) -> Offset {
    let (s, c) = camera.yaw.sin_cos();
    along(camera, Vec3::new(c * right + s * ahead, up, c * ahead - s * right))
}

/// A way on the set along a camera's own axes.
pub(super) fn along(camera: &Camera, way: Vec3) -> Offset {
    let (right, up, forward) = camera.axes();
    Offset { right: way.dot(right), up: way.dot(up), forward: way.dot(forward), ..Offset::default() }
}

/// What a move changes from start to end. `aim` becomes what the camera is asked for afterwards.
pub(super) fn change(film: &Film, shot: &Shot, staged: &StagedShot, made: &Move, aim: &mut Aim, at: &Camera, most: f64) -> Change {
    let rate = film.rate;
    let seconds = made.frames as f64 / rate.as_f64();
    let pace = made.pace.as_ref().map_or(1.0, |p| f64::from(p.value) / 100.0);
    let camera = aim.camera();
    let target = Vec3::new(aim.target.x, aim.top - aim.height * 0.1, aim.target.z);
    let distance = (target - camera.at).length().max(0.3);
    // In a wide frame the normal pace of a dolly would not be seen: it is at least 3 % of the way each second.
    let metres = match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Distance(mm)) => mm as f64 / 1000.0,
        Some(Amount::Percent(hundredths)) => distance * hundredths as f64 / 10_000.0,
        _ => (0.4_f64).max(0.03 * distance) * pace * seconds,
    };
    let radians = radians(made, rate);
    let share_of = |d: f64| match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Percent(hundredths)) => (1.0 + d * hundredths as f64 / 10_000.0).max(0.05),
        Some(Amount::Lens(mm)) => mm as f64 / 100.0 / camera.focal,
        _ => (1.0 + 0.10 * pace).powf(d * seconds),
    };
    let straight = Change::Straight;
    match made.kind {
        "push in" | "pull out" => {
            let nearer = made.kind == "push in";
            let share = match &made.to_size {
                Some(size) => share_on(film, staged, aim, made, size.value),
                None => {
                    let share = aim.share * distance / (distance - if nearer { metres.min(distance * 0.75) } else { -metres });
                    if made.amount.is_some() || (made.pace.is_some() && made.over.is_some()) { share } else { within_sizes(aim.share, share, pace) }
                }
            };
            let mut to = aim.clone();
            let new = ends_on(film, staged, made, &Aim { share, ..aim.clone() });
            if let Some(new) = new {
                (to.target, to.top, to.height, to.x) = new;
                // It goes straight to whom it ends on, from where it stands.
                to.bearing = towards(to.target, camera.at);
                on_its_own_scale(staged, made, &mut to);
            } else if let (Some(size), Some((body, standing)), None) = (&made.to_size, animal(film, staged), to.fixed) {
                to.target = body.framed(standing, size.value);
            }
            if let (Some(_), Some(new)) = (to.fixed, new) {
                // From a fixed place it goes straight to whom it ends on.
                to = turned_to(aim, &camera, made, new);
                to.fixed = Some(camera.at + (Vec3::new(to.target.x, to.top, to.target.z) - camera.at) * (1.0 - (to.share / share).min(1.0)));
                to.share = share;
            } else if to.fixed.is_some() {
                // A camera over a shoulder goes along its own axis.
                to.fixed = Some(camera.at + (target - camera.at) * (1.0 - to.share / share));
                to.share = share;
            } else {
                to.share = share;
                // The camera keeps its height as far as it can, and ends at the eyes.
                if to.elevation.is_none() {
                    let closer = (share / aim.share).ln().abs().min(1.0);
                    to.lens_height += (to.top * 0.93 - to.lens_height) * closer;
                }
            }
            let end = to.camera();
            *aim = to;
            straight(between(&camera, &end))
        }
        "zoom in" | "zoom out" | "crash zoom" => {
            let ratio = match &made.to_size {
                Some(size) => share_on(film, staged, aim, made, size.value) / aim.share,
                None if made.kind == "crash zoom" => 2.5,
                None => share_of(if made.kind == "zoom out" { -1.0 } else { 1.0 }),
            };
            let mut to = aim.clone();
            to.focal *= ratio;
            to.share *= ratio;
            to.fixed = Some(camera.at);
            if let Some(new) = ends_on(film, staged, made, &to) {
                to = turned_to(aim, &camera, made, new);
                match &made.to_size {
                    Some(size) => {
                        to.share = share_on(film, staged, &to, made, size.value);
                        super::super::viewpoint::fix(&mut to, camera.at);
                    }
                    None => (to.focal, to.share) = (to.focal * ratio, to.share * ratio),
                }
            }
            to.focal = to.focal.clamp(SHORTEST, LONGEST);
            let end = to.camera();
            *aim = to;
            straight(between(&camera, &end))
        }
        "truck left" | "truck right" | "track" | "follow" => {
            let tracked = made.target.as_ref().map(|t| &t.value).or(shot.spec.subjects.first().map(|s| &s.value));
            let person = match (made.kind, tracked) {
                ("track" | "follow", Some(Subject::Person(id) | Subject::Part(id, _))) => staged.set.people.get(id).map(|s| (*id, s)),
                _ => None,
            };
            let journey = match tracked {
                Some(Subject::Prop(name)) if matches!(made.kind, "track" | "follow") => Journey::of_thing(film, shot, staged, name),
                _ => person.and_then(|(id, _)| Journey::of(film, shot, staged, id)),
            };
            if let Some(journey) = journey {
                let end = journey.at(journey.span().1 as f64);
                aim.target = aim.target + end;
                aim.fixed = aim.fixed.map(|at| at + end);
                return Change::With(journey);
            }
            let by = match person {
                // What goes nowhere is not followed.
                None if matches!(made.kind, "track" | "follow") && matches!(tracked, Some(Subject::Prop(_))) => Offset::default(),
                // Whoever walks or runs goes where the body looks, and the camera beside, before or behind them.
                Some((_, own)) => along(at, Vec3::new(own.yaw.sin(), 0.0, own.yaw.cos()) * metres),
                None => level(at, if made.kind == "truck left" { -metres } else { metres }, 0.0, 0.0),
            };
            let way = moved(at, by).at - at.at;
            aim.target = aim.target + way;
            aim.fixed = aim.fixed.map(|at| at + way);
            straight(by)
        }
        "pedestal up" | "pedestal down" => {
            let up = if made.kind == "pedestal up" { metres } else { -metres.min((camera.at.y - 0.15).max(0.0)) };
            aim.lens_height += up;
            straight(level(at, 0.0, up, 0.0))
        }
        "crane up" | "crane down" => {
            // What nobody measured sweeps: half as far again as a dolly goes.
            let metres = if made.amount.is_some() { metres } else { metres * 1.5 };
            let up = if made.kind == "crane up" { metres } else { -metres.min((camera.at.y - 0.15).max(0.0)) };
            aim.lens_height += up;
            let to = target - at.at;
            Change::Crane { up, away: to.floor().length(), below: to.y }
        }
        "pan left" | "pan right" => {
            // A pan of which nothing is said goes no faster than the eye follows through this lens.
            let most = 2.0 * (0.5 / camera.zoom()).atan() / crossing(rate) * seconds;
            let angle = if made.amount.is_none() && made.pace.is_none() { radians.min(most) } else { radians };
            straight(Offset { yaw: if made.kind == "pan left" { -angle } else { angle }, ..Offset::default() })
        }
        // Whoever is named is where it ends, whichever way is said.
        "whip pan left" | "whip pan right" | "tilt up" | "tilt down" if made.target.as_ref().is_some_and(|t| target_of(film, staged, &t.value).is_some()) => {
            let Some(new) = made.target.as_ref().and_then(|t| target_of(film, staged, &t.value)) else { return straight(Offset::default()) };
            turn(aim, at, &camera, made, new, most)
        }
        "whip pan left" | "whip pan right" => {
            let angle = if made.amount.is_some() { radians } else { 50_f64.to_radians() };
            straight(Offset { yaw: if made.kind == "whip pan left" { -angle } else { angle }, ..Offset::default() })
        }
        "pan to" => match made.target.as_ref().and_then(|t| target_of(film, staged, &t.value)) {
            Some(new) => turn(aim, at, &camera, made, new, most),
            None => straight(Offset::default()),
        },
        "tilt up" | "tilt down" => {
            let most = 2.0 * (0.5 / camera.zoom()).atan() / crossing(rate) * seconds;
            let angle = if made.amount.is_none() && made.pace.is_none() { radians.min(most) } else { radians };
            straight(Offset { pitch: if made.kind == "tilt up" { angle } else { -angle }, ..Offset::default() })
        }
        "roll cw" | "roll ccw" => straight(Offset { roll: if made.kind == "roll cw" { radians } else { -radians }, ..Offset::default() }),
        "arc left" | "arc right" => {
            let angle = arc(made, rate).clamp(-most, most);
            aim.bearing -= angle;
            aim.fixed = aim.fixed.map(|at| around(&Camera { at, ..camera }, pivot(staged), angle).at);
            Change::Arc(angle)
        }
        "dolly zoom" => {
            let travel = match made.amount.as_ref().map(|a| a.value) {
                // A longer lens is answered from farther away.
                Some(Amount::Lens(hundredths)) => distance * (1.0 - hundredths as f64 / 100.0 / camera.focal),
                Some(_) => metres,
                // Of which nothing is said ends on no lens that nobody would mount, nor in whom it is on.
                None => metres.min(distance * (1.0 - WIDEST / camera.focal).max(0.15)).min((distance - NEARBY).max(distance * 0.15)),
            };
            Change::DollyZoom { distance, travel: travel.min(distance * 0.75), on: target }
        }
        _ => straight(Offset::default()),
    }
}

/// A turn of the camera to somebody or something.
fn turn(aim: &mut Aim, at: &Camera, camera: &Camera, made: &Move, new: (Vec3, f64, f64, f64), most: f64) -> Change {
    let to = turned_to(aim, &Camera { focal: at.focal, ..*camera }, made, new);
    let end = to.camera();
    let mut yaw = end.yaw - camera.yaw;
    while yaw > std::f64::consts::PI {
        yaw -= std::f64::consts::TAU;
    }
    while yaw < -std::f64::consts::PI {
        yaw += std::f64::consts::TAU;
    }
    *aim = to;
    Change::Straight(Offset { yaw: if most < BORNE * 2.0 { yaw.clamp(-FARTHEST, FARTHEST) } else { yaw }, pitch: end.pitch - camera.pitch, ..Offset::default() })
}

/// The share of what a move ends on at a size.
fn share_on(film: &Film, staged: &StagedShot, aim: &Aim, made: &Move, rank: u8) -> f64 {
    match goal(made) {
        Some(Subject::Person(id)) => {
            let body = Body::of(film.person(*id));
            SHARES[usize::from(rank.min(10))] * body.measure(8) / body.measure(rank)
        }
        Some(Subject::Prop(_) | Subject::Thing(_)) => match goal(made).and_then(|g| target_of(film, staged, g)) {
            Some((_, _, extent, _)) if extent >= LARGE => large_share(rank),
            _ => thing_share(rank),
        },
        Some(Subject::Part(..)) => SHARES[usize::from(rank.min(10))],
        _ if whole(staged, made).is_some() => SHARES[usize::from(rank.min(10))],
        _ => size_share(film, staged, aim, rank),
    }
}

/// What a shot that begins there would be asked for: a head has its headroom and the camera its eyes' height, a thing is in the
/// middle of the frame.
fn on_its_own_scale(staged: &StagedShot, made: &Move, to: &mut Aim) {
    let thing = matches!(goal(made), Some(Subject::Prop(_) | Subject::Thing(_)));
    let part = matches!(goal(made), Some(Subject::Part(..)));
    let from_thing = staged.on_part || staged.things.iter().any(|(.., subject)| *subject);
    if thing || part {
        to.head_y = Some(0.5);
        to.elevation = None;
        to.lens_height = if thing && to.height < 0.6 { to.top + 0.35 } else { to.top.max(0.12) };
    } else if from_thing {
        to.head_y = None;
        to.elevation = None;
        to.lens_height = to.top * 0.93;
        to.x = 0.5;
    }
}

/// The share at the end of a push or a pull of which nobody says how far it goes: a size from where it began, and two if it is
/// fast. A camera that crept for long would else end in somebody's eye.
fn within_sizes(from: f64, to: f64, pace: f64) -> f64 {
    let steps = if pace > 1.0 { 2 } else { 1 };
    let (rank, last) = (usize::from(rank_of(from)), SHARES.len() - 1);
    let (nearer, wider) = ((rank + steps).min(last), rank.saturating_sub(steps));
    // At the ends of the table a step is as large as the last one.
    let most = if nearer > rank { SHARES[nearer] / SHARES[rank] } else { SHARES[last] / SHARES[last - steps] };
    let least = if wider < rank { SHARES[wider] / SHARES[rank] } else { SHARES[0] / SHARES[steps] };
    to.clamp(from * least, from * most)
}

/// How far a camera that has travelled and zoomed turns and tilts, so that what it is on stays where it was in the frame.
pub(super) fn kept(first: &Camera, now: &Camera, zoom: f64, on: Vec3) -> (f64, f64) {
    let seen = |at: Vec3| {
        let d = on - at;
        (d.x.atan2(d.z), d.y.atan2(d.floor().length().max(0.01)))
    };
    let ((across, up), (a, u)) = (seen(first.at), seen(now.at));
    // Straight past the lens nothing is kept.
    let off = |angle: f64| (angle.sin().clamp(-0.99, 0.99).asin().tan() / zoom).atan();
    let yaw = (a - off(across - first.yaw) - first.yaw).sin().asin();
    (yaw, u - off(up - first.pitch) - first.pitch)
}

/// The angle of a move, in radians.
pub(super) fn radians(made: &Move, rate: Rate) -> f64 {
    let pace = made.pace.as_ref().map_or(1.0, |p| f64::from(p.value) / 100.0);
    match made.amount.as_ref().map(|a| a.value) {
        Some(Amount::Angle(mdeg)) => (mdeg as f64 / 1000.0).to_radians(),
        _ => (6.0 * pace * made.frames as f64 / rate.as_f64()).min(90.0).to_radians(),
    }
}

/// The share of what is framed at a size.
fn size_share(film: &Film, staged: &StagedShot, aim: &Aim, rank: u8) -> f64 {
    let share = SHARES[usize::from(rank.min(10))];
    match alone(film, staged) {
        // An animal and a child are measured by the head the nearer they are.
        Some((body, _)) => share * aim.height / body.measure(rank),
        // A thing has its own scale of sizes; keep the ratio of the table.
        None if aim.height < 0.6 => share / SHARES[8] * 0.55,
        None => share,
    }
}
