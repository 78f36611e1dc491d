//! `frost doctor`.

use std::process::ExitCode;

pub fn run(json: bool) -> ExitCode {
    let _ = json;
    ExitCode::SUCCESS
}
