//! Whole renders: the film that comes out is probed and decoded, and a second render makes nothing again.

use std::path::Path;
use std::process::{Command, Output};

use frost::media;

fn frost(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_frost")).args(args).current_dir(folder).env_remove("FROST_CACHE").output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

const SCRIPT: &str = r#"film "Small"
  size     320x180
  rate     24

style plain
  palette  #0e1a22 #5f7f8c #c9d6d9 #e8a04c
  grain    none

character ANNA
  look     a woman in a red coat
  voice    soft

EXT. SEA - DAWN
  weather  snow, light

  shot wide, 2s
    camera push in, slow
    Anna looks out.

dissolve 1s

INT. KITCHEN - NIGHT
  shot wide on ANNA
    ANNA
      Hello there.

  shot close on ANNA
    ANNA
      Nobody.

fade out 1s
"#;

#[test]
fn a_film_has_its_length_and_its_second_render_makes_nothing_again() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), SCRIPT).unwrap();
    let plan = json(&frost(dir.path(), &["plan", "--json", "film.frost"]));
    let frames = plan["film"]["frames"].as_u64().unwrap();
    let first = json(&frost(dir.path(), &["render", "film.frost", "--json"]));
    assert_eq!(first["frames"].as_u64(), Some(frames));
    assert_eq!(first["reused"], 0);
    let path = dir.path().join("film.mp4");
    assert_eq!(media::count_frames(&path).unwrap(), frames);
    assert!(dir.path().join("film.srt").is_file());

    let again = json(&frost(dir.path(), &["render", "film.frost", "--json"]));
    assert_eq!((again["made"].as_u64(), again["reused"].as_u64()), (Some(0), first["made"].as_u64()));

    // A changed line makes its voice anew, and nothing else.
    std::fs::write(dir.path().join("film.frost"), SCRIPT.replace("Nobody.", "No one.")).unwrap();
    let changed = json(&frost(dir.path(), &["render", "film.frost", "--json"]));
    assert_eq!(changed["made"], 1);

    // A damaged artefact is found and made again.
    let entry = walk(&dir.path().join(".frost/cache")).into_iter().max_by_key(|p| std::fs::metadata(p).unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&entry).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&entry, bytes).unwrap();
    let mended = json(&frost(dir.path(), &["render", "film.frost", "--json"]));
    assert_eq!(mended["made"], 1);
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(walk(&path)) } else { out.push(path) }
    }
    out
}

#[test]
fn one_frame_and_one_shot_are_those_of_the_film() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), SCRIPT).unwrap();
    let one = frost(dir.path(), &["frame", "film.frost", "--at", "30f", "-o", "a.png"]);
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    frost(dir.path(), &["frame", "film.frost", "--at", "00:00:01:06", "-o", "b.png"]);
    assert_eq!(std::fs::read(dir.path().join("a.png")).unwrap(), std::fs::read(dir.path().join("b.png")).unwrap());
    let plan = json(&frost(dir.path(), &["plan", "--json", "film.frost"]));
    let shot = &plan["shots"][1];
    let made = json(&frost(dir.path(), &["render", "film.frost", "--shot", shot["number"].as_str().unwrap(), "-o", "shot.mp4", "--json"]));
    assert_eq!(made["frames"], shot["frames"]);
    let past = frost(dir.path(), &["frame", "film.frost", "--at", "10min", "-o", "c.png"]);
    assert_eq!(past.status.code(), Some(2));
}

#[test]
fn a_board_is_one_picture() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), SCRIPT).unwrap();
    let board = frost(dir.path(), &["board", "film.frost", "-o", "board.png"]);
    assert!(board.status.success(), "{}", String::from_utf8_lossy(&board.stderr));
    assert!(std::fs::metadata(dir.path().join("board.png")).unwrap().len() > 10_000);
}

#[test]
fn a_board_has_an_arrow_where_the_camera_moves() {
    let dir = tempfile::tempdir().unwrap();
    let board = |moves: &str| {
        let script = SCRIPT.replace("    camera push in, slow\n", moves);
        std::fs::write(dir.path().join("film.frost"), script).unwrap();
        let board = frost(dir.path(), &["board", "film.frost", "-o", "board.png"]);
        assert!(board.status.success(), "{}", String::from_utf8_lossy(&board.stderr));
        media::load_image(&dir.path().join("board.png")).unwrap()
    };
    let (still, all) = (board(""), ["    camera truck right 2m\n", "    camera arc left 20deg\n", "    camera crane up 2m\n", "    camera tilt up 8deg\n"].map(board));
    for (i, moved) in all.iter().enumerate() {
        assert_eq!((moved.width, moved.height), (still.width, still.height));
        // A stroke of the arrow is light on the picture's lower middle, or beside it.
        let changed = moved.rgba.chunks(4).zip(still.rgba.chunks(4)).filter(|(a, b)| a[0].abs_diff(b[0]) > 60 || a[1].abs_diff(b[1]) > 60).count();
        assert!(changed > 80, "{i}: {changed}");
    }
}

