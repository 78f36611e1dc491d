//! A typed shot in the words of a model: a sentence, tags, or what moves. What is too long is cut by priority, and
//! never within a word.

use super::contract::Words;
use crate::plan::build::ShotRow;
use crate::plan::picture::{Figure, Hour, Light, Picture, Pose, Sky, Weather};

/// A prompt, and what had to be left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    pub text: String,
    pub avoid: String,
    /// What was shortened or left out, in words for the author.
    pub cut: Vec<&'static str>,
}

/// A part of a prompt: what it is, how soon it goes when there is no room (the highest first), and its words.
struct Piece {
    what: &'static str,
    weight: u8,
    text: String,
}

/// Prompts grow with a shot's prose alone; nobody writes longer ones by hand. `apart`: what must not be seen is said apart.
pub fn of_shot(picture: &Picture, shot: &ShotRow, action: &str, words: Words, apart: bool, most: usize) -> Prompt {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |what, weight, text: String| {
        let text = plain(&text);
        if !text.is_empty() {
            pieces.push(Piece { what, weight, text });
        }
    };
    let motion = words == Words::Motion;
    if !motion {
        add("the style's look", 1, picture.style.look.clone());
    }
    add("the framing", 2, framing(picture, shot));
    if motion {
        add("the camera's moves", 1, camera(shot));
    }
    for figure in &picture.figures {
        add("a person's look", if figure.subject { 1 } else { 4 }, person(picture, figure));
    }
    for thing in picture.things.iter().filter(|t| t.subject) {
        add("a thing's look", 2, joined(&[&lower(&thing.name), &thing.look], ": "));
    }
    add("the action", 0, action.to_string());
    if !motion {
        add("the place's look", 2, place(picture));
        add("the hour and the weather", 3, conditions(picture.hour, picture.weather));
        add("the light", 3, light(&picture.light));
        add("the depth of field", 5, if shallow(picture) { "shallow depth of field".into() } else { String::new() });
        add("the palette", 6, palette(&picture.style.palette));
    }
    let avoid = plain(&picture.style.avoid);
    let apart = apart || words == Words::Tags;
    if words == Words::Sentence && !apart && !avoid.is_empty() {
        add("what to avoid", 4, format!("nothing of this is seen: {avoid}"));
    }
    let (between, capital) = match words {
        Words::Tags => (", ", false),
        Words::Sentence | Words::Motion => (". ", true),
    };
    let (text, cut) = fitted(pieces, between, capital, most);
    Prompt { text, avoid: if apart { avoid } else { String::new() }, cut }
}

/// Whether what lies behind the subject is seen to be soft.
fn shallow(picture: &Picture) -> bool {
    match picture.focus.stop {
        0 => false,
        stop if picture.rank >= 7 => stop <= 560,
        stop => stop < 400,
    }
}

/// Pieces up to this weight stay beside an action that is long.
const COUNTS: u8 = 3;

/// The pieces in their order, the heaviest shortened or left out until there is room.
fn fitted(mut pieces: Vec<Piece>, between: &str, capital: bool, most: usize) -> (String, Vec<&'static str>) {
    let mut cut = Vec::new();
    // What happens is said at any rate, and where it is longer than half of what there is room for, it is not all that is said.
    let what_counts: Vec<Piece> = pieces.iter().filter(|p| p.weight <= COUNTS).map(|p| Piece { text: p.text.clone(), ..*p }).collect();
    let long = written(&what_counts, between, capital).chars().count();
    if let Some(action) = pieces.iter_mut().find(|p| p.weight == 0) {
        let have = action.text.chars().count();
        let room = have.saturating_sub(long.saturating_sub(most)).max(most / 2);
        if long > most && have > room {
            action.text = words_within(&action.text, room).to_string();
            cut.push(action.what);
        }
    }
    loop {
        let text = written(&pieces, between, capital);
        let long = text.chars().count();
        if long <= most {
            return (text, cut);
        }
        let Some(heaviest) = pieces.iter().enumerate().max_by_key(|(i, p)| (p.weight, *i)).map(|(i, _)| i) else { return (String::new(), cut) };
        let piece = &mut pieces[heaviest];
        if !cut.contains(&piece.what) {
            cut.push(piece.what);
        }
        let have = piece.text.chars().count();
        let room = have.saturating_sub(long - most);
        let kept = words_within(&piece.text, room);
        // A few words of a description say nothing; of the action they are better than none.
        if kept.is_empty() || (piece.weight > 0 && kept.chars().count() < 24) {
            pieces.remove(heaviest);
        } else {
            piece.text = kept.to_string();
        }
    }
}

fn written(pieces: &[Piece], between: &str, capital: bool) -> String {
    let parts: Vec<String> = pieces.iter().map(|p| if capital { capitalised(&p.text) } else { p.text.replace(". ", ", ") }).map(|t| t.trim_end_matches(['.', ',', ' ']).to_string()).collect();
    let mut text = parts.join(between);
    if capital && !text.is_empty() && !text.ends_with(['!', '?', '…']) {
        text.push('.');
    }
    text
}

