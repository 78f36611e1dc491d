//! What a film can be written as, and what its file's name says about it.

use std::path::Path;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// H.264 and AAC.
    Mp4,
    /// ProRes 422 HQ, ten bits, and PCM in QuickTime, for editing programs.
    ProRes,
    /// 256 colours, no sound.
    Gif,
    /// An animated picture, no sound.
    WebP,
    /// The sound alone, PCM.
    Wav,
}

impl Form {
    pub const ALL: [Form; 5] = [Form::Mp4, Form::ProRes, Form::Gif, Form::WebP, Form::Wav];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Mp4 => "mp4",
            Form::ProRes => "mov",
            Form::Gif => "gif",
            Form::WebP => "webp",
            Form::Wav => "wav",
        }
    }

    pub fn of(path: &Path) -> Option<Form> {
        let ending = path.extension()?;
        Form::ALL.into_iter().find(|form| ending.eq_ignore_ascii_case(form.ending()))
    }

    pub fn has_picture(self) -> bool {
        self != Form::Wav
    }

    pub fn has_sound(self) -> bool {
        matches!(self, Form::Mp4 | Form::ProRes | Form::Wav)
    }

    /// Chapters and subtitles, which only these two keep.
    pub(super) fn has_text(self) -> bool {
        matches!(self, Form::Mp4 | Form::ProRes)
    }

    /// libav's name of the muxer.
    pub(super) fn muxer(self) -> &'static str {
        self.ending()
    }
}
