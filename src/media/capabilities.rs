//! What this machine's libav and voices can do, for a doctor to tell.
//! Nothing is made here.

use std::process::{Command, Stdio};

use ffmpeg_next as av;

use serde::{Deserialize, Serialize};

use super::encode::H264;
use super::filter;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// libavcodec's version, as `59.37.100`.
    pub libavcodec: String,
    pub licence: String,
    /// H.264 encoders, the preferred first.
    pub h264: Vec<String>,
    pub aac: bool,
    pub mov_text: bool,
    pub flite: bool,
    pub espeak: bool,
}

pub fn capabilities() -> Capabilities {
    let started = super::start().is_ok();
    let encoder = |name: &str| started && av::encoder::find_by_name(name).is_some();
    let version = av::codec::version();
    Capabilities {
        libavcodec: format!("{}.{}.{}", version >> 16, version >> 8 & 255, version & 255),
        licence: av::codec::license().to_owned(),
        h264: H264.into_iter().filter(|name| encoder(name)).map(str::to_owned).collect(),
        aac: encoder("aac"),
        mov_text: encoder("mov_text"),
        flite: filter::has_flite(),
        espeak: has_espeak(),
    }
}

/// Whether the program `espeak-ng` can be started.
pub fn has_espeak() -> bool {
    let quiet = Command::new("espeak-ng")
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}
