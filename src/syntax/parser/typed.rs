//! Typed statements: which lines belong to one, and what the line grammar makes of them.

use super::*;

/// A statement with blanks in place of its `[[notes]]`, byte for byte.
fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, note)) = rest.split_once("[[") {
        let Some((inside, behind)) = note.split_once("]]") else { break };
        out.push_str(before);
        out.extend(std::iter::repeat_n(' ', inside.len() + 4));
        rest = behind;
    }
    out + rest
}

impl<'a> Parser<'a> {
    pub(super) fn directive(&mut self, found: Statement, line: &Line) {
        let body = self.body(line);
        let token = body.split([' ', '\t']).next().unwrap_or(body);
        let apart = body[token.len()..].trim_start().strip_prefix([':', '=']).filter(|rest| rest.starts_with(' ')).map(|rest| (token, body.len() - rest.len()));
        let comma = token.strip_suffix(',').filter(|word| matches!(found.form, Form::Line(rule) if !grammar::clean(rule, without_comment(body)) && grammar::clean(rule, &format!("{word}{}", &without_comment(body)[token.len()..]))));
        let marked = token.strip_suffix([':', '=']).or(comma).map(|word| (word, token.len())).or(apart);
        if let Some((word, end)) = marked.filter(|_| self.meant.is_none() && !matches!(found.form, Form::Line(grammar::Rule::transition_line))) {
            let at = self.span(line.text + word.len(), line.text + end);
            let token = &body[..end];
            if found.form == Form::Line(Rule::setup_line) && !body[end..].contains('=') {
                self.setup_without_name(line, end);
                return self.error_line(line);
            }
            self.problem(
                Diagnostic::new(Code::Syntax, at, format!("no mark stands between `{word}` and what it says"))
                    .label("not needed")
                    .help(format!("its form: `{}`", body.replacen(token, word, 1)))
                    .fix("take it away", at, ""),
            );
            // It is read as if the mark were not there, so that what it declares is declared.
            let meant = format!("{word}{}", &without_comment(self.body(line))[end..]);
            let Form::Line(rule) = found.form else { return self.error_line(line) };
            if meant.trim_end() == word || !grammar::clean(rule, meant.trim_end_matches([',', ' '])) {
                let Some(inner) = found.body else { return self.error_line(line) };
                // What stands under it is read all the same.
                self.out.start(Kind::Block);
                self.leaf_and_comment(Kind::Error, line);
                self.at += 1;
                self.block(inner, line.indent + 1);
                self.out.finish();
                return;
            }
            self.meant = Some((end, word.to_string()));
        }
        let has_body = found.body.is_some();
        if has_body {
            self.out.start(Kind::Block);
        }
        match found.form {
            Form::Prose => self.prose(line),
            Form::Line(Rule::stage_line) if self.stage_list(line) => {}
            Form::Line(rule) => self.typed(rule, line, &found),
        }
        if found.body == Some(Context::Shot) {
            self.shot_below(line);
        }
        if let Some(inner) = found.body {
            // A declaration that stands too deep may have its properties beside it.
            let beside = |l: &Line| l.indent == line.indent && statement::directive(self.body(l)).is_some_and(|w| statement::find(inner, w, self.body(l)).is_some());
            let beside = line.indent > 0 && inner != Context::Shot && self.peek_in(0).is_some_and(|l| beside(&l));
            self.block(inner, line.indent + usize::from(!beside));
            self.out.finish();
        }
    }

    /// A statement whose first `wrong` bytes are a misspelt `right`, which was reported: read as what it is meant to be,
    /// so that one mistake does not make others.
    pub(super) fn as_meant(&mut self, context: Context, wrong: usize, right: &str, line: &Line) {
        let bare = without_comment(self.body(line));
        let text = format!("{right}{}", bare.get(wrong..).unwrap_or(""));
        let found = statement::find(context, right.split(' ').next().unwrap_or(right), &text);
        match found {
            // Of a word alone, what it says is not missing as well.
            Some(found @ Statement { form: Form::Line(rule), .. }) if (wrong == 0 || bare.len() > wrong) && grammar::clean(rule, text.trim_end_matches([',', ' '])) => {
                self.meant = Some((wrong, right.to_string()));
                self.directive(found, line);
                self.meant = None;
            }
            // What stands under it is read all the same.
            Some(Statement { body: Some(inner), .. }) => {
                self.out.start(Kind::Block);
                self.leaf_and_comment(Kind::Error, line);
                self.at += 1;
                self.block(inner, line.indent + 1);
                self.out.finish();
            }
            _ => self.error_line(line),
        }
    }

