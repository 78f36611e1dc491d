//! Did-you-mean within a line or an item: the one word that, spelt as the language has it, makes the whole readable. What
//! stands around the word is kept, so that no guess changes a value.

use std::ops::Range;

use super::grammar::Rule;
use super::vocabulary::{self, Class};

/// A misspelt word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Respelt {
    /// Its bytes in the text.
    pub at: Range<usize>,
    pub right: String,
    /// The text with the right word.
    pub whole: String,
}

/// Units that stand right behind a number.
const UNITS: [&str; 11] = ["s", "sec", "min", "ms", "f", "mm", "m", "deg", "dB", "K", "bpm"];

/// Texts of more words are no single item, and slow to try.
const MOST_WORDS: usize = 24;

/// The words that stand in lines of a rule, one by one.
fn words(rule: Rule) -> Vec<&'static str> {
    use Class as C;
    const TIMES: [&str; 8] = ["seconds", "second", "minutes", "min", "frames", "bars", "bar", "sec"];
    let (classes, also): (&[Class], &[&str]) = match rule {
        Rule::camera_line => (&[C::Move, C::Pace, C::Ease, C::Size], &["then", "over", "from", "to", "on", "with", "and", "side", "ahead", "behind", "lead", "tail"]),
        Rule::shot_line | Rule::setup_line | Rule::shot_attr => {
            (&[C::Size, C::Role, C::Count, C::Angle, C::Side, C::Framing, C::Lens, C::Focus, C::Speed], &["on", "over", "shoulder", "pov", "of", "dutch", "reverse", "and"])
        }
        Rule::sound_line | Rule::music_line | Rule::sound_attr => (&[], &["fade", "in", "out", "for", "until", "scene", "shot", "film", "end", "from", "off"]),
        Rule::own_line | Rule::own_attr => (&[C::Fit], &["from", "to", "speed", "mute", "fit"]),
        Rule::text_line | Rule::text_attr => (&[C::TextPlace], &["for"]),
        Rule::light_line | Rule::light_attr => (&[C::LightSource, C::LightDirection, C::LightKey, C::LightQuality, C::LightPattern, C::LightFlag, C::Temperature], &[]),
        Rule::weather_line | Rule::weather_attr => (&[C::Weather, C::Amount], &[]),
        Rule::transition_line => (&[C::Transition], &["to", "from", "black", "white"]),
        Rule::runtime_line => (&[C::Runtime], &[]),
        Rule::style_line | Rule::person_line => (&[], &["from"]),
        Rule::param_line => (&[], &["spoken"]),
        _ => return Vec::new(),
    };
    let mut out: Vec<&str> = vocabulary::spellings(classes).flat_map(|w| w.split([' ', '-']).chain([w])).chain(also.iter().copied()).collect();
    if !matches!(rule, Rule::style_line | Rule::person_line | Rule::param_line) {
        out.extend(TIMES);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The word of `text` that is misspelt, if one word of the rule's lines in its place, and no other as near, makes the whole
/// `right`. Names, which have a capital, and what stands in quotes are nobody's misspelling.
pub(crate) fn respelt(rule: Rule, text: &str, right: impl Fn(&str) -> bool) -> Option<Respelt> {
    let known = words(rule);
    let tokens = tokens(text);
    if tokens.len() > MOST_WORDS || text.len() > 400 {
        return None;
    }
    let mut best: Option<(usize, Respelt)> = None;
    let mut tied = false;
    for at in tokens {
        let token = &text[at.clone()];
        let digits = token.len() - token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (at, token) = (at.start + digits..at.end, &token[digits..]);
        let units: &[&str] = if digits > 0 { &UNITS } else { &[] };
        let words = if digits > 0 { &[][..] } else { &known[..] };
        if token.is_empty() || digits == 0 && token.chars().count() < 2 {
            continue;
        }
        for word in units.iter().chain(words).filter(|w| **w != token) {
            let Some(far) = distance(token, word, digits > 0) else { continue };
            if best.as_ref().is_some_and(|(near, _)| far > *near) {
                continue;
            }
            let whole = format!("{}{word}{}", &text[..at.start], &text[at.end..]);
            if !right(&whole) {
                continue;
            }
            tied = best.as_ref().is_some_and(|(near, b)| far == *near && b.whole != whole);
            if !tied {
                best = Some((far, Respelt { at: at.clone(), right: word.to_string(), whole }));
            }
        }
    }
    best.filter(|_| !tied).map(|(_, found)| found)
}

/// Words outside quotes that begin with a small letter or a digit.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut quoted, mut start) = (false, 0);
    for piece in text.split_inclusive([' ', '\t']) {
        let at = start;
        start += piece.len();
        let marks = piece.matches(['"', '“', '”']).count();
        let token = piece.trim_end().trim_end_matches([',', ':', '.', ';']);
        if !quoted && marks == 0 && token.starts_with(|c: char| super::is_small(c) || c.is_ascii_digit()) {
            out.push(at..at + token.len());
        }
        quoted ^= marks % 2 == 1;
    }
    out
}

/// How far a word is from the one that was meant, twice the steps; less where a letter is only doubled or two changed
/// places. `None` where nobody would mean it.
fn distance(token: &str, word: &str, unit: bool) -> Option<usize> {
    let length = token.chars().count();
    let most = (length / 3).max(1);
    if word.chars().count().abs_diff(length) > most {
        return None;
    }
    let steps = strsim::osa_distance(&token.to_lowercase(), &word.to_lowercase());
    if steps > most {
        return None;
    }
    let sorted = |t: &str| {
        let mut letters: Vec<char> = t.to_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    let single = |t: &str| {
        let mut letters: Vec<char> = t.to_lowercase().chars().collect();
        letters.dedup();
        letters
    };
    let slip = sorted(token) == sorted(word) || single(token) == single(word);
    // Of a unit of one letter or two every other one is a step away.
    if unit && !slip && length < 3 {
        return None;
    }
    // A word cut short or run on is meant more often than another of its length.
    let same = token.starts_with(word) || word.starts_with(token);
    // Only in capitals it is no other word at all.
    Some((3 * steps).saturating_sub(if slip { 2 } else { usize::from(same) }))
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;

    fn camera(text: &str) -> Option<String> {
        respelt(Rule::camera_line, text, |t| clean(Rule::camera_line, &format!("camera {t}"))).map(|r| r.whole)
    }

    #[test]
    fn one_word_is_mended_and_the_others_stay() {
        for (wrong, right) in [
            ("pan lefft 20deg", "pan left 20deg"),
            ("push inn to close", "push in to close"),
            ("push in to clsoe", "push in to close"),
            ("trakc ANN", "track ANN"),
            ("tilt donw 5deg", "tilt down 5deg"),
            ("truck lft 2m over 3s", "truck left 2m over 3s"),
            ("then pul out", "then pull out"),
            ("rcak focus to \"the stove\" over 2s", "rack focus to \"the stove\" over 2s"),
        ] {
            assert_eq!(camera(wrong).as_deref(), Some(right), "{wrong}");
        }
        assert_eq!(camera("wander about the room"), None);
        assert_eq!(camera("push \"inn\" to close"), None);
    }
}
