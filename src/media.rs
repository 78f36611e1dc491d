//! Files of pictures and sound: encoding, probing, decoding, filters. The only place that knows libav.
//! What is in the frames and samples is the business of `cut`.

pub mod capabilities;
pub mod decode;
pub mod encode;
pub mod error;
pub mod filter;
mod matrix;
pub mod pictures;
pub mod probe;
pub mod sequence;

pub use capabilities::{Capabilities, capabilities};
pub use decode::{Image, count_frames, decode_frame, load_image, load_sound};
pub use encode::{Encoded, Encoder, Form, Palette, PaletteMaker, Settings};
pub use error::MediaError;
pub use pictures::Pictures;
pub use probe::{Probe, probe};
pub use sequence::Sequence;

/// Makes libav ready and quiet; its own messages reach nobody.
fn start() -> Result<(), MediaError> {
    use std::sync::OnceLock;
    static READY: OnceLock<Result<(), String>> = OnceLock::new();
    let ready = READY.get_or_init(|| {
        ffmpeg_next::init().map_err(|e| e.to_string())?;
        ffmpeg_next::log::set_level(ffmpeg_next::log::Level::Quiet);
        Ok(())
    });
    ready.clone().map_err(MediaError::Libav)
}

/// The bytes of a font file.
pub fn font(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