/// The longest run of whole words from the start that has at most so many characters.
pub fn words_within(text: &str, most: usize) -> &str {
    let mut end = 0;
    let mut start = 0;
    let mut chars = 0;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() {
            if i > start && chars <= most {
                end = i;
            }
            start = i + c.len_utf8();
        }
        chars += 1;
        if chars > most + 1 {
            break;
        }
    }
    text[..end.min(text.len())].trim_end_matches(|c: char| matches!(c, ',' | ';' | ':' | '-' | '–' | '—') || c.is_whitespace())
}

/// One line without what providers read as commands of their own: tags in angle brackets, weights, wildcards.
pub fn plain(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).map(|c| match c { '<' => '‹', '>' => '›', c => c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// Names stand in capitals in a script, and models draw capitals as lettering.
fn lower(name: &str) -> String {
    if name.chars().any(char::is_lowercase) { name.to_string() } else { name.to_lowercase() }
}

fn proper(name: &str) -> String {
    name.split(' ').map(|w| if w.chars().any(char::is_lowercase) { w.to_string() } else { capitalised(&w.to_lowercase()) }).collect::<Vec<_>>().join(" ")
}

fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(between)
}

fn framing(picture: &Picture, shot: &ShotRow) -> String {
    let name = match crate::syntax::vocabulary::size_name(picture.rank) {
        "insert" => "insert".to_string(),
        size => format!("{size} shot"),
    };
    let people: Vec<String> = picture.figures.iter().filter(|f| f.subject).map(|f| match &f.part {
        Some(part) => format!("{}'s {part}", proper(&f.name)),
        None => proper(&f.name),
    }).collect();
    let things: Vec<String> = picture.things.iter().filter(|t| t.subject).map(|t| lower(&t.name)).collect();
    let seen: Vec<String> = people.into_iter().chain(things).collect();
    let of = if seen.is_empty() { "of the place".to_string() } else { format!("of {}", seen.join(" and ")) };
    let angle = shot.angle.as_deref().map(|a| format!(", {a}")).unwrap_or_default();
    let lens = format!(", {:.0}mm lens", shot.lens);
    let framing = if shot.framing.is_empty() { String::new() } else { format!(", {}", shot.framing.join(", ")) };
    format!("{name} {of}{angle}{lens}{framing}")
}

fn camera(shot: &ShotRow) -> String {
    if shot.camera.is_empty() { "the camera stands still".to_string() } else { format!("the camera moves: {}", shot.camera.join(", then ")) }
}

fn person(picture: &Picture, figure: &Figure) -> String {
    let mut said = vec![proper(&figure.name)];
    if !figure.look.is_empty() {
        said.push(figure.look.clone());
    }
    if let Some(worn) = &figure.wears {
        said.push(format!("wearing {worn}"));
    }
    if !figure.holds.is_empty() {
        said.push(format!("holding {}", figure.holds.join(" and ")));
    }
    said.push(pose(figure.pose).to_string());
    match figure.tilt {
        0 => {}
        up if up > 0 => said.push(pose(Pose::LookUp).to_string()),
        _ => said.push(pose(Pose::LookDown).to_string()),
    }
    if let Some(side) = side(picture, figure) {
        said.push(side.to_string());
    }
    if let Some(facing) = facing(picture, figure) {
        said.push(facing.to_string());
    }
    joined(&said.iter().map(String::as_str).collect::<Vec<_>>(), ", ")
}

/// Where in the frame somebody stands, from the solved camera.
fn side(picture: &Picture, figure: &Figure) -> Option<&'static str> {
    if picture.figures.len() < 2 {
        return None;
    }
    let mut at = crate::plan::picture::metres(figure.at);
    at.y += f64::from(figure.height) * 0.85 / 1000.0;
    let seen = picture.camera().project(at)?;
    Some(match seen.x {
        x if x < 0.40 => "left in the frame",
        x if x > 0.60 => "right in the frame",
        _ => "in the middle of the frame",
    })
}

/// Which way a body is turned, seen from the camera.
fn facing(picture: &Picture, figure: &Figure) -> Option<&'static str> {
    let turned = f64::from(figure.gaze.unwrap_or(figure.yaw) - picture.camera.yaw) / 1000.0;
    let turned = turned.rem_euclid(360.0);
    Some(match turned {
        t if !(45.0..315.0).contains(&t) => "seen from behind",
        t if t < 135.0 => "looking to the right",
        t if t < 160.0 => "turned a little to the right",
        t if t < 200.0 => return None,
        t if t < 225.0 => "turned a little to the left",
        _ => "looking to the left",
    })
}

