//! Numbered files that appear together: written into a hidden folder beside their place, and moved there when all are whole.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::MediaError;

/// Where the number of a frame stands in a file's name.
pub const FRAME: &str = "{frame}";

/// The file of one frame, numbered from the film's first, which is 0.
pub fn numbered(pattern: &Path, index: u64) -> PathBuf {
    let file = pattern.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    pattern.with_file_name(file.replace(FRAME, &format!("{index:06}")))
}

/// A sequence being written; what is left of it goes away with it.
pub struct Sequence {
    pattern: PathBuf,
    folder: PathBuf,
}

impl Drop for Sequence {
    fn drop(&mut self) {
        // What cannot be taken away stays hidden, and nobody could act on the failure.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Sequence {
    pub fn create(pattern: &Path) -> Result<Sequence, MediaError> {
        let place = pattern.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = place.join(format!(".frames.{}.part", std::process::id()));
        crate::host::unfinished(&folder);
        fs::create_dir_all(&folder).map_err(|e| MediaError::from_io(place.to_owned(), &e))?;
        Ok(Sequence { pattern: pattern.to_owned(), folder })
    }

    /// Any thread may write any number.
    pub fn write(&self, index: u64, bytes: &[u8]) -> Result<(), MediaError> {
        let path = self.folder.join(format!("{index:06}"));
        fs::write(&path, bytes).map_err(|e| MediaError::from_io(numbered(&self.pattern, index), &e))
    }

    /// All is written: gives the files their names.
    pub fn finish(self, numbers: std::ops::Range<u64>) -> Result<(), MediaError> {
        for index in numbers {
            let to = numbered(&self.pattern, index);
            fs::rename(self.folder.join(format!("{index:06}")), &to).map_err(|e| MediaError::from_io(to, &e))?;
        }
        Ok(())
    }
}
