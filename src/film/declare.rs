//! What stands at the margin besides scenes: the film's own properties, styles, people, places, props, music, set-ups.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Kind, Node, Rule, normalise};

impl<'a> Lower<'a> {
    pub fn declarations(&mut self, root: &Node) {
        // The rate decides how timecodes count, so the film comes first; set-ups name people, so they come last.
        let pick = |rule: Rule| root.body().filter(move |n| n.line().rule() == Some(rule));
        pick(Rule::film_line).for_each(|n| self.film_block(n));
        pick(Rule::file_line).for_each(|n| self.use_line(n));
        pick(Rule::person_line).for_each(|n| self.entity(n));
        pick(Rule::style_line).for_each(|n| self.style(n));
        self.inherit_styles();
        pick(Rule::tune_line).for_each(|n| self.tune(n));
        pick(Rule::setup_line).for_each(|n| self.setup(n));
        if let Some(style) = self.film.style.clone()
            && self.film.style_named(&style.value).is_none()
            && self.file.0 == 0
        {
            self.unknown_name("style", &style);
        }
    }

    pub fn unknown_name(&mut self, what: &str, name: &Spanned<String>) {
        let names: Vec<String> = match what {
            "style" => self.film.styles.iter().map(|s| s.name.clone()).collect(),
            "set-up" => self.film.setups.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let problem = Diagnostic::new(Code::Undeclared, name.span, format!("there is no {what} `{}`", name.value)).label("not declared");
        let problem = match crate::syntax::vocabulary::nearest(&name.value, names.iter().map(String::as_str)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), name.span, near),
            None if names.is_empty() => problem.help(format!("declare it at the margin: `{} {}`", what.replace('-', ""), name.value)),
            None => problem.help(format!("declared are: {}", names.join(", "))),
        };
        self.problem(problem);
    }

    pub fn duplicate(&mut self, what: &str, name: &str, span: Span, first: Span) {
        self.problem(
            Diagnostic::new(Code::Duplicate, span, format!("{what} `{name}` is declared twice"))
                .label("declared again")
                .also(first, "first declared here")
                .help("give one of them another name, or take one away"),
        );
    }

    /// A property said twice; `false` when it was.
    fn once<T>(&mut self, what: &str, old: &Option<Spanned<T>>, node: &Node) -> bool {
        let Some(first) = old.as_ref().map(|o| o.span) else { return true };
        let span = self.span(node);
        self.problem(
            Diagnostic::new(Code::Duplicate, span, format!("`{what}` is said twice"))
                .label("said again")
                .also(first, "first said here")
                .help("the first one counts; take one away"),
        );
        false
    }

    fn film_block(&mut self, block: &Node) {
        let line = block.line();
        let span = self.span(line);
        if let Some(first) = self.film_seen {
            self.duplicate("the film", &self.film.title.clone(), span, first);
            return;
        }
        if self.file.0 != 0 {
            self.problem(
                Diagnostic::new(Code::Misplaced, span, "a file that is used holds declarations only")
                    .label("a film of its own")
                    .help("`use` takes people, places and styles; the `film` block belongs to the script itself"),
            );
            return;
        }
        self.film_seen = Some(span);
        match (line.child(Rule::string), line.child(Rule::rest)) {
            (Some(title), _) => self.film.title = values::unquote(title, self.text),
            (None, Some(rest)) => {
                let (text, at) = (self.str(rest).trim().to_string(), self.span(rest));
                self.problem(
                    Diagnostic::new(Code::Syntax, at, "a title stands in quotes")
                        .label("without quotes")
                        .fix("quote it", at, format!("\"{text}\"")),
                );
                self.film.title = text;
            }
            _ => self.missing(line, "the title", "film \"The Long Night\""),
        }
        self.extra(line);
        let mut size: Option<Spanned<()>> = None;
        let mut rate: Option<Spanned<()>> = None;
        let mut cast: Option<Spanned<()>> = None;
        let mut seed: Option<Spanned<()>> = None;
        for node in block.body() {
            let Some(rule) = node.rule() else { continue };
            match rule {
                Rule::size_line if self.once("size", &size, node) => {
                    size = Some(self.at(node, ()));
                    self.size(node);
                }
                Rule::rate_line if self.once("rate", &rate, node) => {
                    rate = Some(self.at(node, ()));
                    self.rate(node);
                }
                Rule::style_use if self.once("style", &self.film.style.clone(), node) => {
                    self.film.style = self.style_name(node);
                }
                Rule::cast_line if !self.once("cast", &cast, node) => {}
                Rule::seed_line if !self.once("seed", &seed, node) => {}
                Rule::cast_line => {
                    cast = Some(self.at(node, ()));
                    match node.child(Rule::rest).map(|n| self.str(n).trim()) {
                    Some("closed") => self.film.cast_closed = true,
                    Some("open") => {}
                    _ => self.missing(node, "`open` or `closed`", "cast closed"),
                    }
                }
                Rule::seed_line => {
                    seed = Some(self.at(node, ()));
                    self.film.seed = self.integer(node).unwrap_or(0);
                }
                _ => {}
            }
        }
        // The runtime may be a timecode, which needs the rate.
        for node in block.body().filter(|n| n.rule() == Some(Rule::runtime_line)) {
            if self.once("runtime", &self.film.runtime.clone(), node) {
                self.runtime(node);
            }
        }
    }

    pub fn integer(&mut self, line: &Node) -> Option<u64> {
        self.extra(line);
        if let Some(bad) = line.child(Rule::bare) {
            let span = self.span(bad);
            self.problem(Diagnostic::new(Code::BadValue, span, format!("`{}` is no whole number", self.str(bad))).label("a number such as `7`"));
            return None;
        }
        let Some(number) = line.child(Rule::integer) else {
            self.missing(line, "a number", "seed 7");
            return None;
        };
        match self.str(number).parse() {
            Ok(n) => Some(n),
            Err(_) => {
                let span = self.span(number);
                self.problem(Diagnostic::new(Code::BadValue, span, "this number is too large").label("more than 18446744073709551615"));
                None
            }
        }
    }

    fn size(&mut self, line: &Node) {
        self.extra(line);
        let bad = |lower: &mut Self, node: &Node, why: String, help: &str| {
            let span = lower.span(node);
            lower.problem(Diagnostic::new(Code::BadValue, span, why).label("this size").help(help));
        };
        const HELP: &str = "a size is WIDTHxHEIGHT in even pixels, 16 to 8192 each, as `1920x1080`, or an aspect as `2.39:1`";
        if let Some(pixels) = line.child(Rule::pixels) {
            let side: Vec<u32> = pixels.parts().map(|(_, n)| self.str(n).parse().unwrap_or(u32::MAX)).collect();
            let (&[w, h], text) = (&side[..], self.str(pixels)) else { return };
            if !(16..=8192).contains(&w) || !(16..=8192).contains(&h) {
                return bad(self, pixels, format!("no film is {text} pixels"), HELP);
            }
            if w % 2 == 1 || h % 2 == 1 {
                return bad(self, pixels, format!("{text} has an odd side, which video cannot have"), HELP);
            }
            self.film.size = [w, h];
        } else if let Some(aspect) = line.child(Rule::aspect) {
            let side: Vec<f64> = aspect.parts().filter_map(|(_, n)| self.str(n).parse().ok()).collect();
            let (&[w, h], text) = (&side[..], self.str(aspect)) else { return };
            let ratio = w / h;
            if !(0.25..=4.0).contains(&ratio) {
                return bad(self, aspect, format!("no film is {text}"), HELP);
            }
            // An aspect alone has 1080 pixels on its short side.
            let even = |v: f64| ((v / 2.0).round() * 2.0) as u32;
            self.film.size = if ratio >= 1.0 { [even(1080.0 * ratio), 1080] } else { [1080, even(1080.0 / ratio)] };
        } else if let Some(rest) = line.child(Rule::rest) {
            bad(self, rest, format!("`{}` is no size", self.str(rest).trim()), HELP);
        } else {
            self.missing(line, "the size", "size 1920x1080");
        }
    }

    fn rate(&mut self, line: &Node) {
        let Some(rest) = line.child(Rule::rest) else { return self.missing(line, "the rate", "rate 24") };
        let text = self.str(rest).trim();
        match Rate::parse(text) {
            Some(rate) => self.film.rate = rate,
            None => {
                let span = self.span(rest);
                let bare = text.trim_end_matches("fps").trim();
                let mut problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no rate that films run at"))
                    .label("frames a second")
                    .help(format!("one of {}", Rate::NAMES.join(", ")));
                if let Some(rate) = Rate::parse(bare) {
                    problem = problem.fix(format!("write `{}`", rate.name()), span, rate.name());
                }
                self.problem(problem);
            }
        }
    }

    fn runtime(&mut self, line: &Node) {
        self.extra(line);
        let bound = match line.child(Rule::runtime_word).map(|n| self.word(Class::Runtime, n)) {
            None | Some("about") => Bound::About,
            Some("exactly") => Bound::Exactly,
            Some("under") => Bound::Under,
            Some("over") => Bound::Over,
            Some(_) => Bound::About,
        };
        let time = line.child(Rule::duration).or_else(|| line.child(Rule::timecode));
        let Some(time) = time else {
            match line.child(Rule::rest).filter(|rest| crate::syntax::vocabulary::find(Class::Runtime, self.str(rest).trim()).is_none()) {
                Some(rest) => {
                    let span = self.span(rest);
                    let text = self.str(rest).trim();
                    self.problem(
                        Diagnostic::new(Code::BadValue, span, format!("`{text}` is no length"))
                            .label("a length such as `90s` or `2min`")
                            .help("a runtime is `exactly`, `under`, `over` or `about` a length, as `runtime under 2min`"),
                    );
                }
                None => self.missing(line, "the length", "runtime under 2min"),
            }
            return;
        };
        let Some(seconds) = self.seconds(time) else { return };
        let rate = self.film.rate;
        let frames = rate.frames(seconds);
        // The same label counted as timecode: 30 s at 29.97 may mean 899 frames or the 900 of 00:00:30;00.
        let also = if seconds.is_integer() && rate.den != 1 {
            let s = seconds.to_integer() as u64;
            let mark = if rate.drops() { ';' } else { ':' };
            rate.parse_timecode(&format!("{:02}:{:02}:{:02}{mark}00", s / 3600, s / 60 % 60, s % 60)).unwrap_or(frames)
        } else {
            frames
        };
        self.film.runtime = Some(self.at(line, Runtime { bound, frames, also }));
    }

    pub fn style_name(&mut self, line: &Node) -> Option<Spanned<String>> {
        self.extra(line);
        if let Some(name) = line.child(Rule::lower_name) {
            return Some(self.at(name, self.str(name).to_string()));
        }
        match line.child(Rule::bare) {
            Some(bare) => {
                let span = self.span(bare);
                let lower = self.str(bare).to_lowercase();
                self.problem(
                    Diagnostic::new(Code::BadName, span, format!("`{}` cannot name a style", self.str(bare)))
                        .label("a name in lower case")
                        .help("people, places and props have a capital; all other names are lower-case letters, digits and hyphens")
                        .unsafe_fix(format!("write `{lower}`"), span, lower),
                );
            }
            None => self.missing(line, "the name of a style", "style northlight"),
        }
        None
    }

    fn style(&mut self, block: &Node) {
        let line = block.line();
        let Some(name) = self.style_name(line) else { return };
        if let Some(first) = self.film.style_named(&name.value).map(|s| s.span) {
            return self.duplicate("style", &name.value, name.span, first);
        }
        let mut style = Style { name: name.value, span: name.span, ..Style::default() };
        style.from = line.child(Rule::from_name).and_then(|n| n.parts().next().map(|(_, n)| self.at(n, self.str(n).to_string())));
        for node in block.body() {
            match node.kind {
                Kind::Prose => {
                    let (word, text) = self.prose(node);
                    let span = self.span(node);
                    match word {
                        "look" if self.once("look", &style.look, node) => style.look = Some(Spanned::new(vec![text], span)),
                        "avoid" if self.once("avoid", &style.avoid, node) => style.avoid = Some(Spanned::new(text, span)),
                        _ => {}
                    }
                }
                Kind::Line(Rule::palette_line) if self.once("palette", &style.palette, node) => style.palette = self.palette(node),
                Kind::Line(Rule::grain_line) if self.once("grain", &style.grain, node) => {
                    self.extra(node);
                    if let Some(bad) = node.child(Rule::bare) {
                        self.unknown(bad, "grain", &[Class::Grain], &[]);
                    } else if let Some(word) = node.child(Rule::grain_word) {
                        style.grain = Some(self.at(node, match self.word(Class::Grain, word) {
                            "fine" => Grain::Fine,
                            "medium" => Grain::Medium,
                            "heavy" => Grain::Heavy,
                            _ => Grain::None,
                        }));
                    } else {
                        self.missing(node, "the grain", "grain fine");
                    }
                }
                Kind::Line(Rule::vignette_line) if self.once("vignette", &style.vignette, node) => {
                    self.extra(node);
                    match node.child(Rule::percent).and_then(|n| n.child(Rule::number)).and_then(|n| values::scaled(self.str(n), 10)) {
                        Some(v) if (0..=1000).contains(&v) => style.vignette = Some(self.at(node, v as u16)),
                        _ => {
                            let span = self.span(node);
                            self.problem(Diagnostic::new(Code::BadValue, span, "a vignette is a share from 0 % to 100 %").label("as `vignette 30%`"));
                        }
                    }
                }
                Kind::Line(Rule::light_line) if self.once("light", &style.light, node) => style.light = self.light(node),
                Kind::Line(Rule::weather_line) if self.once("weather", &style.weather, node) => style.weather = self.weather(node),
                _ => {}
            }
        }
        self.film.styles.push(style);
    }

    fn palette(&mut self, line: &Node) -> Option<Spanned<Vec<[u8; 3]>>> {
        let mut colours = Vec::new();
        let mut any = false;
        for (rule, node) in line.parts() {
            any = true;
            match rule {
                Rule::colour => colours.extend(values::colour(self.str(node))),
                _ => {
                    let span = self.span(node);
                    self.problem(
                        Diagnostic::new(Code::BadValue, span, format!("`{}` is no colour", self.str(node)))
                            .label("a colour such as `#0e1a22`")
                            .help("a colour is `#` and six hexadecimal digits, red, green and blue, or three for short"),
                    );
                }
            }
        }
        if !any {
            self.missing(line, "a colour", "palette #0e1a22 #c9d6d9 #e8a04c");
            return None;
        }
        Some(self.at(line, colours))
    }

    /// Follows `from`: the nearer value wins, and a look that begins with `+` goes behind the inherited one.
    fn inherit_styles(&mut self) {
        let names: Vec<(usize, Option<Spanned<String>>)> = self.film.styles.iter().map(|s| s.from.clone()).enumerate().collect();
        for (i, from) in names {
            let Some(from) = from else { continue };
            if self.film.styles[i].span.file != self.file {
                continue;
            }
            let Some(parent) = self.film.style_named(&from.value) else {
                self.unknown_name("style", &from);
                continue;
            };
            if parent.span.start > self.film.styles[i].span.start && parent.span.file == self.film.styles[i].span.file || parent.name == self.film.styles[i].name {
                // Only a style above can be inherited, which makes circles impossible to build but still possible to write.
                let first = parent.span;
                let mut problem = Diagnostic::new(Code::Cycle, from.span, format!("style `{}` stands below, or inherits from itself", from.value))
                    .label("inherited here")
                    .help("a style inherits from one that is declared above it; move that one up");
                if first != self.film.styles[i].span {
                    problem = problem.also(first, "declared here");
                }
                self.problem(problem);
                continue;
            }
            let parent = parent.clone();
            let style = &mut self.film.styles[i];
            style.look = match (style.look.take(), parent.look) {
                (Some(own), Some(base)) if own.value.first().is_some_and(|l| l.starts_with('+')) => {
                    let mut all = base.value;
                    all.extend(own.value.iter().map(|l| l.trim_start_matches('+').trim().to_string()));
                    Some(Spanned::new(all, own.span))
                }
                (Some(own), _) => Some(own),
                (None, base) => base,
            };
            style.avoid = style.avoid.take().or(parent.avoid);
            style.palette = style.palette.take().or(parent.palette);
            style.grain = style.grain.take().or(parent.grain);
            style.vignette = style.vignette.take().or(parent.vignette);
            style.light = style.light.take().or(parent.light);
            style.weather = style.weather.take().or(parent.weather);
        }
    }

    fn entity(&mut self, block: &Node) {
        let line = block.line();
        let kind = self.str(line).split_whitespace().next().unwrap_or("").to_string();
        let Some(name) = line.child(Rule::name) else {
            match line.child(Rule::bare) {
                Some(bare) => {
                    let span = self.span(bare);
                    let upper = self.str(bare).to_uppercase();
                    self.problem(
                        Diagnostic::new(Code::BadName, span, format!("`{}` cannot name a {kind}", self.str(bare)))
                            .label("a name with a capital")
                            .help("people, places and props begin with a capital")
                            .unsafe_fix(format!("write `{upper}`"), span, upper),
                    );
                }
                None => self.missing(line, "the name", &format!("{kind} NINA")),
            }
            return;
        };
        self.extra(line);
        let (text, span) = (self.str(name).to_string(), self.span(name));
        let key = normalise(&text);
        let before = self.people.get(&key).and_then(|id| self.film.person(*id).declared)
            .or_else(|| self.places.get(&key).and_then(|i| self.film.places[*i].declared))
            .or_else(|| self.props.get(&key).map(|i| self.film.props[*i].span));
        if let Some(first) = before {
            return self.duplicate(&kind, &text, span, first);
        }
        self.has_cast |= matches!(kind.as_str(), "character" | "extras");
        let parent = line.child(Rule::from_name).and_then(|n| n.child(Rule::name)).map(|n| self.at(n, self.str(n).to_string()));
        let mut person = Person { name: text.clone(), declared: Some(span), seen: span, pace: 100, height: 0, extras: kind == "extras", ..Person::default() };
        if let Some(parent) = &parent {
            match self.people.get(&normalise(&parent.value)) {
                Some(id) => {
                    let base = self.film.person(*id);
                    person = Person { name: text.clone(), declared: Some(span), seen: span, ..base.clone() };
                }
                None => self.unknown_name("character", parent),
            }
        }
        let mut said: Vec<(&'static str, Span)> = Vec::new();
        for node in block.body() {
            let word: &'static str = match node.kind {
                Kind::Prose if self.prose(node).0 == "look" => "look",
                Kind::Prose => "voice",
                Kind::Line(Rule::pace_line) => "pace",
                Kind::Line(Rule::height_line) => "height",
                Kind::Line(Rule::wears_line) => "wears",
                Kind::Line(Rule::seed_line) => "count",
                _ => continue,
            };
            if let Some((_, first)) = said.iter().find(|(w, _)| *w == word) {
                let first = Spanned::new((), *first);
                self.once(word, &Some(first), node);
                continue;
            }
            said.push((word, self.span(node)));
            if kind != "character" && kind != "extras" && matches!(word, "voice" | "pace" | "wears") {
                let at = self.span(node);
                self.problem(Diagnostic::new(Code::Misplaced, at, format!("a {kind} has no {word}")).label("only people have one"));
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
                            let at = self.span(node);
                            self.problem(Diagnostic::new(Code::BadValue, at, "a height is metres, from 2 cm to 100 m").label("as `height 1.82m`"));
                        }
                    }
                }
                "wears" => {
                    person.wears = node.child(Rule::string).map(|n| values::unquote(n, self.text));
                    if person.wears.is_none() {
                        self.missing(node, "the clothes, in quotes", "wears \"a red scarf\"");
                    }
                }
                _ => {}
            }
        }
        match kind.as_str() {
            "character" | "extras" => {
                if person.height == 0 {
                    person.height = height_by_look(&person.look);
                }
                let id = PersonId(self.film.people.len());
                self.film.people.push(person);
                self.people.insert(key, id);
            }
            "location" => {
                self.places.insert(key, self.film.places.len());
                self.film.places.push(Place { name: text, seen: span, declared: Some(span), look: person.look });
            }
            _ => {
                self.props.insert(key, self.film.props.len());
                self.film.props.push(Prop { name: text, span, look: person.look, height: (person.height > 0).then_some(person.height) });
            }
        }
    }

    fn pace(&mut self, line: &Node) -> u32 {
        self.extra(line);
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
        let span = self.span(line);
        self.problem(Diagnostic::new(Code::BadValue, span, "a pace is `slow`, `normal`, `fast` or a factor from 0.3 to 3").label("as `pace 1.2`"));
        100
    }

    fn tune(&mut self, block: &Node) {
        let line = block.line();
        let music = self.str(line).starts_with("music");
        let what = if music { "music" } else { "sound" };
        let Some(name) = line.child(Rule::lower_name) else {
            match line.child(Rule::bare) {
                Some(bare) => {
                    let span = self.span(bare);
                    let lower = self.str(bare).to_lowercase();
                    self.problem(
                        Diagnostic::new(Code::BadName, span, format!("`{}` cannot name {what}", self.str(bare)))
                            .label("a name in lower case")
                            .unsafe_fix(format!("write `{lower}`"), span, lower),
                    );
                }
                None => self.missing(line, "the name", &format!("{what} waltz")),
            }
            return;
        };
        self.extra(line);
        let (text, span) = (self.str(name).to_string(), self.span(name));
        let first = if music { &self.film.music } else { &self.film.sounds }.iter().find(|t| t.name == text).map(|t| t.span);
        if let Some(first) = first {
            return self.duplicate(what, &text, span, first);
        }
        let mut tune = Tune { name: text, span, ..Tune::default() };
        for (rule, node) in line.parts() {
            match rule {
                Rule::tempo => {
                    let tempo = node.child(Rule::number).and_then(|n| values::scaled(self.str(n), 100));
                    match tempo {
                        Some(v) if (2000..=40000).contains(&v) => tune.tempo = Some(v as u32),
                        _ => {
                            let at = self.span(node);
                            self.problem(Diagnostic::new(Code::BadValue, at, "a tempo is 20bpm to 400bpm").label("this tempo"));
                        }
                    }
                }
                Rule::unknown => self.unknown(node, "tempo or metre", &[], &["90bpm", "4/4"]),
                _ => {}
            }
        }
        for node in block.body().filter(|n| n.kind == Kind::Prose) {
            tune.mood = self.prose(node).1;
        }
        if music { self.film.music.push(tune) } else { self.film.sounds.push(tune) }
    }

    /// The form of a `use`; the file itself was read before.
    fn use_line(&mut self, line: &Node) {
        if let Some(bare) = line.child(Rule::bare) {
            let (text, span) = (self.str(bare), self.span(bare));
            self.problem(
                Diagnostic::new(Code::Syntax, span, "the name of a file stands in quotes")
                    .label("without quotes")
                    .fix("quote it", span, format!("\"{text}\"")),
            );
        } else if line.child(Rule::string).is_none() {
            self.missing(line, "the file", "use \"lib/people.frost\"");
        }
        self.extra(line);
    }

    fn setup(&mut self, line: &Node) {
        let Some(name) = line.child(Rule::lower_name) else { return };
        let (text, span) = (self.str(name).to_string(), self.span(name));
        if let Some(first) = self.film.setups.get(&text).map(|s| s.span) {
            return self.duplicate("set-up", &text, span, first);
        }
        let mut spec = self.spec(line, Some(name.start));
        // A set-up may begin from another.
        self.apply_setup(&mut spec);
        self.film.setups.insert(text, Setup { span, spec, used: false });
    }

    /// A prose property: its word, and its text over all lines.
    pub fn prose(&self, node: &Node) -> (&'a str, String) {
        let word = node.children.first().map_or("", |n| self.str(n));
        let text: Vec<&str> = node.children.iter().filter(|n| n.kind == Kind::Text).map(|n| self.str(n).trim()).collect();
        (word, names::without_notes(&text.join(" ")))
    }
}

/// Standing height in millimetres from words of age; people of no stated age are 1.72 m.
fn height_by_look(look: &str) -> i32 {
    let lower = look.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.split(|c: char| !c.is_alphanumeric()).any(|x| x == *w));
    if has(&["dog", "cat", "fox"]) && !has(&["man", "woman", "girl", "boy"]) {
        return 600;
    }
    match () {
        () if has(&["toddler", "baby"]) => 850,
        () if has(&["child", "boy", "girl", "kid"]) => 1250,
        () if has(&["teenager", "teenage", "teen", "youth"]) => 1620,
        () if has(&["tall", "giant"]) => 1860,
        () if has(&["short", "tiny", "small"]) => 1580,
        () if has(&["woman", "lady", "mother", "grandmother"]) => 1670,
        () if has(&["man", "father", "grandfather"]) => 1780,
        () => 1720,
    }
}
