//! One clip of the edit made ready, and any of its frames composed: camera over plates, light, finish.
//! A frame is a function of the edit and the frame's number alone; transitions and titles come after, in `join` and `title`.

pub mod bake;
pub mod band;
pub mod defocus;
pub mod finish;
pub mod flat;
pub mod kernel;
pub mod place;
pub mod rest;
pub mod sheet;
pub mod turned;

use std::convert::Infallible;

use bake::Baker;
use band::{Band, ROWS, Shown, Standing};
use finish::Finisher;
use place::{Placed, Window};
use rest::Rest;
use sheet::Sheet;
use turned::Turned;

use super::frame::Frame;
use super::mouth::Mouths;
use super::noise;
use super::weather::{self, Setting, Weather};
use crate::backends::plate::{Cel, Layer, Plate, Play};
use crate::plan::edit::{Clip, Edit, LIFE, Stretch};
use crate::plan::picture::{Extent, Focus, Placement, Sight};

/// Below this a camera counts as level: the corner of a frame 4,000 wide moves less than a twentieth of a pixel.
const LEVEL: f64 = 2.5e-5;

/// A clip whose plate is ready for composing.
pub struct Scene {
    clip: Clip,
    window: Window,
    rate: f64,
    zoom: f64,
    content: Content,
    finisher: Finisher,
    weather: Option<Weather>,
    /// The light is not steady, and no layer is a light by itself: then all of the picture is lit by it.
    flickers: bool,
    /// The one frame of a clip in which nothing moves.
    still: Option<Frame>,
    /// Bands that look the same in several frames, where some can.
    rest: Option<Rest>,
}

enum Content {
    /// A picture that fills the window by itself, such as a card.
    Picture(Frame),
    Layers(Vec<Ready>),
}

struct Ready {
    /// By softness, and by cel, with the area of each: one softness unless the lens is refocused.
    sheets: Vec<Vec<(Sheet, Extent)>>,
    /// The deviation of each softness, in pixels of the sharp picture.
    steps: Vec<f64>,
    /// Those pixels in a frame height.
    density: f64,
    depth: f64,
    play: Play,
    glow: bool,
    /// Of a mouth, its shape at each frame of the clip; none while nobody is heard.
    speech: Vec<u8>,
    /// When a drawing of somebody who moves is seen, and where it goes; none of what stays.
    stretch: Option<Stretch>,
    /// On the frame's own pixels already.
    flat: bool,
}

/// Buffers that one worker uses again for every frame.
#[derive(Default)]
pub struct Scratch {
    band: Option<Band>,
    room: Option<finish::Room>,
}

impl Scene {
    /// A clip over a plate, for frames of `size` pixels.
    pub fn of_plate(edit: &Edit, clip: &Clip, plate: Plate, mouths: &Mouths, size: [u32; 2]) -> Scene {
        let count = plate.layers.len();
        let layers = plate.layers.into_iter().map(Ok::<Layer, Infallible>);
        let mouth = |speaker: &str| mouths.get(speaker).cloned().unwrap_or_default();
        match Scene::of_layers(edit, clip, count, layers, &mouth, size) {
            Ok(scene) => scene,
        }
    }

    /// As [`Scene::of_plate`], of `count` layers that come one by one; each is made ready before the next is looked at.
    /// `mouth` tells the shapes of a speaker's mouth.
    pub fn of_layers<E>(edit: &Edit, clip: &Clip, count: usize, layers: impl Iterator<Item = Result<Layer, E>>, mouth: &dyn Fn(&str) -> Vec<u8>, size: [u32; 2]) -> Result<Scene, E> {
        let (window, zoom) = (window(edit, size), clip.path.reference_zoom(aspect(edit)));
        // In a picture of one piece nothing lies before or behind anything: a lens cannot be pulled over it.
        let clip = &Clip { rack: clip.rack.clone().filter(|_| count > 1), ..clip.clone() };
        let mut baker = Baker::new(clip, zoom, window, weather::falls(clip) || clip.rack.is_some());
        let mut all = Vec::with_capacity(count);
        for layer in layers {
            let layer = layer?;
            if !layer.cels.is_empty() {
                all.extend(baker.take(layer).map(|layer| ready(clip, layer, mouth, window, zoom)));
            }
        }
        all.extend(baker.end().map(|layer| ready(clip, layer, mouth, window, zoom)));
        Ok(Scene::new(edit, clip, Content::Layers(all), window, size))
    }

