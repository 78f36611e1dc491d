//! Outlines as a knife would cut them: polygons of short chords. Only geometry; colour and light come later.

use super::noise;

pub type P = [f32; 2];

/// Closed loops in frame heights (or in a local unit until mapped), filled by winding.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub loops: Vec<Vec<P>>,
}

pub fn lerp(a: P, b: P, t: f32) -> P {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

pub fn length(a: P, b: P) -> f32 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

impl Shape {
    pub fn poly(points: &[P]) -> Shape {
        Shape { loops: vec![points.to_vec()] }
    }

    pub fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Shape {
        Shape::poly(&[[left, top], [right, top], [right, bottom], [left, bottom]])
    }

    /// A round thing as a knife leaves it: facets of unlike length.
    pub fn round(x: f32, y: f32, rx: f32, ry: f32) -> Shape {
        let n = 22;
        let points: Vec<P> = (0..n)
            .map(|i| {
                let wobble = noise::unit(i as u64 * 77 + 5) * 0.35;
                let a = (i as f32 + wobble) / n as f32 * std::f32::consts::TAU;
                [x + rx * a.cos(), y + ry * a.sin()]
            })
            .collect();
        Shape { loops: vec![points] }
    }

    /// A closed curve through `points`; a third number other than 0 makes that point a corner.
    pub fn curve(points: &[[f32; 3]]) -> Shape {
        Shape { loops: vec![trace(points, true)] }
    }

    /// A closed smooth curve.
    pub fn smooth(points: &[P]) -> Shape {
        let soft: Vec<[f32; 3]> = points.iter().map(|p| [p[0], p[1], 0.0]).collect();
        Shape::curve(&soft)
    }

    /// A strip of changing width along a line: `(x, y, half width)`.
    pub fn ribbon(line: &[[f32; 3]]) -> Shape {
        if line.len() < 2 {
            return Shape::default();
        }
        let soft = trace3(line);
        let n = soft.len();
        let mut left = Vec::with_capacity(n * 2);
        let mut right = Vec::with_capacity(n);
        for i in 0..n {
            let a = soft[i.saturating_sub(1)];
            let b = soft[(i + 1).min(n - 1)];
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let l = dx.hypot(dy).max(1e-6);
            let (nx, ny) = (-dy / l, dx / l);
            let p = soft[i];
            left.push([p[0] + nx * p[2], p[1] + ny * p[2]]);
            right.push([p[0] - nx * p[2], p[1] - ny * p[2]]);
        }
        right.reverse();
        left.extend(right);
        Shape { loops: vec![left] }
    }

    /// A straight bar.
    pub fn bar(a: P, b: P, half: f32) -> Shape {
        let l = length(a, b).max(1e-6);
        let (nx, ny) = (-(b[1] - a[1]) / l * half, (b[0] - a[0]) / l * half);
        Shape::poly(&[[a[0] + nx, a[1] + ny], [b[0] + nx, b[1] + ny], [b[0] - nx, b[1] - ny], [a[0] - nx, a[1] - ny]])
    }

    pub fn and(mut self, other: Shape) -> Shape {
        self.loops.extend(other.loops);
        self
    }

    pub fn map(&self, f: impl Fn(P) -> P) -> Shape {
        Shape { loops: self.loops.iter().map(|l| l.iter().map(|p| f(*p)).collect()).collect() }
    }

    pub fn moved(&self, x: f32, y: f32) -> Shape {
        self.map(|p| [p[0] + x, p[1] + y])
    }

    /// Left, top, right, bottom; `None` when empty or not finite.
    pub fn bounds(&self) -> Option<[f32; 4]> {
        let mut b = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for p in self.loops.iter().flatten() {
            if !p[0].is_finite() || !p[1].is_finite() {
                return None;
            }
            b = [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])];
        }
        (b[0] <= b[2]).then_some(b)
    }

    /// The outline cut again by hand: chords no longer than `chord`, each corner displaced by slow noise up to `sway`.
    /// Long straight edges keep their ends.
    pub fn cut(&self, seed: u64, chord: f32, sway: f32) -> Shape {
        let chord = chord.max(1e-4);
        let loops = self.loops.iter().map(|points| {
            let mut out = Vec::with_capacity(points.len() * 2);
            for (i, &a) in points.iter().enumerate() {
                let b = points[(i + 1) % points.len()];
                let l = length(a, b);
                let steps = ((l / chord).ceil() as usize).clamp(1, 400);
                let (nx, ny) = if l > 1e-6 { (-(b[1] - a[1]) / l, (b[0] - a[0]) / l) } else { (0.0, 0.0) };
                for k in 0..steps {
                    let t = k as f32 / steps as f32;
                    let p = lerp(a, b, t);
                    let d = if k == 0 {
                        0.0
                    } else {
                        let w = p[0] * 1.7 + p[1];
                        noise::along(w / (chord * 4.0), seed) * sway + noise::along(w / (chord * 1.3), seed ^ 9) * sway * 0.5
                    };
                    out.push([p[0] + nx * d, p[1] + ny * d]);
                }
            }
            out
        });
        Shape { loops: loops.collect() }
    }
}

