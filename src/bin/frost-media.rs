//! `frost-media`: the commands of `frost` that need FFmpeg. `frost` starts it; it takes the same arguments.

use std::process::ExitCode;

use clap::Parser;
use frost::cli;

fn main() -> ExitCode {
    cli::media::run(&cli::Args::parse())
}
