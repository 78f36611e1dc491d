//! Keys and values as other notations write them: what Frost says on the line above, each on a line of its own.

use super::*;

/// Where the value goes that a key holds.
enum Home {
    /// Behind `shot`.
    Size(String),
    /// At the end of the statement above.
    Head(String),
    /// It is prose, and stands alone.
    Prose,
    /// There is none; why not.
    Nowhere(String),
}

impl Parser<'_> {
    /// `duration: 6s` under a shot, `title: "Night"` under a film, `heading: INT. …` under `scene:`. Whether it was one.
    pub(super) fn keyed(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let token = body.split([' ', '\t']).next().unwrap_or(body);
        let key = token.trim_end_matches([':', '=']);
        let value = body[token.len()..].trim().trim_end_matches(';');
        if key.is_empty() || value.is_empty() || statement::find(context, key, body).is_some() {
            return false;
        }
        let marked = key.len() < token.len();
        // `On the wall, a clock.` is action.
        if !marked && !key.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        let Some(home) = home(context, key, value, marked) else { return false };
        let wanted = if context == Context::Film { "film" } else { "shot" };
        let above = self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text && l.indent < line.indent).copied();
        let Some(above) = above.filter(|l| self.body(l).split([' ', '\t', ':', ',']).next() == Some(wanted)) else { return false };
        let head = without_comment(self.body(&above));
        let at = self.span(line.text, line.text + key.len());
        let gone = Edit { span: self.span(self.lines[self.at - 1].end.max(above.end), line.text + body.len()), text: String::new() };
        let insert = |offset: usize, text: String| Edit { span: self.span(above.text + offset, above.text + offset), text };
        let own = format!("`{key}` is said on the line of its {wanted}");
        // What is there already cannot be put there again.
        let taken = match (context, &home) {
            (Context::Film, Home::Head(_)) => head.contains('"'),
            (_, Home::Size(_)) => !unknown::first_size(head.strip_prefix("shot").unwrap_or(head).trim_start()).is_empty(),
            (_, Home::Head(text)) => {
                let kinds = [Rule::duration, Rule::millimetres, Rule::aperture, Rule::angle_word, Rule::lens_word];
                let kind = |item: &str| kinds.into_iter().position(|k| grammar::fits(k, item.trim()));
                let new = kind(text.trim_start_matches(','));
                text.starts_with(" on ") && head.contains(" on ") || new.is_some() && head.split(',').skip(1).any(|item| kind(item) == new)
            }
            _ => false,
        };
        let home = if taken { Home::Nowhere(format!("the line of its {wanted} says it already; take one of them away")) } else { home };
        let problem = match home {
            Home::Size(text) => Diagnostic::new(Code::Misplaced, at, own)
                .label("a line of its own here")
                .help(format!("write `shot {text}`"))
                .fix_all("move it there", Applicability::Safe, vec![insert(wanted.len(), format!(" {text}")), gone]),
            Home::Head(text) => Diagnostic::new(Code::Misplaced, at, own)
                .label("a line of its own here")
                .help(format!("write `{wanted} …{text}`"))
                .fix_all("move it there", Applicability::Safe, vec![insert(head.trim_end_matches([':', ' ']).len(), text), gone]),
            Home::Prose => {
                let text = bare(value);
                let capital: String = text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect();
                Diagnostic::new(Code::Misplaced, at, format!("what happens needs no `{key}`"))
                    .label("not needed")
                    .help("a line that begins with a capital is action")
                    .fix("make it action", self.span(line.text, line.text + body.len()), capital)
            }
            Home::Nowhere(why) => Diagnostic::new(Code::UnknownDirective, at, format!("`{key}` is no {}", context.noun())).label("not known here").help(why),
        };
        self.problem(problem);
        self.error_line(line);
        true
    }

    /// `title "Saltwork"` at the margin with the properties of a film under it. Whether it was one.
    pub(super) fn card_for_film(&mut self, context: Context, line: &Line) -> bool {
        const WORD: &str = "title";
        let body = self.body(line);
        if context != Context::Margin || statement::directive(body) != Some(WORD) || !body.starts_with("title ") {
            return false;
        }
        let below = self.lines[self.at + 1..].iter().take_while(|l| l.kind != LineKind::Blank && l.indent > line.indent);
        let of_film = |l: &Line| statement::directive(self.body(l)).is_some_and(|w| statement::find(Context::Film, w, self.body(l)).is_some());
        let Some(first) = below.into_iter().find(|l| l.kind == LineKind::Text).filter(|l| of_film(l)).copied() else { return false };
        let at = self.span(line.text, line.text + WORD.len());
        self.problem(
            Diagnostic::new(Code::Misplaced, at, "a `title` is a card, and nothing stands under it")
                .label("read as the film")
                .also(self.span(first.text, first.end), "this says how the film is made")
                .help("the film itself has its title behind `film`; a card that shows it is a line of its own")
                .unsafe_fix("write `film`", at, "film"),
        );
        self.as_meant(context, WORD.len(), "film", line);
        true
    }

    /// `scene:` above `heading: INT. …`: the heading that it holds, if it is one.
    pub(super) fn heading_below(&self, line: &Line) -> Option<Line> {
        let next = self.directly_below().filter(|l| l.indent > line.indent)?;
        let body = self.body(&next);
        let (key, rest) = body.split_once(':')?;
        let text = rest.trim_start().trim_start_matches('"');
        let known = matches!(key.to_ascii_lowercase().as_str(), "heading" | "slug" | "slugline" | "location" | "header");
        (known && cue::is_heading(text)).then(|| Line { text: next.end - text.len(), ..next })
    }
}

