//! Where each property of a shot comes from: said in the shot, in its set-up, its scene, a style, or nowhere.

use serde::Serialize;

use super::project::Checked;
use crate::film::{Film, Scene, Shot, Style, Subject};
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
    out.add("size", vocabulary::size_name(shot.rank()), spec.size.as_ref().map(|s| s.span));
    out.add("subjects", &row.subjects.join(", "), spec.subjects.first().map(|s| s.span));
    out.add("lens", &format!("{}mm", row.lens), spec.lens.as_ref().map(|s| s.span));
    let text = |value: &Option<crate::source::Spanned<String>>, otherwise: &str| value.as_ref().map_or(otherwise.to_string(), |v| v.value.clone());
    out.add("angle", &text(&spec.angle, "eye level"), spec.angle.as_ref().map(|s| s.span));
    out.add("side", &text(&spec.side, "from the staging"), spec.side.as_ref().map(|s| s.span));
    out.add("focus", &text(&spec.focus, "from size and aperture"), spec.focus.as_ref().map(|s| s.span));
    out.add("length", &format!("{} frames, {}", row.frames, row.length), spec.length.as_ref().map(|s| s.span));
    let name = shot.conditions.style.as_ref().or(scene.conditions.style.as_ref()).or(film.style.as_ref());
    let style = name.and_then(|n| film.style_named(&n.value)).or_else(|| (film.style.is_none() && film.styles.len() == 1).then(|| &film.styles[0]));
    out.add("style", style.map_or("none", |s| &s.name), name.map(|n| n.span));
    let fallback = Style::default();
    let style = style.unwrap_or(&fallback);
    out.add("look", &style.look.as_ref().map(|l| l.value.join(", ")).unwrap_or_default(), style.look.as_ref().map(|l| l.span));
    out.add("palette", &style.palette.as_ref().map(|p| p.value.iter().map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}")).collect::<Vec<_>>().join(" ")).unwrap_or_default(), style.palette.as_ref().map(|p| p.span));
    out.add("grain", &style.grain.as_ref().map_or("fine".to_string(), |g| format!("{:?}", g.value).to_lowercase()), style.grain.as_ref().map(|g| g.span));
    out.add("vignette", &format!("{}%", f64::from(style.vignette.as_ref().map_or(300, |v| v.value)) / 10.0), style.vignette.as_ref().map(|v| v.span));
    let written = |span: Span| checked.read.text(span).split_once(char::is_whitespace).map_or(String::new(), |(_, rest)| rest.split_whitespace().collect::<Vec<_>>().join(" "));
    let light = shot.conditions.light.as_ref().or(scene.conditions.light.as_ref()).or(style.light.as_ref()).map(|l| l.span);
    out.add("light", &light.map_or("from hour and place".to_string(), written), light);
    let weather = shot.conditions.weather.as_ref().or(scene.conditions.weather.as_ref()).or(style.weather.as_ref()).map(|w| w.span);
    out.add("weather", &weather.map_or("clear".to_string(), written), weather);
    out.add("hour", &format!("{:?}", scene.heading.hour).to_lowercase(), scene.heading.hour_said.then_some(scene.span));
    for subject in &spec.subjects {
        if let Subject::Person(id) | Subject::Part(id, _) = subject.value {
            let person = film.person(id);
            let look = if person.look.is_empty() { "none".to_string() } else { person.look.clone() };
            out.list.push(Property { property: "person", value: format!("{}: {look}", person.name), ..out.place(person.declared) });
        }
    }
    Some(Why { shot: number.to_string(), properties: out.list })
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
        film.style.as_ref().is_some_and(|s| s.span == span) || film.people.iter().any(|p| p.declared == Some(span))
    }
}

fn line_end(sources: &crate::source::Sources, span: Span) -> u32 {
    let text = &sources.get(span.file).text;
    text[span.end as usize..].find('\n').map_or(text.len() as u32, |i| span.end + i as u32)
}

/// As a small table.
pub fn table(why: &Why) -> String {
    let mut out = format!("shot {}\n", why.shot);
    for p in &why.properties {
        let value: String = p.value.chars().take(60).collect();
        let place = match (&p.file, p.line) {
            (Some(file), Some(line)) => format!("{} · {file}:{line}", p.from),
            _ => p.from.clone(),
        };
        out.push_str(&format!("  {:<9} {value:<34}  {place}\n", p.property));
    }
    out
}
