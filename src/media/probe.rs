//! What is in a media file: streams, sizes, rates, lengths, chapters.
//! Pictures and samples are decoded in `decode`.

use std::path::Path;

use ffmpeg_next as av;

use av::media::Type;
use serde::{Deserialize, Serialize};

use super::decode;
use super::error::MediaError;
use crate::time::Rate;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Image,
    Film,
    Sound,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    pub kind: Kind,
    /// Seconds of the whole file; 0 for an image.
    pub seconds: f64,
    pub title: Option<String>,
    pub picture: Option<PictureStream>,
    pub sound: Option<SoundStream>,
    pub subtitles: usize,
    /// Start in seconds and title.
    pub chapters: Vec<(f64, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureStream {
    pub codec: String,
    pub size: [u32; 2],
    pub rate: Rate,
    /// As the file says; 0 if it does not.
    pub frames: u64,
    pub seconds: f64,
    pub pixels: String,
    /// Range, primaries, transfer and matrix, in libav's words.
    pub colour: [String; 4],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SoundStream {
    pub codec: String,
    pub rate: u32,
    pub channels: u32,
    pub seconds: f64,
}

pub fn probe(path: &Path) -> Result<Probe, MediaError> {
    let input = decode::open(path)?;
    let mut picture = None;
    let mut sound = None;
    let mut subtitles = 0;
    for stream in input.streams() {
        let parameters = stream.parameters();
        let time = f64::from(stream.time_base());
        let seconds = if stream.duration() > 0 { stream.duration() as f64 * time } else { 0.0 };
        let codec = parameters.id().name().to_owned();
        match parameters.medium() {
            Type::Video if picture.is_none() => {
                let decoder = av::codec::Context::from_parameters(parameters)?.decoder().video()?;
                let rate = stream.avg_frame_rate();
                picture = Some(PictureStream {
                    codec,
                    size: [decoder.width(), decoder.height()],
                    rate: Rate { num: rate.numerator().max(0) as u32, den: rate.denominator().max(1) as u32 },
                    frames: u64::try_from(stream.frames()).unwrap_or(0),
                    seconds,
                    pixels: decoder.format().descriptor().map_or("unknown", |d| d.name()).to_owned(),
                    colour: [
                        decoder.color_range().name().unwrap_or("unknown"),
                        decoder.color_primaries().name().unwrap_or("unknown"),
                        decoder.color_transfer_characteristic().name().unwrap_or("unknown"),
                        decoder.color_space().name().unwrap_or("unknown"),
                    ]
                    .map(str::to_owned),
                });
            }
            Type::Audio if sound.is_none() => {
                let decoder = av::codec::Context::from_parameters(parameters)?.decoder().audio()?;
                sound = Some(SoundStream { codec, rate: decoder.rate(), channels: decoder.channels().into(), seconds });
            }
            Type::Subtitle => subtitles += 1,
            _ => {}
        }
    }
    let whole = input.duration() as f64 / f64::from(av::ffi::AV_TIME_BASE);
    let still = picture.as_ref().is_some_and(|p| p.frames <= 1 && (whole <= 0.0 || is_image(&input)));
    let kind = match (&picture, &sound) {
        (Some(_), None) if still => Kind::Image,
        (Some(_), _) => Kind::Film,
        (None, Some(_)) => Kind::Sound,
        (None, None) => {
            let reason = "there is neither picture nor sound in it".to_owned();
            return Err(MediaError::Unreadable { path: path.to_owned(), reason });
        }
    };
    let chapters = input.chapters().map(|chapter| {
        let start = chapter.start() as f64 * f64::from(chapter.time_base());
        (start, chapter.metadata().get("title").unwrap_or_default().to_owned())
    });
    Ok(Probe {
        kind,
        seconds: if kind == Kind::Image { 0.0 } else { whole.max(0.0) },
        title: input.metadata().get("title").map(str::to_owned),
        picture,
        sound,
        subtitles,
        chapters: chapters.collect(),
    })
}

fn is_image(input: &av::format::context::Input) -> bool {
    let format = input.format();
    let name = format.name();
    name.contains("image2") || name.ends_with("_pipe")
}
