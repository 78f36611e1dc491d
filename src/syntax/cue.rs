//! Lines of a screenplay that are told by their looks: headings, cues, transitions in capitals.
//! Pure text; whether a name is declared is asked by the caller.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick, IsNormalized};

use super::vocabulary::{self, Class};

/// A name in the form in which names are compared: NFC, upper case, straight apostrophes, single spaces.
pub fn normalise(name: &str) -> String {
    if name.is_ascii() {
        let mut out = String::with_capacity(name.len());
        for word in name.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.make_ascii_uppercase();
        return out;
    }
    let name: Cow<str> = match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        _ => Cow::Owned(name.nfc().collect()),
    };
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' => out.push('\''),
                c => out.extend(c.to_uppercase()),
            }
        }
    }
    out
}

/// A name as it stands in capitals; Georgian is written in one case.
pub fn capitals(name: &str) -> String {
    name.chars().flat_map(|c| c.to_uppercase().map(move |upper| if ('\u{10d0}'..='\u{10ff}').contains(&c) { c } else { upper })).collect()
}

/// An upper-case letter and no lower-case one.
pub fn caps(text: &str) -> bool {
    let mut upper = false;
    // The first small letter settles it.
    let small = text.chars().any(|c| {
        upper |= c.is_uppercase();
        c.is_lowercase()
    });
    upper && !small
}

/// A small letter of a script that has capitals in running text; Georgian has none.
pub fn is_small(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

/// The parts of a cue line, as byte offsets of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct CueLine {
    pub name: std::ops::Range<usize>,
    /// What stands in each pair of parentheses, or is said to belong into one.
    pub groups: Vec<std::ops::Range<usize>>,
    /// A form in which other notations say how or from where somebody speaks.
    pub form: Option<Form>,
    /// Starts with `@`.
    pub forced: bool,
    /// Ends with `^`, or begins with it, which is said to be the wrong end: together with the cue before.
    pub dual: bool,
}

/// How a cue says what belongs into parentheses behind the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `(O.S.) ANNA`
    Before,
    /// `ANNA [softly]`
    Square,
    /// `ANNA, softly`
    Comma,
}