    pub(super) fn prose(&mut self, line: &Line) {
        self.out.start(Kind::Prose);
        let body = self.body(line);
        let word = body.find(char::is_whitespace).unwrap_or(body.len());
        self.out.leaf(Kind::Keyword, line.text + word);
        let start = line.text + word + (body.len() - word - body[word..].trim_start().len());
        self.out.skip(start);
        if start < line.end {
            self.quoted(&Line { text: start, ..*line }, &format!("a `{}`", &body[..word]));
        }
        self.out.leaf(Kind::Text, line.end);
        self.at += 1;
        while let Some(next) = self.lines.get(self.at).copied() {
            if next.kind != LineKind::Text || next.indent <= line.indent || self.sunk_property(&body[..word], &next) {
                break;
            }
            self.out.skip(next.text);
            self.out.leaf(Kind::Text, next.end);
            self.at += 1;
        }
        self.out.finish();
    }

    /// Whether a line below a property in prose, deeper, is another one of the same declaration.
    fn sunk_property(&self, above: &str, line: &Line) -> bool {
        const SMALL: [&str; 16] = ["of", "in", "on", "at", "to", "from", "by", "for", "with", "and", "or", "as", "that", "the", "is", "over"];
        let body = without_comment(self.body(line));
        let Some(word) = statement::directive(body) else { return false };
        let second = body[word.len()..].trim_start_matches([':', '=']).split_whitespace().next();
        let (Some(second), Some(last)) = (second, self.lines[..self.at].iter().rev().find(|l| l.kind == LineKind::Text)) else { return false };
        [Context::Entity, Context::Style, Context::Tune].into_iter().filter(|c| statement::find(*c, above, above).is_some()).any(|c| match statement::find(c, word, body).map(|s| s.form) {
            Some(Form::Line(rule)) => grammar::clean(rule, body),
            // `voice and a scar` goes on with what stands above; so does what follows a comma.
            Some(Form::Prose) => word != above && !SMALL.contains(&second) && !self.body(last).ends_with([',', '-']) && !self.body(last).ends_with(" a") && !self.body(last).ends_with(" the"),
            None => false,
        })
    }

    pub(super) fn typed(&mut self, rule: grammar::Rule, line: &Line, found: &Statement) {
        let mut end = line.end;
        self.at += 1;
        // A final comma, or a deeper line that begins like a value, goes on with the statement.
        let mut last = *line;
        loop {
            let comma = without_comment(self.body(&last)).ends_with(',');
            // Lines of comment may stand between.
            let below = self.lines[self.at..].iter().position(|l| l.kind != LineKind::Comment).map(|i| self.at + i);
            let next = below.map(|i| self.lines[i]).filter(|l| l.kind == LineKind::Text && l.indent > line.indent);
            let (Some(next), Some(i)) = (next.filter(|l| self.goes_on(l, rule, found.body, comma)), below) else {
                if comma {
                    let text = without_comment(self.body(&last));
                    self.stray_comma(last.text + text.trim_end_matches([',', ' ', '\t']).len(), last.text + text.len());
                }
                break;
            };
            end = next.end;
            last = next;
            self.at = i + 1;
        }
        let body = &self.text[line.text..end];
        let bare = match end == line.end {
            true => without_comment(body),
            false => body,
        };
        let bare = bare.trim_end_matches([',', ' ', '\t']);
        let (bare, closed) = self.marks(rule, line, bare);
        if bare.len() > LONGEST {
            self.problem(
                Diagnostic::new(Code::Syntax, self.span(line.text, line.text + bare.find(' ').unwrap_or(1)), format!("this statement is longer than {} KB", LONGEST >> 10))
                    .label("begins here")
                    .help("no statement needs that; prose can be as long as it likes"),
            );
            self.error_leaves(line.text + bare.len());
            return;
        }
        self.colon_for_equals(rule, line, bare);
        let repaired = if self.meant.is_none() { self.repaired(rule, line, bare) } else { None };
        let read = match self.meant.take() {
            Some((wrong, right)) => grammar::meant(rule, bare, wrong, &right, &mut self.out),
            None if let Some(text) = &repaired => grammar::line(rule, text, &mut self.out, &mut grammar::Memory::default()),
            None if bare.contains("[[") => grammar::line(rule, &without_notes(bare), &mut self.out, &mut grammar::Memory::default()),
            None => grammar::line(rule, bare, &mut self.out, &mut self.memory),
        };
        match read {
            Ok(()) => {}
            Err(stop) => {
                self.syntax_error(rule, line, bare, stop);
                self.error_leaves(line.text + bare.len());
            }
        }
        self.error_leaves(closed);
        let comment = self.out.at() + (self.text[self.out.at()..end].len() - self.text[self.out.at()..end].trim_start_matches([' ', ',']).len());
        if comment < end {
            self.out.skip(comment);
            self.out.leaf(Kind::Comment, end);
        }
    }

