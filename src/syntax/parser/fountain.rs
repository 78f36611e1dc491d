//! Mark-up of Fountain that Frost says otherwise: a title page, sections and synopses, lyrics, centred text, forced
//! headings and transitions. Each is one report with a fix; none is read as action.

use super::*;

/// Keys that a title page has, by <https://fountain.io/syntax/#title-page>, and those that programs add.
const KEYS: [&str; 14] = [
    "title", "credit", "author", "authors", "source", "notes", "draft date", "date", "contact", "copyright", "revision", "font", "format", "watermark",
];

impl Parser<'_> {
    /// Whether the line was mark-up, which is then read.
    pub(super) fn fountain(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let end = line.text + body.len();
        if context == Context::Margin && self.is_title_page(line) {
            self.title_page(line);
            return true;
        }
        if context == Context::Margin && self.printed_title_page(line) {
            return true;
        }
        if context != Context::Margin && !context.has_prose() {
            return false;
        }
        if body.starts_with("```") {
            self.fence(line);
            return true;
        }
        let behind = body.trim_start_matches(['>', ' ']);
        if body.starts_with('>') && context.has_prose() && self.names.contains(&normalise(behind)) && self.directly_below().is_some_and(|l| l.indent > line.indent) {
            return self.marked_name(context, end - behind.len(), line);
        }
        let at = self.span(line.text, end);
        let start = self.span(line.text, line.text);
        let problem = match body.as_bytes() {
            [b'=', b'=', b'=', ..] if body.bytes().all(|b| b == b'=') => Diagnostic::new(Code::Fountain, at, "a film has no page breaks")
                .label("a page break in Fountain")
                .help("take it away; scenes follow each other as they stand")
                .fix("take it away", at, ""),
            [b'-', b'-', b'-', ..] | [b'*', b'*', b'*', ..] if body.bytes().all(|b| b == b'-') || body.bytes().all(|b| b == b'*') => {
                Diagnostic::new(Code::Fountain, at, "a film has no rules across the page")
                    .label("a mark of another notation")
                    .help("take it away; scenes follow each other as they stand")
                    .fix("take it away", at, "")
            }
            [b'=', ..] | [b'#', ..] => {
                let what = if body.starts_with('#') { "a section" } else { "a synopsis" };
                Diagnostic::new(Code::Fountain, at, format!("{what} is no part of the film"))
                    .label(format!("{what} in Fountain; nothing is made of it"))
                    .help("what only its author reads stands behind `//`")
                    .fix("make it a comment", start, "// ")
            }
            [b'>', .., b'<'] if body.len() > 2 => {
                let text = body[1..body.len() - 1].trim().replace('"', "'");
                Diagnostic::new(Code::Fountain, at, "centred text is a card")
                    .label("centred in Fountain; it is not shown")
                    .help(format!("write `title \"{text}\"`"))
                    .unsafe_fix("make it a card", at, format!("title \"{text}\""))
            }
            [b'>', rest @ ..] if !rest.is_empty() => {
                let text = body[1..].trim_start();
                let mark = self.span(line.text, end - text.len());
                let known = cue::screenplay_transition(text).is_some();
                let problem = Diagnostic::new(Code::Fountain, at, "a transition needs no `>`").label("forced in Fountain; the cut is straight");
                match known {
                    true => problem.help("it is known by its words").fix("take the mark away", mark, ""),
                    false => problem.help("transitions are words such as `dissolve 1s`, `fade out 2s`, `wipe left 1s`"),
                }
            }
            [b'~', ..] => {
                self.sung(line);
                self.action(line);
                return true;
            }
            [b'.', first, ..] if first.is_ascii_uppercase() && cue::caps(body) && context == Context::Margin && self.scene_below() => {
                let text = &body[1..];
                self.problem(
                    Diagnostic::new(Code::Heading, at, "a heading begins with `INT.` or `EXT.`")
                        .severity(crate::diagnostics::Severity::Warning)
                        .label("forced in Fountain; read as a heading inside")
                        .help(format!("say whether it is inside or outside: `INT. {text}`"))
                        .unsafe_fix("make it a heading inside", self.span(line.start, line.text + 1), "INT. "),
                );
                self.out.leaf(Kind::Error, line.text + 1);
                self.scene(&Line { text: line.text + 1, ..*line }, Context::Margin);
                return true;
            }
            [b'.', first, ..] if first.is_ascii_uppercase() && cue::caps(body) => {
                let text = &body[1..];
                Diagnostic::new(Code::Fountain, at, "a heading begins with `INT.` or `EXT.`")
                    .label("forced in Fountain; read as no scene")
                    .help(format!("say whether it is inside or outside: `EXT. {text}`"))
                    .unsafe_fix("make it a heading outside", self.span(line.start, line.text + 1), "EXT. ")
            }
            _ => return false,
        };
        self.problem(problem);
        self.leaf_and_comment(Kind::Error, line);
        self.at += 1;
        true
    }

    /// A fence of code around a script that was copied from a page or a conversation.
    pub(super) fn fence(&mut self, line: &Line) {
        let next = self.lines.get(self.at + 1).map_or(self.text.len(), |l| l.start);
        self.fences.push((self.span(line.text, line.end), Edit { span: self.span(line.start, next), text: String::new() }));
        self.out.leaf(Kind::Error, line.end);
        self.at += 1;
    }

    /// Whether anything stands below that a scene could hold.
    fn scene_below(&self) -> bool {
        let below = self.lines[self.at + 1..].iter().find(|l| l.kind == LineKind::Text);
        below.is_some_and(|l| !(heads(Context::Margin, l, self.body(l)) || l.indent == 0 && statement::opens_margin(self.body(l))))
    }

    /// Whether a line at the margin is a heading behind its number, as shooting scripts have it.
    pub(super) fn numbered_heading(&self, line: &Line) -> bool {
        let body = self.body(line);
        line.indent == 0 && body.starts_with(|c: char| c.is_ascii_digit()) && body.split_once(' ').is_some_and(|(number, rest)| number.len() <= 6 && cue::is_heading(rest.trim_start()) && cue::caps(rest))
    }

    /// `SCENE 2: INT. KITCHEN - NIGHT`: a heading behind a word that says that it is one.
    pub(super) fn announced(&mut self, context: Context, line: &Line) -> bool {
        let body = self.body(line);
        let said = body.get(..5).is_some_and(|w| w.eq_ignore_ascii_case("scene"));
        if !matches!(context, Context::Margin | Context::Scene) || !said && !body.starts_with(|c: char| c.is_ascii_digit() || c == '#') {
            return false;
        }
        let word = if said { 5 } else { 0 };
        let bare = body[word..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ':' | '.' | ')' | '-' | '–' | '—' | '#' | '*'));
        // `12A.`: a scene that was put in later.
        let lettered = bare.strip_prefix(|c: char| c.is_ascii_uppercase()).and_then(|r| r.strip_prefix(['.', ')', ':'])).map(str::trim_start);
        let rest = lettered.filter(|r| cue::is_heading(r) && bare.len() < body.len()).unwrap_or(bare);
        if rest.len() == body.len() - word || (line.indent > 0 && !cue::caps(rest)) || !said && !cue::is_heading(rest) {
            return false;
        }
        let start = line.end - rest.len();
        let announced = self.span(line.text, start);
        let quoted = rest.strip_prefix(['"', '“']).map(|r| r.trim_end_matches(['"', '”', ':', '{', ' '])).filter(|r| cue::is_heading(r));
        if let Some(inner) = quoted {
            let (from, until) = (line.end - rest.len() + rest.chars().next().map_or(1, char::len_utf8), line.end - rest.len() + rest.len());
            let to = from + inner.len();
            let edits = vec![Edit { span: self.span(line.text, from), text: String::new() }, Edit { span: self.span(to, until), text: String::new() }];
            self.problem(
                Diagnostic::new(Code::Heading, self.span(line.text, until), "a heading stands alone, without quotes")
                    .label("read as a heading")
                    .help(format!("write `{inner}`"))
                    .fix_all("take the rest away", Applicability::Safe, edits),
            );
            self.out.leaf(Kind::Error, from);
            self.scene(&Line { text: from, end: to, ..*line }, Context::Margin);
            return true;
        }
        if cue::is_heading(rest) {
            let problem = Diagnostic::new(Code::Heading, announced, "a heading needs nothing before it").severity(crate::diagnostics::Severity::Warning).label("not needed");
            self.problem(match numbered(&body[word..body.len() - rest.len()], rest) {
                // A shooting script has the number on both sides.
                Some((number, behind)) => {
                    let end = line.end - rest.len() + behind.start;
                    let edits = vec![
                        Edit { span: announced, text: String::new() },
                        Edit { span: self.span(end, end + behind.len()), text: format!(" #{number}#") },
                    ];
                    problem.help(format!("`INT.` and `EXT.` begin a scene; its number stands behind it: `#{number}#`")).fix_all("put the number behind it", Applicability::Safe, edits)
                }
                None => problem.help("`INT.` and `EXT.` begin a scene; its number is counted, or stands behind it as `#2#`").fix("take it away", announced, ""),
            });
            self.out.leaf(Kind::Error, start);
            self.scene(&Line { text: start, ..*line }, Context::Margin);
            return true;
        }
        if context != Context::Margin || rest.is_empty() && body.contains(' ') {
            return false;
        }
        if let Some(below) = self.heading_below(line) {
            let head = self.span(line.text, line.end);
            let problem = Diagnostic::new(Code::Heading, head, "a scene begins with its heading")
                .label("nothing is said here")
                .also(self.span(below.text, below.end), "the heading")
                .help(format!("write `{}` at the margin, and the scene indented under it", &self.text[below.text..below.end].trim_end_matches('"')))
                .fix("begin with it", self.span(line.text, below.text), "");
            self.problem(problem);
            self.out.leaf(Kind::Error, line.end);
            self.at += 1;
            self.trivia();
            self.out.skip(below.start + below.indent);
            self.out.leaf(Kind::Error, below.text);
            self.scene(&Line { indent: line.indent, ..below }, Context::Margin);
            return true;
        }
        let end = line.text + without_comment(body).len();
        let place = self.text[(line.end - rest.len()).min(end)..end].trim_matches(['"', '“', '”', '{', ' ', ':']).to_uppercase();
        let place = if place.is_empty() { "KITCHEN".to_string() } else { place };
        let problem = Diagnostic::new(Code::Heading, self.span(line.text, end), "a scene begins with a heading")
            .label("this is none")
            .help(format!("say inside or outside, the place and the hour: `INT. {place} - DAY`"))
            .unsafe_fix("make it a heading", self.span(line.text, end), format!("INT. {place} - DAY"));
        self.problem(problem);
        self.error_line(line);
        true
    }

    /// `Shot wide, 6s`: a statement in capitals, which would be read as action.
    pub(super) fn shouted(&mut self, context: Context, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let first = body.split([' ', '\t', ':']).next().unwrap_or("");
        if !first.starts_with(|c: char| c.is_ascii_uppercase()) || first.len() < 3 || !first.bytes().all(|b| b.is_ascii_alphabetic()) {
            return false;
        }
        let lower = first.to_ascii_lowercase();
        let rest = &body[first.len()..];
        let colon = rest.starts_with(": ");
        let rest = if colon { &rest[1..] } else { rest };
        let text = format!("{lower}{rest}");
        if colon && lower == "transition" && self.transition_said(context, first.len(), line) {
            return true;
        }
        // `Shot 4 - wide`, as shot lists number them.
        if lower == "shot"
            && context == Context::Scene
            && let numbered = rest.trim_start().trim_start_matches('#')
            && let behind = numbered.trim_start_matches(|c: char| c.is_ascii_digit())
            && behind.len() < numbered.len()
            && let said = behind.trim_start_matches(|c: char| c.is_ascii_uppercase() && behind[1..].starts_with([' ', ':', '.', ')'])).trim_start_matches([' ', '-', '–', '—', ':', '.', ')', ','])
            && grammar::clean(Rule::shot_line, &format!("shot {said}"))
        {
            let end = body.len() - said.len();
            let at = self.span(line.text, line.text + end);
            self.problem(
                Diagnostic::new(Code::UnknownDirective, at, format!("`{}` begins no shot", body[..end].trim_end()))
                    .label("shots are counted by themselves")
                    .help(format!("write `shot {said}`; a number of one's own stands behind it as `#4#`"))
                    .fix("write `shot`", at, "shot "),
            );
            self.as_meant(context, end, "shot ", line);
            return true;
        }
        let Some(found) = statement::find(context, &lower, &text) else { return false };
        let named = self.names.contains(&normalise(first));
        let sure = match (context, found.form) {
            (_, Form::Line(rule)) if colon && context.has_prose() => !named && grammar::clean(rule, &text),
            // Only statements stand at the margin.
            // `Dissolve 1s`: nobody writes a length in prose so.
            (_, Form::Line(Rule::transition_line)) => body.contains(|c: char| c.is_ascii_digit()) && grammar::clean(Rule::transition_line, &text),
            (Context::Margin, _) => !self.is_cue(body) || body.contains(' '),
            // `In reel 3s`: no sentence has a length for its end.
            (_, Form::Line(rule @ Rule::in_line)) => (body.contains(|c: char| c.is_ascii_digit()) || body.ends_with(" omit")) && grammar::clean(rule, &text),
            // Nobody writes `Montage` alone in prose.
            (_, Form::Line(Rule::montage_line)) => body.len() == first.len() && !named && !cue::caps(body),
            // Elsewhere it is prose unless every word of it is a statement's.
            (_, Form::Line(rule @ (Rule::shot_line | Rule::camera_line | Rule::stage_line | Rule::weather_line | Rule::light_line))) => {
                body.contains(' ') && !body.ends_with(['.', '!', '?']) && grammar::clean(rule, &text)
            }
            // `Sound "steps"`, `Music off`: sentences go on otherwise.
            (_, Form::Line(rule @ (Rule::sound_line | Rule::music_line | Rule::text_line))) => {
                (rest.trim_start().starts_with(['"', '“']) || rest.trim() == "off") && !body.ends_with(['.', '!', '?']) && grammar::clean(rule, &text)
            }
            _ => false,
        };
        if !sure {
            return false;
        }
        // Of a transition every word is in small letters: `FADE OUT 2s`.
        if matches!(found.form, Form::Line(Rule::transition_line)) && !colon {
            let (at, right) = (self.span(line.text, line.text + body.len()), body.to_lowercase());
            self.problem(
                Diagnostic::new(Code::UnknownDirective, at, format!("`{first}` in capitals is no {}", context.noun()))
                    .label("statements are in lower case")
                    .help(format!("write `{right}`"))
                    .fix(format!("write `{right}`"), at, right),
            );
            self.as_meant(context, first.len(), &lower, line);
            return true;
        }
        let at = self.span(line.text, line.text + first.len() + usize::from(colon));
        self.problem(
            Diagnostic::new(Code::UnknownDirective, at, format!("`{first}` in capitals is no {}", context.noun()))
                .label("statements are in lower case")
                .help(format!("a line that begins with a capital is {}; write `{lower}`", if context.has_prose() { "action" } else { "prose" }))
                .fix(format!("write `{lower}`"), at, lower.clone()),
        );
        // With a colon the line has to be written anew before it can be read; what stands under a shot is read all the same.
        self.as_meant(context, first.len() + usize::from(colon), &lower, line);
        true
    }

    /// Quotation marks around a whole line of action or speech.
    pub(super) fn quoted(&mut self, line: &Line, what: &str) {
        let body = self.body(line);
        let inner = body.strip_prefix(['"', '“']).and_then(|b| b.strip_suffix(['"', '”']));
        let Some(inner) = inner.filter(|i| !i.trim().is_empty() && !i.contains(['"', '“', '”'])) else { return };
        let open = line.text + (body.len() - body.trim_start_matches(['"', '“']).len());
        let close = open + inner.len();
        self.problem(
            Diagnostic::new(Code::QuotedProse, self.span(line.text, line.end), format!("{what} needs no quotes"))
                .label("the quotes are part of the text")
                .help("only text within a statement, such as a card, stands in quotes")
                .fix_all(
                    "take them away",
                    Applicability::Safe,
                    vec![Edit { span: self.span(line.text, open), text: String::new() }, Edit { span: self.span(close, line.end), text: String::new() }],
                ),
        );
    }

    /// Stars and strokes around words, which other notations print in italics or underlined.
    pub(super) fn emphasis(&mut self, line: &Line, what: &str) {
        let body = self.body(line);
        if !body.contains(['*', '_']) {
            return;
        }
        let marks = emphasised(body);
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return };
        let edits = marks.iter().map(|m| Edit { span: self.span(line.text + m.start, line.text + m.end), text: String::new() }).collect();
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text + first.start, line.text + last.end), "emphasis has no mark of its own")
                .label(format!("the marks would be {what}"))
                .help("words carry their weight themselves; how a line is said stands before it, as `(firmly)`")
                .fix_all("take the marks away", Applicability::Safe, edits),
        );
    }

    /// `[[` of a note that nothing closes in its paragraph.
    pub(super) fn open_note(&mut self, line: &Line) {
        let body = self.body(line);
        let Some(open) = body.rfind("[[").filter(|i| !body[*i..].contains("]]")) else { return };
        let at = self.lines.partition_point(|l| l.text <= line.text);
        let below = self.lines[at..].iter().take_while(|l| l.kind != LineKind::Blank).take(40);
        if below.into_iter().any(|l| self.body(l).contains("]]")) {
            return;
        }
        let end = self.span(line.end, line.end);
        self.problem(
            Diagnostic::new(Code::UnclosedParenthesis, self.span(line.text + open, line.text + open + 2), "this note is never closed")
                .label("opened here; it would be part of the text")
                .help("a note is written `[[like this]]`")
                .fix("close it at the end of the line", end, "]]"),
        );
    }

    /// The mark of sung words in dialogue.
    pub(super) fn lyrics(&mut self, line: &Line) {
        if self.body(line).starts_with('~') {
            let mark = self.span(line.text, line.text + 1);
            self.problem(
                Diagnostic::new(Code::Fountain, mark, "sung words have no mark of their own")
                    .label("the mark would be spoken")
                    .help("say it before the line: `(singing)`")
                    .fix("take the mark away", mark, ""),
            );
        }
    }

    /// As [`Parser::lyrics`], of action, which begins with a capital.
    fn sung(&mut self, line: &Line) {
        let words = self.body(line)[1..].trim_start();
        let Some(first) = words.chars().next().filter(|c| cue::is_small(*c)) else { return self.lyrics(line) };
        let end = line.end - words.len() + first.len_utf8();
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, line.text + 1), "sung words have no mark of their own")
                .label("the mark would be filmed")
                .help("who sings has a name above the line, and `(singing)` before it")
                .fix("take the mark away", self.span(line.text, end), first.to_uppercase().collect::<String>()),
        );
    }

    /// `Title: …` before anything else in the file.
    fn is_title_page(&self, line: &Line) -> bool {
        let first = self.lines.iter().find(|l| l.kind == LineKind::Text);
        // Front matter stands between two rules.
        let ruled = without_comment(self.body(line)) == "---" && self.lines.get(self.at + 1).is_some_and(|l| l.kind == LineKind::Text && key(self.body(l)).is_some());
        first.is_some_and(|l| l.text == line.text) && (ruled || key(self.body(line)).is_some())
    }

    /// A title in the middle of the page and who wrote it, as programs print them before the first scene. Whether it was one.
    fn printed_title_page(&mut self, line: &Line) -> bool {
        if self.lines[..self.at].iter().any(|l| l.kind == LineKind::Text) {
            return false;
        }
        let count = printed_title(self.lines, self.text);
        if count == 0 || self.lines[..count].iter().find(|l| l.kind == LineKind::Text).is_none_or(|l| l.text != line.text) {
            return false;
        }
        let page: Vec<Line> = self.lines[self.at..count].iter().filter(|l| l.kind == LineKind::Text).copied().collect();
        let Some(last) = page.last() else { return false };
        // A film that has a title already keeps it.
        let titled = self.lines[count..].iter().any(|l| l.kind == LineKind::Text && l.indent == 0 && statement::directive(self.body(l)) == Some("film"));
        let title = self.body(line).trim_matches(['_', '*', '"', '“', '”', ' ']).replace('"', "'");
        let film = if titled { format!("// {}", self.body(line)) } else { format!("film \"{title}\"") };
        let rest: String = page[1..].iter().map(|l| format!("\n// {}", self.body(l))).collect();
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, line.end), "a film's title is a statement")
                .severity(crate::diagnostics::Severity::Warning)
                .label("a title page; it is not read")
                .help(format!("write `film \"{title}\"`; who wrote it may stand in a comment"))
                .fix("make it a film", self.span(line.start, last.end), format!("{film}{rest}")),
        );
        for next in page {
            self.out.skip(next.text);
            self.out.leaf(Kind::Error, next.end);
        }
        self.at = count;
        true
    }

    fn title_page(&mut self, line: &Line) {
        let mut title = None;
        let (mut rest, mut settings) = (String::new(), String::new());
        let mut end = line.end;
        while let Some(next) = self.lines.get(self.at).copied().filter(|l| l.kind == LineKind::Text) {
            let body = without_comment(self.body(&next));
            if body == "---" {
                self.out.skip(next.text);
                self.out.leaf(Kind::Error, next.end);
                end = next.end;
                self.at += 1;
                if next.text > line.text { break } else { continue }
            }
            let found = key(body);
            if found.is_none() && next.indent == 0 {
                break;
            }
            match found {
                Some(("title", value)) if title.is_none() && !value.is_empty() => title = Some(value),
                // A title may stand on the lines below its key.
                None if title.is_none() && rest.is_empty() => title = Some(body),
                Some(("title", _)) => {}
                None if let Some(setting) = setting(body) => settings += &format!("\n  {setting}"),
                _ => rest += &format!("\n// {body}"),
            }
            self.out.skip(next.text);
            self.out.leaf(Kind::Error, next.end);
            end = next.end;
            self.at += 1;
        }
        let plain = settings.is_empty();
        let rest = settings + &rest;
        let title = title.unwrap_or("Untitled").trim_matches(['_', '*', ' ']).replace('"', "'");
        let film = format!("film \"{title}\"");
        self.problem(
            Diagnostic::new(Code::Fountain, self.span(line.text, line.end), "a film's title is a statement")
                // What the film would be made by counts.
                .severity(if plain { crate::diagnostics::Severity::Warning } else { crate::diagnostics::Severity::Error })
                .label("a title page in Fountain; it is not read")
                .help(format!("write `{film}`; who wrote it may stand in a comment"))
                .fix("make it a film", self.span(line.text, end), format!("{film}{rest}")),
        );
    }
}