fn pose(pose: Pose) -> &'static str {
    match pose {
        Pose::Stand => "",
        Pose::Sit => "sitting",
        Pose::Kneel => "kneeling",
        Pose::Lie => "lying",
        Pose::Walk => "walking",
        Pose::Run => "running",
        Pose::Point => "pointing",
        Pose::Reach => "reaching out",
        Pose::LookUp => "looking up",
        Pose::LookDown => "looking down",
        Pose::Embrace => "in an embrace",
        Pose::Crouch => "crouching",
        Pose::Hold => "",
        Pose::Wave => "waving",
        Pose::Cheer => "cheering",
        Pose::Bow => "bowing",
        Pose::Lean => "leaning",
        Pose::Push => "pushing",
        Pose::Throw => "throwing",
        Pose::Climb => "climbing",
        Pose::Dance => "dancing",
        Pose::Pray => "praying",
        Pose::Weep => "weeping",
        Pose::Write => "writing",
        Pose::Drink => "drinking",
        Pose::Salute => "saluting",
        Pose::Shrug => "shrugging",
    }
}

fn place(picture: &Picture) -> String {
    let place = &picture.place;
    let name = joined(&[&lower(&place.name), &lower(&place.area)], ", ");
    let inside = if place.interior { "interior" } else { "exterior" };
    joined(&[&joined(&[inside, &name], ", "), &place.look], ": ")
}

fn conditions(hour: Hour, weather: Weather) -> String {
    let hour = match hour {
        Hour::Dawn => "at dawn",
        Hour::Morning => "in the morning",
        Hour::Day => "by day",
        Hour::Noon => "at noon",
        Hour::Afternoon => "in the afternoon",
        Hour::MagicHour => "at the golden hour",
        Hour::Dusk => "at dusk",
        Hour::Evening => "in the evening",
        Hour::Night => "at night",
    };
    let much = match weather.amount {
        1 => "light ",
        3 => "heavy ",
        _ => "",
    };
    let sky = match weather.kind {
        Sky::Clear => return hour.to_string(),
        Sky::Snow => "snowfall",
        Sky::Rain => "rain",
        Sky::Fog => "fog",
        Sky::Wind => "wind",
        Sky::Dust => "dust in the air",
        Sky::Storm => "storm",
        Sky::Overcast => "overcast sky",
    };
    format!("{hour}, {much}{sky}")
}

fn light(light: &Light) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(light.quality.as_ref().map(|q| format!("{q} light")));
    said.extend(light.source.as_ref().map(|s| format!("{s} light")));
    said.extend(light.direction.as_ref().map(|d| format!("{d} light")));
    match light.side {
        s if s < 0 => said.push("light from the left".into()),
        s if s > 0 => said.push("light from the right".into()),
        _ => {}
    }
    said.extend(light.key.as_ref().map(|k| format!("{k} key")));
    said.extend(light.pattern.as_ref().map(|p| format!("{p} lighting")));
    said.extend(light.kelvin.map(|k| match k {
        0..=4200 => "warm colour temperature".to_string(),
        4201..=6500 => "neutral colour temperature".to_string(),
        _ => "cool colour temperature".to_string(),
    }));
    if light.volumetric {
        said.push("visible beams of light".into());
    }
    said.join(", ")
}

fn palette(colours: &[[u8; 3]]) -> String {
    if colours.is_empty() {
        return String::new();
    }
    format!("palette {}", colours.iter().map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_never_cut() {
        assert_eq!(words_within("a lighthouse, white and red", 13), "a lighthouse");
        assert_eq!(words_within("a lighthouse", 12), "a lighthouse");
        assert_eq!(words_within("a lighthouse", 11), "a");
        assert_eq!(words_within("lighthouse", 4), "");
    }

    fn piece(what: &'static str, weight: u8, text: &str) -> Piece {
        Piece { what, weight, text: text.into() }
    }

    #[test]
    fn what_matters_least_goes_first_and_is_said() {
        let pieces = || vec![piece("the style's look", 1, "gouache"), piece("the action", 0, "she opens the door slowly"), piece("the palette", 6, "palette #102030 #405060")];
        assert_eq!(fitted(pieces(), ". ", true, 100).0, "Gouache. She opens the door slowly. Palette #102030 #405060.");
        assert_eq!(fitted(pieces(), ". ", true, 40), ("Gouache. She opens the door slowly.".into(), vec!["the palette"]));
        // An action that is long leaves room for who is seen, how, and where.
        assert_eq!(fitted(pieces(), ". ", true, 20), ("Gouache. She opens.".into(), vec!["the action", "the palette"]));
        let mut long = pieces();
        long[1].text = "she opens the door and goes on ".repeat(20);
        long.push(piece("the light", 3, "light from the left"));
        let (text, cut) = fitted(long, ". ", true, 200);
        assert!(text.starts_with("Gouache. She opens") && text.ends_with("Light from the left.") && text.chars().count() <= 200, "{text}");
        assert_eq!(cut, ["the action", "the palette"]);
    }

    proptest! {
        #[test]
        fn a_prompt_has_room_and_whole_words(text in "[a-z ,]{0,200}", most in 1_usize..220) {
            let kept = words_within(&text, most);
            prop_assert!(kept.chars().count() <= most);
            let words: Vec<&str> = text.split([' ', ',']).collect();
            // Nothing at all where the first word alone is too long.
            prop_assert!(kept.is_empty() || kept.split([' ', ',']).all(|w| words.contains(&w)));
        }
    }
}
