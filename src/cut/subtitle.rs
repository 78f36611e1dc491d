//! Spoken lines as subtitles: the film's own text track, and SubRip files.
//! When a line is spoken was decided in the edit.

use std::fmt::Write;
use std::ops::Range;

use crate::plan::edit::Edit;
use crate::time::Rate;

/// First frame, frames and text of every subtitle of a range, without overlaps, counted from the range's start.
pub fn track(edit: &Edit, range: &Range<u64>) -> Vec<(u64, u64, String)> {
    let mut lines: Vec<(u64, u64, String)> = Vec::new();
    let mut subtitles: Vec<_> = edit.subtitles.iter().filter(|line| line.frames > 0).collect();
    subtitles.sort_by_key(|line| line.start);
    for line in subtitles {
        let (start, end) = (line.start.max(range.start), (line.start + line.frames).min(range.end));
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if start >= end || text.is_empty() {
            continue;
        }
        let start = start - range.start;
        let end = end - range.start;
        match lines.last_mut() {
            // Two people at once: both are read.
            Some(last) if last.0 == start => {
                last.1 = last.1.max(end - start);
                let _ = write!(last.2, "\n– {text}");
                if !last.2.starts_with('–') {
                    last.2.insert_str(0, "– ");
                }
                continue;
            }
            Some(last) if last.0 + last.1 > start => last.1 = start - last.0,
            _ => {}
        }
        lines.push((start, end - start, text));
    }
    lines
}

/// A SubRip file of the whole film.
pub fn srt(edit: &Edit) -> String {
    let mut out = String::new();
    for (number, (start, frames, text)) in track(edit, &(0..edit.frames)).into_iter().enumerate() {
        let times = [start, start + frames].map(|frame| time(edit.rate, frame));
        let _ = write!(out, "{}\n{} --> {}\n{text}\n\n", number + 1, times[0], times[1]);
    }
    out
}

fn time(rate: Rate, frame: u64) -> String {
    let ms = u128::from(frame) * 1000 * u128::from(rate.den) / u128::from(rate.num.max(1));
    format!("{:02}:{:02}:{:02},{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::Subtitle;

    #[test]
    fn lines_follow_one_another_without_overlap() {
        let line = |start, frames, text: &str| Subtitle { start, frames, speaker: "MARA".into(), text: text.into() };
        let edit = Edit {
            font: None, loudness: None,
            title: String::new(),
            size: [16, 16],
            rate: Rate { num: 24000, den: 1001 },
            frames: 200,
            clips: Vec::new(),
            supers: Vec::new(),
            chapters: Vec::new(),
            subtitles: vec![line(24, 48, "It  came\nback."), line(60, 24, "What did?"), line(60, 30, "Hush.")],
            sounds: Vec::new(),
        };
        let lines = [(24, 36, "It came back.".to_owned()), (60, 30, "– What did?\n– Hush.".to_owned())];
        assert_eq!(track(&edit, &(0..200)), lines);
        assert!(srt(&edit).starts_with("1\n00:00:01,001 --> 00:00:02,502\nIt came back.\n\n2\n"));
        assert_eq!(track(&edit, &(30..50)), [(0, 20, "It came back.".to_owned())]);
    }
}
