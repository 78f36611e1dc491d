//! What the set of a shot expects of its picture: who is where and how large, and how light it is. What comes back is
//! held against it; no provider ever sees it.

use serde::{Deserialize, Serialize};

use crate::plan::picture::{Figure, Hour, Picture, metres};
use crate::stage::body::Body;
use crate::stage::camera::Vec3;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub hour: Hour,
    pub interior: bool,
    /// Who the shot is on, where they are in the picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Seat>,
}

/// Where somebody is in a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub name: String,
    /// Left, top, right and bottom of what is seen of the body, in ten-thousandths of the picture.
    pub area: [i32; 4],
    /// Standing height over the frame's height, in thousandths.
    pub share: u32,
}

/// Of a picture that shows so much of what the camera's path sees: `area` in ten-thousandths of the frame's height, from
/// the frame's centre.
pub fn of(picture: &Picture, area: [i32; 4]) -> Expected {
    let [left, top, right, bottom] = area.map(|v| f64::from(v) / 10_000.0);
    let (wide, high) = ((right - left).max(1e-6), (bottom - top).max(1e-6));
    let place = |(l, t, r, b): (f64, f64, f64, f64)| {
        let part = |v: f64| (v.clamp(0.0, 1.0) * 10_000.0).round() as i32;
        [part((l - left) / wide), part((t - top) / high), part((r - left) / wide), part((b - top) / high)]
    };
    let seats = picture.figures.iter().filter(|f| f.subject && f.part.is_none()).filter_map(|figure| {
        let (edges, share) = seen(picture, figure)?;
        let area = place(edges);
        // Somebody outside the picture is expected nowhere in it.
        (area[0] < area[2] && area[1] < area[3]).then(|| Seat { name: figure.name.clone(), area, share: (share * 1000.0).round().clamp(0.0, 1e6) as u32 })
    });
    Expected { hour: picture.hour, interior: picture.place.interior, subjects: seats.collect() }
}

/// A body's edges in frame heights from the frame's centre, and its standing height over the frame's.
fn seen(picture: &Picture, figure: &Figure) -> Option<((f64, f64, f64, f64), f64)> {
    let camera = picture.camera();
    let body = Body::seen(&figure.name, &figure.look, figure.height);
    let height = body.height;
    let foot = metres(figure.at);
    let (s, c) = (f64::from(figure.yaw) / 1000.0).to_radians().sin_cos();
    let crown = foot + Vec3::new(s, 0.0, c) * body.forward(figure.pose) + Vec3::new(0.0, body.top(figure.pose), 0.0);
    let head = camera.project(crown)?;
    // Feet behind a camera that looks down from close by go on under the frame.
    let below = camera.project(foot).map_or(2.0, |p| p.y);
    let (right, _, _) = camera.axes();
    let across = right * body.half();
    let (l, r) = (camera.project(crown - across)?, camera.project(crown + across)?);
    let x = |v: f64| (v - 0.5) * picture.aspect();
    Some(((x(l.x.min(r.x)), head.y.min(below) - 0.5, x(l.x.max(r.x)), head.y.max(below) - 0.5), camera.height_in_frame(height, head.depth)))
}
