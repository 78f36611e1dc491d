//! The typed film: people, places and styles by name; scenes, shots and beats; every length exact.
//! Nothing here knows where a person stands in metres or who makes a picture.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::plan::edit::{Anchor, Ease, Grain, Join, LIFE};
use crate::plan::picture::{Hour, Light, Pose, Weather};
use crate::source::{Span, Spanned};
use crate::time::{Rate, Seconds};

mod broken;
mod by_scene;
mod check;
mod clock;
mod creature;
mod coverage;
mod cues;
mod declare;
mod directed;
mod follows;
mod habits;
mod heading;
mod hour;
mod load;
mod lower;
mod meant;
pub mod metres;
mod moves;
mod names;
pub mod numbers;
mod on_set;
mod own;
mod params;
mod partial;
mod respelt;
mod shot;
pub mod scenes;
mod speech;
mod stage_line;
mod undeclared;
mod units;
mod unused;
mod unknown;
mod unsure;
mod statements;
mod transition;
mod values;
mod version;
mod waivers;
mod write_coverage;

pub use directed::*;
pub(crate) use by_scene::by_scene;
pub use creature::Creature;
pub(crate) use check::{OPPOSED, cast};
pub use undeclared::USED_FIRST;
pub use load::{Host, Loaded, Medium, Own, Probe, ReadError, Setting, Settings, declared_names, known_names, load, load_with};
pub use follows::drop_following;
pub use lower::build;
pub use names::Index as Names;
pub use declare::tune::tune_name_taken;
pub use shot::setup_name_taken;
pub use speech::{line_key, slot, spoken, words};
pub use waivers::{Levels, apply as waive};
pub use write_coverage::write_coverage;

