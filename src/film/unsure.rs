//! Whether lengths are known: what an error hides has none, and nothing is to be said of a sum with a hole in it.

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::Sources;

/// Statements that have no part in how long a film is.
const TIMELESS: [&str; 29] = [
    "light", "weather", "stage", "camera", "allow", "style", "sound", "character", "location", "prop", "extras", "look", "voice", "avoid", "palette", "grain", "vignette", "font", "film", "size",
    "cast", "mood", "height", "wears", "seed", "loudness", "takes", "use", "ref",
];

/// Whether an error may hide a length.
pub(super) fn lengths(problems: &[Diagnostic], sources: &Sources) -> bool {
    problems.iter().any(|p| {
        if p.severity != Severity::Error || p.code.is_rule() || matches!(p.code, Code::MissingGlyph | Code::Cycle) {
            return false;
        }
        let text = &sources.get(p.span.file).text;
        let before = text.get(..p.span.start as usize).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let word = text[start..].split_whitespace().next().unwrap_or("");
        // What a version that nobody knows leaves out is not known, nor how long a bar of music is; other names hide no length.
        if p.code == Code::Undeclared {
            return matches!(word, "in" | "music");
        }
        !TIMELESS.contains(&word.trim_end_matches([',', ':']))
    })
}
