//! What a shot line and a set-up say: sizes, sides, lenses, whom and what they are on.

use super::super::lower::Lower;
use super::super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Node, Rule};

/// What is said of a word that is nothing in a shot line.
pub(in super::super) const NO_SETUP: &str = "is no shot attribute and no set-up";

impl Lower<'_> {
    /// The name of a set-up, if one is declared; otherwise it was said what else the word may be.
    fn setup_named(&mut self, node: &Node, spec: &mut ShotSpec) -> Option<(String, Span)> {
        let (name, span) = (self.str(node).to_string(), self.span(node));
        if self.film.setups.contains_key(&name) {
            return Some((name, span));
        }
        spec.broken = true;
        let short = crate::film::lower::shorten(&name);
        if let Some(declared) = self.setups_named.get(&name).copied() {
            self.setups_wanted.insert(name);
            if declared.file == span.file && declared.start < span.start && !self.text[declared.start as usize..span.start as usize].contains('\n') {
                self.problem(Diagnostic::new(Code::Cycle, span, format!("set-up `{short}` begins from itself")).label("the set-up that is declared here").help("say what it shows: `medium on NINA, 50mm`"));
            }
            // One that could not be read was reported there.
            if declared.file == span.file && declared.start > span.start {
                self.problem(
                    Diagnostic::new(Code::Undeclared, span, format!("set-up `{short}` is declared below"))
                        .label("begins from it")
                        .also(declared, "declared here")
                        .help("a set-up begins from one that stands above it; move one of them"),
                );
            }
            return None;
        }
        let names: Vec<String> = crate::syntax::vocabulary::spellings(SHOT_CLASSES).map(str::to_string).chain(["dutch".to_string()]).chain(self.film.setups.keys().cloned()).collect();
        let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{short}` {NO_SETUP}")).label("not known here");
        if let Some(problem) = self.habit_of(&name, span, Some(Rule::shot_attr), SHOT_CLASSES) {
            self.problem(problem);
            return None;
        }
        let part = crate::film::unknown::with_the_word(&name, SHOT_CLASSES);
        let near = crate::syntax::vocabulary::nearest(&name, names.iter().map(String::as_str)).map(str::to_string);
        let moving = crate::film::meant::shot_item(&name, |_| false, |_| false).filter(|m| !m.moves.is_empty() && m.strange.is_none());
        if let Some(found) = crate::film::unknown::elsewhere(&name, SHOT_CLASSES).filter(|_| moving.is_none()) {
            let problem = self.belongs(problem, span, &found, true);
            self.problem(problem);
            return None;
        }
        match (part, near) {
            (Some((only, _)), _) if !only.is_empty() => self.problem(problem.help(format!("did you mean `{only}`?")).unsafe_fix(format!("write `{only}`"), span, only)),
            (Some((_, help)), _) => self.problem(problem.help(help)),
            (None, Some(near)) => self.problem(problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), span, near)),
            (None, None) => match moving {
                Some(moving) => self.meant(&name, span, &moving),
                None => self.problem(problem.help(format!("declare it at the margin, as `setup {short} = medium on NINA, 50mm`"))),
            },
        }
        None
    }

    /// Attributes that the shot leaves open come from its set-up, or from the reverse of one.
    pub fn apply_setup(&mut self, spec: &mut ShotSpec) {
        let (name, reverse) = match (&spec.setup, &spec.reverse) {
            (Some(name), _) => (name.clone(), false),
            (None, Some(name)) => (name.clone(), true),
            _ => return,
        };
        let Some(setup) = self.film.setups.get_mut(&name.value) else { return };
        setup.used = true;
        let base = setup.spec.clone();
        spec.broken |= base.broken;
        spec.role = spec.role.take().or(base.role);
        spec.size = spec.size.take().or(base.size);
        spec.lens = spec.lens.take().or(base.lens);
        spec.aperture = spec.aperture.take().or(base.aperture);
        spec.angle = spec.angle.take().or(base.angle);
        spec.focus = spec.focus.take().or(base.focus);
        spec.dutch = spec.dutch.take().or(base.dutch);
        spec.count = spec.count.take().or(base.count);
        if spec.framing.is_empty() {
            spec.framing = base.framing;
        }
        if !reverse {
            spec.side = spec.side.take().or(base.side);
            spec.over = spec.over.take().or(base.over);
            spec.pov = spec.pov.take().or(base.pov);
            if spec.subjects.is_empty() {
                spec.subjects = base.subjects;
            }
            return;
        }
        // The reverse looks from the other person: who was in the foreground is the subject now.
        if spec.subjects.is_empty() {
            match (&base.over, base.subjects.first()) {
                (Some(over), Some(subject)) => {
                    if let Subject::Person(id) = subject.value {
                        spec.subjects = vec![Spanned::new(Subject::Person(over.value), over.span)];
                        spec.over = spec.over.take().or(Some(Spanned::new(id, subject.span)));
                    }
                }
                (None, Some(_)) => spec.subjects = base.subjects.into_iter().rev().collect(),
                _ => {}
            }
        }
    }

    /// The attributes of a shot line or set-up. `skip` is where the set-up's own name stands.
    pub fn spec(&mut self, line: &Node, skip: Option<u32>) -> ShotSpec {
        let mut spec = ShotSpec::default();
        for (rule, node) in line.parts() {
            if skip == Some(node.start) {
                continue;
            }
            let span = self.span(node);
            match rule {
                Rule::size_word => {
                    let rank = crate::syntax::vocabulary::size_rank(self.str(node)).unwrap_or(6);
                    self.attribute("size", &mut spec.size, span, rank);
                }
                Rule::role_word => {
                    let role = match self.word(Class::Role, node) {
                        "establishing" => Role::Establishing,
                        "master" => Role::Master,
                        "insert" => Role::Insert,
                        "cutaway" => Role::Cutaway,
                        _ => Role::Reaction,
                    };
                    self.attribute("role", &mut spec.role, span, role);
                }
                Rule::count_word => {
                    let word = self.word(Class::Count, node).to_string();
                    self.attribute("number of subjects", &mut spec.count, span, word);
                }
                Rule::angle_word => {
                    let word = self.word(Class::Angle, node).to_string();
                    self.attribute("angle", &mut spec.angle, span, word);
                }
                Rule::side_word => {
                    let word = self.word(Class::Side, node).to_string();
                    self.attribute("side", &mut spec.side, span, word);
                }
                Rule::framing_word if spec.framing.iter().any(|f| THIRDS.contains(&f.value.as_str())) && THIRDS.contains(&self.word(Class::Framing, node)) => {
                    let first = spec.framing.iter().find(|f| THIRDS.contains(&f.value.as_str())).map_or(span, |f| f.span);
                    self.twice("subject's place in the frame", span, first);
                }
                Rule::framing_word => {
                    let word = self.word(Class::Framing, node);
                    // With the comma before it, as it is taken away again.
                    let before = self.text[..span.start as usize].trim_end_matches([' ', '\t']);
                    if let (Some(item), "across the line") = (before.strip_suffix(','), word) {
                        spec.across = Some(Span { start: item.trim_end().len() as u32, ..span });
                    }
                    spec.framing.push(Spanned::new(word.to_string(), span));
                }
                Rule::focus_word => {
                    let word = self.word(Class::Focus, node).to_string();
                    self.attribute("focus", &mut spec.focus, span, word);
                }
                Rule::speed_word => {
                    let word = self.word(Class::Speed, node).to_string();
                    self.attribute("speed", &mut spec.speed, span, word);
                }
                Rule::lens_word => {
                    let mm = match self.word(Class::Lens, node) {
                        "fisheye lens" => 1200,
                        "wide lens" => 2400,
                        "normal lens" => 4000,
                        "medium lens" => 6500,
                        "long lens" => 13500,
                        "macro lens" => 10000,
                        _ => 4000,
                    };
                    self.attribute("lens", &mut spec.lens, span, mm);
                }
                Rule::millimetres => {
                    let mm = node.child(Rule::number).and_then(|n| values::scaled(self.str(n), 100));
                    match mm {
                        Some(mm) if (400..=200_000).contains(&mm) => self.attribute("lens", &mut spec.lens, span, mm as u32),
                        _ => self.problem(Diagnostic::new(Code::BadValue, span, format!("there is no lens of {}", self.str(node))).label("4mm to 2000mm").help("a lens is millimetres, as `35mm` or `85mm`")),
                    }
                }
                Rule::aperture => {
                    match node.child(Rule::number).and_then(|n| values::scaled(self.str(n), 100)) {
                        Some(stop) if (50..=6400).contains(&stop) => self.attribute("aperture", &mut spec.aperture, span, stop as u32),
                        _ => self.problem(Diagnostic::new(Code::BadValue, span, format!("there is no aperture of {}", self.str(node))).label("f/0.5 to f/64")),
                    }
                }
                Rule::dutch => {
                    let angle = node.child(Rule::angle).and_then(|a| a.child(Rule::number)).and_then(|n| values::scaled(self.str(n), 1000));
                    let angle = angle.unwrap_or(12_000);
                    if angle > 90_000 {
                        self.problem(Diagnostic::new(Code::BadValue, span, "a dutch angle is at most 90deg").label("this angle"));
                    } else {
                        self.attribute("dutch", &mut spec.dutch, span, angle as i32);
                    }
                }
                Rule::over_shoulder | Rule::pov => {
                    let Some(name) = node.child(Rule::name) else { continue };
                    let at = self.span(name);
                    let who = self.person(self.str(name), at);
                    let other = if rule == Rule::pov { &spec.over } else { &spec.pov };
                    if let Some(first) = other.as_ref().map(|o| o.span) {
                        self.twice("viewpoint", span, first);
                    } else if rule == Rule::pov {
                        self.attribute("viewpoint", &mut spec.pov, span, who);
                    } else {
                        self.attribute("viewpoint", &mut spec.over, span, who);
                    }
                }
                Rule::duration | Rule::timecode => {
                    if let Some(length) = self.seconds(node) {
                        if length == Seconds::from_integer(0) {
                            self.problem(Diagnostic::new(Code::BadValue, span, "a shot cannot last no time").label("no length").help("write a length as `4s`, or none: a shot without one is as long as what happens in it"));
                        } else if length * Seconds::new(i64::from(self.film.rate.num), i64::from(self.film.rate.den)) < Seconds::from_integer(1) {
                            let frame = format!("{:.3}", f64::from(self.film.rate.den) / f64::from(self.film.rate.num));
                            self.problem(
                                Diagnostic::new(Code::BadValue, span, format!("{} is shorter than a frame", self.str(node)))
                                    .label("nothing would be seen")
                                    .help(format!("at {} frames a second one lasts {frame}s; the shortest shot is `1f`", self.film.rate.name())),
                            );
                        } else {
                            spec.in_bars = node.child(Rule::time_unit).is_some_and(|unit| self.str(unit).starts_with("bar"));
                            self.attribute("length", &mut spec.length, span, length);
                        }
                    }
                }
                Rule::label => {
                    let text = node.child(Rule::label_text).map_or("", |n| self.str(n)).trim().to_string();
                    let whole: String = text.split_whitespace().collect();
                    if whole.is_empty() || whole.len() < text.len() {
                        let problem = Diagnostic::new(Code::BadName, span, "the number of a shot is one word").label("between the marks").help("a number is letters, digits and points, as `#2.3A#`");
                        self.problem(if whole.is_empty() { problem } else { problem.unsafe_fix(format!("write `#{whole}#`"), span, format!("#{whole}#")) });
                        continue;
                    }
                    self.attribute("label", &mut spec.label, span, text);
                }
                Rule::reverse_of => {
                    if let Some((name, at)) = node.child(Rule::lower_name).and_then(|n| self.setup_named(n, &mut spec)) {
                        self.attribute("set-up", &mut spec.reverse, at, name);
                    }
                }
                Rule::lower_name => {
                    if let Some((name, at)) = self.setup_named(node, &mut spec) {
                        self.attribute("set-up", &mut spec.setup, at, name);
                    }
                }
                Rule::on => {
                    let subjects = node.child(Rule::subjects).map(|n| self.subjects(n)).unwrap_or_default();
                    if spec.subjects.is_empty() {
                        spec.subjects = subjects;
                    } else {
                        let first = spec.subjects[0].span;
                        self.twice("subjects", span, first);
                    }
                }
                Rule::unknown => {
                    spec.broken = true;
                    self.unknown(node, "shot attribute", Some(Rule::shot_attr), SHOT_CLASSES, &["on", "over", "pov of", "dutch"]);
                }
                Rule::missing => self.empty_item(node),
                _ => {}
            }
        }
        spec
    }

    fn attribute<T>(&mut self, what: &str, slot: &mut Option<Spanned<T>>, span: Span, value: T) {
        match slot {
            Some(first) => {
                let first = first.span;
                self.twice(what, span, first);
            }
            None => *slot = Some(Spanned::new(value, span)),
        }
    }

    fn twice(&mut self, what: &str, span: Span, first: Span) {
        let are = if what.ends_with("subjects") && !what.contains(' ') { "are" } else { "is" };
        let gone = self.without(span);
        self.problem(
            Diagnostic::new(Code::Conflict, span, format!("the {what} of this shot {are} said twice"))
                .label("said again")
                .also(first, "said first here")
                .help(match what {
                    "size" | "angle" | "lens" | "focus" | "side" => "a shot has one; to change it during the shot use `camera`",
                    _ => "a shot has one; take the other away",
                })
                .fix_all("take it away", Applicability::Unsafe, vec![gone]),
        );
    }

    fn subjects(&mut self, node: &Node) -> Vec<Spanned<Subject>> {
        let mut out = Vec::new();
        for (rule, part) in node.parts() {
            let span = self.span(part);
            let value = match rule {
                Rule::part => {
                    let Some(name) = part.child(Rule::name) else { continue };
                    let at = self.span(name);
                    let words = part.child(Rule::part_words).map_or("", |n| self.str(n)).to_string();
                    match self.named(self.str(name), at) {
                        Subject::Person(id) => {
                            let owner = self.str(name).to_string();
                            self.part_of(&words, &owner, part);
                            Subject::Part(id, words)
                        }
                        _ => Subject::Thing(self.str(part).to_string()),
                    }
                }
                Rule::name => {
                    // Of two names side by side both are in the shot.
                    let first = self.named(self.str(part), span);
                    if let Some(other) = self.other_of_two(self.str(part)) {
                        out.push(Spanned::new(first, span));
                        other
                    } else {
                        first
                    }
                }
                Rule::string => {
                    let words = values::unquote(part, self.text);
                    let key = crate::syntax::normalise(&words);
                    // A declared name, as it is declared, in quotes.
                    if crate::syntax::fits(Rule::name, &words) && (self.people.contains_key(&key) || self.props.contains_key(&key)) {
                        self.problem(
                            Diagnostic::new(Code::UnknownWord, span, format!("`{words}` is declared, and names stand without quotes"))
                                .label("in quotes it is a thing without a name")
                                .help(format!("write `on {words}`"))
                                .unsafe_fix("take the quotes away", span, words.clone()),
                        );
                        self.named(&words, span)
                    } else {
                        Subject::Thing(words)
                    }
                }
                _ => continue,
            };
            out.push(Spanned::new(value, span));
        }
        out
    }

    /// A part of a person that the language knows, or the report that it does not.
    fn part_of(&mut self, words: &str, owner: &str, node: &Node) {
        let bare = |w: &str| w.strip_suffix('s').unwrap_or(w).to_string();
        let known: Vec<&str> = crate::syntax::vocabulary::spellings(&[Class::Part]).collect();
        if words.split(' ').any(|w| known.iter().any(|k| bare(k) == bare(w))) {
            return;
        }
        let span = node.child(Rule::part_words).map_or(self.span(node), |n| self.span(n));
        let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{words}` is no part of a person that can be framed")).label("not known here");
        let names: Vec<&str> = crate::syntax::vocabulary::of(Class::Part).map(|w| w.word).collect();
        self.problem(match crate::syntax::vocabulary::nearest(words, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).unsafe_fix(format!("write `{near}`"), span, near),
            None => problem.help(format!("parts are {}; anything else that belongs to {owner} is a thing in quotes: `on \"{owner}'s {words}\"`", names.join(", "))),
        });
    }

    pub fn subject(&mut self, node: &Node) -> Option<Spanned<Subject>> {
        self.subjects(node).into_iter().next()
    }
}

/// Framings of which a shot has one.
const THIRDS: [&str; 3] = ["left third", "right third", "centred"];

pub(in crate::film) const SHOT_CLASSES: &[Class] =
    &[Class::Size, Class::Role, Class::Count, Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed];

/// Why a word of the shot line cannot name a set-up, if it is one.
pub fn setup_name_taken(name: &str) -> Option<String> {
    reserved(name).map(|word| format!("`{name}` is a {word} of the language and cannot name a set-up"))
}

fn reserved(name: &str) -> Option<&'static str> {
    if matches!(name, "shot" | "on" | "over" | "ots" | "pov" | "dutch" | "reverse" | "omit") {
        return Some("word");
    }
    SHOT_CLASSES.iter().find(|c| crate::syntax::vocabulary::find(**c, name).is_some()).map(|c| c.name())
}
