//! Characters that are animals: which layer each is, and dogs, cats and foxes cut from the side, with legs that walk, a tail
//! that wags and what hangs about the neck. Other beasts are in [`super::beast`], birds in [`super::bird`], people in
//! [`super::figure`]. An animal's head is where [`crate::stage::body`] has it, so that cameras find it.

use crate::backends::plate::{Layer, Play};
use crate::film::Creature;
use crate::plan::picture::{Extent, Figure, Pose, metres};
use crate::stage::body::head_of;
use crate::stage::camera::Vec3;

use super::colour::{Rgb, at_light, hex, lift, lightness, mix};
use super::noise;
use super::scene::Scene;
use super::shape::{P, Shape};
use super::words::{Words, any_colour, colour, colour_of};
use super::{beast, bird};

/// An animal's looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Animal {
    pub creature: Creature,
    pub coat: Option<Rgb>,
    /// One ear or a chest of another colour.
    pub patch: Option<Rgb>,
    pub band: Option<Rgb>,
    pub antlers: bool,
    pub mane: bool,
    pub drake: bool,
}

/// What is said of a name and a look; nothing when it is a person's, who may well have a dog.
pub fn of(name: &str, look: &str, wears: &str) -> Option<Animal> {
    let creature = Creature::of(name, look)?;
    let words = Words::of(look);
    let worn = Words::of(wears);
    const PARTS: &str = "ear ears chest paw paws patch muzzle breast belly tip";
    const BANDS: &str = "collar neckerchief scarf bandana ribbon";
    let coat = colour_of(&words, &format!("{} coat fur plumage feathers", creature.words())).or_else(|| {
        // A colour that belongs to a part is not the coat's.
        let part = colour_of(&words, PARTS).or_else(|| colour_of(&words, BANDS));
        any_colour(&words).filter(|c| Some(*c) != part)
    });
    // Red fur is never the red of paint.
    let coat = coat.map(|c| if Some(c) == colour("red") || Some(c) == colour("orange") { hex(0xb5622e) } else { c });
    Some(Animal {
        creature,
        coat,
        // A tail's tip is white by itself.
        patch: colour_of(&words, PARTS.trim_end_matches(" tip")),
        band: [&words, &worn].into_iter().find(|w| w.has(BANDS)).map(|w| colour_of(w, BANDS).unwrap_or(hex(0xa8402e))),
        antlers: !words.has("doe fawn roe antelope hind"),
        mane: !words.has("lioness tiger leopard panther puma cheetah"),
        drake: words.has("drake mallard"),
    })
}

/// How an animal moves in a pose: pictures in the cycle, and frames that each is held.
fn cycle(pose: Pose) -> (usize, u32) {
    match pose {
        Pose::Walk => (8, 2),
        Pose::Run => (6, 2),
        Pose::Lie => (1, 1),
        _ => (8, 3),
    }
}

/// A leg from its root to a paw that is `dx` ahead of it and `up` from the ground.
fn leg(root: P, dx: f32, up: f32) -> Shape {
    let foot = [root[0] + dx, up];
    let knee = [root[0] + dx * 0.35 + 0.025, root[1] * 0.52 + up * 0.5];
    Shape::ribbon(&[[root[0], root[1], 0.07], [knee[0], knee[1], 0.04], [foot[0], foot[1] + 0.02, 0.034]]).and(Shape::curve(&[
        [foot[0] - 0.045, foot[1] + 0.045, 0.0],
        [foot[0] + 0.05, foot[1] + 0.045, 0.0],
        [foot[0] + 0.085, foot[1] + 0.012, 0.0],
        [foot[0] + 0.075, foot[1], 1.0],
        [foot[0] - 0.045, foot[1], 1.0],
    ]))
}

/// How far a foot is before its root and over the ground; `half` a cycle later for the other feet.
pub fn step(pose: Pose, phase: f32, half: f32) -> (f32, f32) {
    let swing = swing(pose);
    let turn = (phase + half) * std::f32::consts::TAU;
    (swing * turn.sin(), swing * 0.4 * turn.cos().max(0.0))
}

fn swing(pose: Pose) -> f32 {
    match pose {
        Pose::Walk => 0.1,
        Pose::Run => 0.2,
        _ => 0.0,
    }
}

