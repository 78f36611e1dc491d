//! The shot clock: how long everything lasts and where it starts, in frames, from the script alone.
//! Durations are rounded one by one, then they sum.

use content::{Content, actions, measure, shorten};
use ways::Ways;
use num_rational::Ratio;

use super::lower::{Step, Transition};
use super::*;
use crate::diagnostics::{Code, Diagnostic};
use crate::plan::edit::LIFE;

mod acts;
mod content;
mod voices;
mod ways;

/// Lays all steps out in time and sets every length and start of the film.
pub(super) fn lay_out(film: &mut Film, order: Vec<Step>, problems: &mut Vec<Diagnostic>) {
    let rate = film.rate;
    let mut slots: Vec<Slot> = Vec::new();
    let mut texts: Vec<Span> = Vec::new();
    let mut next = Incoming::default();
    let mut lengths_said: Vec<Option<Seconds>> = Vec::new();
    for step in order {
        let (kind, span, length) = match step {
            Step::Transition(transition) => {
                transition_into(transition, rate, &mut slots, &mut next, problems);
                continue;
            }
            Step::Shot(scene, shot) => {
                film.scenes[scene].shots[shot].slot = slots.len();
                (SlotKind::Shot(scene, shot), film.scenes[scene].shots[shot].span, None)
            }
            Step::Card(text) => {
                let (span, length) = (text.span, text.length);
                (SlotKind::Card(text), span, length)
            }
            Step::Black(length) => (SlotKind::Black, length.as_ref().map(|l| l.span).unwrap_or_default(), length.map(|l| l.value)),
        };
        let incoming = std::mem::take(&mut next);
        slots.push(Slot { kind, start: 0, frames: 0, join: incoming.join, fade_in: incoming.fade_in, fade_out: None, faded: incoming.faded, cut: incoming.cut, lead: incoming.lead, tail: 0, lead_said: incoming.lead_said, tail_said: None });
        texts.push(span);
        lengths_said.push(length);
    }
    // A scene that is not written yet is where it leads.
    let unwritten = |span: Span| problems.iter().any(|p| p.code == Code::EmptyScene && p.span.file == span.file && p.span.start > span.start);
    let unread = |span: Span| film.scenes.iter().any(|s| s.span.file == span.file && s.span.start > span.start && s.shots.is_empty());
    if let Some(span) = next.span.filter(|span| !unwritten(*span) && !unread(*span)) {
        problems.push(
            Diagnostic::new(Code::TransitionEnd, span, "this transition leads to nothing")
                .label("no shot follows")
                .help("a film ends with its last shot, or with `fade out`"),
        );
    }
    let aspect = f64::from(film.size[0]) / f64::from(film.size[1]);
    let mut told = told(film);
    let ways = by_scene(film, |_, scene| ways::of(scene));
    // Exact seconds of the bars since a run of shots that count them began.
    let mut bars: Seconds = Ratio::from_integer(0);
    for i in 0..slots.len() {
        let overlap_in = slots[i].join.as_ref().map_or(0, |j| j.frames);
        let after = slots.get(i + 1);
        let overlap_out = after.and_then(|s| s.join.as_ref()).map_or(0, |j| j.frames);
        let lead_out = after.map_or(0, |s| s.lead);
        let tail_in = if i > 0 { slots[i - 1].tail } else { 0 };
        let fades = (slots[i].fade_in.map_or(0, |f| f.0), slots[i].fade_out.map_or(0, |f| f.0));
        let room = Room { start: overlap_in + fades.0, end: overlap_out + fades.1, early: slots[i].lead, late: slots[i].tail, lead_out, tail_in };
        let said = lengths_said[i];
        let frames = match &mut slots[i].kind {
            SlotKind::Shot(scene, shot) => {
                let (scene, shot) = (*scene, *shot);
                let lengths = std::mem::take(&mut told[scene][shot]);
                shot_frames(&mut film.scenes[scene].shots[shot], lengths, &ways[scene][shot], rate, aspect, room, &mut bars, problems)
            }
            SlotKind::Card(text) => {
                let least = reading_time(&text.lines);
                let frames = match said {
                    Some(said) => {
                        if said < least {
                            problems.push(too_short_text(text.span, said, least));
                        }
                        rate.frames(said)
                    }
                    None => rate.frames_up(least.max(Ratio::from_integer(2))) + room.start + room.end,
                };
                text.frames = frames;
                frames
            }
            SlotKind::Black => said.map_or(0, |s| rate.frames(s)),
        };
        slots[i].frames = frames.max(1);
    }
    for (slot, span) in slots.iter().zip(&texts) {
        let fades = slot.fade_in.map_or(0, |f| f.0) + slot.fade_out.map_or(0, |f| f.0);
        if fades > slot.frames {
            problems.push(
                Diagnostic::new(Code::Overlap, slot.faded.unwrap_or(*span), format!("the fades of this shot are longer than the shot: {} of {}", frames_text(fades, rate), frames_text(slot.frames, rate)))
                    .label(format!("{} of fades", frames_text(fades, rate)))
                    .also(*span, format!("lasts {}", frames_text(slot.frames, rate)))
                    .help("shorten the fade, or make the shot longer"),
            );
        }
    }
    voices::stretch(film, &mut slots, aspect, problems);
    let mut at = 0_u64;
    for i in 0..slots.len() {
        let overlap = slots[i].join.as_ref().map_or(0, |j| j.frames);
        if i > 0 && overlap > 0 {
            let shortest = slots[i].frames.min(slots[i - 1].frames);
            let which = if slots[i].frames <= slots[i - 1].frames { texts[i] } else { texts[i - 1] };
            if overlap * 2 > shortest
                && let Some(join) = &mut slots[i].join
            {
                problems.push(
                    Diagnostic::new(Code::Overlap, join.span, format!("this transition is longer than half of the shot it touches: {} of {}", frames_text(overlap, rate), frames_text(shortest, rate)))
                        .label(format!("{} of overlap", frames_text(overlap, rate)))
                        .also(which, format!("this lasts {}", frames_text(shortest, rate)))
                        .help(format!("make it {} at most, or the shot longer", frames_text(shortest / 2, rate))),
                );
                join.frames = shortest / 2;
            }
        }
        let overlap = if i > 0 { slots[i].join.as_ref().map_or(0, |j| j.frames) } else { 0 };
        slots[i].start = at.saturating_sub(overlap);
        at = slots[i].start.saturating_add(slots[i].frames);
    }
    film.frames = at;
    film.slots = slots;
}

