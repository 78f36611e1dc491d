//! Files in the tar format (ustar), which every machine unpacks. Names are relative and never climb.

use std::io::{self, Write};

/// One file with its content.
pub fn entry(out: &mut impl Write, name: &str, bytes: &[u8]) -> io::Result<()> {
    if name.starts_with('/') || name.split('/').any(|p| p.is_empty() || p == "." || p == "..") {
        return Err(io::Error::other(format!("`{name}` is no name for an archive")));
    }
    let mut head = [0_u8; 512];
    let (prefix, short) = parts(name).ok_or_else(|| io::Error::other(format!("`{name}` is too long a name for an archive")))?;
    let mut put = |at: usize, text: &[u8]| head[at..at + text.len()].copy_from_slice(text);
    put(0, short.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{:011o}\0", bytes.len()).as_bytes());
    // Equal films give equal archives: no time of day in them.
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    put(345, prefix.as_bytes());
    let sum: u32 = head.iter().map(|b| u32::from(*b)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    out.write_all(&head)?;
    out.write_all(bytes)?;
    out.write_all(&[0; 512][..(512 - bytes.len() % 512) % 512])
}

/// Two empty blocks.
pub fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(&[0; 1024])
}

/// A name in the two fields that hold it.
fn parts(name: &str) -> Option<(&str, &str)> {
    if name.len() <= 100 {
        return Some(("", name));
    }
    name.match_indices('/').map(|(i, _)| (&name[..i], &name[i + 1..])).find(|(prefix, short)| prefix.len() <= 155 && short.len() <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_climb_are_refused_and_long_ones_parted() {
        let mut out = Vec::new();
        for name in ["/etc/passwd", "../a", "a/../b", "a//b", "."] {
            assert!(entry(&mut out, name, b"x").is_err(), "{name}");
        }
        assert!(out.is_empty());
        let long = format!("{}/{}", "a".repeat(120), "b".repeat(90));
        entry(&mut out, &long, &[7; 513]).unwrap();
        end(&mut out).unwrap();
        assert_eq!(out.len(), 512 + 1024 + 1024);
        assert_eq!(&out[345..465], "a".repeat(120).as_bytes());
        assert!(entry(&mut out, &"c".repeat(101), b"").is_err());
    }
}
