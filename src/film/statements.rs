//! Statements that scenes and shots share: light, weather, style, sound, text and waivers.

use num_rational::Ratio;

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic};
use crate::plan::picture::Sky;
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Kind, Node, Rule};

impl Lower<'_> {
    pub fn condition(&mut self, node: &Node, into: &mut Conditions) {
        let (what, first) = match node.rule() {
            Some(Rule::light_line) => ("light", into.light.as_ref().map(|l| l.span)),
            Some(Rule::weather_line) => ("weather", into.weather.as_ref().map(|w| w.span)),
            _ => ("style", into.style.as_ref().map(|s| s.span)),
        };
        if let Some(first) = first {
            let span = self.span(node);
            self.problem(
                Diagnostic::new(Code::Duplicate, span, format!("the {what} is said twice"))
                    .label("said again")
                    .also(first, "first said here")
                    .help("one counts for the whole scene; to change it within the scene, say it under a shot"),
            );
            return;
        }
        match what {
            "light" => into.light = self.light(node),
            "weather" => into.weather = self.weather(node),
            _ => {
                into.style = self.style_name(node);
                if let Some(style) = &into.style
                    && self.film.style_named(&style.value).is_none()
                {
                    let style = style.clone();
                    self.unknown_name("style", &style);
                    into.style = None;
                }
            }
        }
    }

    /// Of what a statement can have only once, a second is a conflict; `false` when it is one.
    pub fn single(&mut self, seen: &mut Vec<(&'static str, Span)>, what: &'static str, node: &Node) -> bool {
        self.single_of(seen, what, node, self.span(node), "only one can be; take the other away")
    }

    /// As [`Self::single`]; the fix takes away `gone`, with the comma before it.
    pub fn single_of(&mut self, seen: &mut Vec<(&'static str, Span)>, what: &'static str, node: &Node, gone: Span, help: &str) -> bool {
        let span = self.span(node);
        if let Some((_, first)) = seen.iter().find(|(w, _)| *w == what) {
            let first = *first;
            let gone = self.without(gone);
            self.problem(
                Diagnostic::new(Code::Conflict, span, format!("the {what} is said twice in one line"))
                    .label("said again")
                    .also(first, "said first here")
                    .help(help)
                    .fix_all("take it away", Applicability::Unsafe, vec![gone]),
            );
            return false;
        }
        seen.push((what, span));
        true
    }

    pub fn light(&mut self, line: &Node) -> Option<Spanned<Light>> {
        let mut light = Light::default();
        let mut any = false;
        let mut seen = Vec::new();
        for (rule, node) in line.parts() {
            any = true;
            let what = match rule {
                Rule::light_direction if self.word(Class::LightDirection, node).ends_with("left") || self.word(Class::LightDirection, node).ends_with("right") => Some("side of the light"),
                Rule::temperature_word | Rule::kelvin => Some("colour temperature"),
                Rule::light_key => Some("key"),
                Rule::light_quality => Some("quality"),
                Rule::light_source => Some("source of the light"),
                Rule::light_pattern => Some("pattern"),
                _ => None,
            };
            if what.is_some_and(|what| !self.single(&mut seen, what, node)) {
                continue;
            }
            match rule {
                Rule::light_source => light.source = Some(self.word(Class::LightSource, node).to_string()),
                Rule::light_key => light.key = self.word(Class::LightKey, node).split(' ').next().map(str::to_string),
                Rule::light_quality => light.quality = Some(self.word(Class::LightQuality, node).to_string()),
                Rule::light_pattern => light.pattern = Some(self.word(Class::LightPattern, node).to_string()),
                Rule::light_direction => match self.word(Class::LightDirection, node) {
                    "from left" => light.side = -1,
                    "from right" => light.side = 1,
                    word => light.direction = Some(word.trim_start_matches("from ").to_string()),
                },
                Rule::light_flag => match self.word(Class::LightFlag, node) {
                    "volumetric" => light.volumetric = true,
                    _ => light.flicker = true,
                },
                Rule::temperature_word => {
                    light.kelvin = Some(match self.word(Class::Temperature, node) {
                        "warm" => 3200,
                        "cool" => 7500,
                        _ => 5600,
                    });
                }
                Rule::kelvin => {
                    let value = node.child(Rule::integer).and_then(|n| self.str(n).parse::<u32>().ok()).unwrap_or(0);
                    if (1000..=20_000).contains(&value) {
                        light.kelvin = Some(value);
                    } else {
                        let span = self.span(node);
                        self.problem(Diagnostic::new(Code::BadValue, span, "a colour temperature is 1000K to 20000K").label("this temperature"));
                    }
                }
                Rule::missing => self.empty_item(node),
                _ => self.unknown(
                    node,
                    "light",
                    Some(Rule::light_attr),
                    &[Class::LightSource, Class::LightDirection, Class::LightKey, Class::LightQuality, Class::LightPattern, Class::LightFlag, Class::Temperature],
                    &["3200K"],
                ),
            }
        }
        if !any {
            self.missing(line, "the light", "light lamp, warm, from left");
            return None;
        }
        Some(self.at(line, light))
    }

    pub fn weather(&mut self, line: &Node) -> Option<Spanned<Weather>> {
        let mut weather = Weather { kind: Sky::Clear, amount: 2 };
        let mut any = false;
        let mut seen = Vec::new();
        for (rule, node) in line.parts() {
            any = true;
            let what = match rule {
                Rule::weather_word => Some("weather"),
                Rule::amount_word => Some("strength"),
                _ => None,
            };
            if what.is_some_and(|what| !self.single(&mut seen, what, node)) {
                continue;
            }
            match rule {
                Rule::weather_word => {
                    weather.kind = match self.word(Class::Weather, node) {
                        "snow" => Sky::Snow,
                        "rain" => Sky::Rain,
                        "fog" => Sky::Fog,
                        "wind" => Sky::Wind,
                        "dust" => Sky::Dust,
                        "storm" => Sky::Storm,
                        "overcast" => Sky::Overcast,
                        _ => Sky::Clear,
                    }
                }
                Rule::amount_word => weather.amount = if self.word(Class::Amount, node) == "light" { 1 } else { 3 },
                Rule::missing => self.empty_item(node),
                _ => self.unknown(node, "weather", Some(Rule::weather_attr), &[Class::Weather, Class::Amount], &[]),
            }
        }
        if !any {
            self.missing(line, "the weather", "weather snow, heavy");
            return None;
        }
        if weather.kind == Sky::Clear {
            let said = |of: &str| seen.iter().find(|(what, _)| *what == of).map(|(_, span)| *span);
            if let (Some(strength), Some(clear)) = (said("strength"), said("weather")) {
                self.problem(
                    Diagnostic::new(Code::Conflict, strength, "clear weather has no strength")
                        .label("of what?")
                        .also(clear, "nothing falls")
                        .help("rain, snow, fog, wind, dust, storms and clouds are `light` or `heavy`"),
                );
            }
            weather.amount = 0;
        }
        Some(self.at(line, weather))
    }

    /// An item left out between two commas; a run of them is one mistake.
    pub fn empty_item(&mut self, node: &Node) {
        let span = self.span(node);
        // The comma before it, with whatever blanks stand between.
        let Some(comma) = self.text[..span.start as usize].rfind(',') else { return };
        if self.text[..comma].trim_end().ends_with(',') {
            return;
        }
        let at = Span { start: comma as u32, end: comma as u32 + 1, ..span };
        self.problem(Diagnostic::new(Code::StrayComma, at, "nothing stands between these commas").label("nothing here").help("take one of them away"));
    }

    pub fn sound(&mut self, line: &Node, shot: usize) -> Option<SoundCue> {
        let music = self.keyword(line, &["sound", "music"]) == "music";
        let mut cue = SoundCue {
            span: self.span(line),
            words: String::new(),
            music,
            off: false,
            level: None,
            fade_in: None,
            fade_out: None,
            length: None,
            until_scene_end: false,
            start: Ratio::from_integer(0),
            shot,
        };
        let mut named = None;
        let mut seen = Vec::new();
        for (rule, node) in line.parts() {
            let span = self.span(node);
            let what = match rule {
                Rule::decibel => Some("level"),
                Rule::for_time | Rule::until => Some("length"),
                Rule::fade_in_for => Some("fade in"),
                Rule::fade_out_for => Some("fade out"),
                Rule::span_from => Some("start"),
                _ => None,
            };
            if what.is_some_and(|what| !self.single(&mut seen, what, node)) {
                continue;
            }
            match rule {
                Rule::off => cue.off = true,
                Rule::string => {
                    cue.words = values::unquote(node, self.text);
                    if let Some(problem) = file_as_sound(&cue.words, span, music) {
                        self.problem(problem);
                        return None;
                    }
                }
                Rule::lower_name => {
                    cue.words = self.str(node).to_string();
                    named = Some(span);
                }
                Rule::sound_words => {
                    cue.words = names::without_notes(self.str(node));
                    let words = cue.words.clone();
                    if values::is_open(&words) {
                        let right = format!("{words}\"");
                        self.problem(
                            Diagnostic::new(Code::UnclosedQuote, span, "these quotes have one end only")
                                .label("what is heard stands between two")
                                .help(format!("write `{right}`, or no quotes at all"))
                                .unsafe_fix("close them", Span { start: span.start + words.len() as u32, end: span.start + words.len() as u32, ..span }, "\""),
                        );
                        return None;
                    }
                    if self.swallowed(&words, Span { end: span.start + words.len() as u32, ..span }) {
                        return None;
                    }
                    named = Some(span);
                }
                Rule::decibel => {
                    let level = node.child(Rule::signed).and_then(|n| values::scaled(self.str(n), 100)).unwrap_or(0);
                    if (-9600..=2400).contains(&level) {
                        cue.level = Some(level as i32);
                    } else {
                        self.problem(Diagnostic::new(Code::BadValue, span, "a level is -96dB to +24dB, relative to dialogue").label("this level"));
                    }
                }
                Rule::fade_in_for => cue.fade_in = self.time_in(node).or(Some(Ratio::from_integer(1))),
                Rule::fade_out_for => cue.fade_out = self.time_in(node).or(Some(Ratio::from_integer(1))),
                Rule::for_time => cue.length = self.time_in(node),
                Rule::span_from => cue.start = self.time_in(node).unwrap_or(cue.start),
                Rule::until => cue.until_scene_end = self.str(node).contains("scene"),
                Rule::forgotten => {
                    let gap = Span { start: span.start - 1, end: span.start, ..span };
                    self.problem(
                        Diagnostic::new(Code::MissingComma, span, format!("a comma is missing before `{}`", self.str(node)))
                            .label("a comma belongs before this")
                            .fix("put the comma", gap, ", "),
                    );
                    return None;
                }
                Rule::missing => self.empty_item(node),
                Rule::unknown => {
                    self.unknown(node, "attribute of a sound", Some(Rule::sound_attr), &[], &["fade in 2s", "fade out 2s", "for 3s", "until scene end", "from 1s", "-18dB"]);
                }
                _ => {}
            }
        }
        if cue.words.is_empty() && !cue.off {
            let example = if music { "music waltz, -18dB" } else { "sound radio static, -24dB" };
            self.missing(line, if music { "the music" } else { "the sound" }, example);
            return None;
        }
        if music
            && !cue.off
            && let Some(span) = named
            && !self.film.music.iter().any(|t| t.name == cue.words)
        {
            self.playing = Some(cue.words.clone());
            self.strangers.push(("music", cue.words.clone(), span));
            return None;
        }
        if !music && (cue.off || matches!(cue.words.as_str(), "off" | "stop" | "ends" | "end" | "silence")) && !self.film.sounds.iter().any(|t| t.name == cue.words) {
            let span = named.unwrap_or(cue.span);
            self.problem(
                Diagnostic::new(Code::UnknownWord, span, format!("`{}` would be the name of a sound", if cue.off { "off" } else { &cue.words }))
                    .label("not heard")
                    .help("a sound under a scene goes on to its end, one under a shot to the shot's; say how long one is heard where it begins: `sound rain, for 3s`"),
            );
            return None;
        }
        if music {
            self.playing = if cue.off { None } else { Some(cue.words.clone()) };
        }
        for tune in self.film.music.iter_mut().chain(&mut self.film.sounds).filter(|t| t.name == cue.words) {
            tune.used = true;
        }
        Some(cue)
    }

    pub fn text(&mut self, line: &Node) -> Option<Text> {
        let mut text = Text { span: self.span(line), lines: Vec::new(), at: Anchor::default(), length: None, from: None, ink: None, start: 0, frames: 0, after: 0 };
        let is_super = self.keyword(line, &["super", "title", "credits"]) == "super";
        if is_super {
            text.at = Anchor { x: 0, y: 1, third: true };
        }
        let mut seen = Vec::new();
        let mut swallowed = 0;
        for (rule, node) in line.parts() {
            let span = self.span(node);
            let what = match rule {
                Rule::duration | Rule::timecode | Rule::for_time => Some("length"),
                Rule::colour => Some("colour"),
                // `top`, `left` are one place.
                Rule::text_place if matches!(self.word(Class::TextPlace, node), "left" | "right") => Some("side"),
                Rule::text_place => Some("place"),
                _ => None,
            };
            if what.is_some_and(|what| !self.single(&mut seen, what, node)) {
                continue;
            }
            match rule {
                Rule::text_forgotten => {
                    let gap = Span { start: span.start - 1, end: span.start, ..span };
                    self.problem(
                        Diagnostic::new(Code::MissingComma, span, format!("a comma is missing before `{}`", self.str(node)))
                            .label("a comma belongs before this")
                            .fix("put the comma", gap, ", "),
                    );
                }
                Rule::string if self.str(node).contains("\\n") => {
                    let broken = self.str(node);
                    let right = broken.replace(" \\n ", " / ").replace("\\n", " / ");
                    self.problem(
                        Diagnostic::new(Code::BadValue, span, "a new line of a card is no `\\n`")
                            .label("would be shown without its lines")
                            .help(format!("lines are parted by a stroke between blanks: {right}"))
                            .fix("part them by ` / `", span, right),
                    );
                    text.lines = vec![broken.trim_matches('"').to_string()];
                }
                Rule::string => text.lines = values::unquote(node, self.text).split(" / ").map(|l| l.trim().to_string()).collect(),
                // `title 3s, "Salt"`
                Rule::rest_item if let Some((shown, right)) = self.text_behind(line, node) => {
                    swallowed = node.end;
                    text.lines = self.text[shown.range()].trim_matches('"').split(" / ").map(|l| l.trim().to_string()).collect();
                    let first = self.str(node).trim();
                    text.length = self.length_at(first, span).and_then(|length| self.seconds(&length));
                    let whole = Span { end: span.start + self.text[node.start as usize..line.end as usize].trim_end().len() as u32, ..span };
                    self.problem(
                        Diagnostic::new(Code::Syntax, shown, "the text that is shown stands first")
                            .label("behind what is said of it")
                            .help(format!("write `{right}`"))
                            .fix("put the text first", whole, right),
                    );
                }
                Rule::unknown if swallowed > 0 && self.str(node).trim().starts_with('"') && text.lines.concat() == self.str(node).trim().trim_matches('"').replace(" / ", "") => {}
                Rule::rest_item => {
                    // What follows up to the first attribute is text that a comma parts.
                    let behind = line.parts().skip_while(|(_, n)| n.start <= node.start).take_while(|(r, _)| *r == Rule::unknown);
                    let last = behind.filter(|_| self.str(node).starts_with(['"', '“', '”'])).last().map_or(node, |(_, n)| n);
                    swallowed = last.end;
                    let written = self.text[node.start as usize..last.end as usize].trim_end();
                    let at = Span { end: span.start + written.len() as u32, ..span };
                    let right = values::quoted(written);
                    text.lines = vec![right.trim_matches('"').to_string()];
                    let one_end = written.contains(['"', '“', '”']) && !(written.starts_with(['"', '“', '„', '«', '»', '‹']) && written.ends_with(['"', '“', '”', '«', '»', '›']) && written.chars().count() > 2);
                    self.problem(match one_end {
                        true => Diagnostic::new(Code::UnclosedQuote, at, "these quotes have one end only").label("what is shown stands between two").help(format!("write `{right}`")).unsafe_fix("quote it", at, right),
                        false => Diagnostic::new(Code::Syntax, at, "text that is shown stands in quotes").label("without double quotes").fix("quote it", at, right),
                    });
                }
                _ if node.start < swallowed => {}
                Rule::duration | Rule::timecode => text.length = self.seconds(node),
                Rule::for_time => text.length = self.time_in(node),
                Rule::text_place => {
                    text.at = match self.word(Class::TextPlace, node) {
                        "top left" => Anchor { x: -1, y: -1, third: false },
                        "top right" => Anchor { x: 1, y: -1, third: false },
                        "bottom left" => Anchor { x: -1, y: 1, third: false },
                        "bottom right" => Anchor { x: 1, y: 1, third: false },
                        "upper third" => Anchor { y: -1, third: true, ..text.at },
                        "lower third" => Anchor { y: 1, third: true, ..text.at },
                        "top" => Anchor { y: -1, third: false, ..text.at },
                        "bottom" => Anchor { y: 1, third: false, ..text.at },
                        "left" => Anchor { x: -1, ..text.at },
                        "right" => Anchor { x: 1, ..text.at },
                        _ => Anchor::default(),
                    };
                }
                Rule::colour => text.ink = values::colour(self.str(node)),
                Rule::missing => self.empty_item(node),
                Rule::unknown => self.unknown(node, "attribute of a text", Some(Rule::text_attr), &[Class::TextPlace], &["3s", "for 3s", "#e8a04c"]),
                _ => {}
            }
        }
        if text.lines.iter().all(|l| l.is_empty()) {
            let word = self.keyword(line, &["title", "credits", "super"]);
            let example = crate::syntax::example_of(word, &[]).map_or("super \"Three years later\", lower third", |(example, _)| example);
            self.missing(line, "the text", example);
            return None;
        }
        Some(text)
    }

    /// The text of a card that stands behind what is said of it, and the items in their order.
    fn text_behind(&self, line: &Node, first: &Node) -> Option<(Span, String)> {
        let rest = self.text[first.start as usize..line.end as usize].trim_end();
        let open = rest.find('"').filter(|i| *i > 0)?;
        let close = open + 1 + rest[open + 1..].find('"')?;
        let (before, shown, behind) = (rest[..open].trim_matches([',', ' ']), &rest[open..=close], rest[close + 1..].trim_matches([',', ' ']));
        let items = [shown, before, behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let at = first.start as usize + open;
        (!before.is_empty() && shown.len() > 2 && crate::syntax::clean(Rule::text_line, &format!("title {items}"))).then(|| (Span::new(self.file, at, at + shown.len()), items))
    }

    pub fn black(&mut self, node: &Node) -> Option<Spanned<Seconds>> {
        let time = node.child(Rule::duration).or_else(|| node.child(Rule::timecode)).cloned();
        // Two seconds stand in for a length that cannot be read.
        let otherwise = Some(self.at(node, Ratio::from_integer(2)));
        let Some(time) = time else {
            match node.child(Rule::extra).map(|n| (self.span(n), self.str(n).trim().to_string())) {
                Some((span, text)) => self.problem(length_habit(span, &text)),
                None => self.missing(node, "the length", "black 2s"),
            }
            return otherwise;
        };
        self.extra(node);
        let length = self.seconds(&time).map(|t| self.at(node, t));
        if length.as_ref().is_some_and(|t| t.value == Ratio::from_integer(0)) {
            let span = self.span(&time);
            self.problem(Diagnostic::new(Code::BadValue, span, "a black picture cannot last no time").label("no length").help("take the line away, or write a length as `black 2s`"));
            return otherwise;
        }
        length.or(otherwise)
    }

    pub fn waiver(&mut self, node: &Node) -> Option<Waiver> {
        // A reason without quotes is one mistake.
        let unquoted = node.child(Rule::extra).filter(|_| node.child(Rule::string).is_none() && node.child(Rule::lower_name).is_some());
        // `allow axis: "…"`, `allow axis, jump-cut "…"`
        let words = unquoted.map_or("", |extra| self.str(extra).trim_start_matches([',', ':', ';', '=', '-', ' ']));
        match unquoted {
            Some(extra) if words.len() < self.str(extra).len() && words.len() > 2 && words.starts_with(['"', '“']) && words.ends_with(['"', '”']) => {
                let end = self.span(extra).start + (self.str(extra).len() - words.len()) as u32;
                let mark = self.str(extra)[..self.str(extra).len() - words.len()].trim();
                let gap = Span { start: node.child(Rule::lower_name).map_or(end, |n| n.end), end, ..self.span(extra) };
                let at = Span { end: self.span(extra).start + mark.len() as u32, ..self.span(extra) };
                self.problem(Diagnostic::new(Code::Syntax, at, "no mark stands between the rule and its reason").label("not needed").fix("take it away", gap, " "));
            }
            Some(extra) if words.split_whitespace().next().is_some_and(|w| Code::rule(w).is_some()) => {
                let span = self.span(extra);
                let other = words.split_whitespace().next().unwrap_or_default();
                self.problem(Diagnostic::new(Code::Syntax, span, "an `allow` line names one rule").label("a second rule").help(format!("give it a line of its own, with its reason: `allow {other} \"…\"`")));
                return None;
            }
            Some(extra) => {
                let right = values::quoted(words);
                // With the mark before it, which would be in the way.
                let span = self.span(extra);
                let gap = Span { start: node.child(Rule::lower_name).map_or(span.start, |n| n.end), ..span };
                self.problem(Diagnostic::new(Code::Syntax, span, "the reason stands in quotes").label("without quotes").fix("quote it", gap, format!(" {right}")));
            }
            None => self.extra(node),
        }
        let Some(rule) = node.child(Rule::lower_name) else {
            self.missing(node, "the rule", "allow axis \"she has lost her bearings\"");
            return None;
        };
        let rule = self.at(rule, self.str(rule).to_string());
        if Code::rule(&rule.value).is_none() {
            // `allow jump` begins the one rule that begins so.
            let mut begun = Code::rules().map(Code::name).filter(|name| name.strip_prefix(rule.value.as_str()).is_some_and(|rest| rest.starts_with('-')));
            let only = begun.next().filter(|_| begun.next().is_none());
            let near = only.or_else(|| vocabulary::nearest(&rule.value, Code::rules().map(Code::name)));
            let problem = Diagnostic::new(Code::UnknownWord, rule.span, format!("there is no rule `{}`", rule.value)).label("not a rule of continuity");
            self.problem(match near {
                Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), rule.span, near),
                None => problem.help(format!("the rules are: {}", Code::rules().map(Code::name).collect::<Vec<_>>().join(", "))),
            });
            return None;
        }
        let reason = node.child(Rule::string).map(|n| values::unquote(n, self.text)).unwrap_or_default();
        if reason.trim().is_empty() && unquoted.is_none() {
            self.missing(node, "the reason, in quotes,", "allow axis \"she has lost her bearings\"");
        }
        Some(Waiver { rule, reason })
    }

    /// Comments behind prose, which are read as prose.
    pub fn comments_in_prose(&mut self, root: &Node) {
        for node in &root.children {
            if !matches!(node.kind, Kind::Text | Kind::Dialogue) {
                self.comments_in_prose(node);
            } else if let Some(at) = self.str(node).find(" // ") {
                let start = node.start as usize + at + 1;
                let span = Span::new(self.file, start, start + 2);
                self.problem(
                    Diagnostic::new(Code::CommentInProse, span, "this is read as part of the prose")
                        .label("no comment here")
                        .help("in prose a comment has a line of its own; a note to keep is written [[like this]]"),
                );
            }
        }
    }
}

