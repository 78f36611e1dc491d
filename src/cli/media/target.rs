//! What `frost render` writes, and under which names: told by `--as`, else by the ending of the name.

use std::path::{Path, PathBuf};

use super::super::{As, variation};
use super::super::variation::Row;
use crate::cut::Output;
use crate::media::{Form, sequence::FRAME};

/// Where the number of a shot stands in a file's name.
pub const SHOT: &str = "{shot}";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub output: Output,
    /// With `{frame}` or `{shot}` still in it.
    pub path: PathBuf,
    /// One file a shot.
    pub shots: bool,
}

/// The target of one row of values, or what is wrong with what was asked.
pub fn target(script: &Path, row: &Row, out: Option<&Path>, form: Option<As>) -> Result<Target, String> {
    let wanted = form.map(|form| match form {
        As::Mp4 | As::Shots => Output::File(Form::Mp4),
        As::Prores => Output::File(Form::ProRes),
        As::Gif => Output::File(Form::Gif),
        As::Webp => Output::File(Form::WebP),
        As::Wav => Output::File(Form::Wav),
        As::Png => Output::Pictures,
    });
    let Some(out) = out else {
        let output = wanted.unwrap_or(Output::File(Form::Mp4));
        let shots = form == Some(As::Shots);
        let beside = variation::numbered(script, row);
        let stem = beside.file_stem().map_or("film".into(), |s| s.to_string_lossy().into_owned());
        let path = match output {
            _ if shots => beside.with_file_name(format!("{stem}-shots")).join(format!("{SHOT}.mp4")),
            Output::File(form) => beside.with_extension(form.ending()),
            Output::Pictures => beside.with_file_name(format!("{stem}-frames")).join(format!("{FRAME}.png")),
        };
        return Ok(Target { output, path, shots });
    };
    let mut path = variation::target(out, row);
    let folder = out.as_os_str().to_string_lossy().ends_with(['/', '\\']) || path.is_dir();
    if folder && let Some(form) = form {
        match form {
            As::Png => path.push(format!("{FRAME}.png")),
            As::Shots => path.push(format!("{SHOT}.mp4")),
            _ => return Err(format!("{} is a folder; name the file", out.display())),
        }
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let of_name = match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("png") => Some(Output::Pictures),
        _ => Form::of(&path).map(Output::File),
    };
    let Some(named) = of_name else {
        return Err(format!("{}: what to write is told by the ending: .mp4, .mov (ProRes), .gif, .webp, .wav, or {FRAME}.png", out.display()));
    };
    let shots = name.contains(SHOT);
    match form {
        Some(As::Shots) if !shots => return Err(format!("{}: one file a shot needs `{SHOT}` in its name, as {SHOT}.mp4", out.display())),
        Some(As::Shots) | None => {}
        Some(_) if wanted == Some(named) => {}
        Some(_) => return Err(format!("{}: its ending says something else than `--as`", out.display())),
    }
    if named == Output::Pictures && !name.contains(FRAME) {
        return Err(format!("{}: a film is many pictures, so the name has their number in it, as `frames/{FRAME}.png`; one picture is made by `frost frame`", out.display()));
    }
    if named == Output::Pictures && shots {
        return Err(format!("{}: numbered pictures are of the whole film or of one `--shot`", out.display()));
    }
    Ok(Target { output: named, path, shots })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(out: Option<&str>, form: Option<As>) -> Result<(Output, String, bool), String> {
        let row = Row::default();
        target(Path::new("films/tram.frost"), &row, out.map(Path::new), form).map(|t| (t.output, t.path.display().to_string(), t.shots))
    }

    #[test]
    fn the_name_or_the_option_tells_what_is_written() {
        let file = |form, path: &str| Ok((Output::File(form), path.to_string(), false));
        assert_eq!(told(None, None), file(Form::Mp4, "films/tram.mp4"));
        assert_eq!(told(None, Some(As::Prores)), file(Form::ProRes, "films/tram.mov"));
        assert_eq!(told(None, Some(As::Png)), Ok((Output::Pictures, "films/tram-frames/{frame}.png".into(), false)));
        assert_eq!(told(None, Some(As::Shots)), Ok((Output::File(Form::Mp4), "films/tram-shots/{shot}.mp4".into(), true)));
        assert_eq!(told(Some("a.GIF"), None), file(Form::Gif, "a.GIF"));
        assert_eq!(told(Some("a.wav"), Some(As::Wav)), file(Form::Wav, "a.wav"));
        assert_eq!(told(Some("cut/{shot}.webp"), None), Ok((Output::File(Form::WebP), "cut/{shot}.webp".into(), true)));
        assert_eq!(told(Some("out/"), Some(As::Png)), Ok((Output::Pictures, "out/{frame}.png".into(), false)));
        for (out, form) in [("a.avi", None), ("a", None), ("a.png", None), ("a.gif", Some(As::Mp4)), ("a.mp4", Some(As::Shots)), ("{shot}-{frame}.png", None)] {
            assert!(told(Some(out), form).is_err(), "{out}");
        }
    }
}
