//! Tells the program what its own pictures, voices and sounds are made by, so that a cache never gives what another build
//! of Frost drew: `FROST_MAKERS` is a digest of the sources that draw, stage and sound, and of the libraries' versions.

// Before the program is built there is no room for reading files but this.
#![allow(clippy::disallowed_methods)]

use std::path::{Path, PathBuf};

const MAKERS: [&str; 8] = ["src/backends", "src/stage", "src/film/creature.rs", "src/words.rs", "src/cut/mix", "src/cut/mix.rs", "src/run/develop.rs", "Cargo.lock"];
/// What asks others to draw; that is kept elsewhere, by its own names.
const REMOTE: &str = "remote";

fn files(path: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.file_stem().is_some_and(|name| name == REMOTE) {
        return Ok(());
    }
    if !path.is_dir() {
        out.push(path.to_path_buf());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        files(&entry?.path(), out)?;
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let mut all = Vec::new();
    for maker in MAKERS {
        println!("cargo:rerun-if-changed={maker}");
        // A packed crate may come without its lock file.
        if Path::new(maker).exists() {
            files(Path::new(maker), &mut all)?;
        }
    }
    all.sort();
    let mut hash = blake3::Hasher::new();
    for path in &all {
        hash.update(path.to_string_lossy().replace('\\', "/").as_bytes());
        hash.update(&[0]);
        hash.update(&std::fs::read(path)?);
    }
    println!("cargo:rustc-env=FROST_MAKERS={}", &hash.finalize().to_hex()[..16]);
    Ok(())
}