/// How many lines a file begins with that are a title page in the middle of the page: up to the first heading, transition
/// or statement. 0 if there is none.
pub(super) fn printed_title(lines: &[Line], text: &str) -> usize {
    const FAR: usize = 6;
    const MOST: usize = 24;
    let body = |l: &Line| &text[l.text..l.end];
    let opens = |l: &Line| {
        let bare = without_comment(body(l));
        cue::is_heading(bare) || l.indent == 0 && heading::misspelt(bare).is_some() || bare.split_once(' ').is_some_and(|(number, rest)| number.starts_with(|c: char| c.is_ascii_digit()) && cue::is_heading(rest.trim_start()))
            || cue::screenplay_transition(bare).is_some() || phrase_opens(bare) || l.indent == 0 && statement::opens_margin(bare)
    };
    let Some(first) = lines.iter().find(|l| l.kind == LineKind::Text) else { return 0 };
    if first.indent < FAR || opens(first) || !body(first).starts_with(|c: char| c.is_alphanumeric() && !cue::is_small(c) || matches!(c, '"' | '“' | '*' | '_')) {
        return 0;
    }
    let Some(count) = lines.iter().position(|l| l.kind == LineKind::Text && opens(l)) else { return 0 };
    let page = || lines[..count].iter().filter(|l| l.kind == LineKind::Text);
    // Sentences are action that has lost its heading.
    let titles = page().all(|l| body(l).chars().count() <= 60) && page().count() <= MOST && !body(first).ends_with(['.', '!', '?', ',']);
    // Two lines at least, or nothing but the title.
    let parted = lines[..count].iter().any(|l| l.kind == LineKind::Blank);
    if titles && parted { count } else { 0 }
}