/// The pieces over the animal's standing height, looking to the right, y up, `phase` of the way through its movement.
pub fn pieces(scene: &Scene, animal: &Animal, pose: Pose, phase: f32, seed: u64) -> Vec<(Shape, Rgb)> {
    use Creature::*;
    match animal.creature {
        Dog | Wolf | Cat | Fox => canine(scene, animal, pose, phase, seed).into_iter().map(|(shape, ink)| (shape.map(|q| [q[0] / DRAWN, q[1] / DRAWN]), ink)).collect(),
        Heron | Gull | Owl | Eagle | Crow | Goose | Duck | Hen | Penguin | Songbird => bird::pieces(scene, animal, pose, phase),
        _ => beast::pieces(scene, animal, pose, phase),
    }
}

/// The height, in the unit that dogs are cut in, of one that stands.
const DRAWN: f32 = 0.95;

fn canine(scene: &Scene, animal: &Animal, pose: Pose, phase: f32, seed: u64) -> Vec<(Shape, Rgb)> {
    let p = &scene.palette;
    let fox = animal.creature == Creature::Fox;
    let default = match animal.creature {
        Creature::Fox => hex(0xb5622e),
        Creature::Wolf => hex(0x70706c),
        Creature::Cat => [hex(0x3a3634), hex(0xa3713f), hex(0x8c8a86)][(seed % 3) as usize],
        _ => [hex(0x6d4a30), hex(0x2e2a28), hex(0xa9875a)][(seed % 3) as usize],
    };
    let coat = p.stain(animal.coat.unwrap_or(default), 0.15);
    // A coat that is all black or white keeps room for its pieces.
    let coat = at_light(coat, lightness(coat).clamp(0.3, 0.82));
    let (far, near, shade) = (lift(coat, -0.075), lift(coat, 0.015), lift(coat, -0.05));
    let pale = mix(coat, p.pale, 0.6);
    let cat = animal.creature == Creature::Cat;
    let (sits, lies) = (matches!(pose, Pose::Sit | Pose::Kneel | Pose::Crouch), pose == Pose::Lie);
    let turn = |off: f32| (phase + off) * std::f32::consts::TAU;
    let swing = swing(pose);
    let step = |off: f32| step(pose, phase, off);
    let wag = 0.06 * turn(0.0).sin();
    let mut out: Vec<(Shape, Rgb)> = Vec::new();
    // Head and neck move a little with the gait; lying down all is lower.
    let down = if lies { -0.3 } else { 0.0 };
    let (hx, hy) = (if sits { -0.06 } else { 0.0 }, down + swing * 0.12 * turn(0.12).sin());
    let head = |q: P| [q[0] + hx, q[1] + hy];
    let mapped = |s: Shape, f: &dyn Fn(P) -> P| s.map(f);
    if sits {
        out.push((leg([0.16, 0.42], 0.05, 0.0), far));
        out.push((Shape::ribbon(&[[-0.3, 0.08, 0.05], [-0.48, 0.05 + wag.max(0.0), 0.042], [-0.6, 0.12 + wag, 0.018]]), shade));
        out.push((Shape::curve(&[[-0.38, 0.06, 0.0], [-0.36, 0.28, 0.0], [-0.14, 0.5, 0.0], [0.1, 0.68, 0.0], [0.26, 0.62, 0.0], [0.3, 0.42, 0.0], [0.2, 0.2, 0.0], [0.02, 0.02, 0.0]]), coat));
        out.push((Shape::curve(&[[-0.36, 0.03, 1.0], [-0.36, 0.24, 0.0], [-0.18, 0.34, 0.0], [0.0, 0.2, 0.0], [0.1, 0.0, 1.0]]), near));
        out.push((leg([0.23, 0.42], 0.03, 0.0), near));
    } else if lies {
        out.push((Shape::ribbon(&[[-0.36, 0.16, 0.05], [-0.52, 0.07, 0.04], [-0.66, 0.1 , 0.016]]), shade));
        out.push((Shape::curve(&[[-0.42, 0.02, 1.0], [-0.42, 0.2, 0.0], [-0.16, 0.3, 0.0], [0.14, 0.28, 0.0], [0.3, 0.36, 0.0], [0.38, 0.24, 0.0], [0.36, 0.02, 1.0]]), coat));
        out.push((Shape::ribbon(&[[0.18, 0.06, 0.06], [0.4, 0.04, 0.04], [0.58, 0.035, 0.036]]), near));
        out.push((Shape::curve(&[[-0.36, 0.02, 1.0], [-0.32, 0.2, 0.0], [-0.14, 0.2, 0.0], [-0.04, 0.02, 1.0]]), near));
    } else {
        let ((a, au), (b, bu)) = (step(0.5), step(0.0));
        out.push((leg([-0.26, 0.4], b, bu), far));
        out.push((leg([0.22, 0.4], a, au), far));
        let tail = if fox { [0.06, 0.085, 0.02] } else { [0.045, 0.038, 0.018] };
        let lift_by = if cat { 0.16 } else { 0.0 };
        out.push((Shape::ribbon(&[[-0.35, 0.5, tail[0]], [-0.48, 0.57 + lift_by * 0.6, tail[1]], [-0.54 + wag, 0.74 + lift_by, tail[2]]]), coat));
        if fox {
            // The brush has a white tip.
            out.push((Shape::ribbon(&[[-0.503 + wag * 0.4, 0.635, 0.07], [-0.53 + wag * 0.8, 0.7, 0.05], [-0.54 + wag, 0.755, 0.012]]), p.pale));
        }
        out.push((Shape::curve(&[[-0.39, 0.5, 0.0], [-0.2, 0.575, 0.0], [0.08, 0.56, 0.0], [0.26, 0.66, 0.0], [0.37, 0.58, 0.0], [0.34, 0.38, 0.0], [0.2, 0.27, 0.0], [-0.1, 0.34, 0.0], [-0.3, 0.29, 0.0], [-0.4, 0.38, 0.0]]), coat));
        out.push((Shape::curve(&[[-0.3, 0.3, 0.0], [-0.1, 0.36, 0.0], [0.2, 0.29, 0.0], [0.33, 0.38, 0.0], [0.2, 0.36, 0.0], [-0.1, 0.42, 0.0]]), if animal.patch.is_some() { pale } else { shade }));
        out.push((leg([-0.31, 0.42], a, au), near));
        out.push((leg([0.3, 0.4], b, bu), near));
    }
    // Neck and head in one piece; a cat's is round and short.
    let m = if cat { 0.52 } else { 1.0 };
    let x = |v: f32| 0.38 + (v - 0.38) * if v > 0.38 { m } else { 1.0 };
    let skull = Shape::curve(&[
        [0.17, 0.54, 0.0], [0.25, 0.78, 0.0], [0.31, 0.9, 0.0], [0.4, 0.925, 0.0], [x(0.47), 0.875, 0.0], [x(0.56), 0.835, 0.0], [x(0.635), 0.815, 0.0], [x(0.645), 0.765, 0.0],
        [x(0.58), 0.725, 0.0], [x(0.47), 0.7, 0.0], [0.41, 0.56, 0.0],
    ]);
    let ear_ink = animal.patch.map_or(far, |c| p.stain(c, 0.1));
    let upright = cat || fox || animal.creature == Creature::Wolf;
    if upright {
        out.push((mapped(Shape::poly(&[[0.33, 0.88], [0.36, 1.03], [0.43, 0.9]]), &head), far));
    }
    out.push((mapped(skull, &head), near));
    if fox || animal.creature == Creature::Wolf || animal.patch.is_some() {
        out.push((mapped(Shape::curve(&[[x(0.635), 0.775, 0.0], [x(0.56), 0.775, 0.0], [0.44, 0.74, 0.0], [0.36, 0.6, 0.0], [0.4, 0.56, 0.0], [x(0.47), 0.7, 0.0], [x(0.58), 0.725, 0.0]]), &head), pale));
    }
    if upright {
        out.push((mapped(Shape::poly(&[[0.26, 0.86], [0.27, 1.03], [0.37, 0.9]]), &head), ear_ink));
    } else {
        out.push((mapped(Shape::curve(&[[0.28, 0.9, 0.0], [0.36, 0.885, 0.0], [0.375, 0.8, 0.0], [0.32, 0.68, 0.0], [0.26, 0.72, 0.0], [0.25, 0.82, 0.0]]), &head), ear_ink));
    }
    let dark = at_light(mix(p.ink, hex(0x1c1512), 0.6), 0.2);
    out.push((mapped(Shape::round(x(0.63), 0.8, 0.022, 0.02), &head), dark));
    out.push((mapped(Shape::curve(&[[0.425, 0.845, 0.0], [0.445, 0.86, 0.0], [0.468, 0.845, 0.0], [0.446, 0.832, 0.0]]), &head), dark));
    out.push((mapped(Shape::ribbon(&[[x(0.62), 0.758, 0.003], [x(0.55), 0.752, 0.005], [x(0.5), 0.765, 0.002]]), &head), lift(coat, -0.16)));
    if let Some(band) = animal.band {
        out.push((mapped(Shape::curve(&[[0.215, 0.675, 0.0], [0.32, 0.635, 0.0], [0.43, 0.66, 0.0], [0.425, 0.61, 0.0], [0.31, 0.58, 0.0], [0.2, 0.62, 0.0]]), &head), band));
        out.push((mapped(Shape::poly(&[[0.3, 0.61], [0.43, 0.63], [0.39, 0.48]]), &head), lift(band, -0.04)));
    }
    out
}

