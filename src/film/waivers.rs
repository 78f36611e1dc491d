//! Waivers: what `allow` takes away, and the waivers that waive nothing. Levels that a project sets are applied here too.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostics::{Code, Severity};

/// Levels of rules as a project sets them; `None` is off.
pub type Levels = BTreeMap<&'static str, Option<Severity>>;

pub fn apply(film: &Film, levels: &Levels, problems: &mut Vec<Diagnostic>) {
    for problem in problems.iter_mut() {
        if let Some(Some(level)) = levels.get(problem.code.name()) {
            problem.severity = *level;
        }
    }
    let mut unused = Vec::new();
    for scene in &film.scenes {
        let own = scene.waivers.iter().map(|w| (scene.extent, w));
        let shots = scene.shots.iter().flat_map(|s| s.waivers.iter().map(move |w| (s.extent, w)));
        for (extent, waiver) in own.chain(shots) {
            let code = Code::rule(&waiver.rule.value);
            let before = problems.len();
            problems.retain(|p| !(Some(p.code) == code && p.span.file == extent.file && extent.start <= p.span.start && p.span.end <= extent.end));
            // A waiver without a reason is reported for that.
            if problems.len() == before && !waiver.reason.trim().is_empty() {
                unused.push(
                    Diagnostic::new(Code::UnusedWaiver, waiver.rule.span, format!("nothing breaks the rule `{}` here", waiver.rule.value))
                        .label("waives nothing")
                        .help("take the line away, so that it cannot hide a later mistake"),
                );
            }
        }
    }
    // Rules that are off go last: a waiver of something that is there is no waiver of nothing.
    problems.retain(|p| !matches!(levels.get(p.code.name()), Some(None)));
    problems.extend(unused);
}