#[derive(Default)]
struct Incoming {
    /// The last statement that asks something of the next slot.
    span: Option<Span>,
    join: Option<Joined>,
    fade_in: Option<(u64, [u8; 3])>,
    faded: Option<Span>,
    cut: Option<&'static str>,
    lead: u64,
    lead_said: Option<Span>,
}

fn transition_into(t: Transition, rate: Rate, slots: &mut [Slot], next: &mut Incoming, problems: &mut Vec<Diagnostic>) {
    let default = match t.word {
        "whip left" | "whip right" => rate.frames(Ratio::new(1, 3)),
        _ => rate.frames(Ratio::from_integer(1)),
    };
    let frames = t.length.map_or(default, |l| rate.frames(l)).max(1);
    // What stood before it could not be read as a scene, which was said.
    let lost = problems.iter().any(|p| p.code == Code::Heading && p.severity == crate::diagnostics::Severity::Error && p.span.file == t.span.file && p.span.start < t.span.start);
    let nothing_before = || {
        Diagnostic::new(Code::TransitionEnd, t.span, format!("nothing stands before this {}", t.word))
            .label("the film has no picture yet")
            .help("a film begins with its first shot, or with `fade in`")
    };
    let twice = |first: Option<Span>| {
        let problem = Diagnostic::new(Code::Conflict, t.span, "two transitions stand between the same shots").label("the second").help("take one of them away");
        match first {
            Some(first) => problem.also(first, "the first"),
            None => problem,
        }
    };
    if t.word != "fade out" && t.word != "l-cut" {
        let again = match t.word {
            "fade in" => next.fade_in.is_some(),
            "j-cut" => next.lead > 0,
            _ => next.join.is_some() || next.cut.is_some(),
        };
        if again {
            problems.push(twice(next.span));
            return;
        }
        if t.word != "cut" {
            next.span = Some(t.span);
        }
    }
    let kind = match t.word {
        "fade out" => {
            match slots.last_mut() {
                Some(slot) if slot.fade_out.is_some() => problems.push(twice(None)),
                Some(slot) => {
                    slot.fade_out = Some((frames, t.colour.unwrap_or([0; 3])));
                    slot.faded = Some(t.span);
                }
                None if lost => {}
                None => problems.push(nothing_before()),
            }
            return;
        }
        "fade in" => {
            next.faded = Some(t.span);
            next.fade_in = Some((frames, t.colour.unwrap_or([0; 3])));
            return;
        }
        "cut" | "smash cut" | "match cut" | "jump cut" => {
            next.cut = Some(t.word).filter(|w| *w != "cut");
            return;
        }
        "j-cut" => {
            next.lead = frames;
            next.lead_said = Some(t.span);
            return;
        }
        "l-cut" => {
            match slots.last_mut() {
                Some(slot) => (slot.tail, slot.tail_said) = (frames, Some(t.span)),
                None if lost => {}
                None => problems.push(nothing_before()),
            }
            return;
        }
        "wipe left" => Join::WipeLeft,
        "wipe right" => Join::WipeRight,
        "wipe up" => Join::WipeUp,
        "wipe down" => Join::WipeDown,
        "iris in" => Join::IrisIn,
        "iris out" => Join::IrisOut,
        "push left" => Join::PushLeft,
        "push right" => Join::PushRight,
        "whip left" => Join::WhipLeft,
        "whip right" => Join::WhipRight,
        _ => Join::Dissolve,
    };
    if slots.is_empty() {
        if !lost {
            problems.push(nothing_before());
        }
        return;
    }
    next.join = Some(Joined { kind, frames, span: t.span });
}

