//! What cameras and people are told to do in a shot: moves, and lines of blocking.

use super::*;

/// A move of the camera.
#[derive(Clone, Debug, Hash)]
pub struct Move {
    pub kind: &'static str,
    pub span: Span,
    /// Of `span` the words that name the move.
    pub word: Span,
    /// 0.5 slow, 1, 2 fast; in hundredths.
    pub pace: Option<Spanned<u32>>,
    pub amount: Option<Spanned<Amount>>,
    pub over: Option<Spanned<Seconds>>,
    pub from: Option<Seconds>,
    pub ease: Option<Ease>,
    pub to_size: Option<Spanned<u8>>,
    pub target: Option<Spanned<Subject>>,
    pub manner: Option<String>,
    /// Follows the move before instead of joining it.
    pub then: bool,
    /// Set by the clock: frames from the shot's start.
    pub start: u64,
    pub frames: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum Amount {
    /// Millimetres.
    Distance(i64),
    /// Thousandths of a degree.
    Angle(i64),
    /// Hundredths of a percent.
    Percent(i64),
    /// Focal length at the end, hundredths of a millimetre.
    Lens(i64),
}

impl Move {
    /// Whether it leaves the camera on whom or what it names, if it names somebody or something.
    pub fn ends_on(&self) -> bool {
        matches!(self.kind, "pan to" | "whip pan left" | "whip pan right" | "tilt up" | "tilt down" | "push in" | "pull out" | "zoom in" | "zoom out" | "crash zoom")
    }
}

/// One `stage` line: what each person named does.
#[derive(Clone, Debug, Default, Hash)]
pub struct Staged {
    pub span: Span,
    pub parts: Vec<StagePart>,
}

#[derive(Clone, Debug, Hash)]
pub struct StagePart {
    pub who: Spanned<Who>,
    pub acts: Vec<Spanned<Act>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Person(PersonId),
    Prop(String),
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Act {
    /// Left −1, centre 0, right 1.
    Place(i8),
    /// Near −1, far 1.
    Depth(i8),
    /// Millimetres right of the centre (negative left).
    Across(i32),
    /// Millimetres away from the audience.
    Away(i32),
    Facing(Bearing),
    Enters(Option<Bearing>),
    Exits(Option<Bearing>),
    Crosses(Bearing),
    Turns(Option<Bearing>),
    Looks(Bearing),
    Holds(String),
    Drops(String),
    Wears(String),
    Pose(Pose),
    In(String),
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Bearing {
    Left,
    Right,
    Centre,
    Up,
    Down,
    Away,
    Camera,
    Back,
    /// To a place as far right of the centre, in millimetres.
    Across(i32),
    /// To a place as far away from the audience, in millimetres.
    Depth(i32),
    Near,
    Far,
    Person(PersonId),
    Prop(String),
}
