//! Continuity over the cut, on the solved geometry.

use super::solve::Staging;
use crate::diagnostics::Diagnostic;
use crate::film::Film;

pub fn continuity(_film: &Film, _staging: &Staging) -> Vec<Diagnostic> {
    Vec::new()
}
