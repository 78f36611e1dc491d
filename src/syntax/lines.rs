//! Where a line of prose may be broken, and how the lines of a paragraph are joined: with a blank, or with nothing where a script
//! is written without blanks.

/// Whether words of this letter's script follow each other without blanks: Han, kana, and the marks that go with them.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Lines as one text.
pub fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        let tight = out.chars().next_back().is_some_and(unspaced) && line.chars().next().is_some_and(unspaced);
        if !tight && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Whether a text has letters between which it may be broken.
pub(super) fn breaks_anywhere(text: &str) -> bool {
    text.chars().any(unspaced)
}

/// The pieces that a line may be broken into, and whether a blank stands before each.
pub(super) fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut out = Vec::new();
    for (i, word) in text.split(' ').enumerate() {
        let (mut from, mut before) = (0, None);
        let mut spaced = i > 0;
        for (at, c) in word.char_indices() {
            if before.is_some_and(|b| may_break(b, c)) {
                out.push((std::mem::take(&mut spaced), &word[from..at]));
                from = at;
            }
            before = Some(c);
        }
        out.push((spaced, &word[from..]));
    }
    out
}

/// Whether a line may end with one letter and the next begin with the other, by the rules that printers of Chinese and Japanese
/// keep (JIS X 4051).
fn may_break(before: char, after: char) -> bool {
    const NEVER_FIRST: &str = "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〙〗｠»°′″℃％…‥〜～ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";
    const NEVER_LAST: &str = "‘“（〔［｛〈《「『【〘〖｟«";
    unspaced(before) && unspaced(after) && !NEVER_FIRST.contains(after) && !NEVER_LAST.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_blanks_are_joined_without_any() {
        assert_eq!(joined(["雨が降る。", "駅は暗い。"]), "雨が降る。駅は暗い。");
        assert_eq!(joined(["雨が降る。", "Mara waits.", "駅"]), "雨が降る。 Mara waits. 駅");
        assert_eq!(joined(["비가 온다.", "역은 어둡다."]), "비가 온다. 역은 어둡다.");
    }

    #[test]
    fn no_line_begins_with_a_mark_that_closes() {
        let shown: Vec<&str> = pieces("「雨だ」と 言った。").into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(shown, ["「雨", "だ」", "と", "言っ", "た。"]);
    }
}
