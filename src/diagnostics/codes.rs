//! Every code, its level, and its page.

use super::Severity::{self, Error, Info, Warning};

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $rule:literal;)*) => {
        /// What kind of problem it is; the name is what users see.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($variant),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// The level unless it was set otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => $severity),* }
            }

            /// A rule of continuity, which a script can waive.
            pub fn is_rule(self) -> bool {
                match self { $(Code::$variant => $rule),* }
            }
        }

        fn page(code: Code) -> &'static str {
            match code { $(Code::$variant => include_str!(concat!("explain/", $name, ".md"))),* }
        }
    };
}

codes! {
    Syntax "syntax" Error false;
    UnknownDirective "unknown-directive" Error false;
    UnknownWord "unknown-word" Error false;
    UnknownHour "unknown-hour" Error false;
    Misplaced "misplaced" Error false;
    Indentation "indentation" Warning false;
    TabIndent "tab-indent" Warning false;
    UnclosedComment "unclosed-comment" Error false;
    CommentInProse "comment-in-prose" Warning false;
    Stray "stray-text" Error false;
    StrayComma "stray-comma" Error false;
    MissingComma "missing-comma" Error false;
    UnclosedQuote "unclosed-quote" Error false;
    UnclosedParenthesis "unclosed-parenthesis" Warning false;
    ColonCue "colon-cue" Warning false;
    Braces "braces" Error false;
    PastEnd "past-end" Error false;
    FlatScene "flat-scene" Warning false;
    FlatDialogue "flat-dialogue" Warning false;
    WrappedProse "wrapped-prose" Warning false;
    Fountain "fountain" Warning false;
    QuotedProse "quoted-prose" Warning false;
    UnitSpelling "unit-spelling" Warning false;
    ScreenplaySlug "screenplay-slug" Warning false;
    MissingValue "missing-value" Error false;
    BadValue "bad-value" Error false;
    BadName "bad-name" Error false;
    ReservedName "reserved-name" Error false;
    Heading "heading" Error false;
    Duplicate "duplicate" Error false;
    Conflict "conflict" Error false;
    Undeclared "undeclared" Error false;
    Unused "unused" Warning false;
    UnusedWaiver "unused-waiver" Warning false;
    Cycle "cycle" Error false;
    MissingFile "missing-file" Error false;
    BadMaterial "bad-material" Error false;
    ShortMaterial "short-material" Error false;
    MissingGlyph "missing-glyph" Error false;
    OutsideProject "outside-project" Error false;
    EmptyFilm "empty-film" Error false;
    EmptyScene "empty-scene" Warning false;
    TransitionEnd "transition-end" Error false;
    Overlap "overlap" Error true;
    SpeechFit "speech-fit" Error true;
    SpeechOverrun "speech-overrun" Warning false;
    Runtime "runtime" Error true;
    MoveValid "move-valid" Error true;
    Viewpoint "viewpoint" Error true;
    Presence "presence" Error true;
    Axis "axis" Warning true;
    ThirtyDegree "thirty-degree" Warning true;
    JumpCut "jump-cut" Warning true;
    SizeLeap "size-leap" Warning true;
    Establish "establish" Warning true;
    AxialCut "axial-cut" Info true;
    Eyeline "eyeline" Warning true;
    ScreenDirection "screen-direction" Warning true;
    ExitEnter "exit-enter" Warning true;
    ReverseMatch "reverse-match" Warning true;
    InsertReturn "insert-return" Info true;
    MoveConflict "move-conflict" Warning true;
    PanSpeed "pan-speed" Warning true;
    State "state" Warning true;
    Light "light" Warning true;
    TimePlace "time-place" Warning true;
    Rhythm "rhythm" Info true;
    LjOverlap "lj-overlap" Error true;
    Staging "staging" Warning true;
    CameraRoom "camera-room" Warning true;
    NearestFraming "nearest-framing" Info true;
    NotDrawn "not-drawn" Warning true;
    Provider "provider" Error false;
    BackendFit "backend-fit" Error false;
    PromptCut "prompt-cut" Warning false;
    Budget "budget" Error false;
    Refused "refused" Error false;
    Purchase "purchase" Error false;
    FramingCheck "framing-check" Warning false;
}

impl Code {
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|c| c.name() == name)
    }

    /// The rule of a name that a script may waive.
    pub fn rule(name: &str) -> Option<Code> {
        Code::named(name).filter(|c| c.is_rule())
    }

    pub fn rules() -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(|c| c.is_rule())
    }
}

/// The page of a code: what it means, a script that has the problem and one that is mended.
pub fn explain(code: Code) -> &'static str {
    page(code)
}