    /// A clip of one finished picture of the window's size.
    pub fn of_picture(edit: &Edit, clip: &Clip, picture: Frame, size: [u32; 2]) -> Scene {
        Scene::new(edit, clip, Content::Picture(picture), window(edit, size), size)
    }

    fn new(edit: &Edit, clip: &Clip, content: Content, window: Window, size: [u32; 2]) -> Scene {
        let (mut scene, camera_rests, stands_still) = Scene::unflat(edit, clip, content, window);
        if stands_still {
            // One frame is all that is ever asked for.
            let mut frame = Frame::new(size);
            scene.draw(0, &mut Scratch::default(), &mut frame);
            scene.content = Content::Layers(Vec::new());
            scene.still = Some(frame);
        } else if camera_rests {
            scene.flatten();
        }
        scene
    }

    /// A scene of layers as they are, whether the camera rests before them, and whether all frames are one.
    fn unflat(edit: &Edit, clip: &Clip, content: Content, window: Window) -> (Scene, bool, bool) {
        let finisher = Finisher::new(clip.finish, clip.seed, window);
        let keys = &clip.path.keys;
        let unrest = clip.path.unrest > 0 && clip.pace > 0;
        let camera_rests = !unrest && clip.rack.is_none() && keys.windows(2).all(|pair| pair[0].view == pair[1].view);
        let stands = clip.pace == 0;
        let flickers = clip.light.flicker && matches!(&content, Content::Layers(layers) if !layers.iter().any(|l| l.glow));
        let layers_rest = match &content {
            Content::Picture(_) => true,
            Content::Layers(layers) => {
                camera_rests && layers.iter().all(|l| l.stretch.is_none() && (stands || l.cels() == 1 && !clip.light.flicker))
            }
        };
        let weather = match &content {
            Content::Picture(_) => None,
            Content::Layers(layers) => {
                let depths: Vec<f64> = layers.iter().map(|layer| layer.depth).collect();
                let farthest = layers.first().and_then(|layer| layer.sheets.first()?.first()).map(|(sheet, _)| sheet);
                let mean = farthest.map_or([128.0, 0.0, 0.0], Sheet::mean);
                Weather::new(clip, &Setting { depths: &depths, mean }, window)
            }
        };
        let rests = camera_rests && finisher.is_still() && weather.is_none() && !flickers && matches!(content, Content::Layers(_));
        let rest = (rests && !layers_rest).then(|| Rest::new(window));
        let stands_still = layers_rest && finisher.is_still() && (stands || weather.is_none());
        let zoom = clip.path.reference_zoom(aspect(edit));
        let scene = Scene { clip: clip.clone(), window, rate: edit.rate.as_f64(), zoom, content, finisher, weather, flickers, still: None, rest };
        (scene, camera_rests, stands_still)
    }

