//! Shots: what a shot line and a set-up say, camera lines, and the beats under them.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Applicability, Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Kind, Node, Rule};

impl Lower<'_> {
    pub fn shot(&mut self, scene: usize, block: &Node) -> Shot {
        let line = block.line();
        // A length in bars counts the music that begins in this very shot too.
        if let Some(music) = block.body().find(|n| n.rule() == Some(Rule::music_line) && n.child(Rule::off).is_none()).and_then(|n| n.child(Rule::lower_name)) {
            self.playing = Some(self.str(music).to_string());
        }
        let mut spec = self.spec(line, None);
        spec.broken |= line.kind == Kind::Error;
        self.versions_agree(block);
        for node in block.body().filter(|n| n.kind == Kind::Line(Rule::in_line)) {
            if let Some((true, super::version::Other::Spec(other))) = self.in_version(node) {
                spec.overlay(*other);
            }
        }
        self.apply_setup(&mut spec);
        let mut shot = Shot {
            number: String::new(),
            span: self.span(line),
            extent: self.span(block),
            spec,
            conditions: Conditions::default(),
            moves: Vec::new(),
            beats: Vec::new(),
            sounds: Vec::new(),
            supers: Vec::new(),
            waivers: Vec::new(),
            moments: Vec::new(),
            seed: None,
            takes: None,
            seed_said: None,
            takes_said: None,
            own: None,
            audio: Vec::new(),
            refs: Vec::new(),
            people: Vec::new(),
            covered: false,
            slot: usize::MAX,
        };
        for subject in &shot.spec.subjects {
            if let Subject::Person(id) | Subject::Part(id, _) = subject.value
                && !shot.people.contains(&id)
            {
                shot.people.push(id);
            }
        }
        let at = self.film.scenes[scene].shots.len();
        let mut pending: Option<Seconds> = None;
        let mut moment: Option<Span> = None;
        let mut camera: Option<Span> = None;
        let (mut seed, mut takes): (Option<Span>, Option<Span>) = (None, None);
        for node in block.body() {
            let (start, above) = (pending.take(), moment);
            if let (Some(_), Some(at)) = (start, above)
                && node.kind != Kind::Comment
                && node.kind != Kind::Space
            {
                shot.moments.push((self.span(node), at));
            }
            match node.kind {
                Kind::Action => shot.beats.extend(self.filmed(node).map(|b| Beat { at: start, ..b })),
                Kind::Cue => shot.beats.extend(self.cue(node).map(|b| Beat { at: start, ..b })),
                Kind::Line(Rule::camera_line) => match camera {
                    None => {
                        camera = Some(self.span(node));
                        shot.moves = self.camera(node);
                    }
                    Some(first) => {
                        let span = self.span(node);
                        self.problem(
                            Diagnostic::new(Code::Duplicate, span, "this shot has a second camera line")
                                .label("said again")
                                .also(first, "the first camera line")
                                .help("a shot has one camera; join what follows with `then`"),
                        );
                    }
                },
                Kind::Line(Rule::stage_line) => {
                    let staged = self.staged(node);
                    shot.beats.push(Beat { span: staged.span, kind: BeatKind::Stage(staged), at: start, start: 0, frames: 0 });
                }
                Kind::Line(Rule::music_line | Rule::sound_line) => {
                    if let Some(mut cue) = self.sound(node, at) {
                        if let (Some(moment), Some(above), Some(from)) = (start, above, node.child(Rule::span_from)) {
                            let span = self.span(from);
                            self.problem(
                                Diagnostic::new(Code::Conflict, span, format!("this sound is to begin at {} already", values::show(moment)))
                                    .label("a second moment")
                                    .also(above, "the first")
                                    .help("take one of the two away"),
                            );
                        }
                        cue.start = start.unwrap_or(cue.start);
                        shot.sounds.push(cue);
                    }
                }
                Kind::Line(Rule::text_line) => {
                    let word = self.str(node).split([' ', '\t']).next().unwrap_or_default();
                    if matches!(word, "title" | "credits") {
                        let at = Span { end: self.span(node).start + word.len() as u32, ..self.span(node) };
                        self.problem(
                            Diagnostic::new(Code::Misplaced, at, format!("a `{word}` card takes time of its own, and this shot is seen meanwhile"))
                                .label("inside a shot")
                                .help("text over the picture is a `super`; a card stands between shots, as deep as they do")
                                .unsafe_fix("show it over the picture", at, "super"),
                        );
                    }
                    if let Some(mut text) = self.text(node) {
                        // What is said of a card says nothing of a text over the picture.
                        text.length = text.length.filter(|_| word == "super");
                        text.from = start;
                        text.after = shot.beats.len();
                        shot.supers.push(text);
                    }
                }
                Kind::Line(Rule::light_line | Rule::weather_line | Rule::style_use) => {
                    let mut conditions = std::mem::take(&mut shot.conditions);
                    self.condition(node, &mut conditions);
                    shot.conditions = conditions;
                }
                Kind::Line(Rule::allow_line) => shot.waivers.extend(self.waiver(node)),
                Kind::Line(Rule::seed_line) => {
                    let word = self.keyword(node, &["seed", "takes"]);
                    let first = if word == "takes" { &mut takes } else { &mut seed };
                    if let Some(first) = *first {
                        let span = self.span(node);
                        self.problem(Diagnostic::new(Code::Duplicate, span, format!("`{word}` is said twice")).label("said again").also(first, "first said here"));
                        continue;
                    }
                    *first = Some(self.span(node));
                    let number = self.integer(node);
                    if word == "seed" {
                        shot.seed = number;
                    } else if let Some(n) = number {
                        if (1..=16).contains(&n) {
                            shot.takes = Some(n as u32);
                        } else {
                            let span = self.span(node);
                            self.problem(Diagnostic::new(Code::BadValue, span, format!("nobody shoots {n} takes of a shot here")).label("1 to 16").help("write `takes 4`: a number from 1 to 16"));
                        }
                    }
                }
                Kind::Line(Rule::own_line) => {
                    let Some(own) = self.footage(node) else { continue };
                    match (&shot.own, own.medium) {
                        (_, Medium::Sound) => shot.audio.push(own),
                        (Some(first), _) => {
                            let (span, first) = (own.span, first.span);
                            self.problem(Diagnostic::new(Code::Conflict, span, "a shot shows one picture").label("the second").also(first, "the first").help("take one away, or give it a shot of its own"));
                        }
                        (None, _) => shot.own = Some(own),
                    }
                }
                Kind::Line(Rule::file_line) => {
                    self.file_line(node);
                    shot.refs.extend(self.own_file(node));
                }
                Kind::Line(Rule::at_line) => {
                    if let (Some(_), Some(span)) = (start, above) {
                        self.moment_alone(span);
                    }
                    pending = self.at_time(node);
                    moment = node.child(Rule::extra).is_none().then(|| self.span(node));
                }
                _ => {}
            }
        }
        (shot.seed_said, shot.takes_said) = (seed.filter(|_| shot.seed.is_some()), takes.filter(|_| shot.takes.is_some()));
        if let (Some(_), Some(span)) = (pending, moment) {
            self.moment_alone(span);
        }
        self.tracked_from(&mut shot);
        shot
    }

    /// `at 2s` with nothing that happens then.
    fn moment_alone(&mut self, span: Span) {
        self.problem(
            Diagnostic::new(Code::MissingValue, span, "nothing happens at this moment")
                .label("nothing below it")
                .help("what happens then stands on the next line, at the same depth: action, a line, `stage`, `sound` or `super`"),
        );
    }

    /// `track NINA, lead` is seen from the front, `tail` from behind, `side` in profile, where nothing else is said.
    fn tracked_from(&self, shot: &mut Shot) {
        let Some((manner, span)) = shot.moves.iter().find_map(|m| Some((m.manner.as_deref()?, m.span))) else { return };
        let side = match manner.strip_prefix("from ").unwrap_or(manner) {
            "lead" | "ahead" => "front",
            "tail" | "behind" => "back",
            _ => "profile right",
        };
        shot.spec.side.get_or_insert_with(|| Spanned::new(side.to_string(), span));
    }

    fn at_time(&mut self, node: &Node) -> Option<Seconds> {
        // `at 2: Bob enters.`
        if let (Some(extra), Some(bare)) = (node.child(Rule::extra), node.child(Rule::bare)) {
            let (at, number, behind) = (self.span(bare), self.str(bare), self.span(extra));
            if number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                let line = self.text[..node.start as usize].rfind('\n').map_or(0, |i| i + 1);
                let whole = Span { end: behind.start, ..at };
                self.problem(
                    Diagnostic::new(Code::BadValue, at, format!("`{number}` is no length"))
                        .label("a number with its unit")
                        .help(format!("write `at {number}s`, and below it, at the same depth, what happens then"))
                        .unsafe_fix(format!("write `at {number}s`"), whole, format!("{number}s\n{}", &self.text[line..node.start as usize])),
                );
                return None;
            }
        }
        if let Some(extra) = node.child(Rule::extra) {
            let span = self.span(extra);
            let before = self.text[..span.start as usize].trim_end_matches([' ', ':', ',', '\t']).len();
            let line = self.text[..node.start as usize].rfind('\n').map_or(0, |i| i + 1);
            let gap = Span { start: before as u32, end: span.start, ..span };
            self.problem(
                Diagnostic::new(Code::Syntax, span, "what happens at a moment stands on the next line")
                    .label("on the line of its own")
                    .help("write `at 2s`, and below it, at the same depth, what happens then")
                    .fix("put it on the next line", gap, format!("\n{}", &self.text[line..node.start as usize])),
            );
        }
        match node.child(Rule::duration).or_else(|| node.child(Rule::timecode)) {
            Some(time) => self.seconds(time),
            None => {
                match node.child(Rule::bare).map(|n| (self.span(n), self.str(n).to_string())) {
                    Some((span, text)) => self.problem(super::statements::length_habit(span, &text)),
                    None => self.missing(node, "the moment", "at 2s"),
                }
                None
            }
        }
    }

    /// The name of a set-up, if one is declared; otherwise it was said what else the word may be.
    fn setup_named(&mut self, node: &Node, spec: &mut ShotSpec) -> Option<(String, Span)> {
        let (name, span) = (self.str(node).to_string(), self.span(node));
        if self.film.setups.contains_key(&name) {
            return Some((name, span));
        }
        spec.broken = true;
        let short = super::lower::shorten(&name);
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
        let problem = Diagnostic::new(Code::UnknownWord, span, format!("`{short}` is no shot attribute and no set-up")).label("not known here");
        if let Some(problem) = self.habit_of(&name, span, Some(Rule::shot_attr), SHOT_CLASSES) {
            self.problem(problem);
            return None;
        }
        let part = super::unknown::with_the_word(&name, SHOT_CLASSES);
        let near = crate::syntax::vocabulary::nearest(&name, names.iter().map(String::as_str)).map(str::to_string);
        let moving = super::meant::shot_item(&name, |_| false, |_| false).filter(|m| !m.moves.is_empty() && m.strange.is_none());
        if let Some(found) = super::unknown::elsewhere(&name, SHOT_CLASSES).filter(|_| moving.is_none()) {
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
                        _ => self.problem(Diagnostic::new(Code::BadValue, span, format!("there is no lens of {}", self.str(node))).label("4mm to 2000mm")),
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
                            self.problem(Diagnostic::new(Code::BadValue, span, "a shot cannot last no time").label("no length"));
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

pub(super) const SHOT_CLASSES: &[Class] =
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
