//! The gallery: its pictures are what they were, within a tolerance, and its contact sheets can be made anew.
//! `FROST_WRITE=1 cargo test --test gallery` keeps the small pictures; with `-- --ignored` it also writes the contact sheets
//! of the book.

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// How alike a picture must be to the one that is kept: structure, from 0 to 1.
const ALIKE: f64 = 0.94;

#[derive(Clone)]
struct Image {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

fn read(path: &Path) -> Image {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let step = info.color_type.samples();
    let rgb = bytes[..info.buffer_size()].chunks_exact(step).flat_map(|p| [p[0], p[1], p[2]]).collect();
    Image { width: info.width as usize, height: info.height as usize, rgb }
}

fn write(path: &Path, image: &Image) {
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, image.width as u32, image.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&image.rgb).unwrap();
}

fn run(cache: &Path, args: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_frost")).args(args).env("FROST_CACHE", cache).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn frame(cache: &Path, film: &Path, at: u64, size: &str) -> Image {
    let out = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
    run(cache, &["frame", film.to_str().unwrap(), "--at", &format!("{at}f"), "--out", out.path().to_str().unwrap(), "--size", size]);
    read(out.path())
}

fn films(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|e| e.unwrap().path());
    let mut films: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "frost")).collect();
    films.sort();
    films
}

/// Structural likeness of two pictures' lightness, the mean over windows of 8 by 8 that overlap by half.
fn likeness(a: &Image, b: &Image) -> f64 {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let grey = |i: &Image| -> Vec<f64> { i.rgb.chunks_exact(3).map(|p| 0.299 * f64::from(p[0]) + 0.587 * f64::from(p[1]) + 0.114 * f64::from(p[2])).collect() };
    let (x, y) = (grey(a), grey(b));
    let (c1, c2) = (6.5, 58.5);
    let (mut sum, mut count) = (0.0, 0.0);
    for top in (0..a.height.saturating_sub(7)).step_by(4) {
        for left in (0..a.width.saturating_sub(7)).step_by(4) {
            let at = |v: &[f64], f: &dyn Fn(f64) -> f64| (0..64).map(|i| f(v[(top + i / 8) * a.width + left + i % 8])).sum::<f64>() / 64.0;
            let (mx, my) = (at(&x, &|v| v), at(&y, &|v| v));
            let (vx, vy) = (at(&x, &|v| (v - mx).powi(2)), at(&y, &|v| (v - my).powi(2)));
            let both = (0..64).map(|i| (top + i / 8) * a.width + left + i % 8).map(|n| (x[n] - mx) * (y[n] - my)).sum::<f64>() / 64.0;
            sum += (2.0 * mx * my + c1) * (2.0 * both + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2));
            count += 1.0;
        }
    }
    sum / count
}

#[test]
fn every_scene_looks_as_it_did() {
    let cache = tempfile::tempdir().unwrap();
    let films = films("examples/gallery");
    assert_eq!(films.len(), 12);
    let mut unlike = Vec::new();
    for film in films {
        run(cache.path(), &["check", film.to_str().unwrap()]);
        let name = film.file_stem().unwrap().to_string_lossy().into_owned();
        let kept = Path::new(ROOT).join("tests/gallery").join(format!("{name}.png"));
        let now = frame(cache.path(), &film, 24, "192x80");
        if std::env::var_os("FROST_WRITE").is_some() {
            write(&kept, &now);
            continue;
        }
        let far = likeness(&read(&kept), &now);
        if far < ALIKE {
            unlike.push(format!("{name}: {far:.3}"));
        }
    }
    assert!(unlike.is_empty(), "not as they were (FROST_WRITE=1 keeps them as they are now): {unlike:?}");
}

#[test]
fn a_picture_is_like_itself_and_unlike_another() {
    let square = |at: usize| Image { width: 32, height: 32, rgb: (0..32 * 32).flat_map(|i| if i % 32 / 8 == at { [200u8; 3] } else { [40; 3] }).collect() };
    assert!(likeness(&square(1), &square(1)) > 0.999);
    assert!(likeness(&square(1), &square(2)) < 0.8);
}

/// Tiles in rows, a thin dark line between them.
fn sheet(tiles: &[Image], columns: usize) -> Image {
    let (w, h, gap) = (tiles[0].width, tiles[0].height, 4);
    let rows = tiles.len().div_ceil(columns);
    let (width, height) = (columns * (w + gap) - gap, rows * (h + gap) - gap);
    let mut rgb = vec![16u8; width * height * 3];
    for (n, tile) in tiles.iter().enumerate() {
        let (left, top) = (n % columns * (w + gap), n / columns * (h + gap));
        for y in 0..h {
            let at = ((top + y) * width + left) * 3;
            rgb[at..at + w * 3].copy_from_slice(&tile.rgb[y * w * 3..(y + 1) * w * 3]);
        }
    }
    Image { width, height, rgb }
}

#[test]
#[ignore = "writes the book's contact sheets"]
fn contact_sheets() {
    let cache = tempfile::tempdir().unwrap();
    for (name, columns, size, moments) in [("sizes", 4, "320x134", &[0.5][..]), ("moves", 5, "224x94", &[0.0, 0.25, 0.5, 0.75, 1.0]), ("hours", 8, "192x80", &[0.5]), ("manners", 4, "320x134", &[0.5])] {
        let film = Path::new(ROOT).join(format!("examples/gallery/sheets/{name}.frost"));
        let plan: serde_json::Value = serde_json::from_slice(&run(cache.path(), &["plan", "--json", film.to_str().unwrap()])).unwrap();
        let mut tiles = Vec::new();
        for shot in plan["shots"].as_array().unwrap() {
            let (start, frames) = (shot["start"].as_u64().unwrap(), shot["frames"].as_u64().unwrap());
            tiles.extend(moments.iter().map(|t| frame(cache.path(), &film, start + ((frames - 1) as f64 * t) as u64, size)));
        }
        let sheet = sheet(&tiles, columns);
        assert!(sheet.width > 900);
        if std::env::var_os("FROST_WRITE").is_some() {
            write(&Path::new(ROOT).join(format!("docs/book/src/gallery/{name}.png")), &sheet);
        }
    }
}
