//! From an edit to a film: workers compose frames, one encoder takes them in order, sound goes in beside them.
//! What a frame looks like is decided in `reel`, what is heard in `mix`.

use std::fmt;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::Artefacts;
use super::frame::Frame;
use super::mix::{Sounds, samples_before};
use super::pictures;
use super::reel::{Bench, Reel};
use super::subtitle;
use crate::media::{Encoder, Form, MediaError, Palette, PaletteMaker, Settings};
use crate::plan::edit::Edit;

#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// Pixels of the output; the edit's own size if not given, less for animated pictures, half of it for a draft.
    /// Rounded up to even.
    pub size: Option<[u32; 2]>,
    /// Frames of the film to render; all if not given.
    pub range: Option<Range<u64>>,
    pub draft: bool,
    pub output: Output,
    /// Of numbered pictures a pattern.
    pub path: PathBuf,
}

/// What a film is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    File(Form),
    /// A PNG a frame.
    Pictures,
}

/// What a render is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Listening to the whole sound, to set its loudness.
    Sound,
    Picture,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    pub path: PathBuf,
    /// Frames of the film that it covers; an animated picture may skip some of them.
    pub frames: u64,
    pub size: [u32; 2],
    /// The encoder of the picture.
    pub codec: String,
    /// What could not be done as asked, in plain words.
    pub notices: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RenderError {
    /// An artefact is missing or damaged.
    Artefact {
        key: String,
        reason: String,
    },
    /// A sound is missing or damaged.
    Sound(String),
    Media(MediaError),
    Cancelled,
    /// The edit contradicts itself.
    Edit(String),
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenderError::Artefact { key, reason } => write!(f, "the artefact {key} cannot be used: {reason}"),
            RenderError::Sound(reason) => write!(f, "a sound cannot be used: {reason}"),
            RenderError::Media(error) => error.fmt(f),
            RenderError::Cancelled => write!(f, "cancelled"),
            RenderError::Edit(reason) => write!(f, "the edit cannot be rendered: {reason}"),
        }
    }
}

impl std::error::Error for RenderError {}

impl From<MediaError> for RenderError {
    fn from(error: MediaError) -> RenderError {
        RenderError::Media(error)
    }
}

/// Precisely the picture that the encoder is handed for one frame of the film.
pub fn frame(edit: &Edit, artefacts: &dyn Artefacts, index: u64, size: [u32; 2]) -> Result<Frame, RenderError> {
    let mut out = Frame::new(size);
    Reel::new(edit, artefacts, size).frame(index, &mut Bench::default(), &mut out)?;
    Ok(out)
}

/// Where a worker's frames come from, and where they go when they are encoded.
type Line = (Receiver<Result<Frame, RenderError>>, SyncSender<Frame>);

/// Finished frames that may wait for the encoder, for each worker.
const WAITING: usize = 1;

pub fn render(
    edit: &Edit,
    artefacts: &dyn Artefacts,
    options: &RenderOptions,
    progress: &mut dyn FnMut(Stage, u64, u64),
    cancel: &AtomicBool,
) -> Result<Rendered, RenderError> {
    let range = options.range.clone().unwrap_or(0..edit.frames);
    let range = range.start.min(edit.frames)..range.end.min(edit.frames);
    if range.is_empty() {
        return Err(RenderError::Edit("there is no frame in it".to_owned()));
    }
    let size = size(edit, options);
    let reel = Reel::new(edit, artefacts, size);
    let form = match options.output {
        Output::Pictures => {
            pictures::write(&reel, &options.path, &range, progress, cancel)?;
            return Ok(Rendered { path: options.path.clone(), frames: range.end - range.start, size, codec: "png".into(), notices: Vec::new() });
        }
        Output::File(form) => form,
    };
    let step = step(form, edit);
    let palette = if form == Form::Gif { Some(palette(&reel, &range)?) } else { None };
    // First of all, so that a target that cannot be written is known before any work is done.
    let mut encoder = Encoder::create(Settings { form, step, palette, ..settings(edit, options, size, &range) })?;
    let mut sounds = None;
    if form.has_sound() {
        let first = samples_before(edit.rate, range.start);
        let mut listening = |done, total| {
            progress(Stage::Sound, done, total);
            !cancel.load(Ordering::Relaxed)
        };
        let heard = Sounds::new(edit, artefacts, first, &mut listening).map_err(RenderError::Sound)?;
        sounds = Some(heard.ok_or(RenderError::Cancelled)?);
    }
    if form.has_picture() {
        encode(&reel, &range, step, &mut sounds, &mut encoder, progress, cancel)?;
    } else if let Some(sounds) = &mut sounds {
        sound_alone(edit, &range, sounds, &mut encoder, progress, cancel)?;
    }
    let encoded = encoder.finish()?;
    let mut notices = Vec::new();
    if form == Form::Mp4 && encoded.codec != "libx264" {
        notices.push(format!("there is no libx264 here, so {} made the picture", encoded.codec));
    }
    Ok(Rendered { path: options.path.clone(), frames: range.end - range.start, size, codec: encoded.codec, notices })
}

/// An animated GIF of more than fifteen pictures a second is mostly bytes; whole frames are skipped, so no motion is uneven.
fn step(form: Form, edit: &Edit) -> u64 {
    match form {
        Form::Gif => (edit.rate.as_f64() / 15.0).ceil() as u64,
        _ => 1,
    }
}

