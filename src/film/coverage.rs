//! Coverage: the shots that an editor would expect for action and dialogue that stand outside shots.
//! They are as real as written ones, and `covered` tells them apart.

use super::lower::Lower;
use super::*;
use crate::syntax::normalise;

impl Lower<'_> {
    /// Shots for a run of beats of a scene.
    pub fn cover(&mut self, scene: usize, beats: Vec<Beat>) {
        let mut named: Vec<PersonId> = Vec::new();
        for beat in &beats {
            let ids: Vec<PersonId> = match &beat.kind {
                BeatKind::Cue(cue) if !cue.voice_over && !cue.unseen => cue.speakers.clone(),
                BeatKind::Action { text, .. } => self.known_in(text),
                _ => Vec::new(),
            };
            for id in ids {
                if !named.contains(&id) {
                    named.push(id);
                }
            }
        }
        let first_of_scene = self.film.scenes[scene].shots.is_empty();
        let mut group: Vec<Beat> = Vec::new();
        let mut lines = 0_usize;
        let mut last_rank: Option<(u8, Vec<PersonId>)> = None;
        for beat in beats {
            match &beat.kind {
                BeatKind::Cue(cue) => {
                    let seen = (!cue.voice_over && !cue.unseen).then(|| cue.speakers.clone());
                    // Action before a line belongs to a shot of its own, unless nothing was seen yet.
                    if !group.is_empty() && (group.iter().any(is_action) || seen.is_some()) && !(group.iter().all(is_voice_over) && seen.is_none()) {
                        let beats = std::mem::take(&mut group);
                        self.covered(scene, beats, first_of_scene, &named, &mut last_rank, lines);
                    }
                    lines += usize::from(seen.is_some());
                    group.push(beat);
                }
                BeatKind::Action { .. } => {
                    if group.iter().any(|b| matches!(b.kind, BeatKind::Cue(_))) || group.iter().filter(|b| is_action(b)).count() >= 1 {
                        let beats = std::mem::take(&mut group);
                        self.covered(scene, beats, first_of_scene, &named, &mut last_rank, lines);
                    }
                    group.push(beat);
                }
                BeatKind::Stage(_) => group.push(beat),
            }
        }
        if !group.is_empty() {
            self.covered(scene, group, first_of_scene, &named, &mut last_rank, lines);
        }
    }

    fn covered(&mut self, scene: usize, beats: Vec<Beat>, first_of_scene: bool, all: &[PersonId], last: &mut Option<(u8, Vec<PersonId>)>, lines: usize) {
        let opens = first_of_scene && self.film.scenes[scene].shots.is_empty();
        let span = self.film.scenes[scene].span;
        let mut spec = ShotSpec::default();
        let speakers = seen_speaking(&beats);
        let acting: Vec<PersonId> = beats
            .iter()
            .filter_map(|b| match &b.kind {
                BeatKind::Action { text, .. } => Some(self.known_in(text)),
                _ => None,
            })
            .flatten()
            .collect();
        let (mut rank, people) = if opens {
            spec.role = Some(Spanned::new(Role::Establishing, span));
            (2, if acting.is_empty() { speakers.clone() } else { acting.clone() })
        } else if let Some(speaker) = speakers.first() {
            // Nearer as the talk goes on: the first lines from the waist, the last ones from the shoulders.
            let rank = match lines {
                0..=2 => 6,
                3..=5 => 7,
                _ => 8,
            };
            (rank, vec![*speaker])
        } else {
            // Between lines that are seen from near, somebody from the thighs up would be half of a pair and not its like.
            let near = lines >= 2 || last.as_ref().is_some_and(|(before, same)| *before >= 7 && same.len() == 1 && *same != acting);
            match acting.len() {
                0 => (2, Vec::new()),
                1 if !near => (5, acting.clone()),
                _ => (3, acting.clone()),
            }
        };
        // Two shots of the same people differ by two sizes, so that the cut is a cut.
        if let Some((before, same)) = last
            && *same == people
            && before.abs_diff(rank) < 2
        {
            rank = if *before >= 6 { *before - 2 } else { *before + 2 };
        }
        *last = Some((rank, people.clone()));
        spec.size = Some(Spanned::new(rank, span));
        spec.subjects = people.iter().map(|id| Spanned::new(Subject::Person(*id), span)).collect();
        let mut in_frame = people;
        if opens && in_frame.is_empty() {
            in_frame = all.first().copied().into_iter().collect();
            if !acting.is_empty() || !speakers.is_empty() {
                in_frame = acting.into_iter().chain(speakers).collect();
            }
        }
        let shot = Shot {
            number: String::new(),
            span: beats.first().map_or(span, |b| b.span),
            extent: beats.first().map_or(span, |b| b.span),
            spec,
            conditions: Conditions::default(),
            moves: Vec::new(),
            beats,
            sounds: Vec::new(),
            supers: Vec::new(),
            waivers: Vec::new(),
            moments: Vec::new(),
            seed: None,
            takes: None,
            seed_said: None,
            takes_said: None,
            own: None,
            audio: Vec::new(),
            refs: Vec::new(),
            people: in_frame,
            covered: true,
            slot: usize::MAX,
        };
        self.push_shot(scene, shot);
    }

    /// People known so far whose names stand in a text; the final reading of action comes when all names are known.
    fn known_in(&self, text: &str) -> Vec<PersonId> {
        let mut out: Vec<(usize, PersonId)> = Vec::new();
        for (i, person) in self.film.people.iter().enumerate() {
            let name = normalise(&person.name);
            let words: Vec<String> = text
                .split_whitespace()
                .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
                .map(|w| w.strip_suffix("'s").or_else(|| w.strip_suffix("’s")).unwrap_or(w))
                .map(|w| if w.chars().next().is_some_and(char::is_lowercase) { String::new() } else { normalise(w) })
                .collect();
            let parts: Vec<&str> = name.split(' ').collect();
            if let Some(at) = words.windows(parts.len()).position(|w| w.iter().zip(&parts).all(|(a, b)| a == b)) {
                out.push((at, PersonId(i)));
            }
        }
        out.sort();
        out.into_iter().map(|(_, id)| id).collect()
    }
}

fn is_action(beat: &Beat) -> bool {
    matches!(beat.kind, BeatKind::Action { .. })
}

fn is_voice_over(beat: &Beat) -> bool {
    matches!(&beat.kind, BeatKind::Cue(cue) if cue.voice_over)
}
