//! Real films: encoded, probed and decoded again.

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use common::*;
use ebur128::{EbuR128, Mode};
use frost::backends::sound;
use frost::cut::{self, Output, RenderError, RenderOptions, Rendered, Stage};
use frost::media::{self, Form, MediaError, Probe, probe::Kind};
use frost::plan::edit::{
    Chapter, Ease, Edit, Fade, Finish, Grain, Join, Sound, SoundRole, Source, Subtitle, Transition,
};
use frost::plan::picture::{Sky, Weather};
use frost::time::Rate;

const SIZE: [u32; 2] = [320, 180];

fn film() -> (Edit, Shelf) {
    let mut one = clip(0, 40, plate_source());
    one.path = push(40, 1.0, Ease::InOut);
    one.weather = Weather { kind: Sky::Snow, amount: 2 };
    one.fade_in = Some(Fade { frames: 8, colour: [0, 0, 0] });
    let mut two = clip(32, 40, plate_source());
    two.transition = Some(Transition { kind: Join::Dissolve, frames: 8 });
    two.finish = Finish { grain: Grain::Fine, vignette: 340 };
    let three = clip(72, 48, Source::Colour([40, 10, 20]));
    let mut edit = edit(SIZE, vec![one, two, three]);
    edit.chapters = vec![Chapter { start: 0, title: "Ridge".into() }, Chapter { start: 72, title: "Палатка".into() }];
    let line = |start, frames, text: &str| Subtitle { start, frames, speaker: "MARA".into(), text: text.into() };
    edit.subtitles = vec![line(10, 30, "It came back."), line(60, 24, "Слышишь?")];
    let mut shelf = shelf(SIZE);
    let voice: Vec<f32> = (0..72_000)
        .flat_map(|i| {
            let t = i as f32 / 48_000.0;
            let s = (t * 180.0 * std::f32::consts::TAU).sin() * (t * 3.0 * std::f32::consts::TAU).sin().abs() * 0.4;
            [s, s]
        })
        .collect();
    let voice = frost::backends::pcm::Pcm { samples: voice, looped: false };
    shelf.0.insert("voice".into(), voice.to_bytes());
    shelf.0.insert("music".into(), sound::score("slow drone, distant piano", None, None, 5.2, 3).to_bytes());
    shelf.0.insert("wind".into(), sound::ambience("wind", 5.2, 4).to_bytes());
    shelf.0.insert("knock".into(), sound::ambience("knock", 1.0, 5).to_bytes());
    let sound = |task: &str, role, start, frames, level| Sound {
        task: task.into(),
        role,
        start,
        frames,
        level,
        fade_in: 6,
        fade_out: 6,
        filter: (role == SoundRole::Voice).then(|| "radio".to_owned()),
        speaker: String::new(),
    };
    edit.sounds = vec![
        sound("voice", SoundRole::Voice, 10, 36, 0),
        sound("music", SoundRole::Music, 0, 120, -1400),
        sound("wind", SoundRole::Ambience, 0, 120, -2000),
        sound("knock", SoundRole::Effect, 80, 24, -600),
    ];
    (edit, shelf)
}

fn render(edit: &Edit, shelf: &Shelf, path: &Path) -> Result<Rendered, RenderError> {
    let options = RenderOptions { size: None, range: None, draft: false, output: Output::File(Form::Mp4), path: path.to_owned() };
    cut::render(edit, shelf, &options, &mut |_, _, _| {}, &AtomicBool::new(false))
}

fn check(edit: &Edit, path: &Path) -> Probe {
    let probe = media::probe(path).unwrap();
    let (picture, sound) = (probe.picture.clone().unwrap(), probe.sound.clone().unwrap());
    assert_eq!(probe.kind, Kind::Film);
    assert_eq!((picture.codec.as_str(), picture.size, picture.rate), ("h264", edit.size, edit.rate));
    assert_eq!(media::count_frames(path).unwrap(), edit.frames);
    assert_eq!(picture.frames, edit.frames);
    let frame = 1.0 / edit.rate.as_f64();
    let exact = edit.frames as f64 * frame;
    assert!((picture.seconds - exact).abs() < 0.0005, "{} for {exact}", picture.seconds);
    assert!((picture.seconds - sound.seconds).abs() <= frame, "{} and {}", picture.seconds, sound.seconds);
    assert_eq!((sound.codec.as_str(), sound.rate, sound.channels), ("aac", 48_000, 2));
    assert_eq!(picture.pixels, "yuv420p");
    assert_eq!(picture.colour, ["tv", "bt709", "bt709", "bt709"].map(str::to_owned));
    probe
}

