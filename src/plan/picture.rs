//! What one plate is made from: a place seen from a camera, with its people, light and palette.
//! Whole numbers only, so that equal pictures have equal keys. It says what is seen, never how to draw it.

use serde::{Deserialize, Serialize};

use crate::stage::camera::{Camera, Vec3};

/// Everything a picture backend may look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The film's frame in pixels.
    pub size: [u32; 2],
    pub seed: u64,
    pub place: Place,
    pub hour: Hour,
    pub weather: Weather,
    pub light: Light,
    pub style: Style,
    pub camera: CameraMm,
    /// The extremes of the camera's path, relative to `camera`; the first is where the shot starts.
    /// A plate must cover what every one of them sees.
    pub views: Vec<View>,
    pub figures: Vec<Figure>,
    /// Further drawings of people among the figures, who move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubles: Vec<Figure>,
    pub things: Vec<Thing>,
    /// Where people sit in the course of the scene: their furniture stands there in all its shots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Seat>,
    pub focus: Focus,
    /// Size rank of the first subject, 0 (extreme wide) to 10 (extreme close).
    pub rank: u8,
    /// The shot's action and dialogue-free prose, for backends that read prose.
    pub prose: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// As declared or as the heading says it: `RIDGE`, `KITCHEN`.
    pub name: String,
    /// The author's words for it; empty when none were given.
    pub look: String,
    pub interior: bool,
    /// A part of the place named in the heading, such as `LANDING`.
    pub area: String,
}

/// A place where somebody sits, in millimetres, and which way they look there, as [`Figure::yaw`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub at: [i32; 3],
    pub yaw: i32,
}

/// Time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hour {
    Dawn,
    Morning,
    #[default]
    Day,
    Noon,
    Afternoon,
    MagicHour,
    Dusk,
    Evening,
    Night,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Hash)]
pub struct Weather {
    pub kind: Sky,
    /// 0 none, 1 light, 2 ordinary, 3 heavy.
    pub amount: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sky {
    #[default]
    Clear,
    Snow,
    Rain,
    Fog,
    Wind,
    Dust,
    Storm,
    Overcast,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Hash)]
pub struct Light {
    /// `sun`, `moon`, `lamp`, `fire`, `neon`, `screen`, `practical`; `None` leaves it to the hour and place.
    pub source: Option<String>,
    /// −1 from the left of the set, +1 from the right, 0 unsaid.
    pub side: i8,
    /// `front`, `side`, `back`, `top`, `bottom`.
    pub direction: Option<String>,
    /// `high` or `low`.
    pub key: Option<String>,
    /// `hard` or `soft`.
    pub quality: Option<String>,
    /// `rembrandt`, `rim`, `silhouette`.
    pub pattern: Option<String>,
    pub volumetric: bool,
    pub flicker: bool,
    /// Colour temperature in kelvin; `warm` is 3200, `neutral` 5600, `cool` 7500.
    pub kelvin: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// The author's words for the manner, after the cascade.
    pub look: String,
    pub avoid: String,
    /// sRGB colours as the author wrote them; may be empty.
    pub palette: Vec<[u8; 3]>,
}

/// A camera in whole millimetres and thousandths of a degree; see [`Camera`] for the axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameraMm {
    pub at: [i32; 3],
    pub yaw: i32,
    pub pitch: i32,
    pub roll: i32,
    /// Hundredths of a millimetre of focal length.
    pub focal: i32,
}

/// A camera's place relative to the reference camera, in that camera's own right, up and forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Thousandths of a millimetre right, up, forward: before a long lens a millimetre is many pixels.
    pub at: [i32; 3],
    /// Millionths of a degree: right, up, clockwise.
    pub yaw: i32,
    pub pitch: i32,
    pub roll: i32,
    /// Focal length over the reference's, in millionths.
    pub zoom: i32,
}