/// Hermite chords through points with corners.
pub fn trace(points: &[[f32; 3]], closed: bool) -> Vec<P> {
    let n = points.len();
    if n < 3 {
        return points.iter().map(|p| [p[0], p[1]]).collect();
    }
    let at = |i: i64| points[(i.rem_euclid(n as i64)) as usize];
    let tangent = |i: i64| -> P {
        let p = at(i);
        if p[2] != 0.0 {
            return [0.0, 0.0];
        }
        let (a, b) = (at(i - 1), at(i + 1));
        [(b[0] - a[0]) * 0.5, (b[1] - a[1]) * 0.5]
    };
    let mut out = Vec::with_capacity(n * 6);
    let last = if closed { n } else { n - 1 };
    for i in 0..last as i64 {
        let (p, q) = (at(i), at(i + 1));
        let (u, v) = (tangent(i), tangent(i + 1));
        let l = (q[0] - p[0]).hypot(q[1] - p[1]);
        // A tangent longer than the chord makes loops where points are unevenly spaced.
        let fit = |t: P| {
            let m = t[0].hypot(t[1]);
            if m > l * 1.2 { [t[0] * l * 1.2 / m, t[1] * l * 1.2 / m] } else { t }
        };
        let (u, v) = (fit(u), fit(v));
        for k in 0..5 {
            let t = k as f32 / 5.0;
            let (t2, t3) = (t * t, t * t * t);
            let (a, b, c, d) = (2.0 * t3 - 3.0 * t2 + 1.0, t3 - 2.0 * t2 + t, 3.0 * t2 - 2.0 * t3, t3 - t2);
            out.push([a * p[0] + b * u[0] + c * q[0] + d * v[0], a * p[1] + b * u[1] + c * q[1] + d * v[1]]);
        }
    }
    if !closed {
        let p = points[n - 1];
        out.push([p[0], p[1]]);
    }
    out
}

/// As [`trace`] for an open line, the third number interpolated too.
fn trace3(line: &[[f32; 3]]) -> Vec<[f32; 3]> {
    let n = line.len();
    let at = |i: i64| line[i.clamp(0, n as i64 - 1) as usize];
    let mut out = Vec::with_capacity(n * 5);
    for i in 0..n as i64 - 1 {
        let (p0, p, q, q1) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        for k in 0..5 {
            let t = k as f32 / 5.0;
            let mut v = [0.0; 3];
            for j in 0..3 {
                let (u, w) = ((q[j] - p0[j]) * 0.5, (q1[j] - p[j]) * 0.5);
                let (t2, t3) = (t * t, t * t * t);
                v[j] = (2.0 * t3 - 3.0 * t2 + 1.0) * p[j] + (t3 - 2.0 * t2 + t) * u + (3.0 * t2 - 2.0 * t3) * q[j] + (t3 - t2) * w;
            }
            out.push(v);
        }
    }
    out.push(line[n - 1]);
    out
}
