//! The commands that need FFmpeg: they run in the second executable, `frost-media`.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Args, Command, FAILED, say};

mod arrows;
mod blame;
mod board;
mod buy;
mod contact;
mod doctor;
mod floor;
mod frame;
mod probe;
mod progress;
mod ready;
mod render;
mod sheet;
mod target;
mod voice;

/// How long a command that was told to stop may take to end by itself.
const PATIENCE: Duration = Duration::from_millis(600);

/// The same while a provider has orders that can still be called off or fetched.
const MOST_PATIENCE: Duration = Duration::from_secs(30);

/// Ends the program where it is; what was being written is taken away.
fn stop_now() -> ! {
    crate::host::abandon();
    std::process::exit(INTERRUPTED.into())
}

/// Ctrl-C was pressed.
pub const INTERRUPTED: u8 = 130;

pub fn run(args: &Args) -> ExitCode {
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = cancel.clone();
    let heard = ctrlc::set_handler(move || {
        // A second Ctrl-C does not wait for anything.
        if flag.swap(true, Ordering::SeqCst) {
            stop_now();
        }
        // A picture or a piece of music may take longer to finish than anybody wants to wait.
        std::thread::spawn(|| {
            std::thread::sleep(PATIENCE);
            if crate::run::away() {
                say::note("waiting a little for what is ordered, so that nothing paid is in doubt; Ctrl-C again stops at once");
                let since = Instant::now();
                while crate::run::away() && since.elapsed() < MOST_PATIENCE {
                    std::thread::sleep(PATIENCE / 10);
                }
                std::thread::sleep(PATIENCE);
            }
            say::note("stopped; the same command goes on with what was made");
            stop_now();
        });
    });
    if heard.is_err() {
        say::note("note: Ctrl-C cannot be caught here; stopping leaves a temporary file beside the film");
    }
    match &args.command {
        Command::Render(options) => render::run(options, args.color, &cancel),
        Command::Frame { file, at, shot, out, size, variation, providers } => frame::run(file, frame::Moment { at: at.as_deref(), shot: shot.as_deref() }, out, size.as_deref(), variation, providers, args.color, &cancel),
        Command::Takes { file, shot, out: Some(out), .. } => contact::run(file, shot.as_deref(), out),
        Command::Board { file, out, floor: true, variation, .. } => floor::run(file, out, variation),
        Command::Board { file, out, floor: false, variation, providers } => board::run(file, out, variation, providers, args.color, &cancel),
        Command::Voice { file, variation } => voice::run(file, variation, args.color, &cancel),
        Command::Probe { medium, file } => probe::run(medium, file),
        Command::Doctor { json } => doctor::run(*json),
        _ => {
            say::trouble("this is the media part of frost; run `frost`");
            ExitCode::from(FAILED)
        }
    }
}
