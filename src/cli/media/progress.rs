//! Progress: one line that renews itself on a terminal, plain lines now and then elsewhere; more often where `FROST_PROGRESS`
//! is set, by a program that shows them.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

pub struct Progress {
    stage: &'static str,
    start: Instant,
    last: Option<Instant>,
    terminal: bool,
    /// Between two lines.
    pause: Duration,
    shown: bool,
}

impl Progress {
    pub fn new(stage: &'static str) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let often = terminal || std::env::var_os("FROST_PROGRESS").is_some();
        let pause = if often { Duration::from_millis(100) } else { Duration::from_secs(5) };
        Progress { stage, start: Instant::now(), last: None, terminal, pause, shown: false }
    }

    pub fn stage(&mut self, stage: &'static str) {
        if self.stage != stage {
            self.end();
            self.stage = stage;
            self.start = Instant::now();
            self.last = None;
        }
    }

    pub fn step(&mut self, done: u64, total: u64, what: &str) {
        let now = Instant::now();
        let due = match self.last {
            None if self.terminal => true,
            None => now - self.start >= self.pause,
            Some(last) => now - last >= self.pause,
        };
        let last = self.terminal && done == total;
        if !(due || last) {
            return;
        }
        self.last = Some(now);
        let passed = (now - self.start).as_secs_f64().max(1e-3);
        let rate = done as f64 / passed;
        let left = if done > 0 { (total.saturating_sub(done)) as f64 / rate } else { 0.0 };
        let unit = if matches!(self.stage, "making" | "ordering") { "tasks/s" } else { "frames/s" };
        let line = format!("{} {done}/{total} · {rate:.1} {unit} · {} left{}{what}", self.stage, clock(left), if what.is_empty() { "" } else { " · " });
        let mut err = std::io::stderr();
        let _ = if self.terminal { write!(err, "\r\x1b[2K{line}").and_then(|()| err.flush()) } else { writeln!(err, "{line}") };
        self.shown = true;
    }

    /// Leaves no half line behind.
    pub fn end(&mut self) {
        if self.terminal && self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
        self.shown = false;
    }
}

fn clock(seconds: f64) -> String {
    let s = seconds.round() as u64;
    if s >= 60 { format!("{}:{:02}", s / 60, s % 60) } else { format!("{s}s") }
}
