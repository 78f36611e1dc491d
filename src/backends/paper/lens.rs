//! The reference camera in frame heights: where points and flats of the set land on the picture plane.

use crate::plan::picture::Picture;
use crate::stage::camera::Vec3;

use super::shape::{P, Shape};

/// Nothing nearer than this is drawn, in metres.
const NEAR: f64 = 0.12;

#[derive(Clone, Copy, Debug)]
pub struct Lens {
    pub at: Vec3,
    right: Vec3,
    up: Vec3,
    pub forward: Vec3,
    /// Frame heights per unit of tangent.
    pub zoom: f64,
    pub yaw: f64,
    pub aspect: f32,
    /// The horizon, in frame heights from the centre, y down.
    pub horizon: f32,
    roll: f64,
}

impl Lens {
    pub fn of(picture: &Picture) -> Lens {
        let camera = picture.camera();
        let (right, up, forward) = camera.axes();
        let zoom = (camera.zoom() * camera.aspect).clamp(1e-3, 1e4);
        let horizon = (camera.pitch.clamp(-1.5, 1.5).tan() * zoom).clamp(-60.0, 60.0) as f32;
        Lens { at: camera.at, right, up, forward, zoom, yaw: camera.yaw, aspect: camera.aspect as f32, horizon, roll: camera.roll }
    }

    /// Camera space: right, up, forward in metres.
    fn local(&self, p: Vec3) -> [f64; 3] {
        let d = p - self.at;
        [d.dot(self.right), d.dot(self.up), d.dot(self.forward)]
    }

    pub fn depth(&self, p: Vec3) -> f64 {
        self.local(p)[2]
    }

    /// Where a point lands; `None` behind the camera.
    pub fn see(&self, p: Vec3) -> Option<P> {
        let l = self.local(p);
        (l[2] > 0.05).then(|| [(l[0] * self.zoom / l[2]) as f32, (-l[1] * self.zoom / l[2]) as f32])
    }

