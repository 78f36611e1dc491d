//! Things that a shot is on: where they are, and how they are framed beside somebody.

use std::f64::consts::FRAC_PI_2;

use super::body::Body;
use super::camera::Vec3;
use super::framing::usual_lens;
use super::set::{ON_THE_FLOOR, Placed, Set, fixed, towards};
use super::aim::Aim;
use crate::film::{Film, PersonId, Shot};

/// Metres from which on a thing is shown as a body is: whole, by half, and its details.
pub const LARGE: f64 = 1.0;

/// Where a thing is that a shot is on.
pub fn thing_at(film: &Film, shot: &Shot, set: &Set, named: &[PersonId], name: &str) -> Placed {
    let aspect = f64::from(film.size[0]) / f64::from(film.size[1].max(1));
    if let Some(placed) = set.props.get(name).filter(|p| p.present) {
        return placed.clone();
    }
    let mut placed = set.place_prop(film, name);
    if !fixed(name) {
        placed.at.x = 0.0;
    }
    // Something held is in its holder's hands, something quoted lies before whoever is named.
    let holder = holder(set, name).and_then(|id| Some((id, set.people.get(&id).filter(|s| s.present)?)));
    if let Some((id, holder)) = holder {
        placed.at = Body::of(film.person(id)).part("hands", holder, holder.yaw);
        return placed;
    }
    if let Some(owner) = shot.spec.pov.as_ref().and_then(|p| set.people.get(&p.value)) {
        // What somebody looks at lies before their eyes: above them, at their feet or across from them.
        let (s, c) = owner.gaze.unwrap_or(owner.yaw).sin_cos();
        // What is large stands so far off that the usual lens gives its size.
        let share = super::framing::large_share(shot.rank());
        let far = (1.5 + placed.wide / 2.0).max(placed.extent * usual_lens(shot.rank()) / super::camera::SENSOR_MM * aspect / share);
        let (away, up) = match owner.tilt {
            0 if placed.extent >= LARGE => (far, 0.0),
            0 => (2.2, 1.0),
            tilt if tilt > 0 => (2.6, 3.0),
            _ => (0.8, 0.1),
        };
        placed.at = owner.at + Vec3::new(s, 0.0, c) * away;
        placed.at.y = up;
        return placed;
    }
    if let Some(owner) = shot.spec.over.as_ref().and_then(|o| set.people.get(&o.value)).filter(|_| !fixed(name)) {
        // What is seen over somebody's shoulder lies or stands before them, free of their body.
        let (s, c) = owner.yaw.sin_cos();
        let away = if placed.extent < ON_THE_FLOOR { 0.9 } else { (1.5 + placed.wide / 2.0).max(placed.extent * 1.2) };
        placed.at = owner.at.floor() + Vec3::new(s, 0.0, c) * away + Vec3::new(0.0, set.rests_at(placed.extent), 0.0);
        return placed;
    }
    if let Some(owner) = named.first().and_then(|id| set.people.get(id)).filter(|_| !fixed(name) && placed.extent < LARGE) {
        let (s, c) = owner.yaw.sin_cos();
        placed.at = owner.at.floor() + Vec3::new(s, 0.0, c) * 0.45 + Vec3::new(0.0, set.rests_at(placed.extent), 0.0);
    }
    placed
}

/// Somebody and a thing apart are seen as two people are; gives what of the thing has to be in the frame.
pub fn with_thing(shot: &Shot, placed: &Placed, head: Vec3, front: f64, aim: &mut Aim) -> Vec<Vec3> {
    if aim.fixed.is_none() {
        if (placed.at - head).floor().length() > 0.7 && shot.spec.side.is_none() {
            let along = towards(head, placed.at);
            let (a, b) = (along + FRAC_PI_2, along - FRAC_PI_2);
            aim.bearing = if (a - front).cos() >= (b - front).cos() { a } else { b };
        }
        aim.target = ((head + placed.at) * 0.5).floor();
        aim.x = 0.5;
    }
    let (s, c) = aim.bearing.sin_cos();
    // What is no wider than a body is in the frame where its middle is.
    let half = (placed.wide / 2.0 - 0.24).max(0.0);
    let up = if placed.extent < 0.6 { 0.0 } else { placed.tall / 2.0 };
    [-1.0, 1.0].map(|side| placed.at + Vec3::new(-c, 0.0, s) * (half * side) + Vec3::new(0.0, up, 0.0)).to_vec()
}

/// How steeply one looks up to a part of the place that lies far off, as a tangent; none of what stands near.
pub fn far_view(name: &str) -> Option<f64> {
    const FAR: [(f64, &str); 3] = [
        (0.04, "horizon sea ocean coast lake valley city town village skyline forest harbour landscape"),
        (0.12, "mountain mountains hill hills ridge peak summit"),
        (0.45, "sky cloud clouds moon star stars sun"),
    ];
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // A village clock is a clock.
    let last = words.last()?;
    FAR.iter().find(|(_, all)| all.split(' ').any(|w| w == *last)).map(|(rise, _)| *rise)
}

/// Whether somebody has it in their hands.
pub fn holds(set: &Set, name: &str) -> bool {
    holder(set, name).is_some()
}

/// In whose hands it is.
pub fn holder(set: &Set, name: &str) -> Option<PersonId> {
    set.people.iter().find(|(_, s)| s.holds.iter().any(|h| same(h, name))).map(|(id, _)| *id)
}

/// Whether two words for things mean one: `a letter` is `the letter` from then on.
pub fn same(a: &str, b: &str) -> bool {
    fn bare(text: &str) -> &str {
        let text = text.trim();
        let first = text.split(' ').next().unwrap_or("");
        let article = ["a", "an", "the", "his", "her", "their"].iter().any(|w| first.eq_ignore_ascii_case(w));
        if article && text.len() > first.len() { text[first.len()..].trim_start() } else { text }
    }
    bare(a).eq_ignore_ascii_case(bare(b))
}
