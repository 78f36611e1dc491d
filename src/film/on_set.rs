//! What people say on a set and Frost says otherwise: moves, angles, blocking. Nothing here changes a film; it only
//! proposes, and proposes nothing that could not be read.

use crate::syntax::vocabulary::{self, Class};
use crate::syntax::{Rule, clean};

/// A word in another form, and the form that Frost has.
type Pair = (&'static str, &'static str);

const MOVES: [Pair; 48] = [
    ("pan up", "tilt up"),
    ("pan down", "tilt down"),
    ("tilt left", "pan left"),
    ("tilt right", "pan right"),
    ("pedestal left", "truck left"),
    ("pedestal right", "truck right"),
    ("zoom to", "zoom in to"),
    ("crane in", "push in"),
    ("dolly left", "truck left"),
    ("dolly right", "truck right"),
    ("dollies left", "truck left"),
    ("dollies right", "truck right"),
    ("tracks left", "truck left"),
    ("tracks right", "truck right"),
    ("track left", "truck left"),
    ("track right", "truck right"),
    ("slide left", "truck left"),
    ("slide right", "truck right"),
    ("slides left", "truck left"),
    ("slides right", "truck right"),
    ("crab left", "truck left"),
    ("crab right", "truck right"),
    ("dollies in", "push in"),
    ("dollies out", "pull out"),
    ("dollies back", "pull out"),
    ("dolly back", "pull out"),
    ("moves in", "push in"),
    ("moves out", "pull out"),
    ("pushing in", "push in"),
    ("pulling out", "pull out"),
    ("tracks", "track"),
    ("tracking", "track"),
    ("trucks", "truck"),
    ("pans", "pan"),
    ("panning", "pan"),
    ("tilts", "tilt"),
    ("tilting", "tilt"),
    ("zooms", "zoom"),
    ("zooming", "zoom"),
    ("pushes", "push"),
    ("pulls", "pull"),
    ("cranes", "crane"),
    ("follows", "follow"),
    ("following", "follow"),
    ("orbits", "orbit"),
    ("holds", "hold"),
    ("booms", "boom"),
    ("racks focus to", "rack focus to"),
];

const ANGLES: [Pair; 40] = [
    ("shallow depth of field", "shallow focus"),
    ("shallow dof", "shallow focus"),
    ("narrow depth of field", "shallow focus"),
    ("bokeh", "shallow focus"),
    ("deep depth of field", "deep focus"),
    ("deep dof", "deep focus"),
    ("rule of thirds", "left third"),
    ("telephoto", "long lens"),
    ("angle low", "low angle"),
    ("angle high", "high angle"),
    ("bird's eye", "overhead"),
    ("birds eye", "overhead"),
    ("bird's eye view", "overhead"),
    ("bird's-eye view", "overhead"),
    ("worm's eye", "low angle"),
    ("worm's eye view", "low angle"),
    ("worm's-eye view", "low angle"),
    ("extra wide", "extreme wide"),
    ("left profile", "profile left"),
    ("right profile", "profile right"),
    ("drone shot", "aerial"),
    ("wide angle", "wide lens"),
    ("wide-angle", "wide lens"),
    ("from above", "high angle"),
    ("from high above", "overhead"),
    ("from overhead", "overhead"),
    ("from directly above", "overhead"),
    ("top down", "overhead"),
    ("top-down", "overhead"),
    ("top shot", "overhead"),
    ("from below", "low angle"),
    ("from the ground", "ground"),
    ("from the air", "aerial"),
    ("drone", "aerial"),
    ("canted", "dutch"),
    ("canted angle", "dutch"),
    ("tilted", "dutch"),
    ("tilted angle", "dutch"),
    ("dutch angle", "dutch"),
    ("dutch tilt", "dutch"),
];

