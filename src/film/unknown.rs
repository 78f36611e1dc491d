//! Items that nothing fits: one report each, with the word that was meant, the comma that was forgotten, or the habit
//! from another notation that they come from.

use super::lower::{Lower, shorten};
use super::meant;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Node, Rule, fits, normalise};

mod items;

use items::missing_comma;

impl Lower<'_> {
    /// One report for an item that nothing fits. `rule` is what an item may be.
    pub fn unknown(&mut self, node: &Node, what: &str, rule: Option<Rule>, classes: &[Class], also: &[&'static str]) {
        let raw = self.str(node);
        let mut text = raw.trim();
        let mut start = node.start as usize + (raw.len() - raw.trim_start().len());
        let mut span = Span::new(self.file, start, start + text.len());
        if self.joined.is_some_and(|told| told.file == span.file && told.start <= span.start && span.start < told.end) {
            return;
        }
        if let Some(rule) = rule
            && let Some((next, right)) = self.parted_by_a_comma(text, span, rule)
        {
            self.joined = Some(next);
            let whole = Span { end: next.end, ..span };
            let problem = Diagnostic::new(Code::StrayComma, whole, "a comma stands in the midst of this").label("one item").help(format!("write `{right}`")).fix(format!("write `{right}`"), whole, right);
            return self.problem(problem);
        }
        if let Some(right) = values::plain_quotes(text).filter(|right| rule.is_some_and(|rule| self.parts_or_one(right, rule)) || rule == Some(Rule::shot_attr) && crate::syntax::clean(Rule::shot_line, &format!("shot {right}"))) {
            return self.problem(other_quotes(text, right, span));
        }
        // `4S`: units are in small letters.
        if let Some(rule) = rule.filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))
            && let lower = text.to_ascii_lowercase()
            && lower != text && self.item(&lower, rule)
        {
            let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{}` is no {what}", shorten(text))).label("a unit in capitals");
            return self.problem(problem.help(format!("units are in small letters: `{lower}`")).unsafe_fix(format!("write `{lower}`"), span, lower));
        }
        if let Some(problem) = self.quotes(text, span) {
            return self.problem(problem);
        }
        if let Some(problem) = self.habit_of(text, span, rule, classes) {
            return self.problem(problem);
        }
        let stretched = text.strip_suffix(" long").is_some_and(|time| fits(Rule::duration, time));
        if let Some(rule) = rule
            && !stretched
            && let Some(parts) = self.parts(text, rule).or_else(|| self.glued(text, rule))
        {
            for part in &parts {
                if let Some(setup) = self.film.setups.get_mut(&text[part.clone()]) {
                    setup.used = true;
                }
            }
            let problem = self.two_of_a_kind(text, &parts, start).unwrap_or_else(|| missing_comma(text, &parts, start, self.file));
            return self.problem(problem);
        }
        // `"4s"`, as a param in quotes gives it.
        if let Some(rule) = rule
            && let Some(inner) = text.strip_prefix(['"', '“']).and_then(|t| t.strip_suffix(['"', '”']))
            && self.item(inner.trim(), rule)
        {
            let inner = inner.trim();
            let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{text}` is text, and `{inner}` is wanted"))
                .label("in quotes")
                .help(format!("values other than text stand without quotes: `{inner}`"))
                .unsafe_fix("take the quotes away", span, inner);
            return self.problem(problem);
        }
        // `wide - 4s`, `wide / 4s`
        if let (Some(rule), Some(mark)) = (rule, [" - ", " – ", " — ", " / ", " | ", " + ", " & ", " and "].into_iter().find(|m| text.contains(m)))
            && text.split(mark).all(|item| self.item(item.trim(), rule) || rule == Rule::shot_attr && fits(Rule::head_attr, item.trim()) || rule == Rule::shot_attr && crate::syntax::clean(Rule::shot_line, &format!("shot {}", item.trim())))
        {
            let right = text.split(mark).map(str::trim).collect::<Vec<_>>().join(", ");
            let problem = Diagnostic::new(Code::UnknownWord, span, format!("what stands beside each other is parted by commas, not by `{}`", mark.trim()))
                .label("read as one item")
                .help(format!("write `{right}`"))
                .unsafe_fix(format!("write `{right}`"), span, right);
            return self.problem(problem);
        }
        let words = || vocabulary::spellings(classes).chain(also.iter().copied());
        let habit_of = match rule {
            Some(Rule::shot_attr) => self.shot_habit(text).or_else(|| units::of_shot(text)),
            Some(Rule::light_attr) if self.other_items(start, start + text.len()).iter().any(|(kind, _)| *kind == "colour temperature") && habits::lit_by(text).is_some() => habits::lit_by(text),
            Some(Rule::light_attr | Rule::weather_attr) => habits::sky(text).filter(|r| r.write.as_ref().is_none_or(|w| rule.is_some_and(|rule| fits(rule, w)))),
            _ if classes.contains(&Class::Move) => habits::camera(text),
            _ if classes.contains(&Class::TextPlace) => habits::text(text),
            Some(Rule::sound_attr) => habits::heard(text).or_else(|| units::heard(text)),
            Some(Rule::tempo) => units::tempo(text),
            _ if classes.contains(&Class::Grain) => habits::grain(text),
            _ => None,
        };
        let unit = || rule.filter(|rule| *rule != Rule::shot_attr).and_then(|rule| habits::with_its_unit(text, |t| fits(rule, t)));
        let habit_of = habit_of.or_else(|| unit().map(|whole| habits::Right { write: Some(whole), why: "a number needs its unit".into() }));
        if let Some(right) = habit_of {
            let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{}` is no {what}", shorten(text))).label("not known here");
            return self.problem(habits::told(problem, right, span));
        }
        if let Some((at, right)) = self.respelt(text, rule, classes) {
            let problem = self.respelt_item(text, span, what, &at, &right);
            return self.problem(problem);
        }
        if rule == Some(Rule::shot_attr)
            && let Some((right, why)) = self.setup_or_part(text)
        {
            let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{}` is no {what}", shorten(text))).label("not known here");
            return self.problem(problem.help(format!("{why}: `{right}`")).unsafe_fix(format!("write `{right}`"), span, right));
        }
        if rule == Some(Rule::shot_attr)
            && (vocabulary::nearest(text, words()).is_none() || text.split(' ').any(|w| self.known(w)))
            && let Some(meant) = meant::shot_item(text, |t| self.item(t, Rule::shot_attr), |t| self.known(t))
        {
            match meant.strange {
                // The words around are understood: the report is about those that are not.
                Some(run) => {
                    // What stands in quotes is one word with them.
                    let from = if text[..run.start].ends_with(['"', '“']) { text[..run.start].trim_end_matches(['"', '“']).len() } else { run.start };
                    let run = from..run.end + text[run.end..].chars().next().filter(|c| from < run.start && matches!(c, '"' | '”')).map_or(0, char::len_utf8);
                    start += run.start;
                    text = &text[run];
                    span = Span::new(self.file, start, start + text.len());
                }
                None if !self.only_a_subject(text) => return self.meant(text, span, &meant),
                None => {}
            }
        }
        // An example with a value of its own is nothing that somebody meant who wrote another.
        let valued = text.contains(|c: char| c.is_ascii_digit() || c.is_uppercase() || matches!(c, '"' | '“'));
        let words = words().filter(|w| !valued || w.split(' ').count() >= text.split(' ').count() && !w.contains(|c: char| c.is_ascii_digit()));
        let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{}` is no {what}", shorten(text))).label("not known here");
        if let Some(found) = elsewhere(text, classes) {
            let problem = self.belongs(problem, span, &found, rule == Some(Rule::shot_attr));
            return self.problem(problem);
        }
        // An example with a number is no guess for another number.
        let numbered = text.contains(|c: char| c.is_ascii_digit());
        let words = words.filter(|w| !(numbered && w.contains(|c: char| c.is_ascii_digit())));
        let problem = match vocabulary::nearest(text, words) {
            _ if rule == Some(Rule::shot_attr) && text.split(' ').next().is_some_and(|w| matches!(w, "on" | "over" | "pov")) => self.subject_habit(problem, text, span),
            // It is the right word, and something is to follow it.
            // A word that is nothing without what follows it mends nothing.
            Some(word @ ("rack focus to" | "pan to")) => problem.help(format!("its form: `{word} NINA`, or a thing in quotes")),
            Some(word) if word == text => problem.help(format!("nothing follows this `{word}`")),
            Some(word) => problem.help(format!("did you mean `{word}`?")).unsafe_fix(format!("write `{word}`"), span, word),
            None => match value_habit(text) {
                Some((right, why)) => problem.help(why).unsafe_fix(format!("write `{right}`"), span, right),
                None => problem.help(habit(text).or_else(|| with_the_word(text, classes).map(|(only, help)| if only.is_empty() { help } else { format!("did you mean `{only}`?") })).unwrap_or_else(|| match classes.is_empty() {
                    true => format!("may stand here: {}", also.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ")),
                    false if classes.contains(&Class::TextPlace) => format!("may stand here: {}, a length as `3s`, a colour as `#e8a04c`", some_words(classes)),
                    false => format!("may stand here: {}", some_words(classes)),
                })),
            },
        };
        self.problem(problem);
    }

    /// `Duo` for the set-up `duo`, `close onANNA`, `close on ANNAS hands`.
    fn setup_or_part(&self, text: &str) -> Option<(String, &'static str)> {
        let lower = text.to_lowercase();
        if lower != text && self.film.setups.contains_key(&lower) {
            return Some((lower, "set-ups have small letters"));
        }
        let bare = text.trim_matches('"');
        if bare != text && self.film.setups.contains_key(bare) {
            return Some((bare.to_string(), "a set-up is named without quotes"));
        }
        let glued = text.find("on").filter(|i| (*i == 0 || text[..*i].ends_with(' ')) && self.known(&text[i + 2..])).map(|i| format!("{}on {}", &text[..i], &text[i + 2..]));
        if let Some(right) = glued.filter(|r| crate::syntax::clean(Rule::shot_line, &format!("shot {r}"))) {
            return Some((right, "a blank stands between `on` and the name"));
        }
        let (head, owned) = text.find("on ").filter(|i| *i == 0 || text[..*i].ends_with(' ')).map(|i| text.split_at(i + 3))?;
        let (owner, part) = owned.split_once(' ')?;
        let name = owner.strip_suffix(['S', 's']).filter(|n| self.known(n) && !self.known(owner))?;
        let right = format!("{head}{name}'s {part}");
        crate::syntax::clean(Rule::shot_line, &format!("shot {right}")).then_some((right, "whose a part is, is said with an apostrophe"))
    }

    /// What is said on a set, or in another country, and has another form here.
    pub(super) fn habit_of(&self, text: &str, span: Span, rule: Option<Rule>, classes: &[Class]) -> Option<Diagnostic> {
        let behind = &self.text[span.end as usize..];
        // `f/2,8`: the part behind the comma is one digit or two and no item of its own.
        if !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())
            && let Some(stop) = self.text[..span.start as usize].strip_suffix(',')
            && let before = &stop[stop.rfind([',', ' ', '\n']).map_or(0, |i| i + 1)..]
            && fits(Rule::aperture, before) && !before.contains('.')
        {
            let whole = Span { start: span.start - 1 - before.len() as u32, ..span };
            let right = format!("{before}.{text}");
            return Some(
                Diagnostic::new(Code::BadValue, whole, format!("`{}` has a comma for its point", &self.text[whole.range()]))
                    .label("read as two items")
                    .help(format!("write `{right}`"))
                    .unsafe_fix(format!("write `{right}`"), whole, right),
            );
        }
        // `1,5s` has a comma where Frost has a point.
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
            && let Some(rest) = behind.strip_prefix(',').map(|r| r.strip_prefix(' ').filter(|_| text.len() == 1).unwrap_or(r)).map(|r| r.split([',', '\n', '\r']).next().unwrap_or("").split(" //").next().unwrap_or("").trim_end())
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && [Rule::duration, Rule::aperture, Rule::distance, Rule::millimetres].into_iter().any(|kind| fits(kind, rest))
        {
            let end = rest.as_ptr() as usize - self.text.as_ptr() as usize + rest.len();
            let whole = Span { end: end as u32, ..span };
            let right = format!("{text}.{rest}");
            return Some(
                Diagnostic::new(Code::BadValue, whole, format!("`{}` has a comma for its point", &self.text[whole.range()]))
                    .label("read as two items")
                    .help(format!("write `{right}`"))
                    .unsafe_fix(format!("write `{right}`"), whole, right),
            );
        }
        let shot = rule == Some(Rule::shot_attr);
        // `on MARA, JONAS`: who is named behind a comma is in the shot as well.
        let before = self.text[..span.start as usize].trim_end();
        if shot && fits(Rule::name, text) && self.known(text)
            && let Some(before) = before.strip_suffix(',')
            && before.rsplit([',', '\n']).next().is_some_and(|item| item.contains(" on "))
        {
            let gap = Span { start: before.len() as u32, end: span.start, ..span };
            return Some(
                Diagnostic::new(Code::UnknownWord, span, format!("`{text}` alone is no shot attribute"))
                    .label("somebody who is in the shot")
                    .help(format!("people in one shot are joined by `and`: `… and {text}`"))
                    .unsafe_fix("join them with `and`", gap, " and "),
            );
        }
        let right = match () {
            () if shot => super::on_set::angle(text).map(str::to_string),
            () if classes.contains(&Class::Move) => super::on_set::camera(text),
            () if classes.contains(&Class::LightDirection) => super::on_set::light(text),
            () => None,
        }?;
        let what = if shot { "a shot line" } else if classes.contains(&Class::Move) { "a camera line" } else { "a light line" };
        Some(
            Diagnostic::new(Code::UnknownWord, span, format!("`{}` is said differently in {what}", shorten(text)))
                .label("understood, but not a form of Frost")
                .help(format!("write `{right}`"))
                .unsafe_fix(format!("write `{right}`"), span, right),
        )
    }

    /// Says where a word belongs that is known elsewhere; from a shot line it can be moved.
    pub(super) fn belongs(&self, problem: Diagnostic, span: Span, found: &Elsewhere, in_shot: bool) -> Diagnostic {
        let problem = problem.help(format!("`{}` {}", found.word, found.place));
        match &found.line {
            Some(line) if in_shot => problem.fix_all("move it to its own line", Applicability::Unsafe, self.own_line(span, "", line)),
            _ => problem,
        }
    }

    /// Somebody, something or a place has this name.
    pub(super) fn known(&self, name: &str) -> bool {
        let name = normalise(name);
        self.people.contains_key(&name) || self.props.contains_key(&name) || self.places.contains_key(&name)
    }

    /// `on anna` and `over UNA` have words of their own.
    fn only_a_subject(&self, text: &str) -> bool {
        text.split_once(' ').is_some_and(|(word, rest)| matches!(word, "on" | "over" | "pov") && self.known(rest.trim()))
    }

    /// An item whose words are all understood, said as another notation says it.
    pub(super) fn meant(&mut self, text: &str, span: Span, meant: &meant::Meant) {
        let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{}` is said differently in a shot line", shorten(text)));
        let problem = if meant.moves.is_empty() {
            problem
                .label("understood, but not a form of Frost")
                .help(format!("a shot has a size, `on` whom, and attributes behind commas; write `{}`", meant.text))
                .unsafe_fix(format!("write `{}`", meant.text), span, meant.text.clone())
        } else {
            let camera = format!("camera {}", meant.moves.join(", "));
            problem
                .label("this is what the camera does")
                .help(format!("how the camera moves stands on its own line under the shot: `{camera}`"))
                .fix_all("move it to its own line", Applicability::Unsafe, self.own_line(span, &meant.text, &camera))
        };
        self.problem(problem);
    }

    /// Puts `text` in the place of an item, and `below` on a line under the one that it stands on.
    fn own_line(&self, span: Span, text: &str, below: &str) -> Vec<Edit> {
        let (from, to) = (span.start as usize, span.end as usize);
        let start = self.text[..from].rfind('\n').map_or(0, |i| i + 1);
        let end = self.text[to..].find('\n').map_or(self.text.len(), |i| to + i);
        let end = start + self.text[start..end].trim_end().len();
        let indent = self.text[start..].len() - self.text[start..].trim_start().len();
        // Without the item its comma goes too, the one behind it where it is the first.
        let before = self.text[start..from].trim_end();
        let behind = &self.text[to..end];
        let (from, to) = match text.is_empty() {
            true if before.trim_start().contains([' ', ',']) => (start + before.trim_end_matches(',').len(), to),
            true => (from, to + behind.find(|c: char| c != ' ' && c != ',').unwrap_or(behind.len())),
            false => (from, to),
        };
        let at = |from, to| Span::new(self.file, from, to);
        vec![Edit { span: at(from, to), text: text.into() }, Edit { span: at(end, end), text: format!("\n{}{below}", " ".repeat(indent + 2)) }]
    }

    /// A quotation mark that nothing closes.
    fn quotes(&self, text: &str, span: Span) -> Option<Diagnostic> {
        let marks: Vec<usize> = text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')).map(|(i, _)| i).collect();
        // `2"` is a length in inches.
        let open = *marks.last().filter(|i| marks.len() % 2 == 1 && !text[..**i].ends_with(|c: char| c.is_ascii_digit()))?;
        let at = Span { start: span.start + open as u32, end: span.end, ..span };
        // `on letter"`: only the end has a mark.
        if marks.len() == 1 && open + text[open..].chars().next().map_or(1, char::len_utf8) == text.len() && open > 0 {
            let begin = ["on ", "holds ", "wears ", "drops "].iter().filter_map(|w| text.rfind(w).filter(|i| *i == 0 || text[..*i].ends_with(' ')).map(|i| i + w.len())).max();
            let problem = Diagnostic::new(Code::UnclosedQuote, at, "these quotes are never opened").label("closed here");
            return Some(match begin {
                Some(begin) => {
                    let place = Span { start: span.start + begin as u32, end: span.start + begin as u32, ..span };
                    problem.help(format!("write `\"{}`", &text[begin..])).unsafe_fix("open them", place, "\"")
                }
                None => problem.help("text in quotes begins and ends on one line"),
            });
        }
        if text[open..].chars().count() == 1 {
            return Some(Diagnostic::new(Code::UnclosedQuote, at, "nothing stands in these quotes").label("opened here, and the line ends").help("a thing without a name stands in quotes: `on \"the letter\"`"));
        }
        Some(
            Diagnostic::new(Code::UnclosedQuote, at, "these quotes are never closed")
                .label("opened here")
                .help("text in quotes ends on the line on which it begins")
                .unsafe_fix("close them at the end of the line", span.after(), "\""),
        )
    }

    /// `on anna`, `on the kettle`, `over UNA`.
    fn subject_habit(&self, problem: Diagnostic, text: &str, span: Span) -> Diagnostic {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim();
        let at = Span { start: span.end - rest.len() as u32, ..span };
        let known = |name: &str| self.known(name);
        // `over NORA sholder`: the name and what was to be its shoulder stand behind it, without a comma.
        let behind = self.text[span.end as usize..].split([',', '\n']).next().unwrap_or("").trim_end();
        let name = behind.trim_start().split(' ').next().unwrap_or("");
        if word == "over" && rest.is_empty() && known(name) {
            let whole = Span { end: span.end + behind.len() as u32, ..span };
            return problem.help(format!("over whose shoulder is said so: `over {name}'s shoulder`")).unsafe_fix(format!("write `over {name}'s shoulder`"), whole, format!("over {name}'s shoulder"));
        }
        if rest.is_empty() {
            return problem.help(format!("`{word}` whom? As `{word} {}`", if word == "over" { "NINA's shoulder" } else { "NINA" }));
        }
        if rest.ends_with(" and") || rest.ends_with(',') {
            return problem.help("a name is missing behind `and`");
        }
        if word == "over" && known(rest) {
            return problem.help(format!("over whose shoulder is said so: `over {rest}'s shoulder`")).unsafe_fix("look over the shoulder", span.after(), "'s shoulder");
        }
        if known(rest) {
            let upper = crate::syntax::capitals(rest);
            return problem.help(format!("names begin with a capital: `{word} {upper}`")).unsafe_fix(format!("write `{upper}`"), at, upper);
        }
        if word == "on" {
            return problem.help(format!("people begin with a capital; a thing without a name stands in quotes: `on \"{rest}\"`")).unsafe_fix("quote it", at, format!("\"{rest}\""));
        }
        problem.help("names begin with a capital: `over NINA's shoulder`, `pov of NINA`")
    }

    /// A level or a length behind the words of a sound, with the comma forgotten.
    pub fn swallowed(&mut self, words: &str, span: Span) -> bool {
        let at = words.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i).find(|i| self.parts_or_one(words[i + 1..].trim(), Rule::sound_attr));
        // `rain -20`: a level whose unit is forgotten too.
        if let Some((heard, level)) = words.rsplit_once(' ').filter(|(_, level)| at.is_none() && level.starts_with(['-', '−', '–']) && fits(Rule::decibel, &format!("{level}dB"))) {
            let right = format!(", {}dB", level.replace(['−', '–'], "-"));
            let place = Span { start: span.start + (words.len() - level.len()) as u32, end: span.start + words.len() as u32, ..span };
            let gap = Span { start: span.start + heard.trim_end().len() as u32, ..place };
            self.problem(
                Diagnostic::new(Code::MissingComma, place, format!("`{level}` would be part of what is heard"))
                    .label("a level needs its comma and its unit")
                    .help(format!("write `{}{right}`", heard.trim_end()))
                    .unsafe_fix("make it a level", gap, right),
            );
            return true;
        }
        let Some(at) = at else { return false };
        // The dash of `wind - 18dB` is the sign of its level.
        let sound = words[..at].trim_end_matches(['-', '–', '−', ' ']);
        let sign = if words[sound.len()..at].trim().is_empty() { "" } else { "-" };
        let gap = Span { start: span.start + sound.len() as u32, end: span.start + at as u32 + 1, ..span };
        let rest = Span { start: if sign.is_empty() { gap.end } else { gap.start + 1 }, end: span.start + words.len() as u32, ..span };
        // Each of several attributes gets its comma.
        let behind = &words[at + 1..];
        let inner = self.parts(behind.trim(), Rule::sound_attr).unwrap_or_default();
        let base = span.start as usize + at + 1 + (behind.len() - behind.trim_start().len());
        let gaps = inner.windows(2).map(|w| Span::new(span.file, base + w[0].end, base + w[1].start));
        let edits = std::iter::once(Edit { span: gap, text: format!(", {sign}") }).chain(gaps.map(|span| Edit { span, text: ", ".into() })).collect();
        self.problem(
            Diagnostic::new(Code::MissingComma, rest, format!("`{}` would be part of what is heard", &words[(rest.start - span.start) as usize..]))
                .label("a comma belongs before this")
                .help("in `sound` and `music` only the first item is words; put what follows behind commas, or quote words that sound like it")
                .fix_all("put the comma", Applicability::Safe, edits),
        );
        true
    }
}

