//! Pictures and samples out of files, local files only.
//! What a file is said to hold is in `probe`.

use std::ffi::OsStr;
use std::path::Path;

use ffmpeg_next as av;

use av::format::{Pixel, Sample, sample};
use av::media::Type;
use av::software::{resampling, scaling};
use av::{ChannelLayout, Dictionary, frame};

use super::error::MediaError;

/// A decoded picture: straight RGBA, 8 bits a channel, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Larger pictures are refused before memory is taken.
const MOST_PIXELS: u64 = 1 << 28;

/// Containers that hold their own bytes: no playlists, no lists of files, no devices.
const CONTAINERS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,wav,flac,mp3,ogg,aac,aiff,gif,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe";

/// Opens a local file; nothing in it may make libav open anything else.
pub(super) fn open(path: &Path) -> Result<av::format::context::Input, MediaError> {
    super::start()?;
    let unreadable = |reason: &str| MediaError::Unreadable { path: path.to_owned(), reason: reason.to_owned() };
    if path.to_str().is_none_or(|name| name.contains('\0')) {
        return Err(unreadable("its name is no Unicode text"));
    }
    if path.is_dir() {
        return Err(unreadable("it is a folder"));
    }
    if !path.exists() {
        return Err(unreadable("there is no such file"));
    }
    let mut options = Dictionary::new();
    options.set("protocol_whitelist", "file");
    options.set("format_whitelist", CONTAINERS);
    options.set("max_pixels", &MOST_PIXELS.to_string());
    // An explicit protocol, so that a name like `http:x` or `concat:a` stays a name.
    let mut name = OsStr::new("file:").to_owned();
    name.push(path);
    av::format::input_with_dictionary(&Path::new(&name), options).map_err(|e| MediaError::reading(path, e))
}

/// A still picture, or the first of a film.
pub fn load_image(path: &Path) -> Result<Image, MediaError> {
    decode_frame(path, 0)
}

/// The picture that a film shows at frame `index` of its own rate.
pub fn decode_frame(path: &Path, index: u64) -> Result<Image, MediaError> {
    let mut found = None;
    frames(path, &mut |number, image| {
        if number == index {
            found = Some(to_rgba(image)?);
        }
        Ok(number < index)
    })?;
    found.ok_or_else(|| MediaError::Unreadable { path: path.to_owned(), reason: format!("it has no frame {index}") })
}

/// Decodes every picture and says how many there are.
pub fn count_frames(path: &Path) -> Result<u64, MediaError> {
    let mut count = 0;
    frames(path, &mut |number, _| {
        count = number + 1;
        Ok(true)
    })?;
    Ok(count)
}

/// Hands the pictures of a film over in order, until told to stop.
fn frames(path: &Path, each: &mut dyn FnMut(u64, &frame::Video) -> Result<bool, MediaError>) -> Result<(), MediaError> {
    let mut input = open(path)?;
    let failed = |e| MediaError::reading(path, e);
    let stream = input.streams().best(Type::Video).ok_or(av::Error::StreamNotFound).map_err(failed)?;
    let index = stream.index();
    let context = av::codec::Context::from_parameters(stream.parameters())?;
    let mut decoder = context.decoder().video().map_err(failed)?;
    let (mut number, mut picture) = (0, frame::Video::empty());
    let mut packets = input.packets();
    loop {
        let packet = packets.find_map(|(stream, packet)| (stream.index() == index).then_some(packet));
        let over = packet.is_none();
        match &packet {
            Some(packet) => decoder.send_packet(packet).map_err(failed)?,
            None => decoder.send_eof().map_err(failed)?,
        }
        while decoder.receive_frame(&mut picture).is_ok() {
            if !each(number, &picture)? {
                return Ok(());
            }
            number += 1;
        }
        if over {
            return Ok(());
        }
    }
}

