//! Poses as angles, and how those that move go through their cycle. No joints yet: the skeleton is in [`super::rig`].

use crate::plan::picture::Pose;

/// How a pose moves: pictures in its cycle, and frames that each is held. Still poses have one.
pub fn cycle(pose: Pose) -> (usize, u32) {
    match pose {
        Pose::Walk => (12, 2),
        Pose::Run => (8, 2),
        Pose::Wave | Pose::Climb | Pose::Dance => (8, 3),
        Pose::Cheer | Pose::Push => (6, 3),
        Pose::Throw | Pose::Drink | Pose::Shrug => (10, 4),
        Pose::Write => (6, 3),
        _ => (1, 1),
    }
}

/// The cycle of a hand that speaks along.
pub const TALK: (usize, u32) = (8, 4);

/// A knee in walking: nearly straight while the foot bears, bent while it swings.
fn walking_knee(q: f32) -> f32 {
    let q = q.rem_euclid(1.0);
    if q < 0.5 {
        return 8.0 + 9.0 * (q * 2.0).powi(3);
    }
    let u = (q - 0.5) * 2.0;
    8.0 + 9.0 * (1.0 - u) + 46.0 * (std::f32::consts::PI * u).sin().max(0.0)
}

/// Angles of a pose in degrees, forward positive; arms and legs as (left, right).
pub struct Angles {
    pub waist: f32,
    pub neck: f32,
    pub shoulder: [f32; 2],
    pub spread: [f32; 2],
    pub elbow: [f32; 2],
    /// How far the forearms turn inwards.
    pub inward: [f32; 2],
    pub hip: [f32; 2],
    pub splay: [f32; 2],
    pub knee: [f32; 2],
}

