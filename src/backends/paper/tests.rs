//! What a plate promises: the same bytes twice, people as large as the camera has them, and no panic for any input.

use crate::plan::picture::*;
use crate::stage::camera::{Camera, Vec3};

use super::draw;
use super::noise::Rng;
use super::scene::Scene;
use crate::backends::plate::Plate;

fn camera(at: [f64; 3], yaw: f64, pitch: f64, focal: f64) -> CameraMm {
    CameraMm::new(&Camera { at: Vec3::new(at[0], at[1], at[2]), yaw: yaw.to_radians(), pitch: pitch.to_radians(), roll: 0.0, focal, aspect: 2.39 })
}

pub fn plain() -> Picture {
    Picture {
        size: [1280, 536],
        seed: 1,
        place: Place::default(),
        hour: Hour::Day,
        weather: Weather::default(),
        light: Light::default(),
        style: Style::default(),
        camera: camera([0.0, 1.5, -6.0], 0.0, 0.0, 35.0),
        views: vec![View::default()],
        figures: Vec::new(),
        doubles: Vec::new(),
        things: Vec::new(),
        seats: Vec::new(),
        focus: Focus::default(),
        rank: 2,
        prose: String::new(),
    }
}

fn person(name: &str, look: &str, at: [i32; 3], yaw: i32, height: i32, pose: Pose) -> Figure {
    Figure { name: name.into(), look: look.into(), at, yaw: yaw * 1000, height, pose, ..Figure::default() }
}

fn place(name: &str, look: &str, interior: bool) -> Place {
    Place { name: name.into(), look: look.into(), interior, area: String::new() }
}

/// The plate flattened at the reference view.
pub fn flatten(plate: &Plate) -> Vec<u8> {
    let [w, h] = plate.size;
    let mut out = vec![0f32; (w * h * 3) as usize];
    for layer in &plate.layers {
        let cel = &layer.cels[0];
        let (aw, ah) = (layer.area.right - layer.area.left, layer.area.bottom - layer.area.top);
        for y in 0..h {
            for x in 0..w {
                let u = (f64::from(x) + 0.5 - f64::from(w) / 2.0) / f64::from(h);
                let v = (f64::from(y) + 0.5) / f64::from(h) - 0.5;
                let px = (u - layer.area.left) / aw * f64::from(cel.width) - 0.5;
                let py = (v - layer.area.top) / ah * f64::from(cel.height) - 0.5;
                let (fx, fy) = (px - px.floor(), py - py.floor());
                let mut c = [0f64; 4];
                for (dx, dy, k) in [(0, 0, (1.0 - fx) * (1.0 - fy)), (1, 0, fx * (1.0 - fy)), (0, 1, (1.0 - fx) * fy), (1, 1, fx * fy)] {
                    let (ix, iy) = (px.floor() as i64 + dx, py.floor() as i64 + dy);
                    if ix < 0 || iy < 0 || ix >= i64::from(cel.width) || iy >= i64::from(cel.height) {
                        continue;
                    }
                    let at = (iy as usize * cel.width as usize + ix as usize) * 4;
                    for (j, v) in c.iter_mut().enumerate() {
                        *v += f64::from(cel.rgba[at + j]) * k;
                    }
                }
                let o = ((y * w + x) * 3) as usize;
                for j in 0..3 {
                    out[o + j] = if layer.glow { (out[o + j] + c[j] as f32).min(255.0) } else { out[o + j] * (1.0 - c[3] as f32 / 255.0) + c[j] as f32 };
                }
            }
        }
    }
    out.into_iter().map(|v| v as u8).collect()
}

