//! The staged film to its plan: tasks with their keys, and the edit that joins what they make.

use std::collections::BTreeMap;

use serde::Serialize;

use super::moving;
use super::edit::{Chapter, Clip, Edit, Fade, Finish, Grade, LIFE, Source, Super, Transition};
use super::picture::{CameraMm, Figure, Hand, Picture, Place, Seat, Style, Thing, View, wind};
use super::sound;
use super::task::{Spec, Task};
use super::{focus, own, voices};
use crate::film::{self, Beat, BeatKind, Film, Scene, Shot, SlotKind};
use crate::stage::crowd;
use crate::stage::solve::{Staging, StagedShot};
use crate::stage::path::on_a_plate;

/// The version of the plan's form.
pub const VERSION: u32 = 1;

#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    pub version: u32,
    pub film: FilmRow,
    pub scenes: Vec<SceneRow>,
    pub shots: Vec<ShotRow>,
    pub tasks: Vec<Task>,
    /// Shots whose plate is brought to life.
    #[serde(skip)]
    pub motions: Vec<Motion>,
    /// What is seen and heard when: clips with their camera paths, transitions, weather, light and finish; cards, subtitles, sounds.
    pub edit: Edit,
}

/// The clip that takes the place of a plate once it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// Of the edit's clips.
    pub clip: usize,
    pub task: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FilmRow {
    pub title: String,
    pub size: [u32; 2],
    pub rate: [u32; 2],
    pub frames: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct SceneRow {
    pub number: String,
    pub heading: String,
    pub start: u64,
    pub frames: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct ShotRow {
    pub number: String,
    pub scene: String,
    pub start: u64,
    pub frames: u64,
    pub size: &'static str,
    /// Millimetres, full frame.
    pub lens: f64,
    pub subjects: Vec<String>,
    pub camera: Vec<String>,
    pub text: String,
    /// Said in the script, or computed.
    pub length: &'static str,
    /// Made by coverage.
    pub covered: bool,
    pub role: Option<&'static str>,
    pub angle: Option<String>,
    pub side: Option<String>,
    pub framing: Vec<String>,
    pub focus: Option<String>,
    pub speed: Option<String>,
    pub moves: Vec<MoveRow>,
    /// How it is cut to, where that is no plain cut.
    pub cut: Option<&'static str>,
    pub lines: Vec<LineRow>,
    /// The key of its plate; none where the picture is the author's own.
    pub plate: Option<String>,
    /// Whether the lengths of its lines were `measured` or are `estimated`; none where nobody speaks.
    pub speech: Option<&'static str>,
    pub takes: Option<u32>,
    /// The author's own picture or clip in its place.
    pub own: Option<OwnRow>,
    pub audio: Vec<OwnRow>,
    /// Pictures to work from: of the shot, its people and its place.
    pub refs: Vec<String>,
}

/// Material of the author's own: times in frames of the film's rate, counted in the material.
#[derive(Clone, Debug, Serialize)]
pub struct OwnRow {
    pub file: String,
    pub kind: &'static str,
    pub from: u64,
    pub to: Option<u64>,
    /// Hundredths of a percent of the normal speed.
    pub speed: u32,
    pub mute: bool,
    /// Hundredths of a decibel under dialogue.
    pub level: Option<i32>,
    pub fit: &'static str,
}

impl OwnRow {
    fn new(own: &film::Footage, rate: crate::time::Rate) -> OwnRow {
        OwnRow {
            file: own.file.path.display().to_string(),
            kind: own.medium.name(),
            from: rate.frames(own.from),
            to: own.to.map(|t| rate.frames(t)),
            speed: own.speed,
            mute: own.mute,
            level: own.level,
            fit: if own.contain { "contain" } else { "cover" },
        }
    }
}

/// A camera move: frames from the shot's first.
#[derive(Clone, Debug, Serialize)]
pub struct MoveRow {
    pub kind: &'static str,
    pub start: u64,
    pub frames: u64,
    /// Where it goes with whom it tracks: from the side, ahead or behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
}

/// A line that somebody says in a shot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineRow {
    pub speakers: Vec<String>,
    pub text: String,
    /// What stands behind the name, as `V.O.` or `ON PHONE`.
    pub extensions: Vec<&'static str>,
}

/// Plans a film. The same film gives the same bytes.
pub fn build(film: &Film, staging: &Staging) -> Plan {
    let mut tasks = Tasks::default();
    let mut edit = Edit {
        title: title(film),
        size: film.size,
        rate: film.rate,
        frames: film.frames,
        font: film.font.as_ref().map(|f| f.value.path.clone()),
        loudness: film.loudness,
        clips: Vec::new(),
        supers: Vec::new(),
        chapters: Vec::new(),
        subtitles: Vec::new(),
        sounds: Vec::new(),
    };
    let mut shots = Vec::new();
    for (i, slot) in film.slots.iter().enumerate() {
        let transition = slot.join.as_ref().map(|j| Transition { kind: j.kind, frames: j.frames });
        let fade = |f: Option<(u64, [u8; 3])>| f.map(|(frames, colour)| Fade { frames: frames.min(slot.frames), colour });
        let mut clip = Clip {
            shot: String::new(),
            start: slot.start,
            frames: slot.frames,
            source: Source::Colour([0; 3]),
            path: super::edit::Path::default(),
            weather: Default::default(),
            interior: true,
            light: Default::default(),
            finish: Finish::default(),
            transition,
            fade_in: fade(slot.fade_in),
            fade_out: fade(slot.fade_out),
            seed: film.seed,
            stretches: Vec::new(),
            pace: LIFE,
            rack: None,
            grade: None,
        };
        match &slot.kind {
            SlotKind::Black => {}
            SlotKind::Card(text) => {
                clip.source = Source::Card(super::edit::Card { lines: text.lines.clone(), ink: text.ink.unwrap_or([240, 240, 236]), ground: [0; 3], at: text.at });
            }
            SlotKind::Shot(..) => {
                let (Some((scene, shot)), Some(Some(staged))) = (film.shot(slot), staging.shots.get(i)) else { continue };
                let resolved = Resolved::new(film, scene, shot);
                let track = on_a_plate(film, shot, staged);
                let mut picture = picture(film, scene, shot, staged, &resolved, &track);
                picture.seats = seats(scene, staging, &picture);
                clip.rack = focus::rack(film, shot, staged, &mut picture);
                clip.pace = shot.pace();
                let (look, palette) = (resolved.style.look.clone(), resolved.style.palette.clone());
                clip.grade = (!look.is_empty() || !palette.is_empty()).then_some(Grade { look, palette });
                clip.stretches = moving::people(film, shot, staged, slot.frames, &mut picture);
                clip.shot = shot.number.clone();
                clip.seed = picture.seed;
                clip.weather = resolved.weather;
                clip.interior = picture.place.interior;
                clip.light = resolved.light.clone();
                clip.finish = Finish { grain: resolved.grain, vignette: resolved.vignette };
                clip.path = track;
                let key = match own::footage(shot, &picture) {
                    Some(footage) => {
                        clip.source = Source::Footage(footage);
                        clip.rack = None;
                        String::new()
                    }
                    None => {
                        let key = tasks.add(Spec::Plate { picture: Box::new(picture) }, Some(&shot.number), shot.span);
                        clip.source = Source::Plate(key.clone());
                        key
                    }
                };
                own::sounds(film, shot, slot, &mut tasks, &mut edit);
                shots.push(row(film, scene, shot, slot, staged, key));
                for text in &shot.supers {
                    edit.supers.push(Super { start: slot.start + text.start, frames: text.frames, lines: text.lines.clone(), ink: text.ink.unwrap_or([240, 240, 236]), at: text.at });
                }
                voices::of_shot(film, i, &mut tasks, &mut edit);
            }
        }
        edit.clips.push(clip);
    }
    voices::over(film, &mut tasks, &mut edit);
    sound::beds(film, &mut tasks, &mut edit);
    let scenes: Vec<SceneRow> = film.scenes.iter().map(|scene| scene_row(film, scene)).collect();
    edit.chapters = scenes.iter().filter(|s| s.frames > 0).map(|s| Chapter { start: s.start, title: s.heading.clone() }).collect();
    if let Some(first) = edit.chapters.first_mut() {
        // A player's chapters begin with the film, card or no card.
        first.start = 0;
    }
    let inputs: Vec<String> = tasks.list.iter().map(|t| t.key.clone()).collect();
    let canonical = serde_json::to_vec(&edit).unwrap_or_default();
    tasks.add_with(Spec::Cut { edit: blake3::hash(&canonical).to_hex()[..32].to_string() }, None, crate::source::Span::default(), inputs);
    Plan {
        version: VERSION,
        film: FilmRow { title: edit.title.clone(), size: film.size, rate: film.rate.into(), frames: film.frames },
        scenes,
        shots,
        tasks: tasks.list,
        motions: Vec::new(),
        edit,
    }
}

pub(super) fn title(film: &Film) -> String {
    film.title.clone()
}

#[derive(Default)]
pub(super) struct Tasks {
    list: Vec<Task>,
    index: BTreeMap<String, usize>,
}

impl Tasks {
    /// Adds a task unless an equal one is there; gives its key.
    pub fn add(&mut self, spec: Spec, shot: Option<&str>, span: crate::source::Span) -> String {
        self.add_with(spec, shot, span, Vec::new())
    }

    fn add_with(&mut self, spec: Spec, shot: Option<&str>, span: crate::source::Span, inputs: Vec<String>) -> String {
        let key = spec.key(&inputs);
        if !self.index.contains_key(&key) {
            self.index.insert(key.clone(), self.list.len());
            self.list.push(Task { key: key.clone(), kind: spec.kind(), shot: shot.map(str::to_string), inputs, cost: 0, span, words: Vec::new(), spec });
        }
        key
    }
}

/// What a shot has after the cascade: style, light and weather from the nearest place that says them.
pub struct Resolved {
    pub style: Style,
    pub light: super::picture::Light,
    pub weather: super::picture::Weather,
    pub grain: super::edit::Grain,
    pub vignette: u16,
}

impl Resolved {
    pub fn new(film: &Film, scene: &Scene, shot: &Shot) -> Resolved {
        let name = shot.conditions.style.as_ref().or(scene.conditions.style.as_ref()).or(film.style.as_ref()).map(|s| s.value.as_str());
        // A film with one style and no word about which uses it.
        let style = name.and_then(|n| film.style_named(n)).or_else(|| (film.style.is_none() && film.styles.len() == 1).then(|| &film.styles[0]));
        let fallback = film::Style::default();
        let style = style.unwrap_or(&fallback);
        let light = shot.conditions.light.as_ref().or(scene.conditions.light.as_ref()).or(style.light.as_ref()).map(|l| l.value.clone());
        let weather = shot.conditions.weather.as_ref().or(scene.conditions.weather.as_ref()).or(style.weather.as_ref()).map(|w| w.value);
        Resolved {
            style: Style {
                look: style.look.as_ref().map(|l| l.value.join(", ")).unwrap_or_default(),
                avoid: style.avoid.as_ref().map(|a| a.value.clone()).unwrap_or_default(),
                palette: style.palette.as_ref().map(|p| p.value.clone()).unwrap_or_default(),
            },
            light: light.unwrap_or_default(),
            weather: weather.unwrap_or_default(),
            grain: style.grain.as_ref().map_or(super::edit::Grain::Fine, |g| g.value),
            vignette: style.vignette.as_ref().map_or(300, |v| v.value),
        }
    }
}

pub(super) fn picture(film: &Film, scene: &Scene, shot: &Shot, staged: &StagedShot, resolved: &Resolved, track: &super::edit::Path) -> Picture {
    let place_name = shot
        .spec
        .subjects
        .iter()
        .find_map(|s| match &s.value {
            film::Subject::Place(name) => Some(name.clone()),
            _ => None,
        })
        .or_else(|| staged.place.clone())
        .or_else(|| scene.heading.places.first().cloned())
        .unwrap_or_default();
    let look = film.place_named(&place_name).map(|p| p.look.clone()).unwrap_or_default();
    let mm = |v: f64| (v * 1000.0).round() as i32;
    let mdeg = |v: f64| (v.to_degrees() * 1000.0).round() as i32;
    let at = |v: crate::stage::camera::Vec3| [mm(v.x), mm(v.y), mm(v.z)];
    let mut speaking = film::seen_speaking(&shot.beats);
    speaking.extend(film::on_phone(&shot.beats));
    let figures = staged
        .people
        .iter()
        .filter(|id| holder(staged, shot).is_none_or(|(who, ..)| who != **id))
        .filter_map(|id| Some((id, staged.set.people.get(id)?, film.person(*id))))
        .flat_map(|(id, standing, person)| {
            let all = if person.extras { crowd::seen(film, staged, *id) } else { vec![crowd::Member { name: person.name.clone(), look: person.look.clone(), at: standing.at, yaw: standing.yaw }] };
            all.into_iter().map(move |member| (id, standing, person, member))
        })
        .map(|(id, standing, person, member)| {
            let alone = member.name == person.name;
            Figure {
                name: member.name,
                look: member.look,
                at: at(member.at),
                yaw: mdeg(member.yaw),
                height: person.height,
                pose: standing.pose,
                gaze: standing.gaze.map(mdeg),
                holds: standing.holds.iter().map(|name| held(film, name)).collect(),
                wears: standing.wears.clone(),
                speaks: speaking.contains(id) && alone,
                subject: staged.subjects.contains(id) && alone,
                drawing: 0,
                tilt: standing.head(),
                part: shot.spec.subjects.iter().find_map(|s| match &s.value {
                    film::Subject::Part(who, words) if who == id => Some(words.clone()),
                    _ => None,
                }),
            }
        })
        .collect();
    let things = staged
        .things
        .iter()
        // A move to whoever holds it shows it in their hands.
        .filter(|(name, _, subject)| !(*subject && in_hand(staged, name).is_some_and(|(id, _)| shows(shot, id))))
        .map(|(name, placed, subject)| Thing {
            name: name.clone(),
            look: film.props.iter().find(|p| p.name == *name).map(|p| p.look.clone()).unwrap_or_default(),
            at: at(placed.at),
            extent: mm(placed.extent),
            subject: *subject,
            drawing: 0,
            hand: hand_of(film, staged, shot, name),
        })
        .collect();
    let rank = shot.rank();
    Picture {
        size: film.size,
        seed: seed(film, scene, shot, &place_name, staged.camera.yaw),
        place: Place { interior: scene.heading.inside(&place_name), name: place_name, look, area: scene.heading.area.clone() },
        hour: scene.heading.hour,
        weather: resolved.weather,
        light: resolved.light.clone(),
        style: resolved.style.clone(),
        camera: CameraMm::new(&staged.camera),
        views: extremes(track),
        figures,
        doubles: Vec::new(),
        things,
        seats: Vec::new(),
        focus: focus::of_shot(shot, staged),
        rank,
        // The paper theatre draws staging, not prose: a changed word of action makes no picture anew.
        prose: String::new(),
    }
}

/// Who has the thing that an insert is on in the hand: no more of them is seen than that hand.
fn holder<'s>(staged: &'s StagedShot, shot: &Shot) -> Option<(film::PersonId, &'s crate::stage::set::Standing, &'s str)> {
    const INSERT: u8 = 6;
    const SMALL: f64 = 0.6;
    if shot.rank() < INSERT || !staged.subjects.is_empty() {
        return None;
    }
    let (name, ..) = staged.things.iter().find(|(_, placed, subject)| *subject && placed.extent < SMALL)?;
    let (id, standing) = in_hand(staged, name)?;
    (!shows(shot, id)).then_some((id, standing, name))
}

