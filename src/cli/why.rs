//! Where each property of a shot comes from: said in the shot, in its set-up, its scene, a style, or nowhere.

use serde::Serialize;

use super::project::Checked;
use crate::film::{BeatKind, Film, PersonId, Scene, Shot, Style, Subject};
use crate::plan::Plan;
use crate::source::Span;
use crate::syntax::vocabulary;

#[derive(Debug, Serialize)]
pub struct Why {
    pub shot: String,
    pub properties: Vec<Property>,
}

#[derive(Debug, Serialize)]
pub struct Property {
    pub property: &'static str,
    pub value: String,
    /// `shot`, `set-up`, `scene`, `style northlight`, `film`, or `default`.
    pub from: String,
    pub file: Option<String>,
    pub line: Option<usize>,
}

pub fn why(checked: &Checked, plan: &Plan, number: &str) -> Option<Why> {
    let film = &checked.film;
    let (scene, shot) = film.scenes.iter().flat_map(|s| s.shots.iter().map(move |shot| (s, shot))).find(|(_, shot)| shot.number == number)?;
    let row = plan.shots.iter().find(|s| s.number == number)?;
    let mut out = Collector { checked, scene, shot, list: Vec::new() };
    let spec = &shot.spec;
    let said = |span: Span| checked.read.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let behind = |span: Span| said(span).split_once(' ').map_or(String::new(), |(_, rest)| rest.to_string());
    for name in [&spec.setup, &spec.reverse].into_iter().flatten() {
        out.add("set-up", &name.value, Some(name.span));
    }
    if let Some(role) = &spec.role {
        out.add("role", &said(role.span), Some(role.span));
    }
    out.add("size", vocabulary::size_name(shot.rank()), spec.size.as_ref().map(|s| s.span));
    out.add("subjects", &row.subjects.join(", "), spec.subjects.first().map(|s| s.span));
    out.add("lens", &format!("{}mm", row.lens), spec.lens.as_ref().map(|s| s.span));
    let text = |value: &Option<crate::source::Spanned<String>>, otherwise: &str| value.as_ref().map_or(otherwise.to_string(), |v| v.value.clone());
    out.add("angle", &text(&spec.angle, "eye level"), spec.angle.as_ref().map(|s| s.span));
    out.add("side", &text(&spec.side, "from the staging"), spec.side.as_ref().map(|s| s.span));
    out.add("focus", &text(&spec.focus, "on the first subject"), spec.focus.as_ref().map(|s| s.span));
    out.add("aperture", &spec.aperture.as_ref().map_or("from size and focus".to_string(), |a| format!("f/{}", f64::from(a.value) / 100.0)), spec.aperture.as_ref().map(|a| a.span));
    let viewpoint = spec.over.as_ref().map(|p| (format!("over {}", film.person(p.value).name), p.span));
    let viewpoint = viewpoint.or(spec.pov.as_ref().map(|p| (format!("pov of {}", film.person(p.value).name), p.span)));
    out.add("viewpoint", viewpoint.as_ref().map_or("the camera's own", |v| &v.0), viewpoint.as_ref().map(|v| v.1));
    out.add("framing", &match spec.framing.is_empty() {
        true => "by the rule of thirds".to_string(),
        false => spec.framing.iter().map(|f| f.value.as_str()).collect::<Vec<_>>().join(", "),
    }, spec.framing.first().map(|f| f.span));
    out.add("roll", &format!("{}deg", f64::from(spec.dutch.as_ref().map_or(0, |d| d.value)) / 1000.0), spec.dutch.as_ref().map(|d| d.span));
    out.add("speed", &text(&spec.speed, "normal"), spec.speed.as_ref().map(|s| s.span));
    if shot.moves.is_empty() {
        out.add("camera", "still", None);
    }
    for step in &shot.moves {
        out.add("camera", &said(step.span), Some(step.span));
    }
    let at = scene.shots.iter().position(|s| std::ptr::eq(s, shot)).unwrap_or(0);
    for (_, staged) in scene.blocking.iter().filter(|(before, _)| *before <= at) {
        out.add("stage", &behind(staged.span), Some(staged.span));
    }
    for beat in &shot.beats {
        if let BeatKind::Stage(staged) = &beat.kind {
            out.add("stage", &behind(staged.span), Some(staged.span));
        }
    }
    out.add("length", &format!("{} frames, {}", row.frames, row.length), spec.length.as_ref().map(|s| s.span));
    let name = shot.conditions.style.as_ref().or(scene.conditions.style.as_ref()).or(film.style.as_ref());
    let style = name.and_then(|n| film.style_named(&n.value)).or_else(|| (film.style.is_none() && film.styles.len() == 1).then(|| &film.styles[0]));
    out.add("style", style.map_or("none", |s| &s.name), name.map(|n| n.span));
    let fallback = Style::default();
    let style = style.unwrap_or(&fallback);
    out.add("look", &style.look.as_ref().map(|l| l.value.join(", ")).unwrap_or_default(), style.look.as_ref().map(|l| l.span));
    out.add("avoid", style.avoid.as_ref().map_or("", |a| &a.value), style.avoid.as_ref().map(|a| a.span));
    out.add("palette", &style.palette.as_ref().map(|p| p.value.iter().map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")).collect::<Vec<_>>().join(" ")).unwrap_or_default(), style.palette.as_ref().map(|p| p.span));
    out.add("grain", &style.grain.as_ref().map_or("fine".to_string(), |g| format!("{:?}", g.value).to_lowercase()), style.grain.as_ref().map(|g| g.span));
    out.add("vignette", &format!("{}%", f64::from(style.vignette.as_ref().map_or(300, |v| v.value)) / 10.0), style.vignette.as_ref().map(|v| v.span));
    let light = shot.conditions.light.as_ref().or(scene.conditions.light.as_ref()).or(style.light.as_ref()).map(|l| l.span);
    out.add("light", &light.map_or("from hour and place".to_string(), behind), light);
    let weather = shot.conditions.weather.as_ref().or(scene.conditions.weather.as_ref()).or(style.weather.as_ref()).map(|w| w.span);
    out.add("weather", &weather.map_or("clear".to_string(), behind), weather);
    let hour = format!("{:?}", scene.heading.hour).to_lowercase();
    // CONTINUOUS, SAME and LATER take the hour of the scene before, and so does a heading without one.
    let earlier = film.scenes.iter().take_while(|s| !std::ptr::eq(*s, scene)).filter(|s| s.heading.hour_said).last();
    match earlier.filter(|before| !scene.heading.hour_said && before.heading.hour == scene.heading.hour) {
        Some(before) => {
            let place = Property { from: format!("scene {}", before.number), ..out.place(Some(before.span)) };
            out.list.push(Property { property: "hour", value: hour, ..place });
        }
        // The heading says it, of a covered shot too.
        None if scene.heading.hour_said => {
            let place = Property { from: "scene".to_string(), ..out.place(Some(scene.span)) };
            out.list.push(Property { property: "hour", value: hour, ..place });
        }
        None => out.add("hour", &hour, None),
    }
    for subject in &spec.subjects {
        if let Subject::Person(id) | Subject::Part(id, _) = subject.value {
            let person = film.person(id);
            let look = if person.look.is_empty() { "none".to_string() } else { person.look.clone() };
            out.list.push(Property { property: "person", value: format!("{}: {look}", person.name), ..out.place(person.declared) });
        }
    }
    for id in speakers(shot) {
        let person = film.person(id);
        let voice = if person.voice.is_empty() { "none said" } else { &person.voice };
        let pace = if person.pace == 100 { String::new() } else { format!(", pace {}%", person.pace) };
        out.list.push(Property { property: "voice", value: format!("{}: {voice}{pace}", person.name), ..out.place(person.declared) });
    }
    // Music plays on until another begins or it is put off; a sound of the scene from its shot on.
    let music = scene.shots[..=at].iter().enumerate().flat_map(|(i, s)| s.sounds.iter().map(move |c| (i, c))).chain(scene.sounds.iter().map(|c| (c.shot, c))).filter(|(i, c)| c.music && *i <= at);
    if let Some((_, cue)) = music.max_by_key(|(i, c)| (*i, c.span.start)) {
        out.add("music", &behind(cue.span), Some(cue.span));
    }
    for cue in shot.sounds.iter().chain(scene.sounds.iter().filter(|c| c.shot == at)).filter(|c| !c.music) {
        out.add("sound", &behind(cue.span), Some(cue.span));
    }
    let slot = film.slots.get(shot.slot);
    if let Some(joined) = slot.and_then(|s| s.join.as_ref()) {
        out.add("transition", &said(joined.span), Some(joined.span));
    }
    let (seed, said) = match (shot.seed, film.seed_said) {
        (Some(seed), _) => (seed, shot.seed_said),
        (None, said) => (film.seed, said),
    };
    out.add("seed", &seed.to_string(), said);
    out.add("takes", &shot.takes.unwrap_or(1).to_string(), shot.takes_said);
    for waiver in shot.waivers.iter().chain(&scene.waivers) {
        out.add("allow", &format!("{} \"{}\"", waiver.rule.value, waiver.reason), Some(waiver.rule.span));
    }
    Some(Why { shot: number.to_string(), properties: out.list })
}

/// Whoever has a line in a shot, once each.
fn speakers(shot: &Shot) -> Vec<PersonId> {
    let mut all = Vec::new();
    for beat in &shot.beats {
        if let BeatKind::Cue(cue) = &beat.kind {
            all.extend(cue.speakers.iter().copied());
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

struct Collector<'a> {
    checked: &'a Checked,
    scene: &'a Scene,
    shot: &'a Shot,
    list: Vec<Property>,
}

impl Collector<'_> {
    fn add(&mut self, property: &'static str, value: &str, span: Option<Span>) {
        let place = self.place(span);
        self.list.push(Property { property, value: value.to_string(), ..place });
    }

    fn place(&self, span: Option<Span>) -> Property {
        let Some(span) = span else { return Property { property: "", value: String::new(), from: "default".into(), file: None, line: None } };
        let within = |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
        let film: &Film = &self.checked.film;
        let from = if within(self.shot.extent) && !self.shot.covered {
            "shot".to_string()
        } else if film.setups.values().any(|s| s.spec.size.as_ref().map(|x| x.span) == Some(span) || s.span.file == span.file && s.span.start <= span.start && span.start < line_end(&self.checked.read, s.span)) {
            "set-up".to_string()
        } else if self.shot.covered && span == self.scene.span {
            "coverage".to_string()
        } else if within(self.scene.extent) {
            "scene".to_string()
        } else if let Some(style) = film.styles.iter().filter(|s| s.span.file == span.file && s.span.start <= span.start).max_by_key(|s| s.span.start).filter(|_| !self.is_film(span)) {
            format!("style {}", style.name)
        } else {
            "film".to_string()
        };
        let (written, _) = self.checked.read.written(span);
        let source = self.checked.sources.get(span.file);
        Property { property: "", value: String::new(), from, file: Some(source.name.clone()), line: Some(source.position(written.start as usize).line) }
    }

    fn is_film(&self, span: Span) -> bool {
        let film = &self.checked.film;
        film.seed_said == Some(span) || film.style.as_ref().is_some_and(|s| s.span == span) || film.people.iter().any(|p| p.declared == Some(span))
    }
}

fn line_end(sources: &crate::source::Sources, span: Span) -> u32 {
    let text = &sources.get(span.file).text;
    text[span.end as usize..].find('\n').map_or(text.len() as u32, |i| span.end + i as u32)
}

/// As a small table.
pub fn table(why: &Why) -> String {
    let mut out = format!("shot {}\n", why.shot);
    let widest = why.properties.iter().map(|p| p.property.len()).max().unwrap_or(0);
    for p in &why.properties {
        let value: String = p.value.chars().take(60).collect();
        let place = match (&p.file, p.line) {
            (Some(file), Some(line)) => format!("{} · {file}:{line}", p.from),
            _ => p.from.clone(),
        };
        out.push_str(&format!("  {:<widest$} {value:<34}  {place}\n", p.property));
    }
    out
}
