//! Shots: camera lines, and the beats and statements under a shot line.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Kind, Node, Rule};

mod spec;

pub use spec::setup_name_taken;
pub(super) use spec::{NO_SETUP, SHOT_CLASSES};

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
}
