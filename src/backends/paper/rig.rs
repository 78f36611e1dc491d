//! The skeleton: joints of a posed body in head units, turned towards the lens. No cloth, no ink.

use crate::plan::picture::Pose;

use super::pose::angles;
use super::shape::P;

/// A joint seen by the lens: x to the frame's right, y up, z towards the lens. Head units, feet at y 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Joint {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

impl Joint {
    pub fn flat(self) -> P {
        [self.x, self.y]
    }
}

/// One limb: root, middle, end, and where hand or toes point to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limb {
    pub root: Joint,
    pub bend: Joint,
    pub end: Joint,
    pub tip: Joint,
}

#[derive(Clone, Debug)]
pub struct Rig {
    pub hips: Joint,
    /// Middle of the shoulders.
    pub chest: Joint,
    pub neck: Joint,
    /// Chin-to-crown axis: foot of the head and its lean (radians, positive to the frame's right).
    pub head: Joint,
    pub head_lean: f32,
    /// Left and right of the body.
    pub arms: [Limb; 2],
    pub legs: [Limb; 2],
    /// Which way the body looks: 0 away, π ⁄ 2 the frame's right, π the lens.
    pub turn: f32,
    /// Vertical size of the trunk and limbs against an adult's.
    pub k: f32,
    /// Across-size.
    pub kw: f32,
    pub lying: bool,
    pub seated: bool,
}

struct Body {
    x: f32,
    y: f32,
    z: f32,
}

/// What besides the pose shapes a skeleton.
#[derive(Clone, Copy, Debug)]
pub struct Build {
    pub heads: f32,
    pub shoulders: f32,
    pub holds: bool,
    /// −1 to 1, of the person: nobody stands quite alike.
    pub lively: f32,
    /// How far through its movement a pose is, from 0 to 1; still pictures are at 0.
    pub phase: f32,
    /// The free hand speaks along.
    pub talks: bool,
    /// A table stands before whoever sits: hands lie on it.
    pub table: bool,
    /// The head looks up (1) or down (−1).
    pub looks: i8,
}

/// The skeleton of `pose`, looking `turn` radians about (0 away from the lens).
pub fn rig(pose: Pose, turn: f32, build: Build) -> Rig {
    let k = (build.heads - 1.0) / 5.9;
    let kw = 0.45 + 0.55 * k;
    let mut a = angles(pose, build.phase, build.holds, build.talks, build.lively);
    if build.table && pose == Pose::Sit {
        for i in 0..if build.holds { 1 } else { 2 } {
            a.shoulder[i] += 3.0;
            a.elbow[i] += 20.0;
        }
    }
    if build.holds && turn.cos() > 0.35 && matches!(pose, Pose::Stand | Pose::Hold | Pose::Walk | Pose::LookDown | Pose::LookUp) {
        // From behind, a hand before the chest would hide what it holds.
        (a.shoulder[1], a.spread[1], a.inward[1]) = (a.shoulder[1].max(30.0), 34.0, -20.0);
    }
    match build.looks {
        0 => {}
        up if up > 0 => a.neck = -22.0,
        _ => a.neck = 26.0,
    }
    let rad = |d: f32| d.to_radians();
    let (thigh, shin, ankle) = (1.66 * k, 1.46 * k, 0.34 * k);
    let trunk = 2.05 * k;
    let (upper, fore) = (1.24 * k, 1.1 * k);

    let hips = Body { x: 0.0, y: 0.0, z: 0.0 };
    let (ws, wc) = rad(a.waist).sin_cos();
    let chest = Body { x: 0.0, y: trunk * wc, z: trunk * ws };
    let neck = Body { x: 0.0, y: chest.y + 0.14 * wc, z: chest.z + 0.14 * ws };
    let nod = a.waist * 0.6 + a.neck;
    let (ns, nc) = rad(nod * 0.5).sin_cos();
    let chin_up = 0.13 * k + 0.02;
    let head = Body { x: 0.0, y: neck.y + chin_up * nc, z: neck.z + 0.1 + chin_up * ns };

    let legs: [[Body; 4]; 2] = [0usize, 1].map(|i| {
        let sign = if i == 0 { -1.0 } else { 1.0 };
        let root = Body { x: sign * 0.40 * kw, y: 0.0, z: 0.0 };
        let (hs, hc) = rad(a.hip[i]).sin_cos();
        let out = rad(a.splay[i]).sin() * sign;
        let knee = Body { x: root.x + out * thigh, y: -hc * thigh, z: hs * thigh };
        let (ks, kc) = rad(a.hip[i] - a.knee[i]).sin_cos();
        let foot = Body { x: knee.x + out * shin * 0.3, y: knee.y - kc * shin, z: knee.z + ks * shin };
        // Toes stay level unless the shin lies back.
        let tip = if kc > 0.3 {
            Body { x: foot.x + sign * 0.1, y: foot.y - ankle, z: foot.z + 0.62 * k }
        } else {
            Body { x: foot.x, y: foot.y - 0.5 * k * ks.abs(), z: foot.z - 0.3 * k }
        };
        [root, knee, foot, tip]
    });
    let arms: [[Body; 4]; 2] = [0usize, 1].map(|i| {
        let sign = if i == 0 { -1.0 } else { 1.0 };
        let root = Body { x: sign * build.shoulders * 0.76 * kw, y: chest.y - 0.27 * k, z: chest.z };
        let (ss, sc) = rad(a.shoulder[i] + a.waist * 0.5).sin_cos();
        let out = rad(a.spread[i]).sin() * sign;
        let elbow = Body { x: root.x + out * upper, y: root.y - sc * upper, z: root.z + ss * upper };
        let (es, ec) = rad(a.shoulder[i] + a.waist * 0.5 + a.elbow[i]).sin_cos();
        let inward = -rad(a.inward[i]).sin() * sign;
        let q = (1.0 - inward * inward * 0.5).max(0.5);
        let wrist = Body { x: elbow.x + inward * fore, y: elbow.y - ec * fore * q, z: elbow.z + es * fore * q };
        let tip = Body { x: wrist.x + inward * 0.45, y: wrist.y - ec * 0.45, z: wrist.z + es * 0.45 };
        [root, elbow, wrist, tip]
    });

    let lowest = match pose {
        Pose::Kneel => legs.iter().map(|l| (l[1].y - 0.2 * k).min(l[2].y - if l[2].y > l[1].y { 0.0 } else { 0.16 * k })).fold(f32::MAX, f32::min),
        _ => legs.iter().map(|l| l[2].y - ankle).fold(f32::MAX, f32::min),
    };
    let (sin, cos) = turn.sin_cos();
    let lying = pose == Pose::Lie;
    let see = |b: &Body| -> Joint {
        if lying {
            // On the back along the frame: the head to one side, the face up.
            let way = if sin >= 0.0 { 1.0 } else { -1.0 };
            return Joint { x: way * -(b.y - trunk * 0.3), y: 0.42 * kw + b.z * 0.9, z: b.x * way };
        }
        Joint { x: b.x * cos + b.z * sin, y: b.y - lowest, z: b.x * sin - b.z * cos }
    };
    let limb = |l: &[Body; 4]| Limb { root: see(&l[0]), bend: see(&l[1]), end: see(&l[2]), tip: see(&l[3]) };
    // An arm that acts straight at the lens would be a stump of paper: it is laid nearer to the picture's plane.
    let reach = if shows(pose) { beside(turn) } else { turn };
    let (arm_sin, arm_cos) = reach.sin_cos();
    let arm = |l: &[Body; 4]| {
        if lying || reach == turn {
            return limb(l);
        }
        let root = see(&l[0]);
        let at = |b: &Body| {
            let (x, z) = (b.x - l[0].x, b.z - l[0].z);
            Joint { x: root.x + x * arm_cos + z * arm_sin, y: b.y - lowest, z: root.z + x * arm_sin - z * arm_cos }
        };
        Limb { root, bend: at(&l[1]), end: at(&l[2]), tip: at(&l[3]) }
    };
    Rig {
        hips: see(&hips),
        chest: see(&chest),
        neck: see(&neck),
        head: see(&head),
        head_lean: rad(nod * 0.75) * sin,
        arms: [arm(&arms[0]), arm(&arms[1])],
        legs: [limb(&legs[0]), limb(&legs[1])],
        turn,
        k,
        kw,
        lying,
        seated: pose.sits() || pose == Pose::Crouch,
    }
}

