//! The editors' grammars against the compiler: every example and every case of the suite, word by word.
//! tree-sitter is asked here; `FROST_WORDS=file` writes what the compiler says, for grammars that are asked elsewhere.

mod scripts;

use std::path::{Path, PathBuf};
use std::process::Command;

use frost::diagnostics::Severity;
use frost::source::FileId;
use frost::syntax::classes::{Token, classes};

/// A text, where it is from, and its words with their classes; words of lines that have a problem are left out.
struct Script {
    from: String,
    text: String,
    words: Vec<(usize, usize, Token)>,
    clean: bool,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn frost_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            frost_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "frost") {
            out.push(path);
        }
    }
}

/// Runs of characters between blanks and commas, from their first letter or digit on.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '\u{feff}')) {
        if let Some(first) = part.find(char::is_alphanumeric) {
            out.push((at + first, at + part.len()));
        }
        at += part.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

fn script(from: String, text: &str) -> Script {
    let text = scripts::files(text).0;
    let parse = frost::syntax::parse(FileId(0), &text, &Default::default());
    let classed = classes(&parse.root, &text);
    let line_of = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count();
    let checked = scripts::check(&text).problems;
    let wrong = checked.iter().filter(|p| p.severity == Severity::Error && p.span.file == FileId(0));
    let spoken_of: Vec<(usize, usize)> = parse.problems.iter().chain(wrong).map(|p| (line_of(p.span.start as usize), line_of((p.span.end as usize).saturating_sub(1)))).collect();
    let words = words(&text)
        .into_iter()
        .filter(|(start, _)| !spoken_of.iter().any(|(first, last)| (*first..=(*last).max(*first)).contains(&line_of(*start))))
        .filter_map(|(start, end)| classed.iter().find(|c| c.start <= start && start < c.end).map(|c| (start, end, c.token)))
        .filter(|(_, _, token)| *token != Token::Unknown)
        .collect();
    Script { from, text, words, clean: parse.problems.is_empty() }
}

fn scripts() -> Vec<Script> {
    let mut out = Vec::new();
    let mut files = Vec::new();
    frost_files(&root().join("examples"), &mut files);
    for path in files {
        out.push(script(path.strip_prefix(root()).unwrap().display().to_string(), &std::fs::read_to_string(&path).unwrap()));
    }
    let mut files = Vec::new();
    frost_files(&root().join("tests/suite"), &mut files);
    for path in files {
        let all = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in all.split("//# ").skip(1) {
            let (title, text) = case.split_once('\n').unwrap_or((case, ""));
            // Expectations are no part of a script: behind prose they would be prose.
            let text: String = text.lines().map(|l| l.split("//~").next().unwrap_or("").trim_end().to_string() + "\n").collect();
            out.push(script(format!("{name}: {title}"), &text));
        }
    }
    out
}

fn language() -> (libloading::Library, tree_sitter::Language) {
    let source = root().join("editors/tree-sitter-frost/src");
    let library = std::env::temp_dir().join(format!("tree-sitter-frost-{}.so", std::process::id()));
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    let done = Command::new(compiler)
        .args(["-shared", "-fPIC", "-O1", "-std=c11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-Wno-unused-but-set-variable", "-I"])
        .arg(&source)
        .arg(source.join("scanner.c"))
        .arg(source.join("parser.c"))
        .arg("-o")
        .arg(&library)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // SAFETY: the library was built just now from the grammar's own sources, and outlives the language.
    unsafe {
        let loaded = libloading::Library::new(&library).unwrap();
        let make: libloading::Symbol<unsafe extern "C" fn() -> *const tree_sitter::ffi::TSLanguage> = loaded.get(b"tree_sitter_frost").unwrap();
            let language = tree_sitter::Language::from_raw(make());
        let _ = std::fs::remove_file(&library);
        (loaded, language)
    }
}

/// What a node of tree-sitter is, in the compiler's classes.
fn class_of(node: tree_sitter::Node) -> Option<&'static str> {
    let mut at = Some(node);
    while let Some(node) = at {
        let class = match node.kind() {
            "keyword" | "size" | "move" | "light" | "modifier" | "joint" | "name" | "reference" | "param" | "string" | "number" | "colour" | "text" | "label" | "comment" | "note" | "extension" | "cue" | "dialogue"
            | "parenthetical" | "action" | "unknown" => Some(node.kind()),
            "prose" => Some("prose"),
            "angle" => Some("camera"),
            "position" => Some("stage"),
            "transition_word" => Some("transition"),
            "prefix" | "place" | "time" => Some("heading"),
            "person" => Some("cue"),
            _ => None,
        };
        if let Some(class) = class {
            return Some(Token::ALL.into_iter().map(Token::name).find(|n| *n == class).unwrap());
        }
        at = node.parent();
    }
    None
}

#[test]
fn tree_sitter_reads_every_script_as_the_compiler_does() {
    let (_library, language) = language();
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&language).unwrap();
    let scripts = scripts();
    let (mut count, mut wrong) = (0, Vec::new());
    for script in &scripts {
        let tree = parser.parse(&script.text, None).unwrap();
        if script.clean && tree.root_node().has_error() {
            wrong.push(format!("{}: an error where the compiler has none: {}", script.from, tree.root_node().to_sexp()));
        }
        for (start, end, token) in &script.words {
            count += 1;
            let node = tree.root_node().descendant_for_byte_range(*start, *start + 1).unwrap();
            let class = class_of(node);
            if class != Some(token.name()) {
                let line = script.text[..*start].matches('\n').count();
                wrong.push(format!("{}:{} `{}` is {} and not {:?}: {}", script.from, line + 1, &script.text[*start..*end], token.name(), class, script.text.lines().nth(line).unwrap_or("")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} words in {} scripts:\n{}", wrong.len(), scripts.len(), wrong.iter().take(if std::env::var_os("FROST_ALL").is_some() { usize::MAX } else { 60 }).cloned().collect::<Vec<_>>().join("\n"));
    assert!(count > 10_000, "only {count} words");
}

#[test]
fn what_the_compiler_says_can_be_written_down() {
    let all: Vec<serde_json::Value> = scripts()
        .iter()
        .map(|s| {
            let utf16 = |at: usize| s.text[s.text[..at].rfind('\n').map_or(0, |i| i + 1)..at].encode_utf16().count();
            let words: Vec<serde_json::Value> = s.words.iter().map(|(start, end, token)| serde_json::json!([s.text[..*start].matches('\n').count(), utf16(*start), &s.text[*start..*end], token.name()])).collect();
            serde_json::json!({ "from": s.from, "text": s.text, "words": words })
        })
        .collect();
    assert!(!all.is_empty());
    if let Some(path) = std::env::var_os("FROST_WORDS") {
        std::fs::write(path, serde_json::to_string(&all).unwrap()).unwrap();
    }
}
