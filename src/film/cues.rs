//! Beats in words: action, and cues with what is said, from where and how.

use num_rational::Ratio;

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::tree::Builder;
use crate::syntax::{Kind, Node, Rule, extension, grammar, vocabulary};

impl<'a> Lower<'a> {
    /// A line of action, unless it is nothing but a note.
    pub fn filmed(&mut self, node: &Node) -> Option<Beat> {
        let beat = self.action(node);
        let noted = matches!(&beat.kind, BeatKind::Action { text, .. } if text.is_empty()) && self.str(node).contains("[[");
        (!noted).then_some(beat)
    }

    fn action(&mut self, node: &Node) -> Beat {
        let lines = node.children.iter().filter(|n| n.kind == Kind::Text).map(|n| self.str(n).trim());
        let text = names::without_notes(&crate::syntax::joined(lines));
        let text = text.strip_prefix('!').unwrap_or(&text).to_string();
        Beat { span: self.span(node), kind: BeatKind::Action { text, people: Vec::new() }, at: None, start: 0, frames: 0 }
    }

    pub fn cue(&mut self, node: &Node) -> Option<Beat> {
        let line = node.children.iter().find(|n| n.kind == Kind::CueLine)?;
        let text = self.str(line);
        let parts = crate::syntax::cue_line(text)?;
        let mut name = &text[parts.name.clone()];
        let mut name_span = Span::new(self.file, line.start as usize + parts.name.start, line.start as usize + parts.name.end);
        // `ANNA VO` is Anna, off the picture.
        let (who, bare) = self.voice_apart(name);
        if let Some(mark) = bare {
            let right = format!("{who} ({})", extension(mark).unwrap_or(mark));
            self.problem(
                Diagnostic::new(Code::Syntax, Span { start: name_span.end - mark.len() as u32, ..name_span }, "where a voice comes from stands in parentheses")
                    .label("read as if it did")
                    .help(format!("write `{right}`"))
                    .fix(format!("write `{right}`"), name_span, right),
            );
            name_span.end = name_span.start + who.len() as u32;
            name = who;
        }
        // `ANNA'S VOICE` is hers, from somewhere; `ANNA.` was told.
        let who = self.whose(name);
        let hers = who.len() + 1 < name.len();
        if hers {
            let right = format!("{who} (O.S.)");
            self.problem(
                Diagnostic::new(Code::Undeclared, name_span, format!("`{name}` is the voice of `{who}`"))
                    .severity(crate::diagnostics::Severity::Warning)
                    .label("read as heard from outside the picture")
                    .help(format!("where a voice comes from stands in parentheses: `{right}`, or `{who} (V.O.)` where it is remembered or told"))
                    .unsafe_fix(format!("write `{right}`"), name_span, right),
            );
        }
        name_span.end = name_span.start + who.len() as u32;
        name = who;
        // `V.O.` alone names nobody.
        let voice = extension(name).filter(|mark| bare.is_none() && mark.contains('.') && !self.is_declared(name));
        if let Some(mark) = voice {
            self.problem(
                Diagnostic::new(Code::Undeclared, name_span, format!("`{name}` says where a voice comes from, and nobody's name stands before it"))
                    .label("who speaks?")
                    .help(format!("write whose voice it is: `NINA ({mark})`")),
            );
        }
        let known = |n: &str| self.people.contains_key(&crate::syntax::normalise(n));
        // `ANNA AND BOBB`: who is known shows that they are two.
        let both = super::lower::together(name).filter(|(a, b)| (known(a) || known(b)) && !known(name));
        let everybody = matches!(crate::syntax::normalise(name).as_str(), "ALL" | "BOTH" | "EVERYONE" | "EVERYBODY" | "TOGETHER") && self.has_cast && !self.is_declared(name);
        if everybody {
            self.nobodys_name(name, name_span);
        }
        let speakers = match both {
            Some((a, b)) => {
                let (first, second) = (Span { end: name_span.start + a.len() as u32, ..name_span }, Span { start: name_span.end - b.len() as u32, ..name_span });
                vec![self.person(a, first), self.person(b, second)]
            }
            None => vec![self.person(name, name_span)],
        };
        let mut cue = Cue {
            speakers,
            name_span,
            voice_over: false,
            // Whether nobody is seen, nobody can say.
            unseen: everybody || voice.is_some() || hers || both.is_none() && !crate::syntax::fits(Rule::name, &crate::syntax::capitals(name)),
            extensions: Vec::new(),
            filter: None,
            continued: false,
            dual: parts.dual,
            text: String::new(),
            said: None,
            measured: None,
            runs_on: false,
            manner: Vec::new(),
            pause: Ratio::from_integer(0),
        };
        let groups: Vec<&str> = parts.groups.iter().map(|group| text[group.clone()].trim()).chain(bare).collect();
        for words in groups {
            // `(V.O., angry)` says two things.
            let (words, manner) = match words.split_once([',', ';']) {
                Some((first, rest)) if extension(words).is_none() && extension(first).is_some() => (first.trim(), rest.trim()),
                _ => (words, ""),
            };
            // Nothing stands nowhere in the line.
            let at = |part: &str| {
                if part.is_empty() {
                    return name_span;
                }
                let start = part.as_ptr() as usize - text.as_ptr() as usize + line.start as usize;
                Span::new(name_span.file, start, start + part.len())
            };
            self.parenthetical(manner, at(manner), &mut cue);
            let mark = extension(words);
            cue.extensions.extend(mark.filter(|m| !cue.extensions.contains(m)));
            match mark {
                Some("V.O.") => cue.voice_over = true,
                Some("O.S." | "O.C.") => cue.unseen = true,
                Some("CONT'D") => cue.continued = true,
                Some("ON PHONE") => (cue.unseen, cue.filter) = (true, Some("phone".into())),
                Some("RADIO") => (cue.unseen, cue.filter) = (true, Some("radio".into())),
                Some(_) => cue.unseen = true,
                None if let Some(near) = misspelt_extension(words) => {
                    cue.unseen = true;
                    self.problem(
                        Diagnostic::new(Code::UnknownWord, at(words), format!("`{words}` is read as how the line is said"))
                            .label("nearly where a voice comes from")
                            .help(format!("did you mean `({near})`?"))
                            .unsafe_fix(format!("write `{near}`"), at(words), near),
                    );
                }
                None => self.parenthetical(words, at(words), &mut cue),
            }
        }
        let mut said: Vec<&str> = Vec::new();
        for child in &node.children {
            match child.kind {
                Kind::Dialogue => said.push(self.str(child).trim()),
                Kind::Parenthetical => {
                    let whole = self.str(child);
                    let words = whole.trim_matches(['(', ')', '（', '）']).trim();
                    let start = child.start as usize + (words.as_ptr() as usize - whole.as_ptr() as usize);
                    self.parenthetical(words, Span::new(self.file, start, start + words.len()), &mut cue);
                }
                _ => {}
            }
        }
        let text = names::without_notes(&crate::syntax::joined(said));
        (cue.text, cue.said) = shown_and_said(&text);
        if let Some(id) = cue.speakers.first() {
            let person = self.film.person(*id);
            // Keys are made only where there is something to look up.
            cue.measured = if self.measured.is_empty() { None } else { self.measured.get(&speech::line_key(person, &cue)).copied() };
        }
        let last = node.children.iter().rev().find(|c| c.kind != Kind::Space).unwrap_or(node);
        let span = self.span(node);
        let span = Span { end: last.end, ..span };
        Some(Beat { span, kind: BeatKind::Cue(cue), at: None, start: 0, frames: 0 })
    }

