//! Where the items of a line part: commas that are forgotten, commas too many, and what is said twice where a comma would not mend it.

use crate::diagnostics::{Applicability, Code, Diagnostic, Edit};
use crate::film::lower::Lower;
use crate::source::{FileId, Span};
use crate::syntax::{Rule, fits};

impl Lower<'_> {
    /// `close on, ANNA`, `warm from, left`: the item behind the comma, and both as they are meant.
    pub(super) fn parted_by_a_comma(&self, text: &str, span: Span, rule: Rule) -> Option<(Span, String)> {
        let open = ["on", "from", "over", "pov of", "and", "to", "for", "facing", "until", "holds", "then"].iter().any(|w| text.strip_suffix(w).is_some_and(|head| head.is_empty() || head.ends_with(' ')));
        let behind = self.text[span.end as usize..].trim_start_matches(' ').strip_prefix(',').filter(|_| open)?;
        let next = behind.split([',', '\n', '\r']).next().unwrap_or("").split(" //").next().unwrap_or("");
        let bare = next.trim();
        let joined = format!("{text} {bare}");
        let right = match self.item(&joined, rule) || rule == Rule::shot_attr && crate::syntax::clean(Rule::shot_line, &format!("shot {joined}")) {
            true => joined,
            false => self.parts(&joined, rule)?.into_iter().map(|part| joined[part].to_string()).collect::<Vec<_>>().join(", "),
        };
        let start = bare.as_ptr() as usize - self.text.as_ptr() as usize;
        (!bare.is_empty()).then(|| (Span::new(self.file, start, start + bare.len()), right))
    }

    /// The items that a text would be with commas between them; two at least.
    pub(super) fn parts(&self, text: &str, rule: Rule) -> Option<Vec<std::ops::Range<usize>>> {
        let mut out = Vec::new();
        let mut at = 0;
        let ends: Vec<usize> = text.match_indices(' ').map(|(i, _)| i).chain([text.len()]).collect();
        while at < text.len() {
            let end = ends.iter().rev().copied().find(|e| *e > at && self.item(text[at..*e].trim(), rule))?;
            out.push(at..end);
            at = end + (text[end..].len() - text[end..].trim_start().len());
        }
        (out.len() > 1).then_some(out)
    }

    /// The items of `35mm4s`: values that nothing parts.
    pub(super) fn glued(&self, text: &str, rule: Rule) -> Option<Vec<std::ops::Range<usize>>> {
        let bytes = text.as_bytes();
        let cuts = (1..bytes.len()).filter(|i| bytes[i - 1].is_ascii_alphabetic() && bytes[*i].is_ascii_digit());
        let ends: Vec<usize> = cuts.chain([text.len()]).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts: Vec<_> = starts.zip(ends.iter().copied()).map(|(from, to)| from..to).collect();
        (parts.len() > 1 && !text.contains(' ') && parts.iter().all(|p| self.item(&text[p.clone()], rule))).then_some(parts)
    }

    /// Of items between which commas are missing, one that says again what another of them or of the line says already:
    /// a comma would not mend that.
    pub(super) fn two_of_a_kind(&self, text: &str, parts: &[std::ops::Range<usize>], start: usize) -> Option<Diagnostic> {
        let at = |part: &std::ops::Range<usize>| Span::new(self.file, start + part.start, start + part.end);
        let kinds: Vec<Option<&str>> = parts.iter().map(|p| kind_of(&text[p.clone()])).collect();
        let own = (1..parts.len()).find_map(|i| Some((i, (0..i).find(|j| kinds[i].is_some() && kinds[*j] == kinds[i])?)));
        let (again, first) = match own {
            Some((i, j)) => (i, at(&parts[j])),
            None => {
                let others = self.other_items(start, start + text.len());
                (0..parts.len()).find_map(|i| Some((i, others.iter().find(|(kind, _)| kinds[i] == Some(*kind))?.1)))?
            }
        };
        let what = kinds[again]?;
        let kept: Vec<&std::ops::Range<usize>> = parts.iter().enumerate().filter(|(i, _)| *i != again).map(|(_, p)| p).collect();
        let right = kept.iter().map(|p| &text[(*p).clone()]).collect::<Vec<_>>().join(", ");
        let whole = Span::new(self.file, start, start + text.len());
        let are = if what == "subjects" { "are" } else { "is" };
        Some(
            Diagnostic::new(Code::Conflict, at(&parts[again]), format!("the {what} {are} said twice"))
                .label("said again")
                .also(first, "said first here")
                .help("only one can be; take the other away")
                .unsafe_fix(format!("take `{}` away", &text[parts[again].clone()]), whole, right),
        )
    }

    /// What the other items of a line say, and where: those before a run of bytes and behind it.
    pub(super) fn other_items(&self, start: usize, end: usize) -> Vec<(&'static str, Span)> {
        let line = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let until = self.text[end..].find('\n').map_or(self.text.len(), |i| end + i);
        let mut out = Vec::new();
        for (from, to) in [(line, start), (end, until)] {
            for item in self.text[from..to].split(',') {
                let item = item.trim_start();
                let item = item.strip_prefix("shot ").or_else(|| item.strip_prefix("light ")).unwrap_or(item).trim();
                let found = item.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i).chain([item.len()]).filter(|i| *i > 0).rev().find_map(|i| Some((kind_of(&item[..i])?, i)));
                if let Some((kind, length)) = found {
                    let at = item.as_ptr() as usize - self.text.as_ptr() as usize;
                    out.push((kind, Span::new(self.file, at, at + length)));
                }
            }
        }
        out
    }

    /// Takes an item away, with the comma before it.
    pub(in crate::film) fn without(&self, span: Span) -> Edit {
        let before = self.text[..span.start as usize].trim_end().trim_end_matches(',').trim_end().len();
        Edit { span: Span { start: before as u32, ..span }, text: String::new() }
    }

    pub(in crate::film) fn item(&self, text: &str, rule: Rule) -> bool {
        let setup = rule == Rule::shot_attr && fits(Rule::lower_name, text) && !fits(Rule::shot_word, text);
        fits(rule, text) && (!setup || self.film.setups.contains_key(text))
    }

    pub(super) fn parts_or_one(&self, text: &str, rule: Rule) -> bool {
        fits(rule, text) || self.parts(text, rule).is_some()
    }
}

