//! Headings whose first word is misspelt or missing: the scene below them is read all the same.

use super::*;
use vocabulary::Class;

impl Parser<'_> {
    /// `ET. HARBOUR - DAWN`, `INTERIOR KITCHEN - DAY`, `KITCHEN - DAY` at the margin. Whether it was one.
    pub(super) fn misspelt_heading(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some((length, right)) = misspelt(body).filter(|_| context == Context::Margin) else { return false };
        let word = &body[..length];
        let at = self.span(line.text, line.text + length);
        let rest = body[length..].trim_start();
        let start = line.text + body.len() - rest.len();
        let problem = match length {
            0 => Diagnostic::new(Code::Heading, self.span(line.text, line.text + body.len()), "this heading does not say whether it is inside or outside")
                .label("read as a heading inside")
                .help(format!("a heading begins with `INT.` or `EXT.`: `INT. {rest}`"))
                .unsafe_fix("write `INT.`", self.span(line.text, line.text), "INT. "),
            _ => Diagnostic::new(Code::Heading, at, format!("`{word}` begins no heading"))
                .label("read as a heading")
                .help(format!("did you mean `{right}`?"))
                .unsafe_fix(format!("write `{right}`"), at, right),
        };
        self.problem(problem);
        self.out.leaf(Kind::Error, line.text + length);
        self.out.skip(start);
        self.scene(&Line { text: start, ..*line }, Context::Margin);
        true
    }
}

/// The length of a word that was meant to begin a heading, 0 where there is none, and the right one.
pub(super) fn misspelt(body: &str) -> Option<(usize, &'static str)> {
    // Forced headings and intercuts are Fountain's and screenplays'.
    if body.len() > 200 || body.starts_with(['.', '!', '@', '>']) || body.starts_with("INTERCUT") || cue::is_heading(body) {
        return None;
    }
    if !cue::caps(body) {
        // `Int Tent - Night`, `Interior: Tent, Night`: in small letters the hour has to be there as well.
        let (word, rest) = body.split_once([' ', '\t'])?;
        if !word.starts_with(['i', 'I', 'o', 'O', 'e', 'E']) {
            return None;
        }
        let right = match word.trim_end_matches(['.', ':', ',', ';']).to_lowercase().as_str() {
            "int" | "interior" | "inside" | "indoors" => "INT.",
            "ext" | "exterior" | "outside" | "outdoors" => "EXT.",
            _ => return None,
        };
        let last = rest.rsplit([' ', ',', '-', '–', '—', '/']).next().unwrap_or("").trim_end_matches('.').to_uppercase();
        let place = rest.len() > last.len() && rest.starts_with(char::is_alphabetic);
        return (place && !body.ends_with(['.', '!', '?']) && vocabulary::find(Class::Hour, &last).is_some()).then_some((word.len(), right));
    }
    let hour = |text: &str| {
        let said = text.rsplit_once(" - ").or_else(|| text.rsplit_once(" – ")).or_else(|| text.rsplit_once(" — "));
        said.is_some_and(|(place, hour)| !place.trim().is_empty() && vocabulary::find(Class::Hour, hour.trim()).is_some())
    };
    let (word, rest) = body.split_once(' ')?;
    let letters = word.trim_end_matches(['.', ':', ',', ';']);
    let right = match letters {
        "INTERIOR" => Some("INT."),
        "EXTERIOR" => Some("EXT."),
        _ if letters.len() <= 4 => vocabulary::nearest(letters, ["INT.", "EXT."].into_iter().map(|w| &w[..3])).map(|w| if w == "INT" { "INT." } else { "EXT." }),
        _ => None,
    };
    match right {
        Some(right) if (letters.len() < word.len() || hour(body)) && rest.chars().any(char::is_alphabetic) => Some((word.len(), right)),
        _ => hour(body).then_some((0, "INT.")),
    }
}
