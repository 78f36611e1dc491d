//! What the benches of the picture line share: CPU time, medians, and a line for each figure against its limit.
#![allow(dead_code)]

use std::time::{Duration, Instant};

/// CPU time of this thread, or of the whole process: other programs on the machine do not count.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn cpu(whole: bool) -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let clock = if whole { libc::CLOCK_PROCESS_CPUTIME_ID } else { libc::CLOCK_THREAD_CPUTIME_ID };
    // SAFETY: the structure is this function's own and lives until the call returns.
    unsafe { libc::clock_gettime(clock, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Where there is no such clock, the time of day serves on a quiet machine.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn cpu(_whole: bool) -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Milliseconds of CPU and of the clock on the wall that each of `runs` takes: both medians.
pub fn median(runs: usize, whole: bool, mut run: impl FnMut(usize)) -> [f64; 2] {
    let mut all: Vec<[f64; 2]> = (0..runs)
        .map(|i| {
            let (busy, clock) = (cpu(whole), Instant::now());
            run(i);
            [cpu(whole) - busy, clock.elapsed()].map(|d| d.as_secs_f64() * 1000.0)
        })
        .collect();
    [0, 1].map(|k| {
        all.sort_by(|a, b| a[k].total_cmp(&b[k]));
        all[all.len() / 2][k]
    })
}

/// Prints a figure against its limit; gives whether it is kept.
pub fn limit(what: &str, value: f64, most: f64, unit: &str) -> bool {
    let kept = value <= most;
    println!("{what:<62} {value:>8.2} {unit:<4} limit {most} {unit}{}", if kept { "" } else { "   PAST THE LIMIT" });
    kept
}
