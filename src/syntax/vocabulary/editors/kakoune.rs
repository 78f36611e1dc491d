//! The Kakoune highlighter: a region for each form of statement.

use std::fmt::Write;

use super::forms::{FORMS, openers};
use super::{HEADING, PROSE, any};
use crate::syntax::classes::Token;
use crate::syntax::vocabulary::{Class, spellings};

fn face(token: Token) -> &'static str {
    match token {
        Token::Size => "type",
        Token::Move => "function",
        Token::Joint => "operator",
        Token::Transition => "keyword",
        Token::Modifier => "attribute",
        _ => "value",
    }
}

/// `editors/kakoune/frost.kak`.
pub fn kakoune() -> String {
    let mut out = String::from("# Frost for Kakoune.\n# Generated from the vocabulary table; `FROST_WRITE=1 cargo test generated` writes it anew.\n\n");
    out.push_str("hook global BufCreate .*[.]frost %{ set-option buffer filetype frost }\n\n");
    out.push_str("hook global WinSetOption filetype=frost %{\n  require-module frost\n  add-highlighter window/frost ref frost\n  # Kakoune's own scripts declare it, where they are loaded.\n  try %{ set-option buffer comment_line '//' }\n  set-option buffer indentwidth 2\n  hook window InsertChar \\n -group frost-indent frost-indent-on-new-line\n  hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/frost; remove-hooks window frost-.+ }\n}\n\n");
    out.push_str("provide-module frost %§\n\nadd-highlighter shared/frost regions\nadd-highlighter shared/frost/prose default-region group\n");
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!("add-highlighter shared/frost/prose/ regex '^\\h*({HEADING}\\h+\\S[^\\n]*)$' 1:title"));
    line("add-highlighter shared/frost/prose/ regex '^\\h+(@[^\\n]+|[^a-z\\n(]*[A-Z][^a-z\\n(]*)(\\([^)\\n]*\\)\\h*)*\\^?\\h*$' 1:function 2:meta".into());
    line("add-highlighter shared/frost/prose/ regex '^\\h+(\\([^\\n]*\\))\\h*$' 1:meta".into());
    line(format!("add-highlighter shared/frost/prose/ regex '^\\h*({})(?![\\w-])' 1:keyword", any(spellings(&[Class::Transition]))));
    line("add-highlighter shared/frost/prose/ regex '\\{[a-z][a-z0-9_-]*\\}' 0:variable".into());
    line("add-highlighter shared/frost/note region '\\[\\[' '\\]\\]' fill comment".into());
    line("add-highlighter shared/frost/comment region '^\\h*//' '$' fill comment".into());
    line("add-highlighter shared/frost/block-comment region '^\\h*/\\*' '\\*/[^\\n]*$' fill comment".into());
    line(format!("add-highlighter shared/frost/property region '^\\h*({})\\b' '$' group", PROSE.join("|")));
    line("add-highlighter shared/frost/property/ fill string".into());
    line(format!("add-highlighter shared/frost/property/ regex '^\\h*({})\\b' 1:keyword", PROSE.join("|")));
    let all = openers();
    for form in FORMS.iter().filter(|f| f.name != "transition") {
        let words = any(all.iter().filter(|o| o.form.is_some_and(|i| FORMS[i].name == form.name)).map(|o| o.word));
        line(format!("add-highlighter shared/frost/{} region '^\\h*({words})(?![\\w-])' '(?<!,)$' group", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '\\b[A-Z]\\w*(\\h[A-Z]\\w*)*' 0:type", form.name));
        let spelt = form.spellings();
        for token in Token::ALL {
            let own = any(spelt.iter().filter(|(t, _)| *t == token).map(|(_, w)| *w));
            if !own.is_empty() {
                line(format!("add-highlighter shared/frost/{}/ regex '(?<![\\w-])({own})(?![\\w-])' 0:{}", form.name, face(token)));
            }
        }
        line(format!("add-highlighter shared/frost/{}/ regex '(?<![\\w.])[-+]?\\d+([.:x/;]\\d+)*\\h?(seconds?|secs?|minutes?|mins?|frames?|bars?|bpm|degrees?|deg|met(re|er)s?|mm|ms|dB|LUFS|K|s|f|m|%)?(?!\\w)' 0:value", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '#([0-9a-fA-F]{{6}}|[0-9a-fA-F]{{3}})\\b' 0:value", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '\"[^\"\\n]*\"' 0:string", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '\\{{[a-z][a-z0-9_-]*\\}}' 0:variable", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '\\h//[^\\n]*' 0:comment", form.name));
        line(format!("add-highlighter shared/frost/{}/ regex '^\\h*({words})(?![\\w-])' 1:keyword", form.name));
    }
    let mut holds: Vec<&str> = all.iter().filter(|o| o.body.is_some() && o.word != "shot").map(|o| o.word).collect();
    holds.sort_unstable();
    holds.dedup();
    let opens = format!("({})(?![\\w-])|\\h*shot(?![\\w-])|\\h*{HEADING}\\h+\\S|\\h+@?[^a-z\\n(.!?:,]*[A-Z][^a-z\\n(.!?:,]*(\\([^)\\n]*\\)\\h*)*$", any(holds));
    let _ = write!(
        out,
        "\ndefine-command -hidden frost-indent-on-new-line %<\n  evaluate-commands -draft -itersel %<\n    # The depth of the line above, and two more under what holds deeper lines.\n    try %< execute-keys -draft <semicolon> K <a-&> >\n    try %< execute-keys -draft k x <a-k> '^(?:{opens})' <ret> j i <space><space> <esc> >\n  >\n>\n\n§\n"
    );
    out
}
