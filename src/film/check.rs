//! Rules that need no geometry: who speaks is seen, viewpoints make sense, moves agree, the film has its length.

use std::collections::BTreeSet;

use super::*;
use crate::diagnostics::{Code, Diagnostic};

/// `omits`: where scenes and shots are left out of the version that is read.
pub(super) fn check(film: &Film, omits: &[Span], problems: &mut Vec<Diagnostic>) {
    let by_scene = by_scene(film, |_, scene| {
        let mut problems = Vec::new();
        let cast = cast(scene);
        for shot in &scene.shots {
            if !shot.covered && !shot.spec.broken {
                presence(film, shot, &cast, &mut problems);
                viewpoint(film, shot, &cast, &mut problems);
            }
            moves(shot, &mut problems);
        }
        problems
    });
    problems.extend(by_scene.into_iter().flatten());
    runtime(film, problems);
    glyphs(film, problems);
    for (name, setup) in &film.setups {
        // A misspelt name leaves the right one unused.
        if !setup.used && !crate::diagnostics::has_errors(problems) {
            problems.push(
                Diagnostic::new(Code::Unused, setup.span, format!("set-up `{name}` is never used"))
                    .label("declared here")
                    .help(format!("use it as `shot {name}`, or take it away")),
            );
        }
    }
    // A film whose scenes could not be read is not empty; that was said already.
    if film.slots.is_empty() && !film.declares && !crate::diagnostics::has_errors(problems) {
        // Of a film of empty scenes this is all there is to say.
        problems.retain(|p| p.code != Code::EmptyScene);
        let at = film.scenes.first().map_or(Span::default(), |s| s.span);
        if let (Some(first), true) = (omits.first(), film.scenes.is_empty()) {
            problems.push(
                Diagnostic::new(Code::EmptyFilm, *first, "there is nothing to see in this film")
                    .label(if omits.len() == 1 { "all that there is, is left out here" } else { "left out here, and so is everything else" })
                    .help("a version leaves out some of the film; keep one scene of it"),
            );
            return;
        }
        problems.push(
            Diagnostic::new(Code::EmptyFilm, at, "there is nothing to see in this film")
                .label("no scene, no card")
                .help("a heading and one line of action are a film:\nEXT. SEA - DAWN\n  A small boat comes out of the fog."),
        );
    }
}

/// Letters on cards and supers that no font here can draw.
fn glyphs(film: &Film, problems: &mut Vec<Diagnostic>) {
    let own: &[(u32, u32)] = film.font.as_ref().map_or(&[], |f| &f.value.probe.letters);
    let cards = film.slots.iter().filter_map(|s| match &s.kind {
        SlotKind::Card(text) => Some(text),
        _ => None,
    });
    for text in cards.chain(film.scenes.iter().flat_map(|s| &s.shots).flat_map(|s| &s.supers)) {
        let missing: String = crate::letters::missing_glyphs(&text.lines.join(" "))
            .into_iter()
            .filter(|c| !own.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(*c))))
            .take(12)
            .collect();
        if missing.is_empty() {
            continue;
        }
        problems.push(
            Diagnostic::new(Code::MissingGlyph, text.span, format!("no font here draws {missing}"))
                .label("would stand empty")
                .help("name a font that has these letters under `film`: `font \"fonts/NotoSans.ttf\"`"),
        );
    }
}

/// Everybody who is staged, framed, named or heard in person in a scene.
pub(crate) fn cast(scene: &Scene) -> BTreeSet<PersonId> {
    let mut out = BTreeSet::new();
    let staged = |s: &Staged, out: &mut BTreeSet<PersonId>| {
        for part in &s.parts {
            if let Who::Person(id) = part.who.value {
                out.insert(id);
            }
        }
    };
    for (_, s) in &scene.blocking {
        staged(s, &mut out);
    }
    for shot in &scene.shots {
        out.extend(shot.people.iter().copied());
        out.extend(shot.spec.over.iter().map(|o| o.value));
        for beat in &shot.beats {
            match &beat.kind {
                BeatKind::Stage(s) => staged(s, &mut out),
                BeatKind::Cue(cue) if !cue.voice_over && !cue.unseen && shot.spec.subjects.is_empty() => out.extend(cue.speakers.iter().copied()),
                _ => {}
            }
        }
    }
    out
}