fn scenes() -> Vec<(&'static str, Picture)> {
    let frost = vec![[0x0e, 0x1a, 0x22], [0x5f, 0x7f, 0x8c], [0xc9, 0xd6, 0xd9], [0xe8, 0xa0, 0x4c]];
    let orange = "woman of thirty-four, orange parka, hood up";
    let old = "man of sixty, grey beard, headset, dark teal sweater";
    let b = plain;
    let lead = |mut f: Figure| {
        f.subject = true;
        f
    };
    let light = |source: &str, side: i8| Light { source: Some(source.into()), side, ..Light::default() };
    let style = |p: &[[u8; 3]]| Style { palette: p.to_vec(), ..Style::default() };
    vec![
        ("01-ridge", Picture {
            place: place("RIDGE", "a ridge of blue ice above a frozen sea, a radio mast", false), hour: Hour::Dawn, weather: Weather { kind: Sky::Snow, amount: 3 },
            style: style(&frost), camera: camera([0.0, 4.0, -24.0], 0.0, -3.0, 35.0), rank: 0,
            figures: vec![lead(person("MARA", orange, [-3800, 0, 0], 90, 1720, Pose::Walk))], ..b() }),
        ("02-tent", Picture {
            place: place("TENT", "an expedition tent with a stove and a radio on a crate", true), hour: Hour::Night, light: light("lamp", -1),
            style: style(&frost), camera: camera([0.0, 1.15, -5.2], 0.0, 0.0, 32.0), rank: 3,
            figures: vec![lead(person("MARA", orange, [-850, 0, 200], 90, 1720, Pose::Sit)), person("ILYA", old, [950, 0, 200], 270, 1800, Pose::Sit)], ..b() }),
        ("03-close", Picture {
            place: place("RIDGE", "a ridge of blue ice above a frozen sea, a radio mast", false), hour: Hour::Dawn, weather: Weather { kind: Sky::Snow, amount: 3 }, light: Light { side: -1, ..Light::default() },
            style: style(&frost), camera: camera([0.25, 1.55, -2.0], 0.0, 0.0, 85.0), rank: 8, focus: Focus { distance: 2000, stop: 560 },
            figures: vec![lead(person("MARA", orange, [550, 0, 0], 218, 1720, Pose::Stand))], ..b() }),
        ("04-street", Picture {
            place: place("CITY STREET", "a city street with neon signs, wet", false), hour: Hour::Night, weather: Weather { kind: Sky::Rain, amount: 2 }, light: light("neon", 1),
            camera: camera([0.0, 1.5, -3.2], 0.0, 0.0, 40.0), rank: 6, style: style(&[[0x14, 0x16, 0x22], [0x38, 0x3f, 0x63], [0x8b, 0x84, 0x94], [0xe8, 0xdc, 0xc6], [0xc0, 0x7a, 0x35]]),
            figures: vec![lead(person("JACK", "man in a khaki trench coat and a navy fedora, red tie", [-800, 0, 0], 105, 1830, Pose::Stand))], ..b() }),
        ("05-kitchen", Picture {
            place: place("KITCHEN", "a country kitchen", true), hour: Hour::Morning, camera: camera([0.0, 1.2, -3.6], 0.0, 0.0, 40.0), rank: 6,
            figures: vec![person("ANNA", "woman with her hair in a bun, terracotta cardigan", [-750, 0, 0], 90, 1660, Pose::Sit), person("TOM", "bearded man, teal sweater", [850, 0, 0], 270, 1800, Pose::Sit)], ..b() }),
        ("06-forest", Picture {
            place: place("PINE FOREST", "a clearing with a path", false), hour: Hour::Night, light: light("moon", 1), rank: 1, camera: camera([0.0, 1.3, -11.0], 0.0, 2.0, 35.0),
            figures: vec![lead(person("CHILD", "child in a red coat, grey beanie, yellow scarf", [-200, 0, 0], 90, 1150, Pose::Walk))],
            things: vec![Thing { name: "DOG".into(), at: [1100, 0, 0], extent: 800, ..Thing::default() }], ..b() }),
        ("07-headset", Picture {
            place: place("TENT", "an expedition tent with a stove", true), hour: Hour::Night, light: light("lamp", -1), style: style(&frost), camera: camera([0.3, 1.25, -2.4], 0.0, 0.0, 60.0), rank: 7,
            figures: vec![lead(person("ILYA", old, [400, 0, 200], 215, 1800, Pose::Sit))], ..b() }),
        ("08-shoulder", Picture {
            place: place("KITCHEN", "a country kitchen", true), hour: Hour::Morning, camera: camera([-1.5, 1.55, -1.0], 56.0, -3.0, 50.0), rank: 7,
            figures: vec![person("ANNA", "woman with her hair in a bun, terracotta cardigan", [-800, 0, -350], 60, 1660, Pose::Stand), lead(person("TOM", "bearded man, teal sweater", [1000, 0, 650], 240, 1800, Pose::Stand))], ..b() }),
        ("09-letter", Picture {
            place: place("KITCHEN", "a country kitchen", true), hour: Hour::Morning, camera: camera([0.0, 1.3, -0.55], 0.0, -50.0, 60.0), rank: 10,
            things: vec![Thing { name: "LETTER".into(), at: [0, 760, 0], extent: 280, subject: true, ..Thing::default() }], ..b() }),
        ("10-harbour", Picture {
            place: place("HARBOUR", "a small harbour with fishing boats", false), hour: Hour::Dusk, camera: camera([0.0, 1.6, -8.0], 0.0, 0.0, 35.0), rank: 2,
            figures: vec![lead(person("OLD MAN", "old man, navy coat, cap", [-1500, 0, 0], 60, 1750, Pose::Stand))], ..b() }),
        ("11-bedroom", Picture {
            place: place("BEDROOM", "", true), hour: Hour::Night, light: light("lamp", 1), camera: camera([0.0, 1.4, -5.0], 0.0, 0.0, 32.0), rank: 2,
            figures: vec![lead(person("EVA", "young woman, long dark hair, green dress", [500, 0, 200], 200, 1690, Pose::Stand))], ..b() }),
        ("12-front", Picture {
            place: place("OFFICE", "", true), hour: Hour::Day, camera: camera([0.0, 1.55, -2.0], 0.0, 0.0, 85.0), rank: 8, focus: Focus { distance: 2000, stop: 560 },
            figures: vec![lead(person("SARAH", "woman, long brown hair, glasses, navy jacket", [-100, 0, 0], 185, 1690, Pose::Stand))], ..b() }),
        ("13-poses", Picture {
            place: place("FIELD", "a field with a road", false), hour: Hour::Afternoon, camera: camera([0.0, 1.5, -7.5], 0.0, 0.0, 30.0), rank: 2,
            figures: [Pose::Run, Pose::Kneel, Pose::Crouch, Pose::Point, Pose::Reach, Pose::Embrace, Pose::Hold, Pose::Lie].iter().enumerate().map(|(i, p)| person(["ANN", "BOB", "CLEA", "DAN", "EVE", "FRED", "GINA", "HAL"][i], "", [i as i32 * 1050 - 3700, 0, 0], [90, 120, 270, 100, 240, 180, 150, 90][i], 1700, *p)).collect(), ..b() }),
        ("14-village", Picture { place: place("VILLAGE", "", false), hour: Hour::Day, figures: vec![lead(person("JOAN", "old woman, red shawl", [600, 0, 0], 250, 1600, Pose::Walk))], ..b() }),
        ("15-beach", Picture { place: place("BEACH", "a lighthouse", false), hour: Hour::MagicHour, figures: vec![lead(person("LEO", "boy, yellow shirt", [-900, 0, 0], 120, 1300, Pose::Run))], ..b() }),
        ("16-desert", Picture { place: place("DESERT", "dunes", false), hour: Hour::Noon, rank: 1, camera: camera([0.0, 1.6, -14.0], 0.0, 0.0, 35.0), figures: vec![lead(person("AMIR", "man in a white robe, scarf", [900, 0, 0], 350, 1780, Pose::Walk))], ..b() }),
        ("17-mountain", Picture { place: place("MOUNTAIN PASS", "", false), hour: Hour::Morning, weather: Weather { kind: Sky::Fog, amount: 2 }, camera: camera([0.0, 1.7, -9.0], 0.0, 0.0, 28.0), figures: vec![lead(person("KAI", "navy parka", [-1200, 0, 0], 180, 1750, Pose::Stand))], ..b() }),
        ("18-bar", Picture { place: place("BAR", "", true), hour: Hour::Night, light: light("lamp", 1), figures: vec![lead(person("REX", "man, black suit, tie, moustache", [300, 0, 0], 150, 1800, Pose::Stand))], ..b() }),
        ("19-church", Picture { place: place("CHURCH", "", true), hour: Hour::Day, light: Light { volumetric: true, ..Light::default() }, figures: vec![lead(person("NUN", "nun in a black habit", [0, 0, 0], 0, 1650, Pose::Kneel))], ..b() }),
        ("20-cave", Picture { place: place("CAVE", "", true), hour: Hour::Day, figures: vec![lead(person("ROY", "cap, lamp", [500, 0, 0], 330, 1750, Pose::Stand))], ..b() }),
        ("21-reverse", Picture { place: place("KITCHEN", "a country kitchen", true), hour: Hour::Evening, camera: camera([0.0, 1.5, 3.6], 180.0, -4.0, 28.0), figures: vec![person("ANNA", "woman with her hair in a bun, terracotta cardigan", [-750, 0, 0], 90, 1660, Pose::Stand)], ..b() }),
        ("22-train", Picture { place: place("TRAIN COMPARTMENT", "", true), hour: Hour::Afternoon, camera: camera([0.0, 1.3, -3.0], 0.0, 0.0, 32.0), figures: vec![person("IDA", "woman of forty, curly red hair, green coat", [-500, 0, 300], 120, 1680, Pose::Sit)], ..b() }),
        ("23-high", Picture { place: place("PARK", "", false), hour: Hour::Morning, camera: camera([0.0, 5.5, -6.0], 0.0, -38.0, 32.0), figures: vec![person("BEN", "man, mustard jacket", [0, 0, 0], 140, 1800, Pose::Stand)], ..b() }),
    ]
}

