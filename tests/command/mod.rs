//! What tests of the command line share: the executable in a folder of files, and what it prints.

use std::path::Path;
use std::process::{Command, Output};

/// Runs `frost` in a folder; artefacts go to the folder's own cache.
#[allow(dead_code)]
pub fn frost(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_frost")).args(args).current_dir(folder).env_remove("FROST_CACHE").output().unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[allow(dead_code)]
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}
