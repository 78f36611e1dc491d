//! Word lists for editors, one file each, written from the table, so that no editor knows another language than the
//! compiler.

mod emacs;
mod forms;
mod kakoune;
mod scanner;
mod sublime;
mod textmate;
mod vim;

pub use emacs::emacs;
pub use kakoune::kakoune;
pub use scanner::words_h;
pub use sublime::sublime;
pub use textmate::{scope, textmate};
pub use vim::vim;

/// Words whose value is prose.
const PROSE: [&str; 4] = ["look", "avoid", "mood", "voice"];

/// Alternatives of a pattern, the longest first.
fn any(words: impl IntoIterator<Item = &'static str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    words.dedup();
    words.iter().map(|w| w.replace('.', "\\.")).collect::<Vec<_>>().join("|")
}

const HEADING: &str = "(?:[Ii][Nn][Tt]\\.?/[Ee][Xx][Tt]|[Ee][Xx][Tt]\\.?/[Ii][Nn][Tt]|I/E|E/I|[Ii][Nn][Tt]|[Ee][Xx][Tt]|[Ee][Ss][Tt])(?:\\.|(?=\\s))";
/// What may stand before it: indented, it begins in capitals or has its hour, or `Ext. 42 rings` would be one.
const INDENT: &str = "(?:[ \\t]+(?=INT|EXT|EST|I/E|E/I|.*\\s[-–—]\\s))?";

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "generated files are compared with what is kept, and written")]
mod tests {
    use super::*;

    #[test]
    fn generated_editor_grammars_are_fresh() {
        let files = [
            ("emacs/frost-words.el", emacs()),
            ("kakoune/frost.kak", kakoune()),
            ("sublime/Frost.sublime-syntax", sublime()),
            ("tree-sitter-frost/src/words.h", words_h()),
            ("vim/syntax/frost.vim", vim()),
            ("vscode/syntaxes/frost.tmLanguage.json", textmate()),
        ];
        for (path, text) in files {
            let path = format!("{}/editors/{path}", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("FROST_WRITE").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "run FROST_WRITE=1 cargo test generated");
        }
    }
}