/// Frames at a shot's ends that belong to its neighbours.
#[derive(Clone, Copy)]
struct Room {
    start: u64,
    end: u64,
    /// Its own sound leads by this.
    early: u64,
    /// Its own last line runs on by this.
    late: u64,
    /// The next shot's sound begins this early.
    lead_out: u64,
    /// The line before runs on into it by this.
    tail_in: u64,
}

/// Frames of every beat by itself, by scene and shot.
fn told(film: &Film) -> Vec<Vec<Vec<u64>>> {
    let beat = |beat: &Beat| match &beat.kind {
        BeatKind::Action { text, .. } => film.rate.frames(action_time(text)),
        BeatKind::Cue(cue) => {
            let pace = cue.speakers.first().map_or(100, |id| film.person(*id).pace);
            film.rate.frames_up(speech::cue_time(cue, pace) + cue.pause)
        }
        BeatKind::Stage(_) => 0,
    };
    by_scene(film, |_, scene| scene.shots.iter().map(|shot| shot.beats.iter().map(beat).collect()).collect())
}

/// `lengths` are those of its beats, `ways` those of its stage lines.
fn shot_frames(shot: &mut Shot, mut lengths: Vec<u64>, ways: &Ways, rate: Rate, aspect: f64, room: Room, bars: &mut Seconds, problems: &mut Vec<Diagnostic>) -> u64 {
    let rank = shot.rank();
    let said = shot.spec.length.as_ref().map(|l| {
        let exact = l.value;
        let frames = if shot.spec.in_bars { rate.frames(*bars + exact) - rate.frames(*bars) } else { rate.frames(exact) };
        *bars = if shot.spec.in_bars { *bars + exact } else { Ratio::from_integer(0) };
        frames.max(1)
    });
    if said.is_none() {
        *bars = Ratio::from_integer(0);
    }
    // A clip that stands still lasts as long as one wants.
    let clip_pace = shot.pace();
    let lasts = shot.own.as_ref().and_then(Footage::length).filter(|_| clip_pace > 0);
    let material = lasts.map(|l| rate.frames(l * Ratio::new(i64::from(LIFE), i64::from(clip_pace))).max(1));
    // A said length bends action, never speech; so does that of a clip.
    let mut content = measure(shot, &lengths, ways, rate);
    if let Some(said) = said.or(material)
        && content.speech <= said
    {
        if content.told > said {
            shorten(shot, &mut lengths, content.told - said);
            content = measure(shot, &lengths, ways, rate);
        }
        // Whoever goes at the end is still to get there, but what is told is not passed over for it.
        if content.gone > said {
            let action: u64 = actions(shot).map(|i| lengths[i]).sum();
            shorten(shot, &mut lengths, (content.gone - said).min(action / 2));
            content = measure(shot, &lengths, ways, rate);
        }
    }
    let Content { speech, .. } = content;
    let content = content.told.max(content.done);
    let moves = moves_least(shot, rate, aspect, problems);
    let floor = rate.frames(match rank {
        0..=2 => Ratio::from_integer(3),
        3..=6 => Ratio::from_integer(2),
        _ => Ratio::new(3, 2),
    });
    let begun = sounds_begun(shot, rate);
    let frames = match (&shot.spec.length, said) {
        (Some(length), Some(said)) => {
            if speech > said {
                let cue = shot.beats.iter().filter(|b| matches!(b.kind, BeatKind::Cue(_))).map(|b| b.span).next_back();
                let needed = values::show(rate.seconds(speech));
                let mut problem = Diagnostic::new(Code::SpeechFit, length.span, format!("this shot is too short for what is said in it: it needs {needed}"))
                    .label(format!("{} long", values::show(length.value)))
                    .help("make the shot longer, or take the length away and let the lines decide")
                    .unsafe_fix(format!("make it {needed}"), length.span, needed);
                if let Some(cue) = cue {
                    problem = problem.also(cue, "the speech does not end in time");
                }
                problems.push(problem);
            }
            if moves > said && !shot.spec.broken {
                problems.push(
                    Diagnostic::new(Code::MoveValid, length.span, format!("this shot is too short for its camera moves: they need {}", values::show(rate.seconds(moves))))
                        .label(format!("{} long", values::show(length.value)))
                        .also(shot.moves.first().map_or(length.span, |m| m.span), "the moves begin here")
                        .help("make the shot longer, leave its length out, or let the camera go less far or faster; a move with no length of its own takes 2 s at least")
                        .unsafe_fix(format!("make it {}", values::show(rate.seconds(moves))), length.span, values::show(rate.seconds(moves))),
                );
            }
            said
        }
        // A clip plays once, as long as it is.
        _ if material.is_some_and(|m| m >= content.max(moves)) => material.unwrap_or(1),
        _ => {
            let body = content.max(floor).max(moves).max(begun) + room.start + room.end;
            let body = body.max(texts_end(shot, &lengths, rate, room.start as i64));
            (body + room.lead_out + room.tail_in).saturating_sub(room.early + room.late).max(rate.frames(Ratio::new(1, 2)))
        }
    };
    if let (Some(own), Some(material)) = (&shot.own, material)
        && frames > material
    {
        // Where no length is said, the shot lasts what it holds.
        let needed = if shot.spec.length.is_some() { frames } else { content.max(moves).max(1) };
        let (needs, has) = (values::show(rate.seconds(needed)), values::show(rate.seconds(material)));
        problems.push(
            Diagnostic::new(Code::ShortMaterial, own.span, format!("this clip is too short for its shot: it plays {has}, and the shot lasts {needs}"))
                .label(format!("plays {has}"))
                .also(shot.spec.length.as_ref().map_or(shot.span, |l| l.span), format!("lasts {needs}"))
                .help("make the shot shorter, or play the clip slower: `speed 50%`"),
        );
    }
    let spare = (frames + room.early).saturating_sub(content);
    let offset = (room.start + room.tail_in).min(spare) as i64 - room.early as i64;
    place_beats(shot, &lengths, rate, offset);
    place_texts(shot, rate, frames, problems);
    place_moves(shot, rate, aspect, frames);
    past_end(shot, rate, frames, problems);
    frames
}

