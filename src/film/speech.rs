//! How long a line takes to say, from its letters alone, so that no installed voice can change a film.
//! The figures were measured on English; see [`slot`].

use std::borrow::Cow;

use num_rational::Ratio;

use super::{BeatKind, Cue, Film, Person};
use crate::time::Seconds;

/// The time a line takes: 0.19 s a syllable at the normal pace, 0.25 s for each `, ; : —`, 0.45 s for each inner
/// `. ! ? …`, and half a second of room, which a line cut off by `—` does not get.
/// `pace` is in hundredths of the normal pace.
pub fn slot(text: &str, pace: u32) -> Seconds {
    // Most lines are said as they are written.
    let said = match text.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | '&' | '€' | '$' | '£' | '°' | '@' | '+' | '=')) {
        true => Cow::Owned(spoken(text)),
        false => Cow::Borrowed(text),
    };
    let trimmed = said.trim();
    // In twentieths of a second.
    let mut pauses = 0;
    let mut before = None;
    for c in trimmed.trim_end_matches(|c: char| !c.is_alphanumeric()).chars() {
        pauses += match c {
            ',' | ';' | ':' | '—' | '、' | '，' => 5,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' if before != Some(c) => 9,
            _ => 0,
        };
        before = Some(c);
    }
    let syllables = i64::try_from(said.split_whitespace().map(syllables).sum::<usize>()).unwrap_or(i64::MAX / 1000);
    let speech = Ratio::new(19 * syllables.min(1_000_000), i64::from(pace.max(10)));
    let room = if cut_off(trimmed) { Ratio::from_integer(0) } else { Ratio::new(1, 2) };
    speech + Ratio::new(pauses, 20) + room
}

/// What the voice says of a cue.
pub fn words(cue: &Cue) -> &str {
    cue.said.as_deref().unwrap_or(&cue.text)
}

/// The time of a cue without its written pauses: measured where its voice was made, else estimated. A line that goes on
/// over a cut takes no room behind it.
pub fn cue_time(cue: &Cue, pace: u32) -> Seconds {
    let room = Ratio::new(1, 2);
    let time = match cue.measured {
        Some(ms) => Ratio::new(ms.min(3_600_000) as i64, 1000) + if cut_off(words(cue).trim()) { Ratio::from_integer(0) } else { room },
        None => slot(words(cue), pace),
    };
    if cue.runs_on && !cut_off(words(cue).trim()) { (time - room).max(Ratio::new(1, 4)) } else { time }
}

/// What a measured length is kept under: who says what, with which voice, how.
pub fn line_key(person: &Person, cue: &Cue) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [&person.name, &person.voice, &person.pace.to_string(), &cue.manner.join("; "), words(cue)] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_string()
}

/// A cue marked (CONT'D) that opens a shot goes on with the cue that closed the shot before, if the same person speaks.
pub(super) fn join(film: &mut Film, order: &[super::lower::Step]) {
    use super::lower::Step;
    for pair in order.windows(2) {
        let [Step::Shot(scene_a, a), Step::Shot(scene_b, b)] = *pair else { continue };
        let opens = film.scenes[scene_b].shots[b].beats.iter().find(|beat| !matches!(beat.kind, BeatKind::Stage(_)));
        let Some(BeatKind::Cue(next)) = opens.map(|b| &b.kind) else { continue };
        if !next.continued {
            continue;
        }
        let speakers = next.speakers.clone();
        if let Some(BeatKind::Cue(last)) = film.scenes[scene_a].shots[a].beats.last_mut().map(|b| &mut b.kind)
            && last.speakers == speakers
        {
            last.runs_on = true;
        }
    }
}

fn cut_off(text: &str) -> bool {
    text.ends_with(['—', '–']) || text.ends_with("--")
}

