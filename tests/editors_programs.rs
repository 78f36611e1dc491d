//! The editors themselves, without a screen: what they make of Frost. `make test` installs them; `FROST_EDITORS=here` tries
//! only those that are there.

mod scripts;
mod words;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use words::{place, root};

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

/// Asks an editor for what it makes of every word of the compiler's, as `[[…], …]`, one list a script.
fn agreed(editor: &str, of: &BTreeMap<&str, Vec<&str>>, said: &[Vec<String>]) -> f64 {
    let (mut count, mut same) = (0, 0);
    let mut wrong: BTreeMap<(String, String), (usize, String)> = BTreeMap::new();
    for (script, said) in words::all().iter().zip(said) {
        assert_eq!(script.words.len(), said.len(), "{}", script.from);
        for ((start, end, token), said) in script.words.iter().zip(said) {
            count += 1;
            if of.get(token.name()).is_some_and(|list| list.iter().any(|l| said.starts_with(l) && (!l.is_empty() || said.is_empty()))) {
                same += 1;
            } else {
                let line = place(&script.text, *start).0;
                let example = format!("{}: `{}` in {}", script.from, &script.text[*start..*end], script.text.lines().nth(line).unwrap_or(""));
                wrong.entry((token.name().into(), said.clone())).or_insert((0, example)).0 += 1;
            }
        }
    }
    let share = f64::from(same) / f64::from(count);
    println!("{editor}: {count} words, {:.2} % of the compiler's class", share * 100.0);
    let mut wrong: Vec<_> = wrong.into_iter().collect();
    wrong.sort_by_key(|(_, (times, _))| std::cmp::Reverse(*times));
    for ((token, said), (times, example)) in wrong.iter().take(25) {
        println!("  {times} {token} as `{said}`, as in {example}");
    }
    share
}

/// A syntax that reads line by line cannot know what lines below and other files make of a word.
const VIM: f64 = 0.985;
const KAKOUNE: f64 = 0.98;

#[test]
fn vim_reads_nearly_every_word_as_the_compiler_does() {
    if !here("vim") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let (asked, out) = (home.path().join("asked.json"), home.path().join("said.json"));
    let scripts: Vec<serde_json::Value> = words::all()
        .iter()
        .map(|s| {
            // Vim counts lines from 1, and columns in bytes from 1.
            let at = |start: usize| [s.text[..start].matches('\n').count() + 1, start - s.text[..start].rfind('\n').map_or(0, |i| i + 1) + 1];
            serde_json::json!({ "text": s.text.lines().collect::<Vec<_>>(), "words": s.words.iter().map(|w| at(w.0)).collect::<Vec<_>>() })
        })
        .collect();
    std::fs::write(&asked, serde_json::to_string(&scripts).unwrap()).unwrap();
    let output = run("vim", home.path(), &["-Nu", "NONE", "-es", "-S", "editors/vim/tests/words.vim"], &[("FROST_ASKED", &asked), ("FROST_OUT", &out)]);
    let text = std::fs::read_to_string(&out).unwrap_or_else(|_| panic!("nothing was written: {}", said(&output)));
    let answer: Vec<Vec<String>> = serde_json::from_str(&text).unwrap();
    let of = BTreeMap::from([
        ("comment", vec!["frostComment"]), ("note", vec!["frostNote"]), ("heading", vec!["frostHeading"]), ("label", vec!["frostLabel"]), ("cue", vec!["frostCue"]), ("extension", vec!["frostExtension"]),
        ("parenthetical", vec!["frostParenthetical"]), ("dialogue", vec!["frostDialogue"]), ("action", vec![""]), ("prose", vec!["frostProse"]), ("keyword", vec!["frostKeyword"]), ("transition", vec!["frostTransition"]),
        ("size", vec!["frostSize"]), ("camera", vec!["frostCamera"]), ("move", vec!["frostMove"]), ("light", vec!["frostLight"]), ("stage", vec!["frostStage"]), ("modifier", vec!["frostModifier"]), ("joint", vec!["frostJoint"]),
        ("name", vec!["frostName"]), ("reference", vec!["frostLine"]), ("param", vec!["frostParam"]), ("string", vec!["frostString"]), ("number", vec!["frostNumber"]), ("colour", vec!["frostColour"]), ("text", vec!["frostLine", "frostString"]),
    ]);
    let share = agreed("Vim", &of, &answer);
    assert!(share > VIM, "{share}");
}

