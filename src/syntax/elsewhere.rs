//! Headings as other languages and other keyboards have them: the words for inside and outside, and for the hours.

use super::cue::{self, normalise};

/// Inside and outside.
const PREFIXES: [(&str, &[&str]); 3] = [
    ("INT./EXT.", &["ИНТ/НАТ", "ИНТ./НАТ", "ИНТ/ЭКСТ", "ИНТ./ЭКСТ", "НАТ/ИНТ", "НАТ./ИНТ", "ІНТ/НАТ", "ІНТ./НАТ", "INNEN/AUSSEN", "INNEN/AUßEN", "INNEN./AUSSEN", "AUSSEN/INNEN"]),
    ("INT.", &["ИНТ", "ІНТ", "INNEN", "INTÉRIEUR", "INTERIEUR", "INTERNO", "WNĘTRZE", "INTERIÉR", "ინტ", "室内", "内景", "داخلي", "ＩＮＴ", "INT．", "INT。"]),
    ("EXT.", &["НАТ", "ЭКСТ", "AUSSEN", "AUßEN", "EXTÉRIEUR", "EXTERIEUR", "EXTERNO", "ESTERNO", "PLENER", "EXTERIÉR", "ექსტ", "屋外", "外景", "خارجي", "ＥＸＴ", "EXT．", "EXT。"]),
];
const MARKS: [char; 6] = ['.', '。', '．', ':', '：', ','];

/// The length of such a word with its point at the start of a line that is a heading for the rest, and the right one:
/// `ИНТ.`, `INNEN.`, `INT。`.
pub(crate) fn heading_in_other_words(body: &str) -> Option<(usize, &'static str)> {
    // No line in small letters is one, and most begin with none of these letters.
    if body.as_bytes().first().is_none_or(u8::is_ascii_lowercase) || body.chars().any(cue::is_small) {
        return None;
    }
    PREFIXES.iter().flat_map(|(right, all)| all.iter().map(move |word| (*word, *right))).find_map(|(word, right)| {
        let rest = body.strip_prefix(word)?;
        let behind = rest.trim_start_matches(MARKS);
        let pointed = behind.len() < rest.len() || word.ends_with(MARKS);
        let parted = pointed || behind.starts_with(char::is_whitespace);
        // `НАТ` may be a name; a point or a dash shows that it is none.
        let shaped = pointed || body.contains(['-', '–', '—', '－']);
        // `داخلي - بيت - ليل`
        let place = behind.trim_start_matches([' ', '\t', '-', '–', '—']);
        (parted && shaped && place.starts_with(char::is_alphanumeric)).then_some((body.len() - place.len(), right))
    })
}

/// Whether a text is one of these words and nothing else.
pub(crate) fn is_heading_word(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '-', '–', '—']);
    let same = |word: &str| text == word || text.trim_end_matches(MARKS) == word;
    PREFIXES.iter().any(|(_, all)| all.iter().any(|word| same(word)))
}

/// The hour that a word of other notations and other languages means.
pub(crate) fn hour_in_other_words(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 8] = [
        ("SAME", &["MEANWHILE", "SIMULTANEOUS", "SIMULTANEOUSLY"]),
        ("NIGHT", &["NITE", "NIGHTTIME", "NIGHT-TIME", "NIGHT TIME", "NIGHTFALL", "NT", "N", "NUIT", "NACHT", "NOCHE", "NOTTE", "NOITE", "НОЧЬ", "НІЧ", "ღამე", "夜", "夜晚", "晚上", "밤", "NOC", "GECE", "YÖ", "NATT", "ΝΥΧΤΑ", "ليل"]),
        ("DAY", &["DAYTIME", "DAY-TIME", "DAY TIME", "DAYLIGHT", "D", "JOUR", "TAG", "DÍA", "DIA", "GIORNO", "ДЕНЬ", "დღე", "昼", "白天", "낮", "DZIEŃ", "GÜNDÜZ", "PÄIVÄ", "DAG", "ΜΕΡΑ", "نهار"]),
        ("MORNING", &["MORN", "MATIN", "MORGEN", "MAÑANA", "MATTINA", "MANHÃ", "УТРО", "РАНОК", "დილა", "朝", "早晨", "아침", "RANO", "PORANEK", "SABAH", "AAMU", "MORGON", "OCHTEND", "صباح"]),
        ("EVENING", &["EVE", "SOIR", "ABEND", "TARDE", "SERA", "ВЕЧЕР", "ВЕЧІР", "საღამო", "夕方", "傍晚", "저녁", "WIECZÓR", "AKŞAM", "ILTA", "KVÄLL", "AVOND", "مساء"]),
        ("DAWN", &["DAYBREAK", "FIRST LIGHT", "AUBE", "MORGENDÄMMERUNG", "AMANECER", "ALBA", "РАССВЕТ", "СВІТАНОК", "განთიადი", "გარიჟრაჟი", "夜明け", "黎明", "새벽", "ŚWIT", "ŞAFAK", "فجر"]),
        ("DUSK", &["SUNDOWN", "CRÉPUSCULE", "CREPUSCULE", "DÄMMERUNG", "ANOCHECER", "TRAMONTO", "ЗАКАТ", "СУМЕРКИ", "დაისი", "მწუხრი", "夕暮れ", "黄昏", "ZMIERZCH", "BLUE HOUR", "غروب"]),
        ("NOON", &["LUNCHTIME", "MIDI", "MITTAG", "MEDIODÍA", "MEZZOGIORNO", "ПОЛДЕНЬ", "შუადღე", "正午", "ظهر"]),
    ];
    let upper = normalise(text);
    // Letters of some scripts have capitals that nobody writes.
    let is = |word: &str| word == upper || !upper.is_ascii() && !word.is_ascii() && normalise(word) == upper;
    WORDS.iter().find(|(_, all)| all.iter().any(|word| is(word))).map(|(word, _)| *word).or_else(|| of_clock(&upper))
}

/// The hour of `3 AM`, `11:30 P.M.` and `21:15`.
fn of_clock(upper: &str) -> Option<&'static str> {
    let letters: String = upper.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let (time, half) = match letters.strip_suffix("AM") {
        Some(time) => (time, Some(0)),
        None => letters.strip_suffix("PM").map_or((letters.as_str(), None), |time| (time, Some(12))),
    };
    let (hours, minutes) = time.split_once(':').unwrap_or((time, ""));
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()));
    let hour = number(hours).filter(|h| *h < 24 && (half.is_none() || (1..=12).contains(h)))?;
    if !minutes.is_empty() && number(minutes).is_none_or(|m| m > 59) || half.is_none() && minutes.is_empty() {
        return None;
    }
    Some(match half.map_or(hour, |half| hour % 12 + half) {
        5 | 6 => "DAWN",
        7..=11 => "MORNING",
        12 => "NOON",
        13..=17 => "AFTERNOON",
        18..=20 => "EVENING",
        _ => "NIGHT",
    })
}
