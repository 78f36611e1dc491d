//! The folder `takes/` beside a script: what was bought, by content, and the ledger that says how. One process at a time
//! spends there; others wait.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::ledger::{self, Attempt, Ledger, LedgerError, State};

/// The name of the ledger's file.
pub const LEDGER: &str = "ledger";

pub struct Takes {
    folder: PathBuf,
    pub ledger: Ledger,
    /// Held until the spending is over.
    _lock: File,
}

#[derive(Debug)]
pub enum TakesError {
    Io(io::Error),
    Ledger(LedgerError),
    Cancelled,
}

impl std::fmt::Display for TakesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TakesError::Io(e) => write!(f, "{}", crate::host::plain(e)),
            TakesError::Ledger(e) => write!(f, "{e}"),
            TakesError::Cancelled => write!(f, "cancelled"),
        }
    }
}

impl std::error::Error for TakesError {}

/// Where the takes of a script lie.
pub fn folder(script: &Path) -> PathBuf {
    script.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).join("takes")
}

/// What is known of a script's purchases, without a lock.
pub fn look(script: &Path) -> Result<Vec<Attempt>, LedgerError> {
    ledger::look(&folder(script).join(LEDGER))
}

/// How many takes of an order its author wanted last, without a lock.
pub fn wanted(script: &Path) -> Result<BTreeMap<String, u32>, LedgerError> {
    ledger::wanted(&folder(script).join(LEDGER))
}

/// The file of a stored attempt.
pub fn file_of(folder: &Path, attempt: &Attempt) -> Option<PathBuf> {
    match &attempt.state {
        // A name from a file that others may write cannot lead out of the folder.
        State::Stored { file, .. } if !file.contains(['/', '\\']) && !file.starts_with('.') => Some(folder.join(file)),
        _ => None,
    }
}

impl Takes {
    /// Opens the folder for spending. `waiting` is called once if another process is at it.
    pub fn open(folder: &Path, cancel: &AtomicBool, waiting: &mut dyn FnMut()) -> Result<Takes, TakesError> {
        fs::create_dir_all(folder).map_err(TakesError::Io)?;
        let lock = File::options().read(true).write(true).create(true).truncate(false).open(folder.join(".lock")).map_err(TakesError::Io)?;
        let mut told = false;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    if !told {
                        waiting();
                        told = true;
                    }
                    if cancel.load(Ordering::Relaxed) {
                        return Err(TakesError::Cancelled);
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::Error(e)) => return Err(TakesError::Io(e)),
            }
        }
        let ledger = Ledger::open(&folder.join(LEDGER)).map_err(TakesError::Ledger)?;
        Ok(Takes { folder: folder.to_path_buf(), ledger, _lock: lock })
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// How many bytes there is room for, where the system says.
    pub fn room(&self) -> Option<u64> {
        #[cfg(unix)]
        return rustix::fs::statvfs(&self.folder).ok().map(|s| s.f_bavail.saturating_mul(s.f_frsize));
        #[cfg(not(unix))]
        None
    }

    /// Keeps bytes under the name of their content; when it returns, they are on disk.
    pub fn keep(&self, bytes: &[u8], ending: &str) -> io::Result<String> {
        let name = format!("{}.{ending}", &blake3::hash(bytes).to_hex()[..32]);
        let path = self.folder.join(&name);
        if fs::metadata(&path).is_ok_and(|m| m.len() == bytes.len() as u64) {
            return Ok(name);
        }
        let mut file = crate::host::temporary(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|e| e.error)?;
        let _ = File::open(&self.folder).and_then(|f| f.sync_all());
        Ok(name)
    }
}

/// The take of an order that counts: the one that was circled, else the first that is stored.
pub fn circled<'a>(attempts: &'a [Attempt], order: &str, picked: Option<&str>) -> Option<&'a Attempt> {
    if let Some(id) = picked {
        return attempts.iter().find(|a| a.id == id && matches!(a.state, State::Stored { .. }));
    }
    attempts.iter().find(|a| a.order == order && !a.stands_back && matches!(a.state, State::Stored { .. }))
}

/// Whether a file still holds what its name says.
pub fn is_whole(path: &Path) -> bool {
    let Some(name) = path.file_stem().and_then(|n| n.to_str()) else { return false };
    let mut hasher = blake3::Hasher::new();
    File::open(path).is_ok_and(|f| hasher.update_reader(f).is_ok() && hasher.finalize().to_hex()[..32] == *name)
}