/// Text in quotation marks of another language.
pub(super) fn other_quotes(text: &str, right: String, span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownWord, span, format!("`{}` has quotation marks of another script", shorten(text)))
        .label("these marks")
        .help(format!("text in a statement stands between `\"`: `{right}`"))
        .unsafe_fix(format!("write `{right}`"), span, right)
}

/// A word that the language knows at another place.
pub(super) struct Elsewhere {
    word: &'static str,
    /// The line that it would be, where it can stand alone behind its keyword.
    line: Option<String>,
    /// Where it belongs, as the end of a sentence.
    place: &'static str,
}

/// Whether the word belongs to another place than one for words of the classes `here`.
pub(super) fn elsewhere(text: &str, here: &[Class]) -> Option<Elsewhere> {
    const PLACES: [(&[Class], &str, &str); 8] = [
        (
            &[Class::Temperature, Class::LightKey, Class::LightQuality, Class::LightDirection, Class::LightPattern, Class::LightSource, Class::LightFlag],
            "light",
            "is said of the light, on a line of its own under the heading or the shot",
        ),
        (&[Class::Weather], "weather", "is said of the weather, on a line of its own under the heading or the shot"),
        (&[Class::Size, Class::Count, Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed], "", "is an attribute of a shot and stands in the `shot` line"),
        (&[Class::Move], "", "is a camera move; it stands behind `camera` under a shot"),
        (&[Class::Pace, Class::Ease], "", "says how the camera moves; it stands behind a move, as in `camera push in, slow`"),
        (&[Class::Posture, Class::Bearing, Class::Place], "", "is said of people, in a `stage` line with the name before it, as in `stage NINA left`"),
        (&[Class::Transition], "", "is a transition; it stands on a line of its own between two shots"),
        (&[Class::Hour], "", "is a time of day; it stands at the end of a heading, as in `INT. KITCHEN - NIGHT`"),
    ];
    PLACES.iter().find_map(|(classes, statement, place)| {
        let found = classes.iter().filter(|c| !here.contains(c)).find_map(|c| vocabulary::find(*c, text))?;
        Some(Elsewhere { word: found.word, line: (!statement.is_empty()).then(|| format!("{statement} {}", found.word)), place })
    })
}

