use super::*;
use crate::backends::plate::Cel;
use crate::plan::edit::{Ease, Finish, Grain, Key, Path, Pull, Rack, Source};
use crate::plan::picture::{Light, Sky, View, Weather};
use crate::time::Rate;

fn layer(depth: f64, seed: u64, play: Play, cels: u64) -> Layer {
    let cel = |cel: u64| {
        let pixel = |i: u64| {
            let a = (noise::smooth(seed + cel, (i % 240) as f64 / 37.0) * 400.0 + 128.0).clamp(0.0, 255.0);
            let a = if depth > 50.0 { 255.0 } else { a };
            let c = |k: u64| (noise::unit(seed + cel * 9, i * 3 + k) * a) as u8;
            [c(0), c(1), c(2), a as u8]
        };
        Cel { width: 240, height: 150, rgba: (0..240 * 150).flat_map(pixel).collect() }
    };
    let area = Extent { left: -1.0, top: -0.6, right: 1.0, bottom: 0.6 };
    Layer { name: "layer".into(), depth, area, cels: (0..cels).map(cel).collect(), play, glow: seed == 3 }
}

fn scene() -> (Edit, Plate) {
    let view = |z: i32, roll: i32| View { at: [40_000, 10_000, z * 1000], yaw: 300_000, roll: roll * 1000, ..View::default() };
    let key = |frame, view| Key { frame, view, ease: Ease::InOut };
    let keys = vec![key(0, view(0, 0)), key(20, view(900, 0)), key(30, view(900, 2500))];
    let clip = Clip {
        shot: "1".into(),
        start: 0,
        frames: 40,
        source: Source::Colour([0; 3]),
        path: Path { keys, focal: 3500, unrest: 1 },
        weather: Weather { kind: Sky::Snow, amount: 3 },
        interior: false,
        light: Light { flicker: true, ..Light::default() },
        finish: Finish { grain: Grain::Medium, vignette: 400 },
        transition: None,
        fade_in: None,
        fade_out: None,
        seed: 5,
        stretches: Vec::new(),
        pace: LIFE,
        rack: None,
        grade: None,
    };
    let layers = vec![
        layer(90.0, 1, Play::Still, 1),
        layer(9.0, 2, Play::Loop { frames: 2 }, 3),
        layer(6.0, 3, Play::Still, 1),
        layer(4.0, 4, Play::Still, 1),
    ];
    let edit = Edit {
        title: String::new(),
        size: [202, 118],
        rate: Rate::default(),
        frames: 40,
        font: None, loudness: None,
        clips: vec![clip],
        supers: Vec::new(),
        chapters: Vec::new(),
        subtitles: Vec::new(),
        sounds: Vec::new(),
    };
    (edit, Plate { size: [202, 118], layers })
}

