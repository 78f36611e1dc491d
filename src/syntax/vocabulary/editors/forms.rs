//! The forms of statements as editors read them: which words of the table may stand behind which first word.
//! The line grammar is the authority; this says of each of its rules what an editor must tell apart.

use super::super::{Class, WORDS, spellings};
use crate::syntax::classes::Token;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Context, Form as Statement, find};

/// One form: the rules that have it, the words of the table in it, and the small words between them.
pub struct Form {
    pub name: &'static str,
    pub rules: &'static [Rule],
    pub words: &'static [(Token, &'static [Class])],
    /// Words of the line grammar that are no rows of the table.
    pub also: &'static [(Token, &'static [&'static str])],
    pub joints: &'static [&'static str],
    /// A name in small letters may stand here.
    pub references: bool,
    /// The first item is the author's own words.
    pub text: bool,
    /// What begins with `#` is a label, not a colour.
    pub labels: bool,
}

const NONE: Form = Form { name: "", rules: &[], words: &[], also: &[], joints: &[], references: false, text: false, labels: false };

const LIGHTS: &[Class] =
    &[Class::LightKey, Class::LightQuality, Class::LightDirection, Class::LightPattern, Class::LightSource, Class::LightFlag, Class::Temperature];
const CAMERA: &[Class] = &[Class::Angle, Class::Side, Class::Framing, Class::Lens, Class::Focus, Class::Speed];

pub const FORMS: [Form; 16] = [
    Form {
        name: "shot",
        rules: &[Rule::shot_line, Rule::setup_line, Rule::in_line],
        words: &[(Token::Size, &[Class::Size, Class::Role, Class::Count]), (Token::Camera, CAMERA)],
        joints: &["on", "over", "ots", "pov", "of", "reverse of", "dutch", "and", "omit", "shoulder"],
        references: true,
        labels: true,
        ..NONE
    },
    Form {
        name: "camera",
        rules: &[Rule::camera_line],
        words: &[(Token::Size, &[Class::Size]), (Token::Move, &[Class::Move]), (Token::Modifier, &[Class::Pace, Class::Ease])],
        also: &[(Token::Modifier, &["from side", "from ahead", "from behind", "side", "lead", "tail"])],
        joints: &["then", "over", "from", "to", "on", "with", "and"],
        ..NONE
    },
    Form {
        name: "stage",
        rules: &[Rule::stage_line],
        words: &[(Token::Stage, &[Class::Place, Class::Distance, Class::Bearing, Class::Posture])],
        joints: &["facing", "enters", "exits", "crosses", "turns", "looks", "holds", "drops", "puts down", "wears", "in", "to", "at", "from"],
        ..NONE
    },
    Form { name: "light", rules: &[Rule::light_line], words: &[(Token::Light, LIGHTS)], ..NONE },
    Form { name: "weather", rules: &[Rule::weather_line], words: &[(Token::Light, &[Class::Weather, Class::Amount])], ..NONE },
    Form { name: "grain", rules: &[Rule::grain_line], words: &[(Token::Light, &[Class::Grain])], ..NONE },
    Form { name: "sound", rules: &[Rule::music_line, Rule::sound_line], joints: &["off", "fade in", "fade out", "for", "from", "until scene end", "until shot end", "until film end", "until end"], text: true, references: true, ..NONE },
    Form { name: "card", rules: &[Rule::text_line], words: &[(Token::Modifier, &[Class::TextPlace])], joints: &["for"], text: true, ..NONE },
    Form { name: "transition", rules: &[Rule::transition_line, Rule::black_line], words: &[(Token::Transition, &[Class::Transition])], joints: &["to", "from", "black", "white"], ..NONE },
    Form { name: "own", rules: &[Rule::own_line], words: &[(Token::Modifier, &[Class::Fit])], joints: &["from", "to", "speed", "mute", "fit"], ..NONE },
    Form { name: "pace", rules: &[Rule::pace_line], words: &[(Token::Modifier, &[Class::VoicePace])], ..NONE },
    Form { name: "runtime", rules: &[Rule::runtime_line], words: &[(Token::Modifier, &[Class::Runtime])], ..NONE },
    Form { name: "name", rules: &[Rule::style_line, Rule::person_line, Rule::tune_line, Rule::style_use, Rule::allow_line, Rule::version_line], joints: &["from"], references: true, ..NONE },
    Form { name: "param", rules: &[Rule::param_line], joints: &["spoken"], references: true, ..NONE },
    Form { name: "words", rules: &[Rule::film_line, Rule::cast_line, Rule::wears_line], text: true, ..NONE },
    Form {
        name: "value",
        rules: &[Rule::file_line, Rule::scenes_line, Rule::seed_line, Rule::size_line, Rule::rate_line, Rule::loudness_line, Rule::palette_line, Rule::vignette_line, Rule::height_line, Rule::at_line, Rule::montage_line],
        joints: &["from"],
        ..NONE
    },
];

