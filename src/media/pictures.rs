//! The pictures of a file in order of time, scaled as they are wanted: what a clip shows at a moment.
//! One picture is held at a time; going on is cheap, going back opens the file anew.

use std::path::{Path, PathBuf};

use ffmpeg_next as av;

use av::format::Pixel;
use av::media::Type;
use av::software::scaling;
use av::{Packet, frame};

use super::decode::{Image, open};
use super::error::MediaError;

pub struct Pictures {
    path: PathBuf,
    /// Pixels of what is handed over.
    size: [u32; 2],
    input: av::format::context::Input,
    index: usize,
    time_base: f64,
    start: f64,
    decoder: av::decoder::Video,
    scaler: Option<(Pixel, [u32; 2], scaling::Context)>,
    /// The picture that is seen from its moment on, and the one after it.
    now: Option<(f64, frame::Video)>,
    next: Option<(f64, frame::Video)>,
    over: bool,
    /// The picture of `now`, scaled.
    scaled: Option<Image>,
}

impl Pictures {
    pub fn open(path: &Path, size: [u32; 2]) -> Result<Pictures, MediaError> {
        let input = open(path)?;
        let failed = |e| MediaError::reading(path, e);
        let stream = input.streams().best(Type::Video).ok_or(av::Error::StreamNotFound).map_err(failed)?;
        let (index, time_base) = (stream.index(), f64::from(stream.time_base()));
        let start = if stream.start_time() == av::ffi::AV_NOPTS_VALUE { 0.0 } else { stream.start_time() as f64 * time_base };
        let decoder = av::codec::Context::from_parameters(stream.parameters())?.decoder().video().map_err(failed)?;
        Ok(Pictures { path: path.to_owned(), size, input, index, time_base, start, decoder, scaler: None, now: None, next: None, over: false, scaled: None })
    }

    /// What is seen at a moment, in seconds from the first picture; the last picture stands after the end.
    pub fn at(&mut self, seconds: f64) -> Result<&Image, MediaError> {
        if self.now.as_ref().is_some_and(|(at, _)| seconds + 1e-6 < *at) {
            *self = Pictures::open(&self.path, self.size)?;
        }
        if self.now.is_none() && seconds > 2.0 {
            self.seek(seconds);
        }
        loop {
            if self.next.is_none() && !self.over {
                self.next = self.decode()?;
            }
            match &self.next {
                Some((at, _)) if *at <= seconds + 1e-6 || self.now.is_none() => {
                    self.now = self.next.take();
                    self.scaled = None;
                }
                _ => break,
            }
        }
        let Some((_, picture)) = &self.now else {
            return Err(MediaError::Unreadable { path: self.path.clone(), reason: "there is no picture in it".to_owned() });
        };
        if self.scaled.is_none() {
            self.scaled = Some(scale(picture, self.size, &mut self.scaler)?);
        }
        self.scaled.as_ref().ok_or_else(|| MediaError::Libav("a picture was lost".to_owned()))
    }

    /// To the last picture before a moment that can be decoded by itself. Where that fails, decoding begins at the start.
    fn seek(&mut self, seconds: f64) {
        let to = ((seconds + self.start) * f64::from(av::ffi::AV_TIME_BASE)) as i64;
        let _ = self.input.seek(to, ..to);
        self.decoder.flush();
    }

    fn decode(&mut self) -> Result<Option<(f64, frame::Video)>, MediaError> {
        let mut picture = frame::Video::empty();
        loop {
            if self.decoder.receive_frame(&mut picture).is_ok() {
                let at = picture.timestamp().or(picture.pts()).map_or(0.0, |t| t as f64 * self.time_base - self.start);
                return Ok(Some((at, picture)));
            }
            if self.over {
                return Ok(None);
            }
            let mut packet = Packet::empty();
            match packet.read(&mut self.input) {
                Ok(()) if packet.stream() == self.index => {
                    // A damaged packet costs its picture only.
                    let _ = self.decoder.send_packet(&packet);
                }
                Ok(()) => {}
                Err(_) => {
                    self.over = true;
                    // It may have been told of the end before, when it still held pictures.
                    match self.decoder.send_eof() {
                        Ok(()) | Err(av::Error::Eof) => {}
                        Err(e) => return Err(MediaError::reading(&self.path, e)),
                    }
                    // What the decoder still holds comes out above; `over` ends it when nothing is left.
                    let mut last = frame::Video::empty();
                    if self.decoder.receive_frame(&mut last).is_ok() {
                        self.over = false;
                        let at = last.timestamp().or(last.pts()).map_or(0.0, |t| t as f64 * self.time_base - self.start);
                        return Ok(Some((at, last)));
                    }
                }
            }
        }
    }
}

fn scale(picture: &frame::Video, size: [u32; 2], held: &mut Option<(Pixel, [u32; 2], scaling::Context)>) -> Result<Image, MediaError> {
    let from = (picture.format(), [picture.width(), picture.height()]);
    if held.as_ref().is_none_or(|(format, old, _)| (*format, *old) != from) {
        let flags = scaling::Flags::BICUBIC | scaling::Flags::ACCURATE_RND | scaling::Flags::FULL_CHR_H_INT;
        let mut context = scaling::Context::get(from.0, from.1[0], from.1[1], Pixel::RGBA, size[0], size[1], flags)?;
        super::matrix::tell(&mut context, picture);
        *held = Some((from.0, from.1, context));
    }
    let Some((_, _, context)) = held else { return Err(MediaError::Libav("no scaler".to_owned())) };
    let mut out = frame::Video::empty();
    context.run(picture, &mut out)?;
    let row = size[0] as usize * 4;
    let rgba = out.data(0).chunks(out.stride(0)).take(size[1] as usize).flat_map(|line| &line[..row]).copied().collect();
    Ok(Image { width: size[0], height: size[1], rgba })
}
