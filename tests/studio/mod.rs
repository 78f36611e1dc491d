//! A project whose provider is a fake on loopback, and `frost` run in it as its user would.
#![allow(dead_code)]

use std::path::Path;
use std::process::{Command, Output};

use crate::command::{self, out};
use crate::fakes::openai::KEY;

/// Runs `frost` as a user with a home of their own and a key in the environment.
pub fn frost(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frost"));
    command
        .args(args)
        .current_dir(folder)
        .env_remove("FROST_CACHE")
        .env("XDG_CONFIG_HOME", folder.join("home"))
        .env("OPENAI_API_KEY", "sk-must-never-be-sent")
        .env("STUDIO_KEY", KEY)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .env("FROST_PACE", "0.01")
        .env("FROST_TIMEOUT", "5");
    command
}

/// What was said, without the marks of its lines.
pub fn err(output: &Output) -> String {
    command::err(output).replace("\n  │ ", " ")
}

pub const SCRIPT: &str = "film \"A\"\n  size  320x180\n\nstyle plain\n  look      gouache\n  grain     none\n  vignette  0%\n\nEXT. PIER - NOON\n  shot wide, 2s\n    Waves against the piles.\n  shot close on \"the lantern\", 2s\n    camera push in\n    It burns by day.\n";

/// A folder with a script, the user's connection to a fake, and a casting.
pub fn project(base: &str, casting: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir_all(path.join("home/frost")).unwrap();
    std::fs::write(path.join("home/frost/config.toml"), format!("[connections.studio]\nspeaks = \"openai\"\nbase = \"{base}\"\nkey = \"STUDIO_KEY\"\nprice = 0.04\n")).unwrap();
    std::fs::write(path.join("frost.toml"), casting).unwrap();
    std::fs::write(path.join("a.frost"), SCRIPT).unwrap();
    folder
}

pub const PICTURES: &str = "[providers]\npicture = \"studio/gpt-image-2\"\n";

pub fn ok(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    out(&output)
}

pub fn summary(output: Output) -> serde_json::Value {
    serde_json::from_str(&ok(output)).unwrap()
}

/// Every file below a folder is without the keys.
pub fn no_key_in(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            no_key_in(&path);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            for key in [KEY, "sk-must-never-be-sent"] {
                assert!(!bytes.windows(key.len()).any(|w| w == key.as_bytes()), "{} holds a key", path.display());
            }
        }
    }
}

