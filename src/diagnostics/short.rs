//! One line a problem: `film.frost:12:5: error[presence]: …`.

use super::Diagnostic;
use crate::source::Sources;

pub fn render(problem: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(problem.span.file);
    let at = source.position(problem.span.start as usize);
    format!(
        "{}:{}:{}: {}[{}]: {}",
        source.name,
        at.line,
        at.column,
        problem.severity.name(),
        problem.code.name(),
        super::quote::visible(&problem.message)
    )
}
