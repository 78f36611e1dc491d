//! One clip of the edit made ready, and any of its frames composed: camera over plates, light, finish.
//! A frame is a function of the edit and the frame's number alone; transitions and titles come after, in `join` and `title`.

pub mod bake;
pub mod band;
pub mod finish;
pub mod kernel;
pub mod place;
pub mod sheet;
pub mod turned;

use std::sync::OnceLock;

use band::{Band, ROWS, Shown, Standing};
use finish::Finisher;
use place::{Placed, Window};
use sheet::Sheet;
use turned::Turned;

use super::frame::Frame;
use super::noise;
use super::weather::{self, Setting, Weather};
use crate::backends::plate::{Cel, Layer, Plate, Play};
use crate::plan::edit::{Clip, Edit, Stretch};
use crate::plan::picture::{Extent, Sight};

/// Below this a camera counts as level: the corner of a frame 4,000 wide moves less than a twentieth of a pixel.
const LEVEL: f64 = 2.5e-5;

/// A clip whose plate is ready for composing.
pub struct Scene {
    clip: Clip,
    window: Window,
    size: [u32; 2],
    rate: f64,
    zoom: f64,
    content: Content,
    finisher: Finisher,
    weather: Option<Weather>,
    /// The one frame of a clip in which nothing moves.
    still: Option<OnceLock<Frame>>,
}

enum Content {
    /// A picture that fills the window by itself, such as a card.
    Flat(Frame),
    Layers(Vec<Ready>),
}

struct Ready {
    sheets: Vec<Sheet>,
    depth: f64,
    area: Extent,
    play: Play,
    glow: bool,
    /// Frames of the clip in which someone whose mouth this is speaks, from and until.
    speech: Vec<(u64, u64)>,
    /// When a drawing of somebody who moves is seen, and where it goes; none of what stays.
    stretch: Option<Stretch>,
}

/// Buffers that one worker uses again for every frame.
#[derive(Default)]
pub struct Scratch {
    band: Option<Band>,
    room: Option<finish::Room>,
}

impl Scene {
    /// A clip over a plate, for frames of `size` pixels.
    pub fn of_plate(edit: &Edit, clip: &Clip, plate: Plate, size: [u32; 2]) -> Scene {
        let (window, zoom) = (window(edit, size), clip.path.reference_zoom(aspect(edit)));
        let layers = plate.layers.into_iter().filter(|layer| !layer.cels.is_empty()).collect();
        let layers = bake::bake(layers, clip, zoom, window, weather::falls(clip));
        let ready = layers.into_iter().map(|layer| ready(edit, clip, layer, window, zoom)).collect();
        Scene::new(edit, clip, Content::Layers(ready), window, size)
    }

    /// A clip of one finished picture of the window's size.
    pub fn of_picture(edit: &Edit, clip: &Clip, picture: Frame, size: [u32; 2]) -> Scene {
        Scene::new(edit, clip, Content::Flat(picture), window(edit, size), size)
    }

    fn new(edit: &Edit, clip: &Clip, content: Content, window: Window, size: [u32; 2]) -> Scene {
        let finisher = Finisher::new(clip.finish, clip.seed, window);
        let keys = &clip.path.keys;
        let camera_rests = clip.path.unrest == 0 && keys.windows(2).all(|pair| pair[0].view == pair[1].view);
        let layers_rest = match &content {
            Content::Flat(_) => true,
            Content::Layers(layers) => {
                camera_rests && layers.iter().all(|l| l.sheets.len() == 1 && l.stretch.is_none() && !(l.glow && clip.light.flicker))
            }
        };
        let weather = match &content {
            Content::Flat(_) => None,
            Content::Layers(layers) => {
                let depths: Vec<f64> = layers.iter().map(|layer| layer.depth).collect();
                let farthest = layers.first().and_then(|layer| layer.sheets.first());
                let mean = farthest.map_or([128.0, 0.0, 0.0], Sheet::mean);
                Weather::new(clip, &Setting { depths: &depths, mean }, window)
            }
        };
        let still = (layers_rest && finisher.is_still() && weather.is_none()).then(OnceLock::new);
        let zoom = clip.path.reference_zoom(aspect(edit));
        Scene { clip: clip.clone(), window, size, rate: edit.rate.as_f64(), zoom, content, finisher, weather, still }
    }