/// What Kakoune shows of a script once `done` is content with it, cell by cell: the text and the face of each.
fn kakoune(text: &str, keys: &[&str], done: impl Fn(&[Vec<(String, String)>]) -> bool) -> Vec<Vec<(String, String)>> {
    // On a busy machine it may lose what it is sent; then it is asked again, and more slowly.
    let mut shown = Vec::new();
    for (seconds, pause) in [("10", 100), ("20", 300), ("40", 900), ("60", 2700), ("90", 8000)] {
        shown = kakoune_once(text, keys, (seconds, pause), &done);
        if done(&shown) {
            break;
        }
    }
    shown
}

fn kakoune_once(text: &str, keys: &[&str], (seconds, pause): (&str, u64), done: &impl Fn(&[Vec<(String, String)>]) -> bool) -> Vec<Vec<(String, String)>> {
    let home = tempfile::tempdir().unwrap();
    let script = home.path().join("film.frost");
    std::fs::write(&script, text).unwrap();
    // A colour of its own for each face.
    let faces: String = FACES.iter().enumerate().map(|(i, face)| format!("set-face global {face} rgb:0000{:02x}; ", i + 1)).collect();
    let begin = format!("source {}; edit {}; {faces}", root().join("editors/kakoune/frost.kak").display(), script.display());
    let mut child = Command::new("timeout")
        .args([seconds, "kak", "-ui", "json", "-e", &begin])
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("KAKOUNE_CONFIG_DIR", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut send = |method: &str, params: serde_json::Value| {
        std::thread::sleep(std::time::Duration::from_millis(pause));
        writeln!(input, "{}", serde_json::json!({ "jsonrpc": "2.0", "method": method, "params": params })).unwrap();
    };
    // Nothing is sent before it has drawn what was sent last: until it has drawn for the first time, and while it reads a
    // message, the next one is lost. So all keys are one message.
    let mut asked = [("resize", serde_json::json!([text.lines().count() + 4, 400])), ("keys", serde_json::json!(keys))].into_iter();
    let mut shown = Vec::new();
    for message in output.lines().map_while(Result::ok).filter_map(|l| serde_json::from_str::<serde_json::Value>(&l).ok()) {
        if message["method"] == "refresh"
            && let Some((method, params)) = asked.next()
        {
            send(method, params);
        }
        if message["method"] == "draw" {
            shown = message["params"][0].as_array().unwrap().iter().map(|line| line.as_array().unwrap().iter().map(cell).collect()).collect();
            if asked.len() == 0 && done(&shown) {
                break;
            }
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    shown
}

fn cell(atom: &serde_json::Value) -> (String, String) {
    let colour = atom["face"]["fg"].as_str().unwrap_or_default();
    let number = colour.strip_prefix("rgb:0000").or_else(|| colour.strip_prefix("#0000"));
    let face = number.and_then(|n| usize::from_str_radix(n, 16).ok()).and_then(|n| FACES.get(n.wrapping_sub(1)));
    (atom["contents"].as_str().unwrap_or_default().to_string(), face.map_or(String::new(), |f| f.to_string()))
}

const FACES: [&str; 12] = ["keyword", "type", "value", "function", "operator", "attribute", "string", "comment", "title", "meta", "variable", "builtin"];

#[test]
fn kakoune_colours_and_indents() {
    if !here("kak") {
        return;
    }
    // The cursor hides the colour of what it stands on: on an empty last line it hides nothing.
    let mut said = Vec::new();
    let scripts = words::all();
    let mut together = String::new();
    let mut first = Vec::new();
    for script in &scripts {
        // A script that leaves a comment or a note open would go on in the next one.
        first.push(together.lines().count());
        together.push_str(&script.text.replace('\r', " "));
        together.push_str("\n*/\n]]\n\n");
    }
    together.push('\n');
    let lines = together.lines().count();
    let shown = kakoune(&together, &["g", "e"], |shown| shown.len() >= lines);
    for (script, first) in scripts.iter().zip(first) {
        let of = |start: usize| {
            let (line, column) = place(&script.text, start);
            let mut at = 0;
            let cells = shown.get(first + line).into_iter().flatten();
            cells.into_iter().find(|(text, _)| { at += text.encode_utf16().count(); column < at }).map_or(String::from("nothing"), |(_, face)| face.clone())
        };
        said.push(script.words.iter().map(|w| of(w.0)).collect::<Vec<_>>());
    }
    let of = BTreeMap::from([
        ("comment", vec!["comment"]), ("note", vec!["comment"]), ("heading", vec!["title"]), ("label", vec!["title"]), ("cue", vec!["function"]), ("extension", vec!["meta"]), ("parenthetical", vec!["meta"]), ("dialogue", vec![""]),
        ("action", vec![""]), ("prose", vec!["string", ""]), ("keyword", vec!["keyword"]), ("transition", vec!["keyword"]), ("size", vec!["type"]), ("camera", vec!["value"]), ("move", vec!["function"]), ("light", vec!["value"]),
        ("stage", vec!["value"]), ("modifier", vec!["attribute"]), ("joint", vec!["operator"]), ("name", vec!["type"]), ("reference", vec![""]), ("param", vec!["variable"]), ("string", vec!["string"]), ("number", vec!["value"]),
        ("colour", vec!["value"]), ("text", vec!["", "string"]),
    ]);
    let share = agreed("Kakoune", &of, &said);
    assert!(share > KAKOUNE, "{share}");
    for (above, depth) in [("INT. HOUSE - DAY", 2), ("film \"X\"", 2), ("  shot wide", 4), ("  The rain.", 2), ("  style cold", 2), ("    MARA (V.O.)", 6), ("  stage MARA left", 2)] {
        let second = |shown: &[Vec<(String, String)>]| shown.get(1).into_iter().flatten().map(|(text, _)| text.as_str()).collect::<String>();
        let shown = kakoune(&format!("{above}\n"), &["o", "x"], |shown| second(shown).contains('x'));
        let line = second(&shown);
        assert_eq!(line.len() - line.trim_start().len(), depth, "under `{above}`: {shown:?}");
    }
}

#[test]
fn emacs_colours_indents_and_lists() {
    if !here("emacs") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let output = run("emacs", home.path(), &["-Q", "--batch", "-L", "editors/emacs", "-l", "editors/emacs/frost-mode-tests.el", "-f", "ert-run-tests-batch-and-exit"], &[("FROST_COMMAND", Path::new(env!("CARGO_BIN_EXE_frost")))]);
    assert!(output.status.success(), "{}", said(&output));
}

/// A test of the Neovim plugin, in a copy of it, for it builds its parser beside itself.
fn neovim(test: &str) -> Option<String> {
    if !here("nvim") {
        return None;
    }
    let home = tempfile::tempdir().unwrap();
    // Not where Neovim looks by itself.
    let editors = home.path().join("editors");
    std::fs::create_dir(&editors).unwrap();
    let copied = Command::new("cp").args(["-rL"]).arg(root().join("editors/nvim")).arg(root().join("editors/tree-sitter-frost")).arg(&editors).status().unwrap();
    assert!(copied.success());
    let script = home.path().join("film.frost");
    std::fs::copy(root().join("examples/four-minutes-slow.frost"), &script).unwrap();
    std::fs::create_dir(home.path().join("lib")).unwrap();
    std::fs::copy(root().join("examples/lib/paper.frost"), home.path().join("lib/paper.frost")).unwrap();
    let run_it = format!("lua local ok, why = pcall(dofile, '{}'); if not ok then io.stderr:write(tostring(why) .. '\\n') vim.cmd('cq') end", root().join(test).display());
    // A link, as its README makes one.
    let plugin = home.path().join("pack/frost/start/frost");
    std::fs::create_dir_all(plugin.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(editors.join("nvim"), &plugin).unwrap();
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