impl Default for View {
    fn default() -> Self {
        View { at: [0; 3], yaw: 0, pitch: 0, roll: 0, zoom: 1_000_000 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    /// The author's words for this person: age, clothes, hair.
    pub look: String,
    /// Feet, in millimetres of the set.
    pub at: [i32; 3],
    /// Which way the body looks, in thousandths of a degree: 0 is away from the audience, 90000 audience right, 180000 to the master camera.
    pub yaw: i32,
    /// Standing height in millimetres.
    pub height: i32,
    pub pose: Pose,
    /// Where the head looks, if not where the body does; as `yaw`.
    pub gaze: Option<i32>,
    pub holds: Vec<String>,
    pub wears: Option<String>,
    pub speaks: bool,
    /// Named by `on`: whose size the shot has.
    pub subject: bool,
    /// Only this part is the subject: `hands`, `eyes`.
    pub part: Option<String>,
    /// Of somebody who moves, which of their drawings this is, from 1; the edit says when it is seen and where it goes.
    #[serde(default, skip_serializing_if = "still")]
    pub drawing: u8,
    /// Of a pose that says nothing of the head: 1 looks up, −1 down.
    #[serde(default, skip_serializing_if = "level")]
    pub tilt: i8,
}

fn still(drawing: &u8) -> bool {
    *drawing == 0
}

fn level(tilt: &i8) -> bool {
    *tilt == 0
}

impl Figure {
    /// Where the head looks: 1 up, −1 down, 0 ahead.
    pub fn looks(&self) -> i8 {
        match self.pose {
            Pose::LookUp => 1,
            Pose::LookDown => -1,
            _ => self.tilt,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pose {
    #[default]
    Stand,
    Sit,
    Kneel,
    Lie,
    Walk,
    Run,
    Point,
    Reach,
    LookUp,
    LookDown,
    Embrace,
    Crouch,
    Hold,
    Wave,
    Cheer,
    Bow,
    Lean,
    Push,
    Throw,
    Climb,
    Dance,
    Pray,
    Weep,
    Write,
    Drink,
    Salute,
    Shrug,
}

impl Pose {
    /// Whether the body rests on a seat.
    pub fn sits(self) -> bool {
        matches!(self, Pose::Sit | Pose::Write)
    }
}

/// A prop or a quoted thing of the script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub name: String,
    pub look: String,
    pub at: [i32; 3],
    /// Largest extent in millimetres.
    pub extent: i32,
    pub subject: bool,
    /// Of what moves, which of its drawings this is, from 1; the edit says when it is seen and where it goes.
    #[serde(default, skip_serializing_if = "still")]
    pub drawing: u8,
    /// Whose hand holds it, of whom no more is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<Hand>,
}

impl Thing {
    /// What its layer is called, by which the edit finds one of several drawings.
    pub fn layer(&self, name: &str) -> String {
        if self.drawing == 0 { name.to_string() } else { format!("{}/{}", self.name, self.drawing) }
    }
}

/// Of somebody of whom only a hand is in the picture, what tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    pub name: String,
    pub look: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wears: Option<String>,
    /// What else is in the hands of the same person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Looks to the frame's right, and points there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub right: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// Distance in millimetres along the camera's axis.
    pub distance: i32,
    /// Hundredths of an f-number; 0 is everything sharp.
    pub stop: u32,
}

/// A rectangle on the reference camera's picture plane, in frame heights from the frame's centre, y down.
/// The frame itself is ±aspect ÷ 2 by ±0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl CameraMm {
    pub fn new(camera: &Camera) -> CameraMm {
        let mm = |v: f64| (v * 1000.0).round() as i32;
        let mdeg = |v: f64| (v.to_degrees() * 1000.0).round() as i32;
        CameraMm {
            at: [mm(camera.at.x), mm(camera.at.y), mm(camera.at.z)],
            yaw: mdeg(camera.yaw),
            pitch: mdeg(camera.pitch),
            roll: mdeg(camera.roll),
            focal: (camera.focal * 100.0).round() as i32,
        }
    }

    pub fn camera(&self, aspect: f64) -> Camera {
        let rad = |v: i32| (f64::from(v) / 1000.0).to_radians();
        Camera {
            at: metres(self.at),
            yaw: rad(self.yaw),
            pitch: rad(self.pitch),
            roll: rad(self.roll),
            focal: f64::from(self.focal) / 100.0,
            aspect,
        }
    }
}

/// Which way the wind of a shot blows over the picture: −1 to the left, 1 to the right. What falls and what is drawn agree on it.
pub fn wind(seed: u64) -> f64 {
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    if (mixed >> 41) & 1 == 0 { 1.0 } else { -1.0 }
}

/// Millimetres of the set as metres.
pub fn metres(at: [i32; 3]) -> Vec3 {
    Vec3::new(f64::from(at[0]) / 1000.0, f64::from(at[1]) / 1000.0, f64::from(at[2]) / 1000.0)
}

/// How a view shows a flat layer at one depth: magnification, and the shift of its centre, in frame heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    pub scale: f64,
    pub x: f64,
    pub y: f64,
}

/// A view with real numbers, between the whole-numbered keys of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// Metres right, up, forward.
    pub at: [f64; 3],
    /// Radians.
    pub yaw: f64,
    pub pitch: f64,
    pub roll: f64,
    pub zoom: f64,
}

