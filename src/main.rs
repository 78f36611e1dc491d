//! `frost`: the compiler's commands here, those that need FFmpeg in `frost-media`, which it starts.

use std::process::ExitCode;

use clap::Parser;
use frost::cli;

/// A check makes and forgets a million small things; this allocator takes a quarter less time for it than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = cli::Args::parse();
    if let Some(code) = cli::front(&args) {
        return code;
    }
    media()
}

/// Hands the same arguments to the media executable beside this one.
#[allow(clippy::disallowed_methods, reason = "the other executable is started here")]
fn media() -> ExitCode {
    let mut command = frost::host::media();
    command.args(std::env::args_os().skip(1));
    #[cfg(unix)]
    let failed = std::os::unix::process::CommandExt::exec(&mut command);
    #[cfg(not(unix))]
    let failed = match command.status() {
        Ok(status) => return ExitCode::from(status.code().and_then(|c| u8::try_from(c).ok()).unwrap_or(1)),
        Err(error) => error,
    };
    cli::say::trouble(format_args!(
        "`frost-media` cannot be started: {}; it is built and installed together with `frost` and needs the libraries of FFmpeg",
        frost::host::plain(&failed)
    ));
    ExitCode::from(cli::FAILED)
}
