//! The picture's way into its file: the encoder of each form, and the graph that turns a frame into what it takes.

use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};

use ffmpeg_next as av;

use av::filter::Graph;
use av::format::Pixel;
use av::util::color;
use av::{Dictionary, Rational, encoder, frame};

use super::lent::{Planes, lend};
use super::{Form, Settings};
use crate::media::error::MediaError;
use crate::media::filter::{found, named};

/// H.264 encoders in the order of preference.
pub const H264: [&str; 6] = ["libx264", "libopenh264", "h264_videotoolbox", "h264_nvenc", "h264_qsv", "h264_vaapi"];

/// An open encoder and what stands before it.
pub(super) struct Picture {
    pub encoder: encoder::video::Encoder,
    pub codec: String,
    graph: Option<Graph>,
    /// Planes that the encoder has done with.
    home: (Sender<Planes>, Receiver<Planes>),
    size: [u32; 2],
    /// Frames taken so far.
    pub taken: u64,
    step: u64,
    film_time: Rational,
    time: Rational,
    /// Frames tell their colours.
    tagged: bool,
}

impl Picture {
    pub fn open(settings: &Settings) -> Result<Picture, MediaError> {
        let (encoder, codec) = open(settings)?;
        let film_time = Rational(settings.rate.den as i32, settings.rate.num as i32);
        Ok(Picture {
            encoder,
            codec,
            graph: graph(settings)?,
            home: channel(),
            size: settings.size,
            taken: 0,
            step: settings.step.max(1),
            film_time,
            time: time_base(settings),
            tagged: settings.form == Form::ProRes,
        })
    }

    /// What the encoder's packets count in.
    pub fn time(&self) -> Rational {
        self.time
    }

    /// How long the frame that is to come is seen, in the encoder's time.
    pub fn duration(&self) -> i64 {
        (self.moment(1) - self.moment(0)).max(1)
    }

    fn moment(&self, frame: u64) -> i64 {
        use av::Rescale;
        ((frame * self.step) as i64).rescale(self.film_time, self.time)
    }

    /// Gives the encoder the next frame: tight planes of the settings' size. It may keep them for a while; what comes back is
    /// free again.
    pub fn take(&mut self, planes: Planes) -> Result<Option<Planes>, MediaError> {
        // x264 is known not to look beyond the last pixel, and copies for itself; others get the room that they may count on.
        let (mut source, own) = match self.codec == "libx264" && self.graph.is_none() {
            true => (lend(planes, self.size, self.home.0.clone())?, None),
            false => (copied(&planes, self.size), Some(planes)),
        };
        source.set_pts(Some(self.moment(self.taken)));
        source.set_kind(av::picture::Type::None);
        self.taken += 1;
        match &mut self.graph {
            None => self.encoder.send_frame(&source)?,
            Some(graph) => {
                named(graph, "in")?.source().add(&source)?;
                self.pull()?;
            }
        }
        drop(source);
        Ok(own.or_else(|| self.home.1.try_recv().ok()))
    }

    /// No frame is to come.
    pub fn end(&mut self) -> Result<(), MediaError> {
        if let Some(graph) = &mut self.graph {
            named(graph, "in")?.source().flush()?;
            self.pull()?;
        }
        Ok(self.encoder.send_eof()?)
    }

    fn pull(&mut self) -> Result<(), MediaError> {
        let Some(graph) = &mut self.graph else { return Ok(()) };
        let mut made = frame::Video::empty();
        while super::received(named(graph, "out")?.sink().frame(&mut made))? {
            made.set_kind(av::picture::Type::None);
            if self.tagged {
                // ProRes writes them into each frame.
                made.set_color_space(color::Space::BT709);
                made.set_color_range(color::Range::MPEG);
                made.set_color_primaries(color::Primaries::BT709);
                made.set_color_transfer_characteristic(color::TransferCharacteristic::BT709);
            }
            self.encoder.send_frame(&made)?;
        }
        Ok(())
    }
}