    /// `stage` alone, and below it somebody on each line, without commas.
    pub(super) fn stage_list(&mut self, line: &Line) -> bool {
        if without_comment(self.body(line)).trim_end_matches(':') != "stage" {
            return false;
        }
        let below: Vec<Line> = self.lines[self.at + 1..].iter().take_while(|l| l.kind == LineKind::Text && l.indent > line.indent).copied().collect();
        let Some(last) = below.last() else { return false };
        let items: Vec<&str> = below.iter().map(|l| without_comment(self.body(l)).trim_end_matches([',', ' '])).collect();
        if !items.iter().all(|item| grammar::clean(Rule::stage_line, &format!("stage {item}"))) {
            return false;
        }
        let right = format!("stage {}", items.join(", "));
        let whole = self.span(line.text, last.end);
        self.problem(
            Diagnostic::new(Code::Syntax, self.span(line.text, line.end), "whom a `stage` line places stands on it")
                .label("nobody on this line")
                .help(format!("put commas between them: `{right}`"))
                .fix("put them on one line", whole, right),
        );
        self.error_leaves(last.end);
        self.at += 1 + below.len();
        true
    }

    /// Text up to `end` as errors, one a physical line.
    pub(super) fn error_leaves(&mut self, end: usize) {
        while self.out.at() < end {
            let rest = &self.text[self.out.at()..end];
            let start = self.out.at() + (rest.len() - rest.trim_start().len());
            self.out.skip(start);
            let line = self.text[start..end].find('\n').map_or(end, |i| start + i);
            let kind = if self.text[start..line].starts_with("//") { Kind::Comment } else { Kind::Error };
            self.out.leaf(kind, start + self.text[start..line].trim_end().len());
            if self.out.at() == start {
                self.out.skip(end);
            }
        }
    }

    /// One comma or more at the end of a statement, with blanks before and between them.
    fn stray_comma(&mut self, at: usize, end: usize) {
        let first = at + self.text[at..end].find(',').unwrap_or(0);
        self.problem(
            Diagnostic::new(Code::StrayComma, self.span(first, end), "nothing follows this comma")
                .label("the statement ends here")
                .help("a final comma goes on with the next deeper line; take it away or write what is missing")
                .fix("take the comma away", self.span(at, end), ""),
        );
    }

    /// A statement without marks of other notations: `{` or `;` behind it, parentheses around what it says. Also where
    /// the last of them ends, 0 if there are none.
    fn marks(&mut self, rule: Rule, line: &Line, bare: &'a str) -> (&'a str, usize) {
        let end = line.text + bare.len();
        let inner = bare.trim_end_matches([' ', '{', ';', ',']);
        let marks = &bare[inner.len()..];
        if marks.contains(['{', ';']) {
            let from = line.text + inner.len();
            self.brace(self.span(end - marks.trim_start().len(), end), self.span(from, end));
            return (inner, end);
        }
        // What `called` has told already.
        if let Some((wrong, _)) = &self.meant
            && bare.get(..*wrong).is_some_and(|b| b.ends_with(['(', '[']))
            && bare.ends_with([')', ']'])
        {
            return (bare[..bare.len() - 1].trim_end(), end);
        }
        let word = bare.split([' ', '\t']).next().unwrap_or(bare);
        let said = bare[word.len()..].trim_start();
        let typed = matches!(rule, Rule::shot_line | Rule::camera_line | Rule::stage_line | Rule::light_line | Rule::weather_line);
        // `{size}` alone is a param.
        let pair = [('(', ')'), ('[', ']'), ('{', '}')].into_iter().filter(|(open, _)| *open != '{' || said.contains(',')).find(|(open, close)| said.starts_with(*open) && said.ends_with(*close) && !said[1..said.len() - 1].contains([*open, *close]));
        let kind = if said.starts_with('{') { "braces" } else { "parentheses" };
        if typed && pair.is_some() && !said.starts_with("[[") && self.meant.is_none() {
            let open = end - said.len();
            self.problem(
                Diagnostic::new(Code::Braces, self.span(open, end), format!("what `{word}` says stands in no {kind}"))
                    .label("not needed")
                    .help(format!("write `{word} {}`", said[1..said.len() - 1].trim()))
                    .fix_all("take them away", Applicability::Safe, vec![Edit { span: self.span(open, open + 1), text: String::new() }, Edit { span: self.span(end - 1, end), text: String::new() }]),
            );
            self.meant = Some((open + 1 - line.text, format!("{word} ")));
            return (bare[..bare.len() - 1].trim_end(), end);
        }
        (bare, 0)
    }

