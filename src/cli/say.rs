//! Words for people on standard error, and problems in the form that was asked for.

use std::io::{IsTerminal, Write};

use super::{Colour, Format};
use crate::diagnostics::{Diagnostic, Severity, human, json, sarif, short};
use crate::source::Sources;

/// One line of trouble: what could not be done and why.
pub fn trouble(message: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "error: {}", tame(&message.to_string()));
}

pub fn note(message: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{}", tame(&message.to_string()));
}

/// Text without what a terminal would obey: words of a provider or of a project may be in it. Written as JSON writes it, so that
/// JSON stays what it is.
fn tame(text: &str) -> std::borrow::Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match text.contains(obeyed) {
        false => text.into(),
        true => text.chars().map(|c| if obeyed(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect::<String>().into(),
    }
}

/// A line of result on standard output; a closed pipe is no trouble.
pub fn result(line: impl std::fmt::Display) {
    text(&format!("{}\n", tame(&line.to_string())));
}

/// A result as it stands. Where it cannot be written, the command has failed.
pub fn text(text: &str) {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            trouble(format_args!("the result cannot be written: {}", crate::host::plain(&error)));
            std::process::exit(super::FAILED.into());
        }
        _ => {}
    }
}

/// Columns of the terminal, 80 to 140.
fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse::<usize>().ok()).or_else(|| terminal_size::terminal_size().map(|(w, _)| w.0.into())).unwrap_or(100).clamp(60, 140)
}

pub fn style(colour: Colour) -> human::Style {
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    human::Style { colour, unicode: true, width: width() }
}

/// All problems in a form; JSON goes to standard output, the others to standard error.
pub fn problems(problems: &[Diagnostic], sources: &Sources, format: Format, colour: Colour) {
    let mut err = std::io::stderr().lock();
    match format {
        Format::Json => {
            if let Ok(text) = serde_json::to_string(&json::report(problems, sources)) {
                result(text);
            }
        }
        Format::Sarif => result(sarif::log(sarif::results(problems, sources))),
        Format::Short => {
            for problem in problems {
                let _ = writeln!(err, "{}", short::render(problem, sources));
            }
        }
        Format::Human => {
            let style = style(colour);
            for problem in problems {
                let _ = writeln!(err, "{}", human::render(problem, sources, style));
            }
        }
    }
}

/// `2 errors, 1 warning`, or nothing when there is nothing.
pub fn count(problems: &[Diagnostic]) -> Option<String> {
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let one = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }));
    let parts: Vec<String> = [one(count(Severity::Error), "error"), one(count(Severity::Warning), "warning"), one(count(Severity::Info), "note")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
