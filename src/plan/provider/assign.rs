//! Tasks to providers: the plan of the embedded ones becomes the plan of a casting. What a provider cannot do is said
//! here, before anything is bought.

use std::collections::{BTreeMap, BTreeSet};

use super::casting::{BARE, CONTROLNET, Cast, Casting, PREPROCESSOR, WORKFLOW};
use super::contract::{self, Role, Seconds, Words};
use super::expected;
use super::order::{self, Order, Reference, Using};
use super::prompt::{self, Prompt};
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{BeatKind, Film, Shot};
use crate::plan::build::{Motion, Plan, ShotRow};
use crate::plan::edit::{Path, SoundRole, Source};
use crate::plan::picture::Picture;
use crate::plan::task::{Music, Spec, Task, Words as Said};
use crate::source::Span;

mod sound;

/// Gives the tasks of a plan to the providers of a casting. With `known`, only orders that are among these keys.
pub fn assign(plan: &mut Plan, film: &Film, casting: &Casting, known: Option<&BTreeSet<String>>) -> Vec<Diagnostic> {
    if casting.is_embedded() {
        return Vec::new();
    }
    let old: BTreeMap<String, Task> = plan.tasks.iter().map(|t| (t.key.clone(), t.clone())).collect();
    let mut desk = Desk { film, casting, known, old, made: Vec::new(), index: BTreeMap::new(), orders: BTreeSet::new(), told: BTreeSet::new(), problems: Vec::new() };
    desk.sounds(plan);
    desk.pictures(plan);
    let Desk { made, mut problems, .. } = desk;
    // What nothing asks for any more is not made.
    let mut wanted: BTreeSet<String> = plan.edit.sounds.iter().map(|s| s.task.clone()).collect();
    wanted.extend(plan.edit.clips.iter().filter_map(|c| match &c.source {
        Source::Plate(key) => Some(key.clone()),
        _ => None,
    }));
    wanted.extend(made.iter().flat_map(|t| t.inputs.clone()));
    let cut = plan.tasks.pop();
    plan.tasks.retain(|t| wanted.contains(&t.key));
    plan.tasks.extend(made);
    if let Some(mut cut) = cut {
        cut.inputs = plan.tasks.iter().map(|t| t.key.clone()).collect();
        cut.key = cut.spec.key(&cut.inputs);
        plan.tasks.push(cut);
    }
    crate::diagnostics::sort(&mut problems);
    problems
}

/// The option of a model with which its author wants lines that answer one another in one order.
const DIALOGUE: &str = "dialogue";

/// A sound of at most so many seconds is heard once.
const EFFECT: u32 = 20;

/// A bed that goes round is ordered at most so many seconds long: nobody hears that it comes again after a minute, and some pay by the second.
const BED: u32 = 60;

