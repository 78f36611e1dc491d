//! Which tasks are made, in what order, by how many workers.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::cache::Cache;
use crate::plan::task::{Spec, Task};

/// What a run did: every task but the cut is either made or reused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub made: usize,
    pub reused: usize,
    /// Things worth saying, with the key of the task they belong to.
    pub notices: Vec<(String, Notice)>,
}

/// Something that the author should be told about an artefact that was made all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// A voice had to speak faster than is natural, by so many per cent.
    Hurried { percent: u32 },
    Said(String),
}

/// Says after each task how many of how many are done, and what was made.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize, &Task);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// A backend could not make a task.
    Failed { key: String, kind: &'static str, shot: Option<String>, reason: String },
    /// The cache could not be written.
    Cache(String),
    Cancelled,
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Failed { kind, shot: Some(shot), reason, .. } => write!(f, "the {kind} of shot {shot} could not be made: {reason}"),
            RunError::Failed { kind, reason, .. } => write!(f, "the {kind} could not be made: {reason}"),
            RunError::Cache(reason) => write!(f, "the cache cannot be written: {reason}"),
            RunError::Cancelled => write!(f, "cancelled"),
        }
    }
}

impl std::error::Error for RunError {}

/// Makes one artefact; the notice is something the author should be told.
pub trait Maker: Sync {
    fn make(&self, spec: &Spec) -> Result<(Vec<u8>, Option<Notice>), String>;
}

/// Makes the tasks in `needed` that the cache lacks.
pub fn run(tasks: &[Task], needed: &BTreeSet<String>, cache: &Cache, maker: &dyn Maker, progress: Progress<'_>, cancel: &AtomicBool) -> Result<Made, RunError> {
    let mut out = Made::default();
    let mut missing: Vec<&Task> = Vec::new();
    for task in tasks.iter().filter(|t| !matches!(t.spec, Spec::Cut { .. } | Spec::Order { .. }) && needed.contains(&t.key)) {
        // A damaged entry is made again rather than found out in the middle of the cut.
        if cache.has(&task.key) { out.reused += 1 } else { missing.push(task) }
    }
    let total = missing.len();
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(total.max(1));
    std::thread::scope(|scope| {
        let (done, finished) = mpsc::channel();
        for _ in 0..workers {
            let (done, missing, next, stop) = (done.clone(), &missing, &next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) && !cancel.load(Ordering::Relaxed) {
                    let Some(task) = missing.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                    let result = maker
                        .make(&task.spec)
                        .map_err(|reason| RunError::Failed { key: task.key.clone(), kind: task.kind, shot: task.shot.clone(), reason })
                        .and_then(|(bytes, notice)| cache.put(&task.key, &bytes).map(|()| notice).map_err(|e| RunError::Cache(crate::host::plain(&e))));
                    if done.send((*task, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        let mut failed = None;
        for (task, result) in finished {
            match result {
                Ok(notice) => {
                    out.made += 1;
                    out.notices.extend(notice.map(|n| (task.key.clone(), n)));
                    progress(out.made, total, task);
                }
                Err(error) => {
                    stop.store(true, Ordering::Relaxed);
                    failed = failed.or(Some(error));
                }
            }
        }
        match failed {
            Some(error) => Err(error),
            None if cancel.load(Ordering::Relaxed) => Err(RunError::Cancelled),
            None => Ok(()),
        }
    })?;
    out.notices.sort();
    Ok(out)
}
