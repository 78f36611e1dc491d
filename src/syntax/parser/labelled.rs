//! `SOUND: a dog barks`, `MUSIC: a waltz`: what screenplays say behind a label in capitals is a statement here.

use super::*;

/// Labels, and the statements that they are.
const LABELS: [(&str, &str); 8] = [
    ("SOUND", "sound"),
    ("SOUND EFFECT", "sound"),
    ("SOUND EFFECTS", "sound"),
    ("SFX", "sound"),
    ("FX", "sound"),
    ("MUSIC", "music"),
    ("SONG", "music"),
    ("SCORE", "music"),
];

impl Parser<'_> {
    /// Whether the line was a label with what it says.
    pub(super) fn labelled(&mut self, context: Context, line: &Line) -> bool {
        if !context.has_prose() {
            return false;
        }
        let body = without_comment(self.body(line));
        let Some((label, said)) = body.split_once(':') else { return false };
        let said = said.trim();
        if matches!(label.trim_end(), "ACTION" | "DESCRIPTION") && said.starts_with(char::is_uppercase) && !self.names.contains(&normalise(label)) {
            let start = line.text + body.len() - body[label.len() + 1..].trim_start().len();
            let at = self.span(line.text, start);
            self.problem(
                Diagnostic::new(Code::ScreenplaySlug, at, format!("what happens needs no `{}:`", label.trim_end()))
                    .label("not needed")
                    .help("a line that begins with a capital is action")
                    .fix("take it away", at, ""),
            );
            self.out.leaf(Kind::Error, start);
            self.statement(context, &Line { text: start, ..*line });
            return true;
        }
        let Some((_, word)) = LABELS.into_iter().find(|(l, _)| *l == label.trim_end()).filter(|_| !said.is_empty()) else { return false };
        // Somebody may be called so.
        if self.names.contains(&normalise(label)) {
            return false;
        }
        // `a bell, -12dB`: what follows the words and is an attribute stays one.
        let (heard, attributes) = match said.split_once(',') {
            Some((heard, rest)) if rest.split(',').all(|item| grammar::fits(Rule::sound_attr, item.trim().trim_end_matches('.'))) => (heard.trim_end(), rest.trim_end_matches('.')),
            _ => (said, ""),
        };
        let bare = heard.trim_matches(['"', '“', '”', '\'', ' ']).replace('"', "'");
        let plain = word == "sound" && !bare.contains(',');
        let attributes = if attributes.is_empty() { String::new() } else { format!(",{attributes}") };
        let value = if plain { bare.trim_end_matches('.').to_string() } else { format!("\"{bare}\"") };
        let value = format!("{value}{attributes}");
        let right = format!("{word} {value}");
        let wrong = body.len() - said.len();
        let as_it_stands = said == value || plain && said.trim_end_matches('.') == value && attributes.is_empty();
        let at = self.span(line.text, line.text + body.len());
        self.problem(
            Diagnostic::new(Code::ScreenplaySlug, self.span(line.text, line.text + label.trim_end().len()), format!("what stands behind `{}:` is a statement", label.trim_end()))
                .label(format!("this is `{word}`"))
                .help(format!("write `{right}`"))
                .unsafe_fix(format!("write `{right}`"), at, right),
        );
        match as_it_stands {
            true => self.as_meant(context, wrong, &format!("{word} "), line),
            false => self.error_line(line),
        }
        true
    }
}