/// A line as it is said: digits and signs as English words, notes taken out.
pub fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_ascii_digit() {
            let rest = &text[i..];
            let len = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b',' || *b == b'.').count();
            let number = rest[..len].trim_end_matches([',', '.']);
            let clock = of_clock(rest, number);
            if !out.is_empty() && !out.ends_with([' ', '\n', '"', '“', '(']) {
                out.push(' ');
            }
            let (words, length) = match clock {
                Some(words) => (words, number.len() + 3),
                None if is_year(&text[..i], number) => (year_words(number), number.len()),
                None => (number_words(number), number.len()),
            };
            out.push_str(&words);
            while chars.peek().is_some_and(|(j, _)| *j < i + length) {
                chars.next();
            }
            if chars.peek().is_some_and(|(_, c)| c.is_alphabetic()) {
                out.push(' ');
            }
            continue;
        }
        if let Some((words, length)) = money(&text[i..]) {
            out.push_str(&words);
            while chars.peek().is_some_and(|(j, _)| *j < i + length) {
                chars.next();
            }
            continue;
        }
        match c {
            '%' => out.push_str(" percent"),
            '&' => out.push_str(" and "),
            '€' => out.push_str(" euros "),
            '$' => out.push_str(" dollars "),
            '£' => out.push_str(" pounds "),
            '°' => out.push_str(" degrees"),
            '@' => out.push_str(" at "),
            '+' => out.push_str(" plus "),
            '=' => out.push_str(" equals "),
            c => out.push(c),
        }
    }
    out
}

/// `£14.99` at the start of a text: fourteen pounds ninety-nine, and how many bytes say it.
fn money(text: &str) -> Option<(String, usize)> {
    let sign = text.chars().next()?;
    let (one, many) = match sign {
        '€' => ("euro", "euros"),
        '$' => ("dollar", "dollars"),
        '£' => ("pound", "pounds"),
        _ => return None,
    };
    let rest = &text[sign.len_utf8()..];
    let length = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    let number = rest[..length].trim_end_matches([',', '.']);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = number.split_once('.').filter(|(_, part)| part.len() == 2).unwrap_or((number, ""));
    let mut words = format!("{} {}", number_words(whole), if whole == "1" { one } else { many });
    if let Some(part) = Some(part.trim_start_matches('0')).filter(|p| !p.is_empty()) {
        words = format!("{words} {}", number_words(part));
    }
    Some((words, sign.len_utf8() + number.len()))
}

/// `3:45` as three forty-five.
fn of_clock(text: &str, hours: &str) -> Option<String> {
    let minutes = text.get(hours.len()..)?.strip_prefix(':')?.get(..2)?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let more = text[hours.len() + 3..].starts_with(|c: char| c.is_ascii_digit() || c == ':');
    if hours.len() > 2 || !digits(hours) || !digits(minutes) || hours.parse::<u8>().ok()? > 24 || minutes.parse::<u8>().ok()? > 59 || more {
        return None;
    }
    let hour = number_words(hours.trim_start_matches('0').get(..).filter(|h| !h.is_empty()).unwrap_or("0"));
    Some(match (minutes, minutes.strip_prefix('0')) {
        ("00", _) => format!("{hour} o'clock"),
        (_, Some(one)) => format!("{hour} oh {}", number_words(one)),
        _ => format!("{hour} {}", number_words(minutes)),
    })
}

/// Four digits behind a word that a year follows.
fn is_year(before: &str, number: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_ascii_lowercase();
    let dated = ["in", "since", "from", "until", "till", "by", "before", "after", "of", "year", "around", "about", "to"].contains(&word.as_str());
    dated && number.len() == 4 && number.parse::<u32>().is_ok_and(|n| (1100..2000).contains(&n) || (2010..2100).contains(&n))
}

fn year_words(number: &str) -> String {
    let (century, rest) = number.split_at(2);
    match (rest, rest.strip_prefix('0')) {
        ("00", _) => format!("{} hundred", number_words(century)),
        (_, Some(one)) => format!("{} oh {}", number_words(century), number_words(one)),
        _ => format!("{} {}", number_words(century), number_words(rest)),
    }
}