    /// A flat of the set, cut off where it comes behind the camera.
    pub fn flat(&self, points: &[Vec3]) -> Shape {
        let local: Vec<[f64; 3]> = points.iter().map(|p| self.local(*p)).collect();
        let n = local.len();
        let mut out = Vec::with_capacity(n + 2);
        for i in 0..n {
            let (a, b) = (local[i], local[(i + 1) % n]);
            if a[2] >= NEAR {
                out.push(a);
            }
            if (a[2] >= NEAR) != (b[2] >= NEAR) {
                let t = (NEAR - a[2]) / (b[2] - a[2]);
                out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAR]);
            }
        }
        if out.len() < 3 {
            return Shape::default();
        }
        Shape::poly(&out.iter().map(|l| [(l[0] * self.zoom / l[2]) as f32, (-l[1] * self.zoom / l[2]) as f32]).collect::<Vec<P>>())
    }

    /// Frame heights a metre at `depth`.
    pub fn metre(&self, depth: f64) -> f32 {
        (self.zoom / depth.max(0.05)) as f32
    }

    /// The height on the picture of level ground at distance `depth` before the camera, with the ground at height `y`.
    pub fn ground(&self, depth: f64, y: f64) -> f32 {
        let below = (self.at.y - y) as f32;
        self.horizon + below * self.metre(depth) * (1.0 + (self.horizon / self.zoom as f32).powi(2))
    }

    /// The compass direction, in radians of yaw, seen at `x`.
    pub fn heading(&self, x: f32) -> f64 {
        self.yaw + (f64::from(x) / self.zoom).atan()
    }

    /// A cut-out standing upright at `foot`: maps metres (x to the frame's right, y up) into the frame.
    pub fn stand(&self, foot: Vec3) -> Option<Stand> {
        let d = self.local(foot);
        if d[2] < 0.08 {
            return None;
        }
        let m = self.zoom / d[2];
        let at = [(d[0] * m) as f32, (-d[1] * m) as f32];
        let top = self.local(foot + Vec3::new(0.0, 1.0, 0.0));
        // A head nearer than the feet by much would run through the lens; then the cut-out is taken as level.
        let up = if top[2] > 0.08 && top[2] > d[2] * 0.3 {
            let k = self.zoom / top[2];
            [(top[0] * k) as f32 - at[0], (-top[1] * k) as f32 - at[1]]
        } else {
            [0.0, -m as f32]
        };
        let (s, c) = self.roll.sin_cos();
        Some(Stand { at, right: [(m * c) as f32, (m * s) as f32], up, depth: d[2], metre: m as f32 })
    }

    /// A cut-out of something `tall` metres high. A lens close above it sees a metre over its foot quite elsewhere.
    pub fn stand_small(&self, foot: Vec3, tall: f64) -> Option<Stand> {
        let stand = self.stand(foot)?;
        let (low, high) = (self.see(foot)?, self.see(foot + Vec3::new(0.0, tall, 0.0)));
        let up = high.map_or(stand.up, |high| [(high[0] - low[0]) / tall as f32, (high[1] - low[1]) / tall as f32]);
        // What leans away from the lens is drawn no longer than it is.
        let (long, most) = (up[0].hypot(up[1]), stand.metre);
        Some(Stand { up: if long > most { up.map(|v| v * most / long) } else { up }, ..stand })
    }

    /// A cut-out that reaches from its foot to its head as the lens sees them, `height` metres apart. It is as far as its foot;
    /// where the two lie so unlike far away that it would be too narrow, as far as its middle.
    pub fn stand_between(&self, foot: Vec3, head: Vec3, height: f64) -> Option<Stand> {
        const UNLIKE: f64 = 0.12;
        let (near, far) = (self.depth(head), self.depth(foot));
        let (low, high) = (self.see(foot)?, self.see(head)?);
        let up = [(high[0] - low[0]) / height as f32, (high[1] - low[1]) / height as f32];
        let depth = if (near / far - 1.0).abs() < UNLIKE { far } else { (near + far) / 2.0 };
        let m = self.zoom / depth;
        let (s, c) = self.roll.sin_cos();
        Some(Stand { at: low, right: [(m * c) as f32, (m * s) as f32], up, depth, metre: m as f32 })
    }

    /// A cut-out whose head, `height` metres above the foot, stands where the lens sees it: for near shots, in which a
    /// tilted lens would carry a plane through the feet away from the face.
    pub fn stand_by_head(&self, foot: Vec3, height: f64) -> Option<Stand> {
        const STEP: f64 = 0.2;
        let head = foot + Vec3::new(0.0, height, 0.0);
        let (top, below) = (self.see(head)?, self.see(head - Vec3::new(0.0, STEP, 0.0))?);
        let up = [(top[0] - below[0]) / STEP as f32, (top[1] - below[1]) / STEP as f32];
        let depth = self.depth(head);
        let m = self.zoom / depth;
        let (s, c) = self.roll.sin_cos();
        let at = [top[0] - up[0] * height as f32, top[1] - up[1] * height as f32];
        Some(Stand { at, right: [(m * c) as f32, (m * s) as f32], up, depth, metre: m as f32 })
    }
}

/// An upright plane at one depth, in metres.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    pub at: P,
    pub right: P,
    pub up: P,
    pub depth: f64,
    /// Frame heights a metre.
    pub metre: f32,
}

impl Stand {
    /// The same, leaning no more than `most` radians from the frame's own upright, and no longer or shorter by a quarter
    /// than it is wide.
    pub fn upright(self, most: f32) -> Stand {
        let (level, plumb) = ([self.right[0] / self.metre, self.right[1] / self.metre], [self.right[1] / self.metre, -self.right[0] / self.metre]);
        let (across, up) = (self.up[0] * level[0] + self.up[1] * level[1], self.up[0] * plumb[0] + self.up[1] * plumb[1]);
        if up <= 0.0 {
            return self;
        }
        let lean = across.atan2(up).clamp(-most, most);
        let long = across.hypot(up).clamp(self.metre * 0.8, self.metre * 1.25);
        let (s, c) = lean.sin_cos();
        Stand { up: [0, 1].map(|i| (level[i] * s + plumb[i] * c) * long), ..self }
    }

    pub fn map(&self, p: P) -> P {
        [self.at[0] + self.right[0] * p[0] + self.up[0] * p[1], self.at[1] + self.right[1] * p[0] + self.up[1] * p[1]]
    }

    pub fn shape(&self, s: &Shape) -> Shape {
        s.map(|p| self.map(p))
    }
}