/// Whoever has a thing in their hands.
fn in_hand<'s>(staged: &'s StagedShot, name: &str) -> Option<(film::PersonId, &'s crate::stage::set::Standing)> {
    staged.set.present().find(|(_, s)| s.holds.iter().any(|h| h.eq_ignore_ascii_case(name)))
}

/// Whether a move of the camera goes to somebody.
fn shows(shot: &Shot, id: film::PersonId) -> bool {
    shot.moves.iter().any(|m| m.target.as_ref().is_some_and(|t| matches!(t.value, film::Subject::Person(who) | film::Subject::Part(who, _) if who == id)))
}

fn hand_of(film: &Film, staged: &StagedShot, shot: &Shot, name: &str) -> Option<Hand> {
    let (id, standing, held_thing) = holder(staged, shot)?;
    let person = film.person(id);
    let also = standing.holds.iter().filter(|h| !h.eq_ignore_ascii_case(name)).map(|h| held(film, h)).collect();
    let right = (standing.yaw - staged.camera.yaw).sin() > 1e-6;
    (held_thing == name).then(|| Hand { name: person.name.clone(), look: person.look.clone(), wears: standing.wears.clone(), also, right })
}

/// Where people sit in any shot of a scene in the place of a picture, each place once.
pub(super) fn seats(scene: &Scene, staging: &Staging, picture: &Picture) -> Vec<Seat> {
    const SAME: f64 = 0.3;
    let mut places: Vec<(crate::stage::camera::Vec3, f64)> = Vec::new();
    if !picture.place.interior {
        return Vec::new();
    }
    let shots = scene.shots.iter().filter_map(|shot| staging.shots.get(shot.slot)?.as_ref());
    for standing in shots.filter(|s| s.place.as_ref().is_none_or(|place| *place == picture.place.name)).flat_map(|s| s.set.people.values()) {
        if standing.present && standing.pose.sits() && places.iter().all(|(at, _)| (*at - standing.at).length() > SAME) {
            places.push((standing.at, standing.yaw));
        }
    }
    let mm = |v: f64| (v * 1000.0).round() as i32;
    places.into_iter().map(|(at, yaw)| Seat { at: [mm(at.x), mm(at.y), mm(at.z)], yaw: mm(yaw.to_degrees()) }).collect()
}

