//! Frames and samples into an MP4: H.264, AAC, chapters, subtitles, tags.
//! The file appears under its name only when it is whole.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ffmpeg_next as av;

use av::codec::{Id, packet::Packet};
use av::format::{Pixel, Sample, sample};
use av::util::color;
use av::{ChannelLayout, Dictionary, Rational, encoder, frame};

use super::error::MediaError;
use crate::time::Rate;

/// Samples a second of every film.
pub const SAMPLE_RATE: u32 = 48_000;

/// What a film is to be.
#[derive(Clone, Debug)]
pub struct Settings {
    pub path: PathBuf,
    /// Even numbers.
    pub size: [u32; 2],
    pub rate: Rate,
    pub title: String,
    /// First frames and titles.
    pub chapters: Vec<(u64, String)>,
    /// First frame, number of frames, text; in order, without overlaps.
    pub subtitles: Vec<(u64, u64, String)>,
    /// Quickly made, for looking at.
    pub draft: bool,
}

/// A finished film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    pub frames: u64,
    pub samples: u64,
    /// The name of the encoder of the picture.
    pub codec: String,
}

/// H.264 encoders in the order of preference.
pub const H264: [&str; 6] = ["libx264", "libopenh264", "h264_videotoolbox", "h264_nvenc", "h264_qsv", "h264_vaapi"];

