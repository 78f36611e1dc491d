//! The edit: which artefact is seen and heard at which frame of the film, and through which camera path.
//! Pure data and arithmetic; nothing is decoded or drawn here.

use serde::{Deserialize, Serialize};

use super::picture::{Light, Sight, View, Weather};
use crate::time::Rate;

/// A whole film, laid out in frames from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub title: String,
    pub size: [u32; 2],
    pub rate: Rate,
    pub frames: u64,
    /// The author's own font of cards and supers.
    pub font: Option<std::path::PathBuf>,
    /// How loud the whole is where the film says it, in hundredths of LUFS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loudness: Option<i32>,
    /// In order of `start`; two neighbours overlap only under a transition, three never.
    pub clips: Vec<Clip>,
    pub supers: Vec<Super>,
    pub chapters: Vec<Chapter>,
    pub subtitles: Vec<Subtitle>,
    pub sounds: Vec<Sound>,
}

/// One run of pictures from one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clip {
    /// `2.3`, or empty for a card or black.
    pub shot: String,
    pub start: u64,
    /// With the transitions it lies under.
    pub frames: u64,
    pub source: Source,
    pub path: Path,
    pub weather: Weather,
    pub interior: bool,
    pub light: Light,
    pub finish: Finish,
    /// How this clip comes in over the one before: it starts that many frames before the other ends.
    pub transition: Option<Transition>,
    pub fade_in: Option<Fade>,
    pub fade_out: Option<Fade>,
    pub seed: u64,
    /// Of people who move: which drawing of them is seen when, and how it goes.
    #[serde(default)]
    pub stretches: Vec<Stretch>,
    /// How fast the world before the camera goes, in hundredths of a percent of life; 0 stands still. The camera goes by the film.
    #[serde(default = "life")]
    pub pace: u32,
    /// The plane of sharpness moves while the clip lasts, over a plate that is sharp everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rack: Option<Rack>,
    /// The style's colours, for pictures that the theatre did not draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What of a style changes the colours of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// The words of its look, some of which name a manner.
    pub look: String,
    /// sRGB.
    pub palette: Vec<[u8; 3]>,
}

/// As fast as life.
pub const LIFE: u32 = 10_000;

fn life() -> u32 {
    LIFE
}

/// A lens that is refocused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rack {
    /// As in [`super::picture::Focus`].
    pub stop: u32,
    /// In rising order of frame, one at least.
    pub keys: Vec<Pull>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// From the clip's first frame.
    pub frame: u64,
    /// Millimetres along the reference camera's axis.
    pub distance: i32,
    /// How the lens comes to this key from the one before.
    pub ease: Ease,
}

impl Rack {
    /// From one frame to another, as a clip of its own has it.
    pub fn part(&self, start: u64, end: u64) -> Rack {
        let key = |frame| Pull { frame: frame - start, distance: (self.distance(frame) * 1000.0).round() as i32, ease: Ease::Linear };
        Rack { stop: self.stop, keys: (start..=end).map(key).collect() }
    }

    /// The distance of sharpness at a frame, in metres. A ring of focus turns evenly in one over the distance.
    pub fn distance(&self, frame: u64) -> f64 {
        let far = |key: &Pull| 1000.0 / f64::from(key.distance.max(1));
        let Some(first) = self.keys.first() else { return 1.0 };
        let mut before = first;
        for key in &self.keys {
            if key.frame >= frame {
                let span = (key.frame - before.frame) as f64;
                let t = if span > 0.0 { key.ease.at((frame - before.frame) as f64 / span) } else { 1.0 };
                return 1.0 / (far(before) + (far(key) - far(before)) * t);
            }
            before = key;
        }
        1.0 / far(before)
    }
}

/// One drawing of a person, from one frame of the clip to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub name: String,
    pub drawing: u8,
    pub start: u64,
    /// Not included.
    pub end: u64,
    /// Millimetres from where it is drawn, by the reference camera's right, up and forward, at the start and at the end.
    pub from: [i32; 3],
    pub to: [i32; 3],
    pub ease: Ease,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The plate made by the task of this key.
    Plate(String),
    Card(Card),
    /// The author's own picture or clip.
    Footage(Footage),
    /// One colour, sRGB.
    Colour([u8; 3]),
}

/// Material of the author's own, shown flat at one depth before the reference camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footage {
    pub path: std::path::PathBuf,
    /// Pixels of its picture.
    pub size: [u32; 2],
    /// Where it begins, in thousandths of a second of its own time.
    pub from: u64,
    /// Hundredths of a percent of its own speed; 0 for a still.
    pub speed: u32,
    /// All of it is shown, with bars, instead of filling what the camera sees.
    pub contain: bool,
    /// Millimetres from the reference camera.
    pub depth: i32,
    /// What the camera's path sees at that depth: left, top, right and bottom in ten-thousandths of the frame's height.
    pub area: [i32; 4],
}

