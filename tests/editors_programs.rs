//! The editors themselves, without a screen: what they make of Frost. `make test` installs them; `FROST_EDITORS=here` tries
//! only those that are there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether the editor is to be tried. One that is missing is a failure, or nobody would see that it was never tried.
fn here(program: &str) -> bool {
    let there = Command::new(program).arg(if program == "kak" { "-version" } else { "--version" }).stdin(Stdio::null()).output().is_ok();
    let passed_over = std::env::var("FROST_EDITORS").as_deref() == Ok("here");
    assert!(there || passed_over, "`{program}` is not on this machine: `sh .ci/setup editors` installs it, and FROST_EDITORS=here passes over what is missing");
    there
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A home of its own, so that nobody's settings count; an editor that waits for somebody is ended after two minutes.
fn run(program: &str, home: &Path, arguments: &[&str], environment: &[(&str, &Path)]) -> Output {
    let mut command = Command::new("timeout");
    command.args(["120", program]).args(arguments).current_dir(root()).stdin(Stdio::null());
    command.env("HOME", home).env("XDG_CONFIG_HOME", home).env("XDG_DATA_HOME", home).env("XDG_CACHE_HOME", home).env("TERM", "dumb");
    for (name, value) in environment {
        command.env(name, value);
    }
    command.output().unwrap()
}

#[test]
fn vim_colours_and_indents() {
    if !here("vim") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("wrong");
    let output = run("vim", home.path(), &["-Nu", "NONE", "-es", "-S", "editors/vim/tests/all.vim"], &[("FROST_OUT", &out)]);
    let wrong = std::fs::read_to_string(&out).unwrap_or_else(|_| format!("nothing was written: {}", said(&output)));
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn emacs_colours_indents_and_lists() {
    if !here("emacs") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let output = run("emacs", home.path(), &["-Q", "--batch", "-L", "editors/emacs", "-l", "editors/emacs/frost-mode-tests.el", "-f", "ert-run-tests-batch-and-exit"], &[]);
    assert!(output.status.success(), "{}", said(&output));
}

/// A test of the Neovim plugin, in a copy of it, for it builds its parser beside itself.
fn neovim(test: &str) -> Option<String> {
    if !here("nvim") {
        return None;
    }
    let home = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").args(["-rL"]).arg(root().join("editors/nvim")).arg(root().join("editors/tree-sitter-frost")).arg(home.path()).status().unwrap();
    assert!(copied.success());
    let script = home.path().join("film.frost");
    std::fs::copy(root().join("examples/four-minutes-slow.frost"), &script).unwrap();
    std::fs::create_dir(home.path().join("lib")).unwrap();
    std::fs::copy(root().join("examples/lib/paper.frost"), home.path().join("lib/paper.frost")).unwrap();
    let run_it = format!("lua local ok, why = pcall(dofile, '{}'); if not ok then io.stderr:write(tostring(why) .. '\\n') vim.cmd('cq') end", root().join(test).display());
    let plugin = home.path().join("nvim");
    let output = run("nvim", home.path(), &["--headless", "-u", "NONE", "-c", &run_it], &[("FROST_SCRIPT", &script), ("FROST_NVIM", &plugin), ("FROST_COMMAND", Path::new(env!("CARGO_BIN_EXE_frost")))]);
    assert!(output.status.success(), "{}", said(&output));
    Some(said(&output))
}

#[test]
fn neovim_colours_and_indents_by_the_parser_that_it_builds() {
    let Some(said) = neovim("editors/nvim/tests/colours.lua") else { return };
    assert!(said.trim_end().ends_with("fine"), "{said}");
    for capture in ["keyword", "type.builtin", "method", "operator", "number", "function", "constant", "comment", "variable"] {
        assert!(said.lines().any(|l| l.ends_with(&format!(" {capture}"))), "no {capture}");
    }
}

#[test]
fn neovim_gets_problems_and_fixes_from_the_server() {
    let Some(said) = neovim("editors/nvim/tests/server.lua") else { return };
    assert!(said.trim_end().ends_with("fine"), "{said}");
}
