//! The embedded sound: ambience and effects from words, and a score from a mood. All of it is calculated.
//! When it is heard, and how loud, is decided in the edit and the mix.

mod bed;
mod effect;
mod score;
mod synth;

pub use score::score;

use super::pcm::Pcm;

/// A bed is made so long at most; what lasts longer goes round.
const LOOP: f64 = 40.0;
/// Seconds over which a loop's end runs into its beginning.
const SEAM: f64 = 4.0;

enum Sort {
    Bed(bed::Bed),
    Effect(effect::Effect),
}

/// Whether the words name a sound that can be made here.
pub fn knows(words: &str) -> bool {
    sort(words).is_some()
}

/// The sound that words name: `wind`, `radio static`, `knock`. Effects last as long as they do, at most `seconds`;
/// beds last exactly `seconds`, or go round. Words that name nothing known give the tone of a quiet room.
pub fn ambience(words: &str, seconds: f64, seed: u64) -> Pcm {
    let seconds = seconds.clamp(0.1, 8.0 * 3600.0);
    match sort(words).unwrap_or(Sort::Bed(bed::Bed::Room)) {
        Sort::Effect(effect) => {
            let tape = effect::render(effect, seconds.min(12.0) as f32, seed);
            Pcm { samples: tape.samples, looped: false }
        }
        Sort::Bed(bed) if seconds > LOOP => {
            let mut tape = bed::render(bed, (LOOP + SEAM) as f32, seed);
            tape.close(SEAM as f32);
            Pcm { samples: tape.samples, looped: true }
        }
        Sort::Bed(bed) => {
            let tape = bed::render(bed, seconds as f32, seed);
            Pcm { samples: tape.samples, looped: false }
        }
    }
}

fn sort(words: &str) -> Option<Sort> {
    let words =
        format!(" {} ", words.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "));
    // The longest name that is found says it best: `radio static` before `radio`.
    let place = |names: &[&str]| {
        names.iter().filter(|name| words.contains(&format!(" {name} "))).map(|name| name.len()).max().unwrap_or(0)
    };
    let effect = effect::WORDS.iter().map(|(effect, names)| (place(names), *effect)).filter(|(long, _)| *long > 0);
    let bed = bed::WORDS.iter().map(|(bed, names)| (place(names), *bed)).filter(|(long, _)| *long > 0);
    let effect = effect.reduce(|a, b| if b.0 > a.0 { b } else { a });
    let bed = bed.reduce(|a, b| if b.0 > a.0 { b } else { a });
    match (effect, bed) {
        // `knock on the cabin door, wind outside`: the event is what was asked for.
        (Some((_, effect)), _) if !lasting(&words) => Some(Sort::Effect(effect)),
        (_, Some((_, bed))) => Some(Sort::Bed(bed)),
        (Some((_, effect)), None) => Some(Sort::Effect(effect)),
        (None, None) => None,
    }
}

/// Words that are named like events but ask for something that goes on.
fn lasting(words: &str) -> bool {
    ["radio static", "static", "fire", "car interior", "dripping", "ticking", "clock"]
        .iter()
        .any(|word| words.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sane(name: &str, pcm: &Pcm) {
        assert!(pcm.samples.iter().all(|s| s.is_finite() && s.abs() < 0.95), "{name} stays in range");
        let mean = pcm.samples.iter().map(|&s| f64::from(s)).sum::<f64>() / pcm.samples.len() as f64;
        assert!(mean.abs() < 0.01, "{name} has no offset: {mean}");
        let loudness = pcm.loudness().unwrap_or(-99.0);
        assert!((-62.0..-12.0).contains(&loudness), "{name} is as loud as it should be: {loudness}");
    }

    #[test]
    fn every_known_word_sounds_sane_and_the_same_twice() {
        let beds = bed::WORDS.iter().map(|(_, names)| names[0]);
        for words in beds.chain(effect::WORDS.iter().map(|(_, names)| names[0])) {
            assert!(knows(words), "{words}");
            let pcm = ambience(words, 6.0, 3);
            sane(words, &pcm);
            assert!(pcm == ambience(words, 6.0, 3), "{words} is the same twice");
        }
        assert!(!knows("zzyzx"));
    }

    #[test]
    fn long_beds_go_round_without_a_seam() {
        let pcm = ambience("wind", 300.0, 5);
        assert!(pcm.looped && pcm.pairs() == 40 * 48_000);
        let step = |a: usize, b: usize| (pcm.samples[a * 2] - pcm.samples[b * 2]).abs();
        let usual = (1..2000).map(|i| step(i, i - 1)).fold(0.0, f32::max);
        assert!(step(0, pcm.pairs() - 1) <= usual * 3.0);
    }

    #[test]
    fn moods_differ_and_have_their_length_and_level() {
        let moods = [
            "slow drone, distant piano",
            "tense strings",
            "hopeful",
            "warm guitar",
            "music box",
            "waltz",
            "chase, driving",
            "flute",
            "bells",
        ];
        let mut seen: Vec<Vec<f32>> = Vec::new();
        for mood in moods {
            let pcm = score(mood, None, None, 9.5, 11);
            sane(mood, &pcm);
            assert_eq!(pcm.pairs(), 456_000, "{mood}");
            let loudness = pcm.loudness().unwrap_or(-99.0);
            assert!((-27.0..-22.0).contains(&loudness), "{mood}: {loudness}");
            assert!(seen.iter().all(|other| other != &pcm.samples), "{mood}");
            seen.push(pcm.samples);
        }
    }
}
