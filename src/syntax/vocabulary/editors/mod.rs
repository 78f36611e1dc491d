//! Word lists for editors: a TextMate grammar and a Vim syntax, written from the table, so that no editor knows another
//! language than the compiler.

mod forms;
mod scanner;
mod textmate;

use super::{Class, of, spellings};
pub use scanner::words_h;
pub use textmate::{scope, textmate};

/// Words that open a statement whose value is typed, and those whose value is prose.
const PROSE: [&str; 4] = ["look", "avoid", "mood", "voice"];
const STATEMENTS: [Class; 6] = [Class::Margin, Class::FilmProperty, Class::StyleProperty, Class::EntityProperty, Class::SceneStatement, Class::ShotStatement];

/// What words are inside statements, and the scope that themes colour them by.
const GROUPS: [(&str, &[Class]); 6] = [
    ("support.type.size", &[Class::Size, Class::Role, Class::Count]),
    ("support.constant.camera", &[Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed]),
    ("support.function.move", &[Class::Move]),
    ("support.constant.light", &[Class::LightKey, Class::LightQuality, Class::LightDirection, Class::LightPattern, Class::LightSource, Class::LightFlag, Class::Temperature, Class::Weather, Class::Amount, Class::Grain]),
    ("support.constant.stage", &[Class::Place, Class::Distance, Class::Bearing, Class::Posture]),
    ("storage.modifier", &[Class::Pace, Class::Ease, Class::TextPlace, Class::Runtime, Class::VoicePace, Class::Fit]),
];

/// Small words of the line grammar that are no rows of the table.
const JOINTS: [&str; 30] = [
    "on", "over", "pov of", "pov", "and", "from", "to", "then", "with", "for", "until scene end", "until shot end", "until film end", "facing", "enters", "exits", "crosses to", "crosses", "turns", "looks at", "looks", "holds", "drops", "wears", "in", "off",
    "reverse of", "omit", "spoken", "mute",
];

