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
        } else if let Some((before, number)) = text.rsplit_once('#')
            && number.starts_with(|c: char| c.is_alphanumeric())
            && !number.contains(char::is_whitespace)
            && before.rsplit(" - ").next().is_some_and(|last| hour(last.trim()).is_some())
        {
            // `APARTMENT #4 - NIGHT` is a place; behind the hour nothing but a number can be meant.
            let at = node.start as usize + before.len();
            let span = Span::new(self.file, at, node.start as usize + text.len());
            self.problem(
                Diagnostic::new(Code::Heading, span, "this scene number is never closed")
                    .label("opened here")
                    .help(format!("a number stands between two marks: `#{number}#`"))
                    .fix("close it", span.after(), "#"),
            );
            label = Some(number.to_string());
            text = before.trim_end();
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
        let least = usize::from(!nameless);
        if segments.len() > least {
            let said = (least..segments.len()).rev().find_map(|i| hour(segments[i]).map(|said| (i, said)));
            match (said, segments.last().copied()) {
                (Some((i, said)), _) => {
                    // What follows the hour, a FLASHBACK or a year, says how the scene is meant and names no place.
                    segments.truncate(i);
                    let earlier = (least..i).rev().find_map(|i| match hour(segments[i]) {
                        Some(Said::Hour(hour)) => Some((i, hour)),
                        _ => None,
                    });
                    match (said, earlier) {
                        (Said::Hour(hour), _) => (heading.hour, heading.hour_said) = (hour, true),
                        // `NIGHT - CONTINUOUS` says both.
                        (Said::Before { continuous }, Some((i, hour))) => {
                            (heading.hour, heading.hour_said, heading.continuous) = (hour, true, continuous);
                            segments.truncate(i);
                        }
                        (Said::Before { continuous }, None) => (heading.hour, heading.continuous) = (previous, continuous),
                    }
                }
                (None, Some(last)) => {
                    heading.hour = Hour::Day;
                    let words = vocabulary::spellings(&[Class::Hour]);
                    if let Some(near) = vocabulary::nearest(last, words) {
                        let at = node.start as usize + full.rfind(last).unwrap_or(0);
                        let span = Span::new(self.file, at, at + last.len());
                        self.problem(
                            Diagnostic::new(Code::UnknownHour, span, format!("`{last}` is no time of day"))
                                .label("read as a part of the place")
                                .help(format!("did you mean `{near}`?"))
                                .fix(format!("write `{near}`"), span, near),
                        );
                        segments.pop();
                    }
                }
                _ => {}
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

/// `NIGHT`, `LATE NIGHT`, `NIGHT / RAIN`, `NIGHT, 1973`, `LATER THAT NIGHT`, `A FEW MINUTES LATER`.
fn hour(text: &str) -> Option<Said> {
    const BEFORE: [&str; 14] = ["ANOTHER", "NEXT", "PRESENT", "THE", "LATE", "LATER", "EARLY", "EARLIER", "THAT", "SAME", "FOLLOWING", "MID", "ONE", "A"];
    const SPANS: [&str; 12] = ["MOMENT", "MOMENTS", "SECONDS", "MINUTE", "MINUTES", "HOUR", "HOURS", "DAYS", "WEEKS", "MONTHS", "YEARS", "MUCH"];
    let upper = normalise(text);
    let head = upper.split(['/', ',']).next().unwrap_or(&upper).trim();
    if let Some(word) = vocabulary::find(Class::Hour, head) {
        return said(word.word);
    }
    let head = head.strip_prefix("PRE-").unwrap_or(head);
    let words: Vec<&str> = head.split(' ').collect();
    if let [.., span, "LATER"] = words[..]
        && SPANS.contains(&span)
    {
        return Some(Said::Before { continuous: false });
    }
    // Words such as LATE, and then the hour, which may be two words.
    (0..words.len()).find_map(|i| {
        let word = vocabulary::find(Class::Hour, &words[i..].join(" "))?;
        words[..i].iter().all(|w| BEFORE.contains(w)).then(|| said(word.word))?
    })
}

fn said(word: &str) -> Option<Said> {
    Some(Said::Hour(match word {
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
        "SAME" | "LATER" => return Some(Said::Before { continuous: false }),
        _ => return None,
    }))
}