fn to_rgba(picture: &frame::Video) -> Result<Image, MediaError> {
    let (width, height) = (picture.width(), picture.height());
    let flags = scaling::Flags::BILINEAR | scaling::Flags::ACCURATE_RND | scaling::Flags::FULL_CHR_H_INT;
    let mut scaler = scaling::Context::get(picture.format(), width, height, Pixel::RGBA, width, height, flags)?;
    super::matrix::tell(&mut scaler, picture);
    let mut out = frame::Video::empty();
    scaler.run(picture, &mut out)?;
    let row = width as usize * 4;
    let rgba = out.data(0).chunks(out.stride(0)).take(height as usize).flat_map(|line| &line[..row]).copied().collect();
    Ok(Image { width, height, rgba })
}

/// All sound of a file as stereo at 48 kHz, left and right by turns; at most `seconds` from `from` on.
pub fn load_sound(path: &Path, from: f64, seconds: f64) -> Result<Vec<f32>, MediaError> {
    let (skip, most) = ((from.max(0.0) * 48_000.0) as usize * 2, (seconds.max(0.0) * 48_000.0) as usize * 2);
    let mut all = Vec::new();
    sound(path, &mut |part| {
        all.extend_from_slice(part);
        all.len() < skip + most
    })?;
    all.truncate(skip + most);
    all.drain(..skip.min(all.len()));
    Ok(all)
}

/// Hands the sound of a file over in parts, until told to stop.
pub fn sound(path: &Path, each: &mut dyn FnMut(&[f32]) -> bool) -> Result<(), MediaError> {
    let mut input = open(path)?;
    let failed = |e| MediaError::reading(path, e);
    let stream = input.streams().best(Type::Audio).ok_or(av::Error::StreamNotFound).map_err(failed)?;
    let index = stream.index();
    let context = av::codec::Context::from_parameters(stream.parameters())?;
    let mut decoder = context.decoder().audio().map_err(failed)?;
    let layout = |frame: &frame::Audio| match frame.channel_layout() {
        unknown if unknown.is_empty() => ChannelLayout::default(frame.channels().into()),
        known => known,
    };
    let target = Sample::F32(sample::Type::Packed);
    let mut resampler: Option<resampling::Context> = None;
    let mut heard = frame::Audio::empty();
    let mut packets = input.packets();
    loop {
        let packet = packets.find_map(|(stream, packet)| (stream.index() == index).then_some(packet));
        let over = packet.is_none();
        match &packet {
            Some(packet) => decoder.send_packet(packet).map_err(failed)?,
            None => decoder.send_eof().map_err(failed)?,
        }
        while decoder.receive_frame(&mut heard).is_ok() {
            let from = layout(&heard);
            heard.set_channel_layout(from);
            if resampler.is_none() {
                let (format, rate) = (heard.format(), heard.rate());
                resampler = Some(resampling::Context::get(format, from, rate, target, ChannelLayout::STEREO, 48_000)?);
            }
            let Some(resampler) = &mut resampler else { continue };
            let mut out = frame::Audio::empty();
            resampler.run(&heard, &mut out)?;
            if !each(samples(&out)) {
                return Ok(());
            }
        }
        if over {
            break;
        }
    }
    if let Some(resampler) = &mut resampler {
        loop {
            let mut out = frame::Audio::new(target, 4096, ChannelLayout::STEREO);
            out.set_rate(48_000);
            let more = resampler.flush(&mut out)?;
            if out.samples() == 0 || !each(samples(&out)) || more.is_none() {
                break;
            }
        }
    }
    Ok(())
}

/// The interleaved samples of a packed frame.
pub(super) fn samples(frame: &frame::Audio) -> &[f32] {
    let channels = usize::from(frame.channels());
    // SAFETY: libav aligns planes for its own vectors, and the frame holds that many packed floats.
    unsafe { std::slice::from_raw_parts(frame.data(0).as_ptr().cast(), frame.samples() * channels) }
}
