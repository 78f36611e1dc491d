//! The other forms of a film: each is made, probed, decoded, and compared with the frames it was made from.

mod common;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use common::*;
use frost::backends::sound;
use frost::cut::{self, Output, RenderError, RenderOptions, Rendered};
use frost::media::{self, Form, probe::Kind};
use frost::plan::edit::{Ease, Edit, Sound, SoundRole, Source, Subtitle};

const SIZE: [u32; 2] = [320, 180];

/// A push over a plate for two seconds, then a flat colour for one; a tone under both.
fn film() -> (Edit, Shelf) {
    let mut one = clip(0, 48, plate_source());
    one.path = push(48, 1.0, Ease::InOut);
    let two = clip(48, 24, Source::Colour([200, 60, 30]));
    let mut edit = edit(SIZE, vec![one, two]);
    edit.subtitles = vec![Subtitle { start: 4, frames: 20, speaker: "MARA".into(), text: "It came back.".into() }];
    let mut shelf = shelf(SIZE);
    shelf.0.insert("wind".into(), sound::ambience("wind", 3.0, 4).to_bytes());
    edit.sounds = vec![Sound { task: "wind".into(), role: SoundRole::Ambience, start: 0, frames: 72, level: -600, fade_in: 0, fade_out: 0, filter: None, speaker: String::new() }];
    (edit, shelf)
}

fn render(output: Output, path: &Path, range: Option<std::ops::Range<u64>>) -> Result<(Edit, Shelf, Rendered), RenderError> {
    let (edit, shelf) = film();
    let options = RenderOptions { size: Some(SIZE), range, draft: false, output, path: path.to_owned() };
    let rendered = cut::render(&edit, &shelf, &options, &mut |_, _, _| {}, &AtomicBool::new(false))?;
    Ok((edit, shelf, rendered))
}

/// One frame of a file as rows of RGB.
fn decoded(path: &Path, index: u64) -> Vec<u8> {
    media::decode_frame(path, index).unwrap().rgba.chunks(4).flat_map(|p| [p[0], p[1], p[2]]).collect()
}

/// The mean difference of two pictures, in codes of 0 to 255.
fn difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}

#[test]
fn prores_has_every_frame_in_ten_bits_with_its_colours_and_whole_samples() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mov");
    let (edit, shelf, rendered) = render(Output::File(Form::ProRes), &path, None).unwrap();
    assert_eq!((rendered.frames, rendered.notices.len()), (72, 0));
    let probe = media::probe(&path).unwrap();
    let (picture, heard) = (probe.picture.unwrap(), probe.sound.unwrap());
    assert_eq!((picture.codec.as_str(), picture.size, picture.frames, picture.pixels.as_str()), ("prores", SIZE, 72, "yuv422p10le"));
    assert_eq!(picture.colour, ["tv", "bt709", "bt709", "bt709"].map(str::to_owned));
    assert_eq!((heard.codec.as_str(), heard.rate, heard.channels), ("pcm_s24le", 48_000, 2));
    assert_eq!(media::load_sound(&path, 0.0, 60.0).unwrap().len(), 3 * 48_000 * 2);
    for index in [20, 60] {
        let wanted = cut::frame(&edit, &shelf, index, SIZE).unwrap().rgb();
        let found = difference(&decoded(&path, index), &wanted);
        assert!(found < 1.5, "{found}");
    }
}

#[test]
fn a_gif_keeps_the_films_length_and_its_colours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.gif");
    let (edit, shelf, rendered) = render(Output::File(Form::Gif), &path, None).unwrap();
    assert_eq!(rendered.frames, 72);
    let probe = media::probe(&path).unwrap();
    let picture = probe.picture.unwrap();
    // Half of the frames, for twenty-four a second are too many.
    assert_eq!((picture.codec.as_str(), picture.size, media::count_frames(&path).unwrap()), ("gif", SIZE, 36));
    assert!((picture.seconds - 3.0).abs() < 0.05, "{}", picture.seconds);
    assert!(probe.sound.is_none());
    for index in [10u64, 30] {
        let wanted = cut::frame(&edit, &shelf, index * 2, SIZE).unwrap().rgb();
        let found = difference(&decoded(&path, index), &wanted);
        assert!(found < 6.0, "{found}");
    }
}