struct Desk<'a> {
    film: &'a Film,
    casting: &'a Casting,
    known: Option<&'a BTreeSet<String>>,
    old: BTreeMap<String, Task>,
    made: Vec<Task>,
    index: BTreeMap<String, usize>,
    /// Keys of orders that are made already.
    orders: BTreeSet<String>,
    /// What is said once, not of every shot: of an option or somebody, at a provider's model.
    told: BTreeSet<(String, String, String)>,
    problems: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    fn add(&mut self, order: Order, using: Using, cost: u64, inputs: Vec<String>, shot: Option<&str>, span: Span) -> Option<String> {
        self.add_takes(order, using, 1, cost, inputs, shot, span)
    }

    /// An order of which so many takes are wanted, for the cost of one.
    #[expect(clippy::too_many_arguments, reason = "each is another part of one task")]
    fn add_takes(&mut self, order: Order, using: Using, takes: u32, cost: u64, inputs: Vec<String>, shot: Option<&str>, span: Span) -> Option<String> {
        if self.known.is_some_and(|k| !k.contains(&order.key(&inputs))) {
            return None;
        }
        // Equal orders are one purchase: the first of them bears its cost.
        let bought = self.orders.insert(order.key(&inputs));
        let cost = if bought { cost * u64::from(takes) } else { 0 };
        let spec = Spec::Order { order: Box::new(order), using, takes };
        let key = spec.key(&inputs);
        if !self.index.contains_key(&key) {
            self.index.insert(key.clone(), self.made.len());
            self.made.push(Task { key: key.clone(), kind: spec.kind(), shot: shot.map(str::to_string), inputs, cost, span, words: Vec::new(), spec });
        }
        Some(key)
    }

    /// What of the script an order sends; the shot that orders it first says so.
    fn says(&mut self, key: Option<String>, words: Vec<Said>) -> Option<String> {
        if let Some(task) = key.as_ref().and_then(|k| self.index.get(k)).and_then(|i| self.made.get_mut(*i))
            && task.words.is_empty()
        {
            task.words = words;
        }
        key
    }

    /// The words of the script that a prompt of a shot is made of.
    fn said(&self, picture: &Picture, shot: &Shot) -> Vec<Said> {
        let mut out: Vec<Said> = shot
            .beats
            .iter()
            .filter_map(|b| match &b.kind {
                BeatKind::Action { text, .. } => Some(Said { span: b.span, text: text.clone() }),
                _ => None,
            })
            .collect();
        let mut look = |span: Option<Span>, text: &str| out.extend(span.filter(|_| !text.is_empty()).map(|span| Said { span, text: text.to_string() }));
        for figure in &picture.figures {
            let person = self.film.people.iter().find(|p| p.name == figure.name);
            look(person.and_then(|p| p.look_said), &figure.look);
        }
        for thing in &picture.things {
            let prop = self.film.props.iter().find(|p| p.name == thing.name);
            look(prop.and_then(|p| p.look_said), &thing.look);
        }
        look(self.film.place_named(&picture.place.name).and_then(|p| p.look_said), &picture.place.look);
        let style = self.film.styles.iter().find(|s| s.look.as_ref().is_some_and(|l| l.value.join(", ") == picture.style.look));
        look(style.and_then(|s| s.look.as_ref()).map(|l| l.span), &picture.style.look);
        out
    }

    fn cast(&self, role: Role, scene: &str, shot: &str, people: &[&str]) -> Option<Cast<'a>> {
        let casting = self.casting;
        casting.cast(role, casting.choice(role, scene, shot, people)?)
    }

    fn shot(&self, number: &str) -> Option<&'a Shot> {
        self.film.scenes.iter().flat_map(|s| &s.shots).find(|s| s.number == number)
    }

    fn pictures(&mut self, plan: &mut Plan) {
        // Who is drawn by whom decides whose portrait is wanted first.
        let mut drawn: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in &plan.shots {
            let Some(picture) = self.picture_of(row) else { continue };
            let people: Vec<&str> = picture.figures.iter().map(|f| f.name.as_str()).collect();
            if let Some(cast) = self.cast(Role::Picture, &row.scene, &row.number, &people) {
                for figure in &picture.figures {
                    *drawn.entry((cast.name.to_string(), figure.name.clone())).or_default() += 1;
                }
            }
        }
        let rows = std::mem::take(&mut plan.shots);
        let voices: Vec<(u64, String)> = plan.edit.sounds.iter().filter(|s| s.role == SoundRole::Voice).map(|s| (s.start, s.task.clone())).collect();
        for (number, clip) in plan.edit.clips.iter_mut().enumerate() {
            let Source::Plate(key) = clip.source.clone() else { continue };
            let (Some(row), Some(task)) = (rows.iter().find(|r| r.number == clip.shot), self.old.get(&key).cloned()) else { continue };
            let Spec::Plate { picture } = &task.spec else { continue };
            let span = self.shot(&row.number).map_or(task.span, |s| s.span);
            let to_ms = |frames: u64| frames * 1000 * u64::from(plan.film.rate[1]) / u64::from(plan.film.rate[0].max(1));
            let spoken: Vec<(u64, String)> = voices.iter().filter(|(start, _)| (clip.start..clip.start + clip.frames).contains(start)).map(|(start, k)| (to_ms(start - clip.start), k.clone())).collect();
            let milliseconds = to_ms(clip.frames);
            // Where a presenter speaks, nobody sees the plate.
            let portrait = self.portrait(picture, row, &spoken);
            let presented = portrait.as_ref().is_some_and(|c| c.model.presenter);
            let people: Vec<&str> = picture.figures.iter().map(|f| f.name.as_str()).collect();
            let moves = portrait.is_some() || self.cast(Role::Animate, &row.scene, &row.number, &people).is_some();
            let plate = if presented { key } else { self.plate(picture, row, span, &drawn, moves).unwrap_or(key) };
            clip.source = Source::Plate(plate.clone());
            if let Some(task) = self.moving(picture, row, span, &plate, spoken, milliseconds, (&clip.path, clip.frames)) {
                plan.motions.push(Motion { clip: number, task });
            }
        }
        plan.shots = rows;
        for row in &mut plan.shots {
            let clip = plan.edit.clips.iter().find(|c| c.shot == row.number);
            if let Some(Source::Plate(key)) = clip.map(|c| &c.source) {
                row.plate = Some(key.clone());
            }
        }
    }

    fn picture_of(&self, row: &ShotRow) -> Option<Picture> {
        match &self.old.get(row.plate.as_ref()?)?.spec {
            Spec::Plate { picture } => Some((**picture).clone()),
            _ => None,
        }
    }

    fn plate(&mut self, picture: &Picture, row: &ShotRow, span: Span, drawn: &BTreeMap<(String, String), usize>, moves: bool) -> Option<String> {
        let people: Vec<&str> = picture.figures.iter().map(|f| f.name.as_str()).collect();
        let cast = self.cast(Role::Picture, &row.scene, &row.number, &people)?;
        let shot = self.shot(&row.number)?;
        let words = self.words(picture, row, shot, &cast, span);
        let (depth, area) = super::super::own::seen(picture);
        let [left, top, right, bottom] = area.map(|v| f64::from(v) / 10_000.0);
        // Edges are rounded to ten-thousandths of the height: what they have too much by that is no pixel.
        let high = f64::from(picture.size[1]);
        let pixels = |v: f64| (v * high - high / 10_000.0 - 0.01).ceil().clamp(16.0, 16_384.0) as u32;
        let wanted = [pixels(right - left), pixels(bottom - top)];
        let mut order = plain_order(Role::Picture, &cast, words.text);
        order.avoid = words.avoid;
        order.size = cast.model.sizes.as_ref().map(|s| s.covering(wanted));
        self.too_small(&cast, wanted, order.size, span);
        order.options.extend(cast.model.quality.as_ref().map(|q| ("quality".to_string(), q.clone())));
        order.options.extend(self.casting.options(&cast.model_name));
        let mut references: Vec<Reference> = Vec::new();
        let mut inputs = Vec::new();
        let mut missing = 0;
        let own = shot.refs.iter().chain(picture.figures.iter().flat_map(|f| self.film.people.iter().filter(|p| p.name == f.name).flat_map(|p| &p.refs)));
        for reference in own.chain(self.film.place_named(&picture.place.name).into_iter().flat_map(|p| &p.refs)) {
            let reference = Reference { file: reference.value.path.clone(), digest: reference.value.probe.digest.clone() };
            match references.len() < cast.references() {
                true if !references.contains(&reference) => references.push(reference),
                true => {}
                false => missing += 1,
            }
        }
        if missing > 0 {
            let problem = Diagnostic::new(Code::BackendFit, span, format!("`{}` takes {} reference pictures, and this shot has {missing} more", cast.model_name, cast.references())).severity(crate::diagnostics::Severity::Warning);
            self.problems.push(problem.label("some are left out").help(format!("name fewer pictures with `ref`: the shot's own come first, then its people's, then the place's; or {}; or part the shot, so that fewer people are in each{}", others(Role::Picture, &cast, |m| m.references >= references.len() + missing), by_controlnet(&cast))));
        }
        // Who has no pictures of their own and is seen again gets a portrait that all their shots are made from.
        for figure in picture.figures.iter().filter(|f| !f.look.is_empty()) {
            let often = drawn.get(&(cast.name.to_string(), figure.name.clone())).copied().unwrap_or(0);
            let has = self.film.people.iter().any(|p| p.name == figure.name && !p.refs.is_empty());
            if often > 1 && !has && references.len() + inputs.len() < cast.references() && !cast.wants_pictures(0) {
                inputs.push(self.sheet(&cast, figure, picture)?);
            }
            if often > 1 && !has && cast.references() == 0 && self.once(&cast, &figure.name) {
                let problem = Diagnostic::new(Code::BackendFit, span, format!("`{}` works from no pictures, so {} may look like somebody else in each of {often} shots", cast.model_name, figure.name)).severity(crate::diagnostics::Severity::Warning);
                self.problems.push(problem.label("drawn from words alone").help(format!("{}; or say more of who they are in their `look`, and take the best of several with `takes`; or let the embedded theatre draw: `picture = \"embedded\"`{}", others(Role::Picture, &cast, |m| m.references > 0), by_controlnet(&cast))));
            }
        }
        order.references = references;
        let pictures = order.references.len() + inputs.len();
        if pictures > 0 {
            order.options.extend(cast.controlnet().map(|c| (CONTROLNET.to_string(), c)));
            self.refuse_options(&cast, span);
        }
        if cast.wants_pictures(pictures) {
            let problem = Diagnostic::new(Code::BackendFit, span, format!("the workflow of `{}` works from a picture, and this shot has none", cast.name));
            self.problems.push(problem.label("nothing to work from").help(format!("name another workflow for such shots in the connection: `set = {{ {BARE} = \"…\" }}`; or give the shot or somebody in it a picture with `ref`; or {}", others(Role::Picture, &cast, |m| m.sizes.is_some()))));
            return None;
        }
        order.seed = cast.has_seed(pictures).then_some(order::seed(picture.seed));
        order.options.extend(workflow(&cast, pictures));
        let cost = price_from(&cast, &order, pictures);
        // Takes are of what is seen in the end: of the clip, where there will be one.
        let takes = if moves { 1 } else { shot.takes.unwrap_or(1).max(1) };
        let key = self.add_takes(order, Using::Plate { size: picture.size, depth, area, expected: expected::of(picture, area) }, takes, cost, inputs, Some(&row.number), span);
        self.says(key, self.said(picture, shot))
    }

    /// Words as a model takes them; what it does not take is cut, and told once.
    fn within(&mut self, text: &str, most: usize, cast: &Cast, span: Span, what: &str) -> String {
        let text = prompt::plain(text);
        let kept = prompt::words_within(&text, most).to_string();
        if text.chars().count() > most && self.once(cast, what) {
            let problem = Diagnostic::new(Code::PromptCut, span, format!("{what} longer than the {} characters that `{}` takes: the end had to be cut", cast.model.prompt, cast.model_name));
            self.problems.push(problem.label("not all of it is sent").help("say it in fewer words, or choose a model that takes more; `frost plan --prompts` shows what is sent"));
        }
        kept
    }

    /// Where no picture that a model makes is as large as a shot wants it, that is told once.
    fn too_small(&mut self, cast: &Cast, wanted: [u32; 2], size: Option<[u32; 2]>, span: Span) {
        let Some(size) = size.filter(|s| s[0] < wanted[0] || s[1] < wanted[1]) else { return };
        if !self.once(cast, "size") {
            return;
        }
        let [w, h] = wanted;
        let problem = Diagnostic::new(Code::BackendFit, span, format!("`{}` makes at most {}x{} of a picture that wants {w}x{h}: it is enlarged", cast.model_name, size[0], size[1])).severity(crate::diagnostics::Severity::Warning);
        let larger = others(cast.model.role, cast, |m| m.sizes.as_ref().is_none_or(|s| s.covering(wanted)[0] >= w));
        self.problems.push(problem.label("softer than the film's frame").help(format!("{larger}; or a smaller `size` of the film; or a camera that goes less far, so that it comes by less of a picture")));
    }

    /// Whether something is said for the first time of a provider's model.
    fn once(&mut self, cast: &Cast, what: &str) -> bool {
        self.told.insert((cast.name.to_string(), cast.model_name.clone(), what.to_string()))
    }

    /// Options that would not be sent with a picture that is made from others.
    fn refuse_options(&mut self, cast: &Cast, span: Span) {
        for (option, _) in self.casting.options(&cast.model_name).into_iter().filter(|(o, _)| !cast.model.edits_with(o)) {
            if !self.once(cast, &option) {
                continue;
            }
            let problem = Diagnostic::new(Code::BackendFit, span, format!("`{}` at `{}` takes no `{option}` for a picture that is made from others", cast.model_name, cast.name));
            let others = others(Role::Picture, cast, |m| m.references > 0 && m.options.contains(&option) && m.edits_with(&option));
            self.problems.push(problem.label("made from portrait sheets or from `ref`").help(format!("take `{option}` out of `[options.{}]` in frost.toml; or {others}; or give these shots no pictures to work from", quoted(&cast.model_name))));
        }
    }

    /// The portrait sheet of somebody: one order however many shots it feeds.
    fn sheet(&mut self, cast: &Cast, figure: &crate::plan::picture::Figure, picture: &Picture) -> Option<String> {
        let text = format!("character sheet of one person on a plain light ground, face from the front and in profile, and the whole figure. {}. {}", figure.look, picture.style.look);
        let person = self.film.people.iter().find(|p| p.name == figure.name);
        let said = person.and_then(|p| p.look_said.or(p.declared)).unwrap_or_default();
        let text = self.within(&text, cast.model.prompt, cast, said, &format!("the words of {}'s portrait sheet are", figure.name));
        let mut order = plain_order(Role::Picture, cast, text);
        order.size = cast.model.sizes.as_ref().map(|s| s.covering([1536, 1024]));
        order.options.extend(workflow(cast, 0));
        order.options.extend(cast.model.quality.as_ref().map(|q| ("quality".to_string(), q.clone())));
        order.options.extend(self.casting.options(&cast.model_name));
        let cost = price(cast, &order);
        let span = person.and_then(|p| p.declared).unwrap_or_default();
        let key = self.add(order, Using::Sheet, cost, Vec::new(), Some(&figure.name), span);
        self.says(key, person.and_then(|p| p.look_said).map(|span| Said { span, text: figure.look.clone() }).into_iter().collect())
    }

    /// The clip of a shot: of somebody who speaks into it, else of the plate alone.
    #[expect(clippy::too_many_arguments, reason = "each is another part of one task")]
    fn moving(&mut self, picture: &Picture, row: &ShotRow, span: Span, plate: &str, spoken: Vec<(u64, String)>, milliseconds: u64, camera: (&Path, u64)) -> Option<String> {
        let people: Vec<&str> = picture.figures.iter().map(|f| f.name.as_str()).collect();
        let shot = self.shot(&row.number)?;
        let portrait = self.portrait(picture, row, &spoken);
        let speaking = picture.figures.iter().filter(|f| f.speaks).count();
        if portrait.is_none() && speaking > 0 && let Some(cast) = self.cast(Role::Portrait, &row.scene, &row.number, &people) {
            let what = if speaking > 1 { format!("{speaking} people speak") } else { format!("{} lines are spoken", spoken.len()) };
            let problem = Diagnostic::new(Code::BackendFit, span, format!("{what} in shot {}, and `{}` brings one face to life for one line", row.number, cast.model_name)).severity(crate::diagnostics::Severity::Warning);
            self.problems.push(problem.label("its face stays still").help(format!("give each line a shot of its own; or join the lines into one; or say that it is meant so: `portrait = \"embedded\"` for shot {} in frost.toml", row.number)));
        }
        let (role, cast, inputs) = match portrait {
            Some(cast) if cast.model.presenter => (Role::Portrait, cast, vec![spoken[0].1.clone()]),
            Some(cast) => (Role::Portrait, cast, vec![plate.to_string(), spoken[0].1.clone()]),
            None => (Role::Animate, self.cast(Role::Animate, &row.scene, &row.number, &people)?, vec![plate.to_string()]),
        };
        let length = match &cast.model.seconds {
            None => milliseconds,
            Some(seconds) => match seconds.covering(milliseconds) {
                Some(covering) => u64::from(covering) * 1000,
                None => {
                    let problem = Diagnostic::new(Code::BackendFit, span, format!("the shot lasts {:.1} s, and `{}` makes at most {} s", milliseconds as f64 / 1000.0, cast.model_name, seconds.most()));
                    let longer = others(role, &cast, |m| m.seconds.as_ref().is_none_or(|s| s.covering(milliseconds).is_some()));
                    let cures = format!("shorten the shot to {} s, or part it in two; or {longer}; or let the still stand under the camera: `{role} = \"embedded\"` for shot {} in frost.toml", seconds.most(), row.number);
                    self.problems.push(problem.label("too long for this model").help(cures));
                    return None;
                }
            },
        };
        let words = match role {
            Role::Portrait => Prompt::default(),
            _ => self.words(picture, row, shot, &cast, span),
        };
        let mut order = plain_order(role, &cast, words.text);
        order.avoid = words.avoid;
        order.size = cast.model.sizes.as_ref().map(|s| s.covering(picture.size));
        order.seed = cast.has_seed(1).then_some(order::seed(picture.seed));
        order.milliseconds = Some(length);
        order.ends = ends(picture, camera, &cast).filter(|_| role == Role::Animate);
        if role == Role::Portrait {
            let manner = shot.beats.iter().find_map(|b| match &b.kind {
                BeatKind::Cue(cue) => Some(cue.manner.clone()),
                _ => None,
            });
            order.manner = manner.unwrap_or_default();
            order.options.insert("lead".into(), spoken[0].0.to_string());
            if cast.model.presenter {
                let who = picture.figures.iter().find(|f| f.speaks).map_or("", |f| f.name.as_str());
                let Some(presenter) = self.casting.presenter(cast.name, who) else {
                    let problem = Diagnostic::new(Code::BackendFit, span, format!("`{}` has no presenter for {who}", cast.name));
                    let cures = format!("name one of its people in frost.toml: `[presenters.{}]` and under it `{} = \"…\"`; or a model that brings the shot's own picture to life; or let the still stand: `portrait = \"embedded\"` for shot {}", cast.name, quoted(who), row.number);
                    self.problems.push(problem.label("nobody speaks in this shot").help(cures));
                    return None;
                };
                order.options.insert("presenter".into(), presenter.to_string());
                order.options.insert("resolution".into(), picture.size[1].to_string());
            }
        }
        order.options.extend(self.casting.options(&cast.model_name));
        let cost = price(&cast, &order);
        let key = self.add_takes(order, Using::Clip, shot.takes.unwrap_or(1).max(1), cost, inputs, Some(&row.number), span);
        self.says(key, self.said(picture, shot))
    }

    /// Who lets somebody speak in a shot: one person, one line.
    fn portrait(&self, picture: &Picture, row: &ShotRow, spoken: &[(u64, String)]) -> Option<Cast<'a>> {
        let people: Vec<&str> = picture.figures.iter().map(|f| f.name.as_str()).collect();
        let alone = picture.figures.iter().filter(|f| f.speaks).count() == 1 && spoken.len() == 1;
        if alone { self.cast(Role::Portrait, &row.scene, &row.number, &people) } else { None }
    }

    fn words(&mut self, picture: &Picture, row: &ShotRow, shot: &Shot, cast: &Cast, span: Span) -> Prompt {
        if cast.model.prompt == 0 {
            return Prompt::default();
        }
        let action: Vec<String> = shot.beats.iter().filter_map(|b| match &b.kind {
            BeatKind::Action { text, .. } => Some(text.clone()),
            _ => None,
        }).collect();
        let words = prompt::of_shot(picture, row, &action.join(" "), cast.words(), cast.model.negative, cast.model.prompt);
        if !words.cut.is_empty() {
            let what = words.cut.join(", ");
            let problem = Diagnostic::new(Code::PromptCut, span, format!("the prompt of this shot is longer than the {} characters that `{}` takes: {what} had to be cut", cast.model.prompt, cast.model_name));
            let tags = if cast.words() == Words::Tags { "say it in fewer words: this model takes tags, not sentences" } else { "say it in fewer words, or choose a model that takes more; `frost plan --prompts` shows what is sent" };
            self.problems.push(problem.label("not all of it is sent").help(tags));
        }
        words
    }
}