impl View {
    pub fn sight(&self) -> Sight {
        let rad = |v: i32| (f64::from(v) / 1e6).to_radians();
        Sight {
            at: self.at.map(|v| f64::from(v) / 1e6),
            yaw: rad(self.yaw),
            pitch: rad(self.pitch),
            roll: rad(self.roll),
            zoom: f64::from(self.zoom) / 1e6,
        }
    }
}

impl Sight {
    /// Where a layer at `depth` metres (of the reference camera) stands in this view: a point at `p` frame heights from
    /// the centre in the reference picture lands at `p × scale + (x, y)`. `reference_zoom` is [`Camera::zoom`] × aspect
    /// of the reference camera. `None` once the camera has passed the layer.
    pub fn placement(&self, depth: f64, reference_zoom: f64) -> Option<Placement> {
        let left = depth - self.at[2];
        if left < 0.05 {
            return None;
        }
        let zoom = reference_zoom * self.zoom;
        Some(Placement {
            scale: self.zoom * depth / left,
            x: -self.at[0] * zoom / left - self.yaw.tan() * zoom,
            y: self.at[1] * zoom / left + self.pitch.tan() * zoom,
        })
    }
}

impl Picture {
    pub fn aspect(&self) -> f64 {
        f64::from(self.size[0]) / f64::from(self.size[1].max(1))
    }

    pub fn camera(&self) -> Camera {
        self.camera.camera(self.aspect())
    }

    /// What a layer at `depth` metres must cover so that no view of the path sees its edge.
    pub fn extent(&self, depth: f64) -> Extent {
        let (half_w, half_h) = (self.aspect() / 2.0, 0.5);
        let zoom = self.camera().zoom() * self.aspect();
        let mut all = Extent { left: -half_w, top: -half_h, right: half_w, bottom: half_h };
        for view in &self.views {
            let sight = view.sight();
            let Some(p) = sight.placement(depth, zoom) else { continue };
            let (s, c) = (sight.roll.sin().abs(), sight.roll.cos().abs());
            let (w, h) = (half_w * c + half_h * s, half_w * s + half_h * c);
            all.left = all.left.min((-w - p.x) / p.scale);
            all.right = all.right.max((w - p.x) / p.scale);
            all.top = all.top.min((-h - p.y) / p.scale);
            all.bottom = all.bottom.max((h - p.y) / p.scale);
        }
        all
    }

    /// The largest magnification any view gives a layer at `depth`, at least 1.
    pub fn magnification(&self, depth: f64) -> f64 {
        let zoom = self.camera().zoom() * self.aspect();
        self.views.iter().filter_map(|v| v.sight().placement(depth, zoom)).map(|p| p.scale).fold(1.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placement_agrees_with_projecting_through_the_moved_camera() {
        let reference = Camera { at: Vec3::new(0.0, 1.5, -6.0), yaw: 0.0, pitch: 0.0, roll: 0.0, focal: 50.0, aspect: 2.4 };
        let moved = Camera { at: Vec3::new(0.4, 1.8, -4.0), focal: 60.0, ..reference };
        let view = Sight { at: [0.4, 0.3, 2.0], yaw: 0.0, pitch: 0.0, roll: 0.0, zoom: 1.2 };
        let point = Vec3::new(-0.7, 1.1, 1.0);
        let (a, b) = (reference.project(point).unwrap(), moved.project(point).unwrap());
        let place = view.placement(a.depth, reference.zoom() * reference.aspect).unwrap();
        let (px, py) = ((a.x - 0.5) * 2.4, a.y - 0.5);
        assert!((px * place.scale + place.x - (b.x - 0.5) * 2.4).abs() < 1e-9);
        assert!((py * place.scale + place.y - (b.y - 0.5)).abs() < 1e-9);
    }
}
