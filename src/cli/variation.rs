//! Values from outside: `--set name=value`, `--data rows.csv`, `--version NAME`, and the measured lengths of `frost.lock`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::{USAGE, lock, say};
use crate::film::{Host, Setting, Settings};
use crate::host::{self, Files};

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
}

/// A data file of more rows is a mistake.
const MOST_ROWS: usize = 100_000;

/// The settings of one film.
pub fn settings(script: &Path, variation: &Variation) -> Result<Settings, ExitCode> {
    let mut settings = Settings { version: variation.version.clone(), set: Vec::new(), measured: lock::measured(script)? };
    for given in &variation.set {
        let Some((name, value)) = given.split_once('=') else {
            say::trouble(format_args!("`--set {given}` gives no value; write it as `--set city=Paris`"));
            return Err(ExitCode::from(USAGE));
        };
        let at = given.len() - value.len();
        settings.set.push(Setting { name: name.trim().to_string(), value: value.to_string(), file: format!("--set {given}"), text: given.as_str().into(), range: at..given.len() });
    }
    Ok(settings)
}

/// The settings of every film that a data file asks for; without one, of the film alone.
pub fn rows(script: &Path, variation: &Variation, data: Option<&Path>) -> Result<Vec<Row>, ExitCode> {
    let base = settings(script, variation)?;
    let Some(data) = data else { return Ok(vec![Row { number: 0, cells: Vec::new(), settings: base }]) };
    let usage = |message: String| {
        say::trouble(message);
        ExitCode::from(USAGE)
    };
    let name = data.display().to_string();
    let text: Arc<str> = Files.read(data).map_err(|error| usage(format!("{name}: {error}")))?.into();
    let table = cells(&text).map_err(|why| usage(format!("{name}: {why}")))?;
    let mut lines = table.into_iter();
    let Some(head) = lines.next() else { return Err(usage(format!("{name}: there is no row; the first one names the params"))) };
    let names: Vec<String> = head.into_iter().map(|c| c.value.trim().trim_start_matches('\u{feff}').to_string()).collect();
    let mut rows = Vec::new();
    for (i, line) in lines.enumerate() {
        if line.len() != names.len() {
            return Err(usage(format!("{name}: row {} has {} cells, and the first row names {}", i + 1, line.len(), names.len())));
        }
        let mut settings = base.clone();
        let mut cells = Vec::new();
        for (name_of, cell) in names.iter().zip(line) {
            cells.push((name_of.clone(), cell.value.clone()));
            settings.set.push(Setting { name: name_of.clone(), value: cell.value, file: name.clone(), text: text.clone(), range: cell.range });
        }
        rows.push(Row { number: i + 1, cells, settings });
        if rows.len() > MOST_ROWS {
            return Err(usage(format!("{name}: more than {MOST_ROWS} rows")));
        }
    }
    if rows.is_empty() {
        return Err(usage(format!("{name}: there is no row under the names of the params")));
    }
    Ok(rows)
}

struct Cell {
    value: String,
    range: std::ops::Range<usize>,
}

/// The cells of comma-separated values (RFC 4180), each with the bytes it stands in.
fn cells(text: &str) -> Result<Vec<Vec<Cell>>, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let mut at = record.position().map_or(0, |p| p.byte() as usize);
        // The reader's position may stand on the line end before.
        at += text[at..].len() - text[at..].trim_start_matches(['\n', '\r']).len();
        let mut row = Vec::new();
        for value in record.iter() {
            let end = cell_end(text, at);
            row.push(Cell { value: value.to_string(), range: at..end });
            at = (end + 1).min(text.len());
        }
        out.push(row);
    }
    Ok(out)
}

/// Where a cell ends that begins at a byte: at the next comma or line end outside quotes.
fn cell_end(text: &str, start: usize) -> usize {
    let mut quoted = false;
    for (i, b) in text.bytes().enumerate().skip(start) {
        match b {
            b'"' => quoted = !quoted,
            b',' | b'\n' | b'\r' if !quoted => return i,
            _ => {}
        }
    }
    text.len()
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
    fn cells_know_where_they_stand() {
        let text = "city,slogan\r\nParis,\"quick, \"\"cheap\"\"\"\n\nOslo,cold\n";
        let rows = cells(text).unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1][1].value, "quick, \"cheap\"");
        assert_eq!(&text[rows[1][1].range.clone()], "\"quick, \"\"cheap\"\"\"");
        assert_eq!(&text[rows[2][0].range.clone()], "Oslo");
    }

    #[test]
    fn a_cell_cannot_climb_out_of_the_target_folder() {
        let row = Row { number: 2, cells: vec![("city".into(), "../../etc/passwd".into())], settings: Settings::default() };
        assert_eq!(target(Path::new("out/{city}-{row}.mp4"), &row), Path::new("out/-..-etc-passwd-2.mp4"));
    }
}