#[test]
fn a_film_has_its_frames_tags_chapters_and_loudness() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let (edit, shelf) = film();
    let rendered = render(&edit, &shelf, &path).unwrap();
    assert_eq!((rendered.frames, rendered.notices.len()), (120, 0));
    let probe = check(&edit, &path);
    assert_eq!(probe.title.as_deref(), Some("Thaw"));
    assert_eq!(probe.subtitles, 1);
    assert_eq!(probe.chapters, [(0.0, "Ridge".to_owned()), (3.0, "Палатка".to_owned())]);
    let mut meter = EbuR128::new(2, 48_000, Mode::I | Mode::TRUE_PEAK).unwrap();
    let heard = media::load_sound(&path, 0.0, 60.0).unwrap();
    meter.add_frames_f32(&heard).unwrap();
    let loudness = meter.loudness_global().unwrap();
    assert!((-17.0..-15.0).contains(&loudness), "{loudness}");
    let peak = meter.true_peak(0).unwrap().max(meter.true_peak(1).unwrap());
    assert!(20.0 * peak.log10() <= -1.0, "{}", 20.0 * peak.log10());
    // Nothing but the film is left in the folder, and its header comes first.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let bytes = std::fs::read(&path).unwrap();
    let place = |name: &[u8]| bytes.windows(4).position(|w| w == name).unwrap();
    assert!(place(b"moov") < place(b"mdat"));
}

#[test]
fn what_was_composed_is_what_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let (edit, shelf) = film();
    render(&edit, &shelf, &path).unwrap();
    for index in [20, 36, 50, 119] {
        let seen = media::decode_frame(&path, index).unwrap();
        let made = cut::frame(&edit, &shelf, index, SIZE).unwrap().rgb();
        let far: u64 = seen
            .rgba
            .chunks(4)
            .zip(made.chunks(3))
            .flat_map(|(a, b)| [a[0].abs_diff(b[0]), a[1].abs_diff(b[1]), a[2].abs_diff(b[2])])
            .map(u64::from)
            .sum();
        let mean = far as f64 / made.len() as f64;
        assert!(mean < 4.0, "frame {index} differs by {mean}");
    }
}

#[test]
fn exact_rates_end_where_they_should() {
    let folder = tempfile::tempdir().unwrap();
    for name in Rate::NAMES {
        let path = folder.path().join("film.mp4");
        let (mut edit, shelf) = film();
        edit.rate = Rate::parse(name).unwrap();
        render(&edit, &shelf, &path).unwrap();
        check(&edit, &path);
    }
}

#[test]
fn a_range_is_the_same_frames() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shot.mp4");
    let (edit, shelf) = film();
    let options = RenderOptions { size: None, range: Some(40..72), draft: true, output: Output::File(Form::Mp4), path: path.clone() };
    let options = RenderOptions { size: Some(SIZE), ..options };
    let rendered = cut::render(&edit, &shelf, &options, &mut |_, _, _| {}, &AtomicBool::new(false)).unwrap();
    assert_eq!(rendered.frames, 32);
    assert_eq!(media::count_frames(&path).unwrap(), 32);
}

#[test]
fn a_cancelled_render_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let (edit, shelf) = film();
    let cancel = AtomicBool::new(false);
    let options = RenderOptions { size: None, range: None, draft: false, output: Output::File(Form::Mp4), path };
    let mut progress = |stage, frame, _| {
        if stage == Stage::Picture && frame == 30 {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let result = cut::render(&edit, &shelf, &options, &mut progress, &cancel);
    assert_eq!(result, Err(RenderError::Cancelled));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn targets_that_cannot_be_written_are_named_before_any_work() {
    let (edit, shelf) = film();
    for path in ["/nowhere/at/all/film.mp4", "/proc/film.mp4"] {
        let result = render(&edit, &shelf, Path::new(path));
        assert!(matches!(result, Err(RenderError::Media(MediaError::Unwritable { .. }))), "{result:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let result = render(&edit, &shelf, folder.path());
    assert!(matches!(result, Err(RenderError::Media(MediaError::Unwritable { .. }))), "{result:?}");
    assert!(folder.path().exists());
}

#[test]
fn a_missing_or_damaged_artefact_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    let (edit, mut shelf) = film();
    let whole = shelf.0.insert("plate".into(), b"frostpl1 nonsense".to_vec()).unwrap();
    let result = render(&edit, &shelf, &path);
    assert!(matches!(&result, Err(RenderError::Artefact { key, .. }) if key == "plate"), "{result:?}");
    shelf.0.insert("plate".into(), whole);
    shelf.0.remove("wind");
    assert!(matches!(render(&edit, &shelf, &path), Err(RenderError::Sound(_))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn pictures_are_loaded_from_local_files_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("still: a, b.png");
    let (edit, shelf) = film();
    let frame = cut::frame(&edit, &shelf, 20, SIZE).unwrap();
    std::fs::write(&path, frame.png().unwrap()).unwrap();
    let image = media::load_image(&path).unwrap();
    assert_eq!([image.width, image.height], SIZE);
    let rgb: Vec<u8> = image.rgba.chunks(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    assert_eq!(rgb, frame.rgb());
    assert_eq!(media::probe(&path).unwrap().kind, Kind::Image);
    for name in ["http://localhost/x.png", "concat:a|b", "/dev/null", "/proc/self/status"] {
        assert!(media::load_image(Path::new(name)).is_err(), "{name}");
    }
    // A list that points elsewhere opens nothing.
    let list = folder.path().join("list.m3u8");
    std::fs::write(&list, "#EXTM3U\n#EXTINF:1,\nhttp://localhost:9/x.ts\n").unwrap();
    assert!(media::load_image(&list).is_err());
}

#[test]
fn the_doctor_hears_what_is_here() {
    let capabilities = media::capabilities();
    assert!(capabilities.aac && !capabilities.h264.is_empty());
}
