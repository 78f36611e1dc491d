//! A camera in metres: where it stands, where it looks, and where a point of the set lands in its frame.
//! It knows nothing of scripts or pictures.
//!
//! Axes: x to the audience's right, y up, z away from the audience. The master camera stands at negative z
//! and looks along +z. Angles are radians; yaw turns right, pitch looks up, roll tips the frame clockwise.

/// A point or direction of the set, in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl Vec3 {
    pub const fn new(x: f64, y: f64, z: f64) -> Vec3 {
        Vec3 { x, y, z }
    }

    pub fn dot(self, o: Vec3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// On the floor: the same point at height 0.
    pub fn floor(self) -> Vec3 {
        Vec3 { y: 0.0, ..self }
    }
}

impl std::ops::Add for Vec3 {
    type Output = Vec3;
    fn add(self, o: Vec3) -> Vec3 {
        Vec3::new(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl std::ops::Sub for Vec3 {
    type Output = Vec3;
    fn sub(self, o: Vec3) -> Vec3 {
        Vec3::new(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl std::ops::Mul<f64> for Vec3 {
    type Output = Vec3;
    fn mul(self, k: f64) -> Vec3 {
        Vec3::new(self.x * k, self.y * k, self.z * k)
    }
}

/// Full-frame sensor width, the reference of every focal length in a script, in millimetres.
pub const SENSOR_MM: f64 = 36.0;

/// A camera: place, direction, and lens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    pub at: Vec3,
    pub yaw: f64,
    pub pitch: f64,
    pub roll: f64,
    /// Full-frame equivalent focal length in millimetres.
    pub focal: f64,
    /// Frame width ÷ frame height.
    pub aspect: f64,
}

/// A point in the frame: x and y from 0 at the left and top to 1, and the distance along the camera's axis in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    pub x: f64,
    pub y: f64,
    pub depth: f64,
}

impl Camera {
    /// The camera's own right, up and forward.
    pub fn axes(&self) -> (Vec3, Vec3, Vec3) {
        let (sy, cy) = self.yaw.sin_cos();
        let (sp, cp) = self.pitch.sin_cos();
        let forward = Vec3::new(sy * cp, sp, cy * cp);
        let right = Vec3::new(cy, 0.0, -sy);
        let up = Vec3::new(-sy * sp, cp, -cy * sp);
        if self.roll == 0.0 {
            return (right, up, forward);
        }
        let (sr, cr) = self.roll.sin_cos();
        (right * cr - up * sr, right * sr + up * cr, forward)
    }

    /// Frame widths per unit of tangent: `focal ÷ 36 mm`.
    pub fn zoom(&self) -> f64 {
        self.focal / SENSOR_MM
    }

    /// Where a point lands; `None` when it lies behind the camera or within 5 cm of it.
    pub fn project(&self, point: Vec3) -> Option<Screen> {
        let (right, up, forward) = self.axes();
        let d = point - self.at;
        let depth = d.dot(forward);
        if depth < 0.05 {
            return None;
        }
        let k = self.zoom() / depth;
        Some(Screen { x: 0.5 + d.dot(right) * k, y: 0.5 - d.dot(up) * k * self.aspect, depth })
    }

    /// Height in frame heights of something `metres` tall at `depth`.
    pub fn height_in_frame(&self, metres: f64, depth: f64) -> f64 {
        metres * self.zoom() * self.aspect / depth
    }

    /// The distance at which something `metres` tall is `share` of the frame's height.
    pub fn distance_for(&self, metres: f64, share: f64) -> f64 {
        metres * self.zoom() * self.aspect / share
    }

    /// Where the horizon lies, from 0 at the top of the frame to 1 at its foot; may lie outside.
    pub fn horizon(&self) -> f64 {
        0.5 + self.pitch.tan() * self.zoom() * self.aspect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMERA: Camera =
        Camera { at: Vec3::new(0.0, 1.6, -4.0), yaw: 0.0, pitch: 0.0, roll: 0.0, focal: 36.0, aspect: 2.0 };

    #[test]
    fn a_point_ahead_lands_in_the_middle_and_right_is_right() {
        let mid = CAMERA.project(Vec3::new(0.0, 1.6, 0.0)).unwrap();
        assert_eq!((mid.x, mid.y, mid.depth), (0.5, 0.5, 4.0));
        assert!(CAMERA.project(Vec3::new(1.0, 1.6, 0.0)).unwrap().x > 0.5);
        assert!(CAMERA.project(Vec3::new(0.0, 2.0, 0.0)).unwrap().y < 0.5);
        assert!(CAMERA.project(Vec3::new(0.0, 1.6, -5.0)).is_none());
    }

    #[test]
    fn looking_down_lifts_the_horizon() {
        assert!(Camera { pitch: -0.3, ..CAMERA }.horizon() < 0.5);
    }
}