    /// Lays what never changes together, run by run: between what moves, and between what falls.
    fn flatten(&mut self) {
        let Content::Layers(layers) = &mut self.content else { return };
        let layers = std::mem::take(layers);
        let falls: Vec<usize> = self.weather.iter().flat_map(|w| w.places()).collect();
        let flickers = self.clip.light.flicker && self.clip.pace > 0;
        let rests = |l: &Ready| l.stretch.is_none() && (l.cels() == 1 || self.clip.pace == 0) && !(l.glow && flickers);
        let sight = self.sight(0);
        let all = self.shown(&layers, &sight, 0);
        let widest = layers.iter().flat_map(|l| l.sheets.iter().flatten()).map(|(s, _)| s.width).max().unwrap_or(0);
        // Each run's first layer, the one after its last, and its sheet.
        let mut runs: Vec<(usize, usize, Sheet)> = Vec::new();
        let mut from = 0;
        while from < layers.len() {
            let mut to = from;
            // Light that is added to what is behind it can only be laid on something that hides all.
            while to < layers.len() && rests(&layers[to]) && (from == 0 || !layers[to].glow) && (to == from || !falls.contains(&(to - 1))) {
                to += 1;
            }
            let run: Vec<usize> = (0..all.len()).filter(|i| (from..to).contains(&all[*i].number)).collect();
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                runs.push((from, to, flat::sheet(&all[*first..=*last], self.window, widest)));
            }
            from = to.max(from + 1);
        }
        drop(all);
        let mut kept: Vec<Ready> = Vec::with_capacity(layers.len());
        let mut places = Vec::with_capacity(layers.len());
        let mut runs = runs.into_iter().peekable();
        for (number, layer) in layers.into_iter().enumerate() {
            // Of a run the last layer stays, with the sheet of all.
            places.push(kept.len());
            match runs.next_if(|(_, to, _)| number + 1 == *to) {
                Some((.., sheet)) => kept.push(Ready { sheets: vec![vec![(sheet, flat::area(self.window))]], steps: vec![0.0], play: Play::Still, glow: false, stretch: None, speech: Vec::new(), flat: true, ..layer }),
                None if runs.peek().is_some_and(|(from, to, _)| (*from..*to).contains(&number)) => {}
                None => kept.push(layer),
            }
        }
        if let Some(weather) = &mut self.weather {
            weather.renumber(&places);
        }
        self.content = Content::Layers(kept);
    }

    /// Composes frame `number` of the clip into `out`.
    pub fn compose(&self, number: u64, scratch: &mut Scratch, out: &mut Frame) {
        match &self.still {
            Some(still) => out.copy(still),
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
            Content::Picture(_) => Vec::new(),
            Content::Layers(layers) => self.shown(layers, &sight, number),
        };
        let flights = self.weather.as_ref().map_or(Vec::new(), |w| w.at(self.world(number) / self.rate, &sight, self.zoom));
        let band = scratch.band.take().filter(|band| band.fits(self.window.width, self.widest()));
        let mut band = band.unwrap_or_else(|| Band::new(self.window.width, self.widest()));
        let room = scratch.room.take().filter(|room| room.fits(self.window.width));
        let mut room = room.unwrap_or_else(|| finish::Room::new(self.window.width));
        let gain = self.flickers.then(|| (16384.0 * self.flicker(number)) as i32);
        for top in (0..self.window.height).step_by(ROWS) {
            band.start(top, ROWS.min(self.window.height - top));
            let known = self.rest.as_ref().zip(look(&shown, &band));
            if known.is_some_and(|(rest, look)| rest.copy(top, look, out)) {
                continue;
            }
            match &self.content {
                Content::Picture(picture) => band.load(picture),
                Content::Layers(_) => band.paint(&shown, |from, to, band| {
                    flights.iter().filter(|(after, _)| (from..to).contains(after)).for_each(|(_, f)| f.lay(band));
                }),
            }
            if let Some(gain) = gain {
                band.flicker(gain);
            }
            self.finisher.write(&band, number, self.window, &mut room, out);
            if let Some((rest, look)) = known {
                rest.keep(top, look, out);
            }
        }
        scratch.band = Some(band);
        scratch.room = Some(room);
    }

    fn widest(&self) -> usize {
        match &self.content {
            Content::Picture(_) => 0,
            Content::Layers(layers) => layers.iter().flat_map(|l| l.sheets.iter().flatten()).map(|(s, _)| s.width).max().unwrap_or(0),
        }
    }

    fn shown<'a>(&self, layers: &'a [Ready], sight: &Sight, number: u64) -> Vec<Shown<'a>> {
        let gain = 16384.0 * if self.clip.light.flicker { self.flicker(number) } else { 1.0 };
        let sharp = self.clip.rack.as_ref().map(|rack| (rack.stop, rack.distance(number)));
        let mut shown = Vec::with_capacity(layers.len());
        for (place, layer) in layers.iter().enumerate() {
            if layer.flat {
                let Some((sheet, area)) = layer.sheets.first().and_then(|s| s.first()) else { continue };
                let standing = Standing::Straight(Placed::new(sheet, area, &Placement { scale: 1.0, x: 0.0, y: 0.0 }, self.window, true));
                shown.push(Shown { number: place, cel: Some(0), standing, glow: None, other: None });
                continue;
            }
            let Some(own) = layer.seen(sight, number) else { continue };
            let Some(placement) = own.placement(layer.depth, self.zoom) else { continue };
            let cel = layer.cel(number, self.world(number), self.clip.seed);
            let standing = |softness: usize| -> Option<Standing<'a>> {
                let (sheet, area) = layer.sheets.get(softness)?.get(cel)?;
                let endless = place == 0;
                Some(if sight.roll.abs() < LEVEL {
                    Standing::Straight(Placed::new(sheet, area, &placement, self.window, endless))
                } else {
                    Standing::Turned(Turned::new(sheet, area, &placement, sight.roll, self.window, endless))
                })
            };
            let (softness, share) = sharp.map_or((0, 0.0), |(stop, at)| {
                let deviation = self.softness(stop, at, layer.depth) * layer.density;
                defocus::between(&layer.steps, deviation)
            });
            let share = (share * f64::from(kernel::ONE)).round() as i16;
            let Some(first) = standing(softness) else { continue };
            let other = if share > 0 { standing(softness + 1).map(|other| (other, share)) } else { None };
            let changes = layer.stretch.is_some() || layer.glow && self.clip.light.flicker;
            shown.push(Shown { number: place, cel: (!changes).then_some(cel), standing: first, glow: layer.glow.then_some(gain as i32), other });
        }
        shown
    }

    /// How soft a layer is while the lens is focused at `at` metres, in frame heights.
    fn softness(&self, stop: u32, at: f64, depth: f64) -> f64 {
        softness(&self.clip, self.window, stop, at, depth)
    }

    /// Frames of the world's own time at a frame of the clip: slower than the film's in slow motion, none in a freeze.
    fn world(&self, number: u64) -> f64 {
        number as f64 * f64::from(self.clip.pace) / f64::from(LIFE)
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
        // Whoever holds a camera that runs fast is slowed down with what is before it; nobody shakes one that takes a picture an hour.
        let t = self.world(number).min(number as f64) / self.rate * speed;
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
        let t = self.world(number) / self.rate;
        let seed = noise::hash2(self.clip.seed, 0x666c_616d);
        1.0 + 0.06 * (0.6 * noise::smooth(seed, t * 3.1) + 0.4 * noise::smooth(seed + 1, t * 9.7))
    }
}

