//! The Vim syntax: a region for each form of statement, so that a word is what it is in its own place.

use super::forms::{FORMS, openers};
use super::{PROSE, any};
use crate::syntax::classes::Token;
use crate::syntax::vocabulary::{Class, spellings};

/// Classes of words and the groups that colour schemes know.
const LINKS: [(Token, &str); 22] = [
    (Token::Comment, "Comment"),
    (Token::Note, "Comment"),
    (Token::Heading, "Title"),
    (Token::Label, "Tag"),
    (Token::Cue, "Function"),
    (Token::Extension, "Special"),
    (Token::Parenthetical, "Special"),
    (Token::Prose, "String"),
    (Token::Keyword, "Statement"),
    (Token::Transition, "PreProc"),
    (Token::Size, "Keyword"),
    (Token::Camera, "Constant"),
    (Token::Move, "Function"),
    (Token::Light, "Constant"),
    (Token::Stage, "Constant"),
    (Token::Modifier, "Constant"),
    (Token::Joint, "Operator"),
    (Token::Name, "Type"),
    (Token::Param, "Identifier"),
    (Token::String, "String"),
    (Token::Number, "Number"),
    (Token::Colour, "Constant"),
];

/// `frostMove`.
fn group(token: Token) -> String {
    let name = token.name();
    format!("frost{}{}", name[..1].to_uppercase(), &name[1..])
}