    /// `shot(wide, 4s)`, as programs call functions.
    pub(super) fn called(&mut self, context: Context, line: &Line) -> bool {
        let body = self.body(line);
        // Nearly every line is passed over here.
        let Some(at) = body.find(|c: char| !c.is_ascii_lowercase()).filter(|at| body[*at..].starts_with(['(', '['])) else { return false };
        let bare = without_comment(body);
        let (word, inner) = (&bare[..at], bare[at + 1..].strip_suffix([')', ']']));
        let Some(inner) = inner.filter(|i| !i.contains(['(', ')', '[', ']'])) else { return false };
        if !matches!(word, "shot" | "camera" | "stage" | "light" | "weather" | "sound" | "music" | "super" | "title" | "clip" | "image" | "audio" | "in") || inner.trim().is_empty() {
            return false;
        }
        let right = format!("{word} {}", inner.trim());
        let Some(found) = statement::find(context, word, &right) else { return false };
        let (open, end) = (line.text + at, line.text + bare.len());
        self.problem(
            Diagnostic::new(Code::Braces, self.span(open, end), format!("what `{word}` says stands in no parentheses"))
                .label("not needed")
                .help(format!("write `{right}`"))
                .fix_all("take them away", Applicability::Safe, vec![Edit { span: self.span(open, open + 1), text: " ".into() }, Edit { span: self.span(end - 1, end), text: String::new() }]),
        );
        self.meant = Some((at + 1, format!("{word} ")));
        self.directive(found, line);
        self.meant = None;
        true
    }

    /// Braces and semicolons are one report for the file, at the first of them. `gone` is what the fix takes away.
    pub(super) fn brace(&mut self, at: Span, gone: Span) {
        self.braces.push((at, Edit { span: gone, text: String::new() }));
    }

    /// Whether a deeper line goes on with the statement above it, which ends in a comma or not.
    pub(super) fn goes_on(&self, next: &Line, rule: grammar::Rule, body: Option<Context>, comma: bool) -> bool {
        let text = self.body(next);
        let Some(first) = text.chars().next() else { return false };
        if rule == grammar::Rule::stage_line && !first.is_lowercase() {
            return comma;
        }
        let value = first.is_ascii_digit() || matches!(first, '#' | '-' | '"' | '“');
        if !value && !first.is_ascii_lowercase() {
            return false;
        }
        let statement = statement::directive(text);
        match body {
            None => value || !statement.is_some_and(|word| statement::opens_any(word, text)),
            Some(inner) if comma => value || statement.is_none_or(|word| statement::find(inner, word, text).is_none()),
            // Without a comma only what can be nothing but an attribute goes on with a line that holds others.
            Some(inner) => {
                let item = text.split(',').next().unwrap_or(text).trim_end();
                let named = || {
                    statement.is_some_and(|word| {
                        statement::find(inner, word, text).is_some()
                            || statement::anywhere(inner, word, text).is_some()
                            || vocabulary::nearest(word, vocabulary::spellings(inner.classes())).is_some()
                    })
                };
                let attribute = || grammar::fits(grammar::Rule::shot_attr, item) && (!grammar::fits(grammar::Rule::lower_name, item) || grammar::fits(grammar::Rule::shot_word, item));
                rule == grammar::Rule::shot_line && !named() && attribute()
            }
        }
    }

    /// `in reel, 3s` and `in reel: 3s` without the mark behind the name.
    fn version_line_meant(&self, rule: grammar::Rule, body: &str) -> Option<String> {
        let (name, said) = body.strip_prefix("in ").filter(|_| rule == grammar::Rule::in_line)?.split_once([',', ':'])?;
        let right = format!("in {} {}", name.trim(), said.trim());
        (grammar::fits(Rule::lower_name, name.trim()) && grammar::clean(rule, &right)).then_some(right)
    }