/// Splits a line as if it were a cue.
pub fn cue_line(line: &str) -> Option<CueLine> {
    let mut end = line.trim_end().len();
    let mut dual = false;
    if line[..end].ends_with('^') {
        dual = true;
        end = line[..end - 1].trim_end().len();
    }
    // `ANNA;` is said to be too much, and means her.
    end = line[..end].trim_end_matches([';', ' ']).len();
    let mut groups = Vec::new();
    // `ANNA (V.O.):`, `ANNA (quietly).`
    if line[..end].ends_with("):") || line[..end].ends_with(").") {
        end -= 1;
    }
    let mut form = None;
    if line[..end].ends_with(']') && !line[..end].ends_with("]]")
        && let Some(open) = line[..end].rfind('[')
    {
        groups.push(open + 1..end - 1);
        end = line[..open].trim_end().len();
        form = Some(Form::Square);
    }
    if line[..end].ends_with('}')
        && let Some(open) = line[..end].rfind('{')
    {
        groups.push(open + 1..end - 1);
        end = line[..open].trim_end().len();
        form = Some(Form::Square);
    }
    while let Some(close) = line[..end].chars().next_back().filter(|c| *c == ')' || *c == '）') {
        let inner_end = end - close.len_utf8();
        let Some(open) = line[..inner_end].rfind(['(', '（']) else {
            // `ANNA quietly)`: what closes was never opened.
            let (name, how) = line[..inner_end].split_once(' ').filter(|(name, how)| caps(name) && is_manner(how))?;
            groups.insert(0, inner_end - how.len()..inner_end);
            end = name.len();
            break;
        };
        let width = line[open..].chars().next().map_or(1, char::len_utf8);
        groups.insert(0, open + width..inner_end);
        end = line[..open].trim_end().len();
    }
    // A group that nothing closes goes to the end.
    if let Some(open) = line[..end].rfind(['(', '（']).filter(|open| !line[*open..end].contains([')', '）'])) {
        let width = line[open..].chars().next().map_or(1, char::len_utf8);
        groups.insert(0, open + width..end);
        end = line[..open].trim_end().len();
    }
    // `BORIS ^ (softly)`
    if line[..end].ends_with('^') {
        dual = true;
        end = line[..end - 1].trim_end().len();
    }
    // `ANNA:` is said to be too much, and means her.
    if line[..end].ends_with([':', '：']) && !is_label(line[..end].trim_start_matches('@')) {
        end = line[..end].trim_end_matches([':', '：', ' ']).len();
    }
    let forced = line.starts_with('@');
    dual |= line.starts_with('^');
    let start = usize::from(forced || line.starts_with('^'));
    let start = start + (line.get(start..end)?.len() - line[start..end].trim_start().len());
    let mut start = start;
    let lead = line.get(start..end).unwrap_or("");
    if let Some(close) = lead.find([')', '）']).filter(|_| lead.starts_with(['(', '（']) && start < end)
        && let (open, behind) = (width_at(lead, 0), close + width_at(lead, close))
        && !lead[behind..].trim().is_empty()
    {
        groups.insert(0, start + open..start + close);
        start += behind + (lead[behind..].len() - lead[behind..].trim_start().len());
        form = Some(Form::Before);
    }
    if let Some((name, how)) = line.get(start..end).and_then(|name| name.split_once(", ").or_else(|| name.split_once(" - ")).or_else(|| name.split_once(" – ")).or_else(|| name.rsplit_once(' ').filter(|(_, how)| how.ends_with("ly"))))
        && is_manner(how) && caps(name)
    {
        groups.insert(0, end - how.len()..end);
        end = start + name.trim_end().len();
        form = Some(Form::Comma);
    }
    // Stars around a name are said to be too much.
    let stars = |c: char| matches!(c, '*' | '_');
    let bare = line[start.min(end)..end].trim_start_matches(stars);
    let (start, end) = (end - bare.len(), end - (bare.len() - bare.trim_end_matches(stars).len()));
    (start < end).then_some(CueLine { name: start..end, groups, form, forced, dual })
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// A few words in small letters without any mark: how somebody says something, behind the name.
fn is_manner(words: &str) -> bool {
    words.chars().next().is_some_and(is_small) && words.split(' ').count() <= 4 && words.chars().all(|c| c.is_alphabetic() && !c.is_uppercase() || matches!(c, ' ' | '-' | '\''))
}

/// Where a voice comes from: `V.O.`, also as `VO`, `V/O` or `V.0.`, and `ON THE PHONE`.
pub fn extension(words: &str) -> Option<&'static str> {
    if let Some(word) = vocabulary::find(Class::Extension, words) {
        return Some(word.word);
    }
    let letters: String = words.to_uppercase().chars().filter(|c| c.is_alphanumeric()).map(|c| if c == '0' { 'O' } else { c }).collect();
    let right = match letters.as_str() {
        "VO" | "VOICEOVER" => "V.O.",
        "OS" | "OFFSCREEN" => "O.S.",
        "OC" | "OFFCAMERA" => "O.C.",
        "ONPHONE" | "ONTHEPHONE" | "OVERPHONE" | "OVERTHEPHONE" | "THROUGHPHONE" | "ONTELEPHONE" => "ON PHONE",
        "ONRADIO" | "ONTHERADIO" | "OVERRADIO" | "OVERTHERADIO" => "RADIO",
        _ => return None,
    };
    vocabulary::find(Class::Extension, right).map(|w| w.word)
}

/// A name, and where its voice comes from if that stands behind it without parentheses: `ANNA V.O.`, `ANNA - O.S.` Of more
/// than one word only what nobody is called.
pub fn voice_apart(name: &str, known: impl Fn(&str) -> bool) -> (&str, Option<&str>) {
    let behind = || {
        let mut ends = name.char_indices().rev().filter(|(_, c)| *c == ' ').map(|(i, _)| i).take(3);
        let mark = ends.find_map(|i| Some(&name[i + 1..]).filter(|mark| extension(mark).is_some()))?;
        let who = name[..name.len() - mark.len()].trim_end_matches([',', '-', '–', '—', ':', ' ']);
        let sure = mark.len() <= 4 || mark.contains([' ', '-']) || known(who);
        (sure && who.contains(char::is_alphanumeric)).then_some((who, Some(mark)))
    };
    behind().unwrap_or((name, None))
}

/// `INT. PLACE - HOUR` and its kin.
pub fn is_heading(line: &str) -> bool {
    heading_prefix(line).is_some()
}