/// A film and everything that is wrong with it. The film is always there, as far as it could be understood.
#[derive(Clone, Debug)]
pub struct Typed {
    pub film: Film,
    pub problems: Vec<Diagnostic>,
    /// Declarations that nothing names, while something else is wrong.
    pub unused: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
pub struct Film {
    pub title: String,
    pub size: [u32; 2],
    pub rate: Rate,
    pub runtime: Option<Spanned<Runtime>>,
    /// How loud the whole is, in hundredths of LUFS.
    pub loudness: Option<i32>,
    pub seed: u64,
    /// Where the film says its seed.
    pub seed_said: Option<Span>,
    /// The style of scenes that name none.
    pub style: Option<Spanned<String>>,
    pub cast_closed: bool,
    pub styles: Vec<Style>,
    pub people: Vec<Person>,
    pub places: Vec<Place>,
    /// Places by their normalised name.
    pub place_index: std::collections::HashMap<String, usize>,
    pub props: Vec<Prop>,
    pub music: Vec<Tune>,
    pub sounds: Vec<Tune>,
    pub setups: BTreeMap<String, Setup>,
    /// Names of versions and where they are declared.
    pub versions: Vec<(String, Span)>,
    /// The version that this is; none is the film itself.
    pub version: Option<String>,
    /// The font of cards and supers, where it is the author's own.
    pub font: Option<Spanned<Own>>,
    /// The script declares people, places or styles, or stands for scenes of others: it need not be a film by itself.
    pub declares: bool,
    pub scenes: Vec<Scene>,
    /// Everything that takes time, in order.
    pub slots: Vec<Slot>,
    pub frames: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Runtime {
    pub bound: Bound,
    /// In frames; a timecode counts labels, so `exactly` accepts either count.
    pub frames: u64,
    pub also: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Exactly,
    Under,
    Over,
    About,
}

/// A style after its own `from` was followed.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub name: String,
    pub span: Span,
    pub from: Option<Spanned<String>>,
    pub look: Option<Spanned<Vec<String>>>,
    pub avoid: Option<Spanned<String>>,
    pub palette: Option<Spanned<Vec<[u8; 3]>>>,
    pub grain: Option<Spanned<Grain>>,
    pub vignette: Option<Spanned<u16>>,
    pub light: Option<Spanned<Light>>,
    pub weather: Option<Spanned<Weather>>,
}

/// Index into [`Film::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

#[derive(Clone, Debug, Default, Hash)]
pub struct Person {
    /// As first written.
    pub name: String,
    /// Where it was declared; `None` for a name that was only used.
    pub declared: Option<Span>,
    /// Where the name stands first.
    pub seen: Span,
    pub look: String,
    /// Where the look is said.
    pub look_said: Option<Span>,
    pub voice: String,
    /// Factor on the normal pace of speech, in hundredths.
    pub pace: u32,
    /// Millimetres.
    pub height: i32,
    /// The animal that this is; none of a person.
    pub creature: Option<Creature>,
    pub wears: Option<String>,
    /// A crowd.
    pub extras: bool,
    /// How many people the crowd has.
    pub count: Option<u32>,
    /// Pictures of this person.
    pub refs: Vec<Spanned<Own>>,
}

#[derive(Clone, Debug, Default)]
pub struct Place {
    pub name: String,
    /// Where the name stands first.
    pub seen: Span,
    pub declared: Option<Span>,
    pub look: String,
    pub look_said: Option<Span>,
    pub refs: Vec<Spanned<Own>>,
}

#[derive(Clone, Debug, Default, Hash)]
pub struct Prop {
    pub name: String,
    pub span: Span,
    pub look: String,
    pub look_said: Option<Span>,
    pub refs: Vec<Spanned<Own>>,
    /// Millimetres, when said.
    pub height: Option<i32>,
}

#[derive(Clone, Debug, Default)]
pub struct Tune {
    /// Its tempo was told to be none.
    pub broken: bool,
    pub name: String,
    pub span: Span,
    pub mood: String,
    /// Hundredths of a beat a minute.
    pub tempo: Option<u32>,
    /// Beats a bar, and which note is a beat.
    pub meter: (u32, u32),
    pub used: bool,
}

impl Tune {
    /// A bar in seconds, where the tempo is said.
    pub fn bar(&self) -> Option<Seconds> {
        let tempo = i64::from(self.tempo?.max(1));
        Some(Seconds::new(6000 * i64::from(self.meter.0), tempo))
    }
}

#[derive(Clone, Debug)]
pub struct Setup {
    pub span: Span,
    pub spec: ShotSpec,
    pub used: bool,
}

#[derive(Clone, Debug, Hash)]
pub struct Scene {
    /// `1`, or the author's label.
    pub number: String,
    pub heading: Heading,
    pub span: Span,
    /// The whole scene, heading and all.
    pub extent: Span,
    pub conditions: Conditions,
    /// Blocking before the first shot and between shots: the index of the shot it precedes.
    pub blocking: Vec<(usize, Staged)>,
    pub sounds: Vec<SoundCue>,
    pub montage: bool,
    /// Voices over the picture that stand outside shots: they play across the shots from the one of the index on.
    pub voices: Vec<(usize, Beat)>,
    pub waivers: Vec<Waiver>,
    pub shots: Vec<Shot>,
}

#[derive(Clone, Debug, Default, Hash)]
pub struct Heading {
    /// The heading's text without label.
    pub text: String,
    pub interior: bool,
    pub exterior: bool,
    /// Names of one or more places.
    pub places: Vec<String>,
    pub area: String,
    pub hour: Hour,
    /// The hour was said, not taken from the scene before.
    pub hour_said: bool,
    /// CONTINUOUS: no time passes.
    pub continuous: bool,
    /// It names no place, which was told.
    pub nowhere: bool,
}

/// What falls from film to scene to shot, the nearer winning.
#[derive(Clone, Debug, Default, Hash)]
pub struct Conditions {
    pub style: Option<Spanned<String>>,
    pub light: Option<Spanned<Light>>,
    pub weather: Option<Spanned<Weather>>,
}

#[derive(Clone, Debug, Hash)]
pub struct Waiver {
    pub rule: Spanned<String>,
    pub reason: String,
}

#[derive(Clone, Debug, Hash)]
pub struct SoundCue {
    pub span: Span,
    /// The declared name, or the words.
    pub words: String,
    pub music: bool,
    /// `music off`.
    pub off: bool,
    /// Hundredths of a decibel under dialogue.
    pub level: Option<i32>,
    pub fade_in: Option<Seconds>,
    pub fade_out: Option<Seconds>,
    pub length: Option<Seconds>,
    pub until_scene_end: bool,
    /// From the shot's or scene's start.
    pub start: Seconds,
    /// The shot it stands before (in a scene) or in.
    pub shot: usize,
}

/// What a shot line or a set-up says.
#[derive(Clone, Debug, Default, Hash)]
pub struct ShotSpec {
    pub role: Option<Spanned<Role>>,
    pub size: Option<Spanned<u8>>,
    pub subjects: Vec<Spanned<Subject>>,
    pub count: Option<Spanned<String>>,
    pub angle: Option<Spanned<String>>,
    pub side: Option<Spanned<String>>,
    pub framing: Vec<Spanned<String>>,
    /// Where this shot itself says `across the line`, with the comma before it.
    pub across: Option<Span>,
    /// Hundredths of a millimetre.
    pub lens: Option<Spanned<u32>>,
    /// The f-number in hundredths.
    pub aperture: Option<Spanned<u32>>,
    pub focus: Option<Spanned<String>>,
    pub speed: Option<Spanned<String>>,
    /// Thousandths of a degree, clockwise.
    pub dutch: Option<Spanned<i32>>,
    pub over: Option<Spanned<PersonId>>,
    pub pov: Option<Spanned<PersonId>>,
    pub length: Option<Spanned<Seconds>>,
    /// The length counts bars of music: cuts fall on the music's own frames, so that they do not drift from it.
    pub in_bars: bool,
    pub label: Option<Spanned<String>>,
    pub setup: Option<Spanned<String>>,
    pub reverse: Option<Spanned<String>>,
    /// Something in it could not be understood, so that nothing can be said about what it leaves open.
    pub broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Establishing,
    Master,
    Insert,
    Cutaway,
    Reaction,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Subject {
    Person(PersonId),
    /// A person's hands, eyes or the like.
    Part(PersonId, String),
    Prop(String),
    Place(String),
    /// `"the letter"`.
    Thing(String),
}

#[derive(Clone, Debug, Hash)]
pub struct Shot {
    /// `2.3`.
    pub number: String,
    /// The shot line, or the heading for a shot that coverage made.
    pub span: Span,
    /// The shot with everything under it.
    pub extent: Span,
    pub spec: ShotSpec,
    pub conditions: Conditions,
    pub moves: Vec<Move>,
    pub beats: Vec<Beat>,
    pub sounds: Vec<SoundCue>,
    pub supers: Vec<Text>,
    pub waivers: Vec<Waiver>,
    /// What an `at` line is about, and that line.
    pub moments: Vec<(Span, Span)>,
    pub seed: Option<u64>,
    /// Where `seed` and `takes` were said.
    pub seed_said: Option<Span>,
    pub takes_said: Option<Span>,
    /// How many takes are wanted.
    pub takes: Option<u32>,
    /// The author's own picture or clip instead of a made one.
    pub own: Option<Footage>,
    /// The author's own sounds.
    pub audio: Vec<Footage>,
    /// Pictures to work from.
    pub refs: Vec<Spanned<Own>>,
    /// Everybody in frame: framed by `on` first, then named in the action.
    pub people: Vec<PersonId>,
    /// Made by coverage, not written.
    pub covered: bool,
    /// Index into [`Film::slots`].
    pub slot: usize,
}

/// Whoever has a line among the beats and is to be seen saying it.
pub(crate) fn seen_speaking(beats: &[Beat]) -> Vec<PersonId> {
    let cues = beats.iter().filter_map(|b| match &b.kind {
        BeatKind::Cue(cue) if !cue.voice_over && !cue.unseen => Some(&cue.speakers),
        _ => None,
    });
    cues.flatten().copied().collect()
}

/// Whoever has a line on the phone among the beats: heard by whoever is in the picture, and seen to speak if it is they.
pub(crate) fn on_phone(beats: &[Beat]) -> Vec<PersonId> {
    let cues = beats.iter().filter_map(|b| match &b.kind {
        BeatKind::Cue(cue) if !cue.voice_over && cue.filter.as_deref() == Some("phone") => Some(&cue.speakers),
        _ => None,
    });
    cues.flatten().copied().collect()
}

impl Shot {
    /// Its lines of blocking, in order.
    pub fn blocking(&self) -> impl DoubleEndedIterator<Item = &Staged> {
        self.beats.iter().filter_map(|b| match &b.kind {
            BeatKind::Stage(staged) => Some(staged),
            _ => None,
        })
    }

