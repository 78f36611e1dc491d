//! Keys in the keyring of the system: a GNOME Keyring on a bus of its own, which `secret-tool` stores a key in. It wants
//! `dbus-run-session`, `gnome-keyring-daemon` and `secret-tool`:
//! `cargo test --features keyring --test keyring -- --ignored`.
#![cfg(all(feature = "keyring", target_os = "linux"))]

mod command;
mod fakes;
mod studio;

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use command::out;
use fakes::openai::{Fake, KEY};
use studio::{PICTURES, err, project, summary};

/// What opens the keyring. Without a password it would be written down as it is.
const PASSWORD: &str = "open, sesame";

/// Runs commands of a shell on a bus of their own, with a keyring that lies in `home`. The key is in the environment of the first
/// lines only.
fn on_a_bus(folder: &Path, home: &Path, script: &str) -> Output {
    let frost = studio::command(folder, &[]);
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-eu", "-c", script]).current_dir(folder);
    for (name, value) in frost.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.env_remove("STUDIO_KEY").env("HOME", home).env("XDG_DATA_HOME", home.join("data")).env("XDG_RUNTIME_DIR", home).env("XDG_CACHE_HOME", home.join("cache"));
    command.env("FROST", env!("CARGO_BIN_EXE_frost")).env("GIVEN", KEY).env("PASSWORD", PASSWORD).output().expect("dbus-run-session is not installed")
}

const OPEN: &str = "printf %s \"$PASSWORD\" | gnome-keyring-daemon --unlock --components=secrets > /dev/null\n";
const STORE: &str = "printf %s \"$GIVEN\" | secret-tool store --label='Frost: a studio' service frost username STUDIO_KEY\n";
const FORGET: &str = "unset GIVEN PASSWORD\n";

#[test]
#[ignore = "wants a keyring"]
fn a_key_in_the_keyring_is_found_and_stands_in_no_file() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let home = tempfile::tempdir().unwrap();
    // Before it is stored there is none, and nothing is asked.
    let output = on_a_bus(path, home.path(), &format!("{OPEN}{FORGET}\"$FROST\" render a.frost"));
    assert!(output.status.code() == Some(1) && err(&output).contains("there is no key: give it in the environment as STUDIO_KEY") && err(&output).contains("or in the system's keyring as `STUDIO_KEY` of `frost`"), "{}", err(&output));
    assert!(fake.0.lock().unwrap().asked.is_empty());
    let output = on_a_bus(path, home.path(), &format!("{OPEN}{STORE}{FORGET}\"$FROST\" doctor"));
    assert!(out(&output).contains("provider studio") && out(&output).contains("takes the key"), "{}{}", out(&output), err(&output));
    assert_eq!(fake.0.lock().unwrap().asked, ["GET /v1/models"]);
    // It stays there for the next session.
    let output = on_a_bus(path, home.path(), &format!("{OPEN}{FORGET}\"$FROST\" render a.frost --json"));
    assert!(!err(&output).contains(KEY), "{}", err(&output));
    assert_eq!(summary(output)["ordered"].as_u64(), Some(2));
    assert_eq!(fake.sold().len(), 2);
    // Not in the project, not in the keyring's own file, which is encrypted.
    studio::no_key_in(path);
    assert!(walk(home.path()) > 0, "there is no keyring on disk");
    // The environment comes first.
    let asked = fake.0.lock().unwrap().asked.len();
    let output = on_a_bus(path, home.path(), &format!("{OPEN}{FORGET}STUDIO_KEY=sk-another \"$FROST\" doctor"));
    assert!(out(&output).contains("Incorrect API key") && fake.0.lock().unwrap().asked.len() == asked + 1, "{}", out(&output));
}

#[test]
#[ignore = "wants a keyring"]
fn a_keyring_that_is_locked_or_not_there_has_no_key_and_holds_nobody_up() {
    let (fake, base) = Fake::start();
    let folder = project(&base, PICTURES);
    let path = folder.path();
    let home = tempfile::tempdir().unwrap();
    let output = on_a_bus(path, home.path(), &format!("{OPEN}{STORE}{FORGET}\"$FROST\" doctor"));
    assert!(out(&output).contains("takes the key"), "{}{}", out(&output), err(&output));
    let asked = fake.0.lock().unwrap().asked.len();
    let start = Instant::now();
    // Nobody opens it, and there is nobody who could be asked to.
    let locked = on_a_bus(path, home.path(), &format!("gnome-keyring-daemon --start --components=secrets > /dev/null\n{FORGET}\"$FROST\" render a.frost"));
    let none = on_a_bus(path, home.path(), &format!("{FORGET}DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent \"$FROST\" render a.frost"));
    for output in [locked, none] {
        assert!(output.status.code() == Some(1) && err(&output).contains("there is no key"), "{}", err(&output));
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(fake.0.lock().unwrap().asked.len(), asked);
}

/// How many files of a keyring lie below a folder; none of them holds the key.
fn walk(folder: &Path) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found += walk(&entry.path());
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(!bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes()), "{} holds the key", entry.path().display());
            found += usize::from(entry.path().extension().is_some_and(|e| e == "keyring"));
        }
    }
    found
}