/// Writes every scene as a picture under the target folder: `cargo test --release paper_to_look_at -- --ignored`.
#[test]
#[ignore = "writes pictures for people to look at"]
fn paper_to_look_at() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/look");
    std::fs::create_dir_all(&dir).unwrap();
    for (name, picture) in scenes() {
        if !name.contains(&only) {
            continue;
        }
        let plate = draw(&picture);
        let pixels = flatten(&plate);
        let file = std::fs::File::create(dir.join(format!("{name}.png"))).unwrap();
        let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), plate.size[0], plate.size[1]);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        let big = Picture { size: [1920, 804], ..picture };
        let start = std::time::Instant::now();
        let layers = draw(&big).layers.len();
        println!("{name}: {} ms, {layers} layers", start.elapsed().as_millis());
    }
}

#[test]
fn equal_pictures_give_equal_bytes() {
    for (name, picture) in scenes() {
        let picture = Picture { size: [320, 134], ..picture };
        assert_eq!(draw(&picture), draw(&picture), "{name}");
    }
}

#[test]
fn the_seed_of_a_shot_leaves_its_place_alone() {
    let (_, picture) = scenes().swap_remove(5);
    let picture = Picture { size: [160, 67], ..picture };
    let other = Picture { seed: 99, ..picture.clone() };
    assert_eq!(draw(&picture).layers[0], draw(&other).layers[0]);
}

