//! Declarations that could not be read: what they would declare is not missed a second time where it is named.

use super::load::Loaded;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::syntax::{Kind, Node, Rule, margin_habit, normalise, vocabulary};

const DECLARATIONS: [&str; 10] = ["character", "extras", "location", "prop", "style", "music", "sound", "setup", "param", "version"];

/// The first line of a declaration that was told to be wrong.
struct Broken {
    span: Span,
    word: &'static str,
    /// What stands behind the word, as names are compared.
    rest: String,
    /// The names in it, where commas part several.
    names: Vec<String>,
}

/// Takes away what is said of names that broken declarations hold, or may have held.
pub(super) fn drop_missed(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    second_where_a_line_slipped(loaded, problems);
    let broken: Vec<Broken> = declarations(loaded).filter(|b| problems.iter().any(|p| p.severity == Severity::Error && p.code != Code::Undeclared && p.code != Code::Duplicate && within(p.span, b.span))).collect();
    if broken.is_empty() {
        return;
    }
    problems.retain(|p| {
        let name = || normalise(&loaded.sources.text(p.span).trim_matches(['{', '}']).replace('-', " "));
        let missed = |b: &Broken| match (b.word, p.code) {
            _ if within(p.span, b.span) => false,
            // Without a name it may be any of its kind.
            (word, Code::Undeclared) if b.rest.is_empty() => p.message.contains(word),
            ("setup", Code::UnknownWord) | (_, Code::Undeclared) => begins(&b.rest, &name()) || b.names.contains(&name()),
            _ => false,
        };
        !broken.iter().any(missed)
    });
}

/// What a file that cannot be read may declare is not missed: neither names nor set-ups.
pub(super) fn drop_of_missing_files(problems: &mut Vec<Diagnostic>, sources: &Sources) {
    let first = |p: &Diagnostic| {
        let before = sources.get(p.span.file).text.get(..p.span.start as usize).unwrap_or("");
        before[before.rfind('\n').map_or(0, |i| i + 1)..].split_whitespace().next().unwrap_or("").to_string()
    };
    if !problems.iter().any(|p| matches!(p.code, Code::MissingFile | Code::OutsideProject) && first(p) == "use") {
        return;
    }
    problems.retain(|p| match p.code {
        // What is nearly a name of this side is that name, misspelt.
        Code::Undeclared => p.labels.iter().any(|l| l.text.ends_with("is declared here")),
        Code::UnknownWord => !(p.fixes.is_empty() && matches!(first(p).as_str(), "shot" | "setup" | "") && crate::syntax::fits(Rule::lower_name, sources.text(p.span))),
        _ => true,
    });
}

fn within(span: Span, line: Span) -> bool {
    span.file == line.file && line.start <= span.start && span.end <= line.end
}

/// Whether what a declaration says begins with the words of a name.
fn begins(rest: &str, name: &str) -> bool {
    !name.is_empty() && rest.strip_prefix(name).is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
}

/// The first lines of all that stands at the margin and begins with the word of a declaration, or nearly.
fn declarations(loaded: &Loaded) -> impl Iterator<Item = Broken> {
    loaded.order.iter().flat_map(|file| {
        let text = &loaded.sources.get(*file).text;
        let nodes = loaded.parses[file.0 as usize].root.children.iter();
        nodes.filter(|n| matches!(n.kind, Kind::Block | Kind::Line(_) | Kind::Error)).filter_map(move |node: &Node| {
            let start = node.start as usize;
            let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
            let line = &text[start..end];
            let first = line.split([' ', '\t']).next().unwrap_or(line);
            let bare = first.trim_end_matches([':', '=', ',']);
            let exact = DECLARATIONS.into_iter().find(|w| *w == bare);
            let word = exact.or_else(|| margin_habit(bare).and_then(|h| DECLARATIONS.into_iter().find(|w| *w == h))).or_else(|| vocabulary::nearest(bare, DECLARATIONS.into_iter()))?;
            let rest = normalise(&line[first.len()..].replace(['"', '“', '”', ':', '=', ',', ';', '{', '}', '(', ')', '-'], " "));
            let names = line[first.len()..].split([',', '&']).flat_map(|part| part.split(" and ")).skip(1).map(|name| normalise(&name.split("//").next().unwrap_or(name).replace('-', " "))).collect();
            Some(Broken { span: Span::new(*file, start, end), word, rest, names })
        })
    })
}

/// A line that stands where nothing opened its depth may not be the declaration that it is read as: what it would declare a
/// second time it does not, and it is not brought to where it would.
fn second_where_a_line_slipped(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    let slipped: Vec<Span> = problems.iter().filter(|p| p.code == Code::Indentation).map(|p| p.span).collect();
    if slipped.is_empty() {
        return;
    }
    let slip = |at: Span| slipped.iter().find(|s| s.file == at.file && s.end <= at.start && !loaded.sources.get(at.file).text[s.end as usize..at.start as usize].contains('\n'));
    let mut second = Vec::new();
    problems.retain(|p| {
        let slip = if p.code == Code::Duplicate { std::iter::once(p.span).chain(p.labels.iter().map(|l| l.span)).find_map(slip) } else { None };
        second.extend(slip);
        slip.is_none()
    });
    problems.iter_mut().filter(|p| p.code == Code::Indentation && second.contains(&p.span)).for_each(|p| p.fixes.clear());
}

/// A set-up without its name is asked for in vain, which was told where it stands.
pub(super) fn drop_of_nameless_setups(problems: &mut Vec<Diagnostic>) {
    if problems.iter().any(|p| p.code == Code::MissingValue && p.message == crate::syntax::NAMELESS_SETUP) {
        problems.retain(|p| !(p.code == Code::UnknownWord && p.message.ends_with(super::shot::NO_SETUP)));
    }
}
