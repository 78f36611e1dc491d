//! What is known of the word under the cursor.

use std::fmt::Write;

use serde_json::{Value, json};

use super::names::{Family, Mention};
use super::inlay::shots_in_words;
use super::script::Script;
use crate::film::{Film, Person, Style};
use crate::plan::task::Spec;
use crate::source::FileId;
use crate::syntax::classes::{Token, classes};
use crate::syntax::normalise;
use crate::syntax::vocabulary::{Class, WORDS, Word};

pub fn hover(script: &Script, offset: usize) -> Value {
    let text = script.own();
    let named = script.mention_at(offset).and_then(|m| Some((of_name(script, m)?, m.start..m.end)));
    let found = named.or_else(|| of_language(script, offset).then(|| words(text.as_str(), offset)).flatten());
    let line = text.position(offset).line;
    let first = text.line(line).trim_start().split([' ', ',']).next().unwrap_or("");
    // On the word that begins it, a shot tells of itself.
    let on_first = offset <= text.line_start(line) + (text.line(line).len() - text.line(line).trim_start().len()) + first.len();
    let shot = if first == "shot" && on_first { of_shot(script, offset) } else { None };
    let (said, range) = match (shot, found) {
        (Some(shot), Some((words, range))) => (format!("{shot}\n\n---\n\n{words}"), range),
        (Some(shot), None) => (shot, text.word(offset)),
        (None, Some(found)) => found,
        (None, None) => return Value::Null,
    };
    json!({ "contents": { "kind": "markdown", "value": said }, "range": text.range(range.start, range.end) })
}

/// Whether words of the language stand at a place, and not its author's own.
fn of_language(script: &Script, offset: usize) -> bool {
    let text = script.own();
    let part = script.parse(FileId(0)).root.children.iter().filter(|n| n.start as usize <= offset && offset <= n.end as usize);
    let statement = text.line(text.position(offset).line).trim_start().split([' ', ',']).next().unwrap_or("");
    part.flat_map(|node| classes(node, text.as_str())).filter(|c| c.start <= offset && offset <= c.end).any(|c| match c.token {
        Token::Keyword | Token::Transition | Token::Size | Token::Camera | Token::Move | Token::Light | Token::Stage | Token::Modifier | Token::Joint | Token::Extension | Token::Heading | Token::Unknown => true,
        // `NINA's hands`
        Token::Text => matches!(statement, "shot" | "setup" | "in"),
        _ => false,
    })
}

/// The longest run of words around a place that the vocabulary knows.
fn words(text: &str, offset: usize) -> Option<(String, std::ops::Range<usize>)> {
    let start = text[..offset].rfind(['\n', '\r', ',']).map_or(0, |i| i + 1);
    let end = text[offset..].find(['\n', '\r', ',']).map_or(text.len(), |i| offset + i);
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut at = start;
    for word in text[start..end].split(' ') {
        if !word.is_empty() {
            edges.push((at, at + word.len()));
        }
        at += word.len() + 1;
    }
    let line = text[..offset].rfind('\n').map_or(0, |i| i + 1);
    let classes = classes_of(text[line..end].trim_start().split([' ', ',']).next().unwrap_or(""));
    let here = edges.iter().position(|(s, e)| *s <= offset && offset <= *e)?;
    for length in (1..=4).rev() {
        for first in here.saturating_sub(length - 1)..=here {
            let Some(last) = edges.get(first + length - 1) else { continue };
            let range = edges[first].0..last.1;
            let phrase = text[range.clone()].trim_matches(['(', ')']);
            let bare = phrase.trim_matches('.');
            let is = |w: &&Word| [phrase, bare].iter().any(|p| std::iter::once(&w.word).chain(w.also).any(|spelling| spelling.eq_ignore_ascii_case(p)));
            let all: Vec<&Word> = WORDS.iter().filter(is).collect();
            let before = first.checked_sub(1).map_or("", |i| &text[edges[i].0..edges[i].1]);
            let other = if BEARINGS.contains(&before) { Class::Place } else { Class::Bearing };
            let fits = |w: &&Word| classes.contains(&w.class) && !(w.class == other && all.len() > 1);
            // A statement knows its own words; of one that has none, every meaning.
            let found: Vec<&Word> = if classes.is_empty() { all } else { all.iter().copied().filter(fits).collect() };
            if !found.is_empty() {
                let mut out = String::new();
                for (i, word) in found.iter().enumerate() {
                    let also = if word.also.is_empty() { String::new() } else { format!("  \nalso written {}", word.also.iter().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(", ")) };
                    let _ = write!(out, "{}**{}** · {}  \n{}{also}", if i > 0 { "\n\n" } else { "" }, word.word, word.class.name(), word.meaning);
                }
                return Some((out, range));
            }
        }
    }
    None
}

