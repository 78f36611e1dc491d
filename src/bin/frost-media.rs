//! `frost-media`: the commands of `frost` that need FFmpeg. `frost` starts it; it takes the same arguments.

use std::process::ExitCode;

use clap::Parser;
use frost::cli;

fn main() -> ExitCode {
    give_pictures_back();
    cli::media::run(&cli::Args::parse())
}

/// The allocator keeps what was freed in pieces, one heap a thread, and pictures of megabytes fragment it: a film would
/// hold half as much memory again as it needs. Large pieces get pages of their own, which go back when they are freed.
fn give_pictures_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: `mallopt` only sets numbers of the allocator; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 20);
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}
