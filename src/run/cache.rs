//! The content-addressed cache on disk: one file a key, written whole or not at all, checked when read.
//!
//! Form of an entry: the BLAKE3 hash of the content (32 bytes), then the content. A damaged entry counts as absent.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::cut::Artefacts;

#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// Opens the cache, making its folder. Everything in it is made by Frost itself, and what other builds made, which may
    /// draw the same order otherwise, lies elsewhere and is not read.
    pub fn open(root: &Path) -> io::Result<Cache> {
        let root = root.join(env!("FROST_MAKERS"));
        fs::create_dir_all(&root)?;
        Ok(Cache { root })
    }

    /// The cache as it lies there, or does not: nothing is made by looking at it.
    pub fn at(root: &Path) -> Cache {
        Cache { root: root.join(env!("FROST_MAKERS")) }
    }

    /// The folders of other builds beside it, each with its bytes.
    pub fn of_other_builds(&self) -> io::Result<Vec<(PathBuf, u64)>> {
        let mut out = Vec::new();
        let Some(parent) = self.root.parent() else { return Ok(out) };
        for entry in fs::read_dir(parent)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let ours = name == "v1" || name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
            if ours && entry.path() != self.root && entry.file_type()?.is_dir() {
                let other = Cache { root: entry.path() };
                let bytes = other.entries()?.iter().map(|(_, bytes)| bytes).sum();
                out.push((other.root, bytes));
            }
        }
        out.sort();
        Ok(out)
    }

    fn path(&self, key: &str) -> PathBuf {
        // Keys are hexadecimal; anything else could climb out of the folder.
        let safe: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
        let (head, tail) = safe.split_at(safe.len().min(2));
        self.root.join(head).join(tail)
    }

    /// An entry of the right form is there. Its content is checked when it is read.
    pub fn has(&self, key: &str) -> bool {
        fs::metadata(self.path(key)).is_ok_and(|m| m.is_file() && m.len() >= 32)
    }

    /// The content, if it is there and whole.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut file = fs::File::open(self.path(key)).ok()?;
        let mut sum = [0; 32];
        file.read_exact(&mut sum).ok()?;
        let mut content = Vec::with_capacity(file.metadata().map_or(0, |m| m.len().saturating_sub(32).min(1 << 30) as usize));
        file.read_to_end(&mut content).ok()?;
        (*blake3::hash(&content).as_bytes() == sum).then_some(content)
    }

    pub fn put(&self, key: &str, content: &[u8]) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let mut file = crate::host::temporary(folder)?;
        file.write_all(blake3::hash(content).as_bytes())?;
        file.write_all(content)?;
        file.persist(&path).map_err(|e| e.error)?;
        Ok(())
    }

    /// Every entry with its length, in order.
    pub fn entries(&self) -> io::Result<Vec<(String, u64)>> {
        let mut out = Vec::new();
        for head in fs::read_dir(&self.root)? {
            let head = head?;
            if !head.file_type()?.is_dir() {
                continue;
            }
            for entry in fs::read_dir(head.path())? {
                let entry = entry?;
                // A file that is being written is none yet.
                if let Some(tail) = entry.file_name().to_str().filter(|n| !n.starts_with('.')) {
                    out.push((format!("{}{tail}", head.file_name().to_string_lossy()), entry.metadata()?.len()));
                }
            }
        }
        out.sort();
        Ok(out)
    }

    /// Where an entry lies below the cache's folder, as the archive of a film names it.
    pub fn name(&self, key: &str) -> Option<String> {
        let path = self.path(key);
        let below = path.strip_prefix(self.root.parent()?).ok()?;
        Some(below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/"))
    }

    /// An entry as it lies there, if it is whole.
    pub fn raw(&self, key: &str) -> Option<Vec<u8>> {
        self.get(key)?;
        fs::read(self.path(key)).ok()
    }

    pub fn remove(&self, key: &str) -> io::Result<()> {
        match fs::remove_file(self.path(key)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}

impl Artefacts for Cache {
    fn load(&self, key: &str) -> Result<Vec<u8>, String> {
        self.get(key).ok_or_else(|| "it is missing from the cache, or damaged; render again to make it anew".to_string())
    }

    fn known(&self, key: &str) -> Option<Vec<u8>> {
        self.get(key)
    }

    fn remember(&self, key: &str, what: &[u8]) {
        let _ = self.put(key, what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_got_and_damage_counts_as_absence() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        cache.put("abcd", b"paper").unwrap();
        assert_eq!(cache.get("abcd").as_deref(), Some(&b"paper"[..]));
        let path = cache.path("abcd");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(cache.has("abcd"));
        assert_eq!(cache.get("abcd"), None);
        assert_eq!(cache.get("../../etc/passwd"), None);
    }

    #[test]
    fn what_another_build_made_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let other = Cache { root: folder.path().join("0123456789abcdef") };
        other.put("abcd", b"paper").unwrap();
        fs::create_dir_all(folder.path().join("notes")).unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        assert_eq!(cache.get("abcd"), None);
        assert_eq!(cache.of_other_builds().unwrap(), [(other.root, 37)]);
    }
}