/// What is put at a moment that the shot does not have.
fn past_end(shot: &Shot, rate: Rate, frames: u64, problems: &mut Vec<Diagnostic>) {
    let beats = shot.beats.iter().filter_map(|b| Some((b.span, b.at?)));
    let sounds = shot.sounds.iter().map(|s| (s.span, s.start));
    let texts = shot.supers.iter().filter_map(|t| Some((t.span, t.from?)));
    for (span, at) in beats.chain(sounds).chain(texts) {
        if rate.frames(at) < frames {
            continue;
        }
        // `5.99s` of a shot of six seconds is its end.
        let moment = if rate.frames(at) == frames { frames_text(frames, rate) } else { values::show(at) };
        let length = frames_text(frames, rate);
        // The line that says when; of a sound it is its own.
        let said = shot.moments.iter().find(|(what, _)| what.start <= span.start && span.start < what.end.max(what.start + 1) && what.file == span.file).map(|(_, at)| *at);
        let label = if said.is_some() { "too late".to_string() } else { format!("at {moment}") };
        problems.push(
            Diagnostic::new(Code::PastEnd, said.unwrap_or(span), format!("this begins at {moment}, when the shot is over: it lasts {length}"))
                .label(label)
                .also(shot.spec.length.as_ref().map_or(shot.span, |l| l.span), format!("lasts {length}"))
                .help("let it begin earlier, or make the shot longer"),
        );
    }
}