    /// Composes frame `number` of the clip into `out`.
    pub fn compose(&self, number: u64, scratch: &mut Scratch, out: &mut Frame) {
        match &self.still {
            Some(still) => {
                let frame = still.get_or_init(|| {
                    let mut frame = Frame::new(self.size);
                    self.draw(0, scratch, &mut frame);
                    frame
                });
                out.clone_from(frame);
            }
            None => {
                // The letterbox may hold another clip's picture.
                if self.window.width != out.width || self.window.height != out.height {
                    out.fill([0, 0, 0]);
                }
                self.draw(number, scratch, out);
            }
        }
    }

    fn draw(&self, number: u64, scratch: &mut Scratch, out: &mut Frame) {
        let sight = self.sight(number);
        let shown = match &self.content {
            Content::Flat(_) => Vec::new(),
            Content::Layers(layers) => self.shown(layers, &sight, number),
        };
        let flights = self.weather.as_ref().map_or(Vec::new(), |w| w.at(self.seconds(number), &sight, self.zoom));
        let band = scratch.band.take().filter(|band| band.fits(self.window.width, self.widest()));
        let mut band = band.unwrap_or_else(|| Band::new(self.window.width, self.widest()));
        let room = scratch.room.take().filter(|room| room.fits(self.window.width));
        let mut room = room.unwrap_or_else(|| finish::Room::new(self.window.width));
        for top in (0..self.window.height).step_by(ROWS) {
            band.start(top, ROWS.min(self.window.height - top));
            match &self.content {
                Content::Flat(picture) => band.load(picture),
                Content::Layers(_) => band.paint(&shown, |from, to, band| {
                    flights.iter().filter(|(after, _)| (from..to).contains(after)).for_each(|(_, f)| f.lay(band));
                }),
            }
            self.finisher.write(&band, number, self.window, &mut room, out);
        }
        scratch.band = Some(band);
        scratch.room = Some(room);
    }

    fn widest(&self) -> usize {
        match &self.content {
            Content::Flat(_) => 0,
            Content::Layers(layers) => layers.iter().flat_map(|l| &l.sheets).map(|s| s.width).max().unwrap_or(0),
        }
    }

    fn shown<'a>(&self, layers: &'a [Ready], sight: &Sight, number: u64) -> Vec<Shown<'a>> {
        let gain = 16384.0 * if self.clip.light.flicker { self.flicker(number) } else { 1.0 };
        let mut shown = Vec::with_capacity(layers.len());
        for (place, layer) in layers.iter().enumerate() {
            let Some(own) = layer.seen(sight, number) else { continue };
            let Some(placement) = own.placement(layer.depth, self.zoom) else { continue };
            let Some(sheet) = layer.sheets.get(layer.cel(number, self.clip.seed)) else { continue };
            let endless = place == 0;
            shown.push(Shown {
                number: place,
                standing: if sight.roll.abs() < LEVEL {
                    Standing::Straight(Placed::new(sheet, &layer.area, &placement, self.window, endless))
                } else {
                    Standing::Turned(Turned::new(sheet, &layer.area, &placement, sight.roll, self.window, endless))
                },
                glow: layer.glow.then_some(gain as i32),
            });
        }
        shown
    }

    /// Seconds of a frame of the clip.
    fn seconds(&self, number: u64) -> f64 {
        number as f64 / self.rate
    }

    /// The camera with its unrest.
    fn sight(&self, number: u64) -> Sight {
        let mut sight = self.clip.path.sight(number as f64);
        // Frame heights that the picture may wander to each side.
        let reach = match self.clip.path.unrest {
            0 => return sight,
            1 => 0.006,
            _ => 0.016,
        };
        let speed = if self.clip.path.unrest == 1 { 0.55 } else { 1.7 };
        let t = self.seconds(number) * speed;
        let wander = |axis: u64| {
            let slow = noise::smooth(noise::hash2(self.clip.seed, axis), t);
            let quick = noise::smooth(noise::hash2(self.clip.seed, axis + 7), t * 2.7);
            reach * (slow * 0.75 + quick * 0.25)
        };
        // As much closer as the picture may wander, so that no layer's edge comes into sight.
        sight.zoom *= 1.0 + 2.0 * reach;
        let zoom = self.zoom * sight.zoom;
        sight.yaw = (sight.yaw.tan() + wander(0) / zoom).atan();
        sight.pitch = (sight.pitch.tan() + wander(1) / zoom).atan();
        sight
    }

    /// The gain of a flame or a lamp that is not steady: six hundredths either way.
    fn flicker(&self, number: u64) -> f64 {
        let t = self.seconds(number);
        let seed = noise::hash2(self.clip.seed, 0x666c_616d);
        1.0 + 0.06 * (0.6 * noise::smooth(seed, t * 3.1) + 0.4 * noise::smooth(seed + 1, t * 9.7))
    }
}

