//! The program espeak-ng as a voice: text goes in and a WAV comes out, both through pipes.
//! Which of its voices speaks is chosen in `cast`.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::Cast;
use crate::media::MediaError;
use crate::media::filter;

/// No line is longer: ten minutes of samples.
const MOST_BYTES: u64 = 22_050 * 2 * 600;

/// Mono at 48 kHz.
pub fn speak(text: &str, cast: &Cast) -> Result<Vec<f32>, MediaError> {
    let failed = |what: &str| MediaError::Libav(format!("espeak-ng: {what}"));
    let mut program = Command::new("espeak-ng");
    program.args(["--stdin", "--stdout", "-s", "160", "-v", &cast.voice]);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = program.spawn().map_err(|_| failed("it is not installed"))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let mut wav = Vec::new();
    let text = text.to_owned();
    // Written beside the reading, so that neither pipe can fill up and stop both sides.
    let writer = thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let read = output.map(|output| output.take(MOST_BYTES).read_to_end(&mut wav));
    let written = writer.join();
    let status = child.wait().map_err(|e| failed(&e.to_string()))?;
    if !status.success() || !matches!(read, Some(Ok(_))) || written.is_err() {
        return Err(failed("it stopped early"));
    }
    let (rate, samples) = wave(&wav).ok_or_else(|| failed("it gave no sound"))?;
    // To 48 kHz by the same filter that bends pitches.
    let sound = filter::bend(&samples, f64::from(rate) / 48_000.0, f64::from(rate) / 48_000.0)?;
    Ok(sound)
}

/// Rate and samples of 16-bit mono; a streamed header does not know its own length.
fn wave(bytes: &[u8]) -> Option<(u32, Vec<f32>)> {
    let rate = u32::from_le_bytes(bytes.get(24..28)?.try_into().ok()?);
    let at = bytes.windows(4).position(|word| word == b"data")? + 8;
    let samples =
        bytes.get(at..)?.chunks_exact(2).map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0);
    (8_000..=48_000).contains(&rate).then(|| (rate, samples.collect()))
}
