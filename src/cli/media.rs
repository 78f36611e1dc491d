//! The commands that need FFmpeg: they run in the second executable, `frost-media`.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Args, Command, FAILED, say};

mod board;
mod doctor;
mod frame;
mod progress;
mod ready;
mod render;

/// Ctrl-C was pressed.
pub const INTERRUPTED: u8 = 130;

pub fn run(args: &Args) -> ExitCode {
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = cancel.clone();
    let heard = ctrlc::set_handler(move || {
        // A second Ctrl-C does not wait for anything.
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(INTERRUPTED.into());
        }
    });
    if heard.is_err() {
        say::note("note: Ctrl-C cannot be caught here; stopping leaves a temporary file beside the film");
    }
    match &args.command {
        Command::Render(options) => render::run(options, args.color, &cancel),
        Command::Frame { file, at, out, size } => frame::run(file, at, out, size.as_deref(), args.color, &cancel),
        Command::Board { file, out } => board::run(file, out, args.color, &cancel),
        Command::Doctor { json } => doctor::run(*json),
        _ => {
            say::trouble("this is the media part of frost; run `frost`");
            ExitCode::from(FAILED)
        }
    }
}
