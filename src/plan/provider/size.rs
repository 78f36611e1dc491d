//! Which sizes of picture a model makes, and the nearest of them that covers a wanted one.

use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sizes {
    Listed(Vec<[u32; 2]>),
    Free(Free),
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Free {
    /// Both sides are multiples of this.
    pub step: u32,
    /// The longer side over the shorter, at most.
    pub ratio: u32,
    pub edge: u32,
    pub least_pixels: u64,
    pub most_pixels: u64,
}

impl Sizes {
    /// The legal size from which a picture of a wanted size is cut with the least waste. Where nothing legal is as
    /// large, the shape comes first.
    pub fn covering(&self, wanted: [u32; 2]) -> [u32; 2] {
        match self {
            Sizes::Listed(list) => {
                let shape = |[w, h]: [u32; 2]| f64::from(w.max(1)) / f64::from(h.max(1));
                let off = |size: [u32; 2]| (shape(size) / shape(wanted)).ln().abs();
                let nearest = list.iter().map(|s| off(*s)).fold(f64::INFINITY, f64::min);
                let mut fitting: Vec<[u32; 2]> = list.iter().copied().filter(|s| off(*s) < nearest + 1e-6).collect();
                fitting.sort_unstable();
                let covering = fitting.iter().find(|s| s[0] >= wanted[0] && s[1] >= wanted[1]);
                covering.or(fitting.last()).copied().unwrap_or(wanted)
            }
            Sizes::Free(free) => free.covering(wanted),
        }
    }
}

impl Free {
    fn covering(&self, wanted: [u32; 2]) -> [u32; 2] {
        let step = self.step.max(1);
        let mut size = wanted.map(|v| f64::from(v.max(1)));
        // A shape beyond what is legal is widened on its short side.
        let most = f64::from(self.ratio.max(1));
        if size[0] / size[1] > most {
            size[1] = size[0] / most;
        } else if size[1] / size[0] > most {
            size[0] = size[1] / most;
        }
        let pixels = size[0] * size[1];
        let mut scale: f64 = (self.least_pixels as f64 / pixels).sqrt().max(1.0);
        scale = scale.min((self.most_pixels as f64 / pixels).sqrt()).min(f64::from(self.edge) / size[0].max(size[1]));
        let up = |v: f64| ((v - 1e-6).ceil().max(1.0) as u32).next_multiple_of(step);
        let mut out = [up(size[0] * scale), up(size[1] * scale)];
        // Rounding up may have gone over the top.
        while u64::from(out[0]) * u64::from(out[1]) > self.most_pixels || out[0].max(out[1]) > self.edge {
            let long = usize::from(out[1] > out[0]);
            if out[long] <= step {
                break;
            }
            out[long] -= step;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn free() -> Free {
        Free { step: 16, ratio: 3, edge: 3840, least_pixels: 655_360, most_pixels: 8_294_400 }
    }

    #[test]
    fn a_film_that_is_no_legal_size_is_covered_by_the_next() {
        assert_eq!(Sizes::Free(free()).covering([1920, 1080]), [1920, 1088]);
        assert_eq!(Sizes::Free(free()).covering([3840, 2160]), [3840, 2160]);
        let listed = Sizes::Listed(vec![[1024, 1024], [1536, 1024], [1024, 1536]]);
        assert_eq!(listed.covering([1920, 1080]), [1536, 1024]);
        assert_eq!(listed.covering([500, 500]), [1024, 1024]);
    }

    proptest! {
        #[test]
        fn every_size_is_legal(w in 1_u32..9000, h in 1_u32..9000) {
            let [a, b] = free().covering([w, h]);
            prop_assert!(a % 16 == 0 && b % 16 == 0 && a > 0 && b > 0);
            prop_assert!(a.max(b) <= 3840);
            let pixels = u64::from(a) * u64::from(b);
            prop_assert!((600_000..=8_294_400).contains(&pixels), "{a}x{b}");
        }
    }
}
