//! Frames and samples into a file: the forms that `form` names, with chapters, subtitles and tags where they have them.
//! The file appears under its name only when it is whole.

mod form;
mod lent;
mod picture;
mod sound;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ffmpeg_next as av;

use av::codec::{Id, packet::Packet};
use av::{Dictionary, Rational, encoder};

use super::error::MediaError;
use crate::time::Rate;
pub use form::Form;
pub use lent::Planes;
use picture::Picture;
pub use picture::{H264, Palette, PaletteMaker};
use sound::Sound;

/// Samples a second of every film.
pub const SAMPLE_RATE: u32 = 48_000;

/// What a film is to be.
#[derive(Clone, Debug)]
pub struct Settings {
    pub path: PathBuf,
    pub form: Form,
    /// Even numbers.
    pub size: [u32; 2],
    pub rate: Rate,
    /// Of the film's frames one in so many is given; the others are skipped.
    pub step: u64,
    pub title: String,
    /// First frames and titles.
    pub chapters: Vec<(u64, String)>,
    /// First frame, number of frames, text; in order, without overlaps.
    pub subtitles: Vec<(u64, u64, String)>,
    /// The colours of a GIF.
    pub palette: Option<Palette>,
    /// Quickly made, for looking at.
    pub draft: bool,
}

/// A finished film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Frames that the file has.
    pub frames: u64,
    pub samples: u64,
    /// The name of the encoder of the picture, else of the sound.
    pub codec: String,
}

/// A file being written.
pub struct Encoder {
    output: Option<av::format::context::Output>,
    picture: Option<Picture>,
    sound: Option<Sound>,
    temporary: Temporary,
    settings: Settings,
    next_subtitle: usize,
}

/// A file that is removed unless it was kept.
struct Temporary {
    path: PathBuf,
    kept: bool,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.kept {
            // It may never have been made, and nobody could act on a failure.
            let _ = fs::remove_file(&self.path);
        }
    }
}

const VIDEO: usize = 0;
const TEXT: usize = 2;

impl Encoder {
    pub fn create(settings: Settings) -> Result<Encoder, MediaError> {
        let refuse =
            |reason: &str| Err(MediaError::Unwritable { path: settings.path.clone(), reason: reason.to_owned() });
        if settings.path.to_str().is_none_or(|name| name.contains('\0')) {
            return refuse("its name is no Unicode text");
        }
        if settings.path.is_dir() {
            return refuse("it is a folder");
        }
        let settings = Settings { path: crate::host::real(&settings.path), ..settings };
        let temporary = beside(&settings.path);
        crate::host::unfinished(&temporary);
        Encoder::create_at(temporary, settings)
    }

    fn create_at(temporary: PathBuf, settings: Settings) -> Result<Encoder, MediaError> {
        super::start()?;
        let form = settings.form;
        let temporary = Temporary { path: temporary, kept: false };
        let mut output =
            av::format::output_as(&temporary.path, form.muxer()).map_err(|e| MediaError::writing(&settings.path, e))?;
        let picture = form.has_picture().then(|| Picture::open(&settings)).transpose()?;
        let sound = form.has_sound().then(|| Sound::open(form)).transpose()?;
        if let Some(picture) = &picture {
            add_picture(&mut output, picture, &settings)?;
        }
        if let Some(sound) = &sound {
            output.add_stream_with(&sound.encoder)?.set_time_base((1, SAMPLE_RATE as i32));
        }
        let frame_time = Rational(settings.rate.den as i32, settings.rate.num as i32);
        if form.has_text() {
            if !settings.subtitles.is_empty() {
                add_text(&mut output, frame_time)?;
            }
            for (i, (start, title)) in settings.chapters.iter().enumerate() {
                let end = settings.chapters.get(i + 1).map_or(*start + 1, |next| next.0);
                output.add_chapter(i as i64, frame_time, *start as i64, end.max(*start) as i64, title)?;
            }
        }
        let mut tags = Dictionary::new();
        tags.set("title", &settings.title);
        output.set_metadata(tags);
        let mut options = Dictionary::new();
        match form {
            Form::Mp4 => options.set("movflags", "+faststart+write_colr"),
            Form::ProRes => options.set("movflags", "+write_colr"),
            // For ever.
            Form::Gif | Form::WebP => options.set("loop", "0"),
            Form::Wav => {}
        }
        output.write_header_with(options).map_err(|e| MediaError::writing(&settings.path, e))?;
        Ok(Encoder { output: Some(output), picture, sound, temporary, settings, next_subtitle: 0 })
    }

