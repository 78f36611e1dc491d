//! What would only follow from a line that could not be read: a stage that it would have set, people whom it would have
//! shown. The line is told; what its absence does is not.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{FileId, Sources};

/// Rules that judge where people and cameras are, and who is seen.
const OF_STAGE: [Code; 17] = [
    Code::Staging, Code::Presence, Code::MoveValid, Code::MoveConflict, Code::Axis, Code::ThirtyDegree, Code::JumpCut, Code::SizeLeap, Code::Eyeline, Code::ScreenDirection, Code::ExitEnter,
    Code::ReverseMatch, Code::PanSpeed, Code::State, Code::CameraRoom, Code::NearestFraming, Code::Viewpoint,
];

/// A stretch of a text, and the number of the scene or shot that it is.
struct Extents<T>(HashMap<FileId, Vec<(u32, u32, T)>>);

impl<T: Copy> Extents<T> {
    fn new(all: impl Iterator<Item = (Span, T)>) -> Extents<T> {
        let mut files: HashMap<FileId, Vec<(u32, u32, T)>> = HashMap::new();
        for (span, value) in all {
            files.entry(span.file).or_default().push((span.start, span.end, value));
        }
        files.values_mut().for_each(|all| all.sort_by_key(|(start, ..)| *start));
        Extents(files)
    }

    fn at(&self, span: Span) -> Option<T> {
        let all = self.0.get(&span.file)?;
        let i = all.partition_point(|(start, ..)| *start <= span.start).checked_sub(1)?;
        let (_, end, value) = all[i];
        (span.start <= end).then_some(value)
    }
}

/// Takes away what follows from errors in lines of blocking, of shots and of set-ups.
pub fn drop_following(film: &Film, sources: &Sources, problems: &mut Vec<Diagnostic>) {
    if !problems.iter().any(|p| OF_STAGE.contains(&p.code) || p.code == Code::Establish) {
        return;
    }
    let scenes = Extents::new(film.scenes.iter().enumerate().map(|(i, s)| (s.extent, i)));
    let shots = Extents::new(film.scenes.iter().enumerate().flat_map(|(i, s)| s.shots.iter().enumerate().map(move |(j, shot)| (shot.extent, (i, j)))));
    // Scenes whose blocking is not known, from a place on; shots of which not all is known; names in lines that are lost.
    let mut stages: HashMap<usize, u32> = HashMap::new();
    let mut hidden: HashSet<(usize, usize)> = HashSet::new();
    let mut setups: HashSet<&str> = HashSet::new();
    let mut lost: HashSet<String> = HashSet::new();
    let mut places: HashSet<usize> = HashSet::new();
    for problem in problems.iter().filter(|p| p.severity == Severity::Error && !p.code.is_rule()) {
        let text = &sources.get(problem.span.file).text;
        let at = (problem.span.start as usize).min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let line = text[start..].lines().next().unwrap_or("");
        let word = line.split_whitespace().next().unwrap_or("").trim_end_matches([':', ',']);
        let unknown = matches!(problem.code, Code::UnknownDirective | Code::Misplaced);
        match word {
            // A misspelt place is new, and never shown before.
            _ if problem.code == Code::Undeclared && crate::syntax::is_heading(line) => places.extend(scenes.at(problem.span)),
            "setup" => {
                let name = line.split_whitespace().nth(1).unwrap_or("").trim_end_matches([':', '=']);
                setups.extend(film.setups.get_key_value(name).map(|(name, _)| name.as_str()));
            }
            "stage" => {
                // In the shot whose line it is, what stands above may follow from it too.
                hidden.extend(shots.at(problem.span));
                if let Some(scene) = scenes.at(problem.span) {
                    let from = stages.entry(scene).or_insert(problem.span.start);
                    *from = (*from).min(problem.span.start);
                }
            }
            "shot" => hidden.extend(shots.at(problem.span)),
            _ if unknown => {}
            _ => continue,
        }
        if unknown || matches!(word, "stage" | "shot") {
            let names = line.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|w| w.chars().next().is_some_and(|c| c.is_uppercase()) && w.chars().count() > 1);
            lost.extend(names.map(crate::syntax::normalise));
        }
    }
    if stages.is_empty() && hidden.is_empty() && setups.is_empty() && lost.is_empty() && places.is_empty() {
        return;
    }
    let uses = |(scene, shot): (usize, usize)| film.scenes[scene].shots[shot].spec.setup.as_ref().is_some_and(|s| setups.contains(s.value.as_str()));
    problems.retain(|p| {
        if p.code == Code::Establish {
            return scenes.at(p.span).is_none_or(|scene| !places.contains(&scene));
        }
        if !OF_STAGE.contains(&p.code) {
            return true;
        }
        let unsure = scenes.at(p.span).and_then(|scene| stages.get(&scene)).is_some_and(|from| p.span.start >= *from);
        let shot = shots.at(p.span);
        let of_lost = p.code == Code::State && p.message.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|w| lost.contains(&crate::syntax::normalise(w)));
        !(unsure || of_lost || shot.is_some_and(|shot| hidden.contains(&shot) || uses(shot)))
    });
}