impl Ready {
    /// The camera as this layer sees it at a frame: a layer that goes one way is seen by one that goes the other.
    fn seen(&self, sight: &Sight, number: u64) -> Option<Sight> {
        let Some(stretch) = &self.stretch else { return Some(*sight) };
        if number < stretch.start || number >= stretch.end {
            return None;
        }
        let t = stretch.ease.at((number - stretch.start) as f64 / (stretch.end - stretch.start).max(1) as f64);
        let mut own = *sight;
        for (axis, at) in own.at.iter_mut().enumerate() {
            let (from, to) = (f64::from(stretch.from[axis]), f64::from(stretch.to[axis]));
            *at -= (from + (to - from) * t) / 1000.0;
        }
        Some(own)
    }

    fn cel(&self, number: u64, seed: u64) -> usize {
        let count = self.sheets.len();
        match self.play {
            Play::Still => 0,
            Play::Loop { frames } => (number / u64::from(frames.max(1)) % count as u64) as usize,
            // Open about two frames in three while the voice speaks, each shape held for two.
            Play::Mouth => {
                let speaks = self.speech.iter().any(|&(from, until)| from <= number && number < until);
                let shape = noise::hash2(seed, number / 2) % 8;
                let open = [0, 1, 2, 1, 2, 0, 1, 2][shape as usize];
                if speaks { open.min(count - 1) } else { 0 }
            }
            // Every slot of 48 frames has at most one blink, somewhere in its first half.
            Play::Blink => {
                let slot = noise::hash2(seed ^ self.depth.to_bits(), number / 48);
                let from = 6 + slot % 24;
                let shut = !(slot / 32).is_multiple_of(3) && (from..from + 3).contains(&(number % 48));
                usize::from(shut).min(count - 1)
            }
        }
    }
}

fn ready(edit: &Edit, clip: &Clip, layer: Layer, window: Window, zoom: f64) -> Ready {
    let halvings = layer.cels.first().map_or(0, |cel| halvings(clip, &layer, cel, window, zoom));
    let sheets = layer.cels.iter().map(|cel| {
        let mut smaller: Option<Cel> = None;
        for _ in 0..halvings {
            smaller = Some(sheet::halved(smaller.as_ref().unwrap_or(cel)));
        }
        Sheet::new(smaller.as_ref().unwrap_or(cel))
    });
    let speaks = |line: &&crate::plan::edit::Subtitle| layer.play == Play::Mouth && line.speaker == drawing(&layer.name).map_or(layer.name.as_str(), |(name, _)| name);
    let speech = edit.subtitles.iter().filter(speaks).map(|line| {
        let from = line.start.saturating_sub(clip.start);
        (from, (line.start + line.frames).saturating_sub(clip.start))
    });
    Ready {
        sheets: sheets.collect(),
        depth: layer.depth,
        area: layer.area,
        play: layer.play,
        glow: layer.glow,
        speech: speech.collect(),
        stretch: drawing(&layer.name).and_then(|(name, drawing)| clip.stretches.iter().find(|s| s.name == name && s.drawing == drawing).cloned()),
    }
}

