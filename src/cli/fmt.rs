//! `frost fmt`.

use std::collections::HashSet;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{FAILED, USAGE, say};
use crate::film::{self, Host};
use crate::host::{self, Files};
use crate::syntax;

pub fn run(files: &[PathBuf], check: bool, diff: bool, wrap: Option<usize>) -> ExitCode {
    let mut worst = 0;
    for file in files {
        let code = if file == Path::new("-") { standard_input(check, diff, wrap) } else { one(file, check, diff, wrap) };
        worst = worst.max(code);
    }
    ExitCode::from(worst)
}

fn standard_input(check: bool, diff: bool, wrap: Option<usize>) -> u8 {
    if std::io::stdin().is_terminal() {
        say::note("reading a script from the terminal; end it with Ctrl-D");
    }
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
        say::trouble(format_args!("standard input: {}", host::plain(&error)));
        return USAGE;
    }
    let text = match host::text(bytes) {
        Ok(text) => text,
        Err(error) => {
            say::trouble(format_args!("standard input: {error}"));
            return USAGE;
        }
    };
    let new = ended_as(&text, syntax::format_wrapped(&text, &HashSet::new(), wrap));
    if check || diff {
        return show(Path::new("-"), &text, &new, check, diff);
    }
    say::text(&new);
    0
}

fn one(file: &Path, check: bool, diff: bool, wrap: Option<usize>) -> u8 {
    let text = match Files.read(file) {
        Ok(text) => text,
        Err(error) => {
            say::trouble(format_args!("{}: {error}", file.display()));
            return USAGE;
        }
    };
    let new = ended_as(&text, syntax::format_wrapped(&text, &film::known_names(file, &text, &Files), wrap));
    if check || diff {
        return show(file, &text, &new, check, diff);
    }
    if new == text {
        return 0;
    }
    match host::replace(file, text.as_bytes(), new.as_bytes()) {
        Ok(()) => 0,
        Err(error) => {
            say::trouble(format_args!("{}: {}", file.display(), host::plain(&error)));
            FAILED
        }
    }
}

/// A new text with the line ends of the old one, and its mark of byte order, which some editors look for.
fn ended_as(old: &str, new: String) -> String {
    let dos = old.find('\n').is_some_and(|i| old[..i].ends_with('\r'));
    let new = if dos { new.replace('\n', "\r\n") } else { new };
    if old.starts_with('\u{feff}') && !new.starts_with('\u{feff}') { format!("\u{feff}{new}") } else { new }
}

/// With `--check`, exit 1 on a difference; with `--diff`, the difference itself.
fn show(file: &Path, old: &str, new: &str, check: bool, diff: bool) -> u8 {
    if old == new {
        return 0;
    }
    if diff {
        print_diff(file, old, new);
    } else {
        say::note(format_args!("{}: would be laid out anew", file.display()));
    }
    if check { FAILED } else { 0 }
}

pub fn print_diff(file: &Path, old: &str, new: &str) {
    let name = file.display().to_string();
    let diff = similar::TextDiff::from_lines(old, new);
    say::result(diff.unified_diff().header(&name, &name).to_string().trim_end());
}

/// Writes a changed script back, or shows the change instead; the exit code where that ends the command.
pub fn write_back(file: &Path, old: &str, new: &str, diff: bool) -> Option<ExitCode> {
    if diff {
        if old != new {
            print_diff(file, old, new);
        }
        return Some(ExitCode::SUCCESS);
    }
    if old != new
        && let Err(error) = host::replace(file, old.as_bytes(), new.as_bytes())
    {
        say::trouble(format_args!("{}: {}", file.display(), host::plain(&error)));
        return Some(ExitCode::from(FAILED));
    }
    None
}