#[test]
fn people_are_as_large_as_the_camera_has_them() {
    for (distance, focal) in [(30.0, 35.0), (14.0, 35.0), (7.0, 35.0), (4.6, 35.0), (3.4, 40.0), (2.6, 40.0), (2.2, 50.0), (2.0, 75.0), (1.6, 85.0), (1.4, 100.0)] {
        for look in ["woman in an orange parka, hood up", "man, trench coat and fedora", "child with a grey beanie", "bald man in a shirt"] {
            for turn in [0, 60, 90, 140, 180, 225, 270] {
                let child = look.starts_with("child");
                let height = if child { 1150 } else { 1750 };
                let picture = Picture {
                    size: [1000, 418],
                    camera: camera([0.0, 1.4, -distance], 0.0, 0.0, focal),
                    figures: vec![Figure { subject: true, ..person("PAT", look, [0, 0, 0], turn, height, Pose::Stand) }],
                    ..plain()
                };
                let lens = picture.camera();
                let head = lens.project(Vec3::new(0.0, f64::from(height) / 1000.0, 0.0)).unwrap();
                let feet = lens.project(Vec3::default()).unwrap();
                if head.y > 1.0 {
                    continue;
                }
                let plate = draw(&picture);
                let layer = plate.layers.iter().find(|l| l.name == "PAT").expect("the figure has a layer");
                let cel = &layer.cels[0];
                let solid = |y: &usize| (0..cel.width as usize).any(|x| cel.rgba[(y * cel.width as usize + x) * 4 + 3] > 200);
                let rows = 0..cel.height as usize;
                let (top, foot) = (rows.clone().find(solid).unwrap(), rows.rev().find(solid).unwrap() + 1);
                let s = f64::from(cel.height) / (layer.area.bottom - layer.area.top);
                let (top, foot) = (layer.area.top + top as f64 / s, layer.area.bottom - (f64::from(cel.height) - foot as f64) / s);
                let (want_top, want_foot) = (head.y - 0.5, feet.y - 0.5);
                // A small child's head, with a cap on it, is more of the body.
                let slack = (want_foot - want_top) * if child { 0.045 } else { 0.03 };
                if want_top > -0.48 {
                    assert!((top - want_top).abs() <= slack, "{look} at {distance} m turned {turn}: top {top} for {want_top}");
                }
                if want_foot < 0.48 {
                    assert!((foot - want_foot).abs() <= slack, "{look} at {distance} m turned {turn}: foot {foot} for {want_foot}");
                }
            }
        }
    }
}

