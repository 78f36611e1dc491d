//! Camera lines: the moves of a shot, how far they go, how long and how fast.

use super::lower::Lower;
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::vocabulary::Class;
use crate::syntax::{Node, Rule};

impl Lower<'_> {
    pub(super) fn camera(&mut self, line: &Node) -> Vec<Move> {
        let mut moves: Vec<Move> = Vec::new();
        let mut then = false;
        let mut any = false;
        let mut broken = false;
        for (rule, node) in line.parts() {
            any = true;
            match rule {
                Rule::then if moves.is_empty() && !broken => {
                    let at = self.span(node);
                    let gone = Span { end: at.end + 1, ..at };
                    self.problem(Diagnostic::new(Code::Syntax, at, "no move stands before this `then`").label("what comes first?").help("it stands between two moves: `push in then hold`").fix("take it away", gone, ""));
                }
                Rule::then => then = true,
                Rule::r#move => {
                    let mut made = self.one_move(node);
                    made.then = std::mem::take(&mut then) && !moves.is_empty();
                    moves.push(made);
                }
                Rule::unknown => {
                    let words = [Class::Move, Class::Pace, Class::Ease];
                    self.unknown(node, "camera move", None, &words, &["then", "over 4s", "from 1s", "to close"]);
                    // What follows may belong to the word that was not understood.
                    broken = true;
                    then = false;
                }
                Rule::missing => self.empty_item(node),
                _ => match moves.last_mut() {
                    Some(last) => {
                        let mut changed = last.clone();
                        self.modify(&mut changed, rule, node);
                        *last = changed;
                    }
                    None if broken => {}
                    None => {
                        let span = self.span(node);
                        self.problem(
                            Diagnostic::new(Code::Syntax, span, "this belongs to a move, and none stands before it")
                                .label("no move yet")
                                .help("name the move first: `camera push in, slow`"),
                        );
                    }
                },
            }
        }
        if !any {
            self.missing(line, "the move", "camera push in, slow");
        }
        for made in moves.iter().filter(|m| m.target.is_none() && matches!(m.kind, "rack focus to" | "pan to")) {
            self.problem(
                Diagnostic::new(Code::MissingValue, made.span, format!("`{}` whom, or what?", made.kind))
                    .label("nothing follows")
                    .help(format!("its form: `camera {} MARA`, or a thing in quotes", made.kind)),
            );
        }
        moves
    }

    fn one_move(&mut self, node: &Node) -> Move {
        let kind = node.child(Rule::move_word).map_or("hold", |n| self.word(Class::Move, n));
        let mut made = Move {
            kind,
            span: self.span(node),
            word: self.span(node.child(Rule::move_word).unwrap_or(node)),
            pace: None,
            amount: None,
            over: None,
            from: None,
            ease: None,
            to_size: None,
            target: None,
            manner: None,
            then: false,
            start: 0,
            frames: 0,
        };
        for (rule, part) in node.parts() {
            if rule != Rule::move_word {
                self.modify(&mut made, rule, part);
            }
        }
        made
    }

    fn modify(&mut self, made: &mut Move, rule: Rule, node: &Node) {
        let span = self.span(node);
        let number = |lower: &Self, node: &Node, by: i64| node.child(Rule::number).and_then(|n| values::scaled(lower.str(n), by));
        match rule {
            Rule::span_over => made.over = self.time_in(node).map(|t| Spanned::new(t, span)),
            // A bare length after a move is its span: `hold 1s`.
            Rule::duration | Rule::timecode => made.over = self.seconds(node).map(|t| Spanned::new(t, span)),
            Rule::span_from => made.from = self.time_in(node),
            Rule::pace_word if made.pace.is_some() => {
                let first = made.pace.as_ref().map_or(span, |p| p.span);
                self.problem(
                    Diagnostic::new(Code::Conflict, span, "the pace of this move is said twice").label("said again").also(first, "said first here").help("take one of them away"),
                );
            }
            Rule::pace_word => {
                let pace = match self.word(Class::Pace, node) {
                    "slow" => 50,
                    "fast" => 200,
                    _ => 100,
                };
                made.pace = Some(Spanned::new(pace, span));
            }
            Rule::ease_word => {
                made.ease = Some(match self.word(Class::Ease, node) {
                    "ease in" => Ease::In,
                    "ease out" => Ease::Out,
                    "linear" => Ease::Linear,
                    _ => Ease::InOut,
                });
            }
            Rule::to_size => {
                let rank = node.child(Rule::size_word).and_then(|n| crate::syntax::vocabulary::size_rank(self.str(n)));
                made.to_size = rank.map(|r| Spanned::new(r, span));
                if let Some(on) = node.child(Rule::on).and_then(|n| n.child(Rule::subjects)) {
                    made.target = self.subject(on);
                }
            }
            Rule::to_lens => {
                let mm = node.child(Rule::millimetres).and_then(|n| number(self, n, 100));
                self.amount(made, span, mm, Amount::Lens, 400..=200_000, "a lens of 4mm to 2000mm");
            }
            Rule::distance => self.amount(made, span, number(self, node, 1000), Amount::Distance, 1..=1_000_000, "a way of 1mm to 1000m"),
            Rule::angle => self.amount(made, span, number(self, node, 1000), Amount::Angle, 1..=720_000, "an angle of up to 720°"),
            Rule::percent => self.amount(made, span, number(self, node, 100), Amount::Percent, 1..=1_000_000, "a share of up to 10000%"),
            Rule::move_target => made.target = self.subject(node),
            Rule::track_manner => made.manner = Some(self.str(node).to_string()),
            _ => {}
        }
    }

    /// How far a move goes, if the move goes by that and so far.
    fn amount(&mut self, made: &mut Move, span: Span, value: Option<i64>, kind: fn(i64) -> Amount, within: std::ops::RangeInclusive<i64>, what: &str) {
        let written = self.text[span.start as usize..span.end as usize].to_string();
        let Some(value) = value.filter(|v| within.contains(v)) else {
            return self.problem(Diagnostic::new(Code::BadValue, span, format!("`{written}` is no amount of a move")).label("out of bounds").help(format!("a move goes {what}")));
        };
        let amount = kind(value);
        let turns = ["pan", "tilt", "roll", "arc", "whip"].iter().any(|w| made.kind.starts_with(w));
        let zooms = made.kind.contains("zoom");
        let rests = matches!(made.kind, "hold" | "handheld" | "shake" | "rack focus to");
        let fits = match amount {
            Amount::Angle(_) => turns,
            Amount::Lens(_) => zooms,
            Amount::Distance(_) => !turns && !rests && (!zooms || made.kind == "dolly zoom"),
            Amount::Percent(_) => !turns && !rests,
        };
        if !fits {
            let right = match () {
                () if rests => "goes nowhere, so it has no amount",
                () if turns => "turns: its amount is an angle, as `20deg`",
                () if zooms => "changes the lens: its amount is a lens, as `to 85mm`, or a share, as `30%`",
                () => "travels: its amount is a way, as `2m`, or a share, as `30%`",
            };
            return self.problem(Diagnostic::new(Code::Conflict, span, format!("`{}` does not go by `{written}`", made.kind)).label("not for this move").help(format!("`{}` {right}", made.kind)));
        }
        made.amount = Some(Spanned::new(amount, span));
    }
}
