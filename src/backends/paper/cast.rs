//! Shadows that sun and moon cast on open ground: as long as the hour makes them, away from the light.

use crate::plan::picture::{Figure, Hour, Sky, metres};
use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::figure;
use super::light::Source;
use super::lens::Stand;
use super::scene::Scene;
use super::shape::Shape;

/// Nearer than this a figure's feet are seldom in the frame: its face in frame heights.
const NEAREST: f32 = 0.15;

/// How long a shadow is to what casts it, and how dark; nothing where no light casts any.
pub fn length(scene: &Scene) -> Option<(f64, f32)> {
    let open = matches!(scene.picture.weather.kind, Sky::Clear | Sky::Wind) || scene.picture.weather.kind == Sky::Snow && scene.picture.weather.amount < 3;
    if scene.setting.room.is_some() || !open {
        return None;
    }
    match (scene.picture.hour, scene.light.source) {
        (Hour::Night, Source::Moon) => Some((0.9, 0.5)),
        (_, Source::Sun) => match scene.picture.hour {
            Hour::Dawn => Some((2.6, 0.3)),
            Hour::Morning => Some((1.5, 0.46)),
            Hour::Day => Some((0.6, 0.5)),
            Hour::Noon => Some((0.16, 0.62)),
            Hour::Afternoon => Some((1.1, 0.5)),
            Hour::MagicHour => Some((2.9, 0.5)),
            Hour::Dusk | Hour::Evening | Hour::Night => None,
        },
        _ => None,
    }
}

/// The outline of what stands at `foot`, drawn at `stand`, laid on the ground away from the light.
fn laid(scene: &Scene, outline: &Shape, stand: &Stand, foot: Vec3, long: f64) -> Shape {
    let forward = scene.lens.forward.floor();
    let forward = forward * (1.0 / forward.length().max(1e-3));
    let right = Vec3::new(forward.z, 0.0, -forward.x);
    let side = f64::from(-scene.light.dir[0].signum());
    // From beyond the people on the light's side: it falls across the frame and a little towards the lens.
    let away = right * (0.93 * side) + forward * -0.36;
    let up = stand.up[0].hypot(stand.up[1]).max(1e-6);
    outline.map(|p| {
        let (x, y) = (f64::from((p[0] - stand.at[0]) / stand.metre), f64::from((stand.at[1] - p[1]) / up).max(0.0));
        let at = foot + right * (x * 0.6) + away * (y * long);
        // What falls beside the lens is out of the frame in any case.
        scene.lens.see(at).map_or([p[0], 4.0], |q| [q[0].clamp(-4.0, 4.0), q[1].clamp(-4.0, 4.0)])
    })
}

/// The shadow of a figure whose face is `face` high, on the ground behind it in its own layer.
pub fn of<'s>(scene: &'s Scene<'s>, figure: &'s Figure, stand: &Stand, face: f32) -> Option<(Shape, f32)> {
    let (long, dark) = length(scene)?;
    if face > NEAREST || figure.at[1] > 300 {
        return None;
    }
    let outline = figure::outline(scene, figure)?;
    Some((laid(scene, &outline, stand, metres(figure.at).floor(), long), dark))
}

pub fn paint(c: &mut Canvas, shadow: &(Shape, f32), face: f32) {
    c.under(&shadow.0, shadow.1, (face * 0.05).clamp(0.0012, 0.006));
}