/// Values in another form than they have here: the right form, and why.
fn value_habit(text: &str) -> Option<(String, &'static str)> {
    let digits = |s: &str| s.bytes().any(|b| b.is_ascii_digit()) && s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if let Some(stop) = text.strip_prefix(['f', 'F']).filter(|s| digits(s)) {
        return Some((format!("f/{stop}"), "an aperture has a stroke: `f/2.8`"));
    }
    if digits(text) {
        return match text.parse::<f64>() {
            Ok(n) if n >= 10.0 => Some((format!("{text}mm"), "a number needs its unit: `50mm` is a lens, `4s` a length")),
            _ => Some((format!("{text}s"), "a number needs its unit: `4s` is a length, `50mm` a lens")),
        };
    }
    None
}

/// `left` alone is no side; `profile left` is: the only word that holds it, else nothing, and words for a help line.
pub fn with_the_word(text: &str, classes: &[Class]) -> Option<(String, String)> {
    let text = text.to_lowercase();
    let found: Vec<&str> = vocabulary::spellings(classes).filter(|w| w.split([' ', '-']).any(|p| p == text)).take(6).collect();
    let listed = found.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
    match &found[..] {
        [] => None,
        [only] => Some((only.to_string(), listed)),
        _ => Some((String::new(), format!("with that word there are {listed}"))),
    }
}

