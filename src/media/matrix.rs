//! Which matrix and range a decoded picture's codes are in, told to the scaler that makes colours of them.

use ffmpeg_next as av;

use av::software::scaling;
use av::util::color;
use av::{ffi, frame};

/// Sets a scaler from a picture's own codes to full-range RGB. A file that does not say is taken as players take it:
/// BT.709 from 720 lines on, BT.601 below.
pub(super) fn tell(scaler: &mut scaling::Context, picture: &frame::Video) {
    let matrix = match picture.color_space() {
        color::Space::BT709 => ffi::SWS_CS_ITU709,
        color::Space::BT2020NCL | color::Space::BT2020CL => ffi::SWS_CS_BT2020,
        color::Space::SMPTE240M => ffi::SWS_CS_SMPTE240M,
        color::Space::FCC => ffi::SWS_CS_FCC,
        color::Space::Unspecified if picture.height() >= 720 => ffi::SWS_CS_ITU709,
        _ => ffi::SWS_CS_ITU601,
    };
    let full = picture.color_range() == color::Range::JPEG;
    // SAFETY: the scaler is open, and the tables that are handed over are static in libswscale.
    unsafe {
        let coefficients = ffi::sws_getCoefficients(matrix);
        let rgb = ffi::sws_getCoefficients(ffi::SWS_CS_DEFAULT);
        // Formats without a matrix, such as RGB, refuse this and need none.
        ffi::sws_setColorspaceDetails(scaler.as_mut_ptr(), coefficients, i32::from(full), rgb, 1, 0, 1 << 16, 1 << 16);
    }
}