fn presence(film: &Film, shot: &Shot, cast: &BTreeSet<PersonId>, problems: &mut Vec<Diagnostic>) {
    let slot = film.slots.get(shot.slot);
    let carried = slot.is_some_and(|s| s.lead > 0) || film.slots.get(shot.slot.wrapping_sub(1)).is_some_and(|s| s.tail > 0);
    for beat in &shot.beats {
        let BeatKind::Cue(cue) = &beat.kind else { continue };
        if cue.voice_over || cue.unseen || cue.continued || carried {
            continue;
        }
        for speaker in &cue.speakers {
            let seen = match shot.spec.subjects.is_empty() {
                true => cast.contains(speaker),
                false => shot.people.contains(speaker) || shot.spec.over.as_ref().is_some_and(|o| o.value == *speaker),
            };
            if seen {
                continue;
            }
            let name = &film.person(*speaker).name;
            let at = cue.name_span;
            let framed = shot.spec.subjects.first().map_or(shot.span, |s| s.span);
            let mut problem = Diagnostic::new(Code::Presence, at, format!("{name} speaks but is not in this shot"))
                .label("not in frame")
                .also(framed, "the shot is on this")
                .help(format!("frame {name}, or mark the line as heard from outside the picture: `{name} (O.S.)`"));
            problem = problem.unsafe_fix("mark it (O.S.)", at.after(), " (O.S.)");
            problems.push(problem);
        }
    }
}

/// Somebody else who may be seen, or may see: first whoever the shot itself names.
fn another<'f>(film: &'f Film, shot: &Shot, cast: &BTreeSet<PersonId>, not: PersonId) -> Option<&'f str> {
    let id = shot.people.iter().chain(cast).find(|id| **id != not && !film.person(**id).extras)?;
    Some(&film.person(*id).name)
}

fn viewpoint(film: &Film, shot: &Shot, cast: &BTreeSet<PersonId>, problems: &mut Vec<Diagnostic>) {
    if let Some(over) = &shot.spec.over {
        let subject = shot.spec.subjects.iter().find_map(|s| match s.value {
            Subject::Person(id) | Subject::Part(id, _) => Some((id, s.span)),
            _ => None,
        });
        let name = &film.person(over.value).name;
        let other = another(film, shot, cast, over.value);
        match subject {
            Some((id, span)) if id == over.value => {
                let mut problem = Diagnostic::new(Code::Viewpoint, over.span, format!("the camera cannot look over {name}'s shoulder at {name}"))
                    .label("this shoulder")
                    .also(span, "the same person")
                    .help("the audience reads this picture as one person seeing another; it needs two: one near and from behind, one beyond");
                if let Some(other) = other {
                    problem = problem.unsafe_fix(format!("look over {other}'s shoulder"), over.span, format!("over {other}'s shoulder"));
                }
                problems.push(problem);
            }
            None if shot.spec.subjects.is_empty() => {
                let mut problem = Diagnostic::new(Code::Viewpoint, over.span, format!("over {name}'s shoulder at whom?"))
                    .label("nobody beyond it")
                    .help("the audience would see a shoulder and nothing that it looks at; name who is seen: `shot close on OTTO, over NINA's shoulder`");
                if let (Some(other), Some(size)) = (other, &shot.spec.size) {
                    problem = problem.unsafe_fix(format!("look at {other}"), size.span.after(), format!(" on {other}"));
                }
                problems.push(problem);
            }
            _ => {}
        }
    }
    if let Some(pov) = &shot.spec.pov
        && let Some(subject) = shot.spec.subjects.iter().find(|s| s.value == Subject::Person(pov.value))
    {
        let name = &film.person(pov.value).name;
        let mut problem = Diagnostic::new(Code::Viewpoint, pov.span, format!("{name} cannot see {name}"))
            .label("through these eyes")
            .also(subject.span, "the same person")
            .help("the audience sees with these eyes, and they cannot see themselves; name what they look at, or take the point of view away");
        if let Some(other) = another(film, shot, cast, pov.value) {
            problem = problem.unsafe_fix(format!("see {other}"), subject.span, other).unsafe_fix(format!("see {name} with {other}'s eyes"), pov.span, format!("pov of {other}"));
        }
        problems.push(problem);
    }
    if let Some(count) = &shot.spec.count {
        let people = shot.spec.subjects.iter().filter(|s| matches!(s.value, Subject::Person(_))).count();
        // Extras are several by themselves.
        let crowd = shot.spec.subjects.iter().any(|s| matches!(s.value, Subject::Person(id) if film.person(id).extras));
        let fits = match count.value.as_str() {
            "two-shot" => people == 2 || people == 0,
            "group" => people >= 3 || people == 0 || crowd,
            _ => people <= 1,
        };
        if !fits {
            let right = match people {
                1 => "single",
                2 => "two-shot",
                _ => "group",
            };
            problems.push(
                Diagnostic::new(Code::Viewpoint, count.span, format!("a {} of {}", count.value, if people == 1 { "1 person".to_string() } else { format!("{people} people") }))
                    .label("this number")
                    .also(shot.spec.subjects[0].span, format!("{people} named"))
                    .help("the audience counts heads, and the picture says who belongs together: a single shows one person, a two-shot two, a group three or more")
                    .unsafe_fix(format!("call it a {right}"), count.span, right),
            );
        }
    }
}

