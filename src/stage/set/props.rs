//! The things of a set: where they stand, on what they rest, and who lies on them.

use super::{PROP_SIDE, Placed, ROOM, Set, Standing, beside, to_place};
use super::super::camera::{Camera, Vec3};
use super::super::extent::{known_extent, sides};
use super::super::thing::{LARGE, same};
use crate::film::metres::{ARM, FAR, NEAR};
use crate::film::{Act, Bearing, Film, PersonId, Scene, Staged, Who};
use crate::plan::picture::Pose;
use crate::words::Words;

impl Set {
    /// A thing of which a shot first says that it comes in is not there before.
    pub(super) fn props_to_come(&mut self, film: &Film, scene: &Scene) {
        let lines = scene.shots.iter().flat_map(|s| s.blocking());
        let mut seen: Vec<&str> = Vec::new();
        for part in lines.flat_map(|s| &s.parts) {
            let Who::Prop(name) = &part.who.value else { continue };
            if seen.contains(&name.as_str()) {
                continue;
            }
            seen.push(name);
            if part.acts.iter().any(|a| matches!(a.value, Act::Enters(_))) {
                let placed = self.props.get(name).cloned().unwrap_or_else(|| self.place_prop(film, name));
                self.props.insert(name.clone(), Placed { present: false, ..placed });
            }
        }
    }

    /// Furniture that a scene puts left, right or in the centre, and of which it says no depth, stands where people of whom it says
    /// as much would, as a table stands between those at it; behind them if somebody stands in its place.
    pub(super) fn among_people(&mut self, staged: &Staged) {
        /// Metres of the largest side of furniture, and from the middle of it to somebody at it, less half of its width.
        const FURNITURE: f64 = 2.7;
        const CLEAR: f64 = 0.06;
        let is = |part: &crate::film::StagePart, kind: fn(&Act) -> bool| part.acts.iter().any(|a| kind(&a.value));
        for part in &staged.parts {
            let Who::Prop(name) = &part.who.value else { continue };
            let Some(placed) = self.props.get(name) else { continue };
            let said = is(part, |a| matches!(a, Act::Place(_) | Act::Across(_))) && !is(part, |a| matches!(a, Act::Depth(_) | Act::Away(_)));
            if !said || fixed(name) || !(ON_THE_FLOOR..FURNITURE).contains(&placed.extent) {
                continue;
            }
            let (x, half) = (placed.at.x, placed.wide / 2.0 + CLEAR);
            let taken = self.present().any(|(_, s)| (s.at.x - x).abs() < half && s.at.z.abs() < ROOM);
            if let Some(placed) = self.props.get_mut(name).filter(|_| !taken) {
                placed.at.z = 0.0;
            }
        }
    }

    /// Whoever lies down where there is a bed, and is put nowhere else, lies on it; whoever gets up stands before it.
    pub(super) fn on_a_bed(&self, id: PersonId, standing: &mut Standing, placed: bool) {
        const REACH: f64 = 1.3;
        if standing.pose != Pose::Lie {
            if standing.at.y > 0.0 {
                standing.at = standing.at.floor() - Vec3::new(0.0, 0.0, 0.8);
            }
            return;
        }
        let own = self.things().find(|(name, _)| Words::of(name).has("bed sofa couch bunk")).map(|(_, p)| p.at);
        let Some(bed) = own.or(self.bed) else { return };
        let near = (standing.at - bed).floor().length() < REACH;
        let fresh = !self.people.contains_key(&id) || self.people.get(&id).is_some_and(|s| s.at == standing.at);
        let taken = self.present().any(|(other, s)| other != id && s.pose == Pose::Lie && s.at.y > 0.0);
        if taken || !near && (placed || !fresh) {
            return;
        }
        // A little before its middle, as it is drawn before it.
        standing.at = bed.floor() + Vec3::new(0.0, MATTRESS, -0.05);
    }

