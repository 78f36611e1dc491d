//! A film as numbered pictures. They are made in a hidden folder beside their place and moved there when all are whole.

use std::fs;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::reel::{Bench, Reel};
use super::render::{RenderError, Stage};
use crate::media::MediaError;

/// Where the number of a frame stands in a file's name.
pub const FRAME: &str = "{frame}";

/// The file of one frame, numbered from the film's first, which is 0.
pub fn name(pattern: &Path, index: u64) -> PathBuf {
    let file = pattern.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    pattern.with_file_name(file.replace(FRAME, &format!("{index:06}")))
}

/// A folder that goes away with whatever is left in it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be taken away stays hidden, and nobody could act on the failure.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(super) fn write(reel: &Reel, pattern: &Path, range: &Range<u64>, progress: &mut dyn FnMut(Stage, u64, u64), cancel: &AtomicBool) -> Result<(), RenderError> {
    let refused = |path: &Path, error: &std::io::Error| RenderError::Media(MediaError::from_io(path.to_owned(), error));
    let place = pattern.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(place).map_err(|e| refused(place, &e))?;
    let folder = Folder(place.join(format!(".frames.{}.part", std::process::id())));
    fs::create_dir_all(&folder.0).map_err(|e| refused(&folder.0, &e))?;
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(8) as u64;
    let (done, total) = (AtomicU64::new(0), range.end - range.start);
    let failed = AtomicBool::new(false);
    let one = |worker: u64| -> Result<(), RenderError> {
        let mut bench = Bench::default();
        let mut out = reel.blank_frame();
        for index in (range.start + worker..range.end).step_by(workers as usize) {
            if cancel.load(Ordering::Relaxed) {
                return Err(RenderError::Cancelled);
            }
            if failed.load(Ordering::Relaxed) {
                return Ok(());
            }
            reel.frame(index, &mut bench, &mut out)?;
            reel.forget(index.saturating_sub(workers));
            let path = folder.0.join(format!("{index:06}"));
            let png = out.png().map_err(|e| RenderError::Edit(e.to_string()))?;
            fs::write(&path, png).map_err(|e| refused(&path, &e))?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    let (one, failed) = (&one, &failed);
    thread::scope(|scope| {
        let all: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || {
                    let result = one(worker);
                    failed.fetch_or(result.is_err(), Ordering::Relaxed);
                    result
                })
            })
            .collect();
        while !all.iter().all(|worker| worker.is_finished()) {
            progress(Stage::Picture, done.load(Ordering::Relaxed), total);
            thread::sleep(Duration::from_millis(40));
        }
        for worker in all {
            worker.join().unwrap_or_else(|_| Err(RenderError::Edit("a worker stopped".into())))?;
        }
        progress(Stage::Picture, total, total);
        Ok::<(), RenderError>(())
    })?;
    for index in range.clone() {
        let to = name(pattern, index);
        fs::rename(folder.0.join(format!("{index:06}")), &to).map_err(|e| refused(&to, &e))?;
    }
    Ok(())
}