/// A thing that somebody holds: its name, and what the script says of it.
pub(super) fn held(film: &Film, name: &str) -> String {
    let look = film.props.iter().find(|p| p.name == name).map_or("", |p| p.look.as_str());
    if look.is_empty() { name.to_string() } else { format!("{name}, {look}") }
}

/// The views of a path that bound all others: every key of a short path, a sample of a long one.
fn extremes(track: &super::edit::Path) -> Vec<View> {
    let keys = &track.keys;
    let step = keys.len().div_ceil(12).max(1);
    let mut views: Vec<View> = keys.iter().step_by(step).map(|k| k.view).collect();
    views.extend(keys.last().map(|k| k.view));
    views.dedup();
    if views.is_empty() {
        views.push(View::default());
    }
    views
}

/// From the film's seed and the shot's label, or from place, subjects, size and side; never from position or prose.
/// A number such as `frost number` writes says where a shot stands and is no label here, or numbering a film would make
/// every picture of it anew. The wind that comes with it is the place's own: every camera of the place, which looks along
/// `yaw`, sees it blow the same way over the set.
fn seed(film: &Film, scene: &Scene, shot: &Shot, place: &str, yaw: f64) -> u64 {
    if let Some(seed) = shot.seed {
        return seed;
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(&film.seed.to_le_bytes());
    match shot.spec.label.as_ref().filter(|label| !film::numbers::counts(&scene.number, &label.value)) {
        Some(label) => {
            hasher.update(scene.number.as_bytes());
            hasher.update(label.value.as_bytes());
        }
        None => {
            hasher.update(place.as_bytes());
            for id in &shot.people {
                hasher.update(film.person(*id).name.as_bytes());
            }
            hasher.update(&[shot.rank()]);
            hasher.update(shot.spec.side.as_ref().map_or("", |s| &s.value).as_bytes());
        }
    }
    let seed = u64::from_le_bytes(hasher.finalize().as_bytes()[..8].try_into().unwrap_or_default());
    let of_place = blake3::hash(place.as_bytes()).as_bytes()[0] & 1 == 0;
    // It blows along the width of the set, and a little towards the audience.
    let over = if of_place { 1.0 } else { -1.0 } * yaw.cos() + 0.25 * yaw.sin();
    (0..64).map(|n| seed.wrapping_add(n)).find(|s| (wind(*s) > 0.0) == (over > 0.0)).unwrap_or(seed)
}

fn scene_row(film: &Film, scene: &Scene) -> SceneRow {
    let slots: Vec<&film::Slot> = scene.shots.iter().filter_map(|s| film.slots.get(s.slot)).collect();
    let start = slots.iter().map(|s| s.start).min().unwrap_or(0);
    let end = slots.iter().map(|s| s.start + s.frames).max().unwrap_or(start);
    SceneRow { number: scene.number.clone(), heading: scene.heading.text.clone(), start, frames: end - start }
}

fn row(film: &Film, scene: &Scene, shot: &Shot, slot: &film::Slot, staged: &StagedShot, plate: String) -> ShotRow {
    let mut subjects: Vec<String> = shot
        .spec
        .subjects
        .iter()
        .map(|s| match &s.value {
            film::Subject::Person(id) => film.person(*id).name.clone(),
            film::Subject::Part(id, words) => format!("{}'s {words}", film.person(*id).name),
            film::Subject::Prop(n) | film::Subject::Place(n) | film::Subject::Thing(n) => n.clone(),
        })
        .collect();
    if subjects.is_empty() {
        subjects = staged.people.iter().map(|id| film.person(*id).name.clone()).collect();
    }
    let text: Vec<String> = shot
        .beats
        .iter()
        .filter_map(|b| match &b.kind {
            BeatKind::Action { text, .. } => Some(text.clone()),
            BeatKind::Cue(cue) => Some(format!("{}: {}", cue.speakers.iter().map(|id| film.person(*id).name.to_uppercase()).collect::<Vec<_>>().join(" AND "), cue.text)),
            BeatKind::Stage(_) => None,
        })
        .collect();
    ShotRow {
        number: shot.number.clone(),
        scene: scene.number.clone(),
        start: slot.start,
        frames: slot.frames,
        size: crate::syntax::vocabulary::size_name(shot.rank()),
        lens: (staged.camera.focal * 10.0).round() / 10.0,
        subjects,
        camera: shot.moves.iter().map(|m| m.kind.to_string()).collect(),
        text: text.join("\n"),
        length: if shot.spec.length.is_some() { "said" } else { "computed" },
        covered: shot.covered,
        role: shot.spec.role.as_ref().map(|r| match r.value {
            film::Role::Establishing => "establishing",
            film::Role::Master => "master",
            film::Role::Insert => "insert",
            film::Role::Cutaway => "cutaway",
            film::Role::Reaction => "reaction",
        }),
        angle: shot.spec.angle.as_ref().map(|a| a.value.clone()),
        side: shot.spec.side.as_ref().map(|s| s.value.clone()),
        framing: shot.spec.framing.iter().map(|f| f.value.clone()).collect(),
        focus: shot.spec.focus.as_ref().map(|f| f.value.clone()),
        speed: shot.spec.speed.as_ref().map(|s| s.value.clone()),
        speech: speech(shot),
        takes: shot.takes,
        own: shot.own.as_ref().map(|o| OwnRow::new(o, film.rate)),
        audio: shot.audio.iter().map(|o| OwnRow::new(o, film.rate)).collect(),
        refs: refs(film, scene, shot),
        moves: shot.moves.iter().map(|m| MoveRow { kind: m.kind, start: m.start, frames: m.frames, manner: m.manner.clone() }).collect(),
        cut: slot.cut.or_else(|| slot.join.as_ref().map(|j| j.kind.word())),
        lines: shot.beats.iter().filter_map(|beat| line_row(film, beat)).collect(),
        plate: Some(plate).filter(|p| !p.is_empty()),
    }
}

fn line_row(film: &Film, beat: &Beat) -> Option<LineRow> {
    let BeatKind::Cue(cue) = &beat.kind else { return None };
    Some(LineRow {
        speakers: cue.speakers.iter().map(|id| film.person(*id).name.clone()).collect(),
        text: cue.text.clone(),
        extensions: cue.extensions.clone(),
    })
}

fn speech(shot: &Shot) -> Option<&'static str> {
    let mut lines = shot.beats.iter().filter_map(|b| match &b.kind {
        BeatKind::Cue(cue) => Some(cue.measured.is_some()),
        _ => None,
    });
    let first = lines.next()?;
    Some(if first && lines.all(|m| m) { "measured" } else { "estimated" })
}

fn refs(film: &Film, scene: &Scene, shot: &Shot) -> Vec<String> {
    let people = shot.people.iter().flat_map(|id| &film.person(*id).refs);
    let places = scene.heading.places.iter().filter_map(|n| film.place_named(n)).flat_map(|p| &p.refs);
    let props = shot.spec.subjects.iter().filter_map(|s| match &s.value {
        film::Subject::Prop(name) => film.props.iter().find(|p| p.name == *name),
        _ => None,
    });
    let all = shot.refs.iter().chain(people).chain(places).chain(props.flat_map(|p| &p.refs));
    all.map(|r| r.value.path.display().to_string()).collect()
}
