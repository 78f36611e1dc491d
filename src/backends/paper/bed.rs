//! Beds: along the wall for whoever lies in one, else with the head to the wall, so that board and pillows are seen.

use crate::stage::camera::Vec3;

use super::canvas::Canvas;
use super::colour::{Rgb, lift};
use super::furniture::block;
use super::room::skin;
use super::scene::Scene;
use super::shape::Shape;

/// Along the wall, so that whoever lies on it lies as it does.
pub fn bed_along(scene: &Scene, c: &mut Canvas, at: Vec3, cloth: Rgb, salt: u64) {
    let p = &scene.palette;
    let wood = lift(skin(scene).trim, 0.03);
    let off = |x: f64, y: f64, z: f64| at + Vec3::new(x, y, z);
    block(scene, c, off(-1.02, 0.0, 0.0), [0.08, 1.0, 1.4], lift(wood, -0.04), salt);
    block(scene, c, at, [2.0, 0.42, 1.3], lift(wood, -0.08), salt + 10);
    block(scene, c, off(0.0, 0.3, 0.0), [1.98, 0.24, 1.32], lift(p.pale, -0.05), salt + 20);
    for z in [0.33, -0.33] {
        block(scene, c, off(-0.75, 0.54, z), [0.36, 0.12, 0.52], lift(p.pale, -0.01), salt + 40);
    }
    block(scene, c, off(0.25, 0.3, 0.0), [1.46, 0.25, 1.38], cloth, salt + 30);
}

/// With the head to the far wall: a high board with posts, two pillows, the sheet turned down over a striped blanket.
pub fn bed_ahead(scene: &Scene, c: &mut Canvas, at: Vec3, cloth: Rgb, salt: u64) {
    let p = &scene.palette;
    let wood = lift(skin(scene).trim, 0.03);
    let off = |x: f64, y: f64, z: f64| at + Vec3::new(x, y, z);
    let lay = |c: &mut Canvas, z: f64, shape: Shape, ink: Rgb, k: u64, gap: f32| {
        if let Some(s) = scene.lens.stand(off(0.0, 0.0, z)) {
            c.paint(&s.shape(&shape), &scene.sheet(ink, salt + k).gap(gap));
        }
    };
    let head = 0.62;
    lay(c, head, Shape::curve(&[[-0.86, 0.1, 1.0], [-0.86, 1.02, 1.0], [-0.5, 1.16, 0.0], [0.0, 1.3, 0.0], [0.5, 1.16, 0.0], [0.86, 1.02, 1.0], [0.86, 0.1, 1.0]]), wood, 0, 0.006);
    lay(c, head, Shape::curve(&[[-0.74, 0.2, 1.0], [-0.74, 0.94, 1.0], [-0.4, 1.07, 0.0], [0.0, 1.18, 0.0], [0.4, 1.07, 0.0], [0.74, 0.94, 1.0], [0.74, 0.2, 1.0]]), lift(wood, -0.05), 1, 0.0);
    for x in [-0.86, 0.86] {
        lay(c, head, Shape::bar([x, 0.0], [x, 1.14], 0.05), lift(wood, 0.03), 2, 0.004);
        lay(c, head, Shape::round(x, 1.2, 0.075, 0.085), lift(wood, 0.06), 3, 0.003);
    }
    block(scene, c, off(0.0, 0.0, -0.3), [1.66, 0.4, 1.86], lift(wood, -0.07), salt + 10);
    block(scene, c, off(0.0, 0.36, -0.3), [1.64, 0.2, 1.84], lift(p.pale, -0.05), salt + 20);
    for (k, x) in [-0.4f32, 0.4].into_iter().enumerate() {
        let k = k as u64;
        lay(c, 0.4, Shape::curve(&[[x - 0.36, 0.56, 0.0], [x - 0.4, 0.74, 0.0], [x - 0.3, 0.9, 0.0], [x, 0.93, 0.0], [x + 0.3, 0.9, 0.0], [x + 0.4, 0.74, 0.0], [x + 0.36, 0.56, 0.0]]), lift(p.pale, 0.0), 30 + k, 0.006);
        lay(c, 0.4, Shape::curve(&[[x - 0.1, 0.9, 0.0], [x + 0.02, 0.74, 1.0], [x + 0.12, 0.9, 0.0], [x + 0.02, 0.84, 0.0]]), lift(p.pale, -0.06), 34 + k, 0.0);
    }
    block(scene, c, off(0.0, 0.36, -0.46), [1.72, 0.23, 1.56], cloth, salt + 40);
    block(scene, c, off(0.0, 0.36, 0.2), [1.74, 0.245, 0.26], lift(p.pale, -0.03), salt + 50);
    // Stripes over the end of the blanket and along its top.
    let end = -1.245;
    let mut stripes = Shape::default();
    for x in [-0.66, -0.22, 0.22, 0.58] {
        stripes = stripes.and(scene.lens.flat(&[off(x, 0.36, end), off(x + 0.12, 0.36, end), off(x + 0.12, 0.59, end), off(x, 0.59, end)]));
        if scene.lens.at.y > at.y + 0.6 {
            stripes = stripes.and(scene.lens.flat(&[off(x, 0.592, end), off(x + 0.12, 0.592, end), off(x + 0.12, 0.592, 0.06), off(x, 0.592, 0.06)]));
        }
    }
    if scene.lens.at.z < at.z + end {
        c.paint(&stripes, &scene.sheet(lift(cloth, -0.11), salt + 60).flat());
        // The foot: a low rail between two posts.
        lay(c, -1.3, Shape::rect(-0.84, 0.56, 0.84, 0.44), lift(wood, 0.02), 62, 0.004);
        for x in [-0.84, 0.84] {
            lay(c, -1.3, Shape::bar([x, 0.0], [x, 0.66], 0.045), lift(wood, 0.04), 63, 0.003);
            lay(c, -1.3, Shape::round(x, 0.71, 0.06, 0.065), lift(wood, 0.06), 64, 0.003);
        }
    }
}