/// The colours of a GIF, from frames evenly spread over it.
fn palette(reel: &Reel, range: &Range<u64>) -> Result<Palette, RenderError> {
    const LOOKED_AT: u64 = 48;
    let frames = range.end - range.start;
    let mut frame = reel.blank_frame();
    let mut bench = Bench::default();
    let mut maker = PaletteMaker::new([frame.width as u32, frame.height as u32])?;
    for n in 0..LOOKED_AT.min(frames) {
        let index = range.start + n * frames / LOOKED_AT.min(frames);
        reel.frame(index, &mut bench, &mut frame)?;
        reel.forget(index);
        let planes = [frame.y, frame.u, frame.v];
        maker.take(&planes)?;
        let [y, u, v] = planes;
        frame = Frame { y, u, v, ..frame };
    }
    Ok(maker.finish()?)
}

/// The sound of some frames, a second at a time.
fn sound_alone(edit: &Edit, range: &Range<u64>, sounds: &mut Sounds, encoder: &mut Encoder, progress: &mut dyn FnMut(Stage, u64, u64), cancel: &AtomicBool) -> Result<(), RenderError> {
    let mut samples = Vec::new();
    let second = edit.rate.labels().max(1);
    for index in range.clone().step_by(second as usize) {
        if cancel.load(Ordering::Relaxed) {
            return Err(RenderError::Cancelled);
        }
        let next = (index + second).min(range.end);
        samples.resize((samples_before(edit.rate, next) - samples_before(edit.rate, index)) as usize * 2, 0.0);
        sounds.take(&mut samples).map_err(RenderError::Sound)?;
        encoder.sound(&samples)?;
        progress(Stage::Picture, next - range.start, range.end - range.start);
    }
    Ok(())
}

fn size(edit: &Edit, options: &RenderOptions) -> [u32; 2] {
    let whole = edit.size;
    // An animated picture of a film's full size is mostly bytes.
    let widest = match options.output {
        Output::File(Form::Gif) => 640,
        Output::File(Form::WebP) => 960,
        _ => u32::MAX,
    };
    let fitted = if whole[0] > widest { [widest, (u64::from(whole[1]) * u64::from(widest) / u64::from(whole[0])) as u32] } else { whole };
    let size = options.size.unwrap_or(if options.draft { fitted.map(|n| n / 2) } else { fitted });
    size.map(|n| n.clamp(16, 16384).next_multiple_of(2))
}

fn settings(edit: &Edit, options: &RenderOptions, size: [u32; 2], range: &Range<u64>) -> Settings {
    let inside = |start: u64| (start < range.end).then(|| start.saturating_sub(range.start));
    Settings {
        path: options.path.clone(),
        form: Form::Mp4,
        size,
        rate: edit.rate,
        step: 1,
        palette: None,
        title: edit.title.clone(),
        chapters: edit.chapters.iter().filter_map(|c| Some((inside(c.start)?, c.title.clone()))).collect(),
        subtitles: subtitle::track(edit, range),
        draft: options.draft,
    }
}

fn encode(
    reel: &Reel,
    range: &Range<u64>,
    step: u64,
    sounds: &mut Option<Sounds>,
    encoder: &mut Encoder,
    progress: &mut dyn FnMut(Stage, u64, u64),
    cancel: &AtomicBool,
) -> Result<(), RenderError> {
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(8) as u64;
    let total = range.end - range.start;
    let mut samples = Vec::new();
    thread::scope(|scope| {
        let mut lines: Vec<Line> = Vec::new();
        for worker in 0..workers {
            let (done, finished) = sync_channel(WAITING);
            let (give_back, spare) = sync_channel::<Frame>(WAITING + 1);
            let frames = (range.start + worker * step..range.end).step_by((workers * step) as usize);
            scope.spawn(move || {
                let mut bench = Bench::default();
                for index in frames {
                    let mut out = spare.try_recv().unwrap_or_else(|_| reel.blank_frame());
                    let result = reel.frame(index, &mut bench, &mut out).map(|()| out);
                    // The encoder stopped listening: the render has ended early.
                    if done.send(result).is_err() {
                        return;
                    }
                }
            });
            lines.push((finished, give_back));
        }
        let (ask, asked) = sync_channel::<usize>(1);
        scope.spawn(move || {
            for clip in asked {
                // Whoever needs the clip gets the same error again.
                let _ = reel.scene(clip);
            }
        });
        for index in range.clone().step_by(step as usize) {
            if cancel.load(Ordering::Relaxed) {
                return Err(RenderError::Cancelled);
            }
            let (finished, give_back) = &lines[((index - range.start) / step % workers) as usize];
            let Ok(frame) = finished.recv() else {
                return Err(RenderError::Edit("a worker stopped".to_owned()));
            };
            let frame = frame?;
            // One of the frames that this one stands for is a clip's first.
            if let Some(begun) = reel.edit.clips.iter().position(|clip| (index + 1).saturating_sub(step) <= clip.start && clip.start <= index) {
                // Made ready while this clip is seen; if the last wish is still open, it will be made when needed.
                let _ = ask.try_send((begun + 1).min(reel.edit.clips.len() - 1));
                reel.forget(index);
            }
            let (width, height) = (frame.width, frame.height);
            if let Some([y, u, v]) = encoder.picture([frame.y, frame.u, frame.v])? {
                let _ = give_back.try_send(Frame { width, height, y, u, v });
            }
            if let Some(sounds) = sounds {
                let rate = reel.edit.rate;
                samples.resize((samples_before(rate, index + 1) - samples_before(rate, index)) as usize * 2, 0.0);
                sounds.take(&mut samples).map_err(RenderError::Sound)?;
                encoder.sound(&samples)?;
            }
            progress(Stage::Picture, (index - range.start + step).min(total), total);
        }
        Ok(())
    })
}