    /// The next frame that the file has: tight planes of the settings' size. Sound alone has none.
    /// Planes come back that are free again.
    pub fn picture(&mut self, planes: Planes) -> Result<Option<Planes>, MediaError> {
        let free = match &mut self.picture {
            Some(picture) => picture.take(planes)?,
            None => Some(planes),
        };
        self.drain_picture()?;
        self.subtitles()?;
        Ok(free)
    }

    /// More sound: left and right by turns. Pictures alone have none.
    pub fn sound(&mut self, samples: &[f32]) -> Result<(), MediaError> {
        let Some(mut sound) = self.sound.take() else { return Ok(()) };
        let result = sound.take(samples, &mut |sound| self.drain_sound(sound));
        self.sound = Some(sound);
        result
    }

    /// Writes what is left and gives the film its name.
    pub fn finish(mut self) -> Result<Encoded, MediaError> {
        if let Some(mut sound) = self.sound.take() {
            sound.end()?;
            self.drain_sound(&mut sound)?;
            self.sound = Some(sound);
        }
        if let Some(picture) = &mut self.picture {
            picture.end()?;
        }
        self.drain_picture()?;
        self.subtitles()?;
        let path = self.settings.path.clone();
        if let Some(mut output) = self.output.take() {
            output.write_trailer().map_err(|e| MediaError::writing(&path, e))?;
            failed(&mut output, &path)?;
        }
        fs::rename(&self.temporary.path, &path).map_err(|e| MediaError::from_io(path, &e))?;
        self.temporary.kept = true;
        let codec = self.picture.as_ref().map_or_else(|| "pcm_s24le".to_owned(), |p| p.codec.clone());
        Ok(Encoded { frames: self.frames(), samples: self.sound.as_ref().map_or(0, |s| s.samples), codec })
    }

    fn frames(&self) -> u64 {
        self.picture.as_ref().map_or(0, |p| p.taken)
    }

    fn drain_picture(&mut self) -> Result<(), MediaError> {
        let Some(mut picture) = self.picture.take() else { return Ok(()) };
        let mut packet = Packet::empty();
        let result = (|| {
            while received(picture.encoder.receive_packet(&mut packet))? {
                packet.set_duration(picture.duration());
                self.write(&mut packet, VIDEO, picture.time())?;
            }
            Ok(())
        })();
        self.picture = Some(picture);
        result
    }

    fn drain_sound(&mut self, sound: &mut Sound) -> Result<(), MediaError> {
        let stream = usize::from(self.settings.form.has_picture());
        let mut packet = Packet::empty();
        while received(sound.encoder.receive_packet(&mut packet))? {
            self.write(&mut packet, stream, Rational(1, SAMPLE_RATE as i32))?;
        }
        Ok(())
    }

    /// Subtitles whose time has come, and the gaps between them, which the format wants written too.
    fn subtitles(&mut self) -> Result<(), MediaError> {
        let time = Rational(self.settings.rate.den as i32, self.settings.rate.num as i32);
        if !self.settings.form.has_text() {
            return Ok(());
        }
        while let Some((start, frames, text)) = self.settings.subtitles.get(self.next_subtitle) {
            if *start >= self.frames() {
                break;
            }
            let (start, frames) = (*start as i64, *frames as i64);
            // A mov_text sample: the length of the text in two bytes, then the text.
            let mut cut = text.len().min(usize::from(u16::MAX));
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            let mut data = (cut as u16).to_be_bytes().to_vec();
            data.extend_from_slice(&text.as_bytes()[..cut]);
            let mut packet = Packet::copy(&data);
            packet.set_pts(Some(start));
            packet.set_dts(Some(start));
            packet.set_duration(frames);
            self.next_subtitle += 1;
            self.write(&mut packet, TEXT, time)?;
        }
        Ok(())
    }