fn number_words(number: &str) -> String {
    const ONES: [&str; 20] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    fn below_thousand(n: u64) -> String {
        let mut out = String::new();
        if n >= 100 {
            out = format!("{} hundred", ONES[(n / 100) as usize]);
            if !n.is_multiple_of(100) {
                out.push_str(" and ");
            }
        }
        let rest = (n % 100) as usize;
        match rest {
            0 if n >= 100 => {}
            0..20 => out.push_str(ONES[rest]),
            _ => {
                out.push_str(TENS[rest / 10]);
                if !rest.is_multiple_of(10) {
                    out.push('-');
                    out.push_str(ONES[rest % 10]);
                }
            }
        }
        out
    }
    let digits = |text: &str| text.chars().filter_map(|c| c.to_digit(10)).map(|d| ONES[d as usize]).collect::<Vec<_>>().join(" ");
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    let mut out = match plain.parse::<u64>() {
        // A leading zero is a code, and a very long number is read digit by digit.
        Ok(n) if plain.len() <= 9 && (plain.len() == 1 || !plain.starts_with('0')) => {
            let mut parts = Vec::new();
            for (unit, name) in [(1_000_000, " million"), (1000, " thousand")] {
                if n / unit % 1000 > 0 && n >= unit {
                    parts.push(format!("{}{name}", below_thousand(n / unit % 1000)));
                }
            }
            if n % 1000 > 0 || parts.is_empty() {
                parts.push(below_thousand(n % 1000));
            }
            parts.join(" ")
        }
        _ => digits(&plain),
    };
    if !part.is_empty() {
        out.push_str(" point ");
        out.push_str(&digits(part));
    }
    out
}

/// Syllables of a word: groups of vowels, without a silent final e; a Han, Hangul or kana sign is one each.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut in_vowels = false;
    let (mut letters, mut all, mut latin) = (0, 0, 0);
    // The last three, the last of all behind.
    let mut end = [' '; 3];
    for c in word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == '-') {
        all += 1;
        latin += usize::from(c.is_ascii_alphabetic());
        end = [end[1], end[2], c];
        if is_one_syllable(c) {
            count += 1;
            in_vowels = false;
            continue;
        }
        letters += usize::from(c.is_alphabetic());
        let vowel = is_vowel(c);
        if vowel && (!in_vowels || !c.is_ascii()) {
            count += 1;
        }
        in_vowels = vowel;
    }
    if count > 1 && latin == all {
        let [third, second, last] = end;
        let silent_e = last == 'e' && !is_vowel(second) && !(second == 'l' && all > 2 && !is_vowel(third));
        let ends = |c: char| all > 3 && second == 'e' && last == c && !is_vowel(third);
        let silent_ed = ends('d') && !matches!(third, 't' | 'd');
        let silent_es = ends('s') && !matches!(third, 's' | 'x' | 'z' | 'h' | 'c' | 'g');
        if silent_e || silent_ed || silent_es {
            count -= 1;
        }
    }
    if count == 0 && letters > 0 { 1 } else { count }
}

fn is_one_syllable(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

fn is_vowel(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    }
    "äöüáéíóúàèìòùâêîôûåøæœëïãõāēīōūąęėı".contains(c)
        || "аеёиоуыэюяіїєґ".contains(c)
        || "აეიოუ".contains(c)
        || "αεηιουωάέήίόύώ".contains(c)
        || "اويىأإآةعهحَُِ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_follow_the_ear() {
        for (word, n) in [("still", 1), ("transmitting", 3), ("little", 2), ("stopped", 1), ("wanted", 2), ("names", 1), ("horses", 2), ("radio", 2), ("молоко", 3), ("東京", 2), ("მთვარე", 2), ("hm", 1)] {
            assert_eq!(syllables(word), n, "{word}");
        }
    }

    #[test]
    fn a_line_costs_its_syllables_its_pauses_and_room() {
        assert_eq!(slot("Go.", 100), Ratio::new(69, 100));
        assert_eq!(slot("No, go. Now!", 100), Ratio::new(57 + 25 + 45 + 50, 100));
        assert_eq!(slot("Go—", 100), Ratio::new(19, 100));
        assert_eq!(slot("Go.", 200), Ratio::new(595, 1000));
    }

    #[test]
    fn numbers_are_said_as_words() {
        assert_eq!(spoken("Room 12, 3.5%"), "Room twelve, three point five percent");
        assert_eq!(spoken("in 1999"), "in nineteen ninety-nine");
        assert_eq!(spoken("In 1905, 1905 times"), "In nineteen oh five, one thousand nine hundred and five times");
        assert_eq!(spoken("It is £14.99, or $1, or €3.50."), "It is fourteen pounds ninety-nine, or one dollar, or three euros fifty.");
        assert_eq!(spoken("At 3:45 pm, at 10:05 and 7:00."), "At three forty-five pm, at ten oh five and seven o'clock.");
        assert_eq!(spoken("1:2:3"), "one: two: three");
        assert_eq!(spoken("007"), "zero zero seven");
    }
}