    pub(super) fn prop(&mut self, film: &Film, name: &str, part: &crate::film::StagePart, eye: Option<&Camera>) {
        let mut placed = self.props.get(name).cloned().unwrap_or_else(|| self.place_prop(film, name));
        // As far as people stand from it, and half of its width.
        let apart = ARM + placed.wide / 2.0;
        for act in &part.acts {
            match &act.value {
                Act::Place(side) => placed.at.x = f64::from(*side) * PROP_SIDE,
                Act::Depth(depth) => placed.at.z = if *depth < 0 { NEAR } else { FAR },
                Act::Across(mm) => placed.at.x = f64::from(*mm) / 1000.0,
                Act::Away(mm) => placed.at.z = f64::from(*mm) / 1000.0,
                Act::Enters(_) => placed.present = true,
                Act::Exits(_) => placed.present = false,
                // What belongs to the walls stays there.
                Act::Crosses(to) if !fixed(name) => {
                    let target = match to {
                        Bearing::Person(other) => self.people.get(other).map(|o| beside(placed.at, Vec3 { y: placed.at.y, ..o.at }, apart)),
                        Bearing::Prop(other) => self.props.get(other).filter(|_| other != name).map(|o| beside(placed.at, Vec3 { y: placed.at.y, ..o.at }, apart + o.wide / 2.0)),
                        place => to_place(placed.at, place, PROP_SIDE, eye),
                    };
                    placed.at = target.unwrap_or(placed.at);
                }
                _ => {}
            }
        }
        self.props.insert(name.to_string(), placed);
    }

    /// The things that are there, in a fixed order.
    pub fn things(&self) -> impl Iterator<Item = (&String, &Placed)> {
        self.props.iter().filter(|(_, p)| p.present)
    }

    /// Where a prop stands if nobody says it: on a table between people, and on the floor or ground when it is large or there is
    /// no table.
    pub fn place_prop(&self, film: &Film, name: &str) -> Placed {
        let extent = known_extent(film, name).unwrap_or(0.3);
        let [wide, tall] = sides(film, name).map(|share| share * extent);
        // What is larger than people stands behind them.
        let behind = if extent < LARGE { 0.35 } else { 1.2 + wide / 2.0 };
        let at = fixture(name).unwrap_or(Vec3::new(0.35 * self.props.len() as f64, self.rests_at(extent), behind));
        Placed { at, extent, wide, tall, present: true }
    }

    /// How high what is so large rests where nobody says on what.
    pub fn rests_at(&self, extent: f64) -> f64 {
        if extent >= ON_THE_FLOOR || self.open_air && !self.props.keys().any(|name| tabletop(name)) { 0.0 } else { TABLE }
    }

    /// Where a thing is by its name or by words for it: where it was staged, in whose hands, or where a room has it by itself.
    pub fn thing(&self, name: &str) -> Option<Vec3> {
        let staged = self.props.get(name).or_else(|| self.props.iter().find(|(own, _)| same(own, name)).map(|(_, p)| p));
        let held = || self.people.values().find(|s| s.present && s.holds.iter().any(|h| same(h, name))).map(|s| s.at);
        staged.map(|p| p.at).or_else(held).or_else(|| fixture(name).filter(|_| !self.open_air))
    }
}

/// From this many metres on a thing stands on the floor.
pub const ON_THE_FLOOR: f64 = 0.6;
/// How high one lies on a bed.
const MATTRESS: f64 = 0.54;
/// How high a table is.
const TABLE: f64 = 0.75;

/// Where what belongs to a room stands, if nobody says it: against the wall that the audience looks at, its foot so high.
fn fixture(name: &str) -> Option<Vec3> {
    const AT_THE_WALL: [(f64, f64, f64, &str); 4] = [
        (-0.3, 0.95, 2.45, "window"),
        (1.3, 0.0, 2.45, "door doorway"),
        (1.9, 0.0, 2.05, "stove cooker"),
        (-1.5, 0.0, 2.0, "bed sofa couch wardrobe cupboard counter sideboard bar"),
    ];
    let said = Words::of(name);
    AT_THE_WALL.iter().find(|(.., words)| said.has(words)).map(|(x, y, z, _)| Vec3::new(*x, *y, *z))
}

/// Whether a thing is a part of the set, which nobody carries to its place.
pub fn fixed(name: &str) -> bool {
    fixture(name).is_some()
}

/// Where the bed of a bedroom stands.
pub(super) fn bed_of(scene: &Scene) -> Option<Vec3> {
    let heading = &scene.heading;
    let bedroom = |text: &str| Words::of(text).has("bedroom bedchamber dormitory nursery motel hotel ward infirmary sickroom hospice hospital");
    // Of a hotel not every room has a bed.
    let hall = Words::of(&heading.area).has("lobby corridor hallway bar bathroom kitchen landing stair theatre surgery reception entrance cafeteria chapel waiting office lab morgue");
    let bed = heading.places.iter().any(|p| bedroom(p)) || bedroom(&heading.area);
    (bed && heading.interior && !heading.exterior && !hall).then_some(Vec3::new(-1.1, 0.0, 1.4))
}

/// Whether things rest on a thing of this name.
fn tabletop(name: &str) -> bool {
    Words::of(name).has("table desk counter bench bar stall")
}