fn some_words(classes: &[Class]) -> String {
    let words: Vec<&str> = classes.iter().flat_map(|c| vocabulary::of(*c)).map(|w| w.word).collect();
    if words.len() > 24 {
        return format!("{} and more; the reference lists them", words[..20].join(", "));
    }
    words.join(", ")
}

/// A word for people who come from another notation.
fn habit(text: &str) -> Option<String> {
    let last = text.split(' ').next_back().unwrap_or(text);
    let measured = |units: &[&str]| units.contains(&last) && text.split(' ').rev().nth(1).is_some_and(|n| n.parse::<f64>().is_ok());
    if measured(&["feet", "foot", "ft", "inches", "inch", "yards", "yard"]) || text.ends_with('\'') && text[..text.len() - 1].ends_with(|c: char| c.is_ascii_digit()) {
        return Some("lengths on the set are metres: a foot is `0.3m`, a yard `0.9m`".into());
    }
    if matches!(text, "gray" | "grey") {
        return Some("light has a temperature, not a colour: `warm`, `cool`, `neutral`, or kelvin such as `5600K`".into());
    }
    if text.strip_suffix(['h', 'H']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) || measured(&["hours", "hour"]) {
        return Some("lengths are seconds, minutes, frames or a timecode: an hour is `60min`".into());
    }
    if text.ends_with('"') && text.chars().next().is_some_and(|c| c.is_ascii_digit()) || text.ends_with("inch") || text.ends_with("in") && text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("lengths on the set are metres, as `2m`, and lenses millimetres, as `50mm`".into());
    }
    if text.contains(['{', '}', ';']) {
        return Some("Frost has no braces and no semicolons; what belongs to a statement is indented under it".into());
    }
    if text.ends_with("fps") {
        return Some("the rate stands under `film`: `rate 24`".into());
    }
    None
}
