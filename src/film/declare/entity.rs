//! People, places, props and extras.

use super::super::lower::Lower;
use super::super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Kind, Node, Rule, normalise};

impl Lower<'_> {
    /// All people, places and props of a file.
    pub(super) fn entities(&mut self, root: &Node) {
        let blocks: Vec<&Node> = root.body().filter(|n| n.line().rule() == Some(Rule::person_line)).collect();
        let named = |n: &&Node| n.line().child(Rule::name).map(|name| (normalise(self.str(name)), self.span(name)));
        let coming: Vec<(String, Span)> = blocks.iter().filter_map(named).collect();
        for block in blocks {
            self.entity(block, &coming);
        }
    }

    /// What `from NAME` inherits, as a person; places and props have only a look and a height.
    fn parent(&mut self, kind: &str, parent: &Spanned<String>, own: Span, coming: &[(String, Span)]) -> Option<Person> {
        let key = normalise(&parent.value);
        let found = match kind {
            "location" => self.places.get(&key).map(|i| Person { look: self.film.places[*i].look.clone(), look_said: self.film.places[*i].look_said, ..Person::default() }),
            "prop" => self.props.get(&key).map(|i| {
                let prop = &self.film.props[*i];
                Person { look: prop.look.clone(), look_said: prop.look_said, height: prop.height.unwrap_or(0), ..Person::default() }
            }),
            _ => self.people.get(&key).map(|id| self.film.person(*id).clone()),
        };
        if found.is_some() {
            return found;
        }
        if let Some((_, at)) = coming.iter().find(|(name, at)| *name == key && at.start >= own.start) {
            let mut problem = Diagnostic::new(Code::Cycle, parent.span, format!("{kind} `{}` stands below, or inherits from itself", parent.value))
                .label("inherited here")
                .help("a declaration inherits from one that stands above it; move that one up");
            if *at != own {
                problem = problem.also(*at, "declared here");
            }
            self.problem(problem);
            return None;
        }
        let names: Vec<String> = match kind {
            "location" => self.film.places.iter().map(|p| p.name.clone()).collect(),
            "prop" => self.film.props.iter().map(|p| p.name.clone()).collect(),
            _ => self.film.people.iter().filter(|p| p.declared.is_some()).map(|p| p.name.clone()).collect(),
        };
        let problem = Diagnostic::new(Code::Undeclared, parent.span, format!("there is no {kind} `{}`", parent.value)).label("not declared");
        self.problem(match crate::syntax::vocabulary::nearest(&parent.value, names.iter().map(String::as_str)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), parent.span, near),
            None if names.is_empty() => problem.help(format!("declare it above: `{kind} {}`", crate::syntax::capitals(&parent.value))),
            None => problem.help(format!("declared above are: {}", names.join(", "))),
        });
        None
    }

    /// What stands where a name should, and cannot be one.
    fn bad_name(&mut self, kind: &str, bare: &Node, line: &Node) {
        let (start, end) = (bare.start as usize, (line.end as usize).max(bare.end as usize));
        let rest = &self.text[start..end];
        let marks = ['"', '“', '”', '\''];
        // `"TOM LEE"` is one name in quotes.
        let length = match rest.starts_with(marks) {
            true => rest.char_indices().skip(1).find(|(_, c)| marks.contains(c)).map_or(bare.text(self.text).len(), |(i, c)| i + c.len_utf8()),
            false => self.str(bare).len(),
        };
        let span = Span::new(self.file, start, start + length);
        let written = &self.text[span.range()];
        let upper = crate::syntax::capitals(written.trim_matches(marks).trim());
        let problem = Diagnostic::new(Code::BadName, span, format!("`{written}` cannot name {}", a(kind))).label("a name with a capital");
        self.problem(match crate::syntax::fits(Rule::name, &upper) {
            true => problem.help("people, places and props begin with a capital, and stand without quotes").unsafe_fix(format!("write `{upper}`"), span, upper),
            false => problem.help("the names of people, places and props are words that begin with a capital letter; digits may follow"),
        });
    }

    fn entity(&mut self, block: &Node, coming: &[(String, Span)]) {
        let line = block.line();
        let kind = self.keyword(line, &["character", "location", "prop", "extras"]).to_string();
        let Some(name) = line.child(Rule::name) else {
            self.nameless = true;
            match line.child(Rule::bare) {
                Some(bare) => self.bad_name(&kind, bare, line),
                None => self.missing(line, "the name", crate::syntax::example_of(&kind, &[crate::syntax::Context::Margin]).map_or("character NINA", |(example, _)| example)),
            }
            return;
        };
        self.extra_look(block, self.str(name));
        let (text, span) = (self.str(name).to_string(), self.span(name));
        let key = normalise(&text);
        let before = self.people.get(&key).and_then(|id| self.film.person(*id).declared)
            .or_else(|| self.places.get(&key).and_then(|i| self.film.places[*i].declared))
            .or_else(|| self.props.get(&key).map(|i| self.film.props[*i].span));
        // What a second declaration says is read as well, and counts for nothing.
        if let Some(first) = before {
            self.duplicate(&kind, &text, span, first);
        }
        self.has_cast |= matches!(kind.as_str(), "character" | "extras");
        let parent = line.child(Rule::from_name).and_then(|n| n.parts().next()).map(|(_, n)| self.at(n, self.str(n).to_string()));
        let mut person = Person { name: text.clone(), declared: Some(span), seen: span, pace: 100, height: 0, extras: kind == "extras", ..Person::default() };
        if let Some(parent) = &parent
            && let Some(base) = self.parent(&kind, parent, span, coming)
        {
            person = Person { name: text.clone(), declared: Some(span), seen: span, ..base };
        }
        let mut said: Vec<(&'static str, Span)> = Vec::new();
        for node in block.body() {
            let word: &'static str = match node.kind {
                Kind::Prose if self.wordless(node) => continue,
                Kind::Prose if self.prose(node).0 == "look" => "look",
                Kind::Prose => "voice",
                Kind::Line(Rule::pace_line) => "pace",
                Kind::Line(Rule::height_line) => "height",
                Kind::Line(Rule::wears_line) => "wears",
                Kind::Line(Rule::seed_line) => "count",
                Kind::Line(Rule::file_line) => {
                    self.file_line(node);
                    person.refs.extend(self.own_file(node));
                    continue;
                }
                _ => continue,
            };
            if !self.once_of(&mut said, word, node) {
                continue;
            }
            if kind != "character" && kind != "extras" && matches!(word, "voice" | "pace" | "wears") {
                let at = self.span(node);
                self.problem(Diagnostic::new(Code::Misplaced, at, format!("a {kind} has no {word}")).label("only people have one"));
                continue;
            }
            if kind == "location" && word == "height" {
                let at = self.span(node);
                self.problem(Diagnostic::new(Code::Misplaced, at, "a location has no height").label("people and props have one").help("how high a room is, its `look` can say"));
                continue;
            }
            if word == "count" && kind == "extras" {
                person.count = self.integer(node).and_then(|n| u32::try_from(n).ok().filter(|n| (1..=100_000).contains(n)));
                if person.count.is_none() && node.child(Rule::integer).is_some() {
                    let at = self.span(node);
                    self.problem(Diagnostic::new(Code::BadValue, at, "a crowd is 1 to 100000 people").label("this number"));
                }
                continue;
            }
            if word == "count" && kind != "extras" {
                let at = self.span(node);
                self.problem(Diagnostic::new(Code::Misplaced, at, format!("a {kind} has no count")).label("only extras are counted"));
                continue;
            }
            match word {
                "look" => {
                    let (_, text) = self.prose(node);
                    person.look_said = Some(self.span(node));
                    person.look = match (text.strip_prefix('+'), person.look.is_empty()) {
                        (Some(more), false) => format!("{}, {}", person.look, more.trim()),
                        (Some(more), true) => more.trim().to_string(),
                        (None, _) => text,
                    };
                }
                "voice" => person.voice = self.prose(node).1,
                "pace" => person.pace = self.pace(node),
                "height" => {
                    match node.child(Rule::distance).and_then(|d| d.child(Rule::number)).and_then(|n| values::scaled(self.str(n), 1000)) {
                        Some(mm) if (20..=100_000).contains(&mm) => person.height = mm as i32,
                        _ => {
                            self.bad_height(node);
                        }
                    }
                }
                "wears" => {
                    person.wears = node.child(Rule::string).map(|n| values::unquote(n, self.text));
                    if let Some(rest) = node.child(Rule::rest) {
                        let (at, right) = (self.span(rest), values::quoted(self.str(rest).trim()));
                        self.problem(Diagnostic::new(Code::Syntax, at, "what is worn stands in quotes").label("without double quotes").help(format!("write `wears {right}`")).fix("quote it", at, right));
                    } else if person.wears.is_none() {
                        self.missing(node, "what is worn, in quotes,", "wears \"a red scarf\"");
                    }
                }
                _ => {}
            }
        }
        if before.is_some() {
            return;
        }
        match kind.as_str() {
            "character" | "extras" => {
                person.creature = Creature::of(&person.name, &person.look);
                if person.height == 0 {
                    person.height = person.creature.map_or_else(|| height_by_look(&person.look), Creature::height);
                }
                let id = PersonId(self.film.people.len());
                self.film.people.push(person);
                self.keep_words(&key, id);
                self.people.insert(key, id);
            }
            "location" => {
                self.places.insert(key, self.film.places.len());
                self.film.places.push(Place { name: text, seen: span, declared: Some(span), look: person.look, look_said: person.look_said, refs: person.refs });
            }
            _ => {
                self.props.insert(key, self.film.props.len());
                self.film.props.push(Prop { name: text, span, look: person.look, look_said: person.look_said, refs: person.refs, height: (person.height > 0).then_some(person.height) });
            }
        }
    }

    /// A height that is no length in metres, with the same one in metres where that can be told.
    fn bad_height(&mut self, line: &Node) {
        let (whole, text) = (self.span(line), self.str(line).trim_end());
        let value = text.strip_prefix("height").unwrap_or("").trim();
        let at = Span { start: whole.start + (text.len() - value.len()) as u32, end: whole.start + text.len() as u32, ..whole };
        let problem = Diagnostic::new(Code::BadValue, if value.is_empty() { whole } else { at }, "a height is metres, from 2 cm to 100 m").label("as `height 1.82m`");
        // A bare number of metres or of centimetres.
        let bare = value.parse::<f64>().ok().and_then(|n| match n {
            n if (0.3..=3.0).contains(&n) => Some(format!("{value}m")),
            n if (30.0..=300.0).contains(&n) => Some(format!("{}m", n / 100.0)),
            _ => None,
        });
        // `1,72m`, `1m72`
        let parts = value.replace([',', 'm'], ".");
        let pointed = parts.trim_end_matches('.').parse::<f64>().ok().filter(|n| value.contains(['m', ',']) && (0.3..=3.0).contains(n)).map(|n| format!("{n}m"));
        self.problem(match bare.or(pointed).or_else(|| habits::metres(value)) {
            Some(metres) => problem.help(format!("write `height {metres}`")).unsafe_fix(format!("write `{metres}`"), at, metres),
            None => problem.help("as `height 1.72m`; in words it belongs to the look: `look a tall woman`"),
        });
    }

    pub(super) fn pace(&mut self, line: &Node) -> u32 {
        if let (Some(number), Some(extra)) = (line.child(Rule::number), line.child(Rule::extra).filter(|n| self.str(n).starts_with('%')))
            && let Some(share) = values::scaled(self.str(number), 1).filter(|v| (30..=300).contains(v))
        {
            let right = format!("{}.{:02}", share / 100, share % 100);
            let right = right.trim_end_matches('0').trim_end_matches('.').to_string();
            let span = Span { end: self.span(extra).end, ..self.span(number) };
            self.problem(
                Diagnostic::new(Code::BadValue, span, "a pace is a factor and no share")
                    .label("understood")
                    .help(format!("write `pace {right}`"))
                    .unsafe_fix(format!("write `{right}`"), span, right),
            );
            return share as u32;
        }
        // `1,2`, `very slow`
        let said = self.str(line).trim_end().trim_start_matches("pace").trim().to_string();
        let meant = (said.contains(',').then(|| said.replace(',', "."))).filter(|n| values::scaled(n, 100).is_some_and(|v| (30..=300).contains(&v)));
        if let Some(right) = meant.filter(|_| line.child(Rule::extra).is_some()) {
            let whole = self.span(line);
            let at = Span { start: whole.start + (self.str(line).trim_end().len() - said.len()) as u32, end: whole.start + self.str(line).trim_end().len() as u32, ..whole };
            self.problem(Diagnostic::new(Code::BadValue, at, format!("`{said}` has a comma for its point")).label("read as two").help(format!("write `pace {right}`")).unsafe_fix(format!("write `{right}`"), at, right));
            return 100;
        }
        self.extra(line);
        if line.child(Rule::extra).is_some() {
            return 100;
        }
        if let Some(word) = line.child(Rule::voice_pace) {
            return match self.word(Class::VoicePace, word) {
                "slow" => 80,
                "fast" => 125,
                _ => 100,
            };
        }
        if let Some(number) = line.child(Rule::number)
            && let Some(v) = values::scaled(self.str(number), 100)
            && (30..=300).contains(&v)
        {
            return v as u32;
        }
        if let Some(bare) = line.child(Rule::bare)
            && let Some(near) = vocabulary::nearest(self.str(bare), vocabulary::spellings(&[Class::VoicePace]))
        {
            let span = self.span(bare);
            let problem = Diagnostic::new(Code::BadValue, span, format!("`{}` is no pace", super::super::lower::shorten(self.str(bare)))).label("not known here");
            self.problem(problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), span, near));
            return 100;
        }
        let span = self.span(line);
        // `solw`, `slowly`, `0.8x`
        let said = self.str(line).trim_start_matches("pace").trim();
        let factor = said.strip_suffix(['x', 'X', '×']).map(str::trim).filter(|n| values::scaled(n, 100).is_some_and(|v| (30..=300).contains(&v))).map(str::to_string);
        let words = || said.split(' ').rev().find_map(|w| crate::syntax::vocabulary::nearest(w.strip_suffix("ly").unwrap_or(w), ["slow", "normal", "fast"].into_iter())).map(str::to_string);
        if let Some(right) = factor.or_else(words) {
            let at = Span { start: span.end - said.len() as u32, ..span };
            self.problem(
                Diagnostic::new(Code::BadValue, at, "a pace is `slow`, `normal`, `fast` or a factor from 0.3 to 3")
                    .label("as `pace 1.2`")
                    .help(format!("did you mean `pace {right}`?"))
                    .unsafe_fix(format!("write `{right}`"), at, right),
            );
            return 100;
        }
        self.problem(Diagnostic::new(Code::BadValue, span, "a pace is `slow`, `normal`, `fast` or a factor from 0.3 to 3").label("this pace").help("write it as `pace slow` or `pace 1.2`"));
        100
    }
}

/// The kind with its article, for messages.
fn a(kind: &str) -> String {
    match kind {
        "extras" => "extras".to_string(),
        kind => format!("a {kind}"),
    }
}

/// Standing height in millimetres from words of age; people of no stated age are 1.72 m.
fn height_by_look(look: &str) -> i32 {
    let lower = look.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.split(|c: char| !c.is_alphanumeric()).any(|x| x == *w));
    let (tall, small) = (has(&["tall", "giant"]), has(&["short", "tiny", "small"]));
    // A tall boy is tall for a boy.
    let grows = |usual: i32| if tall { usual + usual / 12 } else if small { usual - usual / 12 } else { usual };
    match () {
        () if has(&["toddler", "baby"]) => 850,
        () if has(&["child", "boy", "girl", "kid"]) => grows(1250),
        () if has(&["teenager", "teenage", "teen", "youth"]) => grows(1620),
        () if tall => 1860,
        () if small => 1580,
        () if has(&["woman", "lady", "mother", "grandmother"]) => 1670,
        () if has(&["man", "father", "grandfather"]) => 1780,
        () => 1720,
    }
}
