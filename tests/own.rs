//! The author's own pictures, clips, sounds and fonts, from files to a film that is probed and decoded.

mod command;

use std::process::Output;

use command::{err, frost, out};
use frost::media;

fn ok(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    out(&output)
}

/// Mean difference of two pictures of one size, 0 to 255.
fn apart(a: &media::Image, b: &media::Image) -> f64 {
    assert_eq!((a.width, a.height), (b.width, b.height));
    a.rgba.iter().zip(&b.rgba).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.rgba.len() as f64
}

const PLAIN: &str = "film \"A\"\n  size  320x180\n\nstyle plain\n  look      paper\n  grain     none\n  vignette  0%\n\n";

#[test]
fn a_clip_is_seen_and_heard_where_it_was_cut() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    // The material is a film made here: three seconds of one place, three of another.
    std::fs::write(path.join("one.frost"), format!("{PLAIN}EXT. SEA - NOON\n  shot wide, 3s\n    Waves.\n\nINT. CELLAR - NIGHT\n  shot wide, 3s\n    Dark.\n")).unwrap();
    ok(frost(path, &["render", "one.frost"]));
    std::fs::write(path.join("two.frost"), format!("{PLAIN}EXT. PIER - DAY\n  shot wide, 4s\n    clip \"one.mp4\" from 2s to 4s, speed 50%\n    Waves.\n")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&ok(frost(path, &["render", "two.frost", "--json"]))).unwrap();
    assert_eq!(summary["frames"], 96);
    let probe = media::probe(&path.join("two.mp4")).unwrap();
    assert_eq!(media::count_frames(&path.join("two.mp4")).unwrap(), 96);
    assert!(probe.sound.is_some());
    // Half a second in shows the material at 2.25 s, three seconds in at 3.5 s, which is the other place.
    for (frame, material) in [(12, 54), (72, 84)] {
        let seen = media::decode_frame(&path.join("two.mp4"), frame).unwrap();
        let own = media::decode_frame(&path.join("one.mp4"), material).unwrap();
        let other = media::decode_frame(&path.join("one.mp4"), if material < 72 { 84 } else { 54 }).unwrap();
        assert!(apart(&seen, &own) < 8.0 && apart(&seen, &other) > 20.0, "{} {}", apart(&seen, &own), apart(&seen, &other));
    }
    let heard = media::load_sound(&path.join("two.mp4"), 0.5, 2.0).unwrap();
    assert!(heard.iter().any(|s| s.abs() > 0.01));
    // A second render of an unchanged film makes nothing, and the same file.
    let again: serde_json::Value = serde_json::from_str(&ok(frost(path, &["render", "two.frost", "-o", "again.mp4", "--json"]))).unwrap();
    assert_eq!(again["made"], 0);
    assert!(std::fs::read(path.join("two.mp4")).unwrap() == std::fs::read(path.join("again.mp4")).unwrap(), "equal frames gave another file");
}

#[test]
fn a_picture_fills_the_frame_or_stands_whole_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    // Red, with a green band at the left that only the whole picture shows when the frame is wider than it.
    let (w, h) = (200_u32, 200_u32);
    let rgb: Vec<u8> = (0..h).flat_map(|y| (0..w).flat_map(move |_| if y < 20 { [0, 255, 0] } else { [255, 0, 0] })).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, w, h);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
    std::fs::write(path.join("still.png"), bytes).unwrap();
    for (fit, corner, middle) in [("cover", [255, 0, 0], [255, 0, 0]), ("contain", [0, 0, 0], [255, 0, 0])] {
        std::fs::write(path.join("a.frost"), format!("{PLAIN}EXT. PIER - DAY\n  shot wide, 2s\n    image \"still.png\", fit {fit}\n    A photograph.\n")).unwrap();
        ok(frost(path, &["frame", "a.frost", "--at", "1s", "-o", "f.png"]));
        let frame = media::load_image(&path.join("f.png")).unwrap();
        let at = |x: u32, y: u32| &frame.rgba[((y * frame.width + x) * 4) as usize..][..3];
        let near = |a: &[u8], b: [i32; 3]| a.iter().zip(b).all(|(a, b)| (i32::from(*a) - b).abs() < 40);
        assert!(near(at(6, 90), corner), "{fit}: {:?}", at(6, 90));
        assert!(near(at(160, 90), middle), "{fit}: {:?}", at(160, 90));
        // The band at the top is outside a filled frame, and inside one that holds everything.
        assert_eq!(near(at(160, 4), [0, 255, 0]), fit == "contain", "{fit}: {:?}", at(160, 4));
    }
}

