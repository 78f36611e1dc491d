//! Seeded noise: hashes, smooth noise over time, and the fixed tables of grain.
//! No state and no clock: equal arguments give equal numbers.

/// A well-mixed 64-bit hash of a number (the finaliser of SplitMix64).
pub fn hash(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A hash of a pair.
pub fn hash2(a: u64, b: u64) -> u64 {
    hash(hash(a) ^ b.wrapping_mul(0xd6e8_feb8_6659_fd93))
}

/// 0 to 1 of a pair.
pub fn unit(a: u64, b: u64) -> f64 {
    (hash2(a, b) >> 11) as f64 / (1u64 << 53) as f64
}

/// Smooth noise of −1 to 1 that passes a new value every whole `t`.
pub fn smooth(seed: u64, t: f64) -> f64 {
    let floor = t.floor();
    let at = |i: f64| unit(seed, (i as i64) as u64) * 2.0 - 1.0;
    let f = t - floor;
    let s = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    let (a, b) = (at(floor), at(floor + 1.0));
    a + (b - a) * s
}

/// Smooth noise of −1 to 1 over a plane, a new value every whole step.
pub fn field(seed: u64, x: f64, y: f64) -> f64 {
    let (fx, fy) = (x.floor(), y.floor());
    let at = |dx: f64, dy: f64| unit(hash2(seed, ((fx + dx) as i64) as u64), ((fy + dy) as i64) as u64) * 2.0 - 1.0;
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (sx, sy) = (ease(x - fx), ease(y - fy));
    let upper = at(0.0, 0.0) + (at(1.0, 0.0) - at(0.0, 0.0)) * sx;
    let lower = at(0.0, 1.0) + (at(1.0, 1.0) - at(0.0, 1.0)) * sx;
    upper + (lower - upper) * sy
}