#[test]
fn avx2_and_any_cpu_give_equal_frames_in_any_order() {
    let (mut edit, plate) = scene();
    let pull = |frame, distance| Pull { frame, distance, ease: Ease::InOut };
    edit.clips[0].rack = Some(Rack { stop: 140, keys: vec![pull(0, 4000), pull(35, 9000)] });
    let scene = Scene::of_plate(&edit, &edit.clips[0], plate.clone(), &Mouths::new(), edit.size);
    let mut scratch = Scratch::default();
    let mut out = Frame::new(edit.size);
    let whole: Vec<Frame> = (0..40)
        .map(|n| {
            scene.compose(n, &mut scratch, &mut out);
            out.clone()
        })
        .collect();
    kernel::PORTABLE.store(true, std::sync::atomic::Ordering::Relaxed);
    let again = Scene::of_plate(&edit, &edit.clips[0], plate, &Mouths::new(), edit.size);
    for n in [33, 2, 17, 39, 0, 24] {
        again.compose(n, &mut Scratch::default(), &mut out);
        assert!(out == whole[n as usize], "frame {n}");
    }
    kernel::PORTABLE.store(false, std::sync::atomic::Ordering::Relaxed);
    assert!(whole.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn bands_that_are_copied_are_what_is_drawn() {
    let (mut edit, plate) = scene();
    let clip = &mut edit.clips[0];
    (clip.weather, clip.light, clip.finish) = (Weather::default(), Light::default(), Finish::default());
    for roll in [0, 3_000_000] {
        edit.clips[0].path = Path { keys: vec![Key { frame: 0, view: View { roll, ..View::default() }, ease: Ease::Linear }], focal: 3500, unrest: 0 };
        let new = || Scene::of_plate(&edit, &edit.clips[0], plate.clone(), &Mouths::new(), edit.size);
        let scene = new();
        assert!(scene.rest.is_some());
        let (mut copied, mut drawn) = (Frame::new(edit.size), Frame::new(edit.size));
        // The second layer has three pictures of two frames each.
        for number in 0..14 {
            scene.compose(number, &mut Scratch::default(), &mut copied);
            new().compose(number, &mut Scratch::default(), &mut drawn);
            assert!(copied == drawn, "frame {number}, roll {roll}");
        }
    }
}

#[test]
fn what_is_laid_together_before_a_resting_camera_looks_the_same() {
    let (mut edit, plate) = scene();
    let clip = &mut edit.clips[0];
    clip.finish = Finish::default();
    // A rolled camera rests as well as a level one.
    for roll in [0, 3_000_000] {
        let clip = &mut edit.clips[0];
        clip.path = Path { keys: vec![Key { frame: 0, view: View { at: [40_000, 0, 700_000], roll, ..View::default() }, ease: Ease::Linear }], focal: 3500, unrest: 0 };
        for kind in [Sky::Clear, Sky::Snow] {
            let clip = &mut edit.clips[0];
            clip.weather = Weather { kind, amount: if kind == Sky::Snow { 3 } else { 0 } };
            let mut layers = plate.layers.clone();
            layers.push(layer(3.0, 8, Play::Still, 1));
            layers.push(layer(2.5, 9, Play::Still, 1));
            let plate = Plate { size: plate.size, layers };
            let flat = Scene::of_plate(&edit, &edit.clips[0], plate.clone(), &Mouths::new(), edit.size);
            let Content::Layers(kept) = &flat.content else { panic!("layers") };
            assert!(kept.iter().any(|l| l.flat) && kept.len() < plate.layers.len(), "{}", kept.len());
            let (window, zoom) = (flat.window, flat.zoom);
            let ready = plate.layers.into_iter().map(|l| ready(&edit.clips[0], l, &|_| Vec::new(), window, zoom)).collect();
            let apart = Scene::unflat(&edit, &edit.clips[0], Content::Layers(ready), window).0;
            let (mut a, mut b) = (Frame::new(edit.size), Frame::new(edit.size));
            for number in [0, 7, 23] {
                flat.compose(number, &mut Scratch::default(), &mut a);
                apart.compose(number, &mut Scratch::default(), &mut b);
                let far = |a: &[u8], b: &[u8]| (a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64, a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max());
                let (luma, chroma) = (far(&a.y, &b.y), far(&a.u, &b.u));
                assert!(luma.0 < 0.6 && chroma.0 < 0.6 && luma.1 < Some(6) && chroma.1 < Some(6), "{kind:?} {roll} {number}: {luma:?} {chroma:?}");
            }
        }
    }
}

#[test]
fn layers_that_never_part_look_the_same_baked() {
    let (mut edit, plate) = scene();
    let clip = &mut edit.clips[0];
    clip.weather = Weather::default();
    clip.finish = Finish::default();
    clip.path = Path { keys: vec![clip.path.keys[0]], focal: 3500, unrest: 1 };
    clip.path.keys[0].view = View { yaw: 300_000, ..View::default() };
    let stills = Plate { size: plate.size, layers: vec![plate.layers[0].clone(), layer(4.0, 4, Play::Still, 1)] };
    let baked = Scene::of_plate(&edit, &edit.clips[0], stills.clone(), &Mouths::new(), edit.size);
    assert!(matches!(&baked.content, Content::Layers(layers) if layers.len() == 1));
    let zoom = baked.zoom;
    let apart = stills.layers.into_iter().map(|l| ready(&edit.clips[0], l, &|_| Vec::new(), baked.window, zoom)).collect();
    let apart = Scene::new(&edit, &edit.clips[0], Content::Layers(apart), baked.window, edit.size);
    let (mut a, mut b) = (Frame::new(edit.size), Frame::new(edit.size));
    baked.compose(7, &mut Scratch::default(), &mut a);
    apart.compose(7, &mut Scratch::default(), &mut b);
    // Mixing before resampling is nearly resampling before mixing.
    let far = a.y.iter().zip(&b.y).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.y.len() as f64;
    assert!(far < 1.0, "{far}");
}