/// Behind these `left` is a direction; elsewhere in a stage line it is a place.
const BEARINGS: [&str; 6] = ["facing", "looks", "turns", "exits", "enters", "from"];

/// Whose words a statement has.
fn classes_of(statement: &str) -> &'static [Class] {
    use Class::*;
    match statement {
        "shot" | "setup" | "in" => &[ShotStatement, SceneStatement, Size, Role, Count, Angle, Side, Framing, Lens, Focus, Speed, Part, ShotJoint],
        "camera" => &[ShotStatement, Move, Pace, Ease, Size, CameraJoint],
        "stage" => &[SceneStatement, ShotStatement, Place, Distance, Bearing, Posture, StageVerb],
        "light" => &[LightKey, LightQuality, LightDirection, LightPattern, LightSource, LightFlag, Temperature],
        "weather" => &[Weather, Amount],
        "title" | "super" => &[TextPlace],
        _ => &[],
    }
}

fn of_name(script: &Script, mention: &Mention) -> Option<String> {
    let film = &script.checked.film;
    let key = mention.key.as_str();
    match mention.family {
        Family::Person => film.people.iter().find(|p| normalise(&p.name) == key).map(|p| of_person(film, p)),
        Family::Place => {
            let place = film.place_named(key)?;
            let scenes: Vec<&str> = film.scenes.iter().filter(|s| s.heading.places.iter().any(|p| normalise(p) == key)).map(|s| s.number.as_str()).collect();
            let scenes = match scenes.len() {
                0 => "in no scene".to_string(),
                1 => format!("scene {}", scenes[0]),
                _ => format!("scenes {}", scenes.join(", ")),
            };
            Some(format!("**{}** · place{}\n\n{scenes}", place.name, look(&place.look)))
        }
        Family::Prop => film.props.iter().find(|p| normalise(&p.name) == key).map(|p| format!("**{}** · prop{}", p.name, look(&p.look))),
        Family::Style => film.style_named(key).map(|s| of_style(script, s)),
        Family::Tune => film.music.iter().map(|t| ("music", t)).chain(film.sounds.iter().map(|t| ("sound", t))).find(|(_, t)| t.name == key).map(|(what, t)| {
            let tempo = t.tempo.map_or(String::new(), |t| format!(", {} bpm", f64::from(t) / 100.0));
            format!("**{}** · {what}{tempo}{}", t.name, look(&t.mood))
        }),
        Family::Setup => film.setups.get(key).map(|s| {
            // As its author wrote it.
            let source = script.checked.read.get(s.span.file);
            let line = source.line(source.position(s.span.start as usize).line);
            let said = line.split_once('=').map_or("", |(_, said)| said.trim().trim_end_matches(','));
            format!("**{key}** · set-up\n\n{said}")
        }),
        Family::Version => Some(format!("**{key}** · version")),
        Family::Param => {
            let value = script.value_of(key).map_or(String::new(), |value| format!("\n\n{value}"));
            Some(format!("**{key}** · param{value}"))
        }
    }
}

fn look(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n\n{text}") }
}

fn of_person(film: &Film, person: &Person) -> String {
    let id = film.people.iter().position(|p| std::ptr::eq(p, person));
    let seen = film.scenes.iter().flat_map(|s| &s.shots).filter(|s| s.people.iter().any(|p| Some(p.0) == id)).count();
    let what = if person.extras { "extras" } else { "character" };
    let voice = if person.voice.is_empty() { String::new() } else { format!("\n\nvoice: {}", person.voice) };
    format!("**{}** · {what}{}{voice}\n\n{:.2} m, in {}", person.name, look(&person.look), f64::from(person.height) / 1000.0, shots_in_words(seen))
}

