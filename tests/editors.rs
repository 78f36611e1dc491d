//! The editors' grammars against the compiler: every example and every case of the suite, word by word.
//! tree-sitter is asked here, and Sublime Text's syntax by way of syntect; `FROST_WORDS=file` writes what the compiler says, for
//! grammars that are asked elsewhere.

mod scripts;
mod words;

use std::process::Command;

use frost::syntax::classes::Token;
use words::{all, place, root};

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
    let scripts = all();
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
    let all: Vec<serde_json::Value> = all()
        .iter()
        .map(|s| {
            let word = |(start, end, token): &(usize, usize, Token)| {
                let (line, column) = place(&s.text, *start);
                serde_json::json!([line, column, &s.text[*start..*end], token.name()])
            };
            let words: Vec<serde_json::Value> = s.words.iter().map(word).collect();
            serde_json::json!({ "from": s.from, "text": s.text, "words": words })
        })
        .collect();
    assert!(!all.is_empty());
    if let Some(path) = std::env::var_os("FROST_WORDS") {
        std::fs::write(path, serde_json::to_string(&all).unwrap()).unwrap();
    }
}

/// The class of a word by the scopes that Sublime Text gives it, the innermost first.
fn scoped(scopes: &[String]) -> &'static str {
    let of = |scope: &String| match scope.as_str() {
        "keyword.control.heading.frost" => Some("heading"),
        "keyword.control.property.frost" => Some("keyword"),
        "comment.block.frost" => Some("comment"),
        "constant.character.escape.frost" => Some("string"),
        scope => Token::ALL.into_iter().find(|t| frost::syntax::vocabulary::editors::scope(*t) == scope).map(Token::name),
    };
    scopes.iter().rev().find_map(of).unwrap_or("none")
}

#[test]
fn sublime_text_reads_nearly_every_word_as_the_compiler_does() {
    use syntect::parsing::{ParseState, ScopeStack, SyntaxDefinition, SyntaxSetBuilder};
    let definition = std::fs::read_to_string(root().join("editors/sublime/Frost.sublime-syntax")).unwrap();
    let mut set = SyntaxSetBuilder::new();
    set.add(SyntaxDefinition::load_from_str(&definition, true, None).unwrap());
    let set = set.build();
    let (mut count, mut wrong) = (0, Vec::new());
    for script in all() {
        let mut state = ParseState::new(&set.syntaxes()[0]);
        let mut stack = ScopeStack::new();
        // The innermost classes of every byte.
        let mut classes: Vec<&str> = Vec::new();
        for line in script.text.split_inclusive('\n') {
            let ended = format!("{}\n", line.trim_end_matches(['\n', '\r']));
            let mut at = 0;
            let base = classes.len();
            let name = |stack: &ScopeStack| scoped(&stack.scopes.iter().map(|s| s.build_string()).collect::<Vec<_>>());
            for (offset, op) in state.parse_line(&ended, &set).unwrap() {
                if offset > at {
                    classes.extend(std::iter::repeat_n(name(&stack), offset.min(line.len()).saturating_sub(at)));
                    at = offset;
                }
                stack.apply(&op).unwrap();
            }
            let rest = name(&stack);
            classes.resize(base + line.len(), rest);
        }
        for (start, end, token) in &script.words {
            // Prose that nothing marks is left as it is.
            let plain = matches!(token, Token::Action | Token::Dialogue | Token::Text | Token::Reference);
            count += 1;
            if classes[*start] != token.name() && !(plain && classes[*start] == "none") {
                let line = place(&script.text, *start).0;
                wrong.push(format!("{}:{} `{}` is {} and not {}: {}", script.from, line + 1, &script.text[*start..*end], token.name(), classes[*start], script.text.lines().nth(line).unwrap_or("")));
            }
        }
    }
    let share = 1.0 - wrong.len() as f64 / f64::from(count);
    println!("{count} words, {:.2} % of the compiler's class", share * 100.0);
    assert!(count > 10_000 && share > SUBLIME, "{:.2} % of {count}:\n{}", share * 100.0, wrong.iter().take(if std::env::var_os("FROST_ALL").is_some() { usize::MAX } else { 60 }).cloned().collect::<Vec<_>>().join("\n"));
}

/// Its syntax tells no cue from capitals in action, and nothing of names that other files declare.
const SUBLIME: f64 = 0.985;

/// What a snippet of VS Code may become: one text for each choice of each stop, the others as they are.
fn written(body: &str) -> Vec<String> {
    let Some(at) = body.find('$') else { return vec![body.to_string()] };
    let (before, stop) = (&body[..at], &body[at + 1..]);
    let (inner, behind) = match stop.strip_prefix('{') {
        Some(stop) => stop.split_once('}').unwrap(),
        None => stop.split_at(stop.find(|c: char| !c.is_ascii_digit()).unwrap_or(stop.len())),
    };
    let choices: Vec<&str> = match (inner.split_once('|'), inner.split_once(':')) {
        (Some((_, list)), _) => list.trim_end_matches('|').split(',').collect(),
        (None, Some((_, text))) => vec![text],
        _ => vec![""],
    };
    // A stop that stands twice is the same text at both places.
    let number = inner.split([':', '|']).next().unwrap();
    choices.iter().flat_map(|choice| written(&behind.replace(&format!("${{{number}}}"), choice)).into_iter().map(move |rest| format!("{before}{choice}{rest}"))).collect()
}

#[test]
fn what_a_snippet_of_vs_code_writes_is_frost() {
    let file = std::fs::read_to_string(root().join("editors/vscode/snippets/frost.json")).unwrap();
    let snippets: std::collections::BTreeMap<String, serde_json::Value> = serde_json::from_str(&file).unwrap();
    // At the margin above scenes and between them, in a scene, and in a shot.
    let places = [("", ""), ("INT. ROOM - DAY\n  Dust.\n\n", ""), ("INT. ROOM - DAY\n", "  "), ("INT. ROOM - DAY\n  shot wide\n", "    ")];
    for (name, snippet) in &snippets {
        let body = snippet["body"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect::<Vec<_>>().join("\n");
        for text in written(&body) {
            let errors = |(above, indent): &(&str, &str)| {
                let script = format!("{above}{indent}{}\n\nINT. HALL - DAY\n  Dust.\n", text.trim_end().replace('\n', &format!("\n{indent}")));
                scripts::codes(&script).into_iter().filter(|(_, code)| code.starts_with("error")).map(|(line, code)| format!("{script}{line}: {code}")).collect::<Vec<_>>()
            };
            // It belongs where it fits.
            let wrong: Vec<_> = places.iter().map(errors).collect();
            assert!(wrong.iter().any(Vec::is_empty), "{name}: {wrong:#?}");
        }
    }
    assert!(snippets.len() >= 12);
}
