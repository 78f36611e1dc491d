//! Sizes of shots as geometry: how much of a body fills the frame, and how far that puts the camera.
//! Source of the shares: the size table of the language's vocabulary.

/// Body height over frame height that a camera aims at for each size rank.
pub const SHARES: [f64; 11] = [0.09, 0.24, 0.5, 0.82, 1.3, 1.55, 2.0, 3.0, 4.6, 7.0, 10.0];

/// The bounds of each rank, as body height over frame height.
pub const BOUNDS: [(f64, f64); 11] = [
    (0.0, 0.15),
    (0.15, 0.35),
    (0.35, 0.7),
    (0.7, 0.95),
    (1.2, 1.4),
    (1.4, 1.7),
    (1.8, 2.2),
    (2.6, 3.4),
    (4.0, 5.5),
    (6.0, 8.0),
    (9.0, f64::INFINITY),
];

/// The usual focal length for a rank where none is said, full frame, in millimetres.
pub fn usual_lens(rank: u8) -> f64 {
    const LENSES: [f64; 11] = [24.0, 28.0, 32.0, 35.0, 40.0, 45.0, 50.0, 65.0, 85.0, 85.0, 100.0];
    LENSES[usize::from(rank.min(10))]
}

/// The rank of a measured share; between two rows the nearer.
pub fn rank_of(share: f64) -> u8 {
    let mut best = (f64::INFINITY, 0);
    for (rank, (low, high)) in BOUNDS.iter().enumerate() {
        let away = if share < *low { low - share } else if share >= *high { share - high } else { 0.0 };
        if away < best.0 {
            best = (away, rank);
        }
    }
    best.1 as u8
}

/// The share of the frame's height that a thing has at a rank: as a face does, less in wide shots and more in close ones.
pub fn thing_share(rank: u8) -> f64 {
    match rank {
        0..=2 => 0.15,
        3..=6 => 0.3,
        7 => 0.42,
        8 => 0.55,
        9 => 0.75,
        _ => 1.1,
    }
}

/// The same of a thing as large as a person: from the whole of it in its room to its details.
pub fn large_share(rank: u8) -> f64 {
    const SHOWN: [f64; 11] = [0.09, 0.18, 0.32, 0.5, 0.62, 0.7, 0.8, 1.1, 1.6, 2.2, 3.0];
    SHOWN[usize::from(rank.min(10))]
}

/// The size at which a thing of such a share is shown; of those that show it alike the one between.
pub fn thing_rank(share: f64) -> u8 {
    const ONE_OF_EACH: [u8; 6] = [2, 6, 7, 8, 9, 10];
    let away = |rank: u8| (share.max(1e-6) / thing_share(rank)).ln().abs();
    ONE_OF_EACH.into_iter().min_by(|a, b| away(*a).total_cmp(&away(*b))).unwrap_or(6)
}

/// Metres from the camera to a body `height` metres tall shown at a rank.
pub fn distance(rank: u8, height: f64, lens: f64, aspect: f64) -> f64 {
    height * lens / super::camera::SENSOR_MM * aspect / SHARES[usize::from(rank.min(10))]
}

/// Metres that a camera travels from one size to another on a person of 1.72 m.
pub fn travel(from: u8, to: u8, lens: Option<f64>, aspect: f64) -> f64 {
    let lens = lens.unwrap_or_else(|| usual_lens(from));
    (distance(from, 1.72, lens, aspect) - distance(to, 1.72, lens, aspect)).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aim_has_its_own_rank() {
        for (rank, share) in SHARES.iter().enumerate() {
            assert_eq!(rank_of(*share), rank as u8);
        }
        assert_eq!(rank_of(1.05), 3);
        assert_eq!(rank_of(1.1), 4);
    }
}