/// With which pictures a clip begins and ends, where that is another than its whole plate and its model.
fn ends(picture: &Picture, (path, frames): (&Path, u64), cast: &Cast) -> Option<order::Ends> {
    let (first, last) = (path.keys.first()?, path.keys.last()?);
    if first.view == last.view {
        return None;
    }
    let (_, [left, top, right, bottom]) = super::super::own::seen(picture);
    // The plate shows all that the camera comes by; more than one frame of it is no first picture.
    let frame = [(picture.aspect() * 10_000.0) as i32, 10_000];
    let more = right - left > frame[0] + frame[0] / 100 || bottom - top > frame[1] + frame[1] / 100;
    // What shakes a camera is no part of where it begins.
    let path = Path { unrest: 0, ..path.clone() };
    (more || cast.takes_last()).then(|| order::Ends { path, frames, last: cast.takes_last() })
}

fn plain_order(role: Role, cast: &Cast, prompt: String) -> Order {
    Order {
        role,
        provider: cast.name.to_string(),
        model: cast.model_name.clone(),
        prompt,
        avoid: String::new(),
        size: None,
        seed: None,
        milliseconds: None,
        voice: None,
        manner: Vec::new(),
        // Another workflow makes another picture of the same words.
        options: workflow(cast, 1).into_iter().collect(),
        references: Vec::new(),
        lines: Vec::new(),
        ends: None,
    }
}