/// The person and the number of a drawing, from a layer's name: `MARA/2`, `MARA/2 eyes`.
fn drawing(layer: &str) -> Option<(&str, u8)> {
    let (name, rest) = layer.rsplit_once('/')?;
    Some((name, rest.split(' ').next()?.parse().ok()?))
}

/// How often a layer is halved before use: bilinear sampling must never skip a source pixel.
fn halvings(clip: &Clip, layer: &Layer, cel: &Cel, window: Window, zoom: f64) -> u32 {
    let sights = clip.path.keys.iter().map(|key| key.view.sight()).chain([clip.path.sight(0.0)]);
    let nearest = sights.filter_map(|s| s.placement(layer.depth, zoom)).map(|p| p.scale).fold(1e-6, f64::max);
    let density = |count: u32, from: f64, to: f64| f64::from(count) / (to - from).max(1e-9);
    let across = density(cel.width, layer.area.left, layer.area.right);
    let down = density(cel.height, layer.area.top, layer.area.bottom);
    let step = across.min(down) / (nearest * window.height as f64);
    let possible = f64::from(cel.width.min(cel.height)).log2().floor() - 2.0;
    // A step of 1.9 still takes part of every pixel.
    ((step / 1.9).log2().ceil().min(possible)).max(0.0) as u32
}

fn aspect(edit: &Edit) -> f64 {
    f64::from(edit.size[0].max(1)) / f64::from(edit.size[1].max(1))
}

/// Where the film's picture lies in frames of `size`.
pub fn window(edit: &Edit, size: [u32; 2]) -> Window {
    let frame = size.map(|n| (n.max(2) as usize).next_multiple_of(2));
    Window::fit(edit.size, frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::plate::Cel;
    use crate::plan::edit::{Ease, Finish, Grain, Key, Path, Source};
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
        let view = |z, roll| View { at: [40, 10, z], yaw: 300, roll, ..View::default() };
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
            font: None,
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
        let (edit, plate) = scene();
        let scene = Scene::of_plate(&edit, &edit.clips[0], plate.clone(), edit.size);
        let mut scratch = Scratch::default();
        let mut out = Frame::new(edit.size);
        let whole: Vec<Frame> = (0..40)
            .map(|n| {
                scene.compose(n, &mut scratch, &mut out);
                out.clone()
            })
            .collect();
        kernel::PORTABLE.store(true, std::sync::atomic::Ordering::Relaxed);
        let again = Scene::of_plate(&edit, &edit.clips[0], plate, edit.size);
        for n in [33, 2, 17, 39, 0, 24] {
            again.compose(n, &mut Scratch::default(), &mut out);
            assert!(out == whole[n as usize], "frame {n}");
        }
        kernel::PORTABLE.store(false, std::sync::atomic::Ordering::Relaxed);
        assert!(whole.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn layers_that_never_part_look_the_same_baked() {
        let (mut edit, plate) = scene();
        let clip = &mut edit.clips[0];
        clip.weather = Weather::default();
        clip.finish = Finish::default();
        clip.path = Path { keys: vec![clip.path.keys[0]], focal: 3500, unrest: 1 };
        clip.path.keys[0].view = View { yaw: 300, ..View::default() };
        let stills = Plate { size: plate.size, layers: vec![plate.layers[0].clone(), layer(4.0, 4, Play::Still, 1)] };
        let baked = Scene::of_plate(&edit, &edit.clips[0], stills.clone(), edit.size);
        assert!(matches!(&baked.content, Content::Layers(layers) if layers.len() == 1));
        let zoom = baked.zoom;
        let apart = stills.layers.into_iter().map(|l| ready(&edit, &edit.clips[0], l, baked.window, zoom)).collect();
        let apart = Scene::new(&edit, &edit.clips[0], Content::Layers(apart), baked.window, edit.size);
        let (mut a, mut b) = (Frame::new(edit.size), Frame::new(edit.size));
        baked.compose(7, &mut Scratch::default(), &mut a);
        apart.compose(7, &mut Scratch::default(), &mut b);
        // Mixing before resampling is nearly resampling before mixing.
        let far = a.y.iter().zip(&b.y).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.y.len() as f64;
        assert!(far < 1.0, "{far}");
    }
}
