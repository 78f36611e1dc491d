//! What comes back: whether it is a take, is asked for again, or is too large; and where a server may not send us.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use frost::backends::remote;
use frost::run::ledger::State;
use frost::run::net::{Net, NetError};
use frost::run::shop::Refusal;
use frost::run::takes::Takes;
use serde_json::json;

use crate::fakes::{self, Answer, How, film};
use crate::wire::{clip, refusal, wires};

#[test]
fn a_result_that_breaks_on_its_way_is_asked_for_again_while_its_job_is_known() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    let torn = || {
        let mut bytes = clip();
        bytes.truncate(bytes.len() / 2);
        Answer::bytes("video/mp4", bytes)
    };
    for answer in [Answer::bytes("text/html", b"<html>busy</html>".to_vec()), torn(), Answer::json(500, json!({})).with("retry-after-ms", "10")] {
        let folder = tempfile::tempdir().unwrap();
        let sold = wire.sold();
        (wire.content)(answer);
        let bought = wire.buy(folder.path());
        assert_eq!((bought.takes.len(), wire.sold()), (1, sold + 1), "{bought:?}");
    }
    // What comes the same each time is what was made.
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        (wire.content)(torn());
    }
    assert!(matches!(refusal(&wire.buy(folder.path())), Refusal::Undecided { .. }));
}

/// An MP4 whose index stands before its pictures, as servers send it.
fn index_first(bytes: &[u8]) -> Vec<u8> {
    let mut boxes: Vec<(&[u8], &[u8])> = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let long = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        boxes.push((&bytes[at + 4..at + 8], &bytes[at..at + long]));
        at += long;
    }
    let of = |name: &[u8]| boxes.iter().find(|b| b.0 == name).unwrap().1;
    let (head, mut index, pictures) = (of(b"ftyp"), of(b"moov").to_vec(), of(b"mdat"));
    let was = boxes.iter().take_while(|b| b.0 != b"mdat").map(|b| b.1.len()).sum::<usize>();
    let moved = (head.len() + index.len()) as i64 - was as i64;
    let places: Vec<usize> = (0..index.len() - 4).filter(|i| index[*i..].starts_with(b"stco")).collect();
    for place in places {
        let count = u32::from_be_bytes(index[place + 8..place + 12].try_into().unwrap()) as usize;
        for offset in index[place + 12..place + 12 + count * 4].chunks_exact_mut(4) {
            let new = i64::from(u32::from_be_bytes(offset.try_into().unwrap())) + moved;
            offset.copy_from_slice(&(new as u32).to_be_bytes());
        }
    }
    [head, &index, pictures].concat()
}

#[test]
fn clips_of_another_shape_or_length_and_torn_ones_are_no_takes() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    // Its index comes first: what is there can be decoded.
    let mut torn = index_first(&clip());
    torn.truncate(torn.len() * 4 / 5);
    // Whole, it is a take.
    let folder = tempfile::tempdir().unwrap();
    (wire.content)(Answer::bytes("video/mp4", index_first(&clip())));
    assert_eq!(wire.buy(folder.path()).takes.len(), 1);
    for (bytes, said) in [(film("360x640", 4), "1280x720 was ordered"), (film("640x360", 2), "4.00 s were ordered"), (torn, "the clip ")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            (wire.content)(Answer::bytes("video/mp4", bytes.clone()));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains(said)), "{said}: {bought:?}");
        wire.again(folder.path());
        // What was not fetched any more is not in the way of the next.
        while wire.buy(folder.path()).takes.is_empty() {
            wire.again(folder.path());
        }
    }
}