const BLOCKING: [Pair; 79] = [
    ("carries", "holds"),
    ("carrying", "holds"),
    ("grabs", "holds"),
    ("facing to", "facing"),
    ("from the left", "from left"),
    ("from the right", "from right"),
    ("from the back", "from back"),
    ("by the left", "left"),
    ("by the right", "right"),
    ("to the centre", "to centre"),
    ("to the center", "to centre"),
    ("to the front", "to near"),
    ("to the back", "to far"),
    ("at the centre", "centre"),
    ("at the back", "far"),
    ("at the front", "near"),
    ("camera left", "left"),
    ("camera right", "right"),
    ("picks up", "holds"),
    ("walks over to", "crosses to"),
    ("walks to", "crosses to"),
    ("walks towards", "crosses to"),
    ("goes over to", "crosses to"),
    ("goes to", "crosses to"),
    ("moves to", "crosses to"),
    ("runs to", "crosses to"),
    ("comes to", "crosses to"),
    ("steps to", "crosses to"),
    ("crosses over to", "crosses to"),
    ("cross to", "crosses to"),
    ("enter from", "enters from"),
    ("enter", "enters"),
    ("entering", "enters"),
    ("comes in", "enters"),
    ("exit to", "exits to"),
    ("exit", "exits"),
    ("exiting", "exits"),
    ("leaves", "exits"),
    ("goes out", "exits"),
    ("on the left", "left"),
    ("on the right", "right"),
    ("at the left", "left"),
    ("at the right", "right"),
    ("to the left", "left"),
    ("to the right", "right"),
    ("on left", "left"),
    ("on right", "right"),
    ("at left", "left"),
    ("at right", "right"),
    ("screen left", "left"),
    ("screen right", "right"),
    ("frame left", "left"),
    ("frame right", "right"),
    ("stage left", "left"),
    ("stage right", "right"),
    ("in the centre", "centre"),
    ("in the center", "centre"),
    ("in the middle", "centre"),
    ("middle", "centre"),
    ("in the foreground", "near"),
    ("in the background", "far"),
    ("foreground", "near"),
    ("background", "far"),
    ("away from camera", "away"),
    ("away from the camera", "away"),
    ("sits down", "sits"),
    ("sit down", "sits"),
    ("stands up", "stands"),
    ("gets up", "stands"),
    ("kneels down", "kneels"),
    ("crouches down", "crouches"),
    ("looking at", "looks at"),
    ("looks towards", "looks at"),
    ("turning to", "turns to"),
    ("turns towards", "turns to"),
    ("faces", "facing"),
    ("facing towards", "facing"),
    ("holding", "holds"),
    ("wearing", "wears"),
];

/// The item with every habit in it put right; `None` where there is none.
fn put_right(text: &str, pairs: &[Pair]) -> Option<String> {
    let padded = format!(" {text} ");
    let mut out = padded.clone();
    for (wrong, right) in pairs {
        out = out.replace(&format!(" {wrong} "), &format!(" {right} "));
    }
    (out != padded).then(|| out.trim().to_string())
}

/// A camera move as it is said on a set.
pub(super) fn camera(text: &str) -> Option<String> {
    let right = put_right(text, &MOVES)?;
    clean(Rule::camera_line, &format!("camera {right}")).then_some(right)
}

/// An angle as it is said on a set.
pub(super) fn angle(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    ANGLES.into_iter().find(|(wrong, _)| *wrong == lower).map(|(_, right)| right)
}

/// `left` alone of the light is `from left`.
pub(super) fn light(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let bare = ["on the ", "at the ", "to the ", "from the ", "on ", "at "].iter().find_map(|w| lower.strip_prefix(w)).unwrap_or(&lower);
    let right = format!("from {}", bare.trim_end_matches(" side"));
    vocabulary::find(Class::LightDirection, &right).map(|_| right)
}

/// `ANNA and BORIS sit`: what is said of both is said of each.
fn both_do(text: &str) -> Option<String> {
    let (one, rest) = text.split_once(" and ")?;
    let name = |t: &str| crate::syntax::fits(Rule::name, t);
    let words: Vec<&str> = rest.split(' ').collect();
    let named = (1..words.len()).rev().find(|n| name(&words[..*n].join(" ")))?;
    let (other, act) = (words[..named].join(" "), words[named..].join(" "));
    name(one.trim()).then(|| format!("{} {act}, {other} {act}", one.trim()))
}