fn statements() -> Vec<&'static str> {
    let mut words: Vec<&str> = STATEMENTS.iter().flat_map(|c| of(*c)).map(|w| w.word).filter(|w| !PROSE.contains(w)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Alternatives of a pattern, the longest first.
fn any(words: impl IntoIterator<Item = &'static str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    words.dedup();
    words.iter().map(|w| w.replace('.', "\\.").replace('/', "\\/")).collect::<Vec<_>>().join("|")
}

const HEADING: &str = "(?:[Ii][Nn][Tt]\\.?\\/[Ee][Xx][Tt]|[Ee][Xx][Tt]\\.?\\/[Ii][Nn][Tt]|I\\/E|E\\/I|[Ii][Nn][Tt]|[Ee][Xx][Tt]|[Ee][Ss][Tt])(?:\\.|(?=\\s))";

/// `editors/vim/syntax/frost.vim`.
pub fn vim() -> String {
    let alternatives = |words: String| words.replace('|', "\\|");
    let mut out = String::from(
        "\" Vim syntax for Frost.\n\" Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\nif exists('b:current_syntax')\n  finish\nendif\n\nsyntax case match\nsyntax spell toplevel\n\n",
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line("syntax match frostCue /^\\s\\+\\%(@.*\\|\\%([^[:lower:](]*[[:upper:]]\\)[^[:lower:](]*\\)\\%(\\s*([^)]*)\\)*\\s*^\\?\\s*$/ contains=frostExtension".into());
    line("syntax match frostExtension /([^)]*)/ contained".into());
    line("syntax match frostParenthetical /^\\s\\+(.*)\\s*$/".into());
    line("syntax match frostHeading /^\\s*\\%(INT\\|EXT\\|EST\\|I\\/E\\|E\\/I\\|int\\|ext\\|est\\)\\%(\\.\\|\\/\\|\\s\\).*$/ contains=frostLabel,frostParam".into());
    line(format!("syntax match frostTransition /^\\s*\\%({}\\)\\%(\\s*$\\|\\s\\+[0-9#].*$\\|\\s\\+\\%(to\\|from\\)\\s.*$\\|:.*$\\)/ contains=frostNumber,frostColour,frostComment", alternatives(any(spellings(&[Class::Transition])))));
    line("syntax match frostTransition /^\\s*\\%([A-Z][A-Z -]* TO:\\|FADE IN[.:]\\?\\|FADE OUT[.:]\\?\\)\\s*$/".into());
    line(format!("syntax match frostProse /^\\s*\\%({}\\)\\>.*$/ contains=frostProperty,frostNote,frostParam,@Spell", PROSE.join("\\|")));
    line(format!("syntax match frostProperty /^\\s*\\zs\\%({}\\)\\>/ contained", PROSE.join("\\|")));
    line(format!("syntax region frostLine matchgroup=frostStatement start=/^\\s*\\zs\\%({}\\)\\>-\\@!/ end=/$/ oneline contains=@frostInside", alternatives(any(statements()))));
    for (scope, classes) in GROUPS {
        let name = group(scope);
        line(format!("syntax match {name} /\\c\\<\\%({}\\)\\>-\\@!/ contained", alternatives(any(spellings(classes)))));
    }
    line(format!("syntax match frostJoint /\\<\\%({}\\)\\>-\\@!/ contained", alternatives(any(JOINTS))));
    line("syntax match frostName /\\<\\u[[:alnum:]_.-]*\\%(\\s\\u[[:alnum:]_.-]*\\)*/ contained".into());
    line("syntax match frostNumber /[-+]\\?\\<\\d\\+\\%(\\.\\d\\+\\)\\?\\%(\\s\\?\\%(seconds\\?\\|secs\\?\\|minutes\\?\\|mins\\?\\|frames\\?\\|bars\\?\\|bpm\\|degrees\\?\\|deg\\|mm\\|ms\\|dB\\|K\\|s\\|f\\|m\\|%\\)\\)\\?/ contained".into());
    line("syntax match frostNumber /\\<\\d\\+x\\d\\+\\>\\|\\<[fF]\\/\\d\\+\\%(\\.\\d\\+\\)\\?\\|\\<\\d\\d:\\d\\d:\\d\\d[:;]\\d\\d\\>/ contained".into());
    line("syntax match frostColour /#\\x\\{6}\\>\\|#\\x\\{3}\\>/ contained".into());
    line("syntax match frostLabel /#[^#]\\+#/ contained".into());
    line("syntax region frostString start=/\"/ skip=/\\\\./ end=/\"/ oneline contained contains=frostParam".into());
    line("syntax match frostParam /\\\\\\@<!{[a-z][a-z0-9_-]*}/".into());
    line("syntax region frostNote start=/\\[\\[/ end=/\\]\\]/".into());
    line("syntax match frostComment /\\%(^\\|\\s\\)\\zs\\/\\/.*$/ contained contains=@Spell".into());
    line("syntax match frostComment /^\\s*\\/\\/.*$/ contains=@Spell".into());
    line("syntax region frostComment start=/^\\s*\\/\\*/ end=/\\*\\/\\s*$/ contains=@Spell".into());
    let groups: Vec<String> = GROUPS.iter().map(|(scope, _)| group(scope)).collect();
    line(format!("syntax cluster frostInside contains={},frostJoint,frostName,frostNumber,frostColour,frostLabel,frostString,frostParam,frostComment", groups.join(",")));
    out.push('\n');
    let links = [
        ("frostCue", "Function"), ("frostExtension", "Special"), ("frostParenthetical", "Special"), ("frostHeading", "Title"), ("frostTransition", "PreProc"), ("frostProse", "String"), ("frostProperty", "Statement"),
        ("frostStatement", "Statement"), ("frostJoint", "Operator"), ("frostName", "Type"), ("frostNumber", "Number"), ("frostColour", "Constant"), ("frostLabel", "Tag"), ("frostString", "String"), ("frostParam", "Identifier"),
        ("frostNote", "Comment"), ("frostComment", "Comment"),
    ];
    for (name, to) in links {
        out.push_str(&format!("highlight default link {name} {to}\n"));
    }
    for (scope, _) in GROUPS {
        out.push_str(&format!("highlight default link {} {}\n", group(scope), if scope.starts_with("support.type") { "Keyword" } else { "Constant" }));
    }
    out.push_str("\nlet b:current_syntax = 'frost'\n");
    out
}

/// `frostMove` of `support.function.move`.
fn group(scope: &str) -> String {
    let last = scope.rsplit('.').next().unwrap_or(scope);
    let mut chars = last.chars();
    format!("frost{}", chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_editor_grammars_are_fresh() {
        for (path, text) in [("editors/vscode/syntaxes/frost.tmLanguage.json", textmate()), ("editors/vim/syntax/frost.vim", vim()), ("editors/tree-sitter-frost/src/words.h", words_h())] {
            let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("FROST_WRITE").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "run FROST_WRITE=1 cargo test generated");
        }
    }

    #[test]
    fn every_word_of_a_statement_is_in_a_group() {
        let grouped: Vec<Class> = GROUPS.iter().flat_map(|(_, c)| c.iter().copied()).chain(STATEMENTS).chain([Class::Transition, Class::Hour, Class::Extension, Class::Part]).collect();
        for class in Class::ALL {
            assert!(grouped.contains(&class), "{}", class.name());
        }
    }
}
