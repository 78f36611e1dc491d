//! Lines of a screenplay that are told by their looks: headings, cues, transitions in capitals.
//! Pure text; whether a name is declared is asked by the caller.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick, IsNormalized};

use super::vocabulary::{self, Class};

/// A name in the form in which names are compared: NFC, upper case, straight apostrophes, single spaces.
pub fn normalise(name: &str) -> String {
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

/// An upper-case letter and no lower-case one.
pub fn caps(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// A small letter of a script that has capitals in running text; Georgian has none.
pub fn is_small(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

/// The parts of a cue line, as byte offsets of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct CueLine {
    pub name: std::ops::Range<usize>,
    /// What stands in each pair of parentheses.
    pub groups: Vec<std::ops::Range<usize>>,
    /// Starts with `@`.
    pub forced: bool,
    /// Ends with `^`: together with the cue before.
    pub dual: bool,
}

/// Splits a line as if it were a cue.
pub fn cue_line(line: &str) -> Option<CueLine> {
    let mut end = line.trim_end().len();
    let mut dual = false;
    if line[..end].ends_with('^') {
        dual = true;
        end = line[..end - 1].trim_end().len();
    }
    let mut groups = Vec::new();
    while let Some(close) = line[..end].chars().next_back().filter(|c| *c == ')' || *c == '）') {
        let inner_end = end - close.len_utf8();
        let open = line[..inner_end].rfind(['(', '（'])?;
        let width = line[open..].chars().next().map_or(1, char::len_utf8);
        groups.insert(0, open + width..inner_end);
        end = line[..open].trim_end().len();
    }
    // A group that nothing closes goes to the end.
    if let Some(open) = line[..end].rfind(['(', '（']) {
        let width = line[open..].chars().next().map_or(1, char::len_utf8);
        groups.insert(0, open + width..end);
        end = line[..open].trim_end().len();
    }
    // `ANNA:` is said to be too much, and means her.
    if line[..end].ends_with(':') && !is_label(line[..end].trim_start_matches('@')) {
        end = line[..end].trim_end_matches([':', ' ']).len();
    }
    let forced = line.starts_with('@');
    let start = usize::from(forced);
    let start = start + (line.get(start..end)?.len() - line[start..end].trim_start().len());
    (start < end).then_some(CueLine { name: start..end, groups, forced, dual })
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

/// A transition as screenplays write it: `CUT TO:`, `FADE OUT.`; gives the vocabulary's word.
pub fn screenplay_transition(line: &str) -> Option<&'static str> {
    let bare = line.trim().trim_start_matches('>').trim().trim_end_matches([':', '.']).trim();
    if !caps(bare) || bare.len() > 30 {
        return None;
    }
    vocabulary::find(Class::Transition, bare).map(|w| w.word)
}

/// Words in capitals before a colon that name no person.
pub fn is_label(line: &str) -> bool {
    const LABELS: [&str; 14] =
        ["MONTAGE", "SERIES OF SHOTS", "INTERCUT", "FLASHBACK", "LATER", "TITLE", "SUPER", "INSERT", "NOTE", "CUT TO", "CHAPTER", "ACT", "THE END", "CREDITS"];
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
    const OPENERS: [&str; 9] = ["CLOSE ON", "CLOSEUP", "CLOSE-UP", "CLOSE UP", "ANGLE ON", "WIDE ON", "INSERT", "POV", "BACK TO"];
    let opens = |w: &str| line.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '-', ',']));
    OPENERS.iter().any(|w| opens(w))
        || ["WIDE SHOT", "MEDIUM SHOT", "LONG SHOT", "TWO SHOT", "FULL SHOT", "ESTABLISHING SHOT", "REVERSE ANGLE"].iter().any(|w| opens(w))
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