fn place_beats(shot: &mut Shot, lengths: &[u64], rate: Rate, offset: i64) {
    let (mut at, mut cue_start) = (offset, offset);
    for (beat, length) in shot.beats.iter_mut().zip(lengths) {
        if let Some(time) = beat.at {
            at = rate.frames(time) as i64;
        }
        let dual = matches!(&beat.kind, BeatKind::Cue(cue) if cue.dual);
        beat.start = if dual { cue_start } else { at };
        beat.frames = *length;
        if matches!(beat.kind, BeatKind::Cue(_)) {
            cue_start = beat.start;
        }
        at = at.max(beat.start + *length as i64);
    }
}

/// Where a text begins that no moment is said for: behind the beat above it, or after half a second.
fn text_start(text: &Text, ends: &[i64], rate: Rate) -> u64 {
    text.after.checked_sub(1).and_then(|i| ends.get(i)).map_or(rate.frames(Ratio::new(1, 2)), |e| (*e).max(0) as u64)
}

/// Frames until every text of a shot has stood as long as it is to stand.
fn texts_end(shot: &mut Shot, lengths: &[u64], rate: Rate, offset: i64) -> u64 {
    if shot.supers.is_empty() {
        return 0;
    }
    place_beats(shot, lengths, rate, offset);
    let ends: Vec<i64> = shot.beats.iter().map(|b| b.start + b.frames as i64).collect();
    let end = |text: &Text| {
        let start = text.from.map_or_else(|| text_start(text, &ends, rate), |from| rate.frames(from));
        let stands = text.length.map_or_else(|| rate.frames_up(reading_time(&text.lines).max(Ratio::from_integer(2))), |said| rate.frames(said));
        start.saturating_add(stands)
    };
    shot.supers.iter().map(end).max().unwrap_or(0)
}

/// Frames until the last sound that is put at a moment has begun, and was heard for a second or for as long as it lasts.
fn sounds_begun(shot: &Shot, rate: Rate) -> u64 {
    let zero = Ratio::from_integer(0);
    let heard = |s: &SoundCue| rate.frames_up(s.start + s.length.unwrap_or(Ratio::from_integer(1)).min(Ratio::from_integer(1)));
    shot.sounds.iter().filter(|s| s.start > zero).map(heard).max().unwrap_or(0)
}