/// A frame of libav's own with these tight planes.
fn copied(planes: &Planes, size: [u32; 2]) -> frame::Video {
    let mut frame = frame::Video::new(Pixel::YUV420P, size[0], size[1]);
    for (i, plane) in planes.iter().enumerate() {
        let width = frame.plane_width(i) as usize;
        let stride = frame.stride(i);
        for (to, from) in frame.data_mut(i).chunks_mut(stride).zip(plane.chunks_exact(width)) {
            to[..width].copy_from_slice(from);
        }
    }
    frame
}

fn time_base(settings: &Settings) -> Rational {
    match settings.form {
        // Hundredths and thousandths of a second: the formats have nothing finer.
        Form::Gif => Rational(1, 100),
        Form::WebP => Rational(1, 1000),
        _ => Rational(settings.rate.den as i32, settings.rate.num as i32),
    }
}

/// Codes of BT.709 become full-range colours by these.
const TO_RGB: &str = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int,format=bgra";

/// Where frames come into a graph.
fn open_source(graph: &mut Graph, name: &str, [width, height]: [u32; 2], pixel: &str, time: Rational) -> Result<(), MediaError> {
    let source = format!("video_size={width}x{height}:pix_fmt={pixel}:time_base={}/{}:pixel_aspect=1/1", time.0, time.1);
    graph.add(&found("buffer")?, name, &source)?;
    Ok(())
}

fn graph(settings: &Settings) -> Result<Option<Graph>, MediaError> {
    let spec = match settings.form {
        Form::Mp4 | Form::Wav => return Ok(None),
        Form::ProRes => "[in]scale=in_color_matrix=bt709:out_color_matrix=bt709:in_range=tv:out_range=tv:flags=bicubic+accurate_rnd,format=yuv422p10le[out]".to_string(),
        Form::WebP => format!("[in]{TO_RGB}[out]"),
        // An ordered pattern stays where it is from frame to frame; diffused errors would boil.
        Form::Gif => format!("[in]{TO_RGB}[full];[full][colours]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[out]"),
    };
    let mut graph = Graph::new();
    open_source(&mut graph, "in", settings.size, "yuv420p", time_base(settings))?;
    graph.add(&found("buffersink")?, "out", "")?;
    match &settings.palette {
        Some(_) if settings.form == Form::Gif => {
            open_source(&mut graph, "colours", [16, 16], "bgra", time_base(settings))?;
            graph.output("in", 0)?.output("colours", 0)?.input("out", 0)?.parse(&spec)?;
        }
        _ => graph.output("in", 0)?.input("out", 0)?.parse(&spec)?,
    }
    graph.validate()?;
    if let (Form::Gif, Some(palette)) = (settings.form, &settings.palette) {
        let mut colours = frame::Video::new(Pixel::BGRA, 16, 16);
        let stride = colours.stride(0);
        for (row, line) in colours.data_mut(0).chunks_mut(stride).zip(palette.bgra.chunks(64)) {
            row[..64].copy_from_slice(line);
        }
        colours.set_pts(Some(0));
        named(&mut graph, "colours")?.source().add(&colours)?;
        named(&mut graph, "colours")?.source().flush()?;
    }
    Ok(Some(graph))
}

/// The 256 colours of a GIF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    bgra: Vec<u8>,
}

/// Gathers the colours of a film from some of its frames.
pub struct PaletteMaker {
    graph: Graph,
    size: [u32; 2],
    taken: i64,
}

impl PaletteMaker {
    pub fn new(size: [u32; 2]) -> Result<PaletteMaker, MediaError> {
        super::super::start()?;
        let mut graph = Graph::new();
        open_source(&mut graph, "in", size, "yuv420p", Rational(1, 100))?;
        graph.add(&found("buffersink")?, "out", "")?;
        let spec = format!("[in]{TO_RGB},palettegen=max_colors=255:reserve_transparent=1:stats_mode=full[out]");
        graph.output("in", 0)?.input("out", 0)?.parse(&spec)?;
        graph.validate()?;
        Ok(PaletteMaker { graph, size, taken: 0 })
    }

