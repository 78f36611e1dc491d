//! The reference: every script in it is compiled, and its tables are written from the compiler's own.
//! A block is clean unless its fence names what it raises: ```` ```frost,error[presence] ````.

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
            let mut wanted: Vec<String> = fence.split(',').skip(1).map(str::to_string).collect();
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
    for (name, text) in [("words.md", words()), ("problems.md", problems())] {
        let path = folder().join(name);
        if std::env::var_os("FROST_WRITE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "{name} is stale: run FROST_WRITE=1 cargo test generated");
    }
}