fn place_texts(shot: &mut Shot, rate: Rate, frames: u64, problems: &mut Vec<Diagnostic>) {
    let ends: Vec<i64> = shot.beats.iter().map(|b| b.start + b.frames as i64).collect();
    let computed = shot.spec.length.is_none();
    for text in &mut shot.supers {
        let least = reading_time(&text.lines);
        let own = text_start(text, &ends, rate);
        // A shot whose length is said leaves its texts half of itself at least, and more where their own length needs it.
        let stands = text.length.map_or(0, |said| rate.frames(said));
        let latest = if computed { frames.saturating_sub(1) } else { (frames / 2).min(frames.saturating_sub(stands)) };
        text.start = text.from.map_or(own.min(latest), |f| rate.frames(f).min(frames.saturating_sub(1)));
        let left = frames - text.start;
        let late = text.from.is_some_and(|f| rate.frames(f) >= frames);
        if let Some(said) = text.length.filter(|said| rate.frames(*said) > left && !late) {
            let (wants, has) = (values::show(said), values::show(rate.seconds(left)));
            problems.push(
                Diagnostic::new(Code::SpeechFit, text.span, format!("this text is to stand {wants}, and its shot is over after {has} of it"))
                    .label(format!("stands {has}"))
                    .also(shot.spec.length.as_ref().map_or(shot.span, |l| l.span), format!("lasts {}", frames_text(frames, rate)))
                    .help("make the shot longer, let the text begin earlier, or let it stand shorter"),
            );
            text.frames = left;
            continue;
        }
        text.frames = match text.length {
            Some(said) => rate.frames(said).min(left),
            None => rate.frames_up(least.max(Ratio::from_integer(2))).min(left).max(left.saturating_sub(rate.frames(Ratio::new(1, 2)))),
        };
        // One that begins behind the end is said to do so.
        if rate.seconds(text.frames) < least && !late {
            problems.push(too_short_text(text.span, rate.seconds(text.frames), least));
        }
    }
}

fn too_short_text(span: Span, has: Seconds, needs: Seconds) -> Diagnostic {
    Diagnostic::new(Code::SpeechFit, span, format!("this text stands too short to be read: {} of {}", values::show(has), values::show(needs)))
        .label(format!("stands {}", values::show(has)))
        .help(format!("a reader takes a second for 15 characters; let it stand {} or say less", values::show(needs)))
}

/// Text stays up for a second for each 15 characters.
fn reading_time(lines: &[String]) -> Seconds {
    let characters: usize = lines.iter().map(|l| l.chars().count()).sum();
    Ratio::new(characters.min(100_000) as i64, 15)
}

/// Action takes 0.3 s a word, from 1.5 s to 6 s.
fn action_time(text: &str) -> Seconds {
    let words = text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count().min(1000) as i64;
    Ratio::new(3 * words, 10).clamp(Ratio::new(3, 2), Ratio::from_integer(6))
}

/// Normal pace: 0.4 m/s, 6 degrees a second, 10 % a second.
fn own_length(made: &Move, rank: u8, lens: Option<u32>, aspect: f64) -> Option<Seconds> {
    let pace = made.pace.as_ref().map_or(100, |p| p.value);
    if let Some(amount) = &made.amount {
        if made.pace.is_none() && !matches!(made.kind, "whip pan left" | "whip pan right") {
            return None;
        }
        return match amount.value {
            Amount::Distance(mm) => Some(Ratio::new(mm * 100, i64::from(pace) * 400)),
            Amount::Angle(mdeg) => Some(Ratio::new(mdeg * 100, i64::from(pace) * 6000)),
            Amount::Percent(hundredths) => Some(Ratio::new(hundredths * 100, i64::from(pace) * 1000)),
            Amount::Lens(_) => None,
        };
    }
    if let (Some(to), Some(_)) = (&made.to_size, &made.pace) {
        let travel = crate::stage::framing::travel(rank, to.value, lens.map(|l| f64::from(l) / 100.0), aspect);
        let mm = (travel * 1000.0).round().min(1e8) as i64;
        return Some(Ratio::new(mm * 100, i64::from(pace) * 400));
    }
    None
}