    pub fn take(&mut self, planes: &Planes) -> Result<(), MediaError> {
        let mut frame = copied(planes, self.size);
        frame.set_pts(Some(self.taken));
        self.taken += 1;
        Ok(named(&mut self.graph, "in")?.source().add(&frame)?)
    }

    pub fn finish(mut self) -> Result<Palette, MediaError> {
        named(&mut self.graph, "in")?.source().flush()?;
        let mut made = frame::Video::empty();
        super::received(named(&mut self.graph, "out")?.sink().frame(&mut made))?;
        if made.width() != 16 || made.height() != 16 {
            return Err(MediaError::Libav("no palette came back".into()));
        }
        let stride = made.stride(0);
        let bgra = made.data(0).chunks(stride).take(16).flat_map(|row| row[..64].to_vec()).collect();
        Ok(Palette { bgra })
    }
}

/// Whether the machine has the instructions that come after AVX2.
fn avx512() -> bool {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    return std::arch::is_x86_feature_detected!("avx512f");
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    return false;
}

fn open(settings: &Settings) -> Result<(encoder::video::Encoder, String), MediaError> {
    let (names, what): (&[&str], &'static str) = match settings.form {
        Form::ProRes => (&["prores_ks", "prores"], "ProRes"),
        Form::Gif => (&["gif"], "GIF"),
        Form::WebP => (&["libwebp_anim"], "WebP"),
        Form::Mp4 | Form::Wav => (&H264, "H.264"),
    };
    let mut refused = MediaError::NoEncoder { what };
    for name in names {
        let Some(codec) = encoder::find_by_name(name) else { continue };
        let mut video = av::codec::Context::new_with_codec(codec).encoder().video()?;
        let rate = settings.rate;
        video.set_width(settings.size[0]);
        video.set_height(settings.size[1]);
        video.set_format(match settings.form {
            Form::ProRes => Pixel::YUV422P10LE,
            Form::Gif => Pixel::PAL8,
            Form::WebP => Pixel::BGRA,
            _ => Pixel::YUV420P,
        });
        video.set_time_base(time_base(settings));
        video.set_aspect_ratio((1, 1));
        let mut options = Dictionary::new();
        match settings.form {
            Form::Gif => {}
            Form::WebP => {
                options.set("quality", if settings.draft { "50" } else { "82" });
                options.set("compression_level", if settings.draft { "1" } else { "4" });
            }
            _ => {
                video.set_frame_rate(Some((rate.num as i32, rate.den as i32)));
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
                    if settings.form == Form::ProRes {
                        // As many slices at once as there are cores.
                        (*context).thread_count = 0;
                    }
                }
            }
        }
        match (settings.form, *name) {
            (Form::ProRes, "prores_ks") => {
                options.set("profile", if settings.draft { "proxy" } else { "hq" });
                options.set("vendor", "apl0");
            }
            (Form::Mp4, "libx264") => {
                video.set_gop(rate.labels() as u32 * 5);
                options.set("preset", if settings.draft { "ultrafast" } else { "veryfast" });
                options.set("crf", if settings.draft { "26" } else { "20" });
                // As many threads as cores: each more holds two frames more, and composing fills the time that they wait.
                // A thread of its own that looks ahead holds four, and the file is the same without it.
                let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
                // With AVX-512 it looks at memory that it never wrote, and equal frames give other files.
                let simd = if avx512() { ":asm=AVX2" } else { "" };
                options.set("x264-params", &format!("threads={threads}:sync-lookahead=0{simd}"));
            }
            (Form::Mp4, _) => {
                video.set_gop(rate.labels() as u32 * 5);
                // Others know no constant quality in common: a tenth of a bit a pixel.
                let pixels = settings.size[0] as usize * settings.size[1] as usize;
                video.set_bit_rate((pixels as f64 * rate.as_f64() * 0.1) as usize);
            }
            _ => {}
        }
        match video.open_with(options) {
            Ok(video) => return Ok((video, (*name).to_owned())),
            Err(e) => refused = MediaError::Refused { what: (*name).to_owned(), reason: e.to_string() },
        }
    }
    Err(refused)
}
