//! `stage` lines: who stands where, and what they do with their bodies.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Node, Rule};

impl Lower<'_> {
    pub fn staged(&mut self, line: &Node) -> Staged {
        let mut out = Staged { span: self.span(line), parts: Vec::new() };
        let mut any = false;
        // What is said of each already, wherever on the line.
        let mut said: Vec<(Who, Vec<(&'static str, Span)>)> = Vec::new();
        for (rule, node) in line.parts() {
            any = true;
            match rule {
                Rule::staged => {
                    let Some(name) = node.child(Rule::name) else { continue };
                    let span = self.span(name);
                    let who = match self.named(self.str(name), span) {
                        Subject::Person(id) => Who::Person(id),
                        Subject::Prop(name) => Who::Prop(name),
                        _ => {
                            self.problem(
                                Diagnostic::new(Code::BadName, span, format!("`{}` is a place and cannot be staged", self.str(name)))
                                    .label("a place")
                                    .help("people and props stand on a stage; a part of the set is declared as a `prop`"),
                            );
                            continue;
                        }
                    };
                    let of = said.iter().position(|(w, _)| *w == who).unwrap_or_else(|| {
                        said.push((who.clone(), Vec::new()));
                        said.len() - 1
                    });
                    let acts = self.acts(node, &mut said[of].1);
                    out.parts.push(StagePart { who: Spanned::new(who, span), acts });
                }
                Rule::stage_more => {
                    let of = out.parts.last().and_then(|part| said.iter().position(|(w, _)| *w == part.who.value));
                    let mut seen = of.map(|of| std::mem::take(&mut said[of].1)).unwrap_or_default();
                    let acts = self.acts(node, &mut seen);
                    if let Some(of) = of {
                        said[of].1 = seen;
                    }
                    match out.parts.last_mut() {
                        Some(part) => part.acts.extend(acts),
                        None => {
                            let span = self.span(node);
                            self.problem(Diagnostic::new(Code::Syntax, span, "nobody is named before this").label("who?").help("begin with a name: `stage NINA left facing OTTO`"));
                        }
                    }
                }
                Rule::unknown => self.unknown_stage(node),
                _ => self.empty_item(node),
            }
        }
        if !any {
            self.missing(line, "who stands where", "stage NINA left facing OTTO, OTTO right");
        }
        out
    }

    /// Before one shot everybody has one place, whichever of the lines there says it.
    pub fn placed_once(&mut self, scene: usize, shot: usize, staged: &mut Staged) {
        let across = |a: &Act| matches!(a, Act::Place(_) | Act::Across(_));
        let depth = |a: &Act| matches!(a, Act::Depth(_) | Act::Away(_));
        let lines = self.film.scenes[scene].blocking.iter().filter(|(at, _)| *at == shot).flat_map(|(_, s)| &s.parts);
        let mut twice = Vec::new();
        let earlier: Vec<&StagePart> = lines.collect();
        for (i, part) in staged.parts.iter().enumerate() {
            let before = earlier.iter().copied().chain(&staged.parts[..i]).filter(|p| p.who.value == part.who.value);
            for axis in [across as fn(&Act) -> bool, depth] {
                let Some(new) = part.acts.iter().find(|a| axis(&a.value)) else { continue };
                if let Some(old) = before.clone().flat_map(|p| &p.acts).find(|a| axis(&a.value)) {
                    twice.push((part.who.value.clone(), new.span, old.span));
                    break;
                }
            }
        }
        for part in &mut staged.parts {
            part.acts.retain(|a| twice.iter().all(|(_, new, _)| *new != a.span));
        }
        for (who, new, old) in twice {
            let name = match who {
                Who::Person(id) => self.film.person(id).name.clone(),
                Who::Prop(name) => name,
            };
            self.problem(
                Diagnostic::new(Code::Duplicate, new, format!("{name} gets two places before one shot"))
                    .label("another place")
                    .also(old, "the first place")
                    .help(format!("keep one of them; on the way in a shot it is `stage {name} crosses to` a place, under the shot")),
            );
        }
    }

    /// The one word of a stage item that does not fit, instead of the whole item.
    fn unknown_stage(&mut self, node: &Node) {
        let text = self.str(node);
        let classes = [Class::Place, Class::Distance, Class::Posture, Class::Bearing];
        const VERBS: [&str; 11] = ["facing", "enters", "exits", "crosses to", "turns", "looks", "looks at", "holds", "drops", "wears", "in"];
        let inches = text.split(' ').find(|w| ["in", "ft", "\"", "'", "inches", "feet"].iter().any(|u| w.strip_suffix(u).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'.'))));
        // `6 feet`, of which the number stood as a distance before it.
        let first = text.split_whitespace().next().unwrap_or("");
        let before = self.text[..node.start as usize].trim_end();
        let counted = &before[before.rfind([' ', ',']).map_or(0, |i| i + 1)..];
        let apart = text.split_whitespace().zip(text.split_whitespace().skip(1)).map(|(number, unit)| format!("{number} {unit}")).find(|w| text.contains(w.as_str()) && habits::metres(w).is_some());
        let parted = habits::metres(&format!("{counted} {first}")).map(|right| (before.len() - counted.len(), node.start as usize + first.len(), right));
        let glued = inches.map(str::to_string).or(apart).map(|word| {
            let at = node.start as usize + text.find(&word).unwrap_or(0);
            (at, at + word.len(), habits::metres(&word).unwrap_or_default())
        });
        if let Some((from, to, right)) = parted.or(glued) {
            let (span, word) = (Span::new(self.file, from, to), &self.text[from..to]);
            let problem = Diagnostic::new(Code::BadValue, span, format!("`{word}` is no distance on a set")).label("not metres");
            return self.problem(match right.is_empty() {
                true => problem.help("lengths on the set are metres: an inch is `0.025m`, a foot `0.3m`"),
                false => problem.help(format!("lengths on the set are metres: `{right}`")).unsafe_fix(format!("write `{right}`"), span, right),
            });
        }
        if let Some(right) = values::plain_quotes(text.trim_end()).filter(|right| crate::syntax::clean(Rule::stage_line, &format!("stage {right}"))) {
            let span = Span { end: node.start + text.trim_end().len() as u32, ..self.span(node) };
            return self.problem(super::unknown::other_quotes(text.trim_end(), right, span));
        }
        if let Some(length) = text.strip_prefix(['"', '“']).and_then(|rest| rest.find(['"', '”']).map(|i| text.len() - rest.len() + i)) {
            let end = length + text[length..].chars().next().map_or(0, char::len_utf8);
            let span = Span::new(self.file, node.start as usize, node.start as usize + end);
            let name = text[..end].trim_matches(['"', '“', '”']).trim_start_matches("the ").trim_start_matches("a ").to_uppercase();
            return self.problem(
                Diagnostic::new(Code::UnknownWord, span, "what is staged has a name, not words in quotes")
                    .label("a thing without a name")
                    .help(format!("declare it at the margin, `prop {name}`, and write `{name}` here")),
            );
        }
        if let Some(open) = text.find(['"', '“']).filter(|i| values::is_open(&text[*i..])) {
            let span = Span::new(self.file, node.start as usize + open, node.start as usize + text.trim_end().len());
            let right = values::quoted(text[open..].trim());
            return self.problem(
                Diagnostic::new(Code::UnclosedQuote, span, "these quotes are never closed")
                    .label("opened here")
                    .help(format!("write `{right}`"))
                    .unsafe_fix("close them", span, right),
            );
        }
        let known = |name: &str| self.people.contains_key(&crate::syntax::normalise(name)) || self.props.contains_key(&crate::syntax::normalise(name));
        // Behind a comma it may go on with who is named before.
        let goes_on = self.text[..node.start as usize].trim_end().ends_with(',');
        let named = goes_on || text.starts_with(|c: char| c.is_uppercase()) || text.split(' ').next().is_some_and(known);
        if let Some(right) = super::on_set::blocking(text.trim(), known).filter(|_| named) {
            let span = Span { end: node.start + text.trim_end().len() as u32, ..self.span(node) };
            return self.problem(
                Diagnostic::new(Code::UnknownWord, span, format!("`{}` is said differently in a stage line", super::lower::shorten(text.trim())))
                    .label("understood, but not a form of Frost")
                    .help(format!("write `{right}`"))
                    .unsafe_fix(format!("write `{right}`"), span, right),
            );
        }
        let mut at = node.start as usize;
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim();
            let known = bare.is_empty()
                || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '"' || c.is_alphabetic() && !c.is_lowercase())
                || VERBS.iter().any(|v| v.split(' ').any(|w| w == bare))
                || matches!(bare, "to" | "at" | "from" | "down" | "up" | "away" | "camera" | "and")
                || classes.iter().any(|c| crate::syntax::vocabulary::find(*c, bare).is_some());
            if !known {
                let span = Span::new(self.file, at, at + bare.len());
                let near = crate::syntax::vocabulary::nearest(bare, crate::syntax::vocabulary::spellings(&classes).chain(VERBS).chain(["camera"]));
                let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{bare}` is nothing that `stage` knows")).label("not known here");
                let problem = match near {
                    _ if let Some((span, right)) = self.behind_somebody(node, at) => problem.help(format!("who stands where is said from the camera: `{right}`")).unsafe_fix(format!("write `{right}`"), span, right),
                    _ if matches!(bare, "behind" | "beside" | "between" | "before") => problem.help("who stands where is said from the camera: `left`, `right`, `near`, `far`, and metres, as `BOB 1m right` and `BOB 2m far`"),
                    Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), span, near),
                    None => problem.help("places are left, centre, right, near, far and metres; then facing, enters, exits, crosses to, sits, stands, kneels, turns, looks, holds, wears; what else people do is a line of action"),
                };
                return self.problem(problem);
            }
            at += word.len();
        }
        let span = self.span(node);
        // A verb with nothing behind it: the next word is another one, or there is none.
        const NEEDS: [(&str, &str); 7] = [
            ("facing", "whom or where: `facing ANN`, `facing left`, `facing camera`"),
            ("holds", "what: `holds LANTERN`, `holds \"a letter\"`"),
            ("drops", "what: `drops LANTERN`, `drops \"a letter\"`"),
            ("wears", "what, in quotes: `wears \"a red coat\"`"),
            ("looks", "at whom or where: `looks at ANN`, `looks left`, `looks away`"),
            ("crosses", "where: `crosses to ANN`, `crosses left`, `crosses to centre`"),
            ("in", "where: `in KITCHEN`"),
        ];
        let words: Vec<&str> = text.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let Some((verb, what)) = NEEDS.into_iter().find(|(verb, _)| verb == word) else { continue };
            let next = words.get(i + 1).copied().filter(|w| !matches!(*w, "to" | "at"));
            if next.is_none_or(|w| VERBS.iter().any(|v| v.split(' ').next() == Some(w))) {
                let at = node.start as usize + word.as_ptr() as usize - text.as_ptr() as usize;
                let at = Span::new(self.file, at, at + verb.len());
                return self.problem(Diagnostic::new(Code::Syntax, at, format!("`{verb}` says nothing here")).label("nothing behind it").help(format!("`{verb}` says {what}")));
            }
        }
        self.problem(
            Diagnostic::new(Code::Syntax, span, "this is no blocking")
                .label("cannot be read")
                .help("its form: `stage NINA left facing OTTO, OTTO right`"),
        );
    }

    /// `BOB behind ANNA`, where the line says at which side she stands and nothing else of it: the words from `at` on, and
    /// the place that they mean.
    fn behind_somebody(&self, node: &Node, at: usize) -> Option<(Span, String)> {
        let said = self.text[at..node.end as usize].trim_end();
        let (depth, name) = [("far", "behind "), ("near", "in front of "), ("near", "before ")].into_iter().find_map(|(depth, word)| Some((depth, said.strip_prefix(word)?)))?;
        let line = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let above = self.text[line..at].trim_start();
        let places: Vec<&str> = above.strip_prefix("stage ")?.split(',').filter_map(|part| part.trim().strip_prefix(name)?.strip_prefix(' ')).collect();
        let [place] = places[..] else { return None };
        let side = ["left", "right", "centre"].into_iter().find(|side| place.split(' ').next() == Some(side))?;
        let plain = !place.split(' ').any(|w| matches!(w, "near" | "far"));
        plain.then(|| (Span::new(self.file, at, at + said.len()), format!("{side} {depth}")))
    }

    /// What somebody does; `seen` is what the line says of them so far.
    fn acts(&mut self, node: &Node, seen: &mut Vec<(&'static str, Span)>) -> Vec<Spanned<Act>> {
        let mut acts = Vec::new();
        let alone = node.parts().filter(|(rule, _)| *rule != Rule::name).count() == 1;
        // Somebody who is named a second time is one mistake, whatever is said again.
        let (again, mut told) = (node.rule() == Some(Rule::staged) && !seen.is_empty(), false);
        for (rule, part) in node.parts() {
            let span = self.span(part);
            let whole = rule == Rule::posture_word && matches!(self.word(Class::Posture, part), "sits" | "stands" | "kneels" | "lies" | "crouches" | "walks" | "runs");
            let what = match rule {
                // No body does two of these at once, nor comes and goes.
                _ if whole => Some("posture"),
                Rule::enters | Rule::exits => Some("way in or out"),
                Rule::place_word | Rule::offset_side => Some("place"),
                Rule::distance_word | Rule::offset_depth => Some("depth"),
                Rule::facing => Some("facing"),
                Rule::turns => Some("turn"),
                Rule::looks => Some("look"),
                Rule::crosses => Some("cross"),
                _ => None,
            };
            if told && what.is_some_and(|what| seen.iter().any(|(w, _)| *w == what)) {
                continue;
            }
            // Who does nothing else on the line goes with it.
            let gone = if alone || again { self.span(node) } else { span };
            if what.is_some_and(|what| !self.single_of(seen, what, part, gone, "one line says what is done at once; what comes later stands in a `stage` line of its own, below what happens before it")) {
                told = again;
                continue;
            }
            // A cross leads to a distance as well.
            let offset = if rule == Rule::crosses { part.child(Rule::offset_side).or_else(|| part.child(Rule::offset_depth)) } else { Some(part) };
            let metres = |lower: &Self| {
                offset?.child(Rule::distance).and_then(|d| d.child(Rule::number)).and_then(|n| values::scaled(lower.str(n), 1000)).filter(|mm| *mm <= 1_000_000).map(|mm| mm as i32)
            };
            if (matches!(rule, Rule::offset_side | Rule::offset_depth) || (rule == Rule::crosses && offset.is_some())) && metres(self).is_none() {
                self.problem(Diagnostic::new(Code::BadValue, span, format!("`{}` is off the set", self.str(part))).label("too far").help("a set reaches 1000m to each side"));
                continue;
            }
            let metres = |lower: &Self| metres(lower).unwrap_or(0);
            // `in` names a place, and makes nobody of a name that is none.
            let bearing = if rule == Rule::inside { None } else { self.bearing(part) };
            // A thing that is nowhere is neither looked at nor gone to.
            if bearing.is_none() && !matches!(rule, Rule::holds | Rule::drops | Rule::wears) && part.child(Rule::string).is_some() {
                continue;
            }
            let text = self.str(part);
            let act = match rule {
                Rule::place_word => Act::Place(match self.word(Class::Place, part) {
                    "left" => -1,
                    "right" => 1,
                    _ => 0,
                }),
                Rule::distance_word => Act::Depth(if self.word(Class::Distance, part) == "near" { -1 } else { 1 }),
                Rule::offset_side => Act::Across(if text.ends_with("left") { -metres(self) } else { metres(self) }),
                Rule::offset_depth => Act::Away(if text.ends_with("near") { -metres(self) } else { metres(self) }),
                Rule::facing => match bearing {
                    Some(bearing) => Act::Facing(bearing),
                    None => continue,
                },
                Rule::enters => Act::Enters(bearing),
                Rule::exits => Act::Exits(bearing),
                Rule::crosses => Act::Crosses(match offset.map(|o| self.str(o)) {
                    Some(text) if text.ends_with("left") => Bearing::Across(-metres(self)),
                    Some(text) if text.ends_with("right") => Bearing::Across(metres(self)),
                    Some(text) if text.ends_with("near") => Bearing::Depth(-metres(self)),
                    Some(_) => Bearing::Depth(metres(self)),
                    None => bearing.unwrap_or(Bearing::Centre),
                }),
                Rule::turns => Act::Turns(bearing),
                Rule::looks => Act::Looks(bearing.unwrap_or(Bearing::Camera)),
                Rule::holds | Rule::drops => {
                    let what = match (part.child(Rule::name), part.child(Rule::string)) {
                        (Some(name), _) => self.str(name).to_string(),
                        (_, Some(text)) => values::unquote(text, self.text),
                        _ => continue,
                    };
                    if rule == Rule::holds { Act::Holds(what) } else { Act::Drops(what) }
                }
                Rule::wears => Act::Wears(part.child(Rule::string).map(|n| values::unquote(n, self.text)).unwrap_or_default()),
                Rule::inside => {
                    let name = part.child(Rule::name);
                    if let Some(name) = name {
                        let span = self.span(name);
                        self.places_wanted.push((self.str(name).to_string(), span));
                    }
                    Act::In(name.map_or("", |n| self.str(n)).to_string())
                }
                Rule::posture_word => Act::Pose(match self.word(Class::Posture, part) {
                    "sits" => Pose::Sit,
                    "kneels" => Pose::Kneel,
                    "lies" => Pose::Lie,
                    "crouches" => Pose::Crouch,
                    "walks" => Pose::Walk,
                    "runs" => Pose::Run,
                    "points" => Pose::Point,
                    "reaches" => Pose::Reach,
                    "embraces" => Pose::Embrace,
                    "waves" => Pose::Wave,
                    "cheers" => Pose::Cheer,
                    "bows" => Pose::Bow,
                    "leans" => Pose::Lean,
                    "pushes" => Pose::Push,
                    "throws" => Pose::Throw,
                    "climbs" => Pose::Climb,
                    "dances" => Pose::Dance,
                    "prays" => Pose::Pray,
                    "weeps" => Pose::Weep,
                    "writes" => Pose::Write,
                    "drinks" => Pose::Drink,
                    "salutes" => Pose::Salute,
                    "shrugs" => Pose::Shrug,
                    _ => Pose::Stand,
                }),
                _ => continue,
            };
            acts.push(Spanned::new(act, span));
        }
        acts
    }

    /// A thing in quotes that somebody looks at or goes to: what has its name, or what stands there without one.
    fn thing_minded(&mut self, text: &Node) -> Option<Bearing> {
        let span = self.span(text);
        let words = values::unquote(text, self.text);
        let words = words.trim();
        let bare = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|a| words.strip_prefix(a)).unwrap_or(words).trim();
        if bare.is_empty() {
            self.problem(Diagnostic::new(Code::MissingValue, span, "nothing stands between these quotes").label("what is it?").help("name a thing, as `looks at \"the door\"`"));
            return None;
        }
        let key = crate::syntax::normalise(bare);
        if !self.people.contains_key(&key) && !self.props.contains_key(&key) {
            return Some(Bearing::Prop(words.to_string()));
        }
        Some(match self.named(bare, span) {
            Subject::Person(id) | Subject::Part(id, _) => Bearing::Person(id),
            Subject::Prop(name) | Subject::Place(name) | Subject::Thing(name) => Bearing::Prop(name),
        })
    }

    fn bearing(&mut self, part: &Node) -> Option<Bearing> {
        if let Some(name) = part.child(Rule::name) {
            let span = self.span(name);
            return Some(match self.named(self.str(name), span) {
                Subject::Person(id) => Bearing::Person(id),
                Subject::Prop(name) | Subject::Place(name) | Subject::Thing(name) => Bearing::Prop(name),
                Subject::Part(id, _) => Bearing::Person(id),
            });
        }
        if let Some(text) = part.child(Rule::string) {
            return self.thing_minded(text);
        }
        if let Some(word) = part.child(Rule::place_word) {
            return Some(match self.word(Class::Place, word) {
                "left" => Bearing::Left,
                "right" => Bearing::Right,
                _ => Bearing::Centre,
            });
        }
        if let Some(word) = part.child(Rule::distance_word) {
            return Some(if self.word(Class::Distance, word) == "near" { Bearing::Near } else { Bearing::Far });
        }
        let word = part.child(Rule::bearing_word)?;
        Some(match self.word(Class::Bearing, word) {
            "left" => Bearing::Left,
            "right" => Bearing::Right,
            "up" => Bearing::Up,
            "down" => Bearing::Down,
            "away" => Bearing::Away,
            "back" => Bearing::Back,
            _ => Bearing::Camera,
        })
    }
}
