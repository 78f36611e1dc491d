//! What a lens leaves soft: the blur of something at one distance while it is focused at another.
//!
//! Of a thin lens of focal length f at the aperture f ÷ N, focused at s, a point at d becomes a disc of the diameter
//! c = f² ÷ (N × (s − f)) × |d − s| ÷ d on the sensor, all in one unit of length (Hecht, Optics, chapter 5). Layers are blurred by
//! a Gaussian, whose deviation is a quarter of the diameter of the disc with the same spread.

use super::camera::SENSOR_MM;
use crate::plan::picture::Focus;

/// No picture is blurred beyond this, in frame heights: what is wide out of focus comes near it without getting there.
const MOST: f64 = 0.02;

/// The deviation of the blur at `depth` metres in frame heights, for a lens of `focal` mm and a frame of this aspect.
/// Both distances are along the camera's axis.
pub fn softness(focus: &Focus, focal: f64, aspect: f64, depth: f64) -> f64 {
    if focus.stop == 0 || focus.distance <= 0 {
        return 0.0;
    }
    let number = f64::from(focus.stop) / 100.0;
    let (at, depth) = (f64::from(focus.distance), (depth * 1000.0).max(50.0));
    // No lens focuses nearer than about twice its focal length.
    let disc = focal * focal / (number * (at - focal).max(focal)) * (depth - at).abs() / depth;
    let share = disc / 4.0 / (SENSOR_MM / aspect.max(0.1));
    MOST * (1.0 - (-share / MOST).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(stop: u32, distance: i32, focal: f64, depth: f64) -> f64 {
        softness(&Focus { distance, stop }, focal, 16.0 / 9.0, depth)
    }

    #[test]
    fn the_figures_of_the_formula() {
        // 50 mm at f/2, focused at 2 m, seen at 4 m: 2500 ÷ (2 × 1950) × 0.5 = 0.3205 mm on a frame 20.25 mm high.
        let disc: f64 = 0.320_512_8 / 4.0 / 20.25;
        assert!((soft(200, 2000, 50.0, 4.0) - 0.02 * (1.0 - (-disc / 0.02).exp())).abs() < 1e-9);
        assert_eq!(soft(200, 2000, 50.0, 2.0), 0.0);
        assert_eq!(soft(0, 2000, 50.0, 40.0), 0.0);
    }

    #[test]
    fn wider_apertures_longer_lenses_and_greater_distances_are_softer() {
        let rises = |all: &[f64]| all.windows(2).all(|p| p[0] < p[1]);
        assert!(rises(&[1600, 800, 560, 280, 140].map(|stop| soft(stop, 2000, 50.0, 6.0))));
        assert!(rises(&[24.0, 35.0, 50.0, 85.0, 135.0].map(|focal| soft(280, 2000, focal, 6.0))));
        assert!(rises(&[2.0, 2.5, 3.0, 6.0, 50.0].map(|depth| soft(280, 2000, 50.0, depth))));
        assert!(rises(&[2.0, 1.6, 1.2, 0.8, 0.4].map(|depth| soft(280, 2000, 50.0, depth))));
        assert!(soft(50, 300, 200.0, 1e5) <= MOST);
    }
}
