//! How soon a film begins to be encoded whose pictures and sounds are all there.
//! `cargo test --release --test start -- --ignored --nocapture`

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use frost::backends::Embedded;
use frost::cli::{config, project};
use frost::cut::{self, Output, RenderOptions, Stage};
use frost::media::Form;
use frost::plan;
use frost::run::{self, Cache};

/// Twelve minutes and 144 shots, with a voice every ten seconds.
fn script() -> String {
    let mut out = String::from("film \"Twelve minutes\"\n  size  640x360\n\ncharacter MARA\n  look  a keeper, 60, oilskins\n\n");
    for scene in 0..12 {
        out.push_str(&format!("INT. ROOM {scene} - NIGHT\n"));
        for (shot, size) in ["close", "medium close", "medium", "full", "wide", "extreme close"].into_iter().enumerate() {
            out.push_str(&format!("  shot {size} on MARA, 6s\n    MARA\n    Line {shot} of scene {scene}, said slowly.\n  shot wide, 4s\n    The room is still, and clock {shot} ticks.\n"));
        }
    }
    out
}

#[test]
#[ignore = "a measurement"]
fn a_cached_film_of_twelve_minutes_begins_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("film.frost");
    std::fs::write(&file, script()).unwrap();
    let root = folder.path().join(".frost/cache");
    // From the script to the first frame that the encoder is handed, and no further.
    let begin = || {
        let start = Instant::now();
        let checked = project::check_text(&file, std::fs::read_to_string(&file).unwrap(), &frost::host::Files, &Default::default(), &config::levels(&file));
        let plan = plan::build(&checked.film, &checked.staging);
        let cache = Cache::open(&root).unwrap();
        let needed = plan.tasks.iter().map(|t| t.key.clone()).collect();
        let cancel = AtomicBool::new(false);
        let made = run::run(&plan.tasks, &needed, &cache, &Embedded, &mut |_, _, _| (), &cancel).unwrap();
        let options = RenderOptions { size: None, range: None, draft: false, output: Output::File(Form::Mp4), path: folder.path().join("film.mp4") };
        let mut first: Option<Duration> = None;
        let ended = cut::render(&plan.edit, &cache, &options, &mut |stage, _, _| {
            if stage == Stage::Picture && first.is_none() {
                first = Some(start.elapsed());
                cancel.store(true, Ordering::SeqCst);
            }
        }, &cancel);
        assert!(ended.is_err(), "it was called off at its first frame");
        (made.made, plan.edit.frames, first.unwrap())
    };
    let (made, frames, cold) = begin();
    assert!(made > 100 && frames >= 12 * 60 * 24, "{made} made, {frames} frames");
    let mut warm: Vec<Duration> = (0..5).map(|_| {
        let (made, _, began) = begin();
        assert_eq!(made, 0);
        began
    }).collect();
    warm.sort();
    println!("{made} tasks, {frames} frames: first begun after {cold:?}, with all in the cache after {:?} (median of 5: {warm:?})", warm[2]);
    assert!(warm[2] <= Duration::from_secs(1), "{:?}", warm[2]);
}