    fn write(&mut self, packet: &mut Packet, stream: usize, time: Rational) -> Result<(), MediaError> {
        let path = &self.settings.path;
        let Some(output) = &mut self.output else { return Ok(()) };
        if let Some(into) = output.stream(stream) {
            packet.rescale_ts(time, into.time_base());
        }
        packet.set_stream(stream);
        packet.set_position(-1);
        packet.write_interleaved(output).map_err(|e| MediaError::writing(path, e))?;
        failed(output, path)
    }
}

/// `false` when the encoder wants more before it gives a packet.
fn received(result: Result<(), av::Error>) -> Result<bool, MediaError> {
    match result {
        Ok(()) => Ok(true),
        Err(av::Error::Eof) | Err(av::Error::Other { errno: av::error::EAGAIN }) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

/// The file's own error: libav buffers writes and reports a full disk only here.
fn failed(output: &mut av::format::context::Output, path: &Path) -> Result<(), MediaError> {
    // SAFETY: the output lives as long as the reference, and `pb` is its own file.
    let error = unsafe {
        let file = (*output.as_mut_ptr()).pb;
        if file.is_null() { 0 } else { (*file).error }
    };
    if error < 0 { Err(MediaError::writing(path, av::Error::from(error))) } else { Ok(()) }
}

/// A hidden name in the same folder, so that renaming never copies.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn add_picture(output: &mut av::format::context::Output, picture: &Picture, settings: &Settings) -> Result<(), MediaError> {
    let rate = settings.rate;
    let mut stream = output.add_stream_with(&picture.encoder)?;
    if settings.form.has_text() {
        // A track scale that any frame's start is a whole number in.
        stream.set_time_base((1, rate.num as i32));
        stream.set_avg_frame_rate((rate.num as i32, rate.den as i32));
        stream.set_rate((rate.num as i32, rate.den as i32));
    } else {
        stream.set_time_base(picture.time());
    }
    Ok(())
}

fn add_text(output: &mut av::format::context::Output, time: Rational) -> Result<(), MediaError> {
    let codec = encoder::find(Id::MOV_TEXT).ok_or(MediaError::NoEncoder { what: "subtitles" })?;
    let mut stream = output.add_stream(codec)?;
    stream.set_time_base(time);
    // SAFETY: a stream just added; its parameters are ours to fill before the header is written.
    unsafe {
        let parameters = (*stream.as_mut_ptr()).codecpar;
        (*parameters).codec_type = av::ffi::AVMediaType::AVMEDIA_TYPE_SUBTITLE;
        (*parameters).codec_id = av::ffi::AVCodecID::AV_CODEC_ID_MOV_TEXT;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            path: folder.path().join("film.mp4"),
            form: Form::Mp4,
            size: [64, 48],
            rate: Rate::default(),
            step: 1,
            title: String::new(),
            chapters: Vec::new(),
            subtitles: Vec::new(),
            palette: None,
            draft: true,
        };
        // The device that is always full stands in for the temporary file; a link to it can be removed.
        let link = folder.path().join("part");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/dev/full", &link).unwrap();
        let result = (|| {
            let mut encoder = Encoder::create_at(link.clone(), settings.clone())?;
            for n in 0..200u32 {
                let noise: Vec<u8> =
                    (0..64 * 48).map(|i: u32| (i.wrapping_mul(2_654_435_761).rotate_left(n) >> 24) as u8).collect();
                encoder.picture([noise.clone(), noise[..32 * 24].to_vec(), noise[..32 * 24].to_vec()])?;
            }
            encoder.finish().map(|_| ())
        })();
        assert_eq!(result, Err(MediaError::DiskFull { path: settings.path.clone() }));
        assert!(!link.exists() && link.symlink_metadata().is_err());
        assert!(!settings.path.exists());
    }
}