/// `FADE IN` and its like, without a mark.
fn phrase_opens(bare: &str) -> bool {
    matches!(bare.trim_end_matches([':', '.']), "FADE IN" | "FADE UP" | "OPEN ON" | "OVER BLACK" | "BLACK SCREEN")
}

/// The marks of emphasis in a line, in pairs: `*`, `**`, `***` and `_` around words.
fn emphasised(body: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut open: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find(['*', '_']).map(|i| at + i) {
        let mark = &body[start..start + 1];
        let end = start + (body[start..].len() - body[start..].trim_start_matches(mark).len());
        at = end;
        let (before, after) = (body[..start].chars().next_back(), body[end..].chars().next());
        // `/*` opens a comment elsewhere and nothing here.
        if end - start > 3 || matches!(before, Some('\\' | '/')) || after == Some('/') {
            continue;
        }
        let closes = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
        let pair = open.iter().rposition(|o| body[o.clone()] == body[start..end]).filter(|_| closes);
        if let Some(i) = pair {
            out.push(open[i].clone());
            out.push(start..end);
            open.truncate(i);
        } else if after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric()) {
            open.push(start..end);
        }
    }
    out.sort_by_key(|m| m.start);
    out
}

/// The number that stands before a heading and behind it too, and the bytes of the heading that are it with its blank.
fn numbered(before: &str, heading: &str) -> Option<(String, std::ops::Range<usize>)> {
    let number = before.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let text = without_comment(heading).trim_end();
    let bare = text.trim_end_matches(['.', ')', '*', ' ']).strip_suffix(number)?;
    (number.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with([' ', '\t'])).then(|| (number.to_string(), bare.trim_end().len()..text.len()))
}

/// `rate: 25` as the property of a film that it is. Whether it is a good one is said of the property.
fn setting(body: &str) -> Option<String> {
    let (key, value) = body.split_once([':', '='])?;
    let key = key.trim().to_ascii_lowercase();
    let word = statement::habit(Context::Film, &key).unwrap_or(&key);
    let line = format!("{word} {}", value.trim().trim_matches('"'));
    statement::find(Context::Film, word, &line).map(|_| line)
}

/// `Draft date: 1/2/2026` as key and value.
fn key(body: &str) -> Option<(&'static str, &str)> {
    let (key, value) = body.split_once(':')?;
    let key = KEYS.into_iter().find(|k| k.eq_ignore_ascii_case(key.trim()))?;
    Some((key, value.trim()))
}