#[test]
fn every_form_is_told_by_the_name_or_by_an_option() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), SCRIPT.replace("320x180", "160x90")).unwrap();
    let plan = json(&frost(dir.path(), &["plan", "--json", "film.frost"]));
    let frames = plan["film"]["frames"].as_u64().unwrap();
    let render = |args: &[&str]| {
        let done = frost(dir.path(), &[&["render", "film.frost"], args].concat());
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let codec = |name: &str| media::probe(&dir.path().join(name)).unwrap().picture.unwrap().codec;
    render(&["-o", "one.gif"]);
    render(&["--as", "gif"]);
    assert_eq!((codec("one.gif").as_str(), codec("film.gif").as_str()), ("gif", "gif"));
    render(&["-o", "one.mov"]);
    render(&["--as", "prores"]);
    assert_eq!((codec("one.mov").as_str(), codec("film.mov").as_str()), ("prores", "prores"));
    render(&["-o", "one.wav"]);
    render(&["--as", "wav"]);
    for name in ["one.wav", "film.wav"] {
        let sound = media::load_sound(&dir.path().join(name), 0.0, 600.0).unwrap();
        assert_eq!(sound.len() as u64, frames * 2000 * 2);
    }
    render(&["-o", "one.webp", "--shot", "1.1"]);
    render(&["--as", "webp", "--shot", "1.1"]);
    for name in ["one.webp", "film.webp"] {
        assert_eq!(&std::fs::read(dir.path().join(name)).unwrap()[8..12], b"WEBP");
    }
    render(&["-o", "png/{frame}.png"]);
    render(&["--as", "png"]);
    render(&["--as", "shots"]);
    render(&["-o", "cut/{shot}.mp4"]);
    let count = |folder: &str| std::fs::read_dir(dir.path().join(folder)).unwrap().filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "png" || x == "mp4")).count() as u64;
    assert_eq!((count("png"), count("film-frames")), (frames, frames));
    assert_eq!((count("cut"), count("film-shots")), (3, 3));
    let shots = plan["shots"].as_array().unwrap();
    for shot in shots {
        let path = dir.path().join("cut").join(format!("{}.mp4", shot["number"].as_str().unwrap()));
        assert_eq!(media::count_frames(&path).unwrap(), shot["frames"].as_u64().unwrap());
    }
}

#[test]
fn nothing_is_left_where_a_film_cannot_be_written() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), SCRIPT).unwrap();
    for target in ["film.frost/film.mp4", "/proc/film.mp4"] {
        let result = frost(dir.path(), &["render", "film.frost", "-o", target]);
        assert_eq!(result.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&result.stderr).contains(target.rsplit_once('/').map_or(target, |(folder, _)| folder)));
    }
    let odd = frost(dir.path(), &["render", "film.frost", "-o", "film.txt"]);
    assert_eq!(odd.status.code(), Some(2));
    // An error in the script ends before any work.
    std::fs::write(dir.path().join("film.frost"), SCRIPT.replace("shot close", "shot clsoe")).unwrap();
    let bad = frost(dir.path(), &["render", "film.frost"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(!dir.path().join("film.mp4").exists());
}

#[test]
fn sound_comes_first_frames_by_shot_and_folders_are_made() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("film.frost"), "character ADA\n\nINT. MILL - DAY\n  stage ADA left\n  shot wide, 2s\n    Dust.\n  shot medium on ADA, 3s\n    ADA\n      It turns.\n").unwrap();
    // Nothing was made before, and voices stand in the pictures too.
    let sound = frost(dir.path(), &["render", "film.frost", "-o", "out/film.wav"]);
    assert_eq!(sound.status.code(), Some(0), "{}", String::from_utf8_lossy(&sound.stderr));
    assert!(dir.path().join("out/film.wav").is_file());
    let by_shot = frost(dir.path(), &["frame", "film.frost", "--shot", "1.2", "-o", "out/deep/a.png"]);
    assert_eq!(by_shot.status.code(), Some(0), "{}", String::from_utf8_lossy(&by_shot.stderr));
    assert_eq!(frost(dir.path(), &["frame", "film.frost", "--at", "84f", "-o", "b.png"]).status.code(), Some(0));
    let bytes = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    assert_eq!(bytes("out/deep/a.png"), bytes("b.png"));
    let bare = frost(dir.path(), &["frame", "film.frost", "--at", "1.2", "-o", "c.png"]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bare.stderr).contains("the shot of this number is `--shot 1.2`"), "{}", String::from_utf8_lossy(&bare.stderr));
    let none = frost(dir.path(), &["frame", "film.frost", "--shot", "4.1", "-o", "c.png"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("there is no shot 4.1; the shots are 1.1, 1.2"), "{}", String::from_utf8_lossy(&none.stderr));
}
