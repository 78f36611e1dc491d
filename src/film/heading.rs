//! Headings: `INT. HOUSE - KITCHEN - NIGHT #12A#`.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Node, normalise};

impl Lower<'_> {
    /// The heading and its label. CONTINUOUS, SAME and LATER take the hour of the scene before.
    pub fn heading(&mut self, node: &Node, before: Option<(Hour, Vec<String>)>) -> (Heading, Option<String>) {
        let full = self.str(node);
        let mut text = full.trim_end();
        let mut label = None;
        if let Some(body) = text.strip_suffix('#')
            && let Some(open) = body.rfind('#')
        {
            label = Some(body[open + 1..].trim().to_string()).filter(|l| !l.is_empty());
            text = body[..open].trim_end();
        }
        let (length, prefix) = crate::syntax::heading_prefix(text).unwrap_or((0, "INT."));
        let mut rest = text[length..].trim();
        // A note in parentheses at the end, `(1973)`, is kept in the heading's text only.
        if rest.ends_with(')')
            && let Some(open) = rest.rfind('(')
        {
            rest = rest[..open].trim_end();
        }
        let nameless = rest.starts_with("- ");
        let rest = rest.trim_start_matches("- ");
        let mut segments: Vec<&str> = rest.split(" - ").flat_map(|s| s.split(" – ")).flat_map(|s| s.split(" — ")).map(str::trim).filter(|s| !s.is_empty()).collect();
        let mut heading = Heading {
            text: text.to_string(),
            interior: prefix.contains("INT"),
            exterior: prefix.contains("EXT") || prefix == "EST.",
            ..Heading::default()
        };
        let previous = before.map_or(Hour::Day, |b| b.0);
        if (segments.len() > 1 || nameless)
            && let Some(last) = segments.last().copied()
        {
            match hour(last) {
                Some(Said::Hour(hour)) => {
                    heading.hour = hour;
                    heading.hour_said = true;
                    segments.pop();
                }
                Some(Said::Before { continuous }) => {
                    heading.hour = previous;
                    heading.continuous = continuous;
                    segments.pop();
                }
                None => {
                    heading.hour = Hour::Day;
                    let words = vocabulary::spellings(&[Class::Hour]);
                    if let Some(near) = vocabulary::nearest(last, words) {
                        let end = node.start as usize + full.find(last).unwrap_or(0);
                        let span = Span::new(self.file, end, end + last.len());
                        self.problem(
                            Diagnostic::new(Code::UnknownHour, span, format!("`{last}` is no time of day"))
                                .label("read as a part of the place")
                                .help(format!("did you mean `{near}`?"))
                                .fix(format!("write `{near}`"), span, near),
                        );
                        segments.pop();
                    }
                }
            }
        } else {
            heading.hour = previous;
        }
        let first = segments.first().copied().unwrap_or("");
        for part in first.split(" / ").map(str::trim).filter(|p| !p.is_empty()) {
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
        }
        (heading, label)
    }

    /// The declared place that the words begin with, the longest first; else the words themselves.
    fn longest_place(&self, words: &str) -> String {
        let key = normalise(words);
        let mut best: Option<&str> = None;
        for place in self.film.places.iter().filter(|p| p.declared.is_some()) {
            let name = normalise(&place.name);
            let fits = key == name || key.strip_prefix(&name).is_some_and(|rest| rest.starts_with([' ', ',', '\'']));
            if fits && best.is_none_or(|b| b.len() < place.name.len()) {
                best = Some(&place.name);
            }
        }
        best.map_or_else(|| words.to_string(), str::to_string)
    }
}

enum Said {
    Hour(Hour),
    Before { continuous: bool },
}

fn hour(text: &str) -> Option<Said> {
    let upper = normalise(text);
    let head = upper.split(" / ").next().unwrap_or(&upper).trim();
    let bare = ["ANOTHER ", "NEXT ", "PRESENT ", "PRE-", "THE NEXT ", "LATE ", "EARLY ", "THAT "]
        .iter()
        .find_map(|p| head.strip_prefix(p))
        .unwrap_or(head);
    let bare = bare.trim_end_matches(" LATER").trim_start_matches("PRESENT ");
    Some(Said::Hour(match vocabulary::find(Class::Hour, bare)?.word {
        "DAWN" => Hour::Dawn,
        "MORNING" => Hour::Morning,
        "DAY" => Hour::Day,
        "NOON" => Hour::Noon,
        "AFTERNOON" => Hour::Afternoon,
        "MAGIC HOUR" => Hour::MagicHour,
        "DUSK" => Hour::Dusk,
        "EVENING" => Hour::Evening,
        "NIGHT" => Hour::Night,
        "CONTINUOUS" => return Some(Said::Before { continuous: true }),
        _ => return Some(Said::Before { continuous: false }),
    }))
}
