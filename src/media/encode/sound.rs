//! The sound's way into its file: AAC for MP4, PCM of 24 bits elsewhere.

use ffmpeg_next as av;

use av::codec::Id;
use av::format::{Sample, sample};
use av::{ChannelLayout, Dictionary, encoder, frame};

use super::{Form, SAMPLE_RATE};
use crate::media::error::MediaError;

pub(super) struct Sound {
    pub encoder: encoder::audio::Encoder,
    pcm: bool,
    pending: Vec<f32>,
    block: usize,
    /// Samples given to the encoder, each of both sides.
    pub samples: u64,
}

impl Sound {
    pub fn open(form: Form) -> Result<Sound, MediaError> {
        let pcm = form != Form::Mp4;
        let (id, what) = if pcm { (Id::PCM_S24LE, "PCM") } else { (Id::AAC, "AAC") };
        let codec = encoder::find(id).ok_or(MediaError::NoEncoder { what })?;
        let mut audio = av::codec::Context::new_with_codec(codec).encoder().audio()?;
        audio.set_rate(SAMPLE_RATE as i32);
        audio.set_channel_layout(ChannelLayout::STEREO);
        audio.set_format(if pcm { Sample::I32(sample::Type::Packed) } else { Sample::F32(sample::Type::Planar) });
        audio.set_bit_rate(192_000);
        audio.set_time_base((1, SAMPLE_RATE as i32));
        // SAFETY: a plain field of a context that is not open yet.
        unsafe { (*audio.as_mut_ptr()).flags |= av::ffi::AV_CODEC_FLAG_GLOBAL_HEADER as i32 };
        let mut options = Dictionary::new();
        if !pcm {
            // FFmpeg's manual prefers this way of choosing quantisers at such a rate, and it takes half the default's time.
            options.set("aac_coder", "fast");
        }
        let encoder = audio.open_with(options).map_err(|e| MediaError::Refused { what: what.to_lowercase(), reason: e.to_string() })?;
        // PCM takes any number at once.
        let block = match encoder.frame_size() {
            0 => 1024,
            n => n as usize,
        };
        Ok(Sound { encoder, pcm, pending: Vec::new(), block, samples: 0 })
    }

    /// More sound, left and right by turns; `drain` writes what the encoder has ready.
    pub fn take(&mut self, samples: &[f32], drain: &mut dyn FnMut(&mut Sound) -> Result<(), MediaError>) -> Result<(), MediaError> {
        self.pending.extend_from_slice(samples);
        let mut used = 0;
        while self.pending.len() - used >= self.block * 2 {
            self.send(used, self.block)?;
            drain(self)?;
            used += self.block * 2;
        }
        self.pending.drain(..used);
        Ok(())
    }

    /// What is left, and the end.
    pub fn end(&mut self) -> Result<(), MediaError> {
        let rest = self.pending.len() / 2;
        if rest > 0 {
            self.send(0, rest)?;
            self.pending.clear();
        }
        Ok(self.encoder.send_eof()?)
    }

    fn send(&mut self, from: usize, count: usize) -> Result<(), MediaError> {
        let samples = &self.pending[from..from + count * 2];
        let mut block = if self.pcm {
            let mut block = frame::Audio::new(Sample::I32(sample::Type::Packed), count, ChannelLayout::STEREO);
            // A packed plane of two sides is seen as pairs.
            for (to, from) in block.plane_mut::<(i32, i32)>(0).iter_mut().zip(samples.chunks_exact(2)) {
                *to = (whole(from[0]), whole(from[1]));
            }
            block
        } else {
            let mut block = frame::Audio::new(Sample::F32(sample::Type::Planar), count, ChannelLayout::STEREO);
            for channel in 0..2 {
                let plane = block.plane_mut::<f32>(channel).iter_mut();
                plane.zip(samples[channel..].iter().step_by(2)).for_each(|(to, &s)| *to = s);
            }
            block
        };
        block.set_rate(SAMPLE_RATE);
        block.set_pts(Some(self.samples as i64));
        self.encoder.send_frame(&block)?;
        self.samples += count as u64;
        Ok(())
    }
}

/// Full scale is all of 32 bits, of which the file keeps the upper 24.
fn whole(sample: f32) -> i32 {
    (f64::from(sample.clamp(-1.0, 1.0)) * f64::from(i32::MAX)).round() as i32
}