#[test]
fn any_picture_draws_and_its_areas_fit_their_pixels() {
    const WORDS: [&str; 24] = [
        "RIDGE", "HARBOUR", "FOREST", "STREET", "TENT", "KITCHEN", "", "cave", "church", "train", "desert dunes", "village", "sea beach lighthouse", "bar", "corridor", "a radio mast", "garden road", "car",
        "attic", "bedroom", "\u{1f43b} 日本", "boat deck", "office", "piano fireplace",
    ];
    const LOOKS: [&str; 8] = ["", "old bald man, red beard, glasses", "girl, yellow dress, scarf", "headset hood parka", "fedora trench coat tie", "woman in a skirt, bun", "teen, curly hair, cap", "99 long hair robe"];
    const POSES: [Pose; 13] = [
        Pose::Stand, Pose::Sit, Pose::Kneel, Pose::Lie, Pose::Walk, Pose::Run, Pose::Point, Pose::Reach, Pose::LookUp, Pose::LookDown, Pose::Embrace, Pose::Crouch, Pose::Hold,
    ];
    const HOURS: [Hour; 9] = [Hour::Dawn, Hour::Morning, Hour::Day, Hour::Noon, Hour::Afternoon, Hour::MagicHour, Hour::Dusk, Hour::Evening, Hour::Night];
    const SKIES: [Sky; 8] = [Sky::Clear, Sky::Snow, Sky::Rain, Sky::Fog, Sky::Wind, Sky::Dust, Sky::Storm, Sky::Overcast];
    const SOURCES: [&str; 8] = ["sun", "moon", "lamp", "fire", "neon", "screen", "practical", "nonsense"];
    let mut rng = Rng::new(7);
    for round in 0..160 {
        let r = &mut rng;
        let mm = |r: &mut Rng, k: f32| (r.sway() * k) as i32;
        let crowd = if round % 40 == 0 { 150 } else { r.below(4) };
        let figures = (0..crowd)
            .map(|i| Figure {
                subject: i == 0,
                gaze: r.chance(0.4).then(|| mm(r, 400_000.0)),
                holds: if r.chance(0.4) { vec!["letter".into()] } else { Vec::new() },
                ..person(WORDS[r.below(24)], LOOKS[r.below(8)], [mm(r, 6000.0), mm(r, 900.0), mm(r, 6000.0)], mm(r, 400.0), r.below(2600) as i32, POSES[r.below(13)])
            })
            .collect();
        let things = (0..r.below(4))
            .map(|i| Thing { name: ["letter", "dog", "radio", "umbrella", "thing"][r.below(5)].into(), look: LOOKS[r.below(8)].into(), at: [mm(r, 4000.0), mm(r, 900.0), mm(r, 4000.0)], extent: r.below(2000) as i32, subject: i == 0, ..Thing::default() })
            .collect();
        let picture = Picture {
            size: [16 + r.below(60) as u32, 16 + r.below(40) as u32],
            place: Place { name: WORDS[r.below(24)].into(), look: WORDS[r.below(24)].into(), interior: r.chance(0.5), area: WORDS[r.below(24)].into() },
            hour: HOURS[r.below(9)],
            weather: Weather { kind: SKIES[r.below(8)], amount: r.below(4) as u8 },
            light: Light { source: r.chance(0.6).then(|| SOURCES[r.below(8)].into()), side: r.below(3) as i8 - 1, volumetric: r.chance(0.3), kelvin: r.chance(0.3).then_some(r.below(20000) as u32), ..Light::default() },
            style: Style { palette: (0..r.below(5)).map(|_| [r.below(256) as u8, r.below(256) as u8, r.below(256) as u8]).collect(), ..Style::default() },
            camera: CameraMm { at: [mm(r, 9000.0), mm(r, 6000.0), mm(r, 12000.0)], yaw: mm(r, 360_000.0), pitch: mm(r, 89_000.0), roll: mm(r, 40_000.0), focal: 400 + r.below(30_000) as i32 },
            views: (0..r.below(3)).map(|_| View { at: [mm(r, 9e5), mm(r, 5e5), mm(r, 1.5e6)], zoom: 800_000 + r.below(900_000) as i32, ..View::default() }).collect(),
            figures,
            things,
            focus: Focus { distance: r.below(6000) as i32, stop: if r.chance(0.5) { 200 } else { 0 } },
            rank: r.below(11) as u8,
            ..plain()
        };
        let plate = draw(&picture);
        assert_eq!(plate.size, picture.size);
        let back = &plate.layers[0];
        let all = picture.extent(back.depth);
        assert!(back.area.left <= all.left + 1e-6 && back.area.right >= all.right - 1e-6 && back.area.top <= all.top + 1e-6 && back.area.bottom >= all.bottom - 1e-6, "round {round}: {} {:?} {all:?}", back.name, back.area);
        for layer in &plate.layers {
            let cel = &layer.cels[0];
            assert_eq!(cel.rgba.len(), (cel.width * cel.height * 4) as usize);
            let (w, h) = (layer.area.right - layer.area.left, layer.area.bottom - layer.area.top);
            assert!(w > 0.0 && h > 0.0 && layer.depth > 0.0);
            assert!((w * f64::from(cel.height) - h * f64::from(cel.width)).abs() < 1e-6 * w * f64::from(cel.height), "round {round}: {}", layer.name);
            assert!(layer.glow || cel.rgba.chunks_exact(4).all(|p| p[0] <= p[3] && p[1] <= p[3] && p[2] <= p[3]));
        }
        assert!(plate.layers.windows(2).all(|p| p[0].depth >= p[1].depth));
    }
}