/// An animal's layer, with the pictures of its movement.
pub fn layers(scene: &Scene, figure: &Figure, animal: &Animal, back: f64) -> Vec<Layer> {
    let Some((shapes, stand, size, laid)) = placed(scene, figure, animal) else { return Vec::new() };
    let depth = stand.depth.min(back);
    let mut all = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for b in shapes.iter().filter_map(|(s, _)| s.bounds()) {
        all = [all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])];
    }
    let pad = f64::from(0.03 + 0.25 * size * stand.metre);
    let area = Extent { left: f64::from(all[0]) - pad, top: f64::from(all[1]) - pad, right: f64::from(all[2]) + pad, bottom: f64::from(all[3]) + pad };
    let (count, held) = cycle(figure.pose);
    let k = size * stand.metre;
    let fog = scene.haze(depth) * 0.8;
    let seed = noise::hash_str(&figure.name);
    let draws: Vec<Box<dyn Fn(&mut super::canvas::Canvas) + Sync + '_>> = (0..count)
        .map(|i| {
            Box::new(move |c: &mut super::canvas::Canvas| {
                for (n, (shape, ink)) in pieces(scene, animal, figure.pose, i as f32 / count as f32, seed).into_iter().enumerate() {
                    let shape = shape.map(|p| stand.map(laid(p)));
                    c.paint(&shape, &scene.sheet(ink, seed ^ n as u64).gap((k * 0.02).clamp(0.0006, 0.008)).grain(0.014).fog(fog, (fog * 1.5).min(0.9)));
                }
                c.rim(scene.light.dir, (k * 0.01).clamp(0.0009, 0.004), scene.light.rim_colour, scene.light.rim * (1.0 - fog), scene.light.turn);
                c.skirt((k * 0.05).clamp(0.002, 0.016), scene.light.dark * 0.8 * (1.0 - fog));
                let flat = (scene.lens.at.y / stand.depth).abs().clamp(0.06, 0.9) as f32;
                let feet = stand.map(laid([0.0, 0.0]));
                c.under(&Shape::round(feet[0], feet[1], k * 0.52, (k * 0.14 * flat).max(0.002)), scene.light.dark * 0.75, k * 0.04);
            }) as Box<dyn Fn(&mut super::canvas::Canvas) + Sync>
        })
        .collect();
    let name = match (figure.name.as_str(), figure.drawing) {
        (name, 0) => name.to_string(),
        (name, drawing) => format!("{name}/{drawing}"),
    };
    let play = if count > 1 { Play::Loop { frames: held } } else { Play::Still };
    let blur = if figure.subject { 0.0 } else { scene.blur(depth) };
    scene.cels(&name, depth, area, blur, &draws, play).into_iter().collect()
}

