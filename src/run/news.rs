//! What a provider tells by itself of its jobs, over a websocket: how much is done, and that one is over. Nothing depends
//! on it: jobs are asked after all the same, only sooner. A provider that tells nothing is polled.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::net::{Net, Pass};
use crate::backends::remote::{News, Provider};

/// The longest wait between two looks at whether all was called off.
const LOOK: Duration = Duration::from_millis(50);

#[derive(Default)]
pub struct Listener {
    told: Arc<Told>,
    opened: OnceLock<()>,
}

#[derive(Default)]
struct Told {
    jobs: Mutex<BTreeMap<String, State>>,
    moved: Condvar,
}

#[derive(Clone, Copy, Default)]
struct State {
    part: u8,
    over: bool,
}

impl Listener {
    /// Begins to listen, once, where the provider tells anything.
    pub fn open(&self, net: &Net, provider: &Arc<dyn Provider>, base: &str, pass: Option<&Pass>) {
        self.opened.get_or_init(|| {
            let Some(url) = provider.news(base) else { return };
            let (told, provider) = (self.told.clone(), provider.clone());
            // What cannot be heard is polled.
            let _ = net.listen(&url, pass, move |message| told.hear(&*provider, message));
        });
    }

    /// Waits, at most so long, for a job to be over; says as often as something moves how much of it is done.
    pub fn rest(&self, job: &str, wait: Duration, cancel: &AtomicBool, moved: &dyn Fn(u8)) {
        let until = Instant::now() + wait;
        let mut seen = 0;
        let mut jobs = self.told.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let state = jobs.get(job).copied().unwrap_or_default();
            if state.part != seen {
                seen = state.part;
                moved(seen);
            }
            let left = until.saturating_duration_since(Instant::now());
            if state.over || left.is_zero() || cancel.load(Ordering::Relaxed) {
                // An answer that is not there yet although the job is over is asked for in the usual time.
                jobs.remove(job);
                return;
            }
            jobs = self.told.moved.wait_timeout(jobs, left.min(LOOK)).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Told {
    fn hear(&self, provider: &dyn Provider, message: &str) {
        let Some((job, news)) = provider.heard(message) else { return };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        // A server that tells of ever new jobs fills nothing.
        if jobs.len() > 10_000 {
            jobs.clear();
        }
        let state = jobs.entry(job).or_default();
        match news {
            News::Part(part) => state.part = part,
            News::Over => state.over = true,
        }
        self.moved.notify_all();
    }
}
