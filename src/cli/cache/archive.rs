//! A film and all it was made from as one archive in the tar format. Names are relative and never climb, whoever wrote
//! them; nothing but plain files is in it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use crate::host;

/// More than this is no film.
const MOST_FILES: usize = 1_000_000;

/// Writes files one after the other.
pub struct Writer<W: Write>(tar::Builder<W>);

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Writer<W> {
        Writer(tar::Builder::new(out))
    }

    /// One file with its content.
    pub fn entry(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        inside(Path::new(name)).map_err(io::Error::other)?;
        let mut head = tar::Header::new_ustar();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o644);
        // Equal films give equal archives: no time of day in them.
        head.set_mtime(0);
        self.0.append_data(&mut head, name, bytes)
    }

    pub fn end(self) -> io::Result<W> {
        self.0.into_inner()
    }
}

/// A name as a path below the folder that is unpacked to; the error says why it is none.
fn inside(name: &Path) -> Result<PathBuf, String> {
    let wrong = |why: &str| format!("the archive holds the name `{}`, which {why}; nothing was unpacked", name.display().to_string().escape_debug());
    let mut out = PathBuf::new();
    for part in name.components() {
        match part {
            Component::Normal(part) => {
                let text = part.to_str().ok_or_else(|| wrong("cannot be read"))?;
                // On some systems these name a drive, a stream or another folder.
                if text.contains(['\\', ':']) || text.chars().any(char::is_control) {
                    return Err(wrong("some systems would read as a way out of its folder"));
                }
                out.push(part);
            }
            Component::ParentDir => return Err(wrong("climbs out of its folder")),
            Component::RootDir | Component::Prefix(_) => return Err(wrong("leads to a place of its own")),
            Component::CurDir => return Err(wrong("names no file")),
        }
    }
    if out.as_os_str().is_empty() || name.to_string_lossy().split('/').any(|p| p.is_empty() || p == ".") {
        return Err(wrong("names no file"));
    }
    Ok(out)
}

/// The names in an archive, if all of them may be unpacked.
fn names(archive: impl Read) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let damaged = |e: io::Error| format!("the archive cannot be read: {}", host::plain(&e));
    for entry in tar::Archive::new(archive).entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = inside(&entry.path().map_err(damaged)?)?;
        if !entry.header().entry_type().is_file() {
            return Err(format!("the archive holds `{}`, which is no plain file; nothing was unpacked", name.display()));
        }
        if !seen.insert(name.clone()) || out.len() >= MOST_FILES {
            return Err(format!("the archive holds `{}` twice, or too many files; nothing was unpacked", name.display()));
        }
        // To the end of it, so that a torn archive is known before anything is written.
        io::copy(&mut entry, &mut io::sink()).map_err(damaged)?;
        out.push(name);
    }
    match out.is_empty() {
        true => Err("there is nothing in the archive".into()),
        false => Ok(out),
    }
}

