//! The reference: every script in it is compiled, every command in it is run, and its tables are written from the
//! compiler's own. A script is clean unless its fence names what it raises: ```` ```frost,error[presence] ````. A fence
//! that names a file, as ```` ```frost,tea.frost ````, puts it where the page's `console` blocks are run, in their order.

mod scripts;

use std::fmt::Write;
use std::path::PathBuf;

use frost::diagnostics::{Code, explain};
use frost::syntax::vocabulary::{Class, of};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/book/src"))
}

fn pages() -> Vec<(String, String)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    paths.sort();
    paths.iter().map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn every_script_of_the_book_raises_what_its_fence_says() {
    let (mut wrong, mut tried) = (String::new(), 0);
    for (page, text) in pages().iter().filter(|(page, _)| page != "problems.md") {
        for block in text.split("```frost").skip(1) {
            let (fence, rest) = block.split_once('\n').unwrap();
            let script = rest.split("```").next().unwrap();
            let mut wanted: Vec<String> = fence.split(',').skip(1).filter(|f| f.contains('[')).map(str::to_string).collect();
            let mut found: Vec<String> = scripts::check(script).problems.iter().filter(|p| p.severity > frost::diagnostics::Severity::Info).map(|p| format!("{}[{}]", p.severity.name(), p.code.name())).collect();
            wanted.sort();
            found.sort();
            tried += 1;
            if wanted != found {
                let _ = writeln!(wrong, "{page}: wanted {wanted:?}, found {found:?}\n{script}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tried > 25, "{tried}");
}

#[test]
fn every_page_is_in_the_summary_and_every_link_leads_somewhere() {
    let pages = pages();
    let summary = &pages.iter().find(|(name, _)| name == "SUMMARY.md").unwrap().1;
    for (name, text) in &pages {
        assert!(name == "SUMMARY.md" || summary.contains(&format!("({name})")), "{name} is not in the summary");
        for link in text.split("](").skip(1).filter_map(|l| l.split(')').next()).filter(|l| l.ends_with(".md")) {
            assert!(pages.iter().any(|(page, _)| page == link), "{name} links to {link}");
        }
    }
}

fn words() -> String {
    let mut out = String::from("# All words\n\nWritten from the compiler's own table (`FROST_WRITE=1 cargo test generated`). Words are read in any case, hours in capitals.\n");
    for class in Class::ALL {
        let name = class.name();
        let _ = write!(out, "\n## {}{}\n\n| word | also | means |\n| --- | --- | --- |\n", name[..1].to_uppercase(), &name[1..]);
        for word in of(class) {
            let also: Vec<String> = word.also.iter().map(|w| format!("`{w}`")).collect();
            let _ = writeln!(out, "| `{}` | {} | {} |", word.word, also.join(" "), word.meaning.replace('|', "\\|"));
        }
    }
    out
}

fn drawn() -> String {
    let mut out = String::from(
        "# What the theatre draws\n\nWritten from the theatre's own tables (`FROST_WRITE=1 cargo test generated`). The embedded theatre reads the `look` of places, people and props, and the words of things in quotes: these have a shape, and so have their plurals. \
         A thing of which no word is here is drawn as a plain box, and `frost check` says so (`not-drawn`); `frost check --shapes` sorts the words of a film. A provider of pictures draws what it is told.\n",
    );
    for chapter in frost::backends::paper::shapes::catalogue() {
        let _ = write!(out, "\n## {}\n\n| drawn | words |\n| --- | --- |\n", chapter.title);
        for (name, words) in chapter.shapes {
            let _ = writeln!(out, "| {name} | {} |", words.join(", "));
        }
    }
    out
}

fn problems() -> String {
    let mut out = String::from("# All problems\n\nWritten from the pages of `frost explain` (`FROST_WRITE=1 cargo test generated`). Rules can be waived with `allow` and set in `frost.toml`.\n\n| code | level | rule |\n| --- | --- | --- |\n");
    for code in Code::ALL {
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} | {2} |", code.name(), code.severity().name(), if code.is_rule() { "yes" } else { "" });
    }
    for code in Code::ALL {
        let page = explain(*code).replace("\n## ", "\n#### ");
        let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
        let _ = write!(out, "\n<a id=\"{0}\"></a>\n\n## `{0}`: {1}\n{2}", code.name(), title.trim_start_matches("# "), rest.trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn generated_pages_are_fresh() {
    for (name, text) in [("words.md", words()), ("problems.md", problems()), ("drawn.md", drawn())] {
        let path = folder().join(name);
        if std::env::var_os("FROST_WRITE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "{name} is stale: run FROST_WRITE=1 cargo test generated");
    }
}

/// The fences of a page: what stands behind the marks, and the bytes of what stands between them.
fn fences(text: &str) -> Vec<(&str, std::ops::Range<usize>)> {
    let (mut out, mut open, mut at) = (Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some((info, start))) => out.push((info, start..at)),
            (Some(info), None) => open = Some((info.trim_end(), at + line.len())),
            (None, before) => open = before,
        }
        at += line.len();
    }
    out
}

/// What a page's commands print, in a folder that holds the files which the page shows.
fn page_as_run(page: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (mut out, mut at) = (String::new(), 0);
    for (info, body) in fences(text) {
        let (kind, named) = info.split_once(',').unwrap_or((info, ""));
        if let Some(file) = named.split(',').find(|f| !f.contains('[') && f.contains('.')) {
            let (main, others) = scripts::files(&text[body.clone()]);
            std::fs::write(folder.path().join(file), main).unwrap();
            for (name, other) in others.0 {
                std::fs::write(folder.path().join(name), other).unwrap();
            }
        }
        if kind != "console" {
            continue;
        }
        out.push_str(&text[at..body.start]);
        for command in text[body.clone()].lines().filter_map(|l| l.strip_prefix("$ ")) {
            let _ = writeln!(out, "$ {command}");
            out.push_str(&run(folder.path(), command, page));
        }
        at = body.end;
    }
    out.push_str(&text[at..]);
    out
}

fn run(folder: &std::path::Path, command: &str, page: &str) -> String {
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_frost"));
    let path = format!("{}:{}", bin.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let output = std::process::Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "100")
        .env_remove("FROST_CACHE")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    // The folder has another name in every run.
    let text = [folder.canonicalize().unwrap().as_path(), folder].iter().fold(text, |text, path| text.replace(&path.display().to_string(), "/films"));
    assert!(!text.contains("```"), "{page}: `{command}` prints a fence");
    let text: String = text.lines().map(|l| l.trim_end().to_string() + "\n").collect();
    if text.starts_with('{') && text.ends_with("}\n") && text.lines().count() == 1 { laid_out(&text) } else { text }
}

/// One line of JSON over many, in its own order.
fn laid_out(json: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped, mut last) = (String::new(), 0_usize, false, false, ' ');
    for c in json.trim_end().chars() {
        let step = |out: &mut String, depth: usize| out.push_str(&format!("\n{}", "  ".repeat(depth)));
        match c {
            _ if quoted => {}
            '}' | ']' => {
                depth -= 1;
                if !matches!(last, '{' | '[') {
                    step(&mut out, depth);
                }
            }
            _ if matches!(last, '{' | '[' | ',') => step(&mut out, depth),
            _ => {}
        }
        out.push(c);
        match c {
            '"' if !escaped => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            ':' if !quoted => out.push(' '),
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        last = if quoted { '"' } else { c };
    }
    out.push('\n');
    out
}

#[test]
fn generated_output_of_every_command_is_fresh() {
    let mut stale = Vec::new();
    for (page, text) in pages().iter().filter(|(page, _)| !matches!(page.as_str(), "words.md" | "problems.md")) {
        let run = page_as_run(page, text);
        if run == *text {
            continue;
        }
        if std::env::var_os("FROST_WRITE").is_some() {
            std::fs::write(folder().join(page), &run).unwrap();
        } else {
            let differ = run.lines().zip(text.lines()).find(|(a, b)| a != b);
            stale.push(format!("{page}: {differ:?}"));
        }
    }
    assert!(stale.is_empty(), "run FROST_WRITE=1 cargo test generated\n{}", stale.join("\n"));
}