fn fixed_length(made: &Move, shot: &Shot, aspect: f64) -> Option<Seconds> {
    match made.kind {
        "whip pan left" | "whip pan right" | "crash zoom" => Some(made.over.as_ref().map_or(Ratio::new(1, 3), |o| o.value)),
        "handheld" | "shake" if made.over.is_none() => Some(Ratio::from_integer(0)),
        _ => made.over.as_ref().map(|o| o.value).or_else(|| own_length(made, shot.rank(), shot.spec.lens.as_ref().map(|l| l.value), aspect)),
    }
}

/// The least length of all moves in sequence. Where amount, pace and span are all said it is a problem.
fn moves_least(shot: &Shot, rate: Rate, aspect: f64, problems: &mut Vec<Diagnostic>) -> u64 {
    for made in &shot.moves {
        let amount = made.amount.as_ref().map(|a| a.span).or(made.to_size.as_ref().map(|s| s.span));
        if let (Some(amount), Some(pace), Some(over)) = (amount, &made.pace, &made.over)
            && made.kind != "hold"
        {
            problems.push(
                Diagnostic::new(Code::MoveValid, over.span, "how far, how fast and how long are all said, and two of them give the third")
                    .label("how long")
                    .also(amount, "how far")
                    .also(pace.span, "how fast")
                    .help("take one of them away"),
            );
        }
    }
    let mut total = 0_u64;
    for group in groups(&shot.moves) {
        let mut least = 0;
        for made in &shot.moves[group] {
            let from = made.from.map_or(0, |f| rate.frames(f));
            let own = match fixed_length(made, shot, aspect) {
                Some(length) => rate.frames(length),
                None if made.kind == "hold" => rate.frames(Ratio::from_integer(1)),
                None => rate.frames(Ratio::from_integer(2)),
            };
            least = least.max(from.saturating_sub(total) + own);
        }
        total = total.saturating_add(least);
    }
    total
}

fn place_moves(shot: &mut Shot, rate: Rate, aspect: f64, frames: u64) {
    let all = groups(&shot.moves);
    let fixed: Vec<Option<u64>> = shot.moves.iter().map(|m| fixed_length(m, shot, aspect).map(|l| rate.frames(l))).collect();
    let group_fixed = |g: &std::ops::Range<usize>| -> Option<u64> {
        fixed[g.clone()].iter().copied().collect::<Option<Vec<u64>>>().map(|v| v.into_iter().max().unwrap_or(0))
    };
    let taken: u64 = all.iter().filter_map(group_fixed).sum();
    let open = all.iter().filter(|g| group_fixed(g).is_none()).count() as u64;
    let left = frames.saturating_sub(taken);
    let mut at = 0_u64;
    let mut shared = 0_u64;
    for group in all {
        let length = group_fixed(&group).unwrap_or_else(|| {
            shared += 1;
            // The last one takes the rounding.
            if shared == open { left - left / open.max(1) * (open - 1) } else { left / open.max(1) }
        });
        for i in group {
            let from = shot.moves[i].from.map_or(at, |f| rate.frames(f).max(at));
            let unrest = matches!(shot.moves[i].kind, "handheld" | "shake") && shot.moves[i].over.is_none();
            shot.moves[i].start = from.min(frames);
            shot.moves[i].frames = if unrest { frames - from.min(frames) } else { fixed[i].unwrap_or((at + length).saturating_sub(from)).min(frames - from.min(frames)) };
        }
        at = at.saturating_add(length);
    }
}

/// Runs of moves that go on together; each `then` begins a new one.
fn groups(moves: &[Move]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, made) in moves.iter().enumerate() {
        match out.last_mut() {
            Some(last) if !made.then => last.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

pub(super) fn frames_text(frames: u64, rate: Rate) -> String {
    let seconds = rate.seconds(frames);
    match (seconds * 4).is_integer() {
        true => values::show(seconds),
        false if frames == 1 => "1 frame".to_string(),
        false => format!("{frames} frames"),
    }
}