/// The length of a heading's prefix, and whether it stands inside.
pub fn heading_prefix(line: &str) -> Option<(usize, &'static str)> {
    const PREFIXES: [(&str, &str); 9] = [
        ("INT./EXT", "INT./EXT."),
        ("INT/EXT", "INT./EXT."),
        ("EXT./INT", "INT./EXT."),
        ("EXT/INT", "INT./EXT."),
        ("I/E", "INT./EXT."),
        ("INT", "INT."),
        ("EXT", "EXT."),
        ("EST", "EST."),
        ("E/I", "INT./EXT."),
    ];
    if !line.starts_with(['I', 'E', 'i', 'e']) {
        return None;
    }
    for (prefix, canonical) in PREFIXES {
        let Some(head) = line.get(..prefix.len()) else { continue };
        if !head.eq_ignore_ascii_case(prefix) {
            continue;
        }
        let rest = &line[prefix.len()..];
        let pointed = rest.starts_with('.');
        let after = &rest[usize::from(pointed)..];
        let blank = after.len() - after.trim_start().len();
        // `INTO THE DARK` and `int the` are no headings: a blank must follow, and without the point capitals.
        if blank == 0 && !pointed || after.trim().is_empty() || (!pointed && !caps(head)) {
            continue;
        }
        return Some((prefix.len() + usize::from(pointed) + blank, canonical));
    }
    None
}

/// `INT.`: a heading that says neither where nor when.
pub fn is_heading_alone(line: &str) -> bool {
    matches!(line, "INT." | "EXT." | "INT./EXT." | "INT" | "EXT" | "INT/EXT" | "I/E" | "EST.")
}

/// The scene number of a heading with its marks, `#12A#`: at its end, or as a word of its own before that.
pub fn heading_label(line: &str) -> Option<std::ops::Range<usize>> {
    let text = line.trim_end();
    if let Some(body) = text.strip_suffix('#')
        && let Some(open) = body.rfind('#')
    {
        return Some(open..text.len());
    }
    let marked = |w: &str| w.len() > 2 && w.starts_with('#') && w.ends_with('#') && !w[1..w.len() - 1].contains('#');
    text.split_whitespace().rev().find(|w| marked(w)).map(|w| {
        let at = w.as_ptr() as usize - text.as_ptr() as usize;
        at..at + w.len()
    })
}

/// A transition as screenplays write it: `CUT TO:`, `FADE OUT.`; gives the vocabulary's word. `WIPE TO:`, `TIME CUT TO:`
/// and `Cut to:` are understood too; see [`is_plain_transition`].
pub fn screenplay_transition(line: &str) -> Option<&'static str> {
    let text = line.trim().trim_start_matches('>').trim();
    let bare = text.trim_end_matches([':', '.']).trim_end();
    if bare.len() > 30 || !bare.starts_with(char::is_uppercase) {
        return None;
    }
    // `Cut.` may be what a director says; `Cut to:` is a transition.
    if !caps(bare) && (bare.len() == text.len() || !bare.contains(' ')) {
        return None;
    }
    let find = |words: &str| vocabulary::find(Class::Transition, words).map(|w| w.word);
    let known = |words: &str| find(words).or_else(|| find(strip_last(words, "to")?));
    known(bare).or_else(|| {
        let (first, rest) = bare.split_once(' ')?;
        let how = ["TIME", "HARD", "QUICK", "FAST", "SLOW", "ABRUPT"].iter().any(|w| w.eq_ignore_ascii_case(first));
        known(rest).filter(|_| how)
    })
}

/// The transition and the place behind its `TO`, where screenplays have both: `SMASH CUT TO: THE PIER`.
pub fn transition_to_a_place(line: &str) -> Option<(&'static str, &str)> {
    if line.len() > 60 || !caps(line) {
        return None;
    }
    let at = line.find(" TO ").or_else(|| line.find(" TO:"))?;
    let place = line[at + " TO ".len()..].trim_matches([' ', ':', '.', '-']);
    let head = line[..at].trim_start_matches(['>', ' ']).trim_end_matches(" BACK");
    if !matches!(head.rsplit(' ').next(), Some("CUT" | "DISSOLVE" | "WIPE" | "CROSSFADE")) || place.is_empty() || matches!(place, "BLACK" | "WHITE" | "BLACK SCREEN") || is_heading(place) || place.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = screenplay_transition(&line[..at + " TO".len()]).or_else(|| screenplay_transition(head))?;
    Some((word.strip_suffix(" to").unwrap_or(word), place))
}

/// Whether a transition in capitals is a row of the vocabulary as it stands.
pub fn is_plain_transition(line: &str) -> bool {
    let bare = line.trim().trim_start_matches('>').trim().trim_end_matches([':', '.']).trim();
    caps(bare) && vocabulary::find(Class::Transition, bare).is_some()
}

fn strip_last<'a>(words: &'a str, last: &str) -> Option<&'a str> {
    let (rest, word) = words.rsplit_once(' ')?;
    word.eq_ignore_ascii_case(last).then(|| rest.trim_end())
}