/// A title card: lines of text on a ground of one colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub lines: Vec<String>,
    pub ink: [u8; 3],
    pub ground: [u8; 3],
    pub at: Anchor,
}

/// Text over the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Super {
    pub start: u64,
    pub frames: u64,
    pub lines: Vec<String>,
    pub ink: [u8; 3],
    pub at: Anchor,
}

/// Where text stands in the frame: −1 left or top, 0 centre, 1 right or bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Hash)]
pub struct Anchor {
    pub x: i8,
    pub y: i8,
    /// In the middle of the upper or lower third instead of at the edge.
    pub third: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    pub kind: Join,
    /// Frames of overlap.
    pub frames: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    Dissolve,
    WipeLeft,
    WipeRight,
    WipeUp,
    WipeDown,
    IrisIn,
    IrisOut,
    PushLeft,
    PushRight,
    WhipLeft,
    WhipRight,
}

impl Join {
    /// As a script says it.
    pub fn word(self) -> &'static str {
        match self {
            Join::Dissolve => "dissolve",
            Join::WipeLeft => "wipe left",
            Join::WipeRight => "wipe right",
            Join::WipeUp => "wipe up",
            Join::WipeDown => "wipe down",
            Join::IrisIn => "iris in",
            Join::IrisOut => "iris out",
            Join::PushLeft => "push left",
            Join::PushRight => "push right",
            Join::WhipLeft => "whip left",
            Join::WhipRight => "whip right",
        }
    }
}

/// A fade of the clip's own first or last frames from or to a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fade {
    pub frames: u64,
    pub colour: [u8; 3],
}

/// What is laid over the finished picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    pub grain: Grain,
    /// Thousandths of darkening in the corners.
    pub vignette: u16,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    #[default]
    None,
    Fine,
    Medium,
    Heavy,
}

/// A camera's path through a clip: keys in rising order of frame. Before the first and after the last it stands still.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    pub keys: Vec<Key>,
    /// The reference camera's focal length as in [`super::picture::CameraMm`]; 0 is 50 mm.
    #[serde(default)]
    pub focal: i32,
    /// Handheld unrest: 0 none, 1 handheld, 2 shake.
    pub unrest: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// From the clip's first frame.
    pub frame: u64,
    pub view: View,
    /// How the camera comes to this key from the one before.
    pub ease: Ease,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Ease {
    Linear,
    In,
    Out,
    #[default]
    InOut,
}

impl Ease {
    /// 0 to 1 over 0 to 1; In starts at rest, Out ends at rest, InOut both, with constant speed between.
    pub fn at(self, t: f64) -> f64 {
        let t = t.clamp(0.0, 1.0);
        match self {
            Ease::Linear => t,
            Ease::In => t * t,
            Ease::Out => t * (2.0 - t),
            Ease::InOut => t * t * (3.0 - 2.0 * t),
        }
    }
}

impl Path {
    /// What [`Sight::placement`] wants to know of the reference camera, for a film of this shape.
    pub fn reference_zoom(&self, aspect: f64) -> f64 {
        let focal = if self.focal > 0 { self.focal } else { 5000 };
        f64::from(focal) / 100.0 / crate::stage::camera::SENSOR_MM * aspect
    }

    /// The camera at a frame of the clip, without its unrest. Sub-frame positions are allowed.
    pub fn sight(&self, frame: f64) -> Sight {
        let Some(first) = self.keys.first() else { return View::default().sight() };
        let mut before = first;
        for key in &self.keys {
            if key.frame as f64 >= frame {
                let span = (key.frame - before.frame) as f64;
                let t = if span > 0.0 { (frame - before.frame as f64) / span } else { 1.0 };
                return between(before.view.sight(), key.view.sight(), key.ease.at(t));
            }
            before = key;
        }
        before.view.sight()
    }
}

fn between(a: Sight, b: Sight, t: f64) -> Sight {
    let mix = |a: f64, b: f64| a + (b - a) * t;
    Sight {
        at: [mix(a.at[0], b.at[0]), mix(a.at[1], b.at[1]), mix(a.at[2], b.at[2])],
        yaw: mix(a.yaw, b.yaw),
        pitch: mix(a.pitch, b.pitch),
        roll: mix(a.roll, b.roll),
        // A zoom that looks even multiplies, it does not add.
        zoom: a.zoom * (b.zoom / a.zoom).powf(t),
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    pub start: u64,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subtitle {
    pub start: u64,
    pub frames: u64,
    pub speaker: String,
    pub text: String,
}

/// One artefact of sound on the film's time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    pub task: String,
    pub role: SoundRole,
    pub start: u64,
    pub frames: u64,
    /// Hundredths of a decibel relative to dialogue.
    pub level: i32,
    pub fade_in: u64,
    pub fade_out: u64,
    /// `phone` or `radio`: a voice heard through a small speaker.
    pub filter: Option<String>,
    /// Of a voice, who speaks: whose mouth it moves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SoundRole {
    Voice,
    Music,
    Ambience,
    Effect,
}