/// A file of the author's own where music or a sound is named.
fn file_as_sound(words: &str, span: Span, music: bool) -> Option<Diagnostic> {
    let (stem, ending) = words.rsplit_once('.')?;
    let file = !stem.is_empty() && ["mp3", "wav", "flac", "ogg", "opus", "m4a", "aac", "aif", "aiff"].contains(&ending.to_ascii_lowercase().as_str());
    let what = if music { "music" } else { "sound" };
    file.then(|| {
        Diagnostic::new(Code::Undeclared, span, format!("no {what} is declared as `{words}`"))
            .label("the name of a file")
            .help(format!("a file of one's own stands under a shot, as `audio \"{words}\"`; {what} in words is made"))
    })
}

/// A length in a form that is none: a number without a unit, or words.
pub(super) fn length_habit(span: Span, text: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no length")).label("a number with its unit");
    match !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        true => problem.help(format!("a number needs its unit: `{text}s`")).unsafe_fix(format!("write `{text}s`"), span, format!("{text}s")),
        // `for 2s`, `screen 2s`
        false if let Some(time) = text.split(' ').map(|w| w.trim_matches(['(', ')', ',', '.'])).find(|w| crate::syntax::fits(Rule::duration, w)) => {
            problem.help(format!("only the length stands here: `{time}`")).unsafe_fix(format!("write `{time}`"), span, time)
        }
        false => problem.help("a length is a number and its unit, as `2s`, `48f`, or a timecode"),
    }
}
