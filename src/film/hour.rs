//! The time of day at the end of a heading, in the forms that screenplays give it.

use super::Hour;
use crate::syntax::{hour_in_other_words, normalise};
use crate::syntax::vocabulary::{self, Class};

pub(super) enum Said {
    Hour(Hour),
    Before { continuous: bool },
}

/// `NIGHT`, `LATE NIGHT`, `NIGHT / RAIN`, `NIGHT, 1973`, `NIGHT 1973`, `DAY 2`, `LATER THAT NIGHT`, `A FEW MINUTES LATER`.
pub(super) fn hour(text: &str) -> Option<Said> {
    const BEFORE: &[&str] = &[
        "ANOTHER", "NEXT", "PRESENT", "THE", "LATE", "LATER", "EARLY", "EARLIER", "THAT", "SAME", "FOLLOWING", "MID", "ONE", "A", "FIRST", "LAST", "MONDAY", "TUESDAY",
        "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "SPRING", "SUMMER", "AUTUMN", "FALL", "WINTER", "CHRISTMAS", "RAINY", "SUNNY", "STORMY", "FOGGY", "SNOWY",
        "COLD", "HOT", "WARM", "BRIGHT", "DARK", "GREY", "GRAY",
    ];
    const SPANS: [&str; 12] = ["MOMENT", "MOMENTS", "SECONDS", "MINUTE", "MINUTES", "HOUR", "HOURS", "DAYS", "WEEKS", "MONTHS", "YEARS", "MUCH"];
    let upper = normalise(text);
    let head = upper.split(['/', ',']).next().unwrap_or(&upper).trim();
    // A year, or the number of a day of the story or of a scene put in later, says nothing of the light.
    let head = match head.rsplit_once(' ') {
        Some((before, last)) if last.starts_with(|c: char| c.is_ascii_digit()) && last.len() > 1 && last.ends_with(|c: char| c.is_ascii_uppercase()) && last[..last.len() - 1].bytes().all(|b| b.is_ascii_digit()) => before,
        _ => head,
    };
    // `DAY 12:30`
    let head = head.rsplit_once(' ').filter(|(_, time)| time.split_once(':').is_some_and(|(h, m)| !h.is_empty() && m.len() == 2 && (h.to_owned() + m).bytes().all(|b| b.is_ascii_digit()))).map_or(head, |(before, _)| before);
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if let Some(word) = vocabulary::find(Class::Hour, head) {
        return said(word.word);
    }
    let head = head.strip_prefix("PRE-").unwrap_or(head);
    let words: Vec<&str> = head.split(' ').collect();
    if let [.., span, "LATER"] = words[..]
        && SPANS.contains(&span)
    {
        return Some(Said::Before { continuous: false });
    }
    // Words such as LATE, and then the hour, which may be two words.
    (0..words.len()).find_map(|i| {
        let word = vocabulary::find(Class::Hour, &words[i..].join(" "))?;
        words[..i].iter().all(|w| BEFORE.contains(w)).then(|| said(word.word))?
    })
}

fn said(word: &str) -> Option<Said> {
    Some(Said::Hour(match word {
        "DAWN" => Hour::Dawn,
        "MORNING" => Hour::Morning,
        "DAY" => Hour::Day,
        "NOON" => Hour::Noon,
        "AFTERNOON" => Hour::Afternoon,
        "MAGIC HOUR" => Hour::MagicHour,
        "DUSK" => Hour::Dusk,
        "EVENING" => Hour::Evening,
        "NIGHT" => Hour::Night,
        "CONTINUOUS" => return Some(Said::Before { continuous: true }),
        "SAME" | "LATER" => return Some(Said::Before { continuous: false }),
        _ => return None,
    }))
}

/// Where the hour begins in words that end with one, behind a comma, a blank or a hyphen: `KITCHEN, NIGHT`,
/// `KITCHEN LATE NIGHT`, `KITCHEN-NIGHT`.
pub(super) fn behind(text: &str) -> Option<usize> {
    let tight = text.rfind('-').map(|i| i + 1).filter(|at| {
        let before = text[..*at - 1].rsplit(' ').next().unwrap_or("");
        vocabulary::find(Class::Hour, &normalise(&text[*at..])).is_some() && !before.is_empty() && !matches!(normalise(before).as_str(), "MID" | "PRE" | "ALL")
    });
    if tight.is_some() {
        return tight;
    }
    let starts = text.char_indices().filter(|(i, c)| *i > 0 && !c.is_whitespace() && *c != ',' && text[..*i].ends_with([' ', ','])).map(|(i, _)| i);
    starts.into_iter().find(|at| {
        // `DAY 2` alone is an hour; `ROOM 12` has none.
        text[*at..].starts_with(char::is_alphabetic) && hour(&text[*at..]).is_some() && !text[..*at].trim_end_matches([' ', ',']).is_empty()
    })
}