/// All that is seen in a band before a camera that rests, as a number; `None` where something moves by itself.
fn look(shown: &[Shown], band: &Band) -> Option<u64> {
    let seen = shown.iter().filter(|layer| layer.standing.reaches((band.top, band.top + band.rows)));
    seen.map(|layer| layer.cel.map(|cel| (layer.number as u64) << 32 | cel as u64)).try_fold(0, |look, layer| Some(noise::hash2(look, layer?)))
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

    fn cels(&self) -> usize {
        self.sheets.first().map_or(0, Vec::len)
    }

    /// Which picture is seen at a frame of the clip, when the world's own time is at `world` frames.
    fn cel(&self, number: u64, world: f64, seed: u64) -> usize {
        let (count, world) = (self.cels().max(1), world as u64);
        match self.play {
            Play::Still => 0,
            Play::Loop { frames } => (world / u64::from(frames.max(1)) % count as u64) as usize,
            Play::Mouth => self.speech.get(number as usize).map_or(0, |shape| usize::from(*shape).min(count - 1)),
            // Every slot of 48 frames has at most one blink, somewhere in its first half.
            Play::Blink => {
                let slot = noise::hash2(seed ^ self.depth.to_bits(), world / 48);
                let from = 6 + slot % 24;
                let shut = !(slot / 32).is_multiple_of(3) && (from..from + 3).contains(&(world % 48));
                usize::from(shut).min(count - 1)
            }
        }
    }
}