/// Every kind of thing has pieces of its own: none is drawn as the box of what nobody knows.
#[test]
fn everything_with_a_word_has_its_own_shape() {
    let picture = plain();
    let scene = super::scene::Scene::of(&picture);
    let outline = |kind| super::things::pieces(&scene, kind, 1).iter().map(|(s, _)| format!("{:?}", s.loops)).collect::<String>();
    let unknown = outline(super::things::kind("an astrolabe"));
    for (word, name) in super::things::vocabulary() {
        let kind = super::things::kind(&word);
        let pieces = super::things::pieces(&scene, kind, 1);
        assert!(!pieces.is_empty(), "{word}");
        assert_eq!(outline(kind) == unknown, name == "box", "{word} is drawn as {name}");
    }
    for (words, name) in [("a violin", "violin"), ("a birthday cake with candles", "cake"), ("a telephone receiver", "telephone"), ("an ear of wheat", "ear of wheat"), ("a cup of coffee", "cup"), ("a white goose", "goose")] {
        assert_eq!(super::things::kind(words).name(), name, "{words}");
    }
}

/// Whoever dances does so in a medium shot too.
#[test]
fn a_dance_is_no_frozen_pose() {
    let medium = |pose| {
        let picture = Picture { rank: 6, camera: camera([0.0, 1.5, -3.0], 0.0, 0.0, 50.0), figures: vec![Figure { subject: true, ..person("ANN", "a woman", [0, 0, 0], 180, 1700, pose) }], ..plain() };
        draw(&picture).layers.iter().find(|l| l.name == "ANN").map_or(0, |l| l.cels.len())
    };
    assert_eq!(medium(Pose::Stand), 1);
    assert!(medium(Pose::Dance) >= 6);
}

