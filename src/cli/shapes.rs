//! `frost check --shapes`: which words of the looks the paper theatre draws.

use std::fmt::Write;

use serde::Serialize;

use crate::backends::paper::shapes::{self, Shapes};
use crate::film::Film;
use crate::plan::picture::Place;

/// One look of the film.
#[derive(Serialize)]
pub struct Look {
    /// `place`, `person`, `prop`, or `thing` for one in quotes.
    of: &'static str,
    name: String,
    /// What kind of place it is taken for.
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(flatten)]
    shapes: Shapes,
}

pub fn looks(film: &Film) -> Vec<Look> {
    let mut out: Vec<Look> = Vec::new();
    for scene in &film.scenes {
        for name in &scene.heading.places {
            let look = film.place_named(name).map(|p| p.look.clone()).unwrap_or_default();
            let place = Place { name: name.clone(), look, interior: scene.heading.inside(name), area: scene.heading.area.clone() };
            let name = if place.area.is_empty() { name.clone() } else { format!("{name} - {}", place.area) };
            if out.iter().all(|l| l.of != "place" || l.name != name) {
                let (kind, shapes) = shapes::place(&place);
                out.push(Look { of: "place", name, kind, shapes });
            }
        }
    }
    let people = film.people.iter().filter(|p| !p.look.is_empty());
    out.extend(people.map(|p| Look { of: "person", name: p.name.clone(), kind: String::new(), shapes: shapes::person(&p.name, &p.look) }));
    out.extend(film.props.iter().map(|p| Look { of: "prop", name: p.name.clone(), kind: String::new(), shapes: shapes::prop(&p.name, &p.look) }));
    out.extend(shapes::quoted(film).into_iter().map(|(name, shapes)| Look { of: "thing", name: format!("\"{name}\""), kind: String::new(), shapes }));
    out
}

pub fn table(looks: &[Look]) -> String {
    let mut out = String::new();
    for look in looks {
        let kind = if look.kind.is_empty() { String::new() } else { format!(" ({})", look.kind) };
        let _ = writeln!(out, "{} {}{kind}", look.of, look.name);
        let found: Vec<String> = look
            .shapes
            .found
            .iter()
            .map(|(word, shape)| if word == shape || shape == "drawn" { word.clone() } else { format!("{word}: {shape}") })
            .collect();
        if !found.is_empty() {
            let _ = writeln!(out, "  drawn      {}", found.join(" · "));
        }
        if !look.shapes.unknown.is_empty() {
            let _ = writeln!(out, "  not drawn  {}", look.shapes.unknown.join(" · "));
        }
    }
    out
}
