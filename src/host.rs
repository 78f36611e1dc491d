//! Files as the command line sees them. The only place where the compiler's own text is read and written.

use std::fs;
use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};
use std::path::{Path, PathBuf};

use crate::film::{Host, Medium, Probe, ReadError};

/// A script larger than this is not one.
const LARGEST: u64 = 64 << 20;

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files;

impl Host for Files {
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        let other = |e: io::Error| match e.kind() {
            io::ErrorKind::NotFound => ReadError::Missing,
            io::ErrorKind::IsADirectory => ReadError::Directory,
            _ => ReadError::Other(plain(&e)),
        };
        let meta = fs::metadata(path).map_err(other)?;
        if meta.is_dir() {
            return Err(ReadError::Directory);
        }
        // Reading a pipe waits for whoever writes into it. One that a shell makes for a command stands under these.
        if !meta.is_file() && !path.starts_with("/dev") && !path.starts_with("/proc") {
            return Err(ReadError::Other("it is no plain file".into()));
        }
        let mut bytes = Vec::new();
        fs::File::open(path).map_err(other)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(other)?;
        text(bytes)
    }

    fn inside(&self, root: &Path, path: &Path) -> bool {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        // What is not there is said elsewhere.
        let (Ok(root), Ok(path)) = (fs::canonicalize(root), fs::canonicalize(path)) else { return true };
        path.starts_with(root)
    }

    fn probe(&self, path: &Path, medium: Medium) -> Result<Probe, ReadError> {
        let other = |e: io::Error| match e.kind() {
            io::ErrorKind::NotFound => ReadError::Missing,
            _ => ReadError::Other(plain(&e)),
        };
        let meta = fs::metadata(path).map_err(other)?;
        if meta.is_dir() {
            return Err(ReadError::Directory);
        }
        if !meta.is_file() {
            return Err(ReadError::Other("it is no plain file".into()));
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(fs::File::open(path).map_err(other)?).map_err(other)?;
        let digest = hasher.finalize().to_hex()[..32].to_string();
        if medium == Medium::Font {
            let bytes = fs::read(path).map_err(other)?;
            let font = skrifa::FontRef::new(&bytes).map_err(|_| ReadError::Other("it holds no outlines that can be read".into()))?;
            let mut letters: Vec<(u32, u32)> = Vec::new();
            for (c, _) in skrifa::MetadataProvider::charmap(&font).mappings() {
                match letters.last_mut() {
                    Some((_, last)) if *last + 1 == c => *last = c,
                    _ => letters.push((c, c)),
                }
            }
            return Ok(Probe { digest, letters, ..Probe::default() });
        }
        let output = media()
            .arg("probe")
            .arg(medium.name())
            .arg("--")
            .arg(path)
            .stdin(std::process::Stdio::null())
            .output()
            .map_err(|e| ReadError::Other(format!("`frost-media`, which looks into it, cannot be started: {}", plain(&e))))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(ReadError::Other(why.lines().last().unwrap_or("it cannot be read").trim().to_string()));
        }
        #[derive(serde::Deserialize)]
        struct Found {
            size: Option<[u32; 2]>,
            milliseconds: u64,
            sound: bool,
        }
        let found: Found = serde_json::from_slice(&output.stdout).map_err(|e| ReadError::Other(e.to_string()))?;
        Ok(Probe { size: found.size, milliseconds: found.milliseconds, sound: found.sound, digest, ..Probe::default() })
    }
}

/// The executable that links FFmpeg: it lies beside this one, else on the path.
pub fn media() -> std::process::Command {
    let name = format!("frost-media{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().and_then(|p| p.canonicalize().ok()).and_then(|p| Some(p.parent()?.join(&name)));
    std::process::Command::new(beside.filter(|p| p.is_file()).unwrap_or_else(|| name.into()))
}

/// Bytes as the text of a script.
pub fn text(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::Other(format!("it is larger than {} MB, which no script is", LARGEST >> 20)));
    }
    if bytes.contains(&0) {
        return Err(ReadError::Other("it is binary, not text".into()));
    }
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        ReadError::NotText { line: e.as_bytes()[..good].iter().filter(|b| **b == b'\n').count() + 1 }
    })
}

/// What an error of the system means, without its number.
pub fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".into(),
        io::ErrorKind::IsADirectory => "it is a directory".into(),
        io::ErrorKind::NotADirectory => "a part of the path is no directory".into(),
        _ => error.to_string().split(" (os error").next().unwrap_or("").to_string(),
    }
}

/// Replaces a file by a new one beside it, unless it is no longer what was read.
pub fn replace(path: &Path, was: &[u8], new: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut file = temporary(folder)?;
    file.write_all(new)?;
    file.as_file().sync_all()?;
    fs::set_permissions(file.path(), fs::metadata(&real)?.permissions())?;
    if fs::read(&real)? != was {
        return Err(io::Error::other("it changed while it was being worked on; nothing was written"));
    }
    file.persist(&real).map_err(|e| e.error)?;
    Ok(())
}

/// The nearest folder at or above a script that holds `frost.toml`, else the script's own.
pub fn project(script: &Path) -> PathBuf {
    let own = script.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = fs::canonicalize(own).unwrap_or_else(|_| own.to_path_buf());
    real.ancestors().find(|p| p.join("frost.toml").is_file()).map_or(own.to_path_buf(), Path::to_path_buf)
}

/// Where artefacts are kept: `FROST_CACHE`, else `.frost/cache` in the project.
pub fn cache(script: &Path) -> PathBuf {
    match std::env::var_os("FROST_CACHE") {
        Some(path) if !path.is_empty() => PathBuf::from(path),
        _ => project(script).join(".frost").join("cache"),
    }
}

/// Whether a file can be written at a path, in words if not. Nothing is left behind.
pub fn writable(path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let why = |e: io::Error| format!("{} cannot be written: {}", path.display(), plain(&e));
    if path.is_dir() {
        return Err(format!("{} cannot be written: it is a directory", path.display()));
    }
    // Renaming would put a file in the place of a device or a pipe.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(format!("{} cannot be written: it is no file, and a film is written beside its place and renamed", path.display()));
    }
    temporary(folder).map(drop).map_err(why)
}

/// A file that will be renamed to its place, with the rights that any new file gets here.
pub fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".frost-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    unfinished(file.path());
    Ok(file)
}

/// Files and folders that are being written under names of their own.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Remembers something that is to be taken away if the program has to stop at once.
pub fn unfinished(path: &Path) {
    let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    // What has got its name by now is not there any more.
    if all.len() > 64 {
        all.retain(|p| p.symlink_metadata().is_ok());
    }
    all.push(path.to_path_buf());
}

/// Takes away what is not finished. Nothing else runs after this but the end of the program.
pub fn abandon() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // Nobody could act on a failure, and hidden files harm nobody.
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
}

/// Gives the system back what was freed: the allocator keeps the pages of small pieces, and a film would hold them all along.
pub fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes no pointers and may be called at any time from any thread.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Where a file named by a user really is: what a link leads to, or the path itself.
pub fn real(path: &Path) -> PathBuf {
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
        _ => path.to_path_buf(),
    }
}