/// The hour at the start of words that go on with the weather, `NIGHT RAIN`: the hour, and the weather's word.
pub(super) fn with_weather(text: &str) -> Option<(&str, &'static str)> {
    let (first, rest) = text.split_once(' ')?;
    vocabulary::find(Class::Hour, &normalise(first))?;
    let weather = vocabulary::find(Class::Weather, &rest.trim().trim_matches(['(', ')']).to_lowercase())?;
    Some((first, weather.word))
}

/// The last words of a place that mean an hour in other notations or languages, and the hour: `ROOM NITE`.
pub(super) fn behind_in_other_words(text: &str) -> Option<(usize, &'static str)> {
    let at = text.rfind([' ', ',']).map(|i| i + 1)?;
    // `PLAN B`, `HOTEL D` and `HOUSE OF EVE` are places.
    let word = &text[at..];
    let long = word.chars().count() >= if word.is_ascii() { 4 } else { 2 };
    let place = !text[..at].trim_end_matches([' ', ',']).is_empty();
    hour_in_other_words(word).filter(|_| long && place).map(|hour| (at, hour))
}

/// The parts of a heading that its dashes part, and where each begins. A dash is a dash: `-`, `--`, `–` and `—` all part,
/// with a blank on one side at least, or with an hour behind them.
pub(super) fn parts(text: &str) -> Vec<(usize, &str)> {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '‒' | '―' | '−');
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find(dash).map(|i| at + i) {
        let close = text[open..].find(|c: char| !dash(c)).map_or(text.len(), |i| open + i);
        at = close;
        let before = text[..open].is_empty() || text[..open].ends_with(char::is_whitespace);
        let after = text[close..].is_empty() || text[close..].starts_with(char::is_whitespace);
        // `LEVEL -2` is a place.
        let leans = before && text[close..].starts_with(char::is_alphabetic);
        let tight = close - open > 1 && hour(&text[close..]).is_some();
        if after || leans || tight {
            out.push((from, &text[from..open]));
            from = close;
        }
    }
    out.push((from, &text[from..]));
    out.into_iter().map(|(at, part)| (at + part.len() - part.trim_start().len(), part.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_of_every_kind_part_a_heading() {
        let shown = |text| parts(text).iter().map(|(at, part)| format!("{at}:{part}")).collect::<Vec<_>>().join(" | ");
        assert_eq!(shown("ROOM -- NIGHT"), "0:ROOM | 8:NIGHT");
        assert_eq!(shown("DRIVE-IN -NIGHT"), "0:DRIVE-IN | 10:NIGHT");
        assert_eq!(shown("ROOM—NIGHT"), "0:ROOM | 7:NIGHT");
        assert_eq!(shown("PARIS–LYON TRAIN- DAY"), "0:PARIS–LYON TRAIN | 20:DAY");
        assert_eq!(shown("LEVEL -2 - NIGHT"), "0:LEVEL -2 | 11:NIGHT");
    }

    #[test]
    fn an_hour_without_a_dash_is_found() {
        let found = |text: &'static str| behind(text).map(|at| &text[at..]);
        assert_eq!(found("KITCHEN, NIGHT"), Some("NIGHT"));
        assert_eq!(found("OLD KITCHEN LATE NIGHT"), Some("LATE NIGHT"));
        assert_eq!(found("CLUB SATURDAY NIGHT"), Some("SATURDAY NIGHT"));
        assert_eq!(found("KITCHEN DAY 2"), Some("DAY 2"));
        assert_eq!(found("ROOM 12"), None);
        assert_eq!(found("NIGHT CLUB"), None);
        assert_eq!(behind_in_other_words("ROOM NITE"), Some((5, "NIGHT")));
        assert_eq!(behind_in_other_words("ВОКЗАЛ НОЧЬ"), Some((13, "NIGHT")));
        assert_eq!(behind_in_other_words("HOUSE OF EVE"), None);
    }
}
