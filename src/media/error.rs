//! What can go wrong with a media file, in plain words.
//! Diagnostics with codes and fixes are made of these elsewhere.

use std::fmt;
use std::path::{Path, PathBuf};

use ffmpeg_next as av;

const UNKNOWN: &str = "FFmpeg knows no such format";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaError {
    /// The file or its folder cannot be written.
    Unwritable {
        path: PathBuf,
        reason: String,
    },
    DiskFull {
        path: PathBuf,
    },
    /// The file cannot be opened or holds nothing this libav can read.
    Unreadable {
        path: PathBuf,
        reason: String,
    },
    /// This libav has no encoder for `what`.
    NoEncoder {
        what: &'static str,
    },
    /// The encoder refused these settings.
    Refused {
        what: String,
        reason: String,
    },
    /// Anything else libav said.
    Libav(String),
}

impl fmt::Display for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MediaError::Unwritable { path, reason } => write!(f, "cannot write {}: {reason}", path.display()),
            MediaError::DiskFull { path } => write!(f, "the disk is full; {} was not finished", path.display()),
            MediaError::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", path.display()),
            MediaError::NoEncoder { what } => write!(f, "this FFmpeg has no encoder for {what}"),
            MediaError::Refused { what, reason } => write!(f, "the encoder {what} refused its settings: {reason}"),
            MediaError::Libav(reason) => write!(f, "FFmpeg failed: {reason}"),
        }
    }
}

impl std::error::Error for MediaError {}

impl From<ffmpeg_next::Error> for MediaError {
    fn from(error: ffmpeg_next::Error) -> MediaError {
        MediaError::Libav(error.to_string())
    }
}

impl MediaError {
    /// An error of writing to `path`.
    pub(super) fn writing(path: &Path, error: ffmpeg_next::Error) -> MediaError {
        let path = path.to_owned();
        match error {
            ffmpeg_next::Error::Other { errno } => MediaError::from_io(path, &std::io::Error::from_raw_os_error(errno)),
            other => MediaError::Libav(other.to_string()),
        }
    }

    pub(super) fn from_io(path: PathBuf, error: &std::io::Error) -> MediaError {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                MediaError::DiskFull { path }
            }
            _ => MediaError::Unwritable { path, reason: reason(error) },
        }
    }

    pub(super) fn reading(path: &Path, error: ffmpeg_next::Error) -> MediaError {
        let empty = std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == 0);
        let reason = match error {
            _ if empty => "it is empty".to_owned(),
            // Bytes that a demuxer guessed at and could make nothing of.
            ffmpeg_next::Error::Other { errno } if errno == av::util::error::EINVAL => UNKNOWN.to_owned(),
            ffmpeg_next::Error::Other { errno } => reason(&std::io::Error::from_raw_os_error(errno)),
            ffmpeg_next::Error::InvalidData => UNKNOWN.to_owned(),
            other => other.to_string(),
        };
        MediaError::Unreadable { path: path.to_owned(), reason }
    }
}

fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => error.to_string(),
    }
}