/// How far into its cycle a run begins.
pub const RUNS_FROM: f32 = 0.375;

/// Poses that are read by where an arm goes.
fn shows(pose: Pose) -> bool {
    matches!(pose, Pose::Point | Pose::Reach | Pose::Push | Pose::Throw | Pose::Climb | Pose::Embrace | Pose::Lean)
}

/// The turn nearest to `turn` that is no more than half a right angle out of the picture's plane.
fn beside(turn: f32) -> f32 {
    use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI, TAU};
    let t = turn.rem_euclid(TAU);
    let side = if t < PI { FRAC_PI_2 } else { 3.0 * FRAC_PI_2 };
    t.clamp(side - FRAC_PI_4 * 0.7, side + FRAC_PI_4 * 0.7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::body;

    #[test]
    fn heads_are_where_the_stage_has_them() {
        let build = Build { heads: 6.9, shoulders: 0.8, holds: false, lively: 0.0, phase: 0.0, talks: false, table: false, looks: 0 };
        let upright = rig(Pose::Stand, std::f32::consts::FRAC_PI_2, build);
        let crown = upright.head.y + 1.0;
        let mut wrong = Vec::new();
        for pose in [Pose::Stand, Pose::Sit, Pose::Kneel, Pose::Walk, Pose::Run, Pose::Point, Pose::Reach, Pose::LookUp, Pose::LookDown, Pose::Embrace, Pose::Crouch, Pose::Hold, Pose::Wave, Pose::Cheer, Pose::Bow, Pose::Lean, Pose::Push, Pose::Throw, Pose::Climb, Pose::Dance, Pose::Pray, Pose::Weep, Pose::Write, Pose::Drink, Pose::Salute, Pose::Shrug] {
            let looks = match pose {
                Pose::LookUp => 1,
                Pose::LookDown => -1,
                _ => 0,
            };
            let phase = if pose == Pose::Run { RUNS_FROM } else { 0.0 };
            let drawn = rig(pose, std::f32::consts::FRAC_PI_2, Build { looks, phase, ..build });
            let top = f64::from((drawn.head.y + drawn.head_lean.cos()) / crown);
            let forward = f64::from((drawn.head.x + 0.5 * drawn.head_lean.sin()) / crown);
            if (top - body::top(pose)).abs() > 0.012 || (forward - body::forward(pose)).abs() > 0.012 {
                wrong.push(format!("{pose:?} reaches {top:.3} and leans {forward:.3}"));
            }
        }
        for looks in [1, -1] {
            let drawn = rig(Pose::Sit, std::f32::consts::FRAC_PI_2, Build { looks, ..build });
            let forward = f64::from((drawn.head.x + 0.5 * drawn.head_lean.sin()) / crown);
            if (forward - body::forward(Pose::Sit) - body::tilted(looks)).abs() > 0.02 {
                wrong.push(format!("seated and looking {looks}, a head leans {forward:.3}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