    /// Whom a name that nobody has means, as it stands in the name: `ANNA'S VOICE`, `ANNA.`
    pub fn whose<'t>(&self, name: &'t str) -> &'t str {
        let bare = ["'S VOICE", "’S VOICE", "."].iter().find_map(|w| name.strip_suffix(w)).filter(|who| self.is_declared(who));
        bare.filter(|_| !self.is_declared(name)).unwrap_or(name)
    }

    fn is_declared(&self, name: &str) -> bool {
        self.people.get(&crate::syntax::normalise(name)).is_some_and(|id| self.film.person(*id).declared.is_some())
    }

    /// `ALL` above a line, which names nobody.
    fn nobodys_name(&mut self, name: &str, span: Span) {
        let cast: Vec<&str> = self.film.people.iter().filter(|p| p.declared.is_some() && !p.extras).map(|p| p.name.as_str()).collect();
        let problem = Diagnostic::new(Code::Undeclared, span, format!("`{name}` is nobody's name"))
            .label("who speaks?")
            .help(format!("two who speak at once are both named, `ANNA AND BOB`; a crowd has a name of its own: `extras {name}`"));
        self.problem(match cast[..] {
            [one, other] => {
                let right = format!("{} AND {}", crate::syntax::capitals(one), crate::syntax::capitals(other));
                problem.unsafe_fix(format!("write `{right}`"), span, right)
            }
            _ => problem,
        });
    }

    /// A name, and where its voice comes from if that stands behind it without parentheses.
    pub fn voice_apart<'t>(&self, name: &'t str) -> (&'t str, Option<&'t str>) {
        if self.is_declared(name) { (name, None) } else { crate::syntax::voice_apart(name, |who| self.is_declared(who)) }
    }

    /// How a line is said, or how long the speaker is silent; `(beat, quietly)` says both.
    fn parenthetical(&mut self, words: &'a str, span: Span, cue: &mut Cue) {
        let items = || words.split([',', ';']).map(str::trim).filter(|w| !w.is_empty());
        // A length says how long the beat beside it is.
        let long = |w: &str| ["beat of ", "pause of ", "beat ", "pause "].iter().find_map(|p| w.strip_prefix(p)).is_some_and(|rest| self.is_length(rest.trim()));
        let measured = items().any(|w| self.is_length(w.trim_start_matches(['-', '−'])) || long(w));
        if !words.is_empty() && words.len() < 4 && words.bytes().all(|b| b.is_ascii_digit() || b == b'.') && self.is_length(&format!("{words}s")) {
            return self.problem(
                Diagnostic::new(Code::BadValue, span, format!("`({words})` is no pause"))
                    .label("a number without its unit")
                    .help(format!("a pause is a length: `({words}s)`"))
                    .unsafe_fix(format!("write `{words}s`"), span, format!("{words}s")),
            );
        }
        if !measured && !items().any(|w| silence(w).is_some()) {
            if !words.is_empty() {
                cue.manner.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            return;
        }
        for item in items() {
            // `beat 2s`, `pause of 2s`
            let item = ["beat of ", "pause of ", "beat ", "pause "].iter().find_map(|w| item.strip_prefix(w)).map(str::trim).filter(|rest| self.is_length(rest)).unwrap_or(item);
            let start = span.start as usize + (item.as_ptr() as usize - words.as_ptr() as usize);
            let at = Span::new(span.file, start, start + item.len());
            let bare = item.trim_start_matches(['-', '−']);
            match silence(item) {
                Some(length) if !measured => cue.pause += length,
                Some(_) => {}
                None if bare.len() < item.len() && self.is_length(bare) => self.problem(
                    Diagnostic::new(Code::BadValue, at, "a pause cannot be shorter than nothing")
                        .label("this pause")
                        .help(format!("write `({bare})` for a pause, or take it away"))
                        .unsafe_fix(format!("write `{bare}`"), at, bare),
                ),
                None => match self.length_at(item, at).as_ref().map(|node| self.seconds(node)) {
                    Some(length) => cue.pause += length.unwrap_or(Ratio::from_integer(0)),
                    None => cue.manner.push(item.split_whitespace().collect::<Vec<_>>().join(" ")),
                },
            }
        }
    }

    fn is_length(&self, words: &str) -> bool {
        matches!(crate::syntax::whole_value(words), Some(Rule::duration | Rule::timecode))
    }

    /// The node of a text that is a length and nothing else, where it stands.
    pub fn length_at(&self, words: &'a str, at: Span) -> Option<Node> {
        let mut out = Builder::starting(at.start as usize);
        grammar::line(Rule::whole_value, words, &mut out, &mut grammar::Memory::default()).ok()?;
        let root = out.done();
        root.find(Rule::duration).or_else(|| root.find(Rule::timecode)).cloned()
    }
}