/// Moves that make the subject larger or smaller in the frame.
fn sizing(kind: &str) -> bool {
    matches!(kind, "push in" | "pull out" | "zoom in" | "zoom out" | "crash zoom")
}

fn moves(shot: &Shot, problems: &mut Vec<Diagnostic>) {
    for (i, a) in shot.moves.iter().enumerate() {
        for b in &shot.moves[i + 1..] {
            let together = a.start < b.start + b.frames && b.start < a.start + a.frames;
            let opposed = OPPOSED.iter().any(|(x, y)| (a.kind == *x && b.kind == *y) || (a.kind == *y && b.kind == *x));
            // A hand breathes on the spot.
            let unrest = |kind: &str| matches!(kind, "handheld" | "shake");
            let still = (a.kind == "hold") != (b.kind == "hold") && !unrest(a.kind) && !unrest(b.kind);
            // A dolly zoom is a dolly and a zoom against each other; a second one of either breaks the balance.
            let doubled = (a.kind == "dolly zoom" && sizing(b.kind)) || (b.kind == "dolly zoom" && sizing(a.kind));
            let twice = a.kind == b.kind && !matches!(a.kind, "hold" | "rack focus to") && !unrest(a.kind);
            let two_ends = sizing(a.kind) && sizing(b.kind) && a.to_size.is_some() && b.to_size.is_some();
            if together && (opposed || still || doubled || twice || two_ends) {
                let why = match (opposed, still, doubled) {
                    (true, ..) => "these moves undo each other",
                    (_, true, _) => "a camera that holds cannot move at the same time",
                    (_, _, true) => "a dolly zoom moves along already, and the lens against it",
                    _ if twice => "one move is said twice for the same time",
                    _ => "these moves end on two sizes at the same time",
                };
                problems.push(
                    Diagnostic::new(Code::MoveValid, b.span, why)
                        .label(format!("`{}`", b.kind))
                        .also(a.span, format!("`{}` at the same time", a.kind))
                        .help(format!("put one after the other: `{}, then {}`", a.kind, b.kind)),
                );
            }
        }
        if let (Some(to), "dolly zoom") = (&a.to_size, a.kind) {
            problems.push(
                Diagnostic::new(Code::MoveValid, to.span, "a dolly zoom keeps the size of its subject")
                    .label("a size at its end")
                    .also(a.span, "dolly and zoom make up for each other")
                    .help("take the size away, or `push in` to it"),
            );
        }
        if let (Some(to), Some(amount)) = (&a.to_size, &a.amount)
            && sizing(a.kind)
        {
            problems.push(
                Diagnostic::new(Code::MoveValid, amount.span, format!("how far `{}` goes is said twice", a.kind))
                    .label("this far")
                    .also(to.span, "and as far as this size")
                    .help("the size at the end says how far; keep one of the two"),
            );
        }
        if let Some(to) = &a.to_size
            && !shot.spec.broken
            && let Some((from, at)) = size_before(shot, i)
        {
            let nearer = matches!(a.kind, "push in" | "zoom in" | "crash zoom");
            let farther = matches!(a.kind, "pull out" | "zoom out");
            if (nearer && to.value <= from) || (farther && to.value >= from) {
                problems.push(
                    Diagnostic::new(Code::MoveValid, to.span, format!("`{}` from {} does not lead to {}", a.kind, crate::syntax::vocabulary::size_name(from), crate::syntax::vocabulary::size_name(to.value)))
                        .label("the size at the end")
                        .also(at, "the size at the start")
                        .help(if nearer { "a move in ends on a closer size, a move out on a wider one" } else { "a move out ends on a wider size, a move in on a closer one" }),
                );
            }
        }
    }
}