#[test]
fn frozen_black_and_cut_clips_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let black = png(|_| 0);
    let noise = png(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 / 2 + 60);
    std::fs::write(folder.path().join("black.png"), black).unwrap();
    std::fs::write(folder.path().join("still.png"), noise).unwrap();
    let shot = |length: &str, what: &str| format!("  shot wide, {length}\n    {what}\n    Waves.\n");
    let of = |shots: &str| {
        let head = "film \"C\"\n  size  640x360\n\nstyle plain\n  look      paper\n  grain     none\n  vignette  0%\n\nEXT. SEA - NOON\n";
        fakes::rendered(folder.path(), &format!("{head}{shots}"))
    };
    let still = of(&shot("4s", "image \"still.png\""));
    let mostly = of(&(shot("2s", "camera push in") + &shot("8s", "image \"still.png\"")));
    let dark = of(&shot("4s", "image \"black.png\""));
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    for (bytes, said) in [(still, "the clip is frozen: all its pictures are the same"), (mostly, "the clip is frozen for most of its length"), (dark, "the clip is black or empty")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            (wire.content)(Answer::bytes("video/mp4", bytes.clone()));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains(said) && reason.contains("kept as takes/")), "{said}: {bought:?}");
        // What came the same twice was fetched twice.
        (wire.content)(Answer::bytes("video/mp4", clip()));
        wire.again(folder.path());
        while wire.buy(folder.path()).takes.is_empty() {
            wire.again(folder.path());
        }
    }
    // A cut is no fault, and is noted with the take.
    let cut = of(&(shot("2s", "camera push in") + "\nINT. CELLAR - NIGHT\n" + &shot("2s", "camera push in")));
    for (bytes, noted) in [(cut, Some("there is a cut in it")), (clip(), None)] {
        let folder = tempfile::tempdir().unwrap();
        (wire.content)(Answer::bytes("video/mp4", bytes));
        assert_eq!(wire.buy(folder.path()).takes.len(), 1);
        let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
        let State::Stored { measured, .. } = &takes.ledger.attempts()[0].state else { panic!() };
        assert_eq!(measured.get("cut").map(String::as_str), noted, "{measured:?}");
    }
}

#[test]
fn bars_and_flicker_are_noted_with_a_take() {
    let folder = tempfile::tempdir().unwrap();
    // Five pictures that follow one another: as bright as is said, with so many black rows at top and bottom.
    let of = |bright: [u8; 5], bars: u32, frames: u32| {
        for (n, light) in bright.into_iter().enumerate() {
            let picture = png(|i| if i / 640 < bars || i / 640 >= 360 - bars { 0 } else { light + (i % 40) as u8 });
            std::fs::write(folder.path().join(format!("{n}.png")), picture).unwrap();
        }
        let shots: String = (0..96 / frames).map(|i| format!("  shot wide, {frames}f\n    image \"{}.png\"\n    Waves.\n", i % 5)).collect();
        fakes::rendered(folder.path(), &format!("film \"C\"\n  size  640x360\n\nstyle plain\n  look      paper\n  grain     none\n  vignette  0%\n\nEXT. SEA - NOON\n{shots}"))
    };
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    for (bytes, flicker, bars) in [(of([60, 160, 70, 150, 80], 0, 1), true, false), (of([60, 90, 120, 90, 60], 45, 12), false, true), (clip(), false, false)] {
        let folder = tempfile::tempdir().unwrap();
        (wire.content)(Answer::bytes("video/mp4", bytes));
        let bought = wire.buy(folder.path());
        assert_eq!(bought.takes.len(), 1, "{bought:?}");
        let takes = Takes::open(folder.path(), &AtomicBool::new(false), &mut || ()).unwrap();
        let State::Stored { measured, .. } = &takes.ledger.attempts()[0].state else { panic!() };
        assert_eq!((measured.contains_key("flicker"), measured.contains_key("bars")), (flicker, bars), "{measured:?}");
        if bars {
            let part: f64 = measured["bars"].trim_end_matches(" % of the height").parse().unwrap();
            assert!((22.0..=28.0).contains(&part), "{measured:?}");
        }
        assert!(measured["brightness"].contains(" % to "), "{measured:?}");
    }
}

/// A grey picture of a frame's size, by the number of each pixel.
fn png(of: impl Fn(u32) -> u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 640, 360);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&(0..640 * 360).map(of).collect::<Vec<u8>>()).unwrap();
    bytes
}

