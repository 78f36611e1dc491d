//! The line grammar: one logical line through pest, its pairs into tree nodes.
//! Which entry rule a line takes is decided by the block parser.

use std::collections::{HashMap, HashSet};

use pest::Parser;
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

use super::tree::{Builder, Kind, Node};

#[derive(Parser)]
#[grammar = "../grammar/keywords.pest"]
#[grammar = "../grammar/frost.pest"]
struct Lines;

/// Where the line grammar gave up: bytes from the start of the line.
pub struct Stop {
    pub offset: usize,
}

/// Statements that were read before: scripts say many of them word for word again.
#[derive(Default)]
pub struct Memory<'a> {
    /// Seen once; most lines are, and a copy of their nodes would be work for nothing.
    once: HashSet<(Rule, &'a str)>,
    /// Seen twice or more: their nodes, counted from 0.
    nodes: HashMap<(Rule, &'a str), Vec<Node>>,
}

/// Parses `text`, which begins where `builder` stands, by an entry rule, and adds its nodes.
/// On failure nothing is added.
pub fn line<'a>(entry: Rule, text: &'a str, builder: &mut Builder, memory: &mut Memory<'a>) -> Result<(), Stop> {
    let base = builder.at();
    if let Some(nodes) = memory.nodes.get(&(entry, text)) {
        builder.graft(nodes, base + text.len());
        return Ok(());
    }
    match Lines::parse(entry, text) {
        Ok(pairs) => {
            for pair in pairs {
                add(pair, &|at| base + at, builder);
            }
            builder.skip(base + text.len());
            if !memory.once.insert((entry, text)) {
                memory.nodes.insert((entry, text), builder.since(base));
            }
            Ok(())
        }
        Err(error) => Err(stop(&error)),
    }
}

fn stop(error: &pest::error::Error<Rule>) -> Stop {
    let offset = match error.location {
        pest::error::InputLocation::Pos(p) => p,
        pest::error::InputLocation::Span((p, _)) => p,
    };
    Stop { offset }
}

/// As [`line`], for a text whose first `wrong` bytes are a misspelt `right`: it is read with the right word, and its
/// nodes stand where the text has them.
pub fn meant(entry: Rule, text: &str, wrong: usize, right: &str, builder: &mut Builder) -> Result<(), Stop> {
    let base = builder.at();
    let read = format!("{right}{}", text.get(wrong..).unwrap_or(""));
    let written = |at: usize| match at.checked_sub(right.len()) {
        Some(behind) => base + wrong + behind,
        None => base + at.min(wrong),
    };
    for pair in Lines::parse(entry, &read).map_err(|error| stop(&error))? {
        add(pair, &written, builder);
    }
    builder.skip(base + text.len());
    Ok(())
}

/// Whether the whole of `text` fits a rule.
pub fn fits(rule: Rule, text: &str) -> bool {
    Lines::parse(rule, text).is_ok_and(|mut pairs| pairs.next().is_some_and(|p| p.as_span().end() == text.len()))
}

/// Whether the whole of a line fits a rule with no word left over that nothing knows.
pub fn clean(rule: Rule, text: &str) -> bool {
    let strange = |p: &Pair<'_, Rule>| matches!(p.as_rule(), Rule::unknown | Rule::missing | Rule::extra | Rule::bare | Rule::rest | Rule::rest_item);
    Lines::parse(rule, text).is_ok_and(|pairs| !pairs.flatten().any(|p| strange(&p)))
}

/// The names in a line; none in one that does not fit the rule.
pub fn names(rule: Rule, text: &str) -> Vec<&str> {
    let pairs = Lines::parse(rule, text).into_iter().flat_map(Pairs::flatten);
    pairs.filter(|p| p.as_rule() == Rule::name).map(|p| p.as_str()).collect()
}

/// The kind of a text that is one value and nothing else.
pub fn whole_value(text: &str) -> Option<Rule> {
    Some(Lines::parse(Rule::whole_value, text).ok()?.next()?.into_inner().next()?.as_rule())
}

fn add(pair: Pair<'_, Rule>, written: &impl Fn(usize) -> usize, builder: &mut Builder) {
    let (rule, span) = (pair.as_rule(), pair.as_span());
    if rule == Rule::EOI {
        return;
    }
    let (start, end) = (written(span.start()), written(span.end()));
    builder.skip(start);
    let mut inner = pair.into_inner().peekable();
    if inner.peek().is_none() && end > start {
        builder.leaf(Kind::Line(rule), end);
        return;
    }
    builder.start(Kind::Line(rule));
    for child in inner {
        add(child, written, builder);
    }
    builder.skip(end);
    builder.finish();
}
