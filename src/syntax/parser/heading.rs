//! Headings whose first word is misspelt or missing: the scene below them is read all the same.

use super::*;
use crate::syntax::elsewhere::{heading_in_other_words, hour_in_other_words};
use vocabulary::Class;

impl Parser<'_> {
    /// `ET. HARBOUR - DAWN`, `INTERIOR KITCHEN - DAY`, `KITCHEN - DAY` at the margin. Whether it was one.
    pub(super) fn misspelt_heading(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        if context == Context::Margin && (self.quoted_heading(line) || self.declared_for_heading(line)) {
            return true;
        }
        let Some((length, right)) = misspelt(body).filter(|_| context == Context::Margin) else { return false };
        let word = body[..length].trim_end();
        let at = self.span(line.text, line.text + word.len());
        let rest = body[length..].trim_start();
        let start = line.text + body.len() - rest.len();
        if length == 0 && self.remembered_first(line) {
            return true;
        }
        let problem = match length {
            _ if heading_in_other_words(body).is_some() => {
                // The hour goes with it: both are one mistake.
                let bare = cue::heading_label(rest).map_or(rest, |label| rest[..label.start].trim_end());
                let bare = bare.strip_suffix(')').and_then(|b| b.rfind('(')).map_or(bare, |open| bare[..open].trim_end());
                let hour = bare.rsplit_once(['-', '–', '—', '－']).map(|(_, said)| said.trim()).filter(|said| bare.len() > said.len());
                let hour = hour.and_then(|said| Some((said, hour_in_other_words(said)?)));
                let mut edits = vec![Edit { span: self.span(line.text, start), text: format!("{right} ") }];
                let mut whole = format!("{right} {rest}");
                if let Some((said, near)) = hour {
                    let from = said.as_ptr() as usize - self.text.as_ptr() as usize;
                    edits.push(Edit { span: self.span(from, from + said.len()), text: near.into() });
                    let behind = from + said.len() - start;
                    whole = format!("{right} {}{near}{}", &rest[..from - start], &rest[behind..]);
                }
                Diagnostic::new(Code::Heading, at, "a heading begins with `INT.` or `EXT.`")
                    .label(format!("this is `{right}`"))
                    .help(format!("the words of a heading are those of screenplays everywhere: `{whole}`"))
                    .fix_all(format!("write `{right}`"), Applicability::Safe, edits)
            }
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

impl Parser<'_> {
    /// `"INT. HALL - NIGHT"`
    fn quoted_heading(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let inner = body.trim_matches(['"', '“', '”', '\'']);
        if !body.starts_with(['"', '“', '\'']) || !cue::is_heading(inner) {
            return false;
        }
        let from = line.text + (inner.as_ptr() as usize - body.as_ptr() as usize);
        let (to, end) = (from + inner.len(), line.text + body.len());
        self.problem(
            Diagnostic::new(Code::Heading, self.span(line.text, end), "a heading stands without quotes")
                .label("read as a heading")
                .help(format!("write `{inner}`"))
                .fix_all("take the quotes away", Applicability::Safe, vec![Edit { span: self.span(line.text, from), text: String::new() }, Edit { span: self.span(to, end), text: String::new() }]),
        );
        self.out.leaf(Kind::Error, from);
        self.scene(&Line { text: from, end: to, indent: 0, ..*line }, Context::Margin);
        true
    }

    /// `location HALL - NIGHT` above what only a scene has: its heading, in the word of a declaration.
    fn declared_for_heading(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some((word, said)) = body.split_once(' ').filter(|(word, _)| matches!(*word, "location" | "place" | "setting" | "set")) else { return false };
        let parts = said.rsplit_once(" - ").or_else(|| said.rsplit_once(", ")).or_else(|| said.rsplit_once(" – "));
        let Some((place, hour)) = parts.map(|(place, hour)| (place.trim(), hour.trim())).filter(|(_, hour)| vocabulary::find(Class::Hour, &hour.to_uppercase()).is_some()) else { return false };
        let below = self.lines[self.at + 1..].iter().find(|l| l.kind == LineKind::Text).filter(|l| l.indent > line.indent);
        let scene = below.is_some_and(|l| {
            let text = self.body(l);
            statement::directive(text).is_none_or(|w| statement::find(Context::Entity, w, text).is_none() && statement::find(Context::Scene, w, text).is_some())
        });
        if !scene || place.is_empty() || place.contains(['"', ',']) {
            return false;
        }
        let whole = self.span(line.text, line.text + body.len());
        let right = format!("INT. {} - {}", cue::capitals(place), hour.to_uppercase());
        self.problem(
            Diagnostic::new(Code::Heading, whole, "a scene begins with a heading")
                .label(format!("`{word}` begins no scene; read as a heading inside"))
                .help(format!("say inside or outside, the place and the hour: `{right}`"))
                .unsafe_fix(format!("write `{right}`"), whole, right),
        );
        let start = line.text + (place.as_ptr() as usize - body.as_ptr() as usize);
        self.out.leaf(Kind::Error, start);
        self.scene(&Line { text: start, end: if hour.chars().any(cue::is_small) { start + place.len() } else { line.text + body.len() }, ..*line }, Context::Margin);
        true
    }

    /// `INT.` alone: a heading that says neither where nor when. What stands below it is its scene.
    pub(super) fn heading_alone(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let word = body.trim_end_matches([' ', '-', '–', '—']);
        if context != Context::Margin || !cue::is_heading_alone(word) {
            return false;
        }
        self.scene(line, Context::Margin);
        true
    }

    /// `**INT. HALL - NIGHT**`, and `○食堂・夜` as Japanese screenplays have it. Whether it was one.
    pub(super) fn marked_heading(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        if context != Context::Margin || !is_marked(body) {
            return false;
        }
        let marks = |c: char| matches!(c, '*' | '_' | ' ');
        let inner = body.trim_matches(marks);
        if cue::is_heading(inner) {
            let from = line.text + body.len() - body.trim_start_matches(marks).len();
            let (to, end) = (from + inner.len(), line.text + body.len());
            self.problem(
                Diagnostic::new(Code::Heading, self.span(line.text, end), "a heading has no marks around it")
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("read as a heading")
                    .help(format!("write `{inner}`"))
                    .fix_all("take the marks away", Applicability::Safe, vec![Edit { span: self.span(line.text, from), text: String::new() }, Edit { span: self.span(to, end), text: String::new() }]),
            );
            self.out.leaf(Kind::Error, from);
            self.scene(&Line { text: from, end: to, indent: 0, ..*line }, Context::Margin);
            return true;
        }
        let Some(mark) = body.chars().next() else { return false };
        let said = body[mark.len_utf8()..].trim();
        let (place, hour) = said.rsplit_once(['・', '／', '/', '、', '（', '(', '－', '-', '　', ' ']).map_or((said, ""), |(place, hour)| (place.trim_end(), hour.trim_matches(['）', ')', ' ', '　'])));
        if place.is_empty() {
            return false;
        }
        let hour = match hour_in_other_words(hour) {
            Some(hour) => hour.to_string(),
            None if vocabulary::find(Class::Hour, hour).is_some() => hour.to_string(),
            None => "DAY".to_string(),
        };
        let right = format!("INT. {place} - {hour}");
        self.problem(
            Diagnostic::new(Code::Heading, self.span(line.text, line.text + body.len()), "a heading begins with `INT.` or `EXT.`")
                .label("read as a heading inside")
                .help(format!("say whether it is inside or outside: `{right}`"))
                .unsafe_fix(format!("write `{right}`"), self.span(line.text, line.text + body.len()), right),
        );
        let from = line.text + body.len() - body[mark.len_utf8()..].trim_start().len();
        self.out.leaf(Kind::Error, from);
        self.scene(&Line { text: from, end: from + place.len(), ..*line }, Context::Margin);
        true
    }

    /// `FLASHBACK - INT. HALL - DAY`: how a scene is meant, before its heading. Whether it was one.
    fn remembered_first(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some(dash) = [" - ", " – ", " — ", ": "].into_iter().find_map(|dash| body.find(dash).map(|i| i..i + dash.len())) else { return false };
        let (word, rest) = (&body[..dash.start], &body[dash.end..]);
        if !cue::is_heading(rest) || word.split(' ').count() > 3 {
            return false;
        }
        let (start, end) = (line.text + dash.end, line.text + body.len());
        let edits = vec![Edit { span: self.span(line.text, start), text: String::new() }, Edit { span: self.span(end, end), text: format!(" ({word})") }];
        self.problem(
            Diagnostic::new(Code::Heading, self.span(line.text, line.text + word.len()), "a heading begins with `INT.` or `EXT.`")
                .label("this stands behind it")
                .help(format!("how a scene is meant stands in parentheses at the end: `{rest} ({word})`"))
                .fix_all("move it to the end", Applicability::Safe, edits),
        );
        self.out.leaf(Kind::Error, line.text + word.len());
        self.out.skip(start);
        self.scene(&Line { text: start, ..*line }, Context::Margin);
        true
    }
}

/// Whether a line begins with a mark that other notations put before a heading.
pub(super) fn is_marked(body: &str) -> bool {
    match body.chars().next() {
        Some('*' | '_') => cue::is_heading(body.trim_start_matches(['*', '_', ' '])),
        Some('○' | '〇' | '◯' | '●' | '◎') => body.chars().nth(1).is_some_and(|c| c.is_alphabetic() || c == ' ' || c == '　'),
        _ => false,
    }
}

/// The length of a word that was meant to begin a heading, 0 where there is none, and the right one.
pub(super) fn misspelt(body: &str) -> Option<(usize, &'static str)> {
    if let Some(found) = heading_in_other_words(body) {
        return Some(found);
    }
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
        "INTERIOR" | "INSIDE" | "INDOORS" => Some("INT."),
        "EXTERIOR" | "OUTSIDE" | "OUTDOORS" => Some("EXT."),
        "ESTABLISHING" | "ESTABLISH" => Some("EST."),
        _ if letters.len() <= 4 => vocabulary::nearest(letters, ["INT.", "EXT."].into_iter().map(|w| &w[..3])).map(|w| if w == "INT" { "INT." } else { "EXT." }),
        _ => None,
    };
    match right {
        Some(right) if (letters.len() < word.len() || hour(body)) && rest.chars().any(char::is_alphabetic) => Some((word.len(), right)),
        _ => hour(body).then_some((0, "INT.")),
    }
}
