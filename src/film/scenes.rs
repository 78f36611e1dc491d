//! Scenes: their headings, what stands in them beside shots, and the shots that loose beats will be covered by.

use super::load::Loaded;
use super::lower::{Lower, Step, together};
use super::*;
use crate::diagnostics::Code;
use crate::source::FileId;
use crate::syntax::{Kind, Node, Rule, normalise};

impl Lower<'_> {
    /// The scenes of a file, and of the files whose scenes it takes in, where it takes them in.
    pub fn film_scenes(&mut self, loaded: &Loaded, file: FileId, open: &mut Vec<FileId>) {
        self.enter(file);
        let root = &loaded.parses[file.0 as usize].root;
        open.push(file);
        if open.len() == 1 {
            self.film.declares = root.body().any(|n| matches!(n.line().rule(), Some(Rule::person_line | Rule::style_line | Rule::tune_line | Rule::setup_line)));
        }
        // Whoever has a line is known before the first action is read.
        for scene in root.body().filter(|n| n.kind == Kind::Scene) {
            self.cued(scene);
            let text = self.text;
            self.labels.extend(scene.body().filter_map(|n| n.line().find(Rule::label_text)).map(|n| n.text(text).trim().to_string()));
            if let Some(heading) = scene.children.iter().find(|n| n.kind == Kind::Heading)
                && let Some(label) = crate::syntax::heading_label(self.str(heading))
            {
                self.labels.insert(self.str(heading)[label].trim_matches('#').trim().to_string());
            }
        }
        for node in root.body() {
            match node.kind {
                Kind::Scene if self.omitted(node) => {
                    let label = node.children.iter().find(|n| n.kind == Kind::Heading).map(|n| self.str(n));
                    let label = label.and_then(|text| Some(text[crate::syntax::heading_label(text)?].trim_matches('#').trim().to_string())).filter(|l| !l.is_empty());
                    self.scene_number(label);
                    self.uses_setups(node);
                    self.drop_transition();
                }
                Kind::Scene => self.scene(node),
                Kind::Line(Rule::scenes_line) => {
                    let found = node.child(Rule::string).and_then(|n| loaded.scenes.get(&self.span(n)));
                    if let Some(found) = found.filter(|f| !open.contains(f)) {
                        self.film_scenes(loaded, *found, open);
                        self.enter(file);
                    }
                }
                Kind::Transition | Kind::Line(Rule::transition_line) => {
                    if let Some(step) = self.transition(node) {
                        self.push_transition(step);
                    }
                }
                Kind::Line(Rule::text_line) => {
                    if let Some(card) = self.text(node) {
                        self.order.push(Step::Card(card));
                    }
                }
                Kind::Line(Rule::black_line) => {
                    let length = self.black(node);
                    self.order.push(Step::Black(length));
                }
                _ => {}
            }
        }
        open.pop();
    }

    fn is_somebody(&self, name: &str) -> bool {
        self.people.contains_key(&normalise(name))
    }

    fn cued(&mut self, node: &Node) {
        for child in &node.children {
            if child.kind == Kind::CueLine {
                let text = self.str(child);
                if let Some(cue) = crate::syntax::cue_line(text)
                {
                    let (name, _) = self.voice_apart(&text[cue.name.clone()]);
                    let name = self.whose(name);
                    let start = child.start as usize + cue.name.start;
                    let span = Span::new(self.file, start, start + name.len());
                    match together(name) {
                        None if crate::syntax::split_and(name).is_none() => {
                            self.person(name, span);
                        }
                        // Of two joined by `and` one has to be known: `SALT AND PEPPER` may be one name.
                        Some((a, b)) if name.contains(['&', '/']) || self.is_somebody(a) || self.is_somebody(b) => {
                            self.person(a, Span { end: span.start + a.len() as u32, ..span });
                            self.person(b, Span { start: span.end - b.len() as u32, ..span });
                        }
                        _ => {}
                    }
                }
            } else if matches!(child.kind, Kind::Cue | Kind::Block) {
                self.cued(child);
            }
        }
    }

    fn scene(&mut self, node: &Node) {
        let Some(heading) = node.children.iter().find(|n| n.kind == Kind::Heading) else { return };
        let index = self.film.scenes.len();
        let before = self.film.scenes.last().map(|s| (s.heading.hour, s.heading.places.clone()));
        let (parsed, label) = self.heading(heading, before);
        let span = self.span(heading);
        self.versions_agree(node);
        if let Some(label) = &label
            && let Some(first) = self.numbered.get(label).copied()
        {
            self.duplicate("scene", label, span, first);
        }
        // Music ends with its scene unless the next one names it.
        self.playing = None;
        let number = self.scene_number(label);
        self.numbered.insert(number.clone(), span);
        for place in &parsed.places {
            let key = normalise(place);
            if !self.places.contains_key(&key) {
                self.places.insert(key, self.film.places.len());
                let seen = self.place_in(heading, place);
                self.film.places.push(Place { name: place.clone(), seen, declared: None, ..Place::default() });
            }
        }
        self.film.scenes.push(Scene {
            number,
            heading: parsed,
            span,
            extent: self.span(node),
            conditions: Conditions::default(),
            blocking: Vec::new(),
            sounds: Vec::new(),
            montage: false,
            voices: Vec::new(),
            waivers: Vec::new(),
            shots: Vec::new(),
        });
        let mut loose: Vec<Beat> = Vec::new();
        for child in node.body() {
            let is_beat = matches!(child.kind, Kind::Action | Kind::Cue);
            if !is_beat && !loose.is_empty() && self.parts_coverage(child) {
                let mut beats = std::mem::take(&mut loose);
                if child.kind == Kind::Block {
                    // Voices over the picture right before a shot play across it and what follows.
                    let from = beats.iter().rposition(|b| !is_voice_over(b)).map_or(0, |i| i + 1);
                    let shot = self.film.scenes[index].shots.len() + usize::from(from > 0) * COVERED;
                    for beat in beats.split_off(from) {
                        self.film.scenes[index].voices.push((shot, beat));
                    }
                }
                if !beats.is_empty() {
                    self.cover(index, beats);
                }
                let shots = self.film.scenes[index].shots.len();
                for (shot, _) in self.film.scenes[index].voices.iter_mut().filter(|(s, _)| *s >= COVERED) {
                    *shot = shots;
                }
            }
            self.scene_statement(index, child, &mut loose);
        }
        if !loose.is_empty() {
            self.cover(index, loose);
        }
        // Of a heading that names no place that is all there is to say.
        let broken = node.holds(Kind::Error) || self.film.scenes[index].heading.nowhere;
        if self.film.scenes[index].shots.is_empty() && !broken {
            self.problem(
                Diagnostic::new(Code::EmptyScene, span, "nothing happens in this scene")
                    .label("no shot, no action, no dialogue")
                    .help("write what is seen as a line of action, or add a `shot`"),
            );
        }
    }

    /// Statements that end a run of loose beats: those that make pictures of their own.
    fn parts_coverage(&self, node: &Node) -> bool {
        match node.kind {
            Kind::Block | Kind::Transition => true,
            Kind::Line(rule) => matches!(rule, Rule::transition_line | Rule::text_line | Rule::black_line),
            _ => false,
        }
    }

    fn scene_statement(&mut self, index: usize, child: &Node, loose: &mut Vec<Beat>) {
        match child.kind {
            Kind::Block
                // A shot line that cannot be read still opens a shot.
                if (child.line().rule() == Some(Rule::shot_line) || child.line().kind == Kind::Error) => {
                    let shot = self.shot(index, child);
                    if self.omitted(child) {
                        let scene = self.film.scenes[index].number.clone();
                        self.shot_number(&scene, shot.spec.label.as_ref().map(|l| l.value.as_str()));
                        self.drop_transition();
                    } else {
                        self.push_shot(index, shot);
                    }
                }
            Kind::Action => loose.extend(self.filmed(child)),
            Kind::Cue => loose.extend(self.cue(child)),
            Kind::Transition | Kind::Line(Rule::transition_line) => {
                if let Some(step) = self.transition(child) {
                    self.push_transition(step);
                }
            }
            Kind::Line(Rule::black_line) => {
                let length = self.black(child);
                self.order.push(Step::Black(length));
            }
            Kind::Line(Rule::text_line) => {
                let Some(text) = self.text(child) else { return };
                if self.keyword(child, &["super", "title", "credits"]) == "title" {
                    self.order.push(Step::Card(text));
                } else if let Some(shot) = self.film.scenes[index].shots.last_mut() {
                    shot.supers.push(text);
                } else {
                    let span = self.span(child);
                    self.problem(
                        Diagnostic::new(Code::Misplaced, span, "this text has no picture under it")
                            .label("before the scene's first shot")
                            .help("indent it under the shot that it stands over, or make it a `title` card"),
                    );
                }
            }
            Kind::Line(Rule::stage_line) => {
                let mut staged = self.staged(child);
                let shots = self.film.scenes[index].shots.len();
                if loose.is_empty() {
                    self.placed_once(index, shots, &mut staged);
                    self.film.scenes[index].blocking.push((shots, staged));
                } else {
                    let span = self.span(child);
                    loose.push(Beat { span, kind: BeatKind::Stage(staged), at: None, start: 0, frames: 0 });
                }
            }
            Kind::Line(Rule::music_line | Rule::sound_line) => {
                let shots = self.film.scenes[index].shots.len();
                if let Some(cue) = self.sound(child, shots) {
                    self.film.scenes[index].sounds.push(cue);
                }
            }
            Kind::Line(Rule::montage_line) => {
                self.extra(child);
                let span = self.span(child);
                if self.film.scenes[index].montage {
                    self.problem(Diagnostic::new(Code::Duplicate, span, "`montage` is said twice").label("said again").help("once counts for the whole scene"));
                } else if !loose.is_empty() || !self.film.scenes[index].shots.is_empty() || !self.film.scenes[index].blocking.is_empty() {
                    self.problem(Diagnostic::new(Code::Misplaced, span, "`montage` stands first in its scene").label("after what it speaks of").help("move it up, right under the heading"));
                }
                self.film.scenes[index].montage = true;
            }
            Kind::Line(Rule::in_line) => {
                // A scene that is left out was passed over before.
                if let Some((_, version::Other::Spec(_))) = self.in_version(child) {
                    let span = self.span(child);
                    self.problem(
                        Diagnostic::new(Code::Misplaced, span, "a scene has nothing that could be other but being there")
                            .label("attributes of a shot")
                            .help("`in reel omit` leaves a scene out; lengths and sizes stand under the shots that have them"),
                    );
                }
            }
            Kind::Line(Rule::allow_line) => {
                if let Some(waiver) = self.waiver(child) {
                    self.film.scenes[index].waivers.push(waiver);
                }
            }
            Kind::Line(Rule::light_line | Rule::weather_line | Rule::style_use) => {
                let mut conditions = std::mem::take(&mut self.film.scenes[index].conditions);
                self.condition(child, &mut conditions);
                self.film.scenes[index].conditions = conditions;
            }
            _ => {}
        }
    }

    pub fn push_shot(&mut self, scene: usize, mut shot: Shot) {
        let at = self.film.scenes[scene].shots.len();
        let number = self.film.scenes[scene].number.clone();
        if let Some(label) = &shot.spec.label
            && let Some(first) = self.labelled.insert(label.value.clone(), label.span)
        {
            let (name, span) = (label.value.clone(), label.span);
            self.duplicate("shot", &name, span, first);
        }
        shot.number = self.shot_number(&number, shot.spec.label.as_ref().map(|l| l.value.as_str()));
        self.film.scenes[scene].shots.push(shot);
        self.order.push(Step::Shot(scene, at));
    }
}

/// Stands for the shots that coverage will make, until they are made.
const COVERED: usize = usize::MAX / 2;

fn is_voice_over(beat: &Beat) -> bool {
    matches!(&beat.kind, BeatKind::Cue(cue) if cue.voice_over)
}
