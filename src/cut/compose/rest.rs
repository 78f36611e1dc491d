//! Finished bands before a camera that rests: where the same is seen as in an earlier frame, its codes are copied.
//! What a band shows is told by the parent.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::band::ROWS;
use super::place::Window;
use crate::cut::frame::Frame;

/// Whole frames whose codes are kept at most: a face has as many looks as its mouth times its eyes.
const FRAMES: usize = 3;

/// The looks of one band so far.
type Looks = Mutex<Vec<(u64, Box<[u8]>)>>;

pub struct Rest {
    bands: Vec<Looks>,
    window: Window,
    /// Bytes that may still be taken.
    left: AtomicUsize,
}

impl Rest {
    pub fn new(window: Window) -> Rest {
        let bands = (0..window.height.div_ceil(ROWS)).map(|_| Mutex::default()).collect();
        Rest { bands, window, left: AtomicUsize::new(window.width * window.height * 3 / 2 * FRAMES) }
    }

    /// Copies the band at `top` into a frame; `false` if it has not been seen with this look.
    pub fn copy(&self, top: usize, look: u64, frame: &mut Frame) -> bool {
        let looks = self.bands[top / ROWS].lock().unwrap_or_else(PoisonError::into_inner);
        let Some((_, codes)) = looks.iter().find(|(known, _)| *known == look) else { return false };
        let mut codes = &codes[..];
        self.rows(top, frame, |row| {
            let (own, rest) = codes.split_at(row.len());
            row.copy_from_slice(own);
            codes = rest;
        });
        true
    }

    /// Keeps what a frame has at `top`, while there is room.
    pub fn keep(&self, top: usize, look: u64, frame: &mut Frame) {
        let size = self.window.width * ROWS.min(self.window.height - top) * 3 / 2;
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).is_err() {
            return;
        }
        let mut codes = Vec::with_capacity(size);
        self.rows(top, frame, |row| codes.extend_from_slice(row));
        let mut looks = self.bands[top / ROWS].lock().unwrap_or_else(PoisonError::into_inner);
        if looks.iter().all(|(known, _)| *known != look) {
            looks.push((look, codes.into()));
        }
    }

    /// The rows of a band in all three planes of a frame.
    fn rows(&self, top: usize, frame: &mut Frame, mut each: impl FnMut(&mut [u8])) {
        let (window, rows) = (self.window, ROWS.min(self.window.height - top));
        let wide = frame.width;
        for (plane, part) in [(&mut frame.y, 1), (&mut frame.u, 2), (&mut frame.v, 2)] {
            let lines = plane.chunks_exact_mut(wide / part).skip((window.top + top) / part).take(rows / part);
            lines.for_each(|line| each(&mut line[window.left / part..][..window.width / part]));
        }
    }
}
