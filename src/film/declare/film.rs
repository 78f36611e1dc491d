//! The film's own block: title, size, rate, runtime; and the blocks of its versions.

use super::super::lower::Lower;
use super::super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Node, Rule};

impl Lower<'_> {
    pub(super) fn film_block(&mut self, block: &Node) {
        let line = block.line();
        let span = self.span(line);
        if let Some(first) = self.film_seen {
            self.duplicate("the film", &self.film.title.clone(), span, first);
            return;
        }
        if self.file.0 != 0 {
            self.problem(
                Diagnostic::new(Code::Misplaced, span, "a file that another one takes in holds no film of its own")
                    .label("a second film")
                    .help("`use` takes declarations and `scenes from` takes scenes; the `film` block stands in the script itself"),
            );
            return;
        }
        self.film_seen = Some(span);
        match (line.child(Rule::string), line.child(Rule::rest)) {
            (Some(title), _) => self.film.title = values::unquote(title, self.text),
            (None, Some(rest)) => {
                let (text, at) = (values::quoted(self.str(rest)), self.span(rest));
                let open = self.str(rest).starts_with(['"', '“']) || self.str(rest).ends_with(['"', '”']);
                self.film.title = text.trim_matches('"').to_string();
                self.problem(match open {
                    true => Diagnostic::new(Code::UnclosedQuote, at, "these quotes have one end only").label("a title between two").help(format!("write `film {text}`")).fix("quote it", at, text),
                    false => Diagnostic::new(Code::Syntax, at, "a title stands in quotes").label("without quotes").fix("quote it", at, text),
                });
            }
            _ => self.missing(line, "the title", "film \"The Long Night\""),
        }
        self.extra(line);
        let mut size: Option<Spanned<()>> = None;
        let mut rate: Option<Spanned<()>> = None;
        let mut cast: Option<Spanned<()>> = None;
        let mut seed: Option<Spanned<()>> = None;
        let mut font: Option<Spanned<()>> = None;
        let mut loudness: Option<Spanned<()>> = None;
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
                Rule::loudness_line if self.once("loudness", &loudness, node) => {
                    loudness = Some(self.at(node, ()));
                    self.loudness(node);
                }
                Rule::style_use if self.once("style", &self.film.style.clone(), node) => {
                    self.film.style = self.style_name(node);
                }
                Rule::cast_line if !self.once("cast", &cast, node) => {}
                Rule::seed_line if !self.once("seed", &seed, node) => {}
                Rule::cast_line => {
                    cast = Some(self.at(node, ()));
                    match node.child(Rule::rest).map(|n| (self.span(n), self.str(n).trim())) {
                        Some((_, "closed")) => self.film.cast_closed = true,
                        Some((_, "open")) => {}
                        Some((at, word)) => {
                            let problem = Diagnostic::new(Code::BadValue, at, format!("a cast is `open` or `closed`, not `{word}`")).label("one of the two").help("in a closed cast everybody who is named is declared");
                            self.problem(match crate::syntax::vocabulary::nearest(word, ["open", "closed"].into_iter()) {
                                Some(near) => problem.unsafe_fix(format!("write `{near}`"), at, near),
                                None => problem,
                            });
                        }
                        None => self.missing(node, "`open` or `closed`", "cast closed"),
                    }
                }
                Rule::seed_line => {
                    seed = Some(self.at(node, ()));
                    self.film.seed_said = Some(self.span(node));
                    self.film.seed = self.integer(node).unwrap_or(0);
                }
                Rule::file_line if self.once("font", &font, node) => {
                    font = Some(self.at(node, ()));
                    self.file_line(node);
                    self.film.font = self.own_file(node);
                }
                _ => {}
            }
        }
        self.film_runtimes(block);
    }

    /// The runtime may be a timecode, which needs the rate.
    fn film_runtimes(&mut self, block: &Node) {
        let mut first: Option<Spanned<()>> = None;
        for node in block.body().filter(|n| n.rule() == Some(Rule::runtime_line)) {
            if self.once("runtime", &first, node) {
                first = Some(self.at(node, ()));
                self.runtime(node);
            }
        }
    }

    /// A version: its name, and, when it is the one that is read, properties that win over the film's.
    pub(in super::super) fn version_block(&mut self, block: &Node) {
        let line = block.line();
        let Some(name) = self.lower_named(line, "a version", "version reel", false) else { return };
        let (text, span) = (name.value, name.span);
        let before = self.film.versions.iter().find(|(n, _)| *n == text).map(|(_, first)| *first);
        match before {
            // What it says is read as well, and counts for nothing.
            Some(first) => self.duplicate("version", &text, span, first),
            None => self.film.versions.push((text.clone(), span)),
        }
        let kept = (self.film.size, self.film.rate, self.film.style.take(), self.film.runtime.take(), self.film.loudness.take());
        let mut said: Vec<(&'static str, Span)> = Vec::new();
        for node in block.body() {
            let word = match node.rule() {
                Some(Rule::size_line) => "size",
                Some(Rule::rate_line) => "rate",
                Some(Rule::loudness_line) => "loudness",
                Some(Rule::style_use) => "style",
                _ => continue,
            };
            if !self.once_of(&mut said, word, node) {
                continue;
            }
            match word {
                "size" => self.size(node),
                "rate" => self.rate(node),
                "loudness" => self.loudness(node),
                _ => self.film.style = self.style_name(node),
            }
        }
        self.film_runtimes(block);
        if before.is_none() && self.version.as_deref() == Some(&text) {
            self.film.style = self.film.style.take().or(kept.2);
            self.film.runtime = self.film.runtime.take().or(kept.3);
            self.film.loudness = self.film.loudness.take().or(kept.4);
        } else {
            (self.film.size, self.film.rate, self.film.style, self.film.runtime, self.film.loudness) = kept;
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
            let word = self.str(line).split_whitespace().next().unwrap_or("seed");
            self.missing(line, "a number", &format!("{word} 3"));
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

    pub(super) fn size(&mut self, line: &Node) {
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
            let (text, span) = (self.str(rest).trim(), self.span(rest));
            let span = Span { end: span.start + text.len() as u32, ..span };
            let problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no size")).label("this size");
            self.problem(match habits::size(text) {
                Some(size) => problem.help(format!("write `{size}`; {HELP}")).unsafe_fix(format!("write `{size}`"), span, size),
                None => problem.help(HELP),
            });
        } else {
            self.missing(line, "the size", "size 1920x1080");
        }
    }

    pub(super) fn rate(&mut self, line: &Node) {
        let Some(rest) = line.child(Rule::rest) else { return self.missing(line, "the rate", "rate 24") };
        let text = self.str(rest).trim();
        match Rate::parse(text) {
            Some(rate) => self.film.rate = rate,
            None => {
                let span = self.span(rest);
                let pointed = text.replace(',', ".");
                let bare = pointed.trim_end_matches('.').trim_end_matches("hz").trim_end_matches("Hz").trim_end_matches("/1").trim_end_matches("fps").trim_end_matches(['p', 'P', 'i', 'I']).split(' ').next().unwrap_or_default().trim();
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

    /// How loud the whole is: no mix stays under true peaks of -1 dB and is louder than about -9 LUFS.
    fn loudness(&mut self, line: &Node) {
        const HELP: &str = "a loudness is from -36LUFS to -9LUFS, as `loudness -14LUFS`; streams are about -14LUFS, broadcasts -23LUFS";
        self.extra(line);
        if let Some(said) = line.child(Rule::lufs) {
            let value = said.child(Rule::signed).and_then(|n| values::scaled(&self.str(n).replace('−', "-"), 100)).and_then(|v| i32::try_from(v).ok());
            match value.filter(|v| (-3600..=-900).contains(v)) {
                Some(value) => self.film.loudness = Some(value),
                None => {
                    let (span, text) = (self.span(said), self.str(said));
                    let problem = Diagnostic::new(Code::BadValue, span, format!("no film is as loud as {text}")).label("this loudness").help(HELP);
                    // `14LUFS`: the sign is forgotten.
                    let right = format!("-{}", text.trim_start_matches('+'));
                    self.problem(match value.filter(|v| (900..=3600).contains(v)) {
                        Some(_) => problem.unsafe_fix(format!("write `{right}`"), span, right),
                        None => problem,
                    });
                }
            }
        } else if let Some(rest) = line.child(Rule::rest) {
            let (text, span) = (self.str(rest).trim(), self.span(rest));
            let span = Span { end: span.start + text.len() as u32, ..span };
            let problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no loudness")).label("this loudness").help(HELP);
            let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            self.problem(match digits.parse::<f64>().ok().filter(|n| (9.0..=36.0).contains(n)) {
                Some(_) => problem.unsafe_fix(format!("write `-{digits}LUFS`"), span, format!("-{digits}LUFS")),
                None => problem,
            });
        } else {
            self.missing(line, "the loudness", "loudness -14LUFS");
        }
    }

    pub(super) fn runtime(&mut self, line: &Node) {
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
                    let problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no length")).label("a length such as `90s` or `2min`");
                    self.problem(match habits::runtime(text) {
                        Some(right) => problem.help(format!("write `{right}`")).unsafe_fix(format!("write `{right}`"), span, right),
                        None => problem.help("a runtime is `exactly`, `under`, `over` or `about` a length, as `runtime under 2min`"),
                    });
                }
                None => self.missing(line, "the length", "runtime under 2min"),
            }
            return;
        };
        let Some(seconds) = self.seconds(time) else { return };
        let rate = self.film.rate;
        let frames = rate.frames(seconds);
        // The same label counted as timecode: 30 s at 29.97 may mean 899 frames or the 900 of 00:00:30;00.
        let whole = (time.rule() == Some(Rule::timecode)).then(|| label_seconds(self.str(time))).flatten();
        let also = if let Some(whole) = whole {
            rate.frames(num_rational::Ratio::from_integer(whole))
        } else if seconds.is_integer() && rate.den != 1 {
            let s = seconds.to_integer() as u64;
            let mark = if rate.drops() { ';' } else { ':' };
            rate.parse_timecode(&format!("{:02}:{:02}:{:02}{mark}00", s / 3600, s / 60 % 60, s % 60)).unwrap_or(frames)
        } else {
            frames
        };
        self.film.runtime = Some(self.at(line, Runtime { bound, frames, also }));
    }
}

/// Seconds that a timecode without odd frames labels.
fn label_seconds(timecode: &str) -> Option<i64> {
    let parts: Vec<i64> = timecode.split([':', ';']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [h, m, s, 0] => Some((h * 60 + m) * 60 + s),
        _ => None,
    }
}