/// Where a voice comes from, in words that are nearly right: `on phnoe`.
fn misspelt_extension(words: &str) -> Option<&'static str> {
    let long = vocabulary::spellings(&[vocabulary::Class::Extension]).filter(|w| w.len() > 4 && w.bytes().all(|b| b.is_ascii_alphabetic() || b == b' '));
    let near = vocabulary::nearest(words, long).filter(|_| words.len() > 4)?;
    // Swapped or doubled letters, and no other word.
    (strsim::osa_distance(&words.to_uppercase(), &near.to_uppercase()) == 1).then(|| extension(near)).flatten()
}

/// How long somebody is silent who is told so in words.
fn silence(words: &str) -> Option<Seconds> {
    let words = words.to_ascii_lowercase();
    match words.strip_prefix("a ").unwrap_or(&words) {
        "short beat" | "short pause" => Some(Ratio::new(1, 2)),
        "beat" | "pause" => Some(Ratio::from_integer(1)),
        "long beat" | "long pause" => Some(Ratio::from_integer(2)),
        _ => None,
    }
}

/// A line as it stands written and, where values in it are spoken otherwise, as it is said.
fn shown_and_said(text: &str) -> (String, Option<String>) {
    use super::params::{DONE, SAID, SHOWN};
    if !text.contains(SHOWN) {
        return (text.to_string(), None);
    }
    let (mut shown, mut said, mut side) = (String::new(), String::new(), DONE);
    for c in text.chars() {
        match c {
            SHOWN | SAID | DONE => side = c,
            c => {
                if side != SAID {
                    shown.push(c);
                }
                if side != SHOWN {
                    said.push(c);
                }
            }
        }
    }
    (shown, Some(said))
}
