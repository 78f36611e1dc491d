//! Values of the line grammar as numbers: durations, sizes, lengths, colours.
//! A value out of its range is a problem at its span.

use num_rational::Ratio;

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::{Node, Rule};
use crate::time::{Rate, Seconds};

/// No film, shot or pause is longer than a day.
const LONGEST: i64 = 24 * 3600;

/// A decimal number as an exact fraction; `None` past nine digits on either side of the point.
pub fn decimal(text: &str) -> Option<Ratio<i64>> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > 9 || part.len() > 9 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let value = Ratio::from_integer(whole)
        + if part.is_empty() { Ratio::from_integer(0) } else { Ratio::new(part.parse().ok()?, 10_i64.checked_pow(part.len() as u32)?) };
    Some(if negative { -value } else { value })
}

/// A number scaled and rounded to a whole one.
pub fn scaled(text: &str, by: i64) -> Option<i64> {
    let exact = decimal(text)?;
    exact.numer().checked_mul(by).map(|n| Ratio::new(n, *exact.denom()).round().to_integer())
}

/// Whether a text begins with double quotes that nothing in it closes.
pub fn is_open(text: &str) -> bool {
    text.strip_prefix(['"', '“']).is_some_and(|rest| !rest.contains(['"', '”']))
}

/// Seconds of a `duration` or `timecode` node. Bars need a tempo: seconds a bar.
pub fn seconds(node: &Node, text: &str, span: Span, rate: Rate, bar: Option<Seconds>) -> Result<Seconds, Diagnostic> {
    let written = node.text(text);
    let bad = |why: String| Diagnostic::new(Code::BadValue, span, why).label("this length");
    if node.rule() == Some(Rule::timecode) {
        return rate
            .parse_timecode(written)
            .map(|f| rate.seconds(f))
            .filter(|s| *s <= Ratio::from_integer(LONGEST))
            .ok_or_else(|| {
                bad(format!("`{written}` is no timecode at {} frames a second", rate.name()))
                    .help("a timecode is HH:MM:SS:FF with fewer frames than the rate; `;` before the frames counts drop-frame labels, which only 29.97 and 59.94 have")
            });
    }
    let number = node.child(Rule::number).map_or("", |n| n.text(text));
    let unit = node.child(Rule::time_unit).map_or("s", |n| n.text(text));
    let too_long = || bad(format!("`{written}` is longer than a day")).help("lengths go up to 24 hours");
    if number.split_once('.').is_some_and(|(_, part)| part.len() > 9) {
        return Err(bad(format!("`{written}` is finer than a billionth")).help("a length has nine digits behind its point at most; frames are far coarser"));
    }
    let value = decimal(number).ok_or_else(too_long)?;
    let factor = match unit {
        "ms" => Ratio::new(1, 1000),
        "f" | "frame" | "frames" => Ratio::new(i64::from(rate.den), i64::from(rate.num)),
        "min" | "mins" | "minute" | "minutes" => Ratio::from_integer(60),
        "bar" | "bars" => match bar {
            Some(bar) => bar,
            None => {
                return Err(bad(format!("`{written}` counts bars, but no music with a tempo plays here"))
                    .help("give the music a tempo where it is declared: `music waltz, 90bpm`"));
            }
        },
        _ => Ratio::from_integer(1),
    };
    let product = Ratio::<i128>::new((*value.numer()).into(), (*value.denom()).into())
        * Ratio::<i128>::new((*factor.numer()).into(), (*factor.denom()).into());
    if product > Ratio::from_integer(LONGEST.into()) {
        return Err(too_long());
    }
    match (i64::try_from(*product.numer()), i64::try_from(*product.denom())) {
        (Ok(n), Ok(d)) => Ok(Ratio::new(n, d)),
        _ => Err(too_long()),
    }
}

pub fn colour(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#')?;
    let digit = |i: usize| u8::from_str_radix(hex.get(i..i + 1)?, 16).ok();
    let pair = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
    match hex.len() {
        6 => Some([pair(0)?, pair(2)?, pair(4)?]),
        3 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
        _ => None,
    }
}

/// Text between quotes, with `\` before a mark taken away.
pub fn unquote(node: &Node, text: &str) -> String {
    let inner = node.child(Rule::string_text).map_or("", |n| n.text(text));
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

/// A length in seconds as people write it: `4s`, `2.5s`.
pub fn show(time: Seconds) -> String {
    if time.is_integer() {
        return format!("{}s", time.to_integer());
    }
    let hundredths = (time * 100).ceil().to_integer();
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{}s", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Text in double quotes, whatever quotes it had or lacked at its ends.
pub fn quoted(text: &str) -> String {
    let text = text.trim();
    let single = text.len() > 1 && text.starts_with(['\'', '‘', '`']) && text.ends_with(['\'', '’', '`']);
    let text = if single { text.trim_matches(['\'', '‘', '’', '`']) } else { text };
    let inner = text.trim_matches(['"', '“', '”', '„', '«', '»', '‹', '›']).trim();
    format!("\"{}\"", inner.replace(['"', '“', '”', '„'], "'"))
}

/// A text in which quotation marks of other languages, in pairs, are `"`; `None` where there are none.
pub fn plain_quotes(text: &str) -> Option<String> {
    const PAIRS: [(char, char); 8] = [('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('‹', '›'), ('「', '」'), ('『', '』'), ('“', '“')];
    let (open, from, close) = PAIRS.into_iter().filter_map(|(open, close)| Some((open, text.find(open)?, close))).find(|(open, from, close)| text[from + open.len_utf8()..].contains(*close))?;
    let inner = &text[from + open.len_utf8()..];
    let to = inner.find(close)?;
    let (words, behind) = (&inner[..to], &inner[to + close.len_utf8()..]);
    (!words.trim().is_empty() && !words.contains('"')).then(|| format!("{}\"{}\"{behind}", &text[..from], words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_bounded() {
        assert_eq!(decimal("1.5"), Some(Ratio::new(3, 2)));
        assert_eq!(decimal("-18"), Some(Ratio::from_integer(-18)));
        assert_eq!(decimal("99999999999"), None);
        assert_eq!(scaled("85.5", 100), Some(8550));
        assert_eq!(colour("#fa0"), Some([255, 170, 0]));
    }
}