/// An MP4 being written.
pub struct Encoder {
    output: Option<av::format::context::Output>,
    video: encoder::video::Encoder,
    audio: encoder::audio::Encoder,
    codec: String,
    temporary: Temporary,
    settings: Settings,
    picture: frame::Video,
    frames: u64,
    samples: u64,
    pending: Vec<f32>,
    block: usize,
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
const AUDIO: usize = 1;
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
        let temporary = beside(&settings.path);
        Encoder::create_at(temporary, settings)
    }

    fn create_at(temporary: PathBuf, settings: Settings) -> Result<Encoder, MediaError> {
        super::start()?;
        let temporary = Temporary { path: temporary, kept: false };
        let mut output =
            av::format::output_as(&temporary.path, "mp4").map_err(|e| MediaError::writing(&settings.path, e))?;
        let (video, codec) = open_video(&settings)?;
        let audio = open_audio()?;
        add_stream(&mut output, &video, settings.rate)?;
        output.add_stream_with(&audio)?.set_time_base((1, SAMPLE_RATE as i32));
        let frame_time = Rational(settings.rate.den as i32, settings.rate.num as i32);
        if !settings.subtitles.is_empty() {
            add_text(&mut output, frame_time)?;
        }
        for (i, (start, title)) in settings.chapters.iter().enumerate() {
            let end = settings.chapters.get(i + 1).map_or(*start + 1, |next| next.0);
            output.add_chapter(i as i64, frame_time, *start as i64, end.max(*start) as i64, title)?;
        }
        let mut tags = Dictionary::new();
        tags.set("title", &settings.title);
        output.set_metadata(tags);
        let mut options = Dictionary::new();
        options.set("movflags", "+faststart+write_colr");
        output.write_header_with(options).map_err(|e| MediaError::writing(&settings.path, e))?;
        let picture = frame::Video::new(Pixel::YUV420P, settings.size[0], settings.size[1]);
        let block = (audio.frame_size() as usize).max(1);
        Ok(Encoder {
            output: Some(output),
            video,
            audio,
            codec,
            temporary,
            settings,
            picture,
            frames: 0,
            samples: 0,
            pending: Vec::new(),
            block,
            next_subtitle: 0,
        })
    }

    /// The name of the encoder in use.
    pub fn codec(&self) -> &str {
        &self.codec
    }

    /// The next frame: tight planes of the settings' size.
    pub fn picture(&mut self, planes: [&[u8]; 3]) -> Result<(), MediaError> {
        // SAFETY: the frame owns its buffers; libav makes new ones if the encoder still holds these.
        let writable = unsafe { av::ffi::av_frame_make_writable(self.picture.as_mut_ptr()) };
        if writable < 0 {
            return Err(av::Error::from(writable).into());
        }
        for (i, plane) in planes.into_iter().enumerate() {
            let width = self.picture.plane_width(i) as usize;
            let stride = self.picture.stride(i);
            for (to, from) in self.picture.data_mut(i).chunks_mut(stride).zip(plane.chunks_exact(width)) {
                to[..width].copy_from_slice(from);
            }
        }
        self.picture.set_pts(Some(self.frames as i64));
        self.picture.set_kind(av::picture::Type::None);
        self.video.send_frame(&self.picture)?;
        self.frames += 1;
        self.drain_video()?;
        self.subtitles()
    }

    /// More sound: left and right by turns.
    pub fn sound(&mut self, samples: &[f32]) -> Result<(), MediaError> {
        self.pending.extend_from_slice(samples);
        let mut used = 0;
        while self.pending.len() - used >= self.block * 2 {
            self.send_block(used, self.block)?;
            used += self.block * 2;
        }
        self.pending.drain(..used);
        Ok(())
    }

    fn send_block(&mut self, from: usize, count: usize) -> Result<(), MediaError> {
        let mut block = frame::Audio::new(Sample::F32(sample::Type::Planar), count, ChannelLayout::STEREO);
        block.set_rate(SAMPLE_RATE);
        block.set_pts(Some(self.samples as i64));
        let samples = &self.pending[from..from + count * 2];
        for channel in 0..2 {
            let plane = block.plane_mut::<f32>(channel).iter_mut();
            plane.zip(samples[channel..].iter().step_by(2)).for_each(|(to, &s)| *to = s);
        }
        self.audio.send_frame(&block)?;
        self.samples += count as u64;
        self.drain_audio()
    }

    /// Writes what is left and gives the film its name.
    pub fn finish(mut self) -> Result<Encoded, MediaError> {
        let rest = self.pending.len() / 2;
        if rest > 0 {
            self.send_block(0, rest)?;
        }
        self.video.send_eof()?;
        self.drain_video()?;
        self.audio.send_eof()?;
        self.drain_audio()?;
        self.subtitles()?;
        let path = self.settings.path.clone();
        if let Some(mut output) = self.output.take() {
            output.write_trailer().map_err(|e| MediaError::writing(&path, e))?;
            failed(&mut output, &path)?;
        }
        fs::rename(&self.temporary.path, &path).map_err(|e| MediaError::from_io(path, &e))?;
        self.temporary.kept = true;
        Ok(Encoded { frames: self.frames, samples: self.samples, codec: std::mem::take(&mut self.codec) })
    }

    fn drain_video(&mut self) -> Result<(), MediaError> {
        let time = Rational(self.settings.rate.den as i32, self.settings.rate.num as i32);
        let mut packet = Packet::empty();
        while received(self.video.receive_packet(&mut packet))? {
            packet.set_duration(1);
            self.write(&mut packet, VIDEO, time)?;
        }
        Ok(())
    }

    fn drain_audio(&mut self) -> Result<(), MediaError> {
        let mut packet = Packet::empty();
        while received(self.audio.receive_packet(&mut packet))? {
            self.write(&mut packet, AUDIO, Rational(1, SAMPLE_RATE as i32))?;
        }
        Ok(())
    }

    /// Subtitles whose time has come, and the gaps between them, which the format wants written too.
    fn subtitles(&mut self) -> Result<(), MediaError> {
        let time = Rational(self.settings.rate.den as i32, self.settings.rate.num as i32);
        while let Some((start, frames, text)) = self.settings.subtitles.get(self.next_subtitle) {
            if *start >= self.frames {
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

fn open_video(settings: &Settings) -> Result<(encoder::video::Encoder, String), MediaError> {
    let mut refused = MediaError::NoEncoder { what: "H.264" };
    for name in H264 {
        let Some(codec) = encoder::find_by_name(name) else { continue };
        let mut video = av::codec::Context::new_with_codec(codec).encoder().video()?;
        let rate = settings.rate;
        video.set_width(settings.size[0]);
        video.set_height(settings.size[1]);
        video.set_format(Pixel::YUV420P);
        video.set_time_base((rate.den as i32, rate.num as i32));
        video.set_frame_rate(Some((rate.num as i32, rate.den as i32)));
        video.set_aspect_ratio((1, 1));
        video.set_gop(rate.labels() as u32 * 5);
        video.set_colorspace(color::Space::BT709);
        video.set_color_range(color::Range::MPEG);
        video.set_color_primaries(color::Primaries::BT709);
        video.set_color_transfer_characteristic(color::TransferCharacteristic::BT709);
        // SAFETY: plain fields of a context that is not open yet.
        unsafe {
            let context = video.as_mut_ptr();
            (*context).chroma_sample_location = av::ffi::AVChromaLocation::AVCHROMA_LOC_LEFT;
            // MP4 keeps the parameter sets in its header.
            (*context).flags |= av::ffi::AV_CODEC_FLAG_GLOBAL_HEADER as i32;
        }
        let mut options = Dictionary::new();
        if name == "libx264" {
            options.set("preset", if settings.draft { "ultrafast" } else { "veryfast" });
            options.set("crf", if settings.draft { "26" } else { "20" });
        } else {
            // Others know no constant quality in common: a tenth of a bit a pixel.
            let pixels = settings.size[0] as usize * settings.size[1] as usize;
            video.set_bit_rate((pixels as f64 * rate.as_f64() * 0.1) as usize);
        }
        match video.open_with(options) {
            Ok(video) => return Ok((video, name.to_owned())),
            Err(e) => refused = MediaError::Refused { what: name.to_owned(), reason: e.to_string() },
        }
    }
    Err(refused)
}

fn open_audio() -> Result<encoder::audio::Encoder, MediaError> {
    let codec = encoder::find(Id::AAC).ok_or(MediaError::NoEncoder { what: "AAC" })?;
    let mut audio = av::codec::Context::new_with_codec(codec).encoder().audio()?;
    audio.set_rate(SAMPLE_RATE as i32);
    audio.set_channel_layout(ChannelLayout::STEREO);
    audio.set_format(Sample::F32(sample::Type::Planar));
    audio.set_bit_rate(192_000);
    audio.set_time_base((1, SAMPLE_RATE as i32));
    // SAFETY: a plain field of a context that is not open yet.
    unsafe { (*audio.as_mut_ptr()).flags |= av::ffi::AV_CODEC_FLAG_GLOBAL_HEADER as i32 };
    audio.open().map_err(|e| MediaError::Refused { what: "aac".to_owned(), reason: e.to_string() })
}

fn add_stream(
    output: &mut av::format::context::Output,
    video: &encoder::video::Encoder,
    rate: Rate,
) -> Result<(), MediaError> {
    let mut stream = output.add_stream_with(video)?;
    // A track scale that any frame's start is a whole number in.
    stream.set_time_base((1, rate.num as i32));
    stream.set_avg_frame_rate((rate.num as i32, rate.den as i32));
    stream.set_rate((rate.num as i32, rate.den as i32));
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
            size: [64, 48],
            rate: Rate::default(),
            title: String::new(),
            chapters: Vec::new(),
            subtitles: Vec::new(),
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
                encoder.picture([&noise, &noise[..32 * 24], &noise[..32 * 24]])?;
            }
            encoder.finish().map(|_| ())
        })();
        assert_eq!(result, Err(MediaError::DiskFull { path: settings.path.clone() }));
        assert!(!link.exists() && link.symlink_metadata().is_err());
        assert!(!settings.path.exists());
    }
}
