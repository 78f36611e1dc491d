//! How much is asked of one provider at once, and how often: as its contract says, less while it is busy.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);

pub struct Gate {
    inner: Mutex<Inner>,
    moved: Condvar,
    most: u32,
    per_minute: Option<u32>,
}

struct Inner {
    inside: u32,
    limit: u32,
    /// Answers since the limit was last changed.
    good: u32,
    closed_until: Option<Instant>,
    recent: VecDeque<Instant>,
}

/// A place inside, given back when it is dropped.
pub struct Pass<'a>(&'a Gate);

impl Gate {
    pub fn new(most: u32, per_minute: Option<u32>) -> Gate {
        let most = most.max(1);
        Gate { inner: Mutex::new(Inner { inside: 0, limit: most, good: 0, closed_until: None, recent: VecDeque::new() }), moved: Condvar::new(), most, per_minute }
    }

    /// Waits for a place; none if it was called off.
    pub fn enter(&self, cancel: &AtomicBool) -> Option<Pass<'_>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let now = Instant::now();
            let closed = inner.closed_until.and_then(|t| t.checked_duration_since(now)).filter(|d| !d.is_zero());
            if closed.is_none() && inner.inside < inner.limit {
                inner.inside += 1;
                return Some(Pass(self));
            }
            let wait = closed.unwrap_or(Duration::from_millis(100)).min(Duration::from_millis(100));
            inner = self.moved.wait_timeout(inner, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the turn of a request that spends, however often it is sent; false if it was called off.
    pub fn turn(&self, cancel: &AtomicBool) -> bool {
        let Some(most) = self.per_minute.map(|n| n.max(1) as usize) else { return !cancel.load(Ordering::Relaxed) };
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if cancel.load(Ordering::Relaxed) {
                return false;
            }
            let now = Instant::now();
            while inner.recent.front().is_some_and(|t| now.duration_since(*t) > MINUTE) {
                inner.recent.pop_front();
            }
            if inner.recent.len() < most {
                inner.recent.push_back(now);
                return true;
            }
            inner = self.moved.wait_timeout(inner, Duration::from_millis(100)).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The provider is busy: nobody enters for a while, and half as many after it.
    pub fn busy(&self, wait: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.limit = (inner.limit / 2).max(1);
        inner.good = 0;
        let until = Instant::now() + wait;
        inner.closed_until = Some(inner.closed_until.map_or(until, |t| t.max(until)));
    }

    /// An answer came: after a few of them one more may enter.
    pub fn good(&self) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.good += 1;
        if inner.good >= 4 && inner.limit < self.most {
            inner.limit += 1;
            inner.good = 0;
        }
    }

    pub fn most(&self) -> u32 {
        self.most
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut inner = self.0.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.inside = inner.inside.saturating_sub(1);
        self.0.moved.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU32;

    #[test]
    fn requests_of_a_minute_are_counted_however_many_orders_they_are_for() {
        let gate = Gate::new(4, Some(2));
        let go = AtomicBool::new(false);
        assert!(gate.turn(&go) && gate.turn(&go));
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let third = scope.spawn(|| gate.turn(&stop));
            std::thread::sleep(Duration::from_millis(150));
            assert!(!third.is_finished());
            stop.store(true, Ordering::SeqCst);
            assert!(!third.join().unwrap());
        });
    }

    #[test]
    fn no_more_are_inside_than_may_be_and_fewer_after_a_refusal() {
        let gate = Gate::new(4, None);
        let (now, most) = (AtomicU32::new(0), AtomicU32::new(0));
        let round = || {
            most.store(0, Ordering::SeqCst);
            std::thread::scope(|scope| {
                for _ in 0..24 {
                    scope.spawn(|| {
                        let _pass = gate.enter(&AtomicBool::new(false)).unwrap();
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(3));
                        now.fetch_sub(1, Ordering::SeqCst);
                    });
                }
            });
            most.load(Ordering::SeqCst)
        };
        assert!(round() <= 4);
        gate.busy(Duration::ZERO);
        assert!(round() <= 2);
        assert!(gate.enter(&AtomicBool::new(true)).is_none());
    }
}
