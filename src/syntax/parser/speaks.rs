//! Who speaks, as other notations write it: what is said on the line of the name, and how or from where it is said without
//! the parentheses that it stands in here. Each is read as it is meant.

use super::*;

/// Marks around what somebody says; what stands between them is said.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('「', '」'), ('『', '』')];

/// A line that names somebody and goes on with what is said.
struct Said {
    /// The bytes of the name, and those up to the end of the mark behind it.
    name: usize,
    cue: usize,
    mark: usize,
    /// Where what is said begins.
    speech: usize,
}

impl Parser<'_> {
    /// `NINA: Who is there?`: what is said stands on the line of its cue. Read as it is meant.
    pub(super) fn said_on_the_line(&mut self, line: &Line) -> bool {
        let body = self.body(line);
        if self.told_as_in_a_novel(line) {
            return true;
        }
        let Some(said) = self.said_in_quotes(body).or_else(|| self.said_behind_a_group(body)).or_else(|| self.said_behind_a_colon(body)) else { return false };
        let (name, speech) = (&body[..said.name], &body[said.speech..]);
        let (colon, start) = (line.text + said.cue, line.text + said.speech);
        let mut edits = vec![Edit { span: self.span(colon, start), text: format!("\n{}", " ".repeat(line.indent + 2)) }];
        if let Some((open, close)) = QUOTES.into_iter().find(|(open, close)| speech.len() > open.len_utf8() + close.len_utf8() && speech.starts_with(*open) && speech.ends_with(*close)) {
            edits.push(Edit { span: self.span(start, start + open.len_utf8()), text: String::new() });
            edits.push(Edit { span: self.span(line.end - close.len_utf8(), line.end), text: String::new() });
        }
        self.problem(
            Diagnostic::new(Code::ColonCue, self.span(line.text, line.text + said.mark), format!("what {name} says stands below the name"))
                .label("read as who speaks")
                .help("a cue is a name on a line of its own; the speech below it is indented")
                .fix_all("put the speech below", Applicability::Safe, edits),
        );
        self.out.start(Kind::Cue);
        self.out.leaf(Kind::CueLine, line.text + said.mark);
        self.out.skip(start);
        self.out.leaf(Kind::Dialogue, line.end);
        self.out.finish();
        self.at += 1;
        true
    }

    /// `Anna says: "Who is there?"`
    fn told_as_in_a_novel(&mut self, line: &Line) -> bool {
        let body = without_comment(self.body(line));
        let Some((before, said)) = body.split_once([':', ',']) else { return false };
        let said = said.trim_start();
        let Some((name, verb)) = before.rsplit_once(' ') else { return false };
        // Behind a colon it needs no quotes to be what is said.
        let bare = Some(said).filter(|s| before.len() < body.len() && body[before.len()..].starts_with(':') && s.starts_with(char::is_uppercase));
        let inner = QUOTES.into_iter().find_map(|(open, close)| said.strip_prefix(open)?.strip_suffix(close)).or(bare).filter(|i| !i.trim().is_empty() && !i.contains(['"', '“', '”']));
        let Some(inner) = inner.filter(|_| matches!(verb, "says" | "said" | "asks" | "asked" | "answers" | "replies" | "shouts" | "whispers" | "yells") && self.names.contains(&normalise(name))) else { return false };
        let whole = self.span(line.text, line.text + body.len());
        let cue = cue::capitals(name);
        self.problem(
            Diagnostic::new(Code::ColonCue, whole, format!("what {name} says stands below the name"))
                .label("it would be filmed as action")
                .help(format!("a cue is a name on a line of its own, `{cue}`; the speech below it is indented"))
                .fix_all("put the speech below", Applicability::Unsafe, vec![Edit { span: whole, text: format!("{cue}\n{}{}", " ".repeat(line.indent + 2), inner.trim()) }]),
        );
        self.error_line(line);
        true
    }

    fn said_behind_a_colon(&self, body: &str) -> Option<Said> {
        let at = body.find([':', '：'])?;
        let width = body[at..].chars().next().map_or(1, char::len_utf8);
        let (name, said) = (&body[..at], &body[at + width..]);
        let speech = said.trim_start();
        let bare = name.split(['(', '（']).next().unwrap_or(name).trim();
        let known = self.names.contains(&normalise(bare));
        let shape = bare.split(' ').count() <= 3 && cue::caps(bare) && bare.chars().count() > 1;
        let apart = speech.len() < said.len() || width > 1;
        (apart && !speech.is_empty() && !bare.is_empty() && (known || shape && !cue::is_label(bare))).then_some(Said { name: bare.len(), cue: at, mark: at + width, speech: body.len() - speech.len() })
    }

    /// `ANNA "Who is there?"` and `春子「お帰り。」` need no colon to be told.
    fn said_in_quotes(&self, body: &str) -> Option<Said> {
        let (open, close, at) = QUOTES.into_iter().filter_map(|(open, close)| Some((open, close, body.find(open)?))).min_by_key(|(.., at)| *at)?;
        let name = body[..at].trim_end();
        let inside = body[at + open.len_utf8()..].strip_suffix(close)?;
        let whole = !inside.trim().is_empty() && !inside.contains([open, close]);
        let apart = name.len() < at || matches!(open, '「' | '『');
        (whole && apart && !name.chars().any(cue::is_small) && self.names.contains(&normalise(name))).then_some(Said { name: name.len(), cue: name.len(), mark: name.len(), speech: at })
    }

    /// `ANNA (out of breath) Who is there?`
    fn said_behind_a_group(&self, body: &str) -> Option<Said> {
        let open = body.find(['(', '（'])?;
        let close = open + body[open..].find([')', '）'])?;
        let end = close + body[close..].chars().next().map_or(1, char::len_utf8);
        let name = body[..open].trim_end();
        let group = body[open..close].trim_start_matches(['(', '（']);
        let speech = body[end..].trim_start();
        // `ANNA (32) Runs.` says how old she is, and what happens.
        let how = !group.contains(|c: char| c.is_ascii_digit()) && (cue::extension(group).is_some() || !group.contains(char::is_uppercase));
        let sentence = speech.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“')) && speech.ends_with(['.', '!', '?', '…', '"', '”']) && !cue::caps(speech);
        (how && sentence && cue::caps(name) && self.names.contains(&normalise(name))).then_some(Said { name: name.len(), cue: end, mark: end, speech: body.len() - speech.len() })
    }

    /// Whether a note that a line opens ends in its paragraph.
    pub(super) fn note_ends(&self, line: &Line) -> bool {
        let at = self.lines.partition_point(|l| l.text <= line.text);
        self.lines[at..].iter().take_while(|l| l.kind != LineKind::Blank).take(40).any(|l| self.body(l).contains("]]"))
    }

    /// Whether a line in a script without capitals is nearly a declared name: a misspelt one above what is said.
    pub(super) fn nearly_named(&self, name: &str) -> bool {
        let count = name.chars().count();
        (3..=self.longest + 1).contains(&count)
            && name.chars().all(|c| c.is_alphabetic() && !c.is_uppercase() && !cue::is_small(c) || c == ' ')
            && vocabulary::nearest(name, self.names.iter().map(String::as_str)).is_some()
    }

    /// `ANNA [softly]`, `ANNA, softly` and `(O.S.) ANNA`: what belongs into parentheses behind the name.
    pub(super) fn how_in_other_marks(&mut self, line: &Line) {
        let body = without_comment(self.body(line));
        let Some(cue) = cue::cue_line(body) else { return };
        let Some(form) = cue.form else { return };
        let Some(group) = cue.groups.first().filter(|_| form != cue::Form::Square).or_else(|| cue.groups.last()) else { return };
        let (words, name) = (&body[group.clone()], &body[cue.name.clone()]);
        let right = format!("{name} ({words})");
        let at = |from: usize, to: usize| self.span(line.text + from, line.text + to);
        let (what, applicability, edits) = match form {
            cue::Form::Square => {
                let edits = vec![Edit { span: at(group.start - 1, group.start), text: "(".into() }, Edit { span: at(group.end, group.end + 1), text: ")".into() }];
                ("how a line is said stands in round parentheses", Applicability::Safe, edits)
            }
            cue::Form::Comma => {
                let edits = vec![Edit { span: at(cue.name.end, group.start), text: " (".into() }, Edit { span: at(group.end, group.end), text: ")".into() }];
                ("how a line is said stands in parentheses", Applicability::Unsafe, edits)
            }
            cue::Form::Before => {
                let edits = vec![Edit { span: at(0, cue.name.start), text: String::new() }, Edit { span: at(cue.name.end, cue.name.end), text: format!(" ({words})") }];
                (if cue::extension(words).is_some() { "where a voice comes from stands behind the name" } else { "how a line is said stands behind the name" }, Applicability::Safe, edits)
            }
        };
        let whole = at(group.start.min(cue.name.start), group.end.max(cue.name.end));
        self.problem(Diagnostic::new(Code::Fountain, whole, what).label("read as if it did").help(format!("write `{right}`")).fix_all(format!("write `{right}`"), applicability, edits));
    }
}
