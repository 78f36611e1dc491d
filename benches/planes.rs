//! What a film's pictures cost without their encoder, and the frames themselves for an encoder alone:
//! `cargo bench --bench planes -- film.frost [frames.yuv]`, once its artefacts are in the cache.

mod common;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use common::cpu;
use frost::cli::project;
use frost::cut::Frame;
use frost::cut::reel::{Bench, Reel};
use frost::film::Settings;
use frost::run::Cache;
use frost::{host, plan};

fn main() -> ExitCode {
    // Cargo adds a flag of its own.
    let mut names = std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(PathBuf::from);
    let Some(film) = names.next() else {
        // As all benches are run, there is no film to look at.
        return ExitCode::SUCCESS;
    };
    match planes(&film, names.next()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn planes(film: &std::path::Path, out: Option<PathBuf>) -> Result<(), String> {
    let checked = project::check(film, &Settings::default()).map_err(|e| e.to_string())?;
    let edit = plan::build(&checked.film, &checked.staging).edit;
    let cache = Cache::open(&host::cache(film)).map_err(|e| e.to_string())?;
    let reel = Reel::new(&edit, &cache, edit.size);
    let mut file = out.map(|path| File::create(path).map(BufWriter::new)).transpose().map_err(|e| e.to_string())?;
    let (mut bench, mut frame, mut seen) = (Bench::default(), Frame::new(edit.size), blake3::Hasher::new());
    let mut busy = std::time::Duration::ZERO;
    for index in 0..edit.frames {
        let before = cpu(true);
        reel.frame(index, &mut bench, &mut frame).map_err(|e| e.to_string())?;
        reel.forget(index);
        busy += cpu(true) - before;
        for plane in [&frame.y, &frame.u, &frame.v] {
            seen.update(plane);
            if let Some(file) = &mut file {
                file.write_all(plane).map_err(|e| e.to_string())?;
            }
        }
    }
    if let Some(mut file) = file {
        file.flush().map_err(|e| e.to_string())?;
    }
    println!("{:<62} {:>8.2} ms/frame", "composing alone, plates read from the cache", busy.as_secs_f64() * 1000.0 / edit.frames as f64);
    println!("{:<62} {}", "the frames", &seen.finalize().to_hex()[..32]);
    Ok(())
}