/// The size that a move begins with, and where it is said: the last one that a move before it ended on, or the shot's. None after
/// a move that ends on a size that nobody said, and for a move to something else than the one before.
fn size_before(shot: &Shot, i: usize) -> Option<(u8, Span)> {
    let made = &shot.moves[i];
    match shot.moves[..i].iter().rev().find(|m| sizing(m.kind) && m.start + m.frames <= made.start) {
        None => Some((shot.rank(), shot.spec.size.as_ref().map_or(shot.span, |s| s.span))),
        Some(before) if before.target == made.target => before.to_size.as_ref().map(|s| (s.value, s.span)),
        Some(_) => None,
    }
}

/// Moves that undo each other.
pub(crate) const OPPOSED: [(&str, &str); 10] = [
    ("push in", "pull out"),
    ("truck left", "truck right"),
    ("pedestal up", "pedestal down"),
    ("pan left", "pan right"),
    ("tilt up", "tilt down"),
    ("zoom in", "zoom out"),
    ("arc left", "arc right"),
    ("crane up", "crane down"),
    ("roll cw", "roll ccw"),
    ("whip pan left", "whip pan right"),
];

fn frames(count: u64) -> String {
    if count == 1 { "1 frame".to_string() } else { format!("{count} frames") }
}

fn runtime(film: &Film, problems: &mut Vec<Diagnostic>) {
    let Some(runtime) = &film.runtime else { return };
    let wanted = runtime.value;
    let ok = match wanted.bound {
        Bound::Exactly => film.frames == wanted.frames || film.frames == wanted.also,
        Bound::Under => film.frames <= wanted.frames.max(wanted.also),
        Bound::Over => film.frames >= wanted.frames.min(wanted.also),
        Bound::About => film.frames.abs_diff(wanted.frames) * 20 <= wanted.frames,
    };
    if ok || film.slots.is_empty() {
        return;
    }
    // A length and the timecode of the same label are both right; the film is as far off as from the nearer one.
    let nearer = if film.frames.abs_diff(wanted.also) < film.frames.abs_diff(wanted.frames) { wanted.also } else { wanted.frames };
    let apart = film.frames.abs_diff(nearer);
    let way = if film.frames > nearer { "too long" } else { "too short" };
    let longest = film.slots.iter().max_by_key(|s| s.frames);
    let mut problem = Diagnostic::new(
        Code::Runtime,
        runtime.span,
        format!(
            "the film is {} {way}: it lasts {} ({})",
            clock::frames_text(apart, film.rate),
            film.rate.timecode(film.frames),
            frames(film.frames)
        ),
    )
    .label(format!("{} wanted", frames(nearer)))
    .help("the plan shows every length: `frost plan`");
    if let Some((_, shot)) = longest.and_then(|s| film.shot(s)) {
        problem = problem.also(shot.span, format!("the longest shot, {}", clock::frames_text(film.slots[shot.slot].frames, film.rate)));
    }
    problems.push(problem);
}