    pub(super) fn syntax_error(&mut self, rule: grammar::Rule, line: &Line, body: &str, stop: grammar::Stop) {
        let offset = (stop.offset.min(body.len())..=body.len()).find(|i| body.is_char_boundary(*i)).unwrap_or(body.len());
        let rest = &body[offset..];
        let lead = rest.len() - rest.trim_start_matches([' ', ',', '\n']).len();
        let word = rest[lead..].find([',', '\n']).unwrap_or(rest.len() - lead);
        let (start, end) = match word {
            0 => (line.text, line.text + body.split_whitespace().next().map_or(body.len(), str::len)),
            n => (line.text + offset + lead, line.text + offset + lead + n),
        };
        let mut problem = Diagnostic::new(Code::Syntax, self.span(start, end), format!("{} cannot be read", statement::what(rule)))
            .label(if word == 0 { "something is missing here" } else { "this was not expected" });
        let lower = body.to_ascii_lowercase();
        if rule == grammar::Rule::transition_line && lower.starts_with("fade") && !lower.starts_with("fade in") && !lower.starts_with("fade out") {
            // Which way it goes was left out; a colour to fade to says it.
            let whole = self.span(line.text, line.text + body.len());
            let rest = body["fade".len()..].trim();
            let colour = rest.split_whitespace().position(|w| w == "to").and_then(|i| rest.split_whitespace().nth(i + 1));
            let time = rest.split_whitespace().find(|w| grammar::fits(grammar::Rule::duration, w)).unwrap_or("1s");
            problem = match colour {
                Some(colour) => {
                    let out = if colour == "black" { format!("fade out {time}") } else { format!("fade out {time} to {colour}") };
                    problem.help(format!("write `{out}`")).unsafe_fix(format!("write `{out}`"), whole, out)
                }
                None => problem.help(format!("a fade goes in or out: `fade in {time}`, `fade out {time}`")).unsafe_fix(format!("write `fade out {time}`"), whole, format!("fade out {time}")),
            };
        } else if rule == grammar::Rule::transition_line && let Some((word, right)) = second_word(body) {
            let at = line.text + (word.as_ptr() as usize - body.as_ptr() as usize);
            let at = self.span(at, at + word.len());
            problem = problem.help(format!("did you mean `{}`?", body.replacen(word, right, 1))).unsafe_fix(format!("write `{right}`"), at, right);
        } else if rule == grammar::Rule::transition_line && let Some(right) = body.strip_prefix("whip pan ").map(|rest| format!("whip {rest}")).filter(|right| grammar::clean(Rule::transition_line, right)) {
            let whole = self.span(line.text, line.text + body.len());
            problem = problem.help(format!("between two shots it is `{right}`; what the camera does stands under a shot: `camera {body}`")).unsafe_fix(format!("write `{right}`"), whole, right);
        } else if rule == grammar::Rule::transition_line && grammar::fits(grammar::Rule::r#move, body) {
            problem = problem.help(format!("what the camera does stands under a shot: `camera {body}`"));
        } else if let Some((example, _)) = statement::example_of(body.split(' ').next().unwrap_or(body), &[]).filter(|_| rule == grammar::Rule::transition_line) {
            problem = problem.help(format!("its form: `{example}`"));
        } else if let Some(right) = self.version_line_meant(rule, body) {
            let whole = self.span(line.text, line.text + body.len());
            problem = problem.help(format!("write `{right}`")).fix(format!("write `{right}`"), whole, right);
        } else if let Some(example) = statement::example(rule) {
            problem = problem.help(format!("its form: `{example}`"));
        }
        self.problem(problem);
    }
}

/// The second word of a transition that is misspelt, and the right one: `whip rgiht`.
fn second_word(body: &str) -> Option<(&str, &'static str)> {
    let mut words = body.split(' ');
    let (first, second) = (words.next()?, words.next()?);
    let known = vocabulary::spellings(&[vocabulary::Class::Transition]).filter_map(|w| w.split_once(' ')).filter(|(head, _)| *head == first).map(|(_, rest)| rest);
    let right = vocabulary::nearest(second, known)?;
    grammar::clean(Rule::transition_line, &body.replacen(second, right, 1)).then_some((second, right))
}