/// A named colour is the colour of the thing.
#[test]
fn things_have_the_colour_that_is_said() {
    let picture = plain();
    let scene = super::scene::Scene::of(&picture);
    for (words, most) in [("a red umbrella", 0), ("a blue balloon", 2), ("a green apple", 1), ("a red telephone", 0)] {
        let kind = super::things::kind(words);
        let (_, ink) = super::things::pieces(&scene, kind, 1)[0];
        let ink = super::things::tinted(kind, 0, ink, super::things::tint(words));
        assert!((0..3).all(|i| i == most || ink[i] < ink[most] * 0.8), "{words}: {ink:?}");
    }
    let (_, ink) = super::things::pieces(&scene, super::things::Kind::Telephone, 1)[0];
    let black = super::things::tinted(super::things::Kind::Telephone, 0, ink, super::things::tint("a black telephone"));
    assert!(super::colour::lightness(black) < 0.35);
}

/// What falls outside is seen through a window.
#[test]
fn weather_is_seen_through_a_window() {
    let room = |kind: Sky| Picture { size: [640, 360], place: place("KITCHEN", "a kitchen, a window", true), weather: Weather { kind, amount: u8::from(kind != Sky::Clear) * 3 }, camera: camera([0.0, 1.5, -4.0], 0.0, 0.0, 28.0), ..plain() };
    let clear = flatten(&draw(&room(Sky::Clear)));
    for kind in [Sky::Rain, Sky::Snow, Sky::Fog, Sky::Storm, Sky::Overcast] {
        let wet = flatten(&draw(&room(kind)));
        let changed = clear.iter().zip(&wet).filter(|(a, b)| a.abs_diff(**b) > 6).count();
        assert!(changed > 600, "{kind:?} changes {changed} values");
    }
}

