//! Headings: `INT. HOUSE - KITCHEN - NIGHT #12A#`.

use super::hour::{self, Said};
use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit, Severity};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Node, normalise};

impl Lower<'_> {
    /// The heading and its label. CONTINUOUS, SAME and LATER take the hour of the scene before.
    pub fn heading(&mut self, node: &Node, before: Option<(Hour, Vec<String>)>) -> (Heading, Option<String>) {
        let full = self.str(node);
        let start = node.start as usize;
        // What is read already is blanked, so that places in what is left stay true.
        let mut clean = full.to_string();
        blank_notes(&mut clean);
        let label = self.heading_label(node, &mut clean);
        let text = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        // A note in parentheses at the end, `(1973)`, is kept in the heading's text only, unless it says the hour.
        let mut notes = Vec::new();
        while clean.trim_end().ends_with(')')
            && let Some(open) = clean.rfind('(')
        {
            notes.push(clean[open + 1..].trim_end().trim_end_matches(')').to_string());
            let length = clean.len() - open;
            clean.replace_range(open.., &" ".repeat(length));
        }
        if let Some(open) = clean.rfind('(').filter(|open| !clean[*open..].contains(')')) {
            let end = clean.trim_end().len();
            let span = Span::new(self.file, start + open, start + end);
            self.problem(
                Diagnostic::new(Code::UnclosedParenthesis, span, "this parenthesis is never closed")
                    .label("opened here")
                    .help("what a heading notes beside the hour stands in two of them, as `(FLASHBACK)`")
                    .fix("close it", span.after(), ")"),
            );
            notes.push(clean[open + 1..end].to_string());
            let blank = " ".repeat(clean.len() - open);
            clean.replace_range(open.., &blank);
        }
        let alone = crate::syntax::is_heading_alone(clean.trim_end_matches([' ', '-', '–', '—']));
        let (mut length, prefix) = crate::syntax::heading_prefix(full).unwrap_or((if alone { clean.len() } else { 0 }, if full.starts_with('E') { "EXT." } else { "INT." }));
        // `INT. INT. HALL`
        if let Some((again, second)) = crate::syntax::heading_prefix(&clean[length..]) {
            let (one, other) = (Span::new(self.file, start + length, start + length + again), Span::new(self.file, start, start + length + again));
            let problem = Diagnostic::new(Code::Heading, one, format!("a heading begins with one of `INT.` and `EXT.`, and `{}` stands before this", clean[..length].trim_end())).label("said again");
            self.problem(match second == prefix {
                true => problem.help(format!("write `{}`", clean[length..].trim_end())).fix("take it away", one, ""),
                false => problem.help("a place that is both is `INT./EXT.`").unsafe_fix("write `INT./EXT.`", other, "INT./EXT. "),
            });
            length += again;
        }
        let mut segments: Vec<(usize, &str)> = hour::parts(&clean[length..]);
        let nameless = segments.len() > 1 && segments[0].1.is_empty();
        segments.retain(|(_, part)| !part.is_empty());
        let file = self.file;
        let place = |(at, part): (usize, &str)| Span::new(file, start + length + at, start + length + at + part.len());
        let mut heading = Heading {
            text,
            interior: prefix.contains("INT"),
            exterior: prefix.contains("EXT") || prefix == "EST.",
            ..Heading::default()
        };
        let previous = before.map_or(Hour::Day, |b| b.0);
        let least = usize::from(!nameless);
        let said = (least..segments.len()).rev().find_map(|i| hour::hour(segments[i].1).map(|said| (i, said)));
        let noted = || notes.iter().flat_map(|n| n.split(" - ")).find_map(hour::hour);
        if let Some((i, said)) = said {
            // What follows the hour, a FLASHBACK or a year, says how the scene is meant and names no place.
            segments.truncate(i);
            let earlier = (least..i).rev().find_map(|i| match hour::hour(segments[i].1) {
                Some(Said::Hour(hour)) => Some((i, hour)),
                _ => None,
            });
            match (said, earlier) {
                // `NIGHT - CONTINUOUS` says both.
                (Said::Before { continuous }, Some((i, hour))) => {
                    (heading.hour, heading.hour_said, heading.continuous) = (hour, true, continuous);
                    segments.truncate(i);
                }
                (said, _) => heading.say(said, previous),
            }
        } else if let Some(said) = noted() {
            heading.say(said, previous);
        } else if let Some(last) = segments.last().copied()
            && let Some(at) = hour::behind(last.1)
        {
            let words = last.1[..at].trim_end_matches([' ', ',', '/', '-', ':', ';', '|', '－', '：', '・', '／', '　']);
            // `HALL. DAY`: the point is in the place of the dash; `MAIN ST. DAY` has one of its own.
            let long = words.rsplit(' ').next().is_some_and(|w| w.chars().count() > 4 && w.ends_with('.'));
            let (words, said) = (if long { words.trim_end_matches('.') } else { words }, &last.1[at..]);
            if let Some(hour) = hour::hour(said) {
                heading.say(hour, previous);
            }
            let span = place((last.0 + at, said));
            let gap = place((last.0 + words.len(), &last.1[words.len()..at]));
            self.problem(
                Diagnostic::new(Code::Heading, span, "the time of day stands behind a dash")
                    .severity(Severity::Warning)
                    .label("read as the time of day")
                    .help(format!("write `{words} - {said}`; where it is a part of the name, the hour comes behind it, as in `{words} {said} - DAY`"))
                    .fix("put a dash before it", gap, " - "),
            );
            if let Some(part) = segments.last_mut() {
                part.1 = words;
            }
        } else if segments.len() > least {
            heading.hour = Hour::Day;
            if let Some(last) = segments.last().copied()
                && let Some(near) = crate::syntax::hour_in_other_words(last.1).or_else(|| vocabulary::nearest(last.1, vocabulary::spellings(&[Class::Hour])))
            {
                let span = place(last);
                // With a first word of another language it was told, and is understood.
                let line = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
                if crate::syntax::is_heading_word(self.text[line..start].trim()) {
                    if let Some(said) = hour::hour(near) {
                        heading.say(said, previous);
                    }
                    segments.pop();
                } else {
                self.problem(
                    Diagnostic::new(Code::UnknownHour, span, format!("`{}` is no time of day", last.1))
                        .label("read as a part of the place")
                        .help(format!("did you mean `{near}`?"))
                        .fix(format!("write `{near}`"), span, near),
                );
                segments.pop();
                }
            } else if let Some((at, part)) = segments.last().copied()
                && let Some((said, weather)) = hour::with_weather(part)
            {
                if let Some(hour) = hour::hour(said) {
                    heading.say(hour, previous);
                }
                let rest = place((at + said.len(), &part[said.len()..]));
                self.problem(
                    Diagnostic::new(Code::Heading, rest, "a heading says nothing of the weather")
                        .severity(Severity::Warning)
                        .label("not read")
                        .help(format!("the weather has a line of its own under the heading: `weather {weather}`"))
                        .unsafe_fix("put it on a line of its own", rest, format!("\n  weather {weather}")),
                );
                segments.pop();
            } else if let Some(first) = segments.first().copied()
                && let Some(said @ Said::Hour(_)) = hour::hour(first.1).filter(|_| vocabulary::find(Class::Hour, &normalise(first.1)).is_some())
            {
                heading.say(said, previous);
                let behind = segments[1..].iter().map(|(_, part)| *part).collect::<Vec<_>>().join(" - ");
                let last = segments[segments.len() - 1];
                let whole = Span { end: place(last).end, ..place(first) };
                self.problem(
                    Diagnostic::new(Code::Heading, place(first), "the time of day stands behind the place")
                        .severity(Severity::Warning)
                        .label("read as the time of day")
                        .help(format!("write `{behind} - {}`", first.1))
                        .fix("put the place first", whole, format!("{behind} - {}", first.1)),
                );
                segments.remove(0);
            }
        } else {
            heading.hour = previous;
            if let Some(last) = segments.last().copied()
                && let Some((at, near)) = hour::behind_in_other_words(last.1).filter(|_| !self.is_declared_place(last.1))
            {
                let (words, said) = (last.1[..at].trim_end_matches([' ', ',']), &last.1[at..]);
                let (span, gap) = (place((last.0 + at, said)), place((last.0 + words.len(), &last.1[words.len()..])));
                self.problem(
                    Diagnostic::new(Code::UnknownHour, span, format!("`{said}` is no time of day"))
                        .severity(Severity::Warning)
                        .label("read as a part of the place")
                        .help(format!("did you mean `{words} - {near}`?"))
                        .unsafe_fix(format!("write ` - {near}`"), gap, format!(" - {near}")),
                );
            }
        }
        let segments: Vec<&str> = segments.into_iter().map(|(_, part)| part).collect();
        let first = segments.first().copied().unwrap_or("");
        for part in places_in(first) {
            let (_, bare) = match crate::syntax::heading_prefix(part) {
                Some((len, _)) => ("", part[len..].trim()),
                None => ("", part),
            };
            heading.places.push(self.longest_place(bare));
        }
        heading.area = segments.get(1..).map(|s| s.join(", ")).unwrap_or_default();
        if heading.places.is_empty() {
            let span = self.span(node);
            self.problem(
                Diagnostic::new(Code::Heading, span, "this heading names no place")
                    .label("no place")
                    .help("a heading is INT. or EXT., the place and the time of day, as `INT. KITCHEN - NIGHT`"),
            );
            heading.places.push("NOWHERE".into());
            heading.nowhere = true;
        }
        (heading, label)
    }

    /// The scene number of a heading, which is blanked. Anywhere but at the end it is told where it belongs.
    fn heading_label(&mut self, node: &Node, clean: &mut String) -> Option<String> {
        let start = node.start as usize;
        let text = clean.trim_end().to_string();
        if let Some(found) = crate::syntax::heading_label(&text) {
            let span = Span::new(self.file, start + found.start, start + found.end);
            let number = text[found.clone()].trim_matches('#').trim().to_string();
            clean.replace_range(found.clone(), &" ".repeat(found.len()));
            if number.is_empty() || number.contains(char::is_whitespace) {
                let what = if number.is_empty() { "this scene number is empty" } else { "a scene number has no blanks" };
                let whole = number.split_whitespace().collect::<String>();
                let problem = Diagnostic::new(Code::Heading, span, what).label("this number").help("a number is letters, digits and points, as `#12A#`");
                self.problem(match whole.is_empty() {
                    true => problem.fix("take it away", Span { start: (start + text[..found.start].trim_end().len()) as u32, ..span }, ""),
                    false => problem.unsafe_fix(format!("write `#{whole}#`"), span, format!("#{whole}#")),
                });
                return (!whole.is_empty()).then_some(whole);
            }
            if !text[found.end..].trim().is_empty() {
                let gap = Span { start: (start + text[..found.start].trim_end().len()) as u32, ..span };
                let end = Span::new(self.file, start + text.len(), start + text.len());
                let edits = vec![Edit { span: gap, text: String::new() }, Edit { span: end, text: format!(" #{number}#") }];
                self.problem(
                    Diagnostic::new(Code::Heading, span, "a scene number stands at the end of its heading")
                        .severity(Severity::Warning)
                        .label("read as the number of the scene")
                        .help("behind the hour and whatever follows it")
                        .fix_all("move it to the end", Applicability::Safe, edits),
                );
            }
            return Some(number);
        }
        let (before, number) = text.rsplit_once('#')?;
        // `APARTMENT #4 - NIGHT` is a place; behind the hour nothing but a number can be meant.
        let closes = number.starts_with(|c: char| c.is_alphanumeric()) && !number.contains(char::is_whitespace);
        if !closes || hour::parts(before).last().is_none_or(|(_, last)| hour::hour(last).is_none()) {
            return None;
        }
        let span = Span::new(self.file, start + before.len(), start + text.len());
        self.problem(
            Diagnostic::new(Code::Heading, span, "this scene number is never closed")
                .label("opened here")
                .help(format!("a number stands between two marks: `#{number}#`"))
                .fix("close it", span.after(), "#"),
        );
        clean.replace_range(before.len().., &" ".repeat(clean.len() - before.len()));
        Some(number.to_string())
    }

    fn is_declared_place(&self, words: &str) -> bool {
        self.declared_place(&normalise(words)).is_some()
    }

    fn declared_place(&self, key: &str) -> Option<&Place> {
        self.places.get(key).and_then(|i| self.film.places.get(*i)).filter(|p| p.declared.is_some())
    }

    /// The declared place that the words begin with, the longest first; else the words themselves.
    fn longest_place(&self, words: &str) -> String {
        let key = normalise(words);
        let ends = key.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | '\'')).map(|(i, _)| i);
        let ends: Vec<usize> = ends.chain([key.len()]).collect();
        match ends.iter().rev().find_map(|end| self.declared_place(&key[..*end])) {
            Some(place) => place.name.clone(),
            None => words.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

impl Heading {
    fn say(&mut self, said: Said, previous: Hour) {
        match said {
            Said::Hour(hour) => (self.hour, self.hour_said) = (hour, true),
            Said::Before { continuous } => (self.hour, self.continuous) = (previous, continuous),
        }
    }
}

/// `KITCHEN / EXT. PIER`, and the same without blanks around the stroke where a prefix follows it.
fn places_in(text: &str) -> impl Iterator<Item = &str> {
    let prefixed = |rest: &str| crate::syntax::heading_prefix(rest).is_some_and(|(length, _)| length < rest.len());
    let mut ends: Vec<usize> = text.match_indices('/').map(|(i, _)| i).filter(|i| text[..*i].ends_with(' ') && text[i + 1..].starts_with(' ') || prefixed(text[i + 1..].trim_start())).collect();
    ends.push(text.len());
    let mut at = 0;
    ends.into_iter().map(move |end| {
        let part = text[at.min(end)..end].trim();
        at = end + 1;
        part
    }).filter(|part| !part.is_empty())
}

/// Blanks `[[notes]]`; what is around them keeps its place.
fn blank_notes(text: &mut String) {
    while let Some(open) = text.find("[[")
        && let Some(length) = text[open..].find("]]")
    {
        text.replace_range(open..open + length + 2, &" ".repeat(length + 2));
    }
}