/// `holds a cup`, `looks at the door`: a thing without a name stands in quotes; and `;` parts nothing.
fn things_quoted(text: &str, known: &impl Fn(&str) -> bool) -> String {
    const BEFORE: [&str; 8] = ["holds", "drops", "wears", "puts down", "looks at", "turns to", "crosses to", "facing"];
    let text = text.replace(';', ",");
    let items = text.split(", ").map(|item| {
        // What somebody sits on is found where they sit.
        let at_rest = ["sits", "lies", "stands", "kneels", "leans"].iter().find_map(|verb| ["on", "at", "in", "by", "against", "near"].iter().find_map(|word| item.find(&format!("{verb} {word} ")).map(|i| i + verb.len())));
        if let Some(end) = at_rest.filter(|end| !item[*end..].chars().any(char::is_uppercase)) {
            return item[..end].to_string();
        }
        let found = BEFORE.iter().find_map(|verb| item.find(&format!("{verb} ")).map(|i| i + verb.len() + 1));
        let Some(at) = found else { return item.to_string() };
        let thing = item[at..].trim();
        let bare = ["a ", "an ", "the ", "his ", "her ", "their "].iter().find_map(|a| thing.strip_prefix(a));
        // `facing the camera`, `holds the CAKE`: what has a word or a name of its own needs neither article nor quotes.
        if let Some(bare) = bare {
            if vocabulary::find(Class::Bearing, bare).is_some() {
                return format!("{}{bare}", &item[..at]);
            }
            if known(bare) {
                return format!("{}{}", &item[..at], crate::syntax::capitals(bare));
            }
        }
        let article = bare.is_some();
        match article && !thing.contains(['"', '“']) && thing.split(' ').count() <= 5 {
            true => format!("{}\"{thing}\"", &item[..at]),
            false => item.to_string(),
        }
    });
    items.collect::<Vec<_>>().join(", ")
}

/// `BOB 2 metres right`, `BOB 2 right`: a distance with its unit.
fn metres_joined(text: &str) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let mut any = false;
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b'.') && word.starts_with(|c: char| c.is_ascii_digit());
        let next = words.peek().map(|w| w.trim_end_matches(','));
        match next {
            Some("m" | "metre" | "metres" | "meter" | "meters") if number => {
                words.next();
                out.push(format!("{word}m"));
                any = true;
            }
            Some("left" | "right" | "near" | "far") if number => {
                out.push(format!("{word}m"));
                any = true;
            }
            _ => out.push(word.to_string()),
        }
    }
    let right = out.join(" ");
    (any && clean(Rule::stage_line, &format!("stage {right}"))).then_some(right)
}

/// Blocking as it is said on a set; `known` says whose name a word in small letters is.
pub(super) fn blocking(text: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    // `ANNA and BOB facing each other`
    if let Some((one, other)) = text.strip_suffix(" facing each other").or_else(|| text.strip_suffix(" face each other")).and_then(|pair| pair.split_once(" and ")) {
        let right = format!("{one} facing {other}, {other} facing {one}");
        return clean(Rule::stage_line, &format!("stage {right}")).then_some(right);
    }
    if let Some(right) = metres_joined(text) {
        return Some(right);
    }
    let joined = both_do(text).unwrap_or_else(|| text.replace(" and ", ", "));
    // `WILMA is left` says that she is there.
    let said = joined.split(' ').filter(|w| !matches!(*w, "is" | "are" | "stays" | "remains")).collect::<Vec<_>>().join(" ");
    let habits = put_right(&said, &BLOCKING).unwrap_or(said);
    let habits = things_quoted(&habits, &known);
    // `sit` of two is `sits` of each.
    let singular = |w: &str| {
        let one = format!("{w}s");
        vocabulary::find(Class::Posture, w).is_none() && (vocabulary::find(Class::Posture, &one).is_some() || matches!(w, "look" | "turn" | "cross" | "hold" | "wear" | "drop"))
    };
    let habits = habits.split(' ').map(|w| match w.strip_suffix(',').unwrap_or(w) {
        bare if singular(bare) => w.replacen(bare, &if bare == "cross" { "crosses".into() } else { format!("{bare}s") }, 1),
        _ => w.to_string(),
    }).collect::<Vec<_>>().join(" ");
    let words = habits.split(' ').map(|w| {
        let bare = w.trim_end_matches(',');
        let name = bare.starts_with(|c: char| c.is_lowercase()) && known(bare);
        if name { crate::syntax::capitals(w) } else { w.to_string() }
    });
    let right = words.collect::<Vec<_>>().join(" ");
    (right != text && clean(Rule::stage_line, &format!("stage {right}"))).then_some(right)
}
