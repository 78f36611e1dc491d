//! A detector of the author's own: a program that says where people are in a picture, and what that means for what was
//! asked. `docs/providers.md` is its contract.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use serde_json::json;

use crate::backends::remote::exec::{self, ExecError};
use crate::plan::provider::expected::{Expected, Seat};
use super::programs::{CHANGED, Programs};
use crate::stage::framing::rank_of;
use crate::syntax::vocabulary::size_name;

/// The program, the folder that it is started in, and variables that it does not see.
#[derive(Debug)]
pub struct Detector {
    pub command: Vec<String>,
    pub home: PathBuf,
    pub hidden: Vec<String>,
    /// What of it lies in the project.
    pub programs: Programs,
}

#[derive(Debug, Deserialize)]
struct Said {
    subjects: Vec<Found>,
}

/// Somebody who was found: left, top, right and bottom in parts of the picture.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Found {
    /// Empty where the program cannot tell people apart.
    #[serde(default)]
    pub name: String,
    pub area: [f64; 4],
}

/// What a detector finds in a picture; the error says why it found nothing out.
pub fn detect(detector: &Detector, picture: &Path, expected: &Expected, cancel: &AtomicBool) -> Result<Vec<Found>, String> {
    let names: Vec<&str> = expected.subjects.iter().map(|s| s.name.as_str()).collect();
    if !detector.programs.are_unchanged() {
        return Err(CHANGED.into());
    }
    let whole = std::fs::canonicalize(picture).map_err(|e| crate::host::plain(&e))?;
    let words = json!({ "frost": 1, "picture": whole, "subjects": names });
    let said = exec::ask(&detector.command, &detector.home, words, &detector.hidden, cancel).map_err(|e| match e {
        ExecError::NotStarted(why) | ExecError::Silent(why) => why,
        ExecError::Fault(fault) => fault.reason().to_string(),
        ExecError::Cancelled => "it was stopped".into(),
    })?;
    let said: Said = serde_json::from_value(said).map_err(|e| format!("its answer cannot be read: {e}"))?;
    match said.subjects.iter().all(|f| f.area.iter().all(|v| v.is_finite()) && f.area[0] < f.area[2] && f.area[1] < f.area[3]) {
        true => Ok(said.subjects),
        false => Err("an area of its answer has no width or height".into()),
    }
}

/// What is other than asked; nothing where all is as asked.
pub fn faults(expected: &Expected, found: &[Found]) -> Vec<String> {
    let mut left: Vec<&Found> = found.iter().collect();
    let mut out = Vec::new();
    for seat in &expected.subjects {
        // By name, else whoever is nearest.
        let named = left.iter().position(|f| f.name.eq_ignore_ascii_case(&seat.name));
        let near = || (0..left.len()).filter(|i| left[*i].name.is_empty()).min_by(|a, b| apart(seat, left[*a]).total_cmp(&apart(seat, left[*b])));
        let Some(at) = named.or_else(near) else {
            out.push(format!("{} is not in the picture", seat.name));
            continue;
        };
        let seen = left.remove(at);
        let clipped = |v: f64| v.clamp(0.0, 1.0);
        let (high, wanted) = (clipped(seen.area[3]) - clipped(seen.area[1]), f64::from(seat.area[3] - seat.area[1]) / 10_000.0);
        let share = f64::from(seat.share) / 1000.0;
        let (own, asked) = (rank_of(share * high / wanted.max(1e-6)), rank_of(share));
        if high <= 0.0 || clipped(seen.area[2]) <= clipped(seen.area[0]) {
            out.push(format!("{} is outside the picture", seat.name));
        } else if own.abs_diff(asked) > 1 {
            out.push(format!("{} is {}, and {} was asked", seat.name, size_name(own), size_name(asked)));
        }
    }
    out
}

/// From the middle of a seat to the middle of what was found.
fn apart(seat: &Seat, found: &Found) -> f64 {
    let middle = |a: f64, b: f64| (a + b) / 2.0;
    let own = seat.area.map(|v| f64::from(v) / 10_000.0);
    (middle(own[0], own[2]) - middle(found.area[0], found.area[2])).hypot(middle(own[1], own[3]) - middle(found.area[1], found.area[3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(name: &str, area: [i32; 4], share: u32) -> Seat {
        Seat { name: name.into(), area, share }
    }

    fn found(name: &str, area: [f64; 4]) -> Found {
        Found { name: name.into(), area }
    }

    #[test]
    fn sizes_within_one_rank_are_as_asked() {
        let expected = Expected { subjects: vec![seat("ANN", [3000, 1000, 5000, 9200], 820)], ..Expected::default() };
        assert_eq!(faults(&expected, &[found("ann", [0.3, 0.1, 0.5, 0.92])]), [""; 0]);
        assert_eq!(faults(&expected, &[found("", [0.7, 0.3, 0.9, 0.9])]), [""; 0]);
        assert_eq!(faults(&expected, &[found("ANN", [0.4, 0.8, 0.45, 0.9])]), ["ANN is extreme wide, and full was asked"]);
        assert_eq!(faults(&expected, &[]), ["ANN is not in the picture"]);
        assert_eq!(faults(&expected, &[found("BO", [0.3, 0.1, 0.5, 0.92])]), ["ANN is not in the picture"]);
        assert_eq!(faults(&expected, &[found("ANN", [1.1, 0.1, 1.3, 0.92])]), ["ANN is outside the picture"]);
    }

    #[test]
    fn people_without_names_are_taken_by_where_they_are() {
        let expected = Expected { subjects: vec![seat("ANN", [1000, 1000, 3000, 9000], 800), seat("BO", [7000, 1000, 9000, 9000], 800)], ..Expected::default() };
        assert_eq!(faults(&expected, &[found("", [0.7, 0.1, 0.9, 0.9]), found("", [0.1, 0.1, 0.3, 0.9])]), [""; 0]);
        assert_eq!(faults(&expected, &[found("", [0.1, 0.1, 0.3, 0.9])]), ["BO is not in the picture"]);
    }
}