fn bare(value: &str) -> &str {
    value.trim_matches(['"', '“', '”', '\''])
}

fn home(context: Context, key: &str, value: &str, marked: bool) -> Option<Home> {
    let text = bare(value);
    match (context, key.to_ascii_lowercase().as_str()) {
        (Context::Film, "title" | "name") => Some(Home::Head(format!(" \"{text}\""))),
        (Context::Shot, "size" | "framing" | "type" | "shot-size" | "shot_size") if vocabulary::size_rank(text).is_some() => Some(Home::Size(text.to_string())),
        (Context::Shot, "duration" | "length" | "time" | "seconds") if text.starts_with(|c: char| c.is_ascii_digit()) => {
            let unit = if text.ends_with(|c: char| c.is_ascii_digit()) { "s" } else { "" };
            Some(Home::Head(format!(", {text}{unit}")))
        }
        (Context::Shot, "subject" | "subjects" | "on" | "character" | "characters") if text.chars().count() <= 60 && !text.contains('"') => {
            let names = text.trim_matches(['[', ']']);
            Some(Home::Head(match names.starts_with("the ") || names.starts_with("a ") {
                true => format!(" on \"{names}\""),
                false => format!(" on {}", names.replace(", ", " and ").to_uppercase()),
            }))
        }
        (Context::Shot, "lens" | "angle" | "focal" | "focal-length" | "focal_length" | "aperture") if !text.contains('"') => {
            let unit = if text.bytes().all(|b| b.is_ascii_digit()) { "mm" } else { "" };
            Some(Home::Head(format!(", {}{unit}", text.to_ascii_lowercase())))
        }
        (Context::Shot, "action" | "description" | "prose" | "visual" | "content") if marked => Some(Home::Prose),
        (Context::Shot, "dialogue" | "dialog" | "speech" | "line" | "lines") if marked => {
            Some(Home::Nowhere(format!("who speaks stands on a line in capitals, and `{}` indented under it", text.chars().take(40).collect::<String>())))
        }
        (Context::Entity, "age") => Some(Home::Nowhere(format!("how old somebody is belongs to the look: `look {text} years old, …`"))),
        _ => None,
    }
}
