//! Addresses as clients send them, and paths of files.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`, so that equal files have equal names.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if !matches!(out.components().next_back(), None | Some(Component::RootDir | Component::ParentDir)) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// `file:` addresses only; others have no path.
pub fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let mut bytes = Vec::with_capacity(rest.len());
    let mut input = rest.bytes();
    while let Some(b) = input.next() {
        if b != b'%' {
            bytes.push(b);
            continue;
        }
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let (high, low) = (hex(input.next())?, hex(input.next())?);
        bytes.push((high * 16 + low) as u8);
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/C:/film.frost`
    let path = match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => &path[1..],
        _ => &path,
    };
    Path::new(path).is_absolute().then(|| plain(Path::new(path)))
}

/// The path under which a text is kept that no file holds, as `untitled:Untitled-1`: in the folder where such texts begin,
/// by a name that is the whole address. `None` for what is no address.
pub fn unsaved(uri: &str, folder: &Path) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let name = uri.replace('/', "%2F").replace('\\', "%5C");
    (is_scheme && scheme != "file" && !rest.is_empty() && !uri.contains('\0')).then(|| folder.join(name))
}

pub fn uri_of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut out = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for b in text.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => out.push(char::from(b)),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_lead_to_each_other() {
        for path in ["/a/b c.frost", "/ü/#1?.frost", "/a%20b.frost"] {
            assert_eq!(path_of(&uri_of(Path::new(path))).unwrap(), Path::new(path));
        }
        for bad in ["untitled:Untitled-1", "file://%zz", "file://%ff", "http://x/a.frost", "file://"] {
            assert_eq!(path_of(bad), None, "{bad}");
        }
        assert_eq!(unsaved("untitled:a/../Untitled-1", Path::new("/r")).unwrap(), Path::new("/r/untitled:a%2F..%2FUntitled-1"));
        for bad in ["", "x", ":x", "untitled:", "file:///a", "1:2"] {
            assert_eq!(unsaved(bad, Path::new("/r")), None, "{bad}");
        }
        assert_eq!(path_of("file:///a/./b/../c.frost").unwrap(), Path::new("/a/c.frost"));
    }
}
