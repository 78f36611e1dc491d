//! Extras are a crowd: the first of them stands where the crowd was staged, the others beside and behind, in loose rows.
//! Which of them are seen is asked of the camera; nobody stands before those whom the shot is on.

use super::body::Body;
use super::camera::Vec3;
use super::seen::in_the_way;
use super::set::Set;
use super::solve::StagedShot;
use crate::film::{Film, Person, PersonId};

/// One of a crowd.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The crowd's own name for the first.
    pub name: String,
    pub look: String,
    pub at: Vec3,
    pub yaw: f64,
}

/// As many as a crowd has of which nobody says it, and as many as are drawn at most.
const USUAL: u32 = 12;
const MOST: u32 = 60;
/// Metres from one to the next, beside and behind, and how far off they are from that.
const BESIDE: f64 = 0.72;
const BEHIND: f64 = 0.85;
const LOOSE: f64 = 0.16;
/// Metres that they leave to those who are no extras.
const ROOM: f64 = 0.7;

/// How many of a crowd are drawn.
pub fn count(person: &Person) -> u32 {
    if person.extras { person.count.unwrap_or(USUAL).clamp(1, MOST) } else { 1 }
}

/// Everybody of a crowd, the first of all first.
pub fn members(person: &Person, set: &Set, id: PersonId) -> Vec<Member> {
    let Some(standing) = set.people.get(&id) else { return Vec::new() };
    let n = count(person);
    // Twice as many beside each other as behind.
    let row = f64::from(2 * n).sqrt().ceil().max(1.0) as u32;
    let (s, c) = standing.yaw.sin_cos();
    let (ahead, right) = (Vec3::new(s, 0.0, c), Vec3::new(c, 0.0, -s));
    let taken = |at: Vec3| set.present().any(|(other, own)| other != id && (own.at - at).floor().length() < ROOM);
    let mut out = vec![member(person, 0, standing.at, standing.yaw)];
    let mut spot = 1;
    while out.len() < n as usize && spot < 4 * MOST {
        let (line, place) = (spot / row, spot % row);
        // From the middle outwards, every other row half a place aside.
        let out_by = f64::from(place.div_ceil(2)) * if place % 2 == 1 { 1.0 } else { -1.0 } + if line % 2 == 1 { 0.5 } else { 0.0 };
        let off = |k: u32| (f64::from(hash(spot * 2 + k)) / 1000.0 - 0.5) * 2.0 * LOOSE;
        let at = standing.at + right * (out_by * BESIDE + off(0)) - ahead * (f64::from(line) * BEHIND + off(1).abs());
        if !taken(at) {
            let turned = off(2) * 1.6;
            out.push(member(person, out.len() as u32, at, standing.yaw + turned));
        }
        spot += 1;
    }
    out
}

/// Those of a crowd who are in the picture of a shot's camera, or may come into it: all but those in somebody's way.
pub fn seen(film: &Film, staged: &StagedShot, id: PersonId) -> Vec<Member> {
    let person = film.person(id);
    let lead = staged.subjects.contains(&id);
    let body = Body::of(person);
    let all = members(person, &staged.set, id).into_iter().enumerate();
    all.filter(|(i, member)| {
        // The first stands for the crowd, and may be its shoulder.
        if *i == 0 {
            return true;
        }
        let Some(own) = staged.set.people.get(&id) else { return false };
        let there = super::set::Standing { at: member.at, ..own.clone() };
        let near = staged.camera.project(body.crown(&there)).is_some_and(|s| s.depth > 0.6);
        let first = lead.then_some(id);
        let others = staged.subjects.iter().copied().filter(|s| *s != id).chain(first);
        near && !in_the_way(film, &staged.set, &staged.camera, &others.collect::<Vec<_>>(), &there, &body)
    }).map(|(_, member)| member).collect()
}

/// Whether a figure is one of a crowd.
pub fn belongs(figure: &str, crowd: &str) -> bool {
    figure == crowd || figure.strip_prefix(crowd).and_then(|rest| rest.strip_prefix(" #")).is_some()
}

/// Where one of a crowd stands.
pub fn place(person: &Person, set: &Set, id: PersonId, name: &str) -> Option<Vec3> {
    members(person, set, id).into_iter().find(|m| m.name == name).map(|m| m.at)
}

fn member(person: &Person, i: u32, at: Vec3, yaw: f64) -> Member {
    let name = if i == 0 { person.name.clone() } else { format!("{} #{}", person.name, i + 1) };
    Member { name, look: look(&person.look, i), at, yaw }
}

/// The look of one of many: of men and women each is one or the other.
fn look(look: &str, i: u32) -> String {
    let one = |word: &str| match word.trim_end_matches(',') {
        "men" => Some(("a man", true)),
        "women" => Some(("a woman", false)),
        _ => None,
    };
    let words: Vec<&str> = look.split(' ').collect();
    let both = words.iter().filter_map(|w| one(w)).map(|w| w.1).collect::<std::collections::BTreeSet<_>>().len() == 2;
    let people = words.iter().any(|w| matches!(w.trim_end_matches(','), "people" | "guests" | "passengers" | "commuters" | "onlookers" | "students" | "workers" | "dancers"));
    if both {
        let man = hash(i * 7 + 3).is_multiple_of(2);
        let kept = words.iter().filter(|w| one(w).is_none_or(|o| o.1 == man) && !matches!(**w, "and" | "or"));
        return kept.map(|w| one(w).map_or(*w, |o| o.0)).collect::<Vec<_>>().join(" ");
    }
    let singular: Vec<&str> = words.iter().map(|w| one(w).map_or(*w, |o| o.0)).collect();
    let text = singular.join(" ");
    // Of people nobody knows more.
    if people { format!("{}, {text}", if hash(i * 7 + 3).is_multiple_of(2) { "a man" } else { "a woman" }) } else { text }
}

/// From 0 to 999, unlike for neighbours.
fn hash(n: u32) -> u32 {
    let n = n.wrapping_mul(0x9e37_79b9) ^ 0x85eb_ca6b;
    let n = (n ^ (n >> 15)).wrapping_mul(0x2c1b_3c6d);
    ((n ^ (n >> 12)).wrapping_mul(0x297a_2d39) >> 8) % 1000
}