/// The animal's pieces in the frame, the plane through its head, its height in metres, and where a point of its own
/// pieces lies on that plane.
fn placed(scene: &Scene, figure: &Figure, animal: &Animal) -> Option<(Vec<(Shape, Rgb)>, super::lens::Stand, f32, impl Fn(P) -> P + Copy + Sync)> {
    let at = metres(figure.at);
    let size = if figure.height > 0 { figure.height as f32 / 1000.0 } else { animal.creature.height() as f32 / 1000.0 };
    let [ahead, up] = head_of(animal.creature, figure.pose);
    let yaw = (f64::from(figure.yaw) / 1000.0).to_radians();
    let head = at + Vec3::new(yaw.sin(), 0.0, yaw.cos()) * (ahead * f64::from(size));
    let stand = match scene.picture.rank >= 4 {
        true => scene.lens.stand_by_head(head, up * f64::from(size)).or_else(|| scene.lens.stand(head)),
        // Close above what is small a metre of height is seen quite elsewhere.
        false => scene.lens.stand_small(head, f64::from(size)),
    }?;
    let to = head - scene.lens.at;
    let turn = yaw - to.x.atan2(to.z);
    let side = if turn.sin() >= 0.0 { 1.0 } else { -1.0 };
    let wide = crate::stage::beast::wide(turn) as f32;
    let laid = move |p: P| [(p[0] - ahead as f32) * side * wide * size, p[1] * size];
    let shapes = pieces(scene, animal, figure.pose, 0.0, noise::hash_str(&figure.name)).into_iter().map(|(s, ink)| (s.map(|p| stand.map(laid(p))), ink)).collect();
    Some((shapes, stand, size, laid))
}

