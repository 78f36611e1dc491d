//! Numbers and their units as people write them who know them from elsewhere: `four seconds`, `85cm`, `-18 decibels`,
//! `fade-in 2s`. What is sure has its right form, the rest a word of help.

use super::habits::{Right, only, right};
use crate::syntax::{Rule, fits};

const NUMBERS: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A number in digits or, up to twelve, in words.
fn number(text: &str) -> Option<String> {
    match NUMBERS.iter().position(|w| *w == text) {
        Some(n) if n > 0 => Some(n.to_string()),
        _ => (text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')).then(|| text.trim_end_matches('.').to_string()),
    }
}

/// A number, and the unit behind it with or without a blank.
fn parted(text: &str) -> Option<(String, String)> {
    let (digits, unit) = match text.split_once(' ') {
        Some((digits, unit)) => (digits, unit),
        None => text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.')?),
    };
    Some((number(digits)?, unit.trim().trim_end_matches('.').to_lowercase()))
}

/// `four seconds`, `~4s`, `4s exactly`, `1/2s`, `85millimetres`, `f 2.8` in a shot line.
pub(super) fn of_shot(text: &str) -> Option<Right> {
    let lower = text.to_ascii_lowercase();
    if let Some((number, unit)) = parted(&lower) {
        let length = match unit.as_str() {
            "sec" | "secs" | "second" | "seconds" => "s",
            "minute" | "minutes" | "mins" => "min",
            "frame" | "frames" => "f",
            _ => "",
        };
        if !length.is_empty() && fits(Rule::duration, &format!("{number}{length}")) {
            return right(format!("{number}{length}"), "a length is a number and its unit");
        }
        let lens = matches!(unit.as_str(), "millimetre" | "millimetres" | "millimeter" | "millimeters" | "mil" | "mils" | "mn" | "nm" | "mmm" | "cm") && number.parse::<f64>().is_ok_and(|n| (8.0..=1200.0).contains(&n));
        if lens {
            return right(format!("{number}mm"), "a lens is millimetres");
        }
    }
    // A shot lasts as long as it says, to the frame.
    let bare = ["~", "≈", "about ", "around ", "approx. ", "approx ", "ca. ", "circa ", "roughly ", "exactly ", "lasting ", "lasts "].iter().find_map(|w| lower.strip_prefix(w));
    let bare = bare.or_else(|| [" exactly", " approx", " approx.", " or so", " total", " in all"].iter().find_map(|w| lower.strip_suffix(w))).map(str::trim);
    if let Some(length) = bare.filter(|t| fits(Rule::duration, t)) {
        return right(length, "a shot lasts as long as it says, to the frame");
    }
    if let Some((over, under)) = lower.strip_suffix('s').and_then(|t| t.trim_end().split_once('/')).and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?))).filter(|(_, b)| matches!(b, 2 | 4 | 5 | 8 | 10)) {
        return right(format!("{}s", f64::from(over) / f64::from(under)), "a part of a second stands behind a point");
    }
    let range = lower.split_once(['-', '–']).filter(|(from, to)| fits(Rule::duration, to.trim()) && (number(from.trim()).is_some() || fits(Rule::duration, from.trim())));
    if let Some((_, longest)) = range {
        return only(format!("a length is one, not from one to another: `{}`; a shot without one is as long as what happens in it", longest.trim()));
    }
    let stop = ["aperture", "f-stop", "fstop", "stop", "f", "t"].iter().find_map(|w| lower.strip_prefix(w)).map(|rest| rest.trim_matches([' ', '/', '-', ':', '=', '.']));
    if let Some(stop) = stop.map(|s| s.trim_start_matches("f/").replace(',', ".")).filter(|s| fits(Rule::aperture, &format!("f/{s}"))) {
        return right(format!("f/{stop}"), "an aperture is `f/` and its number");
    }
    (lower == "f/" || lower == "aperture").then(|| only("an aperture has its number behind it, as `f/2.8`"))?
}

