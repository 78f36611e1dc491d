//! The skeleton: joints of a posed body in head units, turned towards the lens. No cloth, no ink.

use crate::plan::picture::Pose;

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

/// Angles of a pose in degrees, forward positive; arms and legs as (left, right).
struct Angles {
    waist: f32,
    neck: f32,
    shoulder: [f32; 2],
    spread: [f32; 2],
    elbow: [f32; 2],
    /// How far the forearms turn inwards.
    inward: [f32; 2],
    hip: [f32; 2],
    splay: [f32; 2],
    knee: [f32; 2],
}

fn angles(pose: Pose, holds: bool, lively: f32) -> Angles {
    let mut a = Angles {
        waist: 2.0,
        neck: 4.0,
        shoulder: [6.0 + 8.0 * lively, -4.0 + 6.0 * lively],
        spread: [9.0, 9.0],
        elbow: [16.0, 22.0],
        inward: [8.0, 8.0],
        hip: [2.0, -3.0],
        splay: [4.0, 4.0],
        knee: [2.0, 2.0],
    };
    match pose {
        Pose::Stand | Pose::LookUp | Pose::LookDown => {}
        Pose::Hold => {
            a.shoulder[1] = 32.0;
            a.elbow[1] = 92.0;
            a.inward[1] = 22.0;
        }
        Pose::Sit => {
            a.waist = 8.0;
            a.shoulder = [34.0, 28.0];
            a.elbow = [46.0, 52.0];
            a.inward = [18.0, 14.0];
            a.hip = [86.0, 83.0];
            a.knee = [88.0, 80.0];
            a.splay = [7.0, 7.0];
        }
        Pose::Kneel => {
            a.waist = 6.0;
            a.hip = [82.0, -4.0];
            a.knee = [88.0, 92.0];
            a.shoulder = [34.0, 22.0];
            a.elbow = [50.0, 40.0];
        }
        Pose::Crouch => {
            a.waist = 34.0;
            a.neck = -14.0;
            a.hip = [104.0, 92.0];
            a.knee = [128.0, 126.0];
            a.shoulder = [52.0, 44.0];
            a.elbow = [34.0, 44.0];
        }
        Pose::Walk => {
            a.waist = 4.0;
            a.hip = [27.0, -19.0];
            a.knee = [8.0, 17.0];
            a.shoulder = [-26.0, 30.0];
            a.elbow = [14.0, 34.0];
            a.splay = [1.0, 1.0];
        }
        Pose::Run => {
            a.waist = 14.0;
            a.hip = [62.0, -26.0];
            a.knee = [58.0, 64.0];
            a.shoulder = [-48.0, 52.0];
            a.elbow = [84.0, 88.0];
            a.splay = [1.0, 1.0];
        }
        Pose::Point => {
            a.shoulder[1] = 88.0;
            a.elbow[1] = 5.0;
            a.spread[1] = 12.0;
            a.inward[1] = 0.0;
        }
        Pose::Reach => {
            a.waist = 10.0;
            a.shoulder[1] = 76.0;
            a.elbow[1] = 20.0;
            a.inward[1] = 0.0;
        }
        Pose::Embrace => {
            a.waist = 7.0;
            a.neck = 12.0;
            a.shoulder = [60.0, 66.0];
            a.elbow = [54.0, 46.0];
            a.inward = [34.0, 30.0];
        }
        Pose::Lie => {
            a.shoulder = [4.0, 8.0];
            a.elbow = [20.0, 60.0];
            a.inward = [10.0, 30.0];
        }
    }
    if holds && matches!(pose, Pose::Stand | Pose::Walk | Pose::LookDown | Pose::Sit) {
        a.shoulder[1] = 34.0;
        a.elbow[1] = 88.0;
        a.inward[1] = 20.0;
    }
    match pose {
        Pose::LookUp => a.neck = -22.0,
        Pose::LookDown => a.neck = 26.0,
        _ => {}
    }
    a
}

/// What besides the pose shapes a skeleton.
#[derive(Clone, Copy, Debug)]
pub struct Build {
    pub heads: f32,
    pub shoulders: f32,
    pub holds: bool,
    /// −1 to 1, of the person: nobody stands quite alike.
    pub lively: f32,
}

/// The skeleton of `pose`, looking `turn` radians about (0 away from the lens).
pub fn rig(pose: Pose, turn: f32, build: Build) -> Rig {
    let k = (build.heads - 1.0) / 5.9;
    let kw = 0.45 + 0.55 * k;
    let a = angles(pose, build.holds, build.lively);
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
    Rig {
        hips: see(&hips),
        chest: see(&chest),
        neck: see(&neck),
        head: see(&head),
        head_lean: rad(nod * 0.75) * sin,
        arms: [limb(&arms[0]), limb(&arms[1])],
        legs: [limb(&legs[0]), limb(&legs[1])],
        turn,
        k,
        kw,
        lying,
        seated: matches!(pose, Pose::Sit | Pose::Crouch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage::body;

    #[test]
    fn heads_are_where_the_stage_has_them() {
        let build = Build { heads: 6.9, shoulders: 0.8, holds: false, lively: 0.0 };
        let upright = rig(Pose::Stand, std::f32::consts::FRAC_PI_2, build);
        let crown = upright.head.y + 1.0;
        for pose in [Pose::Stand, Pose::Sit, Pose::Kneel, Pose::Walk, Pose::Run, Pose::Point, Pose::Reach, Pose::LookUp, Pose::LookDown, Pose::Embrace, Pose::Crouch, Pose::Hold] {
            let drawn = rig(pose, std::f32::consts::FRAC_PI_2, build);
            let top = f64::from((drawn.head.y + drawn.head_lean.cos()) / crown);
            let forward = f64::from((drawn.head.x + 0.5 * drawn.head_lean.sin()) / crown);
            assert!((top - body::top(pose)).abs() < 0.012, "{pose:?} reaches {top}");
            assert!((forward - body::forward(pose)).abs() < 0.012, "{pose:?} leans {forward}");
        }
    }
}
