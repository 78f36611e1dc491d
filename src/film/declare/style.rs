//! Styles and what they inherit.

use super::super::lower::Lower;
use super::super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Kind, Node, Rule};

impl Lower<'_> {
    pub fn style_name(&mut self, line: &Node) -> Option<Spanned<String>> {
        self.lower_named(line, "a style", "style northlight", false)
    }

    pub(super) fn style(&mut self, block: &Node) {
        let line = block.line();
        let Some(name) = self.style_name(line) else { return };
        if let Some(first) = self.film.style_named(&name.value).map(|s| s.span) {
            return self.duplicate("style", &name.value, name.span, first);
        }
        let mut style = Style { name: name.value, span: name.span, ..Style::default() };
        style.from = line.child(Rule::from_name).and_then(|n| n.parts().next().map(|(_, n)| self.at(n, self.str(n).to_string())));
        for node in block.body() {
            match node.kind {
                Kind::Prose if self.wordless(node) => {}
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
                        self.unknown(bad, "grain", None, &[Class::Grain], &[]);
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
                            let value = node.child(Rule::bare).map(|n| (self.span(n), self.str(n).to_string()));
                            let problem = Diagnostic::new(Code::BadValue, span, "a vignette is a share from 0 % to 100 %").label("as `vignette 30%`");
                            let right = value.and_then(|(at, text)| Some((at, match text.as_str() {
                                "on" | "yes" | "true" | "medium" => "30%".to_string(),
                                "light" | "subtle" | "soft" => "15%".to_string(),
                                "heavy" | "strong" | "dark" => "60%".to_string(),
                                "off" | "none" | "no" | "false" => "0%".to_string(),
                                number if number.bytes().all(|b| b.is_ascii_digit()) && number.len() < 3 => format!("{number}%"),
                                _ => return None,
                            })));
                            self.problem(match right {
                                Some((at, right)) => problem.help(format!("write `vignette {right}`")).unsafe_fix(format!("write `{right}`"), at, right),
                                None => problem,
                            });
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

    pub(super) fn palette(&mut self, line: &Node) -> Option<Spanned<Vec<[u8; 3]>>> {
        let mut colours = Vec::new();
        let mut any = false;
        if let Some(written) = self.str(line).find("rgb").map(|i| &self.str(line)[i..])
            && let Some((length, colour)) = rgb(written)
        {
            let start = line.end as usize - written.len();
            let span = Span::new(self.file, start, start + length);
            let right = format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]);
            self.problem(
                Diagnostic::new(Code::BadValue, span, "a colour is written in hexadecimal digits")
                    .label("three numbers here")
                    .help(format!("write `{right}`"))
                    .fix(format!("write `{right}`"), span, right),
            );
            return None;
        }
        let mut sign: Option<Span> = None;
        for (rule, node) in line.parts() {
            any = true;
            // `# 5f7f8c`: the sign stands apart from its digits.
            if let Some(sign) = sign.take()
                && let Some(right) = habits::colour(self.str(node)).filter(|_| rule != Rule::colour)
            {
                let whole = Span { end: self.span(node).end, ..sign };
                self.problem(Diagnostic::new(Code::BadValue, whole, "a colour is one word with its `#`").label("parted").help(format!("write `{right}`")).unsafe_fix(format!("write `{right}`"), whole, right));
                continue;
            }
            if self.str(node) == "#" && line.parts().any(|(_, next)| next.start > node.start && next.start <= node.end + 2 && habits::colour(self.str(next)).is_some()) {
                sign = Some(self.span(node));
                continue;
            }
            match rule {
                Rule::colour => colours.extend(values::colour(self.str(node))),
                _ => {
                    let (span, text) = (self.span(node), self.str(node));
                    let problem = Diagnostic::new(Code::BadValue, span, format!("`{text}` is no colour")).label("a colour such as `#0e1a22`");
                    self.problem(match habits::colour(text) {
                        Some(right) => problem.help(format!("write `{right}`")).unsafe_fix(format!("write `{right}`"), span, right),
                        None => problem.help("a colour is `#` and six hexadecimal digits, red, green and blue, or three for short"),
                    });
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
    pub(super) fn inherit_styles(&mut self) {
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
}

/// `rgb(22, 34, 43)` at the start of a text: how long it is, and the colour.
fn rgb(text: &str) -> Option<(usize, [u8; 3])> {
    let open = text.find('(')?;
    let close = text.find(')')?;
    let mut numbers = text.get(open + 1..close)?.split([',', ' ']).filter(|n| !n.is_empty()).map(str::parse::<u8>);
    let mut next = || numbers.next()?.ok();
    Some((close + 1, [next()?, next()?, next()?]))
}
