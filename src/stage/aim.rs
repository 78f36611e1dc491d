//! What a camera is asked for, in metres and shares of the frame, and the camera that meets it.

use super::camera::{Camera, Vec3};

/// What a camera is asked for; solving it again with another share or lens gives the end of a move.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The subject's place on the floor.
    pub target: Vec3,
    /// Height of the subject that the share is measured by, in metres.
    pub height: f64,
    /// What must be at `head_y` in the frame, in metres above the floor.
    pub top: f64,
    /// From the subject to the camera, over the floor.
    pub bearing: f64,
    /// Above the horizon, in radians; `None` puts the lens at `lens_height`.
    pub elevation: Option<f64>,
    pub lens_height: f64,
    /// Body height over frame height.
    pub share: f64,
    pub focal: f64,
    pub aspect: f64,
    /// Where the subject stands across the frame.
    pub x: f64,
    /// The top's place from the top of the frame; `None` takes the usual headroom of the share.
    pub head_y: Option<f64>,
    pub roll: f64,
    /// The camera stands here and only the lens makes the size (over a shoulder, a point of view).
    pub fixed: Option<Vec3>,
}

impl Aim {
    pub fn camera(&self) -> Camera {
        let mut camera = Camera { at: Vec3::default(), yaw: 0.0, pitch: 0.0, roll: self.roll, focal: self.focal, aspect: self.aspect };
        if let Some(at) = self.fixed {
            camera.at = at;
            self.point(&mut camera);
            return camera;
        }
        let mut distance = camera.distance_for(self.height, self.share);
        // The share is measured along the camera's axis, which tilts as the camera finds its height: approach it.
        for _ in 0..4 {
            let elevation = self.elevation.unwrap_or(0.0);
            let flat = distance * elevation.cos();
            let (s, c) = self.bearing.sin_cos();
            camera.at = self.target + Vec3::new(s, 0.0, c) * flat;
            let middle = Vec3::new(self.target.x, self.middle(), self.target.z);
            camera.at.y = match self.elevation {
                Some(e) => (middle.y + distance * e.sin()).max(0.12),
                None => self.lens_height,
            };
            self.point(&mut camera);
            let (_, _, forward) = camera.axes();
            let depth = (middle - camera.at).dot(forward).max(0.05);
            distance *= camera.distance_for(self.height, self.share) / depth;
        }
        camera
    }

    /// The height above the floor that lies in the middle of the frame, about which angles turn.
    fn middle(&self) -> f64 {
        match self.head_y {
            Some(y) if (y - 0.5).abs() < 1e-9 => self.top,
            _ => (self.top - self.height * (0.42 / self.share).min(0.5)).max(0.1),
        }
    }

    /// Turns the camera so that the top of the subject has its place in the frame.
    fn point(&self, camera: &mut Camera) {
        let top = Vec3::new(self.target.x, self.top, self.target.z);
        let d = top - camera.at;
        let flat = d.floor().length().max(0.01);
        let zoom = camera.zoom();
        let y = self.head_y.unwrap_or_else(|| {
            // From steeply above, the back of the head lies higher in the frame than the crown.
            let steep = ((-d.y / d.length().max(0.01) - 0.5) * 2.0).max(0.0);
            headroom(self.share, self.height, self.top) + 0.08 * self.share.min(5.0) * steep
        });
        // The place in the frame, as the camera has it when it is not tipped.
        let (across, above) = ((self.x - 0.5) / zoom, (0.5 - y) / (zoom * camera.aspect));
        let (s, c) = self.roll.sin_cos();
        camera.pitch = d.y.atan2(flat) - (above * c - across * s).atan();
        camera.yaw = d.x.atan2(d.z) - (across * c + above * s).atan();
    }
}

/// Where the top of the head lies for a share of body in frame, from the top of the frame.
pub(super) fn headroom(share: f64, height: f64, top: f64) -> f64 {
    // Small figures stand on the lower part of the frame; from the knees up, the air above the head shrinks.
    const TABLE: [(f64, f64); 9] = [(0.05, 0.60), (0.15, 0.56), (0.35, 0.40), (0.6, 0.26), (0.85, 0.09), (1.5, 0.08), (2.5, 0.09), (4.6, 0.10), (6.5, -0.02)];
    let mut y = TABLE[TABLE.len() - 1].1 - (share - 6.5).max(0.0) * 0.09;
    for pair in TABLE.windows(2) {
        let ((a, ya), (b, yb)) = (pair[0], pair[1]);
        if share <= b {
            y = ya + (yb - ya) * ((share - a) / (b - a)).clamp(0.0, 1.0);
            break;
        }
    }
    // A seated person keeps their place on the floor in wide frames.
    if share < 1.0 { y + ((height - top) / height).max(0.0) * share } else { y }
}

/// A tipped frame has one of several higher than another, and leaves air above the highest. Of the target the place beside the
/// middle of the frame, and how far from it the outermost stands, in frame widths before the camera tips.
pub(super) fn tipped(aim: &mut Aim, x: f64, outermost: f64) {
    const AIR: f64 = 0.07;
    if aim.roll == 0.0 {
        return;
    }
    let (s, c) = aim.roll.sin_cos();
    let highest = (outermost * s).abs() * aim.aspect;
    let y = headroom(aim.share, aim.height, aim.top).max(AIR + highest);
    (aim.x, aim.head_y) = (0.5 + x * c, Some(y - x * s * aim.aspect));
}

/// An angle turns the camera about what it frames, or sets the height of its lens.
pub(super) fn angle(angle: Option<&str>, rank: u8, aim: &mut Aim, thing: bool) {
    let Some(angle) = angle else {
        if rank <= 1 && !thing && aim.fixed.is_none() {
            // A very wide frame is seen from a little above.
            aim.lens_height = aim.lens_height.max(2.0);
        }
        return;
    };
    if aim.fixed.is_some() {
        return;
    }
    match angle {
        "high angle" => aim.elevation = Some(if rank <= 2 { 0.38 } else { 0.45 }),
        "low angle" => {
            aim.elevation = Some(if rank <= 3 { -0.12 } else { -0.3 });
        }
        "overhead" => aim.elevation = Some(1.35),
        "aerial" => aim.elevation = Some(0.75),
        "ground" => aim.lens_height = 0.12,
        "shoulder" => aim.lens_height = aim.top * 0.82,
        "hip" => aim.lens_height = aim.top * 0.53,
        "knee" => aim.lens_height = aim.top * 0.28,
        _ => {}
    }
}