    /// How fast the world goes before the camera, in hundredths of a percent of life; 0 stands still.
    pub fn pace(&self) -> u32 {
        match self.spec.speed.as_ref().map(|s| s.value.as_str()) {
            // Sixty frames a second, shown at twenty-four.
            Some("slow motion") => LIFE * 2 / 5,
            Some("freeze") => 0,
            Some("timelapse") => LIFE * 10,
            _ => LIFE,
        }
    }

    /// The size rank; unsaid is a full shot of the place, or a medium of people.
    pub fn rank(&self) -> u8 {
        match (&self.spec.size, self.spec.role.as_ref().map(|r| r.value)) {
            (Some(size), _) => size.value,
            (None, Some(Role::Insert)) => 8,
            (None, Some(Role::Establishing)) => 1,
            (None, Some(Role::Master)) => 2,
            (None, Some(Role::Reaction)) => 7,
            (None, _) if self.people.is_empty() => 2,
            (None, _) if self.people.len() > 2 => 3,
            (None, _) => 6,
        }
    }
}

#[derive(Clone, Debug, Hash)]
pub struct Beat {
    pub span: Span,
    pub kind: BeatKind,
    /// `at 2s`: from the shot's first frame, instead of after the beat above.
    pub at: Option<Seconds>,
    /// Frames from the shot's start, set by the clock; before it for a line that a J-cut leads in.
    pub start: i64,
    pub frames: u64,
}

#[derive(Clone, Debug, Hash)]
pub enum BeatKind {
    Action { text: String, people: Vec<PersonId> },
    Cue(Cue),
    Stage(Staged),
}

#[derive(Clone, Debug, Hash)]
pub struct Cue {
    pub speakers: Vec<PersonId>,
    pub name_span: Span,
    pub voice_over: bool,
    /// (O.S.), (O.C.), (ON PHONE), (RADIO), (PRE-LAP): may be out of frame.
    pub unseen: bool,
    /// The words in parentheses behind the name that the vocabulary knows, each once.
    pub extensions: Vec<&'static str>,
    pub filter: Option<String>,
    pub continued: bool,
    /// `^`: together with the cue before.
    pub dual: bool,
    /// What is said, without parentheticals.
    pub text: String,
    /// What the voice says where that is not what stands written.
    pub said: Option<String>,
    /// Its measured length in thousandths of a second, room not counted.
    pub measured: Option<u64>,
    /// The next cue of the same person goes on with it over the cut.
    pub runs_on: bool,
    /// How it is said.
    pub manner: Vec<String>,
    /// Pauses that are written: `(beat)`, `(2s)`.
    pub pause: Seconds,
}

/// Material of the author's own in a shot.
#[derive(Clone, Debug, Hash)]
pub struct Footage {
    pub medium: Medium,
    pub span: Span,
    pub file: Own,
    /// From the file's start.
    pub from: Seconds,
    pub to: Option<Seconds>,
    /// Hundredths of a percent of the normal speed.
    pub speed: u32,
    pub mute: bool,
    /// Hundredths of a decibel under dialogue.
    pub level: Option<i32>,
    /// Shows all of the picture, with bars, instead of filling the frame.
    pub contain: bool,
}

/// Text over the picture, or on a card.
#[derive(Clone, Debug, Hash)]
pub struct Text {
    pub span: Span,
    pub lines: Vec<String>,
    pub at: Anchor,
    pub length: Option<Seconds>,
    /// `at 2s`: from the shot's first frame, instead of after the beat above.
    pub from: Option<Seconds>,
    pub ink: Option<[u8; 3]>,
    /// Frames from the shot's start, set by the clock.
    pub start: u64,
    pub frames: u64,
    /// The beat it stands after.
    pub after: usize,
}

/// Something that takes time.
#[derive(Clone, Debug)]
pub struct Slot {
    pub kind: SlotKind,
    pub start: u64,
    pub frames: u64,
    /// How it comes in over the slot before.
    pub join: Option<Joined>,
    pub fade_in: Option<(u64, [u8; 3])>,
    pub fade_out: Option<(u64, [u8; 3])>,
    /// Where the last fade was said.
    pub faded: Option<Span>,
    /// `smash cut`, `match cut` or `jump cut` before it.
    pub cut: Option<&'static str>,
    /// Frames that its sound leads its picture by.
    pub lead: u64,
    /// Frames that its last line runs on into the next.
    pub tail: u64,
    /// Where the J-cut before it and the L-cut after it were said.
    pub lead_said: Option<Span>,
    pub tail_said: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct Joined {
    pub kind: Join,
    pub frames: u64,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum SlotKind {
    /// Scene and shot by index.
    Shot(usize, usize),
    Card(Text),
    Black,
}

impl Scene {
    /// Every line of blocking: its own, then those of its shots.
    pub fn all_blocking(&self) -> impl Iterator<Item = &Staged> {
        self.blocking.iter().map(|(_, staged)| staged).chain(self.shots.iter().flat_map(Shot::blocking))
    }
}

impl Heading {
    /// Whether a place of the heading is under a roof: of two places each has its own INT. or EXT.
    pub fn inside(&self, place: &str) -> bool {
        let place = crate::syntax::normalise(place);
        let own = self.text.split(" / ").filter(|part| crate::syntax::normalise(part).contains(&place));
        match own.filter_map(crate::syntax::heading_prefix).map(|(_, prefix)| prefix).next() {
            Some(prefix) if self.places.len() > 1 => prefix.contains("INT") && !prefix.contains("EXT"),
            _ => self.interior && !self.exterior,
        }
    }

    /// A memory, a dream or another year, noted behind the heading: rules about the time that goes on rest.
    pub fn remembered(&self) -> bool {
        let upper = self.text.to_uppercase();
        let year = |w: &str| w.len() == 4 && w.starts_with(['1', '2']) && w.bytes().all(|b| b.is_ascii_digit());
        ["FLASHBACK", "DREAM", "MEMORY"].iter().any(|w| upper.contains(w)) || upper.split(|c: char| !c.is_alphanumeric()).any(year)
    }
}

impl Film {
    pub fn shot(&self, slot: &Slot) -> Option<(&Scene, &Shot)> {
        match slot.kind {
            SlotKind::Shot(scene, shot) => self.scenes.get(scene).and_then(|s| Some((s, s.shots.get(shot)?))),
            _ => None,
        }
    }

    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    pub fn place_named(&self, name: &str) -> Option<&Place> {
        self.place_index.get(&crate::syntax::normalise(name)).and_then(|i| self.places.get(*i))
    }

    pub fn style_named(&self, name: &str) -> Option<&Style> {
        self.styles.iter().find(|s| s.name == name)
    }
}
