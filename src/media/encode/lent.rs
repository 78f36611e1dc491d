//! Planes lent to libav without a copy, and given back when it holds them no more.

use std::os::raw::c_void;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use ffmpeg_next as av;

use av::format::Pixel;
use av::frame;

use crate::media::error::MediaError;

/// Tight planes of luma and both chromas.
pub type Planes = [Vec<u8>; 3];

/// Goes home with its last reference, on whichever thread that is.
struct Lent {
    planes: Planes,
    home: Sender<Planes>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        // If nobody waits for them any more, the planes are simply freed.
        let _ = self.home.send(std::mem::take(&mut self.planes));
    }
}

unsafe extern "C" fn give_back(of: *mut c_void, _: *mut u8) {
    // SAFETY: libav calls this once for each buffer, with what `lend` made of a reference of its own.
    drop(unsafe { Arc::from_raw(of.cast_const().cast::<Lent>()) });
}

/// A frame over `planes`, which go to `home` when libav has let go of it. It may read them only.
pub fn lend(planes: Planes, size: [u32; 2], home: Sender<Planes>) -> Result<frame::Video, MediaError> {
    let lent = Arc::new(Lent { planes, home });
    let mut made = frame::Video::empty();
    made.set_format(Pixel::YUV420P);
    made.set_width(size[0]);
    made.set_height(size[1]);
    for (i, plane) in lent.planes.iter().enumerate() {
        let (width, height) = if i == 0 { (size[0], size[1]) } else { (size[0] / 2, size[1] / 2) };
        if plane.len() != width as usize * height as usize {
            return Err(MediaError::Libav("a plane is not of the picture's size".into()));
        }
        let data = plane.as_ptr().cast_mut();
        let reference = Arc::into_raw(lent.clone()).cast_mut().cast::<c_void>();
        // SAFETY: the reference keeps the plane where it is until the buffer is freed, and nothing writes to it meanwhile:
        // the buffer is marked read-only, and nobody else has the planes.
        unsafe {
            let flag = av::ffi::AV_BUFFER_FLAG_READONLY;
            let buffer = av::ffi::av_buffer_create(data, plane.len() as _, Some(give_back), reference, flag);
            if buffer.is_null() {
                give_back(reference, data);
                return Err(av::Error::from(av::ffi::AVERROR(av::error::ENOMEM)).into());
            }
            let frame = made.as_mut_ptr();
            (*frame).buf[i] = buffer;
            (*frame).data[i] = data;
            (*frame).linesize[i] = width as i32;
        }
    }
    Ok(made)
}
