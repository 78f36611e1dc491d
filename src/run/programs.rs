//! The files of a project that a command starts or runs: what they were when somebody said yes to them, and whether they still
//! are. What lies outside the project is its user's own.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A file of the project that a command names: its own program, or the script that one of the system is to run.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Program {
    /// As the command has it.
    pub word: String,
    /// Of its content; nothing where it cannot be read, which counts as another than any that could.
    pub digest: String,
}

/// By what a file is known without being read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    place: PathBuf,
    /// Device, file, size, and the times of its last change in seconds and nanoseconds: of its content and of what is said of it.
    numbers: [i128; 7],
    /// It was stamped so soon after its last change that another one might not be seen.
    fresh: bool,
}

/// Why one that is not as it was does not start.
pub const CHANGED: &str = "its program changed since it was trusted; `frost trust` shows what it would do";

/// A file that changed less than this ago may change again without a trace: clocks of file systems tick slowly.
const FRESH: Duration = Duration::from_secs(2);

/// The programs of a command, as they were when they were looked at.
#[derive(Debug)]
pub struct Programs {
    home: PathBuf,
    command: Vec<String>,
    all: Vec<Program>,
    stamps: Mutex<Vec<Option<Stamp>>>,
}

impl Programs {
    /// Looks at the files of a project among the words of a command.
    pub fn of(project: &Path, command: &[String]) -> Programs {
        let home = std::fs::canonicalize(project).unwrap_or_else(|_| project.to_path_buf());
        // What changes between the two is seen the next time.
        let stamps = stamps(&home, command);
        let all = programs(&home, command);
        Programs { home, command: command.to_vec(), all, stamps: Mutex::new(stamps) }
    }

    pub fn all(&self) -> &[Program] {
        &self.all
    }

    /// Whether all of them are as they were. A file that is known by its stamp is not read again.
    pub fn are_unchanged(&self) -> bool {
        let mut known = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        let now = stamps(&self.home, &self.command);
        let same = |(a, b): (&Option<Stamp>, &Option<Stamp>)| match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => !a.fresh && (&a.place, a.numbers) == (&b.place, b.numbers),
            _ => false,
        };
        if known.iter().zip(&now).all(same) {
            return true;
        }
        if programs(&self.home, &self.command) != self.all {
            return false;
        }
        *known = now;
        true
    }
}

/// Where a word of a command leads in a project, if it is a plain file there. A pipe would never end.
fn place(home: &Path, word: &str) -> Option<(PathBuf, std::fs::Metadata)> {
    let place = std::fs::canonicalize(home.join(word)).ok().filter(|p| p.starts_with(home))?;
    let what = std::fs::metadata(&place).ok().filter(std::fs::Metadata::is_file)?;
    Some((place, what))
}

fn programs(home: &Path, command: &[String]) -> Vec<Program> {
    let of = |word: &String| {
        let (place, _) = place(home, word)?;
        let mut hasher = blake3::Hasher::new();
        let digest = std::fs::File::open(&place).and_then(|f| hasher.update_reader(f).map(|h| h.finalize().to_hex().to_string()));
        Some(Program { word: word.clone(), digest: digest.unwrap_or_default() })
    };
    command.iter().filter_map(of).collect()
}

fn stamps(home: &Path, command: &[String]) -> Vec<Option<Stamp>> {
    command
        .iter()
        .map(|word| {
            let (place, what) = place(home, word)?;
            // A time that is to come is no older than one that is now.
            let fresh = SystemTime::now().duration_since(changed(&what)).unwrap_or_default() < FRESH;
            Some(Stamp { place, numbers: numbers(&what), fresh })
        })
        .collect()
}

#[cfg(unix)]
fn numbers(what: &std::fs::Metadata) -> [i128; 7] {
    use std::os::unix::fs::MetadataExt;
    [what.dev().into(), what.ino().into(), what.size().into(), what.mtime().into(), what.mtime_nsec().into(), what.ctime().into(), what.ctime_nsec().into()]
}

/// When a file, or what is said of it, changed last.
#[cfg(unix)]
fn changed(what: &std::fs::Metadata) -> SystemTime {
    use std::os::unix::fs::MetadataExt;
    let of = |seconds: i64, rest: i64| SystemTime::UNIX_EPOCH + Duration::new(seconds.max(0).unsigned_abs(), u32::try_from(rest).unwrap_or(0).min(999_999_999));
    of(what.mtime(), what.mtime_nsec()).max(of(what.ctime(), what.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(what: &std::fs::Metadata) -> SystemTime {
    what.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(not(unix))]
fn numbers(what: &std::fs::Metadata) -> [i128; 7] {
    let since = |time: std::io::Result<SystemTime>| time.ok().and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
    let (changed, made) = (since(what.modified()), since(what.created()));
    [0, 0, what.len().into(), changed.as_secs().into(), changed.subsec_nanos().into(), made.as_secs().into(), made.subsec_nanos().into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.sh");
        let write = |text: &str| std::fs::write(&path, text).unwrap();
        write("one");
        let command = ["sh", "./p.sh", "-x", "later.sh"].map(String::from);
        let programs = Programs::of(folder.path(), &command);
        assert_eq!(programs.all(), [Program { word: "./p.sh".into(), digest: blake3::hash(b"one").to_hex().to_string() }]);
        assert!(programs.are_unchanged());
        // Of the same length, and at once: no clock of a file system tells it.
        write("two");
        assert!(!programs.are_unchanged());
        write("one");
        assert!(programs.are_unchanged(), "the same content again is the same program");
        // A word that named nothing names a program now.
        std::fs::write(folder.path().join("later.sh"), "x").unwrap();
        assert!(!programs.are_unchanged());
        std::fs::remove_file(folder.path().join("later.sh")).unwrap();
        assert!(programs.are_unchanged());
        std::fs::remove_file(&path).unwrap();
        assert!(!programs.are_unchanged());
    }

    #[cfg(unix)]
    #[test]
    fn one_that_nobody_touched_is_not_read_again() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.sh");
        std::fs::write(&path, "one").unwrap();
        std::thread::sleep(FRESH + Duration::from_millis(100));
        let programs = Programs::of(folder.path(), &["./p.sh".to_string()]);
        // Another content under the old stamp could only be seen by reading it: put into the list, it stays unseen.
        let mut other = Programs::of(folder.path(), &["./p.sh".to_string()]);
        other.all[0].digest = "another".into();
        assert!(other.are_unchanged(), "it was read although nobody touched it");
        // Its time set back hides nothing: the system keeps another one.
        let before = std::fs::metadata(&path).unwrap();
        std::thread::sleep(Duration::from_millis(20));
        std::fs::write(&path, "two").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(before.modified().unwrap()).unwrap();
        assert_eq!((before.size(), before.mtime()), (std::fs::metadata(&path).unwrap().size(), std::fs::metadata(&path).unwrap().mtime()));
        assert!(!programs.are_unchanged());
    }
}