fn ready(clip: &Clip, layer: Layer, mouth: &dyn Fn(&str) -> Vec<u8>, window: Window, zoom: f64) -> Ready {
    let halvings = layer.cels.first().map_or(0, |cel| halvings(clip, &layer, cel, window, zoom));
    let mut layer = layer;
    for cel in &mut layer.cels {
        for _ in 0..halvings {
            *cel = sheet::halved(cel);
        }
    }
    let density = |layer: &Layer| layer.cels.first().map_or(1.0, |c| f64::from(c.height)) / (layer.area.bottom - layer.area.top).max(1e-9);
    let soft = clip.rack.iter().flat_map(|rack| rack.keys.iter().map(|key| softness(clip, window, rack.stop, f64::from(key.distance) / 1000.0, layer.depth)));
    let steps = defocus::steps(soft.fold(0.0, f64::max) * density(&layer));
    let most = steps.last().copied().unwrap_or(0.0);
    if most > 0.0 {
        layer = defocus::with_room(layer, most);
    }
    let density = density(&layer);
    let cels = std::mem::take(&mut layer.cels);
    let sheets = match &steps[..] {
        // Each picture goes as soon as it is made ready: of somebody who walks there are many.
        [_] => vec![cels.into_iter().map(|cel| cut_out(cel, &layer)).collect()],
        _ => steps.iter().map(|step| cels.iter().map(|cel| (Sheet::new(&defocus::soft(cel, *step, layer.glow)), layer.area)).collect()).collect(),
    };
    let speaker = drawing(&layer.name).map_or(layer.name.as_str(), |(name, _)| name);
    Ready {
        sheets,
        density,
        steps,
        depth: layer.depth,
        play: layer.play,
        glow: layer.glow,
        speech: if layer.play == Play::Mouth { mouth(speaker) } else { Vec::new() },
        stretch: drawing(&layer.name).and_then(|(name, drawing)| clip.stretches.iter().find(|s| s.name == name && s.drawing == drawing).cloned()),
        flat: false,
    }
}

/// One picture of a layer, and where it lies: of several, each without the clear pixels around what it shows itself.
fn cut_out(cel: Cel, layer: &Layer) -> (Sheet, Extent) {
    if layer.play == Play::Still {
        return (Sheet::new(&cel), layer.area);
    }
    let clear = Cel { width: 0, height: 0, rgba: Vec::new() };
    let alone = Layer { cels: vec![cel], name: String::new(), ..*layer };
    match alone.trimmed() {
        Some(Layer { cels, area, .. }) => (Sheet::new(cels.first().unwrap_or(&clear)), area),
        None => (Sheet::new(&clear), layer.area),
    }
}

fn softness(clip: &Clip, window: Window, stop: u32, at: f64, depth: f64) -> f64 {
    let focal = if clip.path.focal > 0 { f64::from(clip.path.focal) / 100.0 } else { 50.0 };
    let focus = Focus { distance: (at * 1000.0).round() as i32, stop };
    crate::stage::focus::softness(&focus, focal, window.width as f64 / window.height as f64, depth)
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
mod tests;
