//! Values from outside: `--set name=value`, `--data rows.csv`, `--version NAME`, and the measured lengths of `frost.lock`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::table::{self, Line, Refusal};
use super::{USAGE, lock, say};
use crate::diagnostics::Diagnostic;
use crate::film::{Host, Setting, Settings};
use crate::host::{self, Files};
use crate::source::Sources;

/// Which film of a script.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Variation {
    /// Give a param another value: city=Paris. Can be repeated.
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Take the version of this name instead of the film itself.
    #[arg(long = "version", value_name = "NAME")]
    pub version: Option<String>,
}

/// One row of a data file, or the film as it stands.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// From 1; 0 where there is no data.
    pub number: usize,
    pub cells: Vec<(String, String)>,
    pub settings: Settings,
    /// What is wrong with the shape of the row, which is then no film.
    pub broken: Option<Box<Diagnostic>>,
}

/// The films of a script, and the data file that asks for them.
pub struct Rows {
    pub rows: Vec<Row>,
    pub data: Sources,
}

impl Rows {
    /// The rows where each is a film; else what is wrong with those that are none.
    pub fn whole(self) -> Result<Vec<Row>, Refusal> {
        let broken: Vec<Diagnostic> = self.rows.iter().filter_map(|r| r.broken.as_deref().cloned()).collect();
        if broken.is_empty() { Ok(self.rows) } else { Err(Refusal::Table(broken, self.data)) }
    }
}

/// The settings of one film.
pub fn settings(script: &Path, variation: &Variation) -> Result<Settings, ExitCode> {
    let mut settings = Settings { version: variation.version.clone(), set: Vec::new(), measured: lock::measured(script)? };
    for given in &variation.set {
        let Some((name, value)) = given.split_once('=') else {
            say::trouble(format_args!("`--set {given}` gives no value; write it as `--set city=Paris`"));
            return Err(ExitCode::from(USAGE));
        };
        let at = given.len() - value.len();
        settings.set.push(Setting { name: name.trim().to_string(), value: value.to_string(), file: format!("--set {given}"), text: given.as_str().into(), named: 0..at - 1, range: at..given.len() });
    }
    Ok(settings)
}

/// The settings of every film that a data file asks for; without one, of the film alone.
pub fn rows(script: &Path, variation: &Variation, data: Option<&Path>) -> Result<Rows, Refusal> {
    let base = settings(script, variation)?;
    let Some(data) = data else { return Ok(Rows { rows: vec![Row { settings: base, ..Row::default() }], data: Sources::default() }) };
    let name = data.display().to_string();
    let text: Arc<str> = match Files.read(data) {
        Ok(text) => text.into(),
        Err(error) => {
            say::trouble(format_args!("{name}: {error}"));
            return Err(Refusal::Said(ExitCode::from(USAGE)));
        }
    };
    let table = table::read(&name, &text)?;
    let row = |(number, line): (usize, Line)| {
        let mut settings = base.clone();
        let line = match line {
            Line::Cells(line) => line,
            Line::Broken(problem) => return Row { number, broken: Some(problem), ..Row::default() },
        };
        let mut cells = Vec::new();
        for ((name_of, named), cell) in table.names.iter().zip(&table.places).zip(line) {
            cells.push((name_of.clone(), cell.value.clone()));
            settings.set.push(Setting { name: name_of.clone(), value: cell.value, file: name.clone(), text: text.clone(), named: named.clone(), range: cell.range });
        }
        Row { number, cells, settings, broken: None }
    };
    Ok(Rows { rows: table.rows.into_iter().map(row).collect(), data: table.sources })
}

/// A target with `{city}` and `{row}` replaced by a row's cells; what could leave the folder is taken out of them.
pub fn target(pattern: &Path, row: &Row) -> PathBuf {
    let mut text = pattern.display().to_string();
    for (name, value) in &row.cells {
        let plain: String = value.trim().chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '-' }).collect();
        let plain = plain.trim_matches(['.', ' ']).to_string();
        text = text.replace(&format!("{{{name}}}"), if plain.is_empty() { "-" } else { &plain });
    }
    PathBuf::from(text.replace("{row}", &row.number.to_string()))
}

/// Where a row's film goes when no name was given.
pub fn numbered(script: &Path, row: &Row) -> PathBuf {
    match row.number {
        0 => script.with_extension("mp4"),
        n => script.with_file_name(format!("{}-{n}.mp4", script.file_stem().map_or("film".into(), |s| s.to_string_lossy()))),
    }
}

/// Folders of a target that are not there yet, for patterns such as `out/{city}.mp4`.
pub fn make_folder(target: &Path) -> Result<(), ExitCode> {
    let Some(folder) = target.parent().filter(|p| !p.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| {
        say::trouble(format_args!("{} cannot be made: {}", folder.display(), host::plain(&error)));
        ExitCode::from(super::FAILED)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_climb_out_of_the_target_folder() {
        let row = Row { number: 2, cells: vec![("city".into(), "../../etc/passwd".into())], ..Row::default() };
        assert_eq!(target(Path::new("out/{city}-{row}.mp4"), &row), Path::new("out/-..-etc-passwd-2.mp4"));
    }
}