#[test]
fn over_ones_own_picture_lies_all_that_lies_over_a_drawn_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    // Soft spots of every colour, darker than snow.
    let (w, h) = (480_u32, 270_u32);
    let wave = |x: u32, y: u32, a: f32, b: f32| (90.0 + 60.0 * (x as f32 * a + y as f32 * b).sin()) as u8;
    let rgb: Vec<u8> = (0..w * h).flat_map(|i| [wave(i % w, i / w, 0.05, 0.02), wave(i % w, i / w, -0.03, 0.06), wave(i % w, i / w, 0.02, -0.05)]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, w, h);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
    std::fs::write(path.join("still.png"), bytes).unwrap();
    let frame = |style: &str, shot: &str, at: &str| {
        let script = format!("film \"A\"\n  size  320x180\n  seed  3\n\nstyle plain\n{style}\nEXT. PIER - DAY\n  shot wide, 3s\n    image \"still.png\"\n{shot}    A photograph.\n");
        std::fs::write(path.join("a.frost"), script).unwrap();
        ok(frost(path, &["frame", "a.frost", "--at", at, "-o", "f.png"]));
        media::load_image(&path.join("f.png")).unwrap()
    };
    let plain = "  look      paper\n  grain     none\n  vignette  0%\n";
    let still = frame(plain, "", "40f");
    assert_eq!(apart(&still, &frame(plain, "", "41f")), 0.0);
    let spread = |i: &media::Image| i.rgba.chunks(4).map(|p| f64::from(p[..3].iter().max().unwrap() - p[..3].iter().min().unwrap())).sum::<f64>() / (i.rgba.len() / 4) as f64;
    let corner = |i: &media::Image| i.rgba.chunks(4).take(20).map(|p| f64::from(p[1])).sum::<f64>();
    for (what, style, shot, least) in [
        ("camera", plain, "    camera push in 20%\n", 2.0),
        ("weather", plain, "    weather snow, heavy\n", 0.5),
        ("title", plain, "    super \"THE PIER\", 2s\n", 0.08),
        ("grain", "  look      paper\n  grain     heavy\n  vignette  0%\n", "", 1.0),
        ("manner", "  look      noir\n  grain     none\n  vignette  0%\n", "", 5.0),
        ("palette", "  look      paper\n  palette   #101c30 #406080 #d0e4f4\n  grain     none\n  vignette  0%\n", "", 1.0),
    ] {
        let other = frame(style, shot, "40f");
        assert!(apart(&still, &other) > least, "{what}: {}", apart(&still, &other));
    }
    assert!(spread(&frame("  look      noir\n  grain     none\n  vignette  0%\n", "", "40f")) < spread(&still) * 0.5);
    assert!(corner(&frame("  look      paper\n  grain     none\n  vignette  60%\n", "", "40f")) < corner(&still) * 0.8);
    // A fire lights the photograph unsteadily: one frame is brighter than another, all over.
    let light = "    light fire, flicker\n";
    let sum = |i: &media::Image| i.rgba.chunks(4).map(|p| f64::from(p[1])).sum::<f64>();
    let lit: Vec<f64> = ["10f", "22f", "34f", "46f", "58f"].iter().map(|at| sum(&frame(plain, light, at))).collect();
    let (least, most) = (lit.iter().copied().fold(f64::MAX, f64::min), lit.iter().copied().fold(0.0, f64::max));
    assert!(most / least > 1.005 && most / least < 1.15, "{lit:?}");
}

#[test]
fn an_own_font_draws_cards_and_tells_which_letters_it_has() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    std::fs::write(path.join("own.otf"), frost::letters::FACE).unwrap();
    let script = |text: &str| format!("film \"A\"\n  size  320x180\n  font  \"own.otf\"\n\ntitle \"{text}\", 2s\n");
    std::fs::write(path.join("a.frost"), script("Tide")).unwrap();
    ok(frost(path, &["frame", "a.frost", "--at", "1s", "-o", "f.png"]));
    let frame = media::load_image(&path.join("f.png")).unwrap();
    assert!(frame.rgba.chunks_exact(4).any(|p| p[0] > 200), "nothing is written");
    std::fs::write(path.join("a.frost"), script("港")).unwrap();
    let output = frost(path, &["check", "--format", "short", "a.frost"]);
    assert!(err(&output).contains("missing-glyph"));
}