/// A near picture tells where it is, and a far one what floats or flows there.
#[test]
fn places_are_told_near_and_far() {
    let names = |name: &str, rank: u8, far: f64| -> Vec<String> {
        let near = rank >= 5;
        let picture = Picture {
            size: [640, 360],
            place: place(name, "", false),
            rank,
            camera: camera([0.0, 1.6, -far], 0.0, 0.0, if near { 85.0 } else { 28.0 }),
            figures: vec![Figure { subject: true, ..person("ANN", "a red coat", [0, 0, 0], 180, 1700, Pose::Stand) }],
            ..plain()
        };
        draw(&picture).layers.into_iter().map(|l| l.name).collect()
    };
    let has = |layers: &[String], name: &str| layers.iter().any(|l| l == name);
    for (name, rank, far, layer) in [("CASTLE", 6, 2.4, "parapet"), ("FOREST", 6, 2.4, "stems"), ("FISHING BOAT", 0, 24.0, "hull"), ("RIVER", 0, 40.0, "near water"), ("RIVER", 2, 8.0, "far bank")] {
        let layers = names(name, rank, far);
        assert!(has(&layers, layer), "{name} from {far} m has {layers:?}");
    }
    // Aboard there is no hull to see, a lake has no other bank, and a wide of a wood has its crowns.
    for (name, rank, far, layer) in [("FISHING BOAT", 3, 4.0, "hull"), ("LAKE", 2, 8.0, "far bank"), ("FOREST", 1, 14.0, "stems"), ("HILL", 6, 2.4, "parapet")] {
        let layers = names(name, rank, far);
        assert!(!has(&layers, layer), "{name} from {far} m has {layers:?}");
    }
}

/// A colour that stands before the second word for a thing is its colour too: a place's name comes before its look.
#[test]
fn what_is_named_twice_has_the_colour_that_is_said() {
    let of = |text: &str| super::words::colour_of(&super::words::Words::of(text), "boat ship");
    assert_eq!(of("FISHING BOAT an old red boat"), super::words::colour("red"));
    assert_eq!(of("a blue boat, a red boat"), super::words::colour("blue"));
    assert_eq!(of("FISHING BOAT a red shirt, a boat"), None);
}

/// Under a roof of cloud nothing throws a shadow, and the hour is still told.
#[test]
fn an_overcast_sky_has_no_sun() {
    let sky = |kind: Sky, hour: Hour| Picture { size: [320, 180], place: place("FIELD", "", false), hour, weather: Weather { kind, amount: 2 }, figures: vec![person("ANN", "a red coat", [0, 0, 0], 180, 1700, Pose::Stand)], ..plain() };
    for hour in [Hour::Dawn, Hour::Day, Hour::Noon] {
        let (open, shut) = (sky(Sky::Clear, hour), sky(Sky::Overcast, hour));
        assert!(super::cast::length(&Scene::of(&open)).is_some() && super::cast::length(&Scene::of(&shut)).is_none());
        let differ = flatten(&draw(&open)).iter().zip(&flatten(&draw(&shut))).filter(|(a, b)| a.abs_diff(**b) > 6).count();
        assert!(differ > 20_000, "{hour:?} overcast differs in {differ} values");
    }
}

/// The table of a scene stays where it is while people sit down and stand up, and an empty chair waits.
#[test]
fn furniture_of_a_scene_stays_when_somebody_stands_up() {
    let at = |pose: [Pose; 2]| {
        let seats = vec![Seat { at: [-600, 0, 0], yaw: 90_000 }, Seat { at: [600, 0, 0], yaw: -90_000 }];
        let picture = Picture {
            size: [640, 360],
            place: place("CAFE", "a cafe, round tables", true),
            camera: camera([0.0, 1.5, -4.5], 0.0, 0.0, 35.0),
            figures: vec![person("ANN", "a woman", [-600, 0, 0], 90, 1700, pose[0]), person("BEN", "a man", [600, 0, 0], -90, 1780, pose[1])],
            seats,
            ..plain()
        };
        let plate = draw(&picture);
        let table = plate.layers.iter().find(|l| l.name == "table").map(|l| [l.area.left, l.area.right, l.area.top].map(|v| (v * 1000.0).round()));
        (table.expect("a table"), plate.layers.iter().filter(|l| l.name == "chair").count())
    };
    let (both, none) = at([Pose::Sit, Pose::Sit]);
    let (one, waits) = at([Pose::Sit, Pose::Stand]);
    let (before, two) = at([Pose::Stand, Pose::Stand]);
    assert_eq!((both, both), (one, before));
    assert_eq!((none, waits, two), (0, 1, 2));
}