/// Unpacks an archive into a folder: all of it or, where anything in it is not right or in the way, nothing. Gives the
/// names that it holds.
pub fn unpack(archive: &Path, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let open = || fs::File::open(archive).map(io::BufReader::new).map_err(|e| format!("{}: {}", archive.display(), host::plain(&e)));
    let names = names(open()?)?;
    fs::create_dir_all(folder).map_err(|e| format!("{}: {}", folder.display(), host::plain(&e)))?;
    let root = fs::canonicalize(folder).map_err(|e| format!("{}: {}", folder.display(), host::plain(&e)))?;
    for name in &names {
        let place = root.join(name);
        if fs::symlink_metadata(&place).is_ok() {
            return Err(format!("{} is there already; unpack into another folder", place.display()));
        }
        // A link in the folder may lead out of it.
        let mut above = place.parent();
        while let Some(parent) = above.filter(|p| *p != root) {
            if fs::symlink_metadata(parent).is_ok_and(|m| !m.is_dir()) {
                return Err(format!("{} is no folder; unpack into another one", parent.display()));
            }
            above = parent.parent();
        }
    }
    for entry in tar::Archive::new(open()?).entries().map_err(|e| host::plain(&e))? {
        let mut entry = entry.map_err(|e| host::plain(&e))?;
        let name = inside(&entry.path().map_err(|e| host::plain(&e))?)?;
        let place = root.join(&name);
        let parent = place.parent().unwrap_or(&root);
        let mut write = || -> io::Result<()> {
            fs::create_dir_all(parent)?;
            let mut file = host::temporary(parent)?;
            io::copy(&mut entry, &mut file)?;
            file.persist_noclobber(&place).map_err(|e| e.error)?;
            Ok(())
        };
        write().map_err(|e| format!("{}: {}", place.display(), host::plain(&e)))?;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(folder: &Path, fill: impl FnOnce(&mut tar::Builder<Vec<u8>>)) -> PathBuf {
        let mut builder = tar::Builder::new(Vec::new());
        fill(&mut builder);
        let path = folder.join("a.tar");
        fs::write(&path, builder.into_inner().unwrap()).unwrap();
        path
    }

    /// A header whose name is written as it is, as nobody honest does it.
    fn raw(name: &str, kind: tar::EntryType, link: &str) -> tar::Header {
        let mut head = tar::Header::new_ustar();
        head.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        head.as_mut_bytes()[157..157 + link.len()].copy_from_slice(link.as_bytes());
        head.set_entry_type(kind);
        head.set_size(if kind.is_file() { 1 } else { 0 });
        head.set_mode(0o644);
        head.set_cksum();
        head
    }

    #[test]
    fn names_that_climb_are_neither_written_nor_unpacked() {
        let mut writer = Writer::new(Vec::new());
        for name in ["/etc/passwd", "../a", "a/../b", "a//b", ".", "", "a\\b", "c:x", "a/"] {
            assert!(writer.entry(name, b"x").is_err(), "{name}");
        }
        let long = format!("{}/{}", "a".repeat(120), "b".repeat(90));
        writer.entry(&long, &[7; 513]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("long.tar"), writer.end().unwrap()).unwrap();
        assert_eq!(unpack(&folder.path().join("long.tar"), &folder.path().join("long")).unwrap(), [PathBuf::from(&long)]);
        assert_eq!(fs::read(folder.path().join("long").join(&long)).unwrap(), [7; 513]);
        for name in ["../out", "/tmp/frost-out", "a/../../out", "./x", "a\\..\\out", "c:out"] {
            let path = archive(folder.path(), |b| {
                b.append(&raw("good.frost", tar::EntryType::Regular, ""), &b"x"[..]).unwrap();
                b.append(&raw(name, tar::EntryType::Regular, ""), &b"x"[..]).unwrap();
            });
            let into = folder.path().join("in/deep");
            let why = unpack(&path, &into).unwrap_err();
            assert!(why.contains("nothing was unpacked"), "{name}: {why}");
            assert!(!into.exists() && !folder.path().join("in/out").exists() && !folder.path().join("out").exists(), "{name}");
        }
        for (kind, link) in [(tar::EntryType::Symlink, "/etc"), (tar::EntryType::Link, "good.frost"), (tar::EntryType::Directory, ""), (tar::EntryType::Fifo, "")] {
            let path = archive(folder.path(), |b| b.append(&raw("link", kind, link), io::empty()).unwrap());
            assert!(unpack(&path, &folder.path().join("links")).unwrap_err().contains("no plain file"));
        }
    }

    #[test]
    fn what_is_there_is_not_written_over_and_a_torn_archive_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = archive(folder.path(), |b| {
            for name in ["a.frost", "takes/ledger"] {
                b.append(&raw(name, tar::EntryType::Regular, ""), &b"x"[..]).unwrap();
            }
        });
        let into = folder.path().join("film");
        fs::create_dir_all(into.join("takes")).unwrap();
        fs::write(into.join("takes/ledger"), "mine").unwrap();
        assert!(unpack(&path, &into).unwrap_err().contains("is there already"));
        assert!(fs::read(into.join("takes/ledger")).unwrap() == b"mine" && !into.join("a.frost").exists());
        #[cfg(unix)]
        {
            let linked = folder.path().join("linked");
            fs::create_dir_all(&linked).unwrap();
            std::os::unix::fs::symlink(folder.path(), linked.join("takes")).unwrap();
            assert!(unpack(&path, &linked).unwrap_err().contains("is no folder"));
        }
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..1024 + 300]).unwrap();
        let fresh = folder.path().join("fresh");
        assert!(unpack(&path, &fresh).is_err() && !fresh.exists());
    }
}