/// Words in capitals before a colon that name no person.
pub fn is_label(line: &str) -> bool {
    const LABELS: [&str; 19] =
        ["MONTAGE", "SERIES OF SHOTS", "INTERCUT", "FLASHBACK", "LATER", "TITLE", "SUPER", "INSERT", "NOTE", "CUT TO", "CHAPTER", "ACT", "THE END", "CREDITS", "ACTION", "DESCRIPTION", "SFX", "CAMERA", "SHOT"];
    let bare = line.trim_end_matches([':', ' ']);
    LABELS.iter().any(|l| bare.strip_prefix(l).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))) || is_slug(bare)
}

/// Whether a line in capitals names a shot, as old scripts do: `CLOSE ON THE LETTER`, `ANGLE ON MARA`, `INSERT:`.
pub fn is_slug(line: &str) -> bool {
    if !caps(line) {
        return false;
    }
    if line.ends_with(':') {
        return true;
    }
    const OPENERS: [&str; 47] = [
        "CLOSE ON", "CLOSER ON", "CLOSE SHOT", "CLOSEUP", "CLOSE-UP", "CLOSE UP", "TIGHT ON", "ANGLE ON", "WIDE ON", "INSERT", "POV", "BACK TO", "EXTREME CLOSE", "EXTREME WIDE",
        "EXTREME LONG", "MEDIUM CLOSE", "MED. CLOSE", "BIG CLOSE", "LOW ANGLE", "HIGH ANGLE", "NEW ANGLE", "ANOTHER ANGLE", "REVERSE ANGLE", "REVERSE SHOT", "AERIAL SHOT", "AERIAL VIEW",
        "OVERHEAD SHOT", "OVER THE SHOULDER", "OVER SHOULDER", "TRACKING SHOT", "DOLLY SHOT", "CRANE SHOT", "WIDE SHOT", "WIDE ANGLE", "MEDIUM SHOT", "MED. SHOT", "LONG SHOT",
        "TWO SHOT", "FULL SHOT", "ESTABLISHING SHOT", "MONTAGE", "SERIES OF SHOTS", "CU", "ECU", "MCU", "OTS", "TWO-SHOT",
    ];
    let opens = |w: &str| line.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '-', ',', '–', '—']));
    OPENERS.iter().any(|w| opens(w))
        || matches!(line, "WIDE" | "WIDER" | "CLOSE" | "CLOSER" | "MEDIUM" | "MS" | "WS" | "LS" | "EWS")
        || [" POV", " P.O.V."].iter().any(|w| line.ends_with(w))
        || is_lapse(line)
}

/// `LATER`, `MOMENTS LATER`, `THAT NIGHT`: time passes, and nobody speaks.
pub fn is_lapse(line: &str) -> bool {
    matches!(line, "LATER" | "MOMENTS LATER" | "MUCH LATER" | "MINUTES LATER" | "HOURS LATER" | "A MOMENT LATER" | "SAME TIME" | "LATER THAT NIGHT" | "LATER THAT DAY" | "THAT NIGHT" | "THE NEXT DAY" | "THE NEXT MORNING" | "CONTINUOUS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_has_a_name_and_groups() {
        let line = "MARA (V.O.) (under her breath) ^";
        let cue = cue_line(line).unwrap();
        assert_eq!(&line[cue.name.clone()], "MARA");
        assert_eq!(cue.groups.iter().map(|g| &line[g.clone()]).collect::<Vec<_>>(), ["V.O.", "under her breath"]);
        assert!(cue.dual);
        let line = "^ MARA";
        let cue = cue_line(line).unwrap();
        assert_eq!((&line[cue.name], cue.dual), ("MARA", true));
        let line = "@яна";
        assert_eq!(&line[cue_line(line).unwrap().name], "яна");
    }

    #[test]
    fn headings_are_told_from_prose() {
        for yes in ["INT. TENT - NIGHT", "ext. ridge - dawn", "INT HOUSE", "EXT./INT. CAR - DAY", "I/E. CAR"] {
            assert!(is_heading(yes), "{yes}");
        }
        for no in ["Into the dark.", "INTO THE DARK", "extra chairs", "INT."] {
            assert!(!is_heading(no), "{no}");
        }
    }

    #[test]
    fn names_compare_without_case_and_with_either_apostrophe() {
        assert_eq!(normalise("o’Brien"), normalise("O'BRIEN"));
        assert_eq!(normalise("Zoe\u{301}"), normalise("ZOÉ"));
    }
}