pub fn angles(pose: Pose, phase: f32, holds: bool, talks: bool, lively: f32) -> Angles {
    let turn = phase * std::f32::consts::TAU;
    let (sin, cos) = turn.sin_cos();
    // The left limbs lead the right ones by half a cycle.
    let both = |f: &dyn Fn(f32) -> f32| [f(phase), f(phase + 0.5)];
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
            let wave = |q: f32| (q * std::f32::consts::TAU).cos();
            a.waist = 4.0;
            a.hip = both(&|q| 4.0 + 23.0 * wave(q));
            a.knee = both(&walking_knee);
            a.shoulder = both(&|q| 2.0 - 28.0 * wave(q));
            a.elbow = both(&|q| 24.0 - 10.0 * wave(q));
            a.splay = [1.0, 1.0];
        }
        Pose::Run => {
            let wave = |q: f32| (q * std::f32::consts::TAU).cos();
            a.waist = 14.0;
            a.hip = both(&|q| 18.0 + 44.0 * wave(q));
            a.knee = both(&|q| 61.0 - 3.0 * wave(q) - 45.0 * (q * std::f32::consts::TAU).sin());
            a.shoulder = both(&|q| 2.0 - 50.0 * wave(q));
            a.elbow = both(&|q| 86.0 - 2.0 * wave(q));
            a.splay = [1.0, 1.0];
        }
        Pose::Wave => {
            a.shoulder[1] = 142.0;
            a.spread[1] = 24.0;
            a.elbow[1] = 26.0;
            a.inward[1] = -6.0 + 24.0 * sin;
        }
        Pose::Cheer => {
            a.shoulder = [164.0, 160.0];
            a.spread = [30.0 - 8.0 * sin, 30.0 - 8.0 * sin];
            a.elbow = [12.0 + 10.0 * sin.abs(), 10.0 + 10.0 * sin.abs()];
            a.inward = [-4.0, -4.0];
            a.neck = -10.0;
        }
        Pose::Bow => {
            a.waist = 48.0;
            a.neck = 12.0;
            a.shoulder = [-18.0, -14.0];
            a.elbow = [10.0, 14.0];
        }
        Pose::Lean => {
            a.waist = 17.0;
            a.shoulder = [46.0, 42.0];
            a.elbow = [20.0, 26.0];
            a.hip = [-6.0, 6.0];
            a.knee = [2.0, 12.0];
        }
        Pose::Push => {
            a.waist = 24.0;
            a.shoulder = [74.0, 78.0];
            a.elbow = [12.0 + 6.0 * sin, 10.0 + 6.0 * sin];
            a.hip = [34.0 + 6.0 * sin, -28.0];
            a.knee = [34.0 + 6.0 * sin, 14.0];
            a.inward = [4.0, 4.0];
        }
        Pose::Throw => {
            // Drawn back at the start, let go half way, and back again.
            let gone = 0.5 - 0.5 * cos;
            a.waist = -6.0 + 16.0 * gone;
            a.shoulder = [58.0 - 60.0 * gone, 128.0 - 50.0 * gone];
            a.elbow = [14.0, 92.0 - 80.0 * gone];
            a.spread[1] = 20.0;
            a.hip = [18.0, -18.0];
            a.knee = [10.0, 10.0];
        }
        Pose::Climb => {
            let reach = |q: f32| 0.5 + 0.5 * (q * std::f32::consts::TAU).cos();
            a.waist = 8.0;
            a.neck = -14.0;
            a.shoulder = both(&|q| 92.0 + 62.0 * reach(q));
            a.elbow = both(&|q| 58.0 - 36.0 * reach(q));
            a.hip = both(&|q| 64.0 - 58.0 * reach(q));
            a.knee = both(&|q| 84.0 - 72.0 * reach(q));
        }
        Pose::Dance => {
            a.waist = 2.0 + 3.0 * sin;
            a.shoulder = [96.0 + 26.0 * cos, 66.0 - 26.0 * cos];
            a.spread = [44.0, 40.0];
            a.elbow = [42.0 + 22.0 * sin, 46.0 - 22.0 * sin];
            a.hip = [30.0 + 18.0 * cos, -4.0 - 8.0 * cos];
            a.knee = [50.0 + 24.0 * cos, 8.0];
            a.splay = [12.0, 8.0];
        }
        Pose::Pray => {
            a.neck = 18.0;
            a.shoulder = [44.0, 44.0];
            a.elbow = [98.0, 98.0];
            a.inward = [38.0, 38.0];
        }
        Pose::Weep => {
            a.waist = 8.0;
            a.neck = 24.0;
            a.shoulder = [66.0, 66.0];
            a.elbow = [104.0, 104.0];
            a.inward = [24.0, 24.0];
        }
        Pose::Write => {
            a.waist = 12.0;
            a.neck = 16.0;
            a.shoulder = [36.0, 40.0];
            a.elbow = [52.0, 50.0 + 3.0 * sin];
            a.inward = [30.0, 22.0 + 10.0 * cos];
            a.hip = [86.0, 83.0];
            a.knee = [88.0, 80.0];
            a.splay = [7.0, 7.0];
        }
        Pose::Drink => {
            let up = 0.5 + 0.5 * cos;
            a.neck = 2.0 - 14.0 * up;
            a.shoulder[1] = 34.0 + 22.0 * up;
            a.elbow[1] = 88.0 + 30.0 * up;
            a.inward[1] = 20.0;
        }
        Pose::Salute => {
            a.shoulder[1] = 84.0;
            a.spread[1] = 38.0;
            a.elbow[1] = 122.0;
            a.inward[1] = 26.0;
        }
        Pose::Shrug => {
            let up = 0.5 + 0.5 * cos;
            a.neck = 2.0;
            a.shoulder = [10.0 + 14.0 * up, 10.0 + 14.0 * up];
            a.spread = [26.0, 26.0];
            a.elbow = [60.0 + 34.0 * up, 60.0 + 34.0 * up];
            a.inward = [-32.0, -32.0];
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
    if talks && !holds && matches!(pose, Pose::Stand | Pose::Sit) {
        // A hand that speaks along, and comes back to rest.
        let up = 0.5 - 0.5 * cos;
        a.shoulder[1] += 16.0 * up;
        a.elbow[1] += 52.0 * up;
        a.inward[1] += 14.0 * sin;
        a.neck += 3.0 * sin;
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_close_without_a_jump() {
        for pose in [Pose::Walk, Pose::Run, Pose::Wave, Pose::Cheer, Pose::Push, Pose::Throw, Pose::Climb, Pose::Dance, Pose::Write, Pose::Drink, Pose::Shrug] {
            let (n, held) = cycle(pose);
            assert!(n > 4 && held > 0, "{pose:?}");
            let at = |i: usize| {
                let a = angles(pose, i as f32 / n as f32, false, false, 0.0);
                [a.waist, a.neck, a.shoulder[0], a.shoulder[1], a.elbow[0], a.elbow[1], a.inward[1], a.hip[0], a.hip[1], a.knee[0], a.knee[1]]
            };
            let mut moved = 0.0f32;
            for i in 0..n {
                let step = at(i).iter().zip(at(i + 1)).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert!(step < 46.0, "{pose:?} jumps {step} degrees after {i}");
                moved += step;
            }
            assert!(moved > 10.0, "{pose:?} hardly moves");
        }
    }
}