/// `-18 decibels`, `- 18dB`, `minus 18dB`, `-18dBFS`: a level; `fade-in 2s`, `2s fade in`: a fade of a sound.
pub(super) fn heard(text: &str) -> Option<Right> {
    let lower = text.to_ascii_lowercase().replace(['−', '–'], "-");
    let level = lower.strip_prefix("minus ").map(|rest| format!("-{rest}")).unwrap_or(lower.clone());
    let (sign, size) = match level.strip_prefix('-') {
        Some(size) => ("-", size.trim_start()),
        None => ("", level.as_str()),
    };
    let loud = parted(size).filter(|(_, unit)| matches!(unit.as_str(), "db" | "d b" | "dbfs" | "decibel" | "decibels" | "lufs" | "lu" | "dbu" | "bd" | "dd"));
    if let Some((number, unit)) = loud {
        let why = if unit.contains("lu") || unit == "dbfs" { "a level is decibels under dialogue, `dB`" } else { "a level is a number and `dB`" };
        return right(format!("{sign}{number}dB"), why);
    }
    if size.strip_suffix('%').is_some_and(|n| number(n.trim()).is_some()) {
        return only("a level is decibels under dialogue: `-12dB` is soft, `-24dB` far behind");
    }
    let time = lower.split([' ', ':', ',']).map(|w| w.trim_matches(['(', ')', '.'])).find(|w| fits(Rule::duration, w))?;
    let words = lower.replacen(time, "", 1);
    let bare: String = words.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    match bare.as_str() {
        "fadein" | "fadesin" | "fadedin" | "fadeinover" | "fadeinin" | "fadeinlasting" => right(format!("fade in {time}"), "a fade says which way it goes, and how long it takes"),
        "fadeout" | "fadesout" | "fadedout" | "fadeoutover" | "fadeoutlasting" => right(format!("fade out {time}"), "a fade says which way it goes, and how long it takes"),
        "fade" | "fades" => only(format!("a fade goes in or out: `fade in {time}`, `fade out {time}`")),
        "loopfor" | "lasting" | "during" => right(format!("for {time}"), "how long it is heard stands behind `for`"),
        _ => None,
    }
}

/// `90 beats`, `bpm 90`, `90bmp` as a tempo.
pub(super) fn tempo(text: &str) -> Option<Right> {
    let lower = text.to_ascii_lowercase();
    let bare = ["bpm", "tempo", "at"].iter().find_map(|w| lower.strip_prefix(w)).map(|rest| rest.trim_matches([' ', ':', '='])).unwrap_or(&lower);
    let beats = parted(bare).filter(|(_, unit)| matches!(unit.as_str(), "bmp" | "pbm" | "bp" | "bpms" | "beats" | "beat" | "beats per minute" | "beats a minute" | "b" | "bpm")).map(|(number, _)| number);
    let beats = beats.or_else(|| number(bare).filter(|_| bare.len() < lower.len()))?;
    fits(Rule::tempo, &format!("{beats}bpm")).then(|| right(format!("{beats}bpm"), "a tempo is its beats a minute"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(found: Option<Right>) -> Option<String> {
        found.and_then(|r| r.write)
    }

    #[test]
    fn numbers_of_a_shot_get_their_units() {
        for (text, wanted) in [
            ("four seconds", "4s"), ("4 secs.", "4s"), ("~4s", "4s"), ("4s exactly", "4s"), ("1/2s", "0.5s"), ("3/4 s", "0.75s"), ("2 frames", "2f"), ("85millimetres", "85mm"), ("85cm", "85mm"), ("85 mn", "85mm"),
            ("f 2.8", "f/2.8"), ("t/2.8", "f/2.8"), ("aperture 2.8", "f/2.8"), ("f-2,8", "f/2.8"),
        ] {
            assert_eq!(written(of_shot(text)).as_deref(), Some(wanted), "{text}");
        }
        for text in ["4-5s", "f/", "slow", "tall", "zero seconds", "2cm"] {
            assert_eq!(written(of_shot(text)), None, "{text}");
        }
    }

    #[test]
    fn levels_fades_and_tempos_have_one_form() {
        for (text, wanted) in [("-18 decibels", "-18dB"), ("- 18dB", "-18dB"), ("minus 18 dB", "-18dB"), ("-18dBFS", "-18dB"), ("fade-in 2s", "fade in 2s"), ("2s fade out", "fade out 2s"), ("fadein: 2s", "fade in 2s")] {
            assert_eq!(written(heard(text)).as_deref(), Some(wanted), "{text}");
        }
        for text in ["-18%", "fade 2s", "rain", "2s"] {
            assert_eq!(written(heard(text)), None, "{text}");
        }
        for (text, wanted) in [("90 beats", "90bpm"), ("bpm 90", "90bpm"), ("90bmp", "90bpm")] {
            assert_eq!(written(tempo(text)).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(written(tempo("slow")), None);
    }
}