/// The outline for a shadow thrown on a wall.
pub fn outline(scene: &Scene, figure: &Figure, animal: &Animal) -> Option<Shape> {
    let (shapes, ..) = placed(scene, figure, animal)?;
    Some(shapes.into_iter().fold(Shape::default(), |all, (s, _)| all.and(s)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animal_has_what_its_look_says() {
        assert!(of("REX", "a small brown dog, one white ear, red neckerchief", "").is_some_and(|a| a.creature == Creature::Dog && a.band.is_some() && a.patch.is_some() && a.coat == colour("brown")));
        assert!(of("X", "a red fox with a white tip on the tail", "").is_some_and(|a| a.coat == Some(hex(0xb5622e))));
        assert!(of("X", "a boy of ten with a dog", "").is_none());
    }

    /// The middle of the pieces that lie about the head is the head that the camera looks for.
    #[test]
    fn heads_are_where_the_stage_has_them() {
        let picture = super::super::tests::plain();
        let scene = Scene::of(&picture);
        for creature in Creature::ALL {
            let animal = of("X", creature.words().split([' ', '+']).next().unwrap_or(""), "").unwrap_or_else(|| panic!("{creature:?}"));
            for pose in [Pose::Stand, Pose::Sit, Pose::Lie] {
                let body = crate::stage::body::anatomy(*creature);
                let [x, y] = head_of(*creature, pose).map(|v| v as f32);
                let reach = body.face as f32 * 0.75;
                // The eye is dark, small and in the head.
                let eyes = pieces(&scene, &animal, pose, 0.0, 1).into_iter().filter_map(|(s, ink)| Some((s.bounds()?, ink))).filter(|(b, ink)| lightness(*ink) < 0.24 && (b[2] - b[0]) < 0.1 && (b[3] - b[1]) < 0.1);
                let near = eyes.map(|(b, _)| ((b[0] + b[2]) * 0.5 - x).hypot((b[1] + b[3]) * 0.5 - y)).fold(f32::MAX, f32::min);
                assert!(near < reach, "{creature:?} {pose:?}: {near} from the middle of a head of {}", body.face);
            }
        }
    }

    /// As long and as high as the stage has them, so that their boxes hold them. The stage knows what is seen: tufts and tails taper off
    /// a little farther than that.
    #[test]
    fn bodies_are_as_long_as_the_stage_has_them() {
        let picture = super::super::tests::plain();
        let scene = Scene::of(&picture);
        let mut wrong = String::new();
        for creature in Creature::ALL {
            let animal = of("X", creature.words().split([' ', '+']).next().unwrap_or(""), "").unwrap_or_else(|| panic!("{creature:?}"));
            for pose in [Pose::Stand, Pose::Sit, Pose::Lie] {
                let drawn = pieces(&scene, &animal, pose, 0.0, 1).into_iter().filter_map(|(s, _)| s.bounds()).fold([f32::MAX, f32::MIN, 0.0], |all, b| [all[0].min(b[0]), all[1].max(b[2]), all[2].max(b[3])]);
                let known = crate::stage::beast::reach(*creature, pose);
                if drawn.iter().zip(known).any(|(a, b)| (f64::from(*a) - b).abs() > 0.06) {
                    wrong.push_str(&format!("{creature:?} {pose:?}: {:.2}, {:.2}, {:.2}\n", drawn[0], drawn[1], drawn[2]));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn gaits_close_without_a_jump() {
        let picture = super::super::tests::plain();
        let scene = Scene::of(&picture);
        for look in ["a dog", "a horse", "a heron", "a hen"] {
            let animal = of("X", look, "").unwrap();
            for pose in [Pose::Stand, Pose::Walk, Pose::Run, Pose::Sit] {
                let (n, _) = cycle(pose);
                let at = |i: usize| pieces(&scene, &animal, pose, i as f32 / n as f32, 1);
                for i in 0..n {
                    for ((a, _), (b, _)) in at(i).iter().zip(&at(i + 1)) {
                        let far = a.loops.iter().flatten().zip(b.loops.iter().flatten()).map(|(p, q)| (p[0] - q[0]).hypot(p[1] - q[1])).fold(0.0, f32::max);
                        // A wing's tip goes far.
                        let most = if look == "a heron" || look == "a hen" { 0.6 } else { 0.28 };
                        assert!(far < most, "{look} {pose:?} jumps {far} after {i}");
                    }
                }
            }
        }
    }
}