/// By which workflow an order is made that is made from so many pictures.
fn workflow(cast: &Cast, pictures: usize) -> Option<(String, String)> {
    cast.workflow(pictures).map(|w| (WORKFLOW.to_string(), w.digest.clone()))
}

/// Models that could do what one cannot, the nearest in price first, in words for a cure.
fn others(role: Role, cast: &Cast, fits: impl Fn(&contract::Model) -> bool) -> String {
    let probe = |m: &contract::Model| m.price.of(&Order { milliseconds: Some(1000), ..plain_order(role, cast, "x".repeat(100)) });
    let own = probe(cast.model);
    let mut found: Vec<(u64, String)> = Vec::new();
    for contract in contract::built_in().iter().filter(|c| c.name != "exec") {
        let models = contract.models.iter().filter(|m| m.role == role && m.name != "*" && m.end.is_none() && fits(m));
        found.extend(models.map(|m| (probe(m).abs_diff(own), format!("`{}/{}`", contract.name, m.name))));
    }
    found.sort();
    match found.as_slice() {
        [] => format!("a provider of your own that does it (`exec`, `comfyui`) for the role {role}"),
        [(_, only)] => format!("{only}, which does it"),
        [(_, one), (_, two), ..] => format!("{one} or {two}, which do it"),
    }
}

/// What an order costs: as the author's own configuration says, else as the contract does.
fn price(cast: &Cast, order: &Order) -> u64 {
    price_from(cast, order, order.references.len())
}

/// What an order costs that is made from so many pictures.
fn price_from(cast: &Cast, order: &Order, references: usize) -> u64 {
    cast.connection.and_then(|c| c.price).map_or_else(|| cast.model.price.from(order, references), |d| d.0)
}

/// A further cure where a server works from pictures through an extension, or a workflow could.
fn by_controlnet(cast: &Cast) -> String {
    match cast.model.controlnet {
        0 if cast.slots().is_some() => "; or give its workflow a slot `{{reference}}`".into(),
        0 => String::new(),
        _ if cast.controlnet().is_some() => String::new(),
        _ => format!("; or, if the server has ControlNet, `set = {{ {CONTROLNET} = \"…\", {PREPROCESSOR} = \"…\" }}` in the connection: docs/providers.md shows it"),
    }
}

/// A key of TOML.
fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') { name.to_string() } else { toml::Value::String(name.to_string()).to_string() }
}
