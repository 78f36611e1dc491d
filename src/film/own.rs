//! The author's own pictures, clips and sounds in a shot, and pictures to work from.

use num_rational::Ratio;

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Node, Rule};

impl Lower<'_> {
    /// The file that a statement names, if it was found.
    pub fn own_file(&self, line: &Node) -> Option<Spanned<Own>> {
        let name = line.child(Rule::string)?;
        let span = self.span(name);
        self.own.get(&span).map(|own| Spanned::new(own.clone(), span))
    }

    /// `image`, `clip` or `audio`; `None` when it cannot be used, which was said.
    pub fn footage(&mut self, line: &Node) -> Option<Footage> {
        let word = self.keyword(line, &["audio", "image", "clip"]);
        let medium = match word {
            "image" => Medium::Picture,
            "clip" => Medium::Clip,
            _ => Medium::Sound,
        };
        let span = self.span(line);
        if let Some(bare) = line.child(Rule::bare) {
            self.unquoted_file(bare, line);
        } else if line.child(Rule::string).is_none() {
            self.missing(line, "the file, in quotes,", &format!("{word} \"wave.{}\"", if word == "image" { "png" } else if word == "clip" { "mp4" } else { "wav" }));
        }
        let mut range: Option<Spanned<(Option<Seconds>, Option<Seconds>)>> = None;
        let (mut speed, mut mute, mut level, mut contain) = (10_000, false, None, false);
        let mut seen = Vec::new();
        for (rule, node) in line.parts() {
            let at = self.span(node);
            let what = match rule {
                Rule::source_range => Some("range"),
                Rule::source_speed => Some("speed"),
                Rule::mute | Rule::decibel => Some("level"),
                Rule::fit => Some("fit"),
                _ => None,
            };
            // `from 2s, to 4s` says its two ends apart.
            let ends = |r: &Spanned<(Option<Seconds>, Option<Seconds>)>| r.value.1.is_none() && self.str(node).starts_with("to");
            let completes = rule == Rule::source_range && range.as_ref().is_some_and(ends);
            if !completes && what.is_some_and(|what| !self.single(&mut seen, what, node)) {
                continue;
            }
            let still = medium == Medium::Picture && matches!(rule, Rule::source_range | Rule::source_speed | Rule::mute | Rule::decibel);
            if still || medium == Medium::Sound && rule == Rule::fit {
                let (thing, has) = if still { ("picture", "neither time nor sound: only `fit cover` or `fit contain` can stand here") } else { ("sound", "no frame to fit") };
                self.problem(Diagnostic::new(Code::Misplaced, at, format!("a {thing} has {has}")).label("not for this"));
                continue;
            }
            match rule {
                Rule::source_range => {
                    let times: Vec<Seconds> = node.parts().map(|(_, n)| n.clone()).collect::<Vec<_>>().iter().filter_map(|n| self.seconds(n)).collect();
                    let starts = self.str(node).starts_with("from");
                    if completes {
                        range = range.map(|r| Spanned::new((r.value.0, times.first().copied()), r.span.to(at)));
                        continue;
                    }
                    range = Some(Spanned::new(if starts { (times.first().copied(), times.get(1).copied()) } else { (None, times.first().copied()) }, at));
                }
                Rule::source_speed => {
                    let value = node.child(Rule::percent).and_then(|p| p.child(Rule::number)).and_then(|n| values::scaled(self.str(n), 100)).unwrap_or(0);
                    if (500..=80_000).contains(&value) {
                        speed = value as u32;
                    } else {
                        self.problem(Diagnostic::new(Code::BadValue, at, "a speed is 5% to 800% of the normal one").label("this speed"));
                    }
                }
                Rule::mute => mute = true,
                Rule::decibel => {
                    let value = node.child(Rule::signed).and_then(|n| values::scaled(self.str(n), 100)).unwrap_or(0);
                    if (-9600..=2400).contains(&value) {
                        level = Some(value as i32);
                    } else {
                        self.problem(Diagnostic::new(Code::BadValue, at, "a level is -96dB to +24dB, relative to dialogue").label("this level"));
                    }
                }
                Rule::fit => contain = node.child(Rule::fit_word).is_some_and(|n| self.word(Class::Fit, n) == "contain"),
                Rule::missing => self.empty_item(node),
                Rule::unknown => self.unknown(node, "attribute of one's own material", Some(Rule::own_attr), &[], &["from 2s to 6s", "speed 50%", "mute", "-12dB", "fit cover", "fit contain"]),
                _ => {}
            }
        }
        let file = self.own_file(line)?;
        let length = Ratio::new(file.value.probe.milliseconds as i64, 1000);
        let (from, to) = range.as_ref().map_or((None, None), |r| r.value);
        let from = from.unwrap_or_default();
        if let Some(range) = &range {
            if to.is_some_and(|to| to <= from) {
                self.problem(Diagnostic::new(Code::BadValue, range.span, "this range ends before it begins").label("from a later moment to an earlier one"));
                return None;
            }
            let last = to.unwrap_or(from);
            if last > length || from >= length {
                self.problem(
                    Diagnostic::new(Code::ShortMaterial, range.span, format!("this lies behind the end of the file, which lasts {}", values::show(length)))
                        .label(format!("up to {}", values::show(last)))
                        .also(file.span, format!("{} long", values::show(length)))
                        .help("name a range inside the file"),
                );
                return None;
            }
        }
        Some(Footage { medium, span, file: file.value, from, to, speed, mute, level, contain })
    }
}

impl Footage {
    /// How long it can play; a picture plays as long as one wants.
    pub fn length(&self) -> Option<Seconds> {
        let end = self.to.unwrap_or(Ratio::new(self.file.probe.milliseconds as i64, 1000));
        (self.medium != Medium::Picture).then(|| (end - self.from) * Ratio::new(10_000, i64::from(self.speed)))
    }
}
