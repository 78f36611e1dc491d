//! Voices over the picture that stand outside shots: they play across the shots after them, which stretch to hold them.

use super::*;

/// Places every such voice and makes shots longer where they end too early.
pub(super) fn stretch(film: &mut Film, slots: &mut [Slot], aspect: f64, problems: &mut Vec<Diagnostic>) {
    let rate = film.rate;
    let paces: Vec<u32> = film.people.iter().map(|p| p.pace).collect();
    for index in 0..film.scenes.len() {
        let scene = &mut film.scenes[index];
        let Some(last) = scene.shots.len().checked_sub(1) else { continue };
        let mut voices = std::mem::take(&mut scene.voices);
        for (shot, _) in &mut voices {
            *shot = (*shot).min(last);
        }
        let mut i = 0;
        while i < voices.len() {
            let first = voices[i].0;
            let group = voices[i..].iter().take_while(|(s, _)| *s == first).count();
            let end = voices.get(i + group).map_or(last + 1, |(s, _)| *s);
            let from = slots[scene.shots[first].slot].join.as_ref().map_or(0, |j| j.frames);
            let mut at = from;
            for (_, beat) in &mut voices[i..i + group] {
                let BeatKind::Cue(cue) = &beat.kind else { continue };
                let pace = cue.speakers.first().map_or(100, |id| paces[id.0]);
                beat.start = at as i64;
                beat.frames = rate.frames_up(speech::cue_time(cue, pace) + cue.pause);
                at += beat.frames;
            }
            let (a, b) = (scene.shots[first].slot, scene.shots[end - 1].slot);
            let joins: u64 = (a + 1..=(b + 1).min(slots.len() - 1)).filter_map(|i| slots[i].join.as_ref()).map(|j| j.frames).sum();
            let holds = slots[a..=b].iter().map(|s| s.frames).sum::<u64>().saturating_sub(joins);
            if at > holds {
                let open = (first..end).rev().find(|s| scene.shots[*s].spec.length.is_none() && scene.shots[*s].own.is_none());
                match open {
                    Some(open) => {
                        let shot = &mut scene.shots[open];
                        let frames = slots[shot.slot].frames + at - holds;
                        slots[shot.slot].frames = frames;
                        // What was wrong with its texts was said for the shorter length.
                        place_texts(shot, rate, frames, &mut Vec::new());
                        place_moves(shot, rate, aspect, frames);
                    }
                    None => {
                        let span = voices[i + group - 1].1.span;
                        problems.push(
                            Diagnostic::new(Code::SpeechFit, span, format!("this voice runs past the shots it plays over: it needs {}, and they last {}", values::show(rate.seconds(at)), values::show(rate.seconds(holds))))
                                .label("still speaks when they are over")
                                .also(scene.shots[end - 1].span, "the last shot that it can play over")
                                .help("take the length of one of these shots away, so that it can stretch, or say less"),
                        );
                    }
                }
            }
            i += group;
        }
        film.scenes[index].voices = voices;
    }
}
