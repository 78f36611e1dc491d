//! J- and L-cuts: the sound that leads or lags lies within the neighbour's picture.

use crate::diagnostics::{Code, Diagnostic};
use crate::film::{Film, Slot};
use crate::source::Span;

pub fn check(film: &Film, problems: &mut Vec<Diagnostic>) {
    let seconds = |frames: u64| format!("{:.1} s", frames as f64 / film.rate.as_f64());
    let place = |slot: &Slot| film.shot(slot).map(|(_, shot)| shot.span);
    // A neighbour whose length is computed was stretched to hold the sound; what counts is how long it is by itself.
    let alone = |slot: &Slot, sound: u64| match film.shot(slot).is_some_and(|(_, shot)| shot.spec.length.is_some()) {
        true => slot.frames,
        false => slot.frames.saturating_sub(sound),
    };
    let mut report = |word: &str, frames: u64, at: Option<Span>, own: &Slot, neighbour: Option<&Slot>| {
        let Some(span) = at.or(place(own)) else { return };
        let which = if word == "j-cut" { "before" } else { "after" };
        let message = match neighbour {
            Some(n) => format!("the sound of this {word} is longer than the shot {which} it: {} over {}", seconds(frames), seconds(alone(n, frames))),
            None => format!("no shot stands {which} this {word}"),
        };
        let mut problem = Diagnostic::new(Code::LjOverlap, span, message).label(seconds(frames));
        if let Some((n, at)) = neighbour.and_then(|n| Some((n, place(n)?))) {
            problem = problem.also(at, format!("lasts {}", seconds(alone(n, frames))));
        }
        problems.push(problem.help("a voice that runs under two cuts belongs to nobody; shorten the lead, or make the neighbour longer"));
    };
    for (i, slot) in film.slots.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| film.slots.get(i));
        if slot.lead > 0 && before.is_none_or(|b| slot.lead > alone(b, slot.lead)) {
            report("j-cut", slot.lead, slot.lead_said, slot, before);
        }
        let after = film.slots.get(i + 1);
        if slot.tail > 0 && after.is_none_or(|a| slot.tail > alone(a, slot.tail)) {
            report("l-cut", slot.tail, slot.tail_said, slot, after);
        }
    }
}