#[test]
fn answers_and_results_that_are_too_large_are_not_taken() {
    const MB: u64 = 1 << 20;
    let promised = |kind: &str, bytes: u64| Answer { how: How::Promised(bytes), ..Answer::bytes(kind, b"{".to_vec()) };
    let all = wires();
    let by_name = |name: &str| all.iter().find(|w| w.name == name).unwrap();
    // An order that is answered with more than may be may have been paid.
    let wire = by_name("openai generations");
    let folder = tempfile::tempdir().unwrap();
    wire.fault(promised("application/json", 128 * MB + 1));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason == "the answer is larger than 128 MB"), "{bought:?}");
    assert_eq!(wire.sold(), 1);
    // One of just that size is not refused for it: here it breaks off.
    let folder = tempfile::tempdir().unwrap();
    wire.fault(promised("application/json", 128 * MB));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Undecided { reason, .. } if reason.contains("broke off")), "{bought:?}");
    // Clips may be larger than pictures, and have their end too.
    let wire = by_name("openai videos");
    for (bytes, said) in [(512 * MB, "broke off"), (512 * MB + 1, "the answer is larger than 512 MB")] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..18 {
            (wire.content)(promised("video/mp4", bytes));
        }
        let bought = wire.buy(folder.path());
        assert!(matches!(refusal(&bought), Refusal::Later(why) if why.contains("cannot be fetched") && why.contains(said)), "{said}: {bought:?}");
        // The job is known, so it is fetched once it can be, and paid once.
        let sold = wire.sold();
        while wire.buy(folder.path()).takes.is_empty() {}
        assert_eq!(wire.sold(), sold);
    }
    // Nobody needs to say how much is coming.
    let base = fakes::serve(|asked| {
        let body = vec![b'x'; asked.path[1..].parse().unwrap()];
        Answer { how: How::Unmeasured, ..Answer::bytes("image/png", body) }.status(if asked.method == "POST" { 500 } else { 200 })
    });
    let net = Net::new().unwrap();
    let ask = |bytes: u64| remote::Ask::get(format!("{base}/{bytes}"));
    assert_eq!(net.ask_for(&ask(3 * MB), None, 3 * MB, None).unwrap().body.len() as u64, 3 * MB);
    for large in [net.ask_for(&ask(3 * MB + 1), None, 3 * MB, None), net.fetch(&ask(3 * MB + 1).url, true, 3 * MB)] {
        assert!(matches!(&large, Err(NetError::TooLarge(why)) if why == "the answer is larger than 3 MB"), "{:?}", large.map(|r| r.status));
    }
    // A refusal is one, however much stands in it.
    let refused = net.ask_for(&remote::Ask::post(format!("{base}/{}", 3 * MB + 1), remote::Body::None), None, 3 * MB, None).unwrap();
    assert!(refused.status == 500 && refused.body.len() as u64 <= 3 * MB);
}

#[test]
fn a_key_in_the_name_of_a_job_is_not_written_down() {
    let wire = wires().into_iter().find(|w| w.name == "openai videos").unwrap();
    let key = fakes::openai::KEY;
    for id in [key.to_string(), base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("Bearer {key}"))] {
        let folder = tempfile::tempdir().unwrap();
        wire.fault(Answer::json(200, json!({ "id": id, "object": "video", "status": "queued" })));
        wire.buy(folder.path());
        let text = std::fs::read_to_string(folder.path().join("ledger")).unwrap();
        assert!(text.contains("submitted") && !text.contains(&id) && !text.contains(key), "{text}");
    }
}

#[test]
fn a_server_sends_us_to_no_other_host() {
    // A poll address elsewhere is not asked, with or without a key.
    let trap = Arc::new(Mutex::new(0));
    let count = trap.clone();
    let elsewhere = fakes::serve(move |_| {
        *count.lock().unwrap() += 1;
        Answer::json(200, json!({}))
    });
    let wire = wires().into_iter().find(|w| w.speaks == "stable-diffusion.cpp").unwrap();
    let folder = tempfile::tempdir().unwrap();
    wire.fault(Answer::json(202, json!({ "id": "job_9", "status": "queued", "poll_url": format!("{elsewhere}/sdcpp/v1/jobs/job_9") })));
    let bought = wire.buy(folder.path());
    assert!(matches!(refusal(&bought), Refusal::Later(why) if why.contains("another host")), "{bought:?}");
    assert_eq!(*trap.lock().unwrap(), 0);
}