impl Form {
    /// Every spelling that the form knows, with its class; letters count in joints only. The longest come first.
    pub fn spellings(&self) -> Vec<(Token, &'static str)> {
        let mut out: Vec<(Token, &str)> = self.words.iter().flat_map(|(token, classes)| spellings(classes).map(move |w| (*token, w))).collect();
        out.extend(self.also.iter().flat_map(|(token, words)| words.iter().map(move |w| (*token, *w))));
        out.extend(self.joints.iter().map(|w| (Token::Joint, *w)));
        // `turns to camera`: `to` belongs to the verb.
        out.retain(|(_, w)| *w != "to camera");
        out.sort_by_key(|(_, w)| (std::cmp::Reverse(w.len()), *w));
        out.dedup_by_key(|(_, w)| *w);
        out
    }
}

/// A word that opens a statement at a place, the form of what follows, and what may stand under it.
pub struct Opener {
    pub context: Context,
    pub word: &'static str,
    /// `None` where prose follows.
    pub form: Option<usize>,
    pub rule: Option<Rule>,
    pub body: Option<Context>,
}

pub const CONTEXTS: [Context; 9] =
    [Context::Margin, Context::Film, Context::Version, Context::Style, Context::Entity, Context::Tune, Context::Scene, Context::Shot, Context::Cue];

/// All openers but transitions, asked of the block parser itself.
pub fn openers() -> Vec<Opener> {
    let mut words: Vec<&str> = WORDS.iter().filter(|w| STATEMENTS.contains(&w.class)).map(|w| w.word).collect();
    words.sort_unstable();
    words.dedup();
    let mut out = Vec::new();
    for context in CONTEXTS {
        for word in &words {
            let Some(found) = find(context, word, word) else { continue };
            let rule = match found.form {
                Statement::Line(rule) => Some(rule),
                Statement::Prose => None,
            };
            let form = rule.and_then(|rule| FORMS.iter().position(|f| f.rules.contains(&rule)));
            out.push(Opener { context, word, form, rule, body: found.body });
        }
    }
    out
}

const STATEMENTS: [Class; 6] = [Class::Margin, Class::FilmProperty, Class::StyleProperty, Class::EntityProperty, Class::SceneStatement, Class::ShotStatement];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_has_a_form() {
        for opener in openers() {
            assert_eq!(opener.form.is_some(), opener.rule.is_some(), "{} at {:?}", opener.word, opener.context);
        }
    }

    #[test]
    fn every_word_of_a_statement_is_in_a_form() {
        let known: Vec<Class> = FORMS.iter().flat_map(|f| f.words).flat_map(|(_, c)| c.iter().copied()).chain(STATEMENTS).chain([Class::Hour, Class::Extension, Class::Part, Class::ShotJoint, Class::CameraJoint, Class::StageVerb]).collect();
        for class in Class::ALL {
            assert!(known.contains(&class), "{}", class.name());
        }
    }
    #[test]
    fn every_small_word_is_a_joint_of_its_form() {
        for (form, class) in [("shot", Class::ShotJoint), ("camera", Class::CameraJoint), ("stage", Class::StageVerb)] {
            let joints = FORMS.iter().find(|f| f.name == form).unwrap().joints;
            for word in spellings(&[class]) {
                let parts: Vec<&str> = if joints.contains(&word) { vec![word] } else { word.split(' ').collect() };
                assert!(parts.iter().all(|part| joints.contains(part)), "{word} of {form}");
            }
        }
    }
}