/// `editors/vim/syntax/frost.vim`.
pub fn vim() -> String {
    let alternatives = |words: String| words.replace('|', "\\|");
    let mut out = String::from(
        "\" Vim syntax for Frost.\n\" Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\nif exists('b:current_syntax')\n  finish\nendif\n\nsyntax case match\nsyntax spell toplevel\nsyntax sync minlines=60\n\n",
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    // Of matches that begin at one place the last defined wins.
    line("syntax region frostCueBlock start=/^\\z(\\s\\+\\)\\%(@.*\\|\\%([^[:lower:](]*[[:upper:]]\\)[^[:lower:](]*[^[:lower:](.!?:,[:space:]-]\\)\\%(\\s*([^)]*)\\)*\\s*^\\?\\s*$/ end=/^\\%(\\z1\\s\\)\\@!\\ze\\s*\\S/me=s-1 keepend contains=frostCue,frostParenthetical,frostDialogue,frostComment".into());
    line("syntax match frostCue /^\\s\\+\\%(@.*\\|\\%([^[:lower:](]*[[:upper:]]\\)[^[:lower:](]*\\)\\%(\\s*([^)]*)\\)*\\s*^\\?\\s*$/ contained nextgroup=frostDialogue skipnl contains=frostExtension".into());
    line("syntax match frostDialogue /^\\s\\+\\S.*$/ contained nextgroup=frostDialogue skipnl skipempty contains=frostParenthetical,frostNote,frostParam,@Spell".into());
    line("syntax match frostExtension /([^)]*)/ contained".into());
    line("syntax match frostParenthetical /^\\s\\+(.*)\\s*$/ contained".into());
    line("syntax match frostHeading /^\\s*\\%(INT\\|EXT\\|EST\\|I\\/E\\|E\\/I\\|int\\|ext\\|est\\)\\%(\\.\\|\\/\\|\\s\\).*$/ contains=frostLabel,frostParam".into());
    line(format!("syntax match frostProse /^\\s*\\%({}\\)\\>.*\\%(\\n\\s\\{{8,}}\\S.*\\)*$/ contains=frostKeyword,frostNote,frostParam,@Spell", PROSE.join("\\|")));
    line(format!("syntax match frostKeyword /^\\s*\\zs\\%({}\\)\\>/ contained", PROSE.join("\\|")));
    line(format!(
        "syntax region frostLineTransition matchgroup=frostTransition start=/^\\s*\\%({}\\)\\%(\\s*$\\|\\ze\\s\\+[0-9#]\\|\\ze\\s\\+\\%(to\\|from\\)\\s\\|\\ze:\\)/ end=/$/ oneline contains=@frostValues,frostJointTransition",
        alternatives(any(spellings(&[Class::Transition])))
    ));
    line("syntax match frostTransition /^\\s*>\\?\\s*\\%([A-Z][A-Z -]* TO:\\|FADE IN[.:]\\?\\|FADE OUT[.:]\\?\\|FADE TO BLACK[.:]\\?\\)\\s*$/".into());
    line("syntax cluster frostValues contains=frostName,frostNumber,frostColour,frostLabel,frostString,frostParam,frostComment".into());
    line("syntax match frostName /\\<\\u[[:alnum:]_.-]*\\%(\\s\\u[[:alnum:]_.-]*\\)*/ contained".into());
    let all = openers();
    for form in &FORMS {
        let title = format!("{}{}", form.name[..1].to_uppercase(), &form.name[1..]);
        let spelt = form.spellings();
        let mut groups = vec!["@frostValues".to_string()];
        // The longest are defined last, and so win.
        for token in Token::ALL {
            let own = any(spelt.iter().filter(|(t, _)| *t == token).map(|(_, w)| *w));
            if own.is_empty() {
                continue;
            }
            let name = format!("{}{title}", group(token));
            let fold = if form.name == "stage" || token == Token::Joint { "" } else { "\\c" };
            line(format!("syntax match {name} /{fold}\\<\\%({}\\)\\>-\\@!/ contained", alternatives(own)));
            line(format!("highlight default link {name} {}", group(token)));
            groups.push(name);
        }
        let words = any(all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name)).map(|o| o.word));
        if form.name == "transition" {
            line("syntax region frostLineBlack matchgroup=frostKeyword start=/^\\s*\\zsblack\\>/ end=/$/ oneline contains=@frostValues".into());
        } else if form.name == "name" {
            // Music and sound are declared at the margin only.
            let scene = any(words.split('|').filter(|w| !matches!(*w, "music" | "sound")).map(|w| all.iter().find(|o| o.word == w).map_or("", |o| o.word)));
            line(format!("syntax region frostLine{title} matchgroup=frostKeyword start=/^\\s*\\zs\\%({}\\)\\>-\\@!/ start=/^\\%(music\\|sound\\)\\>/ end=/$/ oneline contains={}", alternatives(scene), groups.join(",")));
        } else {
            let start = if form.name == "sound" { "^\\s\\+" } else { "^\\s*" };
            line(format!("syntax region frostLine{title} matchgroup=frostKeyword start=/{start}\\zs\\%({}\\)\\>-\\@!/ skip=/,\\s*\\n/ end=/$/ contains={}", alternatives(words), groups.join(",")));
        }
    }
    line("syntax match frostNumber /[-+]\\?\\<\\d\\+\\%(\\.\\d\\+\\)\\?\\%(\\s\\?\\%(seconds\\?\\|secs\\?\\|minutes\\?\\|mins\\?\\|frames\\?\\|bars\\?\\|bpm\\|degrees\\?\\|deg\\|met\\%(re\\|er\\)s\\?\\|mm\\|ms\\|dB\\|K\\|s\\|f\\|m\\)\\>\\|\\s\\?%\\)\\?/ contained".into());
    line("syntax match frostNumber /\\<\\d\\+x\\d\\+\\>\\|\\<[fF]\\/\\d\\+\\%(\\.\\d\\+\\)\\?\\|\\<\\d\\d:\\d\\d:\\d\\d[:;]\\d\\d\\>/ contained".into());
    line("syntax match frostColour /#\\x\\{6}\\>\\|#\\x\\{3}\\>/ contained".into());
    line("syntax match frostLabel /#\\%(\\x\\{6}\\>\\)\\@![^# ]\\+#/ contained".into());
    line("syntax region frostString start=/[\"“]/ skip=/\\\\./ end=/[\"”]/ oneline contained contains=frostParam".into());
    line("syntax match frostParam /\\\\\\@<!{[a-z][a-z0-9_-]*}/".into());
    line("syntax region frostNote start=/\\[\\[/ end=/\\]\\]/".into());
    line("syntax match frostComment /\\%(^\\|\\s\\)\\zs\\/\\/.*$/ contained contains=@Spell".into());
    line("syntax match frostComment /^\\s*\\/\\/.*$/ contains=@Spell".into());
    line("syntax region frostComment start=/^\\s*\\/\\*/ end=/\\*\\/\\s*$/ contains=@Spell".into());
    out.push('\n');
    for (token, to) in LINKS {
        out.push_str(&format!("highlight default link {} {to}\n", group(token)));
    }
    out.push_str("\nlet b:current_syntax = 'frost'\n");
    out
}