/// A style as it is after its `from`, with where each part was said.
fn of_style(script: &Script, style: &Style) -> String {
    let film = &script.checked.film;
    let mut out = format!("**{}** · style", style.name);
    if let Some(from) = &style.from {
        let _ = write!(out, " from {}", from.value);
    }
    // Who says it is the nearest declaration above the words.
    let whose = |span: crate::source::Span| {
        let above = film.styles.iter().filter(|s| s.span.file == span.file && s.span.start <= span.start).max_by_key(|s| s.span.start);
        above.map_or(String::new(), |s| if s.name == style.name { String::new() } else { format!(" *(from {})*", s.name) })
    };
    let mut row = |name: &str, value: String, span: crate::source::Span| {
        let _ = write!(out, "\n\n{name}: {value}{}", whose(span));
    };
    if let Some(look) = &style.look {
        row("look", look.value.join(", "), look.span);
    }
    if let Some(avoid) = &style.avoid {
        row("avoid", avoid.value.clone(), avoid.span);
    }
    if let Some(palette) = &style.palette {
        row("palette", palette.value.iter().map(|[r, g, b]| format!("`#{r:02x}{g:02x}{b:02x}`")).collect::<Vec<_>>().join(" "), palette.span);
    }
    if let Some(grain) = &style.grain {
        row("grain", format!("{:?}", grain.value).to_lowercase(), grain.span);
    }
    if let Some(vignette) = &style.vignette {
        row("vignette", format!("{}%", f64::from(vignette.value) / 10.0), vignette.span);
    }
    // As their lines say them.
    let said = |span, word: &str| {
        let line = script.checked.read.text(span);
        line.strip_prefix(word).unwrap_or(line).trim().to_string()
    };
    if let Some(light) = &style.light {
        row("light", said(light.span, "light"), light.span);
    }
    if let Some(weather) = &style.weather {
        row("weather", said(weather.span, "weather"), weather.span);
    }
    out
}

/// The number of the shot whose lines hold a place.
pub fn shot_at(script: &Script, offset: usize) -> Option<String> {
    let mut shots = script.checked.film.scenes.iter().flat_map(|s| &s.shots).filter(|s| !s.covered);
    let holds = |s: &&crate::film::Shot| {
        let span = script.written(s.extent);
        span.file == FileId(0) && span.start as usize <= offset && offset <= span.end as usize
    };
    shots.rfind(holds).map(|s| s.number.clone())
}

fn of_shot(script: &Script, offset: usize) -> Option<String> {
    let number = shot_at(script, offset)?;
    let (cast, bare);
    let plan = match script.plan() {
        Some(plan) => {
            cast = true;
            plan
        }
        None => {
            cast = false;
            bare = script.bare_plan();
            &bare
        }
    };
    let row = plan.shots.iter().find(|s| s.number == number)?;
    let rate = script.checked.film.rate;
    let mut out = format!("**shot {number}** · {} · {}mm · {} · {:.1}s ({})", row.size, row.lens, rate.timecode(row.start), row.frames as f64 / rate.as_f64(), row.length);
    if !row.subjects.is_empty() {
        let _ = write!(out, "\n\non {}", row.subjects.join(", "));
    }
    if !row.camera.is_empty() {
        let _ = write!(out, "\n\ncamera {}", row.camera.join(", then "));
    }
    let orders: Vec<_> = plan.tasks.iter().filter(|t| t.shot.as_deref() == Some(&number)).filter_map(|t| if let Spec::Order { order, .. } = &t.spec { Some((t, order)) } else { None }).collect();
    for (task, order) in &orders {
        let _ = write!(out, "\n\n{} by {}/{}, ${:.2}\n> {}", task.kind, order.provider, order.model, task.cost as f64 / 100_000.0, order.prompt);
    }
    if !cast {
        out.push_str("\n\nwho makes it is not known: see the problems of `frost.toml`");
    } else if orders.is_empty() {
        out.push_str("\n\nby the embedded backends, $0.00");
    }
    Some(out)
}
