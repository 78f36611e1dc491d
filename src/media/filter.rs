//! Sound through libav's filters: the flite voice, and tempo that keeps the pitch.
//! Which voice says what is chosen by the voice backend.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ffmpeg_next as av;

use av::filter::Graph;
use av::format::{Sample, sample};
use av::{ChannelLayout, frame};

use super::decode::samples;
use super::error::MediaError;

/// Whether this libav can speak.
pub fn has_flite() -> bool {
    super::start().is_ok() && av::filter::find("flite").is_some()
}

/// What a text file says in one of flite's voices: mono at 48 kHz.
/// The path goes into a filter's options, so only plain characters may be in it.
pub fn flite(text: &Path, voice: &str) -> Result<Vec<f32>, MediaError> {
    super::start()?;
    let plain = |s: &str, more: &str| s.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    let path = text.to_str().filter(|path| plain(path, "/._-"));
    let path = path.filter(|_| plain(voice, "")).ok_or_else(|| MediaError::Unreadable {
        path: text.to_owned(),
        reason: "its path has characters that a filter would take for its own".to_owned(),
    })?;
    // flite draws its breath from the C library's one random sequence: begun anew each time, by one at a time,
    // it says equal lines equally.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: `srand` takes any number and only sets the sequence's start.
    unsafe { srand(1) };
    let mut graph = Graph::new();
    graph.add(&found("abuffersink")?, "out", "")?;
    graph.input("out", 0)?.parse(&format!("flite=textfile={path}:voice={voice},{OUT}"))?;
    graph.validate()?;
    let mut spoken = Vec::new();
    pull(&mut graph, &mut spoken)?;
    Ok(spoken)
}

unsafe extern "C" {
    /// The C library's.
    fn srand(seed: std::ffi::c_uint);
}

/// Mono at 48 kHz as every graph here gives it.
const OUT: &str = "aresample=48000,aformat=sample_fmts=flt:channel_layouts=mono";

/// Mono at 48 kHz with its pitch times `pitch` and its speed times `tempo`.
pub fn bend(sound: &[f32], pitch: f64, tempo: f64) -> Result<Vec<f32>, MediaError> {
    super::start()?;
    let mut graph = Graph::new();
    let source = "time_base=1/48000:sample_rate=48000:sample_fmt=flt:channel_layout=mono";
    graph.add(&found("abuffer")?, "in", source)?;
    graph.add(&found("abuffersink")?, "out", "")?;
    let rate = (48_000.0 * pitch).round();
    let tempo = (tempo / (rate / 48_000.0)).clamp(0.5, 50.0);
    let spec = format!("asetrate={rate},aresample=48000,atempo={tempo:.6},{OUT}");
    graph.output("in", 0)?.input("out", 0)?.parse(&spec)?;
    graph.validate()?;
    let mut bent = Vec::new();
    let mut at = 0;
    for part in sound.chunks(4096) {
        let mut frame = frame::Audio::new(Sample::F32(sample::Type::Packed), part.len(), ChannelLayout::MONO);
        frame.set_rate(48_000);
        frame.set_pts(Some(at));
        frame.plane_mut::<f32>(0)[..part.len()].copy_from_slice(part);
        at += part.len() as i64;
        named(&mut graph, "in")?.source().add(&frame)?;
        pull(&mut graph, &mut bent)?;
    }
    named(&mut graph, "in")?.source().flush()?;
    pull(&mut graph, &mut bent)?;
    Ok(bent)
}

pub(super) fn found(name: &str) -> Result<av::filter::Filter, MediaError> {
    av::filter::find(name).ok_or_else(|| MediaError::Libav(format!("it has no filter {name}")))
}

pub(super) fn named(graph: &mut Graph, name: &str) -> Result<av::filter::Context, MediaError> {
    graph.get(name).ok_or_else(|| MediaError::Libav(format!("the filter {name} is gone")))
}

/// Takes what the graph has ready.
fn pull(graph: &mut Graph, into: &mut Vec<f32>) -> Result<(), MediaError> {
    let mut sink = named(graph, "out")?;
    let mut frame = frame::Audio::empty();
    loop {
        match sink.sink().frame(&mut frame) {
            Ok(()) => into.extend_from_slice(samples(&frame)),
            Err(av::Error::Eof) | Err(av::Error::Other { errno: av::error::EAGAIN }) => return Ok(()),
            Err(e) => return Err(e.into()),
        }
    }
}
