//! A film as numbered pictures, by as many workers as there are cores.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::reel::{Bench, Reel};
use super::render::{RenderError, Stage};
use crate::media::Sequence;

pub(super) fn write(reel: &Reel, pattern: &Path, range: &Range<u64>, progress: &mut dyn FnMut(Stage, u64, u64), cancel: &AtomicBool) -> Result<(), RenderError> {
    let sequence = Sequence::create(pattern)?;
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
            let png = out.png().map_err(|e| RenderError::Edit(e.to_string()))?;
            sequence.write(index, &png)?;
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
    Ok(sequence.finish(range.clone())?)
}
