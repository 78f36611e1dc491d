//! Two people at two places of the frame. All cameras that see them so far apart stand on one circle through both (the
//! inscribed angle is the same everywhere on it; in space the circle turns about their line and is a torus, whence the
//! name); along it the camera goes around them, and one of them comes nearer. After Lino and Christie.

use super::camera::{SENSOR_MM, Vec3};
use super::framing::rank_of;
use super::set::towards;

/// Where a camera stands for two people, as seen from the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// From the first person to the camera, over the floor.
    pub bearing: f64,
    /// The first person's standing height over the frame's.
    pub share: f64,
    /// Their places across the frame.
    pub x: [f64; 2],
}

/// What is wanted of a camera for two people.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub a: Vec3,
    pub b: Vec3,
    /// The first person's standing height, in metres.
    pub height: f64,
    pub share: f64,
    pub focal: f64,
    pub aspect: f64,
    /// The side on which the camera stays.
    pub audience: f64,
}

/// Radians that the camera may go around from where both are equally far: beyond, one of them turns their back.
const AROUND: f64 = 0.44;
/// How far apart two people stand in the frame where there is a choice, and at most.
const APART: (f64, f64) = (0.42, 0.62);

/// The camera on the circles of all separations that comes nearest to the wish; none for two in one place.
pub fn pair(wish: &Wish) -> Option<Pair> {
    let line = (wish.b - wish.a).floor().length();
    if line < 0.2 {
        return None;
    }
    let mut best: Option<(f64, Pair)> = None;
    let steps = 20;
    for i in 0..=steps {
        let apart = APART.0 - 0.12 + (APART.1 - APART.0 + 0.12) * f64::from(i) / f64::from(steps);
        for j in -steps..=steps {
            let around = AROUND * f64::from(j) / f64::from(steps);
            let found = on_circle(wish, line, apart, around);
            // Twice too small is worse than far around; the frame's own places give way first.
            let size = (found.share / wish.share).ln();
            // Another size than was asked for is a different shot: the camera goes around them first, as it would for a nearer one.
            let other = if rank_of(found.share) == rank_of(wish.share) { 0.0 } else { 0.25 };
            let cost = other + 3.0 * size * size + 0.8 * around * around + 2.0 * (apart - APART.0).powi(2);
            if best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-12) {
                best = Some((cost, found));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

/// The camera that sees two people `apart` of the frame's width from each other, having gone `around` from the middle.
fn on_circle(wish: &Wish, line: f64, apart: f64, around: f64) -> Pair {
    let zoom = wish.focal / SENSOR_MM;
    // The angle under which both are seen from everywhere on the circle.
    let half = (apart / 2.0 / zoom).atan();
    let angle = 2.0 * half;
    // In the triangle of both and the camera.
    let at_a = (std::f64::consts::PI - angle) / 2.0 + around;
    let at_b = std::f64::consts::PI - angle - at_a;
    let distance = line * at_b.sin() / angle.sin();
    let along = towards(wish.a, wish.b);
    let nearer = |p: f64, q: f64| if (p - wish.audience).cos() >= (q - wish.audience).cos() { p } else { q };
    let bearing = nearer(along + at_a, along - at_a);
    // The camera looks from there to the middle between both; the second is on its right or on its left.
    let from = wish.a + Vec3::new(bearing.sin(), 0.0, bearing.cos()) * distance;
    let right = (towards(from, wish.b) - towards(from, wish.a)).sin() > 0.0;
    let x = 0.5 + if right { -apart / 2.0 } else { apart / 2.0 };
    Pair { bearing, share: wish.height * zoom * wish.aspect / (distance * half.cos()), x: [x, 1.0 - x] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::camera::Camera;
    use crate::stage::framing;

    fn seen(wish: &Wish, pair: &Pair) -> [f64; 2] {
        let zoom = wish.focal / SENSOR_MM;
        let depth = wish.height * zoom * wish.aspect / pair.share;
        let off = ((pair.x[0] - 0.5) / zoom).atan();
        let distance = depth / off.cos();
        let at = wish.a + Vec3::new(pair.bearing.sin(), 0.0, pair.bearing.cos()) * distance;
        let yaw = towards(at, wish.a) - off;
        let camera = Camera { at, yaw, pitch: 0.0, roll: 0.0, focal: wish.focal, aspect: wish.aspect };
        [wish.a, wish.b].map(|p| camera.project(p).unwrap().x)
    }

    #[test]
    fn both_land_where_they_are_asked_to() {
        for (b, share, focal) in [(Vec3::new(1.6, 0.0, 0.0), 2.0, 50.0), (Vec3::new(-0.9, 0.0, 0.7), 1.3, 40.0), (Vec3::new(3.0, 0.0, 1.0), 4.6, 85.0)] {
            for audience in [0.0, std::f64::consts::PI] {
                let wish = Wish { a: Vec3::default(), b, height: 1.72, share, focal, aspect: 1.78, audience };
                let pair = pair(&wish).unwrap();
                let x = seen(&wish, &pair);
                assert!((x[0] - pair.x[0]).abs() < 1e-9 && (x[1] - pair.x[1]).abs() < 1e-9, "{pair:?} seen at {x:?}");
                // On the side that was asked for.
                assert!((pair.bearing - audience).cos() > 0.0 || b.z.abs() > b.x.abs(), "{pair:?}");
            }
        }
    }

    #[test]
    fn a_size_that_fits_is_met() {
        let wish = Wish { a: Vec3::new(-0.6, 0.0, 0.0), b: Vec3::new(0.6, 0.0, 0.0), height: 1.72, share: 1.3, focal: 40.0, aspect: 1.78, audience: std::f64::consts::PI };
        let pair = pair(&wish).unwrap();
        assert!((pair.share / 1.3).ln().abs() < 0.1, "{pair:?}");
    }

    /// A size that somebody gets who asks for a nearer one is there for who asks for it.
    #[test]
    fn a_nearer_wish_is_not_the_way_to_a_size() {
        for gap in [0.9, 1.2, 1.6, 2.0] {
            let wish = |share: f64, focal: f64| Wish { a: Vec3::new(-gap / 2.0, 0.0, 0.0), b: Vec3::new(gap / 2.0, 0.0, 0.0), height: 1.72, share, focal, aspect: 1.78, audience: std::f64::consts::PI };
            let given: Vec<u8> = (3u8..=8).map(|rank| rank_of(pair(&wish(framing::SHARES[usize::from(rank)], framing::usual_lens(rank))).unwrap().share)).collect();
            for (i, got) in given.iter().enumerate() {
                let rank = i as u8 + 3;
                assert!(*got == rank || given[i..].iter().all(|other| *other < rank), "{gap} m apart, {rank}: {given:?}");
            }
        }
    }

    #[test]
    fn two_in_one_place_are_no_pair() {
        let at = Vec3::new(0.5, 0.0, 0.0);
        assert_eq!(pair(&Wish { a: at, b: at, height: 1.7, share: 2.0, focal: 50.0, aspect: 1.78, audience: 0.0 }), None);
    }
}