/// What an item says of which a line has one, in words.
fn kind_of(item: &str) -> Option<&'static str> {
    const KINDS: [(&str, &[Rule]); 24] = [
        ("length", &[Rule::duration, Rule::timecode, Rule::for_time, Rule::until]),
        ("lens", &[Rule::millimetres, Rule::lens_word]),
        ("aperture", &[Rule::aperture]),
        ("label", &[Rule::label]),
        ("size", &[Rule::size_word]),
        ("angle", &[Rule::angle_word]),
        ("side", &[Rule::side_word]),
        ("focus", &[Rule::focus_word]),
        ("role", &[Rule::role_word]),
        ("number of subjects", &[Rule::count_word]),
        ("dutch angle", &[Rule::dutch]),
        ("viewpoint", &[Rule::over_shoulder, Rule::pov]),
        ("subjects", &[Rule::on]),
        ("level", &[Rule::decibel]),
        ("fade in", &[Rule::fade_in_for]),
        ("fade out", &[Rule::fade_out_for]),
        ("colour temperature", &[Rule::kelvin, Rule::temperature_word]),
        ("key", &[Rule::light_key]),
        ("quality", &[Rule::light_quality]),
        ("source of the light", &[Rule::light_source]),
        ("pattern", &[Rule::light_pattern]),
        ("weather", &[Rule::weather_word]),
        ("strength", &[Rule::amount_word]),
        ("colour", &[Rule::colour]),
    ];
    KINDS.into_iter().find(|(_, rules)| rules.iter().any(|rule| fits(*rule, item))).map(|(what, _)| what)
}

pub(super) fn missing_comma(text: &str, parts: &[std::ops::Range<usize>], start: usize, file: FileId) -> Diagnostic {
    // A size and whom it is on are one item.
    let joined = |w: &[std::ops::Range<usize>]| text[w[1].clone()].starts_with("on ") && fits(Rule::head_attr, &text[w[0].clone()]);
    let gaps: Vec<_> = parts.windows(2).filter(|w| !joined(w)).map(|w| w[0].end..w[1].start).collect();
    let edits: Vec<Edit> = gaps.iter().map(|g| Edit { span: Span::new(file, start + g.start, start + g.end), text: ", ".into() }).collect();
    let ends = gaps.iter().map(|g| g.start).chain([text.len()]);
    let starts = std::iter::once(0).chain(gaps.iter().map(|g| g.end));
    let right: Vec<&str> = starts.zip(ends).map(|(from, to)| text[from..to].trim()).collect();
    let items: Vec<String> = right.iter().map(|p| format!("`{p}`")).collect();
    let what = match items.split_last() {
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    Diagnostic::new(Code::MissingComma, Span::new(file, start, start + text.len()), format!("a comma is missing between {what}"))
        .label(if items.len() == 2 { "these are two" } else { "these are several" })
        .help(format!("write `{}`", right.join(", ")))
        .fix_all("put the commas", Applicability::Safe, edits)
}
