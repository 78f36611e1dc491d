//! Which words of the script a provider means that refuses them.

use crate::plan::task::{Task, Words};
use crate::source::{Sources, Span};

/// The place that is shown, and others that were sent with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Blame {
    pub at: Span,
    pub label: &'static str,
    pub others: Vec<Span>,
}

/// More places than this help nobody.
const MOST: usize = 4;

/// What a reason quotes is looked for in what was sent; where it quotes nothing of that, all that was sent is shown, the
/// shot's own action first.
pub fn blame(task: &Task, reason: &str, sources: &Sources) -> Blame {
    for quote in quotes(reason) {
        for words in &task.words {
            if let Some(at) = within(words, quote, sources) {
                return Blame { at, label: "this is what it names", others: Vec::new() };
            }
        }
    }
    let mut places: Vec<Span> = Vec::new();
    for words in &task.words {
        if !places.contains(&words.span) {
            places.push(words.span);
        }
    }
    match places.split_first() {
        None => Blame { at: task.span, label: "these words", others: Vec::new() },
        Some((first, rest)) => Blame { at: *first, label: "these words", others: rest.iter().copied().take(MOST - 1).collect() },
    }
}

/// What stands between marks in a text, the longest first: one word says less than a phrase.
fn quotes(reason: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for (open, close) in [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('«', '»')] {
        let mut rest = reason;
        while let Some(start) = rest.find(open) {
            let inner = &rest[start + open.len_utf8()..];
            // An apostrophe stands in a word: it opens nothing, and closes nothing.
            if rest[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
                rest = inner;
                continue;
            }
            let after = |at: usize| &inner[at + close.len_utf8()..];
            let Some((end, _)) = inner.match_indices(close).find(|(at, _)| !after(*at).starts_with(char::is_alphanumeric)) else { break };
            let quote = inner[..end].trim();
            if quote.chars().count() > 2 {
                out.push(quote);
            }
            rest = after(end);
        }
    }
    out.sort_by_key(|q| std::cmp::Reverse(q.len()));
    out
}

/// Where a quote stands in some words: at its own place where the script has it so, else at the words as a whole.
fn within(words: &Words, quote: &str, sources: &Sources) -> Option<Span> {
    let find = |text: &str| {
        let (text, quote) = (text.to_ascii_lowercase(), quote.to_ascii_lowercase());
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        text.match_indices(&quote).map(|(at, _)| at).find(|at| edge(text[..*at].chars().next_back()) && edge(text[at + quote.len()..].chars().next()))
    };
    find(&words.text)?;
    let start = words.span.range().start;
    Some(find(sources.text(words.span)).map_or(words.span, |at| Span::new(words.span.file, start + at, start + at + quote.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::task::Spec;
    use crate::source::Source;

    #[test]
    fn a_quoted_word_is_found_and_else_all_that_was_sent_is_shown() {
        let mut sources = Sources::default();
        let text = "the knife lies bleeding on it\n  look  a butcher, bloodied apron\n";
        let file = sources.add(Source::new("a.frost", text));
        let span = |from: &str, to: &str| Span::new(file, text.find(from).unwrap(), text.find(to).unwrap() + to.len());
        let words = vec![Words { span: span("the", "on it"), text: "the knife lies bleeding on it".into() }, Words { span: span("look", "apron"), text: "a butcher, bloodied apron".into() }];
        let task = Task { key: "k".into(), kind: "plate", shot: None, inputs: vec![], cost: 1, span: Span::new(file, 0, 3), words, spec: Spec::Cut { edit: "e".into() } };
        let at = |reason: &str| {
            let blame = blame(&task, reason, &sources);
            (sources.text(blame.at).to_string(), blame.others.len())
        };
        assert_eq!(at("the prompt's term 'Bloodied Apron' is not allowed"), ("bloodied apron".into(), 0));
        assert_eq!(at("\"knife\" was found"), ("knife".into(), 0));
        assert_eq!(at("the film's words 'the butcher's knife' and 'bleeding on' were found"), ("bleeding on".into(), 0));
        assert_eq!(at("\"life\" was found"), ("the knife lies bleeding on it".into(), 1));
        assert_eq!(at("rejected by the safety system (violence)"), ("the knife lies bleeding on it".into(), 1));
        assert_eq!(at("it's not the user's fault"), ("the knife lies bleeding on it".into(), 1));
        let bare = Task { words: vec![], ..task.clone() };
        assert_eq!(sources.text(blame(&bare, "no", &sources).at), "the");
    }
}