/// The lengths in milliseconds of an animated WebP's frames, and how often it plays; FFmpeg before 7 reads none.
fn webp(bytes: &[u8]) -> (Vec<u32>, u16) {
    assert_eq!((&bytes[..4], &bytes[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
    let number = |at: usize, length: usize| bytes[at..at + length].iter().rev().fold(0u32, |n, b| n << 8 | u32::from(*b));
    let (mut at, mut lengths, mut plays) = (12, Vec::new(), u16::MAX);
    while at + 8 <= bytes.len() {
        match &bytes[at..at + 4] {
            b"ANIM" => plays = number(at + 12, 2) as u16,
            b"ANMF" => lengths.push(number(at + 20, 3)),
            _ => {}
        }
        at += 8 + (number(at + 4, 4) as usize).next_multiple_of(2);
    }
    assert_eq!(at, bytes.len());
    (lengths, plays)
}

#[test]
fn an_animated_webp_lasts_as_long_as_the_film_and_plays_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.webp");
    let (_, _, rendered) = render(Output::File(Form::WebP), &path, Some(0..48)).unwrap();
    assert_eq!(rendered.frames, 48);
    let (lengths, plays) = webp(&std::fs::read(&path).unwrap());
    let whole: u32 = lengths.iter().sum();
    assert_eq!(plays, 0);
    assert!(lengths.len() >= 40 && (1990..=2010).contains(&whole), "{} frames, {whole} ms", lengths.len());
}

#[test]
fn sound_alone_is_the_sound_of_the_film() {
    let folder = tempfile::tempdir().unwrap();
    let (film, alone) = (folder.path().join("film.mov"), folder.path().join("film.wav"));
    render(Output::File(Form::ProRes), &film, None).unwrap();
    let (_, _, rendered) = render(Output::File(Form::Wav), &alone, None).unwrap();
    assert_eq!(rendered.frames, 72);
    let probe = media::probe(&alone).unwrap();
    assert_eq!(probe.kind, Kind::Sound);
    let heard = media::load_sound(&alone, 0.0, 60.0).unwrap();
    assert_eq!(heard.len(), 3 * 48_000 * 2);
    assert!(heard.iter().any(|s| s.abs() > 0.01));
    assert_eq!(heard, media::load_sound(&film, 0.0, 60.0).unwrap());
    // A part of it is that part.
    let part = folder.path().join("part.wav");
    render(Output::File(Form::Wav), &part, Some(24..48)).unwrap();
    assert_eq!(media::load_sound(&part, 0.0, 60.0).unwrap(), &heard[96_000..192_000]);
}

#[test]
fn numbered_pictures_are_the_frames_and_nothing_half_made_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("frames").join("still-{frame}.png");
    let (edit, shelf, rendered) = render(Output::Pictures, &pattern, Some(10..15)).unwrap();
    assert_eq!((rendered.frames, rendered.codec.as_str()), (5, "png"));
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("frames")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, (10..15).map(|n| format!("still-{n:06}.png")).collect::<Vec<_>>());
    for index in 10..15 {
        let wanted = cut::frame(&edit, &shelf, index, SIZE).unwrap().png().unwrap();
        assert_eq!(std::fs::read(media::sequence::numbered(&pattern, index)).unwrap(), wanted);
    }
    // A render that is stopped takes its hidden folder away.
    let stopped = folder.path().join("stopped").join("{frame}.png");
    let options = RenderOptions { size: Some(SIZE), range: None, draft: false, output: Output::Pictures, path: stopped.clone() };
    let result = cut::render(&edit, &shelf, &options, &mut |_, _, _| {}, &AtomicBool::new(true));
    assert_eq!(result, Err(RenderError::Cancelled));
    assert_eq!(std::fs::read_dir(stopped.parent().unwrap()).unwrap().count(), 0);
}
