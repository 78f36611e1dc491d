//! Light stays what it is in a scene: where it comes from, its side and its temperature.

use super::view::View;
use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, Scene, Shot};
use crate::plan::picture::Light;
use crate::source::Spanned;

pub fn check(film: &Film, views: &[View], problems: &mut Vec<Diagnostic>) {
    let Some(first) = views.first() else { return };
    // Memories and dreams have a light of their own, and two places have two.
    if first.scene.heading.remembered() || first.scene.heading.places.len() > 1 {
        return;
    }
    let mut side: Option<(i8, &Spanned<Light>)> = None;
    let mut kelvin: Option<(u32, &Spanned<Light>)> = None;
    let mut sky: Option<(&str, &Spanned<Light>)> = None;
    for view in views {
        if view.shot.conditions.style.is_some() {
            continue;
        }
        let Some(light) = resolved(film, view.scene, view.shot) else { continue };
        let change = match (side, light.value.side) {
            (Some((s, old)), now) if now != 0 && now != s => Some((old, format!("the light comes from the {} now, and came from the {}", lateral(now), lateral(s)))),
            _ => match (kelvin, light.value.kelvin) {
                (Some((k, old)), Some(now)) if now != k => Some((old, format!("the light is {now}K now, and was {k}K"))),
                _ => match (sky, of_the_sky(&light.value)) {
                    (Some((was, old)), Some(now)) if was != now => Some((old, format!("the {now} shines now, and it was the {was}"))),
                    _ => None,
                },
            },
        };
        if sky.is_none() {
            sky = of_the_sky(&light.value).map(|s| (s, light));
        }
        if side.is_none() && light.value.side != 0 {
            side = Some((light.value.side, light));
        }
        if kelvin.is_none() {
            kelvin = light.value.kelvin.map(|k| (k, light));
        }
        if let Some((old, message)) = change {
            problems.push(
                Diagnostic::new(Code::Light, light.span, message)
                    .label("another light")
                    .also(old.span, "the light of the scene")
                    .also(view.shot.span, "in this shot")
                    .help("the audience takes it for another hour or another room; keep side and temperature in a scene, or begin a new one"),
            );
        }
    }
}

/// Sun or moon: one of them stands in the sky of a scene. Lamps are lit and put out.
fn of_the_sky(light: &Light) -> Option<&str> {
    light.source.as_deref().filter(|s| matches!(*s, "sun" | "moon"))
}

fn lateral(side: i8) -> &'static str {
    if side < 0 { "left" } else { "right" }
}

/// The light of a shot: its own, its scene's or its style's.
fn resolved<'a>(film: &'a Film, scene: &'a Scene, shot: &'a Shot) -> Option<&'a Spanned<Light>> {
    let style = scene.conditions.style.as_ref().or(film.style.as_ref()).and_then(|s| film.style_named(&s.value));
    shot.conditions.light.as_ref().or(scene.conditions.light.as_ref()).or(style.and_then(|s| s.light.as_ref()))
}
